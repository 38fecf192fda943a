"""Shares, amounts given and rates dealt out: when 60%的污水厂完成改造 is an aim and 按15%税率 none."""

from __future__ import annotations

import re
from functools import cache

from ..text import lazy
from .date_frame import STRIVES
from .target_compared import Value
from .target_counts import subject_attains
from .target_measure import MEASURE_LENGTH, right_measure, verb_before
from .target_record import Target
from .target_text import TargetText, after_last, clause_start, goes_on, target_words, word_tuple

_SAYS_AIM = ("的指标", "的目标", "的预期目标", "的年度目标", "的增长目标", "的任务")


def growth_aim(text: TargetText, value: Value, left: str, tail: str) -> bool:
    """确保实现收入增长4%|的目标."""
    if value.quantity.kind != "ratio":
        return False
    if not left.startswith(("实现", "完成", *STRIVES)) and not (tail.startswith("的指标") and "完成" in left):
        return False
    return tail.startswith(_SAYS_AIM) or right_measure(text.copy, value.end).endswith("增长目标")


_COSTS = ("总投资", "投资", "计划投资", "年度投资", "总投资额", "概算投资", "估算投资")


def cost_of_counted(text: TargetText, value: Value, left: str, targets: list[Target]) -> bool:
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


def growth_kept(value: Value, left: str, tail: str) -> bool:
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


def is_granted(text: TargetText, value: Value) -> bool:
    """给予10万元、20万元的一次性奖励, 可申请最长不超过9个月的过渡期: what somebody gets."""
    kind = value.quantity.kind
    if not (
        kind in ("time", "ratio", "area", "percentage_point") or kind.startswith("money")
    ) or not _granted().match(text.copy, value.end):
        return False
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    before = text.copy[begin : value.start]
    return any(word in before for word in word_tuple("grants")) or bool(_EACH_ONLY.fullmatch(before))


_DEALT = ("ratio", "multiple", "money")  # what a rule deals with: 按标准的1.5倍计租, 按每人1800元给予补贴
_AREAS = (*"省市县区州盟镇乡", "医院", "学校", "企业", "机构", "单位", "社区")
_WHOLE = tuple("国省市县区州疆盟镇乡旗")
_PAID_SO = lazy(r"的?标准(?:一次性|分别|统一)?(?:给予|予以|安排|发放|补贴|补助|奖励|拨付|支付|执行|实行)")
_EACH_LAST = lazy(r"每[^\W\d每]{1,3}$", holds=("每",))
_BY_EACH = lazy(r"按照?(?:每[^\d,每]{1,3}){0,2}$", holds=("按",))
_PROVIDED = ("标准", "的标准", "配建", "建设", "配置", "设置", "安排", "配套", "预留")
_BY = ("按", "按照")
_RATE_APPLIED = ("的比例", "比例", "的额度", "标准", "定额", "限额")


def share_of_subject(text: TargetText, value: Value, left: str, tail: str, targets: list[Target]) -> bool:
    """60%的污水厂完成改造, 资金的70%用于产业: a share that does something, not 20%的增长机制 nor 15%税率."""
    if value.quantity.kind.startswith("money_per") and tail.startswith(("的标准", "标准")):
        paid = not text.fact and _PAID_SO.match(text.copy, value.end)  # 总户数,|2000元/户|的标准给予补贴
        return bool(paid) or left.endswith(_BY)  # 按1500元/人的标准发放
    if value.quantity.kind.startswith("money_per") and tail.startswith(word_tuple("share_dealt")):
        return left.endswith(_BY)  # 按200元/亩奖补
    if value.quantity.kind not in (*_DEALT, "area") or left.endswith(("由", "从", "前")):
        return False
    if value.quantity.kind == "money" and not text.fact and tail.startswith(_RATE_APPLIED[3:]):
        clause = text.copy[max(clause_start(text, value.start), value.start - 300) : value.start]
        by_each = "按" in clause and _EACH_LAST.search(left[-8:])  # 按进城居住每户|7万元标准给予奖补
        return bool(by_each) or _BY_EACH.search(left[-14:]) is not None
    if value.quantity.kind == "area" and not text.fact:
        return _BY_EACH.search(left[-14:]) is not None and tail.startswith(_PROVIDED)
    if tail.startswith(word_tuple("share_dealt")) or tail.startswith("的标准"):
        return text.fact or not tail[2:].startswith(("等优惠", "等政策"))  # 用好减按8%征收等优惠政策
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
    if not text.fact and plain and not plain.startswith(_RULE_WORDS) and _DO_SO.match(text.copy, value.end):
        return True  # 大型码头|90%|的拖轮使用岸电
    if not plain or (plain.endswith(_AREAS) and subject_attains(text, value)):
        return True
    return text.fact and any(verb in plain[-40:] for verb in _GIVES)


