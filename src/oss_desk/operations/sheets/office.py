"""The sign-in, the head of the window and what its search finds, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk, Office


@dataclass(frozen=True)
class OfficialCard:
    """A person who may sign in here; in a sample office `needs_password` is False and one click enters."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    needs_password: bool


@dataclass(frozen=True)
class SignInSheet:
    """What is shown before anybody has signed in: no citizen's name is among it."""

    office: Office
    desks: tuple[Desk, ...]
    desk: Desk | None
    officials: tuple[OfficialCard, ...]


@dataclass(frozen=True)
class HeadSheet:
    """What stands at the head of the window, and the numbers of the rail's badges.

    `shift_since` is of today and of this official, else None: a shift that somebody left open is not hers. `seconds`
    are the supervisors of a sample office who have no password, so that one is chosen as the second person by a click.
    """

    office: Office
    desk: Desk
    official: str
    roles: frozenset[str]
    shift_since: datetime | None
    cases_to_work: int
    ready_to_collect: int
    unprinted: int
    seconds: tuple[OfficialCard, ...] = ()


@dataclass(frozen=True)
class ApprovalCard:
    """What one desk asks a second person to approve, and her answer: `yes` is None while nobody has given one.

    `about` tells in words exactly what is approved, `shown` has the same values by name.
    """

    id: int
    operation: str
    about: Message
    shown: Mapping[str, str | int]
    asked_by: str
    asked_at: datetime
    desk: str
    yes: bool | None
    answered_by: str
    reason: str


@dataclass(frozen=True)
class Hit:
    """One thing found; `kind` says which page opens. `title` and `detail` are plain text, long numbers only by their
    ends. `born` is the birth date of a citizen as stored, for the window to write in its language."""

    kind: Literal["citizen", "organisation", "case", "receipt", "service"]
    id: int
    code: str
    title: str
    detail: str
    born: str = ""
    ready: bool = False
    """Of a case: it waits to be collected, and whoever looks for it may hand it over."""
