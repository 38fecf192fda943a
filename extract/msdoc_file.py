"""The binary structures of a Word 97-2003 file: header, text by pieces, properties by file offset.

Sections cited are of [MS-DOC]. Raises ValueError where the file is older than Word 97 or cut off.
"""

from __future__ import annotations

import bisect
import struct
from collections.abc import Iterator

from ..lightclass import dataclass
from .ole import CompoundFile

Properties = dict[int, bytes]  # operands by sprm

# Indexes into FibRgFcLcb97 (2.5.6): where each structure lies in the table stream.
STSH, FND_REF, FND_TXT, HDD, CHPX, PAPX, FONTS = 1, 2, 3, 11, 12, 13, 15
_CLX, SPA, END_REF, END_TXT, TXBX, LST, LFO = 33, 40, 46, 47, 56, 73, 74


@dataclass(frozen=True, slots=True)
class Fib:
    """The header (FIB, 2.5) with the three streams that it speaks of."""

    main: bytes
    table: bytes
    data: bytes
    counts: tuple[int, ...]  # characters of: text, footnotes, headers, macros, comments, endnotes, text boxes

    def part(self, index: int) -> bytes:
        start, size = self.where(index)
        return self.table[start : start + size]

    def where(self, index: int) -> tuple[int, int]:
        at = 154 + index * 8
        return struct.unpack_from("<II", self.main, at) if at + 8 <= len(self.main) else (0, 0)

    def story(self, index: int) -> tuple[int, int]:
        """First and last-but-one character position of a story."""
        start = sum(self.counts[:index])
        return start, start + self.counts[index]


def read_fib(container: CompoundFile) -> Fib:
    """The header; ValueError where the file is older than Word 97 or has no table stream."""
    main = container.stream("WordDocument") or b""
    if len(main) < 900 or struct.unpack_from("<H", main, 2)[0] < 0xC1:
        raise ValueError("older than Word 97")
    flags = struct.unpack_from("<H", main, 10)[0]
    table = container.stream("1Table" if flags & 0x0200 else "0Table")
    if table is None:
        raise ValueError("no table stream")
    counts = tuple(max(0, count) for count in struct.unpack_from("<8i", main, 76))
    return Fib(main, table, container.stream("Data") or b"", counts)


# --------------------------------------------------------------------------------------------------
# Text


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # character position
    end: int
    offset: int  # in the WordDocument stream
    width: int  # bytes of a character: 1 is Windows-1252, 2 is UTF-16


def _pieces(fib: Fib) -> list[_Piece]:
    """The piece table (Clx, 2.9.38)."""
    clx, at = fib.part(_CLX), 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table)
    pieces: list[_Piece] = []
    for index in range(count):
        fc = struct.unpack_from("<I", table, (count + 1) * 4 + index * 8 + 2)[0]
        narrow = bool(fc & 0x40000000)
        offset = (fc & 0x3FFFFFFF) // (2 if narrow else 1)
        pieces.append(_Piece(positions[index], positions[index + 1], offset, 1 if narrow else 2))
    return pieces


class Characters:
    """Characters by position, and the file offset of each."""

    def __init__(self, fib: Fib) -> None:
        self._pieces = _pieces(fib)
        self._starts = [piece.start for piece in self._pieces]
        units: list[str] = []
        for piece in self._pieces:
            length = piece.end - piece.start
            raw = fib.main[piece.offset : piece.offset + length * piece.width]
            if length < 0 or len(raw) < length * piece.width:
                raise ValueError("text reaches beyond the file")
            if piece.width == 1:
                units += raw.decode("cp1252", "replace")
            else:
                units += (chr(unit) for unit in struct.unpack(f"<{length}H", raw))
        self.units = units  # UTF-16 units: a rare character is two of them

    def offset(self, position: int) -> int:
        piece = self._pieces[max(0, bisect.bisect_right(self._starts, position) - 1)]
        return piece.offset + (position - piece.start) * piece.width

    def breaks(self, start: int, end: int) -> list[int]:
        return [s for s in self._starts if start < s < end]


# --------------------------------------------------------------------------------------------------
# Properties

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # operand bytes by the three top bits of a sprm (2.2.5.1)


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """(sprm, operand) of a list of properties."""
    at = 0
    while at + 2 <= len(grpprl):
        sprm = struct.unpack_from("<H", grpprl, at)[0]
        at += 2
        size = _SIZES[sprm >> 13]
        if sprm >> 13 == 6:
            if at >= len(grpprl):
                return
            if sprm == 0xD608 and at + 2 <= len(grpprl):  # sprmTDefTable: its size is two bytes
                size = struct.unpack_from("<H", grpprl, at)[0] + 1
            else:
                size = grpprl[at] + 1
        yield sprm, grpprl[at : at + size]
        at += size


