"""Who answers for what, in running text: responsibility brackets, own lines, rules stated once.

    （责任单位：省教育厅、省财政厅）   〔市生态环境局牵头，市水利局参与，各区政府负责落实〕
    （8月底完成，牵头考核单位：市工信局）   牵头单位：区发改局   （责任领导：某某；牵头单位：某局）
    （甲局牵头，乙局、丙局按职责分工负责；长期坚持）   甲局牵头，乙局配合。 as the last sentence of an item

Words are data (data/role_words.csv, read by role_words.py). Names are handed on as they stand; what body they mean is
decided later. What is left of a phrase and reads as neither names, time nor rule is handed on as unread.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from ..lightclass import dataclass
from ..text import fold, lazy, squeeze
from .role_words import (
    NOBODY,
    Label,
    are_names,
    are_persons,
    carries_out,
    ends_like_name,
    hints,
    is_lone_label,
    is_rule,
    is_time,
    joint,
    labels,
    role_at_end,
    says_nothing,
    without_inner,
)

_OPENERS, _CLOSERS = "([〔【", ")]〕】"
_LONGEST = 1500  # characters of a bracket; the longest published one has under 500
_SENTENCE_END = "。；;！!?？”’》)]〕】,，:："
_EDGE = " \t\n\u3000\xa0,，;；。、:：-—–"


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Names with one role: text[start:end] are the names as printed, text[phrase_start:phrase_end] the whole phrase.

    `role` is lead, support, responsible, guide, leader (persons), or "" for words that hold a role word or stand
    between names and could not be read: names are then these words, and a person has to look. `word` is the role
    word as printed; `deadline` the words on time inside the same bracket (8月底完成).
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
    if is_name is None and not hints(copy) and "。(" not in copy:
        return ()
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


_STRONG = ("牵头", "负责", "配合", "落实", "主办", "协办", "牽頭", "負責")


def _bracket(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None
) -> list[RolePhrase]:
    inside = copy[start + 1 : end - 1]
    if not hints(inside):
        return _names_alone(copy, text, start, end, is_name)
    read = _read(copy, text, start + 1, end - 1, nested=True)
    clauses = [clause.strip() for clause in re.split("[,;。]", inside)]
    conditional = not read.labelled and any(copy[last - 1] == "的" for _, last in read.rest)
    if (read.phrases and not conditional) and (
        _stands_apart(copy, start, end) or (not read.rest and _before_comma(copy, start, end))
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
    return []


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
    职业技能等级证书的实施（技工院校内由人力资源社会保障行政部门负责），国务院……
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


# --------------------------------------------------------------------------------------------------
# The words of a bracket or line, part by part


@dataclass(slots=True)
class _Reading:
    """What was read of a bracket so far; `open` are names that still wait for their role word."""

    copy: str
    text: str
    phrases: list[RolePhrase] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False  # a time or something unread stands behind the open names: 甲局，6月底完成，乙局
    labelled: bool = False
    sworn: bool = False  # a role word was read, not a label alone
    nested: bool = False  # brackets inside are read too, nobody else reads them
    ruled: bool = False  # a rule on who leads stands behind the names: 甲局、乙局，排名第一位为牵头单位，下同

    def add(self, role: str, first: int, last: int, word: str) -> None:
        last = self._before_bracket(*_trim(self.copy, first, last))
        first, last = _trim(self.copy, first, last)
        if says_nothing(self.copy[first:last]):
            self.rest.append((first, last))
        elif first < last and self.copy[first:last] not in NOBODY:
            kind = "leader" if role != "leader" and are_persons(self.copy[first:last]) else role
            spans = _by_blanks(self.copy, first, last) if kind == "leader" else [(first, last)]
            self.phrases.extend(RolePhrase(kind, self.text[a:b], a, b, word) for a, b in spans)

    def wait(self, first: int, last: int) -> None:
        """Names without a role word; side by side they are one list."""
        if self.open and not self.broken:
            self.open[-1] = (self.open[-1][0], last)
        else:
            self.open.append((first, last))
        self.broken = False

    def take(self, role: str, first: int, last: int, word: str) -> None:
        """Names with their role word, and those that waited for it: 省委某办，某监管局|按职责分工负责."""
        if role == "support" and self.open and not self.phrases:  # 甲局，乙局配合
            self.close("lead", "")
        if first < last:
            self.wait(first, last)
        self.close(role, word)

    def close(self, role: str, word: str) -> None:
        """Give all open names a role."""
        waiting, self.open, self.broken = self.open, [], False
        for first, last in waiting:
            self.add(role, first, last, word)

    def _before_bracket(self, first: int, last: int) -> int:
        """牵头单位：区教委（责任人：张某某）: the bracket has labels of its own and is no part of the name.
        区税务局（列第一位者为牵头单位，下同）: it is a rule and no part of the name either.
        """
        last = _before_rule(self.copy, first, last)
        if self.copy[last - 1 : last] != ")":
            return last
        opened = _opener(self.copy, first, last)
        if opened <= first or not any(
            mark.role not in ("other", "deadline") for mark in labels(self.copy, opened + 1, last - 1)
        ):
            return last
        if self.nested:
            self.phrases += _read(self.copy, self.text, opened + 1, last - 1).phrases
        return opened

    @property
    def deadline(self) -> str:
        """The words on time; parts that stand side by side are one: 2022年12月底；长期坚持."""
        if not self.times:
            return ""
        first, last = self.times[0]
        for start, end in self.times[1:]:
            if self.copy[last:start].strip(_EDGE):
                break
            last = end
        return self.text[first:last]

    def within(self, start: int, end: int) -> list[RolePhrase]:
        """The phrases with the bounds of the whole, what was not read behind them."""
        deadline = self.deadline
        rest = [RolePhrase("", self.text[a:b], a, b) for a, b in self.rest]
        return [
            replace(phrase, deadline=deadline, phrase_start=start, phrase_end=end)
            for phrase in (*self.phrases, *rest)
        ]


def _read(copy: str, text: str, start: int, end: int, *, nested: bool = False) -> _Reading:
    """甲、乙牵头，丙配合；牵头单位：丁: names run up to the role word that ends their clause, or on from a label."""
    reading = _Reading(copy, text, nested=nested)
    marks = _outer_labels(copy, start, end)
    reading.labelled = any(mark.role not in ("other", "deadline") for mark in marks)
    _clauses(reading, start, marks[0].start if marks else end, None)
    first_open, reading.open, reading.broken = reading.open, [], False
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start if index + 1 < len(marks) else end
        if mark.role == "mixed":
            reading.rest.append(_trim(copy, mark.end, stop))
        elif mark.role == "deadline":
            reading.times.append(_trim(copy, mark.end, stop))
        elif mark.role != "other":
            _clauses(reading, mark.end, stop, mark)
            _close(reading, mark)
    if first_open:
        _close_first(reading, first_open, bool(marks))
    reading.phrases.sort(key=lambda phrase: phrase.start)
    _settle(reading)
    return reading


def _outer_labels(copy: str, start: int, end: int) -> list[Label]:
    """The labels that stand in no inner bracket."""
    outer: list[Label] = []
    depth, at = 0, start
    for mark in labels(copy, start, end):
        inside = copy[at : mark.start]
        depth = max(0, depth + sum(map(inside.count, "([〔")) - sum(map(inside.count, ")]〕")))
        at = mark.start
        if depth == 0:
            outer.append(mark)
    return outer


def _segments(copy: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the parts between commas and stops outside inner brackets."""
    inside = copy[start:end]
    depth, first = 0, start
    if sum(map(inside.count, "([〔")) != sum(map(inside.count, ")]〕")):
        depth = -end  # a bracket that is not closed parts nothing
    for index in range(start, end):
        char = copy[index]
        if char in "([〔":
            depth += 1
        elif char in ")]〕":
            depth -= depth > 0
        elif char in ",;。\n" and depth <= 0:
            yield first, index
            first = index + 1
    yield first, end


