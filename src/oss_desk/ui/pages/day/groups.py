"""Rows in groups, each under its heading: one list for the arrow keys, one stop for Tab."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Divider, Panel, clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView

HEADING = (16, 14, 16, 6)


class Listing(Panel):
    """A paper with a list that scrolls, and above it what chooses and narrows the list, which stays."""

    def __init__(self, title: str, *above: QWidget) -> None:
        super().__init__(title, scroll=True, flush=True, ruled=True)
        self._outer.insertWidget(1, under(*above, gap=8, margins=(15, 12, 15, 12)))


@dataclass(frozen=True)
class Group:
    """A heading with its sign, and the rows under it."""

    title: str
    icon: str
    rows: Sequence[ListRow]


class Groups(QWidget):
    """`walked` carries the value of the row that the arrows came to, `chosen` of one that was pressed or entered."""

    walked = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._lists: list[ListView] = []

    def show_groups(self, groups: Sequence[Group], at: object) -> None:
        """Draw those that have rows; the row that stands for `at` is the chosen one, and keeps the focus."""
        focused = any(row.hasFocus() for row in self.rows())
        clear_layout(self._layout)
        self._lists = [self._add(group) for group in groups if group.rows]
        self.set_value(at)
        if focused:
            self.focus_first()

    def rows(self) -> list[ListRow]:
        """Every row, from the first group to the last."""
        return [row for rows in self._lists for row in rows.rows()]

    def set_value(self, value: object) -> None:
        """Mark the row with this value; Tab comes to it and to no other."""
        for rows in self._lists:
            rows.set_value(value)
        stop = self._stop()
        for row in self.rows():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def focus_first(self) -> None:
        """Put the focus on the marked row, else on the first."""
        stop = self._stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go on from group to group."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        rows = self.rows()
        if not step or watched not in rows:
            return False
        goal = rows[min(max(rows.index(watched) + step, 0), len(rows) - 1)]
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        self.walked.emit(goal.value)
        return True

    def _stop(self) -> ListRow | None:
        rows = self.rows()
        return next((row for row in rows if row.is_chosen()), rows[0] if rows else None)

    def _add(self, group: Group) -> ListView:
        head = beside(Sign(group.icon, "ink2"), Label(group.title, "key"), Label(str(len(group.rows)), ink="ink3"), 1)
        self._layout.addWidget(under(head, margins=HEADING))
        self._layout.addWidget(Divider())
        view = ListView(group.title)
        view.set_rows(group.rows)
        view.chosen.connect(self.chosen)
        for row in view.rows():
            row.installEventFilter(self)
        self._layout.addWidget(view)
        return view
