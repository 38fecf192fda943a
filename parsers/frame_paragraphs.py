"""Running text as whole paragraphs: those that the end of a page broke in two are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import lazy, squeeze
from .frame_parts import BODY, FURNITURE, TABLE, Frame
from .lines import Line, join
from .markers import parse_marker
from .wording import ends_like_body

_STOPS = "。！？：；…!?;:"
_CLOSERS = "”’」』）)】〕》\"'"
_CAPTION = lazy(
    r"(?:表|图|专\s?栏|附\s?表|附\s?件)\s?[\d一二三四五六七八九十]|(?:单位|备注|注|来源|牵头单位|责任单位|配合单位)[:：]"
)
_LONG_ENOUGH = 40


def goes_on(previous: Line, line: Line) -> bool:
    """Whether `line` is the rest of the sentence that breaks off at the end of `previous`.

    约 38.4 / 万人次 and 地表水水质 / 优良比例达到 100%: the first is running text without a stop at its end, the
    second no heading, caption, list of bodies or indented paragraph.
    """
    key = squeeze(previous.text)
    if len(key) < _LONG_ENOUGH or not ("，" in previous.text or "," in key or "。" in key):
        return False
    if key.rstrip(_CLOSERS)[-1:] in _STOPS or (key[-1] in ")）" and "。" not in key):
        return False
    if line.text.startswith(("\u3000\u3000", "\u2003\u2003")) or line.style not in ("", previous.style):
        return False
    following = squeeze(line.text)
    return (
        parse_marker(line.text) is None
        and not _CAPTION.match(following)
        and not _is_list_of_bodies(following)
    )


def _is_list_of_bodies(key: str) -> bool:
    parts = [part for part in re.split("[、,;；]", key.rstrip("。")) if part]
    return bool(parts) and all(len(part) <= 20 and ends_like_body(part) for part in parts)


def paragraphs(
    framed: Frame, taken: frozenset[int] = frozenset(), roles: Sequence[str] = (BODY,)
) -> tuple[Line, ...]:
    """The running text as whole paragraphs: broken ones joined, furniture and taken blocks left out."""
    groups: list[list[Line]] = []
    broken_by_other = True
    for line, role in zip(framed.lines, framed.line_roles, strict=True):
        if role == FURNITURE:
            continue
        if role not in roles or line.block in taken:
            broken_by_other = True
            continue
        if (
            groups
            and not broken_by_other
            and _no_table_between(framed, groups[-1][-1], line)
            and goes_on(groups[-1][-1], line)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        broken_by_other = False
    return tuple(join(group) if len(group) > 1 else group[0] for group in groups)


def _no_table_between(framed: Frame, first: Line, second: Line) -> bool:
    low, high = first.blocks[-1], second.block
    return high - low <= 1 or all(framed.roles[i] != TABLE for i in range(low + 1, min(high, low + 50)))
