"""Bytes to text: byte order mark, UTF-8, UTF-16, else the GB 18030 family.

A declaration is a hint only: of forty pages tried, twelve told the truth. What counts is which decoder
fits the bytes. Every gb2312 and gbk declaration is read as gb18030 (GB 18030-2022 holds both), because
Python's `gb2312` turns the dash A1AA of 2021—2025 into another character (U+2015).
"""

from __future__ import annotations

import re

from ..lightclass import dataclass
from ..model import SourceError


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and how many characters are lost in it (U+FFFD)."""

    text: str
    encoding: str
    replaced: int = 0


_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_META = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_:-]{3,20})""", re.IGNORECASE)


def decode(data: bytes, declared: str | None = None, *, name: str = "") -> Decoded:
    """Decode a text of unknown encoding; never fails on single bad bytes, they become U+FFFD.

    `declared` is what a server said (Content-Type); without it the first <meta charset> is looked at.
    Raises SourceError `undecodable` when most of what is not ASCII cannot be decoded.

    >>> decode("规划〔2022〕5号".encode("gbk")).encoding
    'gb18030'
    """
    decoded = _by_mark(data) or _by_zero_bytes(data) or _by_trial(data, declared or declared_charset(data))
    if _mostly_lost(decoded):
        raise SourceError(name, "undecodable", encoding=decoded.encoding, replaced=decoded.replaced)
    return decoded


def declared_charset(data: bytes) -> str | None:
    """The first charset that the head of a page (4 KB) declares, lower case."""
    found = _META.search(data, 0, 4096)
    return found.group(1).decode("ascii").lower() if found else None


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    return None


def _by_zero_bytes(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the ASCII of the markup has zeros in every second byte, on one side only."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 <= len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return _decoded(data, "utf-16-be" if even > odd else "utf-16-le")


def _by_trial(data: bytes, declared: str | None) -> Decoded:
    if declared and "big5" in declared.lower():
        return _big5_or_better(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _fewer_losses(data)
    if declared and declared.lower().startswith("gb") and _only_two_byte(text):
        return _gb_if_chinese(data, text)
    return Decoded(text, "utf-8", text.count("\ufffd"))


def _fewer_losses(data: bytes) -> Decoded:
    """Not clean UTF-8: the decoder with fewer losses wins.

    A page whose beginning is no UTF-8 at all and that GB 18030 reads without loss is not decoded twice.

    One bad byte in a long UTF-8 page may decode without loss as GB 18030, as nonsense. But text that
    is no UTF-8 hardly ever holds well-formed sequences, so many of them decide for UTF-8.
    """
    gb = None
    if not _mostly_well_formed(_decoded(data.translate(None, _ASCII)[:_BEGINNING], "utf-8")):
        gb = _decoded(data, "gb18030")
        if not gb.replaced:
            return gb
    utf8 = _decoded(data, "utf-8")
    if _mostly_well_formed(utf8):
        return utf8
    return min(gb or _decoded(data, "gb18030"), utf8, key=lambda decoded: decoded.replaced)


_ASCII = bytes(range(128))
_BEGINNING = 4_000  # bytes beyond ASCII, a page of text


def _mostly_well_formed(utf8: Decoded) -> bool:
    well_formed = len(utf8.text) - len(utf8.text.encode("ascii", "ignore")) - utf8.replaced
    return well_formed > 10 * utf8.replaced


def _only_two_byte(text: str) -> bool:
    """Whether a UTF-8 reading has letters beyond ASCII but none beyond U+07FF: no Chinese at all."""
    return not text.isascii() and max(text) < "\u0800"


def _gb_if_chinese(data: bytes, utf8_text: str) -> Decoded:
    """The bytes D2 BB are 一 in GBK and one Cyrillic letter in UTF-8; the declaration decides."""
    gb = _decoded(data, "gb18030")
    return gb if not gb.replaced else Decoded(utf8_text, "utf-8")


def _big5_or_better(data: bytes) -> Decoded:
    """Declared Big5: believed only where it reads as Chinese prose better than the others do."""
    readings = [_decoded(data, encoding) for encoding in ("utf-8", "gb18030", "big5hkscs")]
    return max(readings, key=lambda decoded: _prose_marks(decoded.text) - 5 * decoded.replaced)


def _prose_marks(text: str) -> int:
    return sum(text.count(mark) for mark in "，。、的")


def _mostly_lost(decoded: Decoded) -> bool:
    if decoded.replaced * 50 <= len(decoded.text):
        return False
    beyond_ascii = len(decoded.text) - len(decoded.text.encode("ascii", "ignore"))
    return decoded.replaced * 2 > beyond_ascii
