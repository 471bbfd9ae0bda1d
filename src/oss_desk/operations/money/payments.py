"""How money is taken: what is owed, whether the parts add up, the rows of the payment and its receipt."""

from collections.abc import Sequence

from oss_desk.domain import numbers
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.money import Currency, Money, cash_rounding
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.till import CashSession, Demand, DemandLine, Payment, PaymentDemand, PaymentPart, Receipt
from oss_desk.operations import given
from oss_desk.operations.history import integrity
from oss_desk.operations.money import by_hand, closing, shifts, starts
from oss_desk.operations.money.receipts import receipt_paper
from oss_desk.operations.money.taken import Owed, Paid
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import from_afar
from oss_desk.storage import office, rows


def owed(look: Look, demands: Sequence[Demand]) -> tuple[Owed, ...]:
    """The demands with their lines; refused when one is paid, is zero or belongs to a closed case."""
    return tuple(_owed(look, demand) for demand in demands)


def _owed(look: Look, demand: Demand) -> Owed:
    case = rows.get(look.work, Case, demand.case_id)
    if rows.find(look.work, PaymentDemand, demand_id=demand.id) is not None:
        raise refuse("demand-paid", case=case.number)
    lines = rows.every(look.work, DemandLine, order_by=("position",), demand_id=demand.id)
    item = Owed(demand, lines, case, rows.every(look.work, Waiver, demand_id=demand.id))
    if item.amount == 0:
        raise refuse("nothing-to-pay")
    if not case.open:
        raise refuse("case-closed")
    return item


def amount_of(owing: Sequence[Owed]) -> int:
    """What is owed altogether, in minor units."""
    return sum(item.amount for item in owing)


def checked(look: Look, owing: Sequence[Owed], payment: PaymentGiven) -> None:
    """Refuse a payment that is not exactly what is owed, or a part that cannot be taken at this desk."""
    total = amount_of(owing)
    currency = look.office.money
    if payment.expected != total:
        raise owed_changed(payment.expected, total, currency)
    if not payment.parts or sum(part.amount for part in payment.parts) != total + rounding(look, payment, total):
        parts = Money(sum(part.amount for part in payment.parts), currency)
        owes = Money(total, currency)
        raise refuse("parts-differ", parts=f"{parts.amount:f}", owed=f"{owes.amount:f}", currency=currency.code)
    for part in payment.parts:
        _check_part(look, part, kind_of(look, part.means))
    _check_elsewhere(look, owing, payment)


def rounding(look: Look, payment: PaymentGiven, owed: int) -> int:
    """By how much the cash of a payment is rounded, in minor units: a figure of its own, never part of a fee."""
    cash = [part for part in payment.parts if kind_of(look, part.means).kind == "cash"]
    if not cash:
        return 0
    others = sum(part.amount for part in payment.parts if part not in cash)
    return cash_rounding(owed - others, look.office.cash_rounding)


def owed_changed(expected: int, owed: int, currency: Currency) -> Refused:
    """The refusal of a payment made on another sum than is owed by now, with both."""
    shown, now = Money(expected, currency).amount, Money(owed, currency).amount
    return refuse("owed-changed", expected=f"{shown:f}", owed=f"{now:f}", currency=currency.code)


def kind_of(look: Look, code: str) -> MeansOfPayment:
    """The means of that code; refused when money is not taken by it."""
    means = rows.find(look.work, MeansOfPayment, code=code)
    if means is None or not means.active:
        raise refuse("means-not-taken", means=code)
    return means


def _check_part(look: Look, part: PartGiven, means: MeansOfPayment) -> None:
    cash = means.kind == "cash"
    if cash and shifts.is_cashless(look):
        raise refuse("desk-takes-no-cash", desk=look.desk.name)
    if part.amount <= 0 or part.given < part.amount or (not cash and part.given != part.amount):
        raise refuse("part-given-differs", means=part.means)
    if (means.needs_reference or means.kind == "elsewhere") and not part.reference.strip():
        raise refuse("reference-needed", means=part.means)


