"""A text made ready for the search for targets: clauses, brackets, dates, identifiers, values with their comparisons.

Words and patterns: data/target_words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any

from ..lightclass import dataclass
from ..text import fold, lazy, scan
from .datafiles import read_toml
from .date_frame import Deadline
from .dates import find_deadlines, titles
from .repair import Loss, scan_losses


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    use: str


@dataclass(frozen=True, slots=True)
class TargetText:
    """A text with what is known of it before targets are looked for."""

    raw: str
    copy: str
    deadlines: tuple[Deadline, ...]
    deadline_starts: tuple[int, ...]
    taken: tuple[Span, ...]  # dates and identifiers, in order, not overlapping
    starts: tuple[int, ...]
    stops: tuple[int, ...]  # ends of sentences and clauses
    sentence_stops: tuple[int, ...]
    brackets: tuple[tuple[int, int], ...]  # outermost brackets, in order
    losses: dict[int, Loss]  # lost units and list numbers read as exponents, by where they start
    fact: bool


@cache
def target_words() -> dict[str, Any]:
    """The tables of data/target_words.toml; a text of words is a list of them."""
    words = read_toml("target_words.toml")
    words["counts"] = _split(words["counts"])
    words["parts"] = _split(words["parts"])
    words["qualitative"] = _split(words["qualitative"])
    words["names"] = _split(words["names"])
    return _split(words)


def _split(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value.split() if isinstance(value, str) else value for key, value in table.items()}


@cache
def words_longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(target_words()[key], key=len, reverse=True))


@cache
def word_tuple(key: str) -> tuple[str, ...]:
    return tuple(target_words()[key])


@cache
def words_by_end(key: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in words_longest_first(key):
        table.setdefault(word[-1], []).append(word)
    return {char: tuple(words) for char, words in table.items()}


@cache
def words_by_start(*keys: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in sorted((w for key in keys for w in target_words()[key]), key=len, reverse=True):
        table.setdefault(word[0], []).append(word)
    return {char: tuple(words) for char, words in table.items()}


# --------------------------------------------------------------------------------------------------
# Dates and identifiers


@cache
def _identifier() -> re.Pattern[str]:
    return lazy("|".join(f"(?:{pattern})" for pattern in target_words()["identifiers"]["patterns"]))


@cache
def _identifier_begins() -> re.Pattern[str]:
    return lazy(target_words()["identifiers"]["starts"])


@cache
def _list_number() -> re.Pattern[str]:
    return lazy(target_words()["identifiers"]["list_number"])


_YEAR = lazy(
    r"(?=\d)(?:(?<![\d.])(?:19|20)\d\d([-./])\d{1,2}(?:\1\d{1,2})?(?![\d.]| ?(?:元|万|亿|%|公|吨|平|米|千|亩|户|人|个))"
    r"|(?<!\d)(?:19|20)\d\d ?(?:-{1,2}|～|~|至|年) ?"
    r"(?:(?:19|20)\d\d ?年?|\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)?(?:度|底|末)?"
    r"|(?<!\d)\d{1,2} ?- ?\d{1,2} ?月|(?<!\d)\d{1,2} ?月(?: ?\d{1,2} ?[日号])?"
    r"|(?<!\d)\d{1,2} ?日(?=[前后内起止至(,早晚凌上下当])|(?<=[至到~-])\d{1,2} ?日"
    r"|(?<=[午晚晨日])\d{1,2} ?[时点](?:\d{1,2}分)?)"
)
SENTENCE_STOPS = frozenset("。!?\n")


def _spans(copy: str, deadlines: tuple[Deadline, ...], losses: tuple[Loss, ...]) -> tuple[Span, ...]:
    spans = [Span(item.start, item.end, "date") for item in deadlines if not _is_limit(copy, item)]
    spans += [Span(a, b, "identifier") for a, b in titles(copy)]
    spans += [Span(m.start(), m.end(), "date") for m in _YEAR.finditer(copy)]
    spans += [Span(m.start(), m.end(), "identifier") for m in scan(_identifier_begins(), _identifier(), copy)]
    spans += [Span(m.start(1), m.end(1), "identifier") for m in _list_number().finditer(copy)]
    spans += [Span(x.start, x.end, _LOST.get(x.rule, "")) for x in losses if x.rule in _LOST]
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _is_limit(copy: str, item: Deadline) -> bool:
    """延长期限不超过|7个工作日: a limit that is kept, told as a deadline too."""
    if item.kind == "relative" and copy.endswith(TERMS, 0, item.start):
        return True  # 法定办结时限:|20个工作日
    return (
        item.kind == "relative"
        and item.raw.endswith(("日", "天", "小时", "分钟", "个月"))
        and copy.endswith(_LIMITS, 0, item.start)
    )


TERMS = tuple(
    f"{word}{term}{mark}"
    for word in ("办结", "办理", "审批", "审核")
    for term in ("时限", "期限")
    for mark in (":", "为")
)
_LIMITS = ("超过", "少于", "低于", "高于", "多于", "至少", "最长", "最多", "最短")


_LOST = {
    "year_pair": "date",
    "month_glued": "date",
    "signature_date": "date",
    "scale_lost": "lost",
    "dash_lost": "lost",
}


_MARKS = lazy(r"[,。;:!?\n()〔〕]")


def _layout(copy: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Ends of clauses outside brackets, and the outermost brackets. An unclosed bracket ends with its sentence."""
    stops: list[int] = []
    brackets: list[tuple[int, int]] = []
    inner: list[int] = []
    depth, opened = 0, 0
    for match in _MARKS.finditer(copy):
        char, pos = match.group(), match.start()
        if char in "(〔":
            opened = pos if depth == 0 else opened
            depth += 1
        elif char in ")〕":
            depth = max(0, depth - 1)
            if depth == 0 and opened >= 0 and pos > opened:
                brackets.append((opened, pos))
                inner = []
        elif depth and char not in SENTENCE_STOPS:
            inner.append(pos)
        else:
            stops += inner
            inner, depth = [], 0
            stops.append(pos)
    return tuple(stops + inner), tuple(brackets)


