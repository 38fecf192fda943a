"""What is kept of a page once it is read: finished tables and the lines around them."""

from __future__ import annotations

from ..lightclass import dataclass
from ..model import Finding, Table
from .pdf_page import Box, Line


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: its box as read and the finished block."""

    box: Box
    block: Table


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is kept of a page once it is closed: lines outside tables, tables, doubts."""

    number: int
    width: float
    height: float
    turn: int
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...] = ()
    columns: tuple[Box | None, ...] = ()  # for each line the column it stands in, if the page has columns
    aside: tuple[tuple[str, Box], ...] = ()
    findings: tuple[Finding, ...] = ()
    skew: float = 0.0
