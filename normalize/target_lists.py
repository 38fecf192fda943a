"""Numbers beside other numbers: the second one of a list, parts in brackets, what only sums up names or says where."""

from __future__ import annotations

from bisect import bisect_left

from ..text import lazy
from .target_compared import Value
from .target_counts import among_others, subject_of
from .target_measure import is_final, right_measure
from .target_parts import last_before
from .target_record import Target
from .target_text import TargetText, goes_on, inside_bracket


def more_people(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """保持90万省外劳动力和|12万脱贫劳动力就业: people after people."""
    return (
        bool(targets)
        and targets[-1].unit in ("", "{person}")
        and targets[-1].value is not None
        and listed(text, value, targets)
    )


def size_in_list(text: TargetText, values: list[Value], index: int, left: str) -> bool:
    """培育一批产值超500亿|、1000亿产业集群: the sizes in a list say how big those are that follow it."""
    value = values[index]
    if index + 1 >= len(values) or value.quantity.unit not in ("", "CNY") or not value.compared:
        return False
    last = values[index + 1]
    if not goes_on(text, value.end, last.start) or is_final(text.copy, last.end) or last.compared:
        return False
    return "一批" in left and last.quantity.unit in ("", "CNY")


def next_share(text: TargetText, value: Value, tail: str, targets: list[Target]) -> bool:
    """贡献了全省75%的增加值和40%的税收: the second share is as much a fact as the first."""
    if value.quantity.kind != "ratio" or not tail.startswith("的") or not targets or targets[-1].unit != "%":
        return False
    if tail.startswith("的比例") and _NEXT_OF.fullmatch(text.copy, targets[-1].end, value.start):
        return True  # 按机构看护65%、上门看护|85%的比例支付
    return bool(_LISTED.fullmatch(text.copy, targets[-1].end, value.start))


_NEXT_OF = lazy(r"(?:[、和及与]|以及)[^,。;:!?、\d\n]{1,14}")


_ETC = lazy(r"等全?[国省市区县州镇](?:域|内|级)?$", holds=("等",))  # 加快推进甲泵闸等全市|近30座泵闸建设
_COMPLETES = lazy(
    r"(?:计划|确保|力争|拟|将|年内)?(?:全面|已|已经|顺利|基本)?(?:推进完成|完成|建成|新建|提出了?|制定了?|修订了?|出台了?|打造|创建|培育|开通|认定|启动实施)[^督指]*等 ?",
    holds=("等",),
)


def sums_up_names(text: TargetText, value: Value, start: int) -> bool:
    """督促甲、乙等8家企业 counts the names; 完成甲水库、乙水库等42个水源地整治 says how many are completed."""
    ends = text.copy.endswith(("等", "等 "), 0, value.start)
    if not (ends or _ETC.search(text.copy[max(start, value.start - 6) : value.start])):
        return False
    if value.end > value.number_end:
        return False  # 等5个以上项目 is a floor, no sum
    dated = bisect_left(text.deadline_starts, value.start) - 1  # 2020年|建成甲、乙等2个示范区
    start = max(start, text.deadlines[dated].end) if dated >= 0 else start
    return value.quantity.counter != "count" or not _COMPLETES.fullmatch(text.copy, start, value.start)


def part_of_count(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """19个水功能区(其中,国家级13个、区县级6个): parts of what is only counted are counts."""
    opened = inside_bracket(text, value.start)
    return (
        opened is not None
        and text.copy.startswith("其中", opened + 1)
        and last_before(targets, opened, text.copy) is None
    )


_NEXT_NAMES = lazy(
    r"[^,。;:!?\d\n]{2,40}(?:以及|[、和及与]|, ?[^,。;:!?\d\n]{2,40}、)[^,。;:!?\d\n]{1,40}等 ?",
    holds=("等",),
)


def next_of_lists(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """完成甲等6座水库改造及乙等|10座山塘整治工程: counted behind names as the one before is."""
    if not targets or value.compared or value.quantity.counter != "count" or targets[-1].unit_base != "{#}":
        return False
    before = targets[-1]
    if not text.copy.endswith(("等", "等 "), 0, before.start) or value.start - before.end > 82:
        return False
    return _NEXT_NAMES.fullmatch(text.copy, before.end, value.start) is not None


_OF_OTHERS = lazy(r"[^\W\d_]{1,8}的", holds=("的",))
_IN_ALL = tuple(place + word for place in "省市县区州镇乡村" for word in ("共", "共计", "合计"))


def where_others(text: TargetText, values: list[Value], index: int) -> bool:
    """覆盖5个区县|的10个片区: the first count only says where those are that are counted."""
    value = values[index]
    if text.fact or index + 1 >= len(values) or value.quantity.counter != "count" or value.compared:
        return False
    following = values[index + 1]
    if following.quantity.counter != "count" or following.start - value.end > 10:
        return False
    if text.copy.endswith(_IN_ALL, value.end, following.start):
        return True  # 支持10个县|共计26个体育设施建设
    return _OF_OTHERS.fullmatch(text.copy, value.end, following.start) is not None


def part_of_days(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """达标天数314天(其中:优79天,|良235天): parts of the days before the bracket."""
    if not targets or targets[-1].unit != value.quantity.unit or targets[-1].value is None:
        return False
    opened = inside_bracket(text, value.start)
    return opened is not None and targets[-1].end >= opened - 1


_INNER = lazy(r"\((?:包括|约|其中约|合计约?|共计约?)?$", holds=("(",))


def told_in_bracket(text: TargetText, value: Value, last: Target) -> bool:
    """新增35个班(约1750个|学位), 整治125个村庄(包括63个|省级补助村…): the same amount counted otherwise, or its parts."""
    opened = inside_bracket(text, value.start)
    if opened is None or last.value is None or not opened - 10 <= last.end <= opened:
        return False
    if not text.copy.startswith(("包括", "约", "合计", "共计", "其中约"), opened + 1):
        return False
    return _INNER.search(text.copy[opened : value.number]) is not None


def goes_on_after(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """建成1条以上示范带,|10个以上功能布局合理的未来乡村: the verb of the clause before holds on."""
    if not targets or targets[-1].value is None or targets[-1].operator != value.operator:
        return False
    between = text.copy[targets[-1].end : value.start]
    return len(between) <= 30 and between.endswith(",") and between.count(",") == 1 and ";" not in between


_LISTED = lazy(r"[^,。;:!?\d\n]{1,30}(?:[、和及与]|以及)")
_OBJECTS = lazy(r"[^,;。:!?\d\n]{2,80}, ?")


def elided(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """培育3家综合性、跨领域平台,|20家行业性平台: the verb of the clause before holds for the next count."""
    if not targets or targets[-1].value is None:
        return False
    counts = value.quantity.unit.startswith("cn:count:") and targets[-1].unit.startswith("cn:count:")
    if targets[-1].unit != value.quantity.unit and (text.fact or not counts):
        return False
    if text.copy[value.start - 2 : value.start].rstrip()[-1:] != ",":
        return False
    if not _OBJECTS.fullmatch(text.copy, targets[-1].end, value.start):
        return False
    words = right_measure(text.copy, value.end)
    if targets[-1].unit != value.quantity.unit and _TOLD_OF.search(words):
        return False  # 完成25家备案,3个问题待查
    return bool(words) and not words.endswith("的") and subject_of(words) == words


# 3个问题|待查; but not 10次未成年人活动, 5门在线课程 and 8处接待站
_TOLD_OF = lazy(
    r"(?<![接招期])待(?!遇)|未(?!成年|来)|(?<![供内急])需(?!求)|尚(?!学)|已|仍|均(?!衡)|(?<![存潜现])在(?!线|校|岗|职)"
)
_NEXT = lazy(r"[^,。;:!?、\d\n]{2,30}, ?")  # 完成25家企业备案,10家企业修订: the same unit in the next clause
_SHORT = lazy(r"[^\W\d_]{0,6}")


def _side_by_side(text: TargetText, value: Value, last: Target) -> bool:
    """164户|859人易地搬迁项目, 规划23个示范项目|57处示范点: counts of a plan without a sign between them."""
    if text.fact or value.compared or value.quantity.counter != "count" or last.operator != "=":
        return False
    counted = last.unit.startswith("cn:count:") or last.unit in ("{person}", "{household}")
    return counted and _SHORT.fullmatch(text.copy, last.end, value.start) is not None


def listed(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """建设50所学校和150个专业: the second counted thing is as much a target as the first."""
    if not targets or targets[-1].value is None or value.start - targets[-1].end > 34:
        return False
    if among_others(text.copy[value.end : value.end + 18]):  # 25项指标|中有22项达标
        return False
    if _LISTED.fullmatch(text.copy, targets[-1].end, value.start):
        return True
    if _side_by_side(text, value, targets[-1]):
        return True
    return targets[-1].unit == value.quantity.unit and bool(
        _NEXT.fullmatch(text.copy, targets[-1].end, value.start)
    )
