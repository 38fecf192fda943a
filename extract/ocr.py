"""Pictures and scanned pages: straightened, their rules found by OpenCV, their characters by rapidocr.

Needs the extra `ocr`; the models come with the rapidocr package, nothing is downloaded. A recognised page
is a page like any other (characters and rules with positions) and goes the same way as a PDF page; its
cells and paragraphs carry the lowest confidence of their characters.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from ..lightclass import dataclass
from ..model import Document, Finding, Place, SourceError
from ..text import is_wide
from .pdf import assemble, doubts, has_text, layout, to_shown
from .pdf_page import Box, Char, Page, Rule
from .pdf_parts import PageContent
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

DISPUTED = 0.5  # confidence of a line that was read in two ways: well below every limit
PROVEN = 0.95  # least confidence of a mark whose width, the models' one doubt about it, is known otherwise
SPECK = 24  # pixels at 200 dpi: a full stop of 10.5 points has 40, scanner dust 4 to 12
MAX_BLOTS = 200  # of one page: more is a photograph or a dirty scan

Spot = tuple[str, float, float, float]  # character, x0, x1, confidence
Quad = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A recognised line: characters with confidence, from x0 to x1 of each, in pixels of the picture."""

    chars: tuple[Spot, ...]
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
    blocks = assemble(pages)
    if not has_text(blocks):
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


def read_image(image: Any, number: int, width: float, turn: int = 0) -> PageContent:
    """A picture (BGR) of a page `width` points wide: straightened, recognised, laid out.

    `turn` is what Page.turn means, for a picture that was turned before.
    """
    angle = skew(image)
    straight = rotate(image, angle)
    readings = recognise(straight)
    quarter = 0 if turn else upright(straight, readings)
    if quarter:
        return _turned_page(image, number, width, quarter)
    readings = [resolved(straight, reading) for reading in readings]
    rules = list(find_rules(straight, readings))
    readings, unread = complete(straight, readings, rules)
    readings = [confirmed(straight, reading) for reading in readings]
    scale = width / image.shape[1]
    wide_brackets = brackets_are_wide(readings)
    chars = tuple(char for reading in readings for char in _chars(reading, scale, wide_brackets))
    page = Page(
        number,
        width,
        image.shape[0] * scale,
        chars,
        tuple(Rule(x0 * scale, top * scale, x1 * scale, bottom * scale) for x0, top, x1, bottom in rules),
        turn,
        skew=angle,
    )
    content = layout(page)
    places = [Place(page=number, bbox=to_shown(page, _scaled(box, scale))) for box in unread]
    return replace(
        content,
        findings=(*content.findings, *(Finding("warning", "ocr_unread_ink", places=(p,)) for p in places)),
    )


def upright(image: Any, readings: Sequence[Reading]) -> int:
    """How many quarters the picture must be turned counter-clockwise to be read: 0 nearly always.

    Asked only where the page reads badly: lines higher than wide, or a low mean confidence.
    """
    import numpy

    long = [r for r in readings if len(r.chars) > 1]
    if not long:
        return 0
    tall = sum(r.bottom - r.top > 1.5 * (r.x1 - r.x0) for r in long) * 2 > len(long)
    score = _score(readings)
    if not tall and score >= BAD_PAGE:
        return 0
    turns = {}
    for turn in (1, 3) if tall else (2,):
        turns[turn] = _score(recognise(numpy.ascontiguousarray(numpy.rot90(image, turn))))
    best = max(turns, key=lambda turn: turns[turn])
    return best if turns[best] > score + 0.1 else 0


BAD_PAGE = 0.75  # mean confidence; upside-down print has 0.5, poor but upright scans 0.85


def _score(readings: Sequence[Reading]) -> float:
    values = [spot[3] for r in readings for spot in r.chars]
    return sum(values) / len(values) if values else 0.0


def _turned_page(image: Any, number: int, width: float, quarter: int) -> PageContent:
    """The page read after turning the picture; its boxes are given on the picture as it is."""
    import numpy

    high = width * image.shape[0] / image.shape[1]
    turned = numpy.ascontiguousarray(numpy.rot90(image, quarter))
    return read_image(turned, number, high if quarter % 2 else width, (4 - quarter) * 90)


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


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
            "Global.use_cls": False,
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
    # Without the direction model: it turned 类，优化鉴定大纲内容 upside down on an upright page.
    result = _engine()(image, use_det=True, use_cls=False, use_rec=True, return_word_box=True)
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


def _chars(reading: Reading, scale: float, wide_brackets: bool) -> Iterator[Char]:
    """A line's characters in points, all on one baseline and of one size."""
    size = char_size(reading) * scale
    middle = (reading.top + reading.bottom) / 2 * scale
    chars = punctuated(reading, size / scale, wide_brackets)
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
_BRACKETS = {"(": "（", ")": "）"}


