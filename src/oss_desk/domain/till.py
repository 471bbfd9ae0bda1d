"""Money owed and taken: demands, payments with their parts, receipts, copies and the cash session they stand in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from oss_desk.domain.office import Means
from oss_desk.domain.text import Texts

ShiftEnd = Literal["counted", "uncounted", "handover", "cashless"]
SHIFT_ENDS: tuple[ShiftEnd, ...] = get_args(ShiftEnd)
CountKind = Literal["opening", "closing"]
COUNT_KINDS: tuple[CountKind, ...] = get_args(CountKind)


@dataclass(frozen=True)
class Demand:
    """What one case owes at one point: "start", "handover" or the id of a to-pay step. Zero is settled by itself."""

    id: int
    case_id: int
    point: str
    amount: int
    currency: str
    at: datetime


@dataclass(frozen=True)
class DemandLine:
    """One frozen fee line with its worked steps (JSON) and law; a reduction is a line of its own, below zero."""

    id: int
    demand_id: int
    position: int
    fee: str
    exemption: str | None
    title: Texts
    legal_basis: Texts
    amount: int
    steps: str
    elsewhere: bool


@dataclass(frozen=True)
class CashSession:
    """A shift, one cashier's at one desk on one day; every payment stands in one.

    A cashless one opens by itself and is counted by nobody. `ended` is None while it is open, and for the shifts of
    programs that did not count.
    """

    id: int
    version: int
    desk_id: int
    number: int
    official_id: int
    opened_at: datetime
    closed_at: datetime | None
    cashless: bool = False
    ended: ShiftEnd | None = None
    closed_by_id: int | None = None


@dataclass(frozen=True)
class TillCount:
    """The cash in a till as somebody counted it: the float at the opening, the blind count at the close.

    `pieces` is JSON of how many of each coin and note, by its minor units; "{}" when only the sum was counted.
    A count is never changed: who counts again adds another one.
    """

    id: int
    cash_session_id: int
    position: int
    kind: CountKind
    amount: int
    pieces: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class Payment:
    """Money taken once from one payer for one or more whole demands."""

    id: int
    desk_id: int
    visit_id: int | None
    cash_session_id: int
    payer_citizen_id: int | None
    payer_organisation_id: int | None
    payer_name: str
    amount: int
    currency: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class PaymentPart:
    """A part of a payment by one means; for cash `given` less `change` is the amount, else `given` is the amount."""

    id: int
    payment_id: int
    position: int
    means: Means
    amount: int
    given: int
    change: int
    reference: str


@dataclass(frozen=True)
class PaymentDemand:
    """Which payment settled which demand; a demand is settled once."""

    demand_id: int
    payment_id: int


@dataclass(frozen=True)
class Receipt:
    """The proof of a payment: a number of the desk's series and the whole printed content, canonical JSON."""

    id: int
    desk_id: int
    seq: int
    number: str
    payment_id: int
    content: str
    issued_at: datetime


@dataclass(frozen=True)
class ReceiptCopy:
    """A reprint that says COPY n."""

    id: int
    receipt_id: int
    copy: int
    at: datetime
    official_id: int
