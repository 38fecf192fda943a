"""Spans counted from a day that is not stated (30日内, 提前5日, 次月15日前) and the year after a stated one."""

from __future__ import annotations

import re

from ..text import lazy
from .date_frame import (
    STRIVES,
    Frame,
    Reader,
    Reading,
    ends_in_condition,
    opens_clause,
    span_text,
    time_words,
    words_before,
)
from .date_meaning import by_point, is_named
from .date_points import point_at

_COUNT = r"(?:\d{1,4}(?:\.5)?|[一二两三四五六七八九十]{1,3}|半)"
_SPAN_UNIT = r"(?:个?工作日|个?自然日|分钟|个?月|年|日|天|周|个?星期|个?小时)"
_WITHIN = lazy(
    rf"(?<![\d.近前去第月每一二两三四五六七八九十]){_COUNT}\ ?(?:{_SPAN_UNIT})(?:\([^()]{{1,16}}\))?\ ?(?:的?时间)?(?:之|以)?内(?![涵容部控外需设生])"
)
_IN_ADVANCE = lazy(
    rf"提前(?:至少|不少于)?\ ?(?:{_COUNT}[-至到~])?{_COUNT}\ ?(?:个?工作日|日|天|个月|个?小时|年)"
)
_IN_TIME = lazy(
    rf"(?<![仅只])用\ ?{_COUNT}(?:(?:-{{1,2}}|～|~|至|到){_COUNT})?\ ?(?:年|(?<!利用.)(?<!利用..)个月)(?:左右|多)?的?时间"
)
_NEXT = lazy(
    r"(?:次(?:月|年|季度)|下个?月)\ ?(?:(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\ ?月)?(?:\ ?[\d一二三四五六七八九十]{1,3}\ ?[日号])?(?:底|末|[上中下]旬)?(?:之?[前内])"
)
_NOT_DONE = lazy(
    r"(?<=年内)有|(?:因[^,。;:]{1,30}|[^,。;:]{0,6})(?:受过|受到过|曾|发生过|有过)|[^,。;:\d]{0,6}了|[仍尚]?(?:无|未|没有)|(?:再次?)?不(?:得|再|变)|(?:均?可)?(?:免|减按|享受|有效)"  # 3年内不得申请, 五年内免征
    r"|(?:\([^()]{0,4}\))?的(?!要求|标准|规定)|(?![将把对向由与给按以报])[^,。;:\d的]{1,3}的|,[^。;]{0,30}不(?:得|能)(?:再|重复)|(?:[^,。;:\d]{0,6}即将)?(?:到期|届满|期满)"  # 一个月内取得的收入
)
_SHORTENED = lazy(
    r"(?:压缩|压减|缩短|缩减|精简|控制|减少|降低|降|限制)(?:至|到|在|为)(?:\d{1,3}个?[、和]){0,4}$"
)  # 压减至5个、10个工作日以内, 时限压缩至90个工作日以内


def read_through(copy: str, at: int, frame: Frame) -> Reading | None:
    """通过三年努力, 通过三年时间, 力争三年: as 用三年时间; 经过三年努力 tells what was."""
    stop = at + 1 + (copy[at + 1 : at + 2] in _SECOND)
    if copy[stop : stop + 1] != "年":
        return None
    said = words_before(copy, at)
    before = _RANGE_TO.sub("", said).removesuffix("新一轮")
    effort = copy.startswith((*_THROUGH, "努力", "的努力"), stop + 1)
    ahead = before != said and before.endswith(
        "经过"
    )  # 经过5—10年左右时间: only what is to come has two ends
    through = effort and (ahead or before.endswith(("通过", "利用", *_AIMED)))
    aimed = not effort and before.endswith(STRIVES) and copy[stop + 1 : stop + 2] in _NEW
    done = not effort and opens_clause(copy, at) and copy.startswith(_DONE_IN_YEARS, stop + 1)  # 三年建成公路
    return Reading(stop + 1, "", "relative", True) if through or aimed or done else None


