"""The books: every character that the reader gave, by part of the document, claimed by a record or not.

Blanks and line ends are not counted: they differ between formats and carry no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .model import CoverageRecord, Document, Paragraph, Piece
from .text import visible_length

PROSE = "prose"
FURNITURE = "furniture"

_Unit = tuple[int, int]  # block, cell (-1: the paragraph itself)


def units(document: Document) -> dict[_Unit, str]:
    """The text of every paragraph and cell by its address."""
    found: dict[_Unit, str] = {}
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            found[index, -1] = block.text
        else:
            for number, cell in enumerate(block.cells):
                found[index, number] = cell.text
    return found


def coverage(
    document: Document,
    document_id: str,
    parts: Sequence[tuple[str, Iterable[Piece]]],
    furniture: frozenset[int],
    claims: Iterable[Piece],
) -> tuple[CoverageRecord, ...]:
    """One row a list, then prose and furniture; in each row characters = claimed + unclaimed.

    `parts`: list id and the text units that belong to it. `furniture`: blocks that are no text of the
    document. `claims`: the pieces that records were read from.
    """
    texts = units(document)
    part_of: dict[_Unit, str] = {}
    for part, pieces in parts:
        for piece in pieces:
            part_of.setdefault((piece.block, piece.cell), part)
    spans = _spans(claims)
    counts: dict[str, list[int]] = {part: [0, 0] for part, _ in parts}
    counts.setdefault(PROSE, [0, 0])
    counts.setdefault(FURNITURE, [0, 0])
    for unit, text in texts.items():
        part = part_of.get(unit) or (FURNITURE if _is_furniture(document, unit, furniture) else PROSE)
        count = counts[part]
        count[0] += visible_length(text)
        count[1] += _claimed(text, spans.get(unit))
    return tuple(CoverageRecord(document_id, part, n, c, n - c) for part, (n, c) in counts.items())


def _is_furniture(document: Document, unit: _Unit, furniture: frozenset[int]) -> bool:
    return unit[0] in furniture or document.blocks[unit[0]].role == "furniture"


def _spans(claims: Iterable[Piece]) -> Mapping[_Unit, list[tuple[int, int]]]:
    spans: dict[_Unit, list[tuple[int, int]]] = {}
    for piece in claims:
        spans.setdefault((piece.block, piece.cell), []).append((piece.start, piece.end))
    return spans


def _claimed(text: str, spans: list[tuple[int, int]] | None) -> int:
    if not spans:
        return 0
    if len(spans) == 1:
        start, end = spans[0]
        return visible_length(text if start == 0 and end >= len(text) else text[start:end])
    total = position = 0
    for start, end in sorted(spans):
        if end > position:
            total += visible_length(text[max(start, position) : end])
            position = end
    return total
