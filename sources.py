"""What the command line names as a source: files, folders, globs, archives, addresses.

Names given to documents are file names or paths inside the named folder, never a path of this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .extract.registry import SUFFIXES, expand, suffix_of
from .lightclass import dataclass
from .model import SourceError

MAX_BYTES = 1 << 30  # a source larger than 1 GiB is refused; the largest plan seen has 60 MB
_MAGIC = frozenset("*?[")  # of glob


@dataclass(frozen=True, slots=True)
class Source:
    """A named source: its bytes, or why it has none; None for an address, which is fetched apart."""

    name: str
    content: bytes | SourceError | None


def is_address(argument: str) -> bool:
    return argument.lower().startswith(("http://", "https://"))


def find_sources(arguments: Iterable[str], leave_out: Path | None = None) -> Iterator[Source]:
    """Every source that the arguments name, archives opened, in a fixed order.

    `leave_out`: the output folder; what an earlier run wrote there is no source, also inside a named folder.
    """
    for argument in arguments:
        if is_address(argument):
            yield Source(argument, None)
            continue
        for name, path in _paths(argument, leave_out):
            for inner, content in _open(name, path):
                yield Source(inner, content)


def _paths(argument: str, leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    path = Path(argument)
    if path.is_dir():
        yield from _folder(path, leave_out)
    elif path.exists() or not _MAGIC.intersection(argument):
        yield path.name, path
    else:
        from glob import glob

        matches = sorted(glob(argument, recursive=True))
        if not matches:
            yield argument, path
        for match in matches:
            found = Path(match)
            if found.is_dir():
                yield from _folder(found, leave_out)
            else:
                yield found.name, found


def _folder(folder: Path, leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    """Files of known formats below a folder, by their path inside it; hidden files are left out."""
    out = leave_out.resolve() if leave_out is not None else None
    inside = out is not None and folder.resolve() in out.parents
    found = False
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if (
            path.is_file()
            and not any(p.startswith((".", "~$")) for p in inner.parts)
            and suffix_of(path.name) in SUFFIXES
            and not (inside and out in path.resolve().parents)
        ):
            found = True
            yield inner.as_posix(), path
    if not found:
        yield folder.name or str(folder), folder


def _open(name: str, path: Path) -> Iterator[tuple[str, bytes | SourceError]]:
    try:
        if path.is_dir():
            raise SourceError(name, "folder_empty", suffixes=" ".join(sorted(SUFFIXES)))
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(name, "source_too_large", limit=MAX_BYTES >> 20)
        data = path.read_bytes()
    except SourceError as error:
        yield name, error
    except FileNotFoundError:
        yield name, SourceError(name, "source_not_found")
    except OSError as error:
        yield name, SourceError(name, "source_unreadable", reason=error.strerror or type(error).__name__)
    else:
        yield from expand(name, data)
