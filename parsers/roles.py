"""Who answers for what, in running text: responsibility brackets, own lines, rules stated once.

    （责任单位：省教育厅、省财政厅）   〔市生态环境局牵头，市水利局参与，各区政府负责落实〕
    （8月底完成，牵头考核单位：市工信局）   牵头单位：区发改局   （责任领导：某某；牵头单位：某局）

Words are data (data/role_words.csv). Names are handed on as they stand; what body they mean is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..datafiles import read_rows
from ..lightclass import dataclass
from ..text import fold, lazy, squeeze

_OPENERS, _CLOSERS = "([〔【", ")]〕】"
_LONGEST = 1500  # characters of a bracket; the longest published one has under 500
_SENTENCE_END = "。；;！!？?”’》)]〕】,，:："
_EDGE = " \t\n\u3000\xa0,，;；。、:："


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Names with one role: text[start:end] are the names as printed, text[phrase_start:phrase_end] the whole phrase.

    `role` is lead, support, responsible, guide, leader (persons), or "" for a bracket that holds a role word
    and could not be read: names is then the bracket, and a person has to look. `word` is the role word as
    printed; `deadline` the words on time inside the same bracket (8月底完成).
    """

    role: str
    names: str
    start: int
    end: int
    word: str = ""
    deadline: str = ""
    phrase_start: int = 0
    phrase_end: int = 0


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule stated once for the items after it.

    kind `first_is_lead`: 排在第一位的为牵头单位，下同. kind `implied`: 以下均需各区政府落实，不再列出 (`names` says who).
    `start` is the offset in paragraph number `paragraph`.
    """

    kind: str
    names: str
    start: int
    end: int = 0
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary: role of each label and suffix, and the patterns made of them."""

    labels: dict[str, str]
    suffixes: dict[str, str]
    label: re.Pattern[str]
    suffix: re.Pattern[str]
    joiner: re.Pattern[str]


@cache
def _words() -> _Words:
    slots: dict[str, dict[str, str]] = {}
    for row in read_rows("qingdan.parsers", "role_words.csv"):
        slots.setdefault(row["slot"], {})[row["word"]] = row["role"]
    labels, suffixes = slots["label"], slots["suffix"]
    label, suffix = _any(labels), _any(suffixes)
    modifier = f"(?:{_any(slots['modifier'])})?"
    return _Words(
        labels,
        suffixes,
        lazy(rf"(?P<label>{label})\s*:"),
        # a role word ends its clause: …、省财政厅按职责分工负责, / …负责。 / …牵头)
        lazy(rf"{modifier}(?P<suffix>{suffix})(?=\s*(?:[,;。]|$))"),
        lazy(_any(slots["joiner"])),
    )


def _hints(text: str) -> bool:
    """Whether a folded text holds a label with its colon (责任单位:) or a role word (牵头, 负责) anywhere."""
    words = _words()
    return any(word in text for word in words.suffixes) or (":" in text and bool(words.label.search(text)))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# --------------------------------------------------------------------------------------------------
# Phrases


def find_responsibility(text: str, is_name: Callable[[str], bool] | None = None) -> tuple[RolePhrase, ...]:
    """Every responsibility phrase of a paragraph, in order.

    `is_name` says whether words name a known organisation; with it a last bracket that holds names alone
    (省教育厅、省财政厅) counts too, as responsible.

    >>> [(p.role, p.names) for p in find_responsibility("推进改革。（省商务厅牵头，合肥海关按职责分工配合）")]
    [('lead', '省商务厅'), ('support', '合肥海关')]
    >>> [(p.role, p.names, p.deadline) for p in find_responsibility("完成整治。(8月底完成，牵头考核单位：市工信局)")]
    [('lead', '市工信局', '8月底完成')]
    """
    copy = fold(text)
    found: list[RolePhrase] = []
    taken: list[tuple[int, int]] = []
    for start, end in _groups(copy):
        if any(a <= start and end <= b for a, b in taken[-3:]):
            continue
        phrases = _bracket(copy, text, start, end, is_name)
        if phrases:
            found.extend(phrases)
            taken.append((start, end))
    found.extend(_lines(copy, text, taken))
    return tuple(sorted(found, key=lambda phrase: (phrase.start, phrase.end)))


def _groups(copy: str) -> list[tuple[int, int]]:
    """Brackets as (index of opener, index behind closer), outermost first where they are nested."""
    stack: list[int] = []
    groups: list[tuple[int, int]] = []
    for index, char in enumerate(copy):
        if char in _OPENERS:
            stack.append(index)
        elif char in _CLOSERS and stack:
            start = stack.pop()
            if index - start <= _LONGEST:
                groups.append((start, index + 1))
    return sorted(groups, key=lambda group: (group[0], -group[1]))


