"""Saved pages (.mht): the page in them, in its own characters."""

import base64
import quopri

import pytest
from qingdan.extract.mht import unpack
from qingdan.extract.registry import expand, read
from qingdan.model import Paragraph, SourceError

PAGE = (
    '<html><head><meta charset="{}"></head><body><p>东湖区生态环境保护规划（2021—2025年）</p></body></html>'
)


def saved(
    charset: str, encoding: str, *, location: str = "http://www.x.gov.cn/t20220805_1.html", more: str = ""
) -> bytes:
    body = PAGE.format(charset).encode(charset)
    payload = base64.encodebytes(body) if encoding == "base64" else quopri.encodestring(body)
    head = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        f'\ttype="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n"
    )
    return head.encode() + payload + more.encode() + b"\r\n------b--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_page_of_a_saved_page(charset: str, encoding: str) -> None:
    ((name, data),) = expand("a.mht", saved(charset, encoding))
    assert name == "a.mht/t20220805_1.html"
    assert isinstance(data, bytes)
    (paragraph,) = read(name, data).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "东湖区生态环境保护规划（2021—2025年）"


def test_first_page_wins_over_frames_and_pictures() -> None:
    more = "\r\n------b\r\nContent-Type: text/html\r\n\r\n<p>广告</p>\r\n------b\r\nContent-Type: image/png\r\n\r\nx"
    ((_, data),) = unpack("a.mht", saved("utf-8", "base64", more=more))
    assert isinstance(data, bytes)
    assert "东湖区".encode() in data


@pytest.mark.parametrize("location", ["", "cid:frame@mhtml", "http://www.x.gov.cn/?id=1"])
def test_name_without_a_file_name(location: str) -> None:
    ((name, _),) = unpack("a.mht", saved("utf-8", "base64", location=location))
    assert name == "a.mht/page.html"


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", b"", b"\x00\xff"]
)
def test_no_page_in_it(data: bytes) -> None:
    ((_, error),) = unpack("a.mht", data)
    assert isinstance(error, SourceError)
    assert error.code == "no_html_part"
