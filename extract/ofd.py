"""OFD (GB/T 33190-2016): a zip of XML with every character's position; read like a PDF page.

Text objects give characters and their steps, path objects the rules. Seals, annotations and pictures are
not read; a page that is nothing but a picture is named in a finding. Lengths in the file are millimetres.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..model import Document, Finding, Place, SourceError
from ..text import is_wide
from .pdf import MAX_PAGES, assemble, has_text, in_sequence, layout
from .pdf_page import Char, Page, Rule
from .radicals import fold_radicals

MEDIA_TYPE = "application/ofd"
MM = 72 / 25.4  # points
THIN = 1.3  # millimetres: a filled area thinner than this is a rule
MAX_PART = 64 * 1024 * 1024  # bytes of one unpacked part; a page of text has 0.1 MB

Matrix = tuple[float, float, float, float, float, float]


def read(name: str, data: bytes) -> Document:
    """The document in an OFD file. Raises SourceError for a damaged or encrypted file or one without text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pages = list(_pages(name, archive))
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise SourceError(name, "ofd_damaged", reason=str(error)[:100]) from None
    contents = tuple(in_sequence(len(pages), lambda index, above: layout(pages[index], above)))
    blocks = assemble(contents)
    if not has_text(blocks):
        raise SourceError(name, "no_text")
    findings = [finding for content in contents for finding in content.findings]
    findings.extend(
        Finding("error", "ofd_page_is_picture", places=(Place(page=page.number),))
        for page in pages
        if not page.chars and page.image_share
    )
    return Document(
        name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), blocks, pages=len(pages), findings=tuple(findings)
    )


# --------------------------------------------------------------------------------------------------
# Parts of the archive


def _pages(name: str, archive: zipfile.ZipFile) -> Iterator[Page]:
    if any(member.endswith("Encryptions.xml") for member in archive.namelist()):
        raise SourceError(name, "encrypted_source")
    root = _xml(archive, "OFD.xml")
    number = 0
    for found in _all(root, "DocRoot"):
        path = _join("", found.text or "")
        document = _xml(archive, path)
        folder = posixpath.dirname(path)
        box = _numbers(_text(document, "PhysicalBox")) or [0.0, 0.0, 210.0, 297.0]
        templates = {t.get("ID"): _join(folder, t.get("BaseLoc", "")) for t in _all(document, "TemplatePage")}
        for page in _all(document, "Page"):
            number += 1
            if number > MAX_PAGES:
                raise SourceError(name, "pdf_too_many_pages", pages=number, limit=MAX_PAGES)
            yield _page(archive, _join(folder, page.get("BaseLoc", "")), number, box, templates)


def _page(
    archive: zipfile.ZipFile, path: str, number: int, box: Sequence[float], templates: dict[str | None, str]
) -> Page:
    content = _xml(archive, path)
    box = _numbers(_text(content, "PhysicalBox")) or box
    layers = [
        _xml(archive, templates[t.get("TemplateID")])
        for t in _all(content, "Template")
        if t.get("TemplateID") in templates
    ]
    chars: list[Char] = []
    rules: list[Rule] = []
    pictures = 0
    for layer in (*layers, content):
        for item in layer.iter():
            kind = _name(item)
            if kind == "TextObject" and item.get("Visible") != "false":
                chars.extend(_chars(item, box))
            elif kind == "PathObject":
                rules.extend(_rules(item, box))
            elif kind == "ImageObject":
                pictures += 1
    return Page(number, box[2] * MM, box[3] * MM, tuple(chars), tuple(rules), image_share=float(pictures > 0))


def _xml(archive: zipfile.ZipFile, path: str) -> Element:
    if archive.getinfo(path).file_size > MAX_PART:
        raise ValueError(f"{path} is too large")
    data = archive.read(path)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(f"{path} declares entities")
    return ElementTree.fromstring(data)


def _join(folder: str, location: str) -> str:
    """The member a location means: absolute in the archive, or beside the part that names it."""
    location = location.strip()
    path = location if location.startswith("/") else posixpath.join("/", folder, location)
    return posixpath.normpath(path).lstrip("/")


def _name(item: Element) -> str:
    return item.tag.rpartition("}")[2]


