"""Web pages of governments -> Document.

Two parsers, each for what it does best (measured on a page of 1.2 million characters and on broken markup):

* selectolax (lexbor) builds the tree that a browser builds, at 0.03 s: unclosed cells, cells outside of rows,
  text after </html>. lxml (libxml2 2.14) drops what stands after </html>, and nests cells that hold an
  unclosed <div> into one another: text and columns lost in silence, at no gain in time.
* beautifulsoup4 is the tolerant second way where the standard itself loses something: rows and cells outside
  of any table (a saved fragment, a stray </table>) have no meaning to a browser, which drops their tags and
  runs the cells together. The cheap test: fewer cells in the tree than cell tags in the source.

Blocks come in reading order; every visible character stands in exactly one of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..model import (
    Attachment,
    Block,
    Cell,
    Document,
    Finding,
    MetaItem,
    Paragraph,
    Place,
    SourceError,
    Table,
)
from ..text import lazy, squeeze, visible_length
from .charset import decode
from .html_data import attachment_patterns, containers, error_patterns
from .html_roles import Roles, assign
from .html_walk import BlockDraft, KnownBoxes, LinkDraft, Page, ParagraphDraft, TableDraft, tidy, walk

MEDIA_TYPE = "text/html"
_DEPTH_LIMIT = 500  # browsers stop at 512; lexbor needs quadratic time far beyond
_HIDDEN_TEXT_LIMIT = 50  # shorter hidden text (a counter, a label) needs no finding
_ERROR_PAGE_LIMIT = 600  # an error page has hardly any text; a document that quotes "404" has more


def read(name: str, data: bytes) -> Document:
    """Read one page. Raises SourceError for error pages, anti-robot pages and pages without visible text."""
    decoded = decode(data, name=name)
    open_ended = _is_open_ended(decoded.text)
    if open_ended and is_cut(decoded.text):
        raise SourceError(name, "truncated_html")
    text, flattened = flatten_nesting(decoded.text)
    tree, page, repaired = _walked(text)
    _check_readable(name, page, text)
    metadata = tuple(_metadata(tree))
    roles = assign(page, _titles(metadata))
    findings = [
        _finding("warning", "replaced_characters", decoded.replaced, count=decoded.replaced),
        _finding("warning", "open_ended_html", open_ended),
        _finding("info", "nesting_flattened", flattened, limit=_DEPTH_LIMIT),
        _finding("info", "html_repaired", repaired, count=repaired),
        _finding(
            "warning", "hidden_content", roles.hidden_text > _HIDDEN_TEXT_LIMIT, count=roles.hidden_text
        ),
    ]
    blocks, doubts = _blocks(page, roles)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(blocks),
        metadata=metadata,
        attachments=tuple(_attachments(page, roles)),
        findings=(*filter(None, findings), *doubts),
    )


def fragment(text: str) -> list[BlockDraft]:
    """The paragraphs and tables of a piece of markup inside another format (Markdown)."""
    return _walked(flatten_nesting(text)[0])[1].blocks


def _finding(severity: Any, code: str, found: object, **params: Any) -> Finding | None:
    return Finding(severity, code, params=params) if found else None


# --------------------------------------------------------------------------------------------------
# Tree


def _parse(text: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(text)


def _walked(text: str) -> tuple[Any, Page, int]:
    """Tree, drafts, and the number of cells that needed a table put around them."""
    known = KnownBoxes(list(containers()))
    tree = _parse(text)
    page = walk(tree, known, text)
    if _cell_tags(text) <= page.cells:
        return tree, page, 0
    text = wrap_orphan_cells(text)
    tree = _parse(text)
    wrapped = walk(tree, known, text)
    return tree, wrapped, wrapped.cells - page.cells


_CELL_TAG = lazy(r"<[Tt][dDhH][\s>]")
_CODE = ("script", "style", "textarea", "title")


def _cell_tags(text: str) -> int:
    """Cell tags of the source, those in scripts and comments not counted."""
    total = len(_CELL_TAG.findall(text))
    for start, end in _code_spans(text):
        total -= len(_CELL_TAG.findall(text, start, end))
    return total


_CODE_OPENINGS = lazy("<(?:" + "|".join([*(t for tag in _CODE for t in (tag, tag.upper())), "!--"]) + ")")


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where text is no markup: <script>…</script> and the like, comments; linear in the length."""
    end = 0
    for opening in _CODE_OPENINGS.finditer(text):
        if opening.start() >= end:
            closing = "-->" if opening[0] == "<!--" else f"</{opening[0][1:]}"
            end = text.find(closing, opening.end())
            end = len(text) if end < 0 else end
            yield opening.start(), end


