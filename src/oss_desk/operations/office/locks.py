"""Quick unlocking by a PIN: known to this program alone, while this session lasts, and to no disk and no database."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes

from oss_desk.domain.messages import refuse

LEAST = 6
TRIES = 5
LONGEST = timedelta(hours=12)
"""How long after a password a PIN is enough (NIST SP 800-63B: twelve hours in all)."""
_RUNS = ("0123456789012345678", "9876543210987654321")


def is_over(since: datetime | None, now: datetime) -> bool:
    """Whether a password that was given at `since` is asked for again; None is somebody who has none."""
    return since is not None and now - since > LONGEST


@dataclass
class Pin:
    """A PIN of one session at one desk (R64): five tries, then it is worth nothing and the password is asked for.

    Only a digest under a key that was thrown for it is kept, and both only in memory.
    """

    _digest: bytes = field(repr=False)
    _key: bytes = field(repr=False)
    _left: int = TRIES

    @classmethod
    def of(cls, digits: str) -> "Pin":
        """The PIN of these digits; refused when they are fewer than six, or what everybody tries first."""
        if len(digits) < LEAST or not (digits.isascii() and digits.isdigit()):
            raise refuse("pin-short", least=LEAST)
        if len(set(digits)) == 1 or any(digits in run for run in _RUNS):
            raise refuse("pin-easy")
        key = token_bytes(32)
        return cls(_digest_of(key, digits), key)

    @property
    def is_worth_something(self) -> bool:
        """Whether there are tries left."""
        return self._left > 0

    def ask(self, digits: str) -> None:
        """Refuse other digits, with the tries that are left; after the last one the PIN is forgotten."""
        if self._left > 0 and hmac.compare_digest(_digest_of(self._key, digits), self._digest):
            self._left = TRIES
            return
        self._left = max(self._left - 1, 0)
        if not self._left:
            self._digest = self._key = b""
            raise refuse("pin-over")
        raise refuse("pin-wrong", left=self._left)


def _digest_of(key: bytes, digits: str) -> bytes:
    return hmac.new(key, digits.encode(errors="ignore"), sha256).digest()
