"""The station Services: everyday words, a life event or the list fill the basket."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from oss_desk.operations.catalogue.finding import Finder
from oss_desk.operations.sheets import CatalogueSheet, LifeEventCard, ServiceCard, VisitSheet
from oss_desk.ui.messages import duration_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.notice_words import NoticeList, holding
from oss_desk.ui.pages.counter.parts import beside, empty, under
from oss_desk.ui.theme import icon_names
from oss_desk.ui.widgets.button import Button, Option
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.marks import Chip, Sign
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.rows import ListRow, ListView

TILES, COLUMNS = 6, 2
MARGINS = (16, 14, 16, 14)


class Services(Panel):
    """`added` carries the id of a service version, `event_added` the code of a life event."""

    added = Signal(int)
    event_added = Signal(str)
    finished = Signal()
    """Enter while nothing is typed and something is in the basket: that was all."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        self._here = here
        say = here.language.text
        super().__init__(
            say("Services"), say("Say it as the citizen says it."), scroll=True, flush=True, ruled=True, parent=parent
        )
        self._catalogue: CatalogueSheet | None = None
        self._finder: Finder | None = None
        self._here_now: frozenset[int] = frozenset()
        self._event: LifeEventCard | None = None
        self._options: dict[str, Option] = {}
        self._folded = True
        self._words = Field(say("What is it about"), placeholder=say("baby, parking, lost wallet"))
        self._words.changed.connect(lambda _: self._search())
        self._words.entered.connect(self._take_first)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(8)
        for column in range(COLUMNS):
            self._tiles.setColumnStretch(column, 1)
        self._more = Button(say("More life events"), kind="quiet")
        self._more.clicked.connect(lambda: self._fold(not self._folded))
        self._holder = under(self._words, self._tiles, self._more, gap=12, margins=MARGINS)
        self._chosen = under(gap=0)
        self._list = ListView(say("Services"), keeps_choice=False)
        self._list.chosen.connect(self._add)
        self._lead(self._words)
        self._nothing = under(margins=MARGINS)
        self._told = NoticeList(here)
        for part in (
            under(self._told, margins=(16, 12, 16, 0)),
            self._holder,
            Divider(),
            self._chosen,
            self._list,
            self._nothing,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_catalogue(self, sheet: CatalogueSheet) -> None:
        """The services in force and their life events."""
        self._catalogue, self._finder = sheet, Finder(sheet)
        self._told.show_cards(sheet.notices)
        empty(self._tiles)
        self._options = {}
        for index, event in enumerate(sheet.life_events):
            tile = self._options[event.code] = Option(self._here.text(event.title), _sign(event))
            tile.setChecked(self._event is not None and self._event.code == event.code)
            tile.clicked.connect(lambda _=False, event=event: self._choose_event(event))
            self._tiles.addWidget(tile, index // COLUMNS, index % COLUMNS)
        self._fold(True)
        self._search()

    def _fold(self, folded: bool) -> None:
        """Only the first life events and the one that is chosen, or all of them."""
        self._folded = folded
        say, chosen = self._here.language.text, self._event.code if self._event else None
        for index, (code, tile) in enumerate(self._options.items()):
            tile.setVisible(not folded or index < TILES or code == chosen)
        self._more.setVisible(len(self._options) > TILES)
        self._more.setText(say("More life events") if folded else say("Fewer life events"))

    def show_visit(self, sheet: VisitSheet) -> None:
        """Mark what is in the basket already."""
        now = frozenset(line.request.service_version_id for line in sheet.lines)
        if now != self._here_now:
            self._here_now = now
            self._search()

    def found(self) -> tuple[ListRow, ...]:
        """The services that are shown."""
        return tuple(self._list.rows())

    def start(self) -> None:
        """Put the cursor into the words."""
        self._words.focus()

    def key(self, character: str) -> bool:
        """Every key is for typing here."""
        return False

    def _search(self) -> None:
        if self._finder is None:
            return
        event = self._listed()
        found = self._finder.find(self._words.text(), event.code if event else None)
        self._list.set_rows([self._row(card) for card in found])
        self._show_event()
        self._fill(self._nothing, [] if found else [self._empty()])

    def _listed(self) -> LifeEventCard | None:
        """The life event whose services are listed; words that are typed are looked for among all services."""
        return None if self._words.text() else self._event

    def _row(self, card: ServiceCard) -> ListRow:
        ends: list[QWidget] = (
            [Chip(self._here.language.text("in the basket"), "check", "ready")] if card.id in self._here_now else []
        )
        say = self._here.language.text
        cost = (
            self._here.money(card.cost)
            if card.cost
            else say("free")
            if card.cost is not None
            else say("by the answers")
        )
        ends.append(Amount(cost, ink="ink2"))
        time = (
            say("while you wait") if card.while_you_wait else duration_words(self._here.language, card.processing_time)
        )
        second = ", ".join(filter(None, (self._here.text(card.authority), time)))
        told = holding(self._here, card.notices)
        if told:
            second = " ".join(self._here.text(one.notice.text) for one in reversed(told))
            ends.insert(0, Chip(self._here.language.plural("Notice", "Notices", 1), "info", "wait"))
        return ListRow(self._here.text(card.title), second, ends, value=card.id)

    def _empty(self) -> QWidget:
        say = self._here.language.text
        return Empty(say("No service fits these words"), say("Try fewer words, or the name of the paper."), "search")

    def _show_event(self) -> None:
        event = self._listed()
        if event is None:
            self._fill(self._chosen, [])
            return
        say = self._here.language.text
        every = self._every(event)
        drop = Button(say("Show all services"), kind="quiet")
        drop.clicked.connect(lambda: self._choose_event(None))
        words = Label(self._here.text(event.title), "key", wrap=True)
        row = beside(Sign(_sign(event), "river"), words, drop, every)
        self._fill(self._chosen, [under(row, margins=(16, 10, 16, 10)), Divider()])

    def _every(self, event: LifeEventCard) -> QWidget | None:
        """One press for the services of the event that are not in the basket yet."""
        language, left = self._here.language, [one for one in event.services if one not in self._here_now]
        whole = len(left) == len(event.services)
        words = (
            language.text("Add all {n}", n=len(left))
            if whole
            else language.plural("Add the other one", "Add the other {n}", len(left))
        )
        every = Button(words, "plus", kind="answer")
        every.clicked.connect(lambda: self.event_added.emit(event.code))
        return every if left else None

    def _choose_event(self, event: LifeEventCard | None) -> None:
        self._event = event
        self._fold(True)
        self._words.set_text("")
        if event is None and self._catalogue is not None:
            self.show_catalogue(self._catalogue)
        self._search()

    def _fill(self, holder: QWidget, parts: list[QWidget]) -> None:
        layout = holder.layout()
        if layout is not None:
            empty(layout)
            for part in parts:
                layout.addWidget(part)
        holder.setVisible(bool(parts))

    def _lead(self, words: Field) -> None:
        """Up and down move the mark while words are typed."""
        typed_in = words.input()
        if isinstance(typed_in, QLineEdit):
            self._list.follow(typed_in)

    def _take_first(self) -> None:
        row = self._list.marked()
        if row is not None:
            self._add(row.value)
        elif not self._words.text() and self._here_now:
            self.finished.emit()

    def _add(self, value: object) -> None:
        if isinstance(value, int):
            self.added.emit(value)
            self._words.set_text("")
            self._search()
            self._words.focus()


def _sign(event: LifeEventCard) -> str:
    return event.icon if event.icon in icon_names() else "star"
