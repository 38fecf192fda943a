"""Deciding what a point in time says in its sentence: by when, during, since, as of, or nothing.

2025年底前完成; 2024年,新增…; 自2024年1月1日起; 截至2023年6月; not 2025年是收官之年, 2024年工作回顾, 较2020年
"""

from __future__ import annotations

from ..text import lazy
from .date_described import (
    DURING,
    SINCE_THEN,
    among,
    is_amount_of,
    is_attribute,
    is_counted_of,
    is_described,
    is_heading,
    is_of_list,
)
from .date_frame import (
    CLAUSE_STOPS,
    OPENING,
    STOPS,
    Reading,
    last_day,
    opens_clause,
    span_text,
    time_words,
    word_at,
    words_before,
    words_until,
)
from .date_names import GAMES, PLAN_DONE, has_time, names_it
from .date_points import SINCE, Point, due_day
from .date_stories import is_day_of_story, is_event
from .date_subjects import TAKES, is_of_figures, is_of_rate, of_body, of_place, tells_of_period

_UNTIL = lazy(r"(?:\ ?\d{1,2}(?:时|:\d\d))?(?:为?止|截止)")

_VALID = lazy(r"(?:有效期限?|期限?(?:延期|顺延)|期限|执行|实施|试行|延长|延续)(?:期|期限)?(?:为|可)?$")

_VALID_ENDS = frozenset("期限行施长续延为可")

_TERM_BEGINS = lazy(r"[^,。;\d]{1,6}起(?![步点来草始诉重])")  # 从2022年春季学期起

_ALLOTTED = lazy(r"(?:下达|分解)[^,。;:\d]{1,10}[省市县区镇乡]$", holds=("下达", "分解"))

_FROM_DAY_ON = lazy(r"\ ?(?:\d{1,2}(?:时|:\d\d))?(?:起)?(?=将)")  # 自1月22日10时将响应调整为Ⅰ级

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
    if word == "于" and words_before(copy, at).endswith("已") and _DONE_THINGS.match(copy, point.stop):
        return nothing
    if copy.startswith(("基础上", "的基础上"), point.stop):  # 在2021年基础上翻一番
        return nothing
    if not word and words_before(copy, at, 2).endswith(("较", "比", "始于")):  # 较一季度提高4.1个百分点
        return nothing
    if not word and copy.startswith("以来", point.stop):  # 2020年底以来
        return nothing
    if not word and words_before(copy, at, 2) == "迎接":  # 迎接下半年国家督查
        return nothing
    if word == "截":
        return Reading(point.stop, _as_of(point), "as_of")
    if (
        word in ("自", "从")
        and "以来" in copy[point.stop : point.stop + 32]
        and SINCE_THEN.match(copy, point.stop)
    ):
        return nothing  # 规划从去年底启动以来
    since = _since(copy, word, point)
    if since is not None:
        return since
    if not word and words_before(copy, at, 2) == "到了":  # 提升到了2024年125亿千瓦时
        return by_point(point)
    if word in ("到", "至"):
        if _is_value_of(copy, point):
            return Reading(point.stop, span_text(point.first, point.last), "during")
        return _until(copy, at, point) or (nothing if _is_level(copy, point.stop) else by_point(point))
    if _ends_there(copy, point.stop) or (word == "于" and words_before(copy, at).endswith("止")):
        return Reading(point.stop, f"../{_as_of(point)}", "during")
    if (point.before or point.end) and (is_attribute(copy, point) or is_amount_of(copy, point.stop)):
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


_DONE_THINGS = lazy(r"(?:全部|全面|基本)?[^,。;:\d了的]{2,4}的[^,。;:\d]{2}")  # 已于2019年全部关停的矿山


def _is_value_of(copy: str, point: Point) -> bool:
    """从一季度2万件、到上半年5万件: what a period came to."""
    part = point.first != point.last and not (point.end or point.before)
    stop = point.stop + copy.startswith("的", point.stop)
    return part and copy[stop : stop + 1].isdecimal()


_SEEN = lazy(r"[^,。;:\d]{0,24}(?:情况看|来看)", holds=("情况看", "来看"))  # 从1-2月指标完成情况看

_HOUR = (
    r"\ ?(?:[上下]午|早上|中午|晚上|凌晨|深夜)?\ ?(?:\d{1,2}(?:[:∶]\d\d时?|[时点](?:\d{1,2}分|整)?)|零[时点])"
)

_ASIDE = lazy(
    rf"(?:\ ?\((?:(?:星期|周)[一二三四五六日天]|含[^()]{{0,8}})\)|{_HOUR}(?:\ ?[-至]{_HOUR}(?=[^\d月]|$))?)+"
)

