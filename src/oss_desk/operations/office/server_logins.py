"""An official's login of the database, where each has her own: made, given a password, closed, and entered by."""

import hashlib
from datetime import datetime
from typing import Any

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Official
from oss_desk.operations.office import passwords
from oss_desk.operations.program import Act, Look
from oss_desk.storage import logins, rows
from oss_desk.storage.database import Database
from oss_desk.storage.doors import Door, opened_as, proves


def columns(look: Look, login: str, password: str | None) -> dict[str, Any]:
    """What an official's row holds of her password: a hash, or the login that the server asks it for."""
    if not look.work.own_logins:
        return {"password_hash": passwords.hashed(password) if password else None}
    if password:
        passwords.ask_long_enough(password)
    return {"password_hash": None, "database_login": logins.role_of(look.program.database.name, login)}


def bring_in_line(act: Act, official: Official, password: str | None = None) -> None:
    """Give her login of the database what her row says, after it was added or changed; nothing where she has none.

    Whoever may not sign in any more is put out as soon as this is stored (R66).
    """
    if not act.work.own_logins:
        return
    verifier = logins.verifier_of(act.work.connection, official.login, password) if password else None
    logins.keep_login(act.work.connection, official.id, verifier)
    if not official.active:
        act.work.afterwards.append(lambda: _put_out(act.program.database, official.id))


def _put_out(database: Database, official_id: int) -> None:
    with database.writing() as work:
        logins.end_sessions(work.connection, official_id)
        work.commit()


def keep_password(act: Act, official: Official, password: str) -> Official:
    """Store another password of whoever is at the desk."""
    values = columns(act, official.login, password)
    if act.work.own_logins:
        logins.own_password(act.work.connection, values.pop("database_login"), password)
        act.work.afterwards.append(lambda: act.program.database.use_password(password))
    return rows.change(act.work, official, **values, password_once=False)


def is_hers(look: Look, official: Official, password: str) -> bool:
    """Whether this is an official's password."""
    if look.work.own_logins:
        return proves(look.program.database, official.login, password)
    return passwords.fits(official, password)


def opened(look: Look, login: str, password: str) -> Database:
    """The office open with the login of a second person at this desk; refused as `known_official` refuses."""
    left = passwords.tries_left(look)
    found = opened_as(look.program.database.address, login.strip().lower(), password)
    if found is None:
        known = rows.find(look.work, Official, login=login.strip().lower())
        passwords.guessed(look, login.strip().lower(), known, "password")
        raise refuse("sign-in-wrong", left=left - 1)
    return found


def enter(door: Door, login: str, password: str, now: datetime) -> Database:
    """The office open with the login of whoever stands at the door.

    Five wrong tries make the door wait a minute, as a desk does. They are noted by the next person who is let in.
    """
    login = login.strip().lower()
    lately = [at for at, _ in door.wrong if at > now - passwords.COUNTED]
    if len(lately) >= passwords.TRIES and now < lately[-1] + passwords.FIRST_REST:
        raise refuse("sign-in-rests", minutes=1)
    found = door.let_in(login, password)
    if found is None:
        door.wrong.append((now, hashlib.sha256(login.encode(errors="ignore")).hexdigest()))
        raise refuse("sign-in-wrong", left=max(passwords.TRIES - 1 - len(lately), 0))
    return found
