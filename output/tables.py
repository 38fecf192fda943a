"""The tables of the contract as columns: names, Chinese titles, types, keys; and the text of a cell.

Everything is read off the record classes of the model, so a new column there is a new column everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from ..lightclass import dataclass
from ..model import TABLE_TITLES, TABLES

# Annotation of a record's field -> type of Frictionless Table Schema
_TYPES = {"str": "string", "int": "integer", "Decimal": "number", "bool": "boolean"}

# Columns whose text is JSON itself (a list of attachments, headers, columns without a field of their own)
EMBEDDED_JSON = frozenset({"attachments", "columns", "extra"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is string, integer, number (exact decimal) or boolean; `ref` a table or ""."""

    name: str
    title: str
    type: str
    key: bool
    ref: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in contract order. KeyError for a name that is no table.

    >>> [c.name for c in columns("coverage")], columns("coverage")[2].type
    (['document_id', 'part', 'characters', 'claimed', 'unclaimed'], 'integer')
    """
    return tuple(
        Column(
            name=f.name,
            title=f.metadata["title"],
            type=_TYPES[str(f.type).removesuffix(" | None")],
            key=f.metadata["key"],
            ref=f.metadata["ref"],
        )
        for f in fields(TABLES[table])
    )


@cache
def getter(table: str) -> Callable[[Any], tuple[Any, ...]]:
    """A function from a record to the tuple of its values, in column order."""
    return attrgetter(*(c.name for c in columns(table)))


def key_columns(table: str) -> tuple[str, ...]:
    """The primary key."""
    return tuple(c.name for c in columns(table) if c.key)


def header(table: str, titles: bool = False) -> list[str]:
    """Names of the columns, or their Chinese titles."""
    return [c.title if titles else c.name for c in columns(table)]


def plain(value: Decimal) -> str:
    """A decimal in plain digits: never an exponent, no zeros behind the last digit that says something.

    >>> [plain(Decimal(d)) for d in ("1E+3", "8.50", "-0.0", "0.10", "100", "1e-7", "12345678901234567890.5")]
    ['1000', '8.5', '0', '0.1', '100', '0.0000001', '12345678901234567890.5']
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def cell_text(value: Any) -> str:
    """The text of a cell: "" for None, true/false, plain digits, text unchanged.

    >>> [cell_text(v) for v in (None, True, 7, Decimal("2.50"), "=A1")]
    ['', 'true', '7', '2.5', '=A1']
    """
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def text_rows(table: str, records: Iterable[Any]) -> Iterator[list[str]]:
    """The records of a table as rows of cell texts."""
    get = getter(table)
    typed = [i for i, c in enumerate(columns(table)) if c.type != "string"]
    for record in records:
        row = list(get(record))
        for i in typed:
            value = row[i]
            row[i] = "" if value is None else cell_text(value)
        yield row


def table_schema(name: str, titles: bool = False) -> dict[str, Any]:
    """Frictionless Table Schema of a table: fields, missing values, primary key, foreign keys.

    With `titles` the fields are named by their Chinese titles, as the header of such a file is.
    """

    def called(column: Column) -> str:
        return column.title if titles else column.name

    schema: dict[str, Any] = {
        "fields": [_field(c, called(c)) for c in columns(name)],
        "missingValues": [""],
        "primaryKey": [called(c) for c in columns(name) if c.key],
    }
    foreign = [
        {
            "fields": [called(c)],
            "reference": {
                "resource": "" if c.ref == name else c.ref,
                "fields": [called(next(k for k in columns(c.ref) if k.key))],
            },
        }
        for c in columns(name)
        if c.ref
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column, called: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": called,
        "title": column.name if called == column.title else column.title,
        "type": column.type,
    }
    if column.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    return described


def table_title(name: str) -> str:
    """The Chinese title of a table."""
    return TABLE_TITLES[name]


def table_names() -> Sequence[str]:
    """All tables in contract order."""
    return tuple(TABLES)
