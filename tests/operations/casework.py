"""Shortcuts to running cases: a service with every kind of step, and what most tests of cases start from."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.cases import cases, handover
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets import CaseSheet, Collector, PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import basket, visits
from tests.operations.conftest import SERVICES, Shop

PERMIT = (SERVICES / "permit.yaml").read_text("utf-8")

SUE, SAM = Second("sue"), Second("sam")


def cash(amount: int, given: int | None = None, expected: int | None = None) -> PaymentGiven:
    """A payment in cash, exact unless more was put on the counter."""
    payer = Payer(None, None, "Tamar Kvelidze")
    return PaymentGiven(payer, (PartGiven("cash", amount, amount if given is None else given),), expected or amount)


def mark_all(shop: Shop, visit: Visit) -> None:
    """Every required paper of a visit that may not follow, marked in the first way it is accepted."""
    for line in visits.visit(shop.at("ada"), visit_id=visit.id).papers:
        if line.settled or line.may_follow or not line.required:
            continue
        for paper in line.alternatives[0]:
            values: dict[str, Any] = {"visit_id": visit.id, "key": line.key, "type": paper.type, "mark": line.accept[0]}
            shop.do(basket.mark_paper, **values, number="4417")


def copy_line(shop: Shop, visit: Visit, version: ServiceVersion, copies: int = 1) -> ServiceRequest:
    """A line for birth certificates that is ready to start."""
    request = shop.line(visit, version)
    shop.answer(request, relation="self", birth_date="1989-03-03", copies=copies)
    mark_all(shop, visit)
    return request


def start(shop: Shop, visit: Visit, *requests: ServiceRequest, owed: int = 0) -> tuple[Case, ...]:
    """Cases of these lines, paid exactly in cash."""
    payment = cash(owed) if owed else None
    ids = tuple(request.id for request in requests)
    made: tuple[Case, ...] = shop.do(cases.start_cases, visit_id=visit.id, request_ids=ids, payment=payment)
    return made


def copy_case(shop: Shop, version: ServiceVersion, visitor: Citizen | None = None, copies: int = 1) -> Case:
    """A started case for birth certificates, the visit closed."""
    visit = shop.visit(visitor or shop.citizen())
    (case,) = start(shop, visit, copy_line(shop, visit, version, copies), owed=500 * copies)
    close(shop, visit)
    return case


def permit_case(shop: Shop, version: ServiceVersion, visitor: Citizen | None = None) -> Case:
    """A started case for a permit, its plan still to follow, the visit closed."""
    visit = shop.visit(visitor or shop.citizen())
    request = shop.line(visit, version)
    shop.answer(request, street="Mill Lane")
    (case,) = start(shop, visit, request, owed=1000)
    close(shop, visit)
    return case


def close(shop: Shop, visit: Visit) -> None:
    """The visit closed as it is now."""
    now = visits.visit(shop.at("ada"), visit_id=visit.id).visit
    shop.do(visits.close_visit, visit_id=visit.id, version=now.version)


def sheet(shop: Shop, case: Case, by: str = "ada", desk: str = "") -> CaseSheet:
    """The case as it stands now."""
    found: CaseSheet = cases.case(shop.at(by, desk), case_id=case.id)
    return found


def act(shop: Shop, case: Case, action: str, *, by: str, desk: str = "", **values: Any) -> Case:
    """The case after an action, on the version it has now."""
    version = sheet(shop, case).case.version
    made: Case = shop.do(cases.act, by=by, desk=desk, case_id=case.id, version=version, action=action, **values)
    return made


def paper(shop: Shop, case: Case, key: str, type: str, mark: str, *, by: str = "ada", desk: str = "") -> None:
    """A paper that came for a running case."""
    version = sheet(shop, case).case.version
    values: dict[str, Any] = {"case_id": case.id, "version": version, "key": key, "type": type, "mark": mark}
    shop.do(cases.record_paper, by=by, desk=desk, **values)


def granted(shop: Shop, case: Case, zone: str = "a", repair: int = 1000) -> Case:
    """A permit whose step `check` is done: papers and opinion came, everything ticked, the repair assessed."""
    paper(shop, case, "plan", "drawing", "copy")
    paper(shop, case, "report", "site-report", "original-seen", by="ines")
    (opinion,) = sheet(shop, case).opinions
    shop.do(cases.record_opinion, by="ines", opinion_id=opinion.id, version=1, answer="positive")
    checklist = ("house", "place")
    values: dict[str, Any] = {"answers": {"zone": zone}, "assessed": {"repair": repair}, "note": "One slab is broken."}
    return act(shop, case, "grant", by="ines", checklist=checklist, **values)


def pay(shop: Shop, case: Case, by: str = "ada", desk: str = "") -> Any:
    """Everything that the case owes, paid in cash; what is paid elsewhere, settled by its reference."""
    demands = sheet(shop, case).demands
    owed = sum(demand.amount.minor for demand in demands)
    there = sum(line.amount.minor for demand in demands for line in demand.lines if line.elsewhere)
    ids = tuple(demand.demand_id for demand in demands)
    payment = cash(owed - there, expected=owed)
    if there:
        payment = replace(payment, parts=(*payment.parts, PartGiven("elsewhere", there, there, "BANK 4417")))
    return till.pay(shop.at(by, desk), str(uuid4()), demand_ids=ids, payment=payment).result


def signed(shop: Shop, case: Case, *numbers: str, by: str = "rita") -> Case:
    """The case signed where it is made, with these numbers; else with as many as are asked for."""
    usual = tuple(f"{case.number} {position}" for position in range(1, case.quantity + 1))
    issue(shop, case, *(numbers or usual), by=by)
    return act(shop, case, "signed", by=by)


def issue(shop: Shop, case: Case, *numbers: str, by: str = "rita", desk: str = "") -> None:
    """What the case makes, with these numbers."""
    for position, number in enumerate(numbers, 1):
        version = sheet(shop, case).case.version
        output = sheet(shop, case).outputs[0].output
        values: dict[str, Any] = {
            "case_id": case.id,
            "version": version,
            "output": output,
            "position": position,
            "number": number,
        }
        shop.do(handover.issue_output, by=by, desk=desk, **values)


def collect(shop: Shop, case: Case, **values: Any) -> Any:
    """The handover to the applicant with a passport, unless said otherwise."""
    now = sheet(shop, case).case
    usual = {
        "collector": Collector("applicant", now.applicant_citizen_id),
        "document_type": "passport",
        "document_number": "P4417",
    }
    return shop.do(handover.hand_over, case_id=case.id, version=now.version, **{**usual, **values})
