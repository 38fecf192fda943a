"""Indicator tables: names with units, value cells, attributes, canonical measures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.normalize.indicators import (
    attribute,
    measure_of,
    measure_unit_finding,
    parse_value,
    split_name,
    value_findings,
)
from qingdan.normalize.units import parse_unit

# id, cell, operator, value, upper value, relative
VALUES = [
    ("at_least", "≥95", ">=", "95", None, ""), ("above", ">330", ">", "330", None, ""), ("below", "<35", "<", "35", None, ""),
    ("bare", "35", "=", "35", None, ""), ("decimal", "55.97", "=", "55.97", None, ""), ("about", "15左右", "~", "15", None, ""),
    ("or_more", "80%以上", ">=", "80", None, ""), ("dash", "—", "missing", None, None, ""),
    ("empty", "", "missing", None, None, ""), ("hyphen", "-", "missing", None, None, ""), ("slash", "/", "missing", None, None, ""),
    ("handed_down", "完成市级下达目标", "relative", None, None, "完成市级下达目标"),
    ("as_told", "以市级下达为准", "relative", None, None, "以市级下达为准"),
    ("change", "较2020年下降5%", "=", "5", None, "较2020年下降"), ("covered", "全覆盖", "qualitative", None, None, ""),
    ("better", "持续改善", "qualitative", None, None, ""), ("full_stop", "76。7", "=", "76.7", None, ""),
    ("range", "10-12", "=", "10", "12", ""), ("not_below", "不低于93.5", ">=", "93.5", None, ""),
    ("proportion", "2.5：1", "=", "2.5", None, ""), ("proportion_half", "1：2", "=", "0.5", None, ""),
    ("negative", "-5.2", "=", "-5.2", None, ""), ("full_width", "＞８０", ">", "80", None, ""),
    ("class", "Ⅲ类", "qualitative", None, None, ""), ("spaced", "≥ 0.515", ">=", "0.515", None, ""),
]  # fmt: skip


@pytest.mark.parametrize("row", VALUES, ids=[v[0] for v in VALUES])
def test_value(row):
    _, raw, operator, value, high, relative = row
    found = parse_value(raw, unit="%")
    assert (found.operator, found.value, found.value_max) == (
        operator,
        value and Decimal(value),
        high and Decimal(high),
    )
    assert (found.relative, found.raw) == (relative, raw)


NOTES = [
    ("17.07[4]", "17.07", "4"),
    ("348[2]", "348", "2"),
    ("21.5[1]", "21.5", "1"),
    ("12.5①", "12.5", "1"),
    ("16[1][2]", "16", "1,2"),
]


@pytest.mark.parametrize(("raw", "value", "notes"), NOTES, ids=[n[0] for n in NOTES])
def test_footnote_is_not_a_digit_of_the_value(raw, value, notes):
    found = parse_value(raw)
    assert (found.value, found.footnotes) == (Decimal(value), notes)


def test_footnote_of_a_relative_value():
    found = parse_value("以市级下达为准[3]")
    assert (found.operator, found.relative, found.footnotes) == ("relative", "以市级下达为准", "3")


@pytest.mark.parametrize("raw", ["〔18〕", "[18]"])
def test_bracketed_value_is_a_five_year_total(raw):
    found = parse_value(raw, unit="%")
    assert (found.operator, found.value, found.cumulative, found.footnotes) == ("=", Decimal(18), True, "")


def test_scale_of_the_printed_unit_is_multiplied_in():
    found = parse_value("30.5", unit="t", unit_raw="万吨")
    assert (found.value, found.unit) == (Decimal(305000), "t")


def test_own_unit_of_a_cell_wins_and_is_reported():
    found = parse_value("约3万户", unit="%")
    assert (found.value, found.unit, found.findings) == (Decimal(30000), "{household}", ("unit_differs",))


@pytest.mark.parametrize("raw", ["93（国家考核）", "2023年达到80%，力争2035年达到95%", "1:3", "见附表"])
def test_unclear_is_a_finding_not_a_guess(raw):
    found = parse_value(raw, unit="%")
    assert found.value is None
    assert [f.code for f in value_findings(found, subject_id="i1")] == ["value_unparsed"]


def test_decimal_full_stop_is_reported():
    assert parse_value("76。7").findings == ("decimal_mark",)


NAMES = [
    ("plain", "空气质量优良天数(天)", "空气质量优良天数", "天", "d", ""),
    ("lost_bracket", "生态保护红线面积比例(%", "生态保护红线面积比例", "%", "%", "生态保护红线面积比例(%)"),
    (
        "gloss_stays",
        "细颗粒物(PM2.5)平均浓度(μg/m³",
        "细颗粒物(PM2.5)平均浓度",
        "μg/m³",
        "ug/m3",
        "细颗粒物(PM2.5)平均浓度(μg/m³)",
    ),
    ("two_brackets", "水质优良(达到或好于Ⅲ类)比例(%)", "水质优良(达到或好于Ⅲ类)比例", "%", "%", ""),
    (
        "full_width",
        "城市人均公园绿地面积（平方米/人）",
        "城市人均公园绿地面积",
        "平方米/人",
        "m2/{person}",
        "",
    ),
    ("gloss_only", "地表水水质优良(达到或好于Ⅲ类)", "地表水水质优良(达到或好于Ⅲ类)", "", "", ""),
    ("no_bracket", "城镇化率", "城镇化率", "", "", ""),
    ("open_gloss", "水质优良(达到或好于", "水质优良(达到或好于", "", "", ""),
    ("scaled", "粮食产量（万吨）", "粮食产量", "万吨", "t", ""),
]


@pytest.mark.parametrize("row", NAMES, ids=[n[0] for n in NAMES])
def test_split_name(row):
    found = split_name(row[1], lossy=True)
    assert (found.name, found.unit_raw, found.unit, found.repaired) == row[2:]


ATTRIBUTES = [("约束性", "binding"), ("约束", "binding"), ("预期性", "anticipatory"), ("预 期 性", "anticipatory"),
              ("指导性", "指导性"), ("参考性", "参考性"), ("", "")]  # fmt: skip


@pytest.mark.parametrize(("raw", "kind"), ATTRIBUTES, ids=[a[0] or "empty" for a in ATTRIBUTES])
def test_attribute(raw, kind):
    assert attribute(raw) == kind


MEASURES = [
    ("森林覆盖率(%)", "forest_cover", "higher"), ("细颗粒物(PM2.5)平均浓度(μg/m³", "pm25", "lower"),
    ("城镇调查失业率（%）", "unemployment", "lower"), ("全区森林覆盖率", "forest_cover", "higher"),
    ("单位GDP能耗降低(%)", "energy_cut", "higher"), ("常住人口城镇化率", "urbanization", "higher"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code", "polarity"), MEASURES, ids=[m[0] for m in MEASURES])
def test_measure(name, code, polarity):
    found = measure_of(name)
    assert found is not None
    assert (found.code, found.polarity) == (code, polarity)


SAME_MEASURE = [
    ("细颗粒物（PM2.5）年均浓度", "细颗粒物年均浓度"), ("细颗粒物年均浓度", "PM2.5平均浓度"), ("PM2.5平均浓度(μg/m³)", "细颗粒物(PM2.5)平均浓度(μg/m³"),
    ("单位GDP能耗降低", "单位地区生产总值能源消耗降低"), ("城市人均公园绿地面积", "人均公园绿地面积"), ("单位GDP能耗降低[1]", "单位GDP能耗降低"),
    ("地表水水质优良（达到或好于Ⅲ类）比例", "地表水达到或好于Ⅲ类水体比例"), ("生态保护红线面积占比", "生态保护红线面积比例"),
]  # fmt: skip
OTHER_MEASURE = [
    ("常住人口城镇化率", "户籍人口城镇化率"), ("地区生产总值", "地区生产总值增长"), ("森林覆盖率", "林木绿化率"), ("城镇调查失业率", "城镇登记失业率"),
    ("空气质量优良天数", "空气质量优良天数比率"), ("氮氧化物排放量下降率", "氮氧化物重点工程减排量"), ("生态环境状况指数", "生态质量指数"),
    ("高血压患者规范管理率", "糖尿病患者规范管理率"), ("生猪出栏量", "能繁母猪存栏量"), ("放射源辐射事故年发生率", "放射性废物收贮率"),
    ("规模以上工业增加值", "规模以上工业增加值增长"), ("城市集中式饮用水水源地达标率", "乡镇集中式饮用水水源地达标率"), ("受污染耕地安全利用率", "受污染农用地安全利用率"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_MEASURE, ids=[m[1] for m in SAME_MEASURE])
def test_one_measure_in_every_district(one, other):
    assert measure_of(one) is not None
    assert measure_of(one) == measure_of(other)


@pytest.mark.parametrize(("one", "other"), OTHER_MEASURE, ids=[m[1] for m in OTHER_MEASURE])
def test_measures_that_differ(one, other):
    assert measure_of(one) is not None
    assert measure_of(other) is not None
    assert measure_of(one) != measure_of(other)


# name, unit, whether it is a finding
MEASURE_UNITS = [
    ("粮食产量", "亿斤", False), ("粮食产量", "万吨", False), ("森林覆盖率", "%", False), ("森林覆盖率", "万亩", True), ("森林蓄积量", "万m³", False),
    ("地区生产总值", "%", True), ("耕地保有量", "万亩", False), ("湿地保有量", "公顷", False), ("人均预期寿命", "岁", False), ("优良天数", "%", True),
    ("孕产妇死亡率", "1/10万", False), ("接待游客人次", "万人次", False), ("某项没有见过的指标", "吨", False), ("每千人口注册护士数", "人", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "unit", "found"), MEASURE_UNITS, ids=[f"{m[0]}-{m[1]}" for m in MEASURE_UNITS]
)
def test_unit_of_another_kind_is_a_finding(name, unit, found):
    finding = measure_unit_finding(name, parse_unit(unit), subject_id="i1")
    assert (finding is not None) == found
    assert finding is None or (finding.code, finding.raw) == ("measure_unit", unit)


def test_unknown_measure_is_none():
    assert measure_of("某项没有见过的指标") is None


@given(st.text(alphabet="0123456789.%≥<>〔〕[]()年较下降左右以上—约为达到万亩", max_size=24))
def test_any_cell_is_read_without_error(text):
    found = parse_value(text, unit="%")
    assert found.raw == text
    assert (found.value is not None) or found.operator in ("missing", "relative", "qualitative")


@pytest.mark.parametrize("unit", ["1", "[1]", "〔", "(", "较", "约", "达到", "1-", "。1", "力争"])
def test_linear_time(unit):
    text = unit * (20000 // len(unit))
    with completes():
        parse_value(text)
        split_name(text)
