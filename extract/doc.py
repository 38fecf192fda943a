"""Old Word files (.doc, .wps) and RTF.

A .doc is taken apart by our own reader (msdoc), which gives what the .docx reader gives: list numbers, spans, notes,
text boxes. Files that are damaged or older than Word 97 go to office-oxide and, where that gives too little, to
LibreOffice. RTF, OpenDocument texts and Word 2003 XML need LibreOffice.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..lightclass import dataclass
from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, Role, SourceError, Table
from . import libreoffice
from .blocks import build_document, is_layout
from .msdoc_file import sprms, style_entries
from .ole import SIGNATURE, CompoundFile
from .packages import is_encrypted_office, office_parts
from .wordml import shifted

MEDIA_TYPE = "application/msword"
RTF_TYPE = "application/rtf"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def read(name: str, data: bytes) -> Document:
    """Read a .doc, .wps or .rtf. Raises SourceError: encrypted, no Word file, or LibreOffice is needed for it."""
    if data.startswith(b"{\\rtf"):
        return _converted(name, data, ".rtf", RTF_TYPE)
    if data.startswith(b"PK"):
        office_parts(name, data)  # the limits and the ban on DTDs hold for .odt too
        return _converted(name, data, ".odt", ODT_TYPE)
    if not data.startswith(SIGNATURE):  # Word 2.0, Write, Word 2003 XML
        return _converted(name, data, ".doc" if b"<?xml" not in data[:200] else ".xml", MEDIA_TYPE)
    features = _features(name, data)
    document = None if features.old else _by_structure(name, data)
    wants = _missed(document, features)
    if document is None:
        document = _by_office_oxide(name, data)
        wants = features.wanted() + _missed(document, features)
    if document is not None and not wants:
        return document
    try:
        return _converted(name, data, ".doc", MEDIA_TYPE)
    except SourceError as error:
        if document is None:
            raise
        return replace(document, findings=(*document.findings, *_losses(wants, error)))


def _by_structure(name: str, data: bytes) -> Document | None:
    """The document by our own reader, None where its structures are damaged."""
    from . import docx, msdoc

    try:
        package = msdoc.WordFile(data)
        return docx.read_package(name, package, data, MEDIA_TYPE, package.metadata())
    except (ValueError, struct.error, IndexError, KeyError, OverflowError, RecursionError):
        return None


def _losses(wants: list[str], error: SourceError) -> Iterator[Finding]:
    for want in wants:
        yield Finding("warning", f"doc_{want}", params={"reason": error.code})


def _converted(name: str, data: bytes, suffix: str, media_type: str) -> Document:
    from . import docx

    made = libreoffice.convert(name, data, suffix, "docx")
    return docx.read_converted(name, made, data, media_type)


# --------------------------------------------------------------------------------------------------
# The file information block: what is in the file


@dataclass(frozen=True, slots=True)
class Features:
    """What a .doc holds that decides how it is read. `characters` counts the main text with its marks."""

    old: bool = False  # Word 6 and 95
    numbered: bool = False
    text_boxes: bool = False
    notes: bool = False
    characters: int = 0

    def wanted(self) -> list[str]:
        """Message suffixes of what office-oxide does not give."""
        found = (
            ("old_word", self.old),
            ("list_numbers", self.numbered),
            ("text_boxes", self.text_boxes),
            ("notes", self.notes),
        )
        return [code for code, there in found if there]


def _features(name: str, data: bytes) -> Features:
    """Raises SourceError for a compound file that is encrypted or no Word file."""
    if is_encrypted_office(data):
        raise SourceError(name, "encrypted_source")
    try:
        container = CompoundFile(data)
    except (ValueError, struct.error) as error:
        raise SourceError(name, "ole_damaged") from error
    main = container.stream("WordDocument")
    if main is None:
        found = ", ".join(n for n in container.root_names() if n.isprintable())
        raise SourceError(name, "doc_no_word_stream", found=found or "-")
    if len(main) < 154:
        raise SourceError(name, "ole_damaged")
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & 0x0100:
        raise SourceError(name, "encrypted_source")
    if struct.unpack_from("<H", main, 2)[0] < 0xC1:
        return Features(old=True, characters=struct.unpack_from("<I", main, 0x34)[0])
    table = container.stream("1Table" if flags & 0x0200 else "0Table") or b""
    text, notes, _, _, _, endnotes, boxes = struct.unpack_from("<7i", main, 76)
    return Features(False, _is_numbered(main, table), boxes > 0, notes > 0 or endnotes > 0, text)


_STSH, _BTE_PAPX, _LFO = 1, 13, 74  # indexes of FibRgFcLcb97


def _part(main: bytes, table: bytes, index: int) -> bytes:
    if len(main) < 154 + index * 8 + 8:
        return b""
    start, size = struct.unpack_from("<II", main, 154 + index * 8)
    return table[start : start + size]


def _is_numbered(main: bytes, table: bytes) -> bool:
    """Whether any paragraph has an automatic number: its own (sprmPIlfo) or its style's."""
    overrides = _part(main, table, _LFO)
    if len(overrides) < 4 or not struct.unpack_from("<i", overrides)[0]:
        return False
    styles = _numbered_styles(_part(main, table, _STSH))
    for style, own in _paragraph_lists(main, _part(main, table, _BTE_PAPX)):
        if own if own is not None else style in styles:
            return True
    return False


