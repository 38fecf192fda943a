"""Which part of a page is the document: container, title, metadata box, furniture.

The container is chosen by what it holds, never by which selector matches first: a nested .TRS_Editor may
hold one paragraph of the document only. Characters outside of links and table cells count; where text or a
table of the document would be left outside, the container grows to the box that holds both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import field
from functools import cache
from itertools import accumulate

from ..lightclass import dataclass
from ..text import lazy, squeeze
from .html_data import containers, furniture, meta_labels
from .html_walk import BlockDraft, Box, Page, ParagraphDraft, TableDraft

_CELL_WEIGHT = 20  # a table cell counts like so many characters: tables are what is looked for
_DATA_TABLE_CELLS = 12  # a table of so many cells belongs to the document (footers have 4 to 8)
_LONG_PARAGRAPH = 40  # shorter lines outside of the container say nothing
_LINKED_LIMIT = 60  # so many linked characters between text and table are navigation
_EDGE = 12  # "打印 关闭" is furniture among the first or last so many blocks of the container


@dataclass(slots=True)
class Roles:
    """Per block of the page: whether it is the document, and a style that the page structure gives."""

    body: list[bool]
    styles: dict[int, str] = field(default_factory=dict)
    first: int = 0  # sequence numbers of the container
    last: int = 0
    scope_last: int = 0  # end of what stands right below it (attachments)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    hidden_text: int = 0  # characters that the page hides inside the container and shows nowhere else

    def is_furniture(self, seq: int) -> bool:
        return any(first <= seq <= last for first, last in self.furniture)


class _Weights:
    """How much document each span of sequence numbers holds; prefix sums over the blocks."""

    def __init__(self, page: Page, furniture_spans: list[tuple[int, int]]) -> None:
        pairs = sorted((block.seq, block.hidden, _weight(block)) for block in page.blocks)
        self.seqs = [seq for seq, _, _ in pairs]
        self._visible = [0, *accumulate(0 if hidden else weight for _, hidden, weight in pairs)]
        self._hidden = [0, *accumulate(weight if hidden else 0 for _, hidden, weight in pairs)]
        outside = [
            0 if hidden or any(first <= seq <= last for first, last in furniture_spans) else weight
            for seq, hidden, weight in pairs
        ]
        self._plain = [0, *accumulate(outside)]

    def of(self, box: Box) -> float:
        """Visible weight of a box; a box that is hidden itself counts a third, for pages shown by script."""
        if box.hidden:
            return self._sum(self._hidden, box.first, box.last) / 3
        return self._sum(self._visible, box.first, box.last)

    def plain(self, box: Box) -> int:
        """Weight without what navigation and footers hold."""
        return self._sum(self._plain, box.first, box.last)

    def _sum(self, sums: list[int], first: int, last: int) -> int:
        return sums[bisect_right(self.seqs, last)] - sums[bisect_left(self.seqs, first)]


def _weight(block: BlockDraft) -> int:
    if isinstance(block, ParagraphDraft):
        return max(0, len(block.text) - block.linked)
    return max(0, block.characters - block.linked) + _CELL_WEIGHT * len(block.grid.cells)


def assign(page: Page, titles: tuple[str, ...]) -> Roles:
    """The role of every block; `titles` are what the page says its title is (ArticleTitle, <title>)."""
    if not page.boxes:
        return Roles([not block.hidden for block in page.blocks])
    spans = _furniture_spans(page)
    weights = _Weights(page, spans)
    chosen = _grown(page, weights, spans, _container(page, weights))
    roles = Roles([False] * len(page.blocks), first=chosen[0].first, last=max(box.last for box in chosen))
    roles.scope_last = max(_below(page, box) for box in chosen)
    roles.furniture = [s for s in spans if not any(s[0] <= box.first and box.last <= s[1] for box in chosen)]
    _mark_body(page, roles, chosen)
    _mark_title(page, roles, titles)
    _mark_metadata(page, roles)
    return roles


# --------------------------------------------------------------------------------------------------
# Container


def _furniture_spans(page: Page) -> list[tuple[int, int]]:
    """Spans of <nav>, <footer>, .breadcrumb and the like."""
    words = furniture()
    return [
        (box.first, box.last)
        for box in page.boxes
        if box.tag in words.tags
        or box.ident.lower() in words.ids
        or any(name.lower() in words.classes for name in box.classes)
    ]


def _container(page: Page, weights: _Weights) -> list[Box]:
    """The boxes of the document: known containers first, else the densest box."""
    strength = containers()
    for strong in (True, False):
        found = [
            box for box in page.boxes if box.known and strength[box.known] is strong and weights.of(box) > 0
        ]
        if found:
            best = max(found, key=lambda box: (weights.of(box), -box.first))
            if strong or weights.of(best) * 2 > weights.plain(page.boxes[0]):
                return _with_twins(found, best, weights)
    return [_densest(page, weights)]


def _with_twins(found: list[Box], best: Box, weights: _Weights) -> list[Box]:
    """A document may stand in several containers of one kind, one after the other."""
    boxes = [best]
    for box in found:
        apart = all(box.last < other.first or box.first > other.last for other in boxes)
        if apart and box.known == best.known and not box.hidden and weights.of(box) * 10 >= weights.of(best):
            boxes.append(box)
    return sorted(boxes, key=lambda box: box.first)


def _densest(page: Page, weights: _Weights) -> Box:
    """From the root downwards as long as one child holds nearly all that its parent holds."""
    children: dict[int, list[int]] = {}
    for index, box in enumerate(page.boxes):
        children.setdefault(box.parent, []).append(index)
    current = 0
    while True:
        inner = children.get(current, [])
        best = max(inner, key=lambda i: weights.plain(page.boxes[i]), default=None)
        if best is None or weights.plain(page.boxes[best]) * 10 < weights.plain(page.boxes[current]) * 8:
            return page.boxes[current]
        current = best


def _grown(page: Page, weights: _Weights, spans: list[tuple[int, int]], chosen: list[Box]) -> list[Box]:
    """Let the container grow over tables of data and over more document text than it holds itself."""

    def outside(block: BlockDraft) -> bool:
        return not (
            block.hidden
            or any(box.first <= block.seq <= box.last for box in chosen)
            or any(first <= block.seq <= last for first, last in spans)
        )

    if chosen[0].hidden:
        return chosen
    left = [block for block in page.blocks if _is_document_like(block) and outside(block)]
    tables = [block.seq for block in left if isinstance(block, TableDraft)]
    text = sum(_weight(block) for block in left if isinstance(block, ParagraphDraft))
    text_outside = text > max(300.0, sum(map(weights.of, chosen)))
    needed = [block.seq for block in left] if text_outside else tables
    if not needed:
        return chosen
    around = _box_around(page, min(*needed, chosen[0].first), max(*needed, chosen[-1].last))
    if text_outside or not _holds_navigation(page, around, chosen, spans):
        return [around]
    return sorted([*chosen, *(_box_of_table(page, seq) for seq in tables)], key=lambda box: box.first)


def _holds_navigation(page: Page, around: Box, chosen: list[Box], spans: list[tuple[int, int]]) -> bool:
    """Whether growing to this box would take in more than the document: the page, its menus, link lists."""
    if around.tag in ("html", "body") or any(around.first <= s[0] and s[1] <= around.last for s in spans):
        return True
    linked = sum(
        block.linked
        for block in page.blocks
        if around.first <= block.seq <= around.last
        and not any(box.first <= block.seq <= box.last for box in chosen)
    )
    return linked > _LINKED_LIMIT


def _box_around(page: Page, first: int, last: int) -> Box:
    """The smallest box that holds both ends; the root holds everything."""
    holding = [box for box in page.boxes if box.first <= first and last <= box.last]
    return min(holding, key=lambda box: box.last - box.first, default=page.boxes[0])


def _box_of_table(page: Page, seq: int) -> Box:
    """What belongs to a table far from the container: its box (with a caption), never the whole page."""
    box = _box_around(page, seq, seq)
    return Box("table", "", (), -1, seq, seq) if box.tag in ("html", "body") else box


def _is_document_like(block: BlockDraft) -> bool:
    if isinstance(block, ParagraphDraft):
        return len(block.text) - block.linked >= _LONG_PARAGRAPH and not _label_of(block.text)
    if len(block.grid.cells) < _DATA_TABLE_CELLS or block.linked * 2 > block.characters:
        return False
    if all(len(cell.cell.text) <= 3 for cell in block.grid.cells):  # a calendar: 一 二 三, 1 2 3
        return False
    return not _is_metadata_table(block) and block.grid.cells[-1].row >= 2


def _below(page: Page, box: Box) -> int:
    """Where the surroundings of a container end: two boxes up, but never the whole page."""
    last, parent = box.last, box.parent
    for _ in range(2):
        if parent < 0 or page.boxes[parent].tag in ("body", "html"):
            break
        last, parent = max(last, page.boxes[parent].last), page.boxes[parent].parent
    return last


# --------------------------------------------------------------------------------------------------
# Roles


def _mark_body(page: Page, roles: Roles, chosen: list[Box]) -> None:
    hidden_document = chosen[0].hidden
    inside = [
        i for i, block in enumerate(page.blocks) if any(box.first <= block.seq <= box.last for box in chosen)
    ]
    shown = [i for i in inside if hidden_document or not page.blocks[i].hidden]
    edges = {*shown[:_EDGE], *shown[-_EDGE:]}
    for i in shown:
        block = page.blocks[i]
        roles.body[i] = not (roles.is_furniture(block.seq) or (i in edges and is_furniture_line(block)))
    if not hidden_document:
        roles.hidden_text = _hidden_text(page, inside)


def _hidden_text(page: Page, inside: list[int]) -> int:
    """Characters hidden inside the container that are no copy of something shown."""
    hidden = [b for i in inside if (b := page.blocks[i]).hidden]
    if not hidden:
        return 0
    shown = squeeze("".join(_text(block) for block in page.blocks if not block.hidden))
    return sum(len(text) for block in hidden if (text := squeeze(_text(block))) not in shown)


def _text(block: BlockDraft) -> str:
    if isinstance(block, ParagraphDraft):
        return block.text
    return "".join(cell.cell.text for cell in block.grid.cells)


def is_furniture_line(block: BlockDraft) -> bool:
    """Lines that sites put around a text: 扫一扫在手机打开当前页, 【打印】【关闭】, 上一篇：…"""
    if isinstance(block, TableDraft) or len(block.text) > 200:
        return False
    words, text = furniture(), squeeze(block.text)
    return text in words.lines or text.startswith(words.starts)


def _mark_title(page: Page, roles: Roles, titles: tuple[str, ...]) -> None:
    """The heading above the container that says what the page says its title is; else the last h1 above it."""
    above = [
        i
        for i, block in enumerate(page.blocks)
        if not roles.body[i]
        and not block.hidden
        and isinstance(block, ParagraphDraft)
        and block.seq < roles.last
    ]
    for title in filter(None, map(squeeze, titles)):
        if found := _title_run(page, above, title):
            break
    else:
        found = [i for i in above if _is_h1(page.blocks[i]) and not roles.is_furniture(page.blocks[i].seq)][
            -1:
        ]
    for i in found:
        roles.body[i] = True
        roles.styles[i] = "title"


def _is_h1(block: BlockDraft) -> bool:
    return isinstance(block, ParagraphDraft) and block.style == "h1"


def _title_run(page: Page, above: list[int], title: str) -> list[int]:
    """The longest run of neighbouring lines that make up the title, but for the site's name around it.

    The line is often broken by <br>, and <title> reads `某区人民政府网——标题` or `标题_某区人民政府网`.
    """
    best: tuple[int, list[int]] = (max(min(6, len(title)), len(title) * 2 // 5), [])
    for start in range(len(above)):
        text = ""
        run: list[int] = []
        for i in above[start : start + 8]:
            line = squeeze(_text(page.blocks[i]))
            if (run and i != run[-1] + 1) or text + line not in title:
                break
            text += line
            run.append(i)
        if run and len(text) >= best[0]:
            best = (len(text), run)
    return best[1]


def _label_of(text: str) -> str:
    """The label that a line of a metadata box begins with, "" if none.

    >>> _label_of("[ 索引号 ] 11500/2022-00169"), _label_of("发文字号： 某府办发〔2022〕1号"), _label_of("来源地保护")
    ('索引号', '发文字号', '')
    """
    found = _label_pattern().match(squeeze(text[:40]))
    return found[1] if found else ""


@cache
def _label_pattern() -> re.Pattern[str]:
    """A label and what ends it: its closing bracket, a colon, or the end of the line."""
    return lazy(rf"[\[【]?({'|'.join(map(re.escape, meta_labels()))})(?:[\]】]:?|:|$)")


def _is_metadata_table(table: TableDraft) -> bool:
    """A small table of labels and values; a single label will do where there is hardly more (主题词：)."""
    cells = table.grid.cells
    if len(cells) > 80:
        return False
    labels = sum(1 for c in cells if len(c.cell.text) <= 80 and _label_of(c.cell.text))
    return labels * 5 >= len(cells) and labels >= (1 if len(cells) <= 4 else 2)


def _mark_metadata(page: Page, roles: Roles) -> None:
    titled = min(roles.styles, default=len(page.blocks))
    value_follows = False
    for i, block in enumerate(page.blocks):
        if roles.body[i] or block.hidden or roles.is_furniture(block.seq):
            value_follows = False
        elif isinstance(block, TableDraft):
            roles.body[i] = _is_metadata_table(block)
            value_follows = False
        else:
            label = _label_of(block.text)
            between = titled < i and block.seq < roles.first and _has_label(block.text)
            if label or value_follows or between:
                roles.body[i] = True
                roles.styles[i] = "meta"
            value_follows = bool(label) and squeeze(block.text).strip("[]【】:") == label


def _has_label(text: str) -> bool:
    """Whether a line such as `2022-08-05 10:26 来源：…` holds a label with its colon."""
    line = squeeze(text)
    return len(line) < 200 and any(f"{label}:" in line for label in meta_labels())
