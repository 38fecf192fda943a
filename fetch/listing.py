"""List pages, feeds and sitemaps -> the articles they name.

Known systems are recognised by the form of their article addresses (data/articles.csv). Where none fits,
the articles are what a list consists of: several links in the same place of the page, with the same form of
address, long words, and a date beside them.
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from ..lightclass import dataclass
from ..model import SourceError
from .addresses import normal
from .decoding import text_of
from .links import Link, PageLinks, page_links
from .patterns import system_of

_DATE = re.compile(r"(20\d{2})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})")
_DATE_IN_PATH = re.compile(r"/t?(20\d{2})[-/]?(\d{2})[-/]?(\d{2})(?!\d)")
_DIGITS = re.compile(r"\d+")
_MOST_XML = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a list names: its address, title ("" in a sitemap) and date as listed (ISO or "")."""

    url: str
    title: str = ""
    date: str = ""


def list_entries(data: bytes, url: str) -> list[Entry]:
    """The articles of a list page in its order, once each. Raises SourceError `list_no_links` for none."""
    text = text_of(data)
    entries = (
        _once(iter(_json_entries(text, url))) if text.lstrip()[:1] in ("{", "[") else _page_entries(text, url)
    )
    if not entries:
        raise SourceError(url, "list_no_links")
    return entries


def _page_entries(text: str, url: str) -> list[Entry]:
    links = _fetchable(page_links(text, url))
    known = [(link, address) for link, address in links if system_of(urlsplit(address).path)]
    return _once(_entry(link, address) for link, address in known or _by_structure(links))


_ADDRESS_KEYS = ("url", "link", "href", "docpuburl", "articleurl", "puburl")
_TITLE_KEYS = ("title", "name", "doctitle", "articletitle", "listtitle")
_DATE_KEYS = (
    "date",
    "publish_time",
    "display_publish_time",
    "pubdate",
    "publishtime",
    "docreltime",
    "created_at",
)


def _json_entries(text: str, url: str) -> list[Entry]:
    """The answer of a list's interface: objects with an address and a title (gkmlpt), or markup in a string (jpaas)."""
    try:
        pending = [json.loads(text)]
    except (ValueError, RecursionError):
        return []
    entries: list[Entry] = []
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            entry = _object_entry({str(k).lower(): v for k, v in value.items()}, url)
            entries += [entry] if entry else []
            pending += reversed(value.values())
        elif isinstance(value, list):
            pending += reversed(value)
        elif isinstance(value, str) and "<a " in value:
            entries += _page_entries(value, url)
    return entries


def _object_entry(value: dict[str, Any], url: str) -> Entry | None:
    address = _first_text(value, _ADDRESS_KEYS)
    title = _first_text(value, _TITLE_KEYS)
    target = PageLinks(url).address(address) if address and title else None
    if target is None:
        return None
    match = _DATE.search(_first_text(value, _DATE_KEYS))
    return Entry(target, title, _iso(match) if match else "")


def _first_text(value: dict[str, Any], keys: Sequence[str]) -> str:
    return next((v.strip() for key in keys if isinstance(v := value.get(key), str) and v.strip()), "")


def _fetchable(found: PageLinks) -> list[tuple[Link, str]]:
    pairs = [(link, found.address(link.href)) for link in found.links]
    return [(link, address) for link, address in pairs if address and address != found.base]


def _entry(link: Link, address: str) -> Entry:
    return Entry(address, title_of(link), _date(link, address))


def title_of(link: Link) -> str:
    """The title of a link: its words, or its title attribute where the words are cut (…) or shorter.

    >>> title_of(Link("", "某区“十四五”规划任务分…", "某区“十四五”规划任务分解方案"))
    '某区“十四五”规划任务分解方案'
    """
    words = _DATE.sub("", link.text).strip(" []()【】·•")
    return link.title if len(link.title) >= len(words) else words


