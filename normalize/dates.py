"""Deadlines, periods and recurrences in running text, to EDTF (ISO 8601-2).

    到2025年, 2025年底前, 9月底前 (year of the list)      2025, 2025-12-31, 2022-09-30
    2021—2025年, “十四五”期间, 2025年第三季度             2021/2025, 2021/2025, 2025-07/2025-09
    自2024年1月1日起, 有效期至2025年12月31日              2024-01-01/.., ../2025-12-31
    每年, 每3年, 每半年, 每季度, 按月                      R/P1Y, R/P3Y, R/P6M, R/P3M, R/P1M
    截至2023年6月底                                        2023-06-30 (as of)
    （长期坚持）                                           ../..
    30日内, 15个工作日内, 提前5日                          "" (counted from a day that is not stated)

A time that only describes is none: 2025年是收官之年, 2024年工作回顾, 《2022年方案》, 较2020年, 每人每月500元.
Words that decide are data (data/deadline_words.toml).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..lightclass import dataclass
from ..text import chinese_number, fold, lazy
from .datafiles import read_rows
from .periods import Period, cn_year, iso_date, parse_date, parse_period, plan_years
from .repair import repair_year_pair

__all__ = [
    "Deadline",
    "Period",
    "deadline_of",
    "find_deadlines",
    "parse_date",
    "parse_period",
    "plan_years",
    "several_deadlines",
    "stated_deadline",
    "task_deadline",
    "titles",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point or span of time said of something. text[start:end] == raw.

    `kind`: by (到2025年, 2025年底前), during (“十四五”期间, 2022年,), since (自2024年1月1日起), recurring (每年),
    as_of (截至2023年6月), open (长期坚持), relative (30日内: counted from a day that is not stated, edtf "").
    `ambiguous`: 2025年前 may end with 2024 or with 2025; a month without a year where the year of the list is not
    known has edtf "".
    """

    edtf: str
    raw: str
    start: int
    end: int
    ambiguous: bool = False
    kind: str = "by"


class _Reading(NamedTuple):
    """What stands at a place: its end, and edtf, kind, ambiguous of Deadline. kind "" is a time that says nothing."""

    end: int
    edtf: str = ""
    kind: str = ""
    ambiguous: bool = False
    more: tuple[tuple[int, _Reading], ...] = ()  # what a list says behind its first point: 6月、9月和12月底


class _Frame(NamedTuple):
    """What completes a time that is stated in part: year of the list, years of the plan.

    `near` is the last date of the sentence that has a year and a month: 2023年6月底前…,12月底前… is 2023-12.
    """

    year: int | None
    plan: tuple[int, int] | None
    lossy: bool
    near: str = ""


_Reader = Callable[[str, int, _Frame], _Reading | None]


