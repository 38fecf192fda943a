"""Word files (.docx, .docm): the body in reading order, tables with their spans, list numbers rebuilt.

python-docx opens the package; the walk over w:p, w:tbl and w:tc is our own, because python-docx repeats merged
cells, and drops list numbers, text boxes, notes and content controls. Sections cited are of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Protocol

from ..lightclass import dataclass
from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, Role, SourceError, Table
from .blocks import build_document, first_line, is_layout
from .docx_package import core_metadata, open_package
from .docx_styles import Styles, list_definitions
from .numbering import Counters, is_known_format
from .packages import is_encrypted_office, office_parts
from .wordml import Element, InlineReader, RunStyle, W, children, number, on, val

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIVER = 60  # twentieths of a point, 1 mm: a column of the grid that holds no character
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _raised(rpr: Element | None) -> str:
    """A run raised or lowered by hand (in half points) and set smaller: so LibreOffice writes the 3 of m³."""
    points = number(val(rpr, "position")) or 0
    if abs(points) < 4 or val(rpr, "sz") is None:
        return ""
    return "superscript" if points > 0 else "subscript"


def read(name: str, data: bytes) -> Document:
    """Read a Word file. Raises SourceError: damaged zip, encrypted, no document part, XML that cannot be read."""
    if is_encrypted_office(data):
        raise SourceError(name, "encrypted_source")
    return _read(name, data, data, MEDIA_TYPE, frozenset())


# Fields that a converter computes anew: the day of the conversion, the name of its temporary file.
_COMPUTED = frozenset({"DATE", "TIME", "FILENAME"})


def read_converted(name: str, made: bytes, original: bytes, media_type: str) -> Document:
    """A Word file that was made from another one (.doc, .rtf): its text, the original's hash and media type."""
    document = _read(name, made, original, media_type, _COMPUTED)
    return replace(document, findings=(*document.findings, Finding("info", "doc_converted")))


def _read(
    name: str, data: bytes, original: bytes, media_type: str, dropped_fields: frozenset[str]
) -> Document:
    from lxml.etree import LxmlError

    package = open_package(name, data, office_parts(name, data))
    try:
        return read_package(name, package, original, media_type, core_metadata(package), dropped_fields)
    except LxmlError as error:  # styles, numbering, notes are parsed when they are first needed
        raise SourceError(name, "docx_damaged", reason=first_line(error)) from error


class WordPackage(Protocol):
    """What the walk needs of a Word file, whichever container it came in."""

    @property
    def document(self) -> Element: ...

    def related(self, kind: str) -> Element | None:
        """A part by its relationship: styles, numbering, footnotes, endnotes."""
        ...

    def by_id(self, rel_id: str) -> Element | None:
        """A header or footer by its relationship id."""
        ...


def read_package(
    name: str,
    package: WordPackage,
    original: bytes,
    media_type: str,
    metadata: tuple[MetaItem, ...] = (),
    dropped_fields: frozenset[str] = frozenset(),
) -> Document:
    """The Document of an opened Word file."""
    reader = _Reader(package, dropped_fields)
    blocks = reader.document()
    return build_document(name, media_type, original, blocks, metadata, tuple(reader.findings()))


@dataclass(slots=True)
class _Sink:
    """Where blocks go: the body, a cell, a note. `blank` counts empty paragraphs since the last block."""

    blocks: list[Block] = field(default_factory=list)
    blank: int = 0
    carry: str = ""  # text of a paragraph whose end was deleted: it goes on in the next one
    role: Role = "body"
    style: str = ""  # style that every paragraph here has (toc)

    def put(self, text: str, style: str = "", align: str = "", role: Role | None = None) -> None:
        if not text.strip():
            self.blank += 1
            return
        place = Place()
        self.blocks.append(
            Paragraph(
                text.strip(), place, role or self.role, self.style or style, align, blank_before=self.blank
            )
        )
        self.blank = 0


@dataclass(slots=True)
class _OpenCell:
    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False

    def closed(self) -> Cell:
        return Cell(self.row, self.col, self.text, Place(), self.rowspan, self.colspan, self.header)


_ALIGN = {"center": "center", "right": "right", "end": "right"}  # left is where text stands anyway


