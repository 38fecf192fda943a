"""The command as a process of its own: `qingdan`, `python -m qingdan`."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def run() -> None:
    """`cli.main` in a process that ends without taking apart all that it read: a tenth of a short run.

    The garbage collector waits for a million new objects, from the first import on: what is read are small frozen
    records, hardly ever in a cycle, and looking for cycles among them was another tenth.
    """
    gc.set_threshold(1_000_000, 20, 20)
    status = [1]
    atexit.register(_leave, status)  # registered first, so called after all that others have registered
    from .cli import main

    try:
        main()
        status[0] = 0
    except SystemExit as stop:
        status[0] = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        raise


def _leave(status: list[int]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    kept = sys.modules.get("qingdan.kept")
    if kept is not None:
        kept.save()
    os._exit(status[0])


if __name__ == "__main__":
    run()
