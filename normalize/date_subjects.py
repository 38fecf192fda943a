"""What stands around a time inside a clause: the place in front of it, the figure, the rate or the act behind it."""

from __future__ import annotations

from ..text import lazy
from .date_frame import CLAUSE_STOPS, OPENING, time_words, word_at, words_until

_OF_PLACE = lazy(
    r"(?:[^,。;:\d的]|\d{4}年){0,24}\ ?\d(?!\d{3}年|\d?(?:-{1,2}|至|~)?\d{0,2}月)|[^,。;:\d的]{2,16}(?:退出|进入)[^,。;:\d]{0,10}\d"
)

_PLACES = ("市", "省", "县", "区", "镇", "乡", "街道", "州", "盟", "旗")

_RATE = lazy(
    r"[^,。;:\d的]{0,20}的?[^,。;:\d的]{0,8}(?:率|比例|比重|占比)(?:为|达到?|不低于|不少于|超过?|控制在)\ ?\d"
)


def is_of_rate(copy: str, at: int, before: str) -> bool:
    """公办幼儿园2026年派位招生的比例为90%: the year stands behind the subject of a rate."""
    if before[-1:] in OPENING or before.endswith(time_words()["bases"]) or not copy[at : at + 1].isalpha():
        return False
    ahead = copy[at : at + 34]
    return ("率" in ahead or "比" in ahead) and _RATE.match(copy, at) is not None


def of_place(copy: str, at: int, stop: int, before: str) -> bool:
    """某市2017年细颗粒物浓度较2013年下降15%, 全市三季度新开工项目71个: behind a place that opens its clause."""
    if not before.endswith(_PLACES):
        return False
    clause = copy[max(0, at - 18) : at]
    opened = max(clause.rfind(sign) for sign in OPENING)
    if opened < 0 and at > 18:
        return False
    place = clause[opened + 1 :].strip()
    aim = next((word for word in time_words()["aims"] if place.startswith(word)), "")
    place = place[len(aim) :] if len(place) > len(aim) + 1 else place  # 确保|全省2020年盖度达到64%
    acted = any(
        place.startswith(word) for slot in ("predicates", "acts", "bases") for word in time_words()[slot]
    )
    if acted or _NO_PLACE.search(place):
        return False
    rest = words_until(copy, stop, CLAUSE_STOPS, 40)
    return _OF_PLACE.match(copy, stop) is not None or (rest.endswith(_STATES_END) and "的" not in rest)


_BODIES = ("财政", "局", "委", "办", "厅", "中心", "集团", "公司", "部门", "医院", "学校", "政府")
_BODY_ACTS = lazy(
    r"(?:(?:年初|共|已|计划|拟|将|预计)*(?:本级)?(?:预算)?(?:安排|拨付|投入|落实|下达)|(?:共|已|累计|计划|拟|将)*(?:新建|改造|建成|完成|开展|新增|组织|举办|培训))"
    r"(?!情况)[^,。;:\d的情]{0,14}\ ?\d",
    holds=_BODIES,
)


def of_body(copy: str, at: int, stop: int, before: str) -> bool:
    """县财政局2024年预算安排资金2亿元, 区住建局2024年改造小区5个: a body that opens its clause, what it does behind."""
    if not before.endswith(_BODIES) or _BODY_ACTS.match(copy, stop) is None:
        return False
    clause = copy[max(0, at - 16) : at]
    opened = max(clause.rfind(sign) for sign in OPENING)
    body = clause[opened + 1 :].strip()
    return (opened >= 0 or at <= 16) and len(body) > 1 and not _NO_PLACE.search(body)


_STATES_END = ("明显", "显著", "良好", "向好", "平稳", "稳定", "改善", "提升", "加快", "提速")

_FIGURES = lazy(
    r"[^,。;:、\d的情]{0,16}(?:[较比]\d{4}年)?(?:为|达到?|完成|增长|下降|新增|实现|超过?|突破|降低|减少|提高)(?:了|到|超过?|约|近|至)?\ ?\d(?!\d{3}年)"
)


def is_of_figures(copy: str, at: int) -> bool:
    """相应的1-9月增速分别为6.7%, 推动高速公路上半年全线施工: a period of work with a figure or an act behind it."""
    if _FIGURES.match(copy, at) is not None:
        return True
    rest = words_until(copy, at, CLAUSE_STOPS, 16)
    return (
        1 < len(rest) < 13
        and rest.endswith(_WORKS)
        and "的" not in rest
        and not rest.startswith(("重", "项"))
    )


_NOT_OF_PERIOD = (
    "的",
    "情况",
    "活动",
    "会议",
    "大会",
    "报告",
    "数据",
    "计划",
    "目标",
    "清单",
    "任务",
    "方案",
    "总结",
    "考核",
)


def tells_of_period(copy: str, at: int) -> bool:
    """全市前三季度水产养殖增势良好: what was so in a period of work; not 三季度完成情况, 三季度开工活动举行."""
    rest = words_until(copy, at, CLAUSE_STOPS, 40)
    return len(rest) > 3 and rest[0] not in "、和及与" and not any(word in rest for word in _NOT_OF_PERIOD)


_WORKS = (
    "施工",
    "开工",
    "动工",
    "开建",
    "完工",
    "竣工",
    "投产",
    "投用",
    "通车",
    "开馆",
    "开业",
    "开园",
    "运营",
    "建成",
    "启动",
    "使用",
)

_NO_PLACE = lazy(r"[的了对向在为将按据于由使让至到\d]")


def acts_at(copy: str, at: int) -> bool:
    """Whether what is done begins at a place: 新建, 累计完成, 在…开展, 每年."""
    return copy[at : at + 1] in _ACT_SIGNS or any(
        word_at(copy, at, slot) for slot in ("goals", "acts", "predicates")
    )


# What is taken in, set down or told has its name from the year behind these: 列入2024年建设任务.
TAKES = (
    "列入",
    "纳入",
    "下达",
    "编制",
    "制定",
    "印发",
    "发布",
    "公布",
    "通报",
    "明确",
    "分解",
    "梳理",
    "围绕",
    "对照",
)
_ACT_SIGNS = frozenset("在每将拟全共已要应")
