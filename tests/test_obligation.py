"""How strongly a task binds."""

from __future__ import annotations

import pytest
from guard import completes
from hypothesis import given, settings
from hypothesis import strategies as st
from qingdan.normalize.obligation import LEVELS, obligation, task_obligation

LEVEL = [
    ("禁止以医疗废物为原料制造塑料制品。", "prohibit"),
    ("全面禁止废塑料进口。", "prohibit"),
    ("应针对性采取风险管控措施。", "mandate"),
    ("严格执行土地使用标准。", "mandate"),
    ("确保机动车环保定期检测率达到80%以上。", "mandate"),
    ("重点推进污水处理厂建设。", "do"),
    ("力争创建10个绿色小区。", "strive"),
    ("鼓励家用电器优先购买具有节能标志产品。", "encourage"),
    ("完善应急预案,提升应急响应能力。", "do"),
    ("保障生活用气供应。", "do"),
    ("淘汰不达标工业炉窑,鼓励使用天然气。", "do"),
    ("制定《禁止燃放烟花爆竹规定》。", "do"),
    ("鼓励强制性审核以外的企业自愿开展审核。", "encourage"),
    ("加强制度约束。", "do"),
    ("企业应缴纳处理费。", "mandate"),
    ("应考虑分期实施。", "mandate"),
    ("符合条件的应保尽保。", "do"),
    ("提升应急应战能力。", "do"),
    ("入选国家循环经济试点城市。", "do"),
    ("开展试点。", "encourage"),
    ("抓好国防动员工作。", "do"),
    ("列入不予开放类。", "do"),
    ("健全资金支持政策。", "do"),
    ("解决执法不严格的问题。", "do"),
    ("", "do"),
]


@pytest.mark.parametrize(("text", "level"), LEVEL, ids=[row[0] or "empty" for row in LEVEL])
def test_level(text, level):
    assert obligation(text).level == level


def test_clauses_keep_their_own_level():
    text = "淘汰不达标工业炉窑,鼓励使用天然气;严禁露天焚烧。"
    found = obligation(text)
    assert [(text[c.start : c.end], c.level) for c in found.clauses] == [
        ("淘汰不达标工业炉窑", "do"), ("鼓励使用天然气", "encourage"), ("严禁露天焚烧", "prohibit"),
    ]  # fmt: skip
    assert found.encourages


EXCEPTIONS = [
    ("禁止扩建尾矿库,但是以提升安全为目的的改建除外", "但是以提升安全为目的的改建除外"),
    ("除在安全生产等方面有特殊要求外,不得新建", "除在安全生产等方面有特殊要求外"),
    ("原则上每月1次维护保养", "原则上"),
]


@pytest.mark.parametrize(("text", "words"), EXCEPTIONS, ids=[e[1] for e in EXCEPTIONS])
def test_exception_is_kept(text, words):
    (span,) = obligation(text).exceptions
    assert text[span[0] : span[1]] == words


PROPOSALS = [
    ("禁止以医疗废物为原料制造塑料制品。", "强制执行"),
    ("严格执行土地使用标准,推广节地技术。", "强制执行"),
    ("鼓励大型企业制定碳达峰行动方案。", "鼓励引导"),
    ("推进污水处理厂建设。", "常规实施"),
    ("确保污水处理率不低于95%", "常规实施"),
]


@pytest.mark.parametrize(("text", "proposal"), PROPOSALS, ids=[p[1] + p[0][:4] for p in PROPOSALS])
def test_proposed_class_names_the_words_that_decided(text, proposal):
    found = obligation(text)
    assert found.proposal == proposal
    assert bool(found.because) == (proposal != "常规实施")


@given(st.text(alphabet="禁止应急鼓励确保力争,。;《》“”除外原则上企业", max_size=40))
def test_laws(text):
    found = obligation(text)
    assert found.level in LEVELS
    ends = [(clause.start, clause.end) for clause in found.clauses]
    assert ends == sorted(ends)


@pytest.mark.parametrize("unit", ["应", "禁止", "除", "《", ",", "但是", "外"])
def test_linear_time(unit):
    with completes():
        obligation(unit * (20000 // len(unit)))


@given(
    st.lists(
        st.sampled_from(
            [
                *"，。；、！\n 的企业应急",
                "鼓励",
                "力争",
                "确保",
                "严禁",
                "完成",
                "《",
                "》",
                "“",
                "”",
                "支持力度",
                "原则上",
            ]
        ),
        max_size=14,
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_a_task_has_the_level_of_its_clauses(text):
    found = obligation(text)
    assert task_obligation(text)[::2] == (found.level, found.proposal)
