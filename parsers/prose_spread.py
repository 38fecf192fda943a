"""Roles that are said once for several items, and the items that are tasks though they name nobody.

（一）推进产业升级（责任单位：区发改局）      holds for 1.… and 2.… under it
1.… 2.… 3.… / 责任单位：区教委             a line under the last item holds for the whole list
1.…（A负责） 2.… 3.…（B负责）              2 is a task too: half of its siblings or more have a phrase
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import RawSection
from ..text import lazy
from .markers import parse_marker
from .prose_task import ProseTask, fill_roles


def spread_roles(tasks: Sequence[ProseTask], sections: Sequence[RawSection]) -> list[ProseTask]:
    """Roles that a heading names for the items under it, or a line under the last item for its whole list."""
    by_section: dict[int, list[ProseTask]] = {}
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
    task: ProseTask, by_section: dict[int, list[ProseTask]], children: dict[int | None, list[int]]
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
    heading: ProseTask, by_section: dict[int, list[ProseTask]], children: dict[int | None, list[int]]
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
        fill_roles(task, heading)
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
    by_section: dict[int, list[ProseTask]],
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
            fill_roles(task, last)


def with_siblings(
    tasks: Sequence[ProseTask], sections: Sequence[RawSection], listed: frozenset[int]
) -> list[ProseTask]:
    """Closed tasks, and open ones whose list is one of tasks: its chapter says so, or half of the items name somebody."""
    answered: dict[tuple[int | None, str], int] = {}
    asked: dict[tuple[int | None, str], int] = {}
    has_closed = {task.section for task in tasks if task.closed}
    for section in {task.section for task in tasks if task.section is not None}:
        key = _sibling_key(sections, section)
        asked[key] = asked.get(key, 0) + 1
        answered[key] = answered.get(key, 0) + (section in has_closed)
    parents = {section.parent for section in sections}
    kept: list[ProseTask] = []
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
