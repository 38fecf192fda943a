"""The outline of the running text: numbered headings, what stands under each, and which is under which.

Every numbered item is a section, headings and list items alike, for both answer "what does 二、（三）2. say".
What is its heading follows from its first sentence:

- no full stop, or one at the end of a short line: the line is the heading (（3）系统修复生态退化区域。);
- a short first sentence (60 characters at most) with text after it is a run-in head (一是优化产业结构。全文…), and so
  is a short label with a colon (总体目标：到2025年…): heading and text share no character;
- a long first sentence is text that has no heading of its own: `heading` is its first clause, so that the item
  can be shown in a list, and `text` is the whole item, beginning with that clause;
- articles of regulations (第三条 …) have none at all: `heading` is empty unless one is printed in 【】.

Numbering starts again in every annex and in a text that a notice issues.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..lightclass import dataclass
from ..model import Document, Finding, Place, RawSection, Words
from ..text import lazy, squeeze
from .frame import Frame, paragraphs
from .lines import Line
from .markers import LevelStack, Marker, kind_named, parse_marker

HEAD_LENGTH = 60  # longest run-in head seen: 41 characters; shortest sentence that is text: 70
_LABEL_LENGTH = 24
_LINE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered line: its paragraph, its token, and the part of the paragraph that belongs to it."""

    line: Line
    marker: Marker
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """Heading and text of one item, as spans of its line; the spans of a long item overlap."""

    heading: tuple[int, int]
    text: tuple[int, int]


def outline(document: Document, framed: Frame, taken: frozenset[int] = frozenset()) -> tuple[RawSection, ...]:
    """Sections in reading order; `parent` is an index into the result, level 1 the outermost of its annex.

    `taken` are the blocks of lists and tables: their lines are neither headings nor text here.
    """
    builder = _Builder(document)
    lines = paragraphs(framed, taken)
    starts = [annex.first for annex in framed.annexes]
    for position, line in enumerate(lines):
        builder.enter(bisect_right(starts, line.block))
        items = _items(lines, position, builder.stack)
        if not items:
            builder.add_text(line)
        for item in items:
            builder.add_item(item)
    return builder.sections()


