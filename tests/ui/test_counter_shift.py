"""The station Pay before a shift is open: the float in one field and one key, or the way to the shift of before."""

import pytest

from oss_desk.domain.till import CashSession, PaperReceipt, Payment, PaymentEnd, PaymentStart, TillCount
from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows
from tests.ui.desk import Desk, has_button
from tests.ui.test_counter import Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter, at a desk whose shift is counted and closed."""
    made = Counter(desk)
    assert desk.program is not None
    cashing_up.count_till(desk.program, new_id(), counted=Counted(10_000))
    cashing_up.close_shift(desk.program, new_id())
    return made


def test_the_float_is_typed_where_the_money_is_taken_and_one_key_opens_the_shift_and_books(counter: Counter) -> None:
    before = counter.desk.count(Payment)
    counter.ready_to_pay()
    counter.desk.until(lambda: counter.view.payment.missing() == "The float is not counted yet")
    counter.type("80")
    counter.enter()
    counter.enter()
    counter.desk.until(counter.page.key_f9)
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert counter.desk.program is not None
    with counter.desk.program.database.reading() as work:
        session = rows.every(work, CashSession)[-1]
        (opening,) = rows.every(work, TillCount, cash_session_id=session.id)
    assert (opening.amount, session.closed_at, counter.desk.count(Payment)) == (8000, None, before + 1)


def test_a_shift_of_before_shows_whose_it_is_and_the_way_to_close_it(desk: Desk) -> None:
    counter = Counter(desk)
    desk.clock.forward(days=1)
    counter.ready_to_pay()
    desk.until(lambda: has_button(counter.page, "Count and close it"))
    assert counter.view.payment.missing() == "A shift of before is still open"
    wanted: list[str] = []
    counter.page.goto.connect(lambda page, _: wanted.append(page))
    desk.press(counter.page, "Count and close it")
    assert wanted == ["till"]


def test_money_that_was_asked_for_and_not_taken_is_on_record(desk: Desk) -> None:
    counter = Counter(desk)
    counter.ready_to_pay()
    desk.until(lambda: desk.count(PaymentStart) == 1)
    assert counter.page.key_back()
    desk.until(lambda: desk.count(PaymentEnd, how="abandoned", reason="left-station") == 1)
    counter.go("pay")
    counter.type("20")
    desk.until(counter.page.key_f9)
    desk.until(lambda: counter.view.station == "receipt")
    assert (desk.count(PaymentStart), desk.count(PaymentEnd, how="paid")) == (2, 1)


def test_a_receipt_that_was_written_on_paper_is_entered_with_its_number_and_day(desk: Desk) -> None:
    counter = Counter(desk)
    counter.ready_to_pay()
    counter.type("20")
    desk.press(counter.page, "A paper receipt was written")
    paper = counter.view.payment._paper
    assert counter.view.payment.missing() == "The number of the paper receipt is missing"
    paper._number.set_text("PAD 17")
    assert counter.view.payment.missing() == "The day of the paper receipt is missing"
    paper._day.set_text("2026-09-14")
    paper.changed.emit()
    desk.until(counter.page.key_f9)
    desk.until(lambda: counter.view.station == "receipt")
    assert desk.count(PaperReceipt, paper_number="PAD 17") == 1
