"""A day on which a clerk and a supervisor cheat: what they try is refused, and what they do is named by the reports."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.operations.cases import handover
from oss_desk.operations.history.exceptions import exceptions
from oss_desk.operations.money import cashing_up, copies, corrections, till, waivers
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.people import people
from oss_desk.operations.sheets import Collector
from tests.operations.casework import cash, issue
from tests.operations.conftest import TUESDAY, Shop
from tests.operations.test_races import QUICK, acted, giving_back, owing, paid
from tests.operations.test_verifying import bend, checked

SUE, SAM, ADA = Second("sue"), Second("sam"), Second("ada")


@pytest.fixture
def town(shop: Shop) -> Shop:
    """An office that takes money for slips, where cass is honest all day."""
    shop.service(QUICK)
    return shop


def why(number: int) -> dict[str, Any]:
    """Of a receipt, a reason that says little."""
    return {"receipt_id": number, "reason": "other", "words": "Sorry."}


def refused(shop: Shop, verb: Any, /, *, by: str = "ada", **values: Any) -> str:
    """The code with which the office refuses it."""
    with pytest.raises(Refused) as no:
        shop.do(verb, by=by, **values)
    return no.value.messages[0].code


def named(shop: Shop, official: str) -> Counter[str]:
    """What the exceptions report of the day says of an official, by kind."""
    day = shop.clock().date()
    lines = exceptions(shop.at("aude"), since=day, until=day).lines
    return Counter(str(line.kind) for line in lines if line.official == official)


def test_what_a_dishonest_clerk_tries_alone_is_refused(town: Shop) -> None:
    receipt, (case, demand) = paid(town), owing(town)
    assert refused(town, corrections.void, **why(receipt.id), second=ADA) == "second-is-first"
    assert refused(town, corrections.void, **why(receipt.id)) == "second-needed"
    given = WaiverGiven(demand.amount, "A friend.", "A friend.", second=ADA)
    assert refused(town, waivers.waive, demand_id=demand.id, waiver=given) == "second-is-first"
    collector = Collector("applicant", case.applicant_citizen_id)
    values: dict[str, Any] = {"case_id": case.id, "version": case.version, "collector": collector}
    assert refused(town, handover.hand_over, **values, document_type="passport", document_number="1") != ""
    town.do(copies.copy_receipt, receipt_id=receipt.id)
    assert refused(town, copies.copy_receipt, receipt_id=receipt.id, reason="payer-asks") == "second-needed"
    town.clock.now = TUESDAY - timedelta(days=1)
    assert refused(town, till.pay, demand_ids=(demand.id,), payment=cash(demand.amount)) == "clock-set-back"
    town.clock.now = TUESDAY


def test_what_a_dishonest_clerk_did_is_named_with_her_and_nobody_else(town: Shop) -> None:
    neighbour = town.citizen("Nadia Holm")
    for _ in range(3):
        people.person(town.at("ada"), kind="citizen", id=neighbour.id, reason="other", words="Curious.")
    given_out = handed_over(town)
    giving_back(town, given_out)("ada")(town)
    quick = paid(town)
    town.clock.forward(minutes=2)
    town.do(corrections.void, **why(quick.id), second=SUE)
    town.do(copies.copy_receipt, receipt_id=given_out.id)
    town.do(copies.copy_receipt, receipt_id=given_out.id, reason="payer-asks", second=SUE)
    _, demand = owing(town)
    town.do(till.pay, by="cass", demand_ids=(demand.id,), payment=cash(demand.amount))
    town.do(cashing_up.count_till, counted=Counted(100))
    town.do(cashing_up.close_shift)
    found = named(town, "Ada")
    assert {"look-up", "refund", "void", "quick-void", "copy", "difference"} <= set(found)
    assert found["copy"] == 2
    assert not named(town, "Cass")


def handed_over(shop: Shop) -> Any:
    """The receipt of a slip that its citizen took home."""
    case, demand = owing(shop)
    receipt = shop.do(till.pay, demand_ids=(demand.id,), payment=cash(demand.amount))
    issue(shop, case, f"S {case.number}", by="ada")
    ready = acted(shop, case, "made")
    collector = Collector("applicant", ready.applicant_citizen_id)
    shown = {"document_type": "passport", "document_number": "P1"}
    shop.do(handover.hand_over, case_id=ready.id, version=ready.version, collector=collector, **shown)
    return receipt


def test_a_supervisor_who_waives_for_a_friend_is_named_by_who_asked_and_who_approved(town: Shop) -> None:
    _, demand = owing(town)
    given = WaiverGiven(demand.amount, "By-law 9", "No income.", second=SUE)
    town.do(waivers.waive, demand_id=demand.id, waiver=given)
    assert named(town, "Ada")["waiver"] == 1
    assert refused(town, waivers.waive, by="sue", demand_id=demand.id, waiver=given) != ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payment SET amount = 100 WHERE id = 1",
        "DELETE FROM event WHERE kind = 'payment-taken'",
        "UPDATE event SET official_id = 2 WHERE kind = 'payment-taken'",
        "DELETE FROM receipt WHERE id = 1",
        "UPDATE correction SET amount = -100 WHERE id = 1",
    ],
)
def test_what_is_edited_past_the_program_is_found_and_no_money_is_taken_then(town: Shop, statement: str) -> None:
    town.do(corrections.void, **why(paid(town).id), second=SUE)
    _, demand = owing(town)
    assert checked(town).whole
    bend(town, statement)
    report = checked(town)
    assert not report.whole
    assert report.said
    fresh = Shop(town.database, town.clock, shifts=town.shifts)
    assert refused(fresh, till.pay, demand_ids=(demand.id,), payment=cash(demand.amount)) == "chain-broken"
