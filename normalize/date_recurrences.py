"""What comes again (每季度, 每3年, 按月, 三年一评), what has no end (长期坚持), and years of account (2022年度).

A rate is no recurrence: 每人每月500元, 每年增长5%.
"""

from __future__ import annotations

import re

from ..text import chinese_number, lazy
from .date_frame import OPENING, Frame, Reading, time_words, word_at, words_before
from .date_meaning import before_named


def read_open(copy: str, at: int, frame: Frame) -> Reading | None:
    """(长期坚持), 完成时限:持续推进, a cell that holds nothing else; in a sentence the words say how, not when."""
    word = word_at(copy, at, "open")
    if not word:
        return None
    end = at + len(word)
    before, after = words_before(copy, at)[-1:], copy[end : end + 1]
    closed = after in ("", ")", "。", ";", "〕", "】", "]")
    if before in ("", "(", ":", "〔", "【", "[") and (closed or after == ","):
        stated = before != "" or not copy[end : end + 3].strip(" 。;")
    else:
        stated = before in (";", ",", "并") and (
            (after in (")", "〕", "】") and _in_bracket(copy, at)) or (closed and _in_schedule(copy, at))
        )
    return Reading(end, "../..", "open") if stated else None


_SCHEDULES = ("时限:", "期限:", "时间:", "时限为", "时限")


def _in_schedule(copy: str, at: int) -> bool:
    """完成时限:2024年9月底前取得成效,并长期坚持: behind the name of a schedule, in its sentence."""
    line = copy[max(0, at - 60) : at]
    line = line[max(line.rfind("。"), line.rfind("\n")) + 1 :]
    place = max(line.find(word) for word in _SCHEDULES)
    return place >= 0 and line[:place].isalpha()


def _in_bracket(copy: str, at: int) -> bool:
    """(2022年12月底;长期坚持): the bracket is short and holds no sentence."""
    opened = max(copy.rfind(mark, max(0, at - 60), at) for mark in "(〔【")
    return opened >= 0 and "。" not in copy[opened:at]


_EVERY = lazy(
    r"每\ ?(?:(?P<n>\d{1,2}|[一二两双三四五六七八九十])\ ?(?:(?:-|至|到)\ ?(?:\d{1,2}|[二三四五六七八九十])\ ?)?)?"
    r"(?P<unit>个?月|半个?月|半年|年度(?=\ ?\d{1,2}\ ?月|按|有序|逐步|组织|开展|定期)|年|个?季度|季|周|星期|旬|天|日)(?!度|均(?![将要须应])|.?级)"
)
_EVERY_TAIL = lazy(
    r"""
    (?:的?(?:年底|年末|月底|月末|季末|末
      |(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\ ?月(?!龄)(?:份|底|末|初|[上中下]旬|\ ?\d{1,2}\ ?[日号])?
        (?:\ ?(?:-{1,2}|～|~|至|到)\ ?(?:[次翌]年)?(?:\d{1,2}\ ?月)?(?:底|\ ?\d{1,2}\ ?[日号])?)?
        (?:\ ?[、和与及]\ ?\d{1,2}\ ?月(?!龄)(?:份|底|末|初|[上中下]旬)?)*
      |\d{1,2}\ ?[日号]|第?[一二三四]季度)?(?:之?前(?!期))?)
    """,
    re.VERBOSE,
)
_EVERY_OWN = lazy(
    r"每\ ?个?(?:自然|会计|纳税|财政|资助|申报|保险|参保|结算|考核|日历|统计)?年度(?=[^,。;:\d元]{0,10}(?:[\d一二两三]\ ?次|限|至少|最多))"
)  # 每个资助年度限申请一次
_TAIL_SIGNS = frozenset("的年月季末第之前0123456789一二三四五六七八九十")
_ADVERB = lazy(
    r"按(?!年度分)(?P<unit>年度?|季度?|月度?|半年|周|日)(?=[,、。;代滚有逐足按组开进完实报上统监向调发通支更拨汇分考结公召制推跟评研督排核梳收填编巡走对召听总书划继](?!算(?:优惠|方式|价|费))|缴(?!费[期时的人年]))"
)
_ONCE = lazy(
    r"(?P<n>[一二两三四五]|\d{1,2})年(?:[评审修检测]?[一两二三四]次(?![性数])|一(?:评|审|签|轮|修|考|检|周期)|(?:至少|不少于)[^,。;\d]{0,6}[一1]次)"
)
_CODES = {
    "年": "1Y", "年度": "1Y", "半年": "6M", "半月": "15D", "半个月": "15D", "季度": "3M", "个季度": "3M", "季": "3M", "月": "1M", "个月": "1M",
    "周": "1W", "星期": "1W", "旬": "10D", "天": "1D", "日": "1D",
}  # fmt: skip
_RATE_BEFORE = lazy(
    r"(?:平均|年均|[人户]均|每[人户生名亩位]|连续\d{1,2}个?[年月]|连续[一二两三四五六七八九十]{1,2}个?[年月])$"
)
_AMOUNT = r"(?:[\d.,]+\ ?[万亿千百]{0,2}元|XXX元)"
_MONEY_AFTER = lazy(
    rf"""
      (?:每(?:平方米|平方公里|公里|立方米|千瓦|[人户生名亩吨座辆]|家|个[^,。;:\d]{{0,8}})|可|分别|标准|补助|补贴|发放|给予|增加|提高|享受|领取|每个|为|仍|按|不超过|不高于|不低于|不少于|最高|最低|最多|至少|约|近|达|再|[:的]){{0,6}}{_AMOUNT}  # 每月2250元
    | (?!安排|投入|筹|列|统|设立|提取|拨|争取|落实|募集|支持|开展|组织)[^,。;:\d]{{0,8}}(?:不超过|不高于|不低于|不少于|最高|最多|约|近|达){_AMOUNT}  # 每年补助资金不超过10万元
    """,
    re.VERBOSE,
)
_GROWTH = ("增长", "递增", "增速", "增幅", "下降", "降低", "减少", "提高", "增加", "上升", "递减")
_STATE_AFTER = lazy(
    r"(?:城乡|城市|农村|最低|基本|人均|平均|低保|补助|补贴|缴费|缴存)[^,。;:\d按发]{0,12}(?:标准|限额|额度|金额|水平|基数|工资)(?=$|[^一-龥]|[的和与之等])"
    r"|按[^,。;:]{0,14}[%‰]|有\ ?\d|(?:约|还|将)?(?:可|能)(?![靠源耗力])|平均|[尚仍还]有(?!序)|都(?=[有是会能可在上存出超高低多少达不稳保增下减]|$|[,。;])|(?!对)[^,。;\d]{0,3}的(?!第|首|最|前|末|汛|[春夏秋冬]|雨季|暑|寒|国庆|中秋|元旦|[^,。;\d]{0,12}(?:时候|时间|期间))"
)  # 每年可节约


