"""How a body is called: its id, short name, full name and kind, from its place and the stem of its name."""

from __future__ import annotations

import re

from ..lightclass import dataclass
from ..text import lazy
from .places import (
    NATION,
    full_place_name,
    host_code,
    is_level,
    is_zone,
    place_name,
    zone_short_name,
    zone_word,
    zone_word_at,
)
from .vocabulary import BODY_KINDS, Stem, find_stem, functions, kind_of, name_hash, national

_GOVERNMENT = lazy(r"(?:人民)?政府$")


@dataclass(frozen=True, slots=True)
class Found:
    """A name taken apart: place keys, the words of the prefix, and the stem."""

    keys: tuple[str, ...]
    prefix: str
    stem: Stem | None
    rest: str
    inherited: bool = False


_NOTE = lazy(r"[(（][^()（）]*[)）]\s*$")
_INNER_NOTE = lazy(r"[(（](?:原|含|已|留牌|待核|筹)[^()（）]*[)）]")
PARTY = lazy(r"^(?:中共|中国共产党)")
PARTY_REST = lazy(r"^(?:党工委|工作委员会|委员会|工委|党委|党组|委)(?=.|$)")
_MINISTRY = lazy(r"(?:部|总局|署)$")
_COMPANY = lazy(r"(?:有限责任公司|有限公司)(?:\p{Han}{0,10}分公司)?$")


def without_notes(words: str) -> str:
    """A name without its last bracket (挂牌, former name): 市教育局(市语委办); 某某局(原某某委)."""
    cut = _INNER_NOTE.sub("", words)
    while True:
        shorter = _NOTE.sub("", cut)
        if shorter == cut or len(shorter) < 2:
            return cut
        cut = shorter


def without_government(rest: str) -> str:
    """人民政府国有资产监督管理委员会 is a body of its own; 人民政府办公室 is a row as it stands."""
    for words in ("人民政府", "政府", "管理委员会", "管委会"):
        if rest.startswith(words) and find_stem(rest) is None and find_stem(rest[len(words) :]) is not None:
            return rest[len(words) :]
    return rest


def named_alone(keys: tuple[str, ...]) -> Stem | None:
    """A zone named alone is its committee (责任单位 经开区); a place named alone is its government."""
    return find_stem("管委会") if all(is_zone(key) for key in keys) else find_stem("政府")


def has_place_inside(found: Found) -> bool:
    """Vertical bodies named after a place: 某某海关, 某某证监局 keep their words."""
    function = functions().get(found.stem.function) if found.stem else None
    if found.stem and found.stem.whole:
        return found.stem.function not in _VERTICAL
    return bool(
        function
        and function.vertical == "central"
        and len(found.prefix) > 1
        and found.prefix[-1] not in "省市区县旗州"
    )


def committee_of(prefix: str, in_zone: bool) -> str:
    """How a party committee is called: 区委, 某县委, 自治区党委, 党工委 of a zone."""
    if in_zone:
        return "党工委" if len(prefix) == 1 else prefix + "党工委"
    return prefix + ("党委" if prefix.endswith("自治区") else "委")


def is_party(stem: Stem) -> bool:
    """Whether a stem belongs behind a party committee: its organs, bodies beside it."""
    return is_party_committee_organ(stem) or kind_of(stem.function) in (
        "party_organ",
        "public_institution",
        "coordinating_body_office",
        "mass_organization",
    )


def is_party_committee_organ(stem: Stem) -> bool:
    """Whether a stem is an organ of a party committee: 宣传部, 网信办; not the committee or its school."""
    return stem.function.startswith("party_") and stem.function not in (
        "party_committee",
        "party_school",
        "party_history",
        "party_discipline",
        "party_supervision",
    )


def is_ministry(words: str, stem: Stem) -> bool:
    """Core + 部 / 总局 / 署 is of the central state; 组织部, 宣传部, 人武部 are rows of their own kind."""
    return (
        bool(_MINISTRY.search(words))
        and not stem.bare
        and kind_of(stem.function) == "government_department"
        and words[-3:] != "人武部"
        and stem.function != "garrison"
    )


def short_name_of(function: str, fallback: str) -> str:
    """The canonical short name of a vertical body, else the name of its function."""
    names = {"tax": "税务局", "central_bank": "人民银行", "nfra": "金融监管局", "csrc": "证监局", "stat_survey": "调查队", "power_grid": "供电公司",
             "youth_league": "团委", "cppcc": "政协", "forex": "外汇管理局", "mine_safety": "矿山安全监察局", "civil_aviation": "民航局"}  # fmt: skip
    return names.get(function, fallback)


