"""Numbers that say when, where or to whom a rule applies: thresholds, classes of size, ages, distances, old values."""

from __future__ import annotations

from ..text import lazy
from .target_text import TargetText, clause_start, inside_bracket, next_stop, word_tuple
from .target_values import Value


def is_condition(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """Whether words beside a value say that it is no aim; `left` and `tail` are those of its clause."""
    if tail.startswith(word_tuple("baseline_after")):
        return True
    if left.startswith(word_tuple("baseline_words")) and not text.fact and "标准" not in left:
        return True
    if tail[:1] in ("、", "和") and _OLD_LIST.match(text.copy, value.end) and ("从" in left or "由" in left):
        return True
    if value.quantity.unit in ("m", "km") and not value.compared and _is_distance(left):
        return True
    if tail.startswith("的") and _FIRST_OF_ALL.search(left):
        return True
    if value.quantity.kind == "age" and not left.endswith(("寿命", "平均年龄")):
        return True
    return _threshold(text, value, left)


# 分别从202元|、270元提高到209元、280元: the first of the values that are left behind
_OLD_LIST = lazy(
    r" ?(?:[、和] ?[\d.]{1,12}[^,。;、和\d]{1,8}){0,5}[、和] ?[\d.]{1,12}[^,。;、和\d]{1,4}"
    r"(?:分别)?(?:提|增|扩|上|下|降|减|调)[高升加长大调降低少整]?[到至为]"
)


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
