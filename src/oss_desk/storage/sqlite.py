"""SQLite as OSS Desk uses it: its own engine, safe settings read back on each connection, local disks only."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import quote

import pysqlite3
from sqlalchemy import URL, Engine, NullPool, QueuePool, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from oss_desk.domain.messages import refuse

MOUNTS = Path("/proc/mounts")
NETWORK_SYSTEMS = frozenset(
    {"afs", "afpfs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs"}
    | {"fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"orangefs", "smb2", "smb3", "smbfs"}
)
OLDEST = (3, 51, 3)
"""Older engines have a rare race in their log that damages the file."""
Setting = tuple[str, object]
SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "journal_mode": ("wal", "wal"),
        "synchronous": ("full", 2),
        "foreign_keys": ("on", 1),
        "recursive_triggers": ("on", 1),
        "trusted_schema": ("off", 0),
        "cell_size_check": ("on", 1),
    }
)
"""Each setting, what it is set to, and what the engine answers when it holds. WAL with `full` lost no commit in
simulated power cuts; the engine's own defaults lost the last one each time."""
MIGRATING: Mapping[str, Setting] = MappingProxyType({**SETTINGS, "foreign_keys": ("off", 0)})
"""While tables are rebuilt their references are checked at the end instead."""


SCRATCH: Mapping[str, Setting] = MappingProxyType({**SETTINGS, "synchronous": ("off", 0)})
"""For a file that is thrown away when its making breaks off. No file that anybody works with is opened so."""


class Looks(SQLiteDialect_pysqlite):
    """Begins a transaction that reads. A listener for this would be asked around every statement."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Without the write lock."""
        dbapi_connection.execute("BEGIN")


class Writes(SQLiteDialect_pysqlite):
    """Begins a transaction that writes."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """With the write lock, so that it never has to be asked for in the middle."""
        dbapi_connection.execute("BEGIN IMMEDIATE")


registry.register("sqlite.looks", __name__, "Looks")
registry.register("sqlite.writes", __name__, "Writes")
STATEMENTS = 1024
"""How many statements a connection keeps ready; with the engine's own 128 most would be prepared anew."""
Mode = Literal["rw", "rwc", "ro"]


def engine(
    path: Path,
    *,
    busy_ms: int,
    mode: Mode = "rw",
    query_only: bool = False,
    settings: Mapping[str, Setting] | None = None,
    pooled: bool = True,
) -> Engine:
    """Connections to that file; `query_only` ones begin without the write lock, and leave the file as it is."""
    wanted = dict(SETTINGS if settings is None else settings) | {"query_only": ("on", 1) if query_only else ("off", 0)}
    if query_only:
        del wanted["journal_mode"]

    def connect() -> Any:
        address = f"file:{quote(str(path))}?mode={mode}"
        dbapi = pysqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
        )
        try:
            set_up(dbapi, busy_ms, wanted)
        except BaseException:
            dbapi.close()
            raise
        return dbapi

    kind = "sqlite+looks" if query_only else "sqlite+writes"
    return create_engine(f"{kind}://", module=pysqlite3, creator=connect, poolclass=QueuePool if pooled else NullPool)


def set_up(dbapi: pysqlite3.Connection, busy_ms: int, settings: Mapping[str, Setting]) -> None:
    """Give a connection its settings and read each back; refused when one does not hold, or the engine is too old."""
    if pysqlite3.sqlite_version_info < OLDEST:
        raise refuse("sqlite-too-old", version=pysqlite3.sqlite_version, needed=".".join(map(str, OLDEST)))
    dbapi.execute(f"PRAGMA busy_timeout = {int(busy_ms)}")
    for name, (value, _) in settings.items():
        dbapi.execute(f"PRAGMA {name} = {value}")
    for name, (_, expected) in settings.items():
        if dbapi.execute(f"PRAGMA {name}").fetchone()[0] != expected:
            raise refuse("database-settings-refused", setting=name)


def path_of(url: URL) -> Path:
    """The file of a SQLite address; refused when it names none."""
    if not url.database or url.database == ":memory:" or url.query:
        raise refuse("database-url-wrong")
    return Path(url.database).expanduser().absolute()


def ask_local(path: Path) -> None:
    """Refuse a file on a network drive, where the locks that SQLite trusts are not kept."""
    if not sys.platform.startswith("linux") or not MOUNTS.exists():
        return
    system = file_system(path.parent.resolve(), MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if system in NETWORK_SYSTEMS:
        raise refuse("network-folder", place=str(path.parent), system=system)


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system a folder lies on, by the longest mount point in `mounts` (as /proc/mounts)."""
    best, found = -1, ""
    for line in mounts.splitlines():
        _, point, system, *_ = [*line.split(" "), "", "", ""]
        place = point.replace(r"\040", " ")
        if place and folder.is_relative_to(place) and len(place) >= best:
            best, found = len(place), system
    return found
