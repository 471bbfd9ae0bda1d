"""What cases owe and what was paid for them, as the visit and the case show it."""

from collections.abc import Iterable, Sequence

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.money import Money, total
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, DemandLine
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases.cards import cards
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.money import fee_steps
from oss_desk.operations.money.taken import Owed
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import CaseCard, FeeLineSheet, StartedLine, ToPay
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows


def to_pay(look: Look, cases: Iterable[Case]) -> tuple[ToPay, ...]:
    """Every demand of these cases that is above zero and not settled, in the order in which it was made."""
    listed = tuple(cases)
    by_id = {card.id: card for card in cards(look, listed)}
    found = till_rows.demands_of(look.work, tuple(by_id)) if by_id else ()
    open_now = [(demand, lines) for demand, lines, payment in found if payment is None and by_id[demand.case_id].open]
    waived = correction_rows.waivers_of(look.work, (demand.id for demand, _ in open_now))
    sheets = (_to_pay(look, demand, lines, waived[demand.id], by_id[demand.case_id]) for demand, lines in open_now)
    return tuple(sheet for sheet in sheets if sheet.amount.minor > 0)


def _to_pay(
    look: Look, demand: Demand, lines: Sequence[DemandLine], waivers: Sequence[Waiver], card: CaseCard
) -> ToPay:
    item = Owed(demand, tuple(lines), rows.get(look.work, Case, demand.case_id), tuple(waivers))
    money = look.office.money
    return ToPay(
        demand_id=demand.id,
        case=card,
        point=demand.point,
        amount=Money(item.amount, money),
        lines=tuple(fee_line(look, demand, line) for line in lines),
        waived=Money(demand.amount - item.amount, money),
        elsewhere=Money(item.elsewhere, money),
    )


def fee_line(look: Look, demand: Demand, line: DemandLine) -> FeeLineSheet:
    """One frozen line of a demand."""
    language = look.language
    service = service_of(look, rows.get(look.work, Case, demand.case_id))
    return FeeLineSheet(
        fee=line.fee,
        exemption=line.exemption,
        title=line.title,
        law=in_language(line.legal_basis, language),
        amount=Money(line.amount, look.office.money),
        steps=fee_steps.shown(fee_steps.read(line.steps), service, line.fee, language),
        elsewhere=line.elsewhere,
        point=demand.point,
    )


def started_lines(look: Look, visit: Visit) -> tuple[StartedLine, ...]:
    """The cases that a visit made, each with what its start cost and the receipt it was paid on."""
    made = rows.every(look.work, Case, visit_id=visit.id)
    found = till_rows.demands_of(look.work, tuple(case.id for case in made)) if made else ()
    lines = []
    for card in cards(look, made):
        own = [
            (demand, payment) for demand, _, payment in found if (demand.case_id, demand.point) == (card.id, "start")
        ]
        payment = next((payment for _, payment in own if payment is not None), None)
        receipt = till_rows.receipt_of(look.work, payment.id) if payment else None
        waived = correction_rows.waived(look.work, (demand.id for demand, _ in own))
        owed = (Money(demand.amount - waived[demand.id], look.office.money) for demand, _ in own)
        amount = total(owed, look.office.money)
        lines.append(StartedLine(card, receipt.number if receipt else None, amount))
    return tuple(lines)
