"""Zip archives: names, refusals, limits. Every archive is made here."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from qingdan.extract import archive, registry
from qingdan.extract.packages import Limits
from qingdan.model import SourceError


def make(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


def with_raw_name(raw: bytes, flag: int = 0) -> bytes:
    """A zip whose entry has these bytes as its name, as Chinese Windows writes them (no UTF-8 flag)."""
    placeholder = "x" * len(raw)
    data = make((placeholder, b"text")).replace(placeholder.encode(), raw)
    if flag:
        local = bytearray(data)
        struct.pack_into("<H", local, 6, flag)
        struct.pack_into("<H", local, data.index(b"PK\x01\x02") + 8, flag)
        return bytes(local)
    return data


def names(data: bytes) -> list[str]:
    return [name for name, _ in archive.unpack("外.zip", data)]


def refusals(data: bytes) -> dict[str, str]:
    return {n: c.code for n, c in archive.unpack("外.zip", data) if isinstance(c, SourceError)}


@pytest.mark.parametrize(
    ("raw", "flag", "expected"),
    [
        pytest.param("附件1.doc".encode("gbk"), 0, "附件1.doc", id="GBK"),
        pytest.param("附件1.doc".encode(), 0, "附件1.doc", id="UTF-8 without its flag"),
        pytest.param("附件1.doc".encode(), 0x800, "附件1.doc", id="UTF-8 with its flag"),
        pytest.param("附件/方案.doc".encode("gbk"), 0, "附件/方案.doc", id="folder"),
        pytest.param("附件".encode("gbk") + b"\\" + "表.doc".encode("gbk"), 0, "附件/表.doc", id="backslash"),
        pytest.param(b"plan.doc", 0, "plan.doc", id="ASCII"),
        pytest.param("石漠〇㐀.doc".encode("gb18030"), 0, "石漠〇㐀.doc", id="GB 18030 of four bytes"),
    ],
)
def test_names_of_entries(raw: bytes, flag: int, expected: str) -> None:
    assert names(with_raw_name(raw, flag)) == [f"外.zip/{expected}"]


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.doc")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        pytest.param("../../etc/passwd", "zip_unsafe_path", id="path upwards"),
        pytest.param("/etc/passwd", "zip_unsafe_path", id="absolute"),
        pytest.param("C:/windows/win.ini", "zip_unsafe_path", id="drive"),
        pytest.param("a/../../b.doc", "zip_unsafe_path", id="upwards in the middle"),
        pytest.param(link(), "zip_symlink", id="symbolic link"),
    ],
)
def test_refused_entries_do_not_stop_the_others(entry: str | zipfile.ZipInfo, code: str) -> None:
    data = make((entry, b"x"), ("good.txt", b"text"))
    assert list(refusals(data).values()) == [code]
    assert dict(archive.unpack("外.zip", data))["外.zip/good.txt"] == b"text"
    assert not any(".." in name for name in names(data))


def test_encrypted_entry() -> None:
    data = bytearray(make(("secret.doc", b"x"), ("good.txt", b"text")))
    struct.pack_into("<H", data, 6, 1)
    struct.pack_into("<H", data, bytes(data).index(b"PK\x01\x02") + 8, 1)
    assert refusals(bytes(data)) == {"外.zip/secret.doc": "encrypted_source"}


def test_damaged_entry_is_refused_and_the_next_is_read() -> None:
    data = bytearray(make(("bad.txt", b"0123456789" * 50), ("good.txt", b"text")))
    start = data.index(b"bad.txt") + 7
    data[start : start + 6] = b"\xff" * 6
    found = dict(archive.unpack("外.zip", bytes(data)))
    assert isinstance(found["外.zip/bad.txt"], SourceError)
    assert found["外.zip/good.txt"] == b"text"


def test_clutter_is_skipped() -> None:
    data = make(
        ("__MACOSX/._a.doc", b"x"),
        ("Thumbs.db", b"x"),
        (".DS_Store", b"x"),
        ("~$a.doc", b"x"),
        ("a.txt", b"t"),
    )
    assert names(data) == ["外.zip/a.txt"]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        pytest.param(make(("a.txt", b"x"))[:-10], archive.LIMITS, "zip_damaged", id="truncated"),
        pytest.param(make(("a/", b"")), archive.LIMITS, "zip_empty", id="only folders"),
        pytest.param(
            make(("a", b""), ("b", b"")), Limits(files=1), "zip_too_many_files", id="too many files"
        ),
        pytest.param(make(("a", b"0" * 100_000)), Limits(total=50_000), "zip_bomb", id="too large"),
        pytest.param(make(("a", b"0" * 60_000_000)), archive.LIMITS, "zip_bomb", id="ratio"),
    ],
)
def test_refused_archives(data: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(archive.unpack("外.zip", data, limits))
    assert (caught.value.source, caught.value.code) == ("外.zip", code)


def test_lying_size_cannot_unpack_more_than_stated() -> None:
    data = bytearray(make(("a.txt", b"0" * 100_000)))
    directory = bytes(data).index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    (found,) = (content for _, content in archive.unpack("外.zip", bytes(data)))
    assert isinstance(found, SourceError)


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = make(("plan.txt", "一、任务".encode()))
    for depth in range(2):
        data = make((f"{depth}.zip", data))
    found = dict(registry.expand("外.zip", data))
    assert list(found) == ["外.zip/1.zip/0.zip/plan.txt"]
    for depth in range(2):
        data = make((f"x{depth}.zip", data))
    (error,) = dict(registry.expand("外.zip", data)).values()
    assert isinstance(error, SourceError)
    assert error.code == "nested_too_deep"


def test_zip_of_word_files_is_no_word_file() -> None:
    inner = make(("word/document.xml", b"<a/>"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:  # stored: the inner names stand in the bytes
        made.writestr("附件1.docx", inner)
    assert registry.identify("附件.zip", out.getvalue()).name == "zip"
    assert registry.identify("附件.zip", inner).name == "docx"


def test_every_refusal_reads_as_one_line() -> None:
    with pytest.raises(SourceError) as caught:
        list(archive.unpack("外.zip", make(("a", b"0" * 60_000_000))))
    assert str(caught.value).startswith("外.zip: would unpack to 60 MB")
    assert "\n" not in str(caught.value)
