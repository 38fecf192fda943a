"""Deciding what a number of a text is: a target, a count of something else, or part of a condition."""

from __future__ import annotations

from ..text import lazy
from .numbers import Quantity
from .target_attributive import attributive
from .target_compared import Value
from .target_conditions import is_condition
from .target_counts import is_counted
from .target_lists import (
    more_people,
    next_of_lists,
    next_share,
    part_of_count,
    part_of_days,
    size_in_list,
    sums_up_names,
    where_others,
)
from .target_measure import is_final, verb_before
from .target_record import Target
from .target_shares import (
    at_least,
    cost_of_counted,
    dealt_out,
    growth_aim,
    growth_kept,
    is_granted,
    share_of_subject,
)
from .target_text import TERMS, TargetText, are_people, taken_at, target_words, word_tuple
from .target_works import need_met, of_amount, of_named_plant, work_done, work_done_on, work_for

_LEFT = 400


def use_of(text: TargetText, values: list[Value], index: int, start: int, targets: list[Target]) -> str:
    """target, count or condition."""
    value = values[index]
    copy, item = text.copy, value.quantity
    tail = copy[value.end : value.end + 8].lstrip()
    near = max(start, value.start - _LEFT)  # a clause without end is no prose
    left = _without_number(text, near, copy[near : value.start].strip())
    if _wholly(value, left, tail):
        return "target"
    if left.endswith(_TAKEN_FOR) and not text.fact:
        return "count"  # 左右成对的视为|1件
    if (
        item.counter == "count"
        and (left.endswith("对应") or _MATCHES.match(copy, value.end))
        and not text.fact
    ):
        return "count"  # 1个户主|对应|1个电表
    if (
        not item.unit
        and not item.unit_raw
        and not value.compared
        and tail.startswith("大")
        and item.scale == 1
    ):
        return "count"  # 实施甲、乙等6|大行动
    if item.unit == "cn:count:个" and tail.startswith(("100%", "百分之百")):  # 实现3个100%
        return "count"
    if is_condition(text, value, left, tail):
        return "condition"
    if growth_kept(value, copy[near : value.number].strip(), tail) or (
        item.kind == "money" and copy.startswith(_CEILINGS, value.number_end)
    ):
        return "target"
    if not text.fact and of_named_plant(text, value, left):
        return "condition"
    if (
        tail.startswith("的")
        and any(word in left[:8] for word in ("完成", "实现"))
        and _YEARS_TASK.match(copy, value.end)
    ):
        return "target"  # 确保完成增加值增长|12%以上|的年度任务目标
    if tail.startswith("的") and (left.endswith(("规模", "能力")) or _counted(value, tail)):
        return "target"
    if item.kind == "ratio" and left.endswith(("实现", "达到")) and _OF_RATE.match(copy, value.end):
        return "target"  # 争取实现|100%|的泊位岸电覆盖率
    if (
        is_granted(text, value)
        or share_of_subject(text, value, left, tail, targets)
        or next_share(text, value, tail, targets)
    ):
        return "target"
    if dealt_out(text, value, targets):
        return "target"
    if tail.startswith("的") and (
        cost_of_counted(text, value, left, targets)
        or work_done(text, value, left)
        or of_amount(text, value)
        or work_for(text, values, index, left)
        or work_done_on(text, value, left)
        or need_met(text, value)
    ):
        return "target"
    if tail.startswith("的") and (
        at_least(text, value) or (not text.fact and growth_aim(text, value, left, tail))
    ):
        return "target"
    if tail.startswith("的") or (
        tail.startswith("高") and tail[1:2] not in ("速", "标", "铁") and item.unit in ("m", "km")
    ):
        return "condition"
    if part_of_count(text, value, targets) or _is_rank(copy, value) or where_others(text, values, index):
        return "count"
    if item.unit_raw in target_words()["ordering_counters"] and (
        not value.compared or copy.endswith(("分为", "归为", "划为"), 0, value.number)
    ):
        return "target" if _kinds_worked_on(copy, value, left) else "count"
    if next_of_lists(text, value, targets):
        return "target"
    floor = value.compared and value.start < value.number and value.operator.startswith(">")
    if not (floor and not text.fact) and sums_up_names(
        text, value, start
    ):  # 生活救助、医疗救助等|不少于37户次
        names = left[: left.rfind("等") + 1]  # 甲泵闸等|全市|30座泵闸
        return "target" if is_counted(text, values, index, names) else "count"
    if item.counter == "weak" and not value.compared:
        if not text.fact and item.unit_raw in _PLACES and verb_before(copy, value.start):
            return "target"  # 实施110村财政奖补项目
        if not text.fact and item.unit_raw in _SPOTS and len(left) > 1 and is_final(copy, value.end):
            return "target"  # 多功能运动场15片
        if not text.fact and item.unit_raw in _SPOTS[:2] and verb_before(copy, value.start):
            return "target"  # 建成20片|足球场
        if item.unit_raw == "批" and item.value > 3 and any(word in left for word in _PARTIES):
            return "target"  # 组织出访|447批
        return "target" if text.fact and _is_medal(copy, value) else "count"
    if not item.unit and item.scale != 1 and tail[:1].isdigit():
        return "count"
    if (
        text.fact
        and not item.unit
        and item.scale >= 10000
        and left.endswith(_FOR_WHOM)
        and are_people(copy, value.end)
    ):
        return "target"  # 让|150万|偏远农村居民喝上放心水
    if (
        not item.unit
        and not item.unit_raw.strip("万亿千百")
        and item.scale >= 10000
        and (
            tail.startswith((*word_tuple("people"), *_FUNDS))
            or are_people(copy, value.end)
            or (not text.fact and more_people(text, value, targets))
        )
    ):
        return (
            "target"
            if value.compared
            or is_counted(text, values, index, left)
            or verb_before(copy, value.start)
            or (not text.fact and more_people(text, value, targets))
            else "condition"
        )
    if not item.unit and not item.unit_raw and not value.compared and item.kind != "ratio":
        if _looks_like_year(item):
            return "date"
        if tail[:1] in tuple("大金银铜"):  # 10大重点产业链, 8金4银
            return "count"
        return (
            "target"
            if left.endswith(word_tuple("rate_endings")) and is_final(copy, value.end)
            else "unexplained"
        )
    if not text.fact and size_in_list(text, values, index, left):
        return "condition"
    if not text.fact and left.startswith("涉及") and item.kind == "count" and "、" in left:
        return "count"  # 涉及3个乡镇、26个村、1.1万户
    if is_final(copy, value.end):
        if copy.endswith(TERMS, 0, value.number) and not text.fact:
            return "target"  # 法定办结时限:|20个工作日
        if item.kind != "time" or value.compared or _counts_days(left):
            return "target"
        return "target" if part_of_days(text, value, targets) else "condition"
    if item.kind == "money" and tail.startswith(word_tuple("purposes")):
        floor = value.compared and value.start < value.number  # 统筹资金不少于5亿元|用于产业
        granted = left.endswith(("资金", "经费")) and any(
            word in left[:8] for word in _SETS_ASIDE
        )  # 安排经费300万元|用于维修
        return "target" if text.fact or floor or granted or verb_before(copy, value.start) else "condition"
    return attributive(text, values, index, left, targets)


