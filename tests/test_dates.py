"""Dates, periods and deadlines."""

from __future__ import annotations

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.normalize.dates import find_deadlines, parse_date, parse_period, plan_years, task_deadline

DATES = [
    ("2022年7月27日", "2022-07-27"), ("2022-07-27", "2022-07-27"), ("2022年02月22日", "2022-02-22"),
    ("二〇二二年七月二十七日", "2022-07-27"), ("二○一○年三月十七日", "2010-03-17"), ("二零二三年", "2023"),
    ("二○○七年四月十三日", "2007-04-13"), ("2022.07.27", "2022-07-27"), ("2026/01/19 10:00", "2026-01-19"),
    ("2022 年 3 月 17 日", "2022-03-17"), ("2023-05-29 16:56:51", "2023-05-29"), ("２０２２年７月２７日", "2022-07-27"),
    ("二〇二三年四月", "2023-04"), ("20220805", "2022-08-05"), ("2022年", "2022"), ("2022-08", "2022-08"),
    ("（2022年7月27日）", "2022-07-27"), ("2022年2月30日", None), ("2022-13-01", None), ("2022727", None), ("5.22", None),
    ("", None), ("无", None), ("105号", None), ("2021—2025年", None), ("2022年7月27日和28日", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), DATES, ids=[d[0] or "empty" for d in DATES])
def test_date(text, iso):
    assert parse_date(text) == iso


