"""Fetching: addresses that may be asked, a server that misbehaves, lists, feeds, paged articles, files."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from guard import completes
from hypothesis import given, settings
from hypothesis import strategies as st
from qingdan.fetch import patterns
from qingdan.fetch.addresses import Policy, checked, normal
from qingdan.fetch.article import disposition_name, moved_away, viewed_file
from qingdan.fetch.decoding import text_of
from qingdan.fetch.listing import Entry, feed_entries, list_entries, sitemap_entries
from qingdan.fetch.paging import next_article_page, next_list_page, same_article
from qingdan.fetch.robots import Robots
from qingdan.fetch.sourcelist import WatchedSource, read_sources
from qingdan.model import SourceError

pytest.importorskip("httpx")
pytest.importorskip("stamina")

from qingdan.fetch.client import Client, Limits, Validators
from web_server import Page, Site, dripping, drops, endless, first_fails, redirect, serve

FAST = Limits(
    delay=0.0, wait_initial=0.01, wait_max=0.02, total=2.0, read=1.0, connect=1.0, max_bytes=2_000_000
)
LOCAL = Policy(True, frozenset({"127.0.0.1"}))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(LOCAL, FAST, version="test") as found:
        yield found


def code_of(call: Any) -> str:
    with pytest.raises(SourceError) as caught:
        call()
    return caught.value.code


# ---- addresses


@pytest.mark.parametrize(
    ("address", "public"),
    [
        pytest.param("8.8.8.8", True, id="public"),
        pytest.param("2400:3200::1", True, id="public v6"),
        pytest.param("127.0.0.1", False, id="loopback"),
        pytest.param("::1", False, id="loopback v6"),
        pytest.param("0.0.0.0", False, id="this host"),
        pytest.param("10.1.2.3", False, id="ten"),
        pytest.param("172.16.9.9", False, id="172.16"),
        pytest.param("192.168.1.1", False, id="192.168"),
        pytest.param("169.254.169.254", False, id="metadata"),
        pytest.param("100.100.100.200", False, id="metadata of a cloud inside 100.64/10"),
        pytest.param("fe80::1", False, id="link-local v6"),
        pytest.param("fd00::1", False, id="unique local"),
        pytest.param("224.0.0.1", False, id="multicast"),
        pytest.param("::ffff:10.0.0.1", False, id="mapped private"),
        pytest.param("64:ff9b::7f00:1", False, id="NAT64 of loopback"),
        pytest.param("2002:7f00:1::", False, id="6to4 of loopback"),
        pytest.param("fe80::1%eth0", False, id="with scope"),
    ],
)
def test_only_public_addresses_by_default(address: str, public: bool) -> None:
    assert Policy().permits("a.gov.cn", address) is public


@pytest.mark.parametrize(
    ("host", "address", "allowed"),
    [
        pytest.param("10.0.0.5", "10.0.0.5", True, id="the host named"),
        pytest.param("other.local", "10.0.0.6", False, id="another host"),
        pytest.param("10.0.0.5", "169.254.169.254", False, id="named, but link-local"),
        pytest.param("10.0.0.5", "::ffff:169.254.169.254", False, id="named, link-local inside"),
        pytest.param("www.a.gov.cn", "8.8.8.8", True, id="public needs no name"),
    ],
)
def test_private_addresses_of_named_hosts_alone(host: str, address: str, allowed: bool) -> None:
    assert Policy(True, frozenset({"10.0.0.5"})).permits(host, address) is allowed


@pytest.mark.parametrize(
    ("url", "code"),
    [
        pytest.param("file:///etc/passwd", "fetch_scheme", id="file"),
        pytest.param("ftp://a.gov.cn/x", "fetch_scheme", id="ftp"),
        pytest.param("http://user:secret@a.gov.cn/", "fetch_credentials", id="credentials"),
        pytest.param("http://@a.gov.cn/", "fetch_credentials", id="empty credentials"),
        pytest.param("http:///x", "fetch_bad_address", id="no host"),
        pytest.param("http://a.gov.cn:99999/", "fetch_bad_address", id="port"),
        pytest.param("http://[::1/", "fetch_bad_address", id="bracket"),
    ],
)
def test_refused_addresses(url: str, code: str) -> None:
    assert code_of(lambda: checked(url)) == code


def test_credentials_are_not_repeated_in_the_message() -> None:
    with pytest.raises(SourceError) as caught:
        checked("http://user:secret@a.gov.cn/x")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "base", "found"),
    [
        pytest.param("HTTP://A.gov.CN:80/x#y", "", "http://a.gov.cn/x", id="case, port, fragment"),
        pytest.param("https://a.gov.cn:443", "", "https://a.gov.cn/", id="empty path"),
        pytest.param("./P0.doc", "http://a.gov.cn/zw/t1.html", "http://a.gov.cn/zw/P0.doc", id="relative"),
        pytest.param("//b.gov.cn/1", "https://a.gov.cn/", "https://b.gov.cn/1", id="scheme of the page"),
        pytest.param(
            "/附件 1.doc", "http://a.cn/", "http://a.cn/%E9%99%84%E4%BB%B6%201.doc", id="Chinese name"
        ),
        pytest.param("/%E9%99%84.doc", "http://a.cn/", "http://a.cn/%E9%99%84.doc", id="already encoded"),
        pytest.param("http://政务.cn/", "", "http://xn--zfr164b.cn/", id="Chinese host"),
        pytest.param(
            "down.jsp?a=1&b=中", "http://a.cn/m/", "http://a.cn/m/down.jsp?a=1&b=%E4%B8%AD", id="query"
        ),
    ],
)
def test_one_spelling(url: str, base: str, found: str) -> None:
    assert normal(url, base) == found
    assert normal(found) == found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_spelling_is_settled_or_refused(text: str) -> None:
    try:
        found = normal(text, "http://a.gov.cn/zw/t1.html")
    except SourceError:
        return
    assert normal(found) == found
    assert found.isascii()


# ---- a server that misbehaves


def test_a_page(site: Site, client: Client) -> None:
    url = site.add("/a.html", "规划", headers={"Last-Modified": "Fri, 05 Aug 2022 10:00:00 GMT"})
    answer = client.get(url)
    assert answer.body == "规划".encode()
    assert answer.validators.etag
    assert answer.validators.last_modified
    assert client.get(url, answer.validators).body is None
    assert all(agent.startswith("qingdan/test (") for agent in site.agents)


@pytest.mark.parametrize(
    ("trouble", "requests"),
    [
        pytest.param(first_fails(2, Page(b"<p>ok")), 3, id="503 503 200"),
        pytest.param(first_fails(1, Page(b"<p>ok"), 429, {"Retry-After": "0"}), 2, id="429 with Retry-After"),
        pytest.param(drops(2, Page(b"<p>ok")), 3, id="connection breaks off"),
        pytest.param(
            first_fails(1, Page(b"<p>ok"), 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}),
            2,
            id="broken gzip",
        ),
    ],
)
def test_what_passes_is_tried_again(site: Site, client: Client, trouble: Any, requests: int) -> None:
    site.pages["/a.html"] = trouble
    assert client.get(site.base + "/a.html").body == b"<p>ok"
    assert [path for path, _ in site.log].count("/a.html") == requests


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param(first_fails(99, Page(b"")), "fetch_status", id="503 for good"),
        pytest.param(
            first_fails(99, Page(b""), 429, {"Retry-After": "86400"}), "fetch_status", id="come back tomorrow"
        ),
        pytest.param(drops(99, Page(b"<p>ok")), "fetch_connection", id="always broken off"),
        pytest.param(Page(b"x", status=404), "fetch_not_found", id="404"),
        pytest.param(Page(b"x", status=410), "fetch_not_found", id="410"),
        pytest.param(Page(b"x", status=403), "fetch_forbidden", id="403"),
        pytest.param(Page(b"x", status=521), "fetch_antibot", id="robot check"),
        pytest.param(Page(b"x", status=304), "fetch_status", id="304 unasked"),
        pytest.param(Page(b""), "fetch_empty", id="empty"),
        pytest.param(endless, "fetch_too_large", id="endless body"),
        pytest.param(dripping, "fetch_timeout", id="dripping body"),
        pytest.param(
            Page(gzip.compress(b"0" * 50_000_000), headers={"Content-Encoding": "gzip"}),
            "fetch_too_large",
            id="gzip bomb",
        ),
        pytest.param(
            Page(b"x", headers={"Content-Encoding": "br"}), "fetch_bad_encoding", id="encoding not asked for"
        ),
        pytest.param(redirect("/a.html"), "fetch_redirects", id="redirect to itself"),
        pytest.param(
            redirect("http://localhost:1/"), "fetch_private_address", id="to a private host not named"
        ),
        pytest.param(
            redirect("http://127.0.0.2:1/"), "fetch_private_address", id="to another loopback address"
        ),
        pytest.param(redirect("http://0x7f000002/"), "fetch_private_address", id="to one in disguise"),
        pytest.param(
            redirect("http://169.254.169.254/latest/meta-data/"),
            "fetch_private_address",
            id="to the metadata service",
        ),
        pytest.param(redirect("file:///etc/passwd"), "fetch_scheme", id="to a file"),
        pytest.param(redirect("http://u:p@127.0.0.1/"), "fetch_credentials", id="to credentials"),
    ],
)
def test_what_does_not_pass_has_its_reason(site: Site, client: Client, page: Any, code: str) -> None:
    site.pages["/a.html"] = page
    started = time.monotonic()
    assert code_of(lambda: client.get(site.base + "/a.html")) == code
    assert time.monotonic() - started < 12


def test_too_many_redirects(site: Site, client: Client) -> None:
    for n in range(9):
        site.pages[f"/{n}"] = redirect(f"/{n + 1}")
    assert code_of(lambda: client.get(site.base + "/0")) == "fetch_redirects"


def test_a_private_host_needs_the_option(site: Site) -> None:
    site.add("/a.html", "规划")
    with Client(Policy(False, frozenset({"127.0.0.1"})), FAST) as client:
        assert code_of(lambda: client.get(site.base + "/a.html")) == "fetch_private_address"
    assert not site.log


def test_the_checked_address_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with a harmless address first and a forbidden one next: no gap between check and use."""
    import socket

    answers = ["127.0.0.1", "169.254.169.254"]
    asked: list[str] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if not host[0].isdigit():  # a connection to a literal address asks as well
            asked.append(host)
            host = answers[len(asked) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.add("/robots.txt", "User-agent: *\nDisallow:\n")
    site.add("/a.html", "规划")
    policy = Policy(True, frozenset({"rebinding.example"}))
    url = f"http://rebinding.example:{site.port}/a.html"
    with Client(policy, FAST) as first:
        assert first.get(url).body == "规划".encode()
    with Client(policy, FAST) as second:
        assert code_of(lambda: second.get(url)) == "fetch_private_address"
    assert asked == ["rebinding.example"] * 2


def test_a_host_without_answer_is_asked_for_robots_once(client: Client) -> None:
    codes = [code_of(lambda: client.get("http://127.0.0.1:9/a")) for _ in range(3)]
    assert codes == ["fetch_robots_unreachable"] * 3


def test_a_failing_host_is_left_alone_after_a_while(site: Site, client: Client) -> None:
    site.pages["/a.html"] = drops(999, Page(b"<p>ok"))
    codes = [code_of(lambda: client.get(site.base + "/a.html")) for _ in range(7)]
    assert codes == ["fetch_connection"] * 5 + ["fetch_host_down"] * 2


def test_robots_are_obeyed(site: Site, client: Client) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /内部/\nDisallow: /private/\n")
    site.add("/open.html", "规划")
    site.add("/private/a.html", "规划")
    assert client.get(site.base + "/open.html").body
    assert code_of(lambda: client.get(site.base + "/private/a.html")) == "fetch_robots"
    assert site.counts()["/robots.txt"] == 1
    assert site.counts()["/private/a.html"] == 0


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, None), (403, None), (500, "fetch_robots_unreachable"), (503, "fetch_robots_unreachable")],
)
def test_missing_robots_allow_failing_robots_forbid(
    site: Site, client: Client, status: int, code: str | None
) -> None:
    site.add("/robots.txt", "x", status=status)
    site.add("/a.html", "规划")
    if code is None:
        assert client.get(site.base + "/a.html").body
    else:
        assert code_of(lambda: client.get(site.base + "/a.html")) == code


