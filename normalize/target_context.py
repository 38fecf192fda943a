"""What a sentence says of every target in it: by when, how firmly; and the words of the source."""

from __future__ import annotations

from bisect import bisect_left

from ..text import lazy
from .date_frame import STRIVES, Deadline
from .target_measure import MEASURE_LENGTH
from .target_text import TargetText, after_last, inside_bracket, next_stop, target_words


def due_of(text: TargetText, pos: int, *, rate: bool = False) -> str:
    """The nearest deadline before a value in its sentence; a recurrence only in its own clause, and not of a rate.

    A sentence that names no time has the one of the sentence it goes on with: see due_carried.
    """
    return _due_told(text, pos, rate) or due_carried(text, pos)


def _due_told(text: TargetText, pos: int, rate: bool) -> str:
    sentence, clause = after_last(text.sentence_stops, pos), after_last(text.stops, pos)
    best, where = "", -1
    first, last = bisect_left(text.deadline_starts, sentence), bisect_left(text.deadline_starts, pos)
    for index in range(max(first, last - 20), last):
        item = text.deadlines[index]
        if item.start < clause and (_in_series(text, index) or _of_own_clause(text, item)):
            continue
        if item.kind == "recurring":
            own = item.start >= clause or not text.copy[item.end : clause].strip(" ,")
            if not own and text.copy.startswith(
                ("在", "对", "针对", "面向"), item.end
            ):  # 每年在甲河沿线,建设沟渠1万米
                own = clause == next_stop(text.stops, item.end, len(text.copy)) + 1
            if own or item.edtf != _YEARLY:
                best = item.edtf if own and not rate else "" if best == _YEARLY else best
                where = item.start if best == item.edtf else where
            elif not rate and best in ("", _YEARLY) and _holds_on(text, item, clause, pos):
                best, where = item.edtf, item.start
        elif item.edtf and _dates_what_follows(text, item, pos):
            best, where = item.edtf, item.start
        elif item.kind == "relative" and best == _YEARLY:
            best = ""  # 每年召开1次会议,三年内建成10个
    if best.isdigit() and "年均" in text.copy[clause:pos] and (span := _period_before(text, first, last)):
        return span  # “十三五”期间,…,2020年超过300万亿元,年均|增长5.6%
    return (best and _dealt_out(text, where, pos)) or best


def _period_before(text: TargetText, first: int, last: int) -> str:
    spans = [item.edtf for item in text.deadlines[first:last] if item.kind == "during" and "/" in item.edtf]
    return spans[-1] if spans else ""


_ITEM = lazy(
    r" ?(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,2}是)"
)
_CARRIED = 2000  # characters: a goal's paragraph has 300 to 700


def due_carried(text: TargetText, pos: int) -> str:
    """The time of an earlier sentence that holds for one which names none.

    截至2022年共受理案件636件。其中热线|422件: a part has the time of its whole. 今年办好十件实事。(1)新建公厕12座。(2)|改造:
    the items of a list that of what stands above them. 到2025年,品类基本齐全。总动力|达到1.3亿千瓦: aims for a year go on
    until another time is told, and so do those of 今年主要预期目标是:.
    """
    sentence = after_last(text.sentence_stops, pos)
    if not 0 < sentence <= _CARRIED:
        return ""
    before = bisect_left(text.deadline_starts, sentence)
    if not before or bisect_left(text.deadline_starts, pos) > before:
        return ""
    if text.copy.startswith("其中", sentence):
        return _due_told(text, sentence - 1, False)
    if _ITEM.match(text.copy, sentence):
        stops = text.sentence_stops[: bisect_left(text.sentence_stops, sentence)]
        first = next(stop for stop in stops if _ITEM.match(text.copy, stop + 1))
        return "" if _ITEM.match(text.copy) else _due_told(text, first, False)
    opening = text.deadlines[before - 1]
    expects = opening.kind in ("by", "during") and _EXPECTS.match(text.copy, opening.end) is not None
    aims = expects or (before == 1 and _opens_with(text, opening))
    return opening.edtf if aims and not text.fact else ""


