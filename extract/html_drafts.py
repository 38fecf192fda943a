"""What the walk over a page gives: drafts of paragraphs and tables, boxes that can hold the document, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..lightclass import dataclass
from .html_grid import Grid


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph; `seq` orders it among boxes and blocks, `linked` counts its characters inside links.

    `spaced` is the text with the blanks that line ends of the source are on the screen, where they differ:
    `2026-04-29 信息来源：…` in the line under a title, which only a line end parts.
    """

    text: str
    seq: int
    style: str = ""
    align: str = ""
    blank_before: int = 0
    hidden: bool = False
    linked: int = 0
    spaced: str = ""


@dataclass(slots=True)
class TableDraft:
    """A table of data, its grid formed; `images` are (row, image) of cells that hold nothing but an image."""

    grid: Grid
    seq: int
    caption: str = ""
    hidden: bool = False
    linked: int = 0
    images: tuple[tuple[int, str], ...] = ()

    @property
    def characters(self) -> int:
        return sum(len(cell.cell.text) for cell in self.grid.cells)


BlockDraft = ParagraphDraft | TableDraft


@dataclass(slots=True)
class Box:
    """An element that can hold the document: `first`..`last` are the sequence numbers inside it."""

    tag: str
    ident: str
    classes: tuple[str, ...]
    parent: int  # index into Page.boxes, -1 for the root
    first: int
    last: int = 0
    known: str = ""  # selector of containers.csv that it matches
    hidden: bool = False


@dataclass(slots=True)
class LinkDraft:
    """A link or embedded object, with what may name it."""

    seq: int
    href: str
    text: str
    attributes: Mapping[str, str | None]
    hidden: bool = False


@dataclass(slots=True)
class Page:
    """What the walk found."""

    blocks: list[BlockDraft] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    cells: int = 0  # td and th seen, to compare with the source
