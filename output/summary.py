"""What a run found, as a short table for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..messages import render
from ..model import Extraction, FindingRecord, ListRecord
from .terminal import pad, printable, shorten, width

_KINDS = {
    "indicator": ("指标", "indicators"),
    "task": ("任务", "tasks"),
    "project": ("项目", "projects"),
    "progress": ("进展", "progress"),
    "other": ("其他", "other"),
}
_HEADS = (("种类", "kind"), ("标题", "title"), ("行数", "rows"), ("编号", "numbers"))
_TITLE = 44  # columns


def summary(
    extractions: Sequence[Extraction], lang: str = "zh", findings: Sequence[FindingRecord] = ()
) -> str:
    """The lists of each document (kind, title, rows, first and last number), checks, findings, coverage.

    `findings` are rows for sources that gave no extraction. `lang` is "zh" or "en". Ends without a line end.
    """
    lines: list[str] = []
    for extraction in extractions:
        lines += _document(extraction, lang)
    lines += _totals(extractions, findings, lang)
    return "\n".join(lines)


def _document(extraction: Extraction, lang: str) -> Iterator[str]:
    for document in extraction.documents:
        yield printable(" ".join(filter(None, (document.title or document.source, document.doc_number))))
    if extraction.lists:
        yield from _table([_heads(lang), *(_row(record, lang) for record in extraction.lists)])
    elif extraction.documents:
        yield "  " + render("summary_no_lists", lang)


def _heads(lang: str) -> tuple[str, ...]:
    return tuple(pair[lang == "en"] for pair in _HEADS)


def _row(record: ListRecord, lang: str) -> tuple[str, ...]:
    kind = _KINDS.get(record.kind, (record.kind, record.kind))[lang == "en"]
    title = " ".join(filter(None, (record.annex, record.title))) or "—"
    numbers = "–".join(dict.fromkeys(filter(None, (record.first_no, record.last_no))))
    return kind, shorten(printable(title), _TITLE), str(record.rows), printable(numbers)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (pad(cell, widths[i], right=i == 2) for i, cell in enumerate(row))
        yield ("  " + "  ".join(cells)).rstrip()


def _totals(extractions: Sequence[Extraction], findings: Sequence[FindingRecord], lang: str) -> Iterator[str]:
    checks = Counter(check.ok for e in extractions for check in e.checks)
    severities = Counter(f.severity for e in extractions for f in e.findings)
    severities.update(f.severity for f in findings)
    yield render("summary_checks", lang, {"passed": checks[True], "failed": checks[False]})
    counted = {severity: severities[severity] for severity in ("error", "warning", "info")}
    yield render("summary_findings", lang, counted)
    characters = sum(c.characters for e in extractions for c in e.coverage)
    if characters:
        claimed = sum(c.claimed for e in extractions for c in e.coverage)
        # rounded down: 100.0% means every character
        rate = f"{claimed * 1000 // characters / 10:.1f}%"
        yield render("summary_coverage", lang, {"claimed": claimed, "characters": characters, "rate": rate})
    if findings:
        yield render("summary_unread", lang, {"count": len(findings)})
        yield from (printable(f"  {f.subject_id or f.raw}: {f.message}") for f in findings)
