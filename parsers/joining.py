"""Fragments that are one table: cut by pages, printed with their headings again, parted by section headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from ..lightclass import dataclass
from ..model import Block, Column, Finding, Paragraph, Piece, Table, Words
from ..text import fold, squeeze
from .borders import is_border
from .celltypes import fit, is_number_label, successor_cost
from .fragments import Fragment, Reason, because
from .grid import GridRow
from .rows import CARRIED, is_total_row, numbers, section_level
from .titles import CONTINUED, is_title

_WORST_FIT = (
    2.0  # mean cost of a cell (celltypes.fit) at which columns are still believed to be the right ones
)
_FIRST_LABELS = frozenset(("1", "一", "壹", "Ⅰ", "I", "①"))


@dataclass(frozen=True, slots=True)
class Joined:
    """Fragments that are one table, and at which rows the later ones begin."""

    fragments: tuple[Fragment, ...]
    seams: frozenset[int]
    explain: tuple[Reason, ...]  # one for each fragment after the first

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks that belong to the table."""
        return frozenset().union(*(fragment.own_blocks for fragment in self.fragments))


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


def join(found: Iterable[Fragment], blocks: Sequence[Block], skip: frozenset[int]) -> Iterator[Joined]:
    """Group the fragments that are one table, each as soon as it is whole. Linear in the number of rows."""
    group: _Group | None = None
    for fragment in found:
        if group is not None:
            rebuilt, reason = _continuation(group, fragment, blocks, skip)
            if rebuilt is not None:
                group.add(rebuilt, reason)
                continue
            yield _joined(_first_headings(group, blocks, skip), group.reasons)
        group = _Group([], [])
        group.add(fragment, None)
    if group is not None:
        yield _joined(_first_headings(group, blocks, skip), group.reasons)


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
    if any(is_title(t) and not CONTINUED.search(fold(t)) for t in between):
        return True
    titles = later.title
    return bool(titles) and not any(CONTINUED.search(fold(t.text)) or _same_title(t, head) for t in titles)


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
        if not flat or index in last.own_blocks or CONTINUED.search(flat) or is_border(flat, titles):
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
    return a.isdecimal() and b.isdecimal() and int(b) == int(a) + 1


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
