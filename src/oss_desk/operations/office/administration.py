"""What an administrator keeps up: desks, officials and their roles, the office's row, its hours and closing days."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import available_timezones

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import BUILT_IN_ROLES, ClosingDay, Desk, Office, Official, Opening, Role
from oss_desk.operations import given
from oss_desk.operations.office import calendar, passwords
from oss_desk.operations.program import Act, command
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows

DESK_CODE = re.compile(r"[0-9A-HJ-NP-Z]{1,4}")
LOGIN = re.compile(r"[^\s/\\:]{1,60}")
Hours = Mapping[int, tuple[tuple[int, int], ...]]
"""The hours of each weekday (0 is Monday), in minutes after midnight."""


@command("administer")
def add_desk(act: Act, *, code: str, name: str = "", takes_cash: bool = True) -> Desk:
    """A further desk with its own number series. A code once used is never given again."""
    code = desk_code(code)
    if rows.find(act.work, Desk, code=code) is not None:
        raise refuse("desk-code-taken", code=code)
    desk = rows.add(act.work, Desk, **new_desk(code, name, takes_cash))
    act.event("desk-added", ("desk", desk.id), {"code": code, "takes_cash": takes_cash}, {"name": desk.name})
    return desk


@command("administer")
def change_desk(act: Act, *, desk_id: int, version: int, name: str, takes_cash: bool) -> Desk:
    """Another name for a desk, or whether it takes cash; its code stands on receipts and never changes."""
    desk = replace(rows.get(act.work, Desk, desk_id), version=version)
    desk = rows.change(act.work, desk, name=given.line(name) or desk.code, takes_cash=takes_cash)
    act.event("desk-changed", ("desk", desk.id), {"takes_cash": takes_cash}, {"name": desk.name})
    return desk


@command("administer")
def add_official(act: Act, *, login: str, name: str, roles: tuple[str, ...], password: str | None = None) -> Official:
    """Somebody who may sign in. Only a sample office takes a person without a password."""
    login = official_login(login)
    if rows.find(act.work, Official, login=login) is not None:
        raise refuse("login-taken", login=login)
    if not password and not act.office.sample:
        raise refuse("password-needed")
    official = rows.add(
        act.work,
        Official,
        login=login,
        name=given.needed(name, "name-needed"),
        password_hash=passwords.hashed(password) if password else None,
        active=True,
        created_at=act.now,
    )
    give_roles(act, official.id, roles)
    act.event("official-added", ("official", official.id), {"roles": sorted(roles)}, {"name": official.name})
    return official


@command("administer")
def change_official(
    act: Act,
    *,
    official_id: int,
    version: int,
    name: str | None = None,
    roles: tuple[str, ...] | None = None,
    active: bool | None = None,
    password: str | None = None,
) -> Official:
    """Another name, other roles, a new password, or an end to signing in; what is None stays.

    Refused when nobody would be left who may administer the office.
    """
    official = replace(rows.get(act.work, Official, official_id), version=version)
    official = rows.change(
        act.work,
        official,
        name=official.name if name is None else given.needed(name, "name-needed"),
        active=official.active if active is None else active,
        password_hash=passwords.hashed(password) if password else official.password_hash,
    )
    if password:
        passwords.forget_tries(act, official.login)
    if roles is not None:
        give_roles(act, official.id, roles)
    if not _administrators(act):
        raise refuse("last-administrator")
    changed = {"active": official.active, "password": password is not None, "roles": sorted(roles or ())}
    act.event("official-changed", ("official", official.id), changed, {"name": official.name})
    return official


@command("administer")
def change_office(
    act: Act,
    *,
    version: int,
    name: str,
    address_lines: tuple[str, ...] = (),
    complaint_route: str = "",
    languages: tuple[str, ...] = ("en",),
) -> Office:
    """What stands at the head of every paper. Currency, zone and country were settled when the office was set up."""
    office = replace(act.office, version=version)
    office = rows.change(
        act.work,
        office,
        name=given.needed(name, "office-name-needed"),
        address_lines=given.lines(address_lines),
        complaint_route=given.paragraph(complaint_route, most=1000),
        languages=office_languages(languages),
    )
    act.event("office-changed", ("office", office.id), {"languages": office.languages}, {"name": office.name})
    return office


@command("administer")
def set_hours(act: Act, *, hours: Hours) -> Office:
    """The opening hours of each weekday. Due dates that are already promised stay as they are."""
    hours = checked_hours(act.office.zone, hours)
    rows.remove(act.work, Opening)
    for weekday, openings in sorted(hours.items()):
        for start, end in openings:
            rows.add(act.work, Opening, weekday=weekday, from_minute=start, to_minute=end)
    act.event("hours-set", ("office", 1), {"hours": {str(day): hours[day] for day in hours}})
    return act.office


@command("administer")
def add_closing_day(act: Act, *, day: date, reason: str = "") -> ClosingDay:
    """A day on which the office stays closed besides the holidays of its country."""
    if rows.find(act.work, ClosingDay, day=day) is not None:
        raise refuse("closing-day-known", day=day.isoformat())
    closing = rows.add(act.work, ClosingDay, day=day, reason=given.line(reason))
    act.event("closing-day-added", ("office", 1), {"day": day}, {"reason": closing.reason} if closing.reason else {})
    return closing


@command("administer")
def remove_closing_day(act: Act, *, day: date) -> None:
    """The office opens on that day after all."""
    if not rows.remove(act.work, ClosingDay, day=day):
        raise refuse("closing-day-unknown", day=day.isoformat())
    act.event("closing-day-removed", ("office", 1), {"day": day})


def desk_code(code: str) -> str:
    """One to four digits or capitals without I and O, as receipts and cases begin with; else refused."""
    code = code.strip().upper()
    if not DESK_CODE.fullmatch(code):
        raise refuse("desk-code-unreadable", code=given.line(code, most=given.LONG))
    return code


def new_desk(code: str, name: str, takes_cash: bool) -> dict[str, object]:
    """The values of a desk whose series all begin at 1."""
    series = dict.fromkeys(("next_receipt", "next_case", "next_event", "next_session", "next_z"), 1)
    return {"code": code, "name": given.line(name) or code, "takes_cash": takes_cash, "signed_in_id": None, **series}


def official_login(login: str) -> str:
    """A login without spaces, in small letters; else refused."""
    login = given.line(login).lower()
    if not LOGIN.fullmatch(login):
        raise refuse("login-unreadable", login=login)
    return login


def office_languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the office, its first one for papers when nobody chose another; at least one."""
    given_languages = given.lines(languages, most=35)
    if not given_languages:
        raise refuse("language-needed")
    return given_languages


