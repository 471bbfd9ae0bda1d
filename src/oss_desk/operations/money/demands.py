"""What a case owes: frozen fee lines for one point, made once, settled by themselves when they come to nothing."""

from collections.abc import Mapping, Sequence

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.money import Money
from oss_desk.domain.till import Demand, DemandLine
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.money import fee_steps
from oss_desk.operations.program import Act, Look
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import FeeLine, fee_lines, fees_waiting

NONE: Mapping[str, int] = {}


def made(act: Act, running: Running, point: str, assessed: Mapping[str, int] = NONE) -> Demand | None:
    """What the case owes at that point, kept as a demand; None when nothing is named for it.

    A point is demanded once: a case that comes there again finds its demand as it was. Refused while a fee waits for
    an answer or for the official's word.
    """
    case = running.case
    known = rows.find(act.work, Demand, case_id=case.id, point=point)
    if known is not None:
        return known
    service, answers, facts = running.service, running.answers, running.facts
    waiting = fees_waiting(service, answers, facts, point, assessed)
    if waiting:
        raise Refused(*(wait.message for wait in waiting))
    lines = fee_lines(service, answers, facts, point, running.exemptions, assessed)
    return kept(act, case.id, service, point, lines) if lines else None


def kept(act: Act, case_id: int, service: Service, point: str, lines: Sequence[FeeLine]) -> Demand:
    """The lines frozen as they are."""
    amount = sum(line.amount.minor for line in lines)
    if service.currency != act.office.currency:
        raise refuse("other-currency", name=service.id, currency=service.currency, office=act.office.currency)
    demand = rows.add(
        act.work, Demand, case_id=case_id, point=point, amount=amount, currency=service.currency, at=act.now
    )
    for position, line in enumerate(lines):
        _line(act, demand, service, position, line)
    payload = {"point": point, "amount": amount, "currency": service.currency}
    act.event("demand-made", ("case", case_id), payload)
    return demand


def _line(act: Act, demand: Demand, service: Service, position: int, line: FeeLine) -> None:
    rows.add(
        act.work,
        DemandLine,
        demand_id=demand.id,
        position=position,
        fee=line.fee,
        exemption=line.exemption,
        title=dict(line.title),
        legal_basis=definitions.law_texts(service, line.legal_basis.id if line.legal_basis else None),
        amount=line.amount.minor,
        steps=fee_steps.stored(line.steps),
        elsewhere=line.elsewhere,
    )


def unpaid(look: Look, case_id: int) -> tuple[Demand, ...]:
    """What the case owes and nobody has paid yet."""
    return till_rows.unpaid(look.work, case_id)


def owes(look: Look, case_id: int, point: str) -> bool:
    """Whether money is still waited for at that point."""
    return any(demand.point == point for demand in unpaid(look, case_id))


def ask_paid(look: Look, case_id: int) -> None:
    """Money that a case still owes comes before what it made is given away."""
    owed = sum(demand.amount for demand in unpaid(look, case_id))
    if owed:
        amount = Money(owed, look.office.money).amount
        raise refuse("pay-before-handover", owed=f"{amount:f}", currency=look.office.currency)
