"""Find the header of a grid: one to three rows, below title rows, with the unit row above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lightclass import dataclass
from ..model import Column, Words
from ..text import fold, lazy, squeeze
from .columns import build_columns, heading_matches
from .grid import GridRow
from .vocabulary import choose_kind, match_header

SEARCH_ROWS = 12  # title rows, notes and unit rows above a header: never seen more than six
_TABLE_UNIT = lazy(r"单位:\s*([^\s,;()]{1,12})")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (rows first..last of the grid), what it makes, and how sure it is."""

    first: int
    last: int
    kind: str | None
    columns: tuple[Column, ...]
    matched: int

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(squeeze(c.header.text) for c in self.columns)


def table_unit(text: str) -> str:
    """单位：亿元 -> 亿元, "" if it says nothing of a unit.

    >>> table_unit("单位：亿元、公顷"), table_unit("责任单位：区水利局")
    ('亿元、公顷', '')
    """
    flat = fold(text)
    found = _TABLE_UNIT.search(flat)
    if found is None or (found.start() and flat[found.start() - 1] not in " (\t"):
        return ""
    return found.group(1)


def find_header(rows: Sequence[GridRow]) -> Header | None:
    """The first rows that read as a header of a known kind."""
    for first in range(min(SEARCH_ROWS, len(rows))):
        found = _header_at(rows, first)
        if found is not None:
            return found
    return None


def _header_at(rows: Sequence[GridRow], first: int) -> Header | None:
    best: Header | None = None
    shown: list[GridRow] = []
    for last in range(first, min(first + 3, len(rows))):
        if last > first:
            opened = _opened(rows[last - 1], rows[last])
            if opened is not None:
                shown[-1] = opened
            elif not _continues_header(rows, first, last):
                break
        shown.append(rows[last])
        labels = _labels(shown)
        header = _judge(labels, first, last)
        if header is not None and (best is None or header.matched >= best.matched or _is_below(rows[last])):
            best = header
    return best


def _judge(labels: list[Words], first: int, last: int) -> Header | None:
    matches = heading_matches(labels)
    named = [m for m in matches if m is not None]
    words = sum(1 for w in labels if w)
    if len(named) < 2 or len(named) * 2 < words or choose_kind(matches) is None:
        return None
    if any(len(w.text) > 40 for w in labels):
        return None
    kind, columns = build_columns(labels)
    return Header(first, last, kind, columns, len(named))


def _continues_header(rows: Sequence[GridRow], first: int, row: int) -> bool:
    """Whether a row goes on with the header above: under a spanning heading, or beside merged ones.

    目标值 over 2023年 | 2024年 | 2025年, with 序号 and 指标 merged downwards.
    """
    above, this = rows[row - 1], rows[row]
    if any(len(w.text) > 25 for i, w in enumerate(this.cells) if w and i not in this.filled):
        return False
    spans = [i for i, width in enumerate(above.widths) if width > 1 and above.cells[i]]
    if not spans or len(above.own()) == 1:
        return bool(this.filled) and all(i in this.filled or not w for i, w in enumerate(this.cells))
    covered = {c for i in spans for c in range(i, i + above.widths[i])}
    own = set(this.own())
    return bool(own) and own <= covered


def _opened(above: GridRow, this: GridRow) -> GridRow | None:
    """The row above with its headings spread over the empty cells behind them, where a row fills just these.

    Text and CSV have no merged cells: 序号 | 规划目标 | (empty) | 备注 over (empty) | 2025年 | 2027年 | (empty).
    """
    own = this.own()
    if len(own) < 2 or any(width != 1 for width in above.widths):
        return None
    widths = list(above.widths)
    covered: list[int] = []
    for start in own:
        end = start + 1
        while end < len(widths) and above.cells[end] is not None and not above.cells[end]:
            end += 1
        if end - start > 1 and above.cells[start]:
            widths[start:end] = [end - start, *[0] * (end - start - 1)]
            covered.extend(range(start, end))
    if covered != own or not all(_is_subheading(this.cells[i], own[0] == 0) for i in own):
        return None
    return replace(above, widths=tuple(widths))


def _is_below(row: GridRow) -> bool:
    """Whether a row that may go on with the header holds two or more words that can head columns, and nothing else."""
    own = row.own()
    return len(own) > 1 and all(_is_subheading(row.cells[i], own[0] == 0) for i in own)


def _is_subheading(words: Words | None, first: bool) -> bool:
    """Whether the words may stand under a spanning heading; below the first heading only what is known."""
    text = words.text if words else ""
    known = match_header(text) is not None
    return known or (not first and len(text) <= 12 and not any(c.isdigit() for c in text))


def _labels(rows: Sequence[GridRow]) -> list[Words]:
    """One heading a column: the words above each other, a spanning heading given to all its columns."""
    width = len(rows[0].cells)
    labels: list[Words] = []
    for col in range(width):
        parts: list[Words] = []
        for row in rows:
            words = _covering(row, col)
            if words and words not in parts:
                parts.append(words)
        labels.append(merge_label(parts))
    return labels


def _covering(row: GridRow, col: int) -> Words | None:
    for start in range(col, -1, -1):
        if row.widths[start] and start + row.widths[start] > col:
            return row.cells[start]
    return row.cells[col]


def merge_label(parts: list[Words]) -> Words:
    """One heading of the words above each other: 目标值 over 2023年 is 2023年目标值."""
    if not parts:
        return Words()
    if len(parts) == 1:
        return parts[0]
    pieces = tuple(piece for part in parts for piece in part.pieces)
    last, whole = parts[-1].text, "".join(part.text for part in parts)
    # 目标值 + 2023年 -> 2023年目标值; 责任单位 + 牵头部门 -> 牵头部门
    own = match_header(last)
    if own is not None and own.year is None:
        return Words(last, pieces)
    for text in (last + parts[0].text, whole, last):
        if match_header(text) is not None:
            return Words(text, pieces)
    return Words(whole, pieces)
