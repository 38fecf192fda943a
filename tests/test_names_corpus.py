"""Share of real issuers that are read, on a list of names that is no part of the project (QINGDAN_CORPUS)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from qingdan.normalize.organizations import Mention, Resolver
from qingdan.normalize.places import Jurisdiction
from qingdan.normalize.vocabulary import UNTOLD

SHEET = Path(os.environ.get("QINGDAN_CORPUS", "")) / "sheets" / "1324fgg__发文机构.xlsx"
pytestmark = pytest.mark.skipif(
    not (os.environ.get("QINGDAN_CORPUS") and SHEET.is_file()), reason="QINGDAN_CORPUS is not set"
)


@pytest.fixture(scope="module")
def mentions() -> dict[str, Mention]:
    from openpyxl import load_workbook

    book = load_workbook(SHEET, read_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    names = dict.fromkeys(str(row[0]).strip() for row in rows if row[0])
    resolver = Resolver(Jurisdiction())
    return {name: resolver.resolve(name, "lead") for name in names}


def placed(mention: Mention) -> bool:
    """The place is known: a code or a zone, not a mere level and not one of several namesakes."""
    return not mention.key.startswith("local") and mention.key != "ambiguous" and not mention.candidates


def told(mention: Mention) -> bool:
    """The function says what the body is: a field, or a kind with a name of its own (bank, association, leading group)."""
    return bool(mention.function) and not UNTOLD & set(mention.function.split("+"))


def test_issuers_are_read(mentions: dict[str, Mention]):
    assert len(mentions) > 3800
    read = [m for m in mentions.values() if placed(m) and told(m)]
    by_row = [m for m in read if m.resolved]
    assert len(read) / len(mentions) >= 0.965
    assert len(by_row) / len(mentions) >= 0.895


# Names of the list that stand for one body, and pairs that are two
def test_known_pairs(mentions: dict[str, Mention]):
    def body(name: str) -> str:
        return mentions[name].organization_id

    assert body("石家庄市科协") == body("石家庄市科学技术协会")
    assert body("安徽省税务局") == body("国家税务总局安徽省税务局")
    assert body("江苏省科普服务中心") != body("江苏省青少年科技中心")
    assert body("湖北省科学技术厅") != body("湖北省科技创新办公室")
