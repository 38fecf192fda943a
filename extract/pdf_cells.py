"""The cells of one table of a page, kept as numbers: a cell is made when somebody looks at it.

A page has forty cells, a plan a hundred thousand. A Cell with its Place and box weighs 300 bytes, its numbers
in two arrays 48; what the text weighs comes on top in both.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, overload

from ..model import Cell, Place


class PageCells(Sequence[Cell]):
    """A sequence of cells that stand on one page, equal to the tuple of them."""

    __slots__ = ("boxes", "confidences", "page", "spots", "texts")

    def __init__(self, cells: Iterable[Cell]) -> None:
        cells = tuple(cells)
        self.page = cells[0].place.page if cells else 0
        self.texts = tuple(cell.text for cell in cells)
        self.spots = array("I", [n for c in cells for n in (c.row, c.col, c.rowspan, c.colspan)])
        self.boxes = array("d", [v for c in cells for v in c.place.bbox or ()])
        values = tuple(cell.confidence for cell in cells)
        self.confidences = values if any(v is not None for v in values) else ()

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Cell: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...

    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index < 0:
            index += len(self.texts)
        text = self.texts[index]
        row, col, rowspan, colspan = self.spots[4 * index : 4 * index + 4]
        x0, top, x1, bottom = self.boxes[4 * index : 4 * index + 4]
        place = Place(page=self.page, bbox=(x0, top, x1, bottom))
        confidence = self.confidences[index] if self.confidences else None
        return Cell(row, col, text, place, rowspan, colspan, confidence=confidence)

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, (PageCells, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return _page_cells, (self.page, self.texts, self.spots, self.boxes, self.confidences)


def _page_cells(
    page: int,
    texts: tuple[str, ...],
    spots: array[int],
    boxes: array[float],
    confidences: tuple[float | None, ...],
) -> PageCells:
    cells = PageCells(())
    cells.page, cells.texts, cells.spots, cells.boxes, cells.confidences = (
        page, texts, spots, boxes, confidences,
    )  # fmt: skip
    return cells
