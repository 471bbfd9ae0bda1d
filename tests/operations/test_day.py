"""The end of the day: everything that is left, each in its group, and nothing that is done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from oss_desk.operations.cases import cases
from oss_desk.operations.office import notices
from oss_desk.operations.papers import papers
from oss_desk.operations.sheets import DaySheet
from oss_desk.operations.visits import day, visits
from tests.operations.casework import PERMIT, act, copy_case, granted, pay, permit_case, sheet
from tests.operations.conftest import COPY, Shop
from tests.operations.test_held import kept_case

FRIDAY = datetime(2026, 9, 18, 9, 0, tzinfo=UTC)


def today(shop: Shop, by: str = "ada") -> DaySheet:
    found: DaySheet = day.day(shop.at(by))
    return found


def test_an_office_where_all_is_done_is_clear(shop: Shop) -> None:
    assert today(shop).is_clear


def test_open_and_parked_visits_are_left_the_longest_waiting_first(shop: Shop) -> None:
    parked = shop.visit(shop.citizen())
    shop.do(visits.hold_visit, visit_id=parked.id, version=parked.version, reason="Looks for her passport")
    shop.clock.forward(minutes=5)
    shop.visit(shop.citizen("Natela Gelashvili"))
    assert [(card.visitor, card.state) for card in today(shop).visits] == [
        ("Tamar Kvelidze", "held"),
        ("Natela Gelashvili", "open"),
    ]
    assert [card.visitor for card in today(shop, "ben").visits] == ["Tamar Kvelidze"]


def test_papers_are_left_until_printed_or_said_to_be_done(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    waiting = today(shop).unprinted
    assert sorted(job.kind for job in waiting) == ["acknowledgement", "receipt"]
    for job in waiting:
        shop.do(papers.mark_job, job_id=job.id, version=job.version, state="dismissed")
    assert today(shop).unprinted == ()


def test_cases_that_owe_are_left_until_paid(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case)
    assert {owed.case.number for owed in today(shop).to_pay} == {case.number}
    pay(shop, case)
    assert today(shop).to_pay == ()


def test_what_is_late_or_due_by_the_close_of_the_next_open_day_is_left(shop: Shop) -> None:
    shop.clock.now = FRIDAY - timedelta(days=1)
    case = copy_case(shop, shop.service(COPY))
    assert sheet(shop, case).due_at is not None
    shop.clock.now = FRIDAY - timedelta(days=1) + timedelta(hours=1)
    found = today(shop)
    assert (found.day, found.next_day, found.due) == (date(2026, 9, 17), date(2026, 9, 18), ())
    shop.clock.now = FRIDAY
    found = today(shop)
    assert (found.next_day, [card.number for card in found.due]) == (date(2026, 9, 21), [case.number])
    shop.clock.now = FRIDAY + timedelta(days=10)
    assert [card.overdue for card in today(shop).due] == [True]
    shop.do(cases.withdraw, case_id=case.id, version=sheet(shop, case).case.version)
    assert today(shop).due == ()


def test_what_lies_ready_is_not_late(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    act(shop, case, "found", by="ada")
    version = sheet(shop, case).case.version
    shop.clock.forward(days=20)
    assert [card.number for card in today(shop).due] == [case.number]
    values: dict[str, Any] = {"case_id": case.id, "version": version, "reason": "The book is being bound."}
    shop.do(cases.suspend, by="rita", **values)
    assert today(shop).due == ()


def test_papers_of_cases_that_ended_are_left(shop: Shop) -> None:
    case = kept_case(shop)
    assert today(shop).give_back == ()
    shop.do(cases.withdraw, case_id=case.id, version=sheet(shop, case).case.version)
    assert [paper.type for paper in today(shop).give_back] == ["national-id-card"]


def test_notices_that_end_by_the_next_open_day_are_told(shop: Shop) -> None:
    shop.clock.now = FRIDAY
    for ends in (date(2026, 9, 18), date(2026, 9, 21), date(2026, 9, 22), None):
        text = {"en": f"Until {ends}"}
        shop.do(notices.write_notice, by="sue", scope="office", text=text, ends=ends)
    assert [card.notice.text["en"] for card in today(shop).notices] == ["Until 2026-09-18", "Until 2026-09-21"]


def test_on_a_closed_day_the_list_looks_to_the_next_open_one(shop: Shop) -> None:
    shop.clock.now = datetime(2026, 9, 19, 9, 0, tzinfo=UTC)
    found = today(shop)
    assert (found.closes_at, found.next_day) == (None, date(2026, 9, 21))


def test_the_number_on_the_rail_is_how_much_is_left(shop: Shop) -> None:
    assert day.left_over(shop.at("ada")) == 0
    parked = shop.visit(shop.citizen())
    shop.do(visits.hold_visit, visit_id=parked.id, version=parked.version, reason="Looks for her passport")
    permit_case(shop, shop.service(PERMIT))
    shop.clock.now = FRIDAY + timedelta(days=30)
    sheet_now = today(shop)
    lists = (sheet_now.visits, sheet_now.unprinted, sheet_now.to_pay, sheet_now.due, sheet_now.give_back)
    assert day.left_over(shop.at("ada")) == sum(map(len, lists)) + len(sheet_now.notices) > 1
