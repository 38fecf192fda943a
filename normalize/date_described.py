"""Times that tell which or describe: 2022年投产的项目, 2025年是收官之年, 10月1日前出生的, the year of a line that is a name."""

from __future__ import annotations

from ..text import lazy
from .date_frame import CLAUSE_STOPS, ends_in_condition, holds_word, time_words, word_at, words_until
from .date_points import FULL_YEAR, Point

_DESCRIBES = (
    "不变价",
    "为基准",
    "可比价",
    "价格计算",
    "来,",
    "及之前",
    "及以前",
    "及以后",
    "及之后",
    "是",
    ",是",
    "版",
    "届",
    ",意义",
    ",注定",
    "第",
    "的",
    "后",
    "以后",
    "之后",
    "前后",
    "前夕",
)

_SECTORS = ("第一产业", "第二产业", "第三产业", "第二、三产业", "第二三产业")

_MADE = lazy(r"为[^,。;]{0,40}(?:之年|的一年|年)(?:$|[,。;])")

SINCE_THEN = lazy(r"[^,。;]{0,30}以来")

_OF = lazy(r"(?![全我本各以])[^,。;:\d\s]{1,4}的")

_SOME = lazy(r"[^,。;:\d已将了共]{2,14}的\d[\d.]*(?![\d.%])")  # 2019年计划改造的459个小区

_SET_DOWN = ("通过的", "公布的", "发布的", "印发的", "批准的", "颁布的", "制定的")

_ENACTED = lazy(
    r"[^,。;:]{1,20}(?:通过|公布|发布|印发|批准|颁布|制定)的"
)  # 2010年5月28日市人大常委会通过的条例

_THOSE = lazy(r"(?:[尚仍还]?未|已经?)[^,。;:了]{1,20}的(?!\ ?[\d基前情])")  # 10月16日6时未填写的申请人

_SEASON = lazy(r"[春夏秋冬]季[^,。;:\d]{0,8}的(?=[^,。;\d]{1,8}(?:应|须|为|是))")  # 2026年秋季入园的新生应为

DURING = lazy(r"[^,。;:\d]{2,20}(?<![集期其年])中,")  # 在2019-2021年…考核中,

_IS_SUBJECT = lazy(
    r",?(?:注定|极其?|很不|非常|殊为|颇|充满|在[^,。;:\d]{2,20}(?:具有|有着|留下|写下)|对[^,。;:\d]{2,16}(?:来说|而言))"
)  # 2022年,极不平凡; 2022年在城市交通史上具有里程碑意义

_WIDE = ("国家", "世界", "国际", "全国", "中国", "全民")

_OBSERVED = lazy(r"(?:国家|世界|国际|全国|中国|全民)[^,。;\d]{1,12}[日节]")  # 6月5日世界环境日

_SUBJECT_SIGNS = frozenset("注极很非殊颇充在对")


IS_SEASON = lazy(
    r"[为是属][^,。;:\d]{0,8}(?:季节|雨季|旱季|旺季|淡季|汛期|雨期|枯水期|丰水期|高发期|多发期)"
)  # 5月至9月为汛期: what the months are, nothing that is done in them

_COUNTED_OF = lazy(
    r"(?!第)(?:有|[^,。;:\d《]{0,36}?(?P<of>项目|工程|实事|任务|事项|指标|课题|举措|措施|提案|议案|建议|地块|标段|工地|点位|草案|规章)(?:安排)?"
    r"(?:共计?|共有|合计|总计|总共|有|计|达)?\ ?)(?(of)|[^,。;:\d《]{1,16})"
    r"(?:\d{1,3}大?类|\d{1,3}个?方面|\d{1,3}个?领域)?\d[\d.]{0,6}万?\ ?[个项件条处家所宗](?=[,。;:(]|$)",
    holds=tuple("个项件条处家所宗"),
)


