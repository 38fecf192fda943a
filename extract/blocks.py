"""Steps that the Word readers share: numbering the places, findings, layout tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, Table


def number_places(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks with Place(paragraph=n) and Place(table=n, row=r): n counts from 1 in reading order."""
    out: list[Block] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            out.append(replace(block, place=Place(paragraph=paragraphs)))
        else:
            tables += 1
            out.append(_place_table(block, tables))
    return tuple(out)


def _place_table(table: Table, number: int) -> Table:
    rows = {cell.row: Place(table=number, row=cell.row + 1) for cell in table.cells}
    cells = tuple(replace(cell, place=rows[cell.row]) for cell in table.cells)
    return replace(table, cells=cells, place=Place(table=number))


def is_layout(cells: Sequence[Cell], nested: int) -> bool:
    """Whether a table only arranges the page: a frame of one cell, or a holder of tables without rows of its own.

    A row of data has two or more cells with text beside each other; a holder of tables has none.
    """
    if len(cells) == 1:
        return True
    if not nested:
        return False
    filled: dict[int, int] = {}
    for cell in cells:
        filled[cell.row] = filled.get(cell.row, 0) + bool(cell.text.strip())
    return max(filled.values(), default=0) < 2


def build_document(
    name: str,
    media_type: str,
    data: bytes,
    blocks: Iterable[Block],
    metadata: tuple[MetaItem, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Document:
    """A Document of the bytes with its places numbered; a finding says so where it has no text at all."""
    numbered = number_places(blocks)
    if not any(isinstance(block, Table) or block.role == "body" for block in numbered):
        findings = (*findings, Finding("warning", "no_text"))
    return Document(name, media_type, digest(data), numbered, metadata, findings=findings)


def digest(data: bytes) -> str:
    """SHA-256 of a source, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]
