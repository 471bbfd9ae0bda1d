"""The rail at the start side: the sign of the program, the pages of this official, Help at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, pixmap, px
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, is_mirrored, sign, smooth
from oss_desk.ui.widgets.writing import advance, write

WIDE, NARROW = 88, 64


@dataclass(frozen=True)
class RailEntry:
    """One page on the rail."""

    id: str
    title: str
    icon: str


class RailButton(Once, QPushButton):
    """A sign above a word; without the word the tool tip says it. A count stands at its upper end."""

    def __init__(self, entry: RailEntry, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self._count, self._narrow, self._low = entry, 0, False, False
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("onRail", True)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How many things wait there; 0 shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.entry.title}, {count}" if count else self.entry.title)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Without words."""
        self._narrow = narrow
        self.setToolTip(self.entry.title if narrow else "")
        self.updateGeometry()

    def set_low(self, low: bool) -> None:
        """Little height: the sign alone, and a dot that tells that something waits."""
        self._low = low
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """60 with the word, 52 without, 34 where the window is low for its letters."""
        return QSize(NARROW - 12, px(34 if self._low else 52 if self._narrow else 60))

    def minimumSizeHint(self) -> QSize:
        """It is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the selected page, sign, word and count."""
        painter = smooth(self)
        on, over = self.isChecked(), self.underMouse()
        if on:
            box(painter, self.rect(), "rail-sel", None, 8)
        elif over:
            box(painter, self.rect(), None, "rail-line", 8)
        ink = "rail-on-sel" if on else "rail-ink" if over else "rail-ink2"
        alone = self._narrow or self._low
        high = self.height() if alone else px(24)
        upper = QRect(0, 0 if alone else px(8), self.width(), high)
        sign(painter, self.entry.icon, ink, 24, upper, self.devicePixelRatioF())
        if not alone:
            room = QRect(0, px(34), self.width(), px(20))
            write(painter, self, room, self.entry.title, "label", ink)
        if self._count:
            self._badge(painter)
        painter.end()

    def badge(self) -> QRect:
        """Where the count stands; in a low window a dot beside the sign, which it never covers."""
        if self._low:
            side = px(6)
            x = self.width() - side - 1
            return QRect(self.width() - x - side if is_mirrored(self) else x, 2, side, side)
        words = self._counted()
        wide = max(advance(words, "key") + 12, px(22))
        x = self.width() - wide + (2 if self._narrow else -1)
        return QRect(self.width() - x - wide if is_mirrored(self) else x, px(2), wide, px(21))

    def _counted(self) -> str:
        return str(self._count) if self._count < 1000 else "999+"

    def _badge(self, painter: QPainter) -> None:
        rect = self.badge()
        if self._low:
            box(painter, rect, "rail-ink", "rail", rect.height() / 2)
            return
        box(painter, rect, "rail", "rail-line", rect.height() / 2)
        write(painter, self, rect, self._counted(), "key", "rail-ink", ltr=True)


class Rail(QFrame):
    """The pages one under the other; `chosen` carries a page's id, `help_asked` comes from the foot."""

    chosen = Signal(str)
    help_asked = Signal()

    def __init__(self, name: str, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 10 + px(56), 6, 10)
        outer.setSpacing(4)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(4)
        outer.addLayout(self._pages)
        outer.addStretch(1)
        self._low = False
        self._help = RailButton(RailEntry("help", help_text, "help"), checkable=False)
        self._help.clicked.connect(self.help_asked)
        outer.addWidget(self._help)
        self.set_narrow(False)

    def set_entries(self, entries: Sequence[RailEntry]) -> None:
        """These pages, from the top."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons = {entry.id: RailButton(entry) for entry in entries}
        for identity, button in self._buttons.items():
            self._group.addButton(button)
            button.set_narrow(self._narrow)
            button.set_low(self._low)
            button.clicked.connect(lambda _=False, identity=identity: self.chosen.emit(identity))
            self._pages.addWidget(button)

    def select(self, identity: str) -> None:
        """Show this page as the one that is open."""
        if identity in self._buttons:
            self._buttons[identity].setChecked(True)
        self.update()

    def set_count(self, identity: str, count: int) -> None:
        """How many things wait on this page."""
        if identity in self._buttons:
            self._buttons[identity].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """64 wide without words, or 88 with them."""
        self._narrow = narrow
        self.setFixedWidth(px(NARROW if narrow else WIDE))
        for button in (*self._buttons.values(), self._help):
            button.set_narrow(narrow)

    def set_low(self, low: bool) -> None:
        """Little height: the pages stand close together, without the program's sign above them."""
        self._low = low
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(6, 10 if low else 10 + px(56), 6, 10)
        for button in (*self._buttons.values(), self._help):
            button.set_low(low)
        self.update()

    def buttons(self) -> Sequence[RailButton]:
        """The buttons of the pages, from the top."""
        return tuple(self._buttons.values())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail, the program's sign, and the mark at the window's edge beside the open page."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("rail"))
        if not self._low:
            picture = pixmap("logo", "rail-ink", 28, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - px(28)) // 2, 18, picture)
        for button in self._buttons.values():
            if button.isChecked():
                left = self.width() - 4 if is_mirrored(self) else 0
                mark = QRect(left - (0 if left else 4), button.y() + 12, 8, button.height() - 24)
                box(painter, mark, "rail-ink", None, 3)
        painter.end()
