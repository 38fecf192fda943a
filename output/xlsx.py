"""XLSX: one sheet per table and a sheet of contents (needs xlsxwriter, extra `excel`); the same bytes every time.

Text is always a string cell, never a formula, number or link. A number whose digits a spreadsheet cannot
hold (more than 15) is a string cell too, so that no digit is lost. A cell holds at most 32,767 characters:
longer text is cut and says so; the whole of it stands in the CSV. Tables longer than a sheet go on in `name_2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from ..model import TABLES
from .tables import Column, columns, getter, plain, table_title
from .terminal import width

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
CUT = "……（此处超过单元格上限，全文见 CSV）"
CONTENTS = "目录"
_CREATED = datetime(2000, 1, 1)  # a fixed date: two runs give the same bytes
_NARROW, _WIDE = 6, 60  # characters; wider columns wrap
_SAMPLE = 200  # rows that decide the width of a column


def write(path: Path, rows: Callable[[str], Iterable[Any]], *, titles: bool = False) -> None:
    """Write the workbook; `titles` puts the Chinese titles of the columns into the header row."""
    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": "清单数据包", "created": _CREATED})
    formats = _formats(book)
    counts = {table: _table(book, formats, table, rows(table), titles) for table in TABLES}
    _contents(book, formats, counts)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    plain_cell = {"valign": "top"}
    return {
        "header": book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "valign": "top"}),
        "cell": book.add_format(plain_cell),
        "wrapped": book.add_format({**plain_cell, "text_wrap": True}),
        "link": book.add_format({"font_color": "#0B5394", "underline": 1}),
    }


def _table(book: Any, formats: dict[str, Any], table: str, records: Iterable[Any], titles: bool) -> int:
    """Write one table over as many sheets as it needs; returns its rows."""
    rows = map(getter(table), records)
    total = 0
    for number in _sheet_numbers():
        part = list(islice(rows, _SAMPLE))
        if number > 1 and not part:
            break
        sheet = book.add_worksheet(table if number == 1 else f"{table}_{number}")
        widths = _widths(columns(table), part, titles)
        _head(sheet, formats, table, widths, titles)
        written = 0
        for row in _chain(part, islice(rows, SHEET_ROWS - 1 - len(part))):
            written += 1
            for i, value in enumerate(row):
                _cell(sheet, written, i, value)
        sheet.autofilter(0, 0, max(written, 1), len(widths) - 1)
        total += written
    return total


def _sheet_numbers() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def _chain(first: Sequence[Any], rest: Iterable[Any]) -> Iterator[Any]:
    yield from first
    yield from rest


def _head(sheet: Any, formats: dict[str, Any], table: str, widths: Sequence[int], titles: bool) -> None:
    sheet.freeze_panes(1, 1)
    for i, (column, wide) in enumerate(zip(columns(table), widths, strict=True)):
        sheet.set_column(i, i, wide, formats["wrapped" if wide == _WIDE else "cell"])
        sheet.write_string(0, i, column.title if titles else column.name, formats["header"])


def _widths(described: Sequence[Column], rows: Sequence[Sequence[Any]], titles: bool) -> list[int]:
    widths = []
    for i, column in enumerate(described):
        texts = [
            column.title if titles else column.name,
            *(str(row[i]) for row in rows if row[i] is not None),
        ]
        longest = max(max(map(width, text.split("\n"))) for text in texts)
        widths.append(min(max(longest + 2, _NARROW), _WIDE))
    return widths


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, cut(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif exact(value):
        sheet.write_number(row, column, value if isinstance(value, int) else float(value))
    else:
        sheet.write_string(row, column, plain(value) if isinstance(value, Decimal) else str(value))


def cut(text: str) -> str:
    """Text that fits into a cell; what is cut is said.

    >>> cut("短"), len(cut("长" * 40000))
    ('短', 32767)
    """
    # Excel counts UTF-16 units: 𠮷 is two
    if (
        len(text) <= CELL_CHARACTERS // 2
        or len(text) + sum(char > "\uffff" for char in text) <= CELL_CHARACTERS
    ):
        return text
    kept = text[: CELL_CHARACTERS - len(CUT)]
    while len(kept) + sum(char > "\uffff" for char in kept) > CELL_CHARACTERS - len(CUT):
        kept = kept[:-1000]
    return kept + CUT


def exact(value: int | Decimal) -> bool:
    """Whether a spreadsheet shows every digit of a number: at most 15 that count.

    >>> exact(2025), exact(Decimal("0.1")), exact(Decimal("1234567890123456.7"))
    (True, True, False)
    """
    digits = Decimal(value).normalize().as_tuple()
    return len(digits.digits) <= 15 and abs(int(digits.exponent)) < 290


def _contents(book: Any, formats: dict[str, Any], counts: dict[str, int]) -> None:
    """The sheet a reader sees first: every table with its title and rows, every column with its title."""
    sheet = book.add_worksheet(CONTENTS)
    for i, (title, wide) in enumerate((("表", 20), ("列", 22), ("中文名", 20), ("行数", 10))):
        sheet.set_column(i, i, wide)
        sheet.write_string(0, i, title, formats["header"])
    row = 0
    for table, count in counts.items():
        row += 1
        sheet.write_url(row, 0, f"internal:'{table}'!A1", formats["link"], table)
        sheet.write_string(row, 2, table_title(table))
        sheet.write_number(row, 3, count)
        for column in columns(table):
            row += 1
            sheet.write_string(row, 1, column.name)
            sheet.write_string(row, 2, column.title)
    sheet.freeze_panes(1, 0)
    sheet.activate()
