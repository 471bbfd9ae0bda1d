"""What an office's hours, zone and country have to be, asked when it is set up and whenever they change."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.operations.office import calendar

Hours = Mapping[int, tuple[tuple[int, int], ...]]
"""The hours of each weekday (0 is Monday), in minutes after midnight."""


def checked_hours(zone: str, hours: Hours) -> Hours:
    """The hours in the order of the days; refused when they overlap, run backwards, or the office never opens."""
    ordered = {day: tuple(sorted((start, end) for start, end in hours[day])) for day in sorted(hours) if hours[day]}
    try:
        WorkingCalendar(zone, ordered)
    except ValueError as wrong:
        raise refuse("hours-unreadable", why=str(wrong)) from None
    return ordered


@cache
def known_zones() -> frozenset[str]:
    """Every time zone of this machine; looking for them reads hundreds of files."""
    return frozenset(available_timezones())


def checked_place(zone: str, country: str, region: str | None) -> None:
    """Refuse a time zone nobody knows, and a country or region whose holidays are not listed."""
    problems = []
    if zone not in known_zones():
        problems.append(Message("zone-unknown", {"zone": zone}))
    if not calendar.country_known(country, region):
        problems.append(Message("country-unknown", {"country": country, "region": region or ""}))
    if problems:
        raise Refused(*problems)