def _bracket(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None
) -> list[RolePhrase]:
    inside = copy[start + 1 : end - 1]
    if not _hints(inside):
        return _names_alone(copy, text, start, end, is_name)
    phrases = _labelled(copy, text, start + 1, end - 1) or _clauses(copy, text, start + 1, end - 1)
    if phrases and _stands_apart(copy, start, end):
        return [replace(phrase, phrase_start=start, phrase_end=end) for phrase in phrases]
    doubtful = _words().label.search(inside) or (
        _words().suffix.search(inside) and _stands_apart(copy, start, end)
    )
    if phrases or doubtful:
        return [RolePhrase("", text[start + 1 : end - 1], start + 1, end - 1, "", "", start, end)]
    return []


def _stands_apart(copy: str, start: int, end: int) -> bool:
    """Behind a sentence or at the end of the item; a bracket inside a sentence says something else:
    职业技能等级证书的实施（技工院校内由人力资源社会保障行政部门负责），国务院……
    """
    before = copy[:start].rstrip()[-1:]
    after = copy[end : end + 40].lstrip()
    return (
        not before
        or before in _SENTENCE_END
        or not after
        or after in ("。", ".", ";", "；")
        or _at_line_end(copy, end)
    )


def _at_line_end(copy: str, end: int) -> bool:
    rest = copy[end : end + 8].lstrip(" 。;,")
    return not rest or rest[0] == "\n"


def _labelled(copy: str, text: str, start: int, end: int) -> list[RolePhrase]:
    """牵头单位：…；配合单位：…: each label's names go on to the next label."""
    words = _words()
    marks = [m for m in words.label.finditer(copy, start, end) if _label_begins(copy, m.start(), start)]
    if not marks:
        return []
    deadline = text[start : marks[0].start()].strip(_EDGE)
    roles = [words.labels[mark["label"]] for mark in marks]
    phrases: list[RolePhrase] = []
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else end
        first, last = _trim(copy, mark.end(), _sentence_stop(copy, mark.end(), stop))
        if roles[index] == "deadline":
            deadline = text[first:last]
        elif first < last and roles[index] != "other":
            phrases.append(
                RolePhrase(_role_beside(roles[index], roles), text[first:last], first, last, mark["label"])
            )
    return [replace(phrase, deadline=deadline) for phrase in phrases]


def _label_begins(copy: str, at: int, start: int) -> bool:
    """A label begins its segment: 各项目牵头单位： inside a sentence is none."""
    before = copy[start:at].rstrip()
    return not before or before[-1] in ",;。、)]〕:；"


def _role_beside(role: str, roles: Sequence[str]) -> str:
    """责任单位 is support beside 牵头单位, lead beside 配合单位, else responsible."""
    if role != "responsible":
        return role
    return "support" if "lead" in roles else "lead" if "support" in roles else role


def _sentence_stop(copy: str, start: int, stop: int) -> int:
    """Names end at the first full stop: （责任单位：甲、乙。列第一位者为牵头单位，下同）."""
    full_stop = copy.find("。", start, stop)
    return stop if full_stop < 0 else full_stop


def _trim(copy: str, start: int, end: int) -> tuple[int, int]:
    while start < end and copy[start] in _EDGE:
        start += 1
    while end > start and copy[end - 1] in _EDGE:
        end -= 1
    return start, end


_DEADLINE = lazy(
    r"(?:[^,;、。]{0,12}(?:\d{4}年|\d{1,2}月|年底|月底|季度|上半年|下半年)[^,;、。]{0,24}"
    r"|(?:持续|长期|按进度|按时限|常态化|全年|立行立改|即知即改)[^,;、。]{0,16})\s*[,;]"
)


def _clauses(copy: str, text: str, start: int, end: int) -> list[RolePhrase]:
    """甲、乙牵头，丙配合，丁负责落实: names run up to the role word that ends their clause."""
    lead_in = _DEADLINE.match(copy, start, end)
    deadline = text[start : lead_in.end()].strip(_EDGE) if lead_in else ""
    position = lead_in.end() if lead_in else start
    stop = _sentence_stop(copy, position, end)
    phrases: list[RolePhrase] = []
    for mark in _words().suffix.finditer(copy, position, stop + (stop < end)):
        phrases.extend(_clause(copy, text, position, mark))
        position = mark.end()
    left = copy[position:stop].strip(_EDGE)
    if not phrases or (left and not _is_deadline(left) and not _FIRST_IS_LEAD.match(left)):
        return []
    return [replace(phrase, deadline=deadline or (left if _is_deadline(left) else "")) for phrase in phrases]


def _is_deadline(words: str) -> bool:
    return bool(words) and bool(_DEADLINE.fullmatch(words + ","))


_BY = lazy(r"(?:[,;]?\s*)(?:由|以上由|其中)\s*")
# How a list of names can end: an office word, a place, a bracket, 等 with what follows it.
_NAME_END = lazy(
    r"[局委部门办院会府署厅社行司团位街镇乡县区市州盟旗村处站队心组所馆校厂关企业构室军校台网党领導導門縣區處關會廳鎮鄉)〕\]]$|等\d*[^,;]{0,12}$"
)
_NO_NAMES = lazy(r"[。!?！？“”]|进行|开展|推进|建立|加强|做好|完善|不得|应当|可以|如果")


