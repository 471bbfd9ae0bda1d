"""The station Receipt: what was made, what to give to the citizen, when to come back; then the visit is closed."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.jobs import KEPT_AS_FILE, PrintJob
from oss_desk.domain.money import Money
from oss_desk.operations.sheets import HeldSheet, StartedLine, VisitSheet
from oss_desk.ui.pages.counter.held_box import HeldBox
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip, Sign, Ticket
from oss_desk.ui.widgets.messages import Empty, Message
from oss_desk.ui.widgets.panel import Card, Divider, Panel, clear_layout

MARGINS = (16, 12, 16, 12)


class ReceiptStation(Panel):
    """`print_again` carries a print job to be sent once more; `open_paper` one to be looked at."""

    print_again = Signal(object)
    open_paper = Signal(object)
    open_case = Signal(int)
    placed = Signal(object, str)
    """An original that the office keeps, and where it lies."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        super().__init__(here.language.text("Done"), " ", scroll=True, flush=True, ruled=True, parent=parent)
        self._sheet: VisitSheet | None = None
        self._jobs: tuple[PrintJob, ...] = ()
        self._wrong: Mapping[int, str] = {}
        self._roomy = True
        self._held = HeldBox(here)
        self._held.placed.connect(self.placed)

    def set_roomy(self, roomy: bool) -> None:
        """In a smaller window what can be pressed stands below the name of the paper."""
        if roomy != self._roomy:
            self._roomy = roomy
            self._draw()

    def show_visit(self, sheet: VisitSheet) -> None:
        """Draw what was made."""
        self._sheet = sheet
        self._draw()

    def show_jobs(self, jobs: tuple[PrintJob, ...], wrong: Mapping[int, str]) -> None:
        """The papers of this visit and what a printer said about them."""
        self._jobs, self._wrong = jobs, wrong
        self._draw()

    def show_held(self, sheet: HeldSheet) -> None:
        """The originals that stay here, so that it is said where they lie while they are in the hand."""
        self._held.show_papers(sheet)

    def start(self) -> None:
        """Nothing is typed here."""

    def key(self, character: str) -> bool:
        """No single keys."""
        return False

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self.body.removeWidget(self._held)
        clear_layout(self.body)
        plural, say = self._here.language.plural, self._here.language.text
        started, receipts = len(sheet.started), self._receipts()
        paid = self._paid(receipts) if receipts else say("Nothing started")
        self.set_title(plural("{n} case started", "{n} cases started", started) if started else paid)
        self.set_subtitle(self._when(sheet))
        back = self._change()
        if back is not None:
            self.body.addWidget(under(back, margins=(16, 12, 16, 12)))
            self.body.addWidget(Divider())
        self.body.addWidget(self._held)
        self._held.setVisible(bool(self._held.papers()))
        for made in sheet.started:
            self.body.addWidget(self._case(made))
            self.body.addWidget(Divider())
        if not sheet.started and not receipts:
            words = say("The visit ends as an enquiry. Nothing was charged.")
            self.body.addWidget(under(Empty(say("An answer is a result too"), words, "info"), margins=MARGINS))
        if self._jobs:
            self._papers()
        self.body.addStretch(1)

    def _receipts(self) -> list[dict[str, Any]]:
        """What this visit's receipts say, oldest first, each once however often it was printed."""
        papers = [json.loads(job.content) for job in self._jobs if job.kind == "receipt"]
        return [paper for paper in papers if not paper["head"].get("copy")]

    def paid(self) -> Money | None:
        """What this visit has paid, by its receipts; None while there is none."""
        receipts = self._receipts()
        return Money(sum(int(paper["total"]) for paper in receipts), self._here.office.money) if receipts else None

    def _paid(self, receipts: list[dict[str, Any]]) -> str:
        """What was paid for cases that waited for money, and on which receipts."""
        amount = self.paid() or Money(0, self._here.office.money)
        numbers = self._here.language.listed([str(paper["number"]) for paper in receipts])
        return self._here.language.text("{amount} paid, {receipts}", amount=self._here.money(amount), receipts=numbers)

    def _change(self) -> Card | None:
        """What goes back to the citizen of the newest payment: it is counted out after the money was booked."""
        receipts = self._receipts()
        paper = receipts[-1] if receipts else {}
        if not paper.get("change"):
            return None
        money, language = self._here.office.money, self._here.language
        given = language.text("of {given} given", given=language.amount(Money(int(paper["given"]), money)))
        card = Card(language.text("Change to give"), given, icon="cash", tone="ready")
        card.put_at_end(Amount(language.amount(Money(int(paper["change"]), money)), "figure", "ready"))
        return card

    def _when(self, sheet: VisitSheet) -> str:
        say, due = self._here.language.text, [made.case.due_at for made in sheet.started if made.case.open]
        if not sheet.started:
            return " "
        moments = [moment for moment in due if moment is not None]
        if not moments:
            return say("The citizen need not come back.")
        return say("The citizen comes back once, from {day}.", day=self._here.day(max(moments)))

    def _case(self, made: StartedLine) -> QWidget:
        say, case = self._here.language.text, made.case
        receipt = say("Receipt {number}", number=made.receipt) if made.receipt else say("Nothing to pay today")
        amount = Amount(self._here.money(made.amount), "key") if made.amount else None
        due = say("by {day}", day=self._here.day(case.due_at)) if case.due_at else ""
        where = self._here.text(case.step_title)
        open_it = Button(say("Open the case"), kind="quiet")
        open_it.clicked.connect(lambda: self.open_case.emit(case.id))
        return under(
            beside(Label(self._here.text(case.title), "key", wrap=True), amount, top=True),
            beside(Ticket(case.number), Label(receipt, ink="ink2"), 1),
            beside(Label(f"{where}, {due}" if due else where, ink="ink3", wrap=True), open_it),
            gap=8,
            margins=MARGINS,
        )

    def _papers(self) -> None:
        self.body.addWidget(
            under(Label(self._here.language.text("Papers for the citizen"), "key"), margins=(16, 12, 16, 4))
        )
        for job in self._jobs:
            self.body.addWidget(self._paper(job))
            if job.id in self._wrong:
                title = self._here.language.text("The paper did not come out. The money is booked once and stays so.")
                self.body.addWidget(under(Message(title, self._wrong[job.id], "stop"), margins=(16, 0, 16, 8)))

    def _paper(self, job: PrintJob) -> QWidget:
        look = Button(self._here.language.text("Open"), "eye", kind="quiet")
        look.clicked.connect(lambda: self.open_paper.emit(job))
        again = Button(self._again(job), "printer")
        again.clicked.connect(lambda: self.print_again.emit(job))
        name = paper_words(self._here, job)
        for button in (look, again):
            button.setAccessibleName(f"{button.words()}: {name}")
        what = beside(Sign("paper"), Label(name, wrap=True), self._state(job))
        if self._roomy:
            return under(beside(what, look, again), margins=(16, 4, 16, 4))
        return under(what, beside(1, look, again), gap=4, margins=(16, 4, 16, 8))

    def _again(self, job: PrintJob) -> str:
        say = self._here.language.text
        return say("Print a copy") if job.state == "printed" else say("Print")

    def _state(self, job: PrintJob) -> QWidget:
        say = self._here.language.text
        states = {
            "waiting": (say("waits"), "clock", "wait"),
            "sent": (say("sent"), "printer", "river"),
            "printed": (say("kept as a file"), "download", "wait")
            if job.error == KEPT_AS_FILE
            else (say("printed"), "check", "ready"),
            "failed": (say("not printed"), "stop", "stop"),
            "dismissed": (say("not wanted"), "close", "plain"),
        }
        return Chip(*states[job.state])


def paper_words(here: Here, job: PrintJob) -> str:
    """The name of a paper."""
    say = here.language.text
    words = {
        "application": say("Application, to be signed"),
        "receipt": say("Receipt"),
        "acknowledgement": say("Acknowledgement"),
        "handover": say("Handover note"),
        "refusal": say("Refusal"),
        "missing": say("What is missing"),
        "void": say("Cancellation of a receipt"),
        "refund": say("Refund"),
        "blanks": say("Numbered blanks"),
        "looks": say("Who looked at a record"),
        "till": say("Reports of the till"),
    }
    return words[job.kind]
