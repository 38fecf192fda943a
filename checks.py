"""The document's own arithmetic: numbering, sums, rates, and what the prose claims of its tables.

Each check says what is stated, what comes out, and whether they agree. Only what the document itself
states is checked; a check that does not hold is a finding, never a correction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, pairwise

from .lightclass import dataclass
from .model import (
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    ParagraphRecord,
    Place,
    ProgressRecord,
    ProjectRecord,
    SectionRecord,
    StatedTotal,
    TargetRecord,
    TaskRecord,
    place_text,
)
from .text import chinese_number, fold, lazy, squeeze


@dataclass(frozen=True, slots=True)
class Check:
    """A check before it has an id."""

    subject_id: str
    kind: str  # numbering, total, arithmetic, rate, group_rate, claim, part_whole
    stated: str
    computed: str
    ok: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of running text with its place: where claims are looked for."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The typed records of one document that checks look at."""

    lists: Sequence[ListRecord]
    indicators: Sequence[IndicatorRecord]
    indicator_values: Sequence[IndicatorValueRecord]
    tasks: Sequence[TaskRecord]
    projects: Sequence[ProjectRecord]
    progress: Sequence[ProgressRecord]
    targets: Sequence[TargetRecord]
    totals: Sequence[StatedTotal]
    prose: Sequence[Prose]
    sections: Sequence[SectionRecord] = ()
    paragraphs: Sequence[ParagraphRecord] = ()


def run_checks(facts: Facts) -> list[Check]:
    """All checks that the document gives occasion for, in a fixed order."""
    checks: list[Check] = []
    checks += numbering(facts)
    checks += project_totals(facts)
    checks += progress_checks(facts)
    split = {t.subject_id for t in facts.targets if t.parent_id}  # few: only their texts are looked at
    tasks = [t for t in facts.tasks if t.task_id in split] if split else []
    projects = [p for p in facts.projects if p.project_id in split] if split else []
    texts = {(t.task_id, "text"): t.text for t in tasks} | {
        (p.project_id, "content"): p.content for p in projects
    }
    sections = [s for s in facts.sections if s.section_id in split] if split else []
    for section in sections:
        texts |= {
            (section.section_id, "text"): section.text,
            (section.section_id, "heading"): section.heading,
        }
    loose = [p for p in facts.paragraphs if p.paragraph_id in split] if split else []
    texts |= {(p.paragraph_id, "text"): p.text for p in loose}
    places = {t.task_id: t.place for t in tasks} | {p.project_id: p.place for p in projects}
    places |= {s.section_id: s.place for s in sections} | {p.paragraph_id: p.place for p in loose}
    checks += part_whole(facts.targets, texts, places)
    checks += claims(facts)
    return checks


# --------------------------------------------------------------------------------------------------
# Numbering


def numbering(facts: Facts) -> Iterable[Check]:
    """Each numbered list: 1–446 must be 446 rows, without gap or repeat."""
    of_list: dict[str, list[str]] = {}
    for row in chain(facts.indicators, facts.tasks, facts.projects):
        of_list.setdefault(row.list_id, []).append(row.no)
    for record in facts.lists:
        rows = of_list.get(record.list_id, [])
        values = _ordinals(rows)
        if len(values) < 2 or len(values) * 2 < len(rows):
            continue
        problem = (
            _first_gap(values) if len(values) == len(rows) else f" ({len(rows) - len(values)} unnumbered)"
        )
        first, last = values[0], values[-1]
        stated = f"{first}–{last}: {last - first + 1}"
        runs = _runs_of_sorts(t for t in facts.tasks if t.list_id == record.list_id) if problem else []
        if runs:  # 1, 2, 3 in one chapter, 一, 二 in the next: each by itself
            stated = "、".join(f"{numbers[0]}–{numbers[-1]}" for numbers, _ in runs)
            problem = next((gap for _, run in runs if (gap := _first_gap(run))), "")
        elif problem and record.origin == "prose":  # 一, 1, 2, 二 or ①, ② under 2
            levels = [t for t in facts.tasks if t.list_id == record.list_id]
            stated, problem = f"{levels[0].no}–{levels[-1].no}", _gap_of_levels(levels)
        yield Check(record.list_id, "numbering", stated, f"{len(rows)}" + problem, not problem, record.place)


