"""The first page: try the sample office, or set up this one; below, the way to an office that is there already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.motto import SIDE_MEDIUM, SIDE_WIDE, Motto
from oss_desk.ui.theme import px, theme
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.language_button import Choice, LanguageButton
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.paint import box, smooth, tint_of
from oss_desk.ui.widgets.panel import ScrollBody


class WayCard(Fitting):
    """One way in: sign, title, two lines, and its button."""

    pressed = Signal()

    def __init__(self, title: str, text: str, icon: str, tone: str, button: Button) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(20)
        row.addWidget(_Square(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, "strong", wrap=True))
        words.addWidget(Label(text, "body", "ink2", wrap=True))
        row.addLayout(words, 1)
        self.button = button
        button.setMinimumSize(px(96), px(theme().height["option"]))
        button.clicked.connect(self.pressed)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = smooth(self)
        box(painter, self.rect(), "surface", "edge", theme().radius["panel"])
        painter.end()


class _Square(QWidget):
    """The tinted square with a sign in it."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(px(44), px(44))
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Sign(icon, tint_of(tone)[0], 24), 0, Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square."""
        _, fill, border = tint_of(self._tone)
        painter = smooth(self)
        box(painter, self.rect(), fill, border, theme().radius["control"])
        painter.end()


class FirstPage(QWidget):
    """Two ways in, and what stands in the way of them. Signals say which way was pressed; `existing` carries the
    address of an office that is there."""

    sample = Signal()
    set_up = Signal()
    existing = Signal(str)
    choose_file = Signal()
    set_aside = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, language: Language, version: str, languages: Sequence[Choice], *, begun: bool, own: str, address: str
    ) -> None:
        super().__init__()
        self.language = language
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._motto = Motto(language, version)
        row.addWidget(self._motto)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        row.addLayout(self._right, 1)
        self._make_head(languages)
        area = ScrollBody()
        self._right.addWidget(area, 1)
        self._body = QVBoxLayout(area.content)
        self._body.setContentsMargins(4, 4, 4, 4)
        self._body.setSpacing(16)
        self._body.addStretch(1)
        self._make_ways(begun, own)
        self._make_existing(address)
        self._body.addStretch(2)
        self._make_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The dark side yields where there is no room for it."""
        super().resizeEvent(event)
        wide = event.size().width()
        roomy = wide >= px(1180)
        self._motto.setVisible(wide >= px(900) and event.size().height() >= px(560))
        self._motto.setFixedWidth(px(SIDE_WIDE if roomy else SIDE_MEDIUM))
        side, low = 68 if roomy else 28, event.size().height() < px(560)
        self._right.setContentsMargins(side, 12 if low else 40, side, 12 if low else 32)

    def focus(self) -> None:
        """The first way in."""
        next(iter(self.findChildren(WayCard))).button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_head(self, languages: Sequence[Choice]) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        if len(languages) > 1:
            other = LanguageButton(languages, self.language.code, self.language.text("Language"))
            other.chosen.connect(self.language_chosen)
            row.addWidget(other)
        self._right.addLayout(row)

    def _make_ways(self, begun: bool, own: str) -> None:
        say = self.language.text
        self._body.addWidget(Label(say("Welcome"), "greeting", wrap=True))
        begin = say(
            "How would you like to begin? The sample can be left again; an office is made on the last page only."
        )
        self._body.addWidget(Label(begin, "large", "ink2", wrap=True))
        self.message = Message("", tone="stop")
        self.message.pressed.connect(self.set_aside)
        self._body.addWidget(self.message)
        self.message.hide()
        if own:
            text = say("{place}: what this computer worked with before.", place=own)
            self._add(WayCard(say("The office of this computer"), text, "collect", "ready", Button(say("Open"))), "own")
        sample = WayCard(
            say("Try the sample office"),
            say("Riverside: invented people, services and cases. Nothing in it is real, and everything says so."),
            "play",
            "river",
            Button(say("Open it"), None, "Enter", kind="primary"),
        )
        self.sample_card = sample
        self._add(sample, "sample")
        title = say("Go on setting up this office") if begun else say("Set up this office")
        text = say("Name, opening hours, currency, the first administrator. About five minutes. "
                   "You can start with one desk and add others later.")  # fmt: skip
        self.office_card = WayCard(title, text, "home", "office", Button(say("Set up")))
        self._add(self.office_card, "set_up")

    def _add(self, card: WayCard, way: str) -> None:
        self._body.addWidget(card)
        if way == "own":
            self.own_card = card
            card.pressed.connect(lambda: self.existing.emit(""))
        else:
            card.pressed.connect(self.sample if way == "sample" else self.set_up)

    def _make_existing(self, address: str) -> None:
        say = self.language.text
        self.open_button = Button(say("Open an office that is there already"), "saved", kind="quiet", flush=True)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        self._body.addLayout(row)
        self.form = Fitting()
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        self.address = Field(say("Its file, or the address of its database"), value=address,
                             hint=say("Such as postgresql://office@server/office, without a password"))  # fmt: skip
        form.addWidget(self.address)
        self._form, self.desk = form, Field("", "choice")
        self._desks: tuple[tuple[str, str], ...] = ()
        form.addWidget(self.desk)
        self.desk.hide()
        buttons = QHBoxLayout()
        self.open_it = Button(say("Open this office"), None, "Enter", kind="answer")
        choose = Button(say("Choose a file"), "search")
        buttons.addWidget(self.open_it)
        buttons.addWidget(choose)
        buttons.addStretch(1)
        form.addLayout(buttons)
        self._body.addWidget(self.form)
        self.form.setVisible(bool(address))
        self.open_button.clicked.connect(self._ask_address)
        self.open_it.clicked.connect(self._open)
        self.address.entered.connect(self._open)
        choose.clicked.connect(self.choose_file)

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Sign("lock", "ink3"))
        words = self.language.text("Everything stays on this computer until you say otherwise.")
        row.addWidget(Label(words, "body", "ink3", wrap=True), 1)
        self._right.addLayout(row)

    def _ask_address(self) -> None:
        show_if(self.form, True)
        self.address.focus()

    def _open(self) -> None:
        self.address.set_error(None)
        self.existing.emit(self.address.text().strip() or "?")

    def set_working(self, words: str) -> None:
        """Something is being opened; nothing else can be pressed meanwhile."""
        self.message.set(words, "", "info")
        self.message.show()
        self._ready(False)

    def tell(self, sentence: str, *, broken: bool = False) -> None:
        """What stands in the way; of broken settings, with the way out."""
        out = self.language.text("Set that file aside") if broken else ""
        self.message.set(sentence, "", "stop", out)
        self.message.show()
        self._ready(True)

    def tell_address(self, sentence: str) -> None:
        """The office there could not be opened."""
        self.message.hide()
        self._ready(True)
        show_if(self.form, True)
        self.address.set_error(sentence)
        self.address.focus()

    def desk_of(self, desks: tuple[tuple[str, str], ...]) -> str | None:
        """The code of the desk at which this computer stands; None while it is asked, "" where there is one only."""
        if len(desks) < 2:
            return ""
        if desks == self._desks and self.desk.text():
            return self.desk.text()
        self.message.hide()
        self._ready(True)
        shown = [(code, name if name == code else f"{code}  {name}") for code, name in desks]
        asked = Field(self.language.text("At which desk does this computer stand?"), "choice", choices=shown)
        self._form.replaceWidget(self.desk, asked)
        self.desk.hide()
        self.desk.deleteLater()
        self.desk, self._desks = asked, desks
        show_if(self.form, True)
        asked.entered.connect(self._open)
        asked.focus()
        return None

    def _ready(self, ready: bool) -> None:
        for one in (self.sample_card.button, self.office_card.button, self.open_button, self.open_it):
            one.setEnabled(ready)
