"""Spans of years, five-year plans and the words of a year: 2021—2025年, “十四五”期间, 规划期内, 年底前, 全年."""

from __future__ import annotations

from ..text import chinese_number, lazy
from .date_described import DURING, tells_which
from .date_frame import (
    CLAUSE_STOPS,
    OPENING,
    STRIVES,
    Frame,
    Reading,
    holds_word,
    opens_clause,
    time_words,
    word_at,
    words_before,
    words_until,
)
from .date_meaning import is_distance, weighs_up
from .date_points import FULL_YEAR
from .date_subjects import TAKES, acts_at, of_place
from .periods import plan_years
from .repair import repair_year_pair

_SPAN = lazy(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)\ ?年?\ ?(?:-{1,2}|～|~|至|到)\ ?(?:(?P<b>20\d\d)(?!\d)\ ?年?|(?P<s>\d\d)\ ?年)(?!年?\ ?\d{1,2}\ ?月)(?:期间|底)?"
)
_PAIR = lazy(r"(?<![\d.])20\d\d20\d\d(?!\d)年?")


def read_span(copy: str, at: int, frame: Frame) -> Reading | None:
    match = _SPAN.match(copy, at) if copy.startswith(("19", "20"), at) else None
    if match is None:
        return _read_pair(copy, at, frame)
    first, last = int(match["a"]), int(match["b"] or match["a"][:2] + match["s"])
    if first >= last or (match["s"] and last > first + 20):
        return None
    end = match.end() + copy.startswith("前", match.end())
    held = words_before(copy, at).endswith("在") and "中," in copy[end : end + 24] and DURING.match(copy, end)
    if match.group().endswith("期间") and copy.startswith("的", end):  # 2018年至2022年期间的欠账
        return Reading(end)
    if copy.startswith((",是我", ",是全", ",是本", "是我", "是全"), end):  # 2011—2015年,是我县…的关键时期
        return Reading(end)
    if copy.startswith(
        (")时期,是", ")时期是", ")期间,是"), match.end()
    ):  # “十四五”(2021-2025年)时期,是…第一个五年
        return Reading(match.end())
    if _is_inside(copy, at, end):
        return Reading(match.end())
    if words_before(copy, at).endswith("为") and _names_what(copy, at, end):
        return Reading(match.end())
    if names_plan(copy, at, match.end()) or tells_which(copy, end) or held:
        return Reading(match.end())
    return Reading(match.end(), f"{first}/{last}", "during")


_TERMS = ("期为", "限为", "间为", "段为", "度为")


_SPANS_AT = (
    "到",
    "至",
    "通过",
    "经过",
    "力争",
    "在",
    "于",
    "为",
    "是",
    "从",
    "自",
    "决定",
    "明确",
    "间",
    "段",
    "期",
    "限",
    "划",
    "每年",
)


def _is_inside(copy: str, at: int, end: int) -> bool:
    """通报了重点区域2019-2020年秋冬季目标完成情况: inside a name; not 决定2016-2017年在市区开展, 全市2021-2023年新增12万人."""
    before = words_before(copy, at)
    if not copy[end : end + 1].isalpha() or opens_clause(copy, at):
        return False
    if before.endswith(TAKES):
        return True
    if acts_at(copy, end):
        return False
    return not before.endswith(_SPANS_AT) and not of_place(copy, at, end, before)


def _names_what(copy: str, at: int, end: int) -> bool:
    """确定为2021-2023年创建周期提名城市: which; not 期限为2021-2023年."""
    return not words_before(copy, at).endswith(_TERMS) and copy[end : end + 1].isalpha()


def _read_pair(copy: str, at: int, frame: Frame) -> Reading | None:
    match = _PAIR.match(copy, at) if frame.lossy else None
    pair = repair_year_pair(match.group().removesuffix("年")) if match else None
    if match is None or pair is None:
        return None
    return Reading(match.end(), f"{pair.repaired[:4]}/{pair.repaired[-4:]}", "during", True)


