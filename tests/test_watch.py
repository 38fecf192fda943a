"""Watching: new, changed and withdrawn articles, failures, kills at any moment, the feed, the archive."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from qingdan.catalog.archive import Archive
from qingdan.catalog.codec import pack, unpack
from qingdan.catalog.store import Catalog
from qingdan.catalog.views import bars, catalogued, reparse, run_export, run_status
from qingdan.catalog.watching import kind_of, watch_once
from qingdan.fetch.sourcelist import read_sources
from qingdan.model import SourceError

pytest.importorskip("httpx")
pytest.importorskip("stamina")

from test_fetch import FAST
from test_publication import docx_bytes, page_html, table_html
from web_server import Page, Site, drops, endless, first_fails, redirect, serve

LONG = bool(os.environ.get("QINGDAN_LONG_TESTS"))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


# ---- a town that publishes


def rows_of(n: int) -> list[tuple[str, str]]:
    rng = random.Random(n)
    verbs, things = (
        ("推进", "完善", "加强", "实施"),
        ("河湖治理", "林长制管理", "扬尘防治", "小区改造", "土壤调查", "垃圾分类"),
    )
    organs = ("区水利局", "区林业局", "区财政局", "区教育局")
    return [
        (f"{rng.choice(verbs)}第{n}号{rng.choice(things)}，完成{rng.randint(1, 90)}处。", rng.choice(organs))
        for _ in range(rng.randint(3, 6))
    ]


def number_of(n: int) -> str:
    return f"湖政办发〔2022〕{n}号"


def article_html(n: int, rows: list[tuple[str, str]] | None = None, tail: str = "") -> str:
    title = f"东湖区第{n}号规划任务分解方案"
    return page_html(table_html(rows or rows_of(n)), title=title, number=number_of(n), tail=tail)


def article_path(n: int) -> str:
    return f"/gh/202208/t202208{n % 28 + 1:02}_1098{n:04}.html"


def list_html(numbers: list[int], page: int = 0, pages: int = 1) -> str:
    items = "".join(
        f'<li><a href="{article_path(n)}" title="东湖区第{n}号规划任务分解方案">东湖区第{n}号规划任…</a>'
        f"<span>2022-08-{n % 28 + 1:02}</span></li>"
        for n in numbers
    )
    return f'<ul>{items}</ul><a href="/gh/202208/t20220801_10970000.html">招聘公告</a><script>createPageHTML({pages}, {page}, "index", "html")</script>'


def publish(site: Site, count: int, per_page: int = 50) -> None:
    """A list in pages, an article per number: some with a Word file, some in GBK."""
    numbers = list(range(1, count + 1))
    pages = [numbers[i : i + per_page] for i in range(0, count, per_page)]
    for k, page in enumerate(pages):
        site.add("/gh/" + (f"index_{k}.html" if k else "index.html"), list_html(page, k, len(pages)))
    for n in numbers:
        tail = ""
        if n % 7 == 0:
            site.add(
                f"/gh/202208/P0202208{n:06}.docx",
                docx_bytes(rows_of(n), title=f"东湖区第{n}号规划任务分解方案", number=number_of(n)),
            )
            tail = f'<a href="./P0202208{n:06}.docx">附件.docx</a>'
        site.add(article_path(n), article_html(n, tail=tail), "gbk" if n % 2 else "utf-8")


def source_file(folder: Path, site: Site, url: str = "/gh/index.html", **options: Any) -> Path:
    values = {
        "name": "东湖区",
        "url": site.base + url,
        "title": "规划|任务分解",
        "recheck_hours": 0,
        "retry_minutes": 0,
        **options,
    }
    lines = "\n".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items())
    path = folder / "sources.toml"
    path.write_text(f"delay_seconds = 0\n[[source]]\n{lines}\n", encoding="utf-8")
    return path


class Clock:
    """A clock that goes on an hour with each pass."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=timezone.utc)  # noqa: UP017

    def __call__(self) -> datetime:
        return self.moment


