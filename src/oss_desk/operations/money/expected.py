"""What the cash of a shift comes to by its rows: never asked for before the blind count is given (R18)."""

from oss_desk.domain.till import CashSession, Payment, PaymentPart
from oss_desk.operations.money import shifts
from oss_desk.operations.program import Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows


def cash_of(look: Look, session: CashSession) -> int:
    """What ought to lie in the till of a shift: its float and the cash taken, less what was given back, in minor units."""
    opening = shifts.counts(look, session, "opening")
    payments = rows.every(look.work, Payment, cash_session_id=session.id)
    parts = rows.every(look.work, PaymentPart, payment_id=tuple(payment.id for payment in payments), means="cash")
    back = correction_rows.cash_of_session(look.work, session.id)
    return sum(count.amount for count in opening[-1:]) + sum(part.amount for part in parts) - back
