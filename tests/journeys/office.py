"""A small office for journeys: one counter, one back office, two people, two services; made by the operations."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from oss_desk import paths
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office.office import DeskGiven, OfficeGiven, OfficialGiven, set_up, sign_in, sign_out
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.program import Program
from oss_desk.operations.sample.tills import open_till
from oss_desk.storage.database import open_database

CLERK, SUPERVISOR = "mira", "aslan"
SERVICES = ("birth-certificate-copy", "proof-of-residence")
OFFICE = OfficeGiven(
    name="Bridge Street Office",
    currency="EUR",
    zone="Europe/Tallinn",
    country="EE",
    address_lines=("Bridge Street 1",),
    complaint_route="Supervisor of this office",
    hours=dict.fromkeys(range(7), ((0, 24 * 60 - 1),)),
    sample=True,
)
OFFICIALS = (
    OfficialGiven(CLERK, "Mira Sund", ("clerk", "cashier")),
    OfficialGiven(SUPERVISOR, "Аслан Туре", ("supervisor",)),
    OfficialGiven("olena", "Olena Quist", ("administrator",)),
)


def make_office(url: str, clock: Callable[[], datetime]) -> None:
    """Set the office up in an empty, migrated database, with its services in force and one citizen on record."""
    database = open_database(url)
    desks = (DeskGiven("A", "Counter 1"), DeskGiven("B", "Back office", takes_cash=False))
    resources = paths.resources()
    set_up(database, clock=clock, resources=resources, office=OFFICE, desks=desks, officials=OFFICIALS)
    base = Program(database, clock, resources, "A")
    supervisor = sign_in(base, login=SUPERVISOR)
    for name in SERVICES:
        _publish(supervisor, resources / "services" / f"{name}.yaml")
    sign_out(supervisor)
    clerk = sign_in(base, login=CLERK)
    documents = (("national-id-card", "RV4417082", "EE", None),)
    _do(
        people.add_citizen,
        clerk,
        citizen=CitizenGiven("თამარ ქველიძე", other_names=("Tamar Kvelidze",), born="1989-03-03", documents=documents),
    )
    open_till(clerk)
    sign_out(clerk)
    database.close()


def _publish(supervisor: Program, file: Path) -> None:
    version = _do(catalogue.import_service, supervisor, text=file.read_text(encoding="utf-8"), name=file.name)
    _do(catalogue.publish, supervisor, service_version_id=version.id)


def _do(operation: Callable[..., Any], program: Program, **values: Any) -> Any:
    return operation(program, str(uuid4()), **values).result
