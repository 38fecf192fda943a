"""What the words of a task say, read at once: its targets, deadlines and obligation.

The three depend on nothing but the text and a few settings, so that another process can read them (beside.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..lightclass import dataclass
from .datafiles import read_rows

if TYPE_CHECKING:
    from .date_frame import Deadline
    from .target_record import NumberUse, Target


@dataclass(frozen=True, slots=True)
class Question:
    """A text to be read: `year` of its list, years of the plan, whether the copy has lost characters.

    `spoken`: the year of 今年 where that is another one (see find_deadlines).
    `issued`: the year of the document, where it plans (see find_targets).
    `fact`: an evaluation, which tells what was reached; `task`: the obligation is asked for as well.
    """

    text: str
    year: int | None
    plan: tuple[int, int] | None
    lossy: bool
    fact: bool = False
    task: bool = False
    spoken: int | None = None
    issued: int | None = None


@dataclass(frozen=True, slots=True)
class TextReading:
    """Targets and the use of each number; deadlines from left to right; level, words and proposal of the obligation."""

    targets: tuple[Target, ...]
    uses: tuple[NumberUse, ...]
    deadlines: tuple[Deadline, ...]
    obligation: tuple[str, tuple[str, ...], str]


def read_text(question: Question) -> TextReading:
    """What a text says; the obligation of a text that is no task is empty.

    >>> reading = read_text(Question("到2025年,节水器具普及率应当不低于60%", None, None, False, task=True))
    >>> [t.unit for t in reading.targets], [d.edtf for d in reading.deadlines], reading.obligation[0]
    (['%'], ['2025'], 'mandate')
    """
    from .dates import find_deadlines
    from .obligation import task_obligation
    from .targets import read_targets

    text, year, plan, lossy = question.text, question.year, question.plan, question.lossy
    spoken = question.spoken
    deadlines = find_deadlines(text, year=year, plan=plan, lossy=lossy, spoken=spoken)
    targets, uses = read_targets(
        text, year=year, plan=plan, lossy=lossy, fact=question.fact, spoken=spoken, issued=question.issued
    )
    return TextReading(targets, uses, deadlines, task_obligation(text) if question.task else ("", (), ""))


def prepare_to_read() -> None:
    """Read some usual texts: the patterns and tables that most texts need are ready before the first that counts."""
    for row in read_rows("usual_texts.csv"):
        read_text(Question(row["text"], 2022, (2021, 2025), False, task=True))


class TextReader:
    """Reads texts here and now."""

    __slots__ = ()

    def expect(self, questions: Iterator[Question]) -> None:
        """The next questions, in the order in which they will come, so that they can be read ahead; some may not come."""

    def read(self, question: Question) -> TextReading:
        return read_text(question)


HERE = TextReader()
