"""Who answers for what outside brackets: labels on lines of their own, the last sentence of an item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..text import chinese_stops, fold, lazy
from .role_contents import are_names, is_time, opens_like_task, without_inner
from .role_labels import Label, is_lone_label, labels
from .role_reading import FRAMED, MEMBERS, PARTED, RolePhrase, read_words, trim
from .role_words import label_role

OPENERS, CLOSERS = "([〔【〖{", ")]〕】〗}"
OFFICE = lazy(
    r"各[^\W\d_]{0,10}(?:[镇街乡村区县市州旗]|街道|园区|社区)|(?:[省市区县州镇乡]|国家|各|有关|相关)[^\W\d_]{1,18}(?:局|委|办|厅|部|院|办公室|镇街|街镇|部门|单位|政府|街道|乡镇|公司|国企|平台公司|中心|管委会)"
)


def role_lines(copy: str, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[RolePhrase]:
    """Outside brackets: labels on own lines or at the end of an item (……。责任单位：省教育厅。), a sentence of roles."""
    run: list[tuple[int, int]] = []  # lines of labels side by side are read together
    dated: tuple[int, int] | None = None  # the line above, where it says when
    for start, end in _line_spans(copy):
        line = copy[start:end]
        if run and not line.strip():  # 牵头单位：区教委⏎⏎责任单位：各镇
            continue
        first = _first_label(copy, start, end, taken)
        above, dated = dated, None
        if first < 0 and run and _goes_on(copy, run[-1][1], start, end):
            run[-1] = (run[-1][0], end)  # 责任单位：区教委⏎          区财政局
            continue
        if first < 0 and deadline_line(line) is not None:
            if run:
                first = start  # 完成时限：… below 责任单位：…
            else:
                dated = (start, end)
        if first >= 0 and not run and above and not copy[start:first].strip():
            run = [above]  # 完成时限：… above 责任单位：…
        if first >= 0:
            yield from _beside(copy, text, start, first)
        if (
            first >= 0
            and run
            and (not copy[start:first].strip() or _is_number(copy[start:first]))
            and not copy[run[-1][1] : start].strip(" \n|")
        ):
            run.append((first, end))
        elif first >= 0:
            yield from _labelled_lines(copy, text, run)
            run = [(first, end)]
        else:
            yield from _labelled_lines(copy, text, run)
            run = []
            yield from _last_sentence(copy, text, start, end, taken)
    yield from _labelled_lines(copy, text, run)


_UNKNOWN = lazy(
    r"(?:^|[。;|])\s*(?P<words>(?P<label>[^:。;|,]{2,10}(?:单位|部门|主体)):(?P<names>[^:。;|]{2,60}))[;,|]\s*$",
    holds=("单位:", "部门:", "主体:"),
)


def _beside(copy: str, text: str, start: int, first: int) -> list[RolePhrase]:
    """资金保障单位：区财政局；责任单位：…: bodies of a label that no row knows beside one that is known."""
    found = _UNKNOWN.search(copy[max(start, first - 80) : first])
    if found is None or label_role(found["label"]) or not are_names(found["names"]):
        return []
    at = max(start, first - 80) + found.start("words")
    end = at + len(found["words"])
    return [RolePhrase("", text[at:end], at, end, "", "", at, end)]


def _goes_on(copy: str, last: int, start: int, end: int) -> bool:
    """Whether a line holds more names of the label above: it is set in, or the line above ends with a mark."""
    line = copy[start:end]
    if copy[last:start].strip(" \n") or not line.strip():
        return False
    if copy[last - 1 : last] in ("、", ","):
        return are_names(line.strip(" 、,;。"))
    if not line[:2].isspace() and (copy[last:start] != "\n" or is_signed(copy[end : end + 30])):
        return False
    return are_offices(line) and deadline_line(copy[copy.rfind("\n", 0, last) + 1 : last]) is None


def are_offices(line: str) -> bool:
    """Whether a line holds offices of a level and nothing else: 区财政局、各镇街."""
    return all(OFFICE.fullmatch(without_inner(item)) for item in re.split("[、,; ]+", line.strip(" 、,;。")))


_OFFICE_SIGNS = frozenset("局委办厅部院室街府道司心会门位乡镇")


def names_part(above: str, below: str) -> bool:
    """Whether a line end in a cell stands between two bodies: 县卫健委⏎各乡镇; not 区规划和⏎自然资源局.

    >>> names_part("县卫健委", "各乡镇"), names_part("区规划和", "自然资源局"), names_part("区教委、", "区财政局")
    (True, False, False)
    """
    if above[-1:] not in _OFFICE_SIGNS or len(above) > _SENTENCE_LENGTH or not below:
        return False
    last, first = re.split("[、,，;； ]", above)[-1], re.split("[、,，;； ]", below, maxsplit=1)[0]
    if not OFFICE.fullmatch(without_inner(fold(last))):
        return False
    same = first[0] == last[0] and first[0] in "省市区县州"
    return same or first.startswith("各") or bool(OFFICE.fullmatch(without_inner(fold(first))))


_DATE = lazy(r"\s*(?:\d{4}年|二[〇○O0]|-?\d{1,3}-?\s*$)")


def is_signed(behind: str) -> bool:
    """Whether a date follows a line: the office above it has signed, 区人民政府办公室⏎2022年3月1日."""
    return bool(_DATE.match(behind))


def _line_spans(copy: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line; a label alone on its line has the names of the next one: 责任单位⏎区教委."""
    start, at, waiting = 0, 0, False
    for line in re.split(r"[\n|]", copy) if "|" in copy else copy.split("\n"):
        end = at + len(line)
        if not waiting:
            start = at
        waiting = is_lone_label(line)
        if not waiting:
            yield start, end
        at = end + 1
    if waiting:
        yield start, len(copy)


