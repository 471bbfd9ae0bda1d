"""The opening hours of each weekday, written as people write them, with the cases that other hours would move."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from oss_desk.domain.calendar import Opening
from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.hours_text import HoursError, read_hours, show_hours
from oss_desk.ui.messages import TEXTS
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.moves import Moves
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.theme import px, theme
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel

WORKDAYS, WEEK = range(5), range(7)


class HoursSection(Section):
    """One field a day; empty is closed."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        panel = Panel(say("Opening hours"), say("Due dates are counted in them"), ruled=True)
        panel.body.setSpacing(12)
        words = say("Write 9:00–12:00, 13:00–17:00. A day without hours is closed.")
        panel.add(Label(words, ink="ink2", wrap=True))
        fields = {str(day): self._field(day) for day in WEEK}
        panel.add(self._week(fields))
        self.copy = Button(say("All working days as {day}", day=self.language.weekday(0)), "copy")
        self.copy.clicked.connect(self._copy)
        panel.add(beside(self.copy, 1))
        self.form = Form(self.language, fields, self._typed)
        self.moves = Moves(room)
        self.moves.changed.connect(self.changed)
        self.moves.failed.connect(self.failed)
        self.put_up(panel, self.moves)

    def fill(self, sheet: SettingsSheet) -> None:
        """The hours that are kept."""
        self.form.show({str(day): show_hours(sheet.hours.get(day, ())) for day in WEEK})
        self.copy.setEnabled(not self.is_locked())
        self._typed()

    def notes(self) -> list[str]:
        """That promised days are at stake."""
        return self.moves.notes()

    def missing(self) -> str:
        """Hours that cannot be read, a list that is not there yet, or a reason."""
        say = self.language.text
        hours = self._hours()
        if hours is None:
            return say("Hours of a day cannot be read")
        if not any(hours.values()):
            return say("The office would never open")
        if not self.moves.is_known():
            return say("Looking which due dates would move")
        return say("The reason is missing") if self.moves.lacks_reason() else ""

    def words(self) -> tuple[str, str]:
        """How many cases move with it."""
        count = self.moves.count()
        moved = self.language.plural("moves {n} due date", "moves {n} due dates", count) if count else ""
        return self.language.text("Save the opening hours"), moved

    def save(self) -> None:
        """Keep them; what moves is recorded with each case."""
        hours = self._hours()
        if self.sheet is None or hours is None or not self.form.is_right():
            return
        moved = {"moving": self.moves.moving(), "reason": self.moves.reason()} if self.moves.isVisible() else {}
        values: dict[str, Any] = {"version": self.sheet.office.version, "hours": hours, **moved}
        told = self.language.text("The opening hours are kept.")
        self.send(office.set_hours, told, lambda _: self.moves.forget(), **values)

    def not_kept(self, error: BaseException) -> None:
        """Whatever was refused, the list is looked at again."""
        self.moves.ask(None)
        super().not_kept(error)
        self._typed()

    def back(self) -> bool:
        """Take back what is typed, and the list with it."""
        self.moves.forget()
        return super().back()

    def _week(self, fields: Mapping[str, Field]) -> Fitting:
        """The days under each other, each beside its hours."""
        holder = Fitting()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields.values()):
            show_if(field.label, False)
            day = Label(field.label.text(), "label", "ink2")
            day.setFixedHeight(px(theme().height["field"]))
            grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        return holder

    def _field(self, day: int) -> Field:
        field = Field(self.language.weekday(day), placeholder=self.language.text("closed"), check=self._check)
        field.left.connect(lambda _: self._tidy(field))
        return field

    def _tidy(self, field: Field) -> None:
        """Hours that can be read are written the one way; the same hours are then no change."""
        try:
            field.set_text(show_hours(read_hours(field.text())))
        except HoursError:
            return
        self._typed()

    def _copy(self) -> None:
        for day in WORKDAYS[1:]:
            self.form.fields[str(day)].set_text(self.form.text("0"))
        self._typed()

    def _check(self, text: str) -> str | None:
        try:
            read_hours(text)
        except HoursError as wrong:
            return self.language.message(wrong.message, TEXTS)
        return None

    def _hours(self) -> Mapping[int, tuple[Opening, ...]] | None:
        try:
            return {day: read_hours(self.form.text(str(day))) for day in WEEK}
        except HoursError:
            return None

    def _typed(self) -> None:
        """Something was typed: which cases would it move?"""
        hours, sheet = self._hours(), self.sheet
        if sheet is not None and sheet.may_administer and hours is not None and any(hours.values()):
            kept = {day: sheet.hours.get(day, ()) for day in WEEK}
            self.moves.ask(None if kept == hours else {"hours": hours})
        self.changed.emit()
