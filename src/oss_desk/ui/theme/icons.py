"""The drawn signs: one SVG each on a grid of 24, tinted with a token and kept as pictures."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from oss_desk.ui.theme.apply import px, theme
from oss_desk.ui.theme.places import icons_folder

MIRRORED = frozenset({"chevron-end", "chevron-start", "arrow-end", "arrow-start", "sign-out", "undo", "redo", "send"})


def icon_names() -> tuple[str, ...]:
    """The names of all signs there are."""
    return tuple(sorted(path.stem for path in icons_folder().glob("*.svg")))


def icon(name: str, token: str = "ink2", size: int = 20) -> QIcon:
    """A sign in the colour of a token, for menus and the like; FileNotFoundError when there is none of that name."""
    return QIcon(pixmap(name, token, size))


def pixmap(name: str, token: str = "ink2", size: int = 20, ratio: float = 0.0) -> QPixmap:
    """A sign `size` pixels wide (at text size 1) in a token's colour; arrows turn where the window is mirrored."""
    ratio = ratio or _ratio()
    turned = name in MIRRORED and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _drawn(name, theme().colours[token], px(size), ratio, turned)


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@cache
def _source(name: str) -> str:
    return (icons_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, turned: bool) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    if turned:
        picture = picture.transformed(QTransform(-1, 0, 0, 1, 0, 0))
    picture.setDevicePixelRatio(ratio)
    return picture
