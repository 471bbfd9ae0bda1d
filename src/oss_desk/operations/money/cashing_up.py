"""What a cashier does with her shift: opens it with a counted float, moves cash, counts the till, closes it."""

import json

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashMovement, CashSession, MovementKind, TillCount, ZReport
from oss_desk.operations import given, rights
from oss_desk.operations.money import closing, figures, shifts
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import passwords
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.papers import till_papers
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets import TillNow
from oss_desk.storage import rows


@reading("read")
def till_now(look: Look) -> TillNow:
    """Whether money can be taken at this desk by who is there, and what stands in the way."""
    return till_state(look)


def till_state(look: Look) -> TillNow:
    """The same, as part of another reading."""
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
def count_till(act: Act, *, counted: Counted, second: Second | None = None) -> TillCount:
    """Count the cash of the shift that is open at this desk, before it is closed; nothing expected is known yet (R18).

    A shift that was left open on an earlier day is counted by whoever is there. One of today is counted by its own
    official; by another one only with a supervisor's word, so that no difference is made behind her back.
    """
    session = _open_here(act)
    if not shifts.may_count(act, session):
        money = Money(counted.amount, act.office.money)
        shown: Shown = {"shift": session.number, "desk": act.desk.code, "currency": money.currency.code}
        shown = {**shown, "amount": f"{money.amount:f}"}
        texts = {"official": rows.get(act.work, Official, session.official_id).name}
        hers = frozenset({session.official_id})
        approver(act, second, right="settle", operation="count_till", shown=shown, texts=texts, not_also=hers)
    return shifts.count(act, session, "closing", counted)


@command("take-money")
def close_shift(act: Act) -> ZReport:
    """Close the shift that is open at this desk once it is counted, with its Z; a difference keeps nobody (R19)."""
    session = _open_here(act)
    if not session.cashless and not shifts.counts(act, session, "closing"):
        raise refuse("count-first")
    return closing.close(act, session, "cashless" if session.cashless else "counted")


@command("settle")
def close_uncounted(act: Act, *, desk_id: int) -> ZReport:
    """Close a shift whose till nobody can count, at any desk, recorded as such; a supervisor answers for it."""
    rows.lock(act.work, Desk, *sorted({act.desk.id, desk_id}))
    session = shifts.open_at(act, desk_id)
    if session is None:
        raise refuse("shift-none")
    return closing.close(act, session, "uncounted")


@command("take-money")
def hand_over_till(act: Act, *, counted: Counted | None = None, second: Second) -> ZReport:
    """Count the till and give it to the next official, who says who she is: her shift opens with what was counted.

    Without a count the one that was kept last is taken; refused with "count-first" where there is none.

    She proves herself with her password, where she has a login of the database with that, and history keeps that she
    took over this sum. Both sign the paper. She signs in at this desk and takes money at once.
    """
    session = _open_here(act)
    following = passwords.known_official(act, second.login, second.password)
    if not shifts.may_count(act, session):
        raise shifts.left_open(act, session)
    if following.id == session.official_id:
        raise refuse("second-is-first")
    if not rights.may(passwords.roles_held(act, following.id), "take-money"):
        raise refuse("second-may-not", name=following.name, roles=tuple(sorted(rights.RIGHTS["take-money"])))
    if counted is None:
        counted = _kept(act, session)
    else:
        shifts.count(act, session, "closing", counted)
    made = closing.close(act, session, "handover")
    opened = shifts.begin(act, following)
    shifts.count(act, opened, "opening", counted)
    paper = till_papers.handover_paper(act, made, following.name, opened.number)
    store(act, paper, ("cash-session", opened.id), "till")
    agreed = {"by": following.id, "amount": counted.amount, "currency": act.office.currency}
    both = {"from": session.number, "to": opened.number, "agreed": agreed}
    act.event("till-handed-over", ("cash-session", opened.id), both)
    return made


def _kept(look: Look, session: CashSession) -> Counted:
    """What was counted last for the close of this shift."""
    kept = shifts.counts(look, session, "closing")
    if not kept:
        raise refuse("count-first")
    return Counted(kept[-1].amount, {int(piece): many for piece, many in json.loads(kept[-1].pieces).items()})


@command("take-money")
def move_cash(act: Act, *, kind: MovementKind, amount: int, reason: str = "", slip: str = "") -> CashMovement:
    """Put cash into the till or take it out, bring it to the bank with its slip, or open the drawer for nothing.

    It stands on the Z (R20). Refused without a shift of hers, without a reason, and once the till is counted.
    """
    rows.lock(act.work, Desk, act.desk.id)
    session = shifts.standing(act, shifts.open_at(act, act.desk.id))
    if (amount <= 0) != (kind == "drawer") or amount < 0:
        raise refuse("amount-needed")
    reason = given.line(reason) if kind == "deposit" else given.needed(reason, "reason-needed")
    slip = given.needed(slip, "slip-needed", most=100) if kind == "deposit" else ""
    values = {"desk_id": act.desk.id, "cash_session_id": session.id, "kind": kind, "amount": amount}
    moved = rows.add(
        act.work, CashMovement, **values, reason=reason, slip=slip, at=act.now, official_id=act.official.id
    )
    payload = {"shift": session.number, "moved": kind, "amount": amount, "slip": slip}
    act.event("cash-moved", ("cash-session", session.id), payload, {"reason": reason} if reason else {})
    if kind != "drawer":
        store(act, till_papers.movement_paper(act, moved, session.number), ("cash-session", session.id), "till")
    return moved


@command("take-money")
def print_x(act: Act) -> PrintJob:
    """Print how the shift stands; it changes nothing (R21), and tells no sum of cash until the shift is closed (R18).

    Who has counted may count again, so that even then nothing tells her what the till ought to hold: the Z does.
    """
    session = _open_here(act)
    paper = till_papers.x_paper(act, figures.of(act, session), blind=not session.cashless)
    job = store(act, paper, ("cash-session", session.id), "till")
    act.event("x-printed", ("cash-session", session.id), {"shift": session.number})
    return job


@command("print")
def print_z(act: Act, *, z_id: int) -> PrintJob:
    """Print a Z once more from its frozen figures, marked as the copy that it is."""
    return closing.print_again(act, rows.get(act.work, ZReport, z_id))


def _open_here(act: Act) -> CashSession:
    rows.lock(act.work, Desk, act.desk.id)
    session = shifts.open_at(act, act.desk.id)
    if session is None:
        raise refuse("shift-none")
    return session
