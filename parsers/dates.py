"""Dates and document numbers as public documents print them, whole or damaged. Pure str -> values."""

from __future__ import annotations

import re
from functools import cache

from ..lightclass import dataclass
from ..text import chinese_number, fold, lazy

_CN = "〇○Ｏ零一二三四五六七八九十"
_ARABIC = lazy(
    r"(?P<y>(?:19|20)\d{2})\s{0,2}(?:年\s{0,2}|[-/.])(?:(?P<m>\d{1,2})\s{0,2}(?:月\s{0,2}|[-/.]|(?=$|\s))(?:(?P<d>\d{1,2})\s{0,2}日?)?)?",
    holds=("19", "20"),
)
_CHINESE = lazy(
    r"(?P<y>[一二][〇○O零一二三四五六七八九]{3})\s?年(?:\s?(?P<m>[一二三四五六七八九十]{1,2})\s?月(?:\s?(?P<d>[一二三四五六七八九十]{1,3})\s?日)?)?",
    holds=("年",),
)
_SQUEEZED = lazy(r"(?P<y>(?:19|20)\d{2})(?P<rest>\d{2,4})日?")
_TIME = lazy(r"\s{0,3}(?:T|\s)?\d{1,2}:\d{2}(?::\d{2})?$")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A calendar date; month or day 0 where the document does not state them."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601 (GB/T 7408.1): 2022-07-27, 2022-07, 2022."""
        return "-".join(
            f"{part:0{width}d}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part
        )


def read_date(text: str) -> Date | None:
    """The date that a whole text states, None where it states none or only in damaged form.

    >>> [str(read_date(t)) for t in ("2022年7月27日", "2022-08-05 10:26", "二〇二二年七月二十七日", "二零二三年")]
    ['2022-07-27', '2022-08-05', '2022-07-27', '2023']
    """
    copy = _TIME.sub("", fold(text).strip())
    match = _ARABIC.fullmatch(copy) or (_CHINESE.fullmatch(copy) if copy[:1] in ("一", "二") else None)
    return _date(match) if match else None


def find_date(text: str) -> Date | None:
    """The first whole date inside a text."""
    copy = fold(text)
    for pattern in (_ARABIC, _CHINESE):
        for match in pattern.finditer(copy):
            date = _date(match)
            if date is not None and date.day:
                return date
    return None


def damaged_dates(text: str) -> tuple[Date, ...]:
    """The dates that a run of digits can be when 年 月 日 were lost: 2022727 -> 2022-07-27.

    >>> [[str(d) for d in damaged_dates(t)] for t in ("2022727", "202347", "2022121日", "20212025")]
    [['2022-07-27'], ['2023-04-07'], ['2022-01-21', '2022-12-01'], []]
    """
    match = _SQUEEZED.fullmatch(fold(text).strip())
    if not match:
        return ()
    rest = match["rest"]
    splits = ((rest[:cut], rest[cut:]) for cut in range(1, len(rest)))
    found = (
        _valid(int(match["y"]), int(month), int(day))
        for month, day in splits
        if month[0] != "0" and day[0] != "0"
    )
    return tuple(date for date in found if date is not None)


def _date(match: re.Match[str]) -> Date | None:
    year, month, day = match["y"], match["m"], match["d"]
    return _valid(_number(year), _number(month) if month else 0, _number(day) if day else 0)


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return chinese_number(text.replace("O", "〇")) or 0


def _valid(year: int, month: int, day: int) -> Date | None:
    if not (1900 <= year <= 2100 and 0 <= month <= 12 and 0 <= day <= 31):
        return None
    if day and day > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return None
    return Date(year, month, day)


# --------------------------------------------------------------------------------------------------
# Document numbers


@dataclass(frozen=True, slots=True)
class DocNumber:
    """发文字号 = 机关代字 + 〔年份〕 + 顺序号 + 号 (GB/T 9704-2012 7.2.5); `damaged` where marks were lost."""

    code: str
    year: int
    number: int
    start: int
    end: int
    damaged: bool = False

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.number}号"


