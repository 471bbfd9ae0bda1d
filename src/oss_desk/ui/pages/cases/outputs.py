"""What is made for a case: each output with its number, or the field in which the number of a new one is typed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import CaseSheet, OutputLine
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.panel import Panel
from oss_desk.workflows.outputs import waits_for_numbers

STATES = {
    "handed-over": ("check", "ready"),
    "sent": ("send", "ready"),
    "spoilt": ("close", "stop"),
    "withdrawn": ("close", "stop"),
}


NOTHING: Mapping[str, str] = {}


class OutputsPanel(Panel):
    """`issued` carries output, position and the number typed, `typed` the name of the field and its text."""

    issued = Signal(str, int, str)
    typed = Signal(str, str)

    def __init__(self, here: Here) -> None:
        self._here = here
        self._fields: dict[tuple[str, int], Field] = {}
        self._lines: tuple[OutputLine, ...] = ()
        self._kept: Mapping[str, str] = NOTHING
        super().__init__(here.language.text("What the citizen gets"))

    def show_case(self, sheet: CaseSheet, kept: Mapping[str, str] = NOTHING) -> None:
        """Draw the outputs of this case; a number being typed stays, one that was typed before is there again."""
        self._kept = kept
        may = "issue" in sheet.may and is_time(sheet)
        self.setVisible(bool(sheet.outputs) and (may or any(line.issued for line in sheet.outputs)))
        if sheet.outputs == self._lines and bool(self._fields) == (may and bool(sheet.outputs_to_issue)):
            return
        self._lines, self._fields = sheet.outputs, {}
        self.clear()
        for line in sheet.outputs:
            self.add(self._made(line) if line.issued is not None else self._to_make(line, may))

    def start(self) -> bool:
        """Put the cursor into the first number that is still to be typed; False when there is none."""
        for field in self._fields.values():
            field.focus()
            return True
        return False

    def _title(self, line: OutputLine) -> str:
        title = self._here.text(line.title)
        many = sum(other.output == line.output for other in self._lines) > 1
        say = self._here.language.text
        return say("{output}, {number}", output=title, number=line.position) if many else title

    def _made(self, line: OutputLine) -> QWidget:
        assert line.issued is not None
        words = under(Label(self._title(line), wrap=True), Label(self._validity(line), ink="ink3"), gap=0)
        return beside(words, 1, Number(line.issued.number), self._state(line))

    def _state(self, line: OutputLine) -> Chip:
        say = self._here.language.text
        words = {
            "handed-over": say("handed over"),
            "sent": say("sent"),
            "spoilt": say("spoilt"),
            "withdrawn": say("withdrawn"),
        }
        icon, tone = STATES.get(line.state or "", ("seal", "river"))
        return Chip(words.get(line.state or "", say("issued")), icon, tone)

    def _validity(self, line: OutputLine) -> str:
        say = self._here.language.text
        if line.issued is None or line.issued.valid_until is None:
            return say("no end of validity")
        return say("valid to {day}", day=self._here.language.date(line.issued.valid_until))

    def _to_make(self, line: OutputLine, may: bool) -> QWidget:
        say, title = self._here.language.text, self._title(line)
        if not may:
            return beside(Label(title, ink="ink3", wrap=True), 1, Chip(say("not made yet"), tone="plain"))
        name, hint = f"output:{line.output}:{line.position}", say("Its number, or the serial of the blank.")
        field = Field(title, hint=hint, value=self._kept.get(name, ""), mono=True, check=self._needed)
        field.changed.connect(lambda text: self.typed.emit(name, text))
        button = Button(say("Issue"), "seal", "Enter", kind="answer")
        button.setAccessibleName(say("Issue {output}", output=title))
        button.clicked.connect(lambda: self._issue(line, field))
        field.entered.connect(lambda: self._issue(line, field))
        self._fields[line.output, line.position] = field
        return under(field, beside(button, 1))

    def _needed(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write the number that stands on it.")

    def _issue(self, line: OutputLine, field: Field) -> None:
        if field.validate():
            self.issued.emit(line.output, line.position, field.text())


def is_time(sheet: CaseSheet) -> bool:
    """Whether the output is made in this step: it leads to handing over, sending or the end, or waits for it."""
    ends = ("ready-to-collect", "handed-over", "sent", "done")
    if sheet.case.step_kind in ends:
        return True
    known = {action.id: action for action in sheet.service.step(sheet.case.step).actions}
    return any(action.to_kind in ends or waits_for_numbers(sheet.service, known[action.id]) for action in sheet.actions)
