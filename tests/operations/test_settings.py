"""Settings of office, desks and people: what moves when the hours change, and what is refused before it does harm."""

import json
from datetime import date
from typing import Any

import pytest

from oss_desk.domain.cases import Case, Extension
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.messages import Message, Refused
from oss_desk.domain.office import Desk, MeansOfPayment
from oss_desk.domain.till import CashSession
from oss_desk.operations.cases import cases
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import cashing_up, till
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.office.calendar import Place
from oss_desk.operations.office.settings_sheet import settings_sheet
from oss_desk.operations.sheets.settings import OfficialLine, SettingsSheet
from oss_desk.storage import rows
from tests.operations import casework
from tests.operations.conftest import COPY, Shop

PASSWORD = "river and stone"
NINE_TO_FIVE: dict[int, tuple[tuple[int, int], ...]] = dict.fromkeys(range(5), ((540, 1020),))
WEDNESDAY = date(2026, 9, 16)


def refusal(call: Any, *args: object, **values: Any) -> Message:
    """What a call is refused with."""
    with pytest.raises(Refused) as refused:
        call(*args, **values)
    return refused.value.message


def sheet(shop: Shop, by: str = "adam") -> SettingsSheet:
    """The settings as this official sees them."""
    found: SettingsSheet = settings_sheet(shop.at(by))
    return found


def person(shop: Shop, login: str) -> OfficialLine:
    """One of the people."""
    return next(one for one in sheet(shop).officials if one.login == login)


def events(shop: Shop, kind: str) -> list[dict[str, Any]]:
    """What the events of this kind hold."""
    with shop.database.reading() as work:
        return [json.loads(event.payload) for event in rows.every(work, Event, kind=kind)]


def permit(shop: Shop) -> Case:
    """A case that is due in working days."""
    cards = catalogue.catalogue(shop.at("sue")).services
    known = next((card.id for card in cards if card.service == "permit"), None)
    with shop.database.reading() as work:
        version = rows.get(work, ServiceVersion, known) if known is not None else None
    return casework.permit_case(shop, version or shop.service(casework.PERMIT))


# -- hours and the due dates they move ------------------------------------------------------------------------------


def test_a_closing_day_lists_the_cases_it_would_move_and_changes_nothing(shop: Shop) -> None:
    case = permit(shop)
    (moved,) = office.cases_that_would_move(shop.at("adam"), closing_days=frozenset({WEDNESDAY}))
    assert (moved.case_id, moved.number, moved.old_due_at) == (case.id, case.number, case.due_at)
    assert moved.new_due_at > moved.old_due_at
    assert casework.sheet(shop, case).case.due_at == case.due_at


def test_due_dates_move_only_as_extensions_that_say_why(shop: Shop) -> None:
    case = permit(shop)
    (moved,) = office.cases_that_would_move(shop.at("adam"), closing_days=frozenset({WEDNESDAY}))
    shop.do(office.add_closing_day, by="adam", day=WEDNESDAY, reason="Works", moving=(case.id,))
    with shop.database.reading() as work:
        (extension,) = rows.every(work, Extension)
        reason = rows.find(work, EventText, event_id=extension.event_id, kind="reason")
    after = casework.sheet(shop, case)
    assert (extension.old_due_at, extension.new_due_at) == (case.due_at, moved.new_due_at)
    assert reason is not None
    assert reason.text == "Works"
    assert after.case.due_at == moved.new_due_at
    assert "moved-hours" in [message.code for message in after.moved]


def test_a_promise_is_kept_where_nobody_asks_to_move_it(shop: Shop) -> None:
    case = permit(shop)
    shop.do(office.add_closing_day, by="adam", day=WEDNESDAY)
    assert casework.sheet(shop, case).case.due_at == case.due_at
    assert shop_rows(shop, Extension) == 0


def shop_rows(shop: Shop, record: type[object]) -> int:
    with shop.database.reading() as work:
        return len(rows.every(work, record))


def test_cases_that_came_meanwhile_are_told_before_anything_moves(shop: Shop) -> None:
    case = permit(shop)
    permit(shop)
    message = refusal(shop.do, office.add_closing_day, by="adam", day=WEDNESDAY, reason="Works", moving=(case.id,))
    assert message.code == "other-cases-move"
    assert sheet(shop).closing_days == ()