_FRAME = r"(?:此|该|本|这)(?:项|类)?(?:工作|任务|工程|项目|措施|实事|事项|内容)由"  # 此项工作由区教委负责组织
_FRAMED = lazy(_FRAME)
_BY = lazy(
    rf"(?:{_FRAME}|由|以上由|以上|其中:?|具体由|分别由|并由|并|另由|会同|联合|协同|再由)\s*(?![合席名会])"
)
_BESIDE = lazy(r"、")
_PARTED = lazy(r"[、,;]")


def _clauses(reading: _Reading, start: int, end: int, label: Label | None) -> None:
    """Read the parts of one stretch: roles, times; a rule ends it; names without a role word stay open."""
    for first, last in _segments(reading.copy, start, end):
        first, last = _trim(reading.copy, first, last)
        if (names_end := _before_rule(reading.copy, first, last)) < last:
            reading.ruled, last = "牵头" in reading.copy[names_end:last], names_end
        if number := _ITEM_MARK.match(reading.copy, first, last):  # 1.区教委；2.区财政局
            first, reading.broken = number.end(), True
        words = reading.copy[first:last]
        if not words:
            continue
        if is_rule(words):
            reading.ruled = "牵头" in words
            return
        if is_time(words):
            reading.times.append((first, last))
            reading.broken = True
        elif _NOTE.search(words):
            _noted(reading, first, last)
        elif not _sworn(reading, first, last):
            _wait(reading, first, last, label)


