"""The vocabulary of organisations, read from the data files: functions, aliases, endings, collectives.

`functions.csv` one row per function (id, kind, successor); `organizations_aliases.csv` one row per stem,
as `core` (takes any office word: 教育 + 局, 委, 厅) or `name` (whole: 教委); `organizations_endings.csv`
generic endings; `organizations_patterns.csv` names with the place inside (国家税务总局…税务局);
`organizations_national.csv` bodies of the central state; `organizations_collectives.csv` the words of
bodies that name no single organisation. A new alias is a row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from ..lightclass import dataclass
from ..text import lazy, squeeze
from .datafiles import lines, read_columns, rows

# An office word behind a core: printed form, short form, official form.
_OFFICES: tuple[tuple[str, str, str], ...] = (
    ("委员会办公室", "委办公室", "委员会办公室"), ("工作办公室", "办", "工作办公室"), ("委员会", "委", "委员会"), ("委(局)", "委", "委员会"),
    ("办公室", "办", "办公室"), ("办公厅", "办公厅", "办公厅"), ("总局", "总局", "总局"), ("分局", "分局", "分局"), ("支局", "支局", "支局"),
    ("管理局", "局", "管理局"), ("工作局", "局", "工作局"), ("委", "委", "委员会"), ("局", "局", "局"), ("厅", "厅", "厅"), ("办", "办", "办公室"),
    ("部", "部", "部"), ("署", "署", "署"),
)  # fmt: skip
# The shortest first, so that the core is as long as it can be: 市场监督管理 + 局, not 市场监督 + 管理局.
OFFICES = tuple(sorted(_OFFICES, key=lambda office: len(office[0])))
# Office words that make another body of the same field: 金融发展事务中心 is not 金融局.
OTHER_OFFICES = (
    ("事业服务中心", "public_service_center"), ("事业发展中心", "public_development_center"), ("服务中心", "service_center"), ("事务中心", "affairs_center"),
    ("管理中心", "management_center"), ("发展中心", "development_center"), ("保障中心", "support_center"), ("中心", "center"), ("总站", "general_station"),
    ("站", "station"), ("总队", "corps"), ("支队", "detachment"), ("大队", "brigade"), ("中队", "squad"), ("研究院", "academy"), ("研究所", "institute"),
    ("学会", "society"), ("协会", "association"), ("集团", "company"), ("学校", "school"),
)  # fmt: skip
_VARIANT_KINDS = {
    "public_institution": "public_service_center public_development_center service_center affairs_center management_center development_center support_center center "
    "general_station station academy institute school",
    "sub_unit": "corps detachment brigade squad", "social_organization": "society association", "soe": "company",
}  # fmt: skip
BODY_KINDS = {variant: kind for kind, variants in _VARIANT_KINDS.items() for variant in variants.split()}


# Functions of endings that tell nothing of what a body does: 某某局, 某某办, 某某中心. All others say what it is (bank, school).
UNTOLD = frozenset(
    (
        "",
        "name",
        "bureau",
        "office",
        "committee",
        "department",
        "subordinate",
        "organ",
        "center",
        "station",
        "team",
    )
)


@dataclass(frozen=True, slots=True)
class Function:
    """What a body does: id (eco_env), names, the kind of body, and the function that took it over."""

    function: str
    name_zh: str
    name_en: str
    kind: str
    vertical: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Stem:
    """A name without its place: function, canonical short and official words.

    `variant` tells apart bodies of one field (affairs_center, station); `generic` where only the ending is known;
    `whole` where the place stands inside the name (国家税务总局…税务局); `bare` for a field without an office word (公安); `until` the year an old name went out of use.
    """

    function: str
    name: str
    full: str
    variant: str = ""
    generic: bool = False
    bare: bool = False
    until: str = ""
    whole: bool = False


@cache
def functions() -> dict[str, Function]:
    names = ("function", "name_zh", "name_en", "kind", "vertical", "successor")
    return {row[0]: Function(*row) for row in read_columns("functions.csv", *names)}


def kind_of(function: str) -> str:
    """Kind of body for a function or a merger of functions (education+sports)."""
    found = functions().get(function.split("+")[0])
    return found.kind if found else ""


class _Aliases(Mapping[str, Stem]):
    """Alias -> Stem, each made when it is asked for: a document names a hundred of 1,300."""

    __slots__ = ("_made", "_rows")

    def __init__(self) -> None:
        self._rows: dict[str, list[str]] = {}  # function, name, full, until
        self._made: dict[str, Stem] = {}

    def add(self, alias: str, row: list[str]) -> None:
        self._rows[squeeze(alias)] = row

    def __getitem__(self, alias: str) -> Stem:
        stem = self._made.get(alias)
        if stem is None:
            function, name, full, until = self._rows[alias]
            stem = self._made[alias] = Stem(function, name, full, until=until)
        return stem

    def __contains__(self, alias: object) -> bool:
        return alias in self._rows

    def get(self, alias: str, default: Any = None) -> Any:
        return self[alias] if alias in self._rows else default

    def names(self) -> Iterator[str]:
        """The canonical names, without a stem made for each."""
        return (row[1] for row in self._rows.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@cache
def _alias_tables() -> dict[str, _Aliases]:
    head, *body = lines("organizations_aliases.csv")
    alias, form = head.index("alias"), head.index("form")
    stated = [head.index(name) for name in ("function", "name", "full", "until")]
    tables = {"name": _Aliases(), "core": _Aliases()}
    for line in body:
        tables[line[form]].add(line[alias], [line[i] for i in stated])
    return tables


def _aliases(form: str) -> _Aliases:
    return _alias_tables()[form]


@cache
def _national() -> dict[str, tuple[Stem, bool]]:
    return {
        row["alias"]: (
            Stem(row["function"], row["name"], row["full"], until=row["until"]),
            row["only_in"] == "nation",
        )
        for row in rows("organizations_national.csv")
    }


def national(words: str, in_nation: bool = True) -> Stem | None:
    """A body of the central state by its name: 国务院, 海关总署. Some names (扶贫办, 人民银行) say so only in its own documents."""
    found = _national().get(words)
    return found[0] if found and (in_nation or not found[1]) else None


def national_names() -> tuple[str, ...]:
    """Names of central bodies that mean them in any document."""
    return tuple(alias for alias, (_stem, only_in_nation) in _national().items() if not only_in_nation)


@cache
def patterns() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Words before the place, words after it (longest first), function."""
    found = [
        (row["before"], tuple(sorted(row["after"].split("|"), key=len, reverse=True)), row["function"])
        for row in rows("organizations_patterns.csv")
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            ((row["ending"], row["function"]) for row in rows("organizations_endings.csv")),
            key=lambda item: -len(item[0]),
        )
    )


