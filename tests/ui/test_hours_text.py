"""Opening hours as they are typed: what is read, what is refused, and that nothing is ever stored that overlaps."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.ui.hours_text import HoursError, read_hours, show_hours

NINE_TO_FIVE = ((540, 720), (780, 1020))

times = st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(sorted)
days = times.map(lambda found: tuple(zip(found[::2], found[1::2], strict=False)))


@given(days)
def test_hours_that_are_shown_are_read_as_they_were(stretches: tuple[tuple[int, int], ...]) -> None:
    assert read_hours(show_hours(stretches)) == stretches


@given(st.text(alphabet="0123456789:.-–,; hto", max_size=24))
def test_whatever_is_typed_is_refused_or_lies_within_the_day_without_overlap(text: str) -> None:
    try:
        found = read_hours(text)
    except HoursError:
        return
    if found:
        WorkingCalendar("Europe/Paris", {0: found})
    assert all(0 <= start < end <= 1440 for start, end in found)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "9:00–12:00, 13:00–17:00",
        "9-12 13-17",
        "9.00 - 12.00; 13.00 - 17.00",
        "09h00-12h00 13h-17h",
        "13:00-17:00, 9:00-12:00",
        "9:00–12:00، 13:00–17:00",
        " 9 – 12 , 13 to 17 ",
        "9-12,13-17,",
    ],
)
def test_hours_are_read_however_people_write_them(text: str) -> None:
    assert read_hours(text) == NINE_TO_FIVE


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_is_a_closed_day(text: str) -> None:
    assert read_hours(text) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nine to five", "unreadable"),
        ("9:00", "unreadable"),
        ("9:75-12:00", "unreadable"),
        ("9:00-25:00", "unreadable"),
        ("9-12 and 13-17", "unreadable"),
        ("17:00-9:00", "backwards"),
        ("9:00-9:00", "backwards"),
        ("9-12, 11-17", "overlap"),
        ("9-12, 12-17", "overlap"),
    ],
)
def test_what_is_wrong_is_told_apart(text: str, problem: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_hours(text)
    assert refused.value.problem == problem
