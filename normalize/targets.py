"""Targets in running text: what shall be reached, how much, by when; and an account of every number.

Grammar (domain terms): [deadline] [modality] MEASURE comparison VALUE UNIT [comparison] [(parts)], or
verb VALUE UNIT MEASURE (建成15万亩国家储备林基地), or a target against somebody else's figure (完成市级下达目标),
or a state in words (基本建成…). Identifiers (DN800, PM2.5, “12369”, 145号附13号) and conditions
(流域面积大于100平方公里的河流) are no targets. Words: data/target_words.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..text import close_up, fold, lazy
from .numbers import NUMBER
from .target_compared import Value, of_share
from .target_context import due_behind, due_of, modality_of, original_words
from .target_measure import (
    is_final,
)
from .target_names import shared_out, with_names
from .target_operator import each_year, is_rate, operator_of, reached, with_predicate
from .target_parts import with_parents
from .target_past import tells_of_past, with_past
from .target_record import NumberUse, Target
from .target_said import said_of
from .target_states import word_targets
from .target_text import (
    TargetText,
    are_people,
    clause_start,
    goes_on,
    prepare,
    word_tuple,
)
from .target_use import use_of
from .target_values import values_of


def find_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
    issued: int | None = None,
) -> tuple[Target, ...]:
    """Targets of a text in order; with `fact` the achievements of an evaluation (达到 is then =, modality fact).

    `year` is the year of the list (completes 9月底前), `plan` the years of the document (completes 规划期内),
    `spoken` the year of 今年 where that is another one (see find_deadlines), `issued` the year of the document: what is
    dated before the plan or, without one, before the document is told as a fact (2020年达到42% in a plan of 2021—2025).
    Returns () for a text without any. Linear in the length of the text.

    >>> [(t.measure, t.operator, str(t.value), t.unit, t.due) for t in find_targets("到2025年,节水器具普及率不低于60%")]
    [('节水器具普及率', '>=', '60', '%', '2025')]
    """
    return read_targets(text, year=year, plan=plan, lossy=lossy, fact=fact, spoken=spoken, issued=issued)[0]


def read_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
    issued: int | None = None,
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    """Targets of a text and the use of each of its numbers, in one reading (see find_targets, account_numbers)."""
    if not _MAY_HOLD.search(fold(text)):
        return (), ()
    return _analyse(text, year, plan, lossy, fact, spoken, issued)


def account_numbers(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
    issued: int | None = None,
) -> tuple[NumberUse, ...]:
    """The use of every arabic number of a text: none disappears. `unexplained` ones deserve a finding.

    >>> [(u.use) for u in account_numbers("到2025年,3家企业配备DN800管道,新建2座水厂")]
    ['date', 'count', 'identifier', 'target']
    """
    if not NUMBER.search(fold(text)):
        return ()
    return _analyse(text, year, plan, lossy, fact, spoken, issued)[1]


_MAY_HOLD = lazy(
    r"[0-9０-９]|基本|彻底|突破|超[百千万]|初步|全面|明显|显著|大幅|全覆盖|清零|保持|应.[尽必]|[愿能].尽|得到|全部|下达|达到|满足|符合|超过|高于|优于|不低于|快于|低于|好于|不超过|不高于|不少于|减少|降低|格局|完成国家|完成“|接近|零[新发事伤死]|分之|成以|成左|控制在|稳定在|[年月天名家项层]以[上内]|不得[超少低高]|至少|最[多长少]|完成[市省上全]|同步|增长|[一两二三四五六七八九十百千万][次座所栋盏辆倍元亩]|亿元|[两二三四五六七八九十百千][个家处条项名场支台套万人]|消除|中和|达峰|通水|贯通|通车|建成|根本|持平|预期|[序时]进度|赶上|追平|[进迈]入|(?:每|各)个?[省市县区州镇乡村街社设行]|顺利|圆满|如期|率先|消劣|稳步|持续|的比例|达标|达优|一致|相当|匹配|适应|形成|省考|国考|市考|[市省区县]达|[只仅][能可限准开设填选报聘建申享确保配发明指认推]|恢复[到至]|间进度|亿大关|达[国全省]|全域覆盖|要求完成|[百千万][余多][个家项条座所名人户场处台套件亩]|[破超过上]了?[万千百]亿|完毕|初具|新一轮|上限|限额|利息|支出|实现|处于|年度|互联互通|双下降|[一过]半|覆盖所有|于当地|于本地|于同[类级]|于普通|于其他|于一般"
)


def _analyse(
    raw: str,
    year: int | None,
    plan: tuple[int, int] | None,
    lossy: bool,
    fact: bool,
    spoken: int | None,
    issued: int | None,
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    copy, places = close_up(raw)
    text = prepare(copy, year, plan, lossy, fact, spoken)
    targets, uses = _read(text)
    begins = min(plan[0], year or plan[0]) if plan else issued
    if not fact and tells_of_past(text, begins or 0):
        targets = with_past(text, targets, _read(replace(text, fact=True))[0], begins or 0)
    if copy is raw:
        return targets, uses
    return tuple(_placed(t, raw, places) for t in targets), tuple(_used(use, places) for use in uses)


def _placed(target: Target, raw: str, places: Sequence[int] | None) -> Target:
    """A target found in the closed-up text, where it stands in the text itself."""
    start, end = (target.start, target.end) if places is None else _span(target.start, target.end, places)
    return replace(target, raw=raw[start:end], start=start, end=end)


def _used(use: NumberUse, places: Sequence[int] | None) -> NumberUse:
    return use if places is None else NumberUse(*_span(use.start, use.end, places), use.use)


def _span(start: int, end: int, places: Sequence[int]) -> tuple[int, int]:
    return places[start], places[end - 1] + 1


def _read(text: TargetText) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    found, taken_uses = values_of(text)
    values = list(found)
    uses = list(taken_uses)
    targets: list[Target] = []
    previous_end, last = 0, None
    for index, value in enumerate(values):
        start = max(clause_start(text, value.start), previous_end)
        value = values[index] = of_share(text, value, start)
        use = use_of(text, values, index, start, targets)
        if value.number_end > value.number and (
            text.copy[value.number].isdigit() or text.copy[value.number] == "-"
        ):
            uses.append(NumberUse(value.number, value.number_end, use))
        if use == "target":
            told = with_predicate(text, value, last, targets)
            targets.append(_target(text, value, start, targets, last))
            previous_end, last = value.end, told
    targets = with_parents(text, _shared_out(text, targets))
    targets += word_targets(text, targets)
    return _ordered(with_names(text, targets)), tuple(sorted(uses, key=lambda use: use.start))


def _target(text: TargetText, value: Value, start: int, earlier: list[Target], last: Value | None) -> Target:
    item = value.quantity
    measure = said_of(text, value, start, earlier)
    told = with_predicate(text, value, last, earlier)
    follows = told is not value and earlier[-1].unit == item.unit and earlier[-1].operator == "="
    value = value if follows else reached(text, told, measure)
    if item.unit == "{household}" and _are_enterprises(measure):
        item = replace(item, unit="cn:count:户", unit_base="{#}")
    if (
        not item.unit
        and item.scale >= 10000
        and is_final(text.copy, value.end)
        and measure.endswith(("人次", "人次数"))
    ):
        item = replace(item, unit="cn:visit:人", value_base=item.value, unit_base="{#}")  # 参与人次超|630万
    if not item.unit and item.scale >= 10000 and is_final(text.copy, value.end) and _PEOPLE.search(measure):
        item = replace(item, unit="{person}", value_base=item.value, unit_base="{#}")  # 贫困人口减少|290万
    if not item.unit and item.scale >= 10000 and text.copy.startswith(_TRADERS, value.end):
        item = replace(item, unit="cn:count:户", value_base=item.value, unit_base="{#}")  # 900多万|个体工商户
    if not item.unit and item.scale >= 10000 and are_people(text.copy, value.end):
        item = replace(item, unit="{person}", value_base=item.value, unit_base="{#}")  # 240万|脱贫劳动力
    operator = operator_of(text, value, start, measure)
    measure = original_words(text, measure, value.end)
    behind = "" if text.fact or item.kind != "count" else due_behind(text, value.end)
    return Target(
        measure, operator, item.value, item.value_max, item.unit, item.unit_raw, item.value_base, item.unit_base,
        behind or due_of(text, value.start, rate=is_rate(text, value)) or each_year(text, value), modality_of(text, value.start), text.raw[value.start : value.end], value.start, value.end,
        None, item.problems,
    )  # fmt: skip


_PEOPLE = lazy(
    r"(?:人口|人数|员额|劳动力|从业人员|学生|职工|农民工|党员|老年人|残疾人|人才)(?:资源)?(?:总量|总数|规模)?(?:比上年|同比|净|累计|分别)?(?:增加|减少|增长|达|超|突破|下降|新增|完成)?$"
)
_TRADERS = ("个体工商户", "经营主体", "市场主体")


def _are_enterprises(measure: str) -> bool:
    """节水型企业3户 are no households, 企业职工家庭3户 are."""
    return any(word in measure for word in word_tuple("enterprises")) and not any(
        word in measure for word in word_tuple("households")
    )


def _shared_out(text: TargetText, targets: list[Target]) -> list[Target]:
    """A、B分别达到a、b: each value gets its own name where there are as many names as values."""
    result = list(targets)
    index = 0
    while index < len(result):
        end = index + 1
        while end < len(result) and _same_list(text, result, end):
            end += 1
        names = shared_out(result[index].measure, end - index) if end - index > 1 else []
        for offset, name in enumerate(names):
            result[index + offset] = replace(result[index + offset], measure=name)
        index = end
    return result


def _same_list(text: TargetText, targets: list[Target], index: int) -> bool:
    return targets[index].measure == targets[index - 1].measure and goes_on(
        text, targets[index - 1].end, targets[index].start
    )


def _ordered(targets: list[Target]) -> tuple[Target, ...]:
    """In order of the text, parents renumbered."""
    order = sorted(range(len(targets)), key=lambda index: (targets[index].start, targets[index].end))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        targets[old]
        if targets[old].parent is None
        else replace(targets[old], parent=place[targets[old].parent or 0])
        for old in order
    )
