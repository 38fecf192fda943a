"""Raw bytes by their SHA-256, each once, never changed: archive/ab/ab12…

A file is written beside its place, forced to disk and put there with one rename: a name that exists holds
all of its bytes, also after a power cut.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ..model import SourceError


class Archive:
    """The archive in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep bytes; their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists() and path.stat().st_size == len(data):
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{sha256}.part"
        with draft.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(draft, path)
        _sync_folder(path.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256. Raises SourceError `archive_damaged` if they are not those."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise SourceError(sha256, "archive_damaged", sha256=sha256)
        return data

    def sweep(self) -> None:
        """Remove what a killed run left half written."""
        for draft in self.folder.glob("*.part"):
            draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows: renames are in the journal
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
