"""What a document says about itself: title, number, issuer, dates, index number, validity, period.

Sources in order of trust: the document's own text (title lines, number line, signature), then the metadata box
of the page (政府信息公开目录, labels of labels.csv), then <meta> elements and file properties. Where two of them
disagree, both are kept in a finding. The issuer is the body in the title or the signature, never the publisher of
the page (发布机构); the signature date is the date of the document, never the date of publication.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..lightclass import dataclass
from ..model import NO_WORDS, Document, Finding, Piece, Table, Words
from .dates import read_period
from .frame import (
    ANNEX,
    ANNEX_TITLE,
    ATTACHMENTS,
    DATE,
    DOC_NUMBER,
    IMPRINT,
    LETTERHEAD,
    METADATA,
    NOTE,
    RECIPIENTS,
    SIGNATURE,
    SUBTITLE,
    TITLE,
    Frame,
)
from .lines import Line
from .metadata_dates import check_years, find_published, find_written
from .metadata_evidence import Entry, Evidence, cut_words, entries
from .metadata_issuer import Signature, find_issuer, signatures
from .metadata_number import find_index_number, find_number
from .metadata_title import find_title

__all__ = ["Entry", "MetadataResult", "Period", "Signature", "entries", "metadata", "signatures"]


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a plan covers, and the words that say so."""

    start: int | None = None
    end: int | None = None
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class MetadataResult:
    """The fields of table `documents` as words of the source, before normalisation.

    `doc_number_text` is the number in its standard spelling 某府发〔2022〕1号, `written_iso` and `published_iso` are
    ISO 8601 dates as far as stated (2023, 2022-07, 2022-07-27); each is "" where the document states none.
    Words taken from <meta> elements have no pieces. `claimed` holds every character of the frame that these
    fields, their labels and the formal parts (addressee, list and labels of annexes, signature, note) explain.
    """

    title: Words = NO_WORDS
    doc_number: Words = NO_WORDS
    index_number: Words = NO_WORDS
    issuer: Words = NO_WORDS
    publisher: Words = NO_WORDS
    topic: Words = NO_WORDS
    genre: Words = NO_WORDS
    written_date: Words = NO_WORDS
    published_date: Words = NO_WORDS
    validity: Words = NO_WORDS
    doc_number_text: str = ""
    written_iso: str = ""
    published_iso: str = ""
    period: Period = Period()
    findings: tuple[Finding, ...] = ()
    claimed: tuple[Piece, ...] = ()


def metadata(document: Document, framed: Frame) -> MetadataResult:
    """The metadata of a document. Never raises; what is unclear is empty and a finding."""
    seen = Evidence(document, framed, entries(document, framed))
    title = find_title(seen)
    number, number_text = find_number(seen)
    signed = signatures(framed)
    written, written_iso = find_written(seen, signed)
    published, published_iso = find_published(seen)
    issuer = find_issuer(seen, title, signed)
    check_years(seen, number_text, number, written_iso, written)
    return MetadataResult(
        title=title.words,
        doc_number=number,
        index_number=find_index_number(seen),
        issuer=issuer,
        publisher=seen.first("publisher") or seen.stated("contentsource"),
        topic=seen.first("topic"),
        genre=seen.first("genre"),
        written_date=written,
        published_date=published,
        validity=seen.first("validity"),
        doc_number_text=number_text,
        written_iso=written_iso,
        published_iso=published_iso,
        period=_period(seen, title.words),
        findings=tuple(seen.findings),
        claimed=_claimed(seen),
    )


def _period(seen: Evidence, title: Words) -> Period:
    """Years of the plan: named in the title, else in an annex title, else a year of the title."""
    sources = [title, *(annex.title for annex in seen.framed.annexes)]
    found = [(words, value) for words in sources if words and (value := read_period(words.text)) is not None]
    plans = [pair for pair in found if pair[1][0] != pair[1][1]]
    for words, (first, last, start, end) in plans or found:
        return Period(first, last, cut_words(words, start, end))
    return Period()


_FORMAL = (
    TITLE,
    SUBTITLE,
    DOC_NUMBER,
    RECIPIENTS,
    ATTACHMENTS,
    ANNEX,
    ANNEX_TITLE,
    SIGNATURE,
    DATE,
    NOTE,
    METADATA,
    LETTERHEAD,
    IMPRINT,
)


def _claimed(seen: Evidence) -> tuple[Piece, ...]:
    """Characters that the frame explains: formal lines, and every cell of a metadata box."""
    lines: Iterable[Line] = seen.framed.of(*_FORMAL)
    pieces = [piece for line in lines for piece in line.words().pieces]
    for index, block in enumerate(seen.document.blocks):
        if isinstance(block, Table) and seen.framed.roles[index] == METADATA:
            pieces.extend(
                Piece(index, i, 0, len(cell.text)) for i, cell in enumerate(block.cells) if cell.text
            )
    return tuple(pieces)
