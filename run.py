"""A run over many sources: read each, write the package whole, say what was found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .kept import save
from .lightclass import dataclass
from .messages import render
from .model import Extraction, FindingRecord, SourceError
from .sources import find_sources

if TYPE_CHECKING:
    from .beside import Beside
    from .normalize.text_reading import TextReader

PARALLEL_FROM = 24  # sources; below that starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: its extraction, or why it has none."""

    source: str
    extraction: Extraction | None
    error: SourceError | None = None


@dataclass(slots=True)
class Result:
    """What came of all sources, in their order."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def extractions(self) -> list[Extraction]:
        return [o.extraction for o in self.outcomes if o.extraction is not None]

    @property
    def failures(self) -> list[tuple[str, SourceError]]:
        return [(o.source, o.error) for o in self.outcomes if o.error is not None]

    def finding_records(self) -> list[FindingRecord]:
        from .pipeline import Failure

        return [Failure(source, error).record(n) for n, (source, error) in enumerate(self.failures, 1)]


def extract_one(name: str, data: bytes, reader: TextReader | None = None) -> Outcome:
    """One document, whatever happens to it: an unexpected exception is this source's failure, not the run's."""
    from .pipeline import HERE, extract_document

    return guarded(name, lambda: extract_document(name, data, reader or HERE))


def guarded(name: str, call: Callable[[], Extraction]) -> Outcome:
    """The outcome of a call that extracts one source, whatever it raises."""
    try:
        return Outcome(name, call())
    except SourceError as error:
        return Outcome(name, None, SourceError(name, error.code, **error.params))
    except RecursionError:
        return Outcome(name, None, SourceError(name, "nested_beyond_limit"))
    except MemoryError:
        return Outcome(name, None, SourceError(name, "out_of_memory"))
    except Exception as error:  # the other sources go on; the reason is shown
        reason = f"{type(error).__name__}: {error}"[:300]
        return Outcome(name, None, SourceError(name, "internal_error", reason=reason))


def extract_sources(
    arguments: Sequence[str],
    *,
    jobs: int | None = None,
    progress: bool = False,
    allow_private: bool = False,
    leave_out: Path | None = None,
    beside: bool = False,
) -> Result:
    """Read every source that the arguments name, but for what stands in the folder `leave_out`.

    `beside`: the caller is a process of its own and may start a second one that reads ahead (see beside.py).
    """
    result = Result()
    pending: list[tuple[int, str, bytes]] = []
    slots: list[Outcome | None] = []
    for source in find_sources(arguments, leave_out):
        if isinstance(source.content, SourceError):
            slots.append(Outcome(source.name, None, source.content))
        elif source.content is None:
            slots += _from_address(source.name, allow_private)
        else:
            slots.append(None)
            pending.append((len(slots) - 1, source.name, source.content))
    workers = jobs or (_cpu_count() if len(pending) >= PARALLEL_FROM else 1)
    for done, (slot, outcome) in enumerate(_outcomes(pending, workers, beside and jobs is None), 1):
        slots[slot] = outcome
        if progress and len(pending) > 1:
            print(f"\r[{done}/{len(pending)}] {outcome.source[:60]:<60}", end="", file=sys.stderr, flush=True)
    if progress and len(pending) > 1:
        print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)
    result.outcomes = _apart([s for s in slots if s is not None])
    return result


def _apart(outcomes: list[Outcome]) -> list[Outcome]:
    """Two different documents under one id get two ids (see copies.apart)."""
    read = [o for o in outcomes if o.extraction is not None]
    ids = [o.extraction.documents[0].document_id for o in read if o.extraction and o.extraction.documents]
    if len(set(ids)) == len(ids):
        return outcomes
    from .copies import apart

    kept = iter(apart([o.extraction for o in read if o.extraction is not None]))
    return [replace(o, extraction=next(kept)) if o.extraction is not None else o for o in outcomes]


def _from_address(url: str, allow_private: bool) -> list[Outcome]:
    from .publication import extract_address

    return extract_address(url, allow_private=allow_private)


def _cpu_count() -> int:
    import os

    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _outcomes(
    pending: Sequence[tuple[int, str, bytes]], workers: int, beside: bool
) -> Iterator[tuple[int, Outcome]]:
    if workers > 1 and len(pending) > 1:
        yield from _in_processes(pending, workers)
        return
    reader = _second_reader(sum(len(data) for _, _, data in pending)) if beside else None
    try:
        for slot, name, data in pending:
            yield slot, extract_one(name, data, reader)
    finally:
        if reader is not None:
            reader.close()


def _second_reader(size: int) -> Beside | None:
    from .beside import SMALLEST, start

    return start() if size >= SMALLEST else None


def _in_processes(pending: Sequence[tuple[int, str, bytes]], workers: int) -> Iterator[tuple[int, Outcome]]:
    """A pool that survives a killed worker: what it held is run again, alone, so that the culprit is known."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    left = {slot: (name, data) for slot, name, data in pending}
    try:
        with ProcessPoolExecutor(workers) as pool:
            futures = {slot: pool.submit(_in_worker, name, data) for slot, (name, data) in left.items()}
            for slot, future in futures.items():
                outcome = future.result()
                del left[slot]
                yield slot, outcome
    except BrokenProcessPool:
        for slot, (name, data) in left.items():
            yield slot, _alone(name, data)


def _in_worker(name: str, data: bytes) -> Outcome:
    outcome = extract_one(name, data)
    save()
    return outcome


def _alone(name: str, data: bytes) -> Outcome:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_in_worker, name, data).result()
    except BrokenProcessPool:
        return Outcome(name, None, SourceError(name, "reader_died"))


def run_extract(
    arguments: Sequence[str],
    out: Path,
    *,
    formats: Sequence[str],
    titles: bool,
    bom: bool,
    safe_cells: bool,
    jobs: int | None,
    lang: str,
    quiet: bool,
    allow_private: bool = False,
) -> int:
    """`qingdan extract`: exit status 0 all read, 1 something not read or not written."""
    from .output import package
    from .output.errors import OutputError
    from .output.summary import summary

    try:
        package.check(out, formats)
        result = extract_sources(
            arguments,
            jobs=jobs,
            progress=_is_terminal(),
            allow_private=allow_private,
            leave_out=out,
            beside=True,
        )
        if quiet or not result.extractions:
            for source, error in result.failures:
                print(f"{source}: {render(error.code, lang, error.params)}", file=sys.stderr)
        if not result.extractions and out.exists():
            return 1  # nothing to write: what is there stays as it is
        findings = result.finding_records()
        package.write(
            result.extractions,
            out,
            formats=formats,
            titles=titles,
            version=__version__,
            findings=findings,
            bom=bom,
            safe_cells=safe_cells,
        )
    except OutputError as error:
        print(f"{error.source}: {render(error.code, lang, error.params)}", file=sys.stderr)
        return 1
    if not quiet and result.extractions:
        shown = [
            replace(f, message=render(error.code, lang, error.params))
            for f, (_, error) in zip(findings, result.failures, strict=True)
        ]
        written = {
            e.documents[0].document_id: e for e in reversed(result.extractions)
        }  # a copy is written once
        print(summary(list(reversed(written.values())), lang, shown), file=sys.stderr)
    return 1 if result.failures else 0


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()  # None: started with closed streams
