"""A number before its noun: 建成15万亩国家储备林基地 is a target, 大于100平方公里河流 a condition, 全区27个街镇覆盖率 a count."""

from __future__ import annotations

from ..text import lazy
from .date_frame import STRIVES
from .target_compared import Value
from .target_counts import is_counted, names_places, settles, subject_attains, sums_names
from .target_lists import elided, goes_on_after, listed, told_in_bracket, where_others
from .target_measure import is_final, right_measure, verb_before
from .target_record import Target
from .target_shares import covers_share, fact_amount, tail_of_rate
from .target_text import TargetText, word_tuple
from .target_works import WORKS, built_at_place, looked_after, stretch, worked_on_in_list

NEXT_VERBS = ("新增", "培育", "建成", "新建", "完成", "打造", "创建", "改造", "新改")


def attributive(text: TargetText, values: list[Value], index: int, left: str, targets: list[Target]) -> str:
    """建成15万亩国家储备林基地 is a target; 大于100平方公里河流 a condition; 全区27个街镇覆盖率 a count."""
    value = values[index]
    item = value.quantity
    scope = _SCOPE.search(left[-12:]) if left.endswith(_SCOPES) else None
    begin = value.start - (len(scope.group()) if scope else 0)
    if not text.fact and left and item.counter == "count" and _in_classes(text, value):
        return "target"
    if not text.fact and left.endswith("具备") and right_measure(text.copy, value.end).endswith("能力"):
        return "target"  # 建成投产具备|800万千瓦|送电能力
    if item.kind == "length" and left.endswith(_BUYS):
        return "condition"  # 购置70米|登高消防车
    if not text.fact and targets and worked_on_in_list(text, value, targets[-1]):
        return "target"
    if not text.fact and targets and item.counter == "count" and told_in_bracket(text, value, targets[-1]):
        return "target"
    if left.endswith("的") and index and where_others(text, values, index - 1):
        begin = values[index - 1].start  # 覆盖5个区县的|10个片区
    verb = verb_before(text.copy, begin) or not left
    tail = text.copy[value.end : value.end + 4].lstrip()
    if value.operator == ">=" and not value.compared:
        return "target"  # 守住|200万亩|耕地保护底线
    if item.kind in ("time", "workdays") and value.operator == "<=" and _in_time(text, value):
        return "target"
    if item.kind == "time":
        own = value.operator == ">=" and value.start < value.number and tail.startswith(_SPENT)
        own = own or (
            not text.fact and left.endswith(_DAILY) and left.startswith(_GRANTS_TIME)
        )  # 保障每天|2小时体育活动
        return "target" if own else "condition"
    if left in ("对其中", "对其中的") and tail.startswith(("进行", "实施", "开展")):
        return "target"  # 对其中的约24公里|进行修复
    if item.unit and item.kind != "ratio" and (listed(text, value, targets) or elided(text, value, targets)):
        return "target"
    if item.kind == "length" and targets and targets[-1].unit_base == "{#}":
        between = text.copy[targets[-1].end : value.start]
        if between in ("", "总长", "总里程", "全长"):  # 12条|759公里高速公路
            return "target"
    if (
        not text.fact
        and item.counter == "count"
        and targets
        and text.copy[targets[-1].end : value.start] in _AND
        and verb_before(text.copy, targets[-1].start - len(targets[-1].measure))
    ):
        return "target"  # 建设栈道600米和|2座风景亭
    if item.counter in ("count", "visit"):
        if value.operator == "<=" and text.copy.startswith(_ONLY, value.start):
            return "target"  # 一人只能登记|一个农贸市场的固定摊位
        if value.compared and (value.start < value.number or not value.operator.startswith("<")):
            stated = (
                bool(left)
                or (not text.fact and value.number - value.start > 3)
                or (not text.fact and text.copy.startswith("突破", value.start))
                or (text.fact and value.start < value.number)
            )  # 逾2.4万名护林员上岗
            if stated or goes_on_after(text, value, targets):
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
        return (
            "target"
            if covers_share(left)
            or left.endswith(_COVERING)
            or (not text.fact and _BECOMES.match(text.copy, value.end))
            else "condition"
        )
    if value.compared and value.start < value.number and not verb_before(text.copy, value.start):
        if text.fact or not left:
            return "condition"
        level = right_measure(text.copy, value.end).endswith(_LEVELS)
        return "target" if level or text.copy.startswith(_LIMITS, value.start) else "condition"
    if text.fact and fact_amount(text, value, left):
        return "target"
    sized = not left or (targets and targets[-1].end == value.start - len(left) and len(left) < 7)
    if sized and item.kind == "area" and subject_attains(text, value):
        return "target"
    if not text.fact and left and item.kind in ("area", "length") and settles(text, value):
        return "target"  # 恢复耕地任务1800亩|完成省级验收
    if not text.fact and item.kind in ("area", "length") and looked_after(text, value, left):
        return "target"
    if "完成" in left[-40:] and text.copy.startswith(WORKS, value.end):
        return "target"  # 完成2021年度高标准农田2000亩|建设
    if not text.fact and item.kind in ("length", "area") and stretch(text, value, left):
        return "target"
    return "target" if (verb and left) or built_at_place(left) else "condition"


_BECOMES = lazy(r"[^,。;:%\d的]{1,12}?(?:基本|全部|全面)?(?:成为|建成|创建成|达到|完成|实现)(?!率|情况)")
_COVERING = tuple("覆盖" + place for place in ("", "全国", "全省", "全市", "全区", "全县", "全州"))
_DONE_IN = ("完成", "办结", "办理", "办毕", "审结", "完结")


def _in_time(text: TargetText, value: Value) -> bool:
    """办理时限压缩至3个工作日内|完成: a limit that is brought down, before the word of what is done in it."""
    words = text.copy[value.start : value.number]
    return words.endswith(("至", "到", "在")) and text.copy.startswith(_DONE_IN, value.end)


_PUSHES = ("推动", "推进", "加快", "督促", "支持", "促进", "引导", "启动", "发挥", *STRIVES)
_CLASSES = ("教学班", "班级", "班", "床位", "车位", "泊位", "机位", "席位", "学位")


def _in_classes(text: TargetText, value: Value) -> bool:
    """小学24个班,初中|30个班: what is counted stands before, the noun only says in what it is counted."""
    word = next((word for word in _CLASSES if text.copy.startswith(word, value.end)), "")
    return bool(word) and is_final(text.copy, value.end + len(word))


_AND = ("和", "及", "与", "以及")
_ONLY = ("只", "仅", "限")
_LIMITS = ("不", "至少", "最")  # 按照人均不超过9平方米|核定
_LEVELS = ("水平", "规模", "目标", "台阶", "大关", "关口")  # 粮食产量达到250亿斤|阶段性水平
_BUYS = ("购买", "购置", "采购", "购进", "添置", "新购")
_DAILY = ("每天", "每日", "每周", "每人每天", "每学期", "每年")
_GRANTS_TIME = ("保障", "确保", "保证", "落实", "安排", "开展", "组织")
_SPENT = ("在", "到", "赴", "参加", "用于", "从事", "下沉")  # 每年至少1个月|在企业实训
_SCOPES = ("方面", "领域", "环节", "大类", "类", "层面", "维度", "板块", "大项")
_SCOPE = lazy(
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,2}) ?个? ?大?(?:方面|领域|环节|大类|类|层面|维度|板块|大项)$"
)  # 实施6个方面|28项工程
