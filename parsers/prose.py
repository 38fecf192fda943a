"""Task lists in running text: numbered items and paragraphs that name who answers for them.

    1.健全双随机抽查机制。…（市场监管总局负责）          the bracket closes the task
    （二）推进产业升级。 / 责任单位：区发改局、区科技局      own lines under an item belong to it
    （一）培育新动能。…（A负责）…（B、C负责）            each bracket of a paragraph closes a task of its own

What a task is follows from the phrases: the words between two phrases, or between a numbered token and its phrase.
Roles that a heading names hold for the items under it, and a line under the last item of a list for the whole list.
A heading that stands on a line of its own above the words of its only task is that task's section. Items without a
phrase are tasks too where at least half of the items of the same list have one, or where their chapter lists tasks
(task_chapters).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Protocol

from ..lightclass import dataclass
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
from ..text import fold, lazy, squeeze
from .frame import Annex, Frame, paragraphs
from .lines import Line, beside, cut, join, merge_pieces
from .markers import parse_marker
from .outline import path_of
from .role_lines import are_offices, is_signed
from .role_words import are_names, is_lone_label, is_lone_time_label, label_role
from .roles import deadline_line, is_heading, lone_office, may_change
from .section_tense import Tense, tells_what_was_done, tenses
from .task_chapters import task_sections

ROLES = ("lead", "support", "responsible", "guide", "leader")
COLUMNS = tuple(Column(role, NO_WORDS) for role in ("no", "task", *ROLES, "deadline"))
_FILLED = tuple(range(2, len(COLUMNS)))
_MIN_TASKS = 2  # one bracket alone is a remark, not a list


class Phrase(Protocol):
    """What `find_responsibility` gives: text[start:end] are names with one role (see roles.RolePhrase)."""

    @property
    def role(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def word(self) -> str: ...
    @property
    def deadline(self) -> str: ...
    @property
    def phrase_start(self) -> int: ...
    @property
    def phrase_end(self) -> int: ...


FindResponsibility = Callable[[str], Sequence[Phrase]]


@dataclass(slots=True)
class _Task:
    """A task under construction: its words so far, its roles, its section (None above the first heading)."""

    section: int | None
    words: list[Line] = field(default_factory=list)
    roles: dict[str, list[Words]] = field(default_factory=dict)
    deadline: Words = NO_WORDS
    phrases: list[Piece] = field(default_factory=list)
    heading_only: bool = False
    own_line: bool = False  # its phrases stand on lines of their own
    filled: bool = False  # its roles are those of a heading above or of the last item of its list
    unread: list[Words] = field(default_factory=list)
    answering: list[Words] = field(
        default_factory=list
    )  # names behind 责任单位：, by what stands beside them

    @property
    def closed(self) -> bool:
        return bool(self.roles)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a paragraph that belongs to one section; `opens` where it holds the section's token."""

    line: Line
    section: int | None
    opens: bool


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
    groups: dict[int, list[_Part]] = {}
    for part in _parts(lines, sections):
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
    sections: Sequence[RawSection], told: Sequence[Tense], parts: Sequence[_Part], title: str
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


# --------------------------------------------------------------------------------------------------
# Paragraphs by section


def _parts(lines: Sequence[Line], sections: Sequence[RawSection]) -> Iterator[_Part]:
    """Every paragraph, cut where a token inside it opens a section."""
    opening = {(s.marker.pieces[0].block, s.marker.pieces[0].start): i for i, s in enumerate(sections)}
    current: int | None = None
    for line in lines:
        cuts = [(at, number) for at, number in _openings(line, opening)]
        if not cuts or cuts[0][0] > 0:
            yield _Part(cut(line, 0, cuts[0][0]) if cuts else line, current, False)
        stops = [at for at, _ in cuts[1:]] + [len(line.text)]
        for (at, number), stop in zip(cuts, stops, strict=False):
            current = number
            yield _Part(cut(line, at, stop), number, True)


