"""What stands in a responsibility bracket or line: names of bodies and persons, times, rules for the items after it."""

from __future__ import annotations

import re
from functools import cache

from ..text import lazy
from .role_words import role_slots, tight

# --------------------------------------------------------------------------------------------------
# What names look like

# How a name can end: an office word, a place, a bracket, 等 with what follows it.
_NAME_END = lazy(
    r"(?:[局委部门办院会府署厅社行司团位街镇乡县区市州盟旗村处站队心组所馆校厂关企业构室军台网党班园场库段港店导員員圈導門縣區處關會廳鎮鄉)〕\]]|部门|街道|板块|[^互关串并]联|[^妥配]协|各[省地]|[国央民]企|、企业|移动|电信|联通|铁塔|武警|(?:群团|社会|党|经济)组织|[营应发]商|[河湖林田路链]长|等\d{0,3}[^,;。]{0,14})$"
)
_NO_NAME = lazy(
    r"[。!?“”:]|(?<!自)由|应当|可以|不得|如果|以下|上述|牵头(?!责任|单位|部门|领导|人)|负责(?!人|同志)|确定|明确|指定|一个|每个|建立|形成|详见|参照|进行|开展|做好|加强|完善|确保|制定|提出|印发|对(?!外|口)|为(?!民)|的|下同|标注|列出|坚持|(?:指导|督促|督导|组织|协调)(?=[地各省市区县])"
)
_INNER = lazy(r"\([^()]{0,60}\)|〔[^〔〕]{0,60}〕|“[^“”]{1,8}”")  # 市教育局（市语委办）, 市“双减”办
_ITEM = lazy(
    r"[、,;/]|以及|(?<=[局委部厅办院府会馆站所心队处]) |(?<=[局委部厅办院府会])[和及与](?=[省市区县州各国中])"
)


_ITEM_NUMBER = lazy(r"\s*(?:[(]?[\d一二三四五六七八九十]{1,4}[).、．]|[①-⑳])\s*")
_TOLD = (
    *(
        "近日",
        "日前",
        "昨日",
        "记者",
        "通讯员",
        "了",
        "月上旬",
        "月中旬",
        "月下旬",
        "电)",
        "讯)",
        "上午",
        "下午",
    ),
    *("今天", "今日", "当天", "当日", "据悉", "来到", "走进", "现场"),
)


def opens_like_task(copy: str) -> bool:
    """Whether a folded text begins as tasks do and tells nothing that has happened: 加强河道管理; not 近日，……完成了……

    >>> opens_like_task("(二)加强河道管理。"), opens_like_task("河道管理加强。"), opens_like_task("开展了检查。")
    (True, False, False)
    """
    number = _ITEM_NUMBER.match(copy)
    begins = tuple(role_slots()["opening"])
    return copy.startswith(begins, number.end() if number else 0) and not tells_news(copy)


def is_numbered(copy: str) -> bool:
    """Whether a folded text begins with the number of an item: 2.一般公共预算收入增长7%; not 2025年."""
    return bool(_ITEM_NUMBER.match(copy)) and not copy[:1].isspace()


def tells_news(copy: str) -> bool:
    """Whether a folded text tells what has happened: 近日，……完成了……"""
    return any(word in copy for word in _TOLD)


def ends_like_name(words: str) -> bool:
    """Whether words end with an office word, a place or a bracket."""
    return bool(_NAME_END.search(words)) and not words.endswith(_HOW_IT_IS_DONE)


def without_inner(words: str) -> str:
    """Words without the brackets and the short quotations inside of names: 市“双减”办 -> 市办."""
    return _INNER.sub("", words)


def are_names(words: str) -> bool:
    """Whether folded words read as a list of bodies: each item short, the last one ending as names do.

    >>> are_names("区教委、各镇街"), are_names("完善标准体系"), are_names("市教育局(市语委办)")
    (True, False, True)
    """
    plain = without_inner(words).strip(" 、,;")
    if not words.strip() or not _NAME_END.search(plain or words) or _NO_NAME.search(plain):
        return False
    items = [item.strip() for item in _ITEM.split(plain)]
    if len(items) > 1 and items[-1] == "企业":  # 各科研院所、高校、企业
        items.pop()
    return all(
        len(item) <= 32 and item not in _EVERYBODY and not item.endswith(_HOW_IT_IS_DONE) for item in items
    )


