"""Tables of a .doc: paragraphs gathered into cells and rows, edges and merges ([MS-DOC] 2.9.314, 2.9.315)."""

from __future__ import annotations

import struct
from dataclasses import field

from ..lightclass import dataclass
from .msdoc_file import Properties, is_on
from .msdoc_xml import Element, new


@dataclass(slots=True)
class OpenTable:
    """A table while its paragraphs come in: rows of (cells, properties of the row), and the row in work."""

    rows: list[tuple[list[list[Element]], Properties]] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)


def close_table(tables: list[OpenTable], parent: Element) -> None:
    """Close the innermost table: into the cell in work of the table around it, or into the story."""
    table = tables.pop()
    target = tables[-1].content if tables else None
    left = [element for cell in table.cells for element in cell] + table.content  # a row without its mark
    made = ([_table(table.rows)] if table.rows else []) + left
    if target is None:
        parent.extend(made)
    else:
        target.extend(made)


@dataclass(frozen=True, slots=True)
class _CellShape:
    left: int
    right: int
    flags: int  # TC80 (2.9.315): 1 first merged, 2 merged, 0x20 vertically merged, 0x40 first of them


def _shapes(properties: Properties, count: int) -> list[_CellShape]:
    """Edges and merges of a row's cells from sprmTDefTable (2.9.314), sprmTVertMerge and sprmTMerge."""
    definition = properties.get(0xD608, b"")
    columns = definition[2] if len(definition) > 2 else 0
    if columns < count or len(definition) < 3 + (columns + 1) * 2:
        return [_CellShape(i * 1000, (i + 1) * 1000, 0) for i in range(count)]
    edges = struct.unpack_from(f"<{columns + 1}h", definition, 3)
    flags = [0] * columns
    for index in range(columns):
        at = 3 + (columns + 1) * 2 + index * 20
        if at + 2 <= len(definition):
            flags[index] = struct.unpack_from("<H", definition, at)[0]
    vertical = properties.get(0xD62B, b"")
    if len(vertical) >= 3 and vertical[1] < columns:
        flags[vertical[1]] = flags[vertical[1]] & ~0x60 | {1: 0x20, 3: 0x60}.get(vertical[2], 0)
    return [_CellShape(edges[i], edges[i + 1], flags[i]) for i in range(count)]


_SAME_EDGE = 20  # twips: programs round the edges of one column differently by a few


def _grid(edges: list[int]) -> dict[int, int]:
    """Each edge's column number; edges nearer than a hair's breadth are one."""
    columns: dict[int, int] = {}
    number, last = -1, None
    for edge in sorted(set(edges)):
        if last is None or edge - last > _SAME_EDGE:
            number += 1
            last = edge
        columns[edge] = number
    return columns


def _table(rows: list[tuple[list[list[Element]], Properties]]) -> Element:
    table = new("tbl")
    shaped = [(cells, _shapes(properties, len(cells)), properties) for cells, properties in rows]
    columns = _grid(
        [edge for _, shapes, _ in shaped for shape in shapes for edge in (shape.left, shape.right)]
    )
    for cells, shapes, properties in shaped:
        row = new("tr", table)
        trpr = new("trPr", row)
        if is_on(properties, 0x3404):
            new("tblHeader", trpr)
        if shapes and columns[shapes[0].left]:
            new("gridBefore", trpr, val=columns[shapes[0].left])
        for content, shape in zip(cells, shapes, strict=True):
            _cell(row, content, shape, columns[shape.right] - columns[shape.left])
    return table


def _cell(row: Element, content: list[Element], shape: _CellShape, span: int) -> None:
    cell = new("tc", row)
    tcpr = new("tcPr", cell)
    new("gridSpan", tcpr, val=max(span, 1))
    if shape.flags & 0x3:
        new("hMerge", tcpr, val="restart" if shape.flags & 0x1 else "continue")
    if shape.flags & 0x60:
        new("vMerge", tcpr, val="restart" if shape.flags & 0x40 else "continue")
    cell.extend(content)
