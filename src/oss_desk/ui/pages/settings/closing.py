"""The days on which the office stays closed: its own, and the holidays of its country."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.domain.office import ClosingDay
from oss_desk.operations.office import office
from oss_desk.operations.office.calendar import Holiday, coming_holidays
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.moves import Moves
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.pages.settings.words import country_name
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel, clear_layout


class ClosingSection(Section):
    """A form for one day more, the days that are closed already, and the holidays."""

    errors: ClassVar[Mapping[str, str]] = {"closing-day-known": "day"}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        self._form_panel = Panel(say("One closing day more"), ruled=True)
        self._form_panel.body.setSpacing(12)
        fields = {
            "day": Field(say("Day"), "date", check=self._day_check),
            "reason": Field(say("Reason"), hint=say("Citizens read it where their day moves")),
        }
        for field in fields.values():
            self._form_panel.add(field)
        self.form = Form(self.language, fields, self._typed)
        self.form.show({"day": "", "reason": ""})
        self.moves = Moves(room, with_reason=False)
        self.moves.changed.connect(self.changed)
        self.moves.failed.connect(self.failed)
        self._list_panel = Panel(say("Closing days of the office"), ruled=True)
        self._days = QVBoxLayout()
        self._days.setSpacing(8)
        self._list_panel.body.addLayout(self._days)
        self._holidays = Panel(say("Holidays"), ruled=True)
        self.put_up(self._form_panel, self.moves, self._list_panel, self._holidays)

    def fill(self, sheet: SettingsSheet) -> None:
        """The days, those to come first."""
        say = self.language.text
        self._form_panel.setVisible(sheet.may_administer)
        focus = self.window().focusWidget()
        inside = focus is not None and self._list_panel.isAncestorOf(focus)
        clear_layout(self._days)
        ahead = [day for day in sheet.closing_days if day.day >= self.here.today]
        for closing in ahead:
            self._days.addWidget(self._row(closing, sheet.may_administer))
        if not ahead:
            words = say("Only weekends without hours and the holidays below are closed.")
            self._days.addWidget(Empty(say("No closing day ahead"), words, "calendar"))
        if inside:
            self.start()
        self._show_holidays(sheet)
        self._typed()

    def notes(self) -> list[str]:
        """That promised days are at stake."""
        return self.moves.notes()

    def missing(self) -> str:
        """A day that can be closed."""
        say = self.language.text
        if self._day() is None:
            return say("The day is missing")
        return "" if self.moves.is_known() else say("Looking which due dates would move")

    def words(self) -> tuple[str, str]:
        """How many cases move with it."""
        count = self.moves.count()
        moved = self.language.plural("moves {n} due date", "moves {n} due dates", count) if count else ""
        return self.language.text("Close the office on this day"), moved

    def save(self) -> None:
        """One closing day more."""
        day = self._day()
        if day is None or not self.form.is_right():
            return
        moved = {"moving": self.moves.moving()} if self.moves.isVisible() else {}
        told = self.language.text("Closed on {day}.", day=self.language.long_weekday_date(day))
        self.send(
            office.add_closing_day, told, lambda _: self._again(), day=day, reason=self.form.text("reason"), **moved
        )

    def not_kept(self, error: BaseException) -> None:
        """Whatever was refused, the list of cases is looked at again."""
        self.moves.ask(None)
        super().not_kept(error)
        self._typed()

    def back(self) -> bool:
        """Take back what is typed, and the list with it."""
        self.moves.forget()
        return super().back()

    def _again(self) -> None:
        """The form is ready for another day."""
        for field in self.form.fields.values():
            field.set_text("")
        self.form.accept()
        self.moves.forget()
        self.start()

    def _row(self, closing: ClosingDay, may: bool) -> QWidget:
        say = self.language.text
        words = Label(self.language.long_weekday_date(closing.day), "label", wrap=True)
        reason = Label(closing.reason, ink="ink2", wrap=True)
        if not may:
            return beside(words, reason, gap=12)
        remove = Button(say("Open after all"), kind="quiet")
        remove.setAccessibleName(say("Open on {day} after all", day=self.language.date(closing.day)))
        remove.clicked.connect(lambda: self._remove(closing.day))
        return beside(words, reason, remove, gap=12)

    def _remove(self, day: date) -> None:
        def done(_: object) -> None:
            told = self.language.text("The office opens on {day} after all.", day=self.language.date(day))
            self.kept.emit(told)

        self.room.work.command(office.remove_closing_day, done, failed=self.failed.emit, day=day)

    def _show_holidays(self, sheet: SettingsSheet) -> None:
        """Each holiday by its next day, and whether the office works on it."""
        focus = self.window().focusWidget()
        inside = focus is not None and self._holidays.isAncestorOf(focus)
        self._holidays.clear()
        row = sheet.office
        country = country_name(self.language, sheet.office.country)
        told = self.language.text(
            "{country}. Closed on each of them, every year, unless the office works on it.", country=country
        )
        self._holidays.set_subtitle(told)
        for holiday in coming_holidays(row.country, row.region, self.here.today, self.language.code):
            self._holidays.add(self._holiday(holiday, sheet))
        if inside:
            self.start()

    def _holiday(self, holiday: Holiday, sheet: SettingsSheet) -> QWidget:
        say, worked = self.language.text, holiday.key in sheet.office.worked_holidays
        days = self.language.listed(self.language.long_weekday_date(day) for day in holiday.days)
        words = under(Label(holiday.name, "label", wrap=True), Label(days, ink="ink2", wrap=True), gap=0)
        chip = Chip(say("open"), "counter", "river") if worked else None
        if not sheet.may_administer:
            return beside(words, chip, gap=12)
        button = Button(say("Keep it") if worked else say("Work on it"), kind="quiet")
        named = (
            say("Keep {holiday}", holiday=holiday.name) if worked else say("Work on {holiday}", holiday=holiday.name)
        )
        button.setAccessibleName(named)
        button.clicked.connect(lambda: self._work_on(holiday, not worked))
        return beside(words, chip, button, gap=12)

    def _work_on(self, holiday: Holiday, worked: bool) -> None:
        """From now on, every year."""
        say, sheet = self.language.text, self.sheet
        if sheet is None:
            return
        told = (
            say("The office works on {holiday}, every year.", holiday=holiday.name)
            if worked
            else say("The office is closed on {holiday}, every year.", holiday=holiday.name)
        )
        values: dict[str, Any] = {"version": sheet.office.version, "key": holiday.key, "worked": worked}
        self.room.work.command(office.set_holiday, lambda _: self.kept.emit(told), failed=self.failed.emit, **values)

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self.form.text("day"))
        except ValueError:
            return None

    def _day_check(self, text: str) -> str | None:
        say = self.language.text
        if not text:
            return None
        day = self._day()
        if day is None:
            return say("This is no day. Write day, month and year.")
        return say("This day is over. Choose one ahead.") if day < self.here.today else None

    def _typed(self) -> None:
        """Something was typed: which cases would it move?"""
        day, sheet = self._day(), self.sheet
        if sheet is not None and sheet.may_administer:
            closed = frozenset(one.day for one in sheet.closing_days)
            fresh = day is not None and day >= self.here.today and day not in closed
            self.moves.ask({"closing_days": closed | {day}} if fresh else None)
        self.changed.emit()
