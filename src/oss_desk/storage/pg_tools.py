"""PostgreSQL's own programs for backups, pg_dump and pg_restore: called where they are, and told in words."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, text

from oss_desk.domain.care import Facts
from oss_desk.domain.messages import refuse
from oss_desk.storage import fitness, postgres
from oss_desk.storage.database import PATIENCE, in_words, place_of
from oss_desk.storage.facts import facts_of
from oss_desk.storage.whole_files import Told, nobody

LOOK = 0.2
"""Seconds between two looks whether to go on."""


INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian and its kin keep the programs of each version of PostgreSQL."""


def is_here(program: str = "pg_dump") -> bool:
    """Whether PostgreSQL's programs are on this machine."""
    return found(program) is not None


def found(program: str) -> str | None:
    """The newest one of that name on this machine: an older one cannot read a newer server."""
    places = [*os.environ.get("PATH", "").split(os.pathsep), *map(str, INSTALLED.glob("*/bin"))]
    there = dict.fromkeys(file for place in places if (file := shutil.which(program, path=place)) is not None)
    return max(there, key=_version, default=None)


def _version(program: str) -> tuple[int, ...]:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.search(r"(\d+)(?:\.(\d+))?", told)
    return tuple(int(number or 0) for number in numbers.groups()) if numbers else (0,)


def dump(address: URL, part: Path, snapshot: str, told: Told = nobody) -> None:
    """All of the database at that exported moment, in PostgreSQL's own format."""
    told(0, 0)
    how = ("--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={part}")
    _run("pg_dump", *how, f"--dbname={_plain(address)}", address=address, told=told)


def ask_whole(file: Path) -> None:
    """Have pg_restore read the list of what is in it and every row of data; refused where that cannot be read."""
    for how in (("--list",), (f"--file={os.devnull}",)):
        _run("pg_restore", *how, str(file), address=None)


def restore(file: Path, address: URL) -> Facts:
    """Put a dump into an empty database in one transaction; what it holds then."""
    engine = postgres.engine(address, PATIENCE, "oss-desk restore", pooled=False)
    with in_words(place_of(address)), engine.connect() as connection:
        if not fitness.is_empty(connection):
            raise refuse("restore-place-taken", place=place_of(address))
    how = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password")
    _run("pg_restore", *how, f"--dbname={_plain(address)}", str(file), address=address)
    with in_words(place_of(address)), engine.connect() as connection:
        return facts_of(connection)


@contextmanager
def scratch(address: URL) -> Iterator[URL]:
    """An empty database on the same server, gone afterwards; refused where this login may not make one."""
    name = f"oss_desk_rehearsal_{secrets.token_hex(4)}"
    engine = postgres.engine(address, PATIENCE, "oss-desk rehearse", pooled=False)
    with in_words(place_of(address)), engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not alone.scalar(text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")):
            raise refuse("rehearsal-no-rights")
        alone.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield address.set(database=name)
        finally:
            alone.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _plain(address: URL) -> str:
    """The address as PostgreSQL's programs take it, without its password, which every user of a machine could see."""
    query = {name: value for name, value in address.query.items() if name != "password"}
    bare = URL.create("postgresql", address.username, None, address.host, address.port, address.database, query)
    return bare.render_as_string(hide_password=False)


def _environment(address: URL | None) -> Mapping[str, str]:
    secret = (address.password or address.query.get("password")) if address is not None else None
    return os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(secret)} if secret else {})


def _run(program: str, *how: str, address: URL | None, told: Told = nobody) -> None:
    there = found(program)
    if there is None:
        raise refuse("pg-dump-missing", program=program)
    with subprocess.Popen(
        [there, *how], env=_environment(address), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            said = _wait(running, told)
        except BaseException:
            running.kill()
            raise
    if "server version mismatch" in said:
        raise refuse("pg-dump-old", program=there)
    if running.returncode:
        raise refuse("pg-dump-failed", program=program, why=(said.strip().splitlines() or ["?"])[-1])


def _wait(running: "subprocess.Popen[str]", told: Told) -> str:
    """Until it ends; asked again and again whether to go on. What it says of errors is read meanwhile."""
    while True:
        try:
            return running.communicate(timeout=LOOK)[1]
        except subprocess.TimeoutExpired:
            told(0, 0)