def deadline_line(text: str) -> tuple[int, int] | None:
    """Where the words on time stand in a paragraph that holds nothing else: 完成时限：2022年12月底前。

    >>> deadline_line("完成时限：三季度。"), deadline_line("责任单位：区教委")
    ((5, 8), None)
    """
    copy = fold(chinese_stops(text))
    if ":" not in copy[:20]:
        return None
    label = next(labels(copy, 0, min(len(copy), 200)), None)
    if label is None or label.role != "deadline" or copy[: label.start].strip():
        return None
    first, last = trim(copy, label.end, len(copy))
    return (first, last) if first < last <= first + 60 and "。" not in copy[first:last] else None


def _labelled_lines(copy: str, text: str, run: Sequence[tuple[int, int]]) -> list[RolePhrase]:
    if not run:
        return []
    start, end = run[0][0], _sentence_end(copy, *run[-1])
    read = read_words(copy, text, start, end)
    if _DATED.search(copy, run[0][0], run[-1][1]):
        return []
    if not read.phrases and read.rest:
        first = next(labels(copy, start, end))
        told = first.word not in _HOSTS and first.word.endswith(_TOLD) and copy[first.end - 1] == ":"
        return [RolePhrase("", text[a:b], a, b, "", "", start, end) for a, b in read.rest] if told else []
    if not (read.times or _is_table_row(copy, start)) and all(
        phrase.word in _HOSTS and not PARTED.search(fold(phrase.names)) for phrase in read.phrases
    ):
        return []
    return read.within(start, end)


def _is_table_row(copy: str, start: int) -> bool:
    """1|某某规划|承办单位：区水利局: the cells of a numbered row on one line."""
    before = copy[copy.rfind("\n", 0, start) + 1 : start].split("|")
    return len(before) > 2 and _is_number(before[0])


# 责任部门：区环保局 发布日期：2021-03-20: who put a page on the site
_DATED = lazy(r"(?:发布|成文|发文|公开|生成|更新)(?:日期|时间) *:", holds=("日期", "时间"))
_TOLD = ("单位", "部门", "责任人", "分工")  # a label whose names cannot be read is handed on
_HOSTS = (
    "起草单位",
    "起草部门",
    "主办单位",
    "承办单位",
    "主办",
    "承办",
)  # one body alone on a line: who keeps a page or holds an event


def _sentence_end(copy: str, start: int, end: int) -> int:
    """The end of the sentence that the last label of a line stands in: what follows is text of the item."""
    last = max((label.end for label in labels(copy, start, end)), default=start)
    stop = copy.find("。", last, end)
    return end if stop < 0 else stop + 1


