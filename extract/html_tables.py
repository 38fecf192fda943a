"""Tables of a page while their cells come in: which only arrange the page, and the draft of one that holds data."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from ..lightclass import dataclass
from .html_drafts import BlockDraft, ParagraphDraft, TableDraft
from .html_grid import SpanCell, form_grid


@dataclass(slots=True)
class CellFrame:
    """A cell while its blocks come in."""

    blocks: list[BlockDraft] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    image: str = ""


@dataclass(slots=True)
class TableFrame:
    """A table while its rows come in, and what to put back when it closes."""

    seq: int
    bordered: bool
    outer: TableFrame | None
    sink: list[BlockDraft]
    lists: list[list[Any]]
    holds_document: bool = False
    caption: list[BlockDraft] = field(default_factory=list)
    strays: list[BlockDraft] = field(default_factory=list)
    rows: list[tuple[int, list[CellFrame]]] = field(default_factory=list)  # group, cells
    group: int = 1
    group_count: int = 1
    cell: CellFrame | None = None

    def cells(self) -> list[CellFrame]:
        return [cell for _, row in self.rows for cell in row]


def is_layout(frame: TableFrame) -> bool:
    """Whether a table only arranges the page.

    It holds the document's container; or other tables and hardly any text of its own (without lines: less
    than they have); or it is one column without lines; or two or three rows without lines, one cell of which is long prose. A bordered column
    of several cells (专栏1 over its text) is a table; a box of one cell only frames paragraphs, as in Word files.
    """
    if frame.holds_document:
        return True
    cells = frame.cells()
    nested = sum(b.characters for cell in cells for b in cell.blocks if isinstance(b, TableDraft))
    if nested:
        return not _has_rows_of_its_own(frame) or (
            not frame.bordered and nested > sum(map(_characters, cells))
        )
    if max((len(row) for _, row in frame.rows), default=0) <= 1:
        return not frame.bordered or len(cells) == 1
    return not frame.bordered and len(frame.rows) <= 3 and any(_is_long_prose(cell) for cell in cells)


def _has_rows_of_its_own(frame: TableFrame) -> bool:
    filled = sum(1 for _, row in frame.rows if sum(1 for cell in row if _characters(cell)) >= 2)
    return filled >= 2


def _characters(cell: CellFrame) -> int:
    return sum(len(block.text) for block in cell.blocks if isinstance(block, ParagraphDraft))


def _is_long_prose(cell: CellFrame) -> bool:
    return len(cell.blocks) >= 8 and _characters(cell) > 600


def stands_apart(block: BlockDraft, table_hidden: bool) -> bool:
    """Blocks inside a cell that are not its text: a nested table, text hidden in a visible table."""
    return isinstance(block, TableDraft) or (block.hidden and not table_hidden)


def draft_of(frame: TableFrame, hidden: bool) -> TableDraft:
    """The finished table: rows in the order head, body, foot, the grid formed."""
    order = sorted(range(len(frame.rows)), key=lambda i: frame.rows[i][0] // 1_000_000)  # thead, tbody, tfoot
    groups: list[list[list[SpanCell]]] = []
    previous = None
    images: list[tuple[int, str]] = []
    for number, index in enumerate(order):
        group, row = frame.rows[index]
        if group != previous:
            groups.append([])
            previous = group
        groups[-1].append([_span_cell(cell, hidden) for cell in row])
        images += [(number, cell.image) for cell in row if cell.image and not cell.blocks]
    linked = sum(b.linked for cell in frame.cells() for b in cell.blocks if isinstance(b, ParagraphDraft))
    caption = "\n".join(b.text for b in frame.caption if isinstance(b, ParagraphDraft))
    return TableDraft(form_grid(groups), frame.seq, caption, hidden, linked, tuple(images))


def _span_cell(cell: CellFrame, hidden: bool) -> SpanCell:
    lines = [b.text for b in cell.blocks if isinstance(b, ParagraphDraft) and (hidden or not b.hidden)]
    return SpanCell("\n".join(lines), cell.rowspan, cell.colspan, cell.header)
