"""Who gets in and what is kept of it: passwords, the second factor, the PIN, refusals, and who looked at whom."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pyotp
import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from oss_desk import paths
from oss_desk.domain.access import Looked, RecoveryCode, SecondFactor
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office, Official
from oss_desk.domain.till import Receipt
from oss_desk.operations import beside
from oss_desk.operations.history import history
from oss_desk.operations.money import till
from oss_desk.operations.office import office, passwords
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.locks import Pin
from oss_desk.operations.papers import papers
from oss_desk.operations.papers.intake_prints import print_missing
from oss_desk.operations.people import people
from oss_desk.operations.program import OPERATIONS, Look, Program, reading
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import events, rows
from oss_desk.storage.database import Database
from tests.operations import casework
from tests.operations.conftest import COPY, DESKS, OFFICE, TUESDAY, Clock, Shop

PASSWORD = "river and stone"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def refusal(verb: object, *args: object, **values: object) -> tuple[str, dict[str, Any]]:
    """The code and values with which a call is refused."""
    assert callable(verb)
    with pytest.raises(Refused) as refused:
        verb(*args, **values)
    return refused.value.message.code, dict(refused.value.message.values)


@pytest.fixture(autouse=True)
def _quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes with the least that is allowed, so that nobody waits for the tests; one test looks at the real ones."""
    if "parameters" not in request.node.name:
        monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1))
        passwords.nobodys_hash.cache_clear()


@pytest.fixture
def real(database: Database, clock: Clock) -> Program:
    """An office that is no sample; everybody has chosen her password already."""
    people = (("adam", ("administrator",)), ("ada", ("clerk",)), ("sue", ("supervisor",)))
    given = tuple(office.OfficialGiven(login, login.capitalize(), roles, PASSWORD) for login, roles in people)
    values: dict[str, Any] = {"clock": clock, "resources": paths.resources(), "desks": DESKS, "officials": given}
    office.set_up(database, office=replace(OFFICE, sample=False), **values)
    with database.writing() as work:
        for one in rows.every(work, Official, password_once=True):
            rows.change(work, one, password_once=False)
        work.commit()
    return Program(database, clock, paths.resources(), "A")


def official(database: Database, login: str) -> Official:
    """An official as she is stored now."""
    with database.reading() as work:
        found = rows.find(work, Official, login=login)
    assert found is not None
    return found


def told(database: Database, *kinds: str) -> list[Event]:
    """The events of these kinds, the oldest first."""
    with database.reading() as work:
        return list(events.of_kinds(work, kinds, TUESDAY - timedelta(days=1)))


# -- passwords ------------------------------------------------------------------------------------------------


def test_the_parameters_of_a_stored_password_are_well_above_the_least(real: Program) -> None:
    kept = extract_parameters(official(real.database, "ada").password_hash or "")
    assert kept.type is Type.ID
    assert (kept.memory_cost >= 19 * 1024, kept.time_cost >= 2, kept.parallelism >= 1) == (True, True, True)


def test_a_password_kept_with_weaker_parameters_is_hashed_anew_when_its_owner_signs_in(real: Program) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with real.database.writing() as work:
        rows.change(work, rows.every(work, Official, login="ada")[0], password_hash=weak)
        work.commit()
    program = office.sign_in(real, login="ada", password=PASSWORD)
    kept = official(real.database, "ada")
    assert kept.password_hash != weak
    assert not passwords.is_outdated(kept)
    assert office.head(program).official == "Ada"


def test_whoever_was_given_a_password_chooses_her_own_before_she_is_let_in(real: Program) -> None:
    adam = office.sign_in(replace(real, desk_code="B"), login="adam", password=PASSWORD)
    values: dict[str, Any] = {"login": "zoe", "name": "Zoe", "roles": ("clerk",), "password": "from Adam"}
    office.add_official(adam, str(uuid4()), **values)
    assert refusal(office.sign_in, real, login="zoe", password="from Adam")[0] == "password-once"
    same = {"password": "from Adam", "new_password": "from Adam"}
    assert refusal(office.sign_in, real, login="zoe", **same)[0] == "password-same"
    own = {"password": "from Adam", "new_password": "of my own"}
    office.sign_out(office.sign_in(real, login="zoe", **own))
    assert refusal(office.sign_in, real, login="zoe", password="from Adam")[0] == "sign-in-wrong"
    assert office.sign_in(real, login="zoe", password="of my own").signed_in is not None


