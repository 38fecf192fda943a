"""What stands outside lists is read too: numbers in headings, paragraphs under no heading, items of task chapters."""

from __future__ import annotations

import pytest
import qingdan
from qingdan.model import SourceError
from qingdan.parsers.task_chapters import heading_tells, lists_tasks_by_title


def read(text: str) -> qingdan.Package:
    return qingdan.extract_bytes("plan.txt", text.encode())


HEADINGS = [
    ("plain", "重点任务", "tasks"), ("year", "2025年工作安排", "tasks"), ("of_year", "2023年度重点工作任务", "tasks"), ("with_measures", "主要任务和措施", "tasks"),
    ("years_work", "关于2025年工作", "tasks"), ("work_alone", "工作", ""), ("divided", "重点任务及责任分工", "tasks"), ("verb", "切实抓好重点工作", "tasks"), ("stop", "工作任务。", "tasks"), ("services", "2025年10件民生实事", "tasks"),
    ("goals", "目标任务", "frame"), ("main_goals", "主要目标", "frame"), ("demands", "2025年工作总体要求", "frame"), ("measures_to_secure", "保障措施", "frame"),
    ("steps", "实施步骤", "frame"), ("theme", "推进产业升级", ""), ("long", "全面完成市委市政府部署的各项年度重点工作任务", ""), ("done", "主要任务完成情况", ""),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "tells"), [h[1:] for h in HEADINGS], ids=[h[0] for h in HEADINGS])
def test_what_a_heading_lists(heading: str, tells: str) -> None:
    assert heading_tells(heading) == tells


@pytest.mark.parametrize(
    ("title", "lists"),
    [("某区2023年工作要点", True), ("某区2023年民生实事实施方案", True), ("某区水污染防治条例", False), ("关于加强管理的通知", False)],
)  # fmt: skip
def test_titles_of_texts_that_list_tasks(title: str, lists: bool) -> None:
    assert lists_tasks_by_title(title) is lists


PLAN = """东湖区2023年绿化行动方案

2023年，全区安排资金3.5亿元。

一、工作目标
（一）绿化覆盖率达到45%。
二、重点任务
1.新建公园12个。
2.改造道路3条，惠及居民1.2万户
（三）新建公厕20座
建设标准不低于二类，10月底前完成。
三、保障措施
（一）加强领导。成立专班2个。
"""


def test_items_of_a_chapter_that_lists_tasks_are_tasks() -> None:
    package = read(PLAN)
    assert [(t.no, t.chapter, t.text) for t in package.tasks] == [
        ("1", "二、重点任务", "新建公园12个。"),
        ("2", "二、重点任务", "改造道路3条，惠及居民1.2万户"),
        ("三", "二、重点任务", "建设标准不低于二类，10月底前完成。"),
    ]
    assert [r.origin for r in package.lists] == ["prose"]
    assert package.tasks[2].deadline == "2023-10-31"


def test_every_number_outside_the_tasks_is_read_where_it_stands() -> None:
    package = read(PLAN)
    words = {s.section_id: s for s in package.sections} | {p.paragraph_id: p for p in package.paragraphs}
    found = [t for t in package.targets if t.subject_id in words]
    assert [(t.raw, t.field, t.due) for t in found] == [
        ("达到45%", "heading", ""),
        ("20座", "heading", ""),
        ("2个", "text", ""),
        ("3.5亿元", "text", "2023"),
    ]
    assert all(getattr(words[t.subject_id], t.field)[t.start : t.end] == t.raw for t in found)


def test_paragraphs_under_no_heading_are_accounted_for() -> None:
    package = read(PLAN)
    assert [(p.seq, p.text) for p in package.paragraphs] == [(1, "2023年，全区安排资金3.5亿元。")]
    assert sum(c.unclaimed for c in package.coverage) == 2  # the full stops of two headings


