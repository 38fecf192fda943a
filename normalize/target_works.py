"""Areas, lengths and people that work is done for: 完成农田6.5万亩的主体工程 is an aim, 日处理能力5万吨的水厂 tells a size."""

from __future__ import annotations

from ..text import lazy
from .target_compared import Value
from .target_measure import right_measure, verb_before
from .target_record import Target
from .target_text import TargetText, word_tuple


def need_met(text: TargetText, value: Value) -> bool:
    """解决59.6万人的饮水安全问题, 满足800户的用水需求: whose need is met."""
    if not text.fact or value.quantity.unit not in ("{person}", "{household}"):
        return False
    if not verb_before(text.copy, value.start):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("needs"))


def of_amount(text: TargetText, value: Value) -> bool:
    """覆盖超过1.8亿平方米的面积, 挖掘出约100万吨的潜力: an amount of something that has no other measure."""
    if not text.fact or not verb_before(text.copy, value.start):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("amounts"))


_PLANTS = ("厂", "站", "线", "基地", "园", "中心", "电站", "装置", "水库")
_MORE_OF_IT = lazy(r"、(?:计划|估算)?(?:总投资|投资)额?[约近]?[\d.]{1,10}[万亿]{0,2}元的", holds=("元的",))


def of_named_plant(text: TargetText, value: Value, left: str) -> bool:
    """建成日处理能力5万吨|的水厂, 用地500亩|、总投资30亿元的产业园: how big the one is that is named."""
    if value.compared or value.quantity.kind in (
        "money",
        "ratio",
        "count",
        "visits",
        "time",
        "percentage_point",
    ):
        return False
    if value.quantity.kind == "area" and _MORE_OF_IT.match(text.copy, value.end):
        return True
    named = text.copy.startswith("的", value.end) and left.endswith(("能力", "规模", "占地", "用地", "面积"))
    words = _TO_DIGIT.match(right_measure(text.copy, value.end))
    return named and words is not None and words.group().endswith(_PLANTS)


_TO_DIGIT = lazy(r"\D*")


def work_done(text: TargetText, value: Value, left: str) -> bool:
    """完成高标准农田6.5万亩的主体工程, but not 完成我县460万平方米的年度目标."""
    if value.quantity.kind not in ("area", "length"):
        return False
    words = right_measure(text.copy, value.end)
    if text.fact and left.endswith(_WORKS_AT) and words.endswith(WORKS):
        return True  # 推进18公里|的绿道贯通建设
    return "完成" in left[-40:] and (
        words.endswith(word_tuple("works")) or not words.endswith(("目标", "任务", "指标", "要求"))
    )


_WORKS_AT = ("推进", "实施", "开展", "启动", "推动")


def work_for(text: TargetText, values: list[Value], index: int, left: str) -> bool:
    """解决6700人的饮水不安全问题, 实施20村2890户1.38万人的搬迁工程: how many the work is for."""
    value = values[index]
    if text.fact or value.end > value.number_end or value.quantity.counter not in ("count", "visit"):
        return False
    words = right_measure(text.copy, value.end)
    if not words.endswith(word_tuple("works")) or words.endswith(_OTHERS_TASK) or left.endswith("等"):
        return left.endswith("等") and left.startswith("解决") and words.endswith("问题")
    begun = left.startswith(word_tuple("works_on"))
    return begun or (index > 0 and values[index - 1].end == value.start and not value.compared)


_OTHERS_TASK = ("年度任务", "目标任务", "考核任务")
_CARE = ("进行", "实施", "开展", "养护", "管护", "治理", "修复", "加大", "整治")
_RULES = ("按", "每", "给予", "奖", "罚")


def worked_on_in_list(text: TargetText, value: Value, last: Target) -> bool:
    """铺设管道610米、57座|水库除险加固: what is worked on, in a list of amounts of one plan."""
    amount = value.quantity.counter == "count" or value.quantity.kind in ("area", "length")
    if value.compared or not amount or last.value is None:
        return False
    if text.copy[last.end : value.start].strip() != "、" or last.operator != "=":
        return False
    words = right_measure(text.copy, value.end)
    if value.quantity.counter == "count":
        return bool(words) and not words.endswith(("的", "功能"))
    return words.endswith(WORKS)


def looked_after(text: TargetText, value: Value, left: str) -> bool:
    """对15.1万公里|公路进行日常养护, 对甲等10个片区、134万平方米|小区进行改造: the amount that work is done to."""
    if value.compared or not left.startswith(("对", "将")):
        return False
    words = right_measure(text.copy, value.end)
    return any(word in words for word in _CARE) and not any(word in words for word in _RULES)


_WORK_DONE = lazy(
    r"的?[^,。;:!?、\n\d]{2,24}?(?:进行|实施|开展)(?:了|全面|整体|系统|综合|集中|提标)?[^,。;:!?\n\d的]{0,12}"
    r"(?:改造|升级|修复|治理|整治|提升|更新|修缮|维修|大修|中修|加固|清淤|疏浚|扩建|改建|新建|建设|硬化|养护|绿化)(?=$|[,。;:、)])",
    holds=("进行", "实施", "开展"),
)


def work_done_on(text: TargetText, value: Value, left: str) -> bool:
    """对|21公里|的农村公路进行提档升级, 对甲、乙|两个|涵洞设施进行改造: what work is done on; 对5家企业进行检查 is none."""
    amount = value.quantity.counter == "count" or value.quantity.kind in ("area", "length")
    if value.compared or not amount or not left.startswith(("对", "将", "继续对")):
        return False
    if text.copy.startswith("的", value.end) and not left.endswith(("对", "将")):
        return False  # 对长|21公里|的河道进行治理
    return _WORK_DONE.match(text.copy, value.end) is not None


_SMALL = ("m", "cm", "mm")  # 50米|泳池建设: of what size the one is


def stretch(text: TargetText, value: Value, left: str) -> bool:
    """甲桥至乙路3.4公里|道路拓宽改造工程, 某街道21万平方米|老旧小区改造任务: how much of what is named is worked on."""
    if value.compared or not left or (value.quantity.unit in _SMALL and value.quantity.value < 100):
        return False
    if left.startswith(_RULES) or left.endswith(("的", *_PER)):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("works"))


_PER = ("每", "距", "于", "按", "在", "高", "宽", "深", "厚", "直径", "半径")
WORKS = (
    "建设",
    "改造",
    "治理",
    "整治",
    "修复",
    "种植",
    "任务",
    "新建",
    "提升",
    "工程",
    "施工",
    "主体",
    "开挖",
    "衬砌",
    "浇筑",
    "回填",
    "铺设",
    "护砌",
    "清淤",
    "疏浚",
    "硬化",
    "绿化",
)


def built_at_place(left: str) -> bool:
    """建设某镇某村1000亩示范片: the verb stands before the place where it is built."""
    verb = next((word for word in word_tuple("completion") if left.startswith(word)), "")
    place = left[len(verb) :]
    return bool(verb) and place.endswith(("镇", "乡", "村", "街道", "社区", "岛"))