_THERE_ARE = lazy(
    r"[^,。;:\d《]{1,14}的[^,。;:\d《]{1,8}(?:共计|共有|有|共|总计)\ ?\d[\d.]{0,6}万?\ ?[个项件条处家所座台套名人户](?=[,。;:(]|$)",
    holds=("共", "有", "总计"),
)  # 今年新开工的泵站有6座


def is_counted_of(copy: str, at: int) -> bool:
    """2021年重点水务项目60个, 2021年有项目80个, 今年新开工的项目有6项: the number is what is said of the year."""
    return _COUNTED_OF.match(copy, at) is not None or _THERE_ARE.match(copy, at) is not None


def is_described(copy: str, at: int) -> bool:
    """2025年是收官之年, 2022年投产的项目, 2022年以来, 6月5日世界环境日."""
    rest = copy[at : at + 60].lstrip(" ")
    return bool(
        (rest.startswith(_DESCRIBES) and not rest.startswith(_SECTORS))
        or (rest.startswith("为") and _MADE.match(rest))
        or (rest.lstrip(",")[:1] in _SUBJECT_SIGNS and _IS_SUBJECT.match(rest))
        or ("以来" in rest[:32] and SINCE_THEN.match(rest))
        or ("的" in rest[1:5] and _OF.match(rest))
        or ("的" in rest[2:16] and _SOME.match(rest))
        or ("季" in rest[1:2] and _SEASON.match(rest))
        or (rest[:1] in "未已尚仍还" and rest[1:] and _THOSE.match(rest))
        or (any(word in rest for word in _SET_DOWN) and _ENACTED.match(rest))
        or (rest.startswith(_WIDE) and _OBSERVED.match(rest))
        or (rest[:1] in ("为", "属") and IS_SEASON.match(rest))
    )


_DONE_BEFORE = lazy(r"[^,。;:\d的]{1,4}的")

_ALREADY = lazy(r"(?:已|仍)[^,。;:]{1,20}的")

_DONE = ("goals", "publications", "events", "origins")

_TO_BE = ("要", "需", "须", "应", "应当", "必须", "需要")


def tells_which(copy: str, at: int) -> bool:
    """建成的, 召开的, 要完成的 behind a time: which ones, not when."""
    at += next((len(word) for word in _TO_BE if copy.startswith(word, at)), 0)
    done = (at + len(word) for slot in _DONE if (word := word_at(copy, at, slot)))
    return any(copy.startswith("的", end) for end in done)


_BUILT = lazy(
    r"(?:建成|投用|竣工)(?:(?:[需须未尚仍且]|但未)[^,。;:\d]{0,8}|、[^,。;:\d]{2,30}(?:,[^,。;:\d]{2,24})?)的",
    holds=("建成", "投用", "竣工"),
)  # 2000年底前建成需改造的小区

_UNDONE = frozenset("未尚仍还")  # 对2022年底前未完工的工程进行清理

_AIM_OF = lazy(
    r"(?!实现|完成|达到|建成|全面|基本|力争|确保|顺利|如期|按期|提前)[^,。;:\d的]{2,8}(?:目标|行动|方案|计划)(?=$|[,。;、)])"
)  # 实现2030年前碳达峰目标

_WHOEVER = lazy(r"(?:凡|凡是)在?\ ?20\d\d年[^,。;]{0,10}$")  # 凡在2023年12月31日前登记且正常经营的企业


_REGISTERED = lazy(
    r"(?:\((?:不?含|包括)[^()]{0,10}\))?(?:已)?(?:注册登记|登记注册|登记|注册|出厂|上牌|出生|参保|入职|购置|购买|办理)[^,。;:\d]{0,6}?的(?!时限|要求)",
    holds=("注册", "登记", "出厂", "上牌", "出生", "参保", "入职", "购置", "购买", "办理"),
)  # 2012年6月30日前(含当日)注册登记的汽车


