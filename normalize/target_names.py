"""The last touch to measures: no word cut in two, no function word at an end, none of the clause before, none empty.

A measure is found by what stands around it (target_measure.py), and operators and units are decided by it as it was
found; what a reader gets is finished here. Closed classes of words: table [names] of data/target_words.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..text import lazy
from .target_record import Target
from .target_text import TargetText, after_last, target_words


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(sorted(target_words()["names"][key], key=len, reverse=True))


def with_names(text: TargetText, targets: Sequence[Target]) -> list[Target]:
    """Targets with finished measures, in the order given."""
    named: list[Target] = []
    for index, target in enumerate(targets):
        found = target.measure
        if index and found and found == targets[index - 1].measure and target.unit == targets[index - 1].unit:
            named.append(replace(target, measure=named[-1].measure))  # 推进25家企业实施改造,其中2024年|5家
            continue
        measure = _without_ordinal(text, target, found)
        if measure and not _is_no_name(measure):
            behind = _stands_behind(text, target)
            measure = _of_those(text, target, measure) if behind else measure
            measure = _after_one_before(measure, named[index - 1] if index else None)
            measure = finished(measure, counted=not behind and target.unit_base in _COUNTED)
            measure = _with_opening(text, target, measure)
            measure = _as_level(target, measure, named[-1] if named else None)
        if found and _is_no_name(measure):
            measure = _of_clause_before(text, target, named[-1] if named else None)
        if target.operator == "relative" and measure in _words("manners"):
            measure = target.raw.removeprefix("完成") if target.raw.startswith("完成") else ""
        if target.value is not None and (not measure or found.startswith(_words("relations"))):
            measure = _named_elsewhere(text, targets, named, index, measure)
        named.append(target if measure == found else replace(target, measure=measure))
    return named


# Times and marks: 到2023年、2024年|分别达到90%、95%, ）|的64%
_NO_NAME = lazy(r"(?:已?连续)?[\W\d年月日季度上下半底初末前后到至和与及以第一二三四]+")


def _is_no_name(measure: str) -> bool:
    return measure in _words("no_names") or _NO_NAME.fullmatch(measure) is not None


def _of_clause_before(text: TargetText, target: Target, before: Target | None) -> str:
    """联网率不低于98%,到2023年、2024年分别达到90%、95%: what has no name of its own is told of the value before."""
    if before is None or before.value is None or before.unit != target.unit:
        return ""
    return before.measure if before.end >= after_last(text.sentence_stops, target.start) else ""


_ORDINAL = lazy("[二三四五六七八九十]是?(?=..)")


def _without_ordinal(text: TargetText, target: Target, measure: str) -> str:
    """一是…。二是…。三|鼓励采用装配式建筑: the number of a point, its 是 left out, is no word of it."""
    match = _ORDINAL.match(measure)
    if match is None or "一是" not in text.copy[: target.start]:
        return measure
    at = text.raw.rfind(measure[:4], 0, target.start)
    return measure[match.end() :] if at > 0 and text.copy[at - 1] in "。;" else measure


def _as_level(target: Target, measure: str, before: Target | None) -> str:
    """收集率提高5个百分点,达到75%: the level is that of 收集率, not of its rise."""
    if before is None or before.measure != measure or before.unit == target.unit:
        return measure
    change = next((word for word in _words("changes") if measure.endswith(word)), "")
    name = measure.removesuffix(change)
    pace = next((word for word in _words("paces") if name.endswith(word)), "")  # 零售额|年均|增长
    name = name.removesuffix(pace)
    return name if change and target.raw.startswith(_words("reached")) and len(name) > 1 else measure


def _stands_behind(text: TargetText, target: Target) -> bool:
    """9家|国家级经开区: whether the words of a measure follow its number."""
    raw, end = text.raw, target.end
    while raw[end : end + 1] in ("的", " ", "“"):
        end += 1
    return raw.startswith(target.measure[:2].lstrip("“ "), end)


def _with_opening(text: TargetText, target: Target, measure: str) -> str:
    """“防范风险,保障安全”篇章完成|98%: a name in quotes that has a comma inside is one name."""
    closed = measure.find("”")
    if closed < 1 or "“" in measure[:closed]:
        return measure
    at = text.raw.rfind(measure, 0, target.start)
    opened = text.raw.rfind("“", max(0, at - _QUOTED), max(at, 0))
    whole = opened >= 0 and not any(sign in text.raw[opened:at] for sign in "”。;；\n")
    return text.raw[opened : at + len(measure)] if whole else measure


_QUOTED = 60  # signs between the quotes of a name


def _of_those(text: TargetText, target: Target, measure: str) -> str:
    """2000家|工业企业|实施技术改造, 86%的|县|建成医院: what those do that are counted is no part of their name."""
    if target.unit_base not in (*_THINGS, "1"):
        return measure
    verbs = _words("behind_verbs")
    moved = target.unit in _AGENTS and text.raw.endswith(_words("moved_by"), 0, target.start)
    if target.unit in _AGENTS:
        verbs += _words("agents_do") + (_words("moved_to") if moved else ())
    elif target.unit == "%":
        verbs += _words("shares_do")
    found = [place for verb in verbs if (place := measure.find(verb)) > 0]
    goes = _GOES_TO.search(measure) if target.unit in _AGENTS else None
    found += [goes.start()] if goes and goes.start() > 0 else []
    words = measure[: min(found)] if found else measure
    if moved and not words.endswith(_NO_WORK) and len(words) > 3:
        words = words.removesuffix("就业")
    end = next(
        (end for end in _words("behind_ends") if words.endswith(end) and len(words) > len(end) + 1), ""
    )
    return words[: -len(end)] if end else words


_GOES_TO = lazy(
    r"(?<![达得做收直提送])到[^,。;:、\d]{2,8}(?:就业|坐诊|任教|支教|挂职|服务|工作|帮扶|创业|锻炼)",
    holds=("到",),
)  # 医生|到海岛坐诊
_NO_WORK = ("未就业", "创业就业", "实现就业")


def _after_one_before(measure: str, before: Target | None) -> str:
    """22家5G工厂|、总数36家; 小区改造开工742个|、完工548个: what is told of the things that were counted before."""
    if before is None or not before.measure:
        return measure
    rest = measure.removeprefix(before.measure + "、")
    if rest in _words("totals") and rest != measure:
        return before.measure + rest
    if said := _same_of_next(measure, before.measure):
        return said
    end = next((end for end in _words("bare_ends") if before.measure.endswith(end)), "")
    whole = before.measure.removesuffix(end)
    if end and len(whole) > 1 and measure in _words("bare_ends") and before.value is not None:
        return whole + measure  # 计划新开工|2个、计划建成|2个 are no 新建成
    return measure


_WHOSE = (
    "区域",
    "地区",
    "城市",
    "农村",
    "企业",
    "学校",
    "医院",
    "园区",
    "街道",
    "乡镇",
    "社区",
    "县城",
    "小区",
    "机构",
    "单位",
    "人员",
    "用户",
    "部分",
    "项目",
    "产业",
)


def _same_of_next(measure: str, before: str) -> str:
    """重点区域平均服务半径小于1公里,优先区域|小于3公里: whose level it is; the level itself is that of the value before."""
    whose = measure[-2:]
    at = before.find(whose)
    head = before[at + 2 :]
    if whose not in _WHOSE or at < 1 or len(head) < 2 or len(measure) > 12 or measure == before:
        return ""
    return measure + head


_AGENTS = ("{person}", "{household}", "cn:count:家", "cn:count:户", "cn:count:所")


def shared_out(said: str, count: int) -> list[str]:
    """The names of a list that as many values follow, each with the head they share: [] if they are not as many.

    >>> shared_out("茶馆、书店营业额分别增长", 2), shared_out("发电量和用电量", 2), shared_out("甲、乙", 3)
    (['茶馆营业额增长', '书店营业额增长'], ['发电量', '用电量'], [])
    """
    names, told, change = said.rpartition("分别")
    names, change = (names, change) if told else (said, "")
    names = names.removesuffix("预计")
    if tail := _CHANGE_TAIL.search(names):  # 化学需氧量、氨氮两项主要污染物排放量|较2015年削减
        names, change = names[: tail.start()], tail.group() + change
    parts = [name.strip() for name in _NAME_BREAK.split(names) if name]
    if len(parts) != count:
        return []
    summed = _SUMMED.search(parts[-1])  # 氨氮和氮氧化物|四项主要污染物|排放量
    if summed and summed.start() > 0:
        parts[-1] = parts[-1][: summed.start()] + summed["what"]
    head = next((word for word in _words("heads") if parts[-1].endswith(word) and parts[-1] != word), "")
    bare = [bool(summed) or not part.endswith(_words("level_ends")) for part in parts[:-1]]
    return [
        (_joined(part, head) if lacks else part) + change
        for part, lacks in zip(parts, [*bare, False], strict=True)
    ]


_CHANGE_TAIL = lazy(
    r"[较比]“?(?:上年|去年|20\d\d年[底末]?|[^,。;:、\d]{2,6}”?[末底期])(?:再|累计)?(?:增长|下降|降低|提高|增加|减少|上升|削减|压减)$"
    r"|(?:与20\d\d年相比|在20\d\d年基础上)(?:再|累计)?(?:增长|下降|降低|提高|增加|减少|上升|削减|压减)$",
    holds=("较", "比", "基础上"),
)
_SUMMED = lazy(
    r"(?:等)?[二两三四五六七八九十]大?[项种类个](?:主要)?[^\W\d]{0,6}?(?P<what>排放量|排放总量|产量|总产值|增加值|销售额|进出口额|用量|消费量)$"
)


def _joined(name: str, head: str) -> str:
    """城镇居民 and 居民人均可支配收入 have 居民 in common."""
    return name.removesuffix(head[:2]) + head


_NAME_BREAK = lazy(r"、|(?<![总共饱中调缓])和(?!谐)|(?<![涉以普波危遍])及|(?<![参给])与")


_THINGS = ("{#}", "{visit}", "{person}", "{household}")
_COUNTED = (*_THINGS, "m", "m2")


def finished(measure: str, *, counted: bool) -> str:
    """A measure without what does not belong to it; `counted` things have no verb in their name.

    >>> [finished(words, counted=False) for words in ("社会消费品零售总额完成", "某省要确保粮食总产量", "死亡人数分别下降")]
    ['社会消费品零售总额', '粮食总产量', '死亡人数下降']
    >>> finished("各级妇联积极开展志愿服务活动", counted=True)
    '志愿服务活动'
    """
    words = _after_state(_after_modal(measure))
    words = words.replace("分别", "") if words.find("分别") > 0 else words
    if words.endswith(_GRANTS) and 0 < words.find("给予") < len(words) - 4:
        words = words[words.find("给予") + 2 :]  # 示范站给予|业主单位单站补助
    words = words.replace("原则上", "") if words.find("原则上") > 0 else words
    if words.endswith(_words("changes")):  # 社会消费品零售总额完成|增长
        words = words.replace("完成增长", "增长").replace("完成同比", "同比").replace("完成下降", "下降")
    if counted:
        words = _after_verb(words)
    elif words.startswith(_words("means")):
        words = _after_works(words)
    words = words.replace("可补贴", "补贴") if words.endswith("可补贴") else words
    return _trimmed(_without_old_value(words))


_GRANTS = ("奖励", "补贴", "补助", "资助", "支持", "扶持", "奖补")
_IN_A_ROW = lazy(r"(?:已)?连续[\d一二三四五六七八九十]{1,3}(?:年|个?季度|个月)$")  # 粮食总产|连续五年|稳定在
_SINCE = lazy(r"(?<=.)近?[\d一二三四五六七八九十]{1,3}年来$")  # 湖体平均水质|30年来|首次达…水平
_BASES = ("较上年", "比上年", "较去年", "比去年")


def _trimmed(measure: str) -> str:
    """No function word at an end: 市级目标任务|的, 居民消费价格涨幅|在, 后|年吞吐量|可达, 按|实际租金|的."""
    words = _IN_A_ROW.sub("", measure) if "连续" in measure[2:] else measure
    words = _SINCE.sub("", words) if words.endswith("年来") else words
    for _ in range(4):
        if not words.endswith(_words("ends")) or words.endswith(_words("kept_ends")):
            break
        end = next(word for word in _words("ends") if words.endswith(word))
        words = words[: -len(end)].rstrip(" 、,")
    if words.startswith(_BASES) and not words[3:].startswith((*_words("changes"), "同期")):
        words = words[3:]  # 较上年|净增规上企业
    starts = _words("by") if measure.endswith("的") else _words("starts")
    if words.startswith(starts) and not words.startswith(_words("kept_starts")):
        start = next(word for word in starts if words.startswith(word))
        words = words[len(start) :].lstrip(" 、,:")
    return words or measure


def _after_modal(measure: str) -> str:
    """某省要确保|全年粮食总产量: what is to be so stands behind the modal."""
    at = max(
        (place + len(word) for word in _words("modals") if (place := measure.rfind(word)) > 0), default=0
    )
    return measure[at:] if len(measure) - at > 1 else measure


def _after_state(measure: str) -> str:
    """本科高校实现全覆盖、|学生净增: a state of something else stands before the comma."""
    if "、" not in measure:
        return measure
    pieces = measure.split("、")
    for index in range(len(pieces) - 2, -1, -1):
        told = any(word in pieces[index] for word in _words("adverbs"))
        if told and pieces[index].endswith(_words("states")):
            return "、".join(pieces[index + 1 :])
    return measure


def _after_works(measure: str) -> str:
    """通过监测平台聚合|削峰能力, 依托平台吸引|民间资本参与项目: how something is done is no part of its name."""
    ends = (at + len(verb) for verb in _words("works_there") if (at := measure.rfind(verb)) > 1)
    end = max(ends, default=0)
    return measure[end:] if len(measure) - end > 1 else measure


def _after_verb(measure: str) -> str:
    """各级妇联积极开展|志愿服务活动, 甲河与乙路之间建设|拦截沟: who does it and where is no part of what is counted."""
    best = len(measure) - len(_after_works(measure)) if measure.startswith(_words("circumstances")) else 0
    for verb in _words("inner_verbs"):
        at = measure.rfind(verb)
        if (
            at > 0
            and measure[at - 1] != "在"
            and not measure.startswith(_words("verb_nouns"), at + len(verb))
        ):
            best = max(best, at + len(verb))
    at = measure.rfind("建设")
    if at > 0 and measure.endswith(_words("places"), 0, at):
        best = max(best, at + 2)
    return measure[best:] if len(measure) - best > 1 else measure


_FROM = lazy(
    r"[由从][^\d由从,、]{0,8}(?:20\d\d年[底末]?的?)?\d[\d.,]*[^\d由从,、和]{0,8}$", holds=("由", "从")
)
_OLD = lazy(r"[由从][^由从]{1,30}(?:调整|变更|提高|增加|扩大|下降|减少|降低)[为到至]$", holds=("由", "从"))


def _without_old_value(measure: str) -> str:
    """建筑面积|由原批复的5560㎡调整为: what it was is no part of the name."""
    base = _FROM.search(measure)
    if base and base.start() > 1:  # 优良天数比例|由88.2%, 平均浓度|由上年的38微克/立方米
        return measure[: base.start()]
    if not measure.endswith(("为", "到", "至")):
        return measure
    old = _OLD.search(measure)
    return measure[: old.start()] if old and old.start() > 1 else measure


_GIVEN_BEFORE = lazy(
    r"(?:给予|予以|享受|安排)(?:一定的?|相应的?|适当的?|一次性)?(?P<what>[^,。;\d给予]{0,12}(?:奖励|补贴|补助|资助|支持|贴息|扶持|奖补))$",
    holds=("奖励", "补贴", "补助", "资助", "支持", "贴息", "扶持", "奖补"),
)


# --------------------------------------------------------------------------------------------------
# Named elsewhere


def _named_elsewhere(
    text: TargetText, targets: Sequence[Target], named: Sequence[Target], index: int, measure: str
) -> str:
    """The name of a value that has none of its own, or only a relation to the one before (是2011年的|2.5倍)."""
    target = targets[index]
    earlier = named[index - 1] if index else None
    if earlier and (earlier.value is None or earlier.start < after_last(text.sentence_stops, target.start)):
        earlier = None
    if measure:
        return measure if earlier is None else _related(targets[index].measure, measure, earlier.measure)
    after = targets[index + 1] if index + 1 < len(targets) else None
    if after is not None and after.start == target.end and after.measure:
        return finished(after.measure, counted=True)  # 6.1万户|14.2万名监测对象
    if target.parent is not None and named[target.parent].measure:
        return named[target.parent].measure
    return _subject_before(text, after_last(text.stops, target.start))


def _related(found: str, measure: str, before: str) -> str:
    """用电量增长7.1%,高于全国|1.4个百分点; 快递收入310亿元,是2014年的|3.5倍,年均增长9.6%."""
    if found.startswith(_words("levels")):
        said, of, change = found.partition("的")
        told = bool(of) and len(said) < 12 and (not change or change.endswith(_words("changes")))
        return before + change if told else measure
    base = before
    for word in _words("relations"):
        at = base.find(word)
        base = base[:at] if at > 1 and word not in _words("levels") else base
    if (
        measure.endswith(_words("changes")[2:])
        and base.endswith(_words("changes"))
        and "于" not in measure[-4:]
    ):
        return base  # 增长6.3%、高于全省0.4个百分点,全年增长|5.1%
    return base + measure


def _subject_before(text: TargetText, start: int) -> str:
    """粮食总产量|再上新台阶,突破90万吨; 补贴标准:10000元; 主要任务|共涉及6篇,共356条: named in the clause before."""
    if not start or text.copy[start - 1] not in ",:":
        return ""
    begin = after_last(text.stops, start - 1)
    clause = text.copy[begin : start - 1].strip()
    if granted := _GIVEN_BEFORE.search(clause[-60:]):
        return granted["what"]  # 给予一定的|资金支持|,最高不超过3000万元
    found = [place for word in _words("turns") if (place := clause.find(word)) > 1]
    if text.copy[start - 1] == "," and not found:
        return ""
    clause = clause[: min(found)] if found else clause
    good = (
        1 < len(clause) <= 20
        and not _is_no_name(clause)
        and not any(sign.isdigit() or sign in "()" for sign in clause)
    )
    return text.raw[begin : start - 1].strip()[: len(clause)] if good else ""