def _check_elsewhere(look: Look, owing: Sequence[Owed], payment: PaymentGiven) -> None:
    """What a definition says is paid elsewhere is settled by a reference only, never by money at this desk."""
    must = sum(item.elsewhere for item in owing)
    said = sum(part.amount for part in payment.parts if kind_of(look, part.means).kind == "elsewhere")
    if said < must:
        currency = look.office.money
        raise refuse("paid-elsewhere", amount=f"{Money(must, currency).amount:f}", currency=currency.code)


def take(act: Act, owing: Sequence[Owed], payment: PaymentGiven, visit_id: int | None) -> Paid:
    """Book one payment of all of it; `receipt` makes its receipt once the cases have gone on.

    Every row that may be changed by somebody else is locked by the caller; this locks the desk's row, the last one.
    """
    integrity.ask_whole(act)
    checked(act, owing, payment)
    by_hand.ask(act, payment)
    from_afar.ask_means(act, visit_id, payment)
    payer = _payer(act, payment.payer)
    session = closing.of_payment(act)
    booked = _booked(act, owing, payment, payer, visit_id, session)
    parts = tuple(_part(act, booked, position, part) for position, part in enumerate(payment.parts))
    starts.end_paid(act, booked)
    by_hand.keep(act, payment, booked)
    for item in owing:
        rows.add(act.work, PaymentDemand, demand_id=item.demand.id, payment_id=booked.id)
        act.changed("case", item.case.id)
    seq = office.next_number(act.work, act.desk.id, "receipt")
    return Paid(tuple(owing), booked, parts, seq, numbers.receipt_number(act.desk.code, seq))


def _payer(look: Look, payer: Payer) -> Citizen | Organisation | str:
    if payer.kind is None or payer.id is None:
        return given.needed(payer.name, "payer-needed")
    if payer.kind == "citizen":
        return rows.get(look.work, Citizen, payer.id)
    return rows.get(look.work, Organisation, payer.id)


def _booked(
    act: Act,
    owing: Sequence[Owed],
    payment: PaymentGiven,
    payer: Citizen | Organisation | str,
    visit_id: int | None,
    session: CashSession,
) -> Payment:
    return rows.add(
        act.work,
        Payment,
        desk_id=act.desk.id,
        visit_id=visit_id,
        cash_session_id=session.id,
        payer_citizen_id=payer.id if isinstance(payer, Citizen) else None,
        payer_organisation_id=payer.id if isinstance(payer, Organisation) else None,
        payer_name=payer if isinstance(payer, str) else payer.name,
        amount=amount_of(owing),
        currency=act.office.currency,
        at=act.now,
        official_id=act.official.id,
        rounding=rounding(act, payment, amount_of(owing)),
    )


def _part(act: Act, booked: Payment, position: int, part: PartGiven) -> PaymentPart:
    return rows.add(
        act.work,
        PaymentPart,
        payment_id=booked.id,
        position=position,
        means=kind_of(act, part.means).kind,
        code=part.means,
        amount=part.amount,
        given=part.given,
        change=part.given - part.amount,
        reference=given.line(part.reference, most=100),
    )


def receipt(act: Act, paid: Paid) -> Receipt:
    """The receipt of a payment: its content frozen, to be printed, and the event of the payment."""
    booked = paid.payment
    paper = receipt_paper(act, paid.owing, booked, paid.parts, paid.number)
    job = store(act, paper, ("payment", booked.id), "receipt")
    made = rows.add(
        act.work,
        Receipt,
        desk_id=act.desk.id,
        seq=paid.seq,
        number=paid.number,
        payment_id=booked.id,
        content=job.content,
        issued_at=act.now,
    )
    sums = {"amount": booked.amount, "currency": booked.currency, "receipt": paid.number}
    cases = sorted({item.case.number for item in paid.owing})
    means = [{"means": part.code, "amount": part.amount} for part in paid.parts]
    act.event("payment-taken", ("payment", booked.id), {**sums, "cases": cases, "parts": means})
    return made
