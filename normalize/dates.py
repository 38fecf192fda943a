"""Dates, periods and deadlines as plans write them, to ISO 8601 and EDTF (ISO 8601-2).

    2022年7月27日, 2022-07-27, 2022.07.27, 二〇二二年七月二十七日   2022-07-27
    2021—2025年, 20212025 (lossy), “十四五”期间                     2021/2025
    2025年底前                                                      2025-12-31
    每年, 每3年, 每半年, 每季度, 按月                                R/P1Y, R/P3Y, R/P6M, R/P3M, R/P1M
    长期坚持 (in a cell also 长期, 持续推进)                          ../.., or 2021/.. where the plan's years are known

Five-year plans: the first ran from 1953 to 1957; from the second on the text gives them by number (十四五 = 2021-2025).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from functools import lru_cache

from ..lightclass import dataclass
from ..text import chinese_number, fold, lazy, scan
from .repair import repair_signature_date, repair_year_pair

_CN_YEAR = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_CN = "零〇○一二三四五六七八九"
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


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
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
        return _iso(int(match["y1"]), _int(match["m1"]), _int(match["d1"]))
    if match["y2"]:
        return _iso(int(match["y2"]), _int(match["m2"]), _int(match["d2"]))
    year = match["y3"].replace("O", "0").replace("o", "0").translate(_CN_YEAR)
    month = chinese_number(match["m3"]) if match["m3"] else None
    day = chinese_number(match["d3"]) if match["d3"] else None
    return _iso(int(year), month, day) if year.isdigit() else None


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
        return _iso(int(compact[1]), int(compact[2]), int(compact[3]))
    month = _YEAR_MONTH.fullmatch(copy)
    if month:
        return _iso(int(month[1]), int(month[2]))
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
    copy = re.sub(r"\s+", "", fold(text)).strip("()[]。,;")
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
    start, end = _iso(first, int(match["am"])), _iso(last, int(match["bm"]))
    if start is None or end is None or start > end:
        return None
    return Period(first, last, f"{start}/{end}", rule="months")


def _read_span(copy: str) -> Period | None:
    match = _SPAN.fullmatch(copy)
    if match is None or int(match["a"]) > int(match["b"]):
        return None
    start, end = _iso(int(match["a"]), _int(match["am"])), _iso(int(match["b"]), _int(match["bm"]))
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


# --------------------------------------------------------------------------------------------------
# Deadlines in running text


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point or span of time said of a target. text[start:end] == raw.

    `kind`: by (到2025年, 2025年底前), during (“十四五”期间, 2022年,), recurring (每年), as_of (截至2023年6月),
    open (长期坚持, 持续推进), relative (30日内: counted from a day that is not stated, edtf ""). `ambiguous`: 2025年前 may end with 2024 or with 2025; a month without a year
    where the year of the list is not known has edtf "".
    """

    edtf: str
    raw: str
    start: int
    end: int
    ambiguous: bool = False
    kind: str = "by"


_DEADLINE_BEGINS = lazy(
    "[截到至于在1-9“\"‘'一二两三四五六七八九十规每按今本当年长持]"
)  # every alternative below
_DEADLINE = lazy(
    r"""
      (?P<asof>截[至止到]\ ?)(?P<asy>(?:19|20)\d\d)\ ?年?(?:\ ?(?P<asm>\d{1,2})\ ?月)?(?:\ ?(?P<asd>\d{1,2})\ ?日)?(?P<ase>年?底|末)?
    | (?P<asnow>截[至止]目前)
    | (?P<by>(?<![达得做均])到|至)\ ?(?P<byy>20\d\d)(?P<glued>1[0-2]|[1-9])月(?P<gluedend>底)?(?:之?前)?                 # 到20229月底 (lossy)
    | (?:(?P<by2>(?<![达得做])到|至|于|在)\ ?)?(?<!\d)(?P<y>(?:19|20)\d\d)\ ?年
        (?:\ ?(?P<m>\d{1,2})\ ?月(?:\ ?(?P<d>\d{1,2})\ ?[日号])?)?
        (?P<end>年?(?:底|末))?(?P<before>之?前)?(?P<half>上半年|下半年)?(?P<deg>度)?
    | (?:(?P<by3>(?<![达得做])到|至|于|在)\ ?)?(?<![\d年])(?P<bm>1[0-2]|[1-9])\ ?月(?:\ ?(?P<bd>[12]\d|3[01]|[1-9])\ ?[日号])?
        (?P<bend>底|末)?(?P<bbefore>之?前)?
    | (?P<plan>[“"‘']?(?P<planno>十[一二三四五六七八九]|[八九])五[”"’“]?(?:规划)?)(?P<planw>期间|时期|末|期末|期内)
    | (?P<ours>规划期(?:内|间|末)?|规划实施期(?:内|间)?)
    | (?P<every>每\ ?(?:(?P<n>\d{1,2}|[一二两三四五六七八九十])\ ?)?(?P<unit>个?月|年|半年|季度|季|周|天|日)(?!度|均|[一-龥]?级))
    | (?P<within>(?<![\d.近前])(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\ ?(?:个月|年|个?工作日|日|天)之?内(?![涵容部控外需]))
    | (?P<adv>按(?P<advu>年度?|季度?|月|半年|周|日)(?=[,，、。;；组开进完实报上统监]))
    | (?P<yearend>(?:今年|本年|当年|年)(?:底|末)(?:之?前)?)
    | (?P<open>长期坚持|长期推进|持续推进并长期坚持)
    | (?P<span>(?<!\d)(?P<sa>(?:19|20)\d\d)\ ?年?(?:-{1,2}|～|~|至)(?P<sb>20\d\d)\ ?年?(?:期间)?)
    | (?P<pair>(?<![\d.])20\d\d20\d\d(?!\d)年?)
    """,
    re.VERBOSE,
)
_EVERY = {
    "年": "Y",
    "半年": "6M",
    "季度": "3M",
    "季": "3M",
    "月": "M",
    "个月": "M",
    "周": "W",
    "天": "D",
    "日": "D",
}
_TITLE = lazy(r"《[^《》]{1,200}》")
_AHEAD = lazy(r"\ ?(?:[,，;；]|期间|内|之内|以前)")


