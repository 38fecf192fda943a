"""Targets in running text: what shall be reached, how much, by when; and an account of every number.

Grammar (domain terms): [deadline] [modality] MEASURE comparison VALUE UNIT [comparison] [(parts)], or
verb VALUE UNIT MEASURE (建成15万亩国家储备林基地), or a target against somebody else's figure (完成市级下达目标),
or a state in words (基本建成…). Identifiers (DN800, PM2.5, “12369”, 145号附13号) and conditions
(流域面积大于100平方公里的河流) are no targets. Words: data/target_words.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from ..model import Finding, Place
from ..text import fold
from .datafiles import read_toml
from .dates import Deadline, find_deadlines, titles
from .indicators import measure_of
from .numbers import (
    NUMBER,
    Comparator,
    Found,
    Quantity,
    chinese_quantity_at,
    combine,
    comparator_after,
    comparator_before,
    comparators,
    parse_decimal,
    quantity_at,
)
from .repair import Loss, scan_losses
from .units import decimal_of, plain

MEASURE_LENGTH = 60  # a longer run of words is a sentence, not what a value is said of


@dataclass(frozen=True, slots=True)
class Target:
    """A target (or, in an evaluation, a fact). text[start:end] == raw; `measure` are words of the text.

    `operator` is one of the contract's; `due` is EDTF ("" = not stated); `modality`: strive (力争), ensure (确保),
    planned (计划), goal, fact. `parent` is the index of the total that this is a part of (行政区…, 其中…).
    """

    measure: str
    operator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    unit_raw: str
    value_base: Decimal | None
    unit_base: str
    due: str
    modality: str
    raw: str
    start: int
    end: int
    parent: int | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberUse:
    """What a number of a text is: target, date, identifier, count, condition, lost or unexplained."""

    start: int
    end: int
    use: str


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    use: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what is known of it before targets are looked for."""

    raw: str
    copy: str
    deadlines: tuple[Deadline, ...]
    deadline_starts: tuple[int, ...]
    taken: tuple[_Span, ...]  # dates and identifiers, in order, not overlapping
    starts: tuple[int, ...]
    stops: tuple[int, ...]  # ends of sentences and clauses
    sentence_stops: tuple[int, ...]
    brackets: tuple[tuple[int, int], ...]  # outermost brackets, in order
    losses: dict[int, Loss]  # lost units and list numbers read as exponents, by where they start
    fact: bool


@cache
def _words() -> dict[str, Any]:
    return read_toml("target_words.toml")


@cache
def _longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(_words()[key], key=len, reverse=True))


@cache
def _tuple(key: str) -> tuple[str, ...]:
    return tuple(_words()[key])


@cache
def _by_end(key: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in _longest_first(key):
        table.setdefault(word[-1], []).append(word)
    return {char: tuple(words) for char, words in table.items()}


@cache
def _by_start(*keys: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in sorted((w for key in keys for w in _words()[key]), key=len, reverse=True):
        table.setdefault(word[0], []).append(word)
    return {char: tuple(words) for char, words in table.items()}


# --------------------------------------------------------------------------------------------------
# Dates and identifiers


@cache
def _identifier() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _words()["identifiers"]["patterns"]))


@cache
def _list_number() -> re.Pattern[str]:
    return re.compile(_words()["identifiers"]["list_number"])


_YEAR = re.compile(
    r"(?<![\d.])(?:19|20)\d\d([-./])\d{1,2}(?:\1\d{1,2})?(?![\d.])"
    r"|(?<!\d)(?:19|20)\d\d ?(?:-{1,2}|～|~|至|年) ?"
    r"(?:(?:19|20)\d\d ?年?|\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)?(?:度|底|末)?"
    r"|(?<!\d)\d{1,2} ?- ?\d{1,2} ?月|(?<!\d)\d{1,2} ?月(?: ?\d{1,2} ?[日号])?"
)
_SENTENCE_STOPS = frozenset("。!?\n")


