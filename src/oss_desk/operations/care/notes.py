"""What was done to look after the office, as events of it, also where a timetable did it and nobody sat there."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.operations import rights
from oss_desk.operations.program import Program, canonical, digest_of
from oss_desk.storage import care as care_rows
from oss_desk.storage import history, rows
from oss_desk.storage.database import Work


def ask(program: Program) -> None:
    """Refuse an official who may not look after the office.

    Nobody signed in is the command line: whoever runs it has the file, or the database's own password, anyway.
    """
    if program.signed_in is not None:
        rights.ask(program.signed_in.roles, "care")


def note(program: Program, kind: str, payload: Mapping[str, object]) -> Event:
    """Append an event about the office in a transaction of its own."""
    with program.database.writing() as work:
        event = append(work, program, kind, payload, program.clock())
        work.commit()
    return event


def append(work: Work, program: Program, kind: str, payload: Mapping[str, object], now: datetime) -> Event:
    """Append an event about the office to this transaction, with the command it belongs to."""
    command_id, who = str(uuid4()), program.signed_in
    desk_id = who.desk.id if who is not None else _some_desk(work, program.desk_code)
    official_id = who.official.id if who is not None else None
    event = history.append(
        work,
        desk_id=desk_id,
        kind=kind,
        at=now,
        official_id=official_id,
        role=min(who.roles & rights.RIGHTS["care"], default=None) if who is not None else None,
        command_id=command_id,
        subject=("office", 1),
        payload=canonical(payload),
        texts={},
    )
    history.remember(
        work,
        command_id=command_id,
        operation=kind,
        digest=digest_of(kind, (), payload),
        made="null",
        desk_id=desk_id,
        official_id=official_id,
        at=now,
    )
    return event


def _some_desk(work: Work, code: str) -> int:
    """The desk of this machine, else the office's first."""
    desks = rows.every(work, Desk, order_by=("code",))
    if not desks:
        raise refuse("no-office-yet", place=work.place)
    return next((desk.id for desk in desks if desk.code == code), desks[0].id)


def newest(work: Work, *kinds: str) -> Event | None:
    """The newest event of these kinds about the office."""
    return care_rows.newest(work, kinds)


def every(work: Work, kind: str) -> tuple[Event, ...]:
    """Every event of this kind, the oldest first."""
    return rows.every(work, Event, kind=kind)


def period(work: Work) -> tuple[datetime | None, datetime | None]:
    """The moments of the first and the last event."""
    first, last = rows.find(work, Event, id=1), care_rows.newest_of_all(work)
    return (first.at if first is not None else None), (last.at if last is not None else None)
