"""Payments that were started: each is recorded when the money is asked for, and has exactly one end (R12)."""

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.domain.till import Payment, PaymentEnd, PaymentStart
from oss_desk.operations.program import Act, command
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows

LEFT, CLOSED, HELD, OUT, ENDED = "left-station", "visit-closed", "visit-held", "signed-out", "program-ended"
"""Why a payment was not taken after all."""
REASONS = frozenset({LEFT, CLOSED, HELD, OUT, ENDED})


@command("take-money")
def start_payment(act: Act, *, visit_id: int | None = None, amount: int) -> PaymentStart:
    """Record that money is asked for now; one that was asked for before at this desk and not taken was abandoned."""
    rows.lock(act.work, Desk, act.desk.id)
    _abandon(act, LEFT)
    values = {"desk_id": act.desk.id, "visit_id": visit_id, "amount": amount}
    started = rows.add(act.work, PaymentStart, **values, at=act.now, official_id=act.official.id)
    payload = {"start": started.id, "amount": amount, "currency": act.office.currency}
    act.event("payment-started", ("desk", act.desk.id), payload)
    return started


@command("take-money")
def leave_payment(act: Act) -> None:
    """The station Pay was left without taking the money; refused where none is asked for."""
    rows.lock(act.work, Desk, act.desk.id)
    if not till_rows.open_starts(act.work, act.desk.id):
        raise refuse("nothing-to-pay")
    _abandon(act, LEFT)


def end_paid(act: Act, payment: Payment) -> None:
    """The payment that was started at this desk is taken; the desk's row is locked by the caller."""
    for number, start in enumerate(reversed(till_rows.open_starts(act.work, act.desk.id))):
        if number == 0 and start.visit_id == payment.visit_id:
            _end(act, start, payment.id, "")
        else:
            _end(act, start, None, LEFT)


def abandon(act: Act, reason: str) -> None:
    """Whatever was started at this desk and not taken ends with this reason."""
    if till_rows.open_starts(act.work, act.desk.id):
        rows.lock(act.work, Desk, act.desk.id)
        _abandon(act, reason)


def _abandon(act: Act, reason: str) -> None:
    for start in till_rows.open_starts(act.work, act.desk.id):
        _end(act, start, None, reason)


def _end(act: Act, start: PaymentStart, payment_id: int | None, reason: str) -> None:
    how = "paid" if payment_id is not None else "abandoned"
    values = {"start_id": start.id, "how": how, "payment_id": payment_id, "reason": reason}
    rows.add(act.work, PaymentEnd, **values, at=act.now, official_id=act.official.id)
    if payment_id is None:
        payload = {"start": start.id, "amount": start.amount, "reason": reason}
        act.event("payment-abandoned", ("desk", act.desk.id), payload)
