"""What tags, classes and style attributes say: what is a box, a paragraph, a heading, aligned, hidden, with lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..text import lazy

SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "svg",
        "object",
        "applet",
        "canvas",
        "audio",
        "video",
        "datalist",
        "rp",
        "colgroup",
        "col",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
        "map",
        "input",
        "textarea",
        "frame",
    ]
)
BOXES = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "form",
        "center",
        "ul",
        "ol",
        "dl",
        "nav",
        "header",
        "footer",
        "aside",
        "fieldset",
        "ucapcontent",
        "td",
        "th",
        "blockquote",
    ]
)
PARAGRAPHS = frozenset(
    [
        "p",
        "li",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "address",
        "details",
        "dialog",
        "dir",
        "figcaption",
        "figure",
        "hgroup",
        "legend",
        "menu",
        "optgroup",
        "option",
        "pre",
        "select",
        "summary",
        "hr",
        "frameset",
        "noframes",
        "xmp",
        "listing",
        "plaintext",
    ]
)
GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STYLE_CLASSES = (
    (re.compile(r"\bMsoTo[cC]\d"), "toc"),
    (re.compile(r"\bMsoTitle\b"), "title"),
    (re.compile(r"\bMsoCaption\b"), "caption"),
    (re.compile(r"\bMso(?:Footnote|Endnote)Text\b"), "footnote"),
)
_ALIGN = lazy(r"text-align\s{0,9}:\s{0,9}(left|right|center)", re.IGNORECASE)
NO_DISPLAY = lazy(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_BORDER = lazy(r"border[^;:]{0,20}:[^;]{0,60}\b(?:solid|double|dotted|dashed)", re.IGNORECASE)
EMBEDDED = ("iframe", "embed", "object")


@lru_cache(maxsize=512)  # a page has few different style attributes, each thousands of times
def align_of(style: str) -> str:
    """`text-align: center` -> center, "" where a style attribute says nothing of it."""
    found = _ALIGN.search(style)
    return found[1].lower() if found else ""


@lru_cache(maxsize=512)
def has_border(style: str) -> bool:
    """Whether a style attribute draws lines."""
    return bool(_BORDER.search(style))


@lru_cache(maxsize=512)
def style_of(classes: str) -> str:
    """The paragraph style that a class of Word stands for: MsoTitle -> title."""
    return next((style for pattern, style in _STYLE_CLASSES if pattern.search(classes)), "")


class KnownBoxes:
    """Selectors of containers.csv by id, class and tag, and comment pairs."""

    __slots__ = ("classes", "comments", "id_prefixes", "ids", "tags")

    def __init__(self, selectors: list[str]) -> None:
        self.ids = {s[1:].lower(): s for s in selectors if s[0] == "#" and s[-1] != "*"}
        self.id_prefixes = {s[1:-1].lower(): s for s in selectors if s[0] == "#" and s[-1] == "*"}
        self.classes = {s[1:].lower(): s for s in selectors if s[0] == "."}
        self.tags = {s: s for s in selectors if s[0].isalpha()}
        self.comments = [(*s[4:-3].split("-->…<!--"), s) for s in selectors if s.startswith("<!--")]

    def match(self, tag: str, ident: str, classes: tuple[str, ...]) -> str:
        """The selector that an element matches, "" if none."""
        if ident:
            low = ident.lower()
            found = self.ids.get(low) or next(
                (s for p, s in self.id_prefixes.items() if low.startswith(p)), ""
            )
            if found:
                return found
        for name in classes:
            if found := self.classes.get(name.lower(), ""):
                return found
        return self.tags.get(tag, "")


def asks_for_lines(attributes: Mapping[str, str | None]) -> bool:
    """Whether the table's own tag asks for visible lines."""
    if (attributes.get("border") or "0").strip() not in ("0", ""):
        return True
    if attributes.get("rules") or (attributes.get("bgcolor") and attributes.get("cellspacing") == "1"):
        return True
    return "MsoTable" in (attributes.get("class") or "") or bool(
        _BORDER.search(attributes.get("style") or "")
    )
