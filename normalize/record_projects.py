"""Lists of projects: each project with its amounts and years, and the totals that the list states."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..model import Finding, ProjectRecord, RawList, StatedTotal
from ..text import squeeze
from .money import EMPTY, money_unit, parse_money
from .numbers import parse_decimal
from .periods import parse_period
from .record_base import Built, Row, Settings, category_of, extra_of, finish
from .record_roles import add_responsibilities, raw_of
from .record_tasks import read
from .units import plain


def projects(raw: RawList, rows: Sequence[Row], settings: Settings, built: Built) -> None:
    unit = next((c.unit for c in raw.columns if c.role == "investment" and c.unit), "") or raw.unit
    count = block = 0
    for row in rows:
        if row.raw.is_total:
            above = count == 0  # 合计 over all rows
            last = sum(not r.raw.is_total for r in rows) if above else count
            total = _stated_total(row, unit, block, last, settings)
            if total is not None:
                built.totals.append(total)
                if squeeze(total.label).endswith("小计"):
                    block = count
            continue
        count += 1
        period = parse_period(row.text("period"), lossy=settings.lossy)
        responsible = raw_of(row, "responsible", "lead")
        main = "responsible" if row.text("responsible") else "lead"
        taken = ("no", "category", "name", "content", "investment", "period", "note", main)
        built.projects.append(
            ProjectRecord(
                row.record_id,
                row.list_id,
                settings.document_id,
                row.no,
                category_of(row),
                row.text("name"),
                row.text("content"),
                row.text("investment"),
                _investment(row, unit, settings, built),
                period.start_year if period else None,
                period.end_year if period else None,
                row.text("period"),
                responsible,
                row.text("note"),
                row.place,
                extra_of(row, taken),
            )
        )
        if period is None and row.text("period") and squeeze(row.text("period")) not in EMPTY:
            raw_period = row.text("period")
            built.findings.append(
                Finding(
                    "warning",
                    "period_unread",
                    row.record_id,
                    "period",
                    raw_period,
                    "",
                    row.places,
                    {"raw": raw_period},
                )
            )
        elif period is not None and period.repaired:
            built.findings.append(
                Finding(
                    "info",
                    "lost_characters",
                    row.record_id,
                    "period",
                    row.text("period"),
                    period.repaired,
                    row.places,
                    {"raw": row.text("period"), "repaired": period.repaired},
                )
            )
        add_responsibilities(row, settings, built)
        content = row.text("content")
        finish(row, settings, built, content, "content", read(content, settings.year, settings, task=False))


def _investment(row: Row, unit: str, settings: Settings, built: Built) -> Decimal | None:
    stated = row.text("investment")
    if not stated or squeeze(stated) in EMPTY:
        return None
    amount = parse_money(stated, header_unit=unit)
    if amount is None:
        code = (
            "investment_unit_unknown" if parse_decimal(squeeze(stated)) is not None else "investment_unread"
        )
        built.findings.append(
            Finding("warning", code, row.record_id, "investment", stated, "", row.places, {"raw": stated})
        )
        return None
    return plain(amount)


def _stated_total(row: Row, unit: str, block: int, count: int, settings: Settings) -> StatedTotal | None:
    stated = row.text("investment")
    value = parse_money(stated, header_unit=unit)
    figure = parse_decimal(squeeze(stated))
    label = next(
        (w.text for c, w in zip(row.columns, row.raw.fields, strict=False) if w and c.role != "investment"),
        "",
    )
    if value is None:
        return None
    money = money_unit(unit) if unit else None
    factor = Decimal(money.scale) if money is not None and figure is not None else Decimal(1)
    first = block if squeeze(label).endswith("小计") else 0
    return StatedTotal(row.list_id, label, value, factor, first, count, row.place)
