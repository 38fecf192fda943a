"""Many documents, one set of tables: organisations united, twins and broken keys reported.

`Tables` keeps the extractions as they are and streams their records, so that memory does not grow with
the number of documents beyond what the caller already holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from ..lightclass import dataclass
from ..messages import render
from ..model import TABLES, Extraction, FindingRecord, OrganizationRecord
from .tables import cell_text, columns, getter, key_columns


@dataclass(frozen=True, slots=True)
class Tables:
    """What a package holds. `extra` are findings that belong to no extraction or came up in merging."""

    extractions: tuple[Extraction, ...]
    organizations: tuple[OrganizationRecord, ...]
    extra: tuple[FindingRecord, ...]

    def rows(self, table: str) -> Iterator[Any]:
        """The records of one table over all documents, in the order the documents were given."""
        if table == "organizations":
            yield from self.organizations
            return
        for extraction in self.extractions:
            yield from extraction.table(table)
        if table == "findings":
            yield from self.extra

    def count(self, table: str) -> int:
        """How many rows the table has."""
        if table == "organizations":
            return len(self.organizations)
        own = len(self.extra) if table == "findings" else 0
        return own + sum(len(extraction.table(table)) for extraction in self.extractions)


def merge(extractions: Sequence[Extraction], findings: Sequence[FindingRecord] = ()) -> Tables:
    """Put documents together.

    The first of two extractions with the same document_id stays, the other becomes a finding that says
    whether its records were the same. Keys that stand twice and references to nothing become findings.
    """
    kept, twins = _without_twins(extractions)
    tables = Tables(kept, merge_organizations(kept), (*findings, *twins))
    broken = list(_broken_keys(tables))
    return replace(tables, extra=(*tables.extra, *broken)) if broken else tables


# ---- organisations


def merge_organizations(extractions: Iterable[Extraction]) -> tuple[OrganizationRecord, ...]:
    """One row per organization_id, in order of first appearance; see `unite`."""
    found: dict[str, OrganizationRecord] = {}
    for extraction in extractions:
        for record in extraction.organizations:
            old = found.get(record.organization_id)
            found[record.organization_id] = record if old is None else unite(old, record)
    return tuple(found.values())


def unite(old: OrganizationRecord, new: OrganizationRecord) -> OrganizationRecord:
    """The first stated value of each column; aliases of both, and a second name among them."""
    if old == new:
        return old
    values = {f.name: getattr(old, f.name) or getattr(new, f.name) for f in fields(old)}
    names = [*old.aliases.split("|"), *new.aliases.split("|")]
    if new.name != values["name"]:
        names.append(new.name)
    values["aliases"] = "|".join(dict.fromkeys(name for name in names if name))
    return OrganizationRecord(**values)


# ---- the same document twice

# What may differ between two formats of one publication
_OF_THE_FORMAT = frozenset({"place", "source", "sha256", "media_type", "pages", "origin"})
_COMPARED = tuple(t for t in TABLES if t not in ("findings", "coverage", "checks"))


def _without_twins(
    extractions: Sequence[Extraction],
) -> tuple[tuple[Extraction, ...], tuple[FindingRecord, ...]]:
    first: dict[str, Extraction] = {}
    kept: list[Extraction] = []
    twins: list[FindingRecord] = []
    for extraction in extractions:
        ids = [d.document_id for d in extraction.documents]
        if len(ids) > 1:
            raise ValueError("an extraction holds one document")
        if ids and ids[0] in first:
            twins.append(_twin_finding(first[ids[0]], extraction, len(twins) + 1))
            continue
        if ids:
            first[ids[0]] = extraction
        kept.append(extraction)
    return tuple(kept), tuple(twins)


def _twin_finding(first: Extraction, second: Extraction, number: int) -> FindingRecord:
    differing = [
        table for table in _COMPARED if _differ(table, _content(first, table), _content(second, table))
    ]
    document = first.documents[0]
    code = "duplicate_document_differs" if differing else "duplicate_document"
    params = {
        "source": second.documents[0].source,
        "first": document.source,
        "document_id": document.document_id,
        "tables": "、".join(differing),
    }
    return _finding(
        code,
        f"{document.document_id}:{code}:{number}",
        params,
        severity="warning" if differing else "info",
        document_id=document.document_id,
        subject_id=document.document_id,
        raw=second.documents[0].source,
    )


def _differ(table: str, one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> bool:
    """Whether two copies contradict each other. A page states more of a document than its .docx does
    (发布日期, 索引号): there only what both state counts."""
    if table != "documents":
        return one != other
    return any(
        a != b for a, b in zip(one[0], other[0], strict=True) if a not in ("", None) and b not in ("", None)
    )


def _content(extraction: Extraction, table: str) -> list[tuple[Any, ...]]:
    """The records of a table without what differs between formats; organisations in no order."""
    names = [c.name for c in columns(table) if c.name not in _OF_THE_FORMAT]
    rows = [tuple(getattr(record, name) for name in names) for record in extraction.table(table)]
    return sorted(rows) if table == "organizations" else rows


# ---- keys


_FEW = 20_000  # rows whose keys are simply counted


def _broken_keys(tables: Tables) -> Iterator[FindingRecord]:
    for table in TABLES:
        for key, count in _repeated_keys(table, tables).items():
            yield _duplicate_key(table, key, count)
    for table in TABLES:
        refs = [c for c in columns(table) if c.ref]
        if not refs:
            continue
        stated = set(map(_tuple_getter([c.name for c in refs]), tables.rows(table)))
        for column, wanted in zip(refs, map(set, zip(*stated, strict=True)), strict=False):
            wanted -= {"", None}
            wanted.difference_update(map(attrgetter(key_columns(column.ref)[0]), tables.rows(column.ref)))
            if wanted:
                yield from _dangling(table, column.name, column.ref, wanted, tables)


def _repeated_keys(table: str, tables: Tables) -> dict[tuple[Any, ...], int]:
    """Keys that stand more than once, with how often, in order of appearance."""
    key_of = _tuple_getter(key_columns(table))
    keys: Iterable[tuple[Any, ...]] = map(key_of, tables.rows(table))
    if tables.count(table) > _FEW:
        doubtful = _seen_again(map(hash, keys), tables.count(table))
        keys = (key for key in map(key_of, tables.rows(table)) if hash(key) in doubtful)
    counted = Counter(keys)
    return {key: count for key, count in counted.items() if count > 1}


def _seen_again(hashes: Iterable[int], count: int) -> set[int]:
    """The hashes that stand more than once among `count`, and a few others: four bytes each instead of two hundred.

    Each sets one bit of a table with 32 bits for each; who finds his bit set is doubtful.

    >>> _seen_again([5, 6, 7, 5], 4)
    {5}
    """
    slots = 32 * max(count, 1)
    table = bytearray(slots // 8)
    found: set[int] = set()
    for value in hashes:
        place = value % slots
        if table[place >> 3] >> (place & 7) & 1:
            found.add(value)
        else:
            table[place >> 3] |= 1 << (place & 7)
    return found


def _tuple_getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A function from a record to the tuple of these values, also of one alone."""
    if len(names) > 1:
        return attrgetter(*names)
    one = attrgetter(*names)
    return lambda record: (one(record),)


