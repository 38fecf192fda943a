"""The links of a page with what stands around them.

Sees what a list page needs: anchors, frames, scripts, and the CDATA fragments in which 大汉 keeps its lists.
lxml, because its time is linear in the page's length whatever the page holds (the standard library's parser
needs quadratic time on 100,000 characters of unclosed tags).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from ..lightclass import dataclass
from ..model import SourceError
from .addresses import normal

_MOST = 8_000_000  # characters looked at; a list page has some hundred thousand
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor: address as written, words, title, the elements it stands in, the text right after it."""

    href: str
    text: str
    title: str = ""
    path: str = ""
    after: str = ""


@dataclass(slots=True)
class PageLinks:
    """What a page leads to. Addresses are as written; `base` is what they are relative to."""

    base: str
    links: list[Link] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    title: str = ""

    def address(self, href: str) -> str | None:
        """The address a link leads to, None if it is none that can be fetched."""
        target = href.strip()
        if not target or target.startswith("#") or _OTHER_SCHEME.match(target):
            return None
        try:
            return normal(target, self.base)
        except SourceError:
            return None


_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{1,20}:", re.IGNORECASE)


def page_links(text: str, url: str) -> PageLinks:
    """The links of a page's text, those in CDATA fragments included (in a script, or in an answer of dataproxy.jsp)."""
    found = PageLinks(url)
    _collect(text[:_MOST], found)
    fragments = list(cdata(text[:_MOST]))
    if fragments:
        _collect("\n".join(fragments), found)
    return found


def cdata(text: str) -> Iterator[str]:
    """What stands in the CDATA sections of a text.

    >>> list(cdata("<record><![CDATA[<li>1</li>]]></record>"))
    ['<li>1</li>']
    """
    start = text.find("<![CDATA[")
    while start >= 0:
        end = text.find("]]>", start)
        if end < 0:
            return
        yield text[start + 9 : end]
        start = text.find("<![CDATA[", end)


def _collect(text: str, found: PageLinks) -> None:
    root = _tree(text)
    if root is None:
        return
    walk = _Walk(found)
    for event, element in _events(root):
        walk.start(element) if event == "start" else walk.end(element)
    walk.settle()


def _tree(text: str) -> Any:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _events(root: Any) -> Any:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    return etree.iterwalk(root, events=("start", "end"))


class _Walk:
    """Goes through a tree; an anchor is settled at the next one, when the text after it is known."""

    def __init__(self, found: PageLinks) -> None:
        self.found = found
        self.path: list[str] = []
        self.words: list[str] | None = None  # of the anchor that is open
        self.after: list[str] = []
        self.last: Link | None = None

    def start(self, element: Any) -> None:
        tag = element.tag
        if tag == "script":
            self.found.scripts.append(element.text or "")
        elif tag == "title":
            self.found.title = self.found.title or _tidy(element.text or "")
        elif tag == "base" and element.get("href"):
            self.found.base = self.found.address(element.get("href")) or self.found.base
        elif tag in ("iframe", "frame", "embed", "object"):
            self.found.frames.append(element.get("src") or element.get("data") or "")
        elif tag == "a":
            self.settle()
            self.words = []
        else:
            classes = (element.get("class") or "").split()
            self.path.append(tag + "." + (classes[0] if classes else ""))
        if tag not in ("script", "style", "title"):
            self.take(element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            words, self.words = _tidy("".join(self.words or ())), None
            title = _tidy(element.get("title") or "")
            self.last, self.after = (
                Link(element.get("href") or "", words, title, " ".join(self.path[-5:])),
                [],
            )
        elif tag not in ("script", "title", "base", "iframe", "frame", "embed", "object"):
            self.path.pop()
        self.take(element.tail)

    def take(self, text: str | None) -> None:
        if not text:
            return
        if self.words is not None:
            self.words.append(text)
        elif self.last is not None and len(self.after) < 12:
            self.after.append(text[:200])

    def settle(self) -> None:
        if (last := self.last) is not None:
            after = _tidy(" ".join(self.after))[:80]
            self.found.links.append(Link(last.href, last.text, last.title, last.path, after))
        self.last = None


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


_QUOTED = re.compile(r"""(["'])([^"'\s<>]{5,500})\1""")


def script_strings(found: PageLinks) -> Iterator[str]:
    """Quoted strings of the scripts without blanks, slashes unescaped: "\\/attach\\/0\\/a.pdf" is an address."""
    for script in found.scripts:
        for match in _QUOTED.finditer(script):
            yield match[2].replace("\\/", "/")
