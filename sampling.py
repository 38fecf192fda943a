"""Samples: documents with their expected records beside them, compared and rewritten on request.

    samples/NAME/sample.toml         where the document came from, its sources
    samples/NAME/page.html           a source
    samples/NAME/expected/page.html/ its tables as CSV, written by `qingdan samples update`, reviewed as a diff

A source with `same_as` has no records of its own: they must equal those of the named source in everything
but places (the law that formats agree).
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from .lightclass import dataclass
from .messages import render
from .model import TABLES, Extraction, SourceError
from .run import extract_one

SHOWN = 12  # changed rows shown a table; the figures count all of them


@dataclass(frozen=True, slots=True)
class SampleSource:
    """A source of a sample: its file, and the source whose records it shares ("" for its own)."""

    sample: str
    path: Path
    same_as: str = ""

    @property
    def expected(self) -> Path:
        return self.path.parent / "expected" / (self.same_as or self.path.name)


@dataclass(frozen=True, slots=True)
class TableDiff:
    """A table against its expected rows: counts and the first differences."""

    table: str
    expected: int
    same: int
    changed: tuple[tuple[str, str, str, str], ...]  # id, column, expected, found
    missing: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not (self.changed or self.missing or self.new)


def samples_folder(given: Path | None = None) -> Path:
    """The folder of samples: the one given, the clone's, or ./samples."""
    if given is not None:
        return given
    own = Path(__file__).resolve().parent / "samples"
    return own if own.is_dir() else Path("samples")


def find_samples(folder: Path, names: Sequence[str] = ()) -> list[SampleSource]:
    """The sources of the named samples (all without names). Unknown names raise SourceError."""
    known = sorted(p.parent.name for p in folder.glob("*/sample.toml"))
    for name in names:
        if name not in known:
            raise SourceError(name, "sample_unknown", known=", ".join(known) or "—")
    found: list[SampleSource] = []
    for name in names or known:
        manifest = tomllib.loads((folder / name / "sample.toml").read_text(encoding="utf-8"))
        for entry in manifest.get("source", []):
            found.append(SampleSource(name, folder / name / entry["file"], entry.get("same_as", "")))
    return found


def table_rows(extraction: Extraction, table: str) -> list[dict[str, str]]:
    """The rows of a table as CSV has them: column -> text."""
    from .output.tables import header, text_rows

    names = header(table)
    return [dict(zip(names, row, strict=True)) for row in text_rows(table, extraction.table(table))]


def row_key(table: str, row: Mapping[str, str]) -> str:
    keys = [f.name for f in fields(TABLES[table]) if f.metadata.get("key")]
    return "|".join(row.get(k, "") for k in keys)


