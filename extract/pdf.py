"""PDF: characters and rules from PDFium, tables by their rules, prose by the lines; scanned pages go to OCR.

The pages are read one after the other and closed; of each page its lines and tables are kept, from a certain
number of pages on in a file.
"""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, SourceError, Table
from ..shelf import Store
from .pdf_cells import PageCells
from .pdf_columns import infer_grid, is_framed, open_table, ruled_strips
from .pdf_grid import Edge, Grid, Slot, connected, make_grid, rules_to_edges
from .pdf_page import Box, Glyph, Line, Page, Run, group_lines, lines_of, make_run, runs_of
from .pdf_parts import OpenTable, PageContent, PageTable, Spot
from .pdf_prose import EDGE, Item, Joined, LineEnds, Margins, furniture, margins_of, paragraphs
from .pdf_ruled import ruled_rows
from .pdf_text_columns import in_columns, prose_columns
from .pdf_texts import joined
from .pdf_unruled import below_head, tail_end, unruled

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 20_000  # twenty times the longest plan seen; a file that claims more is damaged or an attack
SCAN_CHARS = 60  # a page with fewer visible characters and a picture over most of it is a scan
MANY_UNKNOWN = 8  # glyphs without a character; fewer say nothing about a page
SCAN_SHARE = 0.5  # of the page
FRAME_SHARE = 0.9  # of the page's width and half of its height: a single cell this large is a page border
LOW_CONFIDENCE = 0.9  # of OCR: right characters of clean print have 0.95 and more
SMALL_TABLE = 100.0  # points of width
PAGE_ROOM = 96  # pages in memory: 5 kB each, 10 kB of prose
BLOCK_ROOM = 512  # paragraphs and tables in memory
PAGE_CHUNK = 16  # pages or blocks that are stored and read together

_log = logging.getLogger(__name__)


def read(name: str, data: bytes) -> Document:
    """The document in a PDF: paragraphs and tables in reading order, with page and box.

    Each page gives its own Table blocks; a table that goes on is not joined here. Raises SourceError
    for a file that is damaged, asks for a password, has no pages or no text.
    """
    document = _open(name, data)
    try:
        count = _page_count(name, document)
        pages = kept(in_sequence(count, lambda index, above: _page(name, data, document, index, above)))
        metadata = _metadata(document)
    finally:
        document.close()
    findings = [finding for page in pages for finding in page.findings]
    if not data[-2048:].rstrip().endswith(b"%%EOF") and b"%%EOF" not in data[-2048:]:
        findings.insert(0, Finding("warning", "pdf_truncated"))
    blocks = assemble(pages)
    findings.extend(doubts(blocks))
    skipped = sum(finding.code == "ocr_page_missing" for finding in findings)
    if skipped == count or (skipped and not has_text(blocks)):
        raise SourceError(name, "ocr_missing")
    if not has_text(blocks):
        raise SourceError(name, "no_text")
    return Document(
        name,
        MEDIA_TYPE,
        hashlib.sha256(data).hexdigest(),
        blocks,
        metadata,
        pages=count,
        findings=tuple(findings),
    )


def _open(name: str, data: bytes) -> Any:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(name, "pdf_password") from None
        raise SourceError(name, "pdf_damaged") from None


def _page_count(name: str, document: Any) -> int:
    count = len(document)
    if count == 0:
        raise SourceError(name, "pdf_no_pages")
    if count > MAX_PAGES:
        raise SourceError(name, "pdf_too_many_pages", pages=count, limit=MAX_PAGES)
    return count


def _metadata(document: Any) -> tuple[MetaItem, ...]:
    values = document.get_metadata_dict(skip_empty=True)
    return tuple(MetaItem(label, value.strip()) for label, value in values.items() if value.strip())


# --------------------------------------------------------------------------------------------------
# One page