class _Reader:
    """Walks one document. Everything that is counted on the way (lists, notes, fields) lives here."""

    def __init__(self, package: WordPackage, dropped_fields: frozenset[str]) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._definitions = list_definitions(package.related("numbering"), self._styles)
        self._counters = Counters(self._definitions)
        self._inline = InlineReader(self._run_style, self._note_mark, dropped_fields)
        self._notes: list[tuple[str, str]] = []
        self._sections: list[Element] = []
        self._covered: list[str] = []
        self._formats: set[str] = set()
        self._chunks = 0

    def document(self) -> list[Block]:
        """All blocks: the body, its notes, then headers and footers as furniture."""
        body = _Sink()
        self._story(self._package.document.find(W + "body"), body)
        notes = _Sink()
        for position, (kind, note_id) in enumerate(self._notes, 1):
            self._note(position, kind, note_id, notes)
        furniture = _Sink(role="furniture")
        for story in self._headers_and_footers():
            self._story(story, furniture)
        return body.blocks + notes.blocks + furniture.blocks

    def findings(self) -> Iterator[Finding]:
        """What a person should know about the way the text was taken."""
        inline = self._inline
        for code, count in (
            ("docx_deleted_text", inline.deleted),
            ("docx_comments", inline.comments),
            ("docx_pictures", inline.pictures),
            ("docx_embedded_chunks", self._chunks),
        ):
            if count:
                yield Finding(
                    "warning" if code == "docx_embedded_chunks" else "info", code, params={"count": count}
                )
        for code, raws in (
            ("docx_covered_text", self._covered),
            ("docx_unknown_symbol", inline.unknown_symbols),
            ("docx_unknown_field", inline.lost_fields),
            ("docx_number_format", sorted(self._formats)),
            ("doc_clock_field", inline.dropped),
        ):
            for raw in dict.fromkeys(raws):
                yield Finding("warning", code, raw=raw, params={"raw": raw})
        for raw in dict.fromkeys(inline.annotations):
            yield Finding("info", "docx_annotation", raw=raw, params={"raw": raw})

    def _story(self, container: Element | None, sink: _Sink) -> None:
        if container is not None:
            self._blocks(container, sink)
        self._inline.end_story()
        if sink.carry:
            sink.put(sink.carry)
            sink.carry = ""

    def _blocks(self, container: Element, sink: _Sink) -> None:
        for child in container:
            if child.tag == W + "sdt" and _is_toc(child):
                inner = _Sink(role=sink.role, style="toc", blank=sink.blank)
                self._each(children(child), inner)
                sink.blocks += inner.blocks
                sink.blank = inner.blank
            else:
                self._each(children((child,)), sink)

    def _each(self, elements: Iterable[Element], sink: _Sink) -> None:
        for child in elements:
            if child.tag == W + "p":
                self._paragraph(child, sink)
            elif child.tag == W + "tbl":
                self._table(child, sink)
            elif child.tag == W + "altChunk":
                self._chunks += 1
            elif child.tag == W + "sectPr":
                self._sections.append(child)

    def _paragraph(self, element: Element, sink: _Sink) -> None:
        ppr = element.find(W + "pPr")
        inline = self._inline.read(element)
        rpr = None if ppr is None else ppr.find(W + "rPr")
        ended = rpr is None or (rpr.find(W + "del") is None and rpr.find(W + "moveFrom") is None)
        text = sink.carry + inline.text
        if ended:
            sink.carry = ""
            style_id = val(ppr, "pStyle") or self._styles.default
            toc = inline.toc or _has_leader(ppr, text)
            sink.put(
                self._label(ppr, style_id) + text, self._kind(ppr, style_id, toc), self._align(ppr, style_id)
            )
        else:
            sink.carry = text
        self._extras(inline.hidden, inline.boxes, sink)
        section = None if ppr is None else ppr.find(W + "sectPr")
        if section is not None:
            self._sections.append(section)

    def _extras(self, hidden: str, boxes: list[Element | str], sink: _Sink) -> None:
        """Hidden text as furniture, text boxes as blocks after the paragraph they hang on."""
        if hidden.strip():
            blank, sink.blank = sink.blank, 0
            sink.put(hidden, role="furniture")
            sink.blank = blank
        for box in boxes:
            if isinstance(box, str):
                sink.put(box)
            else:
                self._blocks(box, sink)

    def _label(self, ppr: Element | None, style_id: str) -> str:
        num_id, level = val(ppr, "numPr/numId"), number(val(ppr, "numPr/ilvl"))
        if num_id is None or level is None:
            styled = self._styles.list_of(style_id)
            if num_id is None and styled is not None:
                num_id, styled_level = styled
                level = level if level is not None else styled_level
        if num_id is None or num_id == "0":
            return ""
        definition = self._definitions.get(num_id)
        if definition is None:
            return ""
        if level is None:
            level = next(
                (i for i, lvl in definition.levels.items() if lvl.style and lvl.style == style_id), 0
            )
        if level in definition.levels and not is_known_format(definition.levels[level].fmt):
            self._formats.add(definition.levels[level].fmt)
        return self._counters.label(num_id, level)

    def _kind(self, ppr: Element | None, style_id: str, toc: bool) -> str:
        kind = self._styles.kind(style_id)
        if toc or kind == "toc":
            return "toc"
        direct = number(val(ppr, "outlineLvl"))
        if kind in {"title", "caption"}:
            return kind
        outline = direct if direct is not None else self._styles.outline(style_id)
        if outline is not None and 0 <= outline <= 8:
            return f"h{outline + 1}"
        return kind if outline is None else ""

    def _align(self, ppr: Element | None, style_id: str) -> str:
        return _ALIGN.get(val(ppr, "jc") or self._styles.align(style_id), "")

    def _run_style(self, run: Element, paragraph: Element) -> RunStyle:
        rpr = run.find(W + "rPr")
        style_id = val(rpr, "rStyle") or ""
        paragraph_style = val(paragraph, "pPr/pStyle") or self._styles.default
        vanish = None if rpr is None else rpr.find(W + "vanish")
        hidden = (
            on(rpr, "vanish")
            if vanish is not None
            else self._styles.hidden(style_id) or self._styles.hidden(paragraph_style)
        )
        vertical = val(rpr, "vertAlign") or self._styles.vertical(style_id) or _raised(rpr)
        return RunStyle(hidden, vertical if vertical in {"superscript", "subscript"} else "")

    def _note_mark(self, kind: str, note_id: str) -> str:
        self._notes.append((kind, note_id))
        return f"[{len(self._notes)}]"

    def _note(self, position: int, kind: str, note_id: str, sink: _Sink) -> None:
        root = self._package.related(kind + "s")
        for note in () if root is None else root.iterfind(W + kind):
            if note.get(W + "id") == note_id:
                inner = _Sink()
                self._story(note, inner)
                texts = [block.text for block in inner.blocks if isinstance(block, Paragraph)]
                sink.put(f"[{position}]" + "\n".join(texts), "footnote")
                sink.blocks += [block for block in inner.blocks if isinstance(block, Table)]
                return

    def _headers_and_footers(self) -> Iterator[Element]:
        seen: set[str] = set()
        for tag in ("headerReference", "footerReference"):
            for section in self._sections:
                for reference in section.iterfind(W + tag):
                    rel_id = reference.get(_R + "id", "")
                    story = None if rel_id in seen else self._package.by_id(rel_id)
                    seen.add(rel_id)
                    if story is not None:
                        yield story

    def _table(self, element: Element, sink: _Sink) -> None:
        """A table and the tables inside its cells; a layout table gives way to what it holds."""
        cells: list[_OpenCell] = []
        contents: list[_Sink] = []
        open_merges: dict[int, _OpenCell] = {}
        edges = _edges(element)
        head = True
        for row, tr in enumerate(_rows(element)):
            head = head and on(tr.find(W + "trPr"), "tblHeader")
            open_merges = self._row(row, tr, head, edges, open_merges, cells, contents)
        closed = tuple(cell.closed() for cell in cells)
        nested = sum(isinstance(block, Table) for content in contents for block in content.blocks)
        if not closed or is_layout(closed, nested):
            for content in contents:
                _pour(content, sink)
            return
        sink.blocks.append(Table(closed, Place(), sink.role))
        sink.blank = 0
        for content in contents:
            sink.blocks += [b for b in content.blocks if isinstance(b, Table) or b.role == "furniture"]

    def _row(
        self,
        row: int,
        tr: Element,
        head: bool,
        edges: Sequence[int],
        above: dict[int, _OpenCell],
        cells: list[_OpenCell],
        contents: list[_Sink],
    ) -> dict[int, _OpenCell]:
        """Put the cells of a row; gives the vertical merges that may go on below it, by column."""
        merges: dict[int, _OpenCell] = {}
        last: _OpenCell | None = None
        for tc, start, end in _spans(tr):
            if edges:
                start, end = (edges[min(edge, len(edges) - 1)] for edge in (start, end))
            col, span = start, end - start
            vertical = _merge(tc, "vMerge")
            if _merge(tc, "hMerge") == "continue" and last is not None:
                last.colspan += span
                self._cover(tc)
            elif vertical == "continue" and col in above:
                merges[col] = last = above[col]
                last.rowspan = row - last.row + 1
                self._cover(tc)
            else:
                content = self._cell(tc)
                last = _OpenCell(row, col, _cell_text(content), 1, span, head)
                cells.append(last)
                contents.append(content)
                if vertical:
                    merges[col] = last
        return merges

    def _cell(self, tc: Element) -> _Sink:
        content = _Sink()
        self._blocks(tc, content)
        if content.carry:
            content.put(content.carry)
        return content

    def _cover(self, tc: Element) -> None:
        """A cell hidden under a merged one: Word does not show its text."""
        text = "".join(node.text or "" for node in tc.iter(W + "t")).strip()
        if text:
            self._covered.append(text)


