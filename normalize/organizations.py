"""Names of organisations to bodies: which place, which function, one stable id.

    区文旅委 in a document of 渝北区 -> 500112.culture_tourism, 区文化旅游委, 重庆市渝北区文化和旅游发展委员会

An id is <place>.<function>: the same words in two districts are two bodies; two words for one body in one
place are one. The place is a GB/T 2260 code or, for a development zone, <host code>-<kind>. Bodies that no
row of the vocabulary knows keep their name and get <place>.<ending>-<hash of the name>: nothing is guessed,
nothing merged by likeness.

Canonical short name: the prefix that the body has inside its document (区, 市, 经开区; the place's own name
for bodies of other places) + the canonical stem of its row + the office word as printed (委 or 局).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..text import lazy, squeeze
from .organization_mentions import (
    Mention,
    canonical_names,
    mention_findings,
    organization_records,
    settle_names,
)
from .organization_names import (
    PARTY,
    PARTY_REST,
    Found,
    body_kind,
    committee_of,
    full_name_of,
    has_place_inside,
    identifier_of,
    is_ministry,
    is_official,
    is_party,
    is_party_committee_organ,
    named_alone,
    national_name,
    short_name_of,
    successor_of,
    town_word,
    without_government,
    without_notes,
    zone_short,
)
from .places import (
    LEVEL_WORDS,
    MUNICIPALITIES,
    NATION,
    Jurisdiction,
    PlaceMatch,
    city_of,
    host_code,
    is_level,
    is_near,
    is_zone,
    level_of,
    match_place,
    parents_of,
    place_name,
    zone_of,
    zone_short_name,
    zone_word,
    zone_word_at,
)
from .unit_cells import NamePart, split_cell
from .vocabulary import (
    Stem,
    collective_key,
    find_stem,
    function_word,
    functions,
    generic_stem,
    kind_of,
    name_hash,
    national,
    patterns,
)

__all__ = [
    "Mention",
    "NamePart",
    "Resolver",
    "canonical_names",
    "mention_findings",
    "organization_records",
    "settle_names",
    "split_cell",
]

_JOINT = lazy(r"以及|和|及|与")
_AND = lazy(r"^(?:以及|和|及|与)")
_WHOLE = lazy(
    r"(?:[局委办部院会厅社司团镇街心站所队府辦廳會處團鎮]|单位|部门|單位|部門)(?:[(（][^()（）]*[)）])?$"
)
_MANY = lazy(
    r"(?:各|其他|其它|[有相]关(?:[区县市镇乡街]|单位|部门|企业)|[有相]關"
    r"|(?:[省市区县州旗區縣](?:级|直|属|級|屬)|沿线|驻[市区县地]|属地)(?:各|[有相][关關]|部门|单位|部門|單位|镇街))",
    holds=("各", "其他", "其它", "有关", "相关", "有關", "相關", "级", "直", "属", "級", "屬", "沿线", "驻"),
)
_FIRMS = ("集团", "公司", "中心", "支队", "大队", "总队")
_PLACES = ("县", "市", "区", "州", "旗", "市)", "区)", "旗)", "市）", "区）", "旗）")
_REST_AND = lazy(
    r"^(?:单位|部门|地方)(?:和|及|以及|、)(?=各|有关|相关|[省市区县]级)", holds=("单位", "部门", "地方")
)  # 甲局等部门及各镇街
_LEAGUE = lazy(r"^团([省市县区州旗盟])委$")
_BRANCH = lazy(r"^(.{2,}?)(?:局)?(\p{Han}{2,12})分局$")
_NATION_WORDS = lazy(r"^(?:中华人民共和国|中华全国|中共中央|中央和国家|国务院|全国|中央|国家|中华|中国|最高)")
_LEVELS = lazy("^(?:" + "|".join(sorted(LEVEL_WORDS, key=len, reverse=True)) + ")")
_PERSONAL = lazy(
    r"(?:同志|书记|主任|局长|区长|县长|市长|主席|部长)$", holds=("同志", "书记", "主任", "长", "主席")
)


class Resolver:
    """Resolves names in one document. Holds nothing but the document's jurisdiction and a cache."""

    def __init__(self, jurisdiction: Jurisdiction) -> None:
        self.jurisdiction = jurisdiction
        self._cache: dict[tuple[str, int, str, bool], Mention] = {}
        self._cells: dict[tuple[str, bool], tuple[Mention, ...]] = {}

    def resolve(self, part: NamePart | str, role: str = "", previous: Mention | None = None) -> Mention:
        """The body that one part of a cell names. `previous` is the item before it: 市发展改革局、工业和信息化局.

        `role` is "" for running text, where a bare field (公安、城管) is a function word and no body.
        """
        if isinstance(part, str):
            part = next(iter(split_cell(part)), NamePart(part, 0, len(part), name=part))
        inherit = previous.key if previous and previous.prefix and not previous.collective else ""
        key = (part.text, part.group, inherit, bool(role))
        known = self._cache.get(key)
        if known is None:
            found = self._resolve(part.name, inherit, bool(role))
            known = replace(
                found, name_raw=part.text, open_ended=part.open_ended, tail=part.tail, group=part.group
            )
            self._cache[key] = known
        return known

    def resolve_cell(self, raw: str, role: str = "") -> tuple[Mention, ...]:
        """Every body of a unit cell, in order; a missing prefix is taken from the item before it.

        区司法局等区级有关单位 gives two: 区司法局 (open_ended) and the collective 区级有关单位. Words behind 等
        that name nobody (等单位, 等3家企业) stay in `tail` alone.
        """
        key = (raw, role != "")
        known = self._cells.get(key)
        if known is None:
            known = self._cells[key] = self._cell(raw, role)
        return known

    def _cell(self, raw: str, role: str) -> tuple[Mention, ...]:
        out: list[Mention] = []
        for part in split_cell(raw):
            for piece in self._pieces(part, role):
                mention = self.resolve(piece, role, out[-1] if out else None)
                out.append(
                    replace(mention, prefix=out[-1].prefix) if mention.prefix_inherited and out else mention
                )
            tail = _REST_AND.sub("", _AND.sub("", part.tail))
            if tail and any(map(collective_key, (tail, *_JOINT.split(tail)))):
                behind = NamePart(
                    tail, part.end - len(tail), part.end, part.group, False, bool(collective_key(tail)), tail
                )
                out += [self.resolve(piece, role) for piece in self._pieces(behind, role)]
        return tuple(out)

    def _pieces(self, part: NamePart, role: str) -> tuple[NamePart, ...]:
        """市级各有关部门及各县市区政府 names two; 自然资源和规划局 one: 和 and 及 part only what both sides make known.

        Before a collective the other side need only end as a name does: 某铁路局和沿线各县区政府.
        """
        if (
            part.collective
            and not part.open_ended
            and not self._resolve(part.name, "", bool(role)).organization_id.count("col-other")
        ):
            return (part,)
        for mark in _JOINT.finditer(part.name):
            left, right = part.name[: mark.start()], part.name[mark.end() :]
            if not self._known(part.name) and self._are_two(left, right):
                first, last = part.start, part.start + mark.end()
                return (
                    NamePart(
                        left, first, first + len(left), part.group, False, bool(collective_key(left)), left
                    ),
                    replace(
                        part,
                        text=part.text[mark.end() :],
                        start=last,
                        name=right,
                        collective=bool(collective_key(right)),
                    ),
                )
        return (part,)

    def _are_two(self, left: str, right: str) -> bool:
        if left.startswith("各") and left.endswith(_PLACES) and right.endswith("政府"):
            return False  # 各县(市)及相关区政府: the governments of both
        if len(left) > 1 and _MANY.match(right) and (_WHOLE.search(left) or collective_key(left)):
            return True
        if len(left) < 3 or len(right) < 3:
            return False
        if left.endswith(("局", "厅")) and right.endswith(("局", "厅")):
            return True  # 东湖投资局和航空口岸局: no body has two such ends in its name
        if left[0] == right[0] and left[0] in "省市区县州" and left[-2:] == right[-2:] in _FIRMS:
            return True  # 市城投集团和市公交集团
        return self._known(left) and self._known(right)

    def _known(self, name: str) -> bool:
        found = self._resolve(name, "", True)
        return found.resolved and "col-other" not in found.organization_id and not found.prefix_inherited

    # -- one name ------------------------------------------------------------------------------

    def _resolve(self, name: str, inherit: str, in_cell: bool) -> Mention:
        words = squeeze(name)
        key = collective_key(words)
        if key:
            return self._collective(name, words, key)
        bare = without_notes(words)
        central = national(bare, self.jurisdiction.key == NATION or inherit == NATION)
        if central:
            return self._mention(name, Found((NATION,), "国家", central, words))
        field = function_word(words)
        if field:
            return self._field(name, words, field.function, in_cell)
        found = self._take_apart(bare, inherit)
        if found.stem is None or found.stem.generic:
            with_note = self._take_apart(words, inherit) if bare != words else None
            if with_note and with_note.stem and not with_note.stem.generic:
                found = with_note
        return self._mention(name, found, in_cell=in_cell)

    def _take_apart(self, words: str, inherit: str) -> Found:
        for attempt in (self._party, self._pattern, self._whole, self._branch, self._prefixed, self._nation):
            found = attempt(words)
            if found and found.stem and (not found.stem.generic or attempt in (self._party, self._pattern)):
                return self._inherit(found, inherit)
        placed = self._prefixed(PARTY.sub("", words))
        if placed is None:
            placed = self._nation(words) or Found((), "", generic_stem(words), words)
        return self._inherit(placed, inherit)

    def _inherit(self, found: Found, inherit: str) -> Found:
        """A name without a place belongs to that of the item before it, else to the document's own."""
        if found.keys:
            return found
        if found.stem and not found.stem.generic and inherit:
            return replace(found, keys=(inherit,), inherited=True)
        return replace(found, keys=(self.jurisdiction.key,))

    def _party(self, words: str) -> Found | None:
        """中共渝北区委宣传部, 区委宣传部, 党工委审计办, 省委网信办."""
        marked = bool(PARTY.match(words))
        body = PARTY.sub("", words)
        if marked and body.startswith("中央"):
            return Found(
                (NATION,),
                "中央",
                self._party_stem("委" + body[2:]) or find_stem(body[2:]) or generic_stem(body),
                body,
            )
        for keys, prefix, rest in self._prefixes(body):
            stem = self._party_stem(rest)
            if stem is not None and (prefix or rest.startswith(("党", "工"))):
                return Found(keys, prefix, stem, rest)
        return None

    def _party_stem(self, rest: str) -> Stem | None:
        """What stands behind the place: 委, 委员会, 党委, 党工委 alone or with an organ of the committee."""
        match = PARTY_REST.match(rest)
        if match is None:
            return None
        tail = rest[match.end() :]
        if not tail:
            return find_stem("委")
        if tail in ("办公室", "办", "办公厅"):
            return find_stem("委办公室")
        whole = find_stem(rest)
        stem = whole if whole and whole.function.startswith("party") else find_stem(tail)
        if stem is None or stem.bare or not is_party(stem):
            stem = generic_stem(tail)
        return stem

    def _pattern(self, words: str) -> Found | None:
        """Names with the place inside: 国家税务总局渝北区税务局, 共青团某市委员会, 团区委."""
        league = _LEAGUE.match(words)
        if league:
            return Found(self._level_keys(league.group(1)), league.group(1), find_stem("团委"), "团委")
        for before, after, function in patterns():
            if not words.startswith(before):
                continue
            rest = words[len(before) :]
            ending = next((end for end in after if rest.endswith(end)), None)
            if ending is None:
                continue
            inside = rest[: len(rest) - len(ending)] if ending else rest
            keys = self._keys_of(inside)
            if keys:
                found = functions()[function]
                own = found.kind in ("enterprise", "public_institution") and not found.vertical
                return Found(
                    keys,
                    inside,
                    Stem(function, short_name_of(function, found.name_zh), words, generic=own, whole=True),
                    words,
                )
        return None

    def _keys_of(self, inside: str) -> tuple[str, ...]:
        """Place keys of words that are a place and nothing else."""
        level = self._level_keys(inside)
        if level:
            return level
        found = match_place(inside, 0, self.jurisdiction.key)
        return found.keys if found and found.end == len(inside) else ()

    def _whole(self, words: str) -> Found | None:
        """Names without a prefix that hold its letter: 市场监管局, 市政局; ministries: 生态环境部, 市场监管总局."""
        stem = find_stem(words)
        if stem is None or (stem.bare and len(words) < 2):
            return None
        if is_ministry(words, stem):
            return Found((NATION,), "国家", replace(stem, name=words), words)
        return Found((), "", stem, words)

    def _branch(self, words: str) -> Found | None:
        """District offices of a city bureau: 市生态环境局渝北分局, 环保渝北分局, 市公安局渝北区分局."""
        match = _BRANCH.match(words) if words.endswith("分局") else None
        if match is None:
            return None
        for cut in range(2, len(words) - 3):
            head, tail = words[:cut], words[cut:-2]
            keys = self._county_keys(tail)
            if not keys:
                continue
            for _keys, _prefix, rest in (*self._prefixes(head), ((), "", head)):
                stem = find_stem(rest) or find_stem(rest + "局")
                if stem is not None:
                    stem = find_stem(rest + "局") if stem.bare else stem
                    if stem is not None:
                        return Found(keys, tail, stem, words)
        return None

    def _county_keys(self, words: str) -> tuple[str, ...]:
        found = match_place(words, 0, self.jurisdiction.key)
        if found is None or found.end != len(words):
            return ()
        return tuple(key for key in found.keys if level_of(host_code(key)) == "county" or is_zone(key))

    def _prefixed(self, words: str) -> Found | None:
        """The reading whose stem the data knows; else the longest full place name with what is left."""
        unknown: Found | None = None
        for keys, prefix, rest in self._prefixes(words):
            if not prefix:
                continue
            if not rest:
                return Found(keys, prefix, named_alone(keys), "")
            stem = find_stem(without_government(rest))
            if stem is not None and not (stem.bare and not prefix):
                return Found(keys, prefix, stem, rest)
            if unknown is None and self._trusted(words, prefix, keys):
                unknown = Found(keys, prefix, generic_stem(rest), rest)
        return unknown

    def _trusted(self, words: str, prefix: str, keys: tuple[str, ...]) -> bool:
        """Whether a prefix may stand although what follows is unknown: full names, level words, the own place's short name."""
        if prefix in LEVEL_WORDS or zone_word_at(prefix):
            return len(words) - len(prefix) > 2 or words[len(prefix) :] in ("局", "厅", "委", "办")
        if prefix[-1:] in "省市区县旗州盟" or is_zone(keys[0]):
            return True
        own = self.jurisdiction.code
        return any(key[:2] == own[:2] or level_of(key) == "province" for key in keys) or (
            len(keys) == 1 and level_of(keys[0]) == "city"
        )

    def _prefixes(self, words: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """Every way to read the front of a name as a place: keys, prefix, rest. The most explicit first."""
        own = self.jurisdiction
        if not own.code and own.name:
            for name in (own.full_name, own.name):
                if words.startswith(name):
                    yield (own.key,), name, words[len(name) :]
        place = match_place(words, 0, self.jurisdiction.key)
        if place is not None and place.short and not is_near(place.keys, self.jurisdiction.key):
            place = None
        if place is not None:
            yield place.keys, words[: place.end], words[place.end :]
        level = _LEVELS.match(words)
        if level:
            yield self._level_keys(level.group()), level.group(), words[level.end() :]
        zone = zone_word_at(words)
        if zone:
            yield self._zone_keys(zone[1]), words[: zone[0]], words[zone[0] :]
        if level and (zone := zone_word_at(words, level.end())):
            yield self._zone_keys(zone[1]), words[: zone[0]], words[zone[0] :]
        if place is not None:
            yield from self._shorter(words, place)
        elif not level and not zone:
            yield (), "", words

    def _shorter(self, words: str, place: PlaceMatch) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """Also 重庆市 + 江北区… read as 重庆市 alone, where the longer reading leaves nothing known."""
        for end in range(place.end - 1, 1, -1):
            found = match_place(words[:end], 0, self.jurisdiction.key)
            if found and found.end == end:
                yield found.keys, words[:end], words[end:]

    def _level_keys(self, word: str) -> tuple[str, ...]:
        """What 区, 市, 省 means in this document; () where the document's place has no such level."""
        own = self.jurisdiction
        level = LEVEL_WORDS.get(word)
        if level is None:
            return ()
        if own.zone and level == "county":
            return (own.zone_id,)
        if not own.code:
            if (
                own.host_code and level != "county"
            ):  # 市 of a district that no list has, in a city that is known
                return (city_of(own.host_code) if level == "city" else own.host_code[:2] + "0000",)
            return (f"{own.key}-{level}" if level != "county" else own.key,)
        if own.level == "nation" or (
            level == "city" and own.level == "province" and own.code[:2] not in MUNICIPALITIES
        ):
            return (f"{own.code}-{level}",)
        if level == "province":
            return (own.code[:2] + "0000",)
        if level == "city":
            return (own.code,) if own.level == "county" and own.name.endswith("市") else (city_of(own.code),)
        if own.level == "county":
            return (own.code,)
        return (f"{own.code}-county",)

    def _zone_keys(self, kind: str) -> tuple[str, ...]:
        own = self.jurisdiction
        if own.zone and own.zone_id.split("-")[1] == kind:
            return (own.zone_id,)
        return (zone_of(own.code or own.key, kind),)

    def _nation(self, words: str) -> Found | None:
        """国家发展改革委, 中国科学技术协会, 最高人民法院, 全国妇联."""
        match = _NATION_WORDS.match(words)
        if match is None:
            return None
        rest = words[match.end() :]
        stem = find_stem(rest)
        if stem is None or stem.bare:
            return Found((NATION,), match.group(), generic_stem(words), words)
        return Found((NATION,), match.group(), stem, rest)

    # -- mentions ------------------------------------------------------------------------------

    def _collective(self, raw: str, words: str, key: str) -> Mention:
        own = self.jurisdiction
        return Mention(
            f"{own.key}.{key}", words, words, "", "collective", own.code, raw, collective=True, key=own.key
        )

    def _field(self, raw: str, words: str, function: str, in_cell: bool) -> Mention:
        """扶贫部门, or a bare 公安 in running text: a field of government and no body; in a cell it has an id of its own."""
        identifier = f"{self.jurisdiction.key}.field-{function}" if in_cell else ""
        return Mention(
            identifier,
            words,
            words,
            function,
            "function_word",
            "",
            raw,
            resolved=False,
            key=self.jurisdiction.key,
        )

    def _mention(self, raw: str, found: Found, in_cell: bool = True) -> Mention:
        stem = found.stem
        key = found.keys[0] if len(found.keys) == 1 else "ambiguous"
        words = squeeze(raw)
        if stem is None or len(found.keys) != 1 or _PERSONAL.search(words):
            return self._unknown(raw, words, key, found)
        if stem.bare and not in_cell:
            return self._field(raw, words, stem.function, in_cell)
        identifier = identifier_of(key, stem, found.rest if is_official(found.prefix) else words)
        name = self._short_name(key, found, words)
        return Mention(
            organization_id=identifier,
            name=name,
            full_name=full_name_of(key, found, words, self._home(key)),
            function=stem.function,
            kind=body_kind(key, stem),
            jurisdiction_code="" if is_level(key) else host_code(key),
            name_raw=raw,
            resolved=not stem.generic or stem.function in ("town", "street"),
            prefix_inherited=found.inherited,
            successor=successor_of(key, stem),
            former_name=bool(stem.until),
            key=key,
            prefix=found.prefix,
        )

    def _home(self, key: str) -> str:
        """The full name of the document's own place where no list has it."""
        own = self.jurisdiction
        return own.full_name if key == own.key and not own.code else ""

    def _unknown(self, raw: str, words: str, key: str, found: Found) -> Mention:
        """Kept as it stands: an id from place and name, no function."""
        function = found.stem.function if found.stem else ""
        place = self.jurisdiction.key if key == "ambiguous" else key
        candidates = (
            tuple(identifier_of(k, found.stem, found.rest) for k in found.keys)
            if found.stem and key == "ambiguous"
            else ()
        )
        return Mention(
            f"{place}.name-{name_hash(words)}", words, words, function, kind_of(function), host_code(place), raw,
            resolved=False, candidates=candidates, key=place, prefix=found.prefix,
        )  # fmt: skip

    def _short_name(self, key: str, found: Found, words: str) -> str:
        stem = found.stem
        if stem is None:
            return words
        if stem.function in ("town", "street"):
            return (
                town_word(found.rest, stem.function)
                if found.prefix in ("", self._own_word())
                else town_word(words, stem.function)
            )
        if stem.generic or has_place_inside(found):
            return words
        if key == NATION:
            return national_name(stem, found, words)
        prefix = self._prefix(key) or (found.prefix if found.prefix in LEVEL_WORDS else "")
        if stem.function == "youth_league":
            return f"团{prefix}委" if len(prefix) == 1 else f"共青团{prefix}委"
        if stem.function == "zone_committee":
            own = prefix == self._own_word() or not is_zone(key)
            return prefix + "管委会" if own else zone_short_name(key) or found.prefix or prefix
        if stem.function in ("party_committee", "party_office") or is_party_committee_organ(stem):
            committee = committee_of(prefix, is_zone(key))
            return committee + stem.name.removeprefix("委")
        return prefix + stem.name

    def _own_word(self) -> str:
        """How the document calls its own place: 区, 县, 市; 区 for a zone."""
        own = self.jurisdiction
        if own.zone:
            return "区"
        if own.level == "nation" or not own.name:
            return ""
        return "自治区" if own.name.endswith("自治区") else own.name[-1]

    def _prefix(self, key: str) -> str:
        own = self.jurisdiction
        if key == own.key:
            return self._own_word()
        if is_level(key):
            return {"county": "区", "city": "市", "province": "省"}[key.rsplit("-", 1)[1]]
        if is_zone(key):
            return zone_word(key) if host_code(key) == own.code and not own.zone else zone_short(key)
        if (
            key in parents_of(own.code)
            or key == own.host_code
            or (own.host_code and key in parents_of(own.host_code))
        ):
            name = place_name(key)
            return "自治区" if name.endswith("自治区") else name[-1]
        return place_name(key)
