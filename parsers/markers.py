"""Numbering tokens at the start of a line: what they are, and which level each has.

The kinds are rows of data/markers.csv (GB/T 9704-2012 7.3.3 一、（一）1.（1）; practice adds 第一章, ①, 一是, ——).
Markers, the rules that place one under another, and the derivation of levels are kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..datafiles import read_rows
from ..lightclass import dataclass
from ..text import chinese_number, fold, lazy

# units that follow a decimal number at a line start: 38.4 万人次, 1.7 km
_UNITS = (
    "[万亿千百%‰元吨米亩斤里个家户人次天年月日倍度株台辆座处项件条份公平立毫微兆瓦升方尺顷余多左以]"
    "|[a-zA-Zμ]{1,4}(?:[²³/0-9]|\\b)"
)
_NAMES = {"<CN>": "[一二三四五六七八九十百零〇]", "<CNS>": "一二三四五六七八九十", "<UNIT>": f"(?:{_UNITS})"}


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering token: `text` is line[start:end] as printed, `number` what it counts (None for bullets).

    `path` holds all numbers of a decimal token (1.2.3 -> (1, 2, 3)).
    """

    kind: str
    number: int | None
    text: str
    end: int
    start: int = 0
    path: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A row of markers.csv. `rank` orders the kinds from the outermost; `family` is heading, item or bullet.

    Every token of the kind holds one of the signs of `holds` (any sign where it is empty), begins with one of
    `first`, and holds a point between digits if it is `nested` (1.2).
    """

    name: str
    rank: int
    family: str
    holds: str
    first: str
    nested: bool
    pattern: re.Pattern[str]


@cache
def marker_kinds() -> tuple[MarkerKind, ...]:
    """The kinds in the order in which they are tried."""
    return tuple(
        MarkerKind(
            row["kind"],
            int(row["rank"]),
            row["class"],
            row["holds"],
            _first_of(row["pattern"]),
            "(?P<sub>" in row["pattern"],
            lazy(r"\s*(?P<mark>" + _spelled(row["pattern"]) + ")"),
        )
        for row in read_rows("qingdan.parsers", "markers.csv")
    )


_NESTED = lazy(r"\d\.\d")
_BEGINNINGS = {"(?P<cn>": "一二三四五六七八九十百零〇", "(?P<ar>": "0123456789", "[(〔]": "(〔", "第": "第"}


def _first_of(pattern: str) -> str:
    """The signs with which a token of the pattern begins, "" where they are not told by its first part."""
    return next((signs for start, signs in _BEGINNINGS.items() if pattern.startswith(start)), "")


def _spelled(pattern: str) -> str:
    for name, text in _NAMES.items():
        pattern = pattern.replace(name, text)
    return pattern


@cache
def kind_named(name: str) -> MarkerKind:
    """The kind of that name. Raises KeyError where there is none."""
    return {kind.name: kind for kind in marker_kinds()}[name]


@cache
def _first_characters() -> str:
    return "第一二三四五六七八九十(（〔0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟—-―─★☆·•●◆■▪ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def parse_marker(text: str) -> Marker | None:
    """The numbering token at the start of a line, None where there is none.

    >>> parse_marker("（三） 加强固体废物管理")
    Marker(kind='cn_paren', number=3, text='（三）', end=3, start=0, path=())
    >>> [parse_marker(s) for s in ("1.7km", "2022年完成", "3800 m²", "一、二级医院", "（2021—2025年）")]
    [None, None, None, None, None]
    """
    head = text[:64]
    bare = head.lstrip()
    if not bare or fold(bare[0]) not in _first_characters():
        return None
    copy = fold(head)
    first, nested = copy.lstrip()[0], bool(_NESTED.search(copy))
    for kind in marker_kinds():
        if (kind.first and first not in kind.first) or (kind.nested and not nested):
            continue
        if kind.holds and not any(sign in copy for sign in kind.holds):
            continue
        match = kind.pattern.match(copy)
        if match:
            return _marker(kind, match, head)
    return None


def _marker(kind: MarkerKind, match: re.Match[str], text: str) -> Marker:
    groups = match.groupdict()
    number, path = _number(groups)
    start = match.start("mark")
    token = text[start : match.end()].rstrip()
    return Marker(kind.name, number, token, start + len(token), start, path)


def _number(groups: dict[str, str | None]) -> tuple[int | None, tuple[int, ...]]:
    if cn := groups.get("cn"):
        return chinese_number(cn), ()
    if arabic := groups.get("ar"):
        path = (int(arabic), *(int(part) for part in (groups.get("sub") or "").split(".") if part))
        return path[-1], path if len(path) > 1 else ()
    if circled := groups.get("circled"):
        code = ord(circled)
        return code - 0x2460 + 1 if code < 0x3251 else code - 0x3251 + 21, ()
    if letter := groups.get("letter"):
        return ord(letter) - 64, ()
    return None, ()


# --------------------------------------------------------------------------------------------------
# Levels


class LevelStack:
    """The open lists, outermost first. `place` says on which level the next token stands (0 = outermost).

    Rules: a kind that is open goes on with its own list and closes all inner ones; a new kind opens a list
    inside the lists of higher rank; a kind of the same rank that goes on counting (1、 2.) is the same list.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, int | None]] = []
        self.last_article: int | None = None  # articles count on over chapters

    def place(self, marker: Marker) -> int:
        """The level of this token; it is then the innermost open one."""
        level = self._level(marker)
        del self._open[level:]
        self._open.append((marker.kind, marker.number))
        if marker.kind == "article":
            self.last_article = marker.number
        return level

    def last_number(self, kind: str) -> int | None:
        """The number of the innermost open token of that kind."""
        return next((number for name, number in reversed(self._open) if name == kind), None)

    def innermost(self, kind: str) -> bool:
        """Whether the innermost open list is of that kind."""
        return bool(self._open) and self._open[-1][0] == kind

    def _level(self, marker: Marker) -> int:
        names = [name for name, _ in self._open]
        if marker.kind in names:
            return names.index(marker.kind)
        rank = kind_named(marker.kind).rank
        level = len(names)
        while level and kind_named(names[level - 1]).rank > rank:
            level -= 1
        if (
            level
            and kind_named(names[level - 1]).rank == rank
            and _goes_on(self._open[level - 1][1], marker.number)
        ):
            return level - 1
        return level


def _goes_on(last: int | None, number: int | None) -> bool:
    return last is not None and number is not None and number == last + 1


def levels(markers: Sequence[Marker | str]) -> list[int]:
    """The level of each token of a sequence; strings are parsed first.

    >>> levels(["一、", "（一）", "1.", "（二）", "二、"])
    [0, 1, 2, 1, 0]

    Raises ValueError for a string that is no token.
    """
    stack = LevelStack()
    return [stack.place(marker) for marker in _parsed(markers)]


def _parsed(markers: Iterable[Marker | str]) -> Iterable[Marker]:
    for item in markers:
        marker = parse_marker(item) if isinstance(item, str) else item
        if marker is None:
            raise ValueError(f"no numbering token: {item!r}")
        yield marker
