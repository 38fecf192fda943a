"""The package folder: CSV, JSON, datapackage.json, and how it takes its place."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from output_samples import NASTY, extractions, nasty, plan
from qingdan.model import (
    TABLE_TITLES,
    TABLES,
    DocumentRecord,
    Extraction,
    FindingRecord,
    OrganizationRecord,
    SourceError,
    TaskRecord,
)
from qingdan.output import csv_files, json_files, package, swap
from qingdan.output.errors import OutputError
from qingdan.output.merge import merge, unite
from qingdan.output.schema import json_schema
from qingdan.output.tables import cell_text, columns, header, key_columns, plain, table_schema

VERSION = "1.2.3"


def write(documents: list[Extraction], out: Path, **options: object) -> Path:
    package.write(documents, out, version=VERSION, **options)  # type: ignore[arg-type]
    return out


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def leftovers(parent: Path) -> list[str]:
    return [p.name for p in parent.iterdir() if ".qingdan-" in p.name]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# ---- cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Decimal("1E+3"), "1000", id="exponent"),
        pytest.param(Decimal("1.2E+8"), "120000000", id="money"),
        pytest.param(Decimal("8.50"), "8.5", id="zeros behind"),
        pytest.param(Decimal("100"), "100", id="zeros that count"),
        pytest.param(Decimal("0.000"), "0", id="zero"),
        pytest.param(Decimal("-0"), "0", id="negative zero"),
        pytest.param(Decimal("1E-7"), "0.0000001", id="small"),
        pytest.param(Decimal("123456789012345678.123456789"), "123456789012345678.123456789", id="long"),
    ],
)
def test_decimals_are_plain(value: Decimal, text: str) -> None:
    assert plain(value) == text
    assert Decimal(text) == value


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        plain(Decimal("NaN"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (False, "false"), (0, "0"), ("", ""), ("0", "0"), ("=1+1", "=1+1")],
)
def test_cell_text(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("cell", NASTY.values(), ids=NASTY)
def test_a_cell_comes_back_from_csv(cell: str) -> None:
    line = csv_files.line([cell, "", cell])
    assert next(csv.reader(io.StringIO(line + "\n", newline=""), strict=True)) == [cell, "", cell]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+8%", "'+8%", id="plus"),
        pytest.param("-", "'-", id="dash"),
        pytest.param("@a", "'@a", id="at"),
        pytest.param("增长+8%", "增长+8%", id="inside"),
        pytest.param("", "", id="empty"),
    ],
)
def test_safe_cells(cell: str, safe: str) -> None:
    assert csv_files.safe_cell(cell) == safe


# ---- tables


def test_columns_follow_the_contract() -> None:
    for table, cls in TABLES.items():
        assert header(table) == [f.name for f in fields(cls)]
        assert key_columns(table)
        assert len(set(header(table, titles=True))) == len(columns(table)), "titles tell columns apart"


def test_table_schema() -> None:
    schema = table_schema("indicator_values")
    assert schema["primaryKey"] == ["indicator_id", "kind", "year"]
    assert schema["foreignKeys"] == [
        {"fields": ["indicator_id"], "reference": {"resource": "indicators", "fields": ["indicator_id"]}}
    ]
    types = {f["name"]: f["type"] for f in schema["fields"]}
    assert types["year"] == "integer"
    assert types["value"] == "number"
    assert types["raw"] == "string"
    assert schema["fields"][1]["title"] == "种类"
    assert table_schema("sections")["foreignKeys"][1]["reference"] == {
        "resource": "",
        "fields": ["section_id"],
    }


# ---- CSV


def test_one_csv_a_table_with_every_value(out: Path) -> None:
    extraction = plan()
    write([extraction], out)
    for table in TABLES:
        raw = (out / f"{table}.csv").read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\n")
        expected = [
            {f.name: cell_text(getattr(r, f.name)) for f in fields(r)} for r in extraction.table(table)
        ]
        assert read_csv(out / f"{table}.csv") == expected


def test_an_empty_package_has_every_header(out: Path) -> None:
    write([], out)
    for table in TABLES:
        assert (out / f"{table}.csv").read_text() == ",".join(header(table)) + "\n"


def test_titles_and_mark_on_request(out: Path) -> None:
    write([plan()], out, titles=True, bom=True)
    assert (out / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf" + "任务编号,清单编号".encode())
    assert read_csv(out / "tasks.csv", "utf-8-sig")[0]["序号"] == "1"


def test_cells_stay_as_they_are_unless_safe_cells(tmp_path: Path) -> None:
    write([nasty()], tmp_path / "a")
    assert [r["text"] for r in read_csv(tmp_path / "a/tasks.csv")] == list(NASTY.values())
    write([nasty()], tmp_path / "b", safe_cells=True)
    cells = [r["text"] for r in read_csv(tmp_path / "b/tasks.csv")]
    assert cells == [("'" if t[0] in "=+-@" else "") + t for t in NASTY.values()]


def test_numbers_are_never_guarded(out: Path) -> None:
    row = replace(plan().targets[0], value=Decimal("-3"))
    write([replace(plan(), targets=(row,))], out, safe_cells=True)
    assert read_csv(out / "targets.csv")[0]["value"] == "-3"


# ---- several documents


def test_documents_stay_in_the_order_given(out: Path) -> None:
    write([plan("b"), plan("a")], out)
    assert [r["document_id"] for r in read_csv(out / "documents.csv")] == ["b", "a"]
    assert {p.name for p in (out / "json").iterdir()} == {"a.json", "b.json"}


def test_organizations_are_united() -> None:
    one = OrganizationRecord("o", "区水利局", "", "水利", aliases="区水利局|水利局")
    two = OrganizationRecord("o", "区水务局", "东湖区水利局", "水务", aliases="水利局|区水务")
    assert unite(one, two) == OrganizationRecord(
        "o", "区水利局", "东湖区水利局", "水利", aliases="区水利局|水利局|区水务|区水务局"
    )
    extractions = [Extraction(organizations=(one,)), Extraction(organizations=(two,))]
    assert len(merge(extractions).organizations) == 1


def test_the_same_document_twice_is_written_once_and_said(out: Path) -> None:
    second = plan(source="b.docx")
    moved = tuple(replace(t, place="line=7") for t in second.tasks)
    less = replace(second.documents[0], attachments="", written_date="")  # the page states more
    write([plan(source="a.html"), replace(second, documents=(less,), tasks=moved)], out)
    assert len(read_csv(out / "documents.csv")) == 1
    finding = read_csv(out / "findings.csv")[-1]
    assert (finding["code"], finding["severity"]) == ("duplicate_document", "info")
    assert "b.docx" in finding["message"]


def test_two_documents_with_one_id_and_other_records_are_a_warning(out: Path) -> None:
    write([plan(source="a.html"), plan(source="b.docx", tasks=2)], out)
    finding = read_csv(out / "findings.csv")[-1]
    assert (finding["code"], finding["severity"]) == ("duplicate_document_differs", "warning")
    assert "tasks" in finding["message"]
    assert len(read_csv(out / "tasks.csv")) == 3


def test_unread_sources_are_rows_of_findings(out: Path) -> None:
    failed = FindingRecord("unread:1", "", "坏.pdf", "error", "unreadable", message="无法读取")
    write([], out, findings=[failed])
    assert [r["subject_id"] for r in read_csv(out / "findings.csv")] == ["坏.pdf"]


def test_keys_twice_and_references_to_nothing_are_findings() -> None:
    extraction = plan()
    broken = replace(
        extraction,
        tasks=(*extraction.tasks, extraction.tasks[0], TaskRecord("t9", "no-such-list", "东湖府发-2021-7")),
    )
    codes = [(f.code, f.raw) for f in merge([broken]).extra]
    assert codes == [("duplicate_key", "东湖府发-2021-7/t/1"), ("dangling_reference", "no-such-list")]
    assert merge([extraction]).extra == ()


def test_lone_surrogates_are_replaced_and_said(out: Path) -> None:
    extraction = plan()
    task = replace(extraction.tasks[0], text="甲\ud800乙")
    write([replace(extraction, tasks=(task,))], out, formats=("json", "jsonl", "sqlite"))
    assert read_csv(out / "tasks.csv")[0]["text"] == "甲\ufffd乙"
    finding = read_csv(out / "findings.csv")[-1]
    assert (finding["code"], finding["subject_id"], finding["field"]) == (
        "lone_surrogate",
        task.task_id,
        "text",
    )


# ---- JSON


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def test_json_holds_the_document_whole_and_nested(out: Path) -> None:
    extraction = plan()
    write([extraction], out)
    content = load(out / "json/东湖府发-2021-7.json")
    assert content["qingdan"] == VERSION
    assert content["document"]["title"].startswith("东湖区")
    assert content["document"]["attachments"] == [{"name": "附件1.docx", "href": "a.docx"}]
    indicators, tasks, projects, progress, other = content["lists"]
    assert [v["value"] for v in indicators["records"][0]["values"]] == [Decimal("89.1"), 90]
    assert indicators["records"][0]["extra"] == {"数据来源": "监测站"}
    assert [r["role"] for r in tasks["records"][0]["responsibilities"]] == ["lead", "support", "support"]
    assert tasks["records"][2]["targets"][0]["value"] == Decimal("3.5")
    assert projects["records"][0]["investment_cny"] == 120000000
    assert progress["records"][1]["is_total"] is True
    assert other["grid"] == [["名词", "解释"], ["碧水", ""]]
    assert other["explain"] == ["no header matched"]
    assert content["sections"][1]["targets"][0]["measure"] == "绿地"
    assert content["unattached"] == {}
    assert content["source_words"]["东湖府发-2021-7/t/1"]["after"] == "下一行"
    counted = sum(len(r["responsibilities"]) for x in content["lists"] for r in x["records"])
    counted += sum(len(r["responsibilities"]) for r in content["sections"])
    assert counted == len(extraction.responsibilities)


def test_json_keys_stand_in_contract_order(out: Path) -> None:
    write([plan()], out)
    content = load(out / "json/东湖府发-2021-7.json")
    assert list(content["document"]) == header("documents")
    assert list(content["lists"][1]["records"][0]) == [*header("tasks"), "responsibilities", "targets"]


def test_json_is_for_people_too(out: Path) -> None:
    write([plan()], out)
    text = (out / "json/东湖府发-2021-7.json").read_text(encoding="utf-8")
    assert "\\u" not in text
    assert text.startswith('{\n "qingdan": "1.2.3",\n "document": {\n  "document_id"')
    assert text.endswith("}\n")
    assert "120000000" in text
    assert "E+" not in text


def test_rows_that_belong_to_nothing_are_kept(out: Path) -> None:
    extraction = plan()
    stray = replace(extraction.tasks[0], task_id="stray", list_id="none")
    lost = replace(extraction.targets[0], target_id="lost", subject_id="nobody")
    write([replace(extraction, tasks=(*extraction.tasks, stray), targets=(*extraction.targets, lost))], out)
    left = load(out / "json/东湖府发-2021-7.json")["unattached"]
    assert [r["task_id"] for r in left["tasks"]] == ["stray"]
    assert [r["target_id"] for r in left["targets"]] == ["lost"]


def test_json_lines_hold_every_row(out: Path) -> None:
    extraction = plan()
    write([extraction], out, formats=("jsonl",))
    for table in TABLES:
        lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(extraction.table(table))
        assert all(list(json.loads(line)) == header(table) for line in lines)
    assert json.loads((out / "tasks.jsonl").read_text().splitlines()[0])["no"] == "1"
    assert not (out / "json").exists()


@pytest.mark.parametrize(
    ("document_id", "name"),
    [
        pytest.param("东湖府发〔2021〕7号", "东湖府发〔2021〕7号", id="plain"),
        pytest.param("a/b", "a_b-c14cddc0", id="slash"),
        pytest.param("..", "_-5ec1f7e7", id="parent folder"),
        pytest.param("", "_-e3b0c442", id="empty"),
        pytest.param(
            "con", "_con-beb134754910a4b4790c69ab17d3975221f4c534b70c8d6e82b30c165e8c0c09"[:13], id="device"
        ),
        pytest.param("a\x00b", "a_b-", id="nul"),
    ],
)
def test_file_names_are_safe(document_id: str, name: str) -> None:
    assert json_files.safe_name(document_id).startswith(name.split("-")[0])
    assert (json_files.safe_name(document_id) == document_id) == (name == document_id)


def test_file_names_differ_and_fit() -> None:
    ids = ["a/b", "a\\b", "A", "a", "甲" * 300, "甲" * 299, "甲" * 60 + "x"]
    names = json_files.file_names(ids)
    assert len({n.casefold() for n in names.values()}) == len(ids)
    assert all(len(n.encode()) < 220 for n in names.values())


def test_schema_describes_real_output(out: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    write([plan(), nasty()], out)
    for path in (out / "json").iterdir():
        assert list(validator.iter_errors(load(path))) == []
    broken = load(out / "json/x.json")
    del broken["lists"][0]["records"][0]["text"]
    broken["document"]["period_start"] = "2021"
    assert len(list(validator.iter_errors(broken))) == 2


# ---- datapackage.json


@pytest.mark.parametrize(
    "options",
    [{}, {"titles": True}, {"bom": True}, {"safe_cells": True}],
    ids=["plain", "titles", "bom", "safe"],
)
def test_the_package_is_valid_frictionless(out: Path, options: dict) -> None:
    frictionless = pytest.importorskip("frictionless")
    write([plan(), plan("第二份"), nasty()], out, **options)
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert len(report.tasks) == len(TABLES)


def test_a_broken_reference_is_seen_by_frictionless(out: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    extraction = plan()
    write([replace(extraction, tasks=(TaskRecord("t", "none", extraction.documents[0].document_id),))], out)
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    assert ["foreign-key"] in report.flatten(["type"])


def test_descriptor_has_titles_and_no_clock(out: Path) -> None:
    write([plan()], out)
    content = json.loads((out / "datapackage.json").read_bytes())
    assert content["profile"] == "tabular-data-package"
    assert [r["title"] for r in content["resources"]] == list(TABLE_TITLES.values())
    assert content["qingdan"]["version"] == VERSION
    assert content["qingdan"]["files"] == sorted(tree(out))
    assert "created" not in content


# ---- the same bytes


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    formats = ("csv", "json", "jsonl", "sqlite", "html")
    one = tree(write([plan(), nasty()], tmp_path / "one", formats=formats))
    two = tree(write([plan(), nasty()], tmp_path / "elsewhere/two", formats=tuple(reversed(formats))))
    assert one == two
    assert not any(str(tmp_path).encode() in content for content in one.values())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(extraction=extractions())
def test_any_records_can_be_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, extraction: Extraction
) -> None:
    out = write([extraction], tmp_path_factory.mktemp("any") / "out", formats=("json", "jsonl"))
    for table in TABLES:
        rows = read_csv(out / f"{table}.csv")
        if table not in ("findings", "organizations"):
            assert len(rows) == len(extraction.table(table))
            for row, record in zip(rows, extraction.table(table), strict=True):
                for name, cell in row.items():
                    expected = cell_text(getattr(record, name))
                    if not any("\ud800" <= c <= "\udfff" for c in expected):
                        assert cell == expected
    for path in (out / "json").iterdir():
        load(path)


# ---- taking its place


def test_an_absent_or_empty_folder_is_filled(tmp_path: Path) -> None:
    write([plan()], tmp_path / "a/b/c")
    assert (tmp_path / "a/b/c/tasks.csv").exists()
    (tmp_path / "empty").mkdir()
    write([plan()], tmp_path / "empty")
    assert (tmp_path / "empty/tasks.csv").exists()
    assert leftovers(tmp_path) == []


def test_an_earlier_package_is_replaced_whole(out: Path) -> None:
    write([plan("旧"), plan("新")], out, formats=("json", "jsonl"))
    write([plan("新")], out)
    assert {p.name for p in (out / "json").iterdir()} == {"新.json"}
    assert not (out / "tasks.jsonl").exists()
    assert leftovers(out.parent) == []


def test_permissions_are_as_usual(out: Path) -> None:
    old = os.umask(0o022)
    try:
        write([], out)
    finally:
        os.umask(old)
    assert out.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("论文.docx", "x", id="a stranger's file"),
        pytest.param("datapackage.json", '{"name": "other", "resources": []}', id="another data package"),
        pytest.param("datapackage.json", "{", id="broken data package"),
        pytest.param("sub/a.txt", "x", id="a stranger's folder"),
    ],
)
def test_a_stranger_is_refused_and_untouched(out: Path, name: str, content: str) -> None:
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text(content)
    before = tree(out)
    with pytest.raises(OutputError) as error:
        write([plan()], out)
    assert error.value.code == "out_not_ours"
    assert name.split("/")[0] in str(error.value)
    assert tree(out) == before
    assert leftovers(out.parent) == []


@pytest.mark.parametrize("name", ["笔记.txt", "json/extra.json", "tasks.csv.bak"])
def test_a_file_added_to_our_package_is_not_lost(out: Path, name: str) -> None:
    write([plan()], out)
    (out / name).write_text("x")
    with pytest.raises(OutputError, match=r"笔记|extra|bak") as error:
        write([plan()], out)
    assert error.value.code == "out_has_others"
    assert (out / name).read_text() == "x"


def test_litter_of_the_desktop_does_not_matter(out: Path) -> None:
    write([plan()], out, formats=("sqlite",))
    (out / ".DS_Store").write_text("x")
    (out / "qingdan.sqlite-journal").write_text("")
    write([], out)
    assert not (out / ".DS_Store").exists()


def test_a_file_is_refused(out: Path) -> None:
    out.write_text("mine")
    with pytest.raises(OutputError) as error:
        write([plan()], out)
    assert error.value.code == "out_is_file"
    assert out.read_text() == "mine"


def test_below_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError) as error:
        write([plan()], tmp_path / "file/out")
    assert error.value.code == "out_unwritable"


def test_the_current_folder_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "inside").mkdir(parents=True)
    for here in (out, out / "inside"):
        monkeypatch.chdir(here)
        with pytest.raises(OutputError) as error:
            write([plan()], out)
        assert error.value.code == "out_is_cwd"


def test_a_mount_point_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda p: Path(p) == out)
    with pytest.raises(OutputError) as error:
        write([plan()], out)
    assert error.value.code == "out_is_mount"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_place_is_a_clear_error(tmp_path: Path) -> None:
    package.write([], tmp_path / "kept", version=VERSION)
    (tmp_path / "kept").chmod(0o555)
    with pytest.raises(OutputError, match="Permission denied") as error:
        write([plan()], tmp_path / "kept")
    assert error.value.code == "out_unwritable"
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="Permission denied") as error:
            write([plan()], tmp_path / "out")
        assert error.value.code == "out_beside"
    finally:
        tmp_path.chmod(0o755)
        (tmp_path / "kept").chmod(0o755)


@pytest.mark.parametrize(("number", "code"), [(13, "out_beside"), (30, "out_beside"), (28, "out_unwritable")])
def test_a_place_that_takes_no_folder_is_a_clear_error(
    out: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=os.strerror(number)) as error:
        write([plan()], out)
    assert error.value.code == code
    assert isinstance(error.value, SourceError)


def test_refusals_are_known_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(OutputError) as error:
        package.check(tmp_path)
    assert error.value.code == "out_not_ours"
    with pytest.raises(OutputError) as error:
        package.check(tmp_path / "new", ("pdf",))
    assert error.value.code == "format_unknown"
    package.check(tmp_path / "new/deeper")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_errors_survive_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(OutputError("out", "out_is_file")))
    assert isinstance(error, OutputError)
    assert str(error) == "out: is a file, not a folder; give the name of a folder"


def test_a_symbolic_link_stays_and_its_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write([plan("一")], tmp_path / "link")
    write([plan("二")], tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert [p.name for p in (tmp_path / "real/json").iterdir()] == ["二.json"]


def test_a_link_to_nothing_is_filled_and_a_loop_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "later")
    write([plan()], tmp_path / "link")
    assert (tmp_path / "later/tasks.csv").exists()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputError):
        write([plan()], tmp_path / "loop")


FAILURES = [
    pytest.param(OSError(28, "No space left on device"), OutputError, id="disk full"),
    pytest.param(RuntimeError("bug"), RuntimeError, id="bug"),
    pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="interrupt"),
    pytest.param(MemoryError(), MemoryError, id="memory"),
]


@pytest.mark.parametrize(("failure", "raised"), FAILURES)
@pytest.mark.parametrize("existing", [True, False], ids=["replace", "new"])
def test_a_failure_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, raised: type, existing: bool
) -> None:
    out = tmp_path / "a/out"
    if existing:
        write([plan("旧")], out)
    before = tree(tmp_path)

    def fail(*_: object) -> Iterator[str]:
        yield "{"
        raise failure

    monkeypatch.setattr(json_files, "document_chunks", fail)
    with pytest.raises(raised):
        write([plan("新")], out)
    assert tree(tmp_path) == before
    assert (tmp_path / "a").exists() == existing
    if existing:
        assert leftovers(out.parent) == []


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "step aside"])
def test_both_ways_of_swapping(out: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    write([plan("旧")], out)
    write([plan("新")], out)
    assert [p.name for p in (out / "json").iterdir()] == ["新.json"]
    assert leftovers(out.parent) == []


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2")
def test_linux_exchanges_in_one_step(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    assert swap._exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a/b").exists()
    assert (tmp_path / "b/a").exists()


# Writes a package over and over, kills itself with SIGKILL at the moment named
KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from output_samples import plan
    from qingdan.output import json_files, package, swap

    moment, out = sys.argv[1], Path(sys.argv[2])
    die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    if moment == "writing":
        json_files.document_chunks = die
    elif moment == "before the swap":
        swap._put_in_place = die
    elif moment == "after the swap":
        os.rmdir = die
    elif moment == "between two renames":
        swap._exchange = lambda *_: False
        rename, seen = os.rename, []
        def second_dies(*a):
            seen.append(a)
            die() if len(seen) == 2 else rename(*a)
        os.rename = second_dies
    package.write([plan("新")], out, version="1")
    """
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL")
@pytest.mark.parametrize(
    ("moment", "seen"),
    [
        ("writing", "旧"),
        ("before the swap", "旧"),
        ("after the swap", "新"),
        ("between two renames", "nothing yet"),
    ],
)
def test_a_killed_run_leaves_old_or_new(out: Path, moment: str, seen: str) -> None:
    write([plan("旧")], out)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    run = subprocess.run([sys.executable, "-c", KILLED, moment, str(out)], env=environment, check=False)
    assert run.returncode == -signal.SIGKILL
    assert leftovers(out.parent)
    if seen == "nothing yet":  # systems without exchange: the next run puts the old package back
        with pytest.raises(RuntimeError), swap.replace_folder(out, package.check_ours):
            raise RuntimeError
        seen = "旧"
    assert [p.stem for p in (out / "json").iterdir()] == [seen]
    package.check_ours(out)
    write([plan("再")], out)
    assert leftovers(out.parent) == []


