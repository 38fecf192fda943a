"""The tasks of running text as a RawList: a row a task, its number, headings, roles and places.

1.健全双随机抽查机制。（市场监管总局负责） under 二、重点任务 is the row no 1, task 健全双随机抽查机制。, responsible
市场监管总局, in the chapter 二、重点任务.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import (
    NO_WORDS,
    Column,
    Document,
    Finding,
    Piece,
    Place,
    RawList,
    RawRow,
    RawSection,
    Words,
)
from ..text import lazy
from .frame import Annex
from .lines import join, merge_pieces
from .outline import path_of
from .prose_task import ROLES, ProseTask

COLUMNS = tuple(Column(role, NO_WORDS) for role in ("no", "task", *ROLES, "deadline"))
_FILLED = tuple(range(2, len(COLUMNS)))


def raw_list(
    document: Document, sections: Sequence[RawSection], tasks: Sequence[ProseTask], annex: Annex | None
) -> RawList:
    """The list of these tasks, under the title of its annex."""
    count: dict[int | None, int] = {}
    for task in tasks:
        count[task.section] = count.get(task.section, 0) + 1
    rows = tuple(_row(document, sections, task, alone=count[task.section] == 1) for task in tasks)
    headings = dict.fromkeys(p for row in rows for words in (row.chapter, row.section) for p in words.pieces)
    phrases = [piece for task in tasks for piece in task.phrases]
    members = [*headings, *(p for task in tasks for p in _whole(document, task, sections))]
    return RawList(
        kind="task",
        origin="prose",
        columns=COLUMNS,
        rows=rows,
        title=annex.title if annex else NO_WORDS,
        annex=annex.label if annex else NO_WORDS,
        places=tuple(dict.fromkeys(place for row in rows for place in row.places)),
        claimed=tuple(dict.fromkeys([*headings, *phrases])),
        members=tuple(dict.fromkeys(members)),
        findings=tuple(_unread(document, tasks)),
        explain=(f"{sum(task.closed for task in tasks)} of {len(tasks)} items name who is responsible",),
    )


def _row(document: Document, sections: Sequence[RawSection], task: ProseTask, *, alone: bool) -> RawRow:
    own_heading = task.heading_only and len(task.words) > 1
    words = task.words[1:] if own_heading else task.words
    path = path_of(sections, task.section) if task.section is not None else ()
    above = path if own_heading or not alone else path[:-1]
    roles = tuple(_names(task.roles.get(role, [])) for role in ROLES)
    number = _number(sections[task.section]) if task.section is not None and alone else None
    fields = (number, join(words).words() if words else None, *roles, task.deadline or None)
    return RawRow(
        fields,
        chapter=_headed(sections[above[0]]) if above else NO_WORDS,
        section=_headed(sections[above[-1]]) if len(above) > 1 else NO_WORDS,
        places=_places(document, task, sections),
        filled=_FILLED if task.filled else (),
    )


def _headed(section: RawSection) -> Words:
    """A heading with its token as printed: 一、总体要求."""
    return Words(
        section.marker.text + section.heading.text,
        merge_pieces((*section.marker.pieces, *section.heading.pieces)),
    )


_NUMBER = lazy(r"\d{1,3}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十百零〇]{1,6}|[①-⑳A-Z]")


def _number(section: RawSection) -> Words | None:
    """The number inside a token: 1 of 1. , 一 of （一）, ① of ①."""
    match = _NUMBER.search(section.marker.text)
    if match is None or len(section.marker.pieces) != 1:
        return None
    piece = section.marker.pieces[0]
    return Words(
        match.group(),
        (Piece(piece.block, piece.cell, piece.start + match.start(), piece.start + match.end()),),
    )


def _names(parts: Sequence[Words]) -> Words | None:
    """Names of one role; named twice, they are joined with 、."""
    if not parts:
        return None
    return Words("、".join(part.text for part in parts), tuple(p for part in parts for p in part.pieces))


def _task_blocks(task: ProseTask, sections: Sequence[RawSection]) -> dict[int, None]:
    blocks: dict[int, None] = {}
    if task.section is not None and task.words and (task.heading_only or _opens_here(task, sections)):
        blocks.update(dict.fromkeys(piece.block for piece in sections[task.section].marker.pieces))
    blocks.update(dict.fromkeys(block for line in task.words for block in line.blocks))
    blocks.update(dict.fromkeys(piece.block for piece in task.phrases))
    return blocks


def _opens_here(task: ProseTask, sections: Sequence[RawSection]) -> bool:
    marker = sections[task.section].marker.pieces if task.section is not None else ()
    return bool(marker) and marker[0].block == task.words[0].block


def _places(document: Document, task: ProseTask, sections: Sequence[RawSection]) -> tuple[Place, ...]:
    return tuple(document.blocks[block].place for block in _task_blocks(task, sections))


def _whole(document: Document, task: ProseTask, sections: Sequence[RawSection]) -> Iterable[Piece]:
    """Every character of the task: token, words, phrases and the marks between them."""
    if task.section is not None and task.words and _opens_here(task, sections):
        yield from sections[task.section].marker.pieces
    for line in task.words:
        yield from line.pieces(0, len(line.text))
    yield from task.phrases


def _unread(document: Document, tasks: Sequence[ProseTask]) -> Iterator[Finding]:
    for task in tasks:
        for words in task.unread:
            places = tuple(document.blocks[piece.block].place for piece in words.pieces)
            yield Finding(
                "warning", "responsibility_unread", field="responsible", raw=words.text, places=places
            )
