"""Setting up a phone as the second factor: a code to scan, its letters to type, and what to do with them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.theme import color, px
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.paint import smooth

MOST = 220
"""A code that a camera reads needs no more room with larger letters."""
QUIET = 4
"""Empty dots around a code, without which no camera finds it."""


class Dots(QWidget):
    """A code for a camera: black on white in every theme."""

    def __init__(self, dots: Sequence[Sequence[bool]], side: int = 168) -> None:
        super().__init__()
        self._dots, self._side = dots, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        side = min(px(self._side), MOST)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw whole dots, in the middle."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("paper"))
        across = len(self._dots) + 2 * QUIET
        size = max(self.width() // across, 1)
        edge = (self.width() - size * across) // 2 + size * QUIET
        for down, row in enumerate(self._dots):
            for right, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(edge + right * size, edge + down * size, size, size), color("paper-ink"))
        painter.end()


class FactorPanel(QWidget):
    """The code beside its letters; it goes away with the sign-in it is for."""

    def __init__(self, language: Language, secret: str, dots: Sequence[Sequence[bool]]) -> None:
        super().__init__()
        say = language.text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        code = Dots(dots)
        code.setAccessibleName(say("Code to scan with the phone"))
        row.addWidget(code)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Label(say("Set up your phone"), "strong", wrap=True))
        first = say("Scan this with an app for one-time codes, or type the letters. Then type the code it shows.")
        words.addWidget(Label(first, ink="ink2", wrap=True))
        for start in range(0, len(secret), 16):
            part = secret[start : start + 16]
            words.addWidget(Number(" ".join(part[at : at + 4] for at in range(0, len(part), 4))))
        words.addStretch(1)
        row.addLayout(words, 1)
