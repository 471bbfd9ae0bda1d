"""The Counter in the tour's hands: a visit is opened, its money is taken, it is closed."""

from PySide6.QtCore import Qt

from oss_desk.domain.people import Person
from oss_desk.operations.sheets import Hit, VisitSheet
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.stations import Station, at_once
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.till import cash_of_visit, fill_payment
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.rows import ListRow


class AtCounter:
    """The page Counter, where the clerk at the desk serves one citizen."""

    def __init__(self, guide: Guide) -> None:
        self._guide, self._hands = guide, guide.hands

    @property
    def page(self) -> CounterPage:
        """The Counter, which is shown."""
        page = self._guide.shell.page()
        if not isinstance(page, CounterPage):
            raise Stuck("The Counter is not shown.")
        return page

    @property
    def view(self) -> VisitView:
        """The visit on the page."""
        view = self.page.view
        if view is None or view.sheet is None:
            raise Stuck("No visit is open.")
        return view

    @property
    def sheet(self) -> VisitSheet:
        """The visit as the page shows it."""
        sheet = self.view.sheet
        if sheet is None:
            raise Stuck("No visit is open.")
        return sheet

    def open(self, visitor: Person | None = None, name: str = "") -> None:
        """Begin a visit, with nobody known yet or with somebody found in the search box."""
        self._guide.page("counter")
        self.put_away()
        if visitor is not None:
            self._search(visitor, name)
        else:
            self._hands.key(Qt.Key.Key_F3)
        self._hands.until("the visit to open", lambda: self.page.view is not None and self.page.view.sheet is not None)
        self._hands.rest()
        self._guide.done("opens a visit")

    def pay_later(self, case: str) -> None:
        """Take what running cases of the visitor wait for, this one among them."""
        if not self.sheet.to_pay_cases:
            raise Stuck(f"The visit does not offer the payment of case {case}.")
        if self.view.station != "services":
            self._hands.key(Qt.Key.Key_F3)
        self._go_on("pay")
        self._take_money("to-pay", f"What case {case} waits for is paid")
        self._close()

    def put_away(self) -> None:
        """A visit that is still open at this desk is parked."""
        if self.page.view is not None:
            self._hands.key(Qt.Key.Key_F6)
            self._hands.key(Qt.Key.Key_F6)

    def _search(self, who: Person, name: str) -> None:
        self._hands.key(Qt.Key.Key_F2)
        self._hands.enter(self._guide.shell.search.edit, name)
        self._hands.rest()
        found = self._hands.all(ListRow, self._guide.shell.search.results())
        row = next((row for row in found if is_hit(row.value, who)), None)
        if row is None:
            raise Stuck(f"The search does not find {name}.")
        self._guide.picture("search", "The search box finds the citizen who comes back")
        self._hands.press(row)

    def _take_money(self, name: str, shows: str) -> None:
        cash = cash_of_visit(self.sheet)
        fill_payment(self._guide, self.view.payment, cash)
        self._guide.picture(name, shows)
        self._guide.go_on()
        self._hands.until("the payment to be booked", lambda: self.view.station == "receipt" and self.view.is_at_rest())
        self._hands.rest()
        self._guide.done(f"takes {cash.minor} {cash.currency.code} (minor units)" if cash else "starts, nothing to pay")

    def _close(self) -> None:
        if at_once(self.sheet) is None:
            self._guide.go_on()
        else:
            self._hands.key(Qt.Key.Key_F6)
            self._hands.press(self._hands.find(Button, self._guide.say("Close the visit"), self.view.park_bar))
        self._hands.until("the visit to close", lambda: self.page.view is None)
        self._hands.rest()
        self._guide.done("closes the visit")

    def _go_on(self, station: Station) -> None:
        if self.view.station != station:
            self._guide.go_on()
            self._hands.until(f"the station {station}", lambda: self.view.station == station)


def is_hit(value: object, who: Person) -> bool:
    """Whether something found is this person."""
    return isinstance(value, Hit) and (value.kind, value.id) == (who.kind, who.id)
