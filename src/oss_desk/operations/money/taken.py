"""What a payment and its receipt are both made of: demands with their lines and cases, and the rows of the payment."""

from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.till import Demand, DemandLine, Payment, PaymentPart


@dataclass(frozen=True)
class Owed:
    """A demand that is not settled, with its frozen lines and its case."""

    demand: Demand
    lines: tuple[DemandLine, ...]
    case: Case
    waivers: tuple[Waiver, ...] = ()

    @property
    def amount(self) -> int:
        """What is to be paid: the demand less what was waived of it, in minor units."""
        return self.demand.amount - sum(waiver.amount for waiver in self.waivers)

    @property
    def elsewhere(self) -> int:
        """What of that is never taken at a desk, in minor units: stamps and the like, less what was waived of them."""
        fees = {line.fee for line in self.lines if line.elsewhere}
        waived = sum(waiver.amount for waiver in self.waivers if waiver.fee in fees)
        return max(min(sum(line.amount for line in self.lines if line.elsewhere) - waived, self.amount), 0)


@dataclass(frozen=True)
class Paid:
    """The rows of one payment, and the number its receipt will have."""

    owing: tuple[Owed, ...]
    payment: Payment
    parts: tuple[PaymentPart, ...]
    seq: int
    number: str