_ITEM_MARK = lazy(r"(?:\d{1,2}[.、)](?!\d)|[①-⑳★*●▲△☆])\s*")
_NOTE = lazy(
    r"[(〔](?P<word>牵头|主责|主办|配合|协办|参与|负责)(?:单位|部门)?[)〕]\s*$|[(〔](?:牵头|主责|主办)(?:单位|部门)?[)〕]、"
)


def _noted(reading: _Reading, first: int, last: int) -> None:
    """区教委（牵头）、区财政局: the note gives the role of the name before it; beside a noted lead the others support."""
    items: list[tuple[int, int, str]] = []
    begin = first
    for stop in [*(mark.start() for mark in _BESIDE.finditer(reading.copy, first, last)), last]:
        note = _NOTE.search(reading.copy[begin:stop])
        role = role_at_end(note["word"]) if note and note["word"] else None
        items.append((begin, begin + note.start() if note and role else stop, role[0] if role else ""))
        begin = stop + 1
    plain = "support" if any(role == "lead" for _, _, role in items) else "responsible"
    for start, end, role in items:
        reading.add(role or plain, start, end, "")
    reading.sworn = True


def _sworn(reading: _Reading, first: int, last: int) -> bool:
    """A part that ends with a role word: its names, and those of the parts before it that wait for one."""
    words = reading.copy[first:last]
    found = role_at_end(words)
    if found is None:
        return False
    role, length = found
    parted = _several(reading, first, last - length)
    names = reading.copy[parted : last - length]
    word = reading.text[last - length : last]
    by = _BY.match(names)
    if by and names.startswith(("会同", "联合", "协同")) and reading.phrases:
        role = "support"
    begin = parted + (by.end() if by else 0)
    names = reading.copy[begin : last - length]
    span = joint(names)
    if span is not None:
        left, right = names[: span[0]], names[span[1] :]
        own = role_at_end(left.rstrip(" ,"))
        if own:
            role, left = own[0], left[: len(left.rstrip(" ,")) - own[1]]
        if not (are_names(left) and are_names(right)):
            return False
        reading.take(role, begin, begin + len(left), word)
        reading.add("support", begin + span[1], last - length, names[span[0] : span[1]])
    elif are_names(names) or are_persons(names):
        reading.take(role, begin, last - length, word)
    elif not names.strip(_EDGE) and reading.open:  # 甲局、乙局，按职责分工负责
        reading.close(role, word)
    else:
        return False
    reading.sworn = True
    return True


