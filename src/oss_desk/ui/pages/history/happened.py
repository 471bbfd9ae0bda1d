"""What happened in the office, the newest first: narrowed by desk, kind, official and day, a page at a time."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from oss_desk.operations.history import history
from oss_desk.operations.sheets.history import EventLine, EventsSheet
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.words import role_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import firm, two
from oss_desk.ui.pages.day.groups import Listing
from oss_desk.ui.pages.history import words
from oss_desk.ui.pages.history.section import Section
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Pairs, Slip

SLIP = 340


class Happened(Section):
    """Events as rows; the slip says everything of the chosen one."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        super().__init__(here, page)
        self.sheet: EventsSheet | None = None
        self.chosen = 0
        self._before: list[int] = []
        """The last event of each page that was turned, so that one can turn back."""
        self._asked: dict[str, str] = {}

    def put_up(self, head: QWidget) -> None:
        """The list with its questions, and the slip."""
        say = self.here.language.text
        self.fields = {
            "desk": Field(say("Desk"), "choice", placeholder=say("All")),
            "kind": Field(say("What happened"), "choice", placeholder=say("Everything")),
            "official": Field(say("Who"), "choice", placeholder=say("Everybody")),
            "day": Field(say("Day"), "date"),
        }
        for name, field in self.fields.items():
            field.changed.connect(lambda _, name=name: self._narrow(name))
        first, second = two(self.fields["desk"], self.fields["kind"]), two(self.fields["official"], self.fields["day"])
        self.list = Listing(say("What happened"), head, first, second)
        self.view = ListView(say("What happened"))
        self.view.chosen.connect(self._choose)
        self._nothing = Empty(say("Nothing of this kind happened."), say("Ask for less above."), "history")
        self._nothing.hide()
        self.list.body.addWidget(self.view)
        self.list.body.addWidget(self._nothing)
        self.list.body.addStretch(1)
        self._slip = Slip()
        self.page.set_columns(self.list, widths=(None,), folds_first=False)
        self.page.set_slip(self._slip, SLIP)
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def read(self) -> None:
        """Ask for the page of events that is shown."""
        day, official = self._asked.get("day", ""), self._asked.get("official", "")
        values: dict[str, Any] = {
            "desk": self._asked.get("desk", ""),
            "kind": self._asked.get("kind", ""),
            "day": date.fromisoformat(day) if _is_day(day) else None,
            "official_id": int(official) if official else None,
            "before": self._before[-1] if self._before else None,
        }
        self.page.work.read(self.page, history.event_list, self.show_sheet, what="events", **values)

    def show_sheet(self, sheet: EventsSheet) -> None:
        """Draw the page."""
        self.sheet = sheet
        if not self.up:
            return
        self._show_choices(sheet)
        if sheet.events and self.chosen not in {line.id for line in sheet.events}:
            self.chosen = sheet.events[0].id
        self._show_rows(sheet)
        self._show_slip()
        self._show_next()
        self.page.land(self.start)

    def start(self) -> None:
        """Put the focus on the list."""
        self.view.focus_first()

    def go(self) -> None:
        """Older events."""
        if self.sheet is not None and self.sheet.more:
            self._before.append(self.sheet.events[-1].id)
            self.chosen = 0
            self.read()

    def back(self) -> bool:
        """Newer events, where one has turned pages."""
        if not self._before:
            return False
        self._before.pop()
        self.chosen = 0
        self.read()
        return True

    def touched(self, changes: object) -> bool:
        """Every change is an event; the newest page shows it."""
        return not self._before

    def _narrow(self, name: str) -> None:
        self._asked[name] = self.fields[name].text()
        self._before, self.chosen = [], 0
        QTimer.singleShot(0, self, self.read)

    def _show_choices(self, sheet: EventsSheet) -> None:
        say = self.here.language.text
        choices = {
            "desk": [("", say("All")), *((code, code) for code in sheet.desks)],
            "kind": [("", say("Everything")), *self._kinds(sheet)],
            "official": [("", say("Everybody")), *((str(key), name) for key, name in sheet.officials.items())],
        }
        for name, listed in choices.items():
            editor: Any = self.fields[name].editor
            editor.set_choices(listed)
            editor.set_value(self._asked.get(name, ""))
        self.fields["day"].set_text(self._asked.get("day", ""))

    def _kinds(self, sheet: EventsSheet) -> list[tuple[str, str]]:
        named = [(kind, words.kind_words(self.here, kind)) for kind in sheet.kinds]
        return sorted(named, key=lambda one: one[1].casefold())

    def _show_rows(self, sheet: EventsSheet) -> None:
        self.view.set_rows([self._row(line) for line in sheet.events])
        self.view.set_value(self.chosen)
        self._nothing.setVisible(not sheet.events)

    def _row(self, line: EventLine) -> ListRow:
        when = f"{self.here.near_date(line.at.astimezone(self.here.zone).date())}  {self.here.time(line.at)}"
        told, about = words.told_words(self.here, line.told), words.about_words(self.here, line)
        who = words.who_words(self.here, line)
        own = line.about.values.get("number") == line.official
        second = who if own else self.here.language.listed((about, who))
        return ListRow(told, second, firm(Label(when, ink="ink2")), value=line.id)

    def _choose(self, value: object) -> None:
        if isinstance(value, int):
            self.chosen = value
            self._show_slip()

    def _show_slip(self) -> None:
        self._slip.clear()
        line = next((one for one in self.sheet.events if one.id == self.chosen), None) if self.sheet else None
        say = self.here.language.text
        if line is None:
            self._slip.set_title(say("Nothing chosen"))
            self._slip.add_stretch()
            return
        self._slip.set_title(words.kind_words(self.here, line.kind), words.who_words(self.here, line))
        self._slip.add(Label(words.told_words(self.here, line.told), wrap=True))
        self._slip.add(self._facts(line))
        self._slip.add_stretch()
        self._slip.add_tear()
        self._slip.add(Label(say("As the records hold it"), "key"))
        self._slip.add(Label(words.stored(line), ink="ink3", wrap=True))
        self._slip.add(Label(say("Nothing here can be changed or removed."), ink="ink3", wrap=True))

    def _facts(self, line: EventLine) -> Pairs:
        say, pairs = self.here.language.text, Pairs(label_width=112)
        day = self.here.near_date(line.at.astimezone(self.here.zone).date())
        pairs.add(say("When"), f"{day}  {self.here.time(line.at)}")
        pairs.add(say("Number"), f"{line.desk} {line.seq}")
        if line.role:
            pairs.add(say("As"), role_words(self.here, line.role))
        pairs.add(say("Concerns"), words.about_words(self.here, line))
        if line.second:
            pairs.add(say("Agreed by"), line.second)
        for name, value in words.typed(self.here, line):
            pairs.add(name, value)
        return pairs

    def _show_next(self) -> None:
        say, next_action = self.here.language.text, self.page.next
        if self.sheet is not None and self.sheet.more:
            next_action.set_ready(say("Older"), say("Esc leads back to newer ones"), "F9", "history")
        else:
            next_action.set_not_yet(say("Older"), say("These are the oldest."), "F9")


def _is_day(text: str) -> bool:
    """Whether a day is typed whole."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
