"""A quantity with the words of comparison before and after it: 不低于|80%, 约30公里|以上, 最多填报|9个志愿.

The comparison may stand away from the number: 不高于每人每天|35元, 不低于采购金额的|30%, 只能享受|1次.
"""

from __future__ import annotations

from dataclasses import replace

from ..lightclass import dataclass
from ..text import lazy
from .numbers import Comparator, Found, Quantity, combine, comparator_after, comparator_before
from .target_text import TargetText, word_tuple


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity with the words of comparison around it: text[start:end], the number itself from `number`."""

    quantity: Quantity
    operator: str
    start: int
    number: int
    number_end: int
    end: int
    compared: bool


def compare(text: TargetText, found: Found) -> Value:
    """约30公里以上: a quantity with what compares it, before it and after it."""
    item = found.quantity
    before, start = comparators_before(text.copy, found.start)
    if before is None or before.strength == "reach":
        able = text.fact or before is not None  # 最高单产达705公斤 is no limit
        before, start = _limit_before(text.copy, start, able) or (before, start)
    if before is None and (each := _EACH.search(text.copy[max(0, found.start - 12) : found.start])):
        limit, begin = comparators_before(text.copy, found.start - len(each.group()))
        if limit is None and item.kind.startswith("money"):
            limit, begin = _limit_of_one(text.copy, found.start - len(each.group()))
        level = limit is not None and limit.strength == "reach" and not item.kind.startswith("money")
        if limit is not None and (level or limit.strength == "strong"):
            before, start = limit, begin  # 不高于|每人每天|35元, 达到|每日|1万吨
    after = comparator_after(text.copy, found.end)
    gloss = _COUNTERS.match(text.copy, found.end) if after is None and item.counter else None
    gloss = gloss or (_WITHOUT.match(text.copy, found.end) if after is None else None)
    after = comparator_after(text.copy, gloss.end()) if gloss else after  # 2000艘(台、套)|以上
    end = after[1] if after else found.end
    if (
        after is None
        and (before is not None or text.copy[found.start - 1 : found.start] in ("、", "和"))
        and item.kind in ("time", "workdays")
        and text.copy.startswith("内", end)
    ):
        after, end = (_WITHIN, end + 1), end + 1  # 审批时间压缩至10个自然日|内
    operator = combine(before, after[0] if after else None, item.approx, fact=text.fact)
    if (
        item.value_max is not None
        and after is None
        and before is not None
        and before.strength in ("weak", "reach")
    ):
        operator = "="  # 苗木规格控制在|5-10公分
    compared = before is not None or after is not None
    if (
        not compared
        and not text.fact
        and item.kind in ("area", "mass", "volume")
        and _BOTTOM.match(text.copy, found.end)
    ):
        operator = ">="  # 守住|200万亩|耕地保护底线
    cap = _UPPER.search(text.copy[max(0, found.start - 30) : found.start]) if after is None else None
    if cap is not None and not text.fact and (before is None or before.word in ("为", "是")):
        operator, compared = "<=" if cap["up"] else ">=", True  # 报价上限暂定为|0.3元
    loose = before is None or before.word in ("为", "是")
    if loose and after is None and item.kind.startswith(_CAPPED) and _has_ceiling(text.copy, found.start):
        operator, compared = "<=", True
    return Value(item, operator, start, found.start, found.end, end, compared)


_WITHOUT = lazy(r"\(不?含\)(?=及?以[上下])")  # 20蒸吨/时(不含)|以下锅炉
_COUNTERS = lazy(
    r"\((?:不?含|包括)[^()\d]{1,10}\)(?=以上|左右)|\([^\W\d_a-zA-Z]{1,2}(?:、[^\W\d_a-zA-Z]{1,2}){0,3}\)(?=以|左右|上下)",
    holds=("(",),
)
_BOTTOM = lazy(r"[^,。;:!?\n]{2,30}(?:底线|红线)(?=$|[,。;])", holds=("底线", "红线"))
_CAPPED = ("money", "ratio", "time", "score")
_CEILING = lazy(
    r"最[高多](?:可以?|能|按照?|给予|予以|扶持|奖励|补贴|补助|支持|资助|享受)[^,。;:!?\n\d]{0,18}$",
    holds=("最高", "最多"),
)


_UPPER = lazy(
    r"(?P<up>上限|(?:办结|办理|审批|审核)[时期]限|(?:费用|支付|报销|结算|最高)?限额(?:标准)?)(?:暂?定|确定|设定|原则上|统一)?(?:[为是:]|为[^,。;:!?\n\d]{0,12}每[人户][每月年天日季]{1,2})$"
    r"|下限(?:暂?定|确定|设定|原则上|统一)?[为是]$",
    holds=("上限", "下限", "限额", "时限", "期限"),
)
_HIGHEST = lazy(
    r"最[高长][^\W\d]{0,4}(?:额|分值|得分|加分|金额|额度|限价|时长|期限|年限|时限)[为是]$",
    holds=("最高", "最长"),
)  # 最高分值为|20分


def _has_ceiling(copy: str, pos: int) -> bool:
    """最高可给予一次性|100万元支持, 最高按购置费用的|5%予以扶持: a limit before the verb that gives."""
    before = copy[max(0, pos - 28) : pos]
    return _CEILING.search(before) is not None or _HIGHEST.search(before) is not None


_WITHIN = Comparator("内", "<=", "strong")
_EACH = lazy(
    r"(?:每(?:[百千万]?[平]方公里|[百千万十]{1,2}(?:人口|[人户名])|人次|学期|学年|课时|小时|平方米|立方米|公里|[人户天日月年季次亩座家个套栋件生床吨辆台组岗班]))"
    r"{1,3}$|[生人户村亩床校]均$",
    holds=("每", "均"),
)
_OF_ONE = lazy(
    r"(不得?[低少高多]于|不得?超过|至[少多])[^\W\d每为]{1,8}$",
    holds=("低于", "少于", "高于", "多于", "超过", "至少", "至多"),
)


def _limit_of_one(copy: str, pos: int) -> tuple[Comparator | None, int]:
    """不得低于乡道|每年每公里5000元: the limit stands before the one that the rate is for."""
    match = _OF_ONE.search(copy[max(0, pos - 14) : pos])
    if match is None:
        return None, pos
    found = comparator_before(copy, max(0, pos - 14) + match.end(1))
    return found if found is not None else (None, pos)


_LIMIT = lazy(r"(?:最[多少高低长短]|至[多少])(?=[^\W\d]{1,5}$)")


def _limit_before(copy: str, pos: int, able: bool) -> tuple[Comparator, int] | None:
    """最高可申请|50万元, 最多填报|9个志愿, 最长可延长至|20年: the limit stands before the verb."""
    before = copy[max(0, pos - 7) : pos]
    match = _LIMIT.search(before) if "最" in before or "至" in before else None
    words = before[match.end() :] if match else ""
    if match is None or (able and not any(char in "可能应不" for char in words)):
        return None
    named = match.group() in ("最高", "最低", "最大", "最小")
    if named and not any(word in words for word in word_tuple("limit_verbs")):
        return None  # 最低工资标准的|3倍
    start = max(0, pos - 7) + match.start()
    if words.endswith("限额") and any(word in copy[max(0, start - 16) : start] for word in ("提高", "增加")):
        return None  # 提高大病保险最高支付限额|3800元: by how much
    found = comparator_before(copy, start + 2)
    return (found[0], start) if found is not None else None


def comparators_before(copy: str, pos: int) -> tuple[Comparator | None, int]:
    """达到约30: 约 decides, 达到 belongs to it; 不低于 alone is one word."""
    first: Comparator | None = None
    for _ in range(3):
        found = comparator_before(copy, pos)
        if found is None:
            break
        if first is None or first.strength == "approx":
            first = found[0] if first is None or found[0].strength == "strong" else first
        pos = found[1]
    return first, pos


_OF_YEAR = lazy(
    r"[到至](?:19|20)\d\d年[底末]?的$", holds=("年的", "年底的", "年末的")
)  # 由20%提高到2019年的|99.7%
_ABOUT_SHARE = lazy(
    r"(?<![节公集签合制预条履特])(?:大?约|大概|近)占[^,。;:、\d]{0,10}的$", holds=("约占", "近占", "大概占")
)  # 约占全市的|32%
_REACHES = ("达到", "提高到", "提升到", "增加到")
_BARE_LIMITS = ("最高", "最低", "最大", "最小", "最多", "最少", "最长", "最短")


def of_share(text: TargetText, value: Value, start: int) -> Value:
    """不低于采购金额的30%: the comparison stands before what the share is of."""
    if value.compared or value.quantity.kind not in ("ratio", "multiple"):
        return value
    if not text.copy.endswith("的", start, value.start) and not text.copy.startswith(
        ("的标准", "的比例"), value.end
    ):
        return _of_named_cost(text, value, start)
    if _OF_YEAR.search(text.copy, max(start, value.start - 12), value.start):
        return replace(value, operator="=" if text.fact else ">=", compared=True)
    share = _ABOUT_SHARE.search(text.copy[max(start, value.start - 16) : value.start])
    if share is not None:
        return replace(value, operator="~", compared=True, start=value.start - len(share.group()))
    for pos in range(value.start - 2, max(start, value.start - 30), -1):
        found, begin = comparators_before(text.copy, pos)
        if found is None or found.word in _BARE_LIMITS:  # 最低计时工资标准的1.2倍 has no floor
            continue
        if found.strength == "strong" and len(found.word) > 1 and begin >= start:
            return replace(value, operator=found.operator, start=begin, compared=True)
        if found.word in _REACHES and begin >= start and not text.fact:
            return replace(value, operator=">=", start=begin, compared=True)  # 面积达到全市的70%
    return value


_COSTS = (*"费额价", "费用", "投资", "投入", "成本", "支出", "总量", "总数", "面积", "收入")
_OF_COST = lazy(
    r"(不得?[低少高多]于|不得?超过)[^,。;:、\d的]{2,12}$",
    holds=("低于", "少于", "高于", "多于", "超过"),
)


def _of_named_cost(text: TargetText, value: Value, start: int) -> Value:
    """给予不超过更新费用|30%|的补助: the limit stands before what the share is of, no 的 between."""
    match = _OF_COST.search(text.copy, max(start, value.start - 24), value.start)
    found = comparator_before(text.copy, match.end(1)) if match else None
    given = text.copy.startswith("的", value.end) or text.copy.endswith(_COSTS, 0, value.start)
    if found is None or not given:
        return value
    return replace(value, operator=found[0].operator, start=found[1], compared=True)


ONLY_VERBS = (
    r"(?:(?:只|仅)(?:能|可以?|准|允许)(?![是为有靠由])[^\W\da-zA-Z_第一两三]{1,4}|"
    r"(?:(?:只|仅)(?:能|可以?|准|允许|得|限)|限|(?<!不)(?<!不[能得应])(?:只|仅)(?=[开设填选报聘建]|申[请报]|享受|确定|保留|配[售备]|发[放给]|明确|指定|认定|推荐))(?:可以?|能)?"
    r"(?:申请承租|申请租赁|申请享受|选择领取|选择享受|承租|租赁|享受|申请|申报|申领|申购|认购|补贴|补助|奖励|领取|参加|参与|延期|变更|办理|选择|使用|获得|担任|兼任|开设|设立|设置|设|填报|填写|填|选报|报考|报|选|登记|注册|购买|拥有|聘用|聘任|聘|建|确定|保留|配售|配备|发放|发给|明确|指定|认定|推荐)?)"
)
_ONLY_ONCE = lazy(
    r"(?<!不)[只仅](?![是为有靠由在])[^\W\da-zA-Z_]{2,6}$", holds=("只", "仅")
)  # 同一级别|只配套支持一次
_ONLY = lazy(ONLY_VERBS + "$", holds=("限", "只", "仅"))


def with_ceiling(text: TargetText, value: Value) -> Value:
    """只能享受1次, 每人每年限申请两次: a ceiling in a verb that only allows as many."""
    words = text.copy[max(0, value.start - 8) : value.start]
    if not value.compared and value.quantity.unit == "cn:count:次" and (once := _ONLY_ONCE.search(words)):
        return replace(value, operator="<=", start=value.start - len(words) + once.start(), compared=True)
    found = None if value.compared or not any(sign in words for sign in "限只仅") else _ONLY.search(words)
    if found is None:
        return value
    return replace(value, operator="<=", start=value.start - len(words) + found.start(), compared=True)
