"""The house rules that a machine can check: import arrow, one home per library, light start-up."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("extract", "parsers", "normalize", "output", "fetch")
FOUNDATION = {"datafiles", "lightclass", "model", "shelf", "text", "messages"}
MODULES = [p for stage in STAGES for p in sorted((ROOT / stage).glob("*.py"))]

HOMES = {
    "bs4": {"extract"},
    "lxml": {"extract", "fetch"},
    "selectolax": {"extract"},
    "docx": {"extract"},
    "pdfplumber": {"extract"},
    "pypdfium2": {"extract"},
    "rapidocr": {"extract"},
    "python_calamine": {"extract"},
    "office_oxide": {"extract"},
    "jieba": {"normalize"},
    "ahocorasick": {"normalize"},
    "pandas": {"output"},
    "pyarrow": {"output"},
    "xlsxwriter": {"output"},
    "httpx": {"fetch"},
    "stamina": {"fetch"},
}


def imports(path: Path) -> list[tuple[int, str]]:
    """(level, module) of every import statement, wherever it stands."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.module is None:
                found += [(node.level, alias.name) for alias in node.names]
            else:
                found.append((node.level, node.module))
        elif isinstance(node, ast.Import):
            found += [(0, alias.name) for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_stages_know_only_the_foundation_and_themselves(path: Path) -> None:
    outside = {m.split(".")[0] for level, m in imports(path) if level >= 2}
    assert outside <= FOUNDATION


@pytest.mark.parametrize("path", MODULES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each_library_has_one_home(path: Path) -> None:
    for level, module in imports(path):
        name = module.split(".")[0]
        if level == 0 and name in HOMES:
            assert path.parent.name in HOMES[name], f"{name} in {path}"


def test_the_foundation_uses_the_standard_library_only() -> None:
    for name in FOUNDATION | {"kept"}:
        for level, module in imports(ROOT / f"{name}.py"):
            assert level or module.split(".")[0] in sys.stdlib_module_names | {"__future__"}, (name, module)


HEAVY = ("pandas", "numpy", "jieba", "rapidocr", "cv2", "onnxruntime", "dask", "pyarrow", "httpx")


@pytest.mark.parametrize(
    "command", [["--help"], ["extract", "samples/wansheng-2023/report.txt", "--out", "{out}", "-q"]]
)
def test_start_up_stays_light(command: list[str], tmp_path: Path) -> None:
    arguments = [a.format(out=tmp_path / "out") for a in command]
    code = (
        "import sys\nfrom qingdan.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout[-500:] + done.stderr[-500:]


def test_no_rule_names_a_sample_district() -> None:
    for path in [*ROOT.glob("*.py"), *MODULES]:
        text = path.read_text(encoding="utf-8")
        assert not any(name in text for name in ("大足", "万盛", "双桥")), path


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.py")) + MODULES, ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_no_name_of_a_module_is_given_twice(path: Path) -> None:
    """A second _BLANKS further down would take the place of the first in every function that uses it."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    given = [
        target.id
        for statement in body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name)
    ]
    given += [statement.name for statement in body if isinstance(statement, ast.FunctionDef | ast.ClassDef)]
    assert sorted({name for name in given if given.count(name) > 1 and not name.startswith("__")}) == []