def names_plan(copy: str, at: int, end: int) -> bool:
    """规划(2021-2025年), 编制2022-2025建设项目规划设计方案, 按照2024-2026年补贴政策: the years belong to a name."""
    before = words_before(copy, at)
    if copy[end : end + 2] == ")》" or copy[end : end + 2] == "年》":
        return True
    if copy.startswith(")", end) and copy.startswith(time_words()["plan_names"], end + 1):
        return True
    if before.endswith("("):
        return before.rstrip("(").endswith((*time_words()["plan_names"], "行动", "专项项目"))
    rest = words_until(copy, end, CLAUSE_STOPS, 24)
    if copy[end : end + 1] == "," or not holds_word(rest, "plan_names"):
        return False
    return before.rstrip("了《“ ").endswith(time_words()["drawn_up"]) or not holds_word(rest, "predicates")


# --------------------------------------------------------------------------------------------------
# Five-year plans, the end of the year, schedules without an end

_PLAN = lazy(
    r"[“\"‘']?\ ?(?P<no>十[一二三四五六七八九]|[六七八九十](?=五[”\"’“'])|[八九])五(?:\ ?[”\"’“'])?\ ?(?:规划)?"
    r"(?:(?P<w>期间|期間|时期|時期|末期|期末|末|期内|期)|(?P<cut>[前后])(?P<k>[一二两三四1-4])年)"
)
_OURS = lazy(r"(?:本)?规划(?:实施)?期(?P<w>内|间|末|(?=每|,))(?!期)")
_YEAR_WORD = lazy(r"年(?P<w>底|末|度?内|中)(?P<before>(?:之|以)?前)?(?![涵容部控外需])")

_PLAN_SAYS = frozenset("期末前后")
_COUNTS = frozenset("0123456789一二两三四五六七八九十半近几数多")


_AIMS_OF = lazy(
    r"[^,。;:\d]{2,20}的?(?:工作(?=$|[,。;])|指导思想|总体要求|发展环境|战略|目标|任务|举措|蓝图|思路|路径|规划|方向|愿景)"
)
_LOOKS_BACK = ("工作回顾", "工作总结", "发展回顾", "发展成就", "主要成绩", "主要成就")
_LOOKS_BACK_TOO = lazy(
    r"(?:和|及|以及|与)[^,。;:]{2,24}(?:回顾|总结|成就|情况)(?=$|\n)", holds=("回顾", "总结", "成就", "情况")
)  # “十三五”期间和2020年发展回顾
_TELLS = (
    "阐明",
    "阐述",
    "分析",
    "描绘",
    "明确",
    "提出",
    "部署",
    "谋划",
    "编制",
    "研究",
    "绘就",
    "擘画",
    "针对",
    "围绕",
    "对照",
)


_WITH_PERIOD = ("推进", "推动", "做好", "抓好", "统筹", "完成", "谋划", "将", "把", "总结", "报送", "编制")
_YEARS_ASIDE = lazy(r"\(20\d\d年?(?:-{1,2}|～|~|至|到)20\d\d年?\)")


def _is_spoken_of(copy: str, at: int, end: int) -> bool:
    """主要阐明了“十三五”时期全省发展的目标: the plan is told of."""
    before = copy[max(0, at - 8) : at]
    if copy.startswith(_LOOKS_BACK, end) or _LOOKS_BACK_TOO.match(copy, end):  # “十四五”时期工作回顾
        return True
    if before.endswith(_WITH_PERIOD):  # 推进“十四五”时期节约工作高质量发展, 将“十三五”期间成效作为考核内容
        return True
    return any(word in before for word in _TELLS) and _AIMS_OF.match(copy, end) is not None


_LAYS_GROUND = lazy(r"[^,。;:\d]{0,24}(?:奠定|打下|打好|夯实|筑牢)[^,。;:\d]{0,12}基础", holds=("基础",))
# 是“十五”末期5.5倍, 是“十一五”期间4500万元的2.8倍
_TIMES_AS_MUCH = lazy(r"的?\ ?(?:\d[\d.]*[^,。;:\d]{1,6}的)?\d[\d.]*\ ?倍", holds=("倍",))


