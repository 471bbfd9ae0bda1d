"""Migrations: making a database, bringing an older one up to date, and the copy of a file kept before that."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pysqlite3
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, text

from oss_desk.domain.messages import refuse
from oss_desk.storage import fitness, guards, logins, postgres, sqlite
from oss_desk.storage.claims import Claim, FileClaim
from oss_desk.storage.database import PATIENCE, address_of, dialect_of, in_words, place_of

MIGRATION_LOCK = 0x0D35C0


@dataclass(frozen=True)
class Migrated:
    """What a run of migrations did: the revision before (None: a new database) and after, and the copy it kept."""

    before: str | None
    after: str
    backup: Path | None


def migrate(url: str, migrations: Path) -> Migrated:
    """Make the database, or bring it up to the newest of these migrations; all of it or nothing.

    An older SQLite file is first copied beside itself and the copy is verified. Guards are put up anew in the
    same transaction. Refused where `open_database` would refuse, except for an older or an empty database.
    """
    address = address_of(url)
    if dialect_of(address) == "postgresql":
        return _migrate_server(address, migrations)
    path = sqlite.path_of(address)
    with _held(path):
        return _migrate_file(path, migrations)


def is_current(url: str, migrations: Path) -> bool:
    """Whether the database is set up and at the newest of these migrations, or beyond them."""
    address = address_of(url)
    if dialect_of(address) == "sqlite":
        fitness.ask_file(sqlite.path_of(address))
    with _connected(_engine(address), place_of(address)) as connection:
        revision = fitness.revision_of(connection)
    return revision is not None and revision >= newest(migrations)


def newest(migrations: Path) -> str:
    """The number of the newest migration."""
    head = ScriptDirectory.from_config(_config(migrations)).get_current_head()
    if head is None:
        raise FileNotFoundError(f"there are no migrations in {migrations}")
    return head


@contextmanager
def _held(path: Path) -> Iterator[None]:
    if not path.parent.is_dir():
        raise refuse("database-missing", place=str(path))
    sqlite.ask_local(path)
    claim: Claim = FileClaim(Path(f"{path}.lock"), "second-program", "")
    try:
        yield
    finally:
        claim.release()


def _migrate_file(path: Path, migrations: Path) -> Migrated:
    made_new = not path.exists() or path.stat().st_size == 0
    before = None if made_new else _before_in_file(path)
    current = before is not None and before >= newest(migrations)
    backup = None if before is None or current else _backup(path, before)
    engine = sqlite.engine(path, busy_ms=PATIENCE.lock, mode="rwc", settings=sqlite.MIGRATING, pooled=False)
    try:
        with _connected(engine, str(path)) as connection:
            return _upgrade(connection, migrations, before, backup)
    except BaseException:
        _forget_failed(path, made_new)
        raise


def _before_in_file(path: Path) -> str | None:
    """Looked at by a connection that leaves the file as it is, in case it is none of ours."""
    fitness.ask_file(path, to_write=True)
    with _connected(_looking(path), str(path)) as connection:
        return _before(connection, str(path))


def _forget_failed(path: Path, made_new: bool) -> None:
    """A file that this run made and could not fill is taken away again, so that the next try finds the same start."""
    if made_new and path.exists():
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)


def _migrate_server(address: URL, migrations: Path) -> Migrated:
    with _connected(_engine(address), place_of(address)) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        logins.act_as_owner(connection)
        return _upgrade(connection, migrations, _before(connection, place_of(address)), None)


def _engine(address: URL) -> Engine:
    if dialect_of(address) == "postgresql":
        return postgres.engine(address, PATIENCE, "oss-desk migrate", pooled=False)
    return _looking(sqlite.path_of(address))


def _looking(path: Path) -> Engine:
    return sqlite.engine(path, busy_ms=PATIENCE.lock, mode="ro", query_only=True, pooled=False)


@contextmanager
def _connected(engine: Engine, place: str) -> Iterator[Connection]:
    with in_words(place), engine.connect() as connection:
        yield connection


def _before(connection: Connection, place: str) -> str | None:
    """The revision found; None for an empty database; refused when it is none of ours or needs a newer program."""
    revision = fitness.revision_of(connection)
    if revision is not None:
        fitness.ask_program(connection)
    elif not fitness.is_empty(connection):
        raise refuse("not-a-database", place=place)
    return revision


def _upgrade(connection: Connection, migrations: Path, before: str | None, backup: Path | None) -> Migrated:
    """Tables, guards and the look at references in one transaction, which alembic joins because it has begun."""
    head = newest(migrations)
    if not connection.in_transaction():
        connection.begin()
    if before is None or before < head:
        config = _config(migrations)
        config.attributes["connection"] = connection
        guards.take_down(connection)
        command.upgrade(config, "head")
    if before is None or before <= head:
        guards.put_up(connection)
        if logins.kind(connection) == "own":
            logins.put_up(connection)
    _ask_references(connection)
    connection.commit()
    return Migrated(before, max(before or head, head), backup)


def _ask_references(connection: Connection) -> None:
    """SQLite migrates without watching references, so they are looked at once before the commit."""
    if connection.dialect.name == "sqlite":
        lost = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if lost:
            raise refuse("migration-unfit", tables=", ".join(sorted(lost)))


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _backup(path: Path, revision: str) -> Path:
    """A verified copy of the file as it was at that revision, beside it; an earlier copy is never written over."""
    copy = next(name for name in _copy_names(path, revision) if not name.exists())
    with closing(pysqlite3.connect(str(path))) as source, closing(pysqlite3.connect(str(copy))) as target:
        source.backup(target)
        if not _is_whole(source, target):
            raise refuse("backup-failed")
    return copy


def _copy_names(path: Path, revision: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}-at-{revision}{path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-at-{revision}-{number}{path.suffix}")
        number += 1


def _is_whole(source: pysqlite3.Connection, copy: pysqlite3.Connection) -> bool:
    asked = "SELECT count(*), (SELECT version_num FROM alembic_version) FROM sqlite_schema"
    same: bool = source.execute(asked).fetchone() == copy.execute(asked).fetchone()
    return same and copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
