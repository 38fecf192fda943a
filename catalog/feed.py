"""changes.jsonl: the table of changes as a file that other programs read on.

The file is derived from the table: one line per change, in order of `seq`, the same bytes each time. A line
that a kill or a full disk cut off is taken back and written again, so that a reader who keeps the number of
bytes read (up to the last line end) or the last `seq` sees each change once.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("seq", "at", "kind", "article", "document_id", "title", "digest")


class Feed:
    """The file of changes beside a catalogue."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: int | None = None  # last seq in the file, once it was looked at

    def bring_up(self, database: sqlite3.Connection) -> None:
        """Append what the table has and the file has not."""
        if self._last is None:
            self._last = self._repaired(database)
        lines = list(_lines(database, self._last))
        if not lines:
            return
        with self.path.open("ab") as handle:
            for seq, line in lines:
                handle.write(line)
                self._last = seq
            handle.flush()

    def _repaired(self, database: sqlite3.Connection) -> int:
        """Take back a cut line; the seq of the last whole one, 0 after a file that is not ours was replaced."""
        if not self.path.exists():
            return 0
        with self.path.open("r+b") as handle:
            size = handle.seek(0, os.SEEK_END)
            end, last = _last_line(handle, size)
            if end < size:
                handle.truncate(end)
        if not last:
            return 0
        try:
            seq = int(json.loads(last)["seq"])
        except (ValueError, KeyError, TypeError):
            seq = 0
        if seq and dict(_lines(database, seq - 1, seq)).get(seq) == last:
            return seq
        self._rebuild(database)
        return max((s for s, _ in _lines(database, 0)), default=0)

    def _rebuild(self, database: sqlite3.Connection) -> None:
        draft = self.path.with_suffix(".part")
        with draft.open("wb") as handle:
            handle.writelines(line for _, line in _lines(database, 0))
        os.replace(draft, self.path)


def _last_line(handle: object, size: int) -> tuple[int, bytes]:
    """Where the last whole line ends, and that line."""
    window = 4096
    while True:
        start = max(0, size - window)
        handle.seek(start)  # type: ignore[attr-defined]
        tail: bytes = handle.read(size - start)  # type: ignore[attr-defined]
        end = tail.rfind(b"\n") + 1
        before = tail.rfind(b"\n", 0, max(end - 1, 0)) + 1
        if start == 0 or before > 0:
            return (start + end if end else start), tail[before:end]
        window *= 4


def _lines(database: sqlite3.Connection, after: int, upto: int = 1 << 62) -> Iterator[tuple[int, bytes]]:
    query = f"SELECT {', '.join(COLUMNS)} FROM changes WHERE seq > ? AND seq <= ? ORDER BY seq"
    for row in database.execute(query, (after, upto)):
        line = json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, separators=(", ", ": "))
        yield row[0], line.encode("utf-8", "backslashreplace") + b"\n"
