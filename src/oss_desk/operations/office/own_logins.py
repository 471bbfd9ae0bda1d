"""An office on a server given logins of its people's own, by the server's administrator, before anybody signs in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from secrets import token_urlsafe

from oss_desk.domain.history import Command
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Office, Official
from oss_desk.operations.beside import Noted, Where, note
from oss_desk.operations.office.setting_up import SET_UP
from oss_desk.storage import care, logins, rows
from oss_desk.storage.database import Database, address_of, dialect_of, place_of
from oss_desk.storage.doors import door_of


def turn_over(
    database: Database, passwords: Mapping[str, str], clock: Callable[[], datetime], *, once: bool = False
) -> bool:
    """Give these people logins of their own with these passwords; whether the server's user may do so."""
    with database.writing() as work:
        if not logins.may_turn_over(work.connection):
            return False
        logins.turn_over(work.connection, passwords, once=once)
        desk = rows.every(work, Desk, order_by=("code",))[0]
        work.commit()
    told = Noted("own-logins-given", ("office", 1), {"officials": len(passwords)})
    note(Where(database, clock(), desk.code), [told], more=lambda work: rows.vouch_again(work, Official))
    return True


def are_still_to_be_given(database: Database, name: str) -> bool:
    """Whether the office of that name was made here, and whoever made it broke off before its people had logins.

    Then nothing was done in it yet, and making it again goes on from there.
    """
    with database.reading() as work:
        office, newest = rows.find(work, Office, id=1), care.newest_of_all(work)
        if work.dialect != "postgresql" or work.own_logins or office is None or newest is None:
            return False
        made = rows.get(work, Command, newest.command_id).operation == SET_UP
        return made and not office.sample and office.name == name and logins.may_turn_over(work.connection)


def give(database: Database, clock: Callable[[], datetime]) -> dict[str, str]:
    """First passwords by login for all who have no login of their own yet, now made; refused where none can be."""
    if database.dialect != "postgresql":
        raise refuse("logins-of-a-file", place=database.place)
    with database.reading() as work:
        chosen = {login: token_urlsafe(12) for login in logins.without(work.connection)}
    if not turn_over(database, chosen, clock, once=True):
        raise refuse("logins-not-allowed", place=database.place)
    return chosen


def place_without_user(url: str) -> str:
    """Where an address without a user leads, in words; empty for any other address."""
    address = address_of(url)
    named = address.username is not None or "user" in address.query
    return "" if named or dialect_of(address) == "sqlite" else place_of(address)


def address_for_all(url: str) -> str:
    """The address without its user where each person has a login of her own; else as it is."""
    door = None if place_without_user(url) else door_of(url)
    return door.address.render_as_string(hide_password=False) if door is not None else url
