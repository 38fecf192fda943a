"""Data files of this stage (normalize/data): CSV tables and TOML, UTF-8, each row with its source and date."""

from __future__ import annotations

from functools import cache
from typing import Any

from .. import datafiles

_PACKAGE = "qingdan.normalize"


def read_text(name: str) -> str:
    """The text of data/`name`."""
    return datafiles.read_text(_PACKAGE, name)


def lines(name: str) -> list[list[str]]:
    """The lines of data/`name`, the header first."""
    return datafiles.read_lines(_PACKAGE, name)


def read_columns(name: str, *columns: str) -> list[tuple[str, ...]]:
    """The cells of two or more columns of data/`name`, row by row."""
    return datafiles.read_columns(_PACKAGE, name, *columns)


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of data/`name`, a CSV with a header."""
    return datafiles.read_rows(_PACKAGE, name)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/`name` by column name, in file order, read once: for tables with several readers."""
    return tuple(read_rows(name))


def read_toml(name: str) -> dict[str, Any]:
    """The content of data/`name`, a TOML file."""
    return datafiles.read_toml(_PACKAGE, name)