def _duplicate_key(table: str, key: tuple[Any, ...], count: int) -> FindingRecord:
    text = "/".join(map(cell_text, key))
    return _finding(
        "duplicate_key",
        f"duplicate_key:{table}:{text}",
        {"table": table, "key": text, "count": count},
        subject_id=cell_text(key[0]),
        raw=text,
    )


def _dangling(
    table: str, column: str, target: str, unknown: Collection[str], tables: Tables
) -> Iterator[FindingRecord]:
    missing: dict[str, str] = {}  # value -> first record that has it
    for record in tables.rows(table):
        value = getattr(record, column)
        if value in unknown:
            missing.setdefault(value, cell_text(getter(table)(record)[0]))
    for value, subject in missing.items():
        yield _finding(
            "dangling_reference",
            f"dangling_reference:{table}:{column}:{value}",
            {"table": table, "column": column, "target": target, "value": value},
            subject_id=subject,
            field=column,
            raw=value,
        )


# ---- characters that no file can carry


def without_surrogates(tables: Tables) -> Tables:
    """U+FFFD for each lone surrogate (UTF-8 has no bytes for one), a finding for each such cell."""
    findings: list[FindingRecord] = []
    cleaned = tuple(_clean_extraction(e, findings) for e in tables.extractions)
    organizations = tuple(_clean("organizations", r, findings) for r in tables.organizations)
    extra = tuple(_clean("findings", r, findings) for r in tables.extra)
    return Tables(cleaned, organizations, (*extra, *findings))


def _clean_extraction(extraction: Extraction, findings: list[FindingRecord]) -> Extraction:
    changed: dict[str, Any] = {
        table: tuple(_clean(table, record, findings) for record in extraction.table(table))
        for table in TABLES
    }
    changed["contexts"] = tuple(
        type(c)(*(replace_surrogates(getattr(c, f.name)) for f in fields(c))) for c in extraction.contexts
    )
    changed["list_details"] = tuple(
        replace(
            d,
            list_id=replace_surrogates(d.list_id),
            grid=tuple(tuple(map(replace_surrogates, row)) for row in d.grid),
            explain=tuple(map(replace_surrogates, d.explain)),
        )
        for d in extraction.list_details
    )
    return replace(extraction, **changed)


def _clean(table: str, record: Any, findings: list[FindingRecord]) -> Any:
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    bad = {n: replace_surrogates(v) for n, v in values.items() if isinstance(v, str) and _has_surrogate(v)}
    if not bad:
        return record
    cleaned = replace(record, **bad)
    if table != "organizations" or not findings or findings[-1].subject_id != cleaned.organization_id:
        subject = cell_text(getter(table)(cleaned)[0])
        for name, value in bad.items():
            findings.append(
                _finding(
                    "lone_surrogate",
                    f"lone_surrogate:{len(findings) + 1}",
                    {},
                    document_id=getattr(cleaned, "document_id", ""),
                    subject_id=subject,
                    field=name,
                    raw=value,
                )
            )
    return cleaned


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def replace_surrogates(text: str) -> str:
    """U+FFFD for each lone surrogate.

    >>> replace_surrogates("水\\ud800质") == "水\\ufffd质"
    True
    """
    if not _has_surrogate(text):
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def _finding(
    code: str, finding_id: str, params: dict[str, Any], *, severity: str = "warning", **columns: str
) -> FindingRecord:
    return FindingRecord(
        finding_id=finding_id, severity=severity, code=code, message=render(code, "zh", params), **columns
    )
