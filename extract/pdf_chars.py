"""Characters and rules of a PDF page through PDFium's own functions (pypdfium2): one Page per page.

The raw calls cost a third of pypdfium2's helpers. The page and text page objects stay referenced
while their handles are used: PDFium frees them otherwise.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .pdf_page import Box, Char, Glyph, Page, Rule
from .radicals import fold_radicals

THIN = 3.6  # points: a filled rectangle thinner than this is a rule; table rows are 8 and more high
MAX_DEPTH = 8  # forms within forms
MAX_OBJECTS = 200_000  # of one page: maps and drawings; what comes after is not searched for rules

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Shapes(NamedTuple):
    """What is drawn: thin lines and filled areas in the page's own coordinates, and doubts about text."""

    lines: list[Box]
    fills: list[tuple[Box, bool]]  # area, whether it is (nearly) white
    images: list[Box]
    unseen: bool  # some text object is invisible or white
    unmeasured: list[tuple[Point, bool]]  # where text begins that PDFium leaves out, whether it is seen


def read_page(
    document: pdfium.PdfDocument,
    index: int,
    unseen_too: bool = False,
    again: Callable[[], Iterable[Glyph]] = tuple,
) -> Page:
    """The page with this index, counted from 0; `unseen_too` takes invisible text for text.

    `again` reads the characters of the page another way: asked only where PDFium leaves some out.
    """
    page = document[index]
    try:
        shapes = _shapes(page)
        if unseen_too:
            shapes = shapes._replace(unseen=False)
        textpage = page.get_textpage()
        try:
            glyphs, hidden, unmapped = _glyphs(textpage, shapes)
        finally:
            textpage.close()
        if shapes.unmeasured:
            glyphs.extend(_left_out(glyphs, shapes.unmeasured, again()))
        return _turned(page, index + 1, glyphs, hidden, unmapped, shapes)
    finally:
        page.close()


# --------------------------------------------------------------------------------------------------
# Text


def _glyphs(textpage: Any, shapes: Shapes) -> tuple[list[Glyph], str, int]:
    """The page's characters in the order of the file, invisible text, and how many glyphs have no character.

    A call costs more than all the rest of the work on a character. So the text comes in one piece, size
    and angle are asked for only where they can change, and the width of a Chinese character is its size.
    """
    handle = textpage.raw
    codes = _codes(handle)
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    get_box, get_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    visible = _visibility(handle, shapes) if shapes.unseen else None
    glyphs: list[Glyph] = []
    hidden: list[str] = []
    unmapped = angle = 0
    size = width = 0.0
    last_y = math.nan  # not equal to anything: ask again
    last_wide = False
    for i, code in enumerate(codes):
        if code < 33 and (code in (10, 13) or (code == 32 and raw.FPDFText_IsGenerated(handle, i))):
            last_y = math.nan
            continue
        get_origin(handle, i, x, y)
        wide = 0x4E00 <= code <= 0x9FFF or code in WIDE_MARKS
        if y.value != last_y or wide != last_wide or code == 32:
            raw.FPDFText_GetMatrix(handle, i, matrix)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            font_size = raw.FPDFText_GetFontSize(handle, i)
            size, width = font_size * math.hypot(c, d), font_size * math.hypot(a, b)
            angle = 0 if not b and a > 0 else round(math.degrees(math.atan2(b, a)))
            last_y, last_wide = (y.value if code != 32 else math.nan), wide
        text = chr(code) if wide else _char(handle, i, code)
        if text == "\ufffd":
            unmapped += 1
        if not text:
            continue
        if wide and not angle and visible is None:
            left, base = x.value, y.value
            glyphs.append((text, left, base, left + width, base + size, left, base, size, 0))
            continue
        get_box(handle, i, box)
        if visible is not None and not visible(i, box):
            hidden.append(text)
            continue
        glyphs.append((text, box.left, box.bottom, box.right, box.top, x.value, y.value, size, angle))
    return glyphs, "".join(hidden), unmapped


WIDE_MARKS = frozenset(
    map(ord, "，。、；：？！（）《》〈〉【】〔〕")
)  # as wide as high in every Chinese font


def _left_out(
    glyphs: Sequence[Glyph], begins: Sequence[tuple[Point, bool]], others: Iterable[Glyph]
) -> Iterator[Glyph]:
    """The characters of the text objects that begin there, up to the next one that PDFium has."""
    seen = {key: False for glyph in glyphs for key in _around_point(glyph[5], glyph[6])}
    starts = {key: seen_here for (x, y), seen_here in begins for key in _around_point(x, y)}
    wanted = False
    for glyph in others:
        here = (round(glyph[5]), round(glyph[6]))
        wanted = starts.get(here, seen.get(here, wanted))
        if wanted and not glyph[0].isspace():
            yield glyph


def _around_point(x: float, y: float) -> Iterator[tuple[int, int]]:
    """Whole points, so that a place which is told slightly otherwise is found: half a point may round both ways."""
    for dx in (-0.3, 0.3):
        for dy in (-0.3, 0.3):
            yield round(x + dx), round(y + dy)


