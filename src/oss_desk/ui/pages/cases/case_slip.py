"""The slip of a case: who has it now, until when, what else may be done; or the form of one deed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from oss_desk.operations.sheets import CaseSheet, StepLine
from oss_desk.ui.pages.cases.deed_row import DeedRow
from oss_desk.ui.pages.cases.deeds import Deed, hindrances, why_words
from oss_desk.ui.pages.cases.steps import late_by
from oss_desk.ui.pages.cases.told import newest_note, typed_text
from oss_desk.ui.pages.cases.words import (
    READY,
    TONES,
    due_words,
    ending_words,
    hands_sign,
    hands_words,
    moment_words,
    step_words,
    whose_words,
)
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Bar
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.slip import Pairs, Slip

Pressed = Callable[[Deed], None]


def fill_overview(slip: Slip, here: Here, sheet: CaseSheet, found: tuple[Deed, ...], pressed: Pressed) -> None:
    """Write who has it, and everything but the way forward as buttons."""
    slip.clear()
    slip.set_title(_heading(here, sheet))
    slip.add(_whose(here, sheet))
    slip.add_tear()
    slip.add(_facts(here, sheet))
    others = [deed for deed in found if not deed.forward]
    if others:
        slip.add_tear()
        slip.add(under(*(part for deed in others for part in _press(here, deed, pressed)), gap=2))
    note = newest_note(sheet)
    if note is not None:
        slip.add_tear()
        words = here.language.text("{moment}, {official}", moment=moment_words(here, note.at), official=note.official)
        slip.add(under(Label(words, ink="ink3", wrap=True), Label(typed_text(note), wrap=True), gap=0))
    slip.add_stretch()


def _heading(here: Here, sheet: CaseSheet) -> str:
    if not sheet.case.open:
        return here.language.text("How it ended")
    ready = sheet.card.step_kind == READY
    return here.language.text("How it stands") if ready else here.language.text("Who has it now")


def _whose(here: Here, sheet: CaseSheet) -> QWidget:
    if not sheet.case.open:
        closed = moment_words(here, sheet.case.closed_at) if sheet.case.closed_at else ""
        return under(Label(ending_words(here, sheet.case.ending or ""), "strong"), Label(closed, ink="ink3"), gap=0)
    name = Label(whose_words(here, sheet.card), "strong", wrap=True)
    since = here.language.text("since {moment}", moment=moment_words(here, sheet.card.since))
    if sheet.step_due_at is not None:
        due = _step_due(here, sheet, sheet.step_due_at)
        since = here.language.text("{since}, to be done {due}", since=since, due=due)
    parts = [name, Label(since, ink="ink3", wrap=True)]
    return under(*parts, _bar(here, sheet), gap=4)


def _step_due(here: Here, sheet: CaseSheet, due_at: datetime) -> str:
    """Until when the step is to be done; how late it is as its line says it."""
    late = next((step.late for step in sheet.steps if step.state == "now"), None)
    if late is None:
        return due_words(here, due_at, False)
    return here.language.text("{day}, {late}", day=here.day(due_at), late=late_by(here, late))


def _bar(here: Here, sheet: CaseSheet) -> Bar | None:
    """How much of the step's own term is over."""
    if sheet.step_due_at is None:
        return None
    whole = (sheet.step_due_at - sheet.card.since).total_seconds()
    part = (here.clock() - sheet.card.since).total_seconds() / whole if whole > 0 else 1.0
    tone = "stop" if part > 1 else TONES[hands_sign(sheet.case.hands)]
    bar = Bar(part, "river" if tone == "plain" else tone)
    bar.setMaximumWidth(16_777_215)
    bar.setSizePolicy(bar.sizePolicy().Policy.Expanding, bar.sizePolicy().Policy.Fixed)
    return bar


