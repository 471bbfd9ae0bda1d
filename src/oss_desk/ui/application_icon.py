"""The program's icon in every size: the slip on the line; below 33 pixels a plainer drawing, so that it stays clear."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from oss_desk import paths

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
WINDOW_SIZES = (16, 32, 64, 256)
SMALL = 32


def drawing(size: int) -> Path:
    """The drawing for an icon so many pixels wide."""
    name = "oss-desk-small.svg" if size <= SMALL else "oss-desk.svg"
    return paths.resources() / "application" / name


def picture(size: int) -> QImage:
    """The icon, so many pixels wide, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(drawing(size))).render(painter)
    painter.end()
    return image


def window_icon() -> QIcon:
    """The icon of the window, for its frame and the bar of the system."""
    icon = QIcon()
    for size in WINDOW_SIZES:
        icon.addPixmap(QPixmap.fromImage(picture(size)))
    return icon
