"""Months and years on the page Till: what their Zs say, held against receipts, bank and what was assessed."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.sheets.periods import Assessed, Deposited, PeriodCard, PeriodSheet, Reconciled
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Card, Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import FeeLine, Slip

LIST, LIST_IN_MEDIUM, SLIP, LOW = 300, 240, 300, 260
LEGAL = "F9"


class Months(QObject):
    """Fills a page. `chosen` carries a period, `close_wanted` the one to be closed, `paper_wanted` one for the file."""

    chosen = Signal(str)
    close_wanted = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self.up = False
        """Whether this view is the one that is shown: only then it says what the button does."""
        self.sheet: PeriodSheet | None = None
        self._build()

    def put_up(self) -> None:
        """Take the page over."""
        self._build()
        if self._page.room == "narrow":
            for part in (self.list_panel, self._slip):
                part.setFixedHeight(px(LOW))
            self._page.set_columns(roomy(Column(self.list_panel, self.panel, self._slip)), folds_first=False)
            self._page.set_slip(None)
        else:
            width = LIST if self._page.room == "wide" else LIST_IN_MEDIUM
            self._page.set_columns(self.list_panel, roomy(Column(self.panel)), widths=(width, None))
            self._page.set_slip(self._slip, SLIP)
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def show_sheet(self, sheet: PeriodSheet) -> None:
        """Draw the periods, and what the chosen one comes to."""
        self.sheet = sheet
        self.list.set_rows([self._row(card) for card in sheet.cards])
        self.list.set_value(sheet.chosen.period)
        self._none.setHidden(bool(sheet.cards))
        self._show_found(sheet)
        self._show_slip(sheet)
        self.show_next()

    def start(self) -> None:
        """Put the focus on the list."""
        self.list.focus_first()

    def go(self) -> None:
        """Do what the button says."""
        if self.sheet is not None and self._may_close(self.sheet):
            self.close_wanted.emit(self.sheet.chosen.period)

    def print(self) -> bool:
        """The reconciliation as a paper."""
        if self.sheet is not None:
            self.paper_wanted.emit(self.sheet.chosen.period)
        return self.sheet is not None

    def show_next(self) -> None:
        """What the button will do, or what it lacks."""
        if not self.up or self.sheet is None:
            return
        say, card = self._here.language.text, self.sheet.chosen
        words = say("Close {period}", period=self._name(card.period))
        if self._may_close(self.sheet):
            self._page.next.set_ready(words, say("and print its sums"), LEGAL, "check")
        elif not self.sheet.may_close and card.state in ("due", "shift-open"):
            self._page.next.set_not_yet(words, say("A supervisor closes it"), "")
        else:
            self._page.next.set_not_yet(words, self._state_words(card), "")

    def _may_close(self, sheet: PeriodSheet) -> bool:
        return sheet.may_close and sheet.chosen.state == "due"

    def _build(self) -> None:
        say = self._here.language.text
        self.list_panel = Panel(say("Months and years"), scroll=True, flush=True, ruled=True)
        self.list = ListView(say("Months and years"))
        self.list.chosen.connect(lambda period: self.chosen.emit(str(period)))
        told = say("Months are here once a shift was closed.")
        self._none = under(Empty(say("Nothing is closed yet"), told, "till"), margins=(16, 10, 16, 10))
        self.list_panel.add(self.list)
        self.list_panel.add(self._none)
        self.list_panel.body.addStretch(1)
        self.panel, self._slip = Panel(" ", ruled=True), Slip()
        self.panel.body.setSpacing(6)

    def _name(self, period: str) -> str:
        return self._here.language.partial_date(period)

    def _state_words(self, card: PeriodCard) -> str:
        say = self._here.language.text
        if card.state == "closed" and card.closed_at is not None:
            return say("Closed on {day}", day=self._here.day(card.closed_at))
        if card.state == "shift-open":
            return say("A shift of desk {desk} is open", desk=card.desk)
        return say("Can be closed") if card.state == "due" else say("Not over yet")

    def _row(self, card: PeriodCard) -> ListRow:
        signs = {"closed": ("check", "ready"), "due": ("alert", "wait"), "shift-open": ("pause", "wait")}
        sign = Sign(*signs[card.state]) if card.state in signs else None
        return ListRow(self._name(card.period), self._state_words(card), sign, value=card.period)

    def _show_found(self, sheet: PeriodSheet) -> None:
        say, found, panel = self._here.language.text, sheet.found, self.panel
        panel.clear()
        panel.set_title(self._name(sheet.chosen.period))
        panel.add(self._verdict(found))
        for title, parts in (
            (say("Z reports and receipts"), self._taken(found)),
            (say("Cash and bank"), self._cash(found)),
            (say("Fees assessed"), [part for one in found.by_service for part in self._assessed(one)]),
        ):
            panel.add(under(Label(title, "key"), margins=(0, 8, 0, 0)))
            for part in parts or [Label(say("Nothing"), ink="ink3")]:
                panel.add(part)
        if sheet.chosen.digest:
            panel.add(under(Label(say("Digest of the close"), "key"), margins=(0, 8, 0, 0)))
            panel.add(Number(sheet.chosen.digest[:16]))
        paper = Button(say("Reconciliation on paper"), "printer", key_hint="F8", kind="quiet", flush=True)
        paper.clicked.connect(self.print)
        panel.add(beside(paper, 1))

    def _verdict(self, found: Reconciled) -> Card:
        say = self._here.language.text
        if not found.receipts_agree:
            words = say("Somebody who knows the history of this office has to look at it. The page History finds it.")
            return Card(say("The Z reports are not the sum of their receipts"), words, "alert", "stop")
        if not found.cash_agrees:
            return Card(say("Not all cash is accounted for"), "", "alert", "stop")
        if found.differences or found.uncounted:
            words = say("What was counted was not always what was booked. Nothing was booked away.")
            return Card(say("Everything is accounted for, differences among it"), words, "info", "wait")
        return Card(say("Everything agrees"), "", "check", "ready")

    def _taken(self, found: Reconciled) -> list[QWidget]:
        say, plural = self._here.language.text, self._here.language.plural
        parts = [
            self._figure(plural("{n} Z report", "{n} Z reports", found.zs), found.taken, strong=True),
            self._figure(plural("{n} receipt", "{n} receipts", found.receipts), found.received),
        ]
        if found.given_back or found.returned:
            words = plural("{n} void or refund", "{n} voids and refunds", found.corrections)
            parts.append(self._figure(say("Paid back, by the Z reports"), found.given_back))
            parts.append(self._figure(words, found.returned))
        if found.rounding:
            parts.append(self._figure(say("Cash rounding"), found.rounding))
        if found.waiting:
            parts.append(self._figure(say("In shifts that are still open"), found.not_closed))
        return parts

    def _cash(self, found: Reconciled) -> list[QWidget]:
        say, plural = self._here.language.text, self._here.language.plural
        slips = plural("{n} slip of the bank", "{n} slips of the bank", len(found.slips))
        parts = [
            self._figure(say("Cash taken, less paid back and taken out"), found.cash, strong=True),
            self._figure(say("Brought to the bank"), found.deposits, slips if found.slips else ""),
            self._figure(say("More in the tills than their floats"), found.kept_in_tills),
        ]
        if found.uncounted:
            parts.append(self._figure(say("In tills that nobody counted"), found.uncounted))
        if found.differences or found.differing:
            parts.append(self._figure(say("Differences of the counts"), found.differences))
        return parts

    def _assessed(self, one: Assessed) -> Iterable[QWidget]:
        say = self._here.language.text
        came = [
            (say("collected"), one.collected),
            (say("paid back"), one.given_back),
            (say("waived"), one.waived),
            (say("open"), one.open),
        ]
        told = self._here.language.listed(f"{words} {self._amount(amount)}" for words, amount in came if amount)
        yield self._figure(self._here.text(one.title), one.assessed, told)

    def _figure(self, words: str, amount: int, below: str = "", *, strong: bool = False) -> QWidget:
        return FeeLine(words, self._amount(amount), law=below, strong=strong)

    def _amount(self, minor: int) -> str:
        return self._here.language.amount(Money(minor, self._here.office.money))

    def _show_slip(self, sheet: PeriodSheet) -> None:
        say, slip, found = self._here.language.text, self._slip, sheet.found
        slip.clear()
        slip.set_title(say("One by one"))
        slip.add(Label(say("Paper receipts"), "key"))
        if sheet.gaps:
            words = say("These numbers of pads are missing between those that were entered.")
            slip.add(Label(words, ink="ink2", wrap=True))
            slip.add(Label(self._here.language.listed(sheet.gaps), "key", "stop", wrap=True))
        else:
            slip.add(Label(say("No number of a pad is missing."), ink="ink3", wrap=True))
        off = [self._z_line(one.desk, one.z, one.difference, one.official) for one in found.differing]
        self._add_list(say("Differences"), off)
        self._add_list(say("Slips of the bank"), [self._deposit(one) for one in found.slips])
        slip.add_stretch()

    def _add_list(self, title: str, parts: list[QWidget]) -> None:
        if parts:
            self._slip.add_tear()
            self._slip.add(Label(title, "key"))
        for part in parts:
            self._slip.add(part)

    def _deposit(self, one: Deposited) -> QWidget:
        return self._z_line(one.desk, one.z, one.amount, f"{self._here.near_date(one.day)}  {one.slip}")

    def _z_line(self, desk: str, number: int, amount: int, about: str) -> QWidget:
        say = self._here.language.text
        return self._figure(say("Z {number}, desk {desk}", number=str(number), desk=desk), amount, about)
