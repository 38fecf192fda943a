"""Text on a terminal: columns it takes, shortening, and characters that a terminal must not obey."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns that a text takes: two for Chinese characters and full-width forms, none for combining marks.

    >>> width("东湖区"), width("PM2.5"), width("e\\u0301")
    (6, 5, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """A text filled up with blanks to a number of columns.

    >>> pad("水", 4) + "|", pad("12", 4, right=True)
    ('水  |', '  12')
    """
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def shorten(text: str, columns: int) -> str:
    """A text that takes at most so many columns, with … where it was cut.

    >>> shorten("重点任务清单", 12), shorten("重点任务清单", 8)
    ('重点任务清单', '重点任…')
    """
    if width(text) <= columns:
        return text
    kept, taken = "", 1
    for char in text:
        taken += _columns(char)
        if taken > columns:
            break
        kept += char
    return kept + "…"


def printable(text: str, lines: bool = False) -> str:
    """A text that changes no colours, titles or cursor: control and direction characters show as `\\x1b`.

    With `lines`, line ends stay.

    >>> printable("a\\x1b[31mb"), printable("a\\nb"), printable("a\\nb", lines=True)
    ('a\\\\x1b[31mb', 'a b', 'a\\nb')
    """
    if text.isprintable():
        return text
    return "".join(_shown(char, lines) for char in text)


def _shown(char: str, lines: bool) -> str:
    if char == "\n":
        return char if lines else " "
    if char == "\t":
        return " "
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return char.encode("unicode_escape").decode()
