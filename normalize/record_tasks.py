"""Lists of tasks: each task with its one deadline, its targets and those responsible; and the texts to be read ahead."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Finding, RawList, TaskRecord
from ..text import lazy, squeeze
from .date_frame import Deadline
from .deadline_choice import deadline_of, several_deadlines
from .money import EMPTY
from .record_base import Built, Row, Settings, extra_of, finish
from .record_roles import add_responsibilities, lead_and_support, shown_roles
from .repair import loss_findings, scan_losses
from .text_reading import Question, TextReading

_SPAN_OF_YEARS = lazy(r"20\d\d\s*年?\s*[-—–~～至]+\s*20\d\d")
_YEAR = lazy(r"(?<!\d)(20\d\d)\s*年")


def tasks(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    year = list_year(raw, settings)
    for row in rows:
        if row.raw.is_total:
            continue
        text = row.text("task")
        lead, support = lead_and_support(row)
        taken = ("no", "category", "task", "deadline", "note", *shown_roles(row))
        reading = read(text, year, settings, task=True)
        level, words, proposal = reading.obligation if reading else ("", (), "")
        built.tasks.append(
            TaskRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                row.no,
                row.text("category"),
                row.raw.chapter.text,
                row.raw.section.text,
                text,
                _deadline(row, reading, year, settings, built),
                level,
                lead,
                support,
                row.text("note"),
                row.place,
                extra_of(row, taken),
                "、".join(words),
                proposal,
            )
        )
        if not text:
            built.findings.append(
                Finding("warning", "text_missing", row.record_id, "text", "", "", row.places, {"no": row.no})
            )
        add_responsibilities(row, settings, built)
        finish(row, settings, built, text, "text", reading)


def question(text: str, year: int | None, settings: Settings, task: bool) -> Question:
    spoken = settings.issued if year is None else None
    return Question(
        text, year, settings.plan, settings.lossy, task=task, spoken=spoken, issued=settings.issued
    )


def read(text: str, year: int | None, settings: Settings, *, task: bool) -> TextReading | None:
    return settings.reader.read(question(text, year, settings, task)) if text else None


def list_year(raw: RawList, settings: Settings) -> int | None:
    """The year a list is for, from its title or annex (某区2022年…目标任务), else the document's.

    Years of a plan (2021—2025年) name no single year.
    """
    for words in (raw.title.text, raw.annex.text):
        years = _YEAR.findall(_SPAN_OF_YEARS.sub("", words))
        if len(set(years)) == 1:
            return int(years[0])
    return settings.year


def _deadline(
    row: Row, reading: TextReading | None, year: int | None, settings: Settings, built: Built
) -> str:
    stated = row.text("deadline")
    if not stated or squeeze(stated) in EMPTY:
        return _deadline_in(row, reading.deadlines, year, settings, built) if reading else ""
    from .dates import stated_deadline

    whole = _without_losses(row, stated, settings, built)
    edtf, found = stated_deadline(whole, year=year, plan=settings.plan)
    if edtf:
        doubts = [item.raw for item in found if item.ambiguous]
        _ambiguous(row, doubts, built)
        _several(row, found, None, None, built)
        return edtf
    built.findings.append(
        Finding(
            "warning", "deadline_unread", row.record_id, "deadline", stated, "", row.places, {"raw": stated}
        )
    )
    return ""


def _without_losses(row: Row, stated: str, settings: Settings, built: Built) -> str:
    """A deadline as it is read where characters were lost (202512月底前: 2025年12月底前), each with its finding."""
    losses = scan_losses(stated, lossy=settings.lossy, context=settings.losses)
    built.findings.extend(
        loss_findings(losses, subject_id=row.record_id, field="deadline", places=row.places)
    )
    whole = stated
    for loss in reversed(losses):
        if loss.repaired is not None:
            whole = whole[: loss.start] + loss.repaired + whole[loss.end :]
    return whole


def _ambiguous(row: Row, doubts: Sequence[str], built: Built) -> None:
    """2025年前 may mean before 2025 or by its end; 30日内 counts from a day that is not stated."""
    for raw in doubts:
        built.findings.append(
            Finding(
                "info", "deadline_ambiguous", row.record_id, "deadline", raw, "", row.places, {"raw": raw}
            )
        )


def _deadline_in(
    row: Row, found: Sequence[Deadline], year: int | None, settings: Settings, built: Built
) -> str:
    """The deadline that the task's own text states; 2025年前 may mean before or by the end of 2025."""
    _ambiguous(row, [item.raw for item in found if item.ambiguous], built)
    _several(row, found, year, settings.plan, built)
    return deadline_of(found, year, settings.plan)


def _several(
    row: Row, found: Sequence[Deadline], year: int | None, plan: tuple[int, int] | None, built: Built
) -> None:
    """A task with several deadlines takes the last within the plan, by when all of it is done; what differs is told."""
    stated = several_deadlines(found, year)
    if stated:
        raw, value = "、".join(stated), deadline_of(found, year, plan)
        built.findings.append(
            Finding(
                "info",
                "deadline_several",
                row.record_id,
                "deadline",
                raw,
                "",
                row.places,
                {"raw": raw, "value": value or "—"},
            )
        )
