"""SQLite: every table with types and keys, and a full-text index over Chinese text; the same bytes every time.

Empty text is NULL. Decimals are stored as SQLite numbers (INTEGER or REAL: 15 significant digits); the exact
digits stand in the CSV. `search` is an FTS5 table with trigram tokens: any three characters in a row are found.

    SELECT record_id FROM search WHERE search MATCH '污水处理';
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..model import TABLES
from .tables import columns, getter, key_columns, plain

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN"}
_APPLICATION_ID = 0x71696E67  # "qing"

# Table -> the columns whose words are searched
SEARCHED = {
    "documents": ("title",),
    "lists": ("title",),
    "indicators": ("name_raw",),
    "tasks": ("text",),
    "projects": ("name", "content"),
    "sections": ("heading", "text"),
    "paragraphs": ("text",),
}


def write(path: Path, rows: Callable[[str], Iterable[Any]]) -> None:
    """Write the database; `rows(table)` gives the records of a table."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA encoding='UTF-8';"
            f"PRAGMA application_id={_APPLICATION_ID}; PRAGMA user_version=1; BEGIN;"
        )
        for table in TABLES:
            _table(database, table, rows)
        _search(database, rows)
        database.execute("COMMIT")
        database.execute("VACUUM")


def _table(database: sqlite3.Connection, table: str, rows: Callable[[str], Iterable[Any]]) -> None:
    marks = ", ".join("?" * len(columns(table)))
    database.execute(definition(table))
    try:
        database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', _values(table, rows(table)))
    except sqlite3.IntegrityError:
        # A key stands twice (a finding says so): every row is kept, the key is not declared
        database.execute(f'DROP TABLE "{table}"')
        database.execute(definition(table, key=False))
        database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', _values(table, rows(table)))
    for column in columns(table):
        if (column.ref and column.ref != table) or column.name == "subject_id":
            database.execute(f'CREATE INDEX "{table}_{column.name}" ON "{table}" ("{column.name}")')


def definition(table: str, key: bool = True) -> str:
    """CREATE TABLE of a table of the contract."""
    lines = [f'"{c.name}" {_TYPES[c.type]}' for c in columns(table)]
    if key:
        lines.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in key_columns(table)) + ")")
        for c in columns(table):
            if c.ref:
                lines.append(f'FOREIGN KEY ("{c.name}") REFERENCES "{c.ref}" ("{key_columns(c.ref)[0]}")')
    return f'CREATE TABLE "{table}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _values(table: str, records: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    get = getter(table)
    for record in records:
        yield tuple(map(stored, get(record)))


def stored(value: Any) -> Any:
    """A value as SQLite takes it: NULL for empty text, 0/1, decimals as plain digits (NUMERIC makes numbers).

    >>> [stored(v) for v in ("", True, Decimal("1.50"), 7, None)]
    [None, 1, '1.5', 7, None]
    """
    if value == "":
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value


def _search(database: sqlite3.Connection, rows: Callable[[str], Iterable[Any]]) -> None:
    """The full-text index. A SQLite built without FTS5 or trigrams (before 3.34) gives a database without it."""
    try:
        database.execute(
            'CREATE VIRTUAL TABLE "search" USING fts5('
            '"record_id" UNINDEXED, "table" UNINDEXED, "text", tokenize=\'trigram\')'
        )
    except sqlite3.OperationalError:
        return
    for table, names in SEARCHED.items():
        database.executemany('INSERT INTO "search" VALUES (?, ?, ?)', _searched(table, names, rows(table)))
    database.execute('INSERT INTO "search"("search") VALUES (\'optimize\')')


def _searched(table: str, names: tuple[str, ...], records: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    first = columns(table)[0].name
    for record in records:
        text = "\n".join(filter(None, (getattr(record, name) for name in names)))
        if text:
            yield getattr(record, first), table, text
