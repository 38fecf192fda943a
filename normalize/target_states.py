"""Targets in words: against somebody else's figure (完成市级下达目标), or a state (基本建成…)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ..text import lazy, scan, scan_union
from .date_frame import STRIVES
from .numbers import Quantity
from .target_compared import Value
from .target_context import due_of, modality_of, original_words
from .target_measure import MEASURE_LENGTH, balanced, left_measure, strip_lead
from .target_record import Target
from .target_text import TargetText, after_last, inside_bracket, next_stop, target_words, word_tuple


@cache
def _relative() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Each pattern with the words of which all its matches hold one."""
    patterns = [
        (tuple(words.split("|")), pattern) for words, pattern in target_words()["relative"]["patterns"]
    ]
    return tuple((words, lazy(pattern, holds=words)) for words, pattern in patterns)


@cache
def _state_before() -> re.Pattern[str]:
    words = target_words()["qualitative"]
    return lazy("(?:" + "|".join(words["before"] + words["planned"]) + r")”?(?=$|[,。;)、(])")


@cache
def _first(key: str) -> re.Pattern[str]:
    """The signs that the states of a kind begin with: only there they are looked for."""
    return lazy(f"[{''.join(target_words()['qualitative'][key])}]")


@cache
def _planned_state() -> re.Pattern[str]:
    return lazy("|".join(target_words()["qualitative"]["planned"]))


@cache
def _state_after(fact: bool) -> re.Pattern[str]:
    words = target_words()["qualitative"]
    return lazy("|".join(words["after"] if fact else words["after"] + words["after_planned"]))


def word_targets(text: TargetText, targets: list[Target]) -> list[Target]:
    """Relative and qualitative targets, clause by clause, where no other target stands."""
    taken = bytearray(len(text.copy))
    starts = [target.start for target in targets]
    for target in targets:
        taken[target.start : target.end] = b"1" * (target.end - target.start)
    found: list[Target] = []
    for reader in (_relative_targets, _states, _built):
        last: Target | None = None
        for target in reader(text):
            if (
                _denied(text.copy, target.start)
                or _in_principle(text, target)
                or _in_title(text, target.start)
                or _defines(text, target.start)
            ):
                continue
            told, last = last, target
            if _compares_number(text, target, targets, starts) or (
                told is not None and _of_same_subject(text, target, told)
            ):
                continue
            if found and _glosses_state(text, target, found[-1]):
                continue
            if not any(taken[target.start : target.end]) and not _says_count_again(
                text, target, targets, starts
            ):
                taken[target.start : target.end] = b"1" * (target.end - target.start)
                found.append(target)
    return found


def _in_title(text: TargetText, pos: int) -> bool:
    """《关于|全面建立|救助制度的通知》: a word of a title."""
    opened = text.copy.rfind("《", max(0, pos - 60), pos)
    return opened >= 0 and "》" not in text.copy[opened:pos] and "》" in text.copy[pos : pos + 60]


def _defines(text: TargetText, pos: int) -> bool:
    """供应链改造是指…,|实现数据互联互通: what a word means."""
    return text.copy.rfind("是指", after_last(text.sentence_stops, pos), pos) >= 0


_PRINCIPLE = lazy(
    r"[^“”,。;]{0,30}”[^,。;、“”]{0,4}(?:的?(?:原则|思路|理念|方针|口号|主线))",
    holds=("原则", "思路", "理念", "方针", "口号", "主线"),
)
_MEANS = lazy(
    r"(?:、[^,。;、]{2,12}){1,6}等(?:[^,。;、]{0,4}(?:措施|举措|手段|方式|对策)|多种)", holds=("等",)
)


def _in_principle(text: TargetText, target: Target) -> bool:
    """按照“街镇|全面覆盖|、社区试点”的原则, 制定整改、|持续提升|、研究等措施: how it is done, nothing that is attained."""
    if target.operator != "qualitative":
        return False
    return bool(_PRINCIPLE.match(text.copy, target.end) or _MEANS.match(text.copy, target.end))


