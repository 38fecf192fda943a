"""What was found of bodies in a document, and what is done over all of it: one name each, the table, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ..lightclass import dataclass
from ..model import Finding, OrganizationRecord
from ..text import squeeze
from .vocabulary import UNTOLD


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation as named in one spot, and the body it stands for.

    `resolved` is true where place and function are known from the data (not for a mere ending);
    `candidates` are ids (namesakes) or names (likely meant) a person may choose from.
    `tail` holds the words behind 等 (区级有关单位); `successor` the id of the body that took an old one over.
    """

    organization_id: str
    name: str
    full_name: str
    function: str
    kind: str
    jurisdiction_code: str
    name_raw: str
    collective: bool = False
    open_ended: bool = False
    resolved: bool = True
    candidates: tuple[str, ...] = ()
    tail: str = ""
    group: int = 0
    prefix_inherited: bool = False
    successor: str = ""
    former_name: bool = False
    key: str = ""  # place key: GB/T 2260 code or zone id
    prefix: str = ""  # words of the place as printed (区, 经开区, 重庆市渝北区), "" if there were none


def canonical_names(counted: Mapping[Mention, int]) -> dict[str, tuple[str, str]]:
    """organization_id -> name and full name: the form used most in the document, then the longer, then the first
    in order. `counted` says how often each mention stands there."""
    votes: dict[str, Counter[tuple[str, str]]] = {}
    for mention, count in counted.items():
        if mention.organization_id:
            own = votes.setdefault(mention.organization_id, Counter())
            own[mention.name, mention.full_name] += 0 if mention.former_name else count
    return {
        identifier: max(counter, key=lambda pair: (counter[pair], len(pair[0]), pair))
        for identifier, counter in votes.items()
    }


def settle_names(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with one canonical name per body; see `canonical_names`."""
    best = canonical_names(Counter(mentions))
    return tuple(
        replace(mention, name=best[mention.organization_id][0], full_name=best[mention.organization_id][1])
        if mention.organization_id and best[mention.organization_id] != (mention.name, mention.full_name)
        else mention
        for mention in mentions
    )


def organization_records(
    mentions: Iterable[Mention] | Mapping[Mention, int],
) -> tuple[OrganizationRecord, ...]:
    """Table `organizations`: one row per body, in order of id; aliases are the names seen, joined with |.

    `mentions` as they stand in the document, or each with how often it stands there.
    """
    counted = Counter(mentions)
    names = canonical_names(counted)
    seen: dict[str, tuple[Mention, set[str]]] = {}
    for mention in counted:
        if mention.organization_id:
            _first, aliases = seen.setdefault(mention.organization_id, (mention, set()))
            aliases.add(squeeze(mention.name_raw if not mention.open_ended else _named(mention)))
    return tuple(
        OrganizationRecord(
            identifier,
            *names[identifier],
            m.function,
            m.kind,
            m.jurisdiction_code,
            "|".join(sorted(aliases)),
        )
        for identifier, (m, aliases) in sorted(seen.items(), key=lambda item: item[0])
    )


def _named(mention: Mention) -> str:
    """The words that name the body, without 等 and its tail."""
    cut = len(mention.name_raw) - len(mention.tail)
    return mention.name_raw[:cut].rstrip().removesuffix("等")


def mention_findings(mention: Mention, subject_id: str = "", field: str = "") -> tuple[Finding, ...]:
    """What a person should look at: unknown names, namesakes, prefixes taken from the item before, names out of use."""
    out: list[Finding] = []
    if mention.collective or mention.kind == "function_word":
        return ()
    if mention.candidates:
        out.append(
            _finding(
                "warning",
                "organization_ambiguous",
                mention,
                subject_id,
                field,
                candidates="、".join(mention.candidates),
            )
        )
    elif not mention.resolved and mention.function in UNTOLD:
        out.append(
            _finding(
                "info",
                "organization_unknown",
                mention,
                subject_id,
                field,
                candidates="、".join(nearest(mention.name)) or "—",
            )
        )
    if mention.prefix_inherited:
        out.append(
            _finding("info", "organization_prefix_inherited", mention, subject_id, field, name=mention.name)
        )
    if mention.former_name:
        out.append(
            _finding("info", "organization_former_name", mention, subject_id, field, name=mention.name)
        )
    return tuple(out)


def _finding(
    severity: str, code: str, mention: Mention, subject_id: str, field: str, **params: str
) -> Finding:
    level = "warning" if severity == "warning" else "info"
    return Finding(
        level, code, subject_id, field, mention.name_raw, params={"raw": mention.name_raw, **params}
    )


@lru_cache(maxsize=1024)
def nearest(name: str, count: int = 3) -> tuple[str, ...]:
    """Known stems that share most pairs of signs with a name: shown to a person, never used."""
    from .name_scan import nearest_stems

    return nearest_stems(name, count)
