"""A date field: typed as day month year, or picked from a calendar below it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, icon
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.editors import LineEditor
from oss_desk.ui.widgets.paint import box, smooth
from oss_desk.ui.widgets.typed_date import read_date, show_date
from oss_desk.ui.widgets.words import own_words


class DateEditor(LineEditor):
    """A date typed as day month year, or picked from a calendar; its text is ISO, to the day, month or year."""

    def __init__(self, placeholder: str, calendar: str, parent: QWidget | None = None) -> None:
        super().__init__("date", parent=parent)
        self.edit.setPlaceholderText(placeholder)
        self.button = IconButton("calendar", calendar)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.row.addWidget(self.button)
        self.left.connect(self._tidy)
        self._popup: _Calendar | None = None

    def text(self) -> str:
        """ISO text when it is a date, else what was typed."""
        typed = self.edit.text().strip()
        iso = read_date(typed)
        return typed if iso is None else iso

    def set_text(self, text: str) -> None:
        """Put in an ISO date, shown as day / month / year."""
        self.edit.setText(show_date(text) if read_date(text) else text)

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        self._popup = _Calendar(self)
        self._popup.picked.connect(self._picked)
        self._popup.open_at(self, self.text())

    def _tidy(self) -> None:
        iso = read_date(self.edit.text())
        if iso:
            self.edit.setText(show_date(iso))

    def _picked(self, iso: str) -> None:
        self.set_text(iso)
        self.changed.emit()
        self.edit.setFocus()


class _Calendar(QFrame):
    """The calendar below a date field."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setLocale(QLocale(own_words().code))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._dress()
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        outer.addWidget(self.calendar)

    def _dress(self) -> None:
        """Own arrows, quiet names of days, and no red for days when nobody works."""
        for name, arrow in (("prevmonth", "chevron-start"), ("nextmonth", "chevron-end")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(arrow))
        quiet, plain = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(color("ink3"))
        plain.setForeground(color("ink"))
        self.calendar.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)

    def open_at(self, editor: QWidget, iso: str) -> None:
        """Show it below the editor with this date chosen."""
        if len(iso) == 10:
            self.calendar.setSelectedDate(QDate.fromString(iso, Qt.DateFormat.ISODate))
        self.move(editor.mapToGlobal(QPoint(0, editor.height() + 4)))
        self.show()
        self.calendar.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a sheet of elevation 2."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("surface"))
        box(painter, self.rect(), None, "edge", 0)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()).isoformat())
        self.close()
