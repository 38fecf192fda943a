"""Markdown: headings, lists, tables; nothing that a renderer would drop is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.extract.markdown import read
from qingdan.model import Document, Paragraph, SourceError, Table


def document(text: str) -> Document:
    return read("a.md", text.encode())


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(b.text, b.style, str(b.place)) for b in document(text).blocks if isinstance(b, Paragraph)]


CASES = [
    pytest.param("# 标题\n\n正文", [("标题", "h1", "line=1"), ("正文", "", "line=3")], id="heading"),
    pytest.param("##二级标题", [("二级标题", "h2", "line=1")], id="heading without a blank"),
    pytest.param("一是**优化产业结构**。", [("一是优化产业结构。", "", "line=1")], id="bold marks"),
    pytest.param("**指导思想：**以规划为准", [("指导思想：以规划为准", "", "line=1")], id="bold marks that are none"),
    pytest.param(
        "推进污水处理厂提标改造，完善城镇污水收集管网，推进\n雨污分流。",
        [("推进污水处理厂提标改造，完善城镇污水收集管网，推进雨污分流。", "", "line=1-2")],
        id="a wrapped line goes on",
    ),
    pytest.param(
        "成文日期：2022-07-27\n发布日期：2022-08-05",
        [("成文日期：2022-07-27", "", "line=1"), ("发布日期：2022-08-05", "", "line=2")],
        id="lines without a blank line between them",
    ),
    pytest.param("甲  \n乙\\\n丙", [("甲", "", "line=1"), ("乙", "", "line=2"), ("丙", "", "line=3")], id="hard breaks"),
    pytest.param("3. 甲\n7. 乙", [("3.甲", "", "line=1"), ("7.乙", "", "line=2")], id="list numbers as written"),
    pytest.param("- 甲\n- 乙", [("甲", "", "line=1"), ("乙", "", "line=2")], id="bullets"),
    pytest.param("[1]: 以2015年度为基数", [("[1]: 以2015年度为基数", "", "line=1")], id="a note is no link definition"),
    pytest.param("1200m<sup>3</sup>/d、CO<sub>2</sub>", [("1200m³/d、CO₂", "", "line=1")], id="sup and sub"),
    pytest.param("[某规划](http://x) &amp; `代码`", [("某规划 & 代码", "", "line=1")], id="link, entity, code"),
    pytest.param("    缩进的正文\n    第二行", [("缩进的正文", "", "line=1"), ("第二行", "", "line=2")], id="indented text"),
    pytest.param("```\n甲\n乙\n```", [("甲", "", "line=2"), ("乙", "", "line=3")], id="fence"),
    pytest.param("> 甲", [("甲", "", "line=1")], id="quote"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_paragraphs(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(text) == expected


def test_blank_lines_beyond_the_usual_one_count() -> None:
    paragraphs = document("甲\n\n乙\n\n\n\n丙").blocks
    assert [b.blank_before for b in paragraphs if isinstance(b, Paragraph)] == [0, 0, 2]


def test_pipe_table_keeps_cells_beyond_the_header() -> None:
    (table,) = document("| 序号 | 任务 |\n|---|---|\n| 1 | 甲\\|乙<br>丙 |\n| 2 | 丁 | 区水利局 |").blocks
    assert isinstance(table, Table)
    found = [(c.row, c.col, c.text, c.header, str(c.place)) for c in table.cells]
    assert found == [
        (0, 0, "序号", True, "line=1"),
        (0, 1, "任务", True, "line=1"),
        (1, 0, "1", False, "line=3"),
        (1, 1, "甲|乙\n丙", False, "line=3"),
        (2, 0, "2", False, "line=4"),
        (2, 1, "丁", False, "line=4"),
        (2, 2, "区水利局", False, "line=4"),
    ]


def test_html_table_in_markdown() -> None:
    (table,) = document("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>").blocks
    assert isinstance(table, Table)
    assert [(c.row, c.col, c.rowspan, c.text) for c in table.cells] == [
        (0, 0, 2, "甲"),
        (0, 1, 1, "1"),
        (1, 1, 1, "2"),
    ]


def test_front_matter_is_metadata_and_keeps_line_numbers() -> None:
    found = document('---\ntitle: "某规划"\ndate: 2022-08-05\n---\n正文')
    assert [(m.label, m.value) for m in found.metadata] == [("title", "某规划"), ("date", "2022-08-05")]
    assert [(b.text, str(b.place)) for b in found.blocks if isinstance(b, Paragraph)] == [("正文", "line=5")]


def test_nothing_in_it() -> None:
    with pytest.raises(SourceError) as caught:
        document("\n\n<!-- x -->\n")
    assert caught.value.code == "empty_source"


WORDS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), min_size=1, max_size=8)
FORMS = st.sampled_from(
    ["{}", "# {}", "- {}", "> {}", "    {}", "**{}**", "|{}|\n|---|", "<div>{}</div>", "{}  "]
)


@given(st.lists(st.tuples(FORMS, WORDS), min_size=1, max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_every_word_is_kept_once(parts: list[tuple[str, str]], between: str) -> None:
    found = "".join(
        b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells)
        for b in document(between.join(form.format(word) for form, word in parts)).blocks
    )
    words = "".join(word for _, word in parts)
    assert sorted(c for c in found if c in words) == sorted(words)