def _all(item: Element, name: str) -> Iterator[Element]:
    return (found for found in item.iter() if _name(found) == name)


def _text(item: Element, name: str) -> str:
    return next((found.text or "" for found in _all(item, name)), "")


def _numbers(text: str | None) -> list[float]:
    return [float(part) for part in (text or "").split()]


# --------------------------------------------------------------------------------------------------
# Objects of a page


def _matrix(item: Element) -> Matrix:
    a, b, c, d, e, f = (_numbers(item.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0])[:6]
    return (a, b, c, d, e, f)


def _origin(item: Element, box: Sequence[float]) -> tuple[float, float]:
    x, y = (_numbers(item.get("Boundary")) or [0.0, 0.0])[:2]
    return x - box[0], y - box[1]


def _chars(item: Element, box: Sequence[float]) -> Iterator[Char]:
    """The characters of a text object; turned ones are left to the reader of pictures."""
    left, top = _origin(item, box)
    a, b, c, d, e, f = _matrix(item)
    size = float(item.get("Size") or 0)
    x = y = 0.0
    for code in _all(item, "TextCode"):
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        text = code.text or ""
        across, down = steps(code.get("DeltaX"), len(text)), steps(code.get("DeltaY"), len(text))
        px, py = x, y
        for i, char in enumerate(text):
            shown = size * (abs(d) or abs(b)) * MM
            x0, base = (left + a * px + c * py + e) * MM, (top + b * px + d * py + f) * MM
            wide = shown * (1.0 if is_wide(char) else 0.5)
            if i < len(across) and 0 < across[i] * abs(a) * MM < 1.3 * wide:
                wide = across[i] * abs(a) * MM
            yield Char(fold_radicals(char), x0, x0 + wide, base, shown)
            px += across[i] if i < len(across) else (0.0 if down else size * (1.0 if is_wide(char) else 0.5))
            py += down[i] if i < len(down) else 0.0


def steps(text: str | None, limit: int) -> list[float]:
    """Steps from character to character; `g 3 5.0` stands for three times 5.0 (GB/T 33190 11.3).

    >>> steps("4.2 g 3 5.0 2.1", 10), steps(None, 4), steps("g 999999 1", 3)
    ([4.2, 5.0, 5.0, 5.0, 2.1], [], [1.0, 1.0, 1.0])
    """
    parts = (text or "").split()
    found: list[float] = []
    i = 0
    while i < len(parts) and len(found) < limit:
        if parts[i] == "g" and i + 2 < len(parts):
            found.extend([float(parts[i + 2])] * min(int(parts[i + 1]), limit - len(found)))
            i += 3
        else:
            found.append(float(parts[i]))
            i += 1
    return found


def _rules(item: Element, box: Sequence[float]) -> Iterator[Rule]:
    """The straight lines of a path object, and its thin filled areas."""
    left, top = _origin(item, box)
    a, b, c, d, e, f = _matrix(item)
    stroked = item.get("Stroke") != "false"
    for points in _polygons(_text(item, "AbbreviatedData")):
        placed = [((left + a * x + c * y + e) * MM, (top + b * x + d * y + f) * MM) for x, y in points]
        xs, ys = [p[0] for p in placed], [p[1] for p in placed]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN * MM:
            yield Rule(min(xs), min(ys), max(xs), max(ys))
        elif stroked:
            for (ax, ay), (bx, by) in itertools.pairwise(placed):
                if min(abs(ax - bx), abs(ay - by)) <= THIN * MM:
                    yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def _polygons(data: str) -> Iterator[list[tuple[float, float]]]:
    """The open or closed polygons of abbreviated path data; those with curves are left out."""
    parts = data.split()
    points: list[tuple[float, float]] = []
    curved = False
    i = 0
    while i < len(parts):
        command = parts[i]
        count = _ARGUMENTS.get(command)
        if count is None:
            i += 1
            continue
        values = [float(v) for v in parts[i + 1 : i + 1 + count]]
        i += 1 + count
        if command in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [(values[0], values[1])], False
        elif command == "C" and points:
            points.append(points[0])
        elif count:
            curved = curved or command != "L"
            points.append((values[-2], values[-1]))
    if len(points) > 1 and not curved:
        yield points
