"""The package: a folder with the tables as CSV, datapackage.json, and the other formats on request.

It is written into a sibling folder and put in place with one rename, so that whoever looks at DIR sees the
old package or the new one, also after a power cut or `kill -9`. A folder is replaced only if it is empty or
a package that this tool wrote and nobody added to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..lightclass import dataclass
from ..model import TABLES, Extraction, FindingRecord
from . import csv_files, datapackage, json_files
from .errors import OutputError
from .merge import Tables, merge, without_surrogates
from .swap import check_folder, replace_folder

# Format -> what it needs beyond the base install: (module, extra) or None
FORMATS: dict[str, tuple[str, str] | None] = {
    "csv": None,
    "json": None,
    "jsonl": None,
    "parquet": ("pyarrow", "parquet"),
    "sqlite": None,
    "xlsx": ("xlsxwriter", "excel"),
    "html": None,
}

DESCRIPTOR = "datapackage.json"

# Files that a desktop or a database leaves beside ours; nobody misses them
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_LITTER_ENDS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Options:
    """How a package is written; see `write`."""

    version: str
    titles: bool = False
    bom: bool = False
    safe_cells: bool = False


def write(
    extractions: Sequence[Extraction],
    out: Path,
    *,
    formats: Sequence[str] = ("csv", "json"),
    titles: bool = False,
    version: str,
    findings: Sequence[FindingRecord] = (),
    bom: bool = False,
    safe_cells: bool = False,
) -> None:
    """Write the package of some documents into the folder `out`.

    The CSV tables and datapackage.json are always written: they are the package. `formats` adds "json"
    (json/<document_id>.json), "jsonl" and "parquet" (a file a table), "sqlite", "xlsx" and "html"
    (qingdan.sqlite, qingdan.xlsx, review.html). `findings` are rows for sources that gave no extraction.
    `titles` puts the Chinese titles into the headers of CSV and XLSX, `bom` a byte order mark before each
    CSV (older Excel reads UTF-8 only so), `safe_cells` an apostrophe before text cells of the CSV that a
    spreadsheet would run as a formula; without it every cell is the source's own.

    Raises OutputError (a format's library is missing, `out` cannot or must not be replaced), and leaves
    `out` as it was then and on every other failure.
    """
    check_formats(formats, out)
    options = Options(version, titles, bom, safe_cells)
    tables = merge(extractions, findings)
    with _one_line_errors(out), replace_folder(Path(out), check=check_ours) as folder:
        try:
            _fill(folder, tables, formats, options)
        except UnicodeEncodeError:
            _fill(folder, without_surrogates(tables), formats, options)


def check(out: Path, formats: Sequence[str] = ("csv", "json")) -> None:
    """Whether `write` would refuse, asked before long work: OutputError as there; nothing is written."""
    check_formats(formats, out)
    with _one_line_errors(out):
        check_folder(Path(out), check_ours)


def check_formats(formats: Sequence[str], out: Path = Path()) -> None:
    """OutputError if a format is unknown or its library is not installed; nothing is imported or written."""
    for name in formats:
        if name not in FORMATS:
            raise OutputError(str(out), "format_unknown", format=name, known=", ".join(FORMATS))
        need = FORMATS[name]
        if need and find_spec(need[0]) is None:
            raise OutputError(str(out), "extra_missing", format=name, library=need[0], extra=need[1])


def _fill(folder: Path, tables: Tables, formats: Sequence[str], options: Options) -> None:
    """Write every file of the package into an empty folder (or over a first try)."""
    files = [DESCRIPTOR]
    for table in TABLES:
        files.append(f"{table}.csv")
        csv_files.write_table(
            folder / files[-1],
            table,
            tables.rows(table),
            titles=options.titles,
            bom=options.bom,
            safe=options.safe_cells,
        )
    for name in FORMATS:  # a fixed order, whatever the order asked for
        if name in formats:
            files += _WRITERS[name](folder, tables, options)
    content = datapackage.descriptor(
        options.version, files, titles=options.titles, bom=options.bom, safe=options.safe_cells
    )
    (folder / DESCRIPTOR).write_bytes(datapackage.encode(content))


# ---- one function a format: writes its files and names them


def _nothing(folder: Path, tables: Tables, options: Options) -> list[str]:
    return []


def _json(folder: Path, tables: Tables, options: Options) -> list[str]:
    (folder / "json").mkdir(exist_ok=True)
    named = [e for e in tables.extractions if e.documents]
    names = json_files.file_names(e.documents[0].document_id for e in named)
    files = []
    for extraction in named:
        files.append(f"json/{names[extraction.documents[0].document_id]}.json")
        json_files.write_document(folder / files[-1], extraction, options.version)
    return files


def _jsonl(folder: Path, tables: Tables, options: Options) -> list[str]:
    for table in TABLES:
        json_files.write_lines(folder / f"{table}.jsonl", table, tables.rows(table))
    return [f"{table}.jsonl" for table in TABLES]


def _parquet(folder: Path, tables: Tables, options: Options) -> list[str]:
    from . import parquet

    for table in TABLES:
        parquet.write_table(folder / f"{table}.parquet", table, tables.rows)
    return [f"{table}.parquet" for table in TABLES]


def _sqlite(folder: Path, tables: Tables, options: Options) -> list[str]:
    from . import sqlite

    sqlite.write(folder / "qingdan.sqlite", tables.rows)
    return ["qingdan.sqlite"]


def _xlsx(folder: Path, tables: Tables, options: Options) -> list[str]:
    from . import xlsx

    xlsx.write(folder / "qingdan.xlsx", tables.rows, titles=options.titles)
    return ["qingdan.xlsx"]


def _html(folder: Path, tables: Tables, options: Options) -> list[str]:
    from . import review

    review.write(folder / "review.html", tables, version=options.version)
    return ["review.html"]


_WRITERS: dict[str, Callable[[Path, Tables, Options], list[str]]] = {
    "csv": _nothing,
    "json": _json,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
    "html": _html,
}


# ---- whose folder is it


def read_descriptor(folder: Path) -> dict[str, Any] | None:
    """The descriptor of a package that this tool wrote, None if the folder holds none."""
    try:
        content = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    mine = content.get("qingdan") if isinstance(content, dict) else None
    if not isinstance(mine, dict) or not isinstance(mine.get("files"), list):
        return None
    return content


def check_ours(folder: Path) -> None:
    """OutputError unless every file in the folder is one that this tool wrote (or litter)."""
    content = read_descriptor(folder)
    if content is None:
        for entry in _entries(folder):
            raise OutputError(str(folder), "out_not_ours", entry=entry)
        return
    files = set(content["qingdan"]["files"])
    for entry in _entries(folder):
        if entry not in files and not (entry.endswith(_LITTER_ENDS) and entry.rsplit("-", 1)[0] in files):
            raise OutputError(str(folder), "out_has_others", entry=entry)


def _entries(folder: Path, prefix: str = "") -> Iterator[str]:
    """Files below a folder by their path in it, sorted; folders other than json/ count as one entry."""
    for entry in sorted(folder.iterdir()):
        if entry.name in _LITTER:
            continue
        if entry.name == "json" and not prefix and entry.is_dir() and not entry.is_symlink():
            yield from _entries(entry, "json/")
        else:
            yield prefix + entry.name


@contextmanager
def _one_line_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(str(out), "out_unwritable", reason=reason) from error
