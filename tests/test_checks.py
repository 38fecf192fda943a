"""Checks: what is stated, what comes out, whether they agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from qingdan.checks import Facts, Prose, plain, rate_of, run_checks
from qingdan.model import (
    IndicatorRecord,
    ListRecord,
    Place,
    ProgressRecord,
    ProjectRecord,
    StatedTotal,
    TargetRecord,
    TaskRecord,
)

NOTHING = Facts((), (), (), (), (), (), (), (), ())


def facts(**parts: tuple) -> Facts:
    from dataclasses import replace

    return replace(NOTHING, **parts)


def progress(n: int, group: str, item: str, total: int, done: int, rate: str, **more: bool) -> ProgressRecord:
    return ProgressRecord(f"p{n}", "L", "d", group, item, total, done, total - done, Decimal(rate), **more)


TABLE = (
    progress(1, "绿色转型工程", "工业", 38, 38, "100.0"),
    progress(2, "绿色转型工程", "农业", 14, 13, "92.9"),
    progress(3, "能力建设工程", "监测", 10, 9, "90.0"),
    progress(4, "汇总", "", 62, 60, "96.8", is_total=True),
)
PROGRESS = facts(lists=(ListRecord("L", "d", 1, "progress", "table", "主要任务完成情况"),), progress=TABLE)


def outcomes(checked: Facts) -> dict[str, bool]:
    return {f"{c.kind} {c.stated}": c.ok for c in run_checks(checked)}


def test_progress_table_adds_up() -> None:
    found = run_checks(PROGRESS)
    assert {c.kind for c in found} == {"total", "arithmetic", "rate"}
    assert all(c.ok for c in found)
    assert len([c for c in found if c.kind == "total"]) == 3


def test_wrong_total_and_wrong_rate_are_found() -> None:
    wrong = (
        *TABLE[:2],
        progress(3, "能力建设工程", "监测", 10, 9, "91.0"),
        progress(4, "汇总", "", 63, 60, "95.2", is_total=True),
    )
    failed = {c.kind for c in run_checks(facts(lists=PROGRESS.lists, progress=wrong)) if not c.ok}
    assert failed == {"rate", "total"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "《规划》主要任务共涉及 2 大篇章 3 个领域，共 62 条。截至 2023 年 6 月，60 条任务完成，2 条任务未完成，完成率为 96.8%。",
            {"claim groups 2": True, "claim items 3": True, "claim total 62": True, "claim done 60": True, "claim undone 2": True, "claim rate 96.8%": True},
            id="counts, completion and rate",
        ),
        pytest.param("主要任务共涉及3大篇章，共62条。", {"claim groups 3": False, "claim total 62": True}, id="wrong number of groups"),
        pytest.param(
            "从完成情况来看，“绿色转型工程”达到98%，其次是能力建设工程达到91%。",
            {"group_rate 绿色转型工程 98%": True, "group_rate 能力建设工程 91%": False},
            id="rates of groups",
        ),
        pytest.param(
            "主要任务共62条。其中常规类任务50条，完成48条，完成率96.0%。鼓励类任务12条，全部严格执行，完成率100%。",
            {"claim total 62": True, "claim 常规 48/50 96.0%": True, "claim 鼓励 12/12 100%": True, "claim done 60": True},
            id="parts of the whole",
        ),
        pytest.param("今年共新建公厕62座。", {}, id="another count is no claim about the table"),
    ],
)  # fmt: skip
def test_claims_of_the_prose(sentence: str, expected: dict[str, bool]) -> None:
    found = outcomes(facts(lists=PROGRESS.lists, progress=TABLE, prose=(Prose(sentence, (Place(line=1),)),)))
    claims = {k: v for k, v in found.items() if k.startswith(("claim", "group_rate"))}
    assert claims == expected


def test_indicator_counts() -> None:
    indicators = tuple(IndicatorRecord(f"i{n}", "L", "d", str(n), attribute="binding") for n in range(1, 4))
    prose = (Prose("规划共设置3项具体指标，其中约束性指标3项。", ()), Prose("共设置4项指标。", ()))
    found = outcomes(facts(lists=(ListRecord("L", "d", 1, "indicator"),), indicators=indicators, prose=prose))
    assert found["claim indicator 3"]
    assert not found["claim indicator 4"]
    assert found["claim binding 3"]


@pytest.mark.parametrize(
    ("numbers", "ok"),
    [(["1", "2", "3"], True), (["1", "2", "4"], False), (["1", "2", "2"], False), (["1", "2", "1", "2"], True), (["3", "4"], True), (["1", "", "2"], False)],
)  # fmt: skip
def test_numbering(numbers: list[str], ok: bool) -> None:
    tasks = tuple(TaskRecord(f"t{i}", "L", "d", no) for i, no in enumerate(numbers))
    found = [
        c
        for c in run_checks(facts(lists=(ListRecord("L", "d", 1, "task"),), tasks=tasks))
        if c.kind == "numbering"
    ]
    assert [c.ok for c in found] == [ok]


def test_project_total_in_the_printed_unit() -> None:
    projects = tuple(
        ProjectRecord(f"p{n}", "L", "d", str(n), investment_cny=Decimal(v))
        for n, v in enumerate(("200000000", "51000000"), 1)
    )
    total = StatedTotal("L", "合计", Decimal(251000000), Decimal(100000000), 0, 2, "row=3")
    found = run_checks(facts(projects=projects, totals=(total,)))
    assert [(c.kind, c.stated, c.computed, c.ok) for c in found] == [("total", "2.51", "2.51", True)]


@pytest.mark.parametrize(
    ("text", "parts", "outcome"),
    [
        ("不少于3000辆(行政区不少于2400辆,经开区不少于600辆)", (2400, 600), ("2400 + 600 = 3000", True)),
        ("不少于3000辆（行政区不少于2400辆，经开区不少于500辆）", (2400, 500), ("2400 + 500 = 2900", False)),
        ("不少于3000辆,其中公交400辆、出租500辆", (400, 500), None),
        ("不少于3000辆,其中公交2400辆、出租900辆", (2400, 900), ("2400 + 900 = 3300", False)),
        ("不少于3000辆(含公交400辆、出租500辆)", (400, 500), None),
        ("不少于3000辆(见附件),其中公交400辆、出租500辆", (400, 500), None),
    ],
    ids=[
        "split adds up",
        "split does not",
        "其中 need not be all",
        "其中 cannot be more",
        "含 need not be all",
        "bracket is closed",
    ],
)
def test_parts_of_a_target(text: str, parts: tuple[int, int], outcome: tuple[str, bool] | None) -> None:
    whole = TargetRecord("a", "t", value=Decimal(3000), unit="u", raw="不少于3000辆", start=0, end=8)
    first = text.index(str(parts[0]))
    children = [
        TargetRecord(f"a{n}", "t", value=Decimal(v), unit="u", parent_id="a", start=first)
        for n, v in enumerate(parts)
    ]
    money = TargetRecord("b", "t", value=Decimal(9), unit="CNY", parent_id="a", start=first)
    checked = facts(tasks=(TaskRecord("t", text=text),), targets=(whole, *children, money))
    found = [(c.computed, c.ok) for c in run_checks(checked) if c.kind == "part_whole"]
    assert found == ([outcome] if outcome else [])


def test_parts_of_one_base_and_two_accounts() -> None:
    text = "新建3公里(甲路1公里、乙路2公里),其中桥梁800米、隧道2.9公里"
    whole = TargetRecord(
        "a",
        "t",
        value=Decimal(3),
        unit="km",
        value_base=Decimal(3000),
        unit_base="m",
        raw="3公里",
        start=2,
        end=5,
    )
    sizes = [
        ("1公里", "1", "km", "1000"),
        ("2公里", "2", "km", "2000"),
        ("800米", "800", "m", "800"),
        ("2.9公里", "2.9", "km", "2900"),
    ]
    parts = [
        TargetRecord(
            f"a{raw}", "t", value=Decimal(value), unit=unit, value_base=Decimal(base), unit_base="m", parent_id="a",
            raw=raw, start=text.index(raw),
        )
        for raw, value, unit, base in sizes
    ]  # fmt: skip
    checked = facts(tasks=(TaskRecord("t", text=text),), targets=(whole, *parts))
    found = [(c.computed, c.ok) for c in run_checks(checked) if c.kind == "part_whole"]
    assert found == [("1 + 2 = 3", True), ("0.8 + 2.9 = 3.7", False)]


def test_rounding_is_half_up_to_the_printed_places() -> None:
    assert rate_of(1, 8, Decimal("12.5")) == Decimal("12.5")
    assert rate_of(1, 3, Decimal("33")) == Decimal("33")
    assert plain(Decimal("1E+2")) == "100"
