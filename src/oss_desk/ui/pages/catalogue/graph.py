"""How a service goes, drawn: lanes for hands, a box for each step, lines for the ways between them."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from oss_desk.operations.sheets import ServiceSheet
from oss_desk.ui.pages.cases.words import hands_words, step_words
from oss_desk.ui.pages.catalogue.layout import REFUSALS, Layout, lay_out
from oss_desk.ui.pages.catalogue.routes import Box, Drawing, Key, Size, Way, route
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.theme import color, line_height, px, theme
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, smooth, state_width, tint_of
from oss_desk.ui.widgets.writing import advance, write
from oss_desk.workflows.definition import Step
from oss_desk.workflows.words import term_words

LEAST, WIDEST, LABEL = 86, 132, 108
"""Of a box; of the words on a line; before the text size."""
GOOD = frozenset({"ready-to-collect", "handed-over", "sent", "done"})


class Graph(QWidget):
    """The graph of one service. Its accessible description tells the same step by step; `Lanes` names its lanes."""

    def __init__(self, here: Here, sheet: ServiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._sheet = here, sheet
        self._layout: Layout = lay_out(sheet.service)
        self._lines = {step.id: self._words(step) for step in sheet.service.steps}
        self._labels = self._edge_words()
        self._scale = 1.0
        self.drawing: Drawing = self._drawn(0)
        self.least = Size(self.drawing.width, self.drawing.height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(here.language.text("How it goes"))
        self.setAccessibleDescription(". ".join(self.told()))

    def told(self) -> tuple[str, ...]:
        """Every step in a sentence: where it is done, how long it may take, where it leads."""
        return tuple(step_told(self._here, self._sheet, step) for step in self._sheet.service.steps)

    def lanes(self) -> tuple[str, ...]:
        """Whose hands each lane is, from top to bottom."""
        return self._layout.lanes

    def places(self) -> list[tuple[float, float]]:
        """Upper edge and height of each lane, in pixels of the window."""
        return [(top * self._scale, high * self._scale) for top, high in self.drawing.lanes]

    def set_scale(self, scale: float) -> None:
        """Draw everything so many times as large as it is measured."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()
            self._fill()

    def scale(self) -> float:
        """How many times as large as it is measured it is drawn."""
        return self._scale

    def sizeHint(self) -> QSize:
        """As wide as boxes and channels need."""
        return QSize(ceil(self.least.width * self._scale), ceil(self.least.height * self._scale))

    def minimumSizeHint(self) -> QSize:
        """Nothing yields; where there is less room it scrolls."""
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        """More room, wider channels."""
        self._fill()

    def event(self, event: QEvent) -> bool:
        """The pointer over a box tells its step in a sentence."""
        if isinstance(event, QHelpEvent):
            under = next(
                (name for name in self.drawing.boxes if self._rect(name).contains(QPointF(event.pos()) / self._scale)),
                None,
            )
            told = step_told(self._here, self._sheet, self._sheet.service.step(under)) if under else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lanes, ways and steps."""
        painter = smooth(self)
        draw_lanes(painter, self.places(), self.width())
        painter.scale(self._scale, self._scale)
        for way in self.drawing.ways:
            self._draw_way(painter, way)
        for way in self.drawing.ways:
            self._draw_label(painter, way)
        for step in self._sheet.service.steps:
            self._draw_step(painter, step)
        painter.end()

    def _fill(self) -> None:
        self.drawing = self._drawn(self._wide())
        self.update()

    def _wide(self) -> float:
        """How wide it is, measured as it is laid out."""
        return self.width() / self._scale

    def _drawn(self, room: float) -> Drawing:
        sizes = {name: self._size(lines) for name, lines in self._lines.items()}
        labels = {key: _label_size(lines) for key, lines in self._labels.items()}
        return route(self._layout, sizes, labels, room)

    def _size(self, lines: list[tuple[str, str]]) -> Size:
        wide = max((advance(words, role) for words, role in lines), default=0)
        return Size(float(max(wide + 18, px(LEAST))), float(max(len(lines) * line_height("body") + 16, px(56))))

    def _words(self, step: Step) -> list[tuple[str, str]]:
        """The lines of a box with their roles: the title, and below it how long, or that the clock stops."""
        title = step_words(self._here, step.title or {}, step.id, step.kind)
        below = self._below(step)
        lines = [(words, "key") for words in wrapped(title, "key", px(WIDEST) - 18)]
        return lines + [(words, "body") for words in wrapped(below, "body", px(WIDEST) - 18) if below]

    def _edge_words(self) -> dict[Key, list[str]]:
        """Where a step leads on in several ways, the words of the action stand on the line."""
        found: dict[Key, list[str]] = {}
        for step in self._sheet.service.steps:
            onward = [edge for edge in self._layout.edges if edge.start == step.id and edge.kind == "forward"]
            for edge in onward if len(onward) > 1 else ():
                labels = [self._here.text(action.label) for action in step.actions if action.to == edge.end]
                if labels:
                    found[edge.start, edge.end] = wrapped(" / ".join(labels), "body", px(LABEL))
        return found

    def _rect(self, name: str) -> QRectF:
        return self._place(self.drawing.boxes[name])

    def _place(self, part: Box) -> QRectF:
        x = self._wide() - part.x - part.width if is_mirrored(self) else part.x
        return QRectF(x, part.y, part.width, part.height)

    def _point(self, x: float, y: float) -> QPointF:
        return QPointF(self._wide() - x if is_mirrored(self) else x, y)

    def _draw_step(self, painter: QPainter, step: Step) -> None:
        rect, tone = self._rect(step.id), node_tone(step)
        ink, fill, border = tint_of(tone) if tone else ("ink", "surface", "edge")
        box(painter, rect, fill, border, theme().radius["control"], state_width() if tone else 1)
        lines = self._lines[step.id]
        top = rect.y() + (rect.height() - len(lines) * line_height("body")) / 2
        for words, role in lines:
            write(painter, self, _line(rect, top), words, role, ink if tone or role == "key" else "ink3")
            top += line_height("body")

    def _below(self, step: Step) -> str:
        say = self._here.language.text
        if step.kind in REFUSALS:
            return say("may appeal") if self._sheet.service.appeal else ""
        if step.at == "citizen" or step.kind == "to-pay":
            return say("clock stops")
        return term_words(self._here.language, step.within, "open") if step.within else ""

    def _draw_way(self, painter: QPainter, way: Way) -> None:
        ink = {"refusal": "stop", "citizen": "wait", "back": "wait"}.get(way.edge.kind, "edge")
        pen = dashed(ink, 1.75, (3, 2)) if ink == "wait" else QPen(color(ink), 1.75)
        points = [self._point(*point) for point in way.points]
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_rounded(points))
        _arrow(painter, points[-2], points[-1], color(ink))

    def _draw_label(self, painter: QPainter, way: Way) -> None:
        if way.label is None:
            return
        rect, lane = self._place(way.label), self._layout.nodes[way.edge.start].lane
        painter.fillRect(rect, color("surface" if lane % 2 else "sunken"))
        top = rect.y()
        for words in self._labels[way.edge.start, way.edge.end]:
            write(painter, self, QRectF(rect.x(), top, rect.width(), line_height("body")), words, "body", "ink2")
            top += line_height("body")


def draw_lanes(painter: QPainter, places: Sequence[tuple[float, float]], width: int) -> None:
    """The ground of the lanes, every other one sunken, with a thin line between two."""
    for number, (top, high) in enumerate(places):
        if number % 2 == 0:
            painter.fillRect(QRectF(0, top, width, high), color("sunken"))
        if number:
            painter.fillRect(QRectF(0, round(top), width, 1), color("line"))


def wrapped(words: str, role: str, width: int) -> list[str]:
    """The words in lines of this width, broken between words; a word that is wider has its line for itself."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and advance(longer, role) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _label_size(lines: list[str]) -> Size:
    return Size(float(max(advance(words, "body") for words in lines) + 8), float(len(lines) * line_height("body")))


