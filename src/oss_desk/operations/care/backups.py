"""Backups and their rehearsal: made while the office works, verified with its history, recorded as events."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from oss_desk import __version__
from oss_desk.domain.care import Backup, differences
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Office
from oss_desk.operations.care import notes
from oss_desk.operations.care.history_checked import first_break
from oss_desk.operations.program import Program
from oss_desk.storage import backup as files
from oss_desk.storage import pg_tools, rows
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.whole_files import Told, nobody

MADE, REHEARSED, FAILED = "backup-made", "backup-rehearsed", "rehearsal-failed"


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal: which backup was restored, and how many rows and sums came out the same."""

    backup: Backup
    rows: int
    sums: int


def make_backup(program: Program, folder: Path, told: Told = nobody) -> Backup:
    """Copy the office into that folder, have the copy verified, clear away what is no longer kept, record it.

    Needs the right `care`. On PostgreSQL refused with "pg-dump-missing" where pg_dump is not on this machine.
    """
    notes.ask(program)
    return made_now(program, folder, told)


def made_now(program: Program, folder: Path, told: Told = nobody) -> Backup:
    """The same for a timetable, whoever sits at the desk."""
    about = files.About(_office(program).public_id, program.clock(), __version__)
    made = files.make(program.database, folder, about, check=partial(first_break, program), told=told)
    files.clear_old(folder, about.office)
    if not program.database.read_only:
        facts = made.facts
        payload = {"name": made.name, "kind": made.kind, "sha256": made.sha256, "size": made.size}
        more = {"rows": sum(facts.counts.values()), "sums": dict(facts.sums), "history": made.history}
        notes.note(program, MADE, payload | more)
    return made


def backups(program: Program, folder: Path) -> tuple[Backup, ...]:
    """The backups of this office in that folder, the newest first."""
    notes.ask(program)
    return files.slips(folder, _office(program).public_id)


def rehearse(program: Program, folder: Path, told: Told = nobody) -> Rehearsed:
    """Restore the newest backup beside the office, compare what it holds with what its slip says, record the outcome.

    Refused with what is wrong; that is recorded too. The scratch database is gone afterwards.
    """
    notes.ask(program)
    found = files.slips(folder, _office(program).public_id)
    newest = next((backup for backup in found if backup.kind != "archive"), None)
    if newest is None:
        raise refuse("no-backup-yet", folder=str(folder))
    try:
        _rehearsed(program, folder, newest, told)
    except Refused as refused:
        if not program.database.read_only:
            notes.note(program, FAILED, {"name": newest.name, "code": refused.message.code})
        raise
    counted = Rehearsed(newest, sum(newest.facts.counts.values()), len(newest.facts.sums))
    if not program.database.read_only:
        payload = {"name": newest.name, "sha256": newest.sha256, "rows": counted.rows, "sums": counted.sums}
        notes.note(program, REHEARSED, payload)
    return counted


def _rehearsed(program: Program, folder: Path, backup: Backup, told: Told) -> None:
    with _scratch(program.database, folder) as url:
        found = files.restore(folder / backup.name, url, told=told)
        differs = differences(backup.facts, found)
        if differs:
            raise refuse("rehearsal-differs", file=backup.name, what=", ".join(differs[:5]))
        with closing(open_database(url, read_only=True)) as restored, restored.reading() as work:
            if first_break(program, work) != backup.history:
                raise refuse("rehearsal-differs", file=backup.name, what="history")


@contextmanager
def _scratch(database: Database, folder: Path) -> Iterator[str]:
    """The address of a database that is not there yet, or is empty, and is gone afterwards."""
    if database.dialect == "postgresql":
        with pg_tools.scratch(database.address) as address:
            yield address.render_as_string(hide_password=False)
        return
    with tempfile.TemporaryDirectory(prefix=".rehearsal-", dir=folder) as scratch:
        yield f"sqlite:///{Path(scratch) / 'office.sqlite'}"


def _office(program: Program) -> Office:
    with program.database.reading() as work:
        return rows.get(work, Office, 1)
