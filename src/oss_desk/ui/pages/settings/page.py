"""The page Settings: the parts at the start side, the one that is open beside them, and what keeping it would do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oss_desk.domain.messages import Refused
from oss_desk.domain.text import in_language
from oss_desk.operations import rights
from oss_desk.operations.office.settings_sheet import settings_sheet
from oss_desk.operations.sheets.settings import SettingsSheet
from oss_desk.ui.changes import touches
from oss_desk.ui.machine import Machine
from oss_desk.ui.page import Column, Context
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.pages.settings.about import AboutSection
from oss_desk.ui.pages.settings.account import AccountSection
from oss_desk.ui.pages.settings.closing import ClosingSection
from oss_desk.ui.pages.settings.desks import DesksSection
from oss_desk.ui.pages.settings.form import Change
from oss_desk.ui.pages.settings.health import HealthSection
from oss_desk.ui.pages.settings.hours import HoursSection
from oss_desk.ui.pages.settings.look import LookSection
from oss_desk.ui.pages.settings.means import MeansSection
from oss_desk.ui.pages.settings.office import OfficeSection
from oss_desk.ui.pages.settings.people import PeopleSection
from oss_desk.ui.pages.settings.place import PlaceSection
from oss_desk.ui.pages.settings.printing import PrintingSection
from oss_desk.ui.pages.settings.roles import RolesSection
from oss_desk.ui.pages.settings.safety import SafetySection
from oss_desk.ui.pages.settings.section import Room, Section, lock_note
from oss_desk.ui.pages.settings.till import TillSection
from oss_desk.ui.pages.settings.waiving import WaivingSection
from oss_desk.ui.pages.settings.zone import ZoneSection
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Slip

FIRST, SLIP = 248, 312


@dataclass(frozen=True)
class Part:
    """One part of the settings: its id, what it is called, its sign, and how it is made."""

    id: str
    title: str
    icon: str
    make: Callable[[Room], Section]


class SettingsPage(DeskPage):
    """One part is open at a time; what is typed in the others stays there until it is kept or taken back."""

    def __init__(self, context: Context, prints: PrintJobs, machine: Machine) -> None:
        super().__init__(context, prints)
        self.machine = machine
        self.sheet: SettingsSheet | None = None
        self.section: Section | None = None
        self._sections: dict[str, Section] = {}
        self._open, self._typed = "look", dict[str, Mapping[str, Any]]()
        self._lists: list[ListView] = []
        self.next.triggered.connect(self._save)

    def built(self, here: Here) -> None:
        """Make the frame: the parts, room for the open one, the slip."""
        self._room_ = Room(self.context, here, self.work, self.machine, self.ask_second)
        self._parts = {part.id: part for _, parts in self._groups() for part in parts}
        self._middle = QStackedWidget()
        self._slip = Slip()
        self.set_columns(self._rail(), self._middle, widths=(FIRST, None))
        self.set_slip(self._slip, SLIP)
        self.line.set_parts([Label(self.context.language.text("Settings"), "strong")])

    def opened(self, **arguments: Any) -> None:
        """Show a part: `part` is its id; `typed` is what was typed and not kept when the window was made anew."""
        self._open = str(arguments.get("part", self._open))
        self._typed |= arguments.get("typed", {})
        self.arrive()
        self.when_ready(self._read)

    def where(self) -> Mapping[str, Any]:
        """The open part, and what is typed into any of them."""
        typed = {identity: section.typed() for identity, section in self._sections.items()}
        return {"part": self._open, "typed": {**self._typed, **{key: value for key, value in typed.items() if value}}}

    def refresh(self, changes: object) -> None:
        """Read again what is shown, when it may have changed."""
        if self.here is not None and touches(changes, "office", "desk", "official"):
            self._read()

    def summary(self) -> str:
        """The open part, for the narrow window."""
        part = self._parts.get(self._open) if self.here is not None else None
        return part.title if part is not None else self.context.language.text("Settings")

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [
            ("↑ ↓", say("walk through the parts")),
            ("Ctrl ↵", say("save what is typed")),
            ("Esc", say("take back what is typed")),
        ]

    def key_back(self) -> bool:
        """Take back what is typed, close a form, else go back to the list of parts."""
        if self.section is None:
            return False
        if not self.section.back():
            self._focus_parts()
        return True

    def key_undo(self) -> bool:
        """Take back a choice that was on at once."""
        return self.section is not None and self.section.undo()

    def _groups(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        say = self.context.language.text
        machine = (
            Part("look", say("Look and language"), "eye", LookSection),
            Part("printing", say("Printers and paper"), "printer", PrintingSection),
            Part("place", say("Desk and folders"), "house", PlaceSection),
            Part("account", say("Password and PIN"), "key", AccountSection),
            *self._care(),
            Part("about", say("About the program"), "info", AboutSection),
        )
        office = (
            Part("office", say("Name and languages"), "home", OfficeSection),
            Part("hours", say("Opening hours"), "clock", HoursSection),
            Part("closing", say("Closing days"), "calendar", ClosingSection),
            Part("zone", say("Zone and country"), "globe", ZoneSection),
            Part("means", say("Means of payment"), "wallet", MeansSection),
            Part("till", say("Cash"), "till", TillSection),
            Part("waiving", say("Waivers"), "scales", WaivingSection),
            Part("people", say("People"), "people", PeopleSection),
            Part("roles", say("Roles and lists"), "shield", RolesSection),
            Part("safety", say("Locking and signing in"), "lock", SafetySection),
        )
        return (
            (say("This machine"), machine),
            (say("The desks"), (Part("desks", say("Desks and numbers"), "counter", DesksSection),)),
            (say("This office"), office),
        )

    def _care(self) -> tuple[Part, ...]:
        """Health and backup, for those who look after the office."""
        who = self.context.program.signed_in
        if who is None or not rights.may(who.roles, "care"):
            return ()
        return (Part("health", self.context.language.text("Health and backup"), "shield", HealthSection),)

    def _rail(self) -> Column:
        """The parts in their groups on one paper; arrows walk within a group, Tab from one to the next."""
        self._lists, panel = [], Panel(flush=True)
        for title, parts in self._groups():
            listed = ListView(title)
            listed.set_rows([self._row(part, last=part is parts[-1]) for part in parts])
            listed.chosen.connect(self._choose)
            if self._lists:
                panel.add_divider()
            panel.add(under(Label(title, "label", "ink3"), margins=(16, 10, 16, 2)))
            panel.add(listed)
            self._lists.append(listed)
        self._nav = roomy(Column(panel))
        return self._nav

    def _row(self, part: Part, *, last: bool) -> ListRow:
        return ListRow(part.title, value=part.id, lead=Sign(part.icon, "ink2", 20), last=last)

    def _choose(self, identity: object) -> None:
        self._open = str(identity)
        self.said.emit("", "", "info")
        self._show()
        if self.section is not None:
            self.section.start()

    def room_changed(self, room: str) -> None:
        """The slip folds and unfolds."""
        self._tell()

    def _focus_parts(self) -> None:
        for listed in self._lists:
            if listed.value() is not None:
                listed.focus_first()

    def _read(self) -> None:
        code = self.context.language.code
        self.work.read(self, settings_sheet, self._know, what="settings", language=code)

    def _know(self, sheet: SettingsSheet) -> None:
        self.sheet = sheet
        for section in self._sections.values():
            section.show_sheet(sheet)
        self._show()
        self.land(self._focus_parts)

    def _show(self) -> None:
        """The open part, made when it is opened for the first time."""
        if self.sheet is None or self.here is None:
            return
        if self._open not in self._parts:
            self._open = "look"
        self.section = self._sections.get(self._open) or self._make(self._parts[self._open], self.sheet)
        self._middle.setCurrentWidget(self.section)
        for listed in self._lists:
            listed.set_value(self._open)
            self._nav.bring(*(row for row in listed.rows() if row.is_chosen()))
        self.retell()
        self._tell()

    def _make(self, part: Part, sheet: SettingsSheet) -> Section:
        section = part.make(self._room_)
        section.setAccessibleName(part.title)
        self._sections[part.id] = section
        self._middle.addWidget(section)
        section.show_sheet(sheet)
        section.retype(self._typed.pop(part.id, {}))
        section.changed.connect(partial(self._tell_of, section))
        section.kept.connect(self._kept)
        section.failed.connect(self._not_kept)
        return section

    def _tell_of(self, section: Section) -> None:
        if section is self.section:
            self._tell()

    def _kept(self, words: str) -> None:
        self.say(words)
        self._tell()

    def _not_kept(self, error: BaseException) -> None:
        """What no field is about is told above the papers; what somebody else changed is read again."""
        self.tell(error)
        if isinstance(error, Refused):
            self._read()

    def _save(self) -> None:
        if self.section is not None:
            self.section.save()
        self._tell()

    def _tell(self) -> None:
        """Slip and next action of the open part."""
        section = self.section
        if section is None:
            return
        changes = [] if section.is_locked() else section.changes()
        self._fill_slip(section, changes)
        self._show_next(section, changes)

    def _show_next(self, section: Section, changes: Sequence[Change]) -> None:
        say = self.context.language.text
        title, below = section.words()
        if section.busy:
            self.next.set_working(say("Being kept"))
        elif (rest := section.rest()) is not None:
            self.next.set_not_yet(rest[0], say("Nothing to save here"), "")
        elif section.is_locked():
            self.next.set_not_yet(title, say("Only to be read"), "Ctrl ↵")
        elif not changes:
            self.next.set_not_yet(title, say("Nothing is changed yet"), "Ctrl ↵")
        elif section.missing():
            self.next.set_not_yet(title, section.missing(), "Ctrl ↵")
        else:
            self.next.set_ready(title, below, "Ctrl ↵", "check")

    def _fill_slip(self, section: Section, changes: Sequence[Change]) -> None:
        say = self.context.language.text
        where = say("for everybody in this office") if section.office else say("on this machine")
        self._slip.clear()
        self._slip.set_title(say("What will change") if section.rest() is None else section.accessibleName(), where)
        if section.is_locked():
            self._slip.add(lock_note(say("{role} changes this", role=self._administrator())))
        self._slip.setVisible(self.room != "narrow" or section.rest() is None)
        if self.room == "narrow":
            self._slip.set_folded(True)
            count = self.context.language.plural("{n} change", "{n} changes", len(changes))
            self._slip.total.addWidget(Label(count if changes else say("Nothing is changed yet"), "key"))
            return
        for change in changes:
            self._slip.add(_change(change, say("was: {old}", old=change.old) if change.old else "", say("empty")))
        notes = section.notes() if changes else []
        if notes:
            self._slip.add(Message(notes[0], " ".join(notes[1:]), "wait"))
        if not changes and not section.is_locked():
            rest = section.rest()
            self._slip.add(Label(rest[1] if rest is not None else say("Nothing is typed yet."), ink="ink3", wrap=True))
        self._slip.add_stretch()

    def _administrator(self) -> str:
        """What the office calls whoever may change it."""
        roles = self.sheet.roles if self.sheet is not None else ()
        titles = (in_language(role.title, self.context.language.code) for role in roles if role.code == "administrator")
        return next(titles, "")


def _change(change: Change, was: str, empty: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    column.addWidget(Label(change.label, ink="ink3", wrap=True))
    column.addWidget(Label(change.new or empty, "key", wrap=True))
    if was:
        column.addWidget(Label(was, ink="ink3", wrap=True))
    return holder
