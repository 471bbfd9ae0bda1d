"""How a service goes, drawn: lanes for hands, a node for each step, lines for the ways between them."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_desk.operations.sheets import ServiceSheet
from oss_desk.ui.pages.cases.words import hands_sign, hands_words, step_words
from oss_desk.ui.pages.catalogue.event_tile import in_lines
from oss_desk.ui.pages.catalogue.layout import REFUSALS, Edge, Layout, Node, lay_out
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.theme import color, line_height, px, theme
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import HandSign
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, smooth, state_width, tint_of
from oss_desk.ui.widgets.writing import write
from oss_desk.workflows.definition import Step
from oss_desk.workflows.words import term_words

LANE, HEAD, NARROW_HEAD, PITCH, NODE = 92, 116, 48, 100, 100
GOOD = frozenset({"ready-to-collect", "handed-over", "sent", "done"})


class Graph(QWidget):
    """The graph of one service. Its accessible description tells the same step by step."""

    def __init__(self, here: Here, sheet: ServiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here, self._sheet = here, sheet
        self._layout: Layout = lay_out(sheet.service)
        self._signs = [self._lane_sign(lane) for lane in self._layout.lanes]
        self._names = [self._lane_name(lane) for lane in self._layout.lanes]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(here.language.text("How it goes"))
        self.setAccessibleDescription(". ".join(self.told()))

    def told(self) -> tuple[str, ...]:
        """Every step in a sentence: where it is done, how long it may take, where it leads."""
        return tuple(step_told(self._here, self._sheet, step) for step in self._sheet.service.steps)

    def sizeHint(self) -> QSize:
        """A lane for each pair of hands, a column for each turn."""
        return QSize(HEAD + self._layout.columns * px(PITCH), len(self._layout.lanes) * px(LANE))

    def minimumSizeHint(self) -> QSize:
        """The lanes' names yield before anything else."""
        return QSize(NARROW_HEAD + self._layout.columns * px(PITCH), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Signs and names stand at the start of their lanes."""
        high = px(LANE)
        for number, (sign, name) in enumerate(zip(self._signs, self._names, strict=True)):
            top = number * high + (high - sign.sizeHint().height()) // 2
            sign.setGeometry(self._turn(10, sign.sizeHint().width(), top, sign.sizeHint().height()))
            wide = self._head() - 52
            name.setVisible(wide > 0)
            name.setGeometry(self._turn(46, max(wide, 1), number * high, high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lanes, ways and steps."""
        painter = smooth(self)
        for number in range(0, len(self._layout.lanes), 2):
            painter.fillRect(QRect(0, number * px(LANE), self.width(), px(LANE)), color("sunken"))
        for number in range(1, len(self._layout.lanes)):
            painter.fillRect(QRect(0, number * px(LANE), self.width(), 1), color("line"))
        for edge in self._layout.edges:
            self._draw_edge(painter, edge)
        for node in self._layout.nodes.values():
            self._draw_node(painter, node)
        painter.end()

    def _head(self) -> int:
        wide = self._layout.columns * px(PITCH) + HEAD <= self.width()
        return HEAD if wide else NARROW_HEAD

    def _pitch(self) -> float:
        return min((self.width() - self._head()) / self._layout.columns, px(PITCH) * 1.3)

    def _rect(self, node: Node) -> QRectF:
        pitch, high = self._pitch(), px(LANE)
        wide = min(pitch - 14, px(NODE))
        left = self._head() + node.column * pitch + (pitch - wide) / 2
        tall = high - 24
        x = self.width() - left - wide if is_mirrored(self) else left
        return QRectF(x, node.lane * high + 12, wide, tall)

    def _draw_node(self, painter: QPainter, node: Node) -> None:
        rect, step = self._rect(node), node.step
        tone = node_tone(step)
        ink, fill, border = tint_of(tone) if tone else ("ink", "surface", "edge")
        box(painter, rect, fill, border, theme().radius["control"], state_width() if tone else 1)
        title = step_words(self._here, step.title or {}, step.id, step.kind)
        lines = in_lines(title, "key", rect.width() - 10)
        below = self._below(step)
        count = len(lines) + bool(below)
        top = rect.y() + (rect.height() - count * line_height("body")) / 2
        for words in lines:
            write(painter, self, _line(rect, top), words, "key", ink)
            top += line_height("body")
        if below:
            write(painter, self, _line(rect, top), below, "body", ink if tone else "ink3")

    def _below(self, step: Step) -> str:
        say = self._here.language.text
        if step.kind in REFUSALS:
            return say("may appeal") if self._sheet.service.appeal else ""
        if step.at == "citizen" or step.kind == "to-pay":
            return say("clock stops")
        return term_words(self._here.language, step.within, "open") if step.within else ""

    def _draw_edge(self, painter: QPainter, edge: Edge) -> None:
        if edge.start not in self._layout.nodes or edge.end not in self._layout.nodes:
            return
        start, end = self._layout.nodes[edge.start], self._layout.nodes[edge.end]
        ink = {"refusal": "stop", "citizen": "wait", "back": "wait"}.get(edge.kind, "edge")
        pen = dashed(ink, 1.75, (3, 2)) if ink == "wait" else QPen(color(ink), 1.75)
        points = self._way(start, end, edge)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_rounded(points))
        _arrow(painter, points[-2], points[-1], color(ink))

    def _way(self, start: Node, end: Node, edge: Edge) -> list[QPointF]:
        a, b = self._rect(start), self._rect(end)
        if start.column == end.column and start.lane != end.lane:
            return self._upright(a, b, edge)
        sign = -1 if is_mirrored(self) else 1
        leave, enter = _side(a, sign), _side(b, -sign)
        drop = {"refusal": 12.0, "back": -14.0}.get(edge.kind, 0.0)
        leave.setY(leave.y() + drop)
        if start.lane == end.lane and end.column == start.column + 1 and not drop:
            return [leave, enter]
        gap = sign * (self._pitch() - a.width()) / 2
        near, far = leave.x() + gap + sign * drop / 3, enter.x() - gap
        lane = max(start.lane, end.lane) if start.lane != end.lane else start.lane + 1
        level = lane * px(LANE) + (drop / 2 if start.lane != end.lane else -5.0)
        if end.column == start.column + 1:
            return [leave, QPointF(near, leave.y()), QPointF(near, enter.y()), enter]
        return [
            leave,
            QPointF(near, leave.y()),
            QPointF(near, level),
            QPointF(far, level),
            QPointF(far, enter.y()),
            enter,
        ]

    def _upright(self, a: QRectF, b: QRectF, edge: Edge) -> list[QPointF]:
        """Straight down or up, there and back beside each other."""
        x = a.center().x() + {"citizen": -20.0, "back": 20.0, "refusal": 8.0}.get(edge.kind, 0.0)
        down = b.y() > a.y()
        first, last = (a.bottom(), b.top()) if down else (a.top(), b.bottom())
        return [QPointF(x, first), QPointF(x, last)]

    def _lane_sign(self, lane: str) -> HandSign:
        return HandSign(hands_sign(lane), hands_words(self._here, lane, self._title(lane)), parent=self)

    def _lane_name(self, lane: str) -> Label:
        return Label(hands_words(self._here, lane, self._title(lane)), "label", "ink2", wrap=True, parent=self)

    def _title(self, lane: str) -> dict[str, str]:
        return dict(self._sheet.titles.get(lane.removeprefix("authority:"), {}))

    def _turn(self, x: int, width: int, top: int, height: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, top, width, height)


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


def _side(rect: QRectF, sign: int) -> QPointF:
    return QPointF(rect.right() if sign > 0 else rect.left(), rect.center().y())


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
