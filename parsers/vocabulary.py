"""Column meaning by header vocabulary: headers.csv (exact words) and header_rules.csv (patterns).

A new heading is a row of data. What a heading means depends on the kind of table it stands in: 单位
is the unit of an indicator but the organisation of a task; so each row names its role per kind.
"""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import read_columns
from ..lightclass import dataclass
from ..text import lazy, squeeze
from .wording import data_rows

KINDS = ("indicator", "task", "project", "progress")

# Brackets at the end of a heading hold its unit: 投资估算（亿元）, 任务数(条).
_UNIT = lazy(r"[(〔\[]([^()〔〕\[\]]{1,12})[)〕\]]?$")
_UNITLIKE = lazy(
    r"^(?:单位:)?(?:%|‰|[十百千万亿]*(?:元|亩|吨|公里|千米|米|平方米|平方公里|公顷|立方米|人|户|个|条|项|家|件|天|处|座|次|类|台|辆)"
    r"|[a-zA-Zμ³²/]{1,8}|.{1,6}/.{1,4})$"
)


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a heading can mean: role per kind, the year and unit it carries."""

    roles: tuple[str, ...]
    year: int | None = None
    unit: str = ""

    def role(self, kind: str) -> str:
        return self.roles[KINDS.index(kind)] if kind in KINDS else "other"


_ROLE_COLUMNS = ("indicator", "task", "project", "progress")


@cache
def _exact() -> dict[str, tuple[str, ...]]:
    rows = read_columns("qingdan.parsers", "headers.csv", "header", *_ROLE_COLUMNS)
    return {squeeze(header): tuple(roles) for header, *roles in rows}


def is_heading(key: str) -> bool:
    """Whether a squeezed text is a heading of headers.csv, word for word."""
    return key in _exact()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], bool, tuple[str, ...], tuple[str, ...]], ...]:
    """Pattern, whether it names a year, the words one of which every heading of the rule holds, roles."""
    return tuple(
        (
            lazy(row["pattern"]),
            "(?P<year>" in row["pattern"],
            tuple(row["holds"].split("|")),
            tuple(row[kind] for kind in _ROLE_COLUMNS),
        )
        for row in data_rows("header_rules.csv")
    )


def header_unit(text: str) -> tuple[str, str]:
    """Split the unit bracket off a squeezed heading.

    >>> header_unit("投资估算(亿元)"), header_unit("任务数(条"), header_unit("项目(工程)名称")
    (('投资估算', '亿元'), ('任务数', '条'), ('项目(工程)名称', ''))
    """
    text = text.removesuffix("()").rstrip("(")  # 任务数( ) whose unit was lost
    found = _UNIT.search(text)
    if found and found.start() > 0 and _UNITLIKE.match(found.group(1)):
        unit = found.group(1)
        return text[: found.start()], unit.split(":")[-1]
    return text, ""


@cache
def match_header(text: str) -> HeaderMatch | None:
    """The meaning of a heading (blanks and width do not matter), None if it is in no vocabulary.

    >>> match_header("牵 头 单 位").role("task"), match_header("2025年目标值").year
    ('lead', 2025)
    >>> match_header("区生态环境局") is None
    True
    """
    key = squeeze(text).strip("*:")
    if not key or len(key) > 30:
        return None
    name, unit = header_unit(key)
    for candidate in (key, name):
        exact = _exact().get(candidate)
        if exact is not None:
            return HeaderMatch(exact, None, unit)
    dated = "20" in name
    for pattern, names_year, holds, roles in _rules():
        if (names_year and not dated) or not any(word in name for word in holds):
            continue
        found = pattern.match(name)
        if found:
            year = found.groupdict().get("year")
            return HeaderMatch(roles, int(year) if year else None, unit)
    return None


# How much a role says about the kind of a table. A kind needs its key roles (see `choose_kind`).
_WEIGHT = {
    "indicator": {"name": 3, "attribute": 3, "unit": 1, "value": 3},
    "task": {
        "task": 4,
        "task_name": 2,
        "lead": 2,
        "support": 2,
        "responsible": 2,
        "guide": 2,
        "leader": 1,
        "deadline": 2,
    },
    "project": {"name": 4, "content": 3, "investment": 4, "period": 2, "responsible": 1, "lead": 1},
    "progress": {"total": 3, "done": 3, "undone": 3, "rate": 3, "group": 1, "item": 1},
}


def _has_keys(kind: str, roles: set[str]) -> bool:
    if kind == "indicator":
        return "name" in roles and bool(roles & {"value", "attribute"})
    if kind == "task":
        wanted = {"no", "lead", "support", "responsible", "guide", "leader", "deadline", "category"}
        return bool(roles & {"task", "task_name"}) and bool(roles & wanted)
    if kind == "project":
        return "name" in roles and bool(roles & {"content", "investment", "period"})
    return len(roles & {"total", "done", "undone", "rate"}) >= 2


def choose_kind(matches: list[HeaderMatch | None]) -> str | None:
    """The kind of table these headings make, None if they make none of the four.

    >>> choose_kind([match_header(h) for h in ("序号", "项目名称", "建设内容", "投资估算(亿元)")])
    'project'
    >>> choose_kind([match_header(h) for h in ("姓名", "电话")]) is None
    True
    """
    best: tuple[float, str] | None = None
    for kind in KINDS:
        roles = [m.role(kind).split(":")[0] for m in matches if m is not None]
        if not _has_keys(kind, set(roles)):
            continue
        score = float(sum(_WEIGHT[kind].get(role, 0) for role in set(roles)))
        score -= 1.5 * sum(1 for m in matches if m is None or not m.role(kind) or m.role(kind) == "other")
        if best is None or score > best[0]:
            best = (score, kind)
    return best[1] if best else None
