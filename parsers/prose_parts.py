"""The paragraphs of running text as parts: cut where a section opens, lines of one label read together.

1.修路。2.架桥。              two parts where both tokens open a section
责任单位 / 区教委、区财政局      a label alone on its line and the names on the next: 责任单位：区教委、区财政局
责任单位：区教委 / 区财政局      the names go on on the next line
主办单位：区教委 / 协办单位：区财政局
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lightclass import dataclass
from ..model import RawSection
from ..text import fold, lazy
from .lines import Line, beside, cut
from .role_contents import are_names
from .role_labels import is_lone_label, is_lone_time_label
from .role_lines import are_offices, is_signed
from .role_words import label_role


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph that belongs to one section; `opens` where it holds the section's token."""

    line: Line
    section: int | None
    opens: bool


def parts_of(lines: Sequence[Line], sections: Sequence[RawSection]) -> Iterator[Part]:
    """Every paragraph, cut where a token inside it opens a section."""
    opening = {(s.marker.pieces[0].block, s.marker.pieces[0].start): i for i, s in enumerate(sections)}
    current: int | None = None
    for line in lines:
        cuts = [(at, number) for at, number in _openings(line, opening)]
        if not cuts or cuts[0][0] > 0:
            yield Part(cut(line, 0, cuts[0][0]) if cuts else line, current, False)
        stops = [at for at, _ in cuts[1:]] + [len(line.text)]
        for (at, number), stop in zip(cuts, stops, strict=False):
            current = number
            yield Part(cut(line, at, stop), number, True)


def _openings(line: Line, opening: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Offsets of the tokens inside a line, with their section. Tokens stand at its start, inline ones after it."""
    found: list[tuple[int, int]] = []
    for run in line.runs:
        for at in _candidates(line.text, run.at, run.at + run.length):
            number = opening.get((run.block, run.start + at - run.at))
            if number is not None:
                found.append((at if found else 0, number))
    return found


_TOKEN_PLACE = lazy(r"(?:(?<=[。；;\s])|^)(?=\S)")


def _candidates(text: str, start: int, end: int) -> Iterator[int]:
    if start == 0:
        yield len(text) - len(text.lstrip())
    elif start < len(text):
        yield start
    for match in _TOKEN_PLACE.finditer(text, start + 1, end):
        yield match.start()


def with_label_lines(parts: Sequence[Part]) -> Iterator[Part]:
    """责任单位 on one line and 区教委、区财政局 on the next are read as 责任单位：区教委、区财政局."""
    waiting: Part | None = None
    labelled = False
    for part in _with_more_names(parts):
        text = part.line.text.strip()
        if waiting is not None:
            both = _label_and_names(waiting, part)
            labelled = both is not None
            yield both or waiting
            waiting = None
            if both:
                continue
        host = text.startswith(_HOSTS) and len(text) < _TIME_LENGTH
        if not part.opens and (host or is_lone_label(text) or (labelled and is_lone_time_label(text))):
            waiting = part
        else:
            labelled = labelled and not part.opens
            yield part
    if waiting is not None:
        yield waiting


def _with_more_names(parts: Sequence[Part]) -> Iterator[Part]:
    """责任单位：区教委 on one line and 区财政局 alone on the next are read together; the office above a date has signed."""
    last: Part | None = None
    for number, part in enumerate(parts):
        behind = parts[number + 1].line.text if number + 1 < len(parts) else ""
        ends = not behind and "、" not in part.line.text  # the last line of a text has its issuer
        if last is not None and _goes_on(last, part) and not ends and not is_signed(behind):
            last = replace(last, line=beside(last.line, part.line, "\n"))
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _goes_on(label: Part, names: Part) -> bool:
    head = label.line.text[: _LONGEST_LABEL + 4]
    if names.opens or names.section != label.section or not any(unit in head for unit in _UNITS):
        return False
    word, colon, _ = fold(label.line.text).strip().partition(":")
    more = fold(names.line.text).strip()
    return (
        bool(colon)
        and len(word) <= _LONGEST_LABEL
        and word.endswith(_UNITS)
        and len(more) <= _TIME_LENGTH
        and label_role(word) in _OF_BODIES
        and are_offices(more)
    )


_LONGEST_LABEL = 12
_UNITS = ("单位", "部门", "主体")
_OF_BODIES = ("lead", "responsible", "support", "guide")
_TIME_LENGTH = 160
_HOSTS = ("主办单位", "主办：", "主办:")


def _label_and_names(label: Part, names: Part) -> Part | None:
    text = names.line.text.strip(" \u3000;；。")
    if label.line.text.strip().startswith(_HOSTS):  # 主办单位：区教委 above 协办单位：区财政局
        if names.opens or names.section != label.section or not text.startswith("协办"):
            return None
        return replace(label, line=beside(label.line, names.line, "\n"))
    fits = are_names(fold(text)) if is_lone_label(label.line.text) else len(text) <= _TIME_LENGTH
    if names.opens or names.section != label.section or not fits:
        return None
    colon = label.line.text.rstrip().endswith((":", "："))
    return replace(label, line=beside(label.line, names.line, "" if colon else ":"))
