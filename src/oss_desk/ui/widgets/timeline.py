"""The case as pictures: whose hands held it on a line downwards, and a strip with one cell a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, line_height, px
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import HANDS, Chip, HandSign
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, smooth
from oss_desk.ui.widgets.panel import clear_layout
from oss_desk.ui.widgets.writing import advance, write

SIGN = 28


@dataclass(frozen=True)
class Held:
    """One stretch of a case in somebody's hands; `state` is done, now or ahead."""

    hands: str
    title: str
    who: str = ""
    how_long: str = ""
    span: str = ""
    state: str = "done"
    note: str = ""
    icon: str = ""
    stopped: bool = False


class _HeldRow(Fitting):
    """One row of the timeline: sign, words, and how long at the end."""

    def __init__(self, held: Held, after: Held | None) -> None:
        super().__init__()
        self._held, self._after = held, after
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 14)
        row.setSpacing(14)
        self._sign = HandSign(held.hands, "", held.state == "ahead", held.icon)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(held), 1)
        row.addLayout(self._times(held))
        self.setAccessibleName(", ".join(filter(None, (held.title, held.who, held.how_long, held.span, held.note))))

    def _words(self, held: Held) -> QVBoxLayout:
        """What happened, with a chip where one is due, and who did it."""
        words, head = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        head.setSpacing(8)
        role, ink = ("key" if held.state == "now" else "body"), ("ink3" if held.state == "ahead" else "ink")
        head.addWidget(Label(held.title, role, ink, wrap=not held.note), 0 if held.note else 1)
        if held.note:
            head.addWidget(Chip(held.note, None, HANDS[held.hands][1] if held.hands in HANDS else "plain"))
            head.addStretch(1)
        words.addLayout(head)
        words.addWidget(Label(held.who, "body", "ink3", wrap=True))
        words.addStretch(1)
        return words

    def _times(self, held: Held) -> QVBoxLayout:
        """How long, and from when to when, at the end side."""
        end, right = QVBoxLayout(), Qt.AlignmentFlag.AlignRight
        end.setSpacing(0)
        role, ink = ("key" if held.state == "now" else "body"), ("wait" if held.stopped else "ink")
        end.addWidget(Label(held.how_long, role, ink, align=right))
        end.addWidget(Label(held.span, "body", "ink3", align=right))
        end.addStretch(1)
        return end

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the piece of line down to the next sign."""
        if self._after is None:
            return
        painter = smooth(self)
        x = self._sign.x() + self._sign.width() / 2
        ahead = self._after.state == "ahead"
        ink = "edge" if ahead else "wait" if self._held.stopped else "river"
        painter.setPen(dashed(ink, 2, (1.5, 1.5)) if ahead or self._held.stopped else QPen(color(ink), 2))
        painter.drawLine(QPointF(x, self._sign.y() + self._sign.height() + 1), QPointF(x, self.height()))
        painter.end()


class Timeline(QWidget):
    """Who held the case, from top to bottom; what is ahead is dashed and quiet."""

    def __init__(self, held: Sequence[Held] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setAccessibleName(name)
        self.set_held(held)

    def set_held(self, held: Sequence[Held]) -> None:
        """Show these stretches, the earliest first."""
        clear_layout(self._layout)
        for number, one in enumerate(held):
            self._layout.addWidget(_HeldRow(one, held[number + 1] if number + 1 < len(held) else None))
        self._layout.addStretch(1)


@dataclass(frozen=True)
class Day:
    """One day of the clock; `kind` is received, used, stopped, closed or ahead; it may be today, due, or late."""

    label: str
    kind: str = "ahead"
    today: bool = False
    due: bool = False
    late: bool = False
    caption: str = ""
    after_gap: bool = False  # days before it are left out


class DayStrip(QWidget):
    """One cell a day: used filled, stopped hatched, closed flat, today and due with a thick border, late in stop."""

    def __init__(self, days: Sequence[Day] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = list(days)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """23 a day, numbers above, captions below."""
        return QSize(23 * len(self._days), 2 * line_height("body") + px(28) + 8)

    def minimumSizeHint(self) -> QSize:
        """Cells get narrower; numbers then yield."""
        return QSize(9 * len(self._days), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw numbers, cells and captions."""
        if not self._days:
            return
        painter = smooth(self)
        step = min(self.width() / len(self._days), 32.0)
        for number, day in enumerate(self._days):
            x = number * step
            left = self.width() - x - step if is_mirrored(self) else x
            self._number(painter, day, QRectF(left, 0, step, line_height("body")))
            cell = QRectF(left + 1, line_height("body") + 2, step - 3, px(28))
            draw_day(painter, day, cell)
            if day.after_gap:
                self._gap(painter, cell)
        self._captions(painter, step)
        painter.end()

    def _gap(self, painter: QPainter, cell: QRectF) -> None:
        """Two strokes across the edge say that days are left out before this one."""
        edge = cell.right() + 1.5 if is_mirrored(self) else cell.left() - 1.5
        painter.fillRect(QRectF(edge - 4, cell.top() - 2, 8, cell.height() + 4), color("surface"))
        painter.setPen(QPen(color("ink2"), 1.5))
        for stroke in (edge - 2.5, edge + 1.5):
            painter.drawLine(QPointF(stroke - 1.5, cell.bottom() + 1), QPointF(stroke + 1.5, cell.top() - 1))

    def _number(self, painter: QPainter, day: Day, rect: QRectF) -> None:
        strong = day.today or day.due
        role = "key" if strong else "body"
        if advance(day.label, role) > rect.width() + 4 and not strong:
            return
        write(painter, self, rect.adjusted(-8, 0, 8, 0), day.label, role, "ink" if strong else "ink3", ltr=True)

    def _captions(self, painter: QPainter, step: float) -> None:
        top = self.height() - line_height("body")
        taken = 0.0
        for number, day in enumerate(self._days):
            if not day.caption:
                continue
            strong = day.today or day.due
            role, wide = ("key" if strong else "body"), advance(day.caption, "key" if strong else "body") + 1
            x = max(min((number + 0.5) * step - wide / 2, self.width() - wide), taken)
            taken = x + wide + 8
            left = self.width() - x - wide if is_mirrored(self) else x
            ink = "wait" if day.kind == "stopped" else "ink" if strong else "ink3"
            write(painter, self, QRectF(left, top, wide, line_height("body")), day.caption, role, ink)


