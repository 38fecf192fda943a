"""datapackage.json: the CSV tables as a Frictionless Tabular Data Package (v1), without a clock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..model import TABLES
from .tables import table_schema, table_title

CONTRACT = 1  # major version of the output contract


def descriptor(
    version: str,
    files: Sequence[str],
    *,
    titles: bool = False,
    bom: bool = False,
    safe: bool = False,
) -> dict[str, Any]:
    """The descriptor. `qingdan` holds what this tool needs to know its own package again: the files it wrote."""
    return {
        "profile": "tabular-data-package",
        "name": "qingdan",
        "title": "清单数据包",
        "qingdan": {
            "version": version,
            "contract": CONTRACT,
            "titles": titles,
            "safe_cells": safe,
            "files": sorted(files),
        },
        "resources": [_resource(name, titles, bom) for name in TABLES],
    }


def _resource(name: str, titles: bool, bom: bool) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": table_title(name),
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if bom else "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
        "schema": table_schema(name, titles),
    }


def encode(content: dict[str, Any]) -> bytes:
    """A descriptor as the bytes of datapackage.json."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
