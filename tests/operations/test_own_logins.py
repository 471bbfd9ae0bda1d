"""An office on PostgreSQL where each person signs in with a login of the database of her own."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

import oss_desk
from oss_desk import bootstrap, paths
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office, Official
from oss_desk.domain.till import CashSession, Receipt
from oss_desk.operations.care.backups import make_backup
from oss_desk.operations.history.erasing import erase_texts
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.money import cashing_up, till
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.money.waivers import set_waiver_limit
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import ASKS, Second, answer_approval, ask_elsewhere
from oss_desk.operations.office.officials import add_official, change_official, change_password
from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, Plan
from oss_desk.operations.program import Look, Program
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import Payer
from oss_desk.operations.visits import visits
from oss_desk.settings import Settings, read_settings, save_settings
from oss_desk.storage import logins, rows
from oss_desk.storage.database import open_database
from oss_desk.storage.doors import Door, door_of
from oss_desk.storage.migrate import migrate
from tests.operations.casework import copy_case, sheet
from tests.operations.conftest import COPY, PEOPLE, Clock, Shop, build
from tests.operations.test_whole_way import worked
from tests.own_logins import OwnOffice
from tests.postgres import PostgresServer

SECRETS = {login: f"{login} has a secret" for login in PEOPLE}


class OwnShop(Shop):
    """A shop whose people come through the door, each by her own login."""

    def enter(self, login: str, desk: str) -> Program:
        """Somebody signs in with her password, where whoever sat there leaves first."""
        for who, at in tuple(self.signed_in):
            if at == desk:
                office.sign_out(self.signed_in.pop((who, at)))
        return office.sign_in(self.program(desk), login=login, password=SECRETS[login])


@pytest.fixture
def own_url(own_office: OwnOffice) -> str:
    """The address by which the server's administrator reaches a shop with own logins."""
    return own_office("shop", build, SECRETS)


@pytest.fixture
def shop(own_url: str, clock: Clock) -> Iterator[Shop]:
    """A shop at work."""
    door = door_of(own_url)
    assert door is not None
    opened = OwnShop(door, clock)
    yield opened
    for program in opened.signed_in.values():
        program.database.close()


def test_a_case_goes_its_whole_way_with_everybody_signed_in_as_herself(shop: Shop) -> None:
    service = shop.service((paths.resources() / "services" / "passport.yaml").read_text("utf-8"))
    visit = shop.visit(shop.citizen(born="1980-05-05", resident=True))
    request = shop.line(visit, service)
    filling = walking.fill(shop.at("ada"), visit.id)
    way = walking.proposal(shop.at("ada"), request_id=request.id)
    (case,) = walking.start_and_pay(shop.at("ada"), filling, Payer(None, None, "Tamar Kvelidze"))
    for step in way.steps:
        if step.kind == "act":
            worked(shop, case, step)
        else:
            walking.collect(shop.at("ada"), case.id)
    with shop.at("aude").database.reading() as work:
        events = rows.every(work, Event)
        people = {official.id: official.login for official in rows.every(work, Official)}
    assert {people[event.official_id] for event in events if event.official_id} >= {"ada", "rita", "sue"}


def test_a_wrong_password_is_told_as_always_and_noted_by_the_next_who_is_let_in(shop: Shop) -> None:
    for login in ("ada", "nobody-here"):
        with pytest.raises(Refused, match="sign-in-wrong"):
            office.sign_in(shop.program(), login=login, password="a guess")
    ada = shop.at("ada")
    with ada.database.reading() as work:
        failed = rows.every(work, Event, kind="sign-in-failed")
    assert [event.official_id for event in failed] == [official_of(ada).id] * 2


def test_five_wrong_tries_make_the_door_wait(shop: Shop, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="sign-in-wrong"):
            office.sign_in(shop.program(), login="ada", password="a guess")
    with pytest.raises(Refused, match="sign-in-rests"):
        office.sign_in(shop.program(), login="ada", password=SECRETS["ada"])
    clock.forward(minutes=2)
    office.sign_in(shop.program(), login="ada", password=SECRETS["ada"]).database.close()


