"""Whole documents through the pipeline: what a reader of the tables meets, case by case."""

from __future__ import annotations

import qingdan

LOSSY = """东湖区生态环境保护任务清单

序号
任务内容
完成时限
牵头单位
责任单位
1
2025年，污水集中处理率不低于60%
202512月底前
区水利局
区级有关单位
2
新建管网12公里。
20222024
区水利局
区级有关单位
3
完成清淤。
2025年
区水利局
区级有关单位
"""


def test_lost_characters_in_a_deadline_are_read_with_a_finding() -> None:
    found = qingdan.extract_bytes("a.txt", LOSSY.encode())
    assert [t.deadline for t in found.tasks] == ["2025-12-31", "2022/2024", "2025"]
    repaired = [(f.subject_id[-1], f.raw, f.repaired) for f in found.findings if f.field == "deadline"]
    assert repaired == [("1", "202512月底", "2025年12月底"), ("2", "20222024", "2022—2024")]


def test_a_lossy_copy_says_so_once() -> None:
    codes = [f.code for f in qingdan.extract_bytes("a.txt", LOSSY.encode()).findings]
    assert codes.count("document_lossy") == 1
    whole = LOSSY.replace("202512", "2025年12").replace("20222024", "2022—2024").replace("60%", "60%。")
    assert "document_lossy" not in [f.code for f in qingdan.extract_bytes("a.txt", whole.encode()).findings]
