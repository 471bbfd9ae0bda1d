"""What must hold in every office at every moment, read from its rows alone and held against what was told."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

from oss_desk.domain.blanks import BlankCount, BlankLot, BlankSpoilt, BlankUse
from oss_desk.domain.cases import IssuedOutput, IssuedOutputState
from oss_desk.domain.corrections import Correction, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.history import Event
from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession, Demand, Payment, PaymentDemand, PaymentPart, Receipt, ZReport
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.program import Look, Program
from oss_desk.operations.simulation.hand import hold
from oss_desk.operations.simulation.ledger import Ledger
from oss_desk.storage import rows
from oss_desk.storage.database import Work


def ask_all(program: Program, ledger: Ledger) -> None:
    """Everything."""
    with program.database.reading() as work:
        desks = {desk.id: desk.code for desk in rows.every(work, Desk)}
        payments = rows.every(work, Payment)
        parts = rows.every(work, PaymentPart)
        receipts = rows.every(work, Receipt, order_by=("desk_id", "seq"))
        _sums(work, desks, payments, parts, ledger)
        _numbers(desks, receipts, payments, rows.every(work, Correction))
        _shifts(work, payments)
        _events(work, payments)
        _blanks(work)
        report = verify(Look(program, work, program.clock()))
        hold(report.whole, f"history does not hold: {[one.name for one in report.breaks[:3]]}")


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
    _back(work, desks, of, ledger)
    hold(+taken == +ledger.taken, f"taken by desk and means: {dict(taken)}, told: {dict(ledger.taken)}")
    demands = {demand.id: demand.amount for demand in rows.every(work, Demand)}
    for waiver in rows.every(work, Waiver):
        demands[waiver.demand_id] -= waiver.amount
    hold(min(demands.values(), default=0) >= 0, "more was waived than owed")
    settled: Counter[int] = Counter()
    collected = 0
    for one in rows.every(work, PaymentDemand, order_by=("demand_id",)):
        settled[one.payment_id] += demands[one.demand_id]
        collected += demands[one.demand_id]
    hold(all(settled[one.id] == one.amount for one in payments), "a payment is not the sum of what it settled")
    hold(collected == sum(one.amount for one in payments), "what was collected is not what was settled")


def _back(work: Work, desks: dict[int, str], of: dict[int, Payment], ledger: Ledger) -> None:
    """Voids and refunds: never more than was paid, a void all of it and alone, approved by a third person."""
    back: Counter[tuple[str, str]] = Counter()
    sums: Counter[int] = Counter()
    made = {one.id: one for one in rows.every(work, Correction)}
    for one in made.values():
        payment = of[one.payment_id]
        sums[one.payment_id] -= one.amount
        hold(one.amount < 0, f"{one.number} gives nothing back")
        hold(one.approver_id not in (one.official_id, payment.official_id), f"{one.number} was approved by who did it")
        hold(one.kind != "void" or -one.amount == payment.amount, f"{one.number} cancels a part")
    hold(all(amount <= of[payment].amount for payment, amount in sums.items()), "more was given back than paid")
    for part in rows.every(work, CorrectionPart):
        back[desks[made[part.correction_id].desk_id], part.means] -= part.amount
    lines: Counter[int] = Counter()
    for line in rows.every(work, CorrectionLine):
        lines[line.correction_id] += line.amount
    hold(all(lines[one.id] == one.amount for one in made.values()), "the lines of a correction are not its amount")
    hold(+back == +ledger.back, f"given back by desk and means: {dict(back)}, told: {dict(ledger.back)}")


def _numbers(
    desks: dict[int, str], receipts: Sequence[Receipt], payments: Sequence[Payment], made: Sequence[Correction]
) -> None:
    numbers: dict[int, list[int]] = {desk: [] for desk in desks}
    for desk, seq in [(one.desk_id, one.seq) for one in receipts] + [(one.desk_id, one.seq) for one in made]:
        numbers[desk].append(seq)
    for desk, unordered in numbers.items():
        found = sorted(unordered)
        hold(found == list(range(1, len(found) + 1)), f"receipts of desk {desks[desk]} have a gap")
    hold({one.payment_id for one in receipts} == {one.id for one in payments}, "a payment without its one receipt")


def _shifts(work: Work, payments: Sequence[Payment]) -> None:
    """Every payment stands in one shift of its own desk, made while that was open; one shift is open at a desk."""
    shifts = {shift.id: shift for shift in rows.every(work, CashSession)}
    for one in payments:
        shift = shifts[one.cash_session_id]
        hold(shift.desk_id == one.desk_id, f"payment {one.id} stands in the shift of another desk")
        over = shift.closed_at is not None and shift.closed_at < one.at
        hold(shift.opened_at <= one.at and not over, f"payment {one.id} stands in a shift that was not open")
    _closes(work, payments, shifts)
    still = [shift.desk_id for shift in shifts.values() if shift.closed_at is None]
    hold(len(set(still)) == len(still), "two shifts are open at one desk")


def _closes(work: Work, payments: Sequence[Payment], shifts: Mapping[int, CashSession]) -> None:
    """Each closed shift has one Z; those of a desk are numbered on and chained; every payment stands in exactly one."""
    gross: Counter[int] = Counter()
    for payment in payments:
        gross[payment.cash_session_id] += payment.amount
    refunds: Counter[int] = Counter()
    for made in rows.every(work, Correction):
        refunds[made.cash_session_id] -= made.amount
    newest: dict[int, ZReport] = {}
    closed: set[int] = set()
    for one in rows.every(work, ZReport, order_by=("desk_id", "number")):
        before = newest.get(one.desk_id)
        hold(one.number == (before.number if before else 0) + 1, f"Z {one.number} follows no other of its desk")
        hold(one.previous == (before.digest if before else ""), f"Z {one.number} names another before it")
        hold(one.digest == sha256(one.content.encode()).hexdigest(), f"Z {one.number} is not as its digest says")
        first = (before.last_event if before else 0) + 1
        hold(one.first_event == first, f"events lie between Z {one.number} and the one before")
        total = (before.gross if before else 0) + gross[one.cash_session_id]
        back = (before.refunds if before else 0) + refunds[one.cash_session_id]
        hold((one.gross, one.refunds) == (total, back), f"the perpetual totals of Z {one.number} are not the sums")
        hold(one.cash_session_id not in closed, "a shift has two Zs")
        closed.add(one.cash_session_id)
        newest[one.desk_id] = one
    over = {shift.id for shift in shifts.values() if shift.closed_at is not None}
    hold(over == closed, "a closed shift has no Z, or an open one has")


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