def _paragraph_lists(main: bytes, pages: bytes) -> Iterator[tuple[int, int | None]]:
    """(style, own list or None) of each paragraph: PlcBtePapx names the 512-byte pages of PAPX (2.9.174)."""
    count = (len(pages) - 4) // 8
    for index in range(max(count, 0)):
        number = struct.unpack_from("<I", pages, (count + 1) * 4 + index * 4)[0] & 0x3FFFFF
        page = main[number * 512 : number * 512 + 512]
        if len(page) == 512:
            yield from _page_lists(page)


def _page_lists(page: bytes) -> Iterator[tuple[int, int | None]]:
    runs = page[511]
    for run in range(runs):
        at = (runs + 1) * 4 + run * 13
        offset = page[at] * 2 if at < 511 else 0
        if not offset:
            continue
        start = offset + (1 if page[offset] else 2)
        size = page[offset] * 2 - 1 if page[offset] else (page[offset + 1] * 2 if offset < 511 else 0)
        properties = page[start : start + size]
        if len(properties) >= 2:
            yield struct.unpack_from("<H", properties)[0], _list_of(properties[2:])


def _list_of(properties: bytes) -> int | None:
    """The operand of sprmPIlfo (0x460B) in a grpprl, None where it is not there."""
    found = [operand for sprm, operand in sprms(properties) if sprm == 0x460B and len(operand) == 2]
    return struct.unpack("<H", found[-1])[0] if found else None


def _numbered_styles(sheet: bytes) -> set[int]:
    """Indexes of styles with a list, their own or of the style they are based on (STSH, 2.9.271)."""
    own: dict[int, bool] = {}
    base: dict[int, int] = {}
    for index, entry, fixed in style_entries(sheet):
        if len(entry) >= fixed >= 4:
            base[index] = struct.unpack_from("<H", entry, 2)[0] >> 4
            position = entry.find(b"\x0b\x46", fixed)
            if position >= 0 and position + 4 <= len(entry):
                own[index] = struct.unpack_from("<H", entry, position + 2)[0] != 0
    return {index for index in base if _inherits(index, own, base)}


def _inherits(index: int, own: dict[int, bool], base: dict[int, int]) -> bool:
    for _ in range(12):
        if index in own or index not in base:
            return own.get(index, False)
        index = base[index]
    return False


# --------------------------------------------------------------------------------------------------
# office-oxide


def _missed(document: Document | None, features: Features) -> list[str]:
    """What the result itself shows to be missing: nested tables, whole tables, or most of the text."""
    if document is None:
        return []
    missed = ["nested_tables"] if any(f.code == "doc_flattened" for f in document.findings) else []
    kinds = [isinstance(block, Table) for block in document.blocks]
    if missed and any(pair == (True, True) for pair in itertools.pairwise(kinds)):
        missed.append("split_tables")  # a .doc has always a paragraph between two tables
    return [*missed, "little_text"] if _length(document) < features.characters // 3 else missed


def _length(document: Document) -> int:
    """Characters given, a mark counted for each cell and each paragraph as the file counts them."""
    return sum(
        len(block.text) + 1 + block.blank_before
        if isinstance(block, Paragraph)
        else sum(len(cell.text) + 1 for cell in block.cells)
        for block in document.blocks
    )


def _by_office_oxide(name: str, data: bytes) -> Document | None:
    """The document as office-oxide gives it, None where it cannot read the file."""
    import office_oxide

    try:
        tree = office_oxide.Document.from_bytes(data, "doc").to_ir()
    except office_oxide.OfficeOxideError:
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a failure inside a Rust library is raised as
            raise
        return None
    blocks = _Blocks().document(tree)
    flattened = any("nested tables" in warning for warning in tree["metadata"].get("warnings", ()))
    findings = (Finding("info", "doc_flattened"),) if flattened else ()
    return build_document(name, MEDIA_TYPE, data, blocks, _metadata(tree["metadata"]), findings)


