"""The lines above and below a table: its title, its annex, 续表, its notes."""

from __future__ import annotations

from ..model import Piece, Words
from ..text import fold, lazy
from .header import table_unit

CAPTION = lazy(r"^(?:附?表|专栏|图表|附表)\s*\d*[一二三四五六七八九十]*(?:[-—.]\d+)*", holds=("表", "专栏"))
_TITLE_END = lazy(
    r"(?:表|清单|目标|任务|指标|计划|方案|台账|分解|分工|情况|进展|一览|汇总|安排|项目|措施|重点|工程|体系|要求|进度|明细|名录)(?:\(.{1,20}\))?$"
)
CONTINUED = lazy(r"续(?:表)?[)）\d一二三四五六七八九十]*$|^\(?续", holds=("续",))
NOTE = lazy(r"^(?:备?注\d*:|说明:|资料来源|数据来源|\*注|\[\d{1,2}\]|注\d)")
_ANNEX_LABEL = lazy(
    r"\s*附件\s{0,4}(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3})(?:\s{0,2}[:.、])?\s{0,4}(?=[^\s\d.])",
    holds=("附件",),
)
ANNEX = lazy(r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[-—]\d+)?\s*:?$", holds=("附",))
TITLE_LINES = 3


def is_title(text: str) -> bool:
    """Whether a line may be the title of the table under it.

    >>> is_title("表3 2022年工程项目实施进展"), is_title("二、《规划》任务清单"), is_title("完成年度总量减排任务。")
    (True, True, False)
    """
    flat = fold(text).strip()
    if not flat or len(flat) > 90 or flat.endswith(("。", ";", "、", ",")):
        return False
    if table_unit(text) or CAPTION.match(flat) or ANNEX.match(flat):
        return True
    return bool(_TITLE_END.search(flat))


def annex_label_end(text: str) -> int:
    """Where the title begins behind 附件1 on the same line, 0 without such a label."""
    label = _ANNEX_LABEL.match(fold(text)) if text.lstrip().startswith("附件") else None
    return label.end() if label else 0


def without_annex_label(text: str, block: int) -> Words:
    """The title of a line 附件1 东湖区重点任务分解表, which opens the annex as well."""
    start = annex_label_end(text)
    return Words(text[start:], (Piece(block, -1, start, len(text)),))
