"""Lines to paragraphs: furniture by position and repetition, then the joins that typesetting gives away.

Chinese typesetting fills each line. So a line goes on in the next one if the next one's first word would
not have fitted into the room that was left, and a paragraph begins where the line is indented.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ..lightclass import dataclass
from ..text import join_lines, lazy
from .pdf_page import Box, Line, hull
from .pdf_parts import PageContent

EDGE = 0.12  # of the page's height: GB/T 9704 leaves 37 mm of 297 above the text and 35 below
NUMBER_EDGE = 0.18  # for page numbers that say so themselves: scans are cut in other ways
REPEATS = 3  # pages that show the same words at the same height
INDENT = 1.2  # of the size: paragraphs are indented by two characters, GB/T 9704
HANGING = 0.3  # of the width: lines hung in deeper than this are signatures and dates, each on its own
FEW = 5  # long lines that say nothing of the margins
SLACK = 0.6  # of the size: what squeezed punctuation may leave open at a line's end

_NUMBER = re.compile(r"(?P<dash>[-—–―‐·•~～一]*)\s*(?P<no>\d{1,5})\s*(?P<end>[-—–―‐·•~～一]*)")
_PAGE_OF = re.compile(r"(?:第\s*)?(?P<no>\d{1,5})\s*(?:页|/)\s*[,，(（]?\s*(?:共\s*)?\d{0,5}\s*页?[)）]?")
_TOC = re.compile(r"(?:[.…·．‥。•⋯﹒_-]\s?){4,}\s*[-—]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[-—]?$")
_FULL_STOP = "。！？；：!?;:"
_END = "。！？；：!?;:…”』」》）)】〕"
_DOC_NUMBER = lazy(r"[^\s\d。，]{2,12}[〔\[]\d{4}[〕\]]\d{1,4}号")  # alone below a title that fills its line
_MARKER = re.compile(
    r"""(?: 附件 | 附表 | 专栏\s*\d | 表\s*\d | 第[一二三四五六七八九十百零〇\d]{1,4}[章节条编篇部]
    | [一二三四五六七八九十]{1,3}、 | [（(][一二三四五六七八九十]{1,3}[）)]
    | \d{1,3}\s*[.．、](?!\d) | [（(]\d{1,3}[）)] | [①-⑳] | [一二三四五六七八九十]是
    | 备注 | 注[：:]? )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of prose on a page, or the spot of a table (`table` is its index in the page)."""

    page: int
    line: Line | None = None
    table: int = -1
    column: Box | None = None  # of a page set in columns: the column's box
    furniture: bool = False  # a running head or page number


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page begin and end."""

    left: float
    right: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph of one or more lines, with a box for each page it stands on."""

    text: str
    boxes: tuple[tuple[int, Box], ...]
    furniture: bool = False
    style: str = ""
    align: str = ""
    blank_before: int = 0
    confidence: float | None = None


# --------------------------------------------------------------------------------------------------
# Furniture


def furniture(pages: Sequence[PageContent]) -> set[tuple[int, int]]:
    """Running heads and page numbers as (page number, index of the line outside tables)."""
    return _page_numbers(pages) | _running_heads(pages) | _browser_lines(pages)


# What browsers print at the edges of each page: 2026/11/22 18:05 标题, 11/22/26, 6:05 AM 标题; https://… 1/2
_PRINTED_HEAD = lazy(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?=\s|[^\d:]|$)"
)
_PRINTED_FOOT = lazy(r"(?:https?|file)://\S+\s*(?P<no>\d{1,4})/(?P<of>\d{1,4})")


def _browser_lines(pages: Sequence[PageContent]) -> set[tuple[int, int]]:
    """The address with the page's number at its foot and, on such pages, date and title at its head."""
    found: set[tuple[int, int]] = set()
    for page in pages:
        number, height, lines = page.number, page.height, page.lines
        edges = _edge_lines(height, lines)
        feet = [i for i, zone in edges if zone == "bottom" and _is_foot(lines[i].text, number)]
        heads = [i for i, zone in edges if zone == "top" and _PRINTED_HEAD.match(lines[i].text)]
        if feet:
            found.update((number, i) for i in (*feet, *heads[:1]))
    return found


def _is_foot(text: str, page: int) -> bool:
    foot = _PRINTED_FOOT.fullmatch(text.strip())
    return foot is not None and int(foot["no"]) == page <= int(foot["of"])


def _edge_lines(height: float, lines: Sequence[Line], edge: float = EDGE) -> list[tuple[int, str]]:
    """The lines that stand in the upper or lower edge of the page: (index, "top" or "bottom")."""
    found = []
    for i, line in enumerate(lines):
        if line.bottom <= edge * height:
            found.append((i, "top"))
        elif line.top >= (1 - edge) * height:
            found.append((i, "bottom"))
    return found


