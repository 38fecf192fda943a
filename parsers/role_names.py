"""Names of one list that do not all have one role: marked ones, persons beside bodies, those that are named again.

★市水利局、市财政局（标★的为牵头单位）        市水利局、市财政局，其中市水利局为牵头单位
市发改委（李某某）、市财政局（王某某）        市住建局局长李某某、各区政府
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..text import lazy
from .role_contents import ends_like_name, may_be_person

Span = tuple[int, int]

MARKS = "★☆※●▲△*#"
_MARKED = lazy(
    rf"(?:标|带|注|加|打|有)?(?:注|有)?[“‘\"]?(?P<mark>[{MARKS}])[”’\"]?(?:号|标[记识])?[^,;。()]{{0,6}}为(?:总)?牵头",
    holds=tuple(MARKS),
)


def lead_mark(copy: str, start: int = 0, end: int | None = None) -> str:
    """The mark of those that lead, where words state it: 标★的为牵头单位; "" where none do.

    >>> lead_mark("注:标“★”的为牵头单位"), lead_mark("★市水利局、市财政局")
    ('★', '')
    """
    found = _MARKED.search(copy, start, len(copy) if end is None else end)
    return found["mark"] if found else ""


def lead_marks(copy: str) -> list[tuple[str, int, int]]:
    """Every mark of those that lead that words state, with the span of these words."""
    return [(found["mark"], *found.span()) for found in _MARKED.finditer(copy)]


def items(copy: str, start: int, end: int, marks: str = "、,;") -> Iterator[Span]:
    """The items of a list, parted by marks that stand outside brackets; a bracket that is not closed counts for none.

    >>> copy = "甲局、乙局(办、处),丙局"
    >>> [copy[a:b] for a, b in items(copy, 0, len(copy))]
    ['甲局', '乙局(办、处)', '丙局']
    """
    inside = copy[start:end]
    depth, first = 0, start
    if sum(map(inside.count, "([〔")) != sum(map(inside.count, ")]〕")):
        depth = -end
    for index in range(start, end):
        char = copy[index]
        if char in "([〔":
            depth += 1
        elif char in ")]〕":
            depth -= depth > 0
        elif char in marks and depth <= 0:
            yield first, index
            first = index + 1
    yield first, end


def lists(spans: Iterable[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Items side by side of one kind as one list: a, a, b -> a, b."""
    out: list[tuple[str, Span]] = []
    for kind, (first, last) in spans:
        if first >= last:
            continue
        if out and out[-1][0] == kind != "leader" and last > out[-1][1][1] and first <= out[-1][1][1] + 2:
            out[-1] = (kind, (out[-1][1][0], last))
        else:
            out.append((kind, (first, last)))
    return out


def marked(copy: str, start: int, end: int, mark: str) -> list[tuple[str, Span]]:
    """ "lead" for items behind the mark, "" for the others: ★市水利局、市财政局."""
    out: list[tuple[str, Span]] = []
    for first, last in items(copy, start, end):
        before = copy[first : first + 1] == mark
        behind = last > first and copy[last - 1] == mark
        starred = before or behind or (first == start and copy[first - 1 : first] == mark)
        out.append(("lead" if starred else "", (first + before, last - behind)))
    return lists(out)


def without(copy: str, start: int, end: int, name: str) -> list[Span]:
    """What is left of a list without one name: 市水利局、市财政局 without 市水利局."""
    kept = [
        ("", span) if copy[span[0] : span[1]].strip() != name else ("x", span)
        for span in items(copy, start, end)
    ]
    return [span for kind, span in lists(kept) if not kind]


_TITLES = ("长", "书记", "主任", "主席", "经理")
_TITLED = lazy(
    r"(?P<body>[^()、,;。]{2,14}?(?:[局厅院校镇乡处会行社]|委|办|街道|公司|中心))?[^()、,;。]{0,8}?"
    r"(?:[局厅院校区县市镇乡部处会行社]长|书记|主任|主席|经理)(?P<name>[^\W\d_]{2,3})?",
    holds=_TITLES,
)
_NAMED = lazy(r"(?P<body>[^()、,;。]{2,20})\((?P<name>[^()、,;。]{2,4})\)", holds=("(",))
_NO_PERSON = "局委部办厅科股室处府会署镇乡街区县市州旗村组站所院校司队岛湖山园企业岗路线网体目案"
_NEAR = 200  # signs around a list in which another body with its person shows what the brackets hold


def people_apart(copy: str, start: int, end: int) -> list[tuple[str, Span]]:
    """A list of bodies with persons between: "leader" for the persons, "" for the bodies.

    >>> copy = "市发改委(李某某)、市住建局局长李强,各区政府"
    >>> [(kind, copy[a:b]) for kind, (a, b) in people_apart(copy, 0, len(copy))]
    [('', '市发改委'), ('leader', '李某某'), ('', '市住建局'), ('leader', '局长李强'), ('', '各区政府')]
    """
    words = copy[start:end]
    if "(" not in words and not any(title in words for title in _TITLES):
        return [("", (start, end))]
    out: list[tuple[str, Span]] = []
    office: Span | None = None  # 区委常委 before 副区长马某某 is said of the same person
    for first, last in items(copy, start, end):
        titled = _TITLED.fullmatch(copy, first, last)
        if titled and titled["name"] and _is_name(titled["name"]):
            body = titled.end("body") if titled["body"] and len(titled["body"]) > 2 else first
            if office is not None:
                out[-1] = ("leader", office)
            out += [("", (first, body)), ("leader", (body, last))]
            continue
        office = (first, last) if copy[first:last].endswith(_OFFICES) else None
        named = _NAMED.fullmatch(copy, first, last)
        if named and _is_person_of(copy, first, named["body"], named["name"]):
            out += [("", named.span("body")), ("leader", named.span("name"))]
            continue
        out.append(("", (first, last)))
    return lists(out)


_OFFICES = ("书记", "常委", "主任", "主席", "局长", "区长", "县长", "市长", "镇长", "乡长", "部长")


def _is_name(word: str) -> bool:
    return may_be_person(word) and word[-1] not in _NO_PERSON


def _is_person_of(copy: str, at: int, body: str, name: str) -> bool:
    """市发改委（李某某）; a short word alone may be a place or a part of the body, two of them are persons."""
    if not _is_name(name) or not ends_like_name(body):
        return False
    if any(sign in name for sign in "某×"):
        return True
    near = _NAMED.finditer(copy, max(0, at - _NEAR), at + _NEAR)
    return sum(_is_name(other["name"]) and ends_like_name(other["body"]) for other in near) > 1
