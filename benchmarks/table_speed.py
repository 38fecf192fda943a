"""Time of the table engine on long tables: `python benchmarks/table_speed.py 1000 10000 100000`.

A grid (one table block, and the same cut into fragments of 25 rows) and a flattened copy of the same rows; reading
the file is not counted. `page` is the same grid as a web page through the whole pipeline: read, parse, normalise,
check. Linear time: the microseconds a row stay the same. CPU time of one process, with the collector set as the
command sets it.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

from qingdan.model import Cell, Document, Paragraph, Place, Table
from qingdan.parsers.tables import find_lists
from qingdan.pipeline import extract_document

HEADER = ("序号", "主要任务", "牵头单位", "配合单位")
TEXTS = (
    "推进农村人居环境整治，完成管网改造12公里。",
    "完善河湖长制工作机制，新增监测点3处。",
    "加强扬尘污染防治。",
)
BODIES = ("区水利局、区财政局", "区生态环境局", "区住房城乡建设局、区城市管理局，各镇街")


def row(n: int) -> tuple[str, ...]:
    return str(n), TEXTS[n % 3], BODIES[n % 3], BODIES[(n + 1) % 3] if n % 4 else ""


def table(first: int, last: int, number: int, header: bool = True) -> Table:
    rows = [HEADER] if header else []
    rows += [row(n) for n in range(first, last)]
    cells = [
        Cell(r, c, t, Place(table=number, row=r + 1))
        for r, texts in enumerate(rows)
        for c, t in enumerate(texts)
    ]
    return Table(tuple(cells), Place(table=number))


def grid(count: int) -> Document:
    return document((table(1, count + 1, 1),))


def fragments(count: int) -> Document:
    starts = range(1, count + 1, 25)
    return document(tuple(table(s, min(s + 25, count + 1), n, n == 1) for n, s in enumerate(starts, 1)))


def flattened(count: int) -> Document:
    texts = [*HEADER, *(t for n in range(1, count + 1) for t in row(n) if t)]
    return document(tuple(Paragraph(t, Place(line=n), blank_before=1) for n, t in enumerate(texts, 1)))


def document(blocks: tuple[Table | Paragraph, ...]) -> Document:
    return Document("benchmark", "test", "0" * 64, blocks)


def seconds(make: Callable[[int], Document], count: int) -> float:
    made = make(count)
    start = time.process_time()
    found = find_lists(made).lists
    spent = time.process_time() - start
    if [len(r.rows) for r in found] != [count]:
        raise SystemExit(f"{make.__name__} {count}: {[len(r.rows) for r in found]} rows")
    return spent


def page(count: int) -> bytes:
    rows = [HEADER, *(row(n) for n in range(1, count + 1))]
    cells = ("".join(f"<td>{text}</td>" for text in texts) for texts in rows)
    table = "\n".join(f"<tr>{line}</tr>" for line in cells)
    title = "某区2024年重点工作任务分解方案"
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"<html>{head}<body><h1>{title}</h1><table>{table}</table></body></html>".encode()


def page_seconds(count: int) -> float:
    data = page(count)
    start = time.process_time()
    found = extract_document("page.html", data)
    spent = time.process_time() - start
    if len(found.tasks) != count:
        raise SystemExit(f"page {count}: {len(found.tasks)} tasks")
    return spent


def main() -> None:
    gc.set_threshold(1_000_000, 20, 20)  # as the command does
    for count in map(int, sys.argv[1:] or ("1000", "10000")):
        spent = page_seconds(count)
        print(f"page       {count:7} rows {spent:8.2f} s {spent * 1e6 / count:6.0f} µs a row")
    for make in (grid, fragments, flattened):
        for count in map(int, sys.argv[1:] or ("1000", "10000")):
            spent = seconds(make, count)
            print(f"{make.__name__:10} {count:7} rows {spent:8.2f} s {spent * 1e6 / count:6.0f} µs a row")


if __name__ == "__main__":
    main()
