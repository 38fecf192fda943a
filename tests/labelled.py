"""Sentences labelled by readers, as they stand in their documents: how many targets and deadlines are read as labelled.

data/labels_published.tsv holds sentences of the published samples, data/labels_corpus.tsv labels of sentences of other
real documents, which are no part of the project: a sentence is named by the first 16 digits of its SHA-256, and it is
looked for in the folder that QINGDAN_CORPUS names. docs/labels.md says how to label.

    QINGDAN_CORPUS=FOLDER python tests/labelled.py [PART ...]

prints the figures: P and R of targets (value, operator, unit and due as labelled), of values alone, of deadlines.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from qingdan.model import SourceError
from qingdan.normalize.target_record import Target
from qingdan.normalize.text_reading import Question, TextReader, TextReading, read_text
from qingdan.pipeline import extract_document

DATA = Path(__file__).parent / "data"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PUBLISHED = (SAMPLES / "dazu-2022-105" / "dazu-2022-105.txt", SAMPLES / "wansheng-2023" / "report.txt")
SUFFIXES = frozenset((".html", ".htm", ".docx", ".txt"))
FOLDERS = ("gov-cn", "pages", "reports", "texts")

_END = re.compile(r"[。！？!?\n]+[”\"）)]?")
_LONG, _PART = 260, 90  # signs: a longer sentence is cut at its semicolons, into parts no shorter than that
_SHORTEST = 8


@dataclass(frozen=True)
class Label:
    """One target as labelled: operator (`rel`, `qual` for those in words), value, unit, EDTF of its due, measure; `part`
    where it belongs to a total (`^` before the operator).
    """

    operator: str
    value: str
    unit: str
    due: str
    measure: str = ""
    part: bool = False


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence: `key` is the sentence itself or the digits that name it."""

    part: str
    key: str
    targets: tuple[Label, ...]
    deadlines: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What was read from a sentence in its document."""

    targets: tuple[Target, ...]
    deadlines: tuple[str, ...]


@dataclass
class Score:
    """Hits, labels and readings: `precision` and `recall` are 1 where nothing is to be found."""

    hits: int = 0
    labels: int = 0
    given: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labels if self.labels else 1.0

    def add(self, hits: int, labels: int, given: int) -> None:
        self.hits += hits
        self.labels += labels
        self.given += given


def labels(name: str) -> list[Sentence]:
    """The rows of a table of labels: part, key, targets, deadlines."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return [
            Sentence(
                row["part"], row["sentence"], tuple(targets_of(row["targets"])), _times(row["deadlines"])
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def targets_of(text: str) -> list[Label]:
    """The labels of a sentence: operator|value|unit|due|measure, joined by ` ; `."""
    rows = [row.split("|") for row in text.split(" ; ") if row.strip()]
    return [Label(row[0].lstrip("^"), *row[1:], part=row[0].startswith("^")) for row in rows]


def _times(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(" ; ") if part)


def name_of(sentence: str) -> str:
    """The digits that name a sentence; blanks do not count."""
    return hashlib.sha256("".join(sentence.split()).encode()).hexdigest()[:16]


class _Listening(TextReader):
    """Keeps what was asked and read, in the order of the document."""

    def __init__(self) -> None:
        self.heard: list[tuple[Question, TextReading]] = []

    def read(self, question: Question) -> TextReading:
        reading = read_text(question)
        self.heard.append((question, reading))
        return reading


def spans(text: str) -> list[tuple[int, int]]:
    """Sentences of a text; a very long one is cut at its semicolons."""
    ends = [match.end() for match in _END.finditer(text)]
    parts = [part for a, b in zip([0, *ends], [*ends, len(text)], strict=True) for part in _cut(text, a, b)]
    return [(a, b) for a, b in parts if len(text[a:b].strip()) >= _SHORTEST]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stops = [m.end() for m in re.compile("[；;]").finditer(text, start, end)] if end - start > _LONG else []
    for stop in stops:
        if stop - start > _PART:
            yield start, stop
            start = stop
    if start < end:
        yield start, end


def readings(paths: Iterable[Path]) -> Iterator[tuple[str, Reading]]:
    """Each sentence of the documents with what is read from it."""
    for path in paths:
        listening = _Listening()
        try:
            extract_document(path.name, path.read_bytes(), listening)
        except SourceError:
            continue
        for question, reading in listening.heard:
            for start, end in spans(question.text):
                targets = tuple(t for t in reading.targets if start <= t.start < end)
                times = tuple(d.edtf or "rel" for d in reading.deadlines if start <= d.start < end)
                yield question.text[start:end].strip(), Reading(targets, times)


def corpus() -> list[Path]:
    """The documents in the folder that QINGDAN_CORPUS names, in order."""
    folder = Path(os.environ["QINGDAN_CORPUS"])
    found = (path for name in FOLDERS for path in sorted((folder / name).glob("*")))
    return [path for path in found if path.suffix.lower() in SUFFIXES]


def kind(operator: str) -> str:
    return {"relative": "rel", "qualitative": "qual"}.get(operator, operator)


def agrees(label: Label, target: Target, *, alone: bool = False) -> bool:
    """Whether value, operator, unit and due are as labelled; `alone`: the value is enough."""
    if label.operator in ("rel", "qual") or target.value is None:
        return kind(target.operator) == label.operator and (alone or target.due == label.due)
    if Decimal(label.value) != target.value:
        return False
    return alone or (label.operator, label.unit, label.due) == (target.operator, target.unit, target.due)


def matched(expected: Iterable[Label], found: Iterable[Target], *, alone: bool = False) -> int:
    """How many of the labels have a target of their own."""
    rest, hits = list(found), 0
    for label in expected:
        hit = next((target for target in rest if agrees(label, target, alone=alone)), None)
        if hit is not None:
            rest.remove(hit)
            hits += 1
    return hits


def scores(rows: Iterable[Sentence], read: dict[str, Reading]) -> dict[str, Score]:
    """Scores of `targets`, `values` and `deadlines`."""
    found = {name: Score() for name in ("targets", "values", "deadlines")}
    for row in rows:
        given = read[row.key]
        sizes = len(row.targets), len(given.targets)
        found["targets"].add(matched(row.targets, given.targets), *sizes)
        found["values"].add(matched(row.targets, given.targets, alone=True), *sizes)
        both = Counter(row.deadlines) & Counter(given.deadlines)
        found["deadlines"].add(both.total(), len(row.deadlines), len(given.deadlines))
    return found


def published() -> dict[str, Reading]:
    return dict(readings(PUBLISHED))


def collected() -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for sentence, reading in readings(corpus()):
        found.setdefault(name_of(sentence), reading)
    return found


def main(parts: list[str]) -> None:
    tables = [("labels_published.tsv", published())]
    if os.environ.get("QINGDAN_CORPUS"):
        tables.append(("labels_corpus.tsv", collected()))
    for name, read in tables:
        rows = [row for row in labels(name) if row.key in read and (not parts or row.part in parts)]
        for part in dict.fromkeys(row.part for row in rows):
            own = [row for row in rows if row.part == part]
            print(f"{name} {part}: {len(own)} sentences")
            for what, score in scores(own, read).items():
                print(f"  {what:10}P {score.precision:.3f}  R {score.recall:.3f}  ({score.labels} labels)")


if __name__ == "__main__":
    main(sys.argv[1:])
