"""A thing made that came out wrong: why, and where the sheet is kept, so that another can be made in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if


class SpoilForm(Fitting):
    """One quiet button that opens the form; `said` carries the reason and, where a sheet is kept, its place."""

    said = Signal(object)

    def __init__(self, here: Here, title: str, *, keeps_sheet: bool) -> None:
        super().__init__()
        self._here, self._keeps_sheet = here, keeps_sheet
        say = here.language.text
        self._open = Button(say("It was spoilt"), "close", kind="quiet", flush=True)
        self._open.setAccessibleName(say("{output} was spoilt", output=title))
        self.reason = Field(say("Why"), check=lambda text: None if text.strip() else say("Write why."))
        self.place = Field(
            say("Where the sheet is kept"), check=lambda text: None if text.strip() else say("Write where.")
        )
        self._save = Button(say("Write down as spoilt"), "close", kind="danger")
        self._leave = Button(say("It is in order"), kind="quiet")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self._form = (self.reason, self.place, beside(self._save, self._leave, 1))
        for part in (beside(self._open, 1), *self._form):
            outer.addWidget(part)
        self._open.clicked.connect(lambda: self._show(True))
        self._leave.clicked.connect(lambda: self._show(False))
        self._save.clicked.connect(lambda: self._say())
        self._show(False)

    def _show(self, opened: bool) -> None:
        self._open.setVisible(not opened)
        for part in self._form:
            part.setVisible(opened)
        show_if(self.place, opened and self._keeps_sheet)
        if opened:
            self.reason.focus()

    def _say(self) -> None:
        whole = self.reason.validate()
        if self._keeps_sheet:
            whole = self.place.validate() and whole
        if whole:
            place = {"place": self.place.text()} if self._keeps_sheet else {}
            self.said.emit({"reason": self.reason.text(), **place})
