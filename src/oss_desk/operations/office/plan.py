"""What an office is set up from, and everything that could be wrong with it, each with its place in the form."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from oss_desk.domain.messages import Message, Refused
from oss_desk.operations import given
from oss_desk.operations.office import administration, passwords, places
from oss_desk.operations.office import officials as officials_rows
from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.terms import is_language

WEEKDAYS: Mapping[int, tuple[tuple[int, int], ...]] = dict.fromkeys(range(5), ((9 * 60, 17 * 60),))


@dataclass(frozen=True)
class DeskGiven:
    """A desk of the new office; its code stands at the head of every number it gives."""

    code: str
    name: str = ""
    takes_cash: bool = True


@dataclass(frozen=True)
class OfficialGiven:
    """Somebody of the new office. Without a password only a sample office takes her."""

    login: str
    name: str
    roles: tuple[str, ...]
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ClosingGiven:
    """A day on which the new office stays closed besides the holidays of its country."""

    day: date
    reason: str = ""


@dataclass(frozen=True)
class ServiceGiven:
    """A service that comes with the program, by its file's name; its amounts by place, for another currency."""

    name: str
    amounts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OfficeGiven:
    """What an office is set up from; hours in minutes after midnight for each weekday (0 is Monday)."""

    name: str
    currency: str
    zone: str
    country: str
    region: str | None = None
    address_lines: tuple[str, ...] = ()
    complaint_route: str = ""
    languages: tuple[str, ...] = ("en",)
    hours: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=lambda: WEEKDAYS)
    closing_days: tuple[ClosingGiven, ...] = ()
    worked_holidays: tuple[str, ...] = ()
    sample: bool = False


@dataclass(frozen=True)
class Plan:
    """A whole office before it is made."""

    office: OfficeGiven
    desks: tuple[DeskGiven, ...]
    officials: tuple[OfficialGiven, ...]
    services: tuple[ServiceGiven, ...] = ()

    def wrongs(self) -> "tuple[Wrong, ...]":
        """Everything that `set_up` would refuse of office, desks and people."""
        return wrongs(self.office, self.desks, self.officials)


@dataclass(frozen=True)
class Wrong:
    """One thing that keeps an office from being made: its place, as `desk:0:code`, and what to say of it."""

    where: str
    message: Message


def wrongs(
    office: OfficeGiven, desks: tuple[DeskGiven, ...], officials: tuple[OfficialGiven, ...]
) -> tuple[Wrong, ...]:
    """Everything that `set_up` would refuse, in the order of the form; nothing when the office can be made."""
    return (*_of_office(office), *_of_people(officials, office.sample), *_of_desks(desks))


def ask(found: Iterable[Wrong]) -> None:
    """Refuse with every sentence, each once."""
    said = {(wrong.message.code, tuple(wrong.message.values.items())): wrong.message for wrong in found}
    if said:
        raise Refused(*said.values())


def _of_office(office: OfficeGiven) -> Iterator[Wrong]:
    yield from _try("name", lambda: given.needed(office.name, "office-name-needed"))
    yield from _try("address", lambda: given.lines(office.address_lines))
    yield from _try("complaint", lambda: given.paragraph(office.complaint_route, most=1000))
    yield from _try("languages", lambda: administration.office_languages(office.languages))
    for language in office.languages:
        if not is_language(language):
            yield Wrong("languages", Message("language-unreadable", {"given": given.line(language, most=given.LONG)}))
    yield from _try("country", lambda: places.checked_place(KNOWN_ZONE, office.country, office.region))
    yield from _try("zone", lambda: places.checked_place(office.zone, KNOWN_COUNTRY, None))
    if office.currency not in CURRENCIES:
        yield Wrong("currency", Message("currency-unknown", {"currency": office.currency}))
    yield from _try("hours", lambda: places.checked_hours(KNOWN_ZONE, office.hours))
    yield from _of_closing_days(office.closing_days)


KNOWN_ZONE, KNOWN_COUNTRY = "UTC", "FR"
"""Place and country are asked apart, so that each is told beside its own field."""


def _of_closing_days(days: tuple[ClosingGiven, ...]) -> Iterator[Wrong]:
    for number, closing in enumerate(days):
        if any(closing.day == other.day for other in days[:number]):
            yield Wrong(f"closing:{number}:day", Message("closing-day-known", {"day": closing.day.isoformat()}))
        yield from _try(f"closing:{number}:reason", partial(given.line, closing.reason))


def _of_people(officials: tuple[OfficialGiven, ...], sample: bool) -> Iterator[Wrong]:
    if not any("administrator" in official.roles for official in officials):
        yield Wrong("people", Message("administrator-needed"))
    logins = list[str]()
    for number, official in enumerate(officials):
        at = f"person:{number}"
        yield from _try(f"{at}:name", partial(given.needed, official.name, "name-needed"))
        login = official.login.strip().lower()
        if not login:
            yield Wrong(f"{at}:login", Message("login-needed"))
        else:
            yield from _try(f"{at}:login", partial(officials_rows.official_login, login))
        if login and login in logins:
            yield Wrong(f"{at}:login", Message("login-taken", {"login": login}))
        logins.append(login)
        if not official.roles:
            yield Wrong(f"{at}:roles", Message("roles-needed", {"login": official.name.strip() or login}))
        yield from _of_password(f"{at}:password", official.password, sample)


def _of_password(at: str, password: str | None, sample: bool) -> Iterator[Wrong]:
    if password:
        yield from _try(at, lambda: passwords.ask_long_enough(password))
    elif not sample:
        yield Wrong(at, Message("password-needed"))


def _of_desks(desks: tuple[DeskGiven, ...]) -> Iterator[Wrong]:
    if not desks:
        yield Wrong("desks", Message("desk-needed"))
    codes = list[str]()
    for number, desk in enumerate(desks):
        at, code = f"desk:{number}:code", desk.code.strip().upper()
        yield from _try(at, partial(administration.desk_code, desk.code))
        if code in codes:
            yield Wrong(at, Message("desk-code-taken", {"code": code}))
        codes.append(code)
        yield from _try(f"desk:{number}:name", partial(given.line, desk.name))


def _try(where: str, asked: Callable[[], object]) -> Iterator[Wrong]:
    try:
        asked()
    except Refused as refused:
        yield from (Wrong(where, message) for message in refused.messages)
