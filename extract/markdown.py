"""Markdown (CommonMark with pipe tables) -> Document, parsed by markdown-it-py.

Such files are mostly conversions of other documents, so what a renderer would drop in silence is kept:
cells beyond the header's columns, lines like `[1]: 以2015年度为基数` (a link definition to CommonMark),
the numbers of ordered lists as written, tables written as HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Block, Cell, Document, Finding, MetaItem, Paragraph, Place, SourceError, Table
from ..text import is_wide, lazy
from .charset import decode
from .html import fragment
from .html_walk import ParagraphDraft, scripted, tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MEDIA_TYPE = "text/markdown"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){1,100}?)---[ \t]*\n")
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[^\s#])", re.MULTILINE)
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<(/?)([a-z]+)", re.IGNORECASE)


def read(name: str, data: bytes) -> Document:
    """Read one Markdown text; places are its lines. Raises SourceError when it holds nothing."""
    decoded = decode(data, name=name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    metadata, text = _front_matter(text)
    reader = _Reader(text)
    blocks = tuple(reader.blocks())
    if not blocks:
        raise SourceError(name, "empty_source")
    lost = decoded.replaced
    findings = [Finding("warning", "replaced_characters", params={"count": lost})] if lost else []
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks,
        metadata=metadata,
        findings=tuple(findings),
    )


def _front_matter(text: str) -> tuple[tuple[MetaItem, ...], str]:
    """`title: …` between two lines --- at the top; its lines stay as blank lines, so that places are right."""
    found = _FRONT_MATTER.match(text)
    pairs = [line.partition(":") for line in found[1].splitlines()] if found else []
    if not found or not all(colon or not key.strip() for key, colon, _ in pairs):
        return (), text
    items = tuple(
        MetaItem(key.strip(), value.strip().strip("\"'"), Place(line=number))
        for number, (key, colon, value) in enumerate(pairs, start=2)
        if colon and value.strip()
    )
    return items, "\n" * found[0].count("\n") + text[found.end() :]


def _is_wrapped(line: str, following: str) -> bool:
    """Whether a line of a paragraph goes on in the next one, or is a line of its own that no blank line follows.

    >>> _is_wrapped("推进污水处理厂提标改造，完善城镇污水收集管网，推进", "雨污分流。")
    True
    >>> _is_wrapped("[ 索引号 ] 11500111009347908D/2022-00169 [ 主题分类 ] 环境", "[ 发布机构 ] 某区政府办公室")
    False
    >>> _is_wrapped("成文日期：2022-07-27", "发布日期：2022-08-05"), _is_wrapped("推进河道清淤疏浚，完善管网，加强巡查管护工作。", "（二）加强监管")
    (False, False)
    """
    line = line.strip()
    return len(line) >= _WRAPPED_FROM and line[-1] not in "。！？；：:;" and not _NEW_LINE.match(following)


_WRAPPED_FROM = 20  # characters; nobody wraps Chinese text at less
_NEW_LINE = lazy(r"\s*(?:[\[【]|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|附件)")


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("reference")


class _Reader:
    """The blocks of one text; `_line` is the end of the last block, to count blank lines."""

    def __init__(self, text: str) -> None:
        self._parser = _parser()
        text = _TIGHT_HEADING.sub(r"\1 ", text)  # "#标题" is a heading to its author
        self._lines = text.split("\n")
        self._tokens = self._parser.parse(text)
        self._line = 0

    def blocks(self) -> Iterator[Block]:
        tokens = self._tokens
        marker, style = "", ""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "table_open":
                end = next(j for j in range(i, len(tokens)) if tokens[j].type == "table_close")
                yield self._table(tokens[i:end], token.map or [0, 1])
                i = end
            elif token.type == "heading_open":
                style = token.tag
            elif token.type == "heading_close":
                style = ""
            elif token.type == "list_item_open":
                marker = f"{token.info}{token.markup}" if token.info else ""
            elif token.type == "inline":
                yield from self._paragraphs(self._spans(token), token.map or [0, 1], style, marker)
                marker = ""
            elif token.type in ("fence", "code_block"):
                first, last = token.map or (0, 1)
                first += token.type == "fence"
                yield from self._paragraphs(token.content.split("\n"), [first, last], "", marker)
                marker = ""
            elif token.type == "html_block":
                yield from self._html(token)
            i += 1

    def _paragraphs(self, lines: list[str], span: list[int], style: str, marker: str) -> Iterator[Paragraph]:
        first, last = span
        blank = max(0, first - self._line - 1) if self._line else 0
        self._line = last
        for number, line in enumerate(lines):
            text = tidy(line)
            if text:
                if marker:
                    text = f"{marker}{'' if is_wide(text[0]) else ' '}{text}"
                    marker = ""
                here = Place(line=min(first + 1 + number, last)) if len(lines) > 1 else _span_place(span)
                yield Paragraph(text, here, style=style, blank_before=blank)
                blank = 0

    def _spans(self, token: Token) -> list[str]:
        """The text of an inline token, split at hard breaks; emphasis marks are layout."""
        lines = [""]
        script = ""
        children = token.children or []
        for number, child in enumerate(children, 1):
            if child.type == "hardbreak":
                lines.append("")
            elif child.type == "softbreak":
                following = children[number].content if number < len(children) else ""
                if _is_wrapped(lines[-1].rpartition("\n")[2], following):
                    lines[-1] += "\n"
                else:
                    lines.append("")
            elif child.type == "html_inline":
                tag = _TAG.match(child.content)
                if tag and tag[2].lower() == "br":
                    lines.append("")
                script = tag[2].lower() if tag and not tag[1] and tag[2].lower() in ("sup", "sub") else ""
            elif child.type in ("text", "code_inline", "text_special"):
                lines[-1] += scripted(child.content, script) if script else child.content
        return [line.replace("**", "") if line.count("**") % 2 == 0 else line for line in lines]

    def _table(self, tokens: list[Token], span: list[int]) -> Table:
        cells: list[Cell] = []
        header_lines = {t.map[0] for t in tokens if t.type == "thead_open" and t.map}
        rows = [t.map[0] for t in tokens if t.type == "tr_open" and t.map]
        for row, line in enumerate(rows):
            for col, content in enumerate(split_row(self._lines[line])):
                text = "\n".join(filter(None, map(tidy, self._spans(self._parser.parseInline(content)[0]))))
                cells.append(Cell(row, col, text, Place(line=line + 1), header=line in header_lines))
        self._line = span[1]
        return Table(tuple(cells), _span_place(span))

    def _html(self, token: Token) -> Iterator[Block]:
        span = token.map or [0, 1]
        place = _span_place(span)
        for draft in fragment(token.content):
            if isinstance(draft, ParagraphDraft):
                yield from self._paragraphs([draft.text], span, draft.style, "")
            else:
                cells = tuple(
                    Cell(c.row, c.col, c.cell.text, place, c.rowspan, c.colspan, c.cell.header)
                    for c in draft.grid.cells
                )
                yield Table(cells, place, caption=draft.caption)
        self._line = span[1]


def _span_place(span: list[int]) -> Place:
    """markdown-it's span (first line from 0, line after the last) as a place."""
    return Place(line=span[0] + 1, line_end=max(span[1], span[0] + 1))


def split_row(line: str) -> list[str]:
    r"""The cells of a pipe table's row, all of them, also those beyond the header.

    >>> split_row("| 1 | 甲\\|乙 |  |")
    ['1', '甲|乙', '']
    """
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(line)]
