"""Flattened tables: rows rebuilt from one cell a line, for any heading of the vocabulary, any order, any copy style."""

from __future__ import annotations

import plans
import pytest
from qingdan.extract import plain
from qingdan.model import RawList
from qingdan.parsers.flattened import successor_cost
from qingdan.parsers.tables import find_lists
from qingdan.text import squeeze


def rebuilt(text: str) -> list[RawList]:
    return [r for r in find_lists(plain.read("plan.txt", text.encode())).lists if r.kind != "other"]


def rows_of(raw: RawList) -> list[list[str]]:
    return [[w.text if w else "" for w in row.fields] for row in raw.rows if not row.is_total]


@pytest.mark.parametrize("style", plans.STYLES)
@pytest.mark.parametrize("seed", range(24))
def test_generated_plans_come_back_cell_by_cell(seed: int, style: str) -> None:
    plan = plans.make(seed)
    text = plans.flattened(plan, style, merged=seed % 3 != 0, repeat_header=(0, 0, 7)[seed % 3])
    lists = rebuilt(text)
    assert [r.kind for r in lists] == [plan.kind]
    found = lists[0]
    assert [[squeeze(c) for c in row] for row in rows_of(found)] == [
        [squeeze(c) for c in plan.cells(row)] for row in plan.rows
    ]
    data = [r for r in found.rows if not r.is_total]
    assert [r.chapter.text for r in data] == [row.get("chapter", "") for row in plan.rows]
    assert [r.section.text for r in data] == [row.get("section", "") for row in plan.rows]
    assert sum(r.is_total for r in found.rows) == bool(plan.total)


CASES = {
    "number cell that equals the next row number": (
        "序号 项目名称 总投资（亿元） 建设年限 责任单位 1 东湖湿地公园 2 2021—2025 区林业局 2 西河清淤工程 3 2022 区水利局",
        [["1", "东湖湿地公园", "2", "2021—2025", "区林业局"], ["2", "西河清淤工程", "3", "2022", "区水利局"]],
    ),
    "category before the number, printed once": (
        "类别 序号 主要任务 责任单位 大气防治 1 推进重点行业深度治理。 区生态环境局 2 加强扬尘管控。 区住房城乡建设局 水体防治 3 完成入河排污口排查。 区水利局",
        [
            ["大气防治", "1", "推进重点行业深度治理。", "区生态环境局"],
            ["大气防治", "2", "加强扬尘管控。", "区住房城乡建设局"],
            ["水体防治", "3", "完成入河排污口排查。", "区水利局"],
        ],
    ),
    "category over two lines": (
        "类别 序号 主要任务 责任单位 碧水 保卫战 1 推进重点行业深度治理。 区生态环境局 2 加强扬尘管控。 区住房城乡建设局",
        [
            ["碧水保卫战", "1", "推进重点行业深度治理。", "区生态环境局"],
            ["碧水保卫战", "2", "加强扬尘管控。", "区住房城乡建设局"],
        ],
    ),
    "unit cell that ends in a comma goes on": (
        "序号 工作任务 责任单位 配合单位 1 严格落实岸线保护要求。 区发展改革委、 区经济信息委、区水利局 2 做好审批服务。 区政务办 各镇街",
        [
            ["1", "严格落实岸线保护要求。", "区发展改革委、区经济信息委、区水利局", ""],
            ["2", "做好审批服务。", "区政务办", "各镇街"],
        ],
    ),
    "heading of two lines and its unit": (
        "序号 项目名称 建设内容 投资估算 （万元） 建设年限 责任单位 1 云溪镇水厂 新建日供水1万吨水厂1座。 3500 2022-2024 云溪镇 2 北城管网 新建管网20公里。 1200.5 2023 区住建局",
        [
            ["1", "云溪镇水厂", "新建日供水1万吨水厂1座。", "3500", "2022-2024", "云溪镇"],
            ["2", "北城管网", "新建管网20公里。", "1200.5", "2023", "区住建局"],
        ],
    ),
    "list numbers inside a cell start no row": (
        "序号 项目名称 建设内容 总投资(亿元) 责任单位 1 石窟保护工程 1.保护修缮； 2.环境整治； 0.8 区文旅委 2 展示中心 新建展厅一座。 1 区文旅委",
        [
            ["1", "石窟保护工程", "1.保护修缮；2.环境整治；", "0.8", "区文旅委"],
            ["2", "展示中心", "新建展厅一座。", "1", "区文旅委"],
        ],
    ),
    "header printed again at a page break": (
        "序号 任务 牵头单位 1 推进林长制网格管理工作。 区林业局 序号 任务 牵头单位 2 完成矿山生态修复。 区规划和自然资源局",
        [["1", "推进林长制网格管理工作。", "区林业局"], ["2", "完成矿山生态修复。", "区规划和自然资源局"]],
    ),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_literal_cases(words: str, expected: list[list[str]]) -> None:
    """One cell a line; the blank between words stands for the line end."""
    found = rebuilt("清单\n\n" + "\n\n".join(words.split(" ")))
    assert len(found) == 1
    assert rows_of(found[0]) == expected


def test_every_line_of_a_table_belongs_to_it() -> None:
    text = plans.flattened(plans.make(3), "spaced", tail=False)
    document = plain.read("plan.txt", text.encode())
    raw = next(r for r in find_lists(document).lists if r.kind != "other")
    claimed = {p.block for p in raw.claimed} | {p.block for row in raw.rows for w in row.fields if w for p in w.pieces}
    claimed |= {p.block for row in raw.rows for w in (row.chapter, row.section) for p in w.pieces}
    assert {p.block for p in raw.members} <= claimed


@pytest.mark.parametrize(
    ("last", "label", "possible"),
    [("", "1", True), ("7", "8", True), ("7", "9", True), ("7", "7", False), ("7", "3", False), ("1.9", "1.10", True), ("1.3", "2.1", True)],
)
def test_running_numbers(last: str, label: str, possible: bool) -> None:
    assert (successor_cost(last, label) < 1e6) is possible


def test_a_gap_in_the_numbers_is_dearer_than_none() -> None:
    assert successor_cost("7", "8") < 0 < successor_cost("7", "9")
