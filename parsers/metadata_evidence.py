"""What all derivations of the metadata share: the boxes of a page as labels with values, and a place for doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from ..lightclass import dataclass
from ..model import NO_WORDS, Document, Finding, Piece, Place, Severity, Table, Words
from ..text import squeeze
from .frame import METADATA, Frame, value_fits
from .lines import Line, table_lines
from .wording import bare_label, label_spans


@dataclass(frozen=True, slots=True)
class Entry:
    """A label of a metadata box with its value and the place of both."""

    field: str
    label: Words
    value: Words
    place: Place


@dataclass(slots=True)
class Evidence:
    """What the derivations share: the document, its frame, the entries of its boxes."""

    document: Document
    framed: Frame
    entries: tuple[Entry, ...]
    findings: list[Finding] = field(default_factory=list)

    def values(self, name: str) -> list[Words]:
        """The values of a field, first printed first, printed twice once."""
        seen: dict[str, Words] = {}
        for entry in self.entries:
            if entry.field == name and entry.value:
                seen.setdefault(squeeze(entry.value.text).lower(), entry.value)
        return list(seen.values())

    def first(self, name: str) -> Words:
        return next(iter(self.values(name)), NO_WORDS)

    def stated(self, *labels: str) -> Words:
        """The value of a <meta> element or file property."""
        for item in self.document.metadata:
            if item.label.lower() in labels and item.value.strip():
                return Words(item.value.strip())
        return NO_WORDS

    def places(self, *words: Words) -> tuple[Place, ...]:
        blocks = dict.fromkeys(piece.block for w in words for piece in w.pieces)
        return tuple(self.document.blocks[block].place for block in blocks)

    def note(self, severity: Severity, code: str, name: str, words: Sequence[Words], **params: str) -> None:
        raw = " | ".join(dict.fromkeys(w.text for w in words if w.text))
        repaired = params.pop("repaired", "")
        self.findings.append(
            Finding(
                severity,
                code,
                field=name,
                raw=raw,
                repaired=repaired,
                places=self.places(*words),
                params=params,
            )
        )


def entries(document: Document, framed: Frame) -> tuple[Entry, ...]:
    """Every label and value of the metadata boxes in reading order, lists and tables alike."""
    lines = [line for line, role in zip(framed.lines, framed.line_roles, strict=True) if role == METADATA]
    found = [*_list_entries(lines)]
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and framed.roles[index] == METADATA:
            for row in table_lines(block, index):
                found.extend(_row_entries(row))
    return tuple(
        Entry(name, label, value, document.blocks[label.pieces[0].block].place)
        for name, label, value in found
        if label.pieces
    )


def _list_entries(lines: Sequence[Line]) -> Iterator[tuple[str, Words, Words]]:
    skip = -1
    for index, line in enumerate(lines):
        if index == skip:
            continue
        spans = label_spans(line.text)
        label = bare_label(line.text)
        if label is not None and not any(s.value_end > s.value_start for s in spans):
            value = NO_WORDS
            if (
                index + 1 < len(lines)
                and bare_label(lines[index + 1].text) is None
                and not label_spans(lines[index + 1].text)
            ):
                skip = index + 1
                value = _value(label.field, lines[index + 1])
            yield label.field, line.words(), value
            continue
        for span in spans:
            yield (
                span.label.field,
                line.words(span.start, span.end),
                line.words(span.value_start, span.value_end),
            )


def _value(name: str, line: Line) -> Words:
    return line.words() if value_fits(name, line.text) else NO_WORDS


def _row_entries(row: Sequence[Line]) -> Iterator[tuple[str, Words, Words]]:
    cells = list(row)
    index = 0
    while index < len(cells):
        cell = cells[index]
        label = bare_label(cell.text)
        following = cells[index + 1] if index + 1 < len(cells) else None
        if label is not None and cell.text.strip():
            is_value = following is not None and bare_label(following.text) is None
            yield (
                label.field,
                cell.words(),
                following.words() if is_value and following is not None else NO_WORDS,
            )
            index += 2 if is_value else 1
            continue
        for span in label_spans(cell.text):
            yield (
                span.label.field,
                cell.words(span.start, span.end),
                cell.words(span.value_start, span.value_end),
            )
        index += 1


def cut_words(words: Words, start: int, end: int) -> Words:
    """Part of some words; their pieces are cut where lengths allow, kept whole where a blank was added."""
    if sum(p.end - p.start for p in words.pieces) != len(words.text):
        return Words(words.text[start:end], words.pieces)
    out: list[Piece] = []
    at = 0
    for piece in words.pieces:
        low, high = max(start - at, 0), min(end - at, piece.end - piece.start)
        if low < high:
            out.append(Piece(piece.block, piece.cell, piece.start + low, piece.start + high))
        at += piece.end - piece.start
    return Words(words.text[start:end], tuple(out))
