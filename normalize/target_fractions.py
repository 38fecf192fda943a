"""Shares of a whole that are no number with a unit: 1/3, 2.31:1, 4成, 三分之二以上, 八成以上的财政支出."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..text import lazy
from .numbers import Found, Quantity, fraction_at
from .target_compared import Value, compare
from .target_text import TargetText, taken_at
from .units import decimal_of

_SHARE = lazy(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.])|(?P<c>\d{1,3}(?:\.\d{1,3})?)[:∶]1(?![\d:])"
    r"|(?P<t>[1-9])成(?=$|[,。;、)的]|以[上下]|左右)",
    holds=("/", ":1", "∶1", *(tenth + "成" for tenth in "123456789")),
)


_SHARE_OF = ("占", "达", "到", "超", "近", "约", "为", "的", "过")


def share_at(copy: str, pos: int) -> Found | None:
    """占全国1/3 and 城乡居民收入比2.31:1: a share of one; thirds are rounded to six places and approximate."""
    match = _SHARE.match(copy, pos)
    if match is None or (match["a"] and not 0 < int(match["a"]) < int(match["b"])):
        return None
    if match["a"] and int(match["b"]) > 12 and not copy.endswith(_SHARE_OF, 0, pos):
        return None  # 东湖广场17/18
    if match["t"]:  # 占全国超4成
        share = Quantity(
            Decimal(10) * int(match["t"]),
            operator="=",
            unit="%",
            unit_raw="成",
            value_base=Decimal(match["t"]) / 10,
            unit_base="1",
            kind="ratio",
        )
        return Found(pos, match.end(), share)
    exact = Fraction(int(match["a"]), int(match["b"])) if match["a"] else Fraction(match["c"])
    value = decimal_of(exact)
    rounded = Fraction(value) != exact
    if match["c"]:  # 收入比2.31:1 is told as 收入比2.31 is, without a unit
        return Found(pos, match.end(), Quantity(value, kind="ratio"))
    item = Quantity(
        value,
        operator="~" if rounded else "=",
        unit="1",
        value_base=value,
        unit_base="1",
        approx=rounded,
        kind="ratio",
    )
    return Found(pos, match.end(), item)


_CN_SHARE = lazy(
    r"[一二三四五六七八九十百]{1,3}分之[一二三四五六七八九十百零]{1,5}"
    r"|一半(?!时间)|半数"
    r"|(?<![统唯之万第])[一二三四五六七八九]成(?=以上|左右|以下|多|的(?!熟)|[,。;、)]|$)",
    holds=("分之", "一半", "半数", *(tenth + "成" for tenth in "一二三四五六七八九")),
)
_HALF = Quantity(Decimal("0.5"), unit="1", value_base=Decimal("0.5"), unit_base="1", kind="ratio")
_CN_TENTHS = "一二三四五六七八九"


def chinese_shares(text: TargetText) -> list[Value]:
    """三分之二以上行政村, 百分之八十, 八成以上的财政支出."""
    if not any(word in text.copy for word in ("分之", "成", "一半", "半数")):
        return []
    found: list[Value] = []
    for match in _CN_SHARE.finditer(text.copy):
        if taken_at(text, match.start()) is not None:
            continue
        if match.group().endswith("成"):
            tenth = str(_CN_TENTHS.index(match.group()[0]) + 1)
            item = share_at(tenth + "成", 0)
        elif "半" in match.group():
            item = Found(0, 2, _HALF)
        else:
            item = fraction_at(match.group(), 0)
        if item is not None:
            moved = replace(
                item, start=match.start(), end=match.end(), quantity=replace(item.quantity, kind="ratio")
            )
            value = compare(text, moved)
            if "半" in match.group() and not value.compared:
                continue  # 完成一半
            if value.compared or text.copy[value.end : value.end + 1] in ("", *"的,。;、)"):
                found.append(value)  # 力争三分之一县… is no target of its own
    return found
