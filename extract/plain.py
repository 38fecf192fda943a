"""Plain text: one paragraph a line, with the blank lines before it; tab- and pipe-separated tables as tables.

Published copies of plans hold flattened tables (one cell a line): those lines stay paragraphs, and the
table engine rebuilds the rows from them. Blank lines are counted because some copies keep an empty cell
as one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ..model import Block, Cell, Document, Finding, Paragraph, Place, SourceError, Table
from ..text import lazy
from .charset import decode

_RULE = lazy(r"^[\s|:+=—-]*$")
_TOC = lazy(r"(?:[.…·．]{3,}\s*\d{1,4}\s*|^[^\t]*\t[ \u3000]*\d{1,4}[ \u3000]*)$")
_SECTION = lazy(r"^(?:[一二三四五六七八九十百]{1,4}、|[(（][一二三四五六七八九十百]{1,4}[)）])[^\t。]{1,40}$")
_HEADING_WORDS = lazy(r"^[^\W\d][^\s。；，、,;]{0,13}(?:\s+[^\s。；，、,;]{1,14}){2,}$")
_OTHER_NUMBER = lazy(r"[A-Za-z]?\d{1,4}(?:[.-]\d{1,3}){0,3}[.、]?")
_PLAIN_NUMBER = lazy(r"(\d{1,4})[.、]?")
_BLANK = " \t\u3000\xa0\ufeff\u200b"


def read(name: str, data: bytes) -> Document:
    """Read a text file. Raises SourceError when nothing but blanks or broken bytes is in it."""
    decoded = decode(data, name=name)
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    blocks = _blocks(lines)
    if not blocks:
        raise SourceError(name, "empty_source")
    return Document(
        name=name,
        media_type="text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(blocks),
        findings=_lost(decoded.replaced, decoded.encoding),
    )


def _lost(count: int, encoding: str) -> tuple[Finding, ...]:
    if not count:
        return ()
    return (Finding("warning", "replaced_characters", params={"count": count, "encoding": encoding}),)


def _blocks(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    blanks = tables = width = 0
    i = 0
    while i < len(lines):
        if not lines[i].strip(_BLANK):
            blanks += 1
            i += 1
            continue
        end, split = _table_at(lines, i, width)
        if end > i:
            tables += 1
            made = _table(lines, i, end, split, tables)
            width = 1 + max(cell.col for cell in made.cells)
            blocks.append(made)
            i = end
        else:
            blocks.append(Paragraph(lines[i].strip(_BLANK), Place(line=i + 1), blank_before=blanks))
            i += 1
        blanks = 0
    return blocks


def _table_at(lines: Sequence[str], start: int, width: int = 0) -> tuple[int, str]:
    """End and separator of a separated table that begins at this line; end == start if there is none.

    `width`: the columns of the table before it; a single line of as many cells goes on with it.
    """
    for mark in ("\t", "|"):
        end = start
        while end < len(lines) and (
            _is_row(lines[end], mark) or (end > start and _is_section(lines, end, mark))
        ):
            end += 1
        rows = [line for line in lines[start:end] if not _RULE.match(line)]
        data = rows if mark == "\t" else [r for r in rows if mark in r]
        if data and _is_table(data, mark, end - start, width):
            return end, mark
    return _spaced_end(lines, start), " "


def _is_section(lines: Sequence[str], i: int, mark: str) -> bool:
    """A numbered heading (or two of them) between rows of separated cells: it is a row of the table."""
    for line in lines[i : i + 3]:
        if not _SECTION.match(line.strip(_BLANK)) or mark in line:
            return _is_row(line, mark)
    return False


def _spaced_end(lines: Sequence[str], start: int) -> int:
    """End of a table whose cells are separated by blanks; start if it is none.

    序号 主要任务 责任单位 / 1 推进… 区水利局: short words as header, then lines of as many words, numbered or at
    least four words wide. A numbered line of more or fewer words leaves open what belongs where: then nothing
    is read as a table.
    """
    heading = lines[start].split()
    width = len(heading)
    if width < 3 or not _HEADING_WORDS.match(lines[start].strip(_BLANK)) or any(w.isdigit() for w in heading):
        return start  # 第 2 页 共 9 页
    end, rows = start + 1, 0
    number: int = 0
    while end < len(lines):
        words = lines[end].split()
        label = next((int(m.group(1)) for w in words[:2] if (m := _PLAIN_NUMBER.fullmatch(w))), None)
        if label is not None and label == number + 1:
            if len(words) != width:
                return start
            number = label
        elif len(words) != width or (width < 4 and not any(_OTHER_NUMBER.fullmatch(w) for w in words[:2])):
            if len(words) != 1 or not _SECTION.match(words[0]):
                if label is not None and len(words) > 2:
                    return start
                break
            rows -= 1
        rows += 1
        end += 1
    while end > start and _SECTION.match(lines[end - 1].strip(_BLANK)):
        end -= 1
    return end if rows >= 2 else start


def _is_row(line: str, mark: str) -> bool:
    return (mark in line.strip(" ") and not _TOC.search(line)) or bool(
        mark == "|" and _RULE.match(line) and "-" in line
    )


def _is_table(rows: Sequence[str], mark: str, taken: int, width: int) -> bool:
    counts = [len(_split(row, mark)) for row in rows]
    if len(rows) == taken == 1 and counts[0] == width >= 3:
        return True
    if mark == "|":
        framed = all(row.strip().startswith("|") and row.strip().endswith("|") for row in rows)
        if len(rows) == 1:  # | 46 | 推进扬尘治理。 | 区住建局 | behind a page border
            cells = [cell.strip() for cell in _split(rows[0], mark)[:2]]
            return framed and counts[0] >= 3 and taken == 1 and any(map(_OTHER_NUMBER.fullmatch, cells))
        return min(counts) >= 2 and (framed or (len(set(counts)) == 1 and counts[0] >= 3))
    if len(rows) == 1:  # 汇总<tab>356<tab>351 cut off from its table
        return counts[0] >= 4 or (taken >= 2 and counts[0] >= 3)
    return max(counts) >= 3 or (min(counts) == 2 and len(rows) >= 3)


def _split(row: str, mark: str) -> list[str]:
    if mark == " ":
        return row.split()
    if mark == "|":
        return row.strip().strip("|").replace("\\|", "\x00").split("|")
    return row.split("\t")


def _table(lines: Sequence[str], start: int, end: int, mark: str, number: int) -> Table:
    cells: list[Cell] = []
    row = 0
    for i in range(start, end):
        if _RULE.match(lines[i]):
            continue
        for col, raw in enumerate(_split(lines[i], mark)):
            text = raw.strip(_BLANK).replace("\x00", "|")
            cells.append(Cell(row, col, text, Place(line=i + 1)))
        row += 1
    return Table(tuple(cells), Place(line=start + 1, line_end=end))
