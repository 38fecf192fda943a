"""Numbers written in Chinese: 新建加药间|一座, 每季度不少于|一次, 增长|一倍, 应在|五年以上.

Such a number is also a part of names and turns of phrase (最多跑一次, 打造三个高地), so that each reader asks for
words around it that only a quantity has.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ..text import lazy
from .numbers import Found, chinese_decimal, chinese_quantity_at
from .target_compared import ONLY_VERBS, Value, compare, with_ceiling
from .target_fractions import chinese_shares
from .target_measure import verb_before
from .target_text import TargetText, after_last, next_stop, taken_at


def numeral_values(text: TargetText, known: list[Value]) -> list[Value]:
    """Every number of a text that is written in Chinese and counts something; `known`: those read before."""
    found = _chinese_values(text) + _times(text) + chinese_shares(text)
    found += _multiples(text)
    found += _chinese_limits(text)
    found += _chinese_subjects(text)
    found += _chinese_places(text)
    found += _chinese_objects(text, known + found)
    found += _one_each(text)
    found += _spans(text)
    found += _round_counts(text, known + found)
    found += _only_one(text, known + found)
    starts = sorted((value.start, value.end) for value in known)
    return [value for value in found if not _inside(starts, value.number)]


def _inside(spans: list[tuple[int, int]], pos: int) -> bool:
    """12千瓦时/|百公里: the words of a unit are no number of their own."""
    index = bisect_right(spans, (pos, pos)) - 1
    return index >= 0 and spans[index][0] < pos < spans[index][1]


_CN_SPAN = lazy(
    r"(?<![第之三五七九十百千万\d])(?P<low>[一两二三四五六七八九])(?:至|到|-)(?P<high>[两二三四五六七八九十])(?=[家个项名次所座处条支场](?!月|阶段|方面|层|百分))",
    holds=("至", "到", "-"),
)
_CHOOSES = (
    "选定",
    "确定",
    "选派",
    "选取",
    "遴选",
    "推选",
    "配备",
    "安排",
    "每年",
    "每季度",
    "每月",
    "每个",
    "每村",
)


def _spans(text: TargetText) -> list[Value]:
    """每年确定|一至两项|工作, 选定|两至三家|机构: from so many to so many, behind a verb that takes counted things."""
    found: list[Value] = []
    for match in _CN_SPAN.finditer(text.copy):
        high = chinese_quantity_at(text.copy, match.start("high"))
        low = chinese_decimal(match["low"])
        chosen = verb_before(text.copy, match.start()) or text.copy.endswith(_CHOOSES, 0, match.start())
        if high is None or low is None or not chosen or taken_at(text, match.start()) is not None:
            continue
        item = replace(high.quantity, value=low, value_max=high.quantity.value, value_base=low)
        found.append(compare(text, Found(match.start(), high.end, item)))
    return found


_CN_QUANTITY = lazy(
    r"[一二两三四五六七八九十百千](?=[一二两三四五六七八九十百千万亿余]{0,5}[座所栋盏辆亩吨公元户])"
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
        if match.group() == "一" and not _one_of(text.copy, match.start()):
            continue
        if _quoted(text.copy, match.start()):
            continue  # “三所联动”
        item = chinese_quantity_at(text.copy, match.start())
        if item is not None and item.quantity.unit_raw[-1:] in "座所栋盏辆亩吨里顷元户":
            value = compare(text, item)
            last = item.end
            if text.copy[item.start] in "百千万" and _NAMED_PLAN.match(text.copy, item.end):
                continue  # 千座|公园计划
            if value.compared or not _names_class(text.copy, item):
                found.append(value)
    return found


_NAMED_PLAN = lazy(r"[^,。;:、\d]{0,6}(?:计划|工程|行动)(?=$|[,。;、)”])")
_BUYS = ("配置", "配备", "购置", "采购", "新增", "更新", "添置", "新购")


def _one_of(copy: str, pos: int) -> bool:
    """新建|一座, 配置|一辆|通信车和|一辆|运输车."""
    if copy[pos + 1 : pos + 2] in ("座", "所", "栋"):
        return True
    return copy.startswith("一辆", pos) and any(word in copy[max(0, pos - 16) : pos] for word in _BUYS)


def _after_digit(copy: str, pos: int) -> bool:
    """85.76|千公顷: the thousand belongs to the number before."""
    return copy[max(0, pos - 2) : pos].rstrip()[-1:].isdigit()


_SCALES = ("百亿元", "千亿元", "百万元", "千万元")


def _names_class(copy: str, found: Found) -> bool:
    """形成|千亿元|产业集群: a scale word alone that tells of what class something is."""
    if copy[found.start : found.end] not in _SCALES:
        return False
    stage = copy.startswith(("大关", "台阶", "关口"), found.end)  # 总产值迈上|千亿元|台阶
    return not stage and copy[found.end : found.end + 1] not in ("", *"、,。;)")


_CN_TIMES = lazy(
    r"(?:(?:至少|不少于)[^\W\da-zA-Z_的第每最]{2}(?=[一两二三四五六七八九十]次)|(?:不少于|不得少于|不低于|至少|(?<![几多近第])[一两二三]年|每(?:[一二两三四五六\d]{0,2}(?:年|个?月)|季度?|半年|周))"
    r"(?:至少|不少于|不低于|组织|开展|召开|举办|进行|调整|公布|通报|报告|听取|研究|更新|评估|修订|复核|督查|会商|修编){0,2}"
    r"|(?:开展|组织|召开|举办|进行|体检|检查|筛查|演练|培训|排查|评估|巡查|调度|修订|更新|走访|抽查|调整|清理|通报|轮换|轮训|会商|研判|维护|检修|复核|核查|督查|督导)[过了]?"
    r"|(?:最多|至多|限|只能|仅能|仅可|只可)(?:可以?|能)?(?:用于)?(?:享受|申请|申报|补贴|补助|奖励|领取|参加|参与|延期|变更|办理|选择|使用|获得)?)"
    r"(?P<times>[一两二三四五六七八九十](?=次(?![性数序又次])))",
    holds=tuple(number + "次" for number in "一两二三四五六七八九十"),
)


def _times(text: TargetText) -> list[Value]:
    """每3年开展一次风险评估, 每季度不少于一次: a Chinese number of times, after a floor, a recurrence or at an end."""
    matches = _CN_TIMES.finditer(text.copy) if "次" in text.copy else ()
    starts = {
        match.start("times") for match in matches if text.fact or _is_how_often(text, match.start("times"))
    }
    if not text.fact:
        starts.update(_final_times(text.copy))
    found = (chinese_quantity_at(text.copy, start) for start in sorted(starts))
    return [
        with_ceiling(text, compare(text, item))
        for item in found
        if item is not None and taken_at(text, item.start) is None
    ]


_GIVEN_ONCE = ("免费", "体检", "筛查", "健康", "补助", "补贴", "慰问")
_OFTEN = (
    "每",
    "至少",
    "不少于",
    "不低于",
    "限",
    "最多",
    "至多",
    "只",
    "仅",
    "半年",
    "季",
    "个月",
    "月内",
    "周",
    "年内",
    "年不",
    "年至",
)


def _is_how_often(text: TargetText, pos: int) -> bool:
    """每季度开展|一次, 至少召开|一次; in 集中开展|一次|专项行动 it is no amount."""
    if text.copy[pos] != "一":
        return True
    clause = text.copy[max(after_last(text.stops, pos), pos - 60) : pos]
    free = text.copy.startswith(_GIVEN_ONCE, pos + 2)  # 对学生进行|一次|免费筛查
    return free or any(word in clause for word in _OFTEN)


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


_CN_MULTIPLE = lazy(
    r"(?:增长|增加|提高|提升)了?(?:约|近|超)?(?P<n>[一两二三四五六七八九十])倍(?=$|[,。;、)以左])"
    r"|的(?P<of>[一两二三四五六七八九十])倍(?=$|[,。;、)以计发给支])"
)

_MULTIPLES = tuple(number + "倍" for number in "一两二三四五六七八九十")


def _multiples(text: TargetText) -> list[Value]:
    """书店数量比2018年增长一倍: a growth by a Chinese number of times."""
    matches = _CN_MULTIPLE.finditer(text.copy) if any(word in text.copy for word in _MULTIPLES) else ()
    found = (chinese_quantity_at(text.copy, match.start(match.lastgroup or 0)) for match in matches)
    return [compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


_CN_LIMIT = lazy(
    r"(?<![第零一二两三四五六七八九十百千万每])(?P<n>[一二两三四五六七八九十百]{1,4})"
    r"(?=个月|个工作日|年|天|名|人(?!次)|个|家|项|处|台|场|层|张|件|届|批(?!次))"
)


_LIMITED = lazy(
    r"[一二两三四五六七八九十](?:[年天名人家项处台场层张件次]|个)[^,。;]{0,3}以[上内下]|(?:不[少低超高得]|至少|最[多少长])[^,。;]{0,6}[一二两三四五六七八九十]"
)


def _chinese_limits(text: TargetText) -> list[Value]:
    """租赁期应在五年以上, 不得超过三层: Chinese numerals before other counters, only with a floor or a ceiling."""
    found: list[Value] = []
    for match in _CN_LIMIT.finditer(text.copy) if _LIMITED.search(text.copy) else ():
        item = chinese_quantity_at(text.copy, match.start())
        if item is None or taken_at(text, match.start()) is not None or _quoted(text.copy, match.start()):
            continue
        value = compare(text, item)
        if value.compared and value.operator in (">=", "<=") and value.quantity.unit:
            found.append(value)
    return found


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
    return [compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


def _chinese_places(text: TargetText) -> list[Value]:
    """完成甲县、乙县两处供水设施建设: a Chinese number of places where work is completed."""
    found: list[Value] = []
    for match in () if text.fact else _SPOT.finditer(text.copy):
        pos = match.start()
        if taken_at(text, pos) is not None or not (_built_there(text, pos) or _work_follows(text, pos)):
            continue
        item = chinese_quantity_at(text.copy, pos)
        if item is not None:
            found.append(compare(text, item))
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
    "成立", "招引", "建好", "投放", "培训", "选派", "安排", "资金", "资助", "救助", "补助",
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
            found.append(compare(text, item))
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
    own = len(words) > 3 or words.endswith(_BODIES)  # 成立三个|大队, but 打造三个|高地
    return people or (own and not any(word in words for word in _NO_OBJECTS))


_BODIES = ("队", "部", "站", "所", "馆", "厂", "库", "校", "院", "室", "场", "公园", "大队部")


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
    return [compare(text, item) for item in found if item is not None and taken_at(text, item.start) is None]


_ROUND = lazy(
    r"(?:[百千]?[百千万](?=[个家项条座所名人户场处台套件列班架艘标亩])|[百千万][余多](?=[个家项条座所名人户场处台套件亩]))"
)
_BEFORE_ROUND = (
    *",。;:、的了", "惠及", "带动", "吸引", "服务", "引进", "集聚", "覆盖", "完成", "开展", "举办", "组织",
)  # fmt: skip
_PASSED = ("突破", "超过", "超", "逾", "首破")


def _round_counts(text: TargetText, known: list[Value]) -> list[Value]:
    """千余家|企业, 航线突破|百条: a scale word alone before a counter, rounded by 余 or passed."""
    read = {value.number for value in known}
    found: list[Value] = []
    for match in _ROUND.finditer(text.copy):
        start = match.start()
        about = match.group()[-1] in "余多"
        told = text.copy.endswith(_BEFORE_ROUND if about else _PASSED, 0, start) or (about and not start)
        if not told or start in read or _quoted(text.copy, start) or taken_at(text, start) is not None:
            continue
        item = chinese_quantity_at(text.copy, start)
        if item is not None and not text.copy.startswith(("级", "元"), item.end):
            found.append(compare(text, item))
    return found


_ONLY_ONE = lazy(
    ONLY_VERBS
    + "(?P<n>[一两三])(?=[个家项所处种门份张名套辆次](?!月|工作|百分|小时|季|性)(?![^,。;:]{0,12}(?:即可|就能|就可|便可|即能)))",
    holds=("只", "仅", "限申", "限报", "限选", "限购", "限一", "限两"),
)


def _only_one(text: TargetText, known: list[Value]) -> list[Value]:
    """一人只能登记一个农贸市场的固定摊位: a Chinese number behind a verb that only allows as many."""
    if text.fact:
        return []
    read = {value.number for value in known}
    starts = [match.start("n") for match in _ONLY_ONE.finditer(text.copy) if match.start("n") not in read]
    found = (chinese_quantity_at(text.copy, start) for start in starts)
    return [
        with_ceiling(text, compare(text, item))
        for item in found
        if item is not None and taken_at(text, item.start) is None
    ]


def _quoted(copy: str, pos: int) -> bool:
    """Whether a quotation opens shortly before a position: “最多跑一次”."""
    first = max(0, pos - 8)
    return copy.rfind("“", first, pos) > copy.rfind("”", first, pos)