PERIODS = [
    ("2021—2025年", False, (2021, 2025, "2021/2025")), ("2021-2025", False, (2021, 2025, "2021/2025")),
    ("2021－2025年", False, (2021, 2025, "2021/2025")), ("2021～2025年", False, (2021, 2025, "2021/2025")),
    ("2021年至2025年", False, (2021, 2025, "2021/2025")), ("2021―2025", False, (2021, 2025, "2021/2025")),
    ("20212025", True, (2021, 2025, "2021/2025")), ("20212025", False, None), ("2021年", False, (2021, 2021, "2021")),
    ("2022年6月—2023年12月", False, (2022, 2023, "2022-06/2023-12")), ("“十四五”期间", False, (2021, 2025, "2021/2025")),
    ("十四五", False, (2021, 2025, "2021/2025")), ("“十三五”", False, (2016, 2020, "2016/2020")),
    ("长期", False, (None, None, "../..")), ("持续推进", False, (None, None, "../..")),
    ("2022年底前", False, (2022, 2022, "2022-12-31")), ("2020-23年", False, (2020, 2023, "2020/2023")),
    ("2025-2021", False, None), ("20252021", True, None), ("每年", False, None), ("", False, None),
    ("2021年9月", False, (2021, 2021, "2021-09")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lossy", "expected"), PERIODS, ids=[f"{p[0]}-{p[1]}" for p in PERIODS])
def test_period(text, lossy, expected):
    found = parse_period(text, lossy=lossy)
    assert (found and (found.start_year, found.end_year, found.edtf)) == expected


def test_repaired_period_says_so():
    found = parse_period("20212025", lossy=True)
    assert found is not None
    assert (found.repaired, found.rule) == ("2021—2025", "year_pair")


DEADLINES = [
    ("到2025年,节水器具普及率不低于60%", ["2025"]), ("2025年底前完成", ["2025-12-31"]),
    ("9月底前,抽测加油站13座", ["2022-09-30"]), ("7月底前更新,9月底前报送", ["2022-07-31", "2022-09-30"]),
    ("每年开展监测", ["R/P1Y"]), ("每3年开展一次", ["R/P3Y"]), ("每半年召开一次", ["R/P6M"]),
    ("每季度向社会公开", ["R/P3M"]), ("按月上报", ["R/P1M"]), ("原则上每月1次", ["R/P1M"]), ("规划期内,确保", ["2021/2025"]),
    ("“十四五”期间,新增", ["2021/2025"]), ("十四五期间,", ["2021/2025"]), ("“十三五”末,", ["2020"]), ("截止2022年,", ["2022"]),
    ("截至2023年6月30日,", ["2023-06-30"]), ("2023年上半年完成", ["2023-01/2023-06"]), ("长期坚持", ["2021/.."]),
    ("到2022年9月底,", ["2022-09-30"]), ("到20229月底,", ["2022-09-30"]), ("2019年9月底前完成", ["2019-09-30"]),
    ("2025年,建成", ["2025"]), ("力争2024年全区成功创建示范区,2025年创建为", ["2024", "2025"]), ("2021—2025年,", ["2021/2025"]),
    ("8月底完成", ["2022-08-31"]), ("今年底前完成", ["2022-12-31"]), ("2022年12月31日前完成", ["2022-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEADLINES, ids=[d[0] for d in DEADLINES])
def test_deadline(text, expected):
    found = find_deadlines(text, year=2022, plan=(2021, 2025))
    assert [item.edtf for item in found] == expected
    assert all(text[item.start : item.end] == item.raw for item in found)


NO_DEADLINES = [
    "按照《某市2022年化肥减量工作方案》要求", "“5.22”生物多样性日、“6.5”世界环境日", "完成2021年度温室气体清单编制", "均达到 100%",
    "细颗粒物年均浓度", "制定2022年环境应急监测计划", "3月龄", "20212025年",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_no_deadline(text):
    assert find_deadlines(text, year=2022) == ()


def test_before_a_year_is_ambiguous():
    (found,) = find_deadlines("力争2025年前实现全线通水")
    assert (found.edtf, found.ambiguous) == ("2025", True)


def test_month_without_a_known_year_is_not_guessed():
    (found,) = find_deadlines("9月底前完成")
    assert (found.edtf, found.ambiguous) == ("", True)


@pytest.mark.parametrize(
    "text", ["力争三年内实现全覆盖", "自受理之日起30日内答复", "应当在二十个工作日内更新", "1年内完成整改"]
)
def test_a_span_from_an_unstated_day_is_not_guessed(text):
    (found,) = find_deadlines(text, year=2022)
    assert (found.edtf, found.kind, found.ambiguous) == ("", "relative", True)


@pytest.mark.parametrize("text", ["近三年内", "年内", "15年内涵式发展", "过去5年"])
def test_no_span_ahead(text):
    assert [item for item in find_deadlines(text) if item.kind == "relative"] == []


OWN = [
    ("one", "到2025年,节水器具普及率不低于60%", "2025"),
    ("repeated", "到2025年,达到55%。到2025年,建成", "2025"),
    ("contradictory", "7月底前更新,9月底前报送", ""),
    ("point_before_recurrence", "每年创建10个,到2025年达到50个", "2025"),
    ("period_before_recurrence", "力争规划期内每年创建不少于10个", "2021/2025"),
    ("recurrence", "每年开展自行监测", "R/P1Y"),
    ("as_of_is_none", "截至2023年6月,完成", ""),
    ("none", "加强监管", ""),
]


@pytest.mark.parametrize(("text", "expected"), [o[1:] for o in OWN], ids=[o[0] for o in OWN])
def test_task_deadline(text, expected):
    assert task_deadline(text, year=2022, plan=(2021, 2025)) == expected


def test_plan_years():
    assert [plan_years(n) for n in ("十三", "十四", "十五")] == [(2016, 2020), (2021, 2025), (2026, 2030)]


@given(st.dates())
def test_iso_is_a_fixed_point(day):
    if 1900 <= day.year <= 2099:
        assert parse_date(day.isoformat()) == day.isoformat()
        assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()


@given(st.text(alphabet="0123456789年月日到至前底每按—-《》“”十四五期间规划内", max_size=30))
def test_any_text_is_read_without_error(text):
    parse_date(text)
    parse_period(text, lossy=True)
    for found in find_deadlines(text, year=2022, lossy=True):
        assert text[found.start : found.end] == found.raw


@pytest.mark.parametrize("unit", ["2", "2025年", "《", "《》", "每", "12月", "到", " ", "20212025", "2021-"])
def test_linear_time(unit):
    text = unit * (20000 // len(unit))
    with completes():
        find_deadlines(text, year=2022)
        parse_period(text, lossy=True)
        parse_date(text)