def _first_label(copy: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> int:
    """Where the first label outside a bracket begins its line or follows a full stop or blank; -1 if none does."""
    for label in labels(copy, start, end):
        at = label.start
        if label.role in ("other", "deadline") or label.word in MEMBERS or _covered(taken, at):
            continue
        before = copy[start:at].rstrip().rstrip(_MARKS)  # 完成改造。——责任单位：区教委
        if not before or before[-1] in "。;:)]〕】(〔[【" or at > start + len(before) or _is_number(before):
            return at
        if before[-1] == "," and _ends_item(copy, label, end):
            return at
    return -1


def _ends_item(copy: str, label: Label, end: int) -> bool:
    """养老服务，牵头单位：区民政局。: behind a comma a label counts where names alone follow it up to the stop."""
    if not label.word.endswith(("单位", "部门")) or copy[label.end - 1 : label.end] not in (":", "为", "是"):
        return False
    reach = min(end, label.end + _SENTENCE_LENGTH)
    words, next_label, _ = copy[label.end : reach].partition("。")[0].partition(":")
    if next_label:  # up to the mark before the next label: 区民政局，配合单位：各镇
        words = words[: max(map(words.rfind, ",; "))]
    return are_names(words.strip(" ,;、"))


def _covered(taken: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right(taken, (at, 1 << 60)) - 1
    return index >= 0 and at < taken[index][1]


_NUMBER = lazy(r"[(]?[\d一二三四五六七八九十①-⑳•●★◆·.-]{1,4}[).、．]?")
_MARKS = " —–-▲△▶►■□◆◇●○◎★☆※➢•·▪▫◦❖"


def _is_number(words: str) -> bool:
    return bool(_NUMBER.fullmatch(words.strip()))


_SHARED = lazy(
    r"按[^,。;]{0,6}(?:职责|职能|分工)[^,。;]{0,6}(?:负责|落实)|分别负责|分工负责",
    holds=("职责", "职能", "分工", "分别"),
)
_SENTENCE_LENGTH = 300


def _last_sentence(
    copy: str, text: str, start: int, end: int, taken: Sequence[tuple[int, int]]
) -> list[RolePhrase]:
    """……。由区教委牵头，区财政局、各镇街配合。: the last sentence of an item names who answers for it and nothing else."""
    last = end
    while last > start and copy[last - 1] in " 。;\t":
        last -= 1
    opened = copy.rfind("(", max(start, last - 40), last) if copy[last - 1] == ")" else -1
    if opened > start and is_time(copy[opened + 1 : last - 1]):  # 区教委牵头，各镇配合。（6月底前完成）
        last = opened
        while last > start and copy[last - 1] in " 。;\t":
            last -= 1
    first = (
        max(
            copy.rfind("。", max(start, last - _SENTENCE_LENGTH), last),
            copy.rfind("  ", max(start, last - _SENTENCE_LENGTH), last),
        )
        + 1
    )
    first = max(first, start)
    if last - first > _SENTENCE_LENGTH - 2 or any(a < last and first < b for a, b in taken[-3:]):
        return []
    if copy.startswith(tuple(OPENERS), first) and not any(mark in copy[first:last] for mark in CLOSERS):
        first += 1
    if (clause := copy.rfind(",由", first, last)) > 0 and (
        _BY_SEVERAL.search(copy[clause:last])
        or (_LED.search(copy[clause:last]) and opens_like_task(copy[start:clause]))
    ):
        first = clause + 1
    elif (clause := _led_clause(copy, first, last)) > first and opens_like_task(copy[start:clause]):
        first = clause
    sentence = copy[first:last]
    shared = "牵头" in sentence or bool(_SHARED.search(sentence)) or bool(FRAMED.match(sentence))
    together = "会同" in sentence and sentence.startswith("由") and sentence.endswith(_ANSWERS)
    answered = any(word in sentence for word in _ANSWERS) and any(
        clause.endswith(_ANSWERS) for clause in re.split("[,;]", sentence)
    )
    if not shared and not together and not answered:
        return []
    read = read_words(copy, text, first, last)
    named = all(are_names(fold(phrase.names)) for phrase in read.phrases)
    if not read.phrases or read.rest or read.open or read.labelled or not read.sworn or not named:
        return []
    if not shared and not together and not _are_bodies(copy, read.phrases, sentence.startswith("由")):
        return []
    return read.within(first, end)


# 关于某某的问题，由区教委会同区财政局负责落实。: the last clause alone says who answers
# 完善采购机制，由国家医保局、国家药监局等分工负责。: and so does one that parts the work
_BY_SEVERAL = lazy(
    r"会同[^,。]{2,200}(?:负责|落实)$|、[^,。]{2,200}(?:分工|分别|按职责)负责$",
    holds=("会同", "分工负责", "分别负责", "按职责负责"),
)
# 推进管网改造，由区建委牵头，各镇配合。: of words that begin as tasks do
_LED = lazy(r"牵头,[^。]{2,200}(?:配合|协助|协同|参与|负责|落实)(?:,|$)", holds=("牵头,",))


def _led_clause(copy: str, first: int, last: int) -> int:
    """推进管网改造，区建委牵头，各镇配合: where the clause of an office that leads begins; -1 if none does."""
    led = copy.find("牵头,", first, last)
    clause = copy.rfind(",", first, led) + 1 if led > 0 else 0
    names = copy[clause:led].partition("、")[0] if clause else ""
    return clause if names and OFFICE.fullmatch(without_inner(names)) else -1


_ANSWERS = ("负责", "落实")  # ……。区府办、各镇人民政府负责落实。


def _are_bodies(copy: str, phrases: Sequence[RolePhrase], by: bool) -> bool:
    """Whether the names begin with an office of a level: 市教育局、财政局; not 每个单位, 用人单位.

    `by`: behind 由 a body without a level may stand first where others have one: 由某某铁路公司、市发改委、某区政府负责落实.
    """
    items = re.split("[、,;]", copy[phrases[0].start : phrases[0].end])
    told = [bool(OFFICE.fullmatch(without_inner(item).strip())) for item in items]
    return told[0] or (by and sum(told) > 1)
