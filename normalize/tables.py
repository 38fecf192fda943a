"""Vocabulary tables of this stage, read once: CSV in data/, each row with its `source` and `date`."""

from __future__ import annotations

import csv
from functools import cache

from .datafiles import read_text


def lines(name: str) -> list[list[str]]:
    """The lines of data/`name`, the header first."""
    return list(csv.reader(read_text(name).splitlines()))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/`name` by column name, in file order."""
    head, *body = lines(name)
    return tuple(dict(zip(head, line, strict=True)) for line in body)
