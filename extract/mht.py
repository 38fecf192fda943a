"""Saved web page (.mht, MIME multipart/related, RFC 2557) -> the page in it, as UTF-8 bytes.

The part is decoded by what fits its bytes (the part's own charset is a hint) and given on as UTF-8 with a
byte order mark, which ranks before any charset that the page declares inside.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..model import SourceError
from .charset import decode

_MARK = b"\xef\xbb\xbf"


def unpack(name: str, data: bytes) -> Iterator[tuple[str, bytes | SourceError]]:
    """The page of a saved .mht as one (name, bytes) pair; a SourceError in its place where there is none."""
    try:
        parts = _html_parts(email.message_from_bytes(data.lstrip(_MARK + b"\r\n \t")))
    except (RecursionError, ValueError, LookupError):
        parts = []
    if not parts:
        yield name, SourceError(name, "no_html_part")
        return
    part, payload = _main(parts)
    inner = f"{name}/{_inner_name(part)}"
    try:
        text = decode(payload, part.get_content_charset(), name=inner).text
    except SourceError as error:
        yield inner, error
        return
    yield inner, _MARK + text.encode("utf-8")


def _html_parts(message: Message) -> list[tuple[Message, bytes]]:
    found = []
    for part in message.walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes) and payload.strip():
            found.append((part, payload))
    return found


def _main(parts: list[tuple[Message, bytes]]) -> tuple[Message, bytes]:
    """The first page, which browsers write first; the largest where the first only holds frames."""
    largest = max(parts, key=lambda item: len(item[1]))
    holds_frames = b"<frameset" in parts[0][1].lower() or b"<iframe" in parts[0][1].lower()
    return largest if holds_frames and len(largest[1]) > 3 * len(parts[0][1]) else parts[0]


def _inner_name(part: Message) -> str:
    """A file name for the part from its Content-Location: .../t20220805_1098.html -> t20220805_1098.html."""
    path = PurePosixPath(unquote(urlsplit(str(part.get("Content-Location") or "")).path.replace("\\", "/")))
    return path.name if path.suffix.lower() in (".html", ".htm", ".shtml") else "page.html"
