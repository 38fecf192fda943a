"""The tables of the samples written again, cut as pages cut them: records must not change.

`python tests/renditions.py` makes all of them (Word, and PDF through LibreOffice and Chromium) and prints
figures; the tests make the Word ones only.
"""

from __future__ import annotations

import html
import io
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qingdan.extract.registry import read
from qingdan.model import Document, RawList
from qingdan.parsers.frame import FURNITURE, METADATA, TOC, frame
from qingdan.parsers.tables import find_lists
from qingdan.text import squeeze

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LABELS = {"category", "category2", "group"}


@dataclass(frozen=True)
class Way:
    """One way of cutting."""

    rows: int = 9
    header: bool = True  # printed again
    category: str = "again"  # again, blank, merged, gone (its column is not drawn on later pages)
    sections: str = "row"  # row, first, paragraph
    cut: bool = False  # the last row of a page goes on at the top of the next
    caption: bool = False  # （续表） above each fragment
    filler: bool = False  # an empty row at the end of each page


WAYS = {
    "header repeated": Way(),
    "header missing": Way(rows=13, header=False),
    "rows cut, header repeated": Way(rows=8, cut=True),
    "rows cut, header missing": Way(rows=10, header=False, cut=True),
    "category blank after the break": Way(rows=6, category="blank"),
    "category merged, caption of continuation": Way(rows=7, category="merged", caption=True),
    "category column gone": Way(rows=12, header=False, category="gone"),
    "sections in the first cell, empty rows": Way(rows=9, sections="first", filler=True),
    "sections as paragraphs": Way(rows=15, sections="paragraph", header=False),
}


def lists_of(document: Document) -> list[RawList]:
    roles = frame(document).roles
    skip = frozenset(i for i, r in enumerate(roles) if r in {METADATA, FURNITURE, TOC})
    return [r for r in find_lists(document, skip).lists if r.kind != "other"]


def sample_lists() -> dict[str, RawList]:
    """The tables of both samples as their Word files have them."""
    found = {}
    for path in ("dazu-2022-105/plan.docx", "wansheng-2023/report.docx"):
        file = SAMPLES / path
        for raw in lists_of(read(file.name, file.read_bytes())):
            found[f"{path.split('-')[0]} {raw.kind} {len(raw.rows)}"] = raw
    return found


def records(raw: RawList) -> list[tuple[str, ...]]:
    """What must not change: fields, chapter, section, total."""
    return [
        (
            *(squeeze(w.text) if w else "" for w in r.fields),
            squeeze(r.chapter.text),
            squeeze(r.section.text),
            str(r.is_total),
        )
        for r in raw.rows
    ]


def _items(raw: RawList) -> list[tuple[str, list[str]]]:
    """(section, [text]), (row, cells), (total, cells) in order."""
    items: list[tuple[str, list[str]]] = []
    chapter = section = ""
    for row in raw.rows:
        if row.chapter.text != chapter:
            chapter, section = row.chapter.text, ""
            items.append(("section", [chapter]))
        if row.section.text not in ("", section):
            section = row.section.text
            items.append(("section", [section]))
        kind = "total" if row.is_total else "row"
        items.append((kind, [w.text if w else "" for w in row.fields]))
    return items


def _pages(raw: RawList, way: Way) -> list[list[tuple[str, list[str]]]]:
    items = _items(raw)
    roles = [c.role for c in raw.columns]
    main = next((roles.index(r) for r in ("task", "content") if r in roles), None)
    pages = [items[i : i + way.rows] for i in range(0, len(items), way.rows)]
    if not (way.cut and main is not None and "no" in roles):
        return pages
    for before, after in itertools.pairwise(pages):
        kind, cells = before[-1]
        text = cells[main] if kind == "row" else ""
        half = len(text) // 2
        if kind != "row" or half < 6 or text[half - 1].isascii() or text[half].isascii():
            continue
        before[-1] = (kind, [*cells[:main], text[:half], *cells[main + 1 :]])
        rest = ["" for _ in cells]
        rest[main] = text[half:]
        after.insert(0, ("row", rest))
    return pages