_TABLE_PARTS = frozenset(("tr", "td", "th", "tbody", "thead", "tfoot"))


def wrap_orphan_cells(text: str) -> str:
    """Put a <table> around rows and cells that stand in none, as in a saved `<tr><td>…</td></tr>`."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    table = None
    for tag in _orphans(soup):
        before = tag.previous_sibling
        while isinstance(before, str) and not before.strip():
            before = before.previous_sibling  # pyright: ignore[reportAttributeAccessIssue]
        if table is None or before is not table:
            table = soup.new_tag("table")
            tag.insert_before(table)
        table.append(tag.extract())
    return str(soup)


def _orphans(soup: Any) -> list[Any]:
    """Rows and cells outside of tables, the outermost ones, siblings in order."""
    found: list[Any] = []
    pending = [soup]
    while pending:
        for child in pending.pop().children:
            name = child.name
            if name in _TABLE_PARTS:
                found.append(child)
            elif name is not None and name not in ("table", "script", "style"):
                pending.append(child)
    return found


# Elements that close an open <p>: for each of them the parser looks through all that is open.
_NESTING_TAGS = [
    "div",
    "ul",
    "ol",
    "dl",
    "li",
    "dd",
    "center",
    "blockquote",
    "section",
    "article",
    "form",
    "fieldset",
    "details",
    "main",
    "menu",
    "dir",
    "pre",
    "figure",
    "header",
    "footer",
    "aside",
    "nav",
    "address",
    "table",
]
_NESTING = rf"<(/?)({'|'.join(_NESTING_TAGS)})\b[^<>]{{0,2000}}>"
# most tags are closing ones, <span and <p: they are passed over before the names are tried
_OPENING = lazy(
    rf"<(?![/!]|span|p[ >]|o:)(?:{'|'.join(t for tag in _NESTING_TAGS for t in (tag, tag.upper()))})\b"
)


def flatten_nesting(text: str) -> tuple[str, bool]:
    """Drop opening tags beyond a depth that no document has; their text stays."""
    if len(_OPENING.findall(text)) <= _DEPTH_LIMIT:
        return text, False
    depth, deepest, start = 0, 0, 0
    parts: list[str] = []
    for match in re.finditer(_NESTING, text, re.IGNORECASE):
        if match[1]:
            depth = max(0, depth - 1)
            continue
        depth += 1
        deepest = max(deepest, depth)
        if depth > _DEPTH_LIMIT:
            parts.append(text[start : match.start()])
            start = match.end()
    if deepest <= _DEPTH_LIMIT:
        return text, False
    return "".join(parts) + text[start:], True


_OPENED = lazy(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = lazy(r"</(?:html|body)[\s>]", re.IGNORECASE)
_ENDS_IN_TAG = lazy(r"<[/!a-zA-Z][^<>]*\Z")
_PAIRED = lazy(r"<(/?)(table|div|span|ul|ol|section|article|tr|td|p)(?=[\s>/])", re.IGNORECASE)
_MAY_STAY_OPEN = frozenset(("tr", "td", "p"))  # HTML lets them: a page that never closes them is only sloppy


def _is_open_ended(text: str) -> bool:
    """<html> or <body> was opened and neither is closed."""
    if not _OPENED.search(text):
        return False
    return not (_CLOSED.search(text, max(0, len(text) - 5000)) or _CLOSED.search(text))


def is_cut(text: str) -> bool:
    """Whether an open-ended page breaks off: inside a tag or a script, or with elements left open.

    >>> is_cut("<body><p>一</p><p>二</p>"), is_cut("<body><p>一</p><p>二"), is_cut("<body><p>一<p>二")
    (False, True, False)
    >>> is_cut("<body><div><table><tr><td>1"), is_cut("<body><p>一</p><p cla")
    (True, True)
    """
    if _ENDS_IN_TAG.search(text[-5000:]):
        return True
    balance: dict[str, int] = {}
    closed: set[str] = set()
    markup, position = [], 0
    for start, end in sorted(_code_spans(text)):
        if end == len(text):
            return True
        markup.append(text[position : max(start, position)])
        position = max(position, end)
    for part in (*markup, text[position:]):
        for match in _PAIRED.finditer(part):
            name = match[2].lower()
            balance[name] = balance.get(name, 0) + (-1 if match[1] else 1)
            if match[1]:
                closed.add(name)
    return any(n > 0 and (name not in _MAY_STAY_OPEN or name in closed) for name, n in balance.items())


# --------------------------------------------------------------------------------------------------
# Pages that are no document


def _check_readable(name: str, page: Page, source: str) -> None:
    """Raise SourceError for a page that shows nothing, an error or a robot check instead of a document."""
    visible = _beginning(page)
    length = visible_length(visible)
    if length < _ERROR_PAGE_LIMIT:
        folded = squeeze(visible).lower()
        for kind, pattern in error_patterns():
            if kind != "script" and squeeze(pattern) in folded and _is_error_page(page, folded, pattern):
                raise SourceError(name, "error_page" if kind == "text" else "antibot_page", words=pattern)
            if kind == "script" and length < 50 and pattern in source:
                raise SourceError(name, "antibot_page", words=pattern)
    if not length:
        raise SourceError(name, "no_visible_text")


def _is_error_page(page: Page, folded: str, pattern: str) -> bool:
    """A known error wording counts on a page that has no table and no paragraph much longer than it."""
    if any(isinstance(block, TableDraft) and len(block.grid.cells) > 8 for block in page.blocks):
        return False
    return folded.index(squeeze(pattern)) < 200 or len(folded) < 200


def _beginning(page: Page) -> str:
    """The first characters that the page shows, as many as it takes to tell an error page."""
    parts: list[str] = []
    length = 0
    for text in _texts(page):
        parts.append(text)
        length += len(text)
        if length > 2 * _ERROR_PAGE_LIMIT:
            break
    return "".join(parts)


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, ParagraphDraft):
            yield block.text
        else:
            yield from (cell.cell.text for cell in block.grid.cells)


# --------------------------------------------------------------------------------------------------
# Metadata

# 《政府网站发展指引》 (国办发〔2017〕47号), annex 网页设计规范: names as it spells them; sites vary the case.
_META_NAMES = {
    name.lower(): name
    for name in [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Author",
        "Description",
        "Image",
        "Url",
    ]
}
_TECHNICAL = (
    "viewport",
    "renderer",
    "format-detection",
    "theme-color",
    "referrer",
    "robots",
    "googlebot",
    "msapplication",
    "apple-",
    "csrf",
    "verification",
    "x-ua",
    "handheldfriendly",
    "mobile",
    "generator",
    "progid",
    "originator",
    "baidu",
    "360-",
    "full-screen",
    "screen-orientation",
    "browsermode",
    "imagemode",
    "nightmode",
    "force-rendering",
    "wap-",
    "applicable-device",
)


def _is_technical(name: str) -> bool:
    """A <meta> for browsers and search engines."""
    low = name.lower()
    return low.endswith("copyright") or any(word in low for word in _TECHNICAL)


def _metadata(tree: Any) -> Iterator[MetaItem]:
    """<meta>, <title> and <h1>, once each."""
    seen: set[tuple[str, str]] = set()
    for label, value in _stated(tree):
        if value and (label, value) not in seen:
            seen.add((label, value))
            yield MetaItem(label, value)


def _stated(tree: Any) -> Iterator[tuple[str, str]]:
    for node in tree.css("meta[name]"):
        attributes = node.attributes
        name = (attributes.get("name") or "").strip()
        if name and not _is_technical(name):
            yield _META_NAMES.get(name.lower(), name), tidy(attributes.get("content") or "")
    if node := tree.css_first("title"):
        yield "title", tidy(node.text(deep=True))
    for node in tree.css("h1")[:20]:
        yield "h1", tidy(node.text(deep=True))


def _titles(metadata: tuple[MetaItem, ...]) -> tuple[str, ...]:
    stated = {item.label: item.value for item in reversed(metadata)}
    return tuple(stated[label] for label in ("ArticleTitle", "title") if label in stated)


# --------------------------------------------------------------------------------------------------
# Blocks


def _blocks(page: Page, roles: Roles) -> tuple[list[Block], list[Finding]]:
    blocks: list[Block] = []
    findings: list[Finding] = []
    paragraphs = tables = 0
    for i, draft in enumerate(page.blocks):
        role = "body" if roles.body[i] else "furniture"
        if isinstance(draft, ParagraphDraft):
            paragraphs += 1
            style = roles.styles.get(i, draft.style)
            place = Place(paragraph=paragraphs)
            text = draft.spaced if draft.spaced and (style == "meta" or role == "furniture") else draft.text
            blocks.append(Paragraph(text, place, role, style, draft.align, draft.blank_before))
        else:
            tables += 1
            blocks.append(_table(draft, tables, role))
            if role == "body":
                findings.extend(_table_doubts(draft, tables))
    return blocks, findings


def _table(draft: TableDraft, number: int, role: Any) -> Table:
    places = [Place(table=number, row=row) for row in range(1, draft.grid.cells[-1].row + 2)]
    cells = tuple(
        Cell(c.row, c.col, c.cell.text, places[c.row], c.rowspan, c.colspan, c.cell.header)
        for c in draft.grid.cells
    )
    return Table(cells, Place(table=number), role, draft.caption)


def _table_doubts(draft: TableDraft, number: int) -> Iterator[Finding]:
    for row, image in draft.images:
        yield Finding(
            "info",
            "image_in_cell",
            places=(Place(table=number, row=row + 1),),
            params={"image": PurePosixPath(image.split("?")[0]).name[:80] or "img"},
        )
    if draft.grid.clipped:
        places = tuple(Place(table=number, row=row + 1) for row in draft.grid.clipped[:20])
        yield Finding("info", "span_clipped", places=places)


# --------------------------------------------------------------------------------------------------
# Attachments


def _attachments(page: Page, roles: Roles) -> Iterator[Attachment]:
    """Files that the page links to in or right below the document, once each, addresses as written."""
    seen: set[str] = set()
    for link in page.links:
        near = roles.first <= link.seq <= roles.scope_last and not roles.is_furniture(link.seq)
        if not (near or link.text.startswith("附件")):
            continue
        href = file_address(link)
        if href and href not in seen:
            seen.add(href)
            yield Attachment(attachment_name(link, href), href)


_DATA_ATTRIBUTES = ("data-href", "data-url", "data-src", "data-file", "oldsrc")
_QUOTED = lazy(r"""["']([^"'\s<>]{3,500})["']""")


def file_address(link: LinkDraft) -> str:
    """The address of the file a link leads to, "" if it leads to no file."""
    attributes = link.attributes
    candidates = [link.href, *(attributes.get(key) or "" for key in _DATA_ATTRIBUTES[:-1])]
    if not link.href or link.href.lower().startswith("javascript:") or link.href.startswith("#"):
        code = f"{attributes.get('onclick') or ''} {unquote(link.href)}".replace("\\/", "/")
        candidates += _QUOTED.findall(code)
    return next((c for c in candidates if c and is_file_address(c)), "")


def is_file_address(href: str) -> bool:
    """Whether an address names a file: by suffix, by a known download page, by a viewer's file parameter.

    >>> is_file_address("./P020220805380000000000.doc"), is_file_address("/col/index.html")
    (True, False)
    >>> is_file_address("/pdfjs/web/viewer.html?file=/attach/0/a.pdf")
    True
    """
    if href[:11].lower() in ("javascript:", "mailto:"):
        return False
    patterns = attachment_patterns()
    low = unquote(href).lower()
    path, _, query = low.partition("?")
    if PurePosixPath(path.split("#")[0]).suffix in patterns.suffixes:
        return True
    if any(handler in low for handler in patterns.handlers):
        return PurePosixPath(path).suffix not in (".html", ".htm", ".shtml")
    values = parse_qs(query)
    return any(
        PurePosixPath(value).suffix in patterns.suffixes
        for key in patterns.parameters
        for value in values.get(key, [])
    )


def attachment_name(link: LinkDraft, href: str) -> str:
    """The name that people see: showname=, the link text, title or download, else the file name itself."""
    query = parse_qs(urlsplit(href).query)
    shown = (query.get("showname") or [""])[0]
    titles = [tidy(link.attributes.get(key) or "") for key in ("title", "download", "textvalue")]
    suffixes = attachment_patterns().suffixes
    for name in (shown, link.text, *titles):
        if name and PurePosixPath(name).suffix.lower() in suffixes:
            return name
    speaking = link.text if link.text not in ("下载", "点击下载", "附件下载", "查看", "附件") else ""
    named = [value for key in attachment_patterns().parameters for value in query.get(key, [])]
    base = PurePosixPath(next(filter(None, named), "") or unquote(urlsplit(href).path)).name
    return shown or speaking or next(filter(None, titles), "") or base or href
