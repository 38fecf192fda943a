"""The one place that knows the order: read -> parse -> normalise -> check -> (write).

`extract_document` is one pure call: bytes in, a picklable Extraction out, no clock, no global state.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from . import checks as checks_module
from .coverage import Numbering, coverage, texts
from .extract.registry import read
from .lightclass import dataclass
from .messages import render
from .model import (
    CheckRecord,
    Document,
    DocumentRecord,
    ExtractedList,
    Extraction,
    Finding,
    FindingRecord,
    Paragraph,
    ParagraphRecord,
    Piece,
    Place,
    RawList,
    RecordContext,
    ResponsibilityRecord,
    SectionRecord,
    SourceError,
    Words,
    place_text,
)
from .normalize.jurisdictions import jurisdiction_of
from .normalize.organizations import Resolver, canonical_names, organization_records
from .normalize.periods import parse_period
from .normalize.places import Jurisdiction
from .normalize.record_base import Built, Rule, Settings
from .normalize.records import build, questions
from .normalize.repair import LossContext, shows_loss, signatures_in
from .normalize.text_reading import HERE, TextReader
from .parsers.dates import find_doc_number
from .parsers.frame import FURNITURE, METADATA, TITLE, TOC, Frame, frame
from .parsers.metadata import MetadataResult, metadata
from .parsers.outline import outline, outline_findings
from .parsers.prose import prose_lists
from .parsers.roles import find_responsibility, standing_rules
from .parsers.tables import read_lists
from .running_text import (
    RunningText,
    add_text_targets,
    paragraph_records,
    passages,
    running_text,
    says_something,
    section_records,
    unread_brackets,
)
from .shelf import Shelf, Store
from .text import lazy, squeeze

_PLAN_YEARS = lazy(r"20\d\d\s*年?\s*[-—–－～~至]{1,2}\s*20\d\d\s*年?")
_PLAN_NUMBER = lazy(r"十[一二三四五六七]五|十五五")
RAW_ROOM = 8192  # rows and pieces of raw lists in memory: tables of a thousand rows
CONTEXT = 60  # characters of the source shown before and after a record's words


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, as the row it becomes in findings."""

    source: str
    error: SourceError

    def record(self, number: int) -> FindingRecord:
        key = hashlib.sha256(self.source.encode("utf-8", "surrogateescape")).hexdigest()[:10]
        message = render(self.error.code, "zh", self.error.params)
        return FindingRecord(
            f"source-{key}-{number}", "", "", "error", self.error.code, "source", self.source, "", message, ""
        )


def extract_document(name: str, data: bytes, reader: TextReader = HERE) -> Extraction:
    """Everything of one source. Raises SourceError with a clear reason if it cannot be read."""
    document = read(name, data)
    return analyse(document, reader)


def analyse(document: Document, reader: TextReader = HERE) -> Extraction:
    """Parse, normalise and check what a reader gave; `reader` reads the texts of the tasks."""
    framed = frame(document)
    meta = metadata(document, framed)
    skip = frozenset(i for i, role in enumerate(framed.roles) if role in {METADATA, FURNITURE, TOC})
    annexes = [(a.first, _annex_words(a.label, a.title)) for a in framed.annexes]
    store = Store()
    in_tables, taken, findings = _table_lists(document, skip, annexes)
    document = replace(document, findings=(*document.findings, *findings))
    retitled = _without_cell_titles(document, framed, in_tables, taken)
    if retitled is not framed:
        framed, meta = retitled, metadata(document, retitled)
    sections = outline(document, framed, taken)
    in_prose = prose_lists(document, framed, sections, taken, find_responsibility, meta.title.text)
    raw_lists = _in_order([*in_tables, *in_prose])
    text = running_text(framed, sections, raw_lists, taken, meta.title.text)
    place = _jurisdiction(document, meta, raw_lists)
    signs = signatures_in(texts(document))
    settings = replace(_settings(document, meta, place, signs), rules=_rules(framed))
    if settings.lossy:
        document = replace(document, findings=(*document.findings, _loss_finding(signs)))
    if settings.plan is None:  # a sheet has no title of its own, its lists do
        settings = replace(
            settings, plan=next(filter(None, (_plan_of(r.title.text) for r in raw_lists)), None)
        )
    settings = replace(settings, reader=reader)
    if not raw_lists and not sections and not says_something(text, settings):
        raise SourceError(document.name, "no_list_inside")
    reader.expect(chain(questions(raw_lists, settings), (p.question for p in passages(text, settings))))
    built = build(raw_lists, settings, store)
    return _assemble(document, framed, meta, place, raw_lists, text, settings, built, store)


