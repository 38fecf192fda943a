"""Which of several deadlines of one text is that of the whole task."""

from __future__ import annotations

from collections.abc import Sequence

from .date_frame import Deadline, last_day


def deadline_of(
    found: Sequence[Deadline], year: int | None = None, plan: tuple[int, int] | None = None
) -> str:
    """The deadline that several expressions of one text amount to (see task_deadline).

    `year` of the list; `plan` are the years of the document's own period: what it names beyond them is a prospect
    (到2030年达到峰值, 2060年前实现碳中和 in a plan of 2021-2025). It counts where nothing ends within, the nearest first.
    """
    points, periods, opened, recurring = (_of_kind(found, kind, year) for kind in _RANKED)
    points, periods = _within(points, periods, plan)
    last = max(points, key=_end_of, default="")
    later = max(periods, key=_end_of, default="")
    if last and later and later.partition("/")[0] > _end_of(last):
        return later
    if last or later:
        return last or later
    rest = opened or recurring
    return rest[0] if len(rest) == 1 else ""


def _within(
    points: list[str], periods: list[str], plan: tuple[int, int] | None
) -> tuple[list[str], list[str]]:
    """What ends within the plan; if nothing does, what ends next."""
    ends = [_end_of(value) for value in (*points, *periods)]
    if plan is None or not ends:
        return points, periods
    horizon = f"{plan[1]}-12-31"
    if min(ends) > horizon:
        horizon = min(ends)
    return [v for v in points if _end_of(v) <= horizon], [v for v in periods if _end_of(v) <= horizon]


def several_deadlines(found: Sequence[Deadline], year: int | None = None) -> tuple[str, ...]:
    """The words of deadlines of one rank that differ: more than one, or none (see task_deadline).

    >>> from .dates import find_deadlines
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
    return "9999" if end == ".." else last_day(end)
