"""Deadlines, periods and recurrences in running text, to EDTF (ISO 8601-2).

    到2025年, 2025年底前, 9月底前 (year of the list)      2025, 2025-12-31, 2022-09-30
    2021—2025年, “十四五”期间, 2025年第三季度             2021/2025, 2021/2025, 2025-07/2025-09
    自2024年1月1日起, 有效期至2025年12月31日              2024-01-01/.., ../2025-12-31
    每年, 每3年, 每半年, 每季度, 按月                      R/P1Y, R/P3Y, R/P6M, R/P3M, R/P1M
    截至2023年6月底                                        2023-06-30 (as of)
    （长期坚持）                                           ../..
    30日内, 15个工作日内, 提前5日                          "" (counted from a day that is not stated)

A time that only describes is none: 2025年是收官之年, 2024年工作回顾, 《2022年方案》, 较2020年, 每人每月500元.
Words that decide are data (data/deadline_words.csv).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..text import close_up, fold, lazy
from .date_frame import NOT_KNOWN, Deadline, Frame, Reader, Reading, span_text
from .date_offsets import (
    read_ahead_of,
    read_at_latest,
    read_before_named,
    read_in_advance,
    read_in_time,
    read_mid_century,
    read_next,
    read_next_year,
    read_no_longer,
    read_own_span,
    read_since_day,
    read_through,
    read_within,
    read_working_days,
)
from .date_points import point_at
from .date_recurrences import read_account_year, read_adverb, read_every, read_once, read_open
from .date_runs import read_point, read_same_year
from .date_worded import read_own_year
from .date_years import (
    read_last_year,
    read_month_end,
    read_ours,
    read_plan,
    read_span,
    read_whole_year,
    read_year_aims,
    read_year_word,
)
from .deadline_choice import deadline_of, several_deadlines
from .periods import Period, parse_date, parse_period, plan_years

__all__ = [
    "NOT_KNOWN",
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

# Which readers are asked at which sign, in order.
_COUNTS_TO = (read_since_day, read_ahead_of, read_at_latest)
_LASTS = (read_within, read_working_days)
_READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys("到至于在自从截今明去元", (read_point,)),
    **dict.fromkeys(
        "0123456789",
        (
            read_span,
            read_point,
            *_LASTS,
            read_no_longer,
            read_account_year,
            *_COUNTS_TO,
            read_through,
            read_once,
        ),
    ),
    **dict.fromkeys("一二两三四五", (read_once, read_point, *_LASTS, *_COUNTS_TO, read_through)),
    **dict.fromkeys("六七八九十", (read_plan, read_point, *_LASTS, *_COUNTS_TO)),
    **dict.fromkeys("“\"‘'", (read_plan,)),
    "上": (read_point,),
    "当": (read_own_span, read_own_year, read_point),
    "本": (read_point, read_ours, read_whole_year, read_mid_century, read_own_span),
    "全": (read_whole_year,),
    "月": (read_month_end,),
    "前": (read_point, read_before_named),
    "半": (read_once, read_within),
    "规": (read_ours,),
    "年": (read_year_aims, read_year_word),
    "过": (read_last_year,),
    "每": (read_every,),
    "按": (read_adverb,),
    **dict.fromkeys("长持常", (read_open,)),
    "提": (read_in_advance,),
    "用": (read_in_time,),
    "第": (read_next_year, read_point),
    "下": (read_next, read_point),
    "次": (read_next_year, read_next, read_own_span),
    "翌": (read_next_year,),
    "同": (read_same_year,),
}
_BEGINS = lazy(r"(?<!\d)\d|[" + "".join(sign for sign in _READERS if not sign.isdigit()) + "]")
_SENTENCE_ENDS = frozenset("。!?\n")
_DATED = lazy(r"(?:(?<!\d)20\d\d ?|[去今明])年 ?(?:\d{1,2}|元) ?月")
_IN_YEAR = lazy("[月季]")  # 每年3月底前, 每年第一季度
_TITLE = lazy(r"《[^《》]{1,200}》")


def titles(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of 《…》: a year in a title (《2022年工作方案》) is no deadline.

    >>> titles("按《某市2022年方案》执行")
    ((1, 12),)
    """
    return tuple(match.span() for match in _TITLE.finditer(text))


