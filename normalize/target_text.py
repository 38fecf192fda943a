"""A text made ready for the search for targets: clauses, brackets, dates, identifiers, values with their comparisons.

Words and patterns: data/target_words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from ..lightclass import dataclass
from ..text import fold, lazy, scan
from .datafiles import read_toml
from .dates import Deadline, find_deadlines, titles
from .numbers import (
    NUMBER,
    Comparator,
    Found,
    Quantity,
    chinese_quantity_at,
    combine,
    comparator_after,
    comparator_before,
    parse_decimal,
    quantity_at,
)
from .repair import Loss, scan_losses
from .units import decimal_of, plain


@dataclass(frozen=True, slots=True)
class NumberUse:
    """What a number of a text is: target, date, identifier, count, condition, lost or unexplained."""

    start: int
    end: int
    use: str


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
    return re.compile("|".join(f"(?:{pattern})" for pattern in target_words()["identifiers"]["patterns"]))


@cache
def _identifier_begins() -> re.Pattern[str]:
    return re.compile(target_words()["identifiers"]["starts"])


@cache
def _list_number() -> re.Pattern[str]:
    return re.compile(target_words()["identifiers"]["list_number"])


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
    spans = [Span(item.start, item.end, "date") for item in deadlines]
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


def prepare(text: str, year: int | None, plan: tuple[int, int] | None, lossy: bool, fact: bool) -> TargetText:
    copy = fold(text)
    losses = scan_losses(text, lossy=True) if lossy else ()
    deadlines = find_deadlines(text, year=year, plan=plan, lossy=lossy)
    taken = _spans(copy, deadlines, losses)
    stops, brackets = _layout(copy)
    sentences = tuple(stop for stop in stops if copy[stop] in SENTENCE_STOPS)
    starts = tuple(span.start for span in taken)
    by_start = {loss.start: loss for loss in losses if loss.rule in ("exponent_list_number", "unit_lost")}
    due_starts = tuple(item.start for item in deadlines)
    return TargetText(
        text, copy, deadlines, due_starts, taken, starts, stops, sentences, brackets, by_start, fact
    )


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


# --------------------------------------------------------------------------------------------------
# Values


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity with the words of comparison around it: text[start:end], the number itself from `number`."""

    quantity: Quantity
    operator: str
    start: int
    number: int
    number_end: int
    end: int
    compared: bool


def values_of(text: TargetText) -> tuple[tuple[Value, ...], tuple[NumberUse, ...]]:
    """Every number that is neither date nor identifier, and the uses of those that are."""
    values: list[Value] = []
    uses: list[NumberUse] = []
    pos = 0
    while match := NUMBER.search(text.copy, pos):
        span = taken_at(text, match.start()) or taken_at(text, match.end() - 1)
        if span is not None:
            uses.append(NumberUse(match.start(), match.end(), span.use))
            pos = match.end()
            continue
        found = _read(text, match.start())
        if found is None:
            uses.append(NumberUse(match.start(), match.end(), "unexplained"))
            pos = match.end()
            continue
        values.append(_compare(text, found))
        pos = max(found.end, match.end())
    values = _units_from_next(text, values) + _chinese_values(text, values) + _times(text)
    values.sort(key=lambda value: value.start)
    return tuple(values), tuple(uses)


def _read(text: TargetText, pos: int) -> Found | None:
    loss = text.losses.get(pos)
    if loss is None:
        return _share_at(text.copy, pos) or quantity_at(text.copy, pos)
    if loss.rule == "exponent_list_number":  # 1.7km2.厂区 is read as 1.7km
        found = quantity_at(fold(loss.repaired), 0) if loss.repaired is not None else None
        return replace(found, start=pos, end=loss.end) if found else None
    number, slash, per = loss.raw.partition("/")  # 200/日: the unit is gone
    value = parse_decimal(number)
    return Found(pos, loss.end, Quantity(value, unit_raw=slash + per)) if value is not None else None


_SHARE = lazy(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.])|(?P<c>\d{1,3}(?:\.\d{1,3})?):1(?![\d:])"
    r"|(?P<t>[1-9])成(?=$|[,。;、)的]|以[上下]|左右)"
)


def _share_at(copy: str, pos: int) -> Found | None:
    """占全国1/3 and 城乡居民收入比2.31:1: a share of one; thirds are rounded to six places and approximate."""
    match = _SHARE.match(copy, pos)
    if match is None or (match["a"] and not 0 < int(match["a"]) < int(match["b"])):
        return None
    if match["t"]:  # 占全国超4成
        share = Quantity(
            Decimal(10) * int(match["t"]),
            operator="=",
            unit="%",
            unit_raw="成",
            value_base=Decimal(match["t"]) / 10,
            unit_base="1",
            kind="ratio",
        )
        return Found(pos, match.end(), share)
    exact = Fraction(int(match["a"]), int(match["b"])) if match["a"] else Fraction(match["c"])
    value = decimal_of(exact)
    rounded = Fraction(value) != exact
    item = Quantity(
        value,
        operator="~" if rounded else "=",
        unit="1",
        value_base=value,
        unit_base="1",
        approx=rounded,
        kind="ratio",
    )
    return Found(pos, match.end(), item)


