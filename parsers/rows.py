"""From the rows of one joined table to records: section rows, categories, totals, notes, cut rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..lightclass import dataclass
from ..model import NO_WORDS, Column, Finding, Piece, RawRow, Words
from ..text import chinese_number, fold, lazy, squeeze
from .celltypes import TOTAL_WORDS, is_number_label
from .columns import COUNT_ROLES, LABEL_ROLES, ORG_ROLES
from .grid import GridRow, join_cell
from .vocabulary import match_header

_CHAPTER = lazy(
    r"^(?:第[一二三四五六七八九十百]+([章节部条])|([一二三四五六七八九十百]{1,4})、|\(([一二三四五六七八九十百]{1,4})\)|(\d{1,2})[.、](?!\d)|\((\d{1,2})\))"
)
_CHINESE_LABEL = lazy(r"^\(?[一二三四五六七八九十百]{1,4}\)?[、.]?$|^[IVXⅠ-Ⅻ]{1,4}[、.]?$")
_NOTE = lazy(r"^(?:备?注\d*:|说明:|资料来源|数据来源|\*注)")
_TOTAL_START = lazy(r"^(?:合\s*计|总\s*计|汇\s*总|小\s*计|共\s*计)")
_SUBTOTAL = lazy(r"(?:小计|合计|共计)$")
CARRIED = ("category", "category2", "group")
_NUMERIC = COUNT_ROLES | {"investment", "rate", "value"}
_SENTENCE_END = ("。", "；", ";", "！", "!", "？", "?")
_FIGURES = lazy(r"[\d.,%~～<>≥≤+-]+")


@dataclass(frozen=True, slots=True)
class Interpreted:
    """Records of a table and what of it is no record: section rows, notes, dropped headers."""

    rows: tuple[RawRow, ...]
    notes: tuple[Words, ...]
    claimed: tuple[Piece, ...]
    findings: tuple[Finding, ...]


def section_level(text: str) -> str:
    """The class of a section row's marker, "" without one.

    >>> section_level("一、深入打好污染防治攻坚战"), section_level("（一）系统治理"), section_level("大气污染防治")
    ('一、', '(一)', '')
    """
    found = _CHAPTER.match(fold(text).strip())
    if found is None:
        return ""
    return next(
        name for name, group in zip(("第", "一、", "(一)", "1.", "(1)"), found.groups(), strict=True) if group
    )


def heading_keys(columns: Sequence[Column]) -> frozenset[str]:
    """The squeezed headings of a table: what a repeated header row is compared with."""
    return frozenset(squeeze(c.header.text) for c in columns)


def is_header_repeat(row: GridRow, keys: frozenset[str]) -> bool:
    """Whether a row prints the header again (after a page break), wholly or its lower half."""
    same = 0
    others: list[str] = []
    for words in row.cells:
        if not words:
            continue
        text = squeeze(words.text)
        if text in keys:
            same += 1
        elif len(text) > 30 or (len(text) < 4 and text.isdigit()):  # no heading: a number, a task
            return False
        else:
            others.append(text)
    return same >= 2 and all(match_header(text) is not None for text in others)


def is_section_row(row: GridRow, columns: Sequence[Column]) -> bool:
    """A row that holds one heading over all its columns, and no data of its own."""
    if row.kind:
        return row.kind == "section"
    own = row.own()
    amounts = section_amounts(row, own, columns)
    own = [i for i in own if i not in amounts] if amounts else own
    if not own or len(own) > 2:
        return False
    first = row.cells[own[0]]
    assert first is not None
    text = fold(first.text).strip()
    if len(own) == 2:  # 一 | 大气污染防治 | | |
        second = row.cells[own[1]]
        assert second is not None
        return (
            own[1] == own[0] + 1
            and columns[own[0]].role == "no"
            and bool(_CHINESE_LABEL.match(text))
            and not row.filled.intersection(i for i, c in enumerate(columns) if c.role not in CARRIED)
        )
    if len(text) > 80 or _is_numeric(text) or _NOTE.match(text) or _TOTAL_START.match(text):
        return False
    if text.endswith("。") and len(text) > 30:
        return False
    spans = row.widths[own[0]] >= max(2, len(columns) - 1)
    alone = not any(w for i, w in enumerate(row.cells) if w and i != own[0] and i not in amounts)
    if amounts and not section_level(text):
        return False
    if section_level(text) and alone and own[0] <= 1:
        return columns[own[0]].role not in ORG_ROLES
    return spans and alone


_ITEM = lazy(r"[(]?(\d{1,2})[.、)](?!\d)")


def is_next_item(row: GridRow, columns: Sequence[Column], above: Sequence[Words | None]) -> bool:
    """2.改造道路 alone in the column of the tasks, where the row above a page break holds 1.…: its text goes on.

    Section rows that stand in one column are numbered 一、 or span the others.
    """
    own = row.own()
    if len(own) != 1 or own[0] >= min(len(columns), len(above)) or row.widths[own[0]] != 1:
        return False
    text, before = row.cells[own[0]], above[own[0]]
    if columns[own[0]].role not in {"task", "content", "goal"} or not text or not before:
        return False
    found = _ITEM.match(fold(text.text).strip())
    last = int(found.group(1)) - 1 if found else 0
    return last > 0 and any(int(m.group(1)) == last for m in _ITEM.finditer(fold(before.text)))


def section_amounts(row: GridRow, own: Sequence[int], columns: Sequence[Column]) -> frozenset[int]:
    """Columns of a row with a bare amount of money: 一、水利工程（2个） | 3500 is a section with its sum."""
    return frozenset(
        i
        for i in own
        if columns[i].role == "investment" and _is_numeric(fold((row.cells[i] or NO_WORDS).text))
    )


def _is_numeric(text: str) -> bool:
    return bool(_FIGURES.fullmatch(text))


def is_note_row(row: GridRow) -> bool:
    own = row.own()
    if not own:
        return False
    first = row.cells[own[0]]
    return first is not None and len(own) == 1 and bool(_NOTE.match(fold(first.text)))


def is_total_row(row: GridRow, columns: Sequence[Column]) -> bool:
    """合计, 汇 总, 小计 in a label column, or numbers alone under numeric columns."""
    if row.kind:
        return row.kind == "total"
    labels = [
        squeeze(w.text)
        for i, w in enumerate(row.cells)
        if w and (columns[i].role in LABEL_ROLES or columns[i].role in {"no", "other"})
    ]
    own = row.own()
    numeric = [i for i in own if columns[i].role in _NUMERIC and _is_numeric(fold(row.cells[i].text))]  # type: ignore[union-attr]
    own_labels = [squeeze(row.cells[i].text) for i in own if columns[i].role not in _NUMERIC]  # type: ignore[union-attr]
    if any(t in TOTAL_WORDS for t in own_labels):
        return True
    if numeric and len(labels) <= 2 and any(_SUBTOTAL.search(t) or _TOTAL_START.match(t) for t in own_labels):
        return True
    no = next((i for i, c in enumerate(columns) if c.role == "no"), None)
    return (
        bool(numeric)
        and no is not None
        and set(row.own()) == set(numeric)
        and any(c.role == "investment" for c in columns)
    )


def _marker_number(text: str) -> int | None:
    """The number of a section row's marker: （四）稳步推进… -> 4."""
    found = re.match(r"\(([一二三四五六七八九十百]+)\)", fold(text).strip())
    return chinese_number(found.group(1)) if found else None


