"""A point in time as texts state it: year, half, quarter, month, part of a month, day, and the mark behind it.

2025年, 二〇二五年, 今年4月, 24年底 (behind 2023年)         the year, stated or of the list
上半年, 第三季度, 前三季度, 9月, 3-5月, 6月上旬, 3月20日     the part of it
底, 末, 前, 之前, 内, 期间                                  the mark
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from ..lightclass import dataclass
from ..text import chinese_number, lazy
from .date_frame import OPENING, last_day, word_at, words_before
from .periods import cn_year, iso_date


@dataclass(frozen=True, slots=True)
class Point:
    """A point as stated. `first` and `last` are ISO dates of its own precision; year None is not known."""

    stop: int
    year: int | None
    stated: bool  # its year stands in the text
    month: int | None
    day: int | None
    first: str
    last: str
    end: bool  # 底, 末
    before: bool  # 前
    inside: bool  # 内, 期间
    vague: bool = False  # 初: somewhere in its first part
    worded: bool = False  # 今年 and nothing more
    recent: bool = False  # not more than 20 years before the year of the list
    dotted: bool = False  # 2022-12-31: with a word in front only, alone it is the stamp of a page


_WORDED_YEAR = lazy(r"[今本当明去上]年(?!度)")
_SPELLED_YEAR = lazy(r"(?P<cy>[一二][\w○]{3})年(?!度)")
_SHORT_YEAR = lazy(
    r"(?<![\d.第近前满超逾约每续历])[12]\d年(?=\ ?(?:1[0-2]|0?[1-9])\ ?月|年?[底末]|[上下]半年|第?[一二三四1-4]季度|[^。;\d的])"
)
_MONTH_AND_DAY = lazy(r"\d{1,2}月\d{1,2}日")
_NO_YEAR = frozenset("度级代轻龄鉴检货")  # 2022年度, 2020年级: no points
_MONTH = lazy(
    r"""
    (?:(?P<m0>1[0-2]|0?[1-9])\ ?月?\ ?(?:-{1,2}|～|~|至|到)\ ?)?(?P<m>1[0-2]|0?[1-9])\ ?月份?(?![龄均薪租饼球度])
    (?:\ ?(?P<d>3[01]|[12]\d|0?[1-9])(?:\ ?[日号])?(?:\ ?(?:-{1,2}|～|~|至|到)\ ?(?P<d2>3[01]|[12]\d|0?[1-9]))?(?:(?<=[日号])|\ ?[日号]|目(?=前,)|(?=[、和]\ ?(?:3[01]|[12]\d|0?[1-9])\ ?[日号、和]))
      |(?P<x>[上中]、?[中下]旬|[上中下]旬))?
    """,
    re.VERBOSE,
)
_SPELLED_MONTH = lazy(r"(?P<m>十[一二]|[一二三四五六七八九十])月份?(?:(?P<d>[一二三四五六七八九十]{1,3})日)?")
_QUARTER = lazy(r"第?(?P<q>[一二三四1-4])季度")
_CLOCK_BEFORE = lazy(
    r"(?:\((?:星期|周)[一二三四五六日天]\))?(?:\ ?(?:[上下]午|早上|中午|晚上)?\ ?\d{1,2}(?:[时点]|[:∶]\d\d))?(?:\(含[^()]{0,4}\))?(?:之|以)?前(?![期往景沿瞻提三后])"
)  # 24时前, (含)前
_END_BEFORE = lazy(r"(?:\(含[^()]{0,4}\))?(?:之|以)?前(?![期往景沿瞻提])")
_ENDS = ("年底", "底", "年末", "末", "年终")
_BEGINNING = lazy(r"年?初(?![步次中级审评选创始衷期])")  # 2019年初, 6月初
_FIRST_MONTHS = lazy(r"前(?P<n>\d{1,2}|十[一二]?|[二三四五六七八九两])(?:个月|月(?=[,全]))", holds=("前",))
_INSIDE = lazy(r"年?内(?![涵容部控外需蒙])|期间|之内|以内")
_DOTTED = lazy(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d.])(?P<before>(?:之|以)?前)?"
)
_POINT_SIGNS = frozenset("年月季-./")
_YEARS_OFF = {"今": 0, "本": 0, "当": 0, "明": 1, "去": -1, "上": -1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_CN_MONTHS = frozenset("一二三四五六七八九十")
_INSIDE_SIGNS = frozenset("年内期之以")
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}

# Words before a point; 达到, 对于, 现在 are other words.
_LEADS = {
    "截": ("截至到", "截止到", "截至", "截止"),
    "到": ("到",),
    "至": ("至",),
    "于": ("于",),
    "在": ("在",),
    "自": ("自",),
    "从": ("从",),
}
_NO_LEAD = {"到": "达得做均收感受看回", "于": "关对位基低高处等属由大小鉴介限源终始", "在": "现存所内潜旨"}

SINCE = lazy(r"\ ?(?:\d{1,2}时)?(?:起(?![步点来草始诉重])|开始)")


def lead_word(copy: str, at: int) -> tuple[str, int]:
    """The sign of the word before a point, and where the point begins."""
    sign = copy[at]
    if sign not in _LEADS or (at and copy[at - 1] in _NO_LEAD.get(sign, "")):
        return "", at
    word = next((word for word in _LEADS[sign] if copy.startswith(word, at)), "")
    end = at + len(word)
    return (sign, end + (copy[end : end + 1] == " ")) if word else ("", at)


class _Year(NamedTuple):
    """The year of a point: where it stops, its number (None: not known) and how it is stated."""

    stop: int
    number: int | None
    how: str = ""  # full, spelled, word, short; "" not stated


class _Part(NamedTuple):
    """The part of a year: first and last month and day (0: none)."""

    stop: int
    first: tuple[int, int]
    last: tuple[int, int]
    month: bool = False  # 9月, 6月上旬, 3月20日; not 三季度
    tenth: bool = False  # 6月上旬


class _Mark(NamedTuple):
    """What stands behind: 底 (end), 前 (before), 内 (inside)."""

    stop: int
    end: bool = False
    before: bool = False
    inside: bool = False
    vague: bool = False


def point_at(copy: str, at: int, year: int | None, spoken: int | None = None) -> Point | None:
    """The point that begins at a place; `year` is the year where none is stated, `spoken` that of 今年 (see Frame)."""
    if not any(sign in _POINT_SIGNS for sign in copy[at : at + 9]):
        return None
    said = _year(copy, at, year, spoken)
    if said is None:
        return _dotted(copy, at)
    part = _part(copy, said.stop)
    if part is None and not said.how:
        return _dotted(copy, at)
    mark = _mark(copy, part.stop if part else said.stop)
    if (
        said.how == "word"
        and part is None
        and (mark.vague or (said.number is None and mark.stop == said.stop))
    ):
        return None
    alone = said.how == "word" and part is None and mark.stop == said.stop
    if alone and copy[at] == "当" and not SINCE.match(copy, mark.stop):
        return None
    number = said.number
    if said.how == "short":
        number = _short_year(copy, at, said.stop, mark, part, year)
        if number == 0:
            return None
    first, last = _bounds(number if number is not None else 2000, part)
    if not first or not last or first > last:
        return None
    return Point(
        mark.stop,
        number,
        bool(said.how),
        part.last[0] if part and part.month else None,
        part.last[1] or None if part and not part.tenth else None,
        first,
        last,
        mark.end,
        mark.before,
        mark.inside,
        mark.vague,
        worded=alone,
    )


def _year(copy: str, at: int, year: int | None, spoken: int | None) -> _Year | None:
    """The year at a place; one that is not stated is the year given; None: a year that makes no point (二〇九〇年)."""
    sign = copy[at]
    if sign in "12" and not (at and copy[at - 1].isdecimal()):
        digits = copy[at : at + 4]
        stop = at + 4 + (copy[at + 4 : at + 5] == " ")
        named = digits[:2] in ("19", "20") and len(digits) == 4 and digits.isdecimal()
        if named and copy[stop : stop + 1] == "年" and copy[stop + 1 : stop + 2] not in _NO_YEAR:
            stop += 1 + 2 * copy.startswith("当年", stop + 1)  # 2023年当年内
            day = copy.startswith("的", stop) and _MONTH_AND_DAY.match(copy, stop + 1)  # 2005年的3月30日
            return _Year(stop + bool(day), int(digits), "full")
        if named and (copy[at + 5 : at + 6] == "月" or copy[at + 4 : at + 7] in ("10月", "11月", "12月")):
            return _Year(at + 4, int(digits), "full")  # 20254月8日: a copy that lost 年
    if copy[at + 2 : at + 3] == "年" and sign in "12" and (short := _SHORT_YEAR.match(copy, at)):
        return _Year(short.end(), None, "short")
    if sign in _YEARS_OFF and copy[at + 1 : at + 2] == "年" and _WORDED_YEAR.match(copy, at):
        month = copy[at + 2 : at + 3] == "的" and "月" in copy[at + 4 : at + 7]  # 今年的5月1日, 明年的八月份
        part = copy[at + 3 : at + 4]
        stop = at + 2 + (month and (part.isdecimal() or part in _CN_MONTHS))
        base = year if spoken is None or sign in "当本" else spoken or None
        return _Year(stop, base + _YEARS_OFF[sign] if base else None, "word")
    if sign in "一二" and copy[at + 4 : at + 5] == "年" and (spelled := _SPELLED_YEAR.match(copy, at)):
        own = cn_year(spelled["cy"])
        return _Year(spelled.end(), own, "spelled") if own and 1900 <= own <= 2100 else None
    return _Year(at, year)


def _part(copy: str, at: int) -> _Part | None:
    """上半年, 三季度, 前三季度, 3-5月, 6月上旬, 3月20日, 六月."""
    at += copy[at : at + 1] == " "
    sign = copy[at : at + 1]
    if sign in ("上", "下") and copy.startswith("半年", at + 1):
        return _Part(at + 3, (1, 0), (6, 0)) if sign == "上" else _Part(at + 3, (7, 0), (12, 0))
    if sign in ("前", "后") and copy.startswith("半年", at + 1) and copy[at - 1 : at] == "年":
        return _Part(at + 3, (1, 0), (6, 0)) if sign == "前" else _Part(at + 3, (7, 0), (12, 0))
    if sign == "前" and copy.startswith("三季度", at + 1):
        return _Part(at + 4, (1, 0), (9, 0))
    if sign == "前":
        return _first_months(copy, at)
    if copy.startswith("季度", at + 1) or sign == "第":
        quarter = _QUARTER.match(copy, at)
        if quarter is None:
            return None
        number = _QUARTERS.get(quarter["q"]) or int(quarter["q"])
        return _Part(quarter.end(), (3 * number - 2, 0), (3 * number, 0))
    if sign.isdecimal():
        return _month(copy, at)
    if sign == "元":
        return _first_month(copy, at)
    return _spelled_month(copy, at) if sign in _CN_MONTHS and "月" in copy[at + 1 : at + 3] else None


def _first_months(copy: str, at: int) -> _Part | None:
    """前10个月."""
    match = _FIRST_MONTHS.match(copy, at) if "月" in copy[at + 2 : at + 5] else None
    count = (int(match["n"]) if match["n"].isdecimal() else chinese_number(match["n"])) if match else None
    return _Part(match.end(), (1, 0), (count, 0)) if match and count and count <= 12 else None


_FIRST_TO = frozenset("月至到-~～")
_COUNTED = frozenset("0123456789百千万亿)美欧公状")


def _first_month(copy: str, at: int) -> _Part | None:
    """元月15日, 元至3月; not 3000元至5月."""
    if copy[at + 1 : at + 2] not in _FIRST_TO or copy[at - 1 : at] in _COUNTED:
        return None
    part = _month("1" + copy[at + 1 : at + 24], 0)
    return part._replace(stop=at + part.stop) if part else None


def _month(copy: str, at: int) -> _Part | None:
    apart = not (at and copy[at - 1].isdecimal()) or copy[at - 4 : at - 2] in ("19", "20")
    match = _MONTH.match(copy, at) if apart and "月" in copy[at + 1 : at + 10] else None
    if match is None:
        return None
    month = int(match["m"])
    if match["x"]:
        first, last = _TENTHS[match["x"].replace("、", "")]
        begins = (int(match["m0"]), 0) if match["m0"] else (month, first)  # 11月至12月中旬
        return _Part(match.end(), begins, (month, last), True, tenth=True)
    day = int(match["d"] or 0)
    begin = (int(match["m0"]), 0) if match["m0"] else (month, day)
    return _Part(match.end(), begin, (month, int(match["d2"] or day)), True)


def _spelled_month(copy: str, at: int) -> _Part | None:
    match = _SPELLED_MONTH.match(copy, at)
    month = chinese_number(match["m"]) if match else None
    if match is None or month is None:
        return None
    day = chinese_number(match["d"]) or 0 if match["d"] else 0
    return _Part(match.end(), (month, day), (month, day), True)


def _mark(copy: str, at: int) -> _Mark:
    end = next((word for word in _ENDS if copy.startswith(word, at)), "")
    if end:
        stop = at + len(end)
        before = _before_at(copy, stop, _END_BEFORE, "(")
        return _Mark(before or stop, True, bool(before))
    if before := _before_at(copy, at, _CLOCK_BEFORE, "( 0123456789上下早中晚"):
        return _Mark(before, before=True)
    if "初" in copy[at : at + 2] and (beginning := _BEGINNING.match(copy, at)):
        return _Mark(beginning.end(), vague=True)
    inside = _INSIDE.match(copy, at) if copy[at : at + 1] in _INSIDE_SIGNS else None
    return _Mark(inside.end(), inside=True) if inside else _Mark(at)


_OTHER_WORDS = frozenset("期往景沿瞻提")  # 前期, 前景


def _before_at(copy: str, at: int, longer: re.Pattern[str], signs: str) -> int:
    """Where 前, 之前, 以前 stops, behind an hour or bracket with a pattern; 0 if it does not stand there."""
    if "前" not in copy[at : at + 14]:
        return 0
    if copy[at : at + 1] in signs:
        match = longer.match(copy, at)
        return match.end() if match else 0
    stop = next((at + len(word) for word in ("前", "之前", "以前") if copy.startswith(word, at)), 0)
    other = copy[stop : stop + 1]
    return 0 if other in _OTHER_WORDS or (other in _NOT_DAYS and longer is _CLOCK_BEFORE) else stop


_NOT_DAYS = frozenset("三后")


FULL_YEAR = lazy(r"(?<!\d)20\d\d(?= ?[年、-])")


def _short_year(
    copy: str, at: int, stop: int, mark: _Mark, part: _Part | None, year: int | None
) -> int | None:
    """24年 behind 2023年 or in a list of 2023: 2024. None: no year is near (24年底前); 0: no year at all (24年历史)."""
    stated = FULL_YEAR.findall(copy, max(0, at - 200), at)
    near = int(stated[-1]) if stated else year
    if mark.stop == stop:  # nothing but 23年: only beside a year, and where its goal follows
        before = words_before(copy, at)
        opens = not before or before[-1] in OPENING
        until = (
            at > 0 and lead_word(copy, at - 1)[0] in ("到", "至") and copy.startswith(",", stop)
        )  # 到24年,
        if not until and not (stated and opens and word_at(copy, stop, "goals")):
            return 0
    if mark.before and not mark.end and not (part and part.month):  # 20年前
        return 0
    own = 2000 + int(copy[at : at + 2])
    return None if near is None else own if -1 <= own - near <= 6 else 0


def _dotted(copy: str, at: int) -> Point | None:
    """2022.12.31前 and 2022-12-31."""
    dotted = copy[at + 4 : at + 5] in ("-", ".", "/") and copy.startswith(("19", "20"), at)
    match = _DOTTED.match(copy, at) if dotted else None
    date = iso_date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or date is None:
        return None
    return Point(
        match.end(), int(match["y"]), True, int(match["m"]), int(match["d"]), date, date, False,
        bool(match["before"]), inside=False, dotted=True,
    )  # fmt: skip


def _bounds(year: int, part: _Part | None) -> tuple[str, str]:
    """First and last date of a point, each as exact as it is stated: ('2025-07', '2025-09') of 三季度; "" if impossible."""
    if part is None:
        return f"{year}", f"{year}"
    (month, day), (last_month, last) = part.first, part.last
    if part.tenth and last == 31:  # 2月下旬
        last = monthrange(year, last_month)[1]
    return iso_date(year, month, day or None) or "", iso_date(year, last_month, last or None) or ""


def due_day(point: Point) -> tuple[str, bool]:
    """(date by which, ambiguous): 2025年底前 is certain, 2025年前 and 9月前 may mean the end of the one before.

    No day is invented: 2025年前 is 2025, 2024年8月前 is 2024-08.
    """
    whole = point.first == point.last
    if point.end or not whole:
        return last_day(point.last), point.before and not point.end and len(point.last) < 10
    return point.last, point.vague or (point.before and point.day is None)
