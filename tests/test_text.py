"""Lazy patterns answer as compiled ones do; a union of patterns is scanned as one pattern would be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.text import fold, lazy, scan_union, squeeze

texts = st.text(alphabet="省市县级达到a1，。 ", max_size=30)
words = st.text(alphabet="省市县级达到a1", min_size=1, max_size=3)


@given(st.lists(words, min_size=1, max_size=4), texts)
def test_a_union_is_scanned_as_one_pattern(alternatives: list[str], text: str) -> None:
    one = re.compile("|".join(f"(?:{re.escape(word)}级?)" for word in alternatives))
    several = [lazy(re.escape(word) + "级?", holds=(word,)) for word in alternatives]
    expected = [(m.start(), m.group()) for m in one.finditer(text)]
    assert [(m.start(), m.group()) for m in scan_union(several, text)] == expected


@given(st.lists(texts, max_size=4), st.integers(0, 5))
def test_a_pattern_that_waits_for_its_words_answers_as_a_compiled_one(lines: list[str], start: int) -> None:
    source = r"[省市县]级|达到1"
    pattern, plain = lazy(source, holds=("级", "达到")), re.compile(source)
    for line in lines:
        for method in ("search", "match", "fullmatch"):
            found, expected = getattr(pattern, method)(line, start), getattr(plain, method)(line, start)
            assert (found and found.span()) == (expected and expected.span())
        assert [m.span() for m in pattern.finditer(line)] == [m.span() for m in plain.finditer(line)]
        assert pattern.findall(line) == plain.findall(line)
        assert pattern.sub("x", line) == plain.sub("x", line)


@pytest.mark.parametrize("length", [1, 399, 400, 401, 2000], ids=str)
def test_short_and_long_texts_are_folded_alike(length: int) -> None:
    assert fold("（Ａ，１）"[:4] * length) == "(A,1" * length


@pytest.mark.parametrize("blank", " \t\u3000\xa0\u2002\u2003\u2009\u200a\u202f\ufeff\u200b\n", ids=ascii)
def test_labels_are_the_same_whatever_blanks_stand_in_them(blank: str) -> None:
    assert squeeze(f"责任{blank}{blank}单位{blank}") == "责任单位"
