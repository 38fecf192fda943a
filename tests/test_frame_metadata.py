"""The frame of a document and what it says about itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard import completes
from hypothesis import given, settings
from hypothesis import strategies as st
from qingdan.extract import registry
from qingdan.model import Cell, Document, MetaItem, Paragraph, Piece, Place, Table, Words
from qingdan.parsers.dates import damaged_dates, read_date, read_doc_number, read_period
from qingdan.parsers.frame import Frame, frame, rejoin
from qingdan.parsers.metadata import MetadataResult, metadata
from qingdan.parsers.wording import label_spans


def text(source: str, *meta: tuple[str, str]) -> Document:
    """A document as the plain text reader gives it."""
    blocks: list[Paragraph] = []
    blank = 0
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip():
            blank += 1
            continue
        blocks.append(Paragraph(line, Place(line=number), blank_before=blank))
        blank = 0
    items = tuple(MetaItem(label, value) for label, value in meta)
    return Document("a.txt", "text/plain", "0" * 64, tuple(blocks), items)


def roles(document: Document) -> dict[str, list[str]]:
    framed = frame(document)
    found: dict[str, list[str]] = {}
    for line, role in zip(framed.lines, framed.line_roles, strict=True):
        found.setdefault(role, []).append(line.text.strip())
    return found


def read(document: Document) -> tuple[Frame, MetadataResult]:
    framed = frame(document)
    return framed, metadata(document, framed)


def spelled(document: Document, words: Words) -> str:
    """The characters that the pieces of some words stand for."""
    out = ""
    for piece in words.pieces:
        block = document.blocks[piece.block]
        source = block.text if isinstance(block, Paragraph) else block.cells[piece.cell].text
        out += source[piece.start : piece.end]
    return out


BODY = "东湖区生态环境保护规划任务分解方案已经区政府同意，现印发给你们，请结合实际认真贯彻执行，确保各项任务落到实处。"

NOTICE = f"""
您当前的位置: 首页>政务公开>政府信息公开目录>政策文件

[ 索引号 ] 11420000123456789d/2022-00169 [ 发文字号 ] 东府办发〔2022〕105号
[ 主题分类 ] 环境监测、保护与治理 [ 体裁分类 ] 其他公文
[ 发布机构 ] 东湖区政府办公室 [ 发布日期 ] 2022-08-05
[ 成文日期 ] 2022-07-27 [ 有效性 ]
[ 索引号 ] 11420000123456789d/2022-00169
[ 发文字号 ] 东府办发〔2022〕105号
[ 成文日期 ] 2022-07-27
[ 有效性 ]

湖州市东湖区人民政府办公室 关于印发生态环境保护“十四五”规划任务 分解方案的通知

湖州市东湖区人民政府办公室

关于印发生态环境保护“十四五”规划任务

分解方案的通知

各镇街人民政府(办事处),区级各部门,有关单位:

{BODY}

附件:1.《湖州市东湖区生态环境保护“十四五”规划

2021—2025年)》任务分解方案

2.东湖区2022年生态环境保护重点工作目标任务

湖州市东湖区人民政府办公室

2022727

(此件公开发布)


附件1

《湖州市东湖区生态环境保护“十四五”规划

(2021—2025年)》任务分解方案

一、《湖州市东湖区生态环境保护“十四五”规划》指标清单

领域

序号

附件2

东湖区2022年生态环境保护重点工作目标任务

类别

序号

文件下载:

东府办发〔2022〕105号.doc

