"""Numbers that are no aim: what was before, where or when something is, how big a named thing is, to whom a rule applies.

由202元|提高到209元, 距江边700米|, 成立3年以上|的企业; sizes and thresholds have modules of their own.
"""

from __future__ import annotations

from ..text import lazy
from .target_compared import Value
from .target_sizes import is_size
from .target_text import TargetText, after_last, word_tuple
from .target_thresholds import is_threshold


def is_condition(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """Whether words beside a value say that it is no aim; `left` and `tail` are those of its clause."""
    return (
        _was_before(text, value, left, tail)
        or _of_degrees(text, value)
        or _lays_ground(text, value, left)
        or _harm(text, value, left)
        or (value.quantity.counter == "" and left.endswith(("在建", "筹建", "拟建")))  # 筹建|10万吨/年装置
        or (
            value.quantity.kind == "ratio" and left.endswith(("经", "经过", "须经", "需经"))
        )  # 经|半数以上业主同意
        or (value.quantity.kind == "ratio" and not text.fact and _NO_MORE.search(left[-24:]) is not None)
        or _says_where(text, value, left)
        or _says_when(text, value, left)
        or is_size(text, value, left, tail)
        or is_threshold(text, value, left, tail)
    )


def _was_before(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """原估算总投资5亿元|, 分别从202元|、270元提高到209元、280元: the value that is left behind or compared with."""
    if tail.removeprefix("分别").startswith(word_tuple("baseline_after")):
        return True
    if (
        left.startswith(word_tuple("baseline_words"))
        and not text.fact
        and "标准" not in left
        and "基础上" not in left
    ):
        return True
    if "原" in left[-12:] and _OLD_FIGURE.search(left[-12:]):
        return True
    if tail[:1] in ("、", "和") and _OLD_LIST.match(text.copy, value.end) and ("从" in left or "由" in left):
        return True
    if text.copy.startswith((")的基础上", ")基础上"), value.end):
        return True  # 达到总目标(40万立方米/天|)的基础上
    return tail.startswith("相比") and "与" in left  # 与2015年完成投资690.7亿元|相比


_GROUND = lazy(r"[^,。;:!?\n]{2,30}(?:打下|奠定|夯实|筑牢|打牢)[^,。;:!?\n]{0,8}基础", holds=("基础",))


def _lays_ground(text: TargetText, value: Value, left: str) -> bool:
    """为到2027年建成|千座|公园城市打下基础: what something else is done for."""
    return left.startswith("为") and _GROUND.match(text.copy, value.end) is not None


_ACCIDENT = lazy(r"[^,。;:!?\n\d]{0,16}(?:事故|灾害|地震|险情)", holds=("事故", "灾害", "地震", "险情"))
_MISSING = lazy(r"[^,。;:!?\n\d]{0,8}(?:尚未|仍未|未能)(?:落实|到位|下达|拨付|解决)", holds=("未",))


_SAVED = ("挽回", "减少", "避免", "追回", "降低")


def _harm(text: TargetText, value: Value, left: str) -> bool:
    """发生|3起特大事故, 直接经济损失|46亿元, 所需|3.5亿元资金尚未落实: what went wrong or is not there."""
    if left.endswith(("直接经济损失", "经济损失约", "经济损失达")) and not any(
        word in left for word in _SAVED
    ):
        return True
    if value.quantity.unit_raw in ("起", "次") and "发生" in left[-12:] and not text.fact:
        return _ACCIDENT.match(text.copy, value.end) is not None
    return value.quantity.kind == "money" and _MISSING.match(text.copy, value.end) is not None


_NO_MORE = lazy(r"不再(?:按照?|执行|享受|给予)", holds=("不再",))  # 不再按售价的|20%|给予补贴
_DEGREES = (
    "烈度",
    "温度",
    "气温",
    "水温",
    "体温",
    "摄氏",
    "角度",
    "夹角",
    "坡度",
    "倾角",
    "倾斜",
    "旋转",
    "东经",
    "西经",
    "北纬",
    "南纬",
    "近视",
)  # whole words: 经济社会用电量达到500度 and 转移支付用电…度 are electricity


_PLACES_OF_CODE = ("字符", "代码", "编码", "号码", "数字", "密码", "序号", "编号")


def _of_degrees(text: TargetText, value: Value) -> bool:
    """设防烈度均为|7度: degrees of another kind than the kilowatt hours that 度 stands for."""
    if value.quantity.unit_raw not in ("度", "位"):
        return False
    words = text.copy[max(after_last(text.sentence_stops, value.start), value.start - 16) : value.start]
    if value.quantity.unit_raw == "位":  # 字符共|8位
        return any(word in words[-8:] for word in _PLACES_OF_CODE)
    if any(sign in text.copy[value.start : value.end] for sign in "万亿"):
        return False  # 从节能角度看,用电量降到|100万度
    return any(word in words for word in _DEGREES)


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


_DIMENSION = lazy(r" ?(?:[〔(][宽高长厚深][〕)])? ?[×*xX] ?\d")
_DIMENSIONS = lazy(r"(?:[^\s,。;:] ?[×*]|[\d米] ?[xX]) ?$")


def _says_where(text: TargetText, value: Value, left: str) -> bool:
    """距江边700米|, 在10个左右|人才紧缺领域开展培训, 在全省提升2个|位次: a place, fields of work, a rank."""
    item = value.quantity
    if item.unit in ("m", "km") and not value.compared and _is_distance(left):
        return True
    if _DIMENSION.match(text.copy, value.end) or _DIMENSIONS.search(
        text.copy[max(0, value.number - 6) : value.number]
    ):
        return True  # 号牌规格为480毫米×140毫米
    if item.counter != "count":
        return False
    if text.copy.startswith("位次", value.end):
        return True  # 在全省提升2个|位次
    if left.endswith("同时在"):
        return True  # 不得同时在|两个以上机构执业
    return (
        left.endswith("在") and _IN_FIELDS.match(text.copy, value.end) is not None
    )  # 在|10个左右人才紧缺领域


def _is_distance(left: str) -> bool:
    """距江边700米, 东距县城18公里: where a place is; 缩短运距3公里, 间距2米 and 缩小差距、新建公路30公里 are more."""
    return (
        "距" in left[-20:]
        and _AWAY.search(left[-21:]) is not None
        and not any(word in left for word in ("缩短", "间距", "运距", "增加", "减少"))
    )


# 东距县城, but not 缩小城乡差距 and not 远距离输水管线
_AWAY = lazy(r"(?<![差远长近短中])距", holds=("距",))


_IN_FIELDS = lazy(
    r"[^,。;:!?、\n\d]{0,14}(?:领域|方面|环节|赛道|行业)(?!协会)",
    holds=("领域", "方面", "环节", "赛道", "行业"),
)


def _says_when(text: TargetText, value: Value, left: str) -> bool:
    """连续三年以上|, 成立3年以上|的企业, 距退休年龄不足1年|的人员, 60周岁以上|老人: for how long, at what age."""
    kind = value.quantity.kind
    if kind == "age":
        return not _of_a_life(text, value)
    if kind != "time":
        return False
    said = text.copy[value.start : value.number]
    if left.endswith(_LASTING) or (left.endswith(_VALID) and said in ("", "为", "是") and not text.fact):
        return True
    if left.endswith("年龄") and "距" in left[-30:]:
        return True  # 距退休年龄|不足1年的人员
    return value.end > value.number_end and left.endswith(_SINCE)  # 支持成立3年以上|、产值5000万元以上的企业


_LASTING = ("连续", "近", "未来", "今后", "已满", "累计满")  # 连续三年以上
_VALID = ("有效期", "有效期限", "质保期", "保质期", "有效期一般")  # 证书有效期为|3年
_SINCE = ("使用", "投用", "运行", "服役", "投运", "成立", "从业", "注册", "存续", "任职", "经营", "居住")


def _of_a_life(text: TargetText, value: Value) -> bool:
    """人均预期寿命应大于77.3岁, 比2010年提高1岁,达到75.8岁: years of a life, not the age of those that are meant."""
    start = max(after_last(text.sentence_stops, value.start), value.start - 60)
    words = text.copy[start : value.start]
    return "寿命" in words or "平均年龄" in words
