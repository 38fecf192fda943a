"""`qingdan names`: how the names of a text are read, and which names of a package no row of the vocabulary knows."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .lightclass import dataclass
from .messages import render
from .normalize.name_scan import NameExplanation, UnknownName, explain_names, nearest_alias, unknown_names
from .normalize.places import Jurisdiction, full_place_name, jurisdiction, match_place, parents_of

ALIAS_COLUMNS = ("alias", "form", "function", "name", "full", "until", "source", "date")


class PlaceError(ValueError):
    """A place that is not known or not the only one of its name: the message code and what fills it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A row of `responsibilities` as a written package has it."""

    organization_id: str
    name: str
    collective: bool


def place_of(text: str) -> Jurisdiction:
    """The jurisdiction of a place's full name, zone name, zone id or GB/T 2260 code. PlaceError if there is not exactly one.

    >>> place_of("重庆市渝北区").code, place_of("500112").name
    ('500112', '渝北区')
    """
    by_key = jurisdiction(text)
    if by_key.code:
        return by_key
    found = match_place(text)
    if found is None or found.end != len(text):
        raise PlaceError("place_unknown", place=text)
    if len(found.keys) != 1:
        raise PlaceError("place_ambiguous", place=text, choices="、".join(map(_choice, found.keys)))
    return jurisdiction(found.keys[0])


def _choice(key: str) -> str:
    above = "".join(jurisdiction(parent).name for parent in parents_of(key))
    return f"{above}{jurisdiction(key).name or full_place_name(key)} {key}"


def run_names(text: str, place: Jurisdiction, lang: str) -> int:
    """Print how each name of a text is read in a document of that place; exit status 1 if there is none."""
    found = explain_names(text, place)
    if not found:
        print(render("names_none", lang), file=sys.stderr)
    print("\n\n".join(explanation(item, lang) for item in found), end="\n" if found else "")
    return 0 if found else 1


def explanation(item: NameExplanation, lang: str) -> str:
    """One name as lines: the words, then what they were read as and why."""
    why = ("；" if lang == "zh" else "; ").join(render(r.code, lang, r.params) for r in item.reasons)
    fields = (
        ("机构", "body", f"{item.name}（{item.full_name}）" if item.full_name != item.name else item.name),
        ("编号", "id", item.organization_id),
        ("职能", "function", item.function),
        ("类别", "kind", item.kind),
        ("区划", "place", f"{item.place} {item.place_code}".strip()),
        ("依据", "why", why),
        ("相近", "near", "、".join(item.suggestions)),
    )
    lines = [f"  {en if lang == 'en' else zh}: {value}" for zh, en, value in fields if value]
    return "\n".join([item.raw, *lines])


def run_unknown(directory: Path, lang: str) -> int:
    """Print the unknown names of a written package, most frequent first, and a row to paste for each."""
    from .output.show import read_table

    cells = [
        NamedCell(r.get("organization_id", ""), r.get("name", ""), r.get("collective") == "true")
        for r in read_table(directory, "responsibilities")
    ]
    unknown = unknown_names(cells)
    if not unknown:
        print(render("names_all_known", lang), file=sys.stderr)
        return 0
    documents = read_table(directory, "documents")
    for item in unknown:
        print(f"{item.count}\t{item.name}\t{item.organization_id}\t{'、'.join(item.suggestions)}")
    print(render("names_rows", lang), file=sys.stderr)
    print("\n" + rows_to_paste(unknown, _titles(documents), _date(documents)), end="")
    return 0


def _titles(documents: Sequence[object]) -> str:
    return "; ".join(title for title in _column(documents, "title"))


def _date(documents: Sequence[object]) -> str:
    """The latest date of the documents: that day the names were in use."""
    return max((*_column(documents, "written_date"), *_column(documents, "published_date")), default="")


def _column(documents: Sequence[object], name: str) -> Iterator[str]:
    yield from (d[name] for d in documents if isinstance(d, dict) and d.get(name))


def rows_to_paste(unknown: Sequence[UnknownName], source: str, date: str) -> str:
    """A CSV row for organizations_aliases.csv a name. The function is the nearest name's, or ? where none is near.

    A person decides: ? is refused by the test of the data files, so that no row goes in unread.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ALIAS_COLUMNS)
    for item in unknown:
        near = nearest_alias(item.stem)
        name, full = (near.name, near.full) if near else (item.stem, item.stem)
        writer.writerow((item.stem, "name", near.function if near else "?", name, full, "", source, date))
    return out.getvalue()