def _has_leader(ppr: Element | None, text: str) -> bool:
    """A typed contents line: a page number behind a tab stop with leader dots (总体情况 …… 1)."""
    stops = () if ppr is None else ppr.iterfind(f"{W}tabs/{W}tab")
    return bool(re.search(r"\t[0-9ivxIVX]{1,5}\s*$", text)) and any(
        stop.get(W + "leader") in {"dot", "middleDot", "hyphen", "underscore"} for stop in stops
    )


def _pour(content: _Sink, sink: _Sink) -> None:
    if content.blocks and isinstance(content.blocks[0], Paragraph):
        content.blocks[0] = _with_blank(content.blocks[0], sink.blank)
    sink.blocks += content.blocks
    sink.blank = content.blank if content.blocks else sink.blank + content.blank


def _with_blank(paragraph: Paragraph, blank: int) -> Paragraph:
    return replace(paragraph, blank_before=paragraph.blank_before + blank)


def _cell_text(content: _Sink) -> str:
    return "\n".join(b.text for b in content.blocks if isinstance(b, Paragraph) and b.role == "body")


def _is_toc(sdt: Element) -> bool:
    gallery = val(sdt, "sdtPr/docPartObj/docPartGallery")
    return gallery is not None and gallery.lower() == "table of contents"


