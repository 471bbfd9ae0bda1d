"""What the officials of a simulated office were told was done, kept apart from its database and held against it."""

from collections import Counter
from dataclasses import dataclass, field

from oss_desk.operations.money.correcting import BackBy
from oss_desk.operations.sheets import PaymentGiven


@dataclass
class Ledger:
    """Money by desk and means in minor units, as an attentive cashier would note it, for ever and for this shift."""

    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    back: Counter[tuple[str, str]] = field(default_factory=Counter)
    cash: Counter[str] = field(default_factory=Counter)
    """What lies in each till now."""
    opening: Counter[str] = field(default_factory=Counter)
    """What lay in each till when its shift was opened."""
    shift: dict[str, Counter[str]] = field(default_factory=dict)
    """Sums and counts of the shift that is open at each desk."""
    receipts: dict[str, list[str]] = field(default_factory=dict)
    """The receipts of each desk, in the order in which they were given out."""
    numbers: Counter[str] = field(default_factory=Counter)
    """The last number of a receipt that each desk had given out at its last Z."""
    pads: Counter[str] = field(default_factory=Counter)
    """How many receipts each desk wrote by hand."""
    zs: Counter[str] = field(default_factory=Counter)
    digests: dict[str, str] = field(default_factory=dict)
    """How many shifts each desk closed, and the digest on the paper of the last one."""

    def take(self, other: "Ledger") -> None:
        """Everything that another one noted, of other desks."""
        self.taken.update(other.taken)
        self.back.update(other.back)
        self.cash.update(other.cash)
        self.shift.update(other.shift)
        self.receipts.update(other.receipts)
        self.numbers.update(other.numbers)
        self.opening.update(other.opening)
        self.pads.update(other.pads)
        self.zs.update(other.zs)
        self.digests.update(other.digests)

    def _note(self, desk: str, what: str, amount: int) -> None:
        shift = self.shift.setdefault(desk, Counter())
        shift[what] += amount
        shift[f"{what} count"] += 1

    def opened(self, desk: str, amount: int) -> None:
        """A till was opened with this float."""
        self.cash[desk] = self.opening[desk] = amount
        self.shift[desk] = Counter()

    def closed(self, desk: str, digest: str) -> None:
        """A shift was closed; this stands on its paper."""
        self.zs[desk] += 1
        self.digests[desk] = digest

    def took(self, desk: str, payment: PaymentGiven) -> None:
        """One payment was taken at that desk."""
        self._note(desk, "taken", sum(part.amount for part in payment.parts))
        if payment.written_on is not None:
            self._note(desk, "by hand", sum(part.amount for part in payment.parts))
        for part in payment.parts:
            self.taken[desk, part.means] += part.amount
            if part.means == "cash":
                self._note(desk, "taken cash", part.amount)
                self.cash[desk] += part.amount

    def gave_back(self, desk: str, parts: tuple[BackBy, ...], kind: str) -> None:
        """Money went back to who had paid it, by a "void" or a "refund"."""
        self._note(desk, kind, sum(part.amount for part in parts))
        for part in parts:
            self.back[desk, part.means] += part.amount
            if part.means == "cash":
                self._note(desk, "back cash", part.amount)
                self.cash[desk] -= part.amount

    def moved(self, desk: str, amount: int) -> None:
        """Cash came into a till, or below zero left it, without a payment."""
        self.cash[desk] += amount

    def waived(self, desk: str, amount: int) -> None:
        """Something need not be paid."""
        self._note(desk, "waived", amount)

    def copied(self, desk: str) -> None:
        """A receipt was printed once more."""
        self._note(desk, "copies", 1)

    def abandoned(self, desk: str) -> None:
        """Money was asked for and not taken."""
        self._note(desk, "abandoned", 1)
