"""Numbering tokens and their levels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.parsers.markers import LevelStack, levels, marker_kinds, parse_marker
from qingdan.text import fold

TOKENS = [
    ("一、规划实施总体情况", "cn_comma", 1, "一、"),
    ("十二、保障措施", "cn_comma", 12, "十二、"),
    ("一、一般要求", "cn_comma", 1, "一、"),
    ("一、三大行动", "cn_comma", 1, "一、"),
    ("（一）指标完成情况", "cn_paren", 1, "（一）"),
    ("(二)系统治理", "cn_paren", 2, "(二)"),
    ("（三) 混合括号", "cn_paren", 3, "（三)"),
    ("1、碳达峰牵引", "num_comma", 1, "1、"),
    ("1.加强组织领导", "num_dot", 1, "1."),
    ("12．健全机制", "num_dot", 12, "12．"),
    ("1. 2022年完成改造", "num_dot", 1, "1."),
    ("1、2022年完成改造", "num_comma", 1, "1、"),
    ("（1）深化结构调整", "num_paren", 1, "（1）"),
    ("(3) 服务高质量发展", "num_paren", 3, "(3)"),
    ("　　（4）防治噪声", "num_paren", 4, "（4）"),
    ("2）厂区部分", "num_rparen", 2, "2）"),
    ("③建立台账", "circled", 3, "③"),
    ("一是优化产业结构。", "runin", 1, "一是"),
    ("一要发挥区位优势", "runin_must", 1, "一要"),
    ("第一，坚持领导", "ordinal", 1, "第一，"),
    ("第二部分 主要任务", "part", 2, "第二部分"),
    ("第一章 总 则", "chapter", 1, "第一章"),
    ("第三节 水环境", "law_section", 3, "第三节"),
    ("第1章　重点任务", "chapter", 1, "第1章"),
    ("第2节 水环境", "law_section", 2, "第2节"),
    ("第3部分 主要任务", "part", 3, "第3部分"),
    ("第12条 本办法自印发之日起施行。", "article", 12, "第12条"),
    ("第十二条 本办法自印发之日起施行。", "article", 12, "第十二条"),
    ("1.1 总体要求", "decimal2", 1, "1.1"),
    ("2.1.3 水环境", "decimal3", 3, "2.1.3"),
    ("——权责一致。", "dash", None, "——"),
    ("★地区生产总值增长15%。", "star", None, "★"),
    ("· 工业", "bullet", None, "·"),
    ("A.建设内容", "letter", 1, "A."),
]


@pytest.mark.parametrize(("text", "kind", "number", "token"), TOKENS, ids=[t[0] for t in TOKENS])
def test_token(text: str, kind: str, number: int | None, token: str) -> None:
    marker = parse_marker(text)
    assert marker is not None
    assert (marker.kind, marker.number, marker.text) == (kind, number, token)
    assert text[marker.start : marker.end] == token


@pytest.mark.parametrize(
    "text",
    ["1.7km", "2022年完成", "3800 m²", "一、二级医院", "一、二、三产业", "（2021—2025年）", "38.4 万人次", "1.5倍", "1.5 亿元",
     "一要求", "五、六号线", "1、2号机组", "第一产业", "第十条第二款规定", "第3条河流整治", "第2节能改造", "第1条第2款", "2×660MW", "5G基站", "3万亩", "二〇二三年", "——2025年",
     "加强领导", "", "   ", "（疑似超标）", "20212025"],
)  # fmt: skip
def test_no_token(text: str) -> None:
    assert parse_marker(text) is None


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (["一、", "（一）", "1.", "（二）"], [0, 1, 2, 1]),
        (["一、", "（一）", "1、", "（1）", "一是加强。", "二是推进。", "（2）", "2、", "（二）", "二、"], [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]),
        (["第一章 总则", "第一条 为", "第二条 本", "（一）甲", "（二）乙", "第二章 职责", "第三条 由"], [0, 1, 1, 2, 2, 0, 1]),
        (["1.", "2.", "3."], [0, 0, 0]),
        (["1、", "2.", "3、"], [0, 0, 0]),  # one list printed with two kinds of token
        (["（一）", "1.", "一、", "（一）"], [0, 1, 0, 1]),
        (["一、", "1.", "（1）", "①甲", "2."], [0, 1, 2, 3, 1]),
        (["1、", "1.", "2.", "2、"], [0, 1, 1, 0]),  # a list of the same rank inside an item
    ],
    ids=["plan", "five levels", "regulation", "flat", "mixed tokens", "higher rank later", "no bracket level", "same rank inside"],
)  # fmt: skip
def test_levels(tokens: list[str], expected: list[int]) -> None:
    assert levels(tokens) == expected


def test_levels_refuses_other_text() -> None:
    with pytest.raises(ValueError, match="正文"):
        levels(["一、", "正文"])


def test_every_kind_has_an_example_it_reads() -> None:
    import csv
    from importlib.resources import files

    rows = list(
        csv.DictReader(files("qingdan.parsers").joinpath("data/markers.csv").read_text("utf-8").splitlines())
    )
    assert len(rows) == len(marker_kinds())
    for row in rows:
        marker = parse_marker(row["example"])
        assert marker is not None, row["example"]
        assert marker.kind == row["kind"], row["example"]


@given(st.text(alphabet="一二三十第章节条（）()1234567890.、．是要 　年①—★部篇A●", max_size=12))
def test_a_token_holds_a_sign_of_its_kind(text: str) -> None:
    copy = fold(text)
    for kind in marker_kinds():
        if kind.pattern.match(copy):
            assert not kind.holds or set(kind.holds) & set(copy), kind.name
            assert not kind.first or copy.lstrip()[0] in kind.first, kind.name
            assert not kind.nested or any(f"{digit}." in copy for digit in "0123456789"), kind.name


@given(st.text(alphabet="一二三十第章节条（）()1234567890.、．是要 　年①—★", max_size=40))
def test_a_token_is_a_part_of_its_line(text: str) -> None:
    marker = parse_marker(text)
    if marker is not None:
        assert text[marker.start : marker.end] == marker.text
        assert not text[: marker.start].strip()


@given(
    st.lists(st.sampled_from(["一、", "（一）", "1.", "（1）", "①", "一是", "第一章", "——甲"]), max_size=40)
)
def test_levels_never_skip_one(tokens: list[str]) -> None:
    found = levels(tokens)
    assert all(b <= a + 1 for a, b in zip([-1, *found], found, strict=False))
    stack = LevelStack()
    assert [stack.place(m) for t in tokens if (m := parse_marker(t))] == found