class Watcher:
    def __init__(self, folder: Path, sources: Path) -> None:
        self.folder, self.sources, self.clock = folder, sources, Clock()

    def __call__(self) -> dict[str, int]:
        self.clock.moment += timedelta(hours=1)
        with Catalog(self.folder, create=True, clock=self.clock) as catalog:
            watch = watch_once(catalog, read_sources(self.sources), allow_private=True, limits=FAST)
            return dict(watch.counts)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with Catalog(self.folder, write=False) as catalog:
            return catalog.rows(query)

    def changes(self) -> list[tuple[str, str]]:
        lines = (self.folder / "changes.jsonl").read_text(encoding="utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        assert [c["seq"] for c in found] == list(range(1, len(found) + 1))
        return [(c["kind"], c["article"].rpartition("/")[2]) for c in found]


@pytest.fixture
def watcher(site: Site, tmp_path: Path) -> Watcher:
    return Watcher(tmp_path / "catalog", source_file(tmp_path, site))


def name_of(n: int) -> str:
    return article_path(n).rpartition("/")[2]


# ---- the life of an article


def test_new_changed_withdrawn_restored(site: Site, watcher: Watcher) -> None:
    publish(site, 4)
    assert watcher() == {"lists": 1, "asked": 4, "added": 4}
    assert watcher() == {"lists": 1, "asked": 4, "unchanged": 4}
    site.add(article_path(2), article_html(2, rows_of(20)))
    page = site.pages.pop(article_path(3))
    assert watcher() == {"lists": 1, "asked": 4, "changed": 1, "withdrawn": 1, "unchanged": 2}
    assert watcher.rows("SELECT state, count(*) FROM articles GROUP BY state") == [
        ("done", 3),
        ("withdrawn", 1),
    ]
    assert len(watcher.rows("SELECT * FROM documents")) == 4
    assert watcher() == {"lists": 1, "asked": 4, "unchanged": 4}
    site.pages[article_path(3)] = page
    assert watcher() == {"lists": 1, "asked": 4, "restored": 1, "unchanged": 3}
    assert sorted(watcher.changes()[:4]) == sorted(("added", name_of(n)) for n in range(1, 5))
    assert sorted(watcher.changes()[4:6]) == sorted([("changed", name_of(2)), ("withdrawn", name_of(3))])
    assert watcher.changes()[6:] == [("restored", name_of(3))]


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(Page(b"x", status=410), id="410"),
        pytest.param(Page("<html><body><p>您访问的页面不存在</p></body></html>".encode()), id="soft 404"),
        pytest.param(redirect("/"), id="redirect to the home page"),
    ],
)
def test_ways_to_be_gone(site: Site, watcher: Watcher, gone: Any) -> None:
    publish(site, 2)
    site.add("/", "<html><body><p>首页</p></body></html>")
    watcher()
    site.pages[article_path(1)] = gone
    assert watcher()["withdrawn"] == 1
    assert watcher.rows("SELECT count(*) FROM documents") == [(2,)]
    with Catalog(watcher.folder, write=False) as catalog:
        found = {e.documents[0].doc_number: e for e in catalogued(catalog)}
    assert "withdrawn_article" in {f.code for f in found[number_of(1)].findings}
    assert len(found[number_of(1)].tasks) == len(rows_of(1))


def test_a_changed_file_beside_an_unchanged_page(site: Site, watcher: Watcher) -> None:
    publish(site, 7)
    watcher()
    rows = [*rows_of(7)[:-1], ("推进新的任务，完成1处。", "区财政局")]
    site.add(
        "/gh/202208/P0202208000007.docx",
        docx_bytes(rows, title="东湖区第7号规划任务分解方案", number=number_of(7)),
    )
    site.log.clear()
    assert watcher()["changed"] == 1
    assert site.counts(200) == {"/robots.txt": 0, "/gh/202208/P0202208000007.docx": 1} or site.counts(
        200
    ) == {"/gh/202208/P0202208000007.docx": 1}


def test_only_wanted_titles(site: Site, watcher: Watcher) -> None:
    publish(site, 2)
    watcher()
    assert {url.rpartition("/")[2] for (url,) in watcher.rows("SELECT url FROM articles")} == {
        name_of(1),
        name_of(2),
    }