_DONE_IN_YEARS = ("建成", "完成", "实现", "打造", "消除")
_RANGE_TO = lazy(r"[\d一二三四五六七八九]{1,2}[-至到~～]$", holds=tuple("-至到~～"))  # 通过四到|五年努力
_SECOND = frozenset("-至到~～一二三四五六七八九十0123456789")  # 通过3-5年努力 is read by its last number
_AIMED = ("力争经过", "争取经过")
_THROUGH = (
    "的持续努力",
    "的不懈努力",
    "持续努力",
    "时间",
    "左右",
    "的时间",
    "攻坚",
    "治本攻坚",
    "集中攻坚",
    "治理",
    "整治",
    "建设",
    "行动",
    "奋斗",
    "的奋斗",
    "左右的时间",
    "左右时间",
    "左右努力",
    "左右的努力",
)
_NEW = frozenset("再实建达完形基全打取")


def read_within(copy: str, at: int, frame: Frame) -> Reading | None:
    """30日内, 十五个工作日内, 半年内; not 近三年内, 毕业5年内."""
    match = _WITHIN.match(copy, at) if "内" in copy[at : at + 26] else None
    if match is None:
        return None
    before = words_before(copy, at)
    if (
        before.endswith(time_words()["states"])
        or (
            before[-1:] in ("至", "到", "在", "为", "、", "和")
            and _SHORTENED.search(words_before(copy, at, 24))
        )
        or ("分钟" in match.group() and not _is_prompt(copy, before, match.end()))
        or (before.endswith("时间在") and "年" in match.group())  # 注册登记时间在3年内
        or _NOT_DONE.match(copy, match.end())
        or (before.endswith("可在") and copy.startswith(_MAY_GO_ON, match.end()))
        or ends_in_condition(copy, match.end())
    ):
        return Reading(match.end())
    return Reading(match.end(), "", "relative", True)


_MAY_GO_ON = ("实行", "享受", "继续", "使用", "按")  # 可在五年内|实行过渡期政策
_AT_ONCE = ("完成", "上报", "报告", "报送", "处置", "响应", "到场", "赶到", "到达")


def _is_prompt(copy: str, before: str, end: int) -> bool:
    """响应启动后30分钟内,…到场; not 15分钟内可达公园."""
    if before.endswith(",") and copy.startswith(_AT_ONCE, end):
        return True  # 10分钟内完成会议摘要
    return before.endswith(("后", "在", "应", "须")) and not copy.startswith(
        ("可", "能", "到达", "的", "生活"), end
    )


_WORKING_DAYS = lazy(rf"{_COUNT}\ ?个?工作日(?!\ ?(?:之|以)?[内前后起])")
_TERM = lazy(
    r"等待\ ?$|(?<!公示)(?<!公告)(?<!征求意见)(?<!征集)(?:[时期]限|时间)(?:一般|原则上|最长)?(?:为|是|:)?(?:不得?超过)?\ ?$|(?:延长|延期|顺延)[至到]\ ?$|不得?超过\ ?$"
)


_SHOWN = lazy(
    r"(?:公示|公告|公开|展示|征求|征集|听取)[^,。;:\d]{0,8}(?:[时期]限|时间)[^,。;\d]{0,6}$",
    holds=("公", "展示", "征", "听取"),
)  # 公开展示时间为5个工作日: how long it lasts

_NO_LONGER = lazy(r"\d{1,3}\ ?个?(?:自然日|日|天|小时)(?!\ ?(?:之|以)?[内前后起])(?=[,。;)(]|的?$)")
_ACTS_UNTIL = (
    "延长",
    "延期",
    "顺延",
    "时限",
    "办理",
    "办结",
    "审批",
    "审核",
    "审查",
    "答复",
    "批准",
    "整改",
    "发放",
)
_LASTS = ("公示", "公告", "租", "缴", "扣", "封", "拘", "居", "停", "假", "试用", "有效", "训", "学")


