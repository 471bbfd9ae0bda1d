"""A sample office on each database, with a clock that tests move, people of every role and services to ask for."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from oss_desk import paths
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import cashing_up, shifts
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.program import Look, Program
from oss_desk.operations.visits import basket, visits
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate
from tests.postgres import FreshDatabase, PostgresServer

TUESDAY = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)

PEOPLE = {
    "ada": ("clerk", "cashier"),
    "ben": ("clerk",),
    "cass": ("cashier",),
    "rita": ("registrar",),
    "ines": ("inspector",),
    "sue": ("supervisor",),
    "sam": ("supervisor",),
    "aude": ("auditor",),
    "adam": ("administrator",),
}

USUAL = {"ada": "A", "ben": "B", "cass": "C"}
"""Where each official works; everybody else at the back office's place."""

SERVICES = Path(__file__).with_name("services")
COPY = (SERVICES / "copy.yaml").read_text("utf-8")

RESIDENCE = (SERVICES / "residence.yaml").read_text("utf-8")

SIGN = (SERVICES / "sign.yaml").read_text("utf-8")


@dataclass
class Clock:
    """The hour as the test wants it."""

    now: datetime = TUESDAY

    def __call__(self) -> datetime:
        """The moment now, in UTC."""
        return self.now

    def forward(self, **parts: float) -> None:
        """Let time pass."""
        self.now += timedelta(**parts)


@dataclass
class Shop:
    """A sample office at work: who may sign in at which desk, and the shortest way to what most tests start from."""

    database: Database
    clock: Clock
    signed_in: dict[tuple[str, str], Program] = field(default_factory=dict)
    shifts: dict[str, tuple[str, date]] = field(default_factory=dict)
    opens_shifts: bool = True
    """Whether who takes money has a shift open without being told; else the test opens and closes them itself."""

    def program(self, desk: str = "A") -> Program:
        """The program at a desk before anybody has signed in."""
        return Program(self.database, self.clock, paths.resources(), desk)

    def at(self, login: str, desk: str = "") -> Program:
        """The program with this official signed in at that desk, else at her usual one."""
        desk = desk or USUAL.get(login, "R")
        if (login, desk) not in self.signed_in:
            self.signed_in[login, desk] = self.enter(login, desk)
        program = self.signed_in[login, desk]
        if self.opens_shifts and "cashier" in PEOPLE.get(login, ()) and desk != "R":
            self._open_shift(program, login, desk)
        return program

    def enter(self, login: str, desk: str) -> Program:
        """Somebody signs in."""
        return office.sign_in(self.program(desk), login=login)

    def _open_shift(self, program: Program, login: str, desk: str) -> None:
        """A shift of hers, open since today, with nothing in the till; one that was left open there is closed."""
        if self.shifts.get(desk) == (login, self.clock().date()):
            return
        self.shifts[desk] = (login, self.clock().date())
        with program.database.reading() as work:
            look = Look(program, work, self.clock())
            left, running = shifts.open_at(look, look.desk.id), shifts.running(look)
        if left is not None and running is None:
            cashing_up.count_till(program, str(uuid4()), counted=Counted(0), second=Second("sue"))
            cashing_up.close_shift(program, str(uuid4()))
        if running is None:
            cashing_up.open_shift(program, str(uuid4()), float_counted=Counted(0))

    def do(self, verb: Callable[..., Any], /, *, by: str = "ada", desk: str = "", **values: Any) -> Any:
        """What a command made, done once by this official."""
        return verb(self.at(by, desk), str(uuid4()), **values).result

    def citizen(self, name: str = "Tamar Kvelidze", **values: Any) -> Citizen:
        """A citizen on record."""
        made: Citizen = self.do(people.add_citizen, citizen=CitizenGiven(name, **values))
        return made

    def service(self, text: str) -> ServiceVersion:
        """A service in force from now on."""
        version: ServiceVersion = self.do(catalogue.import_service, by="sue", text=text, name="service.yaml")
        self.do(catalogue.publish, by="sue", service_version_id=version.id)
        return version

    def visit(self, visitor: Citizen | None = None) -> Visit:
        """A visit open at the desk."""
        opened: Visit = self.do(visits.open_visit, visitor_id=visitor.id if visitor else None)
        return opened

    def line(self, visit: Visit, version: ServiceVersion) -> ServiceRequest:
        """A line in the basket."""
        request: ServiceRequest = self.do(basket.add_service, visit_id=visit.id, service_version_id=version.id)
        return request

    def answer(self, request: ServiceRequest, *, exemptions: tuple[str, ...] = (), **answers: Any) -> None:
        """What is typed into the form of a line."""
        content: dict[str, Any] = {"answers": answers, "exemptions": list(exemptions)}
        basket.keep_draft(self.at("ada"), visit_id=request.visit_id, part=f"line:{request.id}", content=content)


OFFICE = office.OfficeGiven(
    name="Riverside One-Stop Shop",
    currency="EUR",
    zone="Europe/Paris",
    country="FR",
    address_lines=("1 Market Square",),
    complaint_route="The mayor, phone 1",
    sample=True,
)
DESKS = (
    office.DeskGiven("A", "Desk 1"),
    office.DeskGiven("B"),
    office.DeskGiven("C"),
    office.DeskGiven("R", "Back office", False),
)


def set_up(database: Database, clock: Clock, given: office.OfficeGiven = OFFICE) -> None:
    """A sample office in an empty database."""
    officials = tuple(office.OfficialGiven(login, login.capitalize(), roles) for login, roles in PEOPLE.items())
    office.set_up(database, clock=clock, resources=paths.resources(), office=given, desks=DESKS, officials=officials)


@pytest.fixture
def clock() -> Clock:
    """Ten in the morning of a working Tuesday, until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def shop_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file that shops are copies of; nobody has it open."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("shop") / "office.sqlite"))
    build(f"sqlite:///{file}")
    return file


@pytest.fixture
def shop_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a shop that nobody has open, on each of the two databases."""
    if dialect == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('shop_file'), tmp_path / 'shop.sqlite')}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    fresh: FreshDatabase = request.getfixturevalue("fresh_postgres_database")
    return fresh(server.template("shop", build))


def build(url: str) -> None:
    """A shop in the database at this address, which is left closed."""
    migrate(url, paths.migrations())
    database = open_database(url)
    set_up(database, Clock())
    database.close()


@pytest.fixture
def shop(shop_url: str, clock: Clock) -> Iterator[Shop]:
    """A sample office at work, on each of the two databases."""
    database = open_database(shop_url)
    yield Shop(database, clock)
    database.close()
