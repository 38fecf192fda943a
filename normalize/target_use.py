"""Deciding what a number of a text is: a target, a count of something else, or part of a condition."""

from __future__ import annotations

import re
from functools import cache

from ..text import lazy
from .numbers import Quantity
from .target_conditions import is_condition
from .target_counts import (
    among_others,
    is_counted,
    names_places,
    settles,
    subject_attains,
    subject_of,
    sums_names,
)
from .target_measure import MEASURE_LENGTH, is_final, right_measure, verb_before
from .target_parts import last_before
from .target_record import Target
from .target_text import (
    TargetText,
    after_last,
    are_people,
    clause_start,
    goes_on,
    inside_bracket,
    taken_at,
    target_words,
    word_tuple,
)
from .target_values import Value

_LEFT = 400


def use_of(text: TargetText, values: list[Value], index: int, start: int, targets: list[Target]) -> str:
    """target, count or condition."""
    value = values[index]
    copy, item = text.copy, value.quantity
    tail = copy[value.end : value.end + 8].lstrip()
    near = max(start, value.start - _LEFT)  # a clause without end is no prose
    left = _without_number(text, near, copy[near : value.start].strip())
    if is_condition(text, value, left, tail):
        return "condition"
    if _growth_kept(value, copy[near : value.number].strip(), tail) or (
        item.kind == "money" and copy.startswith(_CEILINGS, value.number_end)
    ):
        return "target"
    if not text.fact and _of_named_plant(text, value, left):
        return "condition"
    if tail.startswith("的") and (left.endswith(("规模", "能力")) or _counted(value, tail)):
        return "target"
    if (
        _is_granted(text, value)
        or _share_of_subject(text, value, left, tail, targets)
        or _next_share(text, value, tail, targets)
    ):
        return "target"
    if _dealt_out(text, value, targets):
        return "target"
    if tail.startswith("的") and (
        _cost_of_counted(text, value, left, targets)
        or _work_done(text, value, left)
        or _of_amount(text, value)
        or _work_for(text, values, index, left)
        or _need_met(text, value)
    ):
        return "target"
    if tail.startswith("的") and (
        _at_least(text, value) or (not text.fact and _growth_aim(text, value, left, tail))
    ):
        return "target"
    if tail.startswith("的") or (
        tail.startswith("高") and tail[1:2] not in ("速", "标", "铁") and item.unit in ("m", "km")
    ):
        return "condition"
    if _part_of_count(text, value, targets) or _is_rank(copy, value) or _where_others(text, values, index):
        return "count"
    if item.unit_raw in target_words()["ordering_counters"] and not value.compared:
        return "count"
    if _sums_up_names(text, value, start):
        return "target" if is_counted(text, values, index, left) else "count"
    if item.counter == "weak" and not value.compared:
        if not text.fact and item.unit_raw in _PLACES and verb_before(copy, value.start):
            return "target"  # 实施110村财政奖补项目
        if not text.fact and item.unit_raw in _SPOTS and len(left) > 1 and is_final(copy, value.end):
            return "target"  # 多功能运动场15片
        if not text.fact and item.unit_raw in _SPOTS[:2] and verb_before(copy, value.start):
            return "target"  # 建成20片|足球场
        return "target" if text.fact and _is_medal(copy, value) else "count"
    if not item.unit and item.scale != 1 and tail[:1].isdigit():
        return "count"
    if (
        not item.unit
        and not item.unit_raw.strip("万亿千百")
        and item.scale >= 10000
        and (
            tail.startswith((*word_tuple("people"), *_FUNDS))
            or (not text.fact and are_people(copy, value.end))
            or (not text.fact and _more_people(text, value, targets))
        )
    ):
        return (
            "target"
            if value.compared
            or is_counted(text, values, index, left)
            or verb_before(copy, value.start)
            or (not text.fact and _more_people(text, value, targets))
            else "condition"
        )
    if not item.unit and not item.unit_raw and not value.compared:
        if _looks_like_year(item):
            return "date"
        if tail[:1] in tuple("大金银铜"):  # 10大重点产业链, 8金4银
            return "count"
        return (
            "target"
            if left.endswith(word_tuple("rate_endings")) and is_final(copy, value.end)
            else "unexplained"
        )
    if not text.fact and _size_in_list(text, values, index, left):
        return "condition"
    if not text.fact and left.startswith("涉及") and item.kind == "count" and "、" in left:
        return "count"  # 涉及3个乡镇、26个村、1.1万户
    if is_final(copy, value.end):
        if item.kind != "time" or value.compared or _counts_days(left):
            return "target"
        return "target" if _part_of_days(text, value, targets) else "condition"
    if item.kind == "money" and tail.startswith(word_tuple("purposes")):
        floor = value.compared and value.start < value.number  # 统筹资金不少于5亿元|用于产业
        return "target" if text.fact or floor or verb_before(copy, value.start) else "condition"
    return _attributive(text, values, index, left, targets)