def style_entries(sheet: bytes) -> Iterator[tuple[int, bytes, int]]:
    """(index, entry, bytes of its fixed part) of each style of a style sheet (STSH, 2.9.271)."""
    if len(sheet) < 6:
        return
    header, count, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for index in range(min(count, 4095)):
        if at + 2 > len(sheet):
            return
        size = struct.unpack_from("<H", sheet, at)[0]
        yield index, sheet[at + 2 : at + 2 + size], fixed
        at += 2 + size + size % 2


class PropertyRuns:
    """Properties by file offset: the 512-byte pages that a PlcBte names (2.8.5, 2.8.6)."""

    def __init__(self, fib: Fib, index: int) -> None:
        self._fib = fib
        self._paragraphs = index == PAPX
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._grpprls: list[tuple[int, bytes]] = []
        plc = fib.part(index)
        count = max((len(plc) - 4) // 8, 0)
        for number in struct.unpack_from(f"<{count}I", plc, (count + 1) * 4) if count else ():
            page = fib.main[(number & 0x3FFFFF) * 512 : (number & 0x3FFFFF) * 512 + 512]
            if len(page) == 512:
                self._page(page)
        order = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        self._starts = [self._starts[i] for i in order]
        self._ends = [self._ends[i] for i in order]
        self._grpprls = [self._grpprls[i] for i in order]
        self._cache: dict[int, Properties] = {}

    def _page(self, page: bytes) -> None:
        count, width = page[511], 13 if self._paragraphs else 1
        if (count + 1) * 4 + count * width > 511:
            return
        offsets = struct.unpack_from(f"<{count + 1}I", page)
        for run in range(count):
            at = page[(count + 1) * 4 + run * width] * 2
            self._starts.append(offsets[run])
            self._ends.append(offsets[run + 1])
            self._grpprls.append(_papx(page, at) if self._paragraphs else (0, _chpx(page, at)))

    def at(self, offset: int) -> tuple[int, Properties]:
        """(style, properties) of the character at a file offset."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._ends[index]:
            return 0, {}
        style, grpprl = self._grpprls[index]
        if index not in self._cache:
            self._cache[index] = dict(self._expanded(grpprl))
        return style, self._cache[index]

    def _expanded(self, grpprl: bytes) -> Iterator[tuple[int, bytes]]:
        for sprm, operand in sprms(grpprl):
            if sprm == 0x6646 and len(operand) == 4:  # sprmPHugePapx: the rest lies in the Data stream
                at = struct.unpack("<I", operand)[0]
                if at + 2 <= len(self._fib.data):
                    size = struct.unpack_from("<H", self._fib.data, at)[0]
                    yield from sprms(self._fib.data[at + 2 : at + 2 + size])
            else:
                yield sprm, operand

    def breaks(self, start: int, end: int) -> list[int]:
        """File offsets between two offsets where properties change."""
        low, high = bisect.bisect_right(self._starts, start), bisect.bisect_left(self._starts, end)
        return self._starts[low:high]


def _papx(page: bytes, at: int) -> tuple[int, bytes]:
    if not 0 < at < 510:
        return 0, b""
    first = page[at]
    start, size = (at + 1, first * 2 - 1) if first else (at + 2, page[at + 1] * 2)
    body = page[start : start + size]
    return (struct.unpack_from("<H", body)[0], body[2:]) if len(body) >= 2 else (0, b"")


def _chpx(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]] if 0 < at < 511 else b""


def value_of(properties: Properties, sprm: int) -> int | None:
    """The operand of a property as a number, None where it is not set."""
    operand = properties.get(sprm)
    return int.from_bytes(operand, "little") if operand else None


def is_on(properties: Properties, sprm: int) -> bool:
    """Whether a switch is on: 1, or 0x81 (the opposite of the style)."""
    return value_of(properties, sprm) in {1, 0x81}


def positions_of(plc: bytes, width: int) -> tuple[int, ...]:
    """The character positions of a PLC whose data elements have `width` bytes."""
    count = (len(plc) - 4) // (4 + width)
    return struct.unpack_from(f"<{count + 1}I", plc) if count > 0 else ()
