"""Tables without any rule, written by LibreOffice and Chromium: rows equal to the samples', and no prose taken for a table.

The PDFs in data/unruled were made by `python tests/test_unruled.py` from the samples' Word files.
"""

from __future__ import annotations

import functools
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
import renditions
from qingdan.extract import pdf
from qingdan.model import RawList, Table

from .pdf_maker import Sheet, make

FOLDER = Path(__file__).parent / "data" / "unruled"
WEB = {
    "web, head centred over values on the left": ("wansheng progress 24", ("A4", 11, False, True, "middle")),
    "web, one character a line": ("dazu indicator 19", ("A5 landscape", 8, False, False, "top")),
}


@functools.cache
def samples() -> dict[str, RawList]:
    return renditions.sample_lists()


def file_of(label: str) -> Path:
    return FOLDER / (label.replace(",", "").replace(" ", "-") + ".pdf")


def raw_of(label: str) -> RawList:
    if label in WEB:
        return samples()[WEB[label][0]]
    name, how = renditions.BARE[label]
    return renditions.first_rows(samples()[name], how.rows)


@pytest.mark.parametrize("label", renditions.BARE)
def test_rows_are_those_of_the_ruled_table(label: str) -> None:
    raw = raw_of(label)
    data = file_of(label).read_bytes()
    assert renditions.same_rows(raw, "p.pdf", data) == (len(raw.rows), len(raw.rows), 1)


@pytest.mark.parametrize("label", WEB)
def test_rows_printed_by_a_browser(label: str, tmp_path: Path) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed")
    raw = raw_of(label)
    data = renditions.printed(renditions.bare_web(raw, *WEB[label][1]), tmp_path)
    assert renditions.same_rows(raw, "p.pdf", data) == (len(raw.rows), len(raw.rows), 1)


@pytest.mark.parametrize("label", renditions.BARE)
def test_a_table_without_rules_says_so(label: str) -> None:
    document = pdf.read("p.pdf", file_of(label).read_bytes())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    inferred = [f for f in document.findings if f.code in ("pdf_inferred_grid", "pdf_doubtful_grid")]
    assert len(inferred) == len(tables) == document.pages


LINE = "加强水环境保护，推进污水处理设施建设，完善管网，提高再生水利用水平，确保断面水质稳定达标"


def two_columns(sheet: Sheet) -> None:
    for i in range(40):
        sheet.text(60, 90 + 16 * i, LINE[i % 7 : i % 7 + 20])
        sheet.text(310, 90 + 16 * i, LINE[i % 5 : i % 5 + 20])


def prose(sheet: Sheet) -> None:
    for i in range(40):
        sheet.text(60, 90 + 16 * i, LINE)


def numbered(sheet: Sheet) -> None:
    for i in range(30):
        sheet.text(60, 90 + 16 * i, f"{i + 1}.")
        sheet.text(90, 90 + 16 * i, LINE[:35])


def contents(sheet: Sheet) -> None:
    for i in range(30):
        sheet.text(60, 90 + 16 * i, f"（{i + 1}）加强水环境保护" + "." * 60 + f" {i + 3}")


def signatures(sheet: Sheet) -> None:
    prose(sheet)
    for i, words in enumerate(
        [("联系人：张某", "电话：12345678", "传真：12345679"), ("2022年", "3月", "1日")]
    ):
        for j, text in enumerate(words):
            sheet.text(60 + 170 * j, 750 + 16 * i, text)


@pytest.mark.parametrize("draw", [two_columns, prose, numbered, contents, signatures])
def test_prose_is_no_table(draw) -> None:
    document = pdf.read("p.pdf", make(draw, draw))
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_prose_below_a_table_stays_prose() -> None:
    """A page that begins with prose ends the table of the page before."""

    def first(sheet: Sheet) -> None:
        for row in range(40):
            for x, text in (
                (60, str(row + 1)),
                (110, "加强再生水利用"),
                (300, "区水利局"),
                (450, "区级有关单位"),
            ):
                sheet.text(
                    x,
                    60 + 18 * row,
                    text if row else {60: "序号", 110: "任务", 300: "牵头单位"}.get(x, "责任单位"),
                )

    document = pdf.read("p.pdf", make(first, prose))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [table.place.page for table in tables] == [1]
    assert any(block.place.page == 2 for block in document.blocks if not isinstance(block, Table))


def test_a_row_that_fills_a_page_alone_stays_in_the_table() -> None:
    """Page 2 shows one column only: the cell of row 20 goes on."""
    head = {60: "序号", 110: "任务", 300: "牵头单位", 450: "责任单位"}

    def first(sheet: Sheet) -> None:
        for row in range(21):
            for x in head:
                words = {60: str(row), 110: "加强再生水利用，推进", 300: "区水利局", 450: "区级有关单位"}
                sheet.text(x, 60 + 34 * row, (words if row else head)[x])

    def second(sheet: Sheet) -> None:
        for i in range(30):
            sheet.text(110, 60 + 16 * i, "节水改造，完善管网，" if i < 29 else "提高水平。")

    document = pdf.read("p.pdf", make(first, second))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [table.place.page for table in tables] == [1, 2]
    (words,) = [cell.text for cell in tables[1].cells if cell.text]
    assert words.count("节水改造") == 29


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for label, (_, how) in renditions.BARE.items():
        with tempfile.TemporaryDirectory() as folder:
            raw = raw_of(label)
            data = renditions.office_pdf(renditions.bare_word(raw, how), Path(folder))
            file_of(label).write_bytes(data)
            print(label, len(data), renditions.same_rows(raw, "p.pdf", data))


if __name__ == "__main__":
    sys.exit(main())