_ASIDE_SIGNS = frozenset(" (0123456789上下早零中晚凌深")


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
    if begins is None and word == "自" and len(point.first) == 4 and _goal_behind(copy, point.stop):
        return Reading(point.stop, f"{point.first}/..", "since")  # 计划自2024年开展示范
    if begins is None and word == "自" and point.day is not None:
        begins = _FROM_DAY_ON.match(copy, point.stop)
    if begins is None and not (word in ("自", "从") and _TAKES_EFFECT.match(copy, point.stop)):
        return None
    end = begins.end() if begins else point.stop
    if copy.startswith(("施行的", "实施的", "执行的", "生效的"), end):  # 2021年1月1日起施行的《民法典》
        return Reading(end)
    return Reading(end, f"{point.first}/..", "since", point.vague)


def _ends_there(copy: str, at: int) -> bool:
    return "止" in copy[at : at + 9] and _UNTIL.match(copy, at) is not None


_BEGUN = lazy(r"(?:即日|之日)起[^,。;:\d]{1,6},$", holds=("日起",))  # 自印发之日起开展,|至2023年11月30日结束


def _until(copy: str, at: int, point: Point) -> Reading | None:
    """有效期至2025年12月31日, 至2025年12月31日止, 即日起至2025年12月31日."""
    before = words_before(copy, at)
    valid = before[-1:] in _VALID_ENDS and _VALID.search(before)
    if not (
        _ends_there(copy, point.stop)
        or valid
        or (before.endswith(("即日起", "之日起", "文日起")) or _BEGUN.search(copy, max(0, at - 16), at))
    ):
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


_ACTING = ("predicates", "acts", "goals", "events", "publications", "bases", "speeches")
_SUBJECT_BREAKS = frozenset("了的对为将把被使让在于按经并向")
_SEIZES = (
    "抢抓",
    "紧抓",
    "把握",
    "紧盯",
    "聚焦",
    "围绕",
    "应对",
    "克服",
    "立足",
    "见证",
    "锚定",
    "进入",
    "受",
)


def _is_subject(copy: str, at: int) -> bool:
    """东湖饭店20强|2021年营业收入较2016年增长20%: a name without a verb between the head of the clause and the time."""
    words = copy[max(0, at - 20) : at].rstrip()
    words = words[max(words.rfind(sign) for sign in OPENING) + 1 :]
    if not (1 < len(words) < 19) or not words[-1].isalpha() or not _SUBJECT_BREAKS.isdisjoint(words):
        return False
    if words.endswith(("达", "到", "至", "年", "月", "年度", "同比", *time_words()["bases"])) or any(
        word in words for word in _SEIZES
    ):
        return False
    return not any(word in words for slot in _ACTING for word in time_words()[slot] if len(word) > 1)


_FORESEES = ("规划", "预测")


def _is_foreseen(copy: str, at: int, stop: int, point: Point) -> bool:
    """规划2025年城区人口35万人: a number that is planned for a year."""
    told = any(sign.isdecimal() for sign in words_until(copy, stop, CLAUSE_STOPS))
    return len(point.first) == 4 and told and opens_clause(copy, at - 2 - (copy[at - 1] == " "))


_PAPER = lazy(
    r"(?:全?[省市区县州]|国家|中央|国务院|自治区|市委|省委|区委|县委|[省市区县州]?(?:人民)?政府){0,2}《",
    holds=("《",),
)  # 2021年《意见》提出, 2021年县《政府工作报告》

_BECAME = ("调整为", "变为", "转为", "升为", "降为", "优化为", "演变为")


