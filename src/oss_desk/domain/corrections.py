"""Corrections of money: voids and refunds with receipts of their own, waivers of what is owed, copies of corrections.

A correction is a further row with the opposite sign that names what it corrects, its reason and who approved it (R5).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

CorrectionKind = Literal["void", "refund"]
CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
Reason = Literal[
    "wrong-amount",
    "wrong-service",
    "wrong-payer",
    "wrong-means",
    "paid-twice",
    "not-owed",
    "service-not-given",
    "other",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why money is given back or a receipt cancelled; the words beside it say more, such as the law."""


@dataclass(frozen=True)
class Correction:
    """A void or a refund of one payment: a number of the desk's receipt series, an amount below zero, its paper.

    `taker_id` is who took the money that is given back; she is not the one who approved it.
    """

    id: int
    kind: CorrectionKind
    desk_id: int
    seq: int
    number: str
    payment_id: int
    taker_id: int
    cash_session_id: int
    amount: int
    currency: str
    reason: Reason
    words: str
    approver_id: int
    content: str
    at: datetime
    official_id: int


@dataclass(frozen=True)
class CorrectionLine:
    """How much of one fee of one demand a correction takes back; below zero, above it for what had reduced the fee."""

    id: int
    correction_id: int
    position: int
    demand_id: int
    fee: str
    amount: int


@dataclass(frozen=True)
class CorrectionPart:
    """By which means money went back; the amount is below zero."""

    id: int
    correction_id: int
    position: int
    means: str
    amount: int
    reference: str


@dataclass(frozen=True)
class Waiver:
    """A person's decision that a part of a demand, or all of it, need not be paid: with legal ground and reason.

    `fee` is which fee of it; None where it is said of the demand as a whole. `law` is the id of a law in the service's
    definition, where the ground is one; `ground` says it in any case.
    """

    id: int
    demand_id: int
    amount: int
    fee: str | None
    law: str | None
    ground: str
    reason: str
    approver_id: int | None
    desk_id: int
    at: datetime
    official_id: int


@dataclass(frozen=True)
class CopyReason:
    """Why a receipt was printed again, at which desk, and from the second copy on who approved it."""

    receipt_copy_id: int
    reason: str
    approver_id: int | None
    desk_id: int
    at: datetime


@dataclass(frozen=True)
class CorrectionCopy:
    """A reprint of a void's or a refund's receipt that says COPY n."""

    id: int
    correction_id: int
    copy: int
    reason: str
    approver_id: int | None
    desk_id: int
    at: datetime
    official_id: int
