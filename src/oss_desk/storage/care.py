"""What the database says of its own condition: settings read back, versions, clocks, guards, who is connected how."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pysqlite3
from sqlalchemy import select, text

from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.storage import guards, rows, sqlite
from oss_desk.storage.database import Work
from oss_desk.storage.fitness import revision_of
from oss_desk.storage.schema import REVISION
from oss_desk.storage.tables.history import EVENT

SERVER_SETTINGS: Mapping[str, str] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "TimeZone": "UTC",
    "default_transaction_isolation": "read committed",
}
OLDEST_SERVER = 14


def newest(work: Work, kinds: Sequence[str]) -> Event | None:
    """The newest event of these kinds."""
    asked = select(EVENT).where(EVENT.c.kind.in_(tuple(kinds))).order_by(EVENT.c.id.desc()).limit(1)
    found = work.connection.execute(asked).one_or_none()
    return None if found is None else rows.made(Event, found)


def newest_of_all(work: Work) -> Event | None:
    """The event that was stored last."""
    found = work.connection.execute(select(EVENT).order_by(EVENT.c.id.desc()).limit(1)).one_or_none()
    return None if found is None else rows.made(Event, found)


def settings_off(work: Work) -> tuple[str, ...]:
    """The settings of this connection that do not hold, read back from the engine."""
    if work.dialect == "sqlite":
        wanted = {name: str(value) for name, (_, value) in sqlite.SETTINGS.items()}
        ask = "PRAGMA {}"
    else:
        wanted, ask = dict(SERVER_SETTINGS), "SHOW {}"
    held = {name: str(work.connection.exec_driver_sql(ask.format(name)).scalar()) for name in wanted}
    return tuple(sorted(name for name, value in wanted.items() if held[name] != value))


def engine(work: Work) -> tuple[str, bool]:
    """The version of the database's engine, and whether it is one to rely on."""
    if work.dialect == "sqlite":
        return pysqlite3.sqlite_version, pysqlite3.sqlite_version_info >= sqlite.OLDEST
    version = str(work.connection.exec_driver_sql("SHOW server_version").scalar())
    return version, int(version.split(".", 1)[0].split()[0]) >= OLDEST_SERVER


def guards_off(work: Work) -> str:
    """The guards that are missing or altered, by name; empty when all stand."""
    try:
        guards.check(work.connection)
    except Refused as refused:
        return str(refused.message.values.get("guards", "?"))
    return ""


def server_clock(work: Work) -> datetime | None:
    """The clock of the server; an SQLite file has none of its own."""
    if work.dialect == "sqlite":
        return None
    moment: datetime = work.connection.scalar(text("SELECT clock_timestamp()"))
    return moment


def is_encrypted_on_the_way(work: Work) -> bool | None:
    """Whether the connection to the server is encrypted; None where there is no way: a file, a socket."""
    if work.dialect == "sqlite":
        return None
    asked = "SELECT ssl, client_addr IS NULL AS here FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
    found = work.connection.execute(text(f"{asked} WHERE pid = pg_backend_pid()")).one()
    return None if found.here else bool(found.ssl)


def is_mighty(work: Work) -> bool:
    """Whether this login may do anything on the server, past every guard: no desk should work with such a one."""
    if work.dialect == "sqlite":
        return False
    return bool(work.connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")))


def is_ahead(work: Work) -> bool:
    """Whether a newer program has been at this database: this one may still work with it, and should be renewed."""
    return (revision_of(work.connection) or "") > REVISION
