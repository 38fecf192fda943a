"""Word 97-2003 files (.doc) as WordprocessingML, so that one reader gives the same blocks for .doc and .docx.

Sections cited are of [MS-DOC]. The text lies in pieces; paragraph and character properties are found by the file
offset of a character; lists, styles, notes and text boxes lie in the table stream. Files older than Word 97 have
another structure and are refused here (ValueError).
"""

from __future__ import annotations

import bisect
import itertools
import struct
from collections.abc import Iterator
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from ..lightclass import dataclass
from ..model import MetaItem
from .ole import CompoundFile
from .wordml import W

Element = Any
Properties = dict[int, bytes]

# Indexes into FibRgFcLcb97 (2.5.6): where each structure lies in the table stream.
_STSH, _FND_REF, _FND_TXT, _HDD, _CHPX, _PAPX, _FONTS = 1, 2, 3, 11, 12, 13, 15
_CLX, _SPA, _END_REF, _END_TXT, _TXBX, _LST, _LFO = 33, 40, 46, 47, 56, 73, 74


@dataclass(frozen=True, slots=True)
class _Fib:
    main: bytes
    table: bytes
    data: bytes
    counts: tuple[int, ...]  # characters of: text, footnotes, headers, macros, comments, endnotes, text boxes

    def part(self, index: int) -> bytes:
        start, size = self.where(index)
        return self.table[start : start + size]

    def where(self, index: int) -> tuple[int, int]:
        at = 154 + index * 8
        return struct.unpack_from("<II", self.main, at) if at + 8 <= len(self.main) else (0, 0)

    def story(self, index: int) -> tuple[int, int]:
        """First and last-but-one character position of a story."""
        start = sum(self.counts[:index])
        return start, start + self.counts[index]


def _fib(container: CompoundFile) -> _Fib:
    main = container.stream("WordDocument") or b""
    if len(main) < 900 or struct.unpack_from("<H", main, 2)[0] < 0xC1:
        raise ValueError("older than Word 97")
    flags = struct.unpack_from("<H", main, 10)[0]
    table = container.stream("1Table" if flags & 0x0200 else "0Table")
    if table is None:
        raise ValueError("no table stream")
    counts = tuple(max(0, count) for count in struct.unpack_from("<8i", main, 76))
    return _Fib(main, table, container.stream("Data") or b"", counts)


# --------------------------------------------------------------------------------------------------
# Text


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # character position
    end: int
    offset: int  # in the WordDocument stream
    width: int  # bytes of a character: 1 is Windows-1252, 2 is UTF-16


def _pieces(fib: _Fib) -> list[_Piece]:
    """The piece table (Clx, 2.9.38)."""
    clx, at = fib.part(_CLX), 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table)
    pieces: list[_Piece] = []
    for index in range(count):
        fc = struct.unpack_from("<I", table, (count + 1) * 4 + index * 8 + 2)[0]
        narrow = bool(fc & 0x40000000)
        offset = (fc & 0x3FFFFFFF) // (2 if narrow else 1)
        pieces.append(_Piece(positions[index], positions[index + 1], offset, 1 if narrow else 2))
    return pieces


class _Text:
    """Characters by position, and the file offset of each."""

    def __init__(self, fib: _Fib) -> None:
        self._pieces = _pieces(fib)
        self._starts = [piece.start for piece in self._pieces]
        units: list[str] = []
        for piece in self._pieces:
            length = piece.end - piece.start
            raw = fib.main[piece.offset : piece.offset + length * piece.width]
            if length < 0 or len(raw) < length * piece.width:
                raise ValueError("text reaches beyond the file")
            if piece.width == 1:
                units += raw.decode("cp1252", "replace")
            else:
                units += (chr(unit) for unit in struct.unpack(f"<{length}H", raw))
        self.units = units  # UTF-16 units: a rare character is two of them

    def offset(self, position: int) -> int:
        piece = self._pieces[max(0, bisect.bisect_right(self._starts, position) - 1)]
        return piece.offset + (position - piece.start) * piece.width

    def breaks(self, start: int, end: int) -> list[int]:
        return [s for s in self._starts if start < s < end]


