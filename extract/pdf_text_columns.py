"""Pages of prose in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .pdf_page import Box, Run, group_lines
from .pdf_rivers import column_borders, touched


def room_around(runs: Sequence[Run]) -> Box:
    """The box of the runs with a little room on every side."""
    x0, top = min(run.x0 for run in runs), min(run.top for run in runs)
    x1, bottom = max(run.x1 for run in runs), max(run.bottom for run in runs)
    return (x0 - 4, top - 2, x1 + 4, bottom + 2)


def prose_columns(runs: Sequence[Run]) -> list[Box]:
    """The columns of a page that is set in two or three, from left to right; none if it is not."""
    if len(runs) < 2 * PROSE_LINES:
        return []
    box = room_around(runs)
    borders = column_borders(runs, box[0], box[2])
    if not 3 <= len(borders) <= 4:
        return []
    columns = [(lo, box[1], hi, box[3]) for lo, hi in pairwise(borders)]
    return columns if all(_is_prose(column, runs) for column in columns) else []


PROSE_LINES = 8


def _is_prose(column: Box, runs: Sequence[Run]) -> bool:
    """Eight lines or more, most of them filling the column."""
    inside = [run for run in runs if column[0] - 1 <= run.x0 and run.x1 <= column[2] + 1]
    lines = group_lines(inside)
    if len(lines) < PROSE_LINES:
        return False
    widths = sorted(line[-1].x1 - line[0].x0 for line in lines)
    full = widths[-1]
    wide_enough = full >= 10 * median(run.size for run in inside)
    return wide_enough and sum(width > 0.8 * full for width in widths) * 2 > len(lines)


def in_columns(runs: Sequence[Run], columns: Sequence[Box]) -> list[tuple[list[Run], Box | None]]:
    """The runs in reading order: texts across the columns part the page, between them column after column."""
    borders = [columns[0][0], *(column[2] for column in columns)]
    parts: list[tuple[list[Run], Box | None]] = []
    pending: list[list[Run]] = [[] for _ in columns]

    def flush() -> None:
        for column, held in zip(columns, pending, strict=True):
            if held:
                parts.append((list(held), column))
            held.clear()

    for line in group_lines(runs):
        spots = [touched(run, borders) for run in line]
        if any(first != last for first, last in spots):
            flush()
            parts.append((list(line), None))
            continue
        for run, (first, _) in zip(line, spots, strict=True):
            pending[first].append(run)
    flush()
    return parts
