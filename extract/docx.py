"""Word files (.docx, .docm): the body in reading order, tables with their spans, list numbers rebuilt.

python-docx opens the package; the walk over w:p, w:tbl and w:tc is our own, because python-docx repeats merged
cells, and drops list numbers, text boxes, notes and content controls. Sections cited are of ECMA-376 part 1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Any, Protocol

from ..lightclass import dataclass
from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, Role, SourceError, Table
from .blocks import build_document, first_line, is_layout
from .numbering import Counters, Level, ListDefinition, is_known_format
from .packages import is_encrypted_office, office_parts, transitional
from .wordml import Element, InlineReader, RunStyle, W, children, number, on, symbol, val

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIVER = 60  # twentieths of a point, 1 mm: a column of the grid that holds no character
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


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

    package = _open(name, data, office_parts(name, data))
    try:
        return read_package(name, package, original, media_type, _metadata(package), dropped_fields)
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


# --------------------------------------------------------------------------------------------------
# The package


class _Package:
    """The parts of a Word file by relationship, as parsed XML."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened
        self._main = opened.main_document_part

    @property
    def core(self) -> Any:
        """Core properties, None where the file has none (python-docx would make some up, with today's date)."""
        there = any(rel.reltype.endswith("/core-properties") for rel in self._opened.rels.values())
        return self._opened.core_properties if there else None

    @property
    def document(self) -> Element:
        return _xml(self._main)

    def related(self, kind: str) -> Element | None:
        for rel in self._main.rels.values():
            if rel.reltype == _REL + kind and not rel.is_external:
                return _xml(rel.target_part)
        return None

    def by_id(self, rel_id: str) -> Element | None:
        rel = self._main.rels.get(rel_id)
        return None if rel is None or rel.is_external else _xml(rel.target_part)


def _xml(part: Any) -> Element:
    from docx.oxml.parser import parse_xml

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _open(name: str, data: bytes, parts: dict[str, bytes]) -> _Package:
    """Open with python-docx; where that fails, once more with the package's known faults repaired."""
    from docx.package import Package
    from lxml.etree import LxmlError

    failures: list[Exception] = []
    strict = any(b"http://purl.oclc.org/ooxml/" in part for part in parts.values())
    for attempt in ("repaired",) if strict else ("as it is", "repaired"):
        try:
            content = data if attempt == "as it is" else _repaired(data, parts)
            package = _Package(Package.open(io.BytesIO(content)))
            if package.document.find(W + "body") is not None:
                return package
            failures.append(ValueError("no w:body"))
        except (
            KeyError,
            ValueError,
            AttributeError,
            TypeError,
            LxmlError,
            OSError,
            zipfile.BadZipFile,
        ) as error:
            failures.append(error)
    if not any(part.startswith("word/document") for part in parts):
        raise SourceError(name, "docx_no_document")
    raise SourceError(name, "docx_damaged", reason=first_line(failures[-1]))


_TARGET = re.compile(rb'<Relationship\b[^>]*?\bTarget="([^"]*)"[^>]*?(?:/>|>\s*</Relationship>)')


