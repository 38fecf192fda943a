"""The title of a document over all its lines, checked against what the page states, and the bodies that it names."""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..model import NO_WORDS, Words
from ..text import fold, lazy, squeeze
from .frame import TITLE, Frame
from .lines import Line, join
from .metadata_evidence import Evidence, cut_words
from .wording import ends_like_body, ends_like_title

_PIECE = lazy(r"[^\s\u3000、]+")
_PASSES_ON = lazy(r"转发|批转|印发")


@dataclass(frozen=True, slots=True)
class Title:
    """The title and the bodies before 关于 in it."""

    words: Words
    bodies: tuple[Words, ...] = ()


_REPRINT = lazy(
    r"^[(（【\[](?:转载|转发|已失效|失效|废止|有效|图解)[)）】\]]\s*", holds=("转", "效", "废止", "图解")
)
_SITE = lazy(r"\s*[-_|]+\s*[^-_|]{2,40}(?:网站?|网|政府|门户|局|委员会|平台)$")


def find_title(seen: Evidence) -> Title:
    """The title over all its lines without blanks inside; else as the box, the <meta> element or a heading states it."""
    lines = _title_lines(seen.framed)
    stated = seen.first("title") or seen.stated("articletitle") or seen.stated("title")
    stated = Words(_SITE.sub("", _REPRINT.sub("", stated.text)), stated.pieces) if stated else stated
    own = _without_occasion(join(lines, tight=True).words()) if lines else NO_WORDS
    if own and not (
        stated and _is_doubtful(squeeze(own.text)) and squeeze(own.text) not in squeeze(stated.text)
    ):
        _check_title(seen, own, stated)
        return Title(own, _title_bodies(lines))
    if stated:
        return Title(Words(_tight(stated.text), stated.pieces), ())
    return Title(_heading_title(seen) or _issued_title(seen), ())


_OCCASION = lazy(r"-{2,}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")


def _without_occasion(title: Words) -> Words:
    """政府工作报告——2025年1月14日某省省长在…会议上 on one line: the occasion is no part of the title."""
    match = _OCCASION.search(fold(title.text))
    return cut_words(title, 0, match.start()) if match and match.start() else title


def _is_doubtful(key: str) -> bool:
    """A line above the text that does not end as a title does: 01什么是电子居住证？"""
    return "关于" not in key and not ends_like_title(key)


def _issued_title(seen: Evidence) -> Words:
    """The title of the text that an order issues."""
    return next((annex.title for annex in seen.framed.annexes if not annex.label), NO_WORDS)


def _title_lines(framed: Frame) -> list[Line]:
    """The last run of title lines: copies of the title above it are not repeated in it."""
    runs: list[list[Line]] = []
    last = -2
    for index, (line, role) in enumerate(zip(framed.lines, framed.line_roles, strict=True)):
        if role == TITLE:
            if index != last + 1 or (runs and _is_copy(runs[-1], line)):
                runs.append([])
            runs[-1].append(line)
            last = index
    return runs[-1] if runs else []


def _is_copy(run: Sequence[Line], line: Line) -> bool:
    """Whether a run of title lines is already whole when `line` begins the title again."""
    whole = squeeze("".join(part.text for part in run))
    key = squeeze(line.text)
    return (len(whole) > len(key) and whole.startswith(key) and ends_like_title(whole)) or whole == key


def _tight(text: str) -> str:
    from .lines import line_of

    return join([line_of(text, 0)], tight=True).text if text.strip() else ""


def _check_title(seen: Evidence, title: Words, stated: Words) -> None:
    if not stated:
        return
    here, there = squeeze(title.text), squeeze(stated.text)
    short = there.rstrip(".…")
    if (
        here != there
        and not here.startswith(short)
        and not there.startswith(here)
        and short not in here
        and here not in there
    ):
        seen.note("info", "title_differs", "title", [title, stated], title=title.text, stated=stated.text)


def _heading_title(seen: Evidence) -> Words:
    """A heading in title style, where no title block was found."""
    for line in seen.framed.lines[:40]:
        if line.style in ("title", "h1") and not line.furniture and ends_like_title(squeeze(line.text)):
            return join([line], tight=True).words()
    return NO_WORDS


# --------------------------------------------------------------------------------------------------
# The bodies that a title names


def split_bodies(line: Line, start: int, end: int) -> tuple[Words, ...]:
    """Bodies apart by blanks or 、 in a part of a line; none where a part does not end as a body does."""
    spans = [m.span() for m in _PIECE.finditer(line.text[start:end])]
    if not spans or not all(
        ends_like_body(squeeze(line.text[start + a : start + b])) and b - a >= 3 for a, b in spans
    ):
        return ()
    return tuple(line.words(start + a, start + b) for a, b in spans)


def _title_bodies(lines: Sequence[Line]) -> tuple[Words, ...]:
    """The bodies before 关于 in the title, one per line or apart by blanks."""
    out: list[Words] = []
    for line in lines:
        cut = line.text.find("关于")
        end = cut if cut >= 0 else len(line.text)
        end = before_verb(line.text, end)
        if line.text[:end].strip():
            parts = split_bodies(line, 0, end) or (
                join([line], tight=True).words() if cut < 0 else line.words(0, end),
            )
            out.extend(parts)
        if cut >= 0:
            return (
                tuple(out)
                if out and all(ends_like_body(squeeze(b.text)) for b in out)
                else _joined_body(lines)
            )
    return ()


def _joined_body(lines: Sequence[Line]) -> tuple[Words, ...]:
    """A body whose name itself is broken over title lines."""
    whole = join(lines, tight=True)
    end = before_verb(whole.text, whole.text.find("关于"))
    return (whole.words(0, end),) if end > 0 and ends_like_body(squeeze(whole.text[:end])) else ()


def before_verb(text: str, end: int) -> int:
    """Where the body ends in `text[:end]`: before 印发, 转发 and the like (某区人民政府印发关于…)."""
    for verb in ("印发", "转发", "批转", "发布", "公布"):
        if text[:end].rstrip().endswith(verb):
            return len(text[:end].rstrip()) - len(verb)
    verb_at = _PASSES_ON.search(text[:end])
    return verb_at.start() if verb_at else end
