"""Reading values: every number of a text with its unit, and the words of comparison before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..lightclass import dataclass
from ..text import fold, lazy
from .numbers import (
    NUMBER,
    Comparator,
    Found,
    Quantity,
    chinese_quantity_at,
    combine,
    comparator_after,
    comparator_before,
    fraction_at,
    parse_decimal,
    quantity_at,
)
from .target_record import NumberUse
from .target_text import TargetText, after_last, next_stop, taken_at, word_tuple
from .units import decimal_of, plain


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity with the words of comparison around it: text[start:end], the number itself from `number`."""

    quantity: Quantity
    operator: str
    start: int
    number: int
    number_end: int
    end: int
    compared: bool


def values_of(text: TargetText) -> tuple[tuple[Value, ...], tuple[NumberUse, ...]]:
    """Every number that is neither date nor identifier, and the uses of those that are."""
    values: list[Value] = []
    uses: list[NumberUse] = []
    pos = 0
    while match := NUMBER.search(text.copy, pos):
        span = taken_at(text, match.start()) or taken_at(text, match.end() - 1)
        if span is not None:
            uses.append(NumberUse(match.start(), match.end(), span.use))
            pos = match.end()
            continue
        proportion = (
            _PROPORTION.match(text.copy, match.start())
            if ":" in text.copy[match.end() : match.end() + 2]
            else None
        )
        if proportion is not None and _share_at(text.copy, match.start()) is None:
            uses.append(NumberUse(match.start(), proportion.end(), "unexplained"))  # 1:15, 12.3:45.1:42.6
            pos = proportion.end()
            continue
        found = _signed(text.copy, _read(text, match.start()))
        if found is None:
            uses.append(NumberUse(match.start(), match.end(), "unexplained"))
            pos = match.end()
            continue
        value = _compare(text, found)
        counted = found.quantity.counter == "count" and not text.fact
        values.append(_only(text, value) if counted else value)
        pos = max(found.end, match.end())
    values = _units_from_next(text, values) + _chinese_values(text) + _times(text) + _chinese_shares(text)
    values += _multiples(text)
    values += _chinese_limits(text)
    values += _chinese_subjects(text)
    values += _chinese_places(text)
    values += _chinese_objects(text, values)
    values += _one_each(text)
    values += _only_one(text, values)
    values += _bare_money(text, values)
    values.sort(key=lambda value: value.start)
    values = _named_moneys(text, _money_as_before(text, values))
    return tuple(_compared_with_next(text, values)), tuple(uses)


