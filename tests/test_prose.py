"""Task lists in running text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from guard import completes
from qingdan.extract import registry
from qingdan.model import Document, Paragraph, Place, RawList, RawRow
from qingdan.parsers.frame import frame
from qingdan.parsers.outline import outline
from qingdan.parsers.prose import COLUMNS, prose_lists

roles = pytest.importorskip("qingdan.parsers.roles")


def text(source: str) -> Document:
    lines = [(n, line) for n, line in enumerate(source.splitlines(), 1) if line.strip()]
    return Document("a.txt", "text/plain", "0", tuple(Paragraph(line, Place(line=n)) for n, line in lines))


def read(source: str, taken: frozenset[int] = frozenset()) -> tuple[Document, tuple[RawList, ...]]:
    document = text(source)
    framed = frame(document)
    return document, prose_lists(
        document, framed, outline(document, framed, taken), taken, roles.find_responsibility
    )


def only(source: str) -> RawList:
    _, lists = read(source)
    assert len(lists) == 1
    return lists[0]


def cells(row: RawRow) -> dict[str, str]:
    return {c.role: w.text for c, w in zip(COLUMNS, row.fields, strict=True) if w is not None and w}


FORMS = [
    ("P1 lead, support, implement", "1.整治河道。（市生态环境局牵头，市水利局、市农业农村局参与，各县区政府负责落实）",
     {"no": "1", "task": "整治河道。", "lead": "市生态环境局", "support": "市水利局、市农业农村局", "responsible": "各县区政府"}),
    ("P2 shared", "（二）精简审批。（市政府办公室牵头，各县区政府按职责分工负责）",
     {"no": "二", "task": "精简审批。", "lead": "市政府办公室", "responsible": "各县区政府"}),
    ("P3 labels", "3、建设道路。（责任领导：张某某；牵头单位：区交通局；责任单位：区林业局，相关乡镇）",
     {"no": "3", "task": "建设道路。", "lead": "区交通局", "support": "区林业局，相关乡镇", "leader": "张某某"}),
    ("P4 own lines", "4.稳定运行。\n牵头单位：区发改局\n责任单位：区科技局、各镇街",
     {"no": "4", "task": "稳定运行。", "lead": "区发改局", "support": "区科技局、各镇街"}),
    ("P4 own lines, responsible above support", "4.稳定运行。\n责任单位：区发改局\n配合单位：各镇街",
     {"no": "4", "task": "稳定运行。", "lead": "区发改局", "support": "各镇街"}),
    ("P4 own line, no lead", "（五）稳定就业\n做好高校毕业生就业工作。\n责任单位：区人社局、区教育局。",
     {"no": "五", "task": "做好高校毕业生就业工作。", "responsible": "区人社局、区教育局"}),
    ("deadline in the bracket", "6.完成整治。（8月底完成，牵头考核单位：区审计局）",
     {"no": "6", "task": "完成整治。", "lead": "区审计局", "deadline": "8月底完成"}),
    ("deadline on a line of its own", "6.完成整治。\n责任单位：市工信局\n完成时限：三季度",
     {"no": "6", "task": "完成整治。", "responsible": "市工信局", "deadline": "三季度"}),
    ("deadline above the names", "6.完成整治。\n完成时限：2022年底\n责任单位：市工信局",
     {"no": "6", "task": "完成整治。", "responsible": "市工信局", "deadline": "2022年底"}),
    ("lead noted behind its name", "6.完成整治。（市工信局（牵头）、市财政局）",
     {"no": "6", "task": "完成整治。", "lead": "市工信局", "support": "市财政局"}),
    ("last sentence", "6.完成整治。由市工信局牵头，各区配合。", {"no": "6", "task": "完成整治。", "lead": "市工信局", "support": "各区"}),
    ("what is left of a phrase", "6.完成整治。（预期性，牵头单位：市工信局）", {"no": "6", "task": "完成整治。", "lead": "市工信局"}),
    ("heading above the words", "（七）推进节水\n实施灌区改造。\n建设节水型社会。（区水利局负责）",
     {"no": "七", "task": "实施灌区改造。建设节水型社会。", "responsible": "区水利局"}),
    ("bracket of another kind", "8.治理扬尘〔市住建局牵头〕。", {"no": "8", "task": "治理扬尘", "lead": "市住建局"}),
    ("bracket inside a sentence stays", "9.排查点位（疑似超标），落实规划（2021—2025年）要求。（区生态环境局负责）",
     {"no": "9", "task": "排查点位（疑似超标），落实规划（2021—2025年）要求。", "responsible": "区生态环境局"}),
]  # fmt: skip
OTHER = "\n99.加强宣传。（区文旅局负责）"


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_forms(source: str, expected: dict[str, str]) -> None:
    assert cells(only("一、重点任务\n" + source + OTHER).rows[0]) == expected


PLAN = """
一、总体要求
以高质量发展为主线，统筹推进各项工作，努力完成全年目标任务。
二、重点任务
（一）改善环境
1.整治河道。（区水利局负责）
2.治理扬尘。（区住建局牵头，区城管局配合）
（二）发展产业
3.培育企业。（区经信局负责）
4.加强调度。
三、保障措施
（一）加强领导。各单位要落实责任。
"""


def test_plan() -> None:
    document, (found,) = read(PLAN)
    assert (found.kind, found.origin) == ("task", "prose")
    assert [cells(row).get("no") for row in found.rows] == ["1", "2", "3", "4"]
    assert [(r.chapter.text, r.section.text) for r in found.rows] == [
        ("二、重点任务", "（一）改善环境")
    ] * 2 + [("二、重点任务", "（二）发展产业")] * 2
    assert "responsible" not in cells(found.rows[3])  # an item among tasks is a task, named or not
    assert [str(p) for p in found.rows[0].places] == ["line=6"]
    for row in found.rows:
        for words in (*row.fields, row.chapter, row.section):
            if words is not None:
                assert spelled(document, words.pieces) == words.text


def spelled(document: Document, pieces: tuple) -> str:
    out = ""
    for piece in pieces:
        block = document.blocks[piece.block]
        assert isinstance(block, Paragraph)
        out += block.text[piece.start : piece.end]
    return out


def test_several_tasks_in_one_item() -> None:
    """Each bracket closes a task; the number belongs to the item, not to one of them."""
    found = only(
        "一、任务\n（一）培育动能。发展物流。（区商务局负责）支持创业。（区人社局、区科技局负责）\n推进改造。（区经信局负责）"
    )
    assert [cells(row) for row in found.rows] == [
        {"task": "培育动能。发展物流。", "responsible": "区商务局"},
        {"task": "支持创业。", "responsible": "区人社局、区科技局"},
        {"task": "推进改造。", "responsible": "区经信局"},
    ]
    assert {row.section.text for row in found.rows} == {"（一）培育动能"}


def test_tasks_without_numbers() -> None:
    found = only("一、任务\n发展物流，建设枢纽。（区商务局负责）\n支持创业。（区人社局负责）")
    assert [cells(row)["task"] for row in found.rows] == ["发展物流，建设枢纽。", "支持创业。"]
    assert {row.chapter.text for row in found.rows} == {"一、任务"}


def test_roles_in_a_heading_hold_for_its_items() -> None:
    found = only(
        "一、任务\n（一）改善环境（责任单位：区水利局、区住建局）\n1.整治河道。\n2.治理扬尘。\n（二）发展产业（责任单位：区经信局）\n1.培育企业。"
    )
    assert [(cells(r)["no"], cells(r)["task"], cells(r)["responsible"]) for r in found.rows] == [
        ("1", "整治河道。", "区水利局、区住建局"),
        ("2", "治理扬尘。", "区水利局、区住建局"),
        ("1", "培育企业。", "区经信局"),
    ]
    assert all(row.filled for row in found.rows)
    assert found.rows[0].section.text == "（一）改善环境（责任单位：区水利局、区住建局）"


def test_persons_in_a_heading_are_leaders_of_its_items() -> None:
    found = only(
        "一、任务\n（一）改善环境（牵头领导：张某某）\n1.整治河道。（区水利局负责）\n2.治理扬尘。（区住建局负责）"
    )
    assert [(cells(r)["leader"], cells(r)["responsible"]) for r in found.rows] == [
        ("张某某", "区水利局"),
        ("张某某", "区住建局"),
    ]


def test_line_under_the_last_item_holds_for_its_list() -> None:
    found = only(
        "一、任务\n（一）改善环境\n1.整治河道。\n2.治理扬尘。\n牵头单位：区水利局\n（二）发展产业\n1.培育企业。\n牵头单位：区经信局"
    )
    assert [cells(r)["lead"] for r in found.rows] == ["区水利局", "区水利局", "区经信局"]
    assert [bool(r.filled) for r in found.rows] == [True, False, False]


def test_bracket_of_the_last_item_is_its_own() -> None:
    found = only(
        "一、任务\n（一）改善环境\n1.整治河道。\n2.治理扬尘。（区住建局负责）\n（二）发展产业。（区经信局负责）"
    )
    assert [cells(r).get("responsible") for r in found.rows] == [None, "区住建局", "区经信局"]


def test_annexes_have_lists_of_their_own() -> None:
    _, lists = read(
        "一、任务\n1.甲事。（甲局负责）\n2.乙事。（乙局负责）\n附件1\n重点任务分工方案\n1.丙事。（丙局负责）\n2.丁事。（丁局负责）"
    )
    assert [(raw.annex.text, raw.title.text, len(raw.rows)) for raw in lists] == [
        ("", "", 2),
        ("附件1", "重点任务分工方案", 2),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "一、总则\n1.甲事。（甲局负责）\n2.乙事。\n3.丙事。",  # one bracket is a remark
        "一、总则\n1.配合全市完成自然保护地优化调整。\n2.加强城市管理。",
        "一、总则\n1.落实规划（2021—2025年）。\n2.处置线索（疑似超标）。",
        "一、主要目标\n1.新建公园12个。\n2.改造道路3条。",
        "一、重点任务完成情况\n1.新建公园12个。\n2.改造道路3条。",
        "一、总则\n1.新建公园12个。\n二、重点任务\n全面推进各项工作。",
    ],
)
def test_no_list(source: str) -> None:
    assert not read(source)[1]


def test_items_beside_few_tasks_are_none() -> None:
    found = only("一、任务\n1.甲。（甲局负责）\n2.乙。（乙局负责）\n二、其他\n1.丙。\n2.丁。\n3.戊。")
    assert len(found.rows) == 2


def test_taken_blocks_are_left_out() -> None:
    assert not read("一、任务\n1.甲事。（甲局负责）\n2.乙事。（乙局负责）", frozenset([1, 2]))[1]


def test_unread_bracket_is_a_finding_and_stays_in_the_text() -> None:
    class Odd:
        role, names, start, end, word, deadline, phrase_start, phrase_end = "", "各项", 3, 7, "", "", 2, 8

    source = "1.甲事（各项负责）\n2.乙事。（乙局负责）\n3.丙事。（丙局负责）"
    document = text(source)
    framed = frame(document)

    def find(line: str) -> tuple:
        return (Odd(),) if "各项" in line else roles.find_responsibility(line)

    (found,) = prose_lists(document, framed, outline(document, framed), frozenset(), find)
    assert [f.code for f in found.findings] == ["responsibility_unread"]


def test_every_character_of_a_task_is_a_member() -> None:
    document, (found,) = read(PLAN)
    inside = {(p.block, i) for p in found.members for i in range(p.start, p.end)}
    for index in (3, 4, 5, 7, 8):
        block = document.blocks[index]
        assert isinstance(block, Paragraph)
        missing = [c for i, c in enumerate(block.text) if (index, i) not in inside]
        assert not missing, (block.text, missing)


def test_time_is_linear() -> None:
    document = text(
        "一、任务\n"
        + "\n".join(f"{n % 900 + 1}.推进整治。（甲局、乙局负责）" for n in range(1500))
        + "\n"
        + "（甲局负责）" * 1500
    )
    framed = frame(document)
    sections = outline(document, framed)
    with completes():
        prose_lists(document, framed, sections, frozenset(), roles.find_responsibility)


@pytest.mark.skipif("QINGDAN_CORPUS" not in os.environ, reason="needs the documents of QINGDAN_CORPUS")
def test_published_documents() -> None:
    """Seven central documents with responsibility brackets, each closes one task; five have chapters that list tasks."""
    counts: dict[str, int] = {}
    for path in sorted((Path(os.environ["QINGDAN_CORPUS"]) / "gov-cn").glob("*.html")):
        document = registry.read(path.name, path.read_bytes())
        framed = frame(document)
        lists = prose_lists(
            document, framed, outline(document, framed), frozenset(), roles.find_responsibility
        )
        if lists:
            counts[path.name.split("__")[1][:2]] = sum(len(raw.rows) for raw in lists)
    named = {"05": 21, "09": 17, "15": 18, "34": 21, "37": 30, "39": 15, "57": 53}
    assert counts == named | {"01": 7, "06": 6, "08": 4, "35": 4, "60": 5}


def test_roles_are_those_of_the_task_itself() -> None:
    """That another task names a lead does not make 某局负责 here a support."""
    analyse = pytest.importorskip("qingdan.pipeline").analyse
    found = analyse(
        text("一、任务\n1.甲事。（区水利局牵头，区住建局配合，各镇街负责落实）\n2.乙事。（区教育局负责）")
    )
    assert [(r.role, r.name_raw) for r in found.responsibilities] == [
        ("lead", "区水利局"),
        ("support", "区住建局"),
        ("responsible", "各镇街"),
        ("responsible", "区教育局"),
    ]
    assert [(t.no, t.text, t.lead_raw) for t in found.tasks] == [
        ("1", "甲事。", "区水利局"),
        ("2", "乙事。", "区教育局"),
    ]


def test_lines_of_one_item_that_name_an_office_each_are_tasks() -> None:
    found = only(
        "二、城乡建设\n——改造道路12条。（区住建局）\n——新建公园8个。（区园林中心）\n——完成小区改造30个。（区住建局、相关街道）\n——加强管理。"
    )
    assert [(cells(r)["task"], cells(r).get("responsible")) for r in found.rows] == [
        ("——改造道路12条。", "区住建局"),
        ("——新建公园8个。", "区园林中心"),
        ("——完成小区改造30个。", "区住建局、相关街道"),
    ]
