"""Questions of each area to its rows: worklists, the day at a desk, what is in force, what is owed."""

from datetime import date, datetime, timedelta

import pytest

from oss_desk.domain.cases import Case, CaseAnswers, Evidence, EvidenceUse, Handover, IssuedOutput, IssuedOutputState
from oss_desk.domain.catalogue import Publication, ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import Desk, Official, Role
from oss_desk.domain.people import Citizen, Organisation, Person
from oss_desk.domain.till import Demand, DemandLine, Payment, PaymentDemand, Receipt
from oss_desk.domain.visits import Visit
from oss_desk.storage import cases, catalogue, jobs, office, people, rows, till, visits
from oss_desk.storage.database import Work
from tests.storage.filled import LATER, NOON, filled

HOUR = timedelta(hours=1)


def ids(found: tuple[Case, ...]) -> list[int]:
    return [case.id for case in found]


def test_a_worklist_begins_with_what_is_due_first(work: Work) -> None:
    none, late, early = (filled(work, Case, due_at=due).id for due in (None, LATER, NOON))
    tied = filled(work, Case, due_at=LATER).id
    assert ids(cases.worklist(work)) == [early, late, tied, none]


def test_a_worklist_goes_on_after_the_last_one_shown(work: Work) -> None:
    due = (None, LATER, NOON, LATER, None)
    every = [filled(work, Case, due_at=moment).id for moment in due]
    shown: list[int] = []
    for _ in every:
        shown += ids(cases.worklist(work, limit=1, after=shown[-1] if shown else None))
    assert shown == ids(cases.worklist(work)) == [every[2], every[1], every[3], every[0], every[4]]
    assert cases.worklist(work, after=shown[-1]) == ()


def test_a_worklist_is_narrowed_by_role_hands_lateness_and_readiness(work: Work) -> None:
    plain = filled(work, Case)
    registrar = filled(work, Case, role="registrar", hands="back-office")
    court = filled(work, Case, role=None, hands="authority:court", due_at=NOON)
    ready = filled(work, Case, step_kind="ready-to-collect")
    suspended = filled(work, Case, role="clerk", due_at=NOON, suspended=True)
    closed = filled(work, Case, open=False, closed_at=LATER, ending="done", hands="ended")
    assert ids(cases.worklist(work, roles=frozenset({"registrar", "inspector"}))) == [registrar.id]
    assert cases.worklist(work, roles=frozenset()) == ()
    assert ids(cases.worklist(work, hands="authority:court")) == [court.id]
    assert ids(cases.worklist(work, overdue_at=NOON + HOUR)) == [court.id]
    assert ids(cases.worklist(work, ready=True)) == [ready.id]
    assert ids(cases.worklist(work, ready=False)) == [court.id, suspended.id, plain.id, registrar.id]
    assert ids(cases.worklist(work, open=False)) == [closed.id]
    assert len(cases.worklist(work, open=None)) == 6


def test_a_worklist_is_searched_by_number_and_by_name(work: Work) -> None:
    named = filled(work, Citizen, name="თამარ ქველიძე")
    company = filled(work, Organisation, name="Delta")
    people.set_names(work, "citizen", named.id, (named.name,))
    people.set_names(work, "organisation", company.id, (company.name,))
    desk = filled(work, Desk, code="A", next_case=124)
    own = filled(work, Case, desk_id=desk.id, applicant_citizen_id=named.id, number="A26-000123-K")
    represented = filled(work, Case, representative_id=named.id)
    business = filled(work, Case, applicant_citizen_id=None, applicant_organisation_id=company.id)
    assert ids(cases.worklist(work, text="kvelidze")) == [own.id, represented.id]
    assert ids(cases.worklist(work, text="delta")) == [business.id]
    assert ids(cases.worklist(work, text=" a26-000123 ")) == [own.id]
    assert cases.worklist(work, text="%") == cases.worklist(work, text="_") == ()
    assert len(cases.worklist(work, text=" ")) == 3


def test_papers_come_with_what_counts_them(work: Work) -> None:
    first, second = filled(work, EvidenceUse), filled(work, EvidenceUse, case_id=filled(work, Case).id)
    assert first.request_id is not None
    assert second.request_id is not None
    both = cases.uses_of(work, request_ids=(second.request_id, first.request_id))
    assert [(use, paper.id) for use, paper in both] == [(first, first.evidence_id), (second, second.evidence_id)]
    assert [use for use, _ in cases.uses_of(work, second.case_id)] == [second]
    assert cases.uses_of(work, request_ids=()) == ()