def read_expected(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


IGNORED_ACROSS_FORMATS = frozenset(
    {"place", "source", "sha256", "media_type", "pages", "attachments", "origin"}
)
TABLES_ACROSS_FORMATS = (
    "indicators", "indicator_values", "tasks", "projects", "progress", "responsibilities", "organizations", "targets",
)  # fmt: skip


def compare(
    table: str,
    expected: Sequence[Mapping[str, str]],
    found: Sequence[Mapping[str, str]],
    ignore: frozenset[str] = frozenset(),
) -> TableDiff:
    """Row by row by key, column by column."""
    before = {row_key(table, r): r for r in expected}
    after = {row_key(table, r): r for r in found}
    changed: list[tuple[str, str, str, str]] = []
    same = 0
    for key, row in before.items():
        other = after.get(key)
        if other is None:
            continue
        columns = [c for c in {**row, **other} if c not in ignore and row.get(c, "") != other.get(c, "")]
        same += not columns
        changed += [(key, c, row.get(c, ""), other.get(c, "")) for c in columns]
    missing = tuple(k for k in before if k not in after)
    new = tuple(k for k in after if k not in before)
    return TableDiff(table, len(before), same, tuple(changed), missing, new)


def differences(source: SampleSource) -> list[TableDiff]:
    """All tables of one source against its expected records. Raises SourceError if it cannot be read."""
    outcome = extract_one(source.path.name, source.path.read_bytes())
    if outcome.extraction is None:
        assert outcome.error is not None
        raise outcome.error
    tables = TABLES_ACROSS_FORMATS if source.same_as else tuple(TABLES)
    ignore = IGNORED_ACROSS_FORMATS if source.same_as else frozenset[str]()
    return [
        compare(t, read_expected(source.expected, t), table_rows(outcome.extraction, t), ignore)
        for t in tables
    ]


def report(source: SampleSource, diffs: Sequence[TableDiff], lang: str) -> Iterator[str]:
    """A readable account: figures per table, then what differs."""
    ok = all(d.ok for d in diffs)
    yield f"{'✓' if ok else '✗'} {source.sample}/{source.path.name}"
    head = render("samples_head", lang)
    for d in diffs:
        if not d.ok:
            changed_rows = len({c[0] for c in d.changed})
            yield f"  {d.table}: " + head.format(
                expected=d.expected, same=d.same, changed=changed_rows, missing=len(d.missing), new=len(d.new)
            )
            for key, column, old, new in d.changed[:SHOWN]:
                yield f"    {key} {column}"
                yield f"      - {old}"
                yield f"      + {new}"
            for key in d.missing[:SHOWN]:
                yield f"    - {key}"
            for key in d.new[:SHOWN]:
                yield f"    + {key}"
    if ok:
        yield "  " + "  ".join(f"{d.table} {d.expected}" for d in diffs if d.expected)


def check(names: Sequence[str], folder: Path | None, lang: str) -> int:
    """`qingdan samples check`: 0 if all agree, 1 otherwise."""
    try:
        found = find_samples(samples_folder(folder), names)
    except SourceError as error:
        return _say(error, lang)
    if not found:
        return _say(SourceError(str(samples_folder(folder)), "no_samples"), lang)
    failed = 0
    for source in found:
        try:
            diffs = differences(source)
        except (SourceError, OSError) as error:
            failed += 1
            _say(
                error
                if isinstance(error, SourceError)
                else SourceError(source.path.name, "source_not_found"),
                lang,
            )
            continue
        failed += not all(d.ok for d in diffs)
        for line in report(source, diffs, lang):
            print(line)
    print(render("samples_done", lang, {"count": len(found), "failed": failed}))
    return 1 if failed else 0


def _say(error: SourceError, lang: str) -> int:
    print(f"{error.source}: {render(error.code, lang, error.params)}", file=sys.stderr)
    return 1


def update(names: Sequence[str], folder: Path | None, lang: str) -> int:
    """`qingdan samples update NAME`: write the records found as the expected ones."""
    try:
        for source in find_samples(samples_folder(folder), names):
            if not source.same_as:
                write_expected(source)
                print(
                    render("sample_written", lang, {"path": f"{source.sample}/expected/{source.path.name}"})
                )
    except SourceError as error:
        return _say(error, lang)
    return 0


def write_expected(source: SampleSource) -> None:
    """Write the expected tables of one source; empty tables leave no file."""
    outcome = extract_one(source.path.name, source.path.read_bytes())
    if outcome.extraction is None:
        assert outcome.error is not None
        raise outcome.error
    if source.expected.exists():
        shutil.rmtree(source.expected)
    source.expected.mkdir(parents=True)
    for table in TABLES:
        rows = table_rows(outcome.extraction, table)
        if rows:
            (source.expected / f"{table}.csv").write_text(_csv(rows), encoding="utf-8", newline="")


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def add(file: Path, name: str, folder: Path | None, lang: str) -> int:
    """`qingdan samples add FILE`: copy the file, write its manifest and its records for review."""
    target = samples_folder(folder) / (name or file.stem)
    if target.name != (name or file.stem) or target.name in {"", "..", "."}:
        return _say(SourceError(name, "sample_name"), lang)
    if target.exists():
        return _say(SourceError(target.name, "sample_exists"), lang)
    try:
        data = file.read_bytes()
    except OSError:
        return _say(SourceError(file.name, "source_not_found"), lang)
    outcome = extract_one(file.name, data)
    if outcome.error is not None:
        return _say(outcome.error, lang)
    target.mkdir(parents=True)
    (target / file.name).write_bytes(data)
    manifest = f'origin = ""  # address or place it came from\nretrieved = ""  # date\n\n[[source]]\nfile = "{file.name}"\n'
    (target / "sample.toml").write_text(manifest, encoding="utf-8")
    write_expected(SampleSource(target.name, target / file.name))
    print(render("sample_added", lang, {"path": f"samples/{target.name}"}))
    return 0
