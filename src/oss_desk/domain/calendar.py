"""The office's working time: opening minutes, closed days, and due moments counted in them."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

Opening = tuple[int, int]  # minutes after midnight, office's local time: from, to (exclusive)
Count = Literal["working", "calendar"]

MINUTES_OF_A_DAY = 24 * 60
LONGEST = 400 * 366  # days; no term of an office is longer, and every date stays within reach
_ISO = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Duration:
    """A term as laws write it (ISO 8601): years and months stay themselves, a week is seven days."""

    years: int = 0
    months: int = 0
    days: int = 0
    minutes: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """`P2D`, `P6W`, `P1Y`, `PT10M`, `P1DT4H`; ValueError for anything else and for more than 400 years."""
        found = _ISO.fullmatch(text)
        if not found:
            raise ValueError(f"{text} is not an ISO 8601 duration")
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        duration = cls(years, months, weeks * 7 + days, hours * 60 + minutes)
        if duration.rough_days > LONGEST:
            raise ValueError(f"{text} is longer than 400 years")
        return duration

    @property
    def rough_days(self) -> int:
        """About how many calendar days this is: for comparing terms, never for a due date."""
        return self.years * 365 + self.months * 30 + self.days + self.minutes // MINUTES_OF_A_DAY

    def after(self, day: date) -> date:
        """The last day of a calendar term that starts on this day (31 January and a month: 28 February)."""
        return _months_later(day, self.years * 12 + self.months) + self._days()

    def before(self, day: date) -> date:
        """The day that lies this long back: what a paper "not older than" may bear."""
        return _months_later(day, -(self.years * 12 + self.months)) - self._days()

    def _days(self) -> timedelta:
        return timedelta(days=self.days + self.minutes // MINUTES_OF_A_DAY)

    def __str__(self) -> str:
        """The shortest ISO 8601 text of it; read again it gives the same duration."""
        days = _part(self.years, "Y") + _part(self.months, "M") + _part(self.days, "D")
        hours = _part(self.minutes // 60, "H") + _part(self.minutes % 60, "M")
        return ("P" + days + (f"T{hours}" if hours else "")) if days or hours else "P0D"


def _part(number: int, letter: str) -> str:
    return f"{number}{letter}" if number else ""


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class WorkingCalendar:
    """When the office is open: its zone, the hours of each weekday (0 is Monday), and the days it is closed."""

    zone: str
    hours: Mapping[int, tuple[Opening, ...]]
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """ValueError for an unknown zone, hours out of order, or an office that never opens: no count would end."""
        try:
            ZoneInfo(self.zone)
        except (LookupError, OSError, ValueError) as unknown:
            raise ValueError(f"there is no time zone {self.zone!r}") from unknown
        for weekday, openings in self.hours.items():
            _check_hours(weekday, openings)
        if not any(self.hours.values()):
            raise ValueError("an office that opens on no weekday has no working time")

    def __hash__(self) -> int:
        """By content, so that the openings of a day are worked out once."""
        return hash((self.zone, tuple(sorted(self.hours.items())), self.closed))

    def local_date(self, moment: datetime) -> date:
        """The day on the office's wall at that moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def openings(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """From when to when the office is open on that day, in UTC; empty on a closed day."""
        return () if day in self.closed else _openings(self.zone, day, self.hours.get(day.weekday(), ()))

    def is_open_day(self, day: date) -> bool:
        """Whether the office opens at all on that day."""
        return bool(self.openings(day))

    def closing(self, day: date) -> datetime:
        """When the office closes on that day, in UTC; ValueError on a closed day.

        Who closes at midnight closes on that day and not on the next: it is then a minute before.
        """
        openings = self.openings(day)
        if not openings:
            raise ValueError(f"the office is closed on {day}")
        last = openings[-1][1]
        return last if self.local_date(last) == day else last - timedelta(minutes=1)

    def next_open_day(self, day: date) -> date:
        """That day itself when the office opens on it, else the first after it."""
        return day if self.is_open_day(day) else next(self._open_days_after(day))

    def nth_open_day_after(self, day: date, n: int) -> date:
        """The n-th open day after that day, which itself is not counted; for 0 the next open day."""
        if n < 1:
            return self.next_open_day(day)
        days = self._open_days_after(day)
        for _ in range(n - 1):
            next(days)
        return next(days)

    def add_minutes(self, moment: datetime, minutes: int) -> datetime:
        """The moment after so many opening minutes, always inside the opening hours; seconds do not count."""
        left = minutes
        for start, end in self._openings_from(moment):
            if left <= _minutes(start, end):
                return start + timedelta(minutes=left)
            left -= _minutes(start, end)
        raise OverflowError("beyond the calendar")

    def minutes_between(self, earlier: datetime, later: datetime) -> int:
        """How many opening minutes lie between two moments; 0 when the second is not later; seconds do not count."""
        until = _whole(later)
        result = 0
        for start, end in self._openings_from(earlier):
            if start >= until:
                break
            result += _minutes(start, min(end, until))
        return result

    def _open_days_after(self, day: date) -> Iterator[date]:
        while True:
            day += timedelta(days=1)
            if self.is_open_day(day):
                yield day

    def _openings_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of opening time from that moment on, the first cut at it."""
        since = _whole(moment)
        today = self.local_date(moment)
        yield from ((max(start, since), end) for start, end in self.openings(today) if end >= since)
        for day in self._open_days_after(today):
            yield from self.openings(day)


def due(calendar: WorkingCalendar, start: datetime, duration: Duration, count: Count = "working") -> datetime:
    """When a term that starts then is over; never on a closed day.

    By days: closing time of the n-th open day after the day of start. By hours and minutes: opening minutes. A calendar
    term: closing time of its last day, or of the next open day. Months and years have no working measure and are
    counted on the calendar, the days after them in open days.
    """
    day = calendar.local_date(start)
    minutes = duration.minutes
    if count == "calendar":
        last = duration.after(day)
        rest = minutes % MINUTES_OF_A_DAY
        if last == day and rest:
            return calendar.add_minutes(start, rest)
        closing = calendar.closing(calendar.next_open_day(last))
        return calendar.add_minutes(closing, rest)
    if not (duration.years or duration.months or duration.days) and minutes:
        return calendar.add_minutes(start, minutes)
    from_day = Duration(duration.years, duration.months).after(day)
    return calendar.add_minutes(_close_of_day(calendar, start, from_day, duration.days), minutes)


def _close_of_day(calendar: WorkingCalendar, start: datetime, day: date, days: int) -> datetime:
    """Closing time of the n-th open day after that day; a term of no days ends today, or on the next open day."""
    closing = calendar.closing(calendar.nth_open_day_after(day, days))
    return closing if closing >= start else calendar.closing(calendar.nth_open_day_after(day, 1))


def moved(calendar: WorkingCalendar, due_at: datetime, suspended_from: datetime, suspended_to: datetime) -> datetime:
    """The due moment after a stop of the clock: later by exactly the opening minutes that the stop took."""
    return calendar.add_minutes(due_at, calendar.minutes_between(suspended_from, suspended_to))


def _check_hours(weekday: int, openings: tuple[Opening, ...]) -> None:
    if weekday not in range(7):
        raise ValueError(f"{weekday} is no weekday")
    before = -1
    for start, end in openings:
        if not before < start < end <= MINUTES_OF_A_DAY:
            raise ValueError(f"the hours of weekday {weekday} overlap, touch or run backwards")
        before = end


@lru_cache(maxsize=8192)
def _openings(zone: str, day: date, hours: tuple[Opening, ...]) -> tuple[tuple[datetime, datetime], ...]:
    found = ((_moment(zone, day, start), _moment(zone, day, end)) for start, end in hours)
    return tuple((start, end) for start, end in found if start < end)


def _moment(zone: str, day: date, minutes: int) -> datetime:
    """That time of the wall clock in UTC; a time the clock skips in spring is the first one after the gap."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    for skipped in range(2 * MINUTES_OF_A_DAY):
        local = (wall + timedelta(minutes=skipped)).replace(tzinfo=ZoneInfo(zone))
        moment = local.astimezone(UTC)
        if moment.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
            return moment
    raise ValueError(f"{zone} skips {wall}")


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start) // timedelta(minutes=1))
