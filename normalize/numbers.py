"""Numbers and quantities of running text: thousands separators, scale words, 余/约/左右, ranges, products.

`12.41亿元` is the value 1241000000 with the unit CNY: a scale word multiplies the value and never becomes part
of the unit. Sources: GB/T 15835-2011 (numerals), GB 3100-1993 (units), data/units.csv, data/comparators.csv.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ..lightclass import dataclass
from ..text import fold, lazy
from .datafiles import rows
from .units import Unit, plain, scale_at, to_base, unit_at

MAX_DIGITS = 18  # a longer run of digits is a number of something (an account, a code), never a quantity

NUMBER = lazy(
    r"""
      (?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?   # 1,275 and 3,000.5
    | \d+(?:\.\d+)?                                       # 35, 30.7
    """,
    re.VERBOSE,
)
_CN_CHARS = "零〇一二两三四五六七八九十百千万亿"
_CN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_SCALES = {"十": 10, "百": 100, "千": 1000}
_BLANKS = lazy(r"[ \t]*")
_RANGE = lazy(r"[ ]?(?:-{1,2}|～|~|至)[ ]?(?=\d)")
_PRODUCT = lazy(r"[ ]?[×xX*][ ]?(?=\d)")
_PLUS_MINUS = lazy(r"[ ]?±[ ]?(?=\d)")
_MORE = lazy(r"[余多]|来(?=[个家亩户人])")


@dataclass(frozen=True, slots=True)
class Comparator:
    """A word of comparison before or after a value. `strength`: strong (不低于), weak (控制在), reach (达到), approx."""

    word: str
    operator: str
    strength: str
    exceptions: tuple[str, ...] = ()  # longer words that only end so: 下达, 行为, 节约


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit. `value` has the scale word multiplied in (15万亩 -> 150000, scale 10000).

    `unit_raw` is the unit as printed, scale word included; `unit` the UCUM or `cn:` code ("" = none or impossible);
    `value_base` in `unit_base` is exact where decimals can say it, else rounded to six places; `count` is the first
    factor of a product (2×660MW: count 2, value 660 MW each); `problems` are codes of findings.
    """

    value: Decimal
    value_max: Decimal | None = None
    operator: str = "="
    scale: int = 1
    unit_raw: str = ""
    unit: str = ""
    value_base: Decimal | None = None
    unit_base: str = ""
    approx: bool = False
    count: Decimal | None = None
    kind: str = ""
    counter: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and its span in the text it was found in (without words of comparison)."""

    start: int
    end: int
    quantity: Quantity


@cache
def comparators(position: str) -> tuple[Comparator, ...]:
    """Words of data/comparators.csv for "before" or "after", longest first: 不低于 is tried before 低于."""
    words = {fold(row["word"]): row for row in rows("comparators.csv") if row["position"] == position}
    ordered = sorted(words, key=len, reverse=True)
    return tuple(_comparator(word, words[word]) for word in ordered)


def _comparator(word: str, row: dict[str, str]) -> Comparator:
    exceptions = tuple(filter(None, row["except"].split("|")))
    return Comparator(word, row["operator"], row["strength"], exceptions)


@cache
def _before_by_last() -> dict[str, tuple[Comparator, ...]]:
    table: dict[str, list[Comparator]] = {}
    for item in comparators("before"):
        table.setdefault(item.word[-1], []).append(item)
    return {char: tuple(items) for char, items in table.items()}


def comparator_before(copy: str, pos: int) -> tuple[Comparator, int] | None:
    """The comparison that ends at a position: (comparator, its start), blanks between allowed."""
    end = pos
    while end > 0 and copy[end - 1] == " ":
        end -= 1
    if end == 0:
        return None
    for item in _before_by_last().get(copy[end - 1], ()):
        if copy.endswith(item.word, 0, end) and not copy.endswith(item.exceptions, 0, end):
            start = end - len(item.word)
            if item.word == "为" and (start == 0 or copy[start - 1] in ",。;:、是\n"):
                return None  # 为300名老人体检: for, no comparison
            return item, start
    return None


def comparator_after(copy: str, pos: int) -> tuple[Comparator, int] | None:
    """The comparison that starts at a position (以上, 左右): (comparator, its end)."""
    start = _skip(copy, pos)
    for item in _after_by_first().get(copy[start : start + 1], ()):
        if copy.startswith(item.word, start):
            return item, start + len(item.word)
    return None


@cache
def _after_by_first() -> dict[str, tuple[Comparator, ...]]:
    table: dict[str, list[Comparator]] = {}
    for item in comparators("after"):
        table.setdefault(item.word[0], []).append(item)
    return {char: tuple(items) for char, items in table.items()}


def _skip(copy: str, pos: int) -> int:
    match = _BLANKS.match(copy, pos)
    return match.end() if match else pos


def chinese_decimal(text: str) -> Decimal | None:
    """A Chinese numeral as a decimal: 三百二十, 二〇二三, 一百零五, 三点五, 三十万, 两千五百亿. None if it is none.

    >>> chinese_decimal("三十万"), chinese_decimal("三点五"), chinese_decimal("两千零五"), chinese_decimal("一批")
    (Decimal('300000'), Decimal('3.5'), Decimal('2005'), None)
    """
    if not text or len(text) > MAX_DIGITS:
        return None
    whole, point, part = text.partition("点")
    if point:
        digits = [_CN_DIGITS.get(char) for char in part]
        head = chinese_decimal(whole)
        if head is None or not digits or None in digits:
            return None
        return Decimal(f"{head}." + "".join(map(str, digits)))
    if len(text) > 1 and all(char in _CN_DIGITS for char in text):
        return Decimal("".join(str(_CN_DIGITS[char]) for char in text))
    return _chinese_integer(text)


def _chinese_integer(text: str) -> Decimal | None:
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _CN_DIGITS:
            digit = _CN_DIGITS[char]
        elif char in _CN_SCALES:
            section += (digit or 1) * _CN_SCALES[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit or 1) * 10**4, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit or 1) * 10**8, 0, 0
        else:
            return None
    return Decimal(total + section + digit)


def parse_decimal(text: str) -> Decimal | None:
    """An arabic number, thousands separators allowed; None for anything else and for more than 18 digits.

    >>> parse_decimal("1,275"), parse_decimal("30.7"), parse_decimal("１００"), parse_decimal("2021-2025")
    (Decimal('1275'), Decimal('30.7'), Decimal('100'), None)
    """
    copy = fold(text).strip()
    if len(copy) > 2 * MAX_DIGITS or not NUMBER.fullmatch(copy):
        return None
    digits = copy.replace(",", "")
    return None if len(digits) > MAX_DIGITS else Decimal(digits)


@dataclass(frozen=True, slots=True)
class _Part:
    """number + scale + 余 + unit at a position."""

    value: Decimal
    end: int
    scale: int
    approx: bool
    unit: Unit | None
    unit_start: int


def _part_at(copy: str, pos: int) -> _Part | None:
    match = NUMBER.match(copy, pos)
    if match is None:
        return None
    digits = match.group().replace(",", "")
    if len(digits) > MAX_DIGITS:
        return None
    return _with_unit(copy, Decimal(digits), match.end())


def _smaller_part(copy: str, pos: int, above: int) -> tuple[Decimal, int, int] | None:
    """5千 of 2万5千, 3000万 of 1亿3000万: (value, its end, its scale); a number without a scale word is another one."""
    match = NUMBER.match(copy, pos) if copy[pos : pos + 1].isdecimal() else None
    if match is None or "." in match.group() or "," in match.group() or len(match.group()) > 4:
        return None
    factor, width = scale_at(copy, match.end())
    if factor not in (100, 1000, 10000) or factor >= above:
        return None
    value = Decimal(match.group()) * factor
    return (value, match.end() + width, factor) if value < above else None


def _with_unit(copy: str, value: Decimal, end: int) -> _Part:
    """38.4万人次, 70万余株, 5700 余辆, 20多个, 1500 万元: what follows the digits."""
    number_end, scale, approx = end, 1, False
    pos = _skip(copy, end)
    more = _MORE.match(copy, pos)
    if more:  # 20余万元
        approx, pos = True, _skip(copy, more.end())
    unit_start = pos
    factor, width = scale_at(copy, pos)
    below = factor
    while below != 1 and (rest := _smaller_part(copy, pos + width, below)):  # 2万|5千|公里, 1亿|3000万|元
        value, width, below = value + rest[0] / factor, rest[1] - pos, rest[2]
    if factor != 1:
        after = _skip(copy, pos + width)
        more = _MORE.match(copy, after)
        if more:  # 70万余株
            approx, after = True, _skip(copy, more.end())
        found = unit_at(copy, after)
        if found:
            unit, length = found
            return _Part(
                value * factor * unit.scale, after + length, factor * unit.scale, approx, unit, unit_start
            )
        return _Part(value * factor, pos + width, factor, approx, None, unit_start)
    found = unit_at(copy, pos)
    if found:
        unit, length = found
        if unit.text != "日":  # 27日 of a date; days are 天
            after = pos + length
            if unit.kind == "multiple" and copy.startswith(("多", "余"), after):
                approx, after = True, after + 1  # 1倍多
            return _Part(value * unit.scale, after, unit.scale, approx, unit, unit_start)
    return _Part(value, pos if approx else number_end, scale, approx, None, number_end)


def quantity_at(copy: str, pos: int) -> Found | None:
    """The quantity that begins with the digits at a position of a matching copy, None if it is no number.

    Ranges (100～150kg, 1-3米), products (2×660MW) and tolerances (100±5) are one quantity.
    """
    first = _part_at(copy, pos)
    if first is None:
        return None
    product = _PRODUCT.match(copy, first.end) if first.unit is None else None
    if product:
        each = _part_at(copy, product.end())
        if each is not None:
            return Found(pos, each.end, _quantity(copy, each, None, count=first.value))
    spread = _PLUS_MINUS.match(copy, first.end)
    if spread:
        other = _part_at(copy, spread.end())
        if other is not None:
            low, high = first.value - other.value, first.value + other.value
            return Found(pos, other.end, _quantity(copy, _replace(other, low), high))
    dash = _RANGE.match(copy, first.end)
    if dash:
        other = _part_at(copy, dash.end())
        if other is not None and _same_unit(first, other) and _first_value(first, other) < other.value:
            return Found(
                pos, other.end, _quantity(copy, _replace(other, _first_value(first, other)), other.value)
            )
    return Found(pos, first.end, _quantity(copy, first, None))


def _replace(part: _Part, value: Decimal) -> _Part:
    return _Part(value, part.end, part.scale, part.approx, part.unit, part.unit_start)


def _same_unit(first: _Part, other: _Part) -> bool:
    return first.unit is None or (other.unit is not None and first.unit.code == other.unit.code)


def _first_value(first: _Part, other: _Part) -> Decimal:
    """In 1-3万亩 the scale of the second number is that of the first, too."""
    if first.unit is None and first.scale == 1 and other.scale != 1:
        return first.value * other.scale
    return first.value


def _quantity(copy: str, part: _Part, high: Decimal | None, count: Decimal | None = None) -> Quantity:
    unit = part.unit
    approx = part.approx
    return Quantity(
        value=plain(part.value),
        value_max=None if high is None else plain(high),
        operator="~" if approx else "=",
        scale=part.scale,
        unit_raw=_unit_raw(copy, part),
        unit=unit.code if unit else "",
        value_base=to_base(part.value, unit) if unit and unit.base and not unit.problem else None,
        unit_base=unit.base if unit else "",
        approx=approx,
        count=count,
        kind=unit.kind if unit else "",
        counter=unit.counter if unit else "",
        problems=(unit.problem,) if unit and unit.problem else (),
    )


def _unit_raw(copy: str, part: _Part) -> str:
    """万株 for 万余株: the words of the unit without 余 and blanks."""
    if part.unit is None and part.scale == 1:
        return ""
    raw = copy[part.unit_start : part.end]
    return raw.replace("余", "").replace("多", "").replace(" ", "")


def find_quantities(text: str) -> tuple[Found, ...]:
    """Every run of digits of a text with what belongs to it, from left to right. Linear in the text.

    >>> [(f.quantity.value, f.quantity.unit) for f in find_quantities("新增绿地125万平方米,建成区1座")]
    [(Decimal('1250000'), 'm2'), (Decimal('1'), 'cn:count:座')]
    """
    copy = fold(text)
    found: list[Found] = []
    pos = 0
    while match := NUMBER.search(copy, pos):
        item = quantity_at(copy, match.start())
        if item is not None:
            found.append(item)
            pos = item.end
        else:
            pos = match.end()
    return tuple(found)


def combine(before: Comparator | None, after: Comparator | None, approx: bool, *, fact: bool = False) -> str:
    """The operator of a value from the words around it: 保持90%以上 is >=, 控制在5%左右 is ~, 达到 is = for a fact."""
    if before is not None and before.strength == "strong":
        floor = before.operator in (">=", "<=") and after is not None and after.operator == "~"
        return "~" if floor else before.operator  # 不低于30%左右
    if after is not None:
        return after.operator
    if before is not None:
        if before.strength == "reach" and fact:
            return "~" if approx else "="
        if approx and before.strength == "reach":
            return "~"
        return before.operator
    return "~" if approx else "="


def parse_quantity(text: str, *, fact: bool = False) -> Quantity | None:
    """A whole text that is one quantity, words of comparison included; None if it is anything else.

    >>> q = parse_quantity("不低于15万亩"); q.operator, q.value, q.unit, q.value_base, q.unit_base
    ('>=', Decimal('150000'), 'cn:mu', Decimal('100000000'), 'm2')
    >>> parse_quantity("70万余株").operator, parse_quantity("DN800")
    ('~', None)
    """
    copy = fold(text).strip()
    before, start = _leading(copy)
    found = quantity_at(copy, start) or fraction_at(copy, start) or _chinese_at(copy, start)
    if found is None:
        return None
    end, item = found.end, found.quantity
    after = comparator_after(copy, end)
    if after:
        end = after[1]
    if copy[end:].strip():
        return None
    operator = combine(before, after[0] if after else None, item.approx, fact=fact)
    return _with_operator(item, operator)


def _with_operator(item: Quantity, operator: str) -> Quantity:
    return Quantity(
        item.value, item.value_max, operator, item.scale, item.unit_raw, item.unit, item.value_base,
        item.unit_base, item.approx or operator == "~", item.count, item.kind, item.counter, item.problems,
    )  # fmt: skip


def _leading(copy: str) -> tuple[Comparator | None, int]:
    for item in comparators("before"):
        if copy.startswith(item.word):
            rest = _skip(copy, len(item.word))
            further = _leading(copy[rest:]) if item.strength in ("reach", "weak") else (None, 0)
            if further[0] is not None:  # 达到约30: the stronger word decides
                return further[0], rest + further[1]
            return item, rest
    return None, 0


def _chinese_at(copy: str, pos: int) -> Found | None:
    """两座, 三十万亩, 三公里: Chinese numerals directly before a known unit."""
    end = pos
    while end < len(copy) and end - pos < MAX_DIGITS and copy[end] in _CN_CHARS:
        end += 1
    for stop in range(end, pos, -1):
        value = chinese_decimal(copy[pos:stop])
        part = _with_unit(copy, value, stop) if value is not None else None
        if part is not None and part.unit is not None and part.unit.counter != "weak":
            return Found(pos, part.end, _quantity(copy, part, None))
    return None


def chinese_quantity_at(copy: str, pos: int) -> Found | None:
    """A quantity written with a Chinese numeral at a position (两座), None if no known unit follows."""
    return _chinese_at(copy, pos)


_FRACTION = lazy(r"([一二三四五六七八九十百]{1,3})分之([一二三四五六七八九十百零]{1,6})")


def fraction_at(copy: str, pos: int) -> Found | None:
    """三分之一 -> 1/3 rounded to six places; 百分之八十 -> 80 %."""
    match = _FRACTION.match(copy, pos)
    if match is None:
        return None
    below, above = chinese_decimal(match.group(1)), chinese_decimal(match.group(2))
    if not below or above is None:
        return None
    if below == 100:
        return Found(pos, match.end(), Quantity(above, unit_raw="百分之", unit="%", kind="ratio",
                     value_base=plain(above / 100), unit_base="1"))  # fmt: skip
    value = Decimal(round(Fraction(above) / Fraction(below) * 10**6)).scaleb(-6)
    exact = plain(value)
    return Found(pos, match.end(), Quantity(exact, unit="1", value_base=exact, unit_base="1", approx=bool(
        Fraction(exact) * Fraction(below) != Fraction(above))))  # fmt: skip
