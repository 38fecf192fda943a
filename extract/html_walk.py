"""The tree of a page -> drafts in reading order: paragraphs, tables, boxes, links.

One walk over the tree, without recursion (pages nest to any depth). Nothing is judged here but what the
markup itself says: what is a paragraph, what is a table of data and what is one of layout, what the page
hides. Which part is the document is found afterwards (html_roles).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any

from ..lightclass import dataclass
from ..text import is_wide, lazy
from .html_grid import Grid, SpanCell, form_grid, span

# --------------------------------------------------------------------------------------------------
# Drafts


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


# --------------------------------------------------------------------------------------------------
# Text

_SPACE = lazy(r"[ \t\n\r\f\xa0]+")
_UNTIDY = lazy(r"[\t\n\r\f\xa0]|  ")
_INVISIBLE = " \t\n\r\f\v\xa0\u3000\u2002\u2003\u2009\u200a\u202f\u200b\ufeff\u2060\u200c\u200d\u00ad"
_SUPERSCRIPT = str.maketrans("0123456789+-−－", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_SUBSCRIPT = str.maketrans("0123456789+-−－", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_SCRIPTABLE = lazy(r"[+\-−－]?[0-9]+[+\-−－]?")
_NUMBERED = lazy(r"[（(〔\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）〕\].．、]|[①-⑳]")


def tidy(text: str) -> str:
    """Blanks as a browser shows them, but no blank where the source only breaks a line inside Chinese text.

    >>> tidy(" 区生态\\n  环境局\\xa0\\xa0等 "), tidy("Microsoft\\n Word"), tidy("m³/d　试点")
    ('区生态环境局 等', 'Microsoft Word', 'm³/d　试点')
    """
    text = text.strip(_INVISIBLE)
    return _SPACE.sub(_one_blank, text) if _UNTIDY.search(text) else text


def _one_blank(match: re.Match[str]) -> str:
    run = match[0]
    if "\xa0" in run or ("\n" not in run and "\r" not in run):
        return " "
    text = match.string
    return "" if is_wide(text[match.start() - 1]) or is_wide(text[match.end()]) else " "


def spaced(text: str) -> str:
    """Blanks as a browser shows them, line ends too: `2022-08-05\n来源：` -> `2022-08-05 来源：`."""
    return _SPACE.sub(" ", text.strip(_INVISIBLE))


def scripted(text: str, tag: str) -> str:
    """Text of <sup> or <sub> in Unicode where it is a number; footnote marks such as [1] stay.

    >>> scripted("3", "sup"), scripted("2", "sub"), scripted("[1]", "sup"), scripted("2.5", "sub")
    ('³', '₂', '[1]', '2.5')
    """
    if not _SCRIPTABLE.fullmatch(text.strip()):
        return text
    return text.strip().translate(_SUPERSCRIPT if tag == "sup" else _SUBSCRIPT)


# --------------------------------------------------------------------------------------------------
# The walk

_SKIP = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "svg",
        "object",
        "applet",
        "canvas",
        "audio",
        "video",
        "datalist",
        "rp",
        "colgroup",
        "col",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
        "map",
        "input",
        "textarea",
        "frame",
    ]
)
_BOXES = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "form",
        "center",
        "ul",
        "ol",
        "dl",
        "nav",
        "header",
        "footer",
        "aside",
        "fieldset",
        "ucapcontent",
        "td",
        "th",
        "blockquote",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "p",
        "li",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "address",
        "details",
        "dialog",
        "dir",
        "figcaption",
        "figure",
        "hgroup",
        "legend",
        "menu",
        "optgroup",
        "option",
        "pre",
        "select",
        "summary",
        "hr",
        "frameset",
        "noframes",
        "xmp",
        "listing",
        "plaintext",
    ]
)
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STYLE_CLASSES = (
    (re.compile(r"\bMsoTo[cC]\d"), "toc"),
    (re.compile(r"\bMsoTitle\b"), "title"),
    (re.compile(r"\bMsoCaption\b"), "caption"),
    (re.compile(r"\bMso(?:Footnote|Endnote)Text\b"), "footnote"),
)
_ALIGN = lazy(r"text-align\s{0,9}:\s{0,9}(left|right|center)", re.IGNORECASE)
_NO_DISPLAY = lazy(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_BORDER = lazy(r"border[^;:]{0,20}:[^;]{0,60}\b(?:solid|double|dotted|dashed)", re.IGNORECASE)
_LIST_TYPES = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_EMBEDDED = ("iframe", "embed", "object")


@lru_cache(maxsize=512)  # a page has few different style attributes, each thousands of times
def _align_of(style: str) -> str:
    found = _ALIGN.search(style)
    return found[1].lower() if found else ""


@lru_cache(maxsize=512)
def _has_border(style: str) -> bool:
    return bool(_BORDER.search(style))


@lru_cache(maxsize=512)
def _style_of(classes: str) -> str:
    return next((style for pattern, style in _STYLE_CLASSES if pattern.search(classes)), "")


@dataclass(slots=True)
class _CellFrame:
    blocks: list[BlockDraft] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    image: str = ""


@dataclass(slots=True)
class _TableFrame:
    seq: int
    bordered: bool
    outer: _TableFrame | None
    sink: list[BlockDraft]
    lists: list[list[Any]]
    holds_document: bool = False
    caption: list[BlockDraft] = field(default_factory=list)
    strays: list[BlockDraft] = field(default_factory=list)
    rows: list[tuple[int, list[_CellFrame]]] = field(default_factory=list)  # group, cells
    group: int = 1
    group_count: int = 1
    cell: _CellFrame | None = None

    def cells(self) -> list[_CellFrame]:
        return [cell for _, row in self.rows for cell in row]


class KnownBoxes:
    """Selectors of containers.csv by id, class and tag, and comment pairs."""

    __slots__ = ("classes", "comments", "id_prefixes", "ids", "tags")

    def __init__(self, selectors: list[str]) -> None:
        self.ids = {s[1:].lower(): s for s in selectors if s[0] == "#" and s[-1] != "*"}
        self.id_prefixes = {s[1:-1].lower(): s for s in selectors if s[0] == "#" and s[-1] == "*"}
        self.classes = {s[1:].lower(): s for s in selectors if s[0] == "."}
        self.tags = {s: s for s in selectors if s[0].isalpha()}
        self.comments = [(*s[4:-3].split("-->…<!--"), s) for s in selectors if s.startswith("<!--")]

    def match(self, tag: str, ident: str, classes: tuple[str, ...]) -> str:
        """The selector that an element matches, "" if none."""
        if ident:
            low = ident.lower()
            found = self.ids.get(low) or next(
                (s for p, s in self.id_prefixes.items() if low.startswith(p)), ""
            )
            if found:
                return found
        for name in classes:
            if found := self.classes.get(name.lower(), ""):
                return found
        return self.tags.get(tag, "")


def walk(tree: Any, known: KnownBoxes) -> Page:
    """Drafts of a parsed page (selectolax LexborHTMLParser)."""
    special = _special_nodes(tree, known)
    return _Walker(known, special).run(tree.root)


def _special_nodes(tree: Any, known: KnownBoxes) -> dict[int, str]:
    """Nodes that need a look although their tag is plain: hidden ones, and <font id=zoom>."""
    special: dict[int, str] = {}
    for node in tree.css("font[id], span[id], font[class], a[id]"):
        attributes = node.attributes
        if known.match("", attributes.get("id") or "", tuple((attributes.get("class") or "").split())):
            special[node.mem_id] = "known"
    for node in tree.css('[style*="none" i], [hidden]'):
        attributes = node.attributes
        if "hidden" in attributes or _NO_DISPLAY.search(attributes.get("style") or ""):
            special[node.mem_id] = "hidden"
    return special


class _Walker:
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
        self.table: _TableFrame | None = None
        self.lists: list[list[Any]] = []
        self.comment_box: int | None = None
        self.box = -1
        self.seq = self.flushes = self.marks = self.blank = self.linked = self.links_open = 0
        self.hidden = self.pre = 0
        self.style = self.align = self.marker = ""

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
                skipping = self._after(node)
                if not skipping:  # nothing comes after what is skipped
                    break
            closing = stack[-1][0] if stack else 0
        self.close(0)
        self.flush()
        return self.page

    def close(self, mem_id: int) -> None:
        """Close every element that ends before this node (0: the end of the page)."""
        stack = self.stack
        while stack and (stack[-1][0] == mem_id or not mem_id):
            _, _, close, saved = stack.pop()
            close(self, *saved)

    def push(self, node: Any, close: Callable[..., None], saved: tuple[Any, ...]) -> None:
        self.stack.append((self._after(node), node.mem_id, close, saved))

    def _after(self, node: Any) -> int:
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

    # ---- text

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
        self.flush()
        self.push(node, _Walker.close_block, (tag, self.style, self.align, self.box, self.marks))
        attributes = node.attributes
        if attributes:
            self._take_style(tag, attributes)
        elif tag in _HEADINGS:
            self.style = tag
        if tag in _BOXES or tag == "font" or tag == "span" or attributes.get("id"):
            self._open_box(tag, attributes)
        return True

    def _take_style(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        style = attributes.get("style")
        align = (_align_of(style) if style else "") or (attributes.get("align") or "").lower()
        if align in ("left", "right", "center"):
            self.align = align
        elif align or tag == "center":
            self.align = "center" if tag == "center" or align == "middle" else ""
        if tag in _HEADINGS:
            self.style = tag
        elif classes := attributes.get("class"):
            self.style = _style_of(classes) or self.style

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
            self.linked += len(text.strip(_INVISIBLE))
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
        frame = _TableFrame(self.seq, _bordered(attributes), self.table, self.sink, self.lists)
        self.push(node, _Walker.close_table, (self.table, self.style, self.align, self.blank))
        self.table, self.sink, self.lists, self.style, self.align = frame, frame.strays, [], "", ""
        return True

    def open_group(self, node: Any, tag: str) -> bool:
        if self.table is None:
            return self.open_block(node, tag)
        self.table.group_count += 1
        self.table.group = _GROUPS[tag] * 1_000_000 + self.table.group_count
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
        cell = _CellFrame(header=tag == "th")
        if "rowspan" in attributes:
            cell.rowspan = span(attributes["rowspan"], zero=True)
        if "colspan" in attributes:
            cell.colspan = span(attributes["colspan"])
        if not table.rows:
            table.rows.append((table.group, []))
        table.rows[-1][1].append(cell)
        self.push(node, _Walker.close_cell, (table.cell, self.sink, self.style, self.align, self.box))
        table.cell, self.sink, self.blank = cell, cell.blocks, 0
        if len(table.rows) <= 20:  # a table of layout has few rows
            table.bordered = table.bordered or _has_border(attributes.get("style") or "")
            self._open_box(tag, attributes)
        self._take_style(tag, attributes)
        return True

    def close_cell(
        self, outer: _CellFrame | None, sink: list[BlockDraft], style: str, align: str, box: int
    ) -> None:
        self.flush()
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

    def close_table(self, outer: _TableFrame | None, style: str, align: str, blank: int) -> None:
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
            self.sink.append(_table_draft(frame, self.hidden > 0))
            self.blank = 0
            hidden = self.hidden > 0
            self.sink.extend(block for cell in cells for block in cell.blocks if _stands_apart(block, hidden))
        self.sink.extend(frame.strays)


def _bordered(attributes: Mapping[str, str | None]) -> bool:
    """Whether the table's own tag asks for visible lines."""
    if (attributes.get("border") or "0").strip() not in ("0", ""):
        return True
    if attributes.get("rules") or (attributes.get("bgcolor") and attributes.get("cellspacing") == "1"):
        return True
    return "MsoTable" in (attributes.get("class") or "") or bool(
        _BORDER.search(attributes.get("style") or "")
    )


