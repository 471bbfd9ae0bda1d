"""A new office: what it is made of, offices of other lands, and every sentence beside its own field."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given as values
from hypothesis import strategies as st

from oss_desk import paths
from oss_desk.domain.catalogue import Publication, ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import ClosingDay, Desk, Office
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import calendar, lands, offered
from oss_desk.operations.office.office import set_up, sign_in, sign_out
from oss_desk.operations.office.plan import ClosingGiven, DeskGiven, OfficeGiven, OfficialGiven, ServiceGiven, wrongs
from oss_desk.operations.program import Look, Program
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from oss_desk.workflows.reader import from_canonical

NOW = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)
OFFICE = OfficeGiven(name="Town hall", currency="EUR", zone="Europe/Tallinn", country="EE")
DESKS = (DeskGiven("A", "Desk A"),)
ANNA = OfficialGiven("anna", "Anna Tamm", ("administrator", "supervisor"), "long enough")
RESOURCES = paths.resources()
ALL = offered.offered_services(RESOURCES)
USUAL: dict[str, Any] = {"clock": lambda: NOW, "resources": RESOURCES, "desks": DESKS, "officials": (ANNA,)}
LANDS = {"JP": ("JPY", "500"), "KW": ("KWD", "1.250"), "SN": ("XOF", "3000"), "GE": ("GEL", "10.50")}


def make(database: Database, office: OfficeGiven = OFFICE, **others: Any) -> Office:
    """Set it up, with one desk and Anna unless the test says otherwise."""
    return set_up(database, office=office, **(USUAL | others))


def land_office(code: str) -> OfficeGiven:
    """An office as the first answers for that country make it."""
    usual = lands.land(code, NOW.date())
    hours = dict.fromkeys(usual.open_days, lands.WORKDAY)
    place: dict[str, Any] = {"currency": usual.currency, "zone": usual.zones[0], "languages": usual.languages}
    return OfficeGiven(name="Office", country=code, hours=hours, **place)


def priced(amount: str) -> tuple[ServiceGiven, ...]:
    """Every service that can be taken over in another currency, with the same amount in every place."""
    chosen = (service for service in ALL if not service.leave_out)
    return tuple(ServiceGiven(one.name, {found.place: amount for found in one.amounts}) for one in chosen)


def where(office: OfficeGiven = OFFICE, **others: Any) -> list[str]:
    """The places of what is wrong with the usual office in which this is changed."""
    return [wrong.where for wrong in wrongs(replace(office, **others), DESKS, (ANNA,))]


def test_an_office_is_made_with_all_that_was_said(database: Database) -> None:
    day = ClosingGiven(date(2026, 12, 24), "Christmas Eve")
    people = (ANNA, OfficialGiven("ben", "Ben", ("clerk", "cashier"), "long enough"))
    desks = (*DESKS, DeskGiven("b", "", takes_cash=False))
    make(database, replace(OFFICE, closing_days=(day,)), desks=desks, officials=people)
    with database.reading() as work:
        assert [desk.code for desk in rows.every(work, Desk)] == ["A", "B"]
        assert rows.every(work, ClosingDay)[0].reason == "Christmas Eve"
    program = Program(database, lambda: NOW, RESOURCES, "A")
    with pytest.raises(Refused, match="password-once"):
        sign_in(program, login="ben", password="long enough")
    sign_out(sign_in(program, login="ben", password="long enough", new_password="his own and long"))


def test_services_come_into_force_where_the_first_administrator_is_a_supervisor(database: Database) -> None:
    make(database, services=(ServiceGiven("passport"), ServiceGiven("proof-of-residence")))
    with database.reading() as work:
        assert {version.service for version in rows.every(work, ServiceVersion)} == {"passport", "proof-of-residence"}
        assert len(rows.every(work, Publication)) == 2
        assert [event.role for event in rows.every(work, Event, kind="service-published")] == ["supervisor"] * 2


def test_services_wait_for_a_supervisor_where_the_first_administrator_is_none(database: Database) -> None:
    make(database, services=(ServiceGiven("passport"),), officials=(replace(ANNA, roles=("administrator",)),))
    with database.reading() as work:
        assert len(rows.every(work, ServiceVersion)) == 1
        assert not rows.every(work, Publication)


@pytest.mark.parametrize("code", LANDS)
def test_an_office_of_another_land_works_in_its_own_money_days_and_language(database: Database, code: str) -> None:
    currency, amount = LANDS[code]
    made = make(database, land_office(code), services=priced(amount))
    assert made.currency == currency
    program = sign_in(Program(database, lambda: NOW, RESOURCES, "A"), login="anna", password="long enough")
    try:
        listed = catalogue.catalogue(program).services
        assert len(listed) == sum(not service.leave_out for service in ALL)
        assert {card.cost_from.currency for card in listed if card.cost_from is not None} == {made.money}
        with database.reading() as work:
            hours = calendar.working_calendar(Look(program, work, NOW))
            definitions = [from_canonical(version.content) for version in rows.every(work, ServiceVersion)]
        assert {definition.currency for definition in definitions} == {currency}
        assert hours.is_open_day(date(2026, 9, 20)) == (code == "KW")  # a Sunday
        assert hours.is_open_day(date(2026, 9, 18)) == (code != "KW")  # a Friday
    finally:
        sign_out(program)


def test_an_amount_that_the_currency_cannot_pay_makes_no_office(database: Database) -> None:
    for amount, code in (("500.5", "amount-not-payable"), ("", "amounts-needed"), ("-1", "amount-not-payable")):
        with pytest.raises(Refused) as refused:
            make(database, land_office("JP"), services=priced(amount))
        assert refused.value.message.code == code
    with database.reading() as work:
        assert rows.find(work, Office, id=1) is None


def test_a_service_that_measures_sums_of_money_is_not_taken_into_another_currency(database: Database) -> None:
    with pytest.raises(Refused) as refused:
        make(database, land_office("JP"), services=(ServiceGiven("social-allowance"),))
    assert refused.value.message.code == "limits-in-money"


def test_a_holiday_that_is_worked_is_an_open_day_every_year(database: Database) -> None:
    chosen = next(day for day in calendar.holidays_of("EE", None, 2026, "en") if day.days[0] == date(2026, 5, 1))
    make(database, replace(OFFICE, worked_holidays=(chosen.key,)))
    program = Program(database, lambda: NOW, RESOURCES, "A")
    with database.reading() as work:
        hours = calendar.working_calendar(Look(program, work, NOW))
    assert hours.is_open_day(date(2026, 5, 1))
    assert hours.is_open_day(date(2028, 5, 1))
    assert not hours.is_open_day(date(2026, 2, 24))


def test_holidays_have_one_key_in_every_language() -> None:
    found = {language: calendar.holidays_of("KW", None, 2026, language) for language in ("ar", "fr", "en")}
    assert len({tuple(day.key for day in days) for days in found.values()}) == 1
    assert found["ar"][0].name != found["fr"][0].name == found["en"][0].name


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"country": "ZZ"}, "country"),
        ({"region": "nowhere"}, "country"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"currency": "EURO"}, "currency"),
        ({"languages": ()}, "languages"),
        ({"languages": ("english",)}, "languages"),
        ({"hours": {}}, "hours"),
        ({"hours": {0: ((600, 540),)}}, "hours"),
        ({"complaint_route": "x" * 1001}, "complaint"),
        ({"closing_days": (ClosingGiven(date(2026, 1, 5)), ClosingGiven(date(2026, 1, 5)))}, "closing:1:day"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(others: dict[str, Any], place: str) -> None:
    assert where(**others) == [place]


@pytest.mark.parametrize(
    ("desks", "officials", "places"),
    [
        ((), (ANNA,), ["desks"]),
        ((DeskGiven("A"), DeskGiven("a")), (ANNA,), ["desk:1:code"]),
        ((DeskGiven("IO"),), (ANNA,), ["desk:0:code"]),
        (DESKS, (), ["people"]),
        (DESKS, (ANNA, replace(ANNA, login=" ANNA ")), ["person:1:login"]),
        (DESKS, (replace(ANNA, login="", password="short"),), ["person:0:login", "person:0:password"]),
        (DESKS, (replace(ANNA, name="", password=""),), ["person:0:name", "person:0:password"]),
        (DESKS, (ANNA, replace(ANNA, login="b", roles=())), ["person:1:roles"]),
    ],
)
def test_what_is_wrong_with_desks_and_people_is_told_in_its_row(
    desks: tuple[DeskGiven, ...], officials: tuple[OfficialGiven, ...], places: list[str]
) -> None:
    assert [wrong.where for wrong in wrongs(OFFICE, desks, officials)] == places


WORDS = st.text(max_size=230)


@values(
    office=st.builds(
        OfficeGiven,
        name=WORDS,
        currency=st.sampled_from(["EUR", "JPY", ""]) | WORDS,
        zone=st.sampled_from(["Europe/Tallinn", ""]) | WORDS,
        country=st.sampled_from(["EE", "KW"]) | WORDS,
        address_lines=st.lists(WORDS, max_size=3).map(tuple),
        complaint_route=WORDS,
        languages=st.lists(st.sampled_from(["en", "fr", "x y"]) | WORDS, max_size=3).map(tuple),
    ),
    desk=st.builds(DeskGiven, code=st.sampled_from(["A", "B1"]) | WORDS, name=WORDS),
    official=st.builds(OfficialGiven, login=WORDS, name=WORDS, roles=st.just(("administrator",)), password=WORDS),
)
def test_whatever_is_typed_is_refused_in_words_or_makes_an_office(
    sqlite_template: Path, office: OfficeGiven, desk: DeskGiven, official: OfficialGiven
) -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{shutil.copy(sqlite_template, folder)}"
        with closing(open_database(url)) as database:
            found = wrongs(office, (desk,), (official,))
            said: set[str] = set()
            try:
                make(database, office, desks=(desk,), officials=(official,))
            except Refused as refused:
                said = {message.code for message in refused.messages}
        assert said == {wrong.message.code for wrong in found}


def test_who_has_no_role_is_named() -> None:
    ben = replace(ANNA, login="b", name="Ben Ode", roles=())
    found = wrongs(OFFICE, DESKS, (ANNA, ben))
    assert [wrong.message.values["login"] for wrong in found if wrong.message.code == "roles-needed"] == ["Ben Ode"]
