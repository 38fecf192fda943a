"""Flattened tables of a document: which lines are one, and the fragment that its rebuilt rows make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ..model import NO_WORDS, Block, Column, Finding, Place, Words
from ..text import fold, lazy, squeeze
from .borders import border_lines, titles_again
from .flattened import MARGIN_SHOWN, NARROW_MARGIN, segment, settled
from .flattened_habits import Segmentation
from .fragments import Fragment, Reason, because, shown_columns
from .grid import GridRow, join_cell
from .heading_lines import HeaderRun, Line, headings_alone
from .leftover import behind_table, guessed_lines, totals_in_rows
from .rows import section_level
from .titles import ANNEX, CAPTION, NOTE, TITLE_LINES, annex_label_end, is_title

_RELATIVE_VALUE = lazy(r"^(?:完成|达到|不低于|不高于|按照|高于|低于|以)[^表附]{2,16}$")
_CLOSE_CHOICE = 6.0  # between two readings of a header that differ by less somebody should look


def flattened_fragments(
    runs: Sequence[HeaderRun], stream: Sequence[Line], blocks: Sequence[Block], findings: list[Finding]
) -> list[Fragment]:
    """The flattened tables under the given runs of headings. `findings` takes headings without rows."""
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
            findings.append(headings_alone("header_without_rows", run.start, run.end, stream, blocks))
        number = following
    return found


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
        if ANNEX.match(fold(stream[i].text).strip()):
            return i
    return end


def _title_start(stream: Sequence[Line], below: int, floor: int) -> int:
    """Where the title lines directly above a line begin."""
    start = below
    while start > floor and below - start < TITLE_LINES and is_title(stream[start - 1].text):
        if start < below and _RELATIVE_VALUE.match(fold(stream[start - 1].text).strip()):
            break  # 完成市级下达目标 is the last cell of the table above
        start -= 1
        if (
            CAPTION.match(fold(stream[start].text))
            or section_level(stream[start].text)
            or ANNEX.match(fold(stream[start].text).strip())
            or annex_label_end(stream[start].text)
        ):
            break
    return start


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
    rows = tuple(_flat_row(row.cells, row.kind, lines, width) for row in found.rows)
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


def _flat_row(cells: Sequence[Sequence[int]], kind: str, lines: Sequence[Line], width: int) -> GridRow:
    words = tuple(_join_words([lines[i].words for i in cell]) for cell in cells)
    widths = (width, *([0] * (width - 1))) if kind == "section" else (1,) * width
    return GridRow(words, widths, kind=kind)


def _join_words(parts: Sequence[Words]) -> Words:
    if len(parts) == 1:
        return parts[0]
    return Words(join_cell([w.text for w in parts]), tuple(p for w in parts for p in w.pieces))


def _notes_after(lines: Sequence[Line], end: int) -> list[Words]:
    notes: list[Words] = []
    for line in lines[end:]:
        if not NOTE.match(fold(line.text).strip()):
            break
        notes.append(line.words)
    return notes


def _explain_segmentation(run: HeaderRun, found: Segmentation) -> Reason:
    return because(
        "explain_flattened",
        kind=run.kind,
        columns=shown_columns(run.columns),
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
