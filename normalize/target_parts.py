"""Totals and their parts."""

from __future__ import annotations

from .target_record import Target
from .target_text import TargetText, after_last, inside_bracket
from .target_values import Value


def parent_of(text: TargetText, value: Value, start: int, earlier: list[Target]) -> int | None:
    """The total that a part belongs to: 3000辆(行政区不少于2400辆,…), 2350万元,其中…950万元〔含…450万元〕."""
    if inside_bracket(text, value.start) is not None:
        opened = _open_bracket(text.copy, value.start)
        total = last_before(earlier, opened, text.copy) if opened is not None else None
        if total is not None and not any(mark in text.copy[earlier[total].end : opened] for mark in ",;。"):
            return total
    sentence = after_last(text.sentence_stops, value.start)
    among = text.copy.rfind("其中", max(sentence, value.start - 200), value.start)
    if among < 0:
        return None
    total = last_before(earlier, among, text.copy)
    if total is None:
        return None
    clause = text.copy[start : value.start].lstrip(" 、,:")
    restarted = start > among and clause.startswith(
        ("建设", "建成", "新建", "同时", "完成", "累计", "将", "把", "对", "为", "向")
    )
    return None if restarted or ";" in text.copy[among : value.start] else total


def _open_bracket(copy: str, pos: int) -> int | None:
    depth = 0
    for index in range(pos - 1, max(0, pos - 120) - 1, -1):
        char = copy[index]
        if char in ")〕":
            depth += 1
        elif char in "(〔":
            if depth == 0:
                return index
            depth -= 1
        elif char in "。\n":
            return None
    return None


def last_before(earlier: list[Target], pos: int, copy: str) -> int | None:
    """The last target that ends shortly before a position."""
    for index in range(len(earlier) - 1, -1, -1):
        if earlier[index].end <= pos:
            gap = copy[earlier[index].end : pos]
            return index if len(gap) <= 40 and "\n" not in gap else None
    return None
