"""A guard against work that explodes with its input."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 60  # seconds; linear work on these inputs takes one at most, exploding work takes hours


@contextmanager
def completes(seconds: int = LIMIT) -> Iterator[None]:
    """Fails if the block is still running after a minute: no measure of speed, only of termination."""

    def stop(_signal: int, _frame: object) -> None:
        raise AssertionError(f"still running after {seconds} s: its time explodes with the input")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
