"""The signatures of a document and its issuer: the body in the title, else in the signature, else in the box."""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..model import NO_WORDS, Piece, Words
from ..text import fold, lazy, squeeze
from .frame import DATE, DOC_NUMBER, LETTERHEAD, SIGNATURE, Frame, date_part
from .lines import Line, join
from .metadata_evidence import Evidence
from .metadata_title import Title, before_verb, split_bodies
from .wording import ends_like_body


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: the bodies that sign and the date line under them."""

    bodies: tuple[Words, ...]
    date: Words
    annexed: bool = False


_SIGNED_DATE = lazy(r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$")


def signatures(framed: Frame) -> tuple[Signature, ...]:
    """Every signature with its date, in reading order; `annexed` for those inside an annex."""
    out: list[Signature] = []
    bodies: list[Words] = []
    for line, role in zip(framed.lines, framed.line_roles, strict=True):
        if role == SIGNATURE:
            match = _SIGNED_DATE.search(fold(line.text).rstrip())
            if match:
                body = _bodies(line, match.start())
                out.append(
                    Signature(
                        (*bodies, *body), line.words(match.start()), framed.annex_at(line.block) is not None
                    )
                )
                bodies = []
            else:
                bodies.extend(_bodies(line, len(line.text)))
        elif role == DATE:
            start = len(line.text) - len(line.text.lstrip())
            date = line.words(start, start + len(date_part(line.text)))
            out.append(Signature(tuple(bodies), date, framed.annex_at(line.block) is not None))
            bodies = []
    return tuple(out)


def _bodies(line: Line, end: int) -> tuple[Words, ...]:
    """The bodies of a signature line; several stand apart by blanks."""
    parts = split_bodies(line, 0, end)
    return parts or ((join([line], tight=True).words(),) if line.text.strip() else ())


def find_issuer(seen: Evidence, title: Title, signed: Sequence[Signature]) -> Words:
    """The body in the title, else in the signature, else 发文机关 of the box."""
    signing = next((s for s in signed if s.bodies and not s.annexed), None) or next(
        (s for s in signed if s.bodies), None
    )
    box = seen.first("issuer")
    own = _together(title.bodies) or _title_prefix(title.words)
    own = _named_in_full(own, [*(signing.bodies if signing else ()), box])
    if own and signing and squeeze(own.text) == squeeze("".join(b.text for b in signing.bodies)):
        own = _together(signing.bodies) if len(signing.bodies) > len(title.bodies) else own
    issuer = own or (_together(signing.bodies) if signing else NO_WORDS) or box
    if not issuer:
        issuer = _letterhead(seen.framed) or _order_body(seen.framed)
    if own and signing and not _same_bodies(own, signing.bodies):
        seen.note(
            "info",
            "issuer_differs",
            "issuer",
            [own, *signing.bodies],
            title=own.text,
            signature=_together(signing.bodies).text,
        )
    return issuer


_LEVEL_FIRST = frozenset("省市区县州旗")


def _named_in_full(own: Words, others: Sequence[Words]) -> Words:
    """县人民政府办公室 of a title, named in full by the signature or the box: 嘉禾县人民政府办公室."""
    if own and own.text[0] in _LEVEL_FIRST:
        return next((o for o in others if squeeze(o.text).endswith(squeeze(own.text))), own)
    return own


def _title_prefix(title: Words) -> Words:
    """The body at the start of a title that the page states on one line."""
    from .lines import line_of

    end = title.text.find("关于")
    if end <= 0 or not title.text:
        return NO_WORDS
    end = before_verb(title.text, end)
    if not ends_like_body(squeeze(title.text[:end])):
        return NO_WORDS
    pieces = title.pieces[:1] if len(title.pieces) == 1 else ()
    words = line_of(title.text, 0).words(0, end)
    if not pieces:
        return Words(words.text, title.pieces)
    piece = pieces[0]
    return Words(words.text, (Piece(piece.block, piece.cell, piece.start, piece.end),))


def _together(bodies: Sequence[Words]) -> Words:
    """Several bodies as one value, apart by one blank as they are printed."""
    return (
        Words(" ".join(b.text for b in bodies), tuple(p for b in bodies for p in b.pieces))
        if bodies
        else NO_WORDS
    )


def _same_bodies(own: Words, bodies: Sequence[Words]) -> bool:
    key = squeeze(own.text)
    return any(squeeze(b.text) in key or key in squeeze(b.text) for b in bodies)


def _letterhead(framed: Frame) -> Words:
    line = next(iter(framed.of(LETTERHEAD)), None)
    return line.words(0, line.text.rstrip().rfind("文件")) if line is not None else NO_WORDS


def _order_body(framed: Frame) -> Words:
    """某市人民政府 of 某市人民政府令（第19号）."""
    for line in framed.of(DOC_NUMBER):
        cut = line.text.find("令")
        if cut > 0 and ends_like_body(squeeze(line.text[:cut])):
            return line.words(0, cut)
    return NO_WORDS