def _spans(copy: str, deadlines: tuple[Deadline, ...], losses: tuple[Loss, ...]) -> tuple[_Span, ...]:
    spans = [_Span(item.start, item.end, "date") for item in deadlines]
    spans += [_Span(a, b, "identifier") for a, b in titles(copy)]
    spans += [_Span(m.start(), m.end(), "date") for m in _YEAR.finditer(copy)]
    spans += [_Span(m.start(), m.end(), "identifier") for m in _identifier().finditer(copy)]
    spans += [_Span(m.start(1), m.end(1), "identifier") for m in _list_number().finditer(copy)]
    spans += [_Span(x.start, x.end, _LOST.get(x.rule, "")) for x in losses if x.rule in _LOST]
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[_Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


_LOST = {"year_pair": "date", "month_glued": "date", "signature_date": "date", "scale_lost": "lost", "dash_lost": "lost"}


_MARKS = re.compile(r"[,。;:!?\n()〔〕]")


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
        elif depth and char not in _SENTENCE_STOPS:
            inner.append(pos)
        else:
            stops += inner
            inner, depth = [], 0
            stops.append(pos)
    return tuple(stops + inner), tuple(brackets)


def _inside_bracket(text: _Text, pos: int) -> int | None:
    """Position of the outermost bracket that a position stands in."""
    index = bisect_right(text.brackets, (pos, len(text.copy))) - 1
    if index >= 0 and text.brackets[index][0] < pos <= text.brackets[index][1]:
        return text.brackets[index][0]
    return None


def _clause_start(text: _Text, pos: int) -> int:
    """Start of the clause; inside a bracket its own comma or the bracket."""
    opened = _inside_bracket(text, pos)
    if opened is None:
        return _after_last(text.stops, pos)
    first = max(opened, pos - 200)
    return max(first, *(text.copy.rfind(mark, first, pos) for mark in "(〔,;:。")) + 1


def _prepare(
    text: str, year: int | None, plan: tuple[int, int] | None, lossy: bool, fact: bool
) -> _Text:
    copy = fold(text)
    losses = scan_losses(text, lossy=True) if lossy else ()
    deadlines = find_deadlines(text, year=year, plan=plan, lossy=lossy)
    taken = _spans(copy, deadlines, losses)
    stops, brackets = _layout(copy)
    sentences = tuple(stop for stop in stops if copy[stop] in _SENTENCE_STOPS)
    starts = tuple(span.start for span in taken)
    by_start = {loss.start: loss for loss in losses if loss.rule in ("exponent_list_number", "unit_lost")}
    due_starts = tuple(item.start for item in deadlines)
    return _Text(text, copy, deadlines, due_starts, taken, starts, stops, sentences, brackets, by_start, fact)


def _taken_at(text: _Text, pos: int) -> _Span | None:
    index = bisect_right(text.starts, pos) - 1
    if index >= 0 and text.taken[index].end > pos:
        return text.taken[index]
    return None


def _after_last(stops: tuple[int, ...], pos: int) -> int:
    """Start of the clause or sentence that a position stands in."""
    index = bisect_right(stops, pos - 1) - 1
    return stops[index] + 1 if index >= 0 else 0


def _next_stop(stops: tuple[int, ...], pos: int, length: int) -> int:
    index = bisect_right(stops, pos - 1)
    return stops[index] if index < len(stops) else length


# --------------------------------------------------------------------------------------------------
# Values


@dataclass(frozen=True, slots=True)
class _Value:
    """A quantity with the words of comparison around it: text[start:end], the number itself from `number`."""

    quantity: Quantity
    operator: str
    start: int
    number: int
    number_end: int
    end: int
    compared: bool


def _values(text: _Text) -> tuple[tuple[_Value, ...], tuple[NumberUse, ...]]:
    """Every number that is neither date nor identifier, and the uses of those that are."""
    values: list[_Value] = []
    uses: list[NumberUse] = []
    pos = 0
    while match := NUMBER.search(text.copy, pos):
        span = _taken_at(text, match.start()) or _taken_at(text, match.end() - 1)
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
    values = _units_from_next(text, values) + _chinese_values(text, values)
    values.sort(key=lambda value: value.start)
    return tuple(values), tuple(uses)


def _read(text: _Text, pos: int) -> Found | None:
    loss = text.losses.get(pos)
    if loss is None:
        return _share_at(text.copy, pos) or quantity_at(text.copy, pos)
    if loss.rule == "exponent_list_number":  # 1.7km2.厂区 is read as 1.7km
        found = quantity_at(fold(loss.repaired), 0) if loss.repaired is not None else None
        return replace(found, start=pos, end=loss.end) if found else None
    number, slash, per = loss.raw.partition("/")  # 200/日: the unit is gone
    value = parse_decimal(number)
    return Found(pos, loss.end, Quantity(value, unit_raw=slash + per)) if value is not None else None


_SHARE = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.])|(?P<c>\d{1,3}(?:\.\d{1,3})?):1(?![\d:])")


def _share_at(copy: str, pos: int) -> Found | None:
    """占全国1/3 and 城乡居民收入比2.31:1: a share of one; thirds are rounded to six places and approximate."""
    match = _SHARE.match(copy, pos)
    if match is None or (match["a"] and not 0 < int(match["a"]) < int(match["b"])):
        return None
    exact = Fraction(int(match["a"]), int(match["b"])) if match["a"] else Fraction(match["c"])
    value = decimal_of(exact)
    rounded = Fraction(value) != exact
    item = Quantity(value, operator="~" if rounded else "=", unit="1", value_base=value, unit_base="1", approx=rounded, kind="ratio")
    return Found(pos, match.end(), item)