def page_number(text: str) -> tuple[int, bool] | None:
    """The number of a line that is a page number, and whether it says so itself.

    >>> page_number("— 12 —"), page_number("12"), page_number("第3页 共9页"), page_number("2025")
    ((12, True), (12, False), (3, True), (2025, False))
    >>> page_number("12项") is None
    True
    """
    text = text.strip()
    found = _PAGE_OF.fullmatch(text)
    if found:
        return int(found["no"]), True
    found = _NUMBER.fullmatch(text)
    if found and bool(found["dash"]) == bool(found["end"]):
        return int(found["no"]), bool(found["dash"] and found["end"])
    return None


def _page_numbers(pages: Sequence[PageContent]) -> set[tuple[int, int]]:
    """A bare number counts if two pages agree on the difference to the page's own number."""
    sure: set[tuple[int, int]] = set()
    bare: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        number, height, lines = page.number, page.height, page.lines
        outer = set(_edge_lines(height, lines))
        for i, zone in _edge_lines(height, lines, NUMBER_EDGE):
            found = page_number(lines[i].text)
            if found is None:
                continue
            if found[1]:
                sure.add((number, i))
            elif (i, zone) in outer:
                bare[zone, found[0] - number].append((number, i))
    for spots in bare.values():
        if len({page for page, _ in spots}) >= 2:
            sure.update(spots)
    return sure


def _running_heads(pages: Sequence[PageContent]) -> set[tuple[int, int]]:
    """The same words at the same height on three pages or more, on at least two of five in their span."""
    spots: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for i, zone in _edge_lines(page.height, page.lines):
            line = page.lines[i]
            spots[zone, line.text, round(line.base / 8)].append((page.number, i))
    heads: set[tuple[int, int]] = set()
    for found in spots.values():
        numbers = {page for page, _ in found}
        if len(numbers) >= REPEATS and len(numbers) * 5 >= 2 * (max(numbers) - min(numbers) + 1):
            heads.update(found)
    return heads


# --------------------------------------------------------------------------------------------------
# Margins


class LineEnds:
    """Where lines begin and end, their baselines and sizes, as numbers: those of all pages are needed at once."""

    def __init__(self) -> None:
        self.left, self.right, self.base, self.size = (array("d") for _ in range(4))

    def add(self, line: Line) -> None:
        self.left.append(line.x0)
        self.right.append(line.x1)
        self.base.append(line.base)
        self.size.append(line.size)

    def __len__(self) -> int:
        return len(self.left)


def margins_of(
    lines: LineEnds, width: float, fallback: Margins | None = None, tables: Sequence[Box] = ()
) -> Margins | None:
    """Left and right margin and the distance of lines, from the long lines of a page of this width.

    Where all lines are short the right margin cannot be seen: it is taken to be as wide as the left one. Where
    few are long the text is taken to be as wide as the tables: a title over a table need not fill a line.
    """
    if not lines:
        return fallback
    widest = max(x1 - x0 for x0, x1 in zip(lines.left, lines.right, strict=True))
    long = array("L", [i for i in range(len(lines)) if lines.right[i] - lines.left[i] > 0.6 * widest])
    if fallback is not None and (len(long) < FEW or widest < 0.8 * (fallback.right - fallback.left)):
        return fallback
    size = median(lines.size[i] for i in long)
    lefts = Counter(round(lines.left[i] / 3) for i in long)
    often = [x for x, count in lefts.items() if count * 5 >= len(long)]
    starts = [lines.left[i] for i in long]
    left = min((x for x in starts if round(x / 3) in often), default=min(starts))
    ends = sorted(lines.right[i] for i in long)
    right = ends[min(len(ends) - 1, int(0.8 * len(ends)))]
    if width - right > 2.5 * left + 3 * size:
        right = width - left
    if len(long) < FEW and tables:
        left = min(left, *(box[0] for box in tables))
        right = max(right, *(box[2] for box in tables))
    gaps = (b - a for a, b in pairwise(lines.base) if 0.8 < (b - a) / size < 4)
    return Margins(left, right, _usual(gaps) or 1.6 * size)


def _usual(gaps: Iterable[float]) -> float:
    """The commonest gap, to half a point; of equals the smallest."""
    counts = Counter(round(2 * gap) for gap in gaps)
    if not counts:
        return 0.0
    most = max(counts.values())
    return min(gap for gap, count in counts.items() if count == most) / 2


# --------------------------------------------------------------------------------------------------
# Paragraphs


def is_toc(text: str) -> bool:
    """A line of a table of contents: dot leaders and a page number.

    >>> is_toc("（一）指标完成情况..........2"), is_toc("效益增长3.5。"), is_toc("三、效益…………… 14")
    (True, False, True)
    """
    return bool(_TOC.search(text))


def is_centred(line: Line, margins: Margins) -> bool:
    """Whether the line leaves the same room on both sides, and some."""
    left, right = line.x0 - margins.left, margins.right - line.x1
    return min(left, right) > INDENT * line.size and abs(left - right) <= max(
        line.size, 0.05 * (left + right)
    )


