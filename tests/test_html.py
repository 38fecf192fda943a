"""Web pages: container, roles, paragraphs, tables, attachments, broken and hostile markup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from guard import completes
from hypothesis import given, settings
from hypothesis import strategies as st
from qingdan.extract.html import read
from qingdan.extract.html_grid import SpanCell, form_grid
from qingdan.model import Document, Paragraph, SourceError, Table

LONG = "为深入贯彻落实规划要求，切实改善生态环境质量，结合本区实际，制定本方案，请各单位认真组织实施。"
NAV = '<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div>'
FOOT = '<div class="footer"><table><tr><td>主办：某区人民政府</td><td>备案号</td></tr></table></div>'


def page(body: str) -> Document:
    return read("page.html", f"<html><head><title>t</title></head><body>{body}</body></html>".encode())


def lines(document: Document, role: str = "body") -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == role]


def tables(document: Document, role: str = "body") -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table) and b.role == role]


def grid(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


# --------------------------------------------------------------------------------------------------
# Paragraphs

TEXTS = [
    pytest.param(
        "<p><span>2022</span><span>年</span><span>7</span><span>月</span></p>",
        ["2022年7月"],
        id="a span each",
    ),
    pytest.param("<p>2022<!-- x -->年<b>7</b>月</p>", ["2022年7月"], id="comment between"),
    pytest.param("<p>到<o:p></o:p>2022<span>年</span>9月底</p>", ["到2022年9月底"], id="o:p between"),
    pytest.param(
        "<p>到<?xml:namespace prefix = o ns = 'x' />2022年</p>", ["到2022年"], id="processing instruction"
    ),
    pytest.param("<p><b>优于</b>Ⅲ<i>类</i>。</p>", ["优于Ⅲ类。"], id="tail of one character"),
    pytest.param("<p>某府发〔2023〕<span>6</span>号</p>", ["某府发〔2023〕6号"], id="document number"),
    pytest.param("<p>区生态\n  环境局</p>", ["区生态环境局"], id="newline inside Chinese"),
    pytest.param("<p>Microsoft\n  Word</p>", ["Microsoft Word"], id="newline inside Latin"),
    pytest.param("<p>共\n12\n项</p>", ["共12项"], id="newline beside Chinese"),
    pytest.param("<p>356 条</p>", ["356 条"], id="a blank stays"),
    pytest.param("<p>&nbsp;&nbsp;甲&nbsp;&nbsp; 乙&nbsp;</p>", ["甲 乙"], id="nbsp runs"),
    pytest.param("<p>　　标　　题</p>", ["标　　题"], id="ideographic blanks stay inside"),
    pytest.param("<p>甲<br>乙<br/>丙</p>", ["甲", "乙", "丙"], id="br"),
    pytest.param("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"], id="text around blocks"),
    pytest.param("<p>甲<p>乙<ul><li>丙<li>丁</ul>", ["甲", "乙", "丙", "丁"], id="unclosed"),
    pytest.param("<ol><li>甲</li><li>乙</li></ol>", ["1.甲", "2.乙"], id="numbers of a list are seen"),
    pytest.param(
        "<ol start=3><li>甲</li><li>4.乙</li></ol>", ["3.甲", "4.乙"], id="list numbers not doubled"
    ),
    pytest.param("<p>1200m<sup>3</sup>/d，μg/m<sup><span>3</span></sup></p>", ["1200m³/d，μg/m³"], id="sup"),
    pytest.param("<p>CO<sub>2</sub>、NO<sub>x</sub>、PM<sub>2.5</sub></p>", ["CO₂、NOx、PM2.5"], id="sub"),
    pytest.param("<p>348<sup>[2]</sup></p>", ["348[2]"], id="footnote mark"),
    pytest.param("<p>10<sup>-3</sup></p>", ["10⁻³"], id="negative exponent"),
    pytest.param("<pre>甲\n乙</pre>", ["甲", "乙"], id="pre"),
    pytest.param("<p>a&#150;b&hellip;&mdash;&lt;&apos;</p>", ["a–b…—<'"], id="entities"),
    pytest.param(
        "<p>甲</p><script>x('<p>y</p>')</script><style>p{}</style><noscript>z</noscript>", ["甲"], id="code"
    ),
    pytest.param("<p>甲</p><template><p>乙</p></template><!-- <p>丙</p> -->", ["甲"], id="template, comment"),
    pytest.param("<p>甲\x00乙</p>", ["甲乙"], id="null byte"),
    pytest.param("<p>甲<img alt=图>乙</p>", ["甲乙"], id="alt text is not text"),
]


@pytest.mark.parametrize(("markup", "expected"), TEXTS)
def test_paragraphs(markup: str, expected: list[str]) -> None:
    assert lines(page(markup)) == expected


def test_text_after_the_end_of_the_page_is_kept() -> None:
    document = read("a.html", f"<html><body><p>{LONG}</p></body></html><div>附件1</div>".encode())
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [LONG, "附件1"]


def test_blank_style_and_align() -> None:
    document = page(
        "<h2>甲</h2><p>&nbsp;</p><p><br></p><p align=center>乙</p><p style='text-align: right'>丙</p>"
        "<p class=MsoToc1>丁</p><p>戊<br><br>己</p>"
    )
    found = [(b.text, b.style, b.align, b.blank_before) for b in document.blocks if isinstance(b, Paragraph)]
    assert found == [
        ("甲", "h2", "", 0),
        ("乙", "", "center", 2),
        ("丙", "", "right", 0),
        ("丁", "toc", "", 0),
        ("戊", "", "", 0),
        ("己", "", "", 1),
    ]


def test_places_count_paragraphs_and_tables_apart() -> None:
    document = page("<p>甲</p><table border=1><tr><td>1</td><td>2</td></tr></table><p>乙</p>")
    assert [str(b.place) for b in document.blocks] == ["paragraph=1", "table=1", "paragraph=2"]
    assert [str(c.place) for c in tables(document)[0].cells] == ["table=1;row=1", "table=1;row=1"]


# --------------------------------------------------------------------------------------------------
# Tables

TABLES = [
    pytest.param("<tr><td>a<td>b<tr><td>c<td>d", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")], id="unclosed cells"),
    pytest.param("<td>a</td><td>b</td><tr><td>c</td></tr>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c")], id="td outside tr"),
    pytest.param("<tr><td><div>a<td><div>b<tr><td>c", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c")], id="unclosed div in cells"),
    pytest.param("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")], id="rowspan"),
    pytest.param("<tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr>", [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")], id="rowspan 0"),
    pytest.param("<tr><td rowspan=99>a</td><td>b</td></tr><tr><td>c</td></tr>", [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")], id="rowspan beyond the table"),
    pytest.param("<tr><td colspan=10000>a</td></tr><tr><td>b</td><td>c</td></tr>", [(0, 0, 1, 2, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")], id="absurd colspan"),
    pytest.param("<tr><td colspan=6>a</td></tr><tr><td>b</td><td>c</td></tr>", [(0, 0, 1, 2, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")], id="colspan one too many"),
    pytest.param("<tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr>", [(0, 0, 1, 1, "a"), (0, 1, 2, 1, "b"), (1, 0, 1, 1, "c")], id="overlap"),
    pytest.param("<tfoot><tr><td>z</td></tr></tfoot><tbody><tr><td>a</td></tr></tbody><thead><tr><th>h</th></tr></thead>", [(0, 0, 1, 1, "h"), (1, 0, 1, 1, "a"), (2, 0, 1, 1, "z")], id="thead tbody tfoot"),
    pytest.param("<tr><td rowspan=9>a</td><td>b</td></tr><tbody><tr><td>c</td><td>d</td></tr></tbody>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")], id="rowspan ends with its group"),
    pytest.param("<tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr>", [(0, 0, 1, 1, "a\nb"), (0, 1, 1, 1, "c\nd")], id="paragraphs in a cell"),
    pytest.param("<tr><td>a</td><td></td><td>&nbsp;</td></tr>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "")], id="empty cells are cells"),
    pytest.param("<tr style='display:none'><td>x</td></tr><tr><td>a</td><td>b</td></tr>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")], id="hidden row"),
    pytest.param("<tr><td>a</td><td rowspan='2px' colspan=''>b</td></tr><tr><td>c</td></tr>", [(0, 0, 1, 1, "a"), (0, 1, 2, 1, "b"), (1, 0, 1, 1, "c")], id="sloppy numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_tables(rows: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    (table,) = tables(page(f"<table border=1>{rows}</table>"))
    assert grid(table) == expected


def test_header_cells_and_caption() -> None:
    (table,) = tables(
        page("<table border=1><caption>表1 指标</caption><tr><th>序号</th><td>1</td></tr></table>")
    )
    assert table.caption == "表1 指标"
    assert [c.header for c in table.cells] == [True, False]


def test_layout_tables_are_unwrapped() -> None:
    inner = "<table border=1><tr><td>1</td><td>2</td></tr></table>"
    document = page(f"<table><tr><td>甲{inner}乙</td></tr></table>")
    assert [b.text if isinstance(b, Paragraph) else grid(b)[0][4] for b in document.blocks] == [
        "甲",
        "1",
        "乙",
    ]


def test_layout_table_with_rows_of_its_own_is_unwrapped() -> None:
    head = "<tr><td>首页</td><td>政务公开</td></tr>"
    body = f"<tr><td>导航</td><td>{TABLE}</td></tr><tr><td>主办</td><td>承办</td></tr>"
    document = page(f"<table>{head}{body}</table>")
    assert [len(t.cells) for t in tables(document)] == [15]


def test_text_of_a_form_field_is_kept() -> None:
    assert lines(page("<p>甲</p><textarea>乙\n丙</textarea>")) == ["甲", "乙", "丙"]


def test_table_inside_a_data_cell_stands_after_it() -> None:
    inner = "<table border=1><tr><td>x</td><td>y</td></tr></table>"
    rows = f"<tr><td>1</td><td>甲{inner}</td></tr><tr><td>2</td><td>乙</td></tr>"
    outer, nested = tables(page(f"<table border=1>{rows}</table>"))
    assert [c.text for c in outer.cells] == ["1", "甲", "2", "乙"]
    assert [c.text for c in nested.cells] == ["x", "y"]


def test_box_of_one_column_with_lines_is_a_table() -> None:
    (table,) = tables(
        page("<table border=1><tr><td>专栏1 重点工程</td></tr><tr><td>甲工程</td></tr></table>")
    )
    assert [c.text for c in table.cells] == ["专栏1 重点工程", "甲工程"]


def test_image_alone_in_a_cell_is_a_finding() -> None:
    document = page("<table border=1><tr><td>1</td><td><img src='/a/b.png'></td></tr></table>")
    (finding,) = document.findings
    assert (finding.code, finding.severity, str(finding.places[0])) == (
        "image_in_cell",
        "info",
        "table=1;row=1",
    )
    assert finding.params["image"] == "b.png"


def test_rows_outside_of_any_table_get_one() -> None:
    document = read("a.html", "<tr><td>1</td><td>甲</td></tr><tr><td>2<td>乙</tr>".encode())
    (table,) = tables(document)
    assert [(c.row, c.col, c.text) for c in table.cells] == [
        (0, 0, "1"),
        (0, 1, "甲"),
        (1, 0, "2"),
        (1, 1, "乙"),
    ]
    assert codes(document) == ["html_repaired"]


def test_stray_table_end_does_not_run_cells_together() -> None:
    document = page(
        "<table border=1><tr><td>1</td><td>甲</td></tr></table><tr><td>2</td><td>乙</td></tr></table>"
    )
    assert [[c.text for c in t.cells] for t in tables(document)] == [["1", "甲"], ["2", "乙"]]


SPANS = st.builds(SpanCell, st.just("x"), st.integers(0, 5), st.sampled_from([1, 1, 1, 2, 3, 200]))


@given(st.lists(st.lists(st.lists(SPANS, max_size=5), max_size=6), max_size=3))
def test_cells_of_a_grid_never_overlap_nor_leave_it(groups: list[list[list[SpanCell]]]) -> None:
    grid = form_grid(groups)
    rows = sum(map(len, groups))
    taken = [(c.row + i, c.col + j) for c in grid.cells for i in range(c.rowspan) for j in range(c.colspan)]
    assert len(taken) == len(set(taken))
    assert all(row < rows for row, _ in taken)
    assert len(grid.cells) == sum(len(row) for group in groups for row in group)


# --------------------------------------------------------------------------------------------------
# Roles: small pages in the shape of the usual systems

TABLE = (
    "<table>"
    + "".join(f"<tr><td>{i}</td><td>任务{i}</td><td>区水利局</td></tr>" for i in range(1, 6))
    + "</table>"
)
SYSTEMS = [
    pytest.param('<div class="TRS_Editor">{}</div>', id="TRS WCM"),
    pytest.param('<div class="view TRS_UEDITOR trs_paper_default trs_word">{}</div>', id="TRS 海云"),
    pytest.param('<table><tr><td id="td_DocContent"><div class="TRS_Editor">{}</div></td></tr></table>', id="TRS td"),
    pytest.param('<div id="zoom"><!--<$[信息内容]>begin-->{}<!--<$[信息内容]>end--></div>', id="大汉 JCMS"),
    pytest.param('<table width="100%"><tr><td class="bt_content"><div class="nscont">{}</div></td></tr></table>', id="大汉 table"),
    pytest.param('<UCAPCONTENT>{}</UCAPCONTENT>', id="开普 tag"),
    pytest.param('<table><tr><td class="b12c" id="UCAP-CONTENT">{}</td></tr></table>', id="开普 id"),
    pytest.param('<font id="zoom">{}</font>', id="开普 font"),
    pytest.param('<div id="vsb_content_2"><div class="v_news_content">{}</div></div>', id="博达 VSB"),
    pytest.param('<div id="fontzoom">{}</div>', id="动易"),
    pytest.param('<div class="article-content">{}</div>', id="gkmlpt"),
    pytest.param('<div id="wh_x_c" class="wzcon j-fontContent">{}</div>', id="龙讯"),
    pytest.param('<!--正文开始-->{}<!--正文结束-->', id="comments"),
    pytest.param('<div class="never-seen">{}</div>', id="unknown system"),
]  # fmt: skip


@pytest.mark.parametrize("container", SYSTEMS)
def test_container_of_the_usual_systems(container: str) -> None:
    body = container.format(f"<p>{LONG}</p>{TABLE}<p>{LONG}</p><p>某区人民政府</p>")
    document = page(
        f'{NAV}<div class="crumb">您当前的位置：<a href="/">首页</a></div><div class="wrap"><h1>关于印发方案的通知</h1>{body}</div>'
        f'<div class="xgwz"><h3>相关文章</h3><ul><li><a href="#">另一个通知</a> 2022-07-18</li></ul></div>{FOOT}'
    )
    assert lines(document) == ["关于印发方案的通知", LONG, LONG, "某区人民政府"]
    assert [len(t.cells) for t in tables(document)] == [15]
    assert [len(t.cells) for t in tables(document, "furniture")] == [2]
    assert {"相关文章", "另一个通知 2022-07-18"} <= set(lines(document, "furniture"))


def test_outermost_container_wins_over_the_first_match() -> None:
    document = page(
        f'{NAV}<div id="zoom"><div class="TRS_Editor"><p>{LONG}</p></div>{TABLE}<p>{LONG}二</p></div>{FOOT}'
    )
    assert lines(document) == [LONG, LONG + "二"]
    assert len(tables(document)) == 1


def test_container_grows_over_a_table_beside_it() -> None:
    document = page(f'{NAV}<div><div class="TRS_Editor"><p>{LONG}</p></div><div>{TABLE}</div></div>{FOOT}')
    assert [len(t.cells) for t in tables(document)] == [15]


def test_table_far_from_the_container_is_kept_without_the_page_around_it() -> None:
    document = page(
        f'{NAV}<div id="zoom"><p>{LONG * 3}</p></div><p>网站地图</p><div><p>附表</p>{TABLE}</div>{FOOT}'
    )
    assert lines(document) == [LONG * 3, "附表"]
    assert [len(t.cells) for t in tables(document)] == [15]


def test_calendar_beside_the_text_is_furniture() -> None:
    days = "".join("<tr>" + "".join(f"<td>{w * 7 + d}</td>" for d in range(7)) + "</tr>" for w in range(5))
    document = page(f'{NAV}<div id="zoom"><p>{LONG}</p></div><div><table border=1>{days}</table></div>')
    assert tables(document) == []


def test_metadata_box_and_its_hidden_copy() -> None:
    box = "<table><tr><td>[ 索引号 ]</td><td>1/2</td><td>[ 发文字号 ]</td><td>某府发〔2022〕1号</td></tr></table>"
    copy = "<ul style='DISPLAY: none'><li><span>[ 索引号 ]</span> 1/2</li></ul>"
    document = page(
        f'{NAV}{box}{copy}<ul><li>发布日期：2022-08-05</li></ul><div id="zoom"><p>{LONG}</p></div>'
    )
    assert [c.text for c in tables(document)[0].cells][:2] == ["[ 索引号 ]", "1/2"]
    assert "[ 索引号 ] 1/2" in lines(document, "furniture")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "meta"] == [
        "发布日期：2022-08-05"
    ]
    assert codes(document) == []


def test_line_ends_part_labels_under_the_title() -> None:
    info = "<div><span>发布时间：2022-08-05</span>\n<span>来源：某区</span>\n<span>浏览：</span></div>"
    document = page(f'<h1>某区方案</h1>{info}<div id="zoom"><p>{LONG}\n{LONG}</p></div>')
    assert lines(document) == ["某区方案", "发布时间：2022-08-05 来源：某区 浏览：", LONG + LONG]


def test_title_broken_over_lines_is_found_by_article_title() -> None:
    document = read(
        "a.html",
        (
            f"<html><head><meta name=articletitle content='关于印发某区规划任务分解方案的通知'></head><body>{NAV}"
            f"<div class=bt>关于印发某区规划<br>任务分解方案的通知</div><div id=zoom><p>{LONG}</p></div></body></html>"
        ).encode(),
    )
    titles = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "title"]
    assert titles == ["关于印发某区规划", "任务分解方案的通知"]
    assert [(m.label, m.value) for m in document.metadata] == [
        ("ArticleTitle", "关于印发某区规划任务分解方案的通知")
    ]


def test_furniture_lines_inside_the_container() -> None:
    tail = "<p>文件下载:</p><p>扫一扫在手机打开当前页</p><p>【打印】【关闭】</p>"
    document = page(f'<div id="zoom"><p>{LONG}</p>{tail}</div>')
    assert lines(document) == [LONG]
    assert len(lines(document, "furniture")) == 3


def test_text_hidden_inside_the_document_is_a_finding() -> None:
    document = page(f'<div id="zoom"><p>{LONG}</p><div style="display:none">{LONG[::-1] * 3}</div></div>')
    assert codes(document) == ["hidden_content"]
    assert lines(document, "furniture") == [LONG[::-1] * 3]


def test_document_shown_by_script_is_read() -> None:
    document = page(f'{NAV}<div id="zoom" style="display:none"><p>{LONG}</p>{TABLE}</div>{FOOT}')
    assert lines(document) == [LONG]
    assert len(tables(document)) == 1


# --------------------------------------------------------------------------------------------------
# Attachments

LINKS = [
    pytest.param("<a href='./P020220805.doc'>1号.doc</a>", ("1号.doc", "./P020220805.doc"), id="TRS relative"),
    pytest.param(
        "<a href='/module/download/downfile.jsp?classid=0&amp;showname=%E9%99%84%E4%BB%B6.doc&amp;filename=39.doc'>下载</a>",
        ("附件.doc", "/module/download/downfile.jsp?classid=0&showname=%E9%99%84%E4%BB%B6.doc&filename=39.doc"),
        id="大汉 showname",
    ),
    pytest.param("<a href='/a/1.pdf' title='清单.pdf'>下载</a>", ("清单.pdf", "/a/1.pdf"), id="title"),
    pytest.param("<iframe src='/pdf/web/viewer.html?file=/b/2.pdf'></iframe>", ("2.pdf", "/pdf/web/viewer.html?file=/b/2.pdf"), id="viewer"),
    pytest.param("<a href='javascript:;' onclick=\"window.open('\\/c\\/3.xls')\">表格</a>", ("表格", "/c/3.xls"), id="onclick"),
    pytest.param("<a data-href='/d/4.ofd' href='#'>文件</a>", ("文件", "/d/4.ofd"), id="data attribute"),
    pytest.param("<a href='/system/_content/download.jsp?urltype=1&id=2'>附件1</a>", ("附件1", "/system/_content/download.jsp?urltype=1&id=2"), id="博达"),
]  # fmt: skip


@pytest.mark.parametrize(("link", "expected"), LINKS)
def test_attachments(link: str, expected: tuple[str, str]) -> None:
    document = page(
        f'{NAV}<div class=view><div id="zoom"><p>{LONG}</p></div><div class=fj>{link}{link}</div></div>'
    )
    assert [(a.name, a.href) for a in document.attachments] == [expected]


def test_links_to_pages_and_files_of_the_footer_are_no_attachments() -> None:
    document = page(
        f'<div><div><div id="zoom"><p>{LONG}</p><a href="/col/index.html">更多</a></div></div></div>'
        '<div class="footer"><a href="/app.zip">下载客户端</a></div>'
    )
    assert document.attachments == ()


# --------------------------------------------------------------------------------------------------
# Broken and hostile pages

UNREADABLE = [
    pytest.param("<html><body><div>404</div><p>您访问的页面不存在</p></body></html>", "error_page", id="soft 404"),
    pytest.param("<html><head><title>404</title></head><body><h1>Not Found</h1></body></html>", "error_page", id="404"),
    pytest.param("<html><script>document.cookie='__jsl_clearance=1'</script><body></body></html>", "antibot_page", id="jsl"),
    pytest.param("<html><script>var arg1='';function a(){reload('acw_sc__v2')}</script></html>", "antibot_page", id="acw"),
    pytest.param("<html><body>请开启JavaScript并刷新该页。</body></html>", "antibot_page", id="please enable"),
    pytest.param("<html><body><div id=app></div><script src=a.js></script></body></html>", "no_visible_text", id="empty app"),
    pytest.param("<html><body>&nbsp;<p> </p></body></html>", "no_visible_text", id="blanks only"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code"), UNREADABLE)
def test_pages_that_are_no_document(source: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("a.html", source.encode())
    assert (caught.value.source, caught.value.code) == ("a.html", code)


def test_a_document_may_speak_of_errors() -> None:
    document = page(f"<div id=zoom><p>{LONG * 10}</p><p>网站出现“页面不存在”的，限期整改。</p></div>")
    assert len(lines(document)) == 2


CUT = [
    pytest.param(f"<html><body><div id=zoom><p>{LONG}</p><table><tr><td>1</td><td>甲", True, id="in a table"),
    pytest.param(f"<html><body><p>{LONG}</p><p>{LONG}", True, id="in a paragraph"),
    pytest.param(f"<html><body><p>{LONG}</p><p cla", True, id="in a tag"),
    pytest.param(f"<html><body><p>{LONG}</p><script>var a = 1;", True, id="in a script"),
    pytest.param(f"<HTML><BODY><DIV><P>{LONG}</P>", True, id="an open box, upper case"),
    pytest.param(f"<html><body><p>{LONG}</p>", False, id="sloppy: no closing tags, all else closed"),
    pytest.param(f"<html><body><p>{LONG}<p>{LONG}", False, id="sloppy: paragraphs never closed"),
]


@pytest.mark.parametrize(("source", "cut"), CUT)
def test_half_a_page_is_refused_and_a_sloppy_one_is_not(source: str, cut: bool) -> None:
    if cut:
        with pytest.raises(SourceError) as caught:
            read("a.html", source.encode())
        assert caught.value.code == "truncated_html"
    else:
        assert codes(read("a.html", source.encode())) == ["open_ended_html"]


def test_a_fragment_without_frame_is_no_half_page() -> None:
    document = read("a.html", f"<div id=zoom><p>{LONG}</p><table border=1><tr><td>1<td>甲".encode())
    assert codes(document) == []
    assert [c.text for c in tables(document)[0].cells] == ["1", "甲"]


def test_lost_characters_are_a_finding() -> None:
    document = read("a.html", f"<html><body><p>{LONG}到\ufffd底</p></body></html>".encode())
    assert [(f.code, f.params["count"]) for f in document.findings] == [("replaced_characters", 1)]


HOSTILE = [
    pytest.param("<div>" * 100_000 + LONG, id="divs"),
    pytest.param("<span>" * 100_000 + LONG, id="spans"),
    pytest.param("<table><tr><td>" * 20_000 + LONG, id="tables"),
    pytest.param("<ul><li>" * 50_000 + LONG, id="lists"),
    pytest.param("<b><a>" * 20_000 + LONG, id="formatting"),
    pytest.param("<sup>" * 20_000 + LONG, id="sup"),
    pytest.param(f'<p title="{"x" * 3_000_000}">{LONG}</p>', id="gigantic attribute"),
    pytest.param("<p>" + "&nbsp;" * 500_000 + LONG, id="entities"),
    pytest.param("<tr><td>" * 5_000 + LONG, id="cells outside of tables"),
    pytest.param("<script>" * 50_000 + "</script>" + LONG, id="scripts"),
    pytest.param(LONG + "<!--" * 100_000, id="open comments"),
    pytest.param("<p style='display:none'>" * 20_000 + "</p>" + LONG, id="hidden"),
    pytest.param(f"<table><tr><td colspan=1000 rowspan=65534>{LONG}" * 300, id="giant spans"),
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markup_is_read_in_time(source: str) -> None:
    with completes():
        document = read("a.html", source.encode())
    everything = [
        b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in document.blocks
    ]
    assert LONG in "".join(everything)


VISIBLE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), min_size=1, max_size=6)
INLINE = st.sampled_from(
    ["{}", "<span>{}</span>", "<b>{}</b>", "{}<!--x-->", "{}<o:p></o:p>", "<a href=x>{}</a>"]
)
OUTER = st.sampled_from(
    [
        "<p>{}</p>",
        "<div>{}</div>",
        "<div><p>{}</div>",
        "<ul><li>{}</ul>",
        "<table border=1><tr><td>{}<td>x</table>",
        "<table><tr><td>{}</table>",
        "<div style='display:none'>{}</div>",
        "{}<br>",
        "<h3>{}</h3>",
        "<blockquote>{}",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(OUTER, st.lists(st.tuples(INLINE, VISIBLE), min_size=1, max_size=4)), min_size=1, max_size=8
    )
)
def test_every_visible_character_stands_in_exactly_one_block(
    parts: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    markup = "".join(outer.format("".join(i.format(text) for i, text in inner)) for outer, inner in parts)
    words = "".join(text for _, inner in parts for _, text in inner)
    document = page(markup + "<p>末</p>")
    found = "".join(
        b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in document.blocks
    )
    assert sorted(found.replace("x", "").replace("\n", "")) == sorted(words + "末")


# --------------------------------------------------------------------------------------------------
# Real pages (not part of the project)

CORPUS = os.environ.get("QINGDAN_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="QINGDAN_CORPUS is not set")
@pytest.mark.parametrize("folder", ["pages", "gov-cn"])
def test_real_pages(folder: str) -> None:
    for path in sorted(Path(CORPUS, folder).glob("*.html")):
        document = read(path.name, path.read_bytes())
        body = [b for b in document.blocks if b.role == "body"]
        assert body, path.name
        assert not [f for f in document.findings if f.severity == "error"], path.name
