"""Money owed and taken: demands, payments with their parts, receipts, copies and the cash session they stand in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from oss_desk.domain.office import Means
from oss_desk.domain.text import Texts

ShiftEnd = Literal["counted", "uncounted", "handover", "cashless"]
SHIFT_ENDS: tuple[ShiftEnd, ...] = get_args(ShiftEnd)
MovementKind = Literal["in", "out", "deposit", "drawer"]
MOVEMENT_KINDS: tuple[MovementKind, ...] = get_args(MovementKind)
StartEnd = Literal["paid", "abandoned"]
START_ENDS: tuple[StartEnd, ...] = get_args(StartEnd)
CloseKind = Literal["month", "year"]
CLOSE_KINDS: tuple[CloseKind, ...] = get_args(CloseKind)
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
class CashMovement:
    """Cash put into a till or taken out of it without a payment: with its reason, to the bank with its slip.

    "drawer" is the drawer opened for nothing; its amount is zero, and it is counted (R20).
    """

    id: int
    desk_id: int
    cash_session_id: int
    kind: MovementKind
    amount: int
    reason: str
    slip: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class PaymentStart:
    """Money was asked for; every start has exactly one end (R12)."""

    id: int
    desk_id: int
    visit_id: int | None
    amount: int
    at: datetime
    official_id: int


@dataclass(frozen=True)
class PaymentEnd:
    """What became of it: the payment, or that it was abandoned and why (a code)."""

    start_id: int
    how: StartEnd
    payment_id: int | None
    reason: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class ZReport:
    """The close of one shift, by the desk's own number that is never reset (R22, R23).

    `content` is canonical JSON of its figures, `digest` its SHA-256 (hex), `previous` that of the desk's Z before.
    Every event of the desk after the last Z, from `first_event` to `last_event`, is counted in it. `gross` and
    `refunds` are all the desk ever took and paid back, in minor units: they only grow (R24).
    """

    id: int
    desk_id: int
    number: int
    cash_session_id: int
    first_event: int
    last_event: int
    gross: int
    refunds: int
    previous: str
    digest: str
    content: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class PeriodClose:
    """A month ("2026-09") or a year ("2026") of the whole office closed: the sum of its Zs, with its digest (R25)."""

    id: int
    kind: CloseKind
    period: str
    content: str
    digest: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class Payment:
    """Money taken once from one payer for one or more whole demands.

    `rounding` is what cash was rounded by: the parts come to amount and rounding together.
    """

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
    rounding: int = 0


@dataclass(frozen=True)
class PaymentPart:
    """A part of a payment by one means; for cash `given` less `change` is the amount, else `given` is the amount.

    `means` is its kind, `code` the office's own means of that kind; empty where the kind was the means.
    """

    id: int
    payment_id: int
    position: int
    means: Means
    amount: int
    given: int
    change: int
    reference: str
    code: str = ""


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
class PaperReceipt:
    """A receipt written by hand while the program could not work, entered later: a series of its own (R28).

    `number` is of the desk's series of them, `paper_number` the printed number of the pad, once in the whole office.
    """

    id: int
    desk_id: int
    seq: int
    number: str
    payment_id: int
    paper_number: str
    written_on: date
    at: datetime
    official_id: int


@dataclass(frozen=True)
class ReceiptCopy:
    """A reprint that says COPY n."""

    id: int
    receipt_id: int
    copy: int
    at: datetime
    official_id: int
