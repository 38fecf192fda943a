"""Lists of indicators: each indicator and its values, one a year or column, with their footnotes."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import (
    Column,
    Finding,
    IndicatorRecord,
    IndicatorValueRecord,
    RawList,
    Severity,
    Words,
    place_text,
)
from ..text import lazy
from .indicators import attribute, measure_of, measure_unit_finding, parse_value, split_name
from .money import EMPTY
from .record_base import Built, Row, Settings, category_of, extra_of, finish, merge_extra
from .record_roles import add_responsibilities, lead_and_support
from .units import parse_unit

_MARK_STOPS = lazy(r"[,，、]")


def indicators(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    notes = footnotes(raw.notes)
    kinds = value_kinds(raw.columns, settings.plan)
    for row in rows:
        if row.raw.is_total:
            continue
        name_raw = row.text("name")
        name = split_name(name_raw, lossy=settings.lossy)
        unit_raw = row.text("unit") or name.unit_raw or raw.unit
        printed = parse_unit(unit_raw) if unit_raw else None
        unit = printed.code if printed is not None else name.unit
        if name.repaired and not settings.lossy:  # a lossy document gets this finding with all others
            built.findings.append(
                Finding(
                    "info",
                    "lost_characters",
                    row.record_id,
                    "name",
                    name_raw,
                    name.repaired,
                    row.places,
                    {"raw": name_raw, "repaired": name.repaired},
                )
            )
        elif unit_raw and printed is None and row.text("unit") not in EMPTY:
            built.findings.append(
                Finding(
                    "warning",
                    "unit_unknown",
                    row.record_id,
                    "unit",
                    unit_raw,
                    "",
                    row.places,
                    {"raw": unit_raw},
                )
            )
        measure = measure_of(name.name)
        if (
            odd := measure_unit_finding(name.name, printed, subject_id=row.record_id, places=row.places)
        ) is not None:
            built.findings.append(odd)
        marks, extra = _values(row, kinds, unit, unit_raw, settings, built)
        note = " ".join(t for t in (row.text("note"), *(notes[m] for m in marks if m in notes)) if t)
        lead, support = lead_and_support(row)
        taken = (
            "no",
            "category",
            "name",
            "unit",
            "attribute",
            "value",
            "lead",
            "responsible",
            "support",
            "note",
        )
        built.indicators.append(
            IndicatorRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                row.no,
                category_of(row),
                _tight(name.name),
                name_raw,
                unit,
                unit_raw,
                attribute(row.text("attribute")),
                row.text("attribute"),
                lead,
                support,
                note,
                row.place,
                merge_extra(extra_of(row, taken), extra),
                measure.code if measure else "",
                measure.polarity if measure else "",
            )
        )
        add_responsibilities(row, settings, built)
        finish(row, settings, built, name_raw, "name_raw")


def value_kinds(columns: Sequence[Column], plan: tuple[int, int] | None) -> list[tuple[int, str]]:
    """Column index and kind of each value column; a bare year is a baseline before the plan, else a target.

    Without a known plan the first of exactly two years is the baseline: 2020年 | 2025年, 2020年 | 2025年目标值.
    """
    years = [c.year for c in columns if c.role == "value" and c.value_kind in {"", "target"} and c.year]
    out: list[tuple[int, str]] = []
    for index, column in enumerate(columns):
        if column.role != "value":
            continue
        kind = column.value_kind
        if not kind and column.year:
            before = column.year < plan[0] if plan else len(years) == 2 and column.year < max(years)
            kind = "baseline" if before else "target"
        out.append((index, kind or "target"))
    return out


def _values(
    row: Row, kinds: Sequence[tuple[int, str]], unit: str, unit_raw: str, settings: Settings, built: Built
) -> tuple[list[str], dict[str, str]]:
    marks: list[str] = []
    extra: dict[str, str] = {}
    seen: set[tuple[str, int | None]] = set()
    for index, kind in kinds:
        words = row.raw.fields[index] if index < len(row.raw.fields) else None
        column = row.columns[index]
        if words is None or not words.text:
            continue
        value = parse_value(words.text, unit=unit, unit_raw=unit_raw or column.unit, lossy=settings.lossy)
        if (kind, column.year) in seen or kind == "cumulative":
            extra[column.header.text] = words.text
            continue
        seen.add((kind, column.year))
        marks += [m for m in _MARK_STOPS.split(value.footnotes) if m]
        codes: list[tuple[Severity, str]] = [("warning", code) for code in value.findings]
        if value.cumulative:
            codes.append(("info", "value_cumulative"))
        for severity, code in codes:
            built.findings.append(
                Finding(
                    severity,
                    code,
                    row.record_id,
                    f"value:{kind}",
                    words.text,
                    "",
                    row.places,
                    {"raw": words.text},
                )
            )
        built.values.append(
            IndicatorValueRecord(
                row.record_id,
                kind,
                column.year,
                value.operator,
                value.value,
                value.value_max,
                value.unit or unit,
                value.relative,
                value.footnotes,
                words.text,
                place_text(settings.locate(words)) or row.place,
            )
        )
    return marks, extra


_NOTE_MARK = lazy(r"[\[［](\d{1,2})[\]］]|([①-⑳])")


def footnotes(notes: Sequence[Words]) -> dict[str, str]:
    """The notes under a table by their mark.

    >>> footnotes([Words("备注：[1]以2015年度为基数。[2]受疫情影响。")])
    {'1': '[1]以2015年度为基数。', '2': '[2]受疫情影响。'}
    >>> footnotes([Words("注：〔〕内为五年累计数。")])
    {}
    """
    found: dict[str, str] = {}
    for words in notes:
        marks = list(_NOTE_MARK.finditer(words.text))
        ends = [*(mark.start() for mark in marks[1:]), len(words.text)]
        for mark, end in zip(marks, ends, strict=False):  # no mark at all: 注：〔〕内为五年累计数
            key = mark.group(1) or str(ord(mark.group(2)) - ord("①") + 1)
            found.setdefault(key, words.text[mark.start() : end].strip())
    return found


_WIDE_BLANK = lazy(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \u3000]+|[ \u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


def _tight(text: str) -> str:
    """A name without the blanks that some copies put beside Chinese signs: 单位 GDP 能耗降低 -> 单位GDP能耗降低."""
    return _WIDE_BLANK.sub("", text) if " " in text or "\u3000" in text else text