def fragments(raw: RawList, way: Way) -> Iterator[tuple[list[str], list[list[str]], list[int]]]:
    """Paragraphs above, cell rows, and the rows whose first cell is a section over the whole width."""
    roles = [c.role for c in raw.columns]
    label = next((i for i, r in enumerate(roles) if r in LABELS), None)
    before = ""
    pending: list[str] = []  # headings at the foot of a page
    for number, page in enumerate(_pages(raw, way)):
        above = [*pending, f"{raw.title.text or '任务'}（续表）"] if way.caption and number else pending
        pending = []
        rows = [[c.header.text for c in raw.columns]] if way.header or not number else []
        spans: list[int] = []
        fresh = True
        for kind, cells in page:
            if kind == "section":
                if way.sections == "paragraph":
                    if rows:
                        yield above, rows, spans
                        above, rows, spans = [], [], []
                    above.append(cells[0])
                    continue
                if way.sections == "row":
                    spans.append(len(rows))
                rows.append([*cells, *([""] * (len(roles) - 1))])
                continue
            cells = list(cells)
            if label is not None and kind == "row" and cells[label]:
                same, before = cells[label] == before, cells[label]
                if same and (way.category == "merged" or (way.category == "blank" and fresh)):
                    cells[label] = ""
                fresh = False
            rows.append(cells)
        if way.filler:
            rows.append([""] * len(roles))
        gone = way.category == "gone" and number and label is not None
        if gone and all(_label_of(raw, r) for r in page):
            same_category = (
                len({c[label] for k, c in page if k == "row"} | {_last_label(raw, way, number, label)}) == 1
            )
            if same_category:
                rows = [[c for i, c in enumerate(r) if i != label] for r in rows]
        if rows:
            yield above, rows, spans
        else:
            pending = above


def _label_of(raw: RawList, item: tuple[str, list[str]]) -> bool:
    return item[0] == "row"


def _last_label(raw: RawList, way: Way, number: int, label: int) -> str:
    rows = [c for k, c in _pages(raw, way)[number - 1] if k == "row" and c[label]]
    return rows[-1][label] if rows else ""


def word(raw: RawList, way: Way) -> bytes:
    """A Word file of the cut table."""
    import docx

    document = docx.Document()
    document.add_paragraph(raw.title.text or "任务表")
    for above, rows, spans in fragments(raw, way):
        for text in above or ([""] if not way.caption else []):
            document.add_paragraph(text)
        table = document.add_table(len(rows), len(rows[0]), "Table Grid")
        for cells, made in zip(rows, table.rows, strict=True):
            for text, cell in zip(cells, made.cells, strict=True):
                cell.text = text
        for r in spans:
            table.cell(r, 0).merge(table.cell(r, len(rows[0]) - 1)).text = rows[r][0]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PAPERS = {
    "A4 portrait 9pt, header repeated": ("A4", 9, True, True),
    "A4 landscape 10pt, header repeated, rows split": ("A4 landscape", 10, True, False),
    "A3 landscape 12pt, header once": ("A3 landscape", 12, False, True),
    "A5 landscape 8pt, header once, rows split": ("A5 landscape", 8, False, False),
    "A4 portrait 11pt, header once": ("A4", 11, False, True),
    "A3 portrait 9pt, header repeated, rows split": ("A3", 9, True, False),
}


def web(raw: RawList, paper: str, points: int, repeated: bool, whole_rows: bool) -> str:
    """The uncut table as a page that a browser or an office program cuts."""
    head = "".join(f"<th>{html.escape(c.header.text)}</th>" for c in raw.columns)
    body = []
    for kind, cells in _items(raw):
        if kind == "section":
            body.append(f'<tr><td colspan="{len(raw.columns)}">{html.escape(cells[0])}</td></tr>')
        else:
            body.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
    group = "table-header-group" if repeated else "table-row-group"
    avoid = "avoid" if whole_rows else "auto"
    return (
        f"<!doctype html><meta charset=utf-8><style>@page{{size:{paper};margin:15mm}}"
        f"body{{font:{points}pt 'Noto Sans CJK SC'}}table{{border-collapse:collapse;width:100%}}"
        f"td,th{{border:1px solid #000;padding:2px;font-weight:normal}}thead{{display:{group}}}"
        f"tr{{break-inside:{avoid}}}</style><p>{html.escape(raw.title.text or '任务表')}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def printed(page: str, folder: Path) -> bytes:
    """PDF of a page, by Chromium."""
    source, out = folder / "p.html", folder / "p.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={out}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out.read_bytes()


def office_pdf(data: bytes, folder: Path) -> bytes:
    """PDF of a Word file, by LibreOffice."""
    source = folder / "w.docx"
    source.write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "w.pdf").read_bytes()


