"""What goes wrong with money at a simulated desk and is put right: cancelled, given back, waived, copied."""

from oss_desk.domain.till import Demand
from oss_desk.operations.money import copies, corrections, till, waivers
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.simulation.hand import Hand
from oss_desk.operations.simulation.office import SUPERVISORS
from oss_desk.storage import till as till_rows

BY = Second(SUPERVISORS[1])


def cancel(hand: Hand, number: str) -> tuple[Demand, ...]:
    """A receipt that was just given out cancelled, all of it; what is owed again."""
    sheet = till.receipt(hand.program, number=number)
    hand.send(
        corrections.void, receipt_id=sheet.receipt.id, reason="wrong-means", words="By card after all.", second=BY
    )
    parts = tuple(BackBy(part.means, part.amount) for part in sheet.parts)
    hand.ledger.gave_back(hand.program.desk_code, parts, "void")
    hand.ledger.receipts[hand.program.desk_code].remove(number)
    hand.seen.note("voids")
    with hand.program.database.reading() as work:
        return tuple(one for case in sheet.cases for one in till_rows.unpaid(work, case.id))


def give_back(hand: Hand, number: str) -> None:
    """A part of one fee of an earlier receipt given back, in cash; nothing, where nothing is left of it."""
    sheet = till.receipt(hand.program, number=number)
    line = next((line for line in sheet.refundable if line.left.minor), None)
    if line is None or sheet.left.minor == 0:
        return
    amount = min(hand.lots.random.randint(1, line.left.minor), sheet.left.minor)
    amount = min(amount, hand.ledger.cash[hand.program.desk_code])
    if amount < 1:
        return
    hand.send(
        corrections.refund,
        receipt_id=sheet.receipt.id,
        lines=(RefundLine(line.demand_id, line.fee, amount),),
        parts=(BackBy("cash", amount),),
        reason="not-owed",
        words="The reduction was forgotten.",
        second=BY,
    )
    hand.ledger.gave_back(hand.program.desk_code, (BackBy("cash", amount),), "refund")
    hand.seen.note("refunds")


def waive(hand: Hand, demand_id: int, owed: int) -> int:
    """A part of what is owed waived, or all of it; what is left."""
    amount = hand.lots.one((owed, owed // 2 or owed))
    given = WaiverGiven(amount, "By-law on fees, section 9", "No income.", second=BY)
    hand.send(waivers.waive, demand_id=demand_id, waiver=given)
    hand.ledger.waived(hand.program.desk_code, amount)
    hand.seen.note("waivers")
    return owed - amount


def copy(hand: Hand, number: str) -> None:
    """A receipt printed once more; from the second copy on a supervisor says yes."""
    sheet = till.receipt(hand.program, number=number)
    second = BY if sheet.copies else None
    hand.send(copies.copy_receipt, receipt_id=sheet.receipt.id, reason="payer-asks", second=second)
    hand.ledger.copied(hand.program.desk_code)
    hand.seen.note("copies")