def test_papers_of_a_person_come_newest_first(work: Work) -> None:
    owner, company = filled(work, Citizen), filled(work, Organisation)
    older = filled(work, Evidence, citizen_id=owner.id, seen_at=NOON)
    newer = filled(work, Evidence, citizen_id=owner.id, seen_at=LATER, accepted=False, reason="Torn")
    own = filled(work, Evidence, citizen_id=None, organisation_id=company.id)
    assert cases.evidence_of_person(work, Person("citizen", owner.id)) == (newer, older)
    assert cases.evidence_of_person(work, Person("organisation", company.id)) == (own,)


def test_answers_come_newest_last(work: Work) -> None:
    case = filled(work, Case)
    given = [filled(work, CaseAnswers, case_id=case.id, answers=answers) for answers in ('{"a":1}', '{"a":2}')]
    assert cases.answers_of(work, case.id) == tuple(given)


def test_the_first_time_ends_with_an_output_that_was_not_spoilt(work: Work) -> None:
    case = filled(work, Case)
    version = rows.get(work, ServiceVersion, case.service_version_id)
    person = Person("citizen", case.applicant_citizen_id or 0)
    assert cases.first_time(work, person, version.service)
    spoilt = filled(work, IssuedOutput, case_id=case.id)
    filled(work, IssuedOutputState, issued_output_id=spoilt.id, kind="spoilt")
    assert cases.first_time(work, person, version.service)
    filled(work, IssuedOutput, case_id=case.id)
    assert not cases.first_time(work, person, version.service)
    assert cases.first_time(work, person, "another-service")
    assert cases.first_time(work, Person("organisation", person.id), version.service)


def test_a_desk_serves_one_visit_and_parks_others_for_the_whole_office(work: Work) -> None:
    desk = filled(work, Desk)
    assert visits.open_visit_of(work, desk.id) is None
    later = filled(work, Visit, desk_id=desk.id, state="held", opened_at=LATER)
    earlier = filled(work, Visit, state="held", opened_at=NOON)
    serving = filled(work, Visit, desk_id=desk.id)
    assert visits.open_visit_of(work, desk.id) == serving
    assert visits.parked(work) == (earlier, later)


def test_the_day_at_a_desk_counts_what_happened_there_since(work: Work) -> None:
    desk = filled(work, Desk)
    ended = {"state": "closed", "closed_at": LATER}
    for outcome in ("served", "served", "enquiry", "left", "carried-over"):
        filled(work, Visit, desk_id=desk.id, outcome=outcome, **ended)
    filled(work, Visit, desk_id=desk.id, opened_at=NOON - HOUR, outcome="served", **ended)
    filled(work, Visit, desk_id=desk.id, opened_at=NOON - HOUR, state="held")
    filled(work, Visit, desk_id=desk.id)
    filled(work, Case, desk_id=desk.id)
    filled(work, Handover, event_id=filled(work, Event, desk_id=desk.id).id)
    filled(work, Payment, desk_id=desk.id, amount=700)
    filled(work, Payment, desk_id=desk.id, amount=300)
    filled(work, Payment, desk_id=desk.id, at=NOON - HOUR)
    assert visits.today(work, desk.id, NOON) == visits.Today(
        visits=6,
        open=1,
        parked=1,
        served=2,
        enquiries=1,
        left=1,
        carried_over=1,
        cases=1,
        handovers=1,
        payments=2,
        taken=1000,
    )
    assert visits.today(work, desk.id, LATER + HOUR).taken == 0


def publish(work: Work, version: ServiceVersion, kind: str, from_at: datetime) -> None:
    filled(work, Publication, service_version_id=version.id, kind=kind, from_at=from_at)


def test_the_version_published_last_is_in_force_from_its_day(work: Work) -> None:
    first, second = (filled(work, ServiceVersion, service="copy", number=n, digest=f"{n}" * 64) for n in (1, 2))
    publish(work, first, "reviewed", NOON - HOUR)
    publish(work, first, "published", NOON)
    publish(work, second, "published", LATER)
    moments = (NOON - HOUR, NOON, LATER - HOUR, LATER)
    assert [catalogue.version_in_force(work, "copy", at) for at in moments] == [None, first, first, second]
    assert catalogue.version_in_force(work, "other", LATER) is None
    assert [version for version, _ in catalogue.history(work, "copy")] == [first, second]
    assert [turn.kind for turn in catalogue.history(work, "copy")[0][1]] == ["reviewed", "published"]


