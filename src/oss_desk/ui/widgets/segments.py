"""A few choices side by side that exclude each other, with number keys, and a stepper for small counts."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from oss_desk.ui.theme import color, px, theme
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.once import ENTER, Once
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth, state_width
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import advance, write

ROWS_GAP, LEAST_AIR = 6, 14


class _Segment(Once, QAbstractButton):
    """One choice of a row of segments."""

    def __init__(self, words: str, hint: str, tone: str, height: str) -> None:
        super().__init__()
        self.hint, self.tone, self._height = hint, tone, height
        self.setCheckable(True)
        self.set_words(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", theme().radius["control"])

    def set_words(self, words: str) -> None:
        """Other words; what a screen reader says follows them."""
        self.words = words
        self.setAccessibleName(words)
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Words and key with air on both sides."""
        key = advance(self.hint, "body") + 5 if self.hint else 0
        return QSize(advance(self.words, "key") + key + 20, px(theme().height[self._height]))

    def minimumSizeHint(self) -> QSize:
        """The word may be cut where there is no room at all."""
        return QSize(min(self.sizeHint().width(), 56), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; the ground belongs to the row."""
        row = self.parentWidget()
        painter = smooth(self)
        if isinstance(row, Segments):
            row.draw_ground(painter, self)
        role, ink = ("key" if self.isChecked() else "label"), self._ink()
        key = advance(self.hint, "body") + 5 if self.hint else 0
        wide = min(advance(self.words, role) + 1, self.width() - key - 2)
        x = (self.width() - wide - key) // 2
        write(painter, self, self._turn(x, wide), self.words, role, ink)
        quiet = ink if self.isChecked() else "ink3"
        write(painter, self, self._turn(x + wide + 5, key), self.hint, "body", quiet, ltr=True)
        painter.end()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        if not self.isChecked():
            return "ink2"
        return "on-river" if self.tone == "filled" else self.tone

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())


class Segments(QWidget):
    """Choices that exclude each other; `changed` carries the id that was chosen by hand.

    `choices` are (id, words) or (id, words, tone); the tone colours the chosen one: filled, river, ready, wait, stop.
    `number_keys` gives them the digits from 1, `keys` others. `tall` is a field's height.
    All are equally wide; where the words have no room for that, each is as wide as its words.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        value: str | None = None,
        *,
        name: str = "",
        number_keys: bool = False,
        keys: Sequence[int] = (),
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ids = [choice[0] for choice in choices]
        self._keys = tuple(keys) or (tuple(range(1, len(choices) + 1)) if number_keys else ())
        self._group = QButtonGroup(self)
        self._fitted = 0
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(ROWS_GAP)
        self._parts: list[_Segment] = []
        for number, choice in enumerate(choices):
            tone = choice[2] if len(choice) == 3 else "filled"
            part = _Segment(
                choice[1], str(self._keys[number]) if self._keys else "", tone, "field" if tall else "control"
            )
            self._parts.append(part)
            self._group.addButton(part, number)
            grid.addWidget(part, 0, number)
            grid.setColumnStretch(number, 1)
        self._group.idClicked.connect(lambda number: self.changed.emit(self._ids[number]))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.idToggled.connect(lambda *_: self._one_stop())
        self.set_value(value)

    def value(self) -> str | None:
        """The id that is chosen, or None."""
        number = self._group.checkedId()
        return None if number < 0 else self._ids[number]

    def set_value(self, value: str | None) -> None:
        """Choose without telling anybody; None chooses nothing."""
        chosen = self._ids.index(value) if value in self._ids else -1
        self._group.setExclusive(False)
        for number in range(len(self._ids)):
            self._group.button(number).setChecked(number == chosen)
        self._group.setExclusive(True)
        self._one_stop()

    def _one_stop(self) -> None:
        """Tab stops once, at the chosen one, else at the first; arrows go on from there."""
        stop = max(self._group.checkedId(), 0)
        for number in range(len(self._ids)):
            policy = Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus
            self._group.button(number).setFocusPolicy(policy)

    def button(self, value: str) -> QAbstractButton:
        """The button of this id."""
        return self._group.button(self._ids.index(value))

    def set_words(self, words: Mapping[str, str]) -> None:
        """Other words for these ids; choice and focus stay where they are."""
        for value, said in words.items():
            self._parts[self._ids.index(value)].set_words(said)
        if self._fitted:
            self._spread(self._fitted)
        self.updateGeometry()

    def choose(self, number: int) -> bool:
        """The number key was pressed (1 is the first, unless `keys` say otherwise); False when no choice has it."""
        keys = self._keys or tuple(range(1, len(self._ids) + 1))
        if number not in keys or not self.isEnabled():
            return False
        self._group.button(keys.index(number)).click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits that it shows choose, all others are the page's, but for a question that has the focus as a whole:
        there digits choose too, and Enter goes on once something is chosen."""
        whole = self.hasFocus()
        if whole and event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.value() is not None:
                self.entered.emit()
        elif not ((self._keys or whole) and event.text().isdigit() and self.choose(int(event.text()))):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room: equally, by the length of the words, or in two rows."""
        super().resizeEvent(event)
        if event.size().width() != self._fitted:
            self._fitted = event.size().width()
            self._spread(self._fitted)
            self.updateGeometry()

    def _high(self, width: int) -> int:
        """One row, or two where the words have no room in one."""
        high = max((self._group.button(place).sizeHint().height() for place in range(len(self._ids))), default=0)
        return high if self._fits(width) else 2 * high + ROWS_GAP

    def sizeHint(self) -> QSize:
        """All beside each other, as high as the width there is asks for."""
        wide = sum(self._wants())
        return QSize(wide, self._high(self._fitted or wide))

    def minimumSizeHint(self) -> QSize:
        """The words of two rows, cut where there is no room at all."""
        return QSize(56 * max(len(self._ids) // 2, 1), self.sizeHint().height())

    def _wants(self) -> list[int]:
        return [self._group.button(place).sizeHint().width() for place in range(len(self._ids))]

    def _fits(self, width: int) -> bool:
        return len(self._ids) < 4 or sum(self._wants()) - LEAST_AIR * len(self._ids) <= width

    def _spread(self, width: int) -> None:
        grid, wants = self.layout(), self._wants()
        if not isinstance(grid, QGridLayout):
            return
        across = len(wants) if self._fits(width) else (len(wants) + 1) // 2
        equal = across < len(wants) or max(wants, default=0) * len(wants) <= width
        for place, want in enumerate(wants):
            grid.addWidget(self._group.button(place), place // across, place % across)
            grid.setColumnStretch(place, 0 if place >= across else 1 if equal else want)

    def draw_ground(self, painter: QPainter, part: QAbstractButton) -> None:
        """The part of the row's frame that lies under one segment."""
        if not isinstance(part, _Segment):
            return
        row = [one for one in self._group.buttons() if one.y() == part.y()]
        left, right = min(one.x() for one in row), max(one.geometry().right() for one in row)
        whole = QRectF(left - part.x(), 0, right - left + 1, part.height())
        begins = part.geometry().right() == right if is_mirrored(self) else part.x() == left
        clip = QPainterPath()
        clip.addRect(QRectF(part.rect()))
        painter.save()
        painter.setClipPath(clip)
        box(painter, whole, self._fill(part), "edge", theme().radius["control"])
        if part.isChecked() and part.tone != "filled" and theme().high_contrast:
            box(painter, part.rect(), None, part.tone, 2, state_width())
        elif not begins and not self._dark_beside(part):
            edge = part.width() - 1 if is_mirrored(self) else 0
            painter.fillRect(
                QRect(edge, 1, 1, part.height() - 2), color("line" if not theme().high_contrast else "edge")
            )
        painter.restore()

    def _dark_beside(self, part: QAbstractButton) -> bool:
        beside = self._group.button(self._group.id(part) - 1)
        return part.isChecked() or beside.isChecked()

    def _fill(self, part: _Segment) -> str:
        if not part.isEnabled():
            return "sunken"
        if part.isChecked():
            return "river" if part.tone == "filled" else f"{part.tone}-tint"
        if theme().high_contrast:
            return "surface"
        return "line" if part.isDown() else "sunken" if part.underMouse() else "surface"


class _Arm(QAbstractButton):
    """Minus or plus of a stepper."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(px(38))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = smooth(self)
        if self.underMouse() and self.isEnabled():
            box(painter, self.rect().adjusted(2, 2, -2, -2), "sunken", "edge" if theme().high_contrast else None, 6)
        sign(painter, self._icon, "ink2" if self.isEnabled() else "line", 16, self.rect(), self.devicePixelRatioF())
        painter.end()


class Stepper(QWidget):
    """A small count with minus and plus; arrow keys change it, digits replace it. `changed` carries the new count."""

    changed = Signal(int)

    def __init__(
        self,
        value: int = 1,
        minimum: int = 1,
        maximum: int = 99,
        *,
        name: str,
        less: str = "",
        more: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value, self._least, self._most = value, minimum, maximum
        self._minus, self._plus, self._shown = (
            _Arm("minus", less or own_words().less),
            _Arm("plus", more or own_words().more),
            Label("", "key", align=Qt.AlignmentFlag.AlignHCenter),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._shown.setFixedWidth(px(32))
        for part in (self._minus, self._shown, self._plus):
            row.addWidget(part)
        self._minus.clicked.connect(lambda: self._step(-1))
        self._plus.clicked.connect(lambda: self._step(1))
        self.setFixedHeight(px(theme().height["control"]))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = name
        self.set_value(value)

    def value(self) -> int:
        """The count."""
        return self._value

    def set_value(self, value: int) -> None:
        """Another count within the bounds, without telling anybody."""
        self._value = min(max(value, self._least), self._most)
        self._shown.setText(str(self._value))
        self._minus.setEnabled(self._value > self._least)
        self._plus.setEnabled(self._value < self._most)
        self.setAccessibleName(f"{self._label}: {self._value}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, plus and right add one; down, minus and left take one; a digit is the new count."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.text().isdigit():
            self._step(int(event.text()) - self._value)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press takes the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the two lines beside the count."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["control"])
        for x in (self._shown.x(), self._shown.x() + self._shown.width()):
            painter.fillRect(QRect(x, 1, 1, self.height() - 2), color("line"))
        painter.end()

    def _step(self, by: int) -> None:
        before = self._value
        self.set_value(before + by)
        if self._value != before:
            self.changed.emit(self._value)
