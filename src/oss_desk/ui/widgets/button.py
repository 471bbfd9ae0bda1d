"""What can be pressed: ordinary, answer, quiet and danger buttons, signs without words, options and tiles."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import line_height, px, theme
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, is_mirrored, pressable, sign, smooth, state_width
from oss_desk.ui.widgets.writing import advance, write, write_lines

KINDS = ("ordinary", "answer", "quiet", "danger", "primary")
GAP = 8


class Button(Once, QPushButton):
    """A button with a sign before and a key after its words; `kind` is one of KINDS.

    A quiet one that is `flush` begins where the text above it begins, and darkens instead of growing a ground.
    """

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        key_hint: str | None = None,
        kind: str = "ordinary",
        parent: QWidget | None = None,
        *,
        flush: bool = False,
    ) -> None:
        super().__init__(parent)
        self._flush = flush
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
        self._icon, self._hint, self._kind = icon, key_hint or "", kind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
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
        padding = 8 if self._flush else 24 if self._kind != "quiet" else 16
        return QSize(self._content() + padding, px(theme().height["control"]))

    def minimumSizeHint(self) -> QSize:
        """Narrower than this only the key and the end of the words yield."""
        least = min(self._content() - self._hint_width(), px(176))
        return QSize(least + (8 if self._flush else 24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face and what stands on it."""
        painter = smooth(self)
        self._face(painter)
        self._write(painter, self._ink())
        painter.end()

    def _weight(self) -> str:
        return "key" if self._kind in ("answer", "primary") else "label"

    def _content(self) -> int:
        return advance(self._words, self._weight()) + self._icon_width() + self._hint_width()

    def _icon_width(self) -> int:
        return (px(20) + GAP) if self._icon else 0

    def _hint_width(self) -> int:
        return advance(self._hint, "body") + GAP if self._hint else 0

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        if self._flush and (self.underMouse() or self.isDown()):
            return "river-press" if self.isDown() else "river-hover"
        return {"answer": "river", "quiet": "river", "danger": "stop", "primary": "on-river"}.get(self._kind, "ink")

    def _face(self, painter: QPainter) -> None:
        radius = theme().radius["control"]
        if self._flush:
            return
        if self._kind in ("ordinary", "danger") or not (self.isEnabled() or self._kind == "quiet"):
            pressable(painter, self, radius, border="stop" if self._kind == "danger" and self.isEnabled() else "edge")
            return
        fill, border = self._colours()
        box(painter, self.rect(), fill, border, radius, state_width())

    def _colours(self) -> tuple[str | None, str | None]:
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        if self._kind == "primary":
            return ("river-press" if down else "river-hover" if over else "river"), None
        if self._kind == "answer":
            return ("river-line" if down and not theme().high_contrast else "river-tint"), "river"
        return quiet_ground(over, down)

    def _write(self, painter: QPainter, ink: str) -> None:
        room = self.width() - (0 if self._flush else 12 if self._kind == "quiet" else 20)
        hint = self._hint if self._content() <= room else ""
        key = self._hint_width() if hint else 0
        wide = min(advance(self._words, self._weight()), room - self._icon_width() - key)
        x = 0 if self._flush else (self.width() - wide - self._icon_width() - key) // 2
        if self._icon:
            sign(painter, self._icon, ink, 20, self._turn(x, px(20)), self.devicePixelRatioF())
            x += self._icon_width()
        write(painter, self, self._turn(x, wide), self._words, self._weight(), ink)
        if hint:
            quiet = "on-river" if ink == "on-river" else "ink3"
            write(painter, self, self._turn(x + wide + GAP, key - GAP), hint, "body", quiet, ltr=True)

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


def quiet_ground(over: bool, down: bool) -> tuple[str | None, str | None]:
    """Fill and border of something without a frame, while it is reached for or pressed."""
    if theme().high_contrast:
        return None, "edge" if over or down else None
    return ("line" if down else "sunken" if over else None), None


class IconButton(Once, QPushButton):
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
        fill, border = quiet_ground(self.underMouse() and self.isEnabled(), self.isDown())
        box(painter, self.rect(), fill, border, theme().radius["control"])
        sign(
            painter,
            self._icon,
            self._ink_token if self.isEnabled() else "edge",
            20,
            self.rect(),
            self.devicePixelRatioF(),
        )
        painter.end()


class Option(Once, QPushButton):
    """One of a few that exclude each other, 44 high, with sign, words and number key (cash, card, ...).

    Where there is no room the air goes first, then the words take two lines.
    """

    def __init__(self, text: str, icon: str = "", key_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icon, self._hint = text, icon, key_hint
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fitted = 0

    def sizeHint(self) -> QSize:
        """Sign, words and key side by side, as high as the width there is asks for."""
        wide = advance(self._words, "label") + self._beside(12)
        return QSize(wide, self.heightForWidth(self._fitted or wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for another height."""
        super().resizeEvent(event)
        if event.size().width() != self._fitted:
            self._fitted = event.size().width()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The longest word is never cut."""
        longest = max((advance(word, "label") for word in self._words.split()), default=0)
        return QSize(longest + self._beside(8), px(theme().height["option"]))

    def hasHeightForWidth(self) -> bool:
        """Two lines are higher than one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """44, or room for two lines."""
        fits = advance(self._words, "label") + self._beside(8) <= width
        return px(theme().height["option"]) if fits else 2 * line_height("label") + 14

    def _beside(self, air: int) -> int:
        """What stands beside the words, with this much air around each part."""
        key = advance(self._hint, "body") + air - 4 if self._hint else 0
        return 2 * air + key + (px(20) + air if self._icon else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, tinted with a strong border when it is the chosen one."""
        painter = smooth(self)
        on = self.isChecked()
        if on:
            box(painter, self.rect(), "river-tint", "river", theme().radius["control"], 2)
        else:
            pressable(painter, self, theme().radius["control"])
        air = 12 if self.sizeHint().width() <= self.width() else 8
        x, ink = air, "river" if on else "ink2"
        if self._icon:
            sign(painter, self._icon, ink, 20, self._turn(x, px(20)), self.devicePixelRatioF())
            x += px(20) + air
        self._write(painter, x, air)
        painter.end()

    def _write(self, painter: QPainter, x: int, air: int) -> None:
        key = advance(self._hint, "body") + air - 4 if self._hint else 0
        ink, room = "ink" if self.isEnabled() else "ink3", self._turn(x, self.width() - x - air - key)
        if self.height() > px(theme().height["option"]):
            write_lines(painter, self, room, self._words, "label", ink)
        else:
            write(painter, self, room, self._words, "label", ink, "start")
        write(painter, self, self._turn(air, self.width() - 2 * air), self._hint, "body", "ink3", "end", ltr=True)

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


class Tile(Once, QPushButton):
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
        return QSize(max(advance(self._words, "label") + 16, 64), px(64))

    def minimumSizeHint(self) -> QSize:
        """The word may be cut, the sign never."""
        return QSize(48, px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign above the word."""
        painter = smooth(self)
        on = self.isChecked()
        if on:
            box(painter, self.rect(), "river-tint", "river", theme().radius["control"], 2)
        else:
            pressable(painter, self, theme().radius["control"])
        upper = QRect(0, px(8), self.width(), px(24))
        sign(painter, self._icon, "river" if on else "ink2", 20, upper, self.devicePixelRatioF())
        write(painter, self, QRect(4, px(33), self.width() - 8, px(24)), self._words, "label", "ink")
        painter.end()
