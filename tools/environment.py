"""Makes a Python environment from a lock file with hashes, by uv where it can be had, else by pip."""

import argparse
import ast
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.system import CannotGoOn, provide

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.lock"
MAIN = ROOT / ".venv"
WITHOUT_QT = ROOT / ".venv-base"
NOT_BELOW_THE_WINDOW = frozenset({"pyside6-essentials", "shiboken6", "pytest-qt", "uv"})
STAMP = ".made-from"


def make(folder: Path, lock: Path = LOCK, leave_out: frozenset[str] = frozenset(), project: bool = True) -> Path:
    """The Python of an environment in `folder` with what `lock` pins, made anew only when something has changed."""
    stamp, wanted, python = folder / STAMP, _fingerprint(lock, leave_out, project), _python(folder)
    if _works(python) and stamp.is_file() and stamp.read_text() == wanted:
        return python
    print(f"Making {os.path.relpath(folder)} from {lock.name} ...", flush=True)
    _create(folder, python)
    stamp.unlink(missing_ok=True)
    pins = entries(lock.read_text("utf-8"))
    _install(python, {name: text for name, text in pins.items() if name not in leave_out})
    if project:
        _install_project(python)
    stamp.write_text(wanted)
    return python


def entries(lock: str) -> dict[str, str]:
    """The pins of a lock file by the package's name, each with its marker and hashes."""
    parts = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return {part.split("==")[0]: part for part in parts if "==" in part}


def uv() -> str | None:
    """The uv that the lock file pinned, in the environment of the tools, if it is there and runs."""
    program = _python(MAIN).with_name("uv.exe" if os.name == "nt" else "uv")
    return str(program) if _works(program) else None


def uv_settings() -> dict[str, str]:
    """The environment for uv, told of the package index, files and certificates that this machine's pip is set up with.

    uv does not read pip's settings. Nothing of it is ever written into a file of the project.
    """
    pip = _pip_settings()
    told = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": " ".join(pip.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(place for place in pip.get("find-links", "").split() if _reachable(place)),
        "UV_INSECURE_HOST": " ".join(pip.get("trusted-host", "").split()),
        "SSL_CERT_FILE": pip.get("cert", ""),
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
    }
    return {name: value for name, value in told.items() if value} | dict(os.environ)


def _pip_settings() -> dict[str, str]:
    """What `pip config list` tells, by option: pip's order is the environment before [install] before [global]."""
    pip = next((python for python in (_python(MAIN), Path(sys.executable)) if _has_pip(python)), None)
    command = [str(pip), "-m", "pip", "config", "list"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout if pip else ""
    found: dict[str, dict[str, str]] = {}
    for line in told.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        found.setdefault(section, {})[option] = str(ast.literal_eval(value))
    return found.get("global", {}) | found.get("install", {}) | found.get(":env:", {})


def _reachable(place: str) -> bool:
    return "://" in place or Path(place).exists()


def _fingerprint(lock: Path, leave_out: frozenset[str], project: bool) -> str:
    parts = [lock.read_bytes(), sys.version.encode(), json.dumps(sorted(leave_out)).encode()]
    if project:
        parts += [(ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _works(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create(folder: Path, python: Path) -> None:
    if _works(python):
        return
    shutil.rmtree(folder, ignore_errors=True)
    if (tool := uv()) and folder != MAIN:
        _run([tool, "venv", "--quiet", "--python", sys.executable, str(folder)], uv_settings())
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        provide([f"python{version}-venv"], f"Making an environment with Python {version}")
    _run([sys.executable, "-m", "venv", str(folder)])


def _install(python: Path, pins: dict[str, str]) -> None:
    """Put exactly these in, each held against its hash. uv itself comes first, by pip, as it installs the rest."""
    if (tool := _uv_for(python, pins)) is None:
        _pip(python, pins.values())
        return
    wanted = _listed(python, pins.values())
    done = subprocess.run(
        [tool, "pip", "sync", "--quiet", "--require-hashes", "--python", str(python), str(wanted)],
        env=uv_settings(),
        check=False,
    )
    if done.returncode:
        print("uv could not; pip does it now, which takes longer.", flush=True)
        _pip(python, pins.values())


def _uv_for(python: Path, pins: dict[str, str]) -> str | None:
    if uv() is None and "uv" in pins:
        try:
            _pip(python, [pins["uv"]])
        except CannotGoOn:
            print("uv is not to be had here; pip does it, which takes longer.", flush=True)
    return uv()


def _pip(python: Path, pins: Iterable[str]) -> None:
    wanted = _listed(python, pins)
    if not _has_pip(python):
        _run([str(python), "-m", "ensurepip"])
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*command, "--require-hashes", "--no-deps", "-r", str(wanted)])


def _has_pip(python: Path) -> bool:
    command = [str(python), "-m", "pip", "--version"]
    return _works(python) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _listed(python: Path, pins: Iterable[str]) -> Path:
    wanted = python.parent.parent / "wanted.txt"
    wanted.write_text("".join(pins), "utf-8")
    return wanted


def _install_project(python: Path) -> None:
    options = ["--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    if tool := uv():
        _run([tool, "pip", "install", "--python", str(python), *options], uv_settings())
    else:
        _run([str(python), "-m", "pip", "install", *options])


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise CannotGoOn(f"This did not work (its own words stand above): {' '.join(command)}")


def main() -> int:
    """Make the environment that everything runs in and, if asked, the one without Qt."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--without-qt", action="store_true", help="make also the environment without Qt")
    asked = reader.parse_args()
    try:
        make(MAIN)
        if asked.without_qt:
            make(WITHOUT_QT, leave_out=NOT_BELOW_THE_WINDOW)
    except CannotGoOn as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
