"""What became of a payment that was being booked when the program ended."""

from oss_desk.domain.history import Event
from oss_desk.domain.till import Receipt
from oss_desk.operations.program import Look, reading
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows


@reading("read")
def receipt_of_command(look: Look, *, visit_id: int, command_id: str = "") -> str:
    """The number of the receipt that this command made, empty when nothing was booked by it.

    Without a command the newest receipt of the visit: a payment that was booked leaves no draft behind.
    """
    if command_id:
        taken = rows.every(look.work, Event, command_id=command_id, kind="payment-taken")
        payments = tuple(event.subject_id for event in taken)
    else:
        payments = tuple(payment.id for payment in till_rows.payments_of_visit(look.work, visit_id))
    receipts = rows.every(look.work, Receipt, payment_id=payments)
    return receipts[-1].number if receipts else ""
