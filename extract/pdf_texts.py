"""Lines of one column of a table without rules, and what their words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..lightclass import dataclass
from ..text import is_wide
from .pdf_page import Run, group_lines, make_run

GAP = 0.3  # of the size: white inside a run that may part two columns
TOUCHING = 0.1  # of the size
WIDE_GAP = 0.15  # between two Chinese characters

_NUMBERISH = re.compile(
    r"""(?=\D{0,4}\d) [<>＜＞≤≥≦≧~～约]? [\d.,，%％+\-–—―/／\[\]〔〕（）()年*×]+ (?:以上|以下|左右)? | [-–—―/／]+""",
    re.VERBOSE,
)
_ORDINAL = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Text:
    """One line of one column: its runs, where it stands, its words without blanks."""

    runs: tuple[Run, ...]
    middle: float
    words: str


def texts_of(runs: Sequence[Run]) -> list[Text]:
    """The lines that the runs of one column make, from top to bottom."""
    texts = []
    for line in group_lines(runs):
        main = max(line, key=lambda run: run.size)
        words = "".join(c.text for run in line for c in run.chars if not c.text.isspace())
        texts.append(Text(tuple(line), main.middle, words))
    return texts


def joined(line: Sequence[Run]) -> list[Run]:
    """The runs of a line, those that touch or overlap as one: quotes of another font, drawn beside their place."""
    runs: list[Run] = []
    for run in line:
        if runs and run.x0 <= runs[-1].x1 + TOUCHING * run.size:
            runs[-1] = make_run((*runs[-1].chars, *run.chars))
        else:
            runs.append(run)
    return runs


def is_number(words: str) -> bool:
    """Whether a line is a number or a dash, the only line of its cell: 348[2], 100.0, >330, —, 2021—2025."""
    return bool(_NUMBERISH.fullmatch(words))


def is_running(texts: Sequence[Text]) -> bool:
    """Whether the lines are the numbers of rows that follow each other: 7, 8, 9."""
    if not all(_ORDINAL.fullmatch(t.words) for t in texts):
        return False
    values = [int(t.words) for t in texts]
    return all(b == a + 1 for a, b in pairwise(values))


def inked(run: Run) -> list[tuple[float, float]]:
    """The stretches of a run between its gaps: a cell that ends near the next column runs into it.

    Two Chinese characters stand close; a Latin one beside them has a quarter of the size, as in 年 2022.
    """
    spans: list[tuple[float, float]] = []
    last = ""
    for char in run.chars:
        if char.text.isspace():
            continue
        room = WIDE_GAP if last and is_wide(last) and is_wide(char.text) else GAP
        if spans and char.x0 - spans[-1][1] < room * run.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], char.x1))
        else:
            spans.append((char.x0, char.x1))
        last = char.text
    return spans
