"""What the officials of a simulated office were told was done, kept apart from its database and held against it."""

from collections import Counter
from dataclasses import dataclass, field

from oss_desk.operations.sheets import PaymentGiven


@dataclass
class Ledger:
    """Money by desk and means in minor units, and how many payments, as an attentive cashier would note them."""

    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    payments: Counter[str] = field(default_factory=Counter)

    def took(self, desk: str, payment: PaymentGiven) -> None:
        """One payment was taken at that desk."""
        self.payments[desk] += 1
        for part in payment.parts:
            self.taken[desk, part.means] += part.amount
