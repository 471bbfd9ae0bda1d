"""A money command that breaks off at any statement or around its commit: all of it is there, or nothing."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.till import Receipt
from oss_desk.operations.cases import cases
from oss_desk.operations.money import cashing_up, copies, corrections, till, waivers
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office.approvals import Second
from oss_desk.storage import rows
from oss_desk.storage.disturbed import Fault, Killed, disturbed
from oss_desk.storage.schema import TABLES
from tests.operations.casework import cash
from tests.operations.conftest import Shop
from tests.operations.test_races import PRICE, QUICK, owing, paid

SUE = Second("sue")
Order = tuple[Callable[..., Any], dict[str, Any]]


def start(shop: Shop) -> Order:
    """A case is started."""
    visit = shop.visit(shop.citizen())
    line = shop.line(visit, shop.service(QUICK.replace("id: quick", "id: quicker", 1)))
    return cases.start_cases, {"visit_id": visit.id, "request_ids": (line.id,), "payment": None}


def pay(shop: Shop) -> Order:
    """Money is taken."""
    _, demand = owing(shop)
    return till.pay, {"demand_ids": (demand.id,), "payment": cash(PRICE)}


def void(shop: Shop) -> Order:
    """A receipt is cancelled."""
    return corrections.void, {**why(paid(shop)), "second": SUE}


def refund(shop: Shop) -> Order:
    """A part of it is given back."""
    receipt = paid(shop)
    (line,) = till.receipt(shop.at("ada"), number=receipt.number).refundable
    back = {"lines": (RefundLine(line.demand_id, line.fee, 300),), "parts": (BackBy("cash", 300),)}
    return corrections.refund, {**why(receipt), **back, "second": SUE}


def why(receipt: Receipt) -> dict[str, Any]:
    """Why a receipt is corrected."""
    return {"receipt_id": receipt.id, "reason": "other", "words": "A mistake of ours."}


def waive(shop: Shop) -> Order:
    """A part of what is owed is waived."""
    _, demand = owing(shop)
    return waivers.waive, {"demand_id": demand.id, "waiver": WaiverGiven(200, "By-law 9", "No income.", second=SUE)}


def copy(shop: Shop) -> Order:
    """A receipt is copied."""
    return copies.copy_receipt, {"receipt_id": paid(shop).id}


def count(shop: Shop) -> Order:
    """The till is counted."""
    shop.at("ada")
    return cashing_up.count_till, {"counted": Counted(1200)}


def close(shop: Shop) -> Order:
    """The shift is closed."""
    paid(shop)
    shop.do(cashing_up.count_till, counted=Counted(PRICE))
    return cashing_up.close_shift, {}


ORDERS: Mapping[str, Callable[[Shop], Order]] = {
    one.__name__: one for one in (start, pay, void, refund, waive, copy, count, close)
}


def everything(shop: Shop) -> tuple[dict[str, int], list[Desk]]:
    """How many rows every table has, and the numbers of the desks."""
    with shop.database.reading() as work:
        found = {
            table.name: work.connection.scalar(select(func.count()).select_from(table)) for table in TABLES.values()
        }
        return {name: count or 0 for name, count in found.items()}, list(rows.every(work, Desk))


def broken_off(shop: Shop, order: Order, command: str, fault: Fault, at: int = 1) -> bool:
    """Send it, and let that happen; whether it came to its end nevertheless."""
    verb, values = order
    program = shop.at("ada")
    shop.database.through = partial(disturbed, fault=fault, at=at)
    try:
        with suppress(Killed):
            verb(program, command, **values)
            return True
    except Refused as refused:
        if refused.messages[0].code != "outcome-unknown":
            raise
    finally:
        shop.database.through = lambda connection: connection
    return False


@pytest.mark.parametrize("order", ORDERS)
def test_a_command_that_breaks_off_anywhere_is_not_there_and_sent_again_is_there_once(shop: Shop, order: str) -> None:
    shop.service(QUICK)
    asked, command = ORDERS[order](shop), str(uuid4())
    before, point = everything(shop), 1
    while not broken_off(shop, asked, command, "kill-between", point):
        assert everything(shop) == before, f"something is left of it after statement {point}"
        point += 1
    assert point > 5
    after = everything(shop)
    assert after != before
    verb, values = asked
    assert verb(shop.at("ada"), command, **values).changes == ()
    assert everything(shop) == after


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("fault", ["kill-before-commit", "answer-lost"])
def test_around_the_commit_it_is_there_or_not_and_the_same_id_tells_which(shop: Shop, order: str, fault: Fault) -> None:
    shop.service(QUICK)
    asked, command = ORDERS[order](shop), str(uuid4())
    before = everything(shop)
    assert not broken_off(shop, asked, command, fault)
    there = everything(shop) != before
    assert there == (fault == "answer-lost")
    verb, values = asked
    done = verb(shop.at("ada"), command, **values)
    assert (done.changes == ()) == there
    once = everything(shop)
    assert verb(shop.at("ada"), command, **values).result == done.result
    assert everything(shop) == once