_AMOUNT_OF = lazy(
    r"[^,。;:、\d报通检统汇分公调开召]{1,3}(?:额|量|进度|目标|计划|任务)(?=[、,。;])"
)  # 细化每月投资额


_AMOUNTS = ("额", "量", "进度", "目标", "计划", "任务")
_YIELDED = (
    "吸引",
    "接待",
    "节约",
    "节省",
    "减少",
    "减排",
    "产生",
    "排放",
    "消耗",
    "创造",
    "带动",
    "惠及",
    "损失",
)
_YIELDS = lazy(
    r"(?:约|可)?(?:吸引|接待|节约|节省|减少|减排|产生|排放|消耗|创造|带动|惠及|损失)[^,。;:\d]{0,12}\d"
)  # 每年吸引游客50万人次


_TOTAL = lazy(
    r"[^,。;:\d]{1,12}(?:量|产值)(?:高达|多达|达到?|约为?|近|超过?|均?在)[^,。;:\d]{0,4}\d",
    holds=("量", "产值"),
)
_SOLD = lazy(
    r"[^。;:\d]{0,40}(?:销|售|产|出口|供应|输送|排|耗|需)[^,。;:\d]{0,8}[\d.]+\ ?[万亿千]{0,2}(?:吨|千克|公斤|立方米|方|件|头|只|度|千瓦时|人次)(?:左右|以上|多|余)",
    holds=("左右", "以上", "多", "余"),
)  # 每年向多个省份销鲜薯200万吨左右
_PAID = lazy(
    r"按(?!时|期|月|季|照?规定)[^。;:]{2,100}(?:给予|予以)[^,。;:\d]{0,8}(?:补贴|补助|奖励|资助|贴息)",
    holds=("给予", "予以"),
)  # 每月按企业实际缴纳的社会保险费给予补贴


def _is_rate(copy: str, at: int) -> bool:
    """每月2250元, 每年增长5%, 每年可节约: how much, not how often."""
    ahead = copy[at : at + 40]
    return bool(
        ("元" in ahead and _MONEY_AFTER.match(copy, at))
        or _grows(ahead)
        or (any(word in ahead[1:6] for word in _AMOUNTS) and _AMOUNT_OF.match(copy, at))
        or (("量" in ahead or "产值" in ahead) and _TOTAL.match(copy, at))
        or (("左右" in ahead or "以上" in ahead) and _SOLD.match(copy, at))
        or (ahead.startswith("按") and _PAID.match(copy, at))
        or (ahead.lstrip("约可").startswith(_YIELDED) and _YIELDS.match(copy, at))
        or (not _RATED.isdisjoint(ahead[:4]) and _STATE_AFTER.match(copy, at))
    )