def _several(reading: _Reading, first: int, last: int) -> int:
    """甲局牵头、乙局配合: 、 parts clauses too; reads those before the last one and returns where that begins."""
    begin = first
    for mark in _BESIDE.finditer(reading.copy, first, last):
        part = reading.copy[begin : mark.start()]
        found = role_at_end(part)
        if found and (are_names(part[: len(part) - found[1]]) or are_persons(part[: len(part) - found[1]])):
            names_end = mark.start() - found[1]
            reading.take(found[0], begin, names_end, reading.text[names_end : mark.start()])
            begin = mark.end()
    return begin


def _wait(reading: _Reading, first: int, last: int, label: Label | None) -> None:
    """Names without a role word of their own; behind a label nearly everything is names."""
    words = reading.copy[first:last]
    if label is None and are_persons(words):
        reading.add("leader", first, last, "")
        return
    by = _BY.match(words)
    if by and reading.phrases and label is None:
        names = words[by.end() :]
        if are_names(names):
            reading.add("support", first + by.end(), last, by.group())
            return
    span = joint(words) if label is None else None
    if span and are_names(words[: span[0]]) and are_names(words[span[1] :]):
        reading.add("responsible", first, first + span[0], "")
        reading.add("support", first + span[1], last, words[span[0] : span[1]])
        return
    good = are_names(words) or (label is not None and (label.role == "leader" or _plain(words)))
    if good:
        reading.wait(first, last)
    else:
        reading.rest.append((first, last))
        reading.broken = True


_SENTENCE = lazy(
    r"[。!?“”]|进行|开展|做好|加强|完善|确保|应当|不得|可以|如果|详见|下同|落实|完成|推进|均为|均由|均需"
)


def _plain(words: str) -> bool:
    """Words behind a label that may be names although they end otherwise: 东湖经济开发区, 相关企业, 某某集团."""
    return not _SENTENCE.search(without_inner(words)) and all(len(item) <= 60 for item in words.split())


def _close(reading: _Reading, label: Label) -> None:
    """The names behind a label that no role word took."""
    for first, last in reading.open:
        span = joint(reading.copy[first:last])
        if span and label.role != "leader":
            reading.add(label.role, first, first + span[0], label.word)
            reading.add("support", first + span[1], last, reading.copy[first + span[0] : first + span[1]])
        else:
            reading.add(label.role, first, last, label.word)
    reading.open, reading.broken = [], False


def _close_first(reading: _Reading, spans: list[tuple[int, int]], labelled: bool) -> None:
    """Names that no role word follows: 甲局牵头，乙局、丙局 (support); 甲局；配合部门：乙局 (甲局 leads)."""
    roles = {phrase.role for phrase in reading.phrases if phrase.start < spans[0][0] or labelled}
    role = "support" if "lead" in roles else "lead" if labelled and "support" in roles else "responsible"
    reading.open = spans
    if roles:
        reading.close(role, "")
    elif labelled:
        reading.rest += spans
        reading.open = []
    elif reading.ruled:
        reading.close(role, "")


_UNIT_LABEL = (
    "单位",
    "部门",
    "处室",
    "科室",
    "股室",
    "站所",
    "主体",
    "机构",
    "镇街",
    "乡镇",
    "单位）",
    "單位",
)


_JOINS = ("会同", "联合", "协同")  # 责任单位：区教委，会同区财政局: who joins in makes no lead


def _settle(reading: _Reading) -> None:
    """责任单位 is support beside 牵头单位, lead beside 配合单位, else responsible; 实施单位 stays responsible."""
    roles = {phrase.role for phrase in reading.phrases if not phrase.word.startswith(_JOINS)}
    beside = "support" if "lead" in roles else "lead" if "support" in roles else ""
    if beside:
        reading.phrases = [
            replace(phrase, role=beside)
            if phrase.role == "responsible" and may_change(phrase.word)
            else phrase
            for phrase in reading.phrases
        ]


def may_change(label: str) -> bool:
    """Whether the role of a label depends on those beside it.

    >>> may_change("责任单位"), may_change("实施单位"), may_change("负责")
    (True, False, False)
    """
    return label.endswith(_UNIT_LABEL) and not carries_out(label)


