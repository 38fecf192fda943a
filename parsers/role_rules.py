"""Rules on responsibility that a document states once for the items after them."""

from __future__ import annotations

from collections.abc import Sequence

from ..lightclass import dataclass
from ..text import fold, lazy
from .role_names import lead_marks


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule stated once for the items after it.

    kind `first_is_lead`: 排在第一位的为牵头单位，下同. kind `marked_leads`: 标★的为牵头单位 (`names` is the mark).
    kind `implied`: 以下均需各区政府落实，不再列出 (`names` says who).
    `start` is the offset in paragraph number `paragraph`.
    """

    kind: str
    names: str
    start: int
    end: int = 0
    paragraph: int = 0


_LEADER_WORDS = r"(?:牵头|牽頭)(?:责任|責任)?(?:单位|部门|單位|部門)?"
_PLACE = r"(?:第一位|首位|第一|最前面?|最前列)"
_UNIT = r"(?:责任)?(?:单位|部门|责任单位|责任部门)(?:\((?:单位|部门)\))?"
_FIRST_IS_LEAD = lazy(
    rf"(?:(?:(?:排|列)(?:名|序)?(?:在|为)?{_PLACE}(?:的|者)?(?:{_UNIT})?"  # 排在第一位的单位
    rf"|(?:第一(?:个|位|家)?|首个|首家){_UNIT}|(?:第一[位个家]|首位)(?:的|者)?)"  # 第一责任单位, 首位
    rf",?(?:为|是|即为|均为|作为|爲|為)(?:[^,。;]{{0,6}})?{_LEADER_WORDS}"
    rf"|牵头(?:单位|部门)(?:排|列)(?:名|序)?(?:在|为)?(?:第一|首))"  # 牵头单位列首位
)
_ITEMS = ("以下", "下列", "上述", "以上", "本方案", "所有")
_WORK = r"(?:各项|所有|全部)?(?:工作|任务|措施|事项|内容|重点任务|重点工作|目标任务|政策措施|政策)?"
# 不再一一列出, 不再重复
_NO_MORE = (
    r",?\s*(?:以下|下文|后文|后续)?(?:不再|不)(?:一一|逐一|逐项|另行|分别|重复|单独|再)?"
    r"(?:做|作|进行|明确)?(?:列出|列明|列示|罗列|标注|标明|注明|列|(?:任务)?分工|(?<=重复))"
)
_IMPLIED = lazy(
    rf"(?:{'|'.join(_ITEMS)}){_WORK},?(?:均|都)?(?:需|需要|须|由|要)"
    rf"(?P<names>[^。;〔〕\[\]]{{2,60}}?)(?:负责|配合|组织|贯彻|抓好)?(?:落实|实施)(?:[^。;]{{0,12}})?{_NO_MORE}"
)
# 具体任务均涉及有关县(市)人民政府，不再做分工; 以下任务责任单位均包括各区政府，不再列出
_CONCERNED = lazy(
    rf"(?:任务|工作|事项|措施|单位)(?:均|都)(?:涉及|包括|包含)(?P<names>[^。;〔〕\[\]]{{2,60}}?){_NO_MORE}",
    holds=("涉及", "包括", "包含"),
)
# 各区政府均为责任单位，以下不再逐一列出
_ALL_ANSWER = lazy(
    rf"(?:^|[,。;:(])(?P<names>[^,。;:(]{{2,40}}(?:\([^()]{{0,20}}\)[^,。;:(]{{0,10}})?)均为(?:责任|落实)(?:单位|部门|主体){_NO_MORE}",
    holds=("均为责任", "均为落实"),
)


def standing_rules(paragraphs: Sequence[str]) -> tuple[StandingRule, ...]:
    """Rules that hold for every item after them, in order.

    >>> [(r.kind, r.names) for r in standing_rules(["（甲局落实。列第一位者为牵头单位，下同）", "以下均需各区政府落实，不再列出。"])]
    [('first_is_lead', ''), ('implied', '各区政府')]
    """
    found: list[StandingRule] = []
    for number, paragraph in enumerate(paragraphs):
        copy = fold(paragraph)
        if "牵头" in copy or "牽頭" in copy:  # words of each rule that are quicker to find than the rule
            found.extend(
                StandingRule("first_is_lead", "", m.start(), m.end(), number)
                for m in _FIRST_IS_LEAD.finditer(copy)
            )
            found.extend(
                StandingRule("marked_leads", mark, start, end, number)
                for mark, start, end in lead_marks(copy)
            )
        implied = _IMPLIED.finditer(copy) if "不" in copy and any(word in copy for word in _ITEMS) else ()
        others = (*_CONCERNED.finditer(copy), *_ALL_ANSWER.finditer(copy)) if "不再" in copy else ()
        for mark in (*implied, *others):
            first, last = mark.span("names")
            found.append(StandingRule("implied", paragraph[first:last], mark.start(), mark.end(), number))
    return tuple(sorted(found, key=lambda rule: (rule.paragraph, rule.start)))
