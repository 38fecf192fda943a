"""The frame of a document: which line is title, number, addressee, body, annex, signature, contents or furniture.

The parts and their order are those of GB/T 9704-2012 (标题, 发文字号, 主送机关, 正文, 附件说明, 署名, 成文日期,
附注, 附件, 版记), with what web pages and copies add: metadata boxes, contents, navigation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from ..lightclass import dataclass
from ..model import NO_WORDS, Document, Paragraph, Table, Words
from ..text import chinese_number, fold, lazy, squeeze
from .dates import damaged_dates, read_date, read_doc_number
from .lines import Line, cut, join, physical_lines
from .markers import Marker, parse_marker
from .wording import bare_label, ends_like_body, ends_like_title, is_furniture, label_spans

# roles of lines and blocks
METADATA = "metadata"
TITLE = "title"
DOC_NUMBER = "doc_number"
RECIPIENTS = "recipients"
BODY = "body"
ATTACHMENTS = "attachment_note"
ANNEX = "annex"
ANNEX_TITLE = "annex_title"
SIGNATURE = "signature"
DATE = "date"
NOTE = "note"
IMPRINT = "imprint"
TOC = "toc"
FURNITURE = "furniture"
LETTERHEAD = "letterhead"
SUBTITLE = "subtitle"
TABLE = "table"

_TITLE_LINES = 14  # longest title block seen: 9 lines (joint notices)
_BODY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its label as printed (附件1; empty where the text issued by a notice follows without one),
    its title over all its lines, and its first and last block."""

    label: Words
    title: Words
    first: int
    last: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """`roles[i]` is the role of block i; `line_roles[j]` that of `lines[j]` (a paragraph can hold several lines)."""

    roles: tuple[str, ...]
    lines: tuple[Line, ...]
    line_roles: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    attachment_names: tuple[Words, ...] = ()

    def annex_at(self, block: int) -> Annex | None:
        """The annex that a block belongs to, None in the main text."""
        return next((annex for annex in reversed(self.annexes) if annex.first <= block <= annex.last), None)

    def of(self, *roles: str) -> tuple[Line, ...]:
        """The lines of these roles in reading order."""
        return tuple(line for line, role in zip(self.lines, self.line_roles, strict=True) if role in roles)


@dataclass(slots=True)
class _Draft:
    """The work of `frame`: one role per line, None while undecided."""

    document: Document
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    roles: list[str | None]
    markers: list[Marker | None] = field(default_factory=list)

    def undecided(self, index: int) -> bool:
        return self.roles[index] is None

    def mark(self, indexes: Iterable[int], role: str) -> None:
        for index in indexes:
            if self.roles[index] is None:
                self.roles[index] = role


def frame(document: Document) -> Frame:
    """The role of every block and line, and the annexes. Linear in the length of the document."""
    draft = _draft(document)
    _mark_furniture(draft)
    _mark_contents(draft)
    head = _head_end(draft)
    _mark_metadata(draft, head)
    _mark_tail(draft)
    starts = _annex_starts(draft)
    head = min([head, *starts[:1]]) if starts and starts[0] else head
    _mark_title(draft, head)
    names = _mark_attachment_note(draft, starts)
    ends = _mark_signatures(draft, starts, head)
    _mark_notes(draft, ends)
    annexes = _annexes(draft, starts, ends, names)
    _mark_head_chrome(draft)
    line_roles = tuple(role or BODY for role in draft.roles)
    return Frame(_block_roles(draft, line_roles), draft.lines, line_roles, annexes, tuple(names))


def _draft(document: Document) -> _Draft:
    lines = physical_lines(document)
    keys = tuple(squeeze(line.text) for line in lines)
    markers = [parse_marker(line.text) for line in lines]
    return _Draft(document, lines, keys, [None] * len(lines), markers)


# --------------------------------------------------------------------------------------------------
# Furniture and contents


def _mark_furniture(draft: _Draft) -> None:
    for index, line in enumerate(draft.lines):
        if line.furniture or is_furniture(draft.keys[index], "any"):
            draft.roles[index] = FURNITURE


