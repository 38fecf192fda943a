"""Zip files from strangers: limits that are checked before anything is unpacked (zip, docx, xlsx, ods).

The zip directory states every member's unpacked size, and `zipfile` never gives more than that, so a
bomb is refused by its directory alone; nothing of it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from ..lightclass import dataclass
from ..model import SourceError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zip may hold. The ratio counts only above `ratio_from`: a small empty form compresses 100:1."""

    files: int = 5_000
    total: int = 1_000_000_000  # bytes unpacked; a plan with its scans stays far below
    ratio: int = 200  # unpacked : packed; Word's and Excel's XML stays below 60
    ratio_from: int = 50_000_000


LIMITS = Limits()


def open_zip(name: str, data: bytes, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """The directory of a zip whose stated sizes are within the limits.

    Raises SourceError `zip_damaged` for a truncated directory and `zip_bomb` for one over a limit.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise SourceError(name, "zip_damaged", reason=str(error)) from error
    _check_limits(name, archive.infolist(), len(data), limits)
    return archive


def _check_limits(name: str, members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > limits.files:
        raise SourceError(name, "zip_too_many_files", count=len(members), limit=limits.files)
    if total > limits.total or (total > limits.ratio_from and total > limits.ratio * packed):
        raise SourceError(name, "zip_bomb", size=total // 1_000_000, packed=max(packed // 1000, 1))


def read_member(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of one member; SourceError `zip_member_damaged` where its checksum or its end is wrong."""
    try:
        return archive.read(member)
    except NotImplementedError as error:
        raise SourceError(name, "zip_method", method=member.compress_type) from error
    except RuntimeError as error:  # zipfile: "File ... is encrypted, password required for extraction"
        raise SourceError(name, "encrypted_source") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise SourceError(name, "zip_member_damaged", member=member.filename, reason=str(error)) from error


_FORBIDDEN = tuple(
    mark.encode(codec) for mark in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be")
)


def office_parts(name: str, data: bytes) -> dict[str, bytes]:
    """The XML parts of an Office package (part name -> bytes), checked: limits, encryption, no DTD.

    Office Open XML and OpenDocument parts never carry a DTD (ISO/IEC 29500-2, 9.1.4); one that does is an
    attack on the reader (external entities, entity expansion) and the source is refused.
    """
    parts: dict[str, bytes] = {}
    with open_zip(name, data) as archive:
        for member in archive.infolist():
            if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            part = read_member(name, archive, member)
            if any(mark in part for mark in _FORBIDDEN):
                raise SourceError(name, "xml_entities", part=member.filename)
            parts[member.filename.replace("\\", "/").lstrip("/")] = part
    return parts


_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def transitional(part: bytes) -> bytes:
    """A part of a "Strict Open XML" file with the namespaces of the usual (transitional) form."""
    if b"http://purl.oclc.org/ooxml/" in part:
        for strict, usual in _STRICT:
            part = part.replace(strict, usual)
    return part


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = tuple(stream.encode("utf-16-le") for stream in ("EncryptedPackage", "EncryptionInfo"))


def is_encrypted_office(data: bytes) -> bool:
    """Whether the bytes are an OLE container that holds an encrypted .docx, .xlsx (MS-OFFCRYPTO 2.3.4)."""
    return data.startswith(_OLE) and any(stream in data for stream in _ENCRYPTED)
