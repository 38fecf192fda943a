"""Old Word files and RTF. tests/data/*.doc and *.rtf were made from text of our own with LibreOffice."""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path

import pytest
from guard import completes
from qingdan.extract import doc, libreoffice, msdoc, registry
from qingdan.extract.ole import CompoundFile
from qingdan.model import Document, Paragraph, SourceError, Table

DATA = Path(__file__).parent / "data"
SIMPLE, NUMBERED, RTF = ((DATA / name).read_bytes() for name in ("simple.doc", "numbered.doc", "simple.rtf"))
needs_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_SOFFICE", "")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.role == "body"]


def grid(document: Document) -> list[tuple[int, int, int, int, str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells]


def codes(document: Document) -> set[str]:
    return {finding.code for finding in document.findings}


SIMPLE_TEXTS = ["任务分解方案", "处理规模1200m³/d，CO₂", "某区人民政府"]
SIMPLE_GRID = [
    (0, 0, 1, 1, "领域"),
    (0, 1, 1, 1, "序号"),
    (0, 2, 1, 1, "指标"),
    (1, 0, 1, 3, "一、水"),
    (2, 0, 2, 1, "碧水"),
    (2, 1, 1, 1, "1"),
    (2, 2, 1, 1, "甲"),
    (3, 1, 1, 1, "2"),
    (3, 2, 1, 1, ""),
    (4, 0, 1, 1, "蓝天"),
    (4, 1, 1, 1, "3"),
    (4, 2, 1, 1, "乙、\n丙"),
]
NUMBERED_TEXTS = ["一、总体要求", "（一）指导思想", "（二）基本原则", "二、主要任务", "完"]


@pytest.mark.usefixtures("no_libreoffice")
def test_doc_text_spans_styles_and_metadata() -> None:
    document = doc.read("方案.doc", SIMPLE)
    assert texts(document) == SIMPLE_TEXTS
    assert grid(document) == SIMPLE_GRID
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 9
    styles = [(b.style, b.align) for b in document.blocks if isinstance(b, Paragraph)]
    assert (styles[0][0], styles[-1][1]) == ("h1", "right")
    assert not codes(document)
    assert document.media_type == "application/msword"


@pytest.mark.usefixtures("no_libreoffice")
def test_list_numbers_are_in_no_doc_text_but_are_read() -> None:
    document = doc.read("方案.doc", NUMBERED)
    assert texts(document) == NUMBERED_TEXTS
    assert [row[4] for row in grid(document)] == ["1", "任务甲", "2", "任务乙", "3", "任务丙"]
    assert not codes(document)


@needs_libreoffice
@pytest.mark.parametrize("data", [pytest.param(SIMPLE, id="simple"), pytest.param(NUMBERED, id="numbered")])
def test_doc_reads_as_the_docx_that_libreoffice_makes_of_it(data: bytes) -> None:
    made = libreoffice.convert("方案.doc", data, ".doc", "docx")
    assert registry.read("方案.docx", made).blocks == doc.read("方案.doc", data).blocks


def without_lists(monkeypatch: pytest.MonkeyPatch) -> Document:
    """NUMBERED as office-oxide gives it: our own reader is made to fail."""

    def fail(data: bytes) -> None:
        raise ValueError("damaged")

    monkeypatch.setattr(msdoc, "WordFile", fail)
    return doc.read("方案.doc", NUMBERED)


@pytest.mark.usefixtures("no_libreoffice")
def test_list_numbers_that_cannot_be_read_are_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    document = without_lists(monkeypatch)
    assert [text for text in texts(document) if "总体要求" in text]
    assert "doc_list_numbers" in codes(document)


@needs_libreoffice
def test_damaged_structures_go_to_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    document = without_lists(monkeypatch)
    assert texts(document) == NUMBERED_TEXTS
    assert codes(document) == {"doc_converted"}


@needs_libreoffice
def test_rtf() -> None:
    document = registry.read("方案.rtf", RTF)
    assert document.media_type == "application/rtf"
    assert texts(document) == SIMPLE_TEXTS
    assert grid(document) == SIMPLE_GRID


@pytest.mark.usefixtures("no_libreoffice")
def test_rtf_without_libreoffice_says_what_to_install() -> None:
    with pytest.raises(SourceError) as caught:
        registry.read("方案.doc", RTF)  # RTF is often named .doc
    assert caught.value.code == "needs_libreoffice"
    assert "install" in str(caught.value)


def damaged(offset: int, value: bytes) -> bytes:
    """SIMPLE with bytes of its WordDocument stream changed."""
    start = SIMPLE.index(b"\xec\xa5")
    return SIMPLE[: start + offset] + value + SIMPLE[start + offset + len(value) :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(damaged(10, struct.pack("<H", 0x0300)), "encrypted_source", id="encrypted"),
        pytest.param(SIMPLE[:600], "ole_damaged", id="truncated in the directory"),
        pytest.param(SIMPLE[:8] + b"\x00" * 4000, "ole_damaged", id="only the signature"),
        pytest.param(
            SIMPLE.replace("WordDocument".encode("utf-16-le"), "PowerPointXX".encode("utf-16-le")),
            "doc_no_word_stream",
            id="another program's file",
        ),
        pytest.param(
            SIMPLE[:600] + "EncryptedPackage".encode("utf-16-le"), "encrypted_source", id="encrypted docx"
        ),
    ],
)
@pytest.mark.usefixtures("no_libreoffice")
def test_unreadable_docs(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        doc.read("坏.doc", data)
    assert (caught.value.source, caught.value.code) == ("坏.doc", code)
    assert "\n" not in str(caught.value)


def outcome(data: bytes) -> str:
    """The hash of a document that was read, or the code of the clear error."""
    try:
        return doc.read("坏.doc", data).sha256
    except SourceError as error:
        return error.code


@pytest.mark.usefixtures("no_libreoffice")
def test_any_damage_is_a_clear_error_or_a_document() -> None:
    for at in range(0, len(SIMPLE), 397):
        data = SIMPLE[:at] + b"\xff" * 64 + SIMPLE[at + 64 :]
        assert outcome(data) != ""


def test_content_decides_not_the_suffix() -> None:
    assert registry.identify("表.xls", SIMPLE).name == "doc"
    assert registry.identify("x.doc", b"<html><table><tr><td>1</td></tr></table></html>").name == "html"
    assert registry.identify("x.doc", RTF).name == "rtf"
    word2003 = b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>'
    assert registry.identify("x.doc", word2003).module == "doc"


def test_compound_file_streams() -> None:
    container = CompoundFile(SIMPLE)
    assert {"WordDocument", "1Table"} <= set(container.root_names())
    main = container.stream("WordDocument")
    assert main is not None
    assert main[:2] == b"\xec\xa5"
    assert container.stream("Workbook") is None


def test_slow_conversion_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("a shell script stands for LibreOffice")
    marker = tmp_path / "child"
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\n(sleep 3; touch {marker}) &\nsleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("QINGDAN_SOFFICE", str(slow))
    with completes():
        with pytest.raises(SourceError) as caught:
            libreoffice.convert("慢.doc", SIMPLE, ".doc", "docx", timeout=0.5)
        assert caught.value.code == "conversion_timeout"
    time.sleep(3)
    assert not marker.exists()  # what it started was ended with it


def test_conversion_that_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_SOFFICE", sys.executable)  # ends at once: it does not know the options
    with pytest.raises(SourceError) as caught:
        libreoffice.convert("坏.doc", b"x", ".doc", "docx")
    assert caught.value.code == "conversion_failed"


CORPUS = os.environ.get("QINGDAN_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="QINGDAN_CORPUS names no folder of documents")
@pytest.mark.usefixtures("no_libreoffice")
def test_real_old_files_are_read_or_refused() -> None:
    for path in sorted(Path(CORPUS).rglob("*.doc")):
        found = outcome(path.read_bytes())
        assert len(found) == 64 or found in {"encrypted_source", "needs_libreoffice", "ole_damaged"}, (
            path.name
        )
