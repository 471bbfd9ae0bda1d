"""The first start in the tour: both ways in and each station of the setting up, in a folder that is gone afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from oss_desk.operations.program import Program
from oss_desk.settings import Settings
from oss_desk.ui.shell import Shell
from oss_desk.ui.tour.hands import Hands, Stuck
from oss_desk.ui.tour.record import Record
from oss_desk.ui.welcome.planned import STATIONS
from oss_desk.ui.welcome.welcome import WelcomeRoom
from oss_desk.ui.welcome.wizard import Wizard
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.panel import ScrollBody
from oss_desk.ui.window import make_shell

if TYPE_CHECKING:
    from oss_desk.ui.welcome.ways import Ways

CONTROL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "three quiet rivers"
NOWHERE = "/a/folder/without/an-office.sqlite"
ANSWERS = {
    "office": (("name", "Harbour Town Hall"), ("country", "EE")),
    "people": (
        ("person:0:name", "Anna Tamm"),
        ("person:0:login", "anna"),
        ("person:0:password", PASSWORD),
        ("person:0:repeat", PASSWORD),
    ),
}
ADDED = {"hours": "Add a closing day", "people": "Add a person", "desks": "Add a desk", "services": "Tick all"}
"""What is pressed for a second picture of a station."""


@dataclass(frozen=True)
class Starts:
    """What a first start is handed: how an office is opened by these settings, and the ways in where none is."""

    build: Callable[[Settings], Program]
    ways: Callable[[Settings], "Ways"]


def first_window(settings: Settings, starts: Starts) -> Shell:
    """The window of a machine with these settings, on which nothing was ever started."""
    return make_shell(settings, lambda: starts.build(settings), ways=starts.ways(settings))


class FirstStart:
    """The welcome and the setting up, in a window of their own."""

    def __init__(self, shell: Shell, hands: Hands, record: Record) -> None:
        self._shell, self._hands, self._record = shell, hands, record

    def go(self) -> None:
        """From the first page to the sign-in of the office that was set up."""
        self._hands.until("the welcome", self._shell.beginning.is_shown)
        self._picture("welcome", "The two ways in, on a computer without an office")
        self._ask_for_another()
        self._hands.press(self._room().first.office_card.button)
        for station in STATIONS:
            self._station(station)
        self._make()

    def _ask_for_another(self) -> None:
        """An office that is not where it was said to be."""
        first = self._room().first
        self._hands.press(first.open_button)
        self._hands.write(first.address, NOWHERE)
        self._hands.press(first.open_it)
        self._picture("welcome-no-office-there", "An office that is not where somebody says it is")

    def _station(self, station: str) -> None:
        wizard = self._wizard()
        if wizard.station != station:
            raise Stuck(f"The setting up shows {wizard.station} in place of {station}. {wizard.next.accessibleName()}")
        if station == "office":
            self._hands.key(Qt.Key.Key_Return, CONTROL)
            self._picture("set-up-office-missing", "What is missing is said beside its field")
        for place, text in ANSWERS.get(station, ()):
            self._answer(place, text)
        self._shown(f"set-up-{station}", f"Setting up: {station}")
        if station in ADDED and station != "people":
            self._add(station)
        if station != STATIONS[-1]:
            self._hands.key(Qt.Key.Key_Return, CONTROL)

    def _add(self, station: str) -> None:
        """One row more, or every box ticked; a closing day that nobody filled is taken away again."""
        name = self._shell.language.text(ADDED[station])
        self._hands.press(self._hands.find(Button, name, self._wizard().part))
        if station == "hours":
            self._answer("closing:0:day", "2027-03-01")
            self._answer("closing:0:reason", "Moving house")
        self._shown(f"set-up-{station}-more", f"Setting up: {station}, with more in it")

    def _answer(self, place: str, text: str) -> None:
        field = self._wizard().part.fields[place]
        if field.kind == "date":
            field.set_text(text)
            field.changed.emit(text)
        elif field.input() is not None:
            self._hands.write(field, text)
        else:
            self._hands.take(field, text)
        self._hands.rest()

    def _make(self) -> None:
        """F9, and who is signed in then; sign out again: a real office asks for the password."""
        self._hands.until("the office to be ready to be made", lambda: self._wizard().next.state == "ready")
        self._hands.key(Qt.Key.Key_F9)
        self._hands.until("the office to be made", lambda: self._shell.session is not None)
        self._picture("set-up-done", "The new office is open, with what to do first")
        self._shell.leave()
        self._hands.until("the desk to be left", lambda: self._shell.session is None)
        self._picture("sign-in-office", "The sign-in of a real office")
        self._hands.press(self._shell.sign_in.cards()[0])
        self._picture("sign-in-password", "A real office asks for the password")

    def _shown(self, name: str, shows: str) -> None:
        """The station from its top, and its foot where it is longer than the window."""
        self._picture(name, shows)
        bars = [area.verticalScrollBar() for area in self._hands.all(ScrollBody, self._wizard())]
        long = [bar for bar in bars if bar.maximum() > bar.value() and bar.isVisible()]
        for bar in long:
            bar.setValue(bar.maximum())
        if long:
            self._picture(f"{name}-foot", f"{shows}, its foot")

    def _picture(self, name: str, shows: str) -> None:
        self._hands.rest()
        self._record.picture(self._shell, name, shows)

    def _room(self) -> WelcomeRoom:
        room = self._shell.beginning.room
        if room is None:
            raise Stuck("The welcome is not shown.")
        return room

    def _wizard(self) -> Wizard:
        wizard = self._room().wizard
        if wizard is None:
            raise Stuck("The setting up is not shown.")
        return wizard
