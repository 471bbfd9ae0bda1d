"""A new office: its row, desks, registers and roles, and the first people who may sign in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import (
    BUILT_IN_ROLES,
    MEANS,
    ClosingDay,
    Desk,
    MeansOfPayment,
    Office,
    Official,
    Opening,
    Role,
    SignedIn,
)
from oss_desk.domain.text import Texts
from oss_desk.operations import given, rights
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import administration, offered, passwords, places, plan, registers
from oss_desk.operations.office import officials as officials_rows
from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, ServiceGiven
from oss_desk.operations.program import Act, Program, digest_of
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Database, Work
from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.registers import read_registers

MEANS_TITLES: Mapping[str, Texts] = {
    "cash": {"en": "Cash", "fr": "Espèces", "ar": "نقدًا"},
    "card": {"en": "Card", "fr": "Carte", "ar": "بطاقة"},
    "transfer": {"en": "Bank transfer", "fr": "Virement", "ar": "تحويل مصرفي"},
    "elsewhere": {"en": "Paid elsewhere", "fr": "Payé ailleurs", "ar": "دُفع في مكان آخر"},
}
WITH_REFERENCE = frozenset({"card", "transfer", "elsewhere"})
ROLE_TITLES: Mapping[str, Texts] = {
    "clerk": {"en": "Clerk", "fr": "Agent de guichet", "ar": "موظف الشباك"},
    "cashier": {"en": "Cashier", "fr": "Caisse", "ar": "أمين الصندوق"},
    "back_office": {"en": "Back office", "fr": "Service instructeur", "ar": "المكتب الخلفي"},
    "supervisor": {"en": "Supervisor", "fr": "Responsable", "ar": "المشرف"},
    "auditor": {"en": "Auditor", "fr": "Contrôle", "ar": "المدقق"},
    "administrator": {"en": "Administrator", "fr": "Administration", "ar": "مدير النظام"},
}


SET_UP = "set_up"
"""The command by which an office is made."""


def set_up(
    database: Database,
    *,
    clock: Callable[[], datetime],
    resources: Path,
    office: OfficeGiven,
    desks: tuple[DeskGiven, ...],
    officials: tuple[OfficialGiven, ...],
    services: tuple[ServiceGiven, ...] = (),
) -> Office:
    """Make the office of an empty, migrated database, all or nothing; registers are read from the resources.

    Refused when the database has an office already, and with every sentence of `plan.wrongs`. Services are taken over
    in the name of the first administrator; in force they are where she is a supervisor too, else one publishes them.
    """
    plan.ask(plan.wrongs(office, desks, officials))
    definitions = offered.texts(resources, services, office.currency)
    with database.writing() as work:
        if rows.find(work, Office, id=1) is not None:
            raise refuse("office-there-already")
        made = _office(work, office, clock())
        _lists(work, resources)
        first = _people(Program(database, clock, resources, desks[0].code), work, desks, officials)
        payload = {"desks": len(desks), "officials": len(officials), "services": len(definitions)}
        held = [(one.id, sorted(office_rows.official_roles(work, one.id))) for one in rows.every(work, Official)]
        first.event("office-set-up", ("office", 1), {**payload, "roles": held})
        _services(first, definitions)
        first.remember(SET_UP, digest_of(SET_UP, (), {}), None)
        work.commit()
    return made


def _services(first: Act, definitions: Mapping[str, str]) -> None:
    in_force = rights.may(first.roles, "publish")
    act = replace(first, role="supervisor") if in_force else first
    for name, text in definitions.items():
        version = catalogue.take_in(act, text, name)
        if in_force:
            catalogue.put_in_force(act, version.id)


def _office(work: Work, office: OfficeGiven, now: datetime) -> Office:
    for weekday, openings in places.checked_hours(office.zone, office.hours).items():
        for start, end in openings:
            rows.add(work, Opening, weekday=weekday, from_minute=start, to_minute=end)
    for closing in office.closing_days:
        rows.add(work, ClosingDay, day=closing.day, reason=given.line(closing.reason))
    return rows.add(
        work,
        Office,
        public_id=token_hex(6).upper(),
        name=given.needed(office.name, "office-name-needed"),
        address_lines=given.lines(office.address_lines),
        complaint_route=given.paragraph(office.complaint_route, most=1000),
        currency=office.currency,
        currency_exponent=CURRENCIES[office.currency].exponent,
        zone=office.zone,
        country=office.country,
        region=office.region,
        languages=administration.office_languages(office.languages),
        sample=office.sample,
        created_at=now,
        worked_holidays=given.lines(office.worked_holidays),
    )


def _lists(work: Work, resources: Path) -> None:
    """The built-in roles, the registers that come with the program and the means of payment."""
    for code in BUILT_IN_ROLES:
        rows.add(work, Role, code=code, title=ROLE_TITLES[code], belongs_to=None)
    registers.keep(work, read_registers(resources / "registers"))
    for position, means in enumerate(MEANS):
        title, referred = MEANS_TITLES[means], means in WITH_REFERENCE
        values = {"code": means, "kind": means, "title": title, "needs_reference": referred, "position": position}
        rows.add(work, MeansOfPayment, **values, active=True)


def _people(program: Program, work: Work, desks: tuple[DeskGiven, ...], officials: tuple[OfficialGiven, ...]) -> Act:
    """Desks and officials, and the first administrator at the first desk, in whose name all of it is done."""
    places = [rows.add(work, Desk, **_desk(desk)) for desk in desks]
    founder = next(official for official in officials if "administrator" in official.roles)
    people = [_official(work, official, program.clock(), once=official is not founder) for official in officials]
    first, her = next(pair for pair in zip(people, officials, strict=True) if pair[1] is founder)
    signed_in = SignedIn(first, places[0], frozenset(her.roles))
    act = Act(replace(program, signed_in=signed_in), work, program.clock(), str(uuid4()), "administrator")
    for made, official in zip(people, officials, strict=True):
        officials_rows.give_roles(act, made.id, official.roles)
    return act


def _desk(desk: DeskGiven) -> dict[str, object]:
    return administration.new_desk(administration.desk_code(desk.code), desk.name, desk.takes_cash)


def _official(work: Work, official: OfficialGiven, now: datetime, *, once: bool) -> Official:
    """Whoever sets the office up chose her own password; those she chose for others are for one use."""
    return rows.add(
        work,
        Official,
        login=officials_rows.official_login(official.login),
        name=given.needed(official.name, "name-needed"),
        password_hash=passwords.hashed(official.password) if official.password else None,
        active=True,
        created_at=now,
        password_once=once and bool(official.password),
    )
