"""The page that PDF, OFD and OCR readers share: characters and rules with positions, and lines made of them.

Lengths are points (1/72 inch); x runs to the right and y down from the top left corner of the page as shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..lightclass import dataclass
from ..text import is_wide

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

SAME_LINE = 0.5  # of the size: Word's superscripts are raised by 0.33, lines lie 0.9 or more apart
RUN_GAP = 0.6  # of the size: Writer puts 0.25 between 年 and 2022; cells lie 0.9 or more apart
LATIN_GAP = 0.18  # of the size: the narrowest blank of common Latin fonts is 0.2
TAB_GAP = 1.2  # of the size: a blank between two Chinese characters only where one was left open
SMALL = 0.78  # of the size of the neighbours: Word's superscripts are 0.58 to 0.65, a smaller font 0.9
RAISED = 0.12  # of the size: a superscript stands higher by 0.33, a subscript lower by 0.14 or more


class Char(NamedTuple):
    """One character: its advance box, baseline and size; `part` counts the text objects of the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    confidence: float | None = None


# A character in the page's own coordinates (y upwards), before it is turned into the reading frame:
# text, left, bottom, right, top, x and y of its origin, size, angle. A plain tuple: there are 1,000 a page.
Glyph = tuple[str, float, float, float, float, float, float, float, int]


class Rule(NamedTuple):
    """A thin straight line; horizontal if it is wider than high."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other on one baseline without a wide gap."""

    chars: tuple[Char, ...]
    x0: float
    x1: float
    base: float
    size: float
    plain: str = ""  # the text, where all characters stand close, on one baseline and in one size

    @property
    def top(self) -> float:
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.12 * self.size

    @property
    def middle(self) -> float:
        return self.base - 0.38 * self.size


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one baseline, from left to right, and their text."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    confidence: float | None = None
    first_width: float = 0.0  # width of what cannot be broken at the start: a Chinese character, a word

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: characters in the order of the file, rules, and what stands on it unseen."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    turn: int = 0  # degrees by which the reading frame is turned clockwise against the page as shown
    hidden: str = ""  # invisible text
    unmapped: int = 0  # glyphs for which the file gives no character
    image_share: float = 0.0  # share of the page that its largest picture covers
    aside: tuple[tuple[str, Box], ...] = ()  # slanted text: stamps, watermarks
    skew: float = 0.0  # degrees by which the reading frame is turned counter-clockwise: scans


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


# --------------------------------------------------------------------------------------------------
# Characters to runs


def make_run(chars: Sequence[Char]) -> Run:
    """A run of at least one character; its baseline and size are those of its largest characters."""
    main = max(chars, key=lambda char: char.size)
    return Run(tuple(chars), min(c.x0 for c in chars), max(c.x1 for c in chars), main.base, main.size)


def runs_of(chars: Iterable[Char]) -> list[Run]:
    """Cut the characters, in the order of the file, where the baseline changes or a gap opens."""
    runs: list[Run] = []
    current: list[Char] = []
    base = size = end = 0.0
    plain = True
    for char in chars:
        _, x0, x1, own_base, own_size, _ = char
        if current:
            limit = size if size > own_size else own_size
            gap = x0 - end
            rise = own_base - base
            if (
                gap > RUN_GAP * limit
                or gap < -0.5 * limit
                or not -SAME_LINE * limit <= rise <= SAME_LINE * limit
            ):
                _close(runs, current, plain)
                current, plain = [char], True
                base, size = own_base, own_size
            else:
                if gap > LATIN_GAP * limit or rise or own_size != size:
                    plain = False
                    if own_size > size:
                        base, size = own_base, own_size
                current.append(char)
        else:
            current.append(char)
            base, size = own_base, own_size
        end = x1
    _close(runs, current, plain)
    return runs


def _close(runs: list[Run], current: list[Char], plain: bool) -> None:
    """Blanks at the ends of a run are no ink."""
    start, end = 0, len(current)
    while start < end and current[start].text.isspace():
        start += 1
    while end > start and current[end - 1].text.isspace():
        end -= 1
    if start == end:
        return
    inked = current[start:end] if end - start < len(current) else current
    if plain:
        first = inked[0]
        text = "".join([char.text for char in inked])
        runs.append(Run(tuple(inked), first.x0, inked[-1].x1, first.base, first.size, text))
    else:
        runs.append(make_run(inked))


# --------------------------------------------------------------------------------------------------
# Runs to lines


