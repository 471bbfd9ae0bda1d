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
from oss_desk.storage import rows
from oss_desk.storage.database import Database
from oss_desk.workflows.walk import Walk

FIRST = date(2026, 1, 5)
"""The first day that is simulated, a Monday."""
AT_ONCE = ("proof-of-residence", "dog-licence")
TO_BE_WORKED = ("resident-parking-permit", "disability-parking-card")
SERVICES = (*AT_ONCE, *TO_BE_WORKED)
BLANKS = ("parking-card", "dog-tag")
DELIVERIES = 2
"""How often every desk is given as many sheets as come in at a time: enough for some hundred days."""
BACK = "K"
TEAM = 2
"""Desks that share people and a back office. What one team does depends on no other: it may be a process of its own."""
PEOPLE = 60
"""How many a team knows on the first day."""
GIVEN = ("Amara", "Bo", "Chiara", "Dag", "Esi", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena")
FAMILY = ("Okoye", "Lind", "Rossi", "Haddad", "Novak", "Mensah", "Berg", "Sato", "Weiss", "Diallo")
SUPERVISORS = ("vera", "viktor")


@dataclass(frozen=True)
class Town:
    """What a team of a simulated office works with: the citizens who come to it, and the way of each service."""

    citizens: list[Citizen]
    ways: dict[str, Walk]


def code_of(number: int) -> str:
    """The code of the desk with this number, counted from 0."""
    return f"D{number + 1}"


def clerk_of(number: int) -> str:
    """Who sits at that desk."""
    return f"clerk{number + 1}"


def relief_of(login: str) -> str:
    """Who takes a desk over from this clerk."""
    return f"relief-{login}"


def teams_of(desks: int) -> range:
    """The numbers of the teams of so many desks."""
    return range(-(-desks // TEAM))


def desks_of(team: int, desks: int) -> range:
    """The numbers of the desks of a team, where there are so many in all."""
    return range(team * TEAM, min((team + 1) * TEAM, desks))


def back_of(team: int) -> str:
    """The code of the desk of a team's back office."""
    return f"{BACK}{team + 1}"


def registrar_of(team: int) -> str:
    """Who sits there."""
    return f"registrar{team + 1}"


def early() -> Moment:
    """A clock that shows the early morning of the day before the first."""
    return Moment(datetime.combine(FIRST - timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=6))


def make_office(database: Database, resources: Path, desks: int, seed: int) -> tuple[Program, Moment]:
    """The office in an empty, migrated database, its services published, early on the day before the first."""
    moment, teams = early(), teams_of(desks)
    places = (
        *(DeskGiven(code_of(one)) for one in range(desks)),
        *(DeskGiven(code, "Back office", takes_cash=False) for code in (BACK, *map(back_of, teams))),
    )
    staff = (
        *(OfficialGiven(clerk_of(one), f"Clerk {one + 1}", ("clerk", "cashier")) for one in range(desks)),
        *(OfficialGiven(relief_of(clerk_of(one)), f"Relief {one + 1}", ("clerk", "cashier")) for one in range(desks)),
        *(OfficialGiven(registrar_of(one), f"Registrar {one + 1}", ("registrar", "inspector")) for one in teams),
        *(OfficialGiven(login, login.capitalize(), ("supervisor",)) for login in SUPERVISORS),
        OfficialGiven("auditor", "Auditor", ("auditor",)),
        OfficialGiven("admin", "Administrator", ("administrator",)),
    )
    set_up(database, clock=moment, resources=resources, office=OFFICE, desks=places, officials=staff)
    program = Program(database, moment, resources, BACK)
    supervisor = sign_in(program, login=SUPERVISORS[0])
    for service in SERVICES:
        _published(supervisor, service)
    for sheets in range(DELIVERIES):
        stock.deliver(supervisor, SUPERVISORS[1], MOST_SHEETS, BLANKS, after=sheets * MOST_SHEETS)
    sign_out(supervisor)
    lots = Lots(seed, "people", rates=NOTHING_WRONG)
    clerk = sign_in(replace(program, desk_code=code_of(0)), login=clerk_of(0))
    for number in range(PEOPLE * len(teams)):
        people.add_citizen(clerk, lots.new_id(), citizen=somebody(lots, number))
    sign_out(clerk)
    return program, moment


def town_of(program: Program, team: int, desks: int) -> Town:
    """The people of a team on the first day, and the ways of the services."""
    first = desks_of(team, desks)[0]
    clerk = sign_in(replace(program, desk_code=code_of(first)), login=clerk_of(first))
    with clerk.database.reading() as work:
        known = rows.every(work, Citizen)[team :: len(teams_of(desks))]
    versions = {service: walking.offered(clerk, service=service) for service in SERVICES}
    ways = {one: walking.service_proposal(clerk, service_version_id=version) for one, version in versions.items()}
    sign_out(clerk)
    return Town(list(known), ways)


def _published(program: Program, service: str) -> None:
    file = program.resources / "services" / f"{service}.yaml"
    text = file.read_text("utf-8")
    version = catalogue.import_service(program, walking.new_id(), text=text, name=file.name).result
    catalogue.publish(program, walking.new_id(), service_version_id=version.id)


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
