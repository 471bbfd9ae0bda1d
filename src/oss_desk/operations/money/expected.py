"""What the cash of a shift comes to by its rows: never asked for before the blind count is given (R18)."""

from dataclasses import dataclass

from oss_desk.domain.till import CashMovement, CashSession, Payment, PaymentPart
from oss_desk.operations.money import shifts
from oss_desk.operations.program import Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows

SIGNS = {"in": 1, "out": -1, "deposit": -1, "drawer": 0}
"""Whether a movement puts cash into the till or takes it out."""


@dataclass(frozen=True)
class CashParts:
    """What the cash of a shift is made of, in minor units: its float, what was taken, paid back and moved."""

    opening: int
    taken: int
    back: int
    movements: tuple[CashMovement, ...]


def parts_of(look: Look, session: CashSession) -> CashParts:
    """The float, the cash taken in payments, the cash paid back, and what was put in or taken out."""
    opening = shifts.counts(look, session, "opening")
    payments = rows.every(look.work, Payment, cash_session_id=session.id)
    parts = rows.every(look.work, PaymentPart, payment_id=tuple(payment.id for payment in payments), means="cash")
    return CashParts(
        opening=sum(count.amount for count in opening[-1:]),
        taken=sum(part.amount for part in parts),
        back=correction_rows.cash_of_session(look.work, session.id),
        movements=rows.every(look.work, CashMovement, cash_session_id=session.id),
    )


def cash_of(look: Look, session: CashSession) -> int:
    """What ought to lie in the till of a shift, in minor units."""
    cash = parts_of(look, session)
    return cash.opening + cash.taken - cash.back + sum(SIGNS[one.kind] * one.amount for one in cash.movements)
