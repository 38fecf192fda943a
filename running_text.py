"""The running text beside the lists as records: sections, paragraphs that stand in none, and what they say.

A number in a heading (（二）新建公厕20座) is a target as one in a text is; `field` of a target says which it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from .lightclass import dataclass
from .model import Finding, ParagraphRecord, Piece, RawList, RawSection, SectionRecord, Words, place_text
from .normalize.date_frame import NOT_KNOWN
from .normalize.record_base import Built, Settings, add_context, add_targets
from .normalize.text_reading import Question, read_text
from .parsers.frame import Frame, paragraphs
from .parsers.roles import find_responsibility, has_role_word
from .parsers.section_tense import Tense, heading_tense, line_tense, tells_what_was_done, tenses
from .shelf import Shelf, Store


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a record to be read: `offset` characters of its `field` stand before them."""

    subject_id: str
    field: str
    offset: int
    words: Words
    question: Question


@dataclass(frozen=True, slots=True)
class RunningText:
    """Numbered sections and the paragraphs outside them.

    By block: `fields` are the pieces that tasks of the text have as theirs, `members` those and all that stands
    around them, the headings above among them (not what a heading has under it before its first item: （二）聚力融合。
    实施项目86个).
    """

    sections: Sequence[RawSection]
    paragraphs: Sequence[Words]
    fields: Mapping[int, Sequence[Piece]]
    members: Mapping[int, Sequence[Piece]]
    done: bool  # by its title the document tells what was reached
    annexes: Sequence[tuple[int, str]] = ()  # first block and title of each


def running_text(
    framed: Frame,
    sections: Sequence[RawSection],
    lists: Sequence[RawList],
    taken: frozenset[int],
    title: str,
) -> RunningText:
    """Sections as they are, and every paragraph of the body that is in no section, task or table."""
    prose = [raw for raw in lists if raw.origin == "prose"]
    fields = _by_block(p for raw in prose for row in raw.rows for w in row.fields if w for p in w.pieces)
    members = _by_block(piece for raw in prose for piece in raw.members)
    held = {p.block for s in sections for w in (s.marker, s.heading, *s.text) for p in w.pieces}
    held.update(members)
    loose = tuple(
        line.words()
        for line in paragraphs(framed, taken)
        if held.isdisjoint(line.blocks) and line.text.strip()
    )
    annexes = tuple((annex.first, annex.title.text or annex.label.text) for annex in framed.annexes)
    return RunningText(sections, loose, fields, members, tells_what_was_done(title), annexes)


def passages(text: RunningText, settings: Settings) -> Iterator[Passage]:
    """The running text that no task holds already, in the order of the records."""
    told = tenses(text.sections, text.done, settings.year)
    lines = _telling_lines(text, told)
    for number, (section, tense) in enumerate(zip(text.sections, told, strict=True), 1):
        tense = lines.of_section(section, tense)
        subject, offset = f"{settings.document_id}-s{number}", 0
        if section.heading and _has_own_heading(section) and not _overlap(section.heading, text.fields):
            yield Passage(subject, "heading", 0, section.heading, _question(section.heading, tense, settings))
        for words in section.text:
            if not _overlap(words, text.members):
                here = lines.of_words(words, section, tense)
                yield Passage(subject, "text", offset, words, _question(words, here, settings))
            offset += len(words.text) + 1
    tense = Tense(text.done, None if text.done else settings.year)
    for number, words in enumerate(text.paragraphs, 1):
        here = lines.of_words(words, None, tense)
        yield Passage(f"{settings.document_id}-p{number}", "text", 0, words, _question(words, here, settings))


@dataclass(frozen=True, slots=True)
class _TellingLines:
    """Lines of a report that are headings without a number (2025年工作安排) and titles of annexes: where each stands and
    its tense.

    `said` are the blocks of the headings that tell a tense themselves.
    """

    blocks: Sequence[int]
    tenses: Sequence[Tense | None]  # None: of an annex whose title tells nothing
    said: Sequence[int]

    def of_section(self, section: RawSection, tense: Tense) -> Tense:
        """That of the last such line above a section, unless a heading behind that line says otherwise."""
        first = min((p.block for w in (section.marker, section.heading) for p in w.pieces), default=-1)
        return self._since(first, -1) or tense

    def of_words(self, words: Words, section: RawSection | None, tense: Tense) -> Tense:
        """That of the last such line within the same section (or among the paragraphs beside them)."""
        pieces = section.heading.pieces or section.marker.pieces if section is not None else ()
        own = min((p.block for p in pieces), default=-1)
        return self._since(min((p.block for p in words.pieces), default=-1), own) or tense

    def _since(self, block: int, start: int) -> Tense | None:
        index = bisect_right(self.blocks, block) - 1
        if index < 0 or self.blocks[index] <= start:
            return None
        heading = bisect_right(self.said, block) - 1
        if heading >= 0 and self.said[heading] > self.blocks[index]:
            return None
        return self.tenses[index]


