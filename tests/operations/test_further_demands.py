"""A case that comes to a payment again: what it owes more is asked for, what it owes less is told, nothing twice."""

import json
from typing import Any

from oss_desk.domain.cases import Case
from oss_desk.domain.history import Event
from oss_desk.domain.till import Demand, Receipt
from oss_desk.operations.sheets import CaseSheet
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, act, granted, pay, permit_case, sheet
from tests.operations.conftest import Shop

AGAIN = PERMIT.replace(
    "actions: [{id: signed, label: Signed, to: ready}]",
    "actions: [{id: signed, label: Signed, to: ready}, {id: recheck, label: Check again, to: back}]",
)


def paid_once(shop: Shop, zone: str = "a", repair: int = 1000) -> Case:
    """A permit whose space and repair are paid, back at the check."""
    case = permit_case(shop, shop.service(AGAIN))
    granted(shop, case, zone, repair)
    if sheet(shop, case).demands:
        pay(shop, case)
    return act(shop, case, "recheck", by="rita")


def granted_again(shop: Shop, case: Case, zone: str, repair: int) -> CaseSheet:
    """The case after a second grant, with other findings."""
    values: dict[str, Any] = {
        "checklist": ("house", "place"),
        "answers": {"zone": zone},
        "assessed": {"repair": repair},
    }
    act(shop, case, "grant", by="ines", note="Measured again.", **values)
    return sheet(shop, case)


def demands(shop: Shop, case: Case) -> list[int]:
    """What was demanded at the to-pay step, in the order it was made."""
    with shop.database.reading() as work:
        return [demand.amount for demand in rows.every(work, Demand, case_id=case.id, point="to-pay")]


def test_what_is_owed_more_at_the_second_arrival_is_demanded_and_paid(shop: Shop) -> None:
    case = paid_once(shop)
    found = granted_again(shop, case, "a", 2500)
    (owed,) = found.demands
    assert (found.card.step, owed.amount.minor, demands(shop, case)) == ("to-pay", 1500, [3000, 1500])
    assert [(line.fee, line.exemption, line.amount.minor) for line in owed.lines] == [
        ("space", None, 2000),
        ("repair", None, 2500),
        ("space", "asked-before", -3000),
    ]
    receipt = pay(shop, case)
    assert isinstance(receipt, Receipt)
    assert (sheet(shop, case).card.step, sheet(shop, case).paid.minor) == ("sign", 5500)


def test_the_same_again_asks_for_nothing_and_goes_on_at_once(shop: Shop) -> None:
    case = paid_once(shop)
    found = granted_again(shop, case, "a", 1000)
    assert (found.card.step, found.demands, found.too_much.minor) == ("sign", (), 0)
    assert demands(shop, case) == [3000]


def test_what_is_owed_less_is_told_on_the_case_until_it_is_owed_again(shop: Shop) -> None:
    case = paid_once(shop)
    found = granted_again(shop, case, "b", 500)
    assert (found.card.step, found.demands, found.too_much.minor) == ("sign", (), 2500)
    act(shop, case, "recheck", by="rita")
    found = granted_again(shop, case, "a", 1000)
    with shop.database.reading() as work:
        told = [json.loads(event.payload)["amount"] for event in rows.every(work, Event, kind="owes-less")]
    assert (found.card.step, found.too_much.minor, told) == ("sign", 0, [2500, 0])
    assert demands(shop, case) == [3000]


def test_a_point_that_came_to_nothing_is_demanded_whole_at_the_second_arrival(shop: Shop) -> None:
    case = paid_once(shop, "b", 0)
    found = granted_again(shop, case, "a", 1000)
    (owed,) = found.demands
    assert [line.amount.minor for line in owed.lines] == [2000, 1000]
    assert demands(shop, case) == [0, 3000]
