"""The office that is simulated: so many desks with their officials, a back office, people, and services in force."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from oss_desk.domain.blanks import MOST_SHEETS
from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.people import Citizen
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import DeskGiven, OfficialGiven, set_up, sign_in, sign_out
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.program import Program
from oss_desk.operations.sample import stock, walking
from oss_desk.operations.sample.playing import Moment, calendar_of
from oss_desk.operations.sample.sample import OFFICE
from oss_desk.operations.simulation.lots import NOTHING_WRONG, Lots
from oss_desk.storage.database import Database
from oss_desk.workflows.walk import Walk

FIRST = date(2026, 1, 5)
"""The first day that is simulated, a Monday."""
AT_ONCE = ("proof-of-residence", "dog-licence")
TO_BE_WORKED = ("resident-parking-permit", "disability-parking-card")
BLANKS = ("parking-card", "dog-tag")
DELIVERIES = 2
"""How often every desk is given as many sheets as come in at a time: enough for some hundred days."""
BACK = "K"
PEOPLE = 120
GIVEN = ("Amara", "Bo", "Chiara", "Dag", "Esi", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena")
FAMILY = ("Okoye", "Lind", "Rossi", "Haddad", "Novak", "Mensah", "Berg", "Sato", "Weiss", "Diallo")
SUPERVISORS = ("vera", "viktor")


@dataclass(frozen=True)
class Town:
    """What everybody in a simulated office works with: citizens, versions by service, and the way of each."""

    citizens: list[Citizen]
    versions: dict[str, int]
    ways: dict[str, Walk]


def code_of(number: int) -> str:
    """The code of the desk with this number, counted from 0."""
    return f"D{number + 1}"


def clerk_of(number: int) -> str:
    """Who sits at that desk."""
    return f"clerk{number + 1}"


def make_office(database: Database, resources: Path, desks: int, seed: int) -> tuple[Program, Moment, Town]:
    """The office in an empty, migrated database, its services published, early on the day before the first."""
    moment = Moment(datetime.combine(FIRST - timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=6))
    places = (*(DeskGiven(code_of(one)) for one in range(desks)), DeskGiven(BACK, "Back office", takes_cash=False))
    staff = (
        *(OfficialGiven(clerk_of(one), f"Clerk {one + 1}", ("clerk", "cashier")) for one in range(desks)),
        OfficialGiven("registrar", "Registrar", ("registrar", "inspector")),
        *(OfficialGiven(login, login.capitalize(), ("supervisor",)) for login in SUPERVISORS),
        OfficialGiven("auditor", "Auditor", ("auditor",)),
        OfficialGiven("admin", "Administrator", ("administrator",)),
    )
    set_up(database, clock=moment, resources=resources, office=OFFICE, desks=places, officials=staff)
    program = Program(database, moment, resources, BACK)
    supervisor = sign_in(program, login=SUPERVISORS[0])
    versions = {service: _published(supervisor, service) for service in (*AT_ONCE, *TO_BE_WORKED)}
    for sheets in range(DELIVERIES):
        stock.deliver(supervisor, SUPERVISORS[1], MOST_SHEETS, BLANKS, after=sheets * MOST_SHEETS)
    sign_out(supervisor)
    clerk = sign_in(replace(program, desk_code=code_of(0)), login=clerk_of(0))
    lots = Lots(seed, "people", rates=NOTHING_WRONG)
    known = [people.add_citizen(clerk, lots.new_id(), citizen=somebody(lots, one)).result for one in range(PEOPLE)]
    ways = {one: walking.service_proposal(clerk, service_version_id=version) for one, version in versions.items()}
    sign_out(clerk)
    return program, moment, Town(known, versions, ways)


def _published(program: Program, service: str) -> int:
    file = program.resources / "services" / f"{service}.yaml"
    text = file.read_text("utf-8")
    version = catalogue.import_service(program, walking.new_id(), text=text, name=file.name).result
    catalogue.publish(program, walking.new_id(), service_version_id=version.id)
    imported: int = version.id
    return imported


def somebody(lots: Lots, number: int) -> CitizenGiven:
    """A grown-up citizen who lives here."""
    name = f"{lots.one(GIVEN)} {lots.one(FAMILY)} {number}"
    born = f"{lots.random.randint(1950, 1999)}-0{lots.random.randint(1, 9)}-1{lots.random.randint(0, 9)}"
    return CitizenGiven(name, born=born, resident=True, address_lines=(f"Quay Street {number}",))


def open_days(program: Program, count: int) -> list[tuple[datetime, datetime]]:
    """From when to when the office is open on so many days from the first on."""
    calendar: WorkingCalendar = calendar_of(program)
    found: list[tuple[datetime, datetime]] = []
    day = FIRST
    while len(found) < count:
        openings = calendar.openings(day)
        if openings:
            found.append((openings[0][0], openings[-1][1]))
        day += timedelta(days=1)
    return found


def zone() -> ZoneInfo:
    """Where the office is."""
    return ZoneInfo(OFFICE.zone)
