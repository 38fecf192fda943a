"""The page reader's words as data: containers, labels, furniture, error pages, attachments (extract/data)."""

from __future__ import annotations

from functools import cache

from ..datafiles import read_rows
from ..lightclass import dataclass
from ..text import squeeze


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of extract/data."""
    return read_rows("qingdan.extract", name)


@cache
def containers() -> dict[str, bool]:
    """Selector -> whether it is strong (names an article's body and nothing else)."""
    return {row["selector"]: row["strength"] == "strong" for row in rows("containers.csv")}


@cache
def meta_labels() -> tuple[str, ...]:
    """Labels of the metadata box, the longest first."""
    return tuple(sorted((row["label"] for row in rows("meta_labels.csv")), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is no part of the document: whole lines, line beginnings, and elements by class, id and tag."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    classes: frozenset[str]
    ids: frozenset[str]
    tags: frozenset[str]


@cache
def furniture() -> Furniture:
    kinds: dict[str, list[str]] = {"line": [], "start": [], "class": [], "id": [], "tag": []}
    for row in rows("furniture.csv"):
        kinds[row["kind"]].append(row["value"])
    return Furniture(
        frozenset(map(squeeze, kinds["line"])),
        tuple(map(squeeze, kinds["start"])),
        frozenset(kinds["class"]),
        frozenset(kinds["id"]),
        frozenset(kinds["tag"]),
    )


@cache
def error_patterns() -> tuple[tuple[str, str], ...]:
    """(kind, pattern): `text` and `robot` stand in the visible text, `script` in the source."""
    return tuple((row["kind"], row["pattern"]) for row in rows("error_pages.csv"))


@dataclass(frozen=True, slots=True)
class AttachmentPatterns:
    suffixes: frozenset[str]
    handlers: tuple[str, ...]
    parameters: tuple[str, ...]


@cache
def attachment_patterns() -> AttachmentPatterns:
    kinds: dict[str, list[str]] = {"suffix": [], "handler": [], "parameter": []}
    for row in rows("attachments.csv"):
        kinds[row["kind"]].append(row["value"])
    return AttachmentPatterns(
        frozenset("." + value for value in kinds["suffix"]),
        tuple(kinds["handler"]),
        tuple(kinds["parameter"]),
    )
