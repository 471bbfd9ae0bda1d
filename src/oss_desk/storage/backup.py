"""Backups by the engine's own means while the office works: verified before they take their name, and restored."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection

from oss_desk.domain.care import Backup, CopyKind, Facts, kept, read_slip, slip_of
from oss_desk.domain.messages import refuse
from oss_desk.storage import pg_tools, sqlite, whole_files
from oss_desk.storage.database import PATIENCE, Database, Work, address_of, dialect_of, in_words, open_database
from oss_desk.storage.facts import facts_of
from oss_desk.storage.whole_files import Told, nobody

SLIP = ".slip.json"
PAGES = 512
"""How many pages are copied between two looks whether to go on."""
SUFFIXES: dict[CopyKind, str] = {"file": ".sqlite", "dump": ".dump", "archive": ".zip"}
Check = Callable[[Work], str]
"""Called with a reading of the copy before it takes its name; the first place where its history does not hold."""


@dataclass(frozen=True)
class About:
    """Whose backup it is: the office's public id, the moment, and the program that makes it."""

    office: str
    at: datetime
    program: str


def unchecked(_: Work) -> str:
    """Nothing more is looked at."""
    return ""


def make(database: Database, folder: Path, about: About, *, check: Check = unchecked, told: Told = nobody) -> Backup:
    """Copy the database into that folder and give the slip of the copy, which lies beside it as JSON.

    Others go on working meanwhile. The copy is opened, looked through by the engine and by `check` first. Refused in
    words where there is no room, where the folder cannot be written, and where the copy is not whole; then nothing
    of it stays behind.
    """
    kind: CopyKind = "file" if database.dialect == "sqlite" else "dump"
    file = folder / name_of(about, kind)
    with whole_files.whole_file(file) as part:
        if database.dialect == "sqlite":
            ask_room(folder, Path(database.place).stat().st_size)
            _copy(database, part, told)
            facts, history = verified(part), _checked(part, check)
        else:
            facts, history = _dump(database, part, check, told)
        size, sha256 = part.stat().st_size, whole_files.sha256_of(part)
    made = Backup(file.name, kind, about.office, about.at, about.program, size, sha256, facts, history)
    lay_slip(folder, made)
    return made


def name_of(about: About, kind: CopyKind) -> str:
    """What a backup is called: by office and moment in UTC."""
    return f"office-{about.office[:8]}-{about.at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIXES[kind]}"


def lay_slip(folder: Path, made: Backup) -> None:
    """Put the slip beside its backup; one without a slip is not finished."""
    whole_files.put(folder / f"{made.name}{SLIP}", slip_of(made).encode())


def slips(folder: Path, office: str) -> tuple[Backup, ...]:
    """The backups of that office in the folder, the newest first; a slip without its copy does not count."""
    found = []
    for slip in sorted(folder.glob(f"*{SLIP}")) if folder.is_dir() else ():
        try:
            told = read_slip(slip.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if told.office == office and (folder / told.name).is_file():
            found.append(told)
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def clear_old(folder: Path, office: str) -> tuple[str, ...]:
    """Take away the backups of that office that are no longer kept; their names. Those of others are left alone."""
    found = slips(folder, office)
    stay = kept(backup.at for backup in found)
    gone = [backup for backup in found if backup.at not in stay]
    with whole_files.in_words(folder):
        for backup in gone:
            (folder / f"{backup.name}{SLIP}").unlink(missing_ok=True)
            (folder / backup.name).unlink(missing_ok=True)
    return tuple(backup.name for backup in gone)


def slip_beside(file: Path) -> Backup | None:
    """What the slip beside that backup tells, or None where there is none that can be read."""
    try:
        return read_slip(file.with_name(f"{file.name}{SLIP}").read_text("utf-8"))
    except (OSError, ValueError):
        return None


def restore(file: Path, url: str, *, told: Told = nobody) -> Facts:
    """Put a backup into a database that is not there yet, or is empty; what it holds then.

    Refused where the file is not the one its slip tells of, is not whole, or the place is taken. What is refused
    leaves nothing behind.
    """
    if not file.is_file():
        raise refuse("backup-missing", file=str(file))
    address, slip = address_of(url), slip_beside(file)
    if dialect_of(address) == "postgresql":
        if slip is not None and whole_files.sha256_of(file, told) != slip.sha256:
            raise refuse("backup-changed", file=file.name)
        return pg_tools.restore(file, address)
    target = sqlite.path_of(address)
    if target.exists():
        raise refuse("restore-place-taken", place=str(target))
    ask_room(target.parent, file.stat().st_size)
    with whole_files.whole_file(target) as part:
        if slip is None and not _is_sqlite(file):
            raise refuse("backup-not-whole", file=file.name)
        if whole_files.copy(file, part, told) != (slip.sha256 if slip else whole_files.sha256_of(file)):
            raise refuse("backup-changed", file=file.name)
        return verified(part)


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0"


def ask_room(folder: Path, size: int) -> None:
    """Refuse before anything is written where a copy of that size would not fit."""
    if shutil.disk_usage(folder).free < size * 11 // 10:
        raise refuse("backup-disk-full", folder=str(folder))


def _copy(database: Database, part: Path, told: Told) -> None:
    """By SQLite's own backup, out of one moment: the transaction held open keeps writers from moving it."""

    def step(_: int, remaining: int, total: int) -> None:
        told(total - remaining, total)

    address = f"file:{database.place}?mode=ro"
    with _as_refusals(part.parent), closing(pysqlite3.connect(address, uri=True, isolation_level=None)) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with closing(pysqlite3.connect(str(part), isolation_level=None)) as target:
            source.backup(target, pages=PAGES, progress=step)
            target.execute("PRAGMA journal_mode = DELETE").fetchone()


@contextmanager
def _as_refusals(folder: Path) -> Iterator[None]:
    try:
        yield
    except pysqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")):
            raise refuse("backup-disk-full", folder=str(folder)) from error
        raise refuse("backup-not-made", why=str(error)) from error


def verified(file: Path) -> Facts:
    """Open a copy, have the engine look through all of it, and count; refused where it is not whole."""
    engine = sqlite.engine(file, busy_ms=PATIENCE.lock, mode="ro", query_only=True, pooled=False)
    with in_words(str(file)), engine.connect() as connection:
        if not _is_whole(connection):
            raise refuse("backup-not-whole", file=file.name)
        return facts_of(connection)


def _is_whole(connection: Connection) -> bool:
    sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return sound and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def _checked(part: Path, check: Check) -> str:
    """Open the copy as the program would, and have its history looked through."""
    with closing(open_database(f"sqlite:///{part}", read_only=True)) as copied, copied.reading() as work:
        return check(work)


def _dump(database: Database, part: Path, check: Check, told: Told) -> tuple[Facts, str]:
    """By pg_dump, out of the same moment in which everything is counted and looked through."""
    with database.reading() as work:
        work.connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        snapshot = work.connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        facts, history = facts_of(work.connection), check(work)
        pg_tools.dump(database.address, part, str(snapshot), told)
    pg_tools.ask_whole(part)
    return facts, history
