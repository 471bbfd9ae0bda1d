"""The bar that asks why a visit is parked; the answer may be left out, and nothing typed is lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel


class ParkBar(Panel):
    """One field and two answers, in the page; the other ways to end a visit stand below, each with its key.

    `closed` carries the outcome, None for what was done in the visit.
    """

    parked = Signal(str)
    left = Signal()
    closed = Signal(object)

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        say = here.language.text
        super().__init__(say("Park this visit"), say("Anybody can resume it at any desk."), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._why = Field(say("Why, in a few words"), placeholder=say("fetching a photo"))
        self._why.entered.connect(lambda: self.parked.emit(self.reason()))
        yes, no = Button(say("Park"), "bookmark", "F6", kind="answer"), Button(say("Go on serving"), key_hint="Esc")
        yes.clicked.connect(lambda: self.parked.emit(self.reason()))
        no.clicked.connect(self.left)
        self.body.addWidget(self._why)
        self.body.addWidget(beside(yes, no, 1))
        close, gone = (
            Button(say("Close the visit"), "check", "Alt+1"),
            Button(say("The citizen left"), key_hint="Alt+2"),
        )
        close.clicked.connect(lambda: self.closed.emit(None))
        gone.clicked.connect(lambda: self.closed.emit("left"))
        for keys, button in (("Alt+1", close), ("Alt+2", gone)):
            QShortcut(QKeySequence(keys), self, button.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.body.addWidget(beside(close, gone, 1))

    def reason(self) -> str:
        """What was written."""
        return self._why.text()

    def ask(self) -> None:
        """Show it and put the cursor there."""
        self._why.set_text("")
        self.show()
        self._why.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
