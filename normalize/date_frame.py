"""What every reader of times shares: what it gives, what completes a time stated in part, and looks beside a place.

Words that decide are data (data/deadline_words.csv).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ..lightclass import dataclass
from .datafiles import read_rows


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point or span of time said of something. text[start:end] == raw.

    `kind`: by (到2025年, 2025年底前), during (“十四五”期间, 2022年,), since (自2024年1月1日起), recurring (每年),
    as_of (截至2023年6月), open (长期坚持), relative (30日内: counted from a day that is not stated, edtf "").
    `ambiguous`: 2025年前 may end with 2024 or with 2025; a month without a year where the year of the list is not
    known has edtf "".
    """

    edtf: str
    raw: str
    start: int
    end: int
    ambiguous: bool = False
    kind: str = "by"


class Reading(NamedTuple):
    """What stands at a place: its end, and edtf, kind, ambiguous of Deadline. kind "" is a time that says nothing."""

    end: int
    edtf: str = ""
    kind: str = ""
    ambiguous: bool = False
    more: tuple[tuple[int, Reading], ...] = ()  # what a list says behind its first point: 6月、9月和12月底


NOT_KNOWN = 0


class Frame(NamedTuple):
    """What completes a time that is stated in part: year of the list, years of the plan.

    `spoken` is the year in which the text speaks (今年), None where that is the year of the list, NOT_KNOWN in a report
    that tells of another one.
    `near` is the last date of the sentence that has a year and a month: 2023年6月底前…,12月底前… is 2023-12.
    """

    year: int | None
    plan: tuple[int, int] | None
    lossy: bool
    near: str = ""
    near_by: bool = False  # that date is one of a row of deadlines: 2020年11月底…,12月底…
    spoken: int | None = None
    yearly: bool = False  # 每年第一季度…,第二季度…: what follows in the sentence comes again too


Reader = Callable[[str, int, Frame], Reading | None]


@cache
def time_words() -> dict[str, tuple[str, ...]]:
    """The words of each slot, longest first."""
    slots: dict[str, list[str]] = {}
    for row in read_rows("deadline_words.csv"):
        slots.setdefault(row["slot"], []).append(row["word"])
    return {slot: tuple(sorted(words, key=len, reverse=True)) for slot, words in slots.items()}


def holds_word(words: str, slot: str) -> bool:
    return any(word in words for word in time_words()[slot])


def word_at(copy: str, at: int, slot: str) -> str:
    return next((word for word in time_words()[slot] if copy.startswith(word, at)), "")


def words_before(copy: str, at: int, size: int = 8) -> str:
    return copy[max(0, at - size) : at].rstrip()


STRIVES = ("力争", "争取", "努力", "确保", "保证", "务必")  # what is to be, whatever is done for it
STOPS = frozenset("。;!?\n")
CLAUSE_STOPS = frozenset(",。;:!?\n")


def words_until(copy: str, at: int, stops: frozenset[str], size: int = 60) -> str:
    """The words behind a place up to a stop; two blanks end a clause as well."""
    words = copy[at : at + size]
    end = next((index for index, sign in enumerate(words) if sign in stops), len(words))
    blanks = words.find("  ", 0, end) if "," in stops else -1
    return words[: end if blanks < 0 else blanks]


OPENING = ",。;:、(〔[!?\n|①②③④⑤⑥⑦⑧⑨⑩"


_NUMBERED = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def opens_clause(copy: str, at: int) -> bool:
    """Whether a place opens a clause: behind a stop, a word of aim (力争, 其中) or a number ((二), ①)."""
    before = words_before(copy, at)
    if not before or before[-1] in OPENING or before.endswith((*time_words()["aims"], "——", "--")):
        return True
    if before[-1] == ".":  # 3.4月8日: the number of a line
        return before[:-1].isdecimal() and (len(before) == at or copy[at - len(before) - 1] in "。;\n ")
    number = before[:-1].rpartition("(")[2] if before[-1] == ")" else ""
    return 0 < len(number) < 4 and (number.isdecimal() or all(sign in _NUMBERED for sign in number))


def ends_in_condition(copy: str, at: int) -> bool:
    """…前生育的,按原渠道发放: a clause that ends with 的 says who is meant."""
    words = words_until(copy, at, CLAUSE_STOPS, 60)
    return words.endswith("的") and copy[at + len(words) : at + len(words) + 1] in (",", ";", ":")


def span_text(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def last_day(date: str) -> str:
    """The last day of a year or month: 2025 -> 2025-12-31, 2025-09 -> 2025-09-30."""
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]:02d}" if len(date) == 7 else date
