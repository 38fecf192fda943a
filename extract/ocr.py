"""Pictures and scanned pages: straightened, their rules found by OpenCV, their characters by rapidocr.

Needs the extra `ocr`; the models come with the rapidocr package, nothing is downloaded. A recognised page
is a page like any other (characters and rules with positions) and goes the same way as a PDF page; its
cells and paragraphs carry the lowest confidence of their characters.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from ..model import Document, SourceError, Table
from ..text import is_wide
from .pdf import PageContent, assemble, doubts, layout
from .pdf_page import Char, Page, Rule
from .radicals import fold_radicals

DPI = 200  # at 150 small print suffers, at 300 a page takes twice as long and is no better
MAX_SIDE = 4000  # pixels: larger pictures are reduced
MAX_SKEW = 5.0  # degrees to each side
MIN_SCORE = 0.5  # lines below are noise: rapidocr's own limit
MAX_FRAMES = 2000  # of one TIFF
SUFFIX_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "MPO": "image/jpeg",
}

Quad = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A recognised line: characters with confidence, from x0 to x1 of each, in pixels of the picture."""

    chars: tuple[tuple[str, float, float, float], ...]  # text, x0, x1, confidence
    x0: float
    top: float
    x1: float
    bottom: float


def read(name: str, data: bytes) -> Document:
    """The document in a picture (PNG, JPEG, TIFF with all its pages, BMP).

    Boxes are in points at the picture's own resolution, else as if it were 210 mm wide. Raises
    SourceError for a picture that cannot be opened, that shows no text, or without the extra `ocr`.
    """
    _require(name)
    pages, findings = [], []
    media_type = "image/*"
    for number, (image, kind, width) in enumerate(_frames(name, data), 1):
        media_type = SUFFIX_TYPES.get(kind, media_type)
        content = read_image(image, number, width)
        pages.append(content)
        findings.extend(content.findings)
    blocks = tuple(assemble(pages))
    if not any(isinstance(block, Table) or block.text.strip() for block in blocks):
        raise SourceError(name, "ocr_no_text")
    return Document(
        name,
        media_type,
        hashlib.sha256(data).hexdigest(),
        blocks,
        pages=len(pages),
        findings=(*findings, *doubts(blocks)),
    )


def read_pdf_page(name: str, document: Any, index: int) -> PageContent:
    """A scanned page of an open PDF (pypdfium2), as shown."""
    _require(name)
    import numpy

    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, MAX_SIDE / max(width, height, 1))
        bitmap = page.render(scale=scale, rev_byteorder=False)
        image = numpy.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
    finally:
        page.close()
    return read_image(image, index + 1, width)


# --------------------------------------------------------------------------------------------------
# Pictures


def _require(name: str) -> None:
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in ("rapidocr", "onnxruntime", "cv2")):
        raise SourceError(name, "ocr_missing")


def _frames(name: str, data: bytes) -> Iterator[tuple[Any, str, float]]:
    """Each picture of the file as a BGR array, the file's format, and its width in points."""
    import numpy
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= MAX_FRAMES:
                    raise SourceError(name, "ocr_bad_image", reason=f"> {MAX_FRAMES} pages")
                upright = ImageOps.exif_transpose(frame)
                colour = _on_white(upright)
                width = _points(colour.width, upright.info.get("dpi"))
                wanted = min(width / 72 * DPI / colour.width, MAX_SIDE / max(colour.size))
                if not 0.8 < wanted < 1.25:
                    size = (max(1, round(colour.width * wanted)), max(1, round(colour.height * wanted)))
                    colour = colour.resize(size, Image.Resampling.LANCZOS)
                yield numpy.array(colour)[:, :, ::-1].copy(), picture.format or "", width
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise SourceError(name, "ocr_bad_image", reason=str(error)[:100]) from None


def _on_white(picture: Any) -> Any:
    """The picture in colours, what is transparent as white paper."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    return picture.convert("RGB")


def _points(pixels: int, dpi: Any) -> float:
    """The width on paper: by the resolution the file states, unless that is a screen's or nonsense."""
    try:
        value = float(dpi[0])
    except (TypeError, ValueError, IndexError):
        value = 0.0
    if 100 <= value <= 1200 and 150 <= pixels * 72 / value <= 3400:
        return pixels * 72 / value
    return 595.3


# --------------------------------------------------------------------------------------------------
# One picture


def read_image(image: Any, number: int, width: float) -> PageContent:
    """A picture (BGR) of a page `width` points wide: straightened, recognised, laid out."""
    angle = skew(image)
    straight = rotate(image, angle)
    readings = recognise(straight)
    scale = width / image.shape[1]
    rules = [*find_rules(straight, readings)]
    chars = tuple(char for reading in readings for char in _chars(reading, scale))
    page = Page(
        number,
        width,
        image.shape[0] * scale,
        chars,
        tuple(Rule(x0 * scale, top * scale, x1 * scale, bottom * scale) for x0, top, x1, bottom in rules),
        skew=angle,
    )
    return layout(page)


def skew(image: Any) -> float:
    """The angle in degrees by which the page must be turned so that its lines lie level.

    Rows of a level page are either full of ink or empty: the sum of squares of the rows' ink is largest.
    """
    import cv2
    import numpy

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    factor = 900 / max(gray.shape)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    margin = max(2, min(ink.shape) // 40)
    ink = ink[margin:-margin, margin:-margin].astype(numpy.float32) / 255

    def level(angle: float) -> float:
        rows = _turned(ink, angle, 0).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max(numpy.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5), key=level)
    best = max(numpy.arange(best - 0.4, best + 0.41, 0.1), key=level)
    best = max(numpy.arange(best - 0.08, best + 0.081, 0.02), key=level)
    return 0.0 if abs(best) < 0.05 else round(float(best), 2)


