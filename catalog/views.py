"""What a catalogue shows and gives: its state, the package of its documents, everything read again."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .. import __version__
from ..copies import best_first
from ..messages import render
from ..model import TABLES, Extraction, FindingRecord, SourceError
from ..publication import read_publication, with_findings
from .codec import pack, unpack
from .record import DEFECTS, record_reparse, unread
from .store import Catalog

_BAR = 40  # characters of the longest bar
_MONTHS = 24
_LATEST = 10
_SHOWN = 12

# --------------------------------------------------------------------------------------------------
# Status


def run_status(folder: Path, lang: str) -> int:
    """`qingdan status`: sources, failures with reasons, the latest documents, documents by month."""
    from ..output.terminal import printable

    try:
        with Catalog(folder, write=False) as catalog:
            for line in status_lines(catalog, lang):
                print(printable(line))
    except SourceError as error:
        return _say(error, lang)
    return 0


def status_lines(catalog: Catalog, lang: str) -> Iterator[str]:
    """The state of a catalogue as lines of text."""
    yield render("status_sources", lang)
    yield from _source_lines(catalog, lang)
    counts = catalog.rows("SELECT state, count(*) FROM articles GROUP BY state ORDER BY 2 DESC, 1")
    yield ""
    yield (
        render("status_states", lang)
        + ": "
        + "  ".join(f"{render('state_' + state, lang)} {count}" for state, count in counts)
    )
    yield from _failure_lines(catalog, lang)
    yield from _latest_lines(catalog, lang)
    yield from _month_lines(catalog, lang)


def _source_lines(catalog: Catalog, lang: str) -> Iterator[str]:
    query = (
        "SELECT s.name, count(a.url), s.last_success_at, s.error_code, s.error_params FROM sources s"
        " LEFT JOIN articles a ON a.source = s.name GROUP BY s.name ORDER BY s.name"
    )
    for name, articles, success, code, params in catalog.rows(query):
        shown = {"name": name, "articles": articles, "success": success or render("status_never", lang)}
        yield "  " + render("status_source", lang, shown)
        if code:
            yield "    ! " + render(code, lang, json.loads(params))


def _failure_lines(catalog: Catalog, lang: str) -> Iterator[str]:
    articles = catalog.rows(
        "SELECT url, error_code, error_params, tries, next_try FROM articles WHERE error_code <> '' ORDER BY url"
    )
    parts = catalog.rows(
        "SELECT f.url, f.code, f.params, a.tries, a.next_try FROM failures f JOIN articles a ON a.url = f.article"
        " WHERE f.code <> 'no_list_inside' AND NOT (f.code = a.error_code AND f.url = a.url) ORDER BY f.article, f.seq"
    )
    shown = dict.fromkeys((*articles, *parts))
    if shown:
        yield ""
        yield render("status_failures", lang, {"count": len(shown)})
    for url, code, params, tries, next_try in shown:
        later = render("status_tries", lang, {"tries": tries, "next_try": next_try}) if next_try else ""
        yield f"  {url}"
        yield f"    {render(code, lang, json.loads(params))}" + (f" [{later}]" if later else "")


def _latest_lines(catalog: Catalog, lang: str) -> Iterator[str]:
    latest = catalog.rows(
        "SELECT first_seen, title, source FROM documents ORDER BY first_seen DESC, document_id LIMIT ?",
        (_LATEST,),
    )
    if latest:
        yield ""
        yield render("status_new", lang)
    for seen, title, source in latest:
        yield f"  {seen[:10]}  {title or source}"


def _month_lines(catalog: Catalog, lang: str) -> Iterator[str]:
    """A bar a month: by the date of publication, else the date in the list."""
    counts = Counter(
        month or render("status_undated", lang)
        for (month,) in catalog.rows(
            "SELECT min(substr(CASE WHEN d.published_date <> '' THEN d.published_date ELSE a.listed_date END, 1, 7))"
            " FROM documents d JOIN articles a ON a.url = d.article GROUP BY d.document_id"
        )
    )
    if not counts:
        return
    yield ""
    yield render("status_months", lang)
    yield from bars(sorted(counts.items())[-_MONTHS:])


def bars(counts: Sequence[tuple[str, int]]) -> Iterator[str]:
    """A bar chart in text.

    >>> list(bars([("2022-07", 40), ("2022-08", 10)]))[1]
    '  2022-08  ██████████ 10'
    """
    most = max(count for _, count in counts)
    scale = min(1.0, _BAR / most)
    for label, count in counts:
        yield f"  {label}  {'█' * max(1, round(count * scale))} {count}"


# --------------------------------------------------------------------------------------------------
# Export


def run_export(folder: Path, out: Path, formats: Sequence[str], lang: str) -> int:
    """`qingdan export`: the package of all catalogued documents, withdrawn ones included."""
    from ..output import package
    from ..output.errors import OutputError

    try:
        with Catalog(folder, write=False) as catalog:
            extractions = catalogued(catalog)
            findings = article_failures(catalog)
        package.write(extractions, out, formats=formats, version=__version__, findings=findings)
    except (SourceError, OutputError) as error:
        return _say(error, lang)
    return 0


def catalogued(catalog: Catalog) -> list[Extraction]:
    """Every document, in order of id; of copies at several addresses the best first, the others after it."""
    found: dict[str, list[Extraction]] = {}
    query = (
        "SELECT document_id, current, extraction FROM documents ORDER BY document_id, current DESC, article"
    )
    for document_id, current, data in catalog.rows(query):
        extraction = unpack(data)
        found.setdefault(document_id, []).append(extraction if current else _withdrawn(extraction))
    return [extraction for copies in found.values() for extraction in best_first(copies)]


def _withdrawn(extraction: Extraction) -> Extraction:
    key = extraction.documents[0].document_id
    finding = FindingRecord(
        finding_id=f"{key}-w1",
        document_id=key,
        subject_id=key,
        severity="info",
        code="withdrawn_article",
        field="source",
        raw=extraction.documents[0].source,
        message=render("withdrawn_article", "zh"),
    )
    return replace(extraction, findings=(*extraction.findings, finding))


def article_failures(catalog: Catalog) -> list[FindingRecord]:
    """Articles that gave nothing yet, as rows of findings."""
    from ..pipeline import Failure

    query = (
        "SELECT url, error_code, error_params FROM articles WHERE error_code <> '' AND state = 'pending'"
        " UNION SELECT a.url, f.code, f.params FROM articles a JOIN failures f ON f.article = a.url"
        " WHERE a.state = 'unreadable' ORDER BY 1, 2"
    )
    return [
        Failure(url, SourceError(url, code, **json.loads(params))).record(number)
        for number, (url, code, params) in enumerate(catalog.rows(query), 1)
    ]


# --------------------------------------------------------------------------------------------------
# Read again


def run_reparse(folder: Path, lang: str) -> int:
    """`qingdan reparse`: read every archived article again; print what became different."""
    from ..output.terminal import printable

    counts: Counter[str] = Counter()
    try:
        with Catalog(folder) as catalog:
            for (url,) in catalog.rows("SELECT DISTINCT article FROM parts ORDER BY article"):
                counts["articles"] += 1
                try:
                    lines = list(reparse(catalog, url))
                except SourceError as error:
                    counts["failed"] += 1
                    _say(error, lang)
                    continue
                counts["changed" if lines else "same"] += 1
                for line in [url, *lines] if lines else []:
                    print(printable(line))
    except SourceError as error:
        return _say(error, lang)
    names = ("articles", "same", "changed", "failed")
    print(render("reparse_done", lang, {name: counts[name] for name in names}), file=sys.stderr)
    return 1 if counts["failed"] else 0


def reparse(catalog: Catalog, url: str) -> Iterator[str]:
    """Read one article from the archive and keep the result; lines that say what changed."""
    row = catalog.article(url)
    before = {
        document_id: unpack(data)
        for document_id, current, data in catalog.rows(
            "SELECT document_id, current, extraction FROM documents WHERE article = ? ORDER BY seq", (url,)
        )
        if current or row.state == "withdrawn"
    }
    article = catalog.archived(url)
    found = read_publication(article, row.jurisdiction)
    if before and (defect := unread(found, DEFECTS)) is not None:
        raise SourceError(url, defect.code, **defect.params)  # what was read before stays
    after = {e.documents[0].document_id: e for e in with_findings(found.extractions, found.failures)}
    if {k: pack(v).digest for k, v in before.items()} == {k: pack(v).digest for k, v in after.items()}:
        return
    record_reparse(catalog, row, found)
    for document_id in dict.fromkeys((*before, *after)):
        yield from _document_diff(document_id, before.get(document_id), after.get(document_id))


def _document_diff(document_id: str, old: Extraction | None, new: Extraction | None) -> Iterator[str]:
    from ..sampling import compare, table_rows

    if old is None or new is None:
        yield f"  {'-' if new is None else '+'} {document_id}"
        return
    for table in TABLES:
        diff = compare(table, table_rows(old, table), table_rows(new, table))
        if diff.ok:
            continue
        yield f"  {document_id} {table}: ~{len({c[0] for c in diff.changed})} -{len(diff.missing)} +{len(diff.new)}"
        for key, column, was, now in diff.changed[:_SHOWN]:
            yield f"    {key} {column}: {was!r} -> {now!r}"
        for sign, keys in (("-", diff.missing), ("+", diff.new)):
            for key in keys[:_SHOWN]:
                yield f"    {sign} {key}"


def _say(error: SourceError, lang: str) -> int:
    print(f"{error.source}: {render(error.code, lang, error.params)}", file=sys.stderr)
    return 1