def _page(name: str, data: bytes, document: Any, index: int, above: OpenTable | None) -> PageContent:
    """A page by the first way that works: PDFium, pdfplumber; else an empty page with a finding."""
    from .pdf_chars import read_page

    try:
        page = read_page(document, index, again=lambda: _glyphs_again(data, index))
        scan = needs_ocr(page)
        if not scan:
            return layout(page, above)
    except Exception as error:
        _log.debug("page %d: %s", index + 1, error, exc_info=True)
        return _second_way(data, index, error)
    return _scanned(name, document, index, page)


def _glyphs_again(data: bytes, index: int) -> Sequence[Glyph]:
    from .pdf_plumber import glyphs

    return glyphs(data, index)


def _second_way(data: bytes, index: int, error: Exception) -> PageContent:
    from . import pdf_plumber

    place = (Place(page=index + 1),)
    try:
        content = pdf_plumber.read_page(data, index)
    except Exception as second:
        return _unreadable(index, second)
    note = Finding("info", "pdf_second_way", places=place, params={"reason": str(error)[:200]})
    return replace(content, findings=(note,))


def _unreadable(index: int, error: Exception) -> PageContent:
    note = Finding(
        "error", "pdf_page_unreadable", places=(Place(page=index + 1),), params={"reason": str(error)[:200]}
    )
    return PageContent(index + 1, 0.0, 0.0, 0, (), findings=(note,))


def needs_ocr(page: Page) -> bool:
    """Whether the page shows a picture of text: hardly any visible characters, or mostly unknown ones."""
    known = len(page.chars) - page.unmapped
    if page.image_share >= SCAN_SHARE and known < SCAN_CHARS:
        return True
    return page.unmapped >= MANY_UNKNOWN and page.unmapped * 2 > len(page.chars)


def _scanned(name: str, document: Any, index: int, page: Page) -> PageContent:
    """A scanned page by OCR. Where OCR is not installed: the text that its producer laid under the picture,
    else what little there is, with a finding; other pages of the file may still be text."""
    from . import ocr

    try:
        return ocr.read_pdf_page(name, document, index)
    except SourceError as error:
        if error.code != "ocr_missing":
            raise
    except Exception as error:
        _log.debug("page %d: %s", index + 1, error, exc_info=True)
        return _unreadable(index, error)
    place = (Place(page=index + 1),)
    if len(page.hidden) >= SCAN_CHARS:
        from .pdf_chars import read_page

        content = layout(read_page(document, index, unseen_too=True))
        note = Finding("warning", "pdf_hidden_layer", places=place)
    else:
        content = layout(page)
        note = Finding("error", "ocr_page_missing", places=place)
    return replace(content, findings=(*content.findings, note))


def in_sequence(
    count: int, read_page: Callable[[int, OpenTable | None], PageContent]
) -> Iterator[PageContent]:
    """The pages one after the other; each is read with the table that the page before it ended with.

    If that table goes on, what stood below it on the page before belonged to it.
    """
    before: PageContent | None = None
    for index in range(count):
        page = read_page(index, before.open if before else None)
        if before is not None:
            yield (
                before.longer if page.goes_on and before.longer is not None else replace(before, longer=None)
            )
        before = page
    if before is not None:
        yield before


def kept(pages: Iterable[PageContent]) -> Sequence[PageContent]:
    """The pages, those of a long document in a file: all are needed before the first block is known."""
    return Store(PAGE_ROOM).shelf(pages, PAGE_CHUNK).done()


def layout(page: Page, above: OpenTable | None = None) -> PageContent:
    """Tables and lines of a page; `above` is the table without rules that the page before ended with."""
    content, end = _layout(page, above, None)
    return content if end is None else replace(content, longer=_layout(page, above, end)[0])


