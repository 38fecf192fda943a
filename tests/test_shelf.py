"""Long sequences in a file: equal to the tuples they stand for, and no output knows the difference."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.extract.registry import read
from qingdan.model import Extraction, FindingRecord, TaskRecord
from qingdan.output import json_files, merge, package
from qingdan.pipeline import extract_document
from qingdan.shelf import Shelf, Store

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOURCES = [
    SAMPLES / "dazu-2022-105" / "plan.pdf",
    SAMPLES / "dazu-2022-105" / "dazu-2022-105.txt",
    SAMPLES / "wansheng-2023" / "report-borderless.pdf",
    SAMPLES / "wansheng-2023" / "report.docx",
]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# ---- the sequence


@given(
    items=st.lists(st.integers()),
    room=st.integers(0, 12),
    chunk=st.integers(1, 5),
    spot=st.integers(-60, 60),
    part=st.slices(20),
)
def test_a_shelf_is_read_like_the_tuple_of_its_items(
    items: list[int], room: int, chunk: int, spot: int, part: slice
) -> None:
    shelf = Store(room).shelf(items, chunk).done()
    same = tuple(items)
    assert isinstance(shelf, tuple) == (len(items) < room or not items)
    assert (len(shelf), tuple(shelf), shelf[part]) == (len(same), same, same[part])
    assert shelf == same
    assert same == shelf
    assert hash(shelf) == hash(same)
    assert (shelf != (*same, 0), repr(shelf)) == (True, repr(same))
    assert pickle.loads(pickle.dumps(shelf)) == same
    if -len(same) <= spot < len(same):
        assert shelf[spot] == same[spot]
    else:
        with pytest.raises(IndexError):
            shelf[spot]


def test_shelves_of_a_store_share_its_room() -> None:
    store = Store(5)
    first, second, third = (store.shelf(range(3), 2).done() for _ in range(3))
    assert [type(s) for s in (first, second, third)] == [tuple, Shelf, Shelf]
    assert first == second == third


def test_a_filled_shelf_can_be_read_before_it_is_done() -> None:
    shelf = Store(0).shelf(range(5), 2)
    assert (list(shelf), shelf[4], len(shelf)) == ([0, 1, 2, 3, 4], 4, 5)
    shelf.append(5)
    assert shelf.done() == (0, 1, 2, 3, 4, 5)


def test_the_file_goes_with_the_last_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    real = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **k: made.append(real(**k)) or made[-1])
    store = Store(0)
    shelves = [store.shelf(range(9)).done(), store.shelf(range(9)).done()]
    del store
    assert len(made) == 1
    del shelves[0]
    assert shelves[0][8] == 8
    assert not made[0].closed
    shelves.clear()
    assert made[0].closed


@pytest.mark.parametrize("fails", ["open", "write", "half"])
def test_without_a_file_the_items_stay_in_memory(monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    class Full:
        def seek(self, place: int) -> None: ...
        def close(self) -> None: ...
        def write(self, data: bytes) -> int:
            if fails == "write":
                raise OSError(28, "No space left on device")
            return len(data) // 2

    def file(**options: Any) -> Any:
        if fails == "open":
            raise FileNotFoundError("no temporary folder")
        return Full()

    monkeypatch.setattr(tempfile, "TemporaryFile", file)
    assert Store(0).shelf(range(300)).done() == tuple(range(300))


# ---- what the readers, the pipeline and the writers do with it


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.name)
def test_a_document_in_files_gives_the_same_package(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = source.read_bytes()
    plain = extract_document(source.name, data)
    formats = ("csv", "json", "jsonl", "sqlite", "html")
    package.write([plain], tmp_path / "plain", formats=formats, version="1")
    monkeypatch.setattr(Store, "has_room", lambda self, count: False)
    monkeypatch.setattr(merge, "_FEW", 0)
    stored = extract_document(source.name, data)
    assert isinstance(stored.findings, Shelf) or not stored.findings
    assert stored == plain
    assert pickle.loads(pickle.dumps(stored)) == plain
    package.write([stored], tmp_path / "stored", formats=formats, version="1")
    assert files(tmp_path / "stored") == files(tmp_path / "plain")


def test_a_reader_with_pages_in_files_gives_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read("plan.pdf", SOURCES[0].read_bytes())
    monkeypatch.setattr(Store, "has_room", lambda self, count: False)
    stored = read("plan.pdf", SOURCES[0].read_bytes())
    assert isinstance(stored.blocks, Shelf)
    assert stored == plain


def test_rows_in_another_order_than_their_records_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = extract_document(SOURCES[0].name, SOURCES[0].read_bytes())
    mixed = replace(
        plain,
        tasks=tuple(reversed(plain.tasks)),
        responsibilities=(*plain.responsibilities[100:], *plain.responsibilities[:100]),
        targets=(*plain.targets, *plain.targets[:1]),
    )
    json_files.write_document(tmp_path / "plain.json", mixed, "1")
    shelves = {
        name: Store(0).shelf(getattr(mixed, name)).done() for name in ("tasks", "responsibilities", "targets")
    }
    json_files.write_document(tmp_path / "stored.json", replace(mixed, **shelves), "1")
    assert (tmp_path / "stored.json").read_bytes() == (tmp_path / "plain.json").read_bytes()


def test_keys_that_stand_twice_are_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [TaskRecord(f"d-task1-{n % 700}", "d-task1", "d") for n in range(1000)]
    extraction = Extraction(tasks=tuple(tasks))
    counted = merge.merge([extraction]).extra
    monkeypatch.setattr(merge, "_FEW", 0)
    sieved = merge.merge([extraction]).extra
    assert sieved == counted
    assert len([f for f in counted if isinstance(f, FindingRecord) and f.code == "duplicate_key"]) == 300