@dataclass(frozen=True)
class Bare:
    """A Word table without borders: paper in millimetres, size in points, white below each paragraph."""

    paper: tuple[int, int] = (210, 297)
    points: float = 10.5
    space: int = 0
    centred: bool = False  # cells centred on their rows, else at the top
    header: bool = True  # printed again on each page
    rows: int = 10_000  # of the list


BARE = {
    "narrow, centred, white between rows": ("dazu indicator 19", Bare(points=11, space=10, centred=True)),
    "sections, white between rows": ("dazu task 446", Bare(points=11, space=10, rows=10)),
    "sections, close rows at the top": ("dazu task 446", Bare(rows=10)),
    "sections, close rows, header once": ("dazu task 446", Bare((297, 210), 12, header=False, rows=10)),
    "total, centred, large paper": ("wansheng progress 24", Bare((420, 297), 12, 6, centred=True)),
}


def first_rows(raw: RawList, count: int) -> RawList:
    return replace(raw, rows=raw.rows[:count])


def bare_word(raw: RawList, how: Bare) -> bytes:
    """A Word file of the table without any border."""
    import docx
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(how.paper[0]), Mm(how.paper[1])
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(how.points), "Noto Sans CJK SC"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    style.paragraph_format.space_after = Pt(how.space)
    style.paragraph_format.line_spacing = 1.0
    document.add_paragraph(raw.title.text or "任务表")
    for _, rows, spans in fragments(raw, Way(rows=10_000)):
        table = document.add_table(len(rows), len(rows[0]))
        for cells, made in zip(rows, table.rows, strict=True):
            for text, cell in zip(cells, made.cells, strict=True):
                cell.text = text
                if how.centred:
                    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for r in spans:
            table.cell(r, 0).merge(table.cell(r, len(rows[0]) - 1)).text = rows[r][0]
        if how.header:
            properties = table.rows[0]._tr.get_or_add_trPr()
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bare_web(raw: RawList, paper: str, points: int, repeated: bool, whole_rows: bool, align: str) -> str:
    """The uncut table as a page without borders."""
    ruled = "border:1px solid #000;padding:2px;"
    return web(raw, paper, points, repeated, whole_rows).replace(
        ruled, f"padding:4px;vertical-align:{align};"
    )


def same_rows(raw: RawList, name: str, data: bytes) -> tuple[int, int, int]:
    """Rows expected, rows that came back equal, lists found."""
    found = lists_of(read(name, data))
    want = records(raw)
    got = [r for x in found for r in records(x)]
    left = list(got)
    same = 0
    for row in want:
        if row in left:
            left.remove(row)
            same += 1
    return len(want), same, len(found)


def main() -> None:
    lists = sample_lists()
    for name, raw in lists.items():
        for way, how in WAYS.items():
            print(name, "|", way, "|", *same_rows(raw, "w.docx", word(raw, how)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in lists.items():
            for label, (paper, points, repeated, whole) in PAPERS.items():
                data = printed(web(raw, paper, points, repeated, whole), Path(folder))
                print(name, "| Chromium", label, "|", *same_rows(raw, "p.pdf", data), flush=True)
                for align in ("top", "middle"):
                    page = bare_web(raw, paper, points, repeated, whole, align)
                    data = printed(page, Path(folder))
                    print(name, "| Chromium, bare", align, label, "|", *same_rows(raw, "p.pdf", data))
            data = office_pdf(word(raw, Way(rows=10_000)), Path(folder))
            print(name, "| LibreOffice A4 |", *same_rows(raw, "w.pdf", data), flush=True)
            for label, (_, how) in BARE.items():
                data = office_pdf(bare_word(raw, how), Path(folder))
                print(name, "| LibreOffice, bare", label, "|", *same_rows(raw, "w.pdf", data), flush=True)


if __name__ == "__main__":
    sys.exit(main())