def test_moving_by_new_hours_needs_a_reason(shop: Shop) -> None:
    case = permit(shop)
    hours = dict.fromkeys(range(5), ((540, 960),))
    values: dict[str, Any] = {"version": 1, "hours": hours, "moving": (case.id,)}
    assert refusal(shop.do, office.set_hours, by="adam", **values).code == "reason-needed"
    shop.do(office.set_hours, by="adam", reason="Shorter hours", **values)
    due = casework.sheet(shop, case).case.due_at
    assert case.due_at is not None
    assert due == case.due_at.replace(hour=case.due_at.hour - 1)


def test_an_extension_by_hours_leaves_the_supervisors_own_possible(shop: Shop) -> None:
    case = permit(shop)
    shop.do(office.add_closing_day, by="adam", day=WEDNESDAY, reason="Works", moving=(case.id,))
    extended = shop.do(cases.extend, by="sue", case_id=case.id, version=case.version + 1, reason="Difficult")
    assert extended.due_at > case.due_at


def test_a_late_case_and_a_closed_one_do_not_move(shop: Shop) -> None:
    late = permit(shop)
    closed = permit(shop)
    shop.do(cases.withdraw, case_id=closed.id, version=closed.version)
    assert late.due_at is not None
    shop.clock.now = late.due_at.replace(hour=23)
    assert office.cases_that_would_move(shop.at("adam"), closing_days=frozenset({date(2026, 12, 1)})) == ()


def test_another_country_brings_its_holidays_and_moves_what_ends_on_them(shop: Shop) -> None:
    before = sheet(shop)
    shop.do(office.change_place, by="adam", version=1, zone="Europe/Lisbon", country="pt")
    after = sheet(shop)
    assert (after.office.zone, after.office.country) == ("Europe/Lisbon", "PT")
    assert date(2026, 10, 5) in {day for day, _ in after.holidays}
    assert date(2026, 10, 5) not in {day for day, _ in before.holidays}


def test_a_place_that_nobody_knows_is_refused(shop: Shop) -> None:
    values: dict[str, Any] = {"version": 1, "zone": "Europe/Nowhere", "country": "FR"}
    assert refusal(shop.do, office.change_place, by="adam", **values).code == "zone-unknown"
    nowhere = Place("Europe/Paris", "XX", None)
    assert refusal(office.cases_that_would_move, shop.at("adam"), place=nowhere).code == "country-unknown"


def test_who_changed_the_hours_meanwhile_is_told(shop: Shop) -> None:
    shop.do(office.set_hours, by="adam", version=1, hours=NINE_TO_FIVE)
    with pytest.raises(Refused) as refused:
        shop.do(office.set_hours, by="adam", version=1, hours={0: ((540, 720),)})
    assert [message.code for message in refused.value.messages] == ["changed-meanwhile", "changed-by"]
    assert refused.value.messages[1].values == {"who": "Adam"}


@pytest.mark.parametrize(
    "hours",
    [
        {},
        {0: ()},
        {7: ((540, 600),)},
        {0: ((600, 540),)},
        {0: ((540, 660), (600, 720))},
        {0: ((540, 660), (660, 720))},
        {0: ((-60, 600),)},
        {0: ((540, 1441),)},
    ],
)
def test_hours_that_overlap_run_backwards_or_leave_the_day_are_refused(shop: Shop, hours: Any) -> None:
    assert refusal(shop.do, office.set_hours, by="adam", version=1, hours=hours).code == "hours-unreadable"
    assert sheet(shop).hours == dict.fromkeys(range(5), ((540, 1020),))


# -- people ---------------------------------------------------------------------------------------------------------


