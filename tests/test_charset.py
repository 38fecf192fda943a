"""Charset: which decoder a text gets, and what is counted as lost."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.extract.charset import declared_charset, decode
from qingdan.model import SourceError

PROSE = "东湖区生态环境保护“十四五”规划（2021—2025年），任务分解方案。责任单位：区生态环境局、区发展改革委。"
DECLARATIONS = ["", "gb2312", "gbk", "gb18030", "utf-8", "iso-8859-1"]
ENCODINGS = ["gb2312", "gbk", "gb18030", "utf-8"]


def page(charset: str, text: str = PROSE) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_declaration_of_every_encoding_reads_the_same(encoding: str, declared: str) -> None:
    text = page(declared)
    as_sent = text.encode("gbk" if encoding == "gb2312" else encoding)  # gb2312 pages hold gbk bytes
    decoded = decode(as_sent)
    assert (decoded.text, decoded.replaced) == (text, 0)


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        pytest.param(b"\xa1\xaa", "gb2312", "—", "gb18030", id="dash A1AA of gb2312 is U+2014"),
        pytest.param(b"\xa1\xa4", "gb2312", "·", "gb18030", id="interpunct A1A4 is U+00B7"),
        pytest.param(
            "〇㎡玥".encode("gbk"), "gb2312", "〇㎡玥", "gb18030", id="gbk-only characters declared gb2312"
        ),
        pytest.param(
            "1200m³/d 龴".encode("gb18030"), "gb2312", "1200m³/d 龴", "gb18030", id="four-byte characters"
        ),
        pytest.param("一".encode("gbk"), "gbk", "一", "gb18030", id="valid as UTF-8 too, declared gbk"),
        pytest.param("é".encode(), "utf-8", "é", "utf-8", id="two-byte UTF-8 stays"),
        pytest.param(codecs.BOM_UTF8 + "规划".encode(), None, "规划", "utf-8", id="UTF-8 mark is no text"),
        pytest.param(
            codecs.BOM_UTF16_LE + "规划".encode("utf-16-le"), "gbk", "规划", "utf-16-le", id="UTF-16 LE mark"
        ),
        pytest.param(
            codecs.BOM_UTF16_BE + "规划".encode("utf-16-be"), None, "规划", "utf-16-be", id="UTF-16 BE mark"
        ),
        pytest.param(
            codecs.BOM_UTF32_LE + "规划".encode("utf-32-le"), None, "规划", "utf-32-le", id="UTF-32 LE mark"
        ),
        pytest.param(
            page("utf-16").encode("utf-16-le"), None, page("utf-16"), "utf-16-le", id="UTF-16 LE no mark"
        ),
        pytest.param(page("").encode("utf-16-be"), None, page(""), "utf-16-be", id="UTF-16 BE no mark"),
        pytest.param(
            "，的計畫、發展。".encode("big5"), "big5", "，的計畫、發展。", "big5hkscs", id="true Big5"
        ),
        pytest.param(PROSE.encode("gbk"), "big5", PROSE, "gb18030", id="Big5 declared, GBK sent"),
        pytest.param(PROSE.encode(), "big5", PROSE, "utf-8", id="Big5 declared, UTF-8 sent"),
        pytest.param(b"plan 2022", None, "plan 2022", "utf-8", id="ASCII"),
        pytest.param(b"", None, "", "utf-8", id="nothing"),
    ],
)
def test_decode(data: bytes, declared: str | None, text: str, encoding: str) -> None:
    decoded = decode(data, declared)
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None])
def test_one_bad_byte_does_not_change_the_decoder(encoding: str, declared: str | None) -> None:
    half = (PROSE * 20).encode(encoding)
    decoded = decode(half + b"\xff" + half, declared)
    assert decoded.encoding == encoding
    assert decoded.replaced >= 1
    assert decoded.text.startswith(PROSE * 19)


def test_text_cut_inside_a_character_loses_that_one_only() -> None:
    decoded = decode(PROSE.encode()[:-1])
    assert (decoded.text, decoded.replaced) == (PROSE[:-1] + "\ufffd", 1)


def test_losses_of_the_publisher_are_counted() -> None:
    assert decode((PROSE + "到\ufffd底").encode()).replaced == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xfa\x80\xff" * 300, id="no encoding at all"),
        pytest.param("\ufffd".encode() * 300 + "规划".encode(), id="published as U+FFFD"),
    ],
)
def test_mostly_lost_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, name="a.html")
    assert (caught.value.source, caught.value.code) == ("a.html", "undecodable")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="GBK">', "gbk"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        (b'<meta charset="gbk"><meta charset="utf-8">', "gbk"),
        (b"<p>no declaration</p>", None),
        (b" " * 5000 + b'<meta charset="GBK">', None),
    ],
)
def test_declared_charset(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=40)


@given(CHINESE, st.sampled_from(["utf-8", "gb18030"]), st.sampled_from([None, "utf-8", "gbk", "iso-8859-1"]))
def test_chinese_survives_any_declaration(text: str, encoding: str, declared: str | None) -> None:
    assert decode(text.encode(encoding), declared).text == text


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_fail_clearly(data: bytes) -> None:
    try:
        decoded = decode(data)
    except SourceError:
        return
    assert decoded.replaced == decoded.text.count("\ufffd")
