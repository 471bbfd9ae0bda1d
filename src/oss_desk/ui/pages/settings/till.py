"""How the office takes cash: rounded or not, or none at all; how long a paper receipt may wait; a further means."""

from typing import Any

from oss_desk.operations.office import office
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.pages.settings.form import Form
from oss_desk.ui.pages.settings.section import Room, Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.panel import Panel

MOST_DAYS = 60
ROUNDING, CASHLESS, DAYS = "rounding", "cashless", "days"


class TillSection(Section):
    """Three settings of the office's row."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        say = self.language.text
        steps = [("0", say("Not rounded")), ("5", say("To 5")), ("10", say("To 10"))]
        hint = say("In the smallest unit of the currency. The rounding is a figure of its own on receipts and reports.")
        self._round = Field(say("Cash is rounded"), "choice", choices=steps, hint=hint)
        self._none = Field(say("This office takes no cash at all"), "yes-no")
        words = say("Receipts that were written by hand are entered within so many days")
        self._days = Field(words, "number", check=self._check)
        panel = Panel(say("Cash"), ruled=True)
        panel.body.setSpacing(16)
        for field in (self._round, self._none, self._days):
            panel.add(field)
        self.put_up(panel)
        fields = {ROUNDING: self._round, CASHLESS: self._none, DAYS: self._days}
        self.form = Form(self.language, fields, self.changed.emit)

    def fill(self, sheet: SettingsSheet) -> None:
        """What is kept."""
        kept = sheet.office
        cashless = "yes" if kept.cashless else "no"
        self.form.show({ROUNDING: str(kept.cash_rounding), CASHLESS: cashless, DAYS: str(kept.paper_days)})

    def missing(self) -> str:
        """A number of days is needed."""
        return self._check(self.form.text(DAYS)) or ""

    def words(self) -> tuple[str, str]:
        """What is kept."""
        return self.language.text("Save how cash is taken"), ""

    def save(self) -> None:
        """Keep it in the office's row."""
        if self.sheet is None or not self.form.is_right():
            return
        values: dict[str, Any] = {
            "version": self.sheet.office.version,
            "cash_rounding": int(self.form.text(ROUNDING) or "0"),
            "cashless": self.form.text(CASHLESS) == "yes",
            "paper_days": int(self.form.text(DAYS)),
        }
        self.send(office.set_till_rules, self.language.text("How cash is taken is kept."), **values)

    def _check(self, text: str) -> str | None:
        right = text.isdecimal() and int(text) <= MOST_DAYS
        return None if right else self.language.text("Write a number of days up to {most}.", most=str(MOST_DAYS))