def test_roles_that_an_administrator_gives_to_herself_are_told_apart(shop: Shop) -> None:
    adam, ben = person(shop, "adam"), person(shop, "ben")
    roles, sue = ("administrator", "supervisor"), Second("sue")
    shop.do(office.change_official, by="adam", official_id=adam.id, version=adam.version, roles=roles, second=sue)
    values: dict[str, Any] = {"official_id": ben.id, "version": ben.version, "roles": ("clerk", "cashier")}
    shop.do(office.change_official, by="adam", **values, second=Second("sue"))
    assert [event["gained"] for event in events(shop, "own-roles-changed")] == [["supervisor"]]
    assert [event["gained"] for event in events(shop, "roles-changed")] == [["cashier"]]


def test_another_name_alone_is_no_change_of_roles(shop: Shop) -> None:
    ben = person(shop, "ben")
    shop.do(office.change_official, by="adam", official_id=ben.id, version=ben.version, name="Benjamin")
    assert (person(shop, "ben").name, events(shop, "roles-changed")) == ("Benjamin", [])


def test_the_last_administrator_cannot_be_disabled(shop: Shop) -> None:
    adam = person(shop, "adam")
    values: dict[str, Any] = {"official_id": adam.id, "version": adam.version, "active": False}
    assert refusal(shop.do, office.change_official, by="adam", **values).code == "last-administrator"


def test_a_login_of_somebody_who_left_is_never_given_again(shop: Shop) -> None:
    ben = person(shop, "ben")
    shop.do(office.change_official, by="adam", official_id=ben.id, version=ben.version, active=False)
    values: dict[str, Any] = {"login": "BEN", "name": "Another Ben", "roles": ("clerk",), "password": PASSWORD}
    assert refusal(shop.do, office.add_official, by="adam", **values).code == "login-taken"


def test_of_two_changes_to_one_person_the_second_is_told_who_was_faster(shop: Shop) -> None:
    ben = person(shop, "ben")
    values: dict[str, Any] = {"official_id": ben.id, "version": ben.version}
    shop.do(office.change_official, by="adam", name="Benjamin", **values)
    assert refusal(shop.do, office.change_official, by="adam", active=False, **values).code == "changed-meanwhile"


def test_people_who_left_stand_last_and_who_sits_where_is_said(shop: Shop) -> None:
    shop.at("ada")
    ben = person(shop, "ben")
    shop.do(office.change_official, by="adam", official_id=ben.id, version=ben.version, active=False)
    people = sheet(shop).officials
    assert (people[-1].login, people[-1].active) == ("ben", False)
    assert person(shop, "ada").desk == "A"


# -- desks ----------------------------------------------------------------------------------------------------------


def desk(shop: Shop, code: str) -> Desk:
    return next(one for one in sheet(shop).desks if one.code == code)


def test_at_a_closed_desk_nobody_signs_in_until_it_is_opened_again(shop: Shop) -> None:
    b = desk(shop, "B")
    closed = shop.do(office.close_desk, by="adam", desk_id=b.id, version=b.version)
    assert refusal(office.sign_in, shop.program("B"), login="ben") == Message("desk-closed", {"desk": "B"})
    assert "B" not in [one.code for one in office.sign_in_sheet(shop.program()).desks]
    assert refusal(shop.do, office.add_desk, by="adam", code="B").code == "desk-code-taken"
    shop.do(office.reopen_desk, by="adam", desk_id=b.id, version=closed.version)
    assert office.sign_in(shop.program("B"), login="ben").signed_in is not None


def test_a_desk_where_somebody_works_is_not_closed(shop: Shop) -> None:
    shop.at("ada")
    a, own = desk(shop, "A"), desk(shop, "R")
    values = {"desk": "A", "official": "Ada"}
    assert refusal(shop.do, office.close_desk, by="adam", desk_id=a.id, version=a.version).values == values
    assert refusal(shop.do, office.close_desk, by="adam", desk_id=own.id, version=own.version).code == "desk-in-use"


def test_a_desk_is_closed_once_its_till_is_counted_and_closed(shop: Shop) -> None:
    casework.copy_case(shop, shop.service(COPY))
    office.sign_out(shop.signed_in.pop(("ada", "A")))
    a = desk(shop, "A")
    with pytest.raises(Refused, match="desk-has-shift"):
        shop.do(office.close_desk, by="adam", desk_id=a.id, version=a.version)
    shop.do(cashing_up.close_uncounted, by="sue", desk_id=a.id)
    a = desk(shop, "A")
    shop.do(office.close_desk, by="adam", desk_id=a.id, version=a.version)
    with shop.database.reading() as work:
        assert [session.closed_at for session in rows.every(work, CashSession)] == [shop.clock.now]


