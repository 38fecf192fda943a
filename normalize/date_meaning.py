"""Deciding what a point in time says in its sentence: by when, during, since, as of, or nothing.

2025年底前完成; 2024年,新增…; 自2024年1月1日起; 截至2023年6月; not 2025年是收官之年, 2024年工作回顾, 较2020年
"""

from __future__ import annotations

from ..text import lazy
from .date_frame import (
    CLAUSE_STOPS,
    OPENING,
    STOPS,
    Reading,
    ends_in_condition,
    holds_word,
    last_day,
    opens_clause,
    span_text,
    time_words,
    word_at,
    words_before,
    words_until,
)
from .date_points import FULL_YEAR, SINCE, Point, due_day

_UNTIL = lazy(r"(?:\ ?\d{1,2}(?:时|:\d\d))?(?:为?止|截止)")
_VALID = lazy(r"(?:有效期限?|期限?(?:延期|顺延)|期限|执行|实施|试行|延长|延续)(?:期|期限)?(?:为|可)?$")

_VALID_ENDS = frozenset("期限行施长续延为可")
_TERM_BEGINS = lazy(r"[^,。;\d]{1,6}起(?![步点来草始诉重])")  # 从2022年春季学期起
_TAKES_EFFECT = lazy(r"(?:施行|实施|执行|生效|计算)")


def said_by(copy: str, at: int, word: str, point: Point, *, dated: bool = False) -> Reading:
    """What one point says; `dated`: a point before it in a list has the year. A year that is not known: no date."""
    said = _said(copy, at, word, point, dated or point.stated)
    return said if point.year is not None else said._replace(edtf="", ambiguous=bool(said.kind))


def _said(copy: str, at: int, word: str, point: Point, dated: bool) -> Reading:
    nothing = Reading(point.stop)
    built = word == "于" and words_before(copy, at).endswith(time_words()["origins"])  # 建成于2000年底前
    if built or is_condition(copy, at, point.stop) or is_distance(copy, at):
        return nothing
    if word == "截":
        return Reading(point.stop, _as_of(point), "as_of")
    since = _since(copy, word, point)
    if since is not None:
        return since
    if (
        word in ("自", "从")
        and "以来" in copy[point.stop : point.stop + 32]
        and _SINCE_THEN.match(copy, point.stop)
    ):
        return nothing  # 规划从去年底启动以来
    if word in ("到", "至"):
        return _until(copy, at, point) or (nothing if _is_level(copy, point.stop) else by_point(point))
    if _ends_there(copy, point.stop) or (word == "于" and words_before(copy, at).endswith("止")):
        return Reading(point.stop, f"../{_as_of(point)}", "during")
    if (point.before or point.end) and (_is_attribute(copy, point) or _is_amount_of(copy, point.stop)):
        return nothing
    if point.end and not word and words_before(copy, at).endswith(("比", "较")):  # 比上年末增加24259人
        return nothing
    if point.before or point.end:
        return nothing if point.end and not point.before and weighs_up(copy, point.stop) else by_point(point)
    if word == "从" and _SEEN.match(copy, point.stop):
        return Reading(point.stop, span_text(point.first, point.last), "during")
    if word in ("自", "从"):
        return nothing
    if (after := _after_it(copy, point)) or after is False:
        return Reading(point.stop, f"{point.first}/..", "since") if after else nothing
    named = before_named(copy, point.stop)
    if point.inside or named or _says_when(copy, at, word, point, dated=dated):
        doubt = bool(named) or point.vague
        return Reading(named or point.stop, span_text(point.first, point.last), "during", doubt)
    return nothing


_SEEN = lazy(r"[^,。;:\d]{0,24}情况来?看", holds=("情况看", "情况来看"))  # 从1-2月指标完成情况看
_HOUR = r"\ ?(?:[上下]午|早上)?\ ?(?:\d{1,2}(?:[:∶]\d\d|[时点](?:\d{1,2}分|整)?)|零[时点])"
_ASIDE = lazy(
    rf"(?:\ ?\((?:(?:星期|周)[一二三四五六日天]|含[^()]{{0,8}})\)|{_HOUR}(?:\ ?[-至]{_HOUR}(?=[^\d月]|$))?)+"
)
_ASIDE_SIGNS = frozenset(" (0123456789上下早零")


def behind(copy: str, at: int) -> int:
    """Where the words go on behind the weekday and the hour of a day: 7月1日(星期三)15:00,系统关闭."""
    aside = _ASIDE.match(copy, at) if copy[at : at + 1] in _ASIDE_SIGNS else None
    return aside.end() if aside else at


