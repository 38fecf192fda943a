"""Years told by a word, as adverbs: 今年新建5所学校, 某市明年将开工; not 今年重点工作, 列入今年计划, 比去年增长5%.

今年 is the year in which the text speaks. Words that decide are data (data/deadline_words.csv: year_after, year_no_act,
year_of_noun, year_acts).
"""

from __future__ import annotations

from ..text import lazy
from .date_described import PUT_TO_USE, is_counted_of, is_described
from .date_frame import CLAUSE_STOPS, Frame, Reading, opens_clause, time_words, word_at, words_until
from .date_meaning import before_named
from .date_points import FULL_YEAR
from .date_subjects import acts_at

_LOOKS_BACK = frozenset("去上")
_BEFORE = 24  # signs before a year that are looked at; a subject is no longer
_NOW = ("目前", "现已", "至今", "截至", "截止")  # 今年小巷改造工程目前已完成530条
_AIM_IS = lazy(
    r"[^,。;:\d]{0,24}(?:目标|任务)(?:初步|拟)?(?:确定|安排|设定)?(?:(?:是|为|如下)?:|[是为][^,。;:\d]{0,6}\d)",
    holds=("目标", "任务"),
)  # 今年主要预期目标是:…, 明年目标是1万公里以上


def says_year(copy: str, at: int, stop: int, word: str) -> bool:
    """Whether the worded year copy[at:stop] dates its clause; `word` is the sign of 到, 在 before it, "" for none."""
    if word in ("到", "至"):
        return copy[at] not in _LOOKS_BACK and not is_described(copy, stop)
    behind = copy[stop : stop + 1]
    if not behind or behind in _NO_BEHIND or word_at(copy, stop, "year_no_act"):
        return False
    if _AIM_IS.match(copy, stop):
        return True
    opens = bool(word) or opens_clause(copy, at)
    if _is_object(copy, at):
        return False
    if words_until(copy, stop, CLAUSE_STOPS).endswith("基础上"):  # 在去年增设8间书屋基础上
        return False
    if "前" in copy[stop : stop + 8] and before_named(copy, stop):  # 今年汛前完成清淤
        return True
    if behind == ",":
        return opens and not is_described(copy, stop)
    if word_at(copy, stop, "year_of_noun"):
        rest = words_until(copy, stop, CLAUSE_STOPS)
        return opens and copy.startswith("季", stop + 1) and rest.endswith(PUT_TO_USE)  # 今年秋季投入使用
    if is_counted_of(copy, stop):
        return True
    if is_described(copy, stop):
        return False
    rest = words_until(copy, stop, CLAUSE_STOPS)
    if rest.endswith("情况") and not any(sign.isdecimal() for sign in rest):
        return False  # 今年森林防火工作部署情况。
    if _is_told(rest) or any(word in rest for word in _NOW) or _is_subject(copy, stop + len(rest), rest):
        return False
    return (
        acts_at(copy, stop)
        or bool(word_at(copy, stop, "year_acts"))
        or (opens and copy[at] not in _LOOKS_BACK)
        or _has_act(rest)
    )


_HARD = (
    "严峻",
    "复杂",
    "多变",
    "艰巨",
    "繁重",
    "不易",
    "特殊",
    "困难",
    "不平凡",
    "加剧",
    "加大",
    "增多",
    "叠加",
)


def _is_told(rest: str) -> bool:
    """今年用工形势格外复杂严峻: how the year is, nothing that is done in it."""
    return rest.endswith(_HARD) and not any(sign.isdecimal() for sign in rest)


_OWN_YEAR = lazy(
    r"(?:计划|预计|拟|力争|安排)*(?:完成|安排)?(?:(?:投资|投入)[^,。;:]{0,6}|新增|新建|改造)\d",
    holds=("当年",),
)


_OWN_ACT = lazy(
    r"度?内?(?:(?P<able>能够?|可以?)|就|即|须|要|应)?"
    r"(?:(?:启动)?实施|启动|立项|建设|开工|动工|完成|建成|完工|竣工|投产|见效|办结|办好|办成|见到?(?:实效|成效))"
    r"(?=$|[、,。;)”\n或和及与并且]|(?(able)的|(?!)))",
    holds=("当年",),
)
_OTHER_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?= ?[年、-])|当年|[今去明次翌同]年|年内")
_WHOEVER = ("对", "凡", "如", "若", "企业", "单位")  # 对当年完成、当年见效的企业给予奖励


def read_own_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """总投资10亿元,当年计划完成投资2亿元; 能够当年实施、当年见效: of the list's year, where none is told before."""
    if frame.year is None or copy[at + 1 : at + 2] != "年":
        return None
    if _OWN_ACT.match(copy, at + 2):
        return _own_act(copy, at, frame.year)
    if not _OWN_YEAR.match(copy, at + 2):
        return None
    if not opens_clause(copy, at) or FULL_YEAR.search(copy, max(0, at - 80), at):
        return None
    return Reading(at + 2, f"{frame.year}", "during", True)


def _own_act(copy: str, at: int, year: int) -> Reading:
    """能够当年开工、当年完成、当年投产: what is asked for is of the list's year, told once a sentence."""
    stop = at + 2 + copy.startswith("度", at + 2)
    begin = max(copy.rfind(sign, max(0, at - 80), at) for sign in "。!?\n") + 1 or max(0, at - 80)
    before = copy[begin:at]
    clause = before[max(before.rfind(sign) for sign in ",;:") + 1 :]
    if _OTHER_YEAR.search(before) or any(word in clause for word in _WHOEVER):
        return Reading(stop)
    return Reading(stop, f"{year}", "during", True)


_NO_BEHIND = frozenset("的是来度)》”、或;。:初")


def _is_object(copy: str, at: int) -> bool:
    """做好|今年工作, 列入|今年计划, 比|去年: a verb or a word such as 对 takes the year with its noun."""
    return copy.endswith(time_words()["year_after"], max(0, at - _BEFORE), at)


_THOSE = lazy(r".{2,40}的\ ?\d[\d余多]{0,6}[个项件条处家所][^\d]{1,12}$", holds=("的",))
_SAID_OF = ("也", "均", "都", "全部", "已", "要", "须", "应", "必须")


def _is_subject(copy: str, end: int, rest: str) -> bool:
    """今年争取资金已下达的20个项目,也要确保开工: which ones are spoken of."""
    return copy.startswith(_SAID_OF, end + 1) and copy[end : end + 1] == "," and bool(_THOSE.match(rest))


def _has_act(rest: str) -> bool:
    """去年全市粮食产量达到200万吨, 某县今年排定85个项目: behind the year something is done or reached."""
    return any(sign.isdecimal() for sign in rest) or any(word in rest for word in time_words()["predicates"])
