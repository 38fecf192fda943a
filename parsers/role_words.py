"""The words that give a role: labels (牵头单位：) and role words behind names (…牵头, 按职责分工负责).

Whole labels and role words are data (data/role_words.csv); a label that no row knows is read by its parts:
主要协作单位 is 主要 + 协作 + 单位, support.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..datafiles import read_columns
from ..text import lazy

ROLES = ("lead", "support", "responsible", "guide", "leader")


@cache
def role_slots() -> dict[str, dict[str, str]]:
    """The words of data/role_words.csv by slot (label, suffix, modifier, family…), each with its role."""
    slots: dict[str, dict[str, str]] = {}
    for slot, word, role in read_columns("qingdan.parsers", "role_words.csv", "slot", "word", "role"):
        slots.setdefault(slot, {})[word] = role
    return slots


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def tight(word: str) -> str:
    """A word without blanks: 责 任 单 位 -> 责任单位."""
    return "".join(word.split())


def carries_out(word: str) -> bool:
    """Whether a label says who carries the work out: 实施单位, 落实主体. Beside a 牵头单位 that is no support."""
    return any(stem in word for stem in role_slots()["executor"])


_PARTS = lazy(
    r"(?:第[一二三四]|首要|主要|其他|其余|相关|有关|分项|专项|总|主|直接|具体|共同|联合|[省市区县州镇]级|[省市区县]直|[省市区县]政府|[省市区县]|本级|业务|技术|行业|属地|日常|任务|项目|工作|整改|科室){0,2}"
    r"(?P<stems>(?:牵头|主责|主办|承办|主抓|统筹|负责|责任|配合|协办|协同|协作|协助|协调|参与|参加|支持|支撑|联动|联办|会办|会同|指导|督导|督促|督办|督查|监督|监管|实施|落实|执行|完成|包抓|包保|包联|包点|包案|挂钩|挂点|挂联|挂包|联点|分管|联系)"
    r"(?:(?:和|及|、|/)?(?:牵头|负责|责任|配合|协办|协同|协作|协助|参与|落实|实施|指导|督导)){0,2})"
    r"(?:\((?P<inner>牵头|配合|协办|参与|责任)\))?"
    r"(?P<noun>(?:单位|部门|处室|科室)(?:(?:和|及|、|/)(?:单位|部门|处室|科室)|\((?:单位|部门)\))|单位|部门|处室|科室|股室|站所|站办所|机构|主体|镇街|街镇|乡镇|企业|领导|[省市区县州]级?领导|(?:常务)?副?[省市区县州镇]长|人|人员|同志|负责人|局)"
)
_SUPPORT = ("配合", "协", "参", "支持", "支撑", "联动", "联办", "会")
_LEAD = ("牵头", "主责", "主办", "承办", "主抓", "统筹")
_PERSON_NOUNS = ("领导", "长", "人", "人员", "同志", "负责人")
_PERSON_STEMS = (
    *("牵头", "责任", "负责", "分管", "包抓", "包保", "包联", "包点", "包案", "挂钩", "挂点", "挂联", "挂包"),
    *("联点", "联系", "主抓", "统筹", "督办", "督导", "督查"),
)


@cache
def label_role(word: str) -> str:
    """The role of a label's words, "" if they are no label.

    >>> [label_role(w) for w in ("牵头单位", "责 任 单 位", "主要协作单位", "牵头负责领导", "责任(配合)单位", "完成时限", "重点项目")]
    ['lead', 'responsible', 'support', 'leader', 'support', 'deadline', '']
    """
    plain = tight(word)
    known = role_slots()["label"].get(plain)
    if known is not None:
        return known
    if plain.endswith(AND_PERSON) and unit_role(plain):
        return "mixed"
    parts = _PARTS.fullmatch(plain) if 3 <= len(plain) <= 14 else None
    return _role_of_parts(plain, parts) if parts else ""


AND_PERSON = ("责任人", "负责人", "责任领导", "分管领导")
_AND = lazy(
    r"(?P<unit>[^及和与、/]{2,8})(?:及|和|与|、|/)(?:其|主要|具体|直接|项目)?(?:责任人|负责人|责任领导|分管领导)"
)


def unit_role(word: str) -> str:
    """The role of the bodies behind a label that asks for bodies and persons, "" for any other.

    >>> unit_role("牵头单位及负责人"), unit_role("责任部门、责任人"), unit_role("责任人")
    ('lead', 'responsible', '')
    """
    found = _AND.fullmatch(word)
    role = label_role(found["unit"]) if found else ""
    return role if role in ROLES and role != "leader" else ""


def _role_of_parts(word: str, parts: re.Match[str]) -> str:
    stems, noun = parts["stems"] + (parts["inner"] or ""), parts["noun"]
    if noun.endswith(_PERSON_NOUNS):
        return "leader" if stems.startswith(_PERSON_STEMS) else "other"
    if "牵头" in stems:
        return "lead"
    if any(stem in stems for stem in _SUPPORT):
        return "support"
    if stems.startswith(_LEAD) or (
        word.startswith(("第一", "首要", "主要", "主")) and stems.startswith(("责任", "负责"))
    ):
        return "lead"
    if stems.startswith(("指导", "督", "监督")):
        return "guide"
    return "" if stems in ("联系", "分管", "挂钩", "挂点", "挂联", "挂包", "联点") else "responsible"


# --------------------------------------------------------------------------------------------------
# Role words behind names


@cache
def _suffix() -> re.Pattern[str]:
    """A role word at the end of a clause with how it is done: 按职责分工 | 负责, 结合实际 | 落实."""
    modifiers = _any(role_slots()["modifier"])
    return lazy(
        rf"(?:{modifiers}|(?:按照?|根据|依据?|依照|结合|立足)(?:各自|本职|实际|工作|部门|法定|有关|相关|管辖|属地|管理)?的?"
        rf"(?:职责|职能|分工|职权|权限|实际|原则|要求|需要)(?:权限|范围|分工|职责|和分工|和权限)?)*?(?P<suffix>{_any(role_slots()['suffix'])})$"
    )


_TAIL = 40  # a role word with what stands before it is shorter


def role_at_end(clause: str) -> tuple[str, int] | None:
    """(role, length of the words that give it) of a clause that ends with a role word.

    >>> role_at_end("省财政厅按职责分工负责"), role_at_end("省财政厅")
    (('responsible', 7), None)
    """
    tail = clause[-_TAIL:]
    found = _suffix().search(tail)
    return (role_slots()["suffix"][found["suffix"]], len(tail) - found.start()) if found else None


_HELPS = lazy(
    r"(?<=[局委部厅办院府会团联])(?:积极)?(?:配合|协助)(?=[省市区县州各国中有相乡镇街])",
    holds=("配合", "协助"),
)


def helper(names: str) -> tuple[int, int] | None:
    """Where a list of names goes over to those it helps: 区人事局|配合|区委有关部门.

    >>> helper("区人事局配合区委有关部门"), helper("区人事局、区财政局")
    ((4, 6), None)
    """
    found = _HELPS.search(names)
    return found.span() if found else None


_JOINER = lazy(r"会同|联合(?![会社体国大])|商")


_BEFORE_JOINER = ("局", "委", "部", "厅", "办", "院", "府", "牵头")
_BEFORE_TOGETHER = (*"联团会司街镇区县市",)


def joint(names: str) -> tuple[int, int] | None:
    """Where a list of names goes over to those who join in: 教育部|会同|有关部门; 商务部 and 联合会 are names."""
    for found in _JOINER.finditer(names):
        word = found.group()
        before = names[: found.start()]
        inside = not before.endswith(_BEFORE_JOINER) and (
            word == "商" or (word == "联合" and not before.endswith(_BEFORE_TOGETHER))
        )
        if not inside and not (
            word.endswith("商") and names[found.end() : found.end() + 1] in "务业会贸城标局"
        ):
            return found.span()
    return None
