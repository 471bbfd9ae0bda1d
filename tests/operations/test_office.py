"""Sign-in, set-up and administration: who gets in, at which desk, and what an office needs to stand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from oss_desk import paths
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import MeansOfPayment, Office, Official, Role
from oss_desk.domain.visits import Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.history import history
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.calendar import holidays_of, working_calendar
from oss_desk.operations.program import Look, Program
from oss_desk.operations.visits import visits
from oss_desk.storage import rows
from oss_desk.storage.database import Database, open_database
from tests.operations.conftest import DESKS, OFFICE, Clock, Shop, set_up

PASSWORD = "river and stone"
FIRST = "given by Adam"


def refusal(verb: object, *args: object, **values: object) -> tuple[str, dict[str, Any]]:
    """The code and values with which a call is refused."""
    assert callable(verb)
    with pytest.raises(Refused) as refused:
        verb(*args, **values)
    return refused.value.message.code, dict(refused.value.message.values)


@pytest.fixture
def real(database: Database, clock: Clock) -> Program:
    """An office that is no sample: one administrator, who has a password."""
    given = replace(OFFICE, sample=False)
    adam = office.OfficialGiven("adam", "Adam", ("administrator", "supervisor"), PASSWORD)
    ada = office.OfficialGiven("ada", "Ada", ("clerk",), FIRST)
    office.set_up(database, clock=clock, resources=paths.resources(), office=given, desks=DESKS, officials=(adam, ada))
    program = Program(database, clock, paths.resources(), "A")
    office.sign_out(office.sign_in(program, login="ada", password=FIRST, new_password=PASSWORD))
    return program


# -- set-up ---------------------------------------------------------------------------------------------------


def test_a_new_office_has_roles_registers_and_means_of_payment(shop: Shop) -> None:
    sheet = office.sign_in_sheet(shop.program())
    with shop.database.reading() as work:
        roles = {role.code: role.belongs_to for role in rows.every(work, Role, order_by=("code",))}
        means = {one.code: one.needs_reference for one in rows.every(work, MeansOfPayment, order_by=("code",))}
    assert [desk.code for desk in sheet.desks] == ["A", "B", "C", "R"]
    assert sheet.desk is not None
    assert (roles["registrar"], roles["clerk"]) == ("back_office", None)
    assert means == {"cash": False, "card": True, "transfer": True, "elsewhere": True}
    assert len(sheet.office.public_id) >= 8


def test_a_database_holds_one_office(shop: Shop) -> None:
    assert refusal(set_up, shop.database, shop.clock)[0] == "office-there-already"


def test_an_office_without_an_administrator_is_refused(database: Database, clock: Clock) -> None:
    clerk = office.OfficialGiven("ada", "Ada", ("clerk",))
    values: dict[str, Any] = {"clock": clock, "resources": paths.resources(), "desks": DESKS, "officials": (clerk,)}
    assert refusal(office.set_up, database, office=OFFICE, **values)[0] == "administrator-needed"


def test_only_a_sample_office_takes_people_without_a_password(database: Database, clock: Clock) -> None:
    assert refusal(set_up, database, clock, replace(OFFICE, sample=False))[0] == "password-needed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"zone": "Europe/Nowhere"}, "zone-unknown"),
        ({"country": "XX"}, "country-unknown"),
        ({"currency": "EURO"}, "currency-unknown"),
        ({"hours": {}}, "hours-unreadable"),
        ({"hours": {0: ((600, 540),)}}, "hours-unreadable"),
        ({"name": "  "}, "office-name-needed"),
    ],
)
def test_an_office_that_could_not_work_is_not_set_up(
    database: Database, clock: Clock, change: dict[str, Any], code: str
) -> None:
    given = office.OfficeGiven(**{**OFFICE.__dict__, **change})
    assert refusal(set_up, database, clock, given)[0] == code
    with database.reading() as work:
        assert rows.every(work, Official) == ()


# -- sign-in ----------------------------------------------------------------------------------------------------


def test_one_click_enters_a_sample_office(shop: Shop) -> None:
    sheet = office.sign_in_sheet(shop.program())
    program = office.sign_in(shop.program(), login="ada")
    assert {card.login: card.needs_password for card in sheet.officials}["ada"] is False
    assert program.signed_in is not None
    assert program.signed_in.roles == {"clerk", "cashier"}


def test_a_role_of_the_office_brings_the_built_in_one_it_belongs_to(shop: Shop) -> None:
    signed_in = shop.at("rita").signed_in
    assert signed_in is not None
    assert signed_in.roles == {"registrar", "back_office"}


def test_a_password_is_kept_as_argon2id_and_asked_for(real: Program) -> None:
    with real.database.reading() as work:
        stored = [official.password_hash or "" for official in rows.every(work, Official)]
    assert all(text.startswith("$argon2id$") for text in stored)
    assert office.sign_in(real, login=" Ada ", password=PASSWORD).signed_in is not None


def test_a_wrong_password_says_how_many_tries_are_left_and_then_rests(real: Program, clock: Clock) -> None:
    told = [refusal(office.sign_in, real, login="ada", password=f"wrong {n}") for n in range(6)]
    assert told[0] == ("sign-in-wrong", {"left": 4})
    assert told[4] == ("sign-in-wrong", {"left": 0})
    assert told[5][0] == "sign-in-rests"
    assert refusal(office.sign_in, real, login="ada", password=PASSWORD)[0] == "sign-in-rests"
    clock.forward(minutes=6)
    assert office.sign_in(real, login="ada", password=PASSWORD).signed_in is not None


def test_whether_a_login_exists_is_not_told(real: Program) -> None:
    known = refusal(office.sign_in, real, login="ada", password="x")
    elsewhere = replace(real, desk_code="B")
    assert refusal(office.sign_in, elsewhere, login="nobody", password="x") == known


def test_who_was_let_go_signs_in_no_more(shop: Shop) -> None:
    ben = shop.at("ben").signed_in
    assert ben is not None
    who = ben.official
    shop.do(office.change_official, by="adam", official_id=who.id, version=who.version, active=False)
    assert refusal(office.sign_in, shop.program(), login="ben")[0] == "sign-in-wrong"


def test_who_is_let_go_while_signed_in_changes_nothing_more(shop: Shop) -> None:
    ben = shop.at("ben").signed_in
    assert ben is not None
    values: dict[str, Any] = {"official_id": ben.official.id, "version": ben.official.version}
    shop.do(office.change_official, by="adam", active=False, **values)
    assert refusal(shop.do, visits.open_visit, by="ben") == ("let-go", {"official": "Ben"})


def test_who_was_given_a_new_password_starts_again_with_all_tries(real: Program) -> None:
    administrator = office.sign_in(real, login="adam", password=PASSWORD)
    with real.database.reading() as work:
        ada = rows.find(work, Official, login="ada")
    assert ada is not None
    for guess in range(5):
        refusal(office.sign_in, real, login="ada", password=f"guess {guess}")
    values: dict[str, Any] = {"official_id": ada.id, "version": ada.version, "password": "another river"}
    office.change_official(administrator, str(uuid4()), **values)
    assert refusal(office.sign_in, real, login="ada", password="another river")[0] == "password-once"
    own = {"password": "another river", "new_password": "a river of her own"}
    assert office.sign_in(real, login="ada", **own).signed_in is not None


def test_nobody_signs_in_at_a_desk_the_office_does_not_have(shop: Shop) -> None:
    assert refusal(office.sign_in, shop.program("Z"), login="ada") == ("no-such-desk", {"desk": "Z"})


def test_who_is_signed_in_signs_out_first(shop: Shop) -> None:
    program = shop.at("ada")
    assert refusal(office.sign_in, program, login="ben")[0] == "already-signed-in"
    out = office.sign_out(program)
    assert out.signed_in is None
    assert refusal(office.head, out)[0] == "nobody-signed-in"


def test_a_desk_is_held_by_one_program_at_a_time(shop: Shop, shop_url: str) -> None:
    if shop.database.dialect == "sqlite":
        assert refusal(open_database, shop_url)[0] == "second-program"
        return
    office.sign_in(shop.program(), login="ada")
    other = open_database(shop_url)
    try:
        elsewhere = Program(other, shop.clock, paths.resources(), "A")
        code, values = refusal(office.sign_in, elsewhere, login="ben")
        assert (code, values["desk"]) == ("desk-taken", "A")
        assert "Ada" in str(values["holder"])
    finally:
        other.close()


def test_sign_in_and_out_are_in_the_history_of_the_desk(shop: Shop) -> None:
    shop.opens_shifts = False
    office.sign_out(shop.at("ada"))
    kinds = [line.kind for line in history.events(shop.at("sue"), desk="A")]
    assert kinds == ["signed-out", "signed-in", "office-set-up"]


def test_a_visit_left_open_is_parked_when_its_official_signs_out(shop: Shop) -> None:
    visit = shop.visit()
    office.sign_out(shop.at("ada"))
    with shop.database.reading() as work:
        assert rows.get(work, Visit, visit.id).state == "held"


def test_who_comes_back_after_a_crash_finds_the_visit_open_and_somebody_else_finds_it_parked(shop: Shop) -> None:
    visit = shop.visit()
    again = office.sign_in(shop.program(), login="ada")
    open_visit = visits.today(again).open_visit
    other = office.sign_in(shop.program(), login="ben")
    assert open_visit is not None
    assert open_visit.id == visit.id
    assert visits.today(other).open_visit is None
    assert [card.id for card in visits.today(other).parked] == [visit.id]


def test_a_clock_set_back_is_told_before_anything_is_changed(shop: Shop) -> None:
    shop.visit()
    shop.clock.forward(hours=-1)
    with pytest.raises(Refused) as refused:
        shop.citizen()
    assert refused.value.message.code == "clock-set-back"
    assert refused.value.message.values == {"now": "2026-09-15 09:00", "newest": "2026-09-15 10:00"}
    assert refusal(office.sign_in, shop.program(), login="ada")[0] == "clock-set-back"


def test_the_head_says_who_and_where(shop: Shop) -> None:
    shop.opens_shifts = False
    head = office.head(shop.at("ada"))
    assert (head.official, head.desk.code, head.shift_since) == ("Ada", "A", None)
    assert (head.cases_to_work, head.ready_to_collect, head.unprinted) == (0, 0, 0)


# -- a second person ----------------------------------------------------------------------------------------------


def test_the_password_of_a_second_person_is_shown_nowhere() -> None:
    assert PASSWORD not in repr(Second("sue", PASSWORD))
    assert PASSWORD not in repr(office.OfficialGiven("sue", "Sue", (), PASSWORD))


# -- administration -----------------------------------------------------------------------------------------------


def test_an_administrator_adds_a_desk_whose_series_begin_at_one(shop: Shop) -> None:
    desk = shop.do(office.add_desk, by="adam", code="d4", name="Desk 4")
    assert (desk.code, desk.next_receipt, desk.next_event) == ("D4", 1, 1)
    assert refusal(shop.do, office.add_desk, by="adam", code="D4")[0] == "desk-code-taken"
    assert refusal(shop.do, office.add_desk, by="adam", code="O1")[0] == "desk-code-unreadable"


def test_an_administrator_adds_somebody_who_then_signs_in(shop: Shop) -> None:
    values: dict[str, Any] = {"login": "Zoe", "name": "Zoe", "roles": ("clerk", "inspector"), "password": PASSWORD}
    shop.do(office.add_official, by="adam", **values)
    own = {"password": PASSWORD, "new_password": "a stone of her own"}
    signed_in = office.sign_in(shop.program("B"), login="zoe", **own).signed_in
    assert signed_in is not None
    assert signed_in.roles == {"clerk", "inspector", "back_office"}
    assert refusal(shop.do, office.add_official, by="adam", **values)[0] == "login-taken"


def test_a_password_has_eight_characters_and_a_role_is_one_of_the_office(shop: Shop) -> None:
    short = refusal(shop.do, office.add_official, by="adam", login="z", name="Z", roles=(), password="short")
    role = refusal(shop.do, office.add_official, by="adam", login="z", name="Z", roles=("boss",))
    assert (short[0], role) == ("password-short", ("no-such-role", {"role": "boss"}))


def test_the_last_administrator_stays(shop: Shop) -> None:
    signed_in = shop.at("adam").signed_in
    assert signed_in is not None
    who = signed_in.official
    values: dict[str, Any] = {"official_id": who.id, "version": who.version, "roles": ("clerk",)}
    code = refusal(shop.do, office.change_official, by="adam", **values, second=Second("sue"))
    assert code[0] == "last-administrator"


def test_another_name_of_the_office_stands_at_its_head(shop: Shop) -> None:
    before = office.head(shop.at("adam")).office
    shop.do(office.change_office, by="adam", version=before.version, name="Bridge House", languages=("en", "fr"))
    changed = office.head(shop.at("adam")).office
    assert (changed.name, changed.languages, changed.currency) == ("Bridge House", ("en", "fr"), "EUR")


def test_hours_closing_days_and_holidays_make_the_working_calendar(shop: Shop) -> None:
    shop.do(office.set_hours, by="adam", version=1, hours={1: ((540, 720), (780, 1020)), 2: ((540, 720),)})
    shop.do(office.add_closing_day, by="adam", day=date(2026, 9, 16), reason="Works")
    with shop.database.reading() as work:
        calendar = working_calendar(Look(shop.program(), work, shop.clock()))
    christmas_week = [calendar.is_open_day(date(2026, 12, 22) + timedelta(days=days)) for days in range(5)]
    assert [calendar.is_open_day(date(2026, 9, day)) for day in (14, 15, 16, 22, 23)] == [
        False,
        True,
        False,
        True,
        True,
    ]
    assert christmas_week == [True, True, False, False, False]
    assert date(2026, 12, 25) in calendar.closed
    assert len(calendar.openings(date(2026, 9, 15))) == 2


def test_a_closing_day_is_taken_back(shop: Shop) -> None:
    shop.do(office.add_closing_day, by="adam", day=date(2026, 9, 16))
    assert refusal(shop.do, office.add_closing_day, by="adam", day=date(2026, 9, 16))[0] == "closing-day-known"
    shop.do(office.remove_closing_day, by="adam", day=date(2026, 9, 16))
    assert refusal(shop.do, office.remove_closing_day, by="adam", day=date(2026, 9, 16))[0] == "closing-day-unknown"


def test_the_office_works_on_a_holiday_and_keeps_it_again(shop: Shop) -> None:
    with shop.database.reading() as work:
        row = rows.every(work, Office)[0]
    chosen = holidays_of(row.country, row.region, 2026, "en")[-1]
    shop.do(office.set_holiday, by="adam", version=row.version, key=chosen.key, worked=True)
    with shop.database.reading() as work:
        assert chosen.days[0] not in working_calendar(Look(shop.program(), work, shop.clock())).closed
    shop.do(office.set_holiday, by="adam", version=row.version + 1, key=chosen.key, worked=False)
    with shop.database.reading() as work:
        assert chosen.days[0] in working_calendar(Look(shop.program(), work, shop.clock())).closed
    values = {"version": row.version + 2, "key": "No such day", "worked": True}
    assert refusal(shop.do, office.set_holiday, by="adam", **values)[0] == "holiday-unknown"


def test_registers_are_loaded_again_without_touching_what_the_office_has(shop: Shop) -> None:
    assert shop.do(catalogue.load_registers, by="sue") == ()
