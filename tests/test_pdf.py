from __future__ import annotations

import dataclasses
import itertools
import pickle
import re
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qingdan.extract import pdf
from qingdan.extract.pdf_cells import PageCells
from qingdan.extract.pdf_grid import Edge, connected, make_grid, merge_edges, rules_to_edges
from qingdan.extract.pdf_page import Char, Rule, lines_of, runs_of
from qingdan.extract.pdf_prose import is_toc, page_number
from qingdan.extract.pdf_texts import is_number
from qingdan.extract.radicals import fold_radicals
from qingdan.model import Cell, Document, Paragraph, Place, SourceError, Table

from .pdf_maker import HEIGHT, WIDTH, Sheet, make

pytest.importorskip("reportlab")


def read(data: bytes) -> Document:
    return pdf.read("plan.pdf", data)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def words(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "body"]


def aside(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "furniture"]


def shape(table: Table) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(c.row, c.col): (c.text, c.rowspan, c.colspan) for c in table.cells}


def texts(table: Table) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


# --------------------------------------------------------------------------------------------------
# Ruled tables

XS, YS = (60, 120, 360, 520), (100, 130, 160, 190)


def fill(sheet: Sheet, rows: list[list[str]], xs=XS, ys=YS) -> None:
    for row, cells in enumerate(rows):
        for col, text in enumerate(cells):
            if text:
                sheet.centred(xs[col], xs[col + 1], (ys[row] + ys[row + 1]) / 2 + 4, text)


ROWS = [
    ["序号", "任务清单", "责任单位"],
    ["1", "加强再生水利用。", "区水利局"],
    ["2", "推进节水改造。", "区住建委"],
]


def ruled(sheet: Sheet) -> None:
    sheet.grid(XS, YS)
    fill(sheet, ROWS)


def filled_bars(sheet: Sheet) -> None:
    for y in YS:
        sheet.bar(XS[0], y - 0.3, XS[-1], y + 0.3)
    for x in XS:
        sheet.bar(x - 0.3, YS[0], x + 0.3, YS[-1])
    fill(sheet, ROWS)


def cell_borders(sheet: Sheet) -> None:
    """Every cell with four thin rectangles of its own, as Chromium prints."""
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            sheet.bar(x0, y0, x1, y0 + 0.55)
            sheet.bar(x0, y1 - 0.55, x1, y1)
            sheet.bar(x0, y0, x0 + 0.55, y1)
            sheet.bar(x1 - 0.55, y0, x1, y1)
    fill(sheet, ROWS)


