"""Tables without (enough) rules: columns by the white between the words, rows by the numbers.

Three-line tables have rules above and below the head and at the end, and nothing between the rows or
columns. The white that runs through all rows gives the columns; the cells that hold one number each give
the rows; the other cells' lines go to the row whose middle (or top) they stand at. A label that stands
between two rows belongs to both: a merged cell, centred on the rows it covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from ..lightclass import dataclass
from .pdf_grid import Edge, Grid, make_grid
from .pdf_page import Box, Char, Run, group_lines, make_run
from .pdf_parts import OpenTable, Spot
from .pdf_rows import is_settled, label_columns, row_borders, running_numbers
from .pdf_texts import Text, inked, is_number, is_running, joined, texts_of

RIVER = 0.3  # of the size: the white between two columns; cells have 0.5 on each side in Word
CROSSING = 0.03  # of the lines may run across the white: heads over two columns
BESIDE = 0.6  # of the size: lines nearer than this stand beside each other
WIDER = 1.12  # of the pitch: two lines further apart are rather two labels than one over several rows,
PARTED = 0.3  # of the pitch: if those stand no further from their rows than this
UNLABELLED = 0.4  # of the pitch: how much worse a first label has to stand than without the rows above it
MANY_LINES = 20  # in which one that crosses the white says nothing
PEAK = 4  # times the cover of the whites on both sides: a column with few texts
MIN_TEXTS = 2  # of a column between two whites
ATOMIC = 0.7  # of a column's lines are numbers: one a row
MAX_LINES = 14  # lines of one cell
LINE_GAP = 1.6  # of the pitch: lines further apart are two cells
NEAR = 0.4  # of the pitch: how far a cell's middle may lie from its row's
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
# Columns


def column_borders(runs: Sequence[Run], x0: float, x1: float) -> list[float]:
    """Where one column ends and the next begins, outer borders included."""
    size = median(run.size for run in runs)
    lines = group_lines(runs)
    head = _cover([run for line in lines if line[0].base < lines[0][0].base + size for run in line], x0, x1)
    cover = _cover(_in_columns(lines, x0, x1), x0, x1)
    found = [
        (first, last)
        for start, end in _quiet(cover, max(1.0, CROSSING * len(lines)))
        for first, last in _rivers(cover, head, start, end, 2 * RIVER * size)
        if first > 0 and last < len(cover)
    ]
    return [x0, *(x0 + (first + last - 1) / 4 for first, last in found), x1]


def known_borders(
    runs: Sequence[Run], x0: float, x1: float, columns: Sequence[tuple[float, float]]
) -> list[float] | None:
    """The borders where the columns of the page before are known, None if they do not hold here.

    One page may show too few texts of a column, or only short ones.
    """
    lines = group_lines(runs)
    limit = max(1.0, CROSSING * len(lines))
    cover = _cover(_in_columns(lines, x0, x1), x0, x1)
    borders = [x0]
    for left, right in pairwise(columns):
        start, end = int((left[1] - x0) * 2) + 1, int((right[0] - x0) * 2)
        if end <= start or min(cover[start:end]) > limit:
            return None
        first, last = max(_runs_of_least(cover, start, end, min(cover[start:end])), key=lambda r: r[1] - r[0])
        borders.append(x0 + (first + last - 1) / 4)
    return [*borders, x1]


def without_halves(runs: Sequence[Run], borders: Sequence[float]) -> list[float]:
    """The borders without those between a head and its own texts: 未完成数 centred above, 0 on the left."""
    lines = group_lines(runs)
    size = lines[0][0].size
    held: list[list[float]] = [[] for _ in borders[1:]]
    for run in runs:
        first, last = touched(run, borders)
        if first == last:
            held[first].append(run.base)

    def is_head(head: Sequence[float], texts: Sequence[float]) -> bool:
        return (
            bool(head and texts) and min(head) < lines[0][0].base + size and max(head) < min(texts) - size / 2
        )

    kept = [borders[0]]
    c = 1
    while c < len(held):
        if is_head(held[c - 1], held[c]) or is_head(held[c], held[c - 1]):
            c += 1  # the column after the pair keeps its border
        if c < len(held):
            kept.append(borders[c])
        c += 1
    return [*kept, borders[-1]]


def _in_columns(lines: Sequence[Sequence[Run]], x0: float, x1: float) -> list[Run]:
    """All runs but those that are alone at their height and cross a white: section rows."""
    lone: list[Run] = []
    beside: list[Run] = []
    for i, line in enumerate(lines):
        near = BESIDE * line[0].size
        alone = len(line) == 1 and not any(
            abs(lines[k][0].base - line[0].base) < near for k in (i - 1, i + 1) if 0 <= k < len(lines)
        )
        (lone if alone else beside).extend(line)
    cover = _cover(beside, x0, x1)
    few = round(2 * CROSSING * len(lines)) if len(lines) >= MANY_LINES else 0  # 总计（11个） over two columns
    whites = [(a / 2 + x0, b / 2 + x0) for a, b in _runs_of_least(cover, 0, len(cover), few)]
    inner = [(a, b) for a, b in whites if a > x0 and b < x0 + len(cover) / 2 - 1]
    kept = [run for run in lone if not any(run.x0 < a and b < run.x1 for a, b in inner)]
    return [*beside, *kept]


def _cover(runs: Sequence[Run], x0: float, x1: float) -> list[int]:
    """How many texts stand at each half point of the width."""
    cover = [0] * (int(x1 - x0) * 2 + 3)
    for run in runs:
        for lo, hi in inked(run):
            for x in range(max(0, int((lo - x0) * 2)), min(len(cover), int((hi - x0) * 2) + 1)):
                cover[x] += 1
    return cover


def _rivers(
    cover: Sequence[int], head: Sequence[int], start: int, end: int, width: float
) -> Iterator[tuple[int, int]]:
    """The whites in a quiet stretch: one, or several with columns between that have few texts.

    Running numbers of long rows stand on one line in ten; a column of notes may have its head alone.
    Between two whites of cover 1 a column has 4 texts or more.
    """
    least = min(cover[start:end])
    whites = [(a, b) for a, b in _runs_of_least(cover, start, end, least) if b - a >= width]
    joined: list[tuple[int, int]] = []
    for white in whites:
        between = slice(joined[-1][1], white[0]) if joined else slice(0)
        texts = max((a + b for a, b in zip(cover[between], head[between], strict=True)), default=0)
        if joined and texts < max(MIN_TEXTS, PEAK * least):
            joined[-1] = (joined[-1][0], white[1])
        else:
            joined.append(white)
    if not joined and end - start >= width:
        joined = [next(_runs_of_least(cover, start, end, least))]
    yield from joined


def _runs_of_least(cover: Sequence[int], start: int, end: int, least: int) -> Iterator[tuple[int, int]]:
    first = None
    for x in range(start, end + 1):
        if x < end and cover[x] <= least:
            first = x if first is None else first
        elif first is not None:
            yield first, x
            first = None


def cut_at(run: Run, borders: Sequence[float]) -> list[Run]:
    """The run in two where a border lies in a gap between its characters: 下降率（%） 约束."""
    left, right = touched(run, borders)
    if left == right:
        return [run]
    spans = inked(run)
    cuts = {
        (a[1] + b[0]) / 2 for a, b in pairwise(spans) if any(a[1] - 1 <= x <= b[0] + 1 for x in borders[1:-1])
    }
    pieces: list[list[Char]] = [[]]
    for char in run.chars:
        if pieces[-1] and any(pieces[-1][-1].x0 < cut <= char.x0 + 0.01 for cut in cuts):
            pieces.append([])
        pieces[-1].append(char)
    return [make_run(piece) for piece in pieces] if len(pieces) > 1 else [run]


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


def _quiet(cover: Sequence[int], limit: float) -> Iterator[tuple[int, int]]:
    start = None
    for x, count in enumerate((*cover, len(cover) + limit + 1)):
        if count <= limit:
            start = x if start is None else start
        elif start is not None:
            yield start, x
            start = None


def touched(run: Run, borders: Sequence[float]) -> tuple[int, int]:
    """First and last column that a run stands in."""
    cols = [c for c, (lo, hi) in enumerate(pairwise(borders)) if run.x0 < hi - 1 and run.x1 > lo + 1]
    return (cols[0], cols[-1]) if cols else (0, 0)


def _spread(
    run: Run, first: int, last: int, borders: Sequence[float], line: Sequence[Run]
) -> tuple[int, int]:
    """A text alone in its row's left columns and centred on all of them: 汇 总 over category and name."""
    if first == 0 or line[0] is not run:
        return first, last
    middle = (run.x0 + run.x1) / 2
    own = (borders[first] + borders[last + 1]) / 2
    both = (borders[0] + borders[last + 1]) / 2
    size = run.size
    return (0, last) if abs(middle - both) < 0.3 * size and abs(middle - own) > size else (first, last)