def group_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on (nearly) one baseline together, lines from top to bottom, runs from left to right."""
    lines: list[list[Run]] = []
    anchor: Run | None = None
    for run in sorted(runs, key=lambda r: (r.base, r.x0)):
        if anchor is not None and abs(run.base - anchor.base) <= SAME_LINE * max(run.size, anchor.size):
            lines[-1].append(run)
            if run.size > anchor.size:
                anchor = run
        else:
            lines.append([run])
            anchor = run
    for line in lines:
        line.sort(key=lambda r: r.x0)
    return lines


def make_line(runs: Sequence[Run]) -> Line:
    """One line of text out of runs that stand on one baseline, from left to right."""
    main = runs[0] if len(runs) == 1 else max(runs, key=lambda run: (run.size, run.x1 - run.x0))
    chars: list[Char] = []
    doubled = False
    end = 0.0
    for run in runs:
        doubled = doubled or bool(chars and run.x0 < end - 0.3 * run.size)
        chars.extend(run.chars)
        end = max(end, run.x1)
    if doubled:
        chars = _undouble(sorted(chars, key=lambda c: c.x0))
    if not doubled and len(runs) == 1 and main.plain:
        text = main.plain
    else:
        text = chars_text(chars, main.base, main.size)
    values = [c.confidence for c in chars if c.confidence is not None]
    return Line(
        text,
        min([r.x0 for r in runs]),
        min([r.top for r in runs]),
        max([r.x1 for r in runs]),
        max([r.bottom for r in runs]),
        main.base,
        main.size,
        min(values) if values else None,
        _first_width(chars),
    )


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The lines that the runs make, from top to bottom; lines of blanks alone are left out."""
    lines = [make_line(group) for group in group_lines(runs)]
    return [line for line in lines if line.text]


def _undouble(chars: list[Char]) -> list[Char]:
    """Bold made by printing twice, a little shifted: each character once."""
    kept: list[Char] = []
    for char in chars:
        twin = any(
            other.text == char.text
            and abs(other.x0 - char.x0) < 0.2 * char.size
            and abs(other.base - char.base) < 0.2 * char.size
            for other in kept[-3:]
        )
        if not twin:
            kept.append(char)
    return kept


_OPENERS = frozenset("（《〔【「『〈(")
_CLOSERS = frozenset("，。、；：？！）》〕】」』〉),.;:?!%％—…")
_QUOTES = frozenset("“”‘’")  # Unicode line breaking class QU: no break on either side, as Writer does


def _first_width(chars: Sequence[Char]) -> float:
    """Width of what no line break may cut at the start: （2021, 《重, 施；, 经”后，"""
    state = "glue"  # what comes next belongs to it in any case
    end = chars[0].x1
    for char in chars:
        mark = char.text
        if state == "wide" and mark not in _CLOSERS and mark not in _QUOTES:
            break
        if state == "word" and mark.isspace():
            break
        if state == "word" and is_wide(mark) and mark not in _CLOSERS and mark not in _QUOTES:
            break
        if mark in _OPENERS or mark in _QUOTES:
            state = "glue"
        else:
            state = "wide" if is_wide(mark) else "word"
        end = char.x1
    return end - chars[0].x0


_SUPER = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTABLE = re.compile(r"[+\-−]?[0-9]+[+\-−]?")


def chars_text(chars: Sequence[Char], base: float, size: float) -> str:
    """The text of one line: blanks only where the page has them, small raised digits as ³, lowered as ₂.

    Raised notes keep their brackets and size: 348[2] stays 348[2].
    """
    parts: list[str] = []
    shifted: list[str] = []
    shift = 0
    last: Char | None = None
    for char in chars:
        level = _level(char, base, size)
        if level != shift or level == 0:
            _flush(parts, shifted, shift)
            shifted, shift = [], level
        blank = last is not None and _blank_between(last, char)
        if level == 0:
            if blank and parts and not parts[-1].endswith(" "):
                parts.append(" ")
            parts.append(char.text)
        else:
            shifted.append(char.text)
        last = char
    _flush(parts, shifted, shift)
    return "".join(parts).strip()


def _level(char: Char, base: float, size: float) -> int:
    if char.size > SMALL * size or char.text.isspace():
        return 0
    if base - char.base > RAISED * size:
        return 1
    return -1 if char.base - base > 0.5 * RAISED * size else 0


def _flush(parts: list[str], shifted: list[str], shift: int) -> None:
    text = "".join(shifted)
    if text and _SHIFTABLE.fullmatch(text):
        text = text.translate(_SUPER if shift > 0 else _SUB)
    if text:
        parts.append(text)


def _blank_between(left: Char, right: Char) -> bool:
    if left.text.isspace() or right.text.isspace():
        return False
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if is_wide(left.text) or is_wide(right.text):
        return gap > TAB_GAP * size
    return gap > LATIN_GAP * size
