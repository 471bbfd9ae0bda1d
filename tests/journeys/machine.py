"""A computer with the program on it, for journeys where something goes wrong: clock, windows, what is stored."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from oss_desk import bootstrap, paths
from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import basket, visits
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from oss_desk.ui import window
from oss_desk.ui.shell import Shell
from tests.journeys.hands import Hands
from tests.journeys.office import CLERK, make_office


@dataclass
class Clock:
    """The clock of this machine, which somebody may set."""

    shift: timedelta = timedelta()

    def __call__(self) -> datetime:
        """The moment it shows."""
        return bootstrap.now() + self.shift


@dataclass
class Machine:
    """A computer with the program on it: its settings, its windows, what is stored."""

    qtbot: QtBot
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    shells: list[Shell] = field(default_factory=list)
    opened: list[Database] = field(default_factory=list)

    def start(self, url: str, **settings: Any) -> Hands:
        """Start the program on this database, as `oss-desk` does; the office may be open then, or not."""
        own = replace(self.settings, database=url, desk="A", **settings)

        def build() -> Program:
            program = bootstrap.open_office(own, clock=self.clock)
            self.opened.append(program.database)
            return program

        window.application(own)
        shell = window.make_shell(own, build)
        self.shells.append(shell)
        shell.resize(1280, 800)
        self.qtbot.addWidget(shell)
        with self.qtbot.waitActive(shell):
            shell.show()
        self.qtbot.waitUntil(lambda: shell.sign_in.message.isVisible() or bool(shell.sign_in.cards()), timeout=15_000)
        return Hands(self.qtbot, shell)

    def clerk(self, url: str, **settings: Any) -> Hands:
        """The program with the clerk at the desk."""
        hands = self.start(url, **settings)
        hands.sign_in(CLERK)
        return hands

    def enter(self, url: str, login: str, **settings: Any) -> Hands:
        """The program with this official at the desk, whatever her first page is."""
        hands = self.start(url, **settings)
        hands.shell.sign_in.chosen.emit(login, "")
        hands.until(lambda: hands.shell.page() is not None)
        return hands

    def stop(self) -> None:
        """Close every window and every database."""
        for shell in self.shells:
            shell.close()
        for database in self.opened:
            database.close()
        self.shells, self.opened = [], []

    def database(self) -> Database:
        """The database of the newest window."""
        return self.opened[-1]

    def stored(self, record: type[Any], **where: Any) -> tuple[Any, ...]:
        """Rows as they are stored now."""
        with self.database().reading() as work:
            return rows.every(work, record, **where)

    def count(self, *records: type[Any]) -> tuple[int, ...]:
        """How many there are of each."""
        return tuple(len(self.stored(record)) for record in records)


def prepare(url: str) -> str:
    """Make that office there."""
    make_office(url, bootstrap.now)
    with closing(open_database(url)) as database:
        open_one(sign_in(Program(database, bootstrap.now, paths.resources(), "A"), login=CLERK))
    return url


def open_one(clerk: Program) -> Visit:
    """A citizen with a copy of a birth certificate in her basket, everything answered and shown."""
    with clerk.database.reading() as work:
        citizen = rows.every(work, Citizen)[0].id
    visit = visits.open_visit(clerk, new_id(), visitor_id=citizen).result
    versions = {card.service: card.id for card in catalogue.catalogue(clerk).services}
    version = versions["birth-certificate-copy"]
    basket.add_service(clerk, new_id(), visit_id=visit.id, service_version_id=version)
    walking.fill(clerk, visit.id)
    return visit
