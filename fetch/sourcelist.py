"""SOURCES.toml: the list pages, feeds and sitemaps to be watched.

contact = "someone@example.org"      # stands in the user agent
delay_seconds = 1.0                  # between two requests to one host

[[source]]
name = "某区政府 规划计划"
url = "https://www.example.gov.cn/zwgk/ghjh/"
kind = "list"                        # list, feed, sitemap; by default what the bytes are
title = "规划|任务分解|实施方案|中期评估"
jurisdiction = "500000"
max_pages = 20
recheck_hours = 24
retry_minutes = 60
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import regex

from ..lightclass import dataclass
from ..model import SourceError
from .addresses import checked, host_of, normal

TITLE_LENGTH = 500  # signs of a title that are looked at; the longest seen has 120
TITLE_SECONDS = 1.0
KINDS = ("", "list", "feed", "sitemap")


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """One source: where its articles are named and which of them are wanted."""

    name: str
    url: str
    kind: str = ""
    title: str = ""  # regular expression that a wanted title holds
    jurisdiction: str = ""
    max_pages: int = 20
    recheck_hours: float = 24.0  # how often a known article is asked for changes
    retry_minutes: float = 60.0  # after the first failure; doubled with each further one

    def wants(self, title: str) -> bool:
        """Whether a title holds the pattern. It is the user's own, so it gets a time limit: (规划+)+表 may run for hours."""
        if not self.title:
            return True
        try:
            return regex.search(self.title, title[:TITLE_LENGTH], timeout=TITLE_SECONDS) is not None
        except TimeoutError:
            return True  # rather one page too many than a plan lost in silence


@dataclass(frozen=True, slots=True)
class SourceList:
    """All of a SOURCES.toml."""

    sources: tuple[WatchedSource, ...]
    contact: str = ""
    delay_seconds: float = 1.0
    hosts: tuple[str, ...] = ()  # further private hosts that --allow-private admits

    @property
    def named_hosts(self) -> frozenset[str]:
        return frozenset((*map(str.lower, self.hosts), *(host_of(s.url) for s in self.sources)))


def read_sources(path: Path) -> SourceList:
    """The sources of a file. Raises SourceError with the number of the entry that is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SourceError(path.name, "source_not_found") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(path.name, "sources_unreadable", reason=str(error)) from None
    entries = table.get("source", [])
    if not isinstance(entries, list) or not entries:
        raise SourceError(path.name, "sources_empty")
    try:
        sources = tuple(_source(entry, number) for number, entry in enumerate(entries, 1))
        _check_names(sources)
        delay = float(table.get("delay_seconds", 1.0))
        hosts = tuple(map(str, table.get("hosts", ())))
    except (ValueError, TypeError) as error:
        number, _, reason = str(error).partition("|")
        raise SourceError(path.name, "sources_invalid", number=number, reason=reason or number) from None
    return SourceList(sources, str(table.get("contact", "")), delay, hosts)


_TYPES = {"max_pages": int, "recheck_hours": float, "retry_minutes": float}


def _source(entry: Mapping[str, Any], number: int) -> WatchedSource:
    known = {f.name for f in fields(WatchedSource)}
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"{number}|{', '.join(unknown)}?")
    if not entry.get("url"):
        raise ValueError(f"{number}|url?")
    try:
        values = {key: _TYPES.get(key, str)(value) for key, value in entry.items()}
        values["url"] = normal(values["url"])
        checked(values["url"])
        regex.compile(values.get("title", ""))
        if values.get("kind", "") not in KINDS:
            raise ValueError(f"kind: {', '.join(KINDS[1:])}")
    except SourceError as error:
        raise ValueError(f"{number}|url: {error.code.removeprefix('fetch_')}") from None
    except (ValueError, TypeError, regex.error) as error:
        raise ValueError(f"{number}|{error}") from None
    return WatchedSource(**{"name": values["url"], **values})


def _check_names(sources: tuple[WatchedSource, ...]) -> None:
    seen: set[str] = set()
    for number, source in enumerate(sources, 1):
        if source.name in seen:
            raise ValueError(f"{number}|name {source.name!r} twice")
        seen.add(source.name)
