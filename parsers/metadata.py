"""What a document says about itself: title, number, issuer, dates, index number, validity, period.

Sources in order of trust: the document's own text (title lines, number line, signature), then the metadata box
of the page (政府信息公开目录, labels of labels.csv), then <meta> elements and file properties. Where two of them
disagree, both are kept in a finding. The issuer is the body in the title or the signature, never the publisher of
the page (发布机构); the signature date is the date of the document, never the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from ..lightclass import dataclass
from ..model import NO_WORDS, Document, Finding, Piece, Place, Severity, Table, Words
from ..text import fold, lazy, squeeze
from .dates import (
    Date,
    DocNumber,
    damaged_dates,
    find_doc_number,
    read_date,
    read_doc_number,
    read_period,
    states_no_number,
)
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
    date_part,
    value_fits,
)
from .lines import Line, join, table_lines
from .wording import bare_label, ends_like_body, ends_like_title, label_spans


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A label of a metadata box with its value and the place of both."""

    field: str
    label: Words
    value: Words
    place: Place


@dataclass(slots=True)
class _Evidence:
    """What the derivations share: the document, its frame, the entries of its boxes."""

    document: Document
    framed: Frame
    entries: tuple[Entry, ...]
    findings: list[Finding] = field(default_factory=list)

    def values(self, name: str) -> list[Words]:
        """The values of a field, first printed first, printed twice once."""
        seen: dict[str, Words] = {}
        for entry in self.entries:
            if entry.field == name and entry.value:
                seen.setdefault(squeeze(entry.value.text).lower(), entry.value)
        return list(seen.values())

    def first(self, name: str) -> Words:
        return next(iter(self.values(name)), NO_WORDS)

    def stated(self, *labels: str) -> Words:
        """The value of a <meta> element or file property."""
        for item in self.document.metadata:
            if item.label.lower() in labels and item.value.strip():
                return Words(item.value.strip())
        return NO_WORDS

    def places(self, *words: Words) -> tuple[Place, ...]:
        blocks = dict.fromkeys(piece.block for w in words for piece in w.pieces)
        return tuple(self.document.blocks[block].place for block in blocks)

    def note(self, severity: Severity, code: str, name: str, words: Sequence[Words], **params: str) -> None:
        raw = " | ".join(dict.fromkeys(w.text for w in words if w.text))
        repaired = params.pop("repaired", "")
        self.findings.append(
            Finding(
                severity,
                code,
                field=name,
                raw=raw,
                repaired=repaired,
                places=self.places(*words),
                params=params,
            )
        )


