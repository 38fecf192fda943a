"""`qingdan show`: one record of a written package with all that belongs to it and its words in the source."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ..lightclass import dataclass
from ..messages import render
from ..model import TABLES, RecordContext
from . import json_files
from .errors import OutputError
from .package import read_descriptor
from .tables import columns, key_columns, table_title
from .terminal import printable

Row = Mapping[str, str]

# Tables with an id of their own: the first column says which record it is
IDENTIFIED = tuple(t for t in TABLES if len(key_columns(t)) == 1)

# What is shown below a document; everything else of it is found through its lists
_OF_A_DOCUMENT = ("lists", "checks", "findings", "coverage")


@dataclass(frozen=True, slots=True)
class Related:
    """Rows of one table that belong to the record shown."""

    table: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A record by its columns (empty text: not stated), the record it belongs to, rows below it, its words."""

    table: str
    record_id: str
    row: Row
    about: tuple[str, Row] | None  # table and row: the task of a target, the subject of a finding
    related: tuple[Related, ...]
    words: RecordContext | None


def find(directory: Path, record_id: str) -> Shown:
    """The record with this id in the package in `directory`, whatever table it is in.

    OutputError if there is no package, it cannot be read, or it has no such record (the nearest ids are named).
    """
    package = _Package(directory)
    found = package.record(record_id)
    if found is None:
        near = nearest(record_id, package.ids())
        code = "record_unknown_near" if near else "record_unknown"
        raise OutputError(str(directory), code, record_id=record_id, ids=" , ".join(near))
    table, row = found
    about = package.record(_subject(table, row))
    return Shown(
        table=table,
        record_id=record_id,
        row=row,
        about=about,
        related=tuple(package.related(table, record_id)),
        words=package.words(row, about),
    )


def _subject(table: str, row: Row) -> str:
    """The id of the record that a row belongs to, "" for none."""
    return (
        row.get("subject_id") or row.get("parent_id") or (row.get("list_id", "") if table != "lists" else "")
    )


def nearest(record_id: str, ids: Sequence[str], count: int = 5) -> list[str]:
    """Ids that a mistyped one may have meant: those that hold it, else the most similar.

    >>> nearest("湖/t/12", ["东湖/t/1", "东湖/t/12", "东湖/p/1"])
    ['东湖/t/12']
    >>> nearest("东胡/t/12", ["东湖/t/12", "西湖/i/3"])
    ['东湖/t/12']
    """
    import difflib

    if record_id:
        holding = [i for i in ids if record_id.casefold() in i.casefold()]
        if holding:
            return sorted(holding, key=len)[:count]
    letters = set(record_id)
    # difflib is slow: only ids that share letters, best first
    likely = sorted(ids, key=lambda i: (-len(letters & set(i)), abs(len(i) - len(record_id))))[:2000]
    return difflib.get_close_matches(record_id, likely, n=count, cutoff=0.5)


# ---- reading a package