# --------------------------------------------------------------------------------------------------
# Stems


@lru_cache(maxsize=4096)
def find_stem(stem: str) -> Stem | None:
    """The function behind a name without its place; None if no row knows it.

    >>> found = find_stem("文旅委"); assert found; found.function, found.name, found.full
    ('culture_tourism', '文化旅游委', '文化和旅游发展委员会')
    >>> found = find_stem("应急局"); assert found; found.function, found.name, found.full
    ('emergency', '应急管理局', '应急管理局')
    """
    whole = _aliases("name").get(stem)
    if whole is not None:
        return whole
    for printed, short, full in OFFICES:
        if stem.endswith(printed) and len(stem) > len(printed) and (core := _core(stem[: -len(printed)])):
            return Stem(core.function, core.name + short, _join(core.full, full), until=core.until)
    for printed, variant in OTHER_OFFICES:
        if stem.endswith(printed) and (core := _aliases("core").get(stem[: -len(printed)])):
            return Stem(core.function, stem, stem, variant=variant, until=core.until)
    core = _aliases("core").get(stem)
    return Stem(core.function, core.name, core.full, bare=True, until=core.until) if core else None


def _join(core: str, office: str) -> str:
    """金融工作 + 工作办公室, 应急管理 + 管理局: the word both hold stands once."""
    for word in ("管理", "工作"):
        if office.startswith(word) and core.endswith(word):
            return core + office[len(word) :]
    return core + office


