"""Numbers and dates as a spreadsheet shows them (ECMA-376 part 1, 18.8.30 and 18.8.31: number formats).

A cell stores 0.085 and a format `0.0%`; people read 8.5%. A format that is not understood gives None.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache

# Built-in formats by number, as a Chinese Excel shows them (18.8.30, table for zh-cn).
BUILTIN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;-¥#,##0",
    6: "¥#,##0;-¥#,##0",
    7: "¥#,##0.00;-¥#,##0.00",
    8: "¥#,##0.00;-¥#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "¥#,##0;-¥#,##0;¥-",
    43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;-¥#,##0.00;¥-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_CHINESE = {
    'yyyy"年"m"月"': (27, 36, 50, 52, 57),
    'm"月"d"日"': (28, 29, 51, 53, 54, 58),
    "m-d-yy": (30,),
    'yyyy"年"m"月"d"日"': (31,),
    'h"时"mm"分"': (32,),
    'h"时"mm"分"ss"秒"': (33,),
}
BUILTIN.update({number: code for code, numbers in _CHINESE.items() for number in numbers})

# One token of a format section: literals first, then what stands for a part of the value.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'  # "亿元"
    r"|[\\!](?P<escaped>.)"  # \- or, in Chinese Excel, !.
    r"|_(?P<padding>.)"  # room as wide as a character
    r"|\*(?P<fill>.)"  # fill up with a character
    r"|\[(?P<bracket>[^\]]*)\]"  # [Red] [$¥-804] [>=100] [DBNum1] [h]
    r"|(?P<ampm>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>E[+-][0#?]+)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"
    r"|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


Section = tuple[tuple[str, str], ...]


@cache
def _sections(code: str) -> list[Section]:
    """The sections of a format (positive; negative; zero; text) as (kind, text) tokens."""
    sections: list[Section] = []
    current: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append(tuple(current))
            current = []
        else:
            current.append((kind, text))
    return [*sections, tuple(current)]


def is_general(code: str) -> bool:
    """Whether a format shows the number as it is stored (General, text)."""
    return code.strip() in {"", "General", "@", "G/通用格式", "GENERAL"}


def is_date(code: str) -> bool:
    """Whether a format shows a date or a time: `0.00` no, `yyyy"年"` yes, `[h]:mm` yes."""
    first = _sections(code)[0]
    elapsed = any(
        kind == "bracket" and re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE) for kind, text in first
    )
    return elapsed or any(kind == "date" for kind, _ in first)


def plain(value: float | int) -> str:
    """A stored number in full, without the noise of binary fractions.

    >>> plain(1.0), plain(0.1 + 0.2), plain(1234567890123.0), plain(0.00001)
    ('1', '0.3', '1234567890123', '0.00001')
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    exact = Decimal(f"{value:.15g}")
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def render(value: float, code: str, date1904: bool = False) -> str | None:
    """A number as its format shows it, None for a format that is not understood.

    >>> render(0.085, "0.0%"), render(1234.5, "#,##0.00"), render(44769, 'yyyy"年"m"月"d"日"'), render(-2, "0;(0)")
    ('8.5%', '1,234.50', '2022年7月27日', '(2)')
    """
    if is_general(code):
        return plain(value)
    if is_date(code):
        return _render_date(value, _sections(code)[0], date1904)
    section, negative = _choose(value, _sections(code))
    return _render_number(abs(value) if negative else value, section)


_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")


def _choose(value: float, sections: list[Section]) -> tuple[Section, bool]:
    """The section for a value, and whether its sign is already in the section."""
    for section in sections:
        condition = next((m for k, t in section if k == "bracket" and (m := _CONDITION.fullmatch(t))), None)
        if condition and _holds(value, condition[1], float(condition[2])):
            return section, value < 0
    if any(k == "bracket" and _CONDITION.fullmatch(t) for section in sections for k, t in section):
        return sections[-1], value < 0 and len(sections) > 1
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _render_number(value: float, section: Section) -> str | None:
    kinds = [kind for kind, _ in section]
    if any(kind == "other" and text == "/" for kind, text in section) or "exponent" in kinds:
        return plain(value)  # fractions and powers of ten: the number itself is clearer
    percent = sum(1 for kind, text in section if kind == "other" and text == "%")
    patterns = [text for kind, text in section if kind == "number"]
    with localcontext(prec=400):  # quantize refuses to give more digits than the precision
        amount = Decimal(repr(float(value))) * 100**percent
        shown = _digits(amount, "".join(patterns)) if len(patterns) <= 1 else _split_digits(amount, patterns)
    if any(kind == "bracket" and text.upper().startswith("DBNUM") for kind, text in section):
        return None
    return _fill_in(section, shown, plain(value))


