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
from .date_frame import STRIVES
from .target_compared import Value
from .target_text import TargetText, are_people, inside_bracket, next_stop, target_words, word_tuple
from .target_works import work_done_on

_AMONG = lazy(
    r"中(?:有 ?\d|第|排名|排第|位列|居第)", holds=("中有", "中第", "中排", "中位列", "中居")
)  # 25项指标中有22项达标, 165个乡镇中第四位
_CLAUSE = 300  # signs before a count in its clause: more is no prose
_JOINTS = ("、", "和", "及", "与")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(target_words()["counts"][key])


def _holds(words: str, key: str) -> bool:
    return any(word in words for word in _words(key))


def is_counted(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    """Whether a count that stands before its noun is a target; `left` are the words of its clause before it."""
    right = _right(text, values[index])
    if right.endswith(_NAMES_FOLLOW) and text.copy.startswith(":", values[index].end + len(right)):
        return False  # 2个|计划新开工项目分别是:…
    if not text.fact and right.endswith("全覆盖") and left in _MADE_SURE:
        return True  # 做到|16个|区全覆盖
    if not text.fact and names_places(values[index], left, right):
        return False
    if len(left) > _CLAUSE or _describes(left, right, text.fact):
        return False
    plain = _without_opening(left)
    if not text.fact and _handed_out(left, right):
        return False
    if left.endswith("等") and right.startswith(_MEASURED) and not after_modal(left).startswith(_COMPLETED):
        return False
    if not text.fact and work_done_on(text, values[index], left):
        return True
    if not text.fact and left.startswith(("对", "将")) and _LOOKED_AT.search(right):
        return False  # 对90个村的房屋进行全面排查
    amount = values[index].quantity.counter != "count" and left.startswith(("推动", "推进", "加快"))
    if left.endswith("等") and amount and right.endswith(_STANDS):
        return True  # 推动甲、乙等|300万千瓦机组建成投运
    if (
        left.endswith("等")
        and text.fact
        and (_has_named(left) or (left.startswith(("对", "将")) and _WORKED.search(right)))
    ):
        return True  # 对甲公司等|8家企业进行重点管控
    if left.endswith("等"):
        plain = _DATED.sub("", plain)
        served = values[index].quantity.unit in ("{person}", "{household}") and plain.startswith(_FOR)
        return (served and not text.fact) or _done_to_list(
            left, plain, _whole_right(text, values[index])
        )  # 为特困、低保等|1.3万名老人购买保险
    if _whole_area(left) and right.startswith(_words("areas")):
        return False
    if text.fact:
        return _counted_in_fact(text, values, index, plain)
    return _counted_in_plan(text, values, index, plain, left, right)


_LOOKED_AT = lazy(
    r"(?:进行|开展|实施)(?:全面|集中|专项|系统|拉网式|逐一)?(?:排查|检查|巡查|抽查|摸底|调查|监测|指导|考核|督查|督导|走访|审查|审核|测评|约谈)",
    holds=("进行", "开展", "实施"),
)
_ALREADY = ("已建成的", "已有的", "现有的", "已开工的", "已建的", "原有的")
_NAMES_FOLLOW = ("是", "为", "包括", "如下")
_MADE_SURE = ("做到", "实现", *STRIVES)
_MEASURED = ("指标", "主要指标", "量化指标", "目标")  # 新增贷款、旅游收入等|31项指标符合序时进度


def _handed_out(left: str, right: str) -> bool:
    """现将…|86项工作任务予以分解: how many the paper has that is handed out."""
    told = any(
        word in right
        for word in ("予以分解", "进行分解", "分解如下", "予以印发", "予以公布", "予以公示", "予以通报")
    )
    return told or (
        left.startswith("现将") and any(word in right for word in ("分解", "印发", "公布", "下发"))
    )


_QUALITIES = lazy(
    r"[^,。;:!?\n()\d]{2,40}[性化]的[^,。;:!?\n()\d]{2,16}(?=$|[,。;)])", holds=("性的", "化的")
)


def _listed_qualities(text: TargetText, value: Value) -> bool:
    """推进20个|具有支撑性、标志性的重点项目: how those are that are counted, and the count is the aim."""
    return _QUALITIES.match(text.copy, value.end) is not None


_PLACE_NOUNS = ("街道", "乡镇", "社区", "镇", "乡", "村", "县", "区")


def names_places(value: Value, left: str, right: str) -> bool:
    """完成甲、乙、丙|3个街道安置房建设: as many as names before it, and they only say where the work is."""
    if value.quantity.value != names_before(left) or not right.startswith(_PLACE_NOUNS):
        return False
    chosen = after_modal(left).startswith(_CHOOSES)  # 选择甲、乙、丙|3个县城开展试点
    return not chosen and len(right) > 4 and not right.endswith(_PLACE_NOUNS)


def _describes(left: str, right: str, fact: bool) -> bool:
    """22个产业中, 这4起事故, 围绕5个方向, 连续33个榨季: the count is part of a circumstance."""
    if left.endswith(_words("no_count_after")) or (fact and _NAMED_AS.search(left[-20:])):
        return True
    if left.startswith(_words("circumstances")) and not left.startswith(_OWN_NAMES):
        return fact or not works_further(left)
    if fact and left.startswith(_words("improved")) and not left.startswith(_WORKED_OVER):
        return True
    return (
        right.startswith(_words("scopes"))
        or among_others(right[:18])
        or (right.endswith(_words("circumstance_ends")) and not right.endswith(_GOING_ON))
        or "之一" in right.replace("分之一", "")
    )


def works_further(left: str) -> bool:
    """依托高校建设|5个中心, 以项目为抓手推进|10个项目: a verb of work stands between a circumstance and a count."""
    return any(word in left[3:] for word in word_tuple("verbs") if len(word) > 1)


_OWN_NAMES = ("自贸", "自治", "自然", "自来", "自主", "自建", "自有", "自营", "自驾", "除险", "以工")
_NAMED_AS = lazy(
    r"(?:列为|列入|评为|确定为|命名为|授予)[^,。;:、\d]{0,8}$",
    holds=("列为", "列入", "评为", "确定为", "命名为", "授予"),
)  # 被列为全省|26个重点城市、沿江节点城市

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
    if not found:
        return words
    subject = words[: min(found)]
    return words if subject.endswith(_NOT) else subject  # 5条|任务未完成: not only 任务


_NOT = ("未", "没有", "没", "不")


def _right(text: TargetText, value: Value) -> str:
    end = next_stop(text.stops, value.end, len(text.copy))
    return text.copy[value.end : min(end, value.end + 60)].strip()


def _whole_right(text: TargetText, value: Value) -> str:
    return text.copy[value.end : min(next_stop(text.stops, value.end, len(text.copy)), value.end + 60)]


def _without_opening(left: str) -> str:
    """其中, 首批, 第二批, 全年 before a count are no subject of their own: 首批|17个事项落地."""
    rest = left
    if left[1:3].rfind("是") >= 0 and left[0] in "一二三四五六七八九十":
        rest = left[left.index("是", 1) + 1 :]  # 七是在180个渔村实施…
    for _ in range(6):
        length = _batch(rest) or len(next((word for word in _words("openings") if rest.startswith(word)), ""))
        if not length:
            return rest
        rest = rest[length:].lstrip(" ,、:")
    return rest


_DATED = lazy(r"^(?:[到至]?20\d\d年(?:底前?|末)?|[“\"]十[一二三四五六]五[”\"](?:期间|时期|末|期末)?),?")


def _batch(words: str) -> int:
    """Length of 第4批 at the front."""
    end = words.find("批", 2, 4) if words.startswith("第") else -1
    return end + 1 if end > 0 and words[1:end].isdigit() else 0


def names_before(left: str) -> int:
    """How many names a list holds that ends here: 甲、乙和丙 are 3, one name alone is no list."""
    words = left.removesuffix("等")
    for mark in _JOINTS[1:]:
        words = words.replace(mark, "、")
    parts = [part for part in words.split("、") if part.strip()]
    return len(parts) if len(parts) > 1 else 0


def _done_to_list(left: str, plain: str, right: str) -> bool:
    """完成甲、乙等8项工程 says how much is done; 推进甲、乙等8项工程 and 甲等34个模型发布 only sum up names."""
    if plain.startswith("开展") and right.endswith("工作"):
        return False  # 有序开展甲、乙等3个地块出让工作
    if left.startswith(_AIMED) and right.endswith(_STANDS):
        return True  # 力争甲、乙等|5处煤矿建成投产
    if plain.startswith(("建设", "打造")) and any(word in left[: len(left) - len(plain)] for word in _BUILDS):
        return False  # 加快建设甲、乙等6条高铁
    if left.startswith(("对", "将")) and right.endswith(_BUILT[2:]) and "的" not in right:
        return True  # 对甲、乙等|10个片区进行改造
    done = _words("done_to_list")
    return left.startswith(done) or plain.startswith(done) or after_modal(left).startswith(_COMPLETED)


_AIMED = (*STRIVES, "实现")
_STANDS = tuple(
    word + more
    for word in ("建成", "投产", "投运", "投用", "竣工", "完工", "通车", "开工", "启用")
    for more in ("", "运行", "运营", "投产", "投运", "投用", "通车", "使用", "并网", "试运转", "试运行")
)
_COMPLETED = ("完成", "建成", "新建", "打通", "开工建设")


_HOLDS = lazy(r"[^,。;:、\d]{1,8}(?:包括|包含|涵盖)[^,。;:]{0,16}\d", holds=("包括", "包含", "涵盖"))


def _counted_in_fact(text: TargetText, values: Sequence[Value], index: int, left: str) -> bool:
    if not left and _HOLDS.match(text.copy, values[index].end):
        return True  # 846个|项目包括新建487个
    names = names_before(left)
    if 2 <= values[index].quantity.value <= names and not left.endswith("的") and not _has_named(left):
        return False
    if values[index].quantity.unit in ("{person}", "{household}") and _GAINS.match(
        text.copy, values[index].end
    ):
        return True  # 1.3万户|小微企业获得首贷274亿元: how many and how much
    if left.startswith(_words("done_to")) or left.startswith(word_tuple("verbs")):
        return not left.startswith("在") or not quantified(text, values, index)
    return not quantified(text, values, index)


_GAINS = lazy(r"[^,。;:、\d]{0,12}获得?(?!评|批|奖|知)[^,。;:\d]{0,10}\d", holds=("获",))


_WORKED = lazy(r"(?:进行|开展|实施)[^,。;:]{2,10}$", holds=("进行", "开展", "实施"))


def _has_named(left: str) -> bool:
    """某省现有甲、乙和丙|3个产业集群: those named are all there are."""
    return any(word in left for word in ("现有", "拥有", "建有"))


def _whole_area(left: str) -> bool:
    """全区8镇56个行政村: all of them, which says nothing but how many there are."""
    return left[:1] == "全" and left[1:2] in tuple("国省市区县州疆镇") and len(left) < 9


_BUILDS = ("加快", "推进", "推动")


def _counted_in_plan(
    text: TargetText, values: Sequence[Value], index: int, left: str, whole: str, right: str
) -> bool:
    """Every count of a plan is a target but for those that only describe, sum up names, say who acts or where."""
    value = values[index]
    if not text.copy[value.number].isdigit():
        return _holds(right[:28], "plan_attains") and _is_subject(left)  # 两座水库完工
    if whole.endswith(_ALREADY):
        return False  # 巩固提升已建成的|52个小区
    if _no_amount(text, value, whole) or _of_the_people(text, value, left, right):
        return False
    if after_modal(left).startswith(_words("done_to_list")):
        return True  # 确保打通甲至乙、丙至丁|2个通道, 全街计划完成清淤|13条河道
    if sums_names(left, value) and plain_creates(left):
        return True  # 打造甲、乙、丙|3条示范线
    if sums_names(left, value) or whole.endswith(_words("beside_whom")):
        return False
    if whole.startswith(_words("urged")) and not works_further(whole):
        return False
    if whole.endswith("指导") and not _holds(right[1:40], "helped_to"):
        return False  # 蹲点指导|30个薄弱村, but 指导|4家景区申报
    if right.endswith("的") and not _listed_qualities(text, value):
        return False
    if right.endswith(_words("described_by")) and not whole.endswith("的"):
        return False  # 完善|10个基地功能
    if quantified(text, values, index) and not (
        left.startswith(_words("served")) and (_each_gets(text, values, index) or left.startswith(_FOR))
    ):
        return False
    if left.startswith("由") or (right.startswith(_PLACE_ENDS) and _PARTNER.search(whole)):
        return False
    if left.endswith("在") or (left.startswith("在") and left.endswith(_WITHIN)):
        return left[:1] == "在" and _holds(right[:34], "does")  # 在|500个村实施改造
    if not _is_subject(left):
        return True
    return _holds(right[:34], "plan_attains") or _holds(right[-12:], "becomes")


_PARTNER = lazy(r"\d.*与[^,、\d]{0,4}$", holds=("与",))  # 甲市16个区与乙省|16个州
_WITHIN = ("范围", "范围内", *"内上中省市县区镇村域部线")  # 在全省范围|16个村, but 在全省范围增创|2条
_FOR = ("为", "给")  # 为|60个小区安装充电桩2000个
_ITEM = lazy(r"\d{1,3}(?:\.\d{1,2})* $")


def _no_amount(text: TargetText, value: Value, left: str) -> bool:
    """1 组织招聘会, 3.10种有色金属: the number of a list that a word follows which is a counter elsewhere."""
    if value.quantity.value % 1 and not value.quantity.unit_raw.startswith(("万", "百", "千", "亿")):
        return True
    if text.copy.startswith(_HARM, value.end) or (
        text.copy.startswith("至", value.end) and _RANGE.match(text.copy, value.end)
    ):
        return True  # 造成2人|死亡, 1个|至5个工作日
    listed = _ITEM.match(text.copy, value.number, value.number_end - 1) is not None
    return text.copy[value.number - 1 : value.number] == "." or (not left and listed)


_HARM = ("死亡", "重伤", "受伤", "遇难", "伤亡", "感染", "失踪")
_RANGE = lazy(r"至\d")


def _of_the_people(text: TargetText, value: Value, left: str, right: str) -> bool:
    """构筑300多万|各族儿女共有的水上家园: whose it is, where no counter stands."""
    theirs = not value.quantity.unit and "的" in right and not left.startswith(_words("served"))
    return theirs and not _holds(right[:34], "plan_attains")


def _is_subject(left: str) -> bool:
    """Whether what is counted acts itself: nothing stands before it, or the place where it is."""
    if not left or left in _JOINTS or _whole_area(left):
        return True
    others = left.startswith(word_tuple("verbs")) or left.startswith(_words("done_to"))
    return len(left) < 6 and left[-1] in _PLACE_ENDS and not others


_PLACE_ENDS = tuple("省市县区州盟旗疆镇乡")


_CHOOSES = ("选择", "选定", "遴选", "选取", "确定")
_CREATES = (*_CHOOSES, "打造", "创建", "培育", "新建", "建成", "形成", "新增", "建设形成", "培育形成")


def plain_creates(left: str) -> bool:
    """打造甲、乙、丙|3条示范线: the named ones are made, they do not act."""
    words = after_modal(left)
    return words.removeprefix("初步").removeprefix("基本").removeprefix("全面").startswith(_CREATES)


def sums_names(left: str, value: Value) -> bool:
    """推动甲、乙、丙|3个城市医疗集团: as many as names before it, or fewer where one is a part of another."""
    if left.endswith((*_JOINTS, "的")):
        return False
    return 2 <= value.quantity.value <= names_before(left)


def _each_gets(text: TargetText, values: Sequence[Value], index: int) -> bool:
    """Whether the only other figure is what each gets: 向1.45万名学生|按每人2000元发放助学金, 免费体检|一次."""
    end = next_stop(text.stops, values[index].end, len(text.copy))
    others = [value.quantity for value in values[index + 1 : index + 4] if value.start < end]
    each = (other.kind.startswith("money") or other.unit == "cn:count:次" for other in others)
    return 0 < len(others) < 3 and all(each)


_BUILT = ("试点", "示范", "建设", "改造", "治理", "整治", "修复", "更新", "提升", "开发")


_MODALS = ("计划", "将", "拟", "预计", *STRIVES)


def after_modal(left: str) -> str:
    """清淤 of 全街计划完成清淤: what is said behind the last word of modality."""
    at = max(left.rfind(word) + len(word) if word in left else 0 for word in _MODALS)
    return _without_opening(left[at:])


def quantified(text: TargetText, values: Sequence[Value], index: int) -> bool:
    """Whether the clause gives another figure of what is counted: 300个项目|完成投资54亿元."""
    end = next_stop(text.stops, values[index].end, len(text.copy))
    last = values[index]
    for value in values[index + 1 : index + 8]:
        if value.start >= end:
            return False
        if inside_bracket(text, value.start) != inside_bracket(text, last.start):
            if text.fact or inside_bracket(text, last.start) is not None:
                return False
            continue  # 19个水功能区(国家级13个、区级6个)水质达标率达84%
        between = text.copy[last.end : value.start].strip()
        ranked = between.endswith(("前", "第", "居", "列")) or value.quantity.kind in ("time", "age")
        counted = value.quantity.kind == "count" and not value.compared and _joined(between)
        plain = len(between) < 7 and not _holds(between, "predicates")
        owns = plain and 0 < len(between) < 5 and value.quantity.kind == "count" and not value.compared
        if text.fact and owns and subject_of(_right(text, value)) not in ("", _right(text, value)):
            return False  # 8所|高校14个学科入选: as many have them
        sized = plain and (value.quantity.kind == "area" or are_people(text.copy, value.end))
        joins = text.fact and value.quantity.kind == "count" and between.endswith(_JOINS_IN)
        if text.fact and between.endswith("完成投资"):
            return False  # 40个工程项目|完成投资28亿元: how many did it
        if text.fact and value.operator == ">" and between.endswith(_SIZES):
            return False  # 8个|产业规模超千亿元: as many are that large
        if not ranked and not counted and not sized and not joins:
            return not _holds(between.rpartition("、")[0], "attained")  # 20个项目有序推进、总投资9亿元
        last = value
    return False


_SIZES = ("规模", "产值", "营收", "营业收入", "收入", "销售额", "市值", "投资")
_JOINS_IN = ("融入", "入驻", "惠及", "带动", "服务")  # 770家企业|融入6条产业链: two facts


def _joined(between: str) -> bool:
    """Whether a second count goes on with the list: 2个镇|和|14个村, 4万户||9万人."""
    return not between or (len(between) <= 42 and between.endswith(_JOINTS))