# --------------------------------------------------------------------------------------------------
# Rows


def _anchors(columns: Sequence[Sequence[Text]], pitch: float) -> list[float]:
    """The heights of the rows: of the running numbers, else of the columns of numbers, else of all lines."""
    numbers = [[t for t in texts if is_number(t.words)] for texts in columns]
    chosen = [
        found
        for texts, found in zip(columns, numbers, strict=True)
        if len(found) >= max(1, ATOMIC * len(texts))
    ]
    ordinals = [found for found in chosen if len(found) > 1 and is_running(found)]
    if ordinals:
        chosen = [max(ordinals, key=len)]
    if not chosen:
        chosen = [[t for texts in columns for t in texts]]
    heights = sorted(t.middle for found in chosen for t in found)
    rows: list[list[float]] = []
    for height in heights:
        if rows and height - rows[-1][0] < NEAR * pitch:
            rows[-1].append(height)
        else:
            rows.append([height])
    return [sum(row) / len(row) for row in rows]


Cost = Callable[[float, float, int], float]  # first and last line of a cell, row -> distance


def _modes(anchors: Sequence[float]) -> dict[str, Cost]:
    """Distances for cells centred on, hanging from, or standing on their row's number.

    A cell never reaches over the number of the row above or below.
    """
    fence = [float("-inf"), *anchors, float("inf")]

    def within(distance: Callable[[float, float], float]) -> Cost:
        def cost(first: float, last: float, row: int) -> float:
            if first <= fence[row] + 2 or last >= fence[row + 2] - 2:
                return float("inf")
            return abs(distance(first, last) - anchors[row])

        return cost

    return {
        "middle": within(lambda first, last: (first + last) / 2),
        "top": within(lambda first, last: first),
        "bottom": within(lambda first, last: last),
    }