def _units_from_next(text: _Text, values: list[_Value]) -> list[_Value]:
    """分别提高11.1、11.2个百分点: a number in a list without a unit has that of the next one."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        item, following = result[index].quantity, result[index + 1].quantity
        between = text.copy[result[index].end : result[index + 1].start]
        if item.unit or item.unit_raw or item.scale != 1 or not following.unit or between not in ("、", "和"):
            continue
        value = plain(item.value * following.scale)
        factor = following.value_base / following.value if following.value_base and following.value else None
        base = plain(value * factor) if factor is not None else None
        same = replace(following, value=value, value_max=None, value_base=base, count=None, operator=item.operator)
        result[index] = replace(result[index], quantity=same)
    return result


_CN_QUANTITY = re.compile(r"[一二两三四五六七八九十百千](?=[一二两三四五六七八九十百千万亿余]{0,5}[座所栋盏辆亩吨公元户])")


def _chinese_values(text: _Text, others: list[_Value]) -> list[_Value]:
    """新建加药间一座, 两座风景亭: Chinese numerals before a few plain counters, never inside titles and quotes."""
    found: list[_Value] = []
    last = -1
    for match in _CN_QUANTITY.finditer(text.copy):
        if match.start() < last or _taken_at(text, match.start()) is not None:
            continue
        before = text.copy[match.start() - 1] if match.start() else ""
        if before and before in "第十百千万一二三四五六七八九每同统唯单":
            continue
        if match.group() == "一" and text.copy[match.start() + 1 : match.start() + 2] not in ("座", "所", "栋"):
            continue
        item = chinese_quantity_at(text.copy, match.start())
        if item is not None and item.quantity.unit_raw[-1:] in "座所栋盏辆亩吨里顷元户":
            found.append(_compare(text, item))
            last = item.end
    return found


def _compare(text: _Text, found: Found) -> _Value:
    item = found.quantity
    before, start = _before(text.copy, found.start)
    after = comparator_after(text.copy, found.end)
    end = after[1] if after else found.end
    operator = combine(before, after[0] if after else None, item.approx, fact=text.fact)
    return _Value(item, operator, start, found.start, found.end, end, before is not None or after is not None)


def _before(copy: str, pos: int) -> tuple[Comparator | None, int]:
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


# --------------------------------------------------------------------------------------------------
# What a value is said of

_TRIM = " ,;:、。()〔〕/“”\"'"


def _strip_lead(words: str, *keys: str) -> str:
    """Words of modality and verbs off the front, again and again: 力争成功创建市级绿色工厂 -> 市级绿色工厂."""
    table, kept = _by_start(*keys), _by_start("protected")
    rest = words.strip()
    for _ in range(12):
        if rest.startswith(kept.get(rest[:1], ())):
            return rest
        word = next((w for w in table.get(rest[:1], ()) if rest.startswith(w)), "")
        if not word or len(word) >= len(rest):
            return rest
        rest = rest[len(word) :].lstrip(" 、,:")
    return rest


def _share_words(text: _Text, value: _Value, words: str) -> str:
    """采购金额 in 不低于采购金额的30%: what the share is of stands after the comparison."""
    found = value.compared and text.copy.endswith("的", value.start, value.number)
    if not found:
        return words
    inner = text.copy[value.start : value.number - 1]
    before, _ = next(((item, 0) for item in comparators("before") if inner.startswith(item.word)), (None, 0))
    return inner[len(before.word) :] if before else words


_MUST = re.compile(r"(?<![效响供适感反对相])应$|应当$|(?<!必)须$|率先$|超额$|力争$")
_RUN_IN = re.compile(r"^[一二三四五六七八九十]{1,2}是")


def _strip_end(words: str) -> str:
    """审核时间一般 -> 审核时间, 排水分区面积总计 -> 排水分区面积."""
    words = _MUST.sub("", _RUN_IN.sub("", words))
    for word in _longest_first("trailing"):
        if words.endswith(word) and len(words) > len(word) + 1:
            return words[: -len(word)].rstrip()
    return words


def _left_measure(text: _Text, value: _Value, start: int) -> str:
    """The words between a clause's start and a value, without deadline, modality and verb."""
    words = text.copy[start : value.start]
    index = bisect_left(text.deadline_starts, value.start) - 1
    if index >= 0 and text.deadlines[index].start >= start:
        item = text.deadlines[index]
        after = text.copy[item.end : value.start]
        words = after if after.strip(" ,、") else text.copy[start : item.start]  # 各地区每年最高6000元
    if len(words) > MEASURE_LENGTH:
        words = words[-MEASURE_LENGTH:]
    words = re.split("且|并且", words)[-1]
    if value.operator != "qualitative":
        words = _share_words(text, value, words)
    plain = _strip_lead(words, "lead_in")
    if not plain.rstrip(_TRIM).endswith(_tuple("rate_endings")):
        plain = _strip_lead(words, "lead_in", "lead_verbs")
    plain = _strip_end(plain.strip(" ,;:、。/"))
    return "" if plain in _words()["lead_in"] else _balanced(plain)


