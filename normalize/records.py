"""Raw lists to typed records: each field from its own words, each record with its place and its ids.

One function a kind; what cannot be read stays empty and becomes a finding. Ids are built from the
document, the list and the number as printed, so that every format of a publication gives the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from ..model import (
    Column,
    Finding,
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    ProgressRecord,
    ProjectRecord,
    RawList,
    Severity,
    StatedTotal,
    TaskRecord,
    Words,
    place_text,
)
from ..shelf import Store
from ..text import lazy, squeeze
from .date_frame import Deadline
from .deadline_choice import deadline_of, several_deadlines
from .indicators import attribute, measure_of, measure_unit_finding, parse_value, split_name
from .money import EMPTY, money_unit, parse_money
from .numbers import parse_decimal
from .periods import parse_period
from .record_base import (
    Built,
    Row,
    Settings,
    about,
    add_context,
    category_of,
    columns_by_role,
    compact_json,
    extra_of,
    finish,
    first_words,
    merge_extra,
    rows_of,
)
from .record_roles import add_responsibilities, lead_and_support, raw_of, shown_roles
from .repair import loss_findings, scan_losses
from .text_reading import Question, TextReading
from .units import parse_unit, plain

__all__ = ["Built", "Settings", "build"]
_MARK_STOPS = lazy(r"[,，、]")
_SPAN_OF_YEARS = lazy(r"20\d\d\s*年?\s*[-—–~～至]+\s*20\d\d")
_YEAR = lazy(r"(?<!\d)(20\d\d)\s*年")


def build(raw_lists: Iterable[RawList], settings: Settings, store: Store | None = None) -> Built:
    """The typed records of all lists of a document, in reading order, on shelves of the store."""
    built = Built(store)
    ordinals: dict[str, int] = {}
    for seq, raw in enumerate(raw_lists, 1):
        ordinals[raw.kind] = ordinals.get(raw.kind, 0) + 1
        list_id = f"{settings.document_id}-{raw.kind}{ordinals[raw.kind]}"
        rows = rows_of(raw, list_id, settings)
        built.lists.append(_list_record(raw, list_id, seq, rows, settings))
        add_context(list_id, (raw.title, *(c.header for c in raw.columns)), settings, built)
        for finding in raw.findings:
            built.findings.append(about(finding, list_id))
        builder = _BUILDERS.get(raw.kind)
        if builder is not None:
            builder(raw, rows, settings, built)
    return built


def _list_record(raw: RawList, list_id: str, seq: int, rows: Sequence[Row], settings: Settings) -> ListRecord:
    data = [r for r in rows if not r.raw.is_total]
    numbers = [r.no for r in data if r.no]
    columns = [
        {
            "header": c.header.text,
            "role": c.role,
            **({"year": c.year} if c.year else {}),
            **({"unit": c.unit} if c.unit else {}),
        }
        for c in raw.columns
    ]
    return ListRecord(
        list_id=list_id,
        document_id=settings.document_id,
        seq=seq,
        kind=raw.kind,
        origin=raw.origin,
        title=raw.title.text,
        annex=raw.annex.text,
        rows=len(data) if raw.kind != "other" else len(raw.grid),
        first_no=numbers[0] if numbers else "",
        last_no=numbers[-1] if numbers else "",
        place=place_text(raw.places or settings.places(raw.members)),
        columns=compact_json(columns),
        notes="\n".join(n.text for n in raw.notes),
    )


def _indicators(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
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


def _tasks(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    year = list_year(raw, settings)
    for row in rows:
        if row.raw.is_total:
            continue
        text = row.text("task")
        lead, support = lead_and_support(row)
        taken = ("no", "category", "task", "deadline", "note", *shown_roles(row))
        reading = _read(text, year, settings, task=True)
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


def _question(text: str, year: int | None, settings: Settings, task: bool) -> Question:
    return Question(text, year, settings.plan, settings.lossy, task=task)


def _read(text: str, year: int | None, settings: Settings, *, task: bool) -> TextReading | None:
    return settings.reader.read(_question(text, year, settings, task)) if text else None


_TEXTS = {"task": "task", "project": "content"}  # kind of a list -> the column whose text is read


def questions(raw_lists: Iterable[RawList], settings: Settings) -> Iterator[Question]:
    """The texts of all tasks and projects in the order in which `build` reads them."""
    for raw in raw_lists:
        if raw.kind in _TEXTS:
            task = raw.kind == "task"
            year = list_year(raw, settings) if task else settings.year
            at = columns_by_role(raw.columns).get(_TEXTS[raw.kind], ())
            for row in raw.rows:
                text = "" if row.is_total else first_words(row, at).text
                if text:
                    yield _question(text, year, settings, task)


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


def _projects(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    unit = next((c.unit for c in raw.columns if c.role == "investment" and c.unit), "") or raw.unit
    count = block = 0
    for row in rows:
        if row.raw.is_total:
            above = count == 0  # 合计 over all rows
            last = sum(not r.raw.is_total for r in rows) if above else count
            total = _stated_total(row, unit, block, last, settings)
            if total is not None:
                built.totals.append(total)
                if squeeze(total.label).endswith("小计"):
                    block = count
            continue
        count += 1
        period = parse_period(row.text("period"), lossy=settings.lossy)
        responsible = raw_of(row, "responsible", "lead")
        main = "responsible" if row.text("responsible") else "lead"
        taken = ("no", "category", "name", "content", "investment", "period", "note", main)
        built.projects.append(
            ProjectRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                row.no,
                category_of(row),
                row.text("name"),
                row.text("content"),
                row.text("investment"),
                _investment(row, unit, settings, built),
                period.start_year if period else None,
                period.end_year if period else None,
                row.text("period"),
                responsible,
                row.text("note"),
                row.place,
                extra_of(row, taken),
            )
        )
        if period is None and row.text("period") and squeeze(row.text("period")) not in EMPTY:
            raw_period = row.text("period")
            built.findings.append(
                Finding(
                    "warning",
                    "period_unread",
                    row.record_id,
                    "period",
                    raw_period,
                    "",
                    row.places,
                    {"raw": raw_period},
                )
            )
        elif period is not None and period.repaired:
            built.findings.append(
                Finding(
                    "info",
                    "lost_characters",
                    row.record_id,
                    "period",
                    row.text("period"),
                    period.repaired,
                    row.places,
                    {"raw": row.text("period"), "repaired": period.repaired},
                )
            )
        add_responsibilities(row, settings, built)
        content = row.text("content")
        finish(row, settings, built, content, "content", _read(content, settings.year, settings, task=False))


def _investment(row: Row, unit: str, settings: Settings, built: Built) -> Decimal | None:
    stated = row.text("investment")
    if not stated or squeeze(stated) in EMPTY:
        return None
    amount = parse_money(stated, header_unit=unit)
    if amount is None:
        code = (
            "investment_unit_unknown" if parse_decimal(squeeze(stated)) is not None else "investment_unread"
        )
        built.findings.append(
            Finding("warning", code, row.record_id, "investment", stated, "", row.places, {"raw": stated})
        )
        return None
    return plain(amount)


def _stated_total(row: Row, unit: str, block: int, count: int, settings: Settings) -> StatedTotal | None:
    stated = row.text("investment")
    value = parse_money(stated, header_unit=unit)
    figure = parse_decimal(squeeze(stated))
    label = next(
        (w.text for c, w in zip(row.columns, row.raw.fields, strict=False) if w and c.role != "investment"),
        "",
    )
    if value is None:
        return None
    money = money_unit(unit) if unit else None
    factor = Decimal(money.scale) if money is not None and figure is not None else Decimal(1)
    first = block if squeeze(label).endswith("小计") else 0
    return StatedTotal(row.list_id, label, value, factor, first, count, row.place)


def _progress(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    for row in rows:
        counts = {role: _count(row, role, built) for role in ("total", "done", "undone")}
        rate = parse_decimal(squeeze(row.text("rate")).rstrip("%")) if row.text("rate") else None
        if rate is None and row.text("rate") and squeeze(row.text("rate")) not in EMPTY:
            built.findings.append(
                Finding(
                    "warning",
                    "value_unparsed",
                    row.record_id,
                    "rate",
                    row.text("rate"),
                    "",
                    row.places,
                    {"raw": row.text("rate")},
                )
            )
        group, item = _label(row.text("group")), _label(row.text("item"))
        if row.raw.is_total and not group:
            group, item = item, ""
        taken = ("group", "item", "total", "done", "undone", "rate")
        built.progress.append(
            ProgressRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                group,
                item,
                counts["total"],
                counts["done"],
                counts["undone"],
                rate,
                row.raw.is_total,
                row.place,
                extra_of(row, taken),
            )
        )
        add_context(row.record_id, [w for w in row.raw.fields if w], settings, built)


_WIDE_BLANK = lazy(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \u3000]+|[ \u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


def _tight(text: str) -> str:
    """A name without the blanks that some copies put beside Chinese signs: 单位 GDP 能耗降低 -> 单位GDP能耗降低."""
    return _WIDE_BLANK.sub("", text) if " " in text or "\u3000" in text else text


_INNER_BLANK = lazy(r"(?<=\p{Han})[ \u3000]+(?=\p{Han})")


def _label(text: str) -> str:
    """A label wrapped in its cell: 绿色高质 量转型发 展工程 -> 绿色高质量转型发展工程, 汇 总 -> 汇总."""
    return _INNER_BLANK.sub("", text)


def _count(row: Row, role: str, built: Built) -> int | None:
    stated = squeeze(row.text(role))
    if not stated or stated in EMPTY:
        return None
    value = parse_decimal(stated.rstrip("条项个件"))
    if value is None or value != value.to_integral_value():
        built.findings.append(
            Finding(
                "warning",
                "value_unparsed",
                row.record_id,
                role,
                row.text(role),
                "",
                row.places,
                {"raw": row.text(role)},
            )
        )
        return None
    return int(value)


_BUILDERS: dict[str, Callable[[RawList, Sequence[Row], Settings, Built], None]] = {
    "indicator": _indicators,
    "task": _tasks,
    "project": _projects,
    "progress": _progress,
}
