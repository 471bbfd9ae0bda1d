"""What is done without anybody asking: a backup each day, an archive each month, a wrong clock written down."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from oss_desk.domain.care import CLOCK_WATCH
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office
from oss_desk.operations.care import archives, backups, notes, witnesses
from oss_desk.operations.care.places import Places
from oss_desk.operations.program import Look, Program
from oss_desk.storage import backup as files
from oss_desk.storage import care, rows
from oss_desk.storage.whole import VOUCHED
from oss_desk.storage.whole_files import Told, nobody

BackupEvery = Literal["day", "week", "never"]
ArchiveEvery = Literal["month", "week", "never"]
CLOCK_OFF = "clock-off"
QUIET = timedelta(hours=1)
"""For so long a wrong clock is not written down again, and a close makes no further backup."""
_DAY = "%Y-%m-%d"
PERIODS = {"day": _DAY, "week": "%G-%V", "month": "%Y-%m"}
"""How a day, week or month is named; what was last done in another one is due."""


def backup_due(program: Program, places: Places, every: BackupEvery) -> bool:
    """Whether no backup of this office was made in this day or week of the world's clock yet.

    Once a day means after the till was closed too: what was taken since the morning is not left to one disk overnight.
    """
    with program.database.reading() as work:
        office, closed = rows.get(work, Office, 1).public_id, notes.newest(work, VOUCHED)
    found, now = files.slips(places.backups, office), program.clock()
    if _due(found[0].at if found else None, now, every):
        return True
    return every == "day" and closed is not None and closed.at > found[0].at and now - found[0].at > QUIET


def archive_due(program: Program, every: ArchiveEvery) -> bool:
    """Whether no archive was made in this month or week yet."""
    with program.database.reading() as work:
        made = notes.newest(work, archives.MADE)
    return _due(made.at if made is not None else None, program.clock(), every)


def _due(last: datetime | None, now: datetime, every: str) -> bool:
    form = PERIODS.get(every)
    return form is not None and (last is None or last.strftime(form) < now.strftime(form))


def look_after(
    program: Program, places: Places, backup_every: BackupEvery, archive_every: ArchiveEvery, told: Told = nobody
) -> tuple[str, ...]:
    """Do what is due, whoever sits at the desk: the names of what was made.

    Refused as a backup or an archive is, once everything that is due was tried: an archive needs no pg_dump.
    """
    note_clock(program)
    if not program.database.read_only:
        witnesses.hold(program, places.backups)
    made: list[Callable[[], str]] = []
    if backup_due(program, places, backup_every):
        made.append(lambda: backups.made_now(program, places.backups, told).name)
    if archive_due(program, archive_every):
        made.append(lambda: archives.made_now(program, places.backups, places.data, told=told).name)
    names, refusals = [], []
    for make in made:
        try:
            names.append(make())
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        raise refusals[0]
    return tuple(names)


def clock_off(look: Look) -> int:
    """Seconds by which this clock is off by more than is borne: away from the server, or behind the last entry.

    0 while it is in order.
    """
    server, newest = care.server_clock(look.work), care.newest_of_all(look.work)
    if server is not None and abs(server - look.now) > CLOCK_WATCH:
        return int((look.now - server) / timedelta(seconds=1))
    if newest is not None and newest.at - look.now > CLOCK_WATCH:
        return int((look.now - newest.at) / timedelta(seconds=1))
    return 0


def note_clock(program: Program) -> int:
    """Write down a clock that is off, once an hour; the seconds. Order never depends on it, so this entry is let in."""
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        off, last = clock_off(look), notes.newest(work, CLOCK_OFF)
    if off and not program.database.read_only and (last is None or abs(program.clock() - last.at) > QUIET):
        notes.note(program, CLOCK_OFF, {"seconds": off})
    return off
