"""Rules to grids: a chain of small steps, lines -> merged lines -> grids -> cells with their spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..lightclass import dataclass
from .pdf_page import Box, Rule

SNAP = 3.5  # points: double rules and the two borders of neighbouring cells are one line; rows are 8 and more
REACH = 4.0  # points: a rule may end this far before the rule that it meets
SHORT = 6.0  # points: a rule shorter than this is part of a letter, an arrow, a tick box
MANY = 4000  # merged rules on one page: a drawing, not a table; only the longest are looked at


@dataclass(frozen=True, slots=True)
class Edge:
    """A line at `pos` (y of a horizontal one, x of a vertical one) from `lo` to `hi`."""

    pos: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid: rows and columns count from 0."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Positions of the row and column borders, and the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def rules_to_edges(rules: Iterable[Rule]) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical lines: those on one line joined, bits of letters left out."""
    across: list[Edge] = []
    down: list[Edge] = []
    for rule in rules:
        if rule.horizontal:
            across.append(Edge((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        else:
            down.append(Edge((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
    return merge_edges(across), merge_edges(down)


def merge_edges(edges: Sequence[Edge]) -> list[Edge]:
    """Lines at one position that touch or overlap become one.

    >>> merge_edges([Edge(10, 0, 50), Edge(10.5, 50.2, 90), Edge(30, 0, 50), Edge(40, 60, 62)])
    [Edge(pos=10.25, lo=0, hi=90), Edge(pos=30.0, lo=0, hi=50)]
    """
    merged: list[Edge] = []
    for group in _clusters(sorted(edges, key=lambda e: e.pos)):
        pos = sum(edge.pos for edge in group) / len(group)
        lo = hi = None
        for edge in sorted(group, key=lambda e: e.lo):
            if lo is None or hi is None:
                lo, hi = edge.lo, edge.hi
            elif edge.lo <= hi + REACH:
                hi = max(hi, edge.hi)
            else:
                merged.append(Edge(pos, lo, hi))
                lo, hi = edge.lo, edge.hi
        if lo is not None and hi is not None:
            merged.append(Edge(pos, lo, hi))
    kept = [edge for edge in merged if edge.hi - edge.lo >= SHORT]
    return sorted(sorted(kept, key=lambda e: e.lo - e.hi)[:MANY], key=lambda e: (e.pos, e.lo))


def _clusters(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Neighbours in order of position; a cluster is never wider than SNAP, so that lines cannot creep."""
    groups: list[list[Edge]] = []
    for edge in edges:
        if groups and edge.pos - groups[-1][0].pos <= SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def positions(values: Iterable[float]) -> list[float]:
    """The values with those nearer than SNAP taken together.

    >>> positions([10, 11, 50, 10.5])
    [10.5, 50.0]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def connected(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Lines that touch each other, as groups of horizontal and vertical ones; lone lines are left out."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if v.pos > h.hi + REACH:
                break
            if v.pos >= h.lo - REACH and v.lo - REACH <= h.pos <= v.hi + REACH:
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for i, edge in enumerate((*across, *down)):
        groups[root(i)][0 if i < len(across) else 1].append(edge)
    return [group for group in groups.values() if group[0] and group[1]]


def closed(across: Sequence[Edge], down: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """The lines with the four sides added: tables without side borders, rows cut by the page's end."""
    x0 = min(min(e.lo for e in across), min(e.pos for e in down))
    x1 = max(max(e.hi for e in across), max(e.pos for e in down))
    top = min(min(e.lo for e in down), min(e.pos for e in across))
    bottom = max(max(e.hi for e in down), max(e.pos for e in across))
    return (
        merge_edges([*across, *(Edge(y, x0, x1) for y in _open_ends(top, bottom, across))]),
        merge_edges([*down, *(Edge(x, top, bottom) for x in _open_ends(x0, x1, down))]),
    )


def _open_ends(first: float, last: float, edges: Sequence[Edge]) -> list[float]:
    """The end positions; beside a line that is there already its position is taken."""
    lowest, highest = min(e.pos for e in edges), max(e.pos for e in edges)
    return [lowest if lowest - first <= REACH else first, highest if last - highest <= REACH else last]


def make_grid(across: Sequence[Edge], down: Sequence[Edge]) -> Grid | None:
    """The grid of connected lines: where the line between two cells is missing they are one.

    None if there are no two cells. Areas that are no rectangle are cut into rows.
    """
    across, down = closed(across, down)
    xs, ys = positions(e.pos for e in down), positions(e.pos for e in across)
    cols, rows = len(xs) - 1, len(ys) - 1
    if cols < 1 or rows < 1 or cols * rows < 2:
        return None
    right = _walls(down, xs, ys)  # right[c][r]: a line at xs[c] beside row r
    below = _walls(across, ys, xs)
    owner = [[-1] * cols for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        for col in range(cols):
            if owner[row][col] >= 0:
                continue
            area = _region(row, col, owner, right, below)
            for slot in _rectangles(area):
                for r in range(slot[0], slot[0] + slot[2]):
                    for c in range(slot[1], slot[1] + slot[3]):
                        owner[r][c] = len(slots)
                r, c, high, wide = slot
                slots.append(Slot(r, c, high, wide, (xs[c], ys[r], xs[c + wide], ys[r + high])))
    if len(slots) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(sorted(slots, key=lambda s: (s.row, s.col))))


def _walls(edges: Sequence[Edge], at: Sequence[float], between: Sequence[float]) -> list[list[bool]]:
    """walls[i][j]: whether a line at at[i] runs along the middle of between[j]..between[j+1]."""
    walls = [[False] * (len(between) - 1) for _ in at]
    for edge in edges:
        i = min(range(len(at)), key=lambda k: abs(at[k] - edge.pos))
        for j in range(len(between) - 1):
            if edge.lo <= (between[j] + between[j + 1]) / 2 <= edge.hi:
                walls[i][j] = True
    return walls


def _region(
    row: int, col: int, owner: list[list[int]], right: list[list[bool]], below: list[list[bool]]
) -> set[tuple[int, int]]:
    """All fields that can be reached from this one without crossing a line."""
    rows, cols = len(owner), len(owner[0])
    seen = {(row, col)}
    queue = [(row, col)]
    while queue:
        r, c = queue.pop()
        steps = []
        if c + 1 < cols and not right[c + 1][r]:
            steps.append((r, c + 1))
        if c > 0 and not right[c][r]:
            steps.append((r, c - 1))
        if r + 1 < rows and not below[r + 1][c]:
            steps.append((r + 1, c))
        if r > 0 and not below[r][c]:
            steps.append((r - 1, c))
        for step in steps:
            if step not in seen and owner[step[0]][step[1]] < 0:
                seen.add(step)
                queue.append(step)
    return seen


def _rectangles(area: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The area as (row, column, rows, columns); one that is no rectangle as pieces of its rows."""
    rows = [r for r, _ in area]
    cols = [c for _, c in area]
    high, wide = max(rows) - min(rows) + 1, max(cols) - min(cols) + 1
    if high * wide == len(area):
        return [(min(rows), min(cols), high, wide)]
    pieces: list[tuple[int, int, int, int]] = []
    for r, c in sorted(area):
        if pieces and pieces[-1][0] == r and pieces[-1][1] + pieces[-1][3] == c:
            last = pieces[-1]
            pieces[-1] = (r, last[1], 1, last[3] + 1)
        else:
            pieces.append((r, c, 1, 1))
    return pieces