_WHOLE_NUMBER = lazy(
    r"(?P<code>\p{Han}{2,14})\s{0,2}[〔\[(【﹝]\s?(?P<y>(?:19|20)\d{2})\s?[〕\])】﹞]\s{0,2}第?\s?(?P<n>\d{1,4})\s{0,2}号"
)
_CUT_NUMBER = lazy(
    r"(?P<code>\p{Han}{2,14})[〔\[(【﹝]\s?(?P<y>(?:19|20)\d{2})\s?[〔〕\[\])】﹞]?\s?(?P<n>\d{1,3})号?$"
)
_NO_NUMBER = frozenset(("无", "无文号", "无字号", "暂无", "-", "--", "/", "空"))


def find_doc_number(text: str) -> DocNumber | None:
    """The first whole document number of a text: 〔〕, [], （） and blanks inside are the same.

    >>> str(find_doc_number("某府办发[2022] 105 号")), find_doc_number("（2021—2025年）")
    ('某府办发〔2022〕105号', None)
    """
    match = _WHOLE_NUMBER.search(fold(text))
    return _doc_number(match, damaged=False) if match else None


def read_doc_number(text: str) -> DocNumber | None:
    """The document number that a whole line or value is, perhaps with its marks eaten.

    >>> str(read_doc_number("某府发〔20236")), read_doc_number("某府发〔20236").damaged, read_doc_number("无文号")
    ('某府发〔2023〕6号', True, None)
    """
    copy = fold(text).strip()
    if not any(mark in copy for mark in "〔[(【﹝"):
        return None
    whole = _WHOLE_NUMBER.fullmatch(copy)
    if whole:
        return _doc_number(whole, damaged=False)
    cut = _CUT_NUMBER.fullmatch(copy)
    return _doc_number(cut, damaged=True) if cut else None


def states_no_number(text: str) -> bool:
    """Whether a value says that there is no number: 无, 无文号."""
    return fold(text).strip() in _NO_NUMBER


def _doc_number(match: re.Match[str], *, damaged: bool) -> DocNumber:
    return DocNumber(
        match["code"], int(match["y"]), int(match["n"]), match.start("code"), match.end(), damaged
    )


# --------------------------------------------------------------------------------------------------
# Periods

_RANGE = lazy(r"(?P<a>20\d{2})\s?年?\s?(?:[-～~]{1,2}|至|到)\s?(?P<b>20\d{2})(?=\s?年|\)|$)")
_RANGE_CUT = lazy(r"(?<!\d)(?P<a>20\d{2})(?P<b>20\d{2})(?=年|\)|$)")
_PLAN = lazy(
    r"[“\"]?(?P<n>十[一二三四五六]?)五[”\"]?(?=时期|期间|[“”\"]|规划|计划|年|末|\s|$)|(?P<m>十[一二三四五六])五"
)
_YEAR = lazy(r"(?<!\d)(?P<a>20\d{2})\s?年")


@cache
def read_period(text: str) -> tuple[int, int, int, int] | None:
    """Years and span (first, last, start, end) of the period that a title names: a range, a five-year plan, a year.

    >>> read_period("某区生态环境保护“十四五”规划（2021—2025年）")[:2], read_period("某区“十五五”规划")[:2]
    ((2021, 2025), (2026, 2030))
    >>> read_period("2022年度重点工作"), read_period("暂行办法")
    ((2022, 2022, 0, 5), None)
    """
    copy = fold(text)
    for pattern in (_RANGE, _RANGE_CUT):
        match = pattern.search(copy)
        if match and int(match["a"]) < int(match["b"]) <= int(match["a"]) + 30:
            return int(match["a"]), int(match["b"]), match.start(), match.end()
    plan = _PLAN.search(copy)
    if plan:
        number = chinese_number(plan["n"] or plan["m"]) or 0
        return 1951 + 5 * number, 1955 + 5 * number, plan.start(), plan.end()
    year = _YEAR.search(copy)
    return (int(year["a"]), int(year["a"]), year.start(), year.end()) if year else None