def read_no_longer(copy: str, at: int, frame: Frame) -> Reading | None:
    """延长后最长不得超过30日, 批准给予救助的,原则上不得超过30天: the limit of an act, not how long a state lasts."""
    before = copy[max(0, at - 40) : at]
    if not before.rstrip().endswith(("不得超过", "不超过", "不能超过")):
        return None
    said = any(word in before for word in _ACTS_UNTIL) and not any(word in before for word in _LASTS)
    match = _NO_LONGER.match(copy, at) if said else None
    return Reading(match.end(), "", "relative", True) if match else None


def read_working_days(copy: str, at: int, frame: Frame) -> Reading | None:
    """办结时限:20个工作日, 可延长至15个工作日: limits without 内 (what only lasts is not counted in working days)."""
    match = _WORKING_DAYS.match(copy, at) if copy.find("工作日", at, at + 8) > 0 else None
    before = words_before(copy, at, 20)
    if match is None or not _TERM.search(before) or _SHOWN.search(before):
        return None
    return Reading(match.end(), "", "relative", True)


_NEXT_YEAR = lazy(r"(?:[次翌]|第二)年(?=\ ?(?:1[0-2]|0?[1-9])\ ?月|[上下]半年|第?[一二三四1-4]季度|年?底)")


def read_next_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """2022年10月启动,次年3月完成: 2023-03; the year after one that is not stated is counted from nothing."""
    match = _NEXT_YEAR.match(copy, at) if copy.startswith(("年", "二年"), at + 1) else None
    point = point_at(copy, match.end(), int(frame.near[:4]) + 1 if frame.near else None) if match else None
    if point is None:
        return None
    if point.year is None:
        return Reading(point.stop, "", "relative", True)
    if point.before or point.end:
        return by_point(point)
    return Reading(point.stop, span_text(point.first, point.last), "during")


def read_at_latest(copy: str, at: int, frame: Frame) -> Reading | None:
    """至迟不超过六个月答复, 最迟不超过5个工作日: a limit whatever is done."""
    late = copy.startswith("超过", at - 2) and "迟不" in copy[max(0, at - 6) : at]
    match = _SINCE_DAY.match(copy, at) if late else None
    return Reading(match.end(), "", "relative", True) if match else None


_SINCE_DAY = lazy(rf"{_COUNT}\ ?{_SPAN_UNIT}(?:之?内)?")
_NO_LIMITS = ("后", "以后", "之后", "起", "止", "的", "满", "未", "施行", "生效", "有效")
_LIMITS = ("超过", "之前", "最迟", "不晚于", "不迟于")


def read_since_day(copy: str, at: int, frame: Frame) -> Reading | None:
    """不得超过登记之日起4年, 自收到之日起15个工作日组织复核: limits without 内."""
    match = _SINCE_DAY.match(copy, at) if copy.startswith("之日起", at - 3) else None
    if match is None:
        return None
    limit = any(word in copy[max(0, at - 40) : at] for word in _LIMITS)
    days = match.group().endswith(("日", "天")) and not copy.startswith(_NO_LIMITS, match.end())
    return Reading(match.end(), "", "relative", True) if limit or days else None


_AHEAD = lazy(rf"{_COUNT}\ ?{_SPAN_UNIT}(?:之?内)?")
_AHEAD_OF = lazy(
    rf"{_COUNT}\ ?{_SPAN_UNIT}(?:之|以)?前(?!期|后|述|三)(?:{_COUNT}\ ?{_SPAN_UNIT}(?:之|以)?内)?"
)  # 满一年前六十日内


_FULL = lazy(rf"每?满{_COUNT}\ ?{_SPAN_UNIT}$")  # 每满1年之日前60日内


def read_ahead_of(copy: str, at: int, frame: Frame) -> Reading | None:
    """会议召开5日前, 届满30日前, 届满前一个月内."""
    before = words_before(copy, at)
    ahead = before.endswith("前")
    if not (ahead or "前" in copy[at + 1 : at + 8]):
        return None
    event = before.removesuffix("前").rstrip("的之日以")
    if not (event.endswith(time_words()["ahead_of"]) or ("满" in event and _FULL.search(event))):
        return None
    match = (_AHEAD if ahead else _AHEAD_OF).match(copy, at)
    return Reading(match.end(), "", "relative", True) if match else None