def inside_bracket(text: TargetText, pos: int) -> int | None:
    """Position of the outermost bracket that a position stands in."""
    index = bisect_right(text.brackets, (pos, len(text.copy))) - 1
    if index >= 0 and text.brackets[index][0] < pos <= text.brackets[index][1]:
        return text.brackets[index][0]
    return None


def clause_start(text: TargetText, pos: int) -> int:
    """Start of the clause; inside a bracket its own comma or the bracket."""
    opened = inside_bracket(text, pos)
    if opened is None:
        return after_last(text.stops, pos)
    first = max(opened, pos - 200)
    return max(first, *(text.copy.rfind(mark, first, pos) for mark in "(〔,;:。")) + 1


def prepare(
    text: str,
    year: int | None,
    plan: tuple[int, int] | None,
    lossy: bool,
    fact: bool,
    spoken: int | None,
) -> TargetText:
    copy = fold(text)
    losses = scan_losses(text, lossy=True) if lossy else ()
    deadlines = find_deadlines(text, year=year, plan=plan, lossy=lossy, spoken=spoken)
    taken = _spans(copy, deadlines, losses)
    stops, brackets = _layout(copy)
    sentences = tuple(stop for stop in stops if copy[stop] in SENTENCE_STOPS)
    starts = tuple(span.start for span in taken)
    by_start = {loss.start: loss for loss in losses if loss.rule in ("exponent_list_number", "unit_lost")}
    due_starts = tuple(item.start for item in deadlines)
    return TargetText(
        text, copy, deadlines, due_starts, taken, starts, stops, sentences, brackets, by_start, fact,
    )  # fmt: skip


def taken_at(text: TargetText, pos: int) -> Span | None:
    index = bisect_right(text.starts, pos) - 1
    if index >= 0 and text.taken[index].end > pos:
        return text.taken[index]
    return None


def after_last(stops: tuple[int, ...], pos: int) -> int:
    """Start of the clause or sentence that a position stands in."""
    index = bisect_right(stops, pos - 1) - 1
    return stops[index] + 1 if index >= 0 else 0


def next_stop(stops: tuple[int, ...], pos: int, length: int) -> int:
    index = bisect_right(stops, pos - 1)
    return stops[index] if index < len(stops) else length


def goes_on(text: TargetText, end: int, start: int) -> bool:
    between = text.copy[end:start].strip()
    return between in ("、", "和", "及", "与", "以及", "/", "")


_THEIR_PLACE = (
    "高龄",
    "失能",
    "困难",
    "特困",
    "低收入",
    "农村",
    "乡村",
    "城乡",
    "城镇",
    "城市",
    "在校",
    "符合",
    "脱贫",
    "贫困",
    "偏远",
    "外出",
    "外来",
    "外地",
    "进城",
    "返乡",
    "异地",
    "边远",
    "山区",
    "流动",
    "全",
)
_NAMED_PEOPLE = (
    "劳动者",
    "孩子",
    "务工人员",
    "农民工",
    "从业人员",
    "人口",
    "妇女",
    "老人",
    "老年人",
    "劳动力",
    "居民",
    "学生",
    "群众",
    "儿童",
    "职工",
    "干部",
    "青年",
    "农民",
)


def are_people(copy: str, pos: int) -> bool:
    """240万|脱贫劳动力, 80万|农村35-64岁妇女: whether persons are counted where no counter stands."""
    if copy.startswith(word_tuple("people"), pos):
        return True
    if not copy.startswith(_THEIR_PLACE, pos):
        return False
    near = copy[pos : pos + 14]
    return any(word in near for word in _NAMED_PEOPLE)