def _without_number(text: TargetText, start: int, left: str) -> str:
    """3.新建公园,加快建设甲园和6个乙园: the number of the list is no word of the clause."""
    if not left[:1].isdigit():
        run_in = left.find("是", 1, 4) if "是" in left[:4] else left.find("、", 1, 4)
        # 八是建设完善县城4所小学, 五、保障75万名子女入学
        return left[run_in + 1 :].strip() if run_in > 0 and not left[:run_in].strip(_TENS) else left
    span = taken_at(text, start + text.copy[start : start + 4].find(left[0]))
    if span is None or span.use != "identifier" or span.end - start > 4:
        return left
    rest = text.copy[span.end : span.end + 1]
    return left[span.end - start + 1 :].strip() if rest in (".", "、", ")") else left


_TAKEN_FOR = ("视", "视为", "视作", "视同", "算作", "计作")  # 为 compares
_KIND_NAMES = (
    "数据",
    "证照",
    "证明",
    "信息",
    "服务",
    "事项",
    "药品",
    "材料",
    "产品",
    "资源",
    "接口",
    "算法",
    "模型",
    "目录",
)


_ALL_DO = lazy(
    r"(?!股|控股|国产|纯|的|以|左右)(?:[^\W\da-zA-Z_]{2,5}到位|(?:建档|加固|办结|清运|回收|返校|复学|复工|开放|上网|联网|供应|[登入][^\W\d]|[达持签接录投通][^\W\d]))(?=$|[,。;、)])"
)  # 险桥100%|加固到位, 儿童100%|建档


