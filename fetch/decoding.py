"""Bytes of list pages, feeds and robots.txt to text: UTF-8, else GB 18030, whichever loses less."""

from __future__ import annotations

import codecs


def text_of(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 with a mark, or the GB 18030 family, whatever they declare.

    >>> text_of("规划".encode("gbk")), text_of("规划".encode("utf-8-sig"))
    ('规划', '规划')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        readings = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
        return min(readings, key=lambda text: text.count("\ufffd"))
