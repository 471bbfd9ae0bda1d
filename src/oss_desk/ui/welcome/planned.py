"""From what was typed to the plan of an office, and what is wrong of it by place; knows no window."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlsplit

from oss_desk.domain.calendar import Opening
from oss_desk.domain.messages import Message, Refused
from oss_desk.domain.text import in_language
from oss_desk.operations.office import offered
from oss_desk.operations.office.plan import (
    ClosingGiven,
    DeskGiven,
    OfficeGiven,
    OfficialGiven,
    Plan,
    ServiceGiven,
    Wrong,
)
from oss_desk.ui.hours_text import HoursError, read_hours
from oss_desk.ui.welcome.typed import Typed

STATIONS = ("office", "money", "hours", "people", "desks", "services", "check")
PLACES: Mapping[str, tuple[str, ...]] = {
    "office": ("name", "country", "region", "address", "complaint"),
    "money": ("currency", "zone", "languages"),
    "hours": ("hours", "closing"),
    "people": ("people", "person"),
    "desks": ("desks", "desk", "server", "file"),
    "services": ("service",),
}
"""Which places belong to which station, by the beginning of the place."""
NEEDED = {"country": "country-needed", "zone": "zone-needed", "currency": "currency-needed"}


@dataclass(frozen=True)
class Planned:
    """The plan as far as it can be read, and everything that keeps it from being made."""

    plan: Plan
    wrongs: tuple[Wrong, ...]

    def of(self, station: str) -> tuple[Wrong, ...]:
        """What is wrong at one station."""
        return tuple(wrong for wrong in self.wrongs if wrong.where.split(":")[0] in PLACES.get(station, ()))


def planned(typed: Typed, services: tuple[offered.OfferedService, ...]) -> Planned:
    """Everything typed as one plan, with what the program itself would refuse of it."""
    found = list(_unreadable(typed))
    plan = _plan(typed, services)
    said = {wrong.where for wrong in found}
    for wrong in plan.wrongs():
        if wrong.where not in said and not (
            wrong.where == "hours" and any(place.startswith("hours") for place in said)
        ):
            found.append(_needed(typed, wrong))
    return Planned(plan, (*found, *_of_services(typed, services, plan.office.currency)))


def _needed(typed: Typed, wrong: Wrong) -> Wrong:
    """Nothing chosen yet is said otherwise than a code that nobody knows."""
    if wrong.where in NEEDED and not typed.get(wrong.where):
        return Wrong(wrong.where, Message(NEEDED[wrong.where]))
    return wrong


def _plan(typed: Typed, services: tuple[offered.OfferedService, ...]) -> Plan:
    languages = (typed.get("languages"), *typed.get("also").split(","))
    office = OfficeGiven(
        name=typed.get("name"),
        currency=typed.get("currency"),
        zone=typed.get("zone"),
        country=typed.get("country"),
        region=typed.get("region") or None,
        address_lines=tuple(typed.get("address").splitlines()),
        complaint_route=typed.get("complaint"),
        languages=tuple(dict.fromkeys(code for code in languages if code)),
        hours={day: hours for day in range(7) if (hours := _hours(typed, day))},
        closing_days=tuple(_closings(typed)),
        worked_holidays=tuple(key for key in typed.get("worked").split("\n") if key),
    )
    desks = tuple(
        DeskGiven(typed.get(f"{at}:code"), typed.get(f"{at}:name"), typed.get(f"{at}:cash") == "yes")
        for at in typed.rows("desks", "desk")
    )
    people = tuple(_official(typed, at) for at in typed.rows("people", "person"))
    return Plan(office, desks, people, tuple(_services(typed, services, office.currency)))


def _official(typed: Typed, at: str) -> OfficialGiven:
    roles = tuple(role for role in typed.get(f"{at}:roles").split(",") if role)
    return OfficialGiven(typed.get(f"{at}:login"), typed.get(f"{at}:name"), roles, typed.get(f"{at}:password") or None)


def _hours(typed: Typed, day: int) -> tuple[Opening, ...]:
    try:
        return read_hours(typed.get(f"hours:{day}"))
    except HoursError:
        return ()


def _closings(typed: Typed) -> Iterator[ClosingGiven]:
    for at in typed.rows("closings", "closing"):
        day = _day(typed.get(f"{at}:day"))
        if day is not None:
            yield ClosingGiven(day, typed.get(f"{at}:reason"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def chosen(typed: Typed, services: tuple[offered.OfferedService, ...]) -> tuple[offered.OfferedService, ...]:
    """The services that are ticked and can be taken over in this currency."""
    ticked, currency = typed.get("services").split(","), typed.get("currency")
    return tuple(one for one in services if one.name in ticked and not cannot(one, currency))


def cannot(service: offered.OfferedService, currency: str) -> bool:
    """Whether it has to be left out, because it measures sums in another currency."""
    return service.leave_out and service.currency != currency


def _services(typed: Typed, services: tuple[offered.OfferedService, ...], currency: str) -> Iterator[ServiceGiven]:
    for one in chosen(typed, services):
        foreign = one.currency != currency
        amounts = {found.place: amount_of(typed, one, found.place) for found in one.amounts} if foreign else {}
        yield ServiceGiven(one.name, amounts)


def amount_of(typed: Typed, service: offered.OfferedService, place: str) -> str:
    """What was typed for one amount, with a plain point."""
    return typed.get(f"service:{service.name}:{place}").strip().replace(",", ".")


def _of_services(typed: Typed, services: tuple[offered.OfferedService, ...], currency: str) -> Iterator[Wrong]:
    for one in chosen(typed, services):
        for found in one.amounts if one.currency != currency and currency else ():
            text, at = amount_of(typed, one, found.place), f"service:{one.name}:{found.place}"
            if not text:
                named = {"service": in_language(one.title, "en"), "currency": currency}
                yield Wrong(at, Message("amounts-needed", named))
                continue
            try:
                offered.ask_amount(text, currency)
            except Refused as refused:
                yield Wrong(at, refused.message)


def _unreadable(typed: Typed) -> Iterator[Wrong]:
    """What only a form can get wrong: hours and days as text, two passwords, an address."""
    for day in range(7):
        try:
            read_hours(typed.get(f"hours:{day}"))
        except HoursError as wrong:
            yield Wrong(f"hours:{day}", wrong.message)
    for at in typed.rows("closings", "closing"):
        if _day(typed.get(f"{at}:day")) is None:
            yield Wrong(f"{at}:day", Message("day-unreadable"))
    for at in typed.rows("people", "person"):
        if typed.get(f"{at}:password") != typed.get(f"{at}:repeat"):
            yield Wrong(f"{at}:repeat", Message("passwords-differ"))
    if typed.get("kind") == "server":
        yield from server_wrong(typed.get("server"))


def server_wrong(address: str) -> Iterator[Wrong]:
    """What is wrong with the address of a server's database."""
    if not address.strip():
        yield Wrong("server", Message("server-needed"))
        return
    try:
        parts = urlsplit(address.strip())
        secret = parts.password is not None or "password" in parse_qs(parts.query)
    except ValueError:
        yield Wrong("server", Message("server-unreadable"))
        return
    if secret:
        yield Wrong("server", Message("server-password"))
    elif parts.scheme not in ("postgresql", "postgresql+psycopg") or not parts.path.strip("/"):
        yield Wrong("server", Message("server-unreadable"))
