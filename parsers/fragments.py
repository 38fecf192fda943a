"""A piece of a table as it stands in the source, and why a step came out as it did."""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..messages import render
from ..model import Column, Finding, Piece, Words
from ..text import squeeze
from .grid import GridRow


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step came out as it did: a code of messages.py and what fills it."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def text(self, lang: str = "zh") -> str:
        return render(self.code, lang, dict(self.params))


def because(code: str, **params: object) -> Reason:
    return Reason(code, tuple((k, str(v)) for k, v in params.items()))


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a table as it stands in the source: a table block, or a flattened run of lines."""

    first: int  # first and last block
    last: int
    origin: str  # table, flattened
    kind: str | None
    columns: tuple[Column, ...]
    has_header: bool
    rows: Sequence[GridRow]  # without the header
    width: int
    title: tuple[Words, ...] = ()
    unit: str = ""
    notes: tuple[Words, ...] = ()
    header_pieces: tuple[Piece, ...] = ()
    member_pieces: Sequence[Piece] = ()
    own_blocks: frozenset[int] = (
        frozenset()
    )  # blocks that are the fragment's own (title with a heading mark excluded)
    findings: tuple[Finding, ...] = ()
    explain: tuple[Reason, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(squeeze(c.header.text) for c in self.columns)


def shown_columns(columns: Sequence[Column]) -> str:
    return " | ".join(f"{c.header.text}→{c.role}{c.year or ''}" for c in columns)
