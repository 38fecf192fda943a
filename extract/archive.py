"""Zip files: the documents in them, one after the other, under names such as `outer.zip/inner.doc`.

Nothing is written to disk. An entry that cannot or must not be taken (encrypted, a path out of the archive, a
symbolic link, a damaged member) is given as a SourceError, and the others go on.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..model import SourceError
from .packages import Limits, open_zip, read_member

LIMITS = Limits(files=10_000, total=2_000_000_000, ratio=150)
LARGEST = 500_000_000  # bytes of one entry

# What operating systems add to an archive; nobody published it.
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def unpack(name: str, data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes | SourceError]]:
    """(name, bytes) of each file in the archive; (name, SourceError) of each that cannot be taken.

    Raises SourceError for an archive that cannot be opened, holds nothing, or is over the limits.
    """
    with open_zip(name, data, limits) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        wanted = [(member, path) for member in members if not is_clutter(path := entry_name(member))]
        if not wanted:
            raise SourceError(name, "zip_empty")
        for member, path in wanted:
            inner = f"{name}/{_shown(path)}"
            try:
                yield inner, _content(inner, archive, member, path)
            except SourceError as error:
                yield inner, error


def entry_name(member: zipfile.ZipInfo) -> str:
    """The path of an entry with / between folders. Without the UTF-8 flag the bytes are UTF-8 or GB 18030.

    zipfile reads such names as code page 437; the bytes are had back and decoded as Chinese Windows wrote them.
    """
    path = member.orig_filename
    if not member.flag_bits & 0x800:
        path = _decoded(path)
    return path.split("\x00", 1)[0].replace("\\", "/")


def _decoded(path: str) -> str:
    try:
        raw = path.encode("cp437")
    except UnicodeEncodeError:
        return path
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return path


def is_clutter(path: str) -> bool:
    """Whether an entry is the operating system's own: __MACOSX/._x.doc, Thumbs.db, .DS_Store.

    >>> is_clutter("__MACOSX/a/._b.doc"), is_clutter("附件/Thumbs.db"), is_clutter("附件/1.doc")
    (True, True, False)
    """
    steps = path.split("/")
    return "__MACOSX" in steps or steps[-1].lower() in _CLUTTER or steps[-1].startswith(("._", "~$"))


def is_unsafe(path: str) -> bool:
    """Whether a path leads out of the archive: absolute, with a drive, or through the folder above.

    >>> [is_unsafe(p) for p in ("a/b.doc", "../b.doc", "/etc/passwd", "C:/b.doc", "a/../../b.doc", "a..b/c.doc")]
    [False, True, True, True, True, False]
    """
    return path.startswith("/") or ".." in path.split("/") or (path[1:2] == ":" and path[:1].isalpha())


def _shown(path: str) -> str:
    """A path that is safe to show and to use as a name: no control characters, no steps up."""
    printable = "".join(char if char.isprintable() else "\ufffd" for char in path)
    return "/".join(step for step in PurePosixPath(printable).parts if step not in {"/", ".."}) or "\ufffd"


def _content(inner: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> bytes:
    if is_unsafe(path):
        raise SourceError(inner, "zip_unsafe_path")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SourceError(inner, "zip_symlink")
    if member.flag_bits & 0x1:
        raise SourceError(inner, "encrypted_source")
    if member.file_size > LARGEST:
        raise SourceError(
            inner, "zip_file_too_large", size=member.file_size // 1_000_000, limit=LARGEST // 1_000_000
        )
    return read_member(inner, archive, member)
