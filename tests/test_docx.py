"""Word files: every case is a small package made here, so that its XML can be read beside the expected text."""

from __future__ import annotations

import io
import os
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.extract import docx as reader
from qingdan.extract.numbering import format_number, render_label
from qingdan.extract.wordml import equation_text, shifted, symbol
from qingdan.model import Document, Paragraph, Place, SourceError, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(
    body: str, main_type: str = MAIN, extra_rels: str = "", document: str = "", **parts: str
) -> bytes:
    """A .docx with this body and further parts by relationship name (styles=…, numbering=…, header=…)."""
    out = io.BytesIO()
    rels = "".join(f'<Relationship Id="{k}" Type="{REL}/{k}" Target="{k}.xml"/>' for k in parts) + extra_rels
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        )
        relationships = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        archive.writestr(
            "_rels/.rels",
            f'{relationships}<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", document or f"<w:document {NS}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/_rels/document.xml.rels", f"{relationships}{rels}</Relationships>")
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", xml)
    return out.getvalue()


def load(body: str, **parts: str) -> Document:
    return reader.read("x.docx", package(body, **parts))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def texts(document: Document, role: str = "body") -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == role]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def grid(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells]


def codes(document: Document) -> set[str]:
    return {f.code for f in document.findings}


# --------------------------------------------------------------------------------------------------
# Text of a paragraph


def field_(code: str, result: str = "") -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = char("separate") + run(result) if result else ""
    return f'{char("begin")}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}{char("end")}'


BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
ALTERNATE = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lài</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>濑</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r>"
)
SUPER, SUB = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(run("生态") + run("环境"), ["生态环境"], id="runs are joined without a blank"),
        pytest.param(run("1200m") + run("3", SUPER) + run("/d"), ["1200m³/d"], id="superscript"),
        pytest.param(
            run("1200m") + run("3", '<w:position w:val="8"/><w:sz w:val="19"/>'),
            ["1200m³"],
            id="raised by hand",
        ),
        pytest.param(
            run("第") + run("3", '<w:position w:val="8"/>') + run("章"),
            ["第3章"],
            id="raised but not smaller",
        ),
        pytest.param(run("CO") + run("2", SUB), ["CO₂"], id="subscript"),
        pytest.param(run("10") + run("-", SUPER) + run("3", SUPER), ["10⁻³"], id="superscript cut into runs"),
        pytest.param(
            run("348") + run("[", SUPER) + run("2]", SUPER), ["348[2]"], id="bracketed note mark stays"
        ),
        pytest.param(
            "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>" + run("新") + "</w:ins>",
            ["新"],
            id="tracked",
        ),
        pytest.param(
            "<w:moveFrom>" + run("甲") + "</w:moveFrom><w:moveTo>" + run("乙") + "</w:moveTo>",
            ["乙"],
            id="moved",
        ),
        pytest.param("<w:hyperlink>" + run("附件") + "</w:hyperlink>", ["附件"], id="hyperlink"),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + run("控件") + "</w:sdtContent></w:sdt>",
            ["控件"],
            id="content control",
        ),
        pytest.param("<w:smartTag>" + run("2022年7月") + "</w:smartTag>", ["2022年7月"], id="smart tag"),
        pytest.param(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", ["a\tb\nc"], id="tab and break"
        ),
        pytest.param(
            "<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>", ["2021\u20112025"], id="hyphen"
        ),
        pytest.param(
            "<w:r><w:t>达</w:t><w:softHyphen/><w:t>标</w:t></w:r>", ["达标"], id="soft hyphen is no text"
        ),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', ["✓"], id="symbol font"),
        pytest.param(
            '<w:r><w:sym w:font="宋体" w:char="2162"/></w:r>' + run("类"), ["Ⅲ类"], id="symbol in a text font"
        ),
        pytest.param(field_(" DATE ", "2022年"), ["2022年"], id="field result without its code"),
        pytest.param(field_(r" eq \o\ac(○,3) "), ["③"], id="enclosed character field has no result"),
        pytest.param(
            field_(r" IF 1 " + field_("PAGE", "7") + " ", "是"), ["是"], id="nested field in the code"
        ),
        pytest.param(
            '<w:fldSimple w:instr="DATE">' + run("今") + "</w:fldSimple>", ["今"], id="simple field"
        ),
        pytest.param(run("前") + ALTERNATE, ["前", "框内"], id="text box once, after its paragraph"),
        pytest.param('<w:r><w:pict><v:textpath string="红头"/></w:pict></w:r>', ["红头"], id="WordArt"),
        pytest.param(RUBY + run("溪河"), ["濑溪河"], id="phonetic guide"),
        pytest.param(
            "<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>",
            ["m³"],
            id="equation",
        ),
    ],
)
def test_paragraph_text(inner: str, expected: list[str]) -> None:
    assert texts(load(f"<w:p>{inner}</w:p>")) == expected