def _balanced(words: str) -> str:
    """Outer brackets and quotes that have no partner are dropped."""
    for opening, closing in ("()", "〔〕", "“”"):
        if words.startswith(opening) and closing not in words:
            words = words[1:]
        if words.endswith(closing) and opening not in words:
            words = words[:-1]
        if words.endswith(opening):
            words = words[:-1]
    return words.strip(" ,;:、")


_RIGHT = re.compile(r"[^,。;:、!?\n()（）〔〕]{1,60}")
_GLOSS = re.compile(r"\([^()]{1,20}\)(?=[\u4e00-\u9fff])")


def _right_measure(copy: str, pos: int) -> str:
    """The noun phrase after a counted value, a gloss in brackets inside it included."""
    match = _RIGHT.match(copy, pos)
    if match is None:
        return ""
    end = _over_list(copy, match.end())
    gloss = _GLOSS.match(copy, end)
    if gloss:
        more = _RIGHT.match(copy, gloss.end())
        end = more.end() if more else end
    return copy[pos:end].strip().removeprefix("的")


_TO_CLAUSE_END = re.compile(r"(?:、[^,。;:、!?\n()\d]{1,20}){1,8}(?=[,。;!?\n]|$)")


def _over_list(copy: str, end: int) -> int:
    """1万亩宜机化、水利化、…示范区: a list without another number belongs to the phrase."""
    match = _TO_CLAUSE_END.match(copy, end)
    return match.end() if match else end


_FINAL = re.compile(r"\s*(?:$|[,。;:、!?\n()（）〔〕”\]/]|[和及与或并且]|以及|同比|其中|\d)")


def _is_final(copy: str, pos: int) -> bool:
    return bool(_FINAL.match(copy, pos))


def _verb_before(copy: str, pos: int) -> bool:
    """Whether a verb that takes counted objects ends at a position: 新建成|1个, 安装|51套."""
    end = pos
    while end > 0 and copy[end - 1] in " “(":
        end -= 1
    if copy.endswith(("了", "出", "到", "至"), 0, end) and end > 1:
        end -= 1
    return end > 0 and copy.endswith(_by_end("verbs").get(copy[end - 1], ()), 0, end)


# --------------------------------------------------------------------------------------------------
# Deciding


def _of_share(text: _Text, value: _Value, start: int) -> _Value:
    """不低于采购金额的30%: the comparison stands before what the share is of."""
    if value.compared or value.quantity.kind != "ratio" or not text.copy.endswith("的", start, value.start):
        return value
    for pos in range(value.start - 2, max(start, value.start - 30), -1):
        found, begin = _before(text.copy, pos)
        if found is not None and found.strength == "strong" and len(found.word) > 1 and begin >= start:
            return replace(value, operator=found.operator, start=begin, compared=True)
    return value


def _use(text: _Text, value: _Value, start: int, targets: list[Target]) -> str:
    """target, count or condition."""
    copy, item = text.copy, value.quantity
    tail = copy[value.end : value.end + 8].lstrip()
    left = copy[start : value.start].strip()
    if tail.startswith(_tuple("baseline_after")):
        return "condition"
    if left.startswith(_tuple("baseline_words")) and not text.fact:
        return "condition"
    if tail.startswith("的") and (left.endswith(("规模", "能力")) or _counted(value)):
        return "target"
    if tail.startswith("的") or (tail.startswith("高") and item.unit in ("m", "km")):
        return "condition"
    if _part_of_count(text, value, targets):
        return "count"
    if copy.endswith(("等", "等 "), 0, value.start) or item.unit_raw in _words()["ordering_counters"]:
        return "count"
    if item.counter == "weak" and not value.compared:
        return "count"
    if not item.unit and item.scale != 1 and tail[:1].isdigit():
        return "count"
    if not item.unit and not item.unit_raw and not value.compared:
        if _looks_like_year(item):
            return "date"
        if tail[:1] in tuple("大金银铜"):  # 10大重点产业链, 8金4银
            return "count"
        return "target" if left.endswith(_tuple("rate_endings")) and _is_final(copy, value.end) else "unexplained"
    if _is_final(copy, value.end):
        return "target" if item.kind != "time" or value.compared or _counts_days(left) else "condition"
    return _attributive(text, value, left, targets)


