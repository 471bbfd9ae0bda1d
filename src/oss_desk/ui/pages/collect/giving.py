"""The handover on the page: list, check and slip together, and what still stands against it."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.sheets import CaseCard, CaseSheet
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.cases.outputs import OutputsPanel
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.cases.till_box import TillBox, sums_of
from oss_desk.ui.pages.cases.words import between, moment_words
from oss_desk.ui.pages.collect.check import CheckPanel, Choice
from oss_desk.ui.pages.collect.ready_list import ReadyList
from oss_desk.ui.pages.counter.answer_field import People
from oss_desk.ui.pages.counter.held_words import held_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign, Ticket
from oss_desk.ui.widgets.messages import Empty, Message
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.slip import Pairs, Slip

FIRST, SLIP = 356, 312
LEGAL = "F9"


class Giving(QObject):
    """Fills the page. `chosen` carries the id of a case, `case_wanted` that of one to be opened."""

    chosen = Signal(int)
    pay_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(
        self, here: Here, people: People, types: Sequence[Choice], page: Page, mandates: Sequence[Choice] = ()
    ) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        say = here.language.text
        self.list, self.check, self.outputs = ReadyList(here), CheckPanel(here, types, mandates), OutputsPanel(here)
        self._owed = Message("", "", "wait", say("Take the payment"))
        self._owed.pressed.connect(self.pay_wanted)
        self.till = TillBox(here, people)
        self.till.changed.connect(self._show_parts)
        self.till.changed.connect(self.show_next)
        self._nobody = Panel()
        words = say("Choose who came from the list, or scan the slip with F2.")
        self._nobody.add(Empty(say("Nobody is being served here"), words, "collect"))
        self._slip = Slip()
        self.sheet: CaseSheet | None = None
        self.list.chosen.connect(self.chosen)
        self.check.changed.connect(self.show_next)

    def put_up(self) -> None:
        """Take the page over."""
        middle = roomy(Column(self._nobody, self._owed, self.till, self.check, self.outputs))
        self._page.set_columns(self.list, middle, widths=(FIRST, None))
        self._page.set_slip(self._slip, SLIP)
        self.show_nothing()

    def show_cards(self, cards: tuple[CaseCard, ...], chosen: int | None) -> None:
        """Draw what is ready."""
        self.list.show_cards(cards, chosen)

    def show_nothing(self) -> None:
        """Nobody is here."""
        self.sheet = None
        self.close_payment()
        self._show_parts()
        say = self._here.language.text
        line = [Label(say("Collect"), "strong"), Label(say("one look at the document, one signature"), ink="ink3")]
        self._page.line.set_parts(line)
        self._slip.clear()
        self._slip.set_title(say("Handover"), say("as the note will say it"))
        self._slip.add(Label(say("Nothing is given away yet."), ink="ink3", wrap=True))
        self._slip.add_stretch()
        self.show_next()

    def show_case(self, sheet: CaseSheet) -> None:
        """Ask about the handover of this case."""
        if self.sheet is not None and self.sheet.case.id != sheet.case.id:
            self.close_payment()
        self.sheet = sheet
        self.check.show_case(sheet)
        self.outputs.show_case(sheet)
        self._show_parts()
        title = Label(self._here.text(sheet.card.title), "strong")
        self._page.line.set_parts([Ticket(sheet.case.number), title, Label(sheet.card.applicant, ink="ink2")])
        self.show_next()

    def start(self) -> None:
        """Put the focus on the check."""
        self.check.start()

    def key(self, character: str) -> bool:
        """A digit chooses a document on record, or a means of payment."""
        return not self.till.is_open and self.check.key(character)

    def open_payment(self, means: Sequence[MeansOfPayment]) -> None:
        """Show the payment of what is due at the handover."""
        if self.sheet is not None:
            self.till.open(self.sheet, means)

    def close_payment(self) -> bool:
        """Put the payment away; True when it was open."""
        was_open = self.till.close_payment()
        self._show_parts()
        self.show_next()
        return was_open

    def show_next(self) -> None:
        """What happens next, or why nothing can yet; the slip says the same at length."""
        action, say, sheet = self._page.next, self._here.language.text, self.sheet
        if sheet is None:
            action.set_not_yet(say("Hand over"), say("Choose what is collected"), LEGAL)
            return
        self._show_slip(sheet)
        if self.till.is_open:
            self.till.show_next(action)
        elif missing := self._missing(sheet):
            action.set_not_yet(say("Hand over"), missing, LEGAL)
        else:
            words = say("with a supervisor's word") if self.check.checked().overridden else say("and print the note")
            action.set_ready(say("Hand over"), words, LEGAL, "collect")

    def _missing(self, sheet: CaseSheet) -> str:
        """What stands against the handover."""
        say = self._here.language.text
        if "hand-over" not in sheet.may:
            return say("Not ready to collect") if sheet.case.open else say("The case is closed")
        if sheet.demands:
            return say("{amount} has to be paid first", amount=self._here.money(sums_of(sheet)[0]))
        if sheet.outputs_to_issue:
            return self._here.language.plural(
                "{n} output has no number", "{n} outputs have no number", sheet.outputs_to_issue
            )
        return self.check.missing()

    def _show_parts(self) -> None:
        sheet, say = self.sheet, self._here.language.text
        self._nobody.setVisible(sheet is None)
        self.check.setVisible(sheet is not None and not self.till.is_open)
        self.outputs.setVisible(sheet is not None and not self.till.is_open)
        owes = sheet is not None and bool(sheet.demands) and not self.till.is_open
        if sheet is not None and owes:
            amount = self._here.money(sums_of(sheet)[0])
            may = "pay" in sheet.may
            words = "" if may else say("A cashier takes it at a counter.")
            title = say("{amount} is to be paid before the handover.", amount=amount)
            self._owed.set(title, words, "wait", say("Take the payment") if may else "")
        self._owed.setVisible(owes)

    def _show_slip(self, sheet: CaseSheet) -> None:
        say = self._here.language.text
        self._slip.clear()
        self._slip.set_title(say("Handover"), say("as the note will say it"))
        pairs = Pairs()
        for line in sheet.outputs:
            number = line.issued.number if line.issued is not None else say("not made yet")
            pairs.add(self._here.text(line.title), number, "strong" if line.issued else "stop")
        self._slip.add(pairs)
        self._slip.add_tear()
        self._slip.add(self._facts(sheet))
        self._add_papers(sheet)
        if self.check.checked().overridden:
            self._slip.add_tear()
            words = say("A supervisor allows it. The reason is kept.")
            self._slip.add(beside(Sign("shield", "wait"), Label(words, "body", "wait", wrap=True), top=True))
        self._slip.add_stretch()
        more = Button(say("Open the case"), "chevron-end", kind="quiet", flush=True)
        more.clicked.connect(lambda: self.case_wanted.emit(sheet.case.id))
        self._slip.add(beside(more, 1))

    def _add_papers(self, sheet: CaseSheet) -> None:
        """The kept originals that go with it: those that no other running case counts."""
        own = sheet.case.id
        going = [paper for paper in sheet.held if all(card.id == own or not card.open for card in paper.cases)]
        if going:
            self._slip.add_tear()
            self._slip.add(Label(self._here.language.text("Given back with it"), "key"))
        for paper in going:
            words = Label(held_words(self._here, paper), wrap=True)
            self._slip.add(beside(Sign("paper-check", "wait"), words, top=True))

    def _facts(self, sheet: CaseSheet) -> Pairs:
        here, say, checked, facts = self._here, self._here.language.text, self.check.checked(), Pairs()
        facts.add(say("Taken by"), self.check.collector_name() or say("not named yet"))
        shown = dict(self.check.types()).get(checked.document_type, "")
        document = here.language.listed((shown, checked.document_number))
        facts.add(say("Document"), document or say("not checked yet"))
        waits, since = between(here, sheet.card.since, here.clock()), moment_words(here, sheet.card.since)
        just_now = here.clock() - sheet.card.since < timedelta(minutes=1)
        facts.add(say("Ready"), since if just_now else say("{moment}, {length}", moment=since, length=waits))
        return facts