class _Sections:
    """The section rows in force: a marker class seen before closes everything below it."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, Words]] = []

    def enter(self, words: Words) -> None:
        level = section_level(words.text)
        if not self._stack and level == "(一)" and _marker_number(words.text) not in (1, None):
            self._stack.append(("一、", NO_WORDS))  # the table begins inside a chapter: （四） is its section
        classes = [c for c, _ in self._stack]
        if level in classes:
            del self._stack[classes.index(level) :]
        elif self._stack and _ORDER.get(level, 9) < _ORDER.get(classes[-1], 9):
            while self._stack and _ORDER.get(level, 9) <= _ORDER.get(self._stack[-1][0], 9):
                self._stack.pop()
        self._stack.append((level, words))

    @property
    def chapter(self) -> Words:
        return self._stack[0][1] if self._stack else NO_WORDS

    @property
    def section(self) -> Words:
        if len(self._stack) < 2:
            return NO_WORDS
        below = [w for _, w in self._stack[1:]]
        return Words(" / ".join(w.text for w in below), tuple(p for w in below for p in w.pieces))


_ORDER = {"第": 0, "一、": 1, "(一)": 2, "1.": 3, "(1)": 4, "": 5}


def interpret(
    rows: Sequence[GridRow], columns: Sequence[Column], seams: frozenset[int] = frozenset()
) -> Interpreted:
    """Read the rows under a header. `seams` are the indexes of rows that begin a joined fragment."""
    sections = _Sections()
    carried: dict[int, Words] = {}
    out: list[RawRow] = []
    notes: list[Words] = []
    claimed: list[Piece] = []
    findings: list[Finding] = []
    no = next((i for i, c in enumerate(columns) if c.role == "no"), None)
    keys = heading_keys(columns)
    for index, row in enumerate(rows):
        own = row.own()
        if not own and not row.filled:
            claimed.extend(_pieces(row.cells))
            continue
        if is_header_repeat(row, keys):
            claimed.extend(_pieces(row.cells))
        elif is_note_row(row):
            notes.append(row.cells[own[0]] or NO_WORDS)
            claimed.extend(_pieces(row.cells))
        elif is_total_row(row, columns):
            out.append(_total_row(row, columns, sections))
        elif index in seams and out and is_next_item(row, columns, out[-1].fields):
            out[-1] = _mend(out[-1], row, columns)
        elif is_section_row(row, columns):
            amounts = section_amounts(row, own, columns)
            words = _section_words([row.cells[i] for i in own if i not in amounts])
            sections.enter(words)
            findings.extend(
                Finding(
                    "info",
                    "section_amount",
                    field="investment",
                    raw=(row.cells[i] or NO_WORDS).text,
                    places=row.places,
                    params={"section": words.text, "amount": (row.cells[i] or NO_WORDS).text},
                )
                for i in sorted(amounts)
            )
            carried.clear()
            claimed.extend(_pieces(row.cells))
        elif out and _is_second_half(row, columns):
            out[-1] = _mend(out[-1], row, columns, " ")
        elif index in seams and _is_cut_row(row, columns, no, out):
            out[-1] = _mend(out[-1], row, columns)
        else:
            record = _record(row, columns, sections, carried)
            if record is not None:
                out.append(record)
                if no is not None and len(out) > 1 and not record.fields[no]:
                    findings.append(_without_number(record))
    return Interpreted(tuple(out), tuple(notes), tuple(claimed), tuple(findings))


def _without_number(record: RawRow) -> Finding:
    """A row of a numbered table without a number may be the rest of the row above."""
    raw = " | ".join(w.text[:40] for w in record.fields if w)
    return Finding("warning", "row_without_number", field="no", raw=raw, places=record.places)


def _pieces(cells: Iterable[Words | None]) -> list[Piece]:
    return [piece for w in cells if w is not None for piece in w.pieces]


def _section_words(parts: Sequence[Words | None]) -> Words:
    """一 | 大气污染防治 -> 一、大气污染防治 (the mark between a bare numeral and its words is supplied)."""
    words = [w for w in parts if w]
    if len(words) == 1:
        return words[0]
    mark = words[0].text
    glue = "" if mark.endswith(("、", ".", "．", ")", "）")) else "、"
    return Words(mark + glue + words[1].text, tuple(p for w in words for p in w.pieces))


def _total_row(row: GridRow, columns: Sequence[Column], sections: _Sections) -> RawRow:
    fields: list[Words | None] = []
    for i, words in enumerate(row.cells[: len(columns)]):
        fields.append(words if i not in row.filled else Words())
    label = next((w for w in row.cells if w and not _is_numeric(fold(w.text))), None)
    group = next((i for i, c in enumerate(columns) if c.role == "group"), None)
    if label is not None and group is not None and not fields[group]:
        fields = [Words() if f is label else f for f in fields]
        fields[group] = label
    return RawRow(tuple(fields), sections.chapter, sections.section, row.places, is_total=True)


def _record(
    row: GridRow, columns: Sequence[Column], sections: _Sections, carried: dict[int, Words]
) -> RawRow | None:
    fields: list[Words | None] = []
    filled = set(row.filled)
    previous = dict(carried)
    for i, column in enumerate(columns):
        words = row.cells[i] if i < len(row.cells) else None
        if column.role in CARRIED:
            if words:
                if i in carried and squeeze(carried[i].text) != squeeze(words.text):
                    for later in [k for k in carried if k > i]:
                        del carried[later]
                carried[i] = words
            elif i in carried and _may_inherit(i, row, columns, previous):
                words = carried[i]
                filled.add(i)
        fields.append(words)
    extra = row.cells[len(columns) :]
    if not any(fields) and not any(extra):
        return None
    return RawRow(tuple(fields), sections.chapter, sections.section, row.places, filled=tuple(sorted(filled)))


def _may_inherit(index: int, row: GridRow, columns: Sequence[Column], carried: dict[int, Words]) -> bool:
    """An empty category cell goes on with the one above; a sub-category only under the same category."""
    left = [i for i in range(index) if columns[i].role in CARRIED]
    return all(
        not row.cells[i]
        or i in row.filled
        or squeeze((row.cells[i] or NO_WORDS).text) == squeeze(carried.get(i, NO_WORDS).text)
        for i in left
    )


def _is_cut_row(row: GridRow, columns: Sequence[Column], no: int | None, out: Sequence[RawRow]) -> bool:
    """The lower half of a row cut by a page break: no number, and words that go on with the row above."""
    if not out or out[-1].is_total:
        return False
    last = out[-1]
    if no is not None:
        label = row.cells[no] if no < len(row.cells) else None
        return not label and any(last.fields[i] for i in row.own() if i < len(last.fields))
    own = row.own()
    if any(columns[i].role in _NUMERIC for i in own):
        return False
    main = [i for i in own if columns[i].role in {"task", "content", "name", "item"} and last.fields[i]]
    return bool(main) and all(not (last.fields[i] or NO_WORDS).text.endswith(_SENTENCE_END) for i in main)


def _is_second_half(row: GridRow, columns: Sequence[Column]) -> bool:
    """One task with two cells of organisations: its number and its text are merged over both rows."""
    main = [i for i, c in enumerate(columns) if c.role in {"no", "task"}]
    own = row.own()
    return (
        any(columns[i].role == "task" for i in main)
        and bool(own)
        and all(i in row.filled and row.cells[i] for i in main)
        and all(i < len(columns) and (columns[i].role in ORG_ROLES or columns[i].role == "note") for i in own)
    )


def _mend(last: RawRow, row: GridRow, columns: Sequence[Column], glue: str = "") -> RawRow:
    fields = list(last.fields)
    filled = set(last.filled)
    for i in row.own():
        words, old = row.cells[i], fields[i] if i < len(fields) else None
        if words is None or i >= len(fields):
            continue
        if not old:
            fields[i] = words
        elif columns[i].role in CARRIED and squeeze(old.text) == squeeze(words.text):
            fields[i] = Words(old.text, (*old.pieces, *words.pieces))
        elif i in filled and columns[i].role in CARRIED:
            continue  # another category than that of the row above: `leftover.cells_left` says so
        else:
            text = old.text + glue + words.text if glue else join_cell([old.text, words.text])
            fields[i] = Words(text, (*old.pieces, *words.pieces))
    return replace(last, fields=tuple(fields), places=(*last.places, *row.places))


def numbers(rows: Iterable[GridRow], columns: Sequence[Column]) -> tuple[str, str]:
    """First and last running number of data rows, as printed ("" if there is no number column)."""
    no = next((i for i, c in enumerate(columns) if c.role == "no"), None)
    if no is None:
        return "", ""
    found = [
        w.text.strip() for r in rows if no < len(r.cells) and (w := r.cells[no]) and is_number_label(w.text)
    ]
    return (found[0], found[-1]) if found else ("", "")