def test_the_folder_of_a_living_run_is_left_alone(out: Path) -> None:
    with swap.replace_folder(out, package.check_ours) as folder:
        (folder / "half").write_text("x")
        write([plan()], out)
        assert (folder / "half").exists()
        for path in sorted(out.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    assert (out / "half").exists()


def test_a_stranger_with_such_a_name_is_left_alone(out: Path) -> None:
    other = out.parent / ".out.qingdan-new-mine"
    other.mkdir()
    write([plan()], out)
    assert other.exists()


# ---- formats


def test_an_unknown_format_is_refused_before_anything_is_written(out: Path) -> None:
    with pytest.raises(OutputError, match="docx") as error:
        write([plan()], out, formats=("csv", "docx"))
    assert error.value.code == "format_unknown"
    assert not out.exists()


@pytest.mark.parametrize(("name", "extra"), [("xlsx", "qingdan[excel]"), ("parquet", "qingdan[parquet]")])
def test_a_missing_extra_says_what_to_install(
    out: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    with pytest.raises(OutputError) as error:
        write([plan()], out, formats=("csv", name))
    assert f'pip install "{extra}"' in str(error.value)
    assert "\n" not in str(error.value)
    assert not out.exists()


# ---- speed


def test_nothing_heavy_is_imported(out: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qingdan.output import package; "
        f"package.write([], Path({str(out)!r}), version='1'); "
        "print([m for m in ('pandas', 'numpy', 'pyarrow', 'xlsxwriter', 'sqlite3', 'lxml', 'jieba') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_an_extraction_is_one_document() -> None:
    with pytest.raises(ValueError, match="one document"):
        merge([Extraction(documents=(DocumentRecord("a"), DocumentRecord("b")))])