def _before_rule(copy: str, first: int, last: int) -> int:
    """区税务局（列第一位者为牵头单位，下同）: where the name ends that a rule in a bracket follows."""
    if copy[last - 1 : last] not in (")", "〕"):
        return last
    opened = _opener(copy, first, last)
    note = copy[opened + 1 : last - 1]
    if opened > first and (is_rule(note) or "下同" in note or "不再" in note):
        return _trim(copy, first, opened)[1]
    return last


def _opener(copy: str, first: int, last: int) -> int:
    """Where the bracket opens that closes at the end of copy[first:last]; -1 if it does not open there."""
    depth = 0
    for index in range(last - 1, first - 1, -1):
        depth += (copy[index] in ")〕") - (copy[index] in "(〔")
        if depth == 0:
            return index
    return -1


_TITLE = lazy(
    r"(?:常务)?副?(?:[局区县市镇乡处科院校站所队厅部州省会行社]长|主任|书记|主席|秘书长|党组书记|党委书记)"
)


def _by_blanks(copy: str, first: int, last: int) -> list[tuple[int, int]]:
    """Persons that blanks part: 安某某 李某某; 张 三 is one, and so is 局长 李某某."""
    words = copy[first:last]
    pieces = words.split()
    if (
        len(pieces) < 2
        or _PARTED.search(words)
        or any(len(piece) < 2 or _TITLE.fullmatch(piece) for piece in pieces)
    ):
        return [(first, last)]
    spans: list[tuple[int, int]] = []
    at = first
    for piece in pieces:
        at = copy.index(piece, at)
        spans.append((at, at + len(piece)))
        at += len(piece)
    return spans


def _trim(copy: str, start: int, end: int) -> tuple[int, int]:
    while start < end and copy[start] in _EDGE:
        start += 1
    while end > start and copy[end - 1] in _EDGE:
        end -= 1
    return start, end


_OFFICE = lazy(
    r"各[^\W\d_]{0,10}[镇街乡村区县市州旗]|(?:[省市区县州镇乡]|国家|各|有关|相关)[^\W\d_]{1,18}(?:局|委|办|厅|部|院|办公室|镇街|街镇|部门|单位|政府|街道|乡镇|公司|中心|管委会)"
)


_AND_OTHERS = lazy(r"等(?:有关|相关)?(?:部门|单位)?$")  # 区财政局、区国资委等


def lone_office(text: str) -> RolePhrase | None:
    """The one office in the last bracket of an item, behind a full stop: ……完成率100%。（区市场监管局）.

    A single name says less than several do: the caller has to know that the item stands in a list of tasks.
    """
    copy = fold(text)
    end = len(copy.rstrip(_EDGE))
    start = copy.rfind("(", 0, end)
    if start <= 0 or end - start > 40 or copy[end - 1] != ")" or not copy[:start].rstrip().endswith("。"):
        return None
    first, last = _trim(copy, start + 1, end - 1)
    if not _are_offices([_AND_OTHERS.sub("", copy[first:last])]):
        return None
    return RolePhrase("responsible", text[first:last], first, last, "", "", start, end)


_SHORT_OFFICE = lazy(
    r"[^\W\d_]{2,14}(?:局|委|厅|部|署|院|办公室|政府|管委会|总队|支队|大队|海关|中心|公司|分行|支行|[^互关]联|机关|会|集团|街道|院校|医院)|各[^\W\d_]{1,14}|[^\W\d_]{1,6}办"
)


def _are_offices(items: Sequence[str]) -> bool:
    """……。（区教委、区财政局，各镇街）: offices and nothing else behind a full stop; of several half tell by their end."""
    bare = [without_inner(item) for item in items]
    told = [bool(_OFFICE.fullmatch(item)) for item in bare]
    if not all(told):
        clear = sum(
            known or bool(_SHORT_OFFICE.fullmatch(item)) for known, item in zip(told, bare, strict=True)
        )
        if 2 * clear <= len(items) or len(items) < 2:
            return False
    return are_names("、".join(items))


