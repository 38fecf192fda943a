"""What a plan tells of the time before it: 2020年达到42% in a plan of 2021—2025, 近5年来,…, 据统计,….

Such values are facts and no aims: 达到 is = there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from ..text import lazy
from .target_record import Target
from .target_text import TargetText


def tells_of_past(text: TargetText, begins: int) -> bool:
    """Whether something of a text is dated before the year in which it begins to plan, or told of how things are."""
    over = begins and any(_is_over(item.edtf, begins) for item in text.deadlines)
    return bool(over or told_sentences(text))


def _is_over(edtf: str, begins: int) -> bool:
    """Whether a time ends before that year: 2020, 2016/2020, 2020-12-31; not 2020/.. and R/P1Y."""
    last = edtf.rpartition("/")[2][:4]
    return last.isdecimal() and int(last) < begins


_TOLD = lazy(
    r" ?(?:据[^,。;:]{0,24}(?:介绍|统计|反映|监测|了解|报道|测算|调查)|近年来|近 ?[\d一二两三四五六七八九十]{1,2} ?年来|多年来)[,:]",
    holds=("据", "年来"),
)


def told_sentences(text: TargetText) -> list[tuple[int, int]]:
    """Sentences that tell how things are though the text plans: 据统计,…, 近5年来,….

    >>> from .target_text import prepare
    >>> told_sentences(prepare("近年来,水平稳步提升。到2025年达到45%。", None, None, False, False, None))
    [(0, 11)]
    """
    if "据" not in text.copy and "年来" not in text.copy:
        return []
    starts = [0, *(stop + 1 for stop in text.sentence_stops)]
    ends = [*(stop + 1 for stop in text.sentence_stops), len(text.copy)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if _TOLD.match(text.copy, a)]


def with_past(
    text: TargetText, planned: tuple[Target, ...], told: tuple[Target, ...], begins: int
) -> tuple[Target, ...]:
    """The targets of a plan, and of what is dated before it, or told of how things are, those that a report would tell."""
    spans = told_sentences(text)
    opened = [start for start, _ in spans]

    def is_told(target: Target) -> bool:
        index = bisect_right(opened, target.start) - 1
        return _is_over(target.due, begins) or (index >= 0 and target.start < spans[index][1])

    kept = [t for t in planned if not is_told(t)] + [t for t in told if is_told(t)]
    kept.sort(key=lambda target: (target.start, target.end))
    places = {(target.start, target.end): index for index, target in enumerate(kept)}
    whole = [told if is_told(target) else planned for target in kept]
    return tuple(
        target
        if target.parent is None
        else replace(target, parent=places.get((own[target.parent].start, own[target.parent].end)))
        for target, own in zip(kept, whole, strict=True)
    )