def has_room(line: Line, following: Line, margins: Margins) -> bool:
    """Whether the next line's first word would have fitted: then the line ends its paragraph."""
    if is_centred(line, margins):  # never squeezed
        return margins.right - margins.left - (line.x1 - line.x0) >= following.first_width
    return margins.right - line.x1 > following.first_width + SLACK * line.size


def goes_on(last: Line, line: Line, margins: Margins, first: Line, same_page: bool) -> bool:
    """Whether `line` continues the paragraph whose first line is `first` and last line is `last`."""
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return False
    if has_room(last, line, margins):
        return False
    if same_page and not 0 < line.base - last.base <= max(1.45 * margins.pitch, 1.9 * line.size):
        return False
    if _DOC_NUMBER.fullmatch(line.text):
        return False
    ended = last.text[-1] in _END
    if _MARKER.match(line.text) and ended:
        return False
    indent = line.x0 - margins.left
    if indent < INDENT * line.size:
        return not _is_hung(last, margins) or is_centred(last, margins)
    if is_centred(line, margins):
        full = last.x1 - last.x0 > 0.9 * (margins.right - margins.left)
        return is_centred(last, margins) or (full and last.text[-1] not in _FULL_STOP)
    if _MARKER.match(line.text):
        return False
    hanging = line.x0 - first.x0
    if _is_hung(line, margins):
        return False
    return hanging > 0.5 * line.size or (abs(hanging) <= 0.3 * line.size and not ended)


def _is_hung(line: Line, margins: Margins) -> bool:
    """Whether a line is hung in deep, as a signature and its date are: nothing at the margin goes on with it."""
    return line.x0 - margins.left > HANGING * (margins.right - margins.left)


def paragraphs(items: Iterable[Item], margins: dict[int, Margins]) -> Iterator[Joined | Item]:
    """Join lines to paragraphs over all pages; tables stay in their place and end a paragraph.

    `margins` has the margins of each page.
    """
    before: Joined | Item | None = None
    held: list[Item] = []  # furniture between the two halves of a paragraph comes after it
    open_items: list[Item] = []

    def close() -> Iterator[Joined | Item]:
        if open_items:
            yield _joined(open_items, margins, before)
        for item in held:
            if item.line:
                yield Joined(item.line.text, ((item.page, item.line.box),), furniture=True)
        open_items.clear()
        held.clear()

    for item in items:
        if item.furniture:
            held.append(item)
        elif item.line is not None and open_items and _continues(open_items, item, margins):
            open_items.append(item)
        else:
            for before in close():
                yield before
            if item.line is None:
                before = item
                yield item
            else:
                open_items.append(item)
    yield from close()


def _continues(open_items: Sequence[Item], item: Item, margins: dict[int, Margins]) -> bool:
    last, first, line = open_items[-1].line, open_items[0].line, item.line
    if last is None or first is None or line is None or is_toc(last.text) or is_toc(line.text):
        return False
    before, here = open_items[-1], margins[item.page]
    there = margins[before.page]
    same_page = before.page == item.page and before.column == item.column
    if item.column is not None:
        here = replace(here, left=item.column[0], right=item.column[2])
    if before.column is not None:
        there = replace(there, left=before.column[0], right=before.column[2])
    if not same_page:  # margins differ: see the new line as if it stood on the old page
        shift = there.left - here.left
        line = replace(line, x0=line.x0 + shift, x1=line.x1 + shift)
        if before.page != item.page and open_items[0].page != before.page:
            first = last
    return goes_on(last, line, there, first, same_page)


def _joined(items: Sequence[Item], margins: dict[int, Margins], before: Joined | Item | None) -> Joined:
    lines = [item.line for item in items if item.line]
    boxes: dict[int, list[Box]] = defaultdict(list)
    for item in items:
        if item.line:
            boxes[item.page].append(item.line.box)
    values = [line.confidence for line in lines if line.confidence is not None]
    first = items[0]
    text = join_lines([line.text for line in lines])
    return Joined(
        text,
        tuple((page, hull(found)) for page, found in boxes.items()),
        style="toc" if is_toc(text) else "",
        align=_align(lines, margins[first.page]),
        blank_before=_blank_lines(before, first, margins[first.page]),
        confidence=min(values) if values else None,
    )


def _align(lines: Sequence[Line], margins: Margins) -> str:
    if all(is_centred(line, margins) for line in lines):
        return "center"
    wide = margins.right - margins.left
    if len(lines) == 1 and lines[0].x0 > margins.left + 0.45 * wide:
        return "right"
    return ""


def _blank_lines(before: Joined | Item | None, first: Item, margins: Margins) -> int:
    """Empty lines between this paragraph and the one before it on the page."""
    if before is None or first.line is None:
        return 0
    if not isinstance(before, Joined) or before.furniture or before.boxes[-1][0] != first.page:
        return 0
    gap = first.line.bottom - before.boxes[-1][1][3]
    return max(0, round(gap / margins.pitch) - 1) if gap > 1.7 * margins.pitch else 0
