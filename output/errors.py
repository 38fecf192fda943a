"""What can go wrong when a package is written or read: one clear line each."""

from __future__ import annotations

from typing import Any

from ..model import SourceError


class OutputError(SourceError):
    """A package that cannot be written or read: `source` is the folder, `code` a message of this stage."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (_output_error, (self.source, self.code, self.params))


def _output_error(source: str, code: str, params: dict[str, Any]) -> OutputError:
    return OutputError(source, code, **params)