def test_one_changes_ones_own_password_and_proves_the_old_one(real: Program) -> None:
    program = office.sign_in(real, login="ada", password=PASSWORD)
    values = {"password": "a guess", "new_password": "another river"}
    assert refusal(office.change_password, program, str(uuid4()), **values)[0] == "sign-in-wrong"
    office.change_password(program, str(uuid4()), password=PASSWORD, new_password="another river")
    assert office.head(program).official == "Ada"
    office.sign_out(program)
    assert office.sign_in(real, login="ada", password="another river").signed_in is not None


def test_an_unknown_login_takes_as_long_as_a_wrong_password(real: Program) -> None:
    refusal(office.sign_in, real, login="ada", password="x")
    spent = {}
    for login, desk in (("ada", "B"), ("nobody", "C")):
        begun = process_time()
        for guess in range(3):
            refusal(office.sign_in, replace(real, desk_code=desk), login=login, password=f"x{guess}")
        spent[login] = process_time() - begun
    assert 0.5 < spent["nobody"] / spent["ada"] < 2


def test_wrong_tries_slow_one_desk_and_keep_nobody_out_of_another(real: Program, clock: Clock) -> None:
    for guess in range(5):
        refusal(office.sign_in, real, login="ada", password=f"guess {guess}")
    assert refusal(office.sign_in, real, login="ada", password=PASSWORD) == ("sign-in-rests", {"minutes": 1})
    assert office.sign_in(replace(real, desk_code="B"), login="ada", password=PASSWORD).signed_in is not None
    clock.forward(minutes=1)
    assert refusal(office.sign_in, real, login="sue", password="again")[0] == "sign-in-wrong"
    assert refusal(office.sign_in, real, login="ada", password=PASSWORD) == ("sign-in-rests", {"minutes": 2})
    clock.forward(minutes=5)
    assert office.sign_in(real, login="ada", password=PASSWORD).signed_in is not None


def test_a_supervisor_lets_a_desk_that_rests_be_used_again(real: Program) -> None:
    for guess in range(5):
        refusal(office.sign_in, real, login="ada", password=f"guess {guess}")
    sue = office.sign_in(replace(real, desk_code="B"), login="sue", password=PASSWORD)
    desk = office.sign_in_sheet(real).desk
    assert desk is not None
    office.clear_tries(sue, str(uuid4()), desk_id=desk.id)
    assert office.sign_in(real, login="ada", password=PASSWORD).signed_in is not None


def test_who_signs_in_between_guesses_at_a_colleague_has_no_more_of_them(real: Program) -> None:
    for _ in range(2):
        for guess in range(2):
            refusal(office.sign_in, real, login="sue", password=f"guess {guess}")
        office.sign_out(office.sign_in(real, login="ada", password=PASSWORD))
    assert refusal(office.sign_in, real, login="sue", password="fifth") == ("sign-in-wrong", {"left": 0})


def test_a_failed_sign_in_is_an_event_that_holds_no_login(real: Program) -> None:
    refusal(office.sign_in, real, login="a password in the wrong field", password="x")
    refusal(office.sign_in, real, login="ada", password="x")
    unknown, known = told(real.database, "sign-in-failed")
    assert (unknown.official_id, json.loads(unknown.payload)["official"]) == (None, None)
    assert json.loads(known.payload)["official"] == official(real.database, "ada").id
    with real.database.reading() as work:
        kept = events.texts_of(work, (unknown, known))
    assert all(len(text) == 64 for texts in kept.values() for text in texts.values())


# -- the second factor ---------------------------------------------------------------------------------------


@pytest.fixture
def careful(real: Program) -> Program:
    """An office that asks supervisors and administrators for a second factor."""
    with real.database.writing() as work:
        rows.change(work, rows.get(work, Office, 1), second_factor=True)
        work.commit()
    return real


def shown(clock: Clock, steps: int = 0) -> str:
    """What the phone shows so many steps from now."""
    return pyotp.TOTP(SECRET).at(clock.now + timedelta(seconds=30 * steps))


