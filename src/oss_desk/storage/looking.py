"""What lies at an address before anybody opens it: nothing, an office, a sample; it changes nothing there."""

import errno
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from oss_desk.domain.messages import refuse
from oss_desk.storage import fitness, postgres, sqlite
from oss_desk.storage.database import PATIENCE, address_of, dialect_of, in_words, place_of


@dataclass(frozen=True)
class Seen:
    """What lies there: `place` in words, the office's name ("" for none), whether it is a sample office, and code and
    name of each desk that is not closed."""

    place: str
    office: str = ""
    sample: bool = False
    desks: tuple[tuple[str, str], ...] = ()


def look(url: str) -> Seen:
    """What is at that address, whatever its migration. Refused for what could not be opened, or made there.

    Nothing there is fine for an SQLite file whose folder can be written; a server's database has to be there.
    """
    address = address_of(url)
    place = place_of(address)
    if dialect_of(address) == "sqlite":
        file = sqlite.path_of(address)
        _ask_folder(file)
        if not file.exists() or not file.stat().st_size:
            return Seen(place)
        fitness.ask_file(file, to_write=True)
    with in_words(place), _engine(address).connect() as connection:
        return _seen(connection, place)


def _engine(address: URL) -> Engine:
    if dialect_of(address) == "postgresql":
        return postgres.engine(address, PATIENCE, "oss-desk looks", pooled=False)
    path = sqlite.path_of(address)
    return sqlite.engine(path, busy_ms=PATIENCE.lock, mode="ro", query_only=True, pooled=False)


def _seen(connection: Connection, place: str) -> Seen:
    if fitness.revision_of(connection) is None:
        if not fitness.is_empty(connection):
            raise refuse("not-a-database", place=place)
        if connection.dialect.name == "postgresql":
            _ask_right_to_make(connection, place)
        return Seen(place)
    fitness.ask_program(connection)
    if not inspect(connection).has_table("office"):
        return Seen(place)
    row = connection.execute(text("SELECT name, sample FROM office")).first()
    return Seen(place, row.name, bool(row.sample), _desks(connection)) if row else Seen(place)


def _desks(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Those of any migration: that a desk may be closed was not always known."""
    found = connection.execute(text("SELECT * FROM desk ORDER BY code")).mappings()
    return tuple((str(row["code"]), str(row["name"])) for row in found if row.get("closed_at") is None)


def _ask_right_to_make(connection: Connection, place: str) -> None:
    """Whether this server's user may make tables here."""
    if not connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")):
        raise refuse("database-no-rights", place=place)


def _ask_folder(file: Path) -> None:
    """Refuse a network drive, and a folder in which nothing can be written; try it, for rights are not all."""
    folder = next(one for one in (file.parent, *file.parent.parents) if one.exists())
    sqlite.ask_local(folder / file.name)
    if not folder.is_dir():
        raise refuse("folder-read-only", place=str(folder))
    try:
        with tempfile.TemporaryFile(dir=folder) as tried:
            os.write(tried.fileno(), bytes(1))
    except OSError as error:
        raise refuse_folder(error, folder) from error


def refuse_folder(error: OSError, folder: Path) -> Exception:
    """What to say of a folder in which something could not be made."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return refuse("disk-full")
    return refuse("folder-read-only", place=str(folder))