def test_new_articles_on_later_pages_and_a_wider_filter(site: Site, tmp_path: Path) -> None:
    publish(site, 12, per_page=4)
    site.add("/gh/202208/t20220801_10970000.html", page_html("<p>招聘公告</p>", title="招聘公告", number=""))
    watcher = Watcher(tmp_path / "c", source_file(tmp_path, site))
    assert watcher()["added"] == 12
    site.log.clear()
    watcher()
    assert site.counts(304)["/gh/index.html"] == 1
    assert (
        site.counts(304)["/gh/index_1.html"] == 0
    )  # the first page names nothing new: the others are left alone
    source_file(tmp_path, site, title="规划|招聘")
    found = watcher()
    assert found["asked"] == 13
    assert watcher.rows("SELECT state FROM articles WHERE url LIKE '%10970000.html'") == [("nothing",)]


def test_a_round_that_broke_off_is_finished(site: Site, watcher: Watcher) -> None:
    publish(site, 9, per_page=3)
    whole = site.pages["/gh/index_2.html"]
    site.add("/gh/index_2.html", "x", status=500)
    assert watcher()["added"] == 6
    site.pages["/gh/index_2.html"] = whole
    assert watcher()["added"] == 3


# ---- troubles


def test_every_plan_once_and_every_failure_listed(
    site: Site, watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(site, 12)
    whole = {n: site.pages[article_path(n)] for n in range(1, 13)}
    page = whole[1]
    assert isinstance(page, Page)
    site.pages[article_path(1)] = first_fails(2, page)
    site.pages[article_path(2)] = drops(1, page_of(whole, 2))
    site.pages[article_path(3)] = first_fails(99, page)
    site.pages[article_path(4)] = redirect("http://169.254.169.254/latest/")
    site.pages[article_path(5)] = endless
    site.pages[article_path(6)] = Page(b"<html><script>var __jsl_clearance=1</script></html>")
    site.pages[article_path(8)] = Page(page_of(whole, 8).body, content_type="text/html; charset=big5")
    site.add(article_path(9), article_html(9, tail='<a href="/gone.doc">附件.doc</a>'))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XXXXXXXX.docx", docx_bytes(rows_of(10), number=number_of(10)))
    site.add("/a.zip", packed.getvalue().replace(b"XXXXXXXX", "任务分解".encode("gbk")))
    site.add(
        article_path(10),
        page_html("<p>现印发给你们。</p>", number=number_of(10), tail='<a href="/a.zip">附件.zip</a>'),
    )
    found = watcher()
    assert found["added"] == 8
    assert found["failed"] == 5
    codes = dict(watcher.rows("SELECT url, error_code FROM articles WHERE error_code <> ''"))
    assert {url.rpartition("/")[2]: code for url, code in codes.items()} == {
        name_of(3): "fetch_status",
        name_of(4): "fetch_private_address",
        name_of(5): "fetch_too_large",
        name_of(6): "antibot_page",
        name_of(9): "fetch_not_found",
    }
    assert run_status(watcher.folder, "zh") == 0
    shown = capsys.readouterr().out
    for n in (3, 4, 5, 6):
        assert name_of(n) in shown
    assert "/gone.doc" in shown
    assert "169.254.169.254" in shown
    # everything is put right: what failed is tried again, nothing stands twice
    for n in (3, 4, 5, 6):
        site.pages[article_path(n)] = whole[n]
    site.add("/gone.doc", docx_bytes(rows_of(9), number=number_of(9), title="东湖区第9号规划任务分解方案"))
    assert watcher()["added"] == 4
    assert watcher.rows("SELECT count(*) FROM articles WHERE error_code <> ''") == [(0,)]
    assert records(watcher.folder) == {number_of(n): [t for t, _ in rows_of(n)] for n in range(1, 13)}
    archive = Archive(watcher.folder / "archive")
    for (sha256,) in watcher.rows("SELECT sha256 FROM fetches"):
        assert archive.get(sha256)


def page_of(pages: dict[int, Any], n: int) -> Page:
    page = pages[n]
    assert isinstance(page, Page)
    return page


def records(folder: Path) -> dict[str, list[str]]:
    """The tasks of every catalogued document by its number; a document that stands twice fails."""
    with Catalog(folder, write=False) as catalog:
        found = [(e.documents[0].doc_number, [t.text for t in e.tasks]) for e in catalogued(catalog)]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_failures_wait_longer_each_time(site: Site, tmp_path: Path) -> None:
    publish(site, 1)
    site.add(article_path(1), "x", status=500)
    watcher = Watcher(tmp_path / "c", source_file(tmp_path, site, retry_minutes=90))
    asked = [watcher().get("asked", 0) for _ in range(8)]  # a pass an hour: waits of 1.5, 3 and 6 hours
    assert asked == [1, 0, 1, 0, 0, 1, 0, 0]
    assert watcher.rows("SELECT tries FROM articles") == [(3,)]


def test_a_source_that_fails_is_shown(
    site: Site, watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site.add("/gh/index.html", "<p>没有列表</p>")
    assert watcher() == {"lists": 1, "failed": 1}
    run_status(watcher.folder, "en")
    assert "use a feed or a sitemap" in capsys.readouterr().out


def test_bytes_that_kill_a_reader_are_read_apart(
    site: Site, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, 2)
    watcher()
    with sqlite3.connect(watcher.folder / "catalog.sqlite") as database:
        database.execute(
            "UPDATE articles SET suspect = 1, state = 'pending', checked_at = '' WHERE url LIKE ?",
            ("%" + name_of(1),),
        )
    import qingdan.catalog.watching as watching

    monkeypatch.setattr(watching, "read_publication", _dies)
    watcher()
    assert watcher.rows("SELECT code FROM failures") == [("reader_died",)]


def test_bytes_that_keep_a_reader_for_ever_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import qingdan.catalog.watching as watching
    from qingdan.fetch.article import Article

    monkeypatch.setattr(watching, "APART_SECONDS", 0.2)
    monkeypatch.setattr(watching, "read_publication", _never_ends)
    found = watching.read_apart(Article("http://a.cn/t.html", ()))
    assert [(url, error.code) for url, error in found.failures] == [("http://a.cn/t.html", "reader_too_slow")]


def _never_ends(*_: Any) -> None:
    time.sleep(600)


def _dies(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_last_page_that_is_not_there_ends_the_list(site: Site, watcher: Watcher) -> None:
    publish(site, 9, per_page=3)
    del site.pages["/gh/index_2.html"]
    assert watcher() == {"lists": 1, "asked": 6, "added": 6}
    assert watcher.rows("SELECT error_code, sweeping FROM sources") == [("", 0)]


def test_a_list_longer_than_allowed_is_said(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(site, 9, per_page=3)
    sources = source_file(tmp_path, site, max_pages=2)
    assert (
        main_status(
            "watch",
            str(sources),
            "--catalog",
            str(tmp_path / "c"),
            "--once",
            "--allow-private",
            "--lang",
            "en",
        )
        == 0
    )
    assert "max_pages" in capsys.readouterr().err


def test_the_district_of_a_source_is_that_of_its_documents(site: Site, tmp_path: Path) -> None:
    publish(site, 1)
    page = f"<html><body><h1>规划任务分解方案</h1>{table_html(rows_of(1))}</body></html>"
    site.add(article_path(1), page)
    watcher = Watcher(tmp_path / "c", source_file(tmp_path, site, jurisdiction="500113"))
    watcher()
    with Catalog(watcher.folder) as catalog:
        (extraction,) = catalogued(catalog)
        (url,) = catalog.rows("SELECT url FROM articles")[0]
        assert list(reparse(catalog, url)) == []
    assert extraction.documents[0].jurisdiction_code == "500113"


def test_a_catalogue_that_cannot_be_written(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(site, 1)
    (tmp_path / "c").write_text("a file", encoding="utf-8")
    sources = source_file(tmp_path, site)
    assert (
        main_status(
            "watch",
            str(sources),
            "--catalog",
            str(tmp_path / "c"),
            "--once",
            "--allow-private",
            "--lang",
            "en",
        )
        == 1
    )
    assert len(capsys.readouterr().err.splitlines()) == 1


def main_status(*arguments: str) -> int:
    from qingdan.cli import main

    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_a_defect_stops_one_article_alone(
    site: Site, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, 3)
    import qingdan.catalog.watching as watching

    whole = watching.read_publication

    def broken(article: Any, *more: Any) -> Any:
        if article.url.endswith(name_of(2)):
            raise KeyError("a defect")
        return whole(article, *more)

    monkeypatch.setattr(watching, "read_publication", broken)
    assert watcher() == {"lists": 1, "asked": 3, "added": 2, "failed": 1}
    assert watcher.rows("SELECT error_code, suspect FROM articles WHERE error_code <> ''") == [
        ("internal_error", 0)
    ]
    monkeypatch.undo()
    assert watcher()["added"] == 1


def test_a_defect_takes_nothing_away(site: Site, watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, 1)
    watcher()
    import qingdan.publication

    def broken(*_: Any) -> Any:
        raise KeyError("a defect")

    monkeypatch.setattr(qingdan.publication, "reconcile", broken)
    site.add(article_path(1), article_html(1, rows_of(2)))
    assert watcher()["failed"] == 1
    with Catalog(watcher.folder) as catalog:
        (url,) = catalog.rows("SELECT url FROM articles")[0]
        with pytest.raises(SourceError) as caught:
            list(reparse(catalog, url))
    assert caught.value.code == "internal_error"
    assert records(watcher.folder) == {number_of(1): [t for t, _ in rows_of(1)]}
    monkeypatch.undo()
    assert watcher()["changed"] == 1


def test_lost_bytes_are_fetched_again(site: Site, watcher: Watcher) -> None:
    publish(site, 2)
    watcher()
    with Catalog(watcher.folder) as catalog:
        (sha256,) = catalog.rows("SELECT sha256 FROM parts WHERE article LIKE ?", ("%" + name_of(1),))[0]
        catalog.archive.path(sha256).unlink()
    assert watcher()["unchanged"] == 2
    assert Archive(watcher.folder / "archive").get(sha256)


def test_one_watch_at_a_time(site: Site, watcher: Watcher) -> None:
    publish(site, 1)
    with Catalog(watcher.folder, create=True), pytest.raises(SourceError) as caught:
        watcher()
    assert caught.value.code == "catalog_busy"


# ---- other systems' lists

HANWEB = """<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup><recordset>
{records}</recordset></datastore></script>"""
RECORD = '<record><![CDATA[<li><a href="{path}" title="东湖区第{n}号规划任务分解方案">东湖区…</a><span>2022-08-01</span></li>]]></record>'


def test_lists_of_three_systems(site: Site, tmp_path: Path) -> None:
    """TRS with page scripts, 大汉 with records in CDATA and a dataproxy, one that nobody knows."""
    publish(site, 2)
    hanweb = {n: f"/art/2022/8/{n}/art_72008_{2718000 + n}.html" for n in (3, 4)}
    unknown = {n: f"/view.jsp?id={1000 + n}" for n in (5, 6, 7)}
    for n, path in {**hanweb, **unknown}.items():
        site.add(path, article_html(n), "gbk", content_type="text/html; charset=iso-8859-1")
    proxy = "/module/web/jpage/dataproxy.jsp?page=2&webid=1"
    site.add(
        "/col/col7/index.html",
        HANWEB.format(more=proxy.replace("&", "&amp;"), records=RECORD.format(path=hanweb[3], n=3)),
    )
    site.add(
        proxy, HANWEB.format(more="", records=RECORD.format(path=hanweb[4], n=4)), content_type="text/xml"
    )
    rows = "".join(
        f'<tr><td><a href="{p}">东湖区第{n}号规划任务分解方案</a></td><td>2022-08-0{n}</td></tr>'
        for n, p in unknown.items()
    )
    site.add("/list.jsp", f'<a href="/about.jsp?id=1">规划局概况</a><table class="lb">{rows}</table>')
    sources = source_file(tmp_path, site)
    with sources.open("a", encoding="utf-8") as handle:
        for path in ("/col/col7/index.html", "/list.jsp"):
            handle.write(f'[[source]]\nurl = "{site.base}{path}"\ntitle = "规划"\n')
    watcher = Watcher(tmp_path / "c", sources)
    assert watcher() == {"lists": 3, "asked": 7, "added": 7}
    assert records(watcher.folder) == {number_of(n): [t for t, _ in rows_of(n)] for n in range(1, 8)}


SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "dazu-2022-105"


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="samples are not here")
@pytest.mark.parametrize(
    ("file", "kept"),
    [
        pytest.param("plan.doc", "application/msword", id="doc"),
        pytest.param(
            "plan.pdf", "text/html", id="pdf", marks=pytest.mark.skipif(not LONG, reason="long tests only")
        ),
    ],
)
def test_a_real_page_and_its_file_are_one_document(
    site: Site, watcher: Watcher, file: str, kept: str
) -> None:
    page = (SAMPLE / "page.html").read_bytes()
    site.add(
        "/gh/index.html", '<a href="/gh/t20220805_10982051.html">某区“十四五”规划任务分解方案</a> 2022-08-05'
    )
    site.add("/gh/t20220805_10982051.html", page)
    site.add("/gh/P020220805380000000000.doc", (SAMPLE / file).read_bytes())
    assert watcher() == {"lists": 1, "asked": 1, "added": 1}
    with Catalog(watcher.folder, write=False) as catalog:
        (extraction,) = catalogued(catalog)
    document = extraction.documents[0]
    assert document.media_type == kept
    assert (document.published_date, document.written_date) == ("2022-08-05", "2022-07-27")
    assert len(extraction.tasks) + len(extraction.indicators) + len(extraction.projects) == 562
    assert "copies_agree" in {f.code for f in extraction.findings}


# ---- feeds and sitemaps


def test_a_feed(site: Site, tmp_path: Path) -> None:
    publish(site, 2)
    items = "".join(f"<item><title>第{n}号规划</title><link>{article_path(n)}</link></item>" for n in (1, 2))
    site.add(
        "/rss.xml",
        f"<rss><channel>{items}<item><title>公告</title><link>/x.html</link></item></channel></rss>",
    )
    assert Watcher(tmp_path / "c", source_file(tmp_path, site, "/rss.xml"))()["added"] == 2


def test_a_sitemap_has_its_titles_in_the_pages(site: Site, tmp_path: Path) -> None:
    publish(site, 2)
    site.add("/about.html", "<html><title>关于我们</title><p>某区简介</p></html>")
    urls = "".join(
        f"<url><loc>{site.base}{p}</loc></url>" for p in (article_path(1), article_path(2), "/about.html")
    )
    site.add("/m1.xml", f"<urlset>{urls}</urlset>")
    site.add("/sitemap.xml", f"<sitemapindex><sitemap><loc>{site.base}/m1.xml</loc></sitemap></sitemapindex>")
    watcher = Watcher(tmp_path / "c", source_file(tmp_path, site, "/sitemap.xml", kind="sitemap"))
    assert watcher() == {"lists": 1, "asked": 3, "added": 2, "skipped": 1}
    site.log.clear()
    watcher()
    assert "/about.html" not in {path for path, _ in site.log}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<?xml version='1.0'?><rss>", "feed"),
        (b"<feed xmlns='x'>", "feed"),
        (b"<urlset>", "sitemap"),
        (b"\x1f\x8b\x08", "sitemap"),
        (b"<!doctype html><html><a href='/rss'>", "list"),
    ],
)
def test_kinds_of_sources(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


# ---- a second look


def test_a_second_look_fetches_no_body(site: Site, watcher: Watcher) -> None:
    count = 2000 if LONG else 15
    publish(site, count, per_page=100)
    watcher()
    site.log.clear()
    started = time.monotonic()
    assert watcher()["unchanged"] == count
    seconds = time.monotonic() - started
    assert [path for path, status in site.log if status == 200 and path != "/robots.txt"] == []
    print(f"second look at {count} articles: {seconds:.1f} s, {len(site.log)} requests")


def test_a_server_without_validators_is_compared_by_bytes(site: Site, watcher: Watcher) -> None:
    publish(site, 3)
    for page in site.pages.values():
        assert isinstance(page, Page)
        page.etag = False
    watcher()
    assert watcher() == {"lists": 1, "asked": 3, "unchanged": 3}


# ---- the archive alone


def test_reparse_from_the_archive(site: Site, watcher: Watcher) -> None:
    publish(site, 8)
    watcher()
    site.pages.clear()
    with Catalog(watcher.folder) as catalog:
        urls = [url for (url,) in catalog.rows("SELECT url FROM articles ORDER BY url")]
        assert [line for url in urls for line in reparse(catalog, url)] == []
        changed = sorted(e.documents[0].document_id for e in catalogued(catalog))[0]
        (article, data) = catalog.rows(
            "SELECT article, extraction FROM documents WHERE document_id = ?", (changed,)
        )[0]
        from dataclasses import replace

        old = unpack(data)
        older = pack(replace(old, tasks=(replace(old.tasks[0], text="旧的读法"), *old.tasks[1:])))
        catalog.database.execute(
            "UPDATE documents SET extraction = ?, digest = ? WHERE document_id = ?",
            (older.data, older.digest, changed),
        )
        lines = list(reparse(catalog, article))
        assert any("'旧的读法' ->" in line for line in lines)
        assert list(reparse(catalog, article)) == []
    assert watcher.changes()[-1] == ("reparsed", article.rpartition("/")[2])


def test_damaged_archive_is_said(site: Site, watcher: Watcher) -> None:
    publish(site, 1)
    watcher()
    with Catalog(watcher.folder) as catalog:
        (sha256,) = catalog.rows("SELECT sha256 FROM parts")[0]
        catalog.archive.path(sha256).write_bytes(b"x")
        (url,) = catalog.rows("SELECT url FROM articles")[0]
        with pytest.raises(SourceError) as caught:
            list(reparse(catalog, url))
        assert caught.value.code == "archive_damaged"


def test_export_and_packing(site: Site, watcher: Watcher, tmp_path: Path) -> None:
    publish(site, 3)
    watcher()
    with Catalog(watcher.folder, write=False) as catalog:
        for extraction in catalogued(catalog):
            packed = pack(extraction)
            assert unpack(packed.data) == extraction
            assert pack(unpack(packed.data)) == packed
    outs = []
    for name in ("one", "two"):
        assert run_export(watcher.folder, tmp_path / name, ["csv"], "zh") == 0
        outs.append({p.name: p.read_bytes() for p in (tmp_path / name).glob("*.csv")})
    assert outs[0] == outs[1]
    assert outs[0]["documents.csv"].count(b"\n") == 4
    assert b"2026" not in outs[0]["documents.csv"]


def test_status(site: Site, watcher: Watcher, capsys: pytest.CaptureFixture[str]) -> None:
    publish(site, 3)
    watcher()
    for lang, word in (("zh", "各月文件数"), ("en", "Documents by month")):
        assert run_status(watcher.folder, lang) == 0
        out = capsys.readouterr().out
        assert word in out
        assert "2022-08  ███ 3" in out
        assert "东湖区" in out
    assert run_status(watcher.folder.parent / "nowhere", "en") == 1
    assert "no catalogue here" in capsys.readouterr().err


def test_names_in_no_encoding_and_titles_with_escapes(
    site: Site, watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    """A zip whose names are in no known encoding; a title that would paint the terminal."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XX.docx", docx_bytes(rows_of(1), number=number_of(1)))
    site.add("/a.zip", packed.getvalue().replace(b"XX.docx", b"\xff\xfe.docx"))
    site.add("/gh/index.html", f'<a href="{article_path(1)}">规划\x1b[2J方案</a> 2022-08-05')
    site.add(
        article_path(1),
        page_html(
            "<p>现印发给你们。</p>",
            title="规划\x1b[2J方案",
            number=number_of(1),
            tail='<a href="/a.zip">附件.zip</a>',
        ),
    )
    assert watcher()["added"] == 1
    assert run_status(watcher.folder, "zh") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_bars_fit() -> None:
    lines = list(bars([("2022-01", 4000), ("2022-02", 1)]))
    assert max(len(line) for line in lines) < 70
    assert lines[1].endswith("█ 1")


# ---- the feed


def torn(path: Path, cut: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: max(0, len(data) - cut)])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda p: torn(p, 5), id="cut line"),
        pytest.param(lambda p: torn(p, 1), id="no line end"),
        pytest.param(lambda p: torn(p, 400), id="a line and a half lost"),
        pytest.param(lambda p: p.unlink(), id="deleted"),
        pytest.param(lambda p: p.write_bytes(b""), id="empty"),
        pytest.param(lambda p: p.write_bytes(b'{"seq": 3}\n'), id="not ours"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes() + b'{"seq": 9'), id="half a line too much"),
    ],
)
def test_the_feed_is_repaired(site: Site, watcher: Watcher, damage: Callable[[Path], None]) -> None:
    publish(site, 5)
    watcher()
    path = watcher.folder / "changes.jsonl"
    whole = path.read_bytes()
    damage(path)
    with Catalog(watcher.folder):
        pass
    assert path.read_bytes() == whole


# ---- kill -9

CLOCKS = ("_at", "_try", "_seen")


def state(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table without clock values, and the feed."""
    with Catalog(folder) as catalog:
        tables = [
            t
            for (t,) in catalog.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        found = {}
        for table in tables:
            columns = [row[1] for row in catalog.rows(f"PRAGMA table_info({table})")]
            kept = [c for c in columns if not c.endswith(CLOCKS) and c != "at"]
            found[table] = sorted(catalog.rows(f"SELECT {', '.join(kept)} FROM {table}"))
        feed = [
            json.loads(line) for line in (folder / "changes.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        found["feed"] = [tuple(v for k, v in change.items() if k != "at") for change in feed]
        found["archive"] = sorted(
            (p.name, p.stat().st_size) for p in catalog.archive.folder.rglob("*") if p.is_file()
        )
    return found


def watch_process(folder: Path, sources: Path) -> int:
    """A watch in a process of its own: the command itself in the long test, a fork in the short one."""
    if LONG:
        command = [
            sys.executable,
            "-m",
            "qingdan",
            "watch",
            str(sources),
            "--catalog",
            str(folder),
            "--once",
            "--allow-private",
        ]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid
    pid = os.fork()
    if pid:
        return pid
    try:
        with Catalog(folder, create=True) as catalog:
            watch_once(catalog, read_sources(sources), allow_private=True, limits=FAST)
    finally:
        os._exit(0)


class Reader:
    """A reader of the feed that keeps the number of bytes of the whole lines it has read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "changes.jsonl"
        self.position = 0
        self.seen: list[int] = []

    def read_on(self) -> None:
        if not self.path.exists():
            return
        with self.path.open("rb") as handle:
            handle.seek(self.position)
            whole = handle.read().rpartition(b"\n")[0:2]
        lines = b"".join(whole)
        self.position += len(lines)
        self.seen += [json.loads(line)["seq"] for line in lines.splitlines()]


def ended(pid: int) -> int | None:
    """The wait status of a process that has ended, None while it runs."""
    done, status = os.waitpid(pid, os.WNOHANG)
    return status if done else None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no kill -9 here")
def test_kill_at_any_moment(site: Site, tmp_path: Path) -> None:
    """Killed while the site is being asked: at a random request and a random moment after it."""
    articles, kills = (200, 50) if LONG else (20, 5)
    publish(site, articles, per_page=50 if LONG else 10)
    sources = source_file(tmp_path, site, recheck_hours=1000)
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    assert os.waitpid(watch_process(calm, sources), 0)[1] == 0
    requests = len(site.log)
    expected = state(calm)
    rng = random.Random(7)
    struck = 0
    reader = Reader(killed)
    for n in range(kills):
        site.log.clear()
        pid = watch_process(killed, sources)
        after = rng.randint(1, max(2, 2 * requests // kills))
        status = None
        while len(site.log) < after and status is None:
            status = ended(pid)
            time.sleep(0.001)
        time.sleep(rng.random() * 0.05)
        if status is None:
            os.kill(pid, signal.SIGKILL)
            status = os.waitpid(pid, 0)[1]
        struck += os.WIFSIGNALED(status)
        reader.read_on()
        if not os.WIFSIGNALED(status):  # done before it was struck: the next ones strike a new catalogue
            assert state(killed) == expected
            killed = tmp_path / f"killed{n}"
            reader = Reader(killed)
    assert os.waitpid(watch_process(killed, sources), 0)[1] == 0
    assert state(killed) == expected
    reader.read_on()
    assert reader.seen == list(range(1, len(expected["feed"]) + 1))
    assert records(killed) == {number_of(n): [t for t, _ in rows_of(n)] for n in range(1, articles + 1)}
    assert struck > kills // 2
    print(f"{struck} of {kills} runs killed over {articles} articles")
