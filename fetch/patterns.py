"""The addresses and words of content management systems as data (fetch/data)."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import read_rows


def _rows(name: str) -> list[dict[str, str]]:
    return read_rows("qingdan.fetch", name)


@cache
def article_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(system, pattern of an article's path), in the order of the file."""
    return tuple((row["system"], re.compile(row["pattern"], re.IGNORECASE)) for row in _rows("articles.csv"))


@cache
def paging_words(kind: str) -> tuple[str, ...]:
    """`call`: functions that print page numbers; `next`: labels of the link."""
    return tuple(row["value"] for row in _rows("paging.csv") if row["kind"] == kind)


def system_of(path: str) -> str:
    """The system whose article addresses look like this path, "" if none.

    >>> system_of("/zwgk/202208/t20220805_10982051.html"), system_of("/about.html")
    ('TRS', '')
    """
    return next((system for system, pattern in article_patterns() if pattern.search(path)), "")
