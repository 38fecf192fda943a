"""Whether the text of a section tells what was done or what is planned, and of which year: its headings say so.

A report on the work of government looks back first (一、2024年工作回顾) and plans then (二、2025年工作安排); a plan may begin
with what was reached before (第一章 发展基础). Words are data (data/section_words.csv).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..datafiles import read_columns
from ..lightclass import dataclass
from ..model import RawSection
from ..text import fold, lazy, squeeze

_LONGEST = 24  # signs of a heading that says it; a longer one is a sentence
_BEHIND = lazy("(?:[及和与](?:问题|经验))?(?:分析|方面)?$")
_YEAR = lazy(r"(?<!\d)(20\d\d)年(?!以来|前)")
_DONE = lazy(r"评估|总结|完成情况|进展情况|落实情况|执行情况|工作报告|述职")


@dataclass(frozen=True, slots=True)
class Tense:
    """`done`: the text tells what was reached, else what shall be; `year`: the year it is about, if a heading has one.

    `spoken` is the year in which it speaks (今年), None if that is not known: a report on 2024 is given in 2025.
    """

    done: bool
    year: int | None
    spoken: int | None = None


def tenses(sections: Sequence[RawSection], done: bool, year: int | None = None) -> list[Tense]:
    """The tense of each section, from its own heading or the nearest above it.

    `done` is that of the document, `year` that of its title if it plans (2025年工作要点). A document speaks in the year
    that it plans; a section of 2024 beside one that plans 2025 says 今年 of 2025.

    >>> from qingdan.model import Words
    >>> said = [("2024年工作回顾", None), ("产业发展", 0), ("2025年工作安排", None)]
    >>> sections = [RawSection(1, Words(), Words(heading), (), (), parent) for heading, parent in said]
    >>> [(tense.done, tense.year) for tense in tenses(sections, True)]
    [(True, 2024), (True, 2024), (False, 2025)]
    """
    own = None if done else year
    found: list[Tense] = []
    told: int | None = None  # the year that was told of
    for section in sections:
        above = found[section.parent] if section.parent is not None else Tense(done, own)
        tense = _tense(section.heading.text, above)
        if done and told is not None and (coming := _of_next_year(section.heading.text, told)):
            tense = Tense(False, coming)
        told = tense.year if tense.done and tense.year is not None else told
        found.append(tense)
    planned = {tense.year for tense in found if not tense.done and tense.year is not None}
    spoken = planned.pop() if len(planned) == 1 else own
    return [Tense(tense.done, tense.year, _spoken(tense, spoken)) for tense in found]


def line_tense(line: str, above: Tense) -> Tense | None:
    """The tense that a line of its own gives to what follows it: an unnumbered heading (2025年工作安排); None if it says none.

    >>> line_tense("2025年工作安排", Tense(True, 2024)), line_tense("过去一年,成绩来之不易", Tense(True, 2024))
    (Tense(done=False, year=2025, spoken=2025), None)
    """
    if len(line) > 2 * _LONGEST:
        return None
    if coming := _of_next_year(line, above.year if above.done else None):
        return Tense(False, coming, coming)
    if not heading_tense(line)[0]:
        return None
    found = _tense(line, above)
    if found == above:  # 重点工作: among others, in a review
        return None
    return Tense(found.done, found.year, found.year if not found.done else above.spoken)


_YEARS_WORK = lazy(
    r"(?:关于)?(?P<year>20\d\d)年(?:的?(?:政府)?工作|[省市区县州]?(?:政府)?(?:拟办|要办的?)?(?:十|10|\d{1,2}|[一二三四五六七八九])(?:件|方面|项|大)?(?:大)?(?:民生)?(?:实事|大事)(?:项目|任务|清单)?)$"
)


def _of_next_year(heading: str, done: int | None) -> int | None:
    """关于2025年工作, 2025年十件民生实事 behind the review of 2024: the year, if it comes after the one that was told of."""
    found = _YEARS_WORK.match(squeeze(heading).rstrip("。:;"))
    if found is None or (done is not None and int(found["year"]) <= done):
        return None
    return int(found["year"])


def _spoken(tense: Tense, spoken: int | None) -> int | None:
    return spoken if tense.done or tense.year is None else tense.year


def tells_what_was_done(title: str) -> bool:
    """Whether a document by its title tells what was reached: an evaluation, a report on the work of government.

    >>> tells_what_was_done("某区“十四五”规划实施情况中期评估报告"), tells_what_was_done("某区2023年工作要点")
    (True, False)
    """
    return bool(_DONE.search(fold(title)))


def heading_tense(heading: str) -> tuple[str, int | None]:
    """What a heading says by itself: done, planned, next (planned, whatever stands around it) or "", and its year.

    >>> [heading_tense(h) for h in ("2024年工作回顾", "重点任务完成情况", "主要目标", "下一步打算", "2024年总结和2025年工作计划")]
    [('done', 2024), ('done', None), ('planned', None), ('next', None), ('', None)]
    """
    key = squeeze(heading).rstrip("。:;")
    years = set(_YEAR.findall(key))
    if len(key) > _LONGEST or len(years) > 1:
        return "", None
    end = len(_BEHIND.sub("", key))
    held = [(words, tells) for words, tells in _words() if words in key]
    said = {tells for words, tells in held if tells == "next" or key.endswith(words, 0, end)}
    if not said or (said != {"done"} and any(tells == "done" for _, tells in held)):
        return "", None  # 工作成效与下一步
    tells = next(tells for tells in ("next", "planned", "done") if tells in said)
    return tells, int(years.pop()) if years else None


def _tense(heading: str, above: Tense) -> Tense:
    """重点任务 in an evaluation tells how far the tasks are; 2025年重点任务 in a report plans."""
    tells, year = heading_tense(heading)
    if not tells or (tells == "planned" and above.done and year is None):
        return above
    done = tells == "done"
    kept = None if done and not above.done else above.year  # 发展基础 in a plan of 2025 tells of years before
    return Tense(done, kept if year is None else year)


@cache
def _words() -> tuple[tuple[str, str], ...]:
    rows = read_columns("qingdan.parsers", "section_words.csv", "words", "tells")
    return tuple((words, tells) for words, tells in rows)
