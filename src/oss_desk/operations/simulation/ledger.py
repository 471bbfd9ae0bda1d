"""What the officials of a simulated office were told was done, kept apart from its database and held against it."""

from collections import Counter
from dataclasses import dataclass, field

from oss_desk.operations.money.correcting import BackBy
from oss_desk.operations.sheets import PaymentGiven


@dataclass
class Ledger:
    """Money by desk and means in minor units, and how many payments, as an attentive cashier would note them."""

    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    back: Counter[tuple[str, str]] = field(default_factory=Counter)
    payments: Counter[str] = field(default_factory=Counter)
    cash: Counter[str] = field(default_factory=Counter)
    """What lies in each till now."""
    receipts: dict[str, list[str]] = field(default_factory=dict)
    """The receipts of each desk, in the order in which they were given out."""

    def opened(self, desk: str, amount: int) -> None:
        """A till was opened with this float."""
        self.cash[desk] = amount

    def took(self, desk: str, payment: PaymentGiven) -> None:
        """One payment was taken at that desk."""
        self.payments[desk] += 1
        for part in payment.parts:
            self.taken[desk, part.means] += part.amount
            self.cash[desk] += part.amount if part.means == "cash" else 0

    def gave_back(self, desk: str, parts: tuple[BackBy, ...]) -> None:
        """Money went back to who had paid it."""
        for part in parts:
            self.back[desk, part.means] += part.amount
            self.cash[desk] -= part.amount if part.means == "cash" else 0
