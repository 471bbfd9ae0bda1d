"""The people of an office in an administrator's hands: who may sign in, with which roles and which password."""

import re
from dataclasses import replace

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import BUILT_IN_ROLES, Official, Role
from oss_desk.operations import given
from oss_desk.operations.office import passwords
from oss_desk.operations.program import Act, command
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows

LOGIN = re.compile(r"[^\s/\\:]{1,60}")


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
    payload = {"login": login, "roles": sorted(roles)}
    act.event("official-added", ("official", official.id), payload, {"name": official.name})
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

    Refused when nobody would be left who may administer the office. Roles that an administrator gives to herself are
    an event of their own, so that she does not approve her own decisions unnoticed.
    """
    seen = replace(rows.get(act.work, Official, official_id), version=version)
    official = rows.change(
        act.work,
        seen,
        name=seen.name if name is None else given.needed(name, "name-needed"),
        active=seen.active if active is None else active,
        password_hash=passwords.hashed(password) if password else seen.password_hash,
    )
    if password:
        act.event(passwords.GIVEN, ("official", official.id))
    held = office_rows.official_roles(act.work, official.id)
    if roles is not None:
        give_roles(act, official.id, roles)
    if not _administrators(act):
        raise refuse("last-administrator")
    payload: dict[str, object] = {"active": official.active, "password": password is not None}
    act.event("official-changed", ("official", official.id), payload, {"name": official.name})
    if roles is not None and set(roles) != held:
        _tell_roles(act, official, held, frozenset(roles))
    return official


def _tell_roles(act: Act, official: Official, before: frozenset[str], after: frozenset[str]) -> None:
    own = official.id == act.official.id
    payload = {"before": before, "after": after, "gained": after - before}
    act.event("own-roles-changed" if own else "roles-changed", ("official", official.id), payload)


def official_login(login: str) -> str:
    """A login without spaces, in small letters; else refused."""
    login = given.line(login).lower()
    if not LOGIN.fullmatch(login):
        raise refuse("login-unreadable", login=login)
    return login


def give_roles(act: Act, official_id: int, roles: tuple[str, ...]) -> None:
    """Let an official hold exactly these roles; refused when the office has no such role."""
    known = {role.code for role in rows.every(act.work, Role, order_by=("code",))} | set(BUILT_IN_ROLES)
    unknown = sorted(set(roles) - known)
    if unknown:
        raise refuse("no-such-role", role=unknown[0])
    office_rows.set_roles(act.work, official_id, frozenset(roles))


def _administrators(act: Act) -> int:
    active = rows.every(act.work, Official, active=True)
    return sum("administrator" in passwords.roles_held(act, official.id) for official in active)
