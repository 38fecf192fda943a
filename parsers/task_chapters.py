"""Which sections stand in a chapter that lists tasks: its heading says so (三、重点任务), or the title of the text.

The numbered items of such a chapter are tasks though none of them names who is responsible. In work points
(2023年工作要点) every chapter lists tasks but those that frame them (总体要求, 保障措施). Words are data
(data/task_chapters.csv). A chapter that tells what was done (section_tense) lists no tasks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..datafiles import read_columns
from ..model import RawSection
from ..text import lazy, squeeze
from .section_tense import Tense

_WORDS_BEFORE = 8  # signs that may stand before the words of a heading: 切实抓好年度重点工作
_YEAR = lazy(r"^(?:关于)?(?:20\d\d年度?|今年|明年)?")
_BEHIND = lazy(
    "(?:和|及|与|、)?(?:措施|举措|要求|安排|部署|分工|责任分工|职责分工|任务分工|进度安排|时间安排|内容)$"
)


def task_sections(sections: Sequence[RawSection], told: Sequence[Tense], title: str = "") -> frozenset[int]:
    """The indexes of the sections under a heading that lists tasks; under `title` all, where no heading says it.

    `told` is the tense of each section.

    >>> from qingdan.model import Words
    >>> said = [("总体要求", None), ("重点任务", None), ("实施工业减排", 1), ("保障措施", None), ("加强领导", 3)]
    >>> sections = [RawSection(1, Words(), Words(heading), (), (), parent) for heading, parent in said]
    >>> plans = [Tense(False, None)] * 5
    >>> task_sections(sections, plans), task_sections(sections[:1], plans, "2023年工作要点")
    (frozenset({2}), frozenset())
    """
    tells = [
        "done" if tense.done else heading_tells(section.heading.text)
        for section, tense in zip(sections, told, strict=False)
    ]
    by_title = "tasks" not in tells and lists_tasks_by_title(title)
    inside: list[bool] = []
    for section, own in zip(sections, tells, strict=True):
        above = inside[section.parent] if section.parent is not None else by_title
        inside.append(own == "tasks" or (above and not own))
    return frozenset(i for i, (held, own) in enumerate(zip(inside, tells, strict=True)) if held and not own)


def heading_tells(heading: str) -> str:
    """tasks for the heading of a chapter that lists tasks, frame for one around them, "" for any other.

    >>> [heading_tells(h) for h in ("重点任务", "2025年工作安排", "主要任务及分工", "目标任务", "保障措施", "推进产业升级")]
    ['tasks', 'tasks', 'tasks', 'frame', 'frame', '']
    """
    whole = squeeze(heading).rstrip("。:;")
    key = _YEAR.sub("", whole, count=1)
    if key != whole and key.removeprefix("关于").removeprefix("的") in ("工作", "政府工作"):
        return "tasks"  # 关于2025年工作
    for form in (key, _BEHIND.sub("", key, count=1)):
        found = max((w for w in _words() if form.endswith(w)), key=len, default="")
        if found and len(form) <= len(found) + _WORDS_BEFORE:
            return _words()[found]
    return ""


def lists_tasks_by_title(title: str) -> bool:
    """Whether a title is that of a text that lists tasks throughout: work points, divisions of tasks.

    >>> lists_tasks_by_title("某区2023年工作要点"), lists_tasks_by_title("某区水污染防治条例")
    (True, False)
    """
    key = squeeze(title)
    return any(words in key for words in _titles())


@cache
def _words() -> dict[str, str]:
    rows = read_columns("qingdan.parsers", "task_chapters.csv", "words", "tells")
    return {words: tells for words, tells in rows if tells != "title"}


@cache
def _titles() -> tuple[str, ...]:
    rows = read_columns("qingdan.parsers", "task_chapters.csv", "words", "tells")
    return tuple(words for words, tells in rows if tells == "title")
