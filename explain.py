"""`qingdan tables`: how each table was found — fragments, header match, joins and why, margins — as text or a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from .lightclass import dataclass
from .messages import render
from .model import Document, Place, RawList, SourceError, merge_places
from .parsers.fragments import Fragment, Reason
from .parsers.grid import GridRow
from .parsers.joining import Joined
from .parsers.tables import find_lists

SHOWN_ROWS = 400  # of one fragment, on the page

_STYLE = """
body{font:14px/1.5 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
color:#1c2733;margin:0 auto;max-width:1400px;padding:0 20px 60px}
h1{font-size:20px;margin:26px 0 4px}h2{font-size:16px;margin:22px 0 2px}h3{font-size:14px;margin:14px 0 2px}
p{margin:2px 0;color:#5b6b7a}p.why{color:#1a5fa8}p.doubt{color:#a15c00}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:6px 0;width:100%}
th,td{border:1px solid #d5dbe1;padding:3px 7px;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:2.4em}
th{background:#eef2f6}th small{display:block;font-weight:400;color:#5b6b7a}
tr.section td{background:#eef5fd;font-weight:600}tr.total td{background:#f3f3f3}td.filled{color:#8795a3}td.none{background:#fafafa}
"""


@dataclass(frozen=True, slots=True)
class Explained:
    """The tables of one source with the steps that made them."""

    document: Document
    lists: tuple[RawList, ...]
    joined: tuple[Joined, ...]


def explain(name: str, data: bytes) -> Explained:
    """Read a source and keep every step of its tables. Raises SourceError."""
    from .extract.registry import read
    from .parsers.frame import FURNITURE, METADATA, TOC, frame

    document = read(name, data)
    roles = frame(document).roles
    found = find_lists(document, frozenset(i for i, r in enumerate(roles) if r in {METADATA, FURNITURE, TOC}))
    return Explained(document, found.lists, found.joined)


def run_tables(arguments: Sequence[str], lang: str, page: Path | None = None) -> int:
    """Explain the tables of all sources on stdout, or as one HTML page. Exit status 1 if one was not read."""
    from .sources import find_sources

    found: list[Explained] = []
    failed = False
    for source in find_sources(arguments):
        try:
            if isinstance(source.content, SourceError):
                raise source.content
            if source.content is None:
                raise SourceError(source.name, "address_unsupported")
            found.append(explain(source.name, source.content))
        except SourceError as error:
            failed = True
            print(f"{source.name}: {render(error.code, lang, error.params)}", file=sys.stderr)
    if page is not None:
        try:
            page.write_text(html(found, lang), encoding="utf-8", newline="\n")
        except OSError as error:
            print(f"{page}: {error.strerror}", file=sys.stderr)
            return 1
        print(render("tables_written", lang, {"path": page}), file=sys.stderr)
    else:
        for explained in found:
            print("\n".join(text(explained, lang)))
    return int(failed)


def _head(raw: RawList, lang: str) -> str:
    return render(
        "tables_head", lang, {"kind": raw.kind, "origin": raw.origin, "rows": len(raw.rows or raw.grid)}
    )


def _fragment_head(document: Document, fragment: Fragment, number: int, lang: str) -> str:
    return render(
        "tables_fragment",
        lang,
        {"number": number, "place": _place(document, fragment), "rows": len(fragment.rows)},
    )


def _place(document: Document, fragment: Fragment) -> str:
    places: list[Place] = [document.blocks[i].place for i in sorted(fragment.own_blocks)]
    return " + ".join(str(p) for p in merge_places(places)[:3])


def _reasons(joined: Joined, number: int) -> tuple[Reason, ...]:
    """Why a fragment is read as it is, and why it belongs to the ones before it."""
    own = joined.fragments[number].explain
    return (*own, joined.explain[number - 1]) if number else own


def text(explained: Explained, lang: str) -> Iterator[str]:
    """Lines for the terminal."""
    yield explained.document.name
    if not explained.lists:
        yield "  " + render("tables_none", lang)
    for count, (raw, joined) in enumerate(zip(explained.lists, explained.joined, strict=True), 1):
        yield f"  {count}. {raw.title.text or raw.annex.text}".rstrip()
        yield f"     {_head(raw, lang)}"
        for number, fragment in enumerate(joined.fragments):
            yield f"     - {_fragment_head(explained.document, fragment, number + 1, lang)}"
            yield from (f"         {r.text(lang)}" for r in _reasons(joined, number))
        yield from (f"     ! {line}" for line in _doubts(raw, lang))


def _doubts(raw: RawList, lang: str) -> list[str]:
    return [f"{render(f.code, lang, f.params)} {f.raw}".strip() for f in raw.findings]


def html(found: Sequence[Explained], lang: str) -> str:
    """One page without outside resources; everything that stands in a document is escaped."""
    body = "\n".join(part for explained in found for part in _document_html(explained, lang))
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>qingdan tables</title>'
        f"<style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _document_html(explained: Explained, lang: str) -> Iterator[str]:
    yield f"<h1>{escape(explained.document.name)}</h1>"
    if not explained.lists:
        yield f"<p>{render('tables_none', lang)}</p>"
    for count, (raw, joined) in enumerate(zip(explained.lists, explained.joined, strict=True), 1):
        yield f"<h2>{count}. {escape(raw.title.text or raw.annex.text)}</h2><p>{escape(_head(raw, lang))}</p>"
        yield from (f'<p class="doubt">{escape(line)}</p>' for line in _doubts(raw, lang))
        for number, fragment in enumerate(joined.fragments):
            yield f"<h3>{escape(_fragment_head(explained.document, fragment, number + 1, lang))}</h3>"
            yield from (f'<p class="why">{escape(r.text(lang))}</p>' for r in _reasons(joined, number))
            yield _rows_html(fragment, raw, lang)


def _rows_html(fragment: Fragment, raw: RawList, lang: str) -> str:
    heads = "".join(
        f"<th>{escape(c.header.text)}<small>{escape(c.role)}{c.year or ''} {escape(c.unit)}</small></th>"
        for c in (raw.columns if raw.kind != "other" else ())
    )
    rows = "\n".join(_row_html(row) for row in fragment.rows[:SHOWN_ROWS])
    more = len(fragment.rows) - SHOWN_ROWS
    note = f"<p>{escape(render('tables_omitted', lang, {'count': more}))}</p>" if more > 0 else ""
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    return f'<div class="wide"><table>{head}<tbody>\n{rows}\n</tbody></table></div>{note}'


def _row_html(row: GridRow) -> str:
    cells = []
    for i, words in enumerate(row.cells):
        width = row.widths[i]
        if not width and words is None and i and any(w > 1 for w in row.widths[:i]):
            continue  # covered by a cell to its left
        if row.kind == "section" and i and not words:
            continue
        span = f' colspan="{width}"' if width > 1 else ""
        mark = ' class="none"' if words is None else ' class="filled"' if i in row.filled else ""
        cells.append(f"<td{span}{mark}>{escape(words.text) if words else ''}</td>")
    return f'<tr class="{escape(row.kind or "data")}">{"".join(cells)}</tr>'
