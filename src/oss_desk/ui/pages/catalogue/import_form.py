"""Taking a service definition over: the file, what was found in it, and whether it can be published."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oss_desk.domain.messages import refuse
from oss_desk.operations.catalogue.catalogue import Findings
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Panel, clear_layout

FILES = "*.yaml *.yml"
MOST = 12


def read_definition(path: Path) -> str:
    """The text of a definition file; refused when there is none that can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise refuse("file-unreadable", file=str(path), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise refuse("file-not-text", file=str(path)) from error


class ImportForm(Panel):
    """`changed` comes when another file is named or findings are there."""

    changed = Signal()
    again = Signal()
    """Enter in the name of the file: it is checked, once more where it was checked before."""

    def __init__(self, here: Here) -> None:
        self._here = here
        super().__init__(here.language.text("Take a service over"))
        self.findings: Findings | None = None
        self.text = ""
        say = here.language.text
        words = say("The file is checked first. Nothing changes for running cases.")
        self.file = Field(say("File with the definition"))
        self.file.changed.connect(lambda _: self._named())
        self.file.entered.connect(self.again)
        self.day = Field(say("In force from (today, when left empty)"), "date", placeholder=say("day month year"))
        self.day.changed.connect(lambda _: self.changed.emit())
        look = Button(say("Look for it"), "search")
        look.clicked.connect(self._look)
        self.cancel = Button(say("Back"), "chevron-start", "Esc", kind="quiet")
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        lead = Label(words, ink="ink2", wrap=True)
        self.add(under(lead, self.file, beside(look, 1), self._found, self.day, beside(self.cancel, 1), gap=12))
        self.day.hide()

    def path(self) -> str:
        """The file that is named."""
        return self.file.text()

    def start(self) -> None:
        """Put the cursor into the name of the file."""
        self.file.focus()

    def is_usable(self) -> bool:
        """Whether the office could take it over."""
        found = self.findings
        return found is not None and found.service is not None and not (found.problems or found.errors or found.refused)

    def show_findings(self, text: str, findings: Findings) -> None:
        """What the check found; the text is kept, so that exactly what was checked is taken over."""
        self.text, self.findings = text, findings
        clear_layout(self._found)
        say, language = self._here.language.text, self._here.language
        for problem in findings.problems[:MOST]:
            self._found.addWidget(Message(sentence(language, problem.message), problem.place, "stop"))
        for message in findings.refused:
            self._found.addWidget(Message(sentence(language, message), "", "stop"))
        for finding in findings.errors[:MOST]:
            self._found.addWidget(Message(sentence(language, finding.message), finding.place, "stop"))
        for finding in findings.warnings[:MOST]:
            self._found.addWidget(Message(sentence(language, finding.message), finding.place, "wait"))
        if self.is_usable() and findings.service is not None:
            title = self._here.text(findings.service.title)
            self._found.addWidget(Message(say("{title} can be published.", title=title), "", "ready"))
            self._found.addWidget(self._changes(findings))
        self.day.setVisible(self.is_usable())

    def from_at(self) -> datetime | None:
        """From when on it is in force; None is now."""
        day = _day(self.day.text())
        if day is None or day <= self._here.today:
            return None
        return datetime.combine(day, time.min, self._here.zone).astimezone(UTC)

    def from_words(self) -> str:
        """From when on, as the button says it."""
        begins = self.from_at()
        if begins is None:
            return self._here.language.text("in force from now on")
        day = self._here.language.date(begins.astimezone(self._here.zone).date())
        return self._here.language.text("in force from {day}", day=day)

    def is_day_right(self) -> bool:
        """Whether the day can be read and is not over; else it is said below it."""
        typed, day, say = self.day.text(), _day(self.day.text()), self._here.language.text
        if typed and day is None:
            self.day.set_error(say("Write the day as day month year."))
        elif day is not None and day < self._here.today:
            self.day.set_error(say("This day is over. Choose today or a later one."))
        else:
            return True
        self.day.focus()
        return False

    def _changes(self, findings: Findings) -> QWidget:
        """What changes, in plain words; nothing to compare with for a service that is new here."""
        say, signs = self._here.language.text, {"more": "plus", "less": "minus", "other": "pencil"}
        if findings.before is None:
            return Label(say("This service is new here."), ink="ink2", wrap=True)
        if not findings.differences:
            return Label(say("Nothing is different from version {number}.", number=findings.before), ink="ink2")
        title = Label(say("What changes against version {number}", number=findings.before), "key")
        told = [
            beside(Sign(signs[one.sign], "ink3", 18), Label(one.text, wrap=True), top=True)
            for one in findings.differences
        ]
        return under(title, *told, gap=6)

    def show_unreadable(self, words: str) -> None:
        """The file could not be read at all."""
        self.findings = None
        clear_layout(self._found)
        title = self._here.language.text("The file was not read.")
        self._found.addWidget(Message(title, words, "stop"))

    def _named(self) -> None:
        self.findings = None
        clear_layout(self._found)
        self.day.hide()
        self.changed.emit()

    def _look(self) -> None:
        dialog = QFileDialog(self, self._here.language.text("A service definition"), "", FILES)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _picked(self, path: str) -> None:
        self.file.set_text(path)
        self._named()


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
