"""The words of a responsibility bracket or line, part by part: names, role words, labels, times, rules.

roles.py finds the brackets, role_lines.py the lines and sentences that are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace

from ..lightclass import dataclass
from ..text import lazy
from .role_contents import (
    NOBODY,
    are_names,
    are_persons,
    is_rule,
    is_time,
    may_be_person,
    says_nothing,
    without_inner,
)
from .role_labels import Label, labels
from .role_names import items, lead_mark, marked, people_apart, without
from .role_words import carries_out, helper, joint, role_at_end, unit_role

EDGE = " \t\n\u3000\xa0,，;；。、:：-—–▪▫■▲◆▶❖"


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


@dataclass(slots=True)
class Reading:
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
    beside: list[str] = field(default_factory=list)  # roles of labels in brackets that are read by themselves
    picked: list[str] = field(default_factory=list)  # 其中区教委为牵头单位: named before with the others
    ruled: bool = False  # a rule on who leads stands behind the names: 甲局、乙局，排名第一位为牵头单位，下同

    def add(self, role: str, first: int, last: int, word: str) -> None:
        if role == "leader" and (shared := _BY_SHARES.match(self.copy, first, last)):
            first, last = shared.span("names")
        last = self._before_bracket(*trim(self.copy, first, last))
        first, last = trim(self.copy, first, last)
        if says_nothing(self.copy[first:last]):
            self.rest.append((first, last))
        elif first < last and self.copy[first:last] not in NOBODY:
            kind = "leader" if role != "leader" and are_persons(self.copy[first:last]) else role
            if kind == "leader":
                spans = [(kind, span) for span in _by_blanks(self.copy, first, last)]
            else:
                spans = people_apart(self.copy, first, last)
            for apart, (a, b) in spans:
                self.phrases.append(RolePhrase(apart or kind, self.text[a:b], a, b, word))

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
        marks = list(labels(self.copy, opened + 1, last - 1)) if opened > first else []
        if not marks:
            return last
        inner = [mark.role for mark in marks if mark.role not in ("other", "deadline")]
        if self.nested and inner:
            self.phrases += read_words(self.copy, self.text, opened + 1, last - 1).phrases
        else:
            self.beside += inner  # 责任单位：区教委（配合：各镇）: the bracket is read by itself
        return opened

    @property
    def deadline(self) -> str:
        """The words on time; parts that stand side by side are one: 2022年12月底；长期坚持."""
        if not self.times:
            return ""
        first, last = self.times[0]
        for start, end in self.times[1:]:
            if self.copy[last:start].strip(EDGE):
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


def read_words(copy: str, text: str, start: int, end: int, *, nested: bool = False) -> Reading:
    """甲、乙牵头，丙配合；牵头单位：丁: names run up to the role word that ends their clause, or on from a label."""
    reading = Reading(copy, text, nested=nested)
    marks = _outer_labels(copy, start, end)
    reading.labelled = any(mark.role not in ("other", "deadline") for mark in marks)
    _clauses(reading, start, marks[0].start if marks else end, None)
    first_open, reading.open, reading.broken = reading.open, [], False
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start if index + 1 < len(marks) else end
        if number := _LINE_NUMBER.search(copy, max(mark.end, stop - 8), stop):
            stop = number.start()  # (一)牵头单位：区教委⏎(二)责任单位：各镇
        if mark.role == "mixed":
            _paired(reading, mark, *trim(copy, mark.end, stop))
        elif mark.role == "deadline":
            reading.times.append(trim(copy, mark.end, stop))
        elif mark.role != "other":
            _clauses(reading, mark.end, stop, mark)
            _close(reading, mark)
    if first_open:
        _close_first(reading, first_open, bool(marks))
    reading.phrases.sort(key=lambda phrase: phrase.start)
    if mark := lead_mark(copy, start, end):
        reading.phrases = [part for phrase in reading.phrases for part in _by_mark(reading, phrase, mark)]
    for name in reading.picked:
        reading.phrases = [part for phrase in reading.phrases for part in _without(reading, phrase, name)]
    _settle(reading)
    return reading


_PAIR = lazy(r"(?P<body>[^()]+?)(?: +|\()(?P<person>[^()、,; ]{2,4})\)?")


def _paired(reading: Reading, label: Label, start: int, end: int) -> None:
    """责任单位及责任人：区教委 李某某、区财政局（张某某）: each body with its person; else a person has to look."""
    role = unit_role(label.word)
    pairs: list[re.Match[str]] = []
    for first, last in _items(reading.copy, start, end):
        pair = _PAIR.fullmatch(reading.copy, *trim(reading.copy, first, last))
        if pair is None or not are_names(pair["body"]) or not may_be_person(pair["person"]):
            reading.rest.append((start, end))
            return
        pairs.append(pair)
    for pair in pairs:
        reading.add(role, *pair.span("body"), label.word)
        reading.add("leader", *pair.span("person"), label.word)


def _items(copy: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in PARTED.finditer(copy, start, end):
        yield begin, mark.start()
        begin = mark.end()
    if begin < end:
        yield begin, end


_LINE_NUMBER = lazy(r"\n[ (]*[\d一二三四五六七八九十]{1,2}[).、．]\s*\Z", holds=(")", ".", "、", "．"))


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


_FRAME = r"(?:此|该|本|这|以上|上述)(?:各?项|类)?(?:工作|任务|工程|项目|措施|实事|事项|内容)由"  # 此项工作由区教委负责组织
FRAMED = lazy(_FRAME, holds=("工作由", "任务由", "工程由", "项目由", "措施由", "实事由", "事项由", "内容由"))
_BY = lazy(
    rf"(?:{_FRAME}|由|以上由|以上|其中:?|具体由|分别由|并由|并|另由|会同|联合|协同|再由)\s*(?![合席名会])"
)
_BESIDE = lazy(r"[、/]")
PARTED = lazy(r"[、,;]")


def _clauses(reading: Reading, start: int, end: int, label: Label | None) -> None:
    """Read the parts of one stretch: roles, times; a rule ends it; names without a role word stay open."""
    for first, last in items(reading.copy, start, end, ",;。\n"):
        stopped = first > start and reading.copy[first - 1] == "。"
        first, last = trim(reading.copy, first, last)
        if stopped and label is not None and not _may_go_on(reading.copy[first:last]):
            reading.broken = True  # 责任单位：区教委。46.稳定价格。责任单位：区财政局。
            continue
        blank = reading.copy.find(" ", first, last)
        if blank > 0 and is_time(reading.copy[blank + 1 : last]):  # 区水利局负责 6月底前完成
            reading.times.append((blank + 1, last))
            first, last = trim(reading.copy, first, blank)
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


def _may_go_on(words: str) -> bool:
    """Whether words behind the stop of a label's names are read with them: names, roles and times, no new item."""
    if is_time(words) or is_rule(words) or role_at_end(words) is not None:
        return True
    return are_names(words) and words.rstrip(")").endswith(_OFFICE_ENDS)


