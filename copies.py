"""Copies of one document within one publication: which one to keep, what the others add or contradict.

Two extractions are copies if they have one document_id, or if most records of the smaller one stand word
for word in the other (a page that shows all, and its annexes as files).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .lightclass import dataclass
from .messages import render
from .model import TABLES, DocumentRecord, Extraction, FindingRecord
from .text import squeeze

# Words by which a record is known in another copy
_WORDS = {
    "indicators": ("name_raw",),
    "tasks": ("text",),
    "projects": ("name",),
    "progress": ("group", "item"),
}
_COMPARED = ("documents", "indicators", "indicator_values", "tasks", "projects", "progress")
_STATED = frozenset({"deadline", "content", "attribute", "total", "done", "undone", "rate"})
_SHOWN = 20  # differences shown one by one; the last finding counts all
_ALIKE = 0.8  # share of the smaller copy's records that stand in the other
_FEW = 3  # records; fewer prove nothing unless they are all there is
_WHOLE = 0.95  # a copy with fewer records than that share of the largest is a part of it

# Of two whole copies the one whose format keeps the structure of tables best
_ORDER = ("wordprocessingml", "msword", "rtf", "spreadsheetml", "ms-excel", "text/html", "pdf", "ofd")

# What a page states of a document and its files do not
_COMPLETED = (
    "doc_number", "index_number", "issuer", "topic", "genre", "written_date", "published_date", "validity",
    "jurisdiction_code", "jurisdiction", "period_start", "period_end", "publisher", "attachments",
)  # fmt: skip
_OF_THE_COPY = frozenset(
    {"place", "source", "sha256", "media_type", "pages", "origin", "attachments", "title"}
)


def reconcile(
    extractions: Sequence[Extraction], page: DocumentRecord | None = None
) -> tuple[Extraction, ...]:
    """One extraction per document, in order of appearance; `page` is what the page states of them.

    A page that holds no list itself and a single file without a number of its own are one publication: the
    file's records under the page's document_id.
    """
    groups: list[list[Extraction]] = []
    for extraction in extractions:
        group = next((g for g in groups if any(is_copy(extraction, other) for other in g)), None)
        if group is None:
            groups.append([extraction])
        else:
            group.append(extraction)
    found = [_reconciled(group) for group in groups]
    if page is None:
        return tuple(found)
    if len(found) == 1 and not found[0].documents[0].doc_number and (page.doc_number or page.title):
        found = [rekeyed(found[0], page.document_id)]
    return tuple(_completed(extraction, page) for extraction in found)


def record_words(extraction: Extraction) -> Counter[str]:
    """The words by which the records of an extraction are known, with how often they stand there."""
    return Counter(_words(table, record) for table in _WORDS for record in extraction.table(table))


def _words(table: str, record: Any) -> str:
    return table + ":" + squeeze("|".join(getattr(record, name) for name in _WORDS[table]))


def is_copy(one: Extraction, other: Extraction) -> bool:
    """Whether two extractions of a publication are of one document."""
    if one.documents[0].document_id == other.documents[0].document_id:
        return True
    a, b = record_words(one), record_words(other)
    smaller = min(a.total(), b.total())
    return (smaller >= _FEW or (a == b and smaller > 0)) and (a & b).total() >= _ALIKE * smaller


def best_first(copies: Sequence[Extraction]) -> list[Extraction]:
    """Copies by what they are worth: whole ones before parts, then by format; else in the order given."""
    most = max(record_words(c).total() for c in copies)
    return sorted(copies, key=lambda c: (record_words(c).total() < _WHOLE * most, _format(c)))


def _reconciled(copies: Sequence[Extraction]) -> Extraction:
    if len(copies) == 1:
        return copies[0]
    known = next((c for c in copies if c.documents[0].doc_number), copies[0])
    key = known.documents[0].document_id
    best, *others = (rekeyed(copy, key) for copy in best_first(copies))
    for other in others:
        best = _united(best, other)
    return best


def _format(extraction: Extraction) -> int:
    media_type = extraction.documents[0].media_type
    return next((n for n, kind in enumerate(_ORDER) if kind in media_type), len(_ORDER))


def _united(best: Extraction, other: Extraction) -> Extraction:
    findings = tuple(_findings(best, other))
    return replace(_completed(best, other.documents[0]), findings=(*best.findings, *findings))


def _completed(extraction: Extraction, stated: DocumentRecord) -> Extraction:
    """The document's row with what another copy of it states and it does not."""
    document = extraction.documents[0]
    values = {
        name: getattr(stated, name)
        for name in _COMPLETED
        if getattr(document, name) in ("", None) and getattr(stated, name) not in ("", None)
    }
    return replace(extraction, documents=(replace(document, **values),)) if values else extraction


