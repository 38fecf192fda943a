"""The table engine on table blocks: headers, spans, cuts, joins, section and total rows."""

from __future__ import annotations

import os

import plans
import pytest
from qingdan.model import Cell, Document, Paragraph, Place, RawList, Table
from qingdan.parsers.tables import find_lists
from qingdan.text import squeeze


def table(*rows: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """Rows as `a|b|c`; `spans` gives (rowspan, colspan) by (row, col); ^ is a cell covered from above, < from the left."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row.split("|")):
            if text.strip() not in {"^", "<"}:
                rowspan, colspan = (spans or {}).get((r, c), (1, 1))
                cells.append(Cell(r, c, text.strip(), Place(table=1, row=r + 1), rowspan, colspan))
    return Table(tuple(cells), Place(table=1))


def document(*blocks: Table | Paragraph | str) -> Document:
    made = tuple(
        Paragraph(b, Place(paragraph=n)) if isinstance(b, str) else b for n, b in enumerate(blocks, 1)
    )
    return Document("plan", "test", "0" * 64, made)


def lists(*blocks: Table | Paragraph | str) -> list[RawList]:
    return list(find_lists(document(*blocks)).lists)


def rows(raw: RawList) -> list[str]:
    return ["|".join(w.text if w else "" for w in r.fields) for r in raw.rows]


@pytest.mark.parametrize("seed", range(120))
def test_generated_tables_cut_by_pages_come_back_whole(seed: int) -> None:
    plan = plans.make(seed)
    found = lists(*plans.grid_document(plan).blocks)
    assert [r.kind for r in found] == [plan.kind]
    data = [r for r in found[0].rows if not r.is_total]
    assert [[squeeze(w.text) if w else "" for w in r.fields] for r in data] == [
        [squeeze(c) for c in plan.cells(row)] for row in plan.rows
    ]
    assert [(r.chapter.text, r.section.text) for r in data] == [
        (row.get("chapter", ""), row.get("section", "")) for row in plan.rows
    ]


@pytest.mark.parametrize("seed", range(60))
def test_wild_tables_cut_by_pages(seed: int) -> None:
    plan = plans.wild(seed)
    assert not plans.judge(lists(*plans.grid_document(plan).blocks), [plan]).wrong


@pytest.mark.skipif(
    "QINGDAN_LONG" not in os.environ, reason="long run: set QINGDAN_LONG to a number of seeds"
)
def test_a_thousand_wild_tables() -> None:
    total = plans.Verdict()
    for seed in range(int(os.environ["QINGDAN_LONG"])):
        plan = plans.wild(seed)
        total += plans.judge(lists(*plans.grid_document(plan).blocks), [plan])
    assert total.exact >= 0.999 * total.rows, total.wrong[:3]
    assert total.silent == 0


def test_header_of_two_rows() -> None:
    found = lists(
        table(
            "序号|指标名称|目标值|<|<|属性",
            "^|^|2023年|2024年|2025年|^",
            "1|森林覆盖率（%）|40|41|42|约束性",
            spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 3), (0, 5): (2, 1)},
        )
    )
    assert [(c.role, c.year, c.value_kind) for c in found[0].columns][2:5] == [
        ("value", 2023, "target"),
        ("value", 2024, "target"),
        ("value", 2025, "target"),
    ]
    assert rows(found[0]) == ["1|森林覆盖率（%）|40|41|42|约束性"]


def test_merged_category_is_given_to_every_row_it_covers() -> None:
    found = lists(
        table(
            "类别|序号|主要任务|责任单位",
            "大气|1|推进扬尘治理。|区住建局",
            "^|2|淘汰老旧车。|区公安局",
            spans={(1, 0): (2, 1)},
        )
    )
    assert rows(found[0]) == ["大气|1|推进扬尘治理。|区住建局", "大气|2|淘汰老旧车。|区公安局"]


def test_new_table_of_the_same_shape_is_not_swallowed() -> None:
    head = "序号|主要任务|责任单位"
    found = lists(
        "附件1 2022年任务表",
        table(head, "1|甲。|区水利局"),
        "附件2 2023年任务表",
        table(head, "1|乙。|区林业局"),
    )
    assert [rows(r) for r in found] == [["1|甲。|区水利局"], ["1|乙。|区林业局"]]


def test_fragment_without_header_goes_on_by_its_numbers() -> None:
    found = lists(
        table("序号|主要任务|责任单位", "1|甲事项推进落实。|区水利局"), table("2|乙事项推进落实。|区林业局")
    )
    assert [rows(r) for r in found] == [["1|甲事项推进落实。|区水利局", "2|乙事项推进落实。|区林业局"]]


def test_row_cut_by_a_page_break_is_one_row_with_both_places() -> None:
    first = table("序号|主要任务|责任单位", "1|推进重点流域水环境|区水利局、")
    second = Table(
        tuple(Cell(0, c, t, Place(table=2, row=1)) for c, t in enumerate(["", "综合治理。", "区林业局"])),
        Place(table=2),
    )
    found = lists(first, second)
    assert rows(found[0]) == ["1|推进重点流域水环境综合治理。|区水利局、区林业局"]
    assert {p.table for p in found[0].rows[0].places} == {1, 2}


def test_section_rows_and_numeral_rows() -> None:
    found = lists(
        table(
            "序号|项目名称|建设内容|总投资（亿元）|责任单位",
            "一|基础设施|||",
            "1|东湖水厂|新建水厂一座。|2|区水利局",
            "二|生态修复|||",
            "2|北山复绿|复绿100亩。|0.5|区林业局",
            "合计|||2.5|",
        )
    )
    data = found[0].rows
    assert [r.chapter.text for r in data[:2]] == ["一、基础设施", "二、生态修复"]
    assert [r.is_total for r in data] == [False, False, True]


def test_total_row_cut_off_from_its_table() -> None:
    found = lists(
        table("篇章|领域|任务数|完成数|未完成数|完成率(%)", "绿色发展|产业|3|3|0|100.0", "|交通|2|1|1|50.0"),
        table("汇 总|5|4|1|80.0"),
    )
    assert len(found) == 1
    assert rows(found[0])[-1] == "汇 总||5|4|1|80.0"
    assert [r.fields[0].text for r in found[0].rows[:2] if r.fields[0]] == ["绿色发展", "绿色发展"]


def test_notes_and_unit_above_the_table() -> None:
    found = lists(
        "表2 重点项目",
        "单位：万元",
        table("序号|项目名称|总投资|建设年限", "1|东湖水厂|2000|2022"),
        "备注：投资以批复为准。",
    )
    assert found[0].title.text == "表2 重点项目"
    assert found[0].unit == "万元"
    assert [n.text for n in found[0].notes] == ["备注：投资以批复为准。"]


def test_unknown_table_is_kept_as_other_with_its_grid() -> None:
    found = lists(table("姓名|电话", "张某|123"))
    assert found[0].kind == "other"
    assert found[0].grid == (("姓名", "电话"), ("张某", "123"))


def test_empty_and_missing_cells_stay_apart() -> None:
    found = lists(
        table(
            "序号|主要任务|责任单位|配合单位", "1|甲事项推进落实。|区水利局|", "2|乙事项推进落实。|区林业局"
        )
    )
    assert found[0].rows[0].fields[3] is not None
    assert not found[0].rows[0].fields[3]
    assert found[0].rows[1].fields[3] is None


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("序号|任务清单|牵头单位|责任单位", "task"),
        ("类别|序号|主要内容|责任单位|配合单位|备注", "task"),
        ("序号|民生实事|责任单位|完成时限", "task"),
        ("序号|工作事项|主要内容|牵头单位|配合单位", "task"),
        ("领域|序号|指标|指标属性|2025年目标值|牵头单位", "indicator"),
        ("类别|序号|指标名称|单位|2021年|2022年|2023年|属性", "indicator"),
        ("序号|类别|项目名称|建设内容|投资估算(亿元)|建设年限|责任单位", "project"),
        ("项目大类|项目子类|项目数(项)|完成数(项)|未完成数(项)|完成率(%)", "progress"),
        ("坐标编号|X坐标|Y坐标|说明", "other"),
        ("发文机构|机构编号|级别", "other"),
        ("学历层次|年龄要求|核心说明", "other"),
    ],
)
def test_kind_by_header_vocabulary(headers: str, kind: str) -> None:
    filler = "|".join("x" for _ in headers.split("|"))
    assert lists(table(headers, filler))[0].kind == kind


TASK = "序号|主要任务|责任单位"


def test_section_paragraphs_between_fragments_belong_to_the_list() -> None:
    blocks = (
        "（一）水污染防治",
        table(TASK, "1|推进甲事项落实。|区水利局", "2|推进乙事项落实。|区水利局"),
        "（二）大气污染防治",
        table("3|推进丙事项落实。|区住建局"),
    )
    made = document(*blocks)
    found = find_lists(made)
    assert len(found.lists) == 1
    assert [(r.fields[0].text, r.chapter.text) for r in found.lists[0].rows if r.fields[0]] == [
        ("1", "（一）水污染防治"),
        ("2", "（一）水污染防治"),
        ("3", "（二）大气污染防治"),
    ]
    assert found.taken == {0, 1, 2, 3}


def test_section_paragraph_and_numbers_from_one_make_two_tables() -> None:
    found = lists(
        "（一）水污染防治",
        table(TASK, "1|推进甲事项落实。|区水利局"),
        "（二）大气污染防治",
        table(TASK, "1|推进乙事项落实。|区住建局"),
    )
    assert [len(r.rows) for r in found] == [1, 1]


@pytest.mark.parametrize(
    ("header", "first", "second", "expected"),
    [
        (
            "类别|序号|主要任务|责任单位",
            "大气|1|推进扬尘治理。|区住建局",
            "2|淘汰老旧车辆。|区公安局",
            "大气|2|淘汰老旧车辆。|区公安局",
        ),
        (
            "序号|类别|主要任务|责任单位",
            "1|大气|推进扬尘治理。|区住建局",
            "2|淘汰老旧车辆。|区公安局",
            "2|大气|淘汰老旧车辆。|区公安局",
        ),
    ],
    ids=["before the number", "behind the number"],
)
def test_category_column_not_drawn_on_the_continued_page(
    header: str, first: str, second: str, expected: str
) -> None:
    found = lists(table(header, first), table(second))
    assert len(found) == 1
    assert rows(found[0])[1] == expected
    assert [f.code for f in found[0].findings] == ["column_missing"]


def test_narrower_fragment_whose_numbers_do_not_go_on_is_another_table() -> None:
    found = lists(
        table("类别|序号|主要任务|责任单位", "大气|1|推进扬尘治理。|区住建局"),
        table("7|淘汰老旧车辆。|区公安局"),
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (["1|东湖水厂|2000|3|北山复绿|500", "2|西河清淤|800|4|南门公园|900"], "1 2 3 4"),
        (["1|东湖水厂|2000|2|西河清淤|800", "3|北山复绿|500|||"], "1 2 3"),
    ],
    ids=["down", "across"],
)
def test_two_tables_side_by_side(body: list[str], expected: str) -> None:
    found = lists(table("序号|项目名称|总投资（万元）|序号|项目名称|总投资（万元）", *body))
    assert found[0].kind == "project"
    assert " ".join(r.fields[0].text for r in found[0].rows if r.fields[0]) == expected
    assert [f.code for f in found[0].findings] == ["table_turned"]


def test_headings_in_the_first_column_are_turned() -> None:
    found = lists(
        table(
            "项目名称|东湖水厂|西河清淤",
            "建设内容|新建水厂一座。|清淤5公里。",
            "总投资（万元）|2000|800",
            "责任单位|区水利局|区水利局",
        )
    )
    assert found[0].kind == "project"
    assert rows(found[0]) == ["东湖水厂|新建水厂一座。|2000|区水利局", "西河清淤|清淤5公里。|800|区水利局"]


def test_form_of_pairs_is_one_record() -> None:
    found = lists(table("项目名称|东湖水厂|责任单位|区水利局", "建设内容|新建水厂一座。|总投资（万元）|2000"))
    assert rows(found[0]) == ["东湖水厂|区水利局|新建水厂一座。|2000"]
    assert [f.code for f in found[0].findings] == ["table_turned"]


def test_number_and_task_merged_over_two_organisation_cells_are_one_record() -> None:
    found = lists(
        table(
            "序号|主要任务|责任单位", "1|推进扬尘治理。|区住建局", "^|^|区城管局", "2|推进造林绿化。|区林业局",
            spans={(1, 0): (2, 1), (1, 1): (2, 1)},
        )
    )  # fmt: skip
    assert rows(found[0]) == ["1|推进扬尘治理。|区住建局 区城管局", "2|推进造林绿化。|区林业局"]


def test_box_of_label_and_value_is_no_list() -> None:
    assert lists(table("主 题 词：|环保 规划 通知")) == []
    assert lists(table("主题词：|环保", "抄送：|各镇街")) == []


def test_two_row_header_of_roles() -> None:
    found = lists(
        table(
            "序号|主要任务|责任单位|<", "^|^|牵头部门|配合部门", "1|推进扬尘治理。|区住建局|区城管局",
            spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)},
        )
    )  # fmt: skip
    assert [c.role for c in found[0].columns] == ["no", "task", "lead", "support"]


def test_many_fragments_take_linear_time() -> None:
    """The last number is kept, not looked for again in all rows before."""
    head = table(TASK, "1|推进甲事项落实。|区水利局")
    parts = [table(f"{n}|推进事项落实。|区水利局") for n in range(2, 2000)]
    found = lists(head, *parts)
    assert len(found) == 1
    assert len(found[0].rows) == 1999


def test_row_without_number_in_a_numbered_table_is_a_finding() -> None:
    found = lists(table(TASK, "1|推进扬尘|区住", "|治理。|建局", "2|推进造林绿化。|区林业局"))
    assert [f.code for f in found[0].findings] == ["row_without_number"]


@pytest.mark.parametrize(
    "section",
    ["一、水利工程（2个）|<|<|<|3500|", "一|水利工程|||3500|"],
    ids=["spanning heading", "numeral and name"],
)
def test_section_row_with_its_sum_is_no_project(section: str) -> None:
    spans = {(1, 0): (1, 4)} if "<" in section else {}
    found = lists(
        table(
            "序号|项目名称|建设内容及规模|建设年限|总投资（万元）|责任单位", section, "1|东湖水厂|新建水厂一座。|2022|2000|区水利局",
            "2|西河治理|清淤5公里。|2023|1500|区水利局", "合计||||3500|",
            spans=spans,
        )
    )  # fmt: skip
    assert [r.is_total for r in found[0].rows] == [False, False, True]
    assert found[0].rows[0].chapter.text.startswith("一、水利工程")
    assert [(f.code, f.raw) for f in found[0].findings] == [("section_amount", "3500")]


def test_numbering_that_begins_anew_in_another_style_is_another_list() -> None:
    head = "序号|主要任务|责任单位"
    found = lists(
        table(head, "（1）|推进扬尘治理。|区住建局", "（2）|淘汰老旧车。|区公安局"),
        table(head, "一|推进造林绿化。|区林业局", "二|清理河道。|区水利局"),
    )
    assert [len(r.rows) for r in found] == [2, 2]


def test_table_that_begins_inside_a_chapter() -> None:
    found = lists(
        table(
            "序号|任务清单|牵头单位", "88|推进扬尘治理工作。|区住建局", "（四）推进无废城市建设|<|<", "89|淘汰老旧车辆。|区公安局",
            "二、生态修复|<|<", "90|推进造林绿化工作。|区林业局", spans={(2, 0): (1, 3), (4, 0): (1, 3)},
        )
    )  # fmt: skip
    assert [(r.chapter.text, r.section.text) for r in found[0].rows] == [
        ("", ""),
        ("", "（四）推进无废城市建设"),
        ("二、生态修复", ""),
    ]


def test_category_of_a_cut_row_that_differs_is_said() -> None:
    found = lists(
        table("类别|序号|主要任务|责任单位", "大气|1|推进扬尘治理。|区住建局", "^|2|推进重点流域水环境|区水利局、",
              spans={(1, 0): (2, 1)}),
        table("水体||综合治理。|区林业局"),
    )  # fmt: skip
    assert rows(found[0])[-1] == "大气|2|推进重点流域水环境综合治理。|区水利局、区林业局"
    assert [(f.code, f.raw) for f in found[0].findings] == [("cell_left", "水体")]
