"""The words that give a role: labels (牵头单位：), role words behind names (…牵头), and what names look like.

Whole labels and role words are data (data/role_words.csv); a label that no row knows is read by its parts:
主要协作单位 is 主要 + 协作 + 单位, support.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..datafiles import read_columns
from ..lightclass import dataclass
from ..text import lazy

ROLES = ("lead", "support", "responsible", "guide", "leader")


@cache
def _slots() -> dict[str, dict[str, str]]:
    slots: dict[str, dict[str, str]] = {}
    for slot, word, role in read_columns("qingdan.parsers", "role_words.csv", "slot", "word", "role"):
        slots.setdefault(slot, {})[word] = role
    return slots


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def hints(copy: str) -> bool:
    """Whether a folded text holds a role word (牵头, 负责) or a label (责任单位:) anywhere."""
    return (
        "会同" in copy
        or any(word in copy for word in _stems())
        or (any(mark in copy for mark in ":】") and next(labels(copy, 0, len(copy)), None) is not None)
        or next(_bare_labels(copy, 0, len(copy)), None) is not None
    )


@cache
def _stems() -> tuple[str, ...]:
    """Role words of which no other one is a part: 负责 stands for 牵头负责 too."""
    words = _slots()["suffix"]
    return tuple(word for word in words if not any(other in word for other in words if other != word))


# --------------------------------------------------------------------------------------------------
# Labels


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands: text[start:end] with its colon or brackets, its words without blanks, and its role."""

    start: int
    end: int
    word: str
    role: str


_MARK = lazy(r":|】")
_LONGEST = 24
_BEGIN = ",;。、:\n\t()[]〔〕【】〖〗|-—–▲△▶►■□◇○◎☆※➢▪▫◦❖"
_NUMBER = lazy(r"(?:[\d一二三四五六七八九十]{1,3}[.、．)]|[①-⑳•●★◆·-])\s*")


def labels(copy: str, start: int, end: int) -> Iterator[Label]:
    """The labels of copy[start:end]: a whole segment before a colon, or alone in 【】. 压实各项目牵头单位: is none.

    Without a colon a label counts where names and nothing else stand behind it: 责任单位 区教委、区财政局.
    """
    bare = list(_bare_labels(copy, start, end))
    if not bare:
        return _marked_labels(copy, start, end)
    return iter(sorted([*bare, *_marked_labels(copy, start, end)], key=lambda label: label.start))


def _marked_labels(copy: str, start: int, end: int) -> Iterator[Label]:
    for mark in _MARK.finditer(copy, start, end):
        at = mark.start()
        if mark.group() == "】":
            first = copy.rfind("【", max(start, at - _LONGEST), at)
            role = label_role(copy[first + 1 : at]) if first >= 0 else ""
            if role:
                yield Label(
                    first, at + 1 + (copy[at + 1 : at + 2] == ":"), _tight(copy[first + 1 : at]), role
                )
            continue
        first = _label_start(copy, start, at)
        if first is not None:
            word = copy[first:at]
            word = word if label_role(word) else word[: word.rfind("(")]
            yield Label(first, at + 1, _tight(word), label_role(word))


_NOUNS = ("责任单位", "牵头单位", "配合单位", "责任部门", "牵头部门", "配合部门", "责任主体", "主责单位")
_ENDS = ("单位", "部门", "主体")
_NEAR = 200  # characters around a label in which another one shows that the lines are of labels
_PERSON_ENDS = ("领导", "责任人")  # 牵头领导 李某某⏎牵头单位 区教委
_TIME_ENDS = ("时限", "时间", "期限")  # 责任单位 区教委 完成时限 2022年底
_BEFORE_BARE = "\n。;:([【〔 \t\u3000"


def _bare_labels(copy: str, start: int, end: int) -> Iterator[Label]:
    """责任单位 区教委 / 责任单位⏎区教委 / 责任主体。区教委。: a label with no colon, behind a stop, a blank or a line end."""
    low, high = max(0, start - _NEAR), end + _NEAR
    if any(copy.find(noun, low, high) >= 0 for noun in _NOUNS):
        found = [*_labels_before_gaps(copy, start, end, _ENDS)]
        yield from found
        yield from _labels_before_gaps(copy, start, end, _PERSON_ENDS)
        if found:
            yield from _labels_before_gaps(copy, found[0].end, end, _TIME_ENDS)


def _labels_before_gaps(copy: str, start: int, end: int, nouns: Iterable[str]) -> Iterator[Label]:
    for noun in nouns:
        at = copy.find(noun, start, end)
        while at >= 0:
            stop = at + len(noun)
            label = _bare_label(copy, start, stop, end)
            if label is not None:
                yield label
            at = copy.find(noun, stop, end)


