"""The only place that makes a Program: from this machine's settings to an open office; knows nothing of windows."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from oss_desk import paths
from oss_desk.domain.messages import refuse
from oss_desk.operations.program import Program
from oss_desk.operations.sample.sample import DESK, make_sample
from oss_desk.settings import Settings
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def sample_url(settings: Settings) -> str:
    """Where the sample office of this machine lies: a file of its own beside the real one."""
    return f"sqlite:///{settings.data / 'sample' / 'sample.sqlite'}"


def open_office(settings: Settings, database: str | None = None, clock: Clock = now) -> Program:
    """The office of these settings, its SQLite file brought up to date first. Refused when there is none yet."""
    url = database or settings.database
    if is_file(url) and not file_of(url).exists():
        raise refuse("no-office-yet", place=str(file_of(url)))
    if is_file(url):
        migrate(url, paths.migrations())
    return Program(open_database(url), clock, paths.resources(), settings.desk)


def create_database(url: str) -> Database:
    """A database with every table, new or brought up to date; it may hold no office yet."""
    if is_file(url):
        _make_folder(file_of(url).parent)
    migrate(url, paths.migrations())
    return open_database(url)


def open_sample(settings: Settings, *, database: str | None = None, fresh: bool = False, clock: Clock = now) -> Program:
    """The sample office, made on first use. `fresh` makes it anew; anything that is not a sample office is refused."""
    url = database or sample_url(settings)
    if fresh and database is None:
        _remove(file_of(url))
    program = Program(create_database(url), clock, paths.resources(), settings.desk or DESK)
    make_sample(program)
    return program


def is_file(url: str) -> bool:
    """Whether this URL names an SQLite file."""
    return url.startswith("sqlite:")


def file_of(url: str) -> Path:
    """The file that an SQLite URL names."""
    return Path(url.removeprefix("sqlite:///"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse("folder-read-only", place=str(folder)) from error


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
