"""The samples' tables cut by pages in nine ways: records equal to the uncut ones (Word files; see renditions.py)."""

from __future__ import annotations

import functools

import pytest
import renditions
from qingdan.model import RawList

LISTS = (
    "dazu indicator 19",
    "dazu project 32",
    "dazu task 66",
    "wansheng indicator 18",
    "wansheng progress 26",
)


@functools.cache
def samples() -> dict[str, RawList]:
    return renditions.sample_lists()


@pytest.mark.parametrize("way", renditions.WAYS)
@pytest.mark.parametrize("name", LISTS)
def test_cut_tables_give_the_same_records(name: str, way: str) -> None:
    raw = samples()[name]
    expected, same, lists = renditions.same_rows(raw, "w.docx", renditions.word(raw, renditions.WAYS[way]))
    assert (same, lists) == (expected, 1)


def test_long_list_with_chapters_as_paragraphs() -> None:
    raw = samples()["dazu task 446"]
    data = renditions.word(raw, renditions.WAYS["sections as paragraphs"])
    assert renditions.same_rows(raw, "w.docx", data) == (446, 446, 1)