def is_layout(frame: _TableFrame) -> bool:
    """Whether a table only arranges the page.

    It holds the document's container; or other tables and hardly any text of its own (without lines: less
    than they have); or it is one column without lines; or two or three rows without lines, one cell of which is long prose. A bordered box of one
    column (专栏1) is a table, unless one cell holds the whole document.
    """
    if frame.holds_document:
        return True
    cells = frame.cells()
    nested = sum(b.characters for cell in cells for b in cell.blocks if isinstance(b, TableDraft))
    if nested:
        return not _has_rows_of_its_own(frame) or (
            not frame.bordered and nested > sum(map(_characters, cells))
        )
    if max((len(row) for _, row in frame.rows), default=0) <= 1:
        return not frame.bordered or (len(cells) == 1 and _characters(cells[0]) > 3000)
    return not frame.bordered and len(frame.rows) <= 3 and any(_is_long_prose(cell) for cell in cells)


def _has_rows_of_its_own(frame: _TableFrame) -> bool:
    filled = sum(1 for _, row in frame.rows if sum(1 for cell in row if _characters(cell)) >= 2)
    return filled >= 2


def _characters(cell: _CellFrame) -> int:
    return sum(len(block.text) for block in cell.blocks if isinstance(block, ParagraphDraft))


def _is_long_prose(cell: _CellFrame) -> bool:
    return len(cell.blocks) >= 8 and _characters(cell) > 600