def with_phone(program: Program, clock: Clock) -> tuple[str, ...]:
    """Sue's phone is set up; her codes on paper."""
    values = {"login": "sue", "password": PASSWORD, "secret": SECRET}
    return office.set_up_factor(program, **values, one_time=shown(clock))


def test_a_supervisor_shows_a_code_of_her_phone_and_a_clerk_does_not(careful: Program, clock: Clock) -> None:
    assert office.sign_in(replace(careful, desk_code="B"), login="ada", password=PASSWORD).signed_in is not None
    assert refusal(office.sign_in, careful, login="sue", password=PASSWORD)[0] == "factor-first"
    assert len(with_phone(careful, clock)) == 10
    assert refusal(office.sign_in, careful, login="sue", password=PASSWORD)[0] == "one-time-needed"
    assert refusal(office.sign_in, careful, login="sue", password=PASSWORD, one_time="000000")[0] == "one-time-wrong"
    assert office.sign_in(careful, login="sue", password=PASSWORD, one_time=shown(clock)).signed_in is not None


def test_a_code_opens_once_and_not_longer_than_a_step_around_its_own(careful: Program, clock: Clock) -> None:
    with_phone(careful, clock)
    clock.forward(minutes=5)
    late = {"login": "sue", "password": PASSWORD}
    assert refusal(office.sign_in, careful, **late, one_time=shown(clock, -2))[0] == "one-time-wrong"
    assert refusal(office.sign_in, careful, **late, one_time=shown(clock, 2))[0] == "one-time-wrong"
    used = shown(clock, 1)
    office.sign_out(office.sign_in(careful, **late, one_time=used))
    assert refusal(office.sign_in, careful, **late, one_time=used)[0] == "one-time-wrong"
    assert refusal(office.sign_in, careful, **late, one_time=shown(clock))[0] == "one-time-wrong"
    clock.forward(minutes=1)
    assert office.sign_in(careful, **late, one_time=shown(clock)).signed_in is not None


def test_a_code_on_paper_stands_once_for_the_phone_and_is_kept_as_a_hash(careful: Program, clock: Clock) -> None:
    first, *_ = with_phone(careful, clock)
    late = {"login": "sue", "password": PASSWORD}
    office.sign_out(office.sign_in(careful, **late, one_time=first.lower().replace("-", " ")))
    assert refusal(office.sign_in, careful, **late, one_time=first)[0] == "one-time-wrong"
    with careful.database.reading() as work:
        kept = rows.every(work, RecoveryCode)
    assert sum(code.used_at is None for code in kept) == 9
    assert all(code.code_hash.startswith("$argon2id$") for code in kept)


def test_a_second_person_shows_her_code_too_and_it_is_used_up(careful: Program, clock: Clock) -> None:
    with_phone(careful, clock)
    adam = official(careful.database, "adam")
    values = {"login": "adam", "password": PASSWORD, "secret": SECRET, "one_time": shown(clock)}
    office.set_up_factor(replace(careful, desk_code="B"), **values)
    given = {"password": PASSWORD, "one_time": shown(clock)}
    program = office.sign_in(replace(careful, desk_code="B"), login="adam", **given)
    change: dict[str, Any] = {"official_id": official(careful.database, "ada").id, "version": 2, "roles": ("cashier",)}

    def changed(second: Second) -> object:
        return office.change_official(program, str(uuid4()), **change, second=second)

    assert adam.active
    assert refusal(changed, Second("sue", PASSWORD))[0] == "one-time-needed"
    changed(Second("sue", PASSWORD, shown(clock)))
    change.update(version=3, roles=("cashier", "supervisor"))
    assert refusal(changed, Second("sue", PASSWORD, shown(clock)))[0] == "one-time-wrong"


def test_a_lost_phone_is_taken_away_by_two_people(careful: Program, clock: Clock) -> None:
    with_phone(careful, clock)
    with careful.database.writing() as work:
        rows.change(work, rows.get(work, Office, 1), second_factor=False)
        work.commit()
    adam = office.sign_in(replace(careful, desk_code="B"), login="adam", password=PASSWORD)
    sue = official(careful.database, "sue")
    assert refusal(office.reset_factor, adam, str(uuid4()), official_id=sue.id)[0] == "second-needed"
    office.reset_factor(adam, str(uuid4()), official_id=sue.id, second=Second("sue", PASSWORD))
    with careful.database.reading() as work:
        assert rows.find(work, SecondFactor, official_id=sue.id) is None


