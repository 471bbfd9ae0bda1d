"""What a cashier does with her shift: opens it with a counted float, counts the till, closes it."""

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashSession, TillCount
from oss_desk.operations.money import shifts
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets import TillNow
from oss_desk.storage import rows


@reading("read")
def till_now(look: Look) -> TillNow:
    """Whether money can be taken at this desk by who is there, and what stands in the way."""
    if shifts.is_cashless(look):
        return TillNow("by-itself")
    session = shifts.open_at(look, look.desk.id)
    if session is None:
        return TillNow("none")
    who = rows.get(look.work, Official, session.official_id).name
    if not shifts.goes_on(look, session) or not shifts.counts(look, session, "opening"):
        return TillNow("left", who, session.opened_at)
    counted = shifts.counts(look, session, "closing")
    return TillNow("counted" if counted else "open", who, session.opened_at)


@command("take-money")
def open_shift(act: Act, *, float_counted: Counted) -> CashSession:
    """Open the shift of whoever is at the desk with the float as she counted it (R17, R18).

    Refused while one is open there: her own, another's, or one of an earlier day, which is counted and closed first.
    """
    rows.lock(act.work, Desk, act.desk.id)
    if shifts.is_cashless(act):
        raise refuse("desk-takes-no-cash", desk=act.desk.name)
    session = shifts.open_at(act, act.desk.id)
    if session is not None and shifts.goes_on(act, session):
        raise refuse("shift-open-already")
    if session is not None:
        raise shifts.left_open(act, session)
    opened = shifts.begin(act, act.official)
    shifts.count(act, opened, "opening", float_counted)
    return opened


@command("take-money")
def count_till(act: Act, *, counted: Counted) -> TillCount:
    """Count the cash of the shift that is open at this desk, before it is closed; nothing expected is known yet (R18).

    A shift that somebody left open is counted by whoever is there; who counted stands with the count.
    """
    return shifts.count(act, _open_here(act), "closing", counted)


@command("take-money")
def close_shift(act: Act) -> CashSession:
    """Close the shift that is open at this desk once it is counted; a difference stays and keeps nobody (R19)."""
    session = _open_here(act)
    if not session.cashless and not shifts.counts(act, session, "closing"):
        raise refuse("count-first")
    return shifts.end(act, session, "cashless" if session.cashless else "counted")


@command("settle")
def close_uncounted(act: Act, *, desk_id: int) -> CashSession:
    """Close a shift whose till nobody can count, at any desk, recorded as such; a supervisor answers for it."""
    rows.lock(act.work, Desk, *sorted({act.desk.id, desk_id}))
    session = shifts.open_at(act, desk_id)
    if session is None:
        raise refuse("shift-none")
    return shifts.end(act, session, "uncounted")


def _open_here(act: Act) -> CashSession:
    rows.lock(act.work, Desk, act.desk.id)
    session = shifts.open_at(act, act.desk.id)
    if session is None:
        raise refuse("shift-none")
    return session
