"""The only question that stops the window: a second person confirms with name and password."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.focus_ring import FocusRing
from oss_desk.ui.widgets.label import Label


class SecondPerson(QDialog):
    """A second person's approval. `confirmed` carries name and password; the caller closes it or says why not.

    `words` are the translated texts: name, password, confirm, cancel, show; code, where a second factor is asked for,
    which is read as `code.text()`; and sample, what is said above `people`:
    who has no password in a sample office, (name to sign in with, name), and confirms by a press.
    """

    confirmed = Signal(str, str)
    elsewhere = Signal()
    """She is to be asked at another desk."""

    def __init__(
        self,
        title: str,
        text: str,
        words: dict[str, str],
        parent: QWidget | None = None,
        people: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(Label(title, "heading", wrap=True))
        self.about = Label(text, "body", "ink", wrap=True)
        outer.addWidget(self.about)
        self.people = [self._person(login, name) for login, name in people]
        if self.people:
            outer.addWidget(Label(words["sample"], "body", "ink2", wrap=True))
        for button in self.people:
            outer.addWidget(button)
        self.name = Field(words["name"])
        self.password = Field(words["password"], "password", button_name=words.get("show", ""))
        self.code = Field(words.get("code", ""), mono=True)
        self.code.setVisible("code" in words)
        outer.addWidget(self.name)
        outer.addWidget(self.password)
        outer.addWidget(self.code)
        self.confirm = Button(words["confirm"], "check", "Enter", kind="primary")
        self.cancel = Button(words["cancel"], key_hint="Esc")
        self.other = Button("", "send")
        self.other.hide()
        self.other.clicked.connect(self.elsewhere)
        self.waiting = Label("", "body", "ink3", wrap=True)
        self.waiting.hide()
        outer.addWidget(self.waiting)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        outer.addLayout(row)
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.reject)
        self.name.entered.connect(self.password.focus)
        self.password.entered.connect(self._confirm)
        self.code.entered.connect(self._confirm)
        self.setMinimumWidth(440)
        self._ring = FocusRing(self)
        if self.people:
            self.people[0].setFocus()
        else:
            self.name.focus()

    def offer_elsewhere(self, words: str, asked: str, waits: bool) -> None:
        """Let her be asked at another desk; where she was asked already (`waits`), say so instead."""
        self.other.setText(words)
        self.other.setVisible(not waits)
        self.waiting.setText(asked)
        self.waiting.setVisible(waits)

    def set_error(self, message: str) -> None:
        """Say why it was not accepted; both can be typed again."""
        self.confirm.setEnabled(True)
        for button in self.people:
            button.setEnabled(True)
        self.password.set_text("")
        self.password.set_error(message)
        self.password.focus()

    def _person(self, login: str, name: str) -> Button:
        button = Button(name, "person", kind="answer")
        button.clicked.connect(lambda: self._pressed(login))
        return button

    def _pressed(self, login: str) -> None:
        for button in self.people:
            button.setEnabled(False)
        self.password.set_error(None)
        self.confirmed.emit(login, "")

    def _confirm(self) -> None:
        if self.confirm.isEnabled() and self.name.text() and self.password.text():
            self.confirm.setEnabled(False)
            self.password.set_error(None)
            self.confirmed.emit(self.name.text(), self.password.text())