_OUTER = lazy(r"[、,;/](?![^()]*\))")  # not the mark in 各县(市、区)人民政府


def _names_alone(
    copy: str, text: str, start: int, end: int, is_name: Callable[[str], bool] | None
) -> list[RolePhrase]:
    """The last bracket of an item that holds known names and nothing else."""
    if not _at_line_end(copy, end):
        return []
    first, last = _trim(copy, start + 1, end - 1)
    deadline = ""
    cut = max(copy.rfind(",", first, last), copy.rfind(";", first, last))
    if cut > first and is_time(copy[cut + 1 : last].strip()):  # 区教委、区财政局，年底前完成
        deadline, (first, last) = text[cut + 1 : last].strip(), _trim(copy, first, cut)
    items = [item.strip() for item in _OUTER.split(copy[first:last]) if item.strip()]
    if len(items) > 1:
        items[-1] = _AND_OTHERS.sub("", items[-1])
    known = bool(items) and is_name is not None and all(map(is_name, items))
    behind_sentence = len(items) > 1 and copy[:start].endswith("。") and _are_offices(items)
    if not known and not behind_sentence:
        return []
    return [RolePhrase("responsible", text[first:last], first, last, "", deadline, start, end)]


# --------------------------------------------------------------------------------------------------
# Own lines and last sentences


