"""Tables that are drawn otherwise than one record a row: side by side, turned, or as a form.

Each shape is recognised by the header vocabulary alone and turned into plain rows; what is not sure stays
as it is. Boxes of labels and values (主题词：| 环保) are told apart from lists here too.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..model import Table, Words
from ..text import fold, squeeze
from .celltypes import is_number_label
from .grid import GridRow
from .header import SEARCH_ROWS
from .vocabulary import choose_kind, match_header

_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Turned:
    """Rows one record a row (their header first), what the table was, and whether nothing is doubtful."""

    rows: tuple[GridRow, ...]
    shape: str  # side_by_side, transposed, form


def turned(rows: Sequence[GridRow]) -> Turned | None:
    """The rows of a table of another shape, None for a plain table."""
    return _side_by_side(rows) or _transposed(rows) or _form(rows)


def is_label_box(table: Table) -> bool:
    """Whether a small table holds a label and its value in each row: 主 题 词：| 环保 规划 通知.

    >>> from ..model import Cell, Place
    >>> is_label_box(Table((Cell(0, 0, "主 题 词：", Place()), Cell(0, 1, "环保 规划", Place())), Place()))
    True
    """
    cells = [c for c in table.cells if c.text.strip()]
    n_rows = len({c.row for c in cells})
    if not cells or n_rows > 3 or len(cells) > 4 * n_rows:
        return not cells
    first = {min(c.col for c in cells if c.row == row): row for row in {c.row for c in cells}}
    heads = [c for c in cells if c.col in first]
    return all(squeeze(c.text).endswith(":") and len(squeeze(c.text)) <= 10 for c in heads)


# --------------------------------------------------------------------------------------------------
# 序号 | 项目 | 投资 | 序号 | 项目 | 投资


def _side_by_side(rows: Sequence[GridRow]) -> Turned | None:
    for index, row in enumerate(rows[:SEARCH_ROWS]):
        period = _period(row)
        if period:
            parts = _halves(rows[index + 1 :], period)
            if parts is None:
                return None
            head = [_part(r, 0, period) if r is row else _part(r, 0, len(r.cells)) for r in rows[: index + 1]]
            return Turned((*head, *_in_order(parts, _number_column(row))), "side_by_side")
    return None


def _period(row: GridRow) -> int:
    """Width of the header that is printed again beside itself, 0 if it is not."""
    keys = [squeeze(w.text) if w else "" for w in row.cells]
    for period in range(2, len(keys) // 2 + 1):
        if len(keys) % period == 0 and all(keys) and all(k == keys[i % period] for i, k in enumerate(keys)):
            known = sum(match_header(k) is not None for k in keys[:period])
            return period if known >= 2 and len(set(keys[:period])) == period else 0
    return 0


def _halves(rows: Sequence[GridRow], period: int) -> list[list[GridRow]] | None:
    """The rows of each part; None if a cell goes over the seam between two parts."""
    if not rows:
        return None
    count = len(rows[0].cells) // period
    parts: list[list[GridRow]] = [[] for _ in range(count)]
    for row in rows:
        for start, width in enumerate(row.widths):
            if width and start // period != (start + width - 1) // period:
                return None
        for n in range(count):
            parts[n].append(_part(row, n * period, (n + 1) * period))
    return parts


def _part(row: GridRow, start: int, end: int) -> GridRow:
    filled = frozenset(i - start for i in row.filled if start <= i < end)
    return GridRow(row.cells[start:end], row.widths[start:end], filled, row.places, row.header, row.kind)


def _number_column(row: GridRow) -> int | None:
    roles = [m.role("task") if w and (m := match_header(w.text)) else "" for w in row.cells]
    return roles.index("no") if "no" in roles else None


def _in_order(parts: Sequence[Sequence[GridRow]], no: int | None) -> list[GridRow]:
    """Down each part, or across if the numbers go across: 1 | 2, 3 | 4."""
    if no is not None and len(parts[0]) > 1:
        first, beside, below = (_number(r, no) for r in (parts[0][0], parts[1][0], parts[0][1]))
        if first is not None and beside == first + 1 and below != first + 1:
            return [r for across in zip(*parts, strict=True) for r in across if r.own()]
    return [r for part in parts for r in part if r.own() or r.filled]


def _number(row: GridRow, column: int) -> int | None:
    words = row.cells[column]
    text = fold(words.text).strip().rstrip(".、") if words else ""
    return int(text) if text.isdecimal() else None


# --------------------------------------------------------------------------------------------------
# Headings in the first column; forms


def _transposed(rows: Sequence[GridRow]) -> Turned | None:
    """Headings down the first column, a record in each other column."""
    width = len(rows[0].cells)
    if len(rows) < _FEWEST_LABELS or width < 2 or any(r.filled or set(r.widths) != {1} for r in rows):
        return None
    labels = [r.cells[0] for r in rows]
    if not _are_headings(labels):
        return None
    values = [[r.cells[c] for r in rows] for c in range(1, width)]
    if any(_mostly_headings(v) for v in values):
        return None
    places = tuple(dict.fromkeys(p for r in rows for p in r.places))
    lines = [labels, *(v for v in values if any(v))]
    return Turned(tuple(GridRow(tuple(v), (1,) * len(v), places=places) for v in lines), "transposed")


def _form(rows: Sequence[GridRow]) -> Turned | None:
    """项目名称 | … | 责任单位 | …: a label before each value, one record in all."""
    labels: list[Words | None] = []
    values: list[Words | None] = []
    for row in rows:
        if row.filled:
            return None
        cells = [w for w, width in zip(row.cells, row.widths, strict=True) if width]
        if len(cells) % 2 or not cells:
            return None
        labels += cells[::2]
        values += cells[1::2]
    keys = [squeeze(w.text) for w in labels if w]
    if len(rows) < 2 or len(labels) == len(rows) or len(set(keys)) < len(keys):
        return None  # one pair a row is a turned table
    if not _are_headings(labels) or _mostly_headings(values):
        return None
    places = tuple(dict.fromkeys(p for r in rows for p in r.places))
    return Turned(tuple(GridRow(tuple(v), (1,) * len(v), places=places) for v in (labels, values)), "form")


def _are_headings(labels: Sequence[Words | None]) -> bool:
    matches = [match_header(w.text) if w else None for w in labels]
    known = sum(m is not None for m in matches)
    if known < _FEWEST_LABELS or known < len(labels) or choose_kind(matches) is None:
        return False
    return not any(is_number_label(w.text) for w in labels if w)


def _mostly_headings(values: Sequence[Words | None]) -> bool:
    words = [w for w in values if w]
    return bool(words) and 2 * sum(match_header(w.text) is not None for w in words) >= len(words)
