"""The only place that makes a Program: from this machine's settings to an open office; knows nothing of windows."""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from oss_desk import paths
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Office
from oss_desk.operations.care.restoring import begin_again
from oss_desk.operations.office import own_logins
from oss_desk.operations.office.office import set_up
from oss_desk.operations.office.plan import Plan, ask
from oss_desk.operations.program import Program
from oss_desk.operations.sample import month
from oss_desk.operations.sample.sample import DESK, Made, Told, make_sample, nobody
from oss_desk.settings import Settings, SettingsError, read_settings
from oss_desk.storage import rows
from oss_desk.storage.backup import restore
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.doors import door_of
from oss_desk.storage.looking import Seen, look, refuse_folder
from oss_desk.storage.migrate import migrate

Clock = Callable[[], datetime]
MONTH = month.DAYS
MonthStands = Literal["nothing", "to-make", "broken-off", "ready"]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def sample_url(settings: Settings) -> str:
    """Where the sample office of this machine lies: a file of its own beside the real one."""
    return f"sqlite:///{settings.data / 'sample' / 'sample.sqlite'}"


def settings_now() -> Settings:
    """This machine's settings as their file is now; refused with what is wrong in it, as often as it is asked."""
    try:
        return read_settings()
    except SettingsError as error:
        raise refuse("settings-broken", why=str(error)) from error


def open_office(settings: Settings, database: str | None = None, clock: Clock = now) -> Program:
    """The office of these settings, its SQLite file brought up to date first. Refused when there is none yet."""
    url = database or settings.database
    if is_file(url) and not file_of(url).exists():
        raise refuse("no-office-yet", place=str(file_of(url)))
    if is_file(url):
        migrate(url, paths.migrations())
    door = door_of(url)
    program = Program(door or open_database(url), clock, paths.resources(), settings.desk)
    if door is not None:
        return program
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


def look_at_office(settings: Settings, database: str | None = None, *, read_only: bool = False) -> Program:
    """The office as it is, nothing brought up to date; only to be read where that is enough or a window has it open."""
    url = database or settings.database
    if is_file(url) and not file_of(url).exists():
        raise refuse("no-office-yet", place=str(file_of(url)))
    try:
        opened = open_database(url, read_only=read_only)
    except Refused as refused:
        if refused.message.code != "second-program":
            raise
        opened = open_database(url, read_only=True)
    return Program(opened, now, paths.resources(), settings.desk)


@dataclass(frozen=True)
class Restored:
    """Where a backup was restored, and how many rows it held."""

    place: str
    rows: int


def restore_office(settings: Settings, file: Path, url: str) -> Restored:
    """Restore a backup into a place where nothing is yet, bring it up to date, and begin a new epoch of its history."""
    facts = restore(file, url)
    migrate(url, paths.migrations())
    with closing(open_database(url)) as database:
        begin_again(Program(database, now, paths.resources(), settings.desk), file)
        return Restored(database.place, sum(facts.counts.values()))


def create_database(url: str) -> Database:
    """A database with every table, new or brought up to date; it may hold no office yet."""
    if is_file(url):
        _make_folder(file_of(url).parent)
    migrate(url, paths.migrations())
    return open_database(url)


def seen_at(url: str) -> Seen:
    """What lies at that address: an office, a sample, or nothing yet. Refused for what could not be opened or made.

    An address without a user is an office whose people have logins of their own: it tells nothing before one signs in.
    """
    place = own_logins.place_without_user(url)
    return Seen(place, place) if place else look(url)


def give_logins(url: str, clock: Clock = now) -> dict[str, str]:
    """Give everybody in the office at this address, of the server's administrator, a login of her own.

    Gives the first passwords, which are stored nowhere; each person chooses another when she signs in. Whoever has a
    login already keeps it.
    """
    with closing(create_database(url)) as database:
        return own_logins.give(database, clock)


def address_for_all(url: str) -> str:
    """The address to keep in the settings: without a user where each person has a login of her own."""
    return own_logins.address_for_all(url)


