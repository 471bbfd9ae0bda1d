"""What an office looks at to find misuse, as a page shows it and a paper lists it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from oss_desk.domain.papers import Head

ExceptionKind = Literal[
    "void",
    "quick-void",
    "late-void",
    "refund",
    "waiver",
    "override",
    "copy",
    "look-up",
    "own-name",
    "queue-jump",
    "sign-in-failed",
    "refused",
    "uncounted",
    "other-count",
    "recount",
    "difference",
    "fee-changed",
    "assessed",
    "exemption",
    "abandoned",
    "clock",
    "rules",
    "password",
]
EXCEPTION_KINDS: tuple[ExceptionKind, ...] = get_args(ExceptionKind)


@dataclass(frozen=True)
class ExceptionLine:
    """One thing worth a look. `about` is a receipt's, a case's or a shift's number, never a citizen's name.

    A record that was opened is named by its kind and id, "citizen 12"; a refusal by the operation that was refused.

    `amount` is in minor units; `count` is minutes from payment to void, or how many cases were passed over. `other` is
    the other official of a shift: of a difference who counted, of a count whose shift it is; `first` is what was
    counted the first time. `agreed` is the second person; `reason` the kind of reason, `words` what was typed for it.

    Of a rule of money that was changed `about` is the kind of its event, of a password whose it is.
    """

    kind: ExceptionKind
    at: datetime
    official_id: int | None
    official: str
    desk: str
    about: str = ""
    amount: int | None = None
    count: int | None = None
    event_id: int | None = None
    other: str = ""
    first: int | None = None
    agreed: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class OfficialCount:
    """How often each thing happened by one official; of failed sign-ins it is the one whose password was guessed."""

    official_id: int | None
    official: str
    counts: Mapping[ExceptionKind, int]


@dataclass(frozen=True)
class ExceptionsSheet:
    """A period of an office: counts by official, each single thing, and a random sample of cases to check again.

    `head` is what stands on the report when it is printed.
    """

    since: date
    until: date
    officials: tuple[OfficialCount, ...]
    lines: tuple[ExceptionLine, ...]
    sample: tuple[str, ...]
    currency: str
    exponent: int
    head: Head
