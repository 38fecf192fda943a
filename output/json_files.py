"""JSON: each document whole and nested; JSON Lines: one file per table.

A document is
    {"qingdan": version, "document": {...},
     "lists": [{...list columns, "records": [{...record columns, "values": [...], "responsibilities": [...],
                "targets": [...]}], "grid": [[...]], "explain": [...]}],
     "sections": [{..., "responsibilities": [...], "targets": [...]}],
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
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from ..model import Extraction
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
    if not records:
        return f'"{name}": []'
    one = _members(table, ", ")
    inner = f"\n{pad} "
    return f'"{name}": [' + ",".join([f"{inner}{{{one(r)}}}" for r in records]) + f"\n{pad}]"


# ---- a document


class _Children:
    """Rows of a document by the record they belong to; what nobody asks for is left over."""

    def __init__(self, extraction: Extraction) -> None:
        self.values = _group(extraction.indicator_values, "indicator_id")
        self.responsibilities = _group(extraction.responsibilities, "subject_id")
        self.targets = _group(extraction.targets, "subject_id")

    def members(self, table: str, record_id: str, pad: str) -> list[str]:
        parts = []
        if table == "indicators":
            parts.append(_rows("values", "indicator_values", self.values.pop(record_id, ()), pad))
        parts.append(
            _rows("responsibilities", "responsibilities", self.responsibilities.pop(record_id, ()), pad)
        )
        parts.append(_rows("targets", "targets", self.targets.pop(record_id, ()), pad))
        return parts

    def left(self) -> dict[str, list[Any]]:
        left = {
            "indicator_values": self.values,
            "responsibilities": self.responsibilities,
            "targets": self.targets,
        }
        return {
            table: [r for rows in groups.values() for r in rows] for table, groups in left.items() if groups
        }


def _group(records: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, column)].append(record)
    return dict(groups)


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


def document_chunks(extraction: Extraction, version: str) -> Iterator[str]:
    """The JSON of one document in pieces, so that a large one is never held whole."""
    children = _Children(extraction)
    orphans: dict[str, list[Any]] = {}
    yield f'{{\n "qingdan": {encode_basestring(version)},\n "document": {{\n  '
    yield _members("documents", ",\n  ")(extraction.documents[0])
    yield '\n },\n "lists": ['
    yield from _lists(extraction, children, orphans)
    yield ',\n "sections": ['
    yield from _listing(_record("sections", r, children, 2) for r in extraction.sections)
    for table in ("organizations", "checks", "findings", "coverage"):
        yield ",\n " + _rows(table, table, extraction.table(table), " ")
    left = orphans | children.left()
    yield ',\n "unattached": {' + ",".join(f"\n  {_rows(t, t, r, '  ')}" for t, r in left.items())
    yield "\n }" if left else "}"
    yield from _source_words(extraction)
    yield "\n}\n"


def _lists(extraction: Extraction, children: _Children, orphans: dict[str, list[Any]]) -> Iterator[str]:
    by_list = {table: _group(extraction.table(table), "list_id") for table in RECORD_TABLES}
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
            for item in by_list[table].pop(record.list_id, ()):
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
    orphans.update({t: [r for rows in g.values() for r in rows] for t, g in by_list.items() if g})


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
    """Write the nested JSON of one document."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
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
