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
class OpenTable:
    """A table without rules that reaches the foot of its page: what is known of it where it goes on."""

    columns: tuple[tuple[float, float], ...]  # from where to where the texts of each column reach
    starts: tuple[float | None, ...]  # where the lines of a column begin, if they begin in one place
    numbers: int  # the column of running numbers, -1 if there is none
    head: tuple[str, ...]  # the words of each line of its head
    size: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table with few rules or none stands: the heights of its rules, or of its top and bottom."""

    box: Box
    heights: list[float]
    above: OpenTable | None = None  # the table of the page before that goes on here
    ruled: bool = True


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
    open: OpenTable | None = None
    goes_on: bool = False  # it begins with the table of the page before
    longer: PageContent | None = None  # the same page, if its table reaches the foot
