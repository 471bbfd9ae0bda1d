"""A life event to press: a sign above its words, which may take two lines."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent

from oss_desk.ui.theme import line_height, px, theme
from oss_desk.ui.widgets.button import Tile
from oss_desk.ui.widgets.paint import box, pressable, sign, smooth
from oss_desk.ui.widgets.writing import advance, write


class EventTile(Tile):
    """As high as two lines need."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text, icon)
        self._text, self._sign = text, icon

    def sizeHint(self) -> QSize:
        """A sign, two lines, and air."""
        return QSize(96, px(36) + 2 * line_height("body"))

    def minimumSizeHint(self) -> QSize:
        """Words may be cut, the sign never."""
        return QSize(64, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign above the words."""
        painter = smooth(self)
        if self.isChecked():
            box(painter, self.rect(), "river-tint", "river", theme().radius["control"], 2)
        else:
            pressable(painter, self, theme().radius["control"])
        ink, step = "river" if self.isChecked() else "ink2", line_height("body")
        sign(painter, self._sign, ink, 20, QRect(0, px(6), self.width(), px(24)), self.devicePixelRatioF())
        lines = two_lines(self._text, "label", self.width() - 12)
        top = px(30) + (2 - len(lines)) * step // 2
        for words in lines:
            write(painter, self, QRect(6, top, self.width() - 12, step), words, "label", "ink")
            top += step
        painter.end()


def two_lines(words: str, role: str, width: float) -> list[str]:
    """The words in one or two lines, broken between words as evenly as possible."""
    parts = words.split()
    if advance(words, role) <= width or len(parts) == 1:
        return [words]
    cuts = [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts))]
    return list(min(cuts, key=lambda pair: max(advance(part, role) for part in pair)))
