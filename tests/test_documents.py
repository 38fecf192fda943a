"""Whole documents through the pipeline: what a reader of the tables meets, case by case."""

from __future__ import annotations

import pytest
import qingdan
from qingdan.model import Extraction

LOSSY = """东湖区生态环境保护任务清单

序号
任务内容
完成时限
牵头单位
责任单位
1
2025年，污水集中处理率不低于60%
202512月底前
区水利局
区级有关单位
2
新建管网12公里。
20222024
区水利局
区级有关单位
3
完成清淤。
2025年
区水利局
区级有关单位
"""


def test_lost_characters_in_a_deadline_are_read_with_a_finding() -> None:
    found = qingdan.extract_bytes("a.txt", LOSSY.encode())
    assert [t.deadline for t in found.tasks] == ["2025-12-31", "2022/2024", "2025"]
    repaired = [(f.subject_id[-1], f.raw, f.repaired) for f in found.findings if f.field == "deadline"]
    assert repaired == [("1", "202512月底", "2025年12月底"), ("2", "20222024", "2022—2024")]


def test_a_lossy_copy_says_so_once() -> None:
    codes = [f.code for f in qingdan.extract_bytes("a.txt", LOSSY.encode()).findings]
    assert codes.count("document_lossy") == 1
    whole = LOSSY.replace("202512", "2025年12").replace("20222024", "2022—2024").replace("60%", "60%。")
    assert "document_lossy" not in [f.code for f in qingdan.extract_bytes("a.txt", whole.encode()).findings]


def table(*rows: str) -> str:
    """Rows of cells parted by | as a web page's table."""
    cells = ("".join(f"<td>{c}</td>" for c in row.split("|")) for row in rows)
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def page(*parts: str) -> Extraction:
    return qingdan.extract_bytes("a.html", f"<h1>东湖区主要指标表</h1>{''.join(parts)}".encode())


def test_a_year_before_the_target_is_the_baseline_and_cumulative_values_say_so() -> None:
    found = page(
        table(
            "序号|指标名称|单位|2020年|2025年目标值|责任单位",
            "1|地区生产总值|亿元|320|500|区发展改革局",
            "2|单位能耗降低|%|15|〔14〕|区发展改革局",
            "3|森林覆盖率|%|21.3|22|区林业局",
        ),
        "<p>注：〔〕内为五年累计数。</p>",  # a note without a mark
    )
    values = [(v.kind, v.year, str(v.value), v.raw) for v in found.indicator_values]
    assert values[2:4] == [("baseline", 2020, "15", "15"), ("target", 2025, "14", "〔14〕")]
    assert {v.kind for v in found.indicator_values if v.year == 2020} == {"baseline"}
    assert [(f.severity, f.code, f.raw) for f in found.findings if f.code == "value_cumulative"] == [
        ("info", "value_cumulative", "〔14〕")
    ]


def test_a_total_row_of_a_tab_table_is_no_line_of_contents() -> None:
    text = "东湖区项目表\n序号\t项目名称\t建设内容\t总投资（万元）\t建设年限\n1\t河道整治\t治理河道\t200\t2021—2023\n"
    text += "2\t水库加固\t加固水库\t300\t2021—2023\n合计\t\t\t500\t\n"
    found = qingdan.extract_bytes("a.txt", text.encode())
    assert [(c.stated, c.ok) for c in found.checks if c.kind == "total"] == [("500", True)]


def test_roles_that_a_cell_states_itself() -> None:
    found = page(
        table(
            "序号|任务|责任单位",
            "1|甲项工作。|区水利局牵头，区财政局、各镇配合",
            "2|乙项工作。|牵头单位：区水利局；配合单位：区财政局，各镇",
            "3|丙项工作。|区水利局，各镇",
        )
    )
    roles = [
        [(r.role, r.name_raw) for r in found.responsibilities if r.subject_id == t.task_id]
        for t in found.tasks
    ]
    assert roles[0] == roles[1] == [("lead", "区水利局"), ("support", "区财政局"), ("support", "各镇")]
    assert roles[2] == [("responsible", "区水利局"), ("responsible", "各镇")]
    assert found.tasks[0].lead_raw == "区水利局牵头，区财政局、各镇配合"


def test_an_issuer_that_the_title_shortens_is_the_one_of_the_signature() -> None:
    text = "县人民政府办公室关于印发嘉鱼县水安全规划的通知\n嘉政办发〔2022〕7号\n各镇人民政府：\n一、目标\n到2025年建成。\n"
    found = qingdan.extract_bytes("a.txt", (text + "嘉鱼县人民政府办公室\n2022年3月1日\n").encode())
    assert found.documents[0].issuer == "嘉鱼县人民政府办公室"


