"""The headings of a table that was copied line by line: 序号, 任务, 牵头单位 on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..lightclass import dataclass
from ..model import Block, Column, Finding, Words
from ..text import fold, squeeze
from .celltypes import looks_like_organisations
from .columns import build_columns
from .spanned import spanned_columns
from .vocabulary import HeaderMatch, choose_kind, match_header

LABELS = frozenset(("category", "category2", "group"))
_MOST_HEADINGS = 24
_LONGEST_HEADING = 24  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the stream: its block, words and the blank lines before it."""

    block: int
    words: Words
    blank_before: int

    @property
    def text(self) -> str:
        return self.words.text


@dataclass(frozen=True, slots=True)
class HeaderRun:
    """Lines start..end (exclusive, indexes of the stream) that are the headings of one table."""

    start: int
    end: int
    kind: str
    columns: tuple[Column, ...]
    others: tuple[tuple[str, tuple[Column, ...]], ...] = ()  # kind and columns if it is a header of two rows

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(squeeze(c.header.text) for c in self.columns)


def header_runs(lines: Sequence[Line], unread: list[tuple[int, int]] | None = None) -> list[HeaderRun]:
    """All runs of three or more headings that make a known kind of table.

    `unread` takes (start, end) of headings that make a table by their words and yet could not be read as one.
    """
    runs: list[HeaderRun] = []
    known: dict[tuple[str, ...], HeaderRun] = {}
    i = 0
    while i < len(lines):
        run = _repeat_at(lines, i, known) or _run_at(lines, i, known)
        if run is not None:
            runs.append(run)
            known.setdefault(_line_key(lines, run.start, run.end), run)
            i = run.end
        else:
            if unread is not None and (end := _headings_end(lines, i)) > max(
                i, unread[-1][1] if unread else 0
            ):
                unread.append((i, end))
            i += 1
    if unread:
        unread[:] = [u for u in unread if not any(r.start < u[1] and u[0] < r.end for r in runs)]
    return runs


def headings_alone(
    code: str, start: int, end: int, stream: Sequence[Line], blocks: Sequence[Block]
) -> Finding:
    """A finding for the lines start..end, which are headings of a table without rows."""
    lines = stream[start:end]
    raw = " | ".join(squeeze(line.text) for line in lines)
    return Finding(
        "info", code, field="row", raw=raw, places=tuple(blocks[line.block].place for line in lines)
    )


def _headings_end(lines: Sequence[Line], start: int) -> int:
    """The end of three or more known headings that are followed by further lines, else `start`."""
    matches: list[HeaderMatch | None] = []
    for line in lines[start : start + _MOST_HEADINGS]:
        found = match_header(line.text) if len(line.text) <= _LONGEST_HEADING else None
        if found is None:
            break
        matches.append(found)
    end = start + len(matches)
    return end if len(matches) >= 3 and end < len(lines) and choose_kind(matches) else start


def _line_key(lines: Sequence[Line], start: int, end: int) -> tuple[str, ...]:
    return tuple(squeeze(x.text) for x in lines[start:end])


def _repeat_at(lines: Sequence[Line], i: int, known: Mapping[tuple[str, ...], HeaderRun]) -> HeaderRun | None:
    """The same header lines once more (printed again after a page break)."""
    for key, run in known.items():
        if squeeze(lines[i].text) == key[0] and _line_key(lines, i, i + len(key)) == key:
            return replace(run, start=i, end=i + len(key))
    return None


def _run_at(
    lines: Sequence[Line], start: int, known: Mapping[tuple[str, ...], HeaderRun]
) -> HeaderRun | None:
    if match_header(lines[start].text) is None:
        return None
    cells: list[list[Line]] = []
    unknown_at: list[int] = []
    i = start
    while i < len(lines) and len(cells) <= _MOST_HEADINGS:
        text = lines[i].text
        flat = fold(text).strip()
        if len(flat) > _LONGEST_HEADING or _repeat_at(lines, i, known) is not None:
            break
        joined = cells and not _stands_alone(text) and match_header("".join(x.text for x in cells[-1]) + text)
        if match_header(text) is not None and not flat.startswith("("):
            # 2025年 + 目标值: two lines of one heading, unless both stand alone as well
            cells.append([lines[i]])
        elif cells and (joined or (re.fullmatch(r"\(?[^()]{1,12}\)?", flat) and flat.startswith("("))):
            cells[-1].append(lines[i])
        elif cells and _may_be_unknown_heading(lines, i) and len(unknown_at) < 2:
            unknown_at.append(len(cells))
            cells.append([lines[i]])
        else:
            break
        i += 1
    while unknown_at and unknown_at[-1] == len(cells) - 1:
        i -= len(cells.pop())
        unknown_at.pop()
    if len(cells) - len(unknown_at) < 3 or i >= len(lines):
        return None
    headers = [_join([x.words for x in cell]) for cell in cells]
    keys = [squeeze(h.text) for h in headers]
    others = tuple(spanned_columns(headers)) if len(headers) > 3 else ()
    if len(set(keys)) < len(keys) and others:  # 责任单位 over 牵头单位 and 责任单位
        kind, columns = others[0]
        return HeaderRun(start, i, kind, columns, others[1:])
    if len(set(keys)) < len(keys):
        cut = next(n for n, key in enumerate(keys) if key in keys[:n])
        if cut < 3:
            return None
        i = start + sum(len(c) for c in cells[:cut])
        headers, others = headers[:cut], ()
    kind, columns = build_columns(headers)
    if kind is None:
        return None
    first = _first_true_heading(columns)
    if first:  # 2024年底 and 新增 are the last cells of the table above, not headings before 序号
        return _run_at(lines, start + sum(len(c) for c in cells[:first]), known)
    return HeaderRun(start, i, kind, columns, others)


def _stands_alone(text: str) -> bool:
    """2025年形象进度, 总计（11个）: no second line of the heading above (2025年计划投资)."""
    return squeeze(text).startswith(("20", "合计", "总计", "汇总", "小计", "共计"))


def _first_true_heading(columns: Sequence[Column]) -> int:
    """Only categories stand before the running number."""
    no = next((i for i, c in enumerate(columns) if c.role == "no"), 0)
    wrong = [i for i in range(no) if columns[i].role not in LABELS]
    return wrong[-1] + 1 if wrong else 0


def _may_be_unknown_heading(lines: Sequence[Line], i: int) -> bool:
    """A short word or two between two known headings (考核频次 between 责任单位 and 备注) are headings too."""
    if not _like_heading(lines[i].text) or i + 1 >= len(lines):
        return False
    following = lines[i + 1].text
    if match_header(following) is not None:
        return True
    return _like_heading(following) and i + 2 < len(lines) and match_header(lines[i + 2].text) is not None


def _like_heading(words: str) -> bool:
    text = fold(words).strip()
    if not 2 <= len(text) <= 8 or re.search(r"[\d、,。;:%]", text):
        return False
    # 工作专班 may head a column, 区水利局 not
    return not (looks_like_organisations(text) and text[0] in "区县市州旗省各")


def _join(words: Sequence[Words]) -> Words:
    if len(words) == 1:
        return words[0]
    return Words("".join(w.text for w in words), tuple(p for w in words for p in w.pieces))
