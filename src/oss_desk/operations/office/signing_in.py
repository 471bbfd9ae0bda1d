"""Who is at the desk: signing in with password and second factor, locking and unlocking it, and signing out."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeVar
from uuid import uuid4

from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk, Official, SignedIn
from oss_desk.domain.visits import Visit
from oss_desk.operations.beside import Noted, Where, note, note_refusal
from oss_desk.operations.history import integrity
from oss_desk.operations.money import starts
from oss_desk.operations.office import clocks, factors, locks, officials, passwords, server_logins
from oss_desk.operations.office.locks import Pin
from oss_desk.operations.program import Act, Look, Program, digest_of
from oss_desk.operations.visits import stays
from oss_desk.storage import rows
from oss_desk.storage.database import Database
from oss_desk.storage.doors import Door

T = TypeVar("T")
ENDED = frozenset({"let-go", "roles-changed", "nobody-signed-in"})
"""Refusals after which a session is over: nothing more is shown or done in it (R66)."""
Why = Literal["idle", "asked", "system"]
"""Why a desk was locked: nobody touched it, somebody asked for it, or the machine itself was locked or slept."""


TRIED = {"what": "password", "official": None}


@dataclass(frozen=True)
class Given:
    """What somebody gave to prove who she is; nothing of it is stored."""

    login: str
    password: str = ""
    one_time: str = ""
    new_password: str = ""


def sign_in(program: Program, *, login: str, password: str = "", one_time: str = "", new_password: str = "") -> Program:
    """The program with this official at its desk, which is claimed: no second program works at it.

    Refused for a wrong password (with the tries that are left), for a password somebody else chose until she gives a
    new one ("password-once"), without the second factor where the office wants one, at an unknown desk and at one that
    somebody else holds. A visit that another official left open at this desk is put on hold, for anybody to resume.
    """
    if program.signed_in is not None:
        raise refuse("already-signed-in", official=program.signed_in.official.name)
    given = Given(login, password, one_time, new_password)
    if isinstance(program.database, Door):
        return _at_the_door(program, program.database, given)
    return _let_in(program, given)


def _at_the_door(program: Program, door: Door, given: Given) -> Program:
    """Where each has her own login of the database, it is opened by whoever signs in, and closed when she leaves."""
    database = server_logins.enter(door, given.login, given.password, program.clock())
    try:
        opened = _let_in(replace(program, database=database, desk_code=_desk_code(program, database)), given)
        _note_tries(opened, door)
    except BaseException:
        database.close()
        raise
    return opened


def _desk_code(program: Program, database: Database) -> str:
    """The desk of this machine, else the first of the office: before anybody was signed in none could be read."""
    if program.desk_code:
        return program.desk_code
    with database.reading() as work:
        return rows.every(work, Desk, order_by=("code",), closed_at=None)[0].code


def _note_tries(program: Program, door: Door) -> None:
    """What the server refused at this door meanwhile, noted by who is let in (R50)."""
    desk = _signed_in(program).desk.id
    noted = [Noted("sign-in-failed", ("desk", desk), TRIED, {"login-digest": digest}) for _, digest in door.wrong]
    note(_where(program, program.clock()), noted)
    door.wrong.clear()


def _let_in(program: Program, given: Given) -> Program:
    signed_in = _guarded(program, "sign_in", lambda look: _who(look, given))
    program.database.claim_desk(signed_in.desk.code, signed_in.official.name)
    try:
        clocks.ask(replace(program, signed_in=signed_in))
        opened = replace(program, signed_in=_secrets_kept(replace(program, signed_in=signed_in), given))
        _session(opened, "signed-in", signed_in.official.id, _begin)
    except BaseException:
        program.database.release_desk()
        raise
    return opened


def sign_in_instead(
    program: Program, *, login: str, password: str = "", one_time: str = "", new_password: str = ""
) -> Program:
    """Another official in the place of the one who is at the desk, who is signed out once the other has proved herself.

    Her visit is put on hold and her shift stays hers: the new one never inherits the till. Whoever was let go meanwhile
    is only made to leave.
    """
    given = Given(login, password, one_time, new_password)
    nobody = replace(program, signed_in=None)
    _guarded(nobody, "sign_in", lambda look: _who(look, given))
    try:
        sign_out(program)
    except Refused as refused:
        if refused.message.code not in ENDED | {"clock-set-back"}:
            raise
        leave(program)
    nobody = replace(nobody, database=program.database.door or program.database)
    return sign_in(nobody, login=login, password=password, one_time=one_time, new_password=new_password)


def set_up_factor(program: Program, *, login: str, password: str, secret: str, one_time: str) -> tuple[str, ...]:
    """Tie a phone to somebody who has none yet, before she signs in; gives ten codes for paper, shown only now."""
    given = Given(login, password, one_time)
    if isinstance(program.database, Door):
        with closing(server_logins.enter(program.database, login, password, program.clock())) as hers:
            there = replace(program, database=hers, desk_code=_desk_code(program, hers))
            return set_up_factor(there, login=login, password=password, secret=secret, one_time=one_time)
    signed_in, step = _guarded(program, "set_up_factor", lambda look: _without_factor(look, given, secret))
    codes = factors.paper_codes()
    hashes = [factors.paper_hash(code) for code in codes]

    def keep(act: Act) -> None:
        factors.keep(act, signed_in.official, secret, step, hashes)

    _happened(replace(program, signed_in=signed_in), "factor-set-up", keep)
    return codes


def hold_desk(program: Program) -> None:
    """Claim the desk again, which a server gave free with the connection that broke. Refused with who has it now."""
    if program.signed_in is not None:
        program.database.claim_desk(program.signed_in.desk.code, program.signed_in.official.name)


def sign_out(program: Program) -> Program:
    """The program with nobody at its desk; an open visit is put on hold, for anybody to resume."""
    if program.signed_in is None:
        return program
    _session(program, "signed-out", None, _hold_open_visit)
    return leave(program)


def leave(program: Program) -> Program:
    """Give the desk back, and close what was opened with a login of one's own; a session that ended is told nowhere."""
    program.database.release_desk()
    if program.database.door is None:
        return replace(program, signed_in=None)
    program.database.close()
    return replace(program, signed_in=None, database=program.database.door)


