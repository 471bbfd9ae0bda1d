"""Who is at the desk: signing in and out, and the head of the window."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk, Official, Role, SignedIn
from oss_desk.domain.text import Texts
from oss_desk.domain.visits import Visit
from oss_desk.operations import rights
from oss_desk.operations.beside import Where, note_refusal
from oss_desk.operations.cases.worklists import cases_of
from oss_desk.operations.money import shifts
from oss_desk.operations.office import passwords
from oss_desk.operations.office.administration import (
    add_desk,
    change_desk,
    change_means,
    change_office,
    close_desk,
    keep_role,
    reopen_desk,
)
from oss_desk.operations.office.officials import add_official, change_official
from oss_desk.operations.office.plan import ClosingGiven, DeskGiven, OfficeGiven, OfficialGiven, ServiceGiven
from oss_desk.operations.office.setting_up import set_up
from oss_desk.operations.office.working_time import (
    add_closing_day,
    cases_that_would_move,
    change_place,
    remove_closing_day,
    set_holiday,
    set_hours,
)
from oss_desk.operations.program import Act, Look, Program, digest_of, reading
from oss_desk.operations.sheets import HeadSheet, OfficialCard, SignInSheet
from oss_desk.operations.visits import stays
from oss_desk.storage import jobs, rows

__all__ = [
    "ClosingGiven",
    "DeskGiven",
    "OfficeGiven",
    "OfficialGiven",
    "ServiceGiven",
    "add_closing_day",
    "add_desk",
    "add_official",
    "cases_that_would_move",
    "change_desk",
    "change_means",
    "change_office",
    "change_official",
    "change_place",
    "close_desk",
    "head",
    "hold_desk",
    "keep_role",
    "remove_closing_day",
    "reopen_desk",
    "role_titles",
    "set_holiday",
    "set_hours",
    "set_up",
    "sign_in",
    "sign_in_sheet",
    "sign_out",
]


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


def sign_in(program: Program, *, login: str, password: str = "") -> Program:
    """The program with this official at its desk, which is claimed: no second program works at it.

    Refused for a wrong password (with the tries that are left), an unknown desk and a desk somebody else holds. A
    visit that another official left open at this desk is put on hold, for anybody to resume.
    """
    if program.signed_in is not None:
        raise refuse("already-signed-in", official=program.signed_in.official.name)
    signed_in = _proven(program, login, password)
    program.database.claim_desk(signed_in.desk.code, signed_in.official.name)
    opened = replace(program, signed_in=signed_in)
    try:
        _session(opened, "signed-in", signed_in.official.id, _hold_anothers_visit)
    except BaseException:
        program.database.release_desk()
        raise
    return opened


def hold_desk(program: Program) -> None:
    """Claim the desk again, which a server gave free with the connection that broke. Refused with who has it now."""
    if program.signed_in is not None:
        program.database.claim_desk(program.signed_in.desk.code, program.signed_in.official.name)


def sign_out(program: Program) -> Program:
    """The program with nobody at its desk; an open visit is put on hold, for anybody to resume."""
    if program.signed_in is None:
        return program
    _session(program, "signed-out", None, _hold_open_visit)
    program.database.release_desk()
    return replace(program, signed_in=None)


def _proven(program: Program, login: str, password: str) -> SignedIn:
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        try:
            return _who(look, login, password)
        except Refused as refused:
            where = Where(program.database, look.now, program.desk_code)
            failed, guesses = refused, look.guesses
    note_refusal(where, "sign_in", "sign-in", failed, guesses)
    raise failed


def _who(look: Look, login: str, password: str) -> SignedIn:
    desk = rows.find(look.work, Desk, code=look.program.desk_code)
    if desk is None:
        raise refuse("no-such-desk", desk=look.program.desk_code)
    if desk.closed_at is not None:
        raise refuse("desk-closed", desk=desk.code)
    official = passwords.known_official(look, login, password)
    return SignedIn(official, desk, passwords.roles_held(look, official.id), look.now)


def _session(program: Program, kind: str, official_id: int | None, beside: Callable[[Act], None]) -> None:
    with program.database.writing() as work:
        act = Act(program, work, program.clock(), str(uuid4()))
        act.goes_on()
        beside(act)
        rows.change(work, rows.get(work, Desk, act.desk.id), signed_in_id=official_id)
        act.event(kind, ("official", act.official.id))
        act.remember(kind, digest_of(kind, (), {}), None)
        work.commit()


def _open_visits(act: Act) -> tuple[Visit, ...]:
    return rows.every(act.work, Visit, desk_id=act.desk.id, state="open")


def _hold_anothers_visit(act: Act) -> None:
    for visit in _open_visits(act):
        if visit.official_id != act.official.id:
            stays.hold(act, visit, "")


def _hold_open_visit(act: Act) -> None:
    for visit in _open_visits(act):
        stays.hold(act, visit, "")
