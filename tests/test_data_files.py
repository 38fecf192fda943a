"""The data files of all stages: form, sources, and that what a row refers to exists."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from qingdan.normalize.units import parse_unit, unit_kind
from qingdan.text import squeeze

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(
    path
    for path in ROOT.glob("*/data/*.csv")
    if path.parent.parent.name in ("extract", "fetch", "normalize", "parsers")
)
TOMLS = sorted(
    path
    for path in ROOT.glob("*/data/*.toml")
    if path.parent.parent.name in ("extract", "fetch", "normalize", "parsers")
)
NORMALIZE = ROOT / "normalize" / "data"


def name_of(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((NORMALIZE / name).read_text(encoding="utf-8").splitlines()))


def documented(path: Path) -> tuple[list[str], str]:
    """Columns and order of a file by the README.md beside it."""
    for line in (path.parent / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == path.name:
            return [column.strip() for column in re.sub(r"\([^()]*\)", "", cells[2]).split(",")], cells[3]
    raise AssertionError(f"{path.name} is not in the README.md beside it")


def twice(items: Iterable[object]) -> list[object]:
    return [item for item, count in Counter(items).items() if count > 1]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_form_of_a_file(path: Path):
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    head, *rows = csv.reader(data.decode("utf-8").splitlines(), strict=True)
    columns, order = documented(path)
    assert head == [*columns, "source", "date"]
    assert [row for row in rows if len(row) != len(head)] == []
    assert [row for row in rows if not row[-2].strip()] == []
    assert [row for row in rows if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row[-1])] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []
    assert twice(tuple(row[:-2]) for row in rows) == []
    if order == "sorted":
        assert rows == sorted(rows)


@pytest.mark.parametrize("path", TOMLS, ids=name_of)
def test_toml_names_its_source(path: Path):
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert content["source"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", content["date"])


# file, columns that are a key together
KEYS = [
    ("functions.csv", ("function",)), ("organizations_aliases.csv", ("form", "alias")), ("organizations_endings.csv", ("ending",)),
    ("organizations_national.csv", ("alias",)), ("organizations_collectives.csv", ("slot", "word")), ("organizations_patterns.csv", ("before", "after")),
    ("places.csv", ("code", "name", "last_year")), ("zones.csv", ("zone_id",)), ("zones_statistical.csv", ("nbs_code",)), ("place_signs.csv", ("sign",)),
    ("units.csv", ("unit",)), ("measures.csv", ("code",)), ("comparators.csv", ("position", "word")), ("ethnic_groups.csv", ("name",)), ("deadline_words.csv", ("slot", "word")),
    ("rate_periods.csv", ("word",)), ("traditional.csv", ("traditional",)), ("usual_texts.csv", ("text",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key"), KEYS, ids=[k[0] for k in KEYS])
def test_no_name_twice_in_a_scope(name: str, key: tuple[str, ...]):
    fold = str if name == "comparators.csv" else squeeze  # ＞ and > are two words there
    assert twice(tuple(fold(row[column]) for column in key) for row in table(name)) == []


def test_traditional_signs_stand_for_one_simplified_sign_each():
    rows = table("traditional.csv")
    signs, plain = ("".join(row[column] for row in rows) for column in ("traditional", "simplified"))
    assert len(signs) == len(plain) == len(set(signs))
    assert all(len(row["traditional"]) == len(row["simplified"]) for row in rows)
    assert not set(signs) & set(plain)


def test_every_file_of_names_has_a_key():
    assert {path.name for path in FILES if path.parent == NORMALIZE} == {name for name, _key in KEYS}


KINDS = {
    "party_organ", "government_department", "government", "legislature", "consultative_body", "judicial_organ", "mass_organization",
    "cooperative_federation", "public_institution", "development_zone_body", "development_zone_bureau", "town_street", "grassroots_org", "soe",
    "enterprise", "coordinating_body", "coordinating_body_office", "sub_unit", "inspection_team", "social_organization",
}  # fmt: skip


def test_functions_exist():
    functions = {row["function"]: row for row in table("functions.csv")}
    assert {row["kind"] for row in functions.values()} <= KINDS
    assert [
        row["function"]
        for row in functions.values()
        if row["successor"] and row["successor"] not in functions
    ] == []
    for name in (
        "organizations_aliases.csv",
        "organizations_endings.csv",
        "organizations_national.csv",
        "organizations_patterns.csv",
    ):
        for row in table(name):
            parts = row["function"].split("+")
            assert parts == sorted(parts), row
            assert set(parts) <= set(functions), row


def test_aliases_are_whole():
    for row in table("organizations_aliases.csv"):
        assert row["form"] in ("core", "name"), row
        assert row["name"], row
        assert row["full"], row
        assert re.fullmatch(r"(?:19|20)\d\d|", row["until"]), row


def test_one_name_of_a_function_has_one_function():
    """The canonical short name of an alias, where it is an alias itself, has the same function.

    Offices of the party are told by 委 in front: 区委外办 and 区外办 are two bodies of one short name.
    """
    known = {(row["form"], row["alias"]): row["function"] for row in table("organizations_aliases.csv")}
    wrong = [
        (row["alias"], row["name"])
        for row in table("organizations_aliases.csv")
        if not (row["until"] or row["function"].startswith("party_"))
        and known.get((row["form"], row["name"]), row["function"]) != row["function"]
    ]
    assert wrong == []


def test_codes_of_places_exist():
    places = table("places.csv")
    in_use = {row["code"] for row in places if not row["last_year"]}
    assert all(re.fullmatch(r"[1-9]\d{5}", row["code"]) for row in places)
    assert [
        row
        for row in places
        if bool(row["last_year"]) and not re.fullmatch(r"(?:19|20)\d\d", row["last_year"])
    ] == []
    assert [row for row in places if row["now"] and row["now"] not in in_use] == []
    assert twice(row["code"] for row in places if not row["last_year"]) == []
    for name in ("zones.csv", "zones_statistical.csv"):
        assert [row for row in table(name) if row["host_code"] not in in_use] == []
    assert [row for row in table("zones.csv") if not row["zone_id"].startswith(row["host_code"] + "-")] == []
    assert [row for row in table("place_signs.csv") if row["code"] not in in_use] == []


def test_zone_names_mean_one_zone():
    names = [
        name
        for row in table("zones.csv")
        for name in (row["name"], *filter(None, row["short_names"].split("|")))
    ]
    assert twice(names) == []


def test_one_unit_code_has_one_base_and_factor():
    seen: dict[str, tuple[str, Fraction, str]] = {}
    for row in table("units.csv"):
        if row["problem"]:
            assert not row["code"], row
            continue
        meaning = (row["base"], Fraction(int(row["numerator"]), int(row["denominator"])), row["kind"])
        assert seen.setdefault(row["code"], meaning) == meaning, row
        assert meaning[1] > 0, row
        assert row["counter"] in ("", "count", "visit", "weak"), row
        assert row["code"].isascii() or row["code"].startswith("cn:"), row
    for code, (base, _factor, kind) in seen.items():
        if base in seen:  # a base that is a unit itself measures itself
            assert seen[base][:2] == (base, Fraction(1)), code
            assert seen[base][2] == kind, code


def test_measures_are_whole():
    rows = table("measures.csv")
    assert len(rows) >= 150
    assert {row["field"] for row in rows} == {"environment", "economy", "society", "agriculture", "health"}
    assert {row["polarity"] for row in rows} <= {"higher", "lower", "neutral"}
    assert [row for row in rows for code in row["unit"].split("|") if not unit_kind(code)] == []
    names = [
        squeeze(name) for row in rows for name in (row["name"], *filter(None, row["aliases"].split("|")))
    ]
    assert twice(names) == []


def test_collective_words_have_known_slots():
    assert {row["slot"] for row in table("organizations_collectives.csv")} == {"scope", "level", "type"}


def test_aliases_of_units_read_as_themselves():
    for row in table("units.csv"):
        unit = parse_unit(row["unit"])
        assert unit is not None
        assert unit.code == row["code"]