def lock(program: Program, *, why: Why) -> None:
    """Keep that the desk was locked; the visit stays open for who comes back."""
    _happened(program, "locked", lambda act: None, {"why": why})


def unlock(program: Program, *, password: str = "") -> Program:
    """The same official is back, known by her password; refused as a sign-in is, and when she was let go meanwhile."""
    signed_in = _signed_in(program)
    login = signed_in.official.login
    _guarded(program, "unlock", lambda look: passwords.known_official(look, login, password))
    _happened(program, "unlocked", lambda act: None, {"how": "password"})
    since = program.clock() if signed_in.since is not None else None
    return replace(program, signed_in=replace(signed_in, since=since, looked=signed_in.looked))


def unlock_by_pin(program: Program, *, pin: Pin, digits: str) -> Program:
    """The same official is back, known by the PIN of this session; never longer than twelve hours after a password."""
    signed_in = _signed_in(program)
    if is_over(program):
        raise refuse("session-over")
    pin.ask(digits)
    _happened(program, "unlocked", lambda act: None, {"how": "pin"})
    return replace(program, signed_in=signed_in)


def is_over(program: Program) -> bool:
    """Whether the password was given so long ago that it is asked for again; in a sample office there may be none."""
    return program.signed_in is not None and locks.is_over(program.signed_in.since, program.clock())


def _signed_in(program: Program) -> SignedIn:
    if program.signed_in is None:
        raise refuse("nobody-signed-in")
    return program.signed_in


def _guarded(program: Program, name: str, ask: Callable[[Look], T]) -> T:
    """What `ask` finds out, in a transaction that reads; a wrong guess is noted after it."""
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        try:
            return ask(look)
        except Refused as refused:
            where, failed, guesses = _where(program, look.now), refused, look.guesses
    note_refusal(where, name, "sign-in", failed, guesses)
    raise failed


