"""The grammar of a unit cell: 区教委、区财政局等区级有关单位,各镇街 -> the bodies it names, in order.

    CELL := ITEM (SEP ITEM)* ;  SEP := 、 , ， ; ； / and line ends
    ITEM := NAME [等 [COLLECTIVE]] | COLLECTIVE

Brackets belong to the name and may hold separators: 市教育局（市语委办、市校安办). Nothing is corrected:
等区级位 (a slip for 等区级单位) is still the tail of its name. 、 joins members, the wider separators
close a group (区林业局,各镇街 are groups 0 and 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..lightclass import dataclass
from ..text import fold, lazy
from .vocabulary import is_collective, is_one_collective

_OPENERS, _CLOSERS = "([{〔【《〈<", ")]}〕】》〉>"
_SEPARATORS = "、,;/|\n"
_GROUP_SEPARATORS = ",;|\n"
# 等 ends a name only where what follows is nothing, a number, or words for other bodies:
# 区司法局等区级位, 石林镇等单位, 某公司等3家企业. It stays in 平等, 等级, 高等, 同等.
_TAIL = lazy(
    r"(?<![平高同中初对上下优特均])等"
    r"(?:(?=\s*$)|(?=[\d一二三四五六七八九十多数各有相其和以及区县市省州盟级直镇街乡部单企机成责职主学国涉驻监群社]|行业))(?!级(?!有|相|各|部|单|位))"
)
_LEADING_AND = lazy(r"^(?:以及|及其|并由)")
# 县（市）政府及开发区管委会; not 县、区政府和市政府部门
_ADDED = lazy(
    r"(?<=政府)(?:及|和|与|以及)(?=[^、和及与]{0,12}(?:管委会|管理委员会|管委)$)",
    holds=("管委", "管理委员会"),
)
# 区税务局（列第一位者为牵头单位，下同）: the bracket holds a rule for the cells after it.
_RULE = lazy(
    r"[(〔](?:排|列|下同|后同|第一|首位|不分)[^()〔〕]*[)〕]$",
    holds=("下同", "后同", "第一", "首位", "不分先后"),
)
_NUMBERED = lazy(r"(?:(?<=\s)|(?<=[,;])|\A)(\d{1,2})、(?=[^\d\s])", holds=("、",))  # 1、区教委 2、区财政局
_CIRCLED = lazy(r"[①-⑳⑴-⒇]")
# 区教委；2023年底前完成: when, no body
_WHEN = lazy(
    r"(?:(?:20\d\d年|\d{1,2}月|每[年季月]|全年|年[底内末]|[上下]半年|[一二三四]季度)(?:\d{1,2}[月日]|[年月]?[底末前内初]|[上中下]旬|完成|启动|起|止|期间|持续推进|长期坚持|-|至|20\d\d年)*"
    r"|(?:长期|持续|常态化?|立行立改|按时序|按进度)(?:坚持|推进|落实|开展|进行)?)",
    holds=("年", "月", "季度", "长期", "持续", "常态", "立行", "按"),
)
_NUMBER = lazy(r"^\d{1,2}[.、)](?=[^\d\s])", holds=(".", "、", ")"))  # 1.区教委⏎2.区财政局
_LABEL = lazy(r"^(?:牵头|配合|责任|参与|协办|主责|实施)(?:单位|部门)\s*:\s*")


@dataclass(frozen=True, slots=True)
class NamePart:
    """One body named in a cell: `text` is cell[start:end], the whole words with their tail.

    `name` is the words that name the body (区司法局), `tail` what follows its 等 (区级有关单位, may be "").
    """

    text: str
    start: int
    end: int
    group: int = 0
    open_ended: bool = False
    collective: bool = False
    name: str = ""
    tail: str = ""


@lru_cache(maxsize=4096)
def split_cell(raw: str) -> tuple[NamePart, ...]:
    """Every body a unit cell names, in order; () for an empty cell or one of dashes only.

    >>> [(p.name, p.tail, p.group, p.open_ended, p.collective) for p in split_cell("区教委、区司法局等区级位，各镇街")]
    [('区教委', '', 0, False, False), ('区司法局', '区级位', 0, True, False), ('各镇街', '', 1, False, True)]
    """
    parts: list[NamePart] = []
    copy = _NUMBERED.sub(r"\1.", fold(raw))
    copy = _CIRCLED.sub("\n", copy) if copy[:1] in "①⑴" else copy
    for start, end, group in _items(copy):
        part = _part(raw, start, end, group)
        if part is not None:
            parts.append(part)
    return _rejoin(raw, parts)


def _rejoin(raw: str, parts: list[NamePart]) -> tuple[NamePart, ...]:
    """A collective with a separator inside is one: 市直有关部门、单位; 各县、区人民政府(管委会)."""
    out: list[NamePart] = []
    for part in (piece for whole in parts for piece in _government_first(whole)):
        first = next((k for k in (2, 1) if _is_one_with(raw, out[-k:], k, part)), 0)
        if first:
            start = out[-first].start
            text = raw[start : part.end]
            out[-first:] = [NamePart(text, start, part.end, part.group, part.open_ended, True, text)]
            continue
        out.append(part)
    return tuple(out)


def _government_first(part: NamePart) -> tuple[NamePart, ...]:
    """县（市）政府及开发区管委会, the rest of 各区、县（市）政府及…: the governments stand apart from what is added."""
    mark = _ADDED.search(part.text)
    if mark is None or part.open_ended:
        return (part,)
    ends, begins = part.start + mark.start(), part.start + mark.end()
    left, right = part.text[: mark.start()], part.text[mark.end() :]
    return (
        NamePart(left, part.start, ends, part.group, False, is_collective(left), left),
        NamePart(right, begins, part.end, part.group, False, is_collective(right), right),
    )


def _is_one_with(raw: str, before: list[NamePart], count: int, part: NamePart) -> bool:
    """Whether the last parts and this one are one collective: 各县|市|区政府."""
    return (
        len(before) == count
        and part.collective + any(other.collective for other in before) > 0
        and all(other.group == part.group and not other.open_ended for other in before)
        and is_one_collective(raw[before[0].start : part.end])
    )


def _items(copy: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and group of each run between separators that stand outside brackets."""
    start = depth = group = 0
    closing = sum(map(copy.count, ")]〕】>"))
    for index, char in enumerate(copy):
        if char in _OPENERS:
            depth += 1 if closing else 0  # an opener that is never closed hides nothing
        elif char in _CLOSERS:
            depth, closing = max(depth - 1, 0), closing - 1
        elif not depth and (char in _SEPARATORS or char == " "):
            if char in "\n " and not _gap_separates(copy, start, index):
                continue
            yield start, index, group
            group += char in _GROUP_SEPARATORS and bool(copy[start:index].strip())
            start = index + 1
    yield start, len(copy), group


