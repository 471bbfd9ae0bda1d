"""A press counts once: the second half of a double click, which may already fall on something new, does nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    Base = QAbstractButton
else:
    Base = object

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Once(Base):
    """Stands before a Qt button among the bases of whatever does something when it is pressed.

    Enter presses what has the focus, on every desk alike; Qt leaves that to the desk. A held key counts once.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt would take it for another press."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held and self.takes_enter():
            if not event.isAutoRepeat():
                self.click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def takes_enter(self) -> bool:
        """Whether Enter may press it."""
        return self.isEnabled()