_CONDITION = lazy(
    r"(?:\ ?\([^()]{0,8}\))?(?:之?后|以后|前|期间|正|已|仍)?(?:出生|年满|未满|已满|满\ ?[\d一二三四五六七八九十])"
)


def is_condition(copy: str, at: int, stop: int) -> bool:
    """Who is meant, not when: 2018年8月31日前出生, 出生时间在2018年8月31日之前, 到8月31日年满6周岁."""
    window = copy[stop : stop + 14]
    if ("出生" in window or "满" in window) and _CONDITION.match(copy, stop):
        return True
    before = words_before(copy, at)
    if before.endswith(("是指", "系指", "计算截止时间为")):  # “本县户籍”是指2016年5月24日为本县户籍
        return True
    before = before.rstrip("在于为是应须:(")
    return before.endswith(("出生", "出生时间", "出生日期", "出生年月")) or (
        before.endswith("有效期") and copy.startswith("内", stop - 1)
    )


def is_distance(copy: str, at: int) -> bool:
    """距年底仅剩两个月."""
    return words_before(copy, at, 3).endswith(("距", "距离", "距离到", "距到"))


def _after_it(copy: str, point: Point) -> bool | None:
    """2023年5月18日9:00后登录, 2024年以后,…: since; 2025年12月1日后生育的职工 tells who (False). None: no such word."""
    stop = behind(copy, point.stop) if point.day else point.stop
    word = next((word for word in ("以后", "之后", "后") if copy.startswith(word, stop)), "")
    if not word or copy[stop + len(word) : stop + len(word) + 1] in ("期", "续", "三", "两", "几"):
        return None
    rest = words_until(copy, stop, CLAUSE_STOPS, 40)
    return (point.day is not None or "阶段" in rest) and "的" not in rest


def before_named(copy: str, at: int) -> int:
    """Where 春节前, 秋季开学前 stops, 0 if no such words stand there (2023年春节前: some day of that year)."""
    cut = copy.find("前", at + 1, at + 10)
    return cut + 1 if cut > 0 and is_named(copy, at, cut) else 0


_NOT_BEFORE = frozenset("后夕期往沿景瞻提检排准演培教三")  # 春节前后, 汛前检查, 学前教育


def is_named(copy: str, at: int, cut: int) -> str:
    """The named time between `at` and the 前 at `cut`: 春节, 汛期, 开学; "" if there is none."""
    words = copy[at:cut].rstrip("之以")
    if copy[cut + 1 : cut + 2] in _NOT_BEFORE or any(sign in ",。;:、" for sign in words):
        return ""
    return next((name for name in time_words()["named_times"] if words.endswith(name)), "")


def _as_of(point: Point) -> str:
    return last_day(point.last) if point.end else point.last


def _since(copy: str, word: str, point: Point) -> Reading | None:
    """自2024年1月1日起, 2025年1月起; 自…以来 tells what was, no period that is set."""
    stop = behind(copy, point.stop)
    starts = "起" in copy[stop : stop + 6] or "开始" in copy[stop : stop + 7]
    begins = SINCE.match(copy, stop) if starts else None
    if begins is None and word in ("自", "从"):
        begins = _TERM_BEGINS.match(copy, point.stop)
    if begins is None and not (word in ("自", "从") and _TAKES_EFFECT.match(copy, point.stop)):
        return None
    end = begins.end() if begins else point.stop
    if copy.startswith(("施行的", "实施的", "执行的", "生效的"), end):  # 2021年1月1日起施行的《民法典》
        return Reading(end)
    return Reading(end, f"{point.first}/..", "since", point.vague)


def _ends_there(copy: str, at: int) -> bool:
    return "止" in copy[at : at + 9] and _UNTIL.match(copy, at) is not None


def _until(copy: str, at: int, point: Point) -> Reading | None:
    """有效期至2025年12月31日, 至2025年12月31日止, 即日起至2025年12月31日."""
    before = words_before(copy, at)
    valid = before[-1:] in _VALID_ENDS and _VALID.search(before)
    if not (_ends_there(copy, point.stop) or valid or before.endswith(("即日起", "之日起"))):
        return None
    return Reading(point.stop, f"../{_as_of(point)}", "during")


def _is_level(copy: str, at: int) -> bool:
    return copy.startswith(time_words()["levels"], at)


def weighs_up(copy: str, at: int) -> bool:
    """年底考核, 年末常住人口."""
    return copy.startswith(time_words()["year_end_nouns"], at)


def by_point(point: Point) -> Reading:
    date, ambiguous = due_day(point)
    known = point.year is not None
    return Reading(point.stop, date if known else "", "by", ambiguous or not known)


