"""A desk of the sample office for tests of pages: a copy of one filled database, somebody signed in, one page shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.domain.cases import Case
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen
from oss_desk.language import Language
from oss_desk.operations.cases import cases
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.program import Program
from oss_desk.operations.sample import sample, walking
from oss_desk.operations.sample.tills import open_till
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import Payer
from oss_desk.operations.visits import basket, visits
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from oss_desk.ui.machine import Machine
from oss_desk.ui.messages import refusal
from oss_desk.ui.page import Context, Page
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.printers import Printers
from oss_desk.ui.tasks import Tasks

NOON = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
PageT = TypeVar("PageT", bound=Page)


@dataclass
class Clock:
    """Noon of the sample day; time passes when the test says so."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """The moment now."""
        return self.now

    def forward(self, **parts: float) -> None:
        """Let time pass."""
        self.now += timedelta(**parts)


def fill(url: str) -> None:
    """Make the sample office in an empty migrated database."""
    database = open_database(url)
    program = Program(database, Clock(), paths.resources(), sample.DESK)
    sample.make_sample(program)
    _as(program, "adaeze", "A", _start_a_copy)
    _as(program, "ruta", "C", _move_a_stall)
    database.close()


def _as(program: Program, login: str, desk: str, work: Callable[[Program], None]) -> None:
    signed_in = sign_in(replace(program, desk_code=desk), login=login, password="")
    work(signed_in)
    sign_out(signed_in)


def _start_a_copy(program: Program) -> None:
    """A case that waits at the counter for its first step."""
    with program.database.reading() as work:
        citizen = rows.every(work, Citizen)[0]
    visit = visits.open_visit(program, new_id(), visitor_id=citizen.id).result
    cards = catalogue.catalogue(program).services
    version = next(card.id for card in cards if card.service == "birth-certificate-copy")
    basket.add_service(program, new_id(), visit_id=visit.id, service_version_id=version)
    payer = Payer("citizen", citizen.id, citizen.name)
    walking.start_and_pay(program, walking.fill(program, visit.id), payer)
    visits.close_visit(program, new_id(), visit_id=visit.id, version=_version(program, visit.id))


def _version(program: Program, visit_id: int) -> int:
    return visits.visit(program, visit_id=visit_id).visit.version


def _move_a_stall(program: Program) -> None:
    """A case in the inspector's hands, where an opinion, a paper and an amount are still open."""
    with program.database.reading() as work:
        case = rows.every(work, Case, step="admit", open=True)[0]
    way = walking.case_proposal(program, case_id=case.id)
    for step in ("admit", "kitchen"):
        move = next(move for move in way.steps if move.step == step)
        walking.step_on(program, cases.case(program, case_id=case.id), move)


@dataclass
class Desk:
    """Somebody at work with one page of the window."""

    qtbot: QtBot
    language: Language
    url: str
    folder: Path
    clock: Clock = field(default_factory=Clock)
    program: Program | None = None
    tasks: Tasks | None = None

    def sign_in(self, login: str, code: str = "A") -> Program:
        """Put this official at the desk."""
        base = Program(open_database(self.url), self.clock, paths.resources(), code)
        self.program = sign_in(base, login=login, password="")
        open_till(self.program)
        self.tasks = Tasks()
        return self.program

    def show(self, make: Callable[[Context, PrintJobs], PageT], width: int = 1280, **arguments: object) -> PageT:
        """A page in a window of its own, opened with these arguments."""
        assert self.program is not None
        assert self.tasks is not None
        context = Context(self.program, self.tasks, self.language, self._sentence)
        prints = PrintJobs(self.program, self.tasks, Printers(self.folder, {}), self.tasks)
        page = make(context, prints)
        page.changed.connect(page.refresh)
        page.resize(width - 104, 700)
        page.set_room("wide" if width >= 1180 else "medium" if width >= 900 else "narrow")
        self.qtbot.addWidget(page)
        with self.qtbot.waitActive(page):
            page.show()
        page.opened(**arguments)
        return page

    def machine(self) -> Machine:
        """This machine, with a settings file of the test's own."""
        folder = self.folder.parent
        return Machine(Settings(folder / "settings.toml", folder, self.folder, self.url, folder / "backups"))

    def leave(self) -> None:
        """Finish every command, sign out, close the database."""
        if self.tasks is not None:
            self.tasks.close()
        if self.program is not None:
            sign_out(self.program)
            self.program.database.close()

    def cases(self, **where: Any) -> tuple[Case, ...]:
        """Cases as they are stored now."""
        assert self.program is not None
        with self.program.database.reading() as work:
            return rows.every(work, Case, **where)

    def case(self, case_id: int) -> Case:
        """One case as it is stored now."""
        return self.cases(id=case_id)[0]

    def count(self, record: type[object], **where: Any) -> int:
        """How many rows there are of a record."""
        assert self.program is not None
        with self.program.database.reading() as work:
            return len(rows.every(work, record, **where))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds."""
        self.qtbot.waitUntil(holds, timeout=8000)

    def press(self, page: QWidget, name: str) -> None:
        """Press the button that is called so."""
        QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)

    def _sentence(self, error: BaseException) -> str:
        return refusal(self.language, error) if isinstance(error, Refused) else repr(error)


def buttons(page: QWidget) -> Iterator[QAbstractButton]:
    """Everything that can be pressed and is shown."""
    return (one for one in page.findChildren(QAbstractButton) if one.isVisible())


def button(page: QWidget, name: str) -> QAbstractButton:
    """The button that is called so; names are those a screen reader says."""
    found = [one for one in buttons(page) if one.accessibleName() == name]
    assert found, f"no button {name!r} among {[one.accessibleName() for one in buttons(page)]}"
    return found[0]


def has_button(page: QWidget, name: str) -> bool:
    """Whether such a button is shown."""
    return any(one.accessibleName() == name for one in buttons(page))


def nameless(page: QWidget) -> list[str]:
    """Everything that takes the focus and says no name."""
    reachable = (
        one for one in page.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    return [type(one).__name__ for one in reachable if one.focusProxy() is None and not one.accessibleName()]
