"""Counted subjects and objects: 28家企业纳入名单 states a fact, 甲、乙等2家企业 only sums up names.

In a report of what was done a counted thing is a fact unless it describes (22个产业中), sums up names, or its clause
says another figure of it (300个项目完成投资54亿元: the amount is the fact). In a plan it is a target where work is done
to it (改善120所学校条件, 为7000户家庭实施改造) or where it attains something (50个村实现通水).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import lazy
from .target_text import TargetText, Value, inside_bracket, next_stop, target_words, word_tuple

_CLAUSE = 300  # signs before a count in its clause: more is no prose
_NAME_MARKS = lazy(r"[、和及与]")
_JOINED = lazy(r"(?:[^,。;:!?\n]{0,40}?(?:[、和及与]|以及))?\s*")
_BATCH = lazy(r"第\d{1,2}批")
_RANKED = lazy(r"[前第居列]$")


def is_counted(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    """Whether a count that stands before its noun is a target; `left` are the words of its clause before it."""
    value = values[index]
    if len(left) > _CLAUSE or _describes(text, value, left):
        return False
    if left.endswith("等"):
        return _done_to_list(text, value, left)
    if _whole_area(left) and _right(text, value).startswith(word_tuple_of("areas")):
        return False
    plain = _without_opening(left)
    if text.fact:
        return _counted_in_fact(text, values, index, plain)
    return _counted_in_plan(text, values, index, plain, left)


def _describes(text: TargetText, value: Value, left: str) -> bool:
    """22个产业中, 这4起事故, 围绕5个方向, 连续33个榨季: the count is part of a circumstance."""
    words = target_words()["counts"]
    if left.endswith(tuple(words["no_count_after"])) or left.startswith(tuple(words["circumstances"])):
        return True
    right = _right(text, value)
    return (
        right.startswith(tuple(words["scopes"]))
        or right.endswith(tuple(words["circumstance_ends"]))
        or "之一" in right
    )


def subject_of(words: str) -> str:
    """区控重点企业 of 区控重点企业纳入名单: what is counted, without what is said of it."""
    pattern = _pattern("predicates")
    found = pattern.match(words) or pattern.search(words, 2)
    return words[: found.start()] if found else words


def _right(text: TargetText, value: Value) -> str:
    end = next_stop(text.stops, value.end, len(text.copy))
    return text.copy[value.end : min(end, value.end + 60)].strip()


def _without_opening(left: str) -> str:
    """其中, 首批, 第二批, 全年 before a count are no subject of their own: 首批|17个事项落地."""
    rest, words = left, target_words()["counts"]["openings"]
    for _ in range(6):
        batch = _BATCH.match(rest)
        word = batch.group() if batch else next((w for w in words if rest.startswith(w)), "")
        if not word:
            return rest
        rest = rest[len(word) :].lstrip(" ,、:")
    return rest


def names_before(left: str) -> int:
    """How many names a list holds that ends here: 甲、乙和丙 are 3, one name alone is no list."""
    parts = [part for part in _NAME_MARKS.split(left.removesuffix("等")) if part.strip()]
    return len(parts) if len(parts) > 1 else 0


def _done_to_list(text: TargetText, value: Value, left: str) -> bool:
    """推进甲、乙等8项工程 is work to be done; 甲等34个模型成功发布 (a fact) says more than the names do."""
    plain = _without_opening(left)
    if left.startswith(word_tuple_of("work_on_list")) or plain.startswith(word_tuple_of("work_on_list")):
        return True
    if not text.fact or value.quantity.value <= names_before(left):
        return False
    return bool(_attained().search(_right(text, value)))


def word_tuple_of(key: str) -> tuple[str, ...]:
    return tuple(target_words()["counts"][key])


def _attained() -> re.Pattern[str]:
    return _pattern("attained")


_CACHE: dict[str, re.Pattern[str]] = {}


def _pattern(key: str) -> re.Pattern[str]:
    if key not in _CACHE:
        _CACHE[key] = re.compile("|".join(target_words()["counts"][key]))
    return _CACHE[key]


def _counted_in_fact(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    value = values[index]
    names = names_before(left)
    if names and value.quantity.value == names and not left.endswith("的"):
        return False
    if left.startswith(word_tuple_of("done_to")) or left.startswith(word_tuple("verbs")):
        return not left.startswith("在") or not quantified(text, values, index)
    return not quantified(text, values, index)


def _whole_area(left: str) -> bool:
    """全区8镇56个行政村: all of them, which says nothing but how many there are."""
    return left[:1] == "全" and left[1:2] in tuple("国省市区县州疆镇") and len(left) < 9


def _counted_in_plan(text: TargetText, values: Sequence[Value], index: int, left: str, whole: str) -> bool:
    right, work = _right(text, values[index]), word_tuple_of("work_on_list")
    if right.endswith("的") or quantified(text, values, index):
        return False
    if whole.endswith("的") and (left.startswith(work) or whole.startswith(work)):
        return True  # 推进省里确定的39项任务
    if left in word_tuple_of("done_to"):
        return bool(_pattern("does").search(right))
    subject = not left or (
        left.endswith(("和", "及", "以及")) and not left.startswith(word_tuple_of("done_to"))
    )
    return (
        subject and not left.startswith(word_tuple("verbs")) and bool(_pattern("plan_attains").search(right))
    )


def quantified(text: TargetText, values: Sequence[Value], index: int) -> bool:
    """Whether the clause gives another figure of what is counted: 300个项目|完成投资54亿元."""
    end = next_stop(text.stops, values[index].end, len(text.copy))
    last = values[index]
    for value in values[index + 1 : index + 8]:
        if value.start >= end or inside_bracket(text, value.start) != inside_bracket(text, last.start):
            return False
        between = text.copy[last.end : value.start]
        if _RANKED.search(between) or value.quantity.kind in ("time", "age"):
            last = value
            continue
        if value.quantity.kind != "count" or value.compared or not _JOINED.fullmatch(between):
            return True
        last = value
    return False
