"""Who may sign in here, and the card of one of them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oss_desk.ui.theme import color, px, theme
from oss_desk.ui.widgets.head import initials
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, dashed, is_mirrored, pressable, sign, smooth
from oss_desk.ui.widgets.writing import write


@dataclass(frozen=True)
class Person:
    """An official who may sign in here; `login` is handed back, `note` says her roles in words.

    In a sample office one press enters, unless she `asks` for her password.
    """

    login: str
    name: str
    note: str = ""
    asks: bool = False


@dataclass(frozen=True)
class Welcome:
    """What the sign-in shows: the office, its desk, its people; in a sample office one press enters.

    `hour` is the office's own, for the greeting.
    """

    office: str
    desk: str
    people: tuple[Person, ...] = ()
    sample: bool = False
    state: str = ""
    hour: int = 9


class PersonCard(Once, QPushButton):
    """A card of a person: initials, name, roles, and a tick when she is the one."""

    def __init__(self, person: Person | None, name: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person, self._name, self._note = person, name, note
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(f"{name}, {note}" if note else name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """64 high."""
        return QSize(240, px(64))

    def minimumSizeHint(self) -> QSize:
        """Words are cut where there is no room."""
        return QSize(150, px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = smooth(self)
        on, radius = self.isChecked(), theme().radius["control"]
        if on:
            box(painter, self.rect(), "river-tint", "river", radius, 2)
        else:
            pressable(painter, self, radius)
        square = self._turn(14, px(36)).adjusted(0, (self.height() - px(36)) // 2, 0, -(self.height() - px(36)) // 2)
        if self.person is None:
            painter.setPen(dashed("edge", 1, (3, 2)))
            painter.setBrush(color("sunken"))
            painter.drawRoundedRect(square, 6, 6)
            sign(painter, "plus", "ink2", 20, square, self.devicePixelRatioF())
        else:
            box(painter, square, "river-tint", None, radius)
            write(painter, self, square, initials(self._name), "key", "river")
        x, top = 14 + px(36) + 12, (self.height() - px(40)) // 2
        room = self._turn(x, self.width() - x - 40)
        write(painter, self, QRect(room.x(), top, room.width(), px(20)), self._name, "key", "ink", "start")
        write(painter, self, QRect(room.x(), top + px(20), room.width(), px(20)), self._note, "body", "ink3", "start")
        if on:
            sign(painter, "check", "river", 20, self._turn(self.width() - 34, 20), self.devicePixelRatioF())
        painter.end()

    def _turn(self, x: int, width: int) -> QRect:
        left = self.width() - x - width if is_mirrored(self) else x
        return QRect(left, 0, width, self.height())
