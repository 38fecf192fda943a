"""Places of GB/T 2260 to county level, development zones, and the jurisdiction a document speaks for.

Data: data/places.csv (codes in use and former ones with their successor), data/zones.csv and
data/zones_statistical.csv (zones have no GB/T 2260 code of their own: they carry that of their host).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from ..lightclass import dataclass
from ..model import Finding
from ..text import fold, lazy
from .codes import credit_code
from .datafiles import lines, rows

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
    the code, or the zone's id (500111-etdz). `parents` are names from the province down.
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
        return self.zone_id or self.code or "local"


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
    cut = re.sub(
        r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|新区|[省市区县旗州盟])$", "", name
    )
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
    return re.compile("(?:" + "|".join(names) + ")$")


@cache
def _lines() -> tuple[tuple[str, str, str, str], ...]:
    """places.csv: code, name, last year ("" while in use), code in use now."""
    return tuple((line[0], line[1], line[2], line[3]) for line in lines("places.csv")[1:])


@cache
def _names() -> dict[str, str]:
    """Code in use -> name."""
    return {NATION: "全国", **{code: name for code, name, last, _now in _lines() if not last}}


@cache
def _former() -> dict[str, tuple[str, str]]:
    """Former code -> (former name, code in use now or "")."""
    return {code: (name, now) for code, name, last, now in _lines() if last and code not in _names()}


@cache
def _by_first_sign() -> dict[str, list[tuple[str, str, str, str]]]:
    table: dict[str, list[tuple[str, str, str, str]]] = {}
    for line in _lines():
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
_OTHER_LEVEL = lazy(r"[县旗](?!域|区|市|乡|级)|[区市州盟](?!域|县|场|政|级|民|内|外)")


def _step(
    text: str, start: int, within: tuple[str, ...], context: str
) -> tuple[int, tuple[str, ...], bool] | None:
    full, short = _index(text[start : start + 1])
    for length in range(min(15, len(text) - start), 1, -1):
        word = text[start : start + length]
        for table, is_short in ((full, False), (short, True)):
            codes = table.get(word)
            if is_short and codes and _OTHER_LEVEL.match(text, start + length):
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


# --------------------------------------------------------------------------------------------------
# The jurisdiction of a document

# 渝北府发〔2021〕1号: the place, then 府, 政, 委, 党; without one (青海规[2021]1号 of 青岛市海洋发展局) it may be any word.
_DOC_NUMBER = lazy(
    r"^\s*(\p{Han}{2,6}?)(?:人民政府|政府|府|政|委|党)(?:办|规|发|函|字|文|综|秘|通|令)*\s*[〔\[(﹝]"
)
_NATIONAL_NUMBER = lazy(r"^\s*(?:国发|国办|国函|中办|中发|国令)(?:发|函|电|明|字|文|秘)*\s*[〔\[(（﹝第]")
_NATIONAL_ISSUER = lazy(
    r"^(?:中华人民共和国|国务院|中共中央|国家(?!税务总局.)|中央|全国|最高人民)|^(?!.*[委组统宣])\p{Han}{2,8}部(?:办公厅)?$"
)


def jurisdiction_of(
    *,
    title: str = "",
    issuer: str = "",
    doc_number: str = "",
    index_number: str = "",
    site_code: str | None = None,
    site_domain: str | None = None,
) -> Jurisdiction:
    """The place a document speaks for, from what it says about itself; conflicts are in `findings`.

    Order of trust: the issuer's name, the title, the credit code inside the index number (if its check
    digit holds), the word in front of the document number, the site code (GB/T 2260 in its first six digits).
    The sign of a province in a document number (浙政办发) counts where nothing else names a place.
    A zone in the issuer or title is more exact than its host's code, and no conflict.

    >>> found = jurisdiction_of(issuer="重庆市渝北区人民政府办公室")
    >>> found.code, found.name, found.level, found.full_name
    ('500112', '渝北区', 'county', '重庆市渝北区')
    """
    del site_domain  # host names are no codes: kept for callers that only have those
    findings: list[Finding] = []
    code_key = _index_key(index_number, findings)
    named = [
        (field, key)
        for field, text in (("issuer", issuer), ("title", title))
        for key in _first_key(text, code_key)
    ]
    stated = [*named, *_coded(code_key, doc_number, site_code)]
    sign, province = _sign(doc_number)
    if not stated and not province:
        findings.append(Finding("warning", "jurisdiction_unknown", field="jurisdiction", raw=issuer or title))
        return Jurisdiction(findings=tuple(findings))
    if not stated:
        findings.append(_by_sign(sign, province, doc_number))
        return replace(jurisdiction(province), findings=tuple(findings))
    chosen = _most_exact(stated)
    if province and not _fits_sign(chosen, sign, province):
        findings.append(_conflict("doc_number", province, chosen))
    for field, key in stated:
        if not _agree(chosen, key):
            findings.append(_conflict(field, key, chosen))
    findings.extend(_former_names(issuer or title, host_code(chosen)))
    return replace(jurisdiction(chosen), findings=tuple(findings))


def _index_key(index_number: str, findings: list[Finding]) -> str:
    """Code in use of the credit code in an index number; "" if there is none or its check digit fails."""
    found = credit_code(index_number)
    if found is None:
        return ""
    if not found.valid:
        findings.append(
            Finding(
                "warning",
                "credit_code_invalid",
                field="index_number",
                raw=index_number,
                params={"code": found.code},
            )
        )
        return ""
    return jurisdiction(found.place_code).code


def _coded(code_key: str, doc_number: str, site_code: str | None) -> Iterator[tuple[str, str]]:
    if code_key:
        yield "index_number", code_key
    if number_key := _number_key(doc_number, code_key):
        yield "doc_number", number_key
    if site_code and (site_key := jurisdiction(site_code[:6]).code):
        yield "site_code", site_key


def _first_key(text: str, context: str) -> tuple[str, ...]:
    """The first place or zone that a title or issuer names; () if none or if namesakes cannot be told apart."""
    copy = re.sub(r"\s+", "", fold(text))
    if not copy:
        return ()
    if _NATIONAL_ISSUER.search(copy):
        return (NATION,)
    for start in range(min(len(copy), 40)):
        found = match_place(copy, start, context)
        if found and (not found.short or start == 0):
            return found.keys if len(found.keys) == 1 else ()
    return ()


def _number_key(doc_number: str, context: str) -> str:
    """The place whose short name a document number begins with: 渝北府发〔2021〕1号; one-sign words (京, 皖) are read by `_sign`."""
    if _NATIONAL_NUMBER.match(doc_number):
        return NATION
    match = _DOC_NUMBER.match(fold(doc_number))
    found = match_place(match.group(1), 0, context) if match else None
    return (
        found.keys[0] if found and len(found.keys) == 1 and match and found.end == len(match.group(1)) else ""
    )


@cache
def _formers() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code in use -> former names that stand for it today, with the last year of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for _code, name, last, now in _lines():
        if last and now and name != _names().get(now):
            found.setdefault(now, []).append((name, last))
    return {code: tuple(sorted(set(names))) for code, names in found.items()}


def _former_names(text: str, code: str) -> Iterator[Finding]:
    """A place named by a name that is out of use: 下城区 until 2020, now 拱墅区."""
    copy = re.sub(r"\s+", "", fold(text))
    for name, last in _formers().get(code, ()):
        if name in copy and place_name(code) not in copy:
            params = {"name": name, "last": last, "now": place_name(code)}
            yield Finding("info", "jurisdiction_former_place", field="jurisdiction", raw=name, params=params)


@cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["code"] for row in rows("place_signs.csv")}


_SIGN = lazy(r"^\s*(\p{Han}{2})(?:办|规|发|函|字|文|综|秘|通|令|任|电|告|明)*\s*[〔\[(﹝]")


def _sign(doc_number: str) -> tuple[str, str]:
    """The sign of a province in front of a document number and its code: 浙政办发〔2022〕5号; ("", "") if there is none."""
    match = _SIGN.match(fold(doc_number))
    sign = match.group(1) if match else ""
    return (sign, _signs()[sign]) if sign in _signs() else ("", "")


def _fits_sign(chosen: str, sign: str, province: str) -> bool:
    """Whether a place may use the sign: it lies in the province, or 晋政 is 晋江市's own word in another one."""
    code = host_code(chosen)
    own = (place_name(key) for key in (code, *parents_of(code)))
    return code[:2] == province[:2] or any(name.startswith(sign[0]) for name in own)


