"""Rebuild tables that were published one cell a line.

`segment` reads the stream of cells under the headings (heading_lines) into rows by the cheapest path over
typed columns (celltypes), with the running number as backbone. A number that equals the next row number but
stands where an amount belongs (an investment of 2 before row 2) does not start a row, because the row before
would be left incomplete.

The path keeps its runner-up: the difference of their costs is the margin, and a narrow one is a finding.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from ..lightclass import dataclass
from ..model import Column
from ..text import fold, lazy, squeeze
from .celltypes import (
    EMPTY_COST,
    FORBIDDEN,
    TOTAL_WORDS,
    fit,
    has_words,
    is_figure,
    is_number_label,
    looks_like_organisations,
    successor_cost,
)
from .columns import ORG_ROLES
from .heading_lines import LABELS, HeaderRun, Line

BEAM_WIDTH = 24  # states kept a line; the best path never ranked below 6th on any document tried
BEAM_COST = 11.0  # and never more than 9 behind the best
STRAY_BLANK_COST = 0.8  # an extra blank line inside a row that stands for no empty cell
BARE_TOTAL_COST = 1.5  # 741.55 below the last row: a total whose label is lost or was never printed
OPEN_END_COST = 4.0  # a cell never ends with 、: 区发展改革委、 goes on in the next line
NARROW_MARGIN = 1.0  # below this a finding asks a person to look
LEARN_BELOW = 3.0  # below this margin the table is read again with what its first reading shows of its habits
BOND = 2.4  # what a cell gains that goes on in the next line in the middle of a word
_CHOOSE_FROM = 240  # lines from which the columns of a header of two rows are chosen
_FEWEST_RUNS = 2
_RUNS_FROM = 3000  # lines
_WORDS_FROM = 1000  # rows
PROFILE = 1.2  # what a line pays in a column whose other cells have none of its words
MARGIN_SHOWN = 4.0  # margins above this are not worked out
LEARN_FROM = 6  # rows
LEARN_NOT = 1.2  # rows below this margin are not learned from

_COUNT = lazy(r"共?\d{1,4}[个项件条家处类](?:项目)?$")
_SECTION = lazy(
    r"^(?:[一二三四五六七八九十百]{1,4}、|\([一二三四五六七八九十百]{1,4}\)|第[一二三四五六七八九十百]+[章节部])"
)
NOTE_LINE = lazy(r"^(?:备?注:|注\d|说明:|资料来源|数据来源|\*注)")
_AFTER = lazy(
    r"^(?:\(此(?:件|文)|抄送|主送|印发|附件[:0-9]|联系人:|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$|.{2,30}(?:办公室|局|委员会)\s*(?:19|20)\d{2}年.{1,8}印发)"
)
_PAGE_NUMBER = lazy(
    r"^(?:[-·]\s*\d{1,4}\s*[-·]|第\s*\d{1,4}\s*页(?:\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})$"
)
_NEVER_MARKED = LABELS | ORG_ROLES | {"note", "other", "leader", "unit", "deadline"}
_TOTAL_LABELS = LABELS | {"item", "name", "task"}
_TEXTS = frozenset(("task", "content", "goal", "progress_text"))
_WORDY = LABELS | _TEXTS
_NUMERIC = frozenset(("investment", "total", "done", "undone", "rate", "value"))
_OPEN_END = ("、", ",", ":", "(", "和", "及", "与")
_NEVER_FIRST = (",", "。", "、", ";", ")", ":")  # no cell begins so: the line goes on with the one before
_CHINESE = lazy("[一-龥]+")
_FIRST_WORDS = lazy(r"^(?:1[.、](?!\d)|\(1\)|①|到?20\d\d年)")
_LIST_MARK = lazy(r"^(?:\(?\d{1,2}[.、)](?!\d)|[①-⑳]|[一二三四五六七八九十]是)")


@dataclass(frozen=True, slots=True)
class FlatRow:
    """Lines of a rebuilt row: for each column the indexes of the lines in it."""

    cells: tuple[tuple[int, ...], ...]
    kind: str = "data"  # data, section, total
    gap: bool = False  # its number does not follow the one before

    def lines(self) -> list[int]:
        return sorted(i for cell in self.cells for i in cell)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Rows of a flattened table, the lines after its end, the path's cost and its margin."""

    rows: tuple[FlatRow, ...]
    end: int  # index of the first line after the table
    noise: tuple[int, ...]  # page numbers spliced in
    cost: float
    margin: float  # the least of a row, inf if every other reading is more than MARGIN_SHOWN dearer
    doubtful: tuple[
        tuple[int, float], ...
    ]  # rows that another path reads otherwise, and how much dearer it is
    misfits: tuple[tuple[int, int, float], ...]  # (row, column, cost) of cells that fit badly