def punctuated(reading: Reading, size: float, wide_brackets: bool = False) -> list[Spot]:
    """The characters, narrow marks made wide where the room they take proves it.

    The models give ( for （ now and then. A mark that takes three quarters of a Chinese character's
    width, between the ink before and after it, is a wide one: 规划（2021, but not VOCs(吨. At the ends of
    a line the room cannot be seen; there the other brackets of the page decide (`wide_brackets`).
    """
    chars = list(reading.chars)
    for i, (text, x0, x1, confidence) in enumerate(chars):
        if wide_brackets and text in "（）":
            chars[i] = (text, x0, x1, max(confidence, PROVEN))
        if text not in _FULL:
            continue
        room = _room(reading, i)
        if room >= 0.75 * size or (wide_brackets and text in _BRACKETS and not _between_latin(reading, i)):
            chars[i] = (_FULL[text], x0, x1, max(confidence, PROVEN))
    return chars


def _room(reading: Reading, i: int) -> float:
    """The white and ink between the characters on both sides, in pixels."""
    before = reading.chars[i - 1][2] if i > 0 else reading.x0
    after = reading.chars[i + 1][1] if i + 1 < len(reading.chars) else reading.x1
    return after - before


def _between_latin(reading: Reading, i: int) -> bool:
    sides = [reading.chars[k][0] for k in (i - 1, i + 1) if 0 <= k < len(reading.chars)]
    return len(sides) == 2 and all(side.isascii() and side.isalpha() for side in sides)


def brackets_are_wide(readings: Sequence[Reading]) -> bool:
    """Whether all brackets of the page that show their width are wide ones, and there are three or more."""
    wide = 0
    for reading in readings:
        size = char_size(reading)
        for i, (text, *_) in enumerate(reading.chars):
            inner = 0 < i < len(reading.chars) - 1
            if text in "（）":
                wide += 1
            elif text in _BRACKETS and inner and not _between_latin(reading, i):
                if _room(reading, i) < 0.6 * size:
                    return False
                wide += 1
    return wide >= 3


# --------------------------------------------------------------------------------------------------
# A second look


def resolved(image: Any, reading: Reading) -> Reading:
    """A line that gave far fewer characters than its width has room for, read again; else marked as doubtful."""
    high = reading.bottom - reading.top
    if len(reading.chars) * 1.6 * high > reading.x1 - reading.x0:
        return reading
    again = read_crop(image, (reading.x0, reading.top, reading.x1, reading.bottom))
    if again is not None and len(again.chars) > len(reading.chars):
        return again
    return replace(reading, chars=tuple((c, x0, x1, min(v, DISPUTED)) for c, x0, x1, v in reading.chars))


def confirmed(image: Any, reading: Reading) -> Reading:
    """A line with digits, read a second time with more room around it.

    Where the two disagree in a digit or decimal point, the surer one is taken and marked as doubtful:
    669 (0.98) for 6.99 was seen, and nothing else would tell.
    """
    text = "".join(spot[0] for spot in reading.chars)
    if not any(c.isdigit() for c in text):
        return reading
    again = read_crop(image, (reading.x0, reading.top, reading.x1, reading.bottom))
    if again is None or _figures(again) == _figures(reading):
        return reading
    surer = again if _mean(again) > _mean(reading) else reading
    return replace(surer, chars=tuple((c, x0, x1, min(value, DISPUTED)) for c, x0, x1, value in surer.chars))


def _figures(reading: Reading) -> str:
    return "".join(spot[0] for spot in reading.chars if spot[0] in "0123456789.%")


def _mean(reading: Reading) -> float:
    return sum(spot[3] for spot in reading.chars) / max(1, len(reading.chars))


def read_crop(image: Any, box: Box) -> Reading | None:
    """The one line in a part of the picture; None if nothing is recognised."""
    high = box[3] - box[1]
    x0, x1 = max(0, int(box[0] - 0.25 * high)), min(image.shape[1], int(box[2] + 0.25 * high) + 1)
    top, bottom = max(0, int(box[1] - 0.05 * high)), min(image.shape[0], int(box[3] + 0.05 * high) + 1)
    if x1 - x0 < 4 or bottom - top < 4:
        return None
    result = _engine()(image[top:bottom, x0:x1], use_det=False, use_cls=False, return_word_box=True)
    if not result or not result.txts or not result.txts[0].strip() or result.scores[0] < MIN_SCORE:
        return None
    info = result.word_results[0]
    words = [c for word in info.words for c in word]
    columns = [col for cols in info.word_cols for col in cols]
    step = (x1 - x0) / max(1.0, float(info.line_txt_len))
    spots = []
    for c, col, value in zip(words, columns, info.confs, strict=False):
        half = (0.45 if is_wide(c) else 0.25) * 0.75 * high
        centre = x0 + (col + 0.5) * step
        spots.append((c, centre - half, centre + half, float(value)))
    return Reading(tuple(spots), float(x0), float(box[1]), float(x1), float(box[3])) if spots else None


