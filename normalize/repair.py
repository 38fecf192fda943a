"""Characters lost in copying: find the damage, repair what can be proved, report the rest.

Copies of Word-made pages lose text nodes of exactly one non-ASCII character (年 月 日 到 号 〕 。 、 — Ⅲ 吨 万).
Nothing here changes a text. `scan_losses` gives spans with a reading where it is certain (20212025 ->
2021—2025) and without one where it is not (优于类: the class is gone). Signatures: data/damage.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from ..lightclass import dataclass
from ..model import Finding, Place
from ..text import lazy
from .datafiles import read_toml
from .units import parse_unit

_PORTION = 100_000  # characters searched at once
PERIOD_YEARS = 15  # 20252035 is a period, 20212060 is not read as one


@dataclass(frozen=True, slots=True)
class Repair:
    """A reading of damaged words. `confidence`: certain, high, low; `rule` names the signature."""

    raw: str
    repaired: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A spot where characters were lost: text[start:end] == raw. `repaired` is None where it cannot be proved."""

    start: int
    end: int
    raw: str
    repaired: str | None
    rule: str
    certain: bool


@dataclass(frozen=True, slots=True)
class LossContext:
    """What is known around a text: where it stands and what the metadata says.

    `field`: "task", "indicator", "project", "signature", "number" or "". `dates` are ISO dates of the metadata (成文日期,
    发布日期), `doc_numbers` the document numbers stated elsewhere in whole.
    """

    field: str = ""
    dates: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()


@cache
def _damage() -> dict[str, Any]:
    return read_toml("damage.toml")


@cache
def _signatures() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (
            row["name"],
            lazy(row["pattern"], re.MULTILINE, holds=tuple(row.get("holds", ()))),
            row.get("check", ""),
        )
        for row in _damage()["signature"]
    )


def loss_signatures(text: str) -> frozenset[str]:
    """Names of the signatures of lost characters that a document's whole text shows; see `is_lossy`.

    >>> sorted(loss_signatures("建设年限\\n20212025\\n森林覆盖率(%\\n到20229月底,完成"))
    ['month_glued', 'unclosed_unit', 'year_pair']
    """
    return signatures_in([text])


def signatures_in(texts: Iterable[str]) -> frozenset[str]:
    """The same for a document as its paragraphs and cells: no signature looks beyond a line, so that a long
    document is searched in portions."""
    found: set[str] = set()
    for portion in _portions(texts):
        found.update(
            name
            for name, pattern, check in _signatures()
            if name not in found and any(_passes(check, match) for match in pattern.finditer(portion))
        )
    return frozenset(found)


