"""Lists of a .doc as w:numbering ([MS-DOC] 2.9.150, 2.9.183, 2.9.184)."""

from __future__ import annotations

import struct

from .msdoc_file import LFO, LST, Fib, sprms, value_of
from .msdoc_xml import Element, new

# List number formats by their code ([MS-OSHARED] 2.2.1.3).
_FORMATS = dict(
    enumerate(
        [
            "decimal",
            "upperRoman",
            "lowerRoman",
            "upperLetter",
            "lowerLetter",
            "ordinal",
            "cardinalText",
            "ordinalText",
            "hex",
            "chicago",
            "ideographDigital",
            "japaneseCounting",
            "aiueo",
            "iroha",
            "decimalFullWidth",
            "decimalHalfWidth",
            "japaneseLegal",
            "japaneseDigitalTenThousand",
            "decimalEnclosedCircle",
            "decimalFullWidth2",
            "aiueoFullWidth",
            "irohaFullWidth",
            "decimalZero",
            "bullet",
            "ganada",
            "chosung",
            "decimalEnclosedFullstop",
            "decimalEnclosedParen",
            "decimalEnclosedCircleChinese",
            "ideographEnclosedCircle",
            "ideographTraditional",
            "ideographZodiac",
            "ideographZodiacTraditional",
            "taiwaneseCounting",
            "ideographLegalTraditional",
            "taiwaneseCountingThousand",
            "taiwaneseDigital",
            "chineseCounting",
            "chineseLegalSimplified",
            "chineseCountingThousand",
        ]
    )
) | {0x39: "numberInDash", 0xFF: "none"}
_FOLLOW = {0: "tab", 1: "space", 2: "nothing"}


def read_numbering(fib: Fib, fonts: list[str]) -> Element:
    """Lists (PlfLst, 2.9.184) and their uses (PlfLfo, 2.9.183) as w:numbering."""
    root = new("numbering")
    start, size = fib.where(LST)
    table = fib.table
    if size < 2:
        return root
    at = start + size  # the levels follow the list of lists
    for index in range(struct.unpack_from("<H", table, start)[0]):
        entry = start + 2 + index * 28
        lsid, simple = struct.unpack_from("<i", table, entry)[0], table[entry + 26] & 1
        abstract = new("abstractNum", root, abstractNumId=lsid)
        for level in range(1 if simple else 9):
            at = _level(abstract, table, at, level, fonts)
    _uses(root, fib.part(LFO), fonts)
    return root


def _level(parent: Element, table: bytes, at: int, index: int, fonts: list[str]) -> int:
    """One LVL (2.9.150) as w:lvl; gives the offset behind it."""
    start, code, flags = struct.unpack_from("<iBB", table, at)
    follow, chpx, papx = table[at + 15], table[at + 24], table[at + 25]
    limit = table[at + 26]
    text_at = at + 28 + papx + chpx
    length = struct.unpack_from("<H", table, text_at)[0]
    raw = table[text_at + 2 : text_at + 2 + length * 2].decode("utf-16-le", "replace")
    lvl = new("lvl", parent, ilvl=index)
    new("start", lvl, val=start)
    new("numFmt", lvl, val=_FORMATS.get(code, f"code{code}"))
    if flags & 0x08:
        new("lvlRestart", lvl, val=limit)
    if flags & 0x04:
        new("isLgl", lvl)
    new("suff", lvl, val=_FOLLOW.get(follow, "tab"))
    pattern = "".join(f"%{ord(char) + 1}" if char < "\t" else char for char in raw)
    new("lvlText", lvl, val=pattern)
    font = value_of(dict(sprms(table[at + 28 + papx : text_at])), 0x4A4F)
    if font is not None and font < len(fonts):
        new("rFonts", new("rPr", lvl), ascii=fonts[font])
    return text_at + 2 + length * 2


def _uses(root: Element, part: bytes, fonts: list[str]) -> None:
    if len(part) < 4:
        return
    count = struct.unpack_from("<I", part)[0]
    at = 4 + count * 16
    for index in range(min(count, (len(part) - 4) // 16)):
        lsid = struct.unpack_from("<i", part, 4 + index * 16)[0]
        num = new("num", root, numId=index + 1)
        new("abstractNumId", num, val=lsid)
        at += 4
        for _ in range(part[4 + index * 16 + 12]):
            if at + 8 > len(part):
                return
            at = _override(num, part, at, fonts)


def _override(num: Element, part: bytes, at: int, fonts: list[str]) -> int:
    """One LFOLVL (2.9.133): a level that this use starts or shows otherwise."""
    start, flags = struct.unpack_from("<iI", part, at)
    override = new("lvlOverride", num, ilvl=flags & 0xF)
    if flags & 0x10:
        new("startOverride", override, val=start)
    return _level(override, part, at + 8, flags & 0xF, fonts) if flags & 0x20 else at + 8
