"""Annex and title of a list whose label and title stand in one line over the table."""

from __future__ import annotations

import pytest
import qingdan

_TABLE = (
    "<table border=1><tr><td>序号</td><td>指标名称</td><td>单位</td><td>2020年</td><td>2025年目标</td><td>属性</td></tr>"
    "<tr><td>1</td><td>森林覆盖率</td><td>%</td><td>52</td><td>≥53</td><td>约束性</td></tr>"
    "<tr><td>2</td><td>城镇化率</td><td>%</td><td>48</td><td>55</td><td>预期性</td></tr></table>"
)
_HEAD = (
    "<h1>星河区人民政府关于印发星河区重点工作方案的通知</h1><p>星府发〔2024〕8号</p><p>区政府各部门：</p>"
    "<p>现将方案印发给你们，请认真贯彻执行。</p><p>附件：1.星河区主要发展指标</p><p>2.星河区民生指标</p>"
    "<p>星河区人民政府</p><p>2024年2月18日</p>"
)


def _page(label: str) -> bytes:
    titles = (f"附件1{label}星河区主要发展指标", f"附件2{label}星河区民生指标")
    body = _HEAD + "".join(f"<p>{title}</p>{_TABLE}" for title in titles)
    return f"<html><meta charset=utf-8><body><div>{body}</div></body></html>".encode()


@pytest.mark.parametrize(
    "label", ["", " ", "\u3000", "：", "．"], ids=["none", "blank", "wide", "colon", "dot"]
)
def test_annex_and_title_in_one_line(label: str) -> None:
    lists = qingdan.extract_bytes("plan.html", _page(label)).lists
    assert [(found.annex, found.title) for found in lists] == [
        ("附件1", "星河区主要发展指标"),
        ("附件2", "星河区民生指标"),
    ]


def test_a_flattened_copy_has_the_same_annexes() -> None:
    rows = "序号\n指标名称\n单位\n2020年\n2025年目标\n属性\n1\n森林覆盖率\n%\n52\n≥53\n约束性\n2\n城镇化率\n%\n48\n55\n预期性\n"
    head = "\n".join(part.split(">")[-1] for part in _HEAD.split("</") if part.split(">")[-1])
    text = f"{head}\n附件1　星河区主要发展指标\n{rows}附件2　星河区民生指标\n{rows}"
    lists = qingdan.extract_bytes("plan.txt", text.encode()).lists
    assert [(found.annex, found.title, found.rows) for found in lists] == [
        ("附件1", "星河区主要发展指标", 2),
        ("附件2", "星河区民生指标", 2),
    ]
