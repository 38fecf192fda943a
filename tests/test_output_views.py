"""What people look at: one record (show), the summary of a run, the review page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from output_samples import NASTY, nasty, plan
from qingdan.model import CheckRecord, DocumentRecord, Extraction, FindingRecord, ListRecord, RecordContext
from qingdan.output import package, review, show
from qingdan.output.errors import OutputError
from qingdan.output.merge import merge
from qingdan.output.summary import summary
from qingdan.output.terminal import pad, printable, shorten, width

D = "东湖府发-2021-7"


# ---- show


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("show") / "out"
    package.write([plan(), nasty()], out, version="1")
    return out


@pytest.mark.parametrize(
    ("record_id", "table", "about", "related"),
    [
        pytest.param(
            f"{D}/t/1", "tasks", "lists", {"responsibilities": 3, "targets": 1, "findings": 1}, id="task"
        ),
        pytest.param(
            f"{D}/i/1", "indicators", "lists", {"indicator_values": 2, "responsibilities": 1}, id="indicator"
        ),
        pytest.param(f"{D}/p/1", "projects", "lists", {}, id="project"),
        pytest.param(f"{D}/g/2", "progress", "lists", {}, id="progress"),
        pytest.param(f"{D}/2", "lists", None, {"tasks": 3, "checks": 1, "coverage": 1}, id="list"),
        pytest.param(f"{D}/s/2", "sections", "sections", {"targets": 1}, id="section"),
        pytest.param(f"{D}/t/2/1", "targets", "tasks", {}, id="target"),
        pytest.param(f"{D}/f/1", "findings", "tasks", {}, id="finding"),
        pytest.param(f"{D}/c/2", "checks", "lists", {}, id="check"),
        pytest.param("org/水利局", "organizations", None, {"responsibilities": 4}, id="organisation"),
        pytest.param(
            D, "documents", None, {"lists": 5, "checks": 2, "findings": 2, "coverage": 3}, id="document"
        ),
    ],
)
def test_every_record_is_found(
    written: Path, record_id: str, table: str, about: str | None, related: dict[str, int]
) -> None:
    shown = show.find(written, record_id)
    assert (shown.table, shown.record_id) == (table, record_id)
    assert (shown.about[0] if shown.about else None) == about
    assert {r.table: len(r.rows) for r in shown.related} == related


def test_a_record_is_shown_with_titles_and_its_words(written: Path) -> None:
    text = show.text(show.find(written, f"{D}/t/1"))
    assert "任务内容 text: 到2025年，完成河道治理1.50公里" in text
    assert "> 到2025年，完成河道治理" in text
    assert "  上一行" in text
    assert "疑似丢字" in text
    assert "次序 2 | org/镇街 | 各镇街 | 各镇街 | 集合单位 | 等" in text
    english = show.text(show.find(written, f"{D}/t/1"), lang="en")
    assert english.startswith("tasks ")
    assert "belongs to" in english


def test_a_finding_shows_the_words_of_its_record(written: Path) -> None:
    words = show.find(written, f"{D}/f/1").words
    assert words == RecordContext(f"{D}/t/1", "上一行", "到2025年，完成河道治理", "下一行")
    assert "没有这条记录的上下文" in show.text(show.find(written, f"{D}/t/3"))


def test_a_failed_check_says_so(written: Path) -> None:
    assert "相符 false" in show.text(show.find(written, D))


def test_long_lists_are_shortened(written: Path) -> None:
    assert "……另有 2 行" in show.text(show.find(written, D), limit=3)


@pytest.mark.parametrize("options", [{"titles": True}, {"bom": True}, {"safe_cells": True}], ids=str)
def test_every_way_of_writing_is_read(tmp_path: Path, options: dict[str, bool]) -> None:
    package.write([nasty()], tmp_path / "out", version="1", **options)
    for number, text in enumerate(NASTY.values()):
        assert show.find(tmp_path / "out", f"x/t/{number}").row["text"] == text


def test_a_package_without_json_has_no_words(tmp_path: Path) -> None:
    package.write([plan()], tmp_path / "out", version="1", formats=("csv",))
    assert show.find(tmp_path / "out", f"{D}/t/1").words is None


@pytest.mark.parametrize(
    ("wanted", "near"), [(f"{D}/t/11", f"{D}/t/1"), ("t/3", f"{D}/t/3"), ("东湖付发-2021-7/t/2", f"{D}/t/2")]
)
def test_an_unknown_id_names_the_nearest(written: Path, wanted: str, near: str) -> None:
    with pytest.raises(OutputError) as error:
        show.find(written, wanted)
    assert error.value.code == "record_unknown_near"
    assert near in str(error.value)


def test_an_id_like_none_says_where_ids_stand(written: Path) -> None:
    with pytest.raises(OutputError, match=r"tasks\.csv") as error:
        show.find(written, "%%%%")
    assert error.value.code == "record_unknown"


def test_no_package_and_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as error:
        show.find(tmp_path, "x")
    assert error.value.code == "package_missing"
    package.write([plan()], tmp_path / "out", version="1")
    (tmp_path / "out/tasks.csv").unlink()
    with pytest.raises(OutputError, match=r"tasks\.csv") as error:
        show.find(tmp_path / "out", "x")
    assert error.value.code == "package_broken"


# ---- terminal


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("东湖区", 6),
        ("PM2.5", 5),
        ("Ａ：", 4),
        ("e\u0301", 1),
        ("𠮷", 2),
        ("", 0),
        ("①m³", 3),
        ("a\u200bb", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(pad(text, 10)) == 10


@pytest.mark.parametrize("columns", range(2, 14))
def test_shortened_text_fits(columns: int) -> None:
    assert width(shorten("重点a任务b清单", columns)) <= columns


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\ud800"])
def test_no_character_commands_the_terminal(char: str) -> None:
    shown = printable(f"甲{char}乙")
    assert char not in shown
    assert shown.isprintable()


def test_summary_in_both_languages() -> None:
    failed = FindingRecord("u", "", "坏.pdf", "error", "unreadable", message="无法读取")
    lines = summary([plan()], "zh", [failed]).split("\n")
    assert lines[0] == "东湖区生态环境保护“十四五”规划（2021—2025年） 东湖府发〔2021〕7号"
    rows = lines[1:7]
    ends = {width(re.split(r"(?<=\d|数)  ", row)[0]) for row in rows[:4]}
    assert len(ends) == 1, "the numbers of rows stand right-aligned under each other"
    assert rows[2].split() == ["任务", "附件2", "重点任务清单", "3", "1–3"]
    assert lines[7:10] == [
        "核对：相符 1，不符 1",
        "问题：错误 2，警告 1，提示 0",
        "覆盖：1340 / 1450 字（92.4%）",
    ]
    assert lines[-1] == "  坏.pdf: 无法读取"
    english = summary([plan()], "en")
    assert "checks: 1 passed, 1 failed" in english
    assert "tasks" in english


def test_summary_of_nothing_and_of_hostile_titles() -> None:
    assert "相符 0" in summary([])
    document = DocumentRecord("d", "标\x1b[2J题")
    lists = (ListRecord("l", "d", 1, "task", title="长" * 90 + "\x07"),)
    text = summary([Extraction(documents=(document,), lists=lists), Extraction(documents=(document,))])
    assert all(line.isprintable() for line in text.split("\n"))
    assert "没有找到清单" in text
    assert max(map(width, text.split("\n"))) < 80


# ---- review page


class Page(HTMLParser):
    """Tags, ids, attributes and text of a page; every element is closed."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.classes: dict[str, str] = {}
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") for name in given)
        assert "src" not in given
        if tag not in self.VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
            self.classes[given["id"] or ""] = given.get("class") or ""
        if tag == "a":
            self.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def html(*extractions: Extraction) -> str:
    return "".join(review.page(merge(extractions), "1"))