def titles(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of 《…》: a year in a title (《2022年工作方案》) is no deadline.

    >>> titles("按《某市2022年方案》执行")
    ((1, 12),)
    """
    return tuple(match.span() for match in _TITLE.finditer(text))


@lru_cache(maxsize=16)  # the deadline of a task and the targets in its text ask one after the other
def find_deadlines(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None, lossy: bool = False
) -> tuple[Deadline, ...]:
    """Every deadline, period, recurrence and as-of date of a text, from left to right.

    `year` is the year of the list (附件2：2022年…目标任务) and completes 9月底前; `plan` are the years of the
    document's own period and completes 规划期内. Years in 《》 and names such as “5.22” are none. 20252035年 is read
    as a period only where characters are known to be lost (`lossy`), and then as ambiguous.

    >>> [(d.edtf, d.raw) for d in find_deadlines("到2025年,…不低于95%;9月底前完成,每年一次", year=2022)]
    [('2025', '到2025年'), ('2022-09-30', '9月底前'), ('R/P1Y', '每年')]
    """
    copy = fold(text)
    quoted = titles(copy)
    found: list[Deadline] = []
    for match in scan(_DEADLINE_BEGINS, _DEADLINE, copy):
        if _cursor_inside(quoted, match.start()):
            continue
        if match["pair"] and not lossy:
            continue
        item = _deadline(copy, match, year, plan)
        if item is not None:
            edtf, kind, ambiguous = item
            found.append(
                Deadline(edtf, text[match.start() : match.end()], match.start(), match.end(), ambiguous, kind)
            )
    return tuple(found)


def _cursor_inside(spans: tuple[tuple[int, int], ...], start: int) -> bool:
    """Binary search: titles do not overlap and stand in order."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= start


_Read = tuple[str, str, bool] | None


def _deadline(copy: str, match: re.Match[str], year: int | None, plan: tuple[int, int] | None) -> _Read:
    if match["asof"]:
        return _as_of(match)
    if match["asnow"]:
        return "", "as_of", False
    if match["glued"]:
        return _end_of_month(int(match["byy"]), int(match["glued"])), "by", False
    if match["y"]:
        return _dated(copy, match)
    if match["bm"]:
        return _month(match, year)
    if match["plan"]:
        years = plan_years(match["planno"])
        if years is None:
            return None
        return (
            (f"{years[1]}", "by", False)
            if "末" in match["planw"]
            else (f"{years[0]}/{years[1]}", "during", False)
        )
    if match["ours"]:
        return (f"{plan[0]}/{plan[1]}" if plan else "", "during", plan is None)
    if match["every"]:
        return _recurring(match)
    if match["within"]:  # 自受理之日起30日内: the day it counts from is not in the text
        return "", "relative", True
    if match["adv"]:
        unit = (match["advu"] or "年").removesuffix("度") if match["advu"] != "季度" else "季"
        return "R/P" + _period_of(1, unit), "recurring", False
    if match["yearend"]:
        return (f"{year}-12-31" if year else "", "by", year is None)
    if match["open"]:
        return (f"{plan[0]}/.." if plan else "../..", "open", False)
    if match["span"]:
        return None if _names_plan(copy, match) else _span(match)
    pair = repair_year_pair(match["pair"].removesuffix("年"))
    return (f"{pair.repaired[:4]}/{pair.repaired[-4:]}", "during", True) if pair else None


def _as_of(match: re.Match[str]) -> _Read:
    year, month, day = int(match["asy"]), _int(match["asm"]), _int(match["asd"])
    date = _iso(year, month, day)
    if date is None:
        return None
    return (f"{year}-12-31" if match["ase"] and month is None else date), "as_of", False


def _end_of_month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}" if 1 <= month <= 12 else ""