_SEASONS = ("汛",)  # 汛前全部完工 tells a season; 汛期前 and 2023年汛前 set a time


def read_before_named(copy: str, at: int, frame: Frame) -> Reading | None:
    """春节前, 汛期前, 开学前: a time that has a name; its day is not stated and none is made up."""
    start = max(0, at - 8)
    name = is_named(copy, max(start, 1 + max(copy.rfind(sign, start, at) for sign in ",。;:、")), at)
    if not name or name in _SEASONS:
        return None
    begin = copy.rindex(name, start, at)
    return Reading(at, more=((begin, Reading(at + 1, "", "relative", True)),))


_MID_CENTURY = "本世纪中叶"


def read_mid_century(copy: str, at: int, frame: Frame) -> Reading | None:
    """到本世纪中叶: no year is made up."""
    end = at + len(_MID_CENTURY)
    return Reading(end, "", "by", True) if copy.startswith(_MID_CENTURY, at) else None


_OWN_SPAN = (
    "当日",
    "当天",
    "当月",
    "当季",
    "当周",
    "当季度",
    "次日",
    "次月",
    "本季度",
    "本季",
    "本月",
    "本周",
)


def read_own_span(copy: str, at: int, frame: Frame) -> Reading | None:
    """应在当月内使用完毕, 当日内上报: counted from a day that is not stated."""
    word = next((word for word in _OWN_SPAN if copy.startswith((f"{word}内", f"{word}之内"), at)), "")
    inner = copy[at + len(word) + 1 : at + len(word) + 2]
    return (
        Reading(at + len(word) + 1, "", "relative", True)
        if word and inner not in ("容", "部", "的")
        else None
    )


_DIGITS = frozenset("0123456789一二两三四五六七八九十半")


def _counts(copy: str, at: int) -> bool:
    return not _DIGITS.isdisjoint(copy[at + 1 : at + 12])


_ACHIEVED = lazy(
    r"(?:超额|全面|全部|基本|圆满|顺利|就|即)?(?:突破|收官|超过|跨越|迈上|跻身|完成|实现|建成|达到|投产|通车|竣工|开工|完工)"
)
_ORDERS = ("应", "须", "要", *STRIVES, "前往")


def _is_early(copy: str, at: int, end: int) -> bool:
    """较往年提前一个月, 提前一个月超额完成目标: how early it was."""
    before = words_before(copy, at)
    if "较" in before or "比" in before:
        return True
    return not any(word in before for word in _ORDERS) and _ACHIEVED.match(copy, end) is not None


def _was_used(copy: str, at: int, end: int) -> bool:
    """用7年时间实现了转变: how long it took."""
    done = _ACHIEVED.match(copy, end)
    return done is not None and copy.startswith("了", done.end())


def _reader_of(pattern: re.Pattern[str], second: str) -> Reader:
    def read(copy: str, at: int, frame: Frame) -> Reading | None:
        match = pattern.match(copy, at) if copy[at + 1 : at + 2] in second and _counts(copy, at) else None
        if match and (_is_early if copy[at] == "提" else _was_used)(copy, at, match.end()):
            return Reading(match.end())
        return Reading(match.end(), "", "relative", True) if match else None

    return read


read_in_advance = _reader_of(_IN_ADVANCE, "前")
read_in_time = _reader_of(_IN_TIME, "0123456789一二两三四五六七八九十半 ")


def read_next(copy: str, at: int, frame: Frame) -> Reading | None:
    """次月15日前, 次年底前."""
    match = _NEXT.match(copy, at) if copy[at + 1 : at + 2] in ("月", "年", "季", "个") else None
    return Reading(match.end(), "", "relative", True) if match else None
