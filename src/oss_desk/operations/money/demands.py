"""What a case owes: fee lines frozen at each arrival at a point, settled by themselves when they come to nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.money import Money
from oss_desk.domain.till import Demand, DemandLine
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.money import fee_steps
from oss_desk.operations.program import Act, Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import FeeLine, fee_lines, fees_waiting

NONE: Mapping[str, int] = {}
BEFORE = "asked-before"
"""Stands in the place of an exemption on the line that takes off what was demanded at the same point before."""
ASKED_BEFORE = {"en": "Asked for before", "fr": "Déjà demandé", "ar": "طُلب من قبل"}
WAIVED = "waived"
"""Stands in the place of an exemption on the line that takes off what was waived, where it is owed again."""
WAIVED_TITLE = {"en": "Waived", "fr": "Remise accordée", "ar": "معفى منه"}
LESS = "owes-less"
"""The event of a case that owes less at a point than was demanded there."""


def made(act: Act, running: Running, point: str, assessed: Mapping[str, int] = NONE) -> Demand | None:
    """What the case owes at that point, kept as a demand; None when nothing (more) is named for it.

    A case that comes there again and owes more than was demanded there has a further demand of the difference; what
    it owes less is told on the case, and given back by nobody here. Refused while a fee waits for an answer or for the
    official's word; a case that comes again without it owes what it did.
    """
    case, before = running.case, _standing(act, running.case.id, point)
    service, answers, facts = running.service, running.answers, running.facts
    waiting = fees_waiting(service, answers, facts, point, assessed)
    if waiting and before:
        return None
    if waiting:
        raise Refused(*(wait.message for wait in waiting))
    lines = fee_lines(service, answers, facts, point, running.exemptions, assessed)
    if before:
        return _further(act, case.id, service, point, lines, _demanded(act, before))
    return kept(act, case.id, service, point, lines) if lines else None


def _standing(look: Look, case_id: int, point: str) -> tuple[Demand, ...]:
    """What was demanded at that point; a demand whose payment was cancelled stands again as another one."""
    every = rows.every(look.work, Demand, case_id=case_id, point=point)
    over = correction_rows.cancelled(look.work, (demand.id for demand in every))
    return tuple(demand for demand in every if demand.id not in over)


def again(act: Act, demand: Demand) -> Demand:
    """The same once more, owed because its payment was cancelled; what was waived of it stays waived, as a line."""
    waived = correction_rows.waived_of_fees(act.work, demand.id)
    values = {"case_id": demand.case_id, "point": demand.point, "currency": demand.currency, "at": act.now}
    made = rows.add(act.work, Demand, amount=demand.amount - sum(waived.values()), **values)
    lines = rows.every(act.work, DemandLine, order_by=("position",), demand_id=demand.id)
    for line in lines:
        _same(act, made, line)
    for position, (fee, amount) in enumerate(waived.items(), len(lines)):
        like = next((line for line in lines if line.fee == fee), lines[0])
        _same(act, made, _less(like, amount, position))
    payload = {"point": demand.point, "amount": made.amount, "currency": demand.currency, "again": demand.id}
    act.event("demand-made", ("case", demand.case_id), payload)
    return made


def _same(act: Act, demand: Demand, line: DemandLine) -> None:
    kept = {field.name: getattr(line, field.name) for field in fields(line) if field.name not in ("id", "demand_id")}
    rows.add(act.work, DemandLine, demand_id=demand.id, **kept)


def _less(like: DemandLine, waived: int, position: int) -> DemandLine:
    return replace(
        like, exemption=WAIVED, title=WAIVED_TITLE, legal_basis={}, amount=-waived, steps="[]", position=position
    )


def _demanded(look: Look, before: Sequence[Demand]) -> Mapping[bool, int]:
    """What was demanded so far, of what is paid elsewhere (True) and here (False)."""
    sums = {True: 0, False: 0}
    for line in rows.every(look.work, DemandLine, demand_id=tuple(demand.id for demand in before)):
        sums[line.elsewhere] += line.amount if line.exemption != WAIVED else 0
    return sums


def _further(
    act: Act, case_id: int, service: Service, point: str, lines: Sequence[FeeLine], before: Mapping[bool, int]
) -> Demand | None:
    """The demand of what is owed beyond what was: each line in full, and what was asked for before taken off."""
    added: list[FeeLine] = []
    less = 0
    for elsewhere in (False, True):
        own = [line for line in lines if line.elsewhere == elsewhere]
        more = sum(line.amount.minor for line in own) - before[elsewhere]
        less += max(-more, 0)
        if more > 0:
            added += [*own, *_taken_off(service, own[0], before[elsewhere])]
    _say_less(act, case_id, service, point, less)
    return kept(act, case_id, service, point, added) if added else None


def _taken_off(service: Service, like: FeeLine, before: int) -> tuple[FeeLine, ...]:
    """The line that takes off what was demanded before; like every reduction it is below zero."""
    if not before:
        return ()
    amount = Money(-before, service.money)
    return (replace(like, exemption=BEFORE, title=ASKED_BEFORE, legal_basis=None, amount=amount, steps=()),)


def _say_less(act: Act, case_id: int, service: Service, point: str, less: int) -> None:
    """Keep on the case how much less is owed at a point now than was demanded there; none, where that is over."""
    if less != too_much_at(act, case_id).get(point, 0):
        payload = {"point": point, "amount": less, "currency": service.currency}
        act.event(LESS, ("case", case_id), payload)


def too_much_at(look: Look, case_id: int) -> Mapping[str, int]:
    """By how much less the case owes now than was demanded, in minor units by point."""
    told = rows.every(look.work, Event, kind=LESS, subject_kind="case", subject_id=case_id)
    newest = {one["point"]: int(one["amount"]) for one in (json.loads(event.payload) for event in told)}
    return {point: amount for point, amount in newest.items() if amount}


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
    open_demands = unpaid(look, case_id)
    waived = correction_rows.waived(look.work, (demand.id for demand in open_demands))
    owed = sum(demand.amount - waived[demand.id] for demand in open_demands)
    if owed:
        amount = Money(owed, look.office.money).amount
        raise refuse("pay-before-handover", owed=f"{amount:f}", currency=look.office.currency)
