"""Numbers that tell how big a named thing is, and what comes in it: they are no aim of their own.

新开工5亿元以上|项目20个 aims at 20 projects; the 5亿元 say which ones are meant.
"""

from __future__ import annotations

from ..text import lazy
from .target_compared import Value
from .target_measure import is_final, verb_before
from .target_text import TargetText, after_last, clause_start, word_tuple


def is_size(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """打造6万人|体育馆, 10亿元以上|重大项目26个, 30万吨|级码头: how big the thing is that is named."""
    kind = value.quantity.kind
    return (
        _is_class(text, value, left, tail)
        or (not left and _in_bracket(text, value))
        or (kind == "money" and _worth(text, value, left))
        or (kind in _ELECTRIC and _of_a_plant(text, value, tail))
        or (kind == "area" and _of_ground(text, value))
        or _of_boilers(text, value)
        or _of_a_group(text, value, left)
        or (kind in ("area", "count") and value.end > value.number_end and _counted_behind(text, value))
        or _of_named(text, value, left)
    )


_ELECTRIC = ("voltage", "power", "energy")


def _of_boilers(text: TargetText, value: Value) -> bool:
    """基本淘汰35蒸吨/小时及以下|燃煤锅炉: how big those are that are done away with."""
    steam = value.quantity.unit == "cn:steam_t/h"
    return steam and value.end > value.number_end and not is_final(text.copy, value.end)


def _is_class(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """推动100亿元|级园区提档, 5万|人口以上县, 全国首个吞吐量超过5000万箱|的大港: the class of what is named."""
    extent = value.quantity.kind in ("length", "area")
    if (
        extent
        and value.start == value.number
        and _PER.search(text.copy[max(0, value.start - 6) : value.start])
    ):
        return True  # 密度达1个/|5公里
    if not value.compared and tail.startswith("级") and value.quantity.kind in _CLASSED:
        return True  # 推动100亿元|级园区提档, 30万吨|级码头
    if text.copy.startswith(_OF_SIZE, value.number_end) and text.copy[value.number_end - 1] in "万人":
        return True  # 5万|人口以上县设置养老中心
    return tail.startswith("的") and _FIRST_OF_ALL.search(left) is not None


_PER = lazy(r"\d ?[个座处台套家]/$", holds=("/",))
_CLASSED = ("money", "mass", "power", "energy", "area", "length", "count")
_OF_SIZE = ("人口以上", "口以上县", "口以上的", "口以上镇", "人口大县", "人口大镇", "人口大村")


# 全国首个吞吐量超过5000万箱的大港: how big the one is that is praised
_FIRST_OF_ALL = lazy(
    r"(?:首|唯一一?|第一)[个座家条处项]",
    holds=("首个", "首座", "首家", "首条", "首处", "首项", "唯一", "第一"),
)


def _in_bracket(text: TargetText, value: Value) -> bool:
    """垃圾桶(240升|), 对新建基地(50亩以上|): a bracket that holds nothing but the size of what stands before it."""
    item = value.quantity
    if item.unit in _OF_A_THING and not value.compared and _glosses(text, value):
        return True
    if item.unit in ("h", "min") and not text.fact and _glosses(text, value):
        return True  # 短时削峰能力(2小时左右|)
    return not text.fact and value.compared and _glosses(text, value) and _of_those(text, value)


_OF_A_THING = ("L", "mL", "mm", "kV", "V", "W", "kW")


def _glosses(text: TargetText, value: Value) -> bool:
    """垃圾桶(240升)至少1组: a bracket that holds nothing but a size tells which kind of thing is meant."""
    copy = text.copy
    return copy[value.start - 1 : value.start] == "(" and copy.startswith(")", value.end)


def _of_those(text: TargetText, value: Value) -> bool:
    """对新建基地(50亩以上)按200元/亩奖补: how big those are that a rule deals with."""
    opened = value.start - 1
    return text.copy.startswith(("对", "凡", "符合"), after_last(text.stops, opened))


def _worth(text: TargetText, value: Value, left: str) -> bool:
    """过10亿元|项目53个, 2亿元|(1500万美元)以上项目35个: the sum that each of those is worth that are counted."""
    if left.endswith("过") and text.copy.startswith(("项目", "工程", "企业"), value.end):
        return True  # 过10亿元|项目53个
    if not text.fact and _each_of_them(text, value):
        return True
    if _PARALLEL.match(text.copy, value.end) or _IN_PARALLEL.match(text.copy, value.end):
        return True  # 2亿元|(1500万美元)以上项目35个
    if _OR_OTHER_MONEY.match(text.copy, value.end):
        return True  # 总投资超12亿元|或2亿美元农业项目4个
    if _OTHER_MONEY_BEFORE.search(text.copy[max(0, value.start - 16) : value.start]):
        return True
    return _size_class(text, value)


_EACH_OF_THEM = lazy(r"(?:、 ?\d{1,5} ?[个家户][^,。;、\d]{0,8}\d[\d.]{0,8}[万亿]{0,2}元){1,4}以?上?的")


def _each_of_them(text: TargetText, value: Value) -> bool:
    """12个预增产值过5亿元|、300个过800万元的增长点: how big each of the counted ones is."""
    return text.copy.startswith("、", value.end) and _EACH_OF_THEM.match(text.copy, value.end) is not None


_PARALLEL = lazy(r"\([^()]{2,16}\)及?以上(?=[^\W\d_])", holds=(")以上", ")及以上"))
_IN_PARALLEL = lazy(r"\)及?以上(?=[^\W\d_])", holds=(")以上", ")及以上"))
_OR_OTHER_MONEY = lazy(
    r"[或(] ?(?:超|超过)?[\d.]{1,8}[万亿]{0,2}(?:美元|欧元|港元|元)\)?(?:及?以上)?的?[^,。;、\d]{0,12}(?:项目|企业|工程|产业|园区|基地)",
    holds=("美元", "欧元", "港元"),
)
_OTHER_MONEY_BEFORE = lazy(r"\d[万亿]{0,2}(?:元|美元)[或(](?:超|超过)?$", holds=("元或", "元("))


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


_A_LOT = lazy(r"一批(?:总投资|投资额?|年?产值|营收|年?营业收入)$", holds=("一批",))


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
    if not text.fact and sized and _A_LOT.search(before):
        return True  # 筛选一批总投资5000万元以上|、收益率不低于8%的项目
    if not text.fact and "对" in before[-20:] and _CLASS_LIST.match(text.copy, value.end):
        return True
    return (
        not text.fact
        and sized
        and before.startswith("对")
        and len(before) < 20
        and before.endswith(word_tuple("size_words"))
    )


def _of_a_plant(text: TargetText, value: Value, tail: str) -> bool:
    """东湖110千伏|等6个变电站, 新建10千伏|线路95公里: what a line, a station or a plant is rated at."""
    if value.quantity.kind == "voltage" and not value.compared:
        if tail.startswith("等"):
            return True  # 东湖110千伏|等6个变电站
        if not is_final(text.copy, value.end):
            return True  # 开工750千伏|东湖西输变电工程
    return _rated(text, value)


_RATED = lazy(
    r"(?:及?以[上下])?(?:/[\d.]{1,8}[万亿]?[A-Za-z千瓦时]{1,6})?的?([^,。;:!?、()\d\n]{2,16})[\d.]{1,8}万? ?"
    r"(?:个|处|座|块|条|台|套|组|公里|千米|回)"
)


def _rated(text: TargetText, value: Value) -> bool:
    """新建10千伏|线路95公里, 50MW|/100MWh储能电站1座: of what kind those are that are counted behind the noun."""
    match = _RATED.match(text.copy, value.number_end)
    return match is not None and not any(word in match[1] for word in _ACTS)


def _of_ground(text: TargetText, value: Value) -> bool:
    """新建1万平方米以下|项目, 形成2平方公里|规划实施方案: the ground of a project or of what a paper deals with."""
    if not text.fact and value.end > value.number_end and _SMALLER.match(text.copy, value.end):
        return True  # 新建1万平方米以下|项目向区级部门登记
    return not value.compared and _PAPER.match(text.copy, value.end) is not None


_SMALLER = lazy(r"(?:的)?(?:项目|工程|建筑|地块|小区|单体)(?![^,。;:!?、\n]{0,12}\d)")
_PAPER = lazy(r"[^,。;:!?、\n\d]{0,8}(?:规划|方案|控规|设计)(?=$|[,。;、)])")


def _of_a_group(text: TargetText, value: Value, left: str) -> bool:
    """打造6万人|体育馆, 淘汰57座以上|大客车, 3人|户: how many people or parts a named thing has or holds."""
    item = value.quantity
    if item.unit == "{person}" and (
        text.copy.startswith("户", value.end) or _VENUE.match(text.copy, value.end)
    ):
        return True  # 3人|户, 打造6万人|大型活动空间
    if item.counter == "count" and left.endswith(_CONSISTS):
        return True  # 领导小组下设|4个工作组
    if value.end == value.number_end:
        return False
    if item.unit == "cn:count:座":
        return _SEATS.match(text.copy, value.end) is not None  # 淘汰57座以上|大客车
    dwellings = _LIVING.get(item.unit, ())  # 30户以上|自然村通硬化路的比例
    return text.copy.startswith(dwellings, value.end)


_SEATS = lazy(r"(?:[大中小]型?)?(?:客车|校车|轿车|车辆|客运车|旅游车)")
_VENUE = lazy(
    r"(?:大型|多功能|标准|综合|专业)?(?:开放|活动|公共|体育|演艺|足球)?(?:空间|场馆|体育场|体育馆|球场|剧场|剧院|影院|看台|会场|会议厅|礼堂|食堂|餐厅|广场)"
)
_CONSISTS = ("下设", "内设", "分设", "下辖")
_LIVING = {
    "{household}": ("自然村", "村寨", "行政村", "聚居", "连片", "院落", "村庄", "村组", "村民小组", "屯"),
    "{person}": ("自然村", "行政村", "村庄", "企业", "用人单位", "单位", "规模", "岛"),
}


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


def _of_named(text: TargetText, value: Value, left: str) -> bool:
    """某电厂2×100万千瓦|、某园区二期等12个项目: the size belongs to the name of a project or of its owner."""
    item = value.quantity
    if (item.count is not None or item.kind in _CAPACITIES) and _in_name(text, value, left):
        return True
    if item.kind != "count" or not left or value.compared:
        return False
    return _size_of_named(text, value)


_CAPACITIES = ("power", "mass", "mass_rate", "volume_rate", "voltage", "energy")
_PROJECTS = lazy(
    r"[^,。;:!?\n]{2,80}等(?: ?\d{1,4} ?个)?(?:[^,。;、\d]{0,8}|\d+[万亿]元以上[^,。;、\d]{0,6})(?:项目|工程)"
)


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


_NAMED = lazy(r"[^,。;:!?\n]{2,60}等(?:一?大?批|一系列)[^,。;、\d]{0,8}(?:基地|项目|工程|园区|企业)")


def _size_of_named(text: TargetText, value: Value) -> bool:
    """某公司100万头|生猪、另一公司生猪等一大批养殖基地: the size is a part of the first name."""
    if not any(word in text.copy[value.end : value.end + 60] for word in ("等一批", "等一大批", "等一系列")):
        return False
    return not verb_before(text.copy, value.start) and _NAMED.match(text.copy, value.end) is not None
