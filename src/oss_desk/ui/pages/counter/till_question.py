"""What stands before a payment while no shift is open: the float to count, or the shift of before to close."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sheets import TillNow
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Card
from oss_desk.workflows.typed import read_amount


class TillQuestion(QWidget):
    """Empty while a shift is open. The float is typed here, and the next action opens the shift before it books.

    `entered` comes on Enter in the float, `changed` with each key, `to_till` when the page Till is wanted.
    """

    changed = Signal()
    entered = Signal()
    to_till = Signal()

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = here
        self._now = TillNow("open")
        under(gap=8, into=self)
        self._float: Field | None = None
        self.hide()

    def show_now(self, now: TillNow) -> None:
        """Ask what this state of the till needs; a float that is being typed stays."""
        if now == self._now:
            return
        self._now, self._float = now, None
        layout = self.layout()
        while layout is not None and layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in self._parts():
            if layout is not None:
                layout.addWidget(part)
        self.setHidden(now.state in ("open", "by-itself"))

    def field(self) -> Field | None:
        """Where the float is typed; None when none is asked for."""
        return self._float

    def missing(self) -> str:
        """What keeps money from being taken, in a sentence; empty when nothing does."""
        say = self._here.language.text
        if self._now.state == "left":
            return say("A shift of before is still open")
        if self._now.state == "counted":
            return say("The shift is counted and not closed yet")
        if self._float is not None and self.counted() is None:
            return say("The float is not counted yet")
        return ""

    def counted(self) -> Counted | None:
        """The float as it was typed; None while there is none, or none is asked for."""
        amount = read_amount(self._float.text(), self._here.office.money) if self._float is not None else None
        return Counted(amount.minor) if amount is not None and amount.minor >= 0 else None

    def _parts(self) -> list[QWidget]:
        if self._now.state == "none":
            return self._ask_float()
        if self._now.state in ("left", "counted"):
            return self._ask_close()
        return []

    def _ask_float(self) -> list[QWidget]:
        say = self._here.language.text
        check = partial(self._here.no_amount, currency=self._here.office.money)
        hint = say("Count the cash in the till. The shift opens with the first payment.")
        self._float = Field(say("Float"), "money", hint=hint, check=check)
        self._float.changed.connect(lambda _: self.changed.emit())
        self._float.entered.connect(self.entered)
        self.setFocusProxy(self._float)
        return [Card(say("Your shift is not open yet"), icon="till", tone="wait"), self._float]

    def _ask_close(self) -> list[QWidget]:
        say, now = self._here.language.text, self._now
        since = self._here.day(now.since) if now.since is not None else ""
        words = say("{official}, since {day}", official=now.official, day=since)
        title = say("The shift is counted") if now.state == "counted" else say("A shift of before is open here")
        button = Button(say("Count and close it") if now.state == "left" else say("Close it"), "till")
        button.clicked.connect(self.to_till)
        return [Card(title, words, "till", "wait"), button]