_IS = "为是"  # 牵头单位为区教委，配合单位为区财政局


def _bare_label(copy: str, start: int, stop: int, end: int) -> Label | None:
    mark = copy[stop : stop + 1]
    if stop >= end or not (mark.isspace() or mark in "。-" + _IS):
        return None
    before = _BEFORE_BARE + "," if mark in _IS else _BEFORE_BARE
    first = stop
    while first > max(start, stop - 10) and copy[first - 1] not in before:
        first -= 1
    if first > start and copy[first - 1] not in before:
        return None
    if number := _NUMBER.match(copy, first, stop):
        first = number.end()
    role = label_role(copy[first:stop])
    behind = copy[stop + 1 : min(end, stop + _LONGEST_NAMES)]
    if mark in _IS:
        behind = behind.partition(",")[0].partition(";")[0]
    if role not in ("deadline", *ROLES) or not (role == "deadline" or _names_follow(behind, role)):
        return None
    return Label(first, stop + 1, copy[first:stop], role)


def is_lone_label(line: str) -> bool:
    """Whether a line holds a label and nothing else, with or without a colon: 责任单位.

    >>> is_lone_label("责任单位"), is_lone_label("责任单位："), is_lone_label("责任单位：区教委"), is_lone_label("区教委")
    (True, True, False, False)
    """
    words = line.strip().rstrip(":：").rstrip()
    return len(words) <= 10 and words.endswith(_ENDS) and label_role(words) in ROLES


def is_lone_time_label(line: str) -> bool:
    """Whether a line holds a label of time and nothing else: 完成时限."""
    words = line.strip().rstrip(":：").rstrip()
    return len(words) <= 10 and words.endswith(_TIME_ENDS) and label_role(words) == "deadline"


_LONGEST_NAMES = 400


def _names_follow(words: str, role: str) -> bool:
    """Whether names stand behind a label without a colon, up to a stop, a line end or the next label, and nothing else."""
    line = words.lstrip(" \t\u3000\xa0\n。-").partition("\n")[0].partition("。")[0].strip(" ;\t\u3000\xa0")
    names: list[str] = []
    for token in line.split():
        if label_role(token.partition(":")[0]):
            break
        names.append(token)
    return bool(names) and (are_names(" ".join(names)) or (role == "leader" and are_persons(" ".join(names))))


def _tight(word: str) -> str:
    return "".join(word.split())


def _label_start(copy: str, start: int, at: int) -> int | None:
    """Where the label before a colon begins; blanks part it from what stands before, or stand inside (责 任 单 位)."""
    low = max(start, at - _LONGEST)
    first = at
    if copy[at - 1 : at] == ")" and not label_role(
        copy[max(low, copy.rfind("(", low, at) - 4) : at].lstrip(_BEGIN)
    ):
        opened = copy.rfind("(", low, at)  # 责任单位(按姓氏笔画排序): the bracket is a remark
        return _label_start(copy, start, opened) if opened > low and copy[opened - 1] != ")" else None
    while first > low and copy[first - 1] not in _BEGIN:
        first -= 1
    if copy[first - 1 : first] == ")" and first > low:  # 责任(配合)单位
        inner = copy.rfind("(", low, first)
        begin = inner
        while begin > low and copy[begin - 1] not in _BEGIN:
            begin -= 1
        if inner > low and label_role(copy[begin:at].lstrip(_BEGIN)):
            first = begin
    if first == low and low > start and copy[low - 1] not in _BEGIN:
        return None
    number = _NUMBER.match(copy, first, at)
    first = number.end() if number else first
    first += len(copy[first:at]) - len(copy[first:at].lstrip())
    if label_role(copy[first:at]):
        return _with_unit(copy, start, first, at)
    if copy[first - 1 : first] == "、" and label_role(copy[(begin := _before_mark(copy, start, first)) : at]):
        return begin  # 责任处室、单位：
    blank = copy.rfind(" ", first, at)
    if blank >= 0 and label_role(copy[blank + 1 : at]):
        return blank + 1
    return _glued(copy, first, at)


def _with_unit(copy: str, start: int, first: int, at: int) -> int:
    """责任单位、责任人：区教委 李某某: the mark stands inside of one label."""
    if copy[first - 1 : first] == "、" and copy[first:at].endswith(_AND_PERSON):
        begin = _before_mark(copy, start, first)
        if label_role(copy[begin:at]) == "mixed":
            return begin
    return first


