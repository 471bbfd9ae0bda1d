"""Boxes to tick and radio rows; the chosen alternative grows a branch of the line with a dot for each paper."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oss_desk.ui.theme import color, font, line_height, px, theme
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.once import ENTER
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth
from oss_desk.ui.widgets.words import own_words

RAIL_X, WORDS_X = 22, 42


class CheckBox(QCheckBox):
    """A box to tick; the whole row is the target."""

    def __init__(self, text: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setChecked(checked)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._label = Label(text, wrap=True, parent=self)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def heightForWidth(self, width: int) -> int:
        """Long words wrap beside the box."""
        return max(px(36), self._label.heightForWidth(width - px(32)) + 8)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on how its words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """The box, a gap and the words."""
        wide = QFontMetrics(font("body")).horizontalAdvance(self._words) + px(32) + 4
        return QSize(min(wide, 400), self.heightForWidth(min(wide, 400)))

    def minimumSizeHint(self) -> QSize:
        """The words may wrap."""
        return QSize(120, px(36))

    def hitButton(self, pos: object) -> bool:
        """Everywhere in the row."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks it where it is not ticked, and goes on; Space turns it, as everywhere."""
        if event.key() not in ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            if not self.isChecked():
                self.click()
            self.focusNextChild()

    def resizeEvent(self, event: object) -> None:
        """Keep the words beside the box."""
        gap = px(32)
        left = 0 if is_mirrored(self) else gap
        self._label.setGeometry(left, 0, self.width() - gap, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its tick."""
        painter = smooth(self)
        size = px(20)
        left = self.width() - size if is_mirrored(self) else 0
        draw_box(painter, QRect(left, (self.height() - size) // 2, size, size), self)
        painter.end()


def draw_box(painter: QPainter, rect: QRect, button: QAbstractButton) -> None:
    """The tick box of 20."""
    on = button.isChecked()
    fill, border = ("river", None) if on else ("sunken" if button.underMouse() else "surface", "ink2")
    if not button.isEnabled():
        fill, border = ("edge", None) if on else ("sunken", "line")
    box(painter, rect, fill, border, theme().radius["key"], 1.5)
    if on:
        sign(painter, "check", "on-river", 16, rect, button.devicePixelRatioF())


def draw_radio(painter: QPainter, rect: QRect, on: bool, over: bool = False) -> None:
    """The round choice of 20: a ring, and a filled middle when it is the one."""
    inner = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(color("river" if on else "edge"), 2))
    painter.setBrush(color("sunken" if over and not on else "surface"))
    painter.drawEllipse(inner)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("river"))
        painter.drawEllipse(inner.center(), inner.width() * 0.27, inner.width() * 0.27)


class _Choice(QRadioButton):
    """The head of one alternative."""

    def __init__(self, words: str, reason: str, key: str = "") -> None:
        super().__init__()
        self.words, self.reason = words, reason
        self.setAccessibleName(words)
        self.setAccessibleDescription(reason)
        self.setProperty("ring", "self")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addSpacing(px(WORDS_X) - 12)
        self.label = Label(words, "body")
        row.addWidget(self.label, 1)
        self.note = Label(reason, "body", "ink3", align=Qt.AlignmentFlag.AlignRight)
        show_if(self.note, bool(reason))
        row.addWidget(self.note)
        hint = Label(key, "body", "ink3")
        show_if(hint, bool(key))
        row.addWidget(hint)
        for label in (self.label, self.note, hint):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(lambda on: self.label.set_role("key" if on else "body"))

    def sizeHint(self) -> QSize:
        """40, the height of a row in the frame."""
        return QSize(200, max(px(40), line_height("body") + 20))

    def minimumSizeHint(self) -> QSize:
        """Words are cut before the sign is."""
        return QSize(120, self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:
        """Everywhere in the row."""
        return True

    def _inside(self) -> QPainterPath:
        """The ground ends where the rounded corners of the frame begin."""
        path, radius, frame = QPainterPath(), theme().radius["control"] - 1, self.parentWidget()
        while frame is not None and not isinstance(frame, Choices):
            frame = frame.parentWidget()
        room = QRectF(self.rect())
        if frame is not None:
            corner = self.mapFrom(frame, QPoint(1, 1))
            room = QRectF(corner.x(), corner.y(), frame.width() - 2, frame.height() - 2)
        path.addRoundedRect(room, radius, radius)
        return path

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and round sign."""
        painter = smooth(self)
        painter.save()
        painter.setClipPath(self._inside())
        if self.isChecked():
            painter.fillRect(self.rect(), color("river-tint"))
        elif self.underMouse():
            painter.fillRect(self.rect(), color("sunken"))
        painter.restore()
        size = px(20)
        middle = self.width() - px(RAIL_X) if is_mirrored(self) else px(RAIL_X)
        draw_radio(painter, QRect(middle - size // 2, (self.height() - size) // 2, size, size), self.isChecked())
        if self.hasFocus():
            box(painter, self.rect(), None, "focus", 6, theme().ring)
        painter.end()


class Branch(Fitting):
    """One paper of the chosen alternative: a dot on the branch (filled when settled), words, chips at the end."""

    def __init__(
        self,
        title: str,
        end: Sequence[QWidget] = (),
        *,
        settled: bool = False,
        last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settled, self._last = settled, last
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 4)
        whole.setSpacing(0)
        whole.addSpacing(px(WORDS_X) - 12)
        outer = QVBoxLayout()
        outer.setSpacing(4)
        whole.addLayout(outer, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = Label(title, "body")
        row.addWidget(self.title, 1)
        for widget in end:
            row.addWidget(widget)
        outer.addLayout(row)
        self.body = outer
        state = own_words().done if settled else own_words().now
        self.setAccessibleName(f"{title} ({state})")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the branch and its dot."""
        painter = smooth(self)
        x = float(self.width() - px(RAIL_X) if is_mirrored(self) else px(RAIL_X))
        y = 4 + px(theme().height["chip"]) / 2
        painter.setPen(QPen(color("river"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, y if self._last else self.height()))
        painter.setBrush(color("river" if self._settled else "surface"))
        painter.drawEllipse(QPointF(x, y), 4, 4)
        painter.end()


class ChoiceRow(Fitting):
    """One alternative: a radio row, and its `papers` below while it is chosen."""

    chosen = Signal()

    def __init__(
        self,
        words: str,
        reason: str = "",
        papers: Sequence[Branch] = (),
        *,
        checked: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.radio = _Choice(words, reason, key)
        self.radio.setAutoExclusive(False)
        outer.addWidget(self.radio)
        self._papers = QWidget()
        self._inner = QVBoxLayout(self._papers)
        self._inner.setContentsMargins(0, 0, 0, 8)
        self._inner.setSpacing(0)
        for paper in papers:
            self._inner.addWidget(paper)
        outer.addWidget(self._papers)
        self.radio.clicked.connect(self._clicked)
        self.set_checked(checked)

    def is_checked(self) -> bool:
        """Whether it is the chosen alternative."""
        return self.radio.isChecked()

    def set_checked(self, checked: bool) -> None:
        """Choose it or not, without telling anybody."""
        self.radio.setChecked(checked)
        show_if(self._papers, checked and self._inner.count() > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the beginning of the branch under the round sign."""

    def _clicked(self) -> None:
        self.set_checked(True)
        self.chosen.emit()


class Choices(Fitting):
    """Alternatives in one frame, one of them chosen; `changed` carries its number from 0."""

    changed = Signal(int)

    def __init__(self, rows: Sequence[ChoiceRow], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = list(rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        for number, row in enumerate(self._rows):
            row.chosen.connect(lambda number=number: self._choose(number))
            outer.addWidget(row)

    def value(self) -> int | None:
        """The number of the chosen one, or None."""
        return next((number for number, row in enumerate(self._rows) if row.is_checked()), None)

    def set_value(self, value: int | None) -> None:
        """Choose without telling anybody."""
        for number, row in enumerate(self._rows):
            row.set_checked(number == value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the lines between the alternatives."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["control"])
        for row in self._rows[1:]:
            painter.fillRect(1, row.y(), self.width() - 2, 1, color("line"))
        painter.end()

    def _choose(self, number: int) -> None:
        self.set_value(number)
        self.changed.emit(number)
