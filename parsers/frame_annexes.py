"""The annexes: the lines that open them (附件1), the list of them under the text (附件：1.…), and their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lightclass import dataclass
from ..model import NO_WORDS, Table, Words
from ..text import chinese_number, fold, lazy, squeeze
from .frame_closing import is_date_line
from .frame_parts import (
    ANNEX,
    ANNEX_TITLE,
    ATTACHMENTS,
    BODY_LENGTH,
    FURNITURE,
    TITLE,
    Annex,
    Draft,
    can_be_title,
    is_running_text,
    last_table,
)
from .lines import Line, cut, join
from .vocabulary import match_header
from .wording import ends_like_body, ends_like_title

_ANNEX = lazy(
    r"(?:附\s{0,4}件|附\s{0,2}表|附\s{0,2}录)\s{0,4}(?P<no>\d{1,2}|[一二三四五六七八九十]{1,3})?\s{0,2}(?P<colon>[:.、])?\s{0,4}(?P<rest>.*)"
)


_FILE_NAME = lazy(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)\)?$", re.IGNORECASE, holds=(".",))
_SIGNS = lazy(r"\W+")


@dataclass(frozen=True, slots=True)
class _AnnexLine:
    number: int | None
    colon: bool
    rest: int  # where the title on the same line starts; the length of the line where there is none


def _annex_line(text: str, *, heads_table: bool = False) -> _AnnexLine | None:
    """The parts of a line 附件1 …, None for any other; over a table its title may end like no other title."""
    copy = fold(text).strip()
    if len(copy) > 120 or not copy.startswith("附"):
        return None
    match = _ANNEX.fullmatch(copy)
    if (
        not match
        or "。" in match["rest"]
        or _FILE_NAME.search(copy)
        or (match["rest"] and not (match["colon"] or match["no"]))
    ):
        return None
    if (
        not heads_table
        and match["rest"]
        and match["no"]
        and not match["colon"]
        and " " not in copy[: match.start("rest")]
        and not match["rest"].startswith("《")
    ) and not ends_like_title(squeeze(match["rest"])):
        return None
    number = match["no"]
    value = None if not number else int(number) if number.isdecimal() else chinese_number(number)
    return _AnnexLine(value, match["colon"] == ":", match.start("rest"))


def annex_starts(draft: Draft) -> list[int]:
    """Indexes of the lines that open an annex: 附件1 on its own line; not 附件:1.… under the text."""
    starts: list[int] = []
    for index, line in enumerate(draft.lines):
        if not draft.undecided(index):
            continue
        heads_table = _heads_table(draft, index)
        found = _annex_line(line.text, heads_table=heads_table)
        if found is None:
            continue
        bare = found.rest >= len(fold(line.text).strip())
        if (bare and not found.colon) or (found.number and (heads_table or not _is_note_run(draft, index))):
            starts.append(index)
    return starts


def _heads_table(draft: Draft, index: int) -> bool:
    """Whether a line 附件… stands over a table, or over the column headings of one copied cell by cell."""
    line = draft.lines[index]
    if not line.text.lstrip().startswith("附"):
        return False
    blocks = draft.document.blocks
    below = blocks[line.blocks[-1] + 1] if line.blocks[-1] + 1 < len(blocks) else None
    if isinstance(below, Table):
        return below.role == "body" and len(below.cells) > 3
    headings = draft.lines[index + 1 : index + 3]
    return len(headings) == 2 and all(match_header(heading.text) is not None for heading in headings)


def _is_note_run(draft: Draft, index: int) -> bool:
    """Whether a line 附件2：… stands in the list under the text: signature or date follow before any text."""
    for j in range(index + 1, min(index + 16, len(draft.lines))):
        if is_date_line(draft.lines[j].text):
            return True
        if len(draft.keys[j]) > BODY_LENGTH and is_running_text(draft.keys[j]):
            return False
        found = _annex_line(draft.lines[j].text)
        if found is not None and found.number == 1:
            return True
    return False


def mark_attachment_note(draft: Draft, starts: Sequence[int]) -> list[Words]:
    """附件：1.… with its wrapped lines; the names that it gives."""
    limit = starts[0] if starts else len(draft.lines)
    first = next(
        (i for i in range(limit) if draft.undecided(i) and _is_note_start(draft.lines[i].text)), None
    )
    if first is None:
        return []
    items: list[list[Line]] = []
    for index in range(first, limit):
        line = draft.lines[index]
        if index > first and (not draft.undecided(index) or _ends_note(draft, index)):
            break
        draft.roles[index] = ATTACHMENTS
        start = _name_start(line.text)
        if start is None and items:
            items[-1].append(line)
        else:
            items.append([_tail(line, start or 0)])
    names = [join(item, tight=True) for item in items]
    return [name.words() for name in names if name.text.strip()]


def _is_note_start(text: str) -> bool:
    found = _annex_line(text)
    return found is not None and (found.colon or found.number is not None)


def _ends_note(draft: Draft, index: int) -> bool:
    key = draft.keys[index]
    if is_date_line(draft.lines[index].text) or is_running_text(key):
        return True
    following = draft.lines[index + 1].text if index + 1 < len(draft.lines) else ""
    numbered = _name_start(draft.lines[index].text) is not None
    return (
        not numbered
        and ends_like_body(key)
        and (is_date_line(following) or draft.lines[index].blank_before > 1)
    )


_NAME_START = lazy(
    r"\s*(?:附\s{0,4}件\s{0,3}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}:?\s{0,4})?(?:\d{1,2}\s?[.、](?!\d))?\s*"
)


def _name_start(text: str) -> int | None:
    match = _NAME_START.match(fold(text))
    return match.end() if match and match.group().strip() else None


def _tail(line: Line, start: int) -> Line:
    return join([cut(line, start, len(line.text))]) if start else line


def find_annexes(
    draft: Draft, starts: Sequence[int], ends: Sequence[int], names: Sequence[Words]
) -> tuple[Annex, ...]:
    """All annexes; the text that follows a signed notice without a label is one too."""
    opened = [(index, True) for index in starts]
    main_end = next((i for i in ends if not starts or i < starts[0]), None)
    if main_end is not None:
        follows = _issued_text(draft, main_end, starts[0] if starts else len(draft.lines))
        opened = [(follows, False), *opened] if follows is not None else opened
    out: list[Annex] = []
    last_block = _last_content_block(draft)
    for position, (index, labelled) in enumerate(opened):
        stop = opened[position + 1][0] if position + 1 < len(opened) else len(draft.lines)
        last = draft.lines[stop].block - 1 if stop < len(draft.lines) else last_block
        out.append(_annex(draft, index, stop, last, labelled=labelled, names=names))
    return tuple(out)


def _last_content_block(draft: Draft) -> int:
    text = max(
        (line.blocks[-1] for line, role in zip(draft.lines, draft.roles, strict=True) if role != FURNITURE),
        default=0,
    )
    return max(text, last_table(draft.document))


def _issued_text(draft: Draft, end: int, limit: int) -> int | None:
    """The line after signature, date and note where an issued text (…办法) begins, if one does."""
    index = end + 1
    while index < limit and not draft.undecided(index):
        index += 1
    rest = [i for i in range(index, limit) if draft.undecided(i)]
    if len(rest) < 3 or not can_be_title(draft.keys[index]) or draft.markers[index] is not None:
        return None
    return index


def _annex(
    draft: Draft, index: int, stop: int, last: int, *, labelled: bool, names: Sequence[Words]
) -> Annex:
    line = draft.lines[index]
    label, number, own = NO_WORDS, None, []
    if labelled:
        found = _annex_line(line.text, heads_table=True)
        number = found.number if found else None
        offset = len(line.text) - len(line.text.lstrip())
        stop_at = offset + (found.rest if found else len(line.text))
        label = _trim_colon(line, stop_at)
        draft.roles[index] = ANNEX
        if stop_at < len(line.text.rstrip()):
            own = [cut(line, stop_at, len(line.text))]
    first = index + 1 if labelled else index
    title = own or _annex_title(draft, first, stop, [squeeze(name.text) for name in names])
    words = join(title, tight=True).words() if title else NO_WORDS
    return Annex(label, words, line.block, max(last, line.block), number)


def _trim_colon(line: Line, cut: int) -> Words:
    while cut and line.text[cut - 1] in " \t\u3000:：.．、":
        cut -= 1
    return line.words(0, cut)


def _annex_title(draft: Draft, first: int, stop: int, names: Sequence[str]) -> list[Line]:
    """Title lines under the label: as the list of annexes spells them, else until the words end as a title."""
    taken: list[int] = []
    known = [_letters(name) for name in names]
    whole = ""
    for index in range(first, min(first + 8, stop)):
        if not (draft.undecided(index) or draft.roles[index] == TITLE) or not _goes_on_title(
            draft, index, first
        ):
            break
        whole += draft.keys[index]
        taken.append(index)
        letters = _letters(whole)
        if letters in known or (_is_complete(whole) and not any(n.startswith(letters) for n in known)):
            break
    else:
        taken = taken if _is_complete(whole) else taken[:1]
    if taken and not _is_complete(whole) and _letters(whole) not in known:
        taken = taken[: _best_title(draft, taken)]
    for index in taken:
        draft.roles[index] = ANNEX_TITLE if draft.roles[index] is None else draft.roles[index]
    return [draft.lines[i] for i in taken]


def _best_title(draft: Draft, taken: list[int]) -> int:
    """Centred lines belong together; else one line is the title."""
    count = 1
    while count < len(taken) and draft.lines[taken[count]].align == "center":
        count += 1
    return count


def _goes_on_title(draft: Draft, index: int, first: int) -> bool:
    return (
        (
            draft.markers[index] is None
            or (draft.markers[index] is not None and draft.keys[index].startswith("(2"))
        )
        and can_be_title(draft.keys[index])
        and draft.lines[index].block - draft.lines[first].block <= index - first
    )


def _letters(key: str) -> str:
    return _SIGNS.sub("", key)


def _is_complete(whole: str) -> bool:
    return (
        whole.count("《") == whole.count("》")
        and whole.count("“") <= whole.count("”")
        and ends_like_title(whole)
    )