def is_official(prefix: str) -> bool:
    """Whether a prefix can be cut off a name without loss: 区, 经开区, 渝北区; not the 渝北 of 渝北工业园区."""
    return not prefix or prefix[-1] in "省市区县旗州盟"


def identifier_of(key: str, stem: Stem | None, rest: str) -> str:
    """The id of a body: <place>.<function>, or <place>.<ending>-<hash> where the vocabulary does not know it."""
    if stem is None:
        return f"{key}.name-{name_hash(rest)}"
    if stem.generic:
        if "公司" in rest and _COMPANY.search(rest):
            return f"cn.company-{name_hash(rest)}"
        return f"{key}.{stem.function}-{name_hash(town_word(rest, stem.function))}"
    return f"{key}.{stem.function}" + (f"_{stem.variant}" if stem.variant else "")


def town_word(rest: str, function: str) -> str:
    """石林镇, 石林镇政府 and 石林镇人民政府 are one body."""
    if function == "town":
        return _GOVERNMENT.sub("", rest)
    return (
        re.sub(r"(?:人民政府)?(?:街道办事处|街道办|街道)$", "街道", rest).replace("人民政府", "")
        if function == "street"
        else rest
    )


def body_kind(key: str, stem: Stem) -> str:
    """What kind of body a stem is; an office of a development zone has a kind of its own."""
    kind = BODY_KINDS.get(stem.variant) or kind_of(stem.function)
    return "development_zone_bureau" if is_zone(key) and kind == "government_department" else kind


def successor_of(key: str, stem: Stem) -> str:
    """The id of the body that took over, "" if none did."""
    found = functions().get(stem.function)
    return f"{key}.{found.successor}" if found and found.successor else ""


def zone_short(key: str) -> str:
    """A zone by its short name: 东湖高新区."""
    name = place_name(key)
    return name.replace("经济技术开发区", "经开区").replace("高新技术产业开发区", "高新区") or zone_word(key)


def national_name(stem: Stem, found: Found, words: str) -> str:
    """How a body of the central state is called."""
    words = without_notes(words)
    if national(words) is stem:
        return stem.name
    if found.prefix == "中央":
        return words
    if found.prefix in ("", "国家") and _MINISTRY.search(words):
        return words
    return (
        (found.prefix or "国家") + stem.name
        if not stem.name.startswith(found.prefix or "国家")
        else stem.name
    )


def full_name_of(key: str, found: Found, words: str, home: str) -> str:
    """Region's full name + official words; party organs, vertical bodies and the league have patterns of their own."""
    stem = found.stem
    if stem is None:
        return words
    region = "" if is_level(key) else home or _region(key, found.prefix)
    words = without_notes(words)
    if not region or key == NATION:
        ministry = key == NATION and words.endswith("部") and not stem.generic
        return stem.full if national(words) is stem else "中华人民共和国" + words if ministry else words
    if stem.generic:
        if stem.function in ("town", "street"):
            return (
                region
                + town_word(found.rest, stem.function)
                + ("人民政府" if stem.function == "town" else "办事处")
            )
        placed = (
            found.prefix
            and is_official(found.prefix)
            and not found.prefix.startswith("中国")
            and not stem.whole
        )
        return (
            region + found.rest
            if placed and not ("公司" in words and _COMPANY.search(words)) and not PARTY.match(words)
            else words
        )
    if has_place_inside(found):
        return words
    special = _VERTICAL.get(stem.function)
    if special:
        words = special.format(R=region)
        return (
            words.replace("委员会", "工作委员会")
            if is_zone(key) and stem.function == "youth_league"
            else words
        )
    if is_party_committee_organ(stem) or stem.function in ("party_committee", "party_office"):
        committee = "工作委员会" if is_zone(key) else "委员会"
        return f"中共{region}{committee}{PARTY_REST.sub('', stem.full) if stem.function in ('party_committee', 'party_office') else stem.full}"
    return region + stem.full


def _region(key: str, prefix: str) -> str:
    """Full name of a place; a zone that the data does not know keeps the words it was printed with."""
    if is_zone(key) and not zone_short_name(key):
        bare = zone_word_at(prefix)
        return (
            full_place_name(host_code(key)) + prefix
            if bare and bare[0] == len(prefix)
            else prefix or full_place_name(key)
        )
    return full_place_name(key)


_VERTICAL = {
    "tax": "国家税务总局{R}税务局",
    "youth_league": "共青团{R}委员会",
    "cppcc": "中国人民政治协商会议{R}委员会",
    "party_discipline": "中共{R}纪律检查委员会 {R}监察委员会",
}