def _looks_like_year(item: Quantity) -> bool:
    return item.value == item.value.to_integral_value() and 1949 <= item.value <= 2060


def _part_of_count(text: _Text, value: _Value, targets: list[Target]) -> bool:
    """19个水功能区(其中,国家级13个、区县级6个): parts of what is only counted are counts."""
    opened = _inside_bracket(text, value.start)
    return opened is not None and text.copy.startswith("其中", opened + 1) and _last_before(targets, opened, text.copy) is None


def _counted(value: _Value) -> bool:
    """不低于5000只的核心保种群: a floor for things that are counted."""
    return value.compared and value.quantity.counter in ("count", "visit") and value.operator.startswith(">")


def _counts_days(left: str) -> bool:
    return left.endswith(("天数", "时间", "时长", "年限", "天", "停产", "错峰生产"))


def _attributive(text: _Text, value: _Value, left: str, targets: list[Target]) -> str:
    """建成15万亩国家储备林基地 is a target; 大于100平方公里河流 a condition; 全区27个街镇覆盖率 a count."""
    item = value.quantity
    verb = _verb_before(text.copy, value.start) or not left
    if item.kind == "time":
        return "condition"
    if item.unit and item.kind != "ratio" and _listed(text, value, targets):
        return "target"
    if item.counter in ("count", "visit"):
        if value.compared and not value.operator.startswith("<"):
            return "target" if left else "count"
        return "target" if left and (verb or left.startswith(_tuple("completion"))) else "count"
    if item.kind == "ratio":
        return "target" if value.compared or verb else "condition"
    if value.compared and value.start < value.number and not _verb_before(text.copy, value.start):
        return "condition"
    return "target" if verb and left else "condition"


_LISTED = re.compile(r"[^,。;:!?\d\n]{1,30}(?:[、和及与]|以及)")


def _listed(text: _Text, value: _Value, targets: list[Target]) -> bool:
    """建设50所学校和150个专业: the second counted thing is as much a target as the first."""
    if not targets or targets[-1].value is None or value.start - targets[-1].end > 34:
        return False
    return bool(_LISTED.fullmatch(text.copy, targets[-1].end, value.start))


def find_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
) -> tuple[Target, ...]:
    """Targets of a text in order; with `fact` the achievements of an evaluation (达到 is then =, modality fact).

    `year` is the year of the list (completes 9月底前), `plan` the years of the document (completes 规划期内).
    Returns () for a text without any. Linear in the length of the text.

    >>> [(t.measure, t.operator, str(t.value), t.unit, t.due) for t in find_targets("到2025年,节水器具普及率不低于60%")]
    [('节水器具普及率', '>=', '60', '%', '2025')]
    """
    if not _MAY_HOLD.search(text):
        return ()
    return _analyse(text, year, plan, lossy, fact)[0]


def account_numbers(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
) -> tuple[NumberUse, ...]:
    """The use of every arabic number of a text: none disappears. `unexplained` ones deserve a finding.

    >>> [(u.use) for u in account_numbers("到2025年,3家企业配备DN800管道,新建2座水厂")]
    ['date', 'count', 'identifier', 'target']
    """
    if not NUMBER.search(fold(text)):
        return ()
    return _analyse(text, year, plan, lossy, fact)[1]


_MAY_HOLD = re.compile(
    r"[0-9０-９]|基本|初步|全面|明显|显著|大幅|全覆盖|得到|全部|下达|达到|满足|符合|超过|高于|优于|不低于|同步|增长|一座|两座|中和|达峰|通水"
)


