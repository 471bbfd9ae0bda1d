"""What the office stands for, beside the sign-in and the first start."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.theme import color, px
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.paint import is_mirrored, smooth

SIDE_WIDE, SIDE_MEDIUM = 480, 320


class Motto(QFrame):
    """The dark side of the sign-in: three lines and what they mean as a line downwards."""

    def __init__(self, language: Language, version: str) -> None:
        super().__init__()
        say = language.text
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(48, 48, 32, 40)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Sign("logo", "rail-ink", 40))
        head.addWidget(Label("OSS Desk", "heading", "rail-ink"), 1)
        outer.addLayout(head)
        outer.addStretch(5)
        for words in (say("One visit."), say("One receipt."), say("One line to follow.")):
            outer.addWidget(Label(words, "figure", "rail-ink", wrap=True))
        outer.addSpacing(32)
        points = [
            (say("Ask once"), say("a paper seen here need not be shown again")),
            (say("Pay what the law says"), say("each line with its ground, nothing else")),
            (say("See who has it"), say("and by when, at every moment")),
            (say("In the citizen’s hands"), say("signed, on time")),
        ]
        last = len(points) - 1
        self._points = [_Point(*words, first=number == 0, last=number == last) for number, words in enumerate(points)]
        for point in self._points:
            outer.addWidget(point)
        outer.addStretch(2)
        outer.addWidget(Label(say("Version {number}", number=version) if version else "", "body", "rail-ink2"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all the words the quiet ones yield, then the points."""
        super().resizeEvent(event)
        for points, captions in ((True, True), (True, False), (False, False)):
            for point in self._points:
                point.caption.setVisible(captions)
                point.setVisible(points)
            self._outer.invalidate()
            if self._outer.totalHeightForWidth(self.width()) <= self.height():
                break

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the rail."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("rail"))
        painter.end()


class _Point(QWidget):
    """One station of the motto."""

    def __init__(self, title: str, text: str, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addSpacing(px(40))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "large", "rail-ink", wrap=True))
        self.caption = Label(text, "body", "rail-ink2", wrap=True)
        words.addWidget(self.caption)
        words.addSpacing(20)
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the station and the piece of line down to the next."""
        painter = smooth(self)
        middle = self.width() - 10 if is_mirrored(self) else 10
        painter.setPen(QPen(color("rail-ink"), 2))
        if not self._last:
            painter.drawLine(middle, 12, middle, self.height())
        if not self._first:
            painter.drawLine(middle, 0, middle, 4)
        painter.setBrush(color("rail-ink" if self._first else "rail"))
        painter.drawEllipse(QRect(middle - 8, 4, 16, 16))
        painter.end()