def _codes(handle: Any) -> list[int]:
    """One code a character; the text in one piece where its positions are those of the characters."""
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if 0 not in codes and not any(0xD800 <= code < 0xE000 for code in codes):
            return codes
    return [raw.FPDFText_GetUnicode(handle, i) for i in range(count)]


def _char(handle: Any, i: int, code: int) -> str:
    """The character of a code; PDFium marks a hyphen at a line end as U+0002 or U+FFFE."""
    if code in (0x02, 0xFFFE, 0xAD):
        return "-"
    if 0xD800 <= code < 0xDC00:  # first half of a character beyond U+FFFF: the second has the same box
        low = raw.FPDFText_GetUnicode(handle, i + 1)
        pair = chr(code) + chr(low)
        return pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if 0xDC00 <= code < 0xE000:
        return ""
    if code == 0 or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return "\ufffd"
    if code < 32 or code in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF):
        return " "
    return fold_radicals(chr(code)) if code >= 0x2E80 else chr(code)


def _visibility(handle: Any, shapes: Shapes) -> Callable[[int, Any], bool]:
    """Whether the i-th character can be seen: neither without paint nor white on white."""
    r, g, b, alpha = (ctypes.c_uint() for _ in range(4))
    dark = [area for area, white in shapes.fills if not white] + shapes.images

    def visible(i: int, box: Any) -> bool:
        owner = raw.FPDFText_GetTextObject(handle, i)
        mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        if mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
            return False
        if mode != raw.FPDF_TEXTRENDERMODE_FILL or not raw.FPDFText_GetFillColor(handle, i, r, g, b, alpha):
            return True
        if alpha.value == 0:
            return False
        if min(r.value, g.value, b.value) < WHITE:
            return True
        cx, cy = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        return any(area[0] <= cx <= area[2] and area[1] <= cy <= area[3] for area in dark)

    return visible


WHITE = 250  # of 255 in every colour: paper white, also after a colour conversion


# --------------------------------------------------------------------------------------------------
# What is drawn