def _analyse(
    raw: str, year: int | None, plan: tuple[int, int] | None, lossy: bool, fact: bool
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    text = _prepare(raw, year, plan, lossy, fact)
    values, taken_uses = _values(text)
    uses = list(taken_uses)
    targets: list[Target] = []
    previous_end, last = 0, None
    for value in values:
        start = max(_clause_start(text, value.start), previous_end)
        value = _of_share(text, value, start)
        use = _use(text, value, start, targets)
        if value.number_end > value.number and text.copy[value.number].isdigit():
            uses.append(NumberUse(value.number, value.number_end, use))
        if use == "target":
            targets.append(_target(text, value, start, targets, last))
            previous_end, last = value.end, value
    targets = _shared_out(text, targets)
    targets += _in_words(text, targets)
    return _ordered(targets), tuple(sorted(uses, key=lambda use: use.start))


def _target(text: _Text, value: _Value, start: int, earlier: list[Target], last: _Value | None) -> Target:
    item = value.quantity
    final = _is_final(text.copy, value.end)
    measure = _left_measure(text, value, start)
    if not final:
        after = _right_measure(text.copy, value.end)
        keep_left = bool(measure) and (item.kind == "ratio" or text.copy.startswith("的", value.end))
        measure = measure if keep_left or not after else after
    elif earlier and measure in _words()["same_again"]:
        measure = earlier[-1].measure
    elif not measure:
        measure = _shared_measure(text, value, earlier) or _before_bracket(text, value) or _same_sentence(text, value, earlier)
    elif _CHANGE_ONLY.fullmatch(measure) or (measure.startswith("占") and not _NAMED_SHARE.search(measure)):
        measure = _changed(text, start, measure, earlier)
    value = _with_predicate(text, value, start, last, earlier)
    operator = _by_polarity(measure, value, text.fact)
    measure = _original(text, measure, value.end)
    return Target(
        measure, operator, item.value, item.value_max, item.unit, item.unit_raw, item.value_base, item.unit_base,
        _due(text, value.start), _modality(text, value.start), text.raw[value.start : value.end], value.start, value.end,
        _parent(text, value, start, earlier), item.problems,
    )  # fmt: skip


_CHANGE_ONLY = re.compile(
    r"(?:同比|环比|较上年|比上年|年均|平均|累计|分别|预计|均|较20\d\d年|比20\d\d年){0,4}(?:增长|下降|降低|提高|提升|增加|减少|上升|回落)(?:了|约)?"
)


_NAMED_SHARE = re.compile("占地|占用|占补")


def _changed(text: _Text, start: int, measure: str, earlier: list[Target]) -> str:
    """数字经济年产值超50亿元，同比增长18.9%: what grew is named in the clause before."""
    before = _after_last(text.stops, start - 1) if start else 0
    if earlier and before <= earlier[-1].end <= start:
        known = earlier[-1].measure
        return measure if _CHANGE_ONLY.search(known) else known + measure
    words = _balanced(_strip_lead(text.copy[before : max(before, start - 1)], "lead_in", "lead_verbs"))
    return words + measure if words and len(words) <= MEASURE_LENGTH and not re.search(r"\d", words) else measure


def _before_bracket(text: _Text, value: _Value) -> str:
    """申报一批(2350万元): the words before the bracket that the amount opens."""
    opened = _inside_bracket(text, value.start)
    if opened is None or text.copy[opened + 1 : value.start].strip():
        return ""
    words = text.copy[max(_after_last(text.stops, opened), opened - MEASURE_LENGTH) : opened]
    return _balanced(_strip_lead(words, "lead_in", "lead_verbs"))


def _by_polarity(measure: str, value: _Value, fact: bool) -> str:
    """PM2.5浓度达到35 means at most: a goal that is reached from above. Only for measures of the table."""
    if fact or value.operator != ">=" or _names_direction(value):
        return value.operator
    known = measure_of(measure)
    return "<=" if known is not None and known.polarity == "lower" else value.operator


def _names_direction(value: _Value) -> bool:
    """Whether the comparison names its direction itself (不低于, 以上) and polarity has no say."""
    return value.end > value.number_end or value.start == value.number or value.number - value.start >= 3


def _with_predicate(
    text: _Text, value: _Value, start: int, last: _Value | None, earlier: list[Target]
) -> _Value:
    """分别保持在40吨、3000吨: the second value has the comparison of the first."""
    if value.compared or last is None or not earlier or not _continues(text, earlier[-1].end, value.start):
        return value
    return replace(value, operator=last.operator if last.operator != "~" else value.operator)


def _continues(text: _Text, end: int, start: int) -> bool:
    between = text.copy[end:start].strip()
    return bool(_LIST_BREAK.fullmatch(between)) or between in ("以及", "/", "")


_LIST_BREAK = re.compile(r"[、和及与]")


def _shared_measure(text: _Text, value: _Value, earlier: list[Target]) -> str:
    """精油、纯露年产量分别保持在40吨、3000吨: the second value takes the second name, or the same words as the first."""
    if not earlier or earlier[-1].value is None:
        return ""
    return earlier[-1].measure if _continues(text, earlier[-1].end, value.start) else ""


_NAME_BREAK = re.compile(r"、|(?<![总共饱中调缓])和(?!谐)|(?<![涉以普波危遍])及|(?<![参给])与")


def _shared_out(text: _Text, targets: list[Target]) -> list[Target]:
    """A、B分别达到a、b: each value gets its own name where there are as many names as values."""
    result = list(targets)
    index = 0
    while index < len(result):
        end = index + 1
        while end < len(result) and _same_list(text, result, end):
            end += 1
        names = [name for name in _NAME_BREAK.split(result[index].measure.removesuffix("分别")) if name]
        if end - index > 1 and len(names) == end - index:
            for offset, name in enumerate(names):
                result[index + offset] = replace(result[index + offset], measure=name.strip())
        index = end
    return result


def _same_list(text: _Text, targets: list[Target], index: int) -> bool:
    return targets[index].measure == targets[index - 1].measure and _continues(
        text, targets[index - 1].end, targets[index].start
    )


def _same_sentence(text: _Text, value: _Value, earlier: list[Target]) -> str:
    """建设生态拦截沟1万米,共计3万米: what the total is of was named before."""
    inside = _inside_bracket(text, value.start) is not None
    if inside or not earlier or earlier[-1].start < _after_last(text.sentence_stops, value.start):
        return ""
    return earlier[-1].measure


def _due(text: _Text, pos: int) -> str:
    """The nearest deadline before a value in its sentence; a recurrence only in its own clause."""
    sentence, clause = _after_last(text.sentence_stops, pos), _after_last(text.stops, pos)
    best = ""
    first, last = bisect_left(text.deadline_starts, sentence), bisect_left(text.deadline_starts, pos)
    for item in text.deadlines[max(first, last - 20) : last]:
        if item.kind == "recurring":
            own = item.start >= clause or not text.copy[item.end : clause].strip(" ,")
            best = item.edtf if own else best
        elif item.edtf and (item.kind != "during" or text.copy[item.start : item.start + 2] not in ("较", "比")):
            best = item.edtf
    return best


def _modality(text: _Text, pos: int) -> str:
    if text.fact:
        return "fact"
    words = text.copy[max(_after_last(text.sentence_stops, pos), pos - 60) : pos]
    best, where = "goal", -1
    for name, markers in _words()["modality"].items():
        found = max(words.rfind(marker) for marker in markers)
        if found > where:
            best, where = name, found
    return best


def _parent(text: _Text, value: _Value, start: int, earlier: list[Target]) -> int | None:
    """The total that a part belongs to: 3000辆(行政区不少于2400辆,…), 2350万元,其中…950万元〔含…450万元〕."""
    if _inside_bracket(text, value.start) is not None:
        opened = _open_bracket(text.copy, value.start)
        total = _last_before(earlier, opened, text.copy) if opened is not None else None
        if total is not None and not re.search("[,;。]", text.copy[earlier[total].end : opened]):
            return total
    sentence = _after_last(text.sentence_stops, value.start)
    among = text.copy.rfind("其中", max(sentence, value.start - 200), value.start)
    if among < 0:
        return None
    total = _last_before(earlier, among, text.copy)
    if total is None:
        return None
    clause = text.copy[start : value.start].lstrip(" 、,:")
    restarted = start > among and clause.startswith(("建设", "建成", "新建", "同时", "完成", "累计"))
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


def _last_before(earlier: list[Target], pos: int, copy: str) -> int | None:
    """The last target that ends shortly before a position."""
    for index in range(len(earlier) - 1, -1, -1):
        if earlier[index].end <= pos:
            gap = copy[earlier[index].end : pos]
            return index if len(gap) <= 40 and "\n" not in gap else None
    return None


# --------------------------------------------------------------------------------------------------
# Targets in words


@cache
def _relative() -> re.Pattern[str]:
    patterns = _words()["relative"]["patterns"]
    named = [pattern.replace("(?P<m>", f"(?P<m{index}>") for index, pattern in enumerate(patterns)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in named))


