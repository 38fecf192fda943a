"""The findings of a text with targets. What parts of a whole add up to is looked at in checks.part_whole."""

from __future__ import annotations

from ..model import Finding, Place
from .target_record import NumberUse, Target


def target_findings(
    targets: tuple[Target, ...],
    uses: tuple[NumberUse, ...],
    text: str,
    *,
    subject_id: str = "",
    field: str = "text",
    places: tuple[Place, ...] = (),
) -> tuple[Finding, ...]:
    """Findings of a text: number_unexplained and impossible_unit, each with its words."""
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
    return tuple(found)
