"""The pages of a paper as pictures: under each other on the desk, as wide as the room or at a size of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from oss_desk.ui.theme import color
from oss_desk.ui.widgets.paint import state_width

DPI = 192
"""How finely the pictures are made: twice what a usual screen shows, so that a doubled size is still sharp."""
SCREEN_DPI = 96
AIR = 16
STEPS = (50, 75, 100, 125, 150, 200)
FIT = 0
WIDEST_FIT = 1.25 * SCREEN_DPI / DPI
"""A narrow roll is not blown up to the width of the room."""


class _Pages(QWidget):
    """White sheets with a thin edge, in every theme."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[QImage] = []
        self._scaled: dict[tuple[int, int, int], QImage] = {}
        self._scale = 1.0

    def show_pages(self, pages: Sequence[QImage]) -> None:
        self._pages, self._scaled = list(pages), {}
        self.set_scale(self._scale)

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self.resize(self.sizeHint())
        self.update()

    def widest(self) -> int:
        return max((page.width() for page in self._pages), default=0)

    def sizeHint(self) -> QSize:
        rects = self._rects(0)
        wide = max((rect.width() for rect in rects), default=0) + 2 * AIR
        return QSize(wide, rects[-1].bottom() + AIR if rects else 0)

    def rects(self) -> list[QRect]:
        """Where each page lies now."""
        return self._rects(self.width())

    def _rects(self, width: int) -> list[QRect]:
        rects, top = [], AIR
        for page in self._pages:
            size = QSize(round(page.width() * self._scale), round(page.height() * self._scale))
            rects.append(QRect(QPoint(max(AIR, (width - size.width()) // 2), top), size))
            top += size.height() + AIR
        return rects

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = state_width()
        for number, rect in enumerate(self._rects(self.width())):
            if not rect.intersects(event.rect()):
                continue
            painter.fillRect(rect.adjusted(-edge, -edge, edge, edge), color("edge"))
            painter.drawImage(rect, self._picture(number, rect.size()))
        painter.end()

    def _picture(self, number: int, size: QSize) -> QImage:
        """The page at that size, for the pixels that the screen really has."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        key = (number, wanted.width(), wanted.height())
        if key not in self._scaled:
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = {known: image for known, image in self._scaled.items() if known[1:] == key[1:]}
            self._scaled[key] = self._pages[number].scaled(wanted, *ways)
        return self._scaled[key]


class PaperView(QScrollArea):
    """Scrolls over the pages; plus and minus change the size, 0 fits the width. `zoomed` carries percent, 0 for fit."""

    zoomed = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets, self._percent = _Pages(), FIT
        self.setWidget(self._sheets)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "self")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self._sheets.setAutoFillBackground(False)

    @property
    def sheets(self) -> QWidget:
        """What the pages are drawn on."""
        return self._sheets

    @property
    def percent(self) -> int:
        """The size in percent of the paper's own; 0 while it fits the width."""
        return self._percent

    @property
    def scale_now(self) -> int:
        """The size that is shown, in percent of the paper's own."""
        return round(self._scale() * DPI / SCREEN_DPI * 100)

    def count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets.rects())

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these pages, from the top."""
        self._sheets.show_pages(pages)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def set_percent(self, percent: int) -> None:
        """Show it this large, or as wide as the room for 0."""
        self._percent = percent
        self._fit()
        self.zoomed.emit(percent)

    def larger(self) -> None:
        """The next larger size."""
        self.set_percent(next((step for step in STEPS if step > self.scale_now), STEPS[-1]))

    def smaller(self) -> None:
        """The next smaller size."""
        self.set_percent(next((step for step in reversed(STEPS) if step < self.scale_now), STEPS[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0; Home and End; the arrows scroll."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.larger()
            case Qt.Key.Key_Minus:
                self.smaller()
            case Qt.Key.Key_0:
                self.set_percent(FIT)
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits the width goes on fitting it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._sheets.set_scale(self._scale())

    def _scale(self) -> float:
        if self._percent:
            return self._percent / 100 * SCREEN_DPI / DPI
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * AIR
        widest = self._sheets.widest()
        return min(WIDEST_FIT, max(room, 1) / widest) if widest else 1.0