def no_side_borders(sheet: Sheet) -> None:
    for y in YS:
        sheet.rule(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        sheet.rule(x, YS[0], x, YS[-1])
    fill(sheet, ROWS)


def open_at_page_end(sheet: Sheet) -> None:
    """The last row goes on over the page: no line below it."""
    for y in YS[:-1]:
        sheet.rule(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.rule(x, YS[0], x, YS[-1])
    fill(sheet, ROWS)


def one_path(sheet: Sheet) -> None:
    """All lines of the grid in one path."""
    path = sheet.canvas.beginPath()
    for y in YS:
        path.moveTo(XS[0], HEIGHT - y)
        path.lineTo(XS[-1], HEIGHT - y)
    for x in XS:
        path.moveTo(x, HEIGHT - YS[0])
        path.lineTo(x, HEIGHT - YS[-1])
    sheet.canvas.drawPath(path)
    fill(sheet, ROWS)


def stroked_boxes(sheet: Sheet) -> None:
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            sheet.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
    fill(sheet, ROWS)


def inside_a_form(sheet: Sheet) -> None:
    """The table drawn once in a form and placed with an offset."""
    canvas = sheet.canvas
    canvas.beginForm("table")
    ruled(Sheet(canvas))
    canvas.endForm()
    canvas.saveState()
    canvas.translate(20, -40)
    canvas.doForm("table")
    canvas.restoreState()


def shaded_head(sheet: Sheet) -> None:
    sheet.canvas.setFillGray(0.8)
    sheet.canvas.rect(XS[0], HEIGHT - YS[1], XS[-1] - XS[0], YS[1] - YS[0], stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    ruled(sheet)


def double_rules(sheet: Sheet) -> None:
    ruled(sheet)
    sheet.grid([x + 1.5 for x in XS], [y + 1.5 for y in YS])


@pytest.mark.parametrize(
    "draw",
    [
        ruled,
        filled_bars,
        cell_borders,
        no_side_borders,
        open_at_page_end,
        one_path,
        stroked_boxes,
        inside_a_form,
        shaded_head,
        double_rules,
    ],
)
def test_ruled_table(draw):
    (table,) = tables(read(make(draw)))
    assert texts(table) == ROWS
    assert all((c.rowspan, c.colspan) == (1, 1) for c in table.cells)


def test_cell_places_are_points_from_the_top_left():
    (table,) = tables(read(make(ruled)))
    cell = next(c for c in table.cells if c.text == "区水利局")
    assert cell.place.page == 1
    assert cell.place.bbox == pytest.approx((360, 130, 520, 160), abs=1)
    assert table.place.bbox == pytest.approx((60, 100, 520, 190), abs=1)


def test_merged_cells():
    def draw(sheet: Sheet) -> None:
        xs, ys = (60, 140, 200, 420), (100, 130, 160, 190, 220)
        for y in ys:
            sheet.rule(140 if y in (160, 190) else 60, y, 420, y)
        for x in (60, 140, 420):
            sheet.rule(x, 100, x, 220)
        sheet.rule(200, 130, 200, 220)
        sheet.centred(60, 140, 119, "领域")
        sheet.centred(140, 420, 119, "指标")
        sheet.centred(60, 140, 179, "低碳发展")
        for row, name in enumerate(["能耗降低", "碳排放降低", "森林覆盖率"]):
            sheet.centred(140, 200, ys[row + 1] + 19, str(row + 1))
            sheet.centred(200, 420, ys[row + 1] + 19, name)
        assert xs

    (table,) = tables(read(make(draw)))
    found = shape(table)
    assert found[0, 1] == ("指标", 1, 2)
    assert found[1, 0] == ("低碳发展", 3, 1)
    assert found[3, 2] == ("森林覆盖率", 1, 1)
    assert len(found) == 9


def test_lines_of_a_cell_are_kept_apart():
    def draw(sheet: Sheet) -> None:
        sheet.grid((60, 160, 300), (100, 160, 190))
        sheet.centred(60, 160, 124, "碧水")
        sheet.centred(60, 160, 140, "保卫战")
        sheet.text(165, 132, "完成整治。")
        sheet.text(65, 180, "1")

    (table,) = tables(read(make(draw)))
    assert shape(table)[0, 0][0] == "碧水\n保卫战"


def test_text_that_runs_through_a_border_is_cut_between_characters():
    def draw(sheet: Sheet) -> None:
        sheet.grid((60, 80, 300), (100, 130, 160))
        sheet.text(74, 119, "1加强再生水利用")

    (table,) = tables(read(make(draw)))
    assert [shape(table)[0, col][0] for col in (0, 1)] == ["1", "加强再生水利用"]


def test_single_frame_and_underlines_are_no_tables():
    def draw(sheet: Sheet) -> None:
        sheet.grid((40, 555), (40, 800))
        sheet.text(80, 100, "关于印发任务分解方案的通知", 22)
        sheet.rule(80, 110, 500, 110)
        sheet.text(80, 140, "各镇街人民政府：", 16)

    document = read(make(draw))
    assert not tables(document)
    assert words(document) == ["关于印发任务分解方案的通知", "各镇街人民政府："]


def test_page_fragments_stay_apart():
    def second(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        fill(sheet, [ROWS[0], ["", "并加强监管。", ""], ["3", "修复湿地。", "区林业局"]])

    document = read(make(ruled, second))
    first, rest = tables(document)
    assert (first.place.page, rest.place.page) == (1, 2)
    assert texts(rest)[0] == ROWS[0]
    assert texts(rest)[1] == ["", "并加强监管。", ""]


# --------------------------------------------------------------------------------------------------
# Tables with few rules or none


def few_rules(rules: tuple[float, ...]):
    def draw(sheet: Sheet) -> None:
        xs = (60, 150, 200, 380, 450, 530)
        head = ["指标类别", "序号", "指标名称", "属性", "2025年"]
        rows = [
            ("1", ["单位产值能耗降低"], "约束性", "21.5"),
            ("2", ["单位产值二氧化碳排放", "降低（%）"], "约束性", "17"),
            ("3", ["空气质量优良天数"], "预期性", ">330"),
            ("4", ["森林覆盖率"], "预期性", "—"),
            ("5", ["受污染耕地安全", "利用率"], "预期性", "95"),
        ]
        for y in rules:
            sheet.rule(60, y, 530, y)
        for col, text in enumerate(head):
            sheet.centred(xs[col], xs[col + 1], 116, text)
        y = 124.0
        middles, bounds = [], [y]
        for no, name, kind, value in rows:
            high = 16.0 * len(name)
            for i, line in enumerate(name):
                sheet.text(204, y + 12 + 16 * i, line)
            base = y + high / 2 + 4
            for col, text in ((1, no), (3, kind), (4, value)):
                sheet.centred(xs[col], xs[col + 1], base, text)
            middles.append(base)
            y += high
            bounds.append(y)
        for label, first, end in (("低碳发展", 0, 2), ("环境质量", 2, 5)):
            sheet.centred(60, 150, (bounds[first] + bounds[end]) / 2 + 4, label)

    return draw


@pytest.mark.parametrize(
    "rules", [pytest.param((100, 122, 238), id="three lines"), pytest.param((), id="no line at all")]
)
def test_columns_and_rows_by_position(rules):
    document = read(make(few_rules(rules)))
    (table,) = tables(document)
    found = shape(table)
    assert [found[0, c][0] for c in range(5)] == ["指标类别", "序号", "指标名称", "属性", "2025年"]
    assert found[1, 0] == ("低碳发展", 2, 1)
    assert found[3, 0] == ("环境质量", 3, 1)
    assert [found[r, 1][0] for r in range(1, 6)] == ["1", "2", "3", "4", "5"]
    assert found[2, 2][0] == "单位产值二氧化碳排放\n降低（%）"
    assert found[5, 2][0] == "受污染耕地安全\n利用率"
    assert [found[r, 4][0] for r in range(1, 6)] == ["21.5", "17", ">330", "—", "95"]
    assert "pdf_inferred_grid" in {f.code for f in document.findings}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", True),
        ("348[2]", True),
        ("100.0", True),
        (">330", True),
        ("—", True),
        ("2021—2025", True),
        ("30%以上", True),
        ("（%）", False),
        ("（条）", False),
        ("约束性", False),
        ("2025年目标", False),
        ("", False),
    ],
)
def test_is_number(text, number):
    assert is_number(text) is number


# --------------------------------------------------------------------------------------------------
# Furniture, contents


def body(sheet: Sheet, first: float = 120, count: int = 10, start: int = 0) -> None:
    for i in range(count):
        sheet.text(90, first + 28 * i, f"加强水环境保护工作第{start + i}项", 14)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param(["— 1 —", "— 2 —", "— 3 —"], 3, id="dashes"),
        pytest.param(["- 1 -", "- 2 -", "- 3 -"], 3, id="hyphens"),
        pytest.param(["第1页", "第2页", "第3页"], 3, id="words"),
        pytest.param(["第1页 共3页", "第2页 共3页", "第3页 共3页"], 3, id="words with total"),
        pytest.param(["7", "8", "9"], 3, id="bare, offset by six"),
        pytest.param(["31", "45", "2"], 0, id="bare numbers without order are text"),
    ],
)
def test_page_numbers(marks, expected):
    def page(mark: str, start: int):
        def draw(sheet: Sheet) -> None:
            body(sheet, start=start)
            sheet.centred(0, WIDTH, 800, mark, 14)

        return draw

    document = read(make(*(page(mark, 10 * i) for i, mark in enumerate(marks))))
    assert len(aside(document)) == expected
    assert sum("加强水环境" in text for text in words(document)) == 30


