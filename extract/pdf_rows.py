"""Rows of a table without rules: by the white between them, else by the running numbers that they begin with.

Two facts decide without any doubt. White through all columns that is wider than the white between the lines
of a cell ends a row. And where the first lines of all cells stand at the height of the running number, each
number begins a row. Where neither holds (cells centred on each other, no white) the caller has to weigh.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .pdf_page import Run, group_lines
from .pdf_parts import OpenTable
from .pdf_texts import Text, is_running

EXTRA = 0.2  # of the size: white between rows is wider than white between lines by at least this
LEVEL = 0.25  # of the size: lines of neighbouring cells that stand at one height

Wide = tuple[Run, int, int]  # a text across columns, its first and its last column
Chunk = tuple[float, float]  # from the top of its first line to the bottom of its last


def row_borders(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], pitch: float, above: OpenTable | None = None
) -> list[float] | None:
    """The borders between rows, without the outer ones; None if they do not show.

    `above` is the same table on the page before: its head may be printed again, its last row may go on.
    """
    numbers = running_numbers(columns)[1]
    found = _by_white(columns, wide, numbers, pitch)
    if found is None:
        found = _by_numbers(columns, wide, numbers, above)
    if found is None and above is not None and not numbers:
        found = _goes_on(columns, wide, above)
    return found


def running_numbers(columns: Sequence[Sequence[Text]]) -> tuple[int, list[Text]]:
    """The running numbers and their column: that which has most of them, and nothing else below its head.

    A section row that fits into the column is alone in its line: （二）改善空气质量 between 39 and 40.
    """
    best: tuple[int, list[Text]] = (-1, [])
    for c, texts in enumerate(columns):
        first = next((i for i, t in enumerate(texts) if t.words.isdecimal()), len(texts))
        found = [t for t in texts[first:] if t.words.isdecimal() or not _is_alone(t, c, columns)]
        if found and is_running(found) and len(found) > len(best[1]):
            best = (c, found)
    return best


def _is_alone(text: Text, at: int, columns: Sequence[Sequence[Text]]) -> bool:
    near = 0.6 * text.runs[0].size
    return not any(
        abs(other.middle - text.middle) < near for c, texts in enumerate(columns) if c != at for other in texts
    )


def label_columns(columns: Sequence[Sequence[Text]], edges: Sequence[float], pitch: float) -> list[int]:
    """The columns left of the running numbers that have no text in some numbered row, centred on several."""
    at, numbers = running_numbers(columns)
    rows = [(lo, hi) for lo, hi in pairwise(edges) if any(lo <= t.middle < hi for t in numbers)]
    if any(_begins_high(columns, row, at, pitch) for row in rows):
        return []
    return [
        c
        for c in range(at)
        if any(not any(lo <= t.middle < hi for t in columns[c]) for lo, hi in rows)
    ]


def _begins_high(columns: Sequence[Sequence[Text]], row: tuple[float, float], at: int, pitch: float) -> bool:
    """Whether the number of a row of several lines stands at the first of them: cells hang from the top."""
    held = [t.middle for texts in columns[at:] for t in texts if row[0] <= t.middle < row[1]]
    number = next(t.middle for t in columns[at] if row[0] <= t.middle < row[1])
    return max(held) - min(held) > 0.6 * pitch and number - min(held) < 0.1 * pitch


# --------------------------------------------------------------------------------------------------
# White between the rows


def _by_white(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], numbers: Sequence[Text], pitch: float
) -> list[float] | None:
    runs = [run for texts in columns for t in texts for run in t.runs]
    chunks = _chunks([*runs, *(run for run, _, _ in wide)], pitch)
    if len(chunks) < 2 or not (numbers or _stand_alike(columns, chunks)):
        return None
    if any(sum(lo < t.middle < hi for t in numbers) > 1 for lo, hi in chunks):
        return None
    return [(a[1] + b[0]) / 2 for a, b in pairwise(chunks)]


def _chunks(runs: Sequence[Run], pitch: float) -> list[Chunk]:
    """Heights filled with lines that stand no further apart than those of one cell."""
    chunks: list[Chunk] = []
    for line in group_lines(runs):
        main = max(line, key=lambda run: run.size)
        upper, lower = main.middle - main.size / 2, main.middle + main.size / 2
        if chunks and upper - chunks[-1][1] < pitch - main.size + EXTRA * main.size:
            chunks[-1] = (chunks[-1][0], max(chunks[-1][1], lower))
        else:
            chunks.append((upper, lower))
    return chunks


def _stand_alike(columns: Sequence[Sequence[Text]], chunks: Sequence[Chunk]) -> bool:
    """Whether the cells of each row begin at one height, or are centred on one.

    Rows that the page cuts need not: the one below the head, the last one.
    """
    tops, middles = [], []
    for lo, hi in chunks:
        held = [found for texts in columns if (found := [t for t in texts if lo < t.middle < hi])]
        if len(held) < 2:
            continue
        slack = LEVEL * held[0][0].runs[0].size
        first = min(found[0].middle for found in held)
        centres = [(found[0].middle + found[-1].middle) / 2 for found in held]
        tops.append(all(found[0].middle - first <= slack for found in held))
        middles.append(max(centres) - min(centres) <= 2 * slack)
    return any(all(alike[2:-1]) and sum(alike) * 2 > len(alike) for alike in (tops, middles))


# --------------------------------------------------------------------------------------------------
# Cells that begin at the height of their number


def _by_numbers(
    columns: Sequence[Sequence[Text]],
    wide: Sequence[Wide],
    numbers: Sequence[Text],
    above: OpenTable | None,
) -> list[float] | None:
    """Where every cell's first line stands at a number, or at a text that is alone in its line."""
    if not numbers:
        return None
    slack = LEVEL * numbers[0].runs[0].size
    heights = sorted({t.middle for texts in columns for t in texts})
    alone = [run.middle for run, _, _ in wide if all(abs(h - run.middle) > slack for h in heights)]
    starts = sorted([t.middle for t in numbers] + [y for y in alone if y > numbers[0].middle])
    several = False
    for start, end in pairwise([*starts, float("inf")]):
        for texts in columns:
            held = [t.middle for t in texts if start - slack <= t.middle < end - slack]
            if held and abs(held[0] - start) > slack:
                return None
            several = several or len(held) > 1
    if not several:
        return None
    before = sorted(h for h in {*heights, *alone} if h < starts[0] - slack)
    return _between(heights, [*_tops_before(columns, wide, before, above), *starts])


