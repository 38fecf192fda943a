"""The next page of a list or of an article that was cut into pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from .addresses import normal
from .links import PageLinks, page_links
from .patterns import paging_words

# createPageHTML(5, 0, "index", "html"): pages, this page from 0, name and suffix of the files (TRS)
_ARGUMENTS = r"""\s{0,9}\(\s{0,9}['"]?(\d{1,6})['"]?\s{0,9},\s{0,9}['"]?(\d{1,6})['"]?\s{0,9},\s{0,9}['"]([^'"]{1,120})['"]\s{0,9},\s{0,9}['"](s?html?|jsp|aspx)['"]"""
_NUMBER = re.compile(r"[_-](\d{1,4})$")


def next_list_page(text: str, url: str) -> str | None:
    """The page that follows a list page: by its script, its dataproxy group, or the link 下一页."""
    found = page_links(text, url)
    return _by_script(text, url) or _by_group(text, found) or _by_label(found, url)


def next_article_page(text: str, url: str) -> str | None:
    """The page that follows within the same article: its address is the first one's with a number."""
    following = _by_script(text, url) or _by_label(page_links(text, url), url)
    return following if following and same_article(url, following) else None


def same_article(url: str, following: str) -> bool:
    """Whether two addresses differ in a page number alone.

    >>> same_article("http://a.cn/1/t20220805_10982077.html", "http://a.cn/1/t20220805_10982077_1.html")
    True
    >>> same_article("http://a.cn/1/t20220805_10982077.html", "http://a.cn/1/t20220805_10982078.html")
    False
    """
    one, other = urlsplit(url), urlsplit(following)
    if one.netloc != other.netloc or PurePosixPath(one.path).parent != PurePosixPath(other.path).parent:
        return False
    if one.path == other.path:
        return one.query != other.query and _without_page(one.query) == _without_page(other.query)
    if one.query != other.query:
        return False
    stem, suffix = _stem(one.path)
    next_stem, next_suffix = _stem(other.path)
    if suffix != next_suffix:
        return False
    if _NUMBER.sub("", next_stem) == stem:
        return True
    here, there = _NUMBER.search(stem), _NUMBER.search(next_stem)
    return (
        here is not None
        and there is not None
        and _NUMBER.sub("", stem) == _NUMBER.sub("", next_stem)
        and len(here[1]) <= 2  # art_72008_2718080 is an article's own number
        and int(there[1]) == int(here[1]) + 1
    )


def _without_page(query: str) -> list[str]:
    return [p for p in query.split("&") if not re.match(r"(?i)(?:page|pageno|pagenum|p|pn|currpage)=\d", p)]


def _stem(path: str) -> tuple[str, str]:
    pure = PurePosixPath(path)
    return pure.stem, pure.suffix.lower()


def _by_script(text: str, url: str) -> str | None:
    for call in paging_words("call"):
        start = text.find(call + "(")
        start = text.find(call) if start < 0 else start
        match = re.compile(re.escape(call) + _ARGUMENTS).search(text, start) if start >= 0 else None
        if match:
            pages, current, name, suffix = int(match[1]), int(match[2]), match[3], match[4]
            if current + 1 < pages:
                return normal(urljoin(url, f"{name}_{current + 1}.{suffix}"))
    return None


_NEXT_GROUP = re.compile(r"<nextgroup>(.{0,2000}?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""href\s{0,5}=\s{0,5}["']([^"']{1,1000})["']""", re.IGNORECASE)


def _by_group(text: str, found: PageLinks) -> str | None:
    """大汉: <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&…"></a>]]></nextgroup>"""
    group = _NEXT_GROUP.search(text)
    href = _HREF.search(group[1]) if group else None
    return found.address(href[1].replace("&amp;", "&")) if href else None


def _by_label(found: PageLinks, url: str) -> str | None:
    labels = paging_words("next")
    for link in found.links:
        if (link.text.strip(" >»›") in labels or link.text in labels) and link.text:
            address = found.address(link.href)
            if address and address != normal(url) and urlsplit(address).netloc == urlsplit(url).netloc:
                return address
    return None