def _openings(line: Line, opening: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Offsets of the tokens inside a line, with their section. Tokens stand at its start, inline ones after it."""
    found: list[tuple[int, int]] = []
    for run in line.runs:
        for at in _candidates(line.text, run.at, run.at + run.length):
            number = opening.get((run.block, run.start + at - run.at))
            if number is not None:
                found.append((at if found else 0, number))
    return found


_TOKEN_PLACE = lazy(r"(?:(?<=[。；;\s])|^)(?=\S)")


def _candidates(text: str, start: int, end: int) -> Iterator[int]:
    if start == 0:
        yield len(text) - len(text.lstrip())
    elif start < len(text):
        yield start
    for match in _TOKEN_PLACE.finditer(text, start + 1, end):
        yield match.start()


# --------------------------------------------------------------------------------------------------
# Tasks


def _list_of(
    document: Document,
    sections: Sequence[RawSection],
    parts: Sequence[_Part],
    annex: Annex | None,
    listed: frozenset[int],
    find_responsibility: FindResponsibility,
) -> RawList | None:
    tasks = [part for task in _tasks(parts, sections, find_responsibility) for part in _by_office(task)]
    _take_lone_offices(tasks)
    tasks = _spread(tasks, sections)
    if sum(task.closed or task.section in listed for task in tasks) < _MIN_TASKS:
        return None
    kept = _with_siblings(tasks, sections, listed)
    return _raw_list(document, sections, kept, annex) if len(kept) >= _MIN_TASKS else None


def _tasks(
    parts: Sequence[_Part], sections: Sequence[RawSection], find: FindResponsibility
) -> Iterator[_Task]:
    """Cut the parts into tasks at their phrases; words without a phrase are tasks that name nobody."""
    task = _Task(None)
    for part in _with_label_lines(parts):
        if part.opens or part.section != task.section:
            yield from _finished(task)
            task = _Task(part.section)
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
                    task = _Task(part.section)
                if not task.words:
                    task.heading_only = part.opens and not phrases and _is_heading(sections, part)
                task.words.append(words)
            _close(task, line, phrases)
            if phrases and part.opens and not task.words and is_heading(phrases[0].word):
                task.words.append(line)  # 区教委牵头的工作
    yield from _finished(task)


def _with_label_lines(parts: Sequence[_Part]) -> Iterator[_Part]:
    """责任单位 on one line and 区教委、区财政局 on the next are read as 责任单位：区教委、区财政局."""
    waiting: _Part | None = None
    labelled = False
    for part in _with_more_names(parts):
        text = part.line.text.strip()
        if waiting is not None:
            both = _label_and_names(waiting, part)
            labelled = both is not None
            yield both or waiting
            waiting = None
            if both:
                continue
        host = text.startswith(_HOSTS) and len(text) < _TIME_LENGTH
        if not part.opens and (host or is_lone_label(text) or (labelled and is_lone_time_label(text))):
            waiting = part
        else:
            labelled = labelled and not part.opens
            yield part
    if waiting is not None:
        yield waiting


def _with_more_names(parts: Sequence[_Part]) -> Iterator[_Part]:
    """责任单位：区教委 on one line and 区财政局 alone on the next are read together; the office above a date has signed."""
    last: _Part | None = None
    for number, part in enumerate(parts):
        behind = parts[number + 1].line.text if number + 1 < len(parts) else ""
        ends = not behind and "、" not in part.line.text  # the last line of a text has its issuer
        if last is not None and _goes_on(last, part) and not ends and not is_signed(behind):
            last = replace(last, line=beside(last.line, part.line, "\n"))
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _goes_on(label: _Part, names: _Part) -> bool:
    head = label.line.text[: _LONGEST_LABEL + 4]
    if names.opens or names.section != label.section or not any(unit in head for unit in _UNITS):
        return False
    word, colon, _ = fold(label.line.text).strip().partition(":")
    more = fold(names.line.text).strip()
    return (
        bool(colon)
        and len(word) <= _LONGEST_LABEL
        and word.endswith(_UNITS)
        and len(more) <= _TIME_LENGTH
        and label_role(word) in _OF_BODIES
        and are_offices(more)
    )


_LONGEST_LABEL = 12
_UNITS = ("单位", "部门", "主体")
_OF_BODIES = ("lead", "responsible", "support", "guide")
_TIME_LENGTH = 160
_HOSTS = ("主办单位", "主办：", "主办:")


def _label_and_names(label: _Part, names: _Part) -> _Part | None:
    text = names.line.text.strip(" \u3000;；。")
    if label.line.text.strip().startswith(_HOSTS):  # 主办单位：区教委 above 协办单位：区财政局
        if names.opens or names.section != label.section or not text.startswith("协办"):
            return None
        return replace(label, line=beside(label.line, names.line, "\n"))
    fits = are_names(fold(text)) if is_lone_label(label.line.text) else len(text) <= _TIME_LENGTH
    if names.opens or names.section != label.section or not fits:
        return None
    colon = label.line.text.rstrip().endswith((":", "："))
    return replace(label, line=beside(label.line, names.line, "" if colon else ":"))


def _by_office(task: _Task) -> list[_Task]:
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
    parts: list[_Task] = []
    at = 0
    for i, phrase in offices:
        part = _Task(task.section, [*lines[at:i], cut(lines[i], 0, phrase.phrase_start)])
        part.heading_only = task.heading_only and not at
        _close(part, lines[i], [phrase])
        parts.append(part)
        at = i + 1
    if at <= last:
        task.words, task.heading_only = lines[at:], False
        parts.append(task)
    return parts


def _take_lone_offices(tasks: Sequence[_Task]) -> None:
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
        _close(task, line, [phrase])


def _take_deadline(task: _Task, line: Line) -> bool:
    """完成时限：三季度 on a line of its own below the words of a task is its deadline."""
    span = deadline_line(line.text) if task.words and not task.deadline else None
    if span is None:
        return False
    task.deadline = line.words(*span)
    task.phrases.extend(line.pieces(0, len(line.text)))
    return True


def _finished(task: _Task) -> Iterator[_Task]:
    if task.words or task.closed:
        yield task


def _after_token(part: _Part) -> Line:
    marker = parse_marker(part.line.text) if part.opens else None
    return cut(part.line, marker.end, len(part.line.text)) if marker is not None else part.line


def _is_heading(sections: Sequence[RawSection], part: _Part) -> bool:
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


def _close(task: _Task, line: Line, phrases: Sequence[Phrase]) -> None:
    for phrase in phrases:
        if phrase.role not in ROLES:
            task.unread.append(line.words(phrase.start, phrase.end))
            if all(other.role not in ROLES for other in phrases):  # else the bracket is no words of the task
                task.words.append(cut(line, phrase.phrase_start, phrase.phrase_end))
            continue
        names, label = line.words(phrase.start, phrase.end), may_change(squeeze(phrase.word))
        role = _role_beside(task, phrase) if label else phrase.role
        task.roles.setdefault(role, []).append(names)
        if label and role == "responsible":
            task.answering.append(names)
        task.phrases.extend(line.pieces(phrase.phrase_start, phrase.phrase_end))
        if phrase.deadline and not task.deadline:
            at = line.text.find(phrase.deadline, phrase.phrase_start, phrase.phrase_end)
            task.deadline = line.words(at, at + len(phrase.deadline)) if at >= 0 else NO_WORDS


def _role_beside(task: _Task, phrase: Phrase) -> str:
    """责任单位：on the line under 牵头单位： is support; 配合单位：under 责任单位：makes that one lead."""
    if phrase.role == "responsible" and "lead" in task.roles:
        return "support"
    if phrase.role in ("lead", "support") and task.answering and "lead" not in task.roles:
        others = [names for names in task.roles.pop("responsible") if names not in task.answering]
        task.roles["support" if phrase.role == "lead" else "lead"] = task.answering
        task.roles |= {"responsible": others} if others else {}
        task.answering = []
    return phrase.role


# --------------------------------------------------------------------------------------------------
# Roles said once for several items


def _spread(tasks: Sequence[_Task], sections: Sequence[RawSection]) -> list[_Task]:
    """Roles that a heading names for the items under it, or a line under the last item for its whole list."""
    by_section: dict[int, list[_Task]] = {}
    for task in tasks:
        if task.section is not None:
            by_section.setdefault(task.section, []).append(task)
    children: dict[int | None, list[int]] = {}
    for index in sorted(by_section):
        children.setdefault(sections[index].parent, []).append(index)
    headings = [task for task in tasks if _is_heading_task(task, by_section, children)]
    dropped = {
        id(task)
        for task in headings
        if _to_items(task, by_section, children) and not _SENTENCE.search(task.words[0].text)
    }
    for parent, items in children.items():
        if parent is not None and not any(task.closed for task in by_section.get(parent, ())):
            _from_last(items, by_section, children, sections)
    return [task for task in tasks if id(task) not in dropped]


def _is_heading_task(
    task: _Task, by_section: dict[int, list[_Task]], children: dict[int | None, list[int]]
) -> bool:
    """（一）推进产业升级（责任单位：区发改局）with items under it: the words are a heading, not a task."""
    return (
        task.closed
        and task.section is not None
        and task.section in children
        and len(task.words) == 1
        and len(by_section[task.section]) == 1
        and len(task.words[0].text) <= _HEADING_LENGTH
    )


_HEADING_LENGTH = 60
_SENTENCE = lazy(
    r"[，,；;].*。\s*$"
)  # 组织应急演练，每3年修订1次预案。（牵头单位：…） is a task though items stand under it


def _to_items(
    heading: _Task, by_section: dict[int, list[_Task]], children: dict[int | None, list[int]]
) -> bool:
    """Give the roles of a heading to the items under it. False where the items name their own."""
    assert heading.section is not None
    items = [task for index in _leaves(heading.section, children) for task in by_section[index]]
    persons = set(heading.roles) == {"leader"}
    own = {role for task in items for role in task.roles}
    beside = set(heading.roles) <= {"lead", "leader"} and own <= {"support", "guide"}
    if own and not persons and not beside:  # 区教委牵头的工作 with 配合单位：区财政局 under an item
        return False
    for task in items:
        _fill(task, heading)
    return True


def _leaves(section: int, children: dict[int | None, list[int]]) -> Iterator[int]:
    open_items = list(reversed(children.get(section, [])))
    while open_items:
        index = open_items.pop()
        below = children.get(index)
        if below:
            open_items.extend(reversed(below))
        else:
            yield index


def _from_last(
    items: Sequence[int],
    by_section: dict[int, list[_Task]],
    children: dict[int | None, list[int]],
    sections: Sequence[RawSection],
) -> None:
    """1.… 2.… 3.… and then the line 责任单位：…: said of all three, if no other of them names anybody."""
    last = by_section[items[-1]][-1]
    others = [task for index in items[:-1] for task in by_section[index]]
    leaves = not any(index in children for index in items)
    same = len({_sibling_key(sections, index) for index in items}) == 1
    if (
        last.own_line
        and last.closed
        and others
        and leaves
        and same
        and not any(task.closed for task in others)
    ):
        for task in others:
            _fill(task, last)


def _fill(task: _Task, source: _Task) -> None:
    for role, names in source.roles.items():
        task.roles.setdefault(role, list(names))
    task.deadline = task.deadline or source.deadline
    task.phrases.extend(source.phrases)
    task.filled = True


def _with_siblings(
    tasks: Sequence[_Task], sections: Sequence[RawSection], listed: frozenset[int]
) -> list[_Task]:
    """Closed tasks, and open ones whose list is one of tasks: its chapter says so, or half of the items name somebody."""
    answered: dict[tuple[int | None, str], int] = {}
    asked: dict[tuple[int | None, str], int] = {}
    has_closed = {task.section for task in tasks if task.closed}
    for section in {task.section for task in tasks if task.section is not None}:
        key = _sibling_key(sections, section)
        asked[key] = asked.get(key, 0) + 1
        answered[key] = answered.get(key, 0) + (section in has_closed)
    parents = {section.parent for section in sections}
    kept: list[_Task] = []
    for task in tasks:
        if task.closed:
            kept.append(task)
        elif task.section is not None and task.section not in parents and task.section not in has_closed:
            key = _sibling_key(sections, task.section)
            if task.section in listed or (answered[key] and 2 * answered[key] >= asked[key]):
                kept.append(task)
    return kept


def _sibling_key(sections: Sequence[RawSection], section: int) -> tuple[int | None, str]:
    marker = parse_marker(sections[section].marker.text + "某")
    return sections[section].parent, marker.kind if marker else ""


# --------------------------------------------------------------------------------------------------
# Rows


def _raw_list(
    document: Document, sections: Sequence[RawSection], tasks: Sequence[_Task], annex: Annex | None
) -> RawList:
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


def _row(document: Document, sections: Sequence[RawSection], task: _Task, *, alone: bool) -> RawRow:
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


def _task_blocks(task: _Task, sections: Sequence[RawSection]) -> dict[int, None]:
    blocks: dict[int, None] = {}
    if task.section is not None and task.words and (task.heading_only or _opens_here(task, sections)):
        blocks.update(dict.fromkeys(piece.block for piece in sections[task.section].marker.pieces))
    blocks.update(dict.fromkeys(block for line in task.words for block in line.blocks))
    blocks.update(dict.fromkeys(piece.block for piece in task.phrases))
    return blocks


def _opens_here(task: _Task, sections: Sequence[RawSection]) -> bool:
    marker = sections[task.section].marker.pieces if task.section is not None else ()
    return bool(marker) and marker[0].block == task.words[0].block


def _places(document: Document, task: _Task, sections: Sequence[RawSection]) -> tuple[Place, ...]:
    return tuple(document.blocks[block].place for block in _task_blocks(task, sections))


def _whole(document: Document, task: _Task, sections: Sequence[RawSection]) -> Iterable[Piece]:
    """Every character of the task: token, words, phrases and the marks between them."""
    if task.section is not None and task.words and _opens_here(task, sections):
        yield from sections[task.section].marker.pieces
    for line in task.words:
        yield from line.pieces(0, len(line.text))
    yield from task.phrases


def _unread(document: Document, tasks: Sequence[_Task]) -> Iterator[Finding]:
    for task in tasks:
        for words in task.unread:
            places = tuple(document.blocks[piece.block].place for piece in words.pieces)
            yield Finding(
                "warning", "responsibility_unread", field="responsible", raw=words.text, places=places
            )
