"""Tables with rules between their rows and none between their columns.

The rules give the rows, and where a rule begins or ends inside the table a cell that covers several rows; the
white that runs through the rows gives the columns, and a text that runs across it a cell over several columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ..lightclass import dataclass
from .pdf_columns import same_extent
from .pdf_grid import Edge, Grid, make_grid
from .pdf_page import Run, group_lines
from .pdf_rivers import column_borders, cut_at, touched, without_halves
from .pdf_texts import is_number, texts_of

MIN_RULES = 4  # a table with three rules has its head parted from its rows, and no row from another
LONE = 1.5  # times the usual height of a row of one line: a caption between two tables stands in more room
INSIDE = 8.0  # points: a rule that ends this far from the side of the table ends inside it
MIN_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class RuledRows:
    """A table found by the rules between its rows: the grid, and the rules that it takes."""

    grid: Grid
    edges: tuple[Edge, ...]


def ruled_rows(across: Sequence[Edge], runs: Sequence[Run]) -> Iterator[RuledRows]:
    """The tables among horizontal rules that nothing meets."""
    for group in same_extent(across):
        if len(group) < MIN_RULES:
            continue
        for chain in _chains(group, runs):
            lo, hi = min(e.lo for e in chain), max(e.hi for e in chain)
            edges = [
                e
                for e in across
                if chain[0].pos <= e.pos <= chain[-1].pos and e.lo >= lo - INSIDE and e.hi <= hi + INSIDE
            ]
            grid = _grid(edges, (lo, chain[0].pos, hi, chain[-1].pos), runs)
            if grid is not None:
                yield RuledRows(grid, tuple(edges))


def _chains(group: Sequence[Edge], runs: Sequence[Run]) -> Iterator[list[Edge]]:
    """Neighbouring rules with rows between them; prose between two rules parts two tables."""
    strips = [(upper, lower, _lines_between(runs, upper, lower)) for upper, lower in pairwise(group)]
    single = [
        lower.pos - upper.pos for upper, lower, lines in strips if len(lines) == 1 and len(lines[0]) > 1
    ]
    tall = LONE * (median(single) if single else 2.0 * _size(runs))
    chain: list[Edge] = []
    sure: list[Run] = []
    for upper, lower, lines in strips:
        row = any(len(line) >= MIN_COLUMNS for line in lines)
        section = len(lines) == 1 and lower.pos - upper.pos <= tall
        if row or section or _in_columns(lines, upper, sure):
            chain = chain or [upper]
            chain.append(lower)
            sure += [run for line in lines if row for run in line]
        else:
            if len(chain) >= MIN_RULES:
                yield chain
            chain, sure = [], []
    if len(chain) >= MIN_RULES:
        yield chain


def _in_columns(lines: Sequence[Sequence[Run]], rule: Edge, above: Sequence[Run]) -> bool:
    """Whether lines with few texts stand in the columns of the rows above, but for one text in four that is longer."""
    if not lines or not above:
        return False
    borders = column_borders(above, rule.lo, rule.hi)
    spots = [touched(run, borders) for line in lines for run in line]
    crossing = sum(first != last for first, last in spots)
    return len(borders) > MIN_COLUMNS and crossing * 4 <= len(spots)


def _size(runs: Sequence[Run]) -> float:
    return median(run.size for run in runs) if runs else 10.0


def _lines_between(runs: Sequence[Run], upper: Edge, lower: Edge) -> list[list[Run]]:
    lo, hi = min(upper.lo, lower.lo) - 4, max(upper.hi, lower.hi) + 4
    return group_lines(r for r in runs if upper.pos < r.middle < lower.pos and lo <= r.x0 and r.x1 <= hi)


def _grid(edges: Sequence[Edge], box: tuple[float, float, float, float], runs: Sequence[Run]) -> Grid | None:
    inside = [r for r in runs if box[1] < r.middle < box[3] and box[0] - 4 <= r.x0 and r.x1 <= box[2] + 4]
    if not inside:
        return None
    borders = _exact(without_halves(inside, column_borders(inside, box[0], box[2])), edges, _size(inside))
    inside = [piece for run in inside for piece in cut_at(run, borders)]
    if len(borders) <= MIN_COLUMNS or not _one_row_each(inside, edges, borders):
        return None
    rows = sorted({e.pos for e in edges})
    down = [
        Edge(x, top, bottom)
        for top, bottom in pairwise(rows)
        for c, x in enumerate(borders)
        if not _is_crossed(c, top, bottom, inside, borders)
    ]
    return make_grid(list(edges), down)


def _exact(borders: Sequence[float], edges: Sequence[Edge], size: float) -> list[float]:
    """The borders, those near the end of a rule inside the table put where it ends."""
    ends = [x for e in edges for x in (e.lo, e.hi) if borders[0] + INSIDE < x < borders[-1] - INSIDE]
    found = list(borders)
    for x in ends:
        c = min(range(len(found)), key=lambda i: abs(found[i] - x))
        if 0 < c < len(found) - 1 and abs(found[c] - x) < 3 * size:
            found[c] = x
    return found


def _one_row_each(runs: Sequence[Run], edges: Sequence[Edge], borders: Sequence[float]) -> bool:
    """Whether hardly any row holds two numbers below each other in two columns: rows without a rule between."""
    stacked: dict[float, int] = {}
    for c, (x0, x1) in enumerate(pairwise(borders)):
        heights = [e.pos for e in edges if e.lo <= (x0 + x1) / 2 <= e.hi]
        column = [run for run in runs if touched(run, borders) == (c, c)]
        for top, bottom in pairwise(heights):
            held = texts_of([run for run in column if top < run.middle < bottom])
            stacked[top] = stacked.get(top, 0) + (sum(is_number(text.words) for text in held) > 1)
    return sum(count > 1 for count in stacked.values()) * 10 <= len(stacked)


def _is_crossed(c: int, top: float, bottom: float, runs: Sequence[Run], borders: Sequence[float]) -> bool:
    """Whether a text of this row runs across the border."""
    for run in runs:
        if top < run.middle < bottom:
            first, last = touched(run, borders)
            if first < c <= last:
                return True
    return False
