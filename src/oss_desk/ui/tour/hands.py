"""Hands at the window: press, type, choose and look, and wait until it has answered; never for a time."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from oss_desk.ui.shell import Shell
from oss_desk.ui.widgets.editors import Chooser
from oss_desk.ui.widgets.field import Field

W = TypeVar("W", bound=QWidget)
LONGEST_MS = 30_000
"""How long one answer of the window may take before the tour says what it waited for."""
LAYOUTS = 4
"""How often wrapped words may ask their surroundings for another height until everything stands."""
LEFT = Qt.MouseButton.LeftButton


class Stuck(Exception):
    """The window did not do what the tour needed, or does not show it: what was waited or looked for."""


class Hands:
    """Works one window as a person does. Every deed ends once all lanes of the window are at rest."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.broken: BaseException | None = None

    def until(self, what: str, ready: Callable[[], bool], longest_ms: int = LONGEST_MS) -> None:
        """Let the window work until this is so; raises Stuck with `what` when it never is."""
        watch = QTimer(singleShot=True, interval=longest_ms)
        watch.start()
        QCoreApplication.processEvents()
        while self._is_whole(what) and not ready():
            if not watch.isActive():
                raise Stuck(f"Waited in vain for {what}. {self.told()}".strip())
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._is_whole(what)

    def rest(self) -> None:
        """Until every lane is at rest and nothing waits that was put off for some tenths of a second."""
        self.until("the window to come to rest", self._is_at_rest)
        self.until("the window to come to rest", self._is_at_rest)
        for _ in range(LAYOUTS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            self._come_back()

    def told(self) -> str:
        """What the window says above its papers."""
        message = self._shell.message
        return message.accessibleName() if message.isVisible() else ""

    def press(self, part: QAbstractButton) -> None:
        """Press a button that is shown."""
        self._show(part)
        if not part.isEnabled():
            raise Stuck(f"“{part.accessibleName()}” cannot be pressed. {part.accessibleDescription()}".strip())
        QTest.mouseClick(part, LEFT)
        self.rest()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self._shell, key, modifier)
        self.rest()

    def choose(self, words: str) -> None:
        """Take an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            raise Stuck(f"There is no menu with “{words}”.")
        entry = next((entry for entry in menu.actions() if entry.text() == words and entry.isEnabled()), None)
        if entry is None:
            menu.close()
            raise Stuck(f"The menu has no “{words}”.")
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
        self.rest()

    def write(self, field: Field, text: str) -> None:
        """Type this into a field in place of what stands there."""
        editor = field.input()
        if editor is None:
            raise Stuck(f"Nothing can be typed into “{field.label.text()}”.")
        self.enter(editor, text)

    def enter(self, editor: QLineEdit | QPlainTextEdit, text: str) -> None:
        """The same for what is typed in itself."""
        self._show(editor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()
        if not text:
            QTest.keyClick(editor, Qt.Key.Key_Delete)
        for sign in text:
            self._sign(editor, sign)

    def take(self, field: Field, value: str) -> None:
        """Choose this id in a field of choices."""
        button = field.choice_button(value)
        if button is not None:
            self._show(button)
            QTest.mouseClick(button, LEFT)
        elif isinstance(field.editor, Chooser):
            self._from_list(field.editor, value)
        else:
            raise Stuck(f"“{field.label.text()}” has nothing to choose.")

    def pick(self, chooser: Chooser, value: str) -> None:
        """Choose this id from a list."""
        self._from_list(chooser, value)
        self.rest()

    def look_at(self, part: QWidget) -> None:
        """Scroll there, for a picture."""
        self._show(part)

    def leave(self) -> None:
        """Go out of the field that is typed in."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.rest()

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """What is shown under this accessible name."""
        found = next((part for part in self.all(kind, within) if part.accessibleName() == name), None)
        if found is None:
            raise Stuck(f"The window shows no “{name}”. {self.told()}".strip())
        return found

    def last(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """The last of what is shown under this accessible name."""
        self.find(kind, name, within)
        return [part for part in self.all(kind, within) if part.accessibleName() == name][-1]

    def field(self, label: str, within: QWidget | None = None) -> Field:
        """The field under this label."""
        found = next((field for field in self.all(Field, within) if field.label.text() == label), None)
        if found is None:
            raise Stuck(f"The window shows no field “{label}”. {self.told()}".strip())
        return found

    def all(self, kind: type[W], within: QWidget | None = None) -> list[W]:
        """Everything of this kind that is shown."""
        around = within if within is not None else self._shell
        found: list[W] = [part for part in around.findChildren(kind) if part.isVisible()]
        return found

    def _is_whole(self, what: str) -> bool:
        """True; raises Stuck when something broke in the window."""
        broken, self.broken = self.broken, None
        if broken is not None:
            raise Stuck(f"The window broke while waiting for {what}: {broken!r}") from broken
        return True

    def _come_back(self) -> None:
        """After a menu or a list of choices the window is the active one again, as a window manager sees to it."""
        if not self._shell.isActiveWindow():
            self._shell.activateWindow()
            self.until("the window to become active", self._shell.isActiveWindow)

    def _is_at_rest(self) -> bool:
        if self._shell.tasks.pending():
            return False
        return not any(timer.isActive() and timer.isSingleShot() for timer in self._shell.findChildren(QTimer))

    def _show(self, part: QWidget) -> None:
        """Scroll to it, as one has to before it can be pressed."""
        if not part.isVisible():
            raise Stuck(f"“{part.accessibleName()}” is not shown.")
        above = part.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(part)
            above = above.parentWidget()
        if part.visibleRegion().isEmpty():
            raise Stuck(f"“{part.accessibleName()}” lies where nobody can see or press it.")

    def _sign(self, editor: QWidget, sign: str) -> None:
        key = Qt.Key.Key_Return if sign == "\n" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))

    def _from_list(self, chooser: Chooser, value: str) -> None:
        row = chooser.findData(value)
        if row < 0:
            raise Stuck(f"“{chooser.accessibleName()}” does not offer “{value}”.")
        self._show(chooser)
        chooser.setFocus(Qt.FocusReason.OtherFocusReason)
        chooser.showPopup()
        view = chooser.view()
        view.setCurrentIndex(chooser.model().index(row, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.until(f"“{chooser.accessibleName()}” to take the choice", lambda: not _is_seen(view))
        self._come_back()


def _is_seen(part: QWidget) -> bool:
    """Whether it is still there and shown: a choice may draw anew what it was made in."""
    return shiboken6.isValid(part) and part.isVisible()
