"""What a flattened table leaves over: words that may belong to it and stand in none of its records.

Two nets: lines behind the last row that read as a total, a figure or the next row; totals read as a cell of a
row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Block, Column, Finding
from ..text import lazy, squeeze
from .celltypes import FORBIDDEN, TOTAL_WORDS, is_figure, is_number_label, successor_cost
from .flattened_cells import NOTE_LINE
from .flattened_habits import FlatRow, Segmentation, numeric_columns
from .heading_lines import Line
from .rows import section_level

FAR = 400  # lines behind the table that are looked at
_MOST = 20  # findings of one sort a table
_TOTAL_LINE = lazy(r"^(?:合计|总计|汇总|小计|共计|总投资)[:为]?[\d.,]*(?:[万亿]?元)?$")
_IMPRINT = lazy(r"^\(此[件文]|^抄送|^主送|^附件|印发$")


def behind_table(
    lines: Sequence[Line], found: Segmentation, columns: Sequence[Column], blocks: Sequence[Block]
) -> Iterator[Finding]:
    """Findings for the lines after the table's end: `total_left`, `figure_left`, `rows_left`.

    A figure counts only directly behind the last row; a total and the next running number anywhere before
    the imprint.
    """
    last = _last_number(found.rows, lines, columns)
    numeric = numeric_columns([c.role for c in columns])
    near = True
    for i in range(found.end, min(found.end + FAR, len(lines))):
        text = squeeze(lines[i].text)
        if _IMPRINT.search(text):
            return
        if NOTE_LINE.match(text):
            continue
        if _TOTAL_LINE.match(text) or text in TOTAL_WORDS:
            yield _left("total_left", lines[i], blocks)
        elif last and _next_row(lines, i, last):
            yield _left("rows_left", lines[i], blocks)
            return
        elif near and numeric and is_figure(text):
            yield _left("figure_left", lines[i], blocks)
        else:
            near = False


def _last_number(rows: Sequence[FlatRow], lines: Sequence[Line], columns: Sequence[Column]) -> str:
    no = next((c for c, column in enumerate(columns) if column.role == "no"), None)
    if no is None:
        return ""
    cells = (row.cells[no] for row in reversed(rows) if row.kind == "data" and row.cells[no])
    return next((squeeze(lines[cell[0]].text).rstrip(".、") for cell in cells), "")


def _next_row(lines: Sequence[Line], i: int, last: str) -> bool:
    """38 alone on a line behind row 37, with words under it."""
    text = squeeze(lines[i].text)
    return (
        is_number_label(text)
        and successor_cost(last, text.rstrip(".、")) < FORBIDDEN
        and i + 1 < len(lines)
        and not is_number_label(squeeze(lines[i + 1].text))
    )


def _left(code: str, line: Line, blocks: Sequence[Block]) -> Finding:
    return Finding("warning", code, field="row", raw=line.text, places=(blocks[line.block].place,))


def guessed_lines(found: Segmentation, lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[Finding]:
    """Lines that were taken for a page number or for a section row by their look alone."""
    for i in found.noise:
        yield replace(_left("page_number_unsure", lines[i], blocks), severity="info")
    for row in found.rows:
        if row.kind == "section" and not section_level(lines[row.lines()[0]].text):
            yield replace(_left("section_unsure", lines[row.lines()[0]], blocks), severity="info")


def totals_in_rows(
    found: Segmentation, lines: Sequence[Line], columns: Sequence[Column], blocks: Sequence[Block]
) -> Iterator[Finding]:
    """合计 that was read as a cell of a row: it is a total that could not be placed."""
    count = 0
    for row in found.rows:
        if row.kind == "data":
            for c, cell in enumerate(row.cells):
                for i in cell:
                    if len(lines[i].text) <= 8 and squeeze(lines[i].text) in TOTAL_WORDS and count < _MOST:
                        count += 1
                        yield Finding(
                            "warning",
                            "total_unplaced",
                            field=columns[c].role,
                            raw=lines[i].text,
                            places=(blocks[lines[i].block].place,),
                        )
