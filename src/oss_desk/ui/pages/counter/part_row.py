"""One part of a payment that is made in more than one way: means, amount, reference."""

from PySide6.QtCore import Signal

from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.payment import Part
from oss_desk.ui.pages.counter.reference_field import ReferenceField
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Frame
from oss_desk.workflows.typed import read_amount


class PartRow(Frame):
    """A part that is given exactly; cash of an earlier part is counted out to the amount."""

    changed = Signal()
    removed = Signal()

    def __init__(self, here: Here, means: str, words: str, icon: str, amount: str, reference: str | None) -> None:
        super().__init__(padding=10)
        self._here, self._means = here, means
        say = here.language.text
        self._amount = Field(say("Amount by {means}", means=words), "money", value=amount, check=self._check)
        self._amount.changed.connect(lambda _: self.changed.emit())
        self._reference = ReferenceField(here, reference) if reference is not None else None
        drop = IconButton("close", say("Take this part out: {means}", means=words), "ink3")
        drop.clicked.connect(self.removed)
        self.body.setSpacing(6)
        self.body.addWidget(beside(Sign(icon), Label(words, "key"), 1, drop))
        self.body.addWidget(self._amount)
        if self._reference is not None:
            self._reference.changed.connect(lambda _: self.changed.emit())
            self.body.addWidget(self._reference)

    def means(self) -> str:
        """By which means this part is paid."""
        return self._means

    def start(self) -> None:
        """Put the cursor on the amount."""
        self._amount.focus()

    def part(self) -> Part:
        """The part as it is worked out."""
        amount = read_amount(self._amount.text(), self._here.office.money)
        amount = amount or read_amount("0", self._here.office.money)
        reference = self._reference.text() if self._reference else ""
        return Part(self._means, amount, amount if self._means == "cash" else None, reference)

    def missing(self) -> bool:
        """Whether the amount or the reference is not there yet."""
        amount = read_amount(self._amount.text(), self._here.office.money)
        return not amount or (self._reference is not None and not self._reference.text())

    def fault(self) -> str | None:
        """Why its reference cannot be kept; None while it can."""
        return self._reference.fault() if self._reference is not None else None

    def content(self) -> dict[str, str]:
        """As a draft keeps it."""
        reference = self._reference.text() if self._reference else ""
        return {"means": self._means, "amount": self._amount.text(), "reference": reference}

    def _check(self, text: str) -> str | None:
        return self._here.no_amount(text, self._here.office.money)
