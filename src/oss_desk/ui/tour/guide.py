"""What every part of the tour has at hand: the window and its hands, the record, and who is at the desk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from oss_desk.domain.history import Changed
from oss_desk.domain.messages import Message, Refused
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import OfficialCard
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Page
from oss_desk.ui.shell import Shell
from oss_desk.ui.tour.hands import Hands, Stuck
from oss_desk.ui.tour.record import Record

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Guide:
    """One tour under way. Nothing here knows what a page looks like."""

    shell: Shell
    hands: Hands
    record: Record
    officials: tuple[OfficialCard, ...]
    login: str = ""

    @property
    def program(self) -> Program:
        """The office as the official at the desk has it open."""
        if self.shell.session is None:
            raise Stuck("Nobody is signed in.")
        return self.shell.session.program

    @property
    def official(self) -> OfficialCard:
        """Who is at the desk."""
        return next(card for card in self.officials if card.login == self.login)

    def say(self, text: str, **values: str | int) -> str:
        """The words of the window."""
        return self.shell.language.text(text, **values)

    def words(self, texts: Texts) -> str:
        """A text of the catalogue in the window's language."""
        return in_language(texts, self.shell.language.code)

    def listed(self, messages: Iterable[Message]) -> str:
        """Reasons as sentences."""
        return " ".join(sentence(self.shell.language, message) for message in messages)

    def whoever(self, *roles: str) -> OfficialCard | None:
        """Somebody who holds all these roles, whoever is at the desk before all others."""
        fit = [card for card in self.officials if set(roles) <= set(card.roles)]
        return next((card for card in fit if card.login == self.login), fit[0] if fit else None)

    def sign_in(self, card: OfficialCard) -> None:
        """Put this official at the desk; whoever is there signs out first."""
        if self.login == card.login:
            return
        self.sign_out()
        persons = self.shell.sign_in.cards()
        pressed = next((one for one in persons if one.person and one.person.login == card.login), None)
        if pressed is None:
            raise Stuck(f"{card.name} has no card at the sign-in.")
        self.hands.press(pressed)
        self.hands.until(f"{card.name} to be signed in", lambda: self.shell.session is not None)
        self.hands.rest()
        self.login = card.login
        self.done("signs in")

    def sign_out(self) -> None:
        """Nobody at the desk."""
        if self.shell.session is None:
            return
        self.done("signs out")
        self.hands.press(self.shell.head.official)
        self.hands.choose(self.say("Sign out"))
        self.hands.until("the desk to be left", lambda: self.shell.session is None)
        self.login = ""

    def page(self, identity: str) -> Page:
        """Go to this page by the rail; a first column that is folded is opened."""
        button = next((one for one in self.shell.rail.buttons() if one.entry.id == identity), None)
        if button is None:
            raise Stuck(f"{self.official.name} has no page “{identity}”.")
        self.hands.press(button)
        page = self.shell.page()
        if page is None:
            raise Stuck(f"The page “{identity}” was not shown.")
        if page.bar.isVisible() and not page.bar.isChecked():
            self.hands.press(page.bar)
        return page

    def go_on(self) -> None:
        """Press the next action, by F9 where it has legal effect."""
        page = self.shell.page()
        if page is None or page.next.state != "ready":
            missing = page.next.accessibleDescription() if page is not None else ""
            name = page.next.accessibleName() if page is not None else "The next action"
            raise Stuck(f"“{name}” cannot be pressed: {missing} {self.hands.told()}".strip())
        if page.next.key_hint == "F9":
            self.hands.key(Qt.Key.Key_F9)
        else:
            self.hands.key(Qt.Key.Key_Return, CONTROL)

    def theme(self, words: str) -> None:
        """Another theme, by the official's menu."""
        self.hands.press(self.shell.head.official)
        self.hands.choose(self.say(words))

    def picture(self, name: str, shows: str, over: QWidget | None = None) -> str:
        """Keep what the window looks like, once it is at rest."""
        self.hands.rest()
        return self.record.picture(self.shell, name, shows, over)

    def done(self, doing: str, service: str = "", case: str = "", why: str = "") -> None:
        """Tell what the official at the desk did."""
        self.record.done(self.official.name if self.login else "", doing, service, case, why)

    def try_out(
        self, doing: str, by_hand: Callable[[], object], otherwise: Callable[[], object], service: str, case: str = ""
    ) -> None:
        """Do it in the window; where that is impossible by an operation, which is told, and the window reads again."""
        try:
            by_hand()
        except (Stuck, RuntimeError) as stuck:
            self.close_dialogs()
            self._by_operation(doing, otherwise, stuck, service, case)
        else:
            self.done(doing, service, case)

    def close_dialogs(self) -> None:
        """No question is left open."""
        for dialog in self.hands.all(QDialog):
            dialog.reject()
        self.hands.rest()

    def _by_operation(
        self, doing: str, otherwise: Callable[[], object], stuck: Exception, service: str, case: str
    ) -> None:
        try:
            otherwise()
        except Refused as refused:
            raise Stuck(f"{stuck} {self.listed(refused.messages)}") from refused
        self.done(doing, service, case, why=str(stuck))
        self.shell.refresh(tuple(Changed(kind, 0) for kind in ("case", "visit", "payment", "print-job")))
        self.hands.rest()
