"""A press counts once: the second half of a double click, which may already fall on something new, does nothing."""

from PySide6.QtGui import QMouseEvent


class Once:
    """Stands before a Qt button among the bases of whatever does something when it is pressed."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt would take it for another press."""
        event.accept()
