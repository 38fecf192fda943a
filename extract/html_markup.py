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
    (lazy(r"\bMsoTo[cC]\d"), "toc"),
    (lazy(r"\bMsoTitle\b"), "title"),
    (lazy(r"\bMsoCaption\b"), "caption"),
    (lazy(r"\bMso(?:Footnote|Endnote)Text\b"), "footnote"),
)
_ALIGN = lazy(r"text-align\s{0,9}:\s{0,9}(left|right|center)", re.IGNORECASE)
NO_DISPLAY = lazy(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_BORDER = lazy(r"border[^;:]{0,20}:[^;]{0,60}\b(?:solid|double|dotted|dashed)", re.IGNORECASE)
_TAG_LENGTH = 2000  # of the tag before a word in it; in a longer one the name is not looked for
EMBEDDED = ("iframe", "embed", "object")


@lru_cache(maxsize=512)  # a page has few different attributes, each thousands of times
def look_of(tag: str, style: str | None, align: str | None, classes: str | None) -> tuple[str | None, str]:
    """What an element's attributes say of the paragraphs in it: alignment (None: nothing) and style ("": nothing).

    >>> look_of("p", "text-align: center", None, "MsoTitle"), look_of("td", None, "middle", None)
    (('center', 'title'), ('center', ''))
    >>> look_of("h2", None, None, None), look_of("p", None, "justify", None)
    ((None, 'h2'), ('', ''))
    """
    found = _ALIGN.search(style) if style else None
    said = (found[1] if found else align or "").lower()
    if said in ("left", "right", "center"):
        aligned = said
    elif tag == "center" or said == "middle":
        aligned = "center"
    else:
        aligned = "" if said else None
    if tag in HEADINGS:
        return aligned, tag
    return aligned, next(
        (name for pattern, name in _STYLE_CLASSES if classes and pattern.search(classes)), ""
    )


@lru_cache(maxsize=512)
def has_border(style: str) -> bool:
    """Whether a style attribute draws lines."""
    return bool(_BORDER.search(style))


_TAG_NAME = lazy("<([a-zA-Z][a-zA-Z0-9]{0,15})[^a-zA-Z0-9]")


def styled_away(source: str) -> set[str]:
    """The names of the tags that may say `display: none` in their style, "*" where the name cannot be told.

    Searching each of a page's ten thousand style attributes costs more than all other selectors together, and
    most pages hide a handful of boxes only.

    >>> sorted(styled_away('<DIV id="a" style="display:none">x</div><style>p {display: none}</style>'))
    ['div']
    """
    tags: set[str] = set()
    for word in ("isplay", "ISPLAY"):
        at = source.find(word)
        while at >= 0:
            opening = source.rfind("<", max(0, at - _TAG_LENGTH), at)
            if opening < 0:
                tags.add("*")
            elif (name := _TAG_NAME.match(source, opening)) and source.find(">", opening, at) < 0:
                tags.add(name[1].lower())
            at = source.find(word, at + 1)
    return tags


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
