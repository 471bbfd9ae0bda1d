"""What the window is handed to let people in, to lock itself and to open again; a window without it only signs in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oss_desk.ui.session import Session
from oss_desk.ui.sign_in import Welcome

if TYPE_CHECKING:
    from oss_desk.operations.office.signing_in import Why
    from oss_desk.operations.program import Program

Given = Mapping[str, str]
"""What was typed to prove who somebody is, by its name: password, one_time, new_password."""


@dataclass(frozen=True)
class Factor:
    """A secret for a phone: its letters to type, and the dots of the code to scan."""

    secret: str
    dots: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Gate:
    """Everything runs on the commands lane but what only touches this program: has_pin, set_pin, new_factor.

    sign_in: a login and what was given. instead: another official in the place of this one. new_factor: for a login;
    set_up_factor: login, password, secret and the code that proves it, gives codes for paper. lock: and why. unlock: by
    "pin" or "password", and what was typed. abandon: a session that the office has ended is left without a word to it.
    """

    sign_in: Callable[[str, Given], Session]
    instead: Callable[["Program", str, Given], Session]
    new_factor: Callable[[str], Factor]
    set_up_factor: Callable[[str, str, str, str], tuple[str, ...]]
    lock: Callable[["Program", "Why"], None]
    unlock: Callable[["Program", str, str], Session]
    abandon: Callable[["Program"], Welcome]
    has_pin: Callable[[], bool]
    set_pin: Callable[[str], None]
