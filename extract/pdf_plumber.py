"""The second way to read a PDF page: pdfplumber's characters and table finder, nothing shared with the first.

Fifteen times slower; used where PDFium or the own table finder fails on a page.
"""

from __future__ import annotations

import io
import logging
import math
from typing import Any

from ..model import Cell, Place, Table
from .pdf_page import Box, Char, Glyph, Run, lines_of, make_run, runs_of
from .pdf_parts import PageContent, PageTable
from .radicals import fold_radicals


def read_page(data: bytes, index: int) -> PageContent:
    """The page with this index, counted from 0. Raises whatever pdfplumber raises."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # a line for each font without a FontBBox
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
        page = document.pages[0]
        runs = runs_of([_char(char) for char in page.chars if char["upright"]])
        tables: list[PageTable] = []
        for found in page.find_tables():
            if len(found.cells) < 2:
                continue
            inside, runs = _split(runs, found.bbox)
            tables.append(_table(index + 1, found, inside))
        return PageContent(
            index + 1, float(page.width), float(page.height), 0, tuple(lines_of(runs)), tuple(tables)
        )


def glyphs(data: bytes, index: int) -> list[Glyph]:
    """The characters of the page with this index, in the order of the file and in the page's own coordinates.

    Raises whatever pdfplumber raises.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
        page = document.pages[0]
        x0, y0, x1, y1 = page.page_obj.mediabox
        turn = page.page_obj.rotate % 360
        corner = {90: (x1, y0), 180: (x1, y1), 270: (x0, y1)}.get(turn, (x0, y0))  # pdfminer's (0, 0)
        return [_glyph(char, turn, corner) for char in page.chars]


def _glyph(char: dict[str, Any], turn: int, corner: tuple[float, float]) -> Glyph:
    """The character before the page is turned to be shown: its box stands on its origin, as high as its size."""
    a, b, _, _, e, f = char["matrix"]
    cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}.get(turn, (1, 0))
    x, y = corner[0] + e * cos - f * sin, corner[1] + e * sin + f * cos
    angle = round(math.degrees(math.atan2(b, a))) + turn
    angle = angle - 360 if angle > 180 else angle
    along, size = float(char["adv"]) * math.hypot(a, b), float(char["height"] if not b else char["width"])
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    xs, ys = (0, along * dx, -size * dy), (0, along * dy, size * dx)
    text = fold_radicals(char["text"])
    return (text, x + min(xs), y + min(ys), x + max(xs), y + max(ys), x, y, size, angle)


def _char(char: dict[str, Any]) -> Char:
    size = float(char["size"])
    text = fold_radicals(char["text"])
    return Char(text, float(char["x0"]), float(char["x1"]), float(char["bottom"]) - 0.12 * size, size)


def _split(runs: list[Run], box: Box) -> tuple[list[Run], list[Run]]:
    inside, outside = [], []
    for run in runs:
        within = box[1] <= run.middle <= box[3] and box[0] - 2 <= (run.x0 + run.x1) / 2 <= box[2] + 2
        (inside if within else outside).append(run)
    return inside, outside


def _table(page: int, found: Any, runs: list[Run]) -> PageTable:
    xs = sorted({round(x, 1) for cell in found.cells for x in (cell[0], cell[2])})
    ys = sorted({round(y, 1) for cell in found.cells for y in (cell[1], cell[3])})
    pieces = [piece for run in runs for piece in _pieces(run, found.cells)]
    cells = []
    for box in sorted(found.cells, key=lambda cell: (round(cell[1], 1), cell[0])):
        own = [piece for piece in pieces if _holds(box, (piece.x0 + piece.x1) / 2, piece.middle)]
        first, last = ys.index(round(box[1], 1)), ys.index(round(box[3], 1))
        left, right = xs.index(round(box[0], 1)), xs.index(round(box[2], 1))
        cells.append(
            Cell(
                first,
                left,
                "\n".join(line.text for line in lines_of(own)),
                Place(page=page, bbox=_rounded(box)),
                last - first,
                right - left,
            )
        )
    return PageTable(found.bbox, Table(tuple(cells), Place(page=page, bbox=_rounded(found.bbox))))


def _pieces(run: Run, cells: list[Box]) -> list[Run]:
    """The run cut where it passes from one cell into the next; characters outside all cells stay together."""
    pieces: list[list[Char]] = []
    last = -2
    for char in run.chars:
        middle = (char.x0 + char.x1) / 2
        here = next((i for i, box in enumerate(cells) if _holds(box, middle, run.middle)), -1)
        if here != last:
            pieces.append([])
        pieces[-1].append(char)
        last = here
    return [make_run(piece) for piece in pieces if any(not c.text.isspace() for c in piece)]


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _rounded(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
