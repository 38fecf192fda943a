"""pandas: every table as a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from ..model import TABLES, Extraction, FindingRecord
from .merge import merge, without_surrogates
from .tables import columns, getter

if TYPE_CHECKING:
    import pandas

_DTYPES = {"string": "string", "integer": "Int64", "boolean": "boolean"}


def frames(
    extractions: Sequence[Extraction],
    *,
    findings: Sequence[FindingRecord] = (),
    decimals: Literal["exact", "float"] = "exact",
) -> dict[str, pandas.DataFrame]:
    """The tables of some documents, merged as in a package, by name.

    Types are nullable (string, Int64, boolean), "not stated" is <NA>. Decimals stay decimal.Decimal in
    columns of type object, so that 0.1 is 0.1; `decimals="float"` makes them Float64, for plotting and statistics.
    """
    tables = merge(extractions, findings)
    try:
        return {table: frame(table, tables.rows(table), decimals) for table in TABLES}
    except UnicodeEncodeError:  # Arrow strings are UTF-8
        tables = without_surrogates(tables)
        return {table: frame(table, tables.rows(table), decimals) for table in TABLES}


def frame(
    table: str, records: Iterable[Any], decimals: Literal["exact", "float"] = "exact"
) -> pandas.DataFrame:
    """One table of the contract as a DataFrame; its Chinese titles are in `.attrs["titles"]`."""
    import pandas

    rows = list(map(getter(table), records))
    made: dict[str, Any] = {}
    for i, column in enumerate(columns(table)):
        values = [pandas.NA if row[i] is None or row[i] == "" else row[i] for row in rows]
        if column.type != "number":
            made[column.name] = pandas.array(values, dtype=_DTYPES[column.type])
        elif decimals == "exact":
            made[column.name] = pandas.Series(values, dtype=object)
        else:
            made[column.name] = pandas.array(list(map(_float, values)), dtype="Float64")
    result = pandas.DataFrame(made)
    result.attrs["titles"] = {c.name: c.title for c in columns(table)}
    return result


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
