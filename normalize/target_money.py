"""Money whose 元 or whose number is left out: 完成投资|2.93亿, 由1866亿元增加到|2000亿, 增加值突破|万亿元."""

from __future__ import annotations

from dataclasses import replace

from ..text import chinese_number, lazy
from .numbers import quantity_at
from .target_compared import Value, compare
from .target_text import TargetText, after_last, taken_at


def money_as_before(text: TargetText, values: list[Value]) -> list[Value]:
    """由1866亿元增加到|2000亿: the second number of a growth is money as the first is."""
    result = list(values)
    for index in range(1, len(result)):
        item, before = result[index].quantity, result[index - 1]
        bare = not item.unit and item.scale >= 10000 and before.quantity.unit == "CNY"
        if not bare or text.copy[before.end : result[index].number] not in _GREW_TO:
            continue
        if text.copy[result[index].end : result[index].end + 1] in ("", *",。;、)以左"):
            money = replace(item, unit="CNY", kind="money", value_base=item.value, unit_base="CNY")
            result[index] = replace(result[index], quantity=money)
    return result


_GREW_TO = tuple(
    verb + end
    for verb in ("增加", "增长", "提高", "提升", "扩大", "上升", "减少", "下降", "增", "升", "降")
    for end in ("到", "至")
)


_MONEY_NAMES = (
    "投资", "投资额", "资金", "产值", "总产值", "税收", "纳税", "税款", "营收", "收入", "销售额", "交易额", "成交额", "营业额", "零售额", "总值", "授信", "贷款", "融资", "引资", "外资", "内资", "增加值", "GDP", "预算", "利润", "经费", "补助", "补贴", "奖励", "募资", "捐款", "存款", "减税降费", "降费", "退税", "税费", "减负", "让利", "金额", "价款", "债券", "基金", "支出", "概算", "造价", "缺口资金",
)  # fmt: skip
_SAID_OF_MONEY = (
    "完成", "实现", "达成", "为", "共", "共计", "合计", "累计", "总计", "总额", "总量", "规模", "余额", "计划", "预计", "首次", "再次", "分别", "率先", "有望", "已", "将",
)  # fmt: skip
_AFTER_MONEY = (*",。;、)以左", "建设", "新建", "改造", "实施", "用于", "大关", "台阶", "关口")
_GIVEN_MONEY = ("奖励", "补助", "补贴", "资助", "奖金", "贷款", "授信", "经费")  # 给予不超过50万|奖励


def named_moneys(text: TargetText, values: list[Value]) -> list[Value]:
    """分别完成投资36亿、21亿: amounts of what is money, and those listed behind one."""
    result: list[Value] = []
    for value in values:
        again = _bare_sum(value) and result and result[-1].quantity.unit == "CNY"
        listed = again and text.copy[result[-1].end : value.number] in ("、", "和")  # 分别完成36亿、|21亿
        result.append(_as_money(value) if listed else _named_money(text, value))
    return result


def _bare_sum(value: Value) -> bool:
    item = value.quantity
    return not item.unit and item.scale >= 10000 and not item.unit_raw.strip("万亿千百个")


def _as_money(value: Value) -> Value:
    item = value.quantity
    return replace(
        value, quantity=replace(item, unit="CNY", kind="money", value_base=item.value, unit_base="CNY")
    )


def _named_money(text: TargetText, value: Value) -> Value:
    """完成投资|2.93亿, 总投资约|5亿,建设厂房: an amount of what is money, its 元 left out."""
    if not _bare_sum(value):
        return value
    if value.quantity.unit_raw.startswith("个"):  # 每年增加1个亿
        return _as_money(value)
    words = text.copy[max(after_last(text.stops, value.start), value.start - 16) : value.start].rstrip()
    for _ in range(3):
        words = next((words.removesuffix(end) for end in _SAID_OF_MONEY if words.endswith(end)), words)
    rest = text.copy[value.number_end : value.number_end + 2]
    named = words.endswith(_MONEY_NAMES) and (not rest or rest.startswith(_AFTER_MONEY))
    if not named and not rest.startswith(_GIVEN_MONEY):
        return value
    return _as_money(value)


_BARE_MONEY = lazy(
    r"(?:突破|首破|(?<=[入额值资])破|超过|超|达到|达|迈上|跨上|跃上|迈过|跨过|跨越|站上)了?(?P<n>[一二两三四五六七八九]?[万千百]亿(?=元|新?(?:大关|台阶|关口)|[,。;、]|$))",
    holds=("万亿", "千亿", "百亿"),
)
_STAGES = tuple(new + word for new in ("", "新") for word in ("大关", "台阶", "关口"))
_SUMS = (*_MONEY_NAMES, "总额", "总量", "总规模", "经济", "规模", "贸易")
_OVER = ("破", "过", "超", "越", "上", "了")


def bare_money(text: TargetText, known: list[Value]) -> list[Value]:
    """增加值突破万亿元: a scale word alone that _chinese_values does not read, where it is passed or reached."""
    found: list[Value] = []
    read = {value.number for value in known}
    for match in _BARE_MONEY.finditer(text.copy) if "亿" in text.copy else ():
        start = match.start("n")
        end = match.end() + text.copy.startswith("元", match.end())
        digit = chinese_number(text.copy[start])
        few = digit is not None and digit < 10  # 两千亿
        item = quantity_at(f"{digit if few else 1}{text.copy[start + few : end]}", 0)
        if item is None or start in read or taken_at(text, start) is not None:
            continue
        if text.copy[end : end + 1] not in ("", *",。;、)") and not text.copy.startswith(_STAGES, end):
            continue
        value = compare(text, replace(item, start=start, end=end))
        if not item.quantity.unit:  # 进出口总额突破|万亿: only where money is told of
            begin = after_last(text.stops, match.start())
            if not text.copy[begin : match.start()].rstrip("首次再率先").endswith(_SUMS):
                continue
            value = _as_money(value)
        over = text.copy.endswith(_OVER, match.start(), start)
        operator = ">" if over and not value.operator.startswith(">") else value.operator
        start = min(value.start, match.start())  # 收入|破万亿
        found.append(replace(value, operator=operator, start=start, compared=True))
    return found