def is_total_label(key: str) -> bool:
    """Whether a squeezed text is the label of a total row.

    >>> is_total_label("合计"), is_total_label("总计(11个)"), is_total_label("合计投资")
    (True, True, False)
    """
    name, bracket, count = key.partition("(")
    return name in TOTAL_WORDS and (not bracket or _COUNT.match(count.rstrip(")")) is not None)


def settled(run: HeaderRun, lines: Sequence[Line]) -> tuple[HeaderRun, float]:
    """The run with the columns under which the first lines are read best, and by how much (inf: no choice)."""
    if not run.others:
        return run, math.inf
    first = lines[:_CHOOSE_FROM]
    readings = [(run.kind, run.columns), *run.others]
    costs = [_read(first, columns, _Costs(columns)).cost for _, columns in readings]
    best = min(range(len(costs)), key=costs.__getitem__)
    kind, columns = readings[best]
    return replace(run, kind=kind, columns=columns), sorted(costs)[1] - costs[best]


# --------------------------------------------------------------------------------------------------
# The path


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a first reading shows of a table: how often each column is empty, and how often its cells are broken."""

    empty: list[float]
    inherit: list[float]
    broken: list[float]
    longest: list[float]  # length beyond which a label is strange, 0 for columns that hold no labels
    words: list[_Vocabulary]


def _habits(found: Segmentation, lines: Sequence[Line], columns: Sequence[Column]) -> _Habits | None:
    """Costs learned from the rows that the first reading is sure of. None from fewer than six."""
    unsure = {row for row, margin in found.doubtful if margin < LEARN_NOT}
    rows = [r for n, r in enumerate(found.rows) if r.kind == "data" and n not in unsure]
    if len(rows) < LEARN_FROM:
        return None
    empty: list[float] = []
    inherit: list[float] = []
    broken: list[float] = []
    for c, column in enumerate(columns):
        filled = [r.cells[c] for r in rows if r.cells[c]]
        cuts = sum(1 for cell in filled for i in cell[:-1] if not _ends_open(lines[i].text))
        usual = EMPTY_COST.get(column.role, 1.5)
        rate = (len(rows) - len(filled) + 0.5) / (len(rows) + 1)
        empty.append(
            usual if column.role in LABELS else max(0.2, min(7.0, (usual - 1.2 * math.log(rate)) / 2))
        )
        inherit.append(0.05 if rate > 0.1 else 1.0)
        rate = (cuts + 0.5) / (len(filled) + 1)
        broken.append(-0.8 if rate > 0.1 else 0.0 if rate > 0.04 else 0.8)
    longest = [
        _usual_length([sum(len(lines[i].text) for i in r.cells[c]) for r in rows if r.cells[c]])
        if column.role in LABELS
        else 0.0
        for c, column in enumerate(columns)
    ]
    return _Habits(empty, inherit, broken, longest, _words(rows, lines, columns))


def _words(rows: Sequence[FlatRow], lines: Sequence[Line], columns: Sequence[Column]) -> list[_Vocabulary]:
    found: list[Counter[str]] = [Counter() for _ in columns]
    for row in rows[:_WORDS_FROM]:
        for c, cell in enumerate(row.cells):
            if columns[c].role in _WORDY:
                found[c].update({p for i in cell for p in _pairs(squeeze(lines[i].text))})
    return [_Vocabulary(frozenset(n), sum(k for k in n.values() if k > 1) / max(1, n.total())) for n in found]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Pairs of characters in the cells of a column, and how far these cells use the same ones (0..1)."""

    pairs: frozenset[str]
    common: float


