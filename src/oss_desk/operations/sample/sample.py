"""The sample office: Riverside, its people, its services, and a day of life made by the operations themselves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Office
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Receipt
from oss_desk.domain.visits import Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import DeskGiven, OfficeGiven, OfficialGiven, set_up, sign_in, sign_out
from oss_desk.operations.program import Program
from oss_desk.operations.sample import first_day, month, stock
from oss_desk.operations.sample.invented_people import People, add_people
from oss_desk.operations.sample.notices_and_places import tell_and_lay
from oss_desk.operations.sample.playing import Moment, calendar_of, open_days, opening, play
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows

R = TypeVar("R")
Told = Callable[[int, int, date], None]
"""Hears how many days are made, of how many, and which one begins."""

DESK = "A"
"""The desk at which the sample office opens, unless the settings say another."""

AT_WORK = "adaeze"
"""Whose shift is still open when the sample office opens."""

OFFICE = OfficeGiven(
    name="Riverside One-Stop Shop",
    currency="EUR",
    zone="Europe/Tallinn",
    country="EE",
    address_lines=("Quay Street 5", "Riverside"),
    complaint_route="Supervisor of this office, or Complaints Office, Bridge Street 1, +000 555 0110",
    languages=("en", "fr", "ar"),
    hours=dict.fromkeys(range(5), ((8 * 60, 17 * 60),)),
    sample=True,
)

DESKS = (
    DeskGiven("A", "Desk A"),
    DeskGiven("B", "Desk B"),
    DeskGiven("C", "Back office", takes_cash=False),
)

OFFICIALS = (
    OfficialGiven("adaeze", "Adaeze Lund", ("clerk", "cashier")),
    OfficialGiven("mikael", "Mikael Ōta", ("clerk", "cashier")),
    OfficialGiven("ruta", "Rūta Enwright", ("registrar",)),
    OfficialGiven("ilias", "Ilias Brandt", ("inspector",)),
    OfficialGiven("rustem", "Рүстем Елубай", ("supervisor",)),
    OfficialGiven("samira", "Samira Castell", ("supervisor",)),
    OfficialGiven("odile", "Odile Ferreira", ("auditor",)),
    OfficialGiven("teodor", "Teodor Achterberg", ("administrator",)),
)


def nobody(done: int, of: int, day: date) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Made:
    """What a sample office came to: how many of what, and what the office refused while its days were played."""

    citizens: int
    visits: int
    cases: int
    receipts: int
    refused: tuple[Refused, ...] = ()


def make_sample(program: Program, *, days: int | None = None, tell: Told = nobody) -> Made | None:
    """Fill an empty, migrated database with the sample office; one that is there already is left as it is: None.

    The first day, which is today, and its thirty citizens are written by hand with what led to it; of so many open
    `days` up to today all before are drawn by lot for the whole neighbourhood. `tell` hears when each begins; what it
    raises stops the making. Refused when the database holds a real office: nothing invented is ever written beside
    real citizens.
    """
    with program.database.reading() as work:
        office = rows.find(work, Office, id=1)
    if office is not None:
        ask_sample(office)
        return None
    until, whole = program.clock(), days is not None
    moment = Moment(_morning_before(until, days or first_day.DAYS))
    made = replace(program, clock=moment)
    set_up(made.database, clock=moment, resources=made.resources, office=OFFICE, desks=DESKS, officials=OFFICIALS)
    _as(made, "rustem", "C", _publish)
    _as(made, "rustem", "C", lambda signed_in: stock.deliver(signed_in, "samira"))
    people = _as(made, "adaeze", "A", lambda signed_in: add_people(signed_in, whole=whole))
    lots = None
    if whole:
        services = _as(made, "adaeze", "A", month.wanted)
        lots = month.Lots(services, people, until.astimezone(ZoneInfo(OFFICE.zone)).date())
    refused = _live(made, moment, people, until, days or first_day.DAYS, lots, tell)
    moment.move(until)
    _as(made, "samira", "C", tell_and_lay)
    _as(made, "samira", "A", stock.spoil_one)
    return replace(made_of(made), refused=tuple(refused))


def made_of(program: Program) -> Made:
    """How many of what a sample office holds now."""
    with program.database.reading() as work:
        citizens, visits, cases, receipts = (len(rows.every(work, kind)) for kind in (Citizen, Visit, Case, Receipt))
    return Made(citizens, visits, cases, receipts)


def _live(
    program: Program,
    moment: Moment,
    people: People,
    until: datetime,
    days: int,
    lots: month.Lots | None,
    tell: Told,
) -> list[Refused]:
    """Play every day; nothing happens after `until`, so that the real clock goes on from there."""
    calendar, refused = calendar_of(program), list[Refused]()
    for number, day in enumerate(open_days(calendar, until, days)):
        tell(number, days, day)
        back = days - 1 - number
        turns = lots.day(back) if lots is not None and back else first_day.turns_of(back)
        at_work = "" if back else AT_WORK
        refused += play(program, moment, people, turns, opening(calendar, day, until), at_work)
    return refused


def _morning_before(now: datetime, days: int) -> datetime:
    """Early in the morning, well before the first of so many open days: when the office was set up."""
    local = now.astimezone(ZoneInfo(OFFICE.zone)) - timedelta(days=2 * days + 7)
    return local.replace(hour=6, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def ask_sample(office: Office) -> None:
    """Refuse to touch an office that is not a sample."""
    if not office.sample:
        raise refuse("not-a-sample", office=office.name)


def _as(program: Program, login: str, desk: str, work: Callable[[Program], R]) -> R:
    signed_in = sign_in(replace(program, desk_code=desk), login=login)
    try:
        return work(signed_in)
    finally:
        sign_out(signed_in)


def _publish(program: Program) -> None:
    for file in sorted((program.resources / "services").glob("*.yaml")):
        text = file.read_text("utf-8")
        version = catalogue.import_service(program, new_id(), text=text, name=file.name).result
        catalogue.publish(program, new_id(), service_version_id=version.id)