def _dated(copy: str, match: re.Match[str]) -> _Read:
    """到2025年, 2025年底前, 2025年前, 2023年6月30日, and 2022年, at the start of a sentence."""
    year, month, day = int(match["y"]), _int(match["m"]), _int(match["d"])
    date = _iso(year, month, day)
    if date is None or match["deg"]:
        return None
    if match["half"]:
        first = match["half"] == "上半年"
        return f"{year}-01/{year}-06" if first else f"{year}-07/{year}-12", "during", False
    if month is None and match["end"]:
        return f"{year}-12-31", "by", False
    if month is not None and day is None and (match["end"] or match["before"]):
        return _end_of_month(year, month), "by", not match["end"]
    if match["before"]:
        return date, "by", month is None
    if match["by2"] in ("到", "至"):
        return date, "by", False
    if _AHEAD.match(copy, match.end()) or match["by2"]:
        return date, "during", False
    return (date, "during", False) if _opens_clause(copy, match.start()) else None


def _opens_clause(copy: str, start: int) -> bool:
    """2025年创建为…示范区, 力争2024年全区成功创建: the year opens the clause; 完成2021年度清单 names an object."""
    before = copy[:start].rstrip() if start < 8 else copy[start - 8 : start].rstrip()
    return (
        not before
        or before[-1] in ",，。;；:：、(（"
        or before.endswith(("力争", "确保", "争取", "努力", "预计", "计划"))
    )


def _month(match: re.Match[str], year: int | None) -> _Read:
    """9月底前: the year of the list. 7月 alone, without 底 or 前, is no deadline."""
    month, day = int(match["bm"]), _int(match["bd"])
    if not (match["bend"] or match["bbefore"] or match["by3"] in ("到", "至")):
        return None
    if year is None:
        return "", "by", True
    if day is not None:
        date = _iso(year, month, day)
        return (date, "by", False) if date else None
    return _end_of_month(year, month), "by", not match["bend"]


def _recurring(match: re.Match[str]) -> _Read:
    count = 1
    if match["n"]:
        count = int(match["n"]) if match["n"].isdigit() else (chinese_number(match["n"]) or 1)
    return "R/P" + _period_of(count, match["unit"]), "recurring", False


def _period_of(count: int, unit: str) -> str:
    code = _EVERY.get(unit, "Y")
    return f"{int(code[:-1] or 1) * count}{code[-1]}"


_PLAN_NAME = lazy(r" ?[^,。;:、\d的]{0,14}(?:规划|方案|计划|要点)")


def _names_plan(copy: str, match: re.Match[str]) -> bool:
    """编制2022-2025建设项目规划设计方案: the years belong to the name of the plan that is drawn up."""
    drawn_up = copy[max(0, match.start() - 4) : match.start()].rstrip(" 了《“")
    return drawn_up.endswith(("编制", "制定", "印发", "修订", "出台")) and bool(
        _PLAN_NAME.match(copy, match.end())
    )


def _span(match: re.Match[str]) -> _Read:
    first, last = int(match["sa"]), int(match["sb"])
    return (f"{first}/{last}", "during", False) if first < last else None


def task_deadline(
    text: str, *, year: int | None = None, plan: tuple[int, int] | None = None, lossy: bool = False
) -> str:
    """The task's own deadline as EDTF, "" if it states none or several that contradict each other.

    Rule: as-of dates do not count. Of one kind (by, during, recurring, open) all must agree. A point in time
    (by) goes before a period (during), a period before an open end, an open end before a recurrence: 规划期内每年 is 2021/2025 for the
    task (the recurrence belongs to the target). Two points in time (7月底前…9月底前) give "".

    >>> task_deadline("到2025年,节水器具普及率不低于60%"), task_deadline("7月底前…9月底前", year=2022), task_deadline("每年开展监测")
    ('2025', '', 'R/P1Y')
    """
    return deadline_of(find_deadlines(text, year=year, plan=plan, lossy=lossy))


def deadline_of(found: Sequence[Deadline]) -> str:
    """The deadline that several expressions of one text amount to (see task_deadline)."""
    for kind in ("by", "during", "open", "recurring"):
        values = {item.edtf for item in found if item.kind == kind}
        if values:
            return values.pop() if len(values) == 1 else ""
    return ""
