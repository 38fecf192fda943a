"""The table engine: blocks -> fragments -> joined tables -> lists, with the reason of every step kept.

fragments(...)   each table block and each flattened run by itself: header match, grid rows
read_lists(...)  the lists of a document, in reading order, from the fragments that `joining` puts together
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ..lightclass import dataclass
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
from ..shelf import Store
from ..text import fold
from .columns import build_columns
from .fragments import Fragment, Reason, because, shown_columns
from .grid import GridRow, cell_pieces, grid_rows
from .header import Header, find_header, table_unit
from .heading_lines import Line, header_runs, headings_alone
from .joining import Joined, join
from .rows import heading_keys, interpret, is_header_repeat, is_next_item, is_section_row, section_level
from .shapes import is_label_box, turned
from .titles import ANNEX, CAPTION, NOTE, TITLE_LINES, is_title, without_annex_label

_MOST_LEFT = 20  # findings of cells that went nowhere, a table


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document and the blocks that belong to them."""

    lists: tuple[RawList, ...]
    taken: frozenset[int]
    joined: tuple[Joined, ...] = ()  # joined[i] became lists[i]
    findings: tuple[Finding, ...] = ()  # what belongs to no list: headings of a table without any row


def find_lists(
    document: Document,
    skip: frozenset[int] = frozenset(),
    annexes: Sequence[tuple[int, Words]] = (),
) -> Lists:
    """All lists that stand in tables or flattened tables, with the fragments they were joined from.

    `skip`: blocks that are furniture, metadata or table of contents. `annexes`: (first block, words) of each
    annex in reading order.
    """
    findings: list[Finding] = []
    found = list(read_lists(document, skip, annexes, findings))
    taken = frozenset().union(*(joined.blocks for joined, _ in found))
    return Lists(tuple(raw for _, raw in found), taken, tuple(joined for joined, _ in found), tuple(findings))


def read_lists(
    document: Document,
    skip: frozenset[int],
    annexes: Sequence[tuple[int, Words]],
    findings: list[Finding],
    store: Store | None = None,
) -> Iterator[tuple[Joined, RawList]]:
    """The same list by list: whoever forgets the fragments holds the rows of one list at a time.

    The rows and pieces of the lists stand in the store. `findings` takes headings without rows.
    """
    store = store or Store()
    for joined in join(fragments(document, skip, findings), document.blocks, skip):
        yield joined, _as_list(joined, annexes, store)


# --------------------------------------------------------------------------------------------------
# Fragments


def fragments(
    document: Document, skip: frozenset[int] = frozenset(), findings: list[Finding] | None = None
) -> Iterator[Fragment]:
    """Every table block and every flattened run, in reading order. `findings` takes headings without rows."""
    used: set[int] = set()  # blocks of the fragments so far: no titles of those that follow
    for group in _bare_fragments(document, skip, [] if findings is None else findings):
        for fragment in group:
            used.update(fragment.own_blocks)
        for fragment in group:
            yield _with_title(fragment, document.blocks, skip, used)


def _bare_fragments(
    document: Document, skip: frozenset[int], findings: list[Finding]
) -> Iterator[Sequence[Fragment]]:
    stream: list[Line] = []
    for index, block in enumerate(document.blocks):
        if index in skip or block.role == "furniture":
            continue
        if isinstance(block, Table):
            yield _flattened_between(stream, document.blocks, findings)
            stream = []
            fragment = None if is_label_box(block) else _table_fragment(index, block)
            if fragment is not None:
                yield [fragment]
        else:
            words = Words(block.text, (Piece(index, -1, 0, len(block.text)),))
            stream.append(Line(index, words, block.blank_before))
    yield _flattened_between(stream, document.blocks, findings)


def _flattened_between(
    stream: Sequence[Line], blocks: Sequence[Block], findings: list[Finding]
) -> list[Fragment]:
    """The flattened tables among the lines between two table blocks.

    Most documents with true tables have none: what rebuilds them is loaded for those that do.
    """
    unread: list[tuple[int, int]] = []
    runs = header_runs(stream, unread)
    findings += [headings_alone("header_unread", start, end, stream, blocks) for start, end in unread]
    if not runs:
        return []
    from .flattened_lists import flattened_fragments

    return flattened_fragments(runs, stream, blocks, findings)


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
        columns=shown_columns(header.columns),
    )


def _titles_above(rows: Iterable[GridRow]) -> list[Words]:
    titles: list[Words] = []
    for row in rows:
        own = row.own()
        words = row.cells[own[0]] if len(own) == 1 else None
        if words and not table_unit(words.text) and not ANNEX.match(fold(words.text).strip()):
            titles.append(words)
    return titles


def _with_title(
    fragment: Fragment, blocks: Sequence[Block], skip: frozenset[int], used: set[int]
) -> Fragment:
    """Add the title and unit lines above a fragment and the notes below it."""
    titles: list[Words] = []
    own = set(fragment.own_blocks)
    unit = fragment.unit
    index = fragment.first - 1
    while index >= 0 and len(titles) < TITLE_LINES:
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
        words = without_annex_label(block.text, index)
        if table_unit(block.text):
            unit = unit or table_unit(block.text)
            own.add(index)
        elif ANNEX.match(flat):
            break
        else:
            titles.insert(0, words)
            if CAPTION.match(flat):
                own.add(index)
            if CAPTION.match(flat) or section_level(flat) or words.text != block.text:
                break
        index -= 1
    notes = list(fragment.notes)
    index = fragment.last + 1
    while index < len(blocks) and (index in skip or blocks[index].role == "furniture"):
        index += 1
    while index < len(blocks) and index not in skip:
        block = blocks[index]
        if not isinstance(block, Paragraph) or not NOTE.match(fold(block.text).strip()):
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
# Lists


def _as_list(joined: Joined, annexes: Sequence[tuple[int, Words]], store: Store) -> RawList:
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
        findings += _cells_left(
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
        rows=store.keep(records, len(records)),
        title=_title(head),
        annex=_annex(head.first, annexes),
        notes=notes,
        unit=next((f.unit for f in joined.fragments if f.unit), ""),
        places=(),
        claimed=tuple(claimed),
        members=store.keep(
            (p for f in joined.fragments for p in f.member_pieces),
            sum(len(f.member_pieces) for f in joined.fragments),
        ),
        findings=tuple(findings),
        grid=grid,
        explain=(
            *(e.text() for f in joined.fragments for e in f.explain),
            *(e.text() for e in joined.explain),
        ),
    )


def _cells_left(
    cells: Iterable[tuple[Words, tuple[Place, ...]]], claimed: Iterable[Sequence[Piece]]
) -> Iterator[Finding]:
    """Cells with words of which no piece is in a record, a heading or a note."""
    known = {id(piece) for pieces in claimed for piece in pieces}
    count = 0
    for words, places in cells:
        if words and words.pieces and id(words.pieces[0]) not in known:
            count += 1
            if count > _MOST_LEFT:
                return
            yield Finding("warning", "cell_left", field="row", raw=words.text, places=places)


def _first_data(rows: Sequence[GridRow], seam: int, columns: Sequence[Column]) -> int:
    index = seam
    keys = heading_keys(columns)
    while index < len(rows) and (
        is_header_repeat(rows[index], keys) or (not rows[index].own() and not rows[index].filled)
    ):
        index += 1
    if index < len(rows) and is_section_row(rows[index], columns):
        return index if seam and is_next_item(rows[index], columns, rows[seam - 1].cells) else -1
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
