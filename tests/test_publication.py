"""Articles with their pages and files: one extraction per plan, the better copy kept, differences said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from qingdan.cli import main
from qingdan.copies import differences, is_copy, reconcile, record_words, rekeyed
from qingdan.model import Extraction

pytest.importorskip("httpx")
pytest.importorskip("stamina")

from qingdan.fetch.client import Client
from qingdan.publication import Publication, fetcher, read_publication
from qingdan.run import extract_one
from test_fetch import FAST, LOCAL
from web_server import Page, Site, first_fails, serve

NUMBER = "湖政办发〔2022〕15号"
TASKS = [
    ("推进农村人居环境整治，完成20个行政村改造。", "区农业农村局"),
    ("完善河湖长制工作机制。", "区水利局、区生态环境局"),
    ("开展入河排污口排查整治。", "区生态环境局"),
    ("实施老旧小区改造15个。", "区住房城乡建设局"),
    ("推广新能源汽车200辆以上。", "区交通运输局"),
]


def table_html(rows: Sequence[tuple[str, str]], first: int = 1, header: bool = True) -> str:
    head = "<tr><td>序号</td><td>主要任务</td><td>责任单位</td></tr>" if header else ""
    body = "".join(f"<tr><td>{n}</td><td>{t}</td><td>{o}</td></tr>" for n, (t, o) in enumerate(rows, first))
    return f"<table>{head}{body}</table>"


def page_html(
    content: str, *, title: str = "东湖区生态环境保护规划任务分解方案", tail: str = "", number: str = NUMBER
) -> str:
    return f"""<html><head><meta charset="gb2312"><meta name="SiteIDCode" content="5001120001">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2022-08-05 10:00"><title>{title}</title></head>
