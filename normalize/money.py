"""Amounts of money in yuan, exactly: the unit stands in the header (投资估算（亿元）) or beside the number.

Source: ISO 4217 (CNY); scale words as in the order on legal units of measurement of 1984.
"""

from __future__ import annotations

from decimal import Decimal

from ..text import squeeze
from .numbers import parse_decimal, parse_quantity
from .units import Unit, parse_unit, plain

EMPTY = frozenset({"", "-", "--", "/", "\\", "无", "―", "——"})


def money_unit(header: str) -> Unit | None:
    """The unit of money of a header: 亿元, (万元), 单位：万元, 投资估算(亿元). None if it names no money.

    >>> money_unit("单位：万元").scale, money_unit("投资估算（亿元）").scale, money_unit("面积（亩）")
    (10000, 100000000, None)
    """
    copy = squeeze(header)
    for part in (copy, copy.rpartition(":")[2], copy.rpartition("(")[2].rstrip(")")):
        unit = parse_unit(part.strip("()"))
        if unit is not None and unit.kind == "money":
            return unit
    return None


def parse_money(raw: str, *, header_unit: str = "") -> Decimal | None:
    """An amount in yuan; the unit beside the number wins over the header's. None: empty, — or not parsed.

    Without any unit the amount is not known and the result is None.

    >>> parse_money("12.41", header_unit="亿元"), parse_money("500万元", header_unit="亿元"), parse_money("—")
    (Decimal('1241000000'), Decimal('5000000'), None)
    """
    copy = squeeze(raw)
    if copy in EMPTY:
        return None
    number = parse_decimal(copy)
    if number is not None:
        unit = money_unit(header_unit)
        return plain(number * unit.scale) if unit is not None and unit.code == "CNY" else None
    quantity = parse_quantity(copy)
    if quantity is None or quantity.unit != "CNY" or quantity.value_max is not None:
        return None
    return quantity.value
