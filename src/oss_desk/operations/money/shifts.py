"""The shift: one cashier's at one desk on one day, opened with a counted float; without one no money is taken."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashSession, CountKind, ShiftEnd, TillCount
from oss_desk.operations import rights
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.program import Act, Look
from oss_desk.storage import office, rows


@dataclass(frozen=True)
class Counted:
    """Cash as somebody counted it, in minor units: by coins and notes (`pieces`: how many of each), or only the sum."""

    amount: int
    pieces: Mapping[int, int] = field(default_factory=dict)


def is_cashless(look: Look) -> bool:
    """Whether nothing is counted here, because office or desk takes no cash: shifts open and end by themselves."""
    return look.office.cashless or not rows.get(look.work, Desk, look.desk.id).takes_cash


def open_at(look: Look, desk_id: int) -> CashSession | None:
    """The shift that is open at a desk, whoever opened it and when."""
    return rows.find(look.work, CashSession, desk_id=desk_id, closed_at=None)


def running(look: Look) -> CashSession | None:
    """The shift of whoever is at the desk, opened today; None when the open one is another's or of an earlier day."""
    session = open_at(look, look.desk.id)
    return session if session is not None and goes_on(look, session) else None


def goes_on(look: Look, session: CashSession) -> bool:
    """Whether it is of whoever is at the desk and of today, so that money may be taken in it."""
    return session.official_id == look.official.id and day_of(look, session.opened_at) == local_date(look)


def may_count(look: Look, session: CashSession) -> bool:
    """Whether whoever is at the desk may count this shift alone: it is hers, or of an earlier day, or she settles."""
    of_before = day_of(look, session.opened_at) < local_date(look)
    return session.official_id == look.official.id or of_before or rights.may(look.roles, "settle")


def counts(look: Look, session: CashSession, kind: CountKind) -> tuple[TillCount, ...]:
    """What was counted at the opening or at the close, in its order."""
    return rows.every(look.work, TillCount, order_by=("position",), cash_session_id=session.id, kind=kind)


def standing(look: Look, session: CashSession | None) -> CashSession:
    """The shift in which money may be taken now, of those open at this desk.

    Refused while none is open, while the open one is another's or of an earlier day, and once it is counted (R17).
    Signing out leaves a shift open: who comes back on the same day goes on with it.
    """
    if session is None:
        raise refuse("shift-not-open", desk=look.desk.name)
    if not goes_on(look, session) or not counts(look, session, "opening"):
        raise left_open(look, session)
    if counts(look, session, "closing"):
        raise refuse("shift-counted")
    return session


def left_open(look: Look, session: CashSession) -> Refused:
    """The refusal of money while somebody's shift of before is not closed, with whose and of which day."""
    day = day_of(look, session.opened_at).isoformat()
    return refuse("shift-left-open", official=rows.get(look.work, Official, session.official_id).name, day=day)


def begin(act: Act, official: Official, *, cashless: bool = False) -> CashSession:
    """A new shift of this official, with the next number of the desk."""
    number = office.next_number(act.work, act.desk.id, "session")
    values = {"desk_id": act.desk.id, "number": number, "official_id": official.id, "cashless": cashless}
    opened = rows.add(act.work, CashSession, **values, opened_at=act.now, closed_at=None)
    act.event("shift-opened", ("cash-session", opened.id), {"number": number, "official": official.id})
    return opened


def count(act: Act, session: CashSession, kind: CountKind, counted: Counted) -> TillCount:
    """Keep what was counted; what is missing or over is worked out from it and never booked away (R18, R19).

    Nothing is counted over: a further count stands beside the first one, and its event tells both.
    """
    amount, before = _sum_of(counted), counts(act, session, kind)
    kept = rows.add(
        act.work,
        TillCount,
        cash_session_id=session.id,
        position=len(rows.every(act.work, TillCount, cash_session_id=session.id)),
        kind=kind,
        amount=amount,
        pieces=json.dumps({str(piece): many for piece, many in sorted(counted.pieces.items()) if many}),
        at=act.now,
        official_id=act.official.id,
    )
    payload = {"number": session.number, "count": kind, "amount": amount, "currency": act.office.currency}
    payload |= {"again": len(before), "first": before[0].amount} if before else {}
    act.event("till-counted", ("cash-session", session.id), payload)
    return kept


def _sum_of(counted: Counted) -> int:
    if any(piece <= 0 or many < 0 for piece, many in counted.pieces.items()):
        raise refuse("count-unreadable")
    by_pieces = sum(piece * many for piece, many in counted.pieces.items())
    if counted.amount < 0 or (counted.pieces and by_pieces != counted.amount):
        raise refuse("count-unreadable")
    return counted.amount


def end(act: Act, session: CashSession, how: ShiftEnd) -> CashSession:
    """The shift closed by whoever is at the desk now."""
    closed_at = max(act.now, session.opened_at)
    ended = rows.change(act.work, session, closed_at=closed_at, ended=how, closed_by_id=act.official.id)
    act.event("shift-closed", ("cash-session", session.id), {"number": session.number, "how": how})
    return ended
