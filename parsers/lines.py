"""Lines of running text that remember, character by character, which paragraph of the source they come from.

A `Line` is one printed line (or several joined ones) without layout marks; cutting a line gives `Words`
with their pieces, so that every heading, title and number can be shown in its source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..lightclass import dataclass
from ..model import NO_WORDS, Document, Paragraph, Piece, Table, Words
from ..text import lazy

# **优化产业结构** of markdown copies; not 张**、李** (names hidden by stars)
_BOLD = lazy(r"\*\*(?=[^\s*、，。,;；])([^*\n]{1,200}?)(?<=[^\s*、，,])\*\*")
# a new paragraph inside a paragraph: two ideographic blanks after a full stop, or before 第一条, （一）, 一、
_INDENT = lazy(
    "(?<=[。；！？])[\u3000\u2003]{2,}(?=\\S)"
    "|(?<=\\S)[\u3000\u2003 ]{2,}(?=第[一二三四五六七八九十百零〇]{1,6}[章条节][\\s\u3000])"
    "|(?<=\\S)[\u3000\u2003]{2,}(?=(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、))"
)
_BREAKS = "\n\r\x0b\x0c\u2028\u2029"
_NEWLINE = lazy(f"[{_BREAKS}]+")
_WIDE_GAP = lazy(r"[ \t\u3000\xa0\u2002\u2003\u2009\u202f]+")


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters at `at` of a line stand at `start` of text unit (block, cell)."""

    at: int
    block: int
    cell: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """Text and origin of one line. `block` is the block of its first character.

    `blank_before` is 0 for a line after a line end inside a paragraph; `inner` marks such a line.
    """

    text: str
    runs: tuple[Run, ...]
    blank_before: int = 0
    style: str = ""
    align: str = ""
    furniture: bool = False
    inner: bool = False

    @property
    def block(self) -> int:
        return self.runs[0].block

    @property
    def blocks(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(run.block for run in self.runs))

    def words(self, start: int = 0, end: int | None = None) -> Words:
        """The words start..end without blanks around them.

        >>> line = line_of("  一、总则 ", 7); line.words(), line.words(4)
        (Words(text='一、总则', pieces=(Piece(block=7, cell=-1, start=2, end=6),)), \
Words(text='总则', pieces=(Piece(block=7, cell=-1, start=4, end=6),)))
        """
        stop = len(self.text) if end is None else min(end, len(self.text))
        raw = self.text[start:stop]
        start += len(raw) - len(raw.lstrip())
        text = raw.strip()
        return Words(text, self.pieces(start, start + len(text))) if text else NO_WORDS

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The source pieces under the characters start..end."""
        out: list[Piece] = []
        first = max(bisect_right(self.runs, start, key=lambda run: run.at) - 1, 0)
        for run in self.runs[first:]:
            if run.at >= end:
                break
            low, high = max(start, run.at), min(end, run.at + run.length)
            if low < high:
                out.append(Piece(run.block, run.cell, run.start + low - run.at, run.start + high - run.at))
        return merge_pieces(out)


def merge_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbouring pieces of one text unit made one."""
    out: list[Piece] = []
    for piece in pieces:
        if out and (out[-1].block, out[-1].cell, out[-1].end) == (piece.block, piece.cell, piece.start):
            out[-1] = replace(out[-1], end=piece.end)
        else:
            out.append(piece)
    return tuple(out)


def line_of(text: str, block: int, cell: int = -1, start: int = 0) -> Line:
    """A line of one text unit, layout marks (`**`) left out."""
    if "**" not in text:
        return Line(text, (Run(0, block, cell, start, len(text)),))
    parts: list[str] = []
    runs: list[Run] = []
    at = low = 0
    for match in _BOLD.finditer(text):
        for a, b in ((low, match.start()), (match.start() + 2, match.end() - 2)):
            if a < b:
                runs.append(Run(at, block, cell, start + a, b - a))
                parts.append(text[a:b])
                at += b - a
        low = match.end()
    if low < len(text):
        runs.append(Run(at, block, cell, start + low, len(text) - low))
        parts.append(text[low:])
    return Line("".join(parts), tuple(runs))


