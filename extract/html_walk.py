"""The tree of a page -> drafts in reading order: paragraphs, tables, boxes, links.

One walk over the tree, without recursion (pages nest to any depth). Nothing is judged here but what the
markup itself says: what is a paragraph, what is a table of data and what is one of layout, what the page
hides. Which part is the document is found afterwards (html_roles).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .html_drafts import BlockDraft, Box, LinkDraft, Page, ParagraphDraft, TableDraft
from .html_grid import span
from .html_markup import (
    BOXES,
    EMBEDDED,
    GROUPS,
    HEADINGS,
    NO_DISPLAY,
    PARAGRAPHS,
    SKIPPED,
    KnownBoxes,
    align_of,
    asks_for_lines,
    has_border,
    style_of,
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


def walk(tree: Any, known: KnownBoxes) -> Page:
    """Drafts of a parsed page (selectolax LexborHTMLParser)."""
    special = _special_nodes(tree, known)
    return _Walker(known, special).run(tree.root)


def _special_nodes(tree: Any, known: KnownBoxes) -> dict[int, str]:
    """Nodes that need a look although their tag is plain: hidden ones, and <font id=zoom>."""
    special: dict[int, str] = {}
    for node in tree.css('font[id], span[id], font[class], a[id], [style*="none" i], [hidden]'):
        attributes = node.attributes
        if "hidden" in attributes or NO_DISPLAY.search(attributes.get("style") or ""):
            special[node.mem_id] = "hidden"
        elif _is_known(node.tag, attributes, known):
            special[node.mem_id] = "known"
    return special


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
        """Every node in document order. An open element closes when the node after its last one comes."""
        stack, special, actions = self.stack, self.special, _ACTIONS
        closing = skipping = 0
        for node in root.traverse(include_text=True):
            mem_id = node.mem_id
            if skipping:
                if mem_id != skipping:
                    continue
                skipping = 0
            if mem_id == closing:
                self.close(mem_id)
                closing = stack[-1][0] if stack else 0
            tag = node.tag
            if tag == "-text":
                self.buffer.append(node.text_content)
                continue
            action = actions.get(tag)
            if mem_id in special:
                entered = self._open_special(node, tag, mem_id)
            elif action is None:
                continue
            else:
                entered = action(self, node, tag)
            if not entered:
                skipping = self.after(node)
                if not skipping:  # nothing comes after what is skipped
                    break
            closing = stack[-1][0] if stack else 0
        self.close(0)
        self.flush()
        return self.page

    # ---- open: each returns whether to go into the element

    def _open_special(self, node: Any, tag: str, mem_id: int) -> bool:
        if self.special[mem_id] == "known":
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
        if node.mem_id == self.only:  # opened with its cell
            return True
        self.flush()
        self.push(node, _Walker.close_block, (tag, self.style, self.align, self.box, self.marks))
        attributes = node.attributes
        if attributes:
            self._take_style(tag, attributes)
        elif tag in HEADINGS:
            self.style = tag
        if tag in BOXES or tag == "font" or tag == "span" or attributes.get("id"):
            self._open_box(tag, attributes)
        return True

    def _take_style(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        style = attributes.get("style")
        align = (align_of(style) if style else "") or (attributes.get("align") or "").lower()
        if align in ("left", "right", "center"):
            self.align = align
        elif align or tag == "center":
            self.align = "center" if tag == "center" or align == "middle" else ""
        if tag in HEADINGS:
            self.style = tag
        elif classes := attributes.get("class"):
            self.style = style_of(classes) or self.style

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
        only = self._only_paragraph(node)
        marks = self.marks if only is not None else -1
        self.push(node, _Walker.close_cell, (table.cell, self.sink, self.style, self.align, self.box, marks))
        table.cell, self.sink, self.blank = cell, cell.blocks, 0
        if len(table.rows) <= 20:  # a table of layout has few rows
            table.bordered = table.bordered or has_border(attributes.get("style") or "")
            self._open_box(tag, attributes)
        self._take_style(tag, attributes)
        if only is not None:
            self._take_style("p", only)
        return True

    def _only_paragraph(self, cell: Any) -> Mapping[str, str | None] | None:
        """The attributes of a <p> that is all of its cell (<td><p>…</p></td>): it opens and closes with the cell."""
        child = cell.first_child
        if child is None or child.tag != "p" or child.next is not None or child.mem_id in self.special:
            return None
        attributes = child.attributes
        if attributes.get("id"):
            return None
        self.only = child.mem_id
        return attributes

    def close_cell(
        self, outer: CellFrame | None, sink: list[BlockDraft], style: str, align: str, box: int, marks: int
    ) -> None:
        self.flush()
        if marks == self.marks:  # its only paragraph is empty
            self.blank += 1
            self.marks += 1
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
