"""JSON: each document whole and nested; JSON Lines: one file per table.

A document is
    {"qingdan": version, "document": {...},
     "lists": [{...list columns, "records": [{...record columns, "values": [...], "responsibilities": [...],
                "targets": [...]}], "grid": [[...]], "explain": [...]}],
     "sections": [{..., "responsibilities": [...], "targets": [...]}], "paragraphs": [the same],
     "organizations": [...], "checks": [...], "findings": [...], "coverage": [...],
     "unattached": {table: [...]},      # rows whose list or record is not in the document; empty if all is well
     "source_words": {record_id: {"before": ..., "words": ..., "after": ...}}}
Columns stand in contract order under the contract's names; null is "not stated"; numbers are exact decimals
written digit by digit (no binary float on the way). Columns that hold JSON (attachments, columns, extra) are
nested as JSON. One line holds one column of a record, or one row that has nothing below it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby
from json.encoder import encode_basestring
from operator import attrgetter
from pathlib import Path
from typing import Any

from ..model import TABLES, Extraction
from ..text import lazy
from .tables import EMBEDDED_JSON, columns, getter, plain

# Tables whose rows are records of a list, by the list's kind in the contract's order
RECORD_TABLES = ("indicators", "tasks", "projects", "progress")


# ---- values


def encode_value(value: Any) -> str:
    """A value as JSON. Empty text and None are null; decimals are written digit by digit.

    >>> [encode_value(v) for v in ("", None, True, 3, Decimal("1E+3"), '称"好"')]
    ['null', 'null', 'true', '3', '1000', '"称\\\\"好\\\\""']
    """
    if value is None or value == "":
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int):
        return int.__repr__(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def encode_nested(text: str) -> str:
    """JSON inside a column, on one line; text that is no JSON stays a string.

    >>> encode_nested('[ {"a":1.50} ]'), encode_nested("不是")
    ('[{"a": 1.50}]', '"不是"')
    """
    if not text:
        return "null"
    try:
        return _compact(json.loads(text, parse_float=Decimal, parse_constant=_refuse))
    except (ValueError, RecursionError):
        return encode_basestring(text)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _compact(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{encode_basestring(k)}: {_compact(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_compact, value)) + "]"
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else encode_basestring(str(value))
    return '""' if value == "" else encode_value(value)


# ---- rows


@cache
def _members(table: str, separator: str) -> Callable[[Any], str]:
    """A function from a record to its members, "name": value, joined by `separator`."""
    get = getter(table)
    heads = [f'"{c.name}": ' for c in columns(table)]
    nested = [i for i, c in enumerate(columns(table)) if c.name in EMBEDDED_JSON]
    size = len(heads)

    def members(record: Any) -> str:
        values = get(record)
        texts = [
            (encode_basestring(v) if v else "null")
            if v.__class__ is str
            else ("null" if v is None else encode_value(v))
            for v in values
        ]
        for i in nested:
            texts[i] = encode_nested(values[i])
        return separator.join([heads[i] + texts[i] for i in range(size)])

    return members


def row(table: str, record: Any) -> str:
    """A record as one line of JSON, without children."""
    return "{" + _members(table, ", ")(record) + "}"


def _rows(name: str, table: str, records: Sequence[Any], pad: str) -> str:
    """A member that lists rows without children, one a line."""
    return "".join(_row_chunks(name, table, records, pad)) if records else f'"{name}": []'


def _row_chunks(name: str, table: str, records: Sequence[Any], pad: str) -> Iterator[str]:
    one = _members(table, ", ")
    before = f'"{name}": [\n{pad} {{'
    for record in records:
        yield before
        yield one(record)
        before = f"}},\n{pad} {{"
    yield f"}}\n{pad}]" if records else f'"{name}": []'


# ---- a document


class _Grouped:
    """The rows of a table by what they belong to; what nobody takes is left."""

    def __init__(self, rows: Iterable[Any], column: str) -> None:
        groups: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            groups[getattr(row, column)].append(row)
        self._groups = dict(groups)

    def take(self, owner: str) -> Sequence[Any]:
        return self._groups.pop(owner, ())

    def left(self) -> list[Any]:
        return [row for rows in self._groups.values() for row in rows]


class _Following:
    """The same for rows that stand in the order in which they are asked for: read once, nothing held.

    `left` raises _DisorderedError where they do not.
    """

    def __init__(self, rows: Iterable[Any], column: str) -> None:
        self._groups = groupby(rows, attrgetter(column))
        self._owner, self._rows = next(self._groups, (None, iter(())))

    def take(self, owner: str) -> Sequence[Any]:
        if owner != self._owner:
            return ()
        rows = list(self._rows)
        self._owner, self._rows = next(self._groups, (None, iter(())))
        return rows

    def left(self) -> list[Any]:
        if self._owner is not None:
            raise _DisorderedError
        return []


class _DisorderedError(Exception):
    """Rows were passed over that belong to a record behind them."""


_Groups = _Grouped | _Following
_Grouping = Callable[[Iterable[Any], str], _Groups]


class _Children:
    """The rows that belong to records: values, responsibilities, targets."""

    def __init__(self, extraction: Extraction, grouping: _Grouping) -> None:
        self.groups = {
            "indicator_values": grouping(extraction.indicator_values, "indicator_id"),
            "responsibilities": grouping(extraction.responsibilities, "subject_id"),
            "targets": grouping(extraction.targets, "subject_id"),
        }

    def members(self, table: str, record_id: str, pad: str) -> list[str]:
        return [
            _rows("values" if child == "indicator_values" else child, child, groups.take(record_id), pad)
            for child, groups in self.groups.items()
            if child != "indicator_values" or table == "indicators"
        ]

    def left(self) -> dict[str, list[Any]]:
        left = {table: groups.left() for table, groups in self.groups.items()}
        return {table: rows for table, rows in left.items() if rows}


def _record(table: str, record: Any, children: _Children, depth: int) -> str:
    pad = " " * depth
    separator = f",\n{pad} "
    record_id = getter(table)(record)[0]
    parts = [_members(table, separator)(record), *children.members(table, record_id, pad + " ")]
    return f"{pad}{{\n{pad} " + separator.join(parts) + f"\n{pad}}}"


def _listing(items: Iterator[str]) -> Iterator[str]:
    """The items of an array, each on its own lines, with the closing bracket."""
    first = True
    for item in items:
        yield ("\n" if first else ",\n") + item
        first = False
    yield "]" if first else "\n ]"


def document_chunks(extraction: Extraction, version: str, grouping: _Grouping = _Grouped) -> Iterator[str]:
    """The JSON of one document in pieces, so that a large one is never held whole."""
    children = _Children(extraction, grouping)
    orphans: dict[str, list[Any]] = {}
    yield f'{{\n "qingdan": {encode_basestring(version)},\n "document": {{\n  '
    yield _members("documents", ",\n  ")(extraction.documents[0])
    yield '\n },\n "lists": ['
    yield from _lists(extraction, children, orphans, grouping)
    yield ',\n "sections": ['
    yield from _listing(_record("sections", r, children, 2) for r in extraction.sections)
    yield ',\n "paragraphs": ['
    yield from _listing(_record("paragraphs", r, children, 2) for r in extraction.paragraphs)
    for table in ("organizations", "checks", "findings", "coverage"):
        yield ",\n "
        yield from _row_chunks(table, table, extraction.table(table), " ")
    left = orphans | children.left()
    yield ',\n "unattached": {' + ",".join(f"\n  {_rows(t, t, r, '  ')}" for t, r in left.items())
    yield "\n }" if left else "}"
    yield from _source_words(extraction)
    yield "\n}\n"


def _lists(
    extraction: Extraction, children: _Children, orphans: dict[str, list[Any]], grouping: _Grouping
) -> Iterator[str]:
    by_list = {table: grouping(extraction.table(table), "list_id") for table in RECORD_TABLES}
    details = {d.list_id: d for d in extraction.list_details}
    first = True
    for record in extraction.lists:
        yield (
            ("\n" if first else ",\n")
            + "  {\n   "
            + _members("lists", ",\n   ")(record)
            + ',\n   "records": ['
        )
        first = False
        inner = True
        for table in RECORD_TABLES:
            for item in by_list[table].take(record.list_id):
                yield ("\n" if inner else ",\n") + _record(table, item, children, 4)
                inner = False
        yield "]" if inner else "\n   ]"
        detail = details.get(record.list_id)
        yield ",\n   " + _texts(
            "grid", [json.dumps(list(r), ensure_ascii=False) for r in detail.grid] if detail else []
        )
        yield ",\n   " + _texts("explain", list(map(encode_basestring, detail.explain)) if detail else [])
        yield "\n  }"
    yield "]" if first else "\n ]"
    orphans.update({table: rows for table, groups in by_list.items() if (rows := groups.left())})


def _texts(name: str, lines: Sequence[str]) -> str:
    if not lines:
        return f'"{name}": []'
    return f'"{name}": [' + ",".join(f"\n    {one}" for one in lines) + "\n   ]"


def _source_words(extraction: Extraction) -> Iterator[str]:
    yield ',\n "source_words": {'
    first = True
    for c in extraction.contexts:
        yield (
            f"{'' if first else ','}\n  {encode_basestring(c.record_id)}: "
            f'{{"before": {encode_basestring(c.before)}, "words": {encode_basestring(c.words)}, '
            f'"after": {encode_basestring(c.after)}}}'
        )
        first = False
    yield "}" if first else "\n }"


def write_document(path: Path, extraction: Extraction, version: str) -> None:
    """Write the nested JSON of one document.

    A very long one (its tables are shelves) is read along with its records, which the pipeline gives in one
    order; if they come in another, everything is grouped first.
    """
    long = any(not isinstance(extraction.table(table), tuple) for table in TABLES)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        try:
            file.writelines(document_chunks(extraction, version, _Following if long else _Grouped))
        except _DisorderedError:
            file.seek(0)
            file.truncate()
            file.writelines(document_chunks(extraction, version))


def write_lines(path: Path, table: str, records: Iterable[Any]) -> None:
    """Write one table as JSON Lines: a record a line, columns as in the nested JSON."""
    one = _members(table, ", ")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines("{" + one(record) + "}\n" for record in records)


# ---- file names

_UNSAFE = lazy(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = lazy(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 180  # bytes; the usual limit of a file name is 255


def safe_name(document_id: str) -> str:
    """A file name for a document_id, the id itself wherever it can be one.

    >>> safe_name("某府发-2021-3"), safe_name("../a")
    ('某府发-2021-3', '_._a-61b4c98b')
    """
    if document_id.replace("-", "").isalnum():
        name = document_id
    else:
        name = _UNSAFE.sub("_", document_id).strip(" ")
    if name.startswith("."):
        name = "_" + name[1:]
    name = name.rstrip(".")
    if _RESERVED.fullmatch(name):
        name = "_" + name
    name = name.encode()[:_LONGEST].decode(errors="ignore")
    return name if name == document_id and name else f"{name or '_'}-{short_hash(document_id)}"


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that depend on the text alone."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def file_names(document_ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id, different also where a file system does not tell A from a."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for document_id in document_ids:
        name = safe_name(document_id)
        if name.casefold() in taken:
            name = f"{name}-{short_hash(document_id)}"
        taken.add(name.casefold())
        names[document_id] = name
    return names
