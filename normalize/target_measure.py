"""What a value of a text is said of: the noun phrase before it or after it, without deadline, modality and verb."""

from __future__ import annotations

from bisect import bisect_left

from ..text import lazy
from .numbers import comparators
from .target_compared import Value
from .target_text import (
    TargetText,
    target_words,
    word_tuple,
    words_by_end,
    words_by_start,
    words_longest_first,
)

MEASURE_LENGTH = 60  # a longer run of words is a sentence, not what a value is said of

_TRIM = " ,;:、。()〔〕/“”\"'"
_AND = lazy("且|并且")


def strip_lead(words: str, *keys: str) -> str:
    """Words of modality and verbs off the front, again and again: 力争成功创建市级绿色工厂 -> 市级绿色工厂."""
    table, kept = words_by_start(*keys), words_by_start("protected")
    verbs = word_tuple("lead_verbs")
    rest = words.strip()
    for _ in range(12):
        if rest.startswith(kept.get(rest[:1], ())):
            return rest
        word = next((w for w in table.get(rest[:1], ()) if rest.startswith(w)), "")
        if not word or len(word) >= len(rest):
            return rest
        if word in verbs and _is_tail(rest[len(word) :]):
            return rest  # 培育数量, 建设领域, 检查次数
        rest = rest[len(word) :].lstrip(" 、,:")
    return rest


def _is_tail(words: str) -> bool:
    """数量 of 培育数量, 规模 of 建设规模; 规模化基地 is what is built."""
    tail = next((tail for tail in words_longest_first("verb_tails") if words.startswith(tail)), "")
    return bool(tail) and words[len(tail) : len(tail) + 1] not in ("化", "型", "性", "级")


def _share_words(text: TargetText, value: Value, words: str) -> str:
    """采购金额 in 不低于采购金额的30%: what the share is of stands after the comparison."""
    inner = text.copy[value.start : value.number].removesuffix("的")
    if not value.compared or value.quantity.kind != "ratio" or len(inner) < 4:
        return words
    subject = strip_lead(words, "lead_in", "lead_verbs")
    if (
        len(subject) > 3
        and not subject.endswith(("按照", "给予"))
        and not verb_before(text.copy, value.start)
    ):
        return words  # 审核人员|不少于本单位总人数的5%
    before, _ = next(((item, 0) for item in comparators("before") if inner.startswith(item.word)), (None, 0))
    return inner[len(before.word) :] if before and len(inner) > len(before.word) + 1 else words


_MUST = lazy(r"(?<![效响供适感反对相])应$|应当$|(?<!必)须$|率先$|超额$|力争$")
_MUST_ENDS = ("应", "应当", "须", "率先", "超额", "力争")
_PACE = ("年均", "月均", "日均", "人均", "户均", "亩均")  # 城镇新增就业年均|超过12万人 is no total
_RUN_IN = lazy(r"^[一二三四五六七八九十]{1,2}是")


def _strip_end(words: str) -> str:
    """审核时间一般 -> 审核时间, 排水分区面积总计 -> 排水分区面积."""
    if "是" in words[1:3]:
        words = _RUN_IN.sub("", words)
    if words.endswith(_MUST_ENDS):
        words = _MUST.sub("", words)
    if words.endswith(_PACE):
        return words
    for word in words_longest_first("trailing"):
        if words.endswith(word) and len(words) > len(word) + 1:
            return words[: -len(word)].rstrip()
    return words


_OLD_VALUE = lazy(
    r"[从由](?:(?:19|20)\d\d年(?:底|末)?的?)?[^从由,。;:!?\n\d]{0,8}\d[\d.]{0,12}[^从由,。;:!?\n\d]{0,4}$"
)


def _before_old_value(copy: str, start: int, end: int) -> int:
    """补助标准|从每人每月50元|提高到60元: the value that is left behind is no part of the measure."""
    if not copy.startswith(("提", "增", "扩", "上", "下", "降", "缩", "减", "调"), end):
        return end
    first = max(start, end - 40)
    old = _OLD_VALUE.search(copy[first:end])
    return first + old.start() if old and first + old.start() > start else end


_BROUGHT = ("缩短", "压缩", "压减", "提高", "提升", "降低", "控制", "扩大", "调整", "增加", "降至", "减少")
_LISTED = lazy(
    r"^\s*(?:第[一二三四五六七八九十百\d]{1,6}[条款项]|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|[①-⑳]|\d{1,2}\)|\d{1,2}[、.] ?(?=[^\W\d]))\s*"
)
_PER_EACH = lazy(
    r"(?<=[^\W\d])(?:达到?|为)?每 ?\d[\d.]* ?[^\W\d]{1,4}$", holds=("每",)
)  # 点位密度|达到每5公里|1个
_BY_NAMED = lazy(r"^[^按]{0,16}按照?(?=[^\d,。;]{2,10}$)")  # 省级财政按|贴息比例|不高于70%
_BY_PRICE = lazy(
    r"(?P<subject>[^按以为]{2,30}(?:标准|比例|电价|价格|租金|费用|限额|额度|金额|费))(?:按照?|以|为)[^\d,。;]{2,30}的$",
    holds=("按", "以", "为"),
)  # 谷段电价|按平段电价的|41%|执行
_RAISED_TO = lazy(
    r"(?P<subject>.{2,40}?)(?:提高|提升|增加|增至|降低|下降|压减|达|占|调整)(?:至|到)[^\d,。;]{1,16}的$"
)  # 预付款比例|提高至合同金额的|30%以上