def _more_people(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """保持2300万省外劳动力和|240万脱贫劳动力就业: people after people."""
    return (
        bool(targets)
        and targets[-1].unit in ("", "{person}")
        and targets[-1].value is not None
        and _listed(text, value, targets)
    )


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


_TENS = "一二三四五六七八九十"
_FUNDS = ("资金", "补贴", "奖金", "奖励", "经费", "补助", "投资")  # 获得900万|资金支持
_CEILINGS = ("限额内", "限额以内", "额度内", "额度以内")  # 在80000元限额内据实扣除


_SAYS_AIM = ("的目标", "的预期目标", "的年度目标", "的增长目标", "的任务")


def _growth_aim(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """确保实现收入增长4%|的目标."""
    if value.quantity.kind != "ratio" or not left.startswith(("确保", "实现", "完成", "力争", "努力")):
        return False
    return tail.startswith(_SAYS_AIM) or right_measure(text.copy, value.end).endswith("增长目标")


def _need_met(text: TargetText, value: Value) -> bool:
    """解决59.6万人的饮水安全问题, 满足800户的用水需求: whose need is met."""
    if not text.fact or value.quantity.unit not in ("{person}", "{household}"):
        return False
    if not verb_before(text.copy, value.start):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("needs"))


def _of_amount(text: TargetText, value: Value) -> bool:
    """覆盖超过1.8亿平方米的面积, 挖掘出约100万吨的潜力: an amount of something that has no other measure."""
    if not text.fact or not verb_before(text.copy, value.start):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("amounts"))


def _size_in_list(text: TargetText, values: list[Value], index: int, left: str) -> bool:
    """培育一批产值超500亿|、1000亿产业集群: the sizes in a list say how big those are that follow it."""
    value = values[index]
    if index + 1 >= len(values) or value.quantity.unit not in ("", "CNY") or not value.compared:
        return False
    last = values[index + 1]
    if not goes_on(text, value.end, last.start) or is_final(text.copy, last.end) or last.compared:
        return False
    return "一批" in left and last.quantity.unit in ("", "CNY")


_PLANTS = ("厂", "站", "线", "基地", "园", "中心", "电站", "装置", "水库")
_MORE_OF_IT = lazy(r"、(?:计划|估算)?(?:总投资|投资)额?[约近]?[\d.]{1,10}[万亿]{0,2}元的", holds=("元的",))


def _of_named_plant(text: TargetText, value: Value, left: str) -> bool:
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


def _work_done(text: TargetText, value: Value, left: str) -> bool:
    """完成高标准农田22.99万亩的主体工程, but not 完成我市2300万平方米的年度目标."""
    if value.quantity.kind not in ("area", "length") or "完成" not in left[-40:]:
        return False
    words = right_measure(text.copy, value.end)
    return words.endswith(word_tuple("works")) or not words.endswith(("目标", "任务", "指标", "要求"))


_COSTS = ("总投资", "投资", "计划投资", "年度投资", "总投资额", "概算投资", "估算投资")


def _cost_of_counted(text: TargetText, value: Value, left: str, targets: list[Target]) -> bool:
    """推进82个、总投资109亿元的重大项目: what those cost that are counted before."""
    if (
        text.fact
        or value.quantity.kind != "money"
        or not targets
        or not targets[-1].unit.startswith("cn:count")
    ):
        return False
    between = text.copy[targets[-1].end : value.start]
    return not value.compared and between[:1] in ("、", ",") and between[1:].strip() in _COSTS


