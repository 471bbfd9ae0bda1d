"""Small drawing helpers that every hand-painted widget shares."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from oss_desk.ui.theme import color, pixmap, theme

ON_PAPER = "onPaper"
"""The property of a part that previews real paper."""


def paper_ink(widget: QWidget, token: str) -> str:
    """The ink of this token where the widget lies: on a preview of paper every ink is black."""
    part: QWidget | None = widget
    while part is not None:
        if part.property(ON_PAPER):
            return "paper-ink"
        part = part.parentWidget()
    return token


def is_mirrored(widget: QWidget) -> bool:
    """Whether this widget runs from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with smooth edges; end it before leaving."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: str | None,
    border: str | None,
    radius: float,
    width: float = 1.0,
    *,
    broken: bool = False,
) -> None:
    """A rounded rectangle whose border lies wholly inside `rect`; fill and border are tokens."""
    half = width / 2 if border else 0.0
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    painter.setBrush(color(fill) if fill else QColor(0, 0, 0, 0))
    painter.setPen(_border(border, width, broken) if border else QPen(Qt.PenStyle.NoPen))
    painter.drawRoundedRect(inner, max(radius - half, 0), max(radius - half, 0))


def _border(token: str, width: float, broken: bool) -> QPen:
    return dashed(token, width, (3, 3)) if broken else QPen(color(token), width)


def sign(painter: QPainter, name: str, token: str, size: int, rect: QRect, ratio: float) -> None:
    """A sign in the middle of a rectangle."""
    picture = pixmap(name, token, size, ratio)
    wide = picture.deviceIndependentSize().toSize()
    painter.drawPixmap(centred(rect, wide).topLeft(), picture)


def centred(rect: QRect, size: QSize) -> QRect:
    """A rectangle of this size in the middle of another."""
    return QRect(
        rect.x() + (rect.width() - size.width()) // 2,
        rect.y() + (rect.height() - size.height()) // 2,
        size.width(),
        size.height(),
    )


def dashed(token: str, width: float, pattern: tuple[float, float] = (1.6, 2.6)) -> QPen:
    """A dashed pen; the pattern counts in pen widths."""
    pen = QPen(color(token), width)
    pen.setDashPattern(list(pattern))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def rule(painter: QPainter, x1: float, x2: float, y: float, pen: QPen) -> None:
    """A level line."""
    painter.setPen(pen)
    painter.drawLine(QPointF(x1, y), QPointF(x2, y))


def tint_of(tone: str) -> tuple[str, str, str]:
    """Ink, tint and border tokens of a tone (river, ready, wait, stop, office, outside, plain, focus)."""
    if tone == "plain":
        return "ink2", "sunken", "line"
    if tone == "focus":
        return "focus", "surface", "focus"
    return tone, f"{tone}-tint", f"{tone}-line"


def pressable(
    painter: QPainter, widget: QAbstractButton, radius: float, *, fill: str = "surface", border: str = "edge"
) -> None:
    """The face of what can be pressed: darker under the pointer and when pressed, sunken when it cannot be.

    In high contrast, where grounds do not differ, the border tells: thick when reached for, dashed when it cannot be.
    """
    over, down = widget.underMouse() and widget.isEnabled(), widget.isDown()
    if theme().high_contrast:
        width = 4.0 if down else 3.0 if over else 2.0
        box(painter, widget.rect(), fill, border, radius, width, broken=not widget.isEnabled())
    elif not widget.isEnabled():
        box(painter, widget.rect(), "sunken", "line", radius)
    else:
        ground = "line" if down else "sunken" if over else fill
        box(painter, widget.rect(), ground, "ink2" if (over or down) and border == "edge" else border, radius)


def state_width() -> int:
    """How thick a border is that carries a state: 1, or 2 in high contrast."""
    return theme().state_border