def _opens_with(text: TargetText, item: Deadline) -> bool:
    """到2025年, at the head of the text; not 2025年6月底前."""
    head = _HEAD.match(text.copy)
    begins = head is not None and head.end() == item.start and text.copy[item.start] == "到"
    return begins and item.kind == "by" and text.copy.startswith((",", "末,", "底,"), item.end)


_EXPECTS = lazy(r"[^,。;:\d]{0,16}目标(?:任务)?(?:是|为|确定为|安排为|如下)?[:,]?", holds=("目标",))
_HEAD = lazy(r"(?:\([^()]{1,4}\)|[一二三四五六七八九十\d]{1,3}[.、])? ?(?:[^,。:;]{0,12}[:。])? ?")


def _in_series(text: TargetText, index: int) -> bool:
    """2024年300家、2025年400家,打造20家: years that stand each before a number of its own date nothing beyond their clause."""
    return text.copy[text.deadlines[index].end : text.deadlines[index].end + 1].isdecimal() and any(
        0 <= other < len(text.deadlines)
        and text.copy[text.deadlines[other].end : text.deadlines[other].end + 1].isdecimal()
        and _SERIES.fullmatch(
            text.copy, text.deadlines[min(index, other)].end, text.deadlines[max(index, other)].start
        )
        for other in (index - 1, index + 1)
    )


_SERIES = lazy(r"\d[^,;。:、]{0,20}[、,] ?")


def _of_own_clause(text: TargetText, item: Deadline) -> bool:
    """建设7万套,实现“十四五”末总量达到60万套,|筹措床位3万张: a time inside a clause says nothing of the next one."""
    return text.copy.endswith("实现", after_last(text.stops, item.start), item.start)


def _dates_what_follows(text: TargetText, item: Deadline, pos: int) -> bool:
    """Not 较2020年底, 2018年以来; nor a time beside values in a bracket that is closed: 86个(2021年31个、2022年55个),|惠及2万户."""
    if _is_base_time(text.copy, item) or text.copy.startswith("以来", item.end):
        return False
    opened = inside_bracket(text, item.start)
    if opened is None or inside_bracket(text, pos) == opened:
        return True
    closing = text.copy.find(")", item.end, pos)
    return text.copy[opened + 1 : item.start].strip() == "" == text.copy[item.end : closing].strip()


_PARTS = lazy(r"[、和及与]")


def _dealt_out(text: TargetText, where: int, pos: int) -> str:
    """2025年、2030年分别达到45%、46%: as many times as values, each value has the time in its place."""
    last = first = bisect_left(text.deadline_starts, where)
    items = text.deadlines
    while first and not text.copy[items[first - 1].end : items[first].start].strip(" 、和及与以"):
        first -= 1
    if first == last:
        return ""
    told = text.copy.find("分别", items[last].end, pos + 2)  # a value may begin with it
    told = told if told >= 0 else text.copy.find("各", items[last].end, pos + 1)
    stop = next_stop(text.stops, pos, len(text.copy))
    if told < 0 or after_last(text.stops, pos) > told:
        return ""
    values = [part for part in _PARTS.split(text.copy[told:stop]) if any(sign.isdecimal() for sign in part)]
    place = len(_PARTS.findall(text.copy, told, max(told, pos)))
    return items[first + place].edtf if len(values) == last - first + 1 > place else ""


_BEHIND = lazy(r"[^\W\d_]{0,14}")
_BY_THEN = (
    "前", "底前", "完工", "完成", "全部", "全面", "建成", "投用", "投产", "竣工", "开工", "交付", "通车", "达到", "如期", "实现", "基本",
)  # fmt: skip


def due_behind(text: TargetText, end: int) -> str:
    """首批20个|6月底前完工, 23个问题|年底前全部整改: the time that stands behind a counted thing, before what becomes of it."""
    index = bisect_left(text.deadline_starts, end)
    if index >= len(text.deadlines):
        return ""
    item = text.deadlines[index]
    near = item.start - end <= 14 and item.kind in ("by", "during")
    if not near:
        return ""
    if text.copy[item.start - 1] == ",":  # 修复80所学校,|年底前全部完工
        first = bisect_left(text.deadline_starts, after_last(text.sentence_stops, end))
        done = _BEHIND.fullmatch(text.copy, end, item.start - 1) and _ALL_DONE.match(text.copy, item.end)
        return item.edtf if done and first == index else ""
    if not _BEHIND.fullmatch(text.copy, end, item.start):
        return ""
    return item.edtf if text.copy.startswith(_BY_THEN, item.end) else ""


