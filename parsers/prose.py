"""Task lists in running text: numbered items and paragraphs that name who answers for them.

    1.健全双随机抽查机制。…（市场监管总局负责）          the bracket closes the task
    （二）推进产业升级。 / 责任单位：区发改局、区科技局      own lines under an item belong to it
    （一）培育新动能。…（A负责）…（B、C负责）            each bracket of a paragraph closes a task of its own

What a task is follows from the phrases: the words between two phrases, or between a numbered token and its phrase.
Roles that a heading names hold for the items under it, and a line under the last item of a list for the whole list.
A heading that stands on a line of its own above the words of its only task is that task's section. Items without a
phrase are tasks too where at least half of the items of the same list have one, or where their chapter lists tasks
(task_chapters).

Here the parts of the text (prose_parts) are cut into tasks (prose_task); what is said once for several of them is
dealt out in prose_spread, and their rows are made in prose_rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Document, RawList, RawSection
from ..text import lazy
from .frame import Annex, Frame, paragraphs
from .lines import Line, cut
from .markers import parse_marker
from .prose_parts import Part, parts_of, with_label_lines
from .prose_rows import COLUMNS, raw_list
from .prose_spread import spread_roles, with_siblings
from .prose_task import FindResponsibility, Phrase, ProseTask, close_task
from .roles import deadline_line, is_heading, lone_office
from .section_tense import Tense, tells_what_was_done, tenses
from .task_chapters import task_sections

__all__ = ["COLUMNS", "prose_lists"]

_MIN_TASKS = 2  # one bracket alone is a remark, not a list


def prose_lists(
    document: Document,
    framed: Frame,
    sections: Sequence[RawSection],
    taken: frozenset[int],
    find_responsibility: FindResponsibility,
    title: str = "",
) -> tuple[RawList, ...]:
    """The task lists of the running text, one for the main text and one for each annex that has one.

    `find_responsibility` gives the responsibility phrases of a paragraph. `no` is the number as printed without
    its marks (1.  -> 1, （一） -> 一); it is empty where one numbered item holds several tasks.
    """
    lines = paragraphs(framed, taken)
    starts = [annex.first for annex in framed.annexes]
    groups: dict[int, list[Part]] = {}
    for part in parts_of(lines, sections):
        groups.setdefault(bisect_right(starts, part.line.block), []).append(part)
    told = tenses(sections, tells_what_was_done(title))
    found: list[RawList | None] = []
    for number, parts in sorted(groups.items()):
        annex = framed.annexes[number - 1] if number else None
        listed = _listed(
            sections, told, parts, annex.title.text if annex else "" if framed.annexes else title
        )
        listed -= {number for number in listed if _heads_a_table(sections, number, taken)}
        found.append(_list_of(document, sections, parts, annex, listed, find_responsibility))
    return tuple(raw for raw in found if raw is not None)


def _listed(
    sections: Sequence[RawSection], told: Sequence[Tense], parts: Sequence[Part], title: str
) -> frozenset[int]:
    """The sections among these parts that stand in a chapter which lists tasks."""
    numbers = [part.section for part in parts if part.section is not None]
    if not numbers:
        return frozenset()
    first, last = min(numbers), max(numbers) + 1
    own = [replace(s, parent=None if s.parent is None else s.parent - first) for s in sections[first:last]]
    return frozenset(index + first for index in task_sections(own, told[first:last], title))


def _heads_a_table(sections: Sequence[RawSection], number: int, taken: frozenset[int]) -> bool:
    """二、任务清单 on the line above a table (or a caption above it) is no task."""
    section = sections[number]
    last = max(p.block for words in (section.marker, section.heading, *section.text) for p in words.pieces)
    return not section.text and (last + 1 in taken or last + 2 in taken)


def _list_of(
    document: Document,
    sections: Sequence[RawSection],
    parts: Sequence[Part],
    annex: Annex | None,
    listed: frozenset[int],
    find_responsibility: FindResponsibility,
) -> RawList | None:
    tasks = [part for task in _tasks(parts, sections, find_responsibility) for part in _by_office(task)]
    _take_lone_offices(tasks)
    tasks = spread_roles(tasks, sections)
    if sum(task.closed or task.section in listed for task in tasks) < _MIN_TASKS:
        return None
    kept = with_siblings(tasks, sections, listed)
    return raw_list(document, sections, kept, annex) if len(kept) >= _MIN_TASKS else None


def _tasks(
    parts: Sequence[Part], sections: Sequence[RawSection], find: FindResponsibility
) -> Iterator[ProseTask]:
    """Cut the parts into tasks at their phrases; words without a phrase are tasks that name nobody."""
    task = ProseTask(None)
    for part in with_label_lines(parts):
        if part.opens or part.section != task.section:
            yield from _finished(task)
            task = ProseTask(part.section)
        line = _after_token(part)
        if _take_deadline(task, line):
            continue
        for start, end, phrases in _segments(line.text, find):
            words = cut(line, start, end)
            if phrases and not task.closed:
                task.own_line = not _has_words(words.text)
            if _has_words(words.text):
                if task.closed:
                    yield task
                    task = ProseTask(part.section)
                if not task.words:
                    task.heading_only = part.opens and not phrases and _is_heading(sections, part)
                task.words.append(words)
            close_task(task, line, phrases)
            if phrases and part.opens and not task.words and is_heading(phrases[0].word):
                task.words.append(line)  # 区教委牵头的工作
    yield from _finished(task)


def _by_office(task: ProseTask) -> list[ProseTask]:
    """——改造道路12条。（区住建局） above ——新建公园8个。（区园林中心）: lines of one item that name an office each are tasks."""
    lines = task.words
    last = len(lines) - 1
    offices = [
        (i, phrase)
        for i, line in enumerate(lines)
        if (i < last or not task.closed) and not (task.heading_only and i == 0)
        for phrase in (lone_office(line.text),)
        if phrase is not None
    ]
    if task.section is None or len(offices) + task.closed < _MIN_TASKS:
        return [task]
    parts: list[ProseTask] = []
    at = 0
    for i, phrase in offices:
        part = ProseTask(task.section, [*lines[at:i], cut(lines[i], 0, phrase.phrase_start)])
        part.heading_only = task.heading_only and not at
        close_task(part, lines[i], [phrase])
        parts.append(part)
        at = i + 1
    if at <= last:
        task.words, task.heading_only = lines[at:], False
        parts.append(task)
    return parts


def _take_lone_offices(tasks: Sequence[ProseTask]) -> None:
    """……完成率100%。（区市场监管局） names who answers, where three items or more of the text name somebody."""
    found = [
        (task, phrase)
        for task in tasks
        if task.section is not None and not task.closed and task.words and not task.heading_only
        for phrase in (lone_office(task.words[-1].text),)
        if phrase is not None
    ]
    if not found or len(found) + sum(task.closed for task in tasks) <= _MIN_TASKS:
        return
    for task, phrase in found:
        line = task.words[-1]
        task.words[-1] = cut(line, 0, phrase.phrase_start)
        close_task(task, line, [phrase])


def _take_deadline(task: ProseTask, line: Line) -> bool:
    """完成时限：三季度 on a line of its own below the words of a task is its deadline."""
    span = deadline_line(line.text) if task.words and not task.deadline else None
    if span is None:
        return False
    task.deadline = line.words(*span)
    task.phrases.extend(line.pieces(0, len(line.text)))
    return True


def _finished(task: ProseTask) -> Iterator[ProseTask]:
    if task.words or task.closed:
        yield task


def _after_token(part: Part) -> Line:
    marker = parse_marker(part.line.text) if part.opens else None
    return cut(part.line, marker.end, len(part.line.text)) if marker is not None else part.line


def _is_heading(sections: Sequence[RawSection], part: Part) -> bool:
    """Whether the opening line of a section holds its heading alone."""
    section = sections[part.section] if part.section is not None else None
    if section is None or not section.heading:
        return False
    blocks = {piece.block for piece in section.marker.pieces}
    return not any(piece.block in blocks for words in section.text[:1] for piece in words.pieces)


def _segments(text: str, find: FindResponsibility) -> Iterator[tuple[int, int, list[Phrase]]]:
    """(start, end, phrases): words, and the phrases that stand behind them."""
    groups: dict[tuple[int, int], list[Phrase]] = {}
    for phrase in find(text):
        groups.setdefault((phrase.phrase_start, phrase.phrase_end), []).append(phrase)
    at = 0
    for (start, end), phrases in sorted(groups.items()):
        yield at, max(at, start), phrases
        at = max(at, end)
    yield at, len(text), []


_LETTER = lazy(r"[^\W_]")


def _has_words(text: str) -> bool:
    return bool(_LETTER.search(text))