def test_running_head():
    def page(start: int):
        def draw(sheet: Sheet) -> None:
            sheet.text(90, 60, "东湖区生态环境保护规划", 9)
            body(sheet, start=start)

        return draw

    document = read(make(*(page(10 * i) for i in range(4))))
    assert aside(document) == ["东湖区生态环境保护规划"] * 4


def printed(head: str, foot: str) -> list[str]:
    def page(number: int):
        def draw(sheet: Sheet) -> None:
            sheet.text(30, 24, head, 8)
            body(sheet, start=10 * number)
            sheet.text(30, 830, foot.format(number), 8)

        return draw

    return aside(read(make(page(1), page(2))))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/22/26, 6:05 AM 关于印发规划的通知", "https://www.example.gov.cn/zwgk/art_1.html {}/2"),
        ("2026/11/22 18:05 关于印发规划的通知", "file:///home/plan.html {}/2"),
    ],
    ids=["english", "chinese"],
)
def test_lines_that_browsers_print(head: str, foot: str):
    assert sorted(printed(head, foot)) == sorted([head, foot.format(1), head, foot.format(2)])


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("2026/11/22 18:05 关于印发规划的通知", "来源：https://www.example.gov.cn"),
        ("关于印发规划的通知", "https://www.example.gov.cn/zwgk/art_1.html 3/2"),
    ],
    ids=["no-printed-foot", "other-number"],
)
def test_lines_like_those_that_browsers_print(head: str, foot: str):
    assert printed(head, foot) == []