扫一扫在手机打开当前页
"""


def test_notice_roles() -> None:
    found = roles(text(NOTICE))
    assert found["title"][1:] == [
        "湖州市东湖区人民政府办公室",
        "关于印发生态环境保护“十四五”规划任务",
        "分解方案的通知",
    ]
    assert found["recipients"] == ["各镇街人民政府(办事处),区级各部门,有关单位:"]
    assert found["signature"] == ["湖州市东湖区人民政府办公室"]
    assert found["date"] == ["2022727"]
    assert found["note"] == ["(此件公开发布)"]
    assert found["annex"] == ["附件1", "附件2"]
    assert found["furniture"] == [
        "您当前的位置: 首页>政务公开>政府信息公开目录>政策文件",
        "文件下载:",
        "东府办发〔2022〕105号.doc",
        "扫一扫在手机打开当前页",
    ]


def test_notice_annexes() -> None:
    """附件1 opens an annex, 附件:1.… names it; a wrapped name with a lost bracket is still one name."""
    framed = frame(text(NOTICE))
    assert [(a.label.text, a.number, a.title.text) for a in framed.annexes] == [
        ("附件1", 1, "《湖州市东湖区生态环境保护“十四五”规划(2021—2025年)》任务分解方案"),
        ("附件2", 2, "东湖区2022年生态环境保护重点工作目标任务"),
    ]
    assert len(framed.attachment_names) == 2
    first, second = framed.annexes
    assert first.last + 1 == second.first
    assert framed.annex_at(first.first) is first
    assert framed.annex_at(0) is None


def test_notice_metadata() -> None:
    document = text(NOTICE)
    _, found = read(document)
    assert found.title.text == "湖州市东湖区人民政府办公室关于印发生态环境保护“十四五”规划任务分解方案的通知"
    assert spelled(document, found.title) == found.title.text
    assert found.issuer.text == spelled(document, found.issuer) == "湖州市东湖区人民政府办公室"
    assert found.publisher.text == "东湖区政府办公室"
    assert found.doc_number.text == found.doc_number_text == "东府办发〔2022〕105号"
    assert found.index_number.text == "11420000123456789d/2022-00169"
    assert (found.written_iso, found.published_iso) == ("2022-07-27", "2022-08-05")
    assert (found.period.start, found.period.end) == (2021, 2025)
    assert not found.validity
    assert [f.code for f in found.findings] == ["written_date_repaired"]


REPORT = f"""
湖州市东湖经济技术开发区
生态环境保护“十四五”规划实施情况
中期监测评估报告

东湖经济技术开发区生态环境局
二零二三年

目 录

一、规划实施总体情况.....\t1
（一）指标完成情况.....\t2

一、规划实施总体情况

