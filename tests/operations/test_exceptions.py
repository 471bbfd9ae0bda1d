"""The exceptions report names what a dishonest day leaves behind, and nobody who did ordinary work."""

from collections import Counter
from datetime import date

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office, Official
from oss_desk.domain.till import Receipt
from oss_desk.operations.catalogue import publishing
from oss_desk.operations.history.exceptions import exceptions
from oss_desk.operations.money import starts, till
from oss_desk.operations.money.waivers import set_waiver_limit
from oss_desk.operations.office import office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.sheets.exceptions import ExceptionLine, ExceptionsSheet
from oss_desk.operations.visits import visits
from oss_desk.storage import rows
from tests.operations import casework
from tests.operations.conftest import COPY, Shop
from tests.operations.test_races import QUICK, owing

DAY = date(2026, 9, 15)


def report(shop: Shop, by: str = "sue") -> ExceptionsSheet:
    """What the supervisor sees of the day."""
    return exceptions(shop.at(by), since=DAY, until=DAY)


def lines(shop: Shop, kind: str) -> list[ExceptionLine]:
    """Its lines of one kind."""
    return [line for line in report(shop).lines if line.kind == kind]


def test_an_honest_day_has_no_exceptions_but_a_sample_to_check_again(shop: Shop) -> None:
    case = casework.copy_case(shop, shop.service(COPY))
    casework.act(shop, case, "found", by="ada", desk="A")
    sheet = report(shop)
    assert (sheet.lines, sheet.officials, sheet.sample) == ((), (), (case.number,))
    assert report(shop, "aude").sample == sheet.sample


def test_a_record_looked_up_without_business_is_named_with_who_did(shop: Shop) -> None:
    neighbour = shop.citizen("Nadia Holm")
    people.person(shop.at("ben"), kind="citizen", id=neighbour.id, reason="other", words="no reason")
    opened = shop.do(visits.open_visit, visitor_id=neighbour.id)
    visits.visit(shop.at("ada"), visit_id=opened.id)
    assert [line.official for line in lines(shop, "look-up")] == ["Ben"]
    shop.do(visits.close_visit, visit_id=opened.id, version=opened.version)
    assert Counter(line.official for line in lines(shop, "look-up")) == {"Ben": 1, "Ada": 1}


def test_a_record_of_the_officials_own_name_is_named(shop: Shop) -> None:
    with shop.database.writing() as work:
        ben = rows.every(work, Official, login="ben")[0]
        rows.change(work, ben, name="Ben Holm")
        work.commit()
    cousin, other = shop.citizen("Nadia Holm"), shop.citizen("Ane Berg")
    for one in (cousin, other):
        people.person(shop.at("ben"), kind="citizen", id=one.id, reason="person-asks")
    assert [line.official for line in lines(shop, "own-name")] == ["Ben Holm"]


def test_one_case_taken_before_three_that_waited_longer_is_a_queue_jump(shop: Shop) -> None:
    version = shop.service(COPY)
    waiting = []
    for number in range(4):
        waiting.append(casework.copy_case(shop, version, shop.citizen(f"Citizen {number}")))
        shop.clock.forward(minutes=40)
    friend = casework.copy_case(shop, version, shop.citizen("A friend"))
    shop.clock.forward(minutes=5)
    casework.act(shop, waiting[0], "found", by="ada", desk="A")
    assert lines(shop, "queue-jump") == []
    casework.act(shop, friend, "found", by="ada", desk="A")
    (jump,) = lines(shop, "queue-jump")
    assert (jump.official, jump.about, jump.count) == ("Ada", friend.number, 3)


def test_guesses_at_a_password_stand_with_whose_it_was_and_refusals_with_who_tried(shop: Shop) -> None:
    with shop.database.writing() as work:
        rows.change(work, rows.every(work, Official, login="sam")[0], password_hash="$argon2id$never")
        work.commit()
    for _ in range(2):
        with pytest.raises(Refused):
            office.sign_in(shop.program("B"), login="sam", password="x")
    with pytest.raises(Refused):
        shop.do(office.add_official, by="adam", login="zoe", name="Zoe", roles=("supervisor",))
    counts = {one.official: dict(one.counts) for one in report(shop).officials}
    assert counts == {"Sam": {"sign-in-failed": 2}, "Adam": {"refused": 1}}


def test_a_period_is_whole_days_of_the_office_and_at_most_a_year(shop: Shop) -> None:
    for since, until in ((DAY, date(2026, 9, 14)), (date(2025, 1, 1), DAY)):
        with pytest.raises(Refused) as refused:
            exceptions(shop.at("sue"), since=since, until=until)
        assert refused.value.message.code == "period-unreadable"
    people.person(shop.at("ben"), kind="citizen", id=shop.citizen().id, reason="check")
    assert exceptions(shop.at("sue"), since=date(2026, 9, 14), until=date(2026, 9, 14)).lines == ()
    assert len(exceptions(shop.at("sue"), since=date(2026, 9, 14), until=DAY).lines) == 1


def test_a_supervisor_who_changes_a_fee_for_a_friend_is_named_with_both_amounts(shop: Shop) -> None:
    shop.service(QUICK)
    shop.clock.forward(minutes=5)
    text = QUICK.replace('"7.00"', '"0.10"')
    version = shop.do(publishing.import_service, by="sue", text=text, name="quick.yaml")
    shop.do(publishing.publish, by="sue", service_version_id=version.id)
    (line,) = lines(shop, "fee-changed")
    assert (line.official, line.about) == ("Sue", f"{version.service} 1 → 2: slip 7.00 → 0.10")


def test_money_that_was_asked_for_and_not_taken_stands_with_who_asked(shop: Shop) -> None:
    shop.service(QUICK)
    case, demand = owing(shop)
    shop.do(starts.start_payment, amount=demand.amount)
    shop.do(starts.leave_payment)
    (line,) = lines(shop, "abandoned")
    assert (line.official, line.amount, case.open) == ("Ada", demand.amount, True)


def test_an_amount_that_an_official_named_stands_with_her_and_the_case(shop: Shop) -> None:
    case = casework.permit_case(shop, shop.service(casework.PERMIT))
    casework.granted(shop, case)
    (line,) = lines(shop, "assessed")
    assert (line.official, line.about, line.amount) == ("Ines", f"{case.number} repair", 1000)


def test_what_was_cancelled_stands_with_who_agreed_and_why_and_so_does_a_rule_of_money(shop: Shop) -> None:
    casework.copy_case(shop, shop.service(COPY), copies=1)
    with shop.database.reading() as work:
        (receipt,), (rules,) = rows.every(work, Receipt), rows.every(work, Office)
    shop.do(till.void, receipt_id=receipt.id, reason="wrong-service", words="Wanted a permit", second=Second("sue"))
    shop.do(set_waiver_limit, by="adam", version=rules.version, limit=500, second=Second("sue"))
    (void,), (limit,) = lines(shop, "void"), lines(shop, "rules")
    assert (void.agreed, void.reason, void.words) == ("Sue", "wrong-service", "Wanted a permit")
    assert (limit.official, limit.about, limit.amount, limit.agreed) == ("Adam", "waiver-limit-set", 500, "Sue")


def test_a_password_that_an_administrator_gave_stands_with_whose_it_is(shop: Shop) -> None:
    with shop.database.reading() as work:
        (ben,) = rows.every(work, Official, login="ben")
    shop.do(office.change_official, by="adam", official_id=ben.id, version=ben.version, password="another one")
    (line,) = lines(shop, "password")
    assert (line.official, line.about) == ("Adam", "Ben")
