"""The shift: one cashier's at one desk on one day; a payment of somebody else or of a later day ends it."""

from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.program import Act, Look
from oss_desk.storage import office, rows


def running(look: Look) -> CashSession | None:
    """The shift of whoever is at the desk, opened today; None when the open one is another's or of an earlier day."""
    session = _open(look)
    return session if session is not None and _goes_on(look, session) else None


def of_payment(act: Act) -> CashSession:
    """The shift that a payment made now stands in, opened when there is none, after the one left open is closed.

    The desk's row is locked before any shift is looked for. Signing out leaves a shift open: who comes back on the
    same day goes on with it.
    """
    rows.lock(act.work, Desk, act.desk.id)
    session = _open(act)
    if session is not None and _goes_on(act, session):
        return session
    if session is not None:
        _close(act, session)
    return _begin(act)


def end_at(act: Act, desk_id: int) -> None:
    """End the shift that was left open at another desk, which is being closed."""
    session = rows.find(act.work, CashSession, desk_id=desk_id, closed_at=None)
    if session is not None:
        _close(act, session)


def _open(look: Look) -> CashSession | None:
    return rows.find(look.work, CashSession, desk_id=look.desk.id, closed_at=None)


def _goes_on(look: Look, session: CashSession) -> bool:
    return session.official_id == look.official.id and day_of(look, session.opened_at) == local_date(look)


def _close(act: Act, session: CashSession) -> None:
    rows.change(act.work, session, closed_at=max(act.now, session.opened_at))
    act.event("shift-closed", ("cash-session", session.id), {"number": session.number})


def _begin(act: Act) -> CashSession:
    number = office.next_number(act.work, act.desk.id, "session")
    opened = rows.add(
        act.work,
        CashSession,
        desk_id=act.desk.id,
        number=number,
        official_id=act.official.id,
        opened_at=act.now,
        closed_at=None,
    )
    act.event("shift-opened", ("cash-session", opened.id), {"number": number})
    return opened
