"""The project's data files (extract/data, parsers/data, normalize/data, fetch/data): CSV tables and TOML in UTF-8.

Each row has its source and date. The files are read with `pkgutil`, so an installation from a zip works too;
`importlib.resources` would load a dozen modules more at every start.
"""

from __future__ import annotations

from importlib.util import source_hash
from operator import itemgetter
from pkgutil import get_data
from typing import Any

from .kept import kept


def read_text(package: str, name: str) -> str:
    """The text of data/`name` of a package such as qingdan.normalize; FileNotFoundError if it has none."""
    return _content(package, name).decode("utf-8")


def read_lines(package: str, name: str) -> list[list[str]]:
    """The lines of a CSV file with its header, as lists: for tables of which few rows become objects."""
    content = _content(package, name)
    return kept(("csv", name, source_hash(content)), lambda: _lines(content))


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; ValueError for a row of another length."""
    head, *body = read_lines(package, name)
    return [dict(zip(head, line, strict=True)) for line in body]


def read_columns(package: str, name: str, *columns: str) -> list[tuple[str, ...]]:
    """The cells of two or more columns, row by row: a third of the time of dicts for the long tables of a start."""

    def make() -> list[tuple[str, ...]]:
        head, *body = _lines(content)
        return list(map(itemgetter(*map(head.index, columns)), body))

    content = _content(package, name)
    return kept(("csv", name, columns, source_hash(content)), make)


def read_toml(package: str, name: str) -> dict[str, Any]:
    """The content of a TOML file without dates."""

    def make() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(content.decode("utf-8"))

    content = _content(package, name)
    return kept(("toml", name, source_hash(content)), make)


def _content(package: str, name: str) -> bytes:
    content = get_data(package, f"data/{name}")
    if content is None:
        raise FileNotFoundError(f"{package}: data/{name}")
    return content


def _lines(content: bytes) -> list[list[str]]:
    import csv

    return list(csv.reader(content.decode("utf-8").splitlines()))