_BARE_PLAN = lazy(
    r"[“\"](?P<no>十[一二三四五六七八九])五[”\"](?=(?:(?:全|我|本)[省市区县州国](?:至少)?|至少)?(?:力争|计划|拟|将|累计|共)?(?:新[增建开改]|建成|开工|启动|投运|投产|完成|实现|实施|淘汰|改造|建设)(?!方案|意见|用地|规划|项目|工程|任务|情况|评估|成果|期))"
)


def _read_bare_plan(copy: str, at: int) -> Reading | None:
    """力争“十四五”开工, “十四五”新建风电场2座: the period by its name alone, before what is done in it."""
    match = _BARE_PLAN.match(copy, at) if copy[at] in '“"' else None
    years = plan_years(match["no"]) if match else None
    if match is None or years is None:
        return None
    said = opens_clause(copy, at) or words_before(copy, at).endswith(STRIVES)
    return Reading(match.end(), f"{years[0]}/{years[1]}", "during") if said else None


_REACHES = lazy(
    r"[^,。;:\d较比]{0,14}(?:达到?|突破|超过?|不低于|不少于)[^,。;:\d]{0,3}\d"
)  # 实现“十四五”末|总量达到6万套


def read_plan(copy: str, at: int, frame: Frame) -> Reading | None:
    five = copy.find("五", at, at + 5)
    said = five >= 0 and not _PLAN_SAYS.isdisjoint(copy[five + 1 : five + 7])
    match = _PLAN.match(copy, at) if said else None
    years = plan_years(match["no"]) if match else None
    if match is None or years is None:
        return _read_bare_plan(copy, at)
    before = words_before(copy, at)
    if before.endswith(("比", "较")):  # 比“十一五”末提高10个百分点
        return Reading(match.end())
    if before.endswith("为") and _LAYS_GROUND.match(copy, match.end()):
        return Reading(match.end())
    if before.endswith(("是", "为", "相当于")) and _TIMES_AS_MUCH.match(copy, match.end()):
        return Reading(match.end())
    if before.endswith(("从", "自")) and copy.startswith("起", match.end()):  # 从“十四五”时期起
        return Reading(match.end() + 1, f"{years[0]}/..", "since")
    compared = copy.startswith("的", match.end()) and (
        copy[match.end() + 1 : match.end() + 2].isdecimal() or words_before(copy, at).endswith(("由", "从"))
    )
    aside = _YEARS_ASIDE.match(copy, match.end()) if copy.startswith("(", match.end()) else None
    if aside and copy.startswith(
        ("是", ",是", ",正是"), aside.end()
    ):  # “十四五”时期(2021-2025年),是…关键时期
        return Reading(aside.end())
    if compared or copy.startswith(
        ("是", ",是", ",正是"), match.end()
    ):  # “十五五”时期是…关键时期, 由“十二五”末的6557亿元增加到
        return Reading(match.end())
    if "末" in (match["w"] or "") and before.endswith("实现") and _REACHES.match(copy, match.end()):
        return Reading(match.end(), f"{years[1]}", "by")
    if _is_spoken_of(copy, at, match.end()) or _is_inside(copy, at, match.end()):
        return Reading(match.end())
    if copy[match.end() : match.end() + 1].isdecimal() and not opens_clause(copy, at):
        return Reading(match.end())  # 撬动“十五五”期间20万亿元投资
    first, last = years
    if match["cut"]:
        count = int(match["k"]) if match["k"].isdecimal() else chinese_number(match["k"]) or 1
        first, last = (first, first + count - 1) if match["cut"] == "前" else (last - count + 1, last)
        return Reading(match.end(), f"{first}/{last}", "during")
    if "末" in match["w"]:
        return Reading(match.end(), f"{last}", "by")
    return Reading(match.end(), f"{first}/{last}", "during")


