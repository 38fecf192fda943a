"""Targets in running text: what shall be reached, how much, by when; and an account of every number.

Grammar (domain terms): [deadline] [modality] MEASURE comparison VALUE UNIT [comparison] [(parts)], or
verb VALUE UNIT MEASURE (建成15万亩国家储备林基地), or a target against somebody else's figure (完成市级下达目标),
or a state in words (基本建成…). Identifiers (DN800, PM2.5, “12369”, 145号附13号) and conditions
(流域面积大于100平方公里的河流) are no targets. Words: data/target_words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ..lightclass import dataclass
from ..model import Finding, Place
from ..text import fold, lazy
from .dates import Deadline
from .indicators import measure_of
from .numbers import NUMBER, Quantity
from .target_counts import is_counted, subject_attains, subject_of
from .target_measure import (
    MEASURE_LENGTH,
    balanced,
    is_final,
    left_measure,
    right_measure,
    strip_lead,
    verb_before,
)
from .target_text import (
    NumberUse,
    TargetText,
    Value,
    after_last,
    clause_start,
    comparators_before,
    inside_bracket,
    next_stop,
    prepare,
    target_words,
    values_of,
    word_tuple,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A target (or, in an evaluation, a fact). text[start:end] == raw; `measure` are words of the text.

    `operator` is one of the contract's; `due` is EDTF ("" = not stated); `modality`: strive (力争), ensure (确保),
    planned (计划), goal, fact. `parent` is the index of the total that this is a part of (行政区…, 其中…).
    """

    measure: str
    operator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    unit_raw: str
    value_base: Decimal | None
    unit_base: str
    due: str
    modality: str
    raw: str
    start: int
    end: int
    parent: int | None = None
    problems: tuple[str, ...] = ()


# --------------------------------------------------------------------------------------------------
# Deciding


def _of_share(text: TargetText, value: Value, start: int) -> Value:
    """不低于采购金额的30%: the comparison stands before what the share is of."""
    if value.compared or value.quantity.kind != "ratio":
        return value
    if not text.copy.endswith("的", start, value.start) and not text.copy.startswith("的标准", value.end):
        return value
    for pos in range(value.start - 2, max(start, value.start - 30), -1):
        found, begin = comparators_before(text.copy, pos)
        if found is not None and found.strength == "strong" and len(found.word) > 1 and begin >= start:
            return replace(value, operator=found.operator, start=begin, compared=True)
    return value


_LEFT = 400


def _use(text: TargetText, values: list[Value], index: int, start: int, targets: list[Target]) -> str:
    """target, count or condition."""
    value = values[index]
    copy, item = text.copy, value.quantity
    tail = copy[value.end : value.end + 8].lstrip()
    near = max(start, value.start - _LEFT)  # a clause without end is no prose
    left = copy[near : value.start].strip()
    if tail.startswith(word_tuple("baseline_after")):
        return "condition"
    if left.startswith(word_tuple("baseline_words")) and not text.fact and "标准" not in left:
        return "condition"
    if tail[:1] in ("、", "和") and _OLD_LIST.match(copy, value.end) and ("从" in left or "由" in left):
        return "condition"
    if item.unit in ("m", "km") and not value.compared and _is_distance(left):
        return "condition"
    if tail.startswith("的") and _FIRST_OF_ALL.search(left):
        return "condition"
    if item.kind == "age" and not left.endswith(("寿命", "平均年龄")):
        return "condition"
    if _threshold(text, value, left):
        return "condition"
    if _growth_kept(value, copy[near : value.number].strip(), tail) or (
        item.kind == "money" and copy.startswith(_CEILINGS, value.number_end)
    ):
        return "target"
    if tail.startswith("的") and (left.endswith(("规模", "能力")) or _counted(value, tail)):
        return "target"
    if (
        _is_granted(text, value)
        or _share_of_subject(text, value, left, tail)
        or _next_share(text, value, tail, targets)
    ):
        return "target"
    if _dealt_out(text, value, targets):
        return "target"
    if _at_least(text, value) and tail.startswith("的"):
        return "target"
    if tail.startswith("的") or (tail.startswith("高") and item.unit in ("m", "km")):
        return "condition"
    if _part_of_count(text, value, targets) or _is_rank(copy, value):
        return "count"
    if item.unit_raw in target_words()["ordering_counters"]:
        return "count"
    if _sums_up_names(text, value, start):
        return "target" if is_counted(text, values, index, left) else "count"
    if item.counter == "weak" and not value.compared:
        return "target" if text.fact and _is_medal(copy, value) else "count"
    if not item.unit and item.scale != 1 and tail[:1].isdigit():
        return "count"
    if (
        not item.unit
        and not item.unit_raw.strip("万亿千百")
        and item.scale >= 10000
        and tail.startswith(word_tuple("people"))
    ):
        return (
            "target"
            if value.compared or is_counted(text, values, index, left) or verb_before(copy, value.start)
            else "condition"
        )
    if not item.unit and not item.unit_raw and not value.compared:
        if _looks_like_year(item):
            return "date"
        if tail[:1] in tuple("大金银铜"):  # 10大重点产业链, 8金4银
            return "count"
        return (
            "target"
            if left.endswith(word_tuple("rate_endings")) and is_final(copy, value.end)
            else "unexplained"
        )
    if is_final(copy, value.end):
        return "target" if item.kind != "time" or value.compared or _counts_days(left) else "condition"
    if item.kind == "money" and tail.startswith(word_tuple("purposes")):
        return "target" if text.fact or verb_before(copy, value.start) else "condition"
    return _attributive(text, values, index, left, targets)


