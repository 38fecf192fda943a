"""Messages for people, in Chinese and English: one home for the wording, found by code.

Each stage keeps its own `messages.py` with a dict MESSAGES: code -> (中文, English); this module looks them up.
Placeholders are str.format names. Data files always carry the Chinese wording (the same bytes everywhere).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

MESSAGES: dict[str, tuple[str, str]] = {
    "unreadable": ("无法读取：{reason}", "cannot be read: {reason}"),
}

_STAGES = ("extract", "parsers", "normalize", "output")


@cache
def _all() -> dict[str, tuple[str, str]]:
    merged = dict(MESSAGES)
    for stage in _STAGES:
        module = importlib.import_module(f".{stage}.messages", __package__)
        for code, pair in module.MESSAGES.items():
            if code in merged:
                raise ValueError(f"message code {code!r} defined twice")
            merged[code] = pair
    return merged


def render(code: str, lang: str = "zh", params: Mapping[str, Any] | None = None) -> str:
    """The wording of a code in `zh` or `en`; an unknown code shows itself and its parameters."""
    pair = _all().get(code)
    if pair is None:
        return code + (f" {dict(params)}" if params else "")
    return pair[1 if lang == "en" else 0].format(**(params or {}))


def default_language(environ: Mapping[str, str] = os.environ) -> str:
    """`en` or `zh` from LC_ALL, LC_MESSAGES, LANG; Chinese unless the locale is plainly English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
