"""Flattened tables: rows rebuilt from one cell a line, for any heading of the vocabulary, any order, any copy style."""

from __future__ import annotations

import os

import plans
import pytest
import qingdan
from qingdan.extract import plain
from qingdan.model import RawList
from qingdan.parsers.celltypes import successor_cost
from qingdan.parsers.tables import find_lists
from qingdan.text import squeeze


def rebuilt(text: str) -> list[RawList]:
    return [r for r in find_lists(plain.read("plan.txt", text.encode())).lists if r.kind != "other"]


def rows_of(raw: RawList) -> list[list[str]]:
    return [[w.text if w else "" for w in row.fields] for row in raw.rows if not row.is_total]


def codes(text: str) -> list[str]:
    found = find_lists(plain.read("plan.txt", text.encode()))
    return [f.code for f in (*found.findings, *(f for r in found.lists for f in r.findings))]


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


@pytest.mark.parametrize("seed", [*range(40), 49, 230, 561, 572, 630, 653, 930])
def test_wild_copies_come_back(seed: int) -> None:
    """Every heading of the vocabulary, broken and damaged cells, prose around, two lists after one another."""
    text, expected = plans.wild_copy(seed)
    verdict = plans.judge(rebuilt(text), expected)
    assert not verdict.wrong


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(135, id="five rows: an unknown column before a broken sentence"),
    ],
)
@pytest.mark.xfail(strict=True)
def test_known_limits_of_wild_copies(seed: int) -> None:
    text, expected = plans.wild_copy(seed)
    assert not plans.judge(rebuilt(text), expected).wrong


BROKEN = [15, 56, 172, 200, 204, 250, 270, 404, 633, 653, 777, 812, 921]


@pytest.mark.parametrize("seed", BROKEN)
def test_broken_sentences_behind_a_category(seed: int) -> None:
    """A category printed once or the first half of a sentence: the words of the other rows tell."""
    text, expected = plans.wild_copy(seed, hard=True)
    assert not plans.judge(rebuilt(text), expected).wrong


@pytest.mark.parametrize("seed", [135, 311])
def test_what_is_wrong_is_said(seed: int) -> None:
    text, expected = plans.wild_copy(seed, hard=True)
    verdict = plans.judge(rebuilt(text), expected)
    assert verdict.wrong
    assert verdict.silent == 0


@pytest.mark.parametrize("seed", [*range(40), 81, 101, 439, 563, 878, 908])
def test_odd_copies_come_back(seed: int) -> None:
    """Page numbers, running heads, 续表, headings of two rows, no number column, cells of many lines."""
    text, plan = plans.odd_copy(seed)
    verdict = plans.judge(rebuilt(text), [plan])
    assert not verdict.wrong


@pytest.mark.skipif(
    "QINGDAN_LONG" not in os.environ, reason="long run: set QINGDAN_LONG to a number of seeds"
)
def test_a_thousand_wild_copies() -> None:
    total = plans.Verdict()
    for seed in range(int(os.environ["QINGDAN_LONG"])):
        for text, expected in (plans.wild_copy(seed), plans.wild_copy(seed, hard=True)):
            total += plans.judge(rebuilt(text), expected)
        for text, plan in (plans.odd_copy(seed), plans.odd_lines(seed)):
            total += plans.judge(rebuilt(text), [plan])
    assert total.exact >= 0.999 * total.rows, (total.exact, total.rows)
    assert total.silent == 0


LINE_MARKS = {"tab": "\t", "pipe": "|", "blank": " "}


@pytest.mark.parametrize("mark", LINE_MARKS.values(), ids=LINE_MARKS.keys())
@pytest.mark.parametrize("seed", range(20))
def test_one_row_a_line(seed: int, mark: str) -> None:
    plan = plans.spaced_out(plans.wild(seed)) if mark == " " else plans.wild(seed)
    assert not plans.judge(rebuilt(plans.lines_table(plan, mark)), [plan]).wrong


@pytest.mark.parametrize("seed", range(40))
def test_one_row_a_line_with_page_borders(seed: int) -> None:
    text, plan = plans.odd_lines(seed)
    assert not plans.judge(rebuilt(text), [plan]).wrong