_LEADER = lazy(r"(?:[.…·．]{4,}|…{1,}|\t|\s{3,})\s*-?\d{1,4}-?$")
_DOTS = lazy(r"(?:[.·．]{5,}|…{2,})\s*-?\d{1,4}-?$")


def _mark_contents(draft: _Draft) -> None:
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


def _is_repeated_heading(draft: _Draft, index: int, last: dict[str, int]) -> bool:
    return len(draft.keys[index]) <= _BODY_LENGTH and last[draft.keys[index]] > index


def _mark_tail(draft: _Draft) -> None:
    """Everything from the first tail phrase (文件下载：, 相关文章) on, if no running text comes after it."""
    last_body = max(
        (i for i, key in enumerate(draft.keys) if _is_running_text(key) and draft.undecided(i)), default=-1
    )
    last_block = _last_table(draft.document)
    for index in range(last_body + 1, len(draft.lines)):
        if is_furniture(draft.keys[index], "tail") and draft.lines[index].block > last_block:
            draft.mark(range(index, len(draft.lines)), FURNITURE)
            return


def _last_table(document: Document) -> int:
    return max(
        (
            i
            for i, b in enumerate(document.blocks)
            if isinstance(b, Table) and b.role == "body" and len(b.cells) > 3
        ),
        default=-1,
    )


def _is_running_text(key: str) -> bool:
    return len(key) >= 40 and "。" in key and key[-1] in "。；：:;!！”)）〕"


def _mark_head_chrome(draft: _Draft) -> None:
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
                if i >= 0 and len(draft.keys[i]) < _BODY_LENGTH
            ),
            FURNITURE,
        )


# --------------------------------------------------------------------------------------------------
# Metadata


def _head_end(draft: _Draft) -> int:
    """Index of the first line of the running text: the addressee, a numbered heading or a long paragraph."""
    for index, key in enumerate(draft.keys):
        if not draft.undecided(index) or label_spans(draft.lines[index].text):
            continue
        if _is_recipients(key) or _is_opening(draft, index):
            return index
    return len(draft.keys)


def _is_opening(draft: _Draft, index: int) -> bool:
    key, marker = draft.keys[index], draft.markers[index]
    if marker is not None and marker.number == 1 and marker.kind not in ("dash", "bullet", "star"):
        return True
    return len(key) >= 25 and key[-1] in "。；：;:" and not is_furniture(key, "head")


_TO_WHOM = lazy(
    r"政府|委员会|部门|单位|局|厅|办公室|公司|院校|学校|代表|主席|机构|处|各|委|办事处|协会|企业|同志"
)
_NOT_WHOM = lazy(
    r"。|如下|以下|下列|意见|要求|包括|分别|其中|通知|附件|联系|地址|电话|日期|(?:责任|牵头|配合|主管|填报|编制)(?:单位|部门)|规定|任务|原则|目标"
)


def _is_recipients(key: str) -> bool:
    """各镇街人民政府(办事处),区级各部门,有关单位: — the addressees, closed by a colon (GB/T 9704 7.3.2)."""
    return (
        4 <= len(key) <= 220
        and key.endswith(":")
        and parse_marker(key) is None
        and bool(_TO_WHOM.search(key))
        and not _NOT_WHOM.search(key)
    )


def _mark_metadata(draft: _Draft, head: int) -> None:
    spans = [label_spans(draft.lines[i].text) if draft.undecided(i) else () for i in range(head)]
    strong = [i for i in range(head) if any(s.label.strong for s in spans[i])]
    bare = [i for i in range(head) if draft.undecided(i) and _bare(draft, i)]
    if sum(1 for i in bare if _strong(draft, i)) >= 3:
        strong.extend(i for i in bare if _strong(draft, i))
    near = {j for i in strong for j in range(i - 3, i + 4)}
    for index in range(head):
        alone = any(span.label.field == "source" and span.start < 3 for span in spans[index][:1])
        if alone or (spans[index] and index in near) or index in strong or (index in near and index in bare):
            draft.roles[index] = METADATA
    _mark_values(draft, head)


