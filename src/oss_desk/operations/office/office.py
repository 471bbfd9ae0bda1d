"""Who is at the desk: signing in and out, and the head of the window."""

from oss_desk.domain.office import Desk, Official, Role
from oss_desk.domain.text import Texts
from oss_desk.operations import rights
from oss_desk.operations.cases.worklists import cases_of
from oss_desk.operations.money import shifts
from oss_desk.operations.office import passwords
from oss_desk.operations.office.administration import (
    add_desk,
    add_means,
    change_desk,
    change_means,
    change_office,
    close_desk,
    keep_role,
    order_means,
    reopen_desk,
    set_till_rules,
)
from oss_desk.operations.office.officials import (
    add_official,
    change_official,
    change_password,
    change_safety,
    clear_tries,
    reset_factor,
)
from oss_desk.operations.office.plan import ClosingGiven, DeskGiven, OfficeGiven, OfficialGiven, ServiceGiven
from oss_desk.operations.office.setting_up import set_up
from oss_desk.operations.office.signing_in import (
    Why,
    hold_desk,
    is_over,
    leave,
    lock,
    set_up_factor,
    sign_in,
    sign_in_instead,
    sign_out,
    unlock,
    unlock_by_pin,
)
from oss_desk.operations.office.working_time import (
    add_closing_day,
    cases_that_would_move,
    change_place,
    remove_closing_day,
    set_holiday,
    set_hours,
)
from oss_desk.operations.program import Look, Program, reading
from oss_desk.operations.sheets import HeadSheet, OfficialCard, SignInSheet
from oss_desk.storage import jobs, rows
from oss_desk.storage.doors import Door

__all__ = [
    "ClosingGiven",
    "DeskGiven",
    "OfficeGiven",
    "OfficialGiven",
    "ServiceGiven",
    "Why",
    "add_closing_day",
    "add_desk",
    "add_means",
    "add_official",
    "cases_that_would_move",
    "change_desk",
    "change_means",
    "change_office",
    "change_official",
    "change_password",
    "change_place",
    "change_safety",
    "clear_tries",
    "close_desk",
    "head",
    "hold_desk",
    "is_at_the_door",
    "is_over",
    "keep_role",
    "leave",
    "lock",
    "order_means",
    "remove_closing_day",
    "reopen_desk",
    "reset_factor",
    "role_titles",
    "set_holiday",
    "set_hours",
    "set_till_rules",
    "set_up",
    "set_up_factor",
    "sign_in",
    "sign_in_instead",
    "sign_in_sheet",
    "sign_out",
    "unlock",
    "unlock_by_pin",
]


def is_at_the_door(program: Program) -> bool:
    """Whether nothing of the office can be shown before somebody has signed in, because each has a login of her own."""
    return isinstance(program.database, Door)


@reading("sign-in")
def sign_in_sheet(look: Look) -> SignInSheet:
    """The office, its desks and who may sign in; no citizen's name is among it."""
    desks = rows.every(look.work, Desk, order_by=("code",), closed_at=None)
    here = next((desk for desk in desks if desk.code == look.program.desk_code), None)
    officials = rows.every(look.work, Official, order_by=("name", "id"), active=True)
    return SignInSheet(look.office, desks, here, tuple(_card(look, official) for official in officials))


@reading("sign-in")
def role_titles(look: Look) -> dict[str, Texts]:
    """What every role is called, the office's own among them."""
    return {role.code: role.title for role in rows.every(look.work, Role, order_by=("code",))}


def _card(look: Look, official: Official) -> OfficialCard:
    held = tuple(sorted(passwords.roles_held(look, official.id)))
    open_to_all = passwords.needs_no_password(look, official)
    return OfficialCard(official.id, official.login, official.name, held, not open_to_all)


@reading("anyone")
def head(look: Look) -> HeadSheet:
    """What stands at the head of the window and on the badges of its rail."""
    session = shifts.running(look)
    return HeadSheet(
        office=look.office,
        desk=rows.get(look.work, Desk, look.desk.id),
        official=look.official.name,
        roles=look.roles,
        shift_since=session.opened_at if session else None,
        cases_to_work=len(cases_of(look, "mine", None)),
        ready_to_collect=len(cases_of(look, "ready", None)),
        unprinted=len(jobs.waiting(look.work, look.desk.id)),
        seconds=_seconds(look) if look.office.sample else (),
    )


def _seconds(look: Look) -> tuple[OfficialCard, ...]:
    """Everybody else who may confirm a decision and has no password."""
    others = rows.every(look.work, Official, order_by=("name", "id"), active=True)
    cards = [_card(look, official) for official in others if official.id != look.official.id]
    return tuple(card for card in cards if not card.needs_password and rights.may(frozenset(card.roles), "overrule"))