def _goes_on(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], above: OpenTable
) -> list[float] | None:
    """A page without numbers: the head again, if it is there, and one row that goes on."""
    if wide or any(sum(t.words.isdecimal() for t in texts) > 1 for texts in columns):
        return None
    heights = sorted({t.middle for texts in columns for t in texts})
    return _between(heights, _tops_before(columns, wide, heights, above))


def _tops_before(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], before: Sequence[float], above: OpenTable | None
) -> list[float]:
    """The first lines of what stands above the first number: a head, or a row that goes on, or both."""
    if not before:
        return []
    if above is None:
        return [before[0]]
    runs = [run for texts in columns for t in texts for run in t.runs] + [run for run, _, _ in wide]
    lines = group_lines(run for run in runs if run.middle <= before[-1] + 1)
    words = ["".join(char.text for run in line for char in run.chars) for line in lines]
    count = len(above.head)
    if count and tuple(words[:count]) == above.head:
        return [before[0], *([lines[count][0].middle] if len(lines) > count else [])]
    return [before[0]]


def _between(heights: Sequence[float], tops: Sequence[float]) -> list[float]:
    """The borders above all rows but the first, halfway to the line above."""
    return [(max((h for h in heights if h < y - 2), default=y - 4) + y) / 2 for y in tops[1:]]
