"""The only place that makes a Program: from this machine's settings to an open office; knows nothing of windows."""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from oss_desk import paths
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Office
from oss_desk.operations.office.office import set_up
from oss_desk.operations.office.plan import Plan, ask
from oss_desk.operations.program import Program
from oss_desk.operations.sample.sample import DESK, make_sample
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.looking import Seen, look, refuse_folder
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
    program = Program(open_database(url), clock, paths.resources(), settings.desk)
    try:
        _ask_office(program.database)
    except BaseException:
        program.database.close()
        raise
    return program


def _ask_office(database: Database) -> None:
    with database.reading() as work:
        if rows.find(work, Office, id=1) is None:
            raise refuse("no-office-yet", place=database.place)


def create_database(url: str) -> Database:
    """A database with every table, new or brought up to date; it may hold no office yet."""
    if is_file(url):
        _make_folder(file_of(url).parent)
    migrate(url, paths.migrations())
    return open_database(url)


def seen_at(url: str) -> Seen:
    """What lies at that address: an office, a sample, or nothing yet. Refused for what could not be opened or made."""
    return look(url)


def make_office(url: str, planned: Plan, clock: Clock = now) -> Office:
    """The office of this plan in a database of its own, made if it is not there: all of it, or none.

    Refused before anything is made for whatever is wrong with the plan, and where an office is already. Killed in the
    middle it leaves at most a database without an office, which the next try fills.
    """
    ask(planned.wrongs())
    if look(url).office:
        raise refuse("office-there-already")
    with closing(create_database(url)) as database:
        return set_up(
            database,
            clock=clock,
            resources=paths.resources(),
            office=planned.office,
            desks=planned.desks,
            officials=planned.officials,
            services=planned.services,
        )


def open_sample(settings: Settings, *, database: str | None = None, fresh: bool = False, clock: Clock = now) -> Program:
    """The sample office, made on first use. `fresh` makes it anew; anything that is not a sample office is refused
    before it is touched."""
    url = database or sample_url(settings)
    if fresh and database is None:
        _remove(file_of(url))
    seen = look(url)
    if seen.office and not seen.sample:
        raise refuse("not-a-sample", office=seen.office)
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
        raise refuse_folder(error, folder) from error


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
