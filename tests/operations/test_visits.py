"""Visits: one at a time at a desk, timed, parked and resumed by anybody, closed with what came of them."""

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.operations.visits import basket, visits
from tests.operations.conftest import COPY, Shop


def test_a_visit_is_timed_from_the_moment_it_opens(shop: Shop) -> None:
    visit = shop.visit()
    shop.clock.forward(minutes=10)
    closed = shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    sheet = visits.visit(shop.at("ada"), visit_id=visit.id)
    assert closed.state == "closed"
    assert [(period.kind, period.to_at) for period in sheet.periods] == [("served", shop.clock.now)]


def test_a_desk_has_one_open_visit(shop: Shop) -> None:
    shop.visit()
    with pytest.raises(Refused) as refused:
        shop.visit()
    assert refused.value.message.code == "visit-open-here"


def test_a_visit_on_hold_is_resumed_by_another_official_at_another_desk(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    held = shop.do(visits.hold_visit, visit_id=visit.id, version=visit.version, reason="Fetches a paper")
    (card,) = visits.today(shop.at("ada")).parked
    shop.clock.forward(minutes=5)
    resumed = shop.do(visits.resume_visit, by="ben", visit_id=visit.id, version=held.version)
    periods = visits.visit(shop.at("ben"), visit_id=visit.id).periods
    assert (card.visitor, card.hold_reason, card.state) == ("Tamar Kvelidze", "Fetches a paper", "held")
    assert (resumed.state, resumed.hold_reason) == ("open", "")
    assert [period.kind for period in periods] == ["served", "on-hold", "served"]
    assert periods[2].official_id == resumed.official_id != visit.official_id


def test_nothing_is_changed_in_a_visit_on_hold(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit()
    shop.do(visits.hold_visit, visit_id=visit.id, version=visit.version)
    with pytest.raises(Refused) as refused:
        shop.line(visit, version)
    assert refused.value.message.code == "visit-on-hold"


def test_a_visit_open_at_another_desk_is_left_alone(shop: Shop) -> None:
    visit = shop.visit()
    with pytest.raises(Refused) as refused:
        shop.do(visits.close_visit, by="ben", visit_id=visit.id, version=visit.version)
    assert refused.value.message.code == "visit-elsewhere"


def test_a_visit_without_a_case_is_an_enquiry_and_forgets_its_drafts(shop: Shop) -> None:
    visit = shop.visit()
    basket.keep_draft(shop.at("ada"), visit_id=visit.id, part="person", content={"name": "Da"})
    kept = visits.visit(shop.at("ada"), visit_id=visit.id).drafts
    closed = shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    assert kept == {"person": ({"name": "Da"}, None)}
    assert closed.outcome == "enquiry"
    assert visits.visit(shop.at("ada"), visit_id=visit.id).drafts == {}


def test_who_changes_a_visit_that_was_changed_meanwhile_is_told_by_whom(shop: Shop) -> None:
    visit = shop.visit()
    shop.do(visits.set_visitor, visit_id=visit.id, version=visit.version, citizen_id=shop.citizen().id)
    with pytest.raises(Refused) as refused:
        shop.do(visits.hold_visit, visit_id=visit.id, version=visit.version)
    assert [message.code for message in refused.value.messages] == ["changed-meanwhile", "changed-by"]
    assert refused.value.messages[1].values == {"who": "Ada"}


def test_the_lines_of_an_unknown_visitor_become_hers(shop: Shop) -> None:
    visit = shop.visit()
    shop.line(visit, shop.service(COPY))
    citizen = shop.citizen()
    shop.do(visits.set_visitor, visit_id=visit.id, version=visit.version, citizen_id=citizen.id)
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).lines
    assert (line.applicant_name, line.request.applicant_citizen_id) == ("Tamar Kvelidze", citizen.id)


def test_today_counts_the_day_of_this_desk(shop: Shop) -> None:
    for minutes in (10, 20):
        visit = shop.visit()
        shop.clock.forward(minutes=minutes)
        shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    shop.visit()
    sheet = visits.today(shop.at("ada"))
    elsewhere = visits.today(shop.at("ben"))
    assert (sheet.enquiries, sheet.served, sheet.average_visit_minutes) == (2, 0, 15)
    assert sheet.visits_by_hour == ((10, 3),)
    assert sheet.open_visit is not None
    assert (elsewhere.enquiries, elsewhere.open_visit) == (0, None)


def test_today_ends_at_midnight_of_the_offices_own_clock(shop: Shop) -> None:
    visit = shop.visit()
    shop.do(visits.close_visit, visit_id=visit.id, version=visit.version)
    shop.clock.forward(hours=14)
    assert visits.today(shop.at("ada")).enquiries == 0


def test_the_visits_of_the_day_are_told_newest_first_with_what_came_of_them(shop: Shop) -> None:
    version = shop.service(COPY)
    first = shop.visit(shop.citizen())
    shop.line(first, version)
    shop.clock.forward(minutes=10)
    shop.do(visits.close_visit, visit_id=first.id, version=first.version, outcome="left")
    second = shop.visit()
    told = visits.today(shop.at("ada")).visits
    assert [(card.id, card.visitor, card.state, card.outcome) for card in told] == [
        (second.id, "", "open", None),
        (first.id, "Tamar Kvelidze", "closed", "left"),
    ]
    assert [card.opened_at for card in told] == [shop.clock.now, first.opened_at]
    assert [[title["en"] for title in card.services] for card in told] == [[], ["Copy of a birth certificate"]]
    shop.clock.forward(days=1)
    assert visits.today(shop.at("ada")).visits == ()


def test_who_was_parked_longest_ago_is_first_also_after_a_visit_was_parked_again(shop: Shop) -> None:
    first, second = shop.citizen(), shop.citizen("Vera Lind")
    early = shop.visit(first)
    held = shop.do(visits.hold_visit, visit_id=early.id, version=early.version)
    shop.clock.forward(minutes=5)
    late = shop.visit(second)
    shop.do(visits.hold_visit, visit_id=late.id, version=late.version)
    shop.clock.forward(minutes=5)
    resumed = shop.do(visits.resume_visit, visit_id=early.id, version=held.version)
    shop.do(visits.hold_visit, visit_id=early.id, version=resumed.version)
    assert [card.id for card in visits.today(shop.at("ada")).parked] == [late.id, early.id]