class _Package:
    """The tables of a written package, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        descriptor = read_descriptor(folder)
        if descriptor is None:
            raise OutputError(str(folder), "package_missing")
        self.folder = folder
        self.safe = bool(descriptor["qingdan"].get("safe_cells"))
        self.tables: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        if table not in self.tables:
            try:
                self.tables[table] = list(self._read(table))
            except (OSError, csv.Error, UnicodeDecodeError, StopIteration) as error:
                reason = f"{table}.csv: {error}"
                raise OutputError(str(self.folder), "package_broken", reason=reason) from error
        return self.tables[table]

    def _read(self, table: str) -> Iterator[Row]:
        csv.field_size_limit(2**31 - 1)
        names = {c.title: c.name for c in columns(table)}
        with open(self.folder / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            header = [names.get(cell, cell) for cell in next(lines, [])]
            if columns(table)[0].name not in header:
                raise csv.Error("header")
            for line in lines:
                yield dict(zip(header, map(self._cell, line), strict=False))

    def _cell(self, cell: str) -> str:
        return cell[1:] if self.safe and cell[:1] == "'" and cell[1:2] in "=+-@\t\r\n" else cell

    @cached_property
    def index(self) -> dict[str, tuple[str, Row]]:
        index: dict[str, tuple[str, Row]] = {}
        for table in IDENTIFIED:
            key = key_columns(table)[0]
            for row in self.rows(table):
                index.setdefault(row.get(key, ""), (table, row))
        return index

    def ids(self) -> list[str]:
        return list(self.index)

    def record(self, record_id: str) -> tuple[str, Row] | None:
        return self.index.get(record_id) if record_id else None

    def related(self, table: str, record_id: str) -> Iterator[Related]:
        # columns that name a record of any table, or of this one without being declared a reference
        also = {"subject_id", {"documents": "document_id", "lists": "part"}.get(table, "")}
        for other in TABLES:
            if table == "documents" and other not in _OF_A_DOCUMENT:
                continue
            names = [c.name for c in columns(other) if c.ref == table or c.name in also]
            rows = tuple(r for r in self.rows(other) if any(r.get(name) == record_id for name in names))
            if rows:
                yield Related(other, rows)

    def words(self, row: Row, about: tuple[str, Row] | None) -> RecordContext | None:
        """The words around the record, else those around the record it belongs to."""
        wanted = [next(iter(row.values()), "")] + ([next(iter(about[1].values()))] if about else [])
        document = row.get("document_id") or (about[1].get("document_id", "") if about else "")
        words = self._source_words(document) if document else {}
        for record_id in wanted:
            found = words.get(record_id)
            if isinstance(found, dict):
                texts = (str(found.get(name, "")) for name in ("before", "words", "after"))
                return RecordContext(record_id, *texts)
        return None

    def _source_words(self, document_id: str) -> dict[str, Any]:
        names = json_files.file_names(r.get("document_id", "") for r in self.rows("documents"))
        path = self.folder / "json" / f"{names.get(document_id, '')}.json"
        try:
            words = json.loads(path.read_bytes()).get("source_words")
        except (OSError, ValueError, AttributeError):
            return {}
        return words if isinstance(words, dict) else {}


def read_table(directory: Path, table: str) -> list[Row]:
    """The rows of one table of a written package by column name. OutputError as for `find`."""
    return _Package(directory).rows(table)


# ---- as text


def text(shown: Shown, lang: str = "zh", limit: int = 20) -> str:
    """A record for the terminal: its columns with Chinese titles, rows below it (`limit` a table), its words."""
    lines = [
        f"{_title(shown.table, lang)} {printable(shown.record_id)}",
        *_fields(shown.table, shown.row, lang),
    ]
    if shown.about:
        table, row = shown.about
        lines += [
            "",
            f"{render('show_about', lang)}: {_title(table, lang)}",
            f"  {_one_line(table, row, '', lang)}",
        ]
    for related in shown.related:
        lines += ["", f"{_title(related.table, lang)} ({len(related.rows)})"]
        lines += [f"  {_one_line(related.table, row, shown.record_id, lang)}" for row in related.rows[:limit]]
        if len(related.rows) > limit:
            lines.append("  " + render("show_more", lang, {"count": len(related.rows) - limit}))
    lines += ["", render("show_words", lang) + ":", *_words(shown.words, lang)]
    return "\n".join(lines)


def _title(table: str, lang: str) -> str:
    return table if lang == "en" else table_title(table)


def _fields(table: str, row: Row, lang: str) -> Iterator[str]:
    for column in columns(table):
        if row.get(column.name):
            name = column.name if lang == "en" else f"{column.title} {column.name}"
            yield f"  {name}: " + printable(row[column.name], lines=True).replace("\n", "\n    ")


def _one_line(table: str, row: Row, parent: str, lang: str) -> str:
    """A row as one line: what is stated, without the ids of the record above; numbers with their title."""
    cells = []
    for column in columns(table):
        cell = row.get(column.name, "")
        if not cell or cell == parent or column.name in ("document_id", "sha256"):
            continue
        title = column.name if lang == "en" else column.title
        if column.type == "string":
            cells.append(cell)
        elif column.type != "boolean":
            cells.append(f"{title} {cell}")
        elif cell == "true" or column.name == "ok":  # a check that failed says so
            cells.append(f"{title} {cell}" if column.name == "ok" else title)
    return printable(" | ".join(cells))


def _words(words: RecordContext | None, lang: str) -> Iterator[str]:
    if words is None:
        yield "  " + render("show_no_words", lang)
        return
    for mark, part in (("  ", words.before), ("> ", words.words), ("  ", words.after)):
        yield from (f"{mark}{line}" for line in printable(part, lines=True).split("\n") if line)
