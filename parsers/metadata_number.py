"""The document number (发文字号), the number of an order (令) and the index number (索引号)."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import NO_WORDS, Document, Words
from ..text import lazy, squeeze
from .dates import DocNumber, find_doc_number, read_doc_number, states_no_number
from .frame import DOC_NUMBER, Frame
from .metadata_evidence import Evidence


def find_number(seen: Evidence) -> tuple[Words, str]:
    """The document number: its own line, the box, the names of its files; damaged forms checked against the others."""
    candidates = [
        *_number_lines(seen.framed),
        *((w, read_doc_number(w.text)) for w in seen.values("doc_number")),
    ]
    orders = [w for w, n in candidates if n is None and _ORDER.fullmatch(squeeze(w.text))]
    stated = [w for w, n in candidates if n is None and not states_no_number(w.text) and w not in orders]
    read = [(w, n) for w, n in candidates if n is not None]
    whole = [(w, n) for w, n in read if not n.damaged]
    if not whole and not read:
        return _unread_number(seen, orders, stated)
    if not whole:
        from_file = _file_number(seen.document, read[0][1])
        words, number = read[0]
        seen.note(
            "info" if from_file else "warning",
            "doc_number_repaired",
            "doc_number",
            [words],
            repaired=str(from_file or number),
        )
        return words, str(from_file or number)
    words, number = whole[0]
    for other, value in read:
        if value.damaged and str(value) == str(number):
            seen.note("info", "doc_number_repaired", "doc_number", [other], repaired=str(number))
        elif str(value) != str(number):
            seen.note(
                "warning",
                "doc_number_differs",
                "doc_number",
                [words, other],
                first=str(number),
                second=str(value),
            )
    return words, str(number)


_ORDER = lazy(
    r"(?:.{0,24}令)?[(\[]?第?[\d一二三四五六七八九十百零〇]{1,6}号[)\]]?|(?:19|20)\d{2}年第\d{1,4}号"
)


def _unread_number(seen: Evidence, orders: Sequence[Words], stated: Sequence[Words]) -> tuple[Words, str]:
    if orders:
        whole = next((w for w in orders if "令" in w.text), None) or _order_of(seen.framed, orders[0])
        return whole, squeeze(whole.text).replace("(", "").replace(")", "")
    if stated:
        inner = find_doc_number(stated[0].text)
        if inner is not None:
            return stated[0], str(inner)
        seen.note("warning", "doc_number_unread", "doc_number", [stated[0]])
        return stated[0], ""
    return NO_WORDS, ""


def _order_of(framed: Frame, number: Words) -> Words:
    """第179号 under the line 某市人民政府令."""
    for line in framed.of(DOC_NUMBER):
        if squeeze(line.text).endswith("令"):
            body = line.words()
            return Words(body.text + number.text, (*body.pieces, *number.pieces))
    return number


def _number_lines(framed: Frame) -> list[tuple[Words, DocNumber | None]]:
    return [(line.words(), read_doc_number(line.text)) for line in framed.of(DOC_NUMBER)]


def _file_number(document: Document, damaged: DocNumber) -> DocNumber | None:
    for attachment in document.attachments:
        number = find_doc_number(attachment.name)
        if number is not None and number.year == damaged.year and damaged.code.endswith(number.code):
            return number
    return None


def find_index_number(seen: Evidence) -> Words:
    """索引号 as printed (lower case is kept); two different ones are a finding."""
    values = seen.values("index_number")
    if len(values) > 1:
        seen.note("warning", "index_number_differs", "index_number", values)
    return values[0] if values else NO_WORDS