@lru_cache(maxsize=16)  # the deadline of a task and the targets in its text ask one after the other
def find_deadlines(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    spoken: int | None = None,
) -> tuple[Deadline, ...]:
    """Every deadline, period, recurrence and as-of date of a text, from left to right.

    `year` is the year of the list (附件2：2022年…目标任务) and completes 9月底前; `plan` are the years of the
    document's own period and completes 规划期内. `spoken` is the year in which the text speaks (今年) where that is
    another one, NOT_KNOWN where it is not known (the review of a report on 2024 is given in 2025). Years in 《》 and names such as “5.22” are none. 20252035年 is read
    as a period only where characters are known to be lost (`lossy`), and then as ambiguous.

    >>> [(d.edtf, d.raw) for d in find_deadlines("到2025年,…不低于95%;9月底前完成,每年一次", year=2022)]
    [('2025', '到2025年'), ('2022-09-30', '9月底前'), ('R/P1Y', '每年')]
    """
    closed, places = close_up(text)
    found = [
        (at, item)
        for at, item in _readings(fold(closed), Frame(year, plan, lossy, spoken=spoken))
        if item.kind
    ]
    if places is not None:
        found = [(places[at], item._replace(end=places[item.end - 1] + 1)) for at, item in found]
    return tuple(
        Deadline(item.edtf, text[start : item.end], start, item.end, item.ambiguous, item.kind)
        for start, item in found
    )


def _readings(copy: str, frame: Frame) -> Iterable[tuple[int, Reading]]:
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
        if (frame.near or frame.yearly) and not _SENTENCE_ENDS.isdisjoint(copy[since:at]):
            frame = frame._replace(near="", yearly=False)
        since = at
        reading = next((r for read in _READERS[sign.group()] if (r := read(copy, at, frame))), None)
        position = at + 1
        for place, item in ((at, reading), *reading.more) if reading else ():
            yield place, item
            position = item.end
            if near := _near(copy, place, item, frame):
                frame = frame._replace(near=near, near_by=item.kind == "by")
            elif item.edtf == "R/P1Y" and _IN_YEAR.search(copy, place, item.end):
                frame = frame._replace(yearly=True)


def _near(copy: str, at: int, item: Reading, frame: Frame) -> str:
    """What dates a month behind it: 2023年6月底前…,12月底前; a year alone (2024年,…9月底前) where the list has none."""
    if item.kind in ("by", "during", "as_of") and _DATED.search(copy, at, item.end):
        return item.edtf.rpartition("/")[2]
    alone = frame.year is None and item.kind == "during" and len(item.edtf) == 4
    return item.edtf if alone else ""


def task_deadline(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None, lossy: bool = False
) -> str:
    """The day or period by which the whole task is done, as EDTF; "" if the text states none.

    Rule: as-of dates, the day from which something holds and periods before the year of the list (history) do not
    count. Of several points in time (by) the last holds: then all of the task is done. A period (during) that ends
    later than every point, and begins after it, goes before it; otherwise a point goes before a period, a period
    before an open end, an open end before a recurrence: 规划期内每年 is 2021/2025 for the task (the recurrence belongs
    to the target). What lies beyond the plan's own years is a prospect and counts where nothing ends within them, the
    nearest first. Recurrences that differ (每月…每年…) give "". `several_deadlines` says what was there to choose from.

    >>> task_deadline("到2025年,节水器具普及率不低于60%"), task_deadline("7月底前…9月底前", year=2022), task_deadline("每年开展监测")
    ('2025', '2022-09-30', 'R/P1Y')
    """
    return deadline_of(find_deadlines(text, year=year, plan=plan, lossy=lossy), year, plan)


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
    point = point_at(copy, 0, year)
    if point is not None and point.stop == len(copy) and point.year is not None:
        return span_text(point.first, point.last), ()
    if copy in ("全年", "年度", "本年度") and year is not None:
        return str(year), ()
    if not found:  # 二、三季度: a cell dates its task as 于 would
        return deadline_of(find_deadlines(f"于{copy}", year=year, plan=plan)), ()
    return deadline_of(found), found
