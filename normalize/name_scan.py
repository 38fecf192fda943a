"""Names in running text, and help with names that no row knows: scanning, suggestions, explanations.

Scanning uses one Aho-Corasick automaton over every alias (pyahocorasick, longest match); jieba is only
used by `suggest`, where words matter more than time. Both are imported when first needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Protocol

from ..lightclass import dataclass
from ..text import lazy
from .datafiles import rows
from .organizations import Mention, Resolver
from .places import LEVEL_WORDS, Jurisdiction, ends_with_place, is_near, match_place, place_name, zone_word_at
from .vocabulary import (
    OFFICES,
    OTHER_OFFICES,
    UNTOLD,
    Stem,
    find_stem,
    functions,
    known_stems,
    national_names,
    usual_names,
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """An organisation named in running text: text[start:end], and the body it stands for."""

    text: str
    start: int
    end: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a name was read so: a code of messages.py and what fills it."""

    code: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NameExplanation:
    """How a name was read: the place, the function, and why; for unknown names what it may mean.

    `place` is the place's name (or the id of a zone that no row names), `place_code` the GB/T 2260 code.
    """

    raw: str
    organization_id: str
    name: str
    full_name: str
    kind: str
    function: str
    place: str
    reasons: tuple[Reason, ...]
    suggestions: tuple[str, ...] = ()
    place_code: str = ""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that no row of the vocabulary knows, how often it stands in the records, and what it may mean."""

    name: str
    organization_id: str
    count: int
    suggestions: tuple[str, ...] = ()
    stem: str = ""  # the name without its place: what a row of the vocabulary would hold


class NamedRow(Protocol):
    """A row of `responsibilities` (or a Mention): what `unknown_names` reads of it."""

    @property
    def organization_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def collective(self) -> bool: ...


# --------------------------------------------------------------------------------------------------
# Scanning

_LEAGUE = ("团区委", "团县委", "团市委", "团省委", "团州委")
_PARTY_BEFORE = lazy(r"(?:党工|[省市区县州旗盟]|自治区党?)委$|党委$")
_GOES_ON = lazy(
    r"(?:技术|服务|事务|发展|管理|监测|信息|培训|研究|评估|检测|督察|执法)(?:中心|院|所|总?站|[总支大]队)(?!城区)"
)
_NEEDS_PREFIX = 2  # stems this short (政府, 法院, 海关) are names only with a place in front
_LONGEST_PLACE = 14
_FULL_WIDTH = str.maketrans("()", "（）")
_NOT_IN_NAME = lazy(r"[^\u4e00-\u9fff]")


@cache
def _automaton() -> Any:
    """Every alias written with its office word; collectives; bodies of the central state."""
    import ahocorasick

    found = ahocorasick.Automaton()
    for alias, _stem in known_stems():
        found.add_word(alias, len(alias))
    for word in (*_collective_words(), *_LEAGUE, *national_names()):
        found.add_word(word, len(word))
        found.add_word(word.translate(_FULL_WIDTH), len(word))
    found.make_automaton()
    return found


def _collective_words() -> Iterator[str]:
    """各镇街, 有关部门, 区级有关单位: scope + type, and level + scope + type for levels in 级, 直, 属."""
    slots: dict[str, list[str]] = {}
    for row in rows("organizations_collectives.csv"):
        slots.setdefault(row["slot"], []).append(row["word"])
    types = [word for word in slots["type"] if len(word) > 1]
    levels = [word for word in slots["level"] if word[-1] in "级直属"]
    for scope in slots["scope"]:
        yield from (scope + word for word in types)
        yield from (level + scope + word for level in levels for word in ("单位", "部门", "部门和单位"))
    yield from (level + word for level in levels for word in ("单位", "部门"))


def find_names(text: str, jurisdiction: Jurisdiction) -> tuple[FoundName, ...]:
    """Every known organisation named in running text, longest reading first, in order and without overlap.

    >>> from .places import jurisdiction
    >>> [(n.text, n.mention.organization_id) for n in find_names("由区委宣传部会同区教委、团区委落实。", jurisdiction("500112"))]
    [('区委宣传部', '500112.party_propaganda'), ('区教委', '500112.education'), ('团区委', '500112.youth_league')]
    """
    resolver = Resolver(jurisdiction)
    found: list[FoundName] = []
    seen: dict[str, Mention] = {}
    position = 0
    for last, length in _automaton().iter_long(text):
        stem_start, end = last + 1 - length, last + 1
        after = text[end : end + 1]
        if stem_start < position or after == "长" or (after == "门" and text[last] == "部"):
            continue  # 教育局长 is a person, 扶贫部门 a field
        if _GOES_ON.match(text, end):
            continue  # 某某海关技术中心 is no 海关
        start = _prefix_start(text, stem_start, position, jurisdiction.key)
        if start == stem_start and length <= _NEEDS_PREFIX:
            continue
        words = text[start:end]
        mention = seen.get(words) or seen.setdefault(words, resolver.resolve(words))
        if mention.kind == "function_word":
            continue
        found.append(FoundName(words, start, end, mention))
        position = end
    return tuple(found)


def _prefix_start(text: str, stem: int, floor: int, context: str) -> int:
    """Where the place in front of a stem begins: 重庆市渝北区|教委, 经开区|财务局, 区委|宣传部; the stem itself if none."""
    window = _NOT_IN_NAME.split(text[max(floor, stem - _LONGEST_PLACE) : stem])[-1]
    return stem - _prefix_length(window, context) if window else stem


@lru_cache(maxsize=8192)
def _prefix_length(window: str, context: str) -> int:
    """How many signs at the end of a window are the place (and party word) of the name behind it."""
    party = _PARTY_BEFORE.search(window)
    head = window[: party.start()] if party else window
    behind = len(window) - len(head)
    if ends_with_place(head):
        for start in range(len(head) - 1):
            found = match_place(head, start, context)
            if found and found.end == len(head) and (not found.short or is_near(found.keys, context)):
                return behind + len(head) - start
            zone = zone_word_at(head, start)
            if zone and zone[0] == len(head):
                return behind + len(head) - start
    if not party and head[-1:] in LEVEL_WORDS:
        return behind + 1
    return behind


# --------------------------------------------------------------------------------------------------
# Suggestions


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@cache
def _stem_pairs() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, _pairs(name)) for name in sorted(usual_names()))


def nearest_stems(name: str, count: int = 3) -> tuple[str, ...]:
    """Canonical stems that share most pairs of signs with a name (Dice, at least 0.4), best first."""
    own = _pairs(name)
    near = [(stem, _pairs(stem)) for stem in usual_names() if any(pair in stem for pair in own)]
    scored = [(2 * len(own & pairs) / (len(own) + len(pairs)), stem) for stem, pairs in near]
    best = sorted((item for item in scored if item[0] >= 0.4), key=lambda item: (-item[0], item[1]))
    return tuple(stem for _score, stem in best[:count])


@cache
def _jieba() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


@cache
def _stem_words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(_jieba().lcut(name))) for name, _pairs_of in _stem_pairs())


def suggest(name: str, count: int = 3) -> tuple[str, ...]:
    """Stems a person may have meant, by shared words (jieba) and shared pairs of signs. Never used to resolve."""
    own_words, own_pairs = frozenset(_jieba().lcut(name)), _pairs(name)
    scored: list[tuple[float, str]] = []
    for (stem, words), (_name, pairs) in zip(_stem_words(), _stem_pairs(), strict=True):
        shared = sum(len(word) for word in own_words & words if len(word) > 1)
        likeness = 2 * len(own_pairs & pairs) / (len(own_pairs) + len(pairs) or 1)
        scored.append((likeness + shared / max(len(stem), 1), stem))
    best = sorted((item for item in scored if item[0] >= 0.5), key=lambda item: (-item[0], item[1]))
    return tuple(stem for _score, stem in best[:count])


# --------------------------------------------------------------------------------------------------
# For `qingdan names`


def explain_names(text: str, jurisdiction: Jurisdiction) -> tuple[NameExplanation, ...]:
    """How each name of a cell, or of a sentence, is read in a document of that jurisdiction.

    A text is a sentence if the cell's reading leaves a part unknown that has a name with its place inside:
    由区委宣传部会同区教委.
    """
    mentions = Resolver(jurisdiction).resolve_cell(text, "lead")
    found = find_names(text, jurisdiction)
    if any(
        not m.resolved and any(n.text in m.name_raw[1:] and n.mention.prefix for n in found) for m in mentions
    ):
        mentions = tuple(name.mention for name in found)
    return tuple(_explain(mention, jurisdiction) for mention in mentions)


def _explain(mention: Mention, jurisdiction: Jurisdiction) -> NameExplanation:
    place = place_name(mention.key) or ("" if mention.key.startswith("local") else mention.key)
    known = mention.resolved or mention.collective
    return NameExplanation(
        raw=mention.name_raw,
        organization_id=mention.organization_id,
        name=mention.name,
        full_name=mention.full_name,
        kind=mention.kind,
        function=mention.function,
        place=place,
        reasons=tuple(_reasons(mention, jurisdiction, place)),
        suggestions=mention.candidates or (() if known else suggest(mention.name)),
        place_code=mention.jurisdiction_code,
    )


def _reasons(mention: Mention, jurisdiction: Jurisdiction, place: str) -> Iterator[Reason]:
    if mention.collective:
        yield Reason("why_collective", {})
        return
    if mention.prefix_inherited:
        yield Reason("why_inherited", {"place": place or "?"})
    elif mention.prefix:
        yield Reason("why_prefix", {"prefix": mention.prefix, "place": place or "?"})
    else:
        yield Reason("why_own_place", {"place": jurisdiction.name or "?"})
    parts = [found for name in mention.function.split("+") if (found := functions().get(name))]
    if not parts:
        yield Reason("why_unknown", {})
    else:
        code = "why_function" if mention.resolved else "why_ending"
        words = {"zh": " + ".join(f.name_zh for f in parts), "en": " + ".join(f.name_en for f in parts)}
        yield Reason(code, {"function": mention.function, **words})
    if mention.former_name:
        yield Reason("why_former" if mention.successor else "why_renamed", {"successor": mention.successor})
    if mention.open_ended:
        yield Reason("why_open", {"tail": mention.tail or "等"})


def nearest_alias(name: str) -> Stem | None:
    """The known stem that a person most likely meant by an unknown name: for a row to paste, never to resolve.

    Half of the pairs of signs before the office word must be shared: 发展 and 中心 alone make no likeness.

    >>> found = nearest_alias("退役军人服务局"); assert found; found.function, nearest_alias("工业产业发展中心")
    ('veterans', None)
    """
    own = _pairs(_field_of(name))
    for near in suggest(name):
        pairs = _pairs(_field_of(near))
        if 2 * len(own & pairs) >= max(len(own) + len(pairs), 1) * 0.5:
            return find_stem(near)
    return None


def _field_of(stem: str) -> str:
    """A name without its office word: 退役军人 of 退役军人服务局, 建设科技 of 建设科技发展中心."""
    words = sorted({word for word, *_rest in (*OFFICES, *OTHER_OFFICES)}, key=len, reverse=True)
    ending = next((word for word in words if stem.endswith(word) and len(stem) > len(word)), "")
    return stem.removesuffix(ending).removesuffix("服务")


_HASHED = lazy(r"^[^.]+\.(?P<ending>[a-z_+]+)-[0-9a-f]{8}$")


def unknown_names(records: Iterable[NamedRow]) -> tuple[UnknownName, ...]:
    """Names of `responsibilities` rows that no row of the vocabulary knows, most frequent first.

    Bodies whose ending says what they are (towns, companies, banks, schools) have names of their own and are not listed.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in records:
        ending = _HASHED.match(row.organization_id)
        if ending and not row.collective and ending["ending"] in UNTOLD:
            counts[row.name, row.organization_id] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        UnknownName(name, identifier, count, suggest(stem), stem)
        for (name, identifier), count in ordered
        for stem in (_without_place(name),)
    )


def _without_place(name: str) -> str:
    """区奇怪事务局 -> 奇怪事务局; 重庆市渝北区奇怪局 -> 奇怪局."""
    place = match_place(name)
    end = place.end if place and not place.short else 1 if name[:1] in LEVEL_WORDS else 0
    return name[end:] if len(name) - end > 1 else name


def knows(name: str, jurisdiction: Jurisdiction) -> bool:
    """Whether words name a body or collective that the vocabulary knows: the test for a bracket of names alone."""
    found = Resolver(jurisdiction).resolve(name, "responsible")
    return (
        found.collective
        or (found.resolved and find_stem(name) is not None)
        or (found.resolved and bool(found.prefix))
    )
