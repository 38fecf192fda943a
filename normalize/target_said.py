"""What a value is said of: the words before it or behind it, those of the value before, or of the clause before.

target_measure.py reads the words on either side, target_names.py gives the name its last touch.
"""

from __future__ import annotations

from ..text import lazy
from .date_frame import STRIVES
from .target_attributive import NEXT_VERBS
from .target_compared import Value
from .target_context import original_words
from .target_counts import subject_of
from .target_measure import (
    MEASURE_LENGTH,
    balanced,
    is_final,
    left_measure,
    right_measure,
    strip_lead,
    verb_before,
)
from .target_record import Target
from .target_text import TargetText, after_last, goes_on, inside_bracket, target_words, word_tuple


def said_of(text: TargetText, value: Value, start: int, earlier: list[Target]) -> str:
    """What a value is said of, in the words of the matching copy; `earlier` are the targets before it."""
    item = value.quantity
    final = is_final(text.copy, value.end)
    measure = left_measure(text, value, start)
    bare = measure in word_tuple("completion") or not measure
    behind = _behind_gloss(text, value) if final and item.counter == "count" and bare else value.end
    if not final or behind > value.end or _names_rating(text, value, measure):
        after = right_measure(text.copy, behind)
        laid = item.kind in ("area", "length")
        after = _AND_MORE.split(after)[0] if item.counter or laid or not item.unit else after
        after = "" if after.startswith("用于") else _BY_RATE.sub("", after)  # 每辆车补贴15万元|用于维修
        if item.kind == "count" and not verb_before(text.copy, value.start):
            after = subject_of(after)
        own = item.kind == "ratio" or text.copy.startswith("的", value.end)
        own = own or text.copy.startswith(NEXT_VERBS, value.end)
        own = own or (item.kind == "money" and not verb_before(text.copy, value.start))
        own = own or (
            item.kind == "multiple" and after.startswith(word_tuple("share_dealt"))
        )  # 工资的六倍|计发
        keep_left = (
            bool(measure) and own and not _joins(text, value) and not _gives(text, value, start, after)
        )
        keep_left = keep_left and not (bare and item.kind == "ratio")  # 完成|80%|年度任务量
        keep_left = keep_left and measure not in _AS  # 按照|不超过1%|的贴息率
        measure = measure if keep_left or not after else after
    elif earlier and measure in target_words()["same_again"]:
        measure = earlier[-1].measure
    elif _only_strives(text, value, measure) and earlier and earlier[-1].unit == item.unit:
        measure = _same_sentence(text, value, earlier) or measure  # 达到300万箱,力争完成|340万箱
    elif not measure:
        measure = (
            _shared_measure(text, value, earlier)
            or _before_bracket(text, value)
            or _same_sentence(text, value, earlier)
        )
    elif _CHANGE_ONLY.fullmatch(measure) or (measure.startswith("占") and not _NAMED_SHARE.search(measure)):
        measure = _changed(text, start, measure, earlier)
    if item.kind in ("ratio", "permille", "multiple") and (granted := _granted_behind(text, value)):
        measure = granted
    if item.kind.startswith("money") and _PER_ONLY.fullmatch(measure):
        paid = _PAID.match(text.copy, value.end)
        measure = paid["what"] if paid else measure  # 按照每个子女每月|1000元|的标准定额扣除
    return measure


_PER_ONLY = lazy(r"(?:按照?|依照)(?:每[^\W\d每]{1,6}){1,3}", holds=("每",))
_PAID = lazy(
    r"的标准(?:由[^,。;\d]{2,12})?(?:给予|予以|进行|发放|计发)?"
    r"(?P<what>[^,。;:、\d]{0,14}?(?:扣除|奖励|补贴|补助|资助|奖补|津贴|经费|补偿))",
    holds=("的标准",),
)


# 64项评估报告和120项复核报告: the second count is no part of the first one's name
# 6座水库改造|及|某村等10座山塘整治: nor one behind names
_AND_MORE = lazy(r"(?:[和及与]|以及)(?=\d|[^,。;:!?\d和及与\n]{2,40}等 ?\d)")
_GLOSS = lazy(r"\([段处个座家条组套台栋幢次]\)(?=[^\W\d])")
_RATING = lazy(r"\d[\d.]*(?:千伏|kV|KV|兆瓦|MW|吨级)[^\W\d]{2}")


def _behind_gloss(text: TargetText, value: Value) -> int:
    """360条|(段)|农村公路: what is counted stands behind a second counter in brackets."""
    gloss = _GLOSS.match(text.copy, value.end)
    return gloss.end() if gloss else value.end


def _names_rating(text: TargetText, value: Value, measure: str) -> bool:
    """完成846座|10千伏开关站改造: a rating belongs to the name of what is counted."""
    return measure in word_tuple("completion") and _RATING.match(text.copy, value.end) is not None


