"""The papers that are kept with what caused them, from the application to the handover note."""

from dataclasses import dataclass
from datetime import date, datetime

from oss_desk.domain.messages import Message
from oss_desk.domain.papers.parts import (
    Appeal,
    FeeText,
    Head,
    Notice,
    PaperSeen,
    Person,
    Station,
    StillToBring,
    WantedPaper,
)


@dataclass(frozen=True)
class Answer:
    """A question and its answer; kind is text, code, number, money, date or yes-no, values unformatted (ISO, minor)."""

    label: str
    values: tuple[str, ...]
    kind: str = "text"
    unit: str = ""
    group: str = ""  # the row of a table of fields it belongs to: "Owners of the house 1"
    also: str = ""  # the question in the office's first language, where the paper is in another
    values_also: tuple[str, ...] = ()  # the answer in it, where it is one of the definition's own words
    group_also: str = ""


@dataclass(frozen=True)
class AppliedService:
    """One service on an application: what was answered and what it will cost at the start."""

    title: str
    authority: str
    answers: tuple[Answer, ...] = ()
    fees: tuple[FeeText, ...] = ()
    declaration: str = ""
    outputs: tuple[str, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class ApplicationPaper:
    """What the citizen checks and signs before paying."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    services: tuple[AppliedService, ...]
    representative: Person | None = None
    papers: tuple[PaperSeen, ...] = ()
    to_bring: tuple[StillToBring, ...] = ()


@dataclass(frozen=True)
class PaidService:
    """One service on a receipt, its case and its fee lines."""

    title: str
    case: str
    fees: tuple[FeeText, ...]
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class Means:
    """One part of a payment: kind is cash, card, transfer or elsewhere; the title, if any, is the office's word."""

    kind: str
    amount: int
    title: str = ""
    reference: str = ""
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class GivenBack:
    """A refund of a receipt: its number and how much, above zero."""

    number: str
    amount: int


@dataclass(frozen=True)
class ReceiptPaper:
    """Proof of one payment."""

    head: Head
    currency: str
    exponent: int
    number: str
    payer: Person
    services: tuple[PaidService, ...]
    total: int
    means: tuple[Means, ...]
    given: int | None = None  # cash handed over, where any was
    change: int | None = None
    next_steps: tuple[Station, ...] = ()
    later: bool = False  # something is still asked for after this, as far as it is known
    check: str = ""  # the check code, by which the records are held against the paper
    cancelled_by: str = ""  # the number of the receipt that cancelled this one, on what is printed after that
    given_back: tuple[GivenBack, ...] = ()  # refunds of it, on what is printed after them
    rounding: int = 0  # what cash was rounded by, a figure of its own
    paper: str = ""  # the number of the receipt that was written by hand before, and its day


@dataclass(frozen=True)
class VoidPaper:
    """The receipt that cancels another one as a whole: which, why, by whom, and how the money went back."""

    head: Head
    currency: str
    exponent: int
    number: str
    cancels: str
    of: datetime  # when the cancelled receipt was made
    payer: Person
    services: tuple[PaidService, ...]  # amounts below zero
    total: int  # below zero
    means: tuple[Means, ...]
    reason: Message
    words: str
    approved_by: str
    owed_again: tuple[str, ...] = ()  # numbers of cases that owe the same again
    check: str = ""  # the check code, by which the records are held against the paper


@dataclass(frozen=True)
class RefundPaper:
    """The receipt of money given back: of which receipt, for which fees, why, by whom, by which means."""

    head: Head
    currency: str
    exponent: int
    number: str
    refunds: str
    of: datetime  # when the receipt was made whose money is given back
    payer: Person
    services: tuple[PaidService, ...]  # amounts below zero
    total: int  # below zero
    means: tuple[Means, ...]
    reason: Message
    words: str
    approved_by: str
    remains: int = 0  # what stays paid on that receipt
    check: str = ""  # the check code, by which the records are held against the paper


@dataclass(frozen=True)
class AcknowledgedCase:
    """One case on an acknowledgement: what will come, from whom, when, along which line."""

    title: str
    number: str
    authority: str
    outputs: tuple[str, ...]
    due: datetime | None = None
    done: bool = False  # everything was given at once
    fees: tuple[FeeText, ...] = ()  # of a demand of zero, which has no receipt
    stations: tuple[Station, ...] = ()
    later: tuple[FeeText, ...] = ()  # what is asked for after today, as far as it is known
    later_open: tuple[str, ...] = ()  # the same, where only the official who looks at it can find the amount
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class ComeBack:
    """The day to come back and what to bring."""

    day: date
    bring: tuple[str, ...] = ()


@dataclass(frozen=True)
class AcknowledgementPaper:
    """What was handed in, who has it, and when to come back."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    cases: tuple[AcknowledgedCase, ...]
    representative: Person | None = None
    papers: tuple[PaperSeen, ...] = ()
    to_bring: tuple[StillToBring, ...] = ()
    come_back: ComeBack | None = None
    receipt: str = ""  # its number, where something was paid
    paid: int = 0


@dataclass(frozen=True)
class HandedOver:
    """One output that changed hands."""

    service: str
    case: str
    output: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    also: str = ""  # the output in the office's first language, where the paper is in another
    service_also: str = ""


@dataclass(frozen=True)
class HandoverPaper:
    """What was handed over, to whom, and how the collector was known; role is applicant, representative or other."""

    head: Head
    currency: str
    exponent: int
    applicant: Person
    collector: Person
    role: str
    items: tuple[HandedOver, ...]
    override: str = ""  # why it was handed over without, where a supervisor said so
    returned: tuple[PaperSeen, ...] = ()
    paid: int = 0  # what fell due at the handover
    receipt: str = ""  # the number of its receipt
    allowed_by: str = ""  # the supervisor who allowed it


@dataclass(frozen=True)
class RefusalPaper:
    """A case that ended without what was asked for: outcome is refused or not-admitted, then with the reason, the law
    and the appeal; or withdrawn or lapsed. `returned` are the originals that the office still has to give back."""

    head: Head
    applicant: Person
    case: str
    service: str
    authority: str
    outcome: str
    reasons: tuple[Message, ...]
    laws: tuple[str, ...] = ()
    appeal: Appeal | None = None
    decided_by: str = ""
    returned: tuple[PaperSeen, ...] = ()
    service_also: str = ""  # the service in the office's first language, where the paper is in another


@dataclass(frozen=True)
class MissingPaper:
    """One thing still to be proven: any one of the lists, each list whole."""

    title: str
    any_of: tuple[tuple[WantedPaper, ...], ...]
    services: tuple[int, ...] = ()
    also: str = ""  # the same in the office's first language, where the paper is in another


@dataclass(frozen=True)
class MissingSlip:
    """The answer to "can I do this today": what is missing, where to get it, what it costs, when we are open."""

    head: Head
    currency: str
    exponent: int
    services: tuple[str, ...]
    missing: tuple[MissingPaper, ...] = ()
    reasons: tuple[Message, ...] = ()  # why she may not ask for it at all
    fees: tuple[FeeText, ...] = ()
    total: int = 0
    visitor: Person | None = None
    services_also: tuple[str, ...] = ()  # the services in the office's first language, where the paper is in another
    notices: tuple[Notice, ...] = ()  # what holds now and touches one of them
