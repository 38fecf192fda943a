"""Word's automatic list numbers, rebuilt: they are counted while displaying and are not in the text.

`format_number` renders one number (ECMA-376 part 1, 17.18.59 ST_NumberFormat, the formats used in
Chinese documents); `Counters` counts through a document (17.9, numbering definitions).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from ..lightclass import dataclass
from ..text import is_wide

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"


def chinese_thousand(
    number: int, digits: str = "零一二三四五六七八九", units: str = "十百千", myriad: str = "万"
) -> str:
    """A number in words.

    >>> chinese_thousand(10), chinese_thousand(12), chinese_thousand(101), chinese_thousand(110)
    ('十', '十二', '一百零一', '一百一十')
    """
    if number <= 0:
        return digits[0]
    if number >= 10_000:
        rest = number % 10_000
        gap = digits[0] if 0 < rest < 1000 else ""
        tail = chinese_thousand(rest, digits, units, myriad) if rest else ""
        return chinese_thousand(number // 10_000, digits, units, myriad) + myriad + gap + tail
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(out)
            continue
        out += digits[0] if gap else ""
        out += digits[digit] + (units[power - 1] if power else "")
        gap = False
    return out[1:] if 10 <= number < 20 and units[0] == "十" else out


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


def _counting(number: int) -> str:
    """chineseCounting: 一 … 九十九, then digit by digit (一〇〇)."""
    return chinese_thousand(number) if number < 100 else _digital(number)


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    ):
        out += sign * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    """A … Z, AA, BB … (Word repeats the letter)."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _series(*runs: tuple[int, str, int]) -> Callable[[int], str]:
    """Numbers that have characters of their own, in runs of (first number, first character, how many)."""

    def render(number: int) -> str:
        for first, char, count in runs:
            if first <= number < first + count:
                return chr(ord(char) + number - first)
        return str(number)

    return render


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _wide_digits(number: int) -> str:
    return str(number).translate({0x30 + i: 0xFF10 + i for i in range(10)})


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = _series((0, "⓪", 1), (1, "①", 20), (21, "㉑", 15), (36, "㊱", 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _wide_digits,
    "decimalFullWidth2": _wide_digits,
    "numberInDash": lambda n: f"- {n} -",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": chinese_thousand,
    "chineseCountingThousand": chinese_thousand,
    "taiwaneseCountingThousand": chinese_thousand,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "koreanDigital2": _digital,
    "chineseLegalSimplified": lambda n: chinese_thousand(n, _LEGAL, "拾佰仟", "万"),
    "ideographLegalTraditional": lambda n: chinese_thousand(n, _LEGAL_TRADITIONAL, "拾佰仟", "萬"),
    "japaneseLegal": lambda n: chinese_thousand(n, _LEGAL_TRADITIONAL, "拾佰仟", "萬"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _cycle(_STEMS)(n) + _cycle(_BRANCHES)(n),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _series((1, "⒈", 20)),
    "decimalEnclosedParen": _series((1, "⑴", 20)),
    "ideographEnclosedCircle": _series((1, "㊀", 10)),
    "none": lambda n: "",
    "bullet": lambda n: "",
}


def format_number(number: int, fmt: str) -> str:
    """One list number as Word shows it; a format that is not known is shown in digits.

    >>> [format_number(12, f) for f in ("decimal", "chineseCountingThousand", "decimalEnclosedCircle", "upperRoman")]
    ['12', '十二', '⑫', 'XII']
    """
    if fmt.startswith("custom:"):  # "001, 002, 003, ...": digits with leading zeros
        return str(number).zfill(len(fmt.removeprefix("custom:").split(",")[0].strip()))
    return _FORMATS.get(fmt, str)(number)


def is_known_format(fmt: str) -> bool:
    """Whether `format_number` renders this format as Word does."""
    return fmt in _FORMATS or fmt.startswith("custom:")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition. `text` is Word's pattern (第%1章, %1.%2); `suffix` tab, space, nothing."""

    start: int = 1
    fmt: str = "decimal"
    text: str = "%1."
    suffix: str = "tab"
    legal: bool = False  # every number of the label in digits (一.1 -> 1.1)
    restart: int | None = None  # starts again after this level (1-based); 0 never; None after any higher one
    style: str = ""


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A w:num: the list it counts with (`abstract`), its levels, and the numbers it starts again with."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Counters:
    """Counts list numbers through one document, in reading order."""

    def __init__(self, definitions: Mapping[str, ListDefinition]) -> None:
        self._definitions = definitions
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()

    def definition(self, num_id: str) -> ListDefinition | None:
        return self._definitions.get(num_id)

    def label(self, num_id: str, level: int) -> str:
        """The label of the next paragraph of a list, with the blank that belongs behind it, "" if it has none."""
        definition = self._definitions.get(num_id)
        if definition is None or level not in definition.levels:
            return ""
        counts = self._counts.setdefault(definition.abstract, {})
        if num_id not in self._seen:
            self._seen.add(num_id)
            for lvl, first in definition.starts.items():  # startOverride: this w:num begins anew
                if lvl < level:
                    counts[lvl] = first  # 2.99: the first number shown is one of the second level
                else:
                    counts.pop(lvl, None)
        start = definition.starts.get(level, definition.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [lvl for lvl in counts if lvl > level and _restarts(definition, lvl, level)]:
            del counts[deeper]
        return render_label(definition, level, counts)


def _restarts(definition: ListDefinition, deeper: int, level: int) -> bool:
    restart = definition.levels[deeper].restart if deeper in definition.levels else None
    return restart is None or level < restart  # restart=0: never


_PLACEHOLDER = re.compile(r"%([1-9])")


def render_label(definition: ListDefinition, level: int, counts: Mapping[int, int]) -> str:
    """The label of a level from its pattern, the counts of all levels, and the blank behind it."""
    rule = definition.levels[level]
    if rule.fmt == "none" and not rule.text.strip("%123456789"):
        return ""

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        part = definition.levels.get(index, rule)
        number = counts.get(index, definition.starts.get(index, part.start))
        return format_number(number, "decimal" if rule.legal else part.fmt)

    label = _PLACEHOLDER.sub(one, rule.text)
    return label + blank_after(label, rule.suffix)


def blank_after(label: str, suffix: str) -> str:
    """The blank between a label and its text: none where the label ends in wide punctuation (一、 （一）).

    >>> blank_after("一、", "tab"), blank_after("第一章", "tab"), blank_after("1.", "space"), blank_after("1.", "nothing")
    ('', ' ', ' ', '')
    """
    if not label or suffix == "nothing" or label[-1].isspace():
        return ""
    return "" if is_wide(label[-1]) and not label[-1].isalnum() else " "