@cache
def _state_before() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_words()["qualitative"]["before"]) + r")(?=$|[,。;)])")


@cache
def _state_after() -> re.Pattern[str]:
    return re.compile("|".join(_words()["qualitative"]["after"]))


def _in_words(text: _Text, targets: list[Target]) -> list[Target]:
    """Relative and qualitative targets, clause by clause, where no other target stands."""
    taken = bytearray(len(text.copy))
    for target in targets:
        taken[target.start : target.end] = b"1" * (target.end - target.start)
    found: list[Target] = []
    for reader in (_relative_targets, _states, _built):
        for target in reader(text):
            if not any(taken[target.start : target.end]):
                taken[target.start : target.end] = b"1" * (target.end - target.start)
                found.append(target)
    return found


def _relative_targets(text: _Text) -> Iterator[Target]:
    for match in _relative().finditer(text.copy):
        start = _after_last(text.stops, match.start())
        named = next((group for group in match.groups() if group), "")
        value = _Value(_NOTHING, "relative", match.start(), match.start(), match.end(), match.end(), True)
        measure = _left_measure(text, value, start) or named
        yield _worded(text, measure, "relative", match.start(), match.end())


def _states(text: _Text) -> Iterator[Target]:
    for match in _state_before().finditer(text.copy):
        yield from _state(text, match)