def _runs_of_sorts(tasks: Iterable[TaskRecord]) -> list[tuple[list[str], list[int]]]:
    """The printed and the read numbers of each chapter, where the chapters number in different ways."""
    chapters: dict[str, list[str]] = {}
    for task in tasks:
        chapters.setdefault(task.chapter, []).append(task.no)
    runs = [(numbers, _ordinals(numbers)) for numbers in chapters.values()]
    whole = all(len(numbers) == len(values) for numbers, values in runs)
    return runs if whole and len({numbers[0].isdecimal() for numbers, _ in runs}) > 1 else []


def _gap_of_levels(tasks: Iterable[TaskRecord]) -> str:
    """The first number that follows none: neither the first of its section nor next to one of its sort."""
    last: dict[tuple[str, str], int] = {}
    for task in tasks:
        sort, value = _sort_and_value(task.no)
        before = last.get((sort, task.section), last.get((sort, "")))
        if (
            value
            and value != 1
            and before is not None
            and value != before + 1
            and value != last[sort, ""] + 1
        ):
            return f" ({before}→{value})"
        last[sort, task.section] = last[sort, ""] = value
    return ""


def _sort_and_value(number: str) -> tuple[str, int]:
    match = _ORDINAL.fullmatch(number)
    if match is not None:
        sort = "1" if match[1] else "一" if match[2] else match[3]
        return sort, chinese_number(match[2]) or 0 if match[2] else int(match[1] or match[4])
    circled = len(number) == 1 and "①" <= number <= "⑳"
    return ("①", ord(number) - ord("①") + 1) if circled else (number, 0)


_ORDINAL = lazy(r"[（(]?(?:(\d{1,5})|([一二三四五六七八九十百]{1,5})|([A-Z])[-—]?(\d{1,4}))[）)]?[.．、]?")


def _ordinals(numbers: Sequence[str]) -> list[int]:
    """The running numbers among the printed ones, if all of them are of one sort.

    >>> _ordinals(["1", "2."]), _ordinals(["（一）", "（二）"]), _ordinals(["A1", "A2"]), _ordinals(["一", "1", "二"])
    ([1, 2], [1, 2], [1, 2], [1])
    """
    found = [m for m in map(_ORDINAL.fullmatch, numbers) if m is not None]
    sorts = {(bool(m[1]), bool(m[2]), m[3]) for m in found}
    if len(sorts) > 1 or len(found) < len(numbers):  # a mixture: only the plain ones
        return [int(n) for n in (number.rstrip(".、") for number in numbers) if n.isdecimal()]
    return [chinese_number(m[2]) or 0 if m[2] else int(m[1] or m[4]) for m in found]


def _first_gap(values: Sequence[int]) -> str:
    """The first place where a running number does not follow, "" if none; a restart at 1 is no gap.

    >>> _first_gap([1, 2, 3]), _first_gap([1, 2, 4])
    ('', ' (2→4)')
    """
    for a, b in pairwise(values):
        if b not in (a + 1, 1):
            return f" ({a}→{b})"
    return ""


# --------------------------------------------------------------------------------------------------
# Totals


def project_totals(facts: Facts) -> Iterable[Check]:
    """投资 column: the sum of the rows against the total row (小计 sums its own block)."""
    for total in facts.totals:
        rows = [p for p in facts.projects if p.list_id == total.list_id][total.first : total.last]
        amounts = [p.investment_cny for p in rows]
        known = [a for a in amounts if a is not None]
        if not known:
            continue
        computed = sum(known, Decimal(0)) / total.unit_factor
        stated = total.value / total.unit_factor
        note = "" if len(known) == len(amounts) else f" ({len(known)}/{len(amounts)})"
        yield Check(
            total.list_id, "total", plain(stated), plain(computed) + note, computed == stated, total.place
        )


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros.

    >>> plain(Decimal("56.9900")), plain(Decimal("1E+3"))
    ('56.99', '1000')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_COUNTS: tuple[tuple[str, Callable[[ProgressRecord], int | None]], ...] = (
    ("total", lambda r: r.total),
    ("done", lambda r: r.done),
    ("undone", lambda r: r.undone),
)


