"""styles.xml and numbering.xml of a Word file: styles along basedOn, the definitions of lists.

Sections cited are of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lightclass import dataclass
from .numbering import Level, ListDefinition
from .wordml import Element, W, number, on, symbol, val


@dataclass(slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    align: str = ""
    hidden: bool = False
    vertical: str = ""


class Styles:
    """styles.xml (17.7): properties looked up along basedOn."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for element in () if root is None else root.iterfind(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._styles[style_id] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self.default = style_id

    def chain(self, style_id: str) -> Iterator[_Style]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = self._styles[style_id].parent

    def list_of(self, style_id: str) -> tuple[str, int | None] | None:
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.level
        return None

    def outline(self, style_id: str) -> int | None:
        return next((style.outline for style in self.chain(style_id) if style.outline is not None), None)

    def align(self, style_id: str) -> str:
        return next((style.align for style in self.chain(style_id) if style.align), "")

    def hidden(self, style_id: str) -> bool:
        return any(style.hidden for style in self.chain(style_id))

    def vertical(self, style_id: str) -> str:
        return next((style.vertical for style in self.chain(style_id) if style.vertical), "")

    def kind(self, style_id: str) -> str:
        """title, h1..h9, toc, caption or "" from the built-in names (the same in every language of Word)."""
        return next((kind for kind in (_named(style.name) for style in self.chain(style_id)) if kind), "")


def _style(element: Element) -> _Style:
    ppr, rpr = element.find(W + "pPr"), element.find(W + "rPr")
    return _Style(
        name=(val(element, "name") or "").lower(),
        parent=val(element, "basedOn") or "",
        num_id=val(ppr, "numPr/numId"),
        level=number(val(ppr, "numPr/ilvl")),
        outline=number(val(ppr, "outlineLvl")),
        align=val(ppr, "jc") or "",
        hidden=on(rpr, "vanish"),
        vertical=val(rpr, "vertAlign") or "",
    )


def _named(name: str) -> str:
    if name in {"title", "标题", "文章标题"}:
        return "title"
    if name == "caption" or name == "题注":
        return "caption"
    if name.startswith(("toc ", "目录 ")) or name == "table of figures":
        return "toc"
    match = re.fullmatch(r"(?:heading|标题) ?([1-9])", name)
    return f"h{match[1]}" if match else ""


def list_definitions(root: Element | None, styles: Styles) -> dict[str, ListDefinition]:
    """numbering.xml (17.9): every w:num with the levels it counts with."""
    if root is None:
        return {}
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iterfind(W + "abstractNum")}
    links = {n.get(W + "numId", ""): val(n, "abstractNumId") or "" for n in root.iterfind(W + "num")}
    definitions: dict[str, ListDefinition] = {}
    for num in root.iterfind(W + "num"):
        num_id = num.get(W + "numId", "")
        abstract_id = _followed(links[num_id], abstracts, links, styles)
        if abstract_id in abstracts:
            definitions[num_id] = _definition(num, abstract_id, abstracts[abstract_id])
    return definitions


def _followed(abstract_id: str, abstracts: dict[str, Element], links: dict[str, str], styles: Styles) -> str:
    """The list that a list style stands for (w:numStyleLink, 17.9.21), at most one step."""
    style_id = val(abstracts.get(abstract_id), "numStyleLink")
    target = styles.list_of(style_id) if style_id else None
    return links.get(target[0], abstract_id) if target else abstract_id


def _definition(num: Element, abstract_id: str, abstract: Element) -> ListDefinition:
    levels = {number(lvl.get(W + "ilvl")) or 0: _level(lvl) for lvl in abstract.iterfind(W + "lvl")}
    starts: dict[int, int] = {}
    for override in num.iterfind(W + "lvlOverride"):
        index = number(override.get(W + "ilvl")) or 0
        changed = override.find(W + "lvl")
        if changed is not None:
            levels[index] = _level(changed)
        start = number(val(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return ListDefinition(abstract_id, levels, starts)


def _level(lvl: Element) -> Level:
    fmt, custom = _number_format(lvl)
    start = number(val(lvl, "start"))
    return Level(
        start=0 if start is None else start,
        fmt=f"custom:{custom}" if fmt == "custom" else fmt,
        text=_bullet(lvl) if fmt == "bullet" else val(lvl, "lvlText") or "",
        suffix=val(lvl, "suff") or "tab",
        legal=on(lvl, "isLgl"),
        restart=number(val(lvl, "lvlRestart")),
        style=val(lvl, "pStyle") or "",
    )


def _number_format(lvl: Element) -> tuple[str, str]:
    found = next(iter(lvl.iter(W + "numFmt")), None)  # may stand in an mc:Choice
    return (
        ("decimal", "") if found is None else (found.get(W + "val", "decimal"), found.get(W + "format", ""))
    )


def _bullet(lvl: Element) -> str:
    """The bullet as a Unicode character, • where its symbol font is not known."""
    fonts = lvl.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return "".join(symbol(font, ord(char)) or "•" for char in val(lvl, "lvlText") or "")
