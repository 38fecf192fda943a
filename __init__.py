"""qingdan 清单: the plans that Chinese districts publish, as checked tables.

>>> import qingdan
>>> package = qingdan.extract_files("samples/evaluation-2023/report.txt")  # doctest: +SKIP
>>> package.progress[0].item, package.to_pandas()["tasks"]  # doctest: +SKIP

`qingdan.extract(...)` is the same as `qingdan.extract_files(...)`; `qingdan.extract` is also the package of
the readers.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from . import extract
from .model import SourceError
from .package import Package, extract_bytes, extract_files

__version__ = "0.1.0"
__all__ = ["Package", "SourceError", "extract", "extract_bytes", "extract_files"]


class _CallablePackage(ModuleType):
    """The package of the readers, which can be called as well: qingdan.extract("plan.docx")."""

    def __call__(self, *sources: Any, **options: Any) -> Package:
        return extract_files(*sources, **options)


sys.modules[extract.__name__].__class__ = _CallablePackage
