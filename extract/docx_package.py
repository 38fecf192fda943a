"""The container of a Word file: opened by python-docx, its known faults repaired, its core properties."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from ..model import MetaItem, SourceError
from .blocks import first_line
from .packages import transitional
from .wordml import Element, W

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class OpenedPackage:
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


def open_package(name: str, data: bytes, parts: dict[str, bytes]) -> OpenedPackage:
    """Open with python-docx; where that fails, once more with the package's known faults repaired."""
    from docx.package import Package
    from lxml.etree import LxmlError

    failures: list[Exception] = []
    strict = any(b"http://purl.oclc.org/ooxml/" in part for part in parts.values())
    for attempt in ("repaired",) if strict else ("as it is", "repaired"):
        try:
            content = data if attempt == "as it is" else _repaired(data, parts)
            package = OpenedPackage(Package.open(io.BytesIO(content)))
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


def core_metadata(package: OpenedPackage) -> tuple[MetaItem, ...]:
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
