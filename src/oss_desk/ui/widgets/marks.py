"""Small marks that say something and are never pressed: chips, service numbers, keys, tickets, whose hands."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from oss_desk.ui.theme import color, font, px, theme
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, sign, smooth, state_width, tint_of
from oss_desk.ui.widgets.writing import write

HANDS = {
    "counter": ("counter", "river"),
    "back_office": ("tray", "office"),
    "authority": ("authority", "outside"),
    "citizen": ("person", "wait"),
}


class _Mark(QLabel):
    """A label that paints itself and keeps its size."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A mark is not squeezed."""
        return self.sizeHint()

    def _advance(self, role: str) -> int:
        return QFontMetrics(font(role)).horizontalAdvance(self.text())


class Chip(_Mark):
    """A state in sign and word; `tone` is river, ready, wait, stop, office, outside, focus or plain."""

    def __init__(self, text: str, icon: str | None = None, tone: str = "plain", parent: QWidget | None = None) -> None:
        self._icon, self._tone = icon, tone
        super().__init__(text, parent)

    def set(self, text: str, icon: str | None, tone: str) -> None:
        """Another state."""
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def tone(self) -> str:
        """The tone that is on."""
        return self._tone

    def has_sign(self) -> bool:
        """Whether a sign stands before the word."""
        return bool(self._icon)

    def sizeHint(self) -> QSize:
        """Sign and word in one line."""
        return QSize(self._advance("label") + (px(22) if self._icon else 0) + 16, px(theme().height["chip"]))

    def minimumSizeHint(self) -> QSize:
        """Only a long word is cut where there is no room."""
        return QSize(min(self.sizeHint().width(), px(150)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted box, the sign and the word."""
        ink, fill, border = tint_of(self._tone)
        painter = smooth(self)
        box(painter, self.rect(), fill, border, theme().radius["chip"], state_width())
        x = 8
        if self._icon:
            sign(painter, self._icon, ink, 16, self._turn(x, px(16)), self.devicePixelRatioF())
            x += px(22)
        write(painter, self, self._turn(x, self.width() - x - 6), self.text(), "label", ink, "start")
        painter.end()

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


class ServiceNumber(_Mark):
    """The square number that ties a paper, a fee and a basket line to its service."""

    def __init__(self, n: int, parent: QWidget | None = None) -> None:
        super().__init__(str(n), parent)

    def sizeHint(self) -> QSize:
        """A square of 20."""
        return QSize(px(20), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square and its number."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "ink2", 5, 1.25)
        write(painter, self, self.rect(), self.text(), "key", "ink2", ltr=True)
        painter.end()


class KeyHint(_Mark):
    """The name of a key in a small frame."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)

    def sizeHint(self) -> QSize:
        """As wide as the key's name, at least a square."""
        return QSize(max(self._advance("body") + 12, px(24)), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        painter = smooth(self)
        box(painter, self.rect(), "sunken", "line", theme().radius["key"])
        write(painter, self, self.rect(), self.text(), "body", "ink3", ltr=True)
        painter.end()


class Ticket(_Mark):
    """A ticket or case number in a frame, to be read aloud."""

    def sizeHint(self) -> QSize:
        """Letters of equal width in a frame."""
        return QSize(self._advance("ticket") + 16, px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the number."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["chip"])
        write(painter, self, self.rect(), self.text(), "ticket", "ink", ltr=True)
        painter.end()


class HandSign(_Mark):
    """Whose hands: counter, back_office, authority or citizen, one colour and one sign each."""

    def __init__(
        self, hands: str, name: str = "", ahead: bool = False, icon: str = "", parent: QWidget | None = None
    ) -> None:
        self._hands, self._ahead, self._icon = hands, ahead, icon
        super().__init__("", parent)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """A square of 28."""
        return QSize(px(28), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign on its tint; what is ahead is dashed and quiet."""
        icon, tone = HANDS.get(self._hands, ("person", "plain"))
        ink, fill, border = tint_of(tone)
        painter = smooth(self)
        if self._ahead:
            ink = "ink3"
            painter.setPen(dashed("edge", 1, (3, 2)))
            painter.setBrush(color("surface"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        else:
            box(painter, self.rect(), fill, border, theme().radius["chip"], state_width())
        sign(painter, self._icon or icon, ink, 18, self.rect(), self.devicePixelRatioF())
        painter.end()


class Initials(_Mark):
    """The square with an official's initials."""

    def sizeHint(self) -> QSize:
        """A square of the control height."""
        return QSize(px(36), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letters on the river's tint."""
        painter = smooth(self)
        box(painter, self.rect(), "river-tint", None, theme().radius["control"])
        write(painter, self, self.rect(), self.text(), "key", "river", ltr=True)
        painter.end()


class Sign(_Mark):
    """A drawn sign beside a word; silent for a screen reader, because the word says it."""

    def __init__(self, icon: str, ink: str = "ink2", size: int = 20, parent: QWidget | None = None) -> None:
        self._icon, self._ink, self._size = icon, ink, size
        super().__init__("", parent)

    def set(self, icon: str, ink: str) -> None:
        """Another sign."""
        self._icon, self._ink = icon, ink
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the sign."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = smooth(self)
        sign(painter, self._icon, self._ink, self._size, self.rect(), self.devicePixelRatioF())
        painter.end()


class Bar(_Mark):
    """A plain bar that fills: how long somebody waited, how far a thing is; `part` is 0 to 1."""

    def __init__(self, part: float, tone: str = "river", width: int = 48, parent: QWidget | None = None) -> None:
        self._part, self._tone, self._wide = part, tone, width
        super().__init__("", parent)

    def set_part(self, part: float) -> None:
        """How far it is filled, 0 to 1."""
        self._part = part
        self.update()

    def _groove(self) -> str | None:
        return "line" if theme().high_contrast else None

    def sizeHint(self) -> QSize:
        """A flat bar."""
        return QSize(self._wide, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove and the filled part from the start side."""
        painter = smooth(self)
        box(painter, self.rect(), "surface" if theme().high_contrast else "line", self._groove(), 4)
        filled = round(self.width() * min(max(self._part, 0.0), 1.0))
        left = self.width() - filled if is_mirrored(self) else 0
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        box(painter, QRect(left, 0, filled, self.height()), self._tone, None, 4)
        painter.end()
