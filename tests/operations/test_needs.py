"""Needs of a person: shown to who serves her, and nowhere else: on no paper, in no list, in no event."""

import pytest

from oss_desk.domain.cases import Case
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.jobs import PAPER_KINDS, PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen, Need
from oss_desk.operations import search
from oss_desk.operations.cases import cases
from oss_desk.operations.papers import giving_back, held, intake_prints
from oss_desk.operations.people import people
from oss_desk.operations.people.needs import NeedGiven
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.visits import visits
from oss_desk.storage import rows
from tests.operations.casework import act, close, collect, sheet, signed, start
from tests.operations.conftest import Shop
from tests.operations.test_held import KEEPING, kept_line

SECRET = "Zyxwabian"
NEEDS = (NeedGiven("wheelchair"), NeedGiven("interpreter", SECRET), NeedGiven("other", f"{SECRET} dog"))


def needy(shop: Shop) -> Citizen:
    made: Citizen = shop.do(people.add_citizen, citizen=CitizenGiven("Tamar Kvelidze", needs=NEEDS))
    return made


def known(shop: Shop, citizen: Citizen) -> list[tuple[str, str]]:
    needs = people.person(shop.at("ada"), kind="citizen", id=citizen.id, reason="check").needs
    return [(need.kind, need.detail) for need in needs]


def test_needs_are_kept_with_the_record_in_the_order_of_the_form(shop: Shop) -> None:
    assert known(shop, needy(shop)) == [("interpreter", SECRET), ("wheelchair", ""), ("other", f"{SECRET} dog")]


def test_a_correction_that_says_nothing_of_needs_leaves_them(shop: Shop) -> None:
    citizen = needy(shop)
    shop.do(people.correct_citizen, citizen_id=citizen.id, version=1, citizen=CitizenGiven("Tamara Kvelidze"))
    assert len(known(shop, citizen)) == 3
    shop.do(
        people.correct_citizen,
        citizen_id=citizen.id,
        version=2,
        citizen=CitizenGiven("Tamara Kvelidze", needs=(NeedGiven("seat"),)),
    )
    assert known(shop, citizen) == [("seat", "")]
    shop.do(people.correct_citizen, citizen_id=citizen.id, version=3, citizen=CitizenGiven("Tamara Kvelidze", needs=()))
    assert known(shop, citizen) == []


def test_a_change_is_an_event_without_what_it_was(shop: Shop) -> None:
    citizen = needy(shop)
    shop.do(
        people.correct_citizen,
        citizen_id=citizen.id,
        version=1,
        citizen=CitizenGiven("Tamar Kvelidze", needs=NEEDS),
    )
    shop.do(people.correct_citizen, citizen_id=citizen.id, version=2, citizen=CitizenGiven("Tamar Kvelidze", needs=()))
    with shop.database.reading() as work:
        told = rows.every(work, Event, kind="needs-changed")
        texts = [text.text for text in rows.every(work, EventText)]
        payloads = [event.payload for event in rows.every(work, Event)]
    assert [event.payload for event in told] == ["{}", "{}"]
    assert not any(word in text for text in (*texts, *payloads) for word in (SECRET, "wheelchair"))


def test_another_need_says_what_it_is(shop: Shop) -> None:
    with pytest.raises(Refused, match="need-needs-words"):
        shop.do(people.add_citizen, citizen=CitizenGiven("Tamar", needs=(NeedGiven("other"),)))
    with shop.database.reading() as work:
        assert (rows.every(work, Citizen), rows.every(work, Need)) == ((), ())


def every_paper(shop: Shop, citizen: Citizen) -> tuple[PrintJob, ...]:
    """A day that prints one of each kind for her."""
    visit = shop.visit(citizen)
    requests = (kept_line(shop, visit), kept_line(shop, visit, KEEPING.replace("birth-certificate-copy", "other-copy")))
    shop.do(intake_prints.print_missing, visit_id=visit.id)
    shop.do(intake_prints.print_application, visit_id=visit.id, request_ids=tuple(one.id for one in requests))
    given, refused = start(shop, visit, *requests, owed=1000)
    close(shop, visit)
    act(shop, given, "found", by="ada")
    signed(shop, given, "C-1")
    collect(shop, given)
    act(shop, refused, "not-found", by="ada", note="There is none.")
    (paper,) = held.held_papers(shop.at("ada")).papers
    shop.do(giving_back.give_back, evidence_ids=(paper.evidence_id,), how="by-hand", to_id=citizen.id)
    with shop.database.reading() as work:
        return rows.every(work, PrintJob)


def test_needs_stand_on_no_paper(shop: Shop) -> None:
    jobs = every_paper(shop, needy(shop))
    assert {job.kind for job in jobs} == set(PAPER_KINDS) - {"blanks", "void", "refund", "looks", "till"}
    assert not any(word in job.content for job in jobs for word in (SECRET, "wheelchair", "interpreter"))


def test_needs_are_found_by_no_search_and_shown_in_no_list(shop: Shop) -> None:
    citizen = needy(shop)
    visit = shop.visit(citizen)
    (case,) = start(shop, visit, kept_line(shop, visit), owed=500)
    assert search.search(shop.at("ada"), text=SECRET) == ()
    (hit,) = people.find_people(shop.at("ada"), text="Kvelidze")
    lists = (hit, *cases.worklist(shop.at("ada"), which="all"), *visits.today(shop.at("ada")).visits)
    assert not any(word in repr(one) for one in lists for word in (SECRET, "wheelchair"))
    assert head_of(shop, case) == ["interpreter", "wheelchair", "other"]


def head_of(shop: Shop, case: Case) -> list[str]:
    """The needs that the head of the case has to show."""
    return [need.kind for need in sheet(shop, case).applicant.needs]