def _units_from_next(text: TargetText, values: list[Value]) -> list[Value]:
    """分别提高11.1、11.2个百分点: a number in a list without a unit has that of the next one."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        item, following = result[index].quantity, result[index + 1].quantity
        between = text.copy[result[index].end : result[index + 1].start]
        if item.unit == "cn:count:个" and following.unit == "cn:pp" and between in ("、", "和"):
            item = replace(item, unit="", unit_raw="")  # 高于全省2.2个和3.7个百分点
        if item.unit or item.unit_raw or item.scale != 1 or not following.unit or between not in ("、", "和"):
            continue
        value = plain(item.value * following.scale)
        factor = following.value_base / following.value if following.value_base and following.value else None
        base = plain(value * factor) if factor is not None else None
        same = replace(
            following, value=value, value_max=None, value_base=base, count=None, operator=item.operator
        )
        result[index] = replace(result[index], quantity=same)
    return result


_CN_QUANTITY = lazy(
    r"[一二两三四五六七八九十百千](?=[一二两三四五六七八九十百千万亿余]{0,5}[座所栋盏辆亩吨公元户])"
)


_CN_TIMES = lazy(
    r"(?:不少于|不得少于|不低于|至少|每(?:[一二两三四五六\d]{0,2}(?:年|个?月)|季度?|半年|周))"
    r"(?:至少|不少于|不低于|组织|开展|召开|举办|进行){0,2}(?P<times>[一二两三四五六七八九十](?=次(?!性|数|序)))"
)


def _times(text: TargetText) -> list[Value]:
    """每3年开展一次风险评估, 每季度不少于一次: a Chinese number of times, only after a floor or a recurrence."""
    found = (chinese_quantity_at(text.copy, match.start("times")) for match in _CN_TIMES.finditer(text.copy))
    return [_compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


def _chinese_values(text: TargetText, others: list[Value]) -> list[Value]:
    """新建加药间一座, 两座风景亭: Chinese numerals before a few plain counters, never inside titles and quotes."""
    found: list[Value] = []
    last = -1
    for match in _CN_QUANTITY.finditer(text.copy):
        if match.start() < last or taken_at(text, match.start()) is not None:
            continue
        before = text.copy[match.start() - 1] if match.start() else ""
        if before and before in "第十百千万一二三四五六七八九每同统唯单":
            continue
        if match.group() == "一" and text.copy[match.start() + 1 : match.start() + 2] not in (
            "座",
            "所",
            "栋",
        ):
            continue
        if text.copy.rfind("“", max(0, match.start() - 8), match.start()) > text.copy.rfind(
            "”", max(0, match.start() - 8), match.start()
        ):
            continue  # “三所联动”
        item = chinese_quantity_at(text.copy, match.start())
        if item is not None and item.quantity.unit_raw[-1:] in "座所栋盏辆亩吨里顷元户":
            found.append(_compare(text, item))
            last = item.end
    return found


def _compare(text: TargetText, found: Found) -> Value:
    item = found.quantity
    before, start = comparators_before(text.copy, found.start)
    if before is None or before.strength == "reach":
        before, start = _limit_before(text.copy, start) or (before, start)
    if before is None and (each := _EACH.search(text.copy[max(0, found.start - 12) : found.start])):
        limit, begin = comparators_before(text.copy, found.start - len(each.group()))
        if limit is not None and limit.strength == "strong":
            before, start = limit, begin  # 不高于|每人每天|35元
    after = comparator_after(text.copy, found.end)
    end = after[1] if after else found.end
    operator = combine(before, after[0] if after else None, item.approx, fact=text.fact)
    return Value(item, operator, start, found.start, found.end, end, before is not None or after is not None)


_EACH = lazy(r"(?:每(?:人次|[人户天日月年季次亩座家个套栋件])){1,3}$")
_LIMIT = lazy(r"(?:最[多少高低长短]|至[多少])(?=[^\W\d]{1,5}$)")


def _limit_before(copy: str, pos: int) -> tuple[Comparator, int] | None:
    """最高可申请|50万元, 最多填报|9个志愿, 最长可延长至|20年: the limit stands before the verb."""
    before = copy[max(0, pos - 7) : pos]
    match = _LIMIT.search(before) if "最" in before or "至" in before else None
    if match is None:
        return None
    start = max(0, pos - 7) + match.start()
    found = comparator_before(copy, start + 2)
    return (found[0], start) if found is not None else None


def comparators_before(copy: str, pos: int) -> tuple[Comparator | None, int]:
    """达到约30: 约 decides, 达到 belongs to it; 不低于 alone is one word."""
    first: Comparator | None = None
    for _ in range(3):
        found = comparator_before(copy, pos)
        if found is None:
            break
        if first is None or first.strength == "approx":
            first = found[0] if first is None or found[0].strength == "strong" else first
        pos = found[1]
    return first, pos
