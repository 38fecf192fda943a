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
from .pdf_texts import Text, is_number, is_running

EXTRA = 0.2  # of the size: white between rows is wider than white between lines by at least this
AGREE = 0.95  # of the cells stand as their rows say
BROKEN = 1.3  # of the pitch: lines of one label, which a border of rows must not part
LEVEL = 0.25  # of the size: lines of neighbouring cells that stand at one height

Wide = tuple[Run, int, int]  # a text across columns, its first and its last column
Chunk = tuple[float, float]  # from the top of its first line to the bottom of its last


def row_borders(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], pitch: float, above: OpenTable | None = None
) -> tuple[list[float], bool] | None:
    """The borders between rows, without the outer ones, and whether they are sure; None if they do not show.

    `above` is the same table on the page before: its head may be printed again, its last row may go on.
    """
    found = _row_borders(columns, wide, pitch, above)
    return None if found is None else (_between_stacked(columns, found[0]), found[1])


def _between_stacked(columns: Sequence[Sequence[Text]], borders: Sequence[float]) -> list[float]:
    """The borders, and one more where two columns or more hold one number above another: a total below the last row."""
    out: list[float] = []
    for top, bottom in pairwise([float("-inf"), *borders, float("inf")]):
        cuts: list[tuple[float, float]] = []
        for texts in columns:
            held = [t for t in texts if top < t.middle < bottom]
            if len(held) == 2 and all(is_number(t.words) for t in held):
                cuts.append((held[0].middle, held[1].middle))
        low, high = max((a for a, _ in cuts), default=0.0), min((b for _, b in cuts), default=0.0)
        parted = low < high and all(
            t.middle < low + 2 or t.middle > high - 2
            for texts in columns
            for t in texts
            if top < t.middle < bottom
        )
        if len(cuts) > 1 and parted:
            out.append((low + high) / 2)
        if bottom < float("inf"):
            out.append(bottom)
    return out


def _row_borders(
    columns: Sequence[Sequence[Text]], wide: Sequence[Wide], pitch: float, above: OpenTable | None
) -> tuple[list[float], bool] | None:
    at, numbers = running_numbers(columns)
    found = _by_white(columns, wide, numbers, pitch)
    if not numbers and len(columns) > 2:  # a label that stands between two rows fills the white of its column
        inner = _by_white(columns[1:], wide, numbers, pitch)
        found = inner if inner is not None and len(inner) > len(found or ()) else found
    if not numbers:
        numbers = _level_numbers(columns)
    if found is None:
        found = _by_numbers(columns, wide, at, numbers, above)
    if found is None and above is not None and not numbers:
        found = _goes_on(columns, wide, above)
    if found is not None:
        return found, True
    return _by_middles(columns, wide, at, numbers, pitch, above)


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


def _level_numbers(columns: Sequence[Sequence[Text]]) -> list[Text]:
    """The values of a column, where two columns or more hold one number a row at the same heights."""
    found: list[list[Text]] = []
    for texts in columns:
        first = next((i for i, t in enumerate(texts) if is_number(t.words)), len(texts))
        if len(texts) - first > 1 and all(is_number(t.words) for t in texts[first:]):
            found.append(list(texts[first:]))
    found.sort(key=len)
    if len(found) < 2:
        return []
    slack = LEVEL * found[0][0].runs[0].size
    most, second = found[-1], found[-2]
    level = sum(any(abs(t.middle - other.middle) < slack for other in most) for t in second)
    return most if level == len(second) and len(second) * 2 > len(most) else []


def is_settled(columns: Sequence[Sequence[Text]], edges: Sequence[float], pitch: float) -> bool:
    """Whether nearly all cells of numbered rows hang from the height of the number, or are centred on it.

    The first and the last row may be cut by the page.
    """
    at, numbers = running_numbers(columns)
    if not numbers:
        at, numbers = 0, _level_numbers(columns)
    slack = LEVEL * numbers[0].runs[0].size if numbers else 0.0
    cells = tops = middles = 0
    for number in numbers[:-1]:
        lo, hi = next(((a, b) for a, b in pairwise(edges) if a <= number.middle < b), (0.0, 0.0))
        for texts in columns[at:]:
            held = [t.middle for t in texts if lo <= t.middle < hi]
            cells += bool(held)
            tops += bool(held) and abs(held[0] - number.middle) <= slack
            middles += bool(held) and abs((held[0] + held[-1]) / 2 - number.middle) <= 0.3 * pitch
    return bool(numbers) and max(tops, middles) >= AGREE * cells