def _glosses_state(text: TargetText, target: Target, last: Target) -> bool:
    """实现“两个清零”(隐患|动态清零、…|清零): a bracket right behind a state only says what it holds."""
    opened = inside_bracket(text, target.start)
    own = last.operator == target.operator == "qualitative"
    return own and opened is not None and 0 <= opened - last.end < 3


_ATTAINS = ("达到", "满足", "符合", "完成", "实现", "全", "基本")


def _denied(copy: str, start: int) -> bool:
    """未|达到规定水平, 尚不能|满足国家要求; but 不能|超过全国平均水平 is a limit."""
    if copy.endswith(_state_words("denied"), 0, start):
        return True
    return copy.endswith(("不", "不能"), 0, start) and copy.startswith(_ATTAINS, start)


def _of_same_subject(text: TargetText, target: Target, last: Target) -> bool:
    """高于全国、|好于预期; 审核实现全覆盖,做到|应审必审: one thing said of one subject in two ways."""
    if target.operator != last.operator or not 0 < target.start - last.end < 12:
        return False
    between = text.copy[last.end : target.start].strip()
    if target.operator == "relative":
        return between in ("、", "且", "并", "和", "、且")
    return between in (",做到", ",实现", ",确保", ",力争", "、", ",做到“")


def _says_count_again(text: TargetText, target: Target, targets: list[Target], starts: list[int]) -> bool:
    """20项工程全面完成, 98%的机构达到国家标准: the number is what was reached, the words say of what kind."""
    first = bisect_left(starts, target.start - MEASURE_LENGTH - 8)
    near = targets[first : first + 20]
    if target.operator == "qualitative" and (len(target.raw) < 10 or not text.fact):
        # 首批100个社区|全面建成, 本市20项任务|基本完成, 281个乡镇要|全面建成污水处理设施
        counts = [other for other in near if other.unit.startswith(_COUNTS) and other.end <= target.start]
        if any(not _CLAUSE_END.search(text.copy, other.end, target.start) for other in counts):
            return True
    if _share_before(text, target, near):
        return True
    paced = text.copy.endswith(_PACES, 0, target.end) or _reach_standard(text, target)
    if target.operator == "relative" and paced:  # 34项指标|达到进度要求
        counts = [other for other in near if other.unit.startswith(_COUNTS) and other.end <= target.start]
        return bool(counts) and not _CLAUSE_END.search(text.copy, counts[-1].end, target.start)
    if not target.measure[:1].isdigit() or target.measure.endswith(_QUALITY):
        return False
    return any(target.measure.startswith(other.raw) for other in near if other.raw)


def _reach_standard(text: TargetText, target: Target) -> bool:
    """38个社区|达到无烟社区的建设标准: as many attain it; 11个断面的水质|达到要求 says how the water is."""
    if text.copy.endswith(("达标", "达优", "先进值"), 0, target.end):
        words = text.copy[max(after_last(text.stops, target.start), target.start - 24) : target.start]
        return not any(word in words for word in ("水质", "的"))  # 10项指标|全部达标, 46种产品能耗|达到先进值
    if not text.copy.startswith(("达到", "达", "符合"), target.start) or not text.copy.endswith(
        ("标准", "要求"), 0, target.end
    ):
        return False
    words = text.copy[max(after_last(text.stops, target.start), target.start - 10) : target.start]
    return not any(word in words for word in ("的", *_QUALITY))


_QUALITY = ("水质", "质量", "指标", "增速", "水平")


_PACES = ("进度要求", "进度", "预期")
_OWN_TASK = lazy(
    r"下达的?[^,。;、\d]{3,}(?:任务|目标|指标|要求)", holds=("下达",)
)  # 下降3.2%,完成市下达的能耗双控任务


