"""A table as a rectangle of words: spans expanded with the knowledge of what was filled.

`None` is "no such cell", `Words("")` is an empty cell. A merged cell is given to every row that it
covers (marked filled), but to the first of its columns only.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..model import Cell, Piece, Place, Table, Words, merge_places
from ..text import join_lines
from .role_lines import names_part


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row. `widths[c]` is the number of columns that the cell starting in column c covers (0 inside)."""

    cells: tuple[Words | None, ...]
    widths: tuple[int, ...]
    filled: frozenset[int] = frozenset()
    places: tuple[Place, ...] = ()
    header: bool = False
    kind: str = ""  # what an earlier step knows already: data, section, total

    def own(self) -> list[int]:
        """Columns with words of their own (not empty, not taken over from a merged cell above)."""
        return [i for i, w in enumerate(self.cells) if w is not None and w.text and i not in self.filled]


def cell_words(block: int, index: int, cell: Cell, piece: Piece | None = None) -> Words:
    """The words of a cell, its lines joined."""
    piece = piece or Piece(block, index, 0, len(cell.text))
    text = join_cell(cell.text.split("\n")) if "\n" in cell.text else cell.text.strip()
    return Words(text, (piece,))


def join_cell(lines: Sequence[str]) -> str:
    """The lines of a cell as one; bodies on lines of their own keep a blank between: 县卫健委⏎各乡镇."""
    parts: list[list[str]] = []
    for line in filter(None, map(str.strip, lines)):
        if not parts or names_part(parts[-1][-1], line):
            parts.append([])
        parts[-1].append(line)
    return " ".join(map(join_lines, parts))


def cell_pieces(block: int, table: Table) -> tuple[Piece, ...]:
    """The whole of each cell of a table block."""
    return tuple(Piece(block, index, 0, len(cell.text)) for index, cell in enumerate(table.cells))


def grid_rows(block: int, table: Table, pieces: Sequence[Piece] = ()) -> tuple[GridRow, ...]:
    """The rows of a table block, spans expanded. Rows without any cell are left out.

    `pieces` are those of the cells, where the caller needs them as well.
    """
    cells = tuple(table.cells)  # those of a PDF are made when they are looked at
    if not cells:
        return ()
    n_cols = max(c.col + c.colspan for c in cells)
    n_rows = max(c.row + c.rowspan for c in cells)
    words: list[list[Words | None]] = [[None] * n_cols for _ in range(n_rows)]
    widths = [[0] * n_cols for _ in range(n_rows)]
    filled: list[set[int]] = [set() for _ in range(n_rows)]
    places: list[list[Place]] = [[] for _ in range(n_rows)]
    heads = [0] * n_rows
    counts = [0] * n_rows
    for index, cell in enumerate(cells):
        text = cell_words(block, index, cell, pieces[index] if pieces else None)
        counts[cell.row] += 1
        heads[cell.row] += cell.header
        for row in range(cell.row, min(cell.row + cell.rowspan, n_rows)):
            words[row][cell.col] = text
            widths[row][cell.col] = cell.colspan
            if row > cell.row:
                filled[row].add(cell.col)
            else:
                places[row].append(cell.place)
    return tuple(
        GridRow(
            tuple(words[r]),
            tuple(widths[r]),
            frozenset(filled[r]),
            merge_places(places[r]),
            header=counts[r] > 0 and heads[r] == counts[r],
        )
        for r in range(n_rows)
        if any(w is not None for w in words[r])
    )
