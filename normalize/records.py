"""Raw lists to typed records: each field from its own words, each record with its place and its ids.

One function a kind; what cannot be read stays empty and becomes a finding. Ids are built from the
document, the list and the number as printed, so that every format of a publication gives the same ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..model import (
    Column,
    Finding,
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    Place,
    ProgressRecord,
    ProjectRecord,
    RawList,
    RawRow,
    ResponsibilityRecord,
    StatedTotal,
    TargetRecord,
    TaskRecord,
    Words,
    place_text,
)
from ..text import fold, squeeze
from .dates import find_deadlines, parse_period, task_deadline
from .indicators import attribute, parse_value, split_name
from .money import EMPTY, money_unit, parse_money
from .numbers import parse_decimal
from .obligation import obligation
from .organizations import Mention, Resolver, mention_findings
from .repair import LossContext, loss_findings, scan_losses
from .targets import find_targets
from .units import parse_unit, plain

ORG_ROLES = ("lead", "responsible", "support", "guide")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule stated once for the items after it: `first_is_lead` (排在第一位的为牵头单位，下同) or `implied`
    (以下均需各区政府落实，不再列出; `names` says who). `block` is where it stands."""

    kind: str
    names: str
    block: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole document while its records are built."""

    document_id: str
    resolver: Resolver
    locate: Callable[[Words], tuple[Place, ...]]
    lossy: bool = False
    plan: tuple[int, int] | None = None
    year: int | None = None
    losses: LossContext = LossContext()
    rules: tuple[Rule, ...] = ()


@dataclass(slots=True)
class Built:
    """The typed records of a document as they come; mutable only while it is filled."""

    lists: list[ListRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    values: list[IndicatorValueRecord] = field(default_factory=list)
    tasks: list[TaskRecord] = field(default_factory=list)
    projects: list[ProjectRecord] = field(default_factory=list)
    progress: list[ProgressRecord] = field(default_factory=list)
    responsibilities: list[ResponsibilityRecord] = field(default_factory=list)
    targets: list[TargetRecord] = field(default_factory=list)
    mentions: list[tuple[str, Mention]] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    words: dict[str, tuple[Words, ...]] = field(default_factory=dict)  # record id -> its words


@dataclass(frozen=True, slots=True)
class _Row:
    """One raw row with what its builder needs: role -> words, ids, place."""

    raw: RawRow
    columns: Sequence[Column]
    record_id: str
    list_id: str
    no: str
    places: tuple[Place, ...]
    prose: bool = False

    @property
    def block(self) -> int:
        """The block of its first words: what stands before it in the document holds for it."""
        return min((p.block for w in self.raw.fields if w for p in w.pieces), default=0)

    def words(self, role: str) -> Words:
        for column, words in zip(self.columns, self.raw.fields, strict=False):
            if column.role == role and words:
                return words
        return Words()

    def text(self, role: str) -> str:
        return self.words(role).text

    @property
    def place(self) -> str:
        return place_text(self.places)


def build(raw_lists: Sequence[RawList], settings: Settings) -> Built:
    """The typed records of all lists of a document, in reading order."""
    built = Built()
    ordinals: dict[str, int] = {}
    for seq, raw in enumerate(raw_lists, 1):
        ordinals[raw.kind] = ordinals.get(raw.kind, 0) + 1
        list_id = f"{settings.document_id}-{raw.kind}{ordinals[raw.kind]}"
        rows = _rows(raw, list_id, settings)
        built.lists.append(_list_record(raw, list_id, seq, rows, settings))
        built.words[list_id] = (raw.title, *(c.header for c in raw.columns))
        for finding in raw.findings:
            built.findings.append(_about(finding, list_id))
        builder = _BUILDERS.get(raw.kind)
        if builder is not None:
            builder(raw, rows, settings, built)
    return built


def _about(finding: Finding, subject_id: str) -> Finding:
    from dataclasses import replace

    return finding if finding.subject_id else replace(finding, subject_id=subject_id)


def _rows(raw: RawList, list_id: str, settings: Settings) -> list[_Row]:
    rows: list[_Row] = []
    used: dict[str, int] = {}
    unnumbered = totals = 0
    no_index = next((i for i, c in enumerate(raw.columns) if c.role == "no"), None)
    for row in raw.rows:
        words = row.fields[no_index] if no_index is not None and no_index < len(row.fields) else None
        no = (words.text if words else "").strip()
        if row.is_total:
            totals += 1
            key, no = f"total{totals}", ""
        elif no:
            key = _slug(no)
        else:
            unnumbered += 1
            key = f"r{unnumbered}"
        used[key] = used.get(key, 0) + 1
        suffix = f"-{used[key]}" if used[key] > 1 else ""
        places = row.places or settings.locate(_all_words(row))
        rows.append(
            _Row(row, raw.columns, f"{list_id}-{key}{suffix}", list_id, no, places, raw.origin == "prose")
        )
    return rows


def _slug(no: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff.]+", "_", fold(no).strip().rstrip(".、")) or "x"


def _all_words(row: RawRow) -> Words:
    own = [w for i, w in enumerate(row.fields) if w and i not in row.filled]
    return Words("", tuple(p for w in own for p in w.pieces))


def _list_record(
    raw: RawList, list_id: str, seq: int, rows: Sequence[_Row], settings: Settings
) -> ListRecord:
    data = [r for r in rows if not r.raw.is_total]
    numbers = [r.no for r in data if r.no]
    members = Words("", raw.members)
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
        place=place_text(raw.places or settings.locate(members)),
        columns=_json(columns),
        notes="\n".join(n.text for n in raw.notes),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def _extra(row: _Row, taken: Iterable[str]) -> str:
    """Columns that have no field of their own, by their heading: nothing of a row is left out."""
    known = set(taken)
    extra: dict[str, str] = {}
    for column, words in zip(row.columns, row.raw.fields, strict=False):
        if column.role in known or not words:
            continue
        name = column.header.text or (column.role if column.role != "other" else f"column {len(extra) + 1}")
        extra[name if name not in extra else f"{name} {len(extra) + 1}"] = words.text
    return _json(extra)


def _category(row: _Row) -> str:
    """The category cell, else the section rows the record stands under."""
    own = row.text("category")
    if own or any(c.role == "category" for c in row.columns):
        return own
    return " / ".join(w.text for w in (row.raw.chapter, row.raw.section) if w)


# --------------------------------------------------------------------------------------------------
# Organisations


def org_role(role: str, columns: Sequence[Column]) -> str:
    """The contract's role of a 责任单位 column: it depends on the column beside it.

    With 牵头单位 beside it the others support; with 配合单位 beside it it leads; alone it is responsible.
    """
    if role != "responsible":
        return role
    roles = {c.role for c in columns}
    if "lead" in roles:
        return "support"
    return "lead" if "support" in roles else "responsible"


def _responsibilities(row: _Row, settings: Settings, built: Built) -> None:
    named: list[tuple[str, str, Mention]] = []  # role, column role, mention
    for column, words in zip(row.columns, row.raw.fields, strict=False):
        if column.role not in ORG_ROLES or not words or squeeze(words.text) in EMPTY:
            continue
        role = column.role if row.prose else org_role(column.role, row.columns)
        named += [(role, column.role, m) for m in settings.resolver.resolve_cell(words.text, role)]
    if _first_leads(row, named, settings):
        named = [("lead" if n == 0 else "support", c, m) for n, (_, c, m) in enumerate(named)]
    rank: dict[str, int] = {}
    for role, column_role, mention in named:
        rank[role] = rank.get(role, 0) + 1
        _responsibility(row.record_id, role, rank[role], mention, False, built)
        for finding in mention_findings(mention, row.record_id, column_role):
            built.findings.append(_placed(finding, row.places))
    known = {m.organization_id for _, _, m in named}
    for mention in _implied(row, settings):
        if mention.organization_id not in known:
            rank["responsible"] = rank.get("responsible", 0) + 1
            _responsibility(row.record_id, "responsible", rank["responsible"], mention, True, built)


def _first_leads(row: _Row, named: Sequence[tuple[str, str, Mention]], settings: Settings) -> bool:
    """排在第一位的为牵头单位，下同: of several that are only responsible the first leads, the others support."""
    if len(named) < 2 or any(role != "responsible" for role, _, _ in named):
        return False
    return any(rule.kind == "first_is_lead" and rule.block <= row.block for rule in settings.rules)


def _implied(row: _Row, settings: Settings) -> Iterable[Mention]:
    for rule in settings.rules:
        if rule.kind == "implied" and rule.block < row.block:
            yield from settings.resolver.resolve_cell(rule.names, "responsible")


def _responsibility(
    subject: str, role: str, rank: int, mention: Mention, implied: bool, built: Built
) -> None:
    built.responsibilities.append(
        ResponsibilityRecord(
            subject_id=subject,
            role=role,
            rank=rank,
            organization_id=mention.organization_id,
            name=mention.name,
            name_raw=mention.name_raw,
            collective=mention.collective,
            open_ended=mention.open_ended,
            implied=implied,
        )
    )
    built.mentions.append((subject, mention))


def _placed(finding: Finding, places: tuple[Place, ...]) -> Finding:
    from dataclasses import replace

    return finding if finding.places else replace(finding, places=places)


def _raw_of(row: _Row, *roles: str) -> str:
    return next((row.text(r) for r in roles if row.text(r)), "")


def _lead_and_support(row: _Row) -> tuple[str, str]:
    """lead_raw and support_raw: what stands in the main column and in the one beside it."""
    roles = {c.role for c in row.columns}
    if row.prose:
        lead, responsible, support = row.text("lead"), row.text("responsible"), row.text("support")
        return lead or responsible, support or (responsible if lead else "")
    if "lead" in roles:
        return row.text("lead"), _raw_of(row, "responsible", "support")
    return row.text("responsible"), row.text("support")


# --------------------------------------------------------------------------------------------------
# Kinds


def _indicators(raw: RawList, rows: Sequence[_Row], settings: Settings, built: Built) -> None:
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
        marks, extra = _values(row, kinds, unit, unit_raw, settings, built)
        note = " ".join(t for t in (row.text("note"), *(notes[m] for m in marks if m in notes)) if t)
        lead, support = _lead_and_support(row)
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
                _category(row),
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
                _merge_extra(_extra(row, taken), extra),
            )
        )
        _finish(row, settings, built, name_raw, "name_raw", targets=False)


def value_kinds(columns: Sequence[Column], plan: tuple[int, int] | None) -> list[tuple[int, str]]:
    """Column index and kind of each value column; a bare year is a baseline before the plan, else a target.

    Without a known plan the first of exactly two bare years is the baseline: 2020年 | 2025年.
    """
    bare = [c.year for c in columns if c.role == "value" and not c.value_kind and c.year]
    out: list[tuple[int, str]] = []
    for index, column in enumerate(columns):
        if column.role != "value":
            continue
        kind = column.value_kind
        if not kind and column.year:
            before = column.year < plan[0] if plan else len(bare) == 2 and column.year == min(bare)
            kind = "baseline" if before else "target"
        out.append((index, kind or "target"))
    return out


def _values(
    row: _Row, kinds: Sequence[tuple[int, str]], unit: str, unit_raw: str, settings: Settings, built: Built
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
        if (kind, column.year) in seen or kind == "cumulative" or value.cumulative:
            extra[column.header.text] = words.text
            continue
        seen.add((kind, column.year))
        marks += [m for m in re.split(r"[,，、]", value.footnotes) if m]
        for code in value.findings:
            built.findings.append(
                Finding(
                    "warning",
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


def _merge_extra(first: str, more: dict[str, str]) -> str:
    return _json({**(json.loads(first) if first else {}), **more}) if more else first


_NOTE_MARK = re.compile(r"[\[［](\d{1,2})[\]］]|([①-⑳])")


def footnotes(notes: Sequence[Words]) -> dict[str, str]:
    """The notes under a table by their mark.

    >>> footnotes([Words("备注：[1]以2015年度为基数。[2]受疫情影响。")])
    {'1': '[1]以2015年度为基数。', '2': '[2]受疫情影响。'}
    """
    found: dict[str, str] = {}
    for words in notes:
        marks = list(_NOTE_MARK.finditer(words.text))
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            end = following.start() if following is not None else len(words.text)
            key = mark.group(1) or str(ord(mark.group(2)) - ord("①") + 1)
            found.setdefault(key, words.text[mark.start() : end].strip())
    return found


def _tasks(raw: RawList, rows: Sequence[_Row], settings: Settings, built: Built) -> None:
    year = list_year(raw, settings)
    for row in rows:
        if row.raw.is_total:
            continue
        text = row.text("task")
        lead, support = _lead_and_support(row)
        taken = ("no", "category", "task", "deadline", "note", *_shown_roles(row))
        found = obligation(text)
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
                _deadline(row, text, year, settings, built),
                found.level if text else "",
                lead,
                support,
                row.text("note"),
                row.place,
                _extra(row, taken),
            )
        )
        if not text:
            built.findings.append(
                Finding("warning", "text_missing", row.record_id, "text", "", "", row.places, {"no": row.no})
            )
        _responsibilities(row, settings, built)
        _finish(row, settings, built, text, "text", targets=True, year=year)


def _shown_roles(row: _Row) -> tuple[str, ...]:
    """The roles whose words stand in lead_raw and support_raw; the others go to `extra`."""
    roles = {c.role for c in row.columns if row.text(c.role)} if row.prose else {c.role for c in row.columns}
    if "lead" in roles:
        return (
            ("lead", "support")
            if row.prose and "support" in roles
            else ("lead", "responsible")
            if "responsible" in roles
            else ("lead", "support")
        )
    return ("responsible", "support")


def list_year(raw: RawList, settings: Settings) -> int | None:
    """The year a list is for, from its title or annex (某区2022年…目标任务), else the document's.

    Years of a plan (2021—2025年) name no single year.
    """
    for words in (raw.title.text, raw.annex.text):
        years = re.findall(r"(?<!\d)(20\d\d)\s*年", re.sub(r"20\d\d\s*年?\s*[-—–~～至]+\s*20\d\d", "", words))
        if len(set(years)) == 1:
            return int(years[0])
    return settings.year


def _deadline(row: _Row, text: str, year: int | None, settings: Settings, built: Built) -> str:
    stated = row.text("deadline")
    if not stated or squeeze(stated) in EMPTY:
        return task_deadline(text, year=year, plan=settings.plan, lossy=settings.lossy) if text else ""
    found = find_deadlines(stated, year=year, plan=settings.plan, lossy=settings.lossy)
    if len(found) == 1:
        return found[0].edtf
    period = parse_period(stated, lossy=settings.lossy)
    if period is not None:
        return period.edtf
    built.findings.append(
        Finding(
            "warning", "deadline_unread", row.record_id, "deadline", stated, "", row.places, {"raw": stated}
        )
    )
    return ""


def _projects(raw: RawList, rows: Sequence[_Row], settings: Settings, built: Built) -> None:
    unit = next((c.unit for c in raw.columns if c.role == "investment" and c.unit), "") or raw.unit
    count = block = 0
    for row in rows:
        if row.raw.is_total:
            total = _stated_total(row, unit, block, count, settings)
            if total is not None:
                built.totals.append(total)
                if squeeze(total.label).endswith("小计"):
                    block = count
            continue
        count += 1
        period = parse_period(row.text("period"), lossy=settings.lossy)
        responsible = _raw_of(row, "responsible", "lead")
        main = "responsible" if row.text("responsible") else "lead"
        taken = ("no", "category", "name", "content", "investment", "period", "note", main)
        built.projects.append(
            ProjectRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                row.no,
                _category(row),
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
                _extra(row, taken),
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
        _responsibilities(row, settings, built)
        _finish(row, settings, built, row.text("content"), "content", targets=True, year=settings.year)


def _investment(row: _Row, unit: str, settings: Settings, built: Built) -> Decimal | None:
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


def _stated_total(row: _Row, unit: str, block: int, count: int, settings: Settings) -> StatedTotal | None:
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


def _progress(raw: RawList, rows: Sequence[_Row], settings: Settings, built: Built) -> None:
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
                _extra(row, taken),
            )
        )
        built.words[row.record_id] = tuple(w for w in row.raw.fields if w)


_WIDE_BLANK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \u3000]+|[ \u3000]+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


def _tight(text: str) -> str:
    """A name without the blanks that some copies put beside Chinese signs: 单位 GDP 能耗降低 -> 单位GDP能耗降低."""
    return _WIDE_BLANK.sub("", text)


_INNER_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")


def _label(text: str) -> str:
    """A label wrapped in its cell: 绿色高质 量转型发 展工程 -> 绿色高质量转型发展工程, 汇 总 -> 汇总."""
    return _INNER_BLANK.sub("", text)


def _count(row: _Row, role: str, built: Built) -> int | None:
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


_BUILDERS: dict[str, Callable[[RawList, Sequence[_Row], Settings, Built], None]] = {
    "indicator": _indicators,
    "task": _tasks,
    "project": _projects,
    "progress": _progress,
}


def _finish(
    row: _Row,
    settings: Settings,
    built: Built,
    text: str,
    name: str,
    *,
    targets: bool,
    year: int | None = None,
) -> None:
    """What every record gets: its words, findings of lost characters, targets in its text."""
    built.words[row.record_id] = tuple(w for w in row.raw.fields if w)
    if settings.lossy and text:
        losses = scan_losses(text, lossy=True, context=settings.losses)
        built.findings.extend(loss_findings(losses, subject_id=row.record_id, field=name, places=row.places))
    if row.columns and not row.raw.is_total and name == "name_raw":
        if any(c.role in ORG_ROLES for c in row.columns):
            _responsibilities(row, settings, built)
        return
    if targets and text:
        built.targets.extend(target_records(row.record_id, text, settings, year))


def target_records(
    subject_id: str,
    text: str,
    settings: Settings,
    year: int | None,
    fact: bool = False,
    before: int = 0,
    offset: int = 0,
) -> Iterable[TargetRecord]:
    """Targets of a text as records; a part knows its whole.

    `before` targets of the same subject come first, `offset` characters of its text stand before this one.
    """
    ids: list[str] = []
    found = find_targets(text, year=year, plan=settings.plan, lossy=settings.lossy, fact=fact)
    for seq, t in enumerate(found, before + 1):
        ids.append(f"{subject_id}-t{seq}")
        yield TargetRecord(
            ids[-1],
            subject_id,
            seq,
            t.measure,
            t.operator,
            t.value,
            t.value_max,
            t.unit,
            t.unit_raw,
            t.value_base,
            t.unit_base,
            t.due,
            t.modality,
            t.raw,
            t.start + offset,
            t.end + offset,
            ids[t.parent] if t.parent is not None else "",
        )