def _lines(copy: str, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[RolePhrase]:
    """Outside brackets: labels on own lines or at the end of an item (……。责任单位：省教育厅。), a sentence of roles."""
    run: list[tuple[int, int]] = []  # lines of labels side by side are read together
    for start, end in _line_spans(copy):
        line = copy[start:end]
        first = _first_label(copy, start, end, taken)
        if first < 0 and run and deadline_line(line) is not None:
            first = start  # 完成时限：… below 责任单位：…
        if first >= 0 and run and not copy[start:first].strip() and not copy[run[-1][1] : start].strip():
            run.append((first, end))
        elif first >= 0:
            yield from _labelled_lines(copy, text, run)
            run = [(first, end)]
        else:
            yield from _labelled_lines(copy, text, run)
            run = []
            yield from _last_sentence(copy, text, start, end, taken)
    yield from _labelled_lines(copy, text, run)


def _line_spans(copy: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line; a label alone on its line has the names of the next one: 责任单位⏎区教委."""
    start, at, waiting = 0, 0, False
    for line in re.split(r"[\n|]", copy) if "|" in copy else copy.split("\n"):
        end = at + len(line)
        if not waiting:
            start = at
        waiting = is_lone_label(line)
        if not waiting:
            yield start, end
        at = end + 1
    if waiting:
        yield start, len(copy)


def deadline_line(text: str) -> tuple[int, int] | None:
    """Where the words on time stand in a paragraph that holds nothing else: 完成时限：2022年12月底前。

    >>> deadline_line("完成时限：三季度。"), deadline_line("责任单位：区教委")
    ((5, 8), None)
    """
    copy = fold(text)
    if ":" not in copy[:20]:
        return None
    label = next(labels(copy, 0, min(len(copy), 200)), None)
    if label is None or label.role != "deadline" or copy[: label.start].strip():
        return None
    first, last = _trim(copy, label.end, len(copy))
    return (first, last) if first < last <= first + 60 and "。" not in copy[first:last] else None


def _labelled_lines(copy: str, text: str, run: Sequence[tuple[int, int]]) -> list[RolePhrase]:
    if not run:
        return []
    start, end = run[0][0], _sentence_end(copy, *run[-1])
    read = _read(copy, text, start, end)
    if all(phrase.word in _HOSTS and not _PARTED.search(fold(phrase.names)) for phrase in read.phrases):
        return []
    return read.within(start, end)


_HOSTS = (
    "主办单位",
    "承办单位",
    "主办",
    "承办",
)  # one body alone on a line: who keeps a page or holds an event


def _sentence_end(copy: str, start: int, end: int) -> int:
    """The end of the sentence that the last label of a line stands in: what follows is text of the item."""
    last = max((label.end for label in labels(copy, start, end)), default=start)
    stop = copy.find("。", last, end)
    return end if stop < 0 else stop + 1


def _first_label(copy: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> int:
    """Where the first label outside a bracket begins its line or follows a full stop or blank; -1 if none does."""
    for label in labels(copy, start, end):
        at = label.start
        if label.role in ("other", "deadline") or _covered(taken, at):
            continue
        before = copy[start:at].rstrip()
        if not before or before[-1] in "。;)]〕】(〔[【" or at > start + len(before) or _is_number(before):
            return at
    return -1


def _covered(taken: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right(taken, (at, 1 << 60)) - 1
    return index >= 0 and at < taken[index][1]


_NUMBER = lazy(r"[(]?[\d一二三四五六七八九十①-⑳•●★◆·.-]{1,4}[).、．]?")


def _is_number(words: str) -> bool:
    return bool(_NUMBER.fullmatch(words.strip()))


_SHARED = lazy(
    r"按[^,。;]{0,6}(?:职责|职能|分工)[^,。;]{0,6}(?:负责|落实)|分别负责|分工负责",
    holds=("职责", "职能", "分工", "分别"),
)
_SENTENCE_LENGTH = 300


def _last_sentence(
    copy: str, text: str, start: int, end: int, taken: Sequence[tuple[int, int]]
) -> list[RolePhrase]:
    """……。由区教委牵头，区财政局、各镇街配合。: the last sentence of an item names who answers for it and nothing else."""
    last = end
    while last > start and copy[last - 1] in " 。;\t":
        last -= 1
    first = (
        max(
            copy.rfind("。", max(start, last - _SENTENCE_LENGTH), last),
            copy.rfind("  ", max(start, last - _SENTENCE_LENGTH), last),
        )
        + 1
    )
    first = max(first, start)
    if last - first > _SENTENCE_LENGTH - 2 or any(a < last and first < b for a, b in taken[-3:]):
        return []
    if copy.startswith(tuple(_OPENERS), first) and not any(mark in copy[first:last] for mark in _CLOSERS):
        first += 1
    if (clause := copy.rfind(",由", first, last)) > 0 and _BY_SEVERAL.search(copy[clause:last]):
        first = clause + 1
    sentence = copy[first:last]
    shared = "牵头" in sentence or bool(_SHARED.search(sentence)) or bool(_FRAMED.match(sentence))
    together = "会同" in sentence and sentence.startswith("由") and sentence.endswith(_ANSWERS)
    answered = any(clause.endswith(_ANSWERS) for clause in re.split("[,;]", sentence))
    if not shared and not together and not answered:
        return []
    read = _read(copy, text, first, last)
    named = all(are_names(fold(phrase.names)) for phrase in read.phrases)
    if not read.phrases or read.rest or read.open or read.labelled or not read.sworn or not named:
        return []
    if not shared and not together and not _are_bodies(copy, read.phrases):
        return []
    return read.within(first, end)


# 关于某某的问题，由区教委会同区财政局负责落实。: the last clause alone says who answers
_BY_SEVERAL = lazy(r"会同[^,。]{2,200}(?:负责|落实)$", holds=("会同",))


_ANSWERS = ("负责", "落实")  # ……。区府办、各镇人民政府负责落实。


def _are_bodies(copy: str, phrases: Sequence[RolePhrase]) -> bool:
    """Whether the names begin with an office of a level: 市教育局、财政局; not 每个单位, 用人单位."""
    first = re.split("[、,;]", copy[phrases[0].start : phrases[0].end])[0].strip()
    return bool(_OFFICE.fullmatch(without_inner(first)))


# --------------------------------------------------------------------------------------------------
# Rules stated once

_LEADER_WORDS = r"(?:牵头|牽頭)(?:责任|責任)?(?:单位|部门|單位|部門)?"
_PLACE = r"(?:第一位|首位|第一|最前面?|最前列)"
_UNIT = r"(?:责任)?(?:单位|部门|责任单位|责任部门)"
_FIRST_IS_LEAD = lazy(
    rf"(?:(?:(?:排|列)(?:名|序)?(?:在|为)?{_PLACE}(?:的|者)?(?:{_UNIT})?"  # 排在第一位的单位
    rf"|(?:第一(?:个|位)?|首个|首家){_UNIT}|(?:第一位|首位)(?:的|者)?)"  # 第一责任单位, 首位
    rf",?(?:为|是|即为|均为|作为|爲|為)(?:[^,。;]{{0,6}})?{_LEADER_WORDS}"
    rf"|牵头(?:单位|部门)(?:排|列)(?:名|序)?(?:在|为)?(?:第一|首))"  # 牵头单位列首位
)
_ITEMS = ("以下", "下列", "上述", "以上", "本方案")
_WORK = r"(?:各项|所有|全部)?(?:工作|任务|措施|事项|内容|重点任务|重点工作|目标任务|政策措施|政策)?"
# 不再一一列出, 不再重复
_NO_MORE = (
    r",?\s*(?:以下|下文|后文|后续)?(?:不再|不)(?:一一|逐一|逐项|另行|分别|重复|单独|再)?"
    r"(?:做|作|进行|明确)?(?:列出|列明|列示|罗列|标注|标明|注明|列|(?:任务)?分工|(?<=重复))"
)
_IMPLIED = lazy(
    rf"(?:{'|'.join(_ITEMS)}){_WORK},?(?:均|都)?(?:需|需要|须|由|要)"
    rf"(?P<names>[^。;〔〕\[\]]{{2,60}}?)(?:负责|配合|组织|贯彻|抓好)?(?:落实|实施)(?:[^。;]{{0,12}})?{_NO_MORE}"
)
# 具体任务均涉及相关市(州)人民政府，不再做分工; 以下任务责任单位均包括各区政府，不再列出
_CONCERNED = lazy(
    rf"(?:任务|工作|事项|措施|单位)(?:均|都)(?:涉及|包括|包含)(?P<names>[^。;〔〕\[\]]{{2,60}}?){_NO_MORE}",
    holds=("涉及", "包括", "包含"),
)
# 各区政府均为责任单位，以下不再逐一列出
_ALL_ANSWER = lazy(
    rf"(?:^|[,。;:(])(?P<names>[^,。;:(]{{2,40}}(?:\([^()]{{0,20}}\)[^,。;:(]{{0,10}})?)均为(?:责任|落实)(?:单位|部门|主体){_NO_MORE}",
    holds=("均为责任", "均为落实"),
)


def standing_rules(paragraphs: Sequence[str]) -> tuple[StandingRule, ...]:
    """Rules that hold for every item after them, in order.

    >>> [(r.kind, r.names) for r in standing_rules(["（甲局负责。列第一位者为牵头单位，下同）", "以下均需各区政府落实，不再列出。"])]
    [('first_is_lead', ''), ('implied', '各区政府')]
    """
    found: list[StandingRule] = []
    for number, paragraph in enumerate(paragraphs):
        copy = fold(paragraph)
        if "牵头" in copy or "牽頭" in copy:  # words of each rule that are quicker to find than the rule
            found.extend(
                StandingRule("first_is_lead", "", m.start(), m.end(), number)
                for m in _FIRST_IS_LEAD.finditer(copy)
            )
        implied = _IMPLIED.finditer(copy) if "不" in copy and any(word in copy for word in _ITEMS) else ()
        others = (*_CONCERNED.finditer(copy), *_ALL_ANSWER.finditer(copy)) if "不再" in copy else ()
        for mark in (*implied, *others):
            first, last = mark.span("names")
            found.append(StandingRule("implied", paragraph[first:last], mark.start(), mark.end(), number))
    return tuple(sorted(found, key=lambda rule: (rule.paragraph, rule.start)))


def has_role_word(text: str) -> bool:
    """Whether words hold a label with its colon or a role word (责任单位：, 牵头, 负责)."""
    return hints(squeeze(text))
