"""What the settings call papers, sizes, countries and roles, in the window's language."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from oss_desk.domain.office import Role
from oss_desk.domain.text import in_language
from oss_desk.language import Language


def paper_kind(language: Language, kind: str) -> str:
    """A kind of paper that is printed."""
    say = language.text
    words = {
        "application": say("Application to sign"),
        "receipt": say("Receipt"),
        "acknowledgement": say("Acknowledgement"),
        "handover": say("Handover note"),
        "refusal": say("Refusal"),
        "missing": say("What is missing"),
        "void": say("Cancellation of a receipt"),
        "refund": say("Refund"),
        "blanks": say("Numbered blanks"),
        "looks": say("Who looked at a record"),
        "till": say("Reports of the till"),
        "service-sheet": say("Service sheet"),
        "day-list": say("List of the day"),
    }
    return words.get(kind, kind)


def paper_size(language: Language, size: str) -> str:
    """A size of paper."""
    say = language.text
    words = {"letter": say("Letter"), "80mm": say("Roll of 80 mm"), "58mm": say("Roll of 58 mm")}
    return words.get(size, size.upper())


def country_name(language: Language, code: str) -> str:
    """A country in the window's language; its code where nobody knows."""
    return str(_locale(language).territories.get(code, code))


def zone_choices(language: Language, kept: str, now: datetime) -> list[tuple[str, str]]:
    """Time zones by their town, and the one that is kept: Paris, UTC+02:00."""
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
    named = [(zone, zone_words(language, zone, now)) for zone in places | {kept}]
    return sorted(named, key=lambda one: one[1].casefold())


def zone_words(language: Language, zone: str, now: datetime) -> str:
    """A zone's town in the window's language and how far it is from UTC now."""
    town = zone.rpartition("/")[2]
    city = str(_locale(language).time_zones.get(zone, {}).get("city", town.replace("_", " ")))
    ahead = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return language.listed((city, f"UTC{ahead[:3]}:{ahead[3:]}"))


def roles_words(language: Language, roles: Iterable[Role], codes: Iterable[str]) -> str:
    """What these roles are called, one after the other, in the order of the list."""
    held = set(codes)
    return language.listed(in_language(role.title, language.code) for role in roles if role.code in held)


def _locale(language: Language) -> Locale:
    try:
        return Locale.parse(language.code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
