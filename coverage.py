"""The books: every character that the reader gave, by part of the document, claimed by a record or not.

Blanks and line ends are not counted: they differ between formats and carry no words.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from .model import CoverageRecord, Document, Paragraph, Piece
from .text import visible_length

PROSE = "prose"
FURNITURE = "furniture"


def texts(document: Document) -> Iterator[str]:
    """The text of every paragraph and cell."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in block.cells:
                yield cell.text


class Numbering:
    """Each paragraph and cell as one number: a list of numbers weighs a tenth of a dictionary of addresses."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.first = array("l", [0])
        for block in document.blocks:
            self.first.append(self.first[-1] + (1 if isinstance(block, Paragraph) else len(block.cells)))

    def __len__(self) -> int:
        return self.first[-1]

    def of(self, piece: Piece) -> int:
        """The number of the unit that a piece lies in, -1 if there is no such unit."""
        first = self.first[piece.block]
        if isinstance(self.blocks[piece.block], Paragraph):
            return first if piece.cell < 0 else -1
        return first + piece.cell if 0 <= piece.cell < self.first[piece.block + 1] - first else -1

    def block(self, unit: int) -> int:
        return bisect_right(self.first, unit) - 1

    def text(self, unit: int) -> str:
        index = self.block(unit)
        block = self.blocks[index]
        return block.text if isinstance(block, Paragraph) else block.cells[unit - self.first[index]].text


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
    numbering = Numbering(document)
    names = list(dict.fromkeys([*(part for part, _ in parts), PROSE, FURNITURE]))
    prose, aside = names.index(PROSE), names.index(FURNITURE)
    part_of = array("l", [-1]) * len(numbering)
    for part, pieces in parts:
        number = names.index(part)
        for piece in pieces:
            unit = numbering.of(piece)
            if unit >= 0 and part_of[unit] < 0:
                part_of[unit] = number
    spans = Spans(numbering, claims)
    counts = [[0, 0] for _ in names]
    for index, block in enumerate(document.blocks):
        other = aside if index in furniture or block.role == "furniture" else prose
        for unit, part in enumerate(
            (block,) if isinstance(block, Paragraph) else block.cells, numbering.first[index]
        ):
            count = counts[part_of[unit] if part_of[unit] >= 0 else other]
            count[0] += visible_length(part.text)
            count[1] += _claimed(part.text, spans.of(unit))
    return tuple(
        CoverageRecord(document_id, part, n, c, n - c) for part, (n, c) in zip(names, counts, strict=True)
    )


class Spans:
    """What is claimed of each unit: nearly always one stretch, kept as two numbers."""

    def __init__(self, numbering: Numbering, claims: Iterable[Piece]) -> None:
        self.start = array("l", [-1]) * len(numbering)
        self.end = array("l", [-1]) * len(numbering)
        self.more: dict[int, set[tuple[int, int]]] = {}
        for piece in claims:
            unit = numbering.of(piece)
            if unit < 0:
                continue
            if self.start[unit] < 0:
                self.start[unit], self.end[unit] = piece.start, piece.end
            elif (self.start[unit], self.end[unit]) != (piece.start, piece.end):
                self.more.setdefault(unit, set()).add((piece.start, piece.end))

    def of(self, unit: int) -> list[tuple[int, int]]:
        """The stretches, in no order; none where nothing is claimed."""
        if self.start[unit] < 0:
            return []
        return [(self.start[unit], self.end[unit]), *self.more.get(unit, ())]


def _claimed(text: str, spans: Sequence[tuple[int, int]]) -> int:
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
