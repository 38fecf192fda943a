"""Who answers for a record: the roles of its columns, the organisations in its cells, rules stated once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Column, ResponsibilityRecord
from ..text import lazy, squeeze
from .money import EMPTY
from .organizations import Mention, mention_findings
from .record_base import Built, Row, Settings, placed

ORG_ROLES = ("lead", "responsible", "support", "guide")


def org_role(role: str, columns: Sequence[Column]) -> str:
    """The contract's role of a 责任单位 column: it depends on the column beside it.

    With 牵头单位 beside it the others support; with 配合单位 beside it it leads; alone it is responsible.
    """
    if role != "responsible":
        return role
    roles = {c.role for c in columns}
    if "lead" in roles:
        return "support"
    return "lead" if "support" in roles else "responsible"


def add_responsibilities(row: Row, settings: Settings, built: Built) -> None:
    named: list[tuple[str, str, Mention]] = []  # role, column role, mention
    for column, words in zip(row.columns, row.raw.fields, strict=False):
        if column.role not in ORG_ROLES or not words or squeeze(words.text) in EMPTY:
            continue
        role = column.role if row.prose else org_role(column.role, row.columns)
        for stated, names in stated_roles(words.text, role):
            named += [(stated, column.role, m) for m in settings.resolver.resolve_cell(names, stated)]
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
    "牵头": "lead",
    "主办": "lead",
    "配合": "support",
    "协办": "support",
    "协助": "support",
    "参与": "support",
}
_ROLE_WORDS |= {"责任": "responsible", "负责": "responsible", "指导": "guide"}
_BEFORE = lazy(rf"\s*({'|'.join(_ROLE_WORDS)})(?:单位|部门)?\s*[:：]\s*")
_BEHIND = lazy(r"(?:按职责分工)?(牵头|主办|配合|协办|协助|参与|负责|指导)(?:负责|落实|实施)?\s*")
_GROUP = lazy(r"[^，,；;。\n]+[，,；;。\n]*")


def stated_roles(cell: str, role: str) -> list[tuple[str, str]]:
    """A cell by the roles that it states itself; `role` is that of its column, for names without a word.

    >>> stated_roles("区水利局牵头，区财政局、各镇配合", "responsible")
    [('lead', '区水利局'), ('support', '区财政局、各镇')]
    >>> stated_roles("牵头单位：区水利局；配合单位：区财政局，各镇", "responsible")
    [('lead', '区水利局；'), ('support', '区财政局，各镇')]
    >>> stated_roles("区水利局，各镇", "responsible")
    [('responsible', '区水利局，各镇')]
    """
    if not any(word in cell for word in _ROLE_WORDS):
        return [(role, cell)]
    parts: list[tuple[str, str]] = []
    current = role
    for match in _GROUP.finditer(cell):
        group = match.group()
        before = _BEFORE.match(group)
        if before:
            current, group = _ROLE_WORDS[before.group(1)], group[before.end() :]
        names = group.rstrip("，,；;。\n ")
        behind = next(
            (m for m in _BEHIND.finditer(names, max(0, len(names) - 12)) if m.end() == len(names)), None
        )
        if behind and behind.start():
            parts.append((_ROLE_WORDS[behind.group(1)], names[: behind.start()]))
        elif parts and parts[-1][0] == current and not behind:
            parts[-1] = (current, parts[-1][1] + group)
        else:
            parts.append((current, group))
    return parts or [(role, cell)]


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
    built.mentions.append((subject, mention))


def raw_of(row: Row, *roles: str) -> str:
    return next((row.text(r) for r in roles if row.text(r)), "")


def lead_and_support(row: Row) -> tuple[str, str]:
    """lead_raw and support_raw: what stands in the main column and in the one beside it."""
    roles = {c.role for c in row.columns}
    if row.prose:
        lead, responsible, support = row.text("lead"), row.text("responsible"), row.text("support")
        return lead or responsible, support or (responsible if lead else "")
    if "lead" in roles:
        return row.text("lead"), raw_of(row, "responsible", "support")
    return row.text("responsible"), row.text("support")


def shown_roles(row: Row) -> tuple[str, ...]:
    """The roles whose words stand in lead_raw and support_raw; the others go to `extra`."""
    roles = {c.role for c in row.columns if row.text(c.role)} if row.prose else {c.role for c in row.columns}
    if "lead" in roles:
        return (
            ("lead", "support")
            if row.prose and "support" in roles
            else ("lead", "responsible")
            if "responsible" in roles
            else ("lead", "support")
        )
    return ("responsible", "support")
