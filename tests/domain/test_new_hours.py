"""What other opening hours do to a promised day: properties that hold for every office, and cases worked by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from oss_desk.domain.calendar import Duration, WorkingCalendar, due
from oss_desk.domain.new_hours import under_new_hours

NINE_TO_FIVE = dict.fromkeys(range(5), ((540, 1020),))
MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)  # ten in the morning in Paris
FIVE_DAYS = Duration(days=5)


def office(closed: tuple[date, ...] = (), hours: dict[int, Any] | None = None) -> WorkingCalendar:
    """An office in Paris."""
    return WorkingCalendar("Europe/Paris", hours or NINE_TO_FIVE, frozenset(closed))


def after_change(after: WorkingCalendar, term: Duration, count: Any = "working", now: datetime = MONDAY) -> datetime:
    """When a term that began on Monday is over, once the office has changed to this calendar."""
    return under_new_hours(due(office(), MONDAY, term, count), now, office(), after, term, count)


def day(moment: datetime) -> date:
    return office().local_date(moment)


openings = st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True).map(
    lambda quarters: tuple((a * 15, b * 15) for a, b in zip(*[iter(sorted(quarters))] * 2, strict=False))
)
hours = st.dictionaries(st.integers(0, 6), openings.filter(bool), min_size=1, max_size=7)
calendars = st.builds(
    lambda hours, closed: WorkingCalendar("Europe/Paris", hours, frozenset(closed)),
    hours,
    st.lists(st.dates(date(2026, 9, 10), date(2026, 10, 20)), max_size=6),
)
terms = st.one_of(
    st.builds(Duration, days=st.integers(1, 30)),
    st.builds(Duration, minutes=st.integers(5, 2000)),
    st.builds(Duration, months=st.integers(1, 2)),
)
counts = st.sampled_from(["working", "calendar"])
starts = st.integers(0, 60 * 24 * 7).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(calendars, calendars, starts, st.integers(0, 5000), terms, counts)
def test_a_promised_day_never_comes_earlier_and_is_always_an_open_one(
    before: WorkingCalendar, after: WorkingCalendar, start: datetime, later: int, term: Duration, count: Any
) -> None:
    promised, now = due(before, start, term, count), start + timedelta(minutes=later)
    assume(promised > now)
    moved = under_new_hours(promised, now, before, after, term, count)
    assert moved > now
    assert after.local_date(moved) >= before.local_date(promised) or before == after
    assert before == after or any(begin <= moved <= end for begin, end in after.openings(after.local_date(moved)))


@given(calendars, starts, terms, counts)
def test_the_same_hours_move_nothing(calendar: WorkingCalendar, start: datetime, term: Duration, count: Any) -> None:
    promised = due(calendar, start, term, count)
    same = WorkingCalendar(calendar.zone, dict(calendar.hours), calendar.closed)
    assert under_new_hours(promised, start, calendar, same, term, count) == promised


def test_a_closing_day_within_the_term_moves_its_end_by_an_open_day() -> None:
    moved = after_change(office((date(2026, 9, 16),)), FIVE_DAYS)
    assert moved == datetime(2026, 9, 22, 15, 0, tzinfo=UTC)


def test_a_closing_day_after_the_term_moves_nothing() -> None:
    assert day(after_change(office((date(2026, 9, 23),)), FIVE_DAYS)) == date(2026, 9, 21)


def test_a_day_that_has_passed_counts_as_it_was() -> None:
    thursday = MONDAY + timedelta(days=3)
    assert day(after_change(office((date(2026, 9, 15),)), FIVE_DAYS, now=thursday)) == date(2026, 9, 21)


def test_opening_on_saturdays_keeps_the_promised_day() -> None:
    assert day(after_change(office(hours={**NINE_TO_FIVE, 5: ((540, 720),)}), FIVE_DAYS)) == date(2026, 9, 21)


def test_another_closing_time_moves_the_hour_and_not_the_day() -> None:
    earlier = dict.fromkeys(range(5), ((540, 960),))
    assert after_change(office(hours=earlier), FIVE_DAYS) == datetime(2026, 9, 21, 14, 0, tzinfo=UTC)


def test_a_calendar_term_moves_only_when_its_last_day_is_closed() -> None:
    month = Duration(months=1)
    within, on_it = date(2026, 9, 16), date(2026, 10, 14)
    assert day(after_change(office((within,)), month, "calendar")) == on_it
    assert day(after_change(office((on_it,)), month, "calendar")) == date(2026, 10, 15)


def test_a_term_of_hours_goes_on_when_the_office_opens_again() -> None:
    closed_in_the_afternoon = {**NINE_TO_FIVE, 0: ((540, 720),)}
    moved = after_change(office(hours=closed_in_the_afternoon), Duration(minutes=240))
    assert moved == datetime(2026, 9, 15, 9, 0, tzinfo=UTC)  # two hours on Monday, two on Tuesday


def test_what_is_late_stays_late() -> None:
    late = due(office(), MONDAY, FIVE_DAYS)
    closed = office((date(2026, 10, 1),))
    assert under_new_hours(late, late + timedelta(days=1), office(), closed, FIVE_DAYS, "working") == late
