"""The text of one WordprocessingML paragraph as a reader of the page sees it (ECMA-376 part 1, chapter 17).

Tracked changes are taken as accepted, field codes are dropped and their results kept, superscripts become
Unicode superscripts, symbols of the symbol fonts become the characters they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cache
from typing import Any

from ..datafiles import read_rows
from ..lightclass import dataclass

Element = Any  # lxml.etree._Element: this module only walks, it never parses

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"

# Wrappers whose content stands in the text: content controls, custom XML, accepted insertions.
TRANSPARENT = frozenset(
    W + tag
    for tag in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "hyperlink",
        "fldSimple",
    )
)
_PICTURES = frozenset(W + tag for tag in ("drawing", "pict", "object"))


def on(parent: Element | None, tag: str) -> bool:
    """Whether an on/off property (<w:vanish/>, <w:vanish w:val="0"/>) is there and not off."""
    found = None if parent is None else parent.find(W + tag)
    return found is not None and found.get(W + "val", "1") not in {"0", "false", "off", "none"}


def val(parent: Element | None, path: str) -> str | None:
    """The w:val of a child such as "pPr/jc", None where it is missing."""
    found = None if parent is None else parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def number(text: str | None) -> int | None:
    """An attribute as an int, None where it is missing or damaged."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


def chosen(alternate: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read: the first with text in it, else the first."""
    branches = [child for child in alternate if child.tag in (_MC + "Choice", _MC + "Fallback")]
    for branch in branches:
        if any((node.text or "").strip() for node in branch.iter(W + "t")):
            return branch
    return branches[0] if branches else None


def children(parent: Iterable[Element]) -> Iterator[Element]:
    """Child elements seen through content controls, insertions, hyperlinks and alternate content."""
    for child in parent:
        if child.tag in TRANSPARENT:
            yield from children(child)
        elif child.tag == _MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from children(branch)
        elif isinstance(child.tag, str):
            yield child


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows_result: bool = False
    result: str = ""
    paragraph: int = 0

    @property
    def name(self) -> str:
        """DATE, TOC, EQ …"""
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its text, the text that is hidden, and the text boxes anchored in it."""

    text: str = ""
    hidden: str = ""
    boxes: list[Element | str] = field(default_factory=list)
    toc: bool = False


@dataclass(frozen=True, slots=True)
class RunStyle:
    """The two run properties that change the text: hidden, and superscript or subscript."""

    hidden: bool = False
    vertical: str = ""


class InlineReader:
    """Reads paragraphs in document order. Fields may begin in one paragraph and end in another."""

    def __init__(
        self,
        run_style: Callable[[Element, Element], RunStyle],
        note_mark: Callable[[str, str], str],
        dropped_fields: frozenset[str] = frozenset(),
    ) -> None:
        self._dropped_fields = dropped_fields
        self.dropped: list[str] = []
        self._run_style = run_style
        self._note_mark = note_mark
        self._fields: list[_Field] = []
        self._paragraph = 0
        self.pictures = 0
        self.deleted = 0
        self.comments = 0
        self.unknown_symbols: list[str] = []
        self.lost_fields: list[str] = []
        self.annotations: list[str] = []

    def read(self, paragraph: Element) -> Inline:
        """The inline content of a w:p."""
        self._paragraph += 1
        out = Inline(toc=self._in_toc())
        pieces: list[tuple[str, str]] = []
        self._walk(paragraph, paragraph, pieces, out)
        out.toc = out.toc or self._in_toc()
        out.text = "".join(shifted(text, vertical) for text, vertical in _joined(pieces))
        return out

    def end_story(self) -> None:
        """Forget fields that were never closed (body, header, note: fields do not cross stories)."""
        self._fields.clear()

    def _in_toc(self) -> bool:
        return any(open_field.name == "TOC" for open_field in self._fields)

    def _walk(self, parent: Element, paragraph: Element, pieces: list[tuple[str, str]], out: Inline) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, paragraph, pieces, out)
            elif tag in (W + "del", W + "moveFrom"):
                self.deleted += 1
            elif tag == _MC + "AlternateContent":
                branch = chosen(child)
                if branch is not None:
                    self._walk(branch, paragraph, pieces, out)
            elif tag in TRANSPARENT:
                self._walk(child, paragraph, pieces, out)
            elif tag in (_M + "oMath", _M + "oMathPara"):
                self._put(math_text(child), RunStyle(), pieces, out)

    def _run(self, run: Element, paragraph: Element, pieces: list[tuple[str, str]], out: Inline) -> None:
        style = self._run_style(run, paragraph)
        for child in run:
            self._run_child(child, style, paragraph, pieces, out)

    def _run_child(
        self, child: Element, style: RunStyle, paragraph: Element, pieces: list[tuple[str, str]], out: Inline
    ) -> None:
        tag = child.tag
        if tag == W + "t":
            self._put(child.text or "", style, pieces, out)
        elif tag == W + "fldChar":
            self._field_char(child.get(W + "fldCharType", ""), style, pieces, out)
        elif tag == W + "instrText":
            if self._fields:
                self._fields[-1].code += child.text or ""
        elif tag == W + "sym":
            self._put(self._symbol(child), style, pieces, out)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            if child.get(W + "customMarkFollows") not in {"1", "true", "on"}:
                kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                self._put(self._note_mark(kind, child.get(W + "id", "")), RunStyle(), pieces, out)
        elif tag == W + "commentReference":
            self.comments += 1
        elif tag == W + "ruby":
            self._ruby(child, paragraph, pieces, out)
        elif tag == _MC + "AlternateContent":
            branch = chosen(child)
            for inner in () if branch is None else branch:
                self._run_child(inner, style, paragraph, pieces, out)
        elif tag in _PICTURES:
            self._picture(child, out)
        elif tag in _FIXED:
            self._put(_FIXED[tag], style, pieces, out)

    def _put(self, text: str, style: RunStyle, pieces: list[tuple[str, str]], out: Inline) -> None:
        """Text goes to the field that is open, to the hidden text, or to the paragraph."""
        for open_field in self._fields:
            if not open_field.shows_result and open_field.paragraph == self._paragraph:
                out.hidden += text  # text inside a field code: Word shows nothing of it
                return
        if self._fields:
            self._fields[-1].result += text
            if self._fields[-1].name in self._dropped_fields:
                return
        if style.hidden:
            out.hidden += text
        elif text:
            pieces.append((text, style.vertical))

    def _field_char(self, kind: str, style: RunStyle, pieces: list[tuple[str, str]], out: Inline) -> None:
        if kind == "begin":
            self._fields.append(_Field(paragraph=self._paragraph))
        elif kind == "separate" and self._fields:
            self._fields[-1].shows_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if closed.name in self._dropped_fields:
                self.dropped.append(closed.code.strip())
            if self._fields and closed.result:
                self._fields[-1].result += closed.result
            if not closed.result:
                self._put(self._field_text(closed.code), style, pieces, out)

    def _field_text(self, code: str) -> str:
        """What a field without a stored result shows: enclosed characters (EQ), click-here texts (MACROBUTTON)."""
        words = code.split(None, 2)
        kind = words[0].upper() if words else ""
        if kind == "MACROBUTTON" and len(words) == 3:
            return words[2]
        if kind != "EQ":
            return ""
        text = equation_text(code)
        if not text:
            self.lost_fields.append(code.strip())
        return text

    def _symbol(self, sym: Element) -> str:
        font, code = sym.get(W + "font", ""), number_from_hex(sym.get(W + "char", ""))
        if code is None:
            return ""
        shown = symbol(font, code)
        if shown is None:
            self.unknown_symbols.append(f"{font} {code:04X}")
            return chr(code)
        return shown

    def _ruby(self, ruby: Element, paragraph: Element, pieces: list[tuple[str, str]], out: Inline) -> None:
        """The annotated text stays, its pronunciation is noted apart: 濑(lài)溪河 is 濑溪河."""
        for base in ruby.iterfind(W + "rubyBase"):
            self._walk(base, paragraph, pieces, out)
        self.annotations += [
            "".join(t.text or "" for t in rt.iter(W + "t")) for rt in ruby.iterfind(W + "rt")
        ]

    def _picture(self, picture: Element, out: Inline) -> None:
        boxes: list[Element | str] = list(_text_boxes(picture))
        boxes += [path.get("string", "") for path in picture.iter(_V + "textpath") if path.get("string")]
        out.boxes += boxes
        self.pictures += not boxes


