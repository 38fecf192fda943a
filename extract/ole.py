"""Streams of an OLE compound file (.doc, .xls, .wps): MS-CFB, read-only, in memory.

Only what the readers need: the root's streams by name. Chains that loop or leave the file end there.
"""

from __future__ import annotations

import struct

from ..lightclass import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # MAXREGSECT: larger numbers are marks, not sectors
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The directory and the streams of a compound file. Raises ValueError where there is no directory."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(SIGNATURE) or len(data) < 512:
            raise ValueError("no compound file")
        self._data = data
        self._sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
        self._mini = 1 << min(struct.unpack_from("<H", data, 32)[0], 20)
        self._fat = self._read_fat()
        first_dir, self._cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        self._entries = _entries(self._chain(first_dir))
        if not self._entries:
            raise ValueError("no directory")
        self._mini_fat = _words(self._chain(first_mini))
        self._mini_stream = self._chain(self._entries[0].start)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _read_fat(self) -> tuple[int, ...]:
        data = self._data
        sectors = list(struct.unpack_from("<109I", data, 76)) if len(data) >= 512 else []
        following = struct.unpack_from("<I", data, 68)[0]
        for _ in range(len(data) // self._sector + 1):
            if following >= _END:
                break
            block = _words(self._at(following))
            sectors += block[:-1]
            following = block[-1] if block else _END
        return tuple(word for sector in sectors if sector < _END for word in _words(self._at(sector)))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in _follow(start, self._fat))

    def root_names(self) -> tuple[str, ...]:
        """Names of the streams and storages directly under the root (an embedded file's are deeper)."""
        return tuple(self._entries[index].name for index in self._root_indexes())

    def _root_indexes(self) -> list[int]:
        found: list[int] = []
        waiting, seen = [self._entries[0].child], set[int]()
        while waiting:
            index = waiting.pop()
            if index in seen or not 0 <= index < len(self._entries):
                continue
            seen.add(index)
            found.append(index)
            waiting += [self._entries[index].left, self._entries[index].right]
        return found

    def stream(self, name: str) -> bytes | None:
        """The bytes of a root stream, None where there is none."""
        for index in self._root_indexes():
            entry = self._entries[index]
            if entry.kind == _STREAM and entry.name.lower() == name.lower():
                return self._content(entry)
        return None

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        parts = [
            self._mini_stream[s * self._mini : (s + 1) * self._mini]
            for s in _follow(entry.start, self._mini_fat)
        ]
        return b"".join(parts)[: entry.size]


def _words(block: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])


def _follow(start: int, table: tuple[int, ...]) -> list[int]:
    chain: list[int] = []
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        chain.append(start)
        start = table[start]
    return chain


def _entries(directory: bytes) -> list[_Entry]:
    out: list[_Entry] = []
    for offset in range(0, len(directory) - 127, 128):
        length = min(struct.unpack_from("<H", directory, offset + 64)[0], 64)
        name = directory[offset : offset + max(length - 2, 0)].decode("utf-16-le", "replace")
        kind = directory[offset + 66]
        left, right, child = struct.unpack_from("<III", directory, offset + 68)
        start, size = struct.unpack_from("<II", directory, offset + 116)
        out.append(_Entry(name, kind, left, right, child, start, size))
    return out