def _date(link: Link, address: str) -> str:
    for text in (link.after, link.text, link.title):
        if match := _DATE.search(text):
            return _iso(match)
    match = _DATE_IN_PATH.search(urlsplit(address).path)
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _once(entries: Iterator[Entry]) -> list[Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        old = found.get(entry.url)
        if old is None:
            found[entry.url] = entry
        elif len(entry.title) > len(old.title) or (entry.date and not old.date):
            found[entry.url] = Entry(entry.url, max(old.title, entry.title, key=len), old.date or entry.date)
    return list(found.values())


def _by_structure(links: Sequence[tuple[Link, str]]) -> list[tuple[Link, str]]:
    """Groups of links that look like one list: same place, same form of address, digits in it."""
    groups: dict[tuple[str, str], list[tuple[Link, str]]] = defaultdict(list)
    for link, address in links:
        groups[link.path, shape(address)].append((link, address))
    good = [group for (_, form), group in groups.items() if "0" in form and _is_list(group)]
    if not good:
        return []
    dated = [group for group in good if any(_DATE.search(link.after + link.text) for link, _ in group)]
    return [pair for group in dated or [max(good, key=_weight)] for pair in group]


def shape(address: str) -> str:
    """An address with its numbers made equal: the form that the articles of one list share.

    >>> shape("http://a.gov.cn/news/2022/0805/123.html")
    'a.gov.cn/news/0/0/0.html'
    """
    parts = urlsplit(address)
    return parts.netloc + _DIGITS.sub("0", parts.path + ("?" + parts.query if parts.query else ""))


def _is_list(group: Sequence[tuple[Link, str]]) -> bool:
    titles = [title_of(link) for link, _ in group]
    long_enough = sum(len(title) >= 8 for title in titles)
    dated = any(_DATE.search(link.after + link.text) for link, _ in group)
    return long_enough * 2 >= len(titles) and (len(group) >= 3 or dated)


def _weight(group: Sequence[tuple[Link, str]]) -> int:
    return sum(len(title_of(link)) for link, _ in group)


# ---- feeds and sitemaps


def feed_entries(data: bytes, url: str) -> list[Entry]:
    """The articles of an RSS 1.0, RSS 2.0 or Atom feed."""
    entries: list[Entry] = []
    for item in _xml(data, url).iter():
        if _name(item) not in ("item", "entry"):
            continue
        link = _link(item)
        if link:
            date = _child(item, "pubdate", "published", "updated", "date")
            entries.append(Entry(normal(link, url), _child(item, "title"), feed_date(date)))
    return _once(iter(entries))


def sitemap_entries(data: bytes, url: str) -> tuple[list[Entry], list[str]]:
    """The articles of a sitemap, and the sitemaps that a sitemap index names (sitemaps.org 0.9)."""
    entries: list[Entry] = []
    maps: list[str] = []
    for element in _xml(data, url).iter():
        address = _child(element, "loc") if _name(element) in ("url", "sitemap") else ""
        if address and _name(element) == "url":
            entries.append(Entry(normal(address, url), "", feed_date(_child(element, "lastmod"))))
        elif address:
            maps.append(normal(address, url))
    return _once(iter(entries)), maps


def feed_date(text: str) -> str:
    """A feed's date as ISO, "" if it is none.

    >>> feed_date("Fri, 05 Aug 2022 10:00:00 +0800"), feed_date("2022-08-05T10:00:00Z"), feed_date("昨天")
    ('2022-08-05', '2022-08-05', '')
    """
    if match := _DATE.search(text):
        return _iso(match)
    from email.utils import parsedate

    parsed = parsedate(text)
    return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else ""


_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def _xml(data: bytes, url: str) -> Any:
    """The root element; decoded by us (expat knows no GBK), with no DTD and no entities of its own."""
    from xml.etree import ElementTree

    text = _DECLARATION.sub("", text_of(_unzipped(data, url)))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise SourceError(url, "feed_entities")
    try:
        return ElementTree.fromstring(text.strip())
    except ElementTree.ParseError as error:
        raise SourceError(url, "feed_unreadable", reason=str(error)) from None


def _unzipped(data: bytes, url: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            plain = packed.read(_MOST_XML + 1)
    except (OSError, EOFError) as error:
        raise SourceError(url, "feed_unreadable", reason=str(error)) from None
    if len(plain) > _MOST_XML:
        raise SourceError(url, "fetch_too_large", limit=_MOST_XML // 1_000_000)
    return plain


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _child(element: Any, *names: str) -> str:
    for name in names:
        for child in element:
            if _name(child) == name and (child.text or "").strip():
                return child.text.strip()
    return ""


def _link(item: Any) -> str:
    """RSS: the text of <link>; Atom: the href of the alternate <link>."""
    for child in item:
        if _name(child) == "link":
            if (child.text or "").strip():
                return child.text.strip()
            if child.get("rel", "alternate") == "alternate" and child.get("href"):
                return child.get("href")
    return ""