def _metadata(values: dict[str, Any]) -> tuple[MetaItem, ...]:
    """Document properties; office-oxide gives Chinese ones as Latin-1 characters of their bytes."""
    labels = (
        ("title", "title"),
        ("author", "creator"),
        ("subject", "subject"),
        ("created", "created"),
        ("modified", "modified"),
    )
    items = ((label, _recoded(str(values.get(key) or "")).strip()) for key, label in labels)
    return tuple(MetaItem(label, value) for label, value in items if value)


def _recoded(text: str) -> str:
    """UTF-8 or GBK bytes that were taken for Latin-1 or Windows-1252, as text.

    >>> _recoded("ä»»å\\x8a¡"), _recoded("ÈÎÎñ"), _recoded("plan"), _recoded("任务")
    ('任务', '任务', 'plan', '任务')
    """
    for codec in ("latin-1", "cp1252"):
        try:
            raw = text.encode(codec)
        except UnicodeEncodeError:
            continue
        for decoder in ("utf-8", "gb18030"):
            try:
                return raw.decode(decoder)
            except UnicodeDecodeError:
                continue
    return text


class _Blocks:
    """office-oxide's tree as blocks."""

    def __init__(self) -> None:
        self._furniture: list[Block] = []
        self._notes = 0

    def document(self, tree: dict[str, Any]) -> list[Block]:
        blocks: list[Block] = []
        for section in tree["sections"]:
            blocks += self._elements(section.get("elements", ()), "body")
            for key in sorted(k for k in section if k.endswith(("header", "footer"))):
                self._furniture += self._elements((section[key] or {}).get("content", ()), "furniture")
        return blocks + list(dict.fromkeys(self._furniture))

    def _elements(self, elements: Any, role: Role) -> list[Block]:
        out: list[Block] = []
        for element in elements:
            out += self._element(element, role)
        return out

    def _element(self, element: dict[str, Any], role: Role) -> list[Block]:
        kind = element["type"]
        if kind in {"paragraph", "heading"}:
            return self._paragraph(element, role)
        if kind == "table":
            return self._table(element, role)
        if kind == "list":
            return self._list(element, role)
        if kind in {"footnote", "endnote"}:
            self._notes += 1
            texts = [b.text for b in self._elements(element["content"], role) if isinstance(b, Paragraph)]
            return _put(f"[{self._notes}]" + "\n".join(texts), role, "footnote", "")
        return self._elements(element.get("content") or (), role) if kind == "text_box" else []

    def _list(self, element: dict[str, Any], role: Role) -> list[Block]:
        out: list[Block] = []
        for item in element.get("items", ()):
            out += self._elements(item.get("content", ()), role)
            if item.get("nested"):
                out += self._list(item["nested"], role)
        return out

    def _paragraph(self, element: dict[str, Any], role: Role) -> list[Block]:
        style = f"h{element['level']}" if element["type"] == "heading" else ""
        boxes = [part for part in element["content"] if part["type"] == "text_box"]
        align = element.get("alignment", "")
        blocks = _put(
            _inline(element["content"]), role, style, align if align in {"left", "center", "right"} else ""
        )
        return blocks + [block for box in boxes for block in self._elements(box.get("content") or (), role)]

    def _table(self, element: dict[str, Any], role: Role) -> list[Block]:
        cells: list[Cell] = []
        contents: list[list[Block]] = []
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(element["rows"]):
            col = 0
            for cell in line["cells"]:
                while (row, col) in taken:
                    col += 1
                down, across = max(1, cell.get("row_span") or 1), max(1, min(cell.get("col_span") or 1, 1000))
                taken |= {
                    (r, c) for r in range(row, row + min(down, 10_000)) for c in range(col, col + across)
                }
                content = self._elements(cell.get("content", ()), role)
                text = "\n".join(b.text for b in content if isinstance(b, Paragraph))
                cells.append(Cell(row, col, text, Place(), down, across, bool(line.get("is_header"))))
                contents.append(content)
                col += across
        inner: list[Block] = [block for content in contents for block in content if isinstance(block, Table)]
        if is_layout(cells, len(inner)) or not cells:
            return [block for content in contents for block in content]
        return [Table(tuple(cells), Place(), role), *inner]


def _put(text: str, role: Role, style: str, align: str) -> list[Block]:
    return [Paragraph(text.strip(), Place(), role, style, align)] if text.strip() else []


def _inline(parts: list[dict[str, Any]]) -> str:
    out = ""
    for part in parts:
        if part["type"] == "text":
            vertical = part.get("vertical_align") or ""
            out += shifted(part["text"], vertical if vertical in {"superscript", "subscript"} else "")
        elif part["type"] == "line_break":
            out += "\n"
    return out
