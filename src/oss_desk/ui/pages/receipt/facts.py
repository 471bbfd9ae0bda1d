"""What a receipt says, and what corrected it, as a paper of the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets import CorrectionCard, ReceiptSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.pages.receipt.words import correction_words, means_words, reason_choices
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip, Ticket
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Divider, Panel

MARGINS = (16, 8, 16, 8)


class ReceiptPanel(Panel):
    """`open_case` carries the id of a case, `copy_correction` a correction and how often it was copied."""

    open_case = Signal(int)
    copy_correction = Signal(int, int)

    def __init__(self, here: Here, sheet: ReceiptSheet, parent: QWidget | None = None) -> None:
        say, paper = here.language.text, sheet.paper
        when = here.language.listed((here.day(sheet.payment.at), here.time(sheet.payment.at)))
        told = say("{when}, {desk}, {official}", when=when, desk=paper.head.desk_name, official=paper.head.official)
        super().__init__(sheet.receipt.number, told, scroll=True, flush=True, ruled=True, parent=parent)
        self._here, self._sheet = here, sheet
        self._corrections()
        self._row(say("Paid by"), Label(sheet.payment.payer_name, "key", wrap=True))
        for service in paper.services:
            self._service(service.title, service.case)
            for fee in service.fees:
                self._amount(fee.title, fee.amount)
        self.body.addWidget(Divider())
        self._amount(say("Paid"), paper.total, "key")
        for part in paper.means:
            own = means_words(here, part.kind)
            self._amount(part.title if part.title and own == part.kind else own, part.amount)
        copies = here.language.plural("{n} copy was printed", "{n} copies were printed", sheet.copies)
        if sheet.copies:
            self.body.addWidget(under(Label(copies, ink="ink3"), margins=MARGINS))
        self.body.addStretch(1)

    def _corrections(self) -> None:
        say = self._here.language.text
        void = next((one for one in self._sheet.corrections if one.kind == "void"), None)
        if void is not None:
            title = say("Cancelled by receipt {number}.", number=void.number)
            self.body.addWidget(under(Message(title, say("Nothing of it counts any more."), "stop"), margins=MARGINS))
        for one in self._sheet.corrections:
            self.body.addWidget(self._correction(one))
            self.body.addWidget(Divider())

    def _correction(self, one: CorrectionCard) -> QWidget:
        here = self._here
        reason = dict(reason_choices(here))[one.reason]
        people = here.language.text(
            "{day}, {official}, approved by {approver}",
            day=here.day(one.at),
            official=one.official,
            approver=one.approved_by,
        )
        copy = Button(here.language.text("Copy"), "printer", kind="quiet")
        copy.setAccessibleName(here.language.text("Print receipt {number} again", number=one.number))
        copy.clicked.connect(lambda: self.copy_correction.emit(one.id, one.copies))
        sign = Chip(one.number, "undo", "stop" if one.kind == "void" else "wait")
        return under(
            beside(sign, 1, copy),
            Label(correction_words(here, one), "key", wrap=True),
            Label(here.language.text("{reason}: {words}", reason=reason, words=one.words), wrap=True),
            Label(people, ink="ink3", wrap=True),
            gap=4,
            margins=MARGINS,
        )

    def _service(self, title: str, number: str) -> None:
        case = next((card for card in self._sheet.cases if card.number == number), None)
        ticket = Ticket(number)
        look = Button(self._here.language.text("Open the case"), kind="quiet")
        look.setAccessibleName(self._here.language.text("Open case {number}", number=number))
        if case is not None:
            look.clicked.connect(lambda: self.open_case.emit(case.id))
        look.setVisible(case is not None)
        self.body.addWidget(Divider())
        self.body.addWidget(
            under(beside(Label(title, "key", wrap=True), 1), beside(ticket, 1, look), gap=4, margins=MARGINS)
        )

    def _amount(self, words: str, minor: int, role: str = "body") -> None:
        shown = Amount(self._here.money(Money(minor, self._here.office.money)), role)
        self.body.addWidget(under(beside(Label(words, role, wrap=True), shown, top=True), margins=(16, 4, 16, 4)))

    def _row(self, words: str, value: QWidget) -> None:
        self.body.addWidget(under(beside(Label(words, ink="ink3"), value), margins=MARGINS))