def _is_alone(text: Text, at: int, columns: Sequence[Sequence[Text]]) -> bool:
    near = 0.6 * text.runs[0].size
    return not any(
        abs(other.middle - text.middle) < near
        for c, texts in enumerate(columns)
        if c != at
        for other in texts
    )


def label_columns(columns: Sequence[Sequence[Text]], edges: Sequence[float], pitch: float) -> list[int]:
    """The columns left of the running numbers that have no text in some numbered row, centred on several.

    Where no row has a number: the first column, if a row has no text in it or a border parts the lines of a label.
    """
    at, numbers = running_numbers(columns)
    if not numbers:
        if _hang(columns[1:], edges):
            return []
        empty = any(not any(lo <= t.middle < hi for t in columns[0]) for lo, hi in pairwise(edges))
        cut = any(
            lower.middle - upper.middle < BROKEN * pitch
            and _parts_rows(edges, upper.middle, lower.middle, pitch)
            for upper, lower in pairwise(columns[0])
        )
        return [0] if (empty or cut) and any(t.middle > edges[1] for t in columns[0]) else []
    rows = [(lo, hi) for lo, hi in pairwise(edges) if any(lo <= t.middle < hi for t in numbers)]
    if any(_begins_high(columns, row, at, pitch) for row in rows):
        return []
    return [c for c in range(at) if any(not any(lo <= t.middle < hi for t in columns[c]) for lo, hi in rows)]


def _parts_rows(edges: Sequence[float], upper: float, lower: float, pitch: float) -> bool:
    """Whether a border stands between two heights, with rows of more than one line above and below it."""
    room = BROKEN * pitch
    return any(
        upper < y < lower and y - above > room and below - y > room
        for above, y, below in zip(edges, edges[1:], edges[2:], strict=False)
    )


def _hang(columns: Sequence[Sequence[Text]], edges: Sequence[float]) -> bool:
    """Whether the cells of rows with several lines begin at one height, and are not centred on one."""
    tops = middles = 0
    for lo, hi in pairwise(edges):
        held = [found for texts in columns if (found := [t for t in texts if lo <= t.middle < hi])]
        if len(held) > 1 and len({len(found) for found in held}) > 1:
            slack = LEVEL * held[0][0].runs[0].size
            firsts = [found[0].middle for found in held]
            centres = [(found[0].middle + found[-1].middle) / 2 for found in held]
            tops += max(firsts) - min(firsts) <= slack
            middles += max(centres) - min(centres) <= 2 * slack
    return tops > middles


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
    at: int,
    numbers: Sequence[Text],
    above: OpenTable | None,
) -> list[float] | None:
    """Where every cell's first line stands at a number, or at a text that is alone in its line."""
    if not numbers:
        return None
    slack = LEVEL * numbers[0].runs[0].size
    heights = sorted({t.middle for texts in columns for t in texts})
    sections = _sections(columns, wide, at, slack)
    starts = sorted([t.middle for t in numbers] + [y for y in sections if y > numbers[0].middle])
    several = False
    for start, end in pairwise([*starts, float("inf")]):
        for texts in columns:
            held = [t.middle for t in texts if start - slack <= t.middle < end - slack]
            if held and abs(held[0] - start) > slack:
                return None
            several = several or len(held) > 1
    if not several:
        return None
    before = sorted(h for h in {*heights, *sections} if h < starts[0] - slack)
    return _between(heights, sections, [*_tops_before(columns, wide, sections, before, above), *starts])


def _by_middles(
    columns: Sequence[Sequence[Text]],
    wide: Sequence[Wide],
    at: int,
    numbers: Sequence[Text],
    pitch: float,
    above: OpenTable | None,
) -> tuple[list[float], bool] | None:
    """Where cells are centred on their numbers and rows stand close: each border mirrors the one before.

    A row with its number at 100 that begins at 70 ends at 130. A border lies half a line below and above
    the lines next to it; labels left of the numbers may stand on it.
    """
    if len(numbers) < 2:
        return None
    slack = LEVEL * numbers[0].runs[0].size
    sections = _sections(columns, wide, at, slack)
    heights = sorted({t.middle for texts in columns[max(at, 0) :] for t in texts} | set(sections))
    places = [y for h in heights for y in (h - pitch / 2, h + pitch / 2)]
    places = sorted(y for y in places if not any(abs(h - y) < 0.42 * pitch for h in heights))
    marks = sorted({*(t.middle for t in numbers), *sections})
    chains = [
        chain
        for first in places
        if first < marks[0] and (chain := _mirrored(first, marks, places, pitch)) is not None
    ]
    inner = columns[max(at, 0) :]
    chains = [chain for chain in chains if _centred(inner, chain, marks, pitch) >= AGREE]
    if not chains:
        return None
    scores = sorted(((_full_lines(inner, chain, pitch), chain) for chain in chains), reverse=True)
    best = scores[0][1]
    whole = abs(2 * marks[-1] - best[-1] - heights[-1] - pitch / 2) < pitch  # else the page cuts the last row
    others = [chain for _, chain in scores if abs(chain[0] - best[0]) > pitch / 2]
    before = [h for h in heights if h < best[0]]
    tops = _tops_before(columns, wide, sections, before, above)
    return [*_between(heights, sections, tops), *(best if tops else best[1:])], not others and whole


