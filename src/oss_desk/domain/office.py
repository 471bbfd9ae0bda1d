"""The one-stop shop itself: office, desks, officials, roles, hours, closing days and means of payment."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from oss_desk.domain.access import Looked
from oss_desk.domain.money import Currency
from oss_desk.domain.text import Texts

BuiltInRole = Literal["clerk", "cashier", "back_office", "supervisor", "auditor", "administrator"]
BUILT_IN_ROLES: tuple[BuiltInRole, ...] = get_args(BuiltInRole)
STEP_ROLES: tuple[BuiltInRole, ...] = ("clerk", "back_office", "supervisor")
"""The built-in roles that a role of the office may belong to."""

Means = Literal["cash", "card", "transfer", "elsewhere"]
MEANS: tuple[Means, ...] = get_args(Means)


@dataclass(frozen=True)
class Office:
    """The one row about the office; `public_id` is random and printed in each QR code.

    On `worked_holidays` it opens although its country keeps them: their names, as the list of holidays has them.
    Cash is rounded to `cash_rounding` minor units (0: not at all); a `cashless` office takes none. What was written on
    a pad of receipts is entered within `paper_days`. With `second_factor` supervisors and administrators show a code of
    their phone besides the password; a window that nobody touches for `idle_minutes` locks itself.
    """

    id: int
    version: int
    public_id: str
    name: str
    address_lines: tuple[str, ...]
    complaint_route: str
    currency: str
    currency_exponent: int
    zone: str
    country: str
    region: str | None
    languages: tuple[str, ...]
    sample: bool
    created_at: datetime
    worked_holidays: tuple[str, ...] = ()
    cash_rounding: int = 0
    cashless: bool = False
    paper_days: int = 7
    waiver_limit: int = 0
    second_factor: bool = False
    idle_minutes: int = 5

    @property
    def money(self) -> Currency:
        """The currency that every amount of this office is in."""
        return Currency(self.currency, self.currency_exponent)


@dataclass(frozen=True)
class Desk:
    """A workplace with its own number series; the back office's place is one too. Codes are capitals and digits.

    At a closed one nobody signs in; its code and its numbers stay its own.
    """

    id: int
    version: int
    code: str
    name: str
    takes_cash: bool
    signed_in_id: int | None
    next_receipt: int
    next_case: int
    next_event: int
    next_session: int
    next_z: int
    closed_at: datetime | None = None
    next_paper: int = 1


@dataclass(frozen=True)
class Opening:
    """One stretch of an open weekday (Monday 0), in minutes after local midnight, the end not included."""

    id: int
    weekday: int
    from_minute: int
    to_minute: int


@dataclass(frozen=True)
class ClosingDay:
    """A day the office is closed besides the holidays of its country and region."""

    id: int
    day: date
    reason: str


@dataclass(frozen=True)
class Role:
    """A role an official may hold; one of the office's own belongs to a built-in one and decides who works a step."""

    code: str
    title: Texts
    belongs_to: BuiltInRole | None


@dataclass(frozen=True)
class Official:
    """A person who signs in. Without a password hash only a sample office lets her in.

    `password_once`: somebody else chose the password, so she chooses her own before she is let in. `database_login` is
    her own login of the database where each has one; the server asks her password then, and no hash is kept here.
    """

    id: int
    version: int
    login: str
    name: str
    password_hash: str | None
    active: bool
    created_at: datetime
    password_once: bool = False
    database_login: str | None = None


@dataclass(frozen=True)
class OfficialRole:
    """A role that was given to an official."""

    official_id: int
    role: str


@dataclass(frozen=True)
class SignedIn:
    """Who is at the desk now, with every role she holds, the built-in ones of her office roles included.

    `since` is when she gave her password; `looked` are the records she has opened since, each noted once.
    """

    official: Official
    desk: Desk
    roles: frozenset[str]
    since: datetime | None = None
    looked: set[Looked] = field(default_factory=set, compare=False, repr=False)


@dataclass(frozen=True)
class MeansOfPayment:
    """A means the office takes money by, as many of a kind as it likes, in the order of their positions.

    `needs_reference` asks for the number on the terminal's slip or the stamp.
    """

    code: str
    kind: Means
    title: Texts
    needs_reference: bool
    active: bool
    position: int
