"""The operator of a target: what its words of comparison, its measure and the sentence around it say together.

达到 is a floor of rates in plans, = in reports; a rate that is set anew is =; 分别保持在40吨、3000吨 holds for both.
"""

from __future__ import annotations

from dataclasses import replace

from ..text import lazy
from .indicators import measure_of
from .target_compared import Value
from .target_measure import is_final
from .target_record import Target
from .target_text import TargetText, after_last, goes_on, word_tuple


def operator_of(text: TargetText, value: Value, start: int, measure: str) -> str:
    """The operator of a value from its comparison, from what it is said of and from what the sentence does."""
    operator = "=" if _new_rate(text, value, start) else _by_polarity(measure, value, text.fact)
    operator = _limited(text, value, operator)
    return ">=" if text.fact and operator == "=" and _is_to_come(text, value) else operator


_FAR = 300  # signs before a value in its clause: more is no prose
_LEVELS = ("面积", "值", "额", "量", "总产出", "规模", "总数")
_MORE = ("增长", "增加", "新增", "增收", "投资", "减", "节", "完成")
_REACHES = ("实现", "力争", "争取", "保持")
_HIGHER = ("增长", "提高", "提升", "增加", "上升", "增速", "增幅")


def reached(text: TargetText, value: Value, measure: str) -> Value:
    """达标率实现100%, 通过率保持90%: in a plan a rate that is to be there at least; so is 实现产值70亿元, 专利拥有量9600件."""
    if not text.fact and value.operator == "=" and not value.compared and value.quantity.kind not in _RATES:
        clause = text.copy[max(after_last(text.stops, value.start), value.start - _FAR) : value.start]
        level = (
            any(word in clause[:-2] for word in ("实现", "力争", "争取"))
            and clause.endswith(_LEVELS)
            and not any(map(clause.__contains__, _MORE))
        )
        return replace(value, operator=">=") if level else value
    if text.fact or value.compared or value.quantity.kind != "ratio" or value.operator != "=":
        return value
    left = text.copy[max(0, value.start - 2) : value.start]
    if value.quantity.value != 100 and _reaches_rate(text, value):
        return replace(value, operator=">=")
    if (
        left in ("力争", "争取")
        and text.copy[value.start - 3 : value.start - 2] in (",", "、")
        and measure.endswith(_HIGHER)
    ):
        return replace(value, operator=">=")  # 增长2.5%,力争|3%
    if left not in _REACHES or not measure.removesuffix(left).endswith(word_tuple("rate_endings")):
        return value
    return replace(value, operator=">=")


_RATE_ENDS = ("率", "比重", "占比", "比例")
_LOW_RATES = tuple(
    word + "率"
    for word in (
        "失业",
        "死亡",
        "发病",
        "患病",
        "受害",
        "成灾",
        "不良",
        "损失",
        "漏损",
        "违约",
        "负债",
        "空置",
        "流失",
        "辍学",
        "事故",
    )
)
_RATE_HEADS = ("实现", "力争实现", "力争", "争取")


def _reaches_rate(text: TargetText, value: Value) -> bool:
    """实现自来水普及率|94%、厕所普及率86%左右, 力争经费占比突破2%、产业化率|42%: what the clause opens with holds for all of its rates."""
    start = after_last(text.stops, value.start)
    clause = text.copy[max(start, value.start - _FAR) : value.start]
    plain = clause.strip().removeprefix("并").removeprefix("要").removeprefix("确保")
    return (
        clause.endswith(_RATE_ENDS)
        and not clause.endswith(_LOW_RATES)
        and plain.startswith(_RATE_HEADS)
        and not any(word in clause.rpartition("、")[2] for word in _HIGHER)
    )


def _limited(text: TargetText, value: Value, operator: str) -> str:
    """PM2.5浓度下降3%左右,达到|48.7微克/立方米: a concentration that is reached is an upper limit."""
    if text.fact or operator != ">=" or value.quantity.unit not in ("ug/m3", "mg/m3"):
        return operator
    return "<=" if text.copy[value.start : value.number].startswith("达") else operator


def _is_to_come(text: TargetText, value: Value) -> bool:
    """到2030年面积将|达到150平方公里: an aim told in a report."""
    return text.copy.endswith("将", 0, value.start) and text.copy.startswith(
        ("达", "提高到", "增加到"), value.start
    )


_EACH = lazy(r"(?:从|由)[^从由,。;:!?\n]{0,12}每[^,。;:!?\n]{1,30}$")


def _new_rate(text: TargetText, value: Value, start: int) -> bool:
    """从每人每月50元提高到60元, 额度由40万元提高到50万元 sets a rate: it is 60, not at least 60."""
    if value.operator != ">=" or value.start == value.number or value.end > value.number_end:
        return False  # 支付比例提高到50%|以上 is a floor
    words = text.copy[max(start, value.start - 44) : value.start]
    if value.quantity.kind == "ratio":  # 住院报销比例|提高到70%
        return words.endswith(_PAID_SHARES) and text.copy.startswith(_RAISED, value.start)
    if not value.quantity.kind.startswith("money"):
        return False
    if any(word in text.copy[value.start : value.number] for word in ("不", "至少", "超")):
        return False  # 提高到不低于620元/月
    if not words.strip() and start and _is_standard(text, start - 1):
        return True  # 养老金每人每月增加5元,|达到75元
    if _PER_PERSON.sub("", words).endswith(_STANDARDS):
        return True  # 农村低保标准|提高到900元, 补助标准每人每年|提高到79元
    if not any(word in words for word in _RATE_WORDS):
        return False
    return bool(_EACH.search(words)) or bool(_OLD_RATE.search(words))