_OFFICE_ENDS = (
    *"局委办厅部院府会署司社团区县市镇乡街州旗村",
    "街道", "部门", "单位", "公司", "中心", "集团", "银行", "大队", "支队", "总队", "企业", "学校", "海关", "机关", "等",
)  # fmt: skip


_ITEM_MARK = lazy(r"(?:\d{1,2}[.、)](?!\d)|[①-⑳*●▲△])\s*")
_NOTE = lazy(
    r"[(〔](?P<word>牵头|主责|主办|配合|协办|参与|负责)(?:单位|部门)?[)〕]\s*$|[(〔](?:牵头|主责|主办)(?:单位|部门)?[)〕]、"
)


def _noted(reading: Reading, first: int, last: int) -> None:
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


def _sworn(reading: Reading, first: int, last: int) -> bool:
    """A part that ends with a role word: its names, and those of the parts before it that wait for one."""
    words = reading.copy[first:last]
    if picked := _PICKED.fullmatch(words):  # 其中区教委为牵头单位
        if not are_names(picked["names"]):
            return False
        reading.add("lead", first + picked.start("names"), first + picked.end("names"), picked["word"])
        reading.picked.append(picked["names"])
        reading.sworn = True
        return True
    found = role_at_end(words)
    if found is None:
        return _led(reading, first, last)
    role, length = found
    parted = _several(reading, first, last - length)
    names = reading.copy[parted : last - length]
    word = reading.text[last - length : last]
    by = _BY.match(names)
    if by and names.startswith(("会同", "联合", "协同")) and reading.phrases:
        role = "support"
    begin = parted + (by.end() if by else 0)
    names = reading.copy[begin : last - length]
    if helps := helper(names):  # 区人事局配合区委有关部门落实
        left, right = names[: helps[0]], names[helps[1] :]
        if not (are_names(left) and are_names(right)):
            return False
        reading.take("support", begin, begin + len(left), names[helps[0] : helps[1]])
        reading.take(role, begin + helps[1], last - length, word)
        reading.sworn = True
        return True
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
    elif not names.strip(EDGE) and reading.open:  # 甲局、乙局，按职责分工负责
        reading.close(role, word)
    else:
        return False
    reading.sworn = True
    return True


_PICKED = lazy(
    r"其中:?\s*(?P<names>[^,;。]{2,40}?)(?:为|是|作为)(?P<word>(?:总)?牵头(?:责任)?(?:单位|部门))",
    holds=("其中",),
)


def _led(reading: Reading, first: int, last: int) -> bool:
    """甲局牵头、乙局、丙局: the role word ends the first part alone; the names behind it are those beside a lead."""
    if "牵头" not in reading.copy[first:last]:
        return False
    begin = _several(reading, first, last)
    if begin == first:
        return False
    _wait(reading, begin, last, None)
    reading.sworn = True
    return True