def _says(section: RawSection, tense: Tense, told: Sequence[Tense]) -> bool:
    """Whether a heading tells a tense itself: 下一步打算, 关于2025年工作; not 重点任务 within a review."""
    above = told[section.parent] if section.parent is not None else Tense(True, None)
    changes = (tense.done, tense.year) != (above.done, above.year)
    return changes or heading_tense(section.heading.text)[0] in ("done", "next")


def _telling_lines(text: RunningText, told: Sequence[Tense]) -> _TellingLines:
    if not text.done:
        return _TellingLines((), (), ())
    lines = [words for section in text.sections for words in section.text] + list(text.paragraphs)
    said: list[int] = []
    for section, tense in zip(text.sections, told, strict=True):
        if section.heading.pieces and _says(section, tense, told):
            said.append(section.heading.pieces[0].block)
        elif section.parent is None:
            lines.append(section.heading)
    found = sorted([(words.pieces[0].block, words.text) for words in lines if words.pieces] + [*text.annexes])
    opened = {block for block, _ in text.annexes}
    blocks: list[int] = []
    kept: list[Tense | None] = []
    above = Tense(True, None)
    for block, line in found:
        above = Tense(True, None) if block in opened else above
        tense = line_tense(line.strip(), above)
        if tense is not None or block in opened:
            above = tense or above
            blocks.append(block)
            kept.append(tense)
    return _TellingLines(blocks, kept, sorted(said))


def says_something(text: RunningText, settings: Settings) -> bool:
    """Whether a text without any list or heading states a target at least."""
    return any(read_text(passage.question).targets for passage in passages(text, settings))


def add_text_targets(found: Iterable[Passage], settings: Settings, built: Built) -> None:
    """Targets of the running text; what a section tells of what was done are facts."""
    for _, parts in groupby(found, key=lambda passage: passage.subject_id):
        count = 0
        for passage in parts:
            count = add_targets(
                passage.subject_id,
                passage.words.text,
                settings.reader.read(passage.question),
                built,
                field=passage.field,
                places=settings.locate(passage.words),
                before=count,
                offset=passage.offset,
            )


def section_records(
    sections: Sequence[RawSection], settings: Settings, built: Built, store: Store
) -> Sequence[SectionRecord]:
    """Table `sections`; the words of each are kept for `show`."""
    key = settings.document_id
    records: Shelf[SectionRecord] = store.shelf()
    for number, section in enumerate(sections, 1):
        parent = f"{key}-s{section.parent + 1}" if section.parent is not None else ""
        record_id = f"{key}-s{number}"
        add_context(record_id, (section.marker, section.heading, *section.text[:3]), settings, built)
        records.append(
            SectionRecord(
                record_id,
                key,
                parent,
                section.level,
                section.marker.text,
                section.heading.text,
                "\n".join(w.text for w in section.text),
                place_text(section.places),
            )
        )
    return records.done()


def paragraph_records(
    loose: Sequence[Words], settings: Settings, built: Built, store: Store
) -> Sequence[ParagraphRecord]:
    """Table `paragraphs`; the words of each are kept for `show`."""
    key = settings.document_id
    records: Shelf[ParagraphRecord] = store.shelf()
    for number, words in enumerate(loose, 1):
        record_id = f"{key}-p{number}"
        add_context(record_id, (words,), settings, built)
        records.append(
            ParagraphRecord(record_id, key, number, words.text, place_text(settings.locate(words)))
        )
    return records.done()


def unread_brackets(text: RunningText, settings: Settings) -> Iterator[Finding]:
    """Brackets of the running text that hold a role word, stand in no task and could not be read."""
    named = [
        (f"{settings.document_id}-s{n}", words) for n, s in enumerate(text.sections, 1) for words in s.text
    ]
    named += [(f"{settings.document_id}-p{n}", words) for n, words in enumerate(text.paragraphs, 1)]
    for subject, words in named:
        if _overlap(words, text.members) or not has_role_word(words.text):
            continue
        for phrase in find_responsibility(words.text):
            if not phrase.role:
                places = settings.locate(words)
                yield Finding("info", "responsibility_unread", subject, "text", phrase.names, "", places)


def _question(words: Words, tense: Tense, settings: Settings) -> Question:
    spoken = tense.spoken
    if spoken is None:
        spoken = NOT_KNOWN if tense.done else settings.issued if tense.year is None else None
    return Question(
        words.text,
        tense.year,
        settings.plan,
        settings.lossy,
        tense.done,
        spoken=spoken,
        issued=settings.issued,
    )


def _has_own_heading(section: RawSection) -> bool:
    """Whether the heading is no part of the text: the first clause of a long sentence stands in both."""
    first = section.text[0].pieces[:1] if section.text else ()
    own = section.heading.pieces[:1]
    return not first or not own or (first[0].block, first[0].start) != (own[0].block, own[0].start)


def _by_block(pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.block, []).append(piece)
    return found


def _overlap(words: Words, held: Mapping[int, Sequence[Piece]]) -> bool:
    return any(
        other.start < piece.end and piece.start < other.end
        for piece in words.pieces
        for other in held.get(piece.block, ())
        if other.cell == piece.cell
    )
