"""What must hold at each Z, read from the rows of its shift alone and held against what its cashier noted."""

import json
from collections import Counter
from collections.abc import Collection, Sequence

from oss_desk.domain.corrections import Correction, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession, Demand, Payment, PaymentDemand, PaymentPart, Receipt, ZReport
from oss_desk.operations.history.integrity import BROKEN
from oss_desk.operations.simulation.hand import Hand, hold
from oss_desk.storage import history, rows
from oss_desk.storage import till as till_rows
from oss_desk.storage.database import Work


def ask(hand: Hand, made: ZReport) -> None:
    """Raise `Broken` when something of the shift that this Z closed does not hold; what came before held at its own."""
    with hand.program.database.reading() as work:
        shift = rows.get(work, CashSession, made.cash_session_id)
        payments = rows.every(work, Payment, cash_session_id=shift.id)
        corrections = rows.every(work, Correction, cash_session_id=shift.id)
        _in_time(shift, payments, corrections)
        _taken(work, payments, hand.ledger.shift[hand.program.desk_code])
        _settled(work, payments)
        _given_back(work, corrections, hand.ledger.shift[hand.program.desk_code])
        _numbered(work, hand, shift, payments, corrections)
        _told(work, shift, made, payments)


def _in_time(shift: CashSession, payments: Sequence[Payment], corrections: Sequence[Correction]) -> None:
    made: tuple[Payment | Correction, ...] = (*payments, *corrections)
    for one in made:
        hold(one.desk_id == shift.desk_id, f"{one} stands in the shift of another desk")
        over = shift.closed_at is None or shift.closed_at < one.at
        hold(shift.opened_at <= one.at and not over, f"{one} stands in a shift that was not open")


def _taken(work: Work, payments: Sequence[Payment], noted: Counter[str]) -> None:
    sums: Counter[int] = Counter()
    cash = 0
    for part in rows.every(work, PaymentPart, payment_id=_ids(payments)):
        hold(part.given - part.change == part.amount, f"part {part.id}: given less change is not the amount")
        sums[part.payment_id] += part.amount
        cash += part.amount if part.means == "cash" else 0
    hold(all(sums[one.id] == one.amount for one in payments), "the parts of a payment are not its amount")
    hold(sum(sums.values()) == noted["taken"], f"taken: {sum(sums.values())}, noted: {noted['taken']}")
    hold(cash == noted["taken cash"], f"taken in cash: {cash}, noted: {noted['taken cash']}")


def _settled(work: Work, payments: Sequence[Payment]) -> None:
    settled = rows.every(work, PaymentDemand, order_by=("demand_id",), payment_id=_ids(payments))
    demands = tuple(one.demand_id for one in settled)
    owed = {one.id: one.amount for one in rows.every(work, Demand, id=demands)}
    for waiver in rows.every(work, Waiver, demand_id=demands):
        owed[waiver.demand_id] -= waiver.amount
    hold(min(owed.values(), default=0) >= 0, "more was waived than owed")
    sums: Counter[int] = Counter()
    for one in settled:
        sums[one.payment_id] += owed[one.demand_id]
    hold(all(sums[one.id] == one.amount for one in payments), "a payment is not the sum of what it settled")


def _given_back(work: Work, corrections: Sequence[Correction], noted: Counter[str]) -> None:
    back = sum(one.amount for one in corrections)
    hold(-back == noted["void"] + noted["refund"], f"given back: {-back}, noted: {noted}")
    paid = {one.id: one for one in rows.every(work, Payment, id=tuple({one.payment_id for one in corrections}))}
    sums: Counter[int] = Counter()
    for one in rows.every(work, Correction, payment_id=tuple(paid)):
        sums[one.payment_id] -= one.amount
    hold(all(amount <= paid[payment].amount for payment, amount in sums.items()), "more was given back than paid")
    for one in corrections:
        hold(one.amount < 0, f"{one.number} gives nothing back")
        taker = paid[one.payment_id].official_id
        hold(one.approver_id not in (one.official_id, taker), f"{one.number} was approved by who did it")
        whole = -one.amount == paid[one.payment_id].amount
        hold(one.kind != "void" or whole, f"{one.number} cancels a part")
    for kind in (CorrectionLine, CorrectionPart):
        _add_up(work, kind, corrections)


def _add_up(work: Work, kind: type[CorrectionLine] | type[CorrectionPart], corrections: Sequence[Correction]) -> None:
    sums: Counter[int] = Counter()
    for part in rows.every(work, kind, correction_id=_ids(corrections)):
        sums[part.correction_id] += part.amount
    hold(all(sums[one.id] == one.amount for one in corrections), f"{kind.__name__}s of a correction are not its amount")


def _numbered(
    work: Work, hand: Hand, shift: CashSession, payments: Sequence[Payment], corrections: Sequence[Correction]
) -> None:
    """The numbers of receipts go on where the shift before ended, with no gap and no repeat."""
    receipts = rows.every(work, Receipt, payment_id=_ids(payments))
    paid = sorted(one.payment_id for one in receipts)
    hold(paid == sorted(_ids(payments)), "a payment without its one receipt")
    before, code = hand.ledger.numbers[hand.program.desk_code], hand.program.desk_code
    found = sorted([*(one.seq for one in receipts), *(one.seq for one in corrections)])
    hold(found == list(range(before + 1, before + len(found) + 1)), f"receipts of {code} have a gap: {found}")
    following = rows.get(work, Desk, shift.desk_id).next_receipt
    hold(following == before + len(found) + 1, f"{code} would give {following} next, after {before + len(found)}")
    hand.ledger.numbers[code] += len(found)


def _told(work: Work, shift: CashSession, made: ZReport, payments: Sequence[Payment]) -> None:
    """The events of the shift are all there, and tell the same sum."""
    events = till_rows.events_between(work, shift.desk_id, made.first_event, made.last_event)
    seqs = [event.seq for event in events]
    hold(seqs == list(range(made.first_event, made.last_event + 1)), f"history has a gap before Z {made.number}")
    told = sum(json.loads(event.payload)["amount"] for event in events if event.kind == "payment-taken")
    hold(told == sum(one.amount for one in payments), "the events of payments tell another sum")
    hold(history.newest_of(work, (BROKEN,)) is None, "a break of history is on record")


def _ids(many: Collection[Payment] | Collection[Correction]) -> tuple[int, ...]:
    return tuple(one.id for one in many)
