"""One sentence for each kind of time that running text holds, data/deadlines_kinds.tsv.

Sentences of our own, each after a wording met in plans, reports, notices and rules. `deadlines` is what a careful
reader notes in the order of the text: EDTF, `rel` for a span counted from a day that is not stated, `rel:month` for a
month whose year is not known; empty where the time only describes.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from qingdan.normalize.dates import find_deadlines

with (Path(__file__).parent / "data" / "deadlines_kinds.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_times_of_a_sentence(row: dict[str, str]):
    found = find_deadlines(row["sentence"], year=int(row["year"]) if row["year"] else None, plan=(2021, 2025))
    read = [item.edtf or ("rel" if item.kind == "relative" else "rel:month") for item in found]
    assert read == (row["deadlines"].split(" ; ") if row["deadlines"] else [])