def _wholly(value: Value, left: str, tail: str) -> bool:
    """随迁子女|100%|入学, 危房100%整改到位: all of them do so; not 持有100%股权, 100%的."""
    whole = value.quantity.unit == "%" and value.quantity.value == 100 and not value.compared
    if not whole or not left:
        return False
    return tail.startswith(tuple(target_words()["counts"]["wholly"])) or bool(_ALL_DO.match(tail))


_TIME_AHEAD = lazy(
    r"^[到在于截至力争]{0,3}\d{0,4}[年月日季度上下半底末前内一二三四\d]+"
)  # 2024年二季度前|接入


def _kinds_worked_on(copy: str, value: Value, left: str) -> bool:
    """接入政务数据|80类, 归集电子证照|120类: kinds are counted; 8大类56项, 分为5类 only group."""
    if value.quantity.unit_raw != "类" or not is_final(copy, value.end):
        return False
    if copy[value.end : value.end + 8].lstrip("共计 ")[:1].isdigit():
        return False
    plain = _TIME_AHEAD.sub("", left, count=1).removeprefix("累计").removeprefix("已").removeprefix("新")
    return plain.startswith(word_tuple("works_on_kinds")) and any(name in plain for name in _KIND_NAMES)


_OF_RATE = lazy(r"的[^,。;:、\d]{2,16}率(?=$|[,。;、)])", holds=("率",))
_MATCHES = lazy(r"[^,。;:、\d]{1,10}对应\d", holds=("对应",))
_TENS = "一二三四五六七八九十"
_FOR_WHOM = ("让", "使", "惠及", "带动", "帮助", "解决", "保障", "服务")
_FUNDS = ("资金", "补贴", "奖金", "奖励", "经费", "补助", "投资")  # 获得900万|资金支持
_SETS_ASIDE = ("安排", "投入", "统筹", "筹措", "筹集", "拨付", "争取", "下达", "落实", "整合", "列支", "设立")
_CEILINGS = ("限额内", "限额以内", "额度内", "额度以内")  # 在12000元限额内凭票列支
_YEARS_TASK = lazy(r"的(?:年度|全年|预期|既定|规划)?(?:任务目标|目标任务|目标|任务)(?=$|[,。;])")
_PARTIES = ("接待", "出访", "来访", "来华", "组团", "考察团")
_SPOTS = ("片", "站", "道", "路")
_PLACES = ("村", "镇", "乡", "乡镇", "社区", "街道", "站")


def _is_medal(copy: str, value: Value) -> bool:
    """勇夺4金2银3铜: medals, where nothing but a number or the end of the clause follows."""
    return value.quantity.unit_raw in ("金", "银", "铜") and is_final(copy, value.end)


def _looks_like_year(item: Quantity) -> bool:
    return item.value == item.value.to_integral_value() and 1949 <= item.value <= 2060


_RANK = lazy(
    r"(?:排名|排位|排序|位次|名次|[位跃稳高]居|居全|居[东中西]部|位列|提升|上升|前进|前移|跃升|升至|升到|下降|下滑|后退|后移)[^,。;:!?\n\d]{0,6}(?:\d{1,4}位[、和]){0,9}$"
)


def _is_rank(copy: str, value: Value) -> bool:
    """全国排名5位、提升3位: a place in an order, no persons (引进专家5位)."""
    if value.quantity.unit_raw not in ("位", "名") or not is_final(copy, value.end):
        return False
    if copy.endswith("前", 0, value.start) and copy[value.start - 2 : value.start - 1] not in tuple(
        "底末月日年之初"
    ):
        return True  # 进入全国百强县前50位
    if value.quantity.unit_raw == "名":
        return False
    return bool(_RANK.search(copy[max(0, value.number - 60) : value.number]))


def _counted(value: Value, tail: str) -> bool:
    """不低于5000只的核心保种群, 达到2000人的规模: a floor for things that are counted."""
    if not value.compared or value.quantity.counter not in ("count", "visit"):
        return False
    if (
        value.operator == "~"
        and value.end > value.number_end
        and tail.startswith(("的县", "的镇", "的村", "的街", "的社"))
    ):
        return True  # 选择11个左右|的县探索改革
    if value.end > value.number_end and tail.startswith(("的每", "的给", "的,", "的可", "的按")):
        return False
    return value.operator.startswith(">") or (value.operator == "=" and value.start < value.number)


def _counts_days(left: str) -> bool:
    return left.endswith(
        (
            "天数",
            "时间",
            "时长",
            "年限",
            "天",
            "停产",
            "错峰生产",
            "调整到",
            "调整至",
            "调整为",
            "增加",
            "减少",
            "缩短",
            "压缩",
            "压减",
            "缩至",
            "延长",
        )
    )