def test_work_points_list_tasks_in_every_chapter_but_those_around_them() -> None:
    package = read(
        "东湖区2023年工作要点\n\n一、指导思想\n（一）以高质量发展为主线。\n二、稳增长\n（一）培育企业30家。\n（二）招商20场。\n三、组织领导\n（一）压实责任。\n"
    )
    assert [t.text for t in package.tasks] == ["培育企业30家。", "招商20场。"]


def test_chapters_of_an_evaluation_list_no_tasks() -> None:
    package = read("东湖区规划中期评估报告\n\n一、重点任务\n（一）新建公园12个。\n（二）改造道路3条。\n")
    assert not package.tasks
    assert [(t.raw, t.modality) for t in package.targets] == [("12个", "fact"), ("3条", "fact")]


def test_the_heading_of_a_table_is_no_task() -> None:
    text = "<h1>东湖区2023年工作要点</h1><p>一、任务清单</p><table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>" + "".join(
        f"<tr><td>{n}</td><td>新建公园{n}个</td><td>区住建局</td></tr>" for n in (1, 2, 3)
    )  # fmt: skip
    package = qingdan.extract_bytes("plan.html", f"<body>{text}</table></body>".encode())
    assert [(r.origin, r.rows) for r in package.lists] == [("table", 3)]


def test_a_text_without_headings_is_read_if_it_states_something() -> None:
    package = read("东湖区2022年重点工作完成情况\n\n全年新建公园12个。\n\n累计改造道路35条。\n")
    assert [(t.raw, t.modality) for t in package.targets] == [("12个", "fact"), ("35条", "fact")]
    with pytest.raises(SourceError):
        read("东湖区概况\n\n东湖区位于湖边，风景优美。\n")


def test_a_heading_that_is_a_sentence_is_a_task_beside_its_items() -> None:
    package = read(
        "东湖区方案\n\n一、重点任务\n1.组织应急演练，每3年修订1次预案。（牵头单位：区应急局）\n①禁止焚烧。\n②鼓励参与。\n2.加强监管。（责任单位：区城管局）\n"
    )
    responsible = {r.subject_id: r.name_raw for r in package.responsibilities if r.role == "responsible"}
    assert [(t.no, t.text, t.lead_raw or responsible.get(t.task_id)) for t in package.tasks] == [
        ("1", "组织应急演练，每3年修订1次预案。", "区应急局"),
        ("①", "禁止焚烧。", "区应急局"),
        ("②", "鼓励参与。", "区应急局"),
        ("2", "加强监管。", "区城管局"),
    ]
    assert [t.task_id.rpartition("-task1-")[2] for t in package.tasks] == ["1", "1-2", "2", "2-2"]


def test_words_of_a_heading_above_its_items_are_read() -> None:
    """（二）… has words of its own before its first item: they are in no task, but their numbers are targets."""
    package = read(
        "东湖区2026年工作方案\n\n一、重点任务\n（一）推进城乡融合。实施项目86个，年度投资120亿元。\n1.改造管网35公里。\n2.创建示范村10个。\n"
    )
    assert [t.text for t in package.tasks] == ["改造管网35公里。", "创建示范村10个。"]
    section = next(s for s in package.sections if s.marker == "（一）")
    own = [t for t in package.targets if t.subject_id == section.section_id]
    assert [(t.raw, section.text[t.start : t.end]) for t in own] == [("86个", "86个"), ("120亿元", "120亿元")]


NOTICE = """东湖区人民政府关于做好防汛工作的通知

东府发〔2023〕12号

各镇人民政府：

今年5月底前新建泵站3座。2021年全区排涝能力达到80立方米/秒。

东湖区人民政府
2023年3月2日
"""


@pytest.mark.parametrize(
    "dated", [NOTICE, NOTICE.replace("2023年3月2日", ""), NOTICE.replace("东府发〔2023〕12号\n\n", "")]
)
def test_this_year_is_that_of_the_document(dated: str) -> None:
    """By the date under the text, else by its number; what is dated before it is told as a fact."""
    works, level = read(dated).targets
    assert (works.due, works.modality) == ("2023-05-31", "goal")
    assert (level.due, level.operator, level.modality) == ("2021", "=", "fact")
