"""Numbers that say when, where or to whom a rule applies: thresholds, classes of size, ages, distances, old values."""

from __future__ import annotations

from ..text import lazy
from .target_compared import Value
from .target_counts import subject_attains, works_further
from .target_measure import is_final, verb_before
from .target_text import TargetText, after_last, clause_start, inside_bracket, next_stop, word_tuple


def is_condition(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """Whether words beside a value say that it is no aim; `left` and `tail` are those of its clause."""
    item = value.quantity
    if tail.removeprefix("分别").startswith(word_tuple("baseline_after")):
        return True
    if left.startswith(word_tuple("baseline_words")) and not text.fact and "标准" not in left:
        return True
    if "原" in left[-12:] and _OLD_FIGURE.search(left[-12:]):
        return True
    if tail[:1] in ("、", "和") and _OLD_LIST.match(text.copy, value.end) and ("从" in left or "由" in left):
        return True
    if item.unit in ("m", "km") and not value.compared and _is_distance(left):
        return True
    if item.kind == "time" and "距" in left[-30:] and left.endswith("年龄"):
        return True  # 距退休年龄|不足1年的人员
    if item.counter == "count" and left.endswith("同时在"):
        return True  # 不得同时在|两个以上机构执业
    if item.counter == "count" and left.endswith("在") and _IN_FIELDS.match(text.copy, value.end):
        return True  # 在|10个左右人才紧缺领域开展培训
    if tail.startswith("的") and _FIRST_OF_ALL.search(left):
        return True
    if item.kind == "age" and not _of_a_life(text, value):
        return True
    if item.kind == "voltage" and not value.compared and tail.startswith("等"):
        return True  # 东湖110千伏|等6个变电站
    if item.kind == "voltage" and not value.compared and not is_final(text.copy, value.end):
        return True  # 开工750千伏|东湖西输变电工程
    if (
        item.kind == "area"
        and not text.fact
        and value.end > value.number_end
        and _SMALLER.match(text.copy, value.end)
    ):
        return True  # 新建1万平方米以下|项目向区级部门登记
    if item.unit == "cn:count:座" and value.end > value.number_end and _SEATS.match(text.copy, value.end):
        return True  # 淘汰57座以上|大客车
    if text.copy.startswith((")的基础上", ")基础上"), value.end):
        return True  # 达到总目标(40万立方米/天|)的基础上
    if item.unit == "{person}" and _VENUE.match(text.copy, value.end):
        return True  # 打造6万人|大型活动空间
    if item.kind == "area" and not value.compared and _PAPER.match(text.copy, value.end):
        return True  # 形成2平方公里|规划实施方案
    if item.unit in _OF_A_THING and not left and not value.compared and _glosses(text, value):
        return True
    if not text.fact and not left and value.compared and _glosses(text, value) and _of_those(text, value):
        return True
    if item.kind == "money" and not text.fact and _each_of_them(text, value):
        return True
    if item.kind in ("area", "count") and value.end > value.number_end and _counted_behind(text, value):
        return True
    if (
        item.unit in _LIVING
        and value.end > value.number_end
        and text.copy.startswith(_LIVING[item.unit], value.end)
    ):
        return True  # 30户以上|自然村通硬化路的比例
    if tail.startswith("相比") and "与" in left:
        return True  # 与2015年完成投资690.7亿元|相比
    if item.counter == "count" and text.copy.startswith("位次", value.end):
        return True  # 在全省提升2个|位次
    if item.kind == "money" and left.endswith("过") and text.copy.startswith(("项目", "企业"), value.end):
        return True  # 过10亿元|项目53个
    if item.kind == "ratio" and left.endswith("根据"):
        return True  # 根据70%以上业主意见确定方案
    if text.copy.startswith(_OF_SIZE, value.number_end) and text.copy[value.number_end - 1] in "万人":
        return True  # 5万|人口以上县设置养老中心
    if item.kind == "money" and (
        _PARALLEL.match(text.copy, value.end) or _IN_PARALLEL.match(text.copy, value.end)
    ):
        return True  # 2亿元|(1500万美元)以上项目35个
    if item.kind == "money" and _OR_OTHER_MONEY.match(text.copy, value.end):
        return True  # 总投资超12亿元|或2亿美元农业项目4个
    if item.kind == "money" and _OTHER_MONEY_BEFORE.search(text.copy[max(0, value.start - 16) : value.start]):
        return True
    if item.kind in ("voltage", "power", "energy") and _rated(text, value):
        return True
    if not text.fact and item.kind in ("area", "count", "money") and _ruled_over(text, value):
        return True
    if item.kind == "time" and left.endswith(_LASTING):
        return True
    if item.kind == "time" and value.end > value.number_end and left.endswith(_SINCE):
        return True  # 支持成立3年以上|、产值5000万元以上的企业
    if item.counter == "count" and value.end > value.number_end and _of_such(text, value, left):
        return True
    if item.counter == "count" and left.endswith(_CONSISTS):
        return True  # 领导小组下设|4个工作组
    if not value.compared and tail.startswith("级") and item.kind in _CLASSED:
        return True  # 推动100亿元|级园区提档, 30万吨|级码头
    if item.kind == "score" and left.endswith(("满分", "总分", "满分为", "总分为")):
        return True
    if (item.count is not None or item.kind in _CAPACITIES) and _in_name(text, value, left):
        return True
    if item.kind == "count" and left and not value.compared and _size_of_named(text, value):
        return True
    if not text.fact and _limits_rule(text, value, left, tail):
        return True
    return _threshold(text, value, left)


_IN_FIELDS = lazy(
    r"[^,。;:!?、\n\d]{0,14}(?:领域|方面|环节|赛道|行业)(?!协会)",
    holds=("领域", "方面", "环节", "赛道", "行业"),
)
_SMALLER = lazy(r"(?:的)?(?:项目|工程|建筑|地块|小区|单体)(?![^,。;:!?、\n]{0,12}\d)")
_SEATS = lazy(r"(?:[大中小]型?)?(?:客车|校车|轿车|车辆|客运车|旅游车)")
_VENUE = lazy(
    r"(?:大型|多功能|标准|综合|专业)?(?:开放|活动|公共|体育|演艺|足球)?(?:空间|场馆|体育场|体育馆|球场|剧场|剧院|影院|看台|会场|会议厅|礼堂|食堂|餐厅|广场)"
)
_PAPER = lazy(r"[^,。;:!?、\n\d]{0,8}(?:规划|方案|控规|设计)(?=$|[,。;、)])")
_OF_A_THING = ("L", "mL", "mm", "kV", "V", "W")


def _glosses(text: TargetText, value: Value) -> bool:
    """垃圾桶(240升)至少1组: a bracket that holds nothing but a size tells which kind of thing is meant."""
    copy = text.copy
    return copy[value.start - 1 : value.start] == "(" and copy.startswith(")", value.end)


def _of_those(text: TargetText, value: Value) -> bool:
    """对新建基地(50亩以上)按200元/亩奖补: how big those are that a rule deals with."""
    opened = value.start - 1
    return text.copy.startswith(("对", "凡", "符合"), after_last(text.stops, opened))


_EACH_OF_THEM = lazy(r"(?:、 ?\d{1,5} ?[个家户][^,。;、\d]{0,8}\d[\d.]{0,8}[万亿]{0,2}元){1,4}以?上?的")


def _each_of_them(text: TargetText, value: Value) -> bool:
    """12个预增产值过5亿元|、300个过800万元的增长点: how big each of the counted ones is."""
    return text.copy.startswith("、", value.end) and _EACH_OF_THEM.match(text.copy, value.end) is not None


_COUNT_BEHIND = lazy(
    r"的?([^,。;:!?、()\d\n]{2,16})\d{1,5} ?[个处座块片条家户所](?!月|百分|工作|方面|环节|小时)"
)
_ACTS = (
    *"进到向在对为与和及获达有入",
    "惠及",
    "带动",
    "覆盖",
    "涉及",
    "服务",
    "辐射",
    "完成",
    "新增",
    "新建",
    "建成",
    "改造",
    "培育",
    "打造",
)


def _counted_behind(text: TargetText, value: Value) -> bool:
    """1000亩以上|休闲林地5个, 年出栏800头及以上的养殖场12个: a size, for the count stands behind the noun."""
    if not any(char.isdigit() for char in text.copy[value.end + 2 : value.end + 20]):
        return False
    match = _COUNT_BEHIND.match(text.copy, value.end)
    return match is not None and not any(word in match[1] for word in _ACTS)


_OF_SIZE = ("人口以上", "口以上县", "口以上的", "口以上镇", "人口大县", "人口大镇", "人口大村")
_PARALLEL = lazy(r"\([^()]{2,16}\)及?以上(?=[^\W\d_])", holds=(")以上", ")及以上"))
_IN_PARALLEL = lazy(r"\)及?以上(?=[^\W\d_])", holds=(")以上", ")及以上"))
_OR_OTHER_MONEY = lazy(
    r"[或(] ?(?:超|超过)?[\d.]{1,8}[万亿]{0,2}(?:美元|欧元|港元|元)\)?(?:及?以上)?的?[^,。;、\d]{0,12}(?:项目|企业|工程|产业|园区|基地)",
    holds=("美元", "欧元", "港元"),
)
_OTHER_MONEY_BEFORE = lazy(r"\d[万亿]{0,2}(?:元|美元)[或(](?:超|超过)?$", holds=("元或", "元("))
_LIVING = {
    "{household}": ("自然村", "村寨", "行政村", "聚居", "连片", "院落", "村庄", "村组", "村民小组", "屯"),
    "{person}": ("自然村", "行政村", "村庄", "企业", "用人单位", "单位", "规模", "岛"),
}
_RATED = lazy(
    r"(?:及?以[上下])?(?:/[\d.]{1,8}[万亿]?[A-Za-z千瓦时]{1,6})?的?([^,。;:!?、()\d\n]{2,16})[\d.]{1,8}万? ?"
    r"(?:个|处|座|块|条|台|套|组|公里|千米|回)"
)


def _rated(text: TargetText, value: Value) -> bool:
    """新建10千伏|线路95公里, 50MW|/100MWh储能电站1座: of what kind those are that are counted behind the noun."""
    match = _RATED.match(text.copy, value.number_end)
    return match is not None and not any(word in match[1] for word in _ACTS)


_RULED = lazy(r"(?:[^,。;:!?\n]{0,16}以上)?[^,。;:!?\n]{0,16}[^,。;:!?\n]{0,30}的,")
_GIVES = ("补", "奖", "给予", "资助", "支持", "罚")


def _ruled_over(text: TargetText, value: Value) -> bool:
    """对集中连片种植玉米1000亩以上|,油料500亩以上的主体,…每亩奖补100元: how big those are that a rule is for."""
    if value.end == value.number_end or not text.copy.startswith((",", "、"), value.end):
        return False
    start = clause_start(text, value.start)
    if not text.copy.startswith(("对", "凡"), start) or "的" in text.copy[start : value.start]:
        return False
    end = next_stop(text.sentence_stops, value.end, len(text.copy))
    rest = text.copy[value.end + 1 : min(end, value.end + 120)]
    first = rest.partition(",")[0]
    return "的" in first and any(word in rest[len(first) :] for word in _GIVES)


_CLASSED = ("money", "mass", "power", "energy", "area", "length", "count")
_CAPACITIES = ("power", "mass", "mass_rate", "volume_rate", "voltage", "energy")
_PROJECTS = lazy(
    r"[^,。;:!?\n]{2,80}等(?: ?\d{1,4} ?个)?(?:[^,。;、\d]{0,8}|\d+[万亿]元以上[^,。;、\d]{0,6})(?:项目|工程)"
)


_NAMED = lazy(r"[^,。;:!?\n]{2,60}等(?:一?大?批|一系列)[^,。;、\d]{0,8}(?:基地|项目|工程|园区|企业)")


def _size_of_named(text: TargetText, value: Value) -> bool:
    """某公司100万头|生猪、另一公司生猪等一大批养殖基地: the size is a part of the first name."""
    if not any(word in text.copy[value.end : value.end + 60] for word in ("等一批", "等一大批", "等一系列")):
        return False
    return not verb_before(text.copy, value.start) and _NAMED.match(text.copy, value.end) is not None


_SUCH = lazy(
    r"[^,。;:、\d]{0,8}的[^,。;:、\d]{0,10}(?:企业|合作社|单位|机构|主体|个人|商户|大户|园区|项目|基地|平台|农户|公司)"
)


def _of_such(text: TargetText, value: Value, left: str) -> bool:
    """对吸纳10人以上|就业的合作社奖补5万元: how many those have that a rule is for."""
    return (
        not text.fact
        and left.startswith(("对", "凡", "给"))
        and _SUCH.match(text.copy, value.end) is not None
    )


_SINCE = ("成立", "从业", "注册", "存续", "任职", "经营", "居住")
_CONSISTS = ("下设", "内设", "分设", "下辖")
_LASTING = ("连续", "近", "未来", "今后", "已满", "累计满")  # 连续三年以上


def _in_name(text: TargetText, value: Value, left: str) -> bool:
    """某电厂2×100万千瓦、某园区二期等12个项目: the size is a part of the project's name."""
    if value.compared or left.startswith(word_tuple("completion")[:5]):
        return False
    if "等" in text.copy[value.end : value.end + 90] and _PROJECTS.match(text.copy, value.end):
        return (
            left.endswith(("推进", "加快", "推动", "建设", "实施", "、")) or value.quantity.count is not None
        )
    if value.quantity.count is None or not left or verb_before(text.copy, value.start):
        return False
    return not left.endswith(word_tuple("rate_endings")) and not left.startswith(word_tuple("completion"))


_GLOSS = lazy(r"\((?:不含|含|包括|不包括|含本数)[^()]{0,16}\)", holds=("(不", "(含", "(包括"))


def _limits_rule(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """Whether a number of a rule says to whom or when it applies."""
    item, copy = value.quantity, text.copy
    if item.kind == "time" and value.start == value.number and tail.startswith("内"):
        return True  # (提交申请之日前6个月内)
    gloss = _GLOSS.match(copy, value.end) if tail.startswith("(") else None
    after = copy[gloss.end() : gloss.end() + 8].lstrip() if gloss else tail
    if gloss and after.startswith("的"):
        return True  # 6亩以下(不含6亩)的土地
    if left.lstrip("(〔") in _GLOSSED and inside_bracket(text, value.start) is not None:
        return not _parts_follow(text, value)
    if after.startswith("时") and after[1:2] in ("", ",", "的"):
        return True  # 可分配房源不足3套时,
    if value.compared and not left and after.startswith("的") and _those_of_size(text, value):
        return True
    if _THOSE.match(copy, value.end) and (item.kind == "money" or _those_of_size(text, value)):
        return copy.find("对", clause_start(text, value.start), value.start) >= 0
    if left.startswith(_AROUND) and not value.compared and item.kind != "ratio":
        return not works_further(left)  # 围绕城区面积100平方公里|、80万人口
    if value.operator == "<" and (left.startswith(("或", "且")) or left.endswith(word_tuple("means"))):
        return True  # 或人均住房面积低于10平方米, 家庭人均月收入低于1500元
    if _defines(text, value):
        return True
    return item.kind == "ratio" and _asked_of(text, value, left)


def _asked_of(text: TargetText, value: Value, left: str) -> bool:
    """新招用人员达到护工总数9%(超过60人的企业达到4%): a share that somebody who asks for something must show."""
    opened = inside_bracket(text, value.start)
    if opened is not None:
        left += text.copy[max(after_last(text.stops, opened), opened - 60) : opened]
    return any(word in left for word in word_tuple("condition_subjects"))


# 对产值首次突破1亿元|、5亿元|、10亿元|的企业
_THOSE = lazy(
    r"(?:、[\d.]{1,12}[万亿]{0,2}元){0,6}的(?:企业|单位|项目|机构|平台|个人|商户|农户|园区|街区|团队)",
    holds=tuple(
        "的" + who
        for who in ["企业", "单位", "项目", "机构", "平台", "个人", "商户", "农户", "园区", "街区", "团队"]
    ),
)


def _defines(text: TargetText, value: Value) -> bool:
    """所称规模养殖场,是指生猪存栏500头以上的养殖场: a definition."""
    start = max(after_last(text.sentence_stops, value.start), value.start - 120)
    at = text.copy.find("是指", start, value.start)
    return at >= 0 and not text.copy.endswith("”", start, at)  # “20”是指新建公园20座 tells of each


_PART_FOLLOWS = lazy(r"[^,。;:!?、\n()\d]{2,20}[、和]\d{1,6}[个家座所处条][^,。;:!?、\n()\d]{0,20}[)、和]")


def _parts_follow(text: TargetText, value: Value) -> bool:
    """125个村庄(包括63个|省级补助村、62个市级补助村): parts of a total, no gloss on one of them."""
    return value.quantity.counter == "count" and _PART_FOLLOWS.match(text.copy, value.end) is not None


_GLOSSED = ("不含", "含", "含本数", "包括", "不包括")
_SIZES = ("的规模", "的水平", "的能力", "的标准", "的目标", "的要求")  # 达到2000人的规模
_OWN_COUNTERS = ("家", "个", "户", "所", "座", "条", "项")


def _those_of_size(text: TargetText, value: Value) -> bool:
    """(超过60人的企业达到4%): a size of those that a rule deals with; 不少于50家的企业完成改造 is a floor."""
    item = value.quantity
    if item.kind in ("ratio", "permille") or text.copy.startswith(_SIZES, value.end):
        return False
    return item.unit_raw.lstrip("万千百亿") not in _OWN_COUNTERS or not subject_attains(text, value)


# 项目|原估算|总投资5亿元, but not 由原批复的5560㎡调整为|5646㎡
_OLD_FIGURE = lazy(
    r"原(?:估算|计划|定|核定|批复|概算)[^\d,;。]{0,9}$",
    holds=("原估算", "原计划", "原定", "原核定", "原批复", "原概算"),
)


# 分别从202元|、270元提高到209元、280元: the first of the values that are left behind
_OLD_LIST = lazy(
    r" ?(?:[、和] ?[\d.]{1,12}[^,。;、和\d]{1,8}){0,5}[、和] ?[\d.]{1,12}[^,。;、和\d]{1,4}"
    r"(?:分别)?(?:提|增|扩|上|下|降|减|调)[高升加长大调降低少整]?[到至为]"
)


# 全国首个吞吐量超过5000万箱的大港: how big the one is that is praised
_FIRST_OF_ALL = lazy(
    r"(?:首|唯一一?|第一)[个座家条处项]",
    holds=("首个", "首座", "首家", "首条", "首处", "首项", "唯一", "第一"),
)


def _is_distance(left: str) -> bool:
    """距江边700米, 东距县城18公里: where a place is; 缩短运距3公里 and 间距2米 are more."""
    return "距" in left[-20:] and not any(word in left for word in ("缩短", "间距", "运距", "增加", "减少"))


_BY = ("底前", "末前", "月前", "日前", "年前", "之前", "天前", "初前")


def _of_a_life(text: TargetText, value: Value) -> bool:
    """人均预期寿命应大于77.3岁, 比2010年提高1岁,达到75.8岁: years of a life, not the age of those that are meant."""
    start = max(after_last(text.sentence_stops, value.start), value.start - 60)
    words = text.copy[start : value.start]
    return "寿命" in words or "平均年龄" in words


_FULL = ("满", "未", "每", "从")
_FULL_NAMES = ("满意", "满足", "满载", "满负荷")  # 满意率99.4%, but 满12个月
_EACH_MORE = lazy(
    r"每(?:成功)?(?:增加|新增|招用|新招用|推荐|引进|培育|吸纳|提高|减少|聘用|培训|超过|完成|建成|获得)$",
    holds=tuple("每" + sign for sign in "成增新招推引培吸提减聘超完建获"),
)
_SET_BY = ("下达的", "规定的")  # 完成国家下达的30万人任务: somebody else's figure


def _threshold(text: TargetText, value: Value, left: str) -> bool:
    """连续缴费满12个月, 总分满150分 and a clause that ends with 的 (…低于10平方米的,可以申请) say when a rule holds."""
    full = left.startswith(("满", "未满", "不满")) and not left.startswith(_FULL_NAMES)
    if left.endswith(_FULL) or full or left.endswith(_SET_BY):
        return True
    if value.quantity.kind in ("ratio", "permille") and left.endswith("前") and not left.endswith(_BY):
        return True  # 进入前1%: a rank
    if value.quantity.unit == "{person}" and text.copy.startswith("户", value.end):
        return True  # 3人户
    if _size_class(text, value):
        return True
    opened = inside_bracket(text, value.start)
    if opened is not None and not text.fact:
        closed = text.copy.find(")", value.end)
        end = next_stop(text.stops, closed, len(text.copy)) if closed > 0 else 0
        return end > 0 and _case_ends(text, closed, end)  # 达到1000人次(每次不低于30分钟),且按规定…的,
    if text.fact:
        return False
    if "每" in left[-8:] and _EACH_MORE.search(left[-8:]):
        return True
    end = next_stop(text.stops, value.end, len(text.copy))
    if text.copy.endswith("基础上", value.end, end):
        return True
    if "罚款" in text.copy[value.end : min(end, value.end + 20)]:
        return True
    return _case_ends(text, value.end, end)


def _case_ends(text: TargetText, after: int, end: int) -> bool:
    """…低于10平方米|的, and …达到1000人次,且按规定设置机构|的,: a case ends with 的, joined ones with the last of them."""
    for _ in range(4):
        if end > after and text.copy[end - 1] == "的":
            return text.copy[end : end + 1] not in ("", "。", "!")
        if text.copy[end : end + 1] != "," or not text.copy.startswith(_JOINED, end + 1):
            return False
        after, end = end + 1, next_stop(text.stops, end + 1, len(text.copy))
    return False


_JOINED = ("且", "并且", "并", "或者", "或")
_AROUND = ("围绕", "紧扣", "聚焦", "瞄准", "立足")


_SIZE_CLASS = lazy(
    r"(?:、[\d.]{1,8}[万亿]{0,2}元(?:及?以[上下])?)?[^,。;:!?、()\n\d]{0,16}(?:项目|企业|工程|产业集群|产业|园区|单位|县|镇)(?:总?数?(?:不少于|不低于|达到|达|至少|超过|突破))?\d"
    r"|\d{1,4} ?[个家项](?=[,。;、)]|$)"
)


# 可对贴息金额300万元及以下|、平均利率不超过2%的业务
_CLASS_LIST = lazy(r"、[^,。;:!?\n的]{1,40}的")


# 消除20万元以下|薄弱村, 招引5亿元以上|项目
_OF_SUCH_SIZE = lazy(
    r"[^,。;:!?、()\n\d的]{0,8}(?:项目|企业|村|镇|园区|集群|农户|大户|主体|街道)(?=$|[,。;、)])"
)


_SIZED_COUNT = lazy(
    r"级?(?:工业|农业|产业|重大|重点|商务|制造业|服务业|科技|强)?(?:项目|企业|楼宇|园区|集群|产业集群|产业链|村|镇|街道|平台|街区|商圈|品牌|单品|上市公司)(?:总?数?(?:达到|达))?\d{1,4} ?[个家座幢栋条]",
    holds=(
        "级",
        "项目",
        "企业",
        "楼宇",
        "园区",
        "集群",
        "产业链",
        "村",
        "镇",
        "街",
        "平台",
        "商圈",
        "品牌",
        "单品",
        "公司",
    ),
)
_PAID = (
    "完成投资",
    "到位资金",
    "争取资金",
    "拨付",
    "投入",
    "安排",
    "完成",
    "奖励",
    "补助",
    "支持",
    "补贴",
    "贷款",
    "授信",
)


def _size_class(text: TargetText, value: Value) -> bool:
    """10亿元以上|重大项目26个, 对总投资600万元以上、…的项目: how big those are that are counted or dealt with."""
    if value.quantity.kind != "money":
        return False
    if not value.compared:  # 税收10亿元|楼宇8个
        counted = any(char.isdigit() for char in text.copy[value.end + 1 : value.end + 16])
        paid = text.copy.endswith(_PAID, 0, value.start)
        return counted and not paid and _SIZED_COUNT.match(text.copy, value.end) is not None
    sized = value.end > value.number_end
    if sized and not text.fact and _OF_SUCH_SIZE.match(text.copy, value.end):
        return True
    if sized and value.operator in (">=", ">", "<=") and _SIZE_CLASS.match(text.copy, value.end):
        return True
    clause = clause_start(text, value.start)
    before = text.copy[clause : value.start]
    over = value.operator == ">" and before.endswith(word_tuple("size_words"))
    if over and not sized and _SIZE_CLASS.match(text.copy, value.end):
        return True  # 引进总投资超20亿元|项目40个
    if not text.fact and "对" in before[-20:] and _CLASS_LIST.match(text.copy, value.end):
        return True
    return (
        not text.fact
        and sized
        and before.startswith("对")
        and len(before) < 20
        and before.endswith(word_tuple("size_words"))
    )
