"""Spreadsheets and separated text: workbooks are made here with openpyxl, or by hand where it cannot."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.extract import libreoffice, numberformat, registry, sheets
from qingdan.model import Cell, Document, Paragraph, Place, SourceError, Table


def workbook(fill: Callable[[Any], None]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: list[Any], formats: dict[str, str] | None = None, merges: tuple[str, ...] = ()) -> bytes:
    def fill(book: Any) -> None:
        for row in rows:
            book.active.append(row)
        for cell, code in (formats or {}).items():
            book.active[cell].number_format = code
        for merge in merges:
            book.active.merge_cells(merge)

    return workbook(fill)


def load(data: bytes, name: str = "表.xlsx") -> Document:
    return sheets.read(name, data)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(data: bytes) -> list[str]:
    (table,) = tables(load(data))
    return [cell.text for cell in table.cells]


def codes(document: Document) -> set[str]:
    return {finding.code for finding in document.findings}


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        pytest.param(0.085, "0.0%", "8.5%", id="percent"),
        pytest.param(0.0855, "0%", "9%", id="percent rounded half up"),
        pytest.param(1, "General", "1", id="whole number"),
        pytest.param(1.0, "General", "1", id="whole number stored as a float"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="binary noise"),
        pytest.param(1234.5, "#,##0.00", "1,234.50", id="thousands and decimals"),
        pytest.param(2.5, "0", "3", id="rounded as shown"),
        pytest.param(7, "000", "007", id="leading zeros"),
        pytest.param(3, '0"亿元"', "3亿元", id="unit in the format"),
        pytest.param(3, 'General"个"', "3个", id="general with a unit"),
        pytest.param(12345, "0!.0,", "1.2", id="ten thousands by the Chinese trick"),
        pytest.param(-2, "0;(0)", "(2)", id="negative in brackets"),
        pytest.param(-2.5, "0.0", "-2.5", id="negative"),
        pytest.param(0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-", id="accounting zero"),
        pytest.param(1, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1.00", id="accounting"),
        pytest.param(5, "0.##", "5", id="no lone point, though Excel shows one"),
        pytest.param(1500, "0.00E+00", "1500", id="power of ten in full"),
        pytest.param(44769, "yyyy/m/d", "2022/7/27", id="date"),
        pytest.param(44769, 'yyyy"年"m"月"d"日"', "2022年7月27日", id="Chinese date"),
        pytest.param(44769, 'yyyy"年"m"月"', "2022年7月", id="year and month"),
        pytest.param(
            44769, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二二年七月二十七日", id="date in characters"
        ),
        pytest.param(44769.5, "yyyy-mm-dd hh:mm", "2022-07-27 12:00", id="date and time"),
        pytest.param(1.5, "[h]:mm", "36:00", id="hours passed"),
        pytest.param(59, "yyyy/m/d", "1900/2/28", id="before the day that never was"),
        pytest.param(2025, "0_);[Red]\\(0\\)", "2025", id="year as a number"),
    ],
)
def test_number_formats(value: float, code: str, expected: str) -> None:
    assert numberformat.render(value, code) == expected


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text('0#?,.%;yma"[]年E+-!\\_ *', max_size=12),
)
def test_any_format_gives_text_or_none(value: float, code: str) -> None:
    shown = numberformat.render(value, code)
    assert shown is None or isinstance(shown, str)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_shown_as_they_are(number: int) -> None:
    assert numberformat.render(float(number), "General") == str(number)
    assert numberformat.render(float(number), "0") == str(number)


def test_values_of_a_workbook_are_given_as_shown() -> None:
    day = datetime.date(2022, 7, 27)
    data = sheet_of(
        ["序号", "目标", "日期", "投资", "完成"],
        [1, 0.085, day, 1234.5, True],
        formats={"B2": "0.0%", "C2": 'yyyy"年"m"月"d"日"', "D2": "#,##0.00"},
    )
    assert cells(data)[5:] == ["1", "8.5%", "2022年7月27日", "1,234.50", "TRUE"]


def test_merged_ranges_and_places() -> None:
    data = sheet_of(["任务清单"], ["类别", "序号"], ["水", 1], [None, 2], merges=("A1:B1", "A3:A4"))
    (table,) = tables(load(data))
    place = [Place(sheet="Sheet", table=1, row=row) for row in range(5)]
    assert table.cells == (
        Cell(0, 0, "任务清单", place[1], 1, 2),
        Cell(1, 0, "类别", place[2]),
        Cell(1, 1, "序号", place[2]),
        Cell(2, 0, "水", place[3], 2, 1),
        Cell(2, 1, "1", place[3]),
        Cell(3, 1, "2", place[4]),
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([["a", "b"], [], ["c", "d"]], [(3, 4)], id="one empty row stays inside"),
        pytest.param([["a", "b"], [], [], ["c", "d"]], [(1, 2), (1, 2)], id="two empty rows part"),
        pytest.param([["a", ""], ["", "b"]], [(2, 4)], id="empty cells are cells"),
        pytest.param([[], [], ["", "a", "b"]], [(1, 2)], id="begins at the first filled cell"),
    ],
)
def test_regions(rows: list[list[str]], expected: list[tuple[int, int]]) -> None:
    blocks = sheets.blocks_of(sheets.Sheet("表", [row + [""] * (3 - len(row)) for row in rows]))
    assert [
        (max(c.row for c in t.cells) + 1, len(t.cells)) for t in blocks if isinstance(t, Table)
    ] == expected


def test_note_that_stands_alone_is_a_paragraph() -> None:
    document = load(sheet_of(["a", "b"], ["c", "d"], [], [], ["备注：以上数据为快报数。"]))
    assert [(b.text, str(b.place)) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("备注：以上数据为快报数。", "sheet=Sheet;row=5")
    ]


def test_several_sheets_and_a_hidden_one() -> None:
    def fill(book: Any) -> None:
        book.active.title = "任务"
        book.active.append(["a", "b"])
        other = book.create_sheet("项目")
        other.append(["c", "d"])
        other.sheet_state = "hidden"
        other.row_dimensions[1].hidden = True

    document = load(workbook(fill))
    assert [str(block.place) for block in document.blocks] == ["sheet=任务;table=1", "sheet=项目;table=1"]
    assert codes(document) == {"sheet_hidden", "sheet_hidden_cells"}


def test_formula_without_a_stored_result_is_a_finding() -> None:
    document = load(sheet_of(["a", "b"], [1, 2], ["=A2+B2", "x"]))
    (finding,) = document.findings
    assert (finding.code, finding.params["cell"], finding.places) == (
        "sheet_no_value",
        "A3",
        (Place(sheet="Sheet", row=3),),
    )
    assert [cell.text for cell in tables(document)[0].cells][-2:] == ["", "x"]


def test_text_under_a_merged_cell_is_a_finding() -> None:
    sheet = sheets.Sheet("表", [["甲", "x"], ["藏", "y"]], [(0, 0, 1, 0)])
    (table,) = sheets.blocks_of(sheet)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["甲", "x", "y"]
    assert [(finding.code, finding.raw) for finding in sheet.findings] == [("docx_covered_text", "藏")]


def test_comments_are_noted() -> None:
    def fill(book: Any) -> None:
        from openpyxl.comments import Comment

        book.active.append(["a", "b"])
        book.active["A1"].comment = Comment("口径有变", "某科")

    (finding,) = load(workbook(fill)).findings
    assert (finding.severity, finding.code, finding.raw) == ("info", "sheet_drawn_text", "口径有变")


def test_merged_range_far_beyond_the_data_is_cut() -> None:
    data = sheet_of(["标题"], ["a", "b"], merges=("A1:XFD1",))
    (table,) = tables(load(data))
    assert table.cells[0].colspan == 2


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="表"><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>标题</text:p>'
    "</table:table-cell><table:covered-table-cell/></table:table-row><table:table-row>"
    '<table:table-cell office:value-type="percentage" office:value="0.085"><text:p>8.5%</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-repeated="2"><text:p>甲<text:s text:c="2"/>乙</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def test_ods_gives_the_shown_text() -> None:
    data = zipped(content=ODS)
    assert registry.identify("表.ods", data).module == "sheets"
    (table,) = tables(load(data, "表.ods"))
    assert [(c.row, c.col, c.colspan, c.text) for c in table.cells] == [
        (0, 0, 2, "标题"),
        (0, 2, 1, ""),
        (1, 0, 1, "8.5%"),
        (1, 1, 1, "甲  乙"),
        (1, 2, 1, "甲  乙"),
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        pytest.param("序号,任务\n1,治水\n", "utf-8-sig", ["序号", "任务", "1", "治水"], id="comma"),
        pytest.param(
            "序号;任务\n1;建设,改造\n", "gb18030", ["序号", "任务", "1", "建设,改造"], id="semicolon, GBK"
        ),
        pytest.param(
            "序号\t任务\n1\t治水，治气\n", "utf-16", ["序号", "任务", "1", "治水，治气"], id="tab, UTF-16"
        ),
        pytest.param("a|b\n1|2\n", "utf-8", ["a", "b", "1", "2"], id="bar"),
        pytest.param(
            '序号,任务\n1,"甲,\n乙"\n', "utf-8", ["序号", "任务", "1", "甲,\n乙"], id="quoted line end"
        ),
        pytest.param("sep=;\na;b,c\n", "utf-8", ["a", "b,c"], id="separator stated"),
        pytest.param("甲,\n乙,丙\n", "utf-8", ["甲", "", "乙", "丙"], id="empty cell"),
    ],
)
def test_separated_text(text: str, encoding: str, expected: list[str]) -> None:
    (table,) = tables(load(text.encode(encoding), "表.csv"))
    assert [cell.text for cell in table.cells] == expected


def test_place_in_separated_text_is_the_row() -> None:
    (table,) = tables(load(b"a,b\nc,d\n", "x.csv"))
    assert str(table.cells[-1].place) == "table=1;row=2"


GOOD = sheet_of(["a", "b"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(GOOD[:-100], "zip_damaged", id="truncated"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted_source",
            id="encrypted",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "sheet_damaged", id="empty compound file"
        ),
        pytest.param(zipped(xl__workbook="<a>"), "sheet_damaged", id="broken workbook"),
        pytest.param(zipped(content="<!DOCTYPE a><a/>"), "xml_entities", id="DTD"),
        pytest.param(zipped(content="<a>" + " " * 60_000_000), "zip_bomb", id="bomb"),
        pytest.param(zipped(content="<a", META=""), "sheet_damaged", id="broken ods"),
    ],
)
def test_unreadable_sheets(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        load(data, "坏.xlsx")
    assert (caught.value.source, caught.value.code) == ("坏.xlsx", code)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice makes the .xls of this test")
def test_xls_is_the_same_as_its_xlsx() -> None:
    pytest.importorskip("xlrd")
    data = sheet_of(
        ["任务清单", None],
        [0.085, datetime.date(2022, 7, 27)],
        [1, 1234.5],
        formats={"A2": "0.0%", "B2": 'yyyy"年"m"月"d"日"', "B3": "#,##0.00"},
        merges=("A1:B1",),
    )
    old = libreoffice.convert("表.xlsx", data, ".xlsx", "xls")
    assert registry.identify("表.xls", old).name == "xls"
    assert tables(sheets.read("表.xls", old)) == tables(load(data))


CORPUS = os.environ.get("QINGDAN_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="QINGDAN_CORPUS names no folder of documents")
def test_real_sheets_keep_every_row() -> None:
    import openpyxl

    for path in sorted(Path(CORPUS).rglob("*.xlsx"))[:2]:
        (table,) = tables(load(path.read_bytes(), path.name))
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        filled = [
            row for row in sheet.iter_rows(values_only=True) if any(value not in (None, "") for value in row)
        ]
        assert len({cell.row for cell in table.cells}) == len(filled), path.name
