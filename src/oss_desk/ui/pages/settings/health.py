"""How everything stands that the office stands on: a light each; then its backups, and when they are made."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from oss_desk.domain.care import STATES, Light
from oss_desk.domain.messages import Refused
from oss_desk.operations.care.health import HealthSheet, health
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.care import places_of
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.settings.copies import CopiesPanel
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.place import folder_check
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Divider, Panel

TONES = {"ok": ("check", "ready"), "watch": ("alert", "wait"), "stop": ("stop", "stop")}
SUMMARY = {"ok": "ready", "watch": "wait", "stop": "stop"}
GAP = 12


class HealthSection(Section):
    """The lights, the worst first; backups, rehearsal and archive; folder and timetable of this machine."""

    office: ClassVar[bool] = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        self._begins = False
        self._panel = Panel(say("Health"), ruled=True)
        self._panel.add(Label(say("Being looked at"), ink="ink3"))
        self._copies = CopiesPanel(room)
        self._copies.done.connect(self._made)
        self._copies.failed.connect(self.failed)
        self.put_up(self._panel, self._copies, self._timetable())
        self._look()

    def start(self) -> None:
        """The lights come first; the cursor waits for them."""
        self._begins = True
        button = next((one.button for one in self._panel.findChildren(Message)), None)
        if button is not None:
            button.setFocus()

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save folder and timetable"), ""

    def missing(self) -> str:
        """A path that cannot be is not kept."""
        return folder_check(self.language, self.form.fields["backups"].text()) or ""

    def fill(self, sheet: SettingsSheet) -> None:
        """The folder and the timetable as they are kept."""
        settings = self.room.machine.settings
        kept = {"backups": str(settings.backups), "backup_every": settings.backup_every}
        self.form.show({**kept, "archive_every": settings.archive_every})

    def save(self) -> None:
        """Keep them in the settings file."""
        if not self.form.is_right():
            return
        try:
            self.room.machine.keep(**{name: self.form.text(name) for name in self.form.fields})
        except Refused as error:
            self.not_kept(error)
            return
        self.form.accept()
        self.kept.emit(self.language.text("Folder and timetable are kept for this machine."))
        self.changed.emit()
        self._look()

    def _timetable(self) -> Panel:
        say = self.language.text
        panel = Panel(say("Where and when"), ruled=True)
        panel.body.setSpacing(16)
        hint = say("A whole path, best on another disk: if this one breaks, the backups must not go with it.")
        days = [("day", say("Every day")), ("week", say("Every week")), ("never", say("Only by hand"))]
        months = [("month", say("Every month")), ("week", say("Every week")), ("never", say("Only by hand"))]
        fields = {
            "backups": Field(say("Folder of backups"), hint=hint, check=lambda text: folder_check(self.language, text)),
            "backup_every": Field(say("Backups"), "choice", choices=days),
            "archive_every": Field(say("Archives for the auditor"), "choice", choices=months),
        }
        for field in fields.values():
            panel.add(field)
        self.form = Form(self.language, fields, self.changed.emit)
        return panel

    def _look(self) -> None:
        settings, program = self.room.machine.settings, self.room.context.program
        self.room.work.long(lambda: health(program, places=places_of(settings, program)), self._know, self.failed.emit)

    def _made(self, told: str) -> None:
        self.kept.emit(told)
        self._look()

    def _know(self, sheet: HealthSheet) -> None:
        """Put up the lights, the worst first."""
        self._panel.clear()
        summary = self._summary(sheet)
        summary.pressed.connect(self._again)
        self._panel.add(summary)
        if self._begins:
            summary.button.setFocus()
        self._begins = False
        for light in sorted(sheet.lights, key=lambda one: -STATES.index(one.state)):
            self._panel.add(Divider())
            self._panel.add(self._row(light))
        self._line_up()
        self._copies.show_sheet(sheet)
        self.changed.emit()

    def _line_up(self) -> None:
        """The sentences begin in one line, whatever the words of their lights are."""
        chips = self._panel.findChildren(Chip)
        width = max((chip.sizeHint().width() for chip in chips), default=0)
        for chip in chips:
            row = chip.parentWidget()
            grid = row.layout() if row is not None else None
            if isinstance(grid, QGridLayout):
                grid.setColumnMinimumWidth(0, width)

    def _summary(self, sheet: HealthSheet) -> Message:
        say, count = self.language.text, sum(light.state == sheet.state for light in sheet.lights)
        words: Mapping[str, str] = {
            "ok": say("Everything is in order."),
            "watch": self.language.plural("{n} thing needs a look.", "{n} things need a look.", count),
            "stop": self.language.plural("{n} thing is wrong.", "{n} things are wrong.", count),
        }
        moment = self.language.moment(sheet.at, self.here.zone)
        looked = say("Looked at {moment}", moment=moment)
        return Message(words[sheet.state], looked, SUMMARY[sheet.state], say("Look again"))

    def _row(self, light: Light) -> QWidget:
        say, holder = self.language.text, Fitting()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        words = {"ok": say("In order"), "watch": say("Look"), "stop": say("Wrong")}
        chip = Chip(words[light.state], *TONES[light.state])
        grid.addWidget(chip, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(Label(sentence(self.language, light.told), wrap=True), 0, 1)
        if light.do is not None:
            grid.addWidget(Label(sentence(self.language, light.do), ink="ink2", wrap=True), 1, 1)
        return holder

    def _again(self) -> None:
        self._begins = True
        self._look()

    def typed(self) -> dict[str, Any]:
        """What is typed into folder and timetable."""
        return dict(self.form.typed())