def _layout(page: Page, above: OpenTable | None, end: float | None) -> tuple[PageContent, float | None]:
    """The page, and down to where its last table without rules would go if the next page went on with it."""
    runs = runs_of(page.chars)
    across, down = rules_to_edges(page.rules)
    tables: list[PageTable] = []
    findings = list(_page_findings(page))
    framed: list[Spot] = []
    for group in connected(across, down):
        grid = make_grid(*group)
        if grid is None:
            continue
        inside, outside = _split_runs(runs, grid.box)
        if is_framed(grid, inside):
            framed.append(Spot(grid.box, list(grid.ys)))
            continue
        runs = outside
        table = fill_grid(page, grid, inside)
        if is_drawing(table):
            runs.extend(inside)
        else:
            tables.append(table)
            across = [edge for edge in across if edge not in group[0]]
    for found in ruled_rows(across, runs):
        inside, runs = _split_runs(runs, found.grid.box)
        tables.append(fill_grid(page, found.grid, inside))
        findings.append(Finding("info", "pdf_inferred_grid", places=(tables[-1].block.place,)))
        across = [edge for edge in across if edge not in found.edges]
        framed = [spot for spot in framed if not _overlap(spot.box, found.grid.box)]
    columns = prose_columns(runs)
    across = [edge for edge in across if not any(_holds(spot.box, edge) for spot in framed)]
    spots = [*framed, *(_with_rows(box, heights, runs) for box, heights in ruled_strips(across, runs))]
    if not columns:
        spots += unruled(_outside(runs, spots), above)
    still_open = None
    if end is not None and spots:
        box = spots[-1].box
        box = (box[0], box[1], box[2], end)
        spots[-1] = replace(spots[-1], box=box, heights=[box[1], end])
    for spot in spots:
        inside, outside = _split_runs(runs, spot.box)
        if not inside:
            continue
        found = infer_grid(inside, spot.box, spot.heights, spot.above, spot.ruled)
        if found is None:
            continue
        runs = outside
        tables.append(fill_grid(page, found.grid, inside))
        code, severity = ("pdf_doubtful_grid", "warning") if found.doubtful else ("pdf_inferred_grid", "info")
        findings.append(Finding(severity, code, places=(tables[-1].block.place,)))
        still_open = open_table(inside, found, spot)
    longer = None
    if still_open is not None:
        bottom, foot = tables[-1].box[3], (1 - EDGE) * page.height
        below = [joined(line) for line in group_lines(run for run in runs if run.base > bottom)]
        longer = tail_end(below, still_open, bottom, foot) if end is None else None
        if longer is None and any(line[0].base < foot for line in below):
            still_open = None
    lines: list[Line] = []
    boxes: list[Box | None] = []
    for part, column in in_columns(runs, columns) if columns else [(runs, None)]:
        made = lines_of(part)
        lines.extend(made)
        boxes.extend([column] * len(made))
    content = PageContent(
        page.number,
        page.width,
        page.height,
        page.turn,
        tuple(lines),
        tuple(sorted(tables, key=lambda t: t.box[1])),
        tuple(boxes) if columns else (),
        page.aside,
        tuple(findings),
        page.skew,
        still_open,
        any(spot.above is not None for spot in spots),
    )
    return content, longer


def is_drawing(table: PageTable) -> bool:
    """Lines that meet but hold nothing: empty grids, and small ones with one word (a seal, a box to tick)."""
    filled = sum(1 for cell in table.block.cells if cell.text)
    return filled == 0 or (filled < 2 and table.box[2] - table.box[0] < SMALL_TABLE)


def _with_rows(box: Box, heights: list[float], runs: Sequence[Run]) -> Spot:
    """A table with rules above and below its head alone goes on below: its last rule is on another page."""
    end = below_head(runs, box) if len(heights) == 2 else None
    return Spot(box, heights) if end is None else Spot((box[0], box[1], box[2], end), [*heights, end])


def _holds(box: Box, edge: Edge) -> bool:
    return box[0] - 1 <= edge.lo and edge.hi <= box[2] + 1 and box[1] - 1 <= edge.pos <= box[3] + 1


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _outside(runs: Sequence[Run], taken: Sequence[Spot]) -> list[Run]:
    left = list(runs)
    for spot in taken:
        left = _split_runs(left, spot.box)[1]
    return left


def _split_runs(runs: Sequence[Run], box: Box) -> tuple[list[Run], list[Run]]:
    inside, outside = [], []
    for run in runs:
        middle = (run.x0 + run.x1) / 2
        within = box[1] - 1 <= run.middle <= box[3] + 1 and box[0] - 2 <= middle <= box[2] + 2
        (inside if within else outside).append(run)
    return inside, outside


