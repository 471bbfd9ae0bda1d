"""The assessment of a basket line: what page, start and papers all stand on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Person
from oss_desk.domain.visits import ServiceRequest
from oss_desk.operations.catalogue import publishing
from oss_desk.operations.catalogue.definitions import definition
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import OrganisationGiven
from oss_desk.operations.program import Look
from oss_desk.operations.visits import basket, visits
from oss_desk.operations.visits.intake import Assessed, assess
from oss_desk.storage import rows
from tests.operations import casework
from tests.operations.conftest import COPY, RESIDENCE, SIGN, Shop


@contextmanager
def looking(shop: Shop) -> Iterator[Look]:
    """A reading of the office."""
    with shop.database.reading() as work:
        yield Look(shop.at("ada"), work, shop.clock())


def assessed(shop: Shop, request: ServiceRequest) -> Assessed:
    """The line as it stands now."""
    with looking(shop) as look:
        return assess(look, rows.get(look.work, ServiceRequest, request.id))


def line(shop: Shop, text: str, **citizen: Any) -> ServiceRequest:
    """A line for a new citizen."""
    visit = shop.visit(shop.citizen(**citizen))
    return shop.line(visit, shop.service(text))


def test_facts_are_those_of_the_applicant_and_the_offices_day(shop: Shop) -> None:
    request = line(shop, COPY, born="1989-09-16", resident=True)
    assert assessed(shop, request).facts == Facts(today=date(2026, 9, 15), age=36, resident=True)


def test_facts_of_a_represented_organisation(shop: Shop) -> None:
    request = line(shop, SIGN)
    body = Person("organisation", shop.do(people.add_organisation, organisation=OrganisationGiven("Bakery")).id)
    shop.do(basket.set_applicant, request_id=request.id, version=request.version, applicant=body)
    facts = assessed(shop, request).facts
    assert (facts.applicant_kind, facts.represented, facts.age) == ("organisation", True, None)


def test_the_first_time_is_over_once_something_was_issued(shop: Shop) -> None:
    version, citizen = shop.service(COPY), shop.citizen()
    case = casework.copy_case(shop, version, citizen)
    casework.act(shop, case, "found", by="ada", desk="A")
    before = assessed(shop, shop.line(shop.visit(citizen), version)).facts.first_time
    casework.signed(shop, case, "N 1")
    with looking(shop) as look:
        request = rows.every(look.work, ServiceRequest, state="basket")[0]
    assert (before, assessed(shop, request).facts.first_time) == (True, False)


def test_only_answers_that_are_asked_for_are_carried_on_with_defaults(shop: Shop) -> None:
    request = line(shop, COPY)
    shop.answer(request, relation="self", birth_date="1989-03-03", hat="green")
    assert assessed(shop, request).answers == {"relation": "self", "birth_date": "1989-03-03", "copies": 1}


def test_an_answer_hidden_by_its_condition_is_left_behind(shop: Shop) -> None:
    hidden = "label: Phone, when: {field: relation, is: representative}}"
    request = line(shop, COPY.replace("label: Phone}", hidden))
    shop.answer(request, relation="representative", phone="+33 1 23")
    asked = assessed(shop, request).answers
    shop.answer(request, relation="self", phone="+33 1 23")
    assert ("phone" in asked, "phone" in assessed(shop, request).answers) == (True, False)


def test_the_due_date_is_counted_as_if_it_were_started_now(shop: Shop) -> None:
    request = line(shop, COPY)
    due = assessed(shop, request).due_at
    assert due is not None
    assert due.isoformat() == "2026-09-17T15:00:00+00:00"


def test_a_time_that_runs_from_a_later_step_is_not_promised_yet(shop: Shop) -> None:
    request = line(shop, COPY.replace("processing_time: P2D", "processing_time: {time: P2D, since: sign}"))
    assert assessed(shop, request).due_at is None


def test_everything_that_keeps_a_line_from_starting_is_told(shop: Shop) -> None:
    request = shop.line(shop.visit(), shop.service(COPY))
    told = [message.code for message in assessed(shop, request).hindrances]
    assert told[0] == "applicant-missing"
    assert told.count("answers-missing") == 2
    assert "papers-missing" in told


def test_a_service_that_is_no_longer_offered_keeps_its_line_from_starting(shop: Shop) -> None:
    request = line(shop, RESIDENCE)
    shop.do(publishing.end_service, by="sue", service_version_id=request.service_version_id, from_at=shop.clock())
    found = assessed(shop, request)
    assert (found.in_force, found.hindrances[0].code) == (False, "service-not-in-force")


def test_fees_are_told_by_the_point_at_which_they_are_due(shop: Shop) -> None:
    request = line(shop, casework.PERMIT)
    shop.answer(request, street="Mill Lane")
    found = assessed(shop, request)
    assert found.points == ("start", "to-pay", "handover")
    assert [(point, found.to_pay(point).minor) for point in found.points] == [
        ("start", 1000),
        ("to-pay", 0),
        ("handover", 300),
    ]
    assert {wait.fee for wait in found.fees_waiting("to-pay")} == {"space", "repair"}


def test_a_fee_that_an_official_assesses_at_the_start_waits_for_the_amount(shop: Shop) -> None:
    fee = '{id: copy, title: Certified copy, assessed: true, max: "9.00", legal_basis: fees-decree}'
    text = COPY.replace('{id: copy, title: Certified copy, amount: "5.00", per: copies, legal_basis: fees-decree}', fee)
    request = line(shop, text)
    waiting = [message.code for message in assessed(shop, request).hindrances]
    content = {"answers": {}, "assessed": {"copy": 700}}
    basket.keep_draft(shop.at("ada"), visit_id=request.visit_id, part=f"line:{request.id}", content=content)
    found = assessed(shop, request)
    assert "fee-not-assessed" in waiting
    assert (found.to_pay().minor, "fee-not-assessed" in [told.code for told in found.hindrances]) == (700, False)


def test_an_amount_assessed_at_the_start_is_explained_and_the_case_keeps_why(shop: Shop) -> None:
    fee = '{id: copy, title: Certified copy, assessed: true, max: "9.00", legal_basis: fees-decree}'
    text = COPY.replace('{id: copy, title: Certified copy, amount: "5.00", per: copies, legal_basis: fees-decree}', fee)
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, shop.service(text))
    casework.mark_all(shop, visit)
    content: dict[str, Any] = {"answers": {"relation": "self", "birth_date": "1989-03-03"}, "assessed": {"copy": 700}}
    part = f"line:{request.id}"
    basket.keep_draft(shop.at("ada"), visit_id=visit.id, part=part, content=content)
    with pytest.raises(Refused) as refused:
        casework.start(shop, visit, request, owed=700)
    content["assessed_note"] = "Two seals more."
    basket.keep_draft(shop.at("ada"), visit_id=visit.id, part=part, content=content)
    (case,) = casework.start(shop, visit, request, owed=700)
    assert [message.code for message in refused.value.messages] == ["assessed-needs-note"]
    assert casework.sheet(shop, case).history[0].texts == {"note": "Two seals more."}


def test_an_exemption_that_needs_no_paper_is_granted_by_its_condition(shop: Shop) -> None:
    text = COPY.replace("evidence: social-aid-card", "when: {fact: age, over: 64}")
    young, old = (line_of(shop, text, born) for born in ("1989-03-03", "1950-03-03"))
    assert [(found.exemptions_granted, found.to_pay().minor) for found in (young, old)] == [
        (frozenset(), 500),
        (frozenset({"social-aid"}), 0),
    ]


def line_of(shop: Shop, text: str, born: str) -> Assessed:
    """The line of somebody born on that day, at a desk of her own."""
    version = shop.service(text)
    by = "ada" if born > "1980" else "ben"
    citizen = shop.citizen(born=born)
    visit = shop.do(visits.open_visit, by=by, visitor_id=citizen.id)
    request = shop.do(basket.add_service, by=by, visit_id=visit.id, service_version_id=version.id)
    content = {"answers": {"relation": "self", "birth_date": born}}
    basket.keep_draft(shop.at(by), visit_id=visit.id, part=f"line:{request.id}", content=content)
    return assessed(shop, request)


def test_a_table_carries_the_defaults_of_its_columns(shop: Shop) -> None:
    column = "fields: [{id: plate, type: text, label: Plate}, {id: axles, type: integer, default: 2, label: Axles}]}"
    request = line(shop, SIGN.replace("fields: [{id: plate, type: text, label: Plate}]}", column))
    shop.answer(request, vehicles=[{"plate": "A 1"}, {"plate": "B 2", "axles": 3}])
    assert assessed(shop, request).answers["vehicles"] == [{"plate": "A 1", "axles": 2}, {"plate": "B 2", "axles": 3}]


def test_a_definition_is_parsed_once(shop: Shop) -> None:
    version = shop.service(COPY)
    with looking(shop) as look:
        first = definition(look, version.id)
    with looking(shop) as look:
        assert definition(look, version.id) is first


@pytest.mark.parametrize("typed", [None, "", 0, -3, "many", 2.5, True])
def test_a_quantity_that_is_none_leaves_the_quantity_of_the_line(shop: Shop, typed: object) -> None:
    request = line(shop, COPY)
    if isinstance(typed, float):
        with pytest.raises(TypeError):
            shop.answer(request, copies=typed)
    else:
        shop.answer(request, copies=typed)
    assert assessed(shop, request).request.quantity == 1
