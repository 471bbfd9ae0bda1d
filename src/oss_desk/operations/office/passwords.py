"""Passwords: kept as argon2id hashes, asked with a counted number of tries."""

from datetime import datetime, timedelta
from functools import cache
from weakref import WeakKeyDictionary

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Official, Role
from oss_desk.operations.program import Look
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Database

TRIES = 5
REST = timedelta(minutes=5)
SHORTEST = 8

_HASHER = PasswordHasher()
_tries: WeakKeyDictionary[Database, dict[str, list[datetime]]] = WeakKeyDictionary()


def hashed(password: str) -> str:
    """The argon2id hash that is stored; refused when the password is shorter than eight characters."""
    ask_long_enough(password)
    return _HASHER.hash(password)


def ask_long_enough(password: str) -> None:
    """Refuse a password that is shorter than eight characters."""
    if len(password) < SHORTEST:
        raise refuse("password-short", shortest=SHORTEST)


def known_official(look: Look, login: str, password: str) -> Official:
    """The active official of that login with that password.

    After five wrong tries the login rests for five minutes; tries are counted in this program only. Whether the login
    exists is not told. An official without a password is let in by a sample office only.
    """
    login = login.strip().lower()
    tries = _recent(look, login)
    if len(tries) >= TRIES:
        raise refuse("sign-in-rests", minutes=REST.seconds // 60)
    official = rows.find(look.work, Official, login=login)
    if official is not None and official.active and needs_no_password(look, official):
        return official
    if not _right(official, password) or official is None or not official.active:
        tries.append(look.now)
        raise refuse("sign-in-wrong", left=TRIES - len(tries))
    tries.clear()
    return official


def forget_tries(look: Look, login: str) -> None:
    """Whoever was given a new password starts again with all tries."""
    _recent(look, login).clear()


def needs_no_password(look: Look, official: Official) -> bool:
    """Whether one click enters: an official made for a sample office, without a password."""
    return official.password_hash is None and look.office.sample


def roles_held(look: Look, official_id: int) -> frozenset[str]:
    """Every role of an official, and the built-in ones that her office roles belong to."""
    held = office_rows.official_roles(look.work, official_id)
    roles = rows.every(look.work, Role, order_by=("code",), code=held) if held else ()
    return held | {role.belongs_to for role in roles if role.belongs_to is not None}


def _recent(look: Look, login: str) -> list[datetime]:
    tries = _tries.setdefault(look.program.database, {}).setdefault(login, [])
    since = look.now - REST
    tries[:] = [moment for moment in tries if moment > since]
    return tries


def _right(official: Official | None, password: str) -> bool:
    """Compared with some hash in any case, so that an unknown login takes as long as a wrong password."""
    stored = official.password_hash if official is not None else None
    try:
        return _HASHER.verify(stored or _nobodys_hash(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("nobody's password")