NUMBERS = [
    pytest.param(["（1）", "（2）", "（3）"], True, id="in brackets"),
    pytest.param(["（1）", "（3）", "（4）"], False, id="in brackets, 2 missing"),
    pytest.param(["一", "二", "三"], True, id="Chinese"),
    pytest.param(["一", "三", "四"], False, id="Chinese, 二 missing"),
    pytest.param(["A1", "A2", "A3"], True, id="with a letter"),
    pytest.param(["1.1", "1.2", "2.1"], None, id="of two levels: no running number"),
]


@pytest.mark.parametrize(("numbers", "ok"), NUMBERS)
def test_running_numbers_as_they_are_printed(numbers: list[str], ok: bool | None) -> None:
    found = page(table("序号|任务|责任单位", *(f"{n}|推进{n}项工作。|区水利局" for n in numbers)))
    assert [t.no for t in found.tasks] == numbers
    assert [c.ok for c in found.checks if c.kind == "numbering"] == ([] if ok is None else [ok])


def test_counts_behind_the_whole_are_claims() -> None:
    rows = ("类别|任务数|完成数|未完成数|完成率（%）", "水|5|4|1|80", "气|10|9|1|90", "合计|15|13|2|86.7")
    found = page("<p>规划共有任务15项，已完成14项，未完成2项，完成率86.7%。</p>", table(*rows))
    claims = [(c.stated, c.computed, c.ok) for c in found.checks if c.kind == "claim"]
    assert claims == [
        ("done 14", "13", False),
        ("undone 2", "2", True),
        ("total 15", "15", True),
        ("rate 86.7%", "86.7%", True),
    ]


CELLS = "序号\n任务内容\n牵头单位\n责任单位\n1\n推进工作。\n县水利局\n县财政局\n2\n完善管网。\n县住建局\n各镇\n3\n加强巡查。\n县水利局\n各镇\n"
TITLES = [
    pytest.param("嘉鱼县水安全任务清单\n", "嘉鱼县水安全任务清单", id="right above the header"),
    pytest.param("嘉鱼县水安全任务清单\n\n", "嘉鱼县水安全任务清单", id="a blank line between"),
    pytest.param("", "", id="none"),
]


@pytest.mark.parametrize(("above", "title"), TITLES)
def test_cells_of_a_flattened_table_are_no_title(above: str, title: str) -> None:
    found = qingdan.extract_bytes("a.txt", (above + CELLS).encode())
    assert (found.documents[0].title, len(found.tasks)) == (title, 3)


OF_A_YEAR = """东湖区{title}

一、重点任务
1.整治河道，9月底前完成。（区水利局牵头，区财政局配合）
2.治理扬尘。
责任单位：区住建局
完成时限：三季度
3.加强巡查。（区城管局负责，签约后30日内完成）
"""


@pytest.mark.parametrize(
    ("title", "deadlines"),
    [
        ("2022年重点工作任务分解方案", ["2022-09-30", "2022-07/2022-09", ""]),
        ("生态环境保护“十四五”规划任务分解方案", ["", "", ""]),
    ],
    ids=["a year", "a plan of five years"],
)
def test_a_document_of_one_year_completes_its_deadlines(title: str, deadlines: list[str]) -> None:
    found = qingdan.extract_bytes("a.txt", OF_A_YEAR.format(title=title).encode())
    assert [t.deadline for t in found.tasks] == deadlines
    unread = {f.raw for f in found.findings if f.code in ("deadline_unread", "deadline_ambiguous")}
    assert unread == ({"签约后30日内完成"} if deadlines[0] else {"9月底前", "三季度", "签约后30日内完成"})


OF_SEVERAL = """某区2022年重点工作任务分解方案

一、主要任务
1.5月底前改造管网7公里，年内关停锅炉20台。
责任单位：区住建局
2.每月检查一次，每年评估一次。
责任单位：区水利局
3.加强巡查。
责任单位：区城管局
完成时限：月底前
"""


def test_a_task_of_several_deadlines_takes_the_last_with_a_finding() -> None:
    found = qingdan.extract_bytes("a.txt", OF_SEVERAL.encode())
    assert [t.deadline for t in found.tasks] == ["2022", "", ""]
    doubts = [(f.code, f.raw) for f in found.findings if f.field == "deadline"]
    assert doubts == [
        ("deadline_several", "5月底前、年内"),
        ("deadline_several", "每月、每年"),
        ("deadline_unread", "月底前"),
    ]