# -- means of payment and roles --------------------------------------------------------------------------------------


def means(shop: Shop, code: str) -> MeansOfPayment:
    return next(one for one in sheet(shop).means if one.code == code)


def test_a_means_that_is_switched_off_is_no_longer_offered(shop: Shop) -> None:
    title = {"en": "Cheque", "fr": "Chèque", "ar": " "}
    values: dict[str, Any] = {"code": "elsewhere", "title": title, "needs_reference": False, "active": False}
    shop.do(office.change_means, by="adam", version=1, **values)
    assert [one.code for one in till.means_of_payment(shop.at("ada"))] == ["cash", "card", "transfer"]
    assert means(shop, "elsewhere").title == {"en": "Cheque", "fr": "Chèque"}


def test_one_means_of_payment_stays(shop: Shop) -> None:
    for version, code in enumerate(("card", "transfer", "elsewhere"), start=1):
        one = means(shop, code)
        off: dict[str, Any] = {"code": code, "title": one.title, "needs_reference": True, "active": False}
        shop.do(office.change_means, by="adam", version=version, **off)
    cash: dict[str, Any] = {"code": "cash", "title": {"en": "Cash"}, "needs_reference": True}
    assert refusal(shop.do, office.change_means, by="adam", version=4, active=False, **cash).code == "means-needed"
    assert shop.do(office.change_means, by="adam", version=4, active=True, **cash).needs_reference is False


def test_a_role_of_the_office_is_added_and_renamed_but_never_moved(shop: Shop) -> None:
    role: dict[str, Any] = {"code": "archivist", "belongs_to": "back_office"}
    shop.do(office.keep_role, by="adam", version=1, title={"en": "Archivist"}, **role)
    shop.do(office.keep_role, by="adam", version=2, title={"en": "Keeper", "fr": "Archiviste"}, **role)
    assert next(one.title for one in sheet(shop).roles if one.code == "archivist")["fr"] == "Archiviste"
    other = {**role, "belongs_to": "supervisor", "title": {"en": "Keeper"}}
    assert refusal(shop.do, office.keep_role, by="adam", version=3, **other).code == "role-belongs-elsewhere"
    built_in = {**role, "code": "clerk", "title": {"en": "Boss"}}
    assert refusal(shop.do, office.keep_role, by="adam", version=3, **built_in).code == "role-code-unreadable"


def test_a_role_of_the_office_may_be_named_by_a_service(shop: Shop) -> None:
    shop.do(office.keep_role, by="adam", version=1, code="archivist", title={"en": "A"}, belongs_to="back_office")
    text = casework.PERMIT.replace("role: inspector", "role: archivist")
    findings = catalogue.check_service(shop.at("sue"), text=text, name="permit.yaml")
    assert "archivist" in text
    assert not [problem for problem in findings.problems if "archivist" in str(problem)]


# -- who sees what ---------------------------------------------------------------------------------------------------


def test_everybody_sees_the_settings_and_only_an_administrator_may_change_them(shop: Shop) -> None:
    assert (sheet(shop, "ada").may_administer, sheet(shop).may_administer) == (False, True)
    assert refusal(shop.do, office.set_hours, by="ada", version=1, hours=NINE_TO_FIVE).code == "not-allowed"


def test_built_in_roles_and_means_are_named_in_three_languages(shop: Shop) -> None:
    found = sheet(shop)
    built_in = [role.title for role in found.roles if role.belongs_to is None]
    assert all({"en", "fr", "ar"} <= set(title) for title in (*built_in, *(one.title for one in found.means)))
    assert [role.code for role in found.roles][:2] == ["clerk", "cashier"]


def test_holidays_are_named_in_the_language_that_was_asked_for(shop: Shop) -> None:
    names = {settings_sheet(shop.at("ada"), language=code).holidays[0][1] for code in ("en", "fr")}
    assert names == {"New Year's Day", "Jour de l'an"}