def test_title_on_two_pages_is_no_running_head():
    def draw(sheet: Sheet) -> None:
        sheet.text(90, 60, "附件", 16)
        body(sheet)

    assert aside(read(make(draw, draw))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("— 12 —", (12, True)),
        ("12", (12, False)),
        ("第 3 页", (3, True)),
        ("3/9页", (3, True)),
        ("一1—", (1, True)),
        ("12项", None),
        ("2022年", None),
        ("1.", None),
    ],
)
def test_page_number(text, found):
    assert page_number(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（一）指标完成情况.......................2", True),
        ("三、效益…………………… 14", True),
        ("四、保障措施 . . . . . . . . 29", True),
        ("效益增长3.5。", False),
        ("其他……", False),
    ],
)
def test_toc(text, found):
    assert is_toc(text) is found


# --------------------------------------------------------------------------------------------------
# Prose


LONG = "加强生态恢复重点恢复与重建水源涵养区森林湿地等生态系统控制水污染减轻水源和生态系统的压力使生态系统的水源涵养功能全面提高"


def lines_at(sheet: Sheet, lines: list[tuple[float, str]], first: float = 100, size: float = 14) -> None:
    for i, (x, text) in enumerate(lines):
        sheet.text(x, first + 28 * i, text, size)


def test_lines_join_to_paragraphs():
    def draw(sheet: Sheet) -> None:
        lines_at(
            sheet,
            [
                (118, LONG[:28]),
                (90, LONG[28:58]),
                (90, "增强自净能力。"),
                (118, "全面提高" + LONG[:24]),
                (90, "完成整治。"),
                (118, "（一）总体要求"),
                (118, LONG[:28]),
                (90, "结束。"),
            ],
        )

    assert words(read(make(draw))) == [
        LONG[:58] + "增强自净能力。",
        "全面提高" + LONG[:24] + "完成整治。",
        "（一）总体要求",
        LONG[:28] + "结束。",
    ]


def test_paragraph_goes_on_over_the_page():
    def first(sheet: Sheet) -> None:
        lines_at(
            sheet, [(118, LONG[:28]), (90, LONG[:30]), (90, LONG[:30]), (90, LONG[:30]), (90, LONG[:30])]
        )
        sheet.centred(0, WIDTH, 800, "— 1 —", 14)

    def second(sheet: Sheet) -> None:
        lines_at(
            sheet, [(90, LONG[:30]), (90, "完成整治。"), (118, LONG[:28]), (90, LONG[:30]), (90, "结束。")]
        )
        sheet.centred(0, WIDTH, 800, "— 2 —", 14)

    document = read(make(first, second))
    found = [b for b in document.blocks if isinstance(b, Paragraph) and b.role == "body"]
    assert len(found) == 2
    assert found[0].text.endswith("完成整治。")
    assert found[0].place.page == 1
    assert [place.page for place in found[0].more_places] == [2]
    assert aside(document) == ["— 1 —", "— 2 —"]