def _portions(texts: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PORTION:
            yield "\n".join(held)
            held, size = [], 0
    yield "\n".join(held)


def shows_loss(signatures: Collection[str]) -> bool:
    """Whether a document lost characters: at least two different signatures. One alone may be a slip of the pen."""
    return len(signatures) >= _damage()["threshold"]


def is_lossy(text: str) -> bool:
    """Whether a text shows that characters were lost; see `shows_loss`."""
    return shows_loss(loss_signatures(text))


def _passes(check: str, match: re.Match[str]) -> bool:
    if check == "years":
        return _is_period(match.group(1), match.group(2))
    if check == "date":
        return _could_be_date(match.group(2))
    return True


def _is_period(first: str, last: str) -> bool:
    return int(first) < int(last) <= int(first) + PERIOD_YEARS


def _could_be_date(rest: str) -> bool:
    """727 and 47 are month and day without their signs; 06 would be the plain month of 202306."""
    if rest.endswith("日"):
        return bool(_month_days(rest[:-1]))
    return (
        not rest.startswith("0")
        and bool(_month_days(rest))
        and not (len(rest) == 2 and rest in ("10", "11", "12"))
    )


def _month_days(rest: str) -> tuple[tuple[int, int], ...]:
    """Every reading of the digits as month and day: 727 -> (7, 27); 121 -> (1, 21) and (12, 1)."""
    readings = []
    for cut in (1, 2):
        month, day = rest[:cut], rest[cut:]
        plausible = month and day and len(day) <= 2 and day[0] != "0" and month[0] != "0"
        if plausible and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            readings.append((int(month), int(day)))
    return tuple(readings)


_YEAR_PAIR = lazy(r"(?<![\d.])(20\d\d)(20\d\d)(?!\d)")


def repair_year_pair(raw: str) -> Repair | None:
    """20212025 -> 2021—2025 where the second year is 1 to 15 years after the first; None otherwise.

    >>> repair_year_pair("20212025").repaired, repair_year_pair("20252021")
    ('2021—2025', None)
    """
    match = _YEAR_PAIR.fullmatch(raw.strip())
    if match is None or not _is_period(match.group(1), match.group(2)):
        return None
    return Repair(raw, f"{match.group(1)}—{match.group(2)}", "year_pair", "high")


_GLUED_DATE = lazy(r"(20\d\d)(\d{2,4})(日?)")


def repair_signature_date(raw: str, known: Iterable[str] = ()) -> Repair | None:
    """2022727 -> 2022年7月27日. A date of the metadata makes it certain; one possible reading makes it high.

    Several readings and no metadata (2022121日 is 1-21 or 12-1): None.

    >>> repair_signature_date("2022727", ["2022-07-27"]).repaired, repair_signature_date("2022121日")
    ('2022年7月27日', None)
    """
    match = _GLUED_DATE.fullmatch(raw.strip())
    if match is None:
        return None
    year, readings = match.group(1), _month_days(match.group(2))
    known_set = {date for date in known if date}
    proved = [md for md in readings if f"{year}-{md[0]:02d}-{md[1]:02d}" in known_set]
    if len(proved) == 1:
        return Repair(raw, f"{year}年{proved[0][0]}月{proved[0][1]}日", "signature_date", "certain")
    if len(readings) == 1:
        return Repair(raw, f"{year}年{readings[0][0]}月{readings[0][1]}日", "signature_date", "high")
    return None


_DOC_NUMBER_CUT = lazy(r"(\p{Han}{2,14})〔(20\d\d)(\d{1,3})(?![\d〕])")


def repair_doc_number(raw: str, known: Iterable[str] = ()) -> Repair | None:
    """某府发〔20236 -> 某府发〔2023〕6号; certain if the metadata states that number.

    >>> repair_doc_number("东湖府发〔20236", ["东湖府发〔2023〕6号"])
    Repair(raw='东湖府发〔20236', repaired='东湖府发〔2023〕6号', rule='doc_number_cut', confidence='certain')
    """
    match = _DOC_NUMBER_CUT.fullmatch(raw.strip())
    if match is None:
        return None
    whole = f"{match.group(1)}〔{match.group(2)}〕{match.group(3)}号"
    return Repair(raw, whole, "doc_number_cut", "certain" if whole in set(known) else "high")


_MONTH_GLUED = lazy(r"(?<!\d)(20\d\d)(1[0-2]|[1-9])(月底?)")


def repair_glued_month(raw: str) -> Repair | None:
    """20229月底 -> 2022年9月底.

    >>> repair_glued_month("20229月底").repaired
    '2022年9月底'
    """
    match = _MONTH_GLUED.fullmatch(raw.strip())
    if match is None:
        return None
    return Repair(raw, f"{match.group(1)}年{match.group(2)}{match.group(3)}", "month_glued", "high")


_UNCLOSED = lazy(r"[(（]([^()（）\s]{1,12})[ \t]*$")


def repair_unclosed_unit(raw: str) -> Repair | None:
    """森林覆盖率(% -> 森林覆盖率(%); only where the words after the last bracket are a unit.

    >>> repair_unclosed_unit("森林覆盖率(%").repaired, repair_unclosed_unit("水质(达到或好于")
    ('森林覆盖率(%)', None)
    """
    match = _UNCLOSED.search(raw, max(0, len(raw) - 40))
    if match is None or parse_unit(match.group(1)) is None:
        return None
    closing = "）" if raw[match.start()] == "（" else ")"
    return Repair(raw, raw.rstrip() + closing, "unclosed_unit", "certain")


@cache
def _pollutant_run() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in _damage()["pollutants"]["names"])
    return lazy(rf"(?<![A-Za-z0-9])(?:{names}){{2,12}}(?![A-Za-z])")


