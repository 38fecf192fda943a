"""Points that stand in a row, ranges (2022年3月至2023年6月) and lists (6月、9月和12月底), and single ones.

The year of the first and the mark of the last hold for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text import lazy
from .date_frame import Frame, Reading, last_day, span_text, words_before
from .date_meaning import by_point, said_by
from .date_points import Point, lead_word, point_at
from .date_years import names_plan, read_span
from .periods import iso_date

_GLUED = lazy(r"(?P<y>20\d\d)(?P<m>1[0-2]|[1-9])月底?(?:之?前)?")  # 到20229月底: a copy that lost characters

_TO = lazy(r"(?:\ ?(?:[上下]午)?\d{1,2}(?:[时点]|:\d\d))?起?\ ?(?:-{1,2}|～|~|至|到)\ ?")

_FROM_TO = lazy(r"(?:起|开始)\ ?,?\ ?(?:至|到)")  # 从7月1日开始,到12月31日结束
_ENDS = lazy(r"(?:为?止|截止|结束|告终)")

_POINT_BEGINS = frozenset("0123456789一二三四五六七八九十今本当明去上下第前")


def read_point(copy: str, at: int, frame: Frame) -> Reading | None:
    word, start = lead_word(copy, at)
    if copy[start : start + 1] not in _POINT_BEGINS:
        return None
    if word in ("到", "至") and (glued := _GLUED.match(copy, start)):
        return Reading(glued.end(), last_day(f"{glued['y']}-{int(glued['m']):02d}"), "by")
    if word and (span := read_span(copy, start, frame)):
        return span
    if (listed := _read_list(copy, at, start, word, frame)) is not None:
        return listed
    point = point_at(copy, start, frame.year)
    if point is None:
        return _read_glued_day(copy, start, frame) if word else None
    doubtful = False
    if frame.near and not point.stated:
        again = _after(copy, start, point, frame.near)
        doubtful = again is not point and frame.year is not None and int(frame.near[:4]) < frame.year
        point = (
            point if doubtful else again
        )  # 2021年8月印发,9月底前完成 in a list of 2022 is of 2022, not surely
    reading = _range(copy, at, word, point, frame) or said_by(copy, at, word, point)
    return reading._replace(ambiguous=True) if doubtful else reading


_GLUED_DAY = lazy(
    r"(?P<m>1[0-2](?=\d\d)|[1-9](?<!1)|1(?=[3-9]))(?P<d>[12]\d|3[01])日(?P<more>、)?(?:(?:之|以)?前|(?=\d{3,4}日前))"
)


def _read_glued_day(copy: str, at: int, frame: Frame) -> Reading | None:
    """于615日、1215日前: a copy that lost 月. 111日 may be two days and is none."""
    days: list[tuple[int, Reading]] = []
    while match := _GLUED_DAY.match(copy, at):
        date = iso_date(frame.year or 2000, int(match["m"]), int(match["d"]))
        if date is None:
            return None
        end = match.end() - bool(match["more"])
        days.append((at, Reading(end, date if frame.year else "", "by", True)))
        at = match.end()
        if not match["more"]:
            return days[0][1]._replace(more=tuple(days[1:]))
    return None


def _after(copy: str, start: int, point: Point, near: str) -> Point:
    """A point without a year behind one with a year in the same sentence: of that year if it comes later in it."""
    again = point_at(copy, start, int(near[:4]))
    return again if again is not None and again.last[:7] >= near[:7] else point


_LISTED = lazy(
    r"(?<![\d.])(?:20\d\d\ ?(?:年底?)?|(?:20\d\d年)?"
    r"(?:(?:1[0-2]|0?[1-9])(?:月份?(?:(?:[12]\d|3[01]|0?[1-9])[日号]|[底末])?)?|第?[一二三四](?:季度|月)?|[上下]半年))"
    r"\ ?(?:、|和|及|与|以及)\ ?(?=[\d一二三四第上下])"
)
_LIST_MARKS = "、和及与以"
_BARE = frozenset("一二三四") | {str(number) for number in range(1, 13)}


def _read_list(copy: str, at: int, start: int, word: str, frame: Frame) -> Reading | None:
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
    last = point_at(copy, stop, frame.year)
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
    last = point_at(copy, stop, points[-1].year) if points else None
    if last is None:
        return None
    said = said_by(copy, at, word, last, dated=points[0].stated)
    if said.kind not in ("by", "during"):
        return None if said.kind else Reading(last.stop)
    told = [
        by_point(p) if said.kind == "by" else Reading(0, span_text(p.first, p.last), "during") for p in points
    ]
    read = [
        (place, item._replace(end=place + len(text))) for (place, text), item in zip(items, told, strict=True)
    ]
    return read[0][1]._replace(more=(*read[1:], (stop, said)))


def _listed_points(items: Sequence[tuple[int, str]], unit: str, mark: str, year: int | None) -> list[Point]:
    """The points of a list but the last, each with the year of the one before; [] if one is no point."""
    points = []
    for _, text in items:
        core = text.rstrip("底末")
        own = "底前" if core != text else mark
        whole = core + (unit if core[-1] in "0123456789一二三四" else "") + own
        point = point_at(whole, 0, year)
        if point is None or point.stop != len(whole):
            return []
        year = point.year
        points.append(point)
    return points


def _begins_line(copy: str, at: int) -> bool:
    """二、三季度 at the head of a sentence may be a number and its heading."""
    before = words_before(copy, at, 4)
    return not before or before[-1] in "。;\n" or copy[at - 1] == "\n"


def _range(copy: str, at: int, word: str, point: Point, frame: Frame) -> Reading | None:
    """2022年3月至2023年6月, 2025年3月31日至4月2日: the second point takes the year of the first."""
    to = None if point.before or point.inside else _TO.match(copy, point.stop)
    second = point_at(copy, to.end(), point.year) if to else None
    if to is None and word in ("自", "从") and (to := _FROM_TO.match(copy, point.stop)):
        second = point_at(copy, to.end(), point.year)
        if second is None or not _ENDS.match(copy, second.stop):
            return None
    if second is None or word == "截" or (second.month is None and point.month is not None):
        return None
    if point.year is None or second.year is None:
        return Reading(second.stop)
    last = last_day(second.last) if second.end else second.last
    if point.first > last:
        return None
    if names_plan(copy, at, second.stop):
        return Reading(second.stop)
    return Reading(second.stop, span_text(point.first, last), "during")
