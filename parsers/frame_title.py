"""The title over all its lines, with the number, the addressee and the letterhead around it.

The block above the running text is read upwards; what its lines spell (the title stated by the page, a body before
关于, a heading style) tells the title from navigation, cover lines and repeated titles.
"""

from __future__ import annotations

from ..text import fold, lazy, squeeze
from .dates import read_doc_number
from .frame_box import is_recipients
from .frame_closing import is_date_line
from .frame_parts import (
    DATE,
    DOC_NUMBER,
    FURNITURE,
    LETTERHEAD,
    METADATA,
    RECIPIENTS,
    SIGNATURE,
    SUBTITLE,
    TITLE,
    TOC,
    Draft,
    can_be_title,
)
from .wording import ends_like_body, ends_like_title, label_spans

_TITLE_LINES = 14  # longest title block seen: 9 lines (joint notices)


_CENTRED_STYLES = ("title", "h1", "h2", "subtitle")


def mark_title(draft: Draft, head: int) -> None:
    """Number, addressee and the title over all its lines, read upwards from the running text."""
    if head < len(draft.keys) and is_recipients(draft.keys[head]):
        draft.roles[head] = RECIPIENTS
    block = _title_block(draft, head)
    title = _title_within(draft, block)
    draft.mark(title, TITLE)
    if title:
        whole = squeeze("".join(draft.keys[i] for i in title))
        copies = (i for i in range(title[0]) if draft.undecided(i) and _same_title(draft.keys[i], whole))
        draft.mark(list(copies), TITLE)
    for index in block:
        if (
            draft.undecided(index)
            and draft.keys[index].endswith("文件")
            and ends_like_body(draft.keys[index][:-2])
        ):
            draft.roles[index] = LETTERHEAD


def _same_title(key: str, whole: str) -> bool:
    return len(key) >= 8 and (key == whole or (key.startswith(whole) and key[len(whole)] in "-_|"))


def _title_block(draft: Draft, head: int) -> list[int]:
    """Indexes of the lines above `head` that can belong to the title, top first."""
    out: list[int] = []
    for index in range(min(head, len(draft.keys)) - 1, -1, -1):
        role = draft.roles[index]
        if role == TOC or (role in (FURNITURE, METADATA) and (not out or _is_source_line(draft, index))):
            continue
        if role is not None:
            break
        if read_doc_number(draft.lines[index].text) is not None or _is_order(draft, index):
            draft.roles[index] = DOC_NUMBER
            continue
        if not out and _CAPTION.match(draft.keys[index]):
            continue
        if not can_be_title(draft.keys[index]) or len(out) >= _TITLE_LINES:
            break
        out.append(index)
    return out[::-1]


# 表一重点工作台账, 单位:万元: what stands between a title and the first table
_CAPTION = lazy(r"(?:附?表|专栏)[\d一二三四五六七八九十]|[(]?(?:计量|金额)?单位:")


def _is_source_line(draft: Draft, index: int) -> bool:
    """来源：某某日报 alone, between a title and its subtitle."""
    found = label_spans(draft.lines[index].text)
    return len(found) == 1 and found[0].label.field == "source"


_ORDER = lazy(r"(?:.{0,24}令)?[(\[]?第[\d一二三四五六七八九十百零〇]{1,6}号[)\]]?", holds=("号",))


def _is_order(draft: Draft, index: int) -> bool:
    """某市人民政府令（第19号）, or 某市人民政府令 above 第19号: the number of an order."""
    key = draft.keys[index]
    if _ORDER.fullmatch(key):
        return True
    following = draft.keys[index + 1] if index + 1 < len(draft.keys) else ""
    return key.endswith("令") and ends_like_body(key[:-1]) and bool(_ORDER.fullmatch(following))


def _title_within(draft: Draft, block: list[int]) -> list[int]:
    """The lines of the title inside the block: cover lines (body, date) cut off, repeated titles left out."""
    rest = _without_cover_foot(draft, block)
    for low in range(1, len(rest)):
        whole = "".join(draft.keys[i] for i in rest[low:])
        above = draft.keys[rest[low - 1]]
        if _same_title(above, whole):
            return rest[low:]
        if len(whole) >= 4 and above.endswith(whole) and ends_like_title(whole):
            return rest[:low]
    return _from_known_title(draft, rest) or _from_opening(draft, rest)


# ——2025年1月8日在某县第十六届人民代表大会第四次会议上; what stands under it is the speaker
_SUBTITLE = lazy(r"[-(]{0,6}\s?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\S{0,20}?在")


def _without_cover_foot(draft: Draft, block: list[int]) -> list[int]:
    """Below the title of a report stand its author and date: they are signature and date, not title."""
    rest = list(block)
    while rest and is_date_line(draft.lines[rest[-1]].text):
        draft.roles[rest.pop()] = DATE
    dated = len(rest) < len(block)
    subtitle = next(
        (k for k, i in enumerate(rest) if k and _SUBTITLE.match(fold(draft.lines[i].text).strip())), None
    )
    if subtitle is not None:
        for index in rest[subtitle:]:
            draft.roles[index] = SUBTITLE
        rest = rest[:subtitle]
    while (
        len(rest) > 1
        and dated
        and ends_like_body(draft.keys[rest[-1]])
        and not ends_like_title(draft.keys[rest[-1]])
    ):
        if not ends_like_title("".join(draft.keys[i] for i in rest[:-1])):
            break
        draft.roles[rest.pop()] = SIGNATURE
    return rest


def _from_known_title(draft: Draft, block: list[int]) -> list[int]:
    """The run of lines that spells the title stated in the page's own metadata."""
    for known in _known_titles(draft):
        for low in range(len(block)):
            whole = ""
            for high in range(low, len(block)):
                whole += draft.keys[block[high]]
                if whole == known:
                    return block[low : high + 1]
    return []


def _known_titles(draft: Draft) -> list[str]:
    stated = [
        item.value for item in draft.document.metadata if item.label.lower() in ("articletitle", "title")
    ]
    for line, role in zip(draft.lines, draft.roles, strict=True):
        if role == METADATA:
            stated += [
                line.text[s.value_start : s.value_end]
                for s in label_spans(line.text)
                if s.label.field == "title"
            ]
    return [squeeze(title) for title in stated if len(squeeze(title)) >= 6]


def _from_opening(draft: Draft, block: list[int]) -> list[int]:
    """The lowest run of lines that begins as a title does: a body before 关于, or all of a short block."""
    for low in range(len(block) - 1, -1, -1):
        whole = "".join(draft.keys[i] for i in block[low:])
        start = whole.find("关于")
        if start > 0 and ends_like_body(whole[:start].removesuffix("印发").removesuffix("转发")):
            while low and _is_joint_body(draft, block, low):
                low -= 1
            return block[low:]
        if start == 0 and (low == 0 or not ends_like_body(draft.keys[block[low - 1]])):
            return block[low:]
    return _styled(draft, block) or block[-6:]


def _is_joint_body(draft: Draft, block: list[int], low: int) -> bool:
    """市民政局 above 市财政局关于…: a notice of several bodies names them all in the title."""
    key = draft.keys[block[low - 1]]
    here = draft.lines[block[low]]
    return ends_like_body(key) and not key.endswith("文件") and len(key) <= 30 and here.blank_before <= 1


def _styled(draft: Draft, block: list[int]) -> list[int]:
    return [i for i in block if draft.lines[i].style in _CENTRED_STYLES]
