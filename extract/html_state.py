"""The state of the walk over a page: the text of the paragraph in work, where blocks go, which elements are open."""

from __future__ import annotations

from collections.abc import Callable
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
        "marker",
        "marks",
        "only",
        "page",
        "pre",
        "seq",
        "sink",
        "special",
        "stack",
        "style",
        "table",
    )

    def __init__(self, known: KnownBoxes, special: dict[int, str]) -> None:
        self.known = known
        self.special = special
        self.page = Page()
        self.buffer: list[str] = []
        self.sink: list[BlockDraft] = self.page.blocks
        self.later: list[BlockDraft] = []  # hidden inline text, given after the paragraph it stands in
        # open elements: the node after them, themselves, how to close them, what to put back then
        self.stack: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self.table: TableFrame | None = None
        self.lists: list[list[Any]] = []
        self.comment_box: int | None = None
        self.box = -1
        self.only = 0  # the paragraph that was opened with its cell
        self.seq = self.flushes = self.marks = self.blank = self.linked = self.links_open = 0
        self.hidden = self.pre = 0
        self.style = self.align = self.marker = ""

    def close(self, mem_id: int) -> None:
        """Close every element that ends before this node (0: the end of the page)."""
        stack = self.stack
        while stack and (stack[-1][0] == mem_id or not mem_id):
            _, _, close, saved = stack.pop()
            close(self, *saved)

    def push(self, node: Any, close: Callable[..., None], saved: tuple[Any, ...]) -> None:
        self.stack.append((self.after(node), node.mem_id, close, saved))

    def after(self, node: Any) -> int:
        """The first node behind an element and all that it holds, 0 at the end of the page."""
        stack = self.stack
        following = node.next
        if following is not None:
            return following.mem_id
        if stack and stack[-1][1] == node.mem_id:
            return stack[-1][0]
        parent = node.parent
        while parent is not None:
            mem_id = parent.mem_id
            if stack and stack[-1][1] == mem_id:
                return stack[-1][0]
            following = parent.next
            if following is not None:
                return following.mem_id
            parent = parent.parent
        return 0

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