# --------------------------------------------------------------------------------------------------
# What differs


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two copies state differently; a record that only one has is "✓" against "—"."""

    subject_id: str
    field: str
    kept: str
    other: str


def differences(best: Extraction, other: Extraction) -> Iterator[Difference]:
    """What two copies of a document with one document_id state differently.

    A copy that is a part of the other (an annex) has numbers of its own: its records are found by their words.
    """
    if record_words(other).total() < _WHOLE * record_words(best).total():
        yield from _of_part(best, other)
        return
    for table in _COMPARED:
        yield from _of_table(table, best.table(table), other.table(table))


def _of_part(best: Extraction, part: Extraction) -> Iterator[Difference]:
    """Its records by their words: those the whole has not, and columns that both state differently."""
    for table in _WORDS:
        whole = {_words(table, record): record for record in reversed(best.table(table))}
        names = [f.name for f in fields(TABLES[table]) if f.name.endswith("_raw") or f.name in _STATED]
        for record in part.table(table):
            words = _words(table, record)
            match = whole.get(words)
            if match is None:
                yield Difference(part.documents[0].document_id, table, "—", words.partition(":")[2])
                continue
            for name in names:
                x, y = _text(getattr(match, name)), _text(getattr(record, name))
                if x and y and x != y:
                    yield Difference(_text(getattr(match, fields(match)[0].name)), name, x, y)


def _of_table(table: str, one: Sequence[Any], other: Sequence[Any]) -> Iterator[Difference]:
    names = [f.name for f in fields(TABLES[table]) if f.name not in _OF_THE_COPY]
    before, after = _by_key(table, one), _by_key(table, other)
    for key in dict.fromkeys((*before, *after)):
        a, b = before.get(key), after.get(key)
        if a is None or b is None:
            yield Difference(key, table, "—" if a is None else "✓", "—" if b is None else "✓")
            continue
        for name in names:
            x, y = _text(getattr(a, name)), _text(getattr(b, name))
            if x != y and (table != "documents" or (x and y)):
                yield Difference(key, name, x, y)


def _by_key(table: str, records: Iterable[Any]) -> Mapping[str, Any]:
    keys = [f.name for f in fields(TABLES[table]) if f.metadata.get("key")]
    return {"|".join(_text(getattr(record, key)) for key in keys): record for record in records}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _findings(best: Extraction, other: Extraction) -> Iterator[FindingRecord]:
    key = best.documents[0].document_id
    source = other.documents[0].source
    start = 1 + sum(f.finding_id.startswith(f"{key}-p") for f in best.findings)
    found = list(differences(best, other))
    for number, d in enumerate(found[:_SHOWN], start):
        params = {"source": source, "field": d.field, "kept": d.kept[:80], "other": d.other[:80]}
        yield _finding(key, number, "warning", "copy_differs", d.subject_id, d.field, d.other, params)
    code = "copies_differ" if found else "copies_agree"
    params = {"source": source, "count": len(found)}
    number = start + min(len(found), _SHOWN)
    yield _finding(key, number, "warning" if found else "info", code, key, "", source, params)


def _finding(
    key: str,
    number: int,
    severity: str,
    code: str,
    subject: str,
    field: str,
    raw: str,
    params: dict[str, Any],
) -> FindingRecord:
    return FindingRecord(
        finding_id=f"{key}-p{number}",
        document_id=key,
        subject_id=subject,
        severity=severity,
        code=code,
        field=field,
        raw=raw,
        message=render(code, "zh", params),
    )


# --------------------------------------------------------------------------------------------------
# Another document_id


def rekeyed(extraction: Extraction, document_id: str) -> Extraction:
    """The extraction under another document_id: every id that is built from it follows."""
    old = extraction.documents[0].document_id
    if old == document_id:
        return extraction
    changed = {
        f.name: tuple(_rekeyed_record(record, old, document_id) for record in getattr(extraction, f.name))
        for f in fields(extraction)
    }
    return Extraction(**changed)


def apart(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The same extractions, where two different documents that only share number or title get two ids.

    《重点任务分解表》 of two years has one title and one issuer. Documents that hold largely the same records are
    copies and keep their id; of others the later one gets an id of its own, from its bytes, and a finding.
    """
    seen: dict[str, list[Extraction]] = {}
    out: list[Extraction] = []
    for extraction in extractions:
        if not extraction.documents:
            out.append(extraction)
            continue
        record = extraction.documents[0]
        earlier = seen.setdefault(record.document_id, [])
        if earlier and not any(_largely_same(extraction, other) for other in earlier):
            extraction = _with_own_id(extraction, earlier[0].documents[0].source)
        else:
            earlier.append(extraction)
        out.append(extraction)
    return out


_LARGELY = 0.3  # below that share of records in common two documents are no copies; real copies have over 0.9


def _largely_same(one: Extraction, other: Extraction) -> bool:
    first, second = record_words(one), record_words(other)
    smaller = min(first.total(), second.total())
    if not smaller:  # nothing to tell them apart by but their bytes
        return True
    return (first & second).total() >= _LARGELY * smaller


def _with_own_id(extraction: Extraction, other: str) -> Extraction:
    record = extraction.documents[0]
    changed = rekeyed(extraction, f"{record.document_id}x{record.sha256[:6]}")
    key = changed.documents[0].document_id
    params = {"source": record.source, "other": other}
    finding = FindingRecord(
        f"{key}-f{len(changed.findings) + 1}", key, key, "warning", "same_title_other_document", "document_id",
        record.title, "", render("same_title_other_document", "zh", params), "",
    )  # fmt: skip
    return replace(changed, findings=(*changed.findings, finding))


def _rekeyed_record(record: Any, old: str, new: str) -> Any:
    """Ids stand in the columns of ids and in `part` of the coverage: `old`, or `old` and more after a hyphen."""
    assert is_dataclass(record)
    values = {
        f.name: new + value[len(old) :]
        for f in fields(record)
        if isinstance(value := getattr(record, f.name), str) and (value == old or value.startswith(old + "-"))
    }
    return replace(record, **values) if values else record  # type: ignore[type-var]
