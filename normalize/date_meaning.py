"""Deciding what a point in time says in its sentence: by when, during, since, as of, or nothing.

2025年底前完成; 2024年,新增…; 自2024年1月1日起; 截至2023年6月; not 2025年是收官之年, 2024年工作回顾, 较2020年
"""

from __future__ import annotations

from ..text import lazy
from .date_frame import (
    CLAUSE_STOP,
    OPENING,
    STOP,
    Reading,
    holds_word,
    last_day,
    span_text,
    time_words,
    word_at,
    words_before,
    words_until,
)
from .date_points import SINCE, Point, due_day

_UNTIL = lazy(r"(?:\ ?\d{1,2}(?:时|:\d\d))?(?:为?止|截止)")
_VALID = lazy(r"(?:有效期|有效期限|期限|执行|实施|试行|延长|延续|延期|顺延)(?:期|期限)?(?:为|可)?$")

_TERM_BEGINS = lazy(r"[^,。;\d]{1,6}起(?![步点来草始诉重])")  # 从2022年春季学期起
_TAKES_EFFECT = lazy(r"(?:施行|实施|执行|生效|计算)")


def said_by(copy: str, at: int, word: str, point: Point, *, dated: bool = False) -> Reading:
    """What one point says; `dated`: a point before it in a list has the year."""
    nothing = Reading(point.stop)
    if word == "截":
        return nothing if point.year is None else Reading(point.stop, _as_of(point), "as_of")
    since = _since(copy, word, point)
    if since is not None:
        return since
    if word in ("到", "至"):
        return _until(copy, at, point) or (nothing if _is_level(copy, point.stop) else by_point(point))
    if _UNTIL.match(copy, point.stop) and point.year is not None:
        return Reading(point.stop, f"../{point.last}", "during")
    if point.before or point.end:
        return nothing if point.end and not point.before and weighs_up(copy, point.stop) else by_point(point)
    if point.year is None or word in ("自", "从"):
        return nothing
    if point.inside or _says_when(copy, at, word, point, dated=dated or point.stated):
        before_event = bool(_BEFORE_EVENT.match(copy, point.stop))
        return Reading(point.stop, span_text(point.first, point.last), "during", before_event)
    return nothing


def _as_of(point: Point) -> str:
    return last_day(point.last) if point.end else point.last


def _since(copy: str, word: str, point: Point) -> Reading | None:
    """自2024年1月1日起, 2025年1月起; 自…以来 tells what was, no period that is set."""
    begins = SINCE.match(copy, point.stop)
    if begins is None and word in ("自", "从"):
        begins = _TERM_BEGINS.match(copy, point.stop)
    if begins is None and not (word in ("自", "从") and _TAKES_EFFECT.match(copy, point.stop)):
        return None
    end = begins.end() if begins else point.stop
    return Reading(end, f"{point.first}/..", "since") if point.year is not None else Reading(end)


def _until(copy: str, at: int, point: Point) -> Reading | None:
    """有效期至2025年12月31日, 至2025年12月31日止."""
    if point.year is None or not (_UNTIL.match(copy, point.stop) or _VALID.search(words_before(copy, at))):
        return None
    return Reading(point.stop, f"../{point.last}", "during")


def _is_level(copy: str, at: int) -> bool:
    return copy.startswith(time_words()["levels"], at)


def weighs_up(copy: str, at: int) -> bool:
    """年底考核, 年末常住人口."""
    return copy.startswith(time_words()["year_end_nouns"], at)


def by_point(point: Point) -> Reading:
    if point.year is None:
        return Reading(point.stop, "", "by", True)
    date, ambiguous = due_day(point)
    return Reading(point.stop, date, "by", ambiguous)


AHEAD = lazy(r"\ ?[,;]")
_BEFORE_EVENT = lazy(
    r"[^,。;\d]{1,8}(?:节|汛期|学|供暖|采暖|冬|期|旦)前"
)  # 2023年春节前: some day of that year
_DESCRIBED = lazy(
    r"\ ?(?:,?是|为[^,。;]{0,40}(?:之年|的一年|年)(?:$|[,。;])|版|届|第|的|[^,。;]{0,30}以来|(?![全我本各])[^,。;:\d\s]{1,3}的)"
)


def _says_when(copy: str, at: int, word: str, point: Point, *, dated: bool) -> bool:
    """Whether a bare point dates its clause: 2024年,新增…, 力争2024年创建, 覆盖率2025年达到55%; not 2025年是收官之年."""
    before, stop = words_before(copy, at), point.stop
    if point.dotted and not word:
        return False
    if word == "于" and before.endswith(time_words()["origins"]):
        return False
    if before.endswith(time_words()["bases"]) or _DESCRIBED.match(copy, stop, stop + 60):
        return False
    after = words_until(copy, stop, STOP)
    if after.lstrip(" ,").startswith("被"):  # 2018年被命名为…
        return False
    if _is_event(copy, at, before, after, point):
        return False
    goal = word_at(copy, stop, "goals")
    if goal and "的" in copy[stop + len(goal) : stop + len(goal) + 3]:
        goal = ""  # 2022年投产的项目
    comma = AHEAD.match(copy, stop)
    opens = bool(word) or not before or before[-1] in OPENING or before.endswith(time_words()["aims"])
    if not dated:
        if opens and not word and copy.startswith(":", stop):  # 第二季度:完成…, a line of a schedule
            return True
        alone = before.endswith("(") and copy.startswith(")", stop)  # 暑期(7-8月)
        told = bool(word or alone or (comma and opens and point.day is None))
        return bool(goal) or (len(point.first) > 4 and told)
    return bool(comma or goal) or (opens and bool(before or after) and not _is_heading(copy, stop))


def _is_event(copy: str, at: int, before: str, after: str, point: Point) -> bool:
    """A day or month of history, or the date of a document: 2024年7月29日,省政府印发《…》, a line that is a date."""
    said = after.lstrip(" ,")[:40]
    if point.day is None:
        return holds_word(said, "speeches")
    if not after.strip(" )]〕") and (not before or before.endswith(("日期:", "--", "("))):
        return True
    return holds_word(said.partition(",")[0], "events")


def _is_heading(copy: str, at: int) -> bool:
    """2024年工作回顾, 2025年目标值: a noun of headings ends the clause and nothing is said."""
    rest = words_until(copy, at, CLAUSE_STOP, 50)
    if copy.startswith(":", at + len(rest)):  # 2022年主要预期目标:GDP增长6%
        return False
    rest = rest.strip(" ”\"’')〕]》")
    return rest.endswith(time_words()["heads"]) and not holds_word(rest, "predicates")
