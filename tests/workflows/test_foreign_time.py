"""Due moments against a calendar on paper: clock changes, feasts, nights, leap days, and stops of the clock."""

from datetime import UTC, date, datetime

import pytest

from oss_desk.domain.calendar import Count, Duration, WorkingCalendar, due, moved
from oss_desk.domain.facts import Facts
from oss_desk.workflows.engine import papers_brought, resume, start, suspend
from oss_desk.workflows.papers import PaperSeen
from oss_desk.workflows.rules import Answers
from tests.workflows.foreign import foreign

FEASTS = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
BERLIN = WorkingCalendar("Europe/Berlin", dict.fromkeys(range(5), ((480, 960),)), FEASTS)
NEPAL = WorkingCalendar("Asia/Kathmandu", dict.fromkeys((6, 0, 1, 2, 3, 4), ((540, 1020),)))
CHICAGO = WorkingCalendar("America/Chicago", dict.fromkeys(range(5), ((480, 960),)))
APIA = WorkingCalendar("Pacific/Apia", dict.fromkeys(range(7), ((540, 1020),)))
LATE = WorkingCalendar("Europe/Berlin", {0: ((1080, 1440),), 1: ((0, 120), (1080, 1200))})


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "since", "term", "count", "expected"),
    [
        (BERLIN, "2026-03-27T09:00", "PT8H", "working", "2026-03-30T08:00"),  # six hours on Friday, two in summer time
        (BERLIN, "2026-03-27T09:00", "P1D", "working", "2026-03-30T14:00"),
        (BERLIN, "2026-10-23T13:00", "PT2H", "working", "2026-10-26T08:00"),  # an hour on Friday, one in winter time
        (BERLIN, "2026-10-23T13:00", "P1D", "working", "2026-10-26T15:00"),
        (BERLIN, "2026-04-02T13:30", "PT1H", "working", "2026-04-07T06:30"),  # over Good Friday and Easter Monday
        (BERLIN, "2026-04-02T13:30", "P1D", "working", "2026-04-07T14:00"),
        (BERLIN, "2026-04-02T13:30", "P1DT2H", "working", "2026-04-08T08:00"),
        (BERLIN, "2026-03-06T09:00", "P4W", "calendar", "2026-04-07T14:00"),  # Good Friday, then the next open day
        (BERLIN, "2026-03-02T09:00", "P30D", "calendar", "2026-04-01T14:00"),
        (BERLIN, "2026-01-31T09:00", "P1M", "calendar", "2026-03-02T15:00"),  # 28 February is a Saturday
        (BERLIN, "2028-01-31T09:00", "P1M", "calendar", "2028-02-29T15:00"),
        (BERLIN, "2028-02-29T09:00", "P1Y", "calendar", "2029-02-28T15:00"),
        (BERLIN, "2028-02-28T09:00", "P1D", "working", "2028-02-29T15:00"),
        (BERLIN, "2026-01-31T09:00", "P1M", "working", "2026-03-02T15:00"),
        (BERLIN, "2026-03-02T18:00", "PT30M", "working", "2026-03-03T07:30"),  # came after closing time
        (BERLIN, "2026-03-07T09:00", "P2D", "working", "2026-03-10T15:00"),  # came on a Saturday
        (BERLIN, "2026-12-31T09:00", "P1D", "calendar", "2027-01-01T15:00"),
        (NEPAL, "2026-03-06T11:14", "PT2M", "working", "2026-03-08T03:16"),  # 16:59 on Friday, Saturday closed
        (CHICAGO, "2026-03-06T21:00", "PT2H", "working", "2026-03-09T14:00"),  # a day after the clocks went forward
        (CHICAGO, "2026-03-03T03:00", "P1D", "working", "2026-03-03T22:00"),  # still Monday on the office's wall
        (APIA, "2011-12-30T00:00", "P1D", "working", "2011-12-31T03:00"),  # the day after 29 was 31 December
        (
            LATE,
            "2026-03-02T22:30",
            "PT1H",
            "working",
            "2026-03-02T23:30",
        ),  # midnight costs a minute
        (LATE, "2026-03-02T17:00", "P1D", "working", "2026-03-03T19:00"),
    ],
)
def test_a_term_is_over_when_the_calendar_on_paper_says(
    calendar: WorkingCalendar, since: str, term: str, count: Count, expected: str
) -> None:
    assert due(calendar, at(since), Duration.parse(term), count) == at(expected)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-03-06T14:00", "2026-03-09T08:00", "2026-03-12T09:00"),  # an hour on Friday and one on Monday
        ("2026-03-06T18:00", "2026-03-07T12:00", "2026-03-11T15:00"),  # a night and a Saturday cost nothing
        ("2026-03-27T14:00", "2026-03-30T07:00", "2026-03-12T09:00"),  # the same over the change of the clocks
        ("2026-04-02T13:00", "2026-04-07T07:00", "2026-03-12T09:00"),  # and over Easter
        ("2026-03-09T08:00", "2026-03-09T08:00", "2026-03-11T15:00"),
    ],
)
def test_a_stop_adds_the_opening_minutes_that_it_took(since: str, until: str, expected: str) -> None:
    assert moved(BERLIN, at("2026-03-11T15:00"), at(since), at(until)) == at(expected)


def test_the_clock_of_a_real_case_stands_for_a_paper_and_for_an_official() -> None:
    service, facts = foreign("india-income-certificate"), Facts(date(2026, 3, 6), age=40, resident=True)
    member: Answers = {"name": "N", "earns": True, "earning": 20_000_000}
    answers: Answers = {"kind": "income", "annual_income": 30_000_000, "members": [member], "mobile": "+91 11 2300"}
    identity = PaperSeen("identity", "aadhaar")
    begun = start(service, answers, facts, at("2026-03-06T09:00"), BERLIN, (identity,))
    assert begun.due_at == at("2026-03-27T15:00")  # fifteen open days
    assert begun.held is None
    stopped = suspend(begun, at("2026-03-06T14:00"))
    again = resume(stopped, at("2026-03-09T08:00"), BERLIN)
    assert again.due_at == at("2026-03-30T08:00")  # two hours of the next open day, which is in summer time
    slip = PaperSeen("slip", "salary-slip", 0)
    assert papers_brought(service, again, answers, facts, (identity, slip), at("2026-03-10T08:00"), BERLIN) == again


@pytest.mark.parametrize(
    ("speed", "expected"),
    [("now", "2026-03-02T11:00"), ("two-days", "2026-03-04T15:00"), ("usual", "2026-03-12T15:00")],
)
def test_the_first_case_that_holds_is_what_is_promised(speed: str, expected: str) -> None:
    answers: Answers = {"documents": 1, "speed": speed, "country": "Italy", "post": False}
    papers = (PaperSeen("originals", "public-document", mark="original-kept"),)
    begun = start(
        foreign("georgia-apostille"), answers, Facts(date(2026, 3, 2)), at("2026-03-02T09:00"), BERLIN, papers
    )
    assert begun.due_at == at(expected)
