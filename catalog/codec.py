"""An extraction as JSON and back: every table with its columns, so that older rows stay readable."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from ..lightclass import dataclass
from ..model import TABLES, ExtractedList, Extraction, RecordContext

_CLASSES: dict[str, type] = {**TABLES, "list_details": ExtractedList, "contexts": RecordContext}


@dataclass(frozen=True, slots=True)
class Packed:
    """An extraction as bytes, and the digest of what it says."""

    data: bytes
    digest: str


def pack(extraction: Extraction) -> Packed:
    """The same bytes for the same extraction."""
    tables = {name: _table(cls, getattr(extraction, name)) for name, cls in _CLASSES.items()}
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=_plain)
    data = text.encode("utf-8", "surrogatepass")
    return Packed(zlib.compress(data, 6), hashlib.sha256(data).hexdigest())


def unpack(data: bytes) -> Extraction:
    """The extraction that was packed; columns that no longer exist are left out, new ones are empty."""
    tables = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return Extraction(
        **{name: _records(cls, tables[name]) for name, cls in _CLASSES.items() if name in tables}
    )


def _table(cls: type, records: tuple[Any, ...]) -> dict[str, Any]:
    names = [f.name for f in fields(cls)]
    return {"columns": names, "rows": [[getattr(record, name) for name in names] for record in records]}


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _records(cls: type, table: dict[str, Any]) -> tuple[Any, ...]:
    decimals = _decimals(cls)
    known = {f.name for f in fields(cls)}
    found = []
    for row in table["rows"]:
        values = dict(zip(table["columns"], row, strict=True))
        found.append(cls(**{k: _value(v, k in decimals) for k, v in values.items() if k in known}))
    return tuple(found)


@cache
def _decimals(cls: type) -> frozenset[str]:
    """The columns of a record class that hold decimals."""
    return frozenset(name for name, hint in get_type_hints(cls).items() if "Decimal" in str(hint))


def _value(value: Any, is_decimal: bool) -> Any:
    if isinstance(value, list):
        return tuple(_value(v, is_decimal) for v in value)
    return Decimal(value) if is_decimal and value is not None else value
