"""What the documentation shows is true: every column is described, the README's snippets run as written."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from qingdan.model import TABLE_TITLES, TABLES

ROOT = Path(__file__).resolve().parent.parent
TABLES_MD = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_in_order(table: str) -> None:
    section = TABLES_MD.split(f"## {table} {TABLE_TITLES[table]}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| ([^|]+?) \| [^|]+ \|$", section, re.MULTILINE)[1:]
    columns = [(f.name, f.metadata["title"]) for f in dataclasses.fields(TABLES[table])]
    assert rows == columns


def test_the_readme_names_every_table() -> None:
    assert [table for table in TABLES if not re.search(rf"\b{table}\b", README)] == []


def test_the_python_of_the_readme_runs_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    (snippet,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    shown = []
    for line in snippet.splitlines():
        code, _, comment = line.partition("  # ")
        if code.startswith(("import ", "package = ", "package.write")):
            exec(code, names)
        elif code:
            shown.append((repr(eval(code, names)), comment.strip()))
    assert shown[0][0] == shown[0][1]
    assert "50 rows" in shown[1][0]
    assert {"progress.csv", "datapackage.json", "json"} <= {
        p.name for p in (tmp_path / "out/report").iterdir()
    }


README_TABLES = [
    pytest.param("tasks", ["4", "7"], id="tasks"),
    pytest.param("projects", ["4"], id="projects"),
]


@pytest.mark.parametrize(("table", "numbers"), README_TABLES)
def test_the_rows_of_the_readme_are_those_of_the_sample(table: str, numbers: list[str]) -> None:
    import qingdan

    records = {
        r.no: r
        for r in qingdan.extract(ROOT / "samples/dazu-2022-105/page.html").table(table)
        if r.list_id.endswith(f"-{table[:-1]}1")
    }
    section = README.split(f"`{table}.csv`")[1].split("\n\n")[1]
    heads, _, *rows = [
        [c.strip() for c in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    assert [row[0] for row in rows] == numbers
    for row in rows:
        record = records[row[0]]
        assert row == ["" if (v := getattr(record, h)) is None else str(v) for h in heads]
