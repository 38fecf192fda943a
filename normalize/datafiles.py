"""Data files of this stage (normalize/data): CSV tables and TOML, UTF-8, each row with its source and date."""

from __future__ import annotations

import csv
import tomllib
from importlib import resources
from typing import Any


def read_text(name: str) -> str:
    """The text of data/`name`."""
    return resources.files("qingdan.normalize").joinpath("data", name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of data/`name`, a CSV with a header."""
    head, *body = csv.reader(read_text(name).splitlines())
    return [dict(zip(head, line, strict=True)) for line in body]


def read_toml(name: str) -> dict[str, Any]:
    """The content of data/`name`, a TOML file."""
    return tomllib.loads(read_text(name))
