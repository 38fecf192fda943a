"""Who answers for a record: the roles of its columns, the organisations in its cells, rules stated once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from ..model import Column, ResponsibilityRecord
from ..text import lazy, squeeze
from .money import EMPTY
from .organizations import Mention, mention_findings
from .record_base import Built, Row, Settings, placed

ORG_ROLES = ("lead", "responsible", "support", "guide")


# Headers and labels of who carries the work out (实施单位, 落实主体): responsible, whatever stands beside them.
_CARRY_OUT = ("实施", "落实", "执行", "承担", "完成")


def org_role(column: Column, beside: Collection[str]) -> str:
    """The contract's role of a 责任单位 column: it depends on the column beside it.

    With 牵头单位 beside it the others support; with 配合单位 beside it it leads; alone it is responsible. A column
    实施单位 is responsible beside any other.
    """
    role = column.role
    if role != "responsible" or any(stem in column.header.text for stem in _CARRY_OUT):
        return role
    if "lead" in beside:
        return "support"
    return "lead" if "support" in beside else "responsible"


def add_responsibilities(row: Row, settings: Settings, built: Built) -> None:
    named: list[tuple[str, str, Mention]] = []  # role, column role, mention
    marks = tuple(rule.names for rule in settings.rules if rule.kind == "marked_leads")
    for column, words in zip(row.columns, row.raw.fields, strict=False):
        if column.role not in ORG_ROLES or not words or squeeze(words.text) in EMPTY:
            continue
        role = column.role if row.prose else org_role(column, row.at)
        for stated, names in stated_roles(words.text, role):
            mentions = settings.resolver.resolve_cell(names, stated)
            by_mark = _by_mark(names, mentions, stated, marks) if marks else ((stated, m) for m in mentions)
            named += [(given, column.role, m) for given, m in by_mark]
    if _first_leads(row, named, settings):
        named = [("lead" if n == 0 else "support", c, m) for n, (_, c, m) in enumerate(named)]
    rank: dict[str, int] = {}
    for role, column_role, mention in named:
        rank[role] = rank.get(role, 0) + 1
        _responsibility(row.record_id, role, rank[role], mention, False, built)
        for finding in mention_findings(mention, row.record_id, column_role):
            built.findings.append(placed(finding, row.places))
    known = {m.organization_id for _, _, m in named}
    for mention in _implied(row, settings):
        if mention.organization_id not in known:
            rank["responsible"] = rank.get("responsible", 0) + 1
            _responsibility(row.record_id, "responsible", rank["responsible"], mention, True, built)


_ROLE_WORDS = {
    **dict.fromkeys(("牵头", "主责", "主办", "承办", "统筹", "为主"), "lead"),
    **dict.fromkeys(("配合", "协办", "协助", "参与", "参加", "支持", "协同", "协作", "会办"), "support"),
    **dict.fromkeys(("责任", "负责", "推进", *_CARRY_OUT), "responsible"),
    **dict.fromkeys(("指导", "督导"), "guide"),
}
_WORD = "|".join(_ROLE_WORDS)
_CONTACT = r"联系人|联系电话|电话|手机|联系方式|联络员|经办人"
_BEFORE = lazy(
    rf"\s*(?P<rank>第[一二三四]|首要|主要)?({_WORD})(?:责任|负责|考核)?(?:单位|部门|处室)?\s*[:：]\s*"
)
_LABEL_BEHIND_BLANK = lazy(
    rf"\s+(?=(?:(?:第[一二三四]|首要|主要)?(?:{_WORD})(?:责任|负责|考核)?(?:单位|部门|处室)?|{_CONTACT})\s*[:：])"
)
_DONE = (
    "牵头|主责|主办|承办|统筹|为主|会办|配合|协办|协助|参与|参加|支持|协同|协作|负责|落实|实施|推进|指导|督导"
)
_BEHIND = lazy(
    rf"(?:(?:(?:按照?|根据|依据?|依照|结合|立足)(?:各自|本职|工作|部门|法定|有关|相关|管辖)?的?(?:职责|职能|分工|职权|实际)"
    rf"(?:范围|分工|职责|和分工)?|分别|共同|具体|组织|认真|积极|抓好|做好|贯彻|联合|密切|各自)*)({_DONE})(?:负责|落实|实施|配合|完成|推进)?$"
)
_NOTE = lazy(rf"\s*[（(]({_WORD})(?:单位|部门)?[）)]\s*$")
_NOTED = lazy(rf"[（(](?:{_WORD})(?:单位|部门)?[）)]", holds=("（", "("))
_JOINED = lazy(r"(?<=.)(?:会同|联合(?![会社体国大]))|^(?:会同|联合(?![会社体国大]))", holds=("会同", "联合"))
_CONTACTS = ("联系", "电话", "手机", "联络员", "经办人")
_PERSON_LABEL = lazy(
    rf"\s*(?:(?:责任|负责|牵头|分管|主管|联系|包抓|包保)(?:[省市区县]?领导|人员?|同志)|{_CONTACT})\s*[:：]",
    holds=(":", "："),
)
# 区教委、区财政局（按职责分工负责）: said of all names before it
_SHARED_NOTE = lazy(
    r"[（(]((?:按|根据|依|分别|共同)[^（()）]{0,8}(?:负责|落实|配合|牵头|参与))[)）]\s*$", holds=("）", ")")
)
_UNSTATED = frozenset(
    (
        "待定",
        "另定",
        "未定",
        "待明确",
        "待确定",
        "另行确定",
        "见附件",
        "详见附件",
        "略",
        "同上",
        "按职责分工",
        "按职责",
        "按分工",
    )
)
_CLAUSES = lazy(r"(?<=牵头|负责|配合|协办|协助|参与|落实)、", holds=("、",))  # 甲局牵头、乙局配合
_GROUP = lazy(r"[^，,；;。\n]+[，,；;。\n]*")


@lru_cache(maxsize=1024)
def stated_roles(cell: str, role: str) -> tuple[tuple[str, str], ...]:
    """A cell by the roles that it states itself; `role` is that of its column, for names without a word.

    >>> stated_roles("区水利局牵头，区财政局、各镇配合", "responsible")
    (('lead', '区水利局'), ('support', '区财政局、各镇'))
    >>> stated_roles("牵头单位：区水利局；配合单位：区财政局，各镇", "responsible")
    (('lead', '区水利局；'), ('support', '区财政局，各镇'))
    >>> stated_roles("区水利局（牵头）、区财政局", "responsible"), stated_roles("区水利局会同区财政局", "lead")
    ((('lead', '区水利局'), ('support', '区财政局')), (('lead', '区水利局'), ('support', '区财政局')))
    >>> stated_roles("区水利局，各镇", "responsible")
    (('responsible', '区水利局，各镇'),)
    """
    if squeeze(cell) in _UNSTATED:
        return ()
    if not any(word in cell for word in (*_ROLE_WORDS, *_CONTACTS)) and not _JOINED.search(cell):
        return ((role, cell),)
    cell = _SHARED_NOTE.sub(r"\1", cell)
    if _NOTED.search(cell):
        return tuple(_noted(cell, role))
    parts: list[tuple[str, str]] = []
    answerable: list[int] = []  # parts behind a label 责任单位
    current, open_names, labelled = role, "", False
    for match in _GROUP.finditer(_CLAUSES.sub("，", _LABEL_BEHIND_BLANK.sub("；", cell))):
        group = match.group()
        before = _BEFORE.match(group)
        if not before and _PERSON_LABEL.match(group):  # persons are in no table
            parts += _joined(open_names, _of_rest(parts, current, labelled))
            open_names, current, labelled = "", "leader", True
            continue
        if before:
            parts += _joined(open_names, _of_rest(parts, current, labelled))
            open_names, labelled = "", True
            word, group = before.group(2), group[before.end() :]
            first = word == "责任" and before["rank"] in ("第一", "首要", "主要")
            current = "lead" if first else _beside_lead(word, parts)
            if current == "responsible" and word not in _CARRY_OUT:
                answerable.append(len(parts))
        stated, names = _behind(group)
        if not stated:
            if _JOINED.match(group):
                parts += _joined(open_names, _of_rest(parts, current, labelled))
                open_names = ""
            open_names += group
            continue
        if stated == "support" and open_names and not parts:  # 甲局，乙局配合
            parts += _joined(open_names, "lead")
            open_names = ""
        parts += _joined(open_names + names, stated)
        open_names = ""
    parts += _joined(open_names, _of_rest(parts, current, labelled))
    given = {known for known, _ in parts}
    if "support" in given and "lead" not in given:  # 责任单位：甲；配合单位：乙
        parts = [
            ("lead", names) if n in answerable else (known, names) for n, (known, names) in enumerate(parts)
        ]
    said = tuple(part for part in parts if part[0] != "leader" and part[1].strip("，,；;。、 "))
    return said if said or not _behind(cell)[1].strip() else ((role, cell),)


def _beside_lead(word: str, parts: Sequence[tuple[str, str]]) -> str:
    """The role of a label: 责任单位 beside 牵头单位 supports."""
    role = _ROLE_WORDS[word]
    led = any(known == "lead" for known, _ in parts)
    return "support" if role == "responsible" and word not in _CARRY_OUT and led else role


def _of_rest(parts: Sequence[tuple[str, str]], current: str, labelled: bool) -> str:
    """The role of names without a word: 甲局牵头，乙局、各镇 are named beside a lead and support."""
    if labelled or not any(known == "lead" for known, _ in parts):
        return current
    return "support"


def _behind(group: str) -> tuple[str, str]:
    """The role that the words behind names state, and the names: 区财政局参加、支持 -> support, 区财政局."""
    names, role = group.rstrip("，,；;。\n "), ""
    while (word := _BEHIND.search(names[-24:])) is not None:
        names = names[: len(names) - len(word.group())].rstrip("、和 ")
        role = _ROLE_WORDS[word.group(1)]
    return role, names if role else group


def _joined(names: str, role: str) -> list[tuple[str, str]]:
    """由区水利局会同区财政局: who joins in supports."""
    names = names.removeprefix("由")
    if not names:
        return []
    joined = _JOINED.search(names)
    if joined is None:
        return [(role, names)]
    first, second = names[: joined.start()], names[joined.end() :]
    stated, first = _behind(first) if first else ("", "")
    return [(r, n) for r, n in ((stated or role, first), ("support", second)) if n]


def _noted(cell: str, role: str) -> list[tuple[str, str]]:
    """区水利局（牵头）、区财政局、各镇: beside a noted lead the others support."""
    items = [item for item in re.split(r"[、，,；;\n]", cell) if item.strip()]
    notes = [_NOTE.search(item) for item in items]
    leads = any(note and _ROLE_WORDS[note.group(1)] == "lead" for note in notes)
    plain = "support" if leads else role
    return [
        (_ROLE_WORDS[note.group(1)], item[: note.start()].strip()) if note else (plain, item.strip())
        for item, note in zip(items, notes, strict=True)
    ]


def _by_mark(
    names: str, mentions: Sequence[Mention], role: str, marks: tuple[str, ...]
) -> Iterable[tuple[str, Mention]]:
    """★区水利局、区财政局 of a document that says 标★的为牵头单位: the marked lead, those beside them support."""
    at = 0
    marked: list[bool] = []
    for mention in mentions:
        at = max(names.find(mention.name_raw, at), at)
        end = at + len(mention.name_raw)
        marked.append(names[:at].rstrip().endswith(marks) or names[end:].lstrip().startswith(marks))
    beside = "support" if role == "responsible" and any(marked) else role
    return [("lead" if led else beside, m) for led, m in zip(marked, mentions, strict=True)]


def _first_leads(row: Row, named: Sequence[tuple[str, str, Mention]], settings: Settings) -> bool:
    """排在第一位的为牵头单位，下同: of several that are only responsible the first leads, the others support."""
    if len(named) < 2 or any(role != "responsible" for role, _, _ in named):
        return False
    return any(rule.kind == "first_is_lead" and rule.block <= row.block for rule in settings.rules)


def _implied(row: Row, settings: Settings) -> Iterable[Mention]:
    for rule in settings.rules:
        if rule.kind == "implied" and rule.block < row.block:
            yield from settings.resolver.resolve_cell(rule.names, "responsible")


def _responsibility(
    subject: str, role: str, rank: int, mention: Mention, implied: bool, built: Built
) -> None:
    built.responsibilities.append(
        ResponsibilityRecord(
            subject_id=subject,
            role=role,
            rank=rank,
            organization_id=mention.organization_id,
            name=mention.name,
            name_raw=mention.name_raw,
            collective=mention.collective,
            open_ended=mention.open_ended,
            implied=implied,
        )
    )
    built.mentions[mention] = built.mentions.get(mention, 0) + 1


def raw_of(row: Row, *roles: str) -> str:
    return next((row.text(r) for r in roles if row.text(r)), "")


def lead_and_support(row: Row) -> tuple[str, str]:
    """lead_raw and support_raw: what stands in the main column and in the one beside it."""
    if row.prose:
        lead, responsible, support = row.text("lead"), row.text("responsible"), row.text("support")
        return lead or responsible, support or (responsible if lead else "")
    if "lead" in row.at:
        return row.text("lead"), raw_of(row, "responsible", "support")
    return row.text("responsible"), row.text("support")


def shown_roles(row: Row) -> tuple[str, ...]:
    """The roles whose words stand in lead_raw and support_raw; the others go to `extra`."""
    roles = {c.role for c in row.columns if row.text(c.role)} if row.prose else row.at
    if "lead" in roles:
        return (
            ("lead", "support")
            if row.prose and "support" in roles
            else ("lead", "responsible")
            if "responsible" in roles
            else ("lead", "support")
        )
    return ("responsible", "support")
