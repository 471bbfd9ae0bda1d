"""Services of ten countries through the real operations on both databases, each in an office with its currency."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from oss_desk.domain.cases import Case
from oss_desk.domain.people import Person
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.money import till
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import FeeLineSheet
from oss_desk.operations.sheets.cases import CaseSheet
from oss_desk.operations.sheets.money import PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import basket, visits
from oss_desk.workflows.reader import read_service, write_package
from oss_desk.workflows.walk import Walk, WalkStep
from tests.operations.casework import sheet
from tests.operations.conftest import OFFICE, Shop, set_up
from tests.operations.test_whole_way import opened, worked
from tests.workflows.foreign import NAMES, REGISTERS, foreign, text_of

Paying = Callable[[tuple[FeeLineSheet, ...]], PaymentGiven | None]
CHILD = "switzerland-child-passport"


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_case_goes_its_whole_way(database_url: str, name: str) -> None:
    case, way, owed = started(database_url, name)
    for day, step in enumerate(way.steps, 1):
        with opened(database_url, day) as shop:
            taken(shop, case, step)
    with opened(database_url, len(way.steps) + 1) as shop:
        found = sheet(shop, case)
    assert (found.case.open, found.demands) == (False, ())
    assert found.case.ending in ("handed-over", "sent", "done")
    assert owed >= 0


def office_of(shop: Shop, name: str) -> None:
    """An office that counts in the money of the service."""
    set_up(shop.database, shop.clock, replace(OFFICE, currency=foreign(name).currency))


def started(url: str, name: str) -> tuple[Case, Walk, int]:
    """The case as the walk would fill it, the way it proposes, and what the start cost."""
    with opened(url, 0) as shop:
        office_of(shop, name)
        return begun(shop, name)


def begun(
    shop: Shop,
    name: str,
    paying: Callable[[tuple[FeeLineSheet, ...]], PaymentGiven | None] | None = None,
    *,
    with_field: str = "",
) -> tuple[Case, Walk, int]:
    """The same in an office that is open, paid in another way, or with a field more after the others."""
    text = text_of(name).replace("evidence:\n", f"{with_field}evidence:\n", 1)
    service = read_service(text, f"{name}.yaml", REGISTERS)
    version = shop.service(write_package(service, REGISTERS))
    visit = shop.visit(shop.citizen(born="1980-05-05", resident=True))
    request = shop.line(visit, version)
    if name == CHILD:
        for_a_child(shop, visit)
    filled = walking.fill(shop.at("ada"), visit.id)
    (line,) = filled.lines
    assert line.state == "ready", line.hindrances
    way = walking.proposal(shop.at("ada"), request_id=request.id)
    payment = (paying or given)(line.fees_now)
    ids = (request.id,)
    (case,) = shop.do(cases.start_cases, visit_id=visit.id, request_ids=ids, payment=payment)
    return case, way, line.to_pay_now.minor


def for_a_child(shop: Shop, visit: Visit) -> None:
    """The line is for a child of the visitor."""
    child = shop.citizen("Nino Kvelidze", born="2019-03-02", resident=True)
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).lines
    values: dict[str, Any] = {"request_id": line.request.id, "version": line.request.version}
    applicant = Person("citizen", child.id)
    shop.do(basket.set_applicant, **values, applicant=applicant, representative_id=visit.visitor_id)


def given(lines: tuple[FeeLineSheet, ...]) -> PaymentGiven | None:
    """Exactly what these lines come to: in cash, and by reference what is paid elsewhere."""
    elsewhere = sum(line.amount.minor for line in lines if line.elsewhere)
    here = sum(line.amount.minor for line in lines if not line.elsewhere)
    parts = [PartGiven("cash", here, here)] if here else []
    parts += [PartGiven("elsewhere", elsewhere, elsewhere, "STAMP 0417")] if elsewhere else []
    return PaymentGiven(Payer(None, None, "Tamar Kvelidze"), tuple(parts), here + elsewhere) if parts else None


def pay(shop: Shop, found: CaseSheet) -> None:
    """All that a case owes."""
    lines = tuple(line for demand in found.demands for line in demand.lines)
    shop.do(till.pay, demand_ids=tuple(demand.demand_id for demand in found.demands), payment=given(lines))


def taken(shop: Shop, case: Case, step: WalkStep) -> None:
    """One step of the way."""
    assert sheet(shop, case).card.step == step.step
    if step.kind == "act":
        worked(shop, case, step)
    elif step.kind == "pay":
        pay(shop, sheet(shop, case))
    else:
        if sheet(shop, case).demands:
            pay(shop, sheet(shop, case))
        walking.collect(shop.at("ada"), case.id)