def _share_before(text: TargetText, target: Target, near: list[Target]) -> bool:
    """70%以上的城市|全面消除重污染天气, 50%以上面积|达到建设标准: the share is the target."""
    shares = [other for other in near if other.unit == "%" and other.end <= target.start]
    return bool(shares) and not _CLAUSE_END.search(text.copy, shares[-1].end, target.start)


def _compares_number(text: TargetText, target: Target, targets: list[Target], starts: list[int]) -> bool:
    """增长5.1%,均高于全国, 入库率93%、超额完成国家下达任务, 水体良好(达到或优于Ⅳ类)比例达到65%: words that only explain a number, no further target."""
    if target.operator != "relative" or _OWN_TASK.search(text.copy[target.start : target.end]):
        return False
    opened = inside_bracket(text, target.start)
    clause = after_last(text.stops, target.start)
    if opened is not None:
        own = text.copy[opened + 1 : target.start].strip() == ""
        after = bisect_left(starts, target.end)
        end = next_stop(text.stops, target.end, len(text.copy))
        return own and after < len(starts) and starts[after] < end and targets[after].value is not None
    index = bisect_left(starts, target.start) - 1
    if index < 0 or targets[index].value is None or targets[index].end < clause - 2:
        return False
    words = text.copy[targets[index].end : target.start].strip(" ,、")
    if words and text.copy.startswith(("达国", "达省", "达全"), target.start):
        return False  # 改善16.5%,连续5年|达国家二级标准
    return _is_link(words) or _is_pace_of(words, targets[index].measure)


_PACE = lazy(r"(?P<of>[^,。;:\d]{0,10}?)(?:增长|发展|运行)?(?:(?P<course>态势|走势)|增速|增幅|涨幅|降幅)$")


def _is_pace_of(words: str, measure: str) -> bool:
    """进出口115亿美元,|进出口增速|高于全国; 客运总量增长4.7%,|运输增长态势|与全国一致: how fast the same thing grew."""
    found = _PACE.fullmatch(words)
    return found is not None and (bool(found["course"]) or found["of"] in measure)


_YEARS_RUNNING = lazy(r"已?连续 ?[\d一二两三四五六七八九十]{1,3} ?年", holds=("连续",))


def _is_link(words: str) -> bool:
    """均, 增速持续, 均明显, 连续三年: words that tie a comparison to the number before it."""
    words = _YEARS_RUNNING.sub("", words)
    return (
        words in _links() or words.removesuffix("明显").removesuffix("显著").removesuffix("大幅") in _links()
    )


@cache
def _links() -> frozenset[str]:
    return frozenset(target_words()["relative"]["links"].split()) | {""}


_COUNTS = ("cn:count:", "{person}", "{household}")
_CLAUSE_END = lazy(r"[,。;:!?、\n]")


def _relative_targets(text: TargetText) -> Iterator[Target]:
    patterns = [pattern for words, pattern in _relative() if any(word in text.copy for word in words)]
    for match in scan_union(patterns, text.copy):
        start = after_last(text.stops, match.start())
        if text.copy.startswith("为使", start):
            continue  # 为使防灾工作|与经济发展同步,…
        named = next((group for group in match.groups() if group), "")
        opens = bool(named) and match.group().startswith(named)  # 水质|稳定达标: the measure stands first
        begin = match.start() + (len(named) if opens else 0)
        value = Value(_NOTHING, "relative", begin, begin, match.end(), match.end(), True)
        measure = left_measure(text, value, start) or named
        yield _worded(text, measure, "relative", begin, match.end())


def _states(text: TargetText) -> Iterator[Target]:
    for match in scan(_first("before_first"), _state_before(), text.copy):
        yield from _state(text, match)


_LONG_STATE = 200  # signs of a state with its object: more is no prose


