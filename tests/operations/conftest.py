"""A sample office on each database, with a clock that tests move, people of every role and services to ask for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from oss_desk import paths
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations import basket, catalogue, office, people, visits
from oss_desk.operations.program import Program
from oss_desk.storage.database import Database

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

COPY = """
format: 1
id: birth-certificate-copy
language: en
currency: EUR
title: {en: "Copy of a birth certificate", fr: "Copie d'un acte de naissance"}
summary: A certified copy of an entry in the birth register.
authority: civil-registry
life_events: [having-a-child, lost-documents]
keywords: {en: [birth, extract, certificate]}
quantity: copies
legal_basis:
  civil-registration-act: {title: Civil Registration Act, section: "14(2)"}
  fees-decree: {title: Decree on public fees, section: "3"}
processing_time: P2D
appeal: {to: Registration appeals board, within: P30D, count: calendar, legal_basis: civil-registration-act}
eligibility:
  - {id: entitled, title: "The person named, a parent or a representative", must: {field: relation, is_not: other}, legal_basis: civil-registration-act}
outputs: [{id: certificate, title: Certified copy, valid_for: P1Y}]
fields:
  - {id: relation, type: choice, required: true, label: You are, options: [{id: self, label: The person named}, {id: representative, label: A representative}, {id: other, label: Someone else}]}
  - {id: birth_date, type: date, required: true, max: today, label: Date of birth on the register}
  - {id: copies, type: integer, min: 1, max: 10, default: 1, label: Copies}
  - {id: phone, type: phone, label: Phone}
evidence:
  - {id: identity, title: Who you are, any_of: [[national-id-card], [passport, proof-of-address]], accept: [original-seen, scan], reuse: true}
  - {id: mandate, title: Your mandate, when: {field: relation, is: representative}, any_of: [[power-of-attorney]], legal_basis: civil-registration-act}
fees:
  - {id: copy, title: Certified copy, amount: "5.00", per: copies, legal_basis: fees-decree}
exemptions:
  - {id: social-aid, title: Holders of a social aid card, percent: "100", fees: [copy], evidence: social-aid-card, legal_basis: fees-decree}
steps:
  - {id: search, title: Search the register, at: counter, within: PT10M, actions: [{id: found, label: Entry found, to: sign}, {id: not-found, label: No such entry, to: refused, needs: [note]}]}
  - {id: sign, title: Sign, at: back-office, role: registrar, within: P1D, actions: [{id: signed, label: Signed, to: ready}]}
  - {id: ready, kind: ready-to-collect}
  - {id: collected, kind: handed-over}
  - {id: refused, kind: refused}
"""

RESIDENCE = """
format: 1
id: proof-of-residence
language: en
currency: EUR
title: Proof of residence
summary: Says where somebody lives.
authority: municipality
life_events: [moving-house]
legal_basis: {bylaw: {title: By-law on residence}}
outputs: [{id: proof, title: Proof}]
fields:
  - {id: phone, type: phone, label: Phone}
evidence:
  - {id: who, title: Identity, any_of: [[passport, proof-of-address], [national-id-card]], accept: [original-seen, copy], reuse: true}
  - {id: photo, title: Photo, any_of: [[passport-photo]], accept: [original-kept], count: 2, not_older_than: P6M}
  - {id: lease, title: Lease, any_of: [[rental-contract]], may_follow: P10D}
fees: []
steps:
  - {id: write, title: Write it, at: counter, actions: [{id: written, label: Written, to: done}]}
  - {id: done, kind: done}
"""

SIGN = """
format: 1
id: shop-sign-permit
language: en
currency: EUR
title: Permit for a shop sign
authority: municipality
legal_basis: {bylaw: {title: By-law on signs}}
processing_time: {time: P8W, count: calendar}
fields:
  - {id: owners, type: rows, min: 1, label: Owners, fields: [{id: owner, type: citizen, required: true, label: Owner}]}
  - {id: vehicles, type: rows, label: Vehicles, fields: [{id: plate, type: text, label: Plate}]}
evidence:
  - {id: owner-id, title: Identity of each owner, any_of: [[national-id-card], [passport]], for_each: owners}
  - {id: vehicle, title: Each vehicle, any_of: [[vehicle-registration]], for_each: vehicles}
fees:
  - {id: form, title: Form, amount: "25.00", legal_basis: bylaw}
steps:
  - {id: record, title: Record, at: back-office, role: inspector, within: P5D, actions: [{id: recorded, label: Recorded, to: done}]}
  - {id: done, kind: done}
"""


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

    def program(self, desk: str = "A") -> Program:
        """The program at a desk before anybody has signed in."""
        return Program(self.database, self.clock, paths.resources(), desk)

    def at(self, login: str, desk: str = "") -> Program:
        """The program with this official signed in at that desk, else at her usual one."""
        desk = desk or USUAL.get(login, "R")
        if (login, desk) not in self.signed_in:
            self.signed_in[login, desk] = office.sign_in(self.program(desk), login=login)
        return self.signed_in[login, desk]

    def do(self, verb: Callable[..., Any], /, *, by: str = "ada", desk: str = "", **values: Any) -> Any:
        """What a command made, done once by this official."""
        return verb(self.at(by, desk), str(uuid4()), **values).result

    def citizen(self, name: str = "Tamar Kvelidze", **values: Any) -> Citizen:
        """A citizen on record."""
        made: Citizen = self.do(people.add_citizen, name=name, **values)
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
        content = {"answers": answers, "exemptions": list(exemptions)}
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


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    """A sample office at work, on each of the two databases."""
    set_up(database, clock)
    return Shop(database, clock)