def _several(reading: Reading, first: int, last: int) -> int:
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


def _wait(reading: Reading, first: int, last: int, label: Label | None) -> None:
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
    if by and label is None and words.startswith("由") and are_names(words[by.end() :]):
        reading.wait(first + by.end(), last)  # 由区财政局、区教委，各镇负责落实
        return
    span = joint(words) if label is None else None
    if span and are_names(words[: span[0]]) and are_names(words[span[1] :]):
        reading.add("responsible", first, first + span[0], "")
        reading.add("support", first + span[1], last, words[span[0] : span[1]])
        return
    unsaid = (
        label is None and role_at_end(words) is not None
    )  # 各要素保障组协办: the words end with a role, no name does
    good = (are_names(words) and not unsaid) or (
        label is not None and (label.role == "leader" or _plain(words))
    )
    if good:
        reading.wait(first, last)
    else:
        reading.rest.append((first, last))
        reading.broken = True


_SENTENCE = lazy(
    r"[。!?“”]|负责(?!人)|牵头|进行|开展|做好|加强|完善|确保|应当|不得|可以|如果|详见|下同|落实|完成|推进|均为|均由|均需|:|参与(?![单部方企各])|不[少低]于|\d[万亿]?(?:平方|立方|亩|公里|米|元|吨|户|套|%)"
)


def _plain(words: str) -> bool:
    """Words behind a label that may be names although they end otherwise: 东湖经济开发区, 相关企业, 某某集团."""
    return not _SENTENCE.search(without_inner(words)) and all(len(item) <= 60 for item in words.split())


def _close(reading: Reading, label: Label) -> None:
    """The names behind a label that no role word took."""
    for first, last in reading.open:
        span = joint(reading.copy[first:last])
        if span and label.role != "leader":
            reading.add(label.role, first, first + span[0], label.word)
            reading.add("support", first + span[1], last, reading.copy[first + span[0] : first + span[1]])
        else:
            reading.add(label.role, first, last, label.word)
    reading.open, reading.broken = [], False


def _close_first(reading: Reading, spans: list[tuple[int, int]], labelled: bool) -> None:
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


MEMBERS = ("成员单位", "成员部门", "参加单位", "参加部门")
_JOINS = ("会同", "联合", "协同")  # 责任单位：区教委，会同区财政局: who joins in makes no lead


def _by_mark(reading: Reading, phrase: RolePhrase, mark: str) -> Iterator[RolePhrase]:
    """★市水利局、市财政局（标★的为牵头单位）: the marked names lead."""
    for role, (first, last) in marked(reading.copy, phrase.start, phrase.end, mark):
        kind = role if role and phrase.role not in ("leader", "guide") else phrase.role
        yield replace(phrase, role=kind, names=reading.text[first:last], start=first, end=last)


def _without(reading: Reading, phrase: RolePhrase, name: str) -> Iterator[RolePhrase]:
    """市水利局、市财政局，其中市水利局为牵头单位: who leads does not support too."""
    if phrase.role in ("lead", "leader"):
        yield phrase
        return
    for first, last in without(reading.copy, phrase.start, phrase.end, name):
        yield replace(phrase, names=reading.text[first:last], start=first, end=last)


def _settle(reading: Reading) -> None:
    """责任单位 is support beside 牵头单位, lead beside 配合单位, else responsible; 实施单位 stays responsible."""
    if all(phrase.word in MEMBERS for phrase in reading.phrases):
        reading.phrases.clear()  # 成员单位：甲局、乙局 alone names a group, nobody's task
    roles = {
        phrase.role
        for phrase in reading.phrases
        if phrase.word.strip() not in _JOINS or reading.copy[phrase.start - 1] == ":"
    }.union(reading.beside)
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
    return (label.endswith(_UNIT_LABEL) or label == "责任") and not carries_out(label)


def _before_rule(copy: str, first: int, last: int) -> int:
    """区税务局（列第一位者为牵头单位，下同）: where the name ends that a rule in a bracket follows."""
    if copy[last - 1 : last] not in (")", "〕"):
        return last
    opened = _opener(copy, first, last)
    note = copy[opened + 1 : last - 1]
    if opened > first and (is_rule(note) or "下同" in note or "不再" in note):
        return trim(copy, first, opened)[1]
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
        or PARTED.search(words)
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


# 责任领导：按工作要点分工（张某某、李某某）
_BY_SHARES = lazy(r"按照?[^()]{0,24}分工\((?P<names>[^()]{2,200})\)", holds=("分工(",))


def trim(copy: str, start: int, end: int) -> tuple[int, int]:
    while start < end and copy[start] in EDGE:
        start += 1
    while end > start and copy[end - 1] in EDGE:
        end -= 1
    return start, end