def metadata(document: Document, framed: Frame) -> MetadataResult:
    """The metadata of a document. Never raises; what is unclear is empty and a finding."""
    seen = _Evidence(document, framed, entries(document, framed))
    title = _title(seen)
    number, number_text = _number(seen)
    signed = signatures(framed)
    written, written_iso = _written(seen, signed)
    published, published_iso = _published(seen)
    issuer = _issuer(seen, title, signed)
    _check_years(seen, number_text, number, written_iso, written)
    return MetadataResult(
        title=title.words,
        doc_number=number,
        index_number=_index_number(seen),
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


# --------------------------------------------------------------------------------------------------
# Metadata boxes


def entries(document: Document, framed: Frame) -> tuple[Entry, ...]:
    """Every label and value of the metadata boxes in reading order, lists and tables alike."""
    lines = [line for line, role in zip(framed.lines, framed.line_roles, strict=True) if role == METADATA]
    found = [*_list_entries(lines)]
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and framed.roles[index] == METADATA:
            for row in table_lines(block, index):
                found.extend(_row_entries(row))
    return tuple(
        Entry(name, label, value, document.blocks[label.pieces[0].block].place)
        for name, label, value in found
        if label.pieces
    )


def _list_entries(lines: Sequence[Line]) -> Iterator[tuple[str, Words, Words]]:
    skip = -1
    for index, line in enumerate(lines):
        if index == skip:
            continue
        spans = label_spans(line.text)
        label = bare_label(line.text)
        if label is not None and not any(s.value_end > s.value_start for s in spans):
            value = NO_WORDS
            if (
                index + 1 < len(lines)
                and bare_label(lines[index + 1].text) is None
                and not label_spans(lines[index + 1].text)
            ):
                skip = index + 1
                value = _value(label.field, lines[index + 1])
            yield label.field, line.words(), value
            continue
        for span in spans:
            yield (
                span.label.field,
                line.words(span.start, span.end),
                line.words(span.value_start, span.value_end),
            )


def _value(name: str, line: Line) -> Words:
    return line.words() if value_fits(name, line.text) else NO_WORDS


def _row_entries(row: Sequence[Line]) -> Iterator[tuple[str, Words, Words]]:
    cells = list(row)
    index = 0
    while index < len(cells):
        cell = cells[index]
        label = bare_label(cell.text)
        following = cells[index + 1] if index + 1 < len(cells) else None
        if label is not None and cell.text.strip():
            is_value = following is not None and bare_label(following.text) is None
            yield (
                label.field,
                cell.words(),
                following.words() if is_value and following is not None else NO_WORDS,
            )
            index += 2 if is_value else 1
            continue
        for span in label_spans(cell.text):
            yield (
                span.label.field,
                cell.words(span.start, span.end),
                cell.words(span.value_start, span.value_end),
            )
        index += 1


# --------------------------------------------------------------------------------------------------
# Title


@dataclass(frozen=True, slots=True)
class _Title:
    words: Words
    bodies: tuple[Words, ...] = ()


_REPRINT = lazy(r"^[(（【\[](?:转载|转发|已失效|失效|废止|有效|图解)[)）】\]]\s*")
_SITE = lazy(r"\s*[-_|]+\s*[^-_|]{2,40}(?:网站?|网|政府|门户|局|委员会|平台)$")


def _title(seen: _Evidence) -> _Title:
    """The title over all its lines without blanks inside; else as the box, the <meta> element or a heading states it."""
    lines = _title_lines(seen.framed)
    stated = seen.first("title") or seen.stated("articletitle") or seen.stated("title")
    stated = Words(_SITE.sub("", _REPRINT.sub("", stated.text)), stated.pieces) if stated else stated
    own = _without_occasion(join(lines, tight=True).words()) if lines else NO_WORDS
    if own and not (
        stated and _is_doubtful(squeeze(own.text)) and squeeze(own.text) not in squeeze(stated.text)
    ):
        _check_title(seen, own, stated)
        return _Title(own, _title_bodies(lines))
    if stated:
        return _Title(Words(_tight(stated.text), stated.pieces), ())
    return _Title(_heading_title(seen) or _issued_title(seen), ())


_OCCASION = lazy(r"-{2,}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")


def _without_occasion(title: Words) -> Words:
    """政府工作报告——2025年1月14日某省省长在…会议上 on one line: the occasion is no part of the title."""
    match = _OCCASION.search(fold(title.text))
    return _cut_words(title, 0, match.start()) if match and match.start() else title


def _is_doubtful(key: str) -> bool:
    """A line above the text that does not end as a title does: 01什么是电子居住证？"""
    return "关于" not in key and not ends_like_title(key)


def _issued_title(seen: _Evidence) -> Words:
    """The title of the text that an order issues."""
    return next((annex.title for annex in seen.framed.annexes if not annex.label), NO_WORDS)


def _title_lines(framed: Frame) -> list[Line]:
    """The last run of title lines: copies of the title above it are not repeated in it."""
    runs: list[list[Line]] = []
    last = -2
    for index, (line, role) in enumerate(zip(framed.lines, framed.line_roles, strict=True)):
        if role == TITLE:
            if index != last + 1 or (runs and _is_copy(runs[-1], line)):
                runs.append([])
            runs[-1].append(line)
            last = index
    return runs[-1] if runs else []


def _is_copy(run: Sequence[Line], line: Line) -> bool:
    """Whether a run of title lines is already whole when `line` begins the title again."""
    whole = squeeze("".join(part.text for part in run))
    key = squeeze(line.text)
    return (len(whole) > len(key) and whole.startswith(key) and ends_like_title(whole)) or whole == key


def _tight(text: str) -> str:
    from .lines import line_of

    return join([line_of(text, 0)], tight=True).text if text.strip() else ""


def _check_title(seen: _Evidence, title: Words, stated: Words) -> None:
    if not stated:
        return
    here, there = squeeze(title.text), squeeze(stated.text)
    short = there.rstrip(".…")
    if (
        here != there
        and not here.startswith(short)
        and not there.startswith(here)
        and short not in here
        and here not in there
    ):
        seen.note("info", "title_differs", "title", [title, stated], title=title.text, stated=stated.text)


def _heading_title(seen: _Evidence) -> Words:
    """A heading in title style, where no title block was found."""
    for line in seen.framed.lines[:40]:
        if line.style in ("title", "h1") and not line.furniture and ends_like_title(squeeze(line.text)):
            return join([line], tight=True).words()
    return NO_WORDS


# --------------------------------------------------------------------------------------------------
# Issuer


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
    parts = _split_bodies(line, 0, end)
    return parts or ((join([line], tight=True).words(),) if line.text.strip() else ())


def _split_bodies(line: Line, start: int, end: int) -> tuple[Words, ...]:
    spans = [m.span() for m in re.finditer(r"[^\s\u3000、]+", line.text[start:end])]
    if not spans or not all(
        ends_like_body(squeeze(line.text[start + a : start + b])) and b - a >= 3 for a, b in spans
    ):
        return ()
    return tuple(line.words(start + a, start + b) for a, b in spans)


def _title_bodies(lines: Sequence[Line]) -> tuple[Words, ...]:
    """The bodies before 关于 in the title, one per line or apart by blanks."""
    out: list[Words] = []
    for line in lines:
        cut = line.text.find("关于")
        end = cut if cut >= 0 else len(line.text)
        end = _before_verb(line.text, end)
        if line.text[:end].strip():
            parts = _split_bodies(line, 0, end) or (
                join([line], tight=True).words() if cut < 0 else line.words(0, end),
            )
            out.extend(parts)
        if cut >= 0:
            return (
                tuple(out)
                if out and all(ends_like_body(squeeze(b.text)) for b in out)
                else _joined_body(lines)
            )
    return ()


def _joined_body(lines: Sequence[Line]) -> tuple[Words, ...]:
    """A body whose name itself is broken over title lines."""
    whole = join(lines, tight=True)
    end = _before_verb(whole.text, whole.text.find("关于"))
    return (whole.words(0, end),) if end > 0 and ends_like_body(squeeze(whole.text[:end])) else ()


def _before_verb(text: str, end: int) -> int:
    for verb in ("印发", "转发", "批转", "发布", "公布"):
        if text[:end].rstrip().endswith(verb):
            return len(text[:end].rstrip()) - len(verb)
    verb_at = re.search(r"(?:转发|批转|印发)", text[:end])
    return verb_at.start() if verb_at else end


def _issuer(seen: _Evidence, title: _Title, signed: Sequence[Signature]) -> Words:
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
    end = _before_verb(title.text, end)
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


# --------------------------------------------------------------------------------------------------
# Number


def _number(seen: _Evidence) -> tuple[Words, str]:
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


def _unread_number(seen: _Evidence, orders: Sequence[Words], stated: Sequence[Words]) -> tuple[Words, str]:
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


def _index_number(seen: _Evidence) -> Words:
    """索引号 as printed (lower case is kept); two different ones are a finding."""
    values = seen.values("index_number")
    if len(values) > 1:
        seen.note("warning", "index_number_differs", "index_number", values)
    return values[0] if values else NO_WORDS


# --------------------------------------------------------------------------------------------------
# Dates


def _written(seen: _Evidence, signed: Sequence[Signature]) -> tuple[Words, str]:
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


def _signed_date(
    seen: _Evidence, own: Words, date: Date, box: Words, boxed: Date | None
) -> tuple[Words, str]:
    if boxed is not None and not _agree(date, boxed):
        seen.note(
            "warning", "written_date_differs", "written_date", [own, box], signature=str(date), box=str(boxed)
        )
    elif boxed is not None and boxed.day and not date.day:
        return box, str(boxed)
    return own, str(date)


def _damaged_date(seen: _Evidence, own: Words, box: Words, boxed: Date | None) -> tuple[Words, str]:
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


def _published(seen: _Evidence) -> tuple[Words, str]:
    """The date of publication on the web: 发布日期 of the box, else <meta name=PubDate>."""
    values = [w for w in seen.values("published_date") if read_date(w.text) is not None]
    stated = seen.stated("pubdate")
    chosen = values[0] if values else stated
    date = read_date(chosen.text) if chosen else None
    if chosen and date is None:
        return NO_WORDS, ""
    return (chosen, str(date)) if date is not None else (NO_WORDS, "")


def _check_years(seen: _Evidence, number_text: str, number: Words, iso: str, written: Words) -> None:
    """The year of the number and the year of the signature are the same, or the number is of the year before."""
    read = read_doc_number(number_text) if number_text else None
    if read is None or not iso or not written:
        return
    if not 0 <= int(iso[:4]) - read.year <= 1:
        seen.note(
            "warning", "number_year_differs", "doc_number", [number, written], number=number_text, date=iso
        )


# --------------------------------------------------------------------------------------------------
# Period and claims


def _period(seen: _Evidence, title: Words) -> Period:
    """Years of the plan: named in the title, else in an annex title, else a year of the title."""
    sources = [title, *(annex.title for annex in seen.framed.annexes)]
    found = [(words, value) for words in sources if words and (value := read_period(words.text)) is not None]
    plans = [pair for pair in found if pair[1][0] != pair[1][1]]
    for words, (first, last, start, end) in plans or found:
        return Period(first, last, _cut_words(words, start, end))
    return Period()


def _cut_words(words: Words, start: int, end: int) -> Words:
    """Part of some words; their pieces are cut where lengths allow, kept whole where a blank was added."""
    if sum(p.end - p.start for p in words.pieces) != len(words.text):
        return Words(words.text[start:end], words.pieces)
    out: list[Piece] = []
    at = 0
    for piece in words.pieces:
        low, high = max(start - at, 0), min(end - at, piece.end - piece.start)
        if low < high:
            out.append(Piece(piece.block, piece.cell, piece.start + low, piece.start + high))
        at += piece.end - piece.start
    return Words(words.text[start:end], tuple(out))


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


def _claimed(seen: _Evidence) -> tuple[Piece, ...]:
    """Characters that the frame explains: formal lines, and every cell of a metadata box."""
    lines: Iterable[Line] = seen.framed.of(*_FORMAL)
    pieces = [piece for line in lines for piece in line.words().pieces]
    for index, block in enumerate(seen.document.blocks):
        if isinstance(block, Table) and seen.framed.roles[index] == METADATA:
            pieces.extend(
                Piece(index, i, 0, len(cell.text)) for i, cell in enumerate(block.cells) if cell.text
            )
    return tuple(pieces)