_RATED = frozenset("可能平都的有按城农最基人低补缴")
_RATES = frozenset("均人户生名亩位年月")


def _grows(ahead: str) -> bool:
    """增长5% near by, in the same clause."""
    clause = ahead[: next((i for i, sign in enumerate(ahead) if sign in ",。;:"), len(ahead))]
    places = (clause.find(word) + len(word) for word in _GROWTH if word in clause[:18])
    return any(sign.isdecimal() for place in places for sign in clause[place : place + 9])


def _is_rated(before: str) -> bool:
    if before[-1:] not in _RATES:
        return False
    each = before[-2:-1] in "均平每年人户" or "连续" in before
    return each and _RATE_BEFORE.search(before) is not None


_ACCOUNT_YEAR = lazy(r"(?P<y>20\d\d) ?年度 ?(?!计(?!划(?:完成|投资|新建|开工|实施))|[规报预决目考总方])")
_TO_INVEST = lazy(
    r"计划(?:完成|投资|新建|开工|实施)[^,。;:《]{0,10}\d", holds=("计划",)
)  # 2024年度计划完成投资5亿元
_COUNTED = lazy(r"[^,。;:、《的\d]{1,8}\d")
_AMOUNTS_TO = lazy(r"[^,。;:、《》的\d]{2,16}(?:为|达到?|是) ?\d")
_PER_DAY = lazy(
    r"\ ?\d{1,2}(?:[:∶︰]\d\d|[时点](?:\d\d分?)?)时?\ ?(?:-{1,2}|～|~|至|到)|[^,。;:\d]{0,6}时间(?!内|不[低少]于|不得[低少]于)|[^,。;:]{0,14}(?:浓度|均值|平均值|噪声|水位)|[^,。;:\d]{0,8}[\d.,]+\ ?[万亿千]{0,2}(?:吨|立方米|方|m|千瓦|度|人次|公斤|车次|班|列|公里)"
)


def read_account_year(copy: str, at: int, frame: Frame) -> Reading | None:
    """2022年度拔除疫点1个, 2022年度,…: the year of what is counted; 2022年度计划 and 2022年度资金3亿元 name something."""
    before = words_before(copy, at)
    if not copy.startswith(("年度", " 年度"), at + 4) or (before and before[-1] not in OPENING):
        return None
    match = _ACCOUNT_YEAR.match(copy, at)
    if match is None:
        return None
    counted = _COUNTED.match(copy, match.end())
    if _AMOUNTS_TO.match(copy, match.end()):  # 2025年度入户类指标为1.6万个
        return Reading(match.end(), match["y"], "during")
    if copy.startswith(("将", "拟", "力争"), match.end()) or _TO_INVEST.match(
        copy, match.end()
    ):  # 2021年度将加快路网建设
        return Reading(match.end(), match["y"], "during")
    if not copy.startswith((",", ";", " ,", " ;"), match.end()) and not (
        counted and counted.group().startswith(time_words()["acts"])
    ):
        return None
    return Reading(match.end(), match["y"], "during")


_LISTS_WHAT = ("列明", "明确", "注明", "标明", "写明", "统计", "汇总", "填报", "核实", "测算", "计算", "公布")
_AMOUNT_NAMED = lazy(r"[^,。;:\d]{1,8}(?:数|额|量|率)(?=[、,。;)]|$)")


def read_every(copy: str, at: int, frame: Frame) -> Reading | None:
    """每季度, 每3年, 每年3月底前; a rate is no recurrence: 每人每月500元, 每年增长5%, 每日处理1000吨."""
    match = _EVERY.match(copy, at)
    if match is None:
        each = _EVERY_OWN.match(copy, at) if "年度" in copy[at + 1 : at + 8] else None
        return Reading(each.end(), "R/P1Y", "recurring") if each else None
    unit = match["unit"]
    stop, tail = match.end(), ""
    if copy[stop : stop + 1] in _TAIL_SIGNS and (more := _EVERY_TAIL.match(copy, stop)):
        stop, tail = (more.end(), more.group()) if more.group() != "的" else (stop, "")
    stop = stop if tail else before_named(copy, stop) or stop  # 每年春节前
    daily = unit in ("天", "日") and _PER_DAY.match(copy, stop)
    before = words_before(copy, at)
    if before.endswith(_LISTS_WHAT) and _AMOUNT_NAMED.match(copy, stop):
        return Reading(stop)  # 列明每月投资数
    if daily or _is_rated(before) or (not tail and _is_rate(copy, stop)):
        return Reading(stop)
    if match["n"] == "双":
        return Reading(stop, _recurrence(2, unit), "recurring")
    count = chinese_number(match["n"]) if match["n"] and not match["n"].isdecimal() else int(match["n"] or 1)
    return Reading(stop, _recurrence(count or 1, unit), "recurring")


