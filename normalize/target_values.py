"""Reading values: every number of a text with its unit, and the words of comparison before and after it.

新建学校3所、公园两座,总投资约5亿 holds 3所, 两座 (see target_numerals) and 5亿 yuan (see target_money); 约 is read in
target_compared.
"""

from __future__ import annotations

from dataclasses import replace

from ..text import fold, lazy
from .numbers import NUMBER, Found, Quantity, parse_decimal, quantity_at
from .target_compared import Value, compare, with_ceiling
from .target_fractions import share_at
from .target_money import bare_money, money_as_before, named_moneys
from .target_numerals import numeral_values
from .target_record import NumberUse
from .target_text import TargetText, taken_at
from .units import plain


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
        proportion = (
            _PROPORTION.match(text.copy, match.start())
            if ":" in text.copy[match.end() : match.end() + 2]
            else None
        )
        if proportion is not None and share_at(text.copy, match.start()) is None:
            uses.append(NumberUse(match.start(), proportion.end(), "unexplained"))  # 1:15, 12.3:45.1:42.6
            pos = proportion.end()
            continue
        found = _signed(text.copy, _read(text, match.start()))
        if found is None:
            uses.append(NumberUse(match.start(), match.end(), "unexplained"))
            pos = match.end()
            continue
        value = compare(text, found)
        counted = found.quantity.counter == "count" and not text.fact
        values.append(with_ceiling(text, value) if counted else value)
        pos = max(found.end, match.end())
    values = _units_from_next(text, values)
    values += numeral_values(text, values)
    values += bare_money(text, values)
    values = list({value.number: value for value in reversed(values)}.values())  # two readers of one numeral
    values.sort(key=lambda value: value.start)
    values = named_moneys(text, money_as_before(text, values))
    return tuple(_compared_with_next(text, values)), tuple(uses)


def _compared_with_next(text: TargetText, values: list[Value]) -> list[Value]:
    """分别增长5%、6.5%左右: the comparison behind the last value of a list holds for the others."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        value, following = result[index], result[index + 1]
        behind = following.compared and following.start == following.number
        bare = value.number_end == value.end and text.copy[value.end - 1 : value.end].isdecimal()
        if behind and bare and following.operator == "~" and text.copy[value.end : following.start] == "、":
            result[index] = replace(value, operator="~")  # 分别达到12、15亿立方米左右
            continue
        if not behind or value.compared or value.quantity.unit != following.quantity.unit:
            continue
        between = text.copy[value.end : following.start]
        if between in _LIST_MARKS and text.copy.find("分别", max(0, value.start - 40), value.start) >= 0:
            result[index] = replace(value, operator=following.operator, compared=True)
    return result


_LIST_MARKS = ("、", "和", "及", "与")


def _read(text: TargetText, pos: int) -> Found | None:
    loss = text.losses.get(pos)
    if loss is None:
        found = share_at(text.copy, pos) or _days_at(text.copy, pos) or quantity_at(text.copy, pos)
        return _points(text.copy, found) if found and found.quantity.unit == "cn:count:个" else found
    if loss.rule == "exponent_list_number":  # 1.7km2.厂区 is read as 1.7km
        found = quantity_at(fold(loss.repaired), 0) if loss.repaired is not None else None
        return replace(found, start=pos, end=loss.end) if found else None
    number, slash, per = loss.raw.partition("/")  # 200/日: the unit is gone
    value = parse_decimal(number)
    return Found(pos, loss.end, Quantity(value, unit_raw=slash + per)) if value is not None else None


_RISES = ("提高", "提升", "增长", "增加", "上升", "下降", "降低", "减少", "回落", "缩小")
_POINTS = lazy(r"点(?=[,。;、)]|以[上内]|左右|$)")


def _points(copy: str, found: Found) -> Found:
    """转化率提高5个点: points of a percentage, where nothing is counted."""
    if copy[found.end : found.end + 1] != "点" or not copy.endswith(_RISES, 0, found.start):
        return found
    points = _POINTS.match(copy, found.end) and quantity_at(copy[found.start : found.end] + "百分点", 0)
    return replace(points, start=found.start, end=found.end + 1) if points else found


_PROPORTION = lazy(r"\d{1,4}(?:\.\d{1,3})?(?: ?: ?\d{1,4}(?:\.\d{1,3})?){1,5}")
_MINUS_AFTER = frozenset("为是至到达长、和比速幅率(:,涨于")  # 增长-3.2%, 增速分别为-9.4%


def _signed(copy: str, found: Found | None) -> Found | None:
    """A rate below zero: a minus that no number and no other sign stands before."""
    if found is None or found.start < 2 or copy[found.start - 1] != "-":
        return found
    item = found.quantity
    if (
        copy[found.start - 2] not in _MINUS_AFTER
        or item.kind not in _BELOW_ZERO
        or item.value_max is not None
    ):
        return found
    base = None if item.value_base is None else -item.value_base
    return replace(found, start=found.start - 1, quantity=replace(item, value=-item.value, value_base=base))


_BELOW_ZERO = ("ratio", "permille", "percentage_point", "temperature", "")
_DAYS = lazy(r"\d{1,3}日(?![前起至止内凌])")
_SPANS = lazy(r"(?:期限?|时间|时限|天数)(?:一般|应当?|须)?(?:为|是|不(?:得|能)?[少低高]于|不(?:得|能)?超过)$")


def _days_at(copy: str, pos: int) -> Found | None:
    """公示时间为20日: days, where a span is named before (elsewhere 20日 is of a date)."""
    match = _DAYS.match(copy, pos) if copy[pos : pos + 4].find("日") > 0 else None
    if match is None or not _SPANS.search(copy[max(0, pos - 10) : pos]):
        return None
    found = quantity_at(copy[pos : match.end() - 1] + "天", 0)
    return replace(found, start=pos, end=match.end()) if found else None


_LONG_COUNTERS = ("cn:pp", "cn:workday", "mo", "d")


def _units_from_next(text: TargetText, values: list[Value]) -> list[Value]:
    """分别提高3.4、4.5个百分点: a number in a list without a unit has that of the next one."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        item, following = result[index].quantity, result[index + 1].quantity
        between = text.copy[result[index].end : result[index + 1].start]
        if item.unit == "cn:count:个" and following.unit in _LONG_COUNTERS and between in ("、", "和"):
            item = replace(item, unit="", unit_raw="")  # 高于全市1.4个和2.9个百分点
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