def _fill_in(section: Section, shown: str | list[str], general: str) -> str:
    parts = [shown] if isinstance(shown, str) else list(shown)
    out = ""
    for kind, text in section:
        if kind == "number":
            out += parts.pop(0) if parts else ""
        elif kind == "general":
            out += general
        elif kind == "bracket":
            out += text[1:].split("-", 1)[0] if text.startswith("$") else ""
        elif kind in {"quoted", "escaped"} or (kind == "other" and text != "@"):
            out += text
    return out.strip()


def _digits(amount: Decimal, pattern: str) -> str:
    """A number by a pattern such as #,##0.00; a trailing comma divides by a thousand."""
    if not pattern:
        return ""
    scale = len(pattern) - len(pattern.rstrip(","))
    whole, _, fraction = pattern.rstrip(",").partition(".")
    rounded = (amount / 1000**scale).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    head, _, tail = text.partition(".")
    least = fraction.rindex("0") + 1 if "0" in fraction else 0
    while tail and len(tail) > least and tail[-1] == "0" and fraction[len(tail) - 1] in "#?":
        tail = tail[:-1]
    zeros = whole.count("0")
    head = head.zfill(zeros) if zeros > len(head) else head
    head = "" if head == "0" and not zeros else head  # # and ? show no zero
    sign = "-" if rounded < 0 else ""
    return (
        sign + head + ("." + tail if tail or (fraction == "" and pattern.rstrip(",").endswith(".")) else "")
    )


def _split_digits(amount: Decimal, patterns: list[str]) -> list[str]:
    """Digits given out from the right to several patterns: 0!.0, shows 12345 in units of ten thousand as 1.2."""
    scale = len(patterns[-1]) - len(patterns[-1].rstrip(","))
    number = (amount / 1000**scale).quantize(Decimal(1), ROUND_HALF_UP)
    digits, out = f"{abs(number):f}", list[str]()
    for pattern in reversed(patterns[1:]):
        size = len(pattern.rstrip(",").replace(",", ""))
        out.insert(0, digits[-size:].zfill(size))
        digits = digits[:-size]
    return [("-" if number < 0 else "") + (digits or "0"), *out]


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = "一二三四五六日"


def serial_date(value: float, date1904: bool = False) -> datetime | None:
    """The moment that a serial number stands for; 60 is the day 1900-02-29, which never was."""
    if not 0 <= value < 2_958_466:
        return None
    if date1904:
        start = datetime(1904, 1, 1)
    else:
        start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    return start + timedelta(seconds=round(value * 86400))


def _render_date(value: float, section: Section, date1904: bool) -> str | None:
    moment = serial_date(value, date1904)
    if moment is None:
        return None
    chinese = any(kind == "bracket" and text.upper() == "DBNUM1" for kind, text in section)
    half_day = any(kind == "ampm" for kind, _ in section)
    out, previous = "", ""
    for index, (kind, text) in enumerate(section):
        if kind == "date":
            low = text.lower()
            if low[0] == "m" and len(low) <= 2 and (previous == "h" or _next_date(section, index) == "s"):
                out += f"{moment.minute:0{len(low)}d}"
            else:
                out += _date_part(moment, low, half_day, chinese)
            previous = low[0]
        elif kind == "bracket" and re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
            unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            out, previous = out + str(round(value * 86400) // unit), text[0].lower()
        elif kind == "ampm":
            first, second = text.split("/")
            out += first if moment.hour < 12 else second
        elif kind in {"quoted", "escaped"} or (kind == "other" and text not in "@;"):
            out += text
        elif kind == "number":
            out += text  # the 0 of mm:ss.0 : parts of a second are not shown
    return out.strip()


def _next_date(section: Section, index: int) -> str:
    return next((text[0].lower() for kind, text in section[index + 1 :] if kind == "date"), "")


def _date_part(moment: datetime, part: str, half_day: bool, chinese: bool) -> str:
    from .numbering import format_number

    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    names = {
        "mmm": _MONTHS[moment.month - 1],
        "mmmm": moment.strftime("%B"),
        "ddd": moment.strftime("%a"),
        "dddd": moment.strftime("%A"),
        "aaa": _WEEKDAYS[moment.weekday()],
        "aaaa": "星期" + _WEEKDAYS[moment.weekday()],
    }
    if part in names:
        return names[part]
    if part[0] in "ye":
        text = f"{moment.year}" if len(part) > 2 or part[0] == "e" else f"{moment.year % 100:02d}"
        return format_number(int(text), "ideographDigital") if chinese else text
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}.get(part[0], 0)
    if chinese:
        return format_number(number, "chineseCountingThousand")
    return f"{number:0{min(len(part), 2)}d}"