def _before_mark(copy: str, start: int, first: int) -> int:
    """Where the words before the mark in 责任单位、责任人 begin."""
    begin = first - 1
    while begin > max(start, first - 8) and copy[begin - 1] not in _BEGIN:
        begin -= 1
    return begin


_GLUED = lazy(
    r"(?:牵头|责任|主责|配合|协办|协同|参与|主办|承办)(?:单位|部门)|(?:责任|牵头|分管)领导|责任人|(?:完成|整改|办结)(?:时限|时间|期限)|(?:任务|工作)目标|目标任务|(?:建设|工作)内容|资金来源"
)


def _glued(copy: str, first: int, at: int) -> int | None:
    """牵头单位：区教委责任单位：各镇: where a label begins right behind the names or the time of the one before it."""
    if ":" not in copy[max(0, first - 60) : first]:
        return None
    for label in _GLUED.finditer(copy, first + 2, at):
        words = copy[first : label.start()]
        if label.end() == at:
            named = ends_like_name(words) or are_persons(words) or is_time(words)
            return label.start() if named and not label_role(words) else None
    return None


def carries_out(word: str) -> bool:
    """Whether a label says who carries the work out: 实施单位, 落实主体. Beside a 牵头单位 that is no support."""
    return any(stem in word for stem in _slots()["executor"])


_PARTS = lazy(
    r"(?:第[一二三四]|首要|主要|其他|其余|相关|有关|分项|专项|总|主|直接|具体|共同|联合|[省市区县州镇]级|[省市区县]直|[省市区县]政府|[省市区县]|本级|业务|技术|行业|属地|日常|任务|项目|工作|整改|科室){0,2}"
    r"(?P<stems>(?:牵头|主责|主办|承办|主抓|统筹|负责|责任|配合|协办|协同|协作|协助|协调|参与|参加|支持|支撑|联动|联办|会办|会同|指导|督导|督促|督办|督查|监督|监管|实施|落实|执行|完成|包抓|包保|包联|包点|包案|挂钩|挂点|挂联|挂包|联点|分管|联系)"
    r"(?:(?:和|及|、|/)?(?:牵头|负责|责任|配合|协办|协同|协作|协助|参与|落实|实施|指导|督导)){0,2})"
    r"(?:\((?P<inner>牵头|配合|协办|参与|责任)\))?"
    r"(?P<noun>(?:单位|部门|处室|科室)(?:(?:和|及|、|/)(?:单位|部门|处室|科室)|\((?:单位|部门)\))|单位|部门|处室|科室|股室|站所|站办所|机构|主体|镇街|街镇|乡镇|企业|领导|[省市区县州]级?领导|(?:常务)?副?[省市区县州镇]长|人|人员|同志|负责人|局)"
)
_SUPPORT = ("配合", "协", "参", "支持", "支撑", "联动", "联办", "会")
_LEAD = ("牵头", "主责", "主办", "承办", "主抓", "统筹")
_PERSON_NOUNS = ("领导", "长", "人", "人员", "同志", "负责人")
_PERSON_STEMS = (
    *("牵头", "责任", "负责", "分管", "包抓", "包保", "包联", "包点", "包案", "挂钩", "挂点", "挂联", "挂包"),
    *("联点", "联系", "主抓", "统筹", "督办", "督导", "督查"),
)


@cache
def label_role(word: str) -> str:
    """The role of a label's words, "" if they are no label.

    >>> [label_role(w) for w in ("牵头单位", "责 任 单 位", "主要协作单位", "牵头负责领导", "责任(配合)单位", "完成时限", "重点项目")]
    ['lead', 'responsible', 'support', 'leader', 'support', 'deadline', '']
    """
    tight = _tight(word)
    known = _slots()["label"].get(tight)
    if known is not None:
        return known
    if tight.endswith(_AND_PERSON) and unit_role(tight):
        return "mixed"
    parts = _PARTS.fullmatch(tight) if 3 <= len(tight) <= 14 else None
    return _role_of_parts(tight, parts) if parts else ""


_AND_PERSON = ("责任人", "负责人", "责任领导", "分管领导")
_AND = lazy(
    r"(?P<unit>[^及和与、/]{2,8})(?:及|和|与|、|/)(?:其|主要|具体|直接|项目)?(?:责任人|负责人|责任领导|分管领导)"
)


def unit_role(word: str) -> str:
    """The role of the bodies behind a label that asks for bodies and persons, "" for any other.

    >>> unit_role("牵头单位及负责人"), unit_role("责任部门、责任人"), unit_role("责任人")
    ('lead', 'responsible', '')
    """
    found = _AND.fullmatch(word)
    role = label_role(found["unit"]) if found else ""
    return role if role in ROLES and role != "leader" else ""