def _by_sign(sign: str, province: str, doc_number: str) -> Finding:
    params = {"sign": sign, "name": place_name(province)}
    return Finding("info", "jurisdiction_by_sign", field="jurisdiction", raw=doc_number, params=params)


def _most_exact(stated: list[tuple[str, str]]) -> str:
    """The issuer's or title's place; made more exact by a source below it that agrees (title 某市某区 over issuer 某市)."""
    chosen = stated[0][1]
    for _field, key in stated[1:]:
        if key != chosen and _inside(key, chosen) and level_of(host_code(chosen)) != "nation":
            chosen = key
    return chosen


def _inside(key: str, outer: str) -> bool:
    if is_zone(outer):
        return False
    inner = host_code(key)
    return (is_zone(key) and inner == outer) or (
        inner != outer and inner.startswith(outer.rstrip("0") or "!")
    )


def _agree(chosen: str, key: str) -> bool:
    return (
        key == chosen or _inside(chosen, key) or _inside(key, chosen) or host_code(chosen) == host_code(key)
    )


def _conflict(field: str, key: str, chosen: str) -> Finding:
    params = {"stated": place_name(key), "chosen": place_name(chosen)}
    level = "info" if field == "doc_number" else "warning"  # 伊州政办发 is 伊犁州, not 伊州区
    return Finding(level, "jurisdiction_conflict", field=field, raw=place_name(key), params=params)


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