def _stands_apart(block: BlockDraft, table_hidden: bool) -> bool:
    """Blocks inside a cell that are not its text: a nested table, text hidden in a visible table."""
    return isinstance(block, TableDraft) or (block.hidden and not table_hidden)


def _table_draft(frame: _TableFrame, hidden: bool) -> TableDraft:
    order = sorted(range(len(frame.rows)), key=lambda i: frame.rows[i][0] // 1_000_000)  # thead, tbody, tfoot
    groups: list[list[list[SpanCell]]] = []
    previous = None
    images: list[tuple[int, str]] = []
    for number, index in enumerate(order):
        group, row = frame.rows[index]
        if group != previous:
            groups.append([])
            previous = group
        groups[-1].append([_span_cell(cell, hidden) for cell in row])
        images += [(number, cell.image) for cell in row if cell.image and not cell.blocks]
    linked = sum(b.linked for cell in frame.cells() for b in cell.blocks if isinstance(b, ParagraphDraft))
    caption = "\n".join(b.text for b in frame.caption if isinstance(b, ParagraphDraft))
    return TableDraft(form_grid(groups), frame.seq, caption, hidden, linked, tuple(images))


def _span_cell(cell: _CellFrame, hidden: bool) -> SpanCell:
    lines = [b.text for b in cell.blocks if isinstance(b, ParagraphDraft) and (hidden or not b.hidden)]
    return SpanCell("\n".join(lines), cell.rowspan, cell.colspan, cell.header)


_ACTIONS: dict[str, Callable[[_Walker, Any, str], bool]] = {
    **dict.fromkeys(_SKIP, _Walker.skip),
    **dict.fromkeys(_BOXES | _PARAGRAPHS, _Walker.open_block),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext", "textarea"), _Walker.open_pre),
    **dict.fromkeys(("ul", "ol"), _Walker.open_list),
    **dict.fromkeys(("sup", "sub"), _Walker.open_script),
    **dict.fromkeys(_EMBEDDED, _Walker.open_embedded),
    **dict.fromkeys(_GROUPS, _Walker.open_group),
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
