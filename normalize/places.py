"""Places of GB/T 2260 to county level and development zones; jurisdictions.py finds that of a document.

Data: data/places.csv (codes in use and former ones with their successor), data/zones.csv and
data/zones_statistical.csv (zones have no GB/T 2260 code of their own: they carry that of their host).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..lightclass import dataclass
from ..model import Finding
from ..text import lazy
from .datafiles import lines, rows
from .vocabulary import name_hash

NATION = "000000"
MUNICIPALITIES = ("11", "12", "31", "50")
# What a level is called in front of a name: 区生态环境局, 市发展改革委, 自治区党委.
LEVEL_WORDS = {
    "区": "county",
    "县": "county",
    "旗": "county",
    "市": "city",
    "州": "city",
    "盟": "city",
    "地区": "city",
    "省": "province",
    "自治区": "province",
}
_ZONE_KINDS = {
    "经济技术开发区": "etdz", "经开区": "etdz", "经济开发区": "etdz", "开发区": "etdz", "高新技术产业开发区": "hidz",
    "高新技术开发区": "hidz", "高新技术产业园区": "hidz", "高新区": "hidz", "综合保税区": "bonded", "保税区": "bonded", "保税港区": "bonded",
    "自由贸易试验区": "ftz", "自贸试验区": "ftz", "自贸区": "ftz", "新区": "new", "度假区": "resort", "旅游度假区": "resort",
    "示范区": "demo", "实验区": "pilot", "合作区": "coop", "管理区": "mgmt", "工业园区": "park", "产业园区": "park", "科学城": "science",
}  # fmt: skip
_ZONE_WORD = lazy("|".join(sorted(_ZONE_KINDS, key=len, reverse=True)))
# Kinds of which a place hosts one as a rule; parks (工业园区) are many and keep their own names.
_SINGLE_KINDS = frozenset(("etdz", "hidz", "new", "ftz"))
_CLASS = lazy(r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|新区|[省市区县旗州盟])$")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place of GB/T 2260: its code in use, official name and level (nation, province, city, county)."""

    code: str
    name: str

    @property
    def level(self) -> str:
        return level_of(self.code)


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone: `zone_id` is <host code>-<kind>; `confidence` published, known, likely, statistical."""

    zone_id: str
    name: str
    short_names: tuple[str, ...]
    kind: str
    host_code: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place a document speaks for.

    `code` is GB/T 2260 (for a zone: its host's), "" if unknown; `key` is what organisation ids begin with:
    the code, the zone's id (500111-etdz), or local_ and a hash for a place that no list has. `parents` are names from the province down.
    """

    code: str = ""
    name: str = ""
    level: str = ""  # nation, province, city, county, zone
    full_name: str = ""  # with the city or municipality in front: 重庆市渝北区
    parents: tuple[str, ...] = ()
    zone: bool = False
    host_code: str = ""
    zone_id: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        unlisted = f"local_{name_hash(self.full_name)}" if self.full_name else "local"
        return self.zone_id or self.code or unlisted


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Where a place name ends in a text and which key it stands for; several keys if it is ambiguous."""

    end: int
    keys: tuple[str, ...]
    short: bool = False  # written without its 区, 县, 市


def level_of(code: str) -> str:
    """Level of a GB/T 2260 code.

    >>> level_of("500000"), level_of("420600"), level_of("500111"), level_of("000000")
    ('province', 'city', 'county', 'nation')
    """
    if code == NATION:
        return "nation"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def short_place(name: str) -> str:
    """A place name without its class word and without the names of peoples; the name itself if one sign is left.

    >>> short_place("渝北区"), short_place("恩施土家族苗族自治州"), short_place("内蒙古自治区"), short_place("忠县")
    ('渝北', '恩施', '内蒙古', '忠县')
    """
    if "自治" not in name and name[-1:] in "市县" and name[-2:-1] not in "林特新":
        return name[:-1] if len(name) > 2 else name
    cut = _CLASS.sub("", name)
    if "自治" in name and not name.startswith("内蒙古"):
        peoples = _peoples()
        while match := peoples.search(cut):
            if len(cut[: match.start()]) < 2:
                break
            cut = cut[: match.start()]
    return cut if len(cut) > 1 else name


@cache
def _peoples() -> re.Pattern[str]:
    names = sorted((row["name"] for row in rows("ethnic_groups.csv")), key=len, reverse=True)
    return lazy("(?:" + "|".join(names) + ")$")


@cache
def place_lines() -> tuple[tuple[str, str, str, str], ...]:
    """places.csv: code, name, last year ("" while in use), code in use now."""
    return tuple((line[0], line[1], line[2], line[3]) for line in lines("places.csv")[1:])


@cache
def _names() -> dict[str, str]:
    """Code in use -> name."""
    return {NATION: "全国", **{code: name for code, name, last, _now in place_lines() if not last}}


@cache
def _former() -> dict[str, tuple[str, str]]:
    """Former code -> (former name, code in use now or "")."""
    return {code: (name, now) for code, name, last, now in place_lines() if last and code not in _names()}


@cache
def _by_first_sign() -> dict[str, list[tuple[str, str, str, str]]]:
    table: dict[str, list[tuple[str, str, str, str]]] = {}
    for line in place_lines():
        table.setdefault(line[1][:1], []).append(line)
    return table


@cache
def _index(first: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Full names and short names that begin with a sign -> codes in use. A former name stands for its successor.

    Made sign by sign: a document asks for a few dozen of the 3,500 names.
    """
    full: dict[str, tuple[str, ...]] = {}
    short: dict[str, tuple[str, ...]] = {}
    for code, name, last, now in _by_first_sign().get(first, ()):
        use = now if last else code
        if not use:
            continue
        _add(full, name, use)
        bare = short_place(name)
        if bare != name:
            _add(short, bare, use)
        if "自治" in name:  # 恩施州, 酉阳县, 广西自治区
            for key in (bare + name[-1], bare + name[-3:]):
                if len(key) > 2 and name.endswith(("自治州", "自治县", "自治旗", "自治区")):
                    _add(full, key, use)
    return full, {key: codes for key, codes in short.items() if key not in full}


