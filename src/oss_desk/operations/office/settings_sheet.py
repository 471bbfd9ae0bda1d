"""The office's settings as one sheet, for whoever is signed in; only an administrator changes anything of it."""

from oss_desk.domain.access import SecondFactor
from oss_desk.domain.office import BUILT_IN_ROLES, ClosingDay, Desk, MeansOfPayment, Official, Role
from oss_desk.operations import rights
from oss_desk.operations.office import calendar, passwords
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.settings import OfficialLine, RegisterLine, SettingsSheet
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows


@reading("anyone")
def settings_sheet(look: Look, *, language: str = "en") -> SettingsSheet:
    """Everything the page Settings shows of office and desks; holidays are named in this language where known."""
    office, desks = look.office, rows.every(look.work, Desk, order_by=("code",))
    year = calendar.local_date(look).year
    named = (calendar.named_holidays(office.country, office.region, one, language) for one in (year, year + 1))
    return SettingsSheet(
        office=office,
        desks=desks,
        hours=calendar.office_hours(look),
        closing_days=rows.every(look.work, ClosingDay, order_by=("day",)),
        holidays=tuple(one for of_year in named for one in of_year),
        means=rows.every(look.work, MeansOfPayment, order_by=("position", "code")),
        roles=_roles(look),
        officials=_officials(look, desks),
        registers=_registers(look),
        countries=calendar.countries(),
        own_id=look.official.id,
        own_desk=look.desk.code,
        may_administer=rights.may(look.roles, "administer"),
        may_overrule=rights.may(look.roles, "overrule"),
        resting=frozenset(desk.id for desk in desks if passwords.rests(look, desk)),
    )


def _roles(look: Look) -> tuple[Role, ...]:
    """The built-in ones in the order of the field, then the office's own."""
    order: dict[str, int] = {code: place for place, code in enumerate(BUILT_IN_ROLES)}
    found = rows.every(look.work, Role, order_by=("code",))
    return tuple(sorted(found, key=lambda role: (order.get(role.code, len(order)), role.code)))


def _officials(look: Look, desks: tuple[Desk, ...]) -> tuple[OfficialLine, ...]:
    sits = {desk.signed_in_id: desk.code for desk in desks if desk.signed_in_id is not None}
    phones = {one.official_id for one in rows.every(look.work, SecondFactor, order_by=("official_id",))}
    found = rows.every(look.work, Official, order_by=("name", "id"))
    return tuple(
        OfficialLine(
            id=one.id,
            version=one.version,
            login=one.login,
            name=one.name,
            roles=tuple(sorted(office_rows.official_roles(look.work, one.id))),
            active=one.active,
            has_password=one.password_hash is not None,
            desk=sits.get(one.id, ""),
            has_phone=one.id in phones,
        )
        for one in sorted(found, key=lambda one: not one.active)
    )


def _registers(look: Look) -> tuple[RegisterLine, ...]:
    lists = office_registers(look)
    return (
        *(RegisterLine("authority", one.id, one.title) for one in lists.authorities.values()),
        *(RegisterLine("evidence-type", one.id, one.title) for one in lists.evidence_types.values()),
        *(RegisterLine("life-event", one.id, one.title) for one in lists.life_events.values()),
        *(RegisterLine("blank-kind", one.id, one.title) for one in lists.blank_kinds.values()),
    )