def test_nothing_can_be_read_before_somebody_has_signed_in_nor_after_she_left(shop: Shop) -> None:
    with pytest.raises(Refused, match="nobody-signed-in"):
        office.sign_in_sheet(shop.program())
    left = office.sign_out(office.sign_in(shop.program(), login="ben", password=SECRETS["ben"]))
    assert isinstance(left.database, Door)
    with pytest.raises(Refused, match="nobody-signed-in"):
        office.sign_in_sheet(left)


def test_no_hash_is_kept_where_the_server_knows_the_passwords(shop: Shop) -> None:
    with shop.at("adam").database.reading() as work:
        people = rows.every(work, Official)
    assert {official.password_hash for official in people} == {None}
    assert all(official.database_login and official.database_login.startswith(official.login) for official in people)


def test_a_person_who_is_let_go_is_put_out_at_once_and_not_let_in_again(shop: Shop) -> None:
    ben, adam = shop.at("ben"), shop.at("adam")
    her = official_of(ben)
    shop.do(change_official, by="adam", official_id=her.id, version=her.version, active=False)
    with pytest.raises(Refused, match=r"login-closed|database-lost"):
        shop.do(visits.open_visit, by="ben", visitor_id=None)
    with adam.database.reading() as work:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE usename = :login"
        assert work.connection.scalar(text(asked), {"login": her.database_login}) == 0
    with pytest.raises(Refused, match="sign-in-wrong"):
        office.sign_in(shop.program(), login="ben", password=SECRETS["ben"])


def test_a_new_person_gets_a_login_and_chooses_her_own_password(shop: Shop) -> None:
    values: dict[str, Any] = {"login": "nina", "name": "Nina", "roles": ("clerk",), "password": "the first one"}
    shop.do(add_official, by="adam", **values)
    with pytest.raises(Refused, match="password-once"):
        office.sign_in(shop.program("C"), login="nina", password="the first one")
    nina = office.sign_in(shop.program("C"), login="nina", password="the first one", new_password="all her own")
    visits.open_visit(nina, "nina-1", visitor_id=None)
    office.sign_out(nina)
    with pytest.raises(Refused, match="sign-in-wrong"):
        office.sign_in(shop.program("C"), login="nina", password="the first one")
    office.sign_in(shop.program("C"), login="nina", password="all her own").database.close()


def test_a_role_that_is_taken_away_is_taken_away_in_the_database_too(shop: Shop) -> None:
    ada = shop.at("ada")
    her = official_of(ada)
    shop.do(change_official, by="adam", official_id=her.id, version=her.version, roles=("clerk",))
    with ada.database.writing() as work, pytest.raises(DBAPIError, match="permission denied"):
        work.connection.execute(text("INSERT INTO payment_part SELECT * FROM payment_part"))


def test_a_second_person_at_the_desk_says_so_with_her_own_login(shop: Shop) -> None:
    her = official_of(shop.at("ben"))
    values: dict[str, Any] = {"official_id": her.id, "version": her.version, "roles": ("clerk", "cashier")}
    with pytest.raises(Refused, match="sign-in-wrong"):
        shop.do(change_official, by="adam", **values, second=Second("sue", "a guess"))
    shop.do(change_official, by="adam", **values, second=Second("sue", SECRETS["sue"]))
    with shop.at("adam").database.reading() as work:
        answered = rows.every(work, Event, kind="approval-answered")
        sue = rows.find(work, Official, login="sue")
    assert sue is not None
    assert [event.official_id for event in answered] == [sue.id]


def refused_at_commit(program: Program, statement: str) -> str:
    """The guard that refuses what somebody writes by SQL with her own login."""

    def write() -> None:
        with program.database.writing() as work:
            work.connection.execute(text(statement))
            work.commit()

    with pytest.raises(Refused, match="guard-refused") as caught:
        write()
    return str(caught.value.message.values["guard"])


def test_an_administrator_alone_gives_and_takes_no_role_by_sql(shop: Shop) -> None:
    adam = shop.at("adam")
    given = "INSERT INTO official_role (official_id, role) SELECT id, 'cashier' FROM official WHERE login = 'ben'"
    assert refused_at_commit(adam, given) == "official_role_told_insert"
    taken = "DELETE FROM official_role WHERE role = 'auditor'"
    assert refused_at_commit(adam, taken) == "official_role_told_delete"
    her = official_of(shop.at("ben"))
    shop.do(change_official, by="adam", official_id=her.id, version=her.version, name="Ben B.", roles=("clerk",))


