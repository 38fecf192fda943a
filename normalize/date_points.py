"""A point in time as texts state it: year, half, quarter, month, part of a month, day, and the mark behind it.

2025年, 二〇二五年, 今年4月, 24年底 (behind 2023年)         the year, stated or of the list
上半年, 第三季度, 前三季度, 9月, 3-5月, 6月上旬, 3月20日     the part of it
底, 末, 前, 之前, 内, 期间                                  the mark
"""

from __future__ import annotations

import re
from calendar import monthrange

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
    dotted: bool = False  # 2022-12-31: with a word in front only, alone it is the stamp of a page


_POINT = lazy(
    r"""
    (?: (?<!\d)(?P<y>(?:19|20)\d\d)\ ?年(?![度级代轻龄鉴检货])
      | (?P<cy>[一二]\w\w\w)年(?!度)
      | (?P<ry>[今本当明去上]年)(?!度)
      | (?<![\d.第近前满超逾约每续历])(?P<sy>[12]\d)年(?=\ ?(?:1[0-2]|0?[1-9])\ ?月|年?[底末]|[上下]半年|第?[一二三四1-4]季度|[^。;\d的])
    )?
    (?:\ ?(?:
        (?P<half>[上下])半年
      | 第?(?P<q>[一二三四1-4])季度
      | (?P<q3>前三季度)
      | (?:(?<!\d)(?P<m0>1[0-2]|0?[1-9])\ ?月?\ ?(?:-{1,2}|～|~|至|到)\ ?)?(?<!\d)(?P<m>1[0-2]|0?[1-9])\ ?月份?
        (?:\ ?(?P<d>3[01]|[12]\d|0?[1-9])(?:\ ?[日号])?(?:\ ?(?:-{1,2}|～|~|至|到)\ ?(?P<d2>3[01]|[12]\d|0?[1-9]))?(?:(?<=[日号])|\ ?[日号])
          |(?P<x>[上中下]旬))?
      | (?P<cm>十[一二]|[一二三四五六七八九十])月份?(?:(?P<cd>[一二三四五六七八九十]{1,3})日)?
    ))?
    (?:(?P<end>年?底|年?末|年终)(?P<endbefore>(?:\(含[^()]{0,4}\))?(?:之|以)?前(?![期往景沿瞻提]))?
      |(?P<before>(?:\ ?\d{1,2}[时点])?(?:\(含[^()]{0,4}\))?(?:之|以)?前(?![期往景沿瞻提三后]))
      |(?P<inside>年?内(?![涵容部控外需蒙])|期间|之内|以内))?
    """,
    re.VERBOSE,
)
_DOTTED = lazy(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d.])(?P<before>(?:之|以)?前)?"
)
_POINT_SIGNS = frozenset("年月季-./")
_YEARS_OFF = {"今": 0, "本": 0, "当": 0, "明": 1, "去": -1, "上": -1}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_TENTHS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}

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
_NO_LEAD = {"到": "达得做均收感受看回", "于": "关对位基低高处等属由大小鉴介限源终", "在": "现存所内潜旨"}

SINCE = lazy(r"\ ?(?:\d{1,2}时)?(?:起(?![步点来草始诉重])|开始)")


def lead_word(copy: str, at: int) -> tuple[str, int]:
    """The sign of the word before a point, and where the point begins."""
    sign = copy[at]
    if sign not in _LEADS or (at and copy[at - 1] in _NO_LEAD.get(sign, "")):
        return "", at
    word = next((word for word in _LEADS[sign] if copy.startswith(word, at)), "")
    end = at + len(word)
    return (sign, end + (copy[end : end + 1] == " ")) if word else ("", at)