def _built(text: TargetText) -> Iterator[Target]:
    for match in scan(_first("after_first"), _state_after(text.fact), text.copy):
        quoted = (
            text.copy.find("”", match.end(), match.end() + MEASURE_LENGTH)
            if text.copy[match.end()] == "“"
            else -1
        )
        led = _LED_BY.match(text.copy, match.end())  # 建成以甲为龙头,响应迅速的|体系
        end = next_stop(
            text.stops, max(led.end() if led else match.end(), quoted), len(text.copy)
        )  # 初步形成“一核引领,两廊带动”空间格局
        if end - match.start() <= _LONG_STATE:
            measure = balanced(text.copy[match.end() : end].strip("了 "))
            if _only_pushed(text, match) or _is_purpose(text, match.start(), end):
                continue
            if measure.startswith("的"):  # 重要节点|基本建成|的目标
                yield from _state(text, match)
                continue
            if measure.startswith(("情况", "率")) or _of_those_who(text, match.start(), measure):
                continue  # 全面完成情况
            if measure.endswith(_state_words("praised")):
                continue  # 是全面建成小康社会的决胜之年
            if _is_attribute(text, match, measure):
                continue  # 锚定|基本建成水上名城奋斗目标
            if measure.endswith(("后", "之后", "以来", "之际", "时期")):
                continue  # 全面建成小康社会后,
            if measure.endswith(word_tuple("papers")) and match.group().endswith("实现"):
                continue  # 编制面向2035年|基本实现现代化…规划
            if "取得" in measure:
                continue  # 全面建成小康社会取得决定性胜利
            if match.group().endswith("全面实现") and measure.endswith(("目标", "任务")):
                continue
            if len(measure) > MEASURE_LENGTH:  # 基本建成空间结构清晰、…的现代化都市圈
                measure = measure[measure.rfind("的", 0, -2) + 1 :][-MEASURE_LENGTH:]
            if not _is_single_work(match.group(), measure):
                yield _worded(text, measure, "qualitative", match.start(), end)


_LED_BY = lazy(r"(?:以[^,。;\d]{2,30}为[^,。;、\d]{1,8},){1,3}")
_OF_A_GOAL = lazy(
    r".{2,20}(?:(?:奋斗|战略|宏伟|远景|阶段)目标|的[^,。;:]{0,10}(?:图景|蓝图|愿景|模样|样子|新篇章|关键|基础))$",
    holds=("目标", "的"),
)


def _is_attribute(text: TargetText, match: re.Match[str], measure: str) -> bool:
    """呈现|基本实现现代化的生动图景: what the noun at the end is like; 如期实现|全面建成…的战略目标 attains it."""
    attained = text.copy.endswith(("实现", "达到", "完成", "如期"), 0, match.start())
    return not attained and _OF_A_GOAL.match(measure) is not None


def _of_those_who(text: TargetText, start: int, measure: str) -> bool:
    """对如期全面完成任务的单位予以表彰: of whom a rule speaks."""
    clause = after_last(text.stops, start)
    return "的" in measure and start - clause < 12 and text.copy.startswith(("对", "凡"), clause)


def _is_single_work(said: str, measure: str) -> bool:
    """试验装置|基本建成, |基本建成|东湖大桥: one named work, no system or body of work."""
    return said.endswith("建成") and measure.endswith(_state_words("single_works"))


@cache
def _state_words(key: str) -> tuple[str, ...]:
    return tuple(target_words()["qualitative"][key])


def _only_pushed(text: TargetText, match: re.Match[str]) -> bool:
    """加快|全面建成, 推动企业|形成…机制: what is pushed is not attained; 全面建成 alone is."""
    before = text.copy[max(after_last(text.stops, match.start()), match.start() - 30) : match.start()]
    if before.endswith(_state_words("pushed")) and not (before.endswith("逐步") and match.group() == "形成"):
        return True
    before = before.removesuffix("逐步") if match.group() == "形成" else before
    return len(match.group()) == 2 and any(word in before for word in _state_words("pushed"))