<body><div class="xxgk"><ul><li>[ 索引号 ] 11500111009347908D/2022-00169</li><li>[ 发文字号 ] {number}</li>
<li>[ 发布日期 ] 2022-08-05</li><li>[ 成文日期 ] 2022-07-27</li></ul></div>
<h1>{title}</h1><div class="TRS_Editor"><p>{number}</p>{content}</div>{tail}</body></html>"""


def docx_bytes(
    rows: Sequence[tuple[str, str]],
    *,
    title: str = "东湖区生态环境保护规划任务分解方案",
    number: str = NUMBER,
) -> bytes:
    import docx

    document = docx.Document()
    for line in (number, title):
        if line:
            document.add_paragraph(line)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("序号", "主要任务", "责任单位"), strict=True):
        cell.text = text
    for n, row in enumerate(rows, 1):
        for cell, text in zip(table.add_row().cells, (str(n), *row), strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


def publish(site: Site, path: str) -> Publication:
    with Client(LOCAL, FAST) as client:
        return read_publication(fetcher(client).article(site.base + path))


def tasks(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [(t.no, t.text, t.lead_raw) for t in extraction.tasks]


ALL = [(str(n), text, organ) for n, (text, organ) in enumerate(TASKS, 1)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_page_whatever_it_declares(site: Site, encoding: str) -> None:
    site.add(
        "/t20220805_1001.html",
        page_html(table_html(TASKS)),
        encoding,
        content_type="text/html; charset=iso-8859-1",
    )
    found = publish(site, "/t20220805_1001.html")
    assert [tasks(e) for e in found.extractions] == [ALL]
    document = found.extractions[0].documents[0]
    assert (document.source, document.published_date) == (site.base + "/t20220805_1001.html", "2022-08-05")
    assert found.failures == ()


def test_pages_of_one_article_are_joined(site: Site) -> None:
    script = '<script>createPageHTML(3, {}, "t20220805_1002", "html")</script>'
    for n, (first, last) in enumerate([(0, 2), (2, 4), (4, 5)]):
        name = "/t20220805_1002" + (f"_{n}" if n else "") + ".html"
        table = table_html(TASKS[first:last], first + 1, header=n != 1)
        site.add(name, page_html(table, tail=script.format(n)), "gbk")
    found = publish(site, "/t20220805_1002.html")
    assert [tasks(e) for e in found.extractions] == [ALL]
    assert {t.place.split(";")[0] for t in found.extractions[0].tasks} == {"page=1", "page=2", "page=3"}
    assert "joined_pages" in {f.code for f in found.extractions[0].findings}


def test_the_word_file_is_kept_and_completed_by_the_page(site: Site) -> None:
    site.add("/zw/P020220805.docx", docx_bytes(TASKS), content_type="application/msword")
    site.add(
        "/zw/t20220805_1003.html",
        page_html(table_html(TASKS), tail='<p>附件：<a href="./P020220805.docx">任务分解.docx</a></p>'),
        "gbk",
    )
    found = publish(site, "/zw/t20220805_1003.html")
    assert [tasks(e) for e in found.extractions] == [ALL]
    document = found.extractions[0].documents[0]
    assert document.source.endswith("/zw/P020220805.docx")
    assert document.index_number == "11500111009347908D/2022-00169"
    assert (document.published_date, document.written_date) == ("2022-08-05", "2022-07-27")
    codes = {f.code for f in found.extractions[0].findings}
    assert "copies_agree" in codes
    assert "copy_differs" not in codes


def test_what_the_copies_say_differently_is_said(site: Site) -> None:
    changed = [*TASKS[:-1], ("推广新能源汽车200辆以上。", "区商务局")]
    site.add("/zw/a.docx", docx_bytes(TASKS))
    site.add("/zw/t20220805_1004.html", page_html(table_html(changed), tail='<a href="a.docx">附件.docx</a>'))
    (extraction,) = publish(site, "/zw/t20220805_1004.html").extractions
    assert tasks(extraction) == ALL
    said = [(f.severity, f.field, f.raw) for f in extraction.findings if f.code == "copy_differs"]
    assert said == [("warning", "lead_raw", "区商务局")]
    assert [f.code for f in extraction.findings if f.code == "copies_differ"] == ["copies_differ"]


def test_a_notice_whose_plan_is_a_file(site: Site) -> None:
    """The page has no list: the file's records under the page's number, issuer and dates."""
    site.add("/zw/b.docx", docx_bytes(TASKS, title="任务分解表", number=""))
    site.add(
        "/zw/t20220805_1005.html",
        page_html("<p>现印发给你们，请认真贯彻执行。</p>", tail='<a href="b.docx">附件1.docx</a>'),
    )
    found = publish(site, "/zw/t20220805_1005.html")
    assert [tasks(e) for e in found.extractions] == [ALL]
    document = found.extractions[0].documents[0]
    assert document.doc_number == NUMBER
    assert document.index_number == "11500111009347908D/2022-00169"
    site.add("/zw/t20220805_1006.html", page_html(table_html(TASKS)))
    (whole,) = publish(site, "/zw/t20220805_1006.html").extractions
    assert whole.documents[0].document_id == document.document_id


def test_annexes_of_two_districts_with_one_title_are_two(site: Site) -> None:
    ids = []
    for n, district in enumerate(("东湖区", "西山区")):
        files = ""
        for k in (1, 2):
            rows = [(f"{district}{text}", organ) for text, organ in TASKS[k - 1 : k + 2]]
            site.add(f"/{n}/a{k}.docx", docx_bytes(rows, title=f"附件{k} 任务分解表{k}", number=""))
            files += f'<a href="a{k}.docx">附件{k}.docx</a>'
        text = f"<p>现印发给你们。</p><p>{district}人民政府办公室</p><p>2022年7月27日</p>"
        site.add(
            f"/{n}/t20220805_100{n}.html",
            page_html(text, title=f"{district}人民政府办公室关于印发任务分解方案的通知", tail=files),
        )
        found = publish(site, f"/{n}/t20220805_100{n}.html")
        assert len(found.extractions) == 2
        ids += [e.documents[0].document_id for e in found.extractions]
    assert len(set(ids)) == 4


def test_files_in_an_archive_with_gbk_names(site: Site) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XXXXXXXX.docx", docx_bytes(TASKS, title="任务分解表", number=""))
    data = packed.getvalue().replace(b"XXXXXXXX", "任务分解".encode("gbk"))
    site.add("/zw/c.zip", data, content_type="application/zip")
    site.add(
        "/zw/t20220805_1007.html", page_html("<p>现印发给你们。</p>", tail='<a href="c.zip">附件.zip</a>')
    )
    (extraction,) = publish(site, "/zw/t20220805_1007.html").extractions
    assert tasks(extraction) == ALL
    assert extraction.documents[0].source == site.base + "/zw/c.zip/任务分解.docx"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(
            '<a href="/module/download/downfile.jsp?classid=0&showname=%E9%99%84%E4%BB%B6.docx&filename=391047bd.docx">附件</a>',
            id="download handler",
        ),
        pytest.param('<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2Fa.docx"></iframe>', id="viewer"),
        pytest.param(
            '<a href="javascript:void(0)" onclick="window.open(\'/files/a.docx\')">附件.docx</a>',
            id="onclick",
        ),
        pytest.param('<script>var file = "\\/files\\/a.docx";</script>', id="script"),
    ],
)
def test_ways_to_name_a_file(site: Site, markup: str) -> None:
    data = docx_bytes(TASKS)
    site.add("/files/a.docx", data)
    site.add(
        "/module/download/downfile.jsp?classid=0&showname=%E9%99%84%E4%BB%B6.docx&filename=391047bd.docx",
        data,
        content_type="application/octet-stream",
    )
    site.add("/zw/t20220805_1008.html", page_html(f"<p>现印发给你们，请认真贯彻执行。</p><p>{markup}</p>"))
    (extraction,) = publish(site, "/zw/t20220805_1008.html").extractions
    assert tasks(extraction) == ALL


def test_an_address_of_a_file(site: Site) -> None:
    site.add("/zw/a.docx", docx_bytes(TASKS))
    (extraction,) = publish(site, "/zw/a.docx").extractions
    assert tasks(extraction) == ALL


def test_parts_that_cannot_be_had_are_failures(site: Site) -> None:
    site.add("/zw/bad.docx", b"<html><body>404 Not Found</body></html>")
    site.pages["/zw/busy.docx"] = first_fails(99, Page(b""))
    links = '<a href="gone.docx">附件1.docx</a><a href="bad.docx">附件2.docx</a><a href="busy.docx">附件3.docx</a>'
    site.add("/zw/t20220805_1009.html", page_html(table_html(TASKS), tail=links))
    found = publish(site, "/zw/t20220805_1009.html")
    assert [tasks(e) for e in found.extractions] == [ALL]
    reasons = {source.rpartition("/")[2]: error.code for source, error in found.failures}
    assert reasons["gone.docx"] == "fetch_not_found"
    assert reasons["busy.docx"] == "fetch_status"
    assert "bad.docx" in reasons


def test_a_plan_beside_a_page_about_it_keeps_its_own_number(site: Site) -> None:
    """A page that explains a plan, under its own title, with the plan as a file."""
    site.add("/zw/d.docx", docx_bytes(TASKS))
    page = page_html(
        "<p>近日，任务分解方案印发，现作解读。</p>",
        title="任务分解方案解读",
        number="",
        tail='<a href="d.docx">附件.docx</a>',
    )
    site.add("/zw/t20220806_1011.html", page)
    (extraction,) = publish(site, "/zw/t20220806_1011.html").extractions
    assert extraction.documents[0].doc_number == NUMBER
    assert extraction.documents[0].title == "东湖区生态环境保护规划任务分解方案"
    assert extraction.documents[0].document_id == one(TASKS).documents[0].document_id


# ---- copies


def one(rows: Sequence[tuple[str, str]], number: str = NUMBER) -> Extraction:
    extraction = extract_one("a.html", page_html(table_html(rows), number=number).encode()).extraction
    assert extraction is not None
    return extraction


@pytest.mark.parametrize(
    ("rows", "number", "copy"),
    [
        pytest.param(TASKS, NUMBER, True, id="same number"),
        pytest.param(TASKS, "湖政办发〔2022〕16号", True, id="same words under another number"),
        pytest.param(TASKS[:3], "湖政办发〔2022〕16号", True, id="a part"),
        pytest.param(TASKS[:2], "湖政办发〔2022〕16号", False, id="two records prove nothing"),
        pytest.param(
            [("加强扬尘污染防治。", "区住房城乡建设局")], "湖政办发〔2022〕16号", False, id="other words"
        ),
    ],
)
def test_copies(rows: Sequence[tuple[str, str]], number: str, copy: bool) -> None:
    assert is_copy(one(TASKS), one(rows, number)) is copy


def test_a_part_is_compared_by_its_words() -> None:
    """An annex with numbers of its own: one organ differs."""
    part = [TASKS[2], (TASKS[3][0], "区财政局"), TASKS[4]]
    (found,) = reconcile([one(TASKS), one(part, "湖政办发〔2022〕16号")])
    assert tasks(found) == ALL
    said = [(f.field, f.raw) for f in found.findings if f.code == "copy_differs"]
    assert said == [("lead_raw", "区财政局")]


def test_records_of_a_part_alone_are_said() -> None:
    part = [*TASKS[:4], ("开展土壤调查。", "区生态环境局")]
    (found,) = reconcile([one([*TASKS, ("另一项任务。", "区财政局")]), one(part, "湖政办发〔2022〕16号")])
    assert [(f.field, f.raw) for f in found.findings if f.code == "copy_differs"] == [
        ("tasks", "开展土壤调查。")
    ]


def test_another_id_goes_through_every_record() -> None:
    extraction = one(TASKS)
    old = extraction.documents[0].document_id
    changed = rekeyed(extraction, "dffffffffffff")
    assert old not in repr(changed)
    assert rekeyed(changed, old) == extraction
    assert record_words(changed) == record_words(extraction)
    assert list(differences(extraction, rekeyed(changed, old))) == []


# ---- the command


def test_extract_an_address(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.add("/t20220805_1010.html", page_html(table_html(TASKS)))
    url = site.base + "/t20220805_1010.html"
    command = ["extract", url, "--out", str(tmp_path / "out"), "--quiet", "--lang", "en"]
    for options, status in ([], 1), (["--allow-private"], 0):
        with pytest.raises(SystemExit) as stopped:
            main([*command, *options])
        assert stopped.value.code == status
        assert ("--allow-private" in capsys.readouterr().err) is (status == 1)
    rows = (tmp_path / "out" / "tasks.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 6