def test_a_polite_rate(site: Site) -> None:
    site.add(
        "/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n"
    )  # no integer: not understood, the own delay counts
    site.add("/a.html", "规划")
    with Client(LOCAL, Limits(delay=0.15)) as client:
        started = time.monotonic()
        for _ in range(3):
            client.get(site.base + "/a.html")
        assert time.monotonic() - started >= 0.45


def test_crawl_delay_is_read() -> None:
    assert Robots.parse(b"User-agent: *\nCrawl-delay: 7\n").delay == 7
    assert Robots.parse(b"<html>404</html>").allows("http://a.cn/x")


def test_validators_are_sent_and_304_has_no_body(site: Site, client: Client) -> None:
    site.add("/a.html", "规划", etag=False)
    assert client.get(site.base + "/a.html", Validators("", "Fri, 05 Aug 2022 10:00:00 GMT")).body


def test_without_the_extra_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(SourceError) as caught:
        Client()
    assert caught.value.code == "fetch_missing"
    assert 'pip install "qingdan[watch]"' in str(caught.value)


# ---- lists

TRS_LIST = """<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div><ul class="list">
<li><a href="./202208/t20220805_10982051.html" title="东湖区“十四五”规划任务分解方案的通知">东湖区“十四五”规划任务分…</a><span>2022-08-05</span></li>
<li><a href="./202207/t20220701_10982000.shtml">东湖区2022年工作要点</a> <span>[2022年7月1日]</span></li></ul>
<script>createPageHTML(3, 0, "index", "html");</script>"""
HANWEB_LIST = """<div id="1"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;webid=1&columnid=7"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/2021/7/19/art_72008_2718080.html" title="云溪县规划任务分解方案">云溪县规划任务分解方案</a><span>2021-07-19</span></li>]]></record>
<record><![CDATA[<li><a href='http://www.b.gov.cn/art/2021/7/20/art_72008_2718081.html'>云溪县中期评估</a><span>2021-07-20</span></li>]]></record></recordset></datastore></script></div>"""
UNKNOWN_LIST = """<div class="menu"><a href="/a1.jsp?c=1">本区概况</a><a href="/a1.jsp?c=2">领导信息</a></div>
<table class="lb"><tr><td><a href="view.jsp?id=101">青石市“十四五”规划纲要任务分工方案</a></td><td>2021-05-06</td></tr>
<tr><td><a href="view.jsp?id=102">青石市生态环境保护规划任务分解表</a></td><td>2021-05-07</td></tr>
<tr><td><a href="view.jsp?id=103">青石市养老服务体系建设实施方案</a></td><td>2021-05-08</td></tr></table><a href="list.jsp?p=2">下一页</a>"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            TRS_LIST,
            [
                ("/gh/202208/t20220805_10982051.html", "东湖区“十四五”规划任务分解方案的通知", "2022-08-05"),
                ("/gh/202207/t20220701_10982000.shtml", "东湖区2022年工作要点", "2022-07-01"),
            ],
            id="TRS",
        ),
        pytest.param(
            HANWEB_LIST,
            [
                ("/art/2021/7/19/art_72008_2718080.html", "云溪县规划任务分解方案", "2021-07-19"),
                ("http://www.b.gov.cn/art/2021/7/20/art_72008_2718081.html", "云溪县中期评估", "2021-07-20"),
            ],
            id="大汉 records in CDATA",
        ),
        pytest.param(
            UNKNOWN_LIST,
            [
                ("/gh/view.jsp?id=101", "青石市“十四五”规划纲要任务分工方案", "2021-05-06"),
                ("/gh/view.jsp?id=102", "青石市生态环境保护规划任务分解表", "2021-05-07"),
                ("/gh/view.jsp?id=103", "青石市养老服务体系建设实施方案", "2021-05-08"),
            ],
            id="unknown system by structure",
        ),
        pytest.param(
            '<a href="/gkmlpt/content/10/10794/post_10794083.html">规划任务分工</a> 2026-01-02<a href="/x.html">关于</a>',
            [("/gkmlpt/content/10/10794/post_10794083.html", "规划任务分工", "2026-01-02")],
            id="gkmlpt",
        ),
        pytest.param(
            '<li><a href="P020220805380000000000.doc">任务分解.doc</a></li>',
            [("/gh/P020220805380000000000.doc", "任务分解.doc", "")],
            id="an item that is a file",
        ),
        pytest.param(
            '<base href="http://c.gov.cn/x/"><a href="info/1131/3781.htm">规划</a><a href="mailto:a@b.cn">信箱</a><a href="javascript:void(0)">无</a>',
            [("http://c.gov.cn/x/info/1131/3781.htm", "规划", "")],
            id="base address, no other schemes",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_articles_of_a_list(page: str, expected: list[tuple[str, str, str]], encoding: str) -> None:
    found = list_entries(page.encode(encoding), "http://a.gov.cn/gh/index.html")
    assert found == [Entry(normal(u, "http://a.gov.cn/gh/index.html"), t, d) for u, t, d in expected]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            {
                "articles": [
                    {
                        "id": 1,
                        "title": "规划任务分工",
                        "url": "/gkmlpt/content/1/2/post_2.html",
                        "display_publish_time": "2026-01-02 10:00",
                    },
                    {"title": "无址"},
                ]
            },
            [Entry("http://a.gov.cn/gkmlpt/content/1/2/post_2.html", "规划任务分工", "2026-01-02")],
            id="objects",
        ),
        pytest.param(
            {
                "data": {
                    "html": '<li><a href="/art/2021/7/19/art_7_8.html" title="规划任务分解">规划…</a> 2021-07-19</li>'
                }
            },
            [Entry("http://a.gov.cn/art/2021/7/19/art_7_8.html", "规划任务分解", "2021-07-19")],
            id="markup in a string",
        ),
    ],
)
def test_answers_of_interfaces(answer: Any, expected: list[Entry]) -> None:
    data = json.dumps(answer, ensure_ascii=False).encode("gbk")
    assert list_entries(data, "http://a.gov.cn/api/all/1?page=1") == expected


def test_a_page_without_a_list_says_so() -> None:
    page = "<p>关于我们</p><a href='/'>首页</a>".encode()
    assert code_of(lambda: list_entries(page, "http://a.gov.cn/")) == "list_no_links"


@pytest.mark.parametrize(
    ("page", "url", "following"),
    [
        pytest.param(TRS_LIST, "http://a.cn/gh/", "http://a.cn/gh/index_1.html", id="TRS first"),
        pytest.param(
            'createPageHTML(3, 1, "index", "html")',
            "http://a.cn/gh/index_1.html",
            "http://a.cn/gh/index_2.html",
            id="TRS middle",
        ),
        pytest.param(
            'function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){document.write("<a href=\\""+_sPageName+"_1\\">下一页</a>")}'
            '</script><script>createPageHTML(120, 0, "index", "htm");',
            "http://a.cn/gh/",
            "http://a.cn/gh/index_1.htm",
            id="TRS, the function before its call",
        ),
        pytest.param(
            "createPageHTML(3,2,'index','shtml')", "http://a.cn/gh/index_2.shtml", None, id="TRS last"
        ),
        pytest.param(
            HANWEB_LIST,
            "http://a.cn/col/col7/",
            "http://a.cn/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=7",
            id="大汉 group",
        ),
        pytest.param(UNKNOWN_LIST, "http://a.cn/list.jsp", "http://a.cn/list.jsp?p=2", id="下一页"),
        pytest.param(
            '<a href="http://other.cn/2">下一页</a>', "http://a.cn/1", None, id="下一页 of another site"
        ),
        pytest.param("<p>1 2 3</p>", "http://a.cn/1", None, id="none"),
    ],
)
def test_next_page_of_a_list(page: str, url: str, following: str | None) -> None:
    assert next_list_page(page, url) == following


@pytest.mark.parametrize(
    ("page", "following"),
    [
        pytest.param(
            'createPageHTML(2, 0, "t20220805_10982077", "html")',
            "http://a.cn/1/t20220805_10982077_1.html",
            id="TRS",
        ),
        pytest.param('createPageHTML(9, 0, "index", "html")', None, id="a list inside the article"),
        pytest.param(
            '<a href="t20220805_10982077_2.html">下一页</a>',
            "http://a.cn/1/t20220805_10982077_2.html",
            id="下一页",
        ),
        pytest.param('<a href="t20220805_10982078.html">下一篇</a>', None, id="下一篇 is another article"),
        pytest.param('<a href="t20220805_10982078.html">下一页</a>', None, id="another article mislabelled"),
    ],
)
def test_next_page_of_an_article(page: str, following: str | None) -> None:
    assert next_article_page(page, "http://a.cn/1/t20220805_10982077.html") == following


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.cn/1/a_1.html", "http://a.cn/1/a_2.html", True),
        ("http://a.cn/1/a_2.html", "http://a.cn/1/a_1.html", False),
        ("http://a.cn/art_1_2718080.html", "http://a.cn/art_1_2718081.html", False),
        ("http://a.cn/v.jsp?id=1", "http://a.cn/v.jsp?id=1&page=2", True),
        ("http://a.cn/v.jsp?id=1", "http://a.cn/v.jsp?id=2", False),
        ("http://a.cn/1/a.html", "http://b.cn/1/a_1.html", False),
    ],
)
def test_pages_of_one_article(one: str, other: str, same: bool) -> None:
    assert same_article(one, other) is same


RSS = '<?xml version="1.0" encoding="gb2312"?><rss><channel><title>规划</title><item><title>任务分解方案</title><link>/t1.html</link><pubDate>Fri, 05 Aug 2022 10:00:00 +0800</pubDate></item></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>实施方案</title><link rel="self" href="/self"/><link href="/t2.html"/><updated>2022-08-06T00:00:00Z</updated></entry></feed>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.cn/t3.html</loc><lastmod>2022-08-07</lastmod></url></urlset>'


def test_feeds_and_sitemaps() -> None:
    assert feed_entries(RSS.encode("gbk"), "http://a.cn/rss") == [
        Entry("http://a.cn/t1.html", "任务分解方案", "2022-08-05")
    ]
    assert feed_entries(ATOM.encode(), "http://a.cn/atom") == [
        Entry("http://a.cn/t2.html", "实施方案", "2022-08-06")
    ]
    for data in (SITEMAP.encode(), gzip.compress(SITEMAP.encode())):
        assert sitemap_entries(data, "http://a.cn/s.xml") == (
            [Entry("http://a.cn/t3.html", "", "2022-08-07")],
            [],
        )
    index = "<sitemapindex><sitemap><loc>http://a.cn/s1.xml</loc></sitemap></sitemapindex>"
    assert sitemap_entries(index.encode(), "http://a.cn/s.xml") == ([], ["http://a.cn/s1.xml"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss>&a;</rss>', "feed_entities", id="entities"),
        pytest.param(b"<html><p>404", "feed_unreadable", id="no XML"),
        pytest.param(gzip.compress(b"<rss/>")[:-9], "feed_unreadable", id="cut gzip"),
    ],
)
def test_feeds_that_cannot_be_read(data: bytes, code: str) -> None:
    assert code_of(lambda: feed_entries(data, "http://a.cn/rss")) == code


@pytest.mark.parametrize("row", patterns._rows("articles.csv"), ids=lambda r: r["system"] + r["example"])
def test_each_pattern_fits_its_example(row: dict[str, str]) -> None:
    assert patterns.system_of(row["example"]) == row["system"]
    assert row["source"]
    assert row["date"] == "2026-11-22"


# ---- small things


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"attachment; filename*=UTF-8''%E9%99%84%E4%BB%B61.doc", "附件1.doc"),
        ('attachment; filename="附件1.doc"'.encode("gbk"), "附件1.doc"),
        ('attachment; filename="附件1.doc"'.encode(), "附件1.doc"),
        (b"attachment; filename=%E9%99%84.pdf", "附.pdf"),
        (b'inline; filename="..\\..\\etc\\passwd"', "passwd"),
        (b"inline", ""),
    ],
)
def test_names_of_downloads(header: bytes, name: str) -> None:
    assert disposition_name(header) == name


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("/pdfjs/web/viewer.html?file=/attach/0/a.pdf", "/attach/0/a.pdf"),
        ("/down.jsp?file=a.doc", "/down.jsp?file=a.doc"),
        ("./P0.doc", "./P0.doc"),
    ],
)
def test_viewers(href: str, file: str) -> None:
    assert viewed_file(href) == file


@pytest.mark.parametrize(
    ("url", "final", "moved"),
    [
        ("http://a.cn/1/t1.html", "http://a.cn/", True),
        ("http://a.cn/1/t1.html", "http://a.cn/index.html", True),
        ("http://a.cn/1/t1.html", "http://a.cn/404.html", True),
        ("http://a.cn/1/t1.html", "https://a.cn/1/t1.html", False),
        ("http://a.cn/1/t1.html", "http://a.cn/2/t1.html", False),
        ("http://a.cn/", "http://a.cn/index.html", False),
    ],
)
def test_articles_that_moved_away(url: str, final: str, moved: bool) -> None:
    assert moved_away(url, final) is moved


@given(st.text(alphabet="规划任务分解方案ABC 123", min_size=8))
def test_bytes_to_text(text: str) -> None:
    assert text_of(text.encode("utf-8")) == text
    assert text_of(text.encode("utf-16")) == text


def test_source_list(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        'contact = "a@example.org"\n[[source]]\nname = "某区"\nurl = "http://A.gov.cn/gh/"\ntitle = "规划|分解"\n[[source]]\nurl = "http://b.gov.cn/rss.xml"\nkind = "feed"\n',
        encoding="utf-8",
    )
    found = read_sources(path)
    assert [(s.name, s.url, s.kind) for s in found.sources] == [
        ("某区", "http://a.gov.cn/gh/", ""),
        ("http://b.gov.cn/rss.xml", "http://b.gov.cn/rss.xml", "feed"),
    ]
    assert found.named_hosts == {"a.gov.cn", "b.gov.cn"}
    assert found.sources[0].wants("某区规划")
    assert not found.sources[0].wants("招聘公告")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "sources_empty", id="empty"),
        pytest.param("[[source", "sources_unreadable", id="broken"),
        pytest.param('[[source]]\nname = "a"', "sources_invalid", id="no url"),
        pytest.param('[[source]]\nurl = "ftp://a.cn/"', "sources_invalid", id="scheme"),
        pytest.param('[[source]]\nurl = "http://a.cn/"\ntitle = "("', "sources_invalid", id="pattern"),
        pytest.param('[[source]]\nurl = "http://a.cn/"\ntitel = "x"', "sources_invalid", id="unknown key"),
        pytest.param('[[source]]\nurl = "http://a.cn/"\nkind = "web"', "sources_invalid", id="kind"),
        pytest.param(
            '[[source]]\nurl = "http://a.cn/"\n[[source]]\nurl = "http://a.cn/"',
            "sources_invalid",
            id="twice",
        ),
    ],
)
def test_source_lists_that_are_wrong(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    assert code_of(lambda: read_sources(path)) == code


def test_long_pages_in_linear_time() -> None:
    started = time.monotonic()
    for text in (
        "<![CDATA[" * 12_000,
        "createPageHTML(" * 7_000,
        "<nextgroup>" * 9_000,
        "<a href='x" * 10_000,
        '"' * 100_000,
        "<" * 50_000,
    ):
        next_list_page(text, "http://a.cn/")
    assert time.monotonic() - started < 5


def test_a_title_pattern_that_explodes_is_ended() -> None:
    source = WatchedSource("list", "http://example.org/", title="(规|规|规划)+表$")
    with completes():
        assert source.wants("规" * 60 + "。")  # not decided in time: rather one page too many


def test_a_broken_title_pattern_is_named(tmp_path: Path) -> None:
    path = tmp_path / "SOURCES.toml"
    path.write_text('[[source]]\nurl = "http://example.org/"\ntitle = "(规划"\n', encoding="utf-8")
    with pytest.raises(SourceError):
        read_sources(path)
