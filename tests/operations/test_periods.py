"""Months as the sum of their Zs, assessed fees against what came of them, and paper receipts of an outage."""

import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.till import PaperReceipt, PeriodClose, ZReport
from oss_desk.operations.money import by_hand, cashing_up, period, till
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.storage import rows
from tests.operations.casework import cash, pay
from tests.operations.conftest import TUESDAY, Shop
from tests.operations.test_shifts import closed, code_of, opened, own
from tests.operations.test_till import to_pay


def test_a_month_is_the_sum_of_its_zs_and_is_closed_once_when_it_is_over(shop: Shop) -> None:
    case, _ = to_pay(shop)
    pay(shop, case)
    close = period.close_period
    with pytest.raises(Refused, match="month-not-over"):
        shop.do(close, by="sue", period="2026-09")
    shop.clock.forward(days=30)
    with pytest.raises(Refused, match="month-shift-open"):
        shop.do(close, by="sue", period="2026-09")
    shop.clock.now = TUESDAY + timedelta(days=1)
    closed(own(shop), 4000)
    opened(shop)
    shop.do(cashing_up.move_cash, kind="deposit", amount=5000, slip="B 1")
    closed(shop, 5000)
    shop.clock.forward(days=30)
    made = shop.do(close, by="sue", period="2026-09")
    said = json.loads(made.content)
    with shop.database.reading() as work:
        zs = [json.loads(one.content) for one in rows.every(work, ZReport)]
        digests = [one.digest for one in rows.every(work, ZReport)]
    assert said["taken"] == sum(one["payments"]["amount"] for one in zs) == 4000
    assert (said["payments"], said["deposits"], said["difference"]) == (2, 5000, 0)
    assert [one["digest"] for one in said["zs"]] == digests
    assert made.digest == sha256(made.content.encode()).hexdigest()
    for wrong, code in (("2026-09", "month-closed"), ("2026-13", "period-unreadable"), ("2026", "month-not-over")):
        with pytest.raises(Refused, match=code):
            shop.do(close, by="sue", period=wrong)
    with shop.database.reading() as work:
        assert len(rows.every(work, PeriodClose)) == 1


def test_what_was_assessed_is_what_was_collected_waived_and_is_open(shop: Shop) -> None:
    case, _ = to_pay(shop)
    day = TUESDAY.date()
    found = period.reconciliation(shop.at("aude"), first=day, last=day)
    (line,) = found.lines
    assert (line.assessed, line.collected, line.open) == (4000, 1000, 3000)
    pay(shop, case)
    closed(own(shop), 4000)
    found = period.reconciliation(shop.at("aude"), first=day, last=day)
    assert all(one.assessed == one.collected + one.given_back + one.waived + one.open for one in found.lines)
    assert found.cash + found.differences == found.deposits + found.kept_in_tills


def on_paper(number: str, written: date | None, amount: int = 3000) -> PaymentGiven:
    """A payment that was written on a pad."""
    return replace(cash(amount), paper_number=number, written_on=written)


def test_a_paper_receipt_is_entered_once_within_its_days_into_a_series_of_its_own(shop: Shop) -> None:
    _, demands = to_pay(shop)
    today = TUESDAY.date()

    def enter(payment: PaymentGiven) -> str:
        return code_of(lambda: shop.do(till.pay, demand_ids=demands, payment=payment))

    assert enter(on_paper("", today)) == "paper-number-needed"
    assert enter(on_paper("PAD 17", today + timedelta(days=1))) == "paper-day-outside"
    assert enter(on_paper("PAD 17", today - timedelta(days=8))) == "paper-day-outside"
    assert enter(on_paper("PAD 17", None)) == "paper-day-outside"
    assert enter(on_paper("PAD 17", today - timedelta(days=7))) == ""
    _, demands = to_pay(shop)
    assert enter(on_paper("PAD 17", today)) == "paper-entered"
    assert enter(on_paper("PAD 20", today)) == ""
    with shop.database.reading() as work:
        kept = rows.every(work, PaperReceipt)
        desk = rows.find(work, Desk, code="A")
    assert [(one.number, one.paper_number) for one in kept] == [("A-P000001", "PAD 17"), ("A-P000002", "PAD 20")]
    assert desk is not None
    assert desk.next_paper == 3
    assert by_hand.paper_gaps(shop.at("ada")) == ("PAD 18", "PAD 19")
    closed(own(shop), 8000)
    with shop.database.reading() as work:
        said = json.loads(rows.every(work, ZReport)[-1].content)
    assert said["paper_receipts"] == {"count": 2, "amount": 6000}
    assert said["paper_numbers"] == ["A-P000001 PAD 17", "A-P000002 PAD 20"]
