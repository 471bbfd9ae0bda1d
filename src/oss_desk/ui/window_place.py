"""Where the window was and how large, for each arrangement of screens; state of this machine, not a setting."""

import json
import logging
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

FILE = "window.json"
USUAL = QSize(1280, 800)
MOST_KEPT = 8
"""Arrangements of screens that are remembered; whoever carries a laptop about has a few."""
log = logging.getLogger(__name__)


class WindowPlace(QObject):
    """Remembers a window's place when it closes, and puts it there again. Settings say what a person chose; this is
    where things happened to stand, so it lies beside the data and is lost without harm."""

    def __init__(self, folder: Path, window: QMainWindow) -> None:
        super().__init__(window)
        self._file, self._window = folder / FILE, window
        window.installEventFilter(self)

    def restore(self) -> None:
        """Place the window as it was with these screens, within what can be seen; else in the middle, as usual."""
        kept = self._kept().get(screens(), [])
        rect = QRect(*kept[:4]) if len(kept) == 5 and all(isinstance(part, int) for part in kept) else None
        if rect is None or not rect.isValid():
            self._window.resize(fitting(USUAL))
            return
        self._window.setGeometry(within(rect))
        if kept[4]:
            self._window.showMaximized()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is closed."""
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.keep()
        return False

    def keep(self) -> None:
        """Write down where the window is; where nothing can be written it starts in the middle again."""
        whole = self._window.isMaximized() or self._window.isFullScreen()
        place = self._window.normalGeometry() if whole else self._window.geometry()
        now = {screens(): [place.x(), place.y(), place.width(), place.height(), int(whole)]}
        older = {name: kept for name, kept in self._kept().items() if name not in now}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(now | dict(list(older.items())[: MOST_KEPT - 1])), "utf-8")
        except OSError:
            log.info("The place of the window could not be kept in %s.", self._file)

    def _kept(self) -> dict[str, list[int]]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {name: kept for name, kept in found.items() if isinstance(kept, list)} if isinstance(found, dict) else {}


def screens() -> str:
    """The arrangement of screens there is now, as a name for it."""
    shown = sorted((one.geometry().x(), one.geometry().y(), one.geometry().width(), one.geometry().height())
                   for one in QGuiApplication.screens())  # fmt: skip
    return " ".join(f"{wide}x{high}+{x}+{y}" for x, y, wide, high in shown)


def within(rect: QRect) -> QRect:
    """That place, moved and made smaller until all of it lies on the screen of which it covers most."""
    areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    area = max(areas, key=lambda area: _common(area, rect))
    wide, high = min(rect.width(), area.width()), min(rect.height(), area.height())
    x = min(max(rect.x(), area.x()), area.x() + area.width() - wide)
    y = min(max(rect.y(), area.y()), area.y() + area.height() - high)
    return QRect(x, y, wide, high)


def fitting(size: QSize) -> QSize:
    """That size, or as much of it as the first screen has room for."""
    screen = QGuiApplication.primaryScreen()
    return size.boundedTo(screen.availableGeometry().size()) if screen is not None else size


def _common(area: QRect, rect: QRect) -> int:
    shared = area.intersected(rect)
    return shared.width() * shared.height() if shared.isValid() else 0
