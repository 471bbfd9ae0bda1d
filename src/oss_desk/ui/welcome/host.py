"""Where the shell meets the welcome: shown at a first start and after the sample is left, gone once an office opens."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from oss_desk.domain.messages import Refused
from oss_desk.settings import SettingsError
from oss_desk.ui.welcome.state import State

if TYPE_CHECKING:
    from oss_desk.ui.appearance import Appearance
    from oss_desk.ui.tasks import Tasks
    from oss_desk.ui.welcome.ways import Ways
    from oss_desk.ui.welcome.welcome import WelcomeRoom

NO_OFFICE = ("no-office-yet", "database-empty", "settings-broken")
"""Refusals that mean that somebody has to begin; after any other the sign-in says what stands in the way."""


class Beginning(QObject):
    """The welcome of one window. Its widgets are imported when it is first needed, like the pages. `said` carries
    title and text of what stays in the window until somebody says that it is done."""

    said = Signal(str, str)

    def __init__(
        self,
        ways: "Ways | None",
        tasks: "Tasks",
        appearance: "Appearance",
        sentence: Callable[[BaseException], str],
        version: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.ways, self.state = ways, State(tasks, appearance, sentence, version)
        self.room: WelcomeRoom | None = None
        self.enters: tuple[str, str] | None = None
        self._whole: QStackedWidget | None = None
        self._standing = False
        self._again: Callable[[], None] = lambda: None

    def put_into(self, whole: QStackedWidget, again: Callable[[], None]) -> None:
        """The window's stack, made anew in another language, and what opens the office that was chosen."""
        self._whole, self._again = whole, again
        self._standing, self.room = self.is_shown(), None

    def is_shown(self) -> bool:
        """Whether somebody is beginning."""
        return self.room is not None or self._standing

    def takes(self, error: BaseException) -> bool:
        """Whether an office that could not be opened is a first start; then the welcome is shown."""
        if self.ways is None or not isinstance(error, Refused) or error.message.code not in NO_OFFICE:
            return False
        self.state.kept["first-start"] = True
        self.begin(self.state.sentence(error) if error.message.code == "settings-broken" else "")
        return True

    def begin(self, broken: str = "") -> None:
        """Show the ways in."""
        if self.ways is None or self._whole is None:
            return
        from oss_desk.ui.welcome.welcome import WelcomeRoom

        self.end()
        self._standing = False
        self.room = WelcomeRoom(self.state, self.ways, broken)
        self.room.opens.connect(self._opens)
        self._whole.addWidget(self.room)
        self._whole.setCurrentWidget(self.room)

    def show_again(self) -> None:
        """The window was made anew: the welcome too, where it was."""
        self.begin(self.state.kept.get("broken", ""))

    def end(self) -> None:
        """Somebody is past it."""
        if self.room is not None and self._whole is not None:
            self.room.keep_now()
            self._whole.removeWidget(self.room)
            self.room.hide()
            self.room.deleteLater()
        self.room = None

    def press(self, sequence: str) -> bool:
        """One of the window's keys."""
        return self.room is not None and self.room.press(sequence)

    def fit(self) -> None:
        """The window has another size."""
        if self.room is not None:
            self.room.fit()

    def keep_now(self) -> None:
        """What is typed is kept, whatever comes."""
        if self.room is not None:
            self.room.keep_now()

    def person(self) -> tuple[str, str] | None:
        """Who has just made the office, with the password; asked once."""
        found, self.enters = self.enters, None
        return found

    def opened(self) -> None:
        """The office that was chosen is open: this computer opens it from now on."""
        chosen, self.state.settings = self.state.settings, {}
        if self.ways is None or not chosen:
            return
        self.ways = replace(self.ways, own=chosen.get("database", self.ways.own))
        try:
            self.ways.keep(**chosen)
        except (OSError, SettingsError) as error:
            self.state.next_things = str(error)

    def entered(self) -> None:
        """Somebody is signed in; if the office was made a moment ago: what is to be done first."""
        if self.state.next_things:
            made = self.state.appearance.speech.text("The office is open.")
            self.said.emit(made, self.state.next_things)
            self.state.next_things = ""

    def _opens(self, login: str, password: str) -> None:
        self.enters = (login, password) if login else None
        self.state.kept = {}
        self.end()
        if self._whole is not None:
            self._whole.setCurrentIndex(0)
        self._again()
