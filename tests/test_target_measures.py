"""What a value is said of: the words of the source that name it, no verb, no number of a list, no word made up."""

import csv
from pathlib import Path

import pytest
from qingdan.normalize.targets import find_targets

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "data/target_measures.tsv").open(encoding="utf-8"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_measures(row: dict[str, str]) -> None:
    found = find_targets(row["sentence"], year=2023, fact=row["mode"] == "fact")
    assert [target.measure for target in found] == row["measures"].split(";")
