"""The small forms of the till: cash put in or taken out, a bank deposit, the drawer opened for nothing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.field import Field
from oss_desk.workflows.typed import read_amount


class MoveForm(QWidget):
    """Amount, reason or slip of one movement of cash; `changed` comes with each key."""

    changed = Signal()

    def __init__(self, here: Here, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = here.language.text
        self.kind, self._here = kind, here
        check = partial(here.no_amount, currency=here.office.money)
        self.amount = Field(say("Amount"), "money", check=check)
        self.slip = Field(say("Slip of the bank"))
        self.reason = Field(say("Reason"))
        self.amount.setHidden(kind == "drawer")
        self.slip.setHidden(kind != "deposit")
        self.reason.setHidden(kind == "deposit")
        for field in (self.amount, self.slip, self.reason):
            field.changed.connect(lambda _: self.changed.emit())
        under(self.amount, self.slip, self.reason, gap=12, into=self)

    def start(self) -> None:
        """Put the cursor into the first field."""
        (self.reason if self.kind == "drawer" else self.amount).focus()

    def missing(self) -> str:
        """What is still missing, in a sentence."""
        say = self._here.language.text
        if self.kind != "drawer" and not self._minor():
            return say("The amount is missing")
        if self.kind == "deposit":
            return "" if self.slip.text() else say("The number of the slip is missing")
        return "" if self.reason.text() else say("The reason is missing")

    def values(self) -> Mapping[str, Any]:
        """What the operation takes."""
        return {"kind": self.kind, "amount": self._minor(), "reason": self.reason.text(), "slip": self.slip.text()}

    def title(self) -> str:
        """What the filled button is called."""
        say = self._here.language.text
        words = {
            "in": say("Put the cash in"),
            "out": say("Take the cash out"),
            "deposit": say("Bring it to the bank"),
            "drawer": say("Open the drawer"),
        }
        return words[self.kind]

    def _minor(self) -> int:
        if self.kind == "drawer":
            return 0
        amount = read_amount(self.amount.text(), self._here.office.money)
        return amount.minor if amount is not None and amount.minor > 0 else 0
