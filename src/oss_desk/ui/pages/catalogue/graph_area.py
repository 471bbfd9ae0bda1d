"""The graph in its place: the lanes' signs and names stay in sight beside it, whatever is scrolled."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from oss_desk.operations.sheets import ServiceSheet
from oss_desk.ui.pages.cases.words import hands_sign, hands_words
from oss_desk.ui.pages.catalogue.graph import Graph, draw_lanes
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.theme import color, px
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import HandSign
from oss_desk.ui.widgets.paint import is_mirrored, smooth
from oss_desk.ui.widgets.writing import advance

HEAD, NARROW_HEAD, BESIDE_NAMES = 116, 48, 360
"""The lanes' names; their signs alone; what a graph keeps at least where the names are said; before the text size."""
SMALLEST, LARGEST = 0.85, 1.5
"""How far a graph over the whole page is drawn down or up, so that all of it is seen at once and still reads."""


class Lanes(QWidget):
    """Whose hands each lane is, in sign and name, on the ground of the lanes."""

    def __init__(self, here: Here, sheet: ServiceSheet, graph: Graph, parent: QWidget) -> None:
        super().__init__(parent)
        self._graph = graph
        told = [(lane, _lane_words(here, sheet, lane)) for lane in graph.lanes()]
        self._signs = [HandSign(hands_sign(lane), words, parent=self) for lane, words in told]
        self._names = [Label(words, "label", "ink2", wrap=True, parent=self) for _, words in told]
        parts = [part for _, words in told for part in words.split()]
        widest = max((advance(part, "label") for part in parts), default=0)
        self.wide = max(px(HEAD), widest + 28 + self._signs[0].sizeHint().width())
        self.narrow = px(NARROW_HEAD)

    def settle(self, width: int) -> None:
        """Stand beside the lanes as they are drawn now; without names where the width is that of the signs."""
        places = self._graph.places()
        self.resize(width, round(sum(places[-1])))
        for sign, name, (top, high) in zip(self._signs, self._names, places, strict=True):
            size = sign.sizeHint()
            sign.setGeometry(self._turn(10, size.width(), round(top + (high - size.height()) / 2), size.height()))
            begin = 18 + size.width()
            name.setVisible(width > self.narrow)
            name.setGeometry(self._turn(begin, max(width - begin - 6, 1), round(top), round(high)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the lanes; a line at the end shows that the graph passes under it."""
        painter = smooth(self)
        draw_lanes(painter, self._graph.places(), self.width())
        at = 0 if is_mirrored(self) else self.width() - 1
        painter.fillRect(at, 0, 1, self.height(), color("line"))
        painter.end()

    def _turn(self, x: int, width: int, top: int, height: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, top, width, height)


class GraphArea(QScrollArea):
    """A graph wider than its room scrolls beside its lanes, by the arrow keys too.

    Inside a paper it is as high as the graph; over the whole page (`larger`) the graph is drawn so that all of it is
    seen, as long as that still reads.
    """

    def __init__(self, here: Here, sheet: ServiceSheet, *, larger: bool = False) -> None:
        super().__init__()
        self._larger = larger
        self.graph = Graph(here, sheet)
        self.lanes = Lanes(here, sheet, self.graph, self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if larger else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(self.graph)
        self.graph.setAutoFillBackground(False)
        self.setAccessibleName(self.graph.accessibleName())
        self.setAccessibleDescription(self.graph.accessibleDescription())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._follow())

    def minimumSizeHint(self) -> QSize:
        """Whatever room there is."""
        return QSize(px(NARROW_HEAD) * 2, px(72))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room: names or signs alone, another scale, a bar or none."""
        head = self._head()
        self.setViewportMargins(*((0, 0, head, 0) if is_mirrored(self) else (head, 0, 0, 0)))
        self.graph.set_scale(self._scale(head) if self._larger else 1.0)
        super().resizeEvent(event)
        self.lanes.settle(head)
        self._follow()
        over = self.scrolls()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if over else Qt.FocusPolicy.NoFocus)
        if not self._larger:
            bar = self.horizontalScrollBar().sizeHint().height() + 4 if over else 0
            self.setFixedHeight(self.graph.sizeHint().height() + bar)

    def scrolls(self) -> bool:
        """Whether a part of the graph is out of sight."""
        needed, room = self.graph.sizeHint(), self.viewport().size()
        return needed.width() > room.width() or (self._larger and needed.height() > room.height())

    def _head(self) -> int:
        if self._larger:
            return min((self.lanes.wide, self.lanes.narrow), key=lambda head: not self._is_whole(head))
        least = round(self.graph.least.width)
        fits = least + self.lanes.wide <= self.width()
        return self.lanes.wide if fits or self.width() - self.lanes.wide >= px(BESIDE_NAMES) else self.lanes.narrow

    def _across(self, head: int) -> float:
        return (self.width() - head) / self.graph.least.width

    def _is_whole(self, head: int) -> bool:
        """Whether all of it is seen from side to side, drawn as small as it still reads."""
        return self._across(head) >= SMALLEST

    def _scale(self, head: int) -> float:
        whole = min(self._across(head), self.height() / self.graph.least.height, LARGEST)
        if whole >= SMALLEST:
            return whole
        return min(self._across(head), 1.0) if self._is_whole(head) else 1.0

    def _follow(self) -> None:
        """The lanes stand where the graph stands, up and down."""
        left = self.width() - self.lanes.width() if is_mirrored(self) else 0
        self.lanes.move(left, self.graph.y())


def _lane_words(here: Here, sheet: ServiceSheet, lane: str) -> str:
    return hands_words(here, lane, dict(sheet.titles.get(lane.removeprefix("authority:"), {})))
