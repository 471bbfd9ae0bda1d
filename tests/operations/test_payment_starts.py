"""Money that is asked for: every start has exactly one end, paid or abandoned with a reason (R12)."""

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.domain.till import PaymentEnd, PaymentStart
from oss_desk.operations.money import starts, till
from oss_desk.storage import rows
from tests.operations.casework import cash
from tests.operations.conftest import Shop
from tests.operations.test_races import PRICE, QUICK, owing


def ends(shop: Shop) -> list[tuple[int, str, bool]]:
    """Of each start that has ended: its number, how, and whether a payment stands with it."""
    with shop.database.reading() as work:
        found = rows.every(work, PaymentEnd, order_by=("start_id",))
    return [(one.start_id, one.how, one.payment_id is not None) for one in found]


def begun(shop: Shop) -> PaymentStart:
    """Money is asked for."""
    made: PaymentStart = shop.do(starts.start_payment, amount=PRICE)
    return made


def test_what_was_asked_for_before_and_not_taken_was_abandoned_and_what_is_paid_ends_the_last_start(shop: Shop) -> None:
    shop.service(QUICK)
    _, demand = owing(shop)
    first, second = begun(shop), begun(shop)
    assert ends(shop) == [(first.id, "abandoned", False)]
    shop.do(till.pay, demand_ids=(demand.id,), payment=cash(PRICE))
    assert ends(shop) == [(first.id, "abandoned", False), (second.id, "paid", True)]
    with pytest.raises(Refused):
        shop.do(starts.leave_payment)


def test_a_payment_of_another_visit_ends_no_start_of_this_one_as_paid(shop: Shop) -> None:
    shop.service(QUICK)
    _, demand = owing(shop)
    visit = shop.visit(shop.citizen())
    other = shop.do(starts.start_payment, visit_id=visit.id, amount=PRICE)
    shop.do(till.pay, demand_ids=(demand.id,), payment=cash(PRICE))
    assert ends(shop) == [(other.id, "abandoned", False)]
