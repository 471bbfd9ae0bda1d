"""Up to which sum of a case one official alone may waive fees; above it a second person agrees."""

from typing import Any

from oss_desk.domain.money import Money
from oss_desk.operations.money.waivers import set_waiver_limit
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel
from oss_desk.workflows.typed import read_amount


class WaivingSection(Section):
    """One setting of the office's row."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        hint = say("0 means that every waiver needs a second person. What was waived of a case before counts with it.")
        self._limit = Field(say("One official alone may waive of a case"), "money", hint=hint, check=self._check)
        panel = Panel(say("Waivers"), ruled=True)
        panel.body.setSpacing(16)
        panel.add(self._limit)
        self.put_up(panel)
        self.form = Form(self.language, {"waiver-limit": self._limit}, self.changed.emit)

    def fill(self, sheet: SettingsSheet) -> None:
        """What is kept."""
        self.form.show({"waiver-limit": f"{Money(sheet.office.waiver_limit, sheet.office.money).amount:f}"})

    def missing(self) -> str:
        """An amount is needed."""
        return self._check(self.form.text("waiver-limit")) or ""

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save the limit of waivers"), ""

    def save(self) -> None:
        """Keep it in the office's row."""
        if self.sheet is None or not self.form.is_right():
            return
        typed = read_amount(self.form.text("waiver-limit").strip(), self.sheet.office.money)
        values: dict[str, Any] = {"version": self.sheet.office.version, "limit": typed.minor if typed else 0}
        told = self.language.text("The limit of waivers is kept.")
        self.send_agreed(set_waiver_limit, told, lambda _: None, **values)

    def why_two(self) -> str:
        """Why nobody does it alone."""
        return self.language.text("What one official alone may waive is settled by two people.")

    def _check(self, text: str) -> str | None:
        if not text.strip():
            return self.language.text("The amount is missing")
        return self.here.no_amount(text.strip(), self.here.office.money)
