"""Lines that are no part of the document: furniture, table of contents, the tail and the head of a web page."""

from __future__ import annotations

from ..text import fold, lazy
from .frame_parts import (
    ANNEX,
    BODY_LENGTH,
    DOC_NUMBER,
    FURNITURE,
    METADATA,
    TITLE,
    TOC,
    Draft,
    is_running_text,
    last_table,
)
from .wording import is_furniture


def mark_furniture(draft: Draft) -> None:
    """Lines that are furniture wherever they stand."""
    for index, line in enumerate(draft.lines):
        if line.furniture or is_furniture(draft.keys[index], "any"):
            draft.roles[index] = FURNITURE


_LEADER = lazy(r"(?:[.…·．]{4,}|…{1,}|\t|\s{3,})\s*-?\d{1,4}-?$")
_DOTS = lazy(r"(?:[.·．]{5,}|…{2,})\s*-?\d{1,4}-?$", holds=(".....", "·····", "．．．．．", "……"))


def mark_contents(draft: Draft) -> None:
    """Lines of a table of contents: style toc, dot leaders, and what follows the heading 目录."""
    last = {key: index for index, key in enumerate(draft.keys)}
    inside = False
    for index, line in enumerate(draft.lines):
        if not draft.undecided(index):
            continue
        text = fold(line.text).rstrip()
        if draft.keys[index] in ("目录", "目次", "contents"):
            draft.roles[index], inside = TOC, True
        elif (
            line.style.startswith("toc")
            or _DOTS.search(text[-48:])
            or (inside and (_LEADER.search(text[-48:]) or _is_repeated_heading(draft, index, last)))
        ):
            draft.roles[index] = TOC
        elif inside:
            inside = False


def _is_repeated_heading(draft: Draft, index: int, last: dict[str, int]) -> bool:
    return len(draft.keys[index]) <= BODY_LENGTH and last[draft.keys[index]] > index


def mark_tail(draft: Draft) -> None:
    """Everything from the first tail phrase (文件下载：, 相关文章) on, if no running text comes after it."""
    last_body = max(
        (i for i, key in enumerate(draft.keys) if is_running_text(key) and draft.undecided(i)), default=-1
    )
    last_block = last_table(draft.document)
    for index in range(last_body + 1, len(draft.lines)):
        if (
            is_furniture(draft.keys[index], "tail")
            and draft.lines[index].block > last_block
            and not _beside_roles(draft, index)
        ):
            draft.mark(range(index, len(draft.lines)), FURNITURE)
            return


_ROLE_LABELS = ("协办", "配合", "参与", "责任", "实施", "完成", "牵头")


def _beside_roles(draft: Draft, index: int) -> bool:
    """主办单位：区教委 above 协办单位：区财政局: who answers for a task, no foot of a page."""
    return draft.keys[index].startswith("主办") and any(
        key.startswith(_ROLE_LABELS) for key in draft.keys[index + 1 : index + 2]
    )


def mark_head_chrome(draft: Draft) -> None:
    """Lines above the metadata box or the title of a web page: navigation."""
    first = next((i for i, role in enumerate(draft.roles) if role in (METADATA, TITLE, DOC_NUMBER, ANNEX)), 0)
    above = [i for i in range(first) if draft.undecided(i)]
    web = any(draft.roles[i] == FURNITURE or is_furniture(draft.keys[i], "head") for i in range(first))
    if web or METADATA in draft.roles[:first]:
        draft.mark(above, FURNITURE)
    box = max((i for i, role in enumerate(draft.roles[:200]) if role == METADATA), default=-1)
    title = next((i for i, role in enumerate(draft.roles) if role in (TITLE, DOC_NUMBER)), -1)
    if title >= 0 and web:
        draft.mark(
            (
                i
                for i in range(min(box, title), max(box, title))
                if i >= 0 and len(draft.keys[i]) < BODY_LENGTH
            ),
            FURNITURE,
        )
