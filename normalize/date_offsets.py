"""Spans counted from a day that is not stated (30日内, 提前5日, 次月15日前) and the year after a stated one."""

from __future__ import annotations

import re

from ..text import lazy
from .date_frame import Frame, Reader, Reading, span_text, time_words, words_before
from .date_meaning import by_point
from .date_points import point_at

_COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|半)"
_SPAN_UNIT = r"(?:个?工作日|个?月|年|日|天|周|个?星期|个?小时)"
_WITHIN = lazy(
    rf"(?<![\d.近前去第月每一二两三四五六七八九十]){_COUNT}\ ?(?:{_SPAN_UNIT})\ ?(?:之|以)?内(?![涵容部控外需设生])"
)
_IN_ADVANCE = lazy(rf"提前(?:至少|不少于)?\ ?{_COUNT}\ ?(?:个?工作日|日|天|个月|个?小时)")
_IN_TIME = lazy(
    rf"(?<![仅只])用\ ?{_COUNT}(?:(?:-{{1,2}}|～|~|至|到){_COUNT})?\ ?(?:年|(?<!利用.)(?<!利用..)个月)(?:左右|多)?的?时间"
)
_NEXT = lazy(
    r"次(?:月|年|季度)\ ?(?:(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\ ?月)?(?:\ ?[\d一二三四五六七八九十]{1,3}\ ?[日号])?(?:底|末|[上中下]旬)?(?:之?[前内])"
)
_NOT_DONE = lazy(r"(?<=年内)(?:无|未|没有)|的(?!要求|标准|规定)")  # 登记注册3年内的企业
_SHORTENED = lazy(
    r"(?:压缩|压减|缩短|缩减|精简|控制|减少|降低|降|限制)(?:至|到|在|为)$"
)  # 时限压缩至90个工作日以内


def read_within(copy: str, at: int, frame: Frame) -> Reading | None:
    """30日内, 十五个工作日内, 半年内; not 近三年内, 毕业5年内."""
    match = _WITHIN.match(copy, at) if "内" in copy[at : at + 12] else None
    if match is None:
        return None
    before = words_before(copy, at)
    if (
        before.endswith(time_words()["states"])
        or (before[-1:] in ("至", "到", "在", "为") and _SHORTENED.search(before))
        or _NOT_DONE.match(copy, match.end())
    ):
        return Reading(match.end())
    return Reading(match.end(), "", "relative", True)


_NEXT_YEAR = lazy(r"[次翌]年(?=\ ?(?:1[0-2]|0?[1-9])\ ?月|[上下]半年|第?[一二三四1-4]季度|年?底)")


def read_next_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """2022年10月启动,次年3月完成: 2023-03; the year after one that is not stated is counted from nothing."""
    match = _NEXT_YEAR.match(copy, at) if copy.startswith("年", at + 1) else None
    point = point_at(copy, match.end(), int(frame.near[:4]) + 1 if frame.near else None) if match else None
    if point is None:
        return None
    if point.year is None:
        return Reading(point.stop, "", "relative", True)
    if point.before or point.end:
        return by_point(point)
    return Reading(point.stop, span_text(point.first, point.last), "during")


def _reader_of(pattern: re.Pattern[str], second: str) -> Reader:
    def read(copy: str, at: int, frame: Frame) -> Reading | None:
        match = pattern.match(copy, at) if copy[at + 1 : at + 2] in second else None
        return Reading(match.end(), "", "relative", True) if match else None

    return read


read_in_advance = _reader_of(_IN_ADVANCE, "前")
read_in_time = _reader_of(_IN_TIME, "0123456789一二两三四五六七八九十半 ")
read_next = _reader_of(_NEXT, "月年季")