def join(lines: Sequence[Line], *, tight: bool = False) -> Line:
    """Several lines as one; a blank only between two Latin words. `tight` also drops blanks beside Chinese.

    >>> join([line_of("约 38.4 ", 0), line_of("万人次", 1)]).text, join([line_of("Word", 0), line_of("file", 1)]).text
    ('约 38.4万人次', 'Word file')
    >>> join([line_of("某区人民政府办公室 关于印发", 0), line_of("规划的通知", 1)], tight=True).text
    '某区人民政府办公室关于印发规划的通知'
    """
    text = ""
    runs: list[Run] = []
    for line in lines:
        for start, end in _kept(line.text, tight=tight):
            part = line.text[start:end]
            if _needs_blank(text, part):
                text += " "
            runs.extend(replace(run, at=len(text) + run.at - start) for run in _cut(line.runs, start, end))
            text += part
    head = lines[0]
    return replace(head, text=text, runs=tuple(runs) or head.runs)


def beside(first: Line, second: Line, mark: str) -> Line:
    """Two lines read as one with a mark between them that the source does not have.

    >>> line = beside(line_of("责任单位", 0), line_of("区教委", 1), "："); line.text, line.words(5).pieces
    ('责任单位：区教委', (Piece(block=1, cell=-1, start=0, end=3),))
    """
    at = len(first.text) + len(mark)
    runs = (*first.runs, *(replace(run, at=run.at + at) for run in second.runs))
    return replace(first, text=first.text + mark + second.text, runs=runs)


def _needs_blank(before: str, after: str) -> bool:
    return (
        bool(before)
        and before[-1].isascii()
        and before[-1].isalnum()
        and after[0].isascii()
        and after[0].isalnum()
    )


def _kept(text: str, *, tight: bool) -> Iterator[tuple[int, int]]:
    stripped = text.strip()
    if not stripped:
        return
    start = text.index(stripped[0])
    end = start + len(stripped)
    if tight:
        for gap in _WIDE_GAP.finditer(text, start, end):
            if gap.start() > start:
                yield start, gap.start()
            start = gap.end()
    yield start, end


def cut(line: Line, start: int, end: int) -> Line:
    """The characters start..end of a line as a line of their own."""
    runs = tuple(replace(run, at=run.at - start) for run in _cut(line.runs, start, end))
    return replace(line, text=line.text[start:end], runs=runs or line.runs[:1])


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    for run in runs:
        low, high = max(start, run.at), min(end, run.at + run.length)
        if low < high:
            yield Run(low, run.block, run.cell, run.start + low - run.at, high - low)


def physical_lines(document: Document) -> tuple[Line, ...]:
    """Every printed line of the document in reading order; tables are left out.

    Line ends inside a paragraph divide it, and so does a paragraph indent (two ideographic blanks) that
    stands after a full stop or before 第一条, as text exports of legal collections have it.
    """
    return tuple(
        line
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        for line in paragraph_lines(block, index)
    )


def paragraph_lines(paragraph: Paragraph, index: int) -> Iterator[Line]:
    """The printed lines of one paragraph."""
    inner = False
    for start, end in _line_spans(paragraph.text):
        line = line_of(paragraph.text[start:end], index, -1, start)
        if not line.text.strip():
            continue
        yield replace(
            line,
            blank_before=0 if inner else paragraph.blank_before,
            style=paragraph.style,
            align=paragraph.align,
            furniture=paragraph.role == "furniture",
            inner=inner,
        )
        inner = True


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    for match in _NEWLINE.finditer(text):
        yield from _indent_spans(text, low, match.start())
        low = match.end()
    yield from _indent_spans(text, low, len(text))


def _indent_spans(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    if "\u3000" in text or "\u2003" in text:
        for match in _INDENT.finditer(text, low, high):
            yield low, match.start()
            low = match.end()
    yield low, high


def table_lines(table: Table, block: int) -> tuple[tuple[Line, ...], ...]:
    """The cells of a table by printed row, each as one joined line (empty cells included)."""
    rows: dict[int, list[tuple[int, Line]]] = {}
    for index, cell in enumerate(table.cells):
        line = line_of(cell.text, block, index)
        if _NEWLINE.search(cell.text):
            line = join(
                [line_of(cell.text[a:b], block, index, a) for a, b in _newline_spans(cell.text)] or [line]
            )
        rows.setdefault(cell.row, []).append((cell.col, line))
    return tuple(
        tuple(line for _, line in sorted(rows[row], key=lambda pair: pair[0])) for row in sorted(rows)
    )


def _newline_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    low = 0
    for match in _NEWLINE.finditer(text):
        spans.append((low, match.start()))
        low = match.end()
    spans.append((low, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]
