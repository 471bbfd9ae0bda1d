"""What is left, on the page: the groups at the start side, and on the slip the thing that is walked over."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import DaySheet
from oss_desk.ui.page import Page
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.pages.day.groups import Groups, Listing
from oss_desk.ui.pages.day.left import Left, find, groups_of, pairs_of, told
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.slip import Slip

SLIP = 324
ONWARD = "Ctrl ↵"


class ToDo(QObject):
    """Fills a page. `wanted` carries the thing whose button was pressed, `also` another wish for it."""

    wanted = Signal(object)
    also = Signal(str, object)

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self.up = False
        """Whether this view is the one that is shown: only then it says what the button does."""
        self._sheet: DaySheet | None = None
        self._at: Left | None = None
        self._build(QWidget())

    def put_up(self, head: QWidget) -> None:
        """Take the page over."""
        self._build(head)
        self._page.set_columns(self.list, folds_first=False)
        self._page.set_slip(self._slip, SLIP)
        if self._sheet is not None:
            self.show_sheet(self._sheet)
        else:
            say = self._here.language.text
            self._page.next.set_not_yet(say("Open it"), say("Being read"), ONWARD)

    def know(self, sheet: DaySheet) -> None:
        """What is left, to be drawn when the view is put up."""
        self._sheet = sheet

    def show_sheet(self, sheet: DaySheet) -> None:
        """Draw what is left; where the thing walked over is done, the first one is shown."""
        self._sheet = sheet
        groups = groups_of(self._here, sheet)
        values = [row.value for group in groups for row in group.rows]
        if self._at not in values:
            first = values[0] if values else None
            self._at = first if isinstance(first, Left) else None
        self.groups.show_groups(groups, self._at)
        say = self._here.language.text
        self.list.set_title(say("What is left"), str(len(values)) if values else "")
        self._empty.setVisible(not values)
        self.show_next()

    def start(self) -> None:
        """Put the focus on the first thing."""
        self.groups.focus_first()

    def go(self) -> None:
        """The button was pressed."""
        one = self.one()
        if one is not None:
            self.wanted.emit(one)

    def one(self) -> object:
        """The thing that is walked over; None when nothing is left."""
        return find(self._sheet, self._at) if self._sheet is not None and self._at is not None else None

    def show_next(self) -> None:
        """What the button does with it, and what the slip says of it."""
        say, one, slip = self._here.language.text, self.one(), self._slip
        if not self.up:
            return
        slip.clear()
        if one is None:
            slip.set_title(say("Nothing is left"), say("the office can close"))
            slip.add_stretch()
            self._page.next.set_not_yet(say("Open it"), say("Everything is done"), ONWARD)
            return
        words = told(self._here, one)
        slip.set_title(words.title, words.subtitle)
        slip.add(pairs_of(words.facts))
        for name, label in words.others:
            slip.add(self._button(name, label, one))
        slip.add_stretch()
        self._page.next.set_ready(words.action, "", ONWARD, words.icon)

    def _button(self, name: str, label: str, one: object) -> QWidget:
        button = Button(label)
        button.clicked.connect(lambda: self.also.emit(name, one))
        return button

    def _build(self, head: QWidget) -> None:
        say = self._here.language.text
        self.list = Listing(say("What is left"), head)
        self.groups = Groups()
        self.groups.walked.connect(self._walk)
        self.groups.chosen.connect(self._choose)
        done = Empty(say("Everything is done"), say("Nobody waits, nothing is late, nothing lies unprinted."), "check")
        self._empty = under(done, Label(""), margins=(16, 12, 16, 12))
        self._empty.hide()
        self.list.body.addWidget(self.groups)
        self.list.body.addWidget(self._empty)
        self.list.body.addStretch(1)
        self._slip = Slip()

    def _walk(self, value: object) -> None:
        if isinstance(value, Left):
            self._at = value
            self.groups.set_value(value)
            self.show_next()

    def _choose(self, value: object) -> None:
        """A press shows it; a press on what is shown already, or Enter, does it."""
        again = value == self._at
        self._walk(value)
        if again:
            self.go()