def make_office(url: str, planned: Plan, clock: Clock = now) -> Office:
    """The office of this plan in a database of its own, made if it is not there: all of it, or none.

    Refused before anything is made for whatever is wrong with the plan, and where an office is already. Killed in the
    middle it leaves at most a database without an office, which the next try fills. On a server each person gets
    a login of her own where its user may make roles; killed before that, it goes on from there when it is made again.
    """
    ask(planned.wrongs())
    there = bool(look(url).office)
    if there and (is_file(url) or not _broke_off(url, planned)):
        raise refuse("office-there-already")
    chosen = {official.login.strip().lower(): official.password or "" for official in planned.officials}
    with closing(create_database(url)) as database:
        made = _there(database) if there else _set_up(database, planned, clock)
        if database.dialect == "postgresql" and not made.sample:
            own_logins.turn_over(database, chosen, clock)
        return made


def _broke_off(url: str, planned: Plan) -> bool:
    """Whether the making of this very office ended before its people had logins, and nothing was done in it since."""
    with suppress(Refused), closing(open_database(url)) as database:
        return own_logins.are_still_to_be_given(database, planned.office.name.strip())
    return False


def _there(database: Database) -> Office:
    with database.reading() as work:
        return rows.get(work, Office, 1)


def _set_up(database: Database, planned: Plan, clock: Clock) -> Office:
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
    """The sample office, made on first use with its month still to be made. `fresh` makes it anew.

    Anything that is not a sample office is refused before it is touched.
    """
    url = database or sample_url(settings)
    if fresh and database is None:
        for file in (file_of(url), month_file(settings)):
            _remove(file)
    made = make_sample_at(url, clock=clock)
    if made is not None and database is None:
        _part_of(month_file(settings)).touch()
    return Program(create_database(url), clock, paths.resources(), settings.desk or DESK)


def make_sample_at(url: str, *, days: int | None = None, clock: Clock = now, tell: Told = nobody) -> Made | None:
    """The sample office at that address, unless it is there already: then None. Refused beside a real office.

    An SQLite file is made under another name and takes its own once it is whole: what is killed in the middle leaves
    nothing that could be opened.
    """
    seen = look(url)
    if seen.office and not seen.sample:
        raise refuse("not-a-sample", office=seen.office)
    if seen.office:
        return None
    if not is_file(url) or file_of(url).exists():
        with closing(create_database(url)) as database:
            return make_sample(Program(database, clock, paths.resources(), DESK), days=days, tell=tell)
    return _whole_file(file_of(url), days, clock, tell)


def _whole_file(file: Path, days: int | None, clock: Clock, tell: Told) -> Made | None:
    part = _part_of(file)
    _remove(part)
    _make_folder(file.parent)
    try:
        migrate(f"sqlite:///{part}", paths.migrations())
        with closing(open_database(f"sqlite:///{part}", scratch=True)) as database:
            made = make_sample(Program(database, clock, paths.resources(), DESK), days=days, tell=tell)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        _remove(part)
    return made


def forget_sample(url: str) -> None:
    """Take away the sample office in an SQLite file. Refused for any other, and while somebody has it open."""
    seen = look(url)
    if seen.office and not (seen.sample and is_file(url)):
        raise refuse("not-a-sample", office=seen.office)
    if seen.office:
        open_database(url).close()
        _remove(file_of(url))


def month_file(settings: Settings) -> Path:
    """Where the month of the sample office waits, whole, to take the place of its first day."""
    return settings.data / "sample" / "month.sqlite"


def month_stands(settings: Settings) -> MonthStands:
    """How it stands with the month: to be made, broken off by a kill, ready to be taken, or nothing of it."""
    file = month_file(settings)
    part = _part_of(file)
    if file.exists():
        return "ready"
    return ("broken-off" if part.stat().st_size else "to-make") if part.exists() else "nothing"


def forget_month(settings: Settings) -> None:
    """Take away what was begun of the month; nobody may be at it any more."""
    _remove(_part_of(month_file(settings)))


def take_month(settings: Settings) -> None:
    """The month takes the place of the first day, which nobody may have open; what was done in that is gone."""
    first = file_of(sample_url(settings))
    _remove(first)
    month_file(settings).replace(first)


def _part_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.part")


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
    """The file with all that stands beside it: its log and its claims."""
    for beside in (file, *file.parent.glob(f"{file.name}-*"), *file.parent.glob(f"{file.name}.*lock")):
        with suppress(FileNotFoundError):
            beside.unlink()
