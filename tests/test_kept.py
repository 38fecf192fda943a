"""What is kept between runs: the same patterns and tables as made anew, and never in the way."""

from __future__ import annotations

import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from qingdan import datafiles, kept
from qingdan.kept import kept_pattern
from qingdan.text import _Lazy  # pyright: ignore[reportPrivateUsage]

SAMPLE = Path(__file__).parents[1] / "samples" / "dazu-2022-105"
PATTERN = r"第(?P<no>\d+)[条款]|[省市](?i:abc)"
MODULES = ("extract", "parsers", "normalize", "output", "fetch", "catalog")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a process that has looked nothing up yet."""
    monkeypatch.setenv("QINGDAN_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "_shelf", [])
    return tmp_path / "kept"


def next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.save()
    monkeypatch.setattr(kept, "_shelf", [])


def never() -> str:
    raise AssertionError("made again")


def file_in(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def sources() -> Iterator[tuple[str, int]]:
    """Every pattern of the package."""
    for folder in MODULES:
        package = import_module(f"qingdan.{folder}")
        for module in pkgutil.iter_modules(package.__path__, f"qingdan.{folder}."):
            with suppress(ImportError):  # of an extra that is not installed
                values = vars(import_module(module.name)).values()
                for pattern, flags, _ in [value._arguments for value in values if isinstance(value, _Lazy)]:
                    yield pattern.replace(r"\p{Han}", r"[^\W\d_A-Za-z]"), flags


def test_a_kept_pattern_is_the_compiled_one(folder, monkeypatch):
    every = list(dict.fromkeys(sources()))
    assert len(every) > 300
    made = [kept_pattern(*one) for one in every]
    next_process(monkeypatch)
    monkeypatch.setattr(kept, "_code", never)
    assert [kept_pattern(*one) for one in every] == made == [re.compile(*one) for one in every]


def test_groups_and_flags_of_a_kept_pattern(folder, monkeypatch):
    kept_pattern(PATTERN, re.MULTILINE)
    next_process(monkeypatch)
    found, usual = kept_pattern(PATTERN, re.MULTILINE), re.compile(PATTERN, re.MULTILINE)
    assert (found.groupindex, found.groups, found.flags) == (usual.groupindex, usual.groups, usual.flags)
    match = found.search("本办法第12条")
    assert match is not None
    assert (match.groupdict(), match.lastgroup) == ({"no": "12"}, "no")


def test_a_wrong_pattern_is_an_error_as_usual(folder):
    with pytest.raises(re.error):
        kept_pattern("(")


def test_values_are_kept(folder, monkeypatch):
    assert kept.kept(("x",), lambda: {"a": [1, "二"]}) == {"a": [1, "二"]}
    next_process(monkeypatch)
    assert kept.kept(("x",), never) == {"a": [1, "二"]}


def test_what_is_changed_by_its_user_is_not_changed_for_the_next(folder):
    kept.kept(("x",), lambda: [1]).append(2)
    assert kept.kept(("x",), never) == [1]


def test_a_changed_table_is_read_anew(folder, monkeypatch):
    contents = {"data/x.csv": b"a,b\n1,2\n"}
    monkeypatch.setattr(datafiles, "get_data", lambda package, name: contents[name])
    assert datafiles.read_rows("p", "x.csv") == [{"a": "1", "b": "2"}]
    next_process(monkeypatch)
    contents["data/x.csv"] = b"a,b\n1,3\n"
    assert datafiles.read_rows("p", "x.csv") == [{"a": "1", "b": "3"}]
    assert datafiles.read_columns("p", "x.csv", "b", "a") == [("3", "1")]


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


def damaged_in_its_index(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def of_another_python(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(sys.version.encode()[:6], b"9.99.9", 1))


def open_to_others(path: Path) -> None:
    path.chmod(0o666)


@pytest.mark.parametrize(
    "spoil", [damaged, damaged_in_its_index, cut_off, of_another_python, open_to_others, Path.unlink]
)
def test_a_file_that_cannot_be_trusted_is_not_looked_at(spoil, folder, monkeypatch):
    kept.kept(("x",), lambda: "old")
    next_process(monkeypatch)
    spoil(file_in(folder))
    assert kept.kept(("x",), lambda: "new") == "new"
    next_process(monkeypatch)
    assert kept.kept(("x",), never) == "new"


def test_processes_keep_what_both_have_made(folder, monkeypatch):
    first = kept._Shelf({}, b"")
    monkeypatch.setattr(kept, "_shelf", [first])
    kept.kept(("first",), lambda: 1)
    monkeypatch.setattr(kept, "_shelf", [])
    kept.kept(("second",), lambda: 2)
    next_process(monkeypatch)
    monkeypatch.setattr(kept, "_shelf", [first])
    next_process(monkeypatch)
    assert [kept.kept((name,), never) for name in ("first", "second")] == [1, 2]
    assert [path.name for path in folder.iterdir()] == [file_in(folder).name]


def test_what_is_damaged_is_never_written_again_as_if_it_were_whole(folder, monkeypatch):
    kept.kept(("x",), lambda: "old")
    next_process(monkeypatch)
    damaged(file_in(folder))
    kept.kept(("y",), lambda: "another")  # a run that asks for other things
    next_process(monkeypatch)
    assert kept.kept(("y",), never) == "another"
    assert kept.kept(("x",), lambda: "new") == "new"


def test_leftovers_of_killed_processes_go(folder, monkeypatch):
    kept.kept(("x",), lambda: "old")
    next_process(monkeypatch)
    path = file_in(folder)
    killed, writing = folder / f"{path.name}.1", folder / f"{path.name}.2"
    killed.touch()
    os.utime(killed, (0, 0))
    writing.touch()
    kept.kept(("y",), lambda: "new")
    next_process(monkeypatch)
    assert {one.name for one in folder.iterdir()} == {path.name, writing.name}


def test_a_file_that_grew_too_large_is_begun_again(folder, monkeypatch):
    kept.kept(("long",), lambda: "x" * 2000)
    next_process(monkeypatch)
    monkeypatch.setattr(kept, "_MOST", 1000)
    kept.kept(("short",), lambda: "y")
    next_process(monkeypatch)
    assert kept.kept(("short",), never) == "y"
    assert file_in(folder).stat().st_size < 1000


@pytest.mark.parametrize("where", ["off", "file"])
def test_where_nothing_can_be_kept_all_is_as_usual(where, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("QINGDAN_CACHE", "off" if where == "off" else str(tmp_path / "file"))
    monkeypatch.setattr(kept, "_shelf", [])
    assert kept_pattern(PATTERN) == re.compile(PATTERN)
    kept.save()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def extract(folder: Path, out: Path, seed: str = "0") -> dict[str, bytes]:
    """Every file that a run writes whose folder of kept things is `folder`."""
    environment = {**os.environ, "QINGDAN_CACHE": str(folder), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "qingdan", "extract", str(SAMPLE / "page.html"), "--out", str(out), "-q"]
    subprocess.run(command, env=environment, check=True, cwd=out.parent)
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_runs_write_the_same_with_and_without_what_is_kept(tmp_path):
    first, second, third = (
        extract(Path(folder) if folder == "off" else tmp_path / folder, tmp_path / out)
        for folder, out in (("kept", "first"), ("kept", "second"), ("off", "third"))
    )
    assert first == second == third
    assert "tasks.csv" in first
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "first", "second", "third"}


def test_later_runs_add_nothing(tmp_path):
    extract(tmp_path / "kept", tmp_path / "out", seed="1")
    before = file_in(tmp_path / "kept").stat()
    extract(tmp_path / "kept", tmp_path / "out", seed="2")
    after = file_in(tmp_path / "kept").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_library_call_keeps_nothing(tmp_path):
    environment = {**os.environ, "QINGDAN_CACHE": str(tmp_path / "kept")}
    code = f"import qingdan; qingdan.extract({str(SAMPLE / 'page.html')!r})"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, cwd=tmp_path)
    assert not (tmp_path / "kept").exists()