def _is_standard(text: TargetText, end: int) -> bool:
    """Whether the clause that ends here sets what each person gets."""
    clause = text.copy[after_last(text.stops, end) : end]
    return ("每人" in clause or "每户" in clause) and any(word in clause for word in _STANDARD_WORDS)


_PAID_SHARES = tuple(word + "比例" for word in ("报销", "支付", "补助", "补贴", "救助", "贴息", "给付"))
_RAISED = ("提高", "提升", "调整", "增加", "降低", "提至", "上调", "下调")
_PER_PERSON = lazy(
    r"(?:(?:每[人户名亩生学年月日次期床]{1,2}|[年月]?[人户]均)(?:每[年月日次])?){1,2}$", holds=("每", "均")
)
_STANDARD_WORDS = ("标准", "津贴", "限额", "额度", "补贴", "补助", "抚恤金", "养老金", "救助金", "待遇")
_STANDARDS = tuple(
    word + more for word in _STANDARD_WORDS for more in ("", "分别", "统一", "均", "再", "逐步", "由", "全部")
)
_RATE_WORDS = ("每", "标准", "额度", "限额", "津贴", "补助", "补贴")
_OLD_RATE = lazy(r"(?:从|由)[^从由,。;:!?\n]{0,8}\d[\d.]*[万亿]?元(?:/[人户月年天日亩·./]{1,5})?$")


def _by_polarity(measure: str, value: Value, fact: bool) -> str:
    """PM2.5浓度达到35 means at most: a goal that is reached from above. Only for measures of the table."""
    if fact or value.operator != ">=" or _names_direction(value):
        return value.operator
    known = measure_of(measure)
    return "<=" if known is not None and known.polarity == "lower" else value.operator


def _names_direction(value: Value) -> bool:
    """Whether the comparison names its direction itself (不低于, 以上) and polarity has no say."""
    return value.end > value.number_end or value.start == value.number or value.number - value.start >= 3


_REACHED = ("达到", "分别达到", "达", "提高到", "提升到", "稳定在", "保持在")
_FLOOR_OF_EACH = lazy(r"[,;、] ?[^\W\d每]{1,8}每[^\W\d]{1,7}", holds=("每",))
_FLOOR_OF_BOTH = lazy(r"[^,。;:、\d\n]{1,24}(?:以及|[和及与])", holds=("和", "及", "与"))
_FLOORS = lazy(r"不[得能]?[少低高多超]|至少|最[多少]")


def with_predicate(text: TargetText, value: Value, last: Value | None, earlier: list[Target]) -> Value:
    """分别保持在40吨、3000吨: the second value has the comparison of the first."""
    if value.compared or last is None or not earlier:
        return value
    either = text.copy[earlier[-1].end : value.start] in ("或", "或者") and last.start < last.number
    goes = either or goes_on(text, earlier[-1].end, value.start)  # 不低于50万千瓦时或|150吨
    if not goes and not _shares_floor(text, value, last):
        return value
    if last.operator == "~":  # 分别达到|36%左右和|8%: 左右 is said of the first, 达到 of both
        reached = not text.fact and text.copy.startswith(_REACHED, last.start) and last.start < last.number
        return replace(value, operator=">=") if reached else value
    return replace(value, operator=last.operator)


def _shares_floor(text: TargetText, value: Value, last: Value) -> bool:
    """抽检不少于|30块户外广告和|400块户外招牌: the floor before the first count is that of the second one."""
    each = text.copy[last.end : value.start] if value.quantity.kind.startswith("money") else ""
    if last.operator in (">=", "<=") and "每" in each and _FLOOR_OF_EACH.fullmatch(each):
        before = text.copy[max(0, last.start - 10) : last.number]
        return "每" in before  # 不得低于县道每公里1万元,乡道每公里5000元,村道每公里|3000元
    if last.start == last.number or last.end > last.number_end or value.quantity.kind != last.quantity.kind:
        return False
    if value.quantity.counter != "count" or not _FLOORS.match(text.copy, last.start):
        return False
    return _FLOOR_OF_BOTH.fullmatch(text.copy, last.end, value.start) is not None


# --------------------------------------------------------------------------------------------------
# Rates

# 节水型企业3户 are no households
_RATES = ("ratio", "percentage_point")  # 每年增长5%: a rate, nothing that recurs
_GROWTH = (*"增降减涨幅递升", "提高", "扩大", "每人", "每户", "按", "补", "利率")
_PRICES = ("标准", "补助", "补贴", "奖", "给予", "每人", "每户", "每亩", "最高", "收入", "租金", "薪", "津贴")


def is_rate(text: TargetText, value: Value) -> bool:
    """每人每月|400元, 每年补助|2万元 tell how much, 每年安排资金|1亿元 recurs."""
    words = text.copy[max(after_last(text.stops, value.start), value.start - _FAR) : value.start]
    if (
        value.quantity.kind == "ratio"
        and not text.fact
        and "每" in words
        and not is_final(text.copy, value.end)
    ):
        return any(word in words for word in _GROWTH)  # 每年听取不低于|50%|业主的意见
    if value.quantity.kind != "money":
        return value.quantity.kind in _RATES
    return "每" not in words or any(word in words for word in _PRICES)


_PER_YEAR = ("每人每年", "每户每年", "每人每年度", "每家每年", "每村每年")


def each_year(text: TargetText, value: Value) -> str:
    """每人每年|最多享受一次: how often within a year, no rate of money."""
    words = text.copy[max(0, value.start - 10) : value.start]
    times = value.quantity.unit == "cn:count:次"
    return "R/P1Y" if times and any(word in words for word in _PER_YEAR) else ""
