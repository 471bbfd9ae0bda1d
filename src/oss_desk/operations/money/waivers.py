"""Waivers: a person's decision that something owed need not be paid, with its legal ground, before it is paid (R27)."""

from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import Office, Official
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, PaymentDemand
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, running
from oss_desk.operations.catalogue.definitions import law_texts, service_of
from oss_desk.operations.locked import as_seen
from oss_desk.operations.money import demands
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows

__all__ = ["Law", "WaiverGiven", "kept", "laws_of_case", "set_waiver_limit", "waive"]


@dataclass(frozen=True)
class Law:
    """A law that a service names, by which something may be waived."""

    id: str
    title: str


@dataclass(frozen=True)
class WaiverGiven:
    """What an official decides: how much in minor units, by which law (one of the service, or written), and why."""

    amount: int
    ground: str
    reason: str
    law: str | None = None
    second: Second | None = None


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
    _ask_owed(act, case, demand, waiver.amount)
    ground = _ground(act, case, waiver)
    reason = given.reason(waiver.reason)
    official = _approved(act, case, demand, waiver, (ground, reason))
    made = rows.add(
        act.work,
        Waiver,
        demand_id=demand.id,
        amount=waiver.amount,
        law=waiver.law,
        ground=ground,
        reason=reason,
        approver_id=official.id if official is not None else None,
        desk_id=act.desk.id,
        at=act.now,
        official_id=act.official.id,
    )
    payload = {"point": demand.point, "amount": waiver.amount, "currency": demand.currency, "law": waiver.law or ""}
    who = {"approved_by": official.id} if official is not None else {}
    act.event("fee-waived", ("case", case.id), {**payload, **who}, {"ground": ground, "reason": reason})
    return made


def _ask_owed(act: Act, case: Case, demand: Demand, amount: int) -> None:
    if not case.open:
        raise refuse("case-closed")
    if rows.find(act.work, PaymentDemand, demand_id=demand.id) is not None:
        raise refuse("demand-paid", case=case.number)
    left = demand.amount - correction_rows.waived(act.work, (demand.id,))[demand.id]
    if not 1 <= amount <= left:
        money = act.office.money
        values = {"asked": f"{Money(amount, money).amount:f}", "left": f"{Money(left, money).amount:f}"}
        raise refuse("waiver-too-much", **values, currency=money.code)


def _ground(look: Look, case: Case, waiver: WaiverGiven) -> str:
    """The law in words: that of the service, in the office's first language, or what was written."""
    texts = law_texts(service_of(look, case), waiver.law)
    told = in_language(texts, look.office.languages[0])
    return told or given.needed(waiver.ground, "ground-needed", most=1000)


def _approved(act: Act, case: Case, demand: Demand, waiver: WaiverGiven, words: tuple[str, str]) -> Official | None:
    """The second person, where the case's waivers come above the limit of the office; None below it."""
    of_case = tuple(one.id for one in rows.every(act.work, Demand, case_id=case.id))
    before = sum(correction_rows.waived(act.work, of_case).values())
    if before + waiver.amount <= rows.get(act.work, Office, 1).waiver_limit:
        return None
    ground, reason = words
    amount = f"{Money(waiver.amount, act.office.money).amount:f}"
    shown: Shown = {"case": case.number, "amount": amount, "currency": demand.currency, "point": demand.point}
    shown, texts = {**shown, "case_id": case.id, "demand": demand.id}, {"ground": ground, "reason": reason}
    return approver(act, waiver.second, right="overrule", operation="waive", shown=shown, texts=texts)


@reading("read")
def laws_of_case(look: Look, *, case_id: int) -> tuple[Law, ...]:
    """The laws that the service of a case names, to choose a ground from."""
    return laws_of(look, rows.get(look.work, Case, case_id))


def laws_of(look: Look, case: Case) -> tuple[Law, ...]:
    """The same for a case that is read already."""
    service = service_of(look, case)
    return tuple(Law(law, in_language(law_texts(service, law), look.language)) for law in service.legal_basis)


@command("administer")
def set_waiver_limit(act: Act, *, version: int, limit: int) -> Office:
    """Up to which sum, in minor units, one official alone may waive of a case; 0, the first value: nothing."""
    office = rows.get(act.work, Office, 1)
    if limit < 0:
        raise refuse("waiver-limit-below-zero")
    changed = rows.change(act.work, as_seen(office, version), waiver_limit=limit)
    act.event("waiver-limit-set", ("office", 1), {"from": office.waiver_limit, "to": limit})
    return changed
