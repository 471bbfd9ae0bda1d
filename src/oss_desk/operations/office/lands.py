"""What is usual in a country: money, time zones, languages and the days an office opens; first answers, not rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies

from oss_desk.operations.office.calendar import countries
from oss_desk.operations.office.places import known_zones
from oss_desk.workflows.currencies import CURRENCIES

WORKDAY = ((9 * 60, 17 * 60),)
OFFICIAL = ("official", "de_facto_official")


@dataclass(frozen=True)
class Land:
    """A country by its code; `open_days` are weekdays from 0, Monday."""

    code: str
    currency: str
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    open_days: tuple[int, ...]
    regions: tuple[str, ...]


def land(code: str, today: date) -> Land:
    """What CLDR says of that country today; empty answers for one nobody knows."""
    money = [one for one in _currencies(code, today) if one in CURRENCIES]
    return Land(
        code,
        money[0] if money else "",
        tuple(zone for zone in get_global("territory_zones").get(code, ()) if zone in known_zones()),
        _languages(code),
        _open_days(code),
        countries().get(code, ()),
    )


def named_countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country whose holidays are known, with its name, in the order of the names."""
    names = _locale(language).territories
    return _by_name((code, names[code]) for code in countries() if code in names)


def named_currencies(language: str) -> tuple[tuple[str, str], ...]:
    """Every currency in daily use with its name, in the order of the codes."""
    names = _locale(language).currencies
    return tuple((code, f"{code}  {names.get(code, '')}".strip()) for code in sorted(CURRENCIES))


def zones() -> tuple[str, ...]:
    """Every time zone that is a place."""
    return tuple(sorted(zone for zone in known_zones() if "/" in zone and not zone.startswith(NO_PLACES)))


NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


def _currencies(code: str, today: date) -> list[str]:
    return get_territory_currencies(code, today, today) if code in get_global("territory_currencies") else []


def _languages(code: str) -> tuple[str, ...]:
    """The official languages, the most spoken first; those of one script only by their plain code."""
    spoken = get_global("territory_languages").get(code, {})
    official = [one for one, told in spoken.items() if told["official_status"] == "official" and "_" not in one]
    return tuple(official or [one for one, told in spoken.items() if told["official_status"] in OFFICIAL][:1])


def _open_days(code: str) -> tuple[int, ...]:
    """Every weekday but those of the weekend there."""
    try:
        locale = Locale.parse(f"und_{code}")
    except (UnknownLocaleError, ValueError):
        return tuple(range(5))
    rest, day = set[int](), locale.weekend_start
    while day not in rest and day != (locale.weekend_end + 1) % 7:
        rest.add(day)
        day = (day + 1) % 7
    return tuple(number for number in range(7) if number not in rest)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
