"""Numbers, units and money: literal examples from published plans."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.normalize.money import money_unit, parse_money
from qingdan.normalize.numbers import chinese_decimal, find_quantities, parse_decimal, parse_quantity
from qingdan.normalize.units import parse_unit, plain, to_base, unit_table


def _only_twos_and_fives(factor: Fraction) -> bool:
    """Whether the factor has a finite decimal: 1/2 for 斤 has, 2000/3 for 亩 has not."""
    rest = factor.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


# id, text, operator, value, upper value, unit, value in base unit, base unit
QUANTITIES = [
    ("mu_exact", "15万亩", "=", "150000", None, "cn:mu", "100000000", "m2"),
    ("mu_not_finite", "7亩", "=", "7", None, "cn:mu", "4666.666667", "m2"),
    ("hectare", "228公顷", "=", "228", None, "har", "2280000", "m2"),
    ("scale_yu", "70万余株", "~", "700000", None, "cn:count:株", "700000", "{#}"),
    ("yu_blank", "5700 余辆", "~", "5700", None, "cn:count:辆", "5700", "{#}"),
    ("yu_before_scale", "20余万元", "~", "200000", None, "CNY", "200000", "CNY"),
    ("visits", "38.4万人次", "=", "384000", None, "cn:visit:人", "384000", "{visit}"),
    ("visit_not_firm", "不少于12家次", ">=", "12", None, "cn:visit:家", "12", "{visit}"),
    ("firm", "12家", "=", "12", None, "cn:count:家", "12", "{#}"),
    ("slash_visit", "40余场/次", "~", "40", None, "cn:visit:场", "40", "{visit}"),
    ("range_tilde", "100～150kg", "=", "100", "150", "kg", "100", "kg"),
    ("range_scale", "1-3万亩", "=", "10000", "30000", "cn:mu", "6666666.666667", "m2"),
    ("impossible", "750kW/h", "=", "750", None, "", None, ""),
    ("water_tonnes", "2万吨/日", "=", "20000", None, "t/d", "20000", "t/d"),
    ("cubic", "1200m³/d", "=", "1200", None, "m3/d", "1200", "m3/d"),
    ("normal_cubic", "3000Nm³/h", "=", "3000", None, "cn:Nm3/h", "3000", "cn:Nm3/h"),
    ("steam", "20蒸吨/小时", "=", "20", None, "cn:steam_t/h", "20", "cn:steam_t/h"),
    ("concentration", "不超过30.7微克/立方米", "<=", "30.7", None, "ug/m3", "30.7", "ug/m3"),
    ("not_below_first", "不低于60%", ">=", "60", None, "%", "0.6", "1"),
    ("suffix", "保持90%以上", ">=", "90", None, "%", "0.9", "1"),
    ("reach_suffix", "达35%及以上", ">=", "35", None, "%", "0.35", "1"),
    ("about_within", "控制在5.5%左右", "~", "5.5", None, "%", "0.055", "1"),
    ("strict", ">330", ">", "330", None, "", None, ""),
    ("thousands", "1,275件", "=", "1275", None, "cn:count:件", "1275", "{#}"),
    ("full_width", "１００％", "=", "100", None, "%", "1", "1"),
    ("kilowatt_no_scale", "3千瓦", "=", "3", None, "kW", "3000", "W"),
    ("ten_thousand_kw", "5万千瓦", "=", "50000", None, "kW", "50000000", "W"),
    ("percent_points", "5个百分点", "=", "5", None, "cn:pp", "5", "cn:pp"),
    ("permille", "3‰", "=", "3", None, "[ppth]", "0.003", "1"),
    ("chinese", "两座", "=", "2", None, "cn:count:座", "2", "{#}"),
    ("chinese_scale", "三十万亩", "=", "300000", None, "cn:mu", "200000000", "m2"),
    ("hundredths", "百分之八十", "=", "80", None, "%", "0.8", "1"),
    ("compound", "5吨/亩", "=", "5", None, "cn:t/mu", "7.5", "kg/m2"),
    ("tolerance", "100±5dB", "=", "95", "105", "dB", "95", "dB"),
    ("jin", "8.5亿斤", "=", "850000000", None, "cn:jin", "425000000", "kg"),
]


@pytest.mark.parametrize("row", QUANTITIES, ids=[q[0] for q in QUANTITIES])
def test_quantity(row):
    _, text, operator, value, high, unit, base, base_unit = row
    found = parse_quantity(text)
    assert found is not None
    assert (found.operator, found.value, found.value_max) == (
        operator,
        Decimal(value),
        high and Decimal(high),
    )
    assert (found.unit, found.value_base, found.unit_base) == (unit, base and Decimal(base), base_unit)


@pytest.mark.parametrize("text", ["DN800", "一级A标", "PM2.5", "", "一批", "145号附13号", "优良", "1+3"])
def test_no_quantity(text):
    assert parse_quantity(text) is None


def test_product_keeps_both_factors():
    found = parse_quantity("2×660MW")
    assert found is not None
    assert (found.count, found.value, found.unit) == (Decimal(2), Decimal(660), "MW")


def test_rate_over_an_unknown_word_has_no_unit():
    found = parse_quantity("25元/间/晚")
    assert found is not None
    assert (found.unit, found.unit_raw, found.value_base, found.problems) == (
        "",
        "元/间/晚",
        None,
        ("unit_unknown",),
    )


def test_impossible_unit_is_reported():
    found = parse_quantity("750kW/h")
    assert found is not None
    assert found.problems == ("impossible_unit",)


def test_unlike_units_stay_apart():
    tonnes, cubic = parse_unit("万吨/日"), parse_unit("m³/d")
    assert tonnes is not None
    assert cubic is not None
    assert tonnes.base != cubic.base


APART = [
    ("工作日", "日"), ("人次", "人"), ("家次", "家"), ("场次", "场"), ("万吨/日", "立方米/日"), ("学时", "小时"), ("吨标准煤", "吨"),
    ("吨二氧化碳", "吨"), ("蒸吨/小时", "吨/小时"), ("Nm³/h", "立方米/小时"), ("个百分点", "%"), ("元/人次", "元/人"), ("千瓦", "千瓦时"),
    ("岁", "年"), ("美元", "元"), ("户", "人"), ("毫克/升", "毫克/千克"), ("千伏安", "千瓦"), ("户次", "户"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART, ids=[a[0] for a in APART])
def test_no_common_base(one, other):
    first, second = parse_unit(one), parse_unit(other)
    assert first is not None
    assert second is not None
    assert first.base != second.base


@pytest.mark.parametrize("text", ["750kW/h", "30千瓦/小时", "2MW/h", "5万千瓦/时"])
def test_units_that_cannot_be_are_findings(text):
    found = parse_quantity(text)
    assert found is not None
    assert (found.unit, found.value_base, found.problems) == ("", None, ("impossible_unit",))


# Exact factors: one of the unit in its base
FACTORS = [
    ("亩", Fraction(2000, 3)), ("公顷", 10**4), ("平方公里", 10**6), ("平方厘米", Fraction(1, 10**4)), ("公里", 1000), ("毫米", Fraction(1, 1000)),
    ("英寸", Fraction(127, 5000)), ("吨", 1000), ("斤", Fraction(1, 2)), ("担", 50), ("吨/时", 24), ("立方米/秒", 86400), ("兆瓦", 10**6),
    ("毫克/立方米", 1000), ("千克标准煤", Fraction(1, 1000)), ("‰", Fraction(1, 1000)), ("%", Fraction(1, 100)), ("元/亩", Fraction(3, 2000)),
    ("元/吨", Fraction(1, 1000)), ("基点", Fraction(1, 100)), ("分钟", Fraction(1, 60)), ("周", 7), ("次/月", 12), ("元/月", 12),
]  # fmt: skip


@pytest.mark.parametrize(("text", "factor"), FACTORS, ids=[f[0] for f in FACTORS])
def test_factor_is_exact(text, factor):
    unit = parse_unit(text)
    assert unit is not None
    assert unit.factor == factor


def test_units_file_is_sound():
    for unit in unit_table().units.values():
        assert unit.factor > 0
        assert bool(unit.code) != bool(unit.problem)
        assert unit.code.isascii() or unit.code.startswith("cn:")


UNITS = [
    ("%", "%"), ("μg/m³", "ug/m3"), ("µg/m3", "ug/m3"), ("微克／立方米", "ug/m3"), ("平方米/人", "m2/{person}"),
    ("毫克/升", "mg/L"), ("㎡", "m2"), ("万平方米", "m2"), ("千瓦时", "kW.h"), ("元/人·年", "CNY/{person}/a"),
    ("蒸吨/小时", "cn:steam_t/h"), ("家次", "cn:visit:家"), ("家", "cn:count:家"), ("亿元", "CNY"),
    ("个工作日", "cn:workday"), ("工作日", "cn:workday"), ("人次", "cn:visit:人"), ("车次", "cn:visit:车"), ("场（次）", "cn:visit:场"),
    ("人", "{person}"), ("元/人次", "CNY/{visit}"), ("元/人", "CNY/{person}"), ("元/平方米/月", "CNY/m2/mo"), ("元/平方米·月", "CNY/m2/mo"),
    ("元/(平方米·月)", "CNY/m2/mo"), ("元/户·年", "CNY/{household}/a"), ("元/人.月", "CNY/{person}/mo"), ("毫米/年", "mm/a"),
    ("元/间/晚", ""), ("元/人/学期", "CNY/{person}/{school_term}"), ("学时", "cn:class_hour"), ("小时", "h"),
    ("千克标准煤", "cn:kgce"), ("吨标准煤/万元", "cn:tce/10kCNY"), ("克标准煤/千瓦时", "cn:gce/kW.h"), ("吨公里", "t.km"), ("标准箱", "cn:count:标箱"),
    ("升/人·日", "L/{person}/d"), ("公里/平方公里", "km/km2"), ("吨/日", "t/d"), ("m3d", "m3/d"), ("方", "m3"), ("Nm³/h", "cn:Nm3/h"),
    ("‰", "[ppth]"), ("基点", "cn:bp"), ("纳克/立方米", "ng/m3"), ("蒸吨", "cn:steam_t/h"), ("兆瓦", "MW"), ("公顷", "har"), ("亿斤", "cn:jin"),
    ("个百分点", "cn:pp"), ("吨标准煤", "cn:tce"), ("1/10万", "10*-5"), ("公里", "km"), ("天", "d"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), UNITS, ids=[u[0] for u in UNITS])
def test_unit(text, code):
    unit = parse_unit(text)
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize("text", ["", "PM2.5", "VOCs", "达到或好于Ⅲ类", "某某", "区"])
def test_no_unit(text):
    assert parse_unit(text) is None


def test_scale_is_not_part_of_the_unit():
    unit = parse_unit("万亩")
    assert unit is not None
    assert (unit.code, unit.scale, unit.factor) == ("cn:mu", 10000, Fraction(2000, 3))


MONEY = [
    ("header", "12.41", "亿元", "1241000000"),
    ("header_bracket", "12.41", "投资估算（亿元）", "1241000000"),
    ("header_colon", "950", "单位：万元", "9500000"),
    ("own_unit_wins", "500万元", "亿元", "5000000"),
    ("yuan", "25339元", "", "25339"),
    ("thousands", "1,105.24", "万元", "11052400"),
    ("dash", "—", "亿元", None),
    ("empty", "", "亿元", None),
    ("none", "无", "亿元", None),
    ("no_unit_no_guess", "12.41", "", None),
    ("other_unit", "12公里", "亿元", None),
    ("dollars_are_not_yuan", "5万美元", "万元", None),
    ("range_is_not_one_amount", "3-5亿元", "亿元", None),
]


@pytest.mark.parametrize("row", MONEY, ids=[m[0] for m in MONEY])
def test_money(row):
    _, raw, header, expected = row
    assert parse_money(raw, header_unit=header) == (expected and Decimal(expected))


def test_money_unit_of_an_area_is_none():
    assert money_unit("面积（亩）") is None


CHINESE = [("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("两千零五", 2005), ("三十万", 300000),
           ("两千五百亿", 250000000000), ("一亿两千万", 120000000), ("二〇二三", 2023)]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CHINESE, ids=[c[0] for c in CHINESE])
def test_chinese_decimal(text, value):
    assert chinese_decimal(text) == value


def test_find_reads_left_to_right_and_skips_nothing():
    found = find_quantities("新增便携式监测仪不少于15套,无人机4架;2350万元")
    assert [(f.quantity.value, f.quantity.unit_raw) for f in found] == [
        (15, "套"),
        (4, "架"),
        (23500000, "万元"),
    ]


@given(st.integers(0, 10**9), st.sampled_from(["", ".5", ".25"]))
def test_number_survives(number, part):
    assert parse_decimal(f"{number}{part}") == Decimal(f"{number}{part}")


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(sorted(unit_table().units)))
def test_base_value_is_the_product(value, key):
    unit = unit_table().units[key]
    exact = Fraction(value) * unit.factor
    assert abs(Fraction(to_base(value, unit)) - exact) <= Fraction(1, 2 * 10**6)
    if unit.factor.denominator == 1:
        assert Fraction(to_base(value, unit)) == exact
    assert plain(value) == value


_FINITE = sorted(
    key for key, unit in unit_table().units.items() if unit.code and _only_twos_and_fives(unit.factor)
)


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(_FINITE))
def test_value_to_base_and_back_is_exact(value, key):
    unit = unit_table().units[key]
    assert Fraction(to_base(value, unit)) / unit.factor == Fraction(value)


@given(st.integers(1, 10**6), st.sampled_from(["", "万", "亿"]), st.sampled_from(sorted(unit_table().units)))
def test_number_scale_and_unit_are_read_as_they_were_written(number, scale, key):
    unit = unit_table().units[key]
    read = parse_unit(scale + key)
    assert read is not None
    assert (read.code, read.base, read.factor, read.scale) == (
        unit.code,
        unit.base,
        unit.factor,
        {"": 1, "万": 10**4, "亿": 10**8}[scale],
    )
    if unit.code and not key[0].isdigit() and key[0] not in "/度日":  # 1日 is a date
        found = parse_quantity(f"{number}{scale}{key}")
        assert found is not None
        assert (found.value, found.unit) == (number * read.scale, unit.code)
        assert found.value_base == to_base(Decimal(number * read.scale), unit)


@given(st.text(alphabet="0123456789万亿亩元%家次～-余,. 以上不低于达到", max_size=40))
def test_any_text_is_read_without_error(text):
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)
    parse_quantity(text)
    parse_money(text, header_unit="万元")


@pytest.mark.parametrize("unit", ["1", "1,", "1,234,", "(", "、", "1-", "万", "1/", "一", "1×"])
def test_linear_time(unit):
    text = unit * (20000 // len(unit))
    with completes():
        find_quantities(text)
        parse_quantity(text)