def node_tone(step: Step) -> str:
    """The tone of a step: good endings, refusals and what the citizen does are tinted, work is plain."""
    if step.kind in GOOD:
        return "ready"
    if step.kind in REFUSALS:
        return "stop"
    return "wait" if step.at == "citizen" or step.kind == "to-pay" else ""


def step_told(here: Here, sheet: ServiceSheet, step: Step) -> str:
    """One step in a sentence."""
    service, say = sheet.service, here.language.text

    def title(one: Step) -> str:
        return step_words(here, one.title or {}, one.id, one.kind)

    authority = sheet.titles.get(step.authority or "", {})
    where = hands_words(here, step.hands, authority) if not step.ends else ""
    within = say("within {time}", time=term_words(here.language, step.within, "open")) if step.within else ""
    words = here.language.listed((title(step), where, within))
    ways = [
        say("{action}: {step}", action=here.text(action.label), step=title(service.step(action.to)))
        for action in step.actions
        if action.to != "back"
    ]
    return say("{step}. {ways}", step=words, ways="; ".join(ways)) if ways else words


def _line(rect: QRectF, top: float) -> QRectF:
    return QRectF(rect.x() + 4, top, rect.width() - 8, line_height("body"))


def _rounded(points: list[QPointF], radius: float = 6.0) -> QPainterPath:
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before, radius))
        path.quadTo(corner, _towards(corner, after, radius))
    path.lineTo(points[-1])
    return path


def _towards(start: QPointF, end: QPointF, length: float) -> QPointF:
    way = end - start
    whole = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 0.001)
    part = min(length, whole / 2) / whole
    return QPointF(start.x() + way.x() * part, start.y() + way.y() * part)


def _arrow(painter: QPainter, before: QPointF, tip: QPointF, ink: QColor) -> None:
    back = _towards(tip, before, 7.0)
    side = QPointF((tip - back).y(), -(tip - back).x()) * 0.55
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip, back + side, back - side]))
