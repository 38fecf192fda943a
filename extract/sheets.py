"""Spreadsheets (.xlsx, .xls, .ods) and separated text (.csv, .tsv): one Table for each region of a sheet.

Values are given as people see them: 8.5%, 1,234.50, 2022年7月27日. calamine and xlrd give stored values, so the
number formats are read beside them. Two or more empty rows part two regions; the row of a Place is the row number
that the spreadsheet program shows.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from ..lightclass import dataclass
from ..model import Block, Cell, Document, Finding, Paragraph, Place, SourceError, Table
from . import numberformat
from .blocks import digest, first_line
from .ole import SIGNATURE
from .packages import is_encrypted_office, office_parts, transitional

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS_TYPE = "application/vnd.ms-excel"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CSV_TYPE = "text/csv"
EMPTY_ROWS = 2  # so many empty rows part two tables; one is a blank line inside a table

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@dataclass(slots=True)
class Sheet:
    """A sheet as a grid of shown texts, its merged ranges, and what a person should know about it."""

    name: str
    rows: list[list[str]]
    merges: Sequence[Merge] = ()
    findings: list[Finding] = field(default_factory=list)


def read(name: str, data: bytes) -> Document:
    """Read a spreadsheet or a separated text. Raises SourceError: damaged, encrypted, LibreOffice needed."""
    if is_encrypted_office(data):
        raise SourceError(name, "encrypted_source")
    if data.startswith(b"PK"):
        parts = office_parts(name, data)
        if "content.xml" in parts:
            return _document(name, ODS_TYPE, data, _ods(name, parts))
        return _document(name, XLSX_TYPE, data, _xlsx(name, data, parts))
    if data.startswith((SIGNATURE, b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):
        return _document(name, XLS_TYPE, data, _xls(name, data))
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:  # Excel 2003 XML
        from .libreoffice import convert

        made = convert(name, data, ".xml", "xlsx")
        return _document(name, XLS_TYPE, data, _xlsx(name, made, office_parts(name, made)))
    return _document(name, CSV_TYPE, data, _separated(name, data))


def _document(name: str, media_type: str, data: bytes, sheets: Sequence[Sheet]) -> Document:
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += blocks_of(sheet)
    findings = tuple(finding for sheet in sheets for finding in sheet.findings)
    if not blocks:
        findings += (Finding("warning", "no_text"),)
    return Document(name, media_type, digest(data), tuple(blocks), findings=findings)


# --------------------------------------------------------------------------------------------------
# Grid to blocks


def blocks_of(sheet: Sheet) -> list[Block]:
    """The regions of a sheet in order: a Table each; lines of one cell that stand alone are paragraphs."""
    blocks: list[Block] = []
    tables = 0
    covered = covered_cells(sheet.merges, sheet.rows)
    for first, last in regions(sheet.rows, sheet.merges):
        if _is_prose(sheet.rows[first : last + 1]):
            blocks += _paragraphs(sheet, first, last)
        else:
            tables += 1
            blocks.append(_table(sheet, first, last, tables, covered))
    return blocks


def regions(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> list[tuple[int, int]]:
    """(first row, last row) of each region; a merged range holds its rows together.

    >>> regions([["a"], [""], ["b"], [""], [""], ["c"]])
    [(0, 2), (5, 5)]
    """
    filled = [any(cell.strip() for cell in row) for row in rows]
    for top, left, bottom, _ in merges:
        if top < len(rows) and left < len(rows[top]) and rows[top][left].strip():
            filled[top : bottom + 1] = [True] * (min(bottom + 1, len(filled)) - top)
    out: list[tuple[int, int]] = []
    for row in (index for index, there in enumerate(filled) if there):
        if out and row - out[-1][1] <= EMPTY_ROWS:
            out[-1] = (out[-1][0], row)
        else:
            out.append((row, row))
    return out


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    used = {col for row in rows for col, cell in enumerate(row) if cell.strip()}
    return len(rows) <= 3 and len(used) == 1


def _paragraphs(sheet: Sheet, first: int, last: int) -> Iterator[Paragraph]:
    for row in range(first, last + 1):
        text = "".join(sheet.rows[row]).strip()
        if text:
            yield Paragraph(text, Place(sheet=sheet.name, row=row + 1))


def covered_cells(
    merges: Sequence[Merge], rows: Sequence[Sequence[str]]
) -> dict[tuple[int, int], Merge | None]:
    """Cells under a merged range: its first cell has the range (cut to the filled sheet), the others None."""
    height, width = len(rows), max(map(len, rows), default=0)
    out: dict[tuple[int, int], Merge | None] = {}
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                out[row, col] = None
        if top <= bottom and left <= right:
            out[top, left] = (top, left, bottom, right)
    return out


def _table(
    sheet: Sheet, first: int, last: int, number: int, covered: Mapping[tuple[int, int], Merge | None]
) -> Table:
    rows = sheet.rows[first : last + 1]
    used = [col for row in rows for col, text in enumerate(row) if text.strip()]
    left, right = min(used), max(used)
    cells: list[Cell] = []
    for row in range(first, last + 1):
        if not any(text.strip() for text in sheet.rows[row]) and not _covers(covered, row, left, right):
            continue  # a blank line inside the table has no cells
        place = Place(sheet=sheet.name, table=number, row=row + 1)
        for col in range(left, right + 1):
            merge = covered.get((row, col), (row, col, row, col))
            if merge is None:  # under a merged cell: not shown
                _note_covered(sheet, row, col, place)
                continue
            down, across = min(merge[2], last) - row + 1, min(merge[3], right) - col + 1
            cells.append(Cell(row - first, col - left, _text(sheet, row, col), place, down, across))
    return Table(tuple(cells), Place(sheet=sheet.name, table=number))


def _note_covered(sheet: Sheet, row: int, col: int, place: Place) -> None:
    text = _text(sheet, row, col)
    if text:
        finding = Finding("warning", "docx_covered_text", raw=text, places=(place,), params={"raw": text})
        sheet.findings.append(finding)


def _covers(covered: Mapping[tuple[int, int], Merge | None], row: int, left: int, right: int) -> bool:
    return any((row, col) in covered for col in range(left, right + 1))


def _text(sheet: Sheet, row: int, col: int) -> str:
    line = sheet.rows[row] if row < len(sheet.rows) else []
    return line[col].strip() if col < len(line) else ""


# --------------------------------------------------------------------------------------------------
# .xlsx: values by calamine, formats by a pass over the XML


def _xlsx(name: str, data: bytes, parts: Mapping[str, bytes]) -> list[Sheet]:
    import python_calamine
    from lxml.etree import LxmlError

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        formats = _Formats(parts)
        sheets = [_xlsx_sheet(workbook, meta, formats) for meta in workbook.sheets_metadata if _is_grid(meta)]
    except python_calamine.PasswordError as error:
        raise SourceError(name, "encrypted_source") from error
    except (python_calamine.CalamineError, LxmlError, ValueError, KeyError, OSError) as error:
        raise SourceError(name, "sheet_damaged", reason=first_line(error)) from error
    if sheets:
        sheets[0].findings += _drawn(parts)
    return sheets


def _drawn(parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """Words in text boxes and comments: they stand in no cell, so they are noted."""
    for path in sorted(parts):
        if re.fullmatch(r"xl/(drawings/drawing|comments/?comment|comments|charts/chart)\w*\.xml", path):
            text = "".join(node.text or "" for node in _parsed(parts[path]).iter("{*}t")).strip()
            if text:
                severity = "info" if "comment" in path else "warning"
                yield Finding(severity, "sheet_drawn_text", raw=text, params={"part": path, "raw": text[:80]})


def _is_grid(meta: Any) -> bool:
    return "WorkSheet" in str(meta.typ)


def _xlsx_sheet(workbook: Any, meta: Any, formats: _Formats) -> Sheet:
    grid = workbook.get_sheet_by_name(meta.name)
    rows = [[_plain(value) for value in row] for row in grid.to_python(skip_empty_area=False)]
    merges = [(*start, *end) for start, end in grid.merged_cell_ranges or ()]
    sheet = Sheet(meta.name, rows, merges)
    if not str(meta.visible).endswith(".Visible"):
        sheet.findings.append(Finding("info", "sheet_hidden", params={"sheet": meta.name}))
    formats.apply(sheet)
    return sheet


def _plain(value: object) -> str:
    """A stored value without its format."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return numberformat.plain(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column from 0 of a reference.

    >>> cell_position("A1"), cell_position("AB12")
    ((0, 0), (11, 27))
    """
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise ValueError(f"no cell reference: {reference}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


class _Formats:
    """styles.xml and the cells that use it: number formats, formulas without a value, hidden rows and columns."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = {path: transitional(part) for path, part in parts.items()}
        self._date1904 = False
        self._codes = self._style_codes()
        self._paths = self._sheet_paths()

    def _xml(self, path: str) -> Any:
        part = self._parts.get(path)
        return None if part is None else _parsed(part)

    def _sheet_paths(self) -> dict[str, str]:
        book = next(
            (path for path in self._parts if re.fullmatch(r"xl/workbook\d*\.xml", path)), "xl/workbook.xml"
        )
        root = self._xml(book)
        rels = self._xml(f"xl/_rels/{book.removeprefix('xl/')}.rels")
        if root is None or rels is None:
            return {}
        setting = root.find(_S + "workbookPr")
        self._date1904 = setting is not None and setting.get("date1904") in {"1", "true"}
        targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
        paths: dict[str, str] = {}
        for sheet in root.iter(_S + "sheet"):
            target = targets.get(sheet.get(_R + "id"), "")
            paths[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
        return paths

    def _style_codes(self) -> list[str]:
        """The number format of each cell style (cellXfs), in order."""
        path = next((path for path in self._parts if re.fullmatch(r"xl/styles\d*\.xml", path)), "")
        root = self._xml(path) if path else None
        if root is None:
            return []
        own = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
        styles = root.find(_S + "cellXfs")
        ids = [int(xf.get("numFmtId", "0")) for xf in (() if styles is None else styles.iterfind(_S + "xf"))]
        return [own.get(i, numberformat.BUILTIN.get(i, "General")) for i in ids]

    def apply(self, sheet: Sheet) -> None:
        """Put the shown texts into a sheet's grid and note what cannot be seen in it."""
        part = self._parts.get(self._paths.get(sheet.name, ""), b"")
        formatted = any(not numberformat.is_general(code) for code in self._codes)
        if not part or not (formatted or b"<f" in part or b'hidden="' in part or b't="e"' in part):
            return
        hidden = {"rows": 0, "columns": 0}
        for kind, element in _elements(part):
            if kind == "c":
                self._cell(element, sheet)
            elif element.get("hidden") in {"1", "true"}:
                count = (
                    1 if kind == "row" else int(element.get("max", "1")) - int(element.get("min", "1")) + 1
                )
                hidden["rows" if kind == "row" else "columns"] += count
        if any(hidden.values()):
            sheet.findings.append(
                Finding("info", "sheet_hidden_cells", params={"sheet": sheet.name, **hidden})
            )

    def _cell(self, element: Any, sheet: Sheet) -> None:
        value, kind = element.findtext(_S + "v"), element.get("t", "n")
        if not value and kind != "str" and element.find(_S + "f") is not None:
            self._doubt("sheet_no_value", element, sheet)
            return
        if kind == "e":
            self._doubt("sheet_error_value", element, sheet)
            self._put(element, sheet, value or "")
        style = int(element.get("s", "0"))
        code = self._codes[style] if style < len(self._codes) else "General"
        if kind != "n" or not value or numberformat.is_general(code):
            return
        shown = numberformat.render(float(value), code, self._date1904)
        if shown is None:
            self._doubt("sheet_number_format", element, sheet, code)
        else:
            self._put(element, sheet, shown)

    def _put(self, element: Any, sheet: Sheet, text: str) -> None:
        row, col = cell_position(element.get("r", ""))
        if row < len(sheet.rows) and col < len(sheet.rows[row]):
            sheet.rows[row][col] = text

    def _doubt(self, code: str, element: Any, sheet: Sheet, raw: str = "") -> None:
        reference = element.get("r", "A1")
        place = Place(sheet=sheet.name, row=cell_position(reference)[0] + 1)
        params = {"sheet": sheet.name, "cell": reference, "raw": raw}
        sheet.findings.append(Finding("warning", code, raw=raw, places=(place,), params=params))


def _parsed(part: bytes) -> Any:
    from lxml.etree import XMLParser, fromstring

    return fromstring(part, XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _elements(part: bytes) -> Iterator[tuple[str, Any]]:
    """The row, col and c elements of a sheet, each forgotten once it was seen."""
    from lxml.etree import iterparse

    tags = (_S + "row", _S + "c", _S + "col")
    for _, element in iterparse(
        io.BytesIO(part), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
    ):
        yield element.tag.removeprefix(_S), element
        if element.tag != _S + "c":
            element.clear()


# --------------------------------------------------------------------------------------------------
# .xls


def _xls(name: str, data: bytes) -> list[Sheet]:
    """Values, formats and merges by xlrd; calamine where xlrd cannot read the file."""
    try:
        import xlrd
        from xlrd.biffh import XLRDError
    except ImportError:  # an installation without its dependencies: stored values and a finding
        return _xls_by_calamine(name, data)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise SourceError(name, "encrypted_source") from error
        return _xls_by_calamine(name, data)
    except (
        Exception
    ):  # xlrd raises whatever a damaged record leads to (struct.error, AssertionError, IndexError …)
        return _xls_by_calamine(name, data)
    return [_xls_sheet(book, sheet) for sheet in book.sheets()]


def _xls_sheet(book: Any, sheet: Any) -> Sheet:
    rows = [[_xls_text(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]
    merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    made = Sheet(sheet.name, rows, merges)
    if sheet.visibility:
        made.findings.append(Finding("info", "sheet_hidden", params={"sheet": sheet.name}))
    hidden = {
        "rows": sum(bool(info.hidden) for info in sheet.rowinfo_map.values()),
        "columns": sum(bool(info.hidden) for info in sheet.colinfo_map.values()),
    }
    if any(hidden.values()):
        made.findings.append(Finding("info", "sheet_hidden_cells", params={"sheet": sheet.name, **hidden}))
    return made


def _xls_text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _plain(bool(cell.value))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return _plain(cell.value)
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    made = book.format_map.get(style.format_key) if style is not None else None
    number = style.format_key if style is not None else 0
    code = numberformat.BUILTIN.get(number, made.format_str if made is not None else "General")
    shown = numberformat.render(float(cell.value), code, bool(book.datemode))
    return numberformat.plain(cell.value) if shown is None else shown


def _xls_by_calamine(name: str, data: bytes) -> list[Sheet]:
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [_bare_sheet(workbook, meta) for meta in workbook.sheets_metadata if _is_grid(meta)]
    except python_calamine.PasswordError as error:
        raise SourceError(name, "encrypted_source") from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise SourceError(name, "sheet_damaged", reason=first_line(error)) from error
    for sheet in sheets:
        sheet.findings.append(Finding("warning", "sheet_stored_values", params={"sheet": sheet.name}))
    return sheets


def _bare_sheet(workbook: Any, meta: Any) -> Sheet:
    grid = workbook.get_sheet_by_name(meta.name)
    rows = [[_plain(value) for value in row] for row in grid.to_python(skip_empty_area=False)]
    return Sheet(meta.name, rows, [(*start, *end) for start, end in grid.merged_cell_ranges or ()])


# --------------------------------------------------------------------------------------------------
# .ods: the shown text stands in the file beside the value


_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LIMIT = 5_000_000  # cells of a sheet: repeated rows and columns are stored as a number


def _ods(name: str, parts: Mapping[str, bytes]) -> list[Sheet]:
    from lxml.etree import LxmlError

    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise SourceError(name, "encrypted_source")
    try:
        root = _parsed(parts["content.xml"])
    except LxmlError as error:
        raise SourceError(name, "sheet_damaged", reason=first_line(error)) from error
    return [_ods_sheet(name, table) for table in root.iter(_T + "table")]


def _ods_sheet(name: str, table: Any) -> Sheet:
    rows: list[list[str]] = []
    merges: list[Merge] = []
    for row in table.iter(_T + "table-row"):
        line = _ods_row(row, len(rows), merges)
        repeat = min(int(row.get(_T + "number-rows-repeated", "1")), 1_048_576)
        if not line and repeat > 1000:  # the empty rest of the sheet
            continue
        if (len(rows) + repeat) * max(len(line), 1) > _LIMIT:
            raise SourceError(name, "sheet_too_large", limit=_LIMIT)
        rows += [list(line) for _ in range(repeat)]
    return Sheet(table.get(_T + "name", ""), rows, merges)


def _ods_row(row: Any, index: int, merges: list[Merge]) -> list[str]:
    line: list[str] = []
    for cell in row:
        if cell.tag not in (_T + "table-cell", _T + "covered-table-cell"):
            continue
        text = "\n".join(_ods_text(p) for p in cell.iterfind(_TEXT + "p"))
        across, down = (
            int(cell.get(_T + "number-columns-spanned", "1")),
            int(cell.get(_T + "number-rows-spanned", "1")),
        )
        if across > 1 or down > 1:
            merges.append((index, len(line), index + down - 1, len(line) + across - 1))
        repeat = int(cell.get(_T + "number-columns-repeated", "1"))
        line += [text] * (repeat if text else min(repeat, 16_384))
    while line and not line[-1]:
        line.pop()
    return line


def _ods_text(node: Any) -> str:
    out = node.text or ""
    for child in node:
        if child.tag == _TEXT + "s":
            out += " " * int(child.get(_TEXT + "c", "1"))
        elif child.tag in (_TEXT + "tab", _TEXT + "line-break"):
            out += "\t" if child.tag == _TEXT + "tab" else "\n"
        elif child.tag != _OFFICE + "annotation":
            out += _ods_text(child)
        out += child.tail or ""
    return out


# --------------------------------------------------------------------------------------------------
# Separated text


def _separated(name: str, data: bytes) -> list[Sheet]:
    from .charset import decode

    decoded = decode(data, name=name)
    text = decoded.text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator, text = _declared_separator(text)
    separator = separator or find_separator(text, ".tsv" if name.lower().endswith(".tsv") else "")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SourceError(name, "csv_damaged", reason=first_line(error)) from error
    sheet = Sheet("", rows)
    if decoded.replaced:
        sheet.findings.append(Finding("warning", "replaced_characters", params={"count": decoded.replaced}))
    return [sheet]


def _declared_separator(text: str) -> tuple[str, str]:
    """Excel's first line `sep=;` and the text without it."""
    match = re.match(r'"?sep=([^"\n])"?\n', text, re.IGNORECASE)
    return (match[1], "\n" + text[match.end() :]) if match else ("", text)


def find_separator(text: str, suffix: str = "") -> str:
    """The separator that gives most rows the same number of columns: , ; tab | (a comma where none does).

    >>> find_separator("序号;任务\\n1;建设,改造\\n"), find_separator("a\\tb\\n1\\t2"), find_separator("只有一列")
    (';', '\\t', ',')
    """
    sample = text[:65536]
    scores = {
        mark: _regularity(sample, mark) for mark in ("," if suffix != ".tsv" else "\t", "\t", ";", "|", ",")
    }
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] > 0 else next(iter(scores))


def _regularity(sample: str, mark: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return 0.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    common = max(set(wide), key=wide.count)
    return wide.count(common) / len(widths) + min(common, 50) / 1000
