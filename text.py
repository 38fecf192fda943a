"""Pure str -> str: width, blanks, dashes, line joins. Nothing here knows a document.

Two copies of a text are kept apart everywhere: the words of the source (unchanged) and a *matching
copy* (`fold`) of the same length, in which full-width ASCII, dashes and blanks look alike and traditional
signs are simplified, so that an offset in the copy is an offset in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import heapify, heappop, heapreplace
from typing import Any, cast
from unicodedata import east_asian_width

from .datafiles import read_columns
from .kept import kept_pattern

# Full-width ASCII U+FF01..FF5E -> ASCII; ideographic and no-break blanks -> blank; dashes -> '-'.
# One character for one character: offsets stay true. 〔〕 【】 Ⅲ ㎡ m³ ① are never touched.
_FOLD: dict[int, int] = {0xFF01 + i: 0x21 + i for i in range(94)}
_FOLD.update(dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F), 0x20))
_FOLD.update(
    dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xFE63), ord("-"))
)
_FOLD.update(dict.fromkeys((0x223C, 0x301C, 0xFF5E), ord("～")))
_FOLD.update({0x3002: 0x3002, 0x00B7: 0x00B7, 0xFE55: ord(":")})  # ﹕ is a small colon

_WIDE_MARKS = frozenset("“”‘’—…·")


_HAN = r"[^\W\d_A-Za-z]"


class _Lazy:
    """A regular expression that is compiled when it is first used."""

    __slots__ = (
        "_arguments",
        "_compiled",
        "findall",
        "finditer",
        "fullmatch",
        "match",
        "search",
        "split",
        "sub",
        "subn",
    )

    def __init__(self, source: str, flags: int, holds: tuple[str, ...]) -> None:
        self._arguments = (source, flags, holds)

    def __getattr__(self, name: str) -> Any:
        source, flags, holds = self._arguments
        if holds and name in ("search", "match", "fullmatch", "finditer"):
            return self._guarded(name, holds)
        if name == "_compiled":
            self._compiled = compiled = kept_pattern(source.replace(r"\p{Han}", _HAN), flags)
            for method in self.__slots__[2:]:
                setattr(self, method, getattr(compiled, method))
            return compiled
        return getattr(self._compiled, name)

    def _guarded(self, name: str, holds: tuple[str, ...]) -> Callable[..., Any]:
        """The method as long as no text has held one of the words: nothing is compiled for a None."""

        without = ""  # the last text that holds none: a long one is not looked through at each of its places

        def found(text: str, *limits: int) -> Any:
            nonlocal without
            if text is not without:
                for word in holds:
                    if word in text:
                        return getattr(self._compiled, name)(text, *limits)
                without = text
            return iter(()) if name == "finditer" else None

        setattr(self, name, found)
        return found


def lazy(source: str, flags: int = 0, *, holds: tuple[str, ...] = ()) -> re.Pattern[str]:
    """`re.compile` put off until the first use: a run needs a part of the patterns only.

    `holds`: words of which every match holds at least one. Until a text that is searched or matched holds one
    the answer is "none" without a pattern: half of those asked for in a run never find anything, and each costs
    0.2 to 5 ms to compile.

    `\\p{Han}` stands for a Chinese sign, as in the `regex` package: any letter or number sign outside
    ASCII. Spelled as the range U+4E00..U+9FFF each such class would cost a millisecond to compile.

    >>> lazy(r"\\d+").findall("a1b22"), lazy(r"\\d\\p{Han}+").findall("2座,3 m,4年底")
    (['1', '22'], ['2座', '4年底'])
    >>> pattern = lazy(r"[省市]级", holds=("级",))
    >>> pattern.search("全市"), pattern.search("由市级下达")
    (None, <re.Match object; span=(1, 3), match='市级'>)
    """
    return cast("re.Pattern[str]", _Lazy(source, flags, holds))


_BLANKS = lazy(r"[ \t\u3000\xa0\u2002\u2003\u2009\u200a\u202f\ufeff\u200b]+")
ZERO_WIDTH = lazy("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def scan(first: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """`pattern.finditer(text)` for a pattern whose matches all begin with a sign of the class `first`.

    Several times as fast where the pattern has many alternatives: they are tried at those signs only.

    >>> [match[0] for match in scan(lazy("[0-9]"), lazy("[0-9]+年|[0-9]+月"), "到2025年,9月前")]
    ['2025年', '9月']
    """
    position = 0
    while sign := first.search(text, position):
        match = pattern.match(text, sign.start())
        if match is not None:
            yield match
        position = match.end() if match is not None and match.end() > sign.start() else sign.start() + 1


# The zeros of the other scripts, each with its nine digits behind it (Unicode 15.1, general category Nd): ۱ is 1
_ZEROS = """
    660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0
    1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 104a0 10d30 11066 110f0 11136
    111d0 112f0 11450 114d0 11650 116c0 11730 118e0 11950 11c50 11d50 11da0 16a60 16ac0 16b50 1d7ce
    1d7d8 1d7e2 1d7ec 1d7f6 1e140 1e2f0 1e950 1fbf0