def _recurrence(count: int, unit: str) -> str:
    code = _CODES[unit]
    return f"R/P{int(code[:-1]) * count}{code[-1]}"


def read_adverb(copy: str, at: int, frame: Frame) -> Reading | None:
    match = _ADVERB.match(copy, at) if copy[at + 1 : at + 2] in ("年", "季", "月", "半", "周", "日") else None
    unit = match["unit"] if match else ""
    unit = {"年度": "年", "月度": "月"}.get(unit, unit)
    return Reading(match.end(), _recurrence(1, unit), "recurring") if match else None


_ONE_EACH = lazy(
    r"(?:一(?P<unit>年|季度?|个?月|旬|周|天|日)|(?P<half>半年|半个?月))一(?:小结|次(?!性)|[评审签轮修考检督通调报会题清研汇总策更结测查换碰排跟盘晒例访讲])"
)


_NAMED_WAY = lazy(
    r"[^,。;:“”\"]{0,6}(?:[、,]?[一二两三四五六七八九十半][^,。;:“”\"、]{1,2}一[^,。;:“”\"、]{1,4}){0,8}(?:”|“[^“”]{1,8}”)",
    holds=("”",),
)  # “一月一主题、一月一研究”机制, 一月一通报、一月一宣传“六个一”机制


_COUNTS_ON = frozenset("每第十近前同这某哪")


_ONCE_IN = ("年一", "年两", "年二", "年三", "年四", "年至", "年不", "年评", "年审", "年修", "年检", "年测")


_ONCE_IN_SPAN = lazy(
    r"(?P<n>\d{1,2}|[一两二三四五六七八九十])\ ?(?:个(?=[月周]))?(?P<unit>月|周|天)(?:至少|原则上|完成|开展|组织|召开|进行|安排|举办|公布|公开|更新|报告|调度|不少于){1,2}\ ?[1一]\ ?次"
)


def _once_in_span(copy: str, at: int) -> Reading | None:
    """15天完成1次全面排查, 两个月召开一次例会."""
    match = _ONCE_IN_SPAN.match(copy, at) if "次" in copy[at + 2 : at + 14] else None
    if match is None or words_before(copy, at)[-1:] in _COUNTS_ON:
        return None
    count = int(match["n"]) if match["n"].isdecimal() else chinese_number(match["n"]) or 1
    return Reading(match.end("unit"), _recurrence(count, match["unit"]), "recurring")


_CYCLE = lazy(r"(?P<n>[一两二三四五六]|\d{1,2})年为一?个?周期")


def _cycle(copy: str, at: int) -> Reading | None:
    """以两年为一个周期."""
    match = _CYCLE.match(copy, at) if copy[at - 1 : at] == "以" and copy.startswith("年为", at + 1) else None
    if match is None:
        return None
    count = int(match["n"]) if match["n"].isdecimal() else chinese_number(match["n"])
    return Reading(match.end(), _recurrence(count or 1, "年"), "recurring")


def read_once(copy: str, at: int, frame: Frame) -> Reading | None:
    """三年一评, 一年一次, 一年至少认证一次 (the times are a target of their own), 一季度一通报."""
    if cycle := _cycle(copy, at):
        return cycle
    each = None
    if copy[at] in "一半" and "一" in copy[at + 2 : at + 4] and words_before(copy, at)[-1:] not in _COUNTS_ON:
        each = _ONE_EACH.match(copy, at)
    if each:
        if _NAMED_WAY.match(copy, each.end()):
            return Reading(each.end())
        return Reading(each.end(), _recurrence(1, each["unit"] or each["half"]), "recurring")
    match = (
        _ONCE.match(copy, at)
        if copy.startswith(_ONCE_IN, at + 2 if copy[at + 1 : at + 2].isdecimal() else at + 1)
        else None
    )
    if match is None:
        return _once_in_span(copy, at)
    year = match.end("n") + 1
    end = year if copy[year] in "至不" else match.end()
    count = int(match["n"]) if match["n"].isdecimal() else chinese_number(match["n"])
    return Reading(end, _recurrence(count or 1, "年"), "recurring")
