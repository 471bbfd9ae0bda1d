"""The clock at a sign-in: one that ran ahead once closes no desk for ever, and one that jumps far is asked about."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.operations.canon import digest_of
from oss_desk.operations.program import CLOCK_TOLERANCE, Act, Program
from oss_desk.operations.rights import RIGHTS
from oss_desk.storage import events, rows

FAR = timedelta(days=31)
"""A jump from the newest event of the whole office that is asked about. No office that works stands still for a month,
while a battery that died or a wrong month or year in a setting moves a clock by more; holidays are shorter."""
PUT_RIGHT = "clock-put-right"
"""The event in the name of whoever said that the clock is right. Order hangs on numbers, never on the clock (R45)."""
_told: dict[tuple[str, str, str], int] = {}
"""Who was told of which newest event at which desk: signing in once more is her answer that the clock is right."""


def ask(program: Program) -> None:
    """Refuse a clock that stands before the desk's newest event, or far after the office's, until somebody answers.

    A clock that is behind is answered for by a supervisor or an administrator, one that jumped ahead by whoever comes
    first: signing in again says that it is right now, and is kept. An office of samples may lie as long as it likes.
    """
    with program.database.reading() as work:
        act = Act(program, work, program.clock(), "")
        newest, ahead = _newest(act), events.newest(work)
        if newest is None or ahead is None:
            return
        behind = newest.at > act.now + CLOCK_TOLERANCE
        if not behind and (act.office.sample or act.now - ahead.at <= FAR):
            return
        found = newest if behind else ahead
        code = "clock-set-back" if behind and not act.roles & RIGHTS["vouch"] else _CODES[behind]
        values = {"now": _said(act, act.now), "newest": _said(act, found.at)}
        about = (program.database.url, program.desk_code, act.official.login)
    if code == "clock-set-back" or _told.get(about) != found.id:
        _told[about] = found.id
        raise refuse(code, **values)
    del _told[about]
    _keep(program, found)


_CODES = {True: "clock-behind", False: "clock-far-ahead"}


def _newest(act: Act) -> Event | None:
    desk = rows.get(act.work, Desk, act.desk.id)
    return rows.find(act.work, Event, desk_id=desk.id, seq=desk.next_event - 1)


def _keep(program: Program, newest: Event) -> None:
    """The event that says so: from now on the desk's newest one has the right hour."""
    with program.database.writing() as work:
        act = Act(program, work, program.clock(), str(uuid4()))
        act.still_here()
        minutes = (act.now - newest.at) // timedelta(minutes=1)
        act.event(PUT_RIGHT, ("desk", act.desk.id), {"newest": newest.id, "minutes": minutes})
        act.remember(PUT_RIGHT, digest_of(PUT_RIGHT, (), {}), None)
        work.commit()


def _said(act: Act, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(act.office.zone)).strftime("%Y-%m-%d %H:%M")