def draw_day(painter: QPainter, day: Day, cell: QRectF) -> None:
    """One cell."""
    if day.kind == "closed" and not (day.today or day.due):
        box(painter, QRectF(cell.x(), cell.center().y() - 3, cell.width(), 6), "line", None, 2)
        return
    if day.kind == "received":
        painter.setPen(dashed("edge", 1.5, (2.5, 2)))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(cell.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        return
    fill = {"used": "river", "stopped": "wait-tint"}.get(day.kind, "stop-tint" if day.late else "surface")
    border = {"used": "river", "stopped": "wait"}.get(day.kind, "stop" if day.late else "edge")
    if day.kind == "stopped":
        _hatched(painter, cell)
        box(painter, cell, None, border, 4, 1)
    else:
        thick = day.today or day.due
        box(painter, cell, fill, "ink" if thick and not day.late else border, 4, 2 if thick or day.late else 1)


def _hatched(painter: QPainter, cell: QRectF) -> None:
    painter.save()
    box(painter, cell, "wait-tint", None, 4)
    painter.setClipRect(cell.adjusted(1, 1, -1, -1))
    painter.setPen(QPen(color("wait"), 1.6))
    for i in range(-42, 60, 7):
        painter.drawLine(QPointF(cell.x() + i, cell.bottom()), QPointF(cell.x() + i + cell.height(), cell.y()))
    painter.restore()


class DayKey(QWidget):
    """A row of single cells that explains the strip."""

    def __init__(self, days: Sequence[Day], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = list(days)
        self.setFixedHeight(px(28))
        self.setMinimumWidth(27 * len(self._days))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells side by side."""
        painter = smooth(self)
        for number, day in enumerate(self._days):
            x = number * 27
            left = self.width() - x - 25 if is_mirrored(self) else x
            draw_day(painter, day, QRectF(QRect(left, 0, 24, self.height())))
        painter.end()
