"""The style sheet and the fonts of a .doc as w:styles ([MS-DOC] 2.9.271, 2.9.286)."""

from __future__ import annotations

import struct

from .msdoc_file import Properties, is_on, sprms, style_entries, value_of
from .msdoc_xml import Element, new, put_paragraph_properties
from .wordml import W

_BUILT_IN = {n: f"heading {n}" for n in range(1, 10)} | {n: f"toc {n - 18}" for n in range(19, 28)}
_BUILT_IN |= {0: "normal", 34: "caption", 62: "title"}


def read_styles(sheet: bytes) -> Element:
    """The style sheet (STSH, 2.9.271) as w:styles."""
    root = new("styles")
    for index, entry, fixed in style_entries(sheet):
        if len(entry) >= 10:
            _style(root, index, entry, fixed)
    return root


def _style(root: Element, index: int, entry: bytes, fixed: int) -> None:
    sti, kinds, upx = struct.unpack_from("<HHH", entry)
    paragraph = kinds & 0xF == 1
    if fixed + 2 > len(entry):
        return
    length = struct.unpack_from("<H", entry, fixed)[0]
    name = entry[fixed + 2 : fixed + 2 + length * 2].decode("utf-16-le", "replace")
    style = new("style", root, type="paragraph" if paragraph else "character", styleId=index)
    if paragraph and sti & 0xFFF == 0:
        style.set(W + "default", "1")
    new("name", style, val=_BUILT_IN.get(sti & 0xFFF) or name)
    if kinds >> 4 != 0xFFF:
        new("basedOn", style, val=kinds >> 4)
    parts = _upx_parts(entry, fixed + 2 + length * 2 + 2, upx & 0xF)
    if paragraph and parts:
        put_paragraph_properties(new("pPr", style), dict(sprms(parts[0][2:])))
    if parts[1:] if paragraph else parts:
        _style_run(new("rPr", style), dict(sprms(parts[1 if paragraph else 0])))


def _upx_parts(entry: bytes, at: int, count: int) -> list[bytes]:
    parts: list[bytes] = []
    for _ in range(count):
        at += at % 2
        if at + 2 > len(entry):
            break
        size = struct.unpack_from("<H", entry, at)[0]
        parts.append(entry[at + 2 : at + 2 + size])
        at += 2 + size
    return parts


def _style_run(rpr: Element, properties: Properties) -> None:
    if is_on(properties, 0x083C):
        new("vanish", rpr)
    height = value_of(properties, 0x2A48)
    if height in {1, 2}:
        new("vertAlign", rpr, val="superscript" if height == 1 else "subscript")


def read_fonts(table: bytes) -> list[str]:
    """Font names (SttbfFfn, 2.9.286)."""
    names: list[str] = []
    at = 4
    while at < len(table):
        size = table[at]
        raw = table[at + 40 : at + 1 + size]
        names.append(raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").split("\x00")[0])
        at += 1 + size
    return names
