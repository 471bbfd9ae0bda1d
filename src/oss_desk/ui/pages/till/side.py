"""Beside the shift: today's receipts and those of a number, the Zs to print again, shifts left open elsewhere."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets.till import OpenShift, ReceiptLine, TillSheet, ZLine
from oss_desk.ui.pages.counter.answer_field import DELAY_MS
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Slip


class Side(Slip):
    """Receipts above, Zs below; a receipt opens on its own page, where it is corrected and copied."""

    searched = Signal(str)
    receipt_wanted = Signal(str)
    z_wanted = Signal(int)
    close_wanted = Signal(int)
    months_wanted = Signal()

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        say = here.language.text
        super().__init__(say("Receipts of today"), parent=parent)
        self._here = here
        self.search = Field(say("Find a receipt by its number"))
        self._pause = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.changed.connect(lambda _: self._pause.start())
        self._receipts = ListView(say("Receipts"), keeps_choice=False)
        self._receipts.chosen.connect(lambda number: self.receipt_wanted.emit(str(number)))
        self._none = Label(say("No receipt was made today."), ink="ink3", wrap=True)
        for part in (self.search, self._receipts, self._none):
            self.add(part)
        self.add_tear()
        self._zs = ListView(say("Z reports"), keeps_choice=False)
        self._zs.chosen.connect(lambda z_id: self.z_wanted.emit(int(str(z_id))))
        self._others = QVBoxLayout()
        self.body.addLayout(self._others)
        self.add(Label(say("Z reports"), "heading"))
        self.add(Label(say("Press one to print it again."), ink="ink3", wrap=True))
        self.add(self._zs)
        self.add_stretch()

    def show_sheet(self, sheet: TillSheet) -> None:
        """Other receipts and Zs."""
        self._receipts.set_rows([self._receipt(one) for one in sheet.receipts])
        self._none.setHidden(bool(sheet.receipts))
        self._zs.set_rows([self._z(one) for one in sheet.zs])
        clear_layout(self._others)
        for one in sheet.elsewhere:
            self._others.addWidget(self._elsewhere(one))
        if sheet.to_close:
            month = self._here.language.partial_date(sheet.to_close)
            button = Button(self._here.language.text("Close {period}", period=month), "check")
            button.clicked.connect(self.months_wanted)
            self._others.addWidget(beside(button, 1))

    def _receipt(self, one: ReceiptLine) -> ListRow:
        amount = self._here.language.amount(Money(one.amount, self._here.office.money))
        return ListRow(one.number, f"{self._here.time(one.at)}  {one.payer}", amount, value=one.number)

    def _z(self, one: ZLine) -> ListRow:
        say, money = self._here.language.text, self._here.office.money
        title = say("Z {number}, desk {desk}", number=str(one.number), desk=one.desk)
        second = f"{self._here.day(one.at)}  {one.official}"
        if one.difference:
            second += "  " + say("difference {amount}", amount=self._here.language.amount(Money(one.difference, money)))
        return ListRow(title, second, self._here.language.amount(Money(one.gross, money)), value=one.id)

    def _elsewhere(self, one: OpenShift) -> QWidget:
        say = self._here.language.text
        day = self._here.day(one.since)
        words = say("Desk {desk}: {official}, since {day}", desk=one.desk, official=one.official, day=day)
        button = Button(say("Close uncounted"), kind="danger")
        button.clicked.connect(lambda: self.close_wanted.emit(one.desk_id))
        return under(Label(words, wrap=True), beside(button, 1), gap=4)