def give_roles(act: Act, official_id: int, roles: tuple[str, ...]) -> None:
    """Let an official hold exactly these roles; refused when the office has no such role."""
    known = {role.code for role in rows.every(act.work, Role, order_by=("code",))} | set(BUILT_IN_ROLES)
    unknown = sorted(set(roles) - known)
    if unknown:
        raise refuse("no-such-role", role=unknown[0])
    office_rows.set_roles(act.work, official_id, frozenset(roles))


def checked_hours(zone: str, hours: Hours) -> Hours:
    """The hours in the order of the days; refused when they overlap, run backwards, or the office never opens."""
    ordered = {day: tuple(sorted((start, end) for start, end in hours[day])) for day in sorted(hours) if hours[day]}
    try:
        WorkingCalendar(zone, ordered)
    except ValueError as wrong:
        raise refuse("hours-unreadable", why=str(wrong)) from None
    return ordered


def checked_place(zone: str, country: str, region: str | None) -> None:
    """Refuse a time zone nobody knows, and a country or region whose holidays are not listed."""
    problems = []
    if zone not in available_timezones():
        problems.append(Message("zone-unknown", {"zone": zone}))
    if not calendar.country_known(country, region):
        problems.append(Message("country-unknown", {"country": country, "region": region or ""}))
    if problems:
        raise Refused(*problems)


def _administrators(act: Act) -> int:
    active = rows.every(act.work, Official, active=True)
    return sum("administrator" in passwords.roles_held(act, official.id) for official in active)
