"""The words every part of qingdan shares: sources, places, documents, raw lists and typed records.

Standard library only; everything here is frozen and picklable, so that one document is one pure call.
Table and column names are the output contract: they never change their meaning within a major version.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Any, Literal

from .lightclass import dataclass

# --------------------------------------------------------------------------------------------------
# Where something stands


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a source. Numbers count from 1; 0 and "" mean "does not apply to this format".

    >>> str(Place(line=345, line_end=352)), str(Place(table=2, row=17)), str(Place(sheet="任务", table=1, row=3))
    ('line=345-352', 'table=2;row=17', 'sheet=任务;table=1;row=3')
    >>> str(Place(page=12, bbox=(72.0, 120.5, 500.2, 180.0)))
    'page=12;bbox=72.0,120.5,500.2,180.0'
    """

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    row_end: int = 0
    paragraph: int = 0
    line: int = 0
    line_end: int = 0
    bbox: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom in points from the top left

    def __str__(self) -> str:
        parts: list[str] = []
        if self.sheet:
            parts.append(f"sheet={self.sheet}")
        if self.page:
            parts.append(f"page={self.page}")
        if self.bbox is not None:
            parts.append("bbox=" + ",".join(f"{v:.1f}" for v in self.bbox))
        if self.line:
            last = self.line_end or self.line
            parts.append(f"line={self.line}" if last == self.line else f"line={self.line}-{last}")
        if self.table:
            parts.append(f"table={self.table}")
        if self.row:
            last = self.row_end or self.row
            parts.append(f"row={self.row}" if last == self.row else f"row={self.row}-{last}")
        if self.paragraph:
            parts.append(f"paragraph={self.paragraph}")
        return ";".join(parts)


def merge_places(places: Iterable[Place]) -> tuple[Place, ...]:
    """Join neighbouring places: lines 3, 4, 5 become 3-5, rows of one table a range, boxes on one page their hull.

    >>> [str(p) for p in merge_places([Place(line=3), Place(line=5), Place(table=1, row=2), Place(table=1, row=3)])]
    ['line=3-5', 'table=1;row=2-3']
    """
    merged: dict[tuple[Any, ...], Place] = {}
    for place in places:
        key = _place_key(place)
        old = merged.get(key)
        merged[key] = place if old is None else _hull(old, place)
    return tuple(merged.values())


def _place_key(place: Place) -> tuple[Any, ...]:
    if place.line:
        return ("line", place.page, place.sheet)
    if place.bbox is not None:
        return ("bbox", place.page)
    if place.row:
        return ("row", place.page, place.sheet, place.table)
    return ("other", place.page, place.sheet, place.table, place.paragraph)


def _hull(a: Place, b: Place) -> Place:
    if a.line:
        first, last = min(a.line, b.line), max(a.line_end or a.line, b.line_end or b.line)
        return Place(page=a.page, sheet=a.sheet, line=first, line_end=last)
    if a.bbox is not None and b.bbox is not None:
        x, y = a.bbox, b.bbox
        box = (min(x[0], y[0]), min(x[1], y[1]), max(x[2], y[2]), max(x[3], y[3]))
        return Place(page=a.page, bbox=box)
    if a.row:
        first, last = min(a.row, b.row), max(a.row_end or a.row, b.row_end or b.row)
        return Place(page=a.page, sheet=a.sheet, table=a.table, row=first, row_end=last)
    return a


def place_text(places: Iterable[Place]) -> str:
    """The contract's `place` column: every part of a cut record, joined with ` + `."""
    return " + ".join(text for text in map(str, merge_places(places)) if text)


# --------------------------------------------------------------------------------------------------
# What a reader gives

