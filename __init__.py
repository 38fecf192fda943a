"""qingdan 清单: the plans that Chinese districts publish, as checked tables.

>>> import qingdan
>>> package = qingdan.extract_files("samples/evaluation-2023/report.txt")  # doctest: +SKIP
>>> package.progress[0].item, package.to_pandas()["tasks"]  # doctest: +SKIP

`qingdan.extract(...)` is the same as `qingdan.extract_files(...)`; `qingdan.extract` is also the package of
the readers.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from . import extract

if TYPE_CHECKING:
    from .model import SourceError
    from .package import Package, extract_bytes, extract_files

__version__ = "0.1.0"
__all__ = ["Package", "SourceError", "extract", "extract_bytes", "extract_files"]


_HOMES = {
    "Package": ".package",
    "SourceError": ".model",
    "extract_bytes": ".package",
    "extract_files": ".package",
}


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first asked for: the command shares none of what `Package` needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name], __name__), name)
    return found


class _CallablePackage(ModuleType):
    """The package of the readers, which can be called as well: qingdan.extract("plan.docx")."""

    def __call__(self, *sources: Any, **options: Any) -> Package:
        from .package import extract_files

        return extract_files(*sources, **options)


sys.modules[extract.__name__].__class__ = _CallablePackage
