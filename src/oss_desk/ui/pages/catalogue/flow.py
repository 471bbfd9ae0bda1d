"""Small parts in a row that goes on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_desk.ui.widgets.paint import is_mirrored

ACROSS, DOWN = 8, 6


class Flow(QWidget):
    """Parts keep their own size; the row is as high as its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """One more part at the end."""
        part.setParent(self)
        self._parts.append(part)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Less room, more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at this width."""
        return self._place(width, False)

    def sizeHint(self) -> QSize:
        """As high as it is at the width it has."""
        wide = self.width() if self.width() > 1 else 320
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """The widest part."""
        widest = max((part.sizeHint().width() for part in self._parts), default=0)
        return QSize(min(widest, 120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts in their places."""
        self._place(event.size().width(), True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _place(self, width: int, move: bool) -> int:
        at, line = QPoint(0, 0), 0
        for part in self._parts:
            size = part.sizeHint()
            wide = min(size.width(), width)
            if at.x() and at.x() + wide > width:
                at, line = QPoint(0, at.y() + line + DOWN), 0
            if move:
                left = width - at.x() - wide if is_mirrored(self) else at.x()
                part.setGeometry(QRect(left, at.y(), wide, size.height()))
            at.setX(at.x() + wide + ACROSS)
            line = max(line, size.height())
        return at.y() + line
