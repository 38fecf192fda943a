"""The rows of a table without rules: where they are, and the lines of a cell that go to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .pdf_texts import Text, is_number, is_running

WIDER = 1.12  # of the pitch: two lines further apart are rather two labels than one over several rows,
PARTED = 0.3  # of the pitch: if those stand no further from their rows than this
UNLABELLED = 0.4  # of the pitch: how much worse a first label has to stand than without the rows above it
ATOMIC = 0.7  # of a column's lines are numbers: one a row
MAX_LINES = 14  # lines of one cell
LINE_GAP = 1.6  # of the pitch: lines further apart are two cells
NEAR = 0.4  # of the pitch: how far a cell's middle may lie from its row's


def heights_of_rows(columns: Sequence[Sequence[Text]], pitch: float) -> list[float]:
    """The heights of the rows: of the running numbers, else of the columns of numbers, else of all lines."""
    numbers = [[t for t in texts if is_number(t.words)] for texts in columns]
    chosen = [
        found
        for texts, found in zip(columns, numbers, strict=True)
        if len(found) >= max(1, ATOMIC * len(texts))
    ]
    ordinals = [found for found in chosen if len(found) > 1 and is_running(found)]
    if ordinals:
        chosen = [max(ordinals, key=len)]
    if not chosen:
        chosen = [[t for texts in columns for t in texts]]
    heights = sorted(t.middle for found in chosen for t in found)
    rows: list[list[float]] = []
    for height in heights:
        if rows and height - rows[-1][0] < NEAR * pitch:
            rows[-1].append(height)
        else:
            rows.append([height])
    return [sum(row) / len(row) for row in rows]


Cost = Callable[[float, float, int], float]  # first and last line of a cell, row -> distance


def modes_of(anchors: Sequence[float]) -> dict[str, Cost]:
    """Distances for cells centred on, hanging from, or standing on their row's number.

    A cell never reaches over the number of the row above or below.
    """
    fence = [float("-inf"), *anchors, float("inf")]

    def within(distance: Callable[[float, float], float]) -> Cost:
        def cost(first: float, last: float, row: int) -> float:
            if first <= fence[row] + 2 or last >= fence[row + 2] - 2:
                return float("inf")
            return abs(distance(first, last) - anchors[row])

        return cost

    return {
        "middle": within(lambda first, last: (first + last) / 2),
        "top": within(lambda first, last: first),
        "bottom": within(lambda first, last: last),
    }


def assign(
    texts: Sequence[Text], rows: int, cost: Cost, pitch: float
) -> tuple[float, list[tuple[int, int, int]]]:
    """Lines to rows in order, at the least total distance: (distance, [(row, first line, end)])."""
    n = len(texts)
    best: list[list[tuple[float, int]]] = [[(0.0, 0) if i == 0 else (float("inf"), 0) for i in range(n + 1)]]
    for row in range(rows):
        now = []
        for i in range(n + 1):
            value = (best[row][i][0], i)
            for k in range(i - 1, max(-1, i - MAX_LINES - 1), -1):
                if i - k > 1 and texts[k + 1].middle - texts[k].middle > LINE_GAP * pitch:
                    break
                before = best[row][k][0]
                if before < float("inf"):
                    total = before + (i - k) * cost(texts[k].middle, texts[i - 1].middle, row)
                    if total < value[0] - 1e-9:
                        value = (total, k)
            now.append(value)
        best.append(now)
    cells = []
    i = n
    for row in range(rows, 0, -1):
        k = best[row][i][1]
        if k < i:
            cells.append((row - 1, k, i))
        i = k
    return best[rows][n][0], cells[::-1] if best[rows][n][0] < float("inf") else []


def tile(
    texts: Sequence[Text], bounds: Sequence[float], pitch: float
) -> tuple[float, list[tuple[int, int, int, int]]]:
    """Cells that cover all rows, each centred on the rows it covers; the label of the first rows may stand on the
    page before.

    Returns the largest distance and (first row, end row, first line, end line) of each cell.
    """
    n, rows = len(texts), len(bounds) - 1
    worst = float("inf")
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {
        (0, row): (row * (UNLABELLED * pitch) ** 2, None) for row in range(rows)
    }
    for i in range(n):
        for row in range(rows):
            if (i, row) not in best:
                continue
            before = best[i, row][0]
            apart = 0.0
            for j in range(i + 1, min(n, i + MAX_LINES) + 1):
                if j - i > 1 and texts[j - 1].middle - texts[j - 2].middle > LINE_GAP * pitch:
                    break
                if j - i > 1 and texts[j - 1].middle - texts[j - 2].middle > WIDER * pitch:
                    apart += (PARTED * pitch) ** 2
                middle = (texts[i].middle + texts[j - 1].middle) / 2
                for end in range(row + 1, rows + 1):
                    distance = abs(middle - (bounds[row] + bounds[end]) / 2)
                    total = before + distance * distance + apart
                    if total < best.get((j, end), (worst, None))[0] - 1e-9:
                        best[j, end] = (total, (i, row))
    if (n, rows) not in best:
        return worst, []
    cells = []
    state = (n, rows)
    while best[state][1] is not None:
        i, row = best[state][1] or (0, 0)
        cells.append((row, state[1], i, state[0]))
        state = (i, row)
    cells.reverse()
    largest = max(
        abs((texts[i].middle + texts[j - 1].middle) / 2 - (bounds[a] + bounds[b]) / 2) for a, b, i, j in cells
    )
    return largest, cells