def assign(
    texts: Sequence[Text], rows: int, cost: Cost, pitch: float
) -> tuple[float, list[tuple[int, int, int]]]:
    """Lines to rows in order, at the least total distance: (distance, [(row, first line, end)])."""
    n = len(texts)
    best: list[list[tuple[float, int]]] = [[(0.0, 0) if i == 0 else (float("inf"), 0) for i in range(n + 1)]]
    for row in range(rows):
        now = []
        for i in range(n + 1):
            value = (best[row][i][0], i)
            for k in range(i - 1, max(-1, i - MAX_LINES - 1), -1):
                if i - k > 1 and texts[k + 1].middle - texts[k].middle > LINE_GAP * pitch:
                    break
                before = best[row][k][0]
                if before < float("inf"):
                    total = before + (i - k) * cost(texts[k].middle, texts[i - 1].middle, row)
                    if total < value[0] - 1e-9:
                        value = (total, k)
            now.append(value)
        best.append(now)
    cells = []
    i = n
    for row in range(rows, 0, -1):
        k = best[row][i][1]
        if k < i:
            cells.append((row - 1, k, i))
        i = k
    return best[rows][n][0], cells[::-1] if best[rows][n][0] < float("inf") else []


def tile(
    texts: Sequence[Text], bounds: Sequence[float], pitch: float
) -> tuple[float, list[tuple[int, int, int, int]]]:
    """Cells that cover all rows, each centred on the rows it covers; the label of the first rows may stand on the
    page before.

    Returns the largest distance and (first row, end row, first line, end line) of each cell.
    """
    n, rows = len(texts), len(bounds) - 1
    worst = float("inf")
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {
        (0, row): (row * (UNLABELLED * pitch) ** 2, None) for row in range(rows)
    }
    for i in range(n):
        for row in range(rows):
            if (i, row) not in best:
                continue
            before = best[i, row][0]
            apart = 0.0
            for j in range(i + 1, min(n, i + MAX_LINES) + 1):
                if j - i > 1 and texts[j - 1].middle - texts[j - 2].middle > LINE_GAP * pitch:
                    break
                if j - i > 1 and texts[j - 1].middle - texts[j - 2].middle > WIDER * pitch:
                    apart += (PARTED * pitch) ** 2
                middle = (texts[i].middle + texts[j - 1].middle) / 2
                for end in range(row + 1, rows + 1):
                    distance = abs(middle - (bounds[row] + bounds[end]) / 2)
                    total = before + distance * distance + apart
                    if total < best.get((j, end), (worst, None))[0] - 1e-9:
                        best[j, end] = (total, (i, row))
    if (n, rows) not in best:
        return worst, []
    cells = []
    state = (n, rows)
    while best[state][1] is not None:
        i, row = best[state][1] or (0, 0)
        cells.append((row, state[1], i, state[0]))
        state = (i, row)
    cells.reverse()
    largest = max(
        abs((texts[i].middle + texts[j - 1].middle) / 2 - (bounds[a] + bounds[b]) / 2) for a, b, i, j in cells
    )
    return largest, cells


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
            left, right = _spread(run, left, right, borders, lines[0])
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
    anchors = _anchors(columns, pitch)
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
    modes = _modes(anchors)
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
# Prose in columns


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
