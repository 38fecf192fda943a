"""The columns of a table without rules: the white that runs through all its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .pdf_page import Char, Run, group_lines, make_run
from .pdf_texts import inked

RIVER = 0.3  # of the size: the white between two columns; cells have 0.5 on each side in Word
CROSSING = 0.03  # of the lines may run across the white: heads over two columns
BESIDE = 0.6  # of the size: lines nearer than this stand beside each other
MANY_LINES = 20  # in which one that crosses the white says nothing
PEAK = 4  # times the cover of the whites on both sides: a column with few texts
MIN_TEXTS = 2  # of a column between two whites


def column_borders(runs: Sequence[Run], x0: float, x1: float) -> list[float]:
    """Where one column ends and the next begins, outer borders included."""
    size = median(run.size for run in runs)
    lines = group_lines(runs)
    head = _cover([run for line in lines if line[0].base < lines[0][0].base + size for run in line], x0, x1)
    cover = _cover(_in_columns(lines, x0, x1), x0, x1)
    found = [
        (first, last)
        for start, end in _quiet(cover, max(1.0, CROSSING * len(lines)))
        for first, last in _rivers(cover, head, start, end, 2 * RIVER * size)
        if first > 0 and last < len(cover)
    ]
    return [x0, *(x0 + (first + last - 1) / 4 for first, last in found), x1]


def known_borders(
    runs: Sequence[Run], x0: float, x1: float, columns: Sequence[tuple[float, float]]
) -> list[float] | None:
    """The borders where the columns of the page before are known, None if they do not hold here.

    One page may show too few texts of a column, or only short ones.
    """
    lines = group_lines(runs)
    limit = max(1.0, CROSSING * len(lines))
    cover = _cover(_in_columns(lines, x0, x1), x0, x1)
    borders = [x0]
    for left, right in pairwise(columns):
        start, end = int((left[1] - x0) * 2) + 1, int((right[0] - x0) * 2)
        if end <= start or min(cover[start:end]) > limit:
            return None
        first, last = max(_runs_of_least(cover, start, end, min(cover[start:end])), key=lambda r: r[1] - r[0])
        borders.append(x0 + (first + last - 1) / 4)
    return [*borders, x1]


def without_halves(runs: Sequence[Run], borders: Sequence[float]) -> list[float]:
    """The borders without those between a head and its own texts: 未完成数 centred above, 0 on the left."""
    lines = group_lines(runs)
    size = lines[0][0].size
    held: list[list[float]] = [[] for _ in borders[1:]]
    for run in runs:
        first, last = touched(run, borders)
        if first == last:
            held[first].append(run.base)

    def is_head(head: Sequence[float], texts: Sequence[float]) -> bool:
        return (
            bool(head and texts) and min(head) < lines[0][0].base + size and max(head) < min(texts) - size / 2
        )

    kept = [borders[0]]
    c = 1
    while c < len(held):
        if is_head(held[c - 1], held[c]) or is_head(held[c], held[c - 1]):
            c += 1  # the column after the pair keeps its border
        if c < len(held):
            kept.append(borders[c])
        c += 1
    return [*kept, borders[-1]]


def _in_columns(lines: Sequence[Sequence[Run]], x0: float, x1: float) -> list[Run]:
    """All runs but those that are alone at their height and cross a white: section rows."""
    lone: list[Run] = []
    beside: list[Run] = []
    for i, line in enumerate(lines):
        near = BESIDE * line[0].size
        alone = len(line) == 1 and not any(
            abs(lines[k][0].base - line[0].base) < near for k in (i - 1, i + 1) if 0 <= k < len(lines)
        )
        (lone if alone else beside).extend(line)
    cover = _cover(beside, x0, x1)
    few = round(2 * CROSSING * len(lines)) if len(lines) >= MANY_LINES else 0  # 总计（11个） over two columns
    whites = [(a / 2 + x0, b / 2 + x0) for a, b in _runs_of_least(cover, 0, len(cover), few)]
    inner = [(a, b) for a, b in whites if a > x0 and b < x0 + len(cover) / 2 - 1]
    kept = [run for run in lone if not any(run.x0 < a and b < run.x1 for a, b in inner)]
    return [*beside, *kept]


def _cover(runs: Sequence[Run], x0: float, x1: float) -> list[int]:
    """How many texts stand at each half point of the width."""
    cover = [0] * (int(x1 - x0) * 2 + 3)
    for run in runs:
        for lo, hi in inked(run):
            for x in range(max(0, int((lo - x0) * 2)), min(len(cover), int((hi - x0) * 2) + 1)):
                cover[x] += 1
    return cover


def _rivers(
    cover: Sequence[int], head: Sequence[int], start: int, end: int, width: float
) -> Iterator[tuple[int, int]]:
    """The whites in a quiet stretch: one, or several with columns between that have few texts.

    Running numbers of long rows stand on one line in ten; a column of notes may have its head alone.
    Between two whites of cover 1 a column has 4 texts or more.
    """
    least = min(cover[start:end])
    whites = [(a, b) for a, b in _runs_of_least(cover, start, end, least) if b - a >= width]
    joined: list[tuple[int, int]] = []
    for white in whites:
        between = slice(joined[-1][1], white[0]) if joined else slice(0)
        texts = max((a + b for a, b in zip(cover[between], head[between], strict=True)), default=0)
        if joined and texts < max(MIN_TEXTS, PEAK * least):
            joined[-1] = (joined[-1][0], white[1])
        else:
            joined.append(white)
    if not joined and end - start >= width:
        joined = [next(_runs_of_least(cover, start, end, least))]
    yield from joined


def _runs_of_least(cover: Sequence[int], start: int, end: int, least: int) -> Iterator[tuple[int, int]]:
    first = None
    for x in range(start, end + 1):
        if x < end and cover[x] <= least:
            first = x if first is None else first
        elif first is not None:
            yield first, x
            first = None


def cut_at(run: Run, borders: Sequence[float]) -> list[Run]:
    """The run in two where a border lies in a gap between its characters: 下降率（%） 约束."""
    left, right = touched(run, borders)
    if left == right:
        return [run]
    spans = inked(run)
    cuts = {
        (a[1] + b[0]) / 2 for a, b in pairwise(spans) if any(a[1] - 1 <= x <= b[0] + 1 for x in borders[1:-1])
    }
    pieces: list[list[Char]] = [[]]
    for char in run.chars:
        if pieces[-1] and any(pieces[-1][-1].x0 < cut <= char.x0 + 0.01 for cut in cuts):
            pieces.append([])
        pieces[-1].append(char)
    return [make_run(piece) for piece in pieces] if len(pieces) > 1 else [run]


def _quiet(cover: Sequence[int], limit: float) -> Iterator[tuple[int, int]]:
    start = None
    for x, count in enumerate((*cover, len(cover) + limit + 1)):
        if count <= limit:
            start = x if start is None else start
        elif start is not None:
            yield start, x
            start = None


def touched(run: Run, borders: Sequence[float]) -> tuple[int, int]:
    """First and last column that a run stands in."""
    cols = [c for c, (lo, hi) in enumerate(pairwise(borders)) if run.x0 < hi - 1 and run.x1 > lo + 1]
    return (cols[0], cols[-1]) if cols else (0, 0)


def spread(run: Run, first: int, last: int, borders: Sequence[float], line: Sequence[Run]) -> tuple[int, int]:
    """A text alone in its row's left columns and centred on all of them: 汇 总 over category and name."""
    if first == 0 or line[0] is not run:
        return first, last
    middle = (run.x0 + run.x1) / 2
    own = (borders[first] + borders[last + 1]) / 2
    both = (borders[0] + borders[last + 1]) / 2
    size = run.size
    return (0, last) if abs(middle - both) < 0.3 * size and abs(middle - own) > size else (first, last)