def _clause(copy: str, text: str, start: int, mark: re.Match[str]) -> Iterator[RolePhrase]:
    """One clause: its names, parted at 会同 (教育部会同有关部门负责)."""
    first, last = _trim(copy, start, mark.start())
    by = _BY.match(copy, first, last)
    first = by.end() if by else first
    names = copy[first:last]
    if not names or _NO_NAMES.search(names) or not _NAME_END.search(names):
        return
    role, word = _words().suffixes[mark["suffix"]], text[mark.start() : mark.end()]
    joint = _words().joiner.search(names) if names[:1] != "商" else None
    if joint and not _inside_name(names, joint):
        a, b = _trim(copy, first, first + joint.start())
        if a < b:
            yield RolePhrase(role, text[a:b], a, b, word)
        a, b = _trim(copy, first + joint.end(), last)
        if a < b:
            yield RolePhrase("support", text[a:b], a, b, joint.group())
    else:
        yield RolePhrase(role, text[first:last], first, last, word)


def _inside_name(names: str, joint: re.Match[str]) -> bool:
    """商 of 商务部 and 联合 of 联合会 are parts of names."""
    return joint.group() in ("商", "联合") and not re.search(r"[局委部厅办院府]$", names[: joint.start()])


def _names_alone(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None
) -> list[RolePhrase]:
    """The last bracket of an item that holds known names and nothing else."""
    if is_name is None or not _at_line_end(copy, end):
        return []
    first, last = _trim(copy, start + 1, end - 1)
    items = [item for item in re.split(r"[、,;]", copy[first:last]) if item.strip()]
    if not items or not all(is_name(item.strip()) for item in items):
        return []
    return [RolePhrase("responsible", text[first:last], first, last, "", "", start, end)]


def _lines(copy: str, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[RolePhrase]:
    """Labels outside brackets: an own line, or the end of an item: ……。责任单位：省教育厅、省财政厅。"""
    start = 0
    for line in copy.split("\n"):
        end = start + len(line)
        first = _first_label(copy, start, end, taken)
        if first >= 0:
            yield from (
                replace(p, phrase_start=first, phrase_end=end) for p in _labelled(copy, text, first, end)
            )
        start = end + 1


def _first_label(copy: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> int:
    """Where the first label outside a bracket begins its line or follows a full stop; -1 if none does."""
    for mark in _words().label.finditer(copy, start, end):
        at = mark.start()
        before = copy[start:at].rstrip(" ([〔【")
        open_bracket = at > start and copy[start:at].rstrip()[-1:] in ("(", "[", "〔", "【")
        inside = any(a <= at < b for a, b in taken)
        if not inside and not open_bracket and (not before or before[-1] in "。;)]〕】"):
            return at
    return -1


# --------------------------------------------------------------------------------------------------
# Rules stated once

_FIRST_IS_LEAD = lazy(
    r"(?:排|列)(?:在)?(?:第一位|首位|第一)(?:的|者)?(?:责任)?(?:部门|单位|责任单位|责任部门)?"
    r"(?:,)?(?:为|是|即为|均为|作为)(?:[^,。;]{0,6})?牵头(?:责任)?(?:单位|部门)?"
)
_ITEMS = ("以下", "下列", "上述", "以上", "本方案")
_IMPLIED = lazy(
    rf"(?:{'|'.join(_ITEMS)})(?:各项|所有|全部)?(?:工作|任务|措施|事项|内容|重点任务)?(?:,)?(?:均|都)?(?:需|需要|须|由|要)"
    r"(?P<names>[^。;〔〕\[\]]{2,60}?)(?:负责|配合|组织|贯彻|抓好)?(?:落实|实施)(?:[^。;]{0,12})?,?\s*(?:不再|不)(?:一一|逐一|逐项|另行|分别|重复)?(?:列出|列明|列示|罗列|标注|注明)"
)


def standing_rules(paragraphs: Sequence[str]) -> tuple[StandingRule, ...]:
    """Rules that hold for every item after them, in order.

    >>> [(r.kind, r.names) for r in standing_rules(["（甲局负责。列第一位者为牵头单位，下同）", "以下均需各区政府落实，不再列出。"])]
    [('first_is_lead', ''), ('implied', '各区政府')]
    """
    found: list[StandingRule] = []
    for number, paragraph in enumerate(paragraphs):
        copy = fold(paragraph)
        if "牵头" in copy:  # words of each rule that are quicker to find than the rule
            found.extend(
                StandingRule("first_is_lead", "", m.start(), m.end(), number)
                for m in _FIRST_IS_LEAD.finditer(copy)
            )
        for mark in _IMPLIED.finditer(copy) if "不" in copy and any(word in copy for word in _ITEMS) else ():
            first, last = mark.span("names")
            found.append(StandingRule("implied", paragraph[first:last], mark.start(), mark.end(), number))
    return tuple(sorted(found, key=lambda rule: (rule.paragraph, rule.start)))


def has_role_word(text: str) -> bool:
    """Whether words hold a label with its colon or a role word (责任单位：, 牵头, 负责)."""
    return _hints(squeeze(text))