def rotate(image: Any, angle: float) -> Any:
    """The picture turned by an angle (counter-clockwise) around its middle, corners white."""
    return image if not angle else _turned(image, angle, (255, 255, 255))


def _turned(image: Any, angle: float, paper: Any) -> Any:
    import cv2

    high, wide = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)


# --------------------------------------------------------------------------------------------------
# Characters


@cache
def _engine() -> Any:
    """rapidocr with the models that its package holds, on one thread (so that results do not vary)."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": MAX_SIDE,
            "Global.text_score": MIN_SCORE,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognise(image: Any) -> list[Reading]:
    """The lines of a level picture (BGR)."""
    result = _engine()(image)
    if result is None or result.boxes is None or not result.txts:
        return []
    words = result.word_results or [()] * len(result.txts)
    return [
        _reading(box, text, float(score), found)
        for box, text, score, found in zip(result.boxes, result.txts, result.scores, words, strict=True)
        if text.strip()
    ]


def _reading(box: Quad, text: str, score: float, words: Sequence[Any]) -> Reading:
    xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
    x0, x1 = min(xs), max(xs)
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    spots: list[tuple[str, float, float, float]] = []
    for word, confidence, quad in words:
        left, right = min(float(p[0]) for p in quad), max(float(p[0]) for p in quad)
        step = (right - left) / max(1, len(word))
        spots.extend(
            (c, left + i * step, left + (i + 1) * step, float(confidence)) for i, c in enumerate(word)
        )
    if "".join(c for c, *_ in spots) != text.replace(" ", ""):  # positions unknown: spread evenly
        step = (x1 - x0) / len(text)
        spots = [(c, x0 + i * step, x0 + (i + 1) * step, score) for i, c in enumerate(text)]
    return Reading(tuple(spots), x0, top, x1, bottom)


def _chars(reading: Reading, scale: float) -> Iterator[Char]:
    """A line's characters in points, all on one baseline and of one size."""
    size = char_size(reading) * scale
    middle = (reading.top + reading.bottom) / 2 * scale
    chars = punctuated(reading, size / scale)
    for i, (text, x0, x1, confidence) in enumerate(chars):
        if not text.strip():
            continue
        following = chars[i + 1][1] if i + 1 < len(chars) else x1
        if following - x1 < 0.5 * size / scale:
            x1 = max(x1, following)
        yield Char(
            fold_radicals(text), x0 * scale, x1 * scale, middle + 0.38 * size, size, round(confidence, 4)
        )


def char_size(reading: Reading) -> float:
    """The size of the line's characters in pixels: the step from one Chinese character to the next."""
    steps = [
        b[1] - a[1]
        for a, b in pairwise(reading.chars)
        if is_wide(a[0]) and is_wide(b[0]) and "\u4e00" <= a[0] <= "\u9fff" and "\u4e00" <= b[0] <= "\u9fff"
    ]
    high = reading.bottom - reading.top
    if len(steps) < 2:
        return 0.75 * high
    return min(max(median(steps), 0.5 * high), high)


_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "-": "—"}


def punctuated(reading: Reading, size: float) -> list[tuple[str, float, float, float]]:
    """The characters, narrow marks made wide where the room they take proves it.

    The models give ( for （ now and then. A mark that takes three quarters of a Chinese character's
    width, between the ink before and after it, is a wide one: 规划（2021, but not VOCs(吨.
    """
    chars = list(reading.chars)
    for i, (text, x0, x1, confidence) in enumerate(chars):
        if text not in _FULL:
            continue
        before = chars[i - 1][2] if i > 0 else reading.x0
        after = chars[i + 1][1] if i + 1 < len(chars) else reading.x1
        if after - before >= 0.75 * size:
            chars[i] = (_FULL[text], x0, x1, confidence)
    return chars


# --------------------------------------------------------------------------------------------------
# Rules


def find_rules(image: Any, readings: Sequence[Reading]) -> Iterator[tuple[float, float, float, float]]:
    """The ruled lines of a level picture, in pixels; strokes of characters are left out."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 12)
    unit = image.shape[1] / 1655  # kernels are given for A4 at 200 dpi
    for wide, high in ((60, 1), (1, 40)):
        kernel = (max(1, round(wide * unit)), max(1, round(high * unit)))
        bridge = (max(1, kernel[0] // 12), max(1, kernel[1] // 12))
        whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
        lines = cv2.morphologyEx(whole, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, w, h, _ in stats[1:count]:
            box = (float(x), float(y), float(x + w), float(y + h))
            if min(w, h) <= 14 * unit and not _is_stroke(box, readings):
                yield box


def _is_stroke(box: tuple[float, float, float, float], readings: Sequence[Reading]) -> bool:
    """A thin mark within a line of text is a part of characters: the bar of 一, a dash, 三 beside 王."""
    x0, top, x1, bottom = box
    for r in readings:
        room = 0.2 * (r.bottom - r.top)
        if x1 - x0 >= bottom - top:
            inside = r.top < (top + bottom) / 2 < r.bottom
        else:
            inside = r.top - room <= top and bottom <= r.bottom + room
        if inside and r.x0 - room <= x0 and x1 <= r.x1 + room:
            return True
    return False
