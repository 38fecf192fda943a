"""How strongly a task binds: the level of each clause, exceptions, and a proposed class of the task.

Levels: prohibit (禁止) > mandate (必须, 严格执行, 确保) > do (完成, 推进; no word of its own) > strive (力争) >
encourage (鼓励). The strongest clause decides. The three classes 强制执行, 鼓励引导, 常规实施 of evaluations have no
public definition: `proposal` is a proposal with the words that decided, never the official class.
Words: data/obligation.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from ..lightclass import dataclass
from ..text import fold, lazy
from .datafiles import read_toml

LEVELS = ("prohibit", "mandate", "do", "strive", "encourage")
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_NAMED = lazy(r"《[^《》]{1,200}》|“[^“”]{1,40}”")
_DIGIT = lazy(r"\d")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a task: text[start:end], its level and the words that say so (() for plain `do`)."""

    start: int
    end: int
    level: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """`level` is the strongest clause's. `encourages` tells that a weaker clause encourages (淘汰…,鼓励…).

    `exceptions` are spans of 除…外, 除外, 原则上. `proposal` is 强制执行, 鼓励引导 or 常规实施, `because` the words
    that decided it.
    """

    level: str
    clauses: tuple[Clause, ...] = ()
    exceptions: tuple[tuple[int, int], ...] = ()
    proposal: str = "常规实施"
    because: tuple[str, ...] = ()
    encourages: bool = False


@cache
def _data() -> dict[str, Any]:
    return read_toml("obligation.toml")


@cache
def _word() -> re.Pattern[str]:
    """Every word of obligation, longest first, so that 严格执行 is found before 严格."""
    words = {word for level in _data()["levels"].values() for word in level}
    looks_like = {word for words_of in _data()["exceptions"].values() for word in words_of}
    return lazy("|".join(map(re.escape, sorted(words | looks_like, key=lambda word: (-len(word), word)))))


@cache
def _level_of() -> dict[str, str]:
    return {word: level for level, words in _data()["levels"].items() for word in words}


@cache
def _exception() -> re.Pattern[str]:
    return lazy("|".join(_data()["exception"]["patterns"]))


_CLAUSE = lazy(r"[^,。;!?\n]+")


def obligation(text: str) -> Obligation:
    """The obligation of a task. Clauses end at a comma, semicolon or full stop; linear in the text.

    >>> found = obligation("淘汰不达标工业炉窑,鼓励使用天然气;严禁露天焚烧。")
    >>> found.level, [clause.level for clause in found.clauses], found.encourages
    ('prohibit', ['do', 'encourage', 'prohibit'], True)
    """
    copy = fold(text)
    clauses = _clauses(copy, _words(copy))
    exceptions = _exceptions(copy)
    level = min((clause.level for clause in clauses), key=_RANK.__getitem__, default="do")
    proposal, because = _propose(copy, clauses)
    encourages = any(clause.level == "encourage" for clause in clauses)
    return Obligation(level, clauses, exceptions, proposal, because, encourages)


def task_obligation(text: str) -> tuple[str, tuple[str, ...], str]:
    """Level of a task, the words that decided it, and the proposed class; most tasks hold no such word at all.

    >>> task_obligation("严禁露天焚烧。"), task_obligation("完成水站建设。")
    (('prohibit', ('严禁',), '强制执行'), ('do', (), '常规实施'))
    """
    copy = fold(text)
    words = _words(copy)
    if not words:
        return "do", (), "常规实施"
    clauses = _clauses(copy, words)
    level = min((clause.level for clause in clauses), key=_RANK.__getitem__, default="do")
    deciding = dict.fromkeys(word for clause in clauses if clause.level == level for word in clause.words)
    return level, tuple(deciding), _propose(copy, clauses)[0]


def _clauses(copy: str, words: list[tuple[int, str]]) -> tuple[Clause, ...]:
    return tuple(_clause(match, words) for match in _CLAUSE.finditer(copy) if match.group().strip())


def _words(copy: str) -> list[tuple[int, str]]:
    """The words of obligation and where they stand, not in titles and not where they only look like one."""
    titles = _titles(copy)
    return [
        (word.start(), word.group())
        for word in _word().finditer(copy)
        if word.group() in _level_of() and not _looks_like(copy, word) and not _within(titles, word.start())
    ]


def _titles(copy: str) -> list[tuple[int, int]]:
    return [match.span() for match in _NAMED.finditer(copy)]


def _clause(match: re.Match[str], words: list[tuple[int, str]]) -> Clause:
    """A clause with those of the words (in order; no word goes over the end of a clause) that stand in it."""
    first, last = bisect_left(words, (match.start(), "")), bisect_left(words, (match.end(), ""))
    found = [word for _, word in words[first:last]]
    level = min((_level_of()[word] for word in found), key=_RANK.__getitem__, default="do")
    return Clause(
        match.start(), match.end(), level, tuple(word for word in found if _level_of()[word] == level)
    )


def _exceptions(copy: str) -> tuple[tuple[int, int], ...]:
    if not any(word in copy for word in _data()["exception"]["words"]):
        return ()
    return tuple(match.span() for match in _exception().finditer(copy))


def _within(spans: list[tuple[int, int]], pos: int) -> bool:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= pos:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= pos


def _looks_like(copy: str, word: re.Match[str]) -> bool:
    """供应 is no 应: a longer word of the exceptions that covers this one."""
    for longer in _data()["exceptions"].get(word.group(), ()):
        offset = longer.find(word.group())
        if (
            offset >= 0
            and longer not in _level_of()
            and copy.startswith(longer, max(0, word.start() - offset))
        ):
            return True
    return False


def _propose(copy: str, clauses: tuple[Clause, ...]) -> tuple[str, tuple[str, ...]]:
    """A class from the opening clause: prohibition or a mandate of law; encouragement; else the common case."""
    if not clauses:
        return "常规实施", ()
    first = clauses[0]
    words = copy[first.start : first.end]
    if first.level == "prohibit" and _opens(words, first.words):
        return "强制执行", first.words
    lawful = [word for word in _data()["law"]["words"] if word in words]
    if first.level == "mandate" and lawful and not _DIGIT.search(words) and _opens(words, first.words):
        return "强制执行", (*first.words, lawful[0])
    if first.level == "encourage" and _opens(words, first.words):
        return "鼓励引导", first.words
    soft = [clause for clause in clauses if clause.level == "encourage"]
    actors = [
        actor
        for actor in _data()["actors"]["others"]
        for clause in soft
        if actor in copy[clause.start : clause.end]
    ]
    if soft and (actors or all(clause.level in ("strive", "encourage") for clause in clauses)):
        return "鼓励引导", (*soft[0].words, *actors[:1])
    return "常规实施", ()


def _opens(words: str, found: tuple[str, ...]) -> bool:
    """Whether the deciding word stands at the front: 全面禁止…, 严格执行…, 有序禁止…; not after an object."""
    return any(0 <= words.find(word) <= 4 for word in found)