# 分别从202元|、270元提高到209元、280元: the first of the values that are left behind
_OLD_LIST = lazy(
    r" ?(?:[、和] ?[\d.]{1,12}[^,。;、和\d]{1,8}){0,5}[、和] ?[\d.]{1,12}[^,。;、和\d]{1,4}"
    r"(?:分别)?(?:提|增|扩|上|下|降|减|调)[高升加长大调降低少整]?[到至为]"
)
_CEILINGS = ("限额内", "限额以内", "额度内", "额度以内")  # 在80000元限额内据实扣除


def _growth_kept(value: Value, left: str, tail: str) -> bool:
    """连续4年保持20%以上的增长."""
    if (
        value.quantity.kind != "ratio"
        or not value.compared
        or not left.endswith(("保持", "实现", "保持了", "实现了"))
    ):
        return False
    return tail.startswith(("的增长", "的增速", "的速度"))


# 全国首个吞吐量超过5000万箱的大港: how big the one is that is praised
_FIRST_OF_ALL = lazy(r"(?:首|唯一一?|第一)[个座家条处项]")


def _is_distance(left: str) -> bool:
    """距江边700米, 东距县城18公里: where a place is; 缩短运距3公里 and 间距2米 are more."""
    return "距" in left[-20:] and not any(word in left for word in ("缩短", "间距", "运距", "增加", "减少"))


_FULL = ("满", "未", "每")
_EACH_MORE = lazy(
    r"每(?:成功)?(?:增加|新增|招用|新招用|推荐|引进|培育|吸纳|提高|减少|聘用|培训|超过|完成|建成|获得)$"
)
_SET_BY = ("下达的", "规定的")  # 完成国家下达的110万人任务: somebody else's figure


def _threshold(text: TargetText, value: Value, left: str) -> bool:
    """连续缴费满12个月, 总分满150分 and a clause that ends with 的 (…低于10平方米的,可以申请) say when a rule holds."""
    if left.endswith(_FULL) or left.startswith(("满", "未满", "不满")) or left.endswith(_SET_BY):
        return True
    if value.quantity.kind in ("ratio", "permille") and left.endswith("前"):
        return True  # 进入前1%: a rank
    if value.quantity.unit == "{person}" and text.copy.startswith("户", value.end):
        return True  # 3人户
    if _size_class(text, value):
        return True
    if text.fact or inside_bracket(text, value.start) is not None:
        return False
    if "每" in left[-8:] and _EACH_MORE.search(left[-8:]):
        return True
    end = next_stop(text.stops, value.end, len(text.copy))
    if text.copy.endswith("基础上", value.end, end):
        return True
    if "罚款" in text.copy[value.end : min(end, value.end + 20)]:
        return True
    return end > value.end and text.copy[end - 1] == "的" and text.copy[end : end + 1] not in ("", "。", "!")


_SIZE_CLASS = lazy(r"[^,。;:!?、()\n\d]{0,16}(?:项目|企业|工程|产业集群|产业|园区|单位|县|镇)\d")


# 可对担保金额500万元及以下|、平均费率不超过1%的业务
_CLASS_LIST = lazy(r"、[^,。;:!?\n的]{1,40}的")


def _size_class(text: TargetText, value: Value) -> bool:
    """10亿元以上|重大项目26个, 对总投资5000万元以上、…的项目: how big those are that are counted or dealt with."""
    if value.quantity.kind != "money" or value.end == value.number_end:
        return False
    if value.operator in (">=", ">", "<=") and _SIZE_CLASS.match(text.copy, value.end):
        return True
    clause = clause_start(text, value.start)
    before = text.copy[clause : value.start]
    if not text.fact and "对" in before[-20:] and _CLASS_LIST.match(text.copy, value.end):
        return True
    return (
        not text.fact
        and before.startswith("对")
        and len(before) < 20
        and before.endswith(word_tuple("size_words"))
    )


@cache
def _granted() -> re.Pattern[str]:
    return re.compile(target_words()["granted"][0])


_EACH_ONLY = lazy(r"(?:每[人户家][次天日月年季]?|每[次天日月年季]度?){1,3}")


def _is_granted(text: TargetText, value: Value) -> bool:
    """给予10万元、20万元的一次性奖励, 可申请最长不超过6个月的过渡期: what somebody gets."""
    if value.quantity.kind not in ("money", "time") or not _granted().match(text.copy, value.end):
        return False
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    before = text.copy[begin : value.start]
    return any(word in before for word in word_tuple("grants")) or bool(_EACH_ONLY.fullmatch(before))


_DEALT = ("ratio", "multiple", "money")  # what a rule deals with: 按标准的1.5倍计租, 按每人2000元给予补贴


def _next_share(text: TargetText, value: Value, tail: str, targets: list[Target]) -> bool:
    """贡献了全省75%的增加值和40%的税收: the second share is as much a fact as the first."""
    if value.quantity.kind != "ratio" or not tail.startswith("的") or not targets or targets[-1].unit != "%":
        return False
    return bool(_LISTED.fullmatch(text.copy, targets[-1].end, value.start))


