"""How well a line fits a column: the costs from which flattened tables are rebuilt.

0 is a perfect fit, FORBIDDEN cannot be. Only the shape of the words is looked at, never what they name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..text import fold, lazy
from .vocabulary import match_header

FORBIDDEN = 1e6
TOTAL_WORDS = frozenset(
    ["合计", "总计", "汇总", "小计", "总数", "共计", "合计数", "总合计", "累计", "全区合计", "总体"]
)

_NUMBER_LABEL = lazy(r"^[A-Za-z]?\d{1,6}(?:[.-]\d{1,3}){0,3}$")
_DASH = lazy(r"^(?:-{1,3}|/|无|\\|——|—)$")
_DECIMAL = lazy(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_NO_WORD = lazy(r"^[\d\s.,/%‰<>≥≤=+～:-]+$")  # 741.55, 2/9, - 3 -
_PERCENT = lazy(r"^\d+(?:\.\d+)?\s*[%‰]?$")
_VALUE = lazy(
    r"^[<>≥≤＜＞=~约〔\[(]?\s*[+-]?\d[\d,.。:：～-]*\s*(?:[%‰]|万|亿)?(?:左右|以上|以下|以内|及以上)?"
    r"[〕\])]?(?:\[\d{1,2}\])*$"
)
_RELATIVE = lazy(
    r"下达|为准|达到|完成|不低于|不高于|不超过|高于|低于|左右|全覆盖|提升|下降|改善|持续|保持|增长|稳定|以上|以内|控制"
)
_ATTRIBUTE = lazy(r"^(?:约束性?|预期性?|指导性?|参考性?|导向性?|引导性?|定量|定性|\S{2,3}性)$")
_PERIOD = lazy(
    r"^(?:19|20)\d{2}(?:\.\d{1,2})?年?(?:\d{1,2}月)?(?:底|前)?(?:(?:-|～|至|到)+(?:19|20)?\d{2,4}(?:\.\d{1,2})?年?(?:\d{1,2}月)?(?:底|前)?)?$"
)
_GLUED_YEARS = lazy(r"^(?:19|20)\d{2}(?:19|20)\d{2}年?$")
_DEADLINE = lazy(
    r"(?:19|20)\d{2}|\d{1,2}月|年底|长期|持续|全年|每年|每月|每季|常年|年内|按时|立即|季度|常态|即时|实时|随时"
)
_MONEY = lazy(r"^[约]?\d[\d,]*(?:\.\d+)?\s*(?:万|亿)?元?$")
_UNIT = lazy(r"^(?:[%‰]|[万亿百千]?[^\d。,、]{1,6}(?:/[^\d。,、]{1,5})?|[a-zA-Zμ³²/·0-9]{1,8})$")
_ORG_END = lazy(
    r"(?:局|委|办|部|厅|院|会|社|站|所|队|处|科|署|行|校|馆|中心|集团|公司|镇|乡|街道|镇街|街镇|乡镇|单位|部门|政府|办事处|园区|高新区"
    r"|开发区|管委会|新区|总站|支队|大队|分局|法院|检察院|团委|妇联|工会|残联|侨联|科协|文联|工商联|供销社|银行|基地|开发区|公安|机关"
    r"|区县|县区|旗县|各区|各县|各市|县城|企业|协会|团队|专班|指挥部|领导小组|委员会|办公室|区|县|市|省|等|级位|业主|法人)$"
)
_NOT_ORG = lazy(
    r"(?:布局|格局|结局|全局|大局|开局|新局|僵局|机会|社会|全会|城市|超市|门市|都市|行业|部位|内部|全部|办会|工作会|学会|市区|片区|社区|小区|灌区|库区|景区|矿区|林区|山区|辖区|地区|示范区|保护区)$"
)
_ORG_BREAK = lazy(r"[。;；:!?？“”%]|^\d+$")
_NOTE_WORD = lazy(
    r"^(?:新建|续建|改建|扩建|在建|已完工|已完成|前期|储备|拟建|新增|重点|牵头|跨年|跨年度|延续|持续)(?:项目|类|任务)?$"
)
_SENTENCE = lazy(r"[。;；！？]")
_SPLIT = lazy(r"[、,;\s]+")
_BRACKETED = lazy(r"\([^()]*\)")


@lru_cache(maxsize=16384)
def looks_like_organisations(text: str) -> bool:
    """Whether a cell reads as a list of organisations: 区水利局、区卫生健康委,相关镇街.

    >>> looks_like_organisations("区水利局、区卫生健康委"), looks_like_organisations("推进水源涵养区建设。")
    (True, False)
    """
    flat = _BRACKETED.sub("", fold(text)).strip()
    if not flat or _ORG_BREAK.search(flat):
        return False
    parts = [p for p in _SPLIT.split(flat) if p]
    if not parts:
        return False
    good = sum(1 for p in parts if len(p) <= 22 and _ORG_END.search(p) and not _NOT_ORG.search(p))
    return good * 3 >= len(parts) * 2 and all(len(p) <= 30 for p in parts)


@lru_cache(maxsize=4096)
def is_number_label(text: str) -> bool:
    """1, 12, 1.1, A3: a running number as printed."""
    return bool(_NUMBER_LABEL.match(fold(text).strip().rstrip(".、")))


def is_figure(text: str) -> bool:
    """A bare figure: 741.55, 1,200, 98.6%.

    >>> is_figure("741.55"), is_figure("98.6%"), is_figure("完成市级下达目标")
    (True, True, False)
    """
    return bool(_DECIMAL.match(text) or _PERCENT.match(text))


def has_words(text: str) -> bool:
    """Whether a line holds more than figures and signs: 大气污染防治, not 2/9 or 2021～2023."""
    return not _NO_WORD.match(text)


def _fit_label(text: str) -> float:
    if len(text) > 40 or _SENTENCE.search(text):
        return 7.0
    if _NO_WORD.match(text):
        return 8.0
    cost = 0.5 if len(text) <= 16 else 1.5
    if _NOTE_WORD.match(text):
        cost += 2.0
    if "," in text:
        cost += 2.5
    if looks_like_organisations(text):
        cost += 2.0
    return cost + (3.0 if _ATTRIBUTE.match(text) else 0.0)


def _fit_name(text: str) -> float:
    if _NO_WORD.match(text) or _DASH.match(text):
        return 8.0
    cost = 0.7 if len(text) <= 60 else 3.0
    if text.endswith((")", "%", "(%")) or "(" in text[-12:]:
        cost = 0.2
    if text.endswith("。") or _SENTENCE.search(text[:-1]):
        cost += 2.0
    elif "," in _BRACKETED.sub("", text):  # 新增12处,支持 is the half of a sentence
        cost += 1.5
    return cost + (3.0 if looks_like_organisations(text) or _ATTRIBUTE.match(text) else 0.0)


def _fit_text(text: str) -> float:
    if _NO_WORD.match(text):
        return 7.0
    long = len(text) >= 12 or text.endswith(("。", ";"))
    cost = 0.0 if long else 0.3 if "," in text else 1.0 if len(text) >= 6 else 2.0
    return (
        cost
        + (4.0 if looks_like_organisations(text) else 0.0)
        + (4.0 if _GLUED_YEARS.match(text) or _PERIOD.match(text) else 0.0)
    )


def _fit_org(text: str) -> float:
    if looks_like_organisations(text):
        return 0.0
    if text.endswith(("、", ",")) and looks_like_organisations(text.rstrip("、,")):
        return 0.0
    if _DASH.match(text):
        return 0.5
    if _DECIMAL.match(text) or _VALUE.match(text) or _PERIOD.match(text):
        return 9.0
    return 3.0 if len(text) <= 14 and not _SENTENCE.search(text) else 7.0


def _fit_attribute(text: str) -> float:
    if _ATTRIBUTE.match(text):
        return 0.0
    return 3.0 if len(text) <= 4 and not _DECIMAL.match(text) else 8.0


def _fit_value(text: str) -> float:
    if _VALUE.match(text) or _DECIMAL.match(text):
        return 0.0
    if _DASH.match(text):
        return 0.2
    if _ATTRIBUTE.match(text):
        return 6.0
    if _RELATIVE.search(text):
        return 0.5
    if looks_like_organisations(text):
        return 6.0
    return 3.0 if len(text) <= 20 else 6.0


def _fit_count(text: str) -> float:
    if _DASH.match(text):
        return 0.5
    return 0.0 if re.fullmatch(r"\d{1,7}", text) else 8.0


def _fit_rate(text: str) -> float:
    if _DASH.match(text):
        return 0.5
    return 0.0 if _PERCENT.match(text) else 8.0


def _fit_investment(text: str) -> float:
    if _MONEY.match(text):
        return 0.0
    return 0.5 if _DASH.match(text) else 7.0


def _fit_period(text: str) -> float:
    if _GLUED_YEARS.match(text):
        return 0.0
    if _PERIOD.match(text):
        return 0.0 if len(text) > 5 else 0.3
    if _DASH.match(text):
        return 0.8
    return 2.5 if _DEADLINE.search(text) and len(text) <= 20 else 6.0


def _fit_deadline(text: str) -> float:
    if _PERIOD.match(text) or _GLUED_YEARS.match(text):
        return 0.0
    if _DEADLINE.search(text) and len(text) <= 30:
        return 0.2
    return 1.0 if _DASH.match(text) else 5.0


def _fit_unit(text: str) -> float:
    if _ATTRIBUTE.match(text) or _DECIMAL.match(text):
        return 6.0
    if _DASH.match(text):
        return 0.3
    return 0.2 if _UNIT.match(text) and len(text) <= 10 else 5.0


def _fit_leader(text: str) -> float:
    if _DEADLINE.search(text):  # 长期坚持 has the length of names
        return 4.0
    if looks_like_organisations(text):
        return 2.5
    parts = [p for p in _SPLIT.split(text) if p]
    if parts and all(2 <= len(p) <= 4 for p in parts):
        return 0.6
    return 3.5 if len(text) <= 20 else 7.0


def _fit_note(text: str) -> float:
    if _DASH.match(text):
        return 0.3
    if _NOTE_WORD.match(text):
        return 0.3
    if re.match(r"^(?:详见|同上|见附|列入|属于|[(])", text):
        return 1.0
    return 3.5 if len(text) <= 40 else 5.0


def _fit_number(text: str) -> float:
    return 0.0 if is_number_label(text) else FORBIDDEN


_FIT = {
    "no": _fit_number,
    "category": _fit_label,
    "category2": _fit_label,
    "group": _fit_label,
    "item": _fit_label,
    "name": _fit_name,
    "attribute": _fit_attribute,
    "unit": _fit_unit,
    "value": _fit_value,
    "task": _fit_text,
    "content": _fit_text,
    "goal": _fit_text,
    "progress_text": _fit_text,
    "lead": _fit_org,
    "support": _fit_org,
    "responsible": _fit_org,
    "guide": _fit_org,
    "leader": _fit_leader,
    "deadline": _fit_deadline,
    "period": _fit_period,
    "investment": _fit_investment,
    "total": _fit_count,
    "done": _fit_count,
    "undone": _fit_count,
    "rate": _fit_rate,
    "note": _fit_note,
}


@lru_cache(maxsize=32768)
def fit(role: str, text: str) -> float:
    """Cost of a line standing in a column of this role.

    >>> fit("investment", "12.41"), fit("lead", "区水利局"), fit("lead", "12.41") > 5
    (0.0, 0.0, True)
    """
    flat = fold(text).strip()
    measure = _FIT.get(role)
    if measure is None:
        return 2.0
    cost = measure(flat)
    if (
        cost < FORBIDDEN
        and len(flat) <= 12
        and role not in {"task", "content", "note"}
        and match_header(flat) is not None
    ):
        cost += 1.0  # a heading word is seldom a cell
    return cost


# Cost of leaving a column empty. 备注 nearly always is; a task without text hardly ever.
EMPTY_COST = {
    "note": 0.2,
    "support": 0.9,
    "guide": 0.9,
    "leader": 1.2,
    "deadline": 1.6,
    "unit": 1.6,
    "category": 3.0,
    "category2": 1.5,
    "group": 3.0,
    "item": 2.0,
    "no": 6.0,
    "name": 7.0,
    "task": 7.0,
    "content": 4.0,
    "attribute": 3.5,
    "value": 3.0,
    "lead": 3.2,
    "responsible": 3.2,
    "investment": 3.2,
    "period": 3.2,
    "goal": 2.5,
    "progress_text": 2.5,
    "total": 3.5,
    "done": 3.5,
    "undone": 2.5,
    "rate": 3.0,
    "other": 1.5,
}


@cache
def successor_cost(last: str, label: str) -> float:
    """Cost of a running number after another one: -1 for the next in order, FORBIDDEN for an impossible one.

    >>> successor_cost("", "1"), successor_cost("7", "8"), successor_cost("1.9", "1.10"), successor_cost("1.3", "2.1")
    (-1.0, -1.0, -1.0, -0.5)
    >>> successor_cost("7", "2") >= FORBIDDEN, successor_cost("7", "9")
    (True, 7.0)
    """
    prefix, number = _split_label(label)
    if not last:
        return -1.0 if number == 1 else 3.0 if number <= 9999 else FORBIDDEN
    last_prefix, last_number = _split_label(last)
    if prefix == last_prefix:
        step = number - last_number
        if step == 1:
            return -1.0
        return 7.0 if 1 < step <= 3 else FORBIDDEN
    if prefix and number == 1:  # 1.3 -> 2.1, A4 -> B1
        return -0.5
    return 6.0 if prefix else FORBIDDEN


@cache
def _split_label(label: str) -> tuple[str, int]:
    found = re.search(r"\d+$", label)
    if found is None:
        return label, 0
    return label[: found.start()], int(found.group())
