"""The table engine on table blocks: headers, spans, cuts, joins, section and total rows."""

from __future__ import annotations

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
    made = tuple(Paragraph(b, Place(paragraph=n)) if isinstance(b, str) else b for n, b in enumerate(blocks, 1))
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
        table("类别|序号|主要任务|责任单位", "大气|1|推进扬尘治理。|区住建局", "^|2|淘汰老旧车。|区公安局", spans={(1, 0): (2, 1)})
    )
    assert rows(found[0]) == ["大气|1|推进扬尘治理。|区住建局", "大气|2|淘汰老旧车。|区公安局"]


def test_new_table_of_the_same_shape_is_not_swallowed() -> None:
    head = "序号|主要任务|责任单位"
    found = lists("附件1 2022年任务表", table(head, "1|甲。|区水利局"), "附件2 2023年任务表", table(head, "1|乙。|区林业局"))
    assert [rows(r) for r in found] == [["1|甲。|区水利局"], ["1|乙。|区林业局"]]


def test_fragment_without_header_goes_on_by_its_numbers() -> None:
    found = lists(table("序号|主要任务|责任单位", "1|甲事项推进落实。|区水利局"), table("2|乙事项推进落实。|区林业局"))
    assert [rows(r) for r in found] == [["1|甲事项推进落实。|区水利局", "2|乙事项推进落实。|区林业局"]]


def test_row_cut_by_a_page_break_is_one_row_with_both_places() -> None:
    first = table("序号|主要任务|责任单位", "1|推进重点流域水环境|区水利局、")
    second = Table(
        tuple(Cell(0, c, t, Place(table=2, row=1)) for c, t in enumerate(["", "综合治理。", "区林业局"])), Place(table=2)
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
    found = lists(table("序号|主要任务|责任单位|配合单位", "1|甲事项推进落实。|区水利局|", "2|乙事项推进落实。|区林业局"))
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
