"""The Counter under a clerk's hands: what is typed wrongly, what the keys do, where the cursor goes, what is said."""

import pytest

from oss_desk.domain.till import Payment
from tests.ui.desk import Desk
from tests.ui.test_counter import Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


@pytest.mark.parametrize("typed", ["5.005", "abc", "-5"])
def test_cash_that_is_no_amount_is_not_guessed_and_a_sentence_says_so(counter: Counter, typed: str) -> None:
    counter.ready_to_pay()
    payments = counter.desk.count(Payment)
    counter.type(typed)
    assert counter.page.next.accessibleDescription() == "The cash given is no amount yet"
    counter.page.key_f9()
    field = counter.view.payment.cash()
    assert field is not None
    assert field.error() == f"{typed} is no amount. Write it as in 123.45, with 2 digits after the point."
    assert counter.view.station == "pay"
    assert counter.desk.count(Payment) == payments