def _pairs(key: str) -> list[str]:
    return [a + b for a, b in pairwise(key) if a >= "\u4e00" and "\u4e00" <= b <= "\u9fff"]


def _usual_length(lengths: list[int]) -> float:
    """The length beyond which a label is strange: three characters more than three of four have."""
    return 3.0 + sorted(lengths)[len(lengths) * 3 // 4] if len(lengths) > 3 else 2.0 + max(lengths, default=0)


def _ends_open(text: str) -> bool:
    return fold(text).rstrip().endswith(_OPEN_END)


def numeric_columns(roles: Sequence[str]) -> list[int]:
    """The columns that hold figures: those a total row has cells in."""
    return [i for i, role in enumerate(roles) if role in _NUMERIC]


class _Costs:
    """Costs that depend on the columns alone, worked out once a table."""

    def __init__(self, columns: Sequence[Column], habits: _Habits | None = None) -> None:
        self.roles = [c.role for c in columns]
        self.n = len(columns)
        self.empty = [EMPTY_COST.get(r, 1.5) for r in self.roles]
        self.inherit = [0.05] * self.n
        self.broken = [0.0] * self.n
        self.longest = [0.0] * self.n
        if habits is not None:
            self.empty, self.inherit, self.broken = habits.empty, habits.inherit, habits.broken
            self.longest = habits.longest
        self.words = habits.words if habits is not None else []
        self.no = self.roles.index("no") if "no" in self.roles else -1
        self.numeric = numeric_columns(self.roles)
        self.others = [i for i, role in enumerate(self.roles) if role == "other"]
        labels = [i for i, r in enumerate(self.roles) if r in LABELS or r in {"item", "name", "task"}]
        self.label = labels[0] if labels else 0
        self.none = (0.0,) * self.n
        self._gaps: dict[tuple[int, bool], list[list[float]]] = {}
        self.fresh, self.carried = self.gaps(0)[0], self.gaps(0, inherit=True)[0]
        self.firsts = [c for c in range(self.n) if self.carried[c] <= _DEAREST_GAP]

    def strangeness(self, key: str) -> tuple[float, ...]:
        """What a line costs more in each column whose cells have other words."""
        if not self.words or not (pairs := _pairs(key)):
            return self.none
        return tuple(
            PROFILE * v.common * (1 - sum(p in v.pairs for p in pairs) / len(pairs)) if v.common else 0.0
            for v in self.words
        )

    def gaps(self, blanks: int, inherit: bool = False) -> list[list[float]]:
        """gaps[a][b]: cost of leaving columns a..b-1 empty where `blanks` extra blank lines stand for them."""
        key = (min(blanks, 8), inherit)
        known = self._gaps.get(key)
        if known is None:
            size = self.n + 1
            known = [[self._gap(a, b, key[0], inherit) for b in range(size)] for a in range(size)]
            self._gaps[key] = known
        return known

    def _gap(self, a: int, b: int, blanks: int, inherit: bool) -> float:
        costs = [
            self.inherit[i] if inherit and self.roles[i] in LABELS else self.empty[i] for i in range(a, b)
        ]
        costs.sort(reverse=True)
        return sum(c * 0.25 for c in costs[:blanks]) + sum(costs[blanks:])


_State = tuple[
    int, int, str
]  # mode (0 row, 1 between rows, 2 total row, 3 after the table), column, last number
# cost, the entry before, (action, column), the runner-up that ends in the same state
_Entry = tuple[float, "_Entry | None", tuple[str, int], "_Entry | None"]
_Beam = dict[_State, _Entry]  # the best entry of each state
_LONGEST_DOUBT = 400  # lines in which two readings differ at once
_DEAREST_GAP = 14.0  # columns left empty at once


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a line looks like by itself, worked out once for all lines of the same words."""

    text: str  # folded, without outer blanks
    fits: tuple[float, ...]  # cost in each column
    strange: tuple[float, ...]  # the part of it for words that other cells of the column do not have
    numeric: tuple[int, ...]  # columns of figures that it fits
    number: str  # running number, "" for none
    section: float
    is_total: bool
    is_figure: bool
    is_count: bool
    is_page: bool
    afresh: float  # cost of a sentence that is the rest of another one and begins as others of the table do
    open: bool  # nothing ends so: 区发展改革委、 and 投资估算(
    never_first: bool
    list_mark: bool
    out: float
    ends: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """A line in its place: the line before it and the blank lines between."""

    shape: _Shape
    before: _Shape | None
    extra: int
    bond: float
    open_end: float  # what a cell costs that ends here although the line before ends with 、


def segment(lines: Sequence[Line], columns: Sequence[Column]) -> Segmentation:
    """Read the lines under a header into rows. `lines` must end where the next table begins.

    A table with a close second reading is read twice: the first time shows which columns are never empty and
    whose cells go over several lines, the second reading uses it.
    """
    found = _read(lines, columns, _Costs(columns))
    if found.margin < LEARN_BELOW and (habits := _habits(found, lines, columns)) is not None:
        found = _read(lines, columns, _Costs(columns, habits))
    return found


def _read(lines: Sequence[Line], columns: Sequence[Column], costs: _Costs) -> Segmentation:
    base = _usual_blanks(lines)
    seen = _seen(lines)
    shapes: dict[str, _Shape] = {}
    beam: _Beam = {(1, -1, ""): (0.0, None, ("start", -1), None)}
    before: _Shape | None = None
    for position, line in enumerate(lines):
        shape = shapes.get(line.text)
        if shape is None:
            shape = shapes[line.text] = _shape(line.text, costs, seen)
        # The blank lines before the first cell belong to the header.
        extra = max(0, line.blank_before - base) if position else 0
        beam = _prune(_step(beam, _place(shape, before, extra, seen), costs))
        before = shape
    return _finish(beam, lines, columns, costs)


def _place(shape: _Shape, before: _Shape | None, extra: int, seen: _Seen) -> _Step:
    if before is None or not before.text or not shape.text:
        return _Step(shape, before, extra, 0.0, 0.0)
    open_end = OPEN_END_COST if before.text.endswith(("、", ",")) else 0.0
    return _Step(shape, before, extra, BOND * seen.bond(before.text, shape.text), open_end)


@dataclass(frozen=True, slots=True)
class _Seen:
    """How often each line stands in the table, and how often its sentences open with two characters (推进, 加强)."""

    lines: Counter[str]
    openings: Counter[str]
    runs: Counter[str]  # one, two or three Chinese characters beside each other within a line

    def bond(self, before: str, after: str) -> float:
        """How surely the words at a line end belong together, 0..1: 饮用水水源地规范化建 / 设,完成54公里."""
        a, b = before[-2:], after[:2]
        if self.runs[a[-1] + b[0]] < _FEWEST_RUNS:
            return 0.0
        return max(
            self._share(a[-1] + b[0], min(self.runs[a[-1]], self.runs[b[0]])),
            self._share(a + b[0], self.runs[a]),
            self._share(a[-1] + b, self.runs[b]),
        )

    def _share(self, run: str, of: int) -> float:
        count = self.runs[run]
        return min(1.0, 2 * count / of) if count >= _FEWEST_RUNS else 0.0


def _seen(lines: Sequence[Line]) -> _Seen:
    keys = [squeeze(x.text) for x in lines]
    openings = Counter(k[:2] for k in keys if len(k) >= 12 and k.endswith(("。", ";")))
    return _Seen(Counter(keys), openings, _runs(keys[:_RUNS_FROM]))


def _runs(keys: Sequence[str]) -> Counter[str]:
    words = [word for key in keys for word in _CHINESE.findall(key)]
    return Counter(word[i : i + n] for n in (1, 2, 3) for word in words for i in range(len(word) + 1 - n))


def _begins_afresh(text: str, key: str, seen: _Seen) -> bool:
    """Whether a line opens as sentences of this table do, so that it is hardly the rest of another one."""
    return (len(key) >= 6 and seen.openings[key[:2]] > 0) or bool(_FIRST_WORDS.match(text))


def _usual_blanks(lines: Sequence[Line]) -> int:
    counts = Counter(x.blank_before for x in lines[1:])
    return min(counts.most_common(1)[0][0], 2) if counts else 0


def _shape(raw: str, costs: _Costs, seen: _Seen) -> _Shape:
    text, key = fold(raw).strip(), squeeze(raw)
    plain = [fit(role, text) for role in costs.roles]
    strange = costs.strangeness(key)
    usual = _line_fits(text, key, plain, costs, seen)
    numeric = tuple(c for c in costs.numeric if plain[c] <= 0.5)
    figure = is_figure(text)
    section = _section_cost(text, costs)
    ends = bool(NOTE_LINE.match(text) or _AFTER.match(text))
    return _Shape(
        text=text,
        fits=tuple(a + b for a, b in zip(usual, strange, strict=True)),
        strange=strange,
        numeric=numeric,
        number=text.rstrip(".、") if costs.no >= 0 and is_number_label(text) else "",
        section=section,
        is_total=is_total_label(key),
        is_figure=figure,
        is_count=bool(_COUNT.match(text)),
        is_page=bool(_PAGE_NUMBER.match(text)),
        afresh=0.8 if _begins_afresh(text, key, seen) else 0.0,
        open=text.endswith(_OPEN_END),
        never_first=text.startswith(_NEVER_FIRST),
        list_mark=bool(_LIST_MARK.match(text)),
        out=_out_cost(text, ends, section < 1, bool(numeric) and figure),
        ends=ends,
    )


def _out_cost(text: str, ends: bool, heading: bool, figure: bool) -> float:
    """Cost of a line behind the table."""
    if ends:
        return 0.3
    if len(text) >= 30 or heading:
        return 0.6
    return 3.5 if figure else 1.2


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


def _step(beam: _Beam, step: _Step, costs: _Costs) -> _Beam:
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
    step: _Step,
    costs: _Costs,
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
    more = _continue_cost(step, column, costs)
    if more < FORBIDDEN and cost + more <= limit:
        _put(following, (0, column, last), cost + more, entry, ("cont", column))
        limit = min(limit, cost + more + BEAM_COST)
    for c in range(column + 1, costs.n):
        gap = gaps[c]
        if gap > _DEAREST_GAP:
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
    following: _Beam, shape: _Shape, costs: _Costs, last: str, end: float, entry: _Entry, limit: float
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


def _line_fits(text: str, key: str, plain: Sequence[float], costs: _Costs, seen: _Seen) -> tuple[float, ...]:
    marked, after = bool(_SECTION.match(text)), bool(_AFTER.match(text))
    often, total = seen.lines[key] > 1, is_total_label(key)
    common = seen.lines[key] > 2 and len(text) <= 12
    tail = 6.0 if text.startswith(_NEVER_FIRST) else 0.0
    opening = len(text) >= 6 and seen.openings[key[:2]] > 0
    out: list[float] = []
    for role, own, longest in zip(costs.roles, plain, costs.longest, strict=True):
        cost = own + (1.2 if longest and len(text) > longest else 0.0)
        if often and role in LABELS and cost < 2:
            cost -= 0.3
        if common and role == "other":  # 每季度一次 in a column that no vocabulary knows
            cost -= 1.4
        elif common and role == "name" and len(text) <= 8:
            cost += 0.8
        if total and role in _TOTAL_LABELS:
            cost += 5.0
        if opening and (role in LABELS or role == "name"):
            cost += 1.0
        elif opening and role in _TEXTS and cost == 1.0:
            cost = 0.3
        if marked and role in _NEVER_MARKED:
            cost += 3.0
        out.append(cost + (4.0 if after and role != "task" else 0.0) + tail)
    return tuple(out)


def _section_cost(text: str, costs: _Costs) -> float:
    if len(text) > 80 or text.endswith(("。", ";")) or is_number_label(text):
        return FORBIDDEN
    if _SECTION.match(text):
        return 0.4
    if costs.no == 0 and len(text) <= 30 and has_words(text) and not looks_like_organisations(text):
        return 4.5  # 大气污染防治 on a full row of a table whose rows begin with their number
    return FORBIDDEN


_NEVER_BROKEN = frozenset(("no", "attribute", "total", "done", "undone", "rate"))
_BROKEN_LABELS = LABELS | {"item", "name", "unit"}


def _continue_cost(step: _Step, column: int, costs: _Costs) -> float:
    """Cost of a line going on with the cell before it: 区发展改革委、 / 区经济信息委, 碧水 / 保卫战."""
    role, before, shape = costs.roles[column], step.before, step.shape
    if before is None or not before.text or role in _NEVER_BROKEN:
        return FORBIDDEN
    text, own = shape.text, shape.fits[column]
    cost = (1.5 if step.extra else 0.0) + shape.strange[column] - step.bond
    if before.open or (before.text.count("(") > before.text.count(")") and len(text) < 40):
        return cost + (0.0 if own < 4 else 1.0)
    if shape.never_first:
        return cost + 0.2
    ended = before.text[-1] in "。;!?"
    if before.text[-1] == ";" and shape.list_mark:  # 1.保护修缮; / 2.环境整治;
        return cost + (0.0 if own < 4 else 1.0)
    habit = costs.broken[column]
    if role in _TEXTS:
        habit += shape.afresh
        if ended and habit < 0:
            habit = 0.0  # that cells of this column are broken says nothing where a sentence has ended
    cost += habit
    if role in ORG_ROLES:
        return cost + (2.6 if looks_like_organisations(text) else 6.0)
    if role in _TEXTS:
        half = not ended and (len(before.text) > 12 or "," in before.text or text.endswith(("。", ";")))
        return cost + (1.2 if half else 2.0) + (3.0 if own > 3 else 0.0)
    if role in _BROKEN_LABELS:
        bracket = text.startswith("(")
        half = "," in text and not bracket  # a label is no half of a sentence
        strange = len(text) > 30 or own > 4
        return cost + (2.0 if half else 0.0) + (0.5 if bracket else 2.4) + (4.0 if strange else 0.0)
    if role in {"note", "other", "leader", "deadline"}:
        strange = _SECTION.match(text) or _AFTER.match(text) or len(text) > 30
        return cost + (3.0 if role == "other" else 2.0) + (3.0 if strange else 0.0)
    if role == "period":
        return cost + (0.2 if before.text.endswith(("-", "～", "至")) else 5.0)
    return cost + 6.0


def _finish(beam: _Beam, lines: Sequence[Line], columns: Sequence[Column], costs: _Costs) -> Segmentation:
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


def _total_by_name(row: FlatRow, lines: Sequence[Line], costs: _Costs) -> FlatRow:
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
    actions: Sequence[tuple[str, int]], costs: _Costs
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
