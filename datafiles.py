"""The project's data files (extract/data, parsers/data, normalize/data, fetch/data): CSV tables and TOML in UTF-8.

Each row has its source and date. The files are read with `pkgutil`, so an installation from a zip works too;
`importlib.resources` would load a dozen modules more at every start.
"""

from __future__ import annotations

import csv
from operator import itemgetter
from pkgutil import get_data
from typing import Any


def read_text(package: str, name: str) -> str:
    """The text of data/`name` of a package such as qingdan.normalize; FileNotFoundError if it has none."""
    content = get_data(package, f"data/{name}")
    if content is None:
        raise FileNotFoundError(f"{package}: data/{name}")
    return content.decode("utf-8")


def read_lines(package: str, name: str) -> list[list[str]]:
    """The lines of a CSV file with its header, as lists: for tables of which few rows become objects."""
    return list(csv.reader(read_text(package, name).splitlines()))


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; ValueError for a row of another length."""
    head, *body = read_lines(package, name)
    return [dict(zip(head, line, strict=True)) for line in body]


def read_columns(package: str, name: str, *columns: str) -> list[tuple[str, ...]]:
    """The cells of two or more columns, row by row: a third of the time of dicts for the long tables of a start."""
    head, *body = read_lines(package, name)
    return list(map(itemgetter(*map(head.index, columns)), body))


def read_toml(package: str, name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    import tomllib

    return tomllib.loads(read_text(package, name))
