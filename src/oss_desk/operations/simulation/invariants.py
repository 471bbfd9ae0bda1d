"""What must hold in every office at every moment, read from its rows alone and held against what was told."""

import json
from collections import Counter
from collections.abc import Sequence

from oss_desk.domain.blanks import BlankCount, BlankLot, BlankSpoilt, BlankUse
from oss_desk.domain.cases import IssuedOutput, IssuedOutputState
from oss_desk.domain.history import Event
from oss_desk.domain.office import Desk
from oss_desk.domain.till import Demand, Payment, PaymentDemand, PaymentPart, Receipt
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.program import Look, Program
from oss_desk.operations.simulation.hand import Broken
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.storage import rows
from oss_desk.storage.database import Work


def ask_day(program: Program, ledger: Ledger) -> None:
    """What can be asked at the end of each day without reading everything."""


def ask_all(program: Program, ledger: Ledger) -> None:
    """Everything."""
    with program.database.reading() as work:
        desks = {desk.id: desk.code for desk in rows.every(work, Desk)}
        payments = rows.every(work, Payment)
        parts = rows.every(work, PaymentPart)
        receipts = rows.every(work, Receipt, order_by=("desk_id", "seq"))
        _sums(work, desks, payments, parts, ledger)
        _numbers(desks, receipts, payments)
        _events(work, payments)
        _blanks(work)
        report = verify(Look(program, work, program.clock()))
        hold(report.whole, f"history does not hold: {[one.name for one in report.breaks[:3]]}")


def hold(what: bool, told: str) -> None:
    """Stop when this does not hold."""
    if not what:
        raise Broken(told)


def numbered(work: Work, case_id: int) -> bool:
    """Whether what the case makes has a number that was not spoilt."""
    issued = rows.every(work, IssuedOutput, case_id=case_id)
    gone = {state.issued_output_id for state in rows.every(work, IssuedOutputState, issued_output_id=_ids(issued))}
    return any(one.id not in gone for one in issued)


def _ids(issued: Sequence[IssuedOutput]) -> tuple[int, ...]:
    return tuple(one.id for one in issued)


def _sums(
    work: Work, desks: dict[int, str], payments: Sequence[Payment], parts: Sequence[PaymentPart], ledger: Ledger
) -> None:
    of = {payment.id: payment for payment in payments}
    taken: Counter[tuple[str, str]] = Counter()
    by_payment: Counter[int] = Counter()
    for part in parts:
        taken[desks[of[part.payment_id].desk_id], part.means] += part.amount
        by_payment[part.payment_id] += part.amount
        hold(part.given - part.change == part.amount, f"part {part.id}: given less change is not the amount")
    hold(all(by_payment[one.id] == one.amount for one in payments), "the parts of a payment are not its amount")
    hold(+taken == +ledger.taken, f"taken by desk and means: {dict(taken)}, told: {dict(ledger.taken)}")
    demands = {demand.id: demand.amount for demand in rows.every(work, Demand)}
    settled: Counter[int] = Counter()
    for one in rows.every(work, PaymentDemand, order_by=("demand_id",)):
        settled[one.payment_id] += demands[one.demand_id]
    hold(all(settled[one.id] == one.amount for one in payments), "a payment is not the sum of what it settled")


def _numbers(desks: dict[int, str], receipts: Sequence[Receipt], payments: Sequence[Payment]) -> None:
    numbers: dict[int, list[int]] = {desk: [] for desk in desks}
    for receipt in receipts:
        numbers[receipt.desk_id].append(receipt.seq)
    for desk, found in numbers.items():
        hold(found == list(range(1, len(found) + 1)), f"receipts of desk {desks[desk]} have a gap")
    hold({one.payment_id for one in receipts} == {one.id for one in payments}, "a payment without its one receipt")


def _blanks(work: Work) -> None:
    """Every sheet came in once, and is in stock, used or spoilt; none is used twice, none is used that never came."""
    lots = {lot.id: range(lot.first, lot.last + 1) for lot in rows.every(work, BlankLot)}
    uses = [(use.lot_id, use.number) for use in rows.every(work, BlankUse)]
    spoilt = [(one.lot_id, one.number) for one in rows.every(work, BlankSpoilt)]
    hold(len(set(uses)) == len(uses), "a blank was used twice")
    hold(len(set(spoilt)) == len(spoilt), "a blank was spoilt twice")
    hold(all(number in lots[lot] for lot, number in (*uses, *spoilt)), "a blank was used that never came in")
    came = [(lot.kind, f"{lot.prefix}{number}") for lot in rows.every(work, BlankLot) for number in lots[lot.id]]
    hold(len(set(came)) == len(came), "a blank came in twice")
    for one in rows.every(work, BlankCount):
        hold(one.counted == one.expected, f"count {one.id}: {one.counted} of {one.expected} blanks are there")


def _events(work: Work, payments: Sequence[Payment]) -> None:
    numbers: dict[int, int] = {}
    told = 0
    for event in rows.every(work, Event, order_by=("desk_id", "seq")):
        hold(
            event.seq == numbers.get(event.desk_id, 0) + 1, f"history of desk {event.desk_id} has a gap at {event.seq}"
        )
        numbers[event.desk_id] = event.seq
        if event.kind == "payment-taken":
            told += json.loads(event.payload)["amount"]
    hold(told == sum(one.amount for one in payments), "the events of payments tell another sum")
