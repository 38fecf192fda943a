"""Years that name a programme, a paper or games: 2024年省级美丽乡村项目申报, 2023年全省民生实事共25项, 2023年省政府报告提出."""

from __future__ import annotations

from ..text import lazy
from .date_described import is_counted_of
from .date_frame import CLAUSE_STOPS, time_words, word_at, words_until

_CONTESTS = (
    "奥运会",
    "残奥会",
    "亚运会",
    "全运会",
    "运动会",
    "世界杯",
    "锦标赛",
    "大赛",
    "博览会",
    "评选",
    "考核",
    "评比",
    "测评",
)

GAMES = lazy(
    rf"[^,。;:\d]{{0,16}}(?:{'|'.join(_CONTESTS)})(?=[上中获取斩夺勇])", holds=_CONTESTS
)  # 在2023年全省龙舟大赛上

_HAS_TIME = lazy(
    r"[^,。;:\d]{0,16}(?:时间|日期|期限?|时段)(?:为|是|:|从|自)(?=\d)|[^,。;:\d]{0,12}时间(?:为|是|:)|[于在]\ ?\d|(?:重点|主要)?工作(?:总结|计划|打算|思路|要点)"
)  # 上半年认证时间为3月15日, 下半年于9月底前

_LATELY = lazy(
    r"[^,。;:\d]{2,30}(?:近日|日前|近期|目前)(?:正式|已经|已)?(?:发布|公布|出炉|印发|下达|启动|揭晓|召开)"
)

_HAS_DAY = lazy(
    r"[^,。;:\d的]{3,30}(?:将|拟|已|定|计划|预计)于\ ?\d{1,2}\ ?月", holds=("于",)
)  # 2023年第三期消费券将于11月11日
PLAN_DONE = lazy(r"[^,。;:\d]{0,6}(?:计划|目标|任务)的?完成(?:率|比例|情况|进度)")

_PROGRAMME = lazy(
    r"(?:中央|国家|省|市|区|县|自治区|第[一二三四五六七八九十]{1,2}批|首批)[^,。;:\d]{0,26}(?:项目|资金|计划|预算|专项|指南|试点)"
)

_AIMS = lazy(
    r"(?:各项|重点|主要|年度|全年|工作|经济社会发展)*(?:目标任务|任务目标|工作任务|目标|任务)(?=[^:为是\d]{0,6}完成)"
)

_GUIDING = ("总体要求", "指导思想", "总体思路", "基本思路")

_GUIDES = lazy(r"[^,。;:\d]{0,14}(?:总体要求|指导思想|总体思路|基本思路)")

_AMONG_THEM = lazy(r"[^,。;:\d]{2,24}(?:实事|项目|任务|工作|清单|企业|名单|工程)中,")  # 2023年全省民生实事中,

_COMPRISES = lazy(r"[^,。;:]{0,36}(?:任务|工作|目标|清单|计划|方案|要点)(?:主要)?(?:包括|涵盖|明确|分为)")

_SAYS = lazy(
    r"[^,。;:\d]{0,12}报告[》”]?中?(?:提出|提到|明确|指出|要求|确定|部署|安排)"
)  # 2023年省政府工作报告提出

_FUNDS = lazy(r"度?[^,。;:\d]{0,8}(?:国债|资金|债券|补助|专项|预算内投资)")

_LEVELS = frozenset("中国省市区县自第首")

_TIME_ENDS = frozenset("度月年日底末旬")


def has_time(copy: str, at: int) -> bool:
    if copy[at : at + 1] not in ("于", "在") and not any(
        word in copy[at : at + 18]
        for word in ("时间", "工作", "期为", "期是", "期限", "期:", "期从", "期自", "时段")
    ):
        return False
    return _HAS_TIME.match(copy, at) is not None


_OF_YEARS = tuple(f"{digit}年," for digit in "0123456789")


def names_it(copy: str, at: int, before: str) -> bool:
    """2024年省级美丽乡村项目申报, 前三季度,2023年县级技改工程完成…: the year says which programme, not when."""
    told = before[-1:] == "," and before[-2:-1] in _TIME_ENDS and copy[at : at + 1] != ","
    if told and not before.endswith(_OF_YEARS) and not word_at(copy, at, "goals"):
        return True  # but 建设周期2023-2026年,2024年总投资3亿元
    if _HAS_DAY.match(copy, at) and not word_at(copy, at, "goals"):
        return True
    ahead = copy[at : at + 36]
    if ("近" in ahead or "前" in ahead) and _LATELY.match(copy, at):
        return True  # 2023年渔业生产数据已于近日发布
    ahead = copy[at : at + 24]
    if ("完成" in ahead and _AIMS.match(copy, at)) or (
        any(word in ahead for word in _GUIDING) and _GUIDES.match(copy, at)
    ):
        return True
    if copy.startswith(_THEIR_PAPERS, at) and _IS_SPOKEN_OF.match(copy, at):
        return True
    if "工作" in ahead and _WORK_IS.match(copy, at):
        return True
    if _FOUND_BY.match(copy, at) and not any(
        sign.isdecimal() for sign in words_until(copy, at, CLAUSE_STOPS)
    ):
        return True
    if "报告" in copy[at : at + 16] and _SAYS.match(copy, at):
        return True
    if _is_programme(copy, at) or _LISTS.match(copy, at) or _is_paper(copy, at):
        return True
    if before.endswith("是") and not before.endswith(
        ("时间是", "日期是", "尤其是", "特别是")
    ):  # 该工程是2023年全省民生实事之一
        return True
    ahead = copy[at : at + 40]
    if ("中," in ahead and _AMONG_THEM.match(copy, at)) or (
        any(word in ahead for word in time_words()["comprises"]) and _COMPRISES.match(copy, at)
    ):
        return True
    if before.endswith(time_words()["gets_funds"]) and _FUNDS.match(copy, at):
        return True  # 争取2024年国债水利项目47个
    rest = words_until(copy, at, CLAUSE_STOPS)
    said = "" if "已" in rest else rest.replace("新开工", "")
    told = any(sign.isdecimal() for sign in rest) or any(word in said for word in time_words()["reached"])
    return not told and copy[at : at + 1] in _LEVELS and _PROGRAMME.match(copy, at) is not None


