"""WordprocessingML elements made from the properties and the text units of a .doc."""

from __future__ import annotations

from typing import Any

from .msdoc_file import Properties, value_of
from .wordml import W

Element = Any


def text_of(units: list[str]) -> str:
    """UTF-16 units as text: surrogate pairs put together."""
    return _safe("".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def _safe(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not 0xD800 <= ord(c) < 0xE000 and c not in "\ufffe\uffff")


def new(tag: str, parent: Element | None = None, **values: object) -> Element:
    """A WordprocessingML element, under `parent` if one is given, with attributes of the same namespace."""
    import lxml.etree

    element = lxml.etree.Element(W + tag) if parent is None else lxml.etree.SubElement(parent, W + tag)
    for key, value in values.items():
        element.set(W + key, _safe(str(value)))
    return element


_ALIGN = {0: "left", 1: "center", 2: "right"}


def put_paragraph_properties(ppr: Element, properties: Properties) -> None:
    """List number, alignment and outline level under w:pPr."""
    numbered = [sprm for sprm in (0x260A, 0x460B) if sprm in properties]
    if numbered:
        num = new("numPr", ppr)
        if 0x260A in properties:
            new("ilvl", num, val=value_of(properties, 0x260A))
        if 0x460B in properties:
            number = value_of(properties, 0x460B) or 0
            new("numId", num, val=number if number < 0xF800 else 0)
    align = value_of(properties, 0x2461) if 0x2461 in properties else value_of(properties, 0x2403)
    if align in _ALIGN:
        new("jc", ppr, val=_ALIGN[align])
    outline = value_of(properties, 0x2640)
    if outline is not None:
        new("outlineLvl", ppr, val=outline)
