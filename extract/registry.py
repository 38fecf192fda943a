"""Which reader reads which bytes: one line a format, found by content first, by suffix second.

A reader is a module of this package with `read(name: str, data: bytes) -> Document`; a container
(zip, saved page archive) has `unpack(name, data) -> Iterator[tuple[str, bytes]]` instead. Modules are
imported only when a source of theirs turns up.
"""

from __future__ import annotations

import importlib
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..lightclass import dataclass
from ..model import Document, SourceError


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of source: its media type, the suffixes it usually has, and the module that reads it."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    module: str
    container: bool = False


FORMATS: tuple[Format, ...] = (
    Format("html", "text/html", (".html", ".htm", ".shtml", ".xhtml"), "html"),
    Format("mht", "multipart/related", (".mht", ".mhtml"), "mht", container=True),
    Format("markdown", "text/markdown", (".md", ".markdown"), "markdown"),
    Format("text", "text/plain", (".txt", ".text"), "plain"),
    Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm"),
        "docx",
    ),
    Format("doc", "application/msword", (".doc", ".wps", ".dot", ".odt"), "doc"),
    Format("rtf", "application/rtf", (".rtf",), "doc"),
    Format("pdf", "application/pdf", (".pdf",), "pdf"),
    Format("image", "image/*", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "ocr"),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx", ".xlsm", ".ods"),
        "sheets",
    ),
    Format("xls", "application/vnd.ms-excel", (".xls", ".et"), "sheets"),
    Format("csv", "text/csv", (".csv", ".tsv"), "sheets"),
    Format("ofd", "application/ofd", (".ofd",), "ofd"),
    Format("zip", "application/zip", (".zip",), "archive", container=True),
)
_BY_NAME = {fmt.name: fmt for fmt in FORMATS}
_BY_SUFFIX = {suffix: fmt for fmt in FORMATS for suffix in fmt.suffixes}
SUFFIXES: frozenset[str] = frozenset(_BY_SUFFIX)


def suffix_of(name: str) -> str:
    """The lower-case suffix of a file name or address, "" if none."""
    return PurePosixPath(name.split("?")[0].split("#")[0].replace("\\", "/")).suffix.lower()


def identify(name: str, data: bytes) -> Format:
    """The format of the bytes: by their signature, else by the suffix, else plain text.

    Raises SourceError for an empty source and for binary bytes that no reader knows.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SourceError(name, "empty_source")
    found = _by_signature(data)
    if found is not None:
        return _BY_NAME[found]
    by_suffix = _BY_SUFFIX.get(suffix_of(name))
    if _looks_binary(data):
        expected = by_suffix.name if by_suffix else suffix_of(name) or "text"
        raise SourceError(name, "binary_source", expected=expected)
    if by_suffix is not None and by_suffix.name in {"text", "markdown", "csv", "mht"}:
        return by_suffix
    if _looks_like_mht(data):
        return _BY_NAME["mht"]
    if _looks_like_html(data):
        return _BY_NAME["html"]
    if by_suffix is not None and by_suffix.name == "html":
        return by_suffix
    if by_suffix is not None:  # .docx, .pdf, .xlsx … whose bytes are none of these
        raise SourceError(name, "wrong_suffix", expected=by_suffix.name)
    return _BY_NAME["text"]


def _by_signature(data: bytes) -> str | None:
    head = data[:8192]
    if head[:1024].lstrip().startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")) and _looks_binary(
        data
    ):
        return "image"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    if head.startswith((b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00")):
        return "xls"  # a workbook stream without its container
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and b"<?mso-application" in head[:1024]:
        return "doc" if b"Word.Document" in head[:1024] else "xls"  # Word 2003 XML, Excel 2003 XML
    if head.startswith(b"\xdb\xa5-\x00") or head.startswith((b"\x31\xbe\x00\x00", b"\x32\xbe\x00\x00")):
        return "doc"  # Word 2.0 and Write
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    return None


def _ole_kind(data: bytes) -> str:
    """Word and Excel share a container; only the streams under its root count (others are embedded files)."""
    from .ole import CompoundFile

    try:
        names = set(CompoundFile(data).root_names())
    except (ValueError, struct.error):
        return "doc"
    return (
        "xls" if names & {"Workbook", "Book", "WORKBOOK", "BOOK"} and "WordDocument" not in names else "doc"
    )


def _zip_kind(data: bytes) -> str:
    """Office files are zips with certain members; a zip of such files has none of them at its root."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error, EOFError):
        names, kind = set[str](), b""  # cut off: the first members tell
        names.update(name.decode() for name in _OFFICE_MEMBERS if name in data[:65536])
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names) or kind.startswith(_ODF + b"spreadsheet"):
        return "xlsx"
    if kind.startswith(_ODF + b"text"):
        return "doc"
    return "ofd" if "OFD.xml" in names else "zip"


_ODF = b"application/vnd.oasis.opendocument."
_OFFICE_MEMBERS = (b"word/document.xml", b"word/styles.xml", b"xl/workbook.xml", b"OFD.xml")


def _looks_binary(data: bytes) -> bool:
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 text
        return False
    if b"\x00" in sample:
        return True
    controls = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b\x1a")
    return controls * 100 > len(sample)


def _looks_like_html(data: bytes) -> bool:
    head = data[:4096].lower().replace(b"\x00", b"")
    marks = (b"<html", b"<!doctype html", b"<table", b"<body", b"<head", b"<div", b"<meta", b"<p>", b"<p ")
    return any(mark in head for mark in marks)


def _looks_like_mht(data: bytes) -> bool:
    head = data[:2048].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read(name: str, data: bytes) -> Document:
    """Read one source that is no container. Raises SourceError with a clear reason."""
    fmt = identify(name, data)
    if fmt.container:
        raise SourceError(name, "container_source")
    return importlib.import_module(f".{fmt.module}", __package__).read(name, data)


def expand(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes | SourceError]]:
    """The sources in a source: itself, or what a container holds (names as `outer.zip/inner.doc`)."""
    try:
        fmt = identify(name, data)
        if not fmt.container:
            yield name, data
            return
        if depth >= 3:
            raise SourceError(name, "nested_too_deep", limit=3)
        module = importlib.import_module(f".{fmt.module}", __package__)
        for inner, content in module.unpack(name, data):
            if isinstance(content, SourceError):
                yield inner, content
            else:
                yield from expand(inner, content, depth + 1)
    except SourceError as error:
        yield name, error