def _built(text: _Text) -> Iterator[Target]:
    for match in _state_after().finditer(text.copy):
        end = _next_stop(text.stops, match.end(), len(text.copy))
        if end - match.start() <= MEASURE_LENGTH:
            measure = _balanced(text.copy[match.end() : end].strip("了 "))
            yield _worded(text, measure, "qualitative", match.start(), end)


_NOTHING = Quantity(Decimal(0))


def _state(text: _Text, match: re.Match[str]) -> list[Target]:
    start = _after_last(text.stops, match.start())
    weak = match.group().startswith(tuple(_words()["qualitative"]["weak"]))
    due = _due(text, match.start())
    if weak and not due:
        return []
    whole = any(match.group().endswith(word) for word in _words()["qualitative"]["whole"])
    value = _Value(_NOTHING, "qualitative", match.start(), match.start(), match.end(), match.end(), True)
    measure = match.group().removeprefix("实现") if whole else _left_measure(text, value, start)
    return [_worded(text, measure, "qualitative", match.start(), match.end())] if measure else []


def _original(text: _Text, measure: str, pos: int) -> str:
    """The words of the source for words of the matching copy (PVC—UH, not PVC-UH)."""
    first = max(0, pos - 200)
    where = text.copy.rfind(measure, first, pos + len(measure) + MEASURE_LENGTH) if measure else -1
    return text.raw[where : where + len(measure)] if where >= 0 else measure


def _worded(text: _Text, measure: str, operator: str, start: int, end: int) -> Target:
    measure = _original(text, measure, end)
    return Target(
        measure, operator, None, None, "", "", None, "", _due(text, start), _modality(text, start),
        text.raw[start:end], start, end,
    )  # fmt: skip


def _ordered(targets: list[Target]) -> tuple[Target, ...]:
    """In order of the text, parents renumbered."""
    order = sorted(range(len(targets)), key=lambda index: (targets[index].start, targets[index].end))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        targets[old] if targets[old].parent is None else replace(targets[old], parent=place[targets[old].parent or 0])
        for old in order
    )


# --------------------------------------------------------------------------------------------------
# Totals and parts


@dataclass(frozen=True, slots=True)
class PartSum:
    """A total and the sum of its parts (all of one unit): index of the total, what it says, what the parts say."""

    total: int
    stated: Decimal
    computed: Decimal

    @property
    def ok(self) -> bool:
        return self.stated == self.computed


def part_sums(targets: tuple[Target, ...]) -> tuple[PartSum, ...]:
    """Sums to check: totals with at least two parts of the same unit and kind. A share has no sum.

    >>> part_sums(find_targets("不少于3000辆(行政区不少于2400辆,经开区不少于600辆)"))[0].ok
    True
    """
    sums: list[PartSum] = []
    parts: dict[int, list[Target]] = {}
    for target in targets:
        if target.parent is not None:
            parts.setdefault(target.parent, []).append(target)
    for index, members in sorted(parts.items()):
        total = targets[index]
        values = [part.value for part in members if part.value is not None and part.unit == total.unit]
        if total.value is None or len(values) < 2 or len(values) != len(members) or total.unit in ("%", "1", "cn:pp"):
            continue
        sums.append(PartSum(index, total.value, sum(values, Decimal(0))))
    return tuple(sums)


def target_findings(
    targets: tuple[Target, ...],
    uses: tuple[NumberUse, ...],
    text: str,
    *,
    subject_id: str = "",
    field: str = "text",
    places: tuple[Place, ...] = (),
) -> tuple[Finding, ...]:
    """Findings of a text: number_unexplained, impossible_unit and parts_differ, each with its words."""
    found: list[Finding] = []
    for use in uses:
        if use.use == "unexplained":
            raw = text[use.start : use.end]
            params = {"raw": text[max(0, use.start - 8) : use.end + 8]}
            found.append(Finding("info", "number_unexplained", subject_id, field, raw, places=places, params=params))
    for target in targets:
        for code in target.problems:
            found.append(
                Finding("warning", code, subject_id, field, target.raw, places=places, params={"raw": target.raw})
            )
    for item in part_sums(targets):
        if not item.ok:
            params = {"stated": str(item.stated), "computed": str(item.computed)}
            raw = targets[item.total].raw
            found.append(Finding("warning", "parts_differ", subject_id, field, raw, places=places, params=params))
    return tuple(found)
