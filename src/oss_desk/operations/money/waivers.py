"""Waivers: a person's decision that something owed need not be paid, with its legal ground, before it is paid (R27)."""

from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import Office, Official
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, DemandLine, PaymentDemand
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, running
from oss_desk.operations.catalogue.definitions import law_texts, service_of
from oss_desk.operations.locked import as_seen
from oss_desk.operations.money import demands
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.program import Act, Look, command
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

__all__ = ["Law", "WaiverGiven", "Waiving", "kept", "laws_named", "set_waiver_limit", "waive"]


@dataclass(frozen=True)
class Law:
    """A law that a service names, by which something may be waived."""

    id: str
    title: str


@dataclass(frozen=True)
class WaiverGiven:
    """What an official decides: how much in minor units, by which law (one of the service, or written), and why.

    `fee` is the one fee that is waived; None where the demand as a whole is meant.
    """

    amount: int
    ground: str
    reason: str
    law: str | None = None
    second: Second | None = None
    fee: str | None = None


@dataclass(frozen=True)
class Waiving:
    """A waiver that may be kept once it is approved: of which demand, with its law and reason in words."""

    case: Case
    demand: Demand
    waiver: WaiverGiven
    ground: str
    reason: str


@command("correct")
def waive(act: Act, *, demand_id: int, waiver: WaiverGiven) -> Waiver:
    """Waive a part of an unpaid demand of a running case, or all of it; then a case that waited for it goes on.

    Above the office's limit, counted over everything waived of the case, a second person approves.
    """
    demand = rows.get(act.work, Demand, demand_id)
    (case,) = rows.lock(act.work, Case, demand.case_id)
    made = kept(act, case, demand, waiver)
    at = running.load(act, case)
    if at.step.kind == "to-pay" and demand.point == at.state.step and not demands.owes(act, case.id, demand.point):
        case_move.paid_on(act, at)
    return made


def kept(act: Act, case: Case, demand: Demand, waiver: WaiverGiven) -> Waiver:
    """The waiver of a demand whose case is locked: checked, approved where it must be, kept, told on the case."""
    one = checked(act, case, demand, waiver)
    return told(act, one, _approved(act, one, waiver.second))


def checked(act: Act, case: Case, demand: Demand, waiver: WaiverGiven) -> Waiving:
    """What would be waived, once everything about it is found right but who approves."""
    _ask_owed(act, case, demand, waiver)
    return Waiving(case, demand, waiver, _ground(act, case, waiver), given.reason(waiver.reason))


def told(act: Act, one: Waiving, official: Official | None) -> Waiver:
    """The waiver kept, and told on the case; `official` is who approved it, None where nobody had to."""
    demand, waiver = one.demand, one.waiver
    made = rows.add(
        act.work,
        Waiver,
        demand_id=demand.id,
        amount=waiver.amount,
        fee=waiver.fee,
        law=waiver.law,
        ground=one.ground,
        reason=one.reason,
        approver_id=official.id if official is not None else None,
        desk_id=act.desk.id,
        at=act.now,
        official_id=act.official.id,
    )
    payload = {"point": demand.point, "amount": waiver.amount, "currency": demand.currency, "law": waiver.law or ""}
    more: dict[str, object] = {"fee": waiver.fee} if waiver.fee is not None else {}
    more |= {"approved_by": official.id} if official is not None else {}
    act.event("fee-waived", ("case", one.case.id), {**payload, **more}, {"ground": one.ground, "reason": one.reason})
    return made


def _ask_owed(act: Act, case: Case, demand: Demand, waiver: WaiverGiven) -> None:
    if not case.open:
        raise refuse("case-closed")
    if rows.find(act.work, PaymentDemand, demand_id=demand.id) is not None:
        raise refuse("demand-paid", case=case.number)
    waived = correction_rows.waived_of_fees(act.work, demand.id)
    left = demand.amount - sum(waived.values())
    if waiver.fee is not None:
        lines = rows.every(act.work, DemandLine, demand_id=demand.id, fee=waiver.fee)
        left = min(left, sum(line.amount for line in lines) - waived.get(waiver.fee, 0))
    if not 1 <= waiver.amount <= left:
        money = act.office.money
        values = {"asked": f"{Money(waiver.amount, money).amount:f}", "left": f"{Money(left, money).amount:f}"}
        raise refuse("waiver-too-much", **values, currency=money.code)


def _ground(look: Look, case: Case, waiver: WaiverGiven) -> str:
    """The law in words: that of the service, in the office's first language, or what was written."""
    texts = law_texts(service_of(look, case), waiver.law)
    told = in_language(texts, look.office.languages[0])
    return told or given.needed(waiver.ground, "ground-needed", most=1000)


def _approved(act: Act, one: Waiving, second: Second | None) -> Official | None:
    """The second person, where the case's waivers come above the limit of the office; None below it."""
    case, demand = one.case, one.demand
    if not is_above(act, case, one.waiver.amount):
        return None
    amount = f"{Money(one.waiver.amount, act.office.money).amount:f}"
    shown: Shown = {"case": case.number, "amount": amount, "currency": demand.currency, "point": demand.point}
    shown = {**shown, "case_id": case.id, "demand": demand.id, "fee": one.waiver.fee or "", "law": one.waiver.law or ""}
    texts = {"ground": one.ground, "reason": one.reason}
    return approver(act, second, right="overrule", operation="waive", shown=shown, texts=texts)


def is_above(act: Act, case: Case, amount: int) -> bool:
    """Whether this and everything waived of the case before come above what one official alone may waive."""
    of_case = tuple(one.id for one in rows.every(act.work, Demand, case_id=case.id))
    before = sum(correction_rows.waived(act.work, of_case).values())
    return before + amount > rows.get(act.work, Office, 1).waiver_limit


def laws_named(look: Look, service: Service) -> tuple[Law, ...]:
    """The laws that a service names."""
    return tuple(Law(law, in_language(law_texts(service, law), look.language)) for law in service.legal_basis)


@command("administer")
def set_waiver_limit(act: Act, *, version: int, limit: int, second: Second | None = None) -> Office:
    """Up to which sum, in minor units, one official alone may waive of a case; 0, the first value: nothing.

    A second person agrees, so that nobody raises alone what she then waives alone (R7, R27).
    """
    office = rows.get(act.work, Office, 1)
    if limit < 0:
        raise refuse("waiver-limit-below-zero")
    money = act.office.money
    amounts = {"amount": f"{Money(limit, money).amount:f}", "before": f"{Money(office.waiver_limit, money).amount:f}"}
    shown: Shown = {**amounts, "currency": money.code, "limit": limit}
    agreed = approver(act, second, right="vouch", operation="set_waiver_limit", shown=shown)
    changed = rows.change(act.work, as_seen(office, version), waiver_limit=limit)
    payload = {"from": office.waiver_limit, "to": limit, "second": agreed.id}
    act.event("waiver-limit-set", ("office", 1), payload)
    return changed
