"""The summary stream of a .doc: title, author, dates ([MS-OLEPS] 2.21)."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta

_EPOCH = datetime(1601, 1, 1)


def read_summary(stream: bytes) -> dict[int, str]:
    """The texts and dates of a property set by number; nothing where it is damaged."""
    if len(stream) < 48:
        return {}
    start = struct.unpack_from("<I", stream, 44)[0]
    if start + 8 > len(stream):
        return {}
    count = min(struct.unpack_from("<I", stream, start + 4)[0], 100)
    found: dict[int, str] = {}
    codec = "gb18030"
    for index in range(count):
        if start + 16 + index * 8 > len(stream):
            break
        key, at = struct.unpack_from("<II", stream, start + 8 + index * 8)
        at += start
        if at + 8 > len(stream):
            continue
        kind, value = struct.unpack_from("<HxxI", stream, at)
        if key == 1:
            codec = {65001: "utf-8", 936: "gb18030", 1252: "cp1252", 950: "big5"}.get(value & 0xFFFF, codec)
        elif kind == 0x1E:
            found[key] = stream[at + 8 : at + 8 + value].split(b"\x00")[0].decode(codec, "replace").strip()
        elif kind == 0x1F:
            found[key] = (
                stream[at + 8 : at + 8 + value * 2].decode("utf-16-le", "replace").split("\x00")[0].strip()
            )
        elif kind == 0x40 and at + 12 <= len(stream):
            ticks = struct.unpack_from("<Q", stream, at + 4)[0]
            if 0 < ticks < 2_650_467_743_990_000_000:
                found[key] = (_EPOCH + timedelta(seconds=ticks // 10_000_000)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return found