def _work_for(text: TargetText, values: list[Value], index: int, left: str) -> bool:
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


def _growth_kept(value: Value, left: str, tail: str) -> bool:
    """连续4年保持20%以上的增长."""
    if (
        value.quantity.kind != "ratio"
        or not value.compared
        or not left.removesuffix("年均").removesuffix("平均").endswith(("保持", "实现", "保持了", "实现了"))
    ):
        return False
    return tail.startswith(("的增长", "的增速", "的速度", "的增幅", "的高速", "的较快"))


@cache
def _granted() -> re.Pattern[str]:
    return lazy(target_words()["granted"][0])


_EACH_ONLY = lazy(r"(?:每[人户家生床][次天日月年季]?|每(?:学期|学年|[次天日月年季])度?){1,3}")


def _is_granted(text: TargetText, value: Value) -> bool:
    """给予10万元、20万元的一次性奖励, 可申请最长不超过6个月的过渡期: what somebody gets."""
    if value.quantity.kind not in ("money", "time", "ratio") or not _granted().match(text.copy, value.end):
        return False
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    before = text.copy[begin : value.start]
    return any(word in before for word in word_tuple("grants")) or bool(_EACH_ONLY.fullmatch(before))


_DEALT = ("ratio", "multiple", "money")  # what a rule deals with: 按标准的1.5倍计租, 按每人2000元给予补贴


def _next_share(text: TargetText, value: Value, tail: str, targets: list[Target]) -> bool:
    """贡献了全省75%的增加值和40%的税收: the second share is as much a fact as the first."""
    if value.quantity.kind != "ratio" or not tail.startswith("的") or not targets or targets[-1].unit != "%":
        return False
    return bool(_LISTED.fullmatch(text.copy, targets[-1].end, value.start))


_AREAS = (*"省市县区州盟镇乡", "医院", "学校", "企业", "机构", "单位", "社区")
_SPOTS = ("片", "站", "道", "路")
_PLACES = ("村", "镇", "乡", "乡镇", "社区", "街道", "站")
_WHOLE = tuple("国省市县区州疆盟镇乡旗")
_BY_EACH = lazy(r"按照?(?:每[^\d,每]{1,3}){0,2}$", holds=("按",))
_PROVIDED = ("标准", "的标准", "配建", "建设", "配置", "设置", "安排", "配套", "预留")
_BY = ("按", "按照")
_RATE_APPLIED = ("的比例", "比例", "的额度", "标准", "定额", "限额")


def _share_of_subject(text: TargetText, value: Value, left: str, tail: str, targets: list[Target]) -> bool:
    """60%的污水厂完成改造, 资金的70%用于产业: a share that does something, not 20%的增长机制 nor 15%税率."""
    if value.quantity.kind.startswith("money_per") and tail.startswith(word_tuple("share_dealt")):
        return left.endswith(_BY)  # 按200元/亩奖补
    if value.quantity.kind not in (*_DEALT, "area") or left.endswith(("由", "从", "前")):
        return False
    if value.quantity.kind == "money" and not text.fact and tail.startswith(_RATE_APPLIED[3:]):
        return _BY_EACH.search(left[-14:]) is not None
    if value.quantity.kind == "area" and not text.fact:
        return _BY_EACH.search(left[-14:]) is not None and tail.startswith(_PROVIDED)
    if tail.startswith(word_tuple("share_dealt")) or tail.startswith("的标准"):
        return text.fact or not tail[2:].startswith(("等优惠", "等政策"))  # 用好减按15%征收等优惠政策
    if left.endswith(_BY) and tail.startswith(_RATE_APPLIED):
        return True
    if value.quantity.kind != "ratio" or left.endswith("按"):
        return False
    if tail.startswith(word_tuple("share_does")):
        return True
    if not tail.startswith("的"):
        return False
    if left.endswith("覆盖") or (
        left.startswith("覆盖") and left[2:3] not in ("率", "面", "度")
    ):  # 覆盖二级以上医疗机构|97%的门诊量
        return True
    plain = left.removeprefix("其中")
    plain = plain[2:] if plain[:1] == "全" and plain[1:2] in _WHOLE else plain  # 全疆|77%以上的财政支出
    plain = plain.removesuffix("有")  # 全国有|60%左右的城市
    plain = plain[:-2] if plain[-2:-1] == "全" and plain[-1:] in _WHOLE else plain  # 实现全市|80%以上的村
    if not text.fact and plain.endswith("、") and targets and targets[-1].end >= value.start - len(left):
        return True  # 实现13个消防站、|85%的村微型站规范运行
    if plain in word_tuple("aims") or plain.endswith(("要求实现", "力争实现", "确保实现")):
        return True  # 力争实现|20%的村集体
    if not plain or (plain.endswith(_AREAS) and subject_attains(text, value)):
        return True
    return text.fact and any(verb in plain[-40:] for verb in _GIVES)


