"""Setting up an office: stations one after the other, back and forth, and one button at the end that makes it all."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.language import Language
from oss_desk.operations.office.offered import offered_services
from oss_desk.ui.page import Page
from oss_desk.ui.tasks import Tasks
from oss_desk.ui.welcome.check import CheckStation
from oss_desk.ui.welcome.messages import TEXTS
from oss_desk.ui.welcome.people import DesksStation, PeopleStation
from oss_desk.ui.welcome.planned import STATIONS
from oss_desk.ui.welcome.services import ServicesStation
from oss_desk.ui.welcome.station import Part, Room
from oss_desk.ui.welcome.stations import HoursStation, MoneyStation, OfficeStation
from oss_desk.ui.welcome.summary import write_slip
from oss_desk.ui.welcome.typed import Typed, forget_draft, write_draft
from oss_desk.ui.welcome.ways import Seen, Ways
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.line import Line, stations
from oss_desk.ui.widgets.slip import Slip

PARTS: dict[str, type[Part]] = {
    "office": OfficeStation,
    "money": MoneyStation,
    "hours": HoursStation,
    "people": PeopleStation,
    "desks": DesksStation,
    "services": ServicesStation,
    "check": CheckStation,
}
KEEP_MS = 300
MAKE, GO_ON = "F9", "Ctrl ↵"


class Wizard(Page):
    """The stations. `made` carries login and password of the first administrator, `left` says that nobody goes on."""

    made = Signal(str, str)
    left = Signal()

    def __init__(
        self,
        language: Language,
        typed: Typed,
        ways: Ways,
        tasks: Tasks,
        languages: tuple[tuple[str, str], ...],
        sentence: Callable[[BaseException], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.language, self.typed, self.ways, self._tasks, self._sentence = language, typed, ways, tasks, sentence
        services, today = offered_services(ways.resources), date.today()
        self.room_made = Room(language, typed, ways, services, languages, today, self._again)
        self.part = Part(self.room_made)
        self._kept = QTimer(self)
        self._kept.setSingleShot(True)
        self._kept.setInterval(KEEP_MS)
        self._kept.timeout.connect(self.keep_now)
        self.set_slip(Slip(language.text("What will be made")))
        self.next.triggered.connect(self._go_on)
        self._show(min(typed.count("station"), len(STATIONS) - 1))

    @property
    def station(self) -> str:
        """Where we are."""
        return STATIONS[self.typed.count("station")]

    def keep_now(self) -> None:
        """What is typed goes into its file, without the passwords."""
        self._kept.stop()
        if not write_draft(self.ways.data, self.typed):
            self.said.emit(self.language.text(TEXTS["no-draft"], folder=str(self.ways.data)), "", "wait")

    def key_go_on(self) -> bool:
        """Ctrl+Enter goes on, or shows what is missing."""
        if self.next.state == "not-yet":
            wrong = self.part.tell()
            if wrong is not None:
                wrong.focus()
            return True
        return super().key_go_on()

    def key_back(self) -> bool:
        """Escape goes one station back, from the first one to the welcome."""
        number = self.typed.count("station")
        self._show(number - 1) if number else self.left.emit()
        return True

    def go_to(self, station: str) -> None:
        """Show this station."""
        if station in STATIONS:
            self._show(STATIONS.index(station))

    def summary(self) -> str:
        """What a narrow window says of the folded part."""
        return self.typed.get("name")

    def _show(self, number: int, *, anew: bool = False) -> None:
        self.typed.put("station", str(number))
        made = PARTS[STATIONS[number]](self.room_made)
        made.changed.connect(self._changed)
        made.asked.connect(self._asked)
        self.part = made
        self.set_columns(made, folds_first=False)
        made.show()
        self._write_line(number)
        self._retell()
        if not anew:
            self._kept.start()
            made.focus()
        if STATIONS[number] == "check":
            self._look()

    def _again(self) -> None:
        """Rows came or went: the same station once more, scrolled to where it was, the focus where it was."""
        before = self.part
        focused = next((place for place, field in before.fields.items() if field.isAncestorOf(self._focused())), "")
        at = before.verticalScrollBar().value()
        had = set(before.fields)
        self._show(self.typed.count("station"), anew=True)
        new = next((place for place in self.part.fields if place not in had), focused)
        if new in self.part.fields:
            self.part.fields[new].focus()
        QTimer.singleShot(0, self.part, lambda part=self.part: part.verticalScrollBar().setValue(at))
        self._kept.start()

    def _changed(self) -> None:
        self._kept.start()
        self._retell()

    def _asked(self, what: str) -> None:
        self._look() if what == "try" else self.go_to(what)

    def _write_line(self, number: int) -> None:
        say = self.language.text
        titles = (say("Office"), say("Money"), say("Hours"), say("People"), say("Desks"), say("Services"), say("Check"))
        line = Line(stations(titles, number), say("Setting up"))
        line.pressed.connect(lambda at: self._show(at) if at < self.typed.count("station") else None)
        back = Button(say("Back"), "arrow-start", "Esc")
        back.clicked.connect(self.key_back)
        self.line.set_parts([Label(say("Setting up"), "strong")], line, [back])

    def _retell(self) -> None:
        """Slip and next action say how it stands."""
        say, plan = self.language.text, self.room_made.planned()
        if self.slip is not None:
            write_slip(self.slip, self.room_made, plan)
        if self.next.state == "working":
            return
        last = self.station == "check"
        wrongs = plan.wrongs if last else plan.of(self.station)
        title, key = (say("Make the office"), MAKE) if last else (say("Go on"), GO_ON)
        if wrongs:
            self.next.set_not_yet(title, self._missing(wrongs[0].where), key)
        else:
            self.next.set_ready(title, "", key)

    def _missing(self, where: str) -> str:
        say = self.language.text
        field = self.part.fields.get(where)
        if field is not None and field.label.text():
            empty = not self.typed.get(where)
            words = field.label.text()
            return say("Missing: {field}", field=words) if empty else say("To mend: {field}", field=words)
        return say("Something is missing")

    def _go_on(self) -> None:
        if self.station == "check":
            self._make()
        else:
            self._show(self.typed.count("station") + 1)

    def address(self) -> str:
        """Where the office is made."""
        return self.typed.get("server").strip() if self.typed.get("kind") == "server" else self.ways.own

    def _look(self) -> None:
        """Try the database on the long lane and say what lies there."""
        place, wrong = self.address(), self.room_made.planned().of("desks")
        if self.typed.get("kind") == "server" and any(one.where == "server" for one in wrong):
            self.part.tell()
            return
        self._tasks.run("long", self.part, lambda: self.ways.seen(place), self._seen, self._not_seen)

    def _seen(self, seen: Seen) -> None:
        say = self.language.text
        if seen.office:
            words = say("An office lies at {place} already: {office}. Choose another database, or open that one.",
                        place=seen.place, office=seen.office)  # fmt: skip
            self._tell_tried(words, "stop")
        elif self.station != "check":
            self._tell_tried(say("The office can be made at {place}.", place=seen.place), "ready")

    def _not_seen(self, error: BaseException) -> None:
        self._tell_tried(self._sentence(error), "stop")

    def _tell_tried(self, sentence: str, tone: str) -> None:
        if isinstance(self.part, DesksStation | CheckStation):
            self.part.tell_tried(sentence, tone)

    def _make(self) -> None:
        say, plan, place = self.language.text, self.room_made.planned().plan, self.address()
        self.next.set_working(say("The office is being made"))
        self._tasks.run("commands", self, lambda: self.ways.make(place, plan), self._is_made, self._not_made)

    def _is_made(self, _: object) -> None:
        self._kept.stop()
        forget_draft(self.ways.data)
        first = next(
            at for at in self.typed.rows("people", "person") if "administrator" in self.typed.get(f"{at}:roles")
        )
        login, password = self.typed.get(f"{first}:login"), self.typed.get(f"{first}:password")
        self.made.emit(login, password)

    def own_desk(self) -> str:
        """The desk of this computer: the first one, where there are several."""
        return self.typed.get("desk:0:code").strip().upper() if self.typed.count("desks") > 1 else ""

    def next_things(self) -> str:
        """What is to be done first in the new office."""
        say, plan = self.language.text, self.room_made.planned().plan
        roles = plan.officials[0].roles if plan.officials else ()
        if not plan.services:
            services = say("Take over or import the first services in Catalogue, as a supervisor.")
        elif "supervisor" in roles:
            services = say("Look at papers, fees and laws of the services in Catalogue.")
        else:
            services = say("A supervisor publishes the services in Catalogue.")
        return " ".join([say("Choose the printers in Settings."), services])

    def _not_made(self, error: BaseException) -> None:
        self.next.set_ready()
        self._retell()
        self._tell_tried(self._sentence(error), "stop")

    def _focused(self) -> QWidget:
        return self.focusWidget() or self