def read_ours(copy: str, at: int, frame: Frame) -> Reading | None:
    match = _OURS.match(copy, at) if copy.startswith(("规划", "本规划"), at) else None
    if match is None:
        return None
    if match["w"] == "末" and copy.startswith(("目标", "指标"), match.end()):  # 规划期末目标为下降20%
        return Reading(match.end())
    if frame.plan is None:
        return Reading(match.end(), "", "during", True)
    if match["w"] == "末":
        return Reading(match.end(), f"{frame.plan[1]}", "by")
    return Reading(match.end(), f"{frame.plan[0]}/{frame.plan[1]}", "during")


_AT_ITS_END = lazy(
    r",?[^,。;:\d较比]{0,14}(?:达到?|突破|超过?|实现|力争|控制在|保持在|稳定在|增加到|不低于|不少于)[^,。;:\d]{0,3}\d",
    holds=("年末",),
)  # 年末总里程达260公里


def read_year_word(copy: str, at: int, frame: Frame) -> Reading | None:
    """年底前, 年内 of the year of the list; 年末 and 年中 only with 前; 三年内 is a span."""
    match = _YEAR_WORD.match(copy, at) if copy[at + 1 : at + 2] in ("底", "末", "内", "中", "度") else None
    before = words_before(copy, at, 1)
    if match is None or before in _COUNTS or before == "为":  # 为年底争先进位打好基础
        return None
    if match["w"] == "度内" and before and before not in OPENING + "在本应须":  # 一个纳税年度内
        return None
    if before == "对" and match["w"] == "内":  # 对年内新增小区实现兜底管理
        return Reading(match.end())
    if copy.startswith(("进度目标", "进度安排", "进度计划"), match.end()):  # 项目名称、年内进度目标、责任单位
        return Reading(match.end())
    word, before = match["w"], bool(match["before"])
    weighed = word == "底" and not before and weighs_up(copy, match.end())
    ends = word == "末" and opens_clause(copy, at) and _AT_ITS_END.match(copy, match.end())
    if (word in "末中" and not before and not ends) or weighed or is_distance(copy, at):
        return Reading(match.end())
    if frame.year is None:
        return Reading(match.end(), "", "by", True)
    date = f"{frame.year}" + {"内": "", "度内": "", "中": "-06-30"}.get(word, "-12-31")
    if word in "底末" and words_before(copy, at).endswith(("日起至", "日起到")):  # 自即日起至年底
        return Reading(match.end(), f"../{date}", "during")
    return Reading(match.end(), date, "by", word == "中")


_YEAR_AIMS = lazy(
    r"年度(?=(?:主要|工作|预期|重点)?目标(?:任务)?:|(?:计划)?(?:完成)?投资[^,。;:的率\d]{0,4}\d)",
    holds=("目标", "投资"),
)


def read_year_aims(copy: str, at: int, frame: Frame) -> Reading | None:
    """年度目标:参保人数达970万人, 年度投资54亿元以上: the year of the list."""
    match = _YEAR_AIMS.match(copy, at) if frame.year is not None and opens_clause(copy, at) else None
    return Reading(match.end(), f"{frame.year}", "during") if match else None


_LAST_YEAR = lazy(r"过去的?一年(?=,(?!是|令人|形势|历程|极))", holds=("过去",))


def read_last_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """过去一年,我们…: the year before the one in which the text speaks; a report on 2024 itself tells of 2024.

    过去一年成绩来之不易, 过去一年,是攻坚之年: the year is only talked about.
    """
    match = _LAST_YEAR.match(copy, at) if frame.year or frame.spoken else None
    if match is None or not opens_clause(copy, at):
        return None
    if frame.spoken:
        year = frame.spoken - 1
    else:
        year = (frame.year or 0) - (frame.spoken is None)
    return Reading(match.end(), f"{year}", "during")