def test_an_ended_service_is_no_longer_offered_and_no_older_version_returns(work: Work) -> None:
    first, second = (filled(work, ServiceVersion, service="copy", number=n, digest=f"{n}" * 64) for n in (1, 2))
    publish(work, first, "published", NOON - HOUR)
    publish(work, second, "published", NOON)
    publish(work, second, "ended", LATER)
    assert catalogue.version_in_force(work, "copy", LATER - HOUR) == second
    assert catalogue.version_in_force(work, "copy", LATER) is None
    publish(work, second, "published", LATER + HOUR)
    assert catalogue.version_in_force(work, "copy", LATER + HOUR) == second


def test_a_withdrawn_version_gives_way_to_the_one_before(work: Work) -> None:
    first, second = (filled(work, ServiceVersion, service="copy", number=n, digest=f"{n}" * 64) for n in (1, 2))
    publish(work, first, "published", NOON - HOUR)
    publish(work, second, "published", NOON)
    publish(work, second, "withdrawn", LATER)
    assert catalogue.version_in_force(work, "copy", LATER) == first


def test_the_catalogue_has_one_version_of_each_service(work: Work) -> None:
    versions = [filled(work, ServiceVersion, service=service) for service in ("permit", "copy", "draft")]
    for version in versions[:2]:
        publish(work, version, "published", NOON)
    assert catalogue.in_force(work, LATER) == (versions[1], versions[0])


def test_what_a_case_owes_comes_with_its_lines_and_its_payment(work: Work) -> None:
    owed, free, open_one = (filled(work, Demand, amount=amount) for amount in (500, 0, 300))
    lines = [filled(work, DemandLine, demand_id=owed.id, position=position) for position in (2, 1)]
    payment = rows.get(work, Payment, filled(work, PaymentDemand, demand_id=owed.id).payment_id)
    found = till.demands_of(work, (owed.case_id, free.case_id, open_one.case_id))
    assert found == ((owed, (lines[1], lines[0]), payment), (free, (), None), (open_one, (), None))
    assert till.unpaid(work, owed.case_id) == till.unpaid(work, free.case_id) == ()
    assert till.unpaid(work, open_one.case_id) == (open_one,)
    assert till.demands_of(work, ()) == ()


def test_a_payment_has_its_receipt_and_a_visit_its_payments(work: Work) -> None:
    receipt = filled(work, Receipt)
    payment = rows.get(work, Payment, receipt.payment_id)
    second = filled(work, Payment, visit_id=payment.visit_id)
    assert till.receipt_of(work, payment.id) == receipt
    assert till.receipt_of(work, second.id) is None
    assert payment.visit_id is not None
    assert till.payments_of_visit(work, payment.visit_id) == (payment, second)


def test_papers_not_known_to_be_printed_wait_at_their_desk(work: Work) -> None:
    desk = filled(work, Desk)
    late = filled(work, PrintJob, desk_id=desk.id, created_at=LATER)
    states = {"sent": None, "failed": LATER, "printed": LATER, "dismissed": LATER}
    made = {state: filled(work, PrintJob, desk_id=desk.id, state=state, finished_at=at) for state, at in states.items()}
    filled(work, PrintJob)
    assert jobs.waiting(work, desk.id) == (made["sent"], made["failed"], late)


def test_numbers_of_a_desk_are_taken_one_by_one(work: Work) -> None:
    desk = filled(work, Desk)
    for number in (1, 2, 3):
        assert office.next_number(work, desk.id, "receipt") == number
        filled(work, Receipt, desk_id=desk.id, seq=number)
    assert [office.next_number(work, desk.id, series) for series in ("case", "session", "z")] == [1, 1, 1]
    changed = rows.get(work, Desk, desk.id)
    assert (changed.next_receipt, changed.next_case, changed.next_session, changed.next_z) == (4, 2, 2, 2)
    with pytest.raises(Exception, match="not-found"):
        office.next_number(work, 4711, "case")


def test_roles_of_an_official_are_exactly_those_given(work: Work) -> None:
    official, other = filled(work, Official), filled(work, Official)
    for role, parent in (("clerk", None), ("cashier", None), ("registrar", "back_office")):
        filled(work, Role, code=role, belongs_to=parent)
    office.set_roles(work, official.id, frozenset({"clerk", "registrar"}))
    office.set_roles(work, other.id, frozenset({"cashier"}))
    assert office.official_roles(work, official.id) == {"clerk", "registrar"}
    office.set_roles(work, official.id, frozenset())
    assert office.official_roles(work, official.id) == frozenset()
    assert office.official_roles(work, other.id) == {"cashier"}


def test_days_come_back_as_days(work: Work) -> None:
    issued = filled(work, IssuedOutput, valid_from=date(2026, 2, 28), valid_until=date(2027, 2, 28))
    assert rows.find(work, IssuedOutput, valid_until=date(2027, 2, 28)) == issued
