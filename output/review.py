"""review.html: one page to check the lists against the source, without any outside resource.

Every list is a table with its findings beside the rows they are about; it reads without JavaScript, which
only adds the filters. Whatever stands in a document is escaped, and the page's own policy forbids every
script but the one below (by its hash), every request and every form.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from ..model import DocumentRecord, Extraction, FindingRecord, ListRecord, RecordContext
from ..text import lazy
from .json_files import RECORD_TABLES
from .merge import Tables
from .tables import Column, cell_text, columns, getter, table_title

_STYLE = """
:root{--line:#d5dbe1;--ink:#1c2733;--soft:#5b6b7a;--error:#b3261e;--warning:#a15c00;--info:#1a5fa8}
body{font:14px/1.5 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
color:var(--ink);margin:0 auto;max-width:1500px;padding:0 20px 60px}
h1{font-size:20px;margin:24px 0 4px}h2{font-size:16px;margin:0;display:inline}
p.meta{color:var(--soft);margin:2px 0}
details{border-top:1px solid var(--line);padding:10px 0}summary{cursor:pointer}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin-top:8px;width:100%}
th,td{border:1px solid var(--line);padding:4px 7px;text-align:left;vertical-align:top;white-space:pre-wrap;
overflow-wrap:break-word;min-width:2.6em}
th{background:#eef2f6;white-space:nowrap;font-weight:600}
td.long{min-width:22em}td.n{text-align:right}td.place{color:var(--soft);font-size:12px;min-width:8em}
tr.error>td{background:#fdeceb}tr.warning>td{background:#fff4e2}tr.info>td{background:#eef5fd}
tr:target>td{outline:2px solid var(--info)}
ul.f{margin:4px 0 0;padding:0;list-style:none;font-size:12px}
.error b{color:var(--error)}.warning b{color:var(--warning)}.info b{color:var(--info)}
.words{border:0;padding:0;font-size:12px;color:var(--soft);white-space:pre-wrap}.words mark{background:#fff3b0;color:var(--ink)}
nav{position:sticky;top:0;background:#fff;border-bottom:1px solid var(--line);padding:8px 0;z-index:2}
nav input[type=search]{font:inherit;padding:3px 8px;width:22em}nav label{margin-left:14px}
[hidden]{display:none!important}
"""

_SCRIPT = """
(function(){
var nav=document.querySelector('nav'),q=document.getElementById('q'),s=document.getElementById('s'),
n=document.getElementById('n'),rows=[].slice.call(document.querySelectorAll('tbody tr')),
texts=rows.map(function(r){return r.textContent.toLowerCase()}),timer;
nav.hidden=false;
function run(){
var words=q.value.toLowerCase().split(/\\s+/).filter(Boolean),shown=0;
rows.forEach(function(r,i){
var ok=words.every(function(w){return texts[i].indexOf(w)>=0})&&
(s.value===''||(s.value==='any'?r.className!=='':r.className===s.value));
r.hidden=!ok;shown+=ok});
n.textContent=shown+' / '+rows.length}
q.addEventListener('input',function(){clearTimeout(timer);timer=setTimeout(run,120)});
s.addEventListener('change',run);run()})();
"""

_RANK = {"error": 0, "warning": 1, "info": 2}
_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
_LONG = frozenset({"text", "content", "heading", "note"})  # columns that hold sentences
_LEFT_OUT = frozenset({"list_id", "document_id", "place", "extra"})  # shown elsewhere
_ADDRESS = lazy(r"https?://[^\s\"'<>]+", re.IGNORECASE)


def write(path: Path, tables: Tables, *, version: str) -> None:
    """Write the page for the documents of a package."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(page(tables, version))


def page(tables: Tables, version: str) -> Iterator[str]:
    """The page in pieces."""
    policy = f"default-src 'none'; style-src '{_hash(_STYLE)}'; script-src '{_hash(_SCRIPT)}'"
    yield '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
    yield f"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; base-uri 'none'; form-action 'none'\">\n"
    yield '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">\n'
    yield f"<title>清单核对</title>\n<style>{_STYLE}</style></head><body>\n"
    yield '<nav hidden><input id="q" type="search" placeholder="筛选：词语之间用空格">'
    yield '<label>问题 <select id="s"><option value="">全部行</option><option value="any">有问题的行</option>'
    yield "".join(f'<option value="{code}">{title}</option>' for code, title in _LEVELS.items())
    yield '</select></label> <label id="n"></label></nav>\n'
    for extraction in tables.extractions:
        yield from _document(extraction)
    if tables.extra:
        yield from _findings("其他问题", tables.extra, frozenset())
    yield f'<p class="meta">qingdan {_e(version)}</p>\n<script>{_SCRIPT}</script></body></html>\n'


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _e(text: str) -> str:
    """Text as HTML text or attribute; characters that HTML has no place for show as U+FFFD."""
    return escape(_NO_HTML.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n"))


_NO_HTML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


# ---- a document


class _Around:
    """What stands beside the records of a document, by record id."""

    def __init__(self, extraction: Extraction) -> None:
        self.source = extraction.documents[0].source if extraction.documents else ""
        self.findings = _group(extraction.findings, "subject_id")
        self.responsibilities = _group(extraction.responsibilities, "subject_id")
        self.values = _group(extraction.indicator_values, "indicator_id")
        self.targets = _group(extraction.targets, "subject_id")
        self.words = {c.record_id: c for c in extraction.contexts}
        # A finding on a target or a check stands beside the record that these belong to
        for part in (*extraction.targets, *extraction.checks):
            own = self.findings.get(getter("targets" if hasattr(part, "target_id") else "checks")(part)[0])
            if own and part.subject_id:
                self.findings[part.subject_id] = [*self.findings.get(part.subject_id, ()), *own]


def _group(records: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, column)].append(record)
    return dict(groups)


def _document(extraction: Extraction) -> Iterator[str]:
    around = _Around(extraction)
    for document in extraction.documents:
        yield _head(document)
    shown = {
        getter(t)(r)[0]
        for t in (*RECORD_TABLES, "sections", "paragraphs", "lists")
        for r in extraction.table(t)
    }
    yield from _findings("问题", extraction.findings, frozenset(shown))
    by_list = {table: _group(extraction.table(table), "list_id") for table in RECORD_TABLES}
    grids = {d.list_id: d.grid for d in extraction.list_details}
    for record in extraction.lists:
        yield from _list(record, by_list, grids.get(record.list_id, ()), around)
    for table in ("sections", "paragraphs"):
        records = extraction.table(table)
        if records:
            yield f"<details><summary><h2>{table_title(table)}</h2> {len(records)} 条</summary>\n"
            yield from _records(table, records, around)
            yield "</details>\n"
    failed = [check for check in extraction.checks if not check.ok]
    yield f'<p class="meta">核对：相符 {len(extraction.checks) - len(failed)}，不符 {len(failed)}</p>\n'


def _head(document: DocumentRecord) -> str:
    facts = (document.doc_number, document.issuer, document.written_date, document.published_date)
    meta = " · ".join(filter(None, facts))
    return (
        f'<h1 id="{_e(document.document_id)}">{_e(document.title or document.document_id)}</h1>\n'
        f'<p class="meta">{_e(meta)}</p><p class="meta">来源：{_link(document.source, "")}</p>\n'
    )


def _link(source: str, place: str) -> str:
    """The source, as a link where it is an address; a place on a page of a PDF opens there."""
    text = _e(place or source)
    if not _ADDRESS.fullmatch(source):
        return text
    page_number = re.search(r"page=(\d+)", place)
    fragment = f"#page={page_number[1]}" if page_number else ""
    return f'<a href="{_e(source.split("#")[0] + fragment)}" rel="noopener noreferrer">{text}</a>'


def _findings(title: str, findings: Sequence[FindingRecord], shown: frozenset[str]) -> Iterator[str]:
    """All findings of a document, the worst first, each linked to its row."""
    if not findings:
        return
    opened = " open" if any(f.severity == "error" for f in findings) else ""
    yield f'<details{opened}><summary><h2>{title}</h2> {len(findings)} 条</summary><div class="wide"><table>'
    yield "<thead><tr><th>级别</th><th>说明</th><th>字段</th><th>原文</th><th>修复</th><th>记录</th><th>位置</th></tr></thead><tbody>\n"
    for f in sorted(findings, key=lambda f: _RANK.get(f.severity, 3)):
        subject = _e(f.subject_id)
        link = f'<a href="#{subject}">{subject}</a>' if f.subject_id in shown else subject
        yield (
            f'<tr class="{_e(f.severity)}"><td><b>{_LEVELS.get(f.severity, _e(f.severity))}</b></td>'
            f'<td class="long">{_e(f.message or f.code)}</td><td>{_e(f.field)}</td><td>{_e(f.raw)}</td>'
            f'<td>{_e(f.repaired)}</td><td>{link}</td><td class="place">{_e(f.place)}</td></tr>\n'
        )
    yield "</tbody></table></div></details>\n"


def _list(
    record: ListRecord,
    by_list: dict[str, dict[str, list[Any]]],
    grid: Sequence[Sequence[str]],
    around: _Around,
) -> Iterator[str]:
    title = " ".join(filter(None, (record.annex, record.title))) or record.list_id
    numbers = "–".join(dict.fromkeys(filter(None, (record.first_no, record.last_no))))
    yield (
        f'<details open id="{_e(record.list_id)}"><summary><h2>{_e(title)}</h2> {record.rows} 行 '
        f"{_e(numbers)} · {_link(around.source, record.place)}</summary>\n"
    )
    yield _finding_items(around.findings.get(record.list_id, ()))
    for table in RECORD_TABLES:
        records = by_list[table].get(record.list_id)
        if records:
            yield from _records(table, records, around)
    if grid:
        yield '<div class="wide"><table><tbody>\n'
        yield from ("<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in row) + "</tr>\n" for row in grid)
        yield "</tbody></table></div>\n"
    yield "</details>\n"


def _records(table: str, records: Sequence[Any], around: _Around) -> Iterator[str]:
    """Records as a table: columns that no row uses are left out."""
    described = columns(table)
    rows = [getter(table)(record) for record in records]
    used = [
        i
        for i, c in enumerate(described)
        if i and c.name not in _LEFT_OUT and any(row[i] not in ("", None, False) for row in rows)
    ]
    below = [part for part in _BELOW if any(row[0] in getattr(around, part[0]) for row in rows)]
    heads = [described[i].title for i in used] + [title for _, title, _ in below] + ["位置与问题"]
    yield (
        '<div class="wide"><table><thead><tr>'
        + "".join(f"<th>{h}</th>" for h in heads)
        + "</tr></thead><tbody>\n"
    )
    for record, row in zip(records, rows, strict=True):
        yield _row([_cell(described[i], row[i]) for i in used], row[0], record.place, below, around)
    yield "</tbody></table></div>\n"


def _row(cells: list[str], record_id: str, place: str, below: Sequence[Below], around: _Around) -> str:
    findings = around.findings.get(record_id, ())
    level = min((f.severity for f in findings), key=lambda s: _RANK.get(s, 3), default="")
    for name, _, shown in below:
        cells.append(f"<td>{'<br>'.join(map(shown, getattr(around, name).get(record_id, ())))}</td>")
    last = _link(around.source, place) + _words(around.words.get(record_id)) + _finding_items(findings)
    return (
        f'<tr id="{_e(record_id)}" class="{_e(level)}">{"".join(cells)}<td class="place">{last}</td></tr>\n'
    )


def _cell(column: Column, value: Any) -> str:
    kind = ' class="long"' if column.name in _LONG else "" if column.type == "string" else ' class="n"'
    return f"<td{kind}>{_e(cell_text(value))}</td>"


_ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任", "guide": "指导"}


def _responsible(record: Any) -> str:
    return _e(
        f"{_ROLES.get(record.role, record.role)} {record.name or record.name_raw}{'等' if record.open_ended else ''}"
    )


_VALUE_KINDS = {"baseline": "基期", "target": "目标", "actual": "实际"}


def _value(record: Any) -> str:
    year = f"{record.year} " if record.year is not None else ""
    kind = _VALUE_KINDS.get(record.kind, record.kind)
    return _e(f"{year}{kind}：{_amount(record) or record.relative or record.raw}")


def _target(record: Any) -> str:
    return _e(" ".join(filter(None, (record.measure, _amount(record) or record.raw, record.due))))


def _amount(record: Any) -> str:
    if record.value is None:
        return ""
    top = f"–{cell_text(record.value_max)}" if record.value_max is not None else ""
    sign = "" if record.operator == "=" else record.operator
    return f"{sign}{cell_text(record.value)}{top} {record.unit}".strip()


# What stands below a record: the group of `_Around`, the head of its column, how one row reads
Below = tuple[str, str, Callable[[Any], str]]
_BELOW: tuple[Below, ...] = (
    ("values", "数值", _value),
    ("responsibilities", "责任单位", _responsible),
    ("targets", "目标", _target),
)


def _words(words: RecordContext | None) -> str:
    if words is None:
        return ""
    return (
        f'<details class="words"><summary>原文</summary>{_e(words.before)}<mark>{_e(words.words)}</mark>'
        f"{_e(words.after)}</details>"
    )


def _finding_items(findings: Sequence[FindingRecord]) -> str:
    if not findings:
        return ""
    items = (
        f'<li class="{_e(f.severity)}"><b>{_LEVELS.get(f.severity, _e(f.severity))}</b> {_e(f.message or f.code)}</li>'
        for f in findings
    )
    return '<ul class="f">' + "".join(items) + "</ul>"
