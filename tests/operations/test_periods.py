"""Months as the sum of their Zs, assessed fees against what came of them, and paper receipts of an outage."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.till import PaperReceipt, PeriodClose, ZReport
from oss_desk.operations.money import by_hand, cashing_up, period, reconciling, till
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.operations.sheets.periods import PeriodSheet
from oss_desk.storage import rows
from tests.operations.casework import cash, pay
from tests.operations.conftest import TUESDAY, Shop
from tests.operations.test_corrections import refund, sold, void
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
    found = reconciling.reconciliation(shop.at("aude"), first=day, last=day)
    (line,) = found.lines
    assert (line.assessed, line.collected, line.open) == (4000, 1000, 3000)
    pay(shop, case)
    closed(own(shop), 4000)
    found = reconciling.reconciliation(shop.at("aude"), first=day, last=day)
    assert all(one.assessed == one.collected + one.given_back + one.waived + one.open for one in found.lines)
    assert found.cash_agrees
    assert found.receipts_agree


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
    assert {enter(on_paper(spelt, today)) for spelt in ("PAD 17", "pad-017", "Pad17")} == {"paper-entered"}
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


def test_missing_numbers_of_a_pad_are_known_however_they_were_spelt(shop: Shop) -> None:
    for number in ("P-0005", "p 8", "P-0100"):
        _, demands = to_pay(shop)
        shop.do(till.pay, demand_ids=demands, payment=on_paper(number, TUESDAY.date()))
    assert by_hand.paper_gaps(shop.at("ada")) == ("P-0006", "P-0007", "P-0009 – P-0099")


def test_zs_are_held_against_receipts_corrections_bank_and_tills(shop: Shop) -> None:
    """R26: voided and refunded receipts, a deposit, a difference, and a till that nobody counted."""
    opened(own(shop))
    _, first = sold(shop)
    _, second = sold(shop)
    void(shop, first)
    refund(shop, second, 300)
    shop.do(cashing_up.move_cash, kind="deposit", amount=500, slip="B 1")
    closed(shop, 10_150)
    opened(shop)
    sold(shop)
    shop.do(cashing_up.close_uncounted, by="sue", desk_id=1)
    day = TUESDAY.date()
    found = reconciling.reconciliation(shop.at("aude"), first=day, last=day)
    assert (found.zs, found.receipts, found.received, found.corrections, found.returned) == (2, 3, 3000, 2, 1300)
    assert (found.taken, found.given_back, found.receipts_agree) == (3000, 1300, True)
    told = (found.cash, found.deposits, found.differences, found.kept_in_tills, found.uncounted)
    assert told == (1700, 500, -50, 150, 1000)
    assert found.cash_agrees
    assert [(one.slip, one.amount) for one in found.slips] == [("B 1", 500)]
    assert [(one.desk, one.z, one.difference) for one in found.differing] == [("A", 1, -50)]
    assert not replace(found, received=2900).receipts_agree
    assert not replace(found, deposits=400).cash_agrees


def test_months_and_years_are_listed_with_what_keeps_them_open_and_a_year_is_closed_too(shop: Shop) -> None:
    case, _ = to_pay(shop)
    pay(shop, case)
    closed(own(shop), 4000)
    assert [(one.period, one.state) for one in sheet_of(shop).cards] == [("2026", "running"), ("2026-09", "running")]
    shop.clock.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    opened(shop)
    assert [(one.period, one.state, one.desk) for one in sheet_of(shop).cards[2:4]] == [
        ("2026", "due", ""),
        ("2026-12", "due", ""),
    ]
    shop.do(period.close_period, by="sue", period="2026-09")
    year = shop.do(period.close_period, by="sue", period="2026")
    sheet = sheet_of(shop, "2026")
    assert (sheet.chosen.state, sheet.chosen.digest) == ("closed", year.digest)
    assert (sheet.found.taken, sheet.may_close, json.loads(year.content)["taken"]) == (4000, False, 4000)
    assert "2026-09" not in [one.period for one in sheet.cards if one.state != "closed"]


def sheet_of(shop: Shop, chosen: str = "") -> PeriodSheet:
    """The months as an auditor sees them."""
    return reconciling.periods(shop.at("aude"), chosen=chosen)


def test_the_reconciliation_on_paper_says_what_the_page_says_and_which_pads_are_missing(shop: Shop) -> None:
    _, demands = to_pay(shop)
    shop.do(till.pay, demand_ids=demands, payment=on_paper("PAD 17", TUESDAY.date()))
    _, demands = to_pay(shop)
    shop.do(till.pay, demand_ids=demands, payment=on_paper("PAD 19", TUESDAY.date()))
    shop.do(cashing_up.count_till, counted=Counted(8000))
    shop.do(cashing_up.close_shift)
    paper = reconciling.reconciliation_paper(shop.at("aude"), chosen="2026-09")
    told = {row.label.code: (row.text, row.count, row.amount) for group in paper.groups for row in group.rows}
    assert told["till-zs-taken"] == ("", 1, 8000)
    assert told["till-receipts-taken"] == ("", 4, 8000)
    assert told["till-gaps"] == ("PAD 18", 1, None)
    assert "till-zs-agree" in told
    assert "till-cash-agrees" in told
    assert [row.label.values["text"] for row in paper.groups[6].rows if row.strong] == ["2026-09-15"]