_MONTH_END = lazy(r"月底(?P<before>(?:之|以)?前(?![期往景沿瞻提]))?")
_WHOLE_YEAR = lazy(r"(?:全年|本年度?)(?P<within>内|之内|底前|底|末前)?")
_AS_MUCH = lazy(
    r"(?!(?:完成|实现|执行|实施)(?:情况|任务|目标|率))(?:要|将|须|应|拟|还|再|可|预计)?(?:不少于|不低于|不超过|至少|力争|确保|计划|累计|共|新增|新建|举办|组织|开展|完成|实现|\d(?![\d.]*\ ?(?:天|日|小时|个月)))"
)
_COMES_TO = lazy(
    r"(?!的|[^,。;:\d]{0,8}(?:目标|任务|计划|预期|平均|进度|情况))[^,。;:\d]{2,24}\d(?![\d.]*\ ?(?:天|日|小时|个月|年|时|:))"
)  # 全年地区生产总值3.1万亿元


_OF_SOME = lazy(r"(?:总投资|投资)[^,。;:的]{2,12}的\ ?\d", holds=("投资",))  # 本年度总投资850万元的7处泵站


def read_month_end(copy: str, at: int, frame: Frame) -> Reading | None:
    """月底前, 本月底前: which month is not stated."""
    match = _MONTH_END.match(copy, at) if copy.startswith("底", at + 1) else None
    known = match is None or (at and (copy[at - 1].isalnum() and copy[at - 1] not in "本当下于在到至应须"))
    if match is None or known or not (match["before"] or word_at(copy, match.end(), "goals")):
        return None
    return Reading(match.end(), "", "by", True)


_WHERE = (",", *(word + place for word in ("全", "我") for place in "省市区县州"))  # 全年全省经济运行平稳
_STATE_OF_YEAR = lazy(
    r"(?!的|[^,。;:\d]{0,8}(?:目标|任务|计划|预期|进度|情况))[^,。;:\d]{2,20}(?:稳中[^,。;\d]{2}|(?:保持|总体|基本)(?:平稳|稳定)|实现正增长|再创新高|再获丰收)(?=$|[,。;])",
    holds=("稳", "增长", "新高", "丰收"),
)  # 全年粮食产量稳中有增
_GREW = ("增长", "下降", "达", "完成", "实现", "突破", "累计")
_GREW_BY = lazy(
    r"(?:增长|下降|达到?|完成|实现|突破|累计)[^,。;:\d]{0,6}\d[\d.]*(?:%|万|亿|[个家件次列人户场])"
)


def _grew(copy: str, at: int, before: str) -> bool:
    """地区生产总值全年增长4.2%: behind its subject; not 较全年增长."""
    subject = (
        copy.startswith(_GREW, at) and before[-1:].isalpha() and not before.endswith(time_words()["bases"])
    )
    return subject and _GREW_BY.match(copy, at) is not None


def read_whole_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """全年完成投资3亿元, 本年度内建成, of the year of the list; 全年目标 and 全年平均 name something."""
    match = _WHOLE_YEAR.match(copy, at) if copy.startswith(("全年", "本年度"), at) else None
    if match is None or frame.year is None:
        return None
    if not match["within"] and _OF_SOME.match(copy, match.end()):
        return Reading(match.end())
    before, end = words_before(copy, at), match.end()
    opens = (
        not before
        or before[-1] in OPENING
        or copy[at - 1] == " "
        or before.endswith(("预计", "计划", *STRIVES))
        or (before[-1] in ".)" and opens_clause(copy, at))  # 5.全年开展培训8000人次
    )
    amount = opens and (
        copy.startswith(_WHERE, end)
        or _AS_MUCH.match(copy, end)
        or _COMES_TO.match(copy, end)
        or _STATE_OF_YEAR.match(copy, end)
    )
    if not match["within"] and not (amount or _grew(copy, end, before)):
        return Reading(end)
    if FULL_YEAR.search(copy, max(0, at - 60), at):  # 2023年,…全年完成…: the year is another one
        return Reading(end)
    return Reading(end, f"{frame.year}", "by" if match["within"] else "during")