def _compared_with_next(text: TargetText, values: list[Value]) -> list[Value]:
    """分别增长5%、6.5%左右: the comparison behind the last value of a list holds for the others."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        value, following = result[index], result[index + 1]
        behind = following.compared and following.start == following.number
        if not behind or value.compared or value.quantity.unit != following.quantity.unit:
            continue
        between = text.copy[value.end : following.start]
        if between in _LIST_MARKS and text.copy.find("分别", max(0, value.start - 40), value.start) >= 0:
            result[index] = replace(value, operator=following.operator, compared=True)
    return result


_LIST_MARKS = ("、", "和", "及", "与")


def _read(text: TargetText, pos: int) -> Found | None:
    loss = text.losses.get(pos)
    if loss is None:
        found = _share_at(text.copy, pos) or _days_at(text.copy, pos) or quantity_at(text.copy, pos)
        return _points(text.copy, found) if found and found.quantity.unit == "cn:count:个" else found
    if loss.rule == "exponent_list_number":  # 1.7km2.厂区 is read as 1.7km
        found = quantity_at(fold(loss.repaired), 0) if loss.repaired is not None else None
        return replace(found, start=pos, end=loss.end) if found else None
    number, slash, per = loss.raw.partition("/")  # 200/日: the unit is gone
    value = parse_decimal(number)
    return Found(pos, loss.end, Quantity(value, unit_raw=slash + per)) if value is not None else None


_RISES = ("提高", "提升", "增长", "增加", "上升", "下降", "降低", "减少", "回落", "缩小")
_POINTS = lazy(r"点(?=[,。;、)]|以[上内]|左右|$)")


def _points(copy: str, found: Found) -> Found:
    """转化率提高5个点: points of a percentage, where nothing is counted."""
    if copy[found.end : found.end + 1] != "点" or not copy.endswith(_RISES, 0, found.start):
        return found
    points = _POINTS.match(copy, found.end) and quantity_at(copy[found.start : found.end] + "百分点", 0)
    return replace(points, start=found.start, end=found.end + 1) if points else found


_PROPORTION = lazy(r"\d{1,4}(?:\.\d{1,3})?(?: ?: ?\d{1,4}(?:\.\d{1,3})?){1,5}")
_MINUS_AFTER = frozenset("为是至到达长、和比速幅率(:,涨于")  # 增长-3.2%, 增速分别为-9.4%


def _signed(copy: str, found: Found | None) -> Found | None:
    """A rate below zero: a minus that no number and no other sign stands before."""
    if found is None or found.start < 2 or copy[found.start - 1] != "-":
        return found
    item = found.quantity
    if (
        copy[found.start - 2] not in _MINUS_AFTER
        or item.kind not in _BELOW_ZERO
        or item.value_max is not None
    ):
        return found
    base = None if item.value_base is None else -item.value_base
    return replace(found, start=found.start - 1, quantity=replace(item, value=-item.value, value_base=base))


def _after_digit(copy: str, pos: int) -> bool:
    """85.76|千公顷: the thousand belongs to the number before."""
    return copy[max(0, pos - 2) : pos].rstrip()[-1:].isdigit()


_BELOW_ZERO = ("ratio", "permille", "percentage_point", "temperature", "")
_DAYS = lazy(r"\d{1,3}日(?![前起至止内凌])")
_SPANS = lazy(r"(?:期限?|时间|时限|天数)(?:一般|应当?|须)?(?:为|是|不(?:得|能)?[少低高]于|不(?:得|能)?超过)$")


def _days_at(copy: str, pos: int) -> Found | None:
    """公示时间为20日: days, where a span is named before (elsewhere 20日 is of a date)."""
    match = _DAYS.match(copy, pos) if copy[pos : pos + 4].find("日") > 0 else None
    if match is None or not _SPANS.search(copy[max(0, pos - 10) : pos]):
        return None
    found = quantity_at(copy[pos : match.end() - 1] + "天", 0)
    return replace(found, start=pos, end=match.end()) if found else None


_SHARE = lazy(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.])|(?P<c>\d{1,3}(?:\.\d{1,3})?)[:∶]1(?![\d:])"
    r"|(?P<t>[1-9])成(?=$|[,。;、)的]|以[上下]|左右)",
    holds=("/", ":1", "∶1", *(tenth + "成" for tenth in "123456789")),
)


def _share_at(copy: str, pos: int) -> Found | None:
    """占全国1/3 and 城乡居民收入比2.31:1: a share of one; thirds are rounded to six places and approximate."""
    match = _SHARE.match(copy, pos)
    if match is None or (match["a"] and not 0 < int(match["a"]) < int(match["b"])):
        return None
    if match["t"]:  # 占全国超4成
        share = Quantity(
            Decimal(10) * int(match["t"]),
            operator="=",
            unit="%",
            unit_raw="成",
            value_base=Decimal(match["t"]) / 10,
            unit_base="1",
            kind="ratio",
        )
        return Found(pos, match.end(), share)
    exact = Fraction(int(match["a"]), int(match["b"])) if match["a"] else Fraction(match["c"])
    value = decimal_of(exact)
    rounded = Fraction(value) != exact
    item = Quantity(
        value,
        operator="~" if rounded else "=",
        unit="1",
        value_base=value,
        unit_base="1",
        approx=rounded,
        kind="ratio",
    )
    return Found(pos, match.end(), item)


def _units_from_next(text: TargetText, values: list[Value]) -> list[Value]:
    """分别提高11.1、11.2个百分点: a number in a list without a unit has that of the next one."""
    result = list(values)
    for index in range(len(result) - 2, -1, -1):
        item, following = result[index].quantity, result[index + 1].quantity
        between = text.copy[result[index].end : result[index + 1].start]
        if item.unit == "cn:count:个" and following.unit == "cn:pp" and between in ("、", "和"):
            item = replace(item, unit="", unit_raw="")  # 高于全省2.2个和3.7个百分点
        if item.unit or item.unit_raw or item.scale != 1 or not following.unit or between not in ("、", "和"):
            continue
        value = plain(item.value * following.scale)
        factor = following.value_base / following.value if following.value_base and following.value else None
        base = plain(value * factor) if factor is not None else None
        same = replace(
            following, value=value, value_max=None, value_base=base, count=None, operator=item.operator
        )
        result[index] = replace(result[index], quantity=same)
    return result


_CN_QUANTITY = lazy(
    r"[一二两三四五六七八九十百千](?=[一二两三四五六七八九十百千万亿余]{0,5}[座所栋盏辆亩吨公元户])"
)


_CN_TIMES = lazy(
    r"(?:(?:不少于|不得少于|不低于|至少|每(?:[一二两三四五六\d]{0,2}(?:年|个?月)|季度?|半年|周))"
    r"(?:至少|不少于|不低于|组织|开展|召开|举办|进行|调整|公布|通报|报告|听取|研究|更新|评估|修订|复核|督查|会商|修编){0,2}"
    r"|(?:开展|组织|召开|举办|进行|体检|检查|筛查|演练|培训|排查|评估|巡查|调度|修订|更新|走访|抽查|调整|清理|通报|轮换|轮训|会商|研判|维护|检修|复核|核查|督查|督导)[过了]?"
    r"|(?:最多|至多|限|只能|仅能|仅可|只可)(?:可以?|能)?(?:享受|申请|申报|补贴|补助|奖励|领取|参加|参与|延期|变更|办理|选择|使用|获得)?)"
    r"(?P<times>[一两二三四五六七八九十](?=次(?![性数序又次])))",
    holds=tuple(number + "次" for number in "一两二三四五六七八九十"),
)


def _times(text: TargetText) -> list[Value]:
    """每3年开展一次风险评估, 每季度不少于一次: a Chinese number of times, after a floor, a recurrence or at an end."""
    matches = _CN_TIMES.finditer(text.copy) if "次" in text.copy else ()
    starts = {match.start("times") for match in matches}
    if not text.fact:
        starts.update(_final_times(text.copy))
    found = (chinese_quantity_at(text.copy, start) for start in sorted(starts))
    return [
        _only(text, _compare(text, item))
        for item in found
        if item is not None and taken_at(text, item.start) is None
    ]


_TIMES_END = (*",。;、)", "或", "以上", "以下", "以内", "的频")
_NO_TIMES = tuple("第再又新这那此首头每连续跑为届一二三四五六七八九十百千0123456789")


def _final_times(copy: str) -> Iterator[int]:
    """两个月安排一次, 免费体检两次: how often stands at the end; but 最多跑一次, 再一次."""
    end = copy.find("次")
    while end > 0:
        ends = end + 1 == len(copy) or copy.startswith(_TIMES_END, end + 1)
        counted = copy[end - 1] in "一两三" and not copy.endswith(_NO_TIMES, 0, end - 1)
        if ends and counted and not _quoted(copy, end - 1):
            yield end - 1
        end = copy.find("次", end + 1)


_ONLY_VERBS = (
    r"(?:(?:只|仅)(?:能|可以?|准|允许|得|限)|限|(?<!不)(?<!不[能得应])(?:只|仅)(?=[开设填选报聘建]|申[请报]|享受|确定|保留|配[售备]|发[放给]|明确|指定|认定|推荐))(?:可以?|能)?"
    r"(?:享受|申请|申报|补贴|补助|奖励|领取|参加|参与|延期|变更|办理|选择|使用|获得|担任|兼任|开设|设立|设置|设|填报|填写|填|选报|报考|报|选|登记|注册|购买|拥有|聘用|聘任|聘|建|确定|保留|配售|配备|发放|发给|明确|指定|认定|推荐)?"
)
_ONLY = lazy(_ONLY_VERBS + "$", holds=("限", "只", "仅"))
_ONLY_ONE = lazy(
    _ONLY_VERBS
    + "(?P<n>[一两三])(?=[个家项所处种门份张名套辆次](?!月|工作|百分|小时|季|性)(?![^,。;:]{0,12}(?:即可|就能|就可|便可|即能)))",
    holds=("只", "仅", "限申", "限报", "限选", "限购", "限一", "限两"),
)


def _only_one(text: TargetText, known: list[Value]) -> list[Value]:
    """一人只能担任一个社会团体的法定代表人: a Chinese number behind a verb that only allows as many."""
    if text.fact:
        return []
    read = {value.number for value in known}
    starts = [match.start("n") for match in _ONLY_ONE.finditer(text.copy) if match.start("n") not in read]
    found = (chinese_quantity_at(text.copy, start) for start in starts)
    return [
        _only(text, _compare(text, item))
        for item in found
        if item is not None and taken_at(text, item.start) is None
    ]


def _only(text: TargetText, value: Value) -> Value:
    """只能享受1次, 每人每年限申请两次: a ceiling in a verb that only allows as many."""
    words = text.copy[max(0, value.start - 8) : value.start]
    found = None if value.compared or not any(sign in words for sign in "限只仅") else _ONLY.search(words)
    if found is None:
        return value
    return replace(value, operator="<=", start=value.start - len(words) + found.start(), compared=True)


_CN_MULTIPLE = lazy(
    r"(?:增长|增加|提高|提升)了?(?P<n>[一两二三四五六七八九十])倍(?=$|[,。;、)以左])"
    r"|的(?P<of>[一两二三四五六七八九十])倍(?=$|[,。;、)以计发给支])"
)

_MULTIPLES = tuple(number + "倍" for number in "一两二三四五六七八九十")


def _multiples(text: TargetText) -> list[Value]:
    """企业户数比2017年增长一倍: a growth by a Chinese number of times."""
    matches = _CN_MULTIPLE.finditer(text.copy) if any(word in text.copy for word in _MULTIPLES) else ()
    found = (chinese_quantity_at(text.copy, match.start(match.lastgroup or 0)) for match in matches)
    return [_compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


_CN_SHARE = lazy(
    r"[一二三四五六七八九十百]{1,3}分之[一二三四五六七八九十百零]{1,5}"
    r"|(?<![统唯之万第])[一二三四五六七八九]成(?=以上|左右|以下|多|的(?!熟)|[,。;、)]|$)",
    holds=("分之", *(tenth + "成" for tenth in "一二三四五六七八九")),
)
_CN_TENTHS = "一二三四五六七八九"


def _chinese_shares(text: TargetText) -> list[Value]:
    """三分之二以上行政村, 百分之八十, 八成以上的财政支出."""
    if "分之" not in text.copy and "成" not in text.copy:
        return []
    found: list[Value] = []
    for match in _CN_SHARE.finditer(text.copy):
        if taken_at(text, match.start()) is not None:
            continue
        if match.group().endswith("成"):
            tenth = str(_CN_TENTHS.index(match.group()[0]) + 1)
            item = _share_at(tenth + "成", 0)
        else:
            item = fraction_at(match.group(), 0)
        if item is not None:
            moved = replace(
                item, start=match.start(), end=match.end(), quantity=replace(item.quantity, kind="ratio")
            )
            value = _compare(text, moved)
            if value.compared or text.copy[value.end : value.end + 1] in ("", *"的,。;、)"):
                found.append(value)  # 力争三分之一县… is no target of its own
    return found


_CN_LIMIT = lazy(
    r"(?<![第零一二两三四五六七八九十百千万每])(?P<n>[一二两三四五六七八九十百]{1,4})"
    r"(?=个月|个工作日|年|天|名|人(?!次)|个|家|项|处|台|场|层|张|件|届)"
)


def _chinese_limits(text: TargetText) -> list[Value]:
    """租赁期应在五年以上, 不得超过三层: Chinese numerals before other counters, only with a floor or a ceiling."""
    found: list[Value] = []
    for match in _CN_LIMIT.finditer(text.copy) if _LIMITED.search(text.copy) else ():
        item = chinese_quantity_at(text.copy, match.start())
        if item is None or taken_at(text, match.start()) is not None or _quoted(text.copy, match.start()):
            continue
        value = _compare(text, item)
        if value.compared and value.operator in (">=", "<=") and value.quantity.unit:
            found.append(value)
    return found


def _quoted(copy: str, pos: int) -> bool:
    """Whether a quotation opens shortly before a position: “最多跑一次”."""
    first = max(0, pos - 8)
    return copy.rfind("“", first, pos) > copy.rfind("”", first, pos)


def _chinese_places(text: TargetText) -> list[Value]:
    """完成甲县、乙县两处供水设施建设: a Chinese number of places where work is completed."""
    found: list[Value] = []
    for match in () if text.fact else _SPOT.finditer(text.copy):
        pos = match.start()
        if taken_at(text, pos) is not None or not (_built_there(text, pos) or _work_follows(text, pos)):
            continue
        item = chinese_quantity_at(text.copy, pos)
        if item is not None:
            found.append(_compare(text, item))
    return found


_WORKED_ON = (
    "改造",
    "升级",
    "修复",
    "治理",
    "整治",
    "提升",
    "更新",
    "修缮",
    "维修",
    "加固",
    "清淤",
    "扩建",
    "硬化",
)


def _work_follows(text: TargetText, pos: int) -> bool:
    """对甲线、乙线|两个下穿涵洞设施进行改造: the clause says what work is done on as many."""
    start, end = after_last(text.stops, pos), next_stop(text.stops, pos, len(text.copy))
    words = text.copy[pos:end] if end - pos < 40 and text.copy.startswith(("对", "将"), start) else ""
    return (
        ("进行" in words or "实施" in words)
        and words.endswith(_WORKED_ON)
        and "“" not in text.copy[start:pos]
    )


_SPOT = lazy("[两三四五六七八九](?:处|条|个(?:[^,。;:、]{2,16}(?:进行|实施)|项目|工程|小区|片区|村|园区|站))")
_BUILDS = ("完成", "建成", "新建", "新增", "改造", "建设", "治理", "修建", "增设", "设置")


def _built_there(text: TargetText, pos: int) -> bool:
    words = text.copy[max(after_last(text.stops, pos), pos - 34) : pos]
    if "“" in words or not any(word in words for word in _BUILDS) or any(char.isdigit() for char in words):
        return False
    return (
        words[-1:] not in "一二三四五六七八九十百第" and next_stop(text.stops, pos, len(text.copy)) > pos + 3
    )


_MADE = (
    "新建", "建设", "建成", "打造", "增设", "新增", "增加", "培育", "创建", "完成", "改造", "引进", "组建", "设立", "开设", "举办", "开工", "修建", "扩建", "改建", "开通", "购置", "配备",
    "招引", "建好", "投放", "培训", "选派", "安排", "资金", "资助", "救助", "补助",
)  # fmt: skip
_DONE_WELL = ("办好", "抓好", "办实", "办成", "实施好")  # 办好|十项民生实事
_MADE_COUNT = lazy(
    "[一二三四五六七八九十百千]*[两二三四五六七八九十百千](?:个|家|处|条|项|名|场|支|台|套|人次|万人|万名)"
)
_NO_OBJECTS = (
    "体系", "机制", "格局", "方面", "高地", "环节", "转变", "维度", "层面", "方向", "原则", "阶段", "层次", "枢纽", "文明", "优势", "关系", "月", "小时", "百分点", "工作日", "重点", "一",
)  # fmt: skip


def _chinese_objects(text: TargetText, known: list[Value]) -> list[Value]:
    """打造三个百亿级产业集群, 增设两个首末站: a Chinese number right behind a verb of work; but 打造三个高地."""
    if text.fact:
        return []
    taken = {value.number for value in known}
    found: list[Value] = []
    for match in _MADE_COUNT.finditer(text.copy):
        start, end = match.span()
        if start in taken or taken_at(text, start) is not None or not _is_made(text.copy, start, end):
            continue
        item = chinese_quantity_at(text.copy, start)
        if item is not None:
            found.append(_compare(text, item))
    return found


_TO_STOP = lazy(r"[^,。;、:!?()”“\n]{0,30}")


def _is_made(copy: str, start: int, end: int) -> bool:
    if not copy.endswith((*_MADE, *_DONE_WELL), 0, start) or _quoted(copy, start):
        return False
    match = _TO_STOP.match(copy, end)
    words = match.group() if match else ""
    if copy[end - 1] == "项":
        return copy.endswith(_DONE_WELL, 0, start)
    people = copy.endswith(("人次", "名", "万人"), 0, end)
    return people or (len(words) > 3 and not any(word in words for word in _NO_OBJECTS))


_CN_SUBJECT = lazy(
    r"(?:^|[,。;:、])(?:其余|其他|另有)?(?P<n>[两三四五六七八九十]{1,3}(?=[个项家条件所座处][^,。;:、\d]{1,10}(?:[均已]|全部|顺利|如期|圆满|全面){1,3}"
    r"(?:完成|完工|竣工|建成|开工|投用|投产|达标|通过|办结|落地)))"
)


_DONE = ("已", "均", "全部", "顺利", "如期", "圆满", "全面")


def _chinese_subjects(text: TargetText) -> list[Value]:
    """两项任务已全部完成: a Chinese number of things of which it is said that they are done."""
    if not text.fact or not any(word in text.copy for word in _DONE):
        return []
    found = (chinese_quantity_at(text.copy, match.start("n")) for match in _CN_SUBJECT.finditer(text.copy))
    return [_compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


_CN_EACH = lazy(
    r"(?:每|各)个?(?:省|市|县|区|州|盟|旗|镇|乡|村|街道|社区|乡镇|镇街|行政村|设区市|县区)(?:\([^()]{1,16}\))?(?:至少|均|都|要|应|须|重点|各|分别|再)?"
    r"(?:培育|建设|建成|建立|设立|设置|打造|创建|组建|新建|明确|确定|配备|建有|举办|培养|选派|布局|形成|推出)"
    r"(?P<n>[一二两三四五](?=[家个所座处名支条](?!批|体|定|月|百分|性)))",
    holds=("每", "各"),
)


def _one_each(text: TargetText) -> list[Value]:
    """原则上每个县培育一家龙头企业, 每个乡镇建设两个驿站: a Chinese number of things for every place."""
    if text.fact:
        return []
    found = (chinese_quantity_at(text.copy, match.start("n")) for match in _CN_EACH.finditer(text.copy))
    return [_compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


def _money_as_before(text: TargetText, values: list[Value]) -> list[Value]:
    """由1866亿元增加到|2000亿: the second number of a growth is money as the first is."""
    result = list(values)
    for index in range(1, len(result)):
        item, before = result[index].quantity, result[index - 1]
        bare = not item.unit and item.scale >= 10000 and before.quantity.unit == "CNY"
        if not bare or text.copy[before.end : result[index].number] not in _GREW_TO:
            continue
        if text.copy[result[index].end : result[index].end + 1] in ("", *",。;、)以左"):
            money = replace(item, unit="CNY", kind="money", value_base=item.value, unit_base="CNY")
            result[index] = replace(result[index], quantity=money)
    return result


_MONEY_NAMES = (
    "投资", "投资额", "资金", "产值", "总产值", "税收", "纳税", "税款", "营收", "收入", "销售额", "交易额", "成交额", "营业额", "零售额", "总值", "授信", "贷款", "融资", "引资", "外资", "内资", "增加值", "GDP", "预算", "利润", "经费", "补助", "补贴", "奖励", "募资", "捐款", "存款", "减税降费", "降费", "退税", "税费", "减负", "让利", "金额", "价款", "债券", "基金", "支出", "概算", "造价", "缺口资金",
)  # fmt: skip
_SAID_OF_MONEY = (
    "完成", "实现", "达成", "为", "共", "共计", "合计", "累计", "总计", "总额", "总量", "规模", "余额", "计划", "预计", "首次", "再次", "分别", "率先", "有望", "已", "将",
)  # fmt: skip
_AFTER_MONEY = (*",。;、)以左", "建设", "新建", "改造", "实施", "用于", "大关", "台阶", "关口")
_GIVEN_MONEY = ("奖励", "补助", "补贴", "资助", "奖金", "贷款", "授信", "经费")  # 给予不超过50万|奖励


def _named_moneys(text: TargetText, values: list[Value]) -> list[Value]:
    result: list[Value] = []
    for value in values:
        again = _bare_sum(value) and result and result[-1].quantity.unit == "CNY"
        listed = again and text.copy[result[-1].end : value.number] in ("、", "和")  # 分别完成36亿、|21亿
        result.append(_as_money(value) if listed else _named_money(text, value))
    return result


def _bare_sum(value: Value) -> bool:
    item = value.quantity
    return not item.unit and item.scale >= 10000 and not item.unit_raw.strip("万亿千百个")


def _as_money(value: Value) -> Value:
    item = value.quantity
    return replace(
        value, quantity=replace(item, unit="CNY", kind="money", value_base=item.value, unit_base="CNY")
    )


def _named_money(text: TargetText, value: Value) -> Value:
    """完成投资|2.93亿, 总投资约|5亿,建设厂房: an amount of what is money, its 元 left out."""
    if not _bare_sum(value):
        return value
    if value.quantity.unit_raw.startswith("个"):  # 每年增加1个亿
        return _as_money(value)
    words = text.copy[max(after_last(text.stops, value.start), value.start - 16) : value.start].rstrip()
    for _ in range(3):
        words = next((words.removesuffix(end) for end in _SAID_OF_MONEY if words.endswith(end)), words)
    rest = text.copy[value.number_end : value.number_end + 2]
    named = words.endswith(_MONEY_NAMES) and (not rest or rest.startswith(_AFTER_MONEY))
    if not named and not rest.startswith(_GIVEN_MONEY):
        return value
    return _as_money(value)


_GREW_TO = tuple(
    verb + end
    for verb in ("增加", "增长", "提高", "提升", "扩大", "上升", "减少", "下降", "增", "升", "降")
    for end in ("到", "至")
)


_BARE_MONEY = lazy(
    r"(?:突破|首破|超过|超|达到|达|迈上|跨上|跃上|迈过|跨过|跨越|站上)了?(?P<n>[万千百]亿(?=元|大关|台阶|关口))",
    holds=("亿元", "亿大关", "亿台阶", "亿关口"),
)
_OVER = ("破", "过", "超", "越", "上", "了")


def _bare_money(text: TargetText, known: list[Value]) -> list[Value]:
    """增加值突破万亿元: a scale word alone that _chinese_values does not read, where it is passed or reached."""
    found: list[Value] = []
    read = {value.number for value in known}
    for match in _BARE_MONEY.finditer(text.copy) if "亿" in text.copy else ():
        start = match.start("n")
        end = match.end() + text.copy.startswith("元", match.end())
        item = quantity_at("1" + text.copy[start:end], 0)
        if item is None or start in read or taken_at(text, start) is not None:
            continue
        value = _named_money(text, _compare(text, replace(item, start=start, end=end)))
        if text.copy[end : end + 1] in ("", *",。;、)") or text.copy.startswith(
            ("大关", "台阶", "关口"), end
        ):
            over = text.copy.endswith(_OVER, match.start(), start)
            found.append(
                replace(value, operator=">" if over and not value.compared else value.operator, compared=True)
            )
    return found


_LIMITED = lazy(
    r"[一二两三四五六七八九十](?:[年天名人家项处台场层张件次]|个)[^,。;]{0,3}以[上内下]|(?:不[少低超高得]|至少|最[多少长])[^,。;]{0,6}[一二两三四五六七八九十]"
)


def _chinese_values(text: TargetText) -> list[Value]:
    """新建加药间一座, 两座风景亭: Chinese numerals before a few plain counters, never inside titles and quotes."""
    found: list[Value] = []
    last = -1
    for match in _CN_QUANTITY.finditer(text.copy):
        if match.start() < last or taken_at(text, match.start()) is not None:
            continue
        before = text.copy[match.start() - 1] if match.start() else ""
        if before and (
            before in "第十百千万一二三四五六七八九每同统唯单" or _after_digit(text.copy, match.start())
        ):
            continue
        if match.group() == "一" and text.copy[match.start() + 1 : match.start() + 2] not in (
            "座",
            "所",
            "栋",
        ):
            continue
        if _quoted(text.copy, match.start()):
            continue  # “三所联动”
        item = chinese_quantity_at(text.copy, match.start())
        if item is not None and item.quantity.unit_raw[-1:] in "座所栋盏辆亩吨里顷元户":
            value = _compare(text, item)
            last = item.end
            if value.compared or not _names_class(text.copy, item):
                found.append(value)
    return found


_SCALES = ("百亿元", "千亿元", "百万元", "千万元")


def _names_class(copy: str, found: Found) -> bool:
    """形成|千亿元|产业集群: a scale word alone that tells of what class something is."""
    if copy[found.start : found.end] not in _SCALES:
        return False
    stage = copy.startswith(("大关", "台阶", "关口"), found.end)  # 总产值迈上|千亿元|台阶
    return not stage and copy[found.end : found.end + 1] not in ("", *"、,。;)")


def _compare(text: TargetText, found: Found) -> Value:
    item = found.quantity
    before, start = comparators_before(text.copy, found.start)
    if before is None or before.strength == "reach":
        able = text.fact or before is not None  # 最高单产达705公斤 is no limit
        before, start = _limit_before(text.copy, start, able) or (before, start)
    if before is None and (each := _EACH.search(text.copy[max(0, found.start - 12) : found.start])):
        limit, begin = comparators_before(text.copy, found.start - len(each.group()))
        level = limit is not None and limit.strength == "reach" and not item.kind.startswith("money")
        if limit is not None and (level or limit.strength == "strong"):
            before, start = limit, begin  # 不高于|每人每天|35元, 达到|每日|1万吨
    after = comparator_after(text.copy, found.end)
    end = after[1] if after else found.end
    if (
        after is None
        and before is not None
        and item.kind in ("time", "workdays")
        and text.copy.startswith("内", end)
    ):
        after, end = (_WITHIN, end + 1), end + 1  # 审批时间压缩至10个自然日|内
    operator = combine(before, after[0] if after else None, item.approx, fact=text.fact)
    return Value(item, operator, start, found.start, found.end, end, before is not None or after is not None)


_WITHIN = Comparator("内", "<=", "strong")
_EACH = lazy(
    r"(?:每(?:[百千万]?[平]方公里|[百千万十]{1,2}(?:人口|[人户名])|人次|学期|学年|课时|小时|平方米|立方米|公里|[人户天日月年季次亩座家个套栋件生床吨辆台组岗班]))"
    r"{1,3}$|[生人户村亩床校]均$",
    holds=("每", "均"),
)
_LIMIT = lazy(r"(?:最[多少高低长短]|至[多少])(?=[^\W\d]{1,5}$)")


def _limit_before(copy: str, pos: int, able: bool) -> tuple[Comparator, int] | None:
    """最高可申请|50万元, 最多填报|9个志愿, 最长可延长至|20年: the limit stands before the verb."""
    before = copy[max(0, pos - 7) : pos]
    match = _LIMIT.search(before) if "最" in before or "至" in before else None
    words = before[match.end() :] if match else ""
    if match is None or (able and not any(char in "可能应不" for char in words)):
        return None
    named = match.group() in ("最高", "最低", "最大", "最小")
    if named and not any(word in words for word in word_tuple("limit_verbs")):
        return None  # 最低工资标准的|3倍
    start = max(0, pos - 7) + match.start()
    found = comparator_before(copy, start + 2)
    return (found[0], start) if found is not None else None


def comparators_before(copy: str, pos: int) -> tuple[Comparator | None, int]:
    """达到约30: 约 decides, 达到 belongs to it; 不低于 alone is one word."""
    first: Comparator | None = None
    for _ in range(3):
        found = comparator_before(copy, pos)
        if found is None:
            break
        if first is None or first.strength == "approx":
            first = found[0] if first is None or found[0].strength == "strong" else first
        pos = found[1]
    return first, pos


_OF_YEAR = lazy(
    r"[到至](?:19|20)\d\d年[底末]?的$", holds=("年的", "年底的", "年末的")
)  # 由20%提高到2019年的|99.7%
_ABOUT_SHARE = lazy(
    r"(?<![节公集签合制预条履特])(?:大?约|大概|近)占[^,。;:、\d]{0,10}的$", holds=("约占", "近占", "大概占")
)  # 约占全市的|32%
_REACHES = ("达到", "提高到", "提升到", "增加到")


def of_share(text: TargetText, value: Value, start: int) -> Value:
    """不低于采购金额的30%: the comparison stands before what the share is of."""
    if value.compared or value.quantity.kind not in ("ratio", "multiple"):
        return value
    if not text.copy.endswith("的", start, value.start) and not text.copy.startswith(
        ("的标准", "的比例"), value.end
    ):
        return value
    if _OF_YEAR.search(text.copy, max(start, value.start - 12), value.start):
        return replace(value, operator="=" if text.fact else ">=", compared=True)
    share = _ABOUT_SHARE.search(text.copy[max(start, value.start - 16) : value.start])
    if share is not None:
        return replace(value, operator="~", compared=True, start=value.start - len(share.group()))
    for pos in range(value.start - 2, max(start, value.start - 30), -1):
        found, begin = comparators_before(text.copy, pos)
        if found is None or found.word.startswith("最"):  # 最低生活保障标准的1.5倍 has no floor
            continue
        if found.strength == "strong" and len(found.word) > 1 and begin >= start:
            return replace(value, operator=found.operator, start=begin, compared=True)
        if found.word in _REACHES and begin >= start and not text.fact:
            return replace(value, operator=">=", start=begin, compared=True)  # 面积达到全市的70%
    return value