def left_measure(text: TargetText, value: Value, start: int) -> str:
    """The words between a clause's start and a value, without deadline, modality and verb."""
    end = _before_old_value(text.copy, start, value.start)
    words = text.copy[start:end]
    index = bisect_left(text.deadline_starts, end) - 1
    if index >= 0 and text.deadlines[index].start >= start:
        item = text.deadlines[index]
        after = text.copy[item.end : end]
        words = after if after.strip(" ,、") else text.copy[start : item.start]  # 各地区每年最高6000元
    if len(words) > MEASURE_LENGTH:
        words = words[-MEASURE_LENGTH:]
    words = _LISTED.sub("", _AND.split(words)[-1])
    if text.copy.startswith(_BROUGHT, value.start):
        words = words.rpartition("将")[2] or words  # 于更新电梯将|检验周期|缩短至5个工作日
    words = _PER_EACH.sub("", words)
    raised = _RAISED_TO.match(words) if words.endswith("的") else None
    raised = raised or (_BY_PRICE.match(words) if words.endswith("的") else None)
    words = raised["subject"] if raised else words
    words = _BY_NAMED.sub("", words) if words.endswith(("比例", "标准", "额度")) else words
    if value.operator != "qualitative":
        words = _share_words(text, value, words)
    plain = strip_lead(words, "lead_in")
    if plain.startswith("完成") and not plain.startswith("投资", 2) and not _is_tail(plain[2:]):
        plain = plain[2:]  # 完成|架空线入地道路长度
    if not plain.rstrip(_TRIM).endswith(word_tuple("rate_endings")):
        plain = strip_lead(words, "lead_in", "lead_verbs")
    plain = _strip_end(plain.strip(" ,;:、。/"))
    return "" if plain in target_words()["lead_in"] else balanced(plain)


def balanced(words: str) -> str:
    """Outer brackets and quotes that have no partner are dropped."""
    for opening, closing in ("()", "〔〕", "“”"):
        if words.startswith(opening) and closing not in words:
            words = words[1:]
        if words.endswith(closing) and opening not in words:
            words = words[:-1]
        if words.endswith(opening):
            words = words[:-1]
    return words.strip(" ,;:、")


_RIGHT = lazy(r"[^,。;:、!?\n()（）〔〕]{1,60}")
_GLOSS = lazy(r"\([^()]{1,20}\)(?=[^\W\dA-Za-z_])")


def right_measure(copy: str, pos: int) -> str:
    """The noun phrase after a counted value, a gloss in brackets inside it included."""
    match = _RIGHT.match(copy, pos)
    if match is None:
        return ""
    end = _over_list(copy, match.end())
    also = _ALSO_PLACES.match(copy, end) if copy.startswith("(", end) else None
    end = also.end() if also else end
    gloss = _GLOSS.match(copy, end) if copy.startswith("(", end) else None
    if gloss:
        more = _RIGHT.match(copy, gloss.end())
        end = more.end() if more else end
    words = copy[pos:end].strip()
    for prefix in _OF_SUCH:  # 5亿元|规模的种子基金, 40万元|不等的补贴
        words = words.removeprefix(prefix)
    return words.removeprefix("的")


_ALSO_PLACES = lazy(r"\([市区县州镇乡街道社村旗场、]{1,8}\)(?=$|[,。;:、])")  # 200个示范乡镇(街道)
_OF_SUCH = ("规模的", "不等的", "左右的", "以上的", "总额的")


_TO_CLAUSE_END = lazy(r"(?:、[^,。;:、!?\n()\d]{1,20}){1,8}(?=[,。;!?\n]|$)")


def _over_list(copy: str, end: int) -> int:
    """1万亩宜机化、水利化、…示范区: a list without another number belongs to the phrase."""
    match = _TO_CLAUSE_END.match(copy, end)
    return match.end() if match else end


_FINAL = lazy(
    r"\s*(?:$|[,。;:、!?…\n()（）〔〕”\]/]|[和及与或并且]|以及|同比|其中|达到(?=\d)|新?(?:大关|台阶|关口)|历史性(?:大关|台阶|关口|节点)|\d|等(?![级次额待同高于]))"
)


def is_final(copy: str, pos: int) -> bool:
    return bool(_FINAL.match(copy, pos))


_BATCH = lazy(
    r"(?:(?:首|第(?:\d{1,2}|[一二三四五六七八九十]))批|(?:新一|第(?:\d{1,2}|[一二三四五六七八九十]))轮)$"
)


_REST = ("剩余", "其余", "余下")


def verb_before(copy: str, pos: int) -> bool:
    """Whether a verb that takes counted objects ends at a position: 新建成|1个, 推出|5项, 制定了|3项, 组建首批|2家."""
    end = pos
    while end > 0 and copy[end - 1] in " “(":
        end -= 1
    batch = _BATCH.search(copy, max(0, end - 5), end) if copy.endswith(("批", "轮"), 0, end) else None
    if batch:
        end = batch.start()
    rest = next((word for word in _REST if copy.endswith(word, 0, end)), "")
    end -= len(rest)  # 完成剩余|约2万平方米|房屋改造
    if _verb_ends(copy, end):
        return True
    return copy.endswith(("了", "出", "到", "至"), 0, end) and _verb_ends(copy, end - 1)


def _verb_ends(copy: str, end: int) -> bool:
    return end > 0 and copy.endswith(words_by_end("verbs").get(copy[end - 1], ()), 0, end)