def test_signature_lines_stay_apart():
    def draw(sheet: Sheet) -> None:
        lines_at(sheet, [(118, LONG[:28]), (90, LONG[:30]), (90, "实施。")])
        sheet.text(310, 240, "东湖区人民政府办公室", 14)
        sheet.text(350, 268, "2022年7月27日", 14)

    document = read(make(draw))
    assert words(document)[-2:] == ["东湖区人民政府办公室", "2022年7月27日"]
    assert [b.align for b in document.blocks if isinstance(b, Paragraph)][-1] == "right"


def test_centred_title():
    def draw(sheet: Sheet) -> None:
        sheet.centred(90, 510, 80, "任务分解方案", 22)
        lines_at(sheet, [(118, LONG[:28]), (90, LONG[:30]), (90, "实施。")], first=140)

    block = read(make(draw)).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.text, block.align) == ("任务分解方案", "center")


def test_two_columns_are_read_one_after_the_other():
    def draw(sheet: Sheet) -> None:
        sheet.centred(60, 535, 70, "环境公报", 22)
        for i in range(12):
            sheet.text(60, 110 + 18 * i, "左" + LONG[i : i + 19], 10.5)
            sheet.text(320, 110 + 18 * i, "右" + LONG[i : i + 19], 10.5)

    text = "".join(words(read(make(draw))))
    assert text.startswith("环境公报左")
    assert "左" not in text[text.index("右") :]


# --------------------------------------------------------------------------------------------------
# Characters


def char_row(*parts: tuple[str, float, float, float]) -> list[Char]:
    """Characters from (text, gap before, size, rise)."""
    chars, x = [], 100.0
    for text, gap, size, rise in parts:
        x += gap
        wide = size if ord(text) > 0x2E80 else size / 2
        chars.append(Char(text, x, x + wide, 200.0 - rise, size))
        x += wide
    return chars


def plain(text: str) -> list[tuple[str, float, float, float]]:
    return [(c, 0.0, 10.0, 0.0) for c in text]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        pytest.param([*plain("2022"), ("年", 2.5, 10, 0)], "2022年", id="Writer's gap between 2022 and 年"),
        pytest.param([*plain("在"), ("4", 2.5, 10, 0), ("万", 2.5, 10, 0)], "在4万", id="gaps on both sides"),
        pytest.param([*plain("2022"), (" ", 0, 10, 0), *plain("年")], "2022 年", id="a blank that is there"),
        pytest.param([*plain("of"), ("t", 3, 10, 0), *plain("he")], "of the", id="Latin words"),
        pytest.param([*plain("m"), ("3", 0, 6, 3.3)], "m³", id="superscript"),
        pytest.param([*plain("CO"), ("2", 0, 6, -1.5)], "CO₂", id="subscript"),
        pytest.param([*plain("10"), ("-", 0, 6, 3.3), ("4", 0, 6, 3.3)], "10⁻⁴", id="power"),
        pytest.param(
            [*plain("348"), ("[", 0, 6, 3.3), ("2", 0, 6, 3.3), ("]", 0, 6, 3.3)], "348[2]", id="raised note"
        ),
        pytest.param([*plain("比例"), ("1", 0, 7, 0)], "比例1", id="small but on the line"),
        pytest.param(plain("Ⅲ类①㎡m³"), "Ⅲ类①㎡m³", id="nothing folded"),
    ],
)
def test_text_of_a_line(parts, text):
    assert [line.text for line in lines_of(runs_of(char_row(*parts)))] == [text]


def test_bold_by_printing_twice():
    chars = char_row(*plain("合计"))
    twice = [*chars, *(c._replace(x0=c.x0 + 0.3, x1=c.x1 + 0.3) for c in chars)]
    assert [line.text for line in lines_of(runs_of(twice))] == ["合计"]


