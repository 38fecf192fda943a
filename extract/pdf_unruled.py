"""Where a table stands that has no rules: the white between its columns runs down through its lines.

A line with three texts apart is a seed; the lines below it belong to the table as long as they leave at
least two of its whites open. One or two lines that fill them (a section row over all columns) may stand
between, a paragraph of three ends the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .pdf_page import Box, Run, group_lines
from .pdf_parts import OpenTable, Spot
from .pdf_rivers import column_borders, touched
from .pdf_text_columns import room_around
from .pdf_texts import inked, joined

MIN_COLUMNS = 3
MIN_ROWS = 3
CELL_GAP = 0.5  # of the size: texts of one line nearer than this are one text
RIVER = 0.3  # of the size: white that is left between two columns
BESIDE = 0.95  # of the size: lines nearer than this lie beside each other, in cells centred on their rows
ROOM = 3.0  # of the size: between the lines of a table
HEAD_LINES = 3
WIDE_ROOM = 5.0  # of the size: above a line that shows the columns again
NEXT_LINE = 1.6  # of the size: the next line of the same cell
HANGING = 1.25  # of the usual distance of two lines: second lines of the last row
MAX_ACROSS = 2  # lines that fill the whites, one after the other

Span = tuple[float, float]
_LEADERS = frozenset(".…·．‥。•⋯﹒_-")


def unruled(runs: Sequence[Run], above: OpenTable | None = None) -> list[Spot]:
    """The tables among the runs, from top to bottom; `above` is what the page before ended with."""
    lines = [joined(line) for line in group_lines(runs)]
    seeds = _seeds(lines)
    spots: list[Spot] = []
    i = 0
    if above is not None and lines:
        start, end = _continued(lines, above)
        if end:
            seed = next((k for k in range(start, min(end + 1, len(lines))) if seeds[k]), None)
            end = max(end, _end(lines, seeds, seed)) if seed is not None else end
            spots.append(_spot(lines[start:end], above))
            i = end
    while i < len(lines):
        if seeds[i] is None:
            i += 1
            continue
        end = _end(lines, seeds, i)
        top = _head_top(lines, i, spots[-1].box[3] if spots else 0.0)
        spot = _spot(lines[top:end], None)
        if _is_table(lines[i:end], seeds[i:end], spot.box):
            spots.append(spot)
        i = end
    return spots


def below_head(runs: Sequence[Run], box: Box) -> float | None:
    """Where the rows end below a head with a rule above and below, on a page that does not end the table.

    None if what stands below the lower rule is no row: lines have three texts, or stand in the columns of those that do.
    """
    lines = [joined(line) for line in group_lines(run for run in runs if run.middle > box[3])]
    seeds = _seeds(lines)
    sure: list[Run] = []
    end = None
    across = 0
    last = box[3]
    for line, seed in zip(lines, seeds, strict=True):
        size = line[0].size
        if line[0].top - last > ROOM * size or line[0].x0 < box[0] - 2 or line[-1].x1 > box[2] + 2:
            break
        borders = column_borders(sure, box[0], box[2]) if sure else []
        fits = seed is not None or (
            len(borders) > MIN_COLUMNS and all(a == b for a, b in (touched(run, borders) for run in line))
        )
        across = 0 if fits else across + 1
        if across > MAX_ACROSS:
            break
        last = max(run.bottom for run in line)
        if fits:
            sure += line if seed is not None else []
            end = last + 2
    return end if sure else None


def _head_top(lines: Sequence[Sequence[Run]], first: int, above: float) -> int:
    """The first line of the head: 投资 / 估算 / （亿 / 元） begins above the heads of one line, centred on them."""
    size = lines[first][0].size
    top = first
    for i in range(first - 1, max(-1, first - 1 - HEAD_LINES), -1):
        if (
            len(lines[i]) > 1
            or lines[i][0].top < above
            or lines[i + 1][0].base - lines[i][0].base > NEXT_LINE * size
        ):
            break
        run = lines[i][0]
        if sum(r.x0 < run.x1 and r.x1 > run.x0 for r in lines[first]) > 1:
            break  # a title over several columns
        own = [run.base]
        for line in lines[i + 1 : first + 2 * HEAD_LINES]:
            below = [r for r in line if r.x0 < run.x1 and r.x1 > run.x0]
            if below and below[0].base - own[-1] < NEXT_LINE * size and len(own) < 2 * HEAD_LINES:
                own.append(below[0].base)
        if any(abs((own[0] + base) / 2 - lines[first][0].base) < size / 4 for base in own[1:]):
            top = i
    return top


def _spot(lines: Sequence[Sequence[Run]], above: OpenTable | None) -> Spot:
    box = room_around([run for line in lines for run in line])
    return Spot(box, [box[1], box[3]], above, ruled=False)


def _is_table(lines: Sequence[Sequence[Run]], seeds: Sequence[list[Span] | None], box: Box) -> bool:
    """Three lines in columns; two where the second has the first running number of the table."""
    count = sum(seed is not None for seed in seeds)
    runs = [run for line in lines for run in line]
    few = count == MIN_ROWS - 1 and any(_is_first(run) for line in lines[1:] for run in line[:2])
    return (count >= MIN_ROWS or few) and _is_columned(runs, box)


def _is_first(run: Run) -> bool:
    return _words([run]) == "1"


# --------------------------------------------------------------------------------------------------
# A table that goes on


def _continued(lines: Sequence[Sequence[Run]], above: OpenTable) -> tuple[int, int]:
    """The lines at the top of a page that go on with the table: first and end, (0, 0) if there are none.

    One running head may stand above. A line belongs to it if it crosses no border, and begins where the lines
    of its columns do; section rows cross.
    """
    start = 0
    if not _fits(lines[0], above, False) and not touches_first(lines[0][0], above) and len(lines) > 1:
        start = 1
    end = across = 0
    for i in range(start, len(lines)):
        gap = lines[i][0].base - lines[i - 1][0].base if i > start else 0.0
        if gap > WIDE_ROOM * above.size:
            break
        near = 0 < gap < NEXT_LINE * above.size
        if _fits(lines[i], above, near):
            end, across = i + 1, 0
        else:
            across += 1
            if across > MAX_ACROSS or (i == start and not touches_first(lines[i][0], above)):
                break
    return (start, end) if end else (0, 0)


def _fits(line: Sequence[Run], above: OpenTable, near: bool) -> bool:
    """Whether a line stands in the columns; `near`: close below one that does."""
    if abs(line[0].size - above.size) > 0.15 * above.size:
        return False
    lone = len(line) == 1
    for span in (span for run in line for span in inked(run)):
        col = _column_of(span, above.columns)
        start = above.starts[col]
        if col and span[0] < above.columns[col - 1][1] - 1:
            return False
        if col + 1 < len(above.columns) and span[1] > above.columns[col + 1][0] + 1:
            return False
        if lone and start is not None and abs(line[0].x0 - start) > above.size / 2:
            return False
        if lone and col == above.numbers and not near and not _words(line).isdecimal():
            return False
    return True


def _column_of(span: Span, columns: Sequence[Span]) -> int:
    """The column that most of the span stands in."""
    return max(range(len(columns)), key=lambda c: min(span[1], columns[c][1]) - max(span[0], columns[c][0]))


def _words(line: Sequence[Run]) -> str:
    return "".join(char.text for run in line for char in run.chars).strip()


def tail_end(lines: Sequence[Sequence[Run]], found: OpenTable, bottom: float, foot: float) -> float | None:
    """Where the table ends if it reaches down to the foot of the page; None if it does not.

    `lines` stand below it: the first lines of a cell, a section row, whose rows stand on the next page.
    """
    end = None
    last, across = bottom, 0
    for line in lines:
        if line[0].base - last > ROOM * found.size:
            break
        lone = len(line) == 1 and touches_first(line[0], found)
        if _fits(line, found, False):
            across = 0
        elif lone and across < MAX_ACROSS:
            across += 1
        else:
            return None
        last = line[0].base
        end = max(run.bottom for run in line) + 2
    below = [line for line in lines if end is None or line[0].base > end]
    return end if all(line[0].base > foot for line in below) else None


def touches_first(run: Run, found: OpenTable) -> bool:
    """Whether a text begins where the texts of the first column begin, or is centred on the table."""
    begin = found.starts[0] if found.starts[0] is not None else found.columns[0][0]
    middle = (found.columns[0][0] + found.columns[-1][1]) / 2
    return abs(run.x0 - begin) < 2 or abs((run.x0 + run.x1) / 2 - middle) < run.size


# --------------------------------------------------------------------------------------------------
# A table that begins


def _seeds(lines: Sequence[Sequence[Run]]) -> list[list[Span] | None]:
    """For each line its whites, if it and what lies beside it leave two or more; None for other lines."""
    leaders = [any(_is_leader(run) for run in line) for line in lines]
    found: list[list[Span] | None] = []
    for i, line in enumerate(lines):
        near = list(line)
        for step in (-1, 1):
            k = i + step
            while 0 <= k < len(lines) and abs(lines[k][0].base - line[0].base) < BESIDE * line[0].size:
                near.extend(lines[k])
                k += step
        whites = [] if leaders[i] else _whites(near)
        found.append(whites if len(whites) >= MIN_COLUMNS - 1 else None)
    return found


def _is_leader(run: Run) -> bool:
    marks = [char.text for char in run.chars]
    return len(marks) >= 4 and all(mark in _LEADERS for mark in marks[-4:])


def _whites(runs: Sequence[Run]) -> list[Span]:
    """The gaps between the texts, from left to right."""
    found: list[Span] = []
    end = None
    for run in sorted(runs, key=lambda r: r.x0):
        if end is not None and run.x0 - end >= CELL_GAP * run.size:
            found.append((end, run.x0))
        end = run.x1 if end is None else max(end, run.x1)
    return found


def _left(whites: Sequence[Span], line: Sequence[Run]) -> list[Span]:
    """What a line leaves of the whites: at the sides of its texts, if that is wide enough."""
    room = RIVER * line[0].size
    spans = [span for run in line for span in inked(run)]
    kept = []
    for lo, hi in whites:
        pieces = [(lo, hi)]
        for x0, x1 in spans:
            pieces = [
                piece
                for a, b in pieces
                for piece in ((a, min(b, x0)), (max(a, x1), b))
                if piece[1] - piece[0] >= room
            ]
        if pieces:
            kept.append(max(pieces, key=lambda p: p[1] - p[0]))
    return kept


def _end(lines: Sequence[Sequence[Run]], seeds: Sequence[list[Span] | None], start: int) -> int:
    """One past the last line of the table that begins at `start`."""
    whites = seeds[start] or []
    gaps = sorted(b[0].base - a[0].base for a, b in pairwise(lines[start : start + 60]))
    pitches = [gap for gap in gaps if gap >= lines[start][0].size]
    pitch = pitches[len(pitches) // 10] if pitches else 1.5 * lines[start][0].size
    end = start + 1
    across = 0
    for i in range(start + 1, len(lines)):
        size = lines[i][0].size
        gap = lines[i][0].base - lines[i - 1][0].base
        if gap > (WIDE_ROOM if seeds[i] is not None else ROOM) * size:
            break
        left = _left(whites, lines[i])
        if len(left) < MIN_COLUMNS - 1 and i - start <= HEAD_LINES:
            left = seeds[i] or left  # below a head that is centred over texts on the left
        if len(left) < MIN_COLUMNS - 1:
            across += 1
            if across > MAX_ACROSS:
                break
            continue
        below = end == i and not across and gap <= HANGING * pitch
        if seeds[i] is not None or below or len(_whites(lines[i])) > 0:
            end = i + 1
        across = 0
        whites = left
    return end


def _is_columned(runs: Sequence[Run], box: Box) -> bool:
    """Whether the white runs down through the lines: at most one text in five reaches across it."""
    borders = column_borders(runs, box[0], box[2])
    if len(borders) < MIN_COLUMNS + 1:
        return False
    spots = [touched(run, borders) for run in runs]
    return sum(1 for first, last in spots if first != last) * 5 <= len(runs)