def _centred(
    columns: Sequence[Sequence[Text]], chain: Sequence[float], marks: Sequence[float], pitch: float
) -> float:
    """The share of cells that are centred on the number of their row, the last row left out."""
    cells = right = 0
    for lo, hi, mark in zip(chain, chain[1:], marks, strict=False):
        for texts in columns:
            held = [t.middle for t in texts if lo < t.middle < hi]
            cells += bool(held)
            right += bool(held) and abs((held[0] + held[-1]) / 2 - mark) < 0.3 * pitch
    return right / cells if cells else 0.0


def _full_lines(columns: Sequence[Sequence[Text]], chain: Sequence[float], pitch: float) -> int:
    """How well the borders part where a line is short, and not where lines are full.

    Where every second row took a line from both its neighbours, all would still be centred.
    """
    score = 0
    for texts in columns:
        right = max((run.x1 for t in texts for run in t.runs), default=0.0)
        for upper, lower in pairwise(texts):
            if lower.middle - upper.middle > 1.2 * pitch:
                continue
            short = right - upper.runs[-1].x1 > 1.3 * upper.runs[-1].size
            parted = any(upper.middle < y < lower.middle for y in chain)
            score += 1 if short == parted else -1
    return score


def _mirrored(
    first: float, marks: Sequence[float], places: Sequence[float], pitch: float
) -> list[float] | None:
    """The borders between the marks, if they all fall where no line is; the last row goes on to the end."""
    chain = [first]
    for mark, following in pairwise(marks):
        y = 2 * mark - chain[-1]
        near = min(places, key=lambda p: abs(p - y))
        if abs(near - y) > 0.3 * pitch or not mark < near < following:
            return None
        chain.append(near)
    return chain


def _sections(columns: Sequence[Sequence[Text]], wide: Sequence[Wide], at: int, slack: float) -> list[float]:
    """The heights of section rows: alone in their line, across columns or in the column of the numbers."""
    inner = [t.middle for texts in columns for t in texts]
    found = [run.middle for run, _, _ in wide if not any(abs(h - run.middle) <= slack for h in inner)]
    if at == 0:
        found += [t.middle for t in columns[0] if not t.words.isdecimal() and _is_alone(t, 0, columns)]
    return sorted(found)


def _goes_on(columns: Sequence[Sequence[Text]], wide: Sequence[Wide], above: OpenTable) -> list[float] | None:
    """A page without numbers: the head again, if it is there, and one row that goes on."""
    if wide or any(sum(t.words.isdecimal() for t in texts) > 1 for texts in columns):
        return None
    heights = sorted({t.middle for texts in columns for t in texts})
    return _between(heights, [], _tops_before(columns, wide, [], heights, above))


def _tops_before(
    columns: Sequence[Sequence[Text]],
    wide: Sequence[Wide],
    sections: Sequence[float],
    before: Sequence[float],
    above: OpenTable | None,
) -> list[float]:
    """The first lines of what stands above the first number: a head, section rows, a row that goes on."""
    if not before:
        return []
    runs = [run for texts in columns for t in texts for run in t.runs] + [run for run, _, _ in wide]
    lines = group_lines(run for run in runs if run.middle <= before[-1] + 1)
    words = ["".join(char.text for run in line for char in run.chars) for line in lines]
    head = len(above.head) if above is not None else len(lines)
    if above is not None and (not head or tuple(words[:head]) != above.head):
        head = 0
    tops: list[float] = []
    fresh = True  # the next line begins a row
    for i, line in enumerate(lines):
        section = line[0].middle in sections
        if section or fresh or i == head:
            tops.append(line[0].middle)
        fresh = section
    return tops


def _between(heights: Sequence[float], sections: Sequence[float], tops: Sequence[float]) -> list[float]:
    """The borders above all rows but the first, halfway to the line above."""
    lines = sorted({*heights, *sections})
    return [(max((h for h in lines if h < y - 2), default=y - 4) + y) / 2 for y in tops[1:]]