Role = Literal["body", "furniture"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or one line of a plain text), as the reader gave it.

    `role` is "furniture" where the format itself says so (navigation, running heads, page numbers).
    `style` carries what the format knows: "title", "h1".."h9", "toc", "footnote", "caption", "" for unknown.
    `blank_before` counts blank lines or empty paragraphs before it (they stand for empty cells in
    flattened tables). Line breaks inside a paragraph are kept as "\\n".
    """

    text: str
    place: Place
    role: Role = "body"
    style: str = ""
    align: str = ""  # "left", "center", "right" or ""
    blank_before: int = 0
    confidence: float | None = None  # OCR only: lowest confidence of its characters, 0..1
    more_places: tuple[Place, ...] = ()  # where it goes on: on the next page or in the next column


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is really there (a merged cell once, with its spans). Rows and columns count from 0."""

    row: int
    col: int
    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1
    header: bool = False  # <th>, Word's repeated header row
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the format has it. Missing cells are missing; empty cells are Cell(text="")."""

    cells: tuple[Cell, ...]
    place: Place
    role: Role = "body"
    caption: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class MetaItem:
    """A label and value that the format states outside the text (<meta name=ArticleTitle>, core properties)."""

    label: str
    value: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the document links to: the name that people see and the address as written."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader gives: blocks in reading order. Every character of the text stands in exactly one block."""

    name: str  # file name or address, never a path of this machine
    media_type: str
    sha256: str
    blocks: Sequence[Block]
    metadata: tuple[MetaItem, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


class SourceError(Exception):
    """A source that cannot be read at all: which one, what is wrong, what to do.

    `code` names a message of messages.py; `params` fill it.
    """

    def __init__(self, source: str, code: str, **params: Any) -> None:
        super().__init__(source, code, params)
        self.source = source
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        return (_source_error, (self.source, self.code, self.params))

    def __str__(self) -> str:
        from .messages import render

        return f"{self.source}: {render(self.code, 'en', self.params)}"


def _source_error(source: str, code: str, params: dict[str, Any]) -> SourceError:
    return SourceError(source, code, **params)


# --------------------------------------------------------------------------------------------------
# Words: a text together with the characters of the source it came from


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters start..end of one text unit: a paragraph (cell = -1) or the cell-th cell of a table block."""

    block: int
    cell: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the source, unchanged but for joined line ends, and where each run of them stands."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list after its header was understood.

    `role` is a name of parsers/data/headers.csv: no, category, group, item, name, attribute, value, unit, task,
    lead, support, responsible, guide, leader, deadline, content, investment, period, total, done,
    undone, rate, note, other. For `value`, `year` and `value_kind` say which value it is.
    """

    role: str
    header: Words
    year: int | None = None
    value_kind: str = ""  # baseline, target, actual
    unit: str = ""  # unit in the header bracket, as printed: 亿元


@dataclass(frozen=True, slots=True)
class RawRow:
    """A record before normalisation. `fields[i]` belongs to `columns[i]` of its list; None = no such cell."""

    fields: tuple[Words | None, ...]
    chapter: Words = NO_WORDS
    section: Words = NO_WORDS
    places: tuple[Place, ...] = ()
    is_total: bool = False
    filled: tuple[int, ...] = ()  # indexes of fields taken over from a merged or repeated cell above


@dataclass(frozen=True, slots=True)
class RawList:
    """A list found in a document: a table, a flattened table or a numbered list of the running text."""

    kind: str  # indicator, task, project, progress, other
    origin: str  # table, flattened, prose
    columns: tuple[Column, ...]
    rows: Sequence[RawRow]
    title: Words = NO_WORDS
    annex: Words = NO_WORDS
    notes: tuple[Words, ...] = ()  # lines under the table: 备注：[1]以2015年度为基数。
    unit: str = ""  # 单位：亿元 above the table
    places: tuple[Place, ...] = ()
    claimed: tuple[Piece, ...] = ()  # header cells, section rows, captions: claimed by the list itself
    members: Sequence[Piece] = ()  # every text unit that belongs to the list (its part in coverage)
    findings: tuple[Finding, ...] = ()
    grid: tuple[tuple[str, ...], ...] = ()  # kind other: the cells as they stand
    explain: tuple[str, ...] = ()  # why: header match, joins, margins; shown by `qingdan tables`


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total row of a table: the sum it states for one column, and which records of the list it sums."""

    list_id: str
    label: str
    value: Decimal  # in the unit of the typed column (yuan for investments)
    unit_factor: Decimal  # what the printed figure was multiplied by (亿元: 100000000)
    first: int  # positions first..last-1 among the records of the list
    last: int
    place: str


@dataclass(frozen=True, slots=True)
class RawSection:
    """A numbered heading of the running text and what stands under it up to the next heading."""

    level: int  # 1 = highest level in use
    marker: Words  # 一、 （一） 1、 （1） 一是
    heading: Words
    text: tuple[Words, ...]
    places: tuple[Place, ...]
    parent: int | None = None  # index into the outline


# --------------------------------------------------------------------------------------------------
# Findings

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing a person should look at. The message is rendered from `code` and `params` (messages.py)."""

    severity: Severity
    code: str
    subject_id: str = ""
    field: str = ""
    raw: str = ""
    repaired: str = ""
    places: tuple[Place, ...] = ()
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


# --------------------------------------------------------------------------------------------------
# Typed records: one class per table of the contract, fields in column order


def _col(title: str, *, key: bool = False, ref: str = "", default: Any = "") -> Any:
    """A column: Chinese title, whether it is (part of) the primary key, and the table it refers to."""
    return field(default=default, metadata={"title": title, "key": key, "ref": ref})


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """Table `documents`: one row per source document."""

    document_id: str = _col("文件编号", key=True)
    title: str = _col("标题")
    doc_number: str = _col("发文字号")
    index_number: str = _col("索引号")
    issuer: str = _col("发文机关")
    topic: str = _col("主题分类")
    genre: str = _col("体裁分类")
    written_date: str = _col("成文日期")
    published_date: str = _col("发布日期")
    validity: str = _col("有效性")
    jurisdiction_code: str = _col("行政区划代码")
    jurisdiction: str = _col("行政区划")
    period_start: int | None = _col("规划期起", default=None)
    period_end: int | None = _col("规划期止", default=None)
    source: str = _col("来源")
    sha256: str = _col("文件摘要")
    media_type: str = _col("媒体类型")
    pages: int | None = _col("页数", default=None)
    publisher: str = _col("发布机构")
    attachments: str = _col("附件")  # names and addresses as a JSON array


@dataclass(frozen=True, slots=True)
class ListRecord:
    """Table `lists`: one row per table or numbered list."""

    list_id: str = _col("清单编号", key=True)
    document_id: str = _col("文件编号", ref="documents")
    seq: int = _col("次序", default=0)
    kind: str = _col("种类")
    origin: str = _col("形式")
    title: str = _col("标题")
    annex: str = _col("附件")
    rows: int = _col("行数", default=0)
    first_no: str = _col("首号")
    last_no: str = _col("末号")
    place: str = _col("位置")
    columns: str = _col("列")  # header and role of each column as a JSON array
    notes: str = _col("表注")


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """Table `indicators`."""

    indicator_id: str = _col("指标编号", key=True)
    list_id: str = _col("清单编号", ref="lists")
    document_id: str = _col("文件编号", ref="documents")
    no: str = _col("序号")
    category: str = _col("类别")
    name: str = _col("指标名称")
    name_raw: str = _col("指标原文")
    unit: str = _col("单位")
    unit_raw: str = _col("单位原文")
    attribute: str = _col("属性")
    attribute_raw: str = _col("属性原文")
    lead_raw: str = _col("牵头单位原文")
    support_raw: str = _col("责任单位原文")
    note: str = _col("备注")
    place: str = _col("位置")
    extra: str = _col("其他列")  # JSON object: columns that have no field of their own
    measure: str = _col(
        "统一指标"
    )  # code of normalize/data/measures.csv, the same in every district; "" if unknown
    polarity: str = _col("方向")  # higher, lower (is better), neutral


@dataclass(frozen=True, slots=True)
class IndicatorValueRecord:
    """Table `indicator_values`: value of an indicator in a year."""

    indicator_id: str = _col("指标编号", key=True, ref="indicators")
    kind: str = _col("种类", key=True)
    year: int | None = _col("年份", key=True, default=None)
    operator: str = _col("比较符")
    value: Decimal | None = _col("数值", default=None)
    value_max: Decimal | None = _col("上限", default=None)
    unit: str = _col("单位")
    relative: str = _col("相对目标")
    footnotes: str = _col("注号")
    raw: str = _col("原文")
    place: str = _col("位置")


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """Table `tasks`. `lead_raw` holds 牵头单位, or 责任单位 where no 牵头 column stands beside it."""

    task_id: str = _col("任务编号", key=True)
    list_id: str = _col("清单编号", ref="lists")
    document_id: str = _col("文件编号", ref="documents")
    no: str = _col("序号")
    category: str = _col("类别")
    chapter: str = _col("篇章")
    section: str = _col("章节")
    text: str = _col("任务内容")
    deadline: str = _col("完成时限")
    obligation: str = _col("约束程度")
    lead_raw: str = _col("牵头单位原文")
    support_raw: str = _col("责任单位原文")
    note: str = _col("备注")
    place: str = _col("位置")
    extra: str = _col("其他列")
    obligation_words: str = _col("约束用语")  # the words that decided `obligation`, joined with 、
    class_proposal: str = _col("任务类型建议")  # 强制执行, 鼓励引导, 常规实施: our proposal, never official


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """Table `projects`."""

    project_id: str = _col("项目编号", key=True)
    list_id: str = _col("清单编号", ref="lists")
    document_id: str = _col("文件编号", ref="documents")
    no: str = _col("序号")
    category: str = _col("类别")
    name: str = _col("项目名称")
    content: str = _col("建设内容")
    investment_raw: str = _col("投资原文")
    investment_cny: Decimal | None = _col("投资(元)", default=None)
    start_year: int | None = _col("开始年", default=None)
    end_year: int | None = _col("结束年", default=None)
    period_raw: str = _col("建设年限原文")
    responsible_raw: str = _col("责任单位原文")
    note: str = _col("备注")
    place: str = _col("位置")
    extra: str = _col("其他列")


@dataclass(frozen=True, slots=True)
class ProgressRecord:
    """Table `progress`: row of a progress table."""

    progress_id: str = _col("进展编号", key=True)
    list_id: str = _col("清单编号", ref="lists")
    document_id: str = _col("文件编号", ref="documents")
    group: str = _col("分组")
    item: str = _col("项目")
    total: int | None = _col("总数", default=None)
    done: int | None = _col("完成数", default=None)
    undone: int | None = _col("未完成数", default=None)
    rate: Decimal | None = _col("完成率", default=None)
    is_total: bool = _col("合计行", default=False)
    place: str = _col("位置")
    extra: str = _col("其他列")


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """Table `sections`: numbered heading of the running text."""

    section_id: str = _col("章节编号", key=True)
    document_id: str = _col("文件编号", ref="documents")
    parent_id: str = _col("上级章节", ref="sections")
    level: int = _col("层级", default=0)
    marker: str = _col("序号标记")
    heading: str = _col("标题")
    text: str = _col("正文")
    place: str = _col("位置")


@dataclass(frozen=True, slots=True)
class ParagraphRecord:
    """Table `paragraphs`: paragraph of the running text that stands under no numbered heading."""

    paragraph_id: str = _col("段落编号", key=True)
    document_id: str = _col("文件编号", ref="documents")
    seq: int = _col("次序", default=0)
    text: str = _col("正文")
    place: str = _col("位置")


@dataclass(frozen=True, slots=True)
class ResponsibilityRecord:
    """Table `responsibilities`: organisation named for a record."""

    subject_id: str = _col("记录编号", key=True)
    role: str = _col("职责", key=True)
    rank: int = _col("次序", key=True, default=0)
    organization_id: str = _col("单位编号", ref="organizations")
    name: str = _col("单位名称")
    name_raw: str = _col("单位原文")
    collective: bool = _col("集合单位", default=False)
    open_ended: bool = _col("等", default=False)
    implied: bool = _col("统一规定", default=False)


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """Table `organizations`."""

    organization_id: str = _col("单位编号", key=True)
    name: str = _col("单位名称")
    full_name: str = _col("全称")
    function: str = _col("职能")
    kind: str = _col("性质")
    jurisdiction_code: str = _col("行政区划代码")
    aliases: str = _col("别名")  # names seen in the documents, joined with |


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """Table `targets`: quantity or qualitative target stated inside a text.

    `start` and `end` are where `raw` stands in `field` of the subject (text, content, heading), in characters.
    """

    target_id: str = _col("目标编号", key=True)
    subject_id: str = _col("记录编号")
    seq: int = _col("次序", default=0)
    measure: str = _col("事项")
    operator: str = _col("比较符")
    value: Decimal | None = _col("数值", default=None)
    value_max: Decimal | None = _col("上限", default=None)
    unit: str = _col("单位")
    unit_raw: str = _col("单位原文")
    value_base: Decimal | None = _col("基本单位数值", default=None)
    unit_base: str = _col("基本单位")
    due: str = _col("时限")
    modality: str = _col("语气")
    raw: str = _col("原文")
    start: int | None = _col("起", default=None)
    end: int | None = _col("止", default=None)
    parent_id: str = _col("总目标", ref="targets")
    field: str = _col("字段", default="text")


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """Table `checks`: consistency check that was run."""

    check_id: str = _col("核对编号", key=True)
    document_id: str = _col("文件编号", ref="documents")
    subject_id: str = _col("记录编号")
    kind: str = _col("种类")
    stated: str = _col("所载")
    computed: str = _col("计算")
    ok: bool = _col("相符", default=False)
    place: str = _col("位置")


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """Table `findings`."""

    finding_id: str = _col("问题编号", key=True)
    document_id: str = _col("文件编号")
    subject_id: str = _col("记录编号")
    severity: str = _col("级别")
    code: str = _col("代码")
    field: str = _col("字段")
    raw: str = _col("原文")
    repaired: str = _col("修复")
    message: str = _col("说明")
    place: str = _col("位置")


@dataclass(frozen=True, slots=True)
class CoverageRecord:
    """Table `coverage`: characters (blanks not counted) of each part of a document, claimed or not."""

    document_id: str = _col("文件编号", key=True, ref="documents")
    part: str = _col("部分", key=True)
    characters: int = _col("字符数", default=0)
    claimed: int = _col("已归属", default=0)
    unclaimed: int = _col("未归属", default=0)


TABLES: dict[str, type] = {
    "documents": DocumentRecord,
    "lists": ListRecord,
    "indicators": IndicatorRecord,
    "indicator_values": IndicatorValueRecord,
    "tasks": TaskRecord,
    "projects": ProjectRecord,
    "progress": ProgressRecord,
    "sections": SectionRecord,
    "paragraphs": ParagraphRecord,
    "responsibilities": ResponsibilityRecord,
    "organizations": OrganizationRecord,
    "targets": TargetRecord,
    "checks": CheckRecord,
    "findings": FindingRecord,
    "coverage": CoverageRecord,
}

TABLE_TITLES: dict[str, str] = {
    "documents": "文件",
    "lists": "清单",
    "indicators": "指标",
    "indicator_values": "指标值",
    "tasks": "任务",
    "projects": "项目",
    "progress": "进展",
    "sections": "章节",
    "paragraphs": "段落",
    "responsibilities": "责任单位",
    "organizations": "单位",
    "targets": "目标",
    "checks": "核对",
    "findings": "问题",
    "coverage": "覆盖",
}


@dataclass(frozen=True, slots=True)
class ExtractedList:
    """What the JSON of a document shows of a list beyond its records: the grid of kind `other`, and why."""

    list_id: str
    grid: tuple[tuple[str, ...], ...] = ()
    explain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordContext:
    """The words of the source a record was read from, and what stands around them (for `qingdan show`)."""

    record_id: str
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document whole: its typed records by table name. The result of one pure call.

    Each table is a tuple, or where it is very long a `Shelf`, which is read like one.
    """

    documents: Sequence[DocumentRecord] = ()
    lists: Sequence[ListRecord] = ()
    indicators: Sequence[IndicatorRecord] = ()
    indicator_values: Sequence[IndicatorValueRecord] = ()
    tasks: Sequence[TaskRecord] = ()
    projects: Sequence[ProjectRecord] = ()
    progress: Sequence[ProgressRecord] = ()
    sections: Sequence[SectionRecord] = ()
    paragraphs: Sequence[ParagraphRecord] = ()
    responsibilities: Sequence[ResponsibilityRecord] = ()
    organizations: Sequence[OrganizationRecord] = ()
    targets: Sequence[TargetRecord] = ()
    checks: Sequence[CheckRecord] = ()
    findings: Sequence[FindingRecord] = ()
    coverage: Sequence[CoverageRecord] = ()
    list_details: Sequence[ExtractedList] = ()
    contexts: Sequence[RecordContext] = ()

    def table(self, name: str) -> Sequence[Any]:
        """The records of one table of the contract."""
        if name not in TABLES:
            raise KeyError(name)
        return getattr(self, name)