def _says_when(copy: str, at: int, word: str, point: Point, *, dated: bool) -> bool:
    """Whether a bare point dates its clause: 2024年,新增…, 力争2024年创建, 覆盖率2025年达到55%; not 2025年是收官之年."""
    before = words_before(copy, at)
    stop = behind(copy, point.stop) if point.day else point.stop
    if point.dotted and not word:
        return False
    if point.worded:  # see date_worded.says_year
        return True
    counted = len(point.first) == 4 and is_counted_of(copy, stop)
    if not word and before.endswith(_FORESEES) and _is_foreseen(copy, at, stop, point):
        return True
    if len(point.first) == 4 and names_it(copy, stop, before):
        return False
    if word == "在" and "中," in copy[stop : stop + 24] and DURING.match(copy, stop):
        return False
    if word and len(point.first) == 4 and GAMES.match(copy, stop):
        return False
    if point.first != point.last and "完成" in copy[stop : stop + 16] and PLAN_DONE.match(copy, stop):
        return False
    if point.day is None and (not point.stated or point.month is None) and has_time(copy, stop):
        return False
    if not word and len(point.first) == 4 and _ALLOTTED.search(before) and "任务" in copy[stop : stop + 20]:
        return False  # 省下达某市2019年棚户区改造任务
    if (point.stated or point.month is None) and not word and of_place(copy, at, stop, before):
        return True
    bare = len(point.first) == 4 and point.stated and not word
    able = before.endswith(("能", "能够")) and word_at(copy, stop, "acts")  # 一般能2025年办结
    if bare and (able or of_body(copy, at, stop, before)):
        return True
    own = point.first != point.last or (len(point.first) == 4 and point.stated and _is_subject(copy, at))
    if own and not word and is_of_figures(copy, stop):
        return True
    if point.first != point.last and not word and _is_subject(copy, at) and tells_of_period(copy, stop):
        return True
    if len(point.first) == 4 and point.stated and not word and is_of_rate(copy, stop, before):
        return True
    if not word and len(point.first) == 4:
        if before.endswith("将") and not _goal_behind(copy, stop):
            return False  # 将2024年重点项目完成情况报送
        if before.endswith(TAKES) and copy[stop : stop + 1].isalpha():
            return False  # 列入2024年建设总体任务
    if before.endswith(_BECAME) and copy.startswith("的", stop) and copy[stop + 1 : stop + 2].isdecimal():
        return True  # 比例从2016年的5:3:2调整为2020年的4:4:2
    compared = before.endswith(time_words()["bases"]) and not (word and before.endswith(("的", "已经")))
    if before.endswith("、") and len(point.first) == 4 and is_of_list(copy, at):
        return False
    if word == "在" and words_until(copy, stop, CLAUSE_STOPS).endswith("基础上"):
        return False  # 在2023年建成10座的基础上
    titled = len(point.first) == 4 and "《" in copy[stop : stop + 8] and _PAPER.match(copy, stop)
    if compared or titled:
        return False
    if _sets_goals(copy, stop, point):
        return True
    if (is_described(copy, stop) and not counted) or (
        not word and before[-1:] in OPENING and is_day_of_story(copy, stop, point)
    ):
        return False
    after = words_until(copy, stop, STOPS)
    if before.endswith("(") and after.startswith((*time_words()["publications"], *time_words()["events"])):
        return False  # (2019年4月修订)
    if _is_phase(copy, at, stop, before):
        return True
    timed = stop > point.stop and not copy.endswith(")", 0, stop)
    if after.lstrip(" ,").startswith("被") or (not counted and is_event(before, after, point, timed=timed)):
        return False  # 2018年被命名为…
    if not word and point.first < "2000" and len(point.first) == 4 and word_at(copy, stop, "origins"):
        return False  # 1993年建成
    if point.first != point.last and copy.startswith(_SLOGANS, stop) and before.endswith("为"):
        return False  # 为一季度开门红奠定基础
    if point.first != point.last and copy.startswith(_SLOGANS, stop):  # 努力实现一季度“开门红”
        return True
    if word == "于" and len(point.first) == 4 and point.first < "2000" and not _goal_behind(copy, stop):
        return False  # 该市于1965年建市
    told = any(sign.isdecimal() for sign in words_until(copy, stop, CLAUSE_STOPS))
    if _goal_behind(copy, stop) or (dated and copy.startswith((",", ";", " ,", " ;"), stop)):
        return True
    if not dated and (word or (before.endswith("(") and copy.startswith(")", stop))):  # 暑期(7-8月)
        return True
    old = point.first < "2000" and len(point.first) == 4 and not (point.recent and told)
    if (not word and old) or (not dated and among(before)):
        return False  # 1945年战败日军…: history
    opens = bool(word) or (opens_clause(copy, at) and not (dated and before.endswith(".")))
    heading = not counted and point.day is None and is_heading(copy, stop, year=len(point.first) == 4)
    return opens and bool(before or after or stop > point.stop) and not heading


_SLOGANS = ("“开门红", "开门红", "“双过半", "双过半", "“开门稳", "开门稳")


def _is_phase(copy: str, at: int, stop: int, before: str) -> bool:
    """动员部署阶段(3月中旬):召开会议 is a step of a plan, no history."""
    named = before.endswith("阶段(") or (copy.startswith("):", stop) and not before.endswith("》("))
    return copy[at - 1 : at] == "(" and copy.startswith(")", stop) and named
