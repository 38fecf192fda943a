"""One publication in formats that differ in what they keep of a table: spans, rules, columns, alignment."""

from __future__ import annotations

import io

import pytest
import qingdan
from qingdan.extract import pdf, registry
from qingdan.model import Document, RawList, Table
from qingdan.parsers.frame import TITLE, frame
from qingdan.parsers.tables import find_lists
from qingdan.text import squeeze

from .pdf_maker import Sheet, make


def lists(name: str, data: bytes | str) -> list[RawList]:
    document = registry.read(name, data.encode() if isinstance(data, str) else data)
    return [raw for raw in find_lists(document).lists if raw.kind != "other"]


def rows(raw: RawList) -> list[list[str]]:
    return [[squeeze(w.text) if w else "" for w in row.fields] for row in raw.rows if not row.is_total]


# --------------------------------------------------------------------------------------------------
# Text and CSV have no merged cells

OPEN_HEADS = {
    "years under a goal": (
        ["序号|指标|单位|规划目标||属性", "|||2025年|2027年|", "1|城乡供水一体化率|%|75|≥85|预期性", "2|用水总量|亿立方米|1.4|1.45|约束性"],
        "indicator",
        [2025, 2027],
        2,
    ),
    "words that no vocabulary knows": (
        ["序号|项目名称|资金规模|其中||实施单位", "|||中央资金|区级资金|", "1|青柑园|480|300|180|柳坪镇", "2|硬化道路|326|326||区交通局"],
        "project",
        [],
        2,
    ),
    "a known spanning heading over unknown ones": (
        ["序号|事项|目标任务|时序进度||责任单位|", "|||上半年|全年|牵头单位|配合单位", "1|农村公路|改建85公里|40公里|85公里|县交通局|各乡镇"],
        "task",
        [],
        1,
    ),
    "an unnamed column is no span": (
        ["序号|任务|牵头单位||备注", "1|建设水厂|区水利局|甲|", "2|改造管网|区住建局||"],
        "task",
        [],
        2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t.md"])
@pytest.mark.parametrize("label", OPEN_HEADS)
def test_headings_over_empty_cells(label: str, name: str) -> None:
    lines, kind, years, count = OPEN_HEADS[label]
    text = {
        "t.csv": "\n".join(line.replace("|", ",") for line in lines),
        "t.txt": "\n".join(line.replace("|", "\t") for line in lines),
        "t.md": "\n".join(["", f"|{lines[0]}|", "|" + "---|" * 6, *(f"|{line}|" for line in lines[1:]), ""]),
    }[name]
    if name == "t.md":
        text = text.replace("|" + "---|" * 6, "|" + "---|" * (lines[0].count("|") + 1))
    (found,) = lists(name, text)
    assert (found.kind, len(found.rows)) == (kind, count)
    assert [c.year for c in found.columns if c.year] == years
    assert rows(found)[0] == lines[2 if kind != "task" or count == 1 else 1].split("|")


def test_a_goal_beside_years_is_a_name() -> None:
    (found,) = lists("t.csv", "序号,目标,单位,2024年,2025年\n1,数字化改造覆盖率,%,55,70\n2,智能工厂,家,4,7\n")
    assert found.kind == "indicator"
    assert [c.role for c in found.columns] == ["no", "name", "unit", "value", "value"]


# --------------------------------------------------------------------------------------------------
# Word files with columns of a hair's width


def test_grid_columns_that_nobody_sees() -> None:
    """Rows whose borders lie a hair apart: widths 2000, 1, 1999; the head spans the hair on the other side."""
    docx = pytest.importorskip("docx")
    from docx.oxml.ns import qn

    document = docx.Document()
    table = document.add_table(3, 4)
    words = [
        "序号",
        "项目名称",
        "",
        "责任单位",
        "1",
        "东湖水厂",
        "",
        "区水利局",
        "2",
        "西河清淤",
        "",
        "区水务局",
    ]
    for i, text in enumerate(words):
        table.cell(i // 4, i % 4).text = text
    for width, column in zip((1000, 2000, 1, 1999), table._tbl.tblGrid, strict=True):
        column.set(qn("w:w"), str(width))
    table.cell(0, 2).merge(table.cell(0, 3))
    for row in (1, 2):
        table.cell(row, 1).merge(table.cell(row, 2))
    out = io.BytesIO()
    document.save(out)
    (block,) = [b for b in registry.read("a.docx", out.getvalue()).blocks if isinstance(b, Table)]
    assert {(c.row, c.col): c.text for c in block.cells} == {
        (0, 0): "序号", (0, 1): "项目名称", (0, 2): "责任单位",
        (1, 0): "1", (1, 1): "东湖水厂", (1, 2): "区水利局",
        (2, 0): "2", (2, 1): "西河清淤", (2, 2): "区水务局",
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------
# PDF tables without rules between their columns

XS = (60, 100, 260, 330, 400, 470)
HEAD = ("序号", "指标", "2022年", "2025年", "2027年", "属性")
BODY = (
    ("1", "城乡供水一体化率", "61.4", "75", "85", "预期性"),
    ("2", "农村自来水普及率", "83", "88", "90", "约束性"),
    ("3", "应急供水能力", "3", "5", "7", "预期性"),
    ("4", "堤防达标率", "70", "80", "90", "预期性"),
)


def put(sheet: Sheet, y: float, cells: tuple[str, ...]) -> None:
    for x, words in zip(XS, cells, strict=True):
        sheet.text(x, y, words)


def tables_of(*pages) -> tuple[Document, list[list[list[str]]]]:
    document = pdf.read("p.pdf", make(*pages))
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            grid: dict[int, dict[int, str]] = {}
            for cell in block.cells:
                grid.setdefault(cell.row, {})[cell.col] = cell.text
            found.append([[row[c] for c in sorted(row)] for _, row in sorted(grid.items())])
    return document, found


def ruled_rows(sheet: Sheet) -> None:
    sheet.text(60, 60, "表1　主要指标")
    for i in range(6):
        sheet.rule(54, 80 + 24 * i, 520, 80 + 24 * i)
    for i, cells in enumerate((HEAD, *BODY)):
        put(sheet, 96 + 24 * i, cells)


def framed_rows(sheet: Sheet) -> None:
    ruled_rows(sheet)
    sheet.rule(54, 80, 54, 200)
    sheet.rule(520, 80, 520, 200)


def three_lines(sheet: Sheet) -> None:
    for y in (80, 104, 200):
        sheet.rule(54, y, 520, y)
    for i, cells in enumerate((HEAD, *BODY)):
        put(sheet, 96 + 24 * i, cells)


@pytest.mark.parametrize("draw", [ruled_rows, framed_rows, three_lines])
def test_rules_between_rows_alone(draw) -> None:
    document, found = tables_of(draw)
    assert found == [[list(HEAD), *map(list, BODY)]]
    assert "pdf_second_way" not in {f.code for f in document.findings}


def test_two_tables_of_one_width_stay_two() -> None:
    def draw(sheet: Sheet) -> None:
        ruled_rows(sheet)
        sheet.text(60, 224, "注：2022年为基期。")
        sheet.centred(54, 520, 244, "表2　续建指标")
        for i in range(4):
            sheet.rule(54, 256 + 24 * i, 520, 256 + 24 * i)
        for i, cells in enumerate((HEAD, *BODY[:2])):
            put(sheet, 272 + 24 * i, cells)

    _, found = tables_of(draw)
    assert [len(table) for table in found] == [5, 3]


def test_a_rule_that_begins_inside_ends_no_merged_cell() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.rule(54, 80, 520, 80)
        sheet.rule(54, 104, 520, 104)
        for i, cells in enumerate((("类别", *HEAD[1:]), *(("", *row[1:]) for row in BODY))):
            put(sheet, 96 + 24 * i, cells)
            last = i in (2, 4)
            sheet.rule(54 if i == 0 or last else 95, 104 + 24 * i, 520, 104 + 24 * i)
        sheet.text(60, 132, "供水")
        sheet.text(60, 180, "防洪")

    document = pdf.read("p.pdf", make(draw))
    (block,) = [b for b in document.blocks if isinstance(b, Table)]
    labels = {(c.row, c.rowspan): c.text for c in block.cells if c.col == 0}
    assert labels == {(0, 1): "类别", (1, 2): "供水", (3, 2): "防洪"}


def test_a_head_of_two_rows_between_its_rules() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (80, 120, 220):
            sheet.rule(54, y, 520, y)
        put(sheet, 104, ("序号", "指标", "2022年", "", "", "属性"))
        sheet.centred(330, 436, 95, "规划目标值")
        sheet.text(330, 112, "2025年")
        sheet.text(400, 112, "2027年")
        for i, cells in enumerate(BODY):
            put(sheet, 136 + 24 * i, cells)

    (found,) = lists("p.pdf", make(draw))
    assert [(c.year, c.value_kind) for c in found.columns if c.year] == [
        (2022, ""),
        (2025, "target"),
        (2027, "target"),
    ]
    assert rows(found) == [list(row) for row in BODY]


def test_a_total_below_the_last_row_is_a_row() -> None:
    """合计 without a number, as near as a second line of the last row would stand."""

    def draw(sheet: Sheet) -> None:
        for y in (80, 104, 200):
            sheet.rule(54, y, 520, y)
        total = ("", "合计", "217.4", "248", "272", "")
        for i, cells in enumerate((HEAD, *BODY[:3], total)):
            put(sheet, 96 + 20 * i, cells)

    _, found = tables_of(draw)
    assert found[0][-2:] == [list(BODY[2]), ["", "合计", "217.4", "248", "272", ""]]


def test_a_label_between_two_rows_belongs_to_both() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (80, 104, 280):
            sheet.rule(54, y, 520, y)
        put(sheet, 96, ("领域", "举措", "责任", "时间", "地点", "备注"))
        for i in range(4):
            put(sheet, 131 + 44 * i, ("", "", "区水利局", "持续推进", "城区", "新建"))
            sheet.text(100, 124 + 44 * i, "建设平台，开展试点")
            sheet.text(100, 138 + 44 * i, "并且验收总结")
        sheet.text(60, 153, "供水")
        sheet.text(60, 241, "防洪")

    document = pdf.read("p.pdf", make(draw))
    (block,) = [b for b in document.blocks if isinstance(b, Table)]
    assert {(c.row, c.rowspan): c.text for c in block.cells if c.col == 0} == {
        (0, 1): "领域",
        (1, 2): "供水",
        (3, 2): "防洪",
    }
    assert max(c.row for c in block.cells) == 4


def test_a_head_at_the_foot_of_a_page_has_its_rows() -> None:
    """The rule that ends the table is on the next page."""

    def first(sheet: Sheet) -> None:
        sheet.text(60, 700, "现将主要指标印发，请认真组织实施。")
        sheet.rule(54, 720, 520, 720)
        sheet.rule(54, 744, 520, 744)
        for i, cells in enumerate((HEAD, *BODY[:3])):
            put(sheet, 736 + 20 * i, cells)

    def second(sheet: Sheet) -> None:
        for y in (60, 84, 110):
            sheet.rule(54, y, 520, y)
        for i, cells in enumerate((HEAD, BODY[3])):
            put(sheet, 76 + 24 * i, cells)

    _, found = tables_of(first, second)
    assert found == [[list(HEAD), *map(list, BODY[:3])], [list(HEAD), list(BODY[3])]]


def test_signature_and_caption_are_paragraphs_of_their_own() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.centred(60, 535, 80, "东湖区2025年民生实事分解方案", 14)
        sheet.text(81, 110, "经区人民代表大会票决，确定2025年民生实事十件，现将任务分解下达给你们，请抓好")
        sheet.text(60, 128, "落实。")
        sheet.text(440, 150, "东湖区人民政府")
        sheet.text(450, 168, "2025年1月22日")
        sheet.text(60, 186, "附件")
        sheet.centred(60, 535, 204, "民生实事责任分解表")
        sheet.grid((60, 200, 400, 535), (214, 234, 254))

    texts = [b.text for b in pdf.read("p.pdf", make(draw)).blocks if not isinstance(b, Table)]
    assert texts[2:] == ["东湖区人民政府", "2025年1月22日", "附件", "民生实事责任分解表"]


# --------------------------------------------------------------------------------------------------
# Titles of documents that begin with a table

TITLED = {
    "captions of two tables": (
        "东湖区2024年乡村振兴重点工作台账\n表一　重点工作\n领域\t序号\t举措\t牵头单位\n产业\t1\t建设冷库\t区供销社\n表二　资金安排\n单位：万元\n序号\t项目名称\t总投资\t建设内容\n1\t冷库\t48\t新建\n",
        "东湖区2024年乡村振兴重点工作台账",
    ),
    "headings, one a line": (
        "东湖区2024年乡村振兴重点工作台账\n表一　重点工作\n序号\n重点工作\n牵头单位\n配合单位\n1\n建设冷库\n区供销社\n各镇\n2\n培育企业\n区商务局\n各镇\n",
        "东湖区2024年乡村振兴重点工作台账",
    ),
    "a short opening": (
        "东湖区养殖业尾水净化行动计划（2024—2026年）\n为加快尾水净化，制定本行动计划。\n一、工作目标\n建成净化鱼塘10家。\n二、重点任务\n",
        "东湖区养殖业尾水净化行动计划（2024—2026年）",
    ),
}


@pytest.mark.parametrize("label", TITLED)
def test_title(label: str) -> None:
    text, title = TITLED[label]
    assert "".join(line.text for line in frame(registry.read("a.txt", text.encode())).of(TITLE)) == title


# --------------------------------------------------------------------------------------------------
# Flattened copies


def test_figures_behind_a_total_are_its_own() -> None:
    """总计 stands above the rows; 28.55 is the sum of another column, not a total of its own."""
    text = (
        "序号 项目名称 项目单位 建设内容 建设期限 总投资 2025年计划投资 2025年形象进度 总计（2个） 149.36 28.55 "
        "1 东湖水厂 区水利局 建设水厂一座 2024-2026 132.5 8.2 主体完工 2 西河清淤 区水务局 清淤八公里 2025-2027 16.86 20.35 开工建设"
    )
    (found,) = lists("a.txt", "\n".join(text.split()))
    assert [c.header.text for c in found.columns][-2:] == ["2025年计划投资", "2025年形象进度"]
    assert [[w.text if w else "" for w in r.fields if w] for r in found.rows if r.is_total] == [
        ["总计（2个）", "149.36", "28.55"]
    ]
    assert rows(found)[1][-3:] == ["16.86", "20.35", "开工建设"]


# --------------------------------------------------------------------------------------------------
# The whole way


def test_chapters_that_number_in_two_ways(tmp_path) -> None:
    text = (
        "东湖区2024年工作安排\n一、优化准入\n1．推行一件事。年内新增事项15个。（区政务服务局、区市场监管局）\n"
        "2．化解欠款。9月底前动态清零。（区财政局、区国资委等）\n二、强化保障\n（一）用地保障。供应用地800亩。（区水利局牵头）\n"
        "（二）严格审查。存量清理完成率100%。（区市场监管局）\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    package = qingdan.extract(str(path))
    assert [(t.no, t.lead_raw) for t in package.tasks] == [
        ("1", "区政务服务局、区市场监管局"), ("2", "区财政局、区国资委等"), ("一", "区水利局"), ("二", "区市场监管局"),
    ]  # fmt: skip
    assert [(c.kind, c.stated, c.ok) for c in package.checks] == [("numbering", "1–2、一–二", True)]
    assert [r.open_ended for r in package.table("responsibilities") if r.name_raw == "区国资委等"] == [True]


def test_one_office_alone_is_no_list(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "东湖区工作通报\n一、总体情况\n1．各项工作有序推进。（区市场监管局）\n2．群众满意度提高。\n",
        encoding="utf-8",
    )
    assert not qingdan.extract(str(path)).tasks


def test_a_box_of_one_cell_frames_paragraphs() -> None:
    """专栏1 in a bordered cell: paragraphs, as in Word files, PDFs and text."""
    page = "<html><body><h1>东湖区公共卫生规划</h1><p>一、重点举措</p><table border=1><tr><td><p>专栏1　疾控工程</p><p>1.迁建。建设实验室1.5万平方米。</p></td></tr></table></body></html>"
    blocks = registry.read("a.html", page.encode()).blocks
    assert not any(isinstance(block, Table) for block in blocks)
    assert [b.text for b in blocks if not isinstance(b, Table)][-1] == "1.迁建。建设实验室1.5万平方米。"


def test_a_document_number_below_a_full_title_line() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(60, 80, "东湖区人民政府关于印发东湖区公共卫生服务能力提升规划（2022—2026年）的通知知", 12)
        sheet.centred(60, 535, 100, "东湖府发〔2022〕18号", 12)
        for i in range(6):
            sheet.text(
                60,
                130 + 18 * i,
                "各县区人民政府，市直各部门，有关单位，现将规划印发给你们，请认真组织实施，抓好落实",
                11,
            )

    texts = [b.text for b in pdf.read("p.pdf", make(draw)).blocks if not isinstance(b, Table)]
    assert texts[1] == "东湖府发〔2022〕18号"


def test_items_of_a_cell_over_a_page_break() -> None:
    """2.… alone at the top of a page is the second item of the cell above, no section."""
    columns = (60, 100, 330, 430)
    xs = (54, 95, 325, 425, 535)

    def first(sheet: Sheet) -> None:
        sheet.grid(xs, (700, 724, 748, 790))
        for y, cells in (
            (716, ("序号", "工作任务", "牵头单位", "配合单位")),
            (740, ("1", "建设水厂", "区水利局", "各镇")),
        ):
            for x, words in zip(columns, cells, strict=True):
                sheet.text(x, y, words)
        for x, words in zip(columns, ("2", "1.改造管网；", "区住建局", "各镇"), strict=True):
            sheet.text(x, 764, words)

    def second(sheet: Sheet) -> None:
        sheet.grid(xs, (60, 84, 108, 132))
        for x, words in zip(columns, ("序号", "工作任务", "牵头单位", "配合单位"), strict=True):
            sheet.text(x, 76, words)
        sheet.text(100, 100, "2.清淤河道。")
        for x, words in zip(columns, ("3", "巡查河道", "区水利局", "各镇"), strict=True):
            sheet.text(x, 124, words)

    (found,) = lists("p.pdf", make(first, second))
    assert [row[1] for row in rows(found)] == ["建设水厂", "1.改造管网;2.清淤河道。", "巡查河道"]
    assert not any(row.section or row.chapter for row in found.rows)
