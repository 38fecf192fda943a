"""What closes a text: signing bodies and date, the note behind them (此件公开发布), the imprint (抄送, 印发)."""

from __future__ import annotations

from collections.abc import Sequence

from ..text import fold, lazy, squeeze
from .dates import damaged_dates, read_date
from .frame_parts import DATE, FURNITURE, IMPRINT, NOTE, SIGNATURE, TITLE, Draft, can_be_title, last_table
from .wording import ends_like_body, ends_like_title

_SIGNED = lazy(
    r"(?P<body>\D{4,60}?)\s*(?P<date>(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)", holds=("日",)
)
_PRINTED = lazy(
    r".{2,40}\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发|抄送[:：].*|抄报[:：].*|印发(?:机关|日期)[:：].*"
)
_AFTERNOTE = lazy(r"[(（〔【].{2,30}[)）〕】]")
_DATE_AND_NOTE = lazy(r"(?P<date>.{4,24}日)\s*[(〔][^()〔〕]{2,30}[)〕]")


def date_part(text: str) -> str:
    """The date of a date line: all of it, but for a note behind it (2022年7月27日（此件公开发布）)."""
    match = _DATE_AND_NOTE.fullmatch(fold(text).strip())
    return match["date"].strip() if match else text.strip()


def is_date_line(text: str) -> bool:
    """Whether a line is a date with its year, or a damaged one, and nothing but a note behind it."""
    if len(text) > 60:
        return False
    date = date_part(text)
    return (read_date(date) is not None and "年" in date) or bool(damaged_dates(date))


def mark_signatures(draft: Draft, starts: Sequence[int], head: int) -> list[int]:
    """Date lines that close the text or an annex, with the signing bodies above them. Returns their indexes."""
    ends: list[int] = []
    title = squeeze(
        "".join(line.text for line, role in zip(draft.lines, draft.roles, strict=True) if role == TITLE)
    )
    for index in range(head, len(draft.lines)):
        line = draft.lines[index]
        if not draft.undecided(index) or len(line.text) > 90:
            continue
        one_line = _SIGNED.fullmatch(fold(line.text).strip())
        if one_line and ends_like_body(squeeze(one_line["body"])):
            draft.roles[index] = SIGNATURE
            ends.append(index)
        elif is_date_line(line.text):
            bodies = _bodies_above(draft, index, head)
            if _closes(draft, index, bodies, title, starts):
                draft.roles[index] = DATE
                for j in bodies:
                    draft.roles[j] = SIGNATURE
                ends.append(index)
    return ends


def _bodies_above(draft: Draft, index: int, head: int) -> list[int]:
    out: list[int] = []
    for j in range(index - 1, max(head, index - 6), -1):
        if (
            not draft.undecided(j)
            or len(draft.keys[j]) > 40
            or not ends_like_body(draft.keys[j])
            or draft.markers[j]
        ):
            break
        out.append(j)
    return out


def _closes(draft: Draft, index: int, bodies: list[int], title: str, starts: Sequence[int]) -> bool:
    """Whether a date line closes a text: what signs it is in the title, or an annex, a note or the end follows."""
    if bodies and title.startswith(draft.keys[bodies[-1]]):
        return True
    if draft.lines[index].align == "right":
        return True
    nxt = next((j for j in range(index + 1, len(draft.lines)) if draft.roles[j] != FURNITURE), None)
    if nxt is None:
        return draft.lines[index].block > last_table(draft.document)
    following = fold(draft.lines[nxt].text).strip()
    if nxt in starts or _AFTERNOTE.fullmatch(following) or _PRINTED.fullmatch(following):
        return True
    return _opens_a_text(draft, nxt)


def _opens_a_text(draft: Draft, index: int) -> bool:
    """Whether a title with a first chapter, article or part under it stands here: the text that was issued."""
    if not can_be_title(draft.keys[index]) or not ends_like_title(draft.keys[index]):
        return False
    markers = draft.markers[index + 1 : index + 4]
    return any(marker is not None and marker.number == 1 for marker in markers)


def mark_notes(draft: Draft, ends: Sequence[int]) -> None:
    """Imprint lines and notes of disclosure anywhere, and any note right behind a signature."""
    for index in range(len(draft.lines)):
        if not draft.undecided(index) or len(draft.keys[index]) > 160:
            continue
        text = fold(draft.lines[index].text).strip()
        if _PRINTED.fullmatch(text) or text.startswith("公开方式:"):
            draft.roles[index] = IMPRINT
        elif _AFTERNOTE.fullmatch(text) and "公开" in text:
            draft.roles[index] = NOTE
    for end in ends:
        nxt = end + 1
        if (
            nxt < len(draft.lines)
            and draft.undecided(nxt)
            and draft.markers[nxt] is None
            and _AFTERNOTE.fullmatch(fold(draft.lines[nxt].text).strip())
        ):
            draft.roles[nxt] = NOTE