def progress_checks(facts: Facts) -> Iterable[Check]:
    """Progress tables: column sums, total = done + undone, and each printed rate."""
    of_list: dict[str, list[ProgressRecord]] = {}
    for row in facts.progress:
        of_list.setdefault(row.list_id, []).append(row)
    flat = [(p, _flat(p.text)) for p in facts.prose if of_list and any(sign in p.text for sign in "%％共")]
    stating_rates = [(p, text) for p, text in flat if "%" in text]
    stating_counts = [(p, text) for p, text in flat if "共" in text]
    for record in facts.lists:
        rows = of_list.get(record.list_id, [])
        if not rows:
            continue
        data = [r for r in rows if not r.is_total]
        for total in (r for r in rows if r.is_total):
            block = _block_of(rows, total)
            for name, get in _COUNTS:
                stated, parts = get(total), [get(r) for r in block]
                if stated is None or not parts or any(p is None for p in parts):
                    continue
                computed = sum(p for p in parts if p is not None)
                yield Check(
                    total.progress_id,
                    "total",
                    f"{name} {stated}",
                    str(computed),
                    stated == computed,
                    total.place,
                )
        for row in rows:
            if row.total is not None and row.done is not None and row.undone is not None:
                stated = f"{row.total} = {row.done} + {row.undone}"
                yield Check(
                    row.progress_id, "arithmetic", stated, str(row.done + row.undone),
                    row.total == row.done + row.undone, row.place,
                )  # fmt: skip
            if row.rate is not None and row.total and row.done is not None:
                computed = rate_of(row.done, row.total, row.rate)
                ok = computed == row.rate
                yield Check(
                    row.progress_id, "rate", f"{plain(row.rate)}%", f"{plain(computed)}%", ok, row.place
                )
        yield from _group_rates(record, data, stating_rates)
        yield from _progress_claims(record, rows, stating_counts)


def _block_of(rows: Sequence[ProgressRecord], total: ProgressRecord) -> list[ProgressRecord]:
    """The rows a total row sums: 小计 those since the last total row, 合计 all data rows."""
    index = rows.index(total)
    if squeeze(total.group or total.item).endswith("小计"):
        start = max((i + 1 for i in range(index) if rows[i].is_total), default=0)
        return [r for r in rows[start:index] if not r.is_total]
    return [r for r in rows if not r.is_total]


def rate_of(done: int, total: int, like: Decimal) -> Decimal:
    """done/total in per cent, rounded half up to as many decimals as the printed rate has.

    >>> rate_of(13, 14, Decimal("92.9")), rate_of(99, 100, Decimal("99"))
    (Decimal('92.9'), Decimal('99'))
    """
    exponent = like.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return (Decimal(done) * 100 / Decimal(total)).quantize(places, rounding=ROUND_HALF_UP)


# --------------------------------------------------------------------------------------------------
# What the prose says of its tables

_PERCENT = lazy(r"(\d{1,3}(?:\.\d{1,3})?)%")


def _flat(text: str) -> str:
    return squeeze(text)


def _group_rates(
    record: ListRecord, data: Sequence[ProgressRecord], prose: Sequence[tuple[Prose, str]]
) -> Iterable[Check]:
    """“A”和“B”篇章达到100%，其次是“C”篇章完成99%: every group named in such a sentence, with the next rate."""
    groups: dict[str, list[int]] = {}
    for row in data:
        sums = groups.setdefault(_flat(row.group), [0, 0])
        sums[0] += row.done or 0
        sums[1] += row.total or 0
    names = [g for g in groups if len(g) >= 4]
    if len(names) < 2:
        return
    for paragraph, text in prose:
        hits = sorted((text.find(n), n) for n in names if n in text)
        rates = [(m.start(), m.group(1)) for m in _PERCENT.finditer(text)]
        if len(hits) < 2 or not rates:
            continue
        for position, name in hits:
            stated = next((r for at, r in rates if at > position + len(name)), None)
            done, total = groups[name]
            if stated is None or not total or _next_sentence_between(text, position, stated):
                continue
            computed = rate_of(done, total, Decimal(stated))
            yield Check(
                record.list_id, "group_rate", f"{name} {stated}%", f"{plain(computed)}%",
                computed == Decimal(stated), place_text(paragraph.places),
            )  # fmt: skip


