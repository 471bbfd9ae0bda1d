"""The line: stations of a visit, a version or a shift. Solid is done, a ring is now, dashed is ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_desk.ui.theme import color, font, px
from oss_desk.ui.widgets.paint import dashed, is_mirrored, rule, sign, smooth
from oss_desk.ui.widgets.words import own_words
from oss_desk.ui.widgets.writing import write

DOT = 20


@dataclass(frozen=True)
class Station:
    """One stop of the line; `state` is done, now or ahead."""

    title: str
    state: str = "ahead"


def stations(titles: Sequence[str], now: int) -> list[Station]:
    """Stations of which the one numbered `now` (from 0) is where we are; beyond the last all are done."""
    states = ["done" if i < now else "now" if i == now else "ahead" for i in range(len(titles))]
    return [Station(title, state) for title, state in zip(titles, states, strict=True)]


class Line(QWidget):
    """Stations in a row, 36 high, from the start side. Where there is no room words yield, the one of now last."""

    pressed = Signal(int)
    """The number of the station that was pressed; the keyboard walks with Ctrl+Enter and Escape."""

    def __init__(self, stops: Sequence[Station] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: list[Station] = []
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_stations(stops)

    def set_stations(self, stops: Sequence[Station]) -> None:
        """Show these stations."""
        self._stops = list(stops)
        words = {"done": own_words().done, "now": own_words().now, "ahead": own_words().ahead}
        said = ", ".join(f"{stop.title} ({words[stop.state]})" for stop in stops)
        self.setAccessibleName(f"{self._name} {said}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All words and a short piece of line between them."""
        wide = sum(self._width(stop, True) for stop in self._stops) + 32 * max(len(self._stops) - 1, 0)
        return QSize(wide, px(36))

    def minimumSizeHint(self) -> QSize:
        """The dots, short pieces, and the words of now."""
        return QSize(len(self._stops) * (px(DOT) + 8), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots, words and the pieces between."""
        if not self._stops:
            return
        painter = smooth(self)
        shown = self.shown_words()
        widths = [self._width(stop, words) for stop, words in zip(self._stops, shown, strict=True)]
        gaps = max(len(self._stops) - 1, 1)
        piece = max((self.width() - sum(widths)) / gaps, 0.0)
        x = 0.0
        for number, (stop, wide, words) in enumerate(zip(self._stops, widths, shown, strict=True)):
            self._station(painter, stop, x, wide, words)
            x += wide
            if number + 1 < len(self._stops):
                self._piece(painter, x + 8, x + piece - 8, solid=stop.state == "done")
            x += piece
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which station lies under the pointer."""
        x, place = 0.0, self._x(event.position().x(), 0)
        for number, (wide, piece) in enumerate(self._places()):
            if x - 8 <= place <= x + wide + 8:
                self.pressed.emit(number)
                return
            x += wide + piece

    def _places(self) -> list[tuple[int, float]]:
        """How wide each station is, and the piece of line after it."""
        widths = [self._width(stop, words) for stop, words in zip(self._stops, self.shown_words(), strict=True)]
        piece = max((self.width() - sum(widths)) / max(len(widths) - 1, 1), 0.0)
        return [(wide, piece) for wide in widths]

    def _width(self, stop: Station, words: bool) -> int:
        if not words:
            return px(DOT)
        role = "key" if stop.state == "now" else "label"
        return px(DOT) + 8 + QFontMetrics(font(role)).horizontalAdvance(stop.title) + 1

    def shown_words(self) -> list[bool]:
        """Which stations have words: all, or those near now, or only now."""
        count = len(self._stops)
        now = next((i for i, stop in enumerate(self._stops) if stop.state == "now"), count - 1)
        for near in range(count, -1, -1):
            shown = [abs(i - now) <= near for i in range(count)]
            wide = sum(self._width(stop, words) for stop, words in zip(self._stops, shown, strict=True))
            if wide + 24 * (count - 1) <= self.width():
                return shown
        return [i == now for i in range(count)]

    def _x(self, x: float, width: float) -> float:
        return self.width() - x - width if is_mirrored(self) else x

    def _station(self, painter: QPainter, stop: Station, x: float, wide: int, words: bool) -> None:
        size, middle = px(DOT), self.height() / 2
        self._dot(painter, stop.state, QRectF(self._x(x, size), middle - size / 2, size, size))
        if not words:
            return
        room = wide - size - 8 + 2
        rect = QRect(round(self._x(x + size + 8, room)), 0, room, self.height())
        ink = {"done": "ink2", "now": "ink"}.get(stop.state, "ink3")
        write(painter, self, rect, stop.title, "key" if stop.state == "now" else "label", ink, "start")

    def _dot(self, painter: QPainter, state: str, rect: QRectF) -> None:
        draw_station(painter, state, rect, self.devicePixelRatioF())

    def _piece(self, painter: QPainter, x1: float, x2: float, solid: bool) -> None:
        if x2 - x1 < 4:
            return
        left, right = (self.width() - x2, self.width() - x1) if is_mirrored(self) else (x1, x2)
        pen = QPen(color("river"), 2) if solid else dashed("edge", 2, (1.5, 2))
        rule(painter, left, right, round(self.height() / 2), pen)


def draw_station(painter: QPainter, state: str, rect: QRectF, ratio: float) -> None:
    """Filled with a tick is done, a ring with a middle is now, an empty ring is ahead."""
    inner = rect.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(color("edge" if state == "ahead" else "river"), 1.75))
    painter.setBrush(color({"done": "river", "now": "surface"}.get(state, "surface")))
    painter.drawEllipse(inner)
    if state == "done":
        sign(painter, "check", "on-river", 14, rect.toRect(), ratio)
    elif state == "now":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("river"))
        painter.drawEllipse(QPointF(rect.center()), rect.width() * 0.22, rect.width() * 0.22)
