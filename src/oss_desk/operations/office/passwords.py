"""Passwords: kept as argon2id hashes, made again when their parameters were raised, asked with counted tries."""

import hashlib
import json
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk, Official
from oss_desk.operations import rights
from oss_desk.operations.beside import Noted
from oss_desk.operations.program import Look
from oss_desk.storage import events, rows
from oss_desk.storage.doors import proves

TRIES = 5
COUNTED = timedelta(minutes=15)
"""How long a wrong try counts; five of them at one desk make that desk wait, and no other."""
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=5)
SHORTEST = 8
RIGHT, GIVEN, CLEARED = ("signed-in", "unlocked"), "password-given", "tries-cleared"
"""Events after which tries are forgotten: here or everywhere those at this person, and all of this desk."""

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""argon2id, well above the least of 19 MiB, two passes and one lane (R63); each hash names its own parameters."""


def hashed(password: str) -> str:
    """The argon2id hash that is stored; refused when the password is shorter than eight characters."""
    ask_long_enough(password)
    return HASHER.hash(password)


def ask_long_enough(password: str) -> None:
    """Refuse a password that is shorter than eight characters."""
    if len(password) < SHORTEST:
        raise refuse("password-short", shortest=SHORTEST)


def known_official(look: Look, login: str, password: str) -> Official:
    """The active official of that login with that password.

    After five wrong tries the desk rests for a minute, then longer, at most five; other desks do not (R69). Whether
    the login exists is not told, neither by words nor by time. An official without a password is let in by a sample
    office only.
    """
    login = login.strip().lower()
    left = tries_left(look)
    official = rows.find(look.work, Official, login=login)
    if official is not None and official.active and needs_no_password(look, official):
        return official
    known = proves(look.program.database, login, password) if look.work.own_logins else fits(official, password)
    if not known or official is None or not official.active:
        guessed(look, login, official, "password")
        raise refuse("sign-in-wrong", left=left - 1)
    return official


def guessed(look: Look, login: str, official: Official | None, what: str) -> None:
    """Note a wrong try at this desk: what was wrong, whose it was if anybody's, and the login as a digest only.

    Some type their password where the login belongs, so the login itself is written down nowhere.
    """
    payload = {"what": what, "official": official.id if official is not None else None}
    texts = {"login-digest": hashlib.sha256(login.encode(errors="ignore")).hexdigest()}
    look.guesses.append(Noted("sign-in-failed", ("desk", _desk(look).id), payload, texts))


def needs_no_password(look: Look, official: Official) -> bool:
    """Whether one click enters: an official made for a sample office, without a password."""
    return official.password_hash is None and official.database_login is None and look.office.sample


def rests(look: Look, desk: Desk) -> bool:
    """Whether nobody can sign in at this desk for a while, after wrong tries there."""
    tries = _wrong_tries(look, desk)
    return len(tries) >= TRIES and look.now < tries[-1] + _rest(tries)


def is_outdated(official: Official) -> bool:
    """Whether her hash was made with weaker parameters than passwords are kept with by now."""
    return official.password_hash is not None and HASHER.check_needs_rehash(official.password_hash)


def roles_held(look: Look, official_id: int) -> frozenset[str]:
    """Every role of an official, and the built-in ones that her office roles belong to."""
    return rights.roles_of(look.work, official_id)


def fits(official: Official | None, password: str) -> bool:
    """Compared with some hash in any case, so that an unknown login takes as long as a wrong password."""
    stored, nobodys = official.password_hash if official is not None else None, nobodys_hash()
    try:
        return HASHER.verify(stored or nobodys, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def tries_left(look: Look) -> int:
    """How many wrong tries this desk has left; refused while it rests."""
    tries = _wrong_tries(look, _desk(look))
    if len(tries) < TRIES:
        return TRIES - len(tries)
    until = tries[-1] + _rest(tries)
    if look.now < until:
        raise refuse("sign-in-rests", minutes=-(-(until - look.now) // timedelta(minutes=1)))
    return 1


def _rest(tries: list[datetime]) -> timedelta:
    return min(FIRST_REST * (len(tries) - TRIES + 1), LONGEST_REST)


def _wrong_tries(look: Look, desk: Desk) -> list[datetime]:
    """When somebody guessed wrong at this desk lately.

    Tries at one person are forgotten when she was right, and all of them when a supervisor cleared the desk.
    """
    tries = list[tuple[datetime, int | None]]()
    for event in events.of_kinds(look.work, ("sign-in-failed", *RIGHT, GIVEN, CLEARED), look.now - COUNTED):
        here = event.desk_id == desk.id
        if event.kind == CLEARED:
            tries = [] if event.subject_id == desk.id else tries
        elif event.kind == GIVEN or (here and event.kind in RIGHT):
            tries = [(at, whose) for at, whose in tries if whose != event.subject_id]
        elif here:
            tries.append((event.at, json.loads(event.payload)["official"]))
    return [at for at, _ in tries]


def _desk(look: Look) -> Desk:
    if look.program.signed_in is not None:
        return look.program.signed_in.desk
    found = rows.find(look.work, Desk, code=look.program.desk_code)
    if found is None:
        raise refuse("no-such-desk", desk=look.program.desk_code)
    return found


@cache
def nobodys_hash() -> str:
    """What a password is compared with where there is nobody: made once."""
    return HASHER.hash("nobody's password")
