"""The table engine: blocks -> fragments -> joined tables -> lists, with the reason of every step kept.

fragments(...)   each table block and each flattened run by itself: header match, grid rows
join(...)        fragments that are one table: same columns, numbering goes on, no caption between
find_lists(...)  the lists of a document, in reading order
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain

from ..lightclass import dataclass
from ..messages import render
from ..model import (
    NO_WORDS,
    Block,
    Column,
    Document,
    Finding,
    Paragraph,
    Piece,
    Place,
    RawList,
    RawRow,
    Table,
    Words,
    merge_places,
)
from ..text import fold, lazy, squeeze
from .borders import border_lines, is_border, titles_again
from .celltypes import fit, is_number_label
from .columns import build_columns
from .flattened import (
    MARGIN_SHOWN,
    NARROW_MARGIN,
    HeaderRun,
    Line,
    Segmentation,
    header_runs,
    segment,
    settled,
    successor_cost,
)
from .grid import GridRow, cell_pieces, grid_rows
from .header import Header, find_header, table_unit
from .leftover import behind_table, cells_left, guessed_lines, totals_in_rows
from .rows import CARRIED, interpret, is_header_repeat, is_section_row, is_total_row, numbers, section_level
from .shapes import is_label_box, turned

_CAPTION = lazy(r"^(?:附?表|专栏|图表|附表)\s*\d*[一二三四五六七八九十]*(?:[-—.]\d+)*", holds=("表", "专栏"))
_TITLE_END = lazy(
    r"(?:表|清单|目标|任务|指标|计划|方案|台账|分解|分工|情况|进展|一览|汇总|安排|项目|措施|重点|工程|体系|要求|进度|明细|名录)(?:\(.{1,20}\))?$"
)
_CONTINUED = lazy(r"续(?:表)?[)）\d一二三四五六七八九十]*$|^\(?续", holds=("续",))
_NOTE = lazy(r"^(?:备?注\d*:|说明:|资料来源|数据来源|\*注|\[\d{1,2}\]|注\d)")
_ANNEX_LABEL = lazy(
    r"\s*附件\s{0,4}(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3})(?:\s{0,2}[:.、])?\s{0,4}(?=[^\s\d.])",
    holds=("附件",),
)
_ANNEX = lazy(r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[-—]\d+)?\s*:?$", holds=("附",))
_RELATIVE_VALUE = lazy(r"^(?:完成|达到|不低于|不高于|按照|高于|低于|以)[^表附]{2,16}$")
_TITLE_LINES = 3
_CLOSE_CHOICE = 6.0  # between two readings of a header that differ by less somebody should look
_WORST_FIT = (
    2.0  # mean cost of a cell (celltypes.fit) at which columns are still believed to be the right ones
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step came out as it did: a code of messages.py and what fills it."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def text(self, lang: str = "zh") -> str:
        return render(self.code, lang, dict(self.params))


def because(code: str, **params: object) -> Reason:
    return Reason(code, tuple((k, str(v)) for k, v in params.items()))


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a table as it stands in the source: a table block, or a flattened run of lines."""

    first: int  # first and last block
    last: int
    origin: str  # table, flattened
    kind: str | None
    columns: tuple[Column, ...]
    has_header: bool
    rows: tuple[GridRow, ...]  # without the header
    width: int
    title: tuple[Words, ...] = ()
    unit: str = ""
    notes: tuple[Words, ...] = ()
    header_pieces: tuple[Piece, ...] = ()
    member_pieces: tuple[Piece, ...] = ()
    own_blocks: frozenset[int] = (
        frozenset()
    )  # blocks that are the fragment's own (title with a heading mark excluded)
    findings: tuple[Finding, ...] = ()
    explain: tuple[Reason, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(squeeze(c.header.text) for c in self.columns)


@dataclass(frozen=True, slots=True)
class Joined:
    """Fragments that are one table, and at which rows the later ones begin."""

    fragments: tuple[Fragment, ...]
    seams: frozenset[int]
    explain: tuple[Reason, ...]  # one for each fragment after the first


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document and the blocks that belong to them."""

    lists: tuple[RawList, ...]
    taken: frozenset[int]
    fragments: tuple[Fragment, ...] = ()
    joined: tuple[Joined, ...] = ()  # joined[i] became lists[i]
    findings: tuple[Finding, ...] = ()  # what belongs to no list: headings of a table without any row


def find_lists(
    document: Document,
    skip: frozenset[int] = frozenset(),
    annexes: Sequence[tuple[int, Words]] = (),
    merged: Mapping[int, Words] | None = None,
) -> Lists:
    """All lists that stand in tables or flattened tables.

    `skip`: blocks that are furniture, metadata or table of contents. `annexes`: (first block, words) of each
    annex in reading order. `merged`: words of blocks whose line goes on in later ones (not used by tables).
    """
    findings: list[Finding] = []
    found = fragments(document, skip, findings)
    lists: list[RawList] = []
    taken: set[int] = set()
    groups = join(found, document.blocks, skip)
    for joined in groups:
        raw = _as_list(joined, annexes)
        lists.append(raw)
        for fragment in joined.fragments:
            taken.update(fragment.own_blocks)
    return Lists(tuple(lists), frozenset(taken), tuple(found), tuple(groups), tuple(findings))


# --------------------------------------------------------------------------------------------------
# Fragments


def fragments(
    document: Document, skip: frozenset[int], findings: list[Finding] | None = None
) -> list[Fragment]:
    """Every table block and every flattened run, in reading order. `findings` takes headings without rows."""
    findings = [] if findings is None else findings
    found: list[Fragment] = []
    stream: list[Line] = []
    used: set[int] = set()
    for index, block in enumerate(document.blocks):
        if index in skip or block.role == "furniture":
            continue
        if isinstance(block, Table):
            found.extend(_flattened_fragments(stream, document.blocks, findings))
            stream = []
            fragment = None if is_label_box(block) else _table_fragment(index, block)
            if fragment is not None:
                found.append(fragment)
        else:
            words = Words(block.text, (Piece(index, -1, 0, len(block.text)),))
            stream.append(Line(index, words, block.blank_before))
    found.extend(_flattened_fragments(stream, document.blocks, findings))
    for fragment in found:
        used.update(fragment.own_blocks)
    return [_with_title(f, document.blocks, skip, used) for f in found]


def _table_fragment(index: int, table: Table) -> Fragment | None:
    members = cell_pieces(index, table)
    rows = grid_rows(index, table, members)
    if not rows:
        return None
    shape = turned(rows)
    if shape is not None:
        rows = shape.rows
    header = find_header(rows)
    width = len(rows[0].cells)
    if header is None:
        return Fragment(
            index, index, "table", None, (), False, rows, width, _caption(table), "", (), (), members, frozenset((index,)),
            explain=(because("explain_no_header", rows=len(rows), columns=width),),
        )  # fmt: skip
    above = rows[: header.first]
    return Fragment(
        first=index,
        last=index,
        origin="table",
        kind=header.kind,
        columns=header.columns,
        has_header=True,
        rows=rows[header.last + 1 :],
        width=width,
        title=(*_caption(table), *_titles_above(above)),
        unit=next((u for row in above for w in row.cells if w and (u := table_unit(w.text))), ""),
        header_pieces=tuple(
            p for row in rows[: header.last + 1] for w in row.cells if w is not None for p in w.pieces
        ),
        member_pieces=members,
        own_blocks=frozenset((index,)),
        findings=(Finding("info", "table_turned", params={"shape": shape.shape}),) if shape else (),
        explain=(_explain_header(header), *((because("table_turned", shape=shape.shape),) if shape else ())),
    )


def _caption(table: Table) -> tuple[Words, ...]:
    return (Words(table.caption),) if table.caption else ()


def _explain_header(header: Header) -> Reason:
    return because(
        "explain_header",
        first=header.first + 1,
        last=header.last + 1,
        kind=header.kind,
        columns=_shown_columns(header.columns),
    )


def _shown_columns(columns: Sequence[Column]) -> str:
    return " | ".join(f"{c.header.text}→{c.role}{c.year or ''}" for c in columns)


def _titles_above(rows: Iterable[GridRow]) -> list[Words]:
    titles: list[Words] = []
    for row in rows:
        own = row.own()
        words = row.cells[own[0]] if len(own) == 1 else None
        if words and not table_unit(words.text) and not _ANNEX.match(fold(words.text).strip()):
            titles.append(words)
    return titles


def _flattened_fragments(
    stream: Sequence[Line], blocks: Sequence[Block], findings: list[Finding]
) -> list[Fragment]:
    unread: list[tuple[int, int]] = []
    runs = header_runs(stream, unread)
    findings += [_headings_alone("header_unread", start, end, stream, blocks) for start, end in unread]
    if not runs:
        return []
    found: list[Fragment] = []
    borders = border_lines(stream)
    number = 0
    while number < len(runs):
        run = runs[number]
        floor = runs[number - 1].end if number else 0
        titles = {squeeze(x.text) for x in stream[_title_start(stream, run.start, floor) : run.start]}
        repeats: list[HeaderRun] = []
        following = number + 1
        while following < len(runs):
            above = (repeats[-1] if repeats else run).end
            borders |= titles_again(stream, above, runs[following].start, titles, borders)
            if not _repeats(run, runs[following], stream, borders):
                break
            repeats.append(runs[following])
            following += 1
        end = _title_start(stream, runs[following].start, run.end) if following < len(runs) else len(stream)
        end = _annex_end(stream, run.end, end)
        borders |= titles_again(stream, (repeats[-1] if repeats else run).end, end, titles, borders)
        fragment = _flattened(stream, run, repeats, end, blocks, borders)
        if fragment is not None:
            found.append(fragment)
        else:
            findings.append(_headings_alone("header_without_rows", run.start, run.end, stream, blocks))
        number = following
    return found


def _headings_alone(
    code: str, start: int, end: int, stream: Sequence[Line], blocks: Sequence[Block]
) -> Finding:
    lines = stream[start:end]
    raw = " | ".join(squeeze(line.text) for line in lines)
    return Finding(
        "info", code, field="row", raw=raw, places=tuple(blocks[line.block].place for line in lines)
    )


def _repeats(run: HeaderRun, later: HeaderRun, stream: Sequence[Line], borders: Collection[int]) -> bool:
    """Whether a header run is the same header printed again after a page break (its numbering goes on)."""
    if run.key != later.key:
        return False
    if all(c.role != "no" for c in run.columns):
        start = later.start
        while start - 1 in borders:
            start -= 1
        return start < later.start or _title_start(stream, start, run.end) == start
    return not any(line.text.strip() == "1" for line in stream[later.end : later.end + 4])


def _annex_end(stream: Sequence[Line], start: int, end: int) -> int:
    for i in range(start, end):
        if _ANNEX.match(fold(stream[i].text).strip()):
            return i
    return end


def _title_start(stream: Sequence[Line], below: int, floor: int) -> int:
    """Where the title lines directly above a line begin."""
    start = below
    while start > floor and below - start < _TITLE_LINES and is_title(stream[start - 1].text):
        if start < below and _RELATIVE_VALUE.match(fold(stream[start - 1].text).strip()):
            break  # 完成市级下达目标 is the last cell of the table above
        start -= 1
        if (
            _CAPTION.match(fold(stream[start].text))
            or section_level(stream[start].text)
            or _ANNEX.match(fold(stream[start].text).strip())
            or _annex_label_end(stream[start].text)
        ):
            break
    return start


def is_title(text: str) -> bool:
    """Whether a line may be the title of the table under it.

    >>> is_title("表3 2022年工程项目实施进展"), is_title("二、《规划》任务清单"), is_title("完成年度总量减排任务。")
    (True, True, False)
    """
    flat = fold(text).strip()
    if not flat or len(flat) > 90 or flat.endswith(("。", ";", "、", ",")):
        return False
    if table_unit(text) or _CAPTION.match(flat) or _ANNEX.match(flat):
        return True
    return bool(_TITLE_END.search(flat))


def _flattened(
    stream: Sequence[Line],
    run: HeaderRun,
    repeats: Sequence[HeaderRun],
    end: int,
    blocks: Sequence[Block],
    borders: Collection[int],
) -> Fragment | None:
    dropped = {i for r in repeats for i in range(r.start, r.end)}
    dropped |= {i for i in range(run.end, end) if i in borders}
    lines = _without(stream, run.end, end, dropped)
    if not lines:
        return None
    printed = run
    run, choice = settled(run, lines)
    found = segment(lines, run.columns)
    if not found.rows:
        return None
    width = len(run.columns)
    rows = tuple(_flat_row(row.cells, row.kind, lines, width, blocks=None) for row in found.rows)
    used = [lines[i] for row in found.rows for i in row.lines()]
    noise = [lines[i] for i in found.noise]
    noise += [stream[i] for i in sorted(dropped) if i in borders and stream[i].block < used[-1].block]
    header = [stream[i] for r in (run, *repeats) for i in range(r.start, r.end)]
    notes = _notes_after(lines, found.end)
    own = frozenset(line.block for line in (*header, *used, *noise))
    pieces = tuple(p for c in run.columns for p in c.header.pieces)
    pieces += tuple(p for r in repeats for i in range(r.start, r.end) for p in stream[i].words.pieces)
    pieces += tuple(p for line in noise for p in line.words.pieces)
    return Fragment(
        first=stream[run.start].block,
        last=max(own),
        origin="flattened",
        kind=run.kind,
        columns=run.columns,
        has_header=True,
        rows=rows,
        width=width,
        notes=tuple(notes),
        header_pieces=pieces,
        member_pieces=tuple(p for line in (*header, *used, *noise) for p in line.words.pieces),
        own_blocks=own,
        findings=(
            *_header_findings(printed, run, choice),
            *_segmentation_findings(found, rows, run.columns, blocks),
            *guessed_lines(found, lines, blocks),
            *totals_in_rows(found, lines, run.columns, blocks),
            *behind_table(lines, found, run.columns, blocks),
        ),
        explain=(_explain_segmentation(run, found), *_explain_noise(noise)),
    )


def _without(stream: Sequence[Line], start: int, end: int, dropped: Collection[int]) -> list[Line]:
    """The lines start..end but for the dropped ones, whose blank lines stay."""
    lines: list[Line] = []
    blanks = 0
    for i in range(start, end):
        if i in dropped:
            blanks = max(blanks, stream[i].blank_before)
        else:
            lines.append(
                replace(stream[i], blank_before=max(blanks, stream[i].blank_before)) if blanks else stream[i]
            )
            blanks = 0
    return lines


def _flat_row(
    cells: Sequence[Sequence[int]], kind: str, lines: Sequence[Line], width: int, blocks: None
) -> GridRow:
    words: list[Words | None] = []
    places: list[Place] = []
    for cell in cells:
        parts = [lines[i].words for i in cell]
        words.append(_join_words(parts))
    widths = [1] * width
    if kind == "section":
        widths = [width, *([0] * (width - 1))]
    return GridRow(tuple(words), tuple(widths), places=tuple(places), kind=kind)


def _join_words(parts: Sequence[Words]) -> Words:
    if len(parts) == 1:
        return parts[0]
    from ..text import join_lines

    return Words(join_lines([w.text for w in parts]), tuple(p for w in parts for p in w.pieces))


def _notes_after(lines: Sequence[Line], end: int) -> list[Words]:
    notes: list[Words] = []
    for line in lines[end:]:
        if not _NOTE.match(fold(line.text).strip()):
            break
        notes.append(line.words)
    return notes


def _explain_segmentation(run: HeaderRun, found: Segmentation) -> Reason:
    return because(
        "explain_flattened",
        kind=run.kind,
        columns=_shown_columns(run.columns),
        rows=sum(1 for r in found.rows if r.kind == "data"),
        cost=f"{found.cost:.1f}",
        margin=f">{MARGIN_SHOWN}" if found.margin > MARGIN_SHOWN else f"{found.margin:.1f}",
    )


def _explain_noise(noise: Sequence[Line]) -> Iterable[Reason]:
    if noise:
        yield because("explain_borders", count=len(noise), lines=" | ".join(x.text for x in noise[:5]))


def _header_findings(printed: HeaderRun, run: HeaderRun, choice: float) -> Iterable[Finding]:
    """A header read as one of two rows, or nearly so."""
    if choice < _CLOSE_CHOICE:
        yield Finding("warning", "header_unsure", field="row", raw=" | ".join(run.key))
    elif run.columns != printed.columns:
        yield Finding("info", "header_of_two_rows", field="row", raw=" | ".join(run.key))


def _segmentation_findings(
    found: Segmentation, rows: Sequence[GridRow], columns: Sequence[Column], blocks: Sequence[Block]
) -> Iterable[Finding]:
    for n, margin in found.doubtful:
        if margin < NARROW_MARGIN:
            yield Finding(
                "warning",
                "narrow_margin",
                field="row",
                raw=_row_text(rows[n]),
                places=_places(rows[n].cells, blocks),
                params={"margin": f"{margin:.2f}"},
            )
    for n, column, _cost in found.misfits[:200]:
        words = rows[n].cells[column] or NO_WORDS
        yield Finding(
            "warning", "cell_misfit", field=columns[column].role, raw=words.text,
            places=_places((words,), blocks), params={"column": columns[column].header.text},
        )  # fmt: skip


def _places(cells: Iterable[Words | None], blocks: Sequence[Block]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(blocks[p.block].place for w in cells if w for p in w.pieces))


def _row_text(row: GridRow) -> str:
    return " | ".join(w.text[:40] for w in row.cells if w)


def _annex_label_end(text: str) -> int:
    """Where the title begins behind 附件1 on the same line, 0 without such a label."""
    label = _ANNEX_LABEL.match(fold(text)) if text.lstrip().startswith("附件") else None
    return label.end() if label else 0


def _without_annex_label(text: str, block: int) -> Words:
    """The title of a line 附件1 东湖区重点任务分解表, which opens the annex as well."""
    start = _annex_label_end(text)
    return Words(text[start:], (Piece(block, -1, start, len(text)),))


def _with_title(
    fragment: Fragment, blocks: Sequence[Block], skip: frozenset[int], used: set[int]
) -> Fragment:
    """Add the title and unit lines above a fragment and the notes below it."""
    titles: list[Words] = []
    own = set(fragment.own_blocks)
    unit = fragment.unit
    index = fragment.first - 1
    while index >= 0 and len(titles) < _TITLE_LINES:
        block = blocks[index]
        if index in skip or block.role == "furniture":
            index -= 1
            continue
        if (
            not isinstance(block, Paragraph)
            or index in used
            or not (is_title(block.text) or _is_styled_title(block))
        ):
            break
        flat = fold(block.text).strip()
        words = _without_annex_label(block.text, index)
        if table_unit(block.text):
            unit = unit or table_unit(block.text)
            own.add(index)
        elif _ANNEX.match(flat):
            break
        else:
            titles.insert(0, words)
            if _CAPTION.match(flat):
                own.add(index)
            if _CAPTION.match(flat) or section_level(flat) or words.text != block.text:
                break
        index -= 1
    notes = list(fragment.notes)
    index = fragment.last + 1
    while index < len(blocks) and (index in skip or blocks[index].role == "furniture"):
        index += 1
    while index < len(blocks) and index not in skip:
        block = blocks[index]
        if not isinstance(block, Paragraph) or not _NOTE.match(fold(block.text).strip()):
            break
        words = Words(block.text, (Piece(index, -1, 0, len(block.text)),))
        if words not in notes:
            notes.append(words)
        own.add(index)
        index += 1
    for note in notes:
        own.update(p.block for p in note.pieces)
    return replace(
        fragment, title=(*titles, *fragment.title), unit=unit, notes=tuple(notes), own_blocks=frozenset(own)
    )


def _is_styled_title(block: Paragraph) -> bool:
    return block.style in {"caption", "title"} and len(block.text) <= 80


# --------------------------------------------------------------------------------------------------
# Joining


@dataclass(slots=True)
class _Group:
    """Fragments joined so far: why, the last running number, and the classes of headings between them."""

    fragments: list[Fragment]
    reasons: list[Reason]
    end: str = ""
    levels: set[str] = field(default_factory=set)

    def add(self, fragment: Fragment, reason: Reason | None) -> None:
        self.fragments.append(fragment)
        if reason is not None:
            self.reasons.append(reason)
        self.end = numbers(fragment.rows, self.fragments[0].columns)[1] or self.end


def join(found: Sequence[Fragment], blocks: Sequence[Block], skip: frozenset[int]) -> list[Joined]:
    """Group the fragments that are one table. Linear in the number of rows."""
    groups: list[_Group] = []
    for fragment in found:
        if groups:
            rebuilt, reason = _continuation(groups[-1], fragment, blocks, skip)
            if rebuilt is not None:
                groups[-1].add(rebuilt, reason)
                continue
        groups.append(_Group([], []))
        groups[-1].add(fragment, None)
    return [_joined(_first_headings(g, blocks, skip), g.reasons) for g in groups]


def _first_headings(group: _Group, blocks: Sequence[Block], skip: frozenset[int]) -> Sequence[Fragment]:
    """一、… and （一）… above the first fragment are sections of the table if others stand between its fragments."""
    head = group.fragments[0]
    levels = set(group.levels)
    found: list[Words] = []
    index = head.first - 1
    while index >= 0 and levels:
        block = blocks[index]
        if index not in skip and block.role != "furniture":
            level = section_level(block.text) if isinstance(block, Paragraph) else ""
            if not isinstance(block, Paragraph) or level not in levels:
                break
            levels.discard(level)
            found.insert(0, Words(block.text, (Piece(index, -1, 0, len(block.text)),)))
        index -= 1
    if not found:
        return group.fragments
    return [_under_headings(head, found, head.columns), *group.fragments[1:]]


def _under_headings(fragment: Fragment, headings: Sequence[Words], columns: Sequence[Column]) -> Fragment:
    """The fragment with the paragraphs above it as section rows of its own."""
    width = max(len(columns), 1)
    rows = tuple(
        GridRow((w, *([Words()] * (width - 1))), (width, *([0] * (width - 1))), kind="section")
        for w in headings
    )
    pieces = tuple(p for w in headings for p in w.pieces)
    return replace(
        fragment,
        rows=(*rows, *fragment.rows),
        title=tuple(t for t in fragment.title if t not in headings),
        member_pieces=(*fragment.member_pieces, *pieces),
        own_blocks=fragment.own_blocks | {p.block for p in pieces},
    )


def _joined(group: Sequence[Fragment], reasons: Sequence[Reason]) -> Joined:
    seams: set[int] = set()
    total = 0
    for fragment in group[:-1]:
        total += len(fragment.rows)
        seams.add(total)
    # A repeated header or filler row may stand first in the joined fragment: the seam is the first data row.
    return Joined(tuple(group), frozenset(seams), tuple(reasons))


def _continuation(
    group: _Group, later: Fragment, blocks: Sequence[Block], skip: frozenset[int]
) -> tuple[Fragment | None, Reason | None]:
    """The later fragment read under the group's columns if it goes on with it, and why."""
    head, last = group.fragments[0], group.fragments[-1]
    if head.origin != later.origin or head.kind is None:
        return None, None
    if later.has_header and later.key != head.key:
        return None, None
    between = _between(last.last, later.first, blocks, skip, later, head)
    same = replace(later, columns=head.columns, kind=head.kind)
    if not later.has_header and later.width != head.width:
        return (None, None) if between else _realigned(group, same)
    first, _ = numbers(later.rows, head.columns)
    if later.has_header and _begins_anew(later.rows, head.columns):
        return None, None
    goes_on = bool(first and group.end) and _goes_on(group.end, first)
    headings = _headings(last, later, blocks, skip, head)
    if headings and (goes_on or (not later.has_header and not (first and group.end))):
        group.levels.update(section_level(h.text) for h in headings)
        return _under_headings(same, headings, head.columns), because("join_section", text=headings[-1].text)
    if first and group.end:
        return (same, because("join_numbers", end=group.end, first=first)) if goes_on else (None, None)
    if (between and any(len(t) > 2 for t in between)) or _new_caption(between, head, later):
        return None, None
    if later.has_header:
        return same, because("join_header")
    if first or _only_totals_or_text(later.rows, head):
        return same, because("join_columns")
    return None, None


_FIRST_LABELS = frozenset(("1", "一", "壹", "Ⅰ", "I", "①"))


def _begins_anew(rows: Sequence[GridRow], columns: Sequence[Column]) -> bool:
    """Whether the first number is the first of its kind: （1）, 一, ① (a bare 1 is judged with the numbers)."""
    no = next((i for i, c in enumerate(columns) if c.role == "no"), None)
    if no is None:
        return False
    labels = (w.text for r in rows if no < len(r.cells) and (w := r.cells[no]))
    return fold(next(labels, "")).strip().strip("()〔〕[].、 ") in _FIRST_LABELS


def _goes_on(end: str, first: str) -> bool:
    return successor_cost(end, first.rstrip(".、")) < 0 or _is_successor(end, first)


def _new_caption(between: Sequence[str], head: Fragment, later: Fragment) -> bool:
    if any(is_title(t) and not _CONTINUED.search(fold(t)) for t in between):
        return True
    titles = later.title
    return bool(titles) and not any(_CONTINUED.search(fold(t.text)) or _same_title(t, head) for t in titles)


def _headings(
    last: Fragment, later: Fragment, blocks: Sequence[Block], skip: frozenset[int], head: Fragment
) -> list[Words]:
    """The numbered paragraphs between two table blocks, if nothing but page borders stands there with them."""
    found: list[Words] = []
    titles = {squeeze(t.text) for t in head.title}
    if later.origin != "table":
        return found
    for index in range(last.last + 1, later.first):
        block = blocks[index]
        if index in skip or block.role == "furniture":
            continue
        if not isinstance(block, Paragraph):
            return []
        flat = fold(block.text).strip()
        if not flat or index in last.own_blocks or _CONTINUED.search(flat) or is_border(flat, titles):
            continue
        if not section_level(flat) or len(flat) > 60 or flat.endswith(("。", ";", ":")):
            return []
        found.append(Words(block.text, (Piece(index, -1, 0, len(block.text)),)))
    return found


def _realigned(group: _Group, later: Fragment) -> tuple[Fragment | None, Reason | None]:
    """A fragment with other columns: a total row cut off, or the merged category that is not drawn again."""
    head = group.fragments[0]
    total = _aligned_total(later.rows, head)
    if total is not None:
        return replace(later, rows=total), because("join_total")
    if later.width != head.width - 1:
        return None, None
    spare = [
        i
        for i, c in enumerate(head.columns)
        if c.role in CARRIED or (c.role == "note" and i == head.width - 1)
    ]
    best: tuple[float, int, tuple[GridRow, ...]] | None = None
    for column in spare:
        rows = tuple(_with_gap(r, column) for r in later.rows)
        first, _ = numbers(rows, head.columns)
        cost = _misfit(rows, head.columns)
        if first and group.end and _goes_on(group.end, first) and (best is None or cost < best[0]):
            best = cost, column, rows
    if best is None or best[0] > _WORST_FIT:
        return None, None
    name = head.columns[best[1]].header.text
    finding = Finding("info", "column_missing", field=head.columns[best[1]].role, params={"column": name})
    return (
        replace(later, rows=best[2], width=head.width, findings=(*later.findings, finding)),
        because("join_missing_column", column=name, end=group.end),
    )


def _with_gap(row: GridRow, column: int) -> GridRow:
    """The row with no cell in this column."""
    return replace(
        row,
        cells=(*row.cells[:column], None, *row.cells[column:]),
        widths=(*row.widths[:column], 0, *row.widths[column:]),
        filled=frozenset(i + (i >= column) for i in row.filled),
    )


def _misfit(rows: Sequence[GridRow], columns: Sequence[Column]) -> float:
    """Mean cost of the cells of the first rows under these columns."""
    costs = [
        fit(columns[i].role, w.text) if columns[i].role != "no" or is_number_label(w.text) else 9.0
        for row in rows[:20]
        if len(row.own()) > 1
        for i, w in enumerate(row.cells[: len(columns)])
        if w
    ]
    return sum(costs) / len(costs) if costs else 9.0


def _is_successor(end: str, first: str) -> bool:
    a, b = end.rstrip(".、"), first.rstrip(".、")
    return a.isdigit() and b.isdigit() and int(b) == int(a) + 1


def _same_title(words: Words, head: Fragment) -> bool:
    return any(squeeze(words.text) == squeeze(t.text) for t in head.title)


def _only_totals_or_text(rows: Sequence[GridRow], head: Fragment) -> bool:
    """A fragment without numbers under a numbered table holds cut rows and totals; under others anything."""
    return bool(rows) and (
        all(c.role != "no" for c in head.columns) or all(len(r.own()) <= len(head.columns) for r in rows)
    )


def _between(
    start: int, end: int, blocks: Sequence[Block], skip: frozenset[int], later: Fragment, head: Fragment
) -> list[str]:
    """Body text between two fragments (furniture, page borders and the later one's own lines left out)."""
    texts: list[str] = []
    titles = {squeeze(t.text) for t in head.title}
    title_blocks = {p.block for t in later.title for p in t.pieces}
    for index in range(start + 1, end):
        block = blocks[index]
        if index in skip or block.role == "furniture" or index in later.own_blocks or index in title_blocks:
            continue
        if isinstance(block, Paragraph):
            if block.text.strip() and not is_border(block.text, titles):
                texts.append(block.text)
        elif isinstance(block, Table):
            texts.append("\ufffc table")
    return texts


def _aligned_total(rows: Sequence[GridRow], head: Fragment) -> tuple[GridRow, ...] | None:
    """汇 总 | 356 | 351 | 5 | 98.6 under a table of six columns: the label first, the numbers to the right."""
    if len(rows) != 1:
        return None
    row = rows[0]
    own = row.own()
    cells: list[Words | None] = [Words()] * head.width
    values = [row.cells[i] for i in own]
    if not 2 <= len(values) <= head.width:
        return None
    cells[0] = values[0]
    for offset, words in enumerate(reversed(values[1:]), 1):
        cells[head.width - offset] = words
    candidate = GridRow(tuple(cells), (1,) * head.width, places=row.places)
    return (candidate,) if is_total_row(candidate, head.columns) else None


# --------------------------------------------------------------------------------------------------
# Lists


def _as_list(joined: Joined, annexes: Sequence[tuple[int, Words]]) -> RawList:
    head = joined.fragments[0]
    rows = tuple(r for f in joined.fragments for r in f.rows)
    findings = [x for f in joined.fragments for x in f.findings]
    columns = _widen(head, rows)
    notes = tuple(n for f in joined.fragments for n in f.notes)
    claimed = [p for f in joined.fragments for p in f.header_pieces]
    claimed += [p for f in joined.fragments for t in f.title for p in t.pieces]
    claimed += [p for n in notes for p in n.pieces]
    records: tuple[RawRow, ...] = ()
    grid: tuple[tuple[str, ...], ...] = ()
    if head.kind is None:
        grid = tuple(tuple("" if w is None else w.text for w in r.cells) for r in rows)
        claimed += [p for f in joined.fragments for p in f.member_pieces]
    else:
        seams = frozenset(_first_data(rows, s, columns) for s in joined.seams)
        read = interpret(rows, columns, seams)
        records, claimed = read.rows, [*claimed, *read.claimed]
        notes = (*notes, *read.notes)
        findings += read.findings
        findings += cells_left(
            ((w, r.places) for r in rows for w in r.cells if w),
            chain(
                (w.pieces for r in records for w in (*r.fields, r.chapter, r.section) if w),
                (claimed, *(n.pieces for n in notes)),
            ),
        )
    return RawList(
        kind=head.kind or "other",
        origin=head.origin,
        columns=columns,
        rows=records,
        title=_title(head),
        annex=_annex(head.first, annexes),
        notes=notes,
        unit=next((f.unit for f in joined.fragments if f.unit), ""),
        places=(),
        claimed=tuple(claimed),
        members=tuple(p for f in joined.fragments for p in f.member_pieces),
        findings=tuple(findings),
        grid=grid,
        explain=(
            *(e.text() for f in joined.fragments for e in f.explain),
            *(e.text() for e in joined.explain),
        ),
    )


def _first_data(rows: Sequence[GridRow], seam: int, columns: Sequence[Column]) -> int:
    index = seam
    while index < len(rows) and (
        is_header_repeat(rows[index], columns) or (not rows[index].own() and not rows[index].filled)
    ):
        index += 1
    if index < len(rows) and is_section_row(rows[index], columns):
        return -1
    return index


def _widen(head: Fragment, rows: Sequence[GridRow]) -> tuple[Column, ...]:
    """Columns beyond the header's last one are kept as columns without a heading."""
    width = max((len(r.cells) for r in rows), default=0)
    spare = tuple(Column("other", NO_WORDS) for _ in range(width - len(head.columns)))
    return head.columns + spare if head.kind is not None else head.columns


def _title(head: Fragment) -> Words:
    titles = [t for t in head.title if t]
    if not titles:
        return NO_WORDS
    return Words("".join(t.text.strip() for t in titles), tuple(p for t in titles for p in t.pieces))


def _annex(block: int, annexes: Sequence[tuple[int, Words]]) -> Words:
    current = NO_WORDS
    for first, words in annexes:
        if first <= block:
            current = words
    return current


def retitle(columns: Sequence[Column]) -> tuple[str, ...]:
    """Headings of the columns as printed."""
    return tuple(c.header.text for c in columns)


__all__ = [
    "Fragment",
    "Joined",
    "Lists",
    "build_columns",
    "find_lists",
    "fragments",
    "is_title",
    "join",
    "merge_places",
]