def point_at(copy: str, at: int, year: int | None) -> Point | None:
    match = _POINT.match(copy, at) if any(sign in _POINT_SIGNS for sign in copy[at : at + 9]) else None
    if (
        match is None
        or match.end() == at
        or not any(match.group("y", "cy", "ry", "sy", "half", "q", "q3", "m", "cm"))
    ):
        return _dotted(copy, at)
    if match.end() == match.end("ry") and not SINCE.match(copy, match.end()):  # 今年 alone dates a speech
        return None
    own = int(match["y"]) if match["y"] else cn_year(match["cy"]) if match["cy"] else None
    if match["cy"] and (own is None or not 1900 <= own <= 2100):
        return None
    if match["sy"]:
        year = _short_year(copy, at, match, year)
        if year == 0:
            return None
    if own is None:
        own = year + _YEARS_OFF[match["ry"][0]] if year and match["ry"] else year
    month = int(match["m"]) if match["m"] else chinese_number(match["cm"]) if match["cm"] else None
    day = int(match["d"]) if match["d"] else chinese_number(match["cd"]) if match["cd"] else None
    first, last = _bounds(match, own if own is not None else 2000, month, day)
    if not first or not last or first > last:
        return None
    return Point(
        match.end(),
        own,
        bool(match["y"] or match["cy"] or match["ry"] or match["sy"]),
        month,
        day,
        first,
        last,
        bool(match["end"]),
        bool(match["before"] or match["endbefore"]),
        bool(match["inside"]),
    )


FULL_YEAR = lazy(r"(?<!\d)20\d\d(?= ?[年、-])")


def _short_year(copy: str, at: int, match: re.Match[str], year: int | None) -> int | None:
    """24年 behind 2023年 or in a list of 2023: 2024. None: no year is near (24年底前); 0: no year at all (24年历史)."""
    stated = FULL_YEAR.findall(copy, max(0, at - 200), at)
    near = int(stated[-1]) if stated else year
    if match.end() == match.end("sy") + 1:  # nothing but 23年: only beside a year, and where its goal follows
        before = words_before(copy, at)
        opens = not before or before[-1] in OPENING
        until = (
            at > 0 and lead_word(copy, at - 1)[0] in ("到", "至") and copy.startswith(",", match.end())
        )  # 到24年,
        if not until and not (stated and opens and word_at(copy, match.end(), "goals")):
            return 0
    if match["before"] and not match["m"]:  # 20年前
        return 0
    own = 2000 + int(match["sy"])
    return None if near is None else own if -1 <= own - near <= 6 else 0


def _dotted(copy: str, at: int) -> Point | None:
    """2022.12.31前 and 2022-12-31."""
    match = _DOTTED.match(copy, at)
    date = iso_date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or date is None:
        return None
    return Point(
        match.end(), int(match["y"]), True, int(match["m"]), int(match["d"]), date, date, False,
        bool(match["before"]), False, dotted=True,
    )  # fmt: skip


def _bounds(match: re.Match[str], year: int, month: int | None, day: int | None) -> tuple[str, str]:
    """First and last date of a point, each as exact as it is stated: ('2025-07', '2025-09') of 三季度; "" if impossible."""
    if match["half"]:
        return (f"{year}-01", f"{year}-06") if match["half"] == "上" else (f"{year}-07", f"{year}-12")
    if match["q3"]:
        return f"{year}-01", f"{year}-09"
    if match["q"]:
        quarter = _QUARTERS.get(match["q"]) or int(match["q"])
        return f"{year}-{3 * quarter - 2:02d}", f"{year}-{3 * quarter:02d}"
    if match["x"] and month:
        first, last = _TENTHS[match["x"][0]]
        last = min(last, monthrange(year, month)[1])
        return f"{year}-{month:02d}-{first:02d}", f"{year}-{month:02d}-{last:02d}"
    start = iso_date(year, int(match["m0"]) if match["m0"] else month, None if match["m0"] else day) or ""
    end = iso_date(year, month, int(match["d2"]) if match["d2"] else day) or ""
    return start, end


def due_day(point: Point) -> tuple[str, bool]:
    """(date by which, ambiguous): 2025年底前 is certain, 2025年前 and 9月前 may mean the end of the one before."""
    whole = point.first == point.last
    if point.end or not whole:
        return last_day(point.last), point.before and not point.end and len(point.last) < 10
    if point.before and point.month is not None and point.day is None:
        return last_day(point.last), True
    return point.last, point.before and point.month is None
