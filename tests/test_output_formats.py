"""SQLite, XLSX, Parquet, pandas: the same records as the CSV, the same bytes twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from output_samples import NASTY, extractions, nasty, plan
from qingdan.model import TABLES, Extraction, FindingRecord, OrganizationRecord, TaskRecord
from qingdan.output import package, sqlite, tables
from qingdan.output.frames import frames

EXTRACTIONS = [plan(), nasty()]


def write(out: Path, name: str, extractions: list[Extraction] = EXTRACTIONS, **options: bool) -> Path:
    package.write(extractions, out, formats=(name,), version="1", **options)
    return out


def expected(table: str) -> list[tuple[Any, ...]]:
    """The records as tuples, empty text as None."""
    rows = [tables.getter(table)(r) for e in EXTRACTIONS for r in e.table(table)]
    return [tuple(None if v == "" else v for v in row) for row in rows]


# ---- SQLite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write(tmp_path / "out", "sqlite")
    with closing(sqlite3.connect(tmp_path / "out/qingdan.sqlite")) as connection:
        yield connection


def test_sqlite_holds_every_record(database: sqlite3.Connection) -> None:
    for table in TABLES:
        rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
        assert [tuple(map(comparable, row)) for row in rows] == [
            tuple(map(comparable, r)) for r in expected(table)
        ]


def comparable(value: Any) -> Any:
    return float(value) if isinstance(value, (Decimal, int)) else value


def test_sqlite_has_types_and_keys(database: sqlite3.Connection) -> None:
    types = {row[1]: row[2] for row in database.execute("PRAGMA table_info(indicator_values)")}
    assert (types["raw"], types["year"], types["value"]) == ("TEXT", "INTEGER", "NUMERIC")
    keys = {row[1]: row[5] for row in database.execute("PRAGMA table_info(responsibilities)") if row[5]}
    assert keys == {"subject_id": 1, "role": 2, "rank": 3}
    targets = {row[2] for row in database.execute("PRAGMA foreign_key_list(tasks)")}
    assert targets == {"lists", "documents"}
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA page_size").fetchone() == (4096,)


def test_sqlite_numbers_can_be_added(database: sqlite3.Connection) -> None:
    assert database.execute(
        "SELECT sum(investment_cny), typeof(investment_cny) FROM projects"
    ).fetchone() == (
        120000000,
        "integer",
    )
    assert database.execute("SELECT max(value) FROM targets").fetchone() == (3.5,)


@pytest.mark.parametrize(
    ("query", "table"),
    [("河道治理", "tasks"), ("生态优先", "sections"), ("碧水工程", "projects"), ("优良天数", "indicators")],
)
def test_sqlite_finds_chinese_words(database: sqlite3.Connection, query: str, table: str) -> None:
    found = database.execute(
        'SELECT DISTINCT "table" FROM search WHERE search MATCH ?', (f'"{query}"',)
    ).fetchall()
    assert found == [(table,)]


def test_sqlite_keeps_rows_whose_key_stands_twice(tmp_path: Path) -> None:
    task = TaskRecord("t", "l", "d", "1", text="甲")
    write(tmp_path / "out", "sqlite", [Extraction(tasks=(task, replace(task, text="乙")))])
    with closing(sqlite3.connect(tmp_path / "out/qingdan.sqlite")) as connection:
        assert connection.execute("SELECT text FROM tasks").fetchall() == [("甲",), ("乙",)]
        assert connection.execute("SELECT count(*) FROM search").fetchone() == (2,)


def test_sqlite_takes_numbers_larger_than_its_own() -> None:
    assert sqlite.stored(2**70) == str(2**70)


# ---- XLSX


@pytest.fixture
def openpyxl() -> Any:
    pytest.importorskip("xlsxwriter")
    return pytest.importorskip("openpyxl")


def test_xlsx_holds_every_record(tmp_path: Path, openpyxl: Any) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "out", "xlsx") / "qingdan.xlsx")
    assert book.sheetnames == [*TABLES, "目录"]
    for table in TABLES:
        rows = list(book[table].iter_rows(values_only=True))
        assert list(rows[0]) == tables.header(table)
        got = [tuple(comparable(unescaped(v)) for v in row) for row in rows[1:]]
        assert got == [tuple(map(comparable, row)) for row in expected(table)]
        assert book[table].freeze_panes == "B2"


def unescaped(value: Any) -> Any:
    """Text as Excel shows it: openpyxl leaves _x000D_ as it stands in the file."""
    from openpyxl.utils.escape import unescape

    return unescape(value) if isinstance(value, str) else value


def test_xlsx_runs_no_formula_and_makes_no_link(tmp_path: Path, openpyxl: Any) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "out", "xlsx") / "qingdan.xlsx")
    column = tables.header("tasks").index("text") + 1
    cells = [cell for cell in next(book["tasks"].iter_cols(column, column)) if cell.row > 1]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert NASTY["formula"] in [cell.value for cell in cells]
    number = book["projects"].cell(2, tables.header("projects").index("investment_cny") + 1)
    assert (number.value, number.data_type) == (120000000, "n")


def test_xlsx_titles_on_request(tmp_path: Path, openpyxl: Any) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "out", "xlsx", titles=True) / "qingdan.xlsx")
    assert book["tasks"]["A1"].value == "任务编号"
    assert [row[0] for row in book["目录"].iter_rows(values_only=True) if row[0]] == ["表", *TABLES]


def test_xlsx_says_what_it_cuts_and_loses_no_digit(tmp_path: Path, openpyxl: Any) -> None:
    extraction = plan()
    task = replace(extraction.tasks[0], text="长" * 40_000, note="𠮷" * 20_000)
    project = replace(extraction.projects[0], investment_cny=Decimal("12345678901234567.89"))
    write(tmp_path / "out", "xlsx", [replace(extraction, tasks=(task,), projects=(project,))])
    book = openpyxl.load_workbook(tmp_path / "out/qingdan.xlsx")
    names = tables.header("tasks")
    for name in ("text", "note"):
        value = book["tasks"].cell(2, names.index(name) + 1).value
        assert value.endswith("全文见 CSV）")
        assert len(value.encode("utf-16-le")) // 2 <= 32_767
    names = tables.header("projects")
    assert book["projects"].cell(2, names.index("investment_cny") + 1).value == "12345678901234567.89"


def test_xlsx_goes_on_in_a_second_sheet(
    tmp_path: Path, openpyxl: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qingdan.output import xlsx

    monkeypatch.setattr(xlsx, "SHEET_ROWS", 501)
    write(tmp_path / "out", "xlsx", [plan(tasks=1200)])
    book = openpyxl.load_workbook(tmp_path / "out/qingdan.xlsx", read_only=True)
    numbers = [
        r[3] for name in ("tasks", "tasks_2", "tasks_3") for r in book[name].iter_rows(2, values_only=True)
    ]
    assert numbers == [str(n) for n in range(1, 1201)]
    assert "tasks_4" not in book.sheetnames


# ---- Parquet


@pytest.fixture
def parquet() -> Any:
    return pytest.importorskip("pyarrow.parquet")


def test_parquet_holds_every_record_exactly(tmp_path: Path, parquet: Any) -> None:
    write(tmp_path / "out", "parquet")
    for table in TABLES:
        read = parquet.read_table(tmp_path / f"out/{table}.parquet")
        assert read.column_names == tables.header(table)
        assert [tuple(row.values()) for row in read.to_pylist()] == expected(table)


def test_parquet_types_are_the_same_for_every_package(tmp_path: Path, parquet: Any) -> None:
    write(tmp_path / "a", "parquet", [])
    write(tmp_path / "b", "parquet")
    for table in TABLES:
        schemas = [parquet.read_schema(tmp_path / f"{x}/{table}.parquet") for x in "ab"]
        assert schemas[0].equals(schemas[1], check_metadata=True)
    assert str(schemas[0].field("characters").type) == "int64"
    value = parquet.read_schema(tmp_path / "a/targets.parquet").field("value")
    assert str(value.type) == "decimal128(38, 12)"
    assert value.metadata[b"title"] == "数值".encode()


@pytest.mark.parametrize("digits", ["0.1234567890123456", "9" * 30, "-1E-20"])
def test_parquet_rounds_nothing(tmp_path: Path, parquet: Any, digits: str) -> None:
    extraction = replace(plan(), targets=(replace(plan().targets[0], value=Decimal(digits)),))
    write(tmp_path / "out", "parquet", [extraction])
    assert parquet.read_table(tmp_path / "out/targets.parquet").to_pylist()[0]["value"] == Decimal(digits)


# ---- the same bytes


@pytest.mark.parametrize("name", ["sqlite", "xlsx", "parquet", "html"])
def test_the_same_bytes_twice(tmp_path: Path, name: str) -> None:
    pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(name, "sqlite3"))
    one, two = (write(tmp_path / x, name) for x in ("one", "two"))
    files = sorted(p.name for p in one.iterdir() if p.suffix != ".csv")
    assert len(files) > 1
    for file in files:
        content = (one / file).read_bytes()
        assert content == (two / file).read_bytes()
        assert str(tmp_path).encode() not in content


def test_a_lone_surrogate_stops_no_format(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("pyarrow")
    extraction = Extraction(organizations=(OrganizationRecord("o", "甲\ud800"),))
    package.write([extraction], tmp_path / "out", formats=tuple(package.FORMATS), version="1")
    assert (tmp_path / "out/qingdan.xlsx").exists()


# ---- pandas


def test_frames_have_nullable_types() -> None:
    pandas = pytest.importorskip("pandas")
    made = frames(EXTRACTIONS)
    assert list(made) == list(TABLES)
    values = made["indicator_values"]
    assert {n: str(t) for n, t in values.dtypes.items() if n in ("year", "raw", "value")} == {
        "year": "Int64",
        "raw": "string",
        "value": "object",
    }
    assert values["value"][0] == Decimal("89.10")
    assert values["year"][2] is pandas.NA
    assert str(made["progress"]["is_total"].dtype) == "boolean"
    assert made["tasks"]["chapter"].isna().sum() == len(NASTY)
    assert made["tasks"].attrs["titles"]["text"] == "任务内容"
    for table, frame in made.items():
        assert len(frame) == sum(len(e.table(table)) for e in EXTRACTIONS)
        assert list(frame.columns) == [f.name for f in fields(TABLES[table])]


def test_frames_with_floats_and_failed_sources() -> None:
    pytest.importorskip("pandas")
    failed = FindingRecord("u", "", "坏.pdf", "error", "unreadable")
    made = frames([plan()], decimals="float", findings=[failed])
    assert str(made["targets"]["value"].dtype) == "Float64"
    assert made["targets"]["value"].sum() == 1.5 + 2.5 + 3.5 + 3
    assert made["findings"]["subject_id"].tolist()[-1] == "坏.pdf"
    assert str(frames([])["targets"]["value"].dtype) == "object"


# ---- anything


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(extraction=extractions())
def test_any_records_fit_every_format(
    tmp_path_factory: pytest.TempPathFactory, extraction: Extraction
) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("pyarrow")
    out = tmp_path_factory.mktemp("any") / "out"
    package.write([extraction], out, formats=("sqlite", "xlsx", "parquet"), version="1")
    with closing(sqlite3.connect(out / "qingdan.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (len(extraction.tasks),)
    assert len(frames([extraction])["tasks"]) == len(extraction.tasks)
