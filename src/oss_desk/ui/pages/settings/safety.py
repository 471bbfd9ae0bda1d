"""How the office guards its desks: when a desk locks itself, who shows a code of a phone, which desk rests."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel, clear_layout

LEAST, MOST = 2, 30


class SafetySection(Section):
    """Two settings of the office's row, and the desks that wait after wrong tries."""

    errors: ClassVar[Mapping[str, str]] = {"idle-outside": "idle"}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        hint = say("From {least} to {most}. A counter faces the public.", least=LEAST, most=MOST)
        self._idle = Field(say("Minutes until a desk that nobody touches locks itself"), hint=hint, check=self._check)
        asked = say("Supervisors and administrators show a code of their phone besides the password")
        self._factor = Field(asked, "yes-no")
        panel = Panel(say("Locking and signing in"), ruled=True)
        panel.body.setSpacing(16)
        panel.add(self._idle)
        panel.add(self._factor)
        self._resting = QVBoxLayout()
        self._resting.setSpacing(12)
        self._rests = Panel(say("Desks that rest after wrong tries"), ruled=True)
        self._rests.body.addLayout(self._resting)
        self.put_up(panel, self._rests)
        self.form = Form(self.language, {"idle": self._idle, "factor": self._factor}, self.changed.emit)

    def fill(self, sheet: SettingsSheet) -> None:
        """What is kept, and which desks rest now."""
        factor = "yes" if sheet.office.second_factor else "no"
        self.form.show({"idle": str(sheet.office.idle_minutes), "factor": factor})
        say = self.language.text
        clear_layout(self._resting)
        resting = [desk for desk in sheet.desks if desk.id in sheet.resting]
        self._rests.setVisible(bool(resting))
        for desk in resting:
            clear = Button(say("Let desk {desk} be used", desk=desk.code))
            clear.setVisible(sheet.may_overrule)
            told = say("Desk {desk} takes sign-ins again.", desk=desk.code)
            clear.clicked.connect(partial(self.send, office.clear_tries, told, desk_id=desk.id))
            self._resting.addWidget(beside(Label(desk.name or desk.code), 1, clear))

    def missing(self) -> str:
        """A number of minutes is needed."""
        return self._check(self.form.text("idle")) or ""

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save locking and signing in"), ""

    def save(self) -> None:
        """Keep it in the office's row."""
        if self.sheet is None or not self.form.is_right():
            return
        minutes, factor = int(self.form.text("idle")), self.form.text("factor") == "yes"
        values: dict[str, Any] = {"idle_minutes": minutes, "second_factor": factor}
        values["version"] = self.sheet.office.version
        self.send(office.change_safety, self.language.text("Locking and signing in are kept."), **values)

    def _check(self, text: str) -> str | None:
        if text.strip().isdigit() and LEAST <= int(text) <= MOST:
            return None
        return self.language.text("Write a number of minutes from {least} to {most}.", least=LEAST, most=MOST)
