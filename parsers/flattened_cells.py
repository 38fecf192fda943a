"""What each line of a flattened table may be: a cell of which column, a section, a total, a note, its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..lightclass import dataclass
from ..text import fold, lazy, squeeze
from .celltypes import (
    FORBIDDEN,
    fit,
    has_words,
    is_figure,
    is_number_label,
    looks_like_organisations,
)
from .columns import ORG_ROLES
from .flattened_habits import COUNT, OPEN_END, TEXTS, Costs, is_total_label
from .heading_lines import LABELS, Line

OPEN_END_COST = 4.0  # a cell never ends with 、: 区发展改革委、 goes on in the next line
BOND = 2.4  # what a cell gains that goes on in the next line in the middle of a word
_FEWEST_RUNS = 2
_RUNS_FROM = 3000  # lines
_SECTION = lazy(
    r"^(?:[一二三四五六七八九十百]{1,4}、|\([一二三四五六七八九十百]{1,4}\)|第[一二三四五六七八九十百]+[章节部])"
)
NOTE_LINE = lazy(r"^(?:备?注:|注\d|说明:|资料来源|数据来源|\*注)")
_AFTER = lazy(
    r"^(?:\(此(?:件|文)|抄送|主送|印发|附件[:0-9]|联系人:|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$|.{2,30}(?:办公室|局|委员会)\s*(?:19|20)\d{2}年.{1,8}印发)"
)
_PAGE_NUMBER = lazy(
    r"^(?:[-·]\s*\d{1,4}\s*[-·]|第\s*\d{1,4}\s*页(?:\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})$"
)
_NEVER_MARKED = LABELS | ORG_ROLES | {"note", "other", "leader", "unit", "deadline"}
_TOTAL_LABELS = LABELS | {"item", "name", "task"}
_NEVER_FIRST = (",", "。", "、", ";", ")", ":")  # no cell begins so: the line goes on with the one before
_CHINESE = lazy("[一-龥]+")
_FIRST_WORDS = lazy(r"^(?:1[.、](?!\d)|\(1\)|①|到?20\d\d年)")
_LIST_MARK = lazy(r"^(?:\(?\d{1,2}[.、)](?!\d)|[①-⑳]|[一二三四五六七八九十]是)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like by itself, worked out once for all lines of the same words."""

    text: str  # folded, without outer blanks
    fits: tuple[float, ...]  # cost in each column
    strange: tuple[float, ...]  # the part of it for words that other cells of the column do not have
    numeric: tuple[int, ...]  # columns of figures that it fits
    number: str  # running number, "" for none
    section: float
    is_total: bool
    is_figure: bool
    is_count: bool
    is_page: bool
    afresh: float  # cost of a sentence that is the rest of another one and begins as others of the table do
    open: bool  # nothing ends so: 区发展改革委、 and 投资估算(
    never_first: bool
    list_mark: bool
    out: float
    ends: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A line in its place: the line before it and the blank lines between."""

    shape: Shape
    before: Shape | None
    extra: int
    bond: float
    open_end: float  # what a cell costs that ends here although the line before ends with 、


def step_at(shape: Shape, before: Shape | None, extra: int, seen: _Seen) -> Step:
    if before is None or not before.text or not shape.text:
        return Step(shape, before, extra, 0.0, 0.0)
    open_end = OPEN_END_COST if before.text.endswith(("、", ",")) else 0.0
    return Step(shape, before, extra, BOND * seen.bond(before.text, shape.text), open_end)


@dataclass(frozen=True, slots=True)
class _Seen:
    """How often each line stands in the table, and how often its sentences open with two characters (推进, 加强)."""

    lines: Counter[str]
    openings: Counter[str]
    runs: Counter[str]  # one, two or three Chinese characters beside each other within a line

    def bond(self, before: str, after: str) -> float:
        """How surely the words at a line end belong together, 0..1: 饮用水水源地规范化建 / 设,完成54公里."""
        a, b = before[-2:], after[:2]
        if self.runs[a[-1] + b[0]] < _FEWEST_RUNS:
            return 0.0
        return max(
            self._share(a[-1] + b[0], min(self.runs[a[-1]], self.runs[b[0]])),
            self._share(a + b[0], self.runs[a]),
            self._share(a[-1] + b, self.runs[b]),
        )

    def _share(self, run: str, of: int) -> float:
        count = self.runs[run]
        return min(1.0, 2 * count / of) if count >= _FEWEST_RUNS else 0.0


def seen_in(lines: Sequence[Line]) -> _Seen:
    keys = [squeeze(x.text) for x in lines]
    openings = Counter(k[:2] for k in keys if len(k) >= 12 and k.endswith(("。", ";")))
    return _Seen(Counter(keys), openings, _runs(keys[:_RUNS_FROM]))


def _runs(keys: Sequence[str]) -> Counter[str]:
    words = [word for key in keys for word in _CHINESE.findall(key)]
    return Counter(word[i : i + n] for n in (1, 2, 3) for word in words for i in range(len(word) + 1 - n))


def _begins_afresh(text: str, key: str, seen: _Seen) -> bool:
    """Whether a line opens as sentences of this table do, so that it is hardly the rest of another one."""
    return (len(key) >= 6 and seen.openings[key[:2]] > 0) or bool(_FIRST_WORDS.match(text))


def usual_blanks(lines: Sequence[Line]) -> int:
    counts = Counter(x.blank_before for x in lines[1:])
    return min(counts.most_common(1)[0][0], 2) if counts else 0


def shape_of(raw: str, costs: Costs, seen: _Seen) -> Shape:
    text, key = fold(raw).strip(), squeeze(raw)
    plain = [fit(role, text) for role in costs.roles]
    strange = costs.strangeness(key)
    usual = _line_fits(text, key, plain, costs, seen)
    numeric = tuple(c for c in costs.numeric if plain[c] <= 0.5)
    figure = is_figure(text)
    section = _section_cost(text, costs)
    ends = bool(NOTE_LINE.match(text) or _AFTER.match(text))
    return Shape(
        text=text,
        fits=tuple(a + b for a, b in zip(usual, strange, strict=True)),
        strange=strange,
        numeric=numeric,
        number=text.rstrip(".、") if costs.no >= 0 and is_number_label(text) else "",
        section=section,
        is_total=is_total_label(key),
        is_figure=figure,
        is_count=bool(COUNT.match(text)),
        is_page=bool(_PAGE_NUMBER.match(text)),
        afresh=0.8 if _begins_afresh(text, key, seen) else 0.0,
        open=text.endswith(OPEN_END),
        never_first=text.startswith(_NEVER_FIRST),
        list_mark=bool(_LIST_MARK.match(text)),
        out=_out_cost(text, ends, section < 1, bool(numeric) and figure),
        ends=ends,
    )


def _out_cost(text: str, ends: bool, heading: bool, figure: bool) -> float:
    """Cost of a line behind the table."""
    if ends:
        return 0.3
    if len(text) >= 30 or heading:
        return 0.6
    return 3.5 if figure else 1.2


def _line_fits(text: str, key: str, plain: Sequence[float], costs: Costs, seen: _Seen) -> tuple[float, ...]:
    marked, after = bool(_SECTION.match(text)), bool(_AFTER.match(text))
    often, total = seen.lines[key] > 1, is_total_label(key)
    common = seen.lines[key] > 2 and len(text) <= 12
    tail = 6.0 if text.startswith(_NEVER_FIRST) else 0.0
    opening = len(text) >= 6 and seen.openings[key[:2]] > 0
    out: list[float] = []
    for role, own, longest in zip(costs.roles, plain, costs.longest, strict=True):
        cost = own + (1.2 if longest and len(text) > longest else 0.0)
        if often and role in LABELS and cost < 2:
            cost -= 0.3
        if common and role == "other":  # 每季度一次 in a column that no vocabulary knows
            cost -= 1.4
        elif common and role == "name" and len(text) <= 8:
            cost += 0.8
        if total and role in _TOTAL_LABELS:
            cost += 5.0
        if opening and (role in LABELS or role == "name"):
            cost += 1.0
        elif opening and role in TEXTS and cost == 1.0:
            cost = 0.3
        if marked and role in _NEVER_MARKED:
            cost += 3.0
        out.append(cost + (4.0 if after and role != "task" else 0.0) + tail)
    return tuple(out)


def _section_cost(text: str, costs: Costs) -> float:
    if len(text) > 80 or text.endswith(("。", ";")) or is_number_label(text):
        return FORBIDDEN
    if _SECTION.match(text):
        return 0.4
    if costs.no == 0 and len(text) <= 30 and has_words(text) and not looks_like_organisations(text):
        return 4.5  # 大气污染防治 on a full row of a table whose rows begin with their number
    return FORBIDDEN


_NEVER_BROKEN = frozenset(("no", "attribute", "total", "done", "undone", "rate"))
_BROKEN_LABELS = LABELS | {"item", "name", "unit"}


def continue_cost(step: Step, column: int, costs: Costs) -> float:
    """Cost of a line going on with the cell before it: 区发展改革委、 / 区经济信息委, 碧水 / 保卫战."""
    role, before, shape = costs.roles[column], step.before, step.shape
    if before is None or not before.text or role in _NEVER_BROKEN:
        return FORBIDDEN
    text, own = shape.text, shape.fits[column]
    cost = (1.5 if step.extra else 0.0) + shape.strange[column] - step.bond
    if before.open or (before.text.count("(") > before.text.count(")") and len(text) < 40):
        return cost + (0.0 if own < 4 else 1.0)
    if shape.never_first:
        return cost + 0.2
    ended = before.text[-1] in "。;!?"
    if before.text[-1] == ";" and shape.list_mark:  # 1.保护修缮; / 2.环境整治;
        return cost + (0.0 if own < 4 else 1.0)
    habit = costs.broken[column]
    if role in TEXTS:
        habit += shape.afresh
        if ended and habit < 0:
            habit = 0.0  # that cells of this column are broken says nothing where a sentence has ended
    cost += habit
    if role in ORG_ROLES:
        return cost + (2.6 if looks_like_organisations(text) else 6.0)
    if role in TEXTS:
        half = not ended and (len(before.text) > 12 or "," in before.text or text.endswith(("。", ";")))
        return cost + (1.2 if half else 2.0) + (3.0 if own > 3 else 0.0)
    if role in _BROKEN_LABELS:
        bracket = text.startswith("(")
        half = "," in text and not bracket  # a label is no half of a sentence
        strange = len(text) > 30 or own > 4
        return cost + (2.0 if half else 0.0) + (0.5 if bracket else 2.4) + (4.0 if strange else 0.0)
    if role in {"note", "other", "leader", "deadline"}:
        strange = _SECTION.match(text) or _AFTER.match(text) or len(text) > 30
        return cost + (3.0 if role == "other" else 2.0) + (3.0 if strange else 0.0)
    if role == "period":
        return cost + (0.2 if before.text.endswith(("-", "～", "至")) else 5.0)
    return cost + 6.0