def test_the_page_shows_every_record_and_marks_findings() -> None:
    page = Page(html(plan()))
    for name in (f"{D}/t/3", f"{D}/i/2", f"{D}/p/1", f"{D}/g/2", f"{D}/s/2", f"{D}/2"):
        assert name in page.ids
    assert page.classes[f"{D}/t/1"] == "warning"
    assert page.classes[f"{D}/t/2"] == ""
    assert f"#{D}/t/1" in page.links
    text = " ".join(page.words)
    assert "疑似丢字" in text
    assert "2020 基期：89.1 %" in text
    assert "配合 各镇街等" in text
    assert page.tags.count("script") == 1


def test_hostile_text_stays_text() -> None:
    plain, hostile = Page(html(plan())), Page(html(plan(), nasty("</script><script>alert(1)</script>\"'>")))
    assert set(hostile.tags) == set(plain.tags)
    assert hostile.tags.count("script") == 1
    assert NASTY["markup"] in "".join(hostile.words)


@pytest.mark.parametrize(
    ("source", "place", "link"),
    [
        (
            "https://example.invalid/a.pdf",
            "page=12;bbox=1.0,2.0,3.0,4.0",
            "https://example.invalid/a.pdf#page=12",
        ),
        ("https://example.invalid/a.html", "table=2;row=1", "https://example.invalid/a.html"),
        ("javascript:alert(1)", "line=1", None),
        ('https://example.invalid/"onclick="x', "line=1", None),
        ("a.pdf", "page=1", None),
    ],
)
def test_places_link_to_addresses_only(source: str, place: str, link: str | None) -> None:
    extraction = Extraction(
        documents=(DocumentRecord("d", source=source),), lists=(ListRecord("l", "d", place=place),)
    )
    links = Page(html(extraction)).links
    assert (link in links) if link else links == []


def test_the_page_asks_for_nothing_outside() -> None:
    content = html(plan())
    assert "default-src 'none'" in content
    assert not re.search(r"(?:src|href)=\"(?!#)", content)
    assert "url(" not in content
    assert "@import" not in content


def test_a_finding_of_a_check_stands_beside_its_list() -> None:
    extraction = Extraction(
        documents=(DocumentRecord("d"),),
        lists=(ListRecord("d/1", "d", kind="task"),),
        checks=(CheckRecord("c", "d", "d/1", "total"),),
        findings=(FindingRecord("f", "d", "c", "error", "x", message="合计不符"),),
    )
    assert " ".join(Page(html(extraction)).words).count("合计不符") == 2
