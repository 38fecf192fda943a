"""Words that frame a document, read from the data files: labels of metadata boxes, page furniture, endings.

Everything is compared in the squeezed form (`text.squeeze`: no blanks, half-width, one kind of dash), lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..datafiles import read_columns, read_rows
from ..lightclass import dataclass
from ..text import fold, lazy, squeeze


def data_rows(name: str) -> list[dict[str, str]]:
    """The rows of parsers/data/<name>."""
    return read_rows("qingdan.parsers", name)


# --------------------------------------------------------------------------------------------------
# Labels


@dataclass(frozen=True, slots=True)
class Label:
    """A label of labels.csv: the field it fills, and whether it proves a metadata box by itself."""

    field: str
    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """A label found in a line: its own span and the span of the value after it (empty where start == end)."""

    label: Label
    start: int
    end: int
    value_start: int
    value_end: int


@cache
def labels() -> dict[str, Label]:
    """Squeezed label -> Label."""
    return {
        row["label"]: Label(row["field"], row["label"], row["strength"] == "strong")
        for row in data_rows("labels.csv")
    }


# 索引号 stands at a line start, after a blank, a bar or a bracket; 索 引 号 is spelled with blanks.
_LABEL_START = lazy(r"(?:^|(?<=[\s|\[【•·●>\]】,;]))\s{0,4}(?P<open>[\[【]\s{0,4})?(?=[^\s\[\]【】|:,;])")
_LABEL_BLANKS = lazy(r"\s{0,6}")
_LABEL_END = lazy(r"\s{0,4}(?::\s{0,2}\|?|\|)")
_LABEL_END_BRACKET = lazy(r"\s{0,4}(?:[\]】]\s{0,2}:?\s{0,2}\|?|\|)")


@cache
def _labels_by_sign() -> dict[str, list[str]]:
    """First sign -> the labels that begin with it, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(labels(), key=len, reverse=True):
        found.setdefault(name[0], []).append(name)
    return found


def _spelled_end(copy: str, start: int, name: str) -> int | None:
    """Where a label ends that begins here, with blanks between its signs or without; None if it is not there."""
    if copy.startswith(name, start):
        return start + len(name)
    position = start
    for sign in name:
        if position > start:
            blanks = _LABEL_BLANKS.match(copy, position)
            position = blanks.end() if blanks else position
        if not copy.startswith(sign, position):
            return None
        position += 1
    return position


@dataclass(frozen=True, slots=True)
class _Found:
    """A label with what belongs to it: from its bracket to its colon or bar."""

    name: str
    start: int
    label_start: int
    label_end: int
    end: int


def _find_labels(copy: str) -> Iterator[_Found]:
    position = 0
    while start := _LABEL_START.search(copy, position):
        found = _label_at(copy, start)
        if found is not None:
            yield found
        position = found.end if found is not None else start.start() + 1


def _label_at(copy: str, start: re.Match[str]) -> _Found | None:
    first = start.end()
    ending = _LABEL_END_BRACKET if start["open"] else _LABEL_END
    for name in _labels_by_sign().get(copy[first], ()):
        end = _spelled_end(copy, first, name)
        closed = ending.match(copy, end) if end is not None else None
        if end is not None and closed is not None:
            return _Found(name, start.start(), first, end, closed.end())
    return None


def label_spans(text: str) -> tuple[LabelSpan, ...]:
    """The labels of a line `[ 索引号 ] … [ 发文字号 ] …`, `索 引 号：… 主题分类：…`, with their values.

    >>> [(s.label.field, "[ 文号 ] 某府发〔2022〕1号 [ 有效性 ]"[s.value_start:s.value_end])
    ...  for s in label_spans("[ 文号 ] 某府发〔2022〕1号 [ 有效性 ]")]
    [('doc_number', '某府发〔2022〕1号'), ('validity', '')]
    """
    copy = fold(text)
    if not any(mark in copy for mark in ":]】|"):
        return ()
    found = list(_find_labels(copy))
    stops = [label.start for label in found[1:]] + [len(text)]
    return tuple(_span(label, copy, stop) for label, stop in zip(found, stops, strict=False))


def _span(label: _Found, copy: str, stop: int) -> LabelSpan:
    low, high = label.end, stop
    while low < high and copy[low] in " \t|":
        low += 1
    while high > low and copy[high - 1] in " \t|[【•·●":
        high -= 1
    return LabelSpan(labels()[label.name], label.label_start, label.label_end, low, high)


def bare_label(text: str) -> Label | None:
    """The label that a whole cell or line consists of: `索 引 号：`, `[ 文号 ]`, `成文日期`."""
    if len(text) > 24:
        return None
    return labels().get(squeeze(text).strip("[]【】:|•·● "))


# --------------------------------------------------------------------------------------------------
# Furniture


@dataclass(frozen=True, slots=True)
class Phrase:
    region: str  # head, tail, any
    match: str  # full, prefix, contain
    text: str


@cache
def phrases() -> tuple[Phrase, ...]:
    return tuple(Phrase(row["region"], row["match"], row["phrase"]) for row in data_rows("furniture.csv"))


@cache
def _by_region(region: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    mine = [phrase for phrase in phrases() if phrase.region == region]
    return (
        frozenset(p.text for p in mine if p.match == "full"),
        tuple(p.text for p in mine if p.match == "prefix"),
        tuple(p.text for p in mine if p.match == "contain"),
    )


def is_furniture(key: str, region: str) -> bool:
    """Whether a squeezed line is a phrase of page furniture of that region (any, head, tail)."""
    if len(key) > 120:
        return False
    low = key.lower()
    full, prefixes, inner = _by_region(region)
    return low in full or low.startswith(prefixes) or any(text in low for text in inner)


# --------------------------------------------------------------------------------------------------
# Endings


@cache
def _endings() -> list[tuple[str, ...]]:
    return read_columns("qingdan.parsers", "endings.csv", "kind", "ending")


@cache
def endings(kind: str) -> tuple[str, ...]:
    """`genre`: words that end a title (通知, 方案 …); `org`: words that end the name of a body (局, 办公室 …)."""
    return tuple(ending for known, ending in _endings() if known == kind)


def ends_like_title(key: str) -> bool:
    """Whether a squeezed text ends as a title does: 通知, 方案, 目标任务, each perhaps with a bracket after it."""
    return _without_bracket(key).rstrip("》").endswith(endings("genre"))


def ends_like_body(key: str) -> bool:
    """Whether a squeezed text ends as the name of a public body does: 人民政府, 生态环境局, 管委会."""
    return _without_bracket(key).endswith(endings("org"))


def _without_bracket(key: str) -> str:
    if key.endswith(")"):
        start = key.rfind("(")
        if start > 0:
            return key[:start]
    return key