@pytest.mark.parametrize(
    "text",
    [
        "第 2 页 共 9 页\n1 推进 治理 区水利局 区 市\n2 推进 全面 治理 区林业局 区",
        "序号 主要任务 责任单位\n1 推进治理 区水利局\n2 推进 全面 治理 区林业局\n3 推进造林 区林业局",
        "我们 要 努力\n工作 再 工作",
        "2023 年 6 月 30 日\n2024 年 6 月 30 日\n2025 年 6 月 30 日",
    ],
    ids=["page number", "a row of more words", "prose with blanks", "dates with blanks"],
)
def test_blanks_that_separate_no_cells(text: str) -> None:
    assert not any(type(b).__name__ == "Table" for b in plain.read("x.txt", text.encode()).blocks)


HEADS = "任务分解表 序号 任务 牵头单位 1 推进林长制网格管理工作。 区林业局"
NEXT = "2 完成矿山生态修复。 区规划和自然资源局"
TWO = [["1", "推进林长制网格管理工作。", "区林业局"], ["2", "完成矿山生态修复。", "区规划和自然资源局"]]


@pytest.mark.parametrize(
    "border",
    ["-3-", "—3—", "第3页", "第3页共9页", "续表", "（续表）", "续表1", "任务分解表（续）", "任务分解表", "-3- 任务分解表（续） 序号 任务 牵头单位"],
)  # fmt: skip
def test_page_borders_belong_to_no_row(border: str) -> None:
    text = "\n\n".join(f"{HEADS} {border} {NEXT}".split(" "))
    found = rebuilt(text)
    assert [rows_of(raw) for raw in found] == [TWO]
    assert not found[0].findings


@pytest.mark.parametrize(
    ("line", "expected"),
    [("3/9", "区林业局"), ("2021～2023", "区林业局")],
    ids=["one fraction is no page number", "years are none"],
)
def test_what_is_no_page_border_stays(line: str, expected: str) -> None:
    """Not surely a page number: it stays in the table, and a finding says that it fits badly."""
    found = rebuilt("\n\n".join(f"{HEADS} {line} {NEXT}".split(" ")))
    assert found[0].rows[0].fields[-1] is not None
    assert found[0].rows[0].fields[-1].text.startswith(expected)
    assert codes("\n\n".join(f"{HEADS} {line} {NEXT}".split(" ")))


@pytest.mark.parametrize(
    ("words", "headers", "first"),
    [
        (
            "序号 指标名称 目标值 属性 2023年 2025年 1 森林覆盖率（%） 40 42 约束性 2 耕地保有量（万亩） 30 30 约束性",
            ["序号", "指标名称", "2023年目标值", "2025年目标值", "属性"],
            ["1", "森林覆盖率（%）", "40", "42", "约束性"],
        ),
        (
            "序号 主要任务 责任单位 完成时限 牵头部门 配合部门 1 推进扬尘治理工作。 区住建局 区城管局 2025年 2 淘汰老旧车辆。 区公安局 区商务局 2024年",
            ["序号", "主要任务", "牵头部门", "配合部门", "完成时限"],
            ["1", "推进扬尘治理工作。", "区住建局", "区城管局", "2025年"],
        ),
        (
            "序号 指标名称 2023年 2025年 属性 1 森林覆盖率（%） 40 42 约束性 2 耕地保有量（万亩） 30 30 约束性",
            ["序号", "指标名称", "2023年", "2025年", "属性"],
            ["1", "森林覆盖率（%）", "40", "42", "约束性"],
        ),
    ],
    ids=["years under 目标值", "roles under 责任单位", "one row"],
)
def test_headings_of_two_rows(words: str, headers: list[str], first: list[str]) -> None:
    found = rebuilt("清单\n\n" + "\n\n".join(words.split(" ")))
    assert [c.header.text for c in found[0].columns] == headers
    assert rows_of(found[0])[0] == first


PROJECTS = "清单\n\n序号\n\n项目名称\n\n总投资（亿元）\n\n责任单位\n\n1\n\n东湖湿地公园\n\n2\n\n区林业局\n\n2\n\n西河清淤工程\n\n3\n\n区水利局\n\n"
END = "\n\n各单位要提高思想认识，压实工作责任，加强协调配合，确保各项任务落到实处。\n"