{BODY}
"""


def test_report_without_a_page_around_it() -> None:
    framed, found = read(text(REPORT))
    assert found.title.text == "湖州市东湖经济技术开发区生态环境保护“十四五”规划实施情况中期监测评估报告"
    assert found.issuer.text == "东湖经济技术开发区生态环境局"
    assert found.written_iso == "2023"
    assert found.doc_number_text == ""
    assert framed.line_roles.count("toc") == 3


BOX = Table(
    tuple(
        Cell(r, c, value, Place(table=1, row=r + 1))
        for r, row in enumerate(
            [
                ("索 引 号：", "000099001/2018-00107", "主题分类：", "城乡建设、环境保护"),
                ("发文机关：", "湖州市人民政府", "成文日期：", "2018年12月21日"),
                ("标　　题：", "湖州市人民政府关于加快公园养护的意见", "", ""),
                ("发文字号：", "湖政发〔2018〕42号", "发布日期：", "2018年12月29日"),
                ("主 题 词：", "", "有 效 性：", "有效"),
            ]
        )
        for c, value in enumerate(row)
    ),
    Place(table=1),
)


def test_box_in_a_table() -> None:
    document = Document(
        "a.html",
        "text/html",
        "0",
        (
            BOX,
            *text(
                f"湖州市人民政府关于加快\n公园养护的意见\n湖政发〔2018〕42号\n各县（区）人民政府：\n{BODY}\n湖州市人民政府\n2018年12月21日"
            ).blocks,
        ),
    )
    framed, found = read(document)
    assert framed.roles[0] == "metadata"
    assert found.title.text == "湖州市人民政府关于加快公园养护的意见"
    assert found.doc_number_text == "湖政发〔2018〕42号"
    assert (found.written_iso, found.published_iso, found.validity.text) == (
        "2018-12-21",
        "2018-12-29",
        "有效",
    )
    assert found.topic.text == "城乡建设、环境保护"
    assert found.issuer.text == "湖州市人民政府"
    assert not found.findings
    assert Piece(0, 1, 0, 20) in found.claimed


LABEL_LINES = [
    (
        "[ 索引号 ] 1/2022-1 [ 发文字号 ] 某府办发〔2022〕1号",
        [("index_number", "1/2022-1"), ("doc_number", "某府办发〔2022〕1号")],
    ),
    (
        "索引号：123456789/2023-00001 组配分类：综合政务 / 其他",
        [("index_number", "123456789/2023-00001"), ("topic", "综合政务 / 其他")],
    ),
    ("索 引 号：123", [("index_number", "123")]),
    ("• 文  号: 无", [("doc_number", "无")]),
    (
        "发布机构: | 东湖区政府 | 发布日期: | 2022-08-05 |",
        [("publisher", "东湖区政府"), ("published_date", "2022-08-05")],
    ),
    ("【有 效 性】有效", [("validity", "有效")]),
    ("[ 有效性 ]", [("validity", "")]),
    (
        "发布时间：2022-08-05 10:26    来源：东湖区政府办公室",
        [("published_date", "2022-08-05 10:26"), ("source", "东湖区政府办公室")],
    ),
    ("加强信息分类管理", []),
    ("各部门：", []),
]


@pytest.mark.parametrize(("line", "expected"), LABEL_LINES, ids=[row[0] for row in LABEL_LINES])
def test_labels(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(s.label.field, line[s.value_start : s.value_end]) for s in label_spans(line)] == expected


def notice(
    box: str = "", number: str = "", signed: str = "", title: str = "东湖区人民政府办公室\n关于印发方案的通知"
) -> Document:
    return text(f"{box}\n\n{title}\n{number}\n各镇街，区级各部门：\n{BODY}\n{signed}\n（此件公开发布）\n")


CONFLICTS = [
    ("no number is no number", notice(box="[ 索引号 ] 1/2022-00001 [ 文号 ] 无"), "", "", []),
    ("no number, spelled out", notice(box="[ 索引号 ] 1/2022-00001 [ 文号 ] 无文号"), "", "", []),
    ("box date wrong, signature wins", notice(box="[ 发文字号 ] 东府办发〔2018〕13号 [ 成文日期 ] 2020-07-16", signed="东湖区人民政府办公室\n2018年2月27日"), "东府办发〔2018〕13号", "2018-02-27", ["written_date_differs"]),
    ("number cut, box has it", notice(box="[ 发文字号 ] 东府发〔2023〕6号 [ 成文日期 ] 2023-04-07", number="东府发〔20236", signed="东湖区人民政府办公室\n202347"), "东府发〔2023〕6号", "2023-04-07", ["doc_number_repaired", "written_date_repaired"]),
    ("number cut, nothing else", notice(number="东府发〔20236"), "东府发〔2023〕6号", "", ["doc_number_repaired"]),
    ("two readings, no box", notice(signed="东湖区人民政府办公室\n2022121日"), "", "", ["written_date_unclear"]),
    ("two readings, box decides", notice(box="[ 索引号 ] 1/2022-00001 [ 成文日期 ] 2022-01-21", signed="东湖区人民政府办公室\n2022121日"), "", "2022-01-21", ["written_date_repaired"]),
    ("brackets and blanks", notice(number="东府办发[2022] 105 号"), "东府办发〔2022〕105号", "", []),
    ("year of number against signature", notice(number="东府办发〔2012〕5号", signed="东湖区人民政府办公室\n2022年7月27日"), "东府办发〔2012〕5号", "2022-07-27", ["number_year_differs"]),
    ("chinese date", notice(signed="东湖区人民政府办公室\n二〇二二年七月二十七日"), "", "2022-07-27", []),
    ("signature and date on one line", notice(signed="东湖区人民政府办公室　2022年7月27日"), "", "2022-07-27", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "number", "date", "codes"), [row[1:] for row in CONFLICTS], ids=[row[0] for row in CONFLICTS]
)
def test_number_and_date(document: Document, number: str, date: str, codes: list[str]) -> None:
    _, found = read(document)
    assert (found.doc_number_text, found.written_iso, [f.code for f in found.findings]) == (
        number,
        date,
        codes,
    )
    assert found.issuer.text == "东湖区人民政府办公室"
    assert found.title.text == "东湖区人民政府办公室关于印发方案的通知"


def test_publisher_is_not_the_issuer() -> None:
    document = notice(box="[ 发布机构 ] 东湖区发展改革委 [ 发文字号 ] 东府办发〔2018〕13号")
    _, found = read(document)
    assert (found.issuer.text, found.publisher.text) == ("东湖区人民政府办公室", "东湖区发展改革委")


def test_meta_elements() -> None:
    document = text(
        BODY,
        ("ArticleTitle", "东湖区人民政府关于印发方案的通知"),
        ("PubDate", "2022/08/05 10:26"),
        ("ContentSource", "东湖区政府"),
    )
    _, found = read(document)
    assert (found.title.text, found.published_iso, found.publisher.text) == (
        "东湖区人民政府关于印发方案的通知",
        "2022-08-05",
        "东湖区政府",
    )
    assert found.issuer.text == "东湖区人民政府"


def test_joint_notice() -> None:
    _, found = read(
        notice(
            title="湖州市民政局　湖州市财政局\n关于提高标准的通知",
            signed="湖州市民政局\n湖州市财政局\n2024年3月14日",
        )
    )
    assert found.title.text == "湖州市民政局湖州市财政局关于提高标准的通知"
    assert found.issuer.text == "湖州市民政局 湖州市财政局"


def test_text_issued_by_a_notice_is_an_annex_without_label() -> None:
    issued = "\n".join(
        [
            "东湖区数据管理暂行办法",
            "第一章　总则",
            "第一条　为规范管理，制定本办法。",
            "第二条　本办法适用于全区。",
        ]
    )
    document = text(
        f"东湖区人民政府关于印发办法的通知\n各镇街：\n{BODY}\n东湖区人民政府\n2021年10月11日\n{issued}"
    )
    (annex,) = frame(document).annexes
    assert (annex.label.text, annex.title.text) == ("", "东湖区数据管理暂行办法")


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("附件1", "附件1", "重点任务分工方案"),
        ("附 件 2", "附 件 2", "重点任务分工方案"),
        ("附件", "附件", "重点任务分工方案"),
        ("附件 2：任务清单", "附件 2", "任务清单"),
        ("附件3 重点项目表", "附件3", "重点项目表"),
    ],
)
def test_annex_labels(line: str, label: str, title: str) -> None:
    document = text(
        f"东湖区人民政府关于印发方案的通知\n各镇街：\n{BODY}\n{line}\n重点任务分工方案\n一、总体要求\n{BODY}"
    )
    (annex,) = frame(document).annexes
    assert (annex.label.text, annex.title.text) == (label, title)


def test_list_of_annexes_is_no_annex() -> None:
    document = text(
        f"东湖区人民政府关于印发方案的通知\n各镇街：\n{BODY}\n附件：1.任务清单\n2.项目清单\n东湖区人民政府\n2021年10月11日"
    )
    framed = frame(document)
    assert not framed.annexes
    assert [w.text for w in framed.attachment_names] == ["任务清单", "项目清单"]


LONG = "加强重点流域水环境综合治理，推进工业园区污水集中处理设施建设，严格排污许可管理，持续改善地表水水质"


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        ([LONG, "优良比例达到 100%，确保稳定达标。"], [(0, 1)]),
        ([LONG + "，出动环卫作业人员约 38.4", "万人次，成效明显。"], [(0, 1)]),
        ([LONG + "。", "优良比例达到 100%。"], [(0,), (1,)]),
        ([LONG, "二、加强能力建设"], [(0,), (1,)]),
        ([LONG, "（二）加强能力建设"], [(0,), (1,)]),
        ([LONG, "附件1"], [(0,), (1,)]),
        ([LONG, "表 3 项目进展"], [(0,), (1,)]),
        ([LONG, "区生态环境局、区水利局"], [(0,), (1,)]),
        ([LONG, "　　全面落实河长制。"], [(0,), (1,)]),
        (["（一）加强领导", "各级各部门要高度重视。"], [(0,), (1,)]),
        ([LONG + "：", "加强领导。"], [(0,), (1,)]),
    ],
)
def test_rejoin(lines: list[str], groups: list[tuple[int, ...]]) -> None:
    assert list(rejoin(text("\n".join(lines)))) == groups


DATES = [
    ("2022年7月27日", "2022-07-27"), ("2022 年 7 月 27 日", "2022-07-27"), ("2022-08-05 10:26:00", "2022-08-05"), ("2026/01/19 10:00", "2026-01-19"),
    ("2022.07.27", "2022-07-27"), ("二〇二二年七月二十七日", "2022-07-27"), ("二○○七年四月十三日", "2007-04-13"), ("二零二三年", "2023"),
    ("2023年6月", "2023-06"), ("2023年", "2023"), ("YYYY——MM——DD", None), ("2022年13月1日", None), ("20212025", None), ("2022年以来", None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "iso"), DATES, ids=[d[0] for d in DATES])
def test_dates(value: str, iso: str | None) -> None:
    date = read_date(value)
    assert (str(date) if date else None) == iso


@pytest.mark.parametrize(
    ("value", "readings"),
    [("2022727", ["2022-07-27"]), ("202347", ["2023-04-07"]), ("2021319", ["2021-03-19"]), ("2022121日", ["2022-01-21", "2022-12-01"]), ("20212025", []), ("2022", [])],
)  # fmt: skip
def test_damaged_dates(value: str, readings: list[str]) -> None:
    assert [str(date) for date in damaged_dates(value)] == readings


@pytest.mark.parametrize(
    ("value", "number", "damaged"),
    [
        ("某府办发〔2022〕105号", "某府办发〔2022〕105号", False),
        ("某府办发［2022］7 号", "某府办发〔2022〕7号", False),
        ("某府发（2022）7号", "某府发〔2022〕7号", False),
        ("某府发〔20236", "某府发〔2023〕6号", True),
        ("某文物发[2019[150号", "某文物发〔2019〕150号", True),
        ("某科字﹝2019﹞28号", "某科字〔2019〕28号", False),
    ],
)
def test_numbers(value: str, number: str, damaged: bool) -> None:
    found = read_doc_number(value)
    assert found is not None
    assert (str(found), found.damaged) == (number, damaged)


@pytest.mark.parametrize(
    "value", ["无", "无文号", "", "（2021—2025年）", "规划（2021—2025年）", "2022年", "附件1"]
)
def test_no_numbers(value: str) -> None:
    assert read_doc_number(value) is None


@pytest.mark.parametrize(
    ("title", "years"),
    [("某区“十四五”规划", (2021, 2025)), ("某区十四五规划", (2021, 2025)), ("国民经济“十三五”规划", (2016, 2020)), ("总体规划（2018－2035年）", (2018, 2035)),
     ("2022年度重点任务", (2022, 2022)), ("三年行动计划（20212023年）", (2021, 2023)), ("暂行办法", None)],
)  # fmt: skip
def test_periods(title: str, years: tuple[int, int] | None) -> None:
    found = read_period(title)
    assert (found[:2] if found else None) == years


def test_time_is_linear() -> None:
    long_line = "（2021—2025年）〔2022〕附件 ：" * 8000
    document = text("\n".join(["东湖区人民政府关于印发方案的通知", long_line, *(["项目名称"] * 20000)]))
    with completes():
        read(document)


def test_order() -> None:
    _, found = read(
        text(
            f"湖州市人民政府令\n第47号\n《湖州市古树养护办法》已经市人民政府常务会议通过，现予公布，自发布之日起施行。\n市长 某某\n2021年1月29日\n湖州市古树养护办法\n第一条 {BODY}\n第二条 {BODY}\n第三条 {BODY}"
        )
    )
    assert found.doc_number_text == "湖州市人民政府令第47号"
    assert (found.title.text, found.issuer.text) == ("湖州市古树养护办法", "湖州市人民政府")


def test_work_report() -> None:
    _, found = read(
        text(
            f"2025年湖州市政府工作报告\n来源：湖州日报\n——2025年1月13日在湖州市第十届人民代表大会第三次会议上\n市长 某某\n各位代表：\n{BODY}"
        )
    )
    assert (found.title.text, found.written_iso, found.issuer.text) == (
        "2025年湖州市政府工作报告",
        "2025-01-13",
        "",
    )


def test_file_names_are_no_annexes() -> None:
    assert not frame(
        text(f"东湖区人民政府关于印发方案的通知\n各镇街：\n{BODY}\n附件1.docx\n附件2.任务清单.xlsx")
    ).annexes


def test_date_and_note_on_one_line() -> None:
    document = text(
        f"东湖区人民政府关于印发方案的通知\n各镇街：\n{BODY}\n附件：1.任务清单\n2.项目清单\n东湖区人民政府\n2022年7月27日（此件公开发布）"
    )
    framed, found = read(document)
    assert (found.written_date.text, found.written_iso) == ("2022年7月27日", "2022-07-27")
    assert len(framed.attachment_names) == 2


SAMPLES = Path(__file__).parent.parent / "samples"
DAZU = (
    "重庆市大足区人民政府办公室关于印发生态环境保护“十四五”规划任务分解方案和2022年度生态环境保护目标任务的通知",
    "重庆市大足区人民政府办公室",
    "大足府办发〔2022〕105号",
    "2022-07-27",
)
WANSHENG = (
    "重庆市万盛经济技术开发区生态环境保护“十四五”规划实施情况中期监测评估报告",
    "万盛经济技术开发区生态环境局",
    "",
    "2023",
)
SAME = [
    *(
        (f"dazu-2022-105/{name}", DAZU)
        for name in ("dazu-2022-105.txt", "page.html", "plan.docx", "plan.doc", "plan.pdf")
    ),
    *(
        (f"wansheng-2023/{name}", WANSHENG)
        for name in ("report.txt", "report.docx", "report.pdf", "report-borderless.pdf")
    ),
]


@pytest.mark.parametrize(("name", "expected"), SAME, ids=[row[0] for row in SAME])
def test_same_from_every_format(name: str, expected: tuple[str, str, str, str]) -> None:
    path = SAMPLES / name
    _, found = read(registry.read(path.name, path.read_bytes()))
    assert (found.title.text, found.issuer.text, found.doc_number_text, found.written_iso) == expected
    if path.suffix == ".html" or path.name.startswith("dazu"):
        assert found.published_iso == "2022-08-05"


FRAGMENTS = [
    "附件1", "附件：1.清单", "东湖区人民政府", "2022年7月27日", "2022727", "关于印发方案的通知", "各镇街：", "[ 索引号 ] 1", "标题：通知", "目录", "一、总则……1",
    "（此件公开发布）", "第一章 总则", "湖政发〔2022〕1号", BODY, "**一是**强化。落实。", "文件下载:", "---", "（", "〔20", "来源：", "  ", "抄送：各局", "第179号", "某某令",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_text_has_a_frame(lines: list[str]) -> None:
    """Never an exception; each line one role; the words of every field stand where their pieces say."""
    document = text("\n".join(lines))
    framed, found = read(document)
    assert len(framed.roles) == len(document.blocks)
    assert len(framed.line_roles) == len(framed.lines)
    for words in (
        found.doc_number,
        found.written_date,
        found.index_number,
        *framed.attachment_names,
        *(a.label for a in framed.annexes),
    ):
        assert spelled(document, words).replace(" ", "") in (words.text.replace(" ", ""), "")
    firsts = [annex.first for annex in framed.annexes]
    assert firsts == sorted(firsts)
    assert all(annex.first <= annex.last for annex in framed.annexes)


@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=30))
@settings(max_examples=80, deadline=None)
def test_rejoin_keeps_every_paragraph_in_order(lines: list[str]) -> None:
    document = text("\n".join(lines))
    framed = frame(document)
    seen = [block for group in rejoin(document) for block in group]
    expected = [i for i, role in enumerate(framed.roles) if role != "furniture"]
    assert seen == sorted(set(seen))
    assert set(expected) <= set(seen)


def test_order_of_a_collection() -> None:
    source = f"【法宝引证码】 CLI.11.1\n湖州市公共船闸管理办法\n湖州市人民政府令\n（第29号）\n《湖州市公共船闸管理办法》已经审议通过，现予公布，自2021年12月6日起施行。\n市长　某某\n2021年10月26日\n湖州市公共船闸管理办法\n第一章　总则\n　　第一条　{BODY}"
    _, found = read(text(source))
    assert found.doc_number_text == "湖州市人民政府令第29号"
    assert (found.title.text, found.issuer.text, found.written_iso) == (
        "湖州市公共船闸管理办法",
        "湖州市人民政府",
        "2021-10-26",
    )
