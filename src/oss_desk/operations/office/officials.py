"""The people of an office in an administrator's hands: who may sign in, with which roles and which password."""

import re
from dataclasses import replace

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import BUILT_IN_ROLES, Office, Official, Role
from oss_desk.operations import given, rights
from oss_desk.operations.office import factors, passwords, server_logins
from oss_desk.operations.office.approvals import Second, approver
from oss_desk.operations.program import Act, command
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows

LOGIN = re.compile(r"[^\s/\\:]{1,60}")
LEAST_IDLE, MOST_IDLE = 2, 30
WEIGHTY: tuple[rights.Right, ...] = ("take-money", "overrule", "administer")
"""Rights that nobody is given by one person alone: money, a second person's word, and giving rights."""


@command("administer")
def add_official(
    act: Act,
    *,
    login: str,
    name: str,
    roles: tuple[str, ...],
    password: str | None = None,
    second: Second | None = None,
) -> Official:
    """Somebody who may sign in, and chooses her own password when she first does (R63).

    Only a sample office takes a person without a password. Roles with money or approval need a second person.
    """
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
        **server_logins.columns(act, login, password),
        active=True,
        created_at=act.now,
        password_once=bool(password),
    )
    give_roles(act, official.id, roles)
    vouched = _vouched(act, second, "add_official", official, frozenset(), frozenset(roles))
    payload = {"login": login, "roles": sorted(roles), "second": vouched}
    act.event("official-added", ("official", official.id), payload, {"name": official.name})
    server_logins.bring_in_line(act, official, password)
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
    second: Second | None = None,
) -> Official:
    """Another name, other roles, a new password for one use, or an end to signing in; what is None stays.

    Refused when nobody would be left who may administer the office. Roles that an administrator gives to herself, and
    roles with money or approval for anybody, need a second person, and are an event of their own (R7).
    """
    seen = replace(rows.get(act.work, Official, official_id), version=version)
    held = office_rows.official_roles(act.work, official_id)
    given_roles = held if roles is None else frozenset(roles)
    chosen = server_logins.columns(act, seen.login, password)["password_hash"] if password else seen.password_hash
    official = rows.change(
        act.work,
        seen,
        name=seen.name if name is None else given.needed(name, "name-needed"),
        active=seen.active if active is None else active,
        password_hash=chosen,
        password_once=bool(password) or seen.password_once,
    )
    if roles is not None:
        give_roles(act, official.id, roles)
    if not _administrators(act):
        raise refuse("last-administrator")
    vouched = _vouched(act, second, "change_official", official, held, given_roles)
    act.event("official-changed", ("official", official.id), {"active": official.active}, {"name": official.name})
    if password:
        act.event(passwords.GIVEN, ("official", official.id))
    if given_roles != held:
        _tell_roles(act, official, held, given_roles, vouched)
    server_logins.bring_in_line(act, official, password)
    return official


def _tell_roles(
    act: Act, official: Official, before: frozenset[str], after: frozenset[str], second: int | None
) -> None:
    own = official.id == act.official.id
    payload = {"before": before, "after": after, "gained": after - before, "second": second}
    act.event("own-roles-changed" if own else "roles-changed", ("official", official.id), payload)


def _vouched(
    act: Act, second: Second | None, operation: str, official: Official, held: frozenset[str], roles: frozenset[str]
) -> int | None:
    """The second person who agreed to new roles that need one; None where none is needed, or nobody could be one.

    It is never the one who gains them. A role of the office's own weighs what the built-in one does that it belongs to.
    """
    gained, own = roles - held, official.id == act.official.id
    belongs = {role.belongs_to for role in rows.every(act.work, Role, order_by=("code",), code=tuple(gained))}
    weighty = any((gained | belongs) & rights.RIGHTS[right] for right in WEIGHTY)
    if not gained or not (weighty or own) or not _others_who_vouch(act, official):
        return None
    shown, texts = {"roles": ", ".join(sorted(gained))}, {"login": official.login}
    gains = frozenset({official.id})
    return approver(act, second, right="vouch", operation=operation, shown=shown, texts=texts, not_also=gains).id


def _others_who_vouch(act: Act, official: Official) -> bool:
    """Whether the office has anybody else who could agree; the first administrator of a new office has nobody."""
    active = rows.every(act.work, Official, active=True)
    others = (one for one in active if one.id not in (act.official.id, official.id))
    return any(rights.may(passwords.roles_held(act, one.id), "vouch") for one in others)


@command("own")
def change_password(act: Act, *, password: str, new_password: str) -> Official:
    """Another password of one's own, for somebody who knows the one she has."""
    official = rows.get(act.work, Official, act.official.id)
    if not server_logins.is_hers(act, official, password):
        passwords.guessed(act, official.login, official, "password")
        raise refuse("sign-in-wrong", left=passwords.tries_left(act) - 1)
    return keep_password(act, official, new_password)


def keep_password(act: Act, official: Official, password: str) -> Official:
    """Store a password that its owner chose; refused when it is the one she has."""
    if server_logins.is_hers(act, official, password):
        raise refuse("password-same")
    changed = server_logins.keep_password(act, official, password)
    act.event("password-changed", ("official", official.id))
    return changed


@command("administer")
def reset_factor(act: Act, *, official_id: int, second: Second | None = None) -> Official:
    """Forget an official's phone and her codes on paper, for one that was lost; a second person agrees.

    She sets up another phone when she signs in next.
    """
    official = rows.get(act.work, Official, official_id)
    shown, texts = {"official": official.id}, {"login": official.login}
    agreed = approver(act, second, right="vouch", operation="reset_factor", shown=shown, texts=texts)
    factors.take_away(act, official.id)
    act.event("factor-reset", ("official", official.id), {"second": agreed.id})
    return official


@command("administer")
def change_safety(act: Act, *, version: int, idle_minutes: int, second_factor: bool) -> Office:
    """After how many minutes a desk that nobody touches locks itself, and whether a second factor is asked for."""
    if not LEAST_IDLE <= idle_minutes <= MOST_IDLE:
        raise refuse("idle-outside", least=LEAST_IDLE, most=MOST_IDLE)
    seen = replace(act.office, version=version)
    office = rows.change(act.work, seen, idle_minutes=idle_minutes, second_factor=second_factor)
    act.event("safety-changed", ("office", 1), {"idle_minutes": idle_minutes, "second_factor": second_factor})
    return office


@command("overrule")
def clear_tries(act: Act, *, desk_id: int) -> None:
    """Let a desk that rests after wrong tries be signed in at again (R69)."""
    act.event(passwords.CLEARED, ("desk", desk_id))


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