@cache
def _pollutant() -> re.Pattern[str]:
    return lazy("|".join(re.escape(name) for name in _damage()["pollutants"]["names"]))


def repair_pollutants(raw: str) -> Repair | None:
    """VOCsNOxCODNH3N -> VOCs、NOx、COD、NH3-N.

    >>> repair_pollutants("VOCsNOxCODNH3N").repaired
    'VOCs、NOx、COD、NH3-N'
    """
    if _pollutant_run().fullmatch(raw) is None:
        return None
    table = _damage()["pollutants"]
    names = [table["written"].get(name, name) for name in _pollutant().findall(raw)]
    return Repair(raw, table["separator"].join(names), "pollutants_glued", "high")


_LOST_TO = lazy(r"20\d\d年(?=[,，])")
_TARGET_HINT = lazy(r"\d%|达到|不低于|不少于|不超过|不小于|建成(?!区)|形成|实现|完成|以上|左右|提升|确保")
_ROMAN_LOST = lazy(r"(?:优于|好于|劣于)类", holds=("于类",))
_UNIT_LOST = lazy(r"(?<![\d./-])\d{1,6}(?:\.\d+)?/(?:日|天)")
_EXPONENT = lazy(r"(?<![\d.])(\d{1,6}(?:\.\d{1,4})?(?:km|m))([2-9])\.(?=\p{Han})")
_LIST_NUMBER = lazy(r"(?<!\d)([1-9])\.(?=\p{Han})")
_M3D = lazy(r"(\d+(?:\.\d+)?)m3/?d(?![A-Za-z])")
_WIDTH = lazy(r"(?<![\d.])(\d{2,3})米宽")
_PERCENT_END = lazy(r"\d%$")


def scan_losses(text: str, *, lossy: bool, context: LossContext | None = None) -> tuple[Loss, ...]:
    """Every spot of a text where characters were lost, in order. () unless the document is lossy.

    `repaired` is given only where the reading is provable; the same words never appear twice.
    """
    if not lossy or not text:
        return ()
    where = context or LossContext()
    losses: list[Loss] = []
    for rule in (_year_pairs, _dates, _doc_numbers, _months, _units_unclosed, _pollutants, _exponents,
                 _lost_to, _romans, _lost_units, _lost_scales, _lost_dashes, _lost_stop):  # fmt: skip
        losses.extend(rule(text, where))
    return _without_overlaps(losses)


def _without_overlaps(losses: list[Loss]) -> tuple[Loss, ...]:
    kept: list[Loss] = []
    for loss in sorted(losses, key=lambda item: (item.start, -item.end)):
        if not kept or loss.start >= kept[-1].end:
            kept.append(loss)
    return tuple(kept)


def _loss(match: re.Match[str], repair: Repair | None, rule: str, shift: int = 0) -> Loss:
    proved = repair is not None and repair.confidence != "low"
    return Loss(
        match.start() + shift, match.end() + shift, match.group(),
        repair.repaired if repair and proved else None, rule, bool(repair and repair.confidence == "certain"),
    )  # fmt: skip