def _next_sentence_between(text: str, position: int, rate: str) -> bool:
    end = text.find(rate + "%", position)
    return "。" in text[position:end]


_NUMBER = r"(\d{1,5})"
_GROUPS = lazy(_NUMBER + r"个?大?(?:篇章|类|大类|板块|方面|部分)")
_ITEMS = lazy(_NUMBER + r"个?(?:领域|小类|子类)")
_ALL = lazy(
    r"共(?:计|有|涉及|设置|安排|包括|包含)?(?:(?:主要|重点|具体)?(?:任务|项目|工程))?" + _NUMBER + r"[条项个]"
)
_ALL_AFTER_GROUPS = lazy(r"(?:大类|类|篇章|领域)" + _NUMBER + r"[条项个]")
_DONE = lazy(
    _NUMBER
    + r"[条项个](?:任务|项目|工程|工程项目)?(?:已|全部)?(?:完成|按年度计划推进|达到时序进度|按计划推进)"
)
_UNDONE = lazy(_NUMBER + r"[条项个](?:任务|项目|工程|工程项目)?(?:未完成|尚未完成|未达到)")
# behind the whole, in the same sentence: 共有任务15项，已完成13项，未完成2项
_DONE_BEHIND = lazy(r"[^。；;]*?[,，](?:已经?|全面)?完成(?:任务|项目|工程)?" + _NUMBER + r"[条项个]")
_UNDONE_BEHIND = lazy(r"[^。；;]*?(?:未|尚未)完成(?:任务|项目|工程)?" + _NUMBER + r"[条项个]")
_RATE = lazy(r"完成率(?:为|达到|达)?(\d{1,3}(?:\.\d{1,3})?)%")
_PART = lazy(
    r"([^，,。；;:：、]{2,14}?)类?(?:任务|项目)?(\d{1,5})[条项个],(?:已?完成(\d{1,5})[条项个]|全部[^,。;]{2,10}),完成率(?:为|达)?(\d{1,3}(?:\.\d{1,3})?)%"
)


def _progress_claims(
    record: ListRecord, rows: Sequence[ProgressRecord], prose: Sequence[tuple[Prose, str]]
) -> Iterable[Check]:
    """《规划》主要任务共涉及6大篇章24个领域，共356条 …: counts, completion and rates against the table."""
    nouns = _nouns(record)
    data = [r for r in rows if not r.is_total]
    if not nouns or not data or any(r.total is None or r.done is None for r in data):
        return
    total = sum(r.total or 0 for r in data)
    done = sum(r.done or 0 for r in data)
    stats = {
        "groups": len({_flat(r.group) for r in data if r.item}),
        "items": sum(1 for r in data if r.item),
        "total": total,
        "done": done,
        "undone": total - done,
    }
    for paragraph, text in prose:
        lead = re.search(r"共涉及|共设置|共有|共计|共安排|共包括|共(?=\d)", text)
        if (
            lead is None
            or not any(n in text[: lead.end() + 12] for n in nouns)
            or "指标" in text[: lead.end() + 8]
        ):
            continue
        scope = text[max(0, lead.start() - 1) :]
        head = scope.split("其中")[0]
        place = place_text(paragraph.places)
        for key, pattern in (("groups", _GROUPS), ("items", _ITEMS)):
            yield from _claim(record, key, pattern.search(head), stats[key], place)
        for key, pattern, behind in (("done", _DONE, _DONE_BEHIND), ("undone", _UNDONE, _UNDONE_BEHIND)):
            yield from _claim(record, key, pattern.search(head) or behind.match(head), stats[key], place)
        found = _ALL.search(head) or _ALL_AFTER_GROUPS.search(head)
        yield from _claim(record, "total", found, stats["total"], place)
        rate = _RATE.search(head)
        if rate is not None and total:
            stated = Decimal(rate.group(1))
            computed = rate_of(done, total, stated)
            yield Check(
                record.list_id,
                "claim",
                f"rate {rate.group(1)}%",
                f"{plain(computed)}%",
                computed == stated,
                place,
            )
        yield from _parts(record, scope, stats, place)


