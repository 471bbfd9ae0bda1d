"""The basket: lines on the version in force, one merged list of papers, drafts, quantity and whom each line is for."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from oss_desk.domain.cases import Evidence, EvidenceUse
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen, Person
from oss_desk.domain.visits import Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.history import history
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import OrganisationGiven
from oss_desk.operations.sheets import LineSheet, PaperLine, PaperType, VisitSheet
from oss_desk.operations.visits import basket, drafts, visits
from oss_desk.storage import rows
from tests.operations.conftest import COPY, RESIDENCE, SIGN, Shop


def sheet(shop: Shop, visit: Visit) -> VisitSheet:
    """The visit as the page shows it."""
    return visits.visit(shop.at("ada"), visit_id=visit.id)


def only_line(shop: Shop, visit: Visit) -> LineSheet:
    """The one line of the basket."""
    (line,) = sheet(shop, visit).lines
    return line


def paper(shop: Shop, visit: Visit, title: str) -> PaperLine:
    """The line of the merged list with that title."""
    return next(line for line in sheet(shop, visit).papers if line.title["en"] == title)


def of_type(line: PaperLine, type: str) -> PaperType:
    """That kind of paper in a line of the list."""
    return next(paper for alternative in line.alternatives for paper in alternative if paper.type == type)


def mark(shop: Shop, visit: Visit, title: str, type: str, mark: str = "original-seen", **values: Any) -> Evidence:
    """Mark a paper on the list."""
    key = paper(shop, visit, title).key
    made: Evidence = shop.do(basket.mark_paper, visit_id=visit.id, key=key, type=type, mark=mark, **values)
    return made


def refusal(shop: Shop, verb: Any, **values: Any) -> str:
    """The code with which a command is refused."""
    with pytest.raises(Refused) as refused:
        shop.do(verb, **values)
    return refused.value.message.code


def served(shop: Shop, *texts: str, visitor: Citizen | None = None) -> Visit:
    """A visit with a visitor and a line for each service."""
    visit = shop.visit(visitor or shop.citizen())
    for text in texts:
        shop.line(visit, shop.service(text))
    return visit


# -- lines ----------------------------------------------------------------------------------------------------


def test_a_line_is_for_the_visitor_on_the_version_in_force(shop: Shop) -> None:
    first = shop.service(COPY)
    shop.clock.forward(minutes=5)
    second = shop.service(COPY.replace("P2D", "P3D"))
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, first)
    line = only_line(shop, visit)
    assert request.service_version_id == second.id
    assert (line.applicant_name, line.position, line.moved_from_version) == ("Tamar Kvelidze", 1, None)


def test_a_line_moves_to_the_version_that_came_into_force_meanwhile_and_says_so(shop: Shop) -> None:
    visit = served(shop, COPY)
    shop.clock.forward(minutes=5)
    shop.service(COPY.replace('"5.00"', '"6.00"'))
    line = only_line(shop, visit)
    assert line.moved_from_version == 1
    assert line.to_pay_now.minor == 600


def test_a_service_that_is_not_in_force_cannot_be_asked_for(shop: Shop) -> None:
    version = shop.do(catalogue.import_service, by="sue", text=COPY, name="copy.yaml")
    visit = shop.visit()
    code = refusal(shop, basket.add_service, visit_id=visit.id, service_version_id=version.id)
    assert code == "service-not-in-force"


def test_a_life_event_fills_the_basket_with_what_is_not_in_it_yet(shop: Shop) -> None:
    copy = shop.service(COPY)
    shop.service(RESIDENCE.replace("moving-house", "moving-house, having-a-child"))
    visit = shop.visit(shop.citizen())
    shop.line(visit, copy)
    added = shop.do(basket.add_life_event, visit_id=visit.id, code="having-a-child")
    assert [line.service.id for line in sheet(shop, visit).lines] == ["birth-certificate-copy", "proof-of-residence"]
    assert len(added) == 1


def test_a_removed_line_leaves_the_basket_with_its_draft(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    shop.answer(request, relation="self")
    shop.do(basket.remove_service, request_id=request.id, version=request.version)
    assert (sheet(shop, visit).lines, sheet(shop, visit).drafts) == ((), {})


def test_a_line_that_is_put_back_has_its_answers_its_quantity_and_its_papers_again(shop: Shop) -> None:
    visitor = shop.citizen()
    seen = served(shop, COPY, visitor=visitor)
    mark(shop, seen, "Who you are", "national-id-card")
    now = sheet(shop, seen).visit
    shop.do(visits.close_visit, visit_id=seen.id, version=now.version)
    visit = served(shop, COPY, visitor=visitor)
    request = only_line(shop, visit).request
    shop.answer(request, relation="representative", copies=2)
    on_file = of_type(paper(shop, visit, "Who you are"), "national-id-card").on_file
    assert on_file is not None
    reused: dict[str, Any] = {"reuse_evidence_id": on_file.id, "consent": True}
    mark(shop, visit, "Who you are", "national-id-card", "on-file", **reused)
    mark(shop, visit, "Your mandate", "power-of-attorney")
    removed = shop.do(basket.remove_service, request_id=request.id, version=only_line(shop, visit).request.version)
    assert sheet(shop, visit).papers == ()
    shop.do(basket.put_back_service, request_id=removed.id, version=removed.version)
    line = only_line(shop, visit)
    assert (line.request.id, line.request.quantity) == (request.id, 2)
    assert [(found.title["en"], found.settled) for found in sheet(shop, visit).papers] == [
        ("Who you are", True),
        ("Your mandate", True),
    ]
    code = refusal(shop, basket.put_back_service, request_id=request.id, version=line.request.version)
    assert code == "request-not-open"


def test_what_an_earlier_run_typed_goes_into_a_parked_visit_and_is_told_of_a_closed_one(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    shop.do(visits.hold_visit, visit_id=visit.id, version=visit.version, reason="fetching a photo")
    ada = shop.at("ada")
    values: dict[str, Any] = {"visit_id": visit.id, "part": "person"}
    drafts.put_back_draft(ada, **values, content={"name": "Nino", "phones": ["555 1"]})
    drafts.put_back_draft(ada, **values, content={"phones": ["555 2"]})
    assert sheet(shop, visit).drafts == {"person": ({"name": "Nino", "phones": ["555 2"]}, None)}
    shop.do(visits.close_visit, visit_id=visit.id, version=sheet(shop, visit).visit.version)
    with pytest.raises(Refused) as closed:
        drafts.put_back_draft(ada, **values, content={"name": "Nino", "copies": 2, "phones": ["555 1", ""]})
    assert closed.value.message.code == "draft-of-closed-visit"
    assert closed.value.message.values["typed"] == ("Nino", "555 1")


def test_a_basket_holds_nine_services(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit(shop.citizen())
    for _ in range(9):
        shop.line(visit, version)
    code = refusal(shop, basket.add_service, visit_id=visit.id, service_version_id=version.id)
    assert code == "basket-full"


# -- quantity -------------------------------------------------------------------------------------------------


def test_the_quantity_of_a_line_is_the_answer_to_the_quantity_field(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    shop.answer(request, relation="self", birth_date="1989-03-03")
    shop.do(basket.set_quantity, request_id=request.id, version=request.version, quantity=3)
    line = only_line(shop, visit)
    assert next(field.answer for field in line.fields if field.field.id == "copies") == 3
    assert line.to_pay_now.minor == 1500
    assert [(step.kind, step.values) for step in line.fees_now[0].steps][-1] == (
        "fee-step-times",
        {"number": "3", "amount": "5.00", "result": "15.00"},
    )


def test_the_quantity_field_of_the_form_is_the_quantity_of_the_line(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    shop.answer(request, relation="self", birth_date="1989-03-03", copies=4)
    assert only_line(shop, visit).request.quantity == 4
    shop.do(basket.set_quantity, request_id=request.id, version=request.version, quantity=2)
    assert only_line(shop, visit).request.quantity == 2


def test_a_quantity_outside_what_the_service_allows_is_refused(shop: Shop) -> None:
    visit = served(shop, COPY, RESIDENCE)
    copy, residence = (line.request for line in sheet(shop, visit).lines)
    many = refusal(shop, basket.set_quantity, request_id=copy.id, version=copy.version, quantity=11)
    two = refusal(shop, basket.set_quantity, request_id=residence.id, version=residence.version, quantity=2)
    assert (many, two) == ("quantity-outside", "quantity-fixed")


# -- whom a line is for -----------------------------------------------------------------------------------------


def test_who_asks_for_somebody_else_represents_her(shop: Shop) -> None:
    visit = served(shop, COPY)
    child = shop.citizen("Nino Kvelidze")
    request = only_line(shop, visit).request
    shop.do(basket.set_applicant, request_id=request.id, version=request.version, applicant=Person("citizen", child.id))
    line = only_line(shop, visit)
    assert (line.applicant_name, line.representative_name) == ("Nino Kvelidze", "Tamar Kvelidze")


def test_an_organisation_is_represented_by_the_visitor(shop: Shop) -> None:
    visit = served(shop, SIGN)
    bakery = shop.do(
        people.add_organisation, organisation=OrganisationGiven("Bakery Ltd", registration_number="HRB 12")
    )
    request = only_line(shop, visit).request
    applicant = Person("organisation", bakery.id)
    changed = shop.do(basket.set_applicant, request_id=request.id, version=request.version, applicant=applicant)
    assert (changed.applicant_organisation_id, changed.applicant_citizen_id) == (bakery.id, None)
    assert only_line(shop, visit).representative_name == "Tamar Kvelidze"


def test_an_organisation_without_a_visitor_names_its_representative(shop: Shop) -> None:
    visit = shop.visit()
    request = shop.line(visit, shop.service(SIGN))
    bakery = Person("organisation", shop.do(people.add_organisation, organisation=OrganisationGiven("Bakery Ltd")).id)
    code = refusal(shop, basket.set_applicant, request_id=request.id, version=request.version, applicant=bakery)
    assert code == "organisation-needs-representative"


def test_nobody_represents_herself(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    who = visit.visitor_id
    values: dict[str, Any] = {"request_id": request.id, "version": request.version, "representative_id": who}
    code = refusal(shop, basket.set_applicant, applicant=Person("citizen", who or 0), **values)
    assert code == "representative-is-applicant"


# -- the merged list of papers ----------------------------------------------------------------------------------


def test_what_two_services_ask_of_the_same_person_stands_on_the_list_once(shop: Shop) -> None:
    visit = served(shop, COPY, RESIDENCE)
    identity = paper(shop, visit, "Who you are")
    assert identity.positions == (1, 2)
    assert identity.accept == ("original-seen",)
    assert [[paper.type for paper in alternative] for alternative in identity.alternatives] == [
        ["national-id-card"],
        ["passport", "proof-of-address"],
    ]
    assert [line.title["en"] for line in sheet(shop, visit).papers] == ["Who you are", "Photo", "Lease"]


def test_a_paper_seen_once_counts_for_every_line_that_asks_for_it(shop: Shop) -> None:
    visit = served(shop, COPY, RESIDENCE)
    seen = mark(shop, visit, "Who you are", "national-id-card", number="X1")
    identity = paper(shop, visit, "Who you are")
    assert identity.settled
    assert of_type(identity, "national-id-card").seen == seen
    with shop.database.reading() as work:
        uses = rows.every(work, EvidenceUse, evidence_id=seen.id)
    assert len({use.request_id for use in uses}) == 2


def test_a_paper_seen_counts_for_a_line_added_later(shop: Shop) -> None:
    visit = served(shop, COPY)
    mark(shop, visit, "Who you are", "national-id-card")
    shop.line(visit, shop.service(RESIDENCE))
    assert paper(shop, visit, "Who you are").positions == (1, 2)
    assert paper(shop, visit, "Who you are").settled


def test_all_papers_of_one_alternative_are_needed(shop: Shop) -> None:
    visit = served(shop, COPY)
    mark(shop, visit, "Who you are", "passport")
    half = paper(shop, visit, "Who you are").settled
    mark(shop, visit, "Who you are", "proof-of-address", "scan", reference="box 4")
    assert (half, paper(shop, visit, "Who you are").settled) == (False, True)


def test_one_mark_stands_for_all_the_pieces_asked_for(shop: Shop) -> None:
    visit = served(shop, RESIDENCE)
    mark(shop, visit, "Photo", "passport-photo", "original-kept", issued_on=date(2026, 9, 1))
    photo = paper(shop, visit, "Photo")
    assert (photo.count, photo.settled) == (2, True)


def test_a_paper_handed_in_for_good_is_asked_for_by_each_service_that_keeps_it(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    version = shop.service(RESIDENCE)
    shop.line(visit, version)
    shop.line(visit, version)
    mark(shop, visit, "Photo", "passport-photo", "original-kept")
    photos = [line for line in sheet(shop, visit).papers if line.title["en"] == "Photo"]
    assert [(line.positions, line.settled) for line in photos] == [((1,), True), ((2,), False)]


def test_a_paper_appears_only_when_the_answers_call_for_it(shop: Shop) -> None:
    visit = served(shop, COPY)
    before = [line.title["en"] for line in sheet(shop, visit).papers]
    shop.answer(only_line(shop, visit).request, relation="representative")
    after = [line.title["en"] for line in sheet(shop, visit).papers]
    assert (before, after) == (["Who you are"], ["Who you are", "Your mandate"])


def test_a_paper_is_asked_of_each_owner_in_a_table(shop: Shop) -> None:
    visit = served(shop, SIGN)
    one, two = shop.citizen("Ane Berg"), shop.citizen("Bo Lind")
    shop.answer(only_line(shop, visit).request, owners=[{"owner": one.id}, {"owner": two.id}, {"owner": "Cy Young"}])
    owners = [line for line in sheet(shop, visit).papers if line.title["en"] == "Identity of each owner"]
    assert [(line.row, line.owner_name) for line in owners] == [(0, "Ane Berg"), (1, "Bo Lind"), (2, "Cy Young")]
    shop.do(basket.mark_paper, visit_id=visit.id, key=owners[1].key, type="passport", mark="copy")
    settled = [line.settled for line in sheet(shop, visit).papers if line.title["en"] == "Identity of each owner"]
    assert settled == [False, True, False]


def test_each_row_nobody_owns_needs_a_paper_of_its_own(shop: Shop) -> None:
    visit = served(shop, SIGN)
    rows_typed = [{"plate": "A 1"}, {"plate": "B 2"}]
    shop.answer(only_line(shop, visit).request, owners=[{"owner": visit.visitor_id}], vehicles=rows_typed)
    vehicles = [line for line in sheet(shop, visit).papers if line.title["en"] == "Each vehicle"]
    key, type = vehicles[0].key, "vehicle-registration"
    shop.do(basket.mark_paper, visit_id=visit.id, key=key, type=type, mark="original-seen")
    settled = [line.settled for line in sheet(shop, visit).papers if line.title["en"] == "Each vehicle"]
    assert settled == [True, False]


def test_a_mark_that_a_service_does_not_take_is_refused(shop: Shop) -> None:
    visit = served(shop, COPY)
    key = paper(shop, visit, "Who you are").key
    values: dict[str, Any] = {"visit_id": visit.id, "key": key, "type": "national-id-card"}
    assert refusal(shop, basket.mark_paper, mark="copy", **values) == "mark-not-accepted"


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"valid_until": date(2026, 9, 14)}, "paper-ended"),
        ({"issued_on": date(2026, 9, 16)}, "paper-not-issued-yet"),
        ({"issued_on": date(2026, 3, 14)}, "paper-too-old"),
        ({"issued_on": date(2026, 9, 1), "valid_until": date(2026, 8, 1)}, "paper-days-crossed"),
    ],
)
def test_a_paper_with_dates_that_cannot_count_is_refused(shop: Shop, dates: dict[str, date], code: str) -> None:
    visit = served(shop, RESIDENCE)
    values: dict[str, Any] = {"visit_id": visit.id, "key": paper(shop, visit, "Photo").key, "type": "passport-photo"}
    assert refusal(shop, basket.mark_paper, mark="original-kept", **values, **dates) == code


def test_a_paper_not_accepted_counts_for_nothing_and_says_why(shop: Shop) -> None:
    visit = served(shop, COPY)
    mark(shop, visit, "Who you are", "national-id-card")
    key = paper(shop, visit, "Who you are").key
    values: dict[str, Any] = {"visit_id": visit.id, "key": key, "type": "national-id-card"}
    refused = shop.do(basket.refuse_paper, reason="The photo is torn", **values)
    identity = paper(shop, visit, "Who you are")
    shown = of_type(identity, "national-id-card").not_accepted
    assert (identity.settled, shown, refused.reason) == (False, refused, "The photo is torn")
    mark(shop, visit, "Who you are", "national-id-card")
    again = of_type(paper(shop, visit, "Who you are"), "national-id-card")
    assert again.seen is not None
    assert again.not_accepted is None


def test_a_mark_taken_back_leaves_the_paper_missing_and_nothing_on_file(shop: Shop) -> None:
    visit = served(shop, COPY)
    seen = mark(shop, visit, "Who you are", "national-id-card")
    key = paper(shop, visit, "Who you are").key
    shop.do(basket.unmark_paper, visit_id=visit.id, key=key, type="national-id-card")
    assert not paper(shop, visit, "Who you are").settled
    with shop.database.reading() as work:
        assert rows.find(work, Evidence, id=seen.id) is None


def test_marking_again_corrects_the_first_mark(shop: Shop) -> None:
    visit = served(shop, COPY)
    first = mark(shop, visit, "Who you are", "national-id-card")
    second = mark(shop, visit, "Who you are", "national-id-card", "scan", reference="box 4")
    shown = of_type(paper(shop, visit, "Who you are"), "national-id-card")
    assert (second.id, second.mark) == (first.id, "scan")
    assert shown.seen_mark == "scan"


def test_papers_marked_for_nobody_become_the_visitors(shop: Shop) -> None:
    visit = shop.visit()
    shop.line(visit, shop.service(COPY))
    mark(shop, visit, "Who you are", "national-id-card")
    citizen = shop.citizen()
    shop.do(visits.set_visitor, visit_id=visit.id, version=visit.version, citizen_id=citizen.id)
    identity = paper(shop, visit, "Who you are")
    assert (identity.settled, identity.owner_name) == (True, "Tamar Kvelidze")
    assert people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check").on_file[0].type == (
        "national-id-card"
    )


def test_papers_of_who_was_taken_for_the_visitor_do_not_count_for_the_visitor(shop: Shop) -> None:
    wrong, right = shop.citizen("Wrong Person"), shop.citizen("Right Person")
    visit = served(shop, COPY, visitor=wrong)
    mark(shop, visit, "Who you are", "national-id-card")
    shop.do(visits.set_visitor, visit_id=visit.id, version=visit.version, citizen_id=right.id)
    assert not paper(shop, visit, "Who you are").settled
    assert people.person(shop.at("ada"), kind="citizen", id=wrong.id, reason="check").on_file == ()


# -- papers on file ---------------------------------------------------------------------------------------------


def seen_before(shop: Shop, **values: Any) -> tuple[Citizen, Evidence]:
    """Somebody whose identity card was seen in an earlier visit."""
    citizen = shop.citizen()
    visit = served(shop, COPY, visitor=citizen)
    seen = mark(shop, visit, "Who you are", "national-id-card", **values)
    shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    shop.clock.forward(days=1)
    return citizen, seen


def offered(shop: Shop, citizen: Citizen, text: str = COPY) -> tuple[Visit, Evidence | None]:
    """A new visit, and the paper on file that is offered in it."""
    visit = served(shop, text, visitor=citizen)
    identity = next(line for line in sheet(shop, visit).papers if "national-id-card" in line.key)
    return visit, of_type(identity, "national-id-card").on_file


def test_a_paper_seen_before_is_offered_and_counts_with_the_citizens_yes(shop: Shop) -> None:
    citizen, seen = seen_before(shop, valid_until=date(2027, 1, 1))
    visit, offer = offered(shop, citizen)
    mark(shop, visit, "Who you are", "national-id-card", "on-file", reuse_evidence_id=seen.id, consent=True)
    identity = paper(shop, visit, "Who you are")
    with shop.database.reading() as work:
        uses = rows.every(work, EvidenceUse, evidence_id=seen.id, mark="on-file")
    assert offer == seen
    assert (identity.settled, of_type(identity, "national-id-card").seen_mark) == (True, "on-file")
    assert [use.consent for use in uses] == [True]


def test_a_paper_on_file_does_not_count_without_her_yes(shop: Shop) -> None:
    citizen, seen = seen_before(shop)
    visit, _ = offered(shop, citizen)
    key = paper(shop, visit, "Who you are").key
    values: dict[str, Any] = {"visit_id": visit.id, "key": key, "type": "national-id-card", "mark": "on-file"}
    assert refusal(shop, basket.mark_paper, reuse_evidence_id=seen.id, **values) == "consent-needed"


def test_a_paper_that_ended_is_not_offered(shop: Shop) -> None:
    citizen, _ = seen_before(shop, valid_until=date(2026, 9, 15))
    assert offered(shop, citizen)[1] is None


def test_a_paper_of_somebody_else_is_not_offered_nor_taken(shop: Shop) -> None:
    _, seen = seen_before(shop)
    visit, offer = offered(shop, shop.citizen("Somebody Else"))
    key = paper(shop, visit, "Who you are").key
    values: dict[str, Any] = {
        "visit_id": visit.id,
        "key": key,
        "type": "national-id-card",
        "mark": "on-file",
        "consent": True,
    }
    assert offer is None
    assert refusal(shop, basket.mark_paper, reuse_evidence_id=seen.id, **values) == "not-on-file"


def test_a_paper_is_not_offered_where_the_service_does_not_allow_it(shop: Shop) -> None:
    citizen, _ = seen_before(shop)
    assert offered(shop, citizen, COPY.replace(", reuse: true", ""))[1] is None


def test_a_paper_seen_as_a_scan_is_not_offered_where_only_the_original_counts(shop: Shop) -> None:
    citizen, seen = seen_before(shop, mark="scan")
    visit, offer = offered(shop, citizen, RESIDENCE)
    shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    assert (offer, offered(shop, citizen)[1]) == (None, seen)


def test_a_paper_without_a_date_is_not_offered_where_age_matters(shop: Shop) -> None:
    aged = COPY.replace("reuse: true}", "reuse: true, not_older_than: P1Y}", 1)
    citizen, _ = seen_before(shop)
    assert offered(shop, citizen, aged)[1] is None


def test_a_paper_too_old_by_now_is_not_offered(shop: Shop) -> None:
    aged = COPY.replace("reuse: true}", "reuse: true, not_older_than: P1Y}", 1)
    citizen, seen = seen_before(shop, issued_on=date(2025, 9, 20))
    visit, offer = offered(shop, citizen, aged)
    assert offer == seen
    shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    shop.clock.forward(days=10)
    again = served(shop, aged, visitor=citizen)
    assert of_type(paper(shop, again, "Who you are"), "national-id-card").on_file is None


# -- drafts and the assessment of a line ------------------------------------------------------------------------


def test_a_draft_is_neither_a_command_nor_an_event(shop: Shop) -> None:
    request = only_line(shop, served(shop, COPY)).request
    before = history.events(shop.at("sue"), limit=1)
    shop.answer(request, relation="self")
    assert history.events(shop.at("sue"), limit=1) == before


def test_a_draft_keeps_the_id_of_the_command_that_will_carry_it(shop: Shop) -> None:
    visit = shop.visit()
    command = str(uuid4())
    basket.keep_draft(shop.at("ada"), visit_id=visit.id, part="pay", content={"given": 5000}, command_id=command)
    assert sheet(shop, visit).drafts == {"pay": ({"given": 5000}, command)}
    basket.drop_draft(shop.at("ada"), visit_id=visit.id, part="pay")
    assert sheet(shop, visit).drafts == {}


def test_a_draft_of_another_visits_line_is_refused(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    shop.do(visits.hold_visit, visit_id=visit.id, version=visit.version)
    other = shop.visit()
    with pytest.raises(Refused) as refused:
        basket.keep_draft(shop.at("ada"), visit_id=other.id, part=f"line:{request.id}", content={})
    assert refused.value.message.code == "request-not-open"


def test_a_line_is_ready_when_details_and_papers_are_complete(shop: Shop) -> None:
    visit = served(shop, COPY)
    states = [only_line(shop, visit).state]
    shop.answer(only_line(shop, visit).request, relation="self", birth_date="1989-03-03")
    states.append(only_line(shop, visit).state)
    mark(shop, visit, "Who you are", "national-id-card")
    line = only_line(shop, visit)
    assert [*states, line.state] == ["details", "papers", "ready"]
    assert line.hindrances == ()
    assert line.due_at is not None
    assert line.due_at - shop.clock.now > timedelta(days=2)
    assert sheet(shop, visit).comes_back_on == date(2026, 9, 17)


def test_a_paper_that_may_follow_keeps_nothing_from_starting(shop: Shop) -> None:
    visit = served(shop, RESIDENCE)
    mark(shop, visit, "Identity", "national-id-card")
    mark(shop, visit, "Photo", "passport-photo", "original-kept")
    lease = paper(shop, visit, "Lease")
    assert (lease.settled, lease.may_follow, only_line(shop, visit).state) == (False, True, "ready")


def test_who_may_not_ask_is_told_the_reason_and_the_law(shop: Shop) -> None:
    visit = served(shop, COPY)
    before = only_line(shop, visit).ineligible
    shop.answer(only_line(shop, visit).request, relation="other", birth_date="1989-03-03")
    line = only_line(shop, visit)
    assert before == ()
    assert line.state == "not-eligible"
    assert [law for _, law in line.ineligible] == ["Civil Registration Act §\u00a014(2)"]
    assert sheet(shop, visit).to_pay_now.minor == 0


def test_an_answer_that_is_wrong_says_what_is_wrong(shop: Shop) -> None:
    visit = served(shop, COPY)
    shop.answer(only_line(shop, visit).request, relation="self", birth_date="2030-01-01")
    birth = next(field for field in only_line(shop, visit).fields if field.field.id == "birth_date")
    relation = next(field for field in only_line(shop, visit).fields if field.field.id == "relation")
    assert birth.problem is not None
    assert (birth.problem.code, birth.missing) == ("answer-too-late", False)
    assert (relation.problem, relation.missing) == (None, False)


def test_what_is_on_record_or_was_told_for_another_service_is_known(shop: Shop) -> None:
    visit = served(shop, COPY, RESIDENCE, visitor=shop.citizen(phones=("+33 1",)))
    copy, residence = sheet(shop, visit).lines
    assert [field.known for field in residence.fields] == ["+33 1"]
    shop.answer(copy.request, phone="+33 2")
    residence = sheet(shop, visit).lines[1]
    assert [field.known for field in residence.fields] == ["+33 2"]


def test_an_exemption_counts_when_asked_for_and_its_paper_was_seen(shop: Shop) -> None:
    visit = served(shop, COPY)
    request = only_line(shop, visit).request
    shop.answer(request, relation="self", birth_date="1989-03-03", exemptions=("social-aid",))
    asked = only_line(shop, visit)
    mark(shop, visit, "Holders of a social aid card", "social-aid-card")
    granted = only_line(shop, visit)
    assert [(line.granted, line.evidence) for line in asked.exemptions] == [(False, "social-aid-card")]
    assert (asked.to_pay_now.minor, granted.to_pay_now.minor) == (500, 0)
    assert [(fee.exemption, fee.amount.minor) for fee in granted.fees_now] == [(None, 500), ("social-aid", -500)]


def test_the_paper_of_an_exemption_nobody_asked_for_is_not_on_the_list(shop: Shop) -> None:
    visit = served(shop, COPY)
    assert [line.title["en"] for line in sheet(shop, visit).papers] == ["Who you are"]
