"""Working time: openings, due moments by days, minutes and on the calendar, and what a stop of the clock adds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.calendar import Duration, WorkingCalendar, due, moved

MORNINGS = dict.fromkeys(range(5), ((480, 720),))
FULL = dict.fromkeys(range(5), ((540, 720), (780, 1020)))  # 9-12, 13-17
PARIS = WorkingCalendar("Europe/Paris", FULL, frozenset({date(2026, 4, 6), date(2026, 5, 1)}))


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_duration_reads_what_laws_write() -> None:
    assert Duration.parse("P2D") == Duration(days=2)
    assert Duration.parse("P6W") == Duration(days=42)
    assert Duration.parse("P1Y6M") == Duration(years=1, months=6)
    assert Duration.parse("P1DT4H30M") == Duration(days=1, minutes=270)


@pytest.mark.parametrize("text", ["", "P", "PT", "2D", "P2", "P-2D", "P1.5D", "P2DT", "p2d", "P9999Y", "P٢D", "P2D\n"])
def test_a_duration_refuses_everything_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an ISO 8601 duration|400 years"):
        Duration.parse(text)


@given(st.builds(Duration, st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999), st.integers(0, 9999)))
def test_a_duration_is_written_as_it_is_read(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert Duration(months=1).after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Duration(years=1).before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert Duration(months=1).after(date(2026, 12, 31)) == date(2027, 1, 31)


def test_days_end_at_closing_time_of_the_nth_open_day_after_the_start() -> None:
    assert due(PARIS, at("2026-03-02T10:00"), Duration(days=2)) == at("2026-03-04T16:00")
    assert due(PARIS, at("2026-03-06T10:00"), Duration(days=1)) == at("2026-03-09T16:00")  # over a weekend
    assert due(PARIS, at("2026-04-03T10:00"), Duration(days=1)) == at("2026-04-07T15:00")  # a holiday, summer time


def test_a_start_on_a_closed_day_does_not_lose_a_day() -> None:
    assert due(PARIS, at("2026-03-07T10:00"), Duration(days=1)) == at("2026-03-09T16:00")


def test_minutes_count_opening_minutes_over_lunch_and_night() -> None:
    assert due(PARIS, at("2026-03-02T10:50"), Duration(minutes=30)) == at("2026-03-02T12:20")
    assert due(PARIS, at("2026-03-02T15:50"), Duration(minutes=30)) == at("2026-03-03T08:20")
    assert due(PARIS, at("2026-03-02T05:00"), Duration(minutes=30)) == at("2026-03-02T08:30")


def test_a_calendar_term_ends_on_its_last_day_or_the_next_open_one() -> None:
    assert due(PARIS, at("2026-03-02T10:00"), Duration(days=30), "calendar") == at("2026-04-01T15:00")
    assert due(PARIS, at("2026-03-06T10:00"), Duration(months=1), "calendar") == at("2026-04-07T15:00")


def test_a_term_of_no_days_ends_today_while_there_is_time() -> None:
    assert due(PARIS, at("2026-03-02T10:00"), Duration()) == at("2026-03-02T16:00")
    assert due(PARIS, at("2026-03-02T18:00"), Duration()) == at("2026-03-03T16:00")


def test_a_stop_over_the_weekend_costs_only_opening_minutes() -> None:
    start, stopped, resumed = at("2026-03-04T16:00"), at("2026-03-06T15:30"), at("2026-03-09T08:15")
    assert PARIS.minutes_between(stopped, resumed) == 45
    assert moved(PARIS, start, stopped, resumed) == at("2026-03-05T08:45")


def test_an_office_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="no weekday"):
        WorkingCalendar("Europe/Paris", {0: (), 3: ()}, frozenset())
    with pytest.raises(ValueError, match="no weekday"):
        WorkingCalendar("Europe/Paris", {}, frozenset())


@pytest.mark.parametrize(
    "openings", [((600, 540),), ((540, 720), (700, 800)), ((0, 1441),), ((-5, 20),), ((540, 720), (720, 800))]
)
def test_hours_out_of_order_are_refused(openings: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="overlap, touch or run backwards"):
        WorkingCalendar("Europe/Paris", {0: openings}, frozenset())


def test_an_unknown_zone_and_weekday_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        WorkingCalendar("Europe/Nowhere", MORNINGS, frozenset())
    with pytest.raises(ValueError, match="no weekday"):
        WorkingCalendar("Europe/Paris", {7: ((1, 2),)}, frozenset())


def test_closing_a_closed_day_is_refused_and_its_openings_are_none() -> None:
    assert PARIS.openings(date(2026, 4, 6)) == ()
    assert not PARIS.is_open_day(date(2026, 4, 5))
    with pytest.raises(ValueError, match="closed"):
        PARIS.closing(date(2026, 4, 6))


def test_a_year_of_closed_days_is_skipped() -> None:
    year = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    assert WorkingCalendar("UTC", MORNINGS, year).next_open_day(date(2026, 1, 1)) == date(2027, 1, 1)


def test_the_night_the_clock_changes_is_as_long_as_it_is() -> None:
    nights = WorkingCalendar("Europe/Paris", {6: ((60, 240),)}, frozenset())  # Sundays, 1:00 to 4:00
    assert nights.minutes_between(at("2026-03-28T00:00"), at("2026-03-30T00:00")) == 120
    assert nights.minutes_between(at("2026-10-24T00:00"), at("2026-10-26T00:00")) == 240


def test_hours_that_the_clock_skips_are_no_opening() -> None:
    skipped = WorkingCalendar("Europe/Paris", {6: ((120, 180), (600, 660))}, frozenset())  # 2:00 to 3:00 does not exist
    assert skipped.openings(date(2026, 3, 29)) == ((at("2026-03-29T08:00"), at("2026-03-29T09:00")),)
    partly = WorkingCalendar("Europe/Paris", {6: ((150, 240),)}, frozenset())
    assert partly.openings(date(2026, 3, 29)) == ((at("2026-03-29T01:00"), at("2026-03-29T02:00")),)


def test_an_office_open_until_midnight_closes_on_the_same_day() -> None:
    late = WorkingCalendar("UTC", {0: ((1200, 1440),)}, frozenset())
    assert late.closing(date(2026, 3, 2)) == at("2026-03-02T23:59")


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
hours = st.dictionaries(
    st.integers(0, 6),
    st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True)
    .map(sorted)
    .map(lambda ends: tuple(zip(ends[: len(ends) // 2 * 2 : 2], ends[1::2], strict=True))),
    min_size=1,
)
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
    hours,
    st.frozensets(st.dates(date(2025, 1, 1), date(2028, 1, 1)), max_size=20),
)


@given(calendars, moments, st.integers(0, 5000))
def test_minutes_added_are_the_minutes_between(calendar: WorkingCalendar, start: datetime, minutes: int) -> None:
    end = calendar.add_minutes(start, minutes)
    assert calendar.minutes_between(start, end) == minutes
    assert any(opened <= end <= closed for opened, closed in calendar.openings(calendar.local_date(end)))


@given(calendars, moments, moments, moments)
def test_a_due_moment_moves_by_exactly_what_was_suspended(
    calendar: WorkingCalendar, start: datetime, one: datetime, other: datetime
) -> None:
    since, until = min(one, other), max(one, other)
    due_at = due(calendar, start, Duration(days=3))
    later = moved(calendar, due_at, since, until)
    assert calendar.minutes_between(due_at, later) == calendar.minutes_between(since, until)


durations = st.builds(Duration, st.integers(0, 2), st.integers(0, 14), st.integers(0, 60), st.integers(0, 3000))


@given(calendars, moments, durations, st.sampled_from(["working", "calendar"]))
def test_a_due_moment_never_falls_on_a_closed_day(
    calendar: WorkingCalendar, start: datetime, duration: Duration, count: str
) -> None:
    end = due(calendar, start, duration, "working" if count == "working" else "calendar")
    day = calendar.local_date(end)
    assert calendar.is_open_day(day)
    assert end >= start.replace(second=0, microsecond=0)


def test_hours_across_midnight_lose_no_minute_and_still_close_on_their_day() -> None:
    late = WorkingCalendar("Europe/Paris", dict.fromkeys(range(7), ((0, 2 * 60), (20 * 60, 24 * 60))))
    evening, night = datetime(2026, 9, 15, 18, 0, tzinfo=UTC), datetime(2026, 9, 16, 0, 0, tzinfo=UTC)
    assert late.minutes_between(evening, night) == 6 * 60
    assert late.add_minutes(evening, 6 * 60) == night
    assert late.closing(date(2026, 9, 15)) == datetime(2026, 9, 15, 21, 59, tzinfo=UTC)
    assert late.local_date(due(late, evening, Duration(days=1))) == date(2026, 9, 16)