def _bare(draft: _Draft, index: int) -> bool:
    return bare_label(draft.lines[index].text) is not None


def _strong(draft: _Draft, index: int) -> bool:
    label = bare_label(draft.lines[index].text)
    return label is not None and label.strong


def _mark_values(draft: _Draft, head: int) -> None:
    """Values on the line after their label: only where labels of the box stand on lines of their own."""
    for index in range(head - 1):
        if draft.roles[index] != METADATA or not _bare(draft, index) or not draft.undecided(index + 1):
            continue
        label = bare_label(draft.lines[index].text)
        if label is not None and value_fits(label.field, draft.lines[index + 1].text):
            draft.roles[index + 1] = METADATA


_VALIDITY = ("有效", "失效", "废止", "现行有效", "已失效", "已废止", "已修改", "尚未生效", "部分失效", "修订")


def value_fits(field_name: str, text: str) -> bool:
    """Whether a line can be the value of a label that stands on the line above it."""
    key = squeeze(text)
    if field_name.endswith("_date"):
        return bool(re.match(r"[12一二]\S{3}", key)) and len(key) <= 20
    if field_name == "index_number":
        return bool(re.fullmatch(r"[0-9A-Za-z/\-]{6,40}", key))
    if field_name == "doc_number":
        return read_doc_number(text) is not None or key in ("无", "无文号", "-", "/")
    if field_name == "validity":
        return key in _VALIDITY
    if field_name == "title":
        return True
    return len(key) <= 40 and "关于" not in key


def is_metadata_table(table: Table, block: int) -> bool:
    """Whether a table is a metadata box: at least two strong labels, and a label in a quarter of its cells."""
    cells = [cell.text for cell in table.cells if cell.text.strip()]
    if not 2 <= len(cells) <= 80:
        return False
    found = [label for text in cells if (label := bare_label(text)) is not None]
    inline = [span.label for text in cells if len(text) < 300 for span in label_spans(text)]
    strong = sum(1 for label in {*found, *inline} if label.strong)
    return strong >= 2 and 4 * (len(found) + len(inline)) >= len(cells)


# --------------------------------------------------------------------------------------------------
# Title

_CENTRED_STYLES = ("title", "h1", "h2", "subtitle")


def _mark_title(draft: _Draft, head: int) -> None:
    """Number, addressee and the title over all its lines, read upwards from the running text."""
    if head < len(draft.keys) and _is_recipients(draft.keys[head]):
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


def _title_block(draft: _Draft, head: int) -> list[int]:
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
        if not _can_be_title(draft.keys[index]) or len(out) >= _TITLE_LINES:
            break
        out.append(index)
    return out[::-1]


def _is_source_line(draft: _Draft, index: int) -> bool:
    """来源：某某日报 alone, between a title and its subtitle."""
    found = label_spans(draft.lines[index].text)
    return len(found) == 1 and found[0].label.field == "source"


_ORDER = lazy(r"(?:.{0,24}令)?[(\[]?第[\d一二三四五六七八九十百零〇]{1,6}号[)\]]?")


def _is_order(draft: _Draft, index: int) -> bool:
    """某市人民政府令（第19号）, or 某市人民政府令 above 第19号: the number of an order."""
    key = draft.keys[index]
    if _ORDER.fullmatch(key):
        return True
    following = draft.keys[index + 1] if index + 1 < len(draft.keys) else ""
    return key.endswith("令") and ends_like_body(key[:-1]) and bool(_ORDER.fullmatch(following))


def _can_be_title(key: str) -> bool:
    return (
        len(key) <= 90
        and key[-1] not in "。；;：:，,!！"
        and "。" not in key
        and not re.fullmatch(r"[\W\d_]+", key)
    )


def _title_within(draft: _Draft, block: list[int]) -> list[int]:
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


