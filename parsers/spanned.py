"""Headings of two rows in a flattened copy: the parts of a spanning heading stand behind all others.

序号 | 指标 | 目标值 | 属性 | 2023年 | 2024年 is read across: 目标值 stands over the two years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Column, Words
from .columns import ORG_ROLES, build_columns
from .header import merge_label
from .vocabulary import match_header

_MOST_PARTS = 6


def spanned_columns(headers: Sequence[Words]) -> list[tuple[str, tuple[Column, ...]]]:
    """Every reading of the headings in which the last ones are the parts of an earlier one: (kind, columns).

    >>> names = "序号 指标 目标值 属性 2023年 2024年".split()
    >>> [[c.header.text for c in columns] for _, columns in spanned_columns([Words(n) for n in names])]
    [['序号', '指标', '2023年目标值', '2024年目标值', '属性']]
    """
    found: list[tuple[str, tuple[Column, ...]]] = []
    for span, first in _spans(headers):
        parts = [merge_label([headers[span], part]) for part in headers[first:]]
        kind, columns = build_columns([*headers[:span], *parts, *headers[span + 1 : first]])
        if kind is not None and len({c.header.text for c in columns}) == len(columns):
            found.append((kind, columns))
    return found


def _spans(headers: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """(index of the spanning heading, index of its first part)."""
    classes = [_class(h.text) for h in headers]
    last = classes[-1]
    if last not in {"year", "organisation"}:
        return
    for count in range(2, min(_MOST_PARTS, len(headers) - 2) + 1):
        if classes[-count] != last:
            return
        first = len(headers) - count
        for span in range(1, first):
            wanted = {"year": {"value", ""}, "organisation": {"organisation", ""}}[last]
            if classes[span] in wanted:
                yield span, first


def _class(text: str) -> str:
    """year (2023年), value (目标值), organisation (牵头单位), "" for headings that no vocabulary knows, else other."""
    match = match_header(text)
    if match is None:
        return ""
    if match.year is not None:
        return "year"
    roles = {role.split(":")[0] for role in match.roles}
    if roles & ORG_ROLES:
        return "organisation"
    return "value" if roles & {"value", "goal"} else "" if roles <= {"", "other"} else "other"
