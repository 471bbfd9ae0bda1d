"""Widgets whose height follows their width: as high as their wrapped words need, and no higher."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


class Fitting(QFrame):
    """A frame with a layout that is exactly as high as its layout needs at the width it was given.

    Qt caps a widget at the height of its size hint, and a size hint knows no width; so this one remembers its width.
    """

    _fitted = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The layout's own width, and the height for the width there is."""
        layout, hint = self.layout(), super().sizeHint()
        if layout is None or not self._fitted or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.totalHeightForWidth(self._fitted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height."""
        super().resizeEvent(event)
        if event.size().width() != self._fitted:
            self._fitted = event.size().width()
            self.updateGeometry()


def yields(widget: QWidget) -> QWidget:
    """Mark a caption or time of day that is left out first where the window is not wide; gives it back."""
    widget.setProperty("yields", True)
    return widget


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a part; a part that lies nowhere yet is not opened as a window of its own."""
    if not shown or widget.parentWidget() is not None:
        widget.setVisible(shown)
