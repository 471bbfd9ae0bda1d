"""Whether this program may work with a database: the right kind, tables it knows, guards that stand."""

import os
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from oss_desk import __version__
from oss_desk.domain.messages import refuse
from oss_desk.storage import guards, logins, sqlite
from oss_desk.storage.schema import REVISION


def ask_file(path: Path, *, to_write: bool = False) -> None:
    """Refuse a file that is missing, empty, on a network drive or not to be written, before it is opened.

    It is only looked at: opening and closing it here would give up the locks that other connections of this
    program hold on it.
    """
    if not path.is_file():
        raise refuse("database-missing", place=str(path))
    sqlite.ask_local(path)
    if path.stat().st_size == 0:
        raise refuse("database-empty", place=str(path))
    if to_write and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise refuse("folder-read-only", place=str(path))


def ask(connection: Connection, place: str) -> None:
    """Refuse a database that is not set up, is older than this program, needs a newer one, or lost a guard."""
    revision = revision_of(connection)
    if revision is None:
        raise refuse("database-empty" if is_empty(connection) else "not-a-database", place=place)
    ask_program(connection)
    if revision < REVISION:
        raise refuse("schema-behind")
    guards.check(connection)
    logins.check(connection)


def is_empty(connection: Connection) -> bool:
    """Whether there is no table at all."""
    return not inspect(connection).get_table_names()


def revision_of(connection: Connection) -> str | None:
    """The migration a database stands at, or None when it is none of ours."""
    if not inspect(connection).has_table("alembic_version") or not inspect(connection).has_table("meta"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def ask_program(connection: Connection) -> None:
    """Refuse when the database says that only a newer program may work with it."""
    needed = connection.scalar(text("SELECT value FROM meta WHERE name = 'min_program'"))
    if needed is not None and parts(needed) > parts(__version__):
        raise refuse("program-too-old", needed=needed, version=__version__)


def parts(version: str) -> tuple[int, ...]:
    """A version as numbers to compare; what is not a number ends it."""
    numbers = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)
