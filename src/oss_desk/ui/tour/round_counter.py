"""The Counter in the round of all pages: known and new citizen, services, papers, parking, with their small states."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from oss_desk.operations.visits import visits
from oss_desk.ui.pages.counter.person_form import PersonForm
from oss_desk.ui.tour.counter import AtCounter
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.widgets.button import Button, IconButton, Option
from oss_desk.ui.widgets.rows import ListRow

UNKNOWN = "Xenia Quist-Moreau"
FEW = "a"
"""What many names hold."""
MOST_PAPERS = 8


class CounterRound(AtCounter):
    """One visit that is parked in the end, looked at on its way."""

    def parts(self) -> tuple[Callable[[], object], ...]:
        """In their order; each stands on the one before, as far as it came."""
        return self._new, self._known, self._services, self._papers, self._more, self._park

    def _new(self) -> None:
        """Nobody known yet, what is found, and the form of somebody new with her needs."""
        self.open()
        say, view = self._guide.say, self.view
        self._guide.picture("citizen", "A visit begins: who is it")
        search = self._hands.field(say("Name, number or phone"), view.citizen)
        self._hands.write(search, FEW)
        self._guide.picture("citizen-found", "Everybody of whom these letters remind")
        self._hands.write(search, UNKNOWN)
        self._hands.rest()
        self._hands.press(self._hands.find(Button, say("Add {name} as a new record", name=UNKNOWN), view.citizen))
        form = view.citizen.findChild(PersonForm)
        if not isinstance(form, PersonForm):
            raise Stuck("The form of a new record did not open.")
        needs = self._hands.field(say("What the citizen needs"), form)
        for name in ("interpreter", "wheelchair"):
            self._hands.take(needs, name)
        self._hands.rest()
        self._hands.look_at(needs)
        self._guide.picture("new-citizen-needs", "What she needs is ticked, and never printed")
        self._hands.key(Qt.Key.Key_Escape)

    def _known(self) -> None:
        """Somebody for whom something lies ready."""
        ready = visits.today(self._guide.program).ready
        name = ready[0].applicant if ready else FEW
        if self.view.station != "citizen":
            self.view.go("citizen")
        search = self._hands.field(self._guide.say("Name, number or phone"), self.view.citizen)
        self._hands.write(search, name)
        self._hands.rest()
        row = next(iter(self._hands.all(ListRow, self.view.citizen)), None)
        if row is None:
            raise Stuck(f"Nobody is found by “{name}”.")
        self._hands.press(row)
        self._hands.until("the citizen to be known", lambda: self.sheet.visitor is not None)
        self._guide.picture("known-citizen", "A known citizen: what is ready comes before all else")

    def _services(self) -> None:
        """A life event fills the basket."""
        if self.view.station != "services":
            self._hands.key(Qt.Key.Key_F3)
        tile = next(iter(self._hands.all(Option, self.view.services)), None)
        if tile is not None:
            self._hands.press(tile)
            self._guide.picture("life-event", "A life event and the services it calls for")
        for number in range(2):
            rows = self._hands.all(ListRow, self.view.services)
            if number < len(rows):
                self._hands.press(rows[number])
        self._guide.picture("basket-of-event", "The basket with services of a life event")

    def _papers(self) -> None:
        """The form in which a paper's number and dates are noted."""
        if not self.sheet.lines:
            raise Stuck("The basket is empty.")
        self.view.go("documents")
        self._hands.rest()
        for _ in range(MOST_PAPERS):
            asked = self.view.documents.asking()
            if asked is None or asked.question is None:
                break
            if asked.question.is_noting():
                self._guide.picture("documents-note", "Number and dates of a paper, from the paper")
                break
            asked.question.setFocus()
            self.view.key("n" if asked.question.reuses() else "1")
            self._hands.rest()
        self._missing()

    def _missing(self) -> None:
        """Papers that the citizen does not have with her."""
        for _ in range(MOST_PAPERS):
            asked = self.view.documents.asking()
            if asked is None or asked.question is None:
                break
            self.view.key("4")
            self._hands.rest()
        self._guide.picture("documents-missing", "What is missing, and what waits for it")
        self.view.go("details")
        self._guide.picture("details-empty", "The forms before anything is answered")

    def _more(self) -> None:
        """The menu at the end of the line."""
        more = self._hands.find(IconButton, self._guide.say("More"), self.page.line)
        self._hands.press(more)
        menu = QApplication.activePopupWidget()
        if menu is None:
            raise Stuck("The menu of the visit did not open.")
        self._guide.picture("visit-menu", "How a visit ends without a case", menu)
        menu.close()

    def _park(self) -> None:
        """The bar that asks why, and the Counter with a parked visit."""
        self._hands.key(Qt.Key.Key_F6)
        self._guide.picture("parking", "Parking: anybody can resume it at any desk")
        self._hands.key(Qt.Key.Key_F6)
        self._hands.until("the visit to be parked", lambda: self.page.view is None)
        self._guide.picture("counter-parked", "The Counter with a parked visit")
