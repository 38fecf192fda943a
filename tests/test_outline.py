"""The outline of the running text."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from guard import completes
from qingdan.extract import registry
from qingdan.model import Document, Paragraph, Place, RawSection
from qingdan.parsers.frame import frame
from qingdan.parsers.markers import parse_marker
from qingdan.parsers.outline import outline, outline_findings, path_of, split_head
from qingdan.text import squeeze


def text(source: str) -> Document:
    lines = [(n, line) for n, line in enumerate(source.splitlines(), 1) if line.strip()]
    return Document("a.txt", "text/plain", "0", tuple(Paragraph(line, Place(line=n)) for n, line in lines))


def read(source: str, taken: frozenset[int] = frozenset()) -> tuple[RawSection, ...]:
    document = text(source)
    return outline(document, frame(document), taken)


def tree(sections: tuple[RawSection, ...]) -> list[tuple[int, str, str, int | None]]:
    return [(s.level, s.marker.text, s.heading.text, s.parent) for s in sections]


REPORT = """
一、规划实施进展
（一）主要任务
《规划》主要任务共涉及六大篇章，截至2023年6月，主要任务总体进展顺利，完成率为98.6%。
1、绿色高质量发展
（1）深化结构调整
一是**优化产业结构**。严格环境准入，引导产业布局。
二是优化能源结构。推动天然气利用，建成充电桩
210个。
三鼓励企业绿色发展。推动清洁生产审核。
(2) 促进产业绿色化。
一是推动工业绿色发展。围绕绿色工业。
2、统筹城乡环境治理
（二）重点项目
二、下一步建议
"""


def test_report() -> None:
    sections = read(REPORT)
    assert tree(sections) == [
        (1, "一、", "规划实施进展", None),
        (2, "（一）", "主要任务", 0),
        (3, "1、", "绿色高质量发展", 1),
        (4, "（1）", "深化结构调整", 2),
        (5, "一是", "优化产业结构", 3),
        (5, "二是", "优化能源结构", 3),
        (5, "三", "鼓励企业绿色发展", 3),
        (4, "(2)", "促进产业绿色化", 2),
        (5, "一是", "推动工业绿色发展", 7),
        (3, "2、", "统筹城乡环境治理", 1),
        (2, "（二）", "重点项目", 0),
        (1, "二、", "下一步建议", None),
    ]
    assert [w.text for w in sections[4].text] == ["严格环境准入，引导产业布局。"]
    assert sections[1].text[0].text.startswith("《规划》主要任务")
    assert path_of(sections, 6) == (0, 1, 2, 3, 6)


def test_lost_mark_is_a_finding() -> None:
    (finding,) = outline_findings(read(REPORT))
    assert (finding.code, finding.raw, finding.repaired, finding.severity) == (
        "marker_incomplete",
        "三",
        "三是",
        "warning",
    )


@pytest.mark.parametrize(
    "source",
    [
        "一是加强领导。甲。\n二是加强考核。乙。\n三峡库区生态屏障建设。丙。\n三是加强宣传。丁。",  # 三是 comes
        "一是加强领导。甲。\n三峡库区治理。乙。",  # not the next number
        "一、总体要求\n二是加强考核。乙。\n（一）甲\n三峡库区治理。丙。",  # list closed
    ],
)
def test_no_lost_mark(source: str) -> None:
    assert not outline_findings(read(source))


def test_every_piece_spells_its_words() -> None:
    document = text(REPORT)
    for section in outline(document, frame(document)):
        for words in (section.marker, section.heading, *section.text):
            blocks = [document.blocks[p.block] for p in words.pieces]
            spelled = "".join(
                b.text[p.start : p.end]
                for b, p in zip(blocks, words.pieces, strict=True)
                if isinstance(b, Paragraph)
            )
            assert spelled == words.text


HEADS = [
    ("ratio is no label", "一是结构不优，三次产业比为12.3:45.1:42.6；", "结构不优，三次产业比为12.3:45.1:42.6", ""),
    ("heading line", "（一）指标完成情况", "指标完成情况", ""),
    ("full stop of a heading line", "（3）系统修复生态退化区域。", "系统修复生态退化区域", ""),
    ("run-in", "一是优化产业结构。严格环境准入。", "优化产业结构", "严格环境准入。"),
    ("label", "1.总体目标：到2025年，森林覆盖率达到50%。", "总体目标", "到2025年，森林覆盖率达到50%。"),
    ("label at the end", "（二）主要任务：", "主要任务", ""),
    ("item with a semicolon", "（一）市、区两级当年预算内经费；", "市、区两级当年预算内经费", ""),
    ("weight", "（一）推进污染治理（3分）。", "推进污染治理（3分）", ""),
    ("stop inside a title", "1.贯彻《规划。续》精神。加强领导。", "贯彻《规划。续》精神", "加强领导。"),
    ("closing quote of another width", '（一）坚持“政府引导"。强化供给。', '坚持“政府引导"', "强化供给。"),
    ("article", "第三条　市政府统筹全市工作，负责实施。", "", "市政府统筹全市工作，负责实施。"),
    ("article with a heading", "第三条【适用范围】本办法适用于全市。", "适用范围", "本办法适用于全市。"),
    ("blank after the token", "(3) 服务高质量发展", "服务高质量发展", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "heading", "rest"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS]
)
def test_heads(line: str, heading: str, rest: str) -> None:
    marker = parse_marker(line)
    assert marker is not None
    head = split_head(line, marker)
    assert (line[slice(*head.heading)], line[slice(*head.text)].strip()) == (heading, rest)


def test_long_item_is_whole_text_under_its_first_clause() -> None:
    line = (
        "1.加强工业园区污水集中处理设施建设，"
        + "推进化工、电镀、造纸等重点行业企业清洁化改造和废水深度治理，" * 3
        + "持续改善水质。"
    )
    (section,) = read(line)
    assert section.heading.text == "加强工业园区污水集中处理设施建设"
    assert section.text[0].text == line[2:]


def test_numbering_starts_again_in_an_annex() -> None:
    sections = read(
        "一、甲部分\n（一）乙部分\n二、丙部分\n附件1\n重点任务分工方案\n一、丁部分\n（一）戊部分\n附件2\n重点项目清单\n（一）己部分"
    )
    assert [(s.level, s.heading.text, s.parent) for s in sections] == [
        (1, "甲部分", None),
        (2, "乙部分", 0),
        (1, "丙部分", None),
        (1, "丁部分", None),
        (2, "戊部分", 3),
        (1, "己部分", None),
    ]


def test_taken_blocks_are_left_out() -> None:
    sections = read("一、清单\n1.任务一的内容，由某单位负责落实。\n二、保障", frozenset([1]))
    assert [(s.heading.text, s.text) for s in sections] == [("清单", ()), ("保障", ())]


def test_contents_are_no_headings() -> None:
    assert (
        len(
            read(
                "目 录\n一、总体要求.....\t1\n（一）思路……2\n二、任务\t3\n\n一、总体要求\n（一）思路\n二、任务"
            )
        )
        == 3
    )


def test_run_of_items_in_one_paragraph() -> None:
    sections = read("一、保障措施\n一是加强领导。成立专班。二是加强考核。定期通报。三是加强宣传。")
    assert [(s.marker.text, s.heading.text, [t.text for t in s.text]) for s in sections[1:]] == [
        ("一是", "加强领导", ["成立专班。"]),
        ("二是", "加强考核", ["定期通报。"]),
        ("三是", "加强宣传", []),
    ]


def test_glued_articles_only_in_order() -> None:
    sections = read(
        "第一章 总则\n第一条为规范管理，制定本办法。\n第二条本办法适用于全市。\n第九条由市政府另行制定。\n第三条本办法自印发之日起施行。"
    )
    assert [s.marker.text for s in sections] == ["第一章", "第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    "line",
    [
        "2022年，全区完成造林2万亩。",
        "1.7km管网建成。",
        "——权责一致。",
        "一、二级医院全部达标。",
        "（2021—2025年）",
    ],
)
def test_no_section(line: str) -> None:
    (section,) = read(f"一、情况\n{line}")
    assert [t.text for t in section.text] == [line]


def test_time_is_linear() -> None:
    document = text(
        "\n".join(["一是加强。" + "甲，" * 30, "三峡" * 20, "（" * 50 + "一" * 50] * 3000)
        + "\n1."
        + "。二是“《（" * 20000
    )
    framed = frame(document)
    with completes():
        outline(document, framed)


SAMPLES = Path(__file__).parent.parent / "samples" / "wansheng-2023"


def outline_of(path: Path) -> list[tuple[int, str, str, int | None]]:
    document = registry.read(path.name, path.read_bytes())
    found = outline(document, frame(document))
    return [(s.level, squeeze(s.marker.text), squeeze(s.heading.text), s.parent) for s in found]


def test_published_report() -> None:
    """4 一、 8 （一） 12 1、 24 （1） 72 一是; the lines of the table of contents are none of them."""
    found = outline_of(SAMPLES / "report.txt")
    assert Counter(level for level, *_ in found) == {1: 4, 2: 8, 3: 12, 4: 24, 5: 72}
    assert not [
        heading for _, _, heading, _ in found if "*" in heading or heading.endswith("。") or not heading
    ]
    assert found[3][2] == "主要任务进度情况"
    assert (5, "三", "鼓励企业绿色发展") in [row[:3] for row in found]


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report-borderless.pdf"])
def test_same_outline_from_every_format(name: str) -> None:
    assert outline_of(SAMPLES / name) == outline_of(SAMPLES / "report.txt")


@pytest.mark.skipif("QINGDAN_CORPUS" not in os.environ, reason="needs the documents of QINGDAN_CORPUS")
def test_twins_have_one_outline() -> None:
    word, pdf = sorted((Path(os.environ["QINGDAN_CORPUS"]) / "twins").glob("*2026*"))
    assert len(outline_of(word)) == 33
    assert outline_of(word) == outline_of(pdf)