def _table_lists(
    document: Document, skip: frozenset[int], annexes: Sequence[tuple[int, Words]]
) -> tuple[tuple[RawList, ...], frozenset[int], tuple[Finding, ...]]:
    """The lists in tables, the blocks that are theirs, and findings; how they were joined is not kept."""
    lists: list[RawList] = []
    taken: set[int] = set()
    findings: list[Finding] = []
    for joined, raw in read_lists(document, skip, annexes, findings, Store(RAW_ROOM)):
        lists.append(raw)
        taken |= joined.blocks
    return tuple(lists), frozenset(taken), tuple(findings)


def _without_cell_titles(
    document: Document, framed: Frame, lists: Sequence[RawList], taken: frozenset[int]
) -> Frame:
    """The cells of a flattened table (县水利局, 各镇) are no title: it is looked for above the first of them.

    `taken` are the blocks of the lists, cells among them.
    """
    if not any(line.block in taken for line in framed.of(TITLE)):
        return framed
    rows = (w for raw in lists for row in raw.rows for w in row.fields if w)
    cells = {p.block for w in chain(rows, (c.header for raw in lists for c in raw.columns)) for p in w.pieces}
    if not any(line.block in cells for line in framed.of(TITLE)):
        return framed
    above = frame(replace(document, blocks=document.blocks[: min(cells)]))
    roles = [*above.roles, *(r if r != TITLE else "body" for r in framed.roles[len(above.roles) :])]
    rest = framed.line_roles[len(above.line_roles) :]
    line_roles = [*above.line_roles, *(r if r != TITLE else "body" for r in rest)]
    return replace(framed, roles=tuple(roles), line_roles=tuple(line_roles))


def _jurisdiction(document: Document, meta: MetadataResult, raw_lists: Sequence[RawList]) -> Jurisdiction:
    """From what the document says about itself, else from the titles of its lists (a sheet has nothing more)."""
    titles = [t for t in (meta.title.text, *(r.title.text for r in raw_lists)) if t]
    site_code = next((m.value for m in document.metadata if m.label == "SiteIDCode"), None)
    first = None
    for title in titles or [""]:
        found = jurisdiction_of(
            title=title,
            issuer=meta.issuer.text,
            doc_number=meta.doc_number_text,
            index_number=meta.index_number.text,
            site_code=site_code,
        )
        if found.name:
            return found
        first = first or found
    return first or Jurisdiction()


def _plan_of(title: str) -> tuple[int, int] | None:
    """The years of the plan that a list belongs to, from its title: 规划（2021—2025年）, “十四五”."""
    words = _PLAN_YEARS.search(title) or _PLAN_NUMBER.search(title)
    period = parse_period(words.group() + ("" if words.group()[0] == "2" else "期间")) if words else None
    if period is None or period.start_year is None or period.end_year is None:
        return None
    return period.start_year, period.end_year


def _rules(framed: Frame) -> tuple[Rule, ...]:
    """Rules stated once for the whole document: 以下均需各区政府落实，不再列出."""
    lines = framed.of("body")
    return tuple(
        Rule(r.kind, r.names, lines[r.paragraph].block) for r in standing_rules([line.text for line in lines])
    )


def _annex_words(label: Words, title: Words) -> Words:
    return label or title


def _in_order(lists: Sequence[RawList]) -> list[RawList]:
    return sorted(lists, key=lambda r: min((p.block for p in r.members), default=1 << 30))


def _settings(
    document: Document, meta: MetadataResult, place: Jurisdiction, signs: frozenset[str]
) -> Settings:
    known = tuple(d for d in (meta.written_iso, meta.published_iso) if d)
    numbers = (meta.doc_number_text,) if meta.doc_number_text else ()
    years = meta.period.start, meta.period.end
    return Settings(
        document_id=document_id(document, meta),
        resolver=Resolver(place),
        places=_locator(document),
        context=_context_reader(document),
        lossy=shows_loss(signs),
        plan=years if years[0] is not None and years[1] is not None else None,  # type: ignore[arg-type]
        year=years[0] if years[0] == years[1] else None,  # 2022年重点工作任务: completes 9月底前 and 今年
        issued=_issued(meta),
        losses=LossContext(dates=known, doc_numbers=numbers),
    )


def _issued(meta: MetadataResult) -> int | None:
    """The year of the date under the text, else of the number 〔2022〕; a page may be published again years later."""
    if meta.written_iso[:4].isdecimal():
        return int(meta.written_iso[:4])
    number = find_doc_number(meta.doc_number_text) if meta.doc_number_text else None
    return number.year if number is not None else None


def _loss_finding(signs: frozenset[str]) -> Finding:
    """One finding for a copy that lost characters: where a whole ≥ or — is gone, nothing in the text shows it."""
    shown = ", ".join(sorted(signs))
    return Finding("warning", "document_lossy", raw=shown, params={"signs": shown})


