"""The day at the desk as a line: opened, now, closes; and how many visits each hour had."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_desk.ui.theme import color, font, line_height, px
from oss_desk.ui.widgets.line import draw_station
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, rule, smooth, state_width

MIDDLE = 18
SIDE = 12


@dataclass(frozen=True)
class Moment:
    """A stop of the day: its words, where it lies (0 opens, 1 closes), and whether it is done, now or ahead."""

    words: str
    at: float
    state: str


class DayLine(QWidget):
    """52 high; what has passed is solid, what comes is dashed. Words that would meet give way to those of now."""

    def __init__(self, moments: Sequence[Moment] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments = tuple(moments)
        self.setAccessibleName(", ".join(moment.words for moment in moments))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as every line; as wide as there is room."""
        return QSize(420, px(52))

    def minimumSizeHint(self) -> QSize:
        """The words of now."""
        return QSize(120, px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its stops and their words."""
        if not self._moments:
            return
        painter = smooth(self)
        self._pieces(painter)
        for moment in self._moments:
            self._stop(painter, moment)
        self._write(painter)
        painter.end()

    def _place(self, at: float) -> float:
        x = SIDE + min(max(at, 0.0), 1.0) * (self.width() - 2 * SIDE)
        return self.width() - x if is_mirrored(self) else x

    def _pieces(self, painter: QPainter) -> None:
        passed = max((moment.at for moment in self._moments if moment.state != "ahead"), default=0.0)
        rule(painter, self._place(passed), self._place(1), px(MIDDLE), dashed("edge", 2, (1.5, 2)))
        rule(painter, self._place(0), self._place(passed), px(MIDDLE), QPen(color("river"), 2))

    def _stop(self, painter: QPainter, moment: Moment) -> None:
        size = px(20) if moment.state == "now" else px(12)
        rect = QRectF(self._place(moment.at) - size / 2, px(MIDDLE) - size / 2, size, size)
        if moment.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("river"))
            painter.drawEllipse(rect)
        else:
            draw_station(painter, moment.state, rect, self.devicePixelRatioF())

    def _write(self, painter: QPainter) -> None:
        taken: list[QRectF] = []
        for moment in sorted(self._moments, key=lambda moment: moment.state != "now"):
            painter.setFont(font("key" if moment.state == "now" else "body"))
            painter.setPen(color("ink" if moment.state == "now" else "ink3"))
            wide = QFontMetrics(painter.font()).horizontalAdvance(moment.words) + 2
            left = min(max(self._place(moment.at) - wide / 2, 0), self.width() - wide)
            rect = QRectF(left, px(MIDDLE) + px(12), wide, line_height("body"))
            if not any(rect.adjusted(-8, 0, 8, 0).intersects(other) for other in taken):
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), moment.words)
                taken.append(rect)


HOUR_ROOM = 20
"""What a number of two digits needs; where there is less, every other hour is told, and always the running one."""


class HourBars(QWidget):
    """Visits hour by hour, the running hour filled."""

    def __init__(self, hours: Sequence[tuple[int, int]], now: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours, self._now = tuple(hours), now
        said = ", ".join(f"{hour}: {count}" for hour, count in self._hours)
        self.setAccessibleName(f"{name} {said}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Room for the bars and the hours below."""
        return QSize(30 * max(len(self._hours), 4), px(112))

    def minimumSizeHint(self) -> QSize:
        """Thin bars."""
        return QSize(14 * max(len(self._hours), 4), px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars on their base line and the hours below it."""
        if not self._hours:
            return
        painter = smooth(self)
        most = max(max(count for _, count in self._hours), 1)
        base, step = self.height() - line_height("body") - 4, self.width() / len(self._hours)
        every = 1 if step >= px(HOUR_ROOM) else 2
        for index, (hour, count) in enumerate(self._hours):
            left = self.width() - (index + 1) * step if is_mirrored(self) else index * step
            self._bar(painter, QRectF(left + 3, base, min(step - 6, 32), -base * count / most), hour)
            if hour == self._now or (index % every == 0 and (every == 1 or abs(hour - self._now) > 1)):
                middle = left + 3 + min(step - 6, 32) / 2
                self._hour(painter, QRectF(middle - 19, base + 4, 38, line_height("body")), hour)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(self.width(), base + 0.5))
        painter.end()

    def _bar(self, painter: QPainter, rect: QRectF, hour: int) -> None:
        if rect.height() < 0:
            fill = "river" if hour == self._now else "river-tint"
            box(painter, rect.normalized(), fill, "river", 0, state_width())

    def _hour(self, painter: QPainter, rect: QRectF, hour: int) -> None:
        now = hour == self._now
        painter.setFont(font("key" if now else "body"))
        painter.setPen(color("ink" if now else "ink3"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(hour))
