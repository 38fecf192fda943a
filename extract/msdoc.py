"""Word 97-2003 files (.doc) as WordprocessingML, so that one reader gives the same blocks for .doc and .docx.

Sections cited are of [MS-DOC]. The text lies in pieces; paragraph and character properties are found by the file
offset of a character; lists, styles, notes and text boxes lie in the table stream. Files older than Word 97 have
another structure and are refused here (ValueError).
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator

from ..model import MetaItem
from .msdoc_file import (
    CHPX,
    END_REF,
    END_TXT,
    FND_REF,
    FND_TXT,
    FONTS,
    HDD,
    PAPX,
    SPA,
    STSH,
    TXBX,
    Characters,
    Properties,
    PropertyRuns,
    is_on,
    positions_of,
    read_fib,
    value_of,
)
from .msdoc_lists import read_numbering
from .msdoc_styles import read_fonts, read_styles
from .msdoc_summary import read_summary
from .msdoc_tables import OpenTable, close_table
from .msdoc_xml import Element, new, put_paragraph_properties, text_of
from .ole import CompoundFile


class WordFile:
    """A .doc in the shape that the .docx reader walks: document, styles, numbering, notes, headers."""

    def __init__(self, data: bytes) -> None:
        container = CompoundFile(data)
        self._fib = read_fib(container)
        self._summary = container.stream("\x05SummaryInformation") or b""
        self._text = Characters(self._fib)
        self._characters = PropertyRuns(self._fib, CHPX)
        self._paragraphs = PropertyRuns(self._fib, PAPX)
        self._fonts = read_fonts(self._fib.part(FONTS))
        self._boxes = self._text_boxes()
        self._anchors = self._box_anchors()
        self._references = {
            **{
                position: ("footnote", n)
                for n, position in enumerate(positions_of(self._fib.part(FND_REF), 2))
            },
            **{
                position: ("endnote", n)
                for n, position in enumerate(positions_of(self._fib.part(END_REF), 2))
            },
        }
        self.document = new("document")
        body = new("body", self.document)
        self._fill(body, *self._fib.story(0))
        for shape in list(self._boxes):  # boxes of grouped shapes have no anchor of their own
            run = new("r", new("p", body))
            self._put_box(run, shape)
        self._headers = self._stories()
        section = new("sectPr", body)
        for index in range(len(self._headers)):
            reference = new("headerReference", section)
            reference.set(_RELATION, str(index))
        self._styles = read_styles(self._fib.part(STSH))
        self._numbering = read_numbering(self._fib, self._fonts)

    @property
    def characters(self) -> int:
        """Characters of the main text, with its marks."""
        return self._fib.counts[0]

    def metadata(self) -> tuple[MetaItem, ...]:
        """Title, subject, author and the two dates of the summary stream ([MS-OLEPS] 2.21)."""
        labels = {2: "title", 3: "subject", 4: "creator", 5: "keywords", 12: "created", 13: "modified"}
        values = read_summary(self._summary)
        return tuple(MetaItem(labels[key], values[key]) for key in labels if values.get(key))

    def related(self, kind: str) -> Element | None:
        if kind == "styles":
            return self._styles
        if kind == "numbering":
            return self._numbering
        if kind == "footnotes":
            return self._notes("footnote", 1, FND_TXT)
        return self._notes("endnote", 5, END_TXT) if kind == "endnotes" else None

    def by_id(self, rel_id: str) -> Element | None:
        return self._headers[int(rel_id)] if rel_id.isdecimal() else None

    def _notes(self, kind: str, story: int, index: int) -> Element:
        root = new(kind + "s")
        start, _ = self._fib.story(story)
        for number, (first, last) in enumerate(itertools.pairwise(positions_of(self._fib.part(index), 0))):
            note = new(kind, root, id=number)
            self._fill(note, start + first, start + last)
        return root

    def _stories(self) -> list[Element]:
        """Headers and footers: six separators, then six stories for each section (2.3.3)."""
        start, end = self._fib.story(2)
        found: list[Element] = []
        positions = positions_of(self._fib.part(HDD), 0)
        for number, (first, last) in enumerate(itertools.pairwise(positions)):
            if number >= 6 and first < last and start + last <= end:
                story = new("hdr")
                self._fill(story, start + first, start + last)
                found.append(story)
        return found

    def _text_boxes(self) -> dict[int, tuple[int, int]]:
        """Shape id -> (first, last) character position of the text in the shape."""
        plc = self._fib.part(TXBX)
        start, _ = self._fib.story(6)
        positions = positions_of(plc, 22)
        found: dict[int, tuple[int, int]] = {}
        for number, (first, last) in enumerate(itertools.pairwise(positions)):
            at = len(positions) * 4 + number * 22
            if at + 18 <= len(plc):
                shape = struct.unpack_from("<i", plc, at + 14)[0]
                if shape and last - first > 1:
                    found[shape] = (start + first, start + last)
        return found

    def _box_anchors(self) -> dict[int, int]:
        plc = self._fib.part(SPA)
        positions = positions_of(plc, 26)
        return {
            position: struct.unpack_from("<i", plc, len(positions) * 4 + n * 26)[0]
            for n, position in enumerate(positions[:-1])
        }

    # Paragraphs ------------------------------------------------------------------------------------

    def _fill(self, parent: Element, start: int, end: int) -> None:
        """Put the paragraphs and tables of a range of characters under an element."""
        tables: list[OpenTable] = []
        for first, last in self._paragraph_ranges(start, min(end, len(self._text.units))):
            style, properties = self._paragraphs.at(self._text.offset(last))
            depth = self._depth(properties)
            while len(tables) > depth:
                close_table(tables, parent)
            while len(tables) < depth:
                tables.append(OpenTable())
            if not depth:
                parent.append(self._paragraph(first, last, style, properties))
                continue
            self._in_table(tables[-1], first, last, style, properties)
        while tables:
            close_table(tables, parent)

    def _in_table(self, table: OpenTable, first: int, last: int, style: int, properties: Properties) -> None:
        if is_on(properties, 0x2417) or is_on(properties, 0x244C):  # the row's own mark
            table.rows.append((table.cells, properties))
            table.cells, table.content = [], []
            return
        table.content.append(self._paragraph(first, last, style, properties))
        if self._text.units[last] == "\x07" or is_on(properties, 0x244B):
            table.cells.append(table.content)
            table.content = []

    def _depth(self, properties: Properties) -> int:
        """How many tables a paragraph stands in (sprmPFInTable, sprmPItap)."""
        stated = value_of(properties, 0x6649)
        if stated is not None and 0 < stated < 100:
            return stated
        return 1 if is_on(properties, 0x2416) else 0

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
        paragraph = new("p")
        ppr = new("pPr", paragraph)
        new("pStyle", ppr, val=style)
        put_paragraph_properties(ppr, properties)
        mark = self._text.units[last] in "\r\x07\x0c"
        if mark and is_on(self._characters.at(self._text.offset(last))[1], 0x0800):
            new("del", new("rPr", ppr))
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
        parent = new("del", paragraph) if is_on(properties, 0x0800) else paragraph
        run = new("r", parent)
        rpr = new("rPr", run)
        if is_on(properties, 0x083C):
            new("vanish", rpr)
        height = value_of(properties, 0x2A48)
        if height in {1, 2}:
            new("vertAlign", rpr, val="superscript" if height == 1 else "subscript")
        style = value_of(properties, 0x4A30)
        if style:
            new("rStyle", rpr, val=style)
        return self._characters_of(run, first, last, properties, in_code)

    def _characters_of(
        self, run: Element, first: int, last: int, properties: Properties, in_code: bool
    ) -> bool:
        """The text, fields, notes and pictures of a run; gives whether it ends inside a field code."""
        pending: list[str] = []

        def flush() -> None:
            if pending:
                new("instrText" if in_code else "t", run).text = text_of(pending)
                pending.clear()

        for position in range(first, last):
            unit = self._text.units[position]
            if unit >= " " and not (unit == "(" and 0x6A09 in properties):  # ( stands for a symbol
                pending.append(unit)
                continue
            flush()
            if unit in _FIELD_MARKS:
                kind = _FIELD_MARKS[unit]
                new("fldChar", run, fldCharType=kind)
                in_code = kind == "begin"
            else:
                self._special(run, unit, position, properties)
        flush()
        return in_code

    def _special(self, run: Element, unit: str, position: int, properties: Properties) -> None:
        if unit in _PLAIN_MARKS:
            new(_PLAIN_MARKS[unit], run)
        elif unit == "(":
            font, code = struct.unpack("<HH", properties[0x6A09][:4].ljust(4, b"\x00"))
            new("sym", run, font=self._fonts[font] if font < len(self._fonts) else "", char=f"{code:04X}")
        elif unit == "\x02" and position in self._references:
            kind, number = self._references[position]
            new(kind + "Reference", run, id=number)
        elif unit == "\x05":
            new("commentReference", run, id=0)
        elif unit == "\x08" and self._anchors.get(position) in self._boxes:
            self._put_box(run, self._anchors[position])
        elif unit in "\x01\x08":
            new("pict", run)

    def _put_box(self, run: Element, shape: int) -> None:
        first, last = self._boxes.pop(shape)
        self._fill(new("txbxContent", new("pict", run)), first, last)


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIELD_MARKS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PLAIN_MARKS = {"\t": "tab", "\x0b": "br", "\x1e": "noBreakHyphen", "\x1f": "softHyphen"}
