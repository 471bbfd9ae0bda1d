"""Finding a service: everyday words, a life event to press, and the list."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from oss_desk.operations.catalogue.finding import Finder
from oss_desk.operations.sheets import CatalogueSheet, LifeEventCard, ServiceCard
from oss_desk.ui.pages.catalogue.event_tile import EventTile
from oss_desk.ui.pages.catalogue.words import card_time
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import empty, under
from oss_desk.ui.theme import icon_names
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel
from oss_desk.ui.widgets.rows import ListRow, ListView

ACROSS, SHORT_ACROSS, MOST_TILES, GAP, SIDES = 2, 3, 6, 8, 32
"""Tiles to a row with whole titles and with short words; how many are seen at once; between them and beside them."""
PAUSE_MS = 120


class FinderPanel(Panel):
    """`chosen` carries the id of a service version."""

    chosen = Signal(int)

    def __init__(self, here: Here) -> None:
        self._here = here
        say = here.language.text
        super().__init__(scroll=True, flush=True)
        self.words = Field("", placeholder=say("What is it about"))
        line = self.words.input()
        if line is not None:
            line.setAccessibleName(say("Find a service by everyday words"))
        self.rows = ListView(say("Services"))
        self._tiles = QGridLayout()
        self._tiles.setSpacing(GAP)
        self._across = 0
        self._events: dict[str, EventTile] = {}
        self._event: str | None = None
        self._folded = True
        self._finder: Finder | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self.words.changed.connect(lambda _: self._pause.start())
        self.words.entered.connect(self._take_first)
        self.rows.chosen.connect(self._choose)
        self.rows.walked.connect(self._choose)
        self._empty = QWidget()
        self._more = Button(say("More life events"), kind="quiet")
        self._more.clicked.connect(lambda: self._fold(not self._folded))
        self._outer.insertWidget(1, under(self.words, gap=0, margins=(15, 12, 15, 12)))
        self._outer.insertWidget(2, Divider())
        self.body.addWidget(under(self._tiles, self._more, gap=8, margins=(15, 12, 15, 12)))
        self.body.addWidget(Divider())
        self.body.addWidget(self.rows)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def show_catalogue(self, sheet: CatalogueSheet, chosen: int | None) -> None:
        """The services in force and their life events."""
        self._finder = Finder(sheet)
        empty(self._tiles)
        self._events = {}
        for event in sheet.life_events:
            self._events[event.code] = self._tile(event)
        self._across = 0
        self._lay_tiles()
        self._fold(True)
        self._draw()
        self.rows.set_value(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, more or fewer tiles to a row."""
        super().resizeEvent(event)
        self._lay_tiles()

    def _lay_tiles(self) -> None:
        """Three to a row where the short words of all of them have room, else two."""
        tiles = list(self._events.values())
        room = (self.width() - SIDES - (SHORT_ACROSS - 1) * GAP) // SHORT_ACROSS
        short = all(tile.is_short_in(room) for tile in tiles)
        across = SHORT_ACROSS if short else ACROSS
        if across == self._across or not tiles:
            return
        self._across = across
        for column in range(SHORT_ACROSS):
            self._tiles.setColumnStretch(column, 1 if column < across else 0)
        for index, tile in enumerate(tiles):
            tile.set_short(short)
            self._tiles.addWidget(tile, index // across, index % across)

    def first(self) -> int | None:
        """The first service of the list, None when it is empty."""
        rows = self.rows.rows()
        return rows[0].value if rows and isinstance(rows[0].value, int) else None

    def select(self, chosen: int) -> None:
        """Mark this service."""
        self.rows.set_value(chosen)

    def start(self) -> None:
        """Put the cursor into the words."""
        self.words.focus()

    def clear_words(self) -> bool:
        """Show everything again; False when everything is shown."""
        if not self.words.text() and self._event is None:
            return False
        self.words.set_text("")
        self._turn(None)
        return True

    def _fold(self, folded: bool) -> None:
        """Only the first life events and the one that is chosen, or all of them."""
        self._folded = folded
        say = self._here.language.text
        for index, (code, tile) in enumerate(self._events.items()):
            tile.setVisible(not folded or index < MOST_TILES or code == self._event)
        self._more.setVisible(len(self._events) > MOST_TILES)
        self._more.setText(say("More life events") if folded else say("Fewer life events"))

    def _tile(self, event: LifeEventCard) -> EventTile:
        icon = event.icon if event.icon in icon_names() else "star"
        tile = EventTile(self._here.text(event.title), icon, self._here.text(event.short) if event.short else "")
        tile.setCheckable(True)
        tile.setChecked(event.code == self._event)
        tile.setToolTip(self._here.text(event.title))
        tile.clicked.connect(lambda on, code=event.code: self._turn(code if on else None))
        return tile

    def _turn(self, event: str | None) -> None:
        self._event = event
        self._fold(True)
        for code, tile in self._events.items():
            tile.setChecked(code == event)
        self._draw()

    def _draw(self) -> None:
        if self._finder is None:
            return
        found = self._finder.find(self.words.text(), self._event)
        self.rows.set_rows([self._row(card) for card in found])
        self._tell_empty(not found)

    def _row(self, card: ServiceCard) -> ListRow:
        title, authority = self._here.text(card.title), self._here.text(card.authority)
        return ListRow(title, authority, value=card.id, second_end=card_time(self._here, card))

    def _tell_empty(self, nothing: bool) -> None:
        self._empty.deleteLater()
        say = self._here.language.text
        self._empty = QWidget()
        if nothing:
            words = say("Try fewer words, or the name of the paper.")
            self._empty = Empty(say("No service fits these words"), words, "search")
            self._empty.setContentsMargins(16, 12, 16, 12)
        self.body.insertWidget(3, self._empty)

    def _take_first(self) -> None:
        self._pause.stop()
        self._draw()
        first = self.first()
        if first is not None:
            self._choose(first)

    def _choose(self, value: object) -> None:
        if isinstance(value, int):
            self.rows.set_value(value)
            self.chosen.emit(value)
