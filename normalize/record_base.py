"""What the record builders share: the settings of a document, the rows they read, what every record gets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from ..lightclass import dataclass
from ..model import (
    NO_WORDS,
    Column,
    Finding,
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    Piece,
    Place,
    ProgressRecord,
    ProjectRecord,
    RawList,
    RawRow,
    RecordContext,
    ResponsibilityRecord,
    StatedTotal,
    TargetRecord,
    TaskRecord,
    Words,
    place_text,
)
from ..shelf import Shelf, Store
from ..text import fold, lazy
from .organizations import Mention, Resolver
from .repair import LossContext, loss_findings, scan_losses
from .target_findings import target_findings
from .text_reading import TextReader, TextReading


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule stated once for the items after it: `first_is_lead` (排在第一位的为牵头单位，下同) or `implied`
    (以下均需各区政府落实，不再列出; `names` says who). `block` is where it stands."""

    kind: str
    names: str
    block: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole document while its records are built."""

    document_id: str
    resolver: Resolver
    places: Callable[[Iterable[Piece]], Iterator[Place]]  # of each piece where it stands
    context: Callable[[str, Sequence[Words]], RecordContext | None]  # a record's words and what stands beside
    lossy: bool = False
    plan: tuple[int, int] | None = None
    year: int | None = None
    issued: int | None = None  # the year in which the document was written: of 今年 where it has no other
    losses: LossContext = LossContext()
    rules: tuple[Rule, ...] = ()
    reader: TextReader = TextReader()

    def locate(self, words: Words) -> tuple[Place, ...]:
        """Where the words stand, each place once."""
        return tuple(dict.fromkeys(self.places(words.pieces)))


class Built:
    """The typed records of a document as they come; filled once, list by list, on shelves of one store."""

    __slots__ = (
        "contexts",
        "findings",
        "indicators",
        "lists",
        "mentions",
        "progress",
        "projects",
        "responsibilities",
        "targets",
        "tasks",
        "totals",
        "values",
    )

    def __init__(self, store: Store | None = None) -> None:
        store = store or Store()
        self.lists: Shelf[ListRecord] = store.shelf()
        self.indicators: Shelf[IndicatorRecord] = store.shelf()
        self.values: Shelf[IndicatorValueRecord] = store.shelf()
        self.tasks: Shelf[TaskRecord] = store.shelf()
        self.projects: Shelf[ProjectRecord] = store.shelf()
        self.progress: Shelf[ProgressRecord] = store.shelf()
        self.responsibilities: Shelf[ResponsibilityRecord] = store.shelf()
        self.targets: Shelf[TargetRecord] = store.shelf()
        self.findings: Shelf[Finding] = store.shelf()
        self.contexts: Shelf[RecordContext] = store.shelf()
        self.totals: list[StatedTotal] = []
        self.mentions: dict[Mention, int] = {}  # how often each stands in the records, in order of appearance


@dataclass(frozen=True, slots=True)
class Row:
    """One raw row with what its builder needs: role -> words, ids, place."""

    raw: RawRow
    columns: Sequence[Column]
    record_id: str
    list_id: str
    no: str
    places: tuple[Place, ...]
    prose: bool
    at: Mapping[str, tuple[int, ...]]  # role -> its columns

    @property
    def block(self) -> int:
        """The block of its first words: what stands before it in the document holds for it."""
        return min((p.block for w in self.raw.fields if w for p in w.pieces), default=0)

    def words(self, role: str) -> Words:
        return first_words(self.raw, self.at.get(role, ()))

    def text(self, role: str) -> str:
        return self.words(role).text

    @property
    def place(self) -> str:
        return place_text(self.places)


def first_words(row: RawRow, columns: Iterable[int]) -> Words:
    """The first of these cells of a row that is not empty."""
    fields = row.fields
    for i in columns:
        words = fields[i] if i < len(fields) else None
        if words is not None and words.text:
            return words
    return NO_WORDS


def rows_of(raw: RawList, list_id: str, settings: Settings) -> list[Row]:
    rows: list[Row] = []
    used: dict[str, int] = {}
    unnumbered = totals = 0
    at = columns_by_role(raw.columns)
    no_index = next((i for i, c in enumerate(raw.columns) if c.role == "no"), None)
    for row in raw.rows:
        words = row.fields[no_index] if no_index is not None and no_index < len(row.fields) else None
        no = (words.text if words else "").strip()
        if row.is_total:
            totals += 1
            key, no = f"total{totals}", ""
        elif no:
            key = slug(no)
        else:
            unnumbered += 1
            key = f"r{unnumbered}"
        used[key] = used.get(key, 0) + 1
        suffix = f"-{used[key]}" if used[key] > 1 else ""
        places = row.places or settings.locate(own_words(row))
        rows.append(
            Row(row, raw.columns, f"{list_id}-{key}{suffix}", list_id, no, places, raw.origin == "prose", at)
        )
    return rows


def columns_by_role(columns: Sequence[Column]) -> dict[str, tuple[int, ...]]:
    """Role -> the indexes of the columns that have it, worked out once a list."""
    roles = dict.fromkeys(c.role for c in columns)
    return {role: tuple(i for i, c in enumerate(columns) if c.role == role) for role in roles}


_ENCLOSED = lazy("[①-⒛]")


def slug(no: str) -> str:
    """A number as printed as part of an id: 1.2 and 一 stay, （3） is 3, ③ is 3."""
    if no.isascii() and no.isalnum():
        return no
    words = (
        _ENCLOSED.sub(lambda sign: normalize("NFKC", sign[0]), fold(no)) if _ENCLOSED.search(no) else fold(no)
    )
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff.]+", "_", words.strip().rstrip(".、")) or "x"


def own_words(row: RawRow) -> Words:
    own = [w for i, w in enumerate(row.fields) if w and i not in row.filled]
    return Words("", tuple(p for w in own for p in w.pieces))


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def extra_of(row: Row, taken: Iterable[str]) -> str:
    """Columns that have no field of their own, by their heading: nothing of a row is left out."""
    known = set(taken)
    extra: dict[str, str] = {}
    for column, words in zip(row.columns, row.raw.fields, strict=False):
        if column.role in known or not words:
            continue
        name = column.header.text or (column.role if column.role != "other" else f"column {len(extra) + 1}")
        extra[name if name not in extra else f"{name} {len(extra) + 1}"] = words.text
    return compact_json(extra)


def merge_extra(first: str, more: dict[str, str]) -> str:
    return compact_json({**(json.loads(first) if first else {}), **more}) if more else first


def category_of(row: Row) -> str:
    """The category cell, else the section rows the record stands under."""
    own = row.text("category")
    if own or "category" in row.at:
        return own
    return " / ".join(w.text for w in (row.raw.chapter, row.raw.section) if w)


def about(finding: Finding, subject_id: str) -> Finding:
    return finding if finding.subject_id else replace(finding, subject_id=subject_id)


def placed(finding: Finding, places: tuple[Place, ...]) -> Finding:
    return finding if finding.places else replace(finding, places=places)


def finish(
    row: Row,
    settings: Settings,
    built: Built,
    text: str,
    name: str,
    reading: TextReading | None = None,
) -> None:
    """What every record gets: its words, findings of lost characters, the targets found in its text."""
    add_context(row.record_id, [w for w in row.raw.fields if w], settings, built)
    if settings.lossy and text:
        losses = scan_losses(text, lossy=True, context=settings.losses)
        built.findings.extend(loss_findings(losses, subject_id=row.record_id, field=name, places=row.places))
    if reading is not None:
        add_targets(row.record_id, text, reading, built, field=name, places=row.places)


def add_context(record_id: str, words: Sequence[Words], settings: Settings, built: Built) -> None:
    """The words a record was read from with those beside them; the raw words are not needed afterwards."""
    context = settings.context(record_id, words)
    if context is not None:
        built.contexts.append(context)


def add_targets(
    subject_id: str,
    text: str,
    reading: TextReading,
    built: Built,
    *,
    field: str,
    places: tuple[Place, ...] = (),
    before: int = 0,
    offset: int = 0,
) -> int:
    """The targets found in a text as records, a part with the id of its whole, and findings on its numbers.

    `before` targets of the same subject come first, `offset` characters of its text stand before this one.
    Returns how many targets there are now.
    """
    ids: list[str] = []
    targets, uses = reading.targets, reading.uses
    for seq, t in enumerate(targets, before + 1):
        ids.append(f"{subject_id}-t{seq}")
        built.targets.append(
            TargetRecord(
                ids[-1],
                subject_id,
                seq,
                t.measure,
                t.operator,
                t.value,
                t.value_max,
                t.unit,
                t.unit_raw,
                t.value_base,
                t.unit_base,
                t.due,
                t.modality,
                t.raw,
                t.start + offset,
                t.end + offset,
                ids[t.parent] if t.parent is not None else "",
                field,
            )
        )
    built.findings.extend(
        target_findings(targets, uses, text, subject_id=subject_id, field=field, places=places)
    )
    return before + len(targets)
