"""What can be pressed: ordinary, answer, quiet and danger buttons, signs without words, options and tiles."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import color, font, px, theme
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth, state_width

KINDS = ("ordinary", "answer", "quiet", "danger", "primary")
GAP = 8


class Button(QPushButton):
    """A button with a sign before and a key after its words; `kind` is one of KINDS."""

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        key_hint: str | None = None,
        kind: str = "ordinary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
        self._icon, self._hint, self._kind = icon, key_hint or "", kind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Other words; the accessible name follows them."""
        super().setText(text.replace("&", "&&"))
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()

    def words(self) -> str:
        """The words as they are shown."""
        return self._words

    def set_icon(self, icon: str | None) -> None:
        """Another sign, or none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_key_hint(self, key_hint: str | None) -> None:
        """Another key behind the words, or none."""
        self._hint = key_hint or ""
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Another kind, when what it stands for changes."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for sign, words and key; as high as the control height of the theme."""
        padding = 24 if self._kind != "quiet" else 16
        return QSize(self._content() + padding, px(theme().height["control"]))

    def minimumSizeHint(self) -> QSize:
        """Narrower than this only the key and the end of the words yield."""
        least = min(self._content() - self._hint_width(), 72)
        return QSize(least + 24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face and what stands on it."""
        painter = smooth(self)
        self._face(painter)
        self._write(painter, self._ink())
        painter.end()

    def _weight(self) -> str:
        return "key" if self._kind in ("answer", "primary") else "label"

    def _content(self) -> int:
        words = QFontMetrics(font(self._weight())).horizontalAdvance(self._words)
        return words + self._icon_width() + self._hint_width() + 2

    def _icon_width(self) -> int:
        return (px(20) + GAP) if self._icon else 0

    def _hint_width(self) -> int:
        return QFontMetrics(font("body")).horizontalAdvance(self._hint) + GAP if self._hint else 0

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        return {"answer": "river", "quiet": "river", "danger": "stop", "primary": "on-river"}.get(self._kind, "ink")

    def _face(self, painter: QPainter) -> None:
        fill, border = self._colours()
        width = state_width() if self._kind == "answer" and theme().high_contrast else 1
        box(painter, self.rect(), fill, border, theme().radius["control"], width)

    def _colours(self) -> tuple[str | None, str | None]:
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        if not self.isEnabled():
            return (None, None) if self._kind == "quiet" else ("sunken", "line")
        if self._kind == "primary":
            return ("river-press" if down else "river-hover" if over else "river"), None
        if self._kind == "quiet":
            return ("line" if down else "sunken" if over else None), None
        if self._kind == "answer":
            return ("river-line" if down else "river-tint"), "river"
        border = "stop" if self._kind == "danger" else "ink2" if over or down else "edge"
        return ("line" if down else "sunken" if over else "surface"), border

    def _write(self, painter: QPainter, ink: str) -> None:
        room = self.width() - (12 if self._kind == "quiet" else 20)
        hint = self._hint if self._content() <= room + 8 else ""
        metrics = QFontMetrics(font(self._weight()))
        key = self._hint_width() if hint else 0
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room - self._icon_width() - key)
        used = metrics.horizontalAdvance(words) + self._icon_width() + key
        x = (self.width() - used) // 2
        if self._icon:
            size = 20
            sign(painter, self._icon, ink, size, self._turn(x, px(size)), self.devicePixelRatioF())
            x += self._icon_width()
        painter.setPen(color(ink))
        painter.setFont(font(self._weight()))
        wide = metrics.horizontalAdvance(words) + 2
        painter.drawText(self._turn(x, wide), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), words)
        if hint:
            self._write_hint(painter, x + wide + GAP - 2, ink)

    def _write_hint(self, painter: QPainter, x: int, ink: str) -> None:
        painter.setFont(font("body"))
        painter.setPen(color("on-river" if ink == "on-river" else "ink3"))
        wide = self._hint_width() - GAP + 2
        painter.drawText(self._turn(x, wide), int(Qt.AlignmentFlag.AlignCenter), self._hint)

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


class IconButton(QPushButton):
    """A sign that can be pressed; its name is told to a screen reader and by the tool tip."""

    def __init__(self, icon: str, name: str, ink: str = "ink2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._ink_token = icon, ink
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, name: str) -> None:
        """Another sign and what it does now."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square of the control height."""
        return QSize(px(theme().height["control"]), px(theme().height["control"]))

    def minimumSizeHint(self) -> QSize:
        """It is never made smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign, on a quiet face while the pointer is over it."""
        painter = smooth(self)
        fill = "line" if self.isDown() else "sunken" if self.underMouse() and self.isEnabled() else None
        box(painter, self.rect(), fill, None, theme().radius["control"])
        sign(
            painter,
            self._icon,
            self._ink_token if self.isEnabled() else "edge",
            20,
            self.rect(),
            self.devicePixelRatioF(),
        )
        painter.end()


class Option(QPushButton):
    """One of a few that exclude each other, 44 high, with sign, words and number key (cash, card, ...)."""

    def __init__(self, text: str, icon: str = "", key_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icon, self._hint = text, icon, key_hint
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Sign, words and key side by side."""
        words = QFontMetrics(font("label")).horizontalAdvance(self._words)
        key = QFontMetrics(font("body")).horizontalAdvance(self._hint) + 8 if self._hint else 0
        return QSize(words + key + (px(32) if self._icon else 0) + 26, px(theme().height["option"]))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, tinted with a strong border when it is the chosen one."""
        painter = smooth(self)
        on, over = self.isChecked(), self.underMouse()
        fill = "river-tint" if on else "line" if self.isDown() else "sunken" if over else "surface"
        box(painter, self.rect(), fill, "river" if on else "edge", theme().radius["control"], 2 if on else 1)
        x, ink = 12, "river" if on else "ink2"
        if self._icon:
            sign(painter, self._icon, ink, 20, self._turn(x, px(20)), self.devicePixelRatioF())
            x += px(20) + 12
        self._write(painter, x)
        painter.end()

    def _write(self, painter: QPainter, x: int) -> None:
        start = Qt.AlignmentFlag.AlignRight if is_mirrored(self) else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if is_mirrored(self) else Qt.AlignmentFlag.AlignRight
        painter.setFont(font("label"))
        painter.setPen(color("ink" if self.isEnabled() else "ink3"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self._turn(x, self.width() - x - 12), int(start | middle), self._words)
        painter.setFont(font("body"))
        painter.setPen(color("ink3"))
        painter.drawText(self._turn(12, self.width() - 24), int(end | middle), self._hint)

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


class Tile(QPushButton):
    """A sign above a word: a life event, a picture to press."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icon = text, icon
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A sign, a word, and air."""
        words = QFontMetrics(font("label")).horizontalAdvance(self._words)
        return QSize(max(words + 16, 64), px(64))

    def minimumSizeHint(self) -> QSize:
        """The word may be cut, the sign never."""
        return QSize(48, px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign above the word."""
        painter = smooth(self)
        on = self.isChecked()
        fill = "river-tint" if on else "line" if self.isDown() else "sunken" if self.underMouse() else "surface"
        box(painter, self.rect(), fill, "river" if on else "edge", theme().radius["control"], 2 if on else 1)
        upper = QRect(0, px(8), self.width(), px(24))
        sign(painter, self._icon, "river" if on else "ink2", 20, upper, self.devicePixelRatioF())
        painter.setFont(font("label"))
        painter.setPen(color("ink"))
        words = QFontMetrics(font("label")).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 8)
        lower = QRect(4, px(33), self.width() - 8, px(24))
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
