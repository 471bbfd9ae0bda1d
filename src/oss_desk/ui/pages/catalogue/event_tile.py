"""A life event to press: a sign above its words, which may take three lines."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from oss_desk.ui.theme import line_height, px, theme
from oss_desk.ui.widgets.button import Tile
from oss_desk.ui.widgets.paint import box, pressable, sign, smooth
from oss_desk.ui.widgets.writing import advance, write

SIDE, FEWEST, MOST = 6, 2, 3
"""Air beside the words, and in how many lines they stand."""


class EventTile(Tile):
    """As high as two lines need, or three where the words are long; in a narrow tile it says its short word."""

    def __init__(self, text: str, icon: str, short: str = "") -> None:
        super().__init__(text, icon)
        self._long, self._short, self._sign = text, short, icon
        self._text, self._fewest = text, FEWEST
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def lines(self, width: int) -> list[str]:
        """The words as they stand in a tile of this width."""
        return in_lines(self._text, "label", width - 2 * SIDE, MOST)

    def set_short(self, short: bool) -> None:
        """Say the short word, or the whole title."""
        self._text = self._short if short else self._long
        self._fewest = 1 if short else FEWEST
        self.updateGeometry()
        self.update()

    def is_short_in(self, width: int) -> bool:
        """Whether there is a short word, and it fits into one line of a tile of this width."""
        return bool(self._short) and advance(self._short, "label") <= width - 2 * SIDE

    def hasHeightForWidth(self) -> bool:
        """Less room, more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A sign, the lines, and air."""
        return px(36) + max(len(self.lines(width)), self._fewest) * line_height("body")

    def sizeHint(self) -> QSize:
        """At the width it has; 96 before it has one."""
        return QSize(96, self.heightForWidth(max(self.width(), 96)))

    def minimumSizeHint(self) -> QSize:
        """Words may be cut, the sign never."""
        return QSize(64, px(36) + self._fewest * line_height("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign above the words."""
        painter = smooth(self)
        if self.isChecked():
            box(painter, self.rect(), "river-tint", "river", theme().radius["control"], 2)
        else:
            pressable(painter, self, theme().radius["control"])
        ink, step = "river" if self.isChecked() else "ink2", line_height("body")
        sign(painter, self._sign, ink, 20, QRect(0, px(6), self.width(), px(24)), self.devicePixelRatioF())
        lines = self.lines(self.width())
        top = px(30) + (self.height() - px(36) - len(lines) * step) // 2
        for words in lines:
            write(painter, self, QRect(SIDE, top, self.width() - 2 * SIDE, step), words, "label", "ink")
            top += step
        painter.end()


def in_lines(words: str, role: str, width: float, most: int = 2) -> list[str]:
    """The words in as few lines as fit, at most so many, broken between words as evenly as possible."""
    parts = words.split()
    for count in range(1, min(most, len(parts)) + 1):
        lines = min(_broken(parts, count), key=lambda made: _widest(made, role))
        if _widest(lines, role) <= width:
            return lines
    return min(_broken(parts, min(most, len(parts))), key=lambda made: _widest(made, role)) if parts else [words]


def _widest(lines: list[str], role: str) -> float:
    return max(advance(line, role) for line in lines)


def _broken(parts: list[str], count: int) -> Iterator[list[str]]:
    """Every way to stand in so many lines."""
    for cuts in combinations(range(1, len(parts)), count - 1):
        edges = (0, *cuts, len(parts))
        yield [" ".join(parts[start:end]) for start, end in pairwise(edges)]
