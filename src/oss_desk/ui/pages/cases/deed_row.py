"""A thing that may be done, as a row of the slip: sign and words from the start side, its letter at the end."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import line_height, px, theme
from oss_desk.ui.widgets.button import quiet_ground
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth
from oss_desk.ui.widgets.writing import advance, write, write_lines

EDGE, GAP = 6, 8


class DeedRow(Once, QPushButton):
    """36 high; words too long for one line take a second, and so does what has to be said before it is pressed."""

    def __init__(
        self, words: str, icon: str, letter: str, note: str = "", *, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._icon, self._letter, self._note, self._danger = words, icon, letter, note, danger
        self.setAccessibleName(words)
        self.setAccessibleDescription(note)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """What it does."""
        return self._words

    def sizeHint(self) -> QSize:
        """Sign, words and letter side by side."""
        high = self._words_high() + (line_height("body") if self._note else 0)
        return QSize(advance(self._words, "label") + advance(self._letter, "body") + _begin() + 2 * GAP, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another line."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _room(self) -> int:
        """How wide the words may be, between the sign and the letter."""
        return self.width() - _begin() - GAP - advance(self._letter, "body") - GAP

    def _words_high(self) -> int:
        one = px(theme().height["control"])
        return one if advance(self._words, "label") <= self._room() else one + line_height("body")

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for every slip."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, words, letter, and the second line."""
        painter = smooth(self)
        ground = quiet_ground(self.underMouse() and self.isEnabled(), self.isDown())
        box(painter, self.rect(), *ground, theme().radius["control"])
        ink = "ink3" if not self.isEnabled() else "stop" if self._danger else "river"
        top, step = self._words_high(), line_height("body")
        sign(painter, self._icon, ink, 20, self._turn(EDGE, px(20), 0, top), self.devicePixelRatioF())
        write_lines(painter, self, self._turn(_begin(), self._room(), 0, top), self._words, "label", ink)
        if self._note:
            rest = self.width() - _begin() - GAP
            self._write(painter, self._turn(_begin(), rest, top - GAP, step), self._note, "body", "ink3")
        end = self._turn(self.width() - advance(self._letter, "body") - GAP, advance(self._letter, "body"), 0, top)
        write(painter, self, end, self._letter, "body", "ink3", ltr=True)
        painter.end()

    def _write(self, painter: QPainter, rect: QRect, words: str, role: str, ink: str) -> None:
        write(painter, self, rect, words, role, ink, "start")

    def _turn(self, x: int, width: int, top: int, height: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, top, width, height)


def _begin() -> int:
    """Where the words begin, behind the sign."""
    return EDGE + px(20) + GAP
