"""Set-up, demonstration and checks of a clone, with nothing but Python 3.11.

    python3 tools/project.py demo     extract a sample and show the result
    python3 tools/project.py check    lint, types, tests, samples

Both make a virtual environment in .venv (or in $QINGDAN_VENV) and install the project into it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("QINGDAN_VENV", ROOT / ".venv"))
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PACKAGES = (".", "extract", "parsers", "normalize", "output", "fetch", "catalog")
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1"}


def run(*command: str, extra: dict[str, str] | None = None) -> None:
    """Run one command of the environment in the project's root; stop with its status if it fails."""
    print("$", " ".join(command), flush=True)
    program = str(BIN / command[0])
    status = subprocess.run(
        [program, *command[1:]], cwd=ROOT, env={**ENVIRONMENT, **(extra or {})}, check=False
    ).returncode
    if status:
        raise SystemExit(status)


def set_up(extras: str) -> None:
    """Make the environment and install the project with these extras (again only when pyproject.toml changed)."""
    stamp = VENV / ".installed"
    wanted = extras + "\n" + (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not (BIN / "python").exists() and not (BIN / "python.exe").exists():
        venv.create(VENV, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run("python", *install, "--upgrade", "pip")
    run("python", *install, "-e", f".{extras}")
    # An editable install is not compiled; where PYTHONDONTWRITEBYTECODE is set each start would compile it anew.
    run("python", "-m", "compileall", "-q", "-l", *PACKAGES)
    stamp.write_text(wanted, encoding="utf-8")


def demo() -> None:
    set_up("")
    out = ROOT / "out" / "demo"
    run("qingdan", "extract", "samples/dazu-2022-105/page.html", "--out", str(out), "--lang", "zh")
    for table in ("indicators", "tasks", "projects", "checks"):
        print(f"\n{out.relative_to(ROOT)}/{table}.csv")
        for line in (out / f"{table}.csv").read_text(encoding="utf-8").splitlines()[:4]:
            print("  " + (line if len(line) <= 220 else line[:220] + "…"))


def check() -> None:
    set_up("[all,test,lint]")
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("basedpyright", "--pythonpath", str(BIN / "python"))
    run("python", "-m", "pytest")
    run("qingdan", "samples", "check")


if __name__ == "__main__":
    commands = {"demo": demo, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    commands[sys.argv[1]]()
