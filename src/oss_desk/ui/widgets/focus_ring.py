"""The violet ring that follows the focus: an overlay that takes no press and is cut where a paper scrolls."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from oss_desk.ui.theme import color, theme
from oss_desk.ui.widgets.paint import smooth
from oss_desk.ui.widgets.panel import ScrollBody

AWAY = 3
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class FocusRing(QWidget):
    """One per window. A widget with property `ring` = "self" draws its own; `ringRadius` is its radius;
    `ring` = "outer" on an ancestor means that the ring goes round that ancestor."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def target(self) -> QWidget | None:
        """What the ring goes round now."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target and everything it lies in."""
        if event.type() in MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring inside the overlay's own edge."""
        width, radius = theme().ring, self._radius() + AWAY
        painter = smooth(self)
        painter.setPen(QPen(color(self._token()), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        self._release()
        window = self.parentWidget()
        self._target = None
        if new is not None and window is not None and window.isAncestorOf(new):
            self._target = _ringed(new, window)
        if self._target is not None:
            self._watch(self._target)
        if new is not None and window is not None and window.isAncestorOf(new):
            _bring_into_sight(self._target or new)
        self._place()

    def _release(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
                widget.destroyed.disconnect(self._lost)
        self._watched = []

    def _watch(self, target: QWidget) -> None:
        widget: QWidget | None = target
        while widget is not None and widget is not self.parentWidget():
            widget.installEventFilter(self)
            widget.destroyed.connect(self._lost)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _lost(self) -> None:
        self._watched, self._target = [], None
        self.hide()

    def _place(self) -> None:
        target, window = self._target, self.parentWidget()
        if target is None or not isValid(target) or window is None or not target.isVisible():
            self.hide()
            return
        out = AWAY + theme().ring
        where = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-out, -out, out, out)
        seen = where.intersected(_seen_part(target, window))
        self.setGeometry(where)
        self.setMask(QRegion(seen.translated(-where.topLeft())))
        self.setVisible(not seen.isEmpty())
        self.raise_()

    def _radius(self) -> int:
        radius = self._target.property("ringRadius") if self._target is not None else None
        return radius if isinstance(radius, int) else theme().radius["control"]

    def _token(self) -> str:
        on_rail = self._target is not None and self._target.property("onRail")
        return "rail-focus" if on_rail else "focus"


def _bring_into_sight(target: QWidget) -> None:
    """Scroll whatever it lies in until it is seen."""
    part = target.parentWidget()
    while part is not None:
        if isinstance(part, ScrollBody):
            part.bring(target)
        part = part.parentWidget()


def _ringed(focused: QWidget, window: QWidget) -> QWidget | None:
    """The widget round which the ring goes; None when it draws its own, or is no control at all."""
    widget: QWidget | None = focused
    while widget is not None and widget is not window:
        if widget.property("ring") == "outer":
            return widget
        widget = widget.parentWidget()
    plain = focused.focusPolicy() == Qt.FocusPolicy.NoFocus
    return None if plain or focused.property("ring") == "self" else focused


def _seen_part(target: QWidget, window: QWidget) -> QRect:
    """The part of the window that the papers it scrolls in leave open, with room for the ring itself."""
    seen = window.rect()
    widget = target.parentWidget()
    while widget is not None and widget is not window:
        area = widget.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
            room = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
            if not room.intersects(QRect(target.mapTo(window, QPoint(0, 0)), target.size())):
                return QRect()
            seen = seen.intersected(room.adjusted(-6, -6, 6, 6))
        widget = widget.parentWidget()
    return seen
