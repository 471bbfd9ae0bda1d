"""The payment of what a case owes, opened where the case is shown: among its steps, or before a handover."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money, total
from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sheets import CaseSheet, Payer, PaymentGiven, TillNow
from oss_desk.ui.pages.counter.answer_field import People
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.pages.counter.pay import Payment
from oss_desk.ui.widgets.next_action import NextAction

LEGAL = "F9"


class TillBox(QWidget):
    """Empty until it is opened; `changed` comes with every key of the payment.

    `asks` carries the amount, in minor units, when money is asked for; `left` comes when it was not taken (R12).
    """

    changed = Signal()
    asks = Signal(int)
    left = Signal()
    to_till = Signal()
    to_waive = Signal()

    def __init__(self, here: Here, people: People, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._people = here, people
        self._payment: Payment | None = None
        self._now = TillNow("open")
        self._owed = Money(0, here.office.money)
        self.taking = False
        """Whether the money is being booked: then putting the payment away leaves nothing undone."""
        under(gap=0, into=self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether money is being taken."""
        return self._payment is not None

    def open(self, sheet: CaseSheet, means: Sequence[MeansOfPayment]) -> None:
        """Ask for what this case owes, by these means; a case that owes nothing is not asked."""
        if self._payment is not None or not sheet.demands:
            return
        self._owed, elsewhere = sums_of(sheet)
        person = sheet.applicant
        payment = self._payment = Payment(self._here, self._people, means)
        payment.changed.connect(lambda _: self.changed.emit())
        payment.to_till.connect(self.to_till)
        payment.to_waive.connect(self.to_waive)
        payment.let_waive(True)
        payment.show_till(self._now)
        payment.show_owed(self._owed, elsewhere, Payer(person.person.kind, person.person.id, person.name))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(payment)
        self.show()
        self.taking = False
        self.asks.emit(self._owed.minor)
        self.changed.emit()
        payment.start()

    def close_payment(self) -> bool:
        """Put the payment away; True when it was open."""
        if self._payment is None:
            return False
        self._payment.hide()
        self._payment.deleteLater()
        self._payment = None
        self.hide()
        if not self.taking:
            self.left.emit()
        return True

    def show_till(self, now: TillNow) -> None:
        """Whether a shift is open; while none is, the payment asks for the float first."""
        self._now = now
        if self._payment is not None:
            self._payment.show_till(now)
            self.changed.emit()

    def opening(self) -> Counted | None:
        """The float with which the shift is opened before the payment; None when it is open."""
        return self._payment.opening() if self._payment is not None else None

    def given(self) -> PaymentGiven | None:
        """The payment as it will be booked."""
        return self._payment.given() if self._payment is not None else None

    def show_next(self, action: NextAction) -> None:
        """Say on the filled button how much is taken, or what is still missing."""
        say = self._here.language.text
        missing = self._payment.missing() if self._payment is not None else ""
        words = say("Take {amount}", amount=self._here.money(self._owed))
        if missing:
            action.set_not_yet(words, missing, LEGAL)
        else:
            action.set_ready(words, say("and print the receipt"), LEGAL, "check")


def sums_of(sheet: CaseSheet) -> tuple[Money, Money]:
    """What the case owes now, and how much of it is paid elsewhere."""
    money = sheet.paid.currency
    owed = total((demand.amount for demand in sheet.demands), money)
    return owed, total((demand.elsewhere for demand in sheet.demands), money)
