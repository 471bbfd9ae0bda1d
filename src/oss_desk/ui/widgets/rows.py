"""List rows: one or two lines, the whole row a target, chosen with a bar and bold, walked with the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, px, theme
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, is_mirrored, smooth, state_width
from oss_desk.ui.widgets.panel import clear_layout
from oss_desk.ui.widgets.words import own_words


class ListRow(Once, QAbstractButton):
    """Name first, reason second in a quiet ink, the thing to act on at the end; `value` is what the row stands for."""

    def __init__(
        self,
        title: str,
        second: str = "",
        end: str | QWidget | Sequence[QWidget] | None = None,
        *,
        value: object = None,
        lead: QWidget | None = None,
        second_end: str = "",
        last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.value, self._chosen, self._last = value, False, last
        self.title, self.second = Label(title, "label" if second else "body"), Label(second, "body", "ink3")
        self.setProperty("ring", "self")
        self.setAccessibleName(
            ", ".join(filter(None, (title, second, end if isinstance(end, str) else "", second_end)))
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        if lead is not None:
            row.addWidget(lead, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._words(bool(second), second_end), 1)
        self._add_end(row, end)

    def set_chosen(self, chosen: bool) -> None:
        """Whether it is the selected row."""
        self._chosen = chosen
        self.title.set_role("key" if chosen else "label" if self.second.text() else "body")
        self.setAccessibleDescription(own_words().chosen if chosen else "")
        self.update()

    def is_chosen(self) -> bool:
        """Whether it is the selected row."""
        return self._chosen

    def sizeHint(self) -> QSize:
        """44 with one line, 60 with two."""
        two = bool(self.second.text())
        least = px(theme().height["row2" if two else "row"])
        layout = self.layout()
        wanted = layout.sizeHint() if layout is not None else QSize(0, 0)
        return QSize(wanted.width(), max(least, wanted.height() + 12))

    def minimumSizeHint(self) -> QSize:
        """Words are cut before anything at the end is."""
        layout = self.layout()
        return QSize(layout.minimumSize().width() if layout is not None else 0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, bar, line and ring."""
        painter = smooth(self)
        over = self.underMouse() and self.isEnabled()
        fill = "river-tint" if self._chosen else "sunken" if over or self.isDown() else None
        if fill:
            painter.fillRect(self.rect(), color(fill))
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, color("line"))
        if self._chosen:
            painter.fillRect(self.width() - 4 if is_mirrored(self) else 0, 0, 4, self.height(), color("river"))
        if self.hasFocus():
            box(painter, self.rect(), None, "focus", 2, max(theme().ring, state_width()))
        painter.end()

    def _words(self, two: bool, second_end: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        below = QHBoxLayout()
        below.addWidget(self.second, 1)
        if second_end:
            below.addWidget(Label(second_end, "body", "ink3", align=Qt.AlignmentFlag.AlignRight))
        if two:
            words.addLayout(below)
        words.addStretch(1)
        return words

    def _add_end(self, row: QHBoxLayout, end: str | QWidget | Sequence[QWidget] | None) -> None:
        if isinstance(end, str):
            row.addWidget(Amount(end, "body", "ink3"))
            return
        for widget in [end] if isinstance(end, QWidget) else end or []:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class ListView(QWidget):
    """Rows one under the other: up and down walk, Enter and a press choose. `chosen` carries the row's value."""

    chosen = Signal(object)
    walked = Signal(object)

    def __init__(self, name: str = "", *, keeps_choice: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListRow] = []
        self._keeps, self._at = keeps_choice, -1
        self._led: QLineEdit | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; the choice stays with the value that had it."""
        before = self.value()
        focused = any(row.hasFocus() for row in self._rows)
        clear_layout(self._layout)
        self._rows = list(rows)
        for row in self._rows:
            self._add(row)
        self.set_value(before)
        if self._led is not None:
            self._mark(0 if self._led.text() else -1)
        self._one_tab_stop()
        if focused and self._rows:
            self._tab_row().setFocus()

    def rows(self) -> list[ListRow]:
        """The rows that are shown."""
        return list(self._rows)

    def value(self) -> object:
        """The value of the selected row, or None."""
        return next((row.value for row in self._rows if row.is_chosen()), None)

    def set_value(self, value: object) -> None:
        """Select the row with this value without telling anybody; None selects nothing."""
        for row in self._rows:
            row.set_chosen(self._keeps and value is not None and row.value == value)

    def focus_first(self) -> None:
        """Put the focus on the selected row, else on the first."""
        if self._rows:
            self._tab_row().setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, edit: QLineEdit) -> None:
        """While somebody types into `edit`, up and down move a mark through the rows; `marked` is what Enter takes."""
        edit.installEventFilter(self)
        self._led = edit

    def marked(self) -> ListRow | None:
        """The row that Enter takes while somebody types; none while nothing is typed and nobody has walked."""
        return self._rows[self._at] if self._led is not None and 0 <= self._at < len(self._rows) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk, Enter chooses."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, ListRow):
            return self._key(watched, event.key())
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            self._mark(max(self._at + (1 if event.key() == Qt.Key.Key_Down else -1), 0))
            self.walked.emit(self._rows[self._at].value)
            return True
        return False

    def _mark(self, at: int) -> None:
        self._at = min(at, len(self._rows) - 1)
        for number, row in enumerate(self._rows):
            row.set_chosen(number == self._at)

    def _add(self, row: ListRow) -> None:
        row.clicked.connect(lambda _=False, row=row: self._choose(row))
        row.installEventFilter(self)
        self._layout.addWidget(row)

    def _choose(self, row: ListRow) -> None:
        self.set_value(row.value)
        self._one_tab_stop()
        self.chosen.emit(row.value)

    def _key(self, row: ListRow, key: int) -> bool:
        at = self._rows.index(row) if row in self._rows else 0
        goal = {Qt.Key.Key_Down: at + 1, Qt.Key.Key_Up: at - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._rows) - 1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row)
            return True
        if key not in goal:
            return False
        target = self._rows[min(max(goal[Qt.Key(key)], 0), len(self._rows) - 1)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.walked.emit(target.value)
        return True

    def _tab_row(self) -> ListRow:
        return next((row for row in self._rows if row.is_chosen()), self._rows[0])

    def _one_tab_stop(self) -> None:
        for row in self._rows:
            stop = row is self._tab_row()
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