def test_texts_are_emptied_with_a_second_persons_word_and_never_by_sql_alone(shop: Shop) -> None:
    tamar, sue = shop.citizen("Tamar Kvelidze"), shop.at("sue")
    emptied = "UPDATE event_text SET text = '', salt = '' WHERE kind = 'name'"
    assert refused_at_commit(sue, emptied) == "event_text_told"
    values: dict[str, Any] = {"kind": "citizen", "id": tamar.id, "reason": "She asked for it"}
    shop.do(erase_texts, by="sue", **values, second=Second("sam", SECRETS["sam"]))
    with sue.database.reading() as work:
        breaks = verify(Look(sue, work, sue.clock())).breaks
    assert [
        one for one in breaks if one.of != "official"
    ] == []  # their logins were given by the server's administrator


@pytest.mark.usefixtures("with_pg_dump")
def test_a_supervisor_backs_up_with_her_own_login(shop: Shop, tmp_path: Path) -> None:
    copy_case(shop, shop.service(COPY))
    made = make_backup(shop.at("sue"), tmp_path)
    assert (made.kind, made.facts.counts["payment"]) == ("dump", 1)


def breaks(_: object) -> None:
    """The server is gone in the middle."""
    raise RuntimeError


def test_an_office_whose_making_broke_off_before_the_logins_is_made_on_when_it_is_made_again(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgres_server.create()
    url = postgres_server.url(name)
    try:
        monkeypatch.setattr(logins, "put_up", breaks)
        with pytest.raises(RuntimeError):
            bootstrap.make_office(url, planned(MARKED))
        assert bootstrap.address_for_all(url) == url
        monkeypatch.undo()
        bootstrap.make_office(url, planned(MARKED))
        assert bootstrap.address_for_all(url) != url
        with pytest.raises(Refused, match="office-there-already"):
            bootstrap.make_office(url, planned(MARKED))
    finally:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)


def official_of(program: Program) -> Official:
    """Who is at the desk."""
    assert program.signed_in is not None
    return program.signed_in.official


def test_a_day_of_the_till_with_void_and_z_by_each_ones_own_login(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY), copies=2)
    ada = shop.at("ada")
    with ada.database.reading() as work:
        (receipt,) = rows.every(work, Receipt)
    values: dict[str, Any] = {"receipt_id": receipt.id, "reason": "wrong-service", "words": "She wanted another paper"}
    with pytest.raises(Refused, match=r"second-may-not|second-is-first"):
        shop.do(till.void, **values, second=Second("ada", SECRETS["ada"]))
    voided = shop.do(till.void, **values, second=Second("sue", SECRETS["sue"]))
    assert (voided.amount, voided.payment_id) == (-1000, receipt.payment_id)
    assert sheet(shop, case).case.open
    shop.do(cashing_up.move_cash, kind="in", amount=500, reason="Coins for change")
    shop.do(cashing_up.print_x)
    shop.do(cashing_up.count_till, counted=Counted(500))
    made = shop.do(cashing_up.close_shift)
    assert (made.number, made.official_id) == (1, official_of(ada).id)


