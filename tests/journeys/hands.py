"""An official's hands on the real window: keys, and reading what is shown; nothing here reaches behind the window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.operations.sheets import VisitSheet
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.shell import Shell

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 15_000


class Hands:
    """What an official does at the Counter."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self._qtbot, self.shell = qtbot, shell

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this is to be seen."""
        self._qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def sign_in(self, login: str) -> None:
        """Choose oneself; a sample office asks no password."""
        self.shell.sign_in.chosen.emit(login, "")
        self.until(lambda: isinstance(self.shell.page(), CounterPage))
        self.until(lambda: self.counter.next.key_hint == "F3" or self.counter.view is not None)

    @property
    def counter(self) -> CounterPage:
        """The page Counter."""
        page = self.shell.page()
        assert isinstance(page, CounterPage)
        return page

    @property
    def view(self) -> VisitView:
        """The visit on it."""
        view = self.counter.view
        assert view is not None
        return view

    @property
    def visit(self) -> VisitSheet:
        """What the page knows of the visit."""
        sheet = self.view.sheet
        assert sheet is not None
        return sheet

    def press(self, key: str) -> None:
        """A key that means the same everywhere, pressed on the window."""
        assert self.shell.press(key)

    def key(self, character: str) -> None:
        """A single key while nothing is typed."""
        QTest.keyClicks(self._cursor(), character)

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        QTest.keyClicks(self._cursor(), text)

    def enter(self) -> None:
        """Enter, where the cursor is."""
        QTest.keyClick(self._cursor(), Qt.Key.Key_Return)

    def _cursor(self) -> QWidget:
        """What keys go to: where the cursor is, else the window."""
        return QApplication.focusWidget() or self.shell

    def serve(self) -> None:
        """A citizen steps up."""
        self.press("F3")
        self.until(lambda: self.counter.view is not None and self.view.sheet is not None)

    def find(self, text: str) -> None:
        """Find her by what she says."""
        self.type(text)
        self.enter()
        self.until(lambda: self.visit.visitor is not None)

    def add(self, words: str) -> None:
        """Put a service into the basket."""
        before = len(self.visit.lines)
        self.until(lambda: bool(self.view.services.found()))
        self.type(words)
        self.enter()
        self.until(lambda: len(self.visit.lines) == before + 1)

    def go_on(self, station: str) -> None:
        """Ctrl+Enter."""
        self.press("Ctrl+Return")
        self.until(lambda: self.view.station == station)

    def mark_all(self, digit: str = "1") -> None:
        """Everything that is asked for is shown, as an original."""
        while self.visit.papers_settled < len(self.visit.papers):
            self._mark_one(digit)

    def _mark_one(self, digit: str) -> None:
        settled = self.visit.papers_settled
        asked = self.view.documents.asking()
        assert asked is not None
        assert asked.question is not None
        self.key("y" if asked.question.reuses() else digit)
        if asked.question.is_noting():
            self.enter()
        self.until(lambda: self.visit.papers_settled > settled)

    def answer(self, **values: str) -> None:
        """Fill these questions, wherever they stand; choices by their id."""
        for (_, field), question in self.view.details.questions().items():
            if field in values:
                assert isinstance(question, AnswerField)
                question.editor.set_text(values[field])
                question.changed.emit()

    def button(self, name: str) -> QAbstractButton | None:
        """The button that is called so, if it is to be seen."""
        found = [
            one for one in self.shell.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible()
        ]
        return found[0] if found else None

    def click(self, name: str) -> None:
        """Press a button by its name."""
        self.until(lambda: self.button(name) is not None)
        button = self.button(name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
