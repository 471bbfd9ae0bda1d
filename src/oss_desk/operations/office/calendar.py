"""The office's rows and its country's holidays as one plain working calendar."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from oss_desk.domain import calendar
from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import ClosingDay, Opening
from oss_desk.operations.program import Look
from oss_desk.storage import rows


@dataclass(frozen=True)
class Place:
    """Where an office is: its time zone, and the country and region whose holidays it keeps."""

    zone: str
    country: str
    region: str | None


YEARS_BACK, YEARS_AHEAD = 3, 12
"""For which years around today holidays are known: longer than any term a case runs."""


def working_calendar(look: Look) -> WorkingCalendar:
    """When this office is open: its hours, less its closing days and the holidays of its country and region."""
    return look.once(_calendar)


def _calendar(look: Look) -> WorkingCalendar:
    return calendar_with(look)


def calendar_with(
    look: Look,
    *,
    place: Place | None = None,
    hours: Mapping[int, tuple[calendar.Opening, ...]] | None = None,
    closing_days: frozenset[date] | None = None,
) -> WorkingCalendar:
    """The working calendar as it stands in the rows now, or would stand with these in their place."""
    office = look.office
    place = place or Place(office.zone, office.country, office.region)
    years = range(look.now.year - YEARS_BACK, look.now.year + YEARS_AHEAD + 1)
    if closing_days is None:
        closing_days = frozenset(day.day for day in rows.every(look.work, ClosingDay))
    known = public_holidays(place.country, place.region, years.start, years.stop, office.worked_holidays)
    return WorkingCalendar(place.zone, office_hours(look) if hours is None else hours, closing_days | known)


def local_date(look: Look) -> date:
    """The day on the office's wall now."""
    return day_of(look, look.now)


def day_of(look: Look, moment: datetime) -> date:
    """The day on the office's wall at that moment."""
    return moment.astimezone(ZoneInfo(look.office.zone)).date()


def office_hours(look: Look) -> dict[int, tuple[calendar.Opening, ...]]:
    """The hours of each weekday; refused when there are none, since no due date could be counted."""
    hours: dict[int, list[calendar.Opening]] = defaultdict(list)
    for opening in rows.every(look.work, Opening, order_by=("weekday", "from_minute")):
        hours[opening.weekday].append((opening.from_minute, opening.to_minute))
    if not hours:
        raise refuse("no-hours")
    return {weekday: tuple(openings) for weekday, openings in hours.items()}


@lru_cache(maxsize=32)
def public_holidays(
    country: str, region: str | None, first: int, end: int, worked: tuple[str, ...] = ()
) -> frozenset[date]:
    """The public holidays of the years from `first` up to `end`, less those called as in `worked`; none for a country
    that nobody has listed."""
    if not country_known(country, region):
        return frozenset()
    listed = _listed(country, region, range(first, end), None)
    return frozenset(day for day, names in listed.items() if not {_key(name) for name in names} <= set(worked))


@dataclass(frozen=True)
class Holiday:
    """A holiday of a country to keep or to work on: `key` as `Office.worked_holidays` names it, and its days."""

    key: str
    name: str
    days: tuple[date, ...]


def holidays_of(country: str, region: str | None, year: int, language: str) -> tuple[Holiday, ...]:
    """The public holidays of a year in the order of their first days, named in that language, else in English."""
    if not country_known(country, region):
        return ()
    listed, shown = (_listed(country, region, range(year, year + 1), one) for one in (None, language))
    found: dict[str, tuple[str, list[date]]] = {}
    for day in sorted(listed):
        names = shown[day] if len(shown.get(day, ())) == len(listed[day]) else listed[day]
        for key, name in zip(map(_key, listed[day]), names, strict=True):
            found.setdefault(key, (name, []))[1].append(day)
    return tuple(Holiday(key, name, tuple(days)) for key, (name, days) in found.items())


def coming_holidays(country: str, region: str | None, today: date, language: str) -> tuple[Holiday, ...]:
    """Each holiday of the country once, by its next day, with the days of it in that year."""
    found: dict[str, Holiday] = {}
    for year in (today.year, today.year + 1):
        for one in holidays_of(country, region, year, language):
            days = tuple(day for day in one.days if day >= today)
            if days and one.key not in found:
                found[one.key] = Holiday(one.key, one.name, days)
    return tuple(sorted(found.values(), key=lambda one: one.days[0]))


def _listed(country: str, region: str | None, years: range, language: str | None) -> dict[date, tuple[str, ...]]:
    """Days and what they are called, in the country's own words or in a language; never as the machine is set."""
    known = holidays.country_holidays(country, subdiv=region)
    wanted = [_tongue(language), "en"] if language else []
    fitting = (one for tongue in wanted for one in known.supported_languages if _tongue(one) == tongue)
    spoken = next(fitting, known.default_language)
    found = holidays.country_holidays(country, subdiv=region, years=years, language=spoken)
    return {day: tuple(names.split("; ")) for day, names in found.items()}


def _tongue(code: str) -> str:
    return code.replace("_", "-").split("-")[0]


def _key(name: str) -> str:
    """A name without what is said in brackets behind it: that a day is estimated, or observed."""
    return re.sub(r"\s*\([^()]*\)$", "", name)


def country_known(country: str, region: str | None) -> bool:
    """Whether the holidays of that country (ISO 3166-1) and region (ISO 3166-2, its last part) are known."""
    regions = holidays.list_supported_countries().get(country)
    return regions is not None and (region is None or region in regions)


def named_holidays(country: str, region: str | None, year: int, language: str) -> tuple[tuple[date, str], ...]:
    """The public holidays of a year with their names, in that language where the list has it, else in its own."""
    if not country_known(country, region):
        return ()
    known = holidays.country_holidays(country, subdiv=region).supported_languages
    named = next((one for one in known if one.replace("_", "-").split("-")[0] == language.split("-")[0]), None)
    return tuple(sorted(holidays.country_holidays(country, subdiv=region, years=year, language=named).items()))


def countries() -> dict[str, tuple[str, ...]]:
    """Every country whose holidays are known, by its code, with the codes of its regions."""
    return {code: tuple(regions) for code, regions in holidays.list_supported_countries().items() if len(code) == 2}
