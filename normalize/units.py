"""Units of measurement as plans write them, to UCUM codes (or own `cn:` codes) and exact factors.

The table is data/units.csv. A scale word (万, 亿) is never part of a unit: 万亩 is the unit 亩 with scale 10000.
Sources: UCUM 2.1, GB 3100-1993, ISO 4217; 1亩 = 2000/3 m² exactly.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from ..lightclass import dataclass
from ..text import squeeze
from .datafiles import read_columns

SCALES: tuple[tuple[str, int], ...] = (
    ("万亿", 10**12),
    ("千亿", 10**11),
    ("百亿", 10**10),
    ("十亿", 10**9),
    ("千万", 10**7),
    ("百万", 10**6),
    ("十万", 10**5),
    ("亿", 10**8),
    ("万", 10**4),
    ("千", 10**3),
    ("百", 10**2),
)
_CUT = {
    "个": ("个体工商", "个体经", "个体户", "个人所得"),
    "方": ("方面", "方案", "方式", "方向", "方针", "方位", "方法", "方便", "方可", "方舱", "方格"),
    "台": ("台阶", "台账"),
    "金": ("金属", "金融", "金额", "金币"),
    "银": ("银行",),
    "人": ("人工", "人才"),
}
_SCALE_STARTS = frozenset("万千百十亿")
_ONE = Fraction(1)
_ROUNDING = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. `factor` x value = value in `base`; `scale` is the scale word that stood before it (万 = 10000).

    `code` is UCUM or `cn:`; "" where the unit is impossible (kW/h), then `problem` says why.
    `counter` is "count", "visit", "weak" (a noun that now and then counts: 村) or "".
    """

    text: str
    kind: str
    code: str
    base: str
    factor: Fraction
    counter: str = ""
    problem: str = ""
    scale: int = 1


@dataclass(frozen=True, slots=True)
class _Table:
    units: dict[str, Unit]
    by_first: dict[str, tuple[str, ...]]  # first character -> unit texts, longest first


def _unit_key(text: str) -> str:
    return squeeze(text).replace("µ", "μ").replace("∕", "/")


@cache
def unit_table() -> _Table:
    """The rows of data/units.csv by their text."""
    units: dict[str, Unit] = {}
    for text, kind, code, base, counter, problem, above, below in read_columns(
        "units.csv", "unit", "kind", "code", "base", "counter", "problem", "numerator", "denominator"
    ):
        factor = _ONE if above == below == "1" else Fraction(int(above), int(below))
        units[_unit_key(text)] = Unit(text, kind, code, base, factor, counter, problem)
    first: dict[str, list[str]] = {}
    for key in sorted(units, key=len, reverse=True):
        first.setdefault(key[0], []).append(key)
    return _Table(units, {char: tuple(keys) for char, keys in first.items()})


@cache
def _kinds() -> dict[str, str]:
    return {"1": "ratio", **{unit.code: unit.kind for unit in unit_table().units.values() if unit.code}}


def unit_kind(code: str) -> str:
    """Kind of a unit by its code; "" for a code that no row of the table has.

    >>> unit_kind("ug/m3"), unit_kind("cn:mu"), unit_kind("cn:visit:家")
    ('mass_concentration', 'area', 'visits')
    """
    return _kinds().get(code, "")


def _longest(copy: str, pos: int) -> str:
    if pos >= len(copy):
        return ""
    for key in unit_table().by_first.get(copy[pos], ()):
        if copy.startswith(key, pos) and not _cuts_word(copy, pos, key):
            return key
    return ""


def _cuts_word(copy: str, pos: int, key: str) -> bool:
    """Whether a unit would cut a word: the t of `5tce`, the m of `5min`, the 台 of 1200亿台阶."""
    if key in _CUT:
        return copy.startswith(_CUT[key], pos)
    after = copy[pos + len(key) : pos + len(key) + 1]
    return key[-1].isascii() and key[-1].isalpha() and after.isascii() and after.isalpha()


def scale_at(copy: str, pos: int) -> tuple[int, int]:
    """Scale word at a position: (factor, length); (1, 0) if there is none. 百分点 and 千瓦 are no scale."""
    if copy[pos : pos + 1] not in _SCALE_STARTS:
        more = copy.startswith("个亿", pos) and copy[pos + 2 : pos + 3] not in ("元", "级")
        return (10**8, 2) if more else (1, 0)  # 增加1个亿, but 3个亿元村
    for word, factor in SCALES:
        if copy.startswith(word, pos):
            if len(word) == 1 and word in "千百" and _longest(copy, pos):
                return 1, 0
            if word == "百" and copy.startswith("百分", pos):
                return 1, 0
            return factor, len(word)
    return 1, 0


def unit_at(copy: str, pos: int) -> tuple[Unit, int] | None:
    """The longest unit at a position of a matching copy, scale word included: (unit, length) or None.

    >>> unit, length = unit_at("万亩国家储备林", 0)
    >>> unit.code, unit.scale, length
    ('cn:mu', 10000, 2)
    """
    factor, width = scale_at(copy, pos)
    start = pos + width
    key = _longest(copy, start)
    if not key:
        return None
    unit = unit_table().units[key]
    end = start + len(key)
    if copy.startswith("/", end) or ("/" in key and copy[end : end + 1] in _TIMES):
        unit, end = _rate(unit, copy, end)
    if factor != 1:
        unit = _scaled(unit, copy[pos:end], factor)
    return unit, end - pos


def _scaled(unit: Unit, text: str, scale: int) -> Unit:
    return Unit(text, unit.kind, unit.code, unit.base, unit.factor, unit.counter, unit.problem, scale)


_TIMES = ("·", "•", "*", ".", "×")


