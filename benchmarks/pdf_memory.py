"""How the memory of a run grows with the pages of a PDF.

    python benchmarks/pdf_memory.py [PAGES ...]        (126 504 1008 2016 unless told)

Makes three kinds of PDF from samples/: the plan's pages again and again (tables and prose), its pages of
prose alone, and one long table without an end. Each is read in a process of its own, once by the reader
alone and once as `qingdan extract --out` does it; printed are the highest memory, what it is above a PDF of
as few pages as possible, per page, and that in bytes per byte of the text (UTF-8) that the reader gives.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "dazu-2022-105" / "plan.pdf"
PAGES = (126, 504, 1008, 2016)
KINDS = ("plan", "prose", "table")

READER = """
import sys
from qingdan.extract.registry import read
path = sys.argv[1]
document = read(path, open(path, "rb").read())
print(sum(len(part.text.encode()) for block in document.blocks for part in getattr(block, "cells", (block,))))
"""
RUN = (
    "import sys; from qingdan.cli import main; sys.exit(main(['extract', sys.argv[1], '--out', sys.argv[2]]))"
)


def sample_pages(kind: str) -> list[int]:
    """Indexes of the sample's pages: all, those without a table, those of its longest list."""
    from qingdan.extract import pdf
    from qingdan.model import Table

    document = pdf.read(SAMPLE.name, SAMPLE.read_bytes())
    tables = {block.place.page for block in document.blocks if isinstance(block, Table)}
    pages = range(1, (document.pages or 0) + 1)
    if kind == "prose":
        return [page - 1 for page in pages if page not in tables]
    if kind == "table":
        return [page - 1 for page in pages if page in tables and page + 1 in tables and page - 1 in tables]
    return [page - 1 for page in pages]


def make(kind: str, pages: int) -> bytes:
    """A PDF of so many pages."""
    import pypdfium2

    wanted = sample_pages(kind)
    source = pypdfium2.PdfDocument(SAMPLE)
    made = pypdfium2.PdfDocument.new()
    order = (wanted * (pages // len(wanted) + 1))[:pages]
    made.import_pages(source, order)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def peak(code: str, path: Path, out: Path) -> tuple[float, int]:
    """Highest memory in MB of a process of its own, and what it prints."""
    with tempfile.TemporaryFile() as printed:
        command = [sys.executable, "-c", code, str(path), str(out)]
        child = subprocess.Popen(command, stdout=printed, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"{path.name}: status {status}")
        printed.seek(0)
        text = printed.read().decode().strip()
    return usage.ru_maxrss / 1024, int(text) if text.isdecimal() else 0


def main(arguments: list[str]) -> int:
    pages = [int(a) for a in arguments if a.isdecimal()] or list(PAGES)
    kinds = [a for a in arguments if a in KINDS] or list(KINDS)
    print(f"{'kind':6} {'pages':>6} {'text MB':>8} {'reader MB':>10} {'run MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            rows = []
            for count in pages:
                path = Path(folder) / f"{kind}-{count}.pdf"
                path.write_bytes(make(kind, count))
                reader, size = peak(READER, path, Path(folder))
                run, _ = peak(RUN, path, Path(folder) / f"out-{kind}-{count}")
                rows.append((count, size, reader, run))
                print(f"{kind:6} {count:6} {size / 1e6:8.2f} {reader:10.1f} {run:8.1f}", flush=True)
            (first, least, low, low_run), (last, most, high, high_run) = rows[0], rows[-1]
            if last > first:
                more, text = last - first, max(most - least, 1)
                print(
                    f"{kind:6} growth a page: reader {(high - low) * 1024 / more:.1f} kB "
                    f"({(high - low) * 1048576 / text:.1f} bytes per byte of text), "
                    f"run {(high_run - low_run) * 1024 / more:.1f} kB"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