def _is_purpose(text: TargetText, start: int, end: int) -> bool:
    """为确保|全面完成民生实事项目,制定本方案; 为决胜|全面建成小康社会、…作出贡献: what something else is done for."""
    clause = after_last(text.stops, start)
    begin = clause + (text.copy[clause : clause + 1] == " ")
    if text.copy.startswith(_state_words("purposes"), begin, end):
        return True
    aimed = text.copy.rfind("为", clause, start) >= 0 and text.copy[start - 1 : start] != "成"
    return aimed and any(word in text.copy[start:end] for word in _state_words("contributes"))


_NOTHING = Quantity(Decimal(0))


def _state(text: TargetText, match: re.Match[str]) -> list[Target]:
    start = after_last(text.stops, match.start())
    if text.fact and _planned_state().fullmatch(match.group().removesuffix("”")):
        return []
    if _is_purpose(text, match.start(), next_stop(text.stops, match.end(), len(text.copy))):
        return []
    whole = match.group().endswith(_state_words("whole"))
    if whole and text.copy.startswith("、", match.end()):  # 实现碳达峰、碳中和目标 is a list of words
        return []
    if whole and match.group().startswith("碳") and not _attained(text.copy[start : match.start()]):
        return []  # 积极稳妥推进碳达峰碳中和
    value = Value(_NOTHING, "qualitative", match.start(), match.start(), match.end(), match.end(), True)
    measure = match.group().removeprefix("实现") if whole else left_measure(text, value, start)
    name, quote, _ = measure.rpartition("“")
    if quote and "”" not in measure:  # 管道实现“两个|清零”
        measure = name.removesuffix("实现").removesuffix("做到")
    if not measure and match.group().endswith(("全覆盖", "清零", "清零”", "消劣", "消零")):
        measure = _clause_before(text, start, match.start())
    if not measure and match.group().startswith(("应", "宜", "愿")):  # 做到应救尽救
        measure = match.group().removesuffix("”")
    if _is_single_work(match.group(), measure):
        return []
    if measure.endswith(_state_words("cleared")) and match.group().endswith("清零"):
        return []
    end = match.end() - (match.group().endswith("”") and "“" not in match.group())  # “应办尽办|”
    return [_worded(text, measure, "qualitative", match.start(), end)] if measure else []


def _attained(before: str) -> bool:
    return any(word in before for word in ("实现", "达到", "如期", *STRIVES))


def _clause_before(text: TargetText, start: int, place: int) -> str:
    """文件均要纳入审核范围,|确保实现全覆盖: what is covered stands in the clause before, in the same sentence."""
    if start < 2 or text.copy[start - 1] != ",":
        return ""
    words = text.copy[after_last(text.stops, start - 1) : start - 1].strip()
    plain = balanced(strip_lead(words, "lead_in", "lead_verbs"))
    first = bisect_left(text.deadline_starts, start)
    later = first < bisect_left(text.deadline_starts, place)
    if later and _HAS_DIGIT.search(plain):  # 园区改造比例达70%,到2030年|实现全覆盖
        begin = after_last(text.stops, start - 1)
        if first and text.deadlines[first - 1].start >= begin:
            begin = text.deadlines[first - 1].end
        words = _BEFORE_NUMBER.match(text.copy, begin, start - 1)
        plain = strip_lead(words.group(), "lead_in", "lead_verbs") if words else plain
    return plain if len(plain) <= MEASURE_LENGTH and not _HAS_DIGIT.search(plain) else ""


_BEFORE_NUMBER = lazy(r"[^\d,。;:]{2,40}?(?=(?:达到?|为|提高[到至]|提升[到至]|超过?|不[低少]于)?\d)")
_HAS_DIGIT = lazy(r"\d")


def _worded(text: TargetText, measure: str, operator: str, start: int, end: int) -> Target:
    measure = original_words(text, measure, end)
    before = bisect_left(text.deadline_starts, start) - 1
    often = before >= 0 and text.deadlines[before].end == start  # 力争每月|清零
    return Target(
        measure, operator, None, None, "", "", None, "", due_of(text, start, rate=not often), modality_of(text, start),
        text.raw[start:end], start, end,
    )  # fmt: skip
