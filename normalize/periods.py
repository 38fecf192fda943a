"""Dates and periods as plans write them, a whole cell at a time, to ISO 8601 and EDTF (ISO 8601-2).

    2022年7月27日, 2022-07-27, 2022.07.27, 二〇二二年七月二十七日   2022-07-27
    2021—2025年, 20212025 (lossy), “十四五”期间                     2021/2025
    2025年底前                                                      2025-12-31
    长期, 长期坚持, 持续推进                                         ../..

Five-year plans: the first ran from 1953 to 1957; from the second on the text gives them by number (十四五 = 2021-2025).
"""

from __future__ import annotations

import re
from calendar import monthrange

from ..lightclass import dataclass
from ..text import chinese_number, fold, lazy
from .repair import repair_signature_date, repair_year_pair

_CN_YEAR = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_DATE = lazy(
    r"""
      (?<!\d)(?P<y1>(?:19|20)\d\d)\ ?年\ ?(?:(?P<m1>\d{1,2})\ ?月\ ?(?:(?P<d1>\d{1,2})\ ?[日号])?)?   # 2022年7月27日
    | (?<![\d.])(?P<y2>(?:19|20)\d\d)(?P<sep>[-./])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?![\d.])        # 2022-07-27, 2022.7.27
    | (?P<y3>[一二][零〇○Oo0九][零〇○Oo0一二三四五六七八九]{2})年
      (?:(?P<m3>[一二三四五六七八九十]{1,2})月(?:(?P<d3>[一二三四五六七八九十]{1,3})日)?)?               # 二〇二二年七月二十七日
    """,
    re.VERBOSE,
)
_COMPACT = lazy(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YEAR_MONTH = lazy(r"((?:19|20)\d\d)[-./](\d{1,2})")
_BLANKS = lazy(r"\s+")


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO 8601 date of the precision that is stated, None if there is no such day.

    >>> iso_date(2022, 7), iso_date(2022, 2, 30)
    ('2022-07', None)
    """
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _of_match(match: re.Match[str]) -> str | None:
    if match["y1"]:
        return iso_date(int(match["y1"]), _int(match["m1"]), _int(match["d1"]))
    if match["y2"]:
        return iso_date(int(match["y2"]), _int(match["m2"]), _int(match["d2"]))
    year = cn_year(match["y3"])
    month = chinese_number(match["m3"]) if match["m3"] else None
    day = chinese_number(match["d3"]) if match["d3"] else None
    return iso_date(year, month, day) if year is not None else None


def cn_year(text: str) -> int | None:
    """二〇二二, 二零二二 and 二○二二 as 2022; None for anything else.

    >>> cn_year("二〇二二"), cn_year("二月")
    (2022, None)
    """
    digits = text.replace("O", "0").replace("o", "0").translate(_CN_YEAR)
    return int(digits) if digits.isdecimal() else None


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def parse_date(text: str) -> str | None:
    """A whole text that is one date: ISO 8601 (`2022-07-27`, `2022-07`, `2022`), None if it is none.

    A time after the date (2022-08-05 16:56) is dropped; an impossible day (2022-02-30) is None.

    >>> [parse_date(t) for t in ("2022年7月27日", "二〇二二年七月", "2022 年 02 月 22 日", "2022.07.27", "2022-02-30")]
    ['2022-07-27', '2022-07', '2022-02-22', '2022-07-27', None]
    """
    copy = " ".join(fold(text).split()).strip("()[] ")
    copy = re.sub(r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?$", "", copy)
    match = _DATE.fullmatch(copy)
    if match:
        return _of_match(match)
    compact = _COMPACT.fullmatch(copy)
    if compact:
        return iso_date(int(compact[1]), int(compact[2]), int(compact[3]))
    month = _YEAR_MONTH.fullmatch(copy)
    if month:
        return iso_date(int(month[1]), int(month[2]))
    return None


# --------------------------------------------------------------------------------------------------
# Periods


@dataclass(frozen=True, slots=True)
class Period:
    """A period of years. `edtf` is exact to the month where months are stated; `end_year` None = open end (长期).

    `repaired` is the reading where characters were lost (2021—2025 for 20212025), `rule` says how it was read.
    """

    start_year: int | None
    end_year: int | None
    edtf: str
    repaired: str = ""
    rule: str = ""


_PLAN_ORDINAL = lazy(
    r"[“\"”'‘’]?(十?[一二三四五六七八九]|十)五[”\"“'‘’]?(?:规划)?(?:期间|时期|规划期|规划|末|$)?"
)
_SPAN = lazy(
    r"(?P<a>(?:19|20)\d\d)(?:年(?:(?P<am>\d{1,2})月)?)?(?:-{1,2}|～|~|至|到|/)(?P<b>(?:19|20)\d\d)(?:年(?:(?P<bm>\d{1,2})月)?)?(?:底|期间)?"
)
_SHORT_SPAN = lazy(r"(?P<a>(?:19|20)\d\d)年?(?:-{1,2}|～|~|至)(?P<b>\d\d)年?")
_MONTH_SPAN = lazy(
    r"(?P<y>(?:19|20)\d\d)[年.](?P<am>\d{1,2})月?(?:-{1,2}|～|~|至)(?:(?P<z>(?:19|20)\d\d)[年.])?(?P<bm>\d{1,2})月?"
)
_LONG_TERM = (
    "长期",
    "长期坚持",
    "持续推进",
    "长期推进",
    "常年",
    "常态化",
    "长期实施",
    "持续实施",
    "长期执行",
)


def plan_years(ordinal: str) -> tuple[int, int] | None:
    """Years of a national five-year plan by its number: 十四 -> (2021, 2025), 十三 -> (2016, 2020).

    >>> plan_years("十四"), plan_years("十五"), plan_years("九")
    ((2021, 2025), (2026, 2030), (1996, 2000))
    """
    number = chinese_number(ordinal)
    if number is None or not 6 <= number <= 30:
        return None
    start = 1981 + 5 * (number - 6)
    return start, start + 4


def parse_period(text: str, *, lossy: bool = False) -> Period | None:
    """A whole cell that is a period or a year (建设年限, 完成时限); None if it is neither.

    `20212025` is read as 2021—2025 only where characters are known to be lost (`lossy`).

    >>> parse_period("2021—2025年").edtf, parse_period("20212025"), parse_period("20212025", lossy=True).repaired
    ('2021/2025', None, '2021—2025')
    >>> parse_period("2022年6月—2023年12月").edtf, parse_period("“十四五”期间").edtf, parse_period("长期").edtf
    ('2022-06/2023-12', '2021/2025', '../..')
    """
    copy = _BLANKS.sub("", fold(text)).strip("()[]。,;")
    if not copy:
        return None
    if copy in _LONG_TERM:
        return Period(None, None, "../..", rule="open")
    for reader in (_read_months, _read_span, _read_short_span, _read_plan, _read_year):
        period = reader(copy)
        if period is not None:
            return period
    return _read_lossy(copy) if lossy else None


def _read_months(copy: str) -> Period | None:
    match = _MONTH_SPAN.fullmatch(copy)
    if match is None:
        return None
    first, last = int(match["y"]), int(match["z"] or match["y"])
    start, end = iso_date(first, int(match["am"])), iso_date(last, int(match["bm"]))
    if start is None or end is None or start > end:
        return None
    return Period(first, last, f"{start}/{end}", rule="months")


def _read_span(copy: str) -> Period | None:
    match = _SPAN.fullmatch(copy)
    if match is None or int(match["a"]) > int(match["b"]):
        return None
    start, end = iso_date(int(match["a"]), _int(match["am"])), iso_date(int(match["b"]), _int(match["bm"]))
    if start is None or end is None:
        return None
    edtf = start if start == end else f"{start}/{end}"
    return Period(int(match["a"]), int(match["b"]), edtf, rule="span")


def _read_short_span(copy: str) -> Period | None:
    match = _SHORT_SPAN.fullmatch(copy)
    if match is None:
        return None
    first, last = int(match["a"]), int(match["a"][:2] + match["b"])
    if not first < last <= first + 20 or int(match["b"]) <= 12:  # 2021-12 is a month
        return None
    return Period(first, last, f"{first}/{last}", rule="short_span")


def _read_plan(copy: str) -> Period | None:
    match = _PLAN_ORDINAL.fullmatch(copy)
    years = plan_years(match[1]) if match else None
    return Period(years[0], years[1], f"{years[0]}/{years[1]}", rule="five_year_plan") if years else None


def _read_year(copy: str) -> Period | None:
    plain = re.fullmatch(r"((?:19|20)\d\d)年?(底|末)?(?:前|之前)?(?:完成)?", copy)
    if plain:
        year = int(plain[1])
        return Period(year, year, f"{year}-12-31" if plain[2] else f"{year}", rule="year")
    date = parse_date(copy.removesuffix("底前").removesuffix("前").removesuffix("底"))
    return Period(int(date[:4]), int(date[:4]), date, rule="date") if date else None


def _read_lossy(copy: str) -> Period | None:
    pair = repair_year_pair(copy.removesuffix("年"))
    if pair:
        first, last = int(pair.repaired[:4]), int(pair.repaired[-4:])
        return Period(first, last, f"{first}/{last}", pair.repaired, pair.rule)
    glued = repair_signature_date(copy)
    date = parse_date(glued.repaired) if glued else None
    return Period(int(date[:4]), int(date[:4]), date, glued.repaired, glued.rule) if glued and date else None
