"""Every bundled service from the visit to its end, the office closed and opened again before each step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from oss_desk import paths
from oss_desk.domain.cases import Case
from oss_desk.domain.people import Person
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.catalogue.definitions import definition_in
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import OrganisationGiven
from oss_desk.operations.sample import stock, walking
from oss_desk.operations.sheets import PaperLine, Payer
from oss_desk.operations.visits import basket, visits
from oss_desk.storage.database import open_database
from oss_desk.workflows.registers import Registers
from oss_desk.workflows.walk import WalkStep, walk
from tests.operations.casework import pay, sheet
from tests.operations.conftest import Clock, Shop, set_up

BUNDLED = tuple(sorted(path.stem for path in (paths.resources() / "services").glob("*.yaml")))
WHO = {"clerk": "ada", "back_office": "rita", "registrar": "rita", "inspector": "ines", "supervisor": "sue"}


@pytest.mark.parametrize("service", BUNDLED)
def test_a_case_goes_its_whole_way_though_the_office_is_closed_in_between(database_url: str, service: str) -> None:
    case, way = started(database_url, paths.resources() / "services" / f"{service}.yaml")
    for number, step in enumerate(way, 1):
        taken(database_url, case, step, number)
    with opened(database_url, len(way) + 1) as shop:
        found = sheet(shop, case)
    assert (found.case.open, found.card.hands, found.demands) == (False, "ended", ())
    assert found.case.ending in ("handed-over", "done", "sent")
    assert [line.state for line in found.steps] == ["done"] * len(found.steps)
    assert found.papers == () or all(line.settled for line in found.papers if line.required)


@contextmanager
def opened(url: str, day: int) -> Iterator[Shop]:
    """The office opened again, some days later."""
    shop = Shop(open_database(url), Clock())
    shop.clock.forward(days=day)
    try:
        yield shop
    finally:
        shop.database.close()


def started(url: str, file: Path) -> tuple[Case, tuple[WalkStep, ...]]:
    """The case of a service as the walk would fill it, and the way that it proposes from there."""
    text = file.read_text("utf-8")
    with opened(url, 0) as shop:
        set_up(shop.database, shop.clock)
        stock.deliver(shop.at("sue"), "sam", sheets=20)
        version, visit = shop.service(text), shop.visit(shop.citizen(born="1980-05-05", resident=True))
        request = shop.line(visit, version)
        whom = walk(definition_in(version), Registers(), shop.clock().date()).facts
        if whom.applicant_kind == "organisation":
            for_a_business(shop, visit)
        elif whom.represented:
            for_a_child(shop, visit, whom.age or 0)
        filled = walking.fill(shop.at("ada"), visit.id)
        assert [line.state for line in filled.lines] == ["ready"], filled.lines[0].hindrances
        way = walking.proposal(shop.at("ada"), request_id=request.id)
        (case,) = walking.start_and_pay(shop.at("ada"), filled, Payer(None, None, "Tamar Kvelidze"))
    return case, way.steps


def for_a_business(shop: Shop, visit: Visit) -> None:
    """The line is for an organisation that the visitor represents."""
    body = shop.do(people.add_organisation, organisation=OrganisationGiven("Stall Ltd", registration_number="B 417"))
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).lines
    values: dict[str, Any] = {"request_id": line.request.id, "version": line.request.version}
    shop.do(basket.set_applicant, **values, applicant=Person("organisation", body.id))


def for_a_child(shop: Shop, visit: Visit, age: int) -> None:
    """The line is for a child of that age whom the visitor represents."""
    child = shop.citizen("Luka Kvelidze", born=f"{shop.clock().year - age}-01-05", resident=True)
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).lines
    values: dict[str, Any] = {"request_id": line.request.id, "version": line.request.version}
    shop.do(basket.set_applicant, **values, applicant=Person("citizen", child.id))


def taken(url: str, case: Case, step: WalkStep, day: int) -> None:
    """One step, in an office that was opened for it alone."""
    with opened(url, day) as shop:
        assert sheet(shop, case).card.step == step.step
        if step.kind == "act":
            worked(shop, case, step)
        elif step.kind == "pay":
            pay(shop, case)
        else:
            if sheet(shop, case).demands:
                pay(shop, case)
            walking.collect(shop.at("ada"), case.id)


def worked(shop: Shop, case: Case, step: WalkStep) -> None:
    """A step of work with everything it needs, by whoever holds its role, a second person where one is needed."""
    wanted = next(action for action in sheet(shop, case).actions if action.id == step.action)
    by = WHO[wanted.role]
    for line in sheet(shop, case, by).papers:
        if line.required and not line.settled:
            recorded(shop, case, line, by)
    for opinion in sheet(shop, case, by).opinions:
        if opinion.answer is None:
            shop.do(cases.record_opinion, by=by, opinion_id=opinion.id, version=1, answer="positive")
    if step.given.issued:
        walking.issue_all(shop.at(by), case.id)
    shop.do(
        cases.act,
        by=by,
        case_id=case.id,
        version=sheet(shop, case).case.version,
        action=step.action,
        note=step.given.note,
        checklist=tuple(sorted(step.given.checklist)),
        answers=dict(step.answers),
        assessed=dict(step.given.assessed),
        second=Second("sam") if "four-eyes" in wanted.needs else None,
    )


def recorded(shop: Shop, case: Case, line: PaperLine, by: str) -> None:
    """The first alternative of a requirement, seen now."""
    for kind in line.alternatives[0]:
        version = sheet(shop, case).case.version
        values: dict[str, Any] = {"case_id": case.id, "version": version, "key": line.key, "type": kind.type}
        shop.do(cases.record_paper, by=by, **values, mark=walking.best_mark(line))
