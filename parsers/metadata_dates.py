"""The date of the document (成文日期) and of its publication (发布日期), checked against each other and the number."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import NO_WORDS, Words
from ..text import fold, lazy
from .dates import Date, damaged_dates, read_date, read_doc_number
from .frame import SUBTITLE, Frame
from .metadata_evidence import Evidence
from .metadata_issuer import Signature


def find_written(seen: Evidence, signed: Sequence[Signature]) -> tuple[Words, str]:
    """The date of the document: the signature, checked against 成文日期 of the box."""
    box = next((w for w in seen.values("written_date") if read_date(w.text) is not None), NO_WORDS)
    boxed = read_date(box.text) if box else None
    own = next((s.date for s in signed if not s.annexed), None) or NO_WORDS
    date = read_date(own.text) if own else None
    if date is not None:
        return _signed_date(seen, own, date, box, boxed)
    if own:
        return _damaged_date(seen, own, box, boxed)
    return (box, str(boxed)) if boxed else _spoken_date(seen.framed)


def _spoken_date(framed: Frame) -> tuple[Words, str]:
    """——2025年1月13日在…会议上: a report is dated by its delivery."""
    for line in framed.of(SUBTITLE):
        match = _DAY.search(fold(line.text))
        date = read_date(match.group()) if match else None
        if match and date is not None:
            return line.words(match.start(), match.end()), str(date)
    return NO_WORDS, ""


_DAY = lazy(r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")


def _signed_date(seen: Evidence, own: Words, date: Date, box: Words, boxed: Date | None) -> tuple[Words, str]:
    if boxed is not None and not _agree(date, boxed):
        seen.note(
            "warning", "written_date_differs", "written_date", [own, box], signature=str(date), box=str(boxed)
        )
    elif boxed is not None and boxed.day and not date.day:
        return box, str(boxed)
    return own, str(date)


def _damaged_date(seen: Evidence, own: Words, box: Words, boxed: Date | None) -> tuple[Words, str]:
    """2022727: the digits can be read in one or two ways; 成文日期 of the box decides."""
    readings = damaged_dates(own.text)
    if boxed is not None:
        if boxed in readings:
            seen.note("info", "written_date_repaired", "written_date", [own, box], repaired=str(boxed))
        else:
            seen.note(
                "warning",
                "written_date_differs",
                "written_date",
                [own, box],
                signature=own.text,
                box=str(boxed),
            )
        return box, str(boxed)
    if len(readings) == 1:
        seen.note("info", "written_date_repaired", "written_date", [own], repaired=str(readings[0]))
        return own, str(readings[0])
    seen.note(
        "warning", "written_date_unclear", "written_date", [own], readings=" / ".join(map(str, readings))
    )
    return own, ""


def _agree(first: Date, second: Date) -> bool:
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    return all(a == b or not a or not b for a, b in pairs)


def find_published(seen: Evidence) -> tuple[Words, str]:
    """The date of publication on the web: 发布日期 of the box, else <meta name=PubDate>."""
    values = [w for w in seen.values("published_date") if read_date(w.text) is not None]
    stated = seen.stated("pubdate")
    chosen = values[0] if values else stated
    date = read_date(chosen.text) if chosen else None
    if chosen and date is None:
        return NO_WORDS, ""
    return (chosen, str(date)) if date is not None else (NO_WORDS, "")


def check_years(seen: Evidence, number_text: str, number: Words, iso: str, written: Words) -> None:
    """The year of the number and the year of the signature are the same, or the number is of the year before."""
    read = read_doc_number(number_text) if number_text else None
    if read is None or not iso or not written:
        return
    if not 0 <= int(iso[:4]) - read.year <= 1:
        seen.note(
            "warning", "number_year_differs", "doc_number", [number, written], number=number_text, date=iso
        )
