"""The first thing seen: what the office stands for, and who is at the desk. It shows no citizen's name."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.factor_panel import FactorPanel
from oss_desk.ui.motto import SIDE_MEDIUM, SIDE_WIDE, Motto
from oss_desk.ui.person_card import Person, PersonCard, Welcome
from oss_desk.ui.theme import px, theme
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.language_button import Choice, LanguageButton
from oss_desk.ui.widgets.marks import Chip, Sign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import ScrollBody

__all__ = ["Person", "PersonCard", "SignIn", "Welcome"]


class SignIn(QWidget):
    """Who is at the desk. `chosen` carries login and password, `again` asks to open the office once more, `begin` for
    the ways to begin, and `language_chosen` the code of another language for the window. While the desk is locked
    `unlocked` carries "pin" or "password" and what was typed, and `chosen` is somebody else's."""

    chosen = Signal(str, str)
    unlocked = Signal(str, str)
    again = Signal()
    begin = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        language: Language,
        version: str = "",
        languages: Sequence[Choice] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._languages = languages
        self._language, self._welcome, self._cards = language, Welcome("", ""), list[PersonCard]()
        self._locked: str | None = None
        self._has_pin = False
        self._factor: FactorPanel | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._motto = Motto(language, version)
        row.addWidget(self._motto)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        row.addLayout(self._right, 1)
        self._make_head()
        self._make_middle()
        self._make_foot()
        self.set_opening()

    def set_opening(self) -> None:
        """The office is being opened; nothing can be pressed yet."""
        self._title.setText(self._language.text("Opening the office"))
        self._state.set(self._language.text("Opening"), "clock", "plain")
        self.message.hide()
        self._show_people(Welcome("", ""))

    def set_welcome(self, welcome: Welcome) -> None:
        """The office is open: these people may sign in."""
        say = self._language.text
        hour = welcome.hour
        greeting = say("Good morning.") if hour < 12 else say("Good afternoon.") if hour < 18 else say("Good evening.")
        self._title.setText(f"{greeting} {say('Who is at the desk?')}")
        self._state.set(welcome.state or say("Ready"), "saved", "ready")
        self.message.hide()
        self._show_people(welcome)
        self._offer_leave(say("Leave the sample office") if welcome.sample else "")

    def set_locked(self, welcome: Welcome, login: str, has_pin: bool) -> None:
        """The desk is locked by whoever has this login: she comes back, or somebody else takes her place."""
        say = self._language.text
        if not welcome.people:
            welcome = replace(welcome, people=(Person(login, login),))
        self._show_people(welcome, login, has_pin)
        self._title.setText(say("This desk is locked"))
        self._state.set(say("Locked"), "lock", "wait")
        self.message.hide()
        self._foot.setText(say("Everything typed is kept. Whoever else signs in puts the visit on hold."))
        self._offer_leave("")
        own = next((card for card in self._cards if card.person is not None and card.person.login == login), None)
        if own is not None and not self._enters_by_a_press(own):
            own.setChecked(True)
            self._pick(own)
        elif own is not None:
            own.setFocus()

    def more(self) -> dict[str, str]:
        """What was typed besides login and password, by its name."""
        typed = {"one_time": self.code.text(), "new_password": self.fresh.text()}
        return {name: text for name, text in typed.items() if text}

    def ask_fresh(self, sentence: str) -> None:
        """The password was chosen by somebody else: ask for one of her own."""
        self._ready(True)
        self._ask_for(self.fresh, sentence)

    def ask_code(self, sentence: str) -> None:
        """A second factor is wanted, or the code was wrong."""
        self._ready(True)
        self.code.set_text("")
        self._ask_for(self.code, sentence)

    def _ask_for(self, wanted: Field, sentence: str) -> None:
        """One question at a time, in the same place; what was answered before is kept."""
        for field in (self.password, self.fresh, self.code):
            field.setVisible(field is wanted)
        wanted.set_error(sentence)
        wanted.focus()

    def ask_phone(self, sentence: str, panel: FactorPanel) -> None:
        """No phone is set up yet: show what to scan, and ask for the code it gives."""
        if self._factor is None:
            self._factor = panel
            self._entry_grid.addWidget(panel, 2, 0, 1, 2)
        self._area.hide()
        self.name.hide()
        self.ask_code(sentence)

    def set_failed(self, sentence: str) -> None:
        """The office could not be opened, or signing in did not work for a reason other than the password."""
        if not self._welcome.office:
            self._title.setText(self._language.text("The office is not open"))
            self._state.set(self._language.text("Not open"), "stop", "stop")
            self._offer_leave(self._language.text("Begin another way"))
        self.message.set(sentence, "", "stop", self._language.text("Try again"))
        self.message.show()
        self._ready(True)

    def set_error(self, sentence: str) -> None:
        """The password did not fit."""
        self._ready(True)
        asked = next((field for field in (self.fresh, self.code) if field.isVisible()), self.password)
        asked.set_error(sentence)
        asked.focus()

    def say(self, sentence: str) -> None:
        """Something happened that whoever is at the desk should know."""
        self.message.set(sentence, "", "wait", "")
        self.message.show()

    def add_note(self, note: QWidget) -> None:
        """Something said between the people and the foot."""
        self._right.insertWidget(self._right.count() - 1, note)

    def cards(self) -> Sequence[PersonCard]:
        """The cards that are shown."""
        return tuple(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The dark side yields where there is no room for it."""
        super().resizeEvent(event)
        wide = event.size().width()
        roomy = wide >= px(1180)
        self._motto.setVisible(wide >= px(900) and event.size().height() >= px(560))
        self._motto.setFixedWidth(px(SIDE_WIDE if roomy else SIDE_MEDIUM))
        side, low = 72 if roomy else 32, event.size().height() < px(560)
        self._right.setContentsMargins(side, 12 if low else 40, side, 12 if low else 32)

    def _make_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._office_sign = Sign("home", "ink2")
        self._office, self._desk = Label("", "key"), Label("", "body", "ink3")
        self._sample = Chip(self._language.text("Sample office"), None, "focus")
        self._state = Chip("", "clock", "plain")
        for widget in (self._office_sign, self._office, self._desk):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._sample)
        row.addWidget(self._state)
        self._right.addLayout(row)

    def _make_middle(self) -> None:
        say = self._language.text
        self._right.addStretch(1)
        self._title = Label("", "greeting", wrap=True)
        self._right.addWidget(self._title)
        self._right.addSpacing(20)
        self._area = ScrollBody()
        self._grid = QGridLayout(self._area.content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._right.addWidget(self._area, 100)
        self._right.addSpacing(16)
        self.name = Field(say("Name you sign in with"))
        self.password = Field(say("Password"), "password", button_name=say("Show the password"))
        self.button = Button(say("Sign in"), None, "Enter", kind="primary")
        self.button.setMinimumSize(px(148), px(theme().height["field"]))
        self.fresh = Field(
            say("New password of your own"),
            "password",
            hint=say("At least eight characters; a sentence is good."),
            button_name=say("Show the password"),
        )
        self.code = Field(say("Code of the phone, or one from paper"), mono=True)
        self._entry = QWidget()
        entry = self._entry_grid = QGridLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setHorizontalSpacing(12)
        entry.setVerticalSpacing(12)
        entry.addWidget(self.name, 0, 0, 1, 2)
        entry.addWidget(self.password, 1, 0)
        holder = QVBoxLayout()
        holder.addSpacing(px(24))
        holder.addWidget(self.button)
        holder.addStretch(1)
        entry.addLayout(holder, 1, 1)
        entry.addWidget(self.fresh, 1, 0)
        entry.addWidget(self.code, 1, 0)
        self._right.addWidget(self._entry)
        self.message = Message("", tone="stop", parent=self)
        self.message.hide()
        self.message.pressed.connect(self.again)
        self._right.addSpacing(16)
        self._right.addWidget(self.message)
        self._right.addStretch(2)
        self.button.clicked.connect(self._enter)
        self.password.entered.connect(self._enter)
        self.name.entered.connect(self.password.focus)
        self.fresh.entered.connect(self._enter)
        self.code.entered.connect(self._enter)

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._foot_sign = Sign("key", "ink3")
        row.addWidget(self._foot_sign)
        self._foot = Label("", "body", "ink3", wrap=True)
        row.addWidget(self._foot, 1)
        self.leave = Button("", "sign-out", kind="quiet")
        self.leave.clicked.connect(self.begin)
        self.leave.hide()
        row.addWidget(self.leave)
        if len(self._languages) > 1:
            other = LanguageButton(self._languages, self._language.code, self._language.text("Language"))
            other.chosen.connect(self.language_chosen)
            row.addWidget(other)
        self._right.addLayout(row)

    def _offer_leave(self, words: str) -> None:
        self.leave.setText(words)
        self.leave.setVisible(bool(words))

    def _show_people(self, welcome: Welcome, locked: str | None = None, has_pin: bool = False) -> None:
        self._welcome, self._locked, self._has_pin = welcome, locked, has_pin
        self._forget_typed()
        say = self._language.text
        for card in self._cards:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._office.setText(welcome.office)
        self._desk.setText(welcome.desk)
        self._office_sign.setVisible(bool(welcome.office))
        self._sample.setVisible(welcome.sample)
        self._cards = [PersonCard(person, person.name, person.note) for person in welcome.people]
        if welcome.office and not welcome.sample:
            self._cards.append(PersonCard(None, say("Someone else"), say("type a name")))
        for number, card in enumerate(self._cards):
            card.clicked.connect(lambda _=False, card=card: self._pick(card))
            self._grid.addWidget(card, number // 2, number % 2)
        rows = (len(self._cards) + 1) // 2
        self._area.setMaximumHeight(max(min(rows, 5) * (px(64) + 12) - 12, 0))
        self._area.setMinimumHeight(min(rows, 2) * (px(64) + 12))
        self._area.setVisible(bool(rows))
        self._entry.hide()
        forgotten = say("Forgotten? The administrator gives a new one. Nobody ever asks you for it.")
        words = say("Invented people; one press enters.") if welcome.sample else forgotten
        self._foot.setText(words if welcome.office else "")
        self._foot_sign.setVisible(bool(welcome.office))
        if welcome.office and not welcome.people:
            self._area.hide()
            self._pick(self._cards[0])
        elif self._cards and self.isVisible():
            self._cards[0].setFocus()

    def _pick(self, card: PersonCard) -> None:
        for other in self._cards:
            other.setChecked(other is card)
        if card.person is not None and self._enters_by_a_press(card):
            self._send(card.person.login, "")
            return
        self._forget_typed()
        self.name.setVisible(card.person is None)
        self.password.label.setText(self._password_words(card))
        own = card.person is not None and card.person.login == self._locked
        self.button.setText(self._language.text("Unlock") if own else self._language.text("Sign in"))
        self._entry.show()
        (self.name if card.person is None else self.password).focus()

    def _forget_typed(self) -> None:
        """Nothing that somebody typed to prove who she is stays for the next."""
        for field in (self.password, self.fresh, self.code):
            field.set_text("")
            field.set_error(None)
        self.fresh.hide()
        self.code.hide()
        self.password.show()
        if self._factor is not None:
            self._factor.hide()
            self._factor.setParent(None)
            self._factor.deleteLater()
            self._factor = None

    def _password_words(self, card: PersonCard) -> str:
        say = self._language.text
        if card.person is None:
            return say("Password")
        if self._opens_by_pin(card.person.login):
            return say("PIN of {name}, or the password", name=card.person.name)
        return say("Password of {name}", name=card.person.name)

    def _enters_by_a_press(self, card: PersonCard) -> bool:
        who = card.person
        return self._welcome.sample and who is not None and not who.asks and not self._opens_by_pin(who.login)

    def _opens_by_pin(self, login: str) -> bool:
        return self._has_pin and login == self._locked

    def _enter(self) -> None:
        card = next((card for card in self._cards if card.isChecked()), None)
        if card is None or not self.button.isEnabled():
            return
        login = card.person.login if card.person is not None else self.name.text()
        if login and self.password.text():
            self._send(login, self.password.text())

    def _send(self, login: str, password: str) -> None:
        """Once for each press; cards and button wake up again when there is an answer."""
        self._ready(False)
        if login != self._locked:
            self.chosen.emit(login, password)
            return
        is_pin = self._has_pin and password.isdigit()
        self.unlocked.emit("pin" if is_pin else "password", password)

    def _ready(self, ready: bool) -> None:
        for card in self._cards:
            card.setEnabled(ready)
        self.button.setEnabled(ready)
