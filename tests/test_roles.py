"""Responsibility phrases of running text, and rules stated once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.parsers.roles import find_responsibility, standing_rules

PHRASES = [
    pytest.param("支持创新。（省商务厅负责）", [("responsible", "省商务厅")], id="one-body"),
    pytest.param("支持创新。（责任单位：省经济和信息化厅、省发展改革委，各市人民政府）", [("responsible", "省经济和信息化厅、省发展改革委，各市人民政府")], id="label"),
    pytest.param("推进。(8月底完成，牵头考核单位：市工信局)", [("lead", "市工信局")], id="deadline-before-label"),
    pytest.param("打造生态圈，（持续推进，牵头考核单位：市委组织部、市人社局）", [("lead", "市委组织部、市人社局")], id="bracket-behind-a-comma"),
    pytest.param("推进。（省商务厅牵头，省外办、省贸促会按职责分工配合）", [("lead", "省商务厅"), ("support", "省外办、省贸促会")], id="lead-and-support"),
    pytest.param("推进。〔市生态环境局牵头，市发展和改革局、工业和信息化局参与，各县、区人民政府（管委会）负责落实。以下均需各县、区人民政府落实，不再列出。〕", [("lead", "市生态环境局"), ("support", "市发展和改革局、工业和信息化局"), ("responsible", "各县、区人民政府（管委会）")], id="three-roles-nested-bracket-and-a-rule"),
    pytest.param("推进。（自然资源部、工业和信息化部指导）", [("guide", "自然资源部、工业和信息化部")], id="guide"),
    pytest.param("推进。(牵头单位:市委组织部,配合单位:市国资委,各区、县级市)", [("lead", "市委组织部"), ("support", "市国资委,各区、县级市")], id="labels-and-commas"),
    pytest.param("推进。(责任领导:洪声耀;牵头单位:区交通运输局;责任单位:区发改局,区经发集团)", [("leader", "洪声耀"), ("lead", "区交通运输局"), ("support", "区发改局,区经发集团")], id="person-kept-apart-and-responsible-beside-lead"),
    pytest.param("推进。（责任单位：区教委；配合单位：区财政局）", [("lead", "区教委"), ("support", "区财政局")], id="responsible-beside-support"),
    pytest.param("推进。（教育部会同有关部门负责）", [("responsible", "教育部"), ("support", "有关部门")], id="joint"),
    pytest.param("推进。（商务部、全国工商业联合会负责）", [("responsible", "商务部、全国工商业联合会")], id="joint-words-inside-names"),
    pytest.param("推进。（各有关部门和单位，各省级人民政府按职责分工负责）", [("responsible", "各有关部门和单位，各省级人民政府")], id="comma-inside-one-clause"),
    pytest.param("推进。（商务部等和各有关省级人民政府负责）", [("responsible", "商务部等和各有关省级人民政府")], id="group-behind-deng"),
    pytest.param("推进。（财政部负责。列第一位者为牵头单位，下同）", [("responsible", "财政部")], id="rule-inside-the-bracket"),
    pytest.param("推进。（税务总局、海关总署负责，排在第一位的部门为牵头部门，下同）", [("responsible", "税务总局、海关总署")], id="rule-behind-a-comma"),
    pytest.param("推进。（负责部门：人民银行、外汇局，适用范围：福建自贸试验区）", [("responsible", "人民银行、外汇局")], id="label-that-is-no-role"),
    pytest.param("推进。（9月底前完成，市教育局（市语委办）牵头，市财政局配合）", [("lead", "市教育局（市语委办）"), ("support", "市财政局")], id="bracket-inside-a-name"),
    pytest.param("推进。（由区教委牵头，区财政局配合）", [("lead", "区教委"), ("support", "区财政局")], id="by"),
    pytest.param("牵头单位:区发改局", [("lead", "区发改局")], id="own-line"),
    pytest.param("推进改革。\n责任单位：区教委、区财政局。", [("responsible", "区教委、区财政局")], id="own-line-of-a-paragraph"),
    pytest.param("推进改革。责任单位：省教育厅、省财政厅。", [("responsible", "省教育厅、省财政厅")], id="end-of-a-paragraph"),
    pytest.param("(市政務服務數據管理局、各縣(市、區)政府牽頭)", [("lead", "市政務服務數據管理局、各縣(市、區)政府")], id="traditional"),
    # what is none
    pytest.param("配合全市完成自然保护地优化调整。", [], id="verb-of-the-task"),
    pytest.param("序号 任务 牵头单位 责任单位", [], id="header-words"),
    pytest.param("发现问题（疑似超标）立即核查。", [], id="gloss"),
    pytest.param("规划（2021—2025年）印发。", [], id="years"),
    pytest.param("压实各项目牵头单位责任，做好工作。", [], id="label-words-in-a-sentence"),
    pytest.param("加强管理。（省教育厅、省财政厅）", [], id="names-alone-without-a-vocabulary"),
    pytest.param("联系人（负责解释）", [], id="role-word-in-front"),
    # what a person has to look at
    pytest.param("证书的实施（技工院校内由人力资源社会保障行政部门负责），国务院部门监督。", [("", "技工院校内由人力资源社会保障行政部门负责")], id="bracket-inside-a-sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_find_responsibility(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.role, p.names) for p in find_responsibility(text)] == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("推进。(8月底完成，牵头考核单位：市工信局)", "8月底完成"),
        ("推进。（6月底取得阶段性成效并持续推进，牵头考核单位：市工信局）", "6月底取得阶段性成效并持续推进"),
        ("推进。（责任单位：区教委，完成时限：2022年底）", "2022年底"),
        ("推进。（2022年12月底前，区教委牵头，区财政局配合）", "2022年12月底前"),
        ("推进。（省商务厅负责）", ""),
    ],
)
def test_deadline_inside_the_bracket(text: str, deadline: str) -> None:
    assert {p.deadline for p in find_responsibility(text)} == {deadline}


def test_names_alone_count_where_they_are_known() -> None:
    known = {"省教育厅", "省财政厅"}
    found = find_responsibility("加强管理。（省教育厅、省财政厅）", known.__contains__)
    assert [(p.role, p.names) for p in found] == [("responsible", "省教育厅、省财政厅")]
    assert find_responsibility("加强管理。（试点学校、省财政厅）", known.__contains__) == ()
    assert find_responsibility("选定（省教育厅、省财政厅）学校。", known.__contains__) == ()


RULES = [
    pytest.param("（财政部负责。列第一位者为牵头单位，下同）", [("first_is_lead", "")], id="first"),
    pytest.param("（排在第一位的部门为牵头部门，下同）", [("first_is_lead", "")], id="first-department"),
    pytest.param(
        "列第一位的责任单位为牵头单位或汇总单位。", [("first_is_lead", "")], id="first-or-collecting"
    ),
    pytest.param("以下均需各区政府落实，不再列出。", [("implied", "各区政府")], id="implied"),
    pytest.param(
        "以下各项工作均需各县、区人民政府(管委会)落实,不再列出。",
        [("implied", "各县、区人民政府(管委会)")],
        id="implied-with-bracket",
    ),
    pytest.param(
        "以下任务均需各区市政府、开发区管委落实，不再一一列出",
        [("implied", "各区市政府、开发区管委")],
        id="implied-two",
    ),
    pytest.param("以下工作请认真落实。", [], id="none"),
    pytest.param("位于第一位的是环境。", [], id="first-of-something-else"),
]


@pytest.mark.parametrize(("text", "expected"), RULES)
def test_standing_rules(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.kind, r.names) for r in standing_rules(["总则。", text])] == expected
    assert all(r.paragraph == 1 and text[r.start : r.end] for r in standing_rules(["总则。", text]))


@given(
    st.text(
        alphabet="（）()〔〕牵头责任单位：，。；、区教委财政局负责配合会同由等以下均需落实不再列出 \n2年月底",
        max_size=80,
    )
)
def test_offsets_are_true_and_phrases_do_not_run_into_each_other(text: str) -> None:
    found = find_responsibility(text)
    assert all(text[p.start : p.end] == p.names and p.names for p in found)
    assert all(p.phrase_start <= p.start and p.end <= p.phrase_end for p in found)
    standing_rules([text])


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000 + "）" * 50_000,
        "（甲局负责" * 20_000,
        "责任单位：" * 20_000,
        "（甲、" * 30_000,
        "以下均需" * 25_000,
        "排在第一位" * 20_000,
    ],
)
def test_long_inputs_take_linear_time(text: str) -> None:
    with completes():
        find_responsibility(text)
        standing_rules([text])


@pytest.mark.skipif("QINGDAN_CORPUS" not in os.environ, reason="QINGDAN_CORPUS names no folder")
def test_every_responsibility_bracket_of_real_documents_is_read_or_reported() -> None:
    folder = Path(os.environ["QINGDAN_CORPUS"]) / "gov-cn"
    bracket = re.compile(r"（[^（）]{2,300}(?:牵头|负责|按职责分工负责|按职责分工配合)）")
    seen = 0
    for path in sorted(folder.glob("*.html")):
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8", errors="replace"))
        spans = [(p.phrase_start, p.phrase_end) for p in find_responsibility(text)]
        for found in bracket.finditer(text):
            seen += 1
            assert any(a <= found.start() and found.end() <= b for a, b in spans), found.group()
    assert seen > 80
