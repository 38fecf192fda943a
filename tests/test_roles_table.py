"""Responsibility phrases of brackets, lines and cells with the names that a reader of them alone would write down.

data/roles.tsv: `cell` is a cell of a column 责任单位, `text` the words of an item (⏎ is a line end); a label is
`role=name/name ; role=name` or `none`. The names are invented, the forms are those of published plans.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from qingdan.normalize.organizations import Mention, Resolver
from qingdan.normalize.places import jurisdiction
from qingdan.normalize.record_roles import stated_roles
from qingdan.parsers.roles import find_responsibility


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "roles.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        read = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in read if not row["kind"].startswith("#")]


def labels(text: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in text.split(" ; ") if text != "none"]
    return sorted((role, name) for role, _, names in parts for name in names.split("/"))


def name(mention: Mention) -> str:
    return "".join(mention.name_raw.removesuffix(mention.tail).removesuffix("等").split())


def found(kind: str, text: str) -> list[tuple[str, str]]:
    if kind == "cell":
        read = list(stated_roles(text, "responsible"))
    else:
        read = [(phrase.role, phrase.names) for phrase in find_responsibility(text)]
    resolver = Resolver(jurisdiction("000000"))
    cells = [(role, resolver.resolve_cell(names, role)) for role, names in read]
    named = [(role, name(mention)) for role, mentions in cells for mention in mentions]
    return sorted(pair for pair in named if pair[1] not in ("部门", "单位"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_names_and_roles(row: dict[str, str]) -> None:
    assert found(row["kind"], row["text"].replace("⏎", "\n")) == labels(row["roles"])
