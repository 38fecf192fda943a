"""The tree of a page -> drafts in reading order: paragraphs, tables, boxes, links.

One walk over the tree, without recursion (pages nest to any depth). Nothing is judged here but what the
markup itself says: what is a paragraph, what is a table of data and what is one of layout, what the page
hides. Which part is the document is found afterwards (html_roles).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from .html_drafts import BlockDraft, Box, LinkDraft, Page, ParagraphDraft, TableDraft
from .html_grid import span
from .html_markup import (
    BOXES,
    EMBEDDED,
    GROUPS,
    NO_DISPLAY,
    PARAGRAPHS,
    SKIPPED,
    KnownBoxes,
    asks_for_lines,
    has_border,
    look_of,
    styled_away,
)
from .html_state import WalkState
from .html_tables import CellFrame, TableFrame, draft_of, is_layout, stands_apart
from .html_text import INVISIBLE, scripted, spaced, tidy

__all__ = [
    "BlockDraft",
    "Box",
    "KnownBoxes",
    "LinkDraft",
    "Page",
    "ParagraphDraft",
    "TableDraft",
    "is_layout",
    "scripted",
    "spaced",
    "tidy",
    "walk",
]

_LIST_TYPES = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def walk(tree: Any, known: KnownBoxes, source: str) -> Page:
    """Drafts of a parsed page (selectolax LexborHTMLParser of the source)."""
    special = list(_special_nodes(tree, known, source))
    loud = _loud_cells(tree, [node for node, _ in special])
    return _Walker(known, {node.mem_id: kind for node, kind in special}, loud).run(tree.root)


def _special_nodes(tree: Any, known: KnownBoxes, source: str) -> Iterator[tuple[Any, str]]:
    """Nodes that need a look although their tag is plain: hidden ones, and <font id=zoom>."""
    hidden = [f'{tag}[style*="none" i]' for tag in sorted(styled_away(source))]
    for node in tree.css(", ".join(["[id]", "font[class]", "[hidden]", *hidden])):
        attributes = node.attributes
        if "hidden" in attributes or NO_DISPLAY.search(attributes.get("style") or ""):
            yield node, "hidden"
        elif _is_known(node.tag, attributes, known):
            yield node, "known"


_LOUD = "p " + "".join(f":not({tag})" for tag in ("span", "b", "strong", "font", "u", "o\\:p"))


def _loud_cells(tree: Any, special: Iterable[Any]) -> frozenset[int]:
    """Cells with a paragraph that holds more than text in plain markup: a <br>, a link, hidden words."""
    return frozenset(_parent_of_paragraph(node) for node in chain(tree.css(_LOUD), special))


def _parent_of_paragraph(node: Any) -> int:
    """What the paragraph around a node stands in, 0 for a node in no paragraph."""
    while node is not None and node.tag != "p":
        node = node.parent
    return 0 if node is None else node.parent.mem_id


def _is_known(tag: str, attributes: Mapping[str, str | None], known: KnownBoxes) -> bool:
    ident, classes = attributes.get("id") or "", attributes.get("class") or ""
    if tag not in ("font", "span", "a") or not (
        "id" in attributes or (tag == "font" and "class" in attributes)
    ):
        return False
    return bool(known.match("", ident, tuple(classes.split())))


class _Walker(WalkState):
    """The walk: what each tag opens and how it closes."""

    __slots__ = ()

    def run(self, root: Any) -> Page:
        """Every node in document order; an open element closes when the walk leaves it."""
        special, stack = self.special, self.stack
        inside: list[Any] = []
        node = root
        while True:
            tag = node.tag
            if tag == "-text":
                self.buffer.append(node.text_content)
            else:
                action = _ACTIONS.get(tag)
                if special and node.mem_id in special:
                    enters = self._open_special(node, tag)
                else:
                    enters = action is None or action(self, node, tag)
                if enters and (child := node.first_child) is not None:
                    inside.append(node)
                    node = child
                    continue
                if stack and stack[-1][0] is node:
                    self.close(node)
            while not inside or (following := node.next) is None:
                if not inside:
                    self.flush()
                    return self.page
                node = inside.pop()
                if stack and stack[-1][0] is node:
                    self.close(node)
            node = following

    # ---- open: each returns whether to go into the element

    def _open_special(self, node: Any, tag: str) -> bool:
        if self.special[node.mem_id] == "known":
            return self.open_block(node, tag)
        inline = tag not in _ACTIONS or tag in ("a", "sup", "sub", "img", "br")
        if not inline:
            self.flush()
        put_back = (self.buffer, self.sink, self.table, self.linked, self.style, self.align, self.blank)
        self.push(node, _Walker.close_hidden, (inline, *put_back))
        self.buffer, self.sink, self.table, self.blank = [], [], None, 0
        self.hidden += 1
        action = _ACTIONS.get(tag)
        return True if action is None else action(self, node, tag)

    def close_hidden(self, inline: bool, *saved: Any) -> None:
        later, self.later = self.later, []
        self.flush()
        found = self.sink
        self.buffer, self.sink, self.table, self.linked, self.style, self.align, self.blank = saved
        self.hidden -= 1
        if inline:
            self.later = later + found
        else:
            self.sink.extend(later)
            self.sink.extend(found)

    def skip(self, node: Any, tag: str) -> bool:
        return False

    def open_block(self, node: Any, tag: str) -> bool:
        self.flush()
        self.push(node, _Walker.close_block, (tag, self.style, self.align, self.box, self.marks))
        attributes = node.attributes
        self._take_style(tag, attributes)
        if tag in BOXES or tag == "font" or tag == "span" or attributes.get("id"):
            self._open_box(tag, attributes)
        return True

    def _take_style(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        get = attributes.get
        align, style = look_of(tag, get("style"), get("align"), get("class"))
        if align is not None:
            self.align = align
        self.style = style or self.style

    def _open_box(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        ident = attributes.get("id") or ""
        classes = tuple((attributes.get("class") or "").split()[:20])
        known = self.known.match(tag, ident, classes)
        if known:
            self._mark_layout()
        self.seq += 1
        self.page.boxes.append(Box(tag, ident, classes, self.box, self.seq, 0, known, self.hidden > 0))
        self.box = len(self.page.boxes) - 1

    def _mark_layout(self) -> None:
        """A table that holds the document's container is one of layout."""
        table = self.table
        while table is not None and not table.holds_document:
            table.holds_document = True
            table = table.outer

    def close_block(self, tag: str, style: str, align: str, box: int, marks: int) -> None:
        self.flush()
        if tag == "p" and marks == self.marks:
            self.blank += 1
            self.marks += 1
        if self.box != box:
            self.page.boxes[self.box].last = self.seq
            self.box = box
        self.style, self.align = style, align
        if tag == "li":
            self.marker = ""

    def open_pre(self, node: Any, tag: str) -> bool:
        self.open_block(node, tag)
        self.pre += 1
        self.push(node, _Walker.close_pre, ())
        return True

    def close_pre(self) -> None:
        self.flush()
        self.pre -= 1

    def open_list(self, node: Any, tag: str) -> bool:
        self.open_block(node, tag)
        attributes = node.attributes
        start = attributes.get("start") or "1"
        shown = tag == "ol" and "none" not in (attributes.get("style") or "").lower()
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
        self.lists.append([first if shown else None, attributes.get("type") or "1"])
        self.push(node, _Walker.close_list, ())
        return True

    def close_list(self) -> None:
        self.flush()
        self.lists.pop()

    def open_item(self, node: Any, tag: str) -> bool:
        self.open_block(node, tag)
        if self.lists and self.lists[-1][0] is not None:
            number, kind = self.lists[-1]
            letters = _LIST_TYPES.get(kind, "")
            self.marker = f"{letters[number - 1] if 0 < number <= len(letters) else number}."
            self.lists[-1][0] = number + 1
        return True

    def open_break(self, node: Any, tag: str) -> bool:
        if any(not part.isspace() for part in self.buffer):
            self.flush()
        else:
            self.buffer.clear()
            self.blank += 1
            self.marks += 1
        return True

    def open_script(self, node: Any, tag: str) -> bool:
        """<sup> and <sub>: their text is looked at as a whole when they close."""
        self.push(node, _Walker.close_script, (tag, len(self.buffer), self.flushes))
        return True

    def close_script(self, tag: str, start: int, flushes: int) -> None:
        if flushes == self.flushes and len(self.buffer) > start:
            self.buffer[start:] = [scripted("".join(self.buffer[start:]), tag)]

    def open_link(self, node: Any, tag: str) -> bool:
        self.push(node, _Walker.close_link, (node.attributes, len(self.buffer), self.flushes))
        self.links_open += 1
        return True

    def close_link(self, attributes: Mapping[str, str | None], start: int, flushes: int) -> None:
        if flushes == self.flushes:
            text = "".join(self.buffer[start:])
            self.linked += len(text.strip(INVISIBLE))
        else:
            text = "".join(self.buffer)
            if not text.strip() and self.sink and isinstance(self.sink[-1], ParagraphDraft):
                text = self.sink[-1].text
        self.links_open -= 1
        self._keep_link(attributes, text)

    def _keep_link(self, attributes: Mapping[str, str | None], text: str) -> None:
        href = attributes.get("href") or attributes.get("src") or attributes.get("data") or ""
        self.page.links.append(LinkDraft(self.seq, href, tidy(text), attributes, self.hidden > 0))

    def open_embedded(self, node: Any, tag: str) -> bool:
        self._keep_link(node.attributes, "")
        return False

    def open_image(self, node: Any, tag: str) -> bool:
        self.marks += 1
        if self.table is not None and self.table.cell is not None:
            attributes = node.attributes
            self.table.cell.image = attributes.get("alt") or attributes.get("src") or "img"
        return True

    def open_comment(self, node: Any, tag: str) -> bool:
        """<!--正文开始--> … <!--正文结束--> is a box like any other."""
        text = node.comment_content or ""
        if len(text) < 60:
            for begin, end, selector in self.known.comments:
                if begin in text and self.comment_box is None:
                    self.flush()
                    self._mark_layout()
                    self.seq += 1
                    self.page.boxes.append(Box("", "", (), self.box, self.seq, 0, selector, self.hidden > 0))
                    self.comment_box = len(self.page.boxes) - 1
                elif end in text and self.comment_box is not None:
                    self.flush()
                    self.page.boxes[self.comment_box].last = self.seq
                    self.comment_box = None
                else:
                    continue
                break
        return True

    # ---- tables

    def open_table(self, node: Any, tag: str) -> bool:
        self.flush()
        attributes = node.attributes
        self.seq += 1
        frame = TableFrame(self.seq, asks_for_lines(attributes), self.table, self.sink, self.lists)
        self.push(node, _Walker.close_table, (self.table, self.style, self.align, self.blank))
        self.table, self.sink, self.lists, self.style, self.align = frame, frame.strays, [], "", ""
        return True

    def open_group(self, node: Any, tag: str) -> bool:
        if self.table is None:
            return self.open_block(node, tag)
        self.table.group_count += 1
        self.table.group = GROUPS[tag] * 1_000_000 + self.table.group_count
        return True

    def open_row(self, node: Any, tag: str) -> bool:
        if self.table is None:
            return self.open_block(node, tag)
        self.flush()
        self.table.rows.append((self.table.group, []))
        return True

    def open_cell(self, node: Any, tag: str) -> bool:
        self.page.cells += 1
        table = self.table
        if table is None:
            return self.open_block(node, tag)
        self.flush()
        attributes = node.attributes
        cell = CellFrame(header=tag == "th")
        if "rowspan" in attributes:
            cell.rowspan = span(attributes["rowspan"], zero=True)
        if "colspan" in attributes:
            cell.colspan = span(attributes["colspan"])
        if not table.rows:
            table.rows.append((table.group, []))
        table.rows[-1][1].append(cell)
        saved = (table.cell, self.sink, self.style, self.align, self.box)
        table.cell, self.sink, self.blank = cell, cell.blocks, 0
        if len(table.rows) <= 20:  # a table of layout has few rows
            table.bordered = table.bordered or has_border(attributes.get("style") or "")
            self._open_box(tag, attributes)
        self._take_style(tag, attributes)
        if self._take_plain(node):
            self._leave_cell(*saved)
            return False
        self.push(node, _Walker.close_cell, saved)
        return True

    def _take_plain(self, cell: Any) -> bool:
        """Take a cell's text at once where it is one line, plain or in one <p>: most cells of most tables."""
        child = cell.first_child
        if child is None:
            return True
        if child.next is not None or self.pre:
            return False
        tag = child.tag
        if tag == "-text":
            self.buffer.append(child.text_content)
            self.flush()
            return True
        if tag != "p" or cell.mem_id in self.loud or child.mem_id in self.special:
            return False
        attributes = child.attributes
        if attributes.get("id"):
            return False
        self._take_style("p", attributes)
        marks = self.marks
        self.buffer.append(child.text())
        self.flush()
        if marks == self.marks:  # an empty paragraph
            self.blank += 1
            self.marks += 1
        return True

    def close_cell(
        self, outer: CellFrame | None, sink: list[BlockDraft], style: str, align: str, box: int
    ) -> None:
        self.flush()
        self._leave_cell(outer, sink, style, align, box)

    def _leave_cell(
        self, outer: CellFrame | None, sink: list[BlockDraft], style: str, align: str, box: int
    ) -> None:
        if self.box != box:
            self.page.boxes[self.box].last = self.seq
            self.box = box
        self.sink, self.style, self.align = sink, style, align
        if self.table is not None:
            self.table.cell = outer

    def open_caption(self, node: Any, tag: str) -> bool:
        if self.table is None:
            return self.open_block(node, tag)
        self.flush()
        self.push(node, _Walker.close_caption, (self.sink,))
        self.sink = self.table.caption
        return True

    def close_caption(self, sink: list[BlockDraft]) -> None:
        self.flush()
        self.sink = sink

    def close_table(self, outer: TableFrame | None, style: str, align: str, blank: int) -> None:
        self.flush()
        frame = self.table
        assert frame is not None
        self.table, self.sink, self.lists, self.style, self.align = (
            outer,
            frame.sink,
            frame.lists,
            style,
            align,
        )
        self.marks += 1
        cells = frame.cells()
        if is_layout(frame):
            self.sink.extend(frame.caption)
            for cell in cells:
                self.sink.extend(cell.blocks)
        elif any(cell.blocks or cell.image for cell in cells):
            self.sink.append(draft_of(frame, self.hidden > 0))
            self.blank = 0
            hidden = self.hidden > 0
            self.sink.extend(block for cell in cells for block in cell.blocks if stands_apart(block, hidden))
        self.sink.extend(frame.strays)


_ACTIONS: dict[str, Callable[[_Walker, Any, str], bool]] = {
    **dict.fromkeys(SKIPPED, _Walker.skip),
    **dict.fromkeys(BOXES | PARAGRAPHS, _Walker.open_block),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext", "textarea"), _Walker.open_pre),
    **dict.fromkeys(("ul", "ol"), _Walker.open_list),
    **dict.fromkeys(("sup", "sub"), _Walker.open_script),
    **dict.fromkeys(EMBEDDED, _Walker.open_embedded),
    **dict.fromkeys(GROUPS, _Walker.open_group),
    "li": _Walker.open_item,
    "br": _Walker.open_break,
    "a": _Walker.open_link,
    "img": _Walker.open_image,
    "-comment": _Walker.open_comment,
    "table": _Walker.open_table,
    "tr": _Walker.open_row,
    "td": _Walker.open_cell,
    "th": _Walker.open_cell,
    "caption": _Walker.open_caption,
}
