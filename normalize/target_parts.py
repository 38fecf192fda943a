"""Wholes and their parts: which earlier amount a value is a part of.

Marks are a bracket (3000辆(行政区不少于2400辆,…)) and 其中, 包括, 含 (2350万元,其中某区950万元). A part looks for a
whole of its own unit: of 实施项目180个,完成投资210亿元,其中新开工60个 the 180 are the whole. Where none is found there is
no whole: none rather than a wrong one. A share is no part of a sum: in 招收200人,其中女性占40% it has no whole. A rate
is a part of the rate before it where both are called alike (出口增长9%,其中农产品出口增长12%) or it has no name of its
own (缴费比例20%,其中12%计入基金); averages (人均, 每户) have no parts. What adds up is looked at in checks.part_whole.

Words: table [parts] of data/target_words.toml.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import islice, takewhile

from ..lightclass import dataclass
from .target_record import Target
from .target_text import TargetText, after_last, goes_on, next_stop, target_words

_REACH = 200  # signs from a mark to the last of its parts, and from the mark back to its whole
_NEAR = 40  # signs between the last amount and the mark that tells of its parts
_RATES = ("%", "1", "cn:pp", "[ppth]")
_SIGNS = ("(", "〔", "其中", "包括", "包含", ",含")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(target_words()["parts"][key])


def with_parents(text: TargetText, targets: list[Target]) -> list[Target]:
    """Targets in the order of the text, each part of a whole with the index of that whole."""
    if len(targets) < 2 or not any(sign in text.copy for sign in _SIGNS):
        return targets
    parents: list[int | None] = []
    for index in range(len(targets)):
        parents.append(_parent(text, targets, parents, index))
    _add_proven(text, targets, parents)
    return [
        target if parent is None else replace(target, parent=parent)
        for target, parent in zip(targets, parents, strict=True)
    ]


def _parent(text: TargetText, targets: list[Target], parents: list[int | None], index: int) -> int | None:
    part = targets[index]
    if part.value is None:
        return None
    before = index - 1
    if before >= 0 and goes_on(text, targets[before].end, part.start) and targets[before].unit == part.unit:
        return _if_no_more(targets, parents[before], index)  # 其中甲、乙投资分别增长8%、|21%
    opened = open_bracket(text.copy, part.start)
    if opened is not None:
        whole = _split(text, targets, index, opened)
        if whole is not None:
            return whole
    mark = _mark_before(text, targets, part.start, opened)
    if mark is None or _restarts(text, targets, mark, index) or _is_stage(text, mark.start, part):
        return None
    if part.unit in _RATES:
        return _rate_before(text, targets, mark, index)
    return _amount_before(text, targets, parents, mark, index)


def _is_stage(text: TargetText, mark: int, part: Target) -> bool:
    """到2026年达到62%,其中2024年达到60%; 其中:2024年分别达到8%、5500个: the level of an earlier year is no part."""
    between = text.copy[mark : part.start + 2]
    dated = any(mark <= at <= part.start for at in text.deadline_starts)
    return dated and ("分别" in between or part.unit in _RATES)


# --------------------------------------------------------------------------------------------------
# Which amounts can be whole and part


def _family(target: Target) -> str:
    """What must be equal for two amounts to add up: km and m do, 个 and 座 do not; "" adds up with nothing."""
    if target.unit in ("{household}", "cn:count:户"):
        return "户"
    if not target.unit:  # 算力达到6万P,其中通算2万P
        return target.unit_raw.lstrip("十百千万亿余多")
    counted = target.unit_base.startswith("{") or target.value_base is None
    return target.unit if counted else target.unit_base


def _amount(target: Target) -> Decimal:
    same = not target.unit or target.unit_base.startswith("{") or target.value_base is None
    return (target.value if same else target.value_base) or Decimal(0)


def _adds_up(text: TargetText, whole: Target, part: Target) -> bool:
    """Whether both are amounts of one unit; 人均收入3万元 is an average, nothing that has parts."""
    if whole.value is None or whole.unit in _RATES or not (family := _family(whole)):
        return False
    if family != _family(part):
        return False
    averages = _words("averages")
    said = text.copy[max(after_last(text.stops, whole.start), whole.start - _NEAR) : whole.start]
    return not any(word in said or word in whole.measure or word in part.measure for word in averages)


def _if_no_more(targets: list[Target], whole: int | None, index: int) -> int | None:
    if whole is None or targets[index].unit in _RATES:
        return whole
    return whole if _amount(targets[index]) <= _amount(targets[whole]) else None


# --------------------------------------------------------------------------------------------------
# Brackets


def _split(text: TargetText, targets: list[Target], index: int, opened: int) -> int | None:
    """不少于3000辆(行政区不少于2400辆,经开区不少于600辆): the amount right before the bracket."""
    part, whole = targets[index], last_before(targets, opened, text.copy)
    if whole is None or any(mark in text.copy[targets[whole].end : opened] for mark in ",;。、"):
        return None
    clause = max(opened + 1, *(text.copy.rfind(mark, opened, part.start) + 1 for mark in ",;:、"))
    if text.copy.startswith(_words("no_part"), clause) or text.copy.startswith(_words("no_part"), opened + 1):
        return None  # 35个班(约1750个学位), 通过率50%(全市通过率30%), 累计, 每人
    if part.unit in _RATES:
        alike = targets[whole].unit == part.unit and _called_alike(text, targets[whole], part, first=True)
        return whole if alike else None
    if not _adds_up(text, targets[whole], part):
        return None
    closed = text.copy.find(")", part.end)
    inside = takewhile(lambda other: other.start < closed, islice(targets, whole + 1, None))
    beside = sum(opened < other.start and _family(other) == _family(part) for other in inside)
    return whole if beside > 1 else _if_no_more(targets, whole, index)


def open_bracket(copy: str, pos: int) -> int | None:
    """The innermost bracket that a position stands in."""
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


# --------------------------------------------------------------------------------------------------
# 其中, 包括, 含


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opened: int | None  # the bracket that it stands in
    last: int  # the last target before it


def _mark_before(text: TargetText, targets: list[Target], pos: int, opened: int | None) -> _Mark | None:
    """The nearest mark before a position, in the same sentence and bracket."""
    copy = text.copy
    first = max(after_last(text.sentence_stops, pos), pos - _REACH, 0 if opened is None else opened)
    end = pos
    while (start := max(copy.rfind(word, first, end) for word in _words("marks"))) >= 0:
        if open_bracket(copy, start) == opened:
            break
        end = start
    if start < 0:
        return None
    last = last_before(targets, start, copy)
    if last is None:
        return None
    word = next(word for word in _words("marks") if copy.startswith(word, start))
    if word != "其中" and targets[last].end < start:
        return None  # 其他收入,包括…: only behind the amount itself
    end = start + len(word)
    while copy[end : end + 1] in _PAUSES:
        end += 1
    return _Mark(start, end, opened, last)


_PAUSES = (" ", ",", ":")


def _restarts(text: TargetText, targets: list[Target], mark: _Mark, index: int) -> bool:
    """其中甲类20个,|新建公园5个: another clause of its own is no part any more."""
    copy, pos = text.copy, targets[index].start
    if ";" in copy[mark.end : pos] and copy[mark.end - 1] != ":":
        return True
    begin = mark.end
    while (begin := next_stop(text.stops, begin, len(copy)) + 1) <= pos:
        clause = copy[begin : begin + 12].lstrip(" 、")
        own = after_last(text.stops, pos) == begin
        if clause.startswith(_words("restarts")) or (own and clause.startswith(_words("done"))):
            return True
    return False


def _amount_before(
    text: TargetText, targets: list[Target], parents: list[int | None], mark: _Mark, index: int
) -> int | None:
    """The nearest amount of the same unit before a mark; where it is too small, the sum that is called one (共356条)."""
    part = targets[index]
    for other in range(mark.last + 1, index):  # the parts of one mark have one whole
        if parents[other] is not None and _family(targets[other]) == _family(part):
            parent = parents[other]
            if parent is not None and parent <= mark.last:
                return _if_no_more(targets, parent, index)
    near = takewhile(lambda place: targets[place].end > mark.start - _REACH, range(mark.last, -1, -1))
    alike = [place for place in near if _adds_up(text, targets[place], part)]
    alike = [place for place in alike if open_bracket(text.copy, targets[place].start) == mark.opened]
    called = next((place for place in alike if _is_called_sum(text, targets[place], mark)), None)
    if not alike or targets[alike[0]].start < _sentence_told_of(text, mark):
        if called is None and _counted_otherwise(text, targets, mark, index):
            return mark.last
        return _if_no_more(targets, called, index)
    if _amount(targets[alike[0]]) < _amount(part):
        return _if_no_more(targets, called, index)
    doubtful = called is not None and alike[0] not in (called, mark.last)
    return None if doubtful else alike[0]  # 共356个。已完成300个,完成率84.3%。其中甲类200个: of which?


def _is_called_sum(text: TargetText, target: Target, mark: _Mark) -> bool:
    """共356条, 共有项目356个: the whole, some clauses before the mark of its parts."""
    if "\n" in text.copy[target.end : mark.start]:
        return False
    clause = text.copy[after_last(text.stops, target.start) : target.start].strip()
    return clause.startswith(_words("sums")) or clause.endswith(_words("sums"))


def _counted_otherwise(text: TargetText, targets: list[Target], mark: _Mark, index: int) -> bool:
    """384个,其中书屋7座、戏台30座、凉亭347座: other counters, but they make up the whole to the last one."""
    whole, unit = targets[mark.last], targets[index].unit
    if not whole.unit.startswith("cn:count:") or not unit.startswith("cn:count:"):
        return False
    end = next_stop(text.stops, targets[index].end, len(text.copy))
    parts = [part for part in targets[mark.last + 1 :] if part.start < end and part.unit == unit]
    return len(parts) > 1 and sum(_amount(part) for part in parts) == _amount(whole)


def _sentence_told_of(text: TargetText, mark: _Mark) -> int:
    """Start of the sentence that a mark tells of: 其中 at the head of a sentence tells of the one before."""
    begin = after_last(text.sentence_stops, mark.start)
    if begin and not text.copy[begin : mark.start].strip() and text.copy[begin - 1] != "\n":
        return after_last(text.sentence_stops, begin - 1)
    return begin


def _rate_before(text: TargetText, targets: list[Target], mark: _Mark, index: int) -> int | None:
    """出口增长9%,其中农产品出口增长|12%: the rate right before the mark."""
    whole, part = targets[mark.last], targets[index]
    if whole.unit != part.unit or targets[mark.last].end < _sentence_told_of(text, mark):
        return None
    clause = after_last(text.stops, part.start)
    first = clause <= mark.end or not text.copy[clause : part.start].strip()
    return mark.last if _called_alike(text, whole, part, first=first) else None


def _called_alike(text: TargetText, whole: Target, part: Target, *, first: bool) -> bool:
    """Whether a rate is one of the same sort; in later clauses only where its whole name says so."""
    if not first:
        return len(whole.measure) > 3 and part.measure.endswith(whole.measure[-4:])
    if ("占" in part.measure or "占" in whole.measure) and _share_of(part.measure) != _share_of(
        whole.measure
    ):
        return False
    named = [target.measure.endswith(_words("rates")) for target in (whole, part)]
    if named[1]:
        return named[0] and part.measure[-2:] == whole.measure[-2:]
    own = "的" in text.copy[part.start : part.end] and not part.raw.startswith("的")
    return not own or part.measure == whole.measure  # 最高补贴额的20%


def _share_of(measure: str) -> str:
    return measure.rpartition("占")[2]


# --------------------------------------------------------------------------------------------------
# Parts that are proven by their sum


def _add_proven(text: TargetText, targets: list[Target], parents: list[int | None]) -> None:
    """共356条。…其中甲类278条,…。|乙类67条,…。|丙类11条: parts that make up the whole to the last one."""
    parts: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None:
            parts.setdefault(parent, []).append(index)
    for whole, own in parts.items():
        if targets[whole].unit in _RATES or targets[whole].operator == "~":
            continue
        rest = _amount(targets[whole]) - sum(_amount(targets[index]) for index in own)
        more = _making_up(text, targets, parents, own[-1], rest) if rest > 0 else []
        for index in more:
            parents[index] = whole


def _making_up(
    text: TargetText, targets: list[Target], parents: list[int | None], last: int, rest: Decimal
) -> list[int]:
    """The first amounts of the next clauses or sentences that are exactly what is missing; [] if they are not."""
    for stops in (text.sentence_stops, text.stops):
        found: list[int] = []
        missing, at = rest, last
        for index in range(last + 1, min(last + 12, len(targets))):
            target = targets[index]
            begin = after_last(stops, target.start)
            if begin <= targets[at].start or "\n" in text.copy[targets[at].end : target.start]:
                continue  # no clause of its own
            at = index
            if parents[index] is not None or _family(target) != _family(targets[last]):
                break
            found.append(index)
            missing -= _amount(target)
            if missing <= 0:
                break
        if found and missing == 0:
            return found
    return []


def last_before(earlier: list[Target], pos: int, copy: str) -> int | None:
    """The last target that ends shortly before a position."""
    index = bisect_right(earlier, pos, key=lambda target: target.end) - 1
    if index < 0:
        return None
    gap = copy[earlier[index].end : pos]
    return index if len(gap) <= _NEAR and "\n" not in gap else None
