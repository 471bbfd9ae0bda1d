"""What is owed, how it is paid, and a receipt found again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from oss_desk.domain.corrections import CorrectionKind, Reason
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.papers import ReceiptPaper
from oss_desk.domain.people import ApplicantKind
from oss_desk.domain.text import Texts
from oss_desk.domain.till import Payment, PaymentPart, Receipt
from oss_desk.operations.sheets.asked import FeeLineSheet
from oss_desk.operations.sheets.cards import CaseCard


@dataclass(frozen=True)
class ToPay:
    """An unpaid demand of a running case: what is still to be paid of it, its lines, and what of them was waived."""

    demand_id: int
    case: CaseCard
    point: str
    amount: Money
    lines: tuple[FeeLineSheet, ...]
    waived: Money
    elsewhere: Money
    """How much of the amount is never taken at a desk."""


@dataclass(frozen=True)
class WaiverWanted:
    """What of a fee of the basket is to be waived when its case starts: in minor units, by which law, and why.

    `law` is the id of a law of the service; where it is None, `ground` names another.
    """

    fee: str
    amount: int
    law: str | None
    ground: str
    reason: str

    def of(self, amount: int) -> "WaiverWanted":
        """The same of another amount."""
        return replace(self, amount=amount)


@dataclass(frozen=True)
class PartGiven:
    """One part of a payment as the official says it; `given` in minor units, for cash what was put on the counter."""

    means: str
    amount: int
    given: int
    reference: str = ""


@dataclass(frozen=True)
class Payer:
    """Who pays: a citizen or organisation on record, or just a name. `kind` is None for a mere name."""

    kind: ApplicantKind | None
    id: int | None
    name: str


@dataclass(frozen=True)
class PaymentGiven:
    """The payment of a command: payer and parts; the amounts must add up to exactly what is owed."""

    payer: Payer
    parts: tuple[PartGiven, ...]
    expected: int
    """What the window showed as owed, in minor units; refused when it is something else by now."""
    paper_number: str = ""
    """The printed number of the pad, where the receipt was written by hand while the program could not work."""
    written_on: date | None = None


@dataclass(frozen=True)
class CorrectionCard:
    """A void or refund of a receipt: its own number, how much went back, when, by whom, why, on whose word."""

    id: int
    kind: CorrectionKind
    number: str
    amount: Money
    at: datetime
    official: str
    approved_by: str
    reason: Reason
    words: str
    copies: int


@dataclass(frozen=True)
class RefundableLine:
    """One fee of a receipt, of which something may still be given back."""

    demand_id: int
    case: str
    fee: str
    title: Texts
    paid: Money
    left: Money


@dataclass(frozen=True)
class ReceiptSheet:
    """A receipt found again: its payment, its cases, its frozen content, how often it was copied, what corrected it.

    `left` is what was not given back; `why_no_void` says why it cannot be cancelled now; `may_go_back_by` how much may
    go back by each means besides cash.
    """

    receipt: Receipt
    payment: Payment
    parts: tuple[PaymentPart, ...]
    cases: tuple[CaseCard, ...]
    amount: Money
    paper: ReceiptPaper
    copies: int
    corrections: tuple[CorrectionCard, ...]
    left: Money
    why_no_void: Message | None
    refundable: tuple[RefundableLine, ...]
    may_go_back_by: Mapping[str, Money]
