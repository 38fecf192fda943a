"""Counted subjects and objects: 28家企业纳入名单 states a fact, 甲、乙等2家企业 only sums up names.

In a report of what was done a counted thing is a fact unless it describes (22个产业中), sums up names, or its clause
says another figure of it (300个项目完成投资54亿元: the amount is the fact). In a plan it is a target where work is done
to it (改善120所学校条件, 为7000户家庭实施改造) or where it attains something (50个村实现通水). Words are looked for
without patterns: none need be compiled for the few counts of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..text import lazy
from .target_text import TargetText, after_last, inside_bracket, next_stop, target_words, word_tuple
from .target_values import Value

_AMONG = lazy(
    r"中(?:有 ?\d|第|排名|排第|位列|居第)", holds=("中有", "中第", "中排", "中位列", "中居")
)  # 25项指标中有22项达标, 165个乡镇中第四位
_CLAUSE = 300  # signs before a count in its clause: more is no prose
_ALL = ("全", "本", "辖")
_JOINTS = ("、", "和", "及", "与")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(target_words()["counts"][key])


def _holds(words: str, key: str) -> bool:
    return any(word in words for word in _words(key))


def is_counted(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    """Whether a count that stands before its noun is a target; `left` are the words of its clause before it."""
    right = _right(text, values[index])
    if not text.fact and _helped(left) and _holds(right[1:40], "helped_to"):
        return not quantified(text, values, index)
    if not text.fact and names_places(values[index], left, right):
        return False
    if not text.fact and (_solved(text, values[index], right) or _beside_summed(text, values, index, left)):
        return True
    if len(left) > _CLAUSE or _describes(left, right):
        return False
    plain = _without_opening(left)
    if left.endswith("等"):
        served = values[index].quantity.unit in ("{person}", "{household}") and _done_for(plain, right)
        return (served and not text.fact) or _done_to_list(
            left, plain, _whole_right(text, values[index])
        )  # 为特困、低保等|1.3万名老人购买保险
    if _whole_area(left) and right.startswith(_words("areas")):
        return False
    if text.fact:
        return _counted_in_fact(text, values, index, plain)
    return _counted_in_plan(text, values, index, plain, left, right)


_QUALITIES = lazy(
    r"[^,。;:!?\n()\d]{2,40}[性化]的[^,。;:!?\n()\d]{2,16}(?=$|[,。;)])", holds=("性的", "化的")
)


def _listed_qualities(text: TargetText, value: Value) -> bool:
    """推进20个|具有支撑性、标志性的重点项目: how those are that are counted, and the count is the aim."""
    return _QUALITIES.match(text.copy, value.end) is not None


def _helped(left: str) -> bool:
    """指导|4家景区申报, 组织省级示范高中与|14所县域高中结对: one name may stand before those that are counted."""
    if left in _words("helped"):
        return True
    return len(left) < 16 and left.endswith(_JOINTS[1:]) and left.startswith(_words("helped"))


_PLACE_NOUNS = ("街道", "乡镇", "社区", "镇", "乡", "村", "县", "区")


def names_places(value: Value, left: str, right: str) -> bool:
    """完成甲、乙、丙|3个街道安置房建设: as many as names before it, and they only say where the work is."""
    if value.quantity.value != names_before(left) or not right.startswith(_PLACE_NOUNS):
        return False
    return len(right) > 4 and not right.endswith(_PLACE_NOUNS)


_NEEDS = ("问题", "难题", "困难", "需求")


def _solved(text: TargetText, value: Value, right: str) -> bool:
    """解决周边|8千余户群众用水问题: for how many a need is met."""
    if "的" in right or not right.endswith(_NEEDS):
        return False
    return (
        text.copy.find("解决", max(after_last(text.stops, value.start), value.start - 50), value.start) >= 0
    )


def _beside_summed(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    """打造甲—乙等10条线路和|100家景区: what is joined to a count that sums up names is counted itself."""
    if (
        not index
        or not left.endswith(_JOINTS[1:])
        or not _without_opening(left).startswith(word_tuple("verbs"))
    ):
        return False
    last = values[index - 1]
    between = text.copy[last.end : values[index].start]
    return (
        last.quantity.kind == "count"
        and text.copy.endswith("等", 0, last.start)
        and len(between) < 24
        and not any(mark in between for mark in "、,;")
    )


def _describes(left: str, right: str) -> bool:
    """22个产业中, 这4起事故, 围绕5个方向, 连续33个榨季: the count is part of a circumstance."""
    if left.endswith(_words("no_count_after")):
        return True
    if left.startswith(_words("circumstances")) and not left.startswith(_WORKED_OVER):
        return True
    return (
        right.startswith(_words("scopes"))
        or among_others(right[:18])
        or (right.endswith(_words("circumstance_ends")) and not right.endswith(_GOING_ON))
        or "之一" in right
    )


_WORKED_OVER = ("提升改造", "提升整治", "提升打造")  # 提升改造中心城区|7条道路
_GOING_ON = ("推进中", "进行中", "建设中", "实施中", "办理中", "施工中")  # 其余17件按进度推进中


def among_others(words: str) -> bool:
    """25项指标|中有22项达标, 165个乡镇|中第四位: of the counted ones something is said that concerns a part of them."""
    return "中" in words and _AMONG.search(words) is not None


def subject_attains(text: TargetText, value: Value) -> bool:
    """50万平方米|主体竣工, 某区50%|的社区建成综合体: something is said of the amount itself."""
    return _holds(_right(text, value)[:34], "plan_attains")


def settles(text: TargetText, value: Value) -> bool:
    """恢复耕地任务1800亩|完成省级验收: what becomes of the amount stands right behind it."""
    return text.copy.startswith((*_words("settles"), "完成", "通过"), value.end)


def subject_of(words: str) -> str:
    """区控重点企业 of 区控重点企业纳入名单: what is counted, without what is said of it."""
    if words.startswith(_words("predicates")):
        return ""
    found = [place for word in _words("predicates") if (place := words.find(word, 2)) >= 0]
    return words[: min(found)] if found else words


def _right(text: TargetText, value: Value) -> str:
    end = next_stop(text.stops, value.end, len(text.copy))
    return text.copy[value.end : min(end, value.end + 60)].strip()


def _whole_right(text: TargetText, value: Value) -> str:
    return text.copy[value.end : min(next_stop(text.stops, value.end, len(text.copy)), value.end + 60)]


def _without_opening(left: str) -> str:
    """其中, 首批, 第二批, 全年 before a count are no subject of their own: 首批|17个事项落地."""
    rest = left
    if left[1:3].rfind("是") >= 0 and left[0] in "一二三四五六七八九十":
        rest = left[left.index("是", 1) + 1 :]  # 七是在500个行政村实施…
    for _ in range(6):
        length = _batch(rest) or len(next((word for word in _words("openings") if rest.startswith(word)), ""))
        if not length:
            return rest
        rest = rest[length:].lstrip(" ,、:")
    return rest


def _batch(words: str) -> int:
    """Length of 第4批 at the front."""
    end = words.find("批", 2, 4) if words.startswith("第") else -1
    return end + 1 if end > 0 and words[1:end].isdigit() else 0


def _ends_with_place(words: str) -> bool:
    """推进全市, 抓好江北新区: a short verb and the place where the work is."""
    return (
        3 < len(words) <= 12
        and words[-1] in "省市县区州盟旗疆镇乡"
        and not any(m in words for m in "、和及的")
    )


def names_before(left: str) -> int:
    """How many names a list holds that ends here: 甲、乙和丙 are 3, one name alone is no list."""
    words = left.removesuffix("等")
    for mark in _JOINTS[1:]:
        words = words.replace(mark, "、")
    parts = [part for part in words.split("、") if part.strip()]
    return len(parts) if len(parts) > 1 else 0


def _done_to_list(left: str, plain: str, right: str) -> bool:
    """完成甲、乙等8项工程 says how much is done; 推进甲、乙等8项工程 and 甲等34个模型发布 only sum up names."""
    if plain.startswith("建设") and any(word in left[: len(left) - len(plain)] for word in _BUILDS):
        return False  # 加快建设甲、乙等6条高铁
    if left.startswith(("对", "将")) and right.endswith(_BUILT[2:]) and "的" not in right:
        return True  # 对甲、乙等|10个片区进行改造
    done = _words("done_to_list")
    return left.startswith(done) or plain.startswith(done) or after_modal(left).startswith(_COMPLETED)


_COMPLETED = ("完成", "建成", "新建", "打通", "开工建设")


def _counted_in_fact(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    names = names_before(left)
    if 2 <= values[index].quantity.value <= names and not left.endswith("的"):
        return False
    if left.startswith(_words("done_to")) or left.startswith(word_tuple("verbs")):
        return not left.startswith("在") or not quantified(text, values, index)
    return not quantified(text, values, index)


def _whole_area(left: str) -> bool:
    """全区8镇56个行政村: all of them, which says nothing but how many there are."""
    return left[:1] == "全" and left[1:2] in tuple("国省市区县州疆镇") and len(left) < 9


_OUGHT = lazy(r"(?:要|应|须|均|全部|全面)(?=[^求急用届])")  # 对没有设施的|281个乡镇要全面建成
_BUILDS = ("加快", "推进", "推动")


def _counted_in_plan(
    text: TargetText, values: Sequence[Value], index: int, left: str, whole: str, right: str
) -> bool:
    if left in ("为", "给") and _holds(right[:34], "does"):
        return True  # 为|60个小区安装充电桩2000个
    if _done_for(left, right) and (_at_a_rate(text, values, index) or not quantified(text, values, index)):
        return True  # 为全省公办初中|6329间教室进行照明改造
    if (right.endswith("的") and not _listed_qualities(text, values[index])) or quantified(
        text, values, index
    ):
        return False
    if text.copy[values[index].number].isdigit() and after_modal(left).startswith(_words("done_to_list")):
        return True  # 确保打通甲至乙、丙至丁|2个通道, 全街计划完成清淤|13条河道
    work = _words("work_on_list")
    if whole.endswith("的") and (left.startswith(work) or whole.startswith(work)):
        return True  # 推进省里确定的39项任务
    if left in _words("done_to") or (
        left[-2:-1] in _ALL and left[:-2] in _words("done_to")
    ):  # 为|全区|900名老人
        return _holds(right[:34], "does") or _holds(right[-12:], "does")
    if left.endswith("的") and left.startswith(("对", "为", "给")):  # 对车流量较大的|85个充电站进行扩容
        return _holds(right[-20:], "does") or _OUGHT.search(right) is not None
    if left.startswith(("对", "为", "给")) and len(left) < 12 and left.endswith(_WHERE):
        return _holds(right[-20:], "does")  # 对全县|287处隐患点逐一排查
    if (
        right[-3:-2] == "全"
        and not right.endswith("覆盖")
        and left.startswith(("实现", "推动", "推进", "完成"))
    ):
        return True  # 实现近湖、近河|110个村污水全收集
    if left in ("对其中", "对其中的") and right.startswith(("进行", "实施", "开展")):
        return True
    if whole.startswith(("实施", "落实")) and values[index].quantity.unit_raw == "条":
        return right.endswith(("举措", "措施", "政策"))  # 实施优化营商环境|58条举措
    if whole.startswith(_BUILDS) and right.endswith(_BUILT) and not _several(whole):
        return True  # 加快示范区|24个重点片区建设
    if whole.endswith(("和", "及")) and whole.startswith(_BUILDS) and right.endswith(("建设", "改造")):
        return True  # 加快中心城区和|6个片区建设
    if left.startswith(work) and _ends_with_place(left):
        return True  # 推进全市|11个重点项目建设
    if whole.startswith(work) and _ends_with_place(whole):
        return True
    if left.startswith(word_tuple("verbs")) and right.startswith(_words("settles")):
        return True  # 带动配套企业|20家落户
    if len(left) == 4 and _is_verb(left):
        return True
    if left.startswith(word_tuple("verbs")):
        return left.startswith(_words("work_on_list")) and left.endswith(
            ("和", "及")
        )  # 建设某工程和|40宗堤防
    if _is_verb(left):
        return True  # 优选100个成长型企业
    if (
        whole.endswith("的")
        and not left.startswith(("对", "为", "给", "按", "在", "从"))
        and "、" not in left
    ):
        return _holds(right[:28], "removed")  # 督察反馈的|23个问题全部整改销号
    subject = not left or (left.endswith(("和", "及")) and not left.startswith(_words("done_to")))
    return subject and (_holds(right[:28], "plan_attains") or _holds(right[-12:], "becomes"))


_WHERE = (
    "全县",
    "全区",
    "全市",
    "辖区",
    "全镇",
    "城区",
    "地区",
    "辖区内",
    "区域",
    "乡镇",
    "沿线",
    "阶段",
    "范围内",
)


def _done_for(left: str, right: str) -> bool:
    if not left.startswith(("为", "给", "向")) or len(left) > 19 or "的" in left:
        return False
    return _holds(right, "does")


def _at_a_rate(text: TargetText, values: Sequence[Value], index: int) -> bool:
    """Whether the only other figure is what each gets: 向1.45万名学生|按每人2000元发放助学金, 免费体检|一次."""
    end = next_stop(text.stops, values[index].end, len(text.copy))
    others = [value.quantity for value in values[index + 1 : index + 4] if value.start < end]
    each = (other.kind.startswith("money") or other.unit == "cn:count:次" for other in others)
    return 0 < len(others) < 3 and all(each)


_BUILT = ("试点", "示范", "建设", "改造", "治理", "整治", "修复", "更新", "提升", "开发")


def _several(left: str) -> bool:
    """Whether names are listed: a count behind them only sums them up."""
    return "、" in left or "等" in left or "和" in left or "及" in left


_MODALS = ("计划", "将", "拟", "力争", "确保", "争取", "预计", "努力")


def after_modal(left: str) -> str:
    """清淤 of 全街计划完成清淤: what is said behind the last word of modality."""
    at = max(left.rfind(word) + len(word) if word in left else 0 for word in _MODALS)
    return _without_opening(left[at:])


_NOUN_ENDS = frozenset(
    "区县市省州盟旗乡镇村街道园院校所局厅部委会业类级等的内中上下里外间年月日期人户家个项处座率量额度点站线路河湖江海山地城以在将对为与和及或是有由从按经各每该其本此何"
)


def _is_verb(left: str) -> bool:
    """优选|100个成长型企业, 盘活|50栋农房: two signs that open a clause and name neither a place nor a thing."""
    if len(left) == 4 and (
        left[0] == left[2] or left[:2] in word_tuple("verbs") or left[2:] in word_tuple("verbs")
    ):
        return left[-1] not in _NOUN_ENDS and left[2:] not in _words("no_verbs")  # 提质扩能, 配齐配强
    return (
        len(left) == 2
        and left[-1] not in _NOUN_ENDS
        and left[0] not in "全各每该其本此第以按在对为从由与和及"
        and left not in _words("no_verbs")
    )


def quantified(text: TargetText, values: Sequence[Value], index: int) -> bool:
    """Whether the clause gives another figure of what is counted: 300个项目|完成投资54亿元."""
    end = next_stop(text.stops, values[index].end, len(text.copy))
    last = values[index]
    for value in values[index + 1 : index + 8]:
        if value.start >= end or inside_bracket(text, value.start) != inside_bracket(text, last.start):
            return False
        between = text.copy[last.end : value.start].strip()
        ranked = between.endswith(("前", "第", "居", "列")) or value.quantity.kind in ("time", "age")
        counted = value.quantity.kind == "count" and not value.compared and _joined(between)
        sized = value.quantity.kind == "area" and len(between) < 7 and not _holds(between, "predicates")
        if not ranked and not counted and not sized:
            return not _holds(between.rpartition("、")[0], "attained")  # 20个项目有序推进、总投资9亿元
        last = value
    return False


def _joined(between: str) -> bool:
    """Whether a second count goes on with the list: 2个镇|和|14个村, 4万户||9万人."""
    return not between or (len(between) <= 42 and between.endswith(_JOINTS))