def _year_pairs(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _YEAR_PAIR.finditer(text):
        repair = repair_year_pair(match.group())
        if repair:
            yield _loss(match, repair, "year_pair")


def _dates(text: str, where: LossContext) -> Iterator[Loss]:
    if where.field not in ("signature", ""):
        return
    match = re.fullmatch(r"\s*(20\d\d(?:\d{2,3}|\d{2,4}日))\s*", text)
    if match and _could_be_date(match.group(1)[4:]):
        raw = match.group(1)
        repair = repair_signature_date(raw, where.dates)
        yield Loss(match.start(1), match.end(1), raw, repair.repaired if repair else None, "signature_date",
                   bool(repair and repair.confidence == "certain"))  # fmt: skip


def _doc_numbers(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _DOC_NUMBER_CUT.finditer(text):
        yield _loss(match, repair_doc_number(match.group(), where.doc_numbers), "doc_number_cut")


def _months(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _MONTH_GLUED.finditer(text):
        yield _loss(match, repair_glued_month(match.group()), "month_glued")


def _units_unclosed(text: str, where: LossContext) -> Iterator[Loss]:
    match = _UNCLOSED.search(text, max(0, len(text) - 40))
    if match and parse_unit(match.group(1)) is not None:
        yield _loss(match, repair_unclosed_unit(match.group()), "unclosed_unit")


def _pollutants(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _pollutant_run().finditer(text):
        yield _loss(match, repair_pollutants(match.group()), "pollutants_glued")


def _exponents(text: str, where: LossContext) -> Iterator[Loss]:
    """原水管道约1.7km2.厂区: a list number if the number before it stands in the text, too (1.场外取水工程)."""
    first: dict[int, int] = {}
    for match in _LIST_NUMBER.finditer(text):
        first.setdefault(int(match.group(1)), match.start())
    for match in _EXPONENT.finditer(text):
        repair = None
        if first.get(int(match.group(2)) - 1, len(text)) < match.start():
            repair = Repair(
                match.group(), f"{match.group(1)};{match.group(2)}.", "exponent_list_number", "high"
            )
        yield _loss(match, repair, "exponent_list_number")


def _lost_to(text: str, where: LossContext) -> Iterator[Loss]:
    """2025年,村镇饮用水卫生合格率100%: a task that opens with a year and states a target is due 到2025年."""
    if where.field not in ("task", ""):
        return
    match = _LOST_TO.match(text)
    stop = text.find("。")
    if match and _TARGET_HINT.search(text, match.end(), stop if stop > 0 else len(text)):
        yield _loss(match, Repair(match.group(), "到" + match.group(), "lost_to", "high"), "lost_to")


def _romans(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _ROMAN_LOST.finditer(text):
        yield _loss(match, None, "roman_lost")


def _lost_units(text: str, where: LossContext) -> Iterator[Loss]:
    for match in _UNIT_LOST.finditer(text):
        yield _loss(match, None, "unit_lost")


def _lost_scales(text: str, where: LossContext) -> Iterator[Loss]:
    """2.5户 and a waterworks of 5m3/d: a scale word was lost. Which one cannot be proved."""
    limits = _damage()["implausible"]
    if any(word in text for word in limits["plant_words"]):
        for match in _M3D.finditer(text):
            if Decimal(match.group(1)) < limits["plant_minimum"]:
                yield _loss(match, None, "scale_lost")
    for match in _halves().finditer(text):
        yield _loss(match, None, "scale_lost")


@cache
def _halves() -> re.Pattern[str]:
    whole = "|".join(_damage()["implausible"]["whole"])
    return lazy(rf"(?<![\d.])\d{{1,9}}\.\d{{1,6}} ?(?:{whole})(?!百分|[次均/])")


def _lost_dashes(text: str, where: LossContext) -> Iterator[Loss]:
    limits = _damage()["implausible"]
    for match in _WIDTH.finditer(text):
        near = text[match.end() : match.end() + 12]
        if int(match.group(1)) > limits["width_maximum"] and any(
            word in near for word in limits["width_words"]
        ):
            yield _loss(match, None, "dash_lost")


def _lost_stop(text: str, where: LossContext) -> Iterator[Loss]:
    """…处理率不低于95% at the end of a task's sentence: 。 was a text node of its own."""
    if where.field != "task":
        return
    match = _PERCENT_END.search(text.rstrip(), max(0, len(text.rstrip()) - 3))
    if match and len(text) >= 12:
        yield _loss(match, Repair(match.group(), match.group() + "。", "stop_lost", "certain"), "stop_lost")


def loss_findings(
    losses: Iterable[Loss], *, subject_id: str = "", field: str = "", places: tuple[Place, ...] = ()
) -> tuple[Finding, ...]:
    """Findings for losses: `lost_characters` (read as repaired) or `lost_unproven` (left as it stands)."""
    return tuple(
        Finding(
            "info" if loss.repaired is not None else "warning",
            "lost_characters" if loss.repaired is not None else "lost_unproven",
            subject_id=subject_id,
            field=field,
            raw=loss.raw,
            repaired=loss.repaired or "",
            places=places,
            params={"raw": loss.raw, "repaired": loss.repaired or "", "rule": loss.rule},
        )
        for loss in losses
    )