# ——2025年1月13日在某省第十四届人民代表大会第三次会议上; what stands under it is the speaker
_SUBTITLE = lazy(r"[-(]{0,6}\s?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\S{0,20}?在")


def _without_cover_foot(draft: _Draft, block: list[int]) -> list[int]:
    """Below the title of a report stand its author and date: they are signature and date, not title."""
    rest = list(block)
    while rest and _is_date_line(draft.lines[rest[-1]].text):
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


def _from_known_title(draft: _Draft, block: list[int]) -> list[int]:
    """The run of lines that spells the title stated in the page's own metadata."""
    for known in _known_titles(draft):
        for low in range(len(block)):
            whole = ""
            for high in range(low, len(block)):
                whole += draft.keys[block[high]]
                if whole == known:
                    return block[low : high + 1]
    return []


def _known_titles(draft: _Draft) -> list[str]:
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


def _from_opening(draft: _Draft, block: list[int]) -> list[int]:
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


def _is_joint_body(draft: _Draft, block: list[int], low: int) -> bool:
    """市民政局 above 市财政局关于…: a notice of several bodies names them all in the title."""
    key = draft.keys[block[low - 1]]
    here = draft.lines[block[low]]
    return ends_like_body(key) and not key.endswith("文件") and len(key) <= 30 and here.blank_before <= 1


def _styled(draft: _Draft, block: list[int]) -> list[int]:
    return [i for i in block if draft.lines[i].style in _CENTRED_STYLES]


# --------------------------------------------------------------------------------------------------
# Annexes

_ANNEX = lazy(
    r"(?:附\s{0,4}件|附\s{0,2}表|附\s{0,2}录)\s{0,4}(?P<no>\d{1,2}|[一二三四五六七八九十]{1,3})?\s{0,2}(?P<colon>[:.、])?\s{0,4}(?P<rest>.*)"
)


_FILE_NAME = lazy(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _AnnexLine:
    number: int | None
    colon: bool
    rest: int  # where the title on the same line starts; the length of the line where there is none


def _annex_line(text: str) -> _AnnexLine | None:
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
        match["rest"]
        and match["no"]
        and not match["colon"]
        and " " not in copy[: match.start("rest")]
        and not match["rest"].startswith("《")
    ) and not ends_like_title(squeeze(match["rest"])):
        return None
    number = match["no"]
    value = None if not number else int(number) if number.isdigit() else chinese_number(number)
    return _AnnexLine(value, match["colon"] == ":", match.start("rest"))


def _annex_starts(draft: _Draft) -> list[int]:
    """Indexes of the lines that open an annex: 附件1 on its own line; not 附件:1.… under the text."""
    starts: list[int] = []
    for index, line in enumerate(draft.lines):
        if not draft.undecided(index):
            continue
        found = _annex_line(line.text)
        if found is None:
            continue
        bare = found.rest >= len(fold(line.text).strip())
        if (bare and not found.colon) or (found.number and not _is_note_run(draft, index)):
            starts.append(index)
    return starts


def _is_note_run(draft: _Draft, index: int) -> bool:
    """Whether a line 附件2：… stands in the list under the text: signature or date follow before any text."""
    for j in range(index + 1, min(index + 16, len(draft.lines))):
        if _is_date_line(draft.lines[j].text):
            return True
        if len(draft.keys[j]) > _BODY_LENGTH and _is_running_text(draft.keys[j]):
            return False
        found = _annex_line(draft.lines[j].text)
        if found is not None and found.number == 1:
            return True
    return False


def _mark_attachment_note(draft: _Draft, starts: Sequence[int]) -> list[Words]:
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


def _ends_note(draft: _Draft, index: int) -> bool:
    key = draft.keys[index]
    if _is_date_line(draft.lines[index].text) or _is_running_text(key):
        return True
    following = draft.lines[index + 1].text if index + 1 < len(draft.lines) else ""
    numbered = _name_start(draft.lines[index].text) is not None
    return (
        not numbered
        and ends_like_body(key)
        and (_is_date_line(following) or draft.lines[index].blank_before > 1)
    )


