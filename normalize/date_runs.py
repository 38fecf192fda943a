"""Points that stand in a row, ranges (2022年3月至2023年6月) and lists (6月、9月和12月底), and single ones.

The year of the first and the mark of the last hold for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..text import lazy
from .date_described import IS_SEASON
from .date_frame import Frame, Reading, last_day, opens_clause, span_text, words_before
from .date_meaning import behind, by_point, is_condition, said_by
from .date_points import FULL_YEAR, SINCE, Point, lead_word, point_at
from .date_worded import says_year
from .date_years import names_plan, read_span
from .periods import iso_date

_TO = lazy(r"[起始]?\ ?(?:-{1,2}|～|~|至|到|一(?=\d))\ ?")  # 5月30日一6月4日: 一 for a dash
_TO_SIGNS = frozenset("-～~至到一")
_TO_WORDS = " -～~至到一"

_FROM_TO = lazy(
    r"(?:(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行)?|正式(?:施行|实施|执行))\ ?,?\ ?(?:有效期(?:限)?)?(?:至|到)"
)  # 从7月1日开始,到12月31日结束
_FROM_END = lazy(r"(?:起|开始),(?=\d)")  # 从3月5日开始,5月31日结束
_FROM_TILL = lazy(
    r"[^,。;:\d]{0,8},?(?:至|到)(?=[^,。;:]{2,14}止)", holds=("止",)
)  # 自11月10日进入,至次年5月31日止
_ENDS = lazy(r"(?:为?止|截止|结束|告终)")

_POINT_BEGINS = frozenset("0123456789一二三四五六七八九十今本当明去上下第前元")


def read_point(copy: str, at: int, frame: Frame) -> Reading | None:
    word, start = lead_word(copy, at)
    if copy[start : start + 1] not in _POINT_BEGINS:
        return None
    if word and (span := read_span(copy, start, frame)):
        return span
    if (listed := _read_list(copy, at, start, word, frame)) is not None:
        return listed
    ahead = word == "" and copy[start] == "前" and not copy.startswith("前三季度", start)
    if ahead and not opens_clause(copy, at):  # 申请前三个月
        return None
    point = point_at(copy, start, frame.year, frame.spoken)
    if point is None:
        return _read_glued_day(copy, start, frame) if word else None
    alone = point.worded and not SINCE.match(copy, point.stop)
    if alone and not says_year(copy, at, point.stop, word):
        return None
    if not point.stated and (own := _year_of_clause(copy, at)):
        point = point_at(copy, start, own) or point
    doubtful = copy[start] == "当" and not frame.near
    if (
        doubtful and "次年" in copy[point.stop : point.stop + 4]
    ):  # 封湖期为当年11月5日至次年3月5日: of every year
        return Reading(copy.index("次年", point.stop) + 2)
    if frame.near and (not point.stated or copy[start] == "当"):
        again = _after(copy, start, point, frame.near)
        older = frame.year is not None and int(frame.near[:4]) < frame.year
        due = point.before or point.end  # 2020年1月30日建立平台,2月25日复工率超过90%: told in a row
        doubtful = again is not point and older and due and not frame.near_by
        point = (
            point if doubtful else again
        )  # 2021年8月印发,9月底前完成 in a list of 2022: of 2022, not surely
    if point.first < "2000" and point.year and 0 <= (frame.year or 0) - point.year <= _HISTORY:
        point = replace(point, recent=True)
    reading = _range(copy, at, word, point, frame) or said_by(copy, at, word, point)
    if frame.yearly and not point.stated and reading.kind in ("by", "during"):
        return reading._replace(edtf="R/P1Y", kind="recurring")
    if (
        reading.kind == "by"
        and point.stated
        and reading.edtf
        and int(reading.edtf[:4]) + _HISTORY <= (frame.year or 0)
    ):
        return Reading(reading.end)  # 改造1998年以前建成老旧厂房, in a list of 2022
    told = copy.startswith(",", reading.end) and reading.kind == "during" and len(reading.edtf) == 4
    if told and int(reading.edtf) + _HISTORY <= (frame.year or 0):
        return Reading(reading.end)  # 1992年,港口建设拉开序幕, in a list of 2024
    return reading._replace(ambiguous=True) if doubtful and reading.kind else reading


_SAME_YEAR = frozenset("0123456789一二三四五六七八九十年底末上下第")


def read_same_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """去年5月开展督察,同年10月反馈: of the year told before it."""
    if copy[at + 1 : at + 2] != "年" or copy[at + 2 : at + 3] not in _SAME_YEAR:
        return None
    before = FULL_YEAR.findall(copy, max(0, at - 200), at)
    year = int(frame.near[:4]) if frame.near else int(before[-1]) if before else None
    point = point_at(copy, at + 2, year)
    return said_by(copy, at, "", replace(point, stated=True)) if point is not None else None


_HISTORY = 20  # years before the year of the list


_OWN_YEAR = lazy(r"(?<!\d)(20\d\d)\ ?年[^,。;:\d]{1,16}时间(?:为|是|:)?\ ?$")


def _year_of_clause(copy: str, at: int) -> int | None:
    """2025年春季学期开学时间为2月17日: of that year."""
    if "时间" not in copy[max(0, at - 4) : at]:
        return None
    match = _OWN_YEAR.search(copy, max(0, at - 28), at)
    return int(match[1]) if match else None


_GLUED_DAY = lazy(
    r"(?P<m>1[0-2](?=\d\d)|[1-9](?<!1)|1(?=[3-9]))(?P<d>[12]\d|3[01])日(?P<more>、)?(?:(?:之|以)?前|(?=\d{3,4}日前))"
)


def _read_glued_day(copy: str, at: int, frame: Frame) -> Reading | None:
    """于615日、1215日前: a copy that lost 月. 111日 may be two days and is none."""
    if not copy[at : at + 3].isdecimal() or "日" not in copy[at + 2 : at + 5]:
        return None
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
    r"(?<![\d.])(?:20\d\d\ ?(?:年底?)?|(?:20\d\d年?的?|[去今明]年)?"
    r"(?:(?:1[0-2]|0?[1-9])(?:月份?(?:(?:[12]\d|3[01]|0?[1-9])(?:[日号]|(?=\ ?[、和及与]))|[底末初])?)?|第?[一二三四](?:季度|月)?|[上下]半年))"
    r"\ ?(?:、|和|及|与|以及)\ ?(?=[\d一二三四第上下])"
)
_LIST_MARKS = "、和及与以"
_LIST_SIGNS = frozenset(_LIST_MARKS)
_LIST_GOES_ON = frozenset("0123456789一二三四第上下 及")
_BOTH = lazy(r"(?P<a>20\d\d)年?(?:、|和|及|与)(?P<b>20\d\d)年?(?:这|两)?两?年(?!度|级|的)")
_IN_BOTH = lazy(
    r"(?P<a>20\d\d)年(?:、|和|及|与)(?P<b>20\d\d)年(?=[^,。;:\d]{0,10}(?:累计|合计|总计))", holds=("计",)
)
_LISTED_DAY = lazy(r"(?:3[01]|[12]\d|0?[1-9])[日号]?\ ?(?:、|和|及|与|以及)\ ?(?=\d)")
_DAY = lazy(r"\d月\d{1,2}[日号]?$|^\d{1,2}[日号]$")
_BARE = frozenset("一二三四") | {str(number) for number in range(1, 13)}


def _read_list(copy: str, at: int, start: int, word: str, frame: Frame) -> Reading | None:
    """6月、9月和12月底, 2023、2024年: the year of the first and the mark of the last hold for all."""
    ahead = copy[start + 1 : start + 15]
    if not any(
        sign in _LIST_SIGNS and ahead[i + 1 : i + 2] in _LIST_GOES_ON for i, sign in enumerate(ahead[:12])
    ):
        return None
    if (both := _read_both(copy, start)) is not None:
        return both
    items, stop = _list_items(copy, start)
    if not items or word == "截" or (not word and items[0][1] in _BARE and _begins_line(copy, at)):
        return None
    year = int(frame.near[:4]) if frame.year is None and frame.near else frame.year
    last = _last_of_list(copy, stop, items, year)
    if last is None or last.inside or ((to := _to(copy, last)) and point_at(copy, to, year)):
        return None
    points = _listed_points(items, _unit_of(copy[stop : last.stop], last), last, year, frame.spoken)
    last = _last_of_list(copy, stop, items, points[-1].year) if points else None
    if last is None:
        return None
    said = said_by(copy, at, word, last, dated=points[0].stated)
    if said.kind not in ("by", "during"):
        return None if said.kind else Reading(last.stop)
    read = [
        (place, _like(said, point)._replace(end=place + len(text)))
        for (place, text), point in zip(items, points, strict=True)
    ]
    return read[0][1]._replace(more=(*read[1:], (stop, said)))


def _list_items(copy: str, start: int) -> tuple[list[tuple[int, str]], int]:
    """The places and words of a list but its last, and where that begins: 8月25日、26日 has one."""
    items: list[tuple[int, str]] = []
    stop = start
    while len(items) < 12:
        item = _LISTED.match(copy, stop)
        if item is None and items and any(_DAY.search(text) for _, text in items):
            item = _LISTED_DAY.match(copy, stop)
        if item is None:
            break
        items.append((stop, item.group().rstrip(_LIST_MARKS + " ")))
        stop = item.end()
    return items, stop


def _last_of_list(copy: str, at: int, items: Sequence[tuple[int, str]], year: int | None) -> Point | None:
    """The last point of a list; a day alone is of the month before it (8月25日、26日)."""
    point = point_at(copy, at, year)
    if point is not None or not any(_DAY.search(text) for _, text in items):
        return point
    month = next((text[: text.index("月") + 1] for _, text in reversed(items) if "月" in text), "")
    month = month[month.find("年") + 1 :]
    point = point_at(month + copy[at : at + 24], 0, year)
    return replace(point, stop=point.stop + at - len(month)) if point and point.day else None


def _unit_of(words: str, last: Point) -> str:
    """What the bare numbers of a list count: 3、9月底, 二、三季度."""
    if "半" in words:
        return ""
    return "季度" if "季" in words else "月" if last.month else "年"


def _like(said: Reading, point: Point) -> Reading:
    """What a point of a list says, where its last says `said`."""
    if said.kind == "by":
        return by_point(point)
    known = point.year is not None
    return Reading(0, span_text(point.first, point.last) if known else "", "during", not known)


def _read_both(copy: str, at: int) -> Reading | None:
    """2024、2025两年: each of the two."""
    both = _IN_BOTH.match(copy, at) if "计" in copy[at : at + 26] else None
    if both is not None and int(both["b"]) == int(both["a"]) + 1:
        return Reading(both.end(), f"{both['a']}/{both['b']}", "during")  # 2024年及2025年累计
    match = _BOTH.match(copy, at) if "两年" in copy[at : at + 16] else None
    if match is None:
        return None
    second = (match.start("b"), Reading(match.end(), match["b"], "during"))
    return Reading(match.end("a"), match["a"], "during", more=(second,))


def _listed_points(
    items: Sequence[tuple[int, str]], unit: str, last: Point, year: int | None, spoken: int | None
) -> list[Point]:
    """The points of a list but the last, each with the year of the one before; [] if one is no point."""
    points: list[Point] = []
    mark = "底前" if last.end else "前" if last.before else ""
    for _, text in items:
        core = text.rstrip("底末")
        own = "底前" if core != text else mark
        if points and points[-1].day and "月" not in core:
            core = f"{points[-1].month}月{core}"
        count = "日" if _DAY.search(core) else unit
        whole = core + (count if core[-1] in "0123456789一二三四" else "") + own
        point = point_at(whole, 0, year, spoken)
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
    to = None if point.before or point.inside else _to(copy, point)
    second = _second(copy, to, point) if to else None
    far = (
        _FROM_TO.match(copy, point.stop)
        or _FROM_END.match(copy, point.stop)
        or _FROM_TILL.match(copy, point.stop)
        if word in ("自", "从")
        else _FROM_TO.match(copy, point.stop)
        if point.day and "有效期" in copy[point.stop : point.stop + 12]
        else None
    )
    if to is None and far:
        second = _second(copy, far.end(), point)
        ends = second is not None and ("效" in far.group() or _ends_range(copy, far.group(), second))
        open_ended = "," in far.group() or not any(word in far.group() for word in ("起", "开始"))
        if second is None or (open_ended and not ends):
            return None
    if (
        second is None
        or word == "截"
        or (second.month is None and point.month is not None and not second.end)
    ):
        return None
    last = last_day(second.last) if second.end else second.last
    if point.first > last and second.year is None:  # 10月-次年3月 of a year that is not known
        return Reading(second.stop, "", "during", True)
    if is_condition(copy, at, second.stop) or point.first > last:
        return Reading(second.stop) if point.first <= last else None
    if point.month is not None and not point.stated and IS_SEASON.match(copy, second.stop):
        return Reading(second.stop)
    if point.month is None and names_plan(copy, at, second.stop):
        return Reading(second.stop)
    known = point.year is not None and second.year is not None
    first = last_day(point.last) if point.end else point.first  # 5月底到9月底
    return Reading(second.stop, span_text(first, last) if known else "", "during", not known)


def _ends_range(copy: str, words: str, second: Point) -> bool:
    """自3月5日起,至12月31日止, 至4月15日前,…: the second point ends what the first begins."""
    if _ENDS.match(copy, second.stop):
        return True
    return (
        words.endswith("至")
        and second.before
        and copy[second.stop : second.stop + 1] in (",", "。", ";", ")", "")
    )


def _second(copy: str, at: int, point: Point) -> Point | None:
    """The end of a range: 10月-次年3月 ends a year later, 7月中旬至下旬 in the same month, 3月至年底 in the same year."""
    if copy.startswith(("年底", "年末"), at) and point.year:
        end = point_at(f"{point.year}年底", 0, point.year)
        return replace(end, stop=at + 2 + copy.startswith("前", at + 2)) if end else None
    if copy.startswith(("次年", "翌年"), at):
        return point_at(copy, at + 2, point.year + 1 if point.year else None)
    if point.month and copy.startswith(("中旬", "下旬"), at):
        month = f"{point.month}月"
        tenth = point_at(month + copy[at : at + 24], 0, point.year)
        return replace(tenth, stop=tenth.stop + at - len(month)) if tenth else None
    return point_at(copy, at, point.year)


def _to(copy: str, point: Point) -> int | None:
    """Where the second point of a range begins: 3月31日9时至4月2日."""
    stop = behind(copy, point.stop) if point.day else point.stop
    start = stop + copy.startswith(("起", "始"), stop)
    if _TO_SIGNS.isdisjoint(copy[start : start + 2]) or copy[start : start + 1].strip(_TO_WORDS):
        return None
    match = _TO.match(copy, stop)
    return match.end() if match else None