def test_hidden_text_is_furniture() -> None:
    runs = run("看得见") + run("看不见", "<w:vanish/>") + run("也看得见", '<w:vanish w:val="0"/>')
    document = load(f"<w:p>{runs}</w:p>")
    assert texts(document) == ["看得见也看得见"]
    assert texts(document, "furniture") == ["看不见"]


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = load(p("地表水水质", "<w:rPr><w:del/></w:rPr>") + p("优良比例"))
    assert texts(document) == ["地表水水质优良比例"]


def test_deletions_comments_and_pictures_are_noted() -> None:
    body = (
        f"<w:p>{run('文')}<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:drawing/></w:r></w:p>'
    )
    assert codes(load(body)) == {"docx_deleted_text", "docx_comments", "docx_pictures"}


def test_field_that_is_never_closed_does_not_swallow_the_rest() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("后文")
    assert texts(load(body)) == ["后文"]


def test_blank_paragraphs_are_counted_and_places_are_numbered() -> None:
    document = load(p("甲") + p() + p() + p("乙") + tbl(tr("1", "2"), tr("3", "4")) + p("丙"))
    first, second, table, third = document.blocks
    assert [b.blank_before for b in (first, second, third) if isinstance(b, Paragraph)] == [0, 2, 0]
    assert [str(b.place) for b in document.blocks] == ["paragraph=1", "paragraph=2", "table=1", "paragraph=3"]
    assert isinstance(table, Table)
    assert table.cells[-1].place == Place(table=1, row=2)


STYLES = f"""<w:styles {NS}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文标题"/><w:basedOn w:val="1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="num"><w:name w:val="编号"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="up"><w:name w:val="上标"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
</w:styles>"""


@pytest.mark.parametrize(
    ("properties", "style", "align"),
    [
        pytest.param("", "", "", id="plain"),
        pytest.param('<w:pStyle w:val="1"/>', "h1", "", id="heading style"),
        pytest.param('<w:pStyle w:val="own"/>', "h1", "center", id="style based on a heading"),
        pytest.param('<w:outlineLvl w:val="2"/>', "h3", "", id="outline level"),
        pytest.param(
            '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', "", "", id="heading turned into body text"
        ),
        pytest.param('<w:pStyle w:val="T"/><w:jc w:val="right"/>', "title", "right", id="title"),
        pytest.param('<w:pStyle w:val="TOC1"/>', "toc", "", id="contents"),
        pytest.param('<w:pStyle w:val="C"/>', "caption", "", id="caption"),
        pytest.param('<w:jc w:val="both"/>', "", "", id="justified has no side"),
    ],
)
def test_style_and_alignment(properties: str, style: str, align: str) -> None:
    (block,) = load(p("文", properties), styles=STYLES).blocks
    assert isinstance(block, Paragraph)
    assert (block.style, block.align) == (style, align)


def test_superscript_by_character_style() -> None:
    raised = run("2", '<w:rStyle w:val="up"/>')
    assert texts(load(f"<w:p>{run('m')}{raised}</w:p>", styles=STYLES)) == ["m²"]


def test_contents_field_and_typed_contents_lines() -> None:
    leader = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = (
        f"<w:p>{begin}{end}{run('一、总体')}<w:r><w:tab/></w:r>{run('1')}</w:p>"
        f'<w:p>{run("二、任务")}</w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f"<w:p><w:pPr>{leader}</w:pPr>{run('三、保障')}<w:r><w:tab/></w:r>{run('9')}</w:p>{p('正文')}"
    )
    assert [b.style for b in load(body).blocks if isinstance(b, Paragraph)] == ["toc", "toc", "toc", ""]


# --------------------------------------------------------------------------------------------------
# List numbers


def level(index: int, fmt: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def item(text: str, lvl: int = 0, num: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{lvl}"/><w:numId w:val="{num}"/></w:numPr>')


THREE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)
RESTARTED = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
)