# 全社会参与 names nobody.
_EVERYBODY = frozenset(
    ("全社会", "社会", "社会各界", "公众", "群众", "全民", "市民", "居民", "企业", "各方", "全员")
)
# 政府主导、部门配合; 全体干部参与; 实行属地负责: how the work is done, no names.
_HOW_IT_IS_DONE = (
    *("主导", "引导", "推动", "引领", "联动", "尽责"),
    *("党委领导", "统一领导", "集中领导"),
    *("干部", "群众", "职工", "党员", "居民", "师生", "员工"),
    *("实行", "推行", "执行", "履行", "运行", "试行", "施行", "先行"),
)
NOBODY = frozenset(("无", "/", "-", "--", "暂无", "无。"))


@cache
def says_nothing(words: str) -> bool:
    """Words behind a label that leave open who is meant: 待定, 同上, 详见附件."""
    return tight(words) in role_slots()["unstated"]


# 分管副省长, 各镇党委书记, 主要负责同志: persons by their office, no bodies
_OFFICER = lazy(
    r"[^,;。、]{0,12}(?:(?:[省市区县州镇乡旗局厅校院处科]|[副])长|秘书长|书记|主任|副主席|负责同志|负责人|分管领导)(?:同志)?",
    holds=("长", "书记", "主任", "主席", "负责", "领导"),
)
_PERSON = lazy(
    r"(?P<name>[^\W\d_]{2,4})(?:同志|(?:常务)?副?(?:区长|县长|市长|镇长|乡长|主任|书记|主席|局长))?"
)


def are_persons(words: str) -> bool:
    """Whether folded words are names of persons: 张某某, 李某某（副区长）, 王某同志; the first sign is a family name.

    >>> are_persons("张某某、李某(副区长)"), are_persons("区教委"), are_persons("各镇")
    (True, False, False)
    """
    items = [item.strip() for item in re.split(r"[、,; ]", without_inner(words)) if item.strip()]
    return bool(items) and all(_is_person(item) for item in items)


def may_be_person(word: str) -> bool:
    """Whether a word beside a body can be a name although it ends as offices do: 张军, 李院; not 区教委.

    >>> may_be_person("张军"), may_be_person("区教委"), may_be_person("规划科")
    (True, False, False)
    """
    return (
        2 <= len(word) <= 4
        and word[0] in role_slots()["family"]
        and word[-1] not in "局委部办厅科股室处府会署镇乡街"
    )


def _is_person(item: str) -> bool:
    if _OFFICER.fullmatch(item):
        return True
    match = _PERSON.fullmatch(item)
    if match is None or match["name"][0] not in role_slots()["family"]:
        return False
    return match["name"] != item or not (_NAME_END.search(item) and len(item) > 1)


# --------------------------------------------------------------------------------------------------
# Times and rules between names

_TIME = lazy(
    r"(?:[^,;。]{0,14}(?:\d{4}年|\d{1,2}月|年底|月底|季度|上半年|下半年|年内|[日天月]内|每年|每月|“?十[四五六]五)[^,;。]{0,24}"
    r"|(?:持续|长期|按进度|按时限|按时序|按计划|常态化|常年|全年|立行立改|即知即改|立即|即时|适时|近期|\d{1,3}个?(?:工作)?日内)[^,;。]{0,16})"
)
_TIME_VERB = lazy(
    r"(?:完成|推进|坚持|前|底|末|内|实施|落实|开展|启动|整改|改|到位|化|成效|优化|见效|年|月|日|季度|期间)$"
)


def is_time(words: str) -> bool:
    """Whether a part of a bracket says when: 8月底完成, 持续推进, 年内持续推进."""
    return (
        bool(words)
        and bool(_TIME.fullmatch(words))
        and (bool(_TIME_VERB.search(words)) or not _NAME_END.search(words))
    )


_RULE = lazy(
    r"(?:以下|下列|上述(?![^,。;]{0,6}由)|以上(?![^,。;]{0,6}由)|(?:凡)?(?:只|仅|未)(?:明确|写明|列明|注明|标明|列)|(?:凡|已)?(?:明确|写明|列明|注明|标明)(?:了)?牵头(?:单位|部门)的|本方案|下同|后同|首位|首个单位|不分先后|具体任务|其余|均需|不再"
    r"|[^,。;]{0,8}(?:排|列)(?:名|序)?(?:在|为)?(?:第一|首|最前|不分)"  # 责任单位中排在第一位的
    r"|(?:标|带|注|加|打)?(?:注|有)?[“‘\"]?[★*▲△☆●※][^,。;]{0,6}为(?:总)?牵头"
    r"|第一(?:个|位)|第一责任(?:单位|部门)(?:为|是)|其他(?:为|均)"
    r"|[^,。;]{0,12}(?:均|都)(?:涉及|包括|需))"
)


def is_rule(words: str) -> bool:
    """Whether a part of a bracket is a rule for the items after it: 排在第一位的为牵头单位, 下同, 以下均需各镇落实."""
    return bool(_RULE.match(words))
