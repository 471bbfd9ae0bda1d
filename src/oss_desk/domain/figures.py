"""The figures of a shift as X and Z reports say them (R23): frozen, whole numbers and texts alone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Tally:
    """How many of something, and what they come to in minor units."""

    count: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Share:
    """The part of the money that came by one means, which has a kind, or for one service."""

    code: str
    title: str
    count: int
    amount: int
    kind: str = ""


@dataclass(frozen=True)
class Moved:
    """Cash put in, taken out or brought to the bank, or the drawer opened for nothing."""

    kind: str
    amount: int
    reason: str
    slip: str
    at: datetime
    official: str


@dataclass(frozen=True)
class CountedBy:
    """A count of the till, and who made it."""

    amount: int
    official: str
    at: datetime


@dataclass(frozen=True)
class BlankFigures:
    """One kind of numbered blank at the desk since the Z before: `counted` and `difference` are None where nobody
    counted; `gaps` are the serials that are neither used nor spoilt nor there."""

    kind: str
    title: str
    opening: int
    received: int
    moved_in: int
    moved_out: int
    used: int
    spoilt: int
    expected: int
    counted: int | None
    difference: int | None
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class ShiftFigures:
    """Everything that a report says of a shift; a Z has its `number`, an X has none.

    `expected`, `difference` and what tells them are None while the till is not counted. The perpetual totals of the
    desk only grow: `gross` taken, `refunded`, `net` the one less the other. `previous` is the digest of the Z before,
    `head` where the desk's chain stood, as DESK:EPOCH:ENTRY:DIGEST, to be held against the records one day (R52).
    Between `first_receipt` and `last_receipt` every number is a payment, one of `void_numbers` or of `refund_numbers`;
    `means_back` and `services_back` are what these gave back. `services` is what was paid, less what was waived before.
    `possible_copies` are receipts that were sent to a printer, or drawn, once more than their one original.
    """

    office: str
    desk: str
    desk_name: str
    number: int
    shift: int
    official: str
    opened_at: datetime
    closed_at: datetime | None
    how: str
    closed_by: str
    currency: str
    exponent: int
    first_receipt: str
    last_receipt: str
    payments: Tally
    rounding: int
    paper_receipts: Tally
    paper_numbers: tuple[str, ...]
    means: tuple[Share, ...]
    services: tuple[Share, ...]
    voids: Tally
    refunds: Tally
    waivers: Tally
    copies: int
    abandoned: int
    drawer_openings: int
    movements: tuple[Moved, ...]
    opening: int
    cash_taken: int
    cash_back: int
    counts: tuple[CountedBy, ...]
    expected: int | None
    counted: int | None
    difference: int | None
    gross: int
    refunded: int
    net: int
    previous: str
    first_event: int
    last_event: int
    version: str
    blanks: tuple[BlankFigures, ...] = ()
    head: str = ""
    void_numbers: tuple[str, ...] = ()
    refund_numbers: tuple[str, ...] = ()
    means_back: tuple[Share, ...] = ()
    services_back: tuple[Share, ...] = ()
    possible_copies: int = 0
