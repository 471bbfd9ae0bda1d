"""The till as pages show it: whether money can be taken now, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TillState = Literal["open", "none", "left", "counted", "by-itself"]


@dataclass(frozen=True)
class TillNow:
    """Whether a shift of whoever is at the desk is open, so that money may be taken.

    "left": the open one is `official`'s of before, opened at `since`, and is counted and closed first; "counted": hers
    is counted already; "by-itself": where no cash is taken it opens with the first payment.
    """

    state: TillState
    official: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class CountResult:
    """What was counted last; what it ought to be is told by the Z alone (R18)."""

    counted: int


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt of today at this desk."""

    number: str
    at: datetime
    payer: str
    amount: int


@dataclass(frozen=True)
class ZLine:
    """A Z that was made; `difference` is None where nothing was counted."""

    id: int
    number: int
    desk: str
    at: datetime
    official: str
    gross: int
    difference: int | None


@dataclass(frozen=True)
class OpenShift:
    """A shift that is open at another desk."""

    desk_id: int
    desk: str
    official: str
    since: datetime


@dataclass(frozen=True)
class TillSheet:
    """The page Till: how the shift stands, the coins and notes to count by, today's receipts, the newest Zs.

    Nothing in it tells what the cash ought to be; `result` is what was counted, where it was.
    """

    now: TillNow
    shift: int
    result: CountResult | None
    pieces: tuple[int, ...]
    receipts: tuple[ReceiptLine, ...]
    zs: tuple[ZLine, ...]
    elsewhere: tuple[OpenShift, ...]
    to_close: str = ""
    """The month that is over and may be closed by whoever looks: "2026-09"."""