# --------------------------------------------------------------------------------------------------
# Words


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The words of each slot, longest first."""
    slots: dict[str, list[str]] = {}
    for row in read_rows("deadline_words.csv"):
        slots.setdefault(row["slot"], []).append(row["word"])
    return {slot: tuple(sorted(words, key=len, reverse=True)) for slot, words in slots.items()}


def _holds(words: str, slot: str) -> bool:
    return any(word in words for word in _words()[slot])


def _word_at(copy: str, at: int, slot: str) -> str:
    return next((word for word in _words()[slot] if copy.startswith(word, at)), "")


def _before(copy: str, at: int, size: int = 8) -> str:
    return copy[max(0, at - size) : at].rstrip()


_STOP = lazy(r"[。;!?\n]")
_CLAUSE_STOP = lazy(r"[,。;:!?\n]|  ")


def _rest(copy: str, at: int, stop: re.Pattern[str], size: int = 60) -> str:
    """The words behind a place up to a stop."""
    found = stop.search(copy, at, at + size)
    return copy[at : found.start() if found else at + size]


# --------------------------------------------------------------------------------------------------
# A point in time: year, half, quarter, month, part of a month, day


@dataclass(frozen=True, slots=True)
class _Point:
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


def _point(copy: str, at: int, year: int | None) -> _Point | None:
    match = _POINT.match(copy, at) if any(sign in _POINT_SIGNS for sign in copy[at : at + 9]) else None
    if (
        match is None
        or match.end() == at
        or not any(match.group("y", "cy", "ry", "sy", "half", "q", "q3", "m", "cm"))
    ):
        return _dotted(copy, at)
    if match.end() == match.end("ry") and not _SINCE.match(copy, match.end()):  # 今年 alone dates a speech
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
    return _Point(
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


_FULL_YEAR = lazy(r"(?<!\d)20\d\d(?= ?[年、-])")


def _short_year(copy: str, at: int, match: re.Match[str], year: int | None) -> int | None:
    """24年 behind 2023年 or in a list of 2023: 2024. None: no year is near (24年底前); 0: no year at all (24年历史)."""
    stated = _FULL_YEAR.findall(copy, max(0, at - 200), at)
    near = int(stated[-1]) if stated else year
    if match.end() == match.end("sy") + 1:  # nothing but 23年: only beside a year, and where its goal follows
        before = _before(copy, at)
        opens = not before or before[-1] in _OPENING
        until = (
            at > 0 and _lead(copy, at - 1)[0] in ("到", "至") and copy.startswith(",", match.end())
        )  # 到24年,
        if not until and not (stated and opens and _word_at(copy, match.end(), "goals")):
            return 0
    if match["before"] and not match["m"]:  # 20年前
        return 0
    own = 2000 + int(match["sy"])
    return None if near is None else own if -1 <= own - near <= 6 else 0


def _dotted(copy: str, at: int) -> _Point | None:
    """2022.12.31前 and 2022-12-31."""
    match = _DOTTED.match(copy, at)
    date = iso_date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or date is None:
        return None
    return _Point(
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


def _span_text(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _last_day(date: str) -> str:
    """The last day of a year or month: 2025 -> 2025-12-31, 2025-09 -> 2025-09-30."""
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]:02d}" if len(date) == 7 else date


def _due(point: _Point) -> tuple[str, bool]:
    """(date by which, ambiguous): 2025年底前 is certain, 2025年前 and 9月前 may mean the end of the one before."""
    whole = point.first == point.last
    if point.end or not whole:
        return _last_day(point.last), point.before and not point.end and len(point.last) < 10
    if point.before and point.month is not None and point.day is None:
        return _last_day(point.last), True
    return point.last, point.before and point.month is None


# --------------------------------------------------------------------------------------------------
# What a point says


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
_GLUED = lazy(r"(?P<y>20\d\d)(?P<m>1[0-2]|[1-9])月底?(?:之?前)?")  # 到20229月底: a copy that lost characters
_UNTIL = lazy(r"(?:\ ?\d{1,2}(?:时|:\d\d))?(?:为?止|截止)")
_VALID = lazy(r"(?:有效期|有效期限|期限|执行|实施|试行|延长|延续|延期|顺延)(?:期|期限)?(?:为|可)?$")
_SINCE = lazy(r"\ ?(?:\d{1,2}时)?(?:起(?![步点来草始诉重])|开始)")
_TERM_BEGINS = lazy(r"[^,。;\d]{1,6}起(?![步点来草始诉重])")  # 从2022年春季学期起
_TAKES_EFFECT = lazy(r"(?:施行|实施|执行|生效|计算)")
_TO = lazy(r"(?:\ ?(?:[上下]午)?\d{1,2}(?:[时点]|:\d\d))?起?\ ?(?:-{1,2}|～|~|至|到)\ ?")

_FROM_TO = lazy(r"(?:起|开始)\ ?,?\ ?(?:至|到)")  # 从7月1日开始,到12月31日结束
_ENDS = lazy(r"(?:为?止|截止|结束|告终)")


def _lead(copy: str, at: int) -> tuple[str, int]:
    """The sign of the word before a point, and where the point begins."""
    sign = copy[at]
    if sign not in _LEADS or (at and copy[at - 1] in _NO_LEAD.get(sign, "")):
        return "", at
    word = next((word for word in _LEADS[sign] if copy.startswith(word, at)), "")
    end = at + len(word)
    return (sign, end + (copy[end : end + 1] == " ")) if word else ("", at)


_POINT_BEGINS = frozenset("0123456789一二三四五六七八九十今本当明去上下第前")


def _read_point(copy: str, at: int, frame: _Frame) -> _Reading | None:
    word, start = _lead(copy, at)
    if copy[start : start + 1] not in _POINT_BEGINS:
        return None
    if word in ("到", "至") and (glued := _GLUED.match(copy, start)):
        return _Reading(glued.end(), _last_day(f"{glued['y']}-{int(glued['m']):02d}"), "by")
    if word and (span := _read_span(copy, start, frame)):
        return span
    if (listed := _read_list(copy, at, start, word, frame)) is not None:
        return listed
    point = _point(copy, start, frame.year)
    if point is None:
        return _read_glued_day(copy, start, frame) if word else None
    doubtful = False
    if frame.near and not point.stated:
        again = _after(copy, start, point, frame.near)
        doubtful = again is not point and frame.year is not None and int(frame.near[:4]) < frame.year
        point = (
            point if doubtful else again
        )  # 2021年8月印发,9月底前完成 in a list of 2022 is of 2022, not surely
    reading = _range(copy, at, word, point, frame) or _single(copy, at, word, point)
    return reading._replace(ambiguous=True) if doubtful else reading


_GLUED_DAY = lazy(
    r"(?P<m>1[0-2](?=\d\d)|[1-9](?<!1)|1(?=[3-9]))(?P<d>[12]\d|3[01])日(?P<more>、)?(?:(?:之|以)?前|(?=\d{3,4}日前))"
)


def _read_glued_day(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """于615日、1215日前: a copy that lost 月. 111日 may be two days and is none."""
    days: list[tuple[int, _Reading]] = []
    while match := _GLUED_DAY.match(copy, at):
        date = iso_date(frame.year or 2000, int(match["m"]), int(match["d"]))
        if date is None:
            return None
        end = match.end() - bool(match["more"])
        days.append((at, _Reading(end, date if frame.year else "", "by", True)))
        at = match.end()
        if not match["more"]:
            return days[0][1]._replace(more=tuple(days[1:]))
    return None


def _after(copy: str, start: int, point: _Point, near: str) -> _Point:
    """A point without a year behind one with a year in the same sentence: of that year if it comes later in it."""
    again = _point(copy, start, int(near[:4]))
    return again if again is not None and again.last[:7] >= near[:7] else point


_LISTED = lazy(
    r"(?<![\d.])(?:20\d\d\ ?(?:年底?)?|(?:20\d\d年)?"
    r"(?:(?:1[0-2]|0?[1-9])(?:月份?(?:(?:[12]\d|3[01]|0?[1-9])[日号]|[底末])?)?|第?[一二三四](?:季度|月)?|[上下]半年))"
    r"\ ?(?:、|和|及|与|以及)\ ?(?=[\d一二三四第上下])"
)
_LIST_MARKS = "、和及与以"
_BARE = frozenset("一二三四") | {str(number) for number in range(1, 13)}


def _read_list(copy: str, at: int, start: int, word: str, frame: _Frame) -> _Reading | None:
    """6月、9月和12月底, 2023、2024年: the year of the first and the mark of the last hold for all."""
    if not any(sign in _LIST_MARKS for sign in copy[start + 1 : start + 13]):
        return None
    items: list[tuple[int, str]] = []
    stop = start
    while len(items) < 12 and (item := _LISTED.match(copy, stop)):
        items.append((stop, item.group().rstrip(_LIST_MARKS + " ")))
        stop = item.end()
    if not items or word == "截" or (not word and items[0][1] in _BARE and _begins_line(copy, at)):
        return None
    last = _point(copy, stop, frame.year)
    if last is None or last.inside or _TO.match(copy, last.stop):
        return None
    unit = (
        ""
        if "半" in copy[stop : last.stop]
        else "季度"
        if "季" in copy[stop : last.stop]
        else "月"
        if last.month
        else "年"
    )
    mark = "底前" if last.end else "前" if last.before else ""
    points = _listed_points(items, unit, mark, frame.year)
    last = _point(copy, stop, points[-1].year) if points else None
    if last is None:
        return None
    said = _single(copy, at, word, last, dated=points[0].stated)
    if said.kind not in ("by", "during"):
        return None if said.kind else _Reading(last.stop)
    told = [
        _by(p) if said.kind == "by" else _Reading(0, _span_text(p.first, p.last), "during") for p in points
    ]
    read = [
        (place, item._replace(end=place + len(text))) for (place, text), item in zip(items, told, strict=True)
    ]
    return read[0][1]._replace(more=(*read[1:], (stop, said)))


def _listed_points(items: Sequence[tuple[int, str]], unit: str, mark: str, year: int | None) -> list[_Point]:
    """The points of a list but the last, each with the year of the one before; [] if one is no point."""
    points = []
    for _, text in items:
        core = text.rstrip("底末")
        own = "底前" if core != text else mark
        whole = core + (unit if core[-1] in "0123456789一二三四" else "") + own
        point = _point(whole, 0, year)
        if point is None or point.stop != len(whole):
            return []
        year = point.year
        points.append(point)
    return points


def _begins_line(copy: str, at: int) -> bool:
    """二、三季度 at the head of a sentence may be a number and its heading."""
    before = _before(copy, at, 4)
    return not before or before[-1] in "。;\n" or copy[at - 1] == "\n"


def _range(copy: str, at: int, word: str, point: _Point, frame: _Frame) -> _Reading | None:
    """2022年3月至2023年6月, 2025年3月31日至4月2日: the second point takes the year of the first."""
    to = None if point.before or point.inside else _TO.match(copy, point.stop)
    second = _point(copy, to.end(), point.year) if to else None
    if to is None and word in ("自", "从") and (to := _FROM_TO.match(copy, point.stop)):
        second = _point(copy, to.end(), point.year)
        if second is None or not _ENDS.match(copy, second.stop):
            return None
    if second is None or word == "截" or (second.month is None and point.month is not None):
        return None
    if point.year is None or second.year is None:
        return _Reading(second.stop)
    last = _last_day(second.last) if second.end else second.last
    if point.first > last:
        return None
    if _names_plan(copy, at, second.stop):
        return _Reading(second.stop)
    return _Reading(second.stop, _span_text(point.first, last), "during")


def _single(copy: str, at: int, word: str, point: _Point, *, dated: bool = False) -> _Reading:
    """What one point says; `dated`: a point before it in a list has the year."""
    nothing = _Reading(point.stop)
    if word == "截":
        return nothing if point.year is None else _Reading(point.stop, _as_of(point), "as_of")
    since = _since(copy, word, point)
    if since is not None:
        return since
    if word in ("到", "至"):
        return _until(copy, at, point) or (nothing if _is_level(copy, point.stop) else _by(point))
    if _UNTIL.match(copy, point.stop) and point.year is not None:
        return _Reading(point.stop, f"../{point.last}", "during")
    if point.before or point.end:
        return nothing if point.end and not point.before and _weighs_up(copy, point.stop) else _by(point)
    if point.year is None or word in ("自", "从"):
        return nothing
    if point.inside or _says_when(copy, at, word, point, dated=dated or point.stated):
        before_event = bool(_BEFORE_EVENT.match(copy, point.stop))
        return _Reading(point.stop, _span_text(point.first, point.last), "during", before_event)
    return nothing


def _as_of(point: _Point) -> str:
    return _last_day(point.last) if point.end else point.last


def _since(copy: str, word: str, point: _Point) -> _Reading | None:
    """自2024年1月1日起, 2025年1月起; 自…以来 tells what was, no period that is set."""
    begins = _SINCE.match(copy, point.stop)
    if begins is None and word in ("自", "从"):
        begins = _TERM_BEGINS.match(copy, point.stop)
    if begins is None and not (word in ("自", "从") and _TAKES_EFFECT.match(copy, point.stop)):
        return None
    end = begins.end() if begins else point.stop
    return _Reading(end, f"{point.first}/..", "since") if point.year is not None else _Reading(end)


def _until(copy: str, at: int, point: _Point) -> _Reading | None:
    """有效期至2025年12月31日, 至2025年12月31日止."""
    if point.year is None or not (_UNTIL.match(copy, point.stop) or _VALID.search(_before(copy, at))):
        return None
    return _Reading(point.stop, f"../{point.last}", "during")


def _is_level(copy: str, at: int) -> bool:
    return copy.startswith(_words()["levels"], at)


def _weighs_up(copy: str, at: int) -> bool:
    """年底考核, 年末常住人口."""
    return copy.startswith(_words()["year_end_nouns"], at)


def _by(point: _Point) -> _Reading:
    if point.year is None:
        return _Reading(point.stop, "", "by", True)
    date, ambiguous = _due(point)
    return _Reading(point.stop, date, "by", ambiguous)


_AHEAD = lazy(r"\ ?[,;]")
_BEFORE_EVENT = lazy(
    r"[^,。;\d]{1,8}(?:节|汛期|学|供暖|采暖|冬|期|旦)前"
)  # 2023年春节前: some day of that year
_DESCRIBED = lazy(
    r"\ ?(?:,?是|为[^,。;]{0,40}(?:之年|的一年|年)(?:$|[,。;])|版|届|第|的|[^,。;]{0,30}以来|(?![全我本各])[^,。;:\d\s]{1,3}的)"
)
_OPENING = ",。;:、(〔[!?\n"


def _says_when(copy: str, at: int, word: str, point: _Point, *, dated: bool) -> bool:
    """Whether a bare point dates its clause: 2024年,新增…, 力争2024年创建, 覆盖率2025年达到55%; not 2025年是收官之年."""
    before, stop = _before(copy, at), point.stop
    if point.dotted and not word:
        return False
    if word == "于" and before.endswith(_words()["origins"]):
        return False
    if before.endswith(_words()["bases"]) or _DESCRIBED.match(copy, stop, stop + 60):
        return False
    after = _rest(copy, stop, _STOP)
    if after.lstrip(" ,").startswith("被"):  # 2018年被命名为…
        return False
    if _is_event(copy, at, before, after, point):
        return False
    goal = _word_at(copy, stop, "goals")
    if goal and "的" in copy[stop + len(goal) : stop + len(goal) + 3]:
        goal = ""  # 2022年投产的项目
    comma = _AHEAD.match(copy, stop)
    opens = bool(word) or not before or before[-1] in _OPENING or before.endswith(_words()["aims"])
    if not dated:
        if opens and not word and copy.startswith(":", stop):  # 第二季度:完成…, a line of a schedule
            return True
        alone = before.endswith("(") and copy.startswith(")", stop)  # 暑期(7-8月)
        told = bool(word or alone or (comma and opens and point.day is None))
        return bool(goal) or (len(point.first) > 4 and told)
    return bool(comma or goal) or (opens and bool(before or after) and not _is_heading(copy, stop))


def _is_event(copy: str, at: int, before: str, after: str, point: _Point) -> bool:
    """A day or month of history, or the date of a document: 2024年7月29日,省政府印发《…》, a line that is a date."""
    said = after.lstrip(" ,")[:40]
    if point.day is None:
        return _holds(said, "speeches")
    if not after.strip(" )]〕") and (not before or before.endswith(("日期:", "--", "("))):
        return True
    return _holds(said.partition(",")[0], "events")


def _is_heading(copy: str, at: int) -> bool:
    """2024年工作回顾, 2025年目标值: a noun of headings ends the clause and nothing is said."""
    rest = _rest(copy, at, _CLAUSE_STOP, 50)
    if copy.startswith(":", at + len(rest)):  # 2022年主要预期目标:GDP增长6%
        return False
    rest = rest.strip(" ”\"’')〕]》")
    return rest.endswith(_words()["heads"]) and not _holds(rest, "predicates")


# --------------------------------------------------------------------------------------------------
# Spans of years

_SPAN = lazy(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)\ ?年?\ ?(?:-{1,2}|～|~|至|到)\ ?(?:(?P<b>20\d\d)(?!\d)\ ?年?|(?P<s>\d\d)\ ?年)(?!\ ?\d{1,2}\ ?月)(?:期间|底)?"
)
_PAIR = lazy(r"(?<![\d.])20\d\d20\d\d(?!\d)年?")


def _read_span(copy: str, at: int, frame: _Frame) -> _Reading | None:
    match = _SPAN.match(copy, at) if copy.startswith(("19", "20"), at) else None
    if match is None:
        return _read_pair(copy, at, frame)
    first, last = int(match["a"]), int(match["b"] or match["a"][:2] + match["s"])
    if first >= last or (match["s"] and last > first + 20):
        return None
    if _names_plan(copy, at, match.end()):
        return _Reading(match.end())
    return _Reading(match.end(), f"{first}/{last}", "during")


def _read_pair(copy: str, at: int, frame: _Frame) -> _Reading | None:
    match = _PAIR.match(copy, at) if frame.lossy else None
    pair = repair_year_pair(match.group().removesuffix("年")) if match else None
    if match is None or pair is None:
        return None
    return _Reading(match.end(), f"{pair.repaired[:4]}/{pair.repaired[-4:]}", "during", True)


def _names_plan(copy: str, at: int, end: int) -> bool:
    """规划(2021-2025年), 编制2022-2025建设项目规划设计方案, 按照2024-2026年补贴政策: the years belong to a name."""
    before = _before(copy, at)
    if copy[end : end + 2] == ")》" or copy[end : end + 2] == "年》":
        return True
    if before.endswith("("):
        return before.rstrip("(").endswith(_words()["plan_names"])
    rest = _rest(copy, end, _CLAUSE_STOP, 24)
    if copy[end : end + 1] == "," or not _holds(rest, "plan_names"):
        return False
    return before.rstrip("了《“ ").endswith(_words()["drawn_up"]) or not _holds(rest, "predicates")


# --------------------------------------------------------------------------------------------------
# Five-year plans, the end of the year, schedules without an end

_PLAN = lazy(
    r"[“\"‘']?(?P<no>十[一二三四五六七八九]|[六七八九十](?=五[”\"’“'])|[八九])五[”\"’“']?\ ?(?:规划)?"
    r"(?:(?P<w>期间|期間|时期|時期|末期|期末|末|期内|期)|(?P<cut>[前后])(?P<k>[一二两三四])年)"
)
_OURS = lazy(r"(?:本)?规划(?:实施)?期(?P<w>内|间|末|(?=每|,))(?!期)")
_YEAR_WORD = lazy(r"年(?P<w>底|末|度?内|中)(?P<before>(?:之|以)?前)?(?![涵容部控外需])")

_COUNTS = frozenset("0123456789一二两三四五六七八九十半近几数多")


def _read_plan(copy: str, at: int, frame: _Frame) -> _Reading | None:
    match = _PLAN.match(copy, at) if "五" in copy[at : at + 4] else None
    years = plan_years(match["no"]) if match else None
    if match is None or years is None:
        return None
    first, last = years
    if match["cut"]:
        count = chinese_number(match["k"]) or 1
        first, last = (first, first + count - 1) if match["cut"] == "前" else (last - count + 1, last)
        return _Reading(match.end(), f"{first}/{last}", "during")
    if "末" in match["w"]:
        return _Reading(match.end(), f"{last}", "by")
    return _Reading(match.end(), f"{first}/{last}", "during")


def _read_ours(copy: str, at: int, frame: _Frame) -> _Reading | None:
    match = _OURS.match(copy, at)
    if match is None:
        return None
    if frame.plan is None:
        return _Reading(match.end(), "", "during", True)
    if match["w"] == "末":
        return _Reading(match.end(), f"{frame.plan[1]}", "by")
    return _Reading(match.end(), f"{frame.plan[0]}/{frame.plan[1]}", "during")


def _read_year_word(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """年底前, 年内 of the year of the list; 年末 and 年中 only with 前; 三年内 is a span."""
    match = _YEAR_WORD.match(copy, at) if copy[at + 1 : at + 2] in ("底", "末", "内", "中", "度") else None
    before = _before(copy, at, 1)
    if match is None or before in _COUNTS:
        return None
    if match["w"] == "度内" and before and before not in _OPENING + "在本应须":  # 一个纳税年度内
        return None
    word, before = match["w"], bool(match["before"])
    if (word in "末中" and not before) or (word == "底" and not before and _weighs_up(copy, match.end())):
        return _Reading(match.end())
    if frame.year is None:
        return _Reading(match.end(), "", "by", True)
    date = f"{frame.year}" + {"内": "", "度内": "", "中": "-06-30"}.get(word, "-12-31")
    return _Reading(match.end(), date, "by", word == "中")


_MONTH_END = lazy(r"月底(?:之|以)?前(?![期往景沿瞻提])")
_WHOLE_YEAR = lazy(r"(?:全年|本年度?)(?P<within>内|之内|底前|底|末前)?")
_AS_MUCH = lazy(
    r"(?!(?:完成|实现|执行|实施)(?:情况|任务|目标|率))(?:不少于|不低于|不超过|至少|力争|确保|计划|累计|共|新增|新建|举办|组织|开展|完成|实现|\d(?![\d.]*\ ?(?:天|日|小时|个月)))"
)


def _read_month_end(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """月底前, 本月底前: which month is not stated."""
    match = _MONTH_END.match(copy, at) if copy.startswith("底", at + 1) else None
    known = match is None or (at and (copy[at - 1].isalnum() and copy[at - 1] not in "本当下于在到至应须"))
    return None if match is None or known else _Reading(match.end(), "", "by", True)


def _read_whole_year(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """全年完成投资3亿元, 本年度内建成, of the year of the list; 全年目标 and 全年平均 name something."""
    match = _WHOLE_YEAR.match(copy, at)
    if match is None or frame.year is None:
        return None
    before, end = _before(copy, at), match.end()
    opens = not before or before[-1] in _OPENING
    if not match["within"] and not (opens and _AS_MUCH.match(copy, end)):
        return _Reading(end)
    if _FULL_YEAR.search(copy, max(0, at - 60), at):  # 2023年,…全年完成…: the year is another one
        return _Reading(end)
    return _Reading(end, f"{frame.year}", "by" if match["within"] else "during")


def _read_open(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """(长期坚持), 完成时限:持续推进, a cell that holds nothing else; in a sentence the words say how, not when."""
    word = _word_at(copy, at, "open")
    if not word:
        return None
    end = at + len(word)
    before, after = _before(copy, at)[-1:], copy[end : end + 1]
    closed = after in ("", ")", "。", ";", "〕", "】", "]")
    if before in ("", "(", ":", "〔", "【", "[") and (closed or after == ","):
        stated = before != "" or not copy[end : end + 3].strip(" 。;")
    else:
        stated = before in (";", ",") and after in (")", "〕", "】") and _in_bracket(copy, at)
    return _Reading(end, "../..", "open") if stated else None


def _in_bracket(copy: str, at: int) -> bool:
    """(2022年12月底;长期坚持): the bracket is short and holds no sentence."""
    opened = max(copy.rfind(mark, max(0, at - 60), at) for mark in "(〔【")
    return opened >= 0 and "。" not in copy[opened:at]


# --------------------------------------------------------------------------------------------------
# Recurrences

_EVERY = lazy(
    r"""
    每\ ?(?:(?P<n>\d{1,2}|[一二两双三四五六七八九十])\ ?)?(?P<unit>个?月|半个?月|半年|年|季度|季|周|星期|旬|天|日)(?!度|均|.?级)
    (?P<tail>的?(?:年底|年末|月底|月末|季末|末
      |(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\ ?月(?!龄)(?:份|底|末|初|[上中下]旬|\ ?\d{1,2}\ ?[日号])?
        (?:\ ?(?:-{1,2}|～|~|至|到)\ ?(?:\d{1,2}\ ?月)?(?:底|\ ?\d{1,2}\ ?[日号])?)?
      |\d{1,2}\ ?[日号]|第?[一二三四]季度)?(?:之?前(?!期))?)
    """,
    re.VERBOSE,
)
_ADVERB = lazy(
    r"按(?!年度分)(?P<unit>年度?|季度?|月|半年|周|日)(?=[,、。;组开进完实报上统监向调发通支更拨汇分考结公召])"
)
_ONCE = lazy(r"(?P<n>[一二两三五])年一(?:次|评|审|签|轮|修|考|检)")
_CODES = {
    "年": "1Y", "半年": "6M", "半月": "15D", "半个月": "15D", "季度": "3M", "季": "3M", "月": "1M", "个月": "1M",
    "周": "1W", "星期": "1W", "旬": "10D", "天": "1D", "日": "1D",
}  # fmt: skip
_RATE_BEFORE = lazy(r"(?:平均|年均|连续\d{1,2}个?[年月]|连续[一二两三四五六七八九十]{1,2}个?[年月])$")
_AMOUNT = r"(?:[\d.,]+\ ?[万亿千百]{0,2}元|XXX元)"
_RATE_AFTER = lazy(
    rf"""
      (?:分别|标准|补助|补贴|发放|给予|增加|提高|享受|领取|每个|为|按|不超过|不高于|不低于|不少于|最高|最低|最多|至少|约|近|达|再|[:的]){{0,6}}{_AMOUNT}  # 每月2250元
    | [^,。;:]{{0,14}}?(?:增长|递增|增速|增幅|下降|降低|减少|提高|增加|上升|递减)[^,。;:\d]{{0,8}}\d                                          # 每年增长5%
    | (?:约|还|将)?(?:可|能)(?![靠源耗力])                                                                                                   # 每年可节约
    | (?!安排|投入|筹|列|统|设立|提取|拨|争取|落实|募集|支持|开展|组织)[^,。;:\d]{{0,8}}(?:不超过|不高于|不低于|不少于|最高|最多|约|近|达){_AMOUNT}  # 每年补助资金不超过10万元
    | 平均|都|[^,。;\d]{{0,3}}的
    """,
    re.VERBOSE,
)
_ACCOUNT_YEAR = lazy(r"(?P<y>20\d\d) ?年度 ?(?![计规报预决目考总方])")
_COUNTED = lazy(r"[^,。;:、《的\d]{1,8}\d")
_PER_DAY = lazy(r"[^,。;:\d]{0,8}[\d.,]+\ ?[万亿千]{0,2}(?:吨|立方米|方|m|千瓦|度|人次|公斤|车次|班|列|公里)")


def _read_account_year(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """2022年度拔除疫点1个, 2022年度,…: the year of what is counted; 2022年度计划 and 2022年度资金3亿元 name something."""
    match = _ACCOUNT_YEAR.match(copy, at) if copy.startswith(("年度", " 年度"), at + 4) else None
    before = _before(copy, at)
    if match is None or (before and before[-1] not in _OPENING):
        return None
    counted = _COUNTED.match(copy, match.end())
    if not _AHEAD.match(copy, match.end()) and not (counted and counted.group().startswith(_words()["acts"])):
        return None
    return _Reading(match.end(), match["y"], "during")


def _read_every(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """每季度, 每3年, 每年3月底前; a rate is no recurrence: 每人每月500元, 每年增长5%, 每日处理1000吨."""
    match = _EVERY.match(copy, at)
    if match is None:
        return None
    stop, unit = match.end(), match["unit"]
    daily = unit in ("天", "日") and _PER_DAY.match(copy, stop)
    if (
        daily
        or _RATE_BEFORE.search(_before(copy, at))
        or (not match["tail"] and _RATE_AFTER.match(copy, stop))
    ):
        return _Reading(stop)
    if match["n"] == "双":
        return _Reading(stop, _recurrence(2, unit), "recurring")
    count = chinese_number(match["n"]) if match["n"] and not match["n"].isdigit() else int(match["n"] or 1)
    return _Reading(stop, _recurrence(count or 1, unit), "recurring")


def _recurrence(count: int, unit: str) -> str:
    code = _CODES[unit]
    return f"R/P{int(code[:-1]) * count}{code[-1]}"


def _read_adverb(copy: str, at: int, frame: _Frame) -> _Reading | None:
    match = _ADVERB.match(copy, at)
    unit = match["unit"] if match else ""
    unit = "年" if unit == "年度" else unit
    return _Reading(match.end(), _recurrence(1, unit), "recurring") if match else None


def _read_once(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """三年一评, 一年一次."""
    match = _ONCE.match(copy, at) if copy.startswith("年一", at + 1) else None
    return (
        _Reading(match.end(), _recurrence(chinese_number(match["n"]) or 1, "年"), "recurring")
        if match
        else None
    )


# --------------------------------------------------------------------------------------------------
# Spans from a day that is not stated

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


def _read_within(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """30日内, 十五个工作日内, 半年内; not 近三年内, 毕业5年内."""
    match = _WITHIN.match(copy, at) if "内" in copy[at : at + 12] else None
    if match is None:
        return None
    before = _before(copy, at)
    if (
        before.endswith(_words()["states"])
        or (before[-1:] in ("至", "到", "在", "为") and _SHORTENED.search(before))
        or _NOT_DONE.match(copy, match.end())
    ):
        return _Reading(match.end())
    return _Reading(match.end(), "", "relative", True)


_NEXT_YEAR = lazy(r"[次翌]年(?=\ ?(?:1[0-2]|0?[1-9])\ ?月|[上下]半年|第?[一二三四1-4]季度|年?底)")


def _read_next_year(copy: str, at: int, frame: _Frame) -> _Reading | None:
    """2022年10月启动,次年3月完成: 2023-03; the year after one that is not stated is counted from nothing."""
    match = _NEXT_YEAR.match(copy, at) if copy.startswith("年", at + 1) else None
    point = _point(copy, match.end(), int(frame.near[:4]) + 1 if frame.near else None) if match else None
    if point is None:
        return None
    if point.year is None:
        return _Reading(point.stop, "", "relative", True)
    if point.before or point.end:
        return _by(point)
    return _Reading(point.stop, _span_text(point.first, point.last), "during")


def _reader_of(pattern: re.Pattern[str], second: str) -> _Reader:
    def read(copy: str, at: int, frame: _Frame) -> _Reading | None:
        match = pattern.match(copy, at) if copy[at + 1 : at + 2] in second else None
        return _Reading(match.end(), "", "relative", True) if match else None

    return read


# --------------------------------------------------------------------------------------------------
# The whole text

# Which readers are asked at which sign, in order.
_READERS: dict[str, tuple[_Reader, ...]] = {
    **dict.fromkeys("到至于在自从截今明去下第", (_read_point,)),
    **dict.fromkeys("0123456789", (_read_span, _read_point, _read_within, _read_account_year)),
    **dict.fromkeys("一二两三四五", (_read_point, _read_once, _read_within)),
    **dict.fromkeys("六七八九十", (_read_plan, _read_point, _read_within)),
    **dict.fromkeys("“\"‘'", (_read_plan,)),
    **dict.fromkeys("上当", (_read_point,)),
    "本": (_read_point, _read_ours, _read_whole_year),
    "全": (_read_whole_year,),
    "月": (_read_month_end,),
    "前": (_read_point,),
    "半": (_read_within,),
    "规": (_read_ours,),
    "年": (_read_year_word,),
    "每": (_read_every,),
    "按": (_read_adverb,),
    **dict.fromkeys("长持常", (_read_open,)),
    "提": (_reader_of(_IN_ADVANCE, "前"),),
    "用": (_reader_of(_IN_TIME, "0123456789一二两三四五六七八九十半 "),),
    "次": (_read_next_year, _reader_of(_NEXT, "月年季")),
    "翌": (_read_next_year,),
}
_BEGINS = lazy(r"(?<!\d)\d|[" + "".join(sign for sign in _READERS if not sign.isdigit()) + "]")
_SENTENCE_END = lazy(r"[。!?\n]")
_DATED = lazy(r"(?<!\d)20\d\d ?年 ?\d{1,2} ?月")
_TITLE = lazy(r"《[^《》]{1,200}》")


def titles(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of 《…》: a year in a title (《2022年工作方案》) is no deadline.

    >>> titles("按《某市2022年方案》执行")
    ((1, 12),)
    """
    return tuple(match.span() for match in _TITLE.finditer(text))


@lru_cache(maxsize=16)  # the deadline of a task and the targets in its text ask one after the other
def find_deadlines(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None, lossy: bool = False
) -> tuple[Deadline, ...]:
    """Every deadline, period, recurrence and as-of date of a text, from left to right.

    `year` is the year of the list (附件2：2022年…目标任务) and completes 9月底前; `plan` are the years of the
    document's own period and completes 规划期内. Years in 《》 and names such as “5.22” are none. 20252035年 is read
    as a period only where characters are known to be lost (`lossy`), and then as ambiguous.

    >>> [(d.edtf, d.raw) for d in find_deadlines("到2025年,…不低于95%;9月底前完成,每年一次", year=2022)]
    [('2025', '到2025年'), ('2022-09-30', '9月底前'), ('R/P1Y', '每年')]
    """
    copy = fold(text)
    return tuple(
        Deadline(item.edtf, text[start : item.end], start, item.end, item.ambiguous, item.kind)
        for start, item in _readings(copy, _Frame(year, plan, lossy))
        if item.kind
    )


def _readings(copy: str, frame: _Frame) -> Iterable[tuple[int, _Reading]]:
    quoted = iter((*titles(copy), (len(copy), len(copy))))
    opened, closed = next(quoted)
    position = since = 0
    while sign := _BEGINS.search(copy, position):
        at = sign.start()
        while closed <= at:
            opened, closed = next(quoted)
        if opened <= at:
            position = closed
            continue
        if frame.near and _SENTENCE_END.search(copy, since, at):
            frame = frame._replace(near="")
        since = at
        reading = next((r for read in _READERS[sign.group()] if (r := read(copy, at, frame))), None)
        position = at + 1
        for place, item in ((at, reading), *reading.more) if reading else ():
            yield place, item
            position = item.end
            if item.kind in ("by", "during") and _DATED.search(copy, place, item.end):
                frame = frame._replace(near=item.edtf.rpartition("/")[2])


def task_deadline(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None, lossy: bool = False
) -> str:
    """The day or period by which the whole task is done, as EDTF; "" if the text states none.

    Rule: as-of dates, the day from which something holds and periods before the year of the list (history) do not
    count. Of several points in time (by) the last holds: then all of the task is done. A period (during) that ends
    later than every point, and begins after it, goes before it; otherwise a point goes before a period, a period
    before an open end, an open end before a recurrence: 规划期内每年 is 2021/2025 for the task (the recurrence belongs
    to the target). Recurrences that differ (每月…每年…) give "". `several_deadlines` says what was there to choose from.

    >>> task_deadline("到2025年,节水器具普及率不低于60%"), task_deadline("7月底前…9月底前", year=2022), task_deadline("每年开展监测")
    ('2025', '2022-09-30', 'R/P1Y')
    """
    return deadline_of(find_deadlines(text, year=year, plan=plan, lossy=lossy), year)


def stated_deadline(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None
) -> tuple[str, tuple[Deadline, ...]]:
    """A cell that states a deadline (完成时限): its EDTF, "" if it cannot be read, and what stands in it.

    A cell may hold a bare point that would say nothing in a sentence: 9月, 三季度, 全年.

    >>> [stated_deadline(t, year=2022)[0] for t in ("9月", "三季度", "2022年12月底前", "长期坚持", "签约后30日内")]
    ['2022-09', '2022-07/2022-09', '2022-12-31', '../..', '']
    """
    found = find_deadlines(text, year=year, plan=plan)
    if len(found) == 1 and found[0].edtf:
        return found[0].edtf, found
    period = parse_period(text)
    if period is not None:
        return period.edtf, ()
    copy = "".join(fold(text).split()).strip("()。,;")
    point = _point(copy, 0, year)
    if point is not None and point.stop == len(copy) and point.year is not None:
        return _span_text(point.first, point.last), ()
    if copy in ("全年", "年度", "本年度") and year is not None:
        return str(year), ()
    if not found:  # 二、三季度: a cell dates its task as 于 would
        return deadline_of(find_deadlines(f"于{copy}", year=year, plan=plan)), ()
    return deadline_of(found), found


def deadline_of(found: Sequence[Deadline], year: int | None = None) -> str:
    """The deadline that several expressions of one text amount to (see task_deadline); `year` of the list."""
    points, periods, opened, recurring = (_of_kind(found, kind, year) for kind in _RANKED)
    last = max(points, key=_end_of, default="")
    later = max(periods, key=_end_of, default="")
    if last and later and later.partition("/")[0] > _end_of(last):
        return later
    if last or later:
        return last or later
    rest = opened or recurring
    return rest[0] if len(rest) == 1 else ""


def several_deadlines(found: Sequence[Deadline], year: int | None = None) -> tuple[str, ...]:
    """The words of deadlines of one rank that differ: more than one, or none (see task_deadline).

    >>> several_deadlines(find_deadlines("6月底前完成12家,年内淘汰30台", year=2022), 2022)
    ('6月底前', '年内')
    """
    for ranks in (("by",), ("during",), ("recurring",)):
        values = {value for kind in ranks for value in _of_kind(found, kind, year)}
        if values:
            named = dict.fromkeys(item.raw for item in found if item.kind in ranks and item.edtf in values)
            return tuple(named) if len(values) > 1 else ()
    return ()


_RANKED = ("by", "during", "open", "recurring")


def _of_kind(found: Sequence[Deadline], kind: str, year: int | None) -> list[str]:
    """The different values of a kind; a period that ended before the year of the list is history."""
    values = dict.fromkeys(item.edtf for item in found if item.kind == kind and item.edtf)
    return [v for v in values if year is None or kind != "during" or _end_of(v)[:4] >= str(year)]


def _end_of(edtf: str) -> str:
    """The last day of a value, to compare: 2022 -> 2022-12-31, 2021/2025 -> 2025-12-31; an open end is last."""
    end = edtf.rpartition("/")[2]
    return "9999" if end == ".." else _last_day(end)