_NAME_START = lazy(
    r"\s*(?:附\s{0,4}件\s{0,3}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}:?\s{0,4})?(?:\d{1,2}\s?[.、](?!\d))?\s*"
)


def _name_start(text: str) -> int | None:
    match = _NAME_START.match(fold(text))
    return match.end() if match and match.group().strip() else None


def _tail(line: Line, start: int) -> Line:
    return join([cut(line, start, len(line.text))]) if start else line


def _annexes(
    draft: _Draft, starts: Sequence[int], ends: Sequence[int], names: Sequence[Words]
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


def _last_content_block(draft: _Draft) -> int:
    text = max(
        (line.blocks[-1] for line, role in zip(draft.lines, draft.roles, strict=True) if role != FURNITURE),
        default=0,
    )
    return max(text, _last_table(draft.document))


def _issued_text(draft: _Draft, end: int, limit: int) -> int | None:
    """The line after signature, date and note where an issued text (…办法) begins, if one does."""
    index = end + 1
    while index < limit and not draft.undecided(index):
        index += 1
    rest = [i for i in range(index, limit) if draft.undecided(i)]
    if len(rest) < 3 or not _can_be_title(draft.keys[index]) or draft.markers[index] is not None:
        return None
    return index


def _annex(
    draft: _Draft, index: int, stop: int, last: int, *, labelled: bool, names: Sequence[Words]
) -> Annex:
    line = draft.lines[index]
    label, number, own = NO_WORDS, None, []
    if labelled:
        found = _annex_line(line.text)
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
    while cut and line.text[cut - 1] in " \t\u3000:：.、":
        cut -= 1
    return line.words(0, cut)


def _annex_title(draft: _Draft, first: int, stop: int, names: Sequence[str]) -> list[Line]:
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


def _best_title(draft: _Draft, taken: list[int]) -> int:
    """Centred lines belong together; else one line is the title."""
    count = 1
    while count < len(taken) and draft.lines[taken[count]].align == "center":
        count += 1
    return count


def _goes_on_title(draft: _Draft, index: int, first: int) -> bool:
    return (
        (
            draft.markers[index] is None
            or (draft.markers[index] is not None and draft.keys[index].startswith("(2"))
        )
        and _can_be_title(draft.keys[index])
        and draft.lines[index].block - draft.lines[first].block <= index - first
    )


def _letters(key: str) -> str:
    return re.sub(r"\W+", "", key)


def _is_complete(whole: str) -> bool:
    return (
        whole.count("《") == whole.count("》")
        and whole.count("“") <= whole.count("”")
        and ends_like_title(whole)
    )


# --------------------------------------------------------------------------------------------------
# Signature, date, notes

_SIGNED = lazy(r"(?P<body>\D{4,60}?)\s*(?P<date>(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)")
_PRINTED = lazy(
    r".{2,40}\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发|抄送[:：].*|抄报[:：].*|印发(?:机关|日期)[:：].*"
)
_AFTERNOTE = lazy(r"[(（〔【].{2,30}[)）〕】]")


_DATE_AND_NOTE = lazy(r"(?P<date>.{4,24}日)\s*[(〔][^()〔〕]{2,30}[)〕]")


def date_part(text: str) -> str:
    """The date of a date line: all of it, but for a note behind it (2022年7月27日（此件公开发布）)."""
    match = _DATE_AND_NOTE.fullmatch(fold(text).strip())
    return match["date"].strip() if match else text.strip()


def _is_date_line(text: str) -> bool:
    if len(text) > 60:
        return False
    date = date_part(text)
    return (read_date(date) is not None and "年" in date) or bool(damaged_dates(date))


def _mark_signatures(draft: _Draft, starts: Sequence[int], head: int) -> list[int]:
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
        elif _is_date_line(line.text):
            bodies = _bodies_above(draft, index, head)
            if _closes(draft, index, bodies, title, starts):
                draft.roles[index] = DATE
                for j in bodies:
                    draft.roles[j] = SIGNATURE
                ends.append(index)
    return ends


def _bodies_above(draft: _Draft, index: int, head: int) -> list[int]:
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


def _closes(draft: _Draft, index: int, bodies: list[int], title: str, starts: Sequence[int]) -> bool:
    """Whether a date line closes a text: what signs it is in the title, or an annex, a note or the end follows."""
    if bodies and title.startswith(draft.keys[bodies[-1]]):
        return True
    if draft.lines[index].align == "right":
        return True
    nxt = next((j for j in range(index + 1, len(draft.lines)) if draft.roles[j] != FURNITURE), None)
    if nxt is None:
        return draft.lines[index].block > _last_table(draft.document)
    following = fold(draft.lines[nxt].text).strip()
    if nxt in starts or _AFTERNOTE.fullmatch(following) or _PRINTED.fullmatch(following):
        return True
    return _opens_a_text(draft, nxt)


def _opens_a_text(draft: _Draft, index: int) -> bool:
    """Whether a title with a first chapter, article or part under it stands here: the text that was issued."""
    if not _can_be_title(draft.keys[index]) or not ends_like_title(draft.keys[index]):
        return False
    markers = draft.markers[index + 1 : index + 4]
    return any(marker is not None and marker.number == 1 for marker in markers)


def _mark_notes(draft: _Draft, ends: Sequence[int]) -> None:
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


# --------------------------------------------------------------------------------------------------
# Blocks


def _block_roles(draft: _Draft, line_roles: Sequence[str]) -> tuple[str, ...]:
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

_STOPS = "。！？：；…!?;:"
_CLOSERS = "”’」』）)】〕》\"'"
_CAPTION = lazy(
    r"(?:表|图|专\s?栏|附\s?表|附\s?件)\s?[\d一二三四五六七八九十]|(?:单位|备注|注|来源|牵头单位|责任单位|配合单位)[:：]"
)
_LONG_ENOUGH = 40


def goes_on(previous: Line, line: Line) -> bool:
    """Whether `line` is the rest of the sentence that breaks off at the end of `previous`.

    约 38.4 / 万人次 and 地表水水质 / 优良比例达到 100%: the first is running text without a stop at its end, the
    second no heading, caption, list of bodies or indented paragraph.
    """
    key = squeeze(previous.text)
    if len(key) < _LONG_ENOUGH or not ("，" in previous.text or "," in key or "。" in key):
        return False
    if key.rstrip(_CLOSERS)[-1:] in _STOPS or (key[-1] in ")）" and "。" not in key):
        return False
    if line.text.startswith(("\u3000\u3000", "\u2003\u2003")) or line.style not in ("", previous.style):
        return False
    following = squeeze(line.text)
    return (
        parse_marker(line.text) is None
        and not _CAPTION.match(following)
        and not _is_list_of_bodies(following)
    )


def _is_list_of_bodies(key: str) -> bool:
    parts = [part for part in re.split("[、,;；]", key.rstrip("。")) if part]
    return bool(parts) and all(len(part) <= 20 and ends_like_body(part) for part in parts)


def paragraphs(
    framed: Frame, taken: frozenset[int] = frozenset(), roles: Sequence[str] = (BODY,)
) -> tuple[Line, ...]:
    """The running text as whole paragraphs: broken ones joined, furniture and taken blocks left out."""
    groups: list[list[Line]] = []
    broken_by_other = True
    for line, role in zip(framed.lines, framed.line_roles, strict=True):
        if role == FURNITURE:
            continue
        if role not in roles or line.block in taken:
            broken_by_other = True
            continue
        if (
            groups
            and not broken_by_other
            and _no_table_between(framed, groups[-1][-1], line)
            and goes_on(groups[-1][-1], line)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        broken_by_other = False
    return tuple(join(group) if len(group) > 1 else group[0] for group in groups)


def _no_table_between(framed: Frame, first: Line, second: Line) -> bool:
    low, high = first.blocks[-1], second.block
    return high - low <= 1 or all(framed.roles[i] != TABLE for i in range(low + 1, min(high, low + 50)))


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
