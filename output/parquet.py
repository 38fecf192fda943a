"""Parquet: one file per table, exact decimals, null for "not stated" (needs pyarrow, extra `parquet`).

Decimals are decimal128(38, 12); a column with digits behind the twelfth place or a longer number is
decimal256(76, 30), so that no value is rounded (ValueError beyond that). Chinese titles stand in the
metadata of the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .tables import Column, columns, getter

_ROWS = 65_536  # rows of a row group, and held in memory at once
_TYPES = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_()}
_USUAL = (38, 12)
_LARGE = (76, 30)


def write_table(path: Path, table: str, rows: Callable[[str], Iterable[Any]]) -> None:
    """Write one table; `rows(table)` gives its records and may be asked more than once."""
    schema = arrow_schema(table, rows(table))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for chunk in _chunks(map(getter(table), rows(table))):
            arrays = [
                pa.array([_stored(row[i]) for row in chunk], field.type) for i, field in enumerate(schema)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def arrow_schema(table: str, records: Iterable[Any] = ()) -> pa.Schema:
    """Columns and types; the records only decide whether the usual decimals are wide enough."""
    numbers = [(i, c.name) for i, c in enumerate(columns(table)) if c.type == "number"]
    large: set[str] = set()
    if numbers:
        for row in map(getter(table), records):
            large.update(name for i, name in numbers if row[i] is not None and not _fits(row[i]))
    return pa.schema([_field(c, c.name in large) for c in columns(table)])


def _field(column: Column, large: bool) -> pa.Field:
    if column.type == "number":
        kind = pa.decimal256(*_LARGE) if large else pa.decimal128(*_USUAL)
    else:
        kind = _TYPES[column.type]
    return pa.field(column.name, kind, metadata={"title": column.title})


def _fits(value: Decimal, size: tuple[int, int] = _USUAL) -> bool:
    """Whether decimal(precision, scale) holds a value exactly."""
    precision, scale = size
    digits = value.normalize().as_tuple()
    exponent = int(digits.exponent)
    return -exponent <= scale and len(digits.digits) + exponent <= precision - scale


def _stored(value: Any) -> Any:
    return None if value == "" else value


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, _ROWS)):
        yield chunk