_WORK_IS = lazy(
    r"[^,。;:\d]{0,12}工作(?:的?(?:主要|总体|重点|基本))?(?:思路|要求|任务|重点)?(?:主要)?是(?!:)"
)
# 2026年全县工作主要是围绕…

_INSPECTED = ("会议", "督察", "督查", "审计", "巡视", "巡察", "检查", "考核")
_FOUND_BY = lazy(
    rf"[^,。;:\d]{{0,16}}(?:{'|'.join(_INSPECTED)})(?:组|工作|中)?(?:精神|反馈|发现|指出|移交|查出|问题|整改)",
    holds=_INSPECTED,
)  # 2022年全区工作会议精神得到落实, 2022年督察反馈问题整改到位

_THEIR_PAPERS = ("项目", "任务", "计划", "方案", "清单", "目标", "指标", "预算")
_IS_SPOKEN_OF = lazy(
    r"(?:项目|任务|计划|方案|清单|目标|指标|预算)+(?:共?(?:分为|分成|划分为)|由[^,。;:\d]{2,20}(?:编制|制定|拟定|提出|负责|审定|批准))"
)  # 2021年项目分为三类, 2021年计划由某局编制

_LISTS = lazy(
    r"[^,。;:\d]{0,30}(?:安排|分工|分解|公布|通报|公告|通知)如下[:。]?(?=$|\n)", holds=("如下",)
)  # 2025年重点工作安排如下:

_PROGRAMME_IS = lazy(
    r"(?P<of>(?:《[^《》]{1,30}》|[^,。;:\d《》]){2,30}?)(?:项目|任务|指标|实事|事项|清单|方案|报告|要点)[”》]?(?:\([^()]{0,12}\))?(?:主要|重点)?"
    r"(?:[共总合]计?|分|划分)?(?:为|成|是|有|包括|包含|覆盖|涉及|涵盖|详细|\ ?\d[\d.]*\ ?[大小]?[项件个类条])",
    holds=("项目", "任务", "指标", "实事", "事项", "清单", "方案", "报告", "要点"),
)


def _is_paper(copy: str, at: int) -> bool:
    """2024年老旧小区改造计划已经市政府同意, 2024年中央一号文件提出: what has its name from the year is spoken of."""
    ahead = copy[at : at + 72]
    if ("由" in ahead or "经" in ahead) and _DONE_BY.match(copy, at):
        return True
    clause = words_until(copy, at, CLAUSE_STOPS, 40)
    for noun in time_words()["papers"]:
        place = clause.find(noun)
        if place < 2:
            continue
        of, rest = clause[:place], clause[place + len(noun) :]
        told = rest.startswith(time_words()["papers_are"]) and not any(
            word in rest for word in time_words()["reached"]
        )
        if (
            told
            and not any(word in of for word in time_words()["no_part_of_name"])
            and not any(sign.isdecimal() for sign in of)
        ):
            return True
    return False


_DONE_BY = lazy(
    r"[^,。;:]{4,44}?(?:项目|工程|计划|方案|规划|预算|清单|名单|资金|报告|服务|任务|工作|要点|办法)(?:已|业已|现已|已经|均)?(?:由|经|业经)[^,。;:\d]{2,24}(?:批准|同意|审议|通过|完成|组织|发布|印发|公布|备案|批复|下达)"
)  # 2021年管网改造项目已由区住建局完成了公开招标

_YEARLY = lazy(
    r"(?:全?[省市区县州旗]|我[省市区县])?(?:级|政府|委)?(?:[一二三四五六七八九十\d]{0,2}[大件项])?(?:重点)?(?:为民办|惠民|民生)实事项目(?!(?:已|均|全部|共)*(?:[完实建开竣达]|推进|取得|安排|投))",
    holds=("实事项目",),
)


def _is_programme(copy: str, at: int) -> bool:
    """2023年全市重点项目覆盖…, 2024年区民生实事是…: what is named by its year, nothing is done to it."""
    if is_counted_of(copy, at):
        return False
    if _YEARLY.match(copy, at):  # 2024年区级民生实事项目滨湖步道建设完成12公里
        return True
    named = _PROGRAMME_IS.match(words_until(copy, at, CLAUSE_STOPS, 60))
    if named is None:
        return False
    of = named["of"]
    if any(of.startswith(word) for word in time_words()["goals"]):
        return False
    if any(word in of for word in ("安排", "下达", "拨付", "支持")):
        return False
    verbs = (word for slot in ("predicates", "goals", "acts") for word in time_words()[slot])
    return not any(word in of for word in verbs if word not in time_words()["in_names"])