def _page_findings(page: Page) -> Iterator[Finding]:
    place = (Place(page=page.number),)
    hidden = page.hidden.strip()
    if hidden:
        yield Finding(
            "info", "pdf_hidden_text", raw=hidden[:200], places=place, params={"count": len(hidden)}
        )
    if page.unmapped:
        yield Finding("warning", "pdf_unmapped", places=place, params={"count": page.unmapped})


# --------------------------------------------------------------------------------------------------
# Cells


def fill_grid(page: Page, grid: Grid, runs: Sequence[Run]) -> PageTable:
    """The table of a grid with the text that stands in each of its cells."""
    owner = [[-1] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for i, slot in enumerate(grid.slots):
        for r in range(slot.row, slot.row + slot.rowspan):
            for c in range(slot.col, slot.col + slot.colspan):
                owner[r][c] = i
    held: list[list[Run]] = [[] for _ in grid.slots]
    for run in runs:
        row = _find(grid.ys, run.middle)
        first, last = _find(grid.xs, run.x0 + 0.5), _find(grid.xs, run.x1 - 0.5)
        if owner[row][first] == owner[row][last]:
            held[owner[row][first]].append(run)
            continue
        for piece in _cut(run, grid.xs, [owner[row][c] for c in range(len(grid.xs) - 1)]):
            middle = _find(grid.xs, (piece.x0 + piece.x1) / 2)
            held[owner[row][middle]].append(piece)
    cells = PageCells(_cell(page, slot, inside) for slot, inside in zip(grid.slots, held, strict=True))
    return PageTable(
        grid.box,
        Table(cast("tuple[Cell, ...]", cells), Place(page=page.number, bbox=to_shown(page, grid.box))),
    )


def _find(borders: Sequence[float], value: float) -> int:
    """The space between two borders in which a value lies; what lies outside goes to the next one."""
    for i in range(1, len(borders) - 1):
        if value < borders[i]:
            return i - 1
    return len(borders) - 2


def _cut(run: Run, xs: Sequence[float], owners: Sequence[int]) -> list[Run]:
    """A run that crosses from one cell into the next, cut between its characters."""
    pieces: list[list[Any]] = []
    last = None
    for char in run.chars:
        owner = owners[_find(xs, (char.x0 + char.x1) / 2)]
        if owner != last:
            pieces.append([])
        pieces[-1].append(char)
        last = owner
    return [make_run(piece) for piece in pieces if any(not c.text.isspace() for c in piece)]


def _cell(page: Page, slot: Slot, runs: Sequence[Run]) -> Cell:
    lines = lines_of(runs)
    values = [line.confidence for line in lines if line.confidence is not None]
    return Cell(
        slot.row,
        slot.col,
        "\n".join(line.text for line in lines),
        Place(page=page.number, bbox=to_shown(page, slot.box)),
        slot.rowspan,
        slot.colspan,
        confidence=min(values) if values else None,
    )


def to_shown(page: Page | PageContent, box: Box) -> Box:
    """A box of the reading frame as it lies on the page as shown, to a hundredth of a point."""
    x0, top, x1, bottom = box = _unskewed(box, page)
    if page.turn == 90:
        box = (top, page.width - x1, bottom, page.width - x0)
    elif page.turn == 180:
        box = (page.width - x1, page.height - bottom, page.width - x0, page.height - top)
    elif page.turn == 270:
        box = (page.height - bottom, x0, page.height - top, x1)
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _unskewed(box: Box, page: Page | PageContent) -> Box:
    """The box on a page that was straightened, as it lies on the page as scanned."""
    if not page.skew:
        return box
    cx, cy, angle = page.width / 2, page.height / 2, math.radians(page.skew)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = (box[0] + box[2]) / 2 - cx, (box[1] + box[3]) / 2 - cy
    dx, dy = cx + x * cos - y * sin - (x + cx), cy + x * sin + y * cos - (y + cy)
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


# --------------------------------------------------------------------------------------------------
# All pages


def assemble(pages: Sequence[PageContent]) -> Sequence[Block]:
    """Blocks in reading order: furniture marked, lines joined to paragraphs, also across pages.

    Those of a long document stand in a file.
    """
    return Store(BLOCK_ROOM).shelf(_blocks(pages), PAGE_CHUNK).done()


def _blocks(pages: Sequence[PageContent]) -> Iterator[Block]:
    position = {page.number: n for n, page in enumerate(pages)}
    marks = furniture(pages)
    margins = _margins(pages, marks)
    items = (item for page in pages for item in _items(page, marks))
    for part in paragraphs(items, margins):
        if isinstance(part, Joined):
            places = [
                Place(page=number, bbox=to_shown(pages[position[number]], box)) for number, box in part.boxes
            ]
            yield _paragraph(part, places)
        else:
            yield pages[position[part.page]].tables[part.table].block
    for page in pages:
        for text, box in page.aside:
            yield Paragraph(text, Place(page=page.number, bbox=to_shown(page, box)), role="furniture")


def _margins(pages: Sequence[PageContent], marks: set[tuple[int, int]]) -> dict[int, Margins]:
    """Each page's margins; those of all pages of its width where it has too few lines to tell."""
    of_width: dict[int, LineEnds] = {}
    boxes: dict[int, list[Box]] = {}
    for page in pages:
        _add_lines(of_width.setdefault(round(page.width), LineEnds()), page, marks)
        boxes.setdefault(round(page.width), []).extend(table.box for table in page.tables)
    common = {width: margins_of(lines, width, tables=boxes[width]) for width, lines in of_width.items()}
    found = {}
    for page in pages:
        lines = LineEnds()
        _add_lines(lines, page, marks)
        margins = margins_of(lines, page.width, common[round(page.width)])
        found[page.number] = margins or Margins(0.0, page.width, 20.0)
    return found


def _add_lines(ends: LineEnds, page: PageContent, marks: set[tuple[int, int]]) -> None:
    for i, line in enumerate(page.lines):
        if (page.number, i) not in marks:
            ends.add(line)


def _items(page: PageContent, marks: set[tuple[int, int]]) -> Iterator[Item]:
    """Lines and tables in reading order: a table before the first line that stands below its top."""
    left = list(range(len(page.tables)))
    order = list(enumerate(page.lines))
    if not page.columns:
        order.sort(key=lambda pair: pair[1].base)
    for i, line in order:
        column = page.columns[i] if page.columns else None
        for t in [t for t in left if _stands_before(page.tables[t].box, line, column)]:
            yield Item(page.number, table=t)
            left.remove(t)
        yield Item(page.number, line, column=column, furniture=(page.number, i) in marks)
    yield from (Item(page.number, table=t) for t in left)


def _stands_before(box: Box, line: Line, column: Box | None) -> bool:
    beside = column is not None and (box[2] < column[0] or box[0] > column[2])
    return box[1] < line.base and not beside


def has_text(blocks: Sequence[Block]) -> bool:
    """Whether any table, or any paragraph that is no page number or running head, has words."""
    return any(isinstance(b, Table) or (b.role == "body" and b.text.strip()) for b in blocks)


def doubts(blocks: Sequence[Block]) -> Iterator[Finding]:
    """A finding for each cell and paragraph that was recognised with low confidence."""
    for block in blocks:
        if isinstance(block, Table) and isinstance(block.cells, PageCells) and not block.cells.confidences:
            continue
        for part in block.cells if isinstance(block, Table) else (block,):
            if part.confidence is None or part.confidence >= LOW_CONFIDENCE or block.role == "furniture":
                continue
            places = (part.place, *part.more_places) if isinstance(part, Paragraph) else (part.place,)
            yield Finding(
                "warning",
                "ocr_low_confidence",
                raw=part.text,
                places=places,
                params={"confidence": round(part.confidence, 2)},
            )


def _paragraph(part: Joined, places: Sequence[Place]) -> Paragraph:
    return Paragraph(
        part.text,
        places[0],
        "furniture" if part.furniture else "body",
        part.style,
        part.align,
        part.blank_before,
        part.confidence,
        tuple(places[1:]),
    )
