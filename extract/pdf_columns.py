"""Tables without (enough) rules: columns by the white between the words, rows by the numbers.

Three-line tables have rules above and below the head and at the end, and nothing between the rows or
columns. The white that runs through all rows gives the columns; the cells that hold one number each give
the rows; the other cells' lines go to the row whose middle (or top) they stand at. A label that stands
between two rows belongs to both: a merged cell, centred on the rows it covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ..lightclass import dataclass
from .pdf_grid import Edge, Grid, make_grid
from .pdf_page import Box, Run, group_lines
from .pdf_parts import OpenTable, Spot
from .pdf_rivers import column_borders, cut_at, known_borders, spread, touched, without_halves
from .pdf_rows import is_settled, label_columns, row_borders, running_numbers
from .pdf_texts import Text, is_number, joined, texts_of
from .pdf_tiles import ATOMIC, NEAR, Cost, assign, heights_of_rows, modes_of, tile

SPACE = 1.2  # of the size: an ideographic space and the room beside it
START = 1.5  # points: lines that begin in one place
EXTENT = 8.0  # points: rules of one table begin and end together


@dataclass(frozen=True, slots=True)
class OpenGrid:
    """A grid that was inferred, and whether some cell stands where no row would have it."""

    grid: Grid
    doubtful: bool
    borders: tuple[float, ...] = ()


Strip = tuple[float, float]  # from one full rule to the next


# --------------------------------------------------------------------------------------------------
# Where such tables are


def ruled_strips(across: Sequence[Edge], runs: Sequence[Run]) -> list[tuple[Box, list[float]]]:
    """Neighbouring horizontal rules of one width with columns between them: box and heights of the rules."""
    found: list[tuple[Box, list[float]]] = []
    for group in same_extent(across):
        x0, x1 = min(e.lo for e in group), max(e.hi for e in group)
        heights: list[float] = []
        for upper, lower in pairwise(group):
            inside = [
                r for r in runs if upper.pos < r.middle < lower.pos and x0 - 4 <= r.x0 and r.x1 <= x1 + 4
            ]
            if _tabular(inside):
                heights = heights or [upper.pos]
                heights.append(lower.pos)
            elif heights:
                found.append(((x0, heights[0], x1, heights[-1]), heights))
                heights = []
        if heights:
            found.append(((x0, heights[0], x1, heights[-1]), heights))
    return found


def is_framed(grid: Grid, runs: Sequence[Run]) -> bool:
    """A frame with rules across and none down, around words that stand in three columns or more."""
    if len(grid.xs) != 2 or not runs or not _tabular(runs):
        return False
    return len(column_borders(runs, grid.box[0], grid.box[2])) > 3


def same_extent(across: Sequence[Edge]) -> list[list[Edge]]:
    groups: list[list[Edge]] = []
    for edge in sorted(across, key=lambda e: e.pos):
        for group in groups:
            if abs(group[0].lo - edge.lo) <= EXTENT and abs(group[0].hi - edge.hi) <= EXTENT:
                group.append(edge)
                break
        else:
            groups.append([edge])
    return [group for group in groups if len(group) > 1]


def _tabular(runs: Sequence[Run]) -> bool:
    """Whether at least half of the lines have text in two places or more."""
    lines = group_lines(runs)
    several = sum(1 for line in lines if len(line) > 2 or _are_apart(line))
    return bool(lines) and several * 2 >= len(lines) - 1 and several > 0


def _are_apart(line: Sequence[Run]) -> bool:
    """Two texts further apart than by one ideographic space: 表2　主要指标 is one."""
    return len(line) == 2 and line[1].x0 - line[0].x1 > SPACE * line[0].size


# --------------------------------------------------------------------------------------------------
# The grid


def infer_grid(
    runs: Sequence[Run],
    box: Box,
    heights: Sequence[float],
    above: OpenTable | None = None,
    ruled: bool = True,
) -> OpenGrid | None:
    """The grid of a table of which only some horizontal rules are known (`heights`, the outer ones included).

    `above` is the same table on the page before; `ruled` says whether the heights are rules. None if the text has no two columns.
    """
    if not ruled:
        runs = [run for line in group_lines(runs) for run in joined(line)]
    borders = column_borders(runs, box[0], box[2])
    if above is not None:
        outer = min(box[0], above.columns[0][0] - 4), max(box[2], above.columns[-1][1] + 4)
        borders = known_borders(runs, *outer, above.columns) or borders
    elif len(heights) <= 3:
        borders = without_halves(runs, borders)
    runs = [piece for run in runs for piece in cut_at(run, borders)]
    lines = len(group_lines(runs))
    if above is None and (
        len(borders) < 3 or lines < 2 or (len(borders) == 3 and lines < 3)
    ):  # issuer and date of a print note
        return None
    across: list[Edge] = [Edge(y, borders[0], borders[-1]) for y in heights]
    down: list[Edge] = [Edge(x, box[1], box[3]) for x in (borders[0], borders[-1])]
    doubtful = False
    strips = list(pairwise(heights))
    for number, strip in enumerate(strips):
        inside = [run for run in runs if strip[0] <= run.middle < strip[1]]
        if not inside:
            continue
        bounds, walls, unsure = _strip(inside, strip, borders, number == 0, len(strips) == 1, above, ruled)
        across.extend(bounds)
        down.extend(walls)
        doubtful = doubtful or unsure
    grid = make_grid(across, down)
    return OpenGrid(grid, doubtful, tuple(borders)) if grid is not None else None


def _strip(
    runs: Sequence[Run],
    strip: Strip,
    borders: Sequence[float],
    first: bool,
    only: bool,
    above: OpenTable | None,
    ruled: bool,
) -> tuple[list[Edge], list[Edge], bool]:
    """Borders of rows and columns inside one strip, and whether some cell stands at no row."""
    count = len(borders) - 1
    lines = group_lines(runs)
    centred = set(_centred_sections(lines, borders))
    inner: list[list[Run]] = [[] for _ in range(count)]
    wide: list[tuple[Run, int, int]] = []
    for run in runs:
        left, right = touched(run, borders)
        if len(lines) == 1:
            left, right = spread(run, left, right, borders, lines[0])
        if id(run) in centred:
            left, right = 0, count - 1
        if left == right:
            inner[left].append(run)
        else:
            wide.append((run, left, right))
    columns = [texts_of(found) for found in inner]
    pitch = _pitch(columns)
    if first and not only and not any(sum(is_number(t.words) for t in texts) > 1 for texts in columns):
        under = _under_wide(columns, wide)
        bounds = [strip[0], *([under] if under is not None else []), strip[1]]
        across = [Edge(under, borders[a], borders[b + 1]) for _, a, b in wide] if under is not None else []
        return across, _walls(bounds, borders, wide), False  # the head
    if only or not first:
        found = row_borders(columns, wide, pitch, above)
        if found is not None:
            across, walls, unsure = _tiled(columns, wide, [strip[0], *found[0], strip[1]], borders, pitch)
            return across, walls, unsure or not found[1]
    bounds = [strip[0]]
    if only:
        bounds, columns = _head_rows(columns, strip)
    anchors = heights_of_rows(columns, pitch)
    anchors = sorted({*anchors, *_extra_rows(anchors, wide, pitch)})
    if not anchors:
        return [], _walls([strip[0], strip[1]], borders, wide), False
    rows = len(anchors)
    mode = _best_mode(columns, anchors, pitch)
    placed = [assign(texts, rows, mode, pitch)[1] for texts in columns]
    merged = [c for c in range(count) if not _fits(columns[c], placed[c], mode, pitch)]
    edges = _row_bounds(columns, placed, merged, anchors, (bounds[-1], strip[1]))
    tiles: dict[int, set[int]] = {}
    doubtful = False
    for c in merged:
        covered, unsure = _tiles(columns[c], edges, [row for row, *_ in _wide_rows(wide, edges, c)], pitch)
        tiles[c] = covered
        doubtful = doubtful or unsure
    if only and not ruled:
        doubtful = doubtful or not is_settled(columns, edges, pitch)
    across = [
        Edge(edges[r], borders[c], borders[c + 1])
        for r in range(1, rows)
        for c in range(count)
        if r not in tiles.get(c, ())
    ]
    across.extend(Edge(y, borders[0], borders[-1]) for y in bounds[1:])
    return across, _walls([*bounds[:-1], *edges], borders, wide), doubtful


def _centred_sections(lines: Sequence[Sequence[Run]], borders: Sequence[float]) -> Iterator[int]:
    """id() of the texts that are alone at their height and centred on the table, not on their column."""
    middle = (borders[0] + borders[-1]) / 2
    for i, line in enumerate(lines):
        run = line[0]
        near = [lines[k][0].base - run.base for k in (i - 1, i + 1) if 0 <= k < len(lines)]
        if len(line) > 1 or any(abs(gap) < 1.2 * run.size for gap in near):
            continue
        first, last = touched(run, borders)
        own = (borders[first] + borders[first + 1]) / 2
        centre = (run.x0 + run.x1) / 2
        if abs(centre - middle) < 0.5 * run.size and (first < last or abs(own - middle) > 2 * run.size):
            yield id(run)


def _under_wide(columns: Sequence[Sequence[Text]], wide: Sequence[tuple[Run, int, int]]) -> float | None:
    """Below the headings that stand over several columns, where each of these has a heading of its own under it."""
    if not wide:
        return None
    low = max(run.middle for run, _, _ in wide)
    below = [[t.middle for t in columns[c] if t.middle > low] for _, a, b in wide for c in range(a, b + 1)]
    high = [[t for t in columns[c] if t.middle <= low + 1] for _, a, b in wide for c in range(a, b + 1)]
    if not all(below) or any(high):
        return None
    return (low + min(min(heights) for heights in below)) / 2


def _tiled(
    columns: Sequence[Sequence[Text]],
    wide: Sequence[tuple[Run, int, int]],
    edges: Sequence[float],
    borders: Sequence[float],
    pitch: float,
) -> tuple[list[Edge], list[Edge], bool]:
    """Borders of known rows; labels left of the numbers may stand between two of them and belong to both."""
    tiles: dict[int, set[int]] = {}
    doubtful = False
    for c in label_columns(columns, edges, pitch):
        covered, unsure = _tiles(columns[c], edges, [row for row, *_ in _wide_rows(wide, edges, c)], pitch)
        tiles[c] = covered
        doubtful = doubtful or unsure
    across = [
        Edge(edges[r], borders[c], borders[c + 1])
        for r in range(1, len(edges) - 1)
        for c in range(len(columns))
        if r not in tiles.get(c, ())
    ]
    return across, _walls(edges, borders, wide), doubtful


def _pitch(columns: Sequence[Sequence[Text]]) -> float:
    """The distance of two lines of one cell: the smallest that occurs with any regularity."""
    gaps = sorted(b.middle - a.middle for texts in columns for a, b in pairwise(texts))
    size = median(run.size for texts in columns for t in texts for run in t.runs) if any(columns) else 10.0
    gaps = [gap for gap in gaps if gap > 0.9 * size]
    return min(gaps[len(gaps) // 10], 2 * size) if gaps else 1.5 * size


def _head_rows(columns: Sequence[list[Text]], strip: Strip) -> tuple[list[float], list[list[Text]]]:
    """A head that no rule parts from the rows: what stands above the numbers in the columns of numbers.

    Returns the upper borders of the head (if there is one) and of the rows, and the texts of the rows.
    """
    found: list[tuple[float, float]] = []  # lowest line of the head, first number
    for texts in columns:
        numbers = [i for i, t in enumerate(texts) if is_number(t.words)]
        first = numbers[0] if numbers else 0
        if first > 0 and len(numbers) >= 2 and len(numbers) >= ATOMIC * (len(texts) - first):
            found.append((texts[first - 1].middle, texts[first].middle))
    top_row = min((number for _, number in found), default=0.0)
    heads = [head for head, number in found if number - top_row < 2]
    if not heads:
        return [strip[0]], [list(texts) for texts in columns]
    border = (max(heads) + top_row) / 2
    return [strip[0], border], [[t for t in texts if t.middle > border] for texts in columns]


def _extra_rows(anchors: Sequence[float], wide: Sequence[tuple[Run, int, int]], pitch: float) -> list[float]:
    """Section rows: text across columns at a height where no number stands."""
    return [
        run.middle for run, _, _ in wide if all(abs(run.middle - anchor) > 0.6 * pitch for anchor in anchors)
    ]


def _best_mode(columns: Sequence[Sequence[Text]], anchors: Sequence[float], pitch: float) -> Cost:
    """Whether cells stand at the middle, the top or the bottom of their rows."""
    modes = modes_of(anchors)
    totals = {
        name: sum(min(assign(texts, len(anchors), cost, pitch)[0], 1e6) for texts in columns)
        for name, cost in modes.items()
    }
    return modes[min(totals, key=lambda name: (round(totals[name]), name != "middle"))]


def _fits(texts: Sequence[Text], cells: Sequence[tuple[int, int, int]], cost: Cost, pitch: float) -> bool:
    """Whether every cell of the column stands at its row: else it has cells over several rows."""
    if sum(end - first for _, first, end in cells) < len(texts):
        return False
    return all(cost(texts[i].middle, texts[j - 1].middle, row) <= NEAR * pitch for row, i, j in cells)


def _row_bounds(
    columns: Sequence[Sequence[Text]],
    placed: Sequence[Sequence[tuple[int, int, int]]],
    merged: Sequence[int],
    anchors: Sequence[float],
    strip: Strip,
) -> list[float]:
    """Borders between the rows, halfway between the lowest line of one and the highest of the next."""
    tops, bottoms = list(anchors), list(anchors)
    for c, cells in enumerate(placed):
        if c in merged:
            continue
        for row, i, j in cells:
            tops[row] = min(tops[row], columns[c][i].middle)
            bottoms[row] = max(bottoms[row], columns[c][j - 1].middle)
    between = [(bottoms[r] + tops[r + 1]) / 2 for r in range(len(anchors) - 1)]
    return [strip[0], *between, strip[1]]


def _wide_rows(
    wide: Sequence[tuple[Run, int, int]], edges: Sequence[float], col: int
) -> list[tuple[int, Run]]:
    """Rows in which a text across columns covers this one."""
    return [(_row_of(edges, run.middle), run) for run, first, last in wide if first <= col <= last]


def _row_of(edges: Sequence[float], height: float) -> int:
    return max(0, min(len(edges) - 2, sum(1 for edge in edges[1:-1] if edge <= height)))


def _tiles(
    texts: Sequence[Text], edges: Sequence[float], taken: Sequence[int], pitch: float
) -> tuple[set[int], bool]:
    """Borders that merged cells of a column run over, and whether some cell fits no rows."""
    covered: set[int] = set()
    doubtful = False
    rows = len(edges) - 1
    free = [r for r in range(rows) if r not in taken]
    for first, end in _intervals(free):
        inside = [t for t in texts if edges[first] <= t.middle < edges[end]]
        if not inside:
            continue
        largest, cells = tile(inside, edges[first : end + 1], pitch)
        doubtful = doubtful or largest > 0.6 * pitch
        for a, b, _, _ in cells:
            covered.update(range(first + a + 1, first + b))
    return covered, doubtful


def _intervals(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = None
    for n, following in zip(numbers, [*numbers[1:], None], strict=True):
        start = n if start is None else start
        if following != n + 1:
            yield start, n + 1
            start = None


def _walls(
    edges: Sequence[float], borders: Sequence[float], wide: Sequence[tuple[Run, int, int]]
) -> list[Edge]:
    """Column borders row by row, open where a text runs across."""
    walls = []
    for r, (top, bottom) in enumerate(pairwise(edges)):
        crossed = {
            c
            for run, first, last in wide
            if _row_of(edges, run.middle) == r
            for c in range(first + 1, last + 1)
        }
        walls.extend(Edge(x, top, bottom) for c, x in enumerate(borders) if c not in crossed)
    return walls


# --------------------------------------------------------------------------------------------------
# What goes on on the next page


def open_table(runs: Sequence[Run], found: OpenGrid, spot: Spot) -> OpenTable | None:
    """What the next page may need to know of a table without rules."""
    if spot.ruled:
        return None
    columns: list[list[Run]] = [[] for _ in found.borders[1:]]
    for run in runs:
        first, last = touched(run, found.borders)
        if first == last:
            columns[first].append(run)
    texts = [texts_of(column) for column in columns]
    numbers = running_numbers(texts)[0]
    head = tuple(
        "".join(char.text for run in line for char in run.chars)
        for line in group_lines(run for run in runs if run.middle < found.grid.ys[1])
    )
    starts = [_common_start(column) for column in columns]
    reach = [(min(r.x0 for r in column), max(r.x1 for r in column)) if column else None for column in columns]
    if spot.above is not None:
        head = spot.above.head
        if len(spot.above.columns) == len(columns):
            numbers = spot.above.numbers
            starts = [new if old is None else old for new, old in zip(starts, spot.above.starts, strict=True)]
            reach = [
                (min(new[0], old[0]), max(new[1], old[1])) if new else old
                for new, old in zip(reach, spot.above.columns, strict=True)
            ]
    if None in reach:
        return None
    whole = tuple(part for part in reach if part is not None)
    return OpenTable(whole, tuple(starts), numbers, head, median(run.size for run in runs))


def _common_start(runs: Sequence[Run]) -> float | None:
    """Where most texts of a column begin."""
    xs = sorted(run.x0 for run in runs)
    if not xs:
        return None
    usual = xs[len(xs) // 2]
    return usual if sum(abs(x - usual) < START for x in xs) * 3 >= 2 * len(xs) else None