class _Builder:
    """Sections under construction: the open lists, the open section of every level."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack = LevelStack()
        self._annex = 0
        self._open: list[int] = []
        self._heads: list[tuple[int, Words, Words, int | None, Line]] = []
        self._texts: list[list[Words]] = []
        self._blocks: list[list[int]] = []

    def enter(self, annex: int) -> None:
        if annex != self._annex:
            self._annex, self.stack, self._open = annex, LevelStack(), []

    def add_item(self, item: Item) -> None:
        level = self.stack.place(item.marker)
        parent = self._open[level - 1] if level else None
        head = split_head(item.line.text, item.marker, item.end)
        text = item.line.words(*head.text)
        del self._open[level:]
        self._open.append(len(self._heads))
        marker = item.line.words(item.marker.start, item.marker.end)
        self._heads.append((level + 1, marker, item.line.words(*head.heading), parent, item.line))
        self._texts.append([text] if text else [])
        self._blocks.append(list(item.line.blocks))

    def add_text(self, line: Line) -> None:
        if self._open:
            self._texts[self._open[-1]].append(line.words())
            self._blocks[self._open[-1]].extend(line.blocks)

    def sections(self) -> tuple[RawSection, ...]:
        return tuple(
            RawSection(level, marker, heading, tuple(text), self._places(blocks), parent)
            for (level, marker, heading, parent, _), text, blocks in zip(
                self._heads, self._texts, self._blocks, strict=True
            )
        )

    def _places(self, blocks: Sequence[int]) -> tuple[Place, ...]:
        return tuple(self.document.blocks[block].place for block in dict.fromkeys(blocks))


# --------------------------------------------------------------------------------------------------
# Items


def _items(lines: Sequence[Line], position: int, stack: LevelStack) -> list[Item]:
    """The numbered items of one paragraph: none, one, or a run 一是…。二是…。三是…。"""
    line = lines[position]
    marker = parse_marker(line.text)
    if marker is None:
        marker = _lost_mark(lines, position, stack)
    if (
        marker is None
        or kind_named(marker.kind).family == "bullet"
        or not _is_article(line.text, marker, stack)
    ):
        return []
    if (
        marker.kind in ("runin", "runin_must")
        and marker.number == 1
        and not _list_goes_on(lines, position, marker.kind)
    ):
        return list(_inline_items(line, marker))
    return [Item(line, marker, len(line.text))]


def _is_article(text: str, marker: Marker, stack: LevelStack) -> bool:
    """第三条为完善… without a blank is an article only as the next one; 第三条 为完善… is one always."""
    if marker.kind != "article" or text[marker.end : marker.end + 1].strip() == "":
        return True
    return marker.number == 1 or marker.number == (stack.last_article or 0) + 1


def _list_goes_on(lines: Sequence[Line], position: int, kind: str) -> bool:
    """Whether the next numbered paragraph is 二是: then the list is one of paragraphs."""
    for line in lines[position + 1 : position + 6]:
        marker = parse_marker(line.text)
        if marker is not None:
            return marker.kind == kind and marker.number == 2
    return False


_INLINE = lazy(r"(?<=[。；;])\s{0,2}(?=[一二三四五六七八九十]{1,2}(?:是|要))")


def _inline_items(line: Line, first: Marker) -> Iterator[Item]:
    """一是…。二是…。 printed as one paragraph: an item each, as long as they count on."""
    markers = [first]
    for match in _INLINE.finditer(line.text):
        marker = parse_marker(line.text[match.end() : match.end() + 8])
        if marker is not None and marker.kind == first.kind and marker.number == len(markers) + 1:
            markers.append(
                Marker(
                    marker.kind,
                    marker.number,
                    marker.text,
                    match.end() + marker.end,
                    match.end() + marker.start,
                )
            )
    ends = [marker.start for marker in markers[1:]] + [len(line.text)]
    for marker, end in zip(markers, ends, strict=True):
        yield Item(line, marker, end)


_NUMERAL = lazy(r"\s*(?P<cn>[一二三四五六七八九十]{1,2})(?![、是要一二三四五六七八九十])")
_LOOK_AHEAD = 40


def _lost_mark(lines: Sequence[Line], position: int, stack: LevelStack) -> Marker | None:
    """三鼓励企业绿色发展。… after 二是…: the 是 was lost. Only where 三 is next and no 三是 follows in this list."""
    match = _NUMERAL.match(lines[position].text)
    last = stack.last_number("runin")
    if match is None or last is None or not stack.innermost("runin"):
        return None
    read = parse_marker(match["cn"] + "是")
    if (
        read is None
        or read.number is None
        or read.number != last + 1
        or not _has_short_head(lines[position].text, match.end())
    ):
        return None
    if _comes_later(lines, position, read.number):
        return None
    return Marker("runin", read.number, match["cn"], match.end("cn"), match.start("cn"))


def _has_short_head(text: str, start: int) -> bool:
    stop = _first_stop(text, start, len(text))
    return 4 <= stop - start <= 40 and stop < len(text) - 1


def _comes_later(lines: Sequence[Line], position: int, number: int) -> bool:
    for line in lines[position + 1 : position + _LOOK_AHEAD]:
        marker = parse_marker(line.text)
        if marker is None or kind_named(marker.kind).family == "bullet":
            continue
        return marker.kind == "runin" and marker.number == number
    return False


# --------------------------------------------------------------------------------------------------
# Heads

_STOPS = lazy(r"[。！？]", holds=("。", "！", "？"))
_CLAUSE = lazy(r"[，；：,;:]")
_LABEL_STOP = lazy(r"(?<!\d)[：:]|[：:](?!\d)")  # 师生比为1:15 is no label
_TRAILING = "。；;，,：:、 \t\u3000"
_ARTICLE_HEAD = lazy(r"\s*[【\[]([^】\]]{2,30})[】\]]")


def split_head(text: str, marker: Marker, end: int | None = None) -> Head:
    """Heading and text of a numbered paragraph.

    >>> line = "一是优化产业结构。严格环境准入，引导产业布局。"
    >>> head = split_head(line, parse_marker(line))
    >>> line[slice(*head.heading)], line[slice(*head.text)]
    ('优化产业结构', '严格环境准入，引导产业布局。')
    """
    stop = len(text) if end is None else end
    start = _skip_blanks(text, marker.end, stop)
    if marker.kind == "article":
        return _article_head(text, start, stop)
    sentence = _first_stop(text, start, stop)
    label = _LABEL_STOP.search(text, start, min(sentence, start + _LABEL_LENGTH))
    if (
        label
        and _skip_blanks(text, label.end(), stop) < stop
        and not _inside_brackets(text, start, label.start())
    ):
        return Head((start, label.start()), (_skip_blanks(text, label.end(), stop), stop))
    if sentence - start <= HEAD_LENGTH or (
        sentence >= stop - 1 and sentence - start <= _LINE_LENGTH and sentence == stop
    ):
        return Head((start, _trim(text, start, sentence)), (_after_stop(text, sentence, stop), stop))
    clause = _CLAUSE.search(text, min(start + 4, stop), min(start + HEAD_LENGTH, stop))
    return Head((start, clause.start() if clause else start), (start, stop))


def _article_head(text: str, start: int, stop: int) -> Head:
    match = _ARTICLE_HEAD.match(text, start, stop)
    return Head(match.span(1), (match.end(), stop)) if match else Head((start, start), (start, stop))


def _first_stop(text: str, start: int, end: int) -> int:
    """Index of the first full stop that is not inside brackets or 《》, or `end`."""
    for match in _STOPS.finditer(text, start, end):
        if not _inside_brackets(text, start, match.start()):
            return match.start()
        if match.start() - start > HEAD_LENGTH:
            return match.start()
    return end


def _inside_brackets(text: str, start: int, at: int) -> bool:
    part = text[max(start, at - 200) : at]
    return any(part.count(a) > part.count(b) for a, b in ("（）", "()", "《》"))


def _after_stop(text: str, stop: int, end: int) -> int:
    """The first character after a full stop, its closing quotes and the blanks that follow."""
    at = stop
    while at < end and text[at] in "。！？”’）)":
        at += 1
    return _skip_blanks(text, at, end)


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


# --------------------------------------------------------------------------------------------------
# Findings


def outline_findings(sections: Sequence[RawSection]) -> tuple[Finding, ...]:
    """A finding for every token that was read although a character of it was lost: 三 for 三是."""
    return tuple(
        Finding(
            "warning",
            "marker_incomplete",
            field="marker",
            raw=section.marker.text,
            repaired=section.marker.text + "是",
            places=section.places[:1],
            params={"marker": section.marker.text, "read": section.marker.text + "是"},
        )
        for section in sections
        if parse_marker(section.marker.text + "某") is None
        and squeeze(section.marker.text).strip("一二三四五六七八九十") == ""
    )


def path_of(sections: Sequence[RawSection], index: int) -> tuple[int, ...]:
    """Indexes of a section's ancestors and itself, outermost first."""
    path: list[int] = []
    at: int | None = index
    while at is not None:
        path.append(at)
        at = sections[at].parent
    return tuple(reversed(path))


__all__ = ["Head", "Item", "outline", "outline_findings", "path_of", "split_head"]
