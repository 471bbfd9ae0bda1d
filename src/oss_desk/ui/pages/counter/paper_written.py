"""A receipt that was written by hand while the program could not work: its printed number and its day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field


class PaperWritten(QWidget):
    """One quiet button, and after it is pressed two fields; `changed` comes with each key."""

    changed = Signal()

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = here.language.text
        self._here = here
        self._turn = Button(say("A paper receipt was written"), "paper", kind="quiet")
        self._turn.clicked.connect(self._turned)
        self._number = Field(say("Number on the pad"))
        self._day = Field(say("Day it was written"), "date")
        for field in (self._number, self._day):
            field.changed.connect(lambda _: self.changed.emit())
            field.hide()
        under(beside(self._turn, 1), self._number, self._day, gap=4, into=self)

    def number(self) -> str:
        """The printed number; empty where no paper was written."""
        return "" if self._number.isHidden() else self._number.text().strip()

    def written_on(self) -> date | None:
        """The day; None where no paper was written, or none is typed yet."""
        try:
            return None if self._day.isHidden() else date.fromisoformat(self._day.text())
        except ValueError:
            return None

    def missing(self) -> str:
        """What is still missing, in a sentence."""
        if self._number.isHidden():
            return ""
        if not self.number():
            return self._here.language.text("The number of the paper receipt is missing")
        return "" if self.written_on() else self._here.language.text("The day of the paper receipt is missing")

    def put_away(self) -> None:
        """The next payment is not on paper."""
        for field in (self._number, self._day):
            field.set_text("")
            field.hide()
        self._turn.setText(self._here.language.text("A paper receipt was written"))

    def _turned(self) -> None:
        if not self._number.isHidden():
            self.put_away()
        else:
            self._number.show()
            self._day.show()
            self._turn.setText(self._here.language.text("No paper receipt"))
            self._number.focus()
        self.changed.emit()
