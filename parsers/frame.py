"""The frame of a document: which line is title, number, addressee, body, annex, signature, contents or furniture.

The parts and their order are those of GB/T 9704-2012 (标题, 发文字号, 主送机关, 正文, 附件说明, 署名, 成文日期,
附注, 附件, 版记), with what web pages and copies add: metadata boxes, contents, navigation.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Document, Paragraph, Table
from .frame_annexes import annex_starts, find_annexes, mark_attachment_note
from .frame_box import head_end, is_metadata_table, mark_metadata, value_fits
from .frame_closing import date_part, mark_notes, mark_signatures
from .frame_furniture import mark_contents, mark_furniture, mark_head_chrome, mark_tail
from .frame_paragraphs import goes_on, paragraphs
from .frame_parts import (
    ANNEX,
    ANNEX_TITLE,
    ATTACHMENTS,
    BODY,
    DATE,
    DOC_NUMBER,
    FURNITURE,
    IMPRINT,
    LETTERHEAD,
    METADATA,
    NOTE,
    RECIPIENTS,
    SIGNATURE,
    SUBTITLE,
    TABLE,
    TITLE,
    TOC,
    Annex,
    Draft,
    Frame,
    start_draft,
)
from .frame_title import mark_title

__all__ = [
    "ANNEX",
    "ANNEX_TITLE",
    "ATTACHMENTS",
    "BODY",
    "DATE",
    "DOC_NUMBER",
    "FURNITURE",
    "IMPRINT",
    "LETTERHEAD",
    "METADATA",
    "NOTE",
    "RECIPIENTS",
    "SIGNATURE",
    "SUBTITLE",
    "TABLE",
    "TITLE",
    "TOC",
    "Annex",
    "Frame",
    "date_part",
    "frame",
    "goes_on",
    "is_metadata_table",
    "paragraphs",
    "rejoin",
    "value_fits",
]


def frame(document: Document) -> Frame:
    """The role of every block and line, and the annexes. Linear in the length of the document."""
    draft = start_draft(document)
    mark_furniture(draft)
    mark_contents(draft)
    head = head_end(draft)
    mark_metadata(draft, head)
    mark_tail(draft)
    starts = annex_starts(draft)
    head = min([head, *starts[:1]]) if starts and starts[0] else head
    mark_title(draft, head)
    names = mark_attachment_note(draft, starts)
    ends = mark_signatures(draft, starts, head)
    mark_notes(draft, ends)
    annexes = find_annexes(draft, starts, ends, names)
    mark_head_chrome(draft)
    line_roles = tuple(role or BODY for role in draft.roles)
    return Frame(_block_roles(draft, line_roles), draft.lines, line_roles, annexes, tuple(names))


# --------------------------------------------------------------------------------------------------
# Blocks


def _block_roles(draft: Draft, line_roles: Sequence[str]) -> tuple[str, ...]:
    """One role per block: that of its first line; tables are `table`, `metadata` or `furniture`."""
    roles = [_empty_role(block, index) for index, block in enumerate(draft.document.blocks)]
    for line, role in zip(reversed(draft.lines), reversed(line_roles), strict=True):
        roles[line.block] = role
    return tuple(roles)


def _empty_role(block: Paragraph | Table, index: int) -> str:
    if block.role == "furniture":
        return FURNITURE
    if isinstance(block, Table):
        return METADATA if is_metadata_table(block, index) else TABLE
    return BODY


# --------------------------------------------------------------------------------------------------
# Paragraphs broken by pages


def rejoin(document: Document, taken: frozenset[int] = frozenset()) -> tuple[tuple[int, ...], ...]:
    """Groups of block indexes that are one paragraph broken by a page; every paragraph block is in one group."""
    framed = frame(document)
    out: list[list[int]] = []
    for line in paragraphs(framed, taken, tuple(set(framed.line_roles))):
        new = [block for block in line.blocks if not out or block not in out[-1]]
        if len(line.blocks) > 1 and out and line.block == out[-1][-1]:
            out[-1].extend(new)
        elif new:
            out.append(new)
    return tuple(map(tuple, out))