def document_id(document: Document, meta: MetadataResult) -> str:
    """The same for every format of a publication: number and issuer, else title and issuer, else the bytes."""
    return identity(meta.doc_number_text, meta.issuer.text, meta.title.text, document.sha256)


def identity(doc_number: str, issuer: str, title: str, sha256: str) -> str:
    """The document_id of what a document states of itself."""
    number, issuer, title = (squeeze(text) for text in (doc_number, issuer, title))
    if number:
        key = f"number:{number}|{issuer}"
    elif title:
        key = f"title:{title}|{issuer}"
    else:
        key = f"bytes:{sha256}"
    return "d" + hashlib.sha256(key.encode()).hexdigest()[:12]


def describe(document: Document) -> DocumentRecord:
    """What a document states of itself, also where no list is inside: a notice whose plan is an attached file."""
    meta = metadata(document, frame(document))
    return _document_record(document, meta, _jurisdiction(document, meta, ()), document_id(document, meta))


def _locator(document: Document) -> Callable[[Iterable[Piece]], Iterator[Place]]:
    """A function that gives the places of pieces, one or more a piece."""
    blocks = document.blocks

    def locate(pieces: Iterable[Piece]) -> Iterator[Place]:
        for piece in pieces:
            block = blocks[piece.block]
            if isinstance(block, Paragraph):
                yield block.place
                yield from getattr(block, "more_places", ())
            elif piece.cell >= 0:
                yield block.cells[piece.cell].place
            else:
                yield block.place

    return locate


# --------------------------------------------------------------------------------------------------
# One document's tables


def _assemble(
    document: Document,
    framed: Frame,
    meta: MetadataResult,
    place: Jurisdiction,
    raw_lists: Sequence[RawList],
    text: RunningText,
    settings: Settings,
    built: Built,
    store: Store,
) -> Extraction:
    key = settings.document_id
    sections = section_records(text.sections, settings, built, store)
    loose = paragraph_records(text.paragraphs, settings, built, store)
    add_text_targets(passages(text, settings), settings, built)
    checks = _checks(document, framed, built, text, sections, loose, settings)
    findings = chain(
        document.findings,
        meta.findings,
        outline_findings(text.sections),
        unread_brackets(text, settings),
        place.findings,
        built.findings,
    )
    lists = built.lists.done()
    parts = [(record.list_id, raw.members) for record, raw in zip(lists, raw_lists, strict=True)]
    claims = chain(
        meta.claimed,
        (p for raw in raw_lists for p in chain(raw.claimed, _row_pieces(raw))),
        (p for s in text.sections for w in (s.marker, s.heading, *s.text) for p in w.pieces),
        (p for words in text.paragraphs for p in words.pieces),
    )
    furniture = frozenset(i for i, role in enumerate(framed.roles) if role in {FURNITURE, TOC})
    return Extraction(
        documents=(_document_record(document, meta, place, key),),
        lists=lists,
        indicators=built.indicators.done(),
        indicator_values=built.values.done(),
        tasks=built.tasks.done(),
        projects=built.projects.done(),
        progress=built.progress.done(),
        sections=sections,
        paragraphs=loose,
        responsibilities=_with_settled_names(built, store),
        organizations=organization_records(built.mentions),
        targets=built.targets.done(),
        checks=tuple(
            CheckRecord(f"{key}-c{n}", key, c.subject_id, c.kind, c.stated, c.computed, c.ok, c.place)
            for n, c in enumerate(checks, 1)
        ),
        findings=_all_findings(findings, checks, key, store),
        coverage=coverage(document, key, parts, furniture, claims),
        list_details=tuple(
            ExtractedList(record.list_id, raw.grid, raw.explain)
            for record, raw in zip(lists, raw_lists, strict=True)
        ),
        contexts=built.contexts.done(),
    )


def _with_settled_names(built: Built, store: Store) -> Sequence[ResponsibilityRecord]:
    """Each body under one name: known only when the whole document is read."""
    best = canonical_names(built.mentions)
    if all(best[m.organization_id][0] == m.name for m in built.mentions if m.organization_id):
        return built.responsibilities.done()
    settled: Shelf[ResponsibilityRecord] = store.shelf()
    for record in built.responsibilities:
        name = best[record.organization_id][0] if record.organization_id else record.name
        settled.append(record if record.name == name else replace(record, name=name))
    return settled.done()


def _row_pieces(raw: RawList) -> Iterator[Piece]:
    for row in raw.rows:
        for words in (*row.fields, row.chapter, row.section):
            if words is not None:
                yield from words.pieces