def _add(table: dict[str, tuple[str, ...]], key: str, code: str) -> None:
    codes = table.get(key)
    if codes is None:
        table[key] = (code,)
    elif code not in codes:
        table[key] = (*codes, code)


@cache
def zones() -> tuple[Zone, ...]:
    """Every zone of the data, hand-checked rows first."""
    known = [
        Zone(
            r["zone_id"],
            r["name"],
            tuple(filter(None, r["short_names"].split("|"))),
            r["kind"],
            r["host_code"],
            r["confidence"],
        )
        for r in rows("zones.csv")
    ]
    taken = {name for zone in known for name in (zone.name, *zone.short_names)}
    counts: dict[str, int] = {zone.zone_id: 1 for zone in known}
    for row in rows("zones_statistical.csv"):
        if row["name"] in taken:
            continue
        word = _ZONE_WORD.search(row["name"])
        kind = _ZONE_KINDS[word.group()] if word else "park"
        zone_id = f"{row['host_code']}-{kind}"
        counts[zone_id] = counts.get(zone_id, 0) + 1
        suffix = f"-{row['nbs_code']}" if counts[zone_id] > 1 else ""
        known.append(
            Zone(
                zone_id + suffix,
                row["name"],
                _zone_shorts(row["name"]),
                kind,
                row["host_code"],
                "statistical",
            )
        )
    return tuple(known)


def _zone_shorts(name: str) -> tuple[str, ...]:
    """合肥高新技术产业开发区 -> 合肥高新区; 扬州经济技术开发区 -> 扬州经开区."""
    out = (
        name.replace("高新技术产业开发区", "高新区")
        .replace("经济技术开发区", "经开区")
        .replace("高新技术开发区", "高新区")
    )
    return (out,) if out != name else ()


@cache
def _zone_index() -> dict[str, Zone]:
    return {name: zone for zone in reversed(zones()) for name in (zone.name, *zone.short_names)}


@cache
def _zone_ids() -> dict[str, Zone]:
    return {zone.zone_id: zone for zone in zones()}


# --------------------------------------------------------------------------------------------------
# Keys: a GB/T 2260 code or a zone id


def host_code(key: str) -> str:
    """GB/T 2260 code of a key; "" for a place that is not known."""
    code = key.split("-", 1)[0]
    return code if code.isdigit() else ""


def is_zone(key: str) -> bool:
    """Whether a key is a zone's id."""
    return "-" in key and not is_level(key)


def is_level(key: str) -> bool:
    """Whether a key says only a level: 市 in a document of the nation is 000000-city, no place."""
    return key.endswith(("-county", "-city", "-province"))


