"""The clock of a case: one cell a day, what was used and what stood still, and below it why the date moved."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt

from oss_desk.operations.sheets import CaseSheet, DayCell
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.cases.words import due_words, late_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.timeline import Day, DayStrip

MOST_CELLS, MOST_IN_LITTLE_ROOM = 21, 14
KINDS = ("received", "stopped", "closed", "used")
"""What a cell is drawn as, the first that it is; all others lie ahead."""


class ClockPanel(Panel):
    """The due date with the reason it moved, before everything else about a case."""

    def __init__(self, here: Here, compact: bool = False) -> None:
        self._here, self._most = here, MOST_IN_LITTLE_ROOM if compact else MOST_CELLS
        self._used = Label("", ink="ink3", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(here.language.text("The clock"), trailing=self._used)

    def show_case(self, sheet: CaseSheet) -> None:
        """Draw the days of this case."""
        self.clear()
        here, cells = self._here, shown_cells(sheet.clock, self._most)
        month = here.language.partial_date(cells[0].day.isoformat()[:7]) if cells else ""
        self.set_title(here.language.text("The clock"), month if self._most == MOST_CELLS else "")
        self._used.setText(used_words(here, sheet))
        if cells:
            drawn = days(here, cells)
            left_out = cells[0].day != sheet.clock[0].day
            self.add(DayStrip([replace(drawn[0], after_gap=left_out), *drawn[1:]], self._told(sheet)))
        for message in sheet.moved:
            words = Label(sentence(here.language, message), wrap=True)
            self.add(beside(Sign("pause", "wait"), words, top=True))
        if not sheet.moved and not cells:
            day = due_words(here, sheet.due_at, sheet.card.overdue)
            self.add(Label(here.language.text("Due: {day}", day=day), ink="ink2", wrap=True))

    def _told(self, sheet: CaseSheet) -> str:
        say = self._here.language.text
        due = due_words(self._here, sheet.due_at, sheet.card.overdue)
        return say("Due {day}. {used}", day=due, used=used_words(self._here, sheet))


def shown_cells(cells: Sequence[DayCell], most: int = MOST_CELLS) -> tuple[DayCell, ...]:
    """At most so many days: those round today, and the due day at the end."""
    if len(cells) <= most:
        return tuple(cells)
    today = next((number for number, cell in enumerate(cells) if "today" in cell.states), 0)
    first = min(max(today - most * 2 // 3, 0), len(cells) - most)
    shown = tuple(cells[first : first + most])
    due = tuple(cell for cell in cells[first + most :] if "due" in cell.states)
    return (*shown[: len(shown) - len(due)], *due)


def days(here: Here, cells: Sequence[DayCell]) -> list[Day]:
    """The cells as the strip draws them, a caption under the ones that need a word."""
    stopped = [number for number, cell in enumerate(cells) if "stopped" in cell.states and "closed" not in cell.states]
    drawn = [_day(here, cell, _stop_caption(here, stopped, number)) for number, cell in enumerate(cells)]
    return [replace(day, after_gap=_is_gap(cells, number)) for number, day in enumerate(drawn)]


def _is_gap(cells: Sequence[DayCell], number: int) -> bool:
    """Whether days are left out before this one."""
    return number > 0 and (cells[number].day - cells[number - 1].day).days > 1


def _day(here: Here, cell: DayCell, stop_caption: str) -> Day:
    say = here.language.text
    kind = next((kind for kind in KINDS if kind in cell.states), "ahead")
    kind = "ahead" if "late" in cell.states and kind == "used" else kind
    captions = {"today": say("today"), "due": say("due"), "received": say("received")}
    caption = next((words for state, words in captions.items() if state in cell.states), stop_caption)
    today, due, late = ("today" in cell.states, "due" in cell.states, "late" in cell.states)
    return Day(str(cell.day.day), kind, today, due, late, caption)


def _stop_caption(here: Here, stopped: list[int], number: int) -> str:
    """Said once, under the middle of the days on which the clock stood still."""
    if not stopped or number != stopped[(len(stopped) - 1) // 2]:
        return ""
    return here.language.plural("stopped {n} day", "stopped {n} days", len(stopped))


def used_words(here: Here, sheet: CaseSheet) -> str:
    """6 of 10 working days used; how late it is once they are over."""
    if sheet.card.overdue and sheet.due_at is not None:
        return late_words(here, sheet.due_at)
    used = sum("used" in cell.states and "received" not in cell.states for cell in sheet.clock)
    idle = ("closed", "stopped", "received", "late")
    all_days = sum(not any(state in cell.states for state in idle) for cell in sheet.clock)
    if not all_days or sheet.due_at is None:
        return ""
    time = sheet.service.processing_time
    if time is not None and time.count == "working":
        return here.language.plural(
            "{used} of {n} working day used", "{used} of {n} working days used", all_days, used=used
        )
    return here.language.plural("{used} of {n} day used", "{used} of {n} days used", all_days, used=used)