def _nouns(record: ListRecord) -> tuple[str, ...]:
    for words in (_flat(record.title), record.columns):  # a table without a title: 任务数（条）, 项目数（个）
        if "任务" in words:
            return ("任务",)
        if "项目" in words or "工程" in words:
            return ("项目", "工程")
    return ()


def _claim(
    record: ListRecord, key: str, found: re.Match[str] | None, computed: int, place: str
) -> Iterable[Check]:
    if found is not None:
        stated = int(found.group(1))
        yield Check(record.list_id, "claim", f"{key} {stated}", str(computed), stated == computed, place)


def _parts(record: ListRecord, scope: str, stats: dict[str, int], place: str) -> Iterable[Check]:
    """其中常规实施类278条，完成276条，完成率99.3%。…: each rate, and the parts add up to the whole."""
    tail = scope.split("其中", 1)[1] if "其中" in scope else ""
    parts = [(m.group(1), int(m.group(2)), m.group(3), m.group(4)) for m in _PART.finditer(tail)]
    if len(parts) < 2:
        return
    totals = [p[1] for p in parts]
    dones = [int(p[2]) if p[2] else p[1] for p in parts]
    for (label, total, _done, rate), done in zip(parts, dones, strict=True):
        computed = rate_of(done, total, Decimal(rate)) if total else Decimal(0)
        yield Check(
            record.list_id, "claim", f"{label} {done}/{total} {rate}%", f"{plain(computed)}%",
            computed == Decimal(rate), place,
        )  # fmt: skip
    for key, numbers in (("total", totals), ("done", dones)):
        yield Check(
            record.list_id, "claim", f"{key} {stats[key]}", " + ".join(map(str, numbers)) + f" = {sum(numbers)}",
            sum(numbers) == stats[key], place,
        )  # fmt: skip


_INDICATOR_CLAIMS = (
    lazy(
        r"(?:共|设置|提出|明确|确定|包括|设定|设立)(?:了|设置|有|提出)?(?:主要)?(\d{1,3})[项个](?:具体|主要|核心|规划|约束性和预期性|重点)?指标",
        holds=("指标",),
    ),
    lazy(r"规划的(\d{1,3})[项个](?:具体|主要|核心)?指标", holds=("规划的",)),
)
_ATTRIBUTE_CLAIM = lazy(r"(?:约束性指标|约束性)(\d{1,3})[项个]|(\d{1,3})[项个]约束性指标", holds=("约束性",))
_TASK_CLAIM = lazy(
    r"(?:共|合计|总计)(?:计|有|安排|部署|明确|提出)?(\d{1,4})[项条个](?:具体|重点|主要|工作)?任务",
    holds=("任务",),
)
_PROJECT_CLAIM = lazy(
    r"(?:共|合计|总计)(?:计|有|安排|实施|谋划|规划)?(\d{1,4})个?(?:重点|重大|主要)?(?:工程)?项目",
    holds=("项目",),
)


def claims(facts: Facts) -> Iterable[Check]:
    """Counts that the prose claims of indicators, tasks and projects, where exactly one list can be meant."""
    counted = (
        ("indicator", len(facts.indicators), _INDICATOR_CLAIMS),
        ("task", len(facts.tasks), (_TASK_CLAIM,)),
        ("project", len(facts.projects), (_PROJECT_CLAIM,)),
    )
    for kind, count, patterns in counted:
        lists = [r for r in facts.lists if r.kind == kind]
        if len(lists) != 1 or not count:
            continue
        for paragraph in facts.prose:
            text = _flat(paragraph.text)
            seen: set[int] = set()
            for pattern in patterns:
                for found in pattern.finditer(text):
                    if found.start(1) in seen:
                        continue
                    seen.add(found.start(1))
                    stated = int(found.group(1))
                    yield Check(
                        lists[0].list_id, "claim", f"{kind} {stated}", str(count), stated == count,
                        place_text(paragraph.places),
                    )  # fmt: skip
    yield from _attribute_claims(facts)