"""


@cache
def _signs() -> dict[int, int]:
    """What `fold` puts for what: _FOLD and the traditional signs (data/traditional.csv).

    A text is not asked first whether it holds such signs: that takes longer than their share of the table.
    """
    blocks = read_columns("qingdan.normalize", "traditional.csv", "traditional", "simplified")
    digits = {int(zero, 16) + n: 48 + n for zero in _ZEROS.split() for n in range(10)}
    return (
        digits
        | _FOLD
        | str.maketrans("".join(block[0] for block in blocks), "".join(block[1] for block in blocks))
    )


_SHORT = 400  # characters: a cell or a sentence, which targets, deadlines and roles fold one after another


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return text.translate(_signs())


def scan_union(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """`finditer` of `first|second|…`: leftmost first, of several that begin there the first listed.

    Each pattern stays one of its own, so that with `lazy(…, holds=…)` a text compiles those that it may match.
    Each match holds at least one sign.

    >>> [m[0] for m in scan_union([lazy("ab"), lazy("a|b+")], "abb a bb")]
    ['ab', 'b', 'a', 'bb']
    """
    waiting = [(match.start(), i, match) for i, p in enumerate(patterns) if (match := p.search(text))]
    heapify(waiting)
    position = 0
    while waiting:
        start, i, match = waiting[0]
        if start >= position:
            yield match
            position = match.end()
        following = patterns[i].search(text, position)
        if following is None:
            heappop(waiting)
        else:
            heapreplace(waiting, (following.start(), i, following))


def fold(text: str) -> str:
    """Matching copy of the same length: full-width ASCII half, digits of any script 0 to 9, dashes `-`, blanks plain, signs simplified.

    >>> fold("（2021—2025年），Ⅲ类　m³"), fold("投資12.4億元")
    ('(2021-2025年),Ⅲ类 m³', '投资12.4亿元')
    >>> fold("۲０২1年")
    '2021年'
    """
    return _folded(text) if len(text) <= _SHORT else text.translate(_signs())


_BLANK = lazy(r"[ \u3000\t\xa0]")
_LOOSE = lazy(
    r"(?<=\d)[ \u3000\t\xa0]+(?=[^\s\dA-Za-z])|(?<=[^\s\dA-Za-z])[ \u3000\t\xa0]+(?=\d)(?!20\d\d[ \u3000]*年|\d+[.．、)）](?!\d))"
)
_FULL_STOP = lazy(
    r"(?<=[^\W\da-zA-Z_一二三四五六七八九十百]|[)）”》%％])[.．](?=\s|$|[^\W\da-zA-Z_]|[（(“《])|(?<=\d)[.．](?=\s*$)"
    r"|(?:(?<=\d[A-Za-z])|(?<=\d[A-Za-z][A-Za-z²³])|(?<=\d[A-Za-z]{2}[A-Za-z²³]))[.．](?=\s*$)"  # 38km., 120m³.
    r"|(?:(?<=\d[A-Za-z][A-Za-z²³])|(?<=\d[A-Za-z]{2}[A-Za-z²³]))[.．](?=[^\W\da-zA-Z_])",
    holds=(".", "．"),
)


def chinese_stops(text: str) -> str:
    """A text of the same length with 。 for a . that ends a Chinese sentence (scans and careless copies have it).

    >>> chinese_stops("新建3.5公里.责任单位:区住建局."), chinese_stops("三.完善2.0版")
    ('新建3.5公里。责任单位:区住建局。', '三.完善2.0版')
    >>> chinese_stops("管道38km.新建泵站"), chinese_stops("产能38GWh.")
    ('管道38km。新建泵站', '产能38GWh。')
    """
    return _FULL_STOP.sub("。", text) if "." in text or "．" in text else text


def close_up(text: str) -> tuple[str, Sequence[int] | None]:
    """A text without the blanks that layout puts around its numbers, and 。 for a . that ends a Chinese sentence.

    The second value is where each sign stood (None: where it stands). Blanks before a year or the number of an item
    stay, they may part a heading from its text. Linear in the length of the text.

    >>> close_up("覆盖率达到 60 %以上.")
    ('覆盖率达到60%以上。', [0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12])
    >>> close_up("新建公园 A 区,2.5公里")
    ('新建公园 A 区,2.5公里', None)
    """
    text = chinese_stops(text)
    if not _BLANK.search(text):
        return text, None
    spans = [match.span() for match in _LOOSE.finditer(text)]
    if not spans:
        return text, None
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        kept.append(text[at:start])
        places.extend(range(at, start))
        at = end
    return "".join(kept), places


def is_wide(char: str) -> bool:
    """Whether a character is Chinese text or its punctuation (no blank belongs beside it at a line end)."""
    return (char >= "\u1100" and east_asian_width(char) in "WF") or char in _WIDE_MARKS


def join_lines(lines: list[str]) -> str:
    """Join the lines of one cell or one paragraph: a blank only between two Latin words or numbers.

    >>> join_lines(["碧水", "保卫战"]), join_lines(["Microsoft", "Word"]), join_lines(["1.7k", "。后"])
    ('碧水保卫战', 'Microsoft Word', '1.7k。后')
    """
    out = ""
    for line in lines:
        part = line.strip()
        if not part:
            continue
        if out and out[-1].isascii() and out[-1].isalnum() and part[0].isascii() and part[0].isalnum():
            out += " "
        out += part
    return out


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """All blanks removed and folded: the key under which two copies of a short label are the same.

    >>> squeeze("未完成 数（条）"), squeeze("牽頭單位")
    ('未完成数(条)', '牵头单位')
    """
    copy = text.translate(_signs())
    return copy if copy.isalnum() else _BLANKS.sub("", copy).replace("\n", "")


def visible_length(text: str) -> int:
    """Characters that count in coverage: everything but blanks and line ends."""
    if not text.isascii() and ZERO_WIDTH.search(text):
        text = ZERO_WIDTH.sub("", text)
    return len("".join(text.split()))


_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CN_UNITS = {"十": 10, "百": 100, "千": 1000}


@cache
def chinese_number(text: str) -> int | None:
    """A small Chinese numeral as an int, None if it is none.

    >>> chinese_number("十二"), chinese_number("二十"), chinese_number("一百零五"), chinese_number("二〇二三")
    (12, 20, 105, 2023)
    """
    if not text:
        return None
    if len(text) > 1 and all(c in _CN_DIGITS for c in text):
        return int("".join(str(_CN_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _CN_DIGITS:
            digit = _CN_DIGITS[char]
        elif char in _CN_UNITS:
            total += (digit or 1) * _CN_UNITS[char]
            digit = 0
        else:
            return None
    return total + digit
