"""The bar that stands for the first column where the window is narrow: a sentence, and a sign that opens it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import px, theme
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import is_mirrored, pressable, sign, smooth
from oss_desk.ui.widgets.writing import write

LOW = 32


class SummaryBar(Once, QPushButton):
    """44 high over the whole width; checked while what it stands for is open."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._low = words, False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Another sentence."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def set_low(self, low: bool) -> None:
        """Less air where the window is low for its letters."""
        self._low = low
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as a row; as its words, where the window is low."""
        return QSize(240, px(LOW if self._low else theme().height["row"]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, its words and the sign at its end."""
        painter = smooth(self)
        pressable(painter, self, theme().radius["panel"], border="line")
        turned = is_mirrored(self)
        room = QRect(44 if turned else 16, 0, self.width() - 60, self.height())
        write(painter, self, room, self._words, "key", "ink", "start")
        place = QRect(12 if turned else self.width() - 36, 0, 24, self.height())
        icon = "chevron-up" if self.isChecked() else "chevron-down"
        sign(painter, icon, "ink2", 18, place, self.devicePixelRatioF())
        painter.end()
