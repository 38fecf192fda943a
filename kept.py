"""What every start would work out anew, kept in the user's cache folder: compiled patterns and read data files.

Compiling some 270 patterns and reading 30 tables takes a sixth of the time of a page of 500 tasks. Kept are results
that depend on their key alone, as the bytecode of a module does: a pattern by its source and flags, a table by the
bytes of its file. A file of another Python, a damaged one or one that somebody else can write is not looked at, and
where nothing can be kept everything is worked out as usual. What is read from a document never stands there.

The folder is that of $QINGDAN_CACHE, else qingdan in the user's cache folder; QINGDAN_CACHE=off keeps nothing.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from zlib import crc32

T = TypeVar("T")
Key = tuple[Any, ...]
Index = dict[Key, tuple[int, int, int]]  # where the bytes of a key begin and end in the file, their checksum
_MOST = 8_000_000  # bytes of the file; a larger one is begun again with what was used last
_FORMAT = b"qingdan kept 1\n"
_HEAD = _FORMAT + repr((sys.version, sys.byteorder, sys.maxsize)).encode() + b"\n"


class _Shelf:
    """What stands in the file, what this process has looked up, and how much of that is new."""

    __slots__ = ("content", "index", "is_new", "used")

    def __init__(self, index: Index, content: bytes) -> None:
        self.index, self.content = index, content
        self.used: dict[Key, bytes] = {}
        self.is_new = False

    def find(self, key: Key) -> bytes | None:
        """The bytes kept under a key; None if there are none or they are damaged."""
        if key in self.used:
            return self.used[key]
        place = self.index.get(key)
        if place is None:
            return None
        found = _whole(self.content, place)
        if found is not None:
            self.used[key] = found
        return found


def _whole(content: bytes, place: tuple[int, int, int]) -> bytes | None:
    """The bytes at a place; None if they are not those that were written there."""
    start, end, checksum = place
    found = content[start:end]
    return found if crc32(found) == checksum else None


_shelf: list[_Shelf] = []  # one, once something was asked for


def kept(key: Key, make: Callable[[], T]) -> T:
    """The value of a key, made if it is not kept: of strings, bytes, numbers, tuples, lists and dicts of such.

    The key says all that the value depends on. Each call gives a new object.
    """
    shelf = _open()
    found = shelf.find(key)
    if found is not None:
        return marshal.loads(found)
    value: Any = make()
    shelf.used[key] = marshal.dumps(value)
    shelf.is_new = True
    return value


def kept_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, with the compiled code kept.

    The module `re` has no public way to keep it (a pickled pattern is its source). `_sre.compile` is what it calls
    itself, and checks the code that it gets; a Python that goes about it in another way compiles as usual.

    >>> kept_pattern(r"第(?P<no>[0-9]+)条") == re.compile(r"第(?P<no>[0-9]+)条")
    True
    """
    try:
        import _sre  # pyright: ignore[reportMissingImports]

        flags_of_it, groups, names, names_by_number, code = kept(
            ("re", source, int(flags)), lambda: _code(source, int(flags))
        )
        made = _sre.compile(
            source, flags_of_it, memoryview(code).cast("I").tolist(), groups, names, names_by_number
        )
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(source, flags)
    return made


def _code(source: str, flags: int) -> tuple[int, int, dict[str, int], tuple[str | None, ...], bytes]:
    """Flags, number of groups, groups by name, names by group and the code of a pattern, as `re` gives them to `_sre`."""
    from array import array
    from re import _compiler, _parser  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]

    parsed = _parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    names = dict(parsed.state.groupdict)
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return flags | parsed.state.flags, parsed.state.groups - 1, names, tuple(by_number), code


def save() -> None:
    """Keep what this process has worked out; nothing is said where that is impossible."""
    if not _shelf or not _shelf[0].is_new:
        return
    shelf = _shelf[0]
    shelf.is_new = False
    path = _path()
    if not path:
        return
    index, content = _read(path)
    entries = dict(shelf.used)
    for key, place in index.items():  # what is damaged is not written again with a checksum that fits
        if key not in entries and (found := _whole(content, place)) is not None:
            entries[key] = found
    if sum(map(len, entries.values())) > _MOST:
        entries = shelf.used
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        _remove_leftovers(path)
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_packed(entries))
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)


def _remove_leftovers(path: str) -> None:
    """The unfinished files of processes that were killed while they wrote."""
    yesterday = time.time() - 86_400
    with os.scandir(os.path.dirname(path)) as files:
        for file in files:
            if file.path.startswith(f"{path}.") and file.stat().st_mtime < yesterday:
                os.unlink(file.path)


def _packed(entries: dict[Key, bytes]) -> bytes:
    """Head, length and checksum of the index, the index, and the bytes one after the other."""
    index: Index = {}
    end = 0
    for key, value in entries.items():
        start, end = end, end + len(value)
        index[key] = start, end, crc32(value)
    listed = marshal.dumps(index)
    return b"".join(
        [_HEAD, len(listed).to_bytes(4, "big"), crc32(listed).to_bytes(4, "big"), listed, *entries.values()]
    )


def _open() -> _Shelf:
    if not _shelf:
        path = _path()
        _shelf.append(_Shelf(*(_read(path) if path else ({}, b""))))
    return _shelf[0]


def _path() -> str:
    """The file; empty where nothing is to be kept."""
    folder = os.environ.get("QINGDAN_CACHE", "")
    if folder == "off":
        return ""
    if not folder:
        home = os.path.expanduser("~")
        if sys.platform == "win32":
            above = os.environ.get("LOCALAPPDATA", "")
        elif sys.platform == "darwin":
            above = os.path.join(home, "Library", "Caches") if os.path.isabs(home) else ""
        else:
            above = os.environ.get("XDG_CACHE_HOME", "")
            above = above if os.path.isabs(above) else os.path.join(home, ".cache")
        if not os.path.isabs(above):
            return ""
        folder = os.path.join(above, "qingdan")
    return os.path.join(folder, f"{sys.implementation.cache_tag}.kept")


def _read(path: str) -> tuple[Index, bytes]:
    """The index and the bytes behind it; empty if the file is of another Python, damaged, or open to others."""
    nothing: tuple[Index, bytes] = {}, b""
    try:
        with open(path, "rb") as file:
            about = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
                return nothing
            if file.read(len(_HEAD)) != _HEAD:
                return nothing
            length, checksum = (int.from_bytes(file.read(4), "big") for _ in range(2))
            listed = file.read(length)
            if crc32(listed) != checksum:
                return nothing
            return marshal.loads(listed), file.read()
    except (OSError, EOFError, ValueError, TypeError):
        return nothing
