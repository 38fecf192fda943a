"""A task of running text under construction: its words so far, and who answers for it by the phrases read.

（市教委牵头，市财政局配合） closes a task with 市教委 as lead and 市财政局 as support. Of two lines that stand below
each other 牵头单位：市教委 / 责任单位：市财政局 the second is support: what 责任单位 means is known by what stands
beside it. Roles that are said once for several tasks are filled in afterwards (see prose_spread).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Protocol

from ..lightclass import dataclass
from ..model import NO_WORDS, Piece, Words
from ..text import squeeze
from .lines import Line, cut
from .roles import may_change

ROLES = ("lead", "support", "responsible", "guide", "leader")


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
class ProseTask:
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


def close_task(task: ProseTask, line: Line, phrases: Sequence[Phrase]) -> None:
    """Give a task the names, roles and deadline of the phrases behind its words; a phrase without a role is unread."""
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


def _role_beside(task: ProseTask, phrase: Phrase) -> str:
    """责任单位：on the line under 牵头单位： is support; 配合单位：under 责任单位：makes that one lead."""
    if phrase.role == "responsible" and "lead" in task.roles:
        return "support"
    if phrase.role in ("lead", "support") and task.answering and "lead" not in task.roles:
        others = [names for names in task.roles.pop("responsible") if names not in task.answering]
        task.roles["support" if phrase.role == "lead" else "lead"] = task.answering
        task.roles |= {"responsible": others} if others else {}
        task.answering = []
    return phrase.role


def fill_roles(task: ProseTask, source: ProseTask) -> None:
    """Give a task the roles and the deadline of another that it does not name itself."""
    for role, names in source.roles.items():
        task.roles.setdefault(role, list(names))
    task.deadline = task.deadline or source.deadline
    task.phrases.extend(source.phrases)
    task.filled = True