def is_attribute(copy: str, point: Point) -> bool:
    """2000年以前建成的小区, 2022年12月31日前已竣工的项目, 2023年底召开的会议: which ones, not by when."""
    stop = point.stop
    if point.before and not point.end and ends_in_condition(copy, stop):
        return True
    if (
        point.before
        and "的" in words_until(copy, stop, CLAUSE_STOPS)
        and _WHOEVER.search(copy, max(0, point.stop - 24), stop)
    ):
        return True
    if point.before and len(point.last) == 4 and _AIM_OF.match(copy, stop):
        return True
    if point.before and point.stated and copy.startswith("的", stop):  # 2023年12月31日前的存量项目
        return True
    if copy.startswith(("建成", "投用", "竣工"), stop) and _BUILT.match(copy, stop):
        return True
    if point.before and _REGISTERED.match(copy, stop):
        return True
    if "的" not in copy[stop + 1 : stop + 26]:
        return False
    if tells_which(copy, stop) or (copy[stop : stop + 1] in _UNDONE and _THOSE.match(copy, stop)):
        return True
    if not point.before or point.end:
        return False
    year = len(point.last) == 4 and _DONE_BEFORE.match(copy, stop)
    return bool(year or _ALREADY.match(copy, stop))


def is_amount_of(copy: str, at: int) -> bool:
    """2020年底的35%: what it was then."""
    return copy.startswith("的", at) and copy[at + 1 : at + 2].isdecimal()


_OF_LIST = ("对", "针对", "围绕", "根据", "按照", "结合")


def is_of_list(copy: str, at: int) -> bool:
    """对2016年督察、2018年督察“回头看”反馈问题进行排查: named things that stand in a row behind 对."""
    clause = copy[max(0, at - 60) : at]
    clause = clause[max(clause.rfind(sign) for sign in ",。;:") + 1 :]
    return clause.startswith(_OF_LIST) and FULL_YEAR.search(clause) is not None


def among(before: str) -> bool:
    """2月3日云南7.0级、3月19日新疆6.9级: one of several things, each with its day."""
    named = before.endswith("、") and before[-2:-1] not in ("日", "号", "月", "度", "年", ")")
    return named and not before[:-1].isdecimal()  # 3、4月8日: the number of a line


PUT_TO_USE = ("投入使用", "投入运营", "投用", "见效", "进场施工", "开始招生", "正式招生")

_TITLES = ("表", "名单", "清单", "目录", "报告", "公告", "公示", "通报", "说明", "情况")

_NO_ACTS = lazy(r"《[^《》]{0,60}》|(?:完成|实施|推进|开展|建设|落实|执行)(?=情况|方案|意见|进度|计划)")

_ASIDE_END = lazy(
    r"\((?:共|共计|征求意见稿|送审稿|草案|试行|附后|见附件)[^()]{0,8}\)$", holds=("(",)
)  # 分工方案(共计121项)


def is_heading(copy: str, at: int, *, year: bool) -> bool:
    """2024年工作回顾, 2025年目标值: a noun of headings ends the clause and nothing is said."""
    rest = words_until(copy, at, CLAUSE_STOPS, 50)
    if copy.startswith(":", at + len(rest)):  # 2022年主要预期目标:GDP增长6%
        return False
    whole = at + len(rest) == len(copy)
    rest = _ASIDE_END.sub("", rest) if rest.endswith(")") else rest
    rest = _NO_ACTS.sub("", rest).strip(" ”\"’')〕]》")
    if year and whole and rest.endswith(_TITLES) and not any(sign.isdecimal() for sign in rest):
        return True
    named = not (holds_word(rest, "predicates") or rest.endswith(PUT_TO_USE))
    if year and whole and at < 12 and named:  # a line that is a name
        return True
    act = len(word_at(copy, at, "acts"))  # 一季度签约投资50亿元的项目
    done = bool(act) and len(rest) > act + 4
    return not done and rest.endswith(time_words()["heads"]) and not holds_word(rest, "predicates")
