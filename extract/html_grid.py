"""Rows of cells with spans -> a grid: the table forming rules of the HTML standard, limited.

https://html.spec.whatwg.org/multipage/tables.html#forming-a-table, with three limits that real pages
need: a colspan ends at the last column that any other cell reaches, a rowspan ends with its row group,
and a cell never covers a place that is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..lightclass import dataclass

_COLSPAN_LIMIT = 1000  # the standard's own limit
_ABSURD = 100  # a wider colspan (10000 for "all columns") says nothing about the table's width


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as written: its text and the spans that its tag asks for (rowspan 0 = to the end of the group)."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in its place; rows and columns count from 0."""

    row: int
    col: int
    cell: SpanCell
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    cells: tuple[GridCell, ...]
    clipped: tuple[int, ...] = ()  # rows in which a span was cut


def span(value: str | None, *, zero: bool = False) -> int:
    """A span attribute as browsers read it: leading digits, 1 if there are none.

    >>> span("2"), span(" 3px"), span("-1"), span(None), span("0"), span("0", zero=True)
    (2, 3, 1, 1, 1, 0)
    """
    if not value:
        return 1
    text = value.strip().lstrip("+")
    digits = text[: len(text) - len(text.lstrip("0123456789"))][:6]
    number = int(digits) if digits.isascii() and digits else 1
    return number if number or zero else 1


def form_grid(groups: Iterable[Sequence[Sequence[SpanCell]]]) -> Grid:
    """Place the cells of the row groups (thead, tbody, tfoot in this order) on one grid.

    >>> [(c.row, c.col) for c in form_grid([[[SpanCell("a", 2), SpanCell("b")], [SpanCell("c")]]]).cells]
    [(0, 0), (0, 1), (1, 1)]
    """
    rows = [(row, len(group) - i) for group in groups for i, row in enumerate(group)]
    width = _width([row for row, _ in rows])
    cells: list[GridCell] = []
    clipped: list[int] = []
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    for number, (row, left) in enumerate(rows):
        for placed, cut in _place_row(row, number, left, width, taken):
            cells.append(placed)
            if cut and (not clipped or clipped[-1] != number):
                clipped.append(number)
    return Grid(tuple(_without_phantom_columns(cells)), tuple(clipped))


def _width(rows: list[Sequence[SpanCell]]) -> int:
    """A first idea of the number of columns, without the absurd spans."""
    return max((sum(c.colspan for c in row if c.colspan <= _ABSURD) or len(row) for row in rows), default=0)


def _place_row(
    row: Sequence[SpanCell], number: int, left: int, width: int, taken: dict[int, int]
) -> Iterable[tuple[GridCell, bool]]:
    """The cells of one row; `left` rows remain in its group, itself included."""
    col = 0
    for cell in row:
        while taken.get(col, 0) > number:
            col += 1
        if cell.colspan == 1 and (cell.rowspan == 1 or left == 1):
            yield GridCell(number, col, cell, 1, 1), cell.rowspan > 1
            col += 1
            continue
        wanted = min(cell.colspan, _COLSPAN_LIMIT)
        if wanted > _ABSURD:
            wanted = max(1, width - col)
        colspan = 1
        while colspan < wanted and taken.get(col + colspan, 0) <= number:
            colspan += 1
        rowspan = min(cell.rowspan or left, left)
        for i in range(col, col + colspan):
            taken[i] = number + rowspan
        cut = colspan < min(cell.colspan, wanted) or cell.colspan > _ABSURD or rowspan < cell.rowspan
        yield GridCell(number, col, cell, rowspan, colspan), cut
        col += colspan


def _without_phantom_columns(cells: list[GridCell]) -> list[GridCell]:
    """Cut colspans at the last column in which a cell begins: a section row of colspan 6 over 5 columns."""
    last = max((cell.col for cell in cells), default=0) + 1
    return [
        GridCell(c.row, c.col, c.cell, c.rowspan, last - c.col) if c.col + c.colspan > last else c
        for c in cells
    ]
