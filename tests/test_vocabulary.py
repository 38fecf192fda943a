"""Headings of columns: single words of headers.csv, and composed ones that the rules of header_rules.csv read."""

from __future__ import annotations

import pytest
from qingdan.parsers.vocabulary import match_header

HEADINGS = [
    ("task", "task", "工作举措及目标 主要任务和措施 具体工作任务 重点工作内容 任务内容及要求 工作目标及任务 任务要点 实施路径 工作任务（措施）"),
    ("task", "task_name", "重点改革事项 具体事项"),
    ("task", "goal", "完成标准 建设目标 2035年远景目标"),
    ("task", "deadline", "完成时限要求 目标完成时间 完成年度 整改期限"),
    ("task", "lead", "责任单位（牵头） 市级牵头单位 牵头单位（责任人） 牵头"),
    ("task", "support", "责任单位（配合） 配合单位（部门） 相关单位 配合"),
    ("task", "responsible", "责任单位及责任人 推进单位 责任乡镇 业主"),
    ("task", "leader", "包保领导 责任县领导 市级领导 项目负责人"),
    ("indicator", "value:baseline", "2020年（基期值） 2020年基准值"),
    ("indicator", "value:target", "2025年（目标值） 2025年预期 2035年远景目标 “十四五”末目标"),
    ("indicator", "value:cumulative", "2025年比2020年增长 年均增速（%）"),
    ("indicator", "attribute", "约束性/预期性"),
    ("project", "investment", "概算总投资 预计总投资 总投资额（万元）"),
    ("project", "other", "“十四五”计划投资 累计完成投资 开工时间 建设地点"),
    ("project", "content", "项目建设规模及内容 主要建设内容及标准"),
    ("project", "period", "建设起止年份 项目建设期限"),
    ("progress", "total", "事项总数 任务数量"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "role", "heading"),
    [pytest.param(kind, role, h, id=f"{h}-{role}") for kind, role, texts in HEADINGS for h in texts.split()],
)
def test_a_composed_heading_has_its_role(kind: str, role: str, heading: str) -> None:
    found = match_header(heading)
    assert found is not None
    assert found.role(kind) == role


@pytest.mark.parametrize(
    "text",
    ["区发展改革局", "推进城市更新", "2025年12月底前", "新建学校3所", "3.2", "达到国家要求", "张三", "某区2024年重点任务分解表"],
)  # fmt: skip
def test_the_words_of_a_cell_are_no_heading(text: str) -> None:
    assert match_header(text) is None


@pytest.mark.parametrize(
    ("heading", "year", "unit"),
    [("2025年（目标值）", 2025, ""), ("2023年预期", 2023, ""), ("总投资额（万元）", None, "万元")],
)
def test_a_heading_carries_its_year_and_unit(heading: str, year: int | None, unit: str) -> None:
    found = match_header(heading)
    assert found is not None
    assert (found.year, found.unit) == (year, unit)
