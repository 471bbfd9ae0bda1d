"""The second factor: codes that an official's phone makes without a network, each taken once, and ten on paper."""

from collections.abc import Sequence
from secrets import choice
from typing import Protocol

import pyotp
from argon2.exceptions import InvalidHashError, VerificationError

from oss_desk.domain.access import RecoveryCode, SecondFactor
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Official
from oss_desk.operations import rights
from oss_desk.operations.office import passwords
from oss_desk.operations.program import Look
from oss_desk.printing.dots import dots
from oss_desk.storage import rows

STEP = 30
"""Seconds for which one code is shown (RFC 6238); the one before and the one after it are taken too."""
CODES, LETTERS = 10, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""How many codes are on paper, and what they are made of: nothing that is read as something else."""
HOLDERS: frozenset[rights.Right] = frozenset({"overrule", "administer"})


class _Timed(Protocol):
    def at(self, for_time: int) -> str: ...


def wanted(look: Look, roles: frozenset[str]) -> bool:
    """Whether the office asks somebody with these roles for a second factor."""
    return look.office.second_factor and any(rights.may(roles, right) for right in HOLDERS)


def factor_of(look: Look, official_id: int) -> SecondFactor | None:
    """What her phone was set up with; None when it was not, or is not any more."""
    return rows.find(look.work, SecondFactor, official_id=official_id)


def new_secret() -> str:
    """A secret for a phone, as its QR code and its letters to type carry it."""
    return pyotp.random_base32()


def address(secret: str, login: str, office: str) -> str:
    """What the QR code says to a phone."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=office)


def dots_of(secret: str, login: str, office: str) -> tuple[tuple[bool, ...], ...]:
    """The code to scan that ties a phone to this secret, as rows of dots."""
    return dots(address(secret, login, office))


def ask_fits(look: Look, official: Official, secret: str, one_time: str) -> int:
    """The step whose code proves that her phone has this secret; refused when it does not."""
    step = _step_of(look, _timed(secret), one_time, after=0)
    if step is None:
        passwords.guessed(look, official.login, official, "one-time")
        raise refuse("one-time-wrong")
    return step


def keep(look: Look, official: Official, secret: str, step: int, paper_hashes: Sequence[str]) -> None:
    """Tie this secret to her, and new codes on paper; those she had are worth nothing any more.

    The code that proved it is not used up: the sign-in that follows takes it.
    """
    rows.put(look.work, SecondFactor, official_id=official.id, secret=secret, last_step=step - 1, set_at=look.now)
    rows.remove(look.work, RecoveryCode, official_id=official.id)
    for code_hash in paper_hashes:
        rows.add(look.work, RecoveryCode, official_id=official.id, code_hash=code_hash, used_at=None)


def paper_codes() -> tuple[str, ...]:
    """Ten codes of fifty bits each, for paper."""
    return tuple(_paper_code() for _ in range(CODES))


def paper_hash(code: str) -> str:
    """What is kept of a code on paper."""
    return passwords.HASHER.hash(_bare(code))


def take_away(look: Look, official_id: int) -> bool:
    """Forget her phone and her codes on paper; whether there were any."""
    rows.remove(look.work, RecoveryCode, official_id=official_id)
    return bool(rows.remove(look.work, SecondFactor, official_id=official_id))


def prove(look: Look, official: Official, one_time: str) -> str | None:
    """Which of the two proved that it is she: "phone" or "paper"; None when neither does. Nothing is used up here."""
    if _step_now(look, official, one_time) is not None:
        return "phone"
    return "paper" if _paper(look, official, one_time) is not None else None


def use_up(look: Look, official: Official, one_time: str) -> None:
    """Take the code, so that it opens nothing a second time: its step, and those before, or the code on paper."""
    factor, step = factor_of(look, official.id), _step_now(look, official, one_time)
    if factor is not None and step is not None:
        values = {"secret": factor.secret, "set_at": factor.set_at}
        rows.put(look.work, SecondFactor, official_id=official.id, last_step=step, **values)
        return
    paper = _paper(look, official, one_time)
    if paper is not None:
        rows.change(look.work, paper, used_at=look.now)


def left_on_paper(look: Look, official_id: int) -> int:
    """How many of her codes on paper were not used yet."""
    return len(rows.every(look.work, RecoveryCode, official_id=official_id, used_at=None))


def _step_now(look: Look, official: Official, one_time: str) -> int | None:
    factor = factor_of(look, official.id)
    if factor is None:
        return None
    return _step_of(look, _timed(factor.secret), one_time, after=factor.last_step)


def _step_of(look: Look, timed: _Timed, one_time: str, after: int) -> int | None:
    """The step whose code this is: of now, the one before or the next, and none that was used or is older."""
    typed, now = "".join(one_time.split()), int(look.now.timestamp()) // STEP
    for step in (now, now - 1, now + 1):
        if step > after and len(typed) == 6 and pyotp.utils.strings_equal(timed.at(step * STEP), typed):
            return step
    return None


def _timed(secret: str) -> pyotp.TOTP:
    try:
        made = pyotp.TOTP(secret, interval=STEP)
        made.byte_secret()
    except ValueError:
        raise refuse("one-time-wrong") from None
    return made


def _paper(look: Look, official: Official, one_time: str) -> RecoveryCode | None:
    typed = _bare(one_time)
    if len(typed) != CODES:
        return None
    unused: Sequence[RecoveryCode] = rows.every(look.work, RecoveryCode, official_id=official.id, used_at=None)
    return next((code for code in unused if _same(code.code_hash, typed)), None)


def _same(code_hash: str, typed: str) -> bool:
    try:
        return passwords.HASHER.verify(code_hash, typed)
    except (VerificationError, InvalidHashError):
        return False


def _paper_code() -> str:
    letters = "".join(choice(LETTERS) for _ in range(CODES))
    return f"{letters[:5]}-{letters[5:]}"


def _bare(code: str) -> str:
    return "".join(char for char in code.upper() if char.isalnum())


def proven(look: Look, login: str, password: str, one_time: str) -> Official:
    """The active official of that login, proved by her password and, where the office wants it, a second factor.

    Refused with "factor-first" when her phone was never set up, "one-time-needed" when no code was given, and
    "one-time-wrong". In a transaction that writes the code is used up.
    """
    official = passwords.known_official(look, login, password)
    ask_factor(look, official, one_time)
    return official


def ask_factor(look: Look, official: Official, one_time: str) -> None:
    """Ask for the second factor of somebody whose password was right."""
    if not wanted(look, passwords.roles_held(look, official.id)) or passwords.needs_no_password(look, official):
        return
    if factor_of(look, official.id) is None:
        raise refuse("factor-first", official=official.name)
    if not one_time.strip():
        raise refuse("one-time-needed")
    if prove(look, official, one_time) is None:
        passwords.guessed(look, official.login, official, "one-time")
        raise refuse("one-time-wrong")
    if look.work.writes:
        use_up(look, official, one_time)