def test_a_till_is_handed_over_with_both_signing_by_their_own_logins(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    counted = Counted(500)
    made = shop.do(cashing_up.hand_over_till, counted=counted, second=Second("cass", SECRETS["cass"]))
    assert made.number == 1
    with shop.at("aude").database.reading() as work:
        (session,) = rows.every(work, CashSession, closed_at=None)
        cass = rows.find(work, Official, login="cass")
    assert cass is not None
    assert session.official_id == cass.id


MARKED = "ZZPW-a-password-that-nobody-else-has"


def test_an_office_made_on_a_server_has_own_logins_and_no_file_holds_a_password(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """R62: settings, profile folder and log hold no password after an office was made and worked in."""
    name = postgres_server.create()
    settings = replace(read_settings({"OSS_DESK_SETTINGS": str(tmp_path / "settings.toml")}), data=tmp_path)
    try:
        bootstrap.make_office(postgres_server.url(name), planned(MARKED))
        address = bootstrap.address_for_all(postgres_server.url(name))
        save_settings(settings.file, database=address, data=str(tmp_path), desk="A")
        worked_in(replace(settings, desk="A"), address)
        asked = "SELECT rolpassword LIKE 'SCRAM-SHA-256$%%' FROM pg_authid WHERE rolname = %s"
        with psycopg.connect(host=str(postgres_server.folder), user="postgres", dbname=name) as connection:
            assert connection.execute(asked, (f"anna@{name}",)).fetchone() == (True,)
    finally:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)
    assert "postgres@" not in settings.file.read_text("utf-8")
    files = [*tmp_path.rglob("*"), postgres_server.folder / "log"]
    found = [file for file in files if file.is_file() and MARKED.encode() in file.read_bytes()]
    assert found == []


def worked_in(settings: Settings, address: str) -> None:
    """Somebody signs in, changes her password and leaves."""
    program = bootstrap.open_office(settings, address)
    assert office.is_at_the_door(program)
    anna = office.sign_in(program, login="anna", password=MARKED)
    change_password(anna, "mine", password=MARKED, new_password=f"{MARKED}-2")
    office.sign_out(anna)


def planned(password: str) -> Plan:
    """The least office there is."""
    given = OfficeGiven(name="Town hall", currency="EUR", zone="Europe/Tallinn", country="EE")
    return Plan(given, (DeskGiven("A"),), (OfficialGiven("anna", "Anna", ("administrator",), password),))


def test_an_office_of_before_is_turned_over_and_its_first_passwords_are_for_one_use(
    postgres_server: PostgresServer, clock: Clock
) -> None:
    name = postgres_server.create(postgres_server.template("shop", build))
    url = postgres_server.url(name)
    try:
        chosen = bootstrap.give_logins(url, clock)
        assert set(chosen) == set(PEOPLE)
        door = door_of(url)
        assert door is not None
        program = Program(door, clock, paths.resources(), "A")
        with pytest.raises(Refused, match="password-once"):
            office.sign_in(program, login="ada", password=chosen["ada"])
        ada = office.sign_in(program, login="ada", password=chosen["ada"], new_password="one of her own")
        office.sign_out(ada)
        assert bootstrap.give_logins(url, clock) == {}
    finally:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)


def test_a_file_has_no_logins(shop_file: Path, tmp_path: Path) -> None:
    file = shutil.copy(shop_file, tmp_path / "shop.sqlite")
    with pytest.raises(Refused, match="logins-of-a-file"):
        bootstrap.give_logins(f"sqlite:///{file}")


def test_what_is_built_names_no_address_with_a_password() -> None:
    """R62: neither the program nor what comes with it."""
    address = re.compile(rb"postgres(ql)?(\+psycopg)?://[^\s:/@\"'{]+:[^\s@\"'{]+@")
    folders = (Path(oss_desk.__file__).parent, paths.resources(), paths.migrations())
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    assert len(files) > 300
    assert [file.name for file in files if address.search(file.read_bytes())] == []


def test_an_office_that_came_under_another_name_lets_nobody_in_before_logins_are_given(
    own_url: str, postgres_server: PostgresServer, clock: Clock
) -> None:
    before = make_url(own_url).database
    name = postgres_server.create(before)
    url = postgres_server.url(name)
    try:
        moved = door_of(url)
        assert moved is None
        with closing(open_database(url)) as database, pytest.raises(Refused, match="sign-in-wrong"):
            office.sign_in(Program(database, clock, paths.resources(), "A"), login="ada")
        assert set(bootstrap.give_logins(url, clock)) == set(PEOPLE)
        assert door_of(url) is not None
    finally:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)


FORGED_VOID = """
INSERT INTO correction (kind, desk_id, seq, number, payment_id, taker_id, cash_session_id, amount, currency,
  reason, words, approver_id, content, at, official_id)
SELECT 'void', p.desk_id, r.seq + 1, 'A-000002', p.id, p.official_id, p.cash_session_id, -p.amount, p.currency,
  'x', 'x', (SELECT id FROM official WHERE login = 'sue'), '{}', now(), p.official_id
FROM payment p JOIN receipt r ON r.payment_id = p.id
"""
FORGED_WORD = """
INSERT INTO approval_answer (approval_id, yes, reason, by_id, at, desk_id)
SELECT 1, true, '', id, now(), 1 FROM official WHERE login = 'sue'
"""