def _core(words: str) -> Stem | None:
    """A field, or several fields that one body unites: 教育体育, 农业农村和林业."""
    found = _aliases("core").get(words)
    if found is not None:
        return found
    fields = _segment(words)
    if len(fields) < 2:
        return None
    if len({stem.function for stem in fields}) == 1:  # 住房保障|房屋管理 is one field told twice
        return Stem(fields[0].function, fields[0].name, fields[0].full, until="")
    function = "+".join(sorted({part for stem in fields for part in stem.function.split("+")}))
    return Stem(function, "".join(dict.fromkeys(stem.name for stem in fields)), words, until="")


def _segment(words: str) -> tuple[Stem, ...]:
    """Fields of two signs or more that cover the words wholly, 和 and 与 between them; () if they do not."""
    cores = _aliases("core")
    best: list[tuple[Stem, ...] | None] = [None] * (len(words) + 1)
    best[0] = ()
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - 12), end):
            before = best[start]
            if before is None:
                continue
            word = words[start:end]
            if word in ("和", "与", "、", "及") and before:
                candidate: tuple[Stem, ...] | None = before
            elif len(word) > 1 and word in cores:
                candidate = (*before, cores[word])
            else:
                candidate = None
            current = best[end]
            if candidate is not None and (current is None or len(candidate) < len(current)):
                best[end] = candidate
    return best[-1] or ()


_FIELD_WORD = lazy(r"(?:部门|机关|系统)$")


def function_word(words: str) -> Stem | None:
    """扶贫部门, 公安机关: a field of government, no body."""
    cut = _FIELD_WORD.sub("", words)
    return _aliases("core").get(cut) if cut != words else None


@lru_cache(maxsize=4096)
def generic_stem(stem: str) -> Stem | None:
    """A body of which only the ending is known: 某某有限公司, 某某协会, 某某镇."""
    for ending, function in _endings():
        if stem.endswith(ending):
            return Stem(function, stem, stem, generic=True)
    return None


def known_stems() -> Iterator[tuple[str, Stem]]:
    """Every stem that can stand in running text, written with its office word: for scanning and suggestions."""
    for alias, stem in _aliases("name").items():
        if len(alias) > 1:
            yield alias, stem
    for alias in _aliases("core"):
        for printed in ("局", "委", "委员会", "厅", "办", "办公室", "部", "分局"):
            found = find_stem(alias + printed)
            if found is not None and len(alias + printed) > 2:
                yield alias + printed, found


def usual_names() -> frozenset[str]:
    """Canonical short names worth suggesting: whole names, and fields as a bureau (局)."""
    whole = {name for name in _aliases("name").names() if len(name) > 1}
    return frozenset(whole | {name + "局" for name in _aliases("core").names()})


# --------------------------------------------------------------------------------------------------
# Collectives

_ALWAYS = lazy(r"^(?:各|每个|有关|相关|其他|其它|其余|所有|全体|涉及|以上)")
_PLURAL_END = lazy(
    r"(?:部门|单位|镇街|街镇|乡镇|镇乡|区县|县区|市县|机关|企业|机构|学校|医院|园区|分局|专班|政府)(?:[(（][^()（）]*[)）])?$"
)
# Names that end like a collective and are none: 区政府, 某某事业单位登记管理机构 stay single bodies.
_SINGLE_END = lazy(r"(?:^|[省市区县旗州盟])(?:人民)?政府$")


# Types whose words mean the same (镇街 = 街镇); the words of all others (妇联, 工会) stay apart.
_SYNONYMOUS = frozenset(("units", "departments", "towns_streets", "towns", "streets"))


