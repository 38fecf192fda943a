"""The state of the walk over a page: the text of the paragraph in work, where blocks go, which elements are open."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from ..text import lazy
from .html_drafts import BlockDraft, Page, ParagraphDraft
from .html_markup import KnownBoxes
from .html_tables import TableFrame
from .html_text import spaced, tidy

_NUMBERED = lazy(r"[（(〔\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）〕\].．、]|[①-⑳]")


class WalkState:
    """State of the walk: the text since the last block border, where blocks go, and what is open."""

    __slots__ = (
        "align",
        "blank",
        "box",
        "buffer",
        "comment_box",
        "flushes",
        "hidden",
        "known",
        "later",
        "linked",
        "links_open",
        "lists",
        "loud",
        "marker",
        "marks",
        "page",
        "pre",
        "seq",
        "sink",
        "special",
        "stack",
        "style",
        "table",
    )

    def __init__(self, known: KnownBoxes, special: Mapping[int, str], loud: Container[int]) -> None:
        self.known = known
        self.special = special  # nodes that are hidden or known by their id
        self.loud = loud  # cells whose paragraph holds more than plain text
        self.page = Page()
        self.buffer: list[str] = []
        self.sink: list[BlockDraft] = self.page.blocks
        self.later: list[BlockDraft] = []  # hidden inline text, given after the paragraph it stands in
        # open elements: how to close them, what to put back then
        self.stack: list[tuple[Any, Callable[..., None], tuple[Any, ...]]] = []
        self.table: TableFrame | None = None
        self.lists: list[list[Any]] = []
        self.comment_box: int | None = None
        self.box = -1
        self.seq = self.flushes = self.marks = self.blank = self.linked = self.links_open = 0
        self.hidden = self.pre = 0
        self.style = self.align = self.marker = ""

    def close(self, node: Any) -> None:
        """Close what this element has opened."""
        stack = self.stack
        while stack and stack[-1][0] is node:
            _, close, saved = stack.pop()
            close(self, *saved)

    def push(self, node: Any, close: Callable[..., None], saved: tuple[Any, ...]) -> None:
        self.stack.append((node, close, saved))

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        if self.buffer:
            raw = self.buffer[0] if len(self.buffer) == 1 else "".join(self.buffer)
            self.buffer.clear()
            self.flushes += 1
            if not raw.isspace():
                for line in raw.split("\n") if self.pre else (raw,):
                    text = tidy(line)
                    if text:
                        self._emit(text, line)
            self.linked = 0
        if self.later:
            self.sink.extend(self.later)
            self.later.clear()

    def _emit(self, text: str, line: str) -> None:
        if self.marker:
            if not _NUMBERED.match(text):
                text = self.marker + text
            self.marker = ""
        self.seq += 1
        linked = len(text) if self.links_open else min(self.linked, len(text))
        draft = ParagraphDraft(text, self.seq, self.style, self.align, self.blank, self.hidden > 0, linked)
        if "\n" in line:
            draft.spaced = spaced(line)
        self.sink.append(draft)
        self.blank = 0
        self.marks += 1