_RULE_WORDS = ("按", "由", "以", "对", "给予", "将", "占", "取得", "持", "超过", "不")
_DO_SO = lazy(r"的[^,。;:%\d]{2,40}?(?:使用|具备|采用|配备|安装|开展|接入|纳入)(?!率|量|权|情况)")
_GIVES = ("贡献", "承担", "覆盖", "吸纳", "集聚", "创造", "完成了", "提供", "解决", "生产了")


def dealt_out(text: TargetText, value: Value, targets: list[Target]) -> bool:
    """每座分别不少于30万元、20万元、8万元维护经费: the last of the list is a target as the first."""
    if not targets or targets[-1].unit != value.quantity.unit:
        return False
    if not goes_on(text, targets[-1].end, value.start):
        return False
    if text.copy.startswith(("的目标", "的标准"), value.end):
        return True  # 人均经费500元和|300元|的目标
    begin = max(clause_start(text, value.start), value.start - MEASURE_LENGTH)
    return text.copy.find("分别", begin, value.start) >= 0


def at_least(text: TargetText, value: Value) -> bool:
    """提取不低于10%的资金, 应当具备5万元以上的资金: a floor of a share or an amount that is asked for."""
    if value.operator == "<=" and value.start < value.number and not text.fact:
        return text.copy.startswith(
            ("的规定", "的要求", "的限额", "的贴息率", "的利率", "的费率", "的税率"), value.end
        )  # 按不超过200万元|的规定贴息
    if value.operator != ">=":
        return False
    if not text.fact and text.copy.startswith(_FLOORS, value.start):  # 每百户配建不少于20平方米的用房
        if _OF_PROJECTS.search(text.copy[max(0, value.start - 8) : value.start]):
            return False  # 实施的总投资不低于2000万元的项目
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


_OF_PROJECTS = lazy(r"的(?:总投资额?|投资额|投资总额|年产值|年营收|营业收入|年税收)$", holds=("的",))
_FLOORS = ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少")
_COVERS = ("覆盖", "惠及")


def covers_share(left: str) -> bool:
    """覆盖全省所有乡镇和|80%建制村: the share of the second ones that are covered."""
    at = max(left.rfind(word) for word in _COVERS)
    return at >= 0 and left[at + 2 : at + 3] not in tuple("率面度") and left.endswith(("和", "及", "与"))


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


def fact_amount(text: TargetText, value: Value, left: str) -> bool:
    """下达资金60万元|采购物资, 对全区40万亩|森林实施监测: what was done with an amount, in a report."""
    if value.quantity.kind == "money":
        attribute = text.copy.startswith(_RANKED, value.end)
        return bool(left) and value.end == value.number_end and not attribute
    if value.quantity.kind == "length" and _OPENED.match(text.copy, value.end):
        return True  # 环二环80公里|绿道全线贯通
    return left.startswith("对") and value.quantity.kind in ("area", "length") and not value.compared


_OPENED = lazy(
    r"[^,。;:!?\n\d]{2,10}(?:全线贯通|全线通车|建成通车|建成开放|通车运营|贯通运营)(?=$|[,。;])",
    holds=("贯通", "通车", "开放"),
)


def tail_of_rate(left: str) -> bool:
    """按15%税率, 由18%增至: a rate that is applied or left behind."""
    return left.endswith(("由", "从", "按", "的", "前", "执行", "延续", "按照"))
