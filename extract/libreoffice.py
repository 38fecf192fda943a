"""Conversion by LibreOffice where it is installed: one profile per process, no macros, no links followed.

LibreOffice run twice on one profile loses documents; so each process has a profile of its own, removed at
its end. A conversion that takes too long is ended together with its children.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from ..model import SourceError

TIMEOUT = 120.0  # seconds; a plan of 100 pages takes 3
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Field" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed (QINGDAN_SOFFICE names another one, "" none)."""
    chosen = os.environ.get("QINGDAN_SOFFICE")
    if chosen is not None:
        return chosen or None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _ELSEWHERE if Path(path).exists()), None)


def convert(name: str, data: bytes, suffix: str, target: str, timeout: float = TIMEOUT) -> bytes:
    """The bytes in another format: `suffix` of the source (".doc"), `target` (docx, xlsx).

    Raises SourceError: `needs_libreoffice`, `conversion_timeout`, `conversion_failed`.
    """
    soffice = program()
    if soffice is None:
        raise SourceError(name, "needs_libreoffice", suffix=suffix)
    with tempfile.TemporaryDirectory(prefix="qingdan-") as folder:
        source = Path(folder, "source" + suffix)
        source.write_bytes(data)
        _run(name, [soffice, *_arguments(target, folder, source)], timeout)
        made = Path(folder, "source." + target)
        if not made.exists() or not made.stat().st_size:  # LibreOffice exits with 0 all the same
            raise SourceError(name, "conversion_failed")
        return made.read_bytes()


def _arguments(target: str, folder: str, source: Path) -> list[str]:
    profile = Path(_profile(os.getpid())).as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    return [
        f"-env:UserInstallation={profile}",
        *options,
        "--convert-to",
        target,
        "--outdir",
        folder,
        str(source),
    ]


@cache
def _profile(process: int) -> str:
    """A profile folder for this process (a forked worker has another id and makes its own)."""
    folder = tempfile.mkdtemp(prefix="qingdan-office-")
    Path(folder, "user").mkdir()
    Path(folder, "user", "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    atexit.register(_remove, folder, process)
    return folder


def _remove(folder: str, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def _run(name: str, command: list[str], timeout: float) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise SourceError(name, "conversion_timeout", seconds=round(timeout)) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and what it started: soffice is a script that starts soffice.bin."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # its own session, so nothing else is in the group
    elif process.poll() is None:
        process.kill()
    process.wait()
