"""Where labels of responsibility stand: 牵头单位：, 责任单位 区教委, 【配合部门】, and whether a text holds any role word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ..lightclass import dataclass
from ..text import lazy
from .role_contents import are_names, are_persons, ends_like_name, is_time
from .role_words import AND_PERSON, ROLES, label_role, role_slots, tight


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
    words = role_slots()["suffix"]
    return tuple(word for word in words if not any(other in word for other in words if other != word))


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
                yield Label(first, at + 1 + (copy[at + 1 : at + 2] == ":"), tight(copy[first + 1 : at]), role)
            continue
        first = _label_start(copy, start, at)
        if first is not None:
            word = copy[first:at]
            word = word if label_role(word) else word[: word.rfind("(")]
            yield Label(first, at + 1, tight(word), label_role(word))


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
    if copy[first - 1 : first] == "、" and copy[first:at].endswith(AND_PERSON):
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