def _role_of_parts(word: str, parts: re.Match[str]) -> str:
    stems, noun = parts["stems"] + (parts["inner"] or ""), parts["noun"]
    if noun.endswith(_PERSON_NOUNS):
        return "leader" if stems.startswith(_PERSON_STEMS) else "other"
    if "牵头" in stems:
        return "lead"
    if any(stem in stems for stem in _SUPPORT):
        return "support"
    if stems.startswith(_LEAD) or (
        word.startswith(("第一", "首要", "主要", "主")) and stems.startswith(("责任", "负责"))
    ):
        return "lead"
    if stems.startswith(("指导", "督", "监督")):
        return "guide"
    return "" if stems in ("联系", "分管", "挂钩", "挂点", "挂联", "挂包", "联点") else "responsible"


# --------------------------------------------------------------------------------------------------
# Role words behind names


@cache
def _suffix() -> re.Pattern[str]:
    """A role word at the end of a clause with how it is done: 按职责分工 | 负责, 结合实际 | 落实."""
    modifiers = _any(_slots()["modifier"])
    return lazy(
        rf"(?:{modifiers}|(?:按照?|根据|依据?|依照|结合|立足)(?:各自|本职|实际|工作|部门|法定|有关|相关|管辖|属地|管理)?的?"
        rf"(?:职责|职能|分工|职权|权限|实际|原则|要求|需要)(?:权限|范围|分工|职责|和分工|和权限)?)*?(?P<suffix>{_any(_slots()['suffix'])})$"
    )


_TAIL = 40  # a role word with what stands before it is shorter


def role_at_end(clause: str) -> tuple[str, int] | None:
    """(role, length of the words that give it) of a clause that ends with a role word.

    >>> role_at_end("省财政厅按职责分工负责"), role_at_end("省财政厅")
    (('responsible', 7), None)
    """
    tail = clause[-_TAIL:]
    found = _suffix().search(tail)
    return (_slots()["suffix"][found["suffix"]], len(tail) - found.start()) if found else None


_HELPS = lazy(
    r"(?<=[局委部厅办院府会团联])(?:积极)?(?:配合|协助)(?=[省市区县州各国中有相乡镇街])",
    holds=("配合", "协助"),
)


def helper(names: str) -> tuple[int, int] | None:
    """Where a list of names goes over to those it helps: 区人事局|配合|区委有关部门.

    >>> helper("区人事局配合区委有关部门"), helper("区人事局、区财政局")
    ((4, 6), None)
    """
    found = _HELPS.search(names)
    return found.span() if found else None


_JOINER = lazy(r"会同|联合(?![会社体国大])|商")


_BEFORE_JOINER = ("局", "委", "部", "厅", "办", "院", "府", "牵头")
_BEFORE_TOGETHER = (*"联团会司街镇区县市",)


def joint(names: str) -> tuple[int, int] | None:
    """Where a list of names goes over to those who join in: 教育部|会同|有关部门; 商务部 and 联合会 are names."""
    for found in _JOINER.finditer(names):
        word = found.group()
        before = names[: found.start()]
        inside = not before.endswith(_BEFORE_JOINER) and (
            word == "商" or (word == "联合" and not before.endswith(_BEFORE_TOGETHER))
        )
        if not inside and not (
            word.endswith("商") and names[found.end() : found.end() + 1] in "务业会贸城标局"
        ):
            return found.span()
    return None


# --------------------------------------------------------------------------------------------------
# What names look like

# How a name can end: an office word, a place, a bracket, 等 with what follows it.
_NAME_END = lazy(
    r"(?:[局委部门办院会府署厅社行司团位街镇乡县区市州盟旗村处站队心组所馆校厂关企业构室军台网党班园场库段港店导員員圈導門縣區處關會廳鎮鄉)〕\]]|部门|街道|板块|[^互关串并]联|[^妥配]协|各[省地]|、企业|移动|电信|联通|铁塔|武警|(?:群团|社会|党|经济)组织|[营应发]商|[河湖林田路链]长|等\d{0,3}[^,;。]{0,14})$"
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
    begins = tuple(_slots()["opening"])
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
    return _tight(words) in _slots()["unstated"]


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
        and word[0] in _slots()["family"]
        and word[-1] not in "局委部办厅科股室处府会署镇乡街"
    )


def _is_person(item: str) -> bool:
    if _OFFICER.fullmatch(item):
        return True
    match = _PERSON.fullmatch(item)
    if match is None or match["name"][0] not in _slots()["family"]:
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
