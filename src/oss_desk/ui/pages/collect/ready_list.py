"""What lies ready: name first, what it is, its number, and how long it has been waiting."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import CaseCard
from oss_desk.ui.pages.counter.finder import plain_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.rows import ListRow, ListView

LONG = 14
"""Days after which waiting is set off."""


class ReadyList(Panel):
    """`chosen` carries the id of a case. Words or a scanned number narrow the list; Enter takes the first."""

    chosen = Signal(int)

    def __init__(self, here: Here) -> None:
        self._here = here
        say = here.language.text
        super().__init__(say("Ready to collect"), scroll=True, flush=True)
        self.words = Field("", placeholder=say("Name or number"))
        line = self.words.input()
        if line is not None:
            line.setAccessibleName(say("Show only"))
        self.words.changed.connect(lambda _: self._draw())
        self.words.entered.connect(self._take_first)
        self.rows = ListView(say("Ready to collect"))
        self.rows.chosen.connect(self._choose)
        self.rows.walked.connect(self._choose)
        self._empty = QWidget()
        self._cards: tuple[CaseCard, ...] = ()
        self._outer.insertWidget(1, under(self.words, margins=(15, 0, 15, 12)))
        self._outer.insertWidget(2, Divider())
        self.body.addWidget(self.rows)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def show_cards(self, cards: tuple[CaseCard, ...], chosen: int | None) -> None:
        """Draw what is ready, the one that waits longest first."""
        self._cards = tuple(sorted(cards, key=lambda card: card.since))
        self.set_title(self._here.language.text("Ready to collect"), str(len(cards)) if cards else "")
        self._draw()
        self.rows.set_value(chosen)

    def start(self) -> None:
        """Put the focus on the first that is ready, or into the words when nothing is."""
        if self.rows.rows():
            self.rows.focus_first()
        else:
            self.words.focus()

    def _draw(self) -> None:
        cards = [card for card in self._cards if fits(card, self.words.text())]
        self.rows.set_rows([self._row(card) for card in cards])
        self._tell_empty(not cards)

    def _row(self, card: CaseCard) -> ListRow:
        days = (self._here.today - card.since.astimezone(self._here.zone).date()).days
        say, plural, end = self._here.language.text, self._here.language.plural, list[QWidget]()
        if days >= LONG:
            end.append(Chip(plural("{n} day", "{n} days", days), "clock", "wait"))
        elif days:
            end.append(Label(plural("{n} day", "{n} days", days), ink="ink3"))
        title = self._here.text(card.title)
        row = ListRow(card.applicant, say("{number}  {title}", number=card.number, title=title), end, value=card.id)
        waits = plural("ready for {n} day", "ready for {n} days", days)
        row.setAccessibleName(self._here.language.listed((card.applicant, title, card.number, waits)))
        return row

    def _tell_empty(self, empty: bool) -> None:
        self._empty.deleteLater()
        say = self._here.language.text
        self._empty = QWidget()
        if empty and self._cards:
            self._empty = Empty(say("Nothing fits these words"), say("Search everywhere with F2."), "search")
        elif empty:
            self._empty = Empty(say("Nothing to collect"), say("Scan a slip with F2 to be sure."), "collect")
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.body.insertWidget(1, self._empty)

    def _take_first(self) -> None:
        rows = self.rows.rows()
        if rows:
            self._choose(rows[0].value)

    def _choose(self, value: object) -> None:
        if isinstance(value, int):
            self.rows.set_value(value)
            self.chosen.emit(value)


def fits(card: CaseCard, text: str) -> bool:
    """Whether every word begins a word of the applicant's name or of the service, or is part of the number."""
    known = plain_words(" ".join((card.applicant, *card.title.values())))
    number = card.number.casefold()
    return all(
        word.casefold() in number or any(other.startswith(plain) for plain in plain_words(word) for other in known)
        for word in text.split()
    )