def _where(program: Program, now: datetime) -> Where:
    return Where(program.database, now, program.desk_code, program.signed_in)


def _desk(look: Look) -> Desk:
    desk = rows.find(look.work, Desk, code=look.program.desk_code)
    if desk is None:
        raise refuse("no-such-desk", desk=look.program.desk_code)
    if desk.closed_at is not None:
        raise refuse("desk-closed", desk=desk.code)
    return desk


def _who(look: Look, given: Given) -> SignedIn:
    desk = _desk(look)
    official = passwords.known_official(look, given.login, given.password)
    _ask_own_password(look, official, given)
    factors.ask_factor(look, official, given.one_time)
    since = None if passwords.needs_no_password(look, official) else look.now
    return SignedIn(official, desk, passwords.roles_held(look, official.id), since)


def _ask_own_password(look: Look, official: Official, given: Given) -> None:
    """Refuse a password that somebody else chose, until she has chosen another one that is long enough."""
    if not official.password_once or passwords.needs_no_password(look, official):
        return
    if not given.new_password:
        raise refuse("password-once")
    if given.new_password == given.password:
        raise refuse("password-same")
    passwords.ask_long_enough(given.new_password)


def _without_factor(look: Look, given: Given, secret: str) -> tuple[SignedIn, int]:
    """Somebody who may set up a phone, and the step whose code proves that it has the secret."""
    desk = _desk(look)
    official = passwords.known_official(look, given.login, given.password)
    if factors.factor_of(look, official.id) is not None:
        raise refuse("factor-there")
    return SignedIn(official, desk, frozenset()), factors.ask_fits(look, official, secret, given.one_time)


def _secrets_kept(program: Program, given: Given) -> SignedIn:
    """Use up the code, and keep the password she chose or a stronger hash of the one she has, before she is let in."""
    signed_in = _signed_in(program)
    once = bool(given.new_password) and signed_in.official.password_once
    if not (once or given.one_time or passwords.is_outdated(signed_in.official)):
        return signed_in
    changed: list[Official] = []

    def keep(act: Act) -> None:
        official = rows.get(act.work, Official, act.official.id)
        if factors.wanted(act, signed_in.roles):
            factors.use_up(act, official, given.one_time)
        if once:
            official = officials.keep_password(act, official, given.new_password)
        elif passwords.is_outdated(official):
            official = rows.change(act.work, official, password_hash=passwords.hashed(given.password))
        changed.append(official)

    _happened(program, "identity-proved", keep, {"factor": bool(given.one_time)})
    return replace(signed_in, official=changed[0], looked=signed_in.looked)


def _happened(
    program: Program, kind: str, beside: Callable[[Act], None], payload: Mapping[str, object] | None = None
) -> None:
    """One transaction about the official at the desk: what is done beside, its event and its command."""
    with program.database.writing() as work:
        act = Act(program, work, program.clock(), str(uuid4()))
        act.goes_on()
        beside(act)
        act.event(kind, ("official", act.official.id), payload)
        act.remember(kind, digest_of(kind, (), {}), None)
        work.commit()


def _session(program: Program, kind: str, official_id: int | None, visits: Callable[[Act], None]) -> None:
    def at_the_desk(act: Act) -> None:
        visits(act)
        rows.change(act.work, rows.get(act.work, Desk, act.desk.id), signed_in_id=official_id)

    _happened(program, kind, at_the_desk)


def _open_visits(act: Act) -> tuple[Visit, ...]:
    return rows.every(act.work, Visit, desk_id=act.desk.id, state="open")


def _begin(act: Act) -> None:
    """The newest part of history is checked first; a break never keeps anybody from signing in."""
    integrity.look_back(act)
    _hold_anothers_visit(act)


def _hold_anothers_visit(act: Act) -> None:
    starts.abandon(act, starts.ENDED)
    for visit in _open_visits(act):
        if visit.official_id != act.official.id:
            stays.hold(act, visit, "")


def _hold_open_visit(act: Act) -> None:
    starts.abandon(act, starts.OUT)
    for visit in _open_visits(act):
        stays.hold(act, visit, "")
