"""What is made for a case: each output with its number, or the field in which the number of a new one is typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import BlankOffer, CaseSheet, OutputLine
from oss_desk.ui.pages.cases.on_blank import OnBlank
from oss_desk.ui.pages.cases.spoil_form import SpoilForm
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Message
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
    """`issued` and `spoilt` carry the values of their commands, `typed` the name of the field and its text."""

    issued = Signal(object)
    spoilt = Signal(object)
    typed = Signal(str, str)

    def __init__(self, here: Here) -> None:
        self._here = here
        self._fields: dict[tuple[str, int], Field] = {}
        self._lines: tuple[OutputLine, ...] = ()
        self._may = False
        self._kept: Mapping[str, str] = NOTHING
        super().__init__(here.language.text("What the citizen gets"))

    def show_case(self, sheet: CaseSheet, kept: Mapping[str, str] = NOTHING) -> None:
        """Draw the outputs of this case; a number being typed stays, one that was typed before is there again."""
        self._kept = kept
        may = "issue" in sheet.may and is_time(sheet)
        self.setVisible(bool(sheet.outputs) and (may or any(line.issued for line in sheet.outputs)))
        if sheet.outputs == self._lines and self._may == may:
            return
        self._lines, self._fields, self._may = sheet.outputs, {}, may
        self.clear()
        for line in sheet.outputs:
            on_blank = sheet.service.output(line.output).blank is not None
            self.add(self._made(line, on_blank) if line.issued is not None else self._to_make(line, may))

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

    def _made(self, line: OutputLine, on_blank: bool) -> QWidget:
        assert line.issued is not None
        words = under(Label(self._title(line), wrap=True), Label(self._validity(line), ink="ink3"), gap=0)
        row = beside(words, 1, Number(line.issued.number), self._state(line))
        if not self._may or line.state is not None:
            return row
        spoil, issued_id = SpoilForm(self._here, self._title(line), keeps_sheet=on_blank), line.issued.id
        spoil.said.connect(lambda values: self.spoilt.emit({"issued_output_id": issued_id, **values}))
        return under(row, spoil)

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
        if line.blank is not None:
            return self._on_blank(line, line.blank)
        name, hint = f"output:{line.output}:{line.position}", say("Its number, or the serial of the blank.")
        field = Field(title, hint=hint, value=self._kept.get(name, ""), mono=True, check=self._needed)
        field.changed.connect(lambda text: self.typed.emit(name, text))
        button = self._button(title, lambda: self._issue(line, field))
        field.entered.connect(lambda: self._issue(line, field))
        self._fields[line.output, line.position] = field
        return under(field, beside(button, 1))

    def _on_blank(self, line: OutputLine, blank: BlankOffer) -> QWidget:
        """The serial to take next stands there already: one key makes the output on it."""
        say, title = self._here.language.text, self._title(line)
        paper = self._here.text(blank.title)
        if not blank.next_serial:
            words = say("A supervisor receives some on the page Till, or moves some here from another desk.")
            return under(
                Label(title, "label", "ink2", wrap=True),
                Message(say("No {blank} is left at this desk.", blank=paper), words, "stop"),
            )
        name = f"output:{line.output}:{line.position}"
        form = OnBlank(self._here, title, blank, self._kept.get(name, ""))
        form.serial.changed.connect(lambda text: self.typed.emit(name, text))
        form.entered.connect(lambda: self._take(line, form))
        self._fields[line.output, line.position] = form.serial
        return under(form, beside(self._button(title, lambda: self._take(line, form)), 1))

    def _button(self, title: str, pressed: Callable[[], None]) -> Button:
        say = self._here.language.text
        button = Button(say("Issue"), "seal", "Enter", kind="answer")
        button.setAccessibleName(say("Issue {output}", output=title))
        button.clicked.connect(lambda: pressed())
        return button

    def _needed(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write the number that stands on it.")

    def _issue(self, line: OutputLine, field: Field) -> None:
        if field.validate():
            self.issued.emit({"output": line.output, "position": line.position, "number": field.text()})

    def _take(self, line: OutputLine, form: OnBlank) -> None:
        if form.validate():
            values = {"output": line.output, "position": line.position, "number": form.serial.text()}
            self.issued.emit({**values, "reason": form.reason_text()})


def is_time(sheet: CaseSheet) -> bool:
    """Whether the output is made in this step: it leads to handing over, sending or the end, or waits for it."""
    ends = ("ready-to-collect", "handed-over", "sent", "done")
    if sheet.case.step_kind in ends:
        return True
    known = {action.id: action for action in sheet.service.step(sheet.case.step).actions}
    return any(action.to_kind in ends or waits_for_numbers(sheet.service, known[action.id]) for action in sheet.actions)
