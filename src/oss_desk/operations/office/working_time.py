"""The office's working time in an administrator's hands: hours, closing days, holidays, and the cases they move."""

from datetime import date
from typing import Any

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import ClosingDay, Office, Opening
from oss_desk.operations import given
from oss_desk.operations.cases.moved_due import MovedCase, cases_moved, move_cases
from oss_desk.operations.office.administration import count_change
from oss_desk.operations.office.calendar import Place, calendar_with, holidays_of, local_date, working_calendar
from oss_desk.operations.office.places import Hours, checked_hours, checked_place
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.storage import rows

Moving = tuple[int, ...] | None
"""The cases whose due dates are to move, as the administrator saw them; None leaves every promise as it is."""


@reading("administer")
def cases_that_would_move(
    look: Look,
    *,
    hours: Hours | None = None,
    closing_days: frozenset[date] | None = None,
    place: Place | None = None,
) -> tuple[MovedCase, ...]:
    """The open cases that would be due at another moment with these hours, closing days or holidays; None stays."""
    if place is not None:
        checked_place(place.zone, place.country, place.region)
    hours = None if hours is None else checked_hours(look.office.zone, hours)
    after = calendar_with(look, place=place, hours=hours, closing_days=closing_days)
    return cases_moved(look, working_calendar(look), after)


@command("administer")
def set_hours(act: Act, *, version: int, hours: Hours, moving: Moving = None, reason: str = "") -> Office:
    """The opening hours of each weekday; `version` is the office's, which counts the changes of its hours too.

    Due dates that are promised move only as extensions that name the reason, and only those that were listed.
    """
    before = working_calendar(act)
    hours = checked_hours(act.office.zone, hours)
    office = count_change(act, version)
    rows.remove(act.work, Opening)
    for weekday, openings in sorted(hours.items()):
        for start, end in openings:
            rows.add(act.work, Opening, weekday=weekday, from_minute=start, to_minute=end)
    _move(act, before, moving, reason)
    act.event("hours-set", ("office", 1), {"hours": {str(day): hours[day] for day in hours}})
    return office


@command("administer")
def add_closing_day(act: Act, *, day: date, reason: str = "", moving: Moving = None) -> ClosingDay:
    """A day on which the office stays closed besides the holidays of its country; it is the reason of extensions."""
    if rows.find(act.work, ClosingDay, day=day) is not None:
        raise refuse("closing-day-known", day=day.isoformat())
    before = working_calendar(act)
    closing = rows.add(act.work, ClosingDay, day=day, reason=given.line(reason))
    _move(act, before, moving, closing.reason or day.isoformat())
    act.event("closing-day-added", ("office", 1), {"day": day}, {"reason": closing.reason} if closing.reason else {})
    return closing


@command("administer")
def remove_closing_day(act: Act, *, day: date) -> None:
    """The office opens on that day after all; whoever was promised a later day is served on it or before."""
    if not rows.remove(act.work, ClosingDay, day=day):
        raise refuse("closing-day-unknown", day=day.isoformat())
    act.event("closing-day-removed", ("office", 1), {"day": day})


@command("administer")
def set_holiday(act: Act, *, version: int, key: str, worked: bool) -> Office:
    """Whether the office works on a holiday of its country, every year; `key` as the list of holidays names it.

    Promised days stay: on a holiday that is kept again whoever was promised it is served on it or before.
    """
    office, year = act.office, local_date(act).year
    known = {one.key for of in (year, year + 1) for one in holidays_of(office.country, office.region, of, "en")}
    if key not in known:
        raise refuse("holiday-unknown", name=key)
    others = tuple(one for one in office.worked_holidays if one != key)
    changed = count_change(act, version, worked_holidays=(*others, key) if worked else others)
    act.event("holiday-worked" if worked else "holiday-kept", ("office", 1), {"name": key})
    return changed


@command("administer")
def change_place(
    act: Act,
    *,
    version: int,
    zone: str,
    country: str,
    region: str | None = None,
    moving: Moving = None,
    reason: str = "",
) -> Office:
    """Another time zone, or the country and region whose holidays are kept."""
    place = Place(given.line(zone), given.line(country).upper(), given.line(region or "").upper() or None)
    checked_place(place.zone, place.country, place.region)
    before = working_calendar(act)
    office = count_change(act, version, zone=place.zone, country=place.country, region=place.region)
    _move(act, before, moving, reason, place)
    named: dict[str, Any] = {"zone": place.zone, "country": place.country, "region": place.region or ""}
    act.event("place-changed", ("office", 1), named)
    return office


def _move(act: Act, before: WorkingCalendar, moving: Moving, reason: str, place: Place | None = None) -> None:
    if moving is None:
        return
    after = calendar_with(act, place=place)
    found = cases_moved(act, before, after)
    if {case.case_id for case in found} != set(moving):
        raise refuse("other-cases-move")
    if found:
        move_cases(act, found, before, after, given.reason(reason))
