"""The head of the window: search first, then office and desk, official, shift and database in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from oss_desk.ui.theme import color, icon, px, theme
from oss_desk.ui.widgets.button import quiet_ground
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.language_button import Choice, add_languages
from oss_desk.ui.widgets.marks import Chip, Initials, Sign
from oss_desk.ui.widgets.once import Once
from oss_desk.ui.widgets.paint import box, smooth
from oss_desk.ui.widgets.search import SearchBox

WIDEST, WIDEST_IN_MEDIUM, LEAST, LOW = 220, 180, 84, 52
NAME, ROLES = 188, 112
"""What the office's name and an official's roles keep in a wide window before the search yields to them."""
STATES = {"saved": ("saved", "ink2"), "saving": ("clock", "wait"), "lost": ("stop", "stop"), "wrong": ("stop", "stop")}


@dataclass(frozen=True)
class Facts:
    """What the head says, already in the window's language. `state` is saved, saving, lost or wrong; never
    a cash amount.

    `zone` is the office's, for the time since when something is not stored.
    """

    office: str = ""
    desk: str = ""
    official: str = ""
    role: str = ""
    shift: str = ""
    shift_text: str = ""
    state: str = "saved"
    state_title: str = ""
    state_text: str = ""
    sample: str = ""
    zone: str = "UTC"


def initials(name: str) -> str:
    """The first letters of the first and the last part of a name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class _TwoLines(QWidget):
    """A sign and two lines, the first one bold."""

    def __init__(self, lead: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lead = lead
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(lead)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.first, self.second = Label("", "key"), Label("", "body", "ink3")
        words.addWidget(self.first)
        words.addWidget(self.second)
        row.addLayout(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, first: str, second: str) -> None:
        """Two lines; without the first nothing is shown."""
        self.first.setText(first)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(f"{first} {second}".strip())
        self.keep(WIDEST)

    def keep(self, widest: int, least: int = WIDEST) -> None:
        """The words are cut beyond `widest`, and down to `least` only where the head has no room for all its parts."""
        for label in (self.first, self.second):
            wide = min(label.sizeHint().width(), px(widest))
            label.setMinimumWidth(min(wide, px(least)))
            label.setMaximumWidth(px(widest))


class _Official(Once, QPushButton):
    """Who is signed in; pressing it opens the menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.square = Initials("")
        self.words = _TwoLines(self.square)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As its words need."""
        return QSize(self.words.sizeHint().width() + 12, px(48))

    def minimumSizeHint(self) -> QSize:
        """Its words know themselves how far they may be cut."""
        return QSize(self.words.minimumSizeHint().width() + 12, px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ground only while it is reached for."""
        painter = smooth(self)
        fill, border = quiet_ground(self.underMouse(), self.isDown())
        box(painter, self.rect(), fill, border, theme().radius["control"])
        painter.end()


class _Rule(QFrame):
    """A thin upright line between two parts of the head."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1, px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("line"))
        painter.end()


class Head(QFrame):
    """64 high. `theme_chosen`, `language_chosen`, `lock_asked`, `account_asked` and `sign_out_asked` come from the
    official's menu."""

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    lock_asked = Signal()
    account_asked = Signal()
    sign_out_asked = Signal()

    def __init__(
        self,
        search: SearchBox,
        words: dict[str, str],
        languages: Sequence[Choice] = (),
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.search, self._words, self._facts = search, words, Facts()
        self._languages, self._spoken = tuple(languages), spoken
        self.office = _TwoLines(Sign("home", "ink2"))
        self.official, self.shift = _Official(), _TwoLines(Sign("till", "ink2"))
        self._state_sign = Sign("saved", "ink2")
        self.state = _TwoLines(self._state_sign)
        self.sample = Chip("", None, "focus")
        self.official.clicked.connect(self.open_menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(search)
        self._row.addStretch(1)
        self._row.addWidget(self.sample)
        self._rules: list[QWidget] = []
        for number, part in enumerate((self.office, self.official, self.shift, self.state)):
            if number:
                self._rules.append(_Rule())
                self._row.addWidget(self._rules[-1])
            self._row.addWidget(part)
        self.setFixedHeight(px(theme().height["head"]))
        self.set_facts(Facts())

    def set_facts(self, facts: Facts) -> None:
        """Say this now."""
        self._facts = facts
        self.office.say(facts.office, facts.desk)
        self.official.words.say(facts.official, facts.role)
        self.official.square.setText(initials(facts.official))
        self.official.setAccessibleName(f"{facts.official}, {facts.role}")
        self.shift.say(facts.shift, facts.shift_text)
        sign_name, ink = STATES[facts.state]
        self._state_sign.set(sign_name, ink)
        self.state.first.set_ink("stop" if facts.state in ("lost", "wrong") else "ink")
        self.state.say(facts.state_title, facts.state_text)
        self.state.setToolTip(f"{facts.state_title} {facts.state_text}".strip())
        self.sample.setText(facts.sample)
        self.sample.setVisible(bool(facts.sample))
        shown = (self.office, self.official, self.shift, self.state)
        for part, said in zip(shown, (facts.office, facts.official, facts.shift, facts.state_title), strict=True):
            part.setVisible(bool(said))
        for rule, said in zip(self._rules, (facts.official, facts.shift, facts.state_title), strict=True):
            rule.setVisible(bool(said))

    def set_room(self, room: str) -> None:
        """Signs yield first, then words: in a narrow window only search, initials and the database's sign stay."""
        narrow, wide, sample = room == "narrow", room == "wide", bool(self.sample.text())
        for part in (self.office, self.shift):
            part.lead.setVisible(wide and not (sample and part is self.office))
            part.setVisible(not narrow and bool(part.first.text()))
        self._say_where(sample and room == "medium")
        self.official.square.setVisible(wide or narrow)
        for label in (self.official.words.first, self.official.words.second, self.state.first, self.state.second):
            label.setVisible(not narrow and bool(label.text()))
        for rule in self._rules:
            rule.setVisible(not narrow)
        self._row.setSpacing(14 if wide else 10)
        widest = WIDEST if wide else WIDEST_IN_MEDIUM
        for part in (self.shift, self.state):
            part.keep(widest)
        self.office.keep(widest, NAME if wide else LEAST)
        self.official.words.keep(widest, ROLES if wide else LEAST)
        self.sample.setVisible(sample and room != "medium")
        self.search.setMinimumWidth(px(240))
        self.search.setMaximumWidth(px(264) if room == "medium" else 16_777_215)

    def _say_where(self, sample: bool) -> None:
        """Where there is no room for a chip, the word that nothing here is real stands beside the desk."""
        desk = self._facts.desk
        self.office.second.setText(f"{desk}, {self.sample.text()}" if sample else desk)
        self.office.second.set_emphasis(strong=self.sample.text() if sample else "", strong_ink="focus")

    def set_low(self, low: bool) -> None:
        """Less air where the window is low for its letters."""
        self.setFixedHeight(px(LOW if low else theme().height["head"]))

    def open_menu(self) -> None:
        """Theme, language, locking, one's own account and signing out."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, sign_name in (("light", "sun"), ("dark", "moon"), ("contrast", "contrast")):
            action = QAction(icon(sign_name, "ink2"), self._words[name], menu)
            action.setEnabled(theme().name != name)
            action.triggered.connect(lambda _=False, name=name: self.theme_chosen.emit(name))
            menu.addAction(action)
        if len(self._languages) > 1:
            menu.addSeparator()
            add_languages(menu, self._languages, self._spoken, self.language_chosen.emit)
        menu.addSeparator()
        for name, sign_name, asked in (
            ("lock", "lock", self.lock_asked),
            ("account", "key", self.account_asked),
        ):
            if name in self._words:
                action = QAction(icon(sign_name, "ink2"), self._words[name], menu)
                action.triggered.connect(lambda _=False, asked=asked: asked.emit())
                menu.addAction(action)
        leave = QAction(icon("sign-out", "ink2"), self._words["sign_out"], menu)
        leave.triggered.connect(lambda _=False: self.sign_out_asked.emit())
        menu.addAction(leave)
        menu.popup(self.official.mapToGlobal(QPoint(0, self.official.height() + 4)))
