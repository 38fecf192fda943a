"""The examples in the docstrings, module by module, under the name the package is installed by."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
import qingdan

MODULES = [module.name for module in pkgutil.walk_packages(qingdan.__path__, "qingdan.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name: str):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = map(importlib.import_module, MODULES)
    assert sum(bool(found.examples) for module in modules for found in finder.find(module)) > 150
