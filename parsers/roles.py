"""Who answers for what, in running text: responsibility brackets, own lines, rules stated once.

    （责任单位：省教育厅、省财政厅）   〔市生态环境局牵头，市水利局参与，各区政府负责落实〕
    （8月底完成，牵头考核单位：区审计局）   牵头单位：区发改局   （责任领导：某某；牵头单位：某局）
    （甲局牵头，乙局、丙局按职责分工负责；长期坚持）   甲局牵头，乙局配合。 as the last sentence of an item

Words are data (data/role_words.csv, read by role_words.py). Names are handed on as they stand; what body they mean is
decided later. What is left of a phrase and reads as neither names, time nor rule is handed on as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..text import chinese_stops, fold, lazy, squeeze
from .role_contents import (
    are_names,
    are_persons,
    ends_like_name,
    is_numbered,
    is_time,
    opens_like_task,
    tells_news,
    without_inner,
)
from .role_labels import hints
from .role_lines import CLOSERS, OFFICE, OPENERS, deadline_line, role_lines
from .role_reading import EDGE, RolePhrase, may_change, read_words, trim
from .role_rules import StandingRule, standing_rules
from .role_words import joint, role_at_end

__all__ = [
    "RolePhrase",
    "StandingRule",
    "deadline_line",
    "find_responsibility",
    "has_role_word",
    "is_heading",
    "lone_office",
    "may_change",
    "standing_rules",
]

_LONGEST_ITEM = 3000
_NEAR = 100  # characters between two brackets of one sentence
_LONGEST = 1500  # characters of a bracket; the longest published one has under 500
_SENTENCE_END = "。；;！!?？”’》)]〕】,，:："


def find_responsibility(text: str, is_name: Callable[[str], bool] | None = None) -> tuple[RolePhrase, ...]:
    """Every responsibility phrase of a paragraph, in order.

    `is_name` says whether words name a known organisation; with it a last bracket that holds names alone
    (省教育厅、省财政厅) counts too, as responsible.

    >>> [(p.role, p.names) for p in find_responsibility("推进改革。（省商务厅牵头，合肥海关按职责分工配合）")]
    [('lead', '省商务厅'), ('support', '合肥海关')]
    >>> [(p.role, p.names, p.deadline) for p in find_responsibility("完成整治。(8月底完成，牵头考核单位：区审计局)")]
    [('lead', '区审计局', '8月底完成')]
    """
    copy = fold(chinese_stops(text))
    if is_name is None and not hints(copy) and not _behind_stop(copy) and not _ends_with_bracket(copy):
        return ()
    found: list[RolePhrase] = _headed(copy, text)
    taken: list[tuple[int, int]] = [(phrase.phrase_start, phrase.phrase_end) for phrase in found]
    for start, end in _groups(copy):
        if any(a <= start and end <= b for a, b in taken[-3:]):
            continue
        near = bool(taken) and start - taken[-1][1] < _NEAR and "。" not in copy[taken[-1][1] : start]
        phrases = _bracket(copy, text, start, end, is_name, near)
        if phrases:
            found.extend(phrases)
            taken.append((start, end))
    found.extend(_scattered(copy, text, taken))
    found.extend(role_lines(copy, text, taken))
    return tuple(sorted(found, key=lambda phrase: (phrase.start, phrase.end)))


def _ends_with_bracket(copy: str) -> bool:
    """Whether a list in a bracket ends the text: ……扣2分（区教委、区财政局）."""
    words = copy[-200:].rstrip(EDGE)
    if words.endswith(")") and "、" in words[words.rfind("(") :]:
        return True
    return (words.endswith(")") or ")、" in copy) and is_numbered(copy)


def _behind_stop(copy: str) -> bool:
    """Whether a bracket of any form follows a full stop: ……。（区教委）, ……。〔区教委、各镇街〕."""
    return any("。" + opener in copy for opener in OPENERS)


def _groups(copy: str) -> list[tuple[int, int]]:
    """Brackets as (index of opener, index behind closer), outermost first where they are nested."""
    stack: list[int] = []
    groups: list[tuple[int, int]] = []
    for index, char in enumerate(copy):
        if char in OPENERS:
            stack.append(index)
        elif char in CLOSERS and stack:
            start = stack.pop()
            if index - start <= _LONGEST:
                groups.append((start, index + 1))
    return sorted(groups, key=lambda group: (group[0], -group[1]))


_IN_BRACKET = lazy(r"\((?P<name>[^()、,;:]{3,20})\)(?=[、,;。和]|$)")


def _scattered(copy: str, text: str, taken: Sequence[tuple[int, int]]) -> list[RolePhrase]:
    """添置座椅60把（区城管局）、花箱80只（区林业局）: offices behind the parts of a task, for a person to look at."""
    if taken or copy.count(")、") + copy.count("),") + copy.count(");") < 2 or not is_numbered(copy):
        return []
    offices = [mark for mark in _IN_BRACKET.finditer(copy) if _LEVEL_OFFICE.fullmatch(mark["name"])]
    if len(offices) < 2:
        return []
    return [
        RolePhrase("", text[a:b], a, b, "", "", *mark.span())
        for mark in offices
        for a, b in (mark.span("name"),)
    ]


_HEADINGS = ("工作", "任务", "事项", "项目", "目标")
_HEADED = lazy(
    r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.．]\s*)?(?P<all>由?(?P<names>[^,。;:]{2,40}?)"
    r"(?P<word>(?:总牵头|牵头|负责|主办|承办|承担|配合|协办|参与)(?:负责|推进|落实|办理|实施|抓总)?"
    r"的(?:重点|主要|具体|各项|目标|改革|工作){0,2}(?:工作|任务|事项|项目|目标))(?:\(?[^()\n,。;]{0,3}\d{1,3}[项个件条]\)?)?)[。:]?\s*(?:\n|\Z)",
    holds=tuple(
        f"{verb}的"
        for verb in (
            "牵头",
            "负责",
            "主办",
            "承办",
            "承担",
            "配合",
            "协办",
            "参与",
            "推进",
            "落实",
            "办理",
            "实施",
            "抓总",
        )
    ),
)


def _headed(copy: str, text: str) -> list[RolePhrase]:
    """（二）区教委牵头的工作: a heading that says who answers for the items under it."""
    found = _HEADED.match(copy)
    if found is None:
        return []
    names, clause = found["names"], found["word"].partition("的")[0]
    role = role_at_end(clause)
    first, last = found.span("names")
    person, office = are_persons(names), names.partition("、")[0]
    if role is None or not (
        person or (are_names(names) and bool(OFFICE.fullmatch(office) or _SHORT_OFFICE.fullmatch(office)))
    ):
        return []
    kind = "leader" if person else role[0]
    return [RolePhrase(kind, text[first:last], first, last, found["word"], "", *found.span("all"))]


def is_heading(word: str) -> bool:
    """Whether the words behind names make them a heading: 牵头的工作.

    >>> is_heading("牵头的重点任务"), is_heading("牵头")
    (True, False)
    """
    return "的" in word and word.endswith(_HEADINGS)


_STRONG = ("牵头", "负责", "配合", "落实", "主办", "协办", "牽頭", "負責")


def _bracket(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None, near: bool
) -> list[RolePhrase]:
    """`near`: an earlier bracket of the same sentence names who answers: 东路（甲局负责）、西路（乙局负责）建设."""
    inside = copy[start + 1 : end - 1]
    if not hints(inside) and ("联合" not in inside or joint(inside) is None):
        return _names_alone(copy, text, start, end, is_name)
    read = read_words(copy, text, start + 1, end - 1, nested=True)
    clauses = [clause.strip() for clause in re.split("[,;。]", inside)]
    conditional = not read.labelled and any(copy[last - 1] == "的" for _, last in read.rest)
    if (read.phrases and not conditional) and (
        _stands_apart(copy, start, end)
        or (not read.rest and (_before_comma(copy, start, end) or (near and read.sworn)))
    ):
        return read.within(start, end)
    doubtful = (
        read.labelled
        or any(map(_names_somebody, clauses))
        or sum(map(_has_a_duty, clauses)) > 1
        or ("、" in inside and inside.endswith(_STRONG) and copy[start - 1 : start] == "。")
    )
    if read.phrases or doubtful:
        return [RolePhrase("", text[start + 1 : end - 1], start + 1, end - 1, "", "", start, end)]
    return (
        _names_alone(copy, text, start, end, is_name) if read.times or _SOME.search(inside) else []
    )  # 区教委，持续推进


def _names_somebody(clause: str) -> bool:
    """Words that end with a strong role word behind what ends like a name: somebody answers for something here."""
    found = role_at_end(clause)
    return found is not None and clause.endswith(_STRONG) and ends_like_name(clause[: -found[1]])


_DUTY = lazy(
    r"^[^,;。]{1,20}(?:[局委办厅院]|中心|政府|部门|单位|镇街|街道)(?:负责|牵头|配合|协助)[^,;。]{1,8}$",
    holds=("负责", "牵头", "配合", "协助"),
)


def _has_a_duty(clause: str) -> bool:
    """甲中心负责建设，各部门配合使用: who does what, in words that give no role of the whole."""
    return bool(_DUTY.search(clause))


def _stands_apart(copy: str, start: int, end: int) -> bool:
    """Behind a sentence or at the end of the item; a bracket inside a sentence says something else:
    水表的强制检定（供水厂区内由市场监督管理行政部门负责），国务院……
    """
    before = copy[:start].rstrip()[-1:] if start < 40 else copy[start - 40 : start].rstrip()[-1:]
    after = copy[end : end + 40].lstrip()
    return (
        not before
        or before in _SENTENCE_END
        or not after
        or after[0] in "。.;；(（〔[【"
        or _at_line_end(copy, end)
    )


def _before_comma(copy: str, start: int, end: int) -> bool:
    """完善制度（区司法局负责），健全机制（区财政局负责）: each clause has its own."""
    return copy[end : end + 1] in (",", "、")


def _at_line_end(copy: str, end: int) -> bool:
    rest = copy[end : end + 8].lstrip(" 。;,")
    return not rest or rest[0] == "\n"


# 区财政局、区国资委等; 区教委等5个部门和单位
_AND_OTHERS = lazy(
    r"等(?:\d{1,3}[个家])?(?:[省市区县]级|[省市区县]直)?(?:有关|相关)?(?:(?:部门|单位)(?:和|及|、)?(?:单位)?)?$"
)


def lone_office(text: str) -> RolePhrase | None:
    """The one office in the last bracket of an item, behind a full stop: ……完成率100%。（区市场监管局）.

    A single name says less than several do: the caller has to know that the item stands in a list of tasks.
    """
    copy = fold(chinese_stops(text))
    end = len(copy.rstrip(EDGE))
    at = CLOSERS.find(copy[end - 1]) if end else -1
    start = copy.rfind(OPENERS[at], 0, end) if at >= 0 else -1
    if start <= 0 or end - start > 40 or not copy[:start].rstrip().endswith("。"):
        return None
    first, last = trim(copy, start + 1, end - 1)
    if not _are_offices([_AND_OTHERS.sub("", copy[first:last])]):
        return None
    return RolePhrase("responsible", text[first:last], first, last, "", "", start, end)


_SHORT_OFFICE = lazy(
    r"[^\W\d_]{2,14}(?:局|委|厅|部|署|院|办公室|政府|管委会|总队|支队|大队|海关|中心|公司|分行|支行|机关|会|集团|国企|街道|院校|医院)|[^\W\d_]{1,14}[^互关\W]联|[^\W\d_]{1,12}[局委办厅][^\W\d_]{1,6}[科处股站所]|[^\W\d_]{0,10}(?:高新|经开|开发|新|园|合作|保税|示范|度假)区|各[^\W\d_]{1,14}|[^\W\d_]{1,6}办"
)


def _are_offices(items: Sequence[str]) -> bool:
    """……。（区教委、区财政局，各镇街）: offices and nothing else behind a full stop; of several half tell by their end."""
    bare = [without_inner(item) for item in items]
    told = [bool(OFFICE.fullmatch(item)) for item in bare]
    if not all(told):
        clear = sum(
            known or bool(_SHORT_OFFICE.fullmatch(item)) for known, item in zip(told, bare, strict=True)
        )
        if 2 * clear <= len(items) or len(items) < 2:
            return False
    return are_names("、".join(items))


_OUTER = lazy(r"[、,;/](?![^()〔〕]*[)〕])")  # not the mark in 各县(市、区)人民政府, 各县〔市、区〕政府


def _names_alone(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None
) -> list[RolePhrase]:
    """The last bracket of an item that holds known names and nothing else."""
    ends, deadline = _with_time(copy, text, end)
    if not _at_line_end(copy, ends):
        return []
    first, last = trim(copy, start + 1, end - 1)
    cut = max(copy.rfind(",", first, last), copy.rfind(";", first, last))
    if cut > first and is_time(copy[cut + 1 : last].strip()):  # 区教委、区财政局，年底前完成
        deadline, (first, last) = text[cut + 1 : last].strip(), trim(copy, first, cut)
    items = [item.strip() for item in _OUTER.split(copy[first:last]) if item.strip()]
    if len(items) == 1 and " " in items[0] and all(map(OFFICE.fullmatch, items[0].split())):
        items = items[0].split()  # 县教体局 县财政局 各乡镇
    items = [_AND_OTHERS.sub("", item) for item in items]
    if _SOME.search(copy, first, last) and _after_stop(copy, start):
        return [RolePhrase("", text[first:last], first, last, "", deadline, start, end)]
    known = bool(items) and is_name is not None and all(map(is_name, items))
    if not known and not (
        _behind_task(copy, start, items) if len(items) == 1 else _behind(copy, start, items)
    ):
        return []
    return [RolePhrase("responsible", text[first:last], first, last, "", deadline, start, ends)]


# 市水利局等12个部门按职能抓: names with words that no role word ends
_SOME = lazy(
    r"[局委办厅部院会府]等\d{1,3}[个家](?:部门|单位)(?:和单位)?[^\W\d_和及、]{1,8}\Z",
    holds=("个部门", "家单位", "个单位", "家部门"),
)


def _with_time(copy: str, text: str, end: int) -> tuple[int, str]:
    """（区教委）（12月底前完成）: where a bracket ends that says when, and its words; `end` where none follows."""
    if copy[end : end + 1] != "(":
        return end, ""
    stop = copy.find(")", end, end + 40)
    return (stop + 1, text[end + 1 : stop]) if stop > 0 and is_time(copy[end + 1 : stop]) else (end, "")


def _behind(copy: str, start: int, items: Sequence[str]) -> bool:
    """……。（区教委、各镇街）, and offices of a level behind words that are no stop: 未建台账的扣2分（区教委、区财政局）."""
    if _after_stop(copy, start):
        return _are_offices(items)
    return (
        len(items) > 1
        and all(_LEVEL_OFFICE.fullmatch(without_inner(item)) for item in items)
        and not ends_like_name(copy[max(0, start - 12) : start])
        and not copy[:start].endswith(_WHO)
        and (opens_like_task(_line(copy, start)) or bool(_AMOUNT.search(copy[max(0, start - 8) : start])))
    )


def _after_stop(copy: str, start: int) -> bool:
    return copy[max(0, start - 4) : start].rstrip().endswith("。")


def _line(copy: str, start: int) -> str:
    """What stands before a bracket on its line."""
    return copy[copy.rfind("\n", 0, start) + 1 : start]


_AMOUNT = lazy(r"\d[^\W\d_]{0,3}$|%(?:左右|以上|以下|以内)?$")  # 扣2分, 增长5%左右


_WHO = (
    "成员",
    "小组",
    "机关",
    "主体",
    "对象",
    "方",
    "人",
    "家",
    "如",
    "即",
    "报",
    "送",
    "向",
    "个",
    "者",
    "例如",
    "包括",
)
_LEVEL_OFFICE = lazy(
    r"(?:[省市区县州]|国家)[^\W\d_各]{1,14}(?:局|委|厅|办|办公室)|[省市区县州]委[^\W\d_]{2,8}部"
)


def _behind_task(copy: str, start: int, items: Sequence[str]) -> bool:
    """加强河道管理。（省水利厅）: one office behind the words of a task, the only one of the item.

    Of a numbered item nothing else is asked of an office of a level (2.一般公共预算收入增长7%。（区财政局）); other bodies
    stand behind words that begin as tasks do: 3.推进园区建设。（东湖高新区管委会）
    """
    office = bool(_LEVEL_OFFICE.fullmatch(items[0]))
    if start > _LONGEST_ITEM or not (office or _BODY.fullmatch(items[0])):
        return False
    if items[0] in copy[:start] or "。(" in copy[:start]:
        return False  # 区教委组织检查。（区教委）: who sent the news
    numbered = is_numbered(copy) and not tells_news(copy[:start])
    if not _after_stop(copy, start):  # 12.完成造林2万亩（区林业局）。
        return (
            numbered
            and office
            and ")" not in copy[3:start]
            and opens_like_task(copy)
            and not ends_like_name(copy[max(0, start - 12) : start])
            and not copy[:start].endswith(_WHO)
        )
    if office:
        return numbered or opens_like_task(_line(copy, start))
    return numbered and opens_like_task(_line(copy, start))


_BODY = lazy(r"[^\W\d_]{2,14}(?:管委会|人民政府|街道办事处|公司|指挥部)")


def has_role_word(text: str) -> bool:
    """Whether words hold a label with its colon or a role word (责任单位：, 牵头, 负责)."""
    return hints(squeeze(text))
