"""The checkout is the package itself: pytest must not import it under the name of its folder (qingdan-1.0 is none).

What the tests' processes keep (kept.py) stands in a folder of its own, not in the user's.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

_KEPT = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


class _FolderOfTests:
    """The folder of the checkout is collected as a folder, though it holds an `__init__.py`."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        return pytest.Dir.from_parent(parent, path=path) if path == parent.config.rootpath else None


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_FolderOfTests())
    config.stash[_KEPT] = folder = tempfile.TemporaryDirectory(prefix="qingdan-kept-")
    os.environ["QINGDAN_CACHE"] = folder.name


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_KEPT].cleanup()
