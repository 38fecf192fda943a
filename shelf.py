"""Long sequences: the first items stay in memory, what comes beyond them stands in a temporary file.

A document of two thousand pages has a hundred thousand rows, records and pieces, and nearly every step looks
at them once, one after the other. A Store says how many items a step keeps in memory; its shelves are filled
item by item, closed, and then read like the tuple of their items, which they are where nothing was stored:

    store = Store()
    shelf = store.shelf()
    shelf.append(record)
    records = shelf.done()      # a tuple, or the shelf itself

A stored item is read again whenever somebody looks at it: equal to the one that was put in, never the same
object. The file has no name and is gone with the last shelf that stands in it. Where no file can be written
(no temporary folder, a full disk) the items stay in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")
ROOM = 6144  # items in memory: the records of 100 pages; a web page of 500 tasks has 3200
CHUNK = 128  # items that are stored and read together


class Store:
    """How many items some shelves may keep in memory together, and the file for what is beyond."""

    __slots__ = ("_file", "room")

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._file: _File | None = None

    def shelf(self, items: Iterable[T] = (), chunk: int = CHUNK) -> Shelf[T]:
        """A new shelf, filled with `items`."""
        made: Shelf[T] = Shelf(self, chunk)
        made.extend(items)
        return made

    def keep(self, items: Iterable[T], count: int) -> Sequence[T]:
        """`count` items that are there already: as a tuple while there is room, else from the file."""
        return tuple(items) if self.has_room(count) else self.shelf(items).done()

    def has_room(self, count: int) -> bool:
        """Whether so many more items may stay in memory; they are counted then. Once there is none, none follows."""
        self.room = self.room - count if count <= self.room else 0
        return self.room > 0

    def put(self, items: list[Any]) -> _Stored | list[Any]:
        """The items as they stand in the file, or themselves where there can be none."""
        import pickle

        if self._file is None or self._file.process != os.getpid():  # a forked process writes its own
            self._file = _File()
        return self._file.put(pickle.dumps(items, 5)) or items


class _File:
    """A temporary file without a name, written at its end and read anywhere."""

    def __init__(self) -> None:
        import tempfile
        import threading

        self.process = os.getpid()
        self._lock = threading.Lock()
        self._size = 0
        try:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        except OSError:
            self._file = None

    def put(self, data: bytes) -> _Stored | None:
        if self._file is None:
            return None
        try:
            with self._lock:
                self._file.seek(self._size)
                if self._file.write(data) != len(data):
                    return None
                self._size += len(data)
        except OSError:
            return None
        return _Stored(self, self._size - len(data), len(data))

    def get(self, start: int, size: int) -> bytes:
        assert self._file is not None
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, start)
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()


class _Stored:
    """Where a chunk stands."""

    __slots__ = ("_file", "_size", "_start")

    def __init__(self, file: _File, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size

    def data(self) -> bytes:
        return self._file.get(self._start, self._size)

    def items(self) -> list[Any]:
        import pickle

        return pickle.loads(self.data())


class Shelf(Sequence[T]):
    """A sequence that is filled with `append`, closed with `done`, and equal to the tuple of its items."""

    __slots__ = ("_chunk", "_chunks", "_head", "_open", "_recent", "_store", "_stored")

    def __init__(self, store: Store, chunk: int = CHUNK) -> None:
        self._store = store
        self._chunk = chunk
        self._head: list[T] = []  # what stays in memory
        self._chunks: list[_Stored | list[T]] = []  # what comes behind it, in the file
        self._stored = 0  # items in the chunks
        self._open: list[T] = []  # the last items, not yet a chunk
        self._recent: tuple[tuple[int, list[T]], ...] = ()  # the two chunks looked into last

    # ---- filling

    def append(self, item: T) -> None:
        self._open.append(item)
        if len(self._open) == self._chunk:
            self._close_chunk()

    def extend(self, items: Iterable[T]) -> None:
        for item in items:
            self.append(item)

    def done(self) -> Sequence[T]:
        """The tuple of the items if all of them are in memory, else the shelf; nothing is added afterwards."""
        if self._open:
            self._close_chunk()
        return self if self._chunks else tuple(self._head)

    def _close_chunk(self) -> None:
        if not self._chunks and self._store.has_room(len(self._open)):
            self._head += self._open
        else:
            self._chunks.append(self._store.put(self._open))
            self._stored += len(self._open)
        self._open = []

    # ---- reading

    def __len__(self) -> int:
        return len(self._head) + self._stored + len(self._open)

    def __iter__(self) -> Iterator[T]:
        yield from self._head
        for chunk in self._chunks:
            yield from chunk.items() if isinstance(chunk, _Stored) else chunk
        yield from self._open

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        behind = (index if index >= 0 else index + len(self)) - len(self._head)
        if behind < 0:
            return self._head[index if index >= 0 else behind]
        if behind < self._stored:
            return self._chunk_items(behind // self._chunk)[behind % self._chunk]
        return self._open[behind - self._stored]

    def _chunk_items(self, number: int) -> list[T]:
        for known, items in self._recent:
            if known == number:
                return items
        chunk = self._chunks[number]
        items = chunk.items() if isinstance(chunk, _Stored) else chunk
        self._recent = ((number, items), *self._recent[:1])
        return items

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, (Shelf, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        chunks = [chunk.data() if isinstance(chunk, _Stored) else chunk for chunk in self._chunks]
        return _restored, (self._chunk, self._head, chunks, self._open)


def _restored(chunk: int, head: list[Any], chunks: list[bytes | list[Any]], rest: list[Any]) -> Shelf[Any]:
    """A shelf that came from another process, in a file of its own."""
    import pickle

    made: Shelf[Any] = Shelf(Store(0), chunk)
    made._head = head
    for packed in chunks:
        made._open = pickle.loads(packed) if isinstance(packed, bytes) else packed
        made._chunks.append(made._store.put(made._open))
        made._stored += len(made._open)
    made._open = rest
    return made