_LONGEST_NAME = 60  # signs looked back over at a gap
# How a whole name ends. 区, 县, 市 are not here: 重庆市渝北区⏎生态环境局 is one name.
_NAME_ENDS = frozenset("局委办部院会社司团镇街道心站所队厅校行府室位门企馆署處會廳團鎮辦單門)]〕")


def _gap_separates(copy: str, start: int, index: int) -> bool:
    """A line end or blank separates two whole names: 区教委⏎区财政局. It does not inside one: 区规划和⏎自然资源局, 市 教 育 局."""
    before = copy[max(start, index - _LONGEST_NAME) : index].strip()
    if not before:
        return copy[index] == "\n"
    if copy[index + 1 : index + 2] == "(":  # 区科技局⏎(区外专局)
        return False
    if copy[index] == " " and (
        (len(before) < 3 and before not in _LEAGUES) or not _whole_word_follows(copy, index)
    ):
        return False
    behind = copy[index : index + _LONGEST_NAME].lstrip()[:1]
    if copy[index] == "\n" and len(before) > 2 and before[0] == behind and behind in "省市区县州旗":
        return True  # 省新闻出版⏎省总工会
    return before[-1] in _NAME_ENDS or before.endswith(_LEAGUES) or is_collective(before)


# 区妇联 区残联 团区委: short names that end as no office does
_LEAGUES = ("妇联", "残联", "文联", "侨联", "社科联", "工商联", "科协")


def _whole_word_follows(copy: str, index: int) -> bool:
    """At least three signs before the next gap: a name, not the rest of a letter-spaced one."""
    following = copy[index + 1 : index + 4]
    if following[:1] == "各" or (following[:2] in _LEAGUES and not following[2:].strip(_SEPARATORS + " ")):
        return True
    return len(following) == 3 and not any(
        char.isspace() or char in _SEPARATORS or char in _OPENERS for char in following
    )


_EDGE = "。.：:·★☆※▲△●*"  # ★区教委、区财政局: the mark says who leads and is no part of the name


def _part(raw: str, start: int, end: int, group: int) -> NamePart | None:
    """Trim one item and take its tail apart; None where nothing is left (、、 or a lone dash)."""
    while start < end and (raw[start].isspace() or raw[start] in _EDGE):
        start += 1
    while start < end and (raw[end - 1].isspace() or raw[end - 1] in _EDGE):
        end -= 1
    text = raw[start:end]
    rule = _RULE.search(fold(text))
    if rule:
        end = start + rule.start()
        text = raw[start:end]
    copy = fold(text)
    skip = _LABEL.match(copy) or _NUMBER.match(copy) or _LEADING_AND.match(copy)
    if skip:
        start += skip.end()
        text = raw[start:end]
    if (
        not text
        or not any(char.isalnum() for char in text)
        or text in ("无", "none")
        or _WHEN.fullmatch(text)
    ):
        return None
    copy = fold(text)
    found = _TAIL.search(copy)
    while found and found.start() == 0:
        found = _TAIL.search(copy, 1)
    if found is None:
        return NamePart(text, start, end, group, False, is_collective(text), text)
    name, tail = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    return NamePart(text, start, end, group, True, is_collective(name), name, tail)