def _attribute_claims(facts: Facts) -> Iterable[Check]:
    binding = sum(1 for r in facts.indicators if r.attribute == "binding")
    if len([r for r in facts.lists if r.kind == "indicator"]) != 1 or not binding:
        return
    for paragraph in facts.prose:
        for found in _ATTRIBUTE_CLAIM.finditer(_flat(paragraph.text)):
            stated = int(found.group(1) or found.group(2))
            yield Check(
                facts.indicators[0].list_id, "claim", f"binding {stated}", str(binding), stated == binding,
                place_text(paragraph.places),
            )  # fmt: skip


# --------------------------------------------------------------------------------------------------
# Part and whole


def part_whole(
    targets: Sequence[TargetRecord], texts: Mapping[tuple[str, str], str], places: Mapping[str, str]
) -> Iterable[Check]:
    """不少于3000辆(行政区不少于2400辆,经开区不少于600辆): the parts add up.

    Only amounts of the whole's own sort count (km and m, not km and 座); shares and rates have no sum. The parts in a
    bracket are one account, those behind it (,其中…) another. After 其中, 包括, 含 the parts need not be all of it:
    there only a sum beyond the whole is a contradiction. `texts` are by subject and field.
    """
    wholes = {t.parent_id for t in targets if t.parent_id}
    by_id = {t.target_id: t for t in targets if t.target_id in wholes}
    accounts: dict[tuple[str, bool], list[TargetRecord]] = {}
    for target in targets:
        whole = by_id.get(target.parent_id)
        if whole is not None and _one_sort(target, whole) and target.value is not None:
            inside = _in_bracket(_between(texts, whole, target))
            accounts.setdefault((target.parent_id, inside), []).append(target)
    for (parent_id, inside), parts in accounts.items():
        whole = by_id[parent_id]
        about = any(target.operator == "~" for target in (whole, *parts))
        if whole.value is None or len(parts) < 2 or whole.unit in _NO_SUM or about:
            continue
        between = _between(texts, whole, parts[0])
        values = [_in_unit_of(whole, p) for p in parts]
        computed = sum(values, Decimal(0))
        is_split = inside and not _names_parts(between.rpartition("(")[2])
        if not is_split and (computed < whole.value or not _names_parts(between)):
            continue
        terms = " + ".join(plain(value) for value in values)
        yield Check(
            whole.subject_id,
            "part_whole",
            whole.raw,
            f"{terms} = {plain(computed)}",
            computed == whole.value,
            places.get(whole.subject_id, ""),
        )


_NO_SUM = frozenset({"%", "1", "cn:pp", "[ppth]"})


def _one_sort(part: TargetRecord, whole: TargetRecord) -> bool:
    return part.unit == whole.unit or bool(part.unit_base and part.unit_base == whole.unit_base)


def _in_unit_of(whole: TargetRecord, part: TargetRecord) -> Decimal:
    """800 m of a whole in km are 0.8."""
    value = part.value or Decimal(0)
    if part.unit == whole.unit or not (part.value_base and whole.value_base and whole.value):
        return value
    return round(part.value_base * whole.value / whole.value_base, 6)


def _between(texts: Mapping[tuple[str, str], str], whole: TargetRecord, part: TargetRecord) -> str:
    return fold(texts.get((whole.subject_id, whole.field), "")[whole.end or 0 : part.start or 0])


def _in_bracket(between: str) -> bool:
    return between.count("(") > between.count(")")


def _names_parts(between: str) -> bool:
    return any(word in between for word in ("其中", "包括", "包含", "分别为", "含"))