def complete(image: Any, readings: list[Reading], rules: Sequence[Box]) -> tuple[list[Reading], list[Box]]:
    """The readings with what the first look left out, and the boxes of ink that nobody can read.

    一、 before 《… was left out: its ink stands beside a line, and the line is read again with it.
    """
    found = list(readings)
    unread: list[Box] = []
    for box in unread_ink(image, readings, rules):
        line = next((i for i, r in enumerate(found) if _beside(box, r)), None)
        if line is not None:
            old = found[line]
            union = (min(box[0], old.x0), old.top, max(box[2], old.x1), old.bottom)
            again = read_crop(image, union)
            if again is not None and _contains(again, old):
                found[line] = again
                continue
        alone = read_crop(image, box)
        if alone is not None and _mean(alone) >= DISPUTED:
            found.append(alone)
        elif _is_text_sized(box, readings):
            unread.append(box)
    return found, unread


def _beside(box: Box, reading: Reading) -> bool:
    high = reading.bottom - reading.top
    middle = (box[1] + box[3]) / 2
    gap = max(box[0] - reading.x1, reading.x0 - box[2])
    return reading.top - 0.1 * high < middle < reading.bottom + 0.1 * high and gap < 1.2 * high


def _contains(new: Reading, old: Reading) -> bool:
    """Whether the longer reading has nearly all of the shorter one's characters in order."""
    rest = iter(spot[0] for spot in new.chars)
    hits = sum(1 for spot in old.chars if any(spot[0] == c for c in rest))
    return len(new.chars) > len(old.chars) and hits >= 0.9 * len(old.chars)


def _is_text_sized(box: Box, readings: Sequence[Reading]) -> bool:
    usual = median(r.bottom - r.top for r in readings) if readings else 40.0
    return 0.3 * usual < box[3] - box[1] < 3 * usual and box[2] - box[0] > 0.15 * usual


def unread_ink(image: Any, readings: Sequence[Reading], rules: Sequence[Box]) -> list[Box]:
    """Boxes around ink that belongs to no line and no rule; specks and the page's edges are left out."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 25)
    unit = image.shape[1] / 1655
    for r in readings:
        high = r.bottom - r.top
        cv2.rectangle(
            ink,
            (int(r.x0 - 0.15 * high), int(r.top - 0.05 * high)),
            (int(r.x1 + 0.15 * high), int(r.bottom + 0.05 * high)),
            0,
            -1,
        )
    for x0, top, x1, bottom in rules:
        cv2.rectangle(ink, (int(x0 - 4), int(top - 4)), (int(x1 + 4), int(bottom + 4)), 0, -1)
    edge = int(0.02 * image.shape[1])
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for i in range(1, count):
        x, y, w, h, area = stats[i]
        if area < SPECK * unit * unit or (w > 0.2 * image.shape[1] and h > 0.1 * image.shape[0]):
            part = ink[y : y + h, x : x + w]
            part[labels[y : y + h, x : x + w] == i] = 0
    reach = max(3, int(18 * unit))
    blots = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(blots, connectivity=8)
    boxes = []
    for x, y, w, h, _ in stats[1:count]:
        amount = int((ink[y : y + h, x : x + w] > 0).sum())
        if amount >= 3 * SPECK * unit * unit:
            pad = reach / 2
            boxes.append(
                (float(x) + pad - 6, float(y) + pad - 8, float(x + w) - pad + 6, float(y + h) - pad + 8)
            )
    return joined_boxes(boxes)[:MAX_BLOTS]


def joined_boxes(boxes: Sequence[Box]) -> list[Box]:
    """Boxes side by side as one: the characters of a line that was left out as a whole.

    >>> joined_boxes([(0, 0, 20, 20), (30, 2, 50, 20), (0, 60, 20, 80)])
    [(0, 0, 50, 20), (0, 60, 20, 80)]
    """
    lines: list[Box] = []
    for box in sorted(boxes, key=lambda b: b[0]):
        for i, line in enumerate(lines):
            high = max(box[3] - box[1], line[3] - line[1])
            shared = min(box[3], line[3]) - max(box[1], line[1])
            if shared > 0.5 * min(box[3] - box[1], line[3] - line[1]) and box[0] - line[2] < 1.2 * high:
                lines[i] = (line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
                break
        else:
            lines.append(box)
    return sorted(lines, key=lambda b: (b[1], b[0]))


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