_BY_RATE = lazy(
    r"^(?:比例|标准|额度)(?:一次性|分别)?(?:安排|发放|给予|拨付|支付|配套|落实)"
)  # 按15%的|比例安排配套资金
_AS = ("按照", "按", "给予", "依照", "可", "应")
_GIVEN = ("奖励", "补贴", "补助", "资助", "支持", "奖补", "扶持", "津贴", "奖金", "补偿")
_GIVING = ("提供", "给予", "予以", "申请", "享受", "获得", "发放", "设立")
_IN_ALL = ("总计", "共计", "合计", "最高", "最长", "一次性", "不超过")


def _gives(text: TargetText, value: Value, start: int, after: str) -> bool:
    """经认定给予每个项目|1000万元|资助, 提供总计|10万平方米|的空间载体: what is given stands behind."""
    words = text.copy[start : value.start].rstrip()
    if after.endswith(_GIVEN) and "给予" in words:
        return True
    for word in _IN_ALL:
        words = words.removesuffix(word)
    return text.copy.startswith(("的", "不等的"), value.end) and words.endswith(_GIVING) and bool(after)


_GRANTED = lazy(
    r"(?:的(?:比例|标准|额度)?)?(?:由[^,。;\d]{2,12})?,?(?:给予|予以|进行|发放|计发)(?P<what>[^,。;:、\d]{0,14}?(?:奖励|补贴|补助|资助|奖补|扶持|支持|贴息|返还|补偿))",
    holds=("给予", "予以", "进行", "发放", "计发"),
)


def _granted_behind(text: TargetText, value: Value) -> str:
    """按产品售价的|15%|给予补贴: the share is one of the price, and what is measured is the grant."""
    found = _GRANTED.match(text.copy, value.end)
    return found["what"] if found else ""


def _only_strives(text: TargetText, value: Value, measure: str) -> bool:
    """达到300万箱,力争完成|340万箱; 建成1250公里,力争建成|1750公里: a verb alone names nothing."""
    strives = any(text.copy.endswith(word + measure, 0, value.start) for word in STRIVES)
    return measure in ("完成", "实现") or (measure == "建成" and strives)


def _joins(text: TargetText, value: Value) -> bool:
    """15个先行县和|7个培育县: what stands before belongs to the number before."""
    return text.copy[max(0, value.start - 3) : value.start].rstrip().endswith(("和", "及", "与"))


_DIGIT = lazy(r"\d")
_SYMBOLS = lazy(r"[A-Za-z][A-Za-z0-9.\-]*")
_CHANGE_ONLY = lazy(
    r"(?:同比|环比|较上年|比上年|年均|逐年|平均|累计|分别|预计|均|再|[较比]“?[^,。;:、\d]{0,8}(?:20\d\d年?)?”?[年末底期初](?:相比)?){0,4}(?:增长|递增|下降|降低|提高|提升|增加|减少|上升|回落|削减|压减|缩短)(?:了|约)?"
)
_CHANGED = lazy(r"(?:增长|递增|下降|降低|提高|提升|增加|减少|上升|回落)(?:了|约)?$")  # not in 规上工业增加值
_NAMED_SHARE = lazy("占地|占用|占补")


def _changed(text: TargetText, start: int, measure: str, earlier: list[Target]) -> str:
    """数字经济年产值超50亿元，同比增长18.9%: what grew is named in the clause before."""
    before = after_last(text.stops, start - 1) if start else 0
    if earlier and before <= earlier[-1].end <= start:
        known = earlier[-1].measure
        return measure if _CHANGED.search(known) else known + measure
    words = balanced(strip_lead(text.copy[before : max(before, start - 1)], "lead_in", "lead_verbs"))
    plain = _SYMBOLS.sub("", words)  # 氨氮(NH3-N)等污染物排放量
    words = original_words(text, words, start)
    return words + measure if words and len(words) <= MEASURE_LENGTH and not _DIGIT.search(plain) else measure


def _before_bracket(text: TargetText, value: Value) -> str:
    """申报一批(2350万元): the words before the bracket that the amount opens."""
    opened = inside_bracket(text, value.start)
    if opened is None or text.copy[opened + 1 : value.start].strip():
        return ""
    words = text.copy[max(after_last(text.stops, opened), opened - MEASURE_LENGTH) : opened]
    return balanced(strip_lead(words, "lead_in", "lead_verbs"))


def _shared_measure(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """精油、纯露年产量分别保持在40吨、3000吨: the second value takes the second name, or the same words as the first."""
    if not earlier or earlier[-1].value is None:
        return ""
    return earlier[-1].measure if goes_on(text, earlier[-1].end, value.start) else ""


def _same_sentence(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """建设生态拦截沟1万米,共计3万米: what the total is of was named before."""
    inside = inside_bracket(text, value.start) is not None
    if inside or not earlier or earlier[-1].start < after_last(text.sentence_stops, value.start):
        return ""
    return earlier[-1].measure