def _facts(here: Here, sheet: CaseSheet) -> Pairs:
    say, pairs = here.language.text, Pairs()
    if sheet.case.open:
        tone = "stop" if sheet.card.overdue else "wait" if sheet.card.suspended else "strong"
        due = due_words(here, sheet.due_at, sheet.card.overdue)
        pairs.add(say("Due"), say("{day}, clock stopped", day=due) if sheet.card.suspended else due, tone)
        then = next((step for step in sheet.steps if step.state == "ahead"), None)
        if then is not None:
            pairs.add(say("Then"), _then(here, then))
    pairs.add(say("Applicant"), sheet.applicant.name)
    if sheet.representative is not None:
        pairs.add(say("Through"), sheet.representative.name)
    pairs.add(say("Paid"), paid_words(here, sheet), "wait" if sheet.demands else "")
    if sheet.too_much:
        pairs.add(
            say("Asked for too much"), say("{amount}, not given back yet", amount=here.money(sheet.too_much)), "wait"
        )
    pairs.add(say("Version"), str(sheet.service_version))
    return pairs


def _then(here: Here, step: StepLine) -> str:
    title = step_words(here, step.title, step.step, step.kind)
    whose = hands_words(here, step.hands, step.hands_title) if hands_sign(step.hands) != "ended" else ""
    return title if whose in ("", title) else here.language.listed((title, whose))


def paid_words(here: Here, sheet: CaseSheet) -> str:
    """What was paid and what is still to pay."""
    say = here.language.text
    if sheet.demands:
        owed = " + ".join(here.money(demand.amount) for demand in sheet.demands)
        before = here.language.amount(sheet.paid) if sheet.paid else ""
        return here.language.listed((before, say("{owed} to pay", owed=owed)))
    paid = here.language.amount(sheet.paid) if sheet.paid else ""
    if any(step.kind == "to-pay" and step.state == "ahead" for step in sheet.steps):
        return here.language.listed((paid, say("more is asked for later")))
    return say("{paid}, nothing else", paid=paid) if paid else say("nothing owed")


def _press(here: Here, deed: Deed, pressed: Pressed) -> list[QWidget]:
    """The row, and below it in words why it cannot be pressed; that a second person is needed is said before."""
    why = here.language.listed(why_words(here, message) for message in hindrances(deed))
    second = here.language.text("needs a second person") if deed.second else ""
    row = DeedRow(deed.words, deed.icon, deed.letter, why or second, danger=deed.danger)
    row.setObjectName(f"deed-{deed.action or deed.verb}")
    row.setEnabled(not why)
    row.clicked.connect(lambda: pressed(deed))
    return [row]


def deed_words(here: Here, deed: Deed) -> str:
    """The words of the filled button; that a second person is needed is said before it is pressed."""
    return here.language.text("{action}, with a second person", action=deed.words) if deed.second else deed.words


class DeedForm(QWidget):
    """The form of one deed, in place of the overview: what will be true, and the reason or note."""

    def __init__(self, here: Here, deed: Deed, typed: str) -> None:
        super().__init__()
        self._here, self.deed = here, deed
        say = here.language.text
        self.note = Field(deed.asks or say("Reason"), "multi-line", lines=5, value=typed, check=self._needed)
        self.failed = Message("", "", "stop")
        self.failed.hide()
        second = say("A second person confirms with name and password.") if deed.second else ""
        rows = [Label(words, ink="ink2", wrap=True) for words in (deed.says, second) if words]
        self.cancel = Button(say("Back"), "chevron-start", "Esc", kind="quiet")
        under(*rows, self.note, self.failed, beside(self.cancel, 1), gap=12, into=self)
        self.note.setVisible(deed.written)

    def missing(self) -> str:
        """What is still missing, in a few words."""
        if self.deed.written and not self.note.text():
            return (
                self._here.language.text("The reason is not written yet")
                if self.deed.says
                else self._here.language.text("Nothing is written yet")
            )
        return ""

    def start(self) -> None:
        """Put the cursor where the reason is typed."""
        if self.deed.written:
            self.note.focus()
            self._to_the_end()
        else:
            self.cancel.setFocus()

    def _to_the_end(self) -> None:
        """What was written before is written on."""
        typed = self.note.input()
        if isinstance(typed, QPlainTextEdit):
            typed.moveCursor(QTextCursor.MoveOperation.End)

    def _needed(self, text: str) -> str | None:
        return None if text.strip() else self._here.language.text("Write why.")
