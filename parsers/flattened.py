"""Rebuild tables that were published one cell a line.

`segment` reads the stream of cells under the headings (heading_lines) into rows by the cheapest path over
typed columns (celltypes), with the running number as backbone. A number that equals the next row number but
stands where an amount belongs (an investment of 2 before row 2) does not start a row, because the row before
would be left incomplete.

The path keeps its runner-up: the difference of their costs is the margin, and a narrow one is a finding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from ..model import Column
from ..text import squeeze
from .celltypes import (
    FORBIDDEN,
    fit,
    successor_cost,
)
from .flattened_cells import Shape, Step, continue_cost, seen_in, shape_of, step_at, usual_blanks
from .flattened_habits import DEAREST_GAP, Costs, FlatRow, Segmentation, habits_of, is_total_label
from .heading_lines import HeaderRun, Line

BEAM_WIDTH = 24  # states kept a line; the best path never ranked below 6th on any document tried
BEAM_COST = 11.0  # and never more than 9 behind the best
STRAY_BLANK_COST = 0.8  # an extra blank line inside a row that stands for no empty cell
BARE_TOTAL_COST = 1.5  # 741.55 below the last row: a total whose label is lost or was never printed
NARROW_MARGIN = 1.0  # below this a finding asks a person to look
LEARN_BELOW = 3.0  # below this margin the table is read again with what its first reading shows of its habits
_CHOOSE_FROM = 240  # lines from which the columns of a header of two rows are chosen
MARGIN_SHOWN = 4.0  # margins above this are not worked out


def settled(run: HeaderRun, lines: Sequence[Line]) -> tuple[HeaderRun, float]:
    """The run with the columns under which the first lines are read best, and by how much (inf: no choice)."""
    if not run.others:
        return run, math.inf
    first = lines[:_CHOOSE_FROM]
    readings = [(run.kind, run.columns), *run.others]
    costs = [_read(first, columns, Costs(columns)).cost for _, columns in readings]
    best = min(range(len(costs)), key=costs.__getitem__)
    kind, columns = readings[best]
    return replace(run, kind=kind, columns=columns), sorted(costs)[1] - costs[best]


_State = tuple[
    int, int, str
]  # mode (0 row, 1 between rows, 2 total row, 3 after the table), column, last number
# cost, the entry before, (action, column), the runner-up that ends in the same state
_Entry = tuple[float, "_Entry | None", tuple[str, int], "_Entry | None"]
_Beam = dict[_State, _Entry]  # the best entry of each state
_LONGEST_DOUBT = 400  # lines in which two readings differ at once


def segment(lines: Sequence[Line], columns: Sequence[Column]) -> Segmentation:
    """Read the lines under a header into rows. `lines` must end where the next table begins.

    A table with a close second reading is read twice: the first time shows which columns are never empty and
    whose cells go over several lines, the second reading uses it.
    """
    found = _read(lines, columns, Costs(columns))
    if found.margin < LEARN_BELOW and (habits := habits_of(found, lines, columns)) is not None:
        found = _read(lines, columns, Costs(columns, habits))
    return found


def _read(lines: Sequence[Line], columns: Sequence[Column], costs: Costs) -> Segmentation:
    base = usual_blanks(lines)
    seen = seen_in(lines)
    shapes: dict[str, Shape] = {}
    beam: _Beam = {(1, -1, ""): (0.0, None, ("start", -1), None)}
    before: Shape | None = None
    for position, line in enumerate(lines):
        shape = shapes.get(line.text)
        if shape is None:
            shape = shapes[line.text] = shape_of(line.text, costs, seen)
        # The blank lines before the first cell belong to the header.
        extra = max(0, line.blank_before - base) if position else 0
        beam = _prune(_step(beam, step_at(shape, before, extra, seen), costs))
        before = shape
    return _finish(beam, lines, columns, costs)


class _Best:
    """The two cheapest of what is offered, as _Beam keeps them."""

    __slots__ = ("first", "second")

    def __init__(self) -> None:
        self.first: tuple[float, _Entry] | None = None
        self.second: tuple[float, _Entry] | None = None

    def offer(self, cost: float, entry: _Entry) -> None:
        if self.first is None or cost < self.first[0]:
            self.first, self.second = (cost, entry), self.first
        elif self.second is None or cost < self.second[0]:
            self.second = (cost, entry)

    def both(self) -> Iterator[tuple[float, _Entry]]:
        if self.first is not None:
            yield self.first
        if self.second is not None:
            yield self.second


def _put(beam: _Beam, state: _State, cost: float, back: _Entry, action: tuple[str, int]) -> None:
    best = beam.get(state)
    if best is None:
        beam[state] = (cost, back, action, None)
    elif cost < best[0]:
        beam[state] = (cost, back, action, best if best[0] <= cost + MARGIN_SHOWN else None)
    elif cost <= best[0] + MARGIN_SHOWN and (best[3] is None or cost < best[3][0]):
        beam[state] = (best[0], best[1], best[2], (cost, back, action, None))


def _step(beam: _Beam, step: Step, costs: Costs) -> _Beam:
    """All states after one more line. What ends a row depends on the last number alone, so the two cheapest
    ends of each number are enough to begin a row, a section, a total or the text after the table."""
    following: _Beam = {}
    ended: dict[str, tuple[_Best, _Best]] = {}  # by number: any mode, in a row or total
    shape, extra = step.shape, step.extra
    gaps, limit = costs.gaps(extra), math.inf
    for (mode, column, last), entry in beam.items():
        if mode == 3:
            _put(following, (3, -1, last), entry[0] + shape.out, entry, ("out", -1))
            continue
        bests = ended.get(last)
        if bests is None:
            bests = ended[last] = (_Best(), _Best())
        if shape.is_page:
            _put(following, (mode, column, last), entry[0] + 1.5, entry, ("noise", -1))
        if mode == 0:
            # 序号 | 类别 | 项目名称: a category printed once stays empty behind the number of the next row
            inherits = column == costs.no and entry[1] is not None and entry[1][1] is not None
            ahead = costs.gaps(extra, inherit=True) if inherits else gaps
            limit = _go_on_in_row(following, step, costs, ahead[column + 1], column, last, entry, limit)
            end = entry[0] + gaps[column + 1][costs.n] + step.open_end
        elif mode == 2:
            for c in shape.numeric:
                if c > column:
                    _put(following, (2, c, last), entry[0] + 0.1 * (c - column - 1), entry, ("next", c))
            if shape.is_figure:  # figures of years and sources behind the sum, in columns of no known kind
                for c in costs.others:
                    if c > column:
                        _put(
                            following,
                            (2, c, last),
                            entry[0] + 0.3 + 0.1 * (c - column - 1),
                            entry,
                            ("next", c),
                        )
            if shape.is_count and column + 1 < costs.n:  # 合计 | 5项 | 326100.5
                _put(following, (2, column + 1, last), entry[0] + 0.3, entry, ("next", column + 1))
            end = entry[0] + 0.3
        else:
            end = entry[0]
        bests[0].offer(end, entry)
        if mode != 1 or entry[1] is None:  # the total may stand over all rows
            bests[1].offer(end, entry)
    for last, (any_mode, not_between) in ended.items():
        for end, entry in any_mode.both():
            limit = _begin(following, shape, costs, last, end, entry, limit)
        if shape.is_total:
            for end, entry in not_between.both():
                _put(following, (2, costs.label, last), end + 0.2, entry, ("total", costs.label))
        elif shape.numeric and shape.is_figure:
            first = shape.numeric[0]  # a total that lost its label stands below a row or below another total
            for end, entry in not_between.both():
                _put(following, (2, first, last), end + BARE_TOTAL_COST, entry, ("total", first))
    return following


def _go_on_in_row(
    following: _Beam,
    step: Step,
    costs: Costs,
    gaps: Sequence[float],
    column: int,
    last: str,
    entry: _Entry,
    limit: float,
) -> float:
    """The line goes on with the cell before it, or stands in a later column of the same row.

    What costs more than `limit` would be pruned; returns the limit with what was found.
    """
    shape, cost = step.shape, entry[0]
    more = continue_cost(step, column, costs)
    if more < FORBIDDEN and cost + more <= limit:
        _put(following, (0, column, last), cost + more, entry, ("cont", column))
        limit = min(limit, cost + more + BEAM_COST)
    for c in range(column + 1, costs.n):
        gap = gaps[c]
        if gap > DEAREST_GAP:
            break
        if c == costs.no:
            here = successor_cost(last, shape.number) if shape.number else FORBIDDEN
        else:
            here = shape.fits[c]
        if here >= FORBIDDEN:
            continue
        unexplained = max(0, step.extra - (c - column - 1)) * STRAY_BLANK_COST
        there = cost + gap + here + step.open_end + unexplained
        if there <= limit:
            _put(following, (0, c, shape.number if c == costs.no else last), there, entry, ("next", c))
            limit = min(limit, there + BEAM_COST)
    return limit


def _begin(
    following: _Beam, shape: Shape, costs: Costs, last: str, end: float, entry: _Entry, limit: float
) -> float:
    """The line begins a row, is a section row, or stands after the table. `limit` as in `_go_on_in_row`."""
    gaps = costs.fresh if entry[1] is None else costs.carried
    for c in costs.firsts:
        if c != costs.no:
            number, here = last, end + gaps[c] + shape.fits[c]
        elif shape.number:
            number, here = shape.number, end + gaps[c] + successor_cost(last, shape.number)
        else:
            continue
        if here <= limit:
            _put(following, (0, c, number), here, entry, ("row", c))
            limit = min(limit, here + BEAM_COST)
    if end + shape.section <= limit:
        _put(following, (1, -1, last), end + shape.section, entry, ("section", -1))
    out = end + (shape.out if shape.ends else shape.out + 3.0)
    if out <= limit:
        _put(following, (3, -1, last), out, entry, ("out", -1))
    return limit


_COST = itemgetter(0)


def _prune(states: _Beam) -> _Beam:
    """The states worth keeping."""
    limit = min(states.values(), key=_COST)[0] + BEAM_COST
    kept = {state: entry for state, entry in states.items() if entry[0] <= limit}
    if len(kept) <= BEAM_WIDTH:
        return kept
    return dict(sorted(kept.items(), key=lambda item: item[1][0])[:BEAM_WIDTH])


def _finish(beam: _Beam, lines: Sequence[Line], columns: Sequence[Column], costs: Costs) -> Segmentation:
    finals = [
        (entry[0] + (costs.gaps(3)[column + 1][costs.n] if mode == 0 else 0.0), entry)
        for (mode, column, _last), entry in beam.items()
    ]
    finals.sort(key=lambda item: item[0])
    best_cost, best = finals[0]
    path = _path(best)
    rows, end, noise = _rows_of([entry[2] for entry in path], costs)
    rows = tuple(_total_by_name(row, lines, costs) for row in rows)
    doubtful = _doubtful(path, finals, rows)
    margin = min((m for _, m in doubtful), default=math.inf)
    return Segmentation(rows, end, noise, best_cost, margin, doubtful, _misfits(rows, lines, columns))


def _total_by_name(row: FlatRow, lines: Sequence[Line], costs: Costs) -> FlatRow:
    """A row without a number that begins with 合计 and has figures is a total, whatever stands between (5项)."""
    first = min(row.lines(), default=-1)
    named = first >= 0 and is_total_label(squeeze(lines[first].text))
    unnumbered = costs.no >= 0 and not row.cells[costs.no]
    figures = any(row.cells[c] for c in costs.numeric)
    return replace(row, kind="total") if row.kind == "data" and named and unnumbered and figures else row


def _path(entry: _Entry | None) -> list[_Entry]:
    """The entries that lead to this one, one a line."""
    path: list[_Entry] = []
    while entry is not None and entry[1] is not None:
        path.append(entry)
        entry = entry[1]
    path.reverse()
    return path


def _rows_of(
    actions: Sequence[tuple[str, int]], costs: Costs
) -> tuple[tuple[FlatRow, ...], int, tuple[int, ...]]:
    rows: list[tuple[str, list[list[int]]]] = []
    noise: list[int] = []
    end = len(actions)
    for i, (action, column) in enumerate(actions):
        if action == "out":
            end = i
            break
        if action == "noise":
            noise.append(i)
            continue
        if action in {"row", "section", "total"}:
            kind = {"row": "data"}.get(action, action)
            rows.append((kind, [[] for _ in range(costs.n)]))
        rows[-1][1][max(column, 0)].append(i)
    while rows and rows[-1][0] == "section":  # 四、保障措施 after the last row is no section of the table
        end = min(end, min(i for cell in rows.pop()[1] for i in cell))
    noise = [i for i in noise if i < end]
    return tuple(FlatRow(tuple(map(tuple, cells)), kind) for kind, cells in rows), end, tuple(noise)


def _doubtful(
    path: Sequence[_Entry], finals: Sequence[tuple[float, _Entry]], rows: Sequence[FlatRow]
) -> tuple[tuple[int, float], ...]:
    """For each row that another reading of nearly the same cost reads otherwise: how much dearer that is.

    Where readings meet in one state its entry keeps the second-best of them; its margin counts for all lines in
    which it differs from the best (soft output of the Viterbi algorithm, Hagenauer and Hoeher 1989).
    """
    row_of = {i: n for n, row in enumerate(rows) for i in row.lines()}
    margins: dict[int, float] = {}
    others = [(i, entry[3], entry[3][0] - entry[0]) for i, entry in enumerate(path) if entry[3] is not None]
    others += [(len(path) - 1, entry, cost - finals[0][0]) for cost, entry in finals[1:]]
    for i, other, margin in others:
        if margin <= MARGIN_SHOWN:
            for line in _differences(path, i, other):
                if (row := row_of.get(line)) is not None and margin < margins.get(row, math.inf):
                    margins[row] = margin
    return tuple(sorted(margins.items()))


def _differences(path: Sequence[_Entry], i: int, other: _Entry | None) -> Iterator[int]:
    """The lines, back from line i, that the other reading reads otherwise than the path."""
    for line in range(i, max(-1, i - _LONGEST_DOUBT), -1):
        if other is None or other is path[line]:
            return
        if other[2] != path[line][2]:
            yield line
        other = other[1]


def _misfits(
    rows: Sequence[FlatRow], lines: Sequence[Line], columns: Sequence[Column]
) -> tuple[tuple[int, int, float], ...]:
    found: list[tuple[int, int, float]] = []
    for n, row in enumerate(rows):
        if row.kind != "data":
            continue
        for c, cell in enumerate(row.cells):
            if cell and columns[c].role != "no":
                cost = max(fit(columns[c].role, lines[i].text) for i in cell)
                if cost >= 5.0:
                    found.append((n, c, cost))
    return tuple(found)
