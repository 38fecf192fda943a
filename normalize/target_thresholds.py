"""Numbers of rules: to whom or when a rule applies, and what somebody must show to be granted something.

人均月收入低于1500元|的,可以申请 aims at no income; nor does 缴费满12个月|.
"""

from __future__ import annotations

from ..text import lazy
from .target_compared import Value
from .target_counts import subject_attains, works_further
from .target_text import TargetText, after_last, clause_start, inside_bracket, next_stop, word_tuple


def is_threshold(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """连续缴费满12个月|, 对吸纳10人以上|就业的合作社: when or to whom a rule applies; a report of what was done has no rules."""
    return _by_words_before(text, value, left) or (
        not text.fact
        and (
            _of_beneficiary(text, value, left)
            or _limits_rule(text, value, left, tail)
            or _of_a_case(text, value, left)
        )
    )


def _by_words_before(text: TargetText, value: Value, left: str) -> bool:
    """连续缴费满12个月|, 总分满150分|, 进入前1%|: the words before the number say that something is measured by it."""
    kind = value.quantity.kind
    if kind == "ratio" and left.endswith("根据"):
        return True  # 根据70%以上业主意见确定方案
    if kind == "score" and _BAND.match(text.copy, value.end):
        return True  # 60分(含)|-79分评为“三星”
    if kind == "score" and left.endswith(("满分", "总分", "满分为", "总分为")):
        return True
    full = left.startswith(("满", "未满", "不满")) and not left.startswith(_FULL_NAMES)
    full = full and kind not in ("ratio", "permille")  # 满45周岁的参保人员费率为|0.08%
    if left.endswith(("涉及", "跨")) and value.end > value.number_end and value.quantity.counter == "count":
        return True  # 涉及两个以上|部门职权的事项
    if left.endswith(_FULL) or full or left.endswith(_SET_BY):
        return True
    is_rank = left.endswith("前") and not left.endswith(_BY)  # 进入前1%
    return is_rank and kind in ("ratio", "permille")


_BAND = lazy(
    r"(?:\(不?含\))?(?:(?:-|至|～) ?\d{1,3}分)?(?:\(不?含\))?(?:及?以[上下])?(?:的?评[为定]|的?[为是]“?[一二三四五优良中差合不A-E])"
)
_FULL = ("满", "未", "每", "从")
_FULL_NAMES = ("满意", "满足", "满载", "满负荷")  # 满意率99.4%, but 满12个月
_SET_BY = ("下达的", "规定的")  # 完成国家下达的30万人任务: somebody else's figure
_BY = ("底前", "末前", "月前", "日前", "年前", "之前", "天前", "初前")


def _of_beneficiary(text: TargetText, value: Value, left: str) -> bool:
    """对种植玉米1000亩以上|,油料500亩以上的主体…奖补, 对吸纳10人以上|就业的合作社奖补: who gets something by a rule."""
    item = value.quantity
    if item.kind in ("area", "count", "money") and _ruled_over(text, value):
        return True
    if value.end > value.number_end and _AND_OF.match(text.copy, value.end):
        return True  # 总投资100万元以下|且占地300平方米以下的其他工程
    if value.end > value.number_end and value.operator == ">=" and _is_paid_for(text, value, left):
        return True
    return item.counter == "count" and value.end > value.number_end and _of_such(text, value, left)


_PAID_FOR = lazy(
    r"(?:给予|予以|可获得?|享受|依据|根据|最高)[^。;!?\n]{0,40}?(?:补贴|奖励|扶持|补助|资助|奖补)",
    holds=("补", "奖", "扶持", "资助"),
)
_AIMED_AT = ("确保", "力争", "达到", "要求", "目标", "到20", "必须", "应")


def _is_paid_for(text: TargetText, value: Value, left: str) -> bool:
    """建筑能耗下降10%及以上|,根据下降率给予补贴: what must be shown for a grant that the next clause names."""
    if (
        value.start < value.number
        or text.copy[value.end : value.end + 1] != ","
        or any(word in left for word in _AIMED_AT)
    ):
        return False
    end = next_stop(text.sentence_stops, value.end, len(text.copy))
    return _PAID_FOR.search(text.copy, value.end, min(end, value.end + 90)) is not None


_AND_OF = lazy(r"(?:且|并且|或者?)[^,。;:!?\n的]{2,24}(?:以下|以上|以内)的", holds=("且", "或"))
_GIVES = ("补", "奖", "给予", "资助", "支持", "罚")


def _ruled_over(text: TargetText, value: Value) -> bool:
    """对集中连片种植玉米1000亩以上|,油料500亩以上的主体,…每亩奖补100元: how big those are that a rule is for."""
    if value.end == value.number_end or not text.copy.startswith((",", "、"), value.end):
        return False
    start = clause_start(text, value.start)
    if not text.copy.startswith(("对", "凡"), start) or "的" in text.copy[start : value.start]:
        return False
    end = next_stop(text.sentence_stops, value.end, len(text.copy))
    rest = text.copy[value.end + 1 : min(end, value.end + 120)]
    first = rest.partition(",")[0]
    return "的" in first and any(word in rest[len(first) :] for word in _GIVES)


_SUCH = lazy(
    r"[^,。;:、\d]{0,8}的[^,。;:、\d]{0,10}(?:企业|合作社|单位|机构|主体|个人|商户|大户|园区|项目|基地|平台|农户|公司)"
)


def _of_such(text: TargetText, value: Value, left: str) -> bool:
    """对吸纳10人以上|就业的合作社奖补5万元: how many those have that a rule is for."""
    return left.startswith(("对", "凡", "给")) and _SUCH.match(text.copy, value.end) is not None


def _limits_rule(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """6亩以下|(不含6亩)的土地, 可分配房源不足3套|时: whether a number of a rule says to whom or when it applies."""
    item, copy = value.quantity, text.copy
    if item.kind == "time" and value.start == value.number and tail.startswith("内"):
        return True  # (提交申请之日前6个月内)
    if tail.startswith("(") and value.compared and _BUT_FOR.match(copy, value.end):
        return True  # 面积500平方米以下|(总投资100万元以上的除外)且…的工程
    gloss = _GLOSS.match(copy, value.end) if tail.startswith("(") else None
    after = copy[gloss.end() : gloss.end() + 8].lstrip() if gloss else tail
    if gloss and after.startswith("的"):
        return True  # 6亩以下(不含6亩)的土地
    if left.lstrip("(〔") in _GLOSSED and inside_bracket(text, value.start) is not None:
        return not _parts_follow(text, value)
    if after.startswith("时") and after[1:2] in ("", ",", "的"):
        return True  # 可分配房源不足3套时,
    if value.compared and not left and after.startswith("的") and _those_of_size(text, value):
        return True
    if _THOSE.match(copy, value.end) and (item.kind == "money" or _those_of_size(text, value)):
        return copy.find("对", clause_start(text, value.start), value.start) >= 0
    if left.startswith(_AROUND) and not value.compared and item.kind != "ratio":
        return not works_further(left)  # 围绕城区面积100平方公里|、80万人口
    if value.end > value.number_end and _NEXT_CASE.match(copy, value.end):
        return True  # 500户以下|、500户以上(含)的村庄分别补贴
    if value.operator == "<" and (left.startswith(("或", "且")) or left.endswith(word_tuple("means"))):
        return True  # 或人均住房面积低于10平方米, 家庭人均月收入低于1500元
    if _defines(text, value):
        return True
    return item.kind == "ratio" and _asked_of(text, value, left)


_GLOSS = lazy(r"\((?:不含|含|包括|不包括|含本数)[^()]{0,16}\)", holds=("(不", "(含", "(包括"))
_BUT_FOR = lazy(r"\([^()]{2,30}(?:除外|的不算|不计入)\)(?:且|的|,|或)", holds=("除外", "不算", "不计入"))
_NEXT_CASE = lazy(
    r"(?:\(不?含\))?、 ?[\d.]{1,9}[万千]?[^\W\d]{1,4}以[上下](?:\(不?含\))?的?[^,。;:、\d]{2,12}分别"
)
_GLOSSED = ("不含", "含", "含本数", "包括", "不包括")
_AROUND = ("围绕", "紧扣", "聚焦", "瞄准", "立足")


_PART_FOLLOWS = lazy(r"[^,。;:!?、\n()\d]{2,20}[、和]\d{1,6}[个家座所处条][^,。;:!?、\n()\d]{0,20}[)、和]")


def _parts_follow(text: TargetText, value: Value) -> bool:
    """125个村庄(包括63个|省级补助村、62个市级补助村): parts of a total, no gloss on one of them."""
    return value.quantity.counter == "count" and _PART_FOLLOWS.match(text.copy, value.end) is not None


# 对产值首次突破1亿元|、5亿元|、10亿元|的企业
_THOSE = lazy(
    r"(?:、[\d.]{1,12}[万亿]{0,2}元){0,6}的[^\W\d的]{0,6}(?:企业|单位|项目|工程|机构|平台|个人|商户|农户|园区|街区|团队)"
    r"(?![补奖]|资金|经费|支持)",
    holds=("企业", "单位", "项目", "工程", "机构", "平台", "个人", "商户", "农户", "园区", "街区", "团队"),
)
_SIZES = ("的规模", "的水平", "的能力", "的标准", "的目标", "的要求")  # 达到2000人的规模
_OWN_COUNTERS = ("家", "个", "户", "所", "座", "条", "项")


def _those_of_size(text: TargetText, value: Value) -> bool:
    """(超过60人的企业达到4%): a size of those that a rule deals with; 不少于50家的企业完成改造 is a floor."""
    item = value.quantity
    if item.kind in ("ratio", "permille") or text.copy.startswith(_SIZES, value.end):
        return False
    return item.unit_raw.lstrip("万千百亿") not in _OWN_COUNTERS or not subject_attains(text, value)


def _defines(text: TargetText, value: Value) -> bool:
    """所称规模养殖场,是指生猪存栏500头以上的养殖场: a definition."""
    start = max(after_last(text.sentence_stops, value.start), value.start - 120)
    at = text.copy.find("是指", start, value.start)
    if (
        at >= 0
        and value.start < value.number
        and "应" in text.copy[max(after_last(text.stops, value.start), at + 2) : value.start]
    ):
        return False  # …是指…的园区,库容面积原则上应不小于2万平方米
    return at >= 0 and not text.copy.endswith("”", start, at)  # “20”是指新建公园20座 tells of each


def _asked_of(text: TargetText, value: Value, left: str) -> bool:
    """新招用人员达到护工总数9%(超过60人的企业达到4%): a share that somebody who asks for something must show."""
    opened = inside_bracket(text, value.start)
    if opened is not None:
        left += text.copy[max(after_last(text.stops, opened), opened - 60) : opened]
    return any(word in left for word in word_tuple("condition_subjects"))


def _of_a_case(text: TargetText, value: Value, left: str) -> bool:
    """A clause that ends with 的 (…低于10平方米|的,可以申请), 每增加1人|, 在…基础上, a fine: the case that a rule is for."""
    opened = inside_bracket(text, value.start)
    if opened is not None:
        closed = text.copy.find(")", value.end)
        if closed > 0 and text.copy.startswith("的)", closed - 1):
            return True  # (总高度超过4.5米|,或者总宽度超过3.75米的)
        whom = text.copy.startswith(("对", "凡"), after_last(text.stops, opened))
        if whom and value.compared and closed > 0 and text.copy.startswith((",按", ",给予"), closed + 1):
            return True  # 对购买…产品(单件价格不超过6000元|),按…给予补贴
        end = next_stop(text.stops, closed, len(text.copy)) if closed > 0 else 0
        return end > 0 and _case_ends(text, closed, end)  # 达到1000人次(每次不低于30分钟),且按规定…的,
    if "每" in left[-8:] and _EACH_MORE.search(left[-8:]):
        return True
    end = next_stop(text.stops, value.end, len(text.copy))
    if text.copy.endswith("基础上", value.end, end):
        return True
    if "罚款" in text.copy[value.end : min(end, value.end + 20)]:
        return True
    return _case_ends(text, value.end, end)


_EACH_MORE = lazy(
    r"每(?:成功)?(?:增加|新增|招用|新招用|推荐|引进|培育|吸纳|提高|减少|聘用|培训|超过|完成|建成|获得|存在|发现|发生|查实)$",
    holds=tuple("每" + sign for sign in "成增新招推引培吸提减聘超完建获存发查"),
)


def _case_ends(text: TargetText, after: int, end: int) -> bool:
    """…低于10平方米|的, and …达到1000人次,且按规定设置机构|的,: a case ends with 的, joined ones with the last of them."""
    for _ in range(4):
        if end > after and text.copy[end - 1] == "的":
            return text.copy[end : end + 1] not in ("", "。", "!")
        if text.copy[end : end + 1] != "," or not text.copy.startswith(_JOINED, end + 1):
            return False
        after, end = end + 1, next_stop(text.stops, end + 1, len(text.copy))
    return False


_JOINED = ("且", "并且", "并", "或者", "或")
