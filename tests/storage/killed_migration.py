"""Migrations that die: each time at a later statement, in a process of its own, until one comes to its end."""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text

from oss_desk.storage.migrate import migrate
from tests.databases import MIGRATIONS


def main(url: str, step: int) -> None:
    """Tell on each line at which statement it was killed and how the database stands; the last line tells the end."""
    at = 1
    while _killed_at(url, at):
        sys.stdout.write(f"{at} {state(url)}\n")
        at += step
        for copy in Path(url.removeprefix("sqlite:///")).parent.glob("*-at-*"):
            copy.unlink()
    sys.stdout.write(f"whole {state(url)}\n")


def _killed_at(url: str, point: int) -> bool:
    """Migrate in a child that kills itself before that statement; whether it came that far."""
    child = os.fork()
    if child == 0:
        _count(point)
        migrate(url, MIGRATIONS)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status and not os.WIFSIGNALED(status):
        raise SystemExit(f"the migration broke by itself at statement {point}")
    return os.WIFSIGNALED(status)


def _count(point: int) -> None:
    passed = 0

    def pass_by(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", pass_by)
    event.listen(Engine, "commit", pass_by)


def state(url: str) -> str:
    """Revision, columns of every table and how many rows there are, in one line; SQLite looks through the file too."""
    engine = create_engine(url.replace("sqlite:", "sqlite+pysqlite:"), poolclass=NullPool)
    with engine.connect() as connection:
        sound = _is_sound(connection)
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        seen = inspect(connection)
        columns = sum(len(seen.get_columns(table)) for table in seen.get_table_names())
        jobs = connection.scalar(text("SELECT count(*) FROM print_job"))
    return f"{revision} {columns} columns {jobs} papers {sound}"


def _is_sound(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return str(connection.scalar(text("PRAGMA integrity_check")))
    return "ok"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
