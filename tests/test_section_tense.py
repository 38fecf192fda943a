"""Headings say whether a section tells what was done or what is planned, and of which year."""

import pytest
import qingdan
from qingdan.parsers.section_tense import Tense, heading_tense, line_tense

HEADINGS = [
    ("review", "2024年工作回顾", ("done", 2024)), ("review_years", "过去五年工作回顾", ("done", None)),
    ("review_blank", "2024 年工作回顾", ("done", 2024)), ("base", "发展基础", ("done", None)), ("problems", "存在的主要问题", ("done", None)),
    ("how_far", "主要任务进度情况", ("done", None)), ("goals_met", "年度目标任务完成情况", ("done", None)),
    ("arranged", "2025年工作安排", ("next", 2025)), ("demanded", "2025年工作基本要求和预期目标", ("planned", 2025)),
    ("next", "下一步工作打算", ("next", None)), ("tasks", "重点任务", ("planned", None)),
    ("both", "2024年工作总结和2025年工作计划", ("", None)), ("review_and_next", "工作成效与下一步", ("", None)),
    ("checked", "强化政策落实情况督查", ("", None)), ("how_far_on", "主要任务进展", ("", None)), ("progress_of_a_year", "2022年目标任务进展", ("", None)),
    ("effects_and_problems", "取得的成效及问题", ("done", None)), ("topic", "产业发展", ("", None)), ("year_alone", "2025年", ("", None)),
    ("sentence", "强化基础标准和制度支撑，围绕工作目标细化举措，落实各方责任，确保取得实效", ("", None)),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "tense"), [h[1:] for h in HEADINGS], ids=[h[0] for h in HEADINGS])
def test_what_a_heading_says(heading, tense):
    assert heading_tense(heading) == tense


def test_tasks_of_an_evaluation_are_looked_back_on():
    text = REPORT.format(title="某区“十四五”规划中期评估报告").replace("一、2024年工作回顾", "一、重点任务")
    package = qingdan.extract_bytes("report.txt", text.encode())
    assert [t.modality for t in package.targets] == ["fact", "fact", "fact", "goal", "goal"]


REPORT = """{title}

一、2024年工作回顾
（一）民生福祉
新建公厕20座，森林覆盖率达到45%。
（二）存在问题
污水处理率仅为82%。
二、2025年工作安排
（一）民生福祉
9月底前新建公厕30座，森林覆盖率达到46%。
"""


@pytest.mark.parametrize("title", ["某市政府工作报告", "某市2025年工作要点"])
def test_a_report_tells_facts_first_and_goals_then(title):
    package = qingdan.extract_bytes("report.txt", REPORT.format(title=title).encode())
    assert [(t.modality, t.operator, t.value, t.due) for t in package.targets] == [
        ("fact", "=", 20, ""),
        ("fact", "=", 45, ""),
        ("fact", "=", 82, ""),
        ("goal", "=", 30, "2025-09-30"),
        ("goal", ">=", 46, "2025-09-30"),
    ]


SPOKEN = """某区政府工作报告

一、2024年工作回顾
今年新建公园5个。去年新建学校3所，9月底前建成水厂2座。
二、{plan}
今年新建公厕30座，上半年建成6座。
"""


@pytest.mark.parametrize(
    ("plan", "dues"),
    [
        ("2025年工作安排", ["2025", "2024", "2024-09-30", "2025", "2025-01/2025-06"]),
        ("下一步工作安排", ["", "", "2024-09-30", "", ""]),
    ],
    ids=["plan_has_year", "year_not_known"],
)
def test_this_year_of_a_report_is_that_in_which_it_plans(plan, dues):
    package = qingdan.extract_bytes("report.txt", SPOKEN.format(plan=plan).encode())
    assert [t.due for t in package.targets] == dues


def test_this_year_of_a_plan_is_that_of_its_title():
    text = "东湖区2025年工作要点\n\n一、发展基础\n去年新建公园5个。\n二、主要任务\n今年新建公厕30座，9月底前建成。\n"
    package = qingdan.extract_bytes("plan.txt", text.encode())
    assert [t.due for t in package.targets] == ["2024", "2025"]


UNNUMBERED = """政府工作报告

现在，我向大会报告工作。

一、2024年工作回顾
新建公园5座。
{heading}
新建公园8座，合格率达到95%。
（一）扩大内需。新建商场3座。

附件1
2025年十件民生实事
一、新建公厕12座。
附件2
名词解释
1.小巨人。有企业30家。
"""


@pytest.mark.parametrize("heading", ["二、关于2025年工作", "2025年工作安排", "二、2025年重点工作"])
def test_a_report_plans_behind_its_review(heading: str) -> None:
    """Also where the heading has no number; an annex tells by its title."""
    package = qingdan.extract_bytes("report.txt", UNNUMBERED.format(heading=heading).encode())
    told = {target.raw: target.modality for target in package.targets}
    assert [told[raw] for raw in ("5座", "8座", "3座", "12座", "30家")] == [
        "fact",
        "goal",
        "goal",
        "goal",
        "fact",
    ]
    assert next(t.operator for t in package.targets if t.unit == "%") == ">="


def test_a_line_that_names_other_work_changes_nothing() -> None:
    assert line_tense("其他重点工作", Tense(True, 2024)) is None
    assert line_tense("2023年十件民生实事", Tense(True, 2024)) is None
    assert line_tense("2025年十件民生实事", Tense(True, 2024)) == Tense(False, 2025, 2025)


@pytest.mark.parametrize("heading", ["二、下一步打算", "二、关于2025年工作"])
def test_a_numbered_heading_ends_what_a_line_told(heading: str) -> None:
    text = f"政府工作报告\n\n2024年工作回顾\n一、经济运行\n新建公园5座。\n{heading}\n新建公园8座。\n"
    told = {t.raw: t.modality for t in qingdan.extract_bytes("report.txt", text.encode()).targets}
    assert told == {"5座": "fact", "8座": "goal"}
