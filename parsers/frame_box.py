"""Where the head ends and the running text begins, and the metadata box of a page with its labels and values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Table
from ..text import lazy, squeeze
from .dates import read_doc_number
from .frame_parts import METADATA, Draft
from .markers import parse_marker
from .vocabulary import is_heading
from .wording import bare_label, ends_like_title, is_furniture, label_spans


def head_end(draft: Draft) -> int:
    """Index of the first line of the running text: the addressee, a numbered heading, a long paragraph, or what
    stands below the first table that has a title above it."""
    below = _below_table(draft)
    for index, key in enumerate(draft.keys[:below]):
        if not draft.undecided(index) or label_spans(draft.lines[index].text):
            continue
        if is_recipients(key) or _is_opening(draft, index):
            return index
    return below


def _below_table(draft: Draft) -> int:
    """Index of the first line below the first table of the text, where a title stands above that table."""
    blocks = draft.document.blocks
    titled = False
    for index, line in enumerate(draft.lines):
        above = draft.lines[index - 1].block if index else line.block
        if titled and any(_is_text_table(blocks[i], i) for i in range(above + 1, line.block)):
            return index
        if titled and _are_headings(draft.keys[index : index + _HEADINGS]):
            return index
        titled = titled or (draft.undecided(index) and ends_like_title(draft.keys[index]))
    return len(draft.lines)


_HEADINGS = 4  # lines of one heading each: a table whose cells have become lines


def _are_headings(keys: Sequence[str]) -> bool:
    return len(keys) == _HEADINGS and all(len(key) <= 8 and is_heading(key) for key in keys)


def _is_text_table(block: Block, index: int) -> bool:
    return (
        isinstance(block, Table)
        and block.role == "body"
        and len(block.cells) > 3
        and not is_metadata_table(block, index)
    )


_OPENING_WORDS = ("为", "根据", "按照", "依据", "经", "现将")  # 为加快数字化转型，制定本行动计划。


def _is_opening(draft: Draft, index: int) -> bool:
    key, marker = draft.keys[index], draft.markers[index]
    if marker is not None and marker.number == 1 and marker.kind not in ("dash", "bullet", "star"):
        return True
    if len(key) < 25 and not _is_short_opening(draft, index):
        return False
    return key[-1] in "。；：;:" and not is_furniture(key, "head")


def _is_short_opening(draft: Draft, index: int) -> bool:
    """为加快转型，制定本方案。 and any sentence right below the title: 全年新建公园12个。"""
    key = draft.keys[index]
    if key[-1] != "。":
        return False
    below_title = index > 0 and draft.undecided(index - 1) and ends_like_title(draft.keys[index - 1])
    return len(key) >= 8 if below_title else len(key) >= 12 and key.startswith(_OPENING_WORDS)


_TO_WHOM = lazy(
    r"政府|委员会|部门|单位|局|厅|办公室|公司|院校|学校|代表|主席|机构|处|各|委|办事处|协会|企业|同志"
)
_NOT_WHOM = lazy(
    r"。|如下|以下|下列|意见|要求|包括|分别|其中|通知|附件|联系|地址|电话|日期|(?:责任|牵头|配合|主管|填报|编制)(?:单位|部门)|规定|任务|原则|目标"
)


def is_recipients(key: str) -> bool:
    """各镇街人民政府(办事处),区级各部门,有关单位: — the addressees, closed by a colon (GB/T 9704 7.3.2)."""
    return (
        4 <= len(key) <= 220
        and key.endswith(":")
        and parse_marker(key) is None
        and bool(_TO_WHOM.search(key))
        and not _NOT_WHOM.search(key)
    )


def mark_metadata(draft: Draft, head: int) -> None:
    """The labels and values of the box above `head`: strong labels, and others near them."""
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


def _bare(draft: Draft, index: int) -> bool:
    return bare_label(draft.lines[index].text) is not None


def _strong(draft: Draft, index: int) -> bool:
    label = bare_label(draft.lines[index].text)
    return label is not None and label.strong


def _mark_values(draft: Draft, head: int) -> None:
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
