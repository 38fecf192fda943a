"""What page borders leave inside a flattened table: page numbers, the title once more, 续表.

These lines belong to no row. What is not surely one of them stays with the cells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from ..text import lazy, squeeze
from .heading_lines import Line

_PAGE = lazy(r"-\d{1,4}-|·\d{1,4}·|第\d{1,4}页[,/]?(?:共\d{1,4}页)?|第\d{1,4}页/共\d{1,4}页")
_OF_PAGES = lazy(r"(\d{1,3})/(\d{1,3})")
_CONTINUED = lazy(r"[(\[]?续(?:表|前表|上表|上页)?[\d一二三四五六七八九十]{0,3}[)\]]?|[(\[]?接上[表页][)\]]?")
_CONTINUED_END = lazy(r"[(\[]?续(?:表)?[\d一二三四五六七八九十]{0,2}[)\]]?$")
_LONG_TITLE = 5  # a shorter one may be a category too


def is_border(text: str, titles: Collection[str]) -> bool:
    """Whether a paragraph between two parts of a table is a page number, 续表, or a title of the table again.

    >>> is_border("— 3 —", ()), is_border("任务分解表（续）", {"任务分解表"}), is_border("附件2", ())
    (True, True, False)
    """
    key = squeeze(text) if len(text) <= 80 else ""
    if not key:
        return False
    if any(pattern.fullmatch(key) for pattern in (_PAGE, _CONTINUED, _OF_PAGES)):
        return True
    return _CONTINUED_END.sub("", key) in titles


def border_lines(stream: Sequence[Line]) -> set[int]:
    """Indexes of the lines that are page numbers or 续表.

    >>> from ..model import Words
    >>> lines = [Line(n, Words(t), 0) for n, t in enumerate(["区水利局", "— 3 —", "（续表）", "3/40", "12"])]
    >>> sorted(border_lines(lines))
    [1, 2, 3]
    """
    keys = [squeeze(line.text) if len(line.text) <= 40 else "" for line in stream]
    found = {i for i, key in enumerate(keys) if _PAGE.fullmatch(key) or _CONTINUED.fullmatch(key)}
    return found | _of_pages(keys, found)


def titles_again(
    stream: Sequence[Line], start: int, end: int, titles: Collection[str], borders: Collection[int]
) -> set[int]:
    """The lines start..end (exclusive) that print a title of the table again: 任务分解表, 任务分解表（续）.

    A short title may be a category too; it counts beside another border only.
    """
    found: set[int] = set()
    for i in range(start, end):
        if len(stream[i].text) > 80:
            continue
        key = squeeze(stream[i].text)
        stem = _CONTINUED_END.sub("", key)
        if stem in titles and (
            stem != key or len(key) >= _LONG_TITLE or i - 1 in borders or i + 1 in borders
        ):
            found.add(i)
    return found


def _of_pages(keys: Sequence[str], borders: Collection[int]) -> set[int]:
    """2/9, 3/9, … where they count up, or beside another border."""
    found: set[int] = set()
    of: dict[str, list[tuple[int, int]]] = {}
    for i, key in enumerate(keys):
        if len(key) <= 7 and (match := _OF_PAGES.fullmatch(key)):
            of.setdefault(match[2], []).append((i, int(match[1])))
    for count, pages in of.items():
        rising = all(b == a + 1 for (_, a), (_, b) in pairwise(pages)) and pages[-1][1] <= int(count)
        if rising and len(pages) > 1:
            found.update(i for i, _ in pages)
        elif rising:
            found.update(i for i, _ in pages if i - 1 in borders or i + 1 in borders)
    return found