def _repaired(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package without relationships to parts that are not there (Target="NULL"), in transitional namespaces.

    Pictures and embedded files are left out; their parts are not read.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        known = set(archive.namelist())
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, part in parts.items():
            part = transitional(part)
            if path.endswith(".rels"):
                part = _TARGET.sub(lambda rel, path=path: _kept(rel, path, set(parts)), part)
            elif path == "[Content_Types].xml" and b'Extension="xml"' not in part:
                part = part.replace(
                    b"<Override", b'<Default Extension="xml" ContentType="application/xml"/><Override', 1
                )
            archive.writestr(path, part)
        if "[Content_Types].xml" not in known:
            archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        if "_rels/.rels" not in known:
            archive.writestr("_rels/.rels", _ROOT_RELS)
    return out.getvalue()


_CONTENT_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_ROOT_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def _kept(rel: re.Match[bytes], path: str, known: set[str]) -> bytes:
    """A relationship whose target is there or outside, else nothing."""
    if b'TargetMode="External"' in rel[0]:
        return rel[0]
    target = rel[1].decode("utf-8", "replace")
    base = path.rsplit("_rels/", 1)[0]
    full = target.lstrip("/") if target.startswith("/") else _resolve(base + target)
    return rel[0] if full in known else b""


def _resolve(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _metadata(package: _Package) -> tuple[MetaItem, ...]:
    """Core properties that are filled: title, creator, created and so on."""
    try:
        core = package.core
        if core is None:
            return ()
        values = [
            ("title", core.title),
            ("subject", core.subject),
            ("creator", core.author),
            ("keywords", core.keywords),
            ("created", core.created.strftime("%Y-%m-%dT%H:%M:%SZ") if core.created else ""),
            ("modified", core.modified.strftime("%Y-%m-%dT%H:%M:%SZ") if core.modified else ""),
        ]
    except (AttributeError, ValueError, KeyError, TypeError):
        return ()
    return tuple(MetaItem(label, value.strip()) for label, value in values if value and value.strip())


# --------------------------------------------------------------------------------------------------
# Styles and list definitions


@dataclass(slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    align: str = ""
    hidden: bool = False
    vertical: str = ""


class _Styles:
    """styles.xml (17.7): properties looked up along basedOn."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for element in () if root is None else root.iterfind(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._styles[style_id] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self.default = style_id

    def chain(self, style_id: str) -> Iterator[_Style]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = self._styles[style_id].parent

    def list_of(self, style_id: str) -> tuple[str, int | None] | None:
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.level
        return None

    def outline(self, style_id: str) -> int | None:
        return next((style.outline for style in self.chain(style_id) if style.outline is not None), None)

    def align(self, style_id: str) -> str:
        return next((style.align for style in self.chain(style_id) if style.align), "")

    def hidden(self, style_id: str) -> bool:
        return any(style.hidden for style in self.chain(style_id))

    def vertical(self, style_id: str) -> str:
        return next((style.vertical for style in self.chain(style_id) if style.vertical), "")

    def kind(self, style_id: str) -> str:
        """title, h1..h9, toc, caption or "" from the built-in names (the same in every language of Word)."""
        return next((kind for kind in (_named(style.name) for style in self.chain(style_id)) if kind), "")


def _style(element: Element) -> _Style:
    ppr, rpr = element.find(W + "pPr"), element.find(W + "rPr")
    return _Style(
        name=(val(element, "name") or "").lower(),
        parent=val(element, "basedOn") or "",
        num_id=val(ppr, "numPr/numId"),
        level=number(val(ppr, "numPr/ilvl")),
        outline=number(val(ppr, "outlineLvl")),
        align=val(ppr, "jc") or "",
        hidden=on(rpr, "vanish"),
        vertical=val(rpr, "vertAlign") or "",
    )


def _named(name: str) -> str:
    if name in {"title", "标题", "文章标题"}:
        return "title"
    if name == "caption" or name == "题注":
        return "caption"
    if name.startswith(("toc ", "目录 ")) or name == "table of figures":
        return "toc"
    match = re.fullmatch(r"(?:heading|标题) ?([1-9])", name)
    return f"h{match[1]}" if match else ""


def _definitions(root: Element | None, styles: _Styles) -> dict[str, ListDefinition]:
    """numbering.xml (17.9): every w:num with the levels it counts with."""
    if root is None:
        return {}
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iterfind(W + "abstractNum")}
    links = {n.get(W + "numId", ""): val(n, "abstractNumId") or "" for n in root.iterfind(W + "num")}
    definitions: dict[str, ListDefinition] = {}
    for num in root.iterfind(W + "num"):
        num_id = num.get(W + "numId", "")
        abstract_id = _followed(links[num_id], abstracts, links, styles)
        if abstract_id in abstracts:
            definitions[num_id] = _definition(num, abstract_id, abstracts[abstract_id])
    return definitions


def _followed(abstract_id: str, abstracts: dict[str, Element], links: dict[str, str], styles: _Styles) -> str:
    """The list that a list style stands for (w:numStyleLink, 17.9.21), at most one step."""
    style_id = val(abstracts.get(abstract_id), "numStyleLink")
    target = styles.list_of(style_id) if style_id else None
    return links.get(target[0], abstract_id) if target else abstract_id


def _definition(num: Element, abstract_id: str, abstract: Element) -> ListDefinition:
    levels = {number(lvl.get(W + "ilvl")) or 0: _level(lvl) for lvl in abstract.iterfind(W + "lvl")}
    starts: dict[int, int] = {}
    for override in num.iterfind(W + "lvlOverride"):
        index = number(override.get(W + "ilvl")) or 0
        changed = override.find(W + "lvl")
        if changed is not None:
            levels[index] = _level(changed)
        start = number(val(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return ListDefinition(abstract_id, levels, starts)


def _level(lvl: Element) -> Level:
    fmt, custom = _number_format(lvl)
    start = number(val(lvl, "start"))
    return Level(
        start=0 if start is None else start,
        fmt=f"custom:{custom}" if fmt == "custom" else fmt,
        text=_bullet(lvl) if fmt == "bullet" else val(lvl, "lvlText") or "",
        suffix=val(lvl, "suff") or "tab",
        legal=on(lvl, "isLgl"),
        restart=number(val(lvl, "lvlRestart")),
        style=val(lvl, "pStyle") or "",
    )


def _number_format(lvl: Element) -> tuple[str, str]:
    found = next(iter(lvl.iter(W + "numFmt")), None)  # may stand in an mc:Choice
    return (
        ("decimal", "") if found is None else (found.get(W + "val", "decimal"), found.get(W + "format", ""))
    )


def _bullet(lvl: Element) -> str:
    """The bullet as a Unicode character, • where its symbol font is not known."""
    fonts = lvl.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return "".join(symbol(font, ord(char)) or "•" for char in val(lvl, "lvlText") or "")


# --------------------------------------------------------------------------------------------------
# Paragraphs and tables


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
        self._styles = _Styles(package.related("styles"))
        self._definitions = _definitions(package.related("numbering"), self._styles)
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