_DESCRIBES = (
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
_SINCE_THEN = lazy(r"[^,。;]{0,30}以来")
_OF = lazy(r"(?![全我本各以])[^,。;:\d\s]{1,4}的")
_SOME = lazy(r"[^,。;:\d已将了共]{2,14}的\d[\d.]*(?![\d.%])")  # 2019年计划改造的459个小区
_SET_DOWN = ("通过的", "公布的", "发布的", "印发的", "批准的", "颁布的", "制定的")
_ENACTED = lazy(
    r"[^,。;:]{1,20}(?:通过|公布|发布|印发|批准|颁布|制定)的"
)  # 2010年5月28日市人大常委会通过的条例
_THOSE = lazy(r"(?:[尚仍还]?未|已经?)[^,。;:]{1,20}的(?!\ ?[\d基前情])")  # 10月16日6时未填写的申请人
_SEASON = lazy(r"[春夏秋冬]季[^,。;:\d]{0,8}的(?=[^,。;\d]{1,8}(?:应|须|为|是))")  # 2026年秋季入园的新生应为
DURING = lazy(r"[^,。;:\d]{2,20}(?<![集期其年])中,")  # 在2019-2021年…考核中,
_IS_SUBJECT = lazy(
    r",?(?:注定|极其?|很不|非常|殊为|颇|充满|在[^,。;:\d]{2,20}(?:具有|有着|留下|写下)|对[^,。;:\d]{2,16}(?:来说|而言))"
)  # 2022年,极不平凡; 2022年在党和国家历史上具有里程碑意义
_WIDE = ("国家", "世界", "国际", "全国", "中国", "全民")
_OBSERVED = lazy(r"(?:国家|世界|国际|全国|中国|全民)[^,。;\d]{1,12}[日节]")  # 6月5日世界环境日


_SUBJECT_SIGNS = frozenset("注极很非殊颇充在对")


def _is_described(copy: str, at: int) -> bool:
    """2025年是收官之年, 2022年投产的项目, 2022年以来, 6月5日世界环境日."""
    rest = copy[at : at + 60].lstrip(" ")
    return bool(
        (rest.startswith(_DESCRIBES) and not rest.startswith(_SECTORS))
        or (rest.startswith("为") and _MADE.match(rest))
        or (rest.lstrip(",")[:1] in _SUBJECT_SIGNS and _IS_SUBJECT.match(rest))
        or ("以来" in rest[:32] and _SINCE_THEN.match(rest))
        or ("的" in rest[1:5] and _OF.match(rest))
        or ("的" in rest[2:16] and _SOME.match(rest))
        or ("季" in rest[1:2] and _SEASON.match(rest))
        or (rest[:1] in "未已尚仍还" and rest[1:] and _THOSE.match(rest))
        or (any(word in rest for word in _SET_DOWN) and _ENACTED.match(rest))
        or (rest.startswith(_WIDE) and _OBSERVED.match(rest))
    )


def _goal_behind(copy: str, at: int) -> str:
    """建成, 开工 behind a point, but not 2022年投产的项目, 三季度施工关键期."""
    goal = word_at(copy, at, "goals")
    end = at + len(goal)
    if goal == "为" and copy[end : end + 1] in ("民", "群"):  # 2024年为民实事任务
        return ""
    if goal.startswith("计划") and copy[end : end + 1] in CLAUSE_STOPS:  # 2024年计划安排,统筹考虑…
        return ""
    return "" if goal and ("的" in copy[end : end + 3] or word_at(copy, end, "noun_behind")) else goal


_GOALS_ARE = lazy(r"度?[^,。;:\d]{0,24}(?:目标|任务)(?:初步|拟)?(?:确定|安排|设定)?(?:是|为|如下)?:")


def _sets_goals(copy: str, stop: int, point: Point) -> bool:
    """2014年交通的主要目标是:…, 2025年度目标任务:…: the year of what is listed behind it."""
    year = len(point.first) == 4 and point.first == point.last
    return year and ":" in copy[stop : stop + 32] and _GOALS_ARE.match(copy, stop) is not None


def _says_when(copy: str, at: int, word: str, point: Point, *, dated: bool) -> bool:
    """Whether a bare point dates its clause: 2024年,新增…, 力争2024年创建, 覆盖率2025年达到55%; not 2025年是收官之年."""
    before = words_before(copy, at)
    stop = behind(copy, point.stop) if point.day else point.stop
    if point.dotted and not word:
        return False
    if len(point.first) == 4 and _names_it(copy, stop, before):
        return False
    if word == "在" and "中," in copy[stop : stop + 24] and DURING.match(copy, stop):
        return False
    if word and len(point.first) == 4 and _GAMES.match(copy, stop):
        return False
    if point.first != point.last and "完成" in copy[stop : stop + 16] and _PLAN_DONE.match(copy, stop):
        return False
    if point.day is None and (not point.stated or point.month is None) and _has_time(copy, stop):
        return False
    if (point.stated or point.month is None) and not word and _is_of_place(copy, at, stop, before):
        return True
    if point.first != point.last and not word and _is_of_figures(copy, stop):
        return True
    if len(point.first) == 4 and point.stated and not word and _is_of_rate(copy, stop, before):
        return True
    compared = before.endswith(time_words()["bases"]) and not (word and before.endswith("的"))
    if before.endswith("、") and len(point.first) == 4 and _is_of_list(copy, at):
        return False
    titled = len(point.first) == 4 and copy.startswith("《", stop)  # 2021年《意见》提出
    if compared or titled:
        return False
    if _sets_goals(copy, stop, point):
        return True
    if _is_described(copy, stop) or (
        not word and before[-1:] in OPENING and _is_day_of_story(copy, stop, point)
    ):
        return False
    after = words_until(copy, stop, STOPS)
    if before.endswith("(") and after.startswith((*time_words()["publications"], *time_words()["events"])):
        return False  # (2019年4月修订)
    if _is_phase(copy, at, stop, before):
        return True
    if after.lstrip(" ,").startswith("被") or _is_event(
        before, after, point, timed=stop > point.stop and not copy.endswith(")", 0, stop)
    ):  # 2018年被命名为…
        return False
    if not word and point.first < "2000" and len(point.first) == 4 and word_at(copy, stop, "origins"):
        return False  # 1993年建成
    if point.first != point.last and copy.startswith(_SLOGANS, stop):  # 努力实现一季度“开门红”
        return True
    if _goal_behind(copy, stop) or (dated and copy.startswith((",", ";", " ,", " ;"), stop)):
        return True
    if not dated and (word or (before.endswith("(") and copy.startswith(")", stop))):  # 暑期(7-8月)
        return True
    if (not word and point.first < "2000" and len(point.first) == 4) or (not dated and _among(before)):
        return False  # 1945年战败日军…: history
    opens = bool(word) or (opens_clause(copy, at) and not (dated and before.endswith(".")))
    heading = point.day is None and _is_heading(copy, stop, year=len(point.first) == 4)
    return opens and bool(before or after or stop > point.stop) and not heading


_CONTESTS = (
    "奥运会",
    "残奥会",
    "亚运会",
    "全运会",
    "运动会",
    "世界杯",
    "锦标赛",
    "大赛",
    "博览会",
    "评选",
    "考核",
    "评比",
    "测评",
)
_GAMES = lazy(
    rf"[^,。;:\d]{{0,16}}(?:{'|'.join(_CONTESTS)})(?=[上中获取斩夺勇])", holds=_CONTESTS
)  # 在2024年巴黎奥运会上
_SLOGANS = ("“开门红", "开门红", "“双过半", "双过半", "“开门稳", "开门稳")
_HAS_TIME = lazy(
    r"[^,。;:\d]{0,16}(?:时间|日期|期限?|时段)(?:为|是|:|从|自)(?=\d)|[^,。;:\d]{0,12}时间(?:为|是|:)|[于在]\ ?\d|(?:重点|主要)?工作(?:总结|计划|打算|思路|要点)"
)  # 上半年认证时间为3月15日, 下半年于9月底前
_LATELY = lazy(
    r"[^,。;:\d]{2,30}(?:近日|日前|近期|目前)(?:正式|已经|已)?(?:发布|公布|出炉|印发|下达|启动|揭晓|召开)"
)
_PLAN_DONE = lazy(r"[^,。;:\d]{0,6}(?:计划|目标|任务)的?完成(?:率|比例|情况|进度)")
_PROGRAMME = lazy(
    r"(?:中央|国家|省|市|区|县|自治区|第[一二三四五六七八九十]{1,2}批|首批)[^,。;:\d]{0,26}(?:项目|资金|计划|预算|专项|指南|试点)"
)
_REACHED = ("完成", "建成", "全部", "实现", "开工", "竣工", "下达")
_AIMS = lazy(
    r"(?:各项|重点|主要|年度|全年|工作|经济社会发展)*(?:目标任务|任务目标|工作任务|目标|任务)(?=[^:为是\d]{0,6}完成)"
)
_GUIDING = ("总体要求", "指导思想", "总体思路", "基本思路")
_GUIDES = lazy(r"[^,。;:\d]{0,14}(?:总体要求|指导思想|总体思路|基本思路)")
_AMONG_THEM = lazy(r"[^,。;:\d]{2,24}(?:实事|项目|任务|工作|清单|企业|名单|工程)中,")  # 2023年全省民生实事中,
_HOLDS = ("包括", "涵盖", "明确", "分为")
_COMPRISES = lazy(r"[^,。;:]{0,36}(?:任务|工作|目标|清单|计划|方案|要点)(?:主要)?(?:包括|涵盖|明确|分为)")
_SAYS = lazy(
    r"[^,。;:\d]{0,12}报告[》”]?中?(?:提出|提到|明确|指出|要求|确定|部署|安排)"
)  # 2023年省政府工作报告提出
_GETS = ("争取", "获得", "下达", "落实", "申报", "拨付", "收到", "使用", "用好")
_FUNDS = lazy(r"度?[^,。;:\d]{0,8}(?:国债|资金|债券|补助|专项|预算内投资)")
_LEVELS = frozenset("中国省市区县自第首")
_TIME_ENDS = frozenset("度月年日底末旬")


def _has_time(copy: str, at: int) -> bool:
    if copy[at : at + 1] not in ("于", "在") and not any(
        word in copy[at : at + 18]
        for word in ("时间", "工作", "期为", "期是", "期限", "期:", "期从", "期自", "时段")
    ):
        return False
    return _HAS_TIME.match(copy, at) is not None


def _names_it(copy: str, at: int, before: str) -> bool:
    """2024年省级美丽乡村项目申报, 前三季度,2023年市级重点项目完成…: the year says which programme, not when."""
    if before[-1:] == "," and before[-2:-1] in _TIME_ENDS and copy[at : at + 1] != ",":
        return True
    ahead = copy[at : at + 36]
    if ("近" in ahead or "前" in ahead) and _LATELY.match(copy, at):
        return True  # 2023年经济运行数据已于近日发布
    ahead = copy[at : at + 24]
    if ("完成" in ahead and _AIMS.match(copy, at)) or (
        any(word in ahead for word in _GUIDING) and _GUIDES.match(copy, at)
    ):
        return True
    if "报告" in copy[at : at + 16] and _SAYS.match(copy, at):
        return True
    if _is_programme(copy, at) or _LISTS.match(copy, at) or _is_paper(copy, at):
        return True
    if before.endswith("是") and not before.endswith(("时间是", "日期是")):  # 该工程是2023年全省民生实事之一
        return True
    ahead = copy[at : at + 40]
    if ("中," in ahead and _AMONG_THEM.match(copy, at)) or (
        any(word in ahead for word in _HOLDS) and _COMPRISES.match(copy, at)
    ):
        return True
    if before.endswith(_GETS) and _FUNDS.match(copy, at):
        return True  # 争取2024年国债水利项目47个
    rest = words_until(copy, at, CLAUSE_STOPS)
    said = "" if "已" in rest else rest.replace("新开工", "")
    told = any(sign.isdecimal() for sign in rest) or any(word in said for word in _REACHED)
    return not told and copy[at : at + 1] in _LEVELS and _PROGRAMME.match(copy, at) is not None


_LISTS = lazy(
    r"[^,。;:\d]{0,30}(?:安排|分工|分解|公布|通报|公告|通知)如下[:。]?(?=$|\n)", holds=("如下",)
)  # 2025年重点工作安排如下:
_PROGRAMME_IS = lazy(
    r"(?P<of>(?:《[^《》]{1,30}》|[^,。;:\d《》]){2,30}?)(?:项目|任务|指标|实事|事项|清单|方案|报告|要点)[”》]?(?:\([^()]{0,12}\))?(?:主要|重点)?"
    r"(?:[共总合]计?|分)?(?:为|是|有|包括|包含|覆盖|涉及|涵盖|详细|\ ?\d[\d.]*\ ?[大小]?[项件个类条])",
    holds=("项目", "任务", "指标", "实事", "事项", "清单", "方案", "报告", "要点"),
)
_IN_NAMES = frozenset(
    (
        "建设",
        "主体",
        "基本",
        "正式",
        "开展",
        "实施",
        "组织",
        "推进",
        "全面",
        "全部",
        "为",
        "是",
        "有",
        "共",
        "将",
    )
)


_PAPERS = (
    "项目",
    "任务",
    "计划",
    "方案",
    "指南",
    "文件",
    "清单",
    "名单",
    "资金",
    "办法",
    "通知",
    "意见",
    "情况",
    "要点",
)
_PAPERS_ARE = (
    "已",
    "现已",
    "业经",
    "经市",
    "经区",
    "经县",
    "经省",
    "由",
    "提出",
    "明确",
    "指出",
    "强调",
    "汇报",
    "良好",
)
_NO_PART = (
    "完成",
    "实现",
    "达到",
    "新增",
    "新建",
    "安排",
    "下达",
    "印发",
    "出台",
    "制定",
    "编制",
    "举办",
    "召开",
    "组织",
    "确保",
    "力争",
    "争取",
    "启动",
)


def _is_paper(copy: str, at: int) -> bool:
    """2024年老旧小区改造计划已经市政府同意, 2024年中央一号文件提出: what has its name from the year is spoken of."""
    clause = words_until(copy, at, CLAUSE_STOPS, 40)
    for noun in _PAPERS:
        place = clause.find(noun)
        if place < 2:
            continue
        of, rest = clause[:place], clause[place + len(noun) :]
        told = rest.startswith(_PAPERS_ARE) and not any(word in rest for word in _REACHED)
        if told and not any(word in of for word in _NO_PART) and not any(sign.isdecimal() for sign in of):
            return True
    return False


_YEARLY = lazy(
    r"(?:全?[省市区县州旗]|我[省市区县])?(?:级|政府|委)?(?:[一二三四五六七八九十\d]{0,2}[大件项])?(?:重点)?(?:为民办|惠民|民生)实事项目(?!(?:已|均|全部|共)*(?:[完实建开竣达]|推进|取得|安排|投))",
    holds=("实事项目",),
)


def _is_programme(copy: str, at: int) -> bool:
    """2024年区民生实事共25项, 2023年全市重点项目覆盖…: what is counted is named by its year, nothing is done to it."""
    if _YEARLY.match(copy, at):  # 2024年重点民生实事项目林火阻隔带建设完成20公里
        return True
    named = _PROGRAMME_IS.match(words_until(copy, at, CLAUSE_STOPS, 60))
    if named is None:
        return False
    of = named["of"]
    if any(of.startswith(word) for word in time_words()["goals"]):
        return False
    if any(word in of for word in ("安排", "下达", "拨付", "支持")):
        return False
    verbs = (word for slot in ("predicates", "goals", "acts") for word in time_words()[slot])
    return not any(word in of for word in verbs if word not in _IN_NAMES)


_OF_PLACE = lazy(
    r"(?:[^,。;:\d的]|\d{4}年){0,24}\ ?\d(?!\d{3}年)|[^,。;:\d的]{2,16}(?:退出|进入)[^,。;:\d]{0,10}\d"
)
_PLACES = ("市", "省", "县", "区", "镇", "乡", "街道", "州", "盟", "旗")


_RATE = lazy(
    r"[^,。;:\d的]{0,20}的?[^,。;:\d的]{0,8}(?:率|比例|比重|占比)(?:为|达到?|不低于|不少于|超过?|控制在)\ ?\d"
)


def _is_of_rate(copy: str, at: int, before: str) -> bool:
    """公办幼儿园2026年派位招生的比例为90%: the year stands behind the subject of a rate."""
    if before[-1:] in OPENING or before.endswith(time_words()["bases"]) or not copy[at : at + 1].isalpha():
        return False
    ahead = copy[at : at + 34]
    return ("率" in ahead or "比" in ahead) and _RATE.match(copy, at) is not None


def _is_of_place(copy: str, at: int, stop: int, before: str) -> bool:
    """某市2017年细颗粒物浓度较2013年下降15%, 全市三季度新开工项目71个: behind a place that opens its clause."""
    if not before.endswith(_PLACES):
        return False
    clause = copy[max(0, at - 18) : at]
    opened = max(clause.rfind(sign) for sign in OPENING)
    if opened < 0 and at > 18:
        return False
    place = clause[opened + 1 :].strip()
    acted = any(
        place.startswith(word) for slot in ("predicates", "acts", "bases") for word in time_words()[slot]
    )
    return not acted and not _NO_PLACE.search(place) and _OF_PLACE.match(copy, stop) is not None


_FIGURES = lazy(
    r"[^,。;:、\d的情]{0,16}(?:为|达到?|完成|增长|下降|新增|实现|超过?|突破|降低|减少|提高)(?:了|到)?\ ?\d(?!\d{3}年)"
)


def _is_of_figures(copy: str, at: int) -> bool:
    """相应的1-9月增速分别为6.7%: a period of work with a figure behind it, wherever it stands in its clause."""
    return _FIGURES.match(copy, at) is not None


_NO_PLACE = lazy(r"[的了对向在为将按据于由使让至到\d]")


def _is_phase(copy: str, at: int, stop: int, before: str) -> bool:
    """动员部署阶段(3月中旬):召开会议 is a step of a plan, no history."""
    named = before.endswith("阶段(") or (copy.startswith("):", stop) and not before.endswith("》("))
    return copy[at - 1 : at] == "(" and copy.startswith(")", stop) and named


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
_AIM_OF = lazy(
    r"(?!实现|完成|达到|建成|全面|基本|力争|确保)[^,。;:\d的]{2,8}(?:目标|行动|方案|计划)(?=$|[,。;、)])"
)  # 实现2030年前碳达峰目标
_WHOEVER = lazy(r"(?:凡|凡是)在?\ ?20\d\d年[^,。;]{0,10}$")  # 凡在2023年12月31日前登记且正常经营的企业


def _is_attribute(copy: str, point: Point) -> bool:
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
    if "的" not in copy[stop + 1 : stop + 26]:
        return False
    if tells_which(copy, stop):
        return True
    if not point.before or point.end:
        return False
    year = len(point.last) == 4 and _DONE_BEFORE.match(copy, stop)
    return bool(year or _ALREADY.match(copy, stop))


def _is_amount_of(copy: str, at: int) -> bool:
    """2020年底的35%: what it was then."""
    return copy.startswith("的", at) and copy[at + 1 : at + 2].isdecimal()


_OF_LIST = ("对", "针对", "围绕", "根据", "按照", "结合")


def _is_of_list(copy: str, at: int) -> bool:
    """对2016年督察、2018年督察“回头看”反馈问题进行排查: named things that stand in a row behind 对."""
    clause = copy[max(0, at - 60) : at]
    clause = clause[max(clause.rfind(sign) for sign in ",。;:") + 1 :]
    return clause.startswith(_OF_LIST) and FULL_YEAR.search(clause) is not None


def _among(before: str) -> bool:
    """2月3日云南7.0级、3月19日新疆6.9级: one of several things, each with its day."""
    named = before.endswith("、") and before[-2:-1] not in ("日", "号", "月", "度", "年", ")")
    return named and not before[:-1].isdecimal()  # 3、4月8日: the number of a line


_PAST = lazy(
    r"[^,。;:]{0,50}(?:反馈|开展|进行|召开|举行|组织|听取|作出|提出|考察|调研|督察|检查|慰问|看望|作|做)了"
)  # 督察组向省政府反馈了报告


_SITTING = lazy(
    r"会议?(?:听取|审议|通过)|向[^,。;:]{1,16}(?:报告|汇报|反馈)了"
)  # 2014年4月,常委会会议审议并通过决定
_TOLD = lazy(r"(?:向[^,。;:]{1,20})?(?:正式)?(?:进行)?反馈")  # 督察组于2018年10月19日向省政府进行反馈


def _is_past(said: str) -> bool:
    """2021年12月13日,督察组反馈了报告: what happened on a day, no period that is set."""
    return _TOLD.match(said) is not None or ("了" in said and _PAST.match(said) is not None)


_SET_DAY = (
    *("将", "拟", "须", "应当", "请于", "计划", "预计", "截止", "关闭", "解除", "放假", "上班", "开学"),
    *("报名", "录取", "考试", "面试", "结果", "成绩", "缴费"),
    *("开通", "开建", "动工", "建成", "投产", "投用", "通车", "竣工", "完工", "启用", "贯通", "交付", "并网"),
)
_STORIES = ("仪式", "发布会", "动员会", "推进会", "记者", "大会", "会议", "活动")


def _is_day_of_story(copy: str, at: int, point: Point) -> bool:
    """10月17日,我县召开…, 9月22日,…活动举行: a day with a comma opens a story, if nothing is set or finished on it."""
    if point.day is None or point.first != point.last:
        return False
    stop = at
    for part in ("上午", "下午", "中午", "晚上", "凌晨", "晚", "当天"):
        if copy.startswith(part, at):
            stop = at + len(part)
            break
    if copy[stop : stop + 1] != "," or word_at(copy, stop + 1, "goals"):
        return False
    told = words_until(copy, stop + 1, STOPS, 48)
    return not any(word in told for word in _SET_DAY) or any(word in told for word in _STORIES)


_STARTS = ("开工仪式", "竣工仪式", "通车仪式", "投产仪式", "开业仪式", "揭牌仪式")  # 3月2日举行了开工仪式
_PLANNED = ("拟", "将", "计划", "预计", "定", "拟定")


_ONCE_IT_WAS = (
    "报告后",
    "发生后",
    "批准后",
    "获批后",
    "通报后",
    "发布后",
    "印发后",
    "下发后",
    "启动后",
    "召开后",
    "接报后",
    "之后",
)  # 1月16日首例病例报告后
_DUE_DATES = ("截止日期:", "报名日期:", "考试日期:", "完成日期:", "结束日期:", "到期日期:")


_SPIRIT = lazy(
    r"(?:学习|贯彻|落实|践行)[^,。;:]{0,30}?(?:[和、]?(?:重要)?(?:讲话|指示|批示))+|(?:重要|讲话|指示|批示|和|、)+精神",
    holds=("学习", "贯彻", "落实", "践行", "精神"),
)  # 2018年,某区认真落实重要讲话精神


_RELEASED = lazy(
    r"[^,将拟]{1,24}?(?:局|委|厅|办|政府|部|会|中心|院)(?:\([^()]{1,20}\))?(?:正式|联合|今天|对外)?发布",
    holds=("发布",),
)  # 10月26日,市招商局发布“赛马榜”


def _is_event(before: str, after: str, point: Point, *, timed: bool) -> bool:
    """A day or month of history, or the date of a document: 2024年7月29日,省政府印发《…》, a line that is a date."""
    said = after.lstrip(" ,)上下中午早晚间")
    charge, _, charged = said.partition(",")
    if charge.startswith("受") and charge.endswith("委托"):  # 12月25日,受国务院委托,…作了报告
        after = said = charged
    if len(point.last) < 10:
        clause = said.partition(",")[0]
        told = ("会" in clause or "了" in clause) and _SITTING.search(clause)
        if (
            clause.endswith(("会召开", "会议召开", "会举行", "会上")) or "会上发布" in clause
        ):  # 2019年1-10月项目调度会上
            return True
        issued = point.stated and (bool(told) or holds_word(clause, "issued"))
        return issued or (holds_word(said, "speeches") and holds_word(_SPIRIT.sub("", said), "speeches"))
    stamp = (
        not before
        or (before.endswith(("日期:", "--")) and not before.endswith(_DUE_DATES))
        or (point.stated and before.endswith("("))
    )
    if not timed and not after.strip(" )]〕") and stamp and point.first == point.last:
        return True
    if before.endswith(_PLANNED):  # 拟于7月25日至27日举行会议
        return False
    clause = said.partition(",")[0].rstrip(" )]〕")
    if any(word in clause for word in _STARTS):
        return False
    if (
        point.day is not None
        and point.first == point.last
        and len(clause) < 20
        and clause.endswith(_ONCE_IT_WAS)
    ):
        return True
    if "发布" in clause and _RELEASED.match(clause):
        return True
    if point.day is None and "会" in clause and _SITTING.search(clause):
        return True
    tenth = point.day is None and point.month is not None  # 9月下旬召开现场推进会
    if (
        (holds_word(clause, "events") and not tenth)
        or clause.endswith("现场")
        or (point.first == point.last and _is_past(after.lstrip(" ,)上下中午早晚间")))
    ):
        return True
    issued = next((said.index(word) for word in time_words()["publications"] if word in clause), None)
    if issued is None or (clause not in time_words()["gained"] and clause.startswith(time_words()["gained"])):
        return False  # 获得省发改委批复; 于10月29日通过 is one
    ends = (*time_words()["publications"], *time_words()["documents"])
    return clause.endswith(ends) or holds_word(
        said[issued:], "occasions"
    )  # 公布招生细则; 公布录取结果 is none


_TITLES = ("表", "名单", "清单", "目录", "报告", "公告", "公示", "通报", "说明", "情况")
_NO_ACTS = lazy(r"《[^《》]{0,60}》|(?:完成|实施|推进|开展|建设|落实|执行)(?=情况|方案|意见|进度|计划)")

_ASIDE_END = lazy(
    r"\((?:共|共计|征求意见稿|送审稿|草案|试行|附后|见附件)[^()]{0,8}\)$", holds=("(",)
)  # 分工方案(共计121项)


def _is_heading(copy: str, at: int, *, year: bool) -> bool:
    """2024年工作回顾, 2025年目标值: a noun of headings ends the clause and nothing is said."""
    rest = words_until(copy, at, CLAUSE_STOPS, 50)
    if copy.startswith(":", at + len(rest)):  # 2022年主要预期目标:GDP增长6%
        return False
    whole = at + len(rest) == len(copy)
    rest = _ASIDE_END.sub("", rest) if rest.endswith(")") else rest
    rest = _NO_ACTS.sub("", rest).strip(" ”\"’')〕]》")
    if year and whole and rest.endswith(_TITLES) and not any(sign.isdecimal() for sign in rest):
        return True
    if year and whole and at < 12 and not holds_word(rest, "predicates"):  # a line that is a name
        return True
    act = len(word_at(copy, at, "acts"))  # 一季度签约投资50亿元的项目
    done = bool(act) and len(rest) > act + 4
    return not done and rest.endswith(time_words()["heads"]) and not holds_word(rest, "predicates")
