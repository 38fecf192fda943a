"""What the rooms of the frame share: the roles, the finished Frame, the draft that the steps fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from ..lightclass import dataclass
from ..model import Document, Table, Words
from ..text import lazy, squeeze
from .lines import Line, physical_lines
from .markers import Marker, parse_marker

# roles of lines and blocks
METADATA = "metadata"
TITLE = "title"
DOC_NUMBER = "doc_number"
RECIPIENTS = "recipients"
BODY = "body"
ATTACHMENTS = "attachment_note"
ANNEX = "annex"
ANNEX_TITLE = "annex_title"
SIGNATURE = "signature"
DATE = "date"
NOTE = "note"
IMPRINT = "imprint"
TOC = "toc"
FURNITURE = "furniture"
LETTERHEAD = "letterhead"
SUBTITLE = "subtitle"
TABLE = "table"

BODY_LENGTH = 60  # a longer line is no heading and no navigation
_NO_WORDS = lazy(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its label as printed (附件1; empty where the text issued by a notice follows without one),
    its title over all its lines, and its first and last block."""

    label: Words
    title: Words
    first: int
    last: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """`roles[i]` is the role of block i; `line_roles[j]` that of `lines[j]` (a paragraph can hold several lines)."""

    roles: tuple[str, ...]
    lines: tuple[Line, ...]
    line_roles: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    attachment_names: tuple[Words, ...] = ()

    def annex_at(self, block: int) -> Annex | None:
        """The annex that a block belongs to, None in the main text."""
        return next((annex for annex in reversed(self.annexes) if annex.first <= block <= annex.last), None)

    def of(self, *roles: str) -> tuple[Line, ...]:
        """The lines of these roles in reading order."""
        return tuple(line for line, role in zip(self.lines, self.line_roles, strict=True) if role in roles)


@dataclass(slots=True)
class Draft:
    """The work of `frame`: one role per line, None while undecided."""

    document: Document
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    roles: list[str | None]
    markers: list[Marker | None] = field(default_factory=list)

    def undecided(self, index: int) -> bool:
        return self.roles[index] is None

    def mark(self, indexes: Iterable[int], role: str) -> None:
        for index in indexes:
            if self.roles[index] is None:
                self.roles[index] = role


def start_draft(document: Document) -> Draft:
    """The lines of a document with their keys and markers, every role undecided."""
    lines = physical_lines(document)
    keys = tuple(squeeze(line.text) for line in lines)
    markers = [parse_marker(line.text) for line in lines]
    return Draft(document, lines, keys, [None] * len(lines), markers)


# --------------------------------------------------------------------------------------------------
# What several steps ask of a line


def last_table(document: Document) -> int:
    """Block index of the last table of the body with more than a few cells, -1 if none."""
    return max(
        (
            i
            for i, b in enumerate(document.blocks)
            if isinstance(b, Table) and b.role == "body" and len(b.cells) > 3
        ),
        default=-1,
    )


def is_running_text(key: str) -> bool:
    """Whether a squeezed line is a long sentence with its end: no heading, caption or navigation."""
    return len(key) >= 40 and "。" in key and key[-1] in "。；：:;!！”)）〕"


def can_be_title(key: str) -> bool:
    """Whether a squeezed line can be part of a title: not long, no stop in it, not marks alone."""
    return (
        len(key) <= 90
        and key[-1] not in "。；;：:，,!！"
        and "。" not in key
        and not _NO_WORDS.fullmatch(key)
    )
