"""Raw lists to typed records: each field from its own words, each record with its place and its ids.

One function a kind; what cannot be read stays empty and becomes a finding. Ids are built from the
document, the list and the number as printed, so that every format of a publication gives the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import Finding, ListRecord, ProgressRecord, RawList, place_text
from ..shelf import Store
from ..text import lazy, squeeze
from .money import EMPTY
from .numbers import parse_decimal
from .record_base import (
    Built,
    Row,
    Settings,
    about,
    add_context,
    columns_by_role,
    compact_json,
    extra_of,
    first_words,
    rows_of,
)
from .record_indicators import indicators
from .record_projects import projects
from .record_tasks import list_year, question, tasks
from .text_reading import Question


def build(raw_lists: Iterable[RawList], settings: Settings, store: Store | None = None) -> Built:
    """The typed records of all lists of a document, in reading order, on shelves of the store."""
    built = Built(store)
    ordinals: dict[str, int] = {}
    for seq, raw in enumerate(raw_lists, 1):
        ordinals[raw.kind] = ordinals.get(raw.kind, 0) + 1
        list_id = f"{settings.document_id}-{raw.kind}{ordinals[raw.kind]}"
        rows = rows_of(raw, list_id, settings)
        built.lists.append(_list_record(raw, list_id, seq, rows, settings))
        add_context(list_id, (raw.title, *(c.header for c in raw.columns)), settings, built)
        for finding in raw.findings:
            built.findings.append(about(finding, list_id))
        builder = _BUILDERS.get(raw.kind)
        if builder is not None:
            builder(raw, rows, settings, built)
    return built


def _list_record(raw: RawList, list_id: str, seq: int, rows: Sequence[Row], settings: Settings) -> ListRecord:
    data = [r for r in rows if not r.raw.is_total]
    numbers = [r.no for r in data if r.no]
    columns = [
        {
            "header": c.header.text,
            "role": c.role,
            **({"year": c.year} if c.year else {}),
            **({"unit": c.unit} if c.unit else {}),
        }
        for c in raw.columns
    ]
    return ListRecord(
        list_id=list_id,
        document_id=settings.document_id,
        seq=seq,
        kind=raw.kind,
        origin=raw.origin,
        title=raw.title.text,
        annex=raw.annex.text,
        rows=len(data) if raw.kind != "other" else len(raw.grid),
        first_no=numbers[0] if numbers else "",
        last_no=numbers[-1] if numbers else "",
        place=place_text(raw.places or settings.places(raw.members)),
        columns=compact_json(columns),
        notes="\n".join(n.text for n in raw.notes),
    )


_TEXTS = {"task": "task", "project": "content"}  # kind of a list -> the column whose text is read


def questions(raw_lists: Iterable[RawList], settings: Settings) -> Iterator[Question]:
    """The texts of all tasks and projects in the order in which `build` reads them."""
    for raw in raw_lists:
        if raw.kind in _TEXTS:
            task = raw.kind == "task"
            year = list_year(raw, settings) if task else settings.year
            at = columns_by_role(raw.columns).get(_TEXTS[raw.kind], ())
            for row in raw.rows:
                text = "" if row.is_total else first_words(row, at).text
                if text:
                    yield question(text, year, settings, task)


def _progress(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    for row in rows:
        counts = {role: _count(row, role, built) for role in ("total", "done", "undone")}
        rate = parse_decimal(squeeze(row.text("rate")).rstrip("%")) if row.text("rate") else None
        if rate is None and row.text("rate") and squeeze(row.text("rate")) not in EMPTY:
            built.findings.append(
                Finding(
                    "warning",
                    "value_unparsed",
                    row.record_id,
                    "rate",
                    row.text("rate"),
                    "",
                    row.places,
                    {"raw": row.text("rate")},
                )
            )
        group, item = _label(row.text("group")), _label(row.text("item"))
        if row.raw.is_total and not group:
            group, item = item, ""
        taken = ("group", "item", "total", "done", "undone", "rate")
        built.progress.append(
            ProgressRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                group,
                item,
                counts["total"],
                counts["done"],
                counts["undone"],
                rate,
                row.raw.is_total,
                row.place,
                extra_of(row, taken),
            )
        )
        add_context(row.record_id, [w for w in row.raw.fields if w], settings, built)


_INNER_BLANK = lazy(r"(?<=\p{Han})[ \u3000]+(?=\p{Han})")


def _label(text: str) -> str:
    """A label wrapped in its cell: 绿色高质 量转型发 展工程 -> 绿色高质量转型发展工程, 汇 总 -> 汇总."""
    return _INNER_BLANK.sub("", text)


def _count(row: Row, role: str, built: Built) -> int | None:
    stated = squeeze(row.text(role))
    if not stated or stated in EMPTY:
        return None
    value = parse_decimal(stated.rstrip("条项个件"))
    if value is None or value != value.to_integral_value():
        built.findings.append(
            Finding(
                "warning",
                "value_unparsed",
                row.record_id,
                role,
                row.text(role),
                "",
                row.places,
                {"raw": row.text(role)},
            )
        )
        return None
    return int(value)


_BUILDERS: dict[str, Callable[[RawList, Sequence[Row], Settings, Built], None]] = {
    "indicator": indicators,
    "task": tasks,
    "project": projects,
    "progress": _progress,
}
