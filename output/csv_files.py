"""CSV: one file per table, RFC 4180 quoting, `\\n` line ends, the same bytes on every Python.

The standard library's writer leaves a bare carriage return unquoted before Python 3.13; here every cell
with a comma, a quote or a line end is quoted, and no other. A cell is never changed: text that a
spreadsheet would run as a formula (=, +, -, @ in front) is written as it stands unless `safe` is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from .tables import columns, header, text_rows

_CHUNK = 2000  # rows joined before each write


def quote(cell: str) -> str:
    """A cell as it stands in a CSV line.

    >>> [quote(cell) for cell in ("水质", "甲,乙", '甲"乙', "一\\r二")]
    ['水质', '"甲,乙"', '"甲""乙"', '"一\\r二"']
    """
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def line(row: Sequence[str]) -> str:
    """A row as a line without its end."""
    joined = ",".join(row)
    if '"' not in joined and "\n" not in joined and "\r" not in joined and joined.count(",") == len(row) - 1:
        return joined
    return ",".join(map(quote, row))


def safe_cell(cell: str) -> str:
    """A text cell that no spreadsheet runs: an apostrophe before = + - @ and before a tab or line end.

    >>> safe_cell("=1+1"), safe_cell("-0.5%"), safe_cell("增长8%")
    ("'=1+1", "'-0.5%", '增长8%')
    """
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and cell else cell


def write_table(
    path: Path,
    table: str,
    records: Iterable[Any],
    *,
    titles: bool = False,
    bom: bool = False,
    safe: bool = False,
) -> None:
    """Write one table; a table without rows is its header line."""
    rows: Iterable[list[str]] = text_rows(table, records)
    if safe:
        texts = [i for i, c in enumerate(columns(table)) if c.type == "string"]
        rows = (_safe_row(row, texts) for row in rows)
    iterator = iter(rows)
    with open(path, "wb") as file:
        if bom:
            file.write(b"\xef\xbb\xbf")
        file.write((line(header(table, titles)) + "\n").encode())
        while chunk := list(islice(iterator, _CHUNK)):
            file.write(("\n".join(map(line, chunk)) + "\n").encode())


def _safe_row(row: list[str], texts: Sequence[int]) -> list[str]:
    for i in texts:
        row[i] = safe_cell(row[i])
    return row
