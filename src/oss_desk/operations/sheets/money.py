"""What is owed, how it is paid, and a receipt found again."""

from dataclasses import dataclass

from oss_desk.domain.money import Money
from oss_desk.domain.papers import ReceiptPaper
from oss_desk.domain.people import ApplicantKind
from oss_desk.domain.till import Payment, PaymentPart, Receipt
from oss_desk.operations.sheets.asked import FeeLineSheet
from oss_desk.operations.sheets.cards import CaseCard


@dataclass(frozen=True)
class ToPay:
    """An unpaid demand of a running case."""

    demand_id: int
    case: CaseCard
    point: str
    amount: Money
    lines: tuple[FeeLineSheet, ...]


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


@dataclass(frozen=True)
class ReceiptSheet:
    """A receipt found again: its payment, its cases, its frozen content, and how often it was copied."""

    receipt: Receipt
    payment: Payment
    parts: tuple[PaymentPart, ...]
    cases: tuple[CaseCard, ...]
    amount: Money
    paper: ReceiptPaper
    copies: int