def place_name(key: str) -> str:
    """Official name of a key: 渝北区, 重庆市某某经济技术开发区; "" if unknown."""
    if is_zone(key):
        zone = _zone_ids().get(key)
        return zone.name if zone else place_name(host_code(key)) + zone_word(key)
    return _names().get(key, "")


def zone_word(key: str) -> str:
    """How a zone is called inside its host's documents: 经开区, 高新区, 新区.

    >>> zone_word("500111-etdz"), zone_word("500111-hidz")
    ('经开区', '高新区')
    """
    kind = key.split("-")[1] if is_zone(key) else ""
    words = {"etdz": "经开区", "hidz": "高新区", "new": "新区", "bonded": "保税区", "ftz": "自贸区"}
    return words.get(kind) or next((word for word, value in _ZONE_KINDS.items() if value == kind), "园区")


def parents_of(code: str) -> tuple[str, ...]:
    """Codes above a code, from the province down.

    >>> parents_of("500111"), parents_of("420606")
    (('500000',), ('420000', '420600'))
    """
    if code in ("", NATION):
        return ()
    above = [code[:2] + "0000", code[:4] + "00"]
    return tuple(c for c in above if c != code and c in _names())


def full_place_name(key: str) -> str:
    """The name official bodies carry: a district takes its city in front, a county stands alone.

    >>> full_place_name("500112"), full_place_name("420606"), full_place_name("421022")
    ('重庆市渝北区', '襄阳市樊城区', '公安县')
    """
    if is_zone(key):
        return place_name(key)
    name, above = place_name(key), parents_of(key)
    if above and ((name.endswith("区") and level_of(key) == "county") or key[:2] in MUNICIPALITIES):
        return place_name(above[-1]) + name
    return name


def city_of(code: str) -> str:
    """What 市 means in a document of a place: the city itself, its prefecture, or the municipality.

    >>> city_of("500111"), city_of("420606"), city_of("420600"), city_of("429004")
    ('500000', '420600', '420600', '429004')
    """
    if code[:2] in MUNICIPALITIES:
        return code[:2] + "0000"
    if code[2:4] == "90" or level_of(code) in ("city", "nation", "province"):
        return code
    return code[:4] + "00"


# --------------------------------------------------------------------------------------------------
# Names in a text


@lru_cache(maxsize=16384)
def match_place(text: str, start: int = 0, context: str = "") -> PlaceMatch | None:
    """The place whose name begins at `start`, as far down as the text goes: 广西梧州藤县 is one place.

    `context` (a key) decides between namesakes: 鼓楼区 in a document of 南京. Short names (渝北) are
    taken too; the caller decides whether to trust them (`short`).
    """
    zone = _zone_at(text, start) or _free_trade_zone(text, start)
    if zone:
        return zone
    keys: tuple[str, ...] = ()
    position, short = start, False
    while True:
        step = _step(text, position, keys, context)
        if step is None:
            break
        position, keys, short = step
    if not keys:
        return None
    below = _zone_at(text, position, keys[0]) if len(keys) == 1 else None
    return below or PlaceMatch(position, keys, short)


_FREE_TRADE = lazy(r"中国[(（](\p{Han}{2,8})[)）]自由贸易(?:试验)?区")


def _free_trade_zone(text: str, start: int) -> PlaceMatch | None:
    """中国（山东）自由贸易试验区 belongs to the place in its bracket."""
    found = _FREE_TRADE.match(text, start) if text.startswith("中国", start) else None
    inner = match_place(found.group(1)) if found else None
    if found is None or inner is None or len(inner.keys) != 1:
        return None
    return PlaceMatch(found.end(), (zone_of(inner.keys[0], "ftz"),))


# 云溪县 is not 云溪区: a short name with another level behind it is another place, one that no list has.
_NO_OTHER_LEVEL = {**dict.fromkeys("县旗", "域区市乡级"), **dict.fromkeys("区市州盟", "域县场政级民内外")}


def _is_other_level(text: str, position: int) -> bool:
    words = _NO_OTHER_LEVEL.get(text[position : position + 1])
    return words is not None and (text[position + 1 : position + 2] or "。") not in words


def _step(
    text: str, start: int, within: tuple[str, ...], context: str
) -> tuple[int, tuple[str, ...], bool] | None:
    full, short = _index(text[start : start + 1])
    for length in range(min(15, len(text) - start), 1, -1):
        word = text[start : start + length]
        for table, is_short in ((full, False), (short, True)):
            codes = table.get(word)
            if is_short and codes and _is_other_level(text, start + length):
                continue
            if codes and (chosen := _choose(codes, within, context)):
                return start + length, _still_called(word, chosen), is_short
    return None