# -- locking ----------------------------------------------------------------------------------------------------


def test_a_pin_has_six_digits_five_tries_and_ends_with_the_last(shop: Shop, tmp_path: Path) -> None:
    assert refusal(Pin.of, "12345")[0] == "pin-short"
    assert refusal(Pin.of, "345678")[0] == "pin-easy"
    pin, ada = Pin.of("604219"), shop.at("ada")
    office.lock(ada, why="asked")
    assert refusal(office.unlock_by_pin, ada, pin=pin, digits="604210") == ("pin-wrong", {"left": 4})
    assert office.unlock_by_pin(ada, pin=pin, digits="604219").signed_in is not None
    told = [refusal(office.unlock_by_pin, ada, pin=pin, digits="000000")[0] for _ in range(5)]
    assert told == ["pin-wrong"] * 4 + ["pin-over"]
    assert refusal(office.unlock_by_pin, ada, pin=pin, digits="604219")[0] == "pin-over"


def test_a_pin_leaves_nothing_in_the_database(shop: Shop) -> None:
    if shop.database.dialect != "sqlite":
        return
    pin, ada = Pin.of("604219"), shop.at("ada")
    office.lock(ada, why="idle")
    office.unlock_by_pin(ada, pin=pin, digits="604219")
    file = Path(shop.database.place)
    held = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert b"unlocked" in held
    assert b"604219" not in held
    assert pin._digest not in held
    assert pin._digest.hex().encode() not in held
    assert "604219" not in repr(pin)


def test_twelve_hours_after_the_password_nothing_is_done_or_shown_and_what_was_typed_is_kept(
    real: Program, clock: Clock
) -> None:
    program = office.sign_in(real, login="ada", password=PASSWORD)
    visit = visits.open_visit(program, str(uuid4())).result
    clock.now += timedelta(hours=12, minutes=1)
    assert refusal(visits.visit, program, visit_id=visit.id)[0] == "session-over"
    assert refusal(people.find_people, program, text="Kvelidze")[0] == "session-over"
    assert refusal(visits.close_visit, program, str(uuid4()), visit_id=visit.id, version=visit.version)[0] == (
        "session-over"
    )
    basket.keep_draft(program, visit_id=visit.id, part="citizen", content={"name": "Tamar"})
    back = office.unlock(program, password=PASSWORD)
    assert visits.visit(back, visit_id=visit.id).visit.id == visit.id


def test_twelve_hours_after_the_password_a_pin_is_not_enough(real: Program, clock: Clock) -> None:
    program = office.sign_in(real, login="ada", password=PASSWORD)
    pin = Pin.of("604219")
    clock.forward(hours=12, minutes=1)
    assert refusal(office.unlock_by_pin, program, pin=pin, digits="604219")[0] == "session-over"
    assert refusal(office.unlock, program, password="x")[0] == "sign-in-wrong"
    renewed = office.unlock(program, password=PASSWORD)
    assert office.unlock_by_pin(renewed, pin=pin, digits="604219").signed_in is not None


# -- sessions -----------------------------------------------------------------------------------------------------


def test_who_is_let_go_sees_nothing_more_and_cannot_come_back_from_a_lock(shop: Shop) -> None:
    ben = shop.at("ben")
    assert ben.signed_in is not None
    values: dict[str, Any] = {"official_id": ben.signed_in.official.id, "version": ben.signed_in.official.version}
    shop.do(office.change_official, by="adam", active=False, **values)
    assert refusal(office.head, ben)[0] == "let-go"
    assert refusal(office.unlock_by_pin, ben, pin=Pin.of("604219"), digits="604219")[0] == "let-go"


def test_a_role_taken_away_acts_at_once(shop: Shop) -> None:
    ada = shop.at("ada")
    assert ada.signed_in is not None
    values: dict[str, Any] = {"official_id": ada.signed_in.official.id, "version": ada.signed_in.official.version}
    shop.do(office.change_official, by="adam", roles=("cashier",), **values)
    assert refusal(visits.open_visit, ada, str(uuid4()))[0] == "roles-changed"
    assert refusal(visits.today, ada)[0] == "roles-changed"


