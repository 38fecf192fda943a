"""Texts in traditional signs: read as in simplified ones, their words kept as printed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from qingdan import pipeline
from qingdan.normalize.dates import find_deadlines
from qingdan.normalize.targets import find_targets
from qingdan.parsers.roles import find_responsibility
from qingdan.parsers.vocabulary import match_header
from qingdan.text import fold, squeeze

ROOT = Path(__file__).resolve().parent.parent

TARGETS = [
    ("amounts", "完成投資12.4億元，增長8.2%，新建公廁20處。", ["=|1240000000|CNY", "=|8.2|%", "=|20|cn:count:处"]),
    ("floors", "森林覆蓋率達到45%以上，受益農戶不少於300戶。", [">=|45|%", ">=|300|{household}"]),
    ("scales", "播種面積穩定在15萬畝以上，改造道路6條。", [">=|150000|cn:mu", "=|6|cn:count:条"]),
    ("words", "到2025年，垃圾分類基本實現全覆蓋，完成市級下達目標任務。", ["qualitative|None|", "relative|None|"]),
    ("about", "惠及群眾10餘萬人，培訓醫護人員約500名。", ["~|100000|{person}", "~|500|{person}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [t[1:] for t in TARGETS], ids=[t[0] for t in TARGETS])
def test_targets(text: str, expected: list[str]) -> None:
    found = find_targets(text)
    assert [f"{t.operator}|{t.value}|{t.unit}" for t in found] == expected
    assert all(text[t.start : t.end] == t.raw for t in found)


def test_what_is_said_of_a_value_stays_as_printed() -> None:
    assert [t.measure for t in find_targets("森林覆蓋率達到45%")] == ["森林覆蓋率"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年年底前完成，每個季度檢查一次", ["2025-12-31", "R/P3M"]),
        ("“十四五”時期，長期堅持", ["2021/2025"]),
    ],
    ids=["by", "plan"],
)
def test_deadlines(text: str, expected: list[str]) -> None:
    assert [d.edtf for d in find_deadlines(text) if d.edtf] == expected


def test_roles_keep_the_names_as_printed() -> None:
    found = find_responsibility("推進改革。（牽頭單位：市財政局；配合單位：各縣政府）")
    assert [(p.role, p.names) for p in found] == [("lead", "市財政局"), ("support", "各縣政府")]


def test_headings() -> None:
    found = match_header("責任單位")
    assert found is not None
    assert found.role("task") == "responsible"
    assert squeeze("牽 頭 單 位") == "牵头单位"


@pytest.mark.parametrize("text", ["乾隆年间的著作", "于家村、後", "甲（乙）"])
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


def _traditional(text: str) -> str:
    path = ROOT / "normalize" / "data" / "traditional.csv"
    signs: dict[str, str] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        for sign, plain in zip(row["traditional"], row["simplified"], strict=True):
            signs.setdefault(plain, sign)
    return text.translate(str.maketrans(signs))


def test_a_report_gives_the_same_values_in_both_scripts() -> None:
    text = (ROOT / "samples" / "wansheng-2023" / "report.txt").read_text(encoding="utf-8")
    assert _values(_traditional(text)) == _values(text)


def _values(text: str) -> list[tuple[str, str, str, str]]:
    extraction = pipeline.extract_document("report.txt", text.encode("utf-8"))
    return [(t.operator, str(t.value), t.unit, t.due) for t in extraction.targets]