@pytest.mark.parametrize(
    ("behind", "totals"),
    [("合计\n\n5", 1), ("5", 1), ("2\n\n5", 2), ("小计\n\n2\n\n合计\n\n5", 2), ("", 0)],
    ids=["with its label", "label lost", "two without labels", "two with labels", "none"],
)
def test_totals_below_the_last_row(behind: str, totals: int) -> None:
    found = rebuilt(PROJECTS + behind + END)
    assert sum(r.is_total for r in found[0].rows) == totals
    assert len(rows_of(found[0])) == 2
    assert codes(PROJECTS + behind + END) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROJECTS + END + "\n合计\n", "total_left"),
        (PROJECTS + END + "\n3\n\n北山复绿工程\n\n4\n\n区林业局\n" + END, "cell_misfit"),
        (PROJECTS + END * 4 + "\n3\n\n北山复绿工程\n\n4\n\n区林业局\n" + END, "rows_left"),
        ("清单\n\n序号\n\n任务\n\n责任单位\n" + END, "header_without_rows"),
    ],
    ids=[
        "a total far behind",
        "a paragraph within the table",
        "the next row behind paragraphs",
        "headings alone",
    ],
)
def test_what_a_table_leaves_over_is_said(text: str, code: str) -> None:
    assert code in codes(text)


def test_every_line_of_a_table_belongs_to_it() -> None:
    text = plans.flattened(plans.make(3), "spaced", tail=False)
    document = plain.read("plan.txt", text.encode())
    raw = next(r for r in find_lists(document).lists if r.kind != "other")
    claimed = {p.block for p in raw.claimed} | {
        p.block for row in raw.rows for w in row.fields if w for p in w.pieces
    }
    claimed |= {p.block for row in raw.rows for w in (row.chapter, row.section) for p in w.pieces}
    assert {p.block for p in raw.members} <= claimed


@pytest.mark.parametrize(
    ("last", "label", "possible"),
    [
        ("", "1", True),
        ("7", "8", True),
        ("7", "9", True),
        ("7", "7", False),
        ("7", "3", False),
        ("1.9", "1.10", True),
        ("1.3", "2.1", True),
    ],
)
def test_running_numbers(last: str, label: str, possible: bool) -> None:
    assert (successor_cost(last, label) < 1e6) is possible


def test_a_gap_in_the_numbers_is_dearer_than_none() -> None:
    assert successor_cost("7", "8") < 0 < successor_cost("7", "9")


_PROJECTS = ["序号", "项目名称", "建设内容及规模", "建设年限", "总投资（万元）", "责任单位"]
_ROWS = [
    ["1", "云溪至白石公路", "全长23.6公里", "2021—2024", "185000", "县交通运输局"],
    ["2", "城北客运站", "建筑面积1.2万平方米", "2020—2022", "9600", "县交通运输局"],
    ["3", "青龙水库", "总库容1200万立方米", "2022—2026", "76500.5", "县水利局"],
]


@pytest.mark.parametrize(
    "total",
    [
        pytest.param(["合计", "", "3项", "", "271100.5", ""], id="blank-cells-and-a-count"),
        pytest.param(["合计", "3项", "271100.5"], id="no-blank-cells"),
        pytest.param(["合计", "271100.5"], id="figure-alone"),
    ],
)
def test_a_total_over_all_rows_is_a_total_and_is_checked(total: list[str]) -> None:
    lines = ["某县重大项目表", *_PROJECTS, *total, *(cell for row in _ROWS for cell in row)]
    found = qingdan.extract_bytes("plan.txt", "\n".join(lines).encode())
    assert [(p.no, p.name, p.investment_raw) for p in found.projects] == [(r[0], r[1], r[4]) for r in _ROWS]
    assert [(c.stated, c.computed, c.ok) for c in found.checks if c.kind == "total"] == [
        ("271100.5", "271100.5", True)
    ]


def test_a_deadline_is_no_leader_where_his_cell_is_missing() -> None:
    header = ["序号", "重点任务", "完成时限", "责任领导", "牵头单位"]
    rows = [
        ["1", "粮食安全", "2024年底", "张伟民", "县农业农村局"],
        ["2", "生态修复", "长期坚持", "县林业局"],
    ]
    lines = ["某县重点任务分解表", *header, *(cell for row in rows for cell in row)]
    found = qingdan.extract_bytes("plan.txt", "\n".join(lines).encode())
    assert [(t.no, t.deadline, t.lead_raw) for t in found.tasks] == [
        ("1", "2024-12-31", "县农业农村局"),
        ("2", "../..", "县林业局"),
    ]
