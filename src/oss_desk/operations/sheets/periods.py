"""Months and years as pages show them: what their Zs say, held against receipts, bank and what was assessed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from oss_desk.domain.text import Texts
from oss_desk.domain.till import CloseKind

PeriodState = Literal["closed", "due", "shift-open", "running"]


@dataclass(frozen=True)
class Assessed:
    """What was demanded on one day for one service, and what came of it by now, in minor units.

    `assessed` is always `collected`, `given_back`, `waived` and `open` together.
    """

    day: date
    service: str
    assessed: int
    collected: int
    given_back: int
    waived: int
    open: int
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Deposited:
    """Cash that went to the bank: on which day, from which desk, on which Z it stands, by which slip."""

    day: date
    desk: str
    z: int
    slip: str
    amount: int


@dataclass(frozen=True)
class Differing:
    """A Z whose count was not what was booked."""

    desk: str
    z: int
    official: str
    difference: int


@dataclass(frozen=True)
class Reconciled:
    """A stretch of days, in minor units: what its Zs say, and what it is held against.

    `taken` and `given_back` are what the Zs say; `receipts` and `received`, `corrections` and `returned` how many
    receipts of payments and of voids and refunds stand in their shifts, and what they come to; `waiting` and
    `not_closed` the receipts of shifts that are still open. `cash` with `differences` is `deposits`,
    `kept_in_tills` and `uncounted` together.
    """

    zs: int
    taken: int
    rounding: int
    given_back: int
    receipts: int
    received: int
    corrections: int
    returned: int
    waiting: int
    not_closed: int
    means: tuple[tuple[str, int], ...]
    cash: int
    deposits: int
    differences: int
    kept_in_tills: int
    uncounted: int
    slips: tuple[Deposited, ...]
    differing: tuple[Differing, ...]
    lines: tuple[Assessed, ...]

    @property
    def receipts_agree(self) -> bool:
        """Whether the Zs are the sum of their receipts."""
        return (self.taken, self.given_back) == (self.received, self.returned)

    @property
    def cash_agrees(self) -> bool:
        """Whether all cash is accounted for: at the bank, in a till, or told as a difference."""
        return self.cash + self.differences == self.deposits + self.kept_in_tills + self.uncounted

    @property
    def by_service(self) -> tuple[Assessed, ...]:
        """The same of all these days together, one for each service."""
        services = sorted({one.service for one in self.lines})
        return tuple(_summed([one for one in self.lines if one.service == service]) for service in services)

    @property
    def by_day(self) -> tuple[Assessed, ...]:
        """The same of all services together, one for each day."""
        days = sorted({one.day for one in self.lines})
        return tuple(_summed([one for one in self.lines if one.day == day]) for day in days)


def _summed(lines: Sequence[Assessed]) -> Assessed:
    """These lines as one, with the day, the service and the title of the first."""
    return replace(
        lines[0],
        assessed=sum(one.assessed for one in lines),
        collected=sum(one.collected for one in lines),
        given_back=sum(one.given_back for one in lines),
        waived=sum(one.waived for one in lines),
        open=sum(one.open for one in lines),
    )


@dataclass(frozen=True)
class PeriodCard:
    """A month or a year: closed with its digest, due to be closed, kept open by a shift at `desk`, or not over yet."""

    kind: CloseKind
    period: str
    state: PeriodState
    closed_at: datetime | None = None
    digest: str = ""
    desk: str = ""


@dataclass(frozen=True)
class PeriodSheet:
    """Every period since the first Z, what the chosen one comes to, and the numbers of pads that are missing."""

    cards: tuple[PeriodCard, ...]
    chosen: PeriodCard
    found: Reconciled
    may_close: bool
    gaps: tuple[str, ...]
