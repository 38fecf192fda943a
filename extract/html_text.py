"""Text of a page as a browser shows it: blanks, line ends of the source, raised and lowered numbers."""

from __future__ import annotations

import re

from ..text import is_wide, lazy

_SPACE = lazy(r"[ \t\n\r\f\xa0]+")
_UNTIDY = lazy(r"[\t\n\r\f\xa0]|  ")
INVISIBLE = " \t\n\r\f\v\xa0\u3000\u2002\u2003\u2009\u200a\u202f\u200b\ufeff\u2060\u200c\u200d\u00ad"
_SUPERSCRIPT = str.maketrans("0123456789+-−－", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_SUBSCRIPT = str.maketrans("0123456789+-−－", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_SCRIPTABLE = lazy(r"[+\-−－]?[0-9]+[+\-−－]?")


def tidy(text: str) -> str:
    """Blanks as a browser shows them, but no blank where the source only breaks a line inside Chinese text.

    >>> tidy(" 区生态\\n  环境局\\xa0\\xa0等 "), tidy("Microsoft\\n Word"), tidy("m³/d　试点")
    ('区生态环境局 等', 'Microsoft Word', 'm³/d　试点')
    """
    text = text.strip(INVISIBLE)
    return _SPACE.sub(_one_blank, text) if _UNTIDY.search(text) else text


def _one_blank(match: re.Match[str]) -> str:
    run = match[0]
    if "\xa0" in run or ("\n" not in run and "\r" not in run):
        return " "
    text = match.string
    return "" if is_wide(text[match.start() - 1]) or is_wide(text[match.end()]) else " "


def spaced(text: str) -> str:
    """Blanks as a browser shows them, line ends too: `2022-08-05\n来源：` -> `2022-08-05 来源：`."""
    return _SPACE.sub(" ", text.strip(INVISIBLE))


def scripted(text: str, tag: str) -> str:
    """Text of <sup> or <sub> in Unicode where it is a number; footnote marks such as [1] stay.

    >>> scripted("3", "sup"), scripted("2", "sub"), scripted("[1]", "sup"), scripted("2.5", "sub")
    ('³', '₂', '[1]', '2.5')
    """
    if not _SCRIPTABLE.fullmatch(text.strip()):
        return text
    return text.strip().translate(_SUPERSCRIPT if tag == "sup" else _SUBSCRIPT)
