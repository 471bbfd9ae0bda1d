"""The till: one payment of whole demands, in parts by means, with its receipt; copies of receipts."""

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.till import Demand, Receipt
from oss_desk.operations.cases import case_move
from oss_desk.operations.money import payments
from oss_desk.operations.money.copies import copy_correction, copy_receipt
from oss_desk.operations.money.corrections import refund, void
from oss_desk.operations.money.receipts import receipt_sheet
from oss_desk.operations.money.waivers import waive
from oss_desk.operations.papers import whose
from oss_desk.operations.program import Act, Look, command, looking, reading
from oss_desk.operations.sheets import PaymentGiven, ReceiptSheet
from oss_desk.operations.visits import stays
from oss_desk.storage import rows

__all__ = [
    "copy_correction",
    "copy_receipt",
    "means_of_payment",
    "pay",
    "receipt",
    "refund",
    "void",
    "waive",
]


@command("take-money")
def pay(act: Act, *, demand_ids: tuple[int, ...], visit_id: int | None = None, payment: PaymentGiven) -> Receipt:
    """Take money once for whole demands of running cases; a case that waited for it goes on in the same transaction.

    The amounts must add up to exactly what is owed, and that to what the window showed. Of two desks that take the
    money of one demand at the same moment one is refused.
    """
    if not demand_ids:
        raise refuse("nothing-to-pay")
    if visit_id is not None:
        stays.locked_here(act, visit_id)
    asked = rows.every(act.work, Demand, id=tuple(demand_ids))
    if len(asked) != len(set(demand_ids)):
        raise refuse("not-found", kind="demand")
    cases = rows.lock(act.work, Case, *sorted({demand.case_id for demand in asked}))
    paid = payments.take(act, payments.owed(act, asked), payment, visit_id)
    for case in cases:
        case_move.paid(act, case, [demand for demand in asked if demand.case_id == case.id], paid.number)
    return payments.receipt(act, paid)


@looking("read")
def receipt(look: Look, *, number: str) -> ReceiptSheet:
    """A receipt by its number: what was paid, for which cases, how often it was copied; a look at whose they are."""
    sheet = receipt_sheet(look, number)
    whose.look_at(look, whose.of_payment(look, sheet.payment.id))
    return sheet


@reading("read")
def means_of_payment(look: Look) -> tuple[MeansOfPayment, ...]:
    """By which means this office takes money now, in the order of its list."""
    return rows.every(look.work, MeansOfPayment, order_by=("position", "code"), active=True)