def test_nobody_gives_herself_roles_or_anybody_weighty_ones_alone(shop: Shop) -> None:
    adam, ben = shop.at("adam").signed_in, shop.at("ben").signed_in
    assert adam is not None
    assert ben is not None
    own: dict[str, Any] = {"official_id": adam.official.id, "version": adam.official.version}
    assert refusal(shop.do, office.change_official, by="adam", **own, roles=("administrator", "clerk"))[0] == (
        "second-needed"
    )
    his: dict[str, Any] = {"official_id": ben.official.id, "version": ben.official.version}
    head: dict[str, Any] = {"code": "head", "title": {"en": "Head"}, "belongs_to": "supervisor"}
    shop.do(office.keep_role, by="adam", version=1, **head)
    for role in ("cashier", "supervisor", "administrator", "head"):
        assert refusal(shop.do, office.change_official, by="adam", **his, roles=("clerk", role))[0] == "second-needed"
    new: dict[str, Any] = {"login": "zoe", "name": "Zoe", "roles": ("cashier",)}
    assert refusal(shop.do, office.add_official, by="adam", **new)[0] == "second-needed"
    sam = shop.at("sam").signed_in
    assert sam is not None
    hers: dict[str, Any] = {"official_id": sam.official.id, "version": sam.official.version}
    hers |= {"roles": ("supervisor", "administrator"), "second": Second("sam")}
    assert refusal(shop.do, office.change_official, by="adam", **hers)[0] == "second-took-part"
    shop.do(office.change_official, by="adam", **his, roles=("clerk", "back_office"))
    shop.do(office.add_official, by="adam", **new, second=Second("sue"))


# -- what is kept of refusals and looks ----------------------------------------------------------------------------


def test_what_was_refused_for_want_of_a_second_person_is_kept_with_who_asked(shop: Shop) -> None:
    adam = shop.at("adam").signed_in
    assert adam is not None
    refusal(shop.do, office.add_official, by="adam", login="zoe", name="Zoe", roles=("supervisor",))
    (kept,) = told(shop.database, "command-refused")
    assert (kept.official_id, kept.role) == (adam.official.id, "administrator")
    assert json.loads(kept.payload) == {"operation": "add_official", "code": "second-needed"}


def test_a_slip_of_a_form_is_not_kept(shop: Shop) -> None:
    shop.visit()
    refusal(shop.do, visits.open_visit)
    refusal(shop.do, office.add_desk, by="adam", code="??")
    assert told(shop.database, "command-refused") == []


def test_a_wrong_password_of_a_second_person_is_kept_after_the_rollback(real: Program) -> None:
    adam = office.sign_in(real, login="adam", password=PASSWORD)
    new: dict[str, Any] = {"login": "zoe", "name": "Zoe", "roles": ("cashier",), "password": "from Adam"}
    for guess in range(5):
        wrong = Second("sue", f"guess {guess}")
        assert refusal(office.add_official, adam, str(uuid4()), **new, second=wrong)[0] == "sign-in-wrong"
    assert len(told(real.database, "sign-in-failed")) == 5
    rests = refusal(office.add_official, adam, str(uuid4()), **new, second=Second("sue", PASSWORD))
    assert rests[0] == "sign-in-rests"


def test_every_right_of_money_and_approval_has_its_refusals_kept() -> None:
    for operation in OPERATIONS.values():
        if operation.lane == "commands" and operation.right in ("take-money", "overrule"):
            assert beside.is_kept("anything-new", operation.right), operation.name
    assert not beside.is_kept("owed-changed", "take-money")
    assert beside.is_kept("not-allowed", "serve")


def test_a_record_opened_from_a_search_needs_a_reason_which_is_kept(shop: Shop) -> None:
    citizen = shop.citizen()
    about: dict[str, Any] = {"kind": "citizen", "id": citizen.id}
    assert refusal(people.person, shop.at("sue"), **about)[0] == "purpose-needed"
    assert refusal(people.person, shop.at("sue"), **about, reason="other")[0] == "purpose-needed"
    people.person(shop.at("sue"), **about, reason="other", words="She phoned", query="kvel")
    kept = history.history_of(shop.at("aude"), kind="citizen", id=citizen.id)[-1]
    assert (kept.kind, kept.official, kept.texts) == ("record-opened", "Sue", {"query": "kvel", "words": "She phoned"})
    assert kept.payload == {"purpose": "search", "reason": "other"}