def _rows(table: Element) -> Iterator[Element]:
    for child in children(table):
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child


def _cells(row: Element) -> Iterator[Element]:
    for child in children(row):
        if child.tag == W + "tc" and child.find(f"{W}tcPr/{W}cellDel") is None:
            yield child


def _spans(row: Element) -> Iterator[tuple[Element, int, int]]:
    """The cells of a row with the columns of the grid at which they begin and end."""
    col = number(val(row, "trPr/gridBefore")) or 0
    for tc in _cells(row):
        span = max(1, min(number(val(tc, "tcPr/gridSpan")) or 1, 1000))
        yield tc, col, col + span
        col += span


def _edges(table: Element) -> tuple[int, ...]:
    """For each edge of the grid the column that begins there, where the grid has columns that nobody sees.

    Widths of 1234, 1 and 1233 are two columns: rows whose borders lie a hair apart. Empty if there are none, or
    if a cell stands in such a column alone.
    """
    widths = [number(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not any(width is not None and width < SLIVER for width in widths):
        return ()
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + (width is None or width >= SLIVER))
    for row in _rows(table):
        for _, start, end in _spans(row):
            if end >= len(edges) or edges[start] == edges[end]:
                return ()
    return tuple(edges)


def _merge(tc: Element, tag: str) -> str:
    """ "", "restart" or "continue": w:vMerge without a value goes on (17.4.84)."""
    found = tc.find(f"{W}tcPr/{W}{tag}")
    return "" if found is None else found.get(W + "val", "continue")