_GIVES = ("贡献", "承担", "覆盖", "吸纳", "集聚", "创造", "完成了", "提供", "解决", "生产了")


def _is_medal(copy: str, value: Value) -> bool:
    """勇夺4金2银3铜: medals, where nothing but a number or the end of the clause follows."""
    return value.quantity.unit_raw in ("金", "银", "铜") and is_final(copy, value.end)


_COMPLETES = lazy(
    r"(?:计划|确保|力争|拟|将|年内)?(?:全面|已|已经|顺利|基本)?(?:推进完成|完成|建成|新建|启动实施)[^督指]*等 ?",
    holds=("等",),
)


def _sums_up_names(text: TargetText, value: Value, start: int) -> bool:
    """督促甲、乙等8家企业 counts the names; 完成甲水库、乙水库等42个水源地整治 says how many are completed."""
    if not text.copy.endswith(("等", "等 "), 0, value.start) or value.end > value.number_end:
        return False  # 等5个以上项目 is a floor, no sum
    return value.quantity.counter != "count" or not _COMPLETES.fullmatch(text.copy, start, value.start)


def _looks_like_year(item: Quantity) -> bool:
    return item.value == item.value.to_integral_value() and 1949 <= item.value <= 2060


def _part_of_count(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """19个水功能区(其中,国家级13个、区县级6个): parts of what is only counted are counts."""
    opened = inside_bracket(text, value.start)
    return (
        opened is not None
        and text.copy.startswith("其中", opened + 1)
        and last_before(targets, opened, text.copy) is None
    )


_OF_OTHERS = lazy(r"[^\W\d_]{1,8}的", holds=("的",))
_IN_ALL = tuple(place + word for place in "省市县区州镇乡村" for word in ("共", "共计", "合计"))


def _where_others(text: TargetText, values: list[Value], index: int) -> bool:
    """覆盖5个区县|的10个片区: the first count only says where those are that are counted."""
    value = values[index]
    if text.fact or index + 1 >= len(values) or value.quantity.counter != "count" or value.compared:
        return False
    following = values[index + 1]
    if following.quantity.counter != "count" or following.start - value.end > 10:
        return False
    if text.copy.endswith(_IN_ALL, value.end, following.start):
        return True  # 支持10个县|共计26个体育设施建设
    return _OF_OTHERS.fullmatch(text.copy, value.end, following.start) is not None


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


def _part_of_days(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """达标天数314天(其中:优79天,|良235天): parts of the days before the bracket."""
    if not targets or targets[-1].unit != value.quantity.unit or targets[-1].value is None:
        return False
    opened = inside_bracket(text, value.start)
    return opened is not None and targets[-1].end >= opened - 1


def _dealt_out(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """每个分别不少于60万元、40万元、5万元运营经费: the last of the list is a target as the first."""
    if not targets or targets[-1].unit != value.quantity.unit:
        return False
    if not goes_on(text, targets[-1].end, value.start):
        return False
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    return text.copy.find("分别", begin, value.start) >= 0


def _at_least(text: TargetText, value: Value) -> bool:
    """提取不低于10%的资金, 应当具备5万元以上的资金: a floor of a share or an amount that is asked for."""
    if value.operator != ">=":
        return False
    if not text.fact and text.copy.startswith(_FLOORS, value.start):  # 每百户配建不少于20平方米的用房
        opening = text.copy[clause_start(text, value.start) :][:2]
        return not opening.startswith(("对", "凡", "符合", "具有", "属于"))
    if value.quantity.kind not in ("ratio", "money"):
        return False
    if value.start < value.number:
        return verb_before(text.copy, value.start)
    before = text.copy[max(after_last(text.sentence_stops, value.start), value.start - 40) : value.start]
    return any(
        word in before for word in ("应有", "应还有", "应当有", "应具备", "应当具备", "须有", "须具备")
    )


_FLOORS = ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少")
NEXT_VERBS = ("新增", "培育", "建成", "新建", "完成", "打造", "创建", "改造", "新改")


def _attributive(text: TargetText, values: list[Value], index: int, left: str, targets: list[Target]) -> str:
    """建成15万亩国家储备林基地 is a target; 大于100平方公里河流 a condition; 全区27个街镇覆盖率 a count."""
    value = values[index]
    item = value.quantity
    scope = _SCOPE.search(left[-12:]) if left.endswith(_SCOPES) else None
    begin = value.start - (len(scope.group()) if scope else 0)
    if not text.fact and left and item.counter == "count" and _in_classes(text, value):
        return "target"
    if item.kind == "length" and left.endswith(_BUYS):
        return "condition"  # 购置70米|登高消防车
    if not text.fact and targets and _worked_on_in_list(text, value, targets[-1]):
        return "target"
    if not text.fact and targets and item.counter == "count" and _told_in_bracket(text, value, targets[-1]):
        return "target"
    if left.endswith("的") and index and _where_others(text, values, index - 1):
        begin = values[index - 1].start  # 覆盖5个区县的|10个片区
    verb = verb_before(text.copy, begin) or not left
    tail = text.copy[value.end : value.end + 4].lstrip()
    if item.kind == "time":
        own = value.operator == ">=" and value.start < value.number and tail.startswith(_SPENT)
        return "target" if own else "condition"
    if left in ("对其中", "对其中的") and tail.startswith(("进行", "实施", "开展")):
        return "target"  # 对其中的约24公里|进行修复
    if (
        item.unit
        and item.kind != "ratio"
        and (_listed(text, value, targets) or _elided(text, value, targets))
    ):
        return "target"
    if item.kind == "length" and targets and targets[-1].unit_base == "{#}":
        between = text.copy[targets[-1].end : value.start]
        if between in ("", "总长", "总里程", "全长"):  # 12条|759公里高速公路
            return "target"
    if item.counter in ("count", "visit"):
        if value.compared and (value.start < value.number or not value.operator.startswith("<")):
            stated = bool(left) or (text.fact and value.start < value.number)  # 逾2.4万名护林员上岗
            if stated or _goes_on_after(text, value, targets):
                return "target"
            alone = not text.fact and not (index and values[index - 1].end == value.start)
            return "target" if alone and is_counted(text, values, index, left) else "count"
        if (
            len(left) > 5 and not verb and tail.startswith(NEXT_VERBS)
        ):  # 龙头企业12家培育合作社30家, a comma lost
            return "target"
        if text.copy.startswith(_SCOPES, value.end) or right_measure(text.copy, value.end).endswith("功能"):
            return "count"  # 实施6个方面28项工程, 完善10个基地功能
        if not text.fact and not verb and names_places(value, left, right_measure(text.copy, value.end)):
            return "count"
        if not text.fact and left.startswith(_PUSHES) and sums_names(left, value):
            return "count"  # 推动登记财产、企业开办|2项指标进入…, but 建成甲、乙2个中心
        if left and (verb or left.removeprefix("全面").startswith(word_tuple("completion"))):
            return "target"
        return "target" if is_counted(text, values, index, left) else "count"
    if item.kind == "ratio":
        if value.compared or verb or (text.fact and not tail_of_rate(left)):
            return "target"
        return "target" if _covers_share(left) else "condition"
    if value.compared and value.start < value.number and not verb_before(text.copy, value.start):
        if text.fact or not left:
            return "condition"
        level = right_measure(text.copy, value.end).endswith(_LEVELS)
        return "target" if level or text.copy.startswith(_LIMITS, value.start) else "condition"
    if text.fact and _fact_amount(text, value, left):
        return "target"
    sized = not left or (targets and targets[-1].end == value.start - len(left) and len(left) < 7)
    if sized and item.kind == "area" and subject_attains(text, value):
        return "target"
    if not text.fact and left and item.kind in ("area", "length") and settles(text, value):
        return "target"  # 恢复耕地任务1800亩|完成省级验收
    if not text.fact and item.kind in ("area", "length") and _looked_after(text, value, left):
        return "target"
    if "完成" in left[-40:] and text.copy.startswith(_WORKS, value.end):
        return "target"  # 完成2021年度高标准农田2000亩|建设
    if not text.fact and item.kind in ("length", "area") and _stretch(text, value, left):
        return "target"
    return "target" if (verb and left) or _built_at_place(left) else "condition"


_PUSHES = ("推动", "推进", "加快", "督促", "支持", "促进", "引导", "启动", "发挥", "确保", "力争")
_CLASSES = ("教学班", "班级", "班", "床位", "车位", "泊位", "机位", "席位", "学位")


def _in_classes(text: TargetText, value: Value) -> bool:
    """小学24个班,初中|30个班: what is counted stands before, the noun only says in what it is counted."""
    word = next((word for word in _CLASSES if text.copy.startswith(word, value.end)), "")
    return bool(word) and is_final(text.copy, value.end + len(word))


_CARE = ("进行", "实施", "开展", "养护", "管护", "治理", "修复", "加大", "整治")
_RULES = ("按", "每", "给予", "奖", "罚")


_COVERS = ("覆盖", "惠及")


def _covers_share(left: str) -> bool:
    """覆盖全省所有乡镇和|80%建制村: the share of the second ones that are covered."""
    at = max(left.rfind(word) for word in _COVERS)
    return at >= 0 and left[at + 2 : at + 3] not in tuple("率面度") and left.endswith(("和", "及", "与"))


_LIMITS = ("不", "至少", "最")  # 按照人均不超过9平方米|核定
_LEVELS = ("水平", "规模", "目标", "台阶", "大关", "关口")  # 粮食产量达到250亿斤|阶段性水平
_INNER = lazy(r"\((?:包括|约|其中约|合计约?|共计约?)?$", holds=("(",))


def _told_in_bracket(text: TargetText, value: Value, last: Target) -> bool:
    """新增35个班(约1750个|学位), 整治125个村庄(包括63个|省级补助村…): the same amount counted otherwise, or its parts."""
    opened = inside_bracket(text, value.start)
    if opened is None or last.value is None or not opened - 10 <= last.end <= opened:
        return False
    if not text.copy.startswith(("包括", "约", "合计", "共计", "其中约"), opened + 1):
        return False
    return _INNER.search(text.copy[opened : value.number]) is not None


_BUYS = ("购买", "购置", "采购", "购进", "添置", "新购")


def _worked_on_in_list(text: TargetText, value: Value, last: Target) -> bool:
    """铺设管道610米、57座|水库除险加固: what is worked on, in a list of amounts of one plan."""
    amount = value.quantity.counter == "count" or value.quantity.kind in ("area", "length")
    if value.compared or not amount or last.value is None:
        return False
    if text.copy[last.end : value.start].strip() != "、" or last.operator != "=":
        return False
    words = right_measure(text.copy, value.end)
    if value.quantity.counter == "count":
        return bool(words) and not words.endswith(("的", "功能"))
    return words.endswith(_WORKS)


def _looked_after(text: TargetText, value: Value, left: str) -> bool:
    """对15.1万公里|公路进行日常养护, 对甲等10个片区、134万平方米|小区进行改造: the amount that work is done to."""
    if value.compared or not left.startswith(("对", "将")):
        return False
    words = right_measure(text.copy, value.end)
    return any(word in words for word in _CARE) and not any(word in words for word in _RULES)


_SMALL = ("m", "cm", "mm")  # 50米|泳池建设: of what size the one is


def _stretch(text: TargetText, value: Value, left: str) -> bool:
    """甲桥至乙路3.4公里|道路拓宽改造工程, 某街道21万平方米|老旧小区改造任务: how much of what is named is worked on."""
    if value.compared or not left or (value.quantity.unit in _SMALL and value.quantity.value < 100):
        return False
    if left.startswith(_RULES) or left.endswith(("的", *_PER)):
        return False
    return right_measure(text.copy, value.end).endswith(word_tuple("works"))


_PER = ("每", "距", "于", "按", "在", "高", "宽", "深", "厚", "直径", "半径")


def _goes_on_after(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """建成1条以上示范带,|10个以上功能布局合理的未来乡村: the verb of the clause before holds on."""
    if not targets or targets[-1].value is None or targets[-1].operator != value.operator:
        return False
    between = text.copy[targets[-1].end : value.start]
    return len(between) <= 30 and between.endswith(",") and between.count(",") == 1 and ";" not in between


# 创百亿元|区的目标: how big those are that are named
_RANKED = (
    "行列",
    "目标",
    "级",
    "俱乐部",
    "量级",
    "区",
    "县",
    "镇",
    "村",
    "企业",
    "产业",
    "集群",
    "园区",
    "强",
)
_WORKS = (
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
_SPENT = ("在", "到", "赴", "参加", "用于", "从事", "下沉")  # 每年至少1个月|在企业实训
_SCOPES = ("方面", "领域", "环节", "大类", "类", "层面", "维度", "板块", "大项")
_SCOPE = lazy(
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,2}) ?个? ?大?(?:方面|领域|环节|大类|类|层面|维度|板块|大项)$"
)  # 实施6个方面|28项工程


def _fact_amount(text: TargetText, value: Value, left: str) -> bool:
    """下达资金60万元|采购物资, 对全区40万亩|森林实施监测: what was done with an amount, in a report."""
    if value.quantity.kind == "money":
        attribute = text.copy.startswith(_RANKED, value.end)
        return bool(left) and value.end == value.number_end and not attribute
    return left.startswith("对") and value.quantity.kind in ("area", "length") and not value.compared


def tail_of_rate(left: str) -> bool:
    """按15%税率, 由18%增至: a rate that is applied or left behind."""
    return left.endswith(("由", "从", "按", "的", "前", "执行", "延续", "按照"))


def _built_at_place(left: str) -> bool:
    """建设某镇某村1000亩示范片: the verb stands before the place where it is built."""
    return left.startswith(word_tuple("completion")) and left.endswith(("镇", "乡", "村", "街道", "社区"))


_LISTED = lazy(r"[^,。;:!?\d\n]{1,30}(?:[、和及与]|以及)")


_OBJECTS = lazy(r"[^,;。:!?\d\n]{2,80}, ?")


def _elided(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """培育3家综合性、跨领域平台,|20家行业性平台: the verb of the clause before holds for the next count."""
    if not targets or targets[-1].value is None or targets[-1].unit != value.quantity.unit:
        return False
    if text.copy[value.start - 2 : value.start].rstrip()[-1:] != ",":
        return False
    if not _OBJECTS.fullmatch(text.copy, targets[-1].end, value.start):
        return False
    words = right_measure(text.copy, value.end)
    return bool(words) and not words.endswith("的") and subject_of(words) == words


_NEXT = lazy(r"[^,。;:!?、\d\n]{2,30}, ?")  # 完成25家企业备案,10家企业修订: the same unit in the next clause


_SHORT = lazy(r"[^\W\d_]{0,6}")


def _side_by_side(text: TargetText, value: Value, last: Target) -> bool:
    """164户|859人易地搬迁项目, 规划23个示范项目|57处示范点: counts of a plan without a sign between them."""
    if text.fact or value.compared or value.quantity.counter != "count" or last.operator != "=":
        return False
    counted = last.unit.startswith("cn:count:") or last.unit in ("{person}", "{household}")
    return counted and _SHORT.fullmatch(text.copy, last.end, value.start) is not None


def _listed(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """建设50所学校和150个专业: the second counted thing is as much a target as the first."""
    if not targets or targets[-1].value is None or value.start - targets[-1].end > 34:
        return False
    if among_others(text.copy[value.end : value.end + 18]):  # 25项指标|中有22项达标
        return False
    if _LISTED.fullmatch(text.copy, targets[-1].end, value.start):
        return True
    if _side_by_side(text, value, targets[-1]):
        return True
    return targets[-1].unit == value.quantity.unit and bool(
        _NEXT.fullmatch(text.copy, targets[-1].end, value.start)
    )