_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
}


def _text_boxes(parent: Element) -> Iterator[Element]:
    """w:txbxContent elements, outermost only, one branch of each alternate content."""
    for child in parent:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(child)


def _joined(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring pieces of the same height as one: Word cuts runs anywhere."""
    text, height = "", ""
    for piece, vertical in pieces:
        if vertical != height:
            yield text, height
            text, height = "", vertical
        text += piece
    yield text, height


_SUPER = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NOTE_MARK = re.compile(r"\s*[\[［〔【(（①-⑳].*", re.DOTALL)


def shifted(text: str, vertical: str) -> str:
    """Superscript and subscript digits and signs as Unicode has them; a bracketed note mark stays as it is.

    >>> shifted("3", "superscript"), shifted("2", "subscript"), shifted("[1]", "superscript"), shifted("注", "superscript")
    ('³', '₂', '[1]', '注')
    """
    if not vertical or _NOTE_MARK.fullmatch(text):
        return text
    return text.translate(_SUPER if vertical == "superscript" else _SUB)


def number_from_hex(text: str) -> int | None:
    """A character code as w:sym states it."""
    return int(text, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) and 0 < int(text, 16) < 0x110000 else None


@cache
def _symbols() -> dict[tuple[str, int], str]:
    return {
        (row["font"].lower(), int(row["code"], 16)): row["character"]
        for row in read_rows("qingdan.extract", "symbols.csv")
    }


def symbol(font: str, code: int) -> str | None:
    """The Unicode character of a code of a symbol font (F0xx or xx); None where it is not known.

    >>> symbol("Wingdings", 0xF0FC), symbol("宋体", 0x2162), symbol("Webdings", 0xF0FF)
    ('✓', 'Ⅲ', None)
    """
    private = 0xE000 <= code <= 0xF8FF
    known = _symbols().get((font.lower(), code & 0xFF if private else code))
    if known is not None:
        return known
    return None if private else chr(code)


_ENCLOSED = re.compile(
    r"\\o\s*(?:\\a[clrd]\s*)*\(([^()]*|\\s\\up ?\d* ?\([^()]*\)),\s*([^()]*)\)", re.IGNORECASE
)


def equation_text(code: str) -> str:
    r"""The text of an overstrike equation field: an enclosed character or a text with its pronunciation.

    >>> equation_text(r"eq \o\ac(○,12)"), equation_text(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(lài),濑)")
    ('⑫', '濑')
    """
    match = _ENCLOSED.search(code)
    if match is None:
        return ""
    shape, inner = match[1].strip(), match[2].strip()
    if shape in {"○", "〇", "◯"} and inner.isascii() and inner.isdigit():
        from .numbering import format_number

        return format_number(int(inner), "decimalEnclosedCircle")
    return inner


def math_text(node: Element) -> str:
    """An Office equation in one line: a fraction as a/b, exponents and indexes as Unicode has them."""
    tag = node.tag
    if tag == _M + "t":
        return node.text or ""
    if tag in (_M + "sup", _M + "sub") and node.getparent().tag != _M + "nary":
        inner = "".join(math_text(child) for child in node)
        return shifted(inner, "superscript" if tag == _M + "sup" else "subscript")
    if tag == _M + "den":
        return "/" + "".join(math_text(child) for child in node)
    return "".join(math_text(child) for child in node if isinstance(child.tag, str))
