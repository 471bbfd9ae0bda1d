"""Taking money: amounts that add up, one shift, gapless receipts, copies, and one winner when two desks are at it."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.messages import Refused
from oss_desk.domain.till import CashSession, Payment, PaymentDemand, Receipt, ReceiptCopy
from oss_desk.operations.cases import cases
from oss_desk.operations.money import till
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, cash, granted, pay, permit_case, sheet
from tests.operations.conftest import SERVICES, Shop

PAYER = Payer(None, None, "Tamar Kvelidze")
STAMPS = (SERVICES / "stamped.yaml").read_text("utf-8")


def parts(*given: tuple[str, int, int, str], expected: int | None = None) -> PaymentGiven:
    """A payment of these parts."""
    listed = tuple(PartGiven(*part) for part in given)
    return PaymentGiven(PAYER, listed, sum(part.amount for part in listed) if expected is None else expected)


def to_pay(shop: Shop) -> tuple[Case, tuple[int, ...]]:
    """A permit that waits for 30.00, and its demand."""
    with shop.database.reading() as work:
        known = rows.every(work, ServiceVersion)
    case = permit_case(shop, known[0] if known else shop.service(PERMIT))
    granted(shop, case)
    return case, tuple(demand.demand_id for demand in sheet(shop, case).demands)


@pytest.mark.parametrize(
    ("payment", "code"),
    [
        (cash(2000, expected=3000), "parts-differ"),
        (cash(2000), "owed-changed"),
        (PaymentGiven(PAYER, (), 3000), "parts-differ"),
        (cash(3000, 2900), "part-given-differs"),
        (parts(("card", 3000, 3100, "T-1")), "part-given-differs"),
        (parts(("cash", 3500, 3500, ""), ("card", -500, -500, "")), "part-given-differs"),
        (parts(("elsewhere", 3000, 3000, " ")), "reference-needed"),
        (parts(("shells", 3000, 3000, "")), "means-not-taken"),
        (PaymentGiven(Payer(None, None, " "), (PartGiven("cash", 3000, 3000),), 3000), "payer-needed"),
    ],
)
def test_a_payment_that_is_not_exactly_what_is_owed_is_refused(shop: Shop, payment: PaymentGiven, code: str) -> None:
    _, demands = to_pay(shop)
    with pytest.raises(Refused) as refused:
        shop.do(till.pay, demand_ids=demands, payment=payment)
    assert refused.value.message.code == code
    with shop.database.reading() as work:
        assert len(rows.every(work, Payment)) == 1


def test_all_payments_of_a_desk_stand_in_one_shift_with_receipts_without_a_gap(shop: Shop) -> None:
    case, _ = to_pay(shop)
    pay(shop, case)
    with shop.database.reading() as work:
        (shift,) = rows.every(work, CashSession)
        payments = rows.every(work, Payment)
        receipts = [receipt.number for receipt in rows.every(work, Receipt)]
    assert ({payment.cash_session_id for payment in payments}, shift.number) == ({shift.id}, 1)
    assert receipts == ["A-000001", "A-000002"]


def test_a_desk_that_takes_no_cash_takes_other_means(shop: Shop) -> None:
    case, demands = to_pay(shop)
    with pytest.raises(Refused) as refused:
        till.pay(shop.at("cass", "R"), str(uuid4()), demand_ids=demands, payment=cash(3000))
    card = parts(("card", 3000, 3000, "T-9"))
    receipt = till.pay(shop.at("cass", "R"), str(uuid4()), demand_ids=demands, payment=card).result
    assert (refused.value.message.code, receipt.number) == ("desk-takes-no-cash", "R-000001")
    assert sheet(shop, case).card.step == "sign"


def test_a_demand_is_paid_once(shop: Shop) -> None:
    case, demands = to_pay(shop)
    pay(shop, case)
    with pytest.raises(Refused) as refused:
        shop.do(till.pay, demand_ids=demands, payment=cash(3000))
    assert refused.value.message.code == "demand-paid"


def test_the_same_command_again_gives_the_same_receipt(shop: Shop) -> None:
    _, demands = to_pay(shop)
    command = str(uuid4())
    first = till.pay(shop.at("ada"), command, demand_ids=demands, payment=cash(3000))
    again = till.pay(shop.at("ada"), command, demand_ids=demands, payment=cash(3000))
    with pytest.raises(Refused) as refused:
        till.pay(shop.at("ada"), command, demand_ids=demands, payment=cash(3000, 5000))
    assert first.result == again.result
    assert refused.value.message.code == "command-used-otherwise"


def test_of_two_desks_that_take_the_money_of_one_demand_exactly_one_wins(shop: Shop) -> None:
    case, demands = to_pay(shop)
    outcomes = race(shop.at("ada"), shop.at("cass", "B"), demands)
    with shop.database.reading() as work:
        settled = rows.every(work, PaymentDemand, order_by=("demand_id",), demand_id=demands)
        receipts = rows.every(work, Receipt)
    assert sorted(outcomes) == ["demand-paid", "paid"]
    assert (len(settled), len(receipts)) == (1, 2)
    assert sheet(shop, case).card.step == "sign"


def test_two_payments_at_one_desk_at_the_same_moment_open_one_shift_and_leave_no_gap(shop: Shop) -> None:
    first, second = to_pay(shop), to_pay(shop)
    outcomes = race(shop.at("cass"), shop.at("cass"), first[1], second[1])
    cashier = shop.at("cass").signed_in
    assert cashier is not None
    with shop.database.reading() as work:
        shifts = rows.every(work, CashSession, desk_id=cashier.desk.id)
        receipts = [receipt.number for receipt in rows.every(work, Receipt, order_by=("number",))]
    assert outcomes == ["paid", "paid"]
    assert [shift.number for shift in shifts] == [1]
    assert receipts == ["A-000001", "A-000002", "C-000001", "C-000002"]


def test_one_payment_settles_what_several_cases_owe_and_takes_each_on(shop: Shop) -> None:
    (first, one), (second, other) = to_pay(shop), to_pay(shop)
    receipt = shop.do(till.pay, demand_ids=(*other, *one), payment=cash(6000))
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    assert {service.case for service in paper.services} == {first.number, second.number}
    assert len(paper.next_steps) == 2
    assert [sheet(shop, case).card.step for case in (first, second)] == ["sign", "sign"]


def race(first: Program, second: Program, demands: tuple[int, ...], others: tuple[int, ...] | None = None) -> list[str]:
    """What comes of it when both pay at the same moment."""
    start, outcomes = threading.Barrier(2), []

    def take(program: Program, owed: tuple[int, ...]) -> None:
        start.wait()
        try:
            till.pay(program, str(uuid4()), demand_ids=owed, payment=cash(3000))
            outcomes.append("paid")
        except Refused as refused:
            outcomes.append(refused.message.code)

    both = ((first, demands), (second, others or demands))
    threads = [threading.Thread(target=take, args=given) for given in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_what_is_paid_elsewhere_is_settled_by_its_number_only(shop: Shop) -> None:
    version, visit = shop.service(STAMPS), shop.visit(shop.citizen())
    request = shop.line(visit, version)
    values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,)}
    with pytest.raises(Refused) as refused:
        shop.do(cases.start_cases, **values, payment=cash(1000))
    both = parts(("elsewhere", 800, 800, "BX 4417"), ("cash", 200, 500, ""))
    (case,) = shop.do(cases.start_cases, **values, payment=both)
    assert refused.value.message.values == {"amount": "8.00", "currency": "EUR"}
    assert sheet(shop, case).paid.minor == 1000


def test_a_copy_of_a_receipt_says_which_one_and_is_recorded(shop: Shop) -> None:
    case, _ = to_pay(shop)
    receipt = pay(shop, case)
    first = shop.do(till.copy_receipt, receipt_id=receipt.id)
    values = {"receipt_id": receipt.id, "reason": "Lost", "second": Second("sue")}
    second = shop.do(till.copy_receipt, **values)
    original = papers.from_json("receipt", receipt.content)
    copies = [papers.from_json(job.kind, job.content) for job in (first, second)]
    with shop.database.reading() as work:
        assert [copy.copy for copy in rows.every(work, ReceiptCopy)] == [1, 2]
    assert [paper.head.copy for paper in copies] == [1, 2]
    assert papers.copy_of(original, 2) == copies[1]


def test_a_receipt_is_found_by_its_number_with_its_cases(shop: Shop) -> None:
    case, _ = to_pay(shop)
    receipt = pay(shop, case)
    shop.do(till.copy_receipt, receipt_id=receipt.id)
    found = till.receipt(shop.at("aude", "C"), number="A-000002")
    with pytest.raises(Refused) as refused:
        till.receipt(shop.at("ada"), number="A-000009")
    assert ([card.number for card in found.cases], found.amount.minor, found.copies) == ([case.number], 3000, 1)
    assert refused.value.message.code == "no-such-receipt"