@cache
def _periods() -> tuple[Unit, ...]:
    """Periods that only rates have (元/月, 元/户/采暖季), from data/rate_periods.csv."""
    rows = read_columns("rate_periods.csv", "word", "code", "base", "numerator", "denominator")
    return tuple(
        Unit(word, "time", code, base, Fraction(int(above), int(below)))
        for word, code, base, above, below in rows
    )


_DIVISORS = 3  # 元/平方米/月/户: more is no unit


def _rate(unit: Unit, copy: str, end: int) -> tuple[Unit, int]:
    """元/平方米/月, 元/(平方米·月), 元/户·年: a unit over others; money over what no row knows has no code."""
    for _ in range(_DIVISORS):
        mark = copy[end : end + 1]
        if copy.startswith("/(", end):
            inside = _over_all(unit, copy, end + 2)
            return inside or (unit, end)
        if mark != "/" and mark not in _TIMES:
            break
        compound = _compound(unit, copy, end)
        if compound is None:
            return _unread_rate(unit, copy, end)
        unit, end = compound
    return unit, end


def _over_all(unit: Unit, copy: str, start: int) -> tuple[Unit, int] | None:
    """The units inside of 元/(平方米·月), start behind its bracket; None if one of them is not known."""
    end = start - 1
    for _ in range(_DIVISORS):
        compound = _compound(unit, copy, end)
        if compound is None:
            return None
        unit, end = compound
        if copy.startswith(")", end):
            return Unit(unit.text + ")", unit.kind, unit.code, unit.base, unit.factor), end + 1
        if copy[end : end + 1] not in (*_TIMES, "/"):
            return None
    return None


def _unread_rate(unit: Unit, copy: str, end: int) -> tuple[Unit, int]:
    """25元/间/晚: what it is paid for is told in a word that no row knows; so the unit has no code."""
    stop = end + 1
    while stop < end + 6 and copy[stop : stop + 1].isalpha():
        stop += 1
    told = copy.startswith("每", end + 1)  # 5万元/每份
    if not unit.kind.startswith("money") or copy[end] == "." or told or not end + 1 < stop < end + 6:
        return unit, end
    text = unit.text + copy[end:stop]
    return Unit(text, unit.kind, "", "", _ONE, problem="unit_unknown"), stop


def _compound(unit: Unit, copy: str, mark: int) -> tuple[Unit, int] | None:
    """吨/亩, 元/万人, 元/平方米/月: known units over each other; exact combinations in the table go first."""
    factor, width = scale_at(copy, mark + 1)
    key = _longest(copy, mark + 1 + width)
    named = next((period for period in _periods() if copy.startswith(period.text, mark + 1)), None)
    below = named or (unit_table().units[key] if key else None)
    if below is None or unit.problem or below.problem:
        return None
    if below.counter == "weak" and not unit.kind.startswith("money"):
        return None  # 16.2万元/村, but 45%/站
    if copy[mark] == "." and below.kind != "time":
        return None  # 元/人.月, but 3元/件.户外广告…
    end = mark + 1 + (len(named.text) if named else width + len(key))
    code = _over(unit.code, f"{factor}" if factor != 1 else "", below.code)
    base = _over(unit.base, "", below.base)
    text = unit.text + copy[mark:end]
    return Unit(text, f"{unit.kind}_per_{below.kind}", code, base, unit.factor / below.factor / factor), end


def _over(top: str, count: str, bottom: str) -> str:
    own = top.startswith("cn:") or bottom.startswith("cn:")
    code = f"{top.removeprefix('cn:')}/{count}{bottom.removeprefix('cn:')}"
    return f"cn:{code}" if own else code


@cache
def parse_unit(text: str) -> Unit | None:
    """The unit that a whole text is, None if it is none. Full and half width and blanks do not matter.

    >>> [parse_unit(t).code for t in ("%", "μg/m³", "平方米/人", "微克／立方米", "家次")]
    ['%', 'ug/m3', 'm2/{person}', 'ug/m3', 'cn:visit:家']
    >>> parse_unit("亿元").scale, parse_unit("PM2.5")
    (100000000, None)
    """
    copy = _unit_key(text)
    if not copy:
        return None
    unit = unit_table().units.get(copy)
    if unit is not None:
        return unit
    found = unit_at(copy, 0)
    if found is None or found[1] != len(copy):
        return None
    return found[0]


def to_base(value: Decimal, unit: Unit) -> Decimal:
    """A value (scale already multiplied in) in the base unit: exact where decimals can say it.

    7 亩 = 14000/3 m² has no finite decimal; then rounded to six places (a square millimetre).
    """
    if unit.factor == 1:
        return plain(value)
    return decimal_of(Fraction(value) * unit.factor)


def decimal_of(exact: Fraction) -> Decimal:
    """A fraction as a plain decimal: exact if its denominator has only the factors 2 and 5, else six places."""
    rest, twos, fives = exact.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest == 1:
        places = max(twos, fives)
        digits = exact.numerator * 10**places // exact.denominator
        return (
            plain(Decimal(digits).scaleb(-places)) if places < 25 else plain(Decimal(f"{digits}E-{places}"))
        )
    return Decimal(round(exact * 10**6)).scaleb(-6).quantize(_ROUNDING)


def plain(value: Decimal) -> Decimal:
    """A decimal without exponent and without trailing zeros after the point (10000, not 1E+4).

    >>> plain(Decimal("1E+4")), plain(Decimal("5.50"))
    (Decimal('10000'), Decimal('5.5'))
    """
    if value == value.to_integral_value():
        return Decimal(int(value))
    text = format(value, "f")
    return Decimal(text.rstrip("0")) if "." in text else Decimal(text)
