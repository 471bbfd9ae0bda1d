"""Worklists: mine, elsewhere, late, ready, all; each row says whose it is, in whose hands, until when."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import CaseCard
from oss_desk.ui.pages.cases.words import hands_sign, hands_words, list_due, step_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.marks import Chip, HandSign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.segments import Segments

PAUSE_MS = 200
MOST_ROWS = 200
TONE_ICONS = {"stop": "clock", "wait": "clock", "ready": "check"}


class Worklist(Panel):
    """`asked` carries which list and the words typed, `opened` the id of a case, `walked` that of one gone over."""

    asked = Signal(str, str)
    opened = Signal(int)
    walked = Signal(int)

    def __init__(self, here: Here, which: str = "mine", text: str = "") -> None:
        self._here = here
        say = here.language.text
        super().__init__(say("Worklist"), scroll=True, flush=True, ruled=True)
        self.which = Segments(which_words(here), which, name=say("Which cases"))
        self.which.changed.connect(lambda _: self._ask())
        self.filter = Field("", placeholder=say("Number, name or service"), value=text)
        line = self.filter.input()
        if line is not None:
            line.setAccessibleName(say("Show only"))
        self.rows = ListView(say("Cases"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.filter.changed.connect(lambda _: self._pause.start())
        self.filter.entered.connect(self.rows.focus_first)
        self.rows.chosen.connect(self._open)
        self.rows.walked.connect(self._walk)
        self._empty = QWidget()
        head = self._choosing()
        head.setContentsMargins(15, 12, 15, 12)
        self._outer.insertWidget(1, head)
        self.body.addWidget(self.rows)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def _choosing(self) -> QWidget:
        """The lists to choose from and the words to filter by; they stay when the rows scroll."""
        return under(self.which, self.filter, gap=8)

    def asks(self) -> tuple[str, str]:
        """Which list, and the words it is filtered by."""
        return self.which.value() or "mine", self.filter.text()

    def show_cards(self, cards: tuple[CaseCard, ...]) -> None:
        """Draw these cases."""
        which, text = self.asks()
        title = dict(which_words(self._here))[which]
        self.set_title(title, str(len(cards)))
        self.rows.set_rows([self._row(card) for card in cards[:MOST_ROWS]])
        self._tell_empty(not cards, which, text, len(cards) - MOST_ROWS)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many there are in each list, on its segment."""
        self.which.set_words(dict(self._choices(counts)))

    def start(self) -> None:
        """Put the focus on the first case, or where another list is chosen when this one is empty."""
        if self.rows.rows():
            self.rows.focus_first()
        else:
            self._focus_which()

    def _focus_which(self) -> None:
        self.which.button(self.which.value() or "mine").setFocus(Qt.FocusReason.OtherFocusReason)

    def set_which(self, which: str) -> None:
        """Show this list."""
        self.which.set_value(which)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the words into the rows."""
        if event.key() == Qt.Key.Key_Down:
            self.rows.focus_first()
        else:
            super().keyPressEvent(event)

    def _choices(self, counts: Mapping[str, int]) -> list[tuple[str, str]]:
        return [
            (which, f"{words} {counts[which]}" if which in counts else words)
            for which, words in which_words(self._here)
        ]

    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(*self.asks())

    def _open(self, value: object) -> None:
        if isinstance(value, int):
            self.opened.emit(value)

    def _walk(self, value: object) -> None:
        if isinstance(value, int):
            self.walked.emit(value)

    def _row(self, card: CaseCard) -> ListRow:
        words, tone = list_due(self._here, card)
        end: QWidget = (
            Chip(words, "pause" if card.suspended else TONE_ICONS.get(tone), tone)
            if tone != "plain" and words
            else Label(words, ink="ink3")
        )
        step = step_words(self._here, card.step_title, card.step, card.step_kind)
        second = self._here.language.listed((self._here.text(card.title), step if card.open else ""))
        whose = hands_words(self._here, card.hands, card.hands_title)
        sign = HandSign(hands_sign(card.hands), whose)
        row = ListRow(card.applicant, second, [end, Number(card.number)], value=card.id, lead=sign)
        row.setAccessibleName(self._here.language.listed((card.applicant, second, card.number, whose, words)))
        return row

    def _tell_empty(self, empty: bool, which: str, text: str, more: int) -> None:
        self._empty.deleteLater()
        say = self._here.language.text
        self._empty = QWidget()
        if empty and text:
            self._empty = Empty(say("Nothing fits these words"), say("Search everywhere with F2."), "search")
        elif empty:
            self._empty = Empty(*_nothing(self._here, which))
        elif more > 0:
            self._empty = Label(say("{n} more. Type words to narrow the list.", n=more), ink="ink3")
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.body.insertWidget(1, self._empty)


def which_words(here: Here) -> list[tuple[str, str]]:
    """The lists and what they are called."""
    say = here.language.text
    return [
        ("mine", say("For me")),
        ("authority", say("Elsewhere")),
        ("overdue", say("Late")),
        ("ready", say("Ready")),
        ("all", say("All")),
    ]


def _nothing(here: Here, which: str) -> tuple[str, str, str]:
    say = here.language.text
    words = {
        "mine": (say("Nothing waits for you"), say("What comes to your step appears here by itself."), "tray"),
        "authority": (say("Nothing is with another authority"), "", "authority"),
        "overdue": (say("Nothing is late"), "", "clock"),
        "ready": (say("Nothing to collect"), say("Scan a slip with F2 to be sure."), "collect"),
        "all": (say("No case yet"), say("Cases begin at the Counter."), "cases"),
    }
    return words[which]
