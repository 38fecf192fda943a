"""Characters that a PDF font hands out as radicals: folded by Unicode's own tables, nothing else touched.

Many fonts draw 面 and the radical ⾯ with one glyph, and a PDF may name the glyph by the radical.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from ..datafiles import read_rows
from ..text import lazy

# CJK Radicals Supplement, Kangxi Radicals, CJK Compatibility Ideographs (canonical equivalents).
_RADICAL = lazy("[\u2e80-\u2fdf\uf900-\ufaff]")


@cache
def _table() -> dict[str, str]:
    table = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code):
            table[chr(code)] = folded
    for row in read_rows("qingdan.extract", "cjk_radicals.csv"):
        table[chr(int(row["radical"], 16))] = chr(int(row["ideograph"], 16))
    return table


def fold_radicals(text: str) -> str:
    """Radicals and compatibility ideographs as the characters they stand for; m³ ① Ⅲ ㎡ stay.

    Source: Unicode Character Database (decompositions, EquivalentUnifiedIdeograph.txt).

    >>> fold_radicals("⻓江⾯积⼾数⻅m³①Ⅲ㎡")
    '长江面积户数见m³①Ⅲ㎡'
    """
    if not _RADICAL.search(text):
        return text
    table = _table()
    return "".join(table.get(char, char) for char in text)
