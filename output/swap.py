"""Replace a folder whole: fill a sibling, then one rename.

A folder that does not exist or is empty is replaced by plain rename(2). One with content is exchanged with
the new one (Linux renameat2 RENAME_EXCHANGE, macOS renamex_np RENAME_SWAP), so that at no moment the name
points to nothing; where the system cannot exchange, the old folder steps aside first and the next run puts
it back if this one dies in between.

A run holds a lock (flock) on its unfinished folder. The next run removes unfinished folders without a lock:
the leftovers of a killed run, never the work of one that is alive.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..text import lazy
from .errors import OutputError

_NEW = "new"  # .DIR.qingdan-new-1a2b3c4d: being filled, or the old content after an exchange
_OLD = "old"  # .DIR.qingdan-old-1a2b3c4d: stepped aside (systems without exchange)
_STALE_SECONDS = 86_400  # where there is no flock: a leftover is a leftover after a day
_EIGHT_DIGITS = lazy("[0-9a-f]{8}")


@contextmanager
def replace_folder(out: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """A new, empty folder that takes the place of `out` when the block ends without an exception.

    `check` is given a folder that would be replaced and raises if it must not be; it is asked before
    anything is written and again before the swap. Symbolic links in `out` are followed: the link stays.
    """
    target = _resolve(out)
    made = _make_parents(target.parent)
    try:
        _recover(target)
        _check_target(out, target, check)
        folder, lock = _new_folder(target)
        try:
            yield folder
            _check_target(out, target, check)
            _put_in_place(folder, target)
        finally:
            _remove(folder)  # the unfinished folder, or the old content
            _unlock(lock)
    except BaseException:
        _remove_parents(made)
        raise


def check_folder(out: Path, check: Callable[[Path], None]) -> None:
    """OutputError if `out` must not be replaced, asked before long work; nothing is written."""
    _check_target(out, _resolve(out), check)


def _resolve(out: Path) -> Path:
    try:
        return Path(os.path.realpath(out, strict=False))
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(str(out), "out_unwritable", reason=str(error)) from error


def _check_target(out: Path, target: Path, check: Callable[[Path], None]) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise OutputError(str(out), "out_is_file")
    if os.path.ismount(target):
        raise OutputError(str(out), "out_is_mount")
    here = Path.cwd()
    if target == here or target in here.parents:
        raise OutputError(str(out), "out_is_cwd")
    if not os.access(target, os.W_OK):  # whoever made it read-only wants it kept
        raise OutputError(str(out), "out_unwritable", reason=os.strerror(errno.EACCES))
    check(target)


# ---- folders above


def _make_parents(parent: Path) -> list[Path]:
    """Create the missing folders above; returns those made, the deepest first."""
    missing = []
    while not os.path.lexists(parent):
        missing.append(parent)
        parent = parent.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
    return missing


def _remove_parents(made: list[Path]) -> None:
    for folder in made:
        try:
            folder.rmdir()
        except OSError:
            return


# ---- the unfinished folder


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.qingdan-{kind}-{os.urandom(4).hex()}")


def _siblings(target: Path, kind: str) -> list[Path]:
    begins = f".{target.name}.qingdan-{kind}-"
    with os.scandir(target.parent) as entries:
        found = [
            entry.path
            for entry in entries
            if entry.name.startswith(begins)
            and _EIGHT_DIGITS.fullmatch(entry.name, len(begins))
            and entry.is_dir(follow_symlinks=False)
        ]
    return sorted(map(Path, found))


def _new_folder(target: Path) -> tuple[Path, int | None]:
    while True:
        folder = _beside(target, _NEW)
        try:
            folder.mkdir()
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            reason = error.strerror or str(error)
            raise OutputError(str(target), "out_beside", parent=str(target.parent), reason=reason) from error
        locked, lock = _lock(folder)
        if locked and folder.is_dir():  # else another run took it for a leftover: try again
            return folder, lock
        _unlock(lock)


def _recover(target: Path) -> None:
    """Put back what a killed run left aside, remove what it left unfinished."""
    for old in _siblings(target, _OLD):
        if not os.path.lexists(target):
            os.rename(old, target)
        else:
            _remove_leftover(old)
    for new in _siblings(target, _NEW):
        _remove_leftover(new)


def _remove_leftover(folder: Path) -> None:
    try:
        locked, lock = _lock(folder)
    except OSError:
        return  # gone, or not ours to open
    if locked:
        _remove(folder)
    _unlock(lock)


def _lock(folder: Path) -> tuple[bool, int | None]:
    """Try to lock a folder: whether nobody else holds it, and what to give to `_unlock`."""
    try:
        import fcntl
    except ImportError:  # Windows: a young folder may be in use, a folder we made ourselves is empty
        old = time.time() - folder.stat().st_mtime > _STALE_SECONDS
        return old or not any(folder.iterdir()), None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False, None
    except OSError:  # a file system without locks
        old = time.time() - folder.stat().st_mtime > _STALE_SECONDS
        return old or not any(folder.iterdir()), handle
    return True, handle


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


# ---- the swap


def _remove(folder: Path) -> None:
    """The folder and what is in it, as far as that can be removed; links are not followed."""
    if os.path.islink(folder):
        return
    for inside, folders, files in os.walk(folder, topdown=False):
        with suppress(OSError):
            for name in files:
                os.unlink(os.path.join(inside, name))
            for name in folders:
                path = os.path.join(inside, name)
                os.unlink(path) if os.path.islink(path) else os.rmdir(path)
    with suppress(OSError):
        os.rmdir(folder)


def _put_in_place(folder: Path, target: Path) -> None:
    if os.path.lexists(target) and any(target.iterdir()):
        os.chmod(folder, stat.S_IMODE(target.stat().st_mode))
        if not _exchange(folder, target):
            _step_aside(folder, target)
        return
    if sys.platform == "win32" and target.is_dir():
        target.rmdir()  # there a rename does not replace an empty folder
    if target.is_dir():
        os.chmod(folder, stat.S_IMODE(target.stat().st_mode))
    os.rename(folder, target)


def _step_aside(folder: Path, target: Path) -> None:
    aside = _beside(target, _OLD)
    os.rename(target, aside)
    try:
        os.rename(folder, target)
    except BaseException:
        os.rename(aside, target)
        raise
    _remove(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    import ctypes

    first, second = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return libc.renamex_np(first, second, 2) == 0  # RENAME_SWAP
        at = ctypes.c_int(-100)  # AT_FDCWD
        return libc.renameat2(at, first, at, second, ctypes.c_uint(2)) == 0  # RENAME_EXCHANGE
    except (AttributeError, OSError, TypeError):
        return False