@cache
def _slots() -> dict[str, dict[str, str]]:
    """slot -> word -> key; the first row of a word counts."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("organizations_collectives.csv"):
        found.setdefault(row["slot"], {}).setdefault(_round(squeeze(row["word"])), row["key"])
    return found


@lru_cache(maxsize=4096)
def collective_key(text: str) -> str:
    """Id of a body that names no single organisation; "" if the text is no collective.

    >>> collective_key("区级有关单位"), collective_key("各镇街"), collective_key("有关街道"), collective_key("区教委")
    ('col-relevant-district_units', 'col-all-towns_streets', 'col-relevant-streets', '')
    """
    words = squeeze(text)
    exact = _exact_collective(_round(words))
    if exact:
        return exact
    if (
        _ALWAYS.match(words)
        or (words.rpartition("各")[2] in _slots()["type"] and "各" in words)
        or (_PLURAL_END.search(words) and _level_first(words) and not _SINGLE_END.search(words))
    ):
        return "col-other-" + name_hash(words)
    return ""


def _level_first(words: str) -> bool:
    """区级…, 市直…, 驻区…: a level that speaks of many bodies; 国家…分局 names one."""
    heads = (words[:length] for length in range(2, 4) if words[:length] in _slots()["level"])
    return any(head[-1] in "级直属" or head[0] == "驻" for head in heads)


def _exact_collective(words: str) -> str:
    """scope? level? scope? type, wholly covered, with a scope, a level of two signs, or a plural type alone."""
    for rest, scope in _strip("scope", words):
        for rest2, level in _strip("level", rest):
            printed = rest[: len(rest) - len(rest2)]
            for rest3, scope2 in _strip("scope", rest2):
                kind = _slots()["type"].get(rest3) or _of_levels(rest3)
                if kind and (scope or scope2 or _stands_alone(words, printed, kind)):
                    what = (f"{level}_{kind}" if level else kind) + (
                        "" if kind in _SYNONYMOUS else "-" + name_hash(rest3)
                    )
                    return f"col-{scope2 or scope or 'relevant'}-{what}"
    return ""


_LEVEL_SIGNS = frozenset("省市州盟区县旗自治级、()")
_TOWN_SIGNS = frozenset("乡镇街道办场苏木、()")
_GOVERNMENTS = (
    *(f"党委{joined}{kind}" for joined in "、和及" for kind in ("人民政府", "政府")),
    "党委政府",
    "人民政府",
    "政府",
    "行政公署",
    "(管委会)",
    "(园区)",
)


def _of_levels(words: str) -> str:
    """市、州、县人民政府, 自治州、市(区), 乡(镇、场)、街道: two words of levels or more, however they are joined."""
    levels = words
    for ending in (*_GOVERNMENTS, *_GOVERNMENTS):
        levels = levels.removesuffix(ending)
    if sum(map(levels.count, "乡镇街")) > 1 and _TOWN_SIGNS.issuperset(levels):
        return "towns_streets"
    if sum(map(levels.count, "省市州盟区县旗")) < 2 or not _LEVEL_SIGNS.issuperset(levels):
        return ""
    return "districts" if levels == words else "districts_government"


def _stands_alone(words: str, level: str, kind: str) -> bool:
    """区级单位, 镇街, 乡镇: collectives without a scope word. 区政府, 街道, 经开区管委会 are not."""
    if _SINGLE_END.search(words) or (
        kind in ("zones", "districts_government") and level[-1:] not in ("级", "直", "属")
    ):
        return False
    return (
        (len(words) >= 3 and len(level) > 1)
        or words in ("镇街", "街镇", "乡镇", "区县", "县区", "乡镇街道", "县市区", "区市县")
        or (words.endswith(("部门", "单位")) and len(words) > 3)
    )


def _strip(slot: str, words: str) -> Iterator[tuple[str, str]]:
    """Every way to take a word of this slot off the front, taking none last."""
    table = _slots()[slot]
    for length in range(min(len(words), 6), 0, -1):
        key = table.get(words[:length])
        if key:
            yield words[length:], key
    yield words, ""


def is_collective(text: str) -> bool:
    """Whether the words name no single organisation."""
    return bool(collective_key(text))


@lru_cache(maxsize=4096)
def is_one_collective(text: str) -> bool:
    """Whether words with separators inside are one collective: 市直有关部门、单位."""
    return bool(_exact_collective(_round(squeeze(text))))


def _round(words: str) -> str:
    """县〔市、区〕人民政府 as 县(市、区)人民政府."""
    return words.replace("〔", "(").replace("〕", ")") if "〔" in words else words


def name_hash(words: str) -> str:
    """Eight ASCII signs that stand for a Chinese name inside an id; the same on every machine."""
    return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()