def test_a_cashier_who_knows_sql_voids_nothing_without_the_second_persons_own_word(shop: Shop) -> None:
    """R7: the name of another is not enough, and her word is taken from her own login alone."""
    copy_case(shop, shop.service(COPY))
    with pytest.raises(Refused, match="guard-refused") as refused, shop.at("ada").database.writing() as work:
        work.connection.execute(text(FORGED_VOID))
    assert refused.value.message.values == {"guard": "correction_approved"}
    with shop.at("ada").database.writing() as work, pytest.raises(DBAPIError, match="permission denied"):
        work.connection.execute(text(FORGED_WORD))
    with pytest.raises(Refused, match="guard-refused") as refused, shop.at("sam").database.writing() as work:
        work.connection.execute(text(FORGED_WORD))
    assert refused.value.message.values == {"guard": "approval_answer_actor"}


def test_an_administrator_of_the_server_who_is_no_superuser_makes_an_office_with_logins(
    postgres_server: PostgresServer,
) -> None:
    name, host = "of_a_role", str(postgres_server.folder)
    url = f"postgresql:///{name}?host={host}&user=its_keeper&password={MARKED}"
    postgres_server.run(f"CREATE ROLE its_keeper LOGIN CREATEROLE PASSWORD '{MARKED}'")
    postgres_server.run(f"CREATE DATABASE {name} OWNER its_keeper TEMPLATE template0")
    try:
        bootstrap.make_office(url, planned(MARKED))
        assert MARKED not in bootstrap.address_for_all(url)
        assert "its_keeper" not in bootstrap.address_for_all(url)
        door = door_of(url)
        assert door is not None
        anna = office.sign_in(Program(door, bootstrap.now, paths.resources(), "A"), login="anna", password=MARKED)
        values: dict[str, Any] = {"login": "nina", "name": "Nina", "roles": ("clerk",), "password": "the first one"}
        add_official(anna, "nina-1", **values)
        office.sign_out(anna)
        migrate(url, paths.migrations())
        assert bootstrap.give_logins(url) == {}
    finally:
        postgres_server.drop(name)
        postgres_server.drop_roles(name)
        postgres_server.run("DROP ROLE its_keeper")


