"""How long a PDF takes here and with pdfplumber's extract_tables, in one run on one machine.

    python benchmarks/pdf_speed.py FILE.pdf [...]

The first number is the whole read (characters, tables, paragraphs); pdfplumber only finds tables. Both are
given as the best of their repetitions, in seconds of processor time, so that other work on the machine
counts little; their ratio counts less still.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPEAT = 3


def best(work: Callable[[], object], repeat: int = REPEAT) -> float:
    """The least processor time of several runs, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peer(data: bytes) -> int:
    """pdfplumber's tables of all pages; pages are closed as its manual advises. Returns the rows."""
    import pdfplumber

    rows = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            rows += sum(len(table) for table in page.extract_tables())
            page.close()
    return rows


def main(paths: list[str]) -> int:
    from qingdan.extract import pdf

    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    for path in paths:
        data = Path(path).read_bytes()
        document = pdf.read(Path(path).name, data)
        own = best(lambda data=data: pdf.read("x.pdf", data))
        other = best(lambda data=data: peer(data), 1)
        print(
            f"{Path(path).name}: {document.pages} pages, whole read {own:.2f} s, "
            f"pdfplumber.extract_tables {other:.2f} s, ratio {own / other:.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
