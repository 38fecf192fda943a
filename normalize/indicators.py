"""Indicator tables: name and unit, value cells, attribute, and the canonical measure an indicator states.

A value cell is one of: a number with or without a comparison (`≥95`, `35`, `17.07[4]`), a range, a ratio (1：2),
a five-year total (〔18〕), a value that somebody else sets (完成市级下达目标), a state in words (持续改善), or empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any
from unicodedata import digit

from ..lightclass import dataclass
from ..model import Finding, Place
from ..text import fold, lazy, squeeze
from .datafiles import lines, read_toml
from .numbers import Comparator, comparator_after, comparators, find_quantities, parse_decimal, quantity_at
from .units import Unit, decimal_of, parse_unit, plain, unit_kind

_IN_BRACKETS = lazy(r"\([^()]{1,30}\)")


@dataclass(frozen=True, slots=True)
class NameUnit:
    """An indicator's name without its unit bracket. `scale` is the unit's scale word (万吨 -> 10000).

    `repaired` is the header as it reads with the lost closing bracket, "" if none was lost.
    """

    name: str
    unit_raw: str
    unit: str
    repaired: str = ""
    scale: int = 1


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A value cell. `operator` is one of the contract's; a bare number has "=".

    `unit` is the unit of this value (the indicator's unless the cell names its own), scale words are multiplied in.
    `base_year` is the year a change is measured against (较2020年下降5%). `findings` are codes: value_unparsed,
    decimal_mark, impossible_unit, unit_differs.
    """

    operator: str
    value: Decimal | None = None
    value_max: Decimal | None = None
    relative: str = ""
    footnotes: str = ""
    cumulative: bool = False
    unit: str = ""
    base_year: int | None = None
    raw: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A canonical indicator of data/measures.csv. `polarity`: higher or lower is better, or neutral.

    `units` are the codes it is usually printed with, the first the usual one.
    """

    code: str
    name: str
    field: str
    polarity: str
    units: tuple[str, ...]

    @property
    def unit(self) -> str:
        return self.units[0]

    def takes(self, unit: Unit) -> bool:
        """Whether a printed unit is of a kind this measure is counted in: 亿斤 for grain is, % for 亩 is not."""
        kinds = {unit_kind(code) for code in self.units}
        return unit.kind in kinds or unit.code in self.units or "" in kinds


@cache
def _words() -> dict[str, Any]:
    return read_toml("indicator_words.toml")


# --------------------------------------------------------------------------------------------------
# Name and unit

_LAST_BRACKET = lazy(r"[(（\[［]([^()（）\[\]［］]{1,16})[)）\]］]\s*((?:[\[［][0-9①-⑳]{1,2}[\]］])?)$")
_MINUS = lazy(r"\s*-(?=\d)")
_OPEN_END = lazy(r"[(（]([^()（）]{1,16})$")
_UNIT_PREFIX = lazy(r"^(?:单位)?[:：]?")


def split_name(raw: str, *, lossy: bool = False) -> NameUnit:
    """Name and unit of an indicator: only a last bracket that is a unit is cut off, a gloss stays.

    >>> split_name("细颗粒物(PM2.5)平均浓度(μg/m³", lossy=True)
    NameUnit(name='细颗粒物(PM2.5)平均浓度', unit_raw='μg/m³', unit='ug/m3', repaired='细颗粒物(PM2.5)平均浓度(μg/m³)', scale=1)
    >>> split_name("地表水水质优良(达到或好于Ⅲ类)").unit
    ''
    """
    text = raw.strip()
    match = _LAST_BRACKET.search(text, max(0, len(text) - 48))
    if match:
        unit = _unit_of(match.group(1))
        if unit is not None:
            name = text[: match.start()].rstrip() + match.group(2)
            return NameUnit(name, match.group(1).strip(), unit.code, "", unit.scale)
    opened = _OPEN_END.search(text, max(0, len(text) - 24))
    if opened and not match:
        unit = _unit_of(opened.group(1))
        if unit is not None:
            closing = "）" if text[opened.start()] == "（" else ")"
            name = text[: opened.start()].rstrip()
            return NameUnit(name, opened.group(1).strip(), unit.code, text + closing, unit.scale)
    return NameUnit(text, "", "")


def _unit_of(text: str) -> Unit | None:
    copy = _UNIT_PREFIX.sub("", text.strip())
    unit = parse_unit(copy)
    if unit is None and "、" in copy:
        return None
    return unit if unit is not None and unit.code else None


# --------------------------------------------------------------------------------------------------
# Values

_FOOTNOTE = lazy(
    r"(?:[\[［]\s*\d{1,2}\s*[\]］]|[①-⑳]|[⁰¹²³⁴-⁹]+)\s*$", holds=tuple("]］①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⁰¹²³⁴⁵⁶⁷⁸⁹")
)
_CUMULATIVE = lazy(r"[〔\[［](?P<value>[^〔〕\[\]［］]{1,20})[〕\]］]")
_RATIO = lazy(r"(\d+(?:\.\d+)?)\s*[::∶]\s*(\d+(?:\.\d+)?)")
_BAD_POINT = lazy(r"(?<=\d)。(?=\d)")
_CHANGE = lazy(
    r"^(?:累计|年均|年平均|五年累计)?(?:(?:较|比|相对|相比)(?:于)?(?P<base>(?:19|20)\d\d)年(?:度)?(?:基数|相比)?|较上年|比上年|同比)?"
    r"(?:累计|年均|平均|同比)?(?P<verb>下降|降低|减少|削减|压减|提高|增长|提升|增加|上升|递增)(?P<rest>.+)$"
)


def parse_value(raw: str, *, unit: str = "", unit_raw: str = "", lossy: bool = False) -> IndicatorValue:
    """One value cell. `unit` is the indicator's code, `unit_raw` its printed unit (for the scale word 万).

    >>> v = parse_value("17.07[4]", unit="%"); v.operator, v.value, v.footnotes
    ('=', Decimal('17.07'), '4')
    >>> parse_value("≥95").operator, parse_value("完成市级下达目标").operator, parse_value("—").operator
    ('>=', 'relative', 'missing')
    """
    text = fold(raw).strip()
    text, footnotes = _cut_footnotes(text)
    printed = parse_unit(unit_raw) if unit_raw else None
    code = unit or (printed.code if printed else "")
    result = _read_value(text, code, printed.scale if printed else 1)
    return replace(result, footnotes=footnotes, raw=raw)


def _cut_footnotes(text: str) -> tuple[str, str]:
    """17.07[4] -> (17.07, 4); a cell that is only 〔18〕 or [18] has no footnote but a value in brackets."""
    notes: list[str] = []
    while (match := _FOOTNOTE.search(text, max(0, len(text) - 8))) and match.start() > 0:
        notes.insert(0, "".join(str(_digit(char)) for char in match.group() if _digit(char) is not None))
        text = text[: match.start()].rstrip()
    return text, ",".join(notes)


def _digit(char: str) -> int | None:
    if char in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(char) - ord("①") + 1
    return digit(char, None)


def _read_value(text: str, code: str, scale: int) -> IndicatorValue:
    if squeeze(text) in _words()["missing"]["values"]:
        return IndicatorValue("missing", unit=code)
    cumulative = _CUMULATIVE.fullmatch(text) if text[:1] in ("〔", "[", "［") else None
    if cumulative:
        inner = _read_value(cumulative["value"].strip(), code, scale)
        return replace(inner, cumulative=True)
    dotted = _BAD_POINT.sub(".", text)
    found = _numeric(dotted, code, scale)
    if found is not None:
        return found if dotted == text else replace(found, findings=(*found.findings, "decimal_mark"))
    return _worded(text, code)


def _numeric(text: str, code: str, scale: int) -> IndicatorValue | None:
    bare = parse_decimal(text)
    if bare is not None:
        return IndicatorValue("=", plain(bare * scale), unit=code)
    ratio = _RATIO.fullmatch(text)
    if ratio:
        return _proportion(text, Fraction(ratio[1]), Fraction(ratio[2]), code)
    return _compared(text, code, scale) or _change(text, code, scale)


def _proportion(text: str, first: Fraction, second: Fraction, code: str) -> IndicatorValue:
    """2.3:1 is 2.3 and 1：2 is 0.5; 1:3 has no finite decimal and stays in words."""
    exact = first / second if second else None
    value = decimal_of(exact) if exact is not None else None
    if value is None or Fraction(value) != exact:
        return IndicatorValue("qualitative", unit=code, findings=("value_unparsed",))
    return IndicatorValue("=", value, unit="1")


def _compared(text: str, code: str, scale: int) -> IndicatorValue | None:
    """≥95, 15左右, 80%以上, 控制在5.5%以内, 30-35, 约3万户: comparison, value, own unit, comparison."""
    before, start = _comparison_at_start(text)
    sign = _MINUS.match(text, start)
    if sign:
        start = sign.end()
    found = quantity_at(text, start)
    if found is None:
        return None
    end = found.end
    after = comparator_after(text, end)
    if after:
        end = after[1]
    if text[end:].strip(" 。.;"):
        return None
    item, operator = found.quantity, _operator(before, after[0] if after else None, found.quantity.approx)
    factor = scale if not item.unit and item.scale == 1 else 1
    problems = list(item.problems)
    if item.unit and code and item.unit != code:
        problems.append("unit_differs")
    sign_value = -1 if sign else 1
    high = None if item.value_max is None else plain(item.value_max * factor)
    return IndicatorValue(
        operator,
        plain(item.value * factor * sign_value),
        high,
        unit=item.unit or code,
        findings=tuple(problems),
    )


def _operator(before: Comparator | None, after: Comparator | None, approx: bool) -> str:
    if before is not None and before.strength == "strong":
        return before.operator
    if after is not None:
        return after.operator
    if before is not None:
        return before.operator
    return "~" if approx else "="


def _comparison_at_start(text: str) -> tuple[Comparator | None, int]:
    result: Comparator | None = None
    pos = 0
    for _ in range(3):  # 达到约30, 力争达到95
        for prefix in ("力争", "确保", "努力", "累计", "年均", "总体"):
            if text.startswith(prefix, pos):
                pos += len(prefix)
        item = next((word for word in comparators("before") if text.startswith(word.word, pos)), None)
        if item is None:
            break
        result = item
        pos += len(item.word)
        while text.startswith(" ", pos):
            pos += 1
    return result, pos


def _change(text: str, code: str, scale: int) -> IndicatorValue | None:
    """较2020年下降5%: the number of the change, the words of it in `relative`, the year it is measured against."""
    match = _CHANGE.match(text)
    if match is None:
        return None
    inner = _compared(match["rest"].strip(), code, 1)
    if inner is None:
        return None
    base = int(match["base"]) if match["base"] else None
    return replace(inner, relative=text[: match.end("verb")], base_year=base)


@cache
def _patterns(group: str) -> re.Pattern[str]:
    return lazy("|".join(f"(?:{pattern})" for pattern in _words()[group]["patterns"]))


def _worded(text: str, code: str) -> IndicatorValue:
    short = text[:200]
    if _patterns("relative").search(short):
        value = IndicatorValue("relative", relative=text, unit=code)
    elif _patterns("qualitative").search(short):
        value = IndicatorValue("qualitative", relative="", unit=code)
    else:
        return IndicatorValue("qualitative", unit=code, findings=("value_unparsed",))
    numbers = find_quantities(short)
    return (
        replace(value, findings=("value_unparsed",)) if numbers and value.operator == "qualitative" else value
    )


# --------------------------------------------------------------------------------------------------
# Attribute and canonical measure


@cache
def _attributes() -> dict[str, str]:
    table = _words()["attribute"]
    return {squeeze(word): kind for kind in ("binding", "anticipatory") for word in table[kind]}


def attribute(raw: str) -> str:
    """约束性 -> binding, 预期性 -> anticipatory, "" stays empty, anything else as printed (指导性).

    >>> attribute("约束性"), attribute(" 预期 性"), attribute("指导性"), attribute("")
    ('binding', 'anticipatory', '指导性', '')
    """
    key = squeeze(raw).strip("()[]")
    return _attributes().get(key, raw.strip())


@cache
def _measure_lines() -> list[list[str]]:
    return lines("measures.csv")


@cache
def _measures() -> dict[str, int]:
    """Name or alias -> line of measures.csv. Measures are made one by one: a plan has a dozen of 363."""
    head, *body = _measure_lines()
    name, aliases = head.index("name"), head.index("aliases")
    table: dict[str, int] = {}
    for index, line in enumerate(body, 1):
        for alias in (line[name], *filter(None, line[aliases].split("|"))):
            table.setdefault(squeeze(alias), index)
    return table


@cache
def _measure(index: int) -> Measure:
    table = _measure_lines()
    row = dict(zip(table[0], table[index], strict=True))
    return Measure(row["code"], row["name"], row["field"], row["polarity"], tuple(row["unit"].split("|")))


_LEADING = lazy(
    r"^(?:全区|全市|全县|全省|全镇|我区|我市|我县|本区|本市|本县|区域|城区|年度|力争|确保|其中:?|★|\*)+"
)
_NAME_NOTE = lazy(r"(?:\[\d{1,2}\]|[①-⑳]|\*)+$")


@cache
def measure_of(name: str) -> Measure | None:
    """The canonical measure of an indicator's name (with or without its unit bracket); None if not known.

    >>> measure_of("细颗粒物(PM2.5)平均浓度(μg/m³)").polarity, measure_of("森林覆盖率").code, measure_of("某某指标")
    ('lower', 'forest_cover', None)
    """
    table = _measures()
    key = _NAME_NOTE.sub("", squeeze(split_name(name).name))
    bare = _LEADING.sub("", key)
    for candidate in (key, bare, _IN_BRACKETS.sub("", bare)):
        found = table.get(candidate)
        if found is not None:
            return _measure(found)
    return None


def measure_unit_finding(
    name: str, unit: Unit | None, *, subject_id: str = "", places: tuple[Place, ...] = ()
) -> Finding | None:
    """A finding where the printed unit is of another kind than the measure is counted in: 森林覆盖率（亩）."""
    measure = measure_of(name)
    if measure is None or unit is None or not unit.code or measure.takes(unit):
        return None
    params = {"name": measure.name, "raw": unit.text, "usual": measure.unit}
    return Finding("warning", "measure_unit", subject_id, "unit", unit.text, places=places, params=params)


def value_findings(
    value: IndicatorValue, *, subject_id: str = "", field: str = "value", places: tuple[Place, ...] = ()
) -> tuple[Finding, ...]:
    """Findings for what `parse_value` could not settle."""
    return tuple(
        Finding("warning", code, subject_id, field, value.raw, places=places, params={"raw": value.raw})
        for code in value.findings
    )