_ALL_DONE = lazy(
    r"(?:全部|全面|基本)?(?:完工|完成|建成|竣工|投用|交付|开工|投入使用|建成投用|完成建设|整改到位)(?=[,。;]|$)"
)


_YEARLY = "R/P1Y"
_FAR = 200
# 绿地总面积, 共有, 年末; but not 公共厕所, 共建单位 and 总部
_TOTAL = lazy(r"规模|计划实施|累计|达|总(?!部)|(?<!公)共(?!青团|建(?!成|设)|[享同治管])|合计|(?<!周)末")


_HAS_DIGIT = lazy(r"\d")


def _holds_on(text: TargetText, item: Deadline, clause: int, pos: int) -> bool:
    """每年遴选20个方案,|培育100个应用: the clauses behind it recur too; 绿地总面积达到5000公顷 does not."""
    opened = after_last(text.stops, item.start)
    if text.fact and not _HAS_DIGIT.search(text.copy, item.end, next_stop(text.stops, item.end, pos)):
        return False  # 每年实施民心工程,…,建设|232个: the years together
    if (
        pos - item.end > _FAR
        or text.copy[opened : item.start].strip() not in ("", "计划", "拟", "将", *STRIVES)
        or text.copy.find(";", item.end, pos) >= 0
    ):
        return False
    return _TOTAL.search(text.copy, clause, pos) is None


_BASE_VALUE = lazy(r"的?\d[\d.,]*")
_TIMES_OF = lazy(r"的?(?:近|约|超)?\d[\d.]*(?:多|余)?倍", holds=("倍",))  # 是“十一五”末的|2倍
_MEASURED_BY = ("恢复到", "恢复至", "相当于", "是", "为")  # 恢复到|2019年的112%


def _is_base_time(copy: str, item: Deadline) -> bool:
    """较2020年底下降5%, 从2020年底48.2%提高到55%: the time of the value that is left behind is no due date."""
    lead = copy[item.start] if copy[item.start] in _FROM else copy[item.start - 1 : item.start]
    if lead in ("较", "比") or copy.startswith("同期", item.end) or _TIMES_OF.match(copy, item.end):
        return True
    if lead in ("与", "和", "同") and copy.startswith(_COMPARED, item.end):
        return True  # 和“十二五”末相比,
    begin = item.start + (copy[item.start] in "到至")
    if copy.startswith("的", item.end) and copy.endswith(_MEASURED_BY, 0, begin):
        return True
    return lead in ("从", "由") and item.kind != "since" and _BASE_VALUE.match(copy, item.end) is not None


_FROM = frozenset("较比从由与和同")
_COMPARED = ("相比", "比较", "对比", "比,", "比较")


_APPLIES = lazy(
    r"争取(?=了|到(?!20\d\d|\d|底)|上级|中央|国家|[省市]级|专项|资金|债券|支持|政策|列入|更多)"
)  # 积极争取专项债券资金20亿元 applies for it


def modality_of(text: TargetText, pos: int) -> str:
    if text.fact:
        return "fact"
    words = text.copy[max(after_last(text.sentence_stops, pos), pos - 60) : pos]
    words = _APPLIES.sub("", words) if "争取" in words else words
    best, where = "goal", -1
    for name, markers in target_words()["modality"].items():
        found = max(words.rfind(marker) for marker in markers)
        if found > where:
            best, where = name, found
    return best


def original_words(text: TargetText, measure: str, pos: int) -> str:
    """The words of the source for words of the matching copy (PVC—UH, not PVC-UH)."""
    first = max(0, pos - 200)
    where = text.copy.rfind(measure, first, pos + len(measure) + MEASURE_LENGTH) if measure else -1
    return text.raw[where : where + len(measure)] if where >= 0 else measure
