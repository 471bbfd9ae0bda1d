"""The welcome itself: the ways in on one page, the setting up on another, and what comes of each press."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from oss_desk.domain.messages import refuse
from oss_desk.ui.page import room_for
from oss_desk.ui.theme import color
from oss_desk.ui.welcome.first import FirstPage
from oss_desk.ui.welcome.messages import TEXTS
from oss_desk.ui.welcome.planned import server_wrong
from oss_desk.ui.welcome.state import State
from oss_desk.ui.welcome.station import EVERY_TEXT
from oss_desk.ui.welcome.typed import FILE, Typed, read_draft
from oss_desk.ui.welcome.ways import Seen, Ways
from oss_desk.ui.welcome.wizard import Wizard
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.paint import smooth


class WelcomeRoom(QWidget):
    """First page and wizard. `opens` says that the window has an office now, with who made it ("" for nobody)."""

    opens = Signal(str, str)

    def __init__(self, state: State, ways: Ways, broken: str = "") -> None:
        super().__init__()
        self.state, self.ways, self.language = state, ways, state.appearance.speech
        self.wizard: Wizard | None = None
        state.kept["broken"] = broken
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        layout.addWidget(self._stack)
        self.first = self._make_first(broken)
        if state.kept.get("setting-up"):
            self._set_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("desk"))
        painter.end()

    def press(self, sequence: str) -> bool:
        """A key of the window, for the station that is shown."""
        if self.wizard is None:
            return False
        if sequence == "Esc":
            return self.wizard.key_back()
        if sequence == "F9":
            return self.wizard.key_f9()
        return self.wizard.key_go_on() if sequence.startswith("Ctrl+") and sequence != "Ctrl+Z" else False

    def showEvent(self, event: QShowEvent) -> None:
        """The first way in has the focus, or what is asked."""
        super().showEvent(event)
        if self.wizard is None:
            self.first.focus()

    def fit(self) -> None:
        """The window has another size."""
        if self.wizard is not None:
            self.wizard.set_room(room_for(self.window().width()))

    def keep_now(self) -> None:
        """What is typed goes into its file."""
        if self.wizard is not None:
            self.wizard.keep_now()

    def _make_first(self, broken: str) -> FirstPage:
        here = (self.ways.data / FILE).exists() or "typed" in self.state.kept
        own = "" if self.state.kept.get("first-start") else self._own_office()
        page = FirstPage(
            self.language, self.state.version, self.state.appearance.languages(), begun=here, own=own,
            address=self.state.kept.get("address", ""),
        )  # fmt: skip
        page.sample.connect(self._sample)
        page.set_up.connect(self._set_up)
        page.existing.connect(self._existing)
        page.choose_file.connect(self._choose_file)
        page.set_aside.connect(self._set_aside)
        page.language_chosen.connect(self.state.appearance.language)
        page.address.changed.connect(lambda text: self.state.kept.update(address=text))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if broken:
            page.tell(broken, broken=True)
        return page

    def _own_office(self) -> str:
        """Where the office of this computer lies, when something lies there; what, is seen when it is opened."""
        if not self.ways.own.startswith("sqlite:"):
            return self.ways.own
        file = Path(self.ways.own.removeprefix("sqlite:///"))
        return str(file) if file.is_file() and file.stat().st_size else ""

    def _sample(self) -> None:
        self.first.set_working(self.language.text("The sample office is being opened; the first time takes a while."))
        self.ways.turn(self.ways.sample)
        self.opens.emit("", "")

    def _set_up(self) -> None:
        self.state.kept["setting-up"] = True
        typed: Typed = self.state.kept.setdefault("typed", read_draft(self.ways.data))
        appearance = self.state.appearance
        wizard = Wizard(self.language, typed, self.ways, self.state.tasks, appearance.languages(), self.state.sentence)
        wizard.left.connect(self._leave_wizard)
        wizard.made.connect(self._made)
        self._message = Message("")
        self._message.hide()
        wizard.said.connect(self._say)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(16, 0, 16, 16)
        inside.addWidget(self._message)
        inside.addWidget(wizard, 1)
        self._stack.addWidget(holder)
        self._stack.setCurrentWidget(holder)
        self.wizard = wizard
        self.fit()
        wizard.part.focus()

    def _say(self, title: str, text: str, tone: str) -> None:
        self._message.set(title, text, tone)
        self._message.setVisible(bool(title))

    def _leave_wizard(self) -> None:
        self.keep_now()
        self.state.kept["setting-up"] = False
        shown = self._stack.currentWidget()
        self.wizard = None
        old, self.first = self.first, self._make_first("")
        for gone in (one for one in (shown, old) if one is not None):
            self._stack.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.first.office_card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, login: str, password: str) -> None:
        wizard = self.wizard
        if wizard is not None:
            self.wizard = None
            self.state.next_things = wizard.next_things()
            self._use(wizard.address(), wizard.own_desk())
            self.opens.emit(login, password)

    def _use(self, address: str, desk: str) -> None:
        """This is the office of this computer, and its desk, once it is open."""
        database = {"database": address} if address != self.ways.own else {}
        self.state.settings = database | ({"desk": desk} if desk else {})
        self.ways.turn(lambda: self.ways.existing(address, desk))

    def _existing(self, text: str) -> None:
        if text == "?":
            self.first.tell_address(self.language.text(TEXTS["file-needed"]))
            return
        address = self._address_of(text) if text else self.ways.own
        wrong = next(server_wrong(address), None) if "://" in address and not address.startswith("sqlite:") else None
        if wrong is not None:
            self.first.tell_address(self.language.message(wrong.message, EVERY_TEXT))
            return
        self.first.set_working(self.language.text("Looking for the office"))
        self.state.tasks.run("long", self, lambda: self.ways.seen(address), lambda seen: self._found(address, seen),
                            self._not_found)  # fmt: skip

    def _address_of(self, text: str) -> str:
        """A file as people write it, or an address."""
        return text if "://" in text else f"sqlite:///{Path(text).expanduser().absolute()}"

    def _found(self, address: str, seen: Seen) -> None:
        if not seen.office:
            self.first.tell_address(self.language.text(TEXTS["no-office-there"], place=seen.place))
            return
        desk = "" if address == self.ways.own else self.first.desk_of(seen.desks)
        if desk is None:
            return
        if seen.sample:
            self.ways.turn(lambda: self.ways.existing(address, desk))
        else:
            self._use(address, desk)
        self.opens.emit("", "")

    def _not_found(self, error: BaseException) -> None:
        self.first.tell_address(self.state.sentence(error))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.language.text("The file of the office"), str(self.ways.data))
        dialog.setNameFilters(["*.sqlite *.sqlite3 *.db", "*"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.first.address.set_text)
        dialog.open()

    def _set_aside(self) -> None:
        try:
            self.ways.set_aside()
        except OSError as error:
            why = refuse("settings-broken", why=f"{error.filename}: {error.strerror}")
            self.first.tell(self.language.message(why.message, EVERY_TEXT), broken=True)
            return
        self.state.kept["broken"] = ""
        self.opens.emit("", "")
