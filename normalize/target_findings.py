"""Sums of parts to check, and the findings of a text with targets."""

from __future__ import annotations

from decimal import Decimal

from ..lightclass import dataclass
from ..model import Finding, Place
from .target_record import NumberUse, Target


@dataclass(frozen=True, slots=True)
class PartSum:
    """A total and the sum of its parts (all of one unit): index of the total, what it says, what the parts say."""

    total: int
    stated: Decimal
    computed: Decimal

    @property
    def ok(self) -> bool:
        return self.stated == self.computed


def part_sums(targets: tuple[Target, ...]) -> tuple[PartSum, ...]:
    """Sums to check: totals with at least two parts of the same unit and kind. A share has no sum.

    >>> from qingdan.normalize.targets import find_targets
    >>> part_sums(find_targets("不少于3000辆(行政区不少于2400辆,经开区不少于600辆)"))[0].ok
    True
    """
    sums: list[PartSum] = []
    parts: dict[int, list[Target]] = {}
    for target in targets:
        if target.parent is not None:
            parts.setdefault(target.parent, []).append(target)
    for index, members in sorted(parts.items()):
        total = targets[index]
        values = [part.value for part in members if part.value is not None and part.unit == total.unit]
        if (
            total.value is None
            or len(values) < 2
            or len(values) != len(members)
            or total.unit in ("%", "1", "cn:pp")
        ):
            continue
        sums.append(PartSum(index, total.value, sum(values, Decimal(0))))
    return tuple(sums)


def target_findings(
    targets: tuple[Target, ...],
    uses: tuple[NumberUse, ...],
    text: str,
    *,
    subject_id: str = "",
    field: str = "text",
    places: tuple[Place, ...] = (),
) -> tuple[Finding, ...]:
    """Findings of a text: number_unexplained, impossible_unit and parts_differ, each with its words."""
    found: list[Finding] = []
    for use in uses:
        if use.use == "unexplained":
            raw = text[use.start : use.end]
            params = {"raw": text[max(0, use.start - 8) : use.end + 8]}
            found.append(
                Finding("info", "number_unexplained", subject_id, field, raw, places=places, params=params)
            )
    for target in targets:
        for code in target.problems:
            found.append(
                Finding(
                    "warning", code, subject_id, field, target.raw, places=places, params={"raw": target.raw}
                )
            )
    for item in part_sums(targets):
        if not item.ok:
            params = {"stated": str(item.stated), "computed": str(item.computed)}
            raw = targets[item.total].raw
            found.append(
                Finding("warning", "parts_differ", subject_id, field, raw, places=places, params=params)
            )
    return tuple(found)
