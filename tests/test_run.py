"""The command as its users meet it: exit statuses, folders, streams, what is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from qingdan import extract
from qingdan.model import TABLES
from qingdan.run import extract_sources

PLAN = """东湖区人民政府办公室关于印发东湖区水安全规划任务分解方案的通知

序号
任务内容
牵头单位
配合单位
1
推进河道清淤。
区水利局
区财政局
2
完善管网。
区住房城乡建设局
区财政局
3
加强巡查。
区水利局
各镇街
"""


def qingdan(
    *arguments: object, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qingdan", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_an_output_folder_inside_the_source_is_no_source(plans: Path) -> None:
    first = qingdan("extract", plans, "--out", plans / "out", cwd=plans)
    before = files(plans / "out")
    second = qingdan("extract", plans, "--out", plans / "out", cwd=plans)
    assert (first.returncode, second.returncode) == (0, 0)
    assert files(plans / "out") == before


def test_working_directory_locale_and_hash_seed_change_no_byte(plans: Path, tmp_path: Path) -> None:
    qingdan("extract", plans, "--out", tmp_path / "a", cwd=tmp_path)
    env = {"LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0", "TZ": "Asia/Shanghai"}
    qingdan("extract", "--lang", "en", "--jobs", 2, ".", "--out", "../b", cwd=plans, env=env)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert not [name for name, data in files(tmp_path / "a").items() if str(tmp_path).encode() in data]


NOT_READ = [
    pytest.param("empty", "folder_empty", id="a folder without a readable file"),
    pytest.param("none.txt", "source_not_found", id="no such file"),
    pytest.param("*.nothing", "source_not_found", id="a glob that matches nothing"),
]


@pytest.mark.parametrize(("argument", "code"), NOT_READ)
def test_a_source_that_is_not_there_is_a_row_and_status_1(
    argument: str, code: str, plans: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    run = qingdan("extract", argument, plans / "plan.txt", "--out", "out", "--lang", "en", cwd=tmp_path)
    assert run.returncode == 1
    assert code in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8")
    assert "推进河道清淤" in (tmp_path / "out" / "tasks.csv").read_text(encoding="utf-8")
    assert "请" not in run.stderr.split("coverage")[1]  # the chosen language, also in the summary


WRONG_USE = [
    pytest.param(["extract"], id="nothing named"),
    pytest.param(["extract", "plan.txt"], id="no --out"),
    pytest.param(["extract", "plan.txt", "--out", "x", "--format", "doc"], id="unknown format"),
    pytest.param(["extract", "plan.txt", "--out", "x", "--jobs", "0"], id="no process"),
    pytest.param(["nothing"], id="unknown command"),
]


@pytest.mark.parametrize("arguments", WRONG_USE)
def test_wrong_use_is_status_2_and_writes_nothing(arguments: list[str], plans: Path) -> None:
    assert qingdan(*arguments, cwd=plans).returncode == 2
    assert not (plans / "x").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams(closed: str, plans: Path) -> None:
    command = f'"{sys.executable}" -m qingdan extract plan.txt --out out {closed}'
    assert subprocess.run(command, shell=True, cwd=plans, check=False).returncode == 0
    assert (plans / "out" / "tasks.csv").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_output_stream_is_one_line_and_status_1(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m qingdan schema --lang en >/dev/full'
    run = subprocess.run(
        command, shell=True, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["../evil", "a/b", "..", "."])
def test_a_sample_name_is_no_path(name: str, plans: Path, tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    run = qingdan(
        "samples", "add", plans / "plan.txt", "--name", name, "--samples-dir", tmp_path / "samples", cwd=plans
    )
    assert run.returncode == 1
    assert not list((tmp_path / "samples").iterdir())
    assert not (tmp_path / "evil").exists()


def test_a_failed_check_is_a_finding_with_its_place(tmp_path: Path) -> None:
    import qingdan

    text = PLAN.replace("推进河道清淤。", "检查不少于300辆（行政区不少于200辆，经开区不少于50辆）。")
    found = qingdan.extract_bytes("a.txt", text.encode())
    assert [(f.code, f.place) for f in found.findings if f.code == "check_failed"] == [
        ("check_failed", found.tasks[0].place)
    ]


def _plan(tmp_path: Path, name: str, rows: list[tuple[str, str]]) -> Path:
    lines = ["东湖市水利局", "东湖市水利局关于印发重点任务的通知", "任务清单", "序号", "主要任务", "责任单位"]
    for number, (text, body) in enumerate(rows, 1):
        lines += [str(number), text, body]
    path = tmp_path / name
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_two_documents_of_one_title_keep_their_records_apart(tmp_path: Path) -> None:
    first = _plan(
        tmp_path, "a.txt", [("推进河道清淤疏浚工作。", "市水利局"), ("完成水库除险加固任务。", "市水利局")]
    )
    second = _plan(
        tmp_path, "b.txt", [("开展城区防洪排涝演练。", "市应急局"), ("建设节水型社会示范区。", "市水利局")]
    )
    found = extract_sources([str(first), str(second), str(first)])
    ids = [e.documents[0].document_id for e in found.extractions]
    assert ids[0] == ids[2] != ids[1]
    assert ids[1].startswith(ids[0])
    assert {t.document_id for t in found.extractions[1].tasks} == {ids[1]}
    assert [f.code for f in found.extractions[1].findings][-1] == "same_title_other_document"


def test_a_bracket_inside_a_sentence_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text(
        "办法\n\n一、总则\n\n第一条 校内的工作（校内由劳动保障行政部门负责）应当按规定办理。\n",
        encoding="utf-8",
    )
    (found,) = extract_sources([str(path)]).extractions
    assert [f.raw for f in found.findings if f.code == "responsibility_unread"] == [
        "校内由劳动保障行政部门负责"
    ]


def test_a_package_gives_every_table_by_its_name() -> None:
    package = extract(Path(__file__).parent.parent / "samples/wansheng-2023/report.txt")
    assert {name: len(getattr(package, name)) for name in TABLES} == {
        name: len(list(package.table(name))) for name in TABLES
    }
