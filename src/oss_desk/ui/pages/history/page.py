"""The page History: its sections beside each other, each for those who may read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from oss_desk.language import Language
from oss_desk.operations.rights import RIGHTS, Right
from oss_desk.ui.page import Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.history.checking import Checking
from oss_desk.ui.pages.history.happened import Happened
from oss_desk.ui.pages.history.looks import Looks
from oss_desk.ui.pages.history.misuse import Misuse
from oss_desk.ui.pages.history.section import Section
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.segments import Segments


@dataclass(frozen=True)
class Part:
    """A row of the table of sections: what it is called, which right it needs, and how it is made."""

    id: str
    right: Right
    make: Callable[[Here, DeskPage], Section]


PARTS = (
    Part("events", "read-history", Happened),
    Part("misuse", "read-history", Misuse),
    Part("looks", "read-history", Looks),
    Part("check", "check-history", Checking),
)
"""The sections in their order."""


def title_of(language: Language, part: str) -> str:
    """What a section is called."""
    say = language.text
    titles = {
        "events": say("What happened"),
        "misuse": say("Exceptions"),
        "looks": say("Who looked"),
        "check": say("Is it whole"),
    }
    return titles[part]


class HistoryPage(DeskPage):
    """One section at a time; nothing here can be changed or removed."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self.which = ""
        self.sections: dict[str, Section] = {}
        self.next.triggered.connect(lambda: self._section().go())

    def built(self, here: Here) -> None:
        """Make the sections that this official may read."""
        held = self.head.roles if self.head is not None else frozenset()
        self.sections = {part.id: part.make(here, self) for part in PARTS if RIGHTS[part.right] & held}

    def opened(self, **arguments: Any) -> None:
        """Show a section (`which`)."""
        self.arrive()
        self.when_ready(lambda: self._choose(str(arguments.get("which", "")) or self.which))

    def where(self) -> Mapping[str, Any]:
        """The section that is shown, for the window made anew."""
        return {"which": self.which}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.which and self._section().touched(changes):
            self._section().read()

    def room_changed(self, room: Room) -> None:
        """The section is laid out anew."""
        if self.which:
            self._put_up()

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("1 2 3 4", say("the sections")), ("F9", say("what the button says"))]

    def key_character(self, character: str) -> bool:
        """1 and on show the sections."""
        listed = list(self.sections)
        if not (character.isdigit() and 0 < int(character) <= len(listed)):
            return False
        self._choose(listed[int(character) - 1])
        return True

    def key_back(self) -> bool:
        """One step back within the section, or to the first one."""
        if self.which and self._section().back():
            return True
        first = next(iter(self.sections), "")
        if self.which in ("", first):
            return False
        self._choose(first)
        return True

    def _section(self) -> Section:
        return self.sections[self.which]

    def _choose(self, which: str) -> None:
        if not self.sections:
            return
        self.which = which if which in self.sections else next(iter(self.sections))
        self.wait_for_focus()
        self._put_up()
        self._section().read()

    def _put_up(self) -> None:
        self.line.set_parts([Label(self.context.language.text("History"), "strong")])
        for name, section in self.sections.items():
            section.up = name == self.which
        self._section().put_up(self._choosing())

    def _choosing(self) -> QWidget:
        language = self.context.language
        choices = [(name, title_of(language, name)) for name in self.sections]
        which = Segments(choices, self.which, name=language.text("What to show"))
        which.changed.connect(self._choose)
        return which
