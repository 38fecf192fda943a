"""What a flattened table shows of its own habits, and what it costs to read it by them.

A second reading knows the words and lengths of each column from the first (flattened.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..lightclass import dataclass
from ..model import Column
from ..text import fold, lazy, squeeze
from .celltypes import (
    EMPTY_COST,
    TOTAL_WORDS,
)
from .heading_lines import LABELS, Line

_WORDS_FROM = 1000  # rows
PROFILE = 1.2  # what a line pays in a column whose other cells have none of its words
LEARN_FROM = 6  # rows
LEARN_NOT = 1.2  # rows below this margin are not learned from
COUNT = lazy(r"共?\d{1,4}[个项件条家处类](?:项目)?$")
TEXTS = frozenset(("task", "content", "goal", "progress_text"))
_WORDY = LABELS | TEXTS
_NUMERIC = frozenset(("investment", "total", "done", "undone", "rate", "value"))
OPEN_END = ("、", ",", ":", "(", "和", "及", "与")


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
    return name in TOTAL_WORDS and (not bracket or COUNT.match(count.rstrip(")")) is not None)


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a first reading shows of a table: how often each column is empty, and how often its cells are broken."""

    empty: list[float]
    inherit: list[float]
    broken: list[float]
    longest: list[float]  # length beyond which a label is strange, 0 for columns that hold no labels
    words: list[_Vocabulary]


def habits_of(found: Segmentation, lines: Sequence[Line], columns: Sequence[Column]) -> _Habits | None:
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
    return fold(text).rstrip().endswith(OPEN_END)


def numeric_columns(roles: Sequence[str]) -> list[int]:
    """The columns that hold figures: those a total row has cells in."""
    return [i for i, role in enumerate(roles) if role in _NUMERIC]


class Costs:
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
        self.firsts = [c for c in range(self.n) if self.carried[c] <= DEAREST_GAP]

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


DEAREST_GAP = 14.0  # columns left empty at once