def _shapes(page: pdfium.PdfPage) -> Shapes:
    shapes = Shapes([], [], [], False, [])
    unseen = False
    for count, (item, kind, matrix) in enumerate(_objects(page.raw)):
        if count > MAX_OBJECTS:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            hidden = _is_unseen(item)
            unseen = unseen or hidden
            if _is_unmeasured(item) and (begin := _begins(item, matrix)):
                shapes.unmeasured.append((begin, not hidden))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(shapes, item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            area = _bounds(item, matrix)
            if area is not None:
                (shapes.lines if _is_thin(area) else shapes.images).append(area)
    return shapes._replace(unseen=unseen)


def _is_unmeasured(item: Any) -> bool:
    """Text of no width, which PDFium leaves out of a page's text.

    That is a blank, or text in a font that is neither in the file nor on the machine (STSong-Light on a server
    without Chinese fonts): its glyphs have no outline, so that one character has no width, nor a line that runs
    upwards.
    """
    x0, y0, x1, y1 = _FLOATS
    return bool(raw.FPDFPageObj_GetBounds(item, x0, y0, x1, y1)) and abs(x1.value - x0.value) < 0.01


_FLOATS = tuple(ctypes.c_float() for _ in range(4))


def _begins(item: Any, matrix: Matrix) -> Point | None:
    """Where text of no width begins, if its font is neither in the file nor on the machine; else it is a blank."""
    font = raw.FPDFTextObj_GetFont(item)
    if (
        not font
        or raw.FPDFFont_GetIsEmbedded(font)
        or not raw.FPDFPageObj_GetMatrix(item, own := raw.FS_MATRIX())
    ):
        return None
    family = ctypes.create_string_buffer(64)
    raw.FPDFFont_GetFamilyName(font, family, len(family))
    return _apply(matrix, own.e, own.f) if family.value in STAND_INS else None


STAND_INS = (b"Chrome Sans MM", b"Chrome Serif MM")  # in PDFium: for every font that it finds nowhere


def _objects(handle: Any) -> Iterator[tuple[Any, int, Matrix]]:
    for i in range(raw.FPDFPage_CountObjects(handle)):
        item = raw.FPDFPage_GetObject(handle, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _inside(item, IDENTITY, 0)
        else:
            yield item, kind, IDENTITY


def _inside(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """The object itself, or what a form holds, with the form's matrix (bounds do not include it)."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix
    elif depth < MAX_DEPTH:
        own = raw.FS_MATRIX()
        inner = matrix
        if raw.FPDFPageObj_GetMatrix(item, own):
            inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        for i in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _inside(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _is_unseen(item: Any) -> bool:
    """Text without paint, or white: most pages have none, and need no look at each character."""
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    if mode != raw.FPDF_TEXTRENDERMODE_FILL:
        return mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
    colour = _colour(item, raw.FPDFPageObj_GetFillColor)
    return colour is not None and (colour[3] == 0 or (colour[0] >= WHITE and min(colour[:3]) >= WHITE))


def _colour(item: Any, getter: Callable[..., int]) -> tuple[int, int, int, int] | None:
    r, g, b, alpha = _UINTS
    return (r.value, g.value, b.value, alpha.value) if getter(item, r, g, b, alpha) else None


_UINTS = tuple(ctypes.c_uint() for _ in range(4))  # PDFium is not safe for threads anyway


def _bounds(item: Any, matrix: Matrix) -> Box | None:
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
        return None
    box = (x0.value, y0.value, x1.value, y1.value)
    if matrix is IDENTITY:
        return box
    return _around([_apply(matrix, x, y) for x in box[::2] for y in box[1::2]])


def _around(points: list[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _add_path(shapes: Shapes, item: Any, matrix: Matrix) -> None:
    """A path's rules: itself if it is thin, else its straight strokes; a wide fill is an area."""
    box = _bounds(item, matrix)
    if box is None:
        return
    if _is_thin(box):
        shapes.lines.append(box)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value:
        colour = _colour(item, raw.FPDFPageObj_GetFillColor)
        if colour is not None and colour[3]:
            shapes.fills.append((box, min(colour[:3]) >= WHITE))
    own = raw.FS_MATRIX()
    if raw.FPDFPageObj_GetMatrix(item, own):
        matrix = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for area in _pieces(item, matrix):
        if stroke.value or len(area) > 2:
            _add_piece(shapes, area, bool(stroke.value))


def _pieces(item: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The closed or open polygons of a path; those with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for i in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(_apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2 and points[-1] != points[0]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _add_piece(shapes: Shapes, points: list[Point], stroked: bool) -> None:
    box = _around(points)
    if _is_thin(box):
        shapes.lines.append(box)
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(points):
            edge = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if _is_thin(edge):
                shapes.lines.append(edge)


# --------------------------------------------------------------------------------------------------
# From the page's own coordinates to the page as read


def _turned(
    page: pdfium.PdfPage, number: int, glyphs: list[Glyph], hidden: str, unmapped: int, shapes: Shapes
) -> Page:
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, bounds)
    left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
    shown = raw.FPDFPage_GetRotation(page) * 90
    wide, high = right - left, top - bottom
    slants = Counter([glyph[8] for glyph in glyphs])
    usual = max((-90, 0, 90, 180), key=lambda a: (slants[a] + (slants[-180] if a == 180 else 0), a == 0))
    # A page shown turned by 90 clockwise whose text runs upwards (+90) reads straight.
    turn = (usual - shown) % 360
    frame = (usual % 360, left, bottom, right, top)
    slanted: list[tuple[str, Box]] = []
    if len(slants) <= 1 and usual == 0:
        chars = [Char(g[0], g[1] - left, g[3] - left, top - g[6], g[7]) for g in glyphs]
    else:
        chars = []
        for text, x0, y0, x1, y1, x, y, size, angle in glyphs:
            box = to_frame((x0, y0, x1, y1), frame)
            if angle == usual or (abs(angle) == 180 and usual == 180):
                chars.append(Char(text, box[0], box[2], point_to_frame(x, y, frame)[1], size))
            else:
                slanted.append((text, box))
    far, low = (high, wide) if usual in (90, -90) else (wide, high)
    if chars and not (
        min([c[1] for c in chars]) >= -1
        and max([c[1] for c in chars]) <= far
        and min([c[3] for c in chars]) >= 0
        and max([c[3] for c in chars]) <= low + 1
    ):  # beside the page: nobody sees it
        outside = [c for c in chars if not (-1 <= c.x0 <= far and 0 <= c.base <= low + 1)]
        hidden += "".join(c.text for c in outside)
        chars = [c for c in chars if -1 <= c.x0 <= far and 0 <= c.base <= low + 1]
    rules = tuple(Rule(*to_frame(box, frame)) for box in shapes.lines)
    area = max(wide * high, 1.0)
    share = max((_area(b, (left, bottom, right, top)) / area for b in shapes.images), default=0.0)
    if usual in (90, -90):
        wide, high = high, wide
    return Page(number, wide, high, tuple(chars), rules, turn, hidden, unmapped, share, tuple(slanted))


Frame = tuple[int, float, float, float, float]


def point_to_frame(x: float, y: float, frame: Frame) -> Point:
    """A point of the page's own coordinates, seen so that text at this angle reads from left to right."""
    angle, left, bottom, right, top = frame
    if angle == 0:
        return (x - left, top - y)
    if angle == 90:  # text runs upwards: its right is the page's top
        return (y - bottom, x - left)
    if angle == 270:
        return (top - y, right - x)
    return (right - x, y - bottom)


def to_frame(box: Box, frame: Frame) -> Box:
    """A box in the page's own coordinates (left, bottom, right, top) as x0, top, x1, bottom as read."""
    return _around([point_to_frame(box[0], box[1], frame), point_to_frame(box[2], box[3], frame)])


def _area(box: Box, page: Box) -> float:
    wide = min(box[2], page[2]) - max(box[0], page[0])
    high = min(box[3], page[3]) - max(box[1], page[1])
    return max(wide, 0.0) * max(high, 0.0)