_AREAS = (*"省市县区州盟镇乡", "医院", "学校", "企业", "机构", "单位", "社区")
_BY_EACH = lazy(r"按照?(?:每[^\d,每]{1,3}){0,2}$")
_BY = ("按", "按照")
_RATE_APPLIED = ("的比例", "比例", "的额度", "标准", "定额", "限额")


def _share_of_subject(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """60%的污水厂完成改造, 资金的70%用于产业: a share that does something, not 20%的增长机制 nor 15%税率."""
    if value.quantity.kind not in _DEALT or left.endswith(("由", "从", "前")):
        return False
    if value.quantity.kind == "money" and not text.fact and tail.startswith(_RATE_APPLIED[3:]):
        return _BY_EACH.search(left[-14:]) is not None
    if tail.startswith(word_tuple("share_dealt")) or tail.startswith("的标准"):
        return True
    if left.endswith(_BY) and tail.startswith(_RATE_APPLIED):
        return True
    if value.quantity.kind != "ratio" or left.endswith("按"):
        return False
    if tail.startswith(word_tuple("share_does")):
        return True
    if not tail.startswith("的"):
        return False
    plain = left.removeprefix("其中").removeprefix("全省").removeprefix("全市").removeprefix("全区")
    if not plain or (plain.endswith(_AREAS) and subject_attains(text, value)):
        return True
    return text.fact and any(verb in plain[-40:] for verb in ("贡献", "承担", "覆盖", "吸纳", "集聚"))


def _is_medal(copy: str, value: Value) -> bool:
    """勇夺4金2银3铜: medals, where nothing but a number or the end of the clause follows."""
    return value.quantity.unit_raw in ("金", "银", "铜") and is_final(copy, value.end)


_COMPLETES = lazy(r"(?:全面|已|已经|顺利|基本)?(?:推进完成|完成|建成|新建|启动实施)[^督指]*等 ?")


def _sums_up_names(text: TargetText, value: Value, start: int) -> bool:
    """督促甲、乙等8家企业 counts the names; 完成甲水库、乙水库等42个水源地整治 says how many are completed."""
    if not text.copy.endswith(("等", "等 "), 0, value.start):
        return False
    return value.quantity.counter != "count" or not _COMPLETES.fullmatch(text.copy, start, value.start)


def _looks_like_year(item: Quantity) -> bool:
    return item.value == item.value.to_integral_value() and 1949 <= item.value <= 2060


def _part_of_count(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """19个水功能区(其中,国家级13个、区县级6个): parts of what is only counted are counts."""
    opened = inside_bracket(text, value.start)
    return (
        opened is not None
        and text.copy.startswith("其中", opened + 1)
        and _last_before(targets, opened, text.copy) is None
    )


_RANK = lazy(
    r"(?:排名|排位|排序|位次|名次|[位跃稳高]居|居全|居[东中西]部|位列|提升|上升|前进|前移|跃升|升至|升到|下降|下滑|后退|后移)[^,。;:!?\n\d]{0,6}(?:\d{1,4}位[、和]){0,9}$"
)


def _is_rank(copy: str, value: Value) -> bool:
    """全国排名5位、提升3位: a place in an order, no persons (引进专家5位)."""
    if value.quantity.unit_raw != "位" or not is_final(copy, value.end):
        return False
    return bool(_RANK.search(copy[max(0, value.number - 60) : value.number]))


def _counted(value: Value, tail: str) -> bool:
    """不低于5000只的核心保种群, 达到2000人的规模: a floor for things that are counted."""
    if not value.compared or value.quantity.counter not in ("count", "visit"):
        return False
    if value.end > value.number_end and tail.startswith(("的每", "的给", "的,", "的可", "的按")):
        return False
    return value.operator.startswith(">") or (value.operator == "=" and value.start < value.number)


def _counts_days(left: str) -> bool:
    return left.endswith(
        (
            "天数",
            "时间",
            "时长",
            "年限",
            "天",
            "停产",
            "错峰生产",
            "增加",
            "减少",
            "缩短",
            "压缩",
            "压减",
            "延长",
        )
    )


def _dealt_out(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """每个分别不少于60万元、40万元、5万元运营经费: the last of the list is a target as the first."""
    if not targets or targets[-1].unit != value.quantity.unit:
        return False
    if not _continues(text, targets[-1].end, value.start):
        return False
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    return text.copy.find("分别", begin, value.start) >= 0


def _at_least(text: TargetText, value: Value) -> bool:
    """提取不低于10%的资金, 应当具备5万元以上的资金: a floor of a share or an amount that is asked for."""
    if value.quantity.kind not in ("ratio", "money") or value.operator != ">=":
        return False
    if value.start < value.number:
        return verb_before(text.copy, value.start)
    before = text.copy[max(after_last(text.sentence_stops, value.start), value.start - 40) : value.start]
    return any(
        word in before for word in ("应有", "应还有", "应当有", "应具备", "应当具备", "须有", "须具备")
    )


_NEXT_VERBS = ("新增", "培育", "建成", "新建", "完成", "打造", "创建", "改造", "新改")


def _attributive(text: TargetText, values: list[Value], index: int, left: str, targets: list[Target]) -> str:
    """建成15万亩国家储备林基地 is a target; 大于100平方公里河流 a condition; 全区27个街镇覆盖率 a count."""
    value = values[index]
    item = value.quantity
    verb = verb_before(text.copy, value.start) or not left
    tail = text.copy[value.end : value.end + 4].lstrip()
    if item.kind == "time":
        return "condition"
    if item.unit and item.kind != "ratio" and _listed(text, value, targets):
        return "target"
    if item.counter in ("count", "visit"):
        if value.compared and (value.start < value.number or not value.operator.startswith("<")):
            return "target" if left else "count"
        if (
            len(left) > 5 and not verb and tail.startswith(_NEXT_VERBS)
        ):  # 龙头企业12家培育合作社30家, a comma lost
            return "target"
        if left and (verb or left.removeprefix("全面").startswith(word_tuple("completion"))):
            return "target"
        return "target" if is_counted(text, values, index, left) else "count"
    if item.kind == "ratio":
        return "target" if value.compared or verb or (text.fact and not tail_of_rate(left)) else "condition"
    if value.compared and value.start < value.number and not verb_before(text.copy, value.start):
        return "condition"
    if text.fact and _fact_amount(text, value, left):
        return "target"
    sized = not left or (targets and targets[-1].end == value.start - len(left) and len(left) < 7)
    if sized and item.kind == "area" and subject_attains(text, value):
        return "target"
    return "target" if (verb and left) or _built_at_place(left) else "condition"


def _fact_amount(text: TargetText, value: Value, left: str) -> bool:
    """下达资金60万元|采购物资, 对全区40万亩|森林实施监测: what was done with an amount, in a report."""
    if value.quantity.kind == "money":
        attribute = text.copy.startswith(("行列", "目标", "级", "俱乐部", "量级"), value.end)
        return bool(left) and value.end == value.number_end and not attribute
    return left.startswith("对") and value.quantity.kind in ("area", "length") and not value.compared


def tail_of_rate(left: str) -> bool:
    """按15%税率, 由18%增至: a rate that is applied or left behind."""
    return left.endswith(("由", "从", "按", "的", "前", "执行", "延续", "按照"))


def _built_at_place(left: str) -> bool:
    """建设某镇某村1000亩示范片: the verb stands before the place where it is built."""
    return left.startswith(word_tuple("completion")) and left.endswith(("镇", "乡", "村", "街道", "社区"))


_LISTED = lazy(r"[^,。;:!?\d\n]{1,30}(?:[、和及与]|以及)")


_NEXT = lazy(r"[^,。;:!?、\d\n]{2,30}, ?")  # 完成25家企业备案,10家企业修订: the same unit in the next clause


def _listed(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """建设50所学校和150个专业: the second counted thing is as much a target as the first."""
    if not targets or targets[-1].value is None or value.start - targets[-1].end > 34:
        return False
    if _LISTED.fullmatch(text.copy, targets[-1].end, value.start):
        return True
    return targets[-1].unit == value.quantity.unit and bool(
        _NEXT.fullmatch(text.copy, targets[-1].end, value.start)
    )


def find_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
) -> tuple[Target, ...]:
    """Targets of a text in order; with `fact` the achievements of an evaluation (达到 is then =, modality fact).

    `year` is the year of the list (completes 9月底前), `plan` the years of the document (completes 规划期内).
    Returns () for a text without any. Linear in the length of the text.

    >>> [(t.measure, t.operator, str(t.value), t.unit, t.due) for t in find_targets("到2025年,节水器具普及率不低于60%")]
    [('节水器具普及率', '>=', '60', '%', '2025')]
    """
    return read_targets(text, year=year, plan=plan, lossy=lossy, fact=fact)[0]


def read_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    """Targets of a text and the use of each of its numbers, in one reading (see find_targets, account_numbers)."""
    if not _MAY_HOLD.search(text):
        return (), ()
    return _analyse(text, year, plan, lossy, fact)


def account_numbers(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
) -> tuple[NumberUse, ...]:
    """The use of every arabic number of a text: none disappears. `unexplained` ones deserve a finding.

    >>> [(u.use) for u in account_numbers("到2025年,3家企业配备DN800管道,新建2座水厂")]
    ['date', 'count', 'identifier', 'target']
    """
    if not NUMBER.search(fold(text)):
        return ()
    return _analyse(text, year, plan, lossy, fact)[1]


_MAY_HOLD = lazy(
    r"[0-9０-９]|基本|初步|全面|明显|显著|大幅|全覆盖|清零|保持|应.[尽必]|得到|全部|下达|达到|满足|符合|超过|高于|优于|不低于|快于|低于|好于|不超过|不高于|不少于|减少|降低|格局|完成国家|完成[市省上全]|同步|增长|[一两二三四五六七八九十][次座所栋盏辆]|中和|达峰|通水"
)


def _analyse(
    raw: str, year: int | None, plan: tuple[int, int] | None, lossy: bool, fact: bool
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    text = prepare(raw, year, plan, lossy, fact)
    found, taken_uses = values_of(text)
    values = list(found)
    uses = list(taken_uses)
    targets: list[Target] = []
    previous_end, last = 0, None
    for index, value in enumerate(values):
        start = max(clause_start(text, value.start), previous_end)
        value = values[index] = _of_share(text, value, start)
        use = _use(text, values, index, start, targets)
        if value.number_end > value.number and text.copy[value.number].isdigit():
            uses.append(NumberUse(value.number, value.number_end, use))
        if use == "target":
            told = _with_predicate(text, value, start, last, targets)
            targets.append(_target(text, value, start, targets, last))
            previous_end, last = value.end, told
    targets = _shared_out(text, targets)
    targets += _in_words(text, targets)
    return _ordered(targets), tuple(sorted(uses, key=lambda use: use.start))


def _target(text: TargetText, value: Value, start: int, earlier: list[Target], last: Value | None) -> Target:
    item = value.quantity
    final = is_final(text.copy, value.end)
    measure = left_measure(text, value, start)
    if not final:
        after = right_measure(text.copy, value.end)
        if item.kind == "count" and not verb_before(text.copy, value.start):
            after = subject_of(_AND_MORE.split(after)[0])
        own = item.kind == "ratio" or text.copy.startswith("的", value.end)
        own = own or text.copy.startswith(_NEXT_VERBS, value.end)
        own = own or (item.kind == "money" and not verb_before(text.copy, value.start))
        keep_left = bool(measure) and own
        measure = measure if keep_left or not after else after
    elif earlier and measure in target_words()["same_again"]:
        measure = earlier[-1].measure
    elif not measure:
        measure = (
            _shared_measure(text, value, earlier)
            or _before_bracket(text, value)
            or _same_sentence(text, value, earlier)
        )
    elif _CHANGE_ONLY.fullmatch(measure) or (measure.startswith("占") and not _NAMED_SHARE.search(measure)):
        measure = _changed(text, start, measure, earlier)
    told = _with_predicate(text, value, start, last, earlier)
    follows = told is not value and earlier[-1].unit == item.unit and earlier[-1].operator == "="
    value = value if follows else _reached(text, told, measure)
    if item.unit == "{household}" and _are_enterprises(measure):
        item = replace(item, unit="cn:count:户", unit_base="{#}")
    operator = "=" if _new_rate(text, value, start) else _by_polarity(measure, value, text.fact)
    measure = _original(text, measure, value.end)
    return Target(
        measure, operator, item.value, item.value_max, item.unit, item.unit_raw, item.value_base, item.unit_base,
        _due(text, value.start, rate=item.kind in _RATES), _modality(text, value.start), text.raw[value.start : value.end], value.start, value.end,
        _parent(text, value, start, earlier), item.problems,
    )  # fmt: skip


_REACHES = ("实现", "力争", "保持")


def _reached(text: TargetText, value: Value, measure: str) -> Value:
    """达标率实现100%, 通过率保持90%: in a plan a rate that is to be there at least."""
    if text.fact or value.compared or value.quantity.kind != "ratio" or value.operator != "=":
        return value
    left = text.copy[max(0, value.start - 2) : value.start]
    if left not in _REACHES or not measure.removesuffix(left).endswith(word_tuple("rate_endings")):
        return value
    return replace(value, operator=">=")


# 181项检验结果和300项检查结果: the second count is no part of the first one's name
_AND_MORE = lazy(r"(?:[和及与]|以及)(?=\d)")
# 节水型企业3户 are no households
_RATES = ("money", "ratio", "percentage_point")  # 每人每月400元, 每年增长5%: a rate, nothing that recurs
_EACH = lazy(r"(?:从|由)[^从由,。;:!?\n]{0,12}每[^,。;:!?\n]{1,30}$")


def _new_rate(text: TargetText, value: Value, start: int) -> bool:
    """从每人每月50元提高到60元 sets a rate: it is 60, not at least 60."""
    if value.quantity.kind != "money" or value.operator != ">=" or value.start == value.number:
        return False
    if "每" not in text.copy[max(start, value.start - 44) : value.start]:
        return False
    return bool(_EACH.search(text.copy[max(start, value.start - 44) : value.start]))


def _are_enterprises(measure: str) -> bool:
    """节水型企业3户 are no households, 企业职工家庭3户 are."""
    return any(word in measure for word in word_tuple("enterprises")) and not any(
        word in measure for word in word_tuple("households")
    )


_CHANGE_ONLY = lazy(
    r"(?:同比|环比|较上年|比上年|年均|平均|累计|分别|预计|均|较20\d\d年|比20\d\d年){0,4}(?:增长|下降|降低|提高|提升|增加|减少|上升|回落)(?:了|约)?"
)


_NAMED_SHARE = lazy("占地|占用|占补")


def _changed(text: TargetText, start: int, measure: str, earlier: list[Target]) -> str:
    """数字经济年产值超50亿元，同比增长18.9%: what grew is named in the clause before."""
    before = after_last(text.stops, start - 1) if start else 0
    if earlier and before <= earlier[-1].end <= start:
        known = earlier[-1].measure
        return measure if _CHANGE_ONLY.search(known) else known + measure
    words = balanced(strip_lead(text.copy[before : max(before, start - 1)], "lead_in", "lead_verbs"))
    return (
        words + measure if words and len(words) <= MEASURE_LENGTH and not re.search(r"\d", words) else measure
    )


def _before_bracket(text: TargetText, value: Value) -> str:
    """申报一批(2350万元): the words before the bracket that the amount opens."""
    opened = inside_bracket(text, value.start)
    if opened is None or text.copy[opened + 1 : value.start].strip():
        return ""
    words = text.copy[max(after_last(text.stops, opened), opened - MEASURE_LENGTH) : opened]
    return balanced(strip_lead(words, "lead_in", "lead_verbs"))


def _by_polarity(measure: str, value: Value, fact: bool) -> str:
    """PM2.5浓度达到35 means at most: a goal that is reached from above. Only for measures of the table."""
    if fact or value.operator != ">=" or _names_direction(value):
        return value.operator
    known = measure_of(measure)
    return "<=" if known is not None and known.polarity == "lower" else value.operator


def _names_direction(value: Value) -> bool:
    """Whether the comparison names its direction itself (不低于, 以上) and polarity has no say."""
    return value.end > value.number_end or value.start == value.number or value.number - value.start >= 3


def _with_predicate(
    text: TargetText, value: Value, start: int, last: Value | None, earlier: list[Target]
) -> Value:
    """分别保持在40吨、3000吨: the second value has the comparison of the first."""
    if value.compared or last is None or not earlier or not _continues(text, earlier[-1].end, value.start):
        return value
    return replace(value, operator=last.operator if last.operator != "~" else value.operator)


def _continues(text: TargetText, end: int, start: int) -> bool:
    between = text.copy[end:start].strip()
    return bool(_LIST_BREAK.fullmatch(between)) or between in ("以及", "/", "")


_LIST_BREAK = lazy(r"[、和及与]")


def _shared_measure(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """精油、纯露年产量分别保持在40吨、3000吨: the second value takes the second name, or the same words as the first."""
    if not earlier or earlier[-1].value is None:
        return ""
    return earlier[-1].measure if _continues(text, earlier[-1].end, value.start) else ""


_NAME_BREAK = lazy(r"、|(?<![总共饱中调缓])和(?!谐)|(?<![涉以普波危遍])及|(?<![参给])与")


def _shared_out(text: TargetText, targets: list[Target]) -> list[Target]:
    """A、B分别达到a、b: each value gets its own name where there are as many names as values."""
    result = list(targets)
    index = 0
    while index < len(result):
        end = index + 1
        while end < len(result) and _same_list(text, result, end):
            end += 1
        names = [name for name in _NAME_BREAK.split(result[index].measure.removesuffix("分别")) if name]
        if end - index > 1 and len(names) == end - index:
            for offset, name in enumerate(names):
                result[index + offset] = replace(result[index + offset], measure=name.strip())
        index = end
    return result


def _same_list(text: TargetText, targets: list[Target], index: int) -> bool:
    return targets[index].measure == targets[index - 1].measure and _continues(
        text, targets[index - 1].end, targets[index].start
    )


def _same_sentence(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """建设生态拦截沟1万米,共计3万米: what the total is of was named before."""
    inside = inside_bracket(text, value.start) is not None
    if inside or not earlier or earlier[-1].start < after_last(text.sentence_stops, value.start):
        return ""
    return earlier[-1].measure


def _due(text: TargetText, pos: int, *, rate: bool = False) -> str:
    """The nearest deadline before a value in its sentence; a recurrence only in its own clause, and not of a rate."""
    sentence, clause = after_last(text.sentence_stops, pos), after_last(text.stops, pos)
    best = ""
    first, last = bisect_left(text.deadline_starts, sentence), bisect_left(text.deadline_starts, pos)
    for item in text.deadlines[max(first, last - 20) : last]:
        if item.kind == "recurring":
            own = item.start >= clause or not text.copy[item.end : clause].strip(" ,")
            if not own and text.copy.startswith(
                ("在", "对", "针对", "面向"), item.end
            ):  # 每年在甲河沿线,建设沟渠1万米
                own = clause == next_stop(text.stops, item.end, len(text.copy)) + 1
            best = item.edtf if own and not rate else best
        elif item.edtf and not _is_base_time(text.copy, item) and not text.copy.startswith("以来", item.end):
            best = item.edtf
    return best


_BASE_VALUE = lazy(r"的?\d[\d.,]*")


def _is_base_time(copy: str, item: Deadline) -> bool:
    """较2020年底下降5%, 从2020年底48.2%提高到55%: the time of the value that is left behind is no due date."""
    lead = copy[item.start] if copy[item.start] in _FROM else copy[item.start - 1 : item.start]
    if lead in ("较", "比"):
        return True
    return lead in ("从", "由") and item.kind != "since" and _BASE_VALUE.match(copy, item.end) is not None


_FROM = frozenset("较比从由")


def _modality(text: TargetText, pos: int) -> str:
    if text.fact:
        return "fact"
    words = text.copy[max(after_last(text.sentence_stops, pos), pos - 60) : pos]
    best, where = "goal", -1
    for name, markers in target_words()["modality"].items():
        found = max(words.rfind(marker) for marker in markers)
        if found > where:
            best, where = name, found
    return best


def _parent(text: TargetText, value: Value, start: int, earlier: list[Target]) -> int | None:
    """The total that a part belongs to: 3000辆(行政区不少于2400辆,…), 2350万元,其中…950万元〔含…450万元〕."""
    if inside_bracket(text, value.start) is not None:
        opened = _open_bracket(text.copy, value.start)
        total = _last_before(earlier, opened, text.copy) if opened is not None else None
        if total is not None and not any(mark in text.copy[earlier[total].end : opened] for mark in ",;。"):
            return total
    sentence = after_last(text.sentence_stops, value.start)
    among = text.copy.rfind("其中", max(sentence, value.start - 200), value.start)
    if among < 0:
        return None
    total = _last_before(earlier, among, text.copy)
    if total is None:
        return None
    clause = text.copy[start : value.start].lstrip(" 、,:")
    restarted = start > among and clause.startswith(
        ("建设", "建成", "新建", "同时", "完成", "累计", "将", "把", "对", "为", "向")
    )
    return None if restarted or ";" in text.copy[among : value.start] else total


def _open_bracket(copy: str, pos: int) -> int | None:
    depth = 0
    for index in range(pos - 1, max(0, pos - 120) - 1, -1):
        char = copy[index]
        if char in ")〕":
            depth += 1
        elif char in "(〔":
            if depth == 0:
                return index
            depth -= 1
        elif char in "。\n":
            return None
    return None


def _last_before(earlier: list[Target], pos: int, copy: str) -> int | None:
    """The last target that ends shortly before a position."""
    for index in range(len(earlier) - 1, -1, -1):
        if earlier[index].end <= pos:
            gap = copy[earlier[index].end : pos]
            return index if len(gap) <= 40 and "\n" not in gap else None
    return None


# --------------------------------------------------------------------------------------------------
# Targets in words


@cache
def _relative() -> re.Pattern[str]:
    patterns = target_words()["relative"]["patterns"]
    named = [pattern.replace("(?P<m>", f"(?P<m{index}>") for index, pattern in enumerate(patterns)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in named))


@cache
def _state_before() -> re.Pattern[str]:
    words = target_words()["qualitative"]
    return re.compile("(?:" + "|".join(words["before"] + words["planned"]) + r")(?=$|[,。;)、])")


@cache
def _planned_state() -> re.Pattern[str]:
    return re.compile("|".join(target_words()["qualitative"]["planned"]))


@cache
def _state_after(fact: bool) -> re.Pattern[str]:
    words = target_words()["qualitative"]
    return re.compile("|".join(words["after"] if fact else words["after"] + words["after_planned"]))


def _in_words(text: TargetText, targets: list[Target]) -> list[Target]:
    """Relative and qualitative targets, clause by clause, where no other target stands."""
    taken = bytearray(len(text.copy))
    starts = [target.start for target in targets]
    for target in targets:
        taken[target.start : target.end] = b"1" * (target.end - target.start)
    found: list[Target] = []
    for reader in (_relative_targets, _states, _built):
        for target in reader(text):
            if _compares_number(text, target, targets, starts):
                continue
            if not any(taken[target.start : target.end]) and not _says_count_again(
                text, target, targets, starts
            ):
                taken[target.start : target.end] = b"1" * (target.end - target.start)
                found.append(target)
    return found


def _says_count_again(text: TargetText, target: Target, targets: list[Target], starts: list[int]) -> bool:
    """20项工程全面完成, 98%的机构达到国家标准: the number is what was reached, the words say of what kind."""
    first = bisect_left(starts, target.start - MEASURE_LENGTH - 8)
    near = targets[first : first + 20]
    if (
        target.operator == "qualitative" and len(target.raw) < 8
    ):  # 首批100个社区|全面建成, 本市20项任务|基本完成
        counts = [other for other in near if other.unit.startswith(_COUNTS) and other.end <= target.start]
        if any(not _CLAUSE_END.search(text.copy, other.end, target.start) for other in counts):
            return True
    if not target.measure[:1].isdigit():
        return False
    return any(target.measure.startswith(other.raw) for other in near if other.raw)


_LINKS = ("", "均", "都", "且", "也", "并", "分别", "双双", "继续", "超额", "圆满", "全面")


def _compares_number(text: TargetText, target: Target, targets: list[Target], starts: list[int]) -> bool:
    """增长5.1%,均高于全国, 交付率95%、超额完成国家下达任务, 水质优良(达到或优于Ⅲ类)比例达到80%: words that only explain a number, no further target."""
    if target.operator != "relative":
        return False
    opened = inside_bracket(text, target.start)
    clause = after_last(text.stops, target.start)
    if opened is not None:
        own = text.copy[opened + 1 : target.start].strip() == ""
        after = bisect_left(starts, target.end)
        end = next_stop(text.stops, target.end, len(text.copy))
        return own and after < len(starts) and starts[after] < end and targets[after].value is not None
    index = bisect_left(starts, target.start) - 1
    if index < 0 or targets[index].value is None or targets[index].end < clause - 2:
        return False
    return text.copy[targets[index].end : target.start].strip(" ,、") in _LINKS


_COUNTS = ("cn:count:", "{person}", "{household}")
_CLAUSE_END = lazy(r"[,。;:!?、\n]")


def _relative_targets(text: TargetText) -> Iterator[Target]:
    for match in _relative().finditer(text.copy):
        start = after_last(text.stops, match.start())
        named = next((group for group in match.groups() if group), "")
        value = Value(_NOTHING, "relative", match.start(), match.start(), match.end(), match.end(), True)
        measure = left_measure(text, value, start) or named
        yield _worded(text, measure, "relative", match.start(), match.end())


def _states(text: TargetText) -> Iterator[Target]:
    for match in _state_before().finditer(text.copy):
        yield from _state(text, match)


def _built(text: TargetText) -> Iterator[Target]:
    for match in _state_after(text.fact).finditer(text.copy):
        quoted = (
            text.copy.find("”", match.end(), match.end() + MEASURE_LENGTH)
            if text.copy[match.end()] == "“"
            else -1
        )
        end = next_stop(
            text.stops, max(match.end(), quoted), len(text.copy)
        )  # 初步形成“一核引领,两廊带动”空间格局
        if end - match.start() <= MEASURE_LENGTH:
            measure = balanced(text.copy[match.end() : end].strip("了 "))
            yield _worded(text, measure, "qualitative", match.start(), end)


_NOTHING = Quantity(Decimal(0))


def _state(text: TargetText, match: re.Match[str]) -> list[Target]:
    start = after_last(text.stops, match.start())
    weak = match.group().startswith(tuple(target_words()["qualitative"]["weak"]))
    if text.fact and _planned_state().fullmatch(match.group()):
        return []
    due = _due(text, match.start())
    if weak and not due:
        return []
    whole = any(match.group().endswith(word) for word in target_words()["qualitative"]["whole"])
    if whole and text.copy.startswith("、", match.end()):  # 实现碳达峰、碳中和目标 is a list of words
        return []
    value = Value(_NOTHING, "qualitative", match.start(), match.start(), match.end(), match.end(), True)
    measure = match.group().removeprefix("实现") if whole else left_measure(text, value, start)
    if not measure and match.group().endswith(("全覆盖", "清零", "清零”")):
        measure = _clause_before(text, start)
    if not measure and match.group().startswith("应"):  # 做到应救尽救
        measure = match.group()
    return [_worded(text, measure, "qualitative", match.start(), match.end())] if measure else []


def _clause_before(text: TargetText, start: int) -> str:
    """文件均要纳入审核范围,|确保实现全覆盖: what is covered stands in the clause before, in the same sentence."""
    if start < 2 or text.copy[start - 1] != ",":
        return ""
    words = text.copy[after_last(text.stops, start - 1) : start - 1].strip()
    plain = balanced(strip_lead(words, "lead_in", "lead_verbs"))
    return plain if len(plain) <= MEASURE_LENGTH and not _HAS_DIGIT.search(plain) else ""


_HAS_DIGIT = lazy(r"\d")


def _original(text: TargetText, measure: str, pos: int) -> str:
    """The words of the source for words of the matching copy (PVC—UH, not PVC-UH)."""
    first = max(0, pos - 200)
    where = text.copy.rfind(measure, first, pos + len(measure) + MEASURE_LENGTH) if measure else -1
    return text.raw[where : where + len(measure)] if where >= 0 else measure


def _worded(text: TargetText, measure: str, operator: str, start: int, end: int) -> Target:
    measure = _original(text, measure, end)
    return Target(
        measure, operator, None, None, "", "", None, "", _due(text, start), _modality(text, start),
        text.raw[start:end], start, end,
    )  # fmt: skip


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


# --------------------------------------------------------------------------------------------------
# Totals and parts


@dataclass(frozen=True, slots=True)
class PartSum:
    """A total and the sum of its parts (all of one unit): index of the total, what it says, what the parts say."""

    total: int
    stated: Decimal
    computed: Decimal

    @property
    def ok(self) -> bool:
        return self.stated == self.computed


def part_sums(targets: tuple[Target, ...]) -> tuple[PartSum, ...]:
    """Sums to check: totals with at least two parts of the same unit and kind. A share has no sum.

    >>> part_sums(find_targets("不少于3000辆(行政区不少于2400辆,经开区不少于600辆)"))[0].ok
    True
    """
    sums: list[PartSum] = []
    parts: dict[int, list[Target]] = {}
    for target in targets:
        if target.parent is not None:
            parts.setdefault(target.parent, []).append(target)
    for index, members in sorted(parts.items()):
        total = targets[index]
        values = [part.value for part in members if part.value is not None and part.unit == total.unit]
        if (
            total.value is None
            or len(values) < 2
            or len(values) != len(members)
            or total.unit in ("%", "1", "cn:pp")
        ):
            continue
        sums.append(PartSum(index, total.value, sum(values, Decimal(0))))
    return tuple(sums)


def target_findings(
    targets: tuple[Target, ...],
    uses: tuple[NumberUse, ...],
    text: str,
    *,
    subject_id: str = "",
    field: str = "text",
    places: tuple[Place, ...] = (),
) -> tuple[Finding, ...]:
    """Findings of a text: number_unexplained, impossible_unit and parts_differ, each with its words."""
    found: list[Finding] = []
    for use in uses:
        if use.use == "unexplained":
            raw = text[use.start : use.end]
            params = {"raw": text[max(0, use.start - 8) : use.end + 8]}
            found.append(
                Finding("info", "number_unexplained", subject_id, field, raw, places=places, params=params)
            )
    for target in targets:
        for code in target.problems:
            found.append(
                Finding(
                    "warning", code, subject_id, field, target.raw, places=places, params={"raw": target.raw}
                )
            )
    for item in part_sums(targets):
        if not item.ok:
            params = {"stated": str(item.stated), "computed": str(item.computed)}
            raw = targets[item.total].raw
            found.append(
                Finding("warning", "parts_differ", subject_id, field, raw, places=places, params=params)
            )
    return tuple(found)