def _still_called(word: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Of namesakes those that have the name today: 鼓楼区 of today before one that was merged away."""
    today = tuple(code for code in codes if _names().get(code) == word) if len(codes) > 1 else ()
    return today or codes


def _choose(codes: tuple[str, ...], within: tuple[str, ...], context: str) -> tuple[str, ...]:
    """Of namesakes: those inside the place read before, else those nearest to the document's own place."""
    if within:
        return tuple(c for c in codes if any(c != w and c.startswith(w.rstrip("0") or "!") for w in within))
    if len(codes) > 1 and context:
        code = host_code(context)
        for width in (6, 4, 2):
            near = tuple(c for c in codes if code and c[:width] == code[:width])
            if near:
                return near if len(near) == 1 else _highest(near)
    return _highest(codes)


def _highest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """吉林 is the province, not its city; 朝阳区 of four cities stays ambiguous."""
    order = ("province", "city", "county")
    for level in order:
        found = tuple(c for c in codes if level_of(c) == level)
        if found:
            return found
    return codes


def _zone_at(text: str, start: int, host: str = "") -> PlaceMatch | None:
    """A zone whose name begins here, or (after a place) one of that place: 湖北+襄阳+高新区."""
    index = _zone_index()
    for length in range(min(24, len(text) - start), 2, -1):
        zone = index.get(text[start : start + length])
        if zone is not None:
            return PlaceMatch(start + length, (zone.zone_id,))
    word = _ZONE_WORD.match(text, start) if host else None
    if word and _ZONE_KINDS[word.group()] in _SINGLE_KINDS:
        return PlaceMatch(word.end(), (zone_of(host, _ZONE_KINDS[word.group()]),))
    return None


def zone_word_at(text: str, start: int = 0) -> tuple[int, str] | None:
    """End and kind of a bare zone word: 经开区 in 经开区财务局."""
    word = _ZONE_WORD.match(text, start)
    kind = _ZONE_KINDS[word.group()] if word else ""
    return (word.end(), kind) if word and kind in _SINGLE_KINDS else None


def zone_short_name(key: str) -> str:
    """The shortest name of a zone that the data knows: 重庆高新区; "" for one it does not know."""
    zone = _zone_ids().get(key)
    return min((zone.name, *zone.short_names), key=len) if zone else ""


def zone_of(host: str, kind: str) -> str:
    """Id of the zone of that kind which a place hosts: the only known one, else <host>-<kind> without a name."""
    found = [zone for zone in zones() if zone.host_code == host and zone.kind == kind]
    return found[0].zone_id if len(found) == 1 else f"{host}-{kind}"


def is_near(keys: tuple[str, ...], context: str) -> bool:
    """Whether a short place name may be meant in a document of `context`: 会同 (a county of 湖南) is a verb elsewhere."""
    own = host_code(context)
    return own in ("", NATION) or all(
        level_of(host_code(key)) != "county" or key[:2] == own[:2] for key in keys
    )


def ends_with_place(words: str) -> bool:
    """Whether words end in the name of a place or zone, or in a bare zone word (经开区)."""
    known = _zone_index()
    ends = (words[-length:] for length in range(2, len(words) + 1))
    return any(
        end in known or end in _ZONE_KINDS or any(end in names for names in _index(end[0])) for end in ends
    )


def jurisdiction(key: str) -> Jurisdiction:
    """The jurisdiction of a code (also a former one) or zone id; an empty one for a key the data does not have."""
    if is_zone(key):
        return _zone_jurisdiction(key)
    code = key if key in _names() else _former().get(key, ("", ""))[1]
    if not code:
        return Jurisdiction()
    above = tuple(place_name(c) for c in parents_of(code))
    return Jurisdiction(code, place_name(code), level_of(code), full_place_name(code), above)


def _zone_jurisdiction(key: str) -> Jurisdiction:
    host = host_code(key)
    above = tuple(place_name(c) for c in (*parents_of(host), host) if c in _names())
    return Jurisdiction(host, place_name(key), "zone", place_name(key), above, True, host, key)


def keys_in(text: str, context: str = "") -> Iterable[str]:
    """Every place or zone a text names in full, in order (used to explain names)."""
    position = 0
    while position < len(text):
        found = match_place(text, position, context)
        if found and not found.short:
            yield from found.keys
            position = found.end
        else:
            position += 1
