"""Targets in running text: what shall be reached, how much, by when; and an account of every number.

Grammar (domain terms): [deadline] [modality] MEASURE comparison VALUE UNIT [comparison] [(parts)], or
verb VALUE UNIT MEASURE (建成15万亩国家储备林基地), or a target against somebody else's figure (完成市级下达目标),
or a state in words (基本建成…). Identifiers (DN800, PM2.5, “12369”, 145号附13号) and conditions
(流域面积大于100平方公里的河流) are no targets. Words: data/target_words.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..text import close_up, fold, lazy
from .indicators import measure_of
from .numbers import NUMBER
from .target_attributive import NEXT_VERBS
from .target_compared import Value, of_share
from .target_context import due_behind, due_of, modality_of, original_words
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
from .target_names import shared_out, with_names
from .target_parts import with_parents
from .target_record import NumberUse, Target
from .target_states import word_targets
from .target_text import (
    TargetText,
    after_last,
    are_people,
    clause_start,
    goes_on,
    inside_bracket,
    prepare,
    target_words,
    word_tuple,
)
from .target_use import use_of
from .target_values import values_of

_DIGIT = lazy(r"\d")


def find_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
) -> tuple[Target, ...]:
    """Targets of a text in order; with `fact` the achievements of an evaluation (达到 is then =, modality fact).

    `year` is the year of the list (completes 9月底前), `plan` the years of the document (completes 规划期内),
    `spoken` the year of 今年 where that is another one (see find_deadlines).
    Returns () for a text without any. Linear in the length of the text.

    >>> [(t.measure, t.operator, str(t.value), t.unit, t.due) for t in find_targets("到2025年,节水器具普及率不低于60%")]
    [('节水器具普及率', '>=', '60', '%', '2025')]
    """
    return read_targets(text, year=year, plan=plan, lossy=lossy, fact=fact, spoken=spoken)[0]


def read_targets(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    """Targets of a text and the use of each of its numbers, in one reading (see find_targets, account_numbers)."""
    if not _MAY_HOLD.search(fold(text)):
        return (), ()
    return _analyse(text, year, plan, lossy, fact, spoken)


def account_numbers(
    text: str,
    *,
    year: int | None = None,
    plan: tuple[int, int] | None = None,
    lossy: bool = False,
    fact: bool = False,
    spoken: int | None = None,
) -> tuple[NumberUse, ...]:
    """The use of every arabic number of a text: none disappears. `unexplained` ones deserve a finding.

    >>> [(u.use) for u in account_numbers("到2025年,3家企业配备DN800管道,新建2座水厂")]
    ['date', 'count', 'identifier', 'target']
    """
    if not NUMBER.search(fold(text)):
        return ()
    return _analyse(text, year, plan, lossy, fact, spoken)[1]


_MAY_HOLD = lazy(
    r"[0-9０-９]|基本|彻底|突破|超[百千万]|初步|全面|明显|显著|大幅|全覆盖|清零|保持|应.[尽必]|[愿能].尽|得到|全部|下达|达到|满足|符合|超过|高于|优于|不低于|快于|低于|好于|不超过|不高于|不少于|减少|降低|格局|完成国家|完成“|接近|零[新发事伤死]|分之|成以|成左|控制在|稳定在|[年月天名家项层]以[上内]|不得[超少低高]|至少|最[多长少]|完成[市省上全]|同步|增长|[一两二三四五六七八九十百千万][次座所栋盏辆倍元亩]|亿元|[两二三四五六七八九十百千][个家处条项名场支台套万人]|消除|中和|达峰|通水|建成|根本|持平|预期|[序时]进度|赶上|追平|[进迈]入|(?:每|各)个?[省市县区州镇乡村街社设行]|顺利|圆满|如期|率先|消劣|稳步|持续|的比例|达标|达优|一致|相当|匹配|适应|形成|省考|国考|市考|[市省区县]达|[只仅][能可限准开设填选报聘建申享确保配发明指认推]|恢复[到至]|间进度|亿大关|达[国全省]|全域覆盖|要求完成|[百千万][余多][个家项条座所名人户场处台套件亩]|[破超过上]了?[万千百]亿|完毕|初具|新一轮|上限|限额|利息|支出"
)


def _analyse(
    raw: str,
    year: int | None,
    plan: tuple[int, int] | None,
    lossy: bool,
    fact: bool,
    spoken: int | None,
) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    copy, places = close_up(raw)
    targets, uses = _read(prepare(copy, year, plan, lossy, fact, spoken))
    if copy is raw:
        return targets, uses
    return tuple(_placed(t, raw, places) for t in targets), tuple(_used(use, places) for use in uses)


def _placed(target: Target, raw: str, places: Sequence[int] | None) -> Target:
    """A target found in the closed-up text, where it stands in the text itself."""
    start, end = (target.start, target.end) if places is None else _span(target.start, target.end, places)
    return replace(target, raw=raw[start:end], start=start, end=end)


def _used(use: NumberUse, places: Sequence[int] | None) -> NumberUse:
    return use if places is None else NumberUse(*_span(use.start, use.end, places), use.use)


def _span(start: int, end: int, places: Sequence[int]) -> tuple[int, int]:
    return places[start], places[end - 1] + 1


def _read(text: TargetText) -> tuple[tuple[Target, ...], tuple[NumberUse, ...]]:
    found, taken_uses = values_of(text)
    values = list(found)
    uses = list(taken_uses)
    targets: list[Target] = []
    previous_end, last = 0, None
    for index, value in enumerate(values):
        start = max(clause_start(text, value.start), previous_end)
        value = values[index] = of_share(text, value, start)
        use = use_of(text, values, index, start, targets)
        if value.number_end > value.number and (
            text.copy[value.number].isdigit() or text.copy[value.number] == "-"
        ):
            uses.append(NumberUse(value.number, value.number_end, use))
        if use == "target":
            told = _with_predicate(text, value, start, last, targets)
            targets.append(_target(text, value, start, targets, last))
            previous_end, last = value.end, told
    targets = with_parents(text, _shared_out(text, targets))
    targets += word_targets(text, targets)
    return _ordered(with_names(text, targets)), tuple(sorted(uses, key=lambda use: use.start))


def _target(text: TargetText, value: Value, start: int, earlier: list[Target], last: Value | None) -> Target:
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
    elif measure in ("完成", "实现") and earlier and earlier[-1].unit == item.unit:
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
    told = _with_predicate(text, value, start, last, earlier)
    follows = told is not value and earlier[-1].unit == item.unit and earlier[-1].operator == "="
    value = value if follows else _reached(text, told, measure)
    if item.unit == "{household}" and _are_enterprises(measure):
        item = replace(item, unit="cn:count:户", unit_base="{#}")
    if not item.unit and item.scale >= 10000 and final and measure.endswith(("人次", "人次数")):
        item = replace(item, unit="cn:visit:人", value_base=item.value, unit_base="{#}")  # 参与人次超|630万
    if not item.unit and item.scale >= 10000 and are_people(text.copy, value.end):
        item = replace(item, unit="{person}", value_base=item.value, unit_base="{#}")  # 240万|脱贫劳动力
    operator = "=" if _new_rate(text, value, start) else _by_polarity(measure, value, text.fact)
    operator = _limited(text, value, operator)
    if text.fact and operator == "=" and _is_to_come(text, value):
        operator = ">="
    measure = original_words(text, measure, value.end)
    behind = "" if text.fact or item.kind != "count" else due_behind(text, value.end)
    return Target(
        measure, operator, item.value, item.value_max, item.unit, item.unit_raw, item.value_base, item.unit_base,
        behind or due_of(text, value.start, rate=_is_rate(text, value)) or _each_year(text, value), modality_of(text, value.start), text.raw[value.start : value.end], value.start, value.end,
        None, item.problems,
    )  # fmt: skip


_GLOSS = lazy(r"\([段处个座家条组套台栋幢次]\)(?=[^\W\d])")
_RATING = lazy(r"\d[\d.]*(?:千伏|kV|KV|兆瓦|MW|吨级)[^\W\d]{2}")


def _behind_gloss(text: TargetText, value: Value) -> int:
    """360条|(段)|农村公路: what is counted stands behind a second counter in brackets."""
    gloss = _GLOSS.match(text.copy, value.end)
    return gloss.end() if gloss else value.end


def _names_rating(text: TargetText, value: Value, measure: str) -> bool:
    """完成846座|10千伏开关站改造: a rating belongs to the name of what is counted."""
    return measure in word_tuple("completion") and _RATING.match(text.copy, value.end) is not None


_BY_RATE = lazy(r"^(?:比例|标准|额度)(?:安排|发放|给予|拨付|支付|配套|落实)")  # 按15%的|比例安排配套资金
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


def _joins(text: TargetText, value: Value) -> bool:
    """15个先行县和|7个培育县: what stands before belongs to the number before."""
    return text.copy[max(0, value.start - 3) : value.start].rstrip().endswith(("和", "及", "与"))


_LEVELS = ("值", "额", "量", "总产出", "规模", "总数")
_MORE = ("增长", "增加", "新增", "增收", "投资", "减", "节", "完成")
_REACHES = ("实现", "力争", "争取", "保持")
_HIGHER = ("增长", "提高", "提升", "增加", "上升", "增速", "增幅")


def _reached(text: TargetText, value: Value, measure: str) -> Value:
    """达标率实现100%, 通过率保持90%: in a plan a rate that is to be there at least; so is 实现产值70亿元, 专利拥有量9600件."""
    if not text.fact and value.operator == "=" and not value.compared and value.quantity.kind not in _RATES:
        clause = text.copy[after_last(text.stops, value.start) : value.start]
        level = (
            any(word in clause[:-2] for word in ("实现", "力争", "争取"))
            and clause.endswith(_LEVELS)
            and not any(map(clause.__contains__, _MORE))
        )
        return replace(value, operator=">=") if level else value
    if text.fact or value.compared or value.quantity.kind != "ratio" or value.operator != "=":
        return value
    left = text.copy[max(0, value.start - 2) : value.start]
    if (
        left in ("力争", "争取")
        and text.copy[value.start - 3 : value.start - 2] in (",", "、")
        and measure.endswith(_HIGHER)
    ):
        return replace(value, operator=">=")  # 增长2.5%,力争|3%
    if left not in _REACHES or not measure.removesuffix(left).endswith(word_tuple("rate_endings")):
        return value
    return replace(value, operator=">=")


# 64项评估报告和120项复核报告: the second count is no part of the first one's name
# 6座水库改造|及|某村等10座山塘整治: nor one behind names
_AND_MORE = lazy(r"(?:[和及与]|以及)(?=\d|[^,。;:!?\d和及与\n]{2,40}等 ?\d)")
# 节水型企业3户 are no households
_RATES = ("ratio", "percentage_point")  # 每年增长5%: a rate, nothing that recurs
_GROWTH = (*"增降减涨幅递升", "提高", "扩大", "每人", "每户", "按", "补", "利率")
_PRICES = ("标准", "补助", "补贴", "奖", "给予", "每人", "每户", "每亩", "最高", "收入", "租金", "薪", "津贴")


def _is_rate(text: TargetText, value: Value) -> bool:
    """每人每月|400元, 每年补助|2万元 tell how much, 每年安排资金|1亿元 recurs."""
    words = text.copy[after_last(text.stops, value.start) : value.start]
    if (
        value.quantity.kind == "ratio"
        and not text.fact
        and "每" in words
        and not is_final(text.copy, value.end)
    ):
        return any(word in words for word in _GROWTH)  # 每年听取不低于|50%|业主的意见
    if value.quantity.kind != "money":
        return value.quantity.kind in _RATES
    return "每" not in words or any(word in words for word in _PRICES)


def _limited(text: TargetText, value: Value, operator: str) -> str:
    """PM2.5浓度下降3%左右,达到|48.7微克/立方米: a concentration that is reached is an upper limit."""
    if text.fact or operator != ">=" or value.quantity.unit not in ("ug/m3", "mg/m3"):
        return operator
    return "<=" if text.copy[value.start : value.number].startswith("达") else operator


def _is_to_come(text: TargetText, value: Value) -> bool:
    """到2030年面积将|达到150平方公里: an aim told in a report."""
    return text.copy.endswith("将", 0, value.start) and text.copy.startswith(
        ("达", "提高到", "增加到"), value.start
    )


_PER_YEAR = ("每人每年", "每户每年", "每人每年度", "每家每年", "每村每年")


def _each_year(text: TargetText, value: Value) -> str:
    """每人每年|最多享受一次: how often within a year, no rate of money."""
    words = text.copy[max(0, value.start - 10) : value.start]
    times = value.quantity.unit == "cn:count:次"
    return "R/P1Y" if times and any(word in words for word in _PER_YEAR) else ""


_EACH = lazy(r"(?:从|由)[^从由,。;:!?\n]{0,12}每[^,。;:!?\n]{1,30}$")


def _new_rate(text: TargetText, value: Value, start: int) -> bool:
    """从每人每月50元提高到60元, 额度由40万元提高到50万元 sets a rate: it is 60, not at least 60."""
    if value.operator != ">=" or value.start == value.number or value.end > value.number_end:
        return False  # 支付比例提高到50%|以上 is a floor
    words = text.copy[max(start, value.start - 44) : value.start]
    if value.quantity.kind == "ratio":  # 住院报销比例|提高到70%
        return words.endswith(_PAID_SHARES) and text.copy.startswith(_RAISED, value.start)
    if not value.quantity.kind.startswith("money"):
        return False
    if any(word in text.copy[value.start : value.number] for word in ("不", "至少", "超")):
        return False  # 提高到不低于620元/月
    if not words.strip() and start and _is_standard(text, start - 1):
        return True  # 养老金每人每月增加5元,|达到75元
    if _PER_PERSON.sub("", words).endswith(_STANDARDS):
        return True  # 农村低保标准|提高到900元, 补助标准每人每年|提高到79元
    if not any(word in words for word in _RATE_WORDS):
        return False
    return bool(_EACH.search(words)) or bool(_OLD_RATE.search(words))


def _is_standard(text: TargetText, end: int) -> bool:
    """Whether the clause that ends here sets what each person gets."""
    clause = text.copy[after_last(text.stops, end) : end]
    return ("每人" in clause or "每户" in clause) and any(word in clause for word in _STANDARD_WORDS)


_PAID_SHARES = tuple(word + "比例" for word in ("报销", "支付", "补助", "补贴", "救助", "贴息", "给付"))
_RAISED = ("提高", "提升", "调整", "增加", "降低", "提至", "上调", "下调")
_PER_PERSON = lazy(
    r"(?:(?:每[人户名亩生学年月日次期床]{1,2}|[年月]?[人户]均)(?:每[年月日次])?){1,2}$", holds=("每", "均")
)
_STANDARD_WORDS = ("标准", "津贴", "限额", "额度", "补贴", "补助", "抚恤金", "养老金", "救助金", "待遇")
_STANDARDS = tuple(
    word + more for word in _STANDARD_WORDS for more in ("", "分别", "统一", "均", "再", "逐步", "由", "全部")
)
_RATE_WORDS = ("每", "标准", "额度", "限额", "津贴")
_OLD_RATE = lazy(r"(?:从|由)[^从由,。;:!?\n]{0,8}\d[\d.]*[万亿]?元(?:/[人户月年天日亩·./]{1,5})?$")


def _are_enterprises(measure: str) -> bool:
    """节水型企业3户 are no households, 企业职工家庭3户 are."""
    return any(word in measure for word in word_tuple("enterprises")) and not any(
        word in measure for word in word_tuple("households")
    )


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
    return words + measure if words and len(words) <= MEASURE_LENGTH and not _DIGIT.search(plain) else measure


def _before_bracket(text: TargetText, value: Value) -> str:
    """申报一批(2350万元): the words before the bracket that the amount opens."""
    opened = inside_bracket(text, value.start)
    if opened is None or text.copy[opened + 1 : value.start].strip():
        return ""
    words = text.copy[max(after_last(text.stops, opened), opened - MEASURE_LENGTH) : opened]
    return balanced(strip_lead(words, "lead_in", "lead_verbs"))


def _by_polarity(measure: str, value: Value, fact: bool) -> str:
    """PM2.5浓度达到35 means at most: a goal that is reached from above. Only for measures of the table."""
    if fact or value.operator != ">=" or _names_direction(value):
        return value.operator
    known = measure_of(measure)
    return "<=" if known is not None and known.polarity == "lower" else value.operator


def _names_direction(value: Value) -> bool:
    """Whether the comparison names its direction itself (不低于, 以上) and polarity has no say."""
    return value.end > value.number_end or value.start == value.number or value.number - value.start >= 3


def _with_predicate(
    text: TargetText, value: Value, start: int, last: Value | None, earlier: list[Target]
) -> Value:
    """分别保持在40吨、3000吨: the second value has the comparison of the first."""
    if value.compared or last is None or not earlier:
        return value
    either = text.copy[earlier[-1].end : value.start] in ("或", "或者") and last.start < last.number
    goes = either or goes_on(text, earlier[-1].end, value.start)  # 不低于50万千瓦时或|150吨
    if not goes and not _shares_floor(text, value, last):
        return value
    if last.operator == "~":  # 分别达到|36%左右和|8%: 左右 is said of the first, 达到 of both
        reached = not text.fact and text.copy.startswith(_REACHED, last.start) and last.start < last.number
        return replace(value, operator=">=") if reached else value
    return replace(value, operator=last.operator)


_REACHED = ("达到", "分别达到", "达", "提高到", "提升到", "稳定在", "保持在")
_FLOOR_OF_EACH = lazy(r"[,;、] ?[^\W\d每]{1,8}每[^\W\d]{1,7}", holds=("每",))
_FLOOR_OF_BOTH = lazy(r"[^,。;:、\d\n]{1,24}(?:以及|[和及与])", holds=("和", "及", "与"))
_FLOORS = lazy(r"不[得能]?[少低高多超]|至少|最[多少]")


def _shares_floor(text: TargetText, value: Value, last: Value) -> bool:
    """抽检不少于|30块户外广告和|400块户外招牌: the floor before the first count is that of the second one."""
    if last.start == last.number or last.end > last.number_end or value.quantity.kind != last.quantity.kind:
        return False
    if value.quantity.kind.startswith("money") and _FLOORS.match(text.copy, last.start):
        next_one = _FLOOR_OF_EACH.fullmatch(
            text.copy, last.end, value.start
        )  # 不得低于县道每公里1万元,乡道每公里|5000元
        return next_one is not None and "每" in text.copy[last.start : last.number]
    if value.quantity.counter != "count" or not _FLOORS.match(text.copy, last.start):
        return False
    return _FLOOR_OF_BOTH.fullmatch(text.copy, last.end, value.start) is not None


def _shared_measure(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """精油、纯露年产量分别保持在40吨、3000吨: the second value takes the second name, or the same words as the first."""
    if not earlier or earlier[-1].value is None:
        return ""
    return earlier[-1].measure if goes_on(text, earlier[-1].end, value.start) else ""


def _shared_out(text: TargetText, targets: list[Target]) -> list[Target]:
    """A、B分别达到a、b: each value gets its own name where there are as many names as values."""
    result = list(targets)
    index = 0
    while index < len(result):
        end = index + 1
        while end < len(result) and _same_list(text, result, end):
            end += 1
        names = shared_out(result[index].measure, end - index) if end - index > 1 else []
        for offset, name in enumerate(names):
            result[index + offset] = replace(result[index + offset], measure=name)
        index = end
    return result


def _same_list(text: TargetText, targets: list[Target], index: int) -> bool:
    return targets[index].measure == targets[index - 1].measure and goes_on(
        text, targets[index - 1].end, targets[index].start
    )


def _same_sentence(text: TargetText, value: Value, earlier: list[Target]) -> str:
    """建设生态拦截沟1万米,共计3万米: what the total is of was named before."""
    inside = inside_bracket(text, value.start) is not None
    if inside or not earlier or earlier[-1].start < after_last(text.sentence_stops, value.start):
        return ""
    return earlier[-1].measure


def _ordered(targets: list[Target]) -> tuple[Target, ...]:
    """In order of the text, parents renumbered."""
    order = sorted(range(len(targets)), key=lambda index: (targets[index].start, targets[index].end))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        targets[old]
        if targets[old].parent is None
        else replace(targets[old], parent=place[targets[old].parent or 0])
        for old in order
    )
