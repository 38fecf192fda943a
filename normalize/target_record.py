"""What is read from a text: its targets, and what each of its numbers is."""

from __future__ import annotations

from decimal import Decimal

from ..lightclass import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A target (or, in an evaluation, a fact). text[start:end] == raw; `measure` are words of the text.

    `operator` is one of the contract's; `due` is EDTF ("" = not stated); `modality`: strive (力争), ensure (确保),
    planned (计划), goal, fact. `parent` is the index of the total that this is a part of (行政区…, 其中…).
    """

    measure: str
    operator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    unit_raw: str
    value_base: Decimal | None
    unit_base: str
    due: str
    modality: str
    raw: str
    start: int
    end: int
    parent: int | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberUse:
    """What a number of a text is: target, date, identifier, count, condition, lost or unexplained."""

    start: int
    end: int
    use: str
