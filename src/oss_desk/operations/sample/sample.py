"""The sample office: Riverside, its people, its services, and a day of life made by the operations themselves."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Office
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import DeskGiven, OfficeGiven, OfficialGiven, set_up, sign_in, sign_out
from oss_desk.operations.people import people
from oss_desk.operations.program import Program
from oss_desk.operations.sample import sample_day
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows

R = TypeVar("R")

DESK = "A"
"""The desk at which the sample office opens, unless the settings say another."""

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


def make_sample(program: Program) -> None:
    """Fill an empty, migrated database with the sample office; one that is there already is left as it is.

    Refused when the database holds a real office: nothing invented is ever written beside real citizens.
    """
    with program.database.reading() as work:
        office = rows.find(work, Office, id=1)
    if office is not None:
        ask_sample(office)
        return
    moment = sample_day.Moment(sample_day.morning_before(program.clock(), OFFICE.zone))
    made = replace(program, clock=moment)
    set_up(made.database, clock=moment, resources=made.resources, office=OFFICE, desks=DESKS, officials=OFFICIALS)
    _as(made, "rustem", "C", _publish)
    citizens = _as(made, "adaeze", "A", _people)
    sample_day.live(made, moment, citizens, until=program.clock())


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


def _people(program: Program) -> sample_day.People:
    invented = json.loads((program.resources / "sample" / "people.json").read_text("utf-8"))
    citizens = tuple(people.add_citizen(program, new_id(), **_citizen(one)).result for one in invented["citizens"])
    organisations = tuple(
        people.add_organisation(program, new_id(), **_listed(one)).result for one in invented["organisations"]
    )
    return sample_day.People(citizens, organisations)


def _citizen(one: dict[str, Any]) -> dict[str, Any]:
    return _listed(one) | {"documents": tuple(tuple(document) for document in one["documents"])}


def _listed(one: dict[str, Any]) -> dict[str, Any]:
    """Values as operations take them: lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