A_NUMBER = "UPDATE desk SET next_receipt = next_receipt + 1 WHERE code = 'A'; "
AN_EVENT = """
UPDATE desk SET next_event = next_event + 1 WHERE code = 'B';
INSERT INTO event (desk_id, seq, kind, at, official_id, command_id, subject_kind, subject_id, payload)
SELECT d.id, d.next_event - 1, '{kind}', now(), o.id, 'c', 'office', 1, '{{"second": 6}}'
FROM desk d, official o WHERE d.code = 'B' AND o.login = 'ben'
"""
A_WAIVER = """
INSERT INTO waiver (demand_id, amount, ground, reason, desk_id, at, official_id)
SELECT (SELECT max(id) FROM demand), {amount}, 'x', 'x', 1, now(), id FROM official WHERE login = '{who}'
"""
A_PAYMENT = """
INSERT INTO payment (desk_id, cash_session_id, payer_name, amount, currency, at, official_id)
SELECT desk_id, cash_session_id, 'Forged', 1, 'EUR', at - interval '{days} days', official_id FROM payment
"""
A_REFUND = """
INSERT INTO approval_use (approval_id, command_id, at)
SELECT max(approval_id), 'c', now() FROM approval_answer;
INSERT INTO correction (kind, desk_id, seq, number, payment_id, taker_id, cash_session_id, amount, currency,
  reason, words, approver_id, content, at, official_id)
SELECT 'refund', desk_id, (SELECT next_receipt - 1 FROM desk WHERE code = 'A'), 'A-000099', id, official_id,
  cash_session_id, -amount, currency, 'x', 'x', (SELECT id FROM official WHERE login = 'sue'), '{}', now(), official_id
FROM payment
"""
HER_YES = """
INSERT INTO approval_answer (approval_id, yes, reason, by_id, at, desk_id)
SELECT (SELECT max(id) FROM approval), true, '', id, now(), 1 FROM official WHERE login = 'adam'
"""
HER_PASSWORD = """
SELECT oss_desk_keep_login((SELECT id FROM official WHERE login = 'sue'), 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')
"""
ENDED = "UPDATE cash_session SET closed_at = now(), ended = 'counted', closed_by_id = official_id WHERE desk_id = 1"
A_PAPER = """
INSERT INTO print_job (version, kind, desk_id, subject_kind, subject_id, language, content, layout, state, created_at,
  error)
SELECT 1, kind, desk_id, subject_kind, subject_id, language, content, layout, 'waiting', now(), ''
FROM print_job LIMIT 1
"""
A_CHAIN = "INSERT INTO chain (desk_id, epoch, opened_at, before, reason) VALUES (1, 2, now(), '', 'x')"
ATTACKS: tuple[tuple[str, str, str], ...] = (
    ("ada", ENDED, "cash_session_close"),
    ("cass", ENDED, "cash_session_close"),
    ("ada", A_WAIVER.format(who="ada", amount=500), "waiver_approved"),
    ("ben", A_WAIVER.format(who="ben", amount=5), "waiver_role"),
    ("ada", A_NUMBER + A_REFUND, "correction_approved"),
    ("adam", HER_YES, "approval_answer_may"),
    ("ada", A_PAYMENT.format(days=30), "payment_shift"),
    ("ada", A_PAYMENT.format(days=0), "payment_settles"),
    (
        "ada",
        "INSERT INTO payment_demand SELECT max(d.id), max(p.id) FROM demand d, payment p",
        "payment_demand_with_its_payment",
    ),
    ("ben", AN_EVENT.format(kind="epoch-opened"), "event_epoch"),
    ("ben", AN_EVENT.format(kind="waiver-limit-set"), "event_role"),
    ("adam", AN_EVENT.replace("'ben'", "'adam'").format(kind="waiver-limit-set"), "event_two"),
    ("ben", AN_EVENT.format(kind="payment-taken"), "event_role"),
    (
        "ben",
        "INSERT INTO chain (desk_id, epoch, opened_at, before, reason) VALUES (1, 2, now(), '', 'x')",
        "chain_epoch",
    ),
    ("adam", HER_PASSWORD, "password_told"),
    ("adam", "UPDATE office SET waiver_limit = 1000000", "office_limit"),
    ("adam", "UPDATE office SET idle_minutes = 30", "office_named"),
    ("adam", "UPDATE means_of_payment SET kind = 'card' WHERE code = 'cash'", "means_of_payment_kind"),
    ("adam", "UPDATE means_of_payment SET active = false WHERE code = 'cash'", "means_of_payment_named"),
    ("adam", "UPDATE role SET belongs_to = 'clerk' WHERE code = 'registrar'", "role_belongs"),
    ("adam", "UPDATE official SET active = false WHERE login = 'sue'", "official_named"),
    ("ben", "UPDATE \"case\" SET step_kind = 'ready-to-collect'", "case_named"),
    ("ben", "UPDATE citizen SET name = 'Forged'", "citizen_named"),
    ("ben", A_PAPER, "print_job_named"),
)
"""Who tries what with her own login, and the guard that refuses it."""


def test_whoever_knows_sql_does_nothing_that_the_program_would_not(shop: Shop) -> None:
    """R7, R17, R18, R22, R27, R55: no shift without its Z, no word used for something else, no change untold."""
    copy_case(shop, shop.service(COPY), copies=2)
    with shop.at("ada").database.reading() as work:
        (receipt,), (rules,) = rows.every(work, Receipt), rows.every(work, Office)
    shop.do(set_waiver_limit, by="adam", version=rules.version, limit=10, second=Second("sue", SECRETS["sue"]))
    shop.do(till.void, receipt_id=receipt.id, reason="other", words="Twice", second=Second("sue", SECRETS["sue"]))
    shop.do(till.copy_receipt, receipt_id=receipt.id)
    asked: dict[str, Any] = {"receipt_id": receipt.id, "reason": "Lost", "second": ASKS}
    copying = ask_elsewhere(shop.at("ada"), "asked", verb=till.copy_receipt, values=asked).result
    shop.do(answer_approval, by="sue", approval_id=copying.id, yes=True)
    for who in ("ada", "ben", "cass", "adam"):
        shop.at(who)
    found = [(who, sql, refused_at_commit(shop.at(who), sql)) for who, sql, _ in ATTACKS]
    assert found == list(ATTACKS)