def test_repeated_characters_are_no_bold():
    assert [line.text for line in lines_of(runs_of(char_row(*plain("家家户户1100"))))] == ["家家户户1100"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("⻓江⾯积", "长江面积"),
        ("⼾⻅⺟⻛", "户见母风"),
        ("⽔⼟保持", "水土保持"),
        ("金行", "金行"),
        ("m³①Ⅲ㎡℃〔2022〕％", "m³①Ⅲ㎡℃〔2022〕％"),
        ("戶", "戶"),
    ],
)
def test_radicals(text, folded):
    assert fold_radicals(text) == folded


def test_hidden_text_is_named_not_lost():
    def draw(sheet: Sheet) -> None:
        body(sheet)
        sheet.text(90, 600, "看不见的字", mode=3)
        sheet.canvas.setFillGray(1)
        sheet.text(90, 640, "白纸白字")
        sheet.canvas.setFillGray(0.2)
        sheet.canvas.rect(80, HEIGHT - 690, 300, 30, stroke=0, fill=1)
        sheet.canvas.setFillGray(1)
        sheet.text(90, 680, "深底白字")

    document = read(make(draw))
    text = "".join(words(document))
    assert "深底白字" in text
    assert "看不见" not in text
    assert "白纸" not in text
    (finding,) = [f for f in document.findings if f.code == "pdf_hidden_text"]
    assert "看不见的字" in finding.raw
    assert "白纸白字" in finding.raw


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_page(angle):
    """/Rotate turns the page as shown; the text was written upright."""
    (table,) = tables(read(make(ruled, rotate=angle)))
    assert texts(table) == ROWS


def test_text_turned_on_an_upright_page():
    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        sheet.canvas.translate(0, HEIGHT - WIDTH)
        sheet.canvas.translate(WIDTH, 0)
        sheet.canvas.rotate(90)
        sheet.canvas.translate(0, WIDTH - HEIGHT)
        ruled(sheet)
        sheet.canvas.restoreState()

    (table,) = tables(read(make(draw)))
    assert texts(table) == ROWS
    x0, top, x1, bottom = table.place.bbox or (0, 0, 0, 0)
    assert (x1 - x0, bottom - top) == pytest.approx((90, 460), abs=2)


# --------------------------------------------------------------------------------------------------
# Whole files


def test_metadata_and_pages():
    document = read(make(ruled, body))
    assert document.pages == 2
    assert document.media_type == "application/pdf"
    assert re.fullmatch(r"[0-9a-f]{64}", document.sha256)


def test_same_bytes_same_document():
    data = make(ruled, body)
    assert read(data) == read(data)


def test_password():
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(SourceError) as caught:
        read(make(body, encrypt=StandardEncryption("secret", strength=128)))
    assert caught.value.code == "pdf_password"


def test_restrictions_alone_are_no_obstacle():
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0, strength=128)
    assert tables(read(make(ruled, encrypt=locked)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"%PDF-1.4\n", "pdf_damaged", id="head only"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 20, "pdf_damaged", id="noise"),
    ],
)
def test_damaged(data, code):
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.code == code


def outcome(data: bytes) -> set[str]:
    try:
        return {finding.code for finding in read(data).findings}
    except SourceError as error:
        return {error.code}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_truncated_file_is_an_error_or_says_so(share):
    data = make(*[body] * 6)
    assert outcome(data[: int(len(data) * share)]) & {
        "pdf_damaged",
        "pdf_no_pages",
        "no_text",
        "pdf_truncated",
    }


def test_blank_pages_are_no_text():
    with pytest.raises(SourceError) as caught:
        read(make(lambda sheet: None))
    assert caught.value.code == "no_text"


