"""The close of a shift: its Z with the desk's next number, figures frozen, chained by digest, printed (R22, R23)."""

from dataclasses import replace
from hashlib import sha256

from oss_desk.domain.chain import KnownHead
from oss_desk.domain.history import SubjectKind
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import Desk
from oss_desk.domain.record_json import write_record
from oss_desk.domain.till import CashSession, ShiftEnd, ZReport
from oss_desk.operations.history import integrity
from oss_desk.operations.money import figures, shifts
from oss_desk.operations.papers import till_papers
from oss_desk.operations.papers.papers import next_copy, store
from oss_desk.operations.program import Act
from oss_desk.storage import chain, office, rows

PRINTED = 16
"""How much of a digest of the chain people compare."""


def close(act: Act, session: CashSession, how: ShiftEnd) -> ZReport:
    """End a shift and make its Z; the row of its desk is locked by the caller.

    Whatever the till holds, it is closed: a difference stands on the Z and nothing is booked away (R19). The day of the
    desk is held against its chain, and the office vouches for where that chain stood before this command (R52).
    """
    ended = shifts.end(act, session, how)
    if session.desk_id == act.desk.id:
        integrity.verify_day(act)
    number = office.next_number(act.work, session.desk_id, "z")
    desk = rows.get(act.work, Desk, session.desk_id)
    head = chain.standing(act.work, desk, act.now)
    made = _kept(act, ended, number, head)
    paper = till_papers.z_paper(act, made)
    store(act, paper, ("cash-session", session.id), "till")
    payload = {"desk": desk.code, "z": number, "digest": made.digest, "previous": made.previous}
    vouched = {"epoch": head.epoch, "seq": head.seq, "head": head.digest, "shift": session.number}
    totals = {"gross": made.gross, "refunds": made.refunds}
    act.event("z-closed", ("cash-session", session.id), {**payload, **vouched, **totals})
    return made


def _kept(act: Act, ended: CashSession, number: int, head: KnownHead) -> ZReport:
    printed = f"{head.chain}:{head.epoch}:{head.seq}:{head.digest[:PRINTED]}"
    found = replace(figures.of(act, ended, number), head=printed)
    content = write_record(found)
    return rows.add(
        act.work,
        ZReport,
        desk_id=ended.desk_id,
        number=number,
        cash_session_id=ended.id,
        first_event=found.first_event,
        last_event=found.last_event,
        gross=found.gross,
        refunds=found.refunded,
        previous=found.previous,
        digest=sha256(content.encode()).hexdigest(),
        content=content,
        at=act.now,
        official_id=act.official.id,
    )


def of_payment(act: Act) -> CashSession:
    """The shift that a payment made now stands in; where nothing is counted it opens and ends by itself."""
    rows.lock(act.work, Desk, act.desk.id)
    session = shifts.open_at(act, act.desk.id)
    if not shifts.is_cashless(act):
        return shifts.standing(act, session)
    if session is not None and shifts.goes_on(act, session) and session.cashless:
        return session
    if session is not None:
        close(act, session, "cashless" if session.cashless else "uncounted")
    return shifts.begin(act, act.official, cashless=True)


def print_again(act: Act, made: ZReport) -> PrintJob:
    """A Z once more from its frozen figures, marked as the copy that it is: 1, 2 and so on."""
    rows.lock(act.work, CashSession, made.cash_session_id)
    subject: tuple[SubjectKind, int] = ("cash-session", made.cash_session_id)
    number = next_copy(act, till_papers.z_paper(act, made), subject, "till")
    job = store(act, till_papers.z_paper(act, made, copy=number), subject, "till")
    act.event("z-copied", subject, {"z": made.number, "copy": number})
    return job