def test_a_record_is_opened_for_a_visit_or_a_case_once_however_often_it_is_drawn(shop: Shop) -> None:
    case = casework.copy_case(shop, shop.service(COPY))
    for _ in range(3):
        casework.sheet(shop, case)
    purposes = [json.loads(event.payload) for event in told(shop.database, "record-opened")]
    assert [one for one in purposes if one["purpose"] == "case"] == [{"purpose": "case", "case": case.id}]
    assert len([one for one in purposes if one["purpose"] == "visit"]) == 1


def test_who_opens_a_paper_or_a_receipt_of_a_person_looks_at_her_record(shop: Shop) -> None:
    case = casework.copy_case(shop, shop.service(COPY))
    auditor = shop.at("aude")
    with shop.database.reading() as work:
        (job,) = rows.every(work, PrintJob, kind="receipt")
        paid = rows.every(work, Receipt)[0].number
    before = len(told(shop.database, "record-opened"))
    for _ in range(2):
        papers.draw_job(auditor, job_id=job.id)
        till.receipt(auditor, number=paid)
    kept = told(shop.database, "record-opened")[before:]
    assert [(one.official_id, one.subject_kind, one.subject_id) for one in kept] == [
        (auditor.signed_in and auditor.signed_in.official.id, "citizen", case.applicant_citizen_id)
    ]
    assert json.loads(kept[0].payload) == {"purpose": "case", "case": case.id}


def test_her_own_visits_papers_are_no_second_look(shop: Shop) -> None:
    visit = shop.do(visits.open_visit, visitor_id=shop.citizen().id)
    visits.visit(shop.at("ada"), visit_id=visit.id)
    version = shop.service(COPY)
    shop.do(basket.add_service, visit_id=visit.id, service_version_id=version.id)
    before = len(told(shop.database, "record-opened"))
    papers.draw_job(shop.at("ada"), job_id=shop.do(print_missing, visit_id=visit.id).id)
    assert len(told(shop.database, "record-opened")) == before


def test_numbers_in_full_are_asked_for_while_she_is_served_and_that_is_kept(shop: Shop) -> None:
    citizen = shop.citizen()
    about: dict[str, Any] = {"kind": "citizen", "id": citizen.id}
    assert refusal(people.show_numbers, shop.at("ada"), **about)[0] == "purpose-needed"
    visit = shop.do(visits.open_visit, visitor_id=citizen.id)
    for _ in range(2):
        people.show_numbers(shop.at("ada"), **about)
    (kept,) = told(shop.database, "record-opened")
    assert json.loads(kept.payload) == {"purpose": "numbers", "visit": visit.id}


def test_a_record_is_not_shown_when_nothing_can_be_kept_of_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen = shop.citizen()
    monkeypatch.setattr(shop.database, "read_only", True)
    about: dict[str, Any] = {"kind": "citizen", "id": citizen.id, "reason": "check"}
    assert refusal(people.person, shop.at("ada"), **about)[0] == "read-only"


def test_a_reading_that_shows_a_record_and_does_not_say_so_is_a_bug(shop: Shop) -> None:
    citizen = shop.citizen()

    @reading("read")
    def peeps(look: Look) -> str:
        """Shows somebody and is no operation of looking."""
        look.into(Looked("citizen", citizen.id, "search", reason="check"))
        return "her record"

    try:
        with pytest.raises(RuntimeError, match="no operation of looking"):
            peeps(shop.at("ada"))
    finally:
        del OPERATIONS["peeps"]


def test_the_hour_that_clocks_show_twice_is_two_moments_in_history(shop: Shop) -> None:
    twice = (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    for moment in twice:
        shop.clock.now = moment
        shop.citizen()
    stored = [event.at for event in told(shop.database, "citizen-added")]
    assert stored == list(twice)
    zone = ZoneInfo(office.head(shop.at("ada")).office.zone)
    shown = [moment.astimezone(zone) for moment in stored]
    assert {moment.strftime("%H:%M") for moment in shown} == {"02:30"}
    assert [moment.utcoffset() for moment in shown] == [timedelta(hours=2), timedelta(hours=1)]