def _joined(units: list[str]) -> str:
    """UTF-16 units as text: surrogate pairs put together."""
    return _safe("".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def _safe(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not 0xD800 <= ord(c) < 0xE000 and c not in "\ufffe\uffff")


# --------------------------------------------------------------------------------------------------
# Properties

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # operand bytes by the three top bits of a sprm (2.2.5.1)


def _sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """(sprm, operand) of a list of properties."""
    at = 0
    while at + 2 <= len(grpprl):
        sprm = struct.unpack_from("<H", grpprl, at)[0]
        at += 2
        size = _SIZES[sprm >> 13]
        if sprm >> 13 == 6:
            if at >= len(grpprl):
                return
            if sprm == 0xD608 and at + 2 <= len(grpprl):  # sprmTDefTable: its size is two bytes
                size = struct.unpack_from("<H", grpprl, at)[0] + 1
            else:
                size = grpprl[at] + 1
        yield sprm, grpprl[at : at + size]
        at += size


class _Runs:
    """Properties by file offset: the 512-byte pages that a PlcBte names (2.8.5, 2.8.6)."""

    def __init__(self, fib: _Fib, index: int) -> None:
        self._fib = fib
        self._paragraphs = index == _PAPX
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._grpprls: list[tuple[int, bytes]] = []
        plc = fib.part(index)
        count = max((len(plc) - 4) // 8, 0)
        for number in struct.unpack_from(f"<{count}I", plc, (count + 1) * 4) if count else ():
            page = fib.main[(number & 0x3FFFFF) * 512 : (number & 0x3FFFFF) * 512 + 512]
            if len(page) == 512:
                self._page(page)
        order = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        self._starts = [self._starts[i] for i in order]
        self._ends = [self._ends[i] for i in order]
        self._grpprls = [self._grpprls[i] for i in order]
        self._cache: dict[int, Properties] = {}

    def _page(self, page: bytes) -> None:
        count, width = page[511], 13 if self._paragraphs else 1
        if (count + 1) * 4 + count * width > 511:
            return
        offsets = struct.unpack_from(f"<{count + 1}I", page)
        for run in range(count):
            at = page[(count + 1) * 4 + run * width] * 2
            self._starts.append(offsets[run])
            self._ends.append(offsets[run + 1])
            self._grpprls.append(_papx(page, at) if self._paragraphs else (0, _chpx(page, at)))

    def at(self, offset: int) -> tuple[int, Properties]:
        """(style, properties) of the character at a file offset."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._ends[index]:
            return 0, {}
        style, grpprl = self._grpprls[index]
        if index not in self._cache:
            self._cache[index] = dict(self._expanded(grpprl))
        return style, self._cache[index]

    def _expanded(self, grpprl: bytes) -> Iterator[tuple[int, bytes]]:
        for sprm, operand in _sprms(grpprl):
            if sprm == 0x6646 and len(operand) == 4:  # sprmPHugePapx: the rest lies in the Data stream
                at = struct.unpack("<I", operand)[0]
                if at + 2 <= len(self._fib.data):
                    size = struct.unpack_from("<H", self._fib.data, at)[0]
                    yield from _sprms(self._fib.data[at + 2 : at + 2 + size])
            else:
                yield sprm, operand

    def breaks(self, start: int, end: int) -> list[int]:
        """File offsets between two offsets where properties change."""
        low, high = bisect.bisect_right(self._starts, start), bisect.bisect_left(self._starts, end)
        return self._starts[low:high]


def _papx(page: bytes, at: int) -> tuple[int, bytes]:
    if not 0 < at < 510:
        return 0, b""
    first = page[at]
    start, size = (at + 1, first * 2 - 1) if first else (at + 2, page[at + 1] * 2)
    body = page[start : start + size]
    return (struct.unpack_from("<H", body)[0], body[2:]) if len(body) >= 2 else (0, b"")


def _chpx(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]] if 0 < at < 511 else b""


def _number(properties: Properties, sprm: int) -> int | None:
    operand = properties.get(sprm)
    return int.from_bytes(operand, "little") if operand else None


def _on(properties: Properties, sprm: int) -> bool:
    return _number(properties, sprm) in {1, 0x81}


# --------------------------------------------------------------------------------------------------
# Elements


def _new(tag: str, parent: Element | None = None, **values: object) -> Element:
    import lxml.etree

    element = lxml.etree.Element(W + tag) if parent is None else lxml.etree.SubElement(parent, W + tag)
    for key, value in values.items():
        element.set(W + key, _safe(str(value)))
    return element


@dataclass(slots=True)
class _OpenTable:
    """A table while its paragraphs come in: rows of (cells, properties of the row), and the row in work."""

    rows: list[tuple[list[list[Element]], Properties]] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)


class WordFile:
    """A .doc in the shape that the .docx reader walks: document, styles, numbering, notes, headers."""

    def __init__(self, data: bytes) -> None:
        container = CompoundFile(data)
        self._fib = _fib(container)
        self._summary = container.stream("\x05SummaryInformation") or b""
        self._text = _Text(self._fib)
        self._characters = _Runs(self._fib, _CHPX)
        self._paragraphs = _Runs(self._fib, _PAPX)
        self._fonts = _fonts(self._fib.part(_FONTS))
        self._boxes = self._text_boxes()
        self._anchors = self._box_anchors()
        self._references = {
            **{
                position: ("footnote", n)
                for n, position in enumerate(_positions(self._fib.part(_FND_REF), 2))
            },
            **{
                position: ("endnote", n) for n, position in enumerate(_positions(self._fib.part(_END_REF), 2))
            },
        }
        self.document = _new("document")
        body = _new("body", self.document)
        self._fill(body, *self._fib.story(0))
        for shape in list(self._boxes):  # boxes of grouped shapes have no anchor of their own
            run = _new("r", _new("p", body))
            self._put_box(run, shape)
        self._headers = self._stories()
        section = _new("sectPr", body)
        for index in range(len(self._headers)):
            reference = _new("headerReference", section)
            reference.set(_RELATION, str(index))
        self._styles = _styles(self._fib.part(_STSH))
        self._numbering = _numbering(self._fib, self._fonts)

    @property
    def characters(self) -> int:
        """Characters of the main text, with its marks."""
        return self._fib.counts[0]

    def metadata(self) -> tuple[MetaItem, ...]:
        """Title, subject, author and the two dates of the summary stream ([MS-OLEPS] 2.21)."""
        labels = {2: "title", 3: "subject", 4: "creator", 5: "keywords", 12: "created", 13: "modified"}
        values = _summary(self._summary)
        return tuple(MetaItem(labels[key], values[key]) for key in labels if values.get(key))

    def related(self, kind: str) -> Element | None:
        if kind == "styles":
            return self._styles
        if kind == "numbering":
            return self._numbering
        if kind == "footnotes":
            return self._notes("footnote", 1, _FND_TXT)
        return self._notes("endnote", 5, _END_TXT) if kind == "endnotes" else None

    def by_id(self, rel_id: str) -> Element | None:
        return self._headers[int(rel_id)] if rel_id.isdigit() else None

    def _notes(self, kind: str, story: int, index: int) -> Element:
        root = _new(kind + "s")
        start, _ = self._fib.story(story)
        for number, (first, last) in enumerate(itertools.pairwise(_positions(self._fib.part(index), 0))):
            note = _new(kind, root, id=number)
            self._fill(note, start + first, start + last)
        return root

    def _stories(self) -> list[Element]:
        """Headers and footers: six separators, then six stories for each section (2.3.3)."""
        start, end = self._fib.story(2)
        found: list[Element] = []
        positions = _positions(self._fib.part(_HDD), 0)
        for number, (first, last) in enumerate(itertools.pairwise(positions)):
            if number >= 6 and first < last and start + last <= end:
                story = _new("hdr")
                self._fill(story, start + first, start + last)
                found.append(story)
        return found

    def _text_boxes(self) -> dict[int, tuple[int, int]]:
        """Shape id -> (first, last) character position of the text in the shape."""
        plc = self._fib.part(_TXBX)
        start, _ = self._fib.story(6)
        positions = _positions(plc, 22)
        found: dict[int, tuple[int, int]] = {}
        for number, (first, last) in enumerate(itertools.pairwise(positions)):
            at = len(positions) * 4 + number * 22
            if at + 18 <= len(plc):
                shape = struct.unpack_from("<i", plc, at + 14)[0]
                if shape and last - first > 1:
                    found[shape] = (start + first, start + last)
        return found

    def _box_anchors(self) -> dict[int, int]:
        plc = self._fib.part(_SPA)
        positions = _positions(plc, 26)
        return {
            position: struct.unpack_from("<i", plc, len(positions) * 4 + n * 26)[0]
            for n, position in enumerate(positions[:-1])
        }

    # Paragraphs ------------------------------------------------------------------------------------

    def _fill(self, parent: Element, start: int, end: int) -> None:
        """Put the paragraphs and tables of a range of characters under an element."""
        tables: list[_OpenTable] = []
        for first, last in self._paragraph_ranges(start, min(end, len(self._text.units))):
            style, properties = self._paragraphs.at(self._text.offset(last))
            depth = self._depth(properties)
            while len(tables) > depth:
                _close(tables, parent)
            while len(tables) < depth:
                tables.append(_OpenTable())
            if not depth:
                parent.append(self._paragraph(first, last, style, properties))
                continue
            self._in_table(tables[-1], first, last, style, properties)
        while tables:
            _close(tables, parent)

    def _in_table(self, table: _OpenTable, first: int, last: int, style: int, properties: Properties) -> None:
        if _on(properties, 0x2417) or _on(properties, 0x244C):  # the row's own mark
            table.rows.append((table.cells, properties))
            table.cells, table.content = [], []
            return
        table.content.append(self._paragraph(first, last, style, properties))
        if self._text.units[last] == "\x07" or _on(properties, 0x244B):
            table.cells.append(table.content)
            table.content = []

    def _depth(self, properties: Properties) -> int:
        """How many tables a paragraph stands in (sprmPFInTable, sprmPItap)."""
        stated = _number(properties, 0x6649)
        if stated is not None and 0 < stated < 100:
            return stated
        return 1 if _on(properties, 0x2416) else 0

    def _paragraph_ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """(first character, mark) of each paragraph; a story that ends without a mark ends in its last character."""
        first = start
        for position in range(start, end):
            if self._text.units[position] in "\r\x07\x0c":
                yield first, position
                first = position + 1
        if first < end:
            yield first, end - 1

    def _paragraph(self, first: int, last: int, style: int, properties: Properties) -> Element:
        paragraph = _new("p")
        ppr = _new("pPr", paragraph)
        _new("pStyle", ppr, val=style)
        _paragraph_properties(ppr, properties)
        mark = self._text.units[last] in "\r\x07\x0c"
        if mark and _on(self._characters.at(self._text.offset(last))[1], 0x0800):
            _new("del", _new("rPr", ppr))
        self._runs(paragraph, first, last if mark else last + 1)
        return paragraph

    def _runs(self, paragraph: Element, first: int, last: int) -> None:
        """Runs of one piece and one set of character properties each."""
        cuts = [first, *self._text.breaks(first, last), last]
        in_code = False
        for start, end in itertools.pairwise(cuts):
            if start >= end:
                continue
            offset = self._text.offset(start)
            width = (
                max(1, (self._text.offset(end - 1) - offset) // max(end - 1 - start, 1))
                if end - start > 1
                else 1
            )
            stops = self._characters.breaks(offset, offset + (end - start) * width)
            marks = [start, *(start + (stop - offset) // width for stop in stops), end]
            for low, high in itertools.pairwise(marks):
                if low < high:
                    in_code = self._run(paragraph, low, high, in_code)

    def _run(self, paragraph: Element, first: int, last: int, in_code: bool) -> bool:
        _, properties = self._characters.at(self._text.offset(first))
        parent = _new("del", paragraph) if _on(properties, 0x0800) else paragraph
        run = _new("r", parent)
        rpr = _new("rPr", run)
        if _on(properties, 0x083C):
            _new("vanish", rpr)
        height = _number(properties, 0x2A48)
        if height in {1, 2}:
            _new("vertAlign", rpr, val="superscript" if height == 1 else "subscript")
        style = _number(properties, 0x4A30)
        if style:
            _new("rStyle", rpr, val=style)
        return self._characters_of(run, first, last, properties, in_code)

    def _characters_of(
        self, run: Element, first: int, last: int, properties: Properties, in_code: bool
    ) -> bool:
        """The text, fields, notes and pictures of a run; gives whether it ends inside a field code."""
        pending: list[str] = []

        def flush() -> None:
            if pending:
                _new("instrText" if in_code else "t", run).text = _joined(pending)
                pending.clear()

        for position in range(first, last):
            unit = self._text.units[position]
            if unit >= " " and not (unit == "(" and 0x6A09 in properties):  # ( stands for a symbol
                pending.append(unit)
                continue
            flush()
            if unit in _FIELD_MARKS:
                kind = _FIELD_MARKS[unit]
                _new("fldChar", run, fldCharType=kind)
                in_code = kind == "begin"
            else:
                self._special(run, unit, position, properties)
        flush()
        return in_code

    def _special(self, run: Element, unit: str, position: int, properties: Properties) -> None:
        if unit in _PLAIN_MARKS:
            _new(_PLAIN_MARKS[unit], run)
        elif unit == "(":
            font, code = struct.unpack("<HH", properties[0x6A09][:4].ljust(4, b"\x00"))
            _new("sym", run, font=self._fonts[font] if font < len(self._fonts) else "", char=f"{code:04X}")
        elif unit == "\x02" and position in self._references:
            kind, number = self._references[position]
            _new(kind + "Reference", run, id=number)
        elif unit == "\x05":
            _new("commentReference", run, id=0)
        elif unit == "\x08" and self._anchors.get(position) in self._boxes:
            self._put_box(run, self._anchors[position])
        elif unit in "\x01\x08":
            _new("pict", run)

    def _put_box(self, run: Element, shape: int) -> None:
        first, last = self._boxes.pop(shape)
        self._fill(_new("txbxContent", _new("pict", run)), first, last)


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIELD_MARKS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PLAIN_MARKS = {"\t": "tab", "\x0b": "br", "\x1e": "noBreakHyphen", "\x1f": "softHyphen"}
_ALIGN = {0: "left", 1: "center", 2: "right"}


def _paragraph_properties(ppr: Element, properties: Properties) -> None:
    numbered = [sprm for sprm in (0x260A, 0x460B) if sprm in properties]
    if numbered:
        num = _new("numPr", ppr)
        if 0x260A in properties:
            _new("ilvl", num, val=_number(properties, 0x260A))
        if 0x460B in properties:
            number = _number(properties, 0x460B) or 0
            _new("numId", num, val=number if number < 0xF800 else 0)
    align = _number(properties, 0x2461) if 0x2461 in properties else _number(properties, 0x2403)
    if align in _ALIGN:
        _new("jc", ppr, val=_ALIGN[align])
    outline = _number(properties, 0x2640)
    if outline is not None:
        _new("outlineLvl", ppr, val=outline)


def _close(tables: list[_OpenTable], parent: Element) -> None:
    """Close the innermost table: into the cell in work of the table around it, or into the story."""
    table = tables.pop()
    target = tables[-1].content if tables else None
    left = [element for cell in table.cells for element in cell] + table.content  # a row without its mark
    made = ([_table(table.rows)] if table.rows else []) + left
    if target is None:
        parent.extend(made)
    else:
        target.extend(made)


def _positions(plc: bytes, width: int) -> tuple[int, ...]:
    """The character positions of a PLC whose data elements have `width` bytes."""
    count = (len(plc) - 4) // (4 + width)
    return struct.unpack_from(f"<{count + 1}I", plc) if count > 0 else ()


_EPOCH = datetime(1601, 1, 1)


def _summary(stream: bytes) -> dict[int, str]:
    """The texts and dates of a property set by number; nothing where it is damaged."""
    if len(stream) < 48:
        return {}
    start = struct.unpack_from("<I", stream, 44)[0]
    if start + 8 > len(stream):
        return {}
    count = min(struct.unpack_from("<I", stream, start + 4)[0], 100)
    found: dict[int, str] = {}
    codec = "gb18030"
    for index in range(count):
        if start + 16 + index * 8 > len(stream):
            break
        key, at = struct.unpack_from("<II", stream, start + 8 + index * 8)
        at += start
        if at + 8 > len(stream):
            continue
        kind, value = struct.unpack_from("<HxxI", stream, at)
        if key == 1:
            codec = {65001: "utf-8", 936: "gb18030", 1252: "cp1252", 950: "big5"}.get(value & 0xFFFF, codec)
        elif kind == 0x1E:
            found[key] = stream[at + 8 : at + 8 + value].split(b"\x00")[0].decode(codec, "replace").strip()
        elif kind == 0x1F:
            found[key] = (
                stream[at + 8 : at + 8 + value * 2].decode("utf-16-le", "replace").split("\x00")[0].strip()
            )
        elif kind == 0x40 and at + 12 <= len(stream):
            ticks = struct.unpack_from("<Q", stream, at + 4)[0]
            if 0 < ticks < 2_650_467_743_990_000_000:
                found[key] = (_EPOCH + timedelta(seconds=ticks // 10_000_000)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return found


# --------------------------------------------------------------------------------------------------
# Tables


@dataclass(frozen=True, slots=True)
class _CellShape:
    left: int
    right: int
    flags: int  # TC80 (2.9.315): 1 first merged, 2 merged, 0x20 vertically merged, 0x40 first of them


def _shapes(properties: Properties, count: int) -> list[_CellShape]:
    """Edges and merges of a row's cells from sprmTDefTable (2.9.314), sprmTVertMerge and sprmTMerge."""
    definition = properties.get(0xD608, b"")
    columns = definition[2] if len(definition) > 2 else 0
    if columns < count or len(definition) < 3 + (columns + 1) * 2:
        return [_CellShape(i * 1000, (i + 1) * 1000, 0) for i in range(count)]
    edges = struct.unpack_from(f"<{columns + 1}h", definition, 3)
    flags = [0] * columns
    for index in range(columns):
        at = 3 + (columns + 1) * 2 + index * 20
        if at + 2 <= len(definition):
            flags[index] = struct.unpack_from("<H", definition, at)[0]
    vertical = properties.get(0xD62B, b"")
    if len(vertical) >= 3 and vertical[1] < columns:
        flags[vertical[1]] = flags[vertical[1]] & ~0x60 | {1: 0x20, 3: 0x60}.get(vertical[2], 0)
    return [_CellShape(edges[i], edges[i + 1], flags[i]) for i in range(count)]


_SAME_EDGE = 20  # twips: programs round the edges of one column differently by a few


def _grid(edges: list[int]) -> dict[int, int]:
    """Each edge's column number; edges nearer than a hair's breadth are one."""
    columns: dict[int, int] = {}
    number, last = -1, None
    for edge in sorted(set(edges)):
        if last is None or edge - last > _SAME_EDGE:
            number += 1
            last = edge
        columns[edge] = number
    return columns


def _table(rows: list[tuple[list[list[Element]], Properties]]) -> Element:
    table = _new("tbl")
    shaped = [(cells, _shapes(properties, len(cells)), properties) for cells, properties in rows]
    columns = _grid(
        [edge for _, shapes, _ in shaped for shape in shapes for edge in (shape.left, shape.right)]
    )
    for cells, shapes, properties in shaped:
        row = _new("tr", table)
        trpr = _new("trPr", row)
        if _on(properties, 0x3404):
            _new("tblHeader", trpr)
        if shapes and columns[shapes[0].left]:
            _new("gridBefore", trpr, val=columns[shapes[0].left])
        for content, shape in zip(cells, shapes, strict=True):
            _cell(row, content, shape, columns[shape.right] - columns[shape.left])
    return table


def _cell(row: Element, content: list[Element], shape: _CellShape, span: int) -> None:
    cell = _new("tc", row)
    tcpr = _new("tcPr", cell)
    _new("gridSpan", tcpr, val=max(span, 1))
    if shape.flags & 0x3:
        _new("hMerge", tcpr, val="restart" if shape.flags & 0x1 else "continue")
    if shape.flags & 0x60:
        _new("vMerge", tcpr, val="restart" if shape.flags & 0x40 else "continue")
    cell.extend(content)


# --------------------------------------------------------------------------------------------------
# Styles, fonts, lists

_BUILT_IN = {n: f"heading {n}" for n in range(1, 10)} | {n: f"toc {n - 18}" for n in range(19, 28)}
_BUILT_IN |= {0: "normal", 34: "caption", 62: "title"}


def _styles(sheet: bytes) -> Element:
    """The style sheet (STSH, 2.9.271) as w:styles."""
    root = _new("styles")
    if len(sheet) < 20:
        return root
    header, count, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for index in range(min(count, 4095)):
        if at + 2 > len(sheet):
            break
        size = struct.unpack_from("<H", sheet, at)[0]
        if size >= 10:
            _style(root, index, sheet[at + 2 : at + 2 + size], fixed)
        at += 2 + size + size % 2
    return root


def _style(root: Element, index: int, entry: bytes, fixed: int) -> None:
    sti, kinds, upx = struct.unpack_from("<HHH", entry)
    paragraph = kinds & 0xF == 1
    if fixed + 2 > len(entry):
        return
    length = struct.unpack_from("<H", entry, fixed)[0]
    name = entry[fixed + 2 : fixed + 2 + length * 2].decode("utf-16-le", "replace")
    style = _new("style", root, type="paragraph" if paragraph else "character", styleId=index)
    if paragraph and sti & 0xFFF == 0:
        style.set(W + "default", "1")
    _new("name", style, val=_BUILT_IN.get(sti & 0xFFF) or name)
    if kinds >> 4 != 0xFFF:
        _new("basedOn", style, val=kinds >> 4)
    parts = _upx_parts(entry, fixed + 2 + length * 2 + 2, upx & 0xF)
    if paragraph and parts:
        _paragraph_properties(_new("pPr", style), dict(_sprms(parts[0][2:])))
    if parts[1:] if paragraph else parts:
        _style_run(_new("rPr", style), dict(_sprms(parts[1 if paragraph else 0])))


def _upx_parts(entry: bytes, at: int, count: int) -> list[bytes]:
    parts: list[bytes] = []
    for _ in range(count):
        at += at % 2
        if at + 2 > len(entry):
            break
        size = struct.unpack_from("<H", entry, at)[0]
        parts.append(entry[at + 2 : at + 2 + size])
        at += 2 + size
    return parts


def _style_run(rpr: Element, properties: Properties) -> None:
    if _on(properties, 0x083C):
        _new("vanish", rpr)
    height = _number(properties, 0x2A48)
    if height in {1, 2}:
        _new("vertAlign", rpr, val="superscript" if height == 1 else "subscript")


def _fonts(table: bytes) -> list[str]:
    """Font names (SttbfFfn, 2.9.286)."""
    names: list[str] = []
    at = 4
    while at < len(table):
        size = table[at]
        raw = table[at + 40 : at + 1 + size]
        names.append(raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").split("\x00")[0])
        at += 1 + size
    return names


# List number formats by their code ([MS-OSHARED] 2.2.1.3).
_FORMATS = dict(
    enumerate(
        [
            "decimal",
            "upperRoman",
            "lowerRoman",
            "upperLetter",
            "lowerLetter",
            "ordinal",
            "cardinalText",
            "ordinalText",
            "hex",
            "chicago",
            "ideographDigital",
            "japaneseCounting",
            "aiueo",
            "iroha",
            "decimalFullWidth",
            "decimalHalfWidth",
            "japaneseLegal",
            "japaneseDigitalTenThousand",
            "decimalEnclosedCircle",
            "decimalFullWidth2",
            "aiueoFullWidth",
            "irohaFullWidth",
            "decimalZero",
            "bullet",
            "ganada",
            "chosung",
            "decimalEnclosedFullstop",
            "decimalEnclosedParen",
            "decimalEnclosedCircleChinese",
            "ideographEnclosedCircle",
            "ideographTraditional",
            "ideographZodiac",
            "ideographZodiacTraditional",
            "taiwaneseCounting",
            "ideographLegalTraditional",
            "taiwaneseCountingThousand",
            "taiwaneseDigital",
            "chineseCounting",
            "chineseLegalSimplified",
            "chineseCountingThousand",
        ]
    )
) | {0x39: "numberInDash", 0xFF: "none"}
_FOLLOW = {0: "tab", 1: "space", 2: "nothing"}


def _numbering(fib: _Fib, fonts: list[str]) -> Element:
    """Lists (PlfLst, 2.9.184) and their uses (PlfLfo, 2.9.183) as w:numbering."""
    root = _new("numbering")
    start, size = fib.where(_LST)
    table = fib.table
    if size < 2:
        return root
    at = start + size  # the levels follow the list of lists
    for index in range(struct.unpack_from("<H", table, start)[0]):
        entry = start + 2 + index * 28
        lsid, simple = struct.unpack_from("<i", table, entry)[0], table[entry + 26] & 1
        abstract = _new("abstractNum", root, abstractNumId=lsid)
        for level in range(1 if simple else 9):
            at = _level(abstract, table, at, level, fonts)
    _uses(root, fib.part(_LFO), fonts)
    return root


def _level(parent: Element, table: bytes, at: int, index: int, fonts: list[str]) -> int:
    """One LVL (2.9.150) as w:lvl; gives the offset behind it."""
    start, code, flags = struct.unpack_from("<iBB", table, at)
    follow, chpx, papx = table[at + 15], table[at + 24], table[at + 25]
    limit = table[at + 26]
    text_at = at + 28 + papx + chpx
    length = struct.unpack_from("<H", table, text_at)[0]
    raw = table[text_at + 2 : text_at + 2 + length * 2].decode("utf-16-le", "replace")
    lvl = _new("lvl", parent, ilvl=index)
    _new("start", lvl, val=start)
    _new("numFmt", lvl, val=_FORMATS.get(code, f"code{code}"))
    if flags & 0x08:
        _new("lvlRestart", lvl, val=limit)
    if flags & 0x04:
        _new("isLgl", lvl)
    _new("suff", lvl, val=_FOLLOW.get(follow, "tab"))
    pattern = "".join(f"%{ord(char) + 1}" if char < "\t" else char for char in raw)
    _new("lvlText", lvl, val=pattern)
    font = _number(dict(_sprms(table[at + 28 + papx : text_at])), 0x4A4F)
    if font is not None and font < len(fonts):
        _new("rFonts", _new("rPr", lvl), ascii=fonts[font])
    return text_at + 2 + length * 2


def _uses(root: Element, part: bytes, fonts: list[str]) -> None:
    if len(part) < 4:
        return
    count = struct.unpack_from("<I", part)[0]
    at = 4 + count * 16
    for index in range(min(count, (len(part) - 4) // 16)):
        lsid = struct.unpack_from("<i", part, 4 + index * 16)[0]
        num = _new("num", root, numId=index + 1)
        _new("abstractNumId", num, val=lsid)
        at += 4
        for _ in range(part[4 + index * 16 + 12]):
            if at + 8 > len(part):
                return
            at = _override(num, part, at, fonts)


def _override(num: Element, part: bytes, at: int, fonts: list[str]) -> int:
    """One LFOLVL (2.9.133): a level that this use starts or shows otherwise."""
    start, flags = struct.unpack_from("<iI", part, at)
    override = _new("lvlOverride", num, ilvl=flags & 0xF)
    if flags & 0x10:
        _new("startOverride", override, val=start)
    return _level(override, part, at + 8, flags & 0xF, fonts) if flags & 0x20 else at + 8