@pytest.mark.parametrize(
    ("definition", "body", "expected"),
    [
        pytest.param(
            numbering(THREE),
            item("甲")
            + item("乙", 1)
            + item("丙", 2)
            + item("丁", 2)
            + item("戊", 1)
            + item("己", 2)
            + item("庚"),
            ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚"],
            id="three levels restart below a higher one",
        ),
        pytest.param(
            numbering(
                level(0, "decimal", "第%1章") + level(1, "decimal", "%1.%2", '<w:suff w:val="space"/>')
            ),
            item("总则") + item("目的", 1) + item("依据", 1) + item("任务") + item("水", 1),
            ["第1章 总则", "1.1 目的", "1.2 依据", "第2章 任务", "2.1 水"],
            id="chapter and multi-level",
        ),
        pytest.param(
            numbering(level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            item("总则") + item("目的", 1),
            ["第一章 总则", "1.1 目的"],
            id="legal style shows digits",
        ),
        pytest.param(
            numbering(level(0, "decimal", "%1、"), RESTARTED),
            item("a") + item("b") + item("c", 0, 2) + item("d", 0, 2) + item("e", 0, 3),
            ["1、a", "2、b", "1、c", "2、d", "3、e"],
            id="startOverride restarts once, lists of one definition count on",
        ),
        pytest.param(
            numbering(
                level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>')
            ),
            item("甲") + item("乙", 1) + item("丙") + item("丁", 1),
            ["1. 甲", "a) 乙", "2. 丙", "b) 丁"],
            id="level that never restarts",
        ),
        pytest.param(
            numbering(level(0, "decimal", "%1.", start=4)),
            item("x") + item("y"),
            ["4. x", "5. y"],
            id="start at 4",
        ),
        pytest.param(
            numbering(level(0, "decimalEnclosedCircle", "%1", '<w:suff w:val="nothing"/>')),
            item("x") + item("y"),
            ["①x", "②y"],
            id="circled, nothing behind",
        ),
        pytest.param(numbering(level(0, "none", "")), item("x"), ["x"], id="format none"),
        pytest.param(numbering(level(0, "bullet", "★")), item("x"), ["★ x"], id="bullet"),
        pytest.param(
            numbering(level(0, "decimal", "%1.")),
            item("x", 0, 0) + item("y", 0, 9),
            ["x", "y"],
            id="no such list",
        ),
        pytest.param(
            numbering(THREE),
            p("x", '<w:pStyle w:val="num"/>') + item("y"),
            ["（一）x", "一、y"],
            id="number by style",
        ),
    ],
)
def test_list_numbers(definition: str, body: str, expected: list[str]) -> None:
    assert texts(load(body, numbering=definition, styles=STYLES)) == expected


def test_number_column_counts_through_empty_cells() -> None:
    rows = [tr(tc(item("")), f"任务{n}") for n in range(1, 4)]
    (table,) = tables(load(tbl(*rows), numbering=numbering(level(0, "decimal", "%1"))))
    assert [c.text for c in table.cells if c.col == 0] == ["1", "2", "3"]


def test_unknown_number_format_is_a_finding() -> None:
    document = load(item("x"), numbering=numbering(level(0, "hebrew1", "%1.")))
    assert texts(document) == ["1. x"]
    assert codes(document) == {"docx_number_format"}


@pytest.mark.parametrize(
    ("number", "fmt", "expected"),
    [
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (20, "chineseCounting", "二十"),
        (12, "ideographDigital", "一二"),
        (10, "ideographDigital", "一〇"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (7, "decimalZero", "07"),
        (3, "ideographTraditional", "丙"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedParen", "⑶"),
        (5, "custom:001, 002, 003, ...", "005"),
        (4, "bullet", ""),
    ],
)
def test_format_number(number: int, fmt: str, expected: str) -> None:
    assert format_number(number, fmt) == expected


@given(st.integers(1, 9999))
def test_chinese_numbers_read_back(number: int) -> None:
    from qingdan.text import chinese_number

    assert chinese_number(format_number(number, "chineseCountingThousand")) == number


# --------------------------------------------------------------------------------------------------
# Tables

SPAN2, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            tbl(tr(tc("领域", DOWN), "1"), tr(tc("", ON), "2"), tr(tc("", ON), "3"), tr("他", "4")),
            [
                (0, 0, 3, 1, "领域"),
                (0, 1, 1, 1, "1"),
                (1, 1, 1, 1, "2"),
                (2, 1, 1, 1, "3"),
                (3, 0, 1, 1, "他"),
                (3, 1, 1, 1, "4"),
            ],
            id="merged down",
        ),
        pytest.param(
            tbl(tr(tc("一、任务", SPAN2)), tr("a", "b")),
            [(0, 0, 1, 2, "一、任务"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b")],
            id="section row over two columns",
        ),
        pytest.param(
            tbl(tr(tc("甲", SPAN2 + DOWN), "1"), tr(tc("", SPAN2 + ON), "2")),
            [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2")],
            id="merged both ways",
        ),
        pytest.param(
            tbl(tr("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>')),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
            id="row begins in the second column: its first cell is missing",
        ),
        pytest.param(
            tbl(tr(tc("宽", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "c")),
            [(0, 0, 1, 2, "宽"), (0, 2, 1, 1, "c")],
            id="old horizontal merge",
        ),
        pytest.param(
            tbl(tr("a", "b"), tr(tc("没有头", ON), "d")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "没有头"), (1, 1, 1, 1, "d")],
            id="continuation of nothing is a cell",
        ),
        pytest.param(
            tbl(tr("a", ""), tr(tc(p("区发展改革委、") + p() + p("区水利局")), "x")),
            [
                (0, 0, 1, 1, "a"),
                (0, 1, 1, 1, ""),
                (1, 0, 1, 1, "区发展改革委、\n区水利局"),
                (1, 1, 1, 1, "x"),
            ],
            id="empty cell is there, paragraphs by line ends",
        ),
        pytest.param(
            tbl(tr("a", "b"), tr("删", "了", properties="<w:del/>"), tr("c", "d")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="deleted row",
        ),
        pytest.param(
            tbl(f"<w:sdt><w:sdtContent>{tr('a', 'b')}</w:sdtContent></w:sdt>", tr("c", "d")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="row in a content control",
        ),
    ],
)
def test_table_spans(table: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    (found,) = tables(load(table))
    assert grid(found) == expected


def test_repeated_header_rows() -> None:
    head = "<w:tblHeader/>"
    rows = (
        tr("a", "b", properties=head),
        tr("c", "d", properties=head),
        tr("e", "f"),
        tr("g", "h", properties=head),
    )
    (table,) = tables(load(tbl(*rows)))
    assert [c.header for c in table.cells] == [True] * 4 + [False] * 4  # Word repeats only rows from the top


def test_text_under_a_merged_cell_is_a_finding() -> None:
    document = load(tbl(tr(tc("领域", DOWN), "1"), tr(tc("藏", ON), "2")))
    assert [(f.code, f.raw) for f in document.findings] == [("docx_covered_text", "藏")]


def test_data_table_in_a_cell_follows_the_outer_one() -> None:
    inner = tbl(tr("x", "y"), tr("1", "2"))
    document = load(tbl(tr("a", "b"), tr("c", tc(p("见表") + inner + p()))) + p("后"))
    outer, nested = tables(document)
    assert [c.text for c in outer.cells] == ["a", "b", "c", "见表"]
    assert [c.text for c in nested.cells] == ["x", "y", "1", "2"]
    assert nested.place == Place(table=2)


def test_layout_tables_give_way_to_their_content() -> None:
    inner = tbl(tr("x", "y"), tr("1", "2"))
    document = load(tbl(tr(tc(p("专栏1") + p("重点工程")))) + tbl(tr(tc(p("左") + inner), "")))
    assert texts(document) == ["专栏1", "重点工程", "左"]
    assert [len(t.cells) for t in tables(document)] == [4]


def test_deep_nesting_does_not_break_the_reader() -> None:
    nested = p("底")
    for _ in range(30):
        nested = tbl(tr(tc(nested + p())))
    assert texts(load(nested)) == ["底"]


# --------------------------------------------------------------------------------------------------
# Notes, headers, metadata


def test_footnotes_stand_at_the_end_with_their_mark() -> None:
    notes = (
        f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="-1">{p()}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("以2015年度为基数。")}</w:p></w:footnote></w:footnotes>'
    )
    document = load(
        f'<w:p>{run("17.07")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{p("后")}', footnotes=notes
    )
    assert texts(document) == ["17.07[1]", "后", "[1]以2015年度为基数。"]
    assert [b.style for b in document.blocks if isinstance(b, Paragraph)][-1] == "footnote"


def test_headers_and_footers_are_furniture() -> None:
    body = (
        p("正文")
        + '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    head, foot = (
        f"<w:{tag} {NS}>{p(text)}</w:{tag}>" for tag, text in (("hdr", "内部资料"), ("ftr", "- 1 -"))
    )
    document = load(body, header=head, footer=foot)
    assert texts(document) == ["正文"]
    assert texts(document, "furniture") == ["内部资料", "- 1 -"]


def test_core_properties() -> None:
    import docx

    made = docx.Document()
    made.core_properties.title = "任务分解方案"
    made.core_properties.author = "某区政府办公室"
    made.add_paragraph("文")
    out = io.BytesIO()
    made.save(out)
    metadata = {item.label: item.value for item in reader.read("x.docx", out.getvalue()).metadata}
    assert metadata["title"] == "任务分解方案"
    assert metadata["creator"] == "某区政府办公室"


# --------------------------------------------------------------------------------------------------
# Packages that are not as they should be


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            package(p("文"), extra_rels=f'<Relationship Id="x" Type="{REL}/image" Target="NULL"/>'),
            id="target NULL",
        ),
        pytest.param(
            package(p("文"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), id="docm"
        ),
        pytest.param(
            package(
                "",
                document=f"<w:document {NS}><w:body>{p('文')}</w:body></w:document>".replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            ),
            id="strict namespaces",
        ),
    ],
)
def test_packages_that_are_repaired(data: bytes) -> None:
    assert texts(reader.read("x.docx", data)) == ["文"]


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
GOOD = package(p("文" * 500))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(GOOD[:-200], "zip_damaged", id="truncated"),
        pytest.param(GOOD[:400] + b"\x00" * 40 + GOOD[440:], None, id="bytes overwritten"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_source", id="encrypted"),
        pytest.param(_zip(word__styles=b"<a/>"), "docx_no_document", id="no document part"),
        pytest.param(package("", document="<w:document"), "docx_damaged", id="broken XML"),
        pytest.param(package("", document=f"<w:document {NS}/>"), "docx_damaged", id="no body"),
        pytest.param(package(p("文"), styles="<w:styles"), "docx_damaged", id="broken styles"),
        pytest.param(
            package(
                "",
                document=f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document {NS}>&b;</w:document>',
            ),
            "xml_entities",
            id="external entity",
        ),
        pytest.param(package("", document="<a>" + " " * 60_000_000 + "</a>"), "zip_bomb", id="bomb"),
    ],
)
def test_unreadable_packages(data: bytes, code: str | None) -> None:
    with pytest.raises(SourceError) as caught:
        reader.read("坏.docx", data)
    assert caught.value.source == "坏.docx"
    assert code in {None, caught.value.code}
    assert str(caught.value)


def test_empty_document_says_so() -> None:
    assert codes(load(p())) == {"no_text"}


def test_same_bytes_same_document() -> None:
    assert reader.read("x.docx", GOOD) == reader.read("x.docx", GOOD)


# --------------------------------------------------------------------------------------------------
# Small functions


@pytest.mark.parametrize(
    ("text", "vertical", "expected"),
    [
        ("2", "", "2"),
        ("3", "superscript", "³"),
        ("(1)", "superscript", "(1)"),
        ("①", "superscript", "①"),
        ("x2", "subscript", "x₂"),
    ],
)
def test_shifted(text: str, vertical: str, expected: str) -> None:
    assert shifted(text, vertical) == expected


def test_symbols_and_equations() -> None:
    assert (symbol("Symbol", 0xF0B3), symbol("Nofont", 0xF0B3), symbol("仿宋", ord("㎡"))) == (
        "≥",
        None,
        "㎡",
    )
    assert equation_text("EQ \\f(1,2)") == ""


def test_equation_fields_are_read_in_linear_time() -> None:
    with completes():
        equation_text(r"EQ \o\ac(" * 20_000)


def test_label_of_a_level_without_counts() -> None:
    from qingdan.extract.numbering import Level, ListDefinition

    definition = ListDefinition("0", {0: Level(start=3), 1: Level(text="%1.%2", suffix="nothing")})
    assert render_label(definition, 1, {1: 2}) == "3.2"


CORPUS = os.environ.get("QINGDAN_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="QINGDAN_CORPUS names no folder of documents")
def test_real_documents_are_read_whole() -> None:
    for path in sorted(Path(CORPUS).rglob("*.docx")):
        document = reader.read(path.name, path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode()
        plain = "".join(unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))).split())
        read = "".join("".join(texts(document)).split())
        assert len(read) >= len(plain), path.name
