"""Single lines of text drawn by hand: in a role and an ink, cut where there is no room, in their own direction."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from oss_desk.language import runs_right_to_left
from oss_desk.ui.theme import color, font

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@lru_cache(maxsize=4096)
def text_direction(text: str, mirrored: bool) -> Qt.LayoutDirection:
    """The window's direction, unless the text holds letters of the other direction only."""
    letters = [letter for letter in text if letter.isalpha()]
    right = [runs_right_to_left(letter) for letter in letters]
    if not letters or mirrored in right:
        return RIGHT_TO_LEFT if mirrored else LEFT_TO_RIGHT
    return LEFT_TO_RIGHT if mirrored else RIGHT_TO_LEFT


def advance(words: str, role: str) -> int:
    """How wide these words are in this role, with a pixel to spare."""
    return QFontMetrics(font(role)).horizontalAdvance(words) + 1


def write(
    painter: QPainter,
    widget: QWidget,
    rect: QRect | QRectF,
    words: str,
    role: str,
    ink: str,
    place: str = "center",
    *,
    ltr: bool = False,
) -> None:
    """One line into a rectangle; `place` is center, start or end of the widget's direction.

    `ltr` keeps keys, numbers and amounts from being turned round.
    """
    mirrored = widget.layoutDirection() == RIGHT_TO_LEFT
    painter.setFont(font(role))
    painter.setPen(color(ink))
    painter.setLayoutDirection(LEFT_TO_RIGHT if ltr else text_direction(words, mirrored))
    room = rect.toAlignedRect() if isinstance(rect, QRectF) else rect
    shown = QFontMetrics(font(role)).elidedText(words, Qt.TextElideMode.ElideRight, room.width() + 2)
    painter.drawText(room, int(_side(place, mirrored) | Qt.AlignmentFlag.AlignVCenter), shown)


def write_lines(painter: QPainter, widget: QWidget, rect: QRect, words: str, role: str, ink: str) -> None:
    """Words from the start side on as many lines as they need, in the middle of the height."""
    mirrored = widget.layoutDirection() == RIGHT_TO_LEFT
    painter.setFont(font(role))
    painter.setPen(color(ink))
    painter.setLayoutDirection(text_direction(words, mirrored))
    flags = _side("start", mirrored) | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextWordWrap), words)


def _side(place: str, mirrored: bool) -> Qt.AlignmentFlag:
    if place == "center":
        return Qt.AlignmentFlag.AlignHCenter
    left = (place == "start") != mirrored
    return (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignAbsolute
