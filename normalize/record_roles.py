"""Who answers for a record: the roles of its columns, the organisations in its cells, rules stated once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Column, ResponsibilityRecord
from ..text import squeeze
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
        named += [(role, column.role, m) for m in settings.resolver.resolve_cell(words.text, role)]
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