def test_page_limit(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(SourceError) as caught:
        read(make(body, body))
    assert caught.value.code == "pdf_too_many_pages"


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_single_characters_in_a_font_that_is_nowhere(angle):
    """On a machine without Chinese fonts PDFium leaves out a text object that holds one character of such a font."""

    def draw(sheet: Sheet) -> None:
        sheet.text(100, 200, "完成全部改造任务")
        for x, character in zip((100, 110.5, 121), "区住建", strict=True):
            sheet.text(x, 240, character)
        sheet.text(100, 280, "秘", mode=3)

    document = read(make(draw, rotate=angle))
    assert [block.text for block in document.blocks] == ["完成全部改造任务", "区住建"]


def test_second_way(monkeypatch):
    """pdfplumber reads the page on which the first way fails."""
    from qingdan.extract import pdf_chars

    first = pdf_chars.read_page

    def fails_on_the_first_page(document, index, **options):
        if index == 0:
            raise RuntimeError("no such font")
        return first(document, index, **options)

    monkeypatch.setattr(pdf_chars, "read_page", fails_on_the_first_page)
    document = read(make(ruled, ruled))
    one, two = tables(document)
    assert texts(one) == texts(two) == ROWS
    (finding,) = [f for f in document.findings if f.code == "pdf_second_way"]
    assert finding.places[0].page == 1
    assert "no such font" in finding.params["reason"]


def test_page_that_nobody_can_read(monkeypatch):
    from qingdan.extract import pdf_plumber

    def fails(*_):
        raise ValueError("broken stream")

    monkeypatch.setattr(pdf, "layout", fails)
    monkeypatch.setattr(pdf_plumber, "read_page", fails)
    with pytest.raises(SourceError):
        read(make(body))


# --------------------------------------------------------------------------------------------------
# Laws

CELL = st.text(alphabet="区水利局林业生态环境1234567890", min_size=0, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6))
def test_every_character_stands_in_its_cell(rows):
    xs = (60, 200, 340, 480)
    ys = [100 + 30 * i for i in range(len(rows) + 1)]
    if not any(text for row in rows for text in row):
        rows[0][0] = "1"

    def draw(sheet: Sheet) -> None:
        sheet.grid(xs, ys)
        fill(sheet, rows, xs, ys)

    (table,) = tables(read(make(draw)))
    assert texts(table) == rows


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
)
def test_full_grids_have_a_cell_for_each_field(widths, heights):
    xs, ys = [0.0], [0.0]
    for w in widths:
        xs.append(xs[-1] + 20 * w)
    for h in heights:
        ys.append(ys[-1] + 20 * h)
    rules = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    groups = connected(*rules_to_edges(rules))
    assert len(groups) == 1
    grid = make_grid(*groups[0])
    if len(widths) * len(heights) < 2:
        assert grid is None
    else:
        assert grid is not None
        assert len(grid.slots) == len(widths) * len(heights)


def test_area_that_is_no_rectangle_is_cut_into_rows():
    """An L of three fields: no cell can hold it."""
    across = [Edge(0, 0, 100), Edge(50, 50, 100), Edge(100, 0, 100)]
    down = [Edge(0, 0, 100), Edge(50, 0, 50), Edge(100, 0, 100)]
    grid = make_grid(across, down)
    assert grid is not None
    assert sorted((s.row, s.col, s.rowspan, s.colspan) for s in grid.slots) == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 2),
    ]


def test_merge_edges_leaves_gaps_open():
    assert merge_edges([Edge(10, 0, 40), Edge(10, 60, 90)]) == [Edge(10, 0, 40), Edge(10, 60, 90)]


# --------------------------------------------------------------------------------------------------
# Memory


def test_cells_kept_as_numbers_are_the_cells():
    (table,) = tables(read(make(few_rules((100, 122, 238)))))
    cells = table.cells
    assert isinstance(cells, PageCells)
    plain = tuple(cells)
    assert (cells, hash(cells), repr(cells)) == (plain, hash(plain), repr(plain))
    assert (cells[0], cells[-1], cells[1:4]) == (plain[0], plain[-1], plain[1:4])
    assert pickle.loads(pickle.dumps(cells)) == plain
    with pytest.raises(IndexError):
        cells[len(plain)]
    assert dataclasses.replace(table, cells=plain) == table


def test_a_cell_weighs_a_hundred_bytes_and_its_text():
    """48 bytes in numbers; a Cell with its Place would weigh 300. The text stands in a str of its own."""
    place = Place(page=1, bbox=(72.25, 100.5, 300.25, 120.5))
    words = [f"{row}加强再生水利用" for row in range(1000)]
    tracemalloc.start()
    cells = PageCells(Cell(row, 0, text, place) for row, text in enumerate(words))
    weight, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(cells) == 1000
    assert weight < 100 * 1000
