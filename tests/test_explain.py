"""`qingdan tables`: every step of a table in the terminal and as one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from qingdan.cli import build_cli
from qingdan.explain import explain, html, text

PIPES = """附件1 重点任务分解表

| 序号 | 主要任务 | 责任单位 |
|---|---|---|
| 1 | 推进<b>甲</b>事项落实。 | 区水利局 |

（二）大气污染防治

| 2 | 推进乙事项落实。 | 区住建局 |
| 3 | 推进丙事项落实。 | 区林业局 |
"""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["种类 task", "片段 2", "“（二）大气污染防治”是表内分节"]),
        ("en", ["kind task", "fragment 2", "is a section of the table"]),
    ],
)
def test_terminal_says_fragments_header_and_joins(lang: str, words: list[str]) -> None:
    shown = "\n".join(text(explain("plan.txt", PIPES.encode()), lang))
    assert "序号→no | 主要任务→task | 责任单位→responsible" in shown
    assert [w for w in words if w not in shown] == []


def test_page_is_escaped_and_needs_nothing_else() -> None:
    page = html([explain("plan.txt", PIPES.encode())], "zh")
    assert "推进&lt;b&gt;甲&lt;/b&gt;事项落实。" in page
    assert '<tr class="section"><td colspan="3">（二）大气污染防治</td></tr>' in page
    assert "http://" not in page
    assert "https://" not in page


def test_margin_of_a_flattened_table_is_shown() -> None:
    lines = [
        "任务清单",
        "序号",
        "主要任务",
        "责任单位",
        "1",
        "推进甲事项落实。",
        "区水利局",
        "2",
        "推进乙事项落实。",
        "区林业局",
    ]
    shown = "\n".join(text(explain("plan.txt", "\n\n".join(lines).encode()), "en"))
    assert "second-best reading" in shown


def test_command_writes_the_page(tmp_path: Path) -> None:
    source, page = tmp_path / "plan.txt", tmp_path / "page.html"
    source.write_text(PIPES, encoding="utf-8")
    result = CliRunner().invoke(build_cli("en"), ["tables", str(source), "--html", str(page)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_source_without_tables_and_missing_source(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("没有表格的通知。", encoding="utf-8")
    result = CliRunner().invoke(build_cli("zh"), ["tables", str(source), str(tmp_path / "none.txt")])
    assert result.exit_code == 1
    assert "没有找到表格" in result.output