def _document_record(
    document: Document, meta: MetadataResult, place: Jurisdiction, key: str
) -> DocumentRecord:
    files = [{"name": a.name, "href": a.href} for a in document.attachments]
    return DocumentRecord(
        document_id=key,
        title=meta.title.text,
        doc_number=meta.doc_number_text,
        index_number=meta.index_number.text,
        issuer=meta.issuer.text,
        topic=meta.topic.text,
        genre=meta.genre.text,
        written_date=meta.written_iso,
        published_date=meta.published_iso,
        validity=meta.validity.text,
        jurisdiction_code=place.code,
        jurisdiction=place.full_name or place.name,
        period_start=meta.period.start,
        period_end=meta.period.end,
        source=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=document.pages,
        publisher=meta.publisher.text,
        attachments=json.dumps(files, ensure_ascii=False) if files else "",
    )


def _checks(
    document: Document,
    framed: Frame,
    built: Built,
    text: RunningText,
    sections: Sequence[SectionRecord],
    loose: Sequence[ParagraphRecord],
    settings: Settings,
) -> list[checks_module.Check]:
    seen: set[int] = set()
    prose: list[checks_module.Prose] = []
    for section in text.sections:
        for words in section.text:
            prose.append(checks_module.Prose(words.text, settings.locate(words)))
            seen.update(p.block for p in words.pieces)
    for index, block in enumerate(document.blocks):
        if index not in seen and isinstance(block, Paragraph) and framed.roles[index] == "body":
            prose.append(checks_module.Prose(block.text, (block.place,)))
    facts = checks_module.Facts(
        lists=built.lists,
        indicators=built.indicators,
        indicator_values=built.values,
        tasks=built.tasks,
        projects=built.projects,
        progress=built.progress,
        targets=built.targets,
        totals=tuple(built.totals),
        prose=tuple(prose),
        sections=sections,
        paragraphs=loose,
    )
    return checks_module.run_checks(facts)


def _all_findings(
    findings: Iterable[Finding], checks: Sequence[checks_module.Check], key: str, store: Store
) -> Sequence[FindingRecord]:
    """Findings as they came, and behind them the checks that do not hold."""
    records: Shelf[FindingRecord] = store.shelf()
    records.extend(_finding_records(findings, key))
    records.extend(_failed_checks(checks, key, len(records) + 1))
    return records.done()


def _finding_records(findings: Iterable[Finding], key: str) -> Iterator[FindingRecord]:
    for number, f in enumerate(findings, 1):
        yield FindingRecord(
            finding_id=f"{key}-f{number}",
            document_id=key,
            subject_id=f.subject_id,
            severity=f.severity,
            code=f.code,
            field=f.field,
            raw=f.raw,
            repaired=f.repaired,
            message=render(f.code, "zh", f.params),
            place=place_text(f.places),
        )


def _failed_checks(checks: Sequence[checks_module.Check], key: str, first: int) -> Iterator[FindingRecord]:
    """A finding for each check that does not hold, at the place of the stated figure."""
    for number, check in enumerate((c for c in checks if not c.ok), first):
        params = {"kind": check.kind, "stated": check.stated, "computed": check.computed}
        yield FindingRecord(
            finding_id=f"{key}-f{number}",
            document_id=key,
            subject_id=check.subject_id,
            severity="warning",
            code="check_failed",
            field=check.kind,
            raw=check.stated,
            message=render("check_failed", "zh", params),
            place=check.place,
        )


def _context_reader(document: Document) -> Callable[[str, Sequence[Words]], RecordContext | None]:
    """A function that gives the words a record was read from with the neighbouring words of the source."""
    numbering = Numbering(document)

    def context(record_id: str, words: Sequence[Words]) -> RecordContext | None:
        own = [w for w in words if w and w.pieces]
        found = [
            unit for w in own for p in w.pieces if (unit := numbering.of(p)) >= 0 and numbering.text(unit)
        ]
        if not found:
            return None
        before = _words_beside(numbering, range(min(found) - 1, -1, -1))
        after = _words_beside(numbering, range(max(found) + 1, len(numbering)))
        return RecordContext(record_id, before, " | ".join(w.text for w in own), after)

    return context


def _words_beside(numbering: Numbering, units: range) -> str:
    """The nearest CONTEXT characters before a unit (a falling range) or after it, one blank between units."""
    falling = units.step < 0
    found = ""
    for unit in units:
        text = numbering.text(unit)
        if text:
            found = f"{text} {found}" if falling else f"{found}{text} "
        if len(found) >= CONTEXT:
            break
    found = found[-CONTEXT:] if falling else found[:CONTEXT]
    return found.replace("\n", " ").strip()
