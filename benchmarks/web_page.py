"""How long a web page takes from a cold start, here and with pandas.read_html, in one run on one machine.

    python benchmarks/web_page.py [PAGE.html] [--runs 9]

Whole processes, started in turn (A B A B …): `qingdan extract PAGE`, which writes the checked tables, and a
process that imports pandas and calls `read_html` on the same page, which gives the cells as they stand. The
ratio is taken pair by pair and its median shown, so that other work on the machine, which slows both, counts
little. Needs a system with os.wait4. Install the project with `pip install .`: an editable install is
compiled again at each start where PYTHONDONTWRITEBYTECODE is set.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "samples" / "dazu-2022-105" / "page.html"
PANDAS = "import sys, pandas; pandas.read_html(sys.argv[1], encoding='gb18030')"


def measured(command: list[str]) -> tuple[float, float]:
    """Processor seconds (user and system, of the whole process) and wall seconds of one command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit status {process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, wall


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", nargs="?", default=str(PAGE))
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page, out = str(Path(given.page).resolve()), str(Path(folder) / "out")
        os.chdir(folder)  # the installed project is measured, not the clone
        command = shutil.which("qingdan", path=str(Path(sys.executable).parent))
        if command is None:
            raise SystemExit("no qingdan beside this Python; pip install . first")
        ours = [command, "extract", page, "--out", out, "-q"]
        theirs = [sys.executable, "-c", PANDAS, page]
        pairs = [(measured(ours), measured(theirs)) for _ in range(given.runs + 1)][1:]  # the first warms up
    for n, kind in enumerate(("processor", "wall")):
        a, b = [x[n] for x, _ in pairs], [y[n] for _, y in pairs]
        ratio = statistics.median(x / y for x, y in zip(a, b, strict=True))
        print(
            f"{kind:9}  qingdan {statistics.median(a):.2f} s  pandas.read_html {statistics.median(b):.2f} s  "
            f"ratio {ratio:.2f}  (medians of {given.runs} pairs)"
        )


if __name__ == "__main__":
    main()
