"""From matched headings to the columns of a list: one role a column, decided with the whole header in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Column, Words
from ..text import squeeze
from .vocabulary import HeaderMatch, choose_kind, header_unit, match_header

LABEL_ROLES = frozenset({"category", "category2", "group", "item", "name", "task", "task_name"})
ORG_ROLES = frozenset({"lead", "support", "responsible", "guide"})
COUNT_ROLES = frozenset({"total", "done", "undone"})


def build_columns(headers: Sequence[Words], kind: str | None = None) -> tuple[str | None, tuple[Column, ...]]:
    """The kind of the table these headings make and its columns; kind None if they make none."""
    matches = heading_matches(headers)
    kind = kind or choose_kind(matches)
    if kind is None:
        return None, tuple(Column("other", h, unit=header_unit(squeeze(h.text))[1]) for h in headers)
    columns = [_column(h, m, kind) for h, m in zip(headers, matches, strict=True)]
    return kind, tuple(_FIX[kind](columns))


_GOALS = frozenset({"目标", "工作目标", "目标名称", "主要目标", "具体目标", "预期目标"})


def heading_matches(headers: Sequence[Words]) -> list[HeaderMatch | None]:
    """What each heading can mean; of 目标 | 单位 | 2024年 | 2025年 the first heads the names: years have columns."""
    matches = [match_header(h.text) for h in headers]
    years = sum(m is not None and m.year is not None for m in matches)
    if years < 2 or choose_kind(matches) is not None:
        return matches
    goals = [i for i, h in enumerate(headers) if squeeze(h.text) in _GOALS]
    return [match_header("指标名称") if i in goals[:1] else m for i, m in enumerate(matches)]


def _column(header: Words, match: HeaderMatch | None, kind: str) -> Column:
    role = (match.role(kind) if match else "") or "other"
    role, _, detail = role.partition(":")
    return Column(
        role=role,
        header=header,
        year=match.year if match else None,
        value_kind="" if detail == "year" else detail,
        unit=match.unit if match else header_unit(squeeze(header.text))[1],
    )


def _with_role(column: Column, role: str) -> Column:
    return replace(column, role=role)


def _keep_last(columns: list[Column], role: str, spare: Sequence[str]) -> list[Column]:
    """Of several columns with one role the last keeps it; the earlier ones take the spare roles in order.

    重点任务 | 具体措施 | 责任单位: the measure is the task, 重点任务 is its category.
    """
    same = [i for i, c in enumerate(columns) if c.role == role]
    out = list(columns)
    for index in same[:-1]:
        free = next((s for s in spare if all(c.role != s for c in out)), "other")
        out[index] = _with_role(out[index], free)
    return out


def _keep_first(columns: list[Column], role: str) -> list[Column]:
    same = [i for i, c in enumerate(columns) if c.role == role]
    return [_with_role(c, "other") if i in same[1:] else c for i, c in enumerate(columns)]


def _unique(columns: list[Column], roles: Sequence[str]) -> list[Column]:
    for role in roles:
        columns = _keep_first(columns, role)
    return columns


def _fix_task(columns: list[Column]) -> list[Column]:
    columns = _keep_last(columns, "task", ("task_name",))
    has_task = any(c.role == "task" for c in columns)
    if not has_task:
        columns = _keep_last(columns, "task_name", ("category", "category2"))
        columns = [_with_role(c, "task") if c.role == "task_name" else c for c in columns]
    else:
        free = "other" if any(c.role == "category" for c in columns) else "category"
        columns = [_with_role(c, free) if c.role == "task_name" else c for c in columns]
    columns = _keep_first(_split_categories(columns), "deadline")
    return _unique(
        columns, ("no", "lead", "support", "responsible", "guide", "note", "category", "category2", "leader")
    )


def _split_categories(columns: list[Column]) -> list[Column]:
    same = [i for i, c in enumerate(columns) if c.role == "category"]
    return [
        _with_role(c, "category2") if i in same[1:2] and all(x.role != "category2" for x in columns) else c
        for i, c in enumerate(columns)
    ]


def _fix_indicator(columns: list[Column]) -> list[Column]:
    columns = _keep_last(columns, "name", ("category", "category2"))
    return _unique(
        _split_categories(columns),
        ("no", "attribute", "unit", "note", "lead", "support", "responsible", "category", "category2"),
    )


def _fix_project(columns: list[Column]) -> list[Column]:
    columns = _keep_last(columns, "name", ("category", "category2"))
    names = ("no", "content", "investment", "period", "responsible", "lead", "support", "guide", "note")
    return _unique(_split_categories(columns), (*names, "category", "category2", "leader"))


def _fix_progress(columns: list[Column]) -> list[Column]:
    """Label columns from the left: the first is the group, the second the item, whatever they are called."""
    out: list[Column] = []
    free = ["group", "item"]
    for column in columns:
        if column.role in {"group", "item"} or column.role in LABEL_ROLES:
            out.append(_with_role(column, free.pop(0) if free else "other"))
        else:
            out.append(column)
    return _unique(out, ("no", "total", "done", "undone", "rate", "note"))


_FIX = {"task": _fix_task, "indicator": _fix_indicator, "project": _fix_project, "progress": _fix_progress}
